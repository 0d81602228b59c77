//! Situations from a school's life with requests.

use serde_json::{Value, json};
use waarborg::claim::Record;
use waarborg::retention::{Erasable, erasable};
use waarborg::rights::Stage;

use super::world::*;

fn asked(right: &str, by: &str, day: u32, categories: &[&str]) -> Value {
    json!({ "kind": "requested", "happened": on(day), "right": right, "categories": categories, "by": by })
}

fn step(kind: &str, entry: u32, day: u32) -> Value {
    json!({ "kind": kind, "happened": on(day), "entry": entry })
}

fn parent(who: &str) -> Value {
    json!({
        "kind": "authority", "happened": "2024-02-01", "representative": who, "authority": "parental", "may": "exercise"
    })
}

/// Two divorced parents ask on one day. Each gets an answer; the package of one is not handed to a third.
#[test]
fn divorced_parents_ask_on_one_day_and_one_answer_does_not_end_the_other() {
    let mut person = Person::child("2014-03-10");
    person.write(parent("father"));
    let (mother, father) = (
        person.step(asked("access", "mother", 5, &["results"])),
        person.step(asked("access", "father", 5, &["results"])),
    );
    person.step(step("request-granted", mother, 6));
    person.does_all(mother);
    person.step(step("package-ready", mother, 11));
    person.step(json!({ "kind": "package-collected", "happened": on(12), "entry": mother, "by": "mother" }));
    person.close(mother);
    assert_eq!((person.stage(mother), person.stage(father)), (Stage::Closed, Stage::Received));
    assert_eq!(person.work(father), ["results@app", "results@archive"]);
}

/// A mother asks for everything twice by a hanging form, and in between for the results: one package answers all.
#[test]
fn a_hanging_form_sends_three_requests_and_one_package_answers_them() {
    let mut person = Person::child("2014-03-10");
    let first = person.step(asked("access", "mother", 5, &["results"]));
    let all = person.step(asked("access", "mother", 5, &[]));
    let again = person.step(asked("access", "mother", 6, &["results"]));
    person.step(step("request-granted", first, 6));
    assert!(person.work(first).len() > 10, "everything is asked for");
    for name in person.work(first) {
        person.step(outcome(first, &name, "done"));
    }
    person.step(step("package-ready", first, 11));
    person.step(json!({ "kind": "package-collected", "happened": on(12), "entry": first, "by": "mother" }));
    person.close(first);
    assert_eq!([all, again].map(|entry| person.stage(entry)), [Stage::Closed; 2]);
}

/// The first form was sent to the wrong school year and is withdrawn; what was asked besides is still answered.
#[test]
fn a_parent_withdraws_the_first_of_two_and_the_wider_one_is_answered() {
    let mut person = Person::child("2014-03-10");
    let first = person.step(asked("access", "mother", 5, &["results"]));
    let all = person.step(asked("access", "mother", 6, &[]));
    person.step(step("request-withdrawn", first, 7));
    person.close(first);
    assert_eq!(person.stage(all), Stage::Received);
    person.step(step("request-granted", all, 8));
    assert!(person.work(all).contains(&"results@app".to_owned()));
}

/// A pupil turns sixteen between a mother's request and the next: the request does not join another person's.
#[test]
fn at_sixteen_the_pupil_asks_and_does_not_join_the_mothers_request() {
    let mut person = Person::child("2010-03-10");
    let mother = person.step(asked("access", "mother", 9, &[]));
    let own = person.step(asked("access", "self", 11, &[]));
    assert_eq!((person.stage(mother), person.stage(own)), (Stage::Received, Stage::Received));
    assert_eq!(person.plan(own).authority.map(|value| value.as_str()), Some("live"));
    let late = person.step(asked("access", "mother", 12, &[]));
    assert_eq!(
        person.request(late).joined,
        Some(mother),
        "it is counted with her first, and answered with that"
    );
}

/// A former partner asks for the new address.
#[test]
fn a_former_partner_learns_nothing_about_the_address() {
    let mut person = Person::child("2014-03-10");
    let entry = person.step(asked("access", "ex-partner", 5, &["address"]));
    assert_eq!(person.kind(entry, "address@app"), "not-authorised");
    person
        .step(json!({ "kind": "request-paused", "happened": on(6), "entry": entry, "awaiting": "identity" }));
    assert_eq!(
        person.next(entry, &on(7)),
        ["request-resumed", "request-extended", "request-refused", "request-withdrawn"]
    );
    person.step(refusal(entry, "not-authorised", &[]));
    person.close(entry);
}

/// A guardian institution takes over while the mother's erasure is being carried out.
#[test]
fn a_guardian_takes_over_while_an_erasure_is_carried_out() {
    let mut person = Person::child("2014-03-10");
    person.write(
        json!({ "kind": "consent-given", "happened": "2024-03-01", "purposes": ["showing"], "by": "mother" }),
    );
    let entry = person.step(asked("erasure", "mother", 5, &["story"]));
    person.step(step("request-granted", entry, 6));
    person.write(json!({ "kind": "authority-ended", "happened": on(7), "representative": "mother" }));
    person.write(json!({
        "kind": "authority", "happened": on(7), "representative": "jeugdzorg", "authority": "guardian-institution", "may": "exercise"
    }));
    // She might ask when she asked: it is finished.
    person.ends(entry);
    person.does_all(entry);
    person.close(entry);
    let access = person.step(asked("access", "jeugdzorg", 21, &[]));
    assert_eq!(person.plan_at(access, &on(22)).authority.map(|value| value.as_str()), Some("live"));
    let mother = person.step(asked("access", "mother", 21, &[]));
    assert_eq!(person.plan_at(mother, &on(22)).authority.map(|value| value.as_str()), Some("ended"));
}

/// Nobody fetches a package before the summer; a new request does not join one whose package is gone.
#[test]
fn a_package_that_lapsed_over_the_summer_answers_nobody_new() {
    let mut person = Person::new();
    let entry = person.granted("access", &["story"]);
    person.does_all(entry);
    person.step(step("package-ready", entry, 11));
    let same = person.step(asked("access", "self", 12, &["story"]));
    assert_eq!(person.request(same).joined, Some(entry));
    person.step(step("package-lapsed", entry, 13));
    let next = person.step(asked("access", "self", 14, &["story"]));
    assert_eq!((person.stage(same), person.stage(next)), (Stage::Joined, Stage::Received));
    assert_eq!(
        person.next(entry, &on(20)),
        ["request-item", "package-ready", "request-withdrawn", "request-closed"]
    );
    // What joined the lapsed one is not lost when that is closed: the new request asks for the same.
    person.close(entry);
    assert_eq!((person.stage(same), person.stage(next)), (Stage::Closed, Stage::Received));
}

/// A parent asks to erase photos while the other parent's request to see them runs.
#[test]
fn an_erasure_pending_for_the_other_parents_access() {
    let mut person = Person::child("2014-03-10");
    person.write(parent("father"));
    person.write(
        json!({ "kind": "consent-given", "happened": "2024-03-01", "purposes": ["showing"], "by": "mother" }),
    );
    let access = person.step(asked("access", "father", 5, &["story"]));
    let again = person.step(asked("access", "father", 5, &["story"]));
    let erasure = person.step(asked("erasure", "mother", 6, &["story", "photo"]));
    person.step(step("request-granted", erasure, 7));
    assert_eq!((person.kind(erasure, "story@app"), person.kind(erasure, "photo@app")), ("keep", "detach"));
    assert!(!person.next(erasure, &on(8)).contains(&"request-closed"));
    person.step(step("request-granted", access, 7));
    person.does_all(access);
    person.step(step("package-ready", access, 11));
    person.step(json!({ "kind": "package-collected", "happened": on(12), "entry": access, "by": "father" }));
    person.close(access);
    assert_eq!(person.stage(again), Stage::Closed);
    // The double click of the father does not hold the story any longer.
    assert_eq!(person.kind(erasure, "story@app"), "erase");
}

/// Somebody objects to everything at once. The newsletter stops for good; the rest is weighed.
#[test]
fn an_objection_to_everything_reaches_letters_e_and_f_and_the_newsletter() {
    let mut person = Person::new();
    let entry = person.step(json!({ "kind": "objected", "happened": on(5), "purposes": [] }));
    let claims = person.claims();
    let value = |purpose: &str, category: &str| {
        claims.claim(purpose, category).expect("a claim").at(time(&on(8))).value.as_str()
    };
    assert_eq!(value("teaching", "results"), "held", "letter (e)");
    assert_eq!(value("improving", "usage"), "held", "letter (f)");
    assert_eq!(value("newsletter", "address"), "ended", "article 21(2)");
    for (purpose, category) in [("showing", "story"), ("books", "invoice"), ("own-work", "portfolio")] {
        assert!(!["held"].contains(&value(purpose, category)) || purpose == "books", "{purpose}");
    }
    assert_eq!(value("showing", "story"), "live", "letter (a)");
    assert_eq!(value("own-work", "portfolio"), "live", "letter (b)");
    let kind = |name: &str| person.kind(entry, name);
    assert_eq!(["results@app", "usage@app", "address@app"].map(kind), ["stop"; 3]);
    assert_eq!(["story@app", "invoice@archive", "portfolio@app", "allergy"].map(kind), ["out-of-reach"; 4]);
    // It can be rejected as a whole: marketing stays ended all the same.
    person.step(
        json!({ "kind": "objection-rejected", "happened": on(9), "entry": entry, "decision": judgement() }),
    );
    let claims = person.claims();
    let at = |purpose: &str, category: &str| {
        claims.claim(purpose, category).expect("a claim").at(time(&on(10))).value
    };
    assert_eq!((at("newsletter", "address").as_str(), at("improving", "usage").as_str()), ("ended", "live"));
}

/// An objection against consent and marketing together cannot be rejected: marketing is all it reaches.
#[test]
fn an_objection_that_reaches_marketing_alone_is_absolute_whatever_it_names_besides() {
    let mut person = Person::new();
    let entry = person.step(
        json!({ "kind": "objected", "happened": on(5), "purposes": ["newsletter", "showing", "books"] }),
    );
    let rejected =
        json!({ "kind": "objection-rejected", "happened": on(7), "entry": entry, "decision": judgement() });
    assert_eq!(person.refused(rejected), "absolute-objection");
    assert_eq!(
        person.next(entry, &on(7)),
        ["request-paused", "request-extended", "objection-upheld", "objection-withdrawn"]
    );
}

/// The term runs out in the summer: no more pause, no more extension; an answer can still be given.
#[test]
fn after_the_term_nothing_is_left_but_to_answer() {
    let mut person = Person::new();
    let entry = person.asks("access", &[]);
    assert_eq!(
        person.next(entry, "2026-06-01T12:00:00Z"),
        ["request-granted", "request-refused", "request-withdrawn"]
    );
    assert_eq!(person.next(entry, "2026-03-04T12:00:00Z"), Vec::<&str>::new(), "it had not arrived");
}

/// Received on 31 January and extended: the earlier of two readings is safe.
#[test]
fn an_extended_answer_is_safe_by_the_earlier_reading() {
    let mut person = Person::new();
    let entry = person
        .step(json!({ "kind": "requested", "happened": "2026-01-31", "right": "access", "categories": [] }));
    person.step(json!({
        "kind": "request-extended", "happened": "2026-02-10", "entry": entry, "ground": ["complexity"], "decision": judgement()
    }));
    let claims = person.claims();
    let clock = person.request(entry).clock(&claims, time(&on(1))).expect("a clock");
    let zone = claims.institution().zone();
    assert_eq!(clock.answer.safe.day(zone).to_string(), "2026-04-28");
    assert_eq!(clock.answer.legal.day(zone).to_string(), "2026-04-30");
}

/// Two forms of one adult student: a story to be erased, and later everything. The second widens the first's plan.
#[test]
fn a_wider_erasure_joins_a_granted_one_and_its_plan_grows() {
    let mut person = Person::new();
    let first = person.granted("erasure", &["story"]);
    person.ends(first);
    person.does_all(first);
    assert_eq!(person.refused(closed(first)), "accepted");
    let second = person.asks("erasure", &["photo"]);
    assert_eq!(person.request(second).joined, Some(first));
    assert_eq!(person.refused(closed(first)), "undone");
    person.does_all(first);
    assert_eq!(person.refused(closed(first)), "not-ended");
    person.ends(first);
    person.close(first);
    assert_eq!(person.stage(second), Stage::Closed);
    // Neither holds the story any more.
    let record = Record::created("2025-01-01".parse::<waarborg::calendar::Moment>().expect("a day"));
    let may = erasable(&person.claims(), "story", &record, time("2026-04-01T00:00:00Z")).expect("an answer");
    assert!(matches!(may, Erasable::Yes), "{may:?}");
}

/// A pupil dies; the mother asks to see the file a week later. The library knows no right of the dead: it says what it
/// knows of her authority, and people decide.
#[test]
fn a_mother_asks_after_the_death_of_her_child() {
    let mut person = Person::child("2014-03-10");
    person.write(json!({ "kind": "deceased", "happened": on(1) }));
    let entry = person.step(asked("access", "mother", 8, &["results"]));
    assert_eq!(person.plan(entry).authority.map(|value| value.as_str()), Some("live"));
}
