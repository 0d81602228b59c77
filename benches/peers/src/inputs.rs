//! What waarborg is told: the rules as a policy, and what happened to each person as a dossier. More than the other
//! engines get, but such that the answer depends on the same four things: an agreement in force throughout, a recipient
//! that every purpose names, parents with authority.

use waarborg::calendar::Time;
use waarborg::claim::{Claims, Institution};
use waarborg::dossier::{Body, Dossier};
use waarborg::policy::Policy;

use crate::rules::{Person, Rule, World, YEARS_KEPT, category, purpose, role};

/// Data go to this party in every request.
pub const RECIPIENT: &str = "supplier";

/// Dossiers are folded as known after all that happened.
pub fn claims(institution: &Institution, dossier: &Dossier) -> Claims {
    institution.claims(dossier, &[], known())
}

fn known() -> Time {
    "2024-01-01T12:00:00Z".parse().expect("a time")
}

/// The policy with the institution's agreement in force throughout.
pub fn institution(world: &World) -> Institution {
    let policy = Policy::parse(&document(world)).expect("the policy works");
    let signed = r#"{"kind":"agreement-signed","happened":"2018-08-01","terms":{},"bases":{}}"#;
    Institution::fold(&policy, &dossier(&[signed.to_owned()]), &[], known())
}

/// Each rule is a permission of its role; consent is the basis of the purposes that need it, and the term is what ends
/// at `until`. Every fourth purpose is a processor's and needs the agreement.
fn document(world: &World) -> String {
    let categories =
        list(0..world.categories, |c| format!(r#""{}":{{"description":"Data","subject":"pupil"}}"#, category(c)));
    let purposes = list(0..world.purposes, |p| {
        let basis = match world.needs_consent(p) {
            true => r#""basis":"consent","consent":{"how":"explicit","withdrawal":"same","grace":"P30D"}"#,
            false => r#""basis":"public-task""#,
        };
        let by = if p.is_multiple_of(4) { "processor" } else { "controller" };
        let mut needed: Vec<usize> =
            granted(world, |rule| rule.purpose == p).map(|rule| rule.category).collect();
        needed.dedup();
        let needed = list(needed, |c| format!(r#""{}""#, category(c)));
        format!(
            r#""{}":{{"description":"Purpose",{basis},"as":"{by}","categories":[{needed}],
               "recipients":{{"{RECIPIENT}":{{"ground":"processor"}}}},
               "retention":{{"all":{{"term":"enrolled + P{YEARS_KEPT}Y","kind":"maximum","source":"rules"}}}}}}"#,
            purpose(p)
        )
    });
    let roles = list(0..world.roles, |r| {
        let may = list(granted(world, |rule| rule.role == r), |rule| {
            let (purpose, category) = (purpose(rule.purpose), category(rule.category));
            format!(
                r#""{purpose}-{category}":{{"verbs":["share"],"categories":["{category}"],"purposes":["{purpose}"]}}"#
            )
        });
        format!(r#""{}":{{"description":"Role","party":"school","may":{{{may}}}}}"#, role(r))
    });
    format!(
        r#"{{"waarborg":1,"policy":"peers","version":"1","applies-from":"2018-08-01","jurisdiction":"NL","zone":"UTC",
        "language":"en",
        "declared-by": "school",
        "parties":{{"school":{{"name":"School","acts-as":["controller"],"country":"NL"}},
                    "{RECIPIENT}":{{"name":"Supplier","acts-as":["processor"],"country":"DE"}}}},
        "subjects":{{"pupil":{{"kind":"pupil","minors":true}}}},
        "agreement":{{"description":"Agreement","return-term":"P30D","at-end":"delete","without":{{}}}},
        "categories":{{{categories}}},"purposes":{{{purposes}}},"roles":{{{roles}}}}}"#
    )
}

fn granted(world: &World, by: impl Fn(&Rule) -> bool) -> impl Iterator<Item = &Rule> {
    world.rules.iter().filter(move |rule| by(rule))
}

fn list<T>(items: impl IntoIterator<Item = T>, of: impl Fn(T) -> String) -> String {
    items.into_iter().map(of).collect::<Vec<_>>().join(",")
}

/// A dossier for each person. `until` is nowhere in it: it follows from the day they left and the policy's term.
pub fn dossiers(world: &World, institution: &Institution) -> Vec<Dossier> {
    let of = |person: &Person| {
        let bodies = bodies(person);
        for body in &bodies {
            institution.check_append(&Body::from_json(body).expect("an entry")).expect("an entry the policy knows");
        }
        dossier(&bodies)
    };
    world.persons.iter().map(of).collect()
}

fn bodies(person: &Person) -> Vec<String> {
    let named = |of: &[bool]| list((0..of.len()).filter(|p| of[*p]), |p| format!(r#""{}""#, purpose(p)));
    let spoken = |kind: &str, day: &str, of: &[bool]| {
        let purposes = named(of);
        (!purposes.is_empty()).then(|| {
            format!(r#"{{"kind":"{kind}","happened":"{day}","purposes":[{purposes}],"by":"parent"}}"#)
        })
    };
    let first = [
        r#"{"kind":"born","happened":"2018-08-20","date":"2012-05-05"}"#.to_owned(),
        r#"{"kind":"enrolled","happened":"2018-08-20","initial":true}"#.to_owned(),
        r#"{"kind":"authority","happened":"2018-08-20","representative":"parent","authority":"parental","may":"exercise"}"#
            .to_owned(),
    ];
    let left = format!(r#"{{"kind":"left","happened":"{}"}}"#, person.left);
    let said = [
        spoken("consent-given", "2019-09-01", &person.given),
        spoken("consent-withdrawn", "2020-03-01", &person.withdrawn),
        Some(left),
    ];
    first.into_iter().chain(said.into_iter().flatten()).collect()
}

fn dossier(bodies: &[String]) -> Dossier {
    bodies.iter().fold(Dossier::new(), |dossier, body| {
        let body = Body::from_json(body).expect("an entry");
        let next = dossier.append(dossier.head(), body, known(), 0).expect("it can be appended");
        dossier.with(next).expect("it was made for this dossier")
    })
}
