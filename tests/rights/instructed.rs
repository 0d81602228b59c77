//! A processor hands a request on; on its controller's recorded instruction it works on it (article 28(3)(a), (e)).

use serde_json::{Value, json};
use waarborg::dossier::Body;
use waarborg::rights::Stage;

use super::world::*;

/// A student of a school whose supplier keeps the dossier.
fn person(decides: bool) -> Person {
    let mut person = Person::of(&supplier(decides, true));
    person.write(json!({ "kind": "born", "happened": "2024-02-01", "date": "2004-05-05" }));
    person.write(json!({ "kind": "enrolled", "happened": "2024-02-01", "initial": true }));
    person.write(
        json!({ "kind": "consent-given", "happened": "2024-02-02", "purposes": ["showing"], "by": "self" }),
    );
    person
}

fn granted(entry: u32) -> Value {
    json!({ "kind": "request-granted", "happened": on(7), "entry": entry })
}

fn forwarded(entry: u32) -> Value {
    json!({ "kind": "request-forwarded", "happened": on(6), "entry": entry, "to": "college" })
}

fn ready(entry: u32) -> Value {
    json!({ "kind": "package-ready", "happened": on(11), "entry": entry })
}

fn collected(entry: u32, by: &str) -> Value {
    json!({ "kind": "package-collected", "happened": on(12), "entry": entry, "by": by })
}

#[test]
fn without_an_instruction_it_forwards_and_with_one_it_makes_a_plan() {
    let mut person = person(false);
    let entry = person.asks("erasure", &["story"]);
    assert_eq!(person.kind(entry, "story@app"), "forward");
    assert_eq!(person.refused(granted(entry)), "processor-forwards");
    assert_eq!(person.next(entry, &on(6)), ["request-forwarded", "instructed", "request-withdrawn"]);
    let instructed = person.step(instruction(entry, &["plan"]));
    assert_eq!(person.kind(entry, "story@app"), "erase");
    person.step(granted(entry));
    person.ends(entry);
    person.does_all(entry);
    person.close(entry);
    assert_eq!(person.stage(entry), Stage::Closed);
    // Without the instruction it all was none of the processor's business.
    person
        .write(json!({ "kind": "voided", "happened": on(21), "entry": instructed, "decision": judgement() }));
    assert_eq!(person.stage(entry), Stage::Received);
    assert_eq!(person.kind(entry, "story@app"), "forward");
    assert_eq!(person.next(entry, &on(22)), ["request-forwarded", "instructed", "request-withdrawn"]);
}

#[test]
fn the_decisions_stay_the_controllers() {
    let mut person = person(false);
    let entry = person.asks("access", &[]);
    person.step(instruction(entry, &["plan", "package"]));
    for step in [
        refusal(entry, "excessive", &[]),
        refusal(entry, "rights-of-others", &["photo"]),
        json!({ "kind": "request-paused", "happened": on(7), "entry": entry, "awaiting": "identity" }),
        json!({ "kind": "request-extended", "happened": on(7), "entry": entry, "ground": ["number"], "decision": judgement() }),
    ] {
        assert_eq!(person.refused(step), "processor-forwards");
    }
    let objected = person.step(json!({ "kind": "objected", "happened": on(5), "purposes": ["improving"] }));
    let weighed =
        |kind: &str| json!({ "kind": kind, "happened": on(8), "entry": objected, "decision": judgement() });
    person.step(instruction(objected, &["plan"]));
    assert_eq!(person.refused(weighed("objection-rejected")), "processor-forwards");
    assert_eq!(person.refused(weighed("objection-upheld")), "accepted");
}

#[test]
fn a_package_takes_an_instruction_of_its_own() {
    let mut person = person(false);
    let entry = person.asks("access", &["results"]);
    person.step(instruction(entry, &["plan"]));
    person.step(granted(entry));
    person.does_all(entry);
    assert_eq!(person.refused(ready(entry)), "not-instructed");
    assert!(!person.next(entry, &on(11)).contains(&"package-ready"));
    let mut later = instruction(entry, &["package"]);
    later["happened"] = json!(on(10));
    person.step(later);
    assert_eq!(person.request(entry).instructed.len(), 2);
    person.step(ready(entry));
    // The controller collects it, and hands it to the person; who else collects must be known to be allowed to.
    assert_eq!(person.refused(collected(entry, "city")), "may-not-collect");
    person.step(collected(entry, "college"));
    person.close(entry);
}

#[test]
fn after_it_was_handed_on_an_instruction_brings_it_back() {
    let mut person = person(false);
    let entry = person.asks("access", &["results"]);
    person.step(forwarded(entry));
    assert_eq!(person.refused(granted(entry)), "processor-forwards");
    assert_eq!(person.next(entry, &on(7)), ["instructed", "request-closed"]);
    person.step(instruction(entry, &["package"]));
    person.step(granted(entry));
    assert_eq!(person.work(entry), ["results@app", "results@archive"]);
    person.does_all(entry);
    person.step(ready(entry));
}

#[test]
fn of_what_is_decided_here_nothing_changes() {
    let mut person = person(true);
    let entry = person.asks("access", &["address", "results"]);
    assert_eq!((person.kind(entry, "address@app"), person.kind(entry, "results@app")), ("give", "forward"));
    person.step(instruction(entry, &["package"]));
    assert_eq!((person.kind(entry, "address@app"), person.kind(entry, "results@app")), ("give", "give"));
    let own = person.asks("rectification", &["address"]);
    assert_eq!(person.refused(instruction(own, &["plan"])), "answers-itself");
    let mut alone = Person::new();
    let entry = alone.asks("access", &[]);
    assert_eq!(alone.refused(instruction(entry, &["plan"])), "answers-itself");
}

#[test]
fn an_instruction_says_who_and_what() {
    let mut person = person(false);
    let entry = person.asks("erasure", &["story"]);
    let with = |key: &str, value: Value| {
        let mut body = instruction(entry, &["plan"]);
        body[key] = value;
        body
    };
    assert_eq!(person.refused(with("party", json!("city"))), "not-the-controller");
    assert_eq!(person.refused(with("party", json!("supplier"))), "not-the-controller");
    assert_eq!(person.refused(with("acts", json!([]))), "no-act");
    assert_eq!(person.refused(with("acts", json!(["package"]))), "no-act", "an erasure has no package");
    assert_eq!(person.refused(with("entry", json!(99))), "unknown-request");
    assert_eq!(person.refused(with("happened", json!("2026-01-01"))), "before-request");
    // What cannot be read says where.
    for (key, value, path) in [
        ("role", json!(" "), "/role"),
        ("acts", json!(["decide"]), "/acts/0"),
        ("party", json!(7), "/party"),
        ("entry", json!("9"), "/entry"),
        ("text", json!(""), "/text"),
    ] {
        let error = Body::from_json(&with(key, value).to_string()).expect_err("an error");
        assert_eq!(error.diagnostics()[0].path(), path);
        assert!(error.diagnostics()[0].expected().is_some(), "{error}");
    }
    for missing in ["entry", "party", "role"] {
        let mut body = instruction(entry, &["plan"]);
        body.as_object_mut().expect("an object").shift_remove(missing);
        assert_eq!(
            Body::from_json(&body.to_string()).expect_err("an error").diagnostics()[0].code(),
            "missing-field"
        );
    }
    // Nor can one be made in Rust.
    let Ok(Body::Instructed(mut body)) = Body::from_json(&instruction(entry, &["plan"]).to_string()) else {
        panic!()
    };
    body.role.0 = " ".to_owned();
    let claims = person.claims();
    let error =
        waarborg::rights::Requests::of(&claims).check_append(&claims, &body.into()).expect_err("a refusal");
    assert_eq!(error.code(), "role-missing");
    let unknown = with("party", json!("collage"));
    let body = Body::from_json(&unknown.to_string()).expect("a body");
    assert_eq!(
        claims.institution().check_append(&body).expect_err("an error").diagnostics()[0].path(),
        "/party"
    );
}

#[test]
fn the_controller_judges_who_may_ask_but_not_against_what_is_known_here() {
    // A processor often knows no age.
    let mut person = Person::of(&supplier(false, true));
    let entry = person.asks("access", &["results"]);
    assert_eq!(person.kind(entry, "results@app"), "forward", "handing it on judges nobody");
    person.step(instruction(entry, &["package"]));
    assert_eq!(person.kind(entry, "results@app"), "give");
    person.step(granted(entry));
    person.does_all(entry);
    person.step(ready(entry));
    person.step(collected(entry, "college"));
    // A child of ten who is known to be ten does not ask for itself.
    let mut person = Person::of(&supplier(false, true));
    person.write(json!({ "kind": "born", "happened": "2024-02-01", "date": "2016-05-05" }));
    let entry = person.asks("access", &["results"]);
    person.step(instruction(entry, &["package"]));
    assert_eq!(person.kind(entry, "results@app"), "not-authorised");
    assert_eq!(person.refused(granted(entry)), "not-authorised");
}

#[test]
fn a_processor_answers_nothing_about_what_the_policy_declares_no_more() {
    let policy = supplier(false, true);
    let first = policy.versions().next().expect("a version");
    assert_eq!(first.policy.as_str(), "rights");
    let mut document: Value = serde_json::from_str(POLICY).expect("JSON");
    document["parties"]["supplier"] =
        json!({ "name": "The supplier", "acts-as": ["processor"], "country": "NL" });
    document["declared-by"] = json!("supplier");
    for (_, purpose) in document["purposes"].as_object_mut().expect("purposes") {
        purpose["as"] = json!("processor");
        // A processor has no duty to keep of its own.
        for (_, rule) in purpose["retention"].as_object_mut().expect("rules") {
            if rule["kind"] == "minimum" {
                rule["kind"] = json!("contract");
                rule.as_object_mut().expect("a rule").shift_remove("law");
            }
        }
    }
    let mut later = document.clone();
    later["version"] = json!("2025");
    later["applies-from"] = json!("2025-01-01");
    later["retired"] = json!(["story"]);
    later["categories"].as_object_mut().expect("an object").shift_remove("story");
    later["purposes"]["showing"]["categories"] = json!(["photo"]);
    for system in ["app", "archive"] {
        later["systems"][system]["categories"].as_array_mut().expect("a list").retain(|id| id != "story");
    }
    let policy = waarborg::policy::Policy::parse_history(&[&document.to_string(), &later.to_string()])
        .unwrap_or_else(|error| panic!("{error}"));
    let mut person = Person::of(&policy);
    person.write(json!({ "kind": "born", "happened": "2024-02-01", "date": "2004-05-05" }));
    let entry = person.asks("access", &["story"]);
    assert_eq!(person.kind(entry, "story@app"), "forward");
    assert_eq!(person.refused(granted(entry)), "processor-forwards");
    assert_eq!(person.refused(forwarded(entry)), "accepted");
}
