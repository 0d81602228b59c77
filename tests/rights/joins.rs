//! A request that joined another ends with it, in what it holds as well.

use serde_json::json;
use waarborg::claim::Record;
use waarborg::retention::{Erasable, erasable};
use waarborg::rights::Stage;

use super::world::*;

/// Whether a request holds a story that was made in 2025 and whose consent was withdrawn since.
fn is_held(person: &Person) -> bool {
    let record = Record::created("2025-01-01".parse::<waarborg::calendar::Moment>().expect("a day"));
    match erasable(&person.claims(), "story", &record, time("2026-04-01T00:00:00Z")).expect("an answer") {
        Erasable::No(reason) => {
            assert_eq!(reason.code.as_str(), "held-open-request");
            true
        }
        _ => false,
    }
}

/// A student whose stories may go: the consent was withdrawn.
fn withdrawn() -> Person {
    let mut person = Person::new();
    person.write(
        json!({ "kind": "consent-withdrawn", "happened": "2026-03-01", "purposes": ["showing"], "by": "self" }),
    );
    assert!(!is_held(&person));
    person
}

fn step(kind: &str, entry: u32, day: u32) -> serde_json::Value {
    json!({ "kind": kind, "happened": on(day), "entry": entry })
}

fn collected(entry: u32) -> serde_json::Value {
    json!({ "kind": "package-collected", "happened": on(12), "entry": entry, "by": "self" })
}

#[test]
fn a_double_click_holds_nothing_once_the_first_is_closed() {
    let mut person = withdrawn();
    let first = person.asks("access", &[]);
    let second = person.asks("access", &[]);
    assert!(is_held(&person));
    person.step(step("request-granted", first, 6));
    person.does_all(first);
    person.step(step("package-ready", first, 11));
    person.step(collected(first));
    assert!(is_held(&person), "the first is not closed yet");
    person.close(first);
    assert_eq!((person.stage(second), person.request(second).joined), (Stage::Closed, Some(first)));
    assert!(!is_held(&person));
    assert_eq!(person.next(second, &on(25)), Vec::<&str>::new());
}

#[test]
fn five_clicks_for_erasure_hold_nothing_against_its_own_plan() {
    let mut person = withdrawn();
    let first = person.asks("erasure", &["story"]);
    for _ in 0..2 {
        person.asks("erasure", &["story"]);
    }
    assert!(is_held(&person));
    person.step(step("request-granted", first, 6));
    assert!(!is_held(&person));
    // Nor does one that comes while the first is being carried out.
    for _ in 0..2 {
        person.asks("erasure", &["story"]);
    }
    assert!(!is_held(&person));
    // The first is withdrawn: what asked for the same is withdrawn with it.
    person.step(step("request-withdrawn", first, 8));
    person.close(first);
    assert!(person.requests().iter().all(|request| request.stage == Stage::Closed));
}

#[test]
fn a_refusal_answers_the_double_click_too() {
    for (end, to) in [("request-withdrawn", ""), ("request-refused", "")] {
        let mut person = withdrawn();
        let (first, second) = (person.asks("access", &["story", "photo"]), person.asks("access", &["story"]));
        match end {
            "request-refused" => person.step(refusal(first, "identity-not-shown", &[])),
            _ => person.step(step(end, first, 6)),
        };
        assert_eq!((person.stage(second), to), (Stage::Joined, ""), "until it is closed");
        assert!(is_held(&person));
        person.close(first);
        assert_eq!(person.stage(second), Stage::Closed);
        assert!(!is_held(&person), "{end}");
    }
}

#[test]
fn what_asks_for_more_than_was_refused_is_still_open_and_holds() {
    let mut person = withdrawn();
    let first = person.asks("access", &["results"]);
    let (same, more) = (person.asks("access", &["results"]), person.asks("access", &["results", "story"]));
    person.step(refusal(first, "excessive", &[]));
    assert_eq!((person.stage(same), person.stage(more)), (Stage::Joined, Stage::Received));
    person.close(first);
    assert_eq!((person.stage(same), person.stage(more)), (Stage::Closed, Stage::Received));
    assert!(is_held(&person), "nobody has answered what was asked about the story");
    person.step(step("request-granted", more, 7));
    assert_eq!(person.work(more), ["results@app", "results@archive", "story@app", "story@archive"]);
}

#[test]
fn one_that_joined_and_was_withdrawn_ends_with_the_first_and_adds_no_work() {
    let mut person = withdrawn();
    let first = person.asks("access", &["results"]);
    let second = person.asks("access", &["story"]);
    assert_eq!(person.next(second, &on(6)), ["request-withdrawn"]);
    person.step(step("request-withdrawn", second, 6));
    person.step(step("request-granted", first, 7));
    assert_eq!(person.work(first), ["results@app", "results@archive"]);
    person.does_all(first);
    person.step(step("package-ready", first, 11));
    person.step(collected(first));
    person.close(first);
    assert_eq!(person.stage(second), Stage::Closed);
    assert!(!is_held(&person));
}

#[test]
fn a_closing_that_is_voided_opens_both_again() {
    let mut person = withdrawn();
    let first = person.asks("access", &["story"]);
    let second = person.asks("access", &["story"]);
    person.step(refusal(first, "excessive", &[]));
    let closing = person.step(closed(first));
    assert!(!is_held(&person));
    person.write(json!({ "kind": "voided", "happened": on(21), "entry": closing, "decision": judgement() }));
    assert_eq!((person.stage(first), person.stage(second)), (Stage::Refused, Stage::Joined));
    assert!(is_held(&person));
}

#[test]
fn who_asks_for_the_same_after_the_answer_asks_anew() {
    let mut person = withdrawn();
    let first = person.asks("access", &["story"]);
    person.step(refusal(first, "excessive", &[]));
    let second = person.asks("access", &["story"]);
    assert_eq!((person.stage(second), person.request(second).joined), (Stage::Received, None));
    person.close(first);
    assert!(is_held(&person));
    assert_eq!(person.stage(second), Stage::Received);
}

#[test]
fn one_that_joined_a_request_written_elsewhere_ends_with_it_too() {
    // Written without asking: the closing of the second, as hosts did it before, is told and changes nothing.
    let mut person = withdrawn();
    let (first, second) = (person.asks("access", &["story"]), person.asks("access", &["story"]));
    person.step(refusal(first, "excessive", &[]));
    person.close(first);
    let again = person.write(closed(second));
    assert_eq!(person.requests().ignored(), [again]);
    assert_eq!(person.stage(second), Stage::Closed);
    assert!(!is_held(&person));
}
