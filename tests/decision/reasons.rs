//! The smallest situation in which each reason is given: a table, one row for each. Reasons that a case of the corpus or
//! another test already shows are not repeated here; `tests/docs/codes.rs` checks that none is left out.
//!
//! Each expectation is read off the sentence of the reason and its article, never off an answer of the library.

use crate::writing::{opened, school, stamp};
use waarborg::calendar::{Day, Moment, Time};
use waarborg::claim::{Claims, Institution, Record};
use waarborg::dossier::Body;
use waarborg::policy::Policy;
use waarborg::retention::{due, kept_by};

const POLICY: &str = include_str!("reasons.json");
const AT: &str = "2026-06-01T12:00:00Z";
const KNOWN_AT: &str = "2027-06-01T12:00:00Z";

/// Entries that several rows begin with.
const TWELVE: &str = r#"{"kind":"born","happened":"2024-01-01","date":"2014-01-01"}"#;
const SIXTEEN: &str = r#"{"kind":"born","happened":"2024-01-01","date":"2010-01-01"}"#;
const GUARDIAN: &str = r#"{"kind":"authority","happened":"2024-01-01","representative":"ref-1","authority":"parental","may":"exercise"}"#;
const OTHER_GUARDIAN: &str = r#"{"kind":"authority","happened":"2024-01-01","representative":"ref-2","authority":"parental","may":"exercise"}"#;
const YES_OF_GUARDIAN: &str =
    r#"{"kind":"consent-given","happened":"2025-09-01","purposes":["website"],"by":"ref-1"}"#;
const OWN_YES: &str =
    r#"{"kind":"consent-given","happened":"2026-02-01","purposes":["website"],"by":"self"}"#;
const ENROLLED: &str = r#"{"kind":"enrolled","happened":"2024-08-20","initial":true}"#;

/// A reason that a condition of a claim has at `AT`, and the entries that bring it about.
struct Row {
    reason: &'static str,
    purpose: &'static str,
    condition: &'static str,
    entries: &'static [&'static str],
}

const fn row(
    reason: &'static str,
    purpose: &'static str,
    condition: &'static str,
    entries: &'static [&'static str],
) -> Row {
    Row { reason, purpose, condition, entries }
}

const ROWS: &[Row] = &[
    row("version-applies", "teaching", "policy", &[]),
    // Age, article 8.
    row("age-fits", "website", "age", &[TWELVE]),
    row("age-outside", "website", "age", &[r#"{"kind":"born","happened":"2024-01-01","date":"1990-01-01"}"#]),
    row("age-unknown", "website", "age", &[]),
    row("age-contradictory", "website", "age", &[TWELVE, SIXTEEN]),
    // The lawful basis, article 6(1).
    row(
        "basis-not-begun",
        "teaching",
        "basis",
        &[r#"{"kind":"enrolled","happened":"2026-09-01","initial":true}"#],
    ),
    row(
        "basis-over-use-through-term",
        "archive",
        "basis",
        &[ENROLLED, r#"{"kind":"left","happened":"2026-02-01"}"#],
    ),
    // Consent, articles 7 and 8 and UAVG 5: from sixteen a pupil speaks, before that the guardians.
    row("consent-giver-gone", "website", "basis", &[SIXTEEN, GUARDIAN, YES_OF_GUARDIAN]),
    row(
        "consent-giver-gone",
        "website",
        "basis",
        &[
            TWELVE,
            GUARDIAN,
            YES_OF_GUARDIAN,
            r#"{"kind":"authority-ended","happened":"2026-01-01","representative":"ref-1"}"#,
        ],
    ),
    row(
        "consent-unanswered",
        "website",
        "basis",
        &[TWELVE, r#"{"kind":"consent-asked","happened":"2026-05-01","purposes":["website"]}"#],
    ),
    row(
        "consent-expired",
        "website",
        "basis",
        &[
            TWELVE,
            GUARDIAN,
            r#"{"kind":"consent-given","happened":"2025-05-01","purposes":["website"],"by":"ref-1"}"#,
        ],
    ),
    row(
        "consent-superseded",
        "website",
        "basis",
        &[
            SIXTEEN,
            OWN_YES,
            r#"{"kind":"consent-superseded","happened":"2026-05-01","purposes":["website"]}"#,
        ],
    ),
    row(
        "consent-superseded-over",
        "website",
        "basis",
        &[
            SIXTEEN,
            OWN_YES,
            r#"{"kind":"consent-superseded","happened":"2026-03-01","purposes":["website"]}"#,
        ],
    ),
    row(
        "consent-contested",
        "website",
        "basis",
        &[
            TWELVE,
            GUARDIAN,
            OTHER_GUARDIAN,
            YES_OF_GUARDIAN,
            r#"{"kind":"consent-refused","happened":"2026-05-01","purposes":["website"],"by":"ref-2"}"#,
        ],
    ),
    row(
        "consent-contested-over",
        "website",
        "basis",
        &[
            TWELVE,
            GUARDIAN,
            OTHER_GUARDIAN,
            YES_OF_GUARDIAN,
            r#"{"kind":"consent-refused","happened":"2026-03-01","purposes":["website"],"by":"ref-2"}"#,
        ],
    ),
    row(
        "consent-invalid",
        "website",
        "basis",
        &[
            SIXTEEN,
            OWN_YES,
            r#"{"kind":"consent-invalidated","happened":"2026-04-01","entry":2,"decision":{"role":"officer","article":"4(11)","text":"Not freely given."}}"#,
        ],
    ),
    row("consent-authority-unknown", "website", "basis", &[TWELVE, YES_OF_GUARDIAN]),
    row("consent-half", "website", "basis", &[GUARDIAN, YES_OF_GUARDIAN]),
    row(
        "consent-unsettled",
        "website",
        "basis",
        &[
            GUARDIAN,
            YES_OF_GUARDIAN,
            r#"{"kind":"consent-refused","happened":"2026-03-01","purposes":["website"],"by":"self"}"#,
        ],
    ),
    row(
        "consent-not-carried-over",
        "website",
        "basis",
        &[SIXTEEN, OWN_YES, r#"{"kind":"controller-changed","happened":"2026-05-01","cause":"contract"}"#],
    ),
    // The agreement, the option, the objection, the restriction and the erasure.
    row(
        "option-over",
        "portfolio",
        "option",
        &[
            r#"{"kind":"option-on","happened":"2025-01-01","option":"portfolio"}"#,
            r#"{"kind":"option-off","happened":"2026-03-01","option":"portfolio"}"#,
        ],
    ),
    row(
        "not-objected",
        "statistics",
        "objection",
        &[
            r#"{"kind":"objected","happened":"2026-02-20","purposes":["statistics"],"by":"self"}"#,
            r#"{"kind":"objection-withdrawn","happened":"2026-03-01","entry":1}"#,
        ],
    ),
    // Article 17(3)(b): a legal obligation is not reached.
    row(
        "not-erased",
        "inspection",
        "erasure",
        &[
            r#"{"kind":"erasure-granted","happened":"2026-03-20","purposes":["inspection"],"through":"2026-03-20","categories":["results"]}"#,
        ],
    ),
    row(
        "restricted-with-ground",
        "defence",
        "restriction",
        &[r#"{"kind":"restricted","happened":"2026-05-01","ground":"accuracy","categories":["results"]}"#],
    ),
    row(
        "restricted-with-consent",
        "website",
        "restriction",
        &[
            SIXTEEN,
            r#"{"kind":"restricted","happened":"2026-05-01","ground":"accuracy","categories":["photo"]}"#,
            r#"{"kind":"consent-given","happened":"2026-05-10","purposes":["website"],"by":"self"}"#,
        ],
    ),
];

/// A reason for which a record of results is kept at `AT`, beside the claims of purposes.
const KEPT: &[(&str, &[&str])] = &[
    ("minimum-holds", &[ENROLLED, r#"{"kind":"left","happened":"2025-07-31"}"#]),
    ("legal-hold", &[r#"{"kind":"hold","happened":"2025-05-01","categories":["results"]}"#]),
    (
        "held-restricted",
        &[r#"{"kind":"restricted","happened":"2025-05-01","ground":"accuracy","categories":["results"]}"#],
    ),
    (
        "held-open-request",
        &[
            r#"{"kind":"requested","happened":"2026-05-20","right":"access","categories":[],"by":"self","channel":"office"}"#,
        ],
    ),
];

fn policy() -> Policy {
    Policy::parse(POLICY).unwrap_or_else(|error| panic!("{error}"))
}

fn time(text: &str) -> Time {
    text.parse().unwrap()
}

fn claims(policy: &Policy, entries: &[&str]) -> Claims {
    let dossier = entries.iter().fold(opened(policy), |dossier, entry| {
        let body = Body::from_json(entry).unwrap_or_else(|error| panic!("{entry}: {error}"));
        let next = dossier.append(dossier.head(), body, stamp(&dossier, time(KNOWN_AT))).unwrap();
        dossier.with(next).unwrap()
    });
    Institution::fold(policy, &school(), &[], None).claims(&dossier, &[], None)
}

fn made(day: &str) -> Record {
    Record { created: Some(Moment::On(day.parse::<Day>().unwrap()).into()), ..Record::default() }
}

/// The reason of one condition of a claim.
fn reason(policy: &Policy, row: &Row, at: &str) -> &'static str {
    let category = if row.purpose == "website" { "photo" } else { "results" };
    let timelines = claims(policy, row.entries).timelines(row.purpose, category, None).unwrap();
    let part = timelines.iter().find(|part| part.condition.as_str() == row.condition);
    part.map_or("no such condition", |part| part.timeline.at(time(at)).reason.code.as_str())
}

#[test]
fn each_condition_gives_its_reason() {
    let policy = policy();
    let wrong: Vec<String> = ROWS
        .iter()
        .map(|row| (row.reason, reason(&policy, row, AT)))
        .filter(|(expected, given)| expected != given)
        .map(|(expected, given)| format!("{expected}: {given} was given"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Without its last entry, a situation gives another reason: the entry brings it about.
#[test]
fn the_last_entry_brings_the_reason_about() {
    let policy = policy();
    for row in ROWS {
        let Some((_, before)) = row.entries.split_last() else { continue };
        let without = Row { entries: before, ..*row };
        assert_ne!(reason(&policy, &without, AT), row.reason, "{}", row.reason);
    }
}

#[test]
fn each_ground_to_keep_gives_its_reason() {
    let policy = policy();
    for (expected, entries) in KEPT {
        let claims = claims(&policy, entries);
        let kept = kept_by(&claims, "results", &made("2025-02-01"), time(AT)).unwrap();
        let given: Vec<_> = kept.iter().map(|retaining| retaining.reason.code.as_str()).collect();
        assert!(given.contains(expected), "{expected}: {given:?}");
        let claims = self::claims(&policy, &[]);
        let kept = kept_by(&claims, "results", &made("2025-02-01"), time(AT)).unwrap();
        assert!(kept.iter().all(|retaining| retaining.reason.code.as_str() != *expected), "{expected}");
    }
}

#[test]
fn a_record_that_no_purpose_asked_for_is_due_as_made_without_claim() {
    let policy = policy();
    let claims = claims(&policy, &[r#"{"kind":"enrolled","happened":"2025-08-20","initial":true}"#]);
    let code = |day| due(&claims, "results", &made(day)).unwrap().reason.code.as_str();
    assert_eq!(code("2024-02-01"), "created-without-claim");
    assert_ne!(code("2025-10-01"), "created-without-claim");
}

/// The policy after an earlier version, in which `change` was otherwise.
fn history(change: impl Fn(&mut serde_json::Value)) -> Policy {
    let mut earlier: serde_json::Value = serde_json::from_str(POLICY).unwrap();
    earlier["version"] = "2023".into();
    earlier["applies-from"] = "2023-01-01".into();
    change(&mut earlier);
    Policy::parse_history(&[&earlier.to_string(), POLICY]).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_purpose_that_the_version_of_the_moment_lacks_is_unknown_to_it() {
    let policy = history(|earlier| {
        earlier["purposes"].as_object_mut().unwrap().remove("statistics");
    });
    let row = row("unknown-to-version", "statistics", "policy", &[]);
    assert_eq!(reason(&policy, &row, "2023-06-01T12:00:00Z"), row.reason);
    assert_eq!(reason(&policy, &row, AT), "version-applies");
}

#[test]
fn an_option_that_a_later_version_drops_is_inseparable_from_then_on() {
    let policy = history(|earlier| earlier["purposes"]["statistics"]["option"] = "portfolio".into());
    let row = row("option-inseparable", "statistics", "option", &[]);
    assert_eq!(reason(&policy, &row, AT), row.reason);
    assert_eq!(reason(&policy, &row, "2023-06-01T12:00:00Z"), "option-never");
}

#[test]
fn an_agreement_that_a_later_version_does_without_is_unneeded_from_then_on() {
    let policy = history(|earlier| {
        earlier["parties"]["school"]["acts-as"] = serde_json::json!(["controller", "processor"]);
        earlier["purposes"]["statistics"]["as"] = "processor".into();
        earlier["agreement"] = serde_json::json!({ "description": "The agreement", "at-end": "delete" });
    });
    let row = row("agreement-unneeded", "statistics", "agreement", &[]);
    assert_eq!(reason(&policy, &row, AT), row.reason);
    assert_eq!(reason(&policy, &row, "2023-06-01T12:00:00Z"), "agreement-never");
}
