//! Terms in situations that real policies brought: `tests/terms/situations`, a policy and its cases.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail anywhere")]

use waarborg::calendar::{Time, Zone};
use waarborg::cases::{Cases, run};
use waarborg::claim::{Institution, Record};
use waarborg::dossier::Dossier;
use waarborg::policy::Policy;
use waarborg::retention::{Erasable, due, erasable, next_due};

const POLICY: &str = include_str!("terms/situations/policy.json");
const CASES: &str = include_str!("terms/situations/cases.json");

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
    let institution = Institution::fold(&policy, &Dossier::new(), &[], now);
    let claims = institution.claims(&Dossier::new(), &[], now);
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
