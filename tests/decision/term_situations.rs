//! Terms in situations that real policies brought: `tests/decision/situations`, a policy and its cases.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail anywhere")]

use crate::writing::{opened, school};
use waarborg::calendar::{Time, Zone};
use waarborg::cases::{Cases, run};
use waarborg::claim::{Institution, Record};
use waarborg::dossier::Body;
use waarborg::policy::{Policy, Term};
use waarborg::retention::{Erasable, due, erasable, next_due};

const POLICY: &str = include_str!("situations/policy.json");
const CASES: &str = include_str!("situations/cases.json");

fn time(text: &str) -> Time {
    text.parse().unwrap()
}

#[test]
fn every_situation_has_its_answer() {
    let policy = Policy::parse(POLICY).unwrap_or_else(|error| panic!("{error}"));
    let cases = Cases::parse(CASES).unwrap_or_else(|error| panic!("{error}"));
    let report = run(&cases, &policy);
    assert!(report.failures.is_empty(), "{report}");
    assert!(report.passed > 60, "{}", report.passed);
}

#[test]
fn a_wrong_notice_is_found() {
    let policy = Policy::parse(POLICY).unwrap();
    for (right, wrong) in
        [("\"notify\": \"2026-07-01\"", "\"notify\": \"2026-07-02\""), ("\"none\"", "\"2026-07-01\"")]
    {
        let cases = Cases::parse(&CASES.replace(right, wrong)).unwrap();
        let changed = CASES.matches(right).count();
        assert_eq!(run(&cases, &policy).failures.len(), changed, "{wrong}");
        assert!(changed > 1);
    }
}

/// A late notice postpones the disposal, and nothing else.
#[test]
fn a_late_notice_postpones_the_disposal_alone() {
    let policy = Policy::parse(POLICY).unwrap();
    let (zone, now) = (Zone::named("Europe/Amsterdam").unwrap(), time("2026-03-15T12:00:00Z"));
    let institution = Institution::fold(&policy, &school(), &[], now);
    let claims = institution.claims(&opened(&policy), &[], now);
    let record = Record::from_json(r#"{"created":"2025-02-28"}"#).unwrap();
    let answer = due(&claims, "log", &record).unwrap();
    let end = answer.at().unwrap();
    assert_eq!(end, time("2026-02-28T23:00:00Z"));
    let notice = answer.notify.unwrap();
    assert_eq!(notice.at, time("2026-01-30T23:00:00Z"));
    // Any moment of the last day is in time.
    assert_eq!(answer.disposal_from(Some(notice.at), &zone), Some(end));
    assert_eq!(answer.disposal_from(Some(time("2026-01-31T22:59:59.999999Z")), &zone), Some(end));
    assert_eq!(
        answer.disposal_from(Some(time("2026-02-10T09:00:00Z")), &zone),
        Some(time("2026-03-10T23:00:00Z"))
    );
    assert_eq!(answer.disposal_from(None, &zone), None);
    // What may be erased by law does not wait for it.
    assert_eq!(erasable(&claims, "log", &record, end).unwrap(), Erasable::Yes);
    assert_eq!(next_due(&claims, [("log", &record)]).unwrap(), Some(notice.at));
    let json: serde_json::Value = serde_json::from_str(&answer.to_json(&zone)).unwrap();
    assert_eq!(
        json["notify"],
        serde_json::json!({ "at": "2026-01-30T23:00:00.000000Z", "last-day": "2026-01-31", "period": "P1M" })
    );
    // Without a notice, the disposal is free from the end on.
    let plain = due(&claims, "memo", &record).unwrap();
    assert_eq!((plain.notify, plain.disposal_from(None, &zone)), (None, plain.at()));
}

/// Marks the place in a text where an error must stand.
const MARK: char = '¦';

/// The text without its mark, and the column of it, counted from 1.
fn marked(text: &str) -> (String, u32) {
    let column = text.chars().take_while(|c| *c != MARK).count() as u32 + 1;
    (text.replace(MARK, ""), column)
}

#[test]
fn a_span_that_is_none_is_refused_where_it_stands() {
    for (spans, code) in [
        ("¦\"2026-01-01\"", "wrong-type"),
        ("[¦\"2026-01-01\"]", "not-a-span"),
        ("[¦[]]", "not-a-span"),
        (
            "[[\"2026-01-01\", \"2026-02-01\"], ¦[\"2026-03-01\", \"2026-04-01\", \"2026-05-01\"]]",
            "not-a-span",
        ),
        ("[¦{\"from\": \"2026-01-01\"}]", "not-a-span"),
        ("[[\"2026-01-01\", ¦null]]", "wrong-type"),
        ("[[¦\"soon\", \"2026-01-01\"]]", "not-a-moment"),
        ("[[\"2026-01-01\", ¦\"2026-02-30\"]]", "not-a-moment"),
        ("[¦[\"2026-05-01\", \"2026-01-01\"]]", "span-backwards"),
        ("[¦[\"2026-05-01T10:00:00Z\", \"2026-05-01T10:00:00Z\"]]", "span-backwards"),
    ] {
        let (document, column) = marked(&format!(r#"{{ "states": {{ "bill-open": {spans} }} }}"#));
        let error = Record::from_json(&document).unwrap_err();
        let [diagnostic] = error.diagnostics() else { panic!("{spans}: {error}") };
        assert_eq!((diagnostic.code(), diagnostic.position()), (code, Some((1, column))), "{spans}");
        // A record is about a person: nothing that was given is repeated, nor the name of a state that it made up.
        assert_eq!(diagnostic.path(), "/states", "{spans}");
        assert!(diagnostic.expected().is_some() && !error.to_string().contains("soon"), "{error}");
        assert!(serde_json::from_str::<Record>(&document).is_err(), "{spans}");
    }
    let one_day = r#"{"states":{"bill-open":[["2026-05-01","2026-05-01"],["2026-06-01"]]}}"#;
    let record = Record::from_json(one_day).unwrap();
    assert_eq!(serde_json::to_string(&record).unwrap(), one_day);
    assert_eq!(serde_json::from_str::<Record>(one_day).unwrap(), record);
}

#[test]
fn a_record_names_states_as_states_and_happenings_as_happenings() {
    let policy = Policy::parse(POLICY).unwrap();
    let now = time("2026-09-01T12:00:00Z");
    let claims = Institution::fold(&policy, &school(), &[], now).claims(&opened(&policy), &[], now);
    for (record, code, path, help) in [
        (r#"{"states":{"bil-open":[]}}"#, "unknown-name", "/states", ""),
        (r#"{"states":{"sent":[["2026-01-01"]]}}"#, "not-a-state", "/states", "anchors"),
        (r#"{"anchors":{"bill-open":["2026-06-01","2026-11-30"]}}"#, "not-a-happening", "/anchors", "states"),
        (r#"{"states":{"portfolio":[]}}"#, "not-of-a-record", "/states", "option-on"),
        (r#"{"states":{"agreement":[["2026-01-01"]]}}"#, "not-of-a-record", "/states", "agreement-signed"),
        (r#"{"anchors":{"born":["2012-01-01"]}}"#, "not-of-a-record", "/anchors", "`born`"),
        // A day and an instant: only the zone says which comes first.
        (
            r#"{"states":{"bill-open":[["2026-06-02","2026-06-01T22:00:00Z"]]}}"#,
            "span-backwards",
            "/states",
            "that day, twice",
        ),
        (r#"{"needed-by":{"bill":[{"states":{"sent":[]}}]}}"#, "not-a-state", "/states", "anchors"),
    ] {
        let known = Record::from_json(record).unwrap();
        let error = due(&claims, "bill", &known).unwrap_err();
        let diagnostic = &error.diagnostics()[0];
        assert_eq!((diagnostic.code(), diagnostic.path()), (code, path), "{record}");
        assert!(diagnostic.help().unwrap_or("").contains(help), "{record}: {error}");
        assert_eq!(
            erasable(&claims, "bill", &known, now).err().map(|error| error.code()),
            Some(code),
            "{record}"
        );
    }
    // A moment of the day before is in order.
    let known =
        Record::from_json(r#"{"states":{"bill-open":[["2026-06-02","2026-06-02T09:00:00Z"]]}}"#).unwrap();
    assert!(due(&claims, "bill", &known).is_ok());
}

#[test]
fn an_entry_about_a_record_or_a_birth_is_sent_elsewhere() {
    let institution = Institution::fold(&Policy::parse(POLICY).unwrap(), &school(), &[], Time::MAX);
    for (entry, code, description) in [
        (r#"{"kind":"began","happened":"2026-01-01","state":"bill-open"}"#, "of-a-record", "`states`"),
        (r#"{"kind":"occurred","happened":"2026-01-01","anchor":"sent"}"#, "of-a-record", "`anchors`"),
        (r#"{"kind":"occurred","happened":"2026-01-01","anchor":"born"}"#, "entry-of-its-own", "`born`"),
        (r#"{"kind":"absent","happened":"2026-01-01","anchor":"born"}"#, "entry-of-its-own", "`born`"),
    ] {
        let error = institution.check_append(&Body::from_json(entry).unwrap()).unwrap_err();
        assert_eq!(error.code(), code, "{entry}");
        assert!(error.to_string().contains(description), "{error}");
    }
}

#[test]
fn a_term_with_at_is_refused_where_it_goes_wrong() {
    for (term, code) in [
        ("if a at ¦then b else c", "not-an-anchor"),
        ("if a at b ¦else c", "unexpected-in-term"),
        ("if a at ¦P1Y then b else c", "unexpected-in-term"),
        ("if a at b ¦+ P1Y then b else c", "unexpected-in-term"),
        ("if a at ¦latest(b, c) then b else c", "not-an-anchor"),
        ("if a ¦b then c else d", "unexpected-in-term"),
        ("¦at + P1Y", "unexpected-word"),
        ("earliest(¦at, b)", "unexpected-word"),
    ] {
        let (text, column) = marked(term);
        let error = text.parse::<Term>().unwrap_err();
        assert_eq!((error.code(), error.diagnostics()[0].position()), (code, Some((1, column))), "{term}");
    }
    // Of a policy, the names are looked up too.
    for (term, code) in [
        ("if sent at recorded then sent + P1Y else sent + P2Y", "not-a-state"),
        ("if guided at placement then sent + P1Y else sent + P2Y", "not-a-happening"),
        ("if guided at snet then sent + P1Y else sent + P2Y", "unknown-anchor"),
        ("if guided at sent then sent else sent + P2Y", "happening-without-period"),
    ] {
        let document = POLICY.replace("if voucher-only at sent then sent + P1Y else sent + P10Y", term);
        assert_eq!(Policy::parse(&document).err().map(|error| error.code()), Some(code), "{term}");
    }
}
