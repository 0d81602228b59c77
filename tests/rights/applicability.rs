//! Which right applies follows from the basis of each claim, and the answer says so per claim.

use serde_json::json;
use waarborg::law::Right;
use waarborg::rights::{RightApplicability, applicability};

use super::world::*;
use crate::writing::*;

/// What a right comes to for one claim: its reach, the article, and whether the claim ends by it now.
fn of(person: &Person, right: Right, purpose: &str, category: &str) -> (&'static str, &'static str, bool) {
    let reached = applicability(&person.claims(), right, time(&on(10))).expect("an answer");
    let is = |of: &&RightApplicability| of.purpose.as_str() == purpose && of.category.as_str() == category;
    let found = reached.iter().find(is).unwrap_or_else(|| panic!("no claim of {purpose} on {category}"));
    (found.law.applicability.as_str(), found.law.article, found.ends)
}

/// The matrix of rights and bases, as articles 15 to 22 have it: for each basis a purpose and a category that the
/// person provided.
#[test]
fn the_matrix_of_rights_and_bases() {
    let person = Person::new();
    let claims = [
        ("a", "showing", "story"),
        ("b", "own-work", "portfolio"),
        ("c", "books", "invoice"),
        ("d", "first-aid", "allergy"),
        ("e", "teaching", "account"),
        ("f", "improving", "usage"),
    ];
    let table = [
        (Right::Access, ["yes"; 6]),
        (Right::Rectification, ["yes"; 6]),
        (Right::Restriction, ["if"; 6]),
        (Right::Erasure, ["yes", "if", "no", "if", "if", "if"]),
        (Right::Portability, ["yes", "yes", "no", "no", "no", "no"]),
        (Right::Objection, ["no", "no", "no", "no", "yes", "yes"]),
        (Right::Withdrawal, ["yes", "no", "no", "no", "no", "no"]),
        // None of these decides alone.
        (Right::HumanIntervention, ["no"; 6]),
    ];
    for (right, expected) in table {
        for ((letter, purpose, category), expected) in claims.iter().zip(expected) {
            assert_eq!(of(&person, right, purpose, category).0, expected, "{right:?} on ({letter})");
        }
    }
}

#[test]
fn direct_marketing_is_absolute() {
    assert_eq!(of(&Person::new(), Right::Objection, "newsletter", "address"), ("yes", "21(2)", true));
}

#[test]
fn a_computer_that_decides_alone_is_looked_over() {
    assert_eq!(of(&Person::new(), Right::HumanIntervention, "admission", "score").0, "yes");
}

#[test]
fn a_basis_that_is_not_bound_yet_is_no_no() {
    let mut person = Person::new();
    // What came from another party, the person did not provide, whatever the basis.
    assert_eq!(of(&person, Right::Portability, "grouping", "group"), ("no", "20(1)", false));
    assert_eq!(of(&person, Right::Objection, "grouping", "group"), ("if", "21(1)", false));
    let signed = json!({
        "kind": "agreement-signed", "happened": "2024-01-01", "terms": {}, "bases": { "grouping": "public-task" }
    });
    let body = waarborg::dossier::Body::from_json(&signed.to_string()).expect("a body");
    let appended = person.institution.append(
        person.institution.head(),
        body,
        stamp(&person.institution, time("2024-01-01T00:00:00Z")),
    );
    person.institution = person.institution.clone().with(appended.expect("an entry")).expect("a dossier");
    assert_eq!(of(&person, Right::Objection, "grouping", "group").0, "yes");
}

#[test]
fn erasure_ends_what_article_17_ends_and_no_more() {
    let mut person = Person::new();
    let ends =
        |person: &Person, purpose: &str, category: &str| of(person, Right::Erasure, purpose, category).2;
    assert!(ends(&person, "showing", "story"));
    assert!(!ends(&person, "own-work", "portfolio"), "the contract runs");
    assert!(!ends(&person, "books", "invoice"));
    assert!(!ends(&person, "teaching", "results"));
    assert!(!ends(&person, "improving", "usage"), "nobody objected");
    assert!(!ends(&person, "first-aid", "allergy"));
    person.write(json!({ "kind": "contract-ended", "happened": "2026-03-01" }));
    let objected = person.step(json!({ "kind": "objected", "happened": on(5), "purposes": ["improving"] }));
    assert!(ends(&person, "own-work", "portfolio"), "no longer necessary for the contract");
    assert!(!ends(&person, "improving", "usage"), "it is being weighed");
    person.step(
        json!({ "kind": "objection-upheld", "happened": on(6), "entry": objected, "decision": judgement() }),
    );
    assert!(ends(&person, "improving", "usage"));
}
