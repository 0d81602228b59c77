//! A pupil of whom a parent asks what there is, and what the host found.

use waarborg::calendar::Time;
use waarborg::claim::{Claims, Institution};
use waarborg::dossier::{Body, Dossier, ItemOutcome};
use waarborg::policy::Policy;

use crate::writing::{opened, school, stamp};
use waarborg::rights::{
    ItemKind, PackRecord, Package, Packed, Plan, Request, Requests, RightsError, Whose, plan,
};

pub const POLICY: &str = include_str!("../../examples/package/policy.json");
pub const NOW: &str = "2026-11-23T10:15:00Z";
pub const ME: &str = "p-4711";
pub const INSTITUTION: &str = "Basisschool De Linde";
pub const WHOSE: Whose<'_> = Whose { subject: ME, institution: Some(INSTITUTION) };

/// What happened to the pupil, up to a request of this right (entry 9) that was granted; one category can be refused.
pub fn entries(right: &str, refused: &str) -> Vec<String> {
    let mut entries: Vec<String> = [
        r#"{"kind":"born","happened":"2024-08-19","date":"2015-05-05"}"#,
        r#"{"kind":"enrolled","happened":"2024-08-19","initial":true}"#,
        r#"{"kind":"contract-began","happened":"2024-08-19","initial":true}"#,
        r#"{"kind":"authority","happened":"2024-08-19","representative":"ref-17","authority":"parental","may":"exercise"}"#,
        r#"{"kind":"consent-given","happened":"2024-09-01","purposes":["website","yearbook"],"by":"ref-17"}"#,
        r#"{"kind":"option-on","happened":"2024-09-02","option":"practice-home"}"#,
        r#"{"kind":"disclosed","happened":"2025-06-30","recipient":"gemeente","categories":["attendance"],"ground":"legal-duty"}"#,
        r#"{"kind":"consent-withdrawn","happened":"2026-03-03","purposes":["website"],"by":"ref-17"}"#,
    ]
    .map(str::to_owned)
    .to_vec();
    entries.push(format!(
        r#"{{"kind":"requested","happened":"2026-11-02","right":"{right}","categories":[],"by":"ref-17"}}"#
    ));
    let ground = if right == "portability" { "portability-of-others" } else { "rights-of-others" };
    if !refused.is_empty() {
        entries.push(format!(
            r#"{{"kind":"request-refused","happened":"2026-11-10","entry":9,"ground":"{ground}","categories":["{refused}"],"decision":{{"role":"school leader","article":"15(4)","text":"The notes are about another child as well."}}}}"#
        ));
    }
    entries.push(r#"{"kind":"request-granted","happened":"2026-11-10","entry":9}"#.to_owned());
    entries
}

/// A request in its dossier, and its plan.
pub struct Asked {
    pub claims: Claims,
    pub request: Request,
    pub plan: Plan,
}

impl Asked {
    /// A request for access, of which the notes of guidance were refused.
    pub fn access() -> Asked {
        Asked::of(&entries("access", "guidance"))
    }

    pub fn of(entries: &[String]) -> Asked {
        Asked::at(entries, 9)
    }

    pub fn at(entries: &[String], entry: u32) -> Asked {
        Asked::under(POLICY, entries, entry)
    }

    pub fn under(policy: &str, entries: &[String], entry: u32) -> Asked {
        let policy = Policy::parse(policy).unwrap();
        let now = now();
        let switched = r#"{"kind":"option-on","happened":"2024-08-19","option":"practice-home"}"#.to_owned();
        let institution = Institution::fold(&policy, &written(school(), &[switched]), &[], None);
        let claims = institution.claims(&written(opened(&policy), entries), &[], None);
        let request = Requests::of(&claims).get(entry).unwrap().clone();
        let plan = plan(&claims, &request, now).unwrap();
        Asked { claims, request, plan }
    }

    /// The items that are to be given.
    pub fn given(&self) -> impl Iterator<Item = &str> {
        let given = |kind| matches!(kind, ItemKind::Give | ItemKind::GiveInPart);
        self.plan.items.iter().filter(move |item| given(item.kind)).map(|item| item.item.as_str())
    }

    pub fn begin(&self) -> (Vec<u8>, Package) {
        let mut out = Vec::new();
        let package =
            Package::begin(&self.claims, &self.request, &self.plan, &WHOSE, now(), &mut out).unwrap();
        (out, package)
    }

    pub fn resume(&self, checkpoint: &str) -> Result<Package, RightsError> {
        Package::resume(&self.claims, &self.request, &self.plan, &WHOSE, checkpoint)
    }

    /// The package of everything that was found.
    pub fn pack(&self) -> (Vec<u8>, Packed) {
        let (mut out, mut package) = self.begin();
        for item in self.given() {
            let mut outcome = ItemOutcome::NothingFound;
            for found in FOUND.iter().filter(|found| found.0 == item) {
                package.push(item, &found.record(), &mut out).unwrap();
                outcome = ItemOutcome::Done;
            }
            package.close(item, outcome, &mut out).unwrap();
        }
        let packed = package.finish(&mut out).unwrap();
        (out, packed)
    }
}

pub fn now() -> Time {
    NOW.parse().unwrap()
}

pub fn written(mut dossier: Dossier, bodies: &[String]) -> Dossier {
    for body in bodies {
        let body = Body::from_json(body).unwrap();
        let recorded = format!("{}T12:00:00Z", body.happened()).parse().unwrap();
        let next = dossier.append(dossier.head(), body, stamp(&dossier, recorded)).unwrap();
        dossier = dossier.with(next).unwrap();
    }
    dossier
}

/// Closes everything that is open, and finishes.
pub fn finish(package: &mut Package, asked: &Asked, out: &mut Vec<u8>) -> Packed {
    let states: Vec<_> = package.contents().map(|one| (one.item.clone(), one.records, one.outcome)).collect();
    // An item with records is open; it has to be closed before any other.
    let (open, closed): (Vec<_>, Vec<_>) = states.into_iter().partition(|(_, records, _)| *records > 0);
    assert_eq!(open.len() + closed.len(), asked.given().count());
    for (item, records, outcome) in open.into_iter().chain(closed) {
        if outcome.is_none() {
            let outcome = if records > 0 { ItemOutcome::Done } else { ItemOutcome::NothingFound };
            package.close(&item, outcome, out).unwrap();
        }
    }
    package.finish(out).unwrap()
}

/// A record that the host found: item, category, subjects, fields left out, made, JSON.
pub struct Found(
    pub &'static str,
    pub &'static str,
    pub &'static [&'static str],
    pub Option<&'static [&'static str]>,
    pub &'static str,
    pub &'static str,
);

impl Found {
    pub fn record(&self) -> PackRecord<'_> {
        PackRecord {
            category: self.1,
            subjects: self.2,
            redacted: self.3,
            created: (!self.4.is_empty()).then(|| self.4.parse().unwrap()),
            json: self.5.as_bytes(),
        }
    }
}

const US: &[&str] = &["p-4712", ME];

#[rustfmt::skip]
pub const FOUND: &[Found] = &[
    Found("attendance@las", "attendance", &[ME], None, "2024-11-05", r#"{"datum":"2024-11-05","reden":"ziek"}"#),
    Found("attendance@las", "attendance", &[ME], None, "2026-09-14", r#"{"datum":"2026-09-14","reden":"tandarts"}"#),
    Found("file@las", "file", &[ME], None, "2024-08-19", r#"{"soort":"onderwijskundig rapport","bestand":"okr.pdf"}"#),
    Found("level@app", "level", &[ME], None, "2026-11-20", r#"{"onderdeel":"breuken","niveau":4,"uit":["311","312"]}"#),
    Found("photo@las", "photo", US, Some(&["namen", "/klas/leerlingen"]), "2026-02-10", r#"{"titel":"Rekenles","klas":{"groep":"6"}}"#),
    Found("photo@las", "photo", &[ME], None, "2025-10-03", r#"{"titel":"Schoolfoto"}"#),
    Found("photo@site", "photo", US, Some(&[]), "2025-06-20", r#"{"titel":"Sportdag"}"#),
    Found("practice@app", "practice", &[ME], None, "2025-11-03T09:12:00Z", r#"{"opgave":"3/4 + 1/8","goed":true}"#),
    Found("practice@app", "practice", &[ME], None, "2026-11-20", r#"{"opgave":"12 × 14","goed":false}"#),
    Found("results@las", "results", &[ME], None, "2025-01-24", r#"{"vak":"rekenen","score":78}"#),
    Found("results@las", "results", &[ME], None, "", r#"{"vak":"taal","score":6.5,"opmerking":null}"#),
];
