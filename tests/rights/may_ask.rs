//! The plan of someone who may not ask says so, and contains no work.

use serde_json::json;
use waarborg::rights::{ItemKind, Requests};
use waarborg::timeline::Value;

use super::world::*;

const RIGHTS: [&str; 6] =
    ["access", "rectification", "erasure", "restriction", "portability", "human-intervention"];

fn by(right: &str, by: &str) -> serde_json::Value {
    json!({ "kind": "requested", "happened": on(5), "right": right, "categories": [], "by": by })
}

/// The authority that a plan states, and the kinds of its items.
fn of(person: &Person, entry: u32) -> (Option<Value>, Vec<&'static str>) {
    let plan = person.plan(entry);
    let mut kinds: Vec<_> = plan.items.iter().map(|item| item.kind.as_str()).collect();
    kinds.dedup();
    assert!(plan.ends.is_empty() || plan.authority == Some(Value::Live));
    let written: serde_json::Value = serde_json::from_str(&plan.to_json()).expect("JSON");
    assert_eq!(written["authority"].as_str(), plan.authority.map(Value::as_str));
    (plan.authority, kinds)
}

#[test]
fn a_stranger_gets_nothing_whatever_the_right() {
    for right in RIGHTS {
        let mut person = Person::child("2012-03-10");
        let entry = person.step(by(right, "stranger"));
        assert_eq!(of(&person, entry), (Some(Value::Unknown), vec!["not-authorised"]), "{right}");
        assert_eq!(person.plan(entry).items[0].article, "UAVG 5(4)");
        // What can be done is to ask who they are, and to refuse.
        assert_eq!(
            person.next(entry, &on(6)),
            ["request-paused", "request-extended", "request-refused", "request-withdrawn"]
        );
    }
}

#[test]
fn a_child_of_ten_and_a_parent_who_is_owed_information_only_get_nothing() {
    let mut person = Person::child("2016-03-10");
    person.write(json!({
        "kind": "authority", "happened": "2024-02-01", "representative": "father", "authority": "parental", "may": "informed"
    }));
    for who in ["self", "father"] {
        let entry = person.step(by("access", who));
        assert_eq!(of(&person, entry), (Some(Value::Ended), vec!["not-authorised"]), "{who}");
        assert_eq!(person.plan(entry).items[0].ground.map(|ground| ground.as_str()), Some("not-authorised"));
    }
    let mother = person.step(by("access", "mother"));
    assert_eq!(of(&person, mother).0, Some(Value::Live));
    assert_eq!(person.kind(mother, "results@app"), "give");
}

#[test]
fn who_turns_out_to_be_the_parent_gets_the_plan() {
    let mut person = Person::child("2012-03-10");
    let entry = person.step(by("access", "father"));
    assert_eq!(of(&person, entry).1, ["not-authorised"]);
    person.write(json!({
        "kind": "authority", "happened": "2012-03-10", "representative": "father", "authority": "parental", "may": "exercise"
    }));
    assert_eq!(of(&person, entry).0, Some(Value::Live));
    assert!(!person.work(entry).is_empty());
}

#[test]
fn a_grant_to_who_never_had_authority_gives_nothing_and_closes_nothing() {
    let mut person = Person::child("2012-03-10");
    let entry = person.step(by("access", "mother"));
    let granted = person.step(json!({ "kind": "request-granted", "happened": on(6), "entry": entry }));
    person.does_all(entry);
    person.write(
        json!({ "kind": "authority-ended", "happened": on(8), "representative": "mother", "never": true }),
    );
    assert_eq!(of(&person, entry).1, ["not-authorised"]);
    let ready = json!({ "kind": "package-ready", "happened": on(11), "entry": entry });
    assert_eq!(person.refused(ready), "not-authorised");
    assert_eq!(person.refused(outcome(entry, "results@app", "done")), "not-authorised");
    assert_eq!(person.next(entry, &on(12)), ["request-withdrawn", "request-refused"]);
    // The way out: the grant was a mistake.
    person.write(json!({ "kind": "voided", "happened": on(12), "entry": granted, "decision": judgement() }));
    person.step(refusal(entry, "not-authorised", &[]));
    person.close(entry);
}

#[test]
fn what_was_refused_stays_refused_on_its_ground() {
    let mut person = Person::child("2012-03-10");
    let entry = person.step(by("access", "stranger"));
    person.step(refusal(entry, "identity-not-shown", &[]));
    assert_eq!(of(&person, entry).1, ["refused"]);
    assert_eq!(person.item(entry, "results@app").article, "12(6)");
}

#[test]
fn an_objection_of_a_stranger_is_no_work() {
    let mut person = Person::child("2012-03-10");
    let body = json!({ "kind": "objected", "happened": on(5), "purposes": ["improving"], "by": "stranger" });
    let entry = person.step(body);
    assert_eq!(of(&person, entry).1, ["not-authorised"]);
    let upheld =
        json!({ "kind": "objection-upheld", "happened": on(6), "entry": entry, "decision": judgement() });
    assert_eq!(person.refused(upheld), "authority-unknown");
}

#[test]
fn nobody_asks_for_what_follows_from_a_withdrawal() {
    let mut person = Person::new();
    person.write(
        json!({ "kind": "consent-withdrawn", "happened": on(5), "purposes": ["showing"], "by": "self" }),
    );
    let showing = [waarborg::policy::Id::new("showing").expect("an id")];
    let plan = waarborg::rights::after_withdrawal(&person.claims(), &showing, time(&on(6))).expect("a plan");
    assert_eq!(plan.authority, None);
    assert!(plan.items.iter().any(|item| item.kind == ItemKind::Erase));
    assert_eq!(Requests::of(&person.claims()).iter().len(), 0);
}
