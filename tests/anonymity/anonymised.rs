//! Nothing is called anonymous on its word: an `anonymised` entry without the report of a check that passed counts as
//! pseudonymised.

use crate::writing::{opened, school, stamp};
use sha2::{Digest, Sha256};
use waarborg::anonymity::{Adversary, Check, Column, Label, Outcome, Requirements, Table};
use waarborg::claim::{Institution, Record};
use waarborg::dossier::Body;
use waarborg::policy::{Identifiability, Policy};
use waarborg::retention::due;

const POLICY: &str = r#"{"waarborg":1,"policy":"figures","version":"1","applies-from":"2020-01-01","jurisdiction":"NL",
    "language":"en","declared-by": "school", "parties":{"school":{"name":"School","acts-as":["controller"],"country":"NL"}},
    "subjects":{"pupil":{"kind":"pupil","minors":true}},
    "categories":{"result":{"description":"Results","subject":"pupil"}},
    "purposes":{"teach":{"description":"Teach","basis":"public-task","as":"controller","categories":["result"],
                  "retention":{"all":{"term":"recorded + P1Y","kind":"maximum","source":"plan"}}},
                "count":{"description":"Count","basis":"public-task","as":"controller","categories":["result"],
                  "identifiability":{"result":"anonymised"},
                  "retention":{"all":{"term":"recorded + P9Y","kind":"maximum","source":"plan"}}}},
    "roles":{}}"#;

/// The forms to which a record of 2 February 2021 still has to drop, after this entry.
fn drops(entry: &str) -> Vec<Identifiability> {
    let policy = Policy::parse(POLICY).expect("a policy");
    let now = "2026-01-01T00:00:00Z".parse().expect("a time");
    let dossier = opened(&policy);
    let body = Body::from_json(entry).expect("an entry");
    let next = dossier.append(dossier.head(), body, stamp(&dossier, now)).expect("it can be appended");
    let dossier = dossier.with(next).expect("its own");
    let claims = Institution::fold(&policy, &school(), &[], None).claims(&dossier, &[], None);
    let record = Record::created("2021-02-02".parse().expect("a day"));
    due(&claims, "result", &record).expect("a category").drops.iter().map(|drop| drop.to).collect()
}

fn report(cities: &[&str]) -> Outcome {
    let label = |text| Label::new(text).expect("a label");
    let check =
        Check::new(Requirements { rows_are_persons: Some(true), ..Requirements::new(2, &[label("city")]) })
            .expect("requirements");
    let table = Table::new(&[("city", Column::texts(cities))]).expect("a table");
    check
        .run("figures", &table, None, &[Adversary { party: label("school"), holds: Vec::new() }])
        .expect("it can be checked")
}

#[test]
fn a_report_that_passed_makes_it_anonymous() {
    let passed = report(&["Goes", "Goes", "Delft", "Delft"]).passed().expect("every class has two");
    let digest: String =
        Sha256::digest(passed.report().to_json()).iter().map(|byte| format!("{byte:02x}")).collect();
    let entry = format!(
        r#"{{"kind":"anonymised","happened":"2025-01-01","category":"result","through":"2024-12-31","report":"{digest}"}}"#
    );
    assert_eq!(drops(&entry), []);
}

#[test]
fn a_check_that_failed_gives_no_proof() {
    assert!(report(&["Goes", "Goes", "Delft"]).passed().is_none());
}

#[test]
fn without_a_report_it_is_pseudonymised() {
    let entry = r#"{"kind":"anonymised","happened":"2025-01-01","category":"result","through":"2024-12-31"}"#;
    assert_eq!(drops(entry), [Identifiability::Anonymised]);
    // What is no digest is no report, and is not taken for one.
    for report in ["", "yes", "ABCDEF", &"AB".repeat(32), &"ab".repeat(31), &format!("{} ", "ab".repeat(32))]
    {
        let entry = entry.replace("}", &format!(r#","report":"{report}"}}"#));
        let error = Body::from_json(&entry).unwrap_err();
        assert_eq!((error.code(), error.diagnostics()[0].path()), ("not-a-digest", "/report"), "{report:?}");
    }
    let before = r#"{"kind":"enrolled","happened":"2021-01-01","initial":true}"#;
    assert_eq!(drops(before), [Identifiability::Anonymised]);
}
