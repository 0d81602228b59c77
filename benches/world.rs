//! Worlds to measure in: policies of any size, and dossiers with a school career's entries.

#![allow(dead_code, reason = "each benchmark uses a part")]

use waarborg::calendar::Time;
use waarborg::dossier::{Body, Dossier, Head, Salt, Stamp};
use waarborg::policy::Policy;

/// A policy with this many purposes over a tenth as many categories, half of them on consent, a quarter under an
/// agreement.
pub fn policy_text(purposes: usize) -> String {
    let categories = (purposes / 10).max(2);
    let mut text = String::from(
        r#"{"waarborg":1,"policy":"bench","version":"1","applies-from":"2020-01-01","jurisdiction":"NL","language":"en",
        "declared-by": "school",
        "parties":{"school":{"name":"School","acts-as":["controller"],"country":"NL"},
                   "supplier":{"name":"Supplier","acts-as":["processor"],"country":"DE"}},
        "subjects":{"pupil":{"kind":"pupil","minors":true}},"anchors":{"last-login":{"kind":"happening"}},
        "agreement":{"description":"Model 4.0","return-term":"P30D","at-end":"delete","without":{}},"categories":{"#,
    );
    let list = |items: Vec<String>| items.join(",");
    text += &list(
        (0..categories)
            .map(|c| format!(r#""c{c}":{{"description":"Data {c}","subject":"pupil"}}"#))
            .collect(),
    );
    text += r#"},"purposes":{"#;
    let purpose = |p: usize| {
        let basis = match p % 2 {
            0 => r#""basis":"consent","consent":{"how":"explicit","withdrawal":"same","grace":"P30D"}"#,
            _ => r#""basis":"public-task","while":"enrolled""#,
        };
        let role = if p.is_multiple_of(4) { "processor" } else { "controller" };
        let (one, two) = (p % categories, (p + 1) % categories);
        format!(
            r#""p{p}":{{"description":"Purpose {p}",{basis},"as":"{role}","categories":["c{one}","c{two}"],
            "recipients":{{"supplier":{{"ground":"processor"}}}},
            "retention":{{"all":{{"term":"latest(enrolled + P2Y, last-login + P1Y)","kind":"maximum","source":"bench"}}}}}}"#
        )
    };
    text += &list((0..purposes).map(purpose).collect());
    text += r#"},"roles":{"#;
    let all: String = list((0..categories).map(|c| format!(r#""c{c}""#)).collect());
    let role = |r: usize| {
        format!(
            r#""r{r}":{{"description":"Role {r}","party":"school","may":{{"all":{{"verbs":["view","share"],"categories":[{all}]}}}}}}"#
        )
    };
    text += &list((0..5).map(role).collect());
    text += "}}";
    text
}

pub fn policy(purposes: usize) -> Policy {
    Policy::parse(&policy_text(purposes)).expect("the bench's own policy works")
}

/// The institution's entries: an agreement.
pub fn institution() -> Dossier {
    let signed = r#"{"kind":"agreement-signed","happened":"2024-08-01","terms":{},"bases":{}}"#;
    written_in(Dossier::of_institution("school"), &[signed.to_owned()])
}

/// The bodies of a pupil's thirty entries: enrolment, parents, consents asked, given, withdrawn and given again.
pub fn bodies(seed: u64) -> Vec<String> {
    let day = |n: u64| format!("2025-{:02}-{:02}", 1 + n / 28 % 12, 1 + n % 28);
    let mut bodies = vec![
        format!(r#"{{"kind":"born","happened":"2024-08-20","date":"2015-{:02}-05"}}"#, 1 + seed % 12),
        r#"{"kind":"enrolled","happened":"2024-08-20","initial":true}"#.to_owned(),
        format!(
            r#"{{"kind":"authority","happened":"2024-08-20","representative":"ref-{seed}-1","authority":"parental","may":"exercise"}}"#
        ),
        format!(
            r#"{{"kind":"authority","happened":"2024-08-20","representative":"ref-{seed}-2","authority":"parental","may":"exercise"}}"#
        ),
        r#"{"kind":"occurred","happened":"2025-03-01","anchor":"last-login"}"#.to_owned(),
    ];
    while bodies.len() < 30 {
        let n = bodies.len() as u64;
        let kind = if (seed + n).is_multiple_of(7) { "consent-withdrawn" } else { "consent-given" };
        let (a, b) = ((seed + n) % 10 * 2, n % 10 * 2);
        bodies.push(format!(
            r#"{{"kind":"{kind}","happened":"{}","purposes":["p{a}","p{b}"],"by":"ref-{seed}-1"}}"#,
            day(n * 9 + seed % 20)
        ));
    }
    bodies
}

/// A stamp whose salt is made from the head: a bench is the same each time.
pub fn stamp(dossier: &Dossier, recorded: Time) -> Stamp {
    let mut bytes = [1; 16];
    bytes.iter_mut().zip(dossier.head().as_bytes()).for_each(|(byte, of_head)| *byte |= of_head);
    Stamp::new(recorded, Salt::from_bytes(bytes).expect("a salt"))
}

/// A dossier that was opened for a pupil, and its line.
pub fn opened() -> (Dossier, String) {
    let opened = r#"{"kind":"dossier-opened","happened":"2000-01-01","id":"0f8fad5b-d9cb-469f-a165-70867728950e","institution":"school","subjects":["pupil"]}"#;
    let opened = Body::from_json(opened).expect("an entry");
    let new = Dossier::new();
    let stamp = stamp(&new, "2000-01-01T00:00:00Z".parse().expect("a time"));
    let opened = new.append(new.head(), opened, stamp).expect("it can be opened");
    let line = format!("{}\n", opened.line);
    (new.with(opened).expect("its own"), line)
}

/// A dossier with these bodies.
pub fn written(bodies: &[String]) -> Dossier {
    written_in(opened().0, bodies)
}

fn written_in(dossier: Dossier, bodies: &[String]) -> Dossier {
    bodies.iter().fold(dossier, |dossier, body| {
        let body = Body::from_json(body).expect("the bench's own entry is one");
        let recorded: Time = "2025-12-31T12:00:00Z".parse().expect("a time");
        let next =
            dossier.append(dossier.head(), body, stamp(&dossier, recorded)).expect("it can be appended");
        dossier.with(next).expect("it was made for this dossier")
    })
}

/// The lines of a dossier, and its head.
pub fn lines(bodies: &[String]) -> (String, Head) {
    let (mut dossier, mut lines) = opened();
    for body in bodies {
        let body = Body::from_json(body).expect("the bench's own entry is one");
        let recorded: Time = "2025-12-31T12:00:00Z".parse().expect("a time");
        let next =
            dossier.append(dossier.head(), body, stamp(&dossier, recorded)).expect("it can be appended");
        lines += &next.line;
        lines.push('\n');
        dossier = dossier.with(next).expect("it was made for this dossier");
    }
    (lines, dossier.head())
}

pub fn now() -> Time {
    "2026-02-01T12:00:00Z".parse().expect("a time")
}
