//! Records: intake, erased entries, and decisions that agree with retention (SEMANTICS §1).

#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail anywhere")]

use crate::writing::{opened, school as stream, stamp};
use serde_json::{Value as Json, json};
use waarborg::calendar::Time;
use waarborg::claim::{Claims, Institution, Record};
use waarborg::decision::{Addressee, Explanation, Query, decide, explain};
use waarborg::dossier::{Body, Dossier};
use waarborg::policy::{OptionHolder, Policy, Verb};
use waarborg::retention::{Due, Erasable, Pending, When, due, erasable, kept_by, next_due};
use waarborg::timeline::Value;

/// A school: a file on a public task while enrolled, a photo on consent, and notes that a club keeps.
fn school() -> Json {
    let rule = |term: &str| json!({ "rule": { "term": term, "kind": "maximum", "source": "own rule" } });
    json!({
        "waarborg": 1, "policy": "school", "version": "1", "applies-from": "2015-01-01", "jurisdiction": "NL",
        "language": "en", "title": "A school",
        "declared-by": "school",
        "parties": { "school": { "name": "School", "acts-as": ["controller"], "country": "NL" } },
        "subjects": { "pupil": { "kind": "pupil", "minors": true } },
        "anchors": { "guest": { "kind": "state" } },
        "categories": {
            "file": { "description": "The file", "subject": "pupil" },
            "photo": { "description": "Photos", "subject": "pupil" },
            "result": { "description": "Results", "subject": "pupil" },
        },
        "purposes": {
            "teach": {
                "description": "Teach", "basis": "public-task", "as": "controller", "while": "enrolled",
                "categories": ["file"], "retention": rule("enrolled + P2Y"),
            },
            "site": {
                "description": "Show the school", "basis": "consent", "as": "controller", "categories": ["photo"],
                "consent": { "how": "explicit", "withdrawal": "same" }, "retention": rule("with-basis"),
            },
            "marks": {
                "description": "Keep results", "basis": "public-task", "as": "controller", "categories": ["result"],
                "retention": rule("recorded + P1Y"),
            },
        },
        "roles": { "teacher": { "description": "A teacher", "party": "school",
            "may": { "all": { "verbs": ["view"], "categories": ["file", "photo", "result"] } } } },
    })
}

/// The school with a JSON Merge Patch applied.
fn with(change: Json) -> Json {
    fn merge(into: &mut Json, change: Json) {
        match (into, change) {
            (Json::Object(into), Json::Object(change)) => {
                for (key, value) in change {
                    if value.is_null() {
                        into.shift_remove(&key);
                    } else {
                        merge(into.entry(key).or_insert(Json::Null), value);
                    }
                }
            }
            (into, change) => *into = change,
        }
    }
    let mut policy = school();
    merge(&mut policy, change);
    policy
}

/// Writes entries after the first of a stream; an entry names another one by its place among these.
fn entries(first: Dossier, entries: &[Json]) -> Dossier {
    let before = first.entries().len() as u64;
    entries.iter().fold(first, |dossier, entry| {
        let mut entry = entry.clone();
        if let Some(number) = entry["entry"].as_u64() {
            entry["entry"] = json!(number + before);
        }
        let happened = entry["happened"].as_str().expect("a moment").to_owned();
        let recorded = entry.as_object_mut().expect("an object").shift_remove("recorded");
        let recorded = recorded.and_then(|at| at.as_str().map(str::to_owned)).unwrap_or(happened);
        let last = dossier.entries().last().map_or(Time::MIN, |entry| entry.recorded());
        let body = Body::from_json(&entry.to_string()).unwrap_or_else(|error| panic!("{error}"));
        let recorded = at(&recorded).max(last);
        let appended = dossier.append(dossier.head(), body, stamp(&dossier, recorded)).expect("an entry");
        dossier.with(appended).expect("the head")
    })
}

fn at(text: &str) -> Time {
    if text.len() == 10 { format!("{text}T10:00:00Z") } else { text.to_owned() }.parse().expect("a moment")
}

fn fold(policies: &[Json], institution: &[Json], dossier: &[Json]) -> Claims {
    let texts: Vec<String> = policies.iter().map(Json::to_string).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let policy = Policy::parse_history(&texts).unwrap_or_else(|error| panic!("{error}"));
    let known = at("2035-01-01");
    let institution = Institution::fold(&policy, &entries(stream(), institution), &[], known);
    institution.claims(&entries(opened(&policy), dossier), &[], known)
}

fn claims(dossier: &[Json]) -> Claims {
    fold(&[school()], &[], dossier)
}

fn record(record: Json) -> Record {
    Record::from_json(&record.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

fn created(day: &str) -> Record {
    record(json!({ "created": day }))
}

/// A decision as `answer: first reason`; its explanation must begin with the same.
fn may(claims: &Claims, purpose: &str, category: &str, record: Option<&Record>, on: &str) -> String {
    let explanation = explained(claims, purpose, category, record, on);
    let first = explanation.reasons.first().expect("a reason");
    assert_eq!(*first, explanation.decision.reason);
    format!("{}: {}", explanation.decision.answer.as_str(), first.code.as_str())
}

fn explained(
    claims: &Claims,
    purpose: &str,
    category: &str,
    record: Option<&Record>,
    on: &str,
) -> Explanation {
    let query = Query { record, ..Query::new("teacher", Verb::View, purpose, category, at(on)) };
    let explanation = explain(claims, &query).expect("known names");
    assert_eq!(explanation.decision, decide(claims, &query).expect("known names"));
    explanation
}

/// Until when a record is kept, as a word, its last day, and the reason; then what is reported of it.
fn until(claims: &Claims, category: &str, record: &Record) -> String {
    let due = due_of(claims, category, record);
    let zone = claims.institution().zone();
    let when = match due.when {
        When::At(_) => due.last_day(zone).expect("a day").to_string(),
        When::AtOnce(_) => "at once".to_owned(),
        When::Pending(Pending::End) => "waits for an end".to_owned(),
        When::Pending(Pending::Fact) => "waits for a fact".to_owned(),
    };
    let reports: Vec<&str> = due.reports.iter().map(|reason| reason.code.as_str()).collect();
    format!("{when}: {} [{}]", due.reason.code.as_str(), reports.join(", "))
}

fn due_of(claims: &Claims, category: &str, record: &Record) -> Due {
    due(claims, category, record).expect("a category")
}

/// Whether a record may be erased: `yes`, or the reason why not.
fn may_go(claims: &Claims, category: &str, record: &Record, on: &str) -> &'static str {
    match erasable(claims, category, record, at(on)).expect("a category") {
        Erasable::Yes => "yes",
        Erasable::No(reason) => reason.code.as_str(),
    }
}

/// What keeps a record: for each its purpose or `-`, its value and its reason.
fn retaining_claims(claims: &Claims, category: &str, record: &Record, on: &str) -> Vec<String> {
    let retaining_claims = kept_by(claims, category, record, at(on)).expect("a category");
    let text = |purpose: Option<&str>, value: Value, code: &str| {
        format!("{} {} {code}", purpose.unwrap_or("-"), value.as_str())
    };
    retaining_claims
        .iter()
        .map(|retaining| {
            let purpose = retaining.purpose.as_ref().map(|id| id.as_str());
            text(purpose, retaining.value, retaining.reason.code.as_str())
        })
        .collect()
}

fn enrolled(day: &str, recorded: &str) -> Json {
    json!({ "kind": "enrolled", "happened": day, "recorded": recorded, "initial": true })
}

fn left(day: &str) -> Json {
    json!({ "kind": "left", "happened": day })
}

fn authority(by: &str) -> Json {
    json!({ "kind": "authority", "happened": "2020-01-01", "representative": by, "authority": "parental", "may": "exercise" })
}

fn born() -> Json {
    json!({ "kind": "born", "happened": "2020-01-01", "date": "2018-05-05" })
}

fn said(kind: &str, by: &str, happened: &str) -> Json {
    json!({ "kind": kind, "happened": happened, "purposes": ["site"], "by": by })
}

// Intake (facts/field.md C1).

#[test]
fn a_file_of_before_the_enrolment_is_kept_and_not_used_until_it_begins() {
    let claims = claims(&[enrolled("2026-08-01", "2026-04-20")]);
    let file = created("2026-04-10");
    assert_eq!(until(&claims, "file", &file), "waits for an end: within-term [created-before-claim]");
    assert_eq!(may_go(&claims, "file", &file, "2026-05-01"), "created-before-claim");
    assert_eq!(retaining_claims(&claims, "file", &file, "2026-05-01"), ["teach held created-before-claim"]);
    assert_eq!(may(&claims, "teach", "file", Some(&file), "2026-05-01"), "deny: created-before-claim");
    assert_eq!(may(&claims, "teach", "file", Some(&file), "2026-09-01"), "permit: basis-holds");
    // Without a record there is no intake: the basis has not begun.
    assert_eq!(may(&claims, "teach", "file", None, "2026-05-01"), "deny: basis-not-begun");
}

#[test]
fn intake_holds_for_a_pupil_who_returns() {
    let back = json!({ "kind": "enrolled", "happened": "2026-08-01", "recorded": "2026-04-20" });
    let claims =
        claims(&[enrolled("2018-08-01", "2018-08-01"), left("2020-07-31"), back, left("2030-07-31")]);
    assert_eq!(
        until(&claims, "file", &created("2026-04-10")),
        "2032-07-31: term-over [created-before-claim]"
    );
    assert_eq!(until(&claims, "file", &created("2019-04-10")), "2022-07-31: term-over []");
    // Between the two it belonged to neither.
    assert_eq!(until(&claims, "file", &created("2024-04-10")), "at once: created-without-claim []");
}

#[test]
fn intake_applicability_back_as_far_as_the_purpose_says() {
    let enrolment = [enrolled("2026-08-01", "2026-08-01"), left("2028-07-31")];
    let a_year = claims(&enrolment);
    let kept = "2030-07-31: term-over [created-before-claim]";
    assert_eq!(until(&a_year, "file", &created("2025-08-01")), kept);
    assert_eq!(until(&a_year, "file", &created("2025-07-31")), "at once: created-without-claim []");
    let a_month = json!({ "purposes": { "teach": { "collect-before": "P1M" } } });
    let a_month = fold(&[with(a_month)], &[], &enrolment);
    assert_eq!(until(&a_month, "file", &created("2026-07-01")), kept);
    assert_eq!(until(&a_month, "file", &created("2026-06-30")), "at once: created-without-claim []");
    let hours = json!({ "purposes": { "teach": { "collect-before": "PT24H" } } });
    let hours = fold(&[with(hours)], &[], &enrolment);
    assert_eq!(until(&hours, "file", &created("2026-07-30T22:00:00Z")), kept);
    assert_eq!(until(&hours, "file", &created("2026-07-30T21:59:59Z")), "at once: created-without-claim []");
}

#[test]
fn intake_is_for_what_only_has_not_begun() {
    // A photo for a site on consent, kept by a state: refused before the enrolment is no beginning that is missing.
    let change = json!({ "purposes": { "site": { "retention": { "rule": { "term": "enrolled + P1Y" } } } } });
    let policy = with(change);
    let family = [born(), authority("mother")];
    let enrolment = enrolled("2026-08-01", "2026-08-01");
    let photo = created("2026-04-10");
    let of = |word: Option<Json>| {
        let entries: Vec<Json> = family.iter().cloned().chain(word).chain([enrolment.clone()]).collect();
        fold(&[policy.clone()], &[], &entries)
    };
    let refused = of(Some(said("consent-refused", "mother", "2026-03-01")));
    assert_eq!(until(&refused, "photo", &photo), "at once: created-without-claim []");
    let later = of(Some(said("consent-refused", "mother", "2026-06-01")));
    assert_eq!(until(&later, "photo", &photo), "at once: created-without-claim []");
    let given = of(Some(said("consent-given", "mother", "2026-03-01")));
    assert_eq!(until(&given, "photo", &photo), "waits for an end: within-term [created-before-claim]");
    // Nobody asked: it is not known, so it is kept.
    let silent = of(None);
    assert_eq!(may_go(&silent, "photo", &photo, "2026-05-01"), "consent-never-asked");
    assert_eq!(may(&silent, "site", "photo", Some(&photo), "2026-05-01"), "deny: created-before-claim");
}

#[test]
fn a_state_that_begins_much_later_does_not_undo_intake() {
    let term = json!({ "purposes": { "teach": { "retention": { "rule": { "term": "latest(enrolled + P2Y, guest + P1Y)" } } } } });
    let guest = json!({ "kind": "began", "state": "guest", "happened": "2029-01-01", "initial": true });
    let claims = fold(&[with(term)], &[], &[enrolled("2026-08-01", "2026-08-01"), guest]);
    let file = created("2026-04-10");
    assert_eq!(until(&claims, "file", &file), "waits for an end: within-term [created-before-claim]");
    // Where a later beginning is near, it does not hold back what is in use already.
    assert_eq!(
        may(&claims, "teach", "file", Some(&created("2028-06-01")), "2028-07-01"),
        "permit: basis-holds"
    );
}

#[test]
fn a_state_that_nobody_mentions_is_reported_once_it_takes_too_long() {
    let claims = claims(&[born()]);
    let file = created("2024-04-10");
    assert_eq!(until(&claims, "file", &file), "waits for a fact: never-settled [never-settled]");
    assert_eq!(may_go(&claims, "file", &file, "2025-04-10"), "basis-unknown");
    assert_eq!(may_go(&claims, "file", &file, "2025-04-11"), "never-settled");
    assert_eq!(may(&claims, "teach", "file", Some(&file), "2025-06-01"), "deny: basis-unknown");
    // An option that nobody used is asked for instead.
    let option = json!({
        "options": { "extra": { "description": "Extra", "holders": ["institution"] } },
        "purposes": { "marks": { "option": "extra", "retention": { "rule": { "term": "extra" } } } },
    });
    let claims = fold(&[with(option)], &[], &[]);
    assert_eq!(until(&claims, "result", &created("2024-04-10")), "waits for a fact: option-never []");
}

// Entries that say `erased` (A10, D3, D3b).

fn erased(category: &str, happened: &str, through: &str) -> Json {
    json!({ "kind": "erased", "happened": happened, "category": category, "through": through })
}

#[test]
fn a_record_that_was_erased_and_is_still_claimed_pending_for_a_person() {
    let claims = claims(&[enrolled("2024-08-01", "2024-08-01"), erased("file", "2026-03-10", "2026-02-28")]);
    let file = created("2025-01-10");
    assert_eq!(may(&claims, "teach", "file", Some(&file), "2026-03-09"), "permit: basis-holds");
    assert_eq!(may(&claims, "teach", "file", Some(&file), "2026-04-01"), "deny: erased-yet-claimed");
    assert_eq!(until(&claims, "file", &file), "waits for a fact: erased-yet-claimed [erased-yet-claimed]");
    assert_eq!(may_go(&claims, "file", &file, "2026-04-01"), "erased-yet-claimed");
    assert_eq!(retaining_claims(&claims, "file", &file, "2026-04-01"), ["teach unknown erased-yet-claimed"]);
    // The next file is another one.
    assert_eq!(
        may(&claims, "teach", "file", Some(&created("2026-03-01")), "2026-04-01"),
        "permit: basis-holds"
    );
}

#[test]
fn a_row_that_comes_back_from_a_backup_may_be_erased_again() {
    let entries = [
        enrolled("2020-08-01", "2020-08-01"),
        left("2022-07-31"),
        erased("file", "2024-08-02", "2024-07-31"),
    ];
    let claims = claims(&entries);
    let file = created("2021-01-10");
    assert_eq!(until(&claims, "file", &file), "2024-07-31: already-erased [already-erased]");
    assert_eq!(may_go(&claims, "file", &file, "2026-01-01"), "yes");
    assert_eq!(may(&claims, "teach", "file", Some(&file), "2026-01-01"), "deny: already-erased");
    assert_eq!(retaining_claims(&claims, "file", &file, "2026-01-01"), Vec::<String>::new());
    // A hold keeps it as ever.
    let hold = json!({ "kind": "hold", "happened": "2025-12-01", "categories": [] });
    let held = fold(&[school()], &[], &[entries.as_slice(), &[hold]].concat());
    assert_eq!(may_go(&held, "file", &file, "2026-01-01"), "legal-hold");
    assert_eq!(retaining_claims(&held, "file", &file, "2026-01-01"), ["- held legal-hold"]);
}

#[test]
fn an_erasure_covers_nothing_that_came_after_it() {
    // A term that rolls: a year of rows must not count as erased.
    let claims =
        claims(&[erased("result", "2026-03-10", "2026-12-31"), erased("result", "2026-03-10", "2026-03-10")]);
    let on_the_day_before = "2027-03-09: already-erased [erased-yet-claimed]";
    assert_eq!(until(&claims, "result", &created("2026-03-09")), on_the_day_before);
    assert_eq!(until(&claims, "result", &created("2026-03-10")), "2027-03-10: term-over []");
    assert_eq!(until(&claims, "result", &created("2026-06-01")), "2027-06-01: term-over []");
    assert_eq!(
        may(&claims, "marks", "result", Some(&created("2026-06-01")), "2026-07-01"),
        "permit: basis-holds"
    );
    let to_the_instant = "2026-03-10T09:00:00Z";
    let claims = fold(&[school()], &[], &[erased("result", to_the_instant, "2026-12-31T00:00:00Z")]);
    assert_eq!(
        until(&claims, "result", &created(to_the_instant)),
        "2027-03-10: already-erased [erased-yet-claimed]"
    );
    assert_eq!(until(&claims, "result", &created("2026-03-10T09:00:00.000001Z")), "2027-03-10: term-over []");
}

// Decisions that agree with retention (A10).

fn twice_consented() -> Vec<Json> {
    vec![
        born(),
        authority("mother"),
        said("consent-given", "mother", "2025-02-01"),
        said("consent-withdrawn", "mother", "2026-01-10"),
        said("consent-given", "mother", "2026-06-01"),
    ]
}

#[test]
fn a_new_yes_does_not_revive_the_photos_of_an_old_one() {
    let claims = claims(&twice_consented());
    let (old, new) = (created("2025-03-01"), created("2026-07-01"));
    assert_eq!(may(&claims, "site", "photo", None, "2026-08-01"), "permit: consent-given");
    assert_eq!(may(&claims, "site", "photo", Some(&new), "2026-08-01"), "permit: consent-given");
    assert_eq!(may(&claims, "site", "photo", Some(&old), "2026-08-01"), "deny: consent-withdrawn");
    assert_eq!(may_go(&claims, "photo", &old, "2026-08-01"), "yes");
    // A hold keeps the old one, and does not make it usable.
    let hold = json!({ "kind": "hold", "happened": "2026-01-05", "categories": ["photo"] });
    let held = fold(&[school()], &[], &[twice_consented(), vec![hold]].concat());
    assert_eq!(may_go(&held, "photo", &old, "2026-08-01"), "legal-hold");
    assert_eq!(retaining_claims(&held, "photo", &old, "2026-08-01"), ["- held legal-hold"]);
    assert_eq!(may(&held, "site", "photo", Some(&old), "2026-08-01"), "deny: consent-withdrawn");
    assert_eq!(may(&held, "site", "photo", Some(&new), "2026-08-01"), "permit: consent-given");
}

#[test]
fn a_missing_fact_of_another_purpose_keeps_a_record_and_does_not_make_it_usable() {
    let change = json!({ "purposes": { "club": {
        "description": "Show the club", "basis": "public-task", "as": "controller", "while": "guest", "categories": ["photo"],
        "retention": { "rule": { "term": "guest + P1Y", "kind": "maximum", "source": "own rule" } } } } });
    let claims = fold(&[with(change)], &[], &twice_consented());
    let (old, new) = (created("2025-03-01"), created("2026-07-01"));
    assert_eq!(may(&claims, "site", "photo", Some(&old), "2026-08-01"), "deny: record-unsettled");
    assert_ne!(may_go(&claims, "photo", &old, "2026-08-01"), "yes");
    assert_eq!(may(&claims, "site", "photo", Some(&new), "2026-08-01"), "permit: consent-given");
}

#[test]
fn a_record_of_unknown_creation_is_used_only_if_the_earliest_would_be() {
    let change = json!({ "purposes": { "marks": { "retention": { "rule": {
        "term": "unbounded(\"for ever\")", "backstop": null } } } } });
    let for_ever = fold(&[with(change)], &[], &[]);
    let unknown = record(json!({}));
    assert_eq!(may(&for_ever, "marks", "result", Some(&unknown), "2026-08-01"), "permit: basis-holds");
    let claims = claims(&[enrolled("2024-08-01", "2024-08-01")]);
    assert_eq!(may(&claims, "teach", "file", Some(&unknown), "2026-08-01"), "deny: created-unknown");
    assert_eq!(
        may(&claims, "teach", "file", Some(&created("2025-01-01")), "2026-08-01"),
        "permit: basis-holds"
    );
    assert_eq!(may_go(&claims, "file", &unknown, "2026-08-01"), "within-term");
}

#[test]
fn bounds_are_read_for_the_earliest_in_use_and_for_the_latest_in_keeping() {
    let claims = claims(&[]);
    let between = record(json!({ "created": { "from": "2025-03-01", "to": "2025-06-30" } }));
    assert_eq!(until(&claims, "result", &between), "2026-06-30: term-over []");
    assert_eq!(may(&claims, "marks", "result", Some(&between), "2026-03-01"), "permit: basis-holds");
    assert_eq!(may(&claims, "marks", "result", Some(&between), "2026-03-02"), "deny: term-over");
    assert_eq!(may_go(&claims, "result", &between, "2026-06-30"), "within-term");
    assert_eq!(may_go(&claims, "result", &between, "2026-07-01"), "yes");
    // One bound alone leaves the other reading without a moment.
    let since = record(json!({ "created": { "from": "2025-03-01" } }));
    assert_eq!(may(&claims, "marks", "result", Some(&since), "2026-03-01"), "permit: basis-holds");
    assert_eq!(until(&claims, "result", &since), "waits for a fact: created-unknown []");
    let before = record(json!({ "created": { "to": "2025-06-30" } }));
    assert_eq!(until(&claims, "result", &before), "2026-06-30: term-over []");
    assert_eq!(may(&claims, "marks", "result", Some(&before), "2025-07-01"), "deny: term-unknown");
    for (wrong, code) in [
        (json!({ "created": { "from": "2025-06-30", "to": "2025-03-01" } }), "bounds-reversed"),
        (json!({ "created": { "since": "2025-06-30" } }), "unknown-field"),
        (json!({ "created": 2025 }), "wrong-type"),
    ] {
        let error = Record::from_json(&wrong.to_string()).expect_err("it is wrong");
        assert_eq!(error.code(), code, "{error}");
    }
}

#[test]
fn a_version_of_later_changes_no_earlier_answer() {
    let later = json!({
        "version": "2", "applies-from": "2028-01-01",
        "categories": { "result": { "needed-by": ["file"] } },
        "systems": { "archive": { "party": "school", "categories": ["file", "result"], "erases": "at-once" } },
        "purposes": { "study": {
            "description": "Study", "basis": "public-task", "as": "controller", "categories": ["result"],
            "retention": { "rule": { "term": "recorded + P9Y", "kind": "maximum", "source": "own rule" } } } },
    });
    let system = json!({ "systems": { "planner": { "party": "school", "categories": ["result"], "erases": "at-once" } } });
    let first = with(system.clone());
    let mut second = with(system);
    if let (Json::Object(second), Json::Object(change)) = (&mut second, with(later)) {
        second.extend(change);
    }
    let entries =
        [json!({ "kind": "erased", "happened": "2026-03-10", "category": "result", "through": "2026-03-01",
        "system": "planner" })];
    let alone = fold(&[first.clone()], &[], &entries);
    let both = fold(&[first, second], &[], &entries);
    for (day, expected) in [
        ("2024-05-01", "2025-05-01: already-erased [already-erased]"),
        ("2026-05-01", "2027-05-01: term-over []"),
    ] {
        assert_eq!(until(&alone, "result", &created(day)), expected);
        assert_eq!(until(&both, "result", &created(day)), expected);
        assert_eq!(may_go(&both, "result", &created(day), "2027-06-01"), "yes");
    }
    // From 2028 on the later version has a say.
    let result = created("2028-05-01");
    assert_eq!(until(&both, "result", &result), "waits for a fact: held-needed []");
    // Asked by name, a purpose that no version has declared yet is Unknown.
    let study = both.claim("study", "result").expect("a pair");
    assert_eq!(study.at(at("2026-06-01")).value, Value::Unknown);
}

// What claims of its own do to a due date (E).

#[test]
fn a_due_date_says_whether_something_of_its_own_keeps_the_record() {
    let hold = json!({ "kind": "hold", "happened": "2026-07-01", "categories": ["result"] });
    let release = json!({ "kind": "hold-released", "happened": "2026-09-30", "entry": 1 });
    let result = created("2025-03-01");
    let plain = due_of(&claims(&[]), "result", &result);
    assert_eq!((plain.erasable_from, plain.postponed_by), (plain.at(), None));

    let held = claims(&[hold.clone()]);
    let due = due_of(&held, "result", &result);
    assert_eq!(due.at(), plain.at());
    assert_eq!(
        (due.erasable_from, due.postponed_by.map(|reason| reason.code.as_str())),
        (None, Some("legal-hold"))
    );
    assert_eq!(may_go(&held, "result", &result, "2026-08-01"), "legal-hold");
    assert_eq!(next_due(&held, [("result", &result)]).expect("a category"), None);
    // It is over for use all the same.
    assert_eq!(may(&held, "marks", "result", Some(&result), "2026-08-01"), "deny: term-over");

    let released = claims(&[hold, release]);
    let due = due_of(&released, "result", &result);
    assert_eq!(due.at(), plain.at());
    let from = due.erasable_from.expect("a moment");
    assert_eq!(from.to_string(), "2026-09-30T22:00:00.000000Z");
    assert_eq!(next_due(&released, [("result", &result)]).expect("a category"), Some(from));
    assert_eq!(may_go(&released, "result", &result, "2026-10-01"), "yes");
}

// One order of reasons, and what can be asked (B6).

#[test]
fn a_term_that_is_with_basis_gives_no_reason_of_its_own() {
    let claims = claims(&[
        born(),
        authority("mother"),
        said("consent-given", "mother", "2025-02-01"),
        said("consent-withdrawn", "mother", "2026-01-10"),
    ]);
    let explanation = explained(&claims, "site", "photo", None, "2026-02-01");
    let codes: Vec<&str> = explanation.reasons.iter().map(|reason| reason.code.as_str()).collect();
    assert_eq!(codes, ["consent-withdrawn"]);
    // Where the basis goes on to give leave, the term says itself that it is over.
    let change = json!({ "purposes": { "teach": { "use-through-term": true,
        "retention": { "rule": { "term": "with-basis" } } } } });
    let claims = fold(&[with(change)], &[], &[enrolled("2020-08-01", "2020-08-01"), left("2022-07-31")]);
    assert_eq!(may(&claims, "teach", "file", None, "2023-01-01"), "deny: term-over");
}

#[test]
fn the_condition_that_denies_is_the_reason_before_one_that_can_be_asked() {
    let option = |switches: &str| {
        with(json!({
            "options": { "extra": { "description": "Extra", "holders": ["institution", "user"], "switches": switches } },
            "purposes": { "marks": { "option": "extra", "retention": { "rule": { "term": "enrolled + P1Y" } } } },
        }))
    };
    let pupil = enrolled("2020-08-01", "2020-08-01");
    let off = json!({ "kind": "option-off", "option": "extra", "happened": "2026-01-01" });
    let all = fold(&[option("all")], &[off.clone()], &[pupil.clone()]);
    assert_eq!(may(&all, "marks", "result", None, "2026-02-01"), "deny: option-off");
    let unused = fold(&[option("all")], &[], &[pupil.clone()]);
    assert_eq!(may(&unused, "marks", "result", None, "2026-02-01"), "ask: option-never");
    let on = json!({ "kind": "option-on", "option": "extra", "happened": "2026-01-01" });
    let one_on = fold(&[option("all")], &[on], &[pupil.clone()]);
    let explanation = explained(&one_on, "marks", "result", None, "2026-02-01");
    assert_eq!(explanation.addressee, [Addressee::OptionHolder(OptionHolder::User)]);
    let denied = fold(&[option("all")], &[], &[pupil, off]);
    assert_eq!(may(&denied, "marks", "result", None, "2026-02-01"), "deny: option-off");
}

#[test]
fn a_no_that_may_count_is_no_question() {
    let parents = [authority("mother"), authority("father")];
    let words =
        [said("consent-given", "mother", "2026-03-01"), said("consent-refused", "father", "2026-03-02")];
    // The age is not known: under sixteen they disagree, from sixteen on nobody has asked the pupil.
    let claims = fold(&[school()], &[], &[parents.as_slice(), &words].concat());
    assert!(may(&claims, "site", "photo", None, "2026-04-01").starts_with("deny: "));
    // Someone of whom nobody recorded authority said yes: whoever may speak can be asked.
    let claims = fold(&[school()], &[], &[born(), said("consent-given", "mail-1", "2026-03-01")]);
    assert_eq!(may(&claims, "site", "photo", None, "2026-04-01"), "ask: consent-authority-unknown");
    let claims = fold(&[school()], &[], &[born(), said("consent-refused", "mail-1", "2026-03-01")]);
    assert!(may(&claims, "site", "photo", None, "2026-04-01").starts_with("deny: "));
}

#[test]
fn an_agreement_that_was_never_recorded_can_be_asked_of_the_institution() {
    let change = json!({
        "parties": { "school": { "acts-as": ["controller", "processor"] } },
        "agreement": { "description": "An agreement", "at-end": "delete" },
        "purposes": { "marks": { "as": "processor", "retention": { "rule": { "term": "enrolled + P1Y" } } } },
    });
    let pupil = [enrolled("2020-08-01", "2020-08-01")];
    let policy = with(change);
    let claims = fold(&[policy.clone()], &[], &pupil);
    let explanation = explained(&claims, "marks", "result", None, "2026-02-01");
    assert_eq!(may(&claims, "marks", "result", None, "2026-02-01"), "ask: agreement-never");
    assert_eq!(explanation.addressee, [Addressee::OptionHolder(OptionHolder::Institution)]);
    let signed = json!({ "kind": "agreement-signed", "happened": "2025-01-01" });
    let ended = json!({ "kind": "agreement-ended", "happened": "2025-12-31" });
    let over = fold(&[policy], &[signed, ended], &pupil);
    assert_eq!(may(&over, "marks", "result", None, "2026-02-01"), "deny: agreement-ended");
}

/// A decision about a record that nobody was asked about yet is a question; once the record is over it is not.
#[test]
fn a_record_is_asked_about_as_long_as_a_yes_would_help() {
    let change = json!({ "purposes": { "site": { "retention": { "rule": { "term": "earliest(with-basis, recorded + P1Y)" } } } } });
    let claims = fold(&[with(change)], &[], &[born(), authority("mother")]);
    let photo = created("2025-03-01");
    assert_eq!(may(&claims, "site", "photo", Some(&photo), "2025-04-01"), "ask: consent-never-asked");
    assert_eq!(may(&claims, "site", "photo", Some(&photo), "2026-03-02"), "deny: term-over");
    // Consent that expired can be asked anew; the photos of the old one are over.
    let change = json!({ "purposes": { "site": { "consent": { "valid-for": "P1Y" } } } });
    let claims = fold(&[with(change)], &[], &twice_consented()[..3]);
    assert_eq!(may(&claims, "site", "photo", None, "2026-03-02"), "ask: consent-expired");
    assert_eq!(may(&claims, "site", "photo", Some(&photo), "2026-03-02"), "deny: consent-expired");
}

#[test]
fn a_hold_on_what_needs_a_record_keeps_it_and_gives_no_leave_to_use_it() {
    let policy = with(json!({ "categories": { "file": { "needed-by": ["result"] } } }));
    let hold = json!({ "kind": "hold", "happened": "2021-06-01", "categories": ["result"] });
    let pupil = [enrolled("2020-08-01", "2020-08-01"), left("2022-07-31")];
    let held = fold(&[policy.clone()], &[], &[pupil.as_slice(), &[hold]].concat());
    let file =
        record(json!({ "created": "2021-01-10", "needed-by": { "result": [{ "created": "2021-02-01" }] } }));
    assert_eq!(may(&held, "teach", "file", Some(&file), "2022-07-01"), "permit: basis-holds");
    assert_eq!(may(&held, "teach", "file", Some(&file), "2025-01-01"), "deny: term-over");
    assert_eq!(may_go(&held, "file", &file, "2025-01-01"), "held-needed");
    assert_eq!(retaining_claims(&held, "file", &file, "2025-01-01"), ["- held held-needed"]);
    // Without the hold, both end by themselves.
    let free = fold(&[policy], &[], &pupil);
    assert_eq!(until(&free, "file", &file), "2024-07-31: term-over []");
    assert_eq!(may_go(&free, "file", &file, "2025-01-01"), "yes");
    // What needs it for a purpose of its own keeps it for use as well.
    let later =
        record(json!({ "created": "2021-01-10", "needed-by": { "result": [{ "created": "2024-07-01" }] } }));
    assert_eq!(until(&free, "file", &later), "2025-07-01: term-over []");
}
