//! What eight times as much costs: the versions of a policy, its purposes and categories, and open requests.

#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail anywhere")]

use std::fs::read_to_string;
use std::time::{Duration, Instant};

use crate::writing::{opened, school as stream, stamp};
use serde_json::{Value as Json, json};
use waarborg::calendar::Time;
use waarborg::claim::{Claims, Institution, Record};
use waarborg::dossier::Body;
use waarborg::policy::Policy;
use waarborg::retention::{due, erasable, kept_by};

/// Eight times as much may cost thirteen times as much: O(n log n), and room for noise.
const MOST: u32 = 13;

/// What a thread has used of the processor, where the system tells; else what the clock says.
fn used(start: Instant) -> Duration {
    let text = read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = text.split(' ').next().and_then(|nanos| nanos.parse().ok());
    nanos.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// The least of three measurements.
fn cost(mut of: impl FnMut()) -> Duration {
    let start = Instant::now();
    let mut least = Duration::MAX;
    for _ in 0..3 {
        let before = used(start);
        of();
        least = least.min(used(start).saturating_sub(before));
    }
    least
}

fn grows(what: &str, small: Duration, large: Duration) {
    // The system counts in steps of some milliseconds.
    let minimum = Duration::from_millis(8);
    assert!(large <= small.max(minimum) * MOST, "{what}: {small:?} becomes {large:?}");
}

fn school() -> Json {
    json!({
        "waarborg": 1, "policy": "school", "version": "1", "applies-from": "2015-01-01", "jurisdiction": "NL",
        "language": "en", "title": "A school",
        "declared-by": "school",
        "parties": { "school": { "name": "School", "acts-as": ["controller"], "country": "NL" } },
        "subjects": { "pupil": { "kind": "pupil" } },
        "categories": { "file": { "description": "The file", "subject": "pupil" } },
        "purposes": { "teach": {
            "description": "Teach", "basis": "public-task", "as": "controller", "while": "enrolled", "categories": ["file"],
            "retention": { "rule": { "term": "enrolled + P2Y", "kind": "maximum", "source": "own rule" } } } },
        "roles": { "teacher": { "description": "A teacher", "party": "school",
            "may": { "all": { "verbs": ["view"], "categories": ["file"] } } } },
    })
}

fn policy(documents: &[Json]) -> Policy {
    let texts: Vec<String> = documents.iter().map(Json::to_string).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    Policy::parse_history(&texts).unwrap_or_else(|error| panic!("{error}"))
}

fn time(text: &str) -> Time {
    text.parse().expect("a moment")
}

fn fold(policy: &Policy, entries: &[Json]) -> Claims {
    let recorded = time("2026-01-01T00:00:00Z");
    let dossier = entries.iter().fold(opened(policy), |dossier, entry| {
        let body = Body::from_json(&entry.to_string()).expect("an entry");
        let appended = dossier.append(dossier.head(), body, stamp(&dossier, recorded)).expect("an entry");
        dossier.with(appended).expect("the head")
    });
    let known = time("2035-01-01T00:00:00Z");
    Institution::fold(policy, &stream(), &[], known).claims(&dossier, &[], known)
}

fn enrolment() -> Vec<Json> {
    vec![
        json!({ "kind": "enrolled", "happened": "2018-01-01", "initial": true }),
        json!({ "kind": "left", "happened": "2024-01-01" }),
    ]
}

/// Every reading of retention for one record.
fn readings(claims: &Claims) {
    let record = Record::from_json(r#"{"created":"2020-05-05"}"#).expect("a record");
    let at = time("2026-06-01T00:00:00Z");
    due(claims, "file", &record).expect("a category");
    erasable(claims, "file", &record, at).expect("a category");
    kept_by(claims, "file", &record, at).expect("a category");
}

#[test]
fn versions_of_a_policy() {
    let of = |n: usize| {
        let version = |number: usize| {
            let mut document = school();
            let (year, of_year) = (2015 + number / 300, number % 300);
            document["version"] = json!(format!("v{number}"));
            document["applies-from"] =
                json!(format!("{year}-{:02}-{:02}", 1 + of_year / 25, 1 + of_year % 25));
            let days = 700 + (number * 7_919) % 500;
            document["purposes"]["teach"]["retention"]["rule"]["term"] =
                json!(format!("enrolled + P{days}D"));
            document
        };
        let claims = fold(&policy(&(0..n).map(version).collect::<Vec<_>>()), &enrolment());
        cost(|| readings(&claims))
    };
    grows("due over versions", of(125), of(1_000));
}

#[test]
fn purposes_and_categories() {
    let of = |n: usize| {
        let mut document = school();
        for number in 0..n {
            let (category, purpose) = (format!("c{number}"), format!("p{number}"));
            let days = 1 + (number * 7_919) % 900;
            document["categories"][&category] = json!({ "description": "data", "subject": "pupil" });
            document["purposes"][&purpose] = json!({
                "description": "a purpose", "basis": "public-task", "as": "controller", "while": "enrolled",
                "categories": [category, "file"],
                "retention": { "rule": { "term": format!("enrolled + P{days}D"), "kind": "maximum", "source": "s" } } });
            let seen = document["roles"]["teacher"]["may"]["all"]["categories"].as_array_mut();
            seen.expect("a list").push(json!(category));
        }
        let document = document.to_string();
        let parsed = cost(|| drop(Policy::parse(&document).expect("a policy")));
        let claims = fold(&Policy::parse(&document).expect("a policy"), &enrolment());
        (parsed, cost(|| readings(&claims)))
    };
    let (small, large) = (of(125), of(1_000));
    grows("a policy of many purposes", small.0, large.0);
    grows("due over many purposes", small.1, large.1);
}

#[test]
fn requests_objections_and_restrictions() {
    let policy = policy(&[school()]);
    let of = |n: usize| {
        let mut entries = enrolment();
        for number in 0..n {
            let (month, day) = (1 + number % 12, 1 + number % 28);
            let happened = format!("20{}-{month:02}-{day:02}", 19 + number % 6);
            entries.extend([
                json!({ "kind": "requested", "right": "access", "categories": ["file"], "happened": happened }),
                json!({ "kind": "objected", "purposes": ["teach"], "happened": happened }),
                json!({ "kind": "restricted", "ground": "accuracy", "categories": ["file"], "happened": happened }),
                json!({ "kind": "hold", "categories": ["file"], "happened": happened }),
                json!({ "kind": "erasure-granted", "purposes": ["teach"], "happened": happened, "through": happened }),
            ]);
        }
        let claims = fold(&policy, &entries);
        let claim = || drop(claims.timelines("teach", "file", None).expect("a pair"));
        (cost(claim), cost(|| readings(&claims)))
    };
    let (small, large) = (of(500), of(4_000));
    grows("a claim over requests", small.0, large.0);
    grows("due over requests", small.1, large.1);
}
