//! An entry about a request that cannot be so, from elsewhere, makes no other request unreadable: it is reported.

use serde_json::{Value, json};

use super::world::*;

/// The requests as JSON, with one good request among them.
fn render(person: &Person, good: u32) -> Value {
    let claims = person.claims();
    let written = person.requests().to_json(&claims, time(&on(20))).expect("requests");
    let written: Value = serde_json::from_str(&written).expect("JSON");
    let of_good = written["requests"].as_array().expect("a list").iter().find(|one| one["entry"] == good);
    let of_good = of_good.expect("the good one");
    assert_eq!(of_good["clock"]["answer"]["safe"], "2026-04-05");
    assert_eq!(of_good["stage"], "received");
    assert!(of_good["next"].as_array().expect("a list").contains(&json!("request-granted")), "{of_good}");
    written
}

fn diagnostics(written: &Value) -> Vec<(u64, &str)> {
    let of = |diagnostic: &'_ Value| diagnostic["entry"].as_u64().expect("a number");
    let diagnostics = written["diagnostics"].as_array().expect("a list");
    diagnostics
        .iter()
        .map(|diagnostic| (of(diagnostic), diagnostic["code"].as_str().expect("a code")))
        .collect()
}

#[test]
fn a_request_from_before_the_law_has_no_clock_and_the_others_do() {
    let mut person = Person::new();
    let old = person.write(
        json!({ "kind": "requested", "happened": "2017-05-01", "right": "access", "categories": ["story"] }),
    );
    let good = person.asks("rectification", &["story"]);
    let written = render(&person, good);
    assert_eq!(written["requests"][0]["clock"], Value::Null);
    assert_eq!(written["requests"][0]["no-clock"], "not-law-then");
    assert_eq!(diagnostics(&written), [(u64::from(old), "not-law-then")]);
}

#[test]
fn a_step_for_no_request_and_one_for_another_kind_of_entry_are_reported() {
    let mut person = Person::new();
    let good = person.asks("access", &["story"]);
    let wrong = [
        // Entry 1 is a birth. A number that is not there cannot be written, only what stands there can be another kind.
        json!({ "kind": "request-granted", "happened": on(6), "entry": 1 }),
        json!({ "kind": "request-closed", "happened": on(6), "entry": 2 }),
        json!({ "kind": "instructed", "happened": on(6), "entry": 3, "acts": ["plan"], "party": "college", "role": "x" }),
    ];
    let mut expected = Vec::new();
    for body in wrong {
        let body = waarborg::dossier::Body::from_json(&body.to_string()).expect("a body");
        if let Ok(seq) = person.try_append(body) {
            expected.push((u64::from(seq), "unknown-request"));
        }
    }
    let illegal = person.write(json!({ "kind": "package-lapsed", "happened": on(6), "entry": good }));
    expected.push((u64::from(illegal), "illegal-step"));
    let written = render(&person, good);
    assert_eq!(diagnostics(&written), expected);
    let ignored: Vec<u64> = expected.iter().map(|(entry, _)| *entry).collect();
    assert_eq!(written["ignored"], json!(ignored));
}

#[test]
fn a_request_about_a_category_that_nobody_knows_is_reported_and_never_granted() {
    let mut person = Person::new();
    let good = person.asks("access", &["story"]);
    let odd = person.write(
        json!({ "kind": "requested", "happened": on(5), "right": "erasure", "categories": ["storey"] }),
    );
    person.write(json!({ "kind": "request-granted", "happened": on(6), "entry": odd }));
    let written = render(&person, good);
    assert_eq!(diagnostics(&written).len(), 1);
    assert_eq!(diagnostics(&written)[0].1, "unknown-name");
    let of_odd = &written["requests"][1];
    assert!(!of_odd["next"].as_array().expect("a list").contains(&json!("request-granted")), "{of_odd}");
}

#[test]
fn an_impossible_age_and_contradicting_births_make_authority_unknown_and_nothing_unreadable() {
    let mut person = Person::new();
    let good = person.asks("access", &["story"]);
    person.write(json!({ "kind": "age-attested", "happened": on(5), "at-least": 4_000_000_000u32 }));
    let written = render(&person, good);
    assert_eq!(diagnostics(&written), []);
    // Two birthdays: the same request waits for a fact, and is still there.
    person.write(json!({ "kind": "born", "happened": on(6), "date": "2019-01-01" }));
    let claims = person.claims();
    let written = person.requests().to_json(&claims, time(&on(20))).expect("requests");
    let written: Value = serde_json::from_str(&written).expect("JSON");
    assert_eq!(written["requests"][0]["authority"], "unknown");
}

#[test]
fn a_pause_that_ended_before_it_began_and_a_withdrawal_asked_as_a_request_are_reported() {
    let mut person = Person::new();
    let good = person.asks("access", &["story"]);
    let other = person.asks("erasure", &["story"]);
    person
        .step(json!({ "kind": "request-paused", "happened": on(7), "entry": other, "awaiting": "identity" }));
    let early = person.write(json!({ "kind": "request-resumed", "happened": on(6), "entry": other }));
    let withdrawal = person
        .write(json!({ "kind": "requested", "happened": on(8), "right": "withdrawal", "categories": [] }));
    let written = render(&person, good);
    assert_eq!(
        diagnostics(&written),
        [(u64::from(early), "before-question"), (u64::from(withdrawal), "not-a-request")]
    );
    assert_eq!(written["requests"][1]["clock"]["stands-still"], true);
}
