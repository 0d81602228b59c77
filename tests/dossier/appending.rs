//! What may be appended for a person, and what is refused: with a code, the moment it compared with, and what to do.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail anywhere"
)]

use crate::writing::{SCHOOL, school, stamp};
use serde_json::{Value, json};
use waarborg::calendar::Time;
use waarborg::claim::{Institution, Record};
use waarborg::decision::{Answer, Query, decide, explain};
use waarborg::dossier::{Appended, Body, Dossier, Head, Salt, Stamp};
use waarborg::policy::{Policy, Verb};
use waarborg::retention::{Erasable, erasable};
use waarborg::rights::{Requests, RightsError};

const CLUB: &str = include_str!("../input/club.json");

fn time(text: &str) -> Time {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn now() -> Time {
    time("2026-09-10T12:00:00Z")
}

fn policy() -> Policy {
    Policy::parse(CLUB).unwrap()
}

fn institution() -> Institution {
    Institution::fold(&policy(), &school(), &[], None)
}

fn body(json: &Value) -> Body {
    Body::from_json(&json.to_string()).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// A dossier with these entries, written without any check.
fn with(entries: &[Value]) -> Dossier {
    entries.iter().fold(crate::writing::opened(&policy()), |dossier, entry| {
        let appended = dossier.append(dossier.head(), body(entry), stamp(&dossier, now())).unwrap();
        dossier.with(appended).unwrap()
    })
}

fn try_append(dossier: &Dossier, entry: &Value) -> Result<Appended, RightsError> {
    institution().append(dossier, &[], body(entry), stamp(dossier, now()))
}

/// The code of why an entry is refused, and where it is wrong; `accepted` if it is not.
fn refused(entries: &[Value], entry: &Value) -> (String, String) {
    match try_append(&with(entries), entry) {
        Ok(_) => ("accepted".to_owned(), String::new()),
        Err(error) => (error.code().to_owned(), error.diagnostics()[0].path().to_owned()),
    }
}

#[track_caller]
fn is_admitted(entries: &[Value], entry: &Value) {
    assert_eq!(refused(entries, entry).0, "accepted", "{entry}");
}

#[track_caller]
fn is_refused(entries: &[Value], entry: &Value, code: &str, path: &str) {
    assert_eq!(refused(entries, entry), (code.to_owned(), path.to_owned()), "{entry}");
}

fn judged() -> Value {
    json!({ "role": "officer", "article": "5(1)(d)", "text": "the wrong person" })
}

/// An entry of a kind at a moment, with the fields it needs.
fn of(kind: &str, happened: &str) -> Value {
    let fields = match kind {
        "consent-given" | "consent-refused" | "consent-withdrawn" => {
            json!({ "purposes": ["website"], "by": "self" })
        }
        "consent-asked" | "consent-superseded" => json!({ "purposes": ["website"] }),
        "objected" => json!({ "purposes": ["website"] }),
        "requested" => json!({ "right": "access", "categories": [] }),
        "restricted" => json!({ "ground": "accuracy", "categories": [] }),
        "hold" => json!({ "categories": [] }),
        "disclosed" => json!({ "recipient": "printer", "categories": ["photo"], "ground": "processor" }),
        "erasure-granted" => json!({ "purposes": ["website"], "through": "2026-09-01" }),
        "erased" | "anonymised" | "pseudonymised" => json!({ "category": "photo", "through": "2026-09-01" }),
        "born" => json!({ "date": "2012-05-05" }),
        "age-attested" => json!({ "at-least": 16 }),
        "voided" | "consent-invalidated" => json!({ "entry": 1, "decision": judged() }),
        "absent" => json!({ "anchor": "guest" }),
        "imported" => json!({ "from": "elsewhere" }),
        "began" | "ended" => json!({ "state": "guest" }),
        "option-on" | "option-off" => json!({ "option": "portfolio" }),
        "authority" => json!({ "representative": "mother", "authority": "parental", "may": "exercise" }),
        "authority-ended" => json!({ "representative": "mother" }),
        "capacity" => json!({ "capacity": "represented" }),
        "occurred" => json!({ "anchor": "last-login" }),
        "controller-changed" => json!({ "cause": "law" }),
        _ => json!({}),
    };
    let mut entry = json!({ "kind": kind, "happened": happened });
    entry.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    entry
}

fn and(mut entry: Value, field: &str, value: Value) -> Value {
    entry[field] = value;
    entry
}

#[test]
fn what_a_person_says_and_what_is_done_has_happened() {
    let yes = of("consent-given", "2026-03-01");
    for kind in [
        "consent-given",
        "consent-refused",
        "consent-withdrawn",
        "consent-asked",
        "objected",
        "requested",
        "restricted",
        "hold",
        "deceased",
        "disclosed",
        "erasure-granted",
        "erased",
        "anonymised",
        "pseudonymised",
        "born",
        "age-attested",
        "voided",
        "consent-invalidated",
        "absent",
        "imported",
    ] {
        let before = std::slice::from_ref(&yes);
        for ahead in ["2037-09-10", "2027-09-10T12:00:00Z", "2026-09-12", "2026-09-11T12:00:00.000001Z"] {
            is_refused(before, &of(kind, ahead), "not-yet", "/happened");
        }
        // Clocks and zones differ by a day at most.
        if kind != "requested" {
            is_admitted(before, &of(kind, "2026-09-11T12:00:00Z"));
            is_admitted(before, &of(kind, "2026-09-11"));
        }
    }
    let error = try_append(&with(&[]), &of("consent-withdrawn", "2037-09-10")).unwrap_err();
    assert!(
        error.to_string().contains("2026-09-11T12:00:00.000000Z"),
        "the moment it compared with: {error}"
    );
    for (field, kind) in
        [("date", "born"), ("through", "erased"), ("through", "anonymised"), ("through", "erasure-granted")]
    {
        let ahead = and(of(kind, "2026-09-10"), field, json!("2037-01-01"));
        is_refused(&[], &ahead, "not-yet", &format!("/{field}"));
    }
}

#[test]
fn states_options_and_authorities_can_be_planned() {
    let begun = [of("option-on", "2026-03-01"), of("authority", "2026-03-01"), of("began", "2026-03-01")];
    for kind in [
        "ended",
        "enrolled",
        "account-opened",
        "contract-began",
        "authority",
        "authority-ended",
        "option-on",
        "option-off",
        "capacity",
        "occurred",
        "consent-superseded",
        "controller-changed",
    ] {
        is_admitted(&begun, &of(kind, "2027-08-01"));
        assert_eq!(refused(&begun, &of(kind, "2062-08-01")).0, "happened-far-ahead", "{kind}");
    }
}

#[test]
fn what_ends_finds_it_lasting() {
    for (begins, ends) in [
        ("began", "ended"),
        ("enrolled", "left"),
        ("account-opened", "account-closed"),
        ("contract-began", "contract-ended"),
        ("option-on", "option-off"),
        ("authority", "authority-ended"),
    ] {
        let begun = [of(begins, "2026-03-01")];
        // Nothing began; it began later; it lasts.
        assert_eq!(refused(&[], &of(ends, "2026-04-01")).0, "ends-nothing", "{ends}");
        is_refused(&begun, &of(ends, "2026-02-28"), "ends-nothing", "/happened");
        is_refused(&begun, &of(ends, "2026-02-28T22:00:00Z"), "ends-nothing", "/happened");
        is_admitted(&begun, &of(ends, "2026-03-01"));
        is_admitted(&begun, &of(ends, "2026-08-31T12:00:00Z"));
        // It ended before: the later one is no correction.
        let over = [of(begins, "2026-03-01"), of(ends, "2026-05-01")];
        is_refused(&over, &of(ends, "2026-05-20"), "ends-nothing", "/happened");
        let error = try_append(&with(&over), &of(ends, "2026-05-20")).unwrap_err();
        assert!(error.to_string().contains("void entry 2 first"), "{error}");
        let void = and(of("voided", "2026-06-01"), "entry", json!(2));
        is_admitted(&[over[0].clone(), over[1].clone(), void.clone()], &of(ends, "2026-05-20"));
        // What was voided had not begun.
        let void = and(void, "entry", json!(1));
        assert_eq!(refused(&[begun[0].clone(), void], &of(ends, "2026-05-20")).0, "ends-nothing", "{ends}");
        // It began anew.
        is_admitted(&[over[0].clone(), over[1].clone(), of(begins, "2026-05-10")], &of(ends, "2026-05-20"));
    }
    // Someone who never had authority must have been said to have it, whenever that was.
    let never = and(of("authority-ended", "2026-01-01"), "never", json!(true));
    assert_eq!(refused(&[], &never).0, "ends-nothing");
    is_admitted(&[of("authority", "2026-03-01")], &never);
    // A death ends what lasts, and need not.
    is_admitted(&[], &of("deceased", "2026-04-01"));
    is_refused(
        &[of("enrolled", "2026-03-01"), of("deceased", "2026-04-01")],
        &of("left", "2026-05-01"),
        "ends-nothing",
        "/happened",
    );
}

#[test]
fn an_answer_finds_what_it_answers() {
    for (begins, ends) in [("hold", "hold-released"), ("restricted", "restriction-lifted")] {
        let answer = |happened: &str| {
            let answer = and(json!({ "kind": ends, "happened": happened }), "entry", json!(1));
            if ends == "hold-released" { answer } else { and(answer, "informed", json!("2026-01-01")) }
        };
        let begun = [of(begins, "2026-03-01")];
        is_admitted(&begun, &answer("2026-03-01"));
        is_refused(&begun, &answer("2026-02-28"), "ends-nothing", "/happened");
        let done = [begun[0].clone(), answer("2026-04-01")];
        is_refused(&done, &answer("2026-05-01"), "ends-nothing", "/entry");
        let void = |entry: u32| and(of("voided", "2026-06-01"), "entry", json!(entry));
        is_refused(&[begun[0].clone(), void(1)], &answer("2026-05-01"), "ends-nothing", "/entry");
        is_admitted(&[done[0].clone(), done[1].clone(), void(2)], &answer("2026-05-01"));
    }
    let yes = of("consent-given", "2026-03-01");
    is_admitted(std::slice::from_ref(&yes), &of("consent-invalidated", "2026-02-01"));
    is_refused(
        &[yes.clone(), of("consent-invalidated", "2026-04-01")],
        &of("consent-invalidated", "2026-04-02"),
        "ends-nothing",
        "/entry",
    );
    is_refused(&[yes, of("voided", "2026-04-01")], &of("voided", "2026-04-02"), "ends-nothing", "/entry");
}

#[test]
fn a_no_is_not_dated_before_the_yes_that_it_follows() {
    let yes = of("consent-given", "2026-03-01T10:00:00Z");
    for kind in ["consent-withdrawn", "consent-refused"] {
        is_refused(std::slice::from_ref(&yes), &of(kind, "2025-09-10"), "ends-nothing", "/happened");
        is_refused(std::slice::from_ref(&yes), &of(kind, "2026-02-28"), "ends-nothing", "/happened");
        is_refused(
            std::slice::from_ref(&yes),
            &of(kind, "2026-03-01T09:58:59Z"),
            "ends-nothing",
            "/happened",
        );
        // Within the skew it is raised; a bare date of that day stands after it.
        let raised =
            try_append(&with(std::slice::from_ref(&yes)), &of(kind, "2026-03-01T09:59:00Z")).unwrap();
        assert!(raised.raised && raised.line.contains("\"stated\":\"2026-03-01T09:59:00.000000Z\""));
        is_admitted(std::slice::from_ref(&yes), &of(kind, "2026-03-01"));
        // Another person's yes, another purpose's, and a yes that was voided are no such yes.
        is_admitted(std::slice::from_ref(&yes), &and(of(kind, "2025-09-10"), "by", json!("mother")));
        is_admitted(std::slice::from_ref(&yes), &and(of(kind, "2025-09-10"), "purposes", json!(["help"])));
        is_admitted(&[yes.clone(), of("voided", "2026-04-01")], &of(kind, "2025-09-10"));
        // A refusal of one who never said yes.
        is_admitted(&[], &of(kind, "2025-09-10"));
    }
}

#[test]
fn a_state_lasts_once_unless_its_runs_have_names() {
    let named = |kind: &str, happened: &str, run: &str| and(of(kind, happened), "ref", json!(run));
    let begun = [of("began", "2026-03-01")];
    is_refused(&begun, &of("began", "2026-05-01"), "already-lasts", "/happened");
    let error = try_append(&with(&begun), &of("began", "2026-05-01")).unwrap_err();
    assert!(error.to_string().contains("void entry 1 first"), "{error}");
    // A dated end and a beginning of that day, in the order in which they were written.
    is_admitted(&[begun[0].clone(), of("ended", "2026-05-01")], &of("began", "2026-05-01"));
    is_admitted(&[begun[0].clone(), of("ended", "2026-05-01")], &of("began", "2026-05-01T08:00:00Z"));
    is_refused(&begun, &of("began", "2026-01-01"), "contradicts-entry", "/happened");
    is_admitted(&begun, &named("began", "2026-05-01", "b"));
    is_refused(
        &[named("began", "2026-03-01", "b")],
        &named("began", "2026-05-01", "b"),
        "already-lasts",
        "/happened",
    );
    let two = [named("began", "2026-03-01", "a"), named("began", "2026-05-01", "b")];
    is_refused(&two, &of("ended", "2026-06-01"), "several-last", "/ref");
    is_refused(&two, &of("began", "2026-06-01"), "already-lasts", "/happened");
    is_admitted(&two, &named("ended", "2026-06-01", "a"));
    is_refused(&two, &named("ended", "2026-06-01", "c"), "ends-nothing", "/happened");
    let one = [two[0].clone(), two[1].clone(), named("ended", "2026-06-01", "a")];
    is_admitted(&one, &of("ended", "2026-07-01"));
    is_refused(&one, &named("ended", "2026-07-01", "a"), "ends-nothing", "/happened");
    // An end put before one that was written makes that one a second end.
    let over = [of("began", "2026-03-01"), of("ended", "2026-05-20")];
    is_refused(&over, &of("ended", "2026-05-01"), "contradicts-entry", "/happened");
    // Known never to have begun, after it has.
    is_refused(&over, &of("absent", "2026-06-01"), "has-lasted", "/happened");
    is_admitted(&[], &of("absent", "2026-06-01"));
    is_admitted(&[of("absent", "2026-06-01")], &of("began", "2026-07-01"));
}

#[test]
fn nobody_is_older_than_120_and_no_request_is_older_than_the_law() {
    is_refused(&[], &and(of("born", "2026-09-01"), "date", json!("1905-09-10")), "too-old", "/date");
    is_admitted(&[], &and(of("born", "2026-09-01"), "date", json!("1905-09-11")));
    is_refused(&[], &and(of("age-attested", "2026-09-01"), "at-least", json!(121)), "too-old", "/at-least");
    is_admitted(&[], &and(of("age-attested", "2026-09-01"), "at-least", json!(120)));
    for kind in ["requested", "objected"] {
        is_refused(&[], &of(kind, "2018-05-24"), "before-the-law", "/happened");
        is_refused(&[], &of(kind, "2016-05-25"), "before-the-law", "/happened");
        is_admitted(&[], &of(kind, "2018-05-25"));
    }
}

#[test]
fn one_unusable_request_leaves_the_others_readable() {
    // From elsewhere, without any check.
    let dossier = with(&[of("requested", "2001-01-01"), of("requested", "2026-09-01")]);
    let claims = institution().claims(&dossier, &[], None);
    let written = Requests::of(&claims).to_json(&claims, now()).expect("the requests");
    let written: Value = serde_json::from_str(&written).unwrap();
    let rendered = written["requests"].as_array().unwrap();
    assert_eq!(rendered.len(), 2);
    assert!(rendered[0]["clock"].is_null() && rendered[0]["no-clock"].is_string(), "{}", rendered[0]);
    assert!(rendered[1].get("no-clock").is_none(), "{}", rendered[1]);
}

#[test]
fn an_entry_is_voided_by_someone_and_for_a_reason() {
    let undone = Body::from_json(r#"{"kind":"voided","happened":"2026-09-01","entry":1}"#).unwrap_err();
    assert_eq!(undone.code(), "missing-field");
    let objected = [of("objected", "2026-03-01")];
    let voided = |judged: Value| and(of("voided", "2026-09-01"), "decision", judged);
    for field in ["role", "article", "text"] {
        let blank = Body::from_json(&voided(and(judged(), field, json!(" "))).to_string()).unwrap_err();
        assert_eq!(
            (blank.code(), blank.diagnostics()[0].path()),
            ("empty-text", &*format!("/decision/{field}"))
        );
    }
    is_admitted(&objected, &voided(judged()));
    is_refused(&objected, &and(voided(judged()), "entry", json!(7)), "no-such-entry", "/entry");
    // The entry that opened the dossier has no number that can be voided.
    is_refused(&objected, &and(voided(judged()), "entry", json!(0)), "no-such-entry", "/entry");
}

fn opening() -> Value {
    json!({ "kind": "dossier-opened", "happened": "2026-09-01", "id": "0f8fad5b-d9cb-469f-a165-70867728950e",
        "institution": SCHOOL, "subjects": ["pupil"] })
}

fn open(entry: &Value) -> Result<Appended, RightsError> {
    let new = Dossier::new();
    institution().append(&new, &[], body(entry), stamp(&new, now()))
}

#[test]
fn a_dossier_is_opened_once_for_someone_here() {
    let opened = open(&opening()).unwrap();
    assert_eq!(opened.seq, 0, "what follows is numbered from 1");
    let dossier = Dossier::new().with(opened.clone()).unwrap();
    assert_eq!(dossier.opened().unwrap().subjects, [crate::writing::id("pupil")]);
    let next = try_append(&dossier, &of("enrolled", "2026-09-01")).unwrap();
    assert_eq!(next.seq, 1);
    let lines = format!("{}\n{}\n", opened.line, next.line);
    assert_eq!(Dossier::load(&lines, next.head), dossier.clone().with(next));

    for (field, wrong, code, path) in [
        ("id", json!("jan"), "not-a-dossier-id", "/id"),
        ("id", json!("jan de vries, 2012"), "not-a-dossier-id", "/id"),
        ("id", json!("x".repeat(65)), "not-a-dossier-id", "/id"),
        ("institution", json!("another-school"), "other-institution", "/institution"),
        ("subjects", json!([]), "no-subject", "/subjects"),
        ("subjects", json!(["pupil", "pupils"]), "unknown-name", "/subjects/1"),
        ("happened", json!("2037-01-01"), "not-yet", "/happened"),
    ] {
        let error = open(&and(opening(), field, wrong)).unwrap_err();
        assert_eq!((error.code(), error.diagnostics()[0].path()), (code, path));
        assert!(!error.to_string().contains("vries"), "{error}");
    }
    for missing in ["id", "institution"] {
        let mut entry = opening();
        entry.as_object_mut().unwrap().remove(missing);
        assert_eq!(Body::from_json(&entry.to_string()).unwrap_err().code(), "missing-field");
    }
    // Twice, after other entries, and in the institution's own stream.
    let again = |dossier: &Dossier| {
        dossier
            .append(dossier.head(), body(&opening()), stamp(dossier, now()))
            .map_err(|error| error.code())
            .err()
    };
    assert_eq!(again(&dossier), Some("already-opened"));
    assert_eq!(again(&school()), Some("of-a-person"));
    let begun = Dossier::new();
    let entry = begun.append(Head::EMPTY, body(&of("left", "2026-09-01")), stamp(&begun, now())).unwrap();
    assert_eq!(again(&begun.with(entry).unwrap()), Some("already-begun"));
}

#[test]
fn a_dossier_that_was_not_opened_is_read_and_claims_nothing() {
    let not_opened = Dossier::new();
    let error = try_append(&not_opened, &of("enrolled", "2026-09-01")).unwrap_err();
    assert_eq!(error.code(), "not-opened");
    let entries = [of("born", "2026-03-01"), of("contract-began", "2026-03-01")];
    let ask = |dossier: &Dossier, institution: &Institution| {
        let claims = institution.claims(dossier, &[], None);
        let query = Query::new("tutor", Verb::View, "help", "marks", now());
        let erasable =
            erasable(&claims, "photo", &Record::created("2026-04-01".parse().unwrap()), now()).unwrap();
        let rendered = explain(&claims, &query).unwrap();
        (rendered.decision.answer, rendered.reasons[0].code.as_str(), matches!(erasable, Erasable::Yes))
    };
    let from_elsewhere = entries.iter().fold(Dossier::new(), |dossier, entry| {
        let appended = dossier.append(dossier.head(), body(entry), stamp(&dossier, now())).unwrap();
        dossier.with(appended).unwrap()
    });
    assert_eq!(ask(&from_elsewhere, &institution()), (Answer::Deny, "not-opened", false));
    assert_ne!(ask(&with(&entries), &institution()).1, "not-opened");
    // Nor one of another institution, unless it was handed over.
    let other = Institution::fold(&policy(), &Dossier::of_institution("another-school"), &[], None);
    assert_eq!(ask(&with(&entries), &other), (Answer::Deny, "not-opened", false));
    let refused = other.append(
        &with(&entries),
        &[],
        body(&of("enrolled", "2026-09-01")),
        stamp(&with(&entries), now()),
    );
    assert_eq!(refused.unwrap_err().code(), "other-institution");
    let handed_over = [entries[0].clone(), entries[1].clone(), of("controller-changed", "2026-08-01")];
    assert_ne!(ask(&with(&handed_over), &other).1, "not-opened");
    // A person's dossier is no institution's stream.
    let none = Institution::fold(&policy(), &Dossier::new(), &[], None);
    assert_eq!(ask(&with(&entries), &none).1, "not-opened");
}

#[test]
fn lines_belong_to_one_person_and_one_institution() {
    // Two persons of whom the same is written, at the same moment and with the same salt.
    let lines = |id: &str| {
        let new = Dossier::new();
        let salt = |byte: u8| Stamp::new(now(), Salt::from_bytes([byte; 16]).unwrap());
        let opened = new.append(Head::EMPTY, body(&and(opening(), "id", json!(id))), salt(1)).unwrap();
        let dossier = new.with(opened.clone()).unwrap();
        let next = dossier.append(dossier.head(), body(&of("enrolled", "2026-09-01")), salt(2)).unwrap();
        (format!("{}\n{}", opened.line, next.line), next.line.clone(), next.head)
    };
    let (one, other) = (lines("dossier-of-person-1"), lines("dossier-of-person-2"));
    assert_eq!(one.1, other.1, "the same entry");
    assert_ne!(one.2, other.2);
    assert_eq!(Dossier::load(&one.0, other.2).unwrap_err().code(), "head-mismatch");
    // The same for two institutions, also without entries.
    let signed = body(&json!({ "kind": "option-on", "happened": "2026-09-01", "option": "portfolio" }));
    let school = school();
    let appended = school.append(school.head(), signed, stamp(&school, now())).unwrap();
    assert!(Dossier::load_of_institution(SCHOOL, &appended.line, appended.head).is_ok());
    for wrong in [
        Dossier::load_of_institution("another-school", &appended.line, appended.head),
        Dossier::load(&appended.line, appended.head),
        Dossier::load_of_institution("another-school", "", school.head()),
    ] {
        assert_eq!(wrong.unwrap_err().code(), "head-mismatch");
    }
}

#[test]
fn a_request_without_categories_is_about_the_subjects_of_the_dossier() {
    let about = |subjects: &[&str], entry: Value| {
        let dossier =
            crate::writing::opened_for(subjects.iter().map(|name| crate::writing::id(name)).collect());
        let entry = body(&entry);
        let appended = dossier.append(dossier.head(), entry, stamp(&dossier, now())).unwrap();
        let claims = institution().claims(&dossier.with(appended).unwrap(), &[], None);
        let requests = Requests::of(&claims);
        let request = requests.get(1).unwrap();
        ["photo", "invoice"].map(|category| request.is_about(&crate::writing::id(category)))
    };
    let asked = of("requested", "2026-09-01");
    assert_eq!(about(&["pupil"], asked.clone()), [true, false]);
    assert_eq!(about(&["parent"], asked.clone()), [false, true]);
    assert_eq!(about(&["pupil", "parent"], asked.clone()), [true, true]);
    assert_eq!(about(&["parent"], and(asked, "categories", json!(["photo"]))), [true, false]);
}

#[test]
fn every_salt_is_new_and_random() {
    assert_eq!(Salt::from_bytes([0; 16]).unwrap_err().code(), "not-a-salt");
    let salt = Salt::from_bytes([7; 16]).unwrap();
    assert_eq!(format!("{salt:?}"), "Salt(..)");
    let dossier = with(&[]);
    let stamp = Stamp::new(now(), salt);
    let appended = institution().append(&dossier, &[], body(&of("enrolled", "2026-09-01")), stamp).unwrap();
    let dossier = dossier.with(appended.clone()).unwrap();
    let error = institution().append(&dossier, &[], body(&of("left", "2026-09-02")), stamp).unwrap_err();
    assert_eq!(error.code(), "salt-used");
    // Also after reading it from its lines.
    let first = crate::writing::first(crate::writing::subjects(&policy())).line;
    let loaded = Dossier::load(&format!("{first}\n{}", appended.line), appended.head).unwrap();
    let error = institution().append(&loaded, &[], body(&of("left", "2026-09-02")), stamp).unwrap_err();
    assert_eq!(error.code(), "salt-used");
    // The same body twice has two commitments.
    let other = Stamp::new(now(), Salt::from_bytes([8; 16]).unwrap());
    let line = |stamp: Stamp| {
        with(&[]).append(with(&[]).head(), body(&of("left", "2026-09-02")), stamp).unwrap().line
    };
    let commitment = |line: String| line.split("\"commitment\":\"").nth(1).unwrap()[..64].to_owned();
    assert_ne!(commitment(line(stamp)), commitment(line(other)));
}

/// A line without its body.
fn without_body(line: &str) -> String {
    format!("{}}}", line.split(",\"salt\":").next().unwrap())
}

#[test]
fn a_body_that_was_erased_leaves_the_head_and_makes_claims_unknown() {
    let entries = [
        of("contract-began", "2026-03-01"),
        json!({ "kind": "imported", "happened": "2026-03-01", "from": "elsewhere" }),
        of("occurred", "2026-04-01"),
    ];
    let (mut dossier, mut lines) = (
        crate::writing::opened(&policy()),
        vec![crate::writing::first(crate::writing::subjects(&policy())).line],
    );
    for entry in &entries {
        let appended = dossier.append(dossier.head(), body(entry), stamp(&dossier, now())).unwrap();
        lines.push(appended.line.clone());
        dossier = dossier.with(appended).unwrap();
    }
    let reason = |lines: &[String]| {
        let dossier = Dossier::load(&lines.join("\n"), dossier.head()).expect("the head is the same");
        let claims = institution().claims(&dossier, &[], None);
        let query = Query::new("tutor", Verb::View, "help", "marks", now());
        let code = explain(&claims, &query).unwrap().reasons[0].code.as_str();
        let record = Record::created("2026-04-01".parse().unwrap());
        assert!(
            code != "body-erased"
                || matches!(erasable(&claims, "marks", &record, now()), Ok(Erasable::No(_)))
        );
        code
    };
    let whole = reason(&lines);
    assert_ne!(whole, "body-erased");
    let erased = |which: usize| {
        let mut lines = lines.clone();
        lines[which] = without_body(&lines[which]);
        lines
    };
    // What an older library may skip touches no claim; without the opening it is nobody's.
    assert_eq!(
        [1, 2, 3, 0].map(|which| reason(&erased(which))),
        ["body-erased", whole, "body-erased", "not-opened"]
    );
    let read = Dossier::load(&erased(1).join("\n"), dossier.head()).unwrap();
    assert!(read.entries()[0].is_erased() && read.entries()[0].body().is_none());
    assert!(!read.entries()[1].is_erased());
    // An erased entry that was voided says nothing.
    let void = and(of("voided", "2026-09-01"), "entry", json!(1));
    let voided = dossier.append(dossier.head(), body(&void), stamp(&dossier, now())).unwrap();
    let all = [&erased(1)[..], std::slice::from_ref(&voided.line)].concat();
    let read = Dossier::load(&all.join("\n"), voided.head).unwrap();
    let claims = institution().claims(&read, &[], None);
    let rendered = explain(&claims, &Query::new("tutor", Verb::View, "help", "marks", now())).unwrap();
    assert_ne!(rendered.reasons[0].code.as_str(), "body-erased");
    // Half of it, or another's body.
    let changed = lines[1].replace("2026-03-01", "2026-03-02");
    let half = lines[1].split(",\"body\":").next().unwrap().to_owned() + "}";
    for (line, code) in [(changed, "body-changed"), (half, "not-a-line")] {
        let mut lines = lines.clone();
        lines[1] = line;
        let error = Dossier::load(&lines.join("\n"), dossier.head()).unwrap_err();
        assert_eq!((error.code(), error.diagnostics()[0].path()), (code, "/1"));
    }
}

#[test]
fn a_clock_that_ran_ahead_hides_nothing() {
    let signed = json!({ "kind": "option-on", "happened": "2026-01-01", "option": "portfolio" });
    let school = school();
    let on =
        school.append(school.head(), body(&signed), stamp(&school, time("2026-01-01T12:00:00Z"))).unwrap();
    let institution = Institution::fold(&policy(), &school.with(on).unwrap(), &[], None);
    let mut dossier = crate::writing::opened(&policy());
    let at = |text: &str| time(text);
    for (entry, recorded) in [
        (of("born", "2026-01-01"), "2026-01-02T10:00:00Z"),
        (of("enrolled", "2026-01-01"), "2026-01-02T10:00:00Z"),
        (of("option-on", "2026-01-01"), "2026-01-02T10:00:00Z"),
        (of("authority", "2026-01-01"), "2026-01-02T10:00:00Z"),
        (
            json!({ "kind": "consent-given", "happened": "2026-02-01T10:00:00Z", "purposes": ["website"], "by": "mother", "text": "v1" }),
            "2026-02-01T10:00:00Z",
        ),
        // Written by a clock 23 hours ahead; then a withdrawal by one that is right.
        (of("occurred", "2026-03-01T10:00:00Z"), "2026-03-02T09:00:00Z"),
        (
            json!({ "kind": "consent-withdrawn", "happened": "2026-03-01T10:05:00Z", "purposes": ["website"], "by": "mother" }),
            "2026-03-01T10:05:00Z",
        ),
    ] {
        let appended =
            institution.append(&dossier, &[], body(&entry), stamp(&dossier, at(recorded))).unwrap();
        dossier = dossier.with(appended).unwrap();
    }
    let now = at("2026-03-01T10:10:00Z");
    let answer = |known_at: Option<Time>| {
        let claims = institution.claims(&dossier, &[], known_at);
        let query = Query {
            preconditions: &["press-play"],
            relations: &[waarborg::policy::ActorRelation::OwnOrganisation],
            ..Query::new("tutor", Verb::View, "website", "photo", now)
        };
        decide(&claims, &query).unwrap().answer
    };
    assert_eq!(answer(None), Answer::Deny);
    assert_eq!(answer(Some(now)), Answer::Permit, "asked about what was known then, it is another question");
    // What was known then does not say what may be erased later.
    let record = Record::created("2026-02-10".parse().unwrap());
    let claims = institution.claims(&dossier, &[], now);
    let later = erasable(&claims, "photo", &record, at("2026-03-01T10:10:00.000001Z")).unwrap_err();
    assert_eq!(later.code(), "after-known");
    assert!(erasable(&claims, "photo", &record, now).is_ok());
    let everything = institution.claims(&dossier, &[], None);
    assert!(matches!(erasable(&everything, "photo", &record, at("2026-03-02T00:00:00Z")), Ok(Erasable::Yes)));
}
