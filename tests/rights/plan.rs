//! The plan: items partition what is held, and nothing closes while one is not done.

use serde_json::{Value, json};
use waarborg::policy::{Id, Policy};
use waarborg::rights::{Stage, after_withdrawal};
use waarborg::timeline::Value as Worth;

use super::world::*;
use crate::writing::*;

#[test]
fn access_gives_what_there_is() {
    let mut person = Person::new();
    let entry = person.granted("access", &[]);
    let expected = [
        ("results@app", "give"),
        ("results@archive", "give"),
        ("advice@app", "give"),
        // Others are in it: their part is not given.
        ("photo@app", "give-in-part"),
        ("session@app", "out-of-reach"),
        ("counts@app", "cannot-identify"),
        // No system is declared to hold it, and it is asked about all the same.
        ("allergy", "give"),
    ];
    for (name, kind) in expected {
        assert_eq!(person.kind(entry, name), kind, "{name}");
    }
    assert!(
        person.plan(entry).items.iter().all(|item| item.recipient.is_none()),
        "nothing changed, nobody is told"
    );
}

#[test]
fn what_is_concluded_is_not_corrected_but_answered() {
    let mut person = Person::new();
    let entry = person.granted("rectification", &["advice", "results", "score", "story"]);
    assert_eq!(person.kind(entry, "advice@app"), "attach-own-view");
    assert_eq!(person.kind(entry, "results@app"), "correct");
    // What was provided is among it.
    assert_eq!(person.kind(entry, "score@app"), "correct");
    let rendered = person.item(entry, "to:printer");
    assert_eq!(rendered.categories.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["story"]);
}

#[test]
fn portability_takes_along_what_was_provided_on_consent_or_contract() {
    let mut person = Person::new();
    let entry = person.granted("portability", &[]);
    assert_eq!(person.kind(entry, "portfolio@app"), "give");
    assert_eq!(person.kind(entry, "photo@app"), "give-in-part");
    let score = person.item(entry, "score@app");
    assert_eq!((score.kind.as_str(), score.article), ("give-in-part", "20(1)"), "what was concluded is not");
    for name in ["results@app", "invoice@archive", "address@app", "group@app", "allergy"] {
        assert_eq!(person.kind(entry, name), "out-of-reach", "{name}");
    }
    // A consent that was withdrawn carries nothing any more.
    let mut person = Person::new();
    person.write(
        json!({ "kind": "consent-withdrawn", "happened": "2026-02-01", "purposes": ["showing"], "by": "self" }),
    );
    let entry = person.granted("portability", &[]);
    assert_eq!(person.kind(entry, "story@app"), "out-of-reach");
}

#[test]
fn what_was_decided_by_a_computer_alone_is_looked_at_again() {
    let mut person = Person::new();
    let entry = person.granted("human-intervention", &[]);
    assert_eq!(person.kind(entry, "score@app"), "review");
    // Of the groups nobody says what decides: someone looks.
    assert_eq!(person.work(entry), ["group@app", "score@app"]);
}

/// The heart of it: what goes, what stays, for what, and on what ground.
#[test]
fn erasure_says_of_everything_what_becomes_of_it() {
    let mut person = Person::new();
    person.write(json!({ "kind": "contract-ended", "happened": "2026-03-01" }));
    let entry = person.asks("erasure", &[]);
    let expected = [
        ("story@app", "erase", "17(1)(b)", None),
        ("photo@app", "detach", "17(1)(b)", None),
        ("portfolio@app", "erase", "17(1)(a)", None),
        ("results@app", "keep", "17(3)(b)", Some("legal-duty")),
        ("invoice@archive", "keep", "17(3)(b)", Some("legal-duty")),
        ("address@app", "keep", "17(1)", Some("no-ground-for-erasure")),
        // Its term counts from each record: nothing is unknown of the claim.
        ("allergy", "keep", "17(1)", Some("no-ground-for-erasure")),
        // Nobody bound the basis: nothing is known, so there is no ground to keep it either.
        ("group@app", "keep", "17(1)", None),
    ];
    for (name, kind, article, ground) in expected {
        let item = person.item(entry, name);
        assert_eq!((item.kind.as_str(), item.article), (kind, article), "{name}");
        assert_eq!(item.kept.first().and_then(|kept| kept.ground).map(|g| g.as_str()), ground, "{name}");
    }
    // Absence is kept for two reasons, and each is told: the duty while enrolled, and the minimum after it.
    let absence = person.item(entry, "attendance");
    let kept: Vec<_> =
        absence.kept.iter().map(|kept| (kept.purpose.is_some(), kept.ground.map(|g| g.as_str()))).collect();
    assert_eq!(kept, [(true, Some("legal-duty")), (false, Some("legal-duty"))]);
    // Erased now, it is gone from the backups thirty days on.
    assert_eq!(
        person.item(entry, "story@archive").gone_from_backups.map(|at| at.to_string()[..10].to_owned()),
        Some("2026-04-19".to_owned())
    );
    assert_eq!(person.item(entry, "story@app").gone_from_backups, None);
    let plan = person.plan(entry);
    assert_eq!(plan.ends.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["own-work", "showing"]);
    assert_eq!(
        plan.ends_on.iter().map(|id| id.as_str()).collect::<Vec<_>>(),
        ["photo", "portfolio", "story"]
    );
}

#[test]
fn the_end_of_what_stays_is_told() {
    let mut person = Person::new();
    person.write(json!({ "kind": "left", "happened": "2026-03-01" }));
    let entry = person.asks("erasure", &["results", "attendance"]);
    let until =
        |name: &str, index: usize| person.item(entry, name).kept[index].kept_until.map(|at| at.to_string());
    // Two years after 1 March 2026, to the end of that day in Amsterdam; and five for the minimum.
    assert_eq!(until("results@app", 0).as_deref(), Some("2028-03-01T23:00:00.000000Z"));
    let absence = person.item(entry, "attendance");
    assert_eq!(absence.kept.len(), 1, "in use no more: the minimum alone");
    assert_eq!(until("attendance", 0).as_deref(), Some("2031-03-01T23:00:00.000000Z"));
}

#[test]
fn one_category_can_be_erased_and_the_others_of_its_purpose_stay() {
    let mut person = Person::new();
    let entry = person.granted("erasure", &["story"]);
    let plan = person.plan(entry);
    assert_eq!(plan.ends_on.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["story"]);
    person.ends(entry);
    let value = |category: &str| {
        let claims = person.claims();
        claims.claim("showing", category).expect("a claim").at(time(&on(8))).value
    };
    assert_eq!((value("story"), value("photo")), (Worth::Ended, Worth::Live));
}

#[test]
fn what_is_needed_stays_while_what_needs_it_does() {
    // Left before the policy began, and too long ago: for teaching nothing claims account and results any more.
    let mut person = Person::of(&Person::new().policy);
    person.write(json!({ "kind": "born", "happened": "2024-02-01", "date": "2000-05-05" }));
    person.write(json!({ "kind": "enrolled", "happened": "2019-02-01", "initial": true }));
    person.write(json!({ "kind": "left", "happened": "2020-02-01" }));
    person.write(json!({ "kind": "contract-began", "happened": "2019-02-01", "initial": true }));
    let entry = person.asks("erasure", &["account", "results"]);
    assert_eq!(person.kind(entry, "results@app"), "erase");
    // The portfolio cannot do without the account, and is kept for the contract.
    let account = person.item(entry, "account@app");
    assert_eq!((account.kind.as_str(), account.kept.len()), ("keep", 1));
    assert_eq!(account.kept[0].reason.code.as_str(), "held-needed");
    let position = |name: &str| {
        let plan = person.plan(entry);
        plan.items.iter().position(|item| item.item == name).expect("an item")
    };
    assert!(position("results@app") < position("account@app"), "what is needed goes last");
    // Once the contract has ended and both are asked about, nothing keeps either.
    person.write(json!({ "kind": "contract-ended", "happened": "2026-03-01" }));
    let all = person.asks("erasure", &["portfolio"]);
    assert_eq!(person.request(all).joined, Some(entry));
    assert_eq!(person.kind(entry, "account@app"), "erase");
}

#[test]
fn a_hold_keeps_and_is_told_beside_what_else_keeps() {
    let mut person = Person::new();
    person.write(json!({ "kind": "hold", "happened": "2026-02-01", "categories": ["story", "results"] }));
    let entry = person.asks("erasure", &["story", "results"]);
    let story = person.item(entry, "story@app");
    assert_eq!((story.kind.as_str(), story.article), ("keep", "17(3)(e)"));
    let results = person.item(entry, "results@app");
    let grounds: Vec<_> = results.kept.iter().filter_map(|kept| kept.ground).map(|g| g.article()).collect();
    assert_eq!(grounds, ["17(3)(b)", "17(3)(e)"]);
}

#[test]
fn a_request_does_not_hold_against_its_own_plan_nor_does_one_that_joined_it() {
    let mut person = Person::new();
    let entry = person.asks("erasure", &["story"]);
    assert_eq!(person.kind(entry, "story@app"), "erase", "before it is granted");
    person.asks("erasure", &["story"]);
    assert_eq!(person.kind(entry, "story@app"), "erase", "a second one joined it");
    person.step(json!({ "kind": "request-granted", "happened": on(6), "entry": entry }));
    assert_eq!(person.kind(entry, "story@app"), "erase");
    // Another right does: what someone asked to see is not erased under it.
    let mut person = Person::new();
    let access = person.asks("access", &["story"]);
    let entry = person.granted("erasure", &["story", "photo"]);
    let story = person.item(entry, "story@app");
    assert_eq!((story.kind.as_str(), story.kept[0].ground), ("keep", None));
    person.ends(entry);
    person.does_all(entry);
    assert_eq!(person.refused(closed(entry)), "not-decided", "another request is no ground to keep");
    person.step(json!({ "kind": "request-withdrawn", "happened": on(12), "entry": access }));
    person.step(json!({ "kind": "request-closed", "happened": on(12), "entry": access }));
    assert_eq!(person.kind(entry, "story@app"), "erase");
    assert_eq!(person.refused(closed(entry)), "undone");
    for name in person.work(entry) {
        let mut done = outcome(entry, &name, "done");
        done["happened"] = json!(on(13));
        person.step(done);
    }
    person.close(entry);
}

#[test]
fn a_request_that_is_refused_in_whole_is_no_work() {
    let mut person = Person::new();
    let entry = person.asks("access", &[]);
    assert!(!person.work(entry).is_empty());
    person.step(refusal(entry, "excessive", &[]));
    assert_eq!(person.work(entry), Vec::<String>::new());
    assert_eq!(
        (person.kind(entry, "story@app"), person.item(entry, "story@app").article),
        ("refused", "12(5)")
    );
}

#[test]
fn an_erasure_is_not_granted_for_what_the_law_obliges_to() {
    let person = Person::new();
    let granted = |purpose: &str| json!({ "kind": "erasure-granted", "happened": on(7), "purposes": [purpose], "through": on(7) });
    assert_eq!(person.refused(granted("books")), "on-legal-obligation");
    assert_eq!(person.refused(granted("showing")), "accepted");
}

#[test]
fn what_is_not_known_is_no_ground_to_keep() {
    let mut person = Person::new();
    let entry = person.granted("erasure", &["story", "group"]);
    person.ends(entry);
    person.does_all(entry);
    assert_eq!(person.refused(closed(entry)), "not-decided");
    // If there is nothing, that is known.
    let found = |outcome: &str| {
        let mut body = self::outcome(entry, "group@app", outcome);
        body["happened"] = json!(on(11));
        body
    };
    assert_eq!(person.refused(found("done")), "no-work", "what stays is no work");
    assert_eq!(person.refused(found("failed")), "no-work");
    let nothing = person.step(found("nothing-found"));
    assert_eq!(person.refused(closed(entry)), "accepted");
    person.write(json!({ "kind": "voided", "happened": on(11), "entry": nothing, "decision": { "role": "officer", "article": "5(1)(d)", "text": "a mistake" } }));
    let mut refused = refusal(entry, "general-interest", &["group"]);
    refused["happened"] = json!(on(12));
    person.step(refused);
    let item = person.item(entry, "group@app");
    assert_eq!((item.kind.as_str(), item.article), ("refused", "UAVG 41"));
    person.close(entry);
}

#[test]
fn an_erasure_ends_the_claims_before_it_is_closed() {
    let mut person = Person::new();
    let entry = person.granted("erasure", &["story"]);
    person.does_all(entry);
    assert_eq!(person.refused(closed(entry)), "not-ended");
    person.ends(entry);
    person.close(entry);
}

/// The host records what it erased: the plan made anew must not forget whom to tell.
#[test]
fn who_must_be_told_is_told_though_it_has_been_erased() {
    let mut person = Person::new();
    let entry = person.granted("erasure", &["story"]);
    person.ends(entry);
    person.step(json!({ "kind": "erased", "happened": on(8), "category": "story", "through": on(8) }));
    assert_eq!(person.kind(entry, "story@app"), "already-erased");
    assert_eq!(person.kind(entry, "story@archive"), "rolls-off");
    assert_eq!(
        person.plan_at(entry, "2026-04-20T12:00:00Z").item("story@archive").map(|item| item.kind.as_str()),
        Some("already-erased")
    );
    assert_eq!(person.kind(entry, "to:printer"), "notify-recipient");
    assert_eq!(person.refused(closed(entry)), "undone");
    person.step(outcome(entry, "to:printer", "done"));
    person.close(entry);
}

#[test]
fn whoever_it_was_given_to_is_told_and_for_access_nobody() {
    let mut person = Person::new();
    person.write(json!({
        "kind": "disclosed", "happened": "2025-05-01", "recipient": "city", "categories": ["story"], "ground": "legal-duty"
    }));
    let entry = person.granted("erasure", &["story"]);
    assert_eq!(person.kind(entry, "to:city"), "notify-recipient");
    let access = person.granted("access", &["photo"]);
    person.step(json!({ "kind": "erased", "happened": on(8), "category": "photo", "system": "archive", "through": on(8) }));
    assert_eq!(person.kind(access, "photo@archive"), "rolls-off");
    assert!(!person.plan(access).items.iter().any(|item| item.recipient.is_some()));
}

#[test]
fn a_category_that_the_policy_no_longer_declares_is_still_answered() {
    let mut later: Value = serde_json::from_str(POLICY).expect("JSON");
    later["version"] = json!("2025");
    later["applies-from"] = json!("2025-01-01");
    later["retired"] = json!(["story"]);
    later["categories"].as_object_mut().expect("an object").shift_remove("story");
    later["purposes"]["showing"]["categories"] = json!(["photo"]);
    for system in ["app", "archive"] {
        let held = later["systems"][system]["categories"].as_array_mut().expect("a list");
        held.retain(|id| id != "story");
    }
    let policy =
        Policy::parse_history(&[POLICY, &later.to_string()]).unwrap_or_else(|error| panic!("{error}"));
    let mut person = Person::of(&policy);
    person.write(json!({ "kind": "born", "happened": "2024-02-01", "date": "2004-05-05" }));
    let entry = person.granted("access", &["story"]);
    assert_eq!(person.kind(entry, "story@app"), "give");
    let erasure = person.asks("erasure", &["story"]);
    person.write(json!({ "kind": "request-withdrawn", "happened": on(6), "entry": entry }));
    person.write(json!({ "kind": "request-closed", "happened": on(6), "entry": entry }));
    assert_eq!(person.kind(erasure, "story@archive"), "erase");
}

#[test]
fn a_name_that_nobody_knows_makes_no_plan_shorter() {
    let mut person = Person::new();
    let entry = person.write(
        json!({ "kind": "requested", "happened": on(5), "right": "access", "categories": ["storey"] }),
    );
    let error =
        waarborg::rights::plan(&person.claims(), &person.request(entry), time(&on(6))).expect_err("an error");
    assert_eq!((error.code(), error.diagnostics()[0].suggestion()), ("unknown-name", Some("story")));
    assert_eq!(
        person.refused(json!({ "kind": "request-granted", "happened": on(6), "entry": entry })),
        "unknown-name"
    );
    let unknown = vec![Id::new("shown").expect("an id")];
    let error = after_withdrawal(&person.claims(), &unknown, time(&on(6))).expect_err("an error");
    assert_eq!(error.code(), "unknown-name");
}

#[test]
fn a_plan_is_bound_to_what_it_was_created_of() {
    let mut person = Person::new();
    let entry = person.granted("access", &["story"]);
    let plan = person.plan(entry);
    assert!(plan.is_current(&person.claims()));
    person.write(json!({ "kind": "disclosed", "happened": on(7), "recipient": "city", "categories": ["story"], "ground": "legal-duty" }));
    assert!(!plan.is_current(&person.claims()));
    // The institution's own entries bind bases: they count as well.
    let plan = person.plan(entry);
    let body = waarborg::dossier::Body::from_json(
        &json!({ "kind": "agreement-signed", "happened": "2024-01-01", "terms": {}, "bases": { "grouping": "consent" } }).to_string(),
    );
    let appended = person.institution.append(
        person.institution.head(),
        body.expect("a body"),
        stamp(&person.institution, time(&on(7))),
    );
    person.institution = person.institution.clone().with(appended.expect("an entry")).expect("a dossier");
    assert!(!plan.is_current(&person.claims()));
    assert_eq!(person.plan(entry).to_json(), person.plan(entry).to_json());
    let written: Value = serde_json::from_str(&person.plan(entry).to_json()).expect("JSON");
    assert_eq!((&written["waarborg-plan"], &written["right"]), (&json!(1), &json!("access")));
}

/// After a withdrawal nothing more is ended by it, and what goes is told.
#[test]
fn a_withdrawal_is_followed_up_by_a_plan() {
    let mut person = Person::new();
    person.write(
        json!({ "kind": "consent-withdrawn", "happened": on(5), "purposes": ["showing"], "by": "self" }),
    );
    let showing = vec![Id::new("showing").expect("an id")];
    let plan = after_withdrawal(&person.claims(), &showing, time(&on(6))).expect("a plan");
    let kinds: Vec<_> =
        plan.items.iter().map(|item| (item.item.as_str(), item.kind.as_str(), item.article)).collect();
    assert_eq!(
        kinds,
        [
            ("photo@app", "detach", "17(1)(b)"),
            ("photo@archive", "detach", "17(1)(b)"),
            ("story@app", "erase", "17(1)(b)"),
            ("story@archive", "erase", "17(1)(b)"),
            ("to:printer", "notify-recipient", "19")
        ]
    );
}

#[test]
fn what_only_needs_to_be_anonymous_is_created_so() {
    let mut person = Person::new();
    let objected = person.step(json!({ "kind": "objected", "happened": on(4), "purposes": ["improving"] }));
    person.step(
        json!({ "kind": "objection-upheld", "happened": on(5), "entry": objected, "decision": judgement() }),
    );
    person.step(outcome(objected, "usage@app", "done"));
    person.close(objected);
    let entry = person.granted("erasure", &["usage"]);
    let item = person.item(entry, "usage@app");
    assert_eq!((item.kind.as_str(), item.article), ("anonymise", "17(1)(c)"));
    person.does_all(entry);
    person.close(entry);
    assert_eq!(person.stage(entry), Stage::Closed);
}
