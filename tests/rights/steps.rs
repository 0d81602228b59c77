//! Who may ask, and which step may follow which.

use serde_json::json;
use waarborg::calendar::Time;
use waarborg::claim::Institution;
use waarborg::dossier::{Body, Dossier};
use waarborg::law::RefusalGround;
use waarborg::policy::Policy;
use waarborg::rights::{Requests, Stage};
use waarborg::timeline::Value;

use super::world::*;

fn granted(entry: u32) -> serde_json::Value {
    json!({ "kind": "request-granted", "happened": on(6), "entry": entry })
}

#[test]
fn from_sixteen_the_person_asks_and_before_that_the_representative() {
    let asks = |by: &str, day: u32| {
        // Sixteen on 10 March 2026.
        let mut person = Person::child("2010-03-10");
        let entry = person.step(
            json!({ "kind": "requested", "happened": on(day), "right": "access", "categories": [], "by": by }),
        );
        person.refused(json!({ "kind": "request-granted", "happened": on(20), "entry": entry }))
    };
    assert_eq!(asks("mother", 9), "accepted");
    assert_eq!(asks("self", 9), "not-authorised");
    assert_eq!(asks("self", 10), "accepted");
    assert_eq!(asks("mother", 10), "not-authorised");
    // The day on which it was asked counts, not the day on which it is granted: above, both are of age by then.
}

#[test]
fn a_name_that_the_policy_does_not_know_is_not_appended() {
    let person = Person::child("2012-03-10");
    let claims = person.claims();
    let body = |text: &str| Body::from_json(text).expect("an entry");
    let given = r#"{"kind":"consent-given","happened":"2026-03-05","purposes":["shoving"],"by":"mother"}"#;
    let at: Time = on(5).parse().expect("an instant");
    let error =
        claims.institution().append(&person.dossier, &[], body(given), at, 0).expect_err("no such purpose");
    assert_eq!((error.code(), error.diagnostics()[0].path()), ("unknown-name", "/purposes/0"));
    let none = r#"{"kind":"voided","happened":"2026-03-05","entry":9}"#;
    let error =
        claims.institution().append(&person.dossier, &[], body(none), at, 0).expect_err("no such entry");
    assert_eq!(error.code(), "no-such-entry");
}

#[test]
fn of_addressee_nothing_is_recorded_nothing_is_known() {
    let mut person = Person::child("2012-03-10");
    let entry = person.step(
        json!({ "kind": "requested", "happened": on(5), "right": "access", "categories": [], "by": "father" }),
    );
    assert_eq!(person.request(entry).authority, Value::Unknown);
    assert_eq!(person.refused(granted(entry)), "authority-unknown");
    // Once their authority is recorded, with the day since which they have it, the request can be granted.
    person.write(json!({
        "kind": "authority", "happened": "2012-03-10", "representative": "father", "authority": "parental",
        "may": "exercise"
    }));
    assert_eq!(person.refused(granted(entry)), "accepted");
}

#[test]
fn a_parent_who_is_owed_information_only_cannot_ask() {
    let mut person = Person::child("2012-03-10");
    person.write(json!({
        "kind": "authority", "happened": "2024-02-01", "representative": "father", "authority": "parental",
        "may": "informed"
    }));
    let entry = person.step(
        json!({ "kind": "requested", "happened": on(5), "right": "access", "categories": [], "by": "father" }),
    );
    assert_eq!(person.refused(granted(entry)), "not-authorised");
    person.step(refusal(entry, "not-authorised", &[]));
    person.close(entry);
}

#[test]
fn of_an_unknown_age_nobody_is_known_to_be_allowed_to_ask() {
    let mut person = Person::of(&Policy::parse(POLICY).expect("a policy"));
    let entry = person.asks("access", &[]);
    assert_eq!(person.refused(granted(entry)), "authority-unknown");
    person.write(json!({ "kind": "age-attested", "happened": "2025-01-01", "at-least": 16 }));
    assert_eq!(person.refused(granted(entry)), "accepted");
}

#[test]
fn who_may_collect_is_judged_when_the_package_is_collected() {
    // The mother asks; on 10 March the child is sixteen.
    let mut person = Person::child("2010-03-10");
    let entry = person.step(
        json!({ "kind": "requested", "happened": on(5), "right": "access", "categories": ["results"], "by": "mother" }),
    );
    person.step(granted(entry));
    person.step(outcome(entry, "results@app", "done"));
    person.step(outcome(entry, "results@archive", "done"));
    person.step(json!({ "kind": "package-ready", "happened": on(11), "entry": entry }));
    let collects =
        |by: &str| json!({ "kind": "package-collected", "happened": on(12), "entry": entry, "by": by });
    assert_eq!(person.refused(collects("mother")), "may-not-collect");
    assert_eq!(person.refused(collects("a friend")), "may-not-collect");
    person.step(collects("self"));
    person.close(entry);
    assert_eq!(person.stage(entry), Stage::Closed);
}

#[test]
fn a_second_request_while_one_runs_joins_it_and_is_counted() {
    let mut person = Person::new();
    let first = person.asks("access", &["results"]);
    let other_right = person.asks("portability", &[]);
    let second = person.asks("access", &["photo"]);
    assert_eq!(person.stage(second), Stage::Joined);
    assert_eq!(person.request(second).joined, Some(first));
    assert_eq!(person.request(second).earlier, 1);
    assert_eq!(person.stage(other_right), Stage::Received);
    // It is answered with the first: what it asks about is in that plan, and it closes no sooner.
    assert_eq!(person.refused(closed(second)), "answered-with-another");
    assert_eq!(
        person.refused(json!({ "kind": "request-granted", "happened": on(6), "entry": second })),
        "illegal-step"
    );
    person.step(granted(first));
    assert_eq!(person.work(first), ["results@app", "results@archive", "photo@app", "photo@archive"]);
    person.does_all(first);
    person.step(json!({ "kind": "package-ready", "happened": on(11), "entry": first }));
    person.step(json!({ "kind": "package-collected", "happened": on(12), "entry": first, "by": "self" }));
    assert_eq!(person.refused(closed(second)), "answered-with-another");
    person.close(first);
    person.close(second);
    // What comes after that stands by itself, and is counted.
    let third = person.asks("access", &[]);
    assert_eq!((person.stage(third), person.request(third).earlier), (Stage::Received, 2));
}

#[test]
fn what_joined_a_request_that_was_never_answered_stands_by_itself_again() {
    for end in ["request-withdrawn", "request-refused"] {
        let mut person = Person::new();
        let first = person.asks("access", &["results"]);
        let second = person.asks("access", &["photo"]);
        let third = person.asks("access", &["story"]);
        match end {
            "request-refused" => person.step(refusal(first, "identity-not-shown", &[])),
            _ => person.step(json!({ "kind": end, "happened": on(6), "entry": first })),
        };
        person.close(first);
        assert_eq!((person.stage(second), person.request(second).joined), (Stage::Received, None));
        assert_eq!(person.request(third).joined, Some(second));
        assert_eq!(person.refused(closed(second)), "illegal-step");
        person.step(granted(second));
        assert_eq!(person.work(second), ["photo@app", "photo@archive", "story@app", "story@archive"]);
    }
}

#[test]
fn each_who_asks_is_answered() {
    let mut person = Person::child("2012-03-10");
    person.write(json!({
        "kind": "authority", "happened": "2024-02-01", "representative": "father", "authority": "parental",
        "may": "exercise"
    }));
    let by = |by: &str| json!({ "kind": "requested", "happened": on(5), "right": "access", "categories": [], "by": by });
    let (mother, father) = (person.step(by("mother")), person.step(by("father")));
    assert_eq!((person.stage(father), person.request(father).earlier), (Stage::Received, 1));
    assert_eq!(person.request(mother).joined, None);
}

#[test]
fn what_comes_when_a_package_is_ready_joins_it_only_if_that_answers_it() {
    let ready = || {
        let mut person = Person::new();
        let entry = person.granted("access", &["results", "photo"]);
        person.does_all(entry);
        person.step(json!({ "kind": "package-ready", "happened": on(11), "entry": entry }));
        person
    };
    let stage = |categories: &[&str]| {
        let mut person = ready();
        let entry = person.asks("access", categories);
        person.stage(entry)
    };
    assert_eq!(stage(&["photo"]), Stage::Joined);
    assert_eq!(stage(&["photo", "story"]), Stage::Received);
    assert_eq!(stage(&[]), Stage::Received);
}

#[test]
fn the_maker_who_loses_authority_no_longer_collects_and_the_request_stands() {
    let mut person = Person::child("2012-03-10");
    let entry = person.step(
        json!({ "kind": "requested", "happened": on(5), "right": "access", "categories": ["results"], "by": "mother" }),
    );
    person.write(json!({ "kind": "authority-ended", "happened": on(8), "representative": "mother" }));
    person.write(json!({
        "kind": "authority", "happened": on(8), "representative": "guardian", "authority": "guardian-institution",
        "may": "exercise"
    }));
    // She had it on the day she asked.
    person.step(json!({ "kind": "request-granted", "happened": on(9), "entry": entry }));
    person.does_all(entry);
    person.step(json!({ "kind": "package-ready", "happened": on(11), "entry": entry }));
    let collects =
        |by: &str| json!({ "kind": "package-collected", "happened": on(12), "entry": entry, "by": by });
    assert_eq!(person.refused(collects("mother")), "may-not-collect");
    assert_eq!(person.refused(collects("guardian")), "accepted");
}

#[test]
fn an_illegal_step_names_the_legal_ones() {
    let mut person = Person::new();
    let entry = person.asks("access", &[]);
    let error = person.check_append(&closed(entry)).expect_err("a refusal");
    assert_eq!(error.code(), "illegal-step");
    let legal = error.diagnostics()[0].expected().expect("the legal steps");
    assert_eq!(
        legal,
        "request-paused, request-extended, request-forwarded, request-granted, request-refused, request-withdrawn"
    );
    assert_eq!(person.requests().next(entry).expect("steps").join(", "), legal);
    let unknown = person.check_append(&closed(99)).expect_err("a refusal");
    assert_eq!(unknown.code(), "unknown-request");
    let rendered = unknown.diagnostics()[0].expected().unwrap_or("");
    assert!(rendered.contains(&entry.to_string()), "it says which there are: {rendered}");
}

#[test]
fn a_request_is_paused_extended_and_resumed_in_time() {
    let mut person = Person::new();
    let entry = person.asks("access", &[]);
    person
        .step(json!({ "kind": "request-paused", "happened": on(6), "entry": entry, "awaiting": "identity" }));
    assert_eq!(person.stage(entry), Stage::Paused);
    assert_eq!(
        person.refused(json!({ "kind": "request-granted", "happened": on(7), "entry": entry })),
        "illegal-step"
    );
    let resumed = |day| json!({ "kind": "request-resumed", "happened": on(day), "entry": entry });
    assert_eq!(person.refused(resumed(5)), "before-question");
    assert_eq!(person.refused(resumed(4)), "before-request");
    person.step(resumed(16));
    // Received on the fifth, ten days of waiting: 5 April and ten days, which is a Wednesday.
    let claims = person.claims();
    let clock = person.request(entry).clock(&claims, time(&on(20))).expect("a clock");
    let zone = claims.institution().zone();
    let day = |moment: waarborg::calendar::Moment| moment.day(zone).to_string();
    assert_eq!((day(clock.answer.safe), day(clock.answer.legal)), ("2026-04-05".into(), "2026-04-15".into()));
    assert_eq!(clock.promised.map(|day| day.to_string()), Some("2026-03-26".to_owned()));
    let extended = |happened: &str, grounds: serde_json::Value| {
        json!({
            "kind": "request-extended", "happened": happened, "entry": entry, "ground": grounds,
            "decision": judgement()
        })
    };
    assert_eq!(person.refused(extended("2026-04-16T12:00:00Z", json!(["number"]))), "too-late");
    assert_eq!(person.refused(extended("2026-04-15T12:00:00Z", json!([]))), "no-ground");
    person.step(extended("2026-04-15T12:00:00Z", json!(["complexity", "number"])));
    assert_eq!(person.refused(extended("2026-04-15T12:00:00Z", json!(["number"]))), "illegal-step");
    let claims = person.claims();
    let clock = person.request(entry).clock(&claims, time(&on(20))).expect("a clock");
    // Three months from receipt, and ten days.
    assert_eq!(day(clock.answer.legal), "2026-06-15");
    assert_eq!((clock.promised, clock.extension_notice), (None, None));
}

#[test]
fn nothing_is_done_about_a_request_before_it_arrived() {
    let mut person = Person::new();
    let entry = person.asks("access", &[]);
    let paused = |happened: &str| json!({ "kind": "request-paused", "happened": happened, "entry": entry, "awaiting": "identity" });
    assert_eq!(person.refused(paused("2026-01-01")), "before-request");
    assert_eq!(person.refused(paused("2026-03-05")), "accepted");
}

#[test]
fn a_refusal_has_a_ground_of_the_law_that_fits_and_a_judgement() {
    let mut person = Person::new();
    let entry = person.asks("access", &["results"]);
    assert_eq!(person.refused(refusal(entry, "legal-duty", &[])), "ground-of-another-right");
    assert_eq!(person.refused(refusal(entry, "rights-of-others", &["photo"])), "not-asked");
    for empty in ["role", "article", "text"] {
        let mut refusal = refusal(entry, "excessive", &[]);
        refusal["decision"][empty] = json!("  ");
        let error = Body::from_json(&refusal.to_string()).expect_err("an error");
        assert_eq!(error.diagnostics()[0].path(), format!("/decision/{empty}"));
        // Nor can one be made in Rust.
        refusal["decision"][empty] = json!("x");
        let Ok(Body::RequestRefused(mut refusal)) = Body::from_json(&refusal.to_string()) else { panic!() };
        let decision = &mut refusal.decision;
        let text =
            [&mut decision.role, &mut decision.article, &mut decision.text].into_iter().find(|t| t.0 == "x");
        text.expect("the text").0 = " ".to_owned();
        let claims = person.claims();
        let refused = Requests::of(&claims).check_append(&claims, &refusal.into()).expect_err("a refusal");
        assert_eq!(refused.code(), "judgement-missing");
    }
    assert!(Body::from_json(
        &json!({ "kind": "request-refused", "happened": on(6), "entry": entry, "ground": "no-time", "categories": [], "decision": judgement() })
            .to_string()
    )
    .is_err());
    person.step(refusal(entry, "excessive", &[]));
    assert_eq!(person.stage(entry), Stage::Refused);
    person.close(entry);
}

#[test]
fn every_ground_fits_a_right_and_every_right_can_be_refused_on_one_of_its_own() {
    use waarborg::law::Right;
    for right in Right::ALL.iter().filter(|right| **right != Right::Withdrawal) {
        let own =
            RefusalGround::ALL.iter().filter(|ground| !ground.rights().is_empty() && ground.fits(*right));
        assert!(own.count() > 0, "{right:?}");
    }
    for ground in RefusalGround::ALL {
        assert!(!ground.fits(Right::Withdrawal) || ground.rights().is_empty());
        assert_eq!(RefusalGround::from_word(ground.as_str()), Some(*ground));
    }
}

#[test]
fn an_objection_takes_effect_at_once_and_is_weighed_by_a_person() {
    let mut person = Person::new();
    let ask = json!({ "kind": "requested", "happened": on(5), "right": "objection", "categories": [] });
    assert_eq!(person.refused(ask), "not-a-request");
    let entry = person.step(json!({ "kind": "objected", "happened": on(5), "purposes": ["improving"] }));
    let use_of = |person: &Person| {
        person.claims().claim("improving", "usage").expect("a claim").at(time(&on(8))).value
    };
    assert_eq!(use_of(&person), Value::Held);
    let rejected = |text: &str| {
        json!({
            "kind": "objection-rejected", "happened": on(7), "entry": entry,
            "decision": { "role": "privacy officer", "article": "21(1)", "text": text }
        })
    };
    assert_eq!(person.refused(granted(entry)), "illegal-step");
    person.step(rejected("The app would not be safe without it."));
    assert_eq!(use_of(&person), Value::Live);
    person.close(entry);
    assert_eq!(person.stage(entry), Stage::Closed);
}

#[test]
fn an_objection_to_direct_marketing_is_not_weighed() {
    let mut person = Person::new();
    let entry = person.step(json!({ "kind": "objected", "happened": on(5), "purposes": ["newsletter"] }));
    let decided =
        |kind: &str| json!({ "kind": kind, "happened": on(7), "entry": entry, "decision": judgement() });
    assert_eq!(person.refused(decided("objection-rejected")), "absolute-objection");
    assert_eq!(
        person.claims().claim("newsletter", "address").expect("a claim").at(time(&on(5))).value,
        Value::Ended
    );
    person.step(decided("objection-upheld"));
    let item = person.item(entry, "address@app");
    assert_eq!((item.kind.as_str(), item.article), ("stop", "21(2)"));
    assert_eq!(person.kind(entry, "usage@app"), "out-of-reach");
    assert_eq!(person.refused(closed(entry)), "undone");
    person.does_all(entry);
    person.close(entry);
}

#[test]
fn an_objection_that_applicability_nothing_is_not_upheld() {
    let mut person = Person::new();
    let entry = person.step(json!({ "kind": "objected", "happened": on(5), "purposes": ["showing"] }));
    let decided =
        |kind: &str| json!({ "kind": kind, "happened": on(7), "entry": entry, "decision": judgement() });
    assert_eq!(person.refused(decided("objection-upheld")), "nothing-to-grant");
    assert_eq!(person.refused(decided("objection-rejected")), "accepted");
}

#[test]
fn objections_are_weighed_one_by_one() {
    let mut person = Person::new();
    let one = person.step(json!({ "kind": "objected", "happened": on(5), "purposes": ["newsletter"] }));
    let two = person.step(json!({ "kind": "objected", "happened": on(5), "purposes": ["improving"] }));
    assert_eq!((person.stage(one), person.stage(two)), (Stage::Received, Stage::Received));
}

#[test]
fn consent_is_withdrawn_with_one_entry() {
    let person = Person::new();
    let ask = json!({ "kind": "requested", "happened": on(5), "right": "withdrawal", "categories": [] });
    assert_eq!(person.refused(ask), "not-a-request");
}

#[test]
fn a_request_comes_through_a_channel_of_the_policy_or_none_is_named() {
    let person = Person::new();
    let ask = |channel: &str| json!({ "kind": "requested", "happened": on(5), "right": "access", "categories": [], "channel": channel });
    assert_eq!(person.refused(ask("desk")), "accepted");
    let error = person.check_append(&ask("dsk")).expect_err("a refusal");
    assert_eq!((error.code(), error.diagnostics()[0].suggestion()), ("unknown-name", Some("desk")));
}

#[test]
fn a_request_can_be_withdrawn_until_it_is_answered() {
    for (right, until) in
        [("access", Stage::Ready), ("erasure", Stage::Granted), ("rectification", Stage::Received)]
    {
        let mut person = Person::new();
        let entry = person.asks(right, &["story"]);
        if until != Stage::Received {
            person.step(granted(entry));
        }
        if until == Stage::Ready {
            person.does_all(entry);
            person.step(json!({ "kind": "package-ready", "happened": on(11), "entry": entry }));
        }
        assert_eq!(person.stage(entry), until);
        person.step(json!({ "kind": "request-withdrawn", "happened": on(12), "entry": entry }));
        person.close(entry);
        assert_eq!(person.stage(entry), Stage::Closed);
        assert_eq!(person.requests().next(entry).expect("steps"), Vec::<&str>::new());
    }
}

#[test]
fn a_package_that_was_not_collected_lapses_and_can_be_created_again() {
    let mut person = Person::new();
    let entry = person.granted("access", &["story"]);
    let ready = |day| json!({ "kind": "package-ready", "happened": on(day), "entry": entry });
    assert_eq!(person.refused(ready(11)), "undone");
    assert_eq!(person.refused(closed(entry)), "illegal-step");
    person.does_all(entry);
    person.step(ready(11));
    person.step(json!({ "kind": "package-lapsed", "happened": on(12), "entry": entry }));
    person.step(ready(13));
    assert_eq!(person.stage(entry), Stage::Ready);
    person.step(json!({ "kind": "package-lapsed", "happened": on(14), "entry": entry }));
    assert_eq!(person.refused(outcome(entry, "story@app", "done")), "accepted");
    person.close(entry);
}

#[test]
fn an_outcome_can_be_told_twice_and_a_failed_item_tried_again() {
    let mut person = Person::new();
    let entry = person.granted("rectification", &["story"]);
    person.step(outcome(entry, "story@app", "failed"));
    person.step(outcome(entry, "story@archive", "done"));
    person.step(outcome(entry, "to:printer", "done"));
    let error = person.check_append(&closed(entry)).expect_err("a refusal");
    assert_eq!(error.diagnostics().len(), 1);
    assert!(error.diagnostics()[0].message().contains("story@app"));
    person.step(outcome(entry, "story@app", "done"));
    let once = person.request(entry);
    person.step(outcome(entry, "story@app", "done"));
    assert_eq!(once.outcomes, person.request(entry).outcomes);
    assert_eq!(person.refused(outcome(entry, "story@app", "failed")), "already-done");
    assert_eq!(person.refused(outcome(entry, "story@ap", "done")), "unknown-item");
    person.close(entry);
}

#[test]
fn that_a_notice_is_disproportionate_is_judged_by_a_person() {
    let mut person = Person::new();
    let entry = person.granted("rectification", &["story"]);
    assert_eq!(person.refused(outcome(entry, "story@app", "disproportionate")), "not-a-notice");
    assert_eq!(person.refused(outcome(entry, "to:printer", "disproportionate")), "judgement-missing");
    let mut judged = outcome(entry, "to:printer", "disproportionate");
    judged["decision"] = judgement();
    person.step(judged);
    person.step(outcome(entry, "story@app", "done"));
    person.step(outcome(entry, "story@archive", "nothing-found"));
    person.close(entry);
}

#[test]
fn a_request_that_comes_to_nothing_is_refused_with_its_ground() {
    for (right, categories, on_ground) in [
        ("erasure", &["invoice"][..], "legal-duty"),
        ("portability", &["results"], "not-portable"),
        ("human-intervention", &["results"], "no-automated-decision"),
        ("access", &["counts"], "cannot-identify"),
    ] {
        let mut person = Person::new();
        let entry = person.asks(right, categories);
        assert_eq!(person.refused(granted(entry)), "nothing-to-grant", "{right}");
        person.step(refusal(entry, on_ground, &[]));
        person.close(entry);
    }
}

#[test]
fn a_restriction_that_is_granted_takes_effect_before_it_is_closed() {
    let mut person = Person::new();
    let entry = person.granted("restriction", &["story"]);
    person.does_all(entry);
    assert_eq!(person.refused(closed(entry)), "not-restricted");
    let restricted = person.step(
        json!({ "kind": "restricted", "happened": on(7), "ground": "accuracy", "categories": ["story"] }),
    );
    person.close(entry);
    // Article 18(3): told first, then lifted.
    let lifted = |informed: Option<&str>| {
        let mut body = json!({ "kind": "restriction-lifted", "happened": on(22), "entry": restricted });
        if let Some(informed) = informed {
            body["informed"] = json!(informed);
        }
        body
    };
    assert_eq!(person.refused(lifted(None)), "not-told");
    assert_eq!(person.refused(lifted(Some(&on(23)))), "told-too-late");
    assert_eq!(person.refused(lifted(Some(&on(21)))), "accepted");
}

/// A supplier that only processes, and one that also decides on something.
fn supplier(decides: bool, rights: bool) -> Policy {
    let mut document: serde_json::Value = serde_json::from_str(POLICY).expect("JSON");
    document["parties"]["supplier"] =
        json!({ "name": "The supplier", "acts-as": ["processor", "controller"], "country": "NL" });
    document["declared-by"] = json!("supplier");
    for (id, purpose) in document["purposes"].as_object_mut().expect("purposes") {
        if !(decides && id == "newsletter") {
            purpose["as"] = json!("processor");
            // A processor has no duty to keep of its own.
            for (_, rule) in purpose["retention"].as_object_mut().expect("rules") {
                if rule["kind"] == "minimum" {
                    rule["kind"] = json!("contract");
                }
            }
        }
    }
    if !rights {
        document.as_object_mut().expect("an object").shift_remove("rights");
    }
    Policy::parse(&document.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_processor_forwards_and_does_not_answer() {
    for rights in [true, false] {
        let mut person = Person::of(&supplier(false, rights));
        person.write(json!({ "kind": "born", "happened": "2024-02-01", "date": "2004-05-05" }));
        let entry = person.asks("access", &[]);
        for step in [
            granted(entry),
            refusal(entry, "excessive", &[]),
            json!({ "kind": "request-paused", "happened": on(6), "entry": entry, "awaiting": "identity" }),
            json!({ "kind": "request-extended", "happened": on(6), "entry": entry, "ground": ["number"], "decision": judgement() }),
        ] {
            let error = person.check_append(&step).expect_err("a refusal");
            assert_eq!(error.code(), "processor-forwards");
            assert_eq!(error.diagnostics()[0].expected(), Some("`request-forwarded` to `college`"));
        }
        let forwarded =
            |to: &str| json!({ "kind": "request-forwarded", "happened": on(6), "entry": entry, "to": to });
        assert_eq!(person.refused(forwarded("city")), "forwarded-elsewhere");
        person.step(forwarded("college"));
        assert_eq!(person.request(entry).forwarded_to().map(|id| id.as_str()), Some("college"));
        person.close(entry);
        assert_eq!(person.stage(entry), Stage::Closed);
    }
    let mut person = Person::new();
    let entry = person.asks("access", &[]);
    let forwarded = json!({ "kind": "request-forwarded", "happened": on(6), "entry": entry, "to": "city" });
    assert_eq!(person.refused(forwarded), "answers-itself");
}

#[test]
fn who_decides_on_some_of_it_answers_that_and_hands_on_the_rest() {
    let mut person = Person::of(&supplier(true, true));
    person.write(json!({ "kind": "born", "happened": "2024-02-01", "date": "2004-05-05" }));
    let entry = person.asks("access", &["address", "results"]);
    let forwarded =
        json!({ "kind": "request-forwarded", "happened": on(6), "entry": entry, "to": "college" });
    assert_eq!(person.refused(forwarded), "answers-itself");
    person.step(granted(entry));
    assert_eq!(person.kind(entry, "address@app"), "give");
    let item = person.item(entry, "results@app");
    assert_eq!((item.kind.as_str(), item.article), ("forward", "28(3)(e)"));
    assert_eq!(item.recipient.map(|id| id.to_string()), Some("college".to_owned()));
    let other = person.asks("rectification", &["results"]);
    assert_eq!(person.refused(granted(other)), "processor-forwards");
}

#[test]
fn a_step_that_is_written_without_asking_is_told_and_changes_nothing() {
    let mut person = Person::new();
    let entry = person.asks("erasure", &["story"]);
    let mut ignored = Vec::new();
    ignored.push(person.write(closed(entry)));
    person.step(granted(entry));
    ignored.push(person.write(closed(entry)));
    let mut notice = outcome(entry, "story@app", "disproportionate");
    notice["decision"] = judgement();
    ignored.push(person.write(notice));
    ignored.push(person.write(json!({ "kind": "package-ready", "happened": on(11), "entry": entry })));
    ignored.push(
        person.write(
            json!({ "kind": "requested", "happened": on(11), "right": "withdrawal", "categories": [] }),
        ),
    );
    ignored.push(person.write(closed(entry)));
    assert_eq!(person.requests().ignored(), ignored);
    assert_eq!(person.stage(entry), Stage::Granted);
}

#[test]
fn what_was_legal_by_what_was_known_when_it_was_written_stays_so() {
    let mut person = Person::new();
    let entry = person.granted("restriction", &["story"]);
    person.step(
        json!({ "kind": "restricted", "happened": on(7), "ground": "accuracy", "categories": ["story"] }),
    );
    person.does_all(entry);
    person.close(entry);
    // It turns out later that it was given to the city on the sixth: the request is not open again.
    person.write(json!({
        "kind": "disclosed", "happened": on(6), "recipient": "city", "categories": ["story"], "ground": "legal-duty"
    }));
    assert_eq!(person.stage(entry), Stage::Closed);
    assert!(person.requests().ignored().is_empty());
}

#[test]
fn authority_that_is_recorded_later_makes_no_earlier_step_legal_or_illegal() {
    let mut person = Person::child("2012-03-10");
    let by = |by: &str| json!({ "kind": "requested", "happened": on(5), "right": "access", "categories": [], "by": by });
    let (mother, father) = (person.step(by("mother")), person.step(by("father")));
    let ignored = person.write(granted(father));
    person.step(granted(mother));
    person.write(json!({
        "kind": "authority", "happened": "2012-03-10", "representative": "father", "authority": "parental",
        "may": "exercise"
    }));
    person.write(
        json!({ "kind": "authority-ended", "happened": on(8), "representative": "mother", "never": true }),
    );
    assert_eq!(person.requests().ignored(), [ignored]);
    assert_eq!((person.stage(father), person.stage(mother)), (Stage::Received, Stage::Granted));
    // What is known by now counts for what comes now.
    let granted = json!({ "kind": "request-granted", "happened": on(9), "entry": father });
    assert_eq!(person.refused(granted), "accepted");
    assert_eq!(
        (person.request(father).authority, person.request(mother).authority),
        (Value::Live, Value::Ended)
    );
}

#[test]
fn a_voided_step_counts_as_never_written() {
    let mut person = Person::new();
    let entry = person.granted("rectification", &["story"]);
    let done = person.step(outcome(entry, "story@app", "done"));
    person.step(outcome(entry, "story@archive", "done"));
    person.step(outcome(entry, "to:printer", "done"));
    person.write(json!({ "kind": "voided", "happened": on(11), "entry": done }));
    assert_eq!(person.refused(closed(entry)), "undone");
    person.step(outcome(entry, "story@app", "nothing-found"));
    person.close(entry);
    // The request itself, too: the next one is then the first.
    let mut person = Person::new();
    let entry = person.asks("access", &[]);
    let second = person.asks("access", &["story"]);
    person.write(json!({ "kind": "voided", "happened": on(6), "entry": entry }));
    assert_eq!(person.stage(second), Stage::Received);
    assert_eq!(
        person.requests().get(entry).map(|r| r.entry).map_err(|error| error.code()),
        Err("unknown-request")
    );
}

#[test]
fn errors_say_what_was_expected_or_what_to_do() {
    let mut person = Person::new();
    let entry = person.asks("access", &[]);
    let paused =
        json!({ "kind": "request-paused", "happened": "2026-06-01", "entry": entry, "awaiting": "identity" });
    for body in [
        closed(entry),
        paused,
        closed(77),
        refusal(entry, "legal-duty", &[]),
        json!({ "kind": "requested", "happened": on(5), "right": "withdrawal", "categories": [] }),
    ] {
        let error = person.check_append(&body).expect_err("a refusal");
        for diagnostic in error.diagnostics() {
            assert!(diagnostic.expected().is_some() || diagnostic.help().is_some(), "{diagnostic}");
            assert!(diagnostic.message().len() > 20, "{diagnostic}");
        }
    }
}

#[test]
fn names_in_steps_must_be_known() {
    let person = Person::new();
    let institution = Institution::fold(&person.policy, &Dossier::new(), &[], Time::MAX);
    let of = |body: serde_json::Value| {
        let body = Body::from_json(&body.to_string()).expect("a body");
        institution.check_append(&body).map_err(|error| error.diagnostics()[0].path().to_owned())
    };
    assert_eq!(of(refusal(1, "excessive", &["storey"])), Err("/categories/0".to_owned()));
    let forwarded = json!({ "kind": "request-forwarded", "happened": on(6), "entry": 1, "to": "town" });
    assert_eq!(of(forwarded), Err("/to".to_owned()));
    let granted = json!({
        "kind": "erasure-granted", "happened": on(6), "purposes": ["showing"], "categories": ["storey"], "through": on(6)
    });
    assert_eq!(of(granted), Err("/categories/0".to_owned()));
    assert_eq!(Requests::of(&person.claims()).iter().len(), 0);
}
