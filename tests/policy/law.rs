//! The law pack: its rows, the minimums that rest on them, the findings that stop processing, and the versions of a policy.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test may fail anywhere")]

use crate::writing::{opened, school as stream, stamp};
use serde_json::{Value, json};
use waarborg::calendar::{Day, Moment, Time};
use waarborg::claim::{Claims, Institution, Record};
use waarborg::decision::{Answer, Query, decide, explain};
use waarborg::dossier::{Body, Dossier};
use waarborg::law::{
    Act, Capacity, Country, Law, LegalTerm, Speaker, Standing, Sure, TransferTool, holidays,
};
use waarborg::policy::{About, Lint, Policy, Severity, Verb};
use waarborg::retention::{Erasable, When, due, erasable};

const LAW: &str = include_str!("../../law/nl.json");

/// A school that keeps absence, by the decree.
fn school() -> Value {
    json!({
        "waarborg": 1, "policy": "school", "version": "1", "applies-from": "2022-08-01", "jurisdiction": "NL",
        "language": "en", "sectors": ["vo"],
        "declared-by": "school",
        "parties": {
            "school": { "name": "School", "acts-as": ["controller"], "bound-as": ["school-board"], "country": "NL" },
            "host": { "name": "Host", "acts-as": ["processor"], "country": "NL" }
        },
        "subjects": { "pupil": { "kind": "pupil", "minors": true } },
        "categories": {
            "absence": { "description": "Absence", "subject": "pupil", "kind": "attendance" },
            "notes": { "description": "Notes", "subject": "pupil" }
        },
        "purposes": {
            "register": {
                "description": "Register absence", "basis": "public-task", "while": "enrolled", "as": "controller",
                "categories": ["absence"],
                "retention": { "decree": { "term": "enrolled + P5Y", "kind": "minimum", "law": "nl.vo.register-5y", "source": "the decree" } }
            },
            "teach": {
                "description": "Teach", "basis": "public-task", "as": "controller", "categories": ["notes"],
                "retention": { "own": { "term": "recorded + P1Y", "kind": "maximum", "source": "own rule" } }
            }
        },
        "roles": { "teacher": { "description": "A teacher", "party": "school",
            "may": { "all": { "verbs": ["view"], "categories": ["absence", "notes"] } } } }
    })
}

fn at(pointer: &str, value: Value) -> Value {
    let mut document = school();
    *document.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
    document
}

/// The rule of the register, with this instead of its fields.
fn rule(changes: Value) -> Value {
    let mut document = school();
    let rule = document.pointer_mut("/purposes/register/retention/decree").unwrap().as_object_mut().unwrap();
    for (field, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => drop(rule.shift_remove(field)),
            value => drop(rule.insert(field.clone(), value.clone())),
        }
    }
    document
}

fn diagnostics(document: &Value) -> Vec<(String, String)> {
    match Policy::parse(&document.to_string()) {
        Ok(_) => Vec::new(),
        Err(error) => {
            error.diagnostics().iter().map(|f| (f.code().to_owned(), f.path().to_owned())).collect()
        }
    }
}

fn time(text: &str) -> Time {
    text.parse().unwrap()
}

fn written(policy: &Policy, first: Dossier, entries: &[Value]) -> Dossier {
    let names = Institution::fold(policy, &stream(), &[], Time::MAX);
    entries.iter().fold(first, |dossier, entry| {
        let body = Body::from_json(&entry.to_string()).unwrap_or_else(|error| panic!("{entry}: {error}"));
        names.check_append(&body).unwrap_or_else(|error| panic!("{error}"));
        let last = dossier.entries().last().map_or(Time::MIN, |last| last.recorded());
        let recorded = body.happened().first(policy.zone()).max(last);
        let appended = dossier.append(dossier.head(), body, stamp(&dossier, recorded)).unwrap();
        dossier.with(appended).unwrap()
    })
}

fn claims_as_known(policy: &Policy, institution: &[Value], dossier: &[Value], known: Time) -> Claims {
    let institution = Institution::fold(policy, &written(policy, stream(), institution), &[], known);
    institution.claims(&written(policy, opened(policy), dossier), &[], known)
}

fn claims(policy: &Policy, institution: &[Value], dossier: &[Value]) -> Claims {
    claims_as_known(policy, institution, dossier, Time::MAX)
}

fn made(day: &str) -> Record {
    Record::created(Moment::On(day.parse().unwrap()))
}

/// The last day of a record, or the reason why there is none.
fn last_day(claims: &Claims, category: &str, day: &str) -> String {
    let due = due(claims, category, &made(day)).unwrap();
    let code = due.reason.code.as_str();
    due.last_day(claims.policy().zone()).map_or_else(|| code.to_owned(), |day| day.to_string())
}

fn left() -> Vec<Value> {
    vec![
        json!({ "kind": "enrolled", "happened": "2023-08-01", "initial": true }),
        json!({ "kind": "left", "happened": "2026-07-31" }),
    ]
}

#[test]
fn a_minimum_that_rests_on_a_row_of_law_is_its_own_maximum_where_it_stands_alone() {
    let policy = Policy::parse(&school().to_string()).unwrap();
    let claims = claims(&policy, &[], &left());
    assert_eq!(last_day(&claims, "absence", "2024-01-10"), "2031-07-31");
    let on_its_last_day =
        erasable(&claims, "absence", &made("2024-01-10"), time("2031-07-31T20:00:00Z")).unwrap();
    assert!(matches!(on_its_last_day, Erasable::No(_)));
    assert_eq!(
        erasable(&claims, "absence", &made("2024-01-10"), time("2031-07-31T22:00:00Z")).unwrap(),
        Erasable::Yes
    );
}

#[test]
fn only_law_makes_a_minimum() {
    let here = "/purposes/register/retention/decree";
    let refused = |document: &Value, code: &str, field: &str| {
        assert_eq!(diagnostics(document), [(code.to_owned(), format!("{here}/{field}"))], "{document}");
    };
    assert_eq!(diagnostics(&school()), []);
    // Six false minimums that policies declare.
    refused(&rule(json!({ "law": null, "source": "we find it handy" })), "minimum-without-law", "kind");
    refused(
        &rule(json!({ "law": null, "source": "the AVG requires five years" })),
        "minimum-without-law",
        "kind",
    );
    refused(
        &rule(json!({ "law": null, "source": "Vrijstellingsbesluit Wbp 19(7)" })),
        "repealed-source",
        "source",
    );
    refused(&rule(json!({ "law": null, "source": "norm ISO 27001" })), "minimum-without-law", "source");
    refused(&rule(json!({ "law": null, "source": "FERPA, five years" })), "foreign-law", "source");
    refused(
        &rule(json!({ "law": null, "source": "leaflet of the Belastingdienst" })),
        "minimum-is-guideline",
        "source",
    );
    // A word within another is no citation.
    assert_eq!(diagnostics(&rule(json!({ "law": null, "act": "Isolatiewet", "article": "3" }))), []);
    // Rows.
    refused(&rule(json!({ "law": "nl.vo.register-6y" })), "minimum-without-law", "law");
    refused(
        &rule(json!({ "law": "nl.guide.pupil-file-2y", "term": "enrolled + P2Y" })),
        "minimum-is-guideline",
        "law",
    );
    refused(&rule(json!({ "law": "nl.practice.contract-5y" })), "minimum-is-guideline", "law");
    refused(&rule(json!({ "law": "nl.vo.exam-list-6m" })), "repealed-source", "law");
    refused(&rule(json!({ "law": "nl.care.assessment" })), "minimum-without-law", "law");
    refused(&rule(json!({ "term": "enrolled + P4Y" })), "minimum-too-short", "term");
    refused(&rule(json!({ "term": "enrolled" })), "minimum-too-short", "term");
    refused(
        &rule(json!({ "term": "earliest(enrolled + P6Y, recorded + P1Y)" })),
        "minimum-too-short",
        "term",
    );
    assert_eq!(diagnostics(&rule(json!({ "term": "latest(enrolled + P6Y, recorded + P1Y)" }))), []);
    assert_eq!(diagnostics(&rule(json!({ "term": "enrolled + P60M" }))), []);
    // Acts.
    refused(&rule(json!({ "law": null, "act": "Wet op het voorbeeld" })), "act-without-article", "act");
    refused(&rule(json!({ "law": null, "act": "Wbp", "article": "10" })), "repealed-source", "act");
    refused(&rule(json!({ "law": null, "act": "CAO VO", "article": "4" })), "minimum-without-law", "act");
    assert_eq!(
        diagnostics(&rule(json!({ "law": null, "act": "Wet op het voorbeeld", "article": "3(1)" }))),
        []
    );
    // What is no minimum needs no law, and may name a row all the same.
    assert_eq!(diagnostics(&rule(json!({ "law": null, "kind": "maximum" }))), []);
    refused(&rule(json!({ "law": "nl.no-such-row", "kind": "maximum" })), "unknown-law-row", "law");
}

#[test]
fn a_minimum_binds_the_party_that_text_at_it() {
    let another = |document: &Value| {
        assert_eq!(
            diagnostics(document),
            [("minimum-binds-another".to_owned(), "/purposes/register/retention/decree/law".to_owned())]
        );
    };
    another(&at("/parties/school/bound-as", json!([])));
    another(&at("/parties/school/bound-as", json!(["partnership"])));
    another(&at("/sectors", json!(["po"])));
    another(&at("/sectors", json!([])));
    // A supplier cannot call on the law of its customer.
    another(&at("/purposes/register/as", json!("processor")));
    // Three years after referral bind the partnership, and not the school.
    let mut document = rule(json!({ "law": "nl.swv.vo.support-3y", "term": "enrolled + P3Y" }));
    *document.pointer_mut("/categories/absence/kind").unwrap() = json!("support");
    another(&document);
    *document.pointer_mut("/parties/school/bound-as").unwrap() = json!(["partnership"]);
    assert_eq!(diagnostics(&document), []);
}

#[test]
fn a_law_about_some_data_keeps_no_others() {
    let law = "/purposes/register/retention/decree/law".to_owned();
    let tax = rule(json!({ "law": "nl.tax.books-7y", "term": "enrolled + P7Y" }));
    assert_eq!(diagnostics(&tax), [("tax-minimum-on-pupil-data".to_owned(), law.clone())]);
    let other = at("/categories/absence/kind", json!("pupil-file"));
    assert_eq!(diagnostics(&other), [("minimum-for-other-data".to_owned(), law)]);
    let mut invoices = tax;
    *invoices.pointer_mut("/categories/absence/kind").unwrap() = json!("financial");
    assert_eq!(diagnostics(&invoices), []);
}

#[test]
fn a_law_without_a_number_gives_none() {
    let mut document = rule(json!({ "law": "nl.po.personnel-proofs", "term": "enrolled + P1Y" }));
    *document.pointer_mut("/sectors").unwrap() = json!(["po"]);
    *document.pointer_mut("/categories/absence/kind").unwrap() = json!("personnel");
    assert_eq!(
        diagnostics(&document),
        [("law-without-number".to_owned(), "/purposes/register/retention/decree/term".to_owned())]
    );
    *document.pointer_mut("/purposes/register/retention/decree/term").unwrap() = json!("enrolled");
    assert_eq!(diagnostics(&document), []);
}

/// At least five years, destroyed within eight weeks after: law-pack vector 2031-09-25.
#[test]
fn a_row_can_be_a_minimum_and_a_maximum() {
    let mut document = rule(json!({ "law": "nl.po.funding-5y-8w" }));
    *document.pointer_mut("/sectors").unwrap() = json!(["po"]);
    *document.pointer_mut("/categories/absence/kind").unwrap() = json!("funding");
    document["purposes"]["register"]["retention"]["wish"] =
        json!({ "term": "enrolled + P10Y", "kind": "maximum", "source": "own wish" });
    let policy = Policy::parse(&document.to_string()).unwrap();
    assert_eq!(last_day(&claims(&policy, &[], &left()), "absence", "2024-01-10"), "2031-09-25");
    // Without the row, the wish would count.
    document["purposes"]["register"]["retention"]["decree"]["law"] = json!("nl.po.register-5y");
    *document.pointer_mut("/categories/absence/kind").unwrap() = json!("enrolment");
    let policy = Policy::parse(&document.to_string()).unwrap();
    assert_eq!(last_day(&claims(&policy, &[], &left()), "absence", "2024-01-10"), "2036-07-31");
}

#[test]
fn an_exact_row_is_its_own_maximum() {
    let mut document = rule(json!({ "law": "nl.swv.vo.support-3y", "term": "enrolled + P3Y" }));
    *document.pointer_mut("/categories/absence/kind").unwrap() = json!("support");
    *document.pointer_mut("/parties/school/bound-as").unwrap() = json!(["partnership"]);
    document["purposes"]["register"]["retention"]["wish"] =
        json!({ "term": "enrolled + P10Y", "kind": "maximum", "source": "own wish" });
    let policy = Policy::parse(&document.to_string()).unwrap();
    assert_eq!(last_day(&claims(&policy, &[], &left()), "absence", "2024-01-10"), "2029-07-31");
}

/// A row that nobody read, and an act that no pack has, count once the institution confirmed them.
#[test]
fn an_unread_row_counts_once_it_is_confirmed() {
    let acts = rule(
        json!({ "law": null, "act": "Wet op het voorbeeld", "article": "3(1)", "term": "enrolled + P5Y" }),
    );
    let mut unread = rule(json!({ "law": "nl.vso.funding-report-tlv-5y-8w" }));
    *unread.pointer_mut("/sectors").unwrap() = json!(["so"]);
    *unread.pointer_mut("/categories/absence/kind").unwrap() = json!("funding");
    for (mut document, row) in
        [(acts, "Wet op het voorbeeld 3(1)"), (unread, "nl.vso.funding-report-tlv-5y-8w")]
    {
        document["purposes"]["register"]["retention"]["use"] =
            json!({ "term": "enrolled + P1Y", "kind": "maximum", "source": "own rule" });
        let policy = Policy::parse(&document.to_string()).unwrap();
        let confirmed =
            json!({ "kind": "law-row-confirmed", "happened": "2026-09-01", "row": row, "role": "officer" });
        let record = made("2024-01-10");
        let (before, after) = (time("2028-01-01T10:00:00Z"), time("2031-07-31T22:00:00Z"));
        // Not confirmed: neither erased nor used on its word.
        let claimed = claims(&policy, &[], &left());
        let Erasable::No(reason) = erasable(&claimed, "absence", &record, before).unwrap() else {
            panic!("{row}")
        };
        assert_eq!(reason.code.as_str(), "law-row-unconfirmed", "{row}");
        assert_eq!(erasable(&claimed, "absence", &record, after).unwrap(), Erasable::Yes, "{row}");
        // Confirmed: the statutory duty holds.
        let claimed = claims(&policy, std::slice::from_ref(&confirmed), &left());
        let Erasable::No(reason) = erasable(&claimed, "absence", &record, before).unwrap() else {
            panic!("{row}")
        };
        assert_eq!(reason.code.as_str(), "minimum-holds", "{row}");
        // Voided: as if it was never confirmed.
        let voided = json!({ "kind": "voided", "happened": "2026-09-02", "entry": 1,
            "decision": { "role": "board", "article": "5(1)(d)", "text": "confirmed by mistake" } });
        let claimed = claims(&policy, &[confirmed, voided], &left());
        let Erasable::No(reason) = erasable(&claimed, "absence", &record, before).unwrap() else {
            panic!("{row}")
        };
        assert_eq!(reason.code.as_str(), "law-row-unconfirmed", "{row}");
    }
}

#[test]
fn what_cannot_be_confirmed_or_accepted_is_refused() {
    let mut document = school();
    document["purposes"]["teach"]["device-access"] = json!("tracking");
    document["parties"]["host"]["country"] = json!("US");
    let policy = Policy::parse(&document.to_string()).unwrap();
    let institution = Institution::fold(&policy, &stream(), &[], Time::MAX);
    let refused = |entry: Value| {
        let body = Body::from_json(&entry.to_string()).unwrap();
        institution
            .check_append(&body)
            .err()
            .map(|error| (error.diagnostics()[0].code().to_owned(), error.diagnostics()[0].path().to_owned()))
    };
    let accept = |code: &str, at: &str| {
        json!({ "kind": "finding-accepted", "happened": "2026-09-01", "code": code, "at": at, "role": "board",
            "why": "We ask for it in person.", "through": "2026-12-31" })
    };
    let no = |code: &str, path: &str| Some((code.to_owned(), path.to_owned()));
    assert_eq!(refused(accept("device-without-consent", "/purposes/teach/device-access")), None);
    assert_eq!(refused(accept("device-without-consent", "/purposes/teach")), no("no-such-finding", "/code"));
    assert_eq!(
        refused(accept("implied-consent", "/purposes/teach/device-access")),
        no("no-such-finding", "/code")
    );
    // No acceptance makes a transfer tool: without one the act stays refused.
    assert_eq!(
        refused(accept("transfer-without-tool", "/parties/host/country")),
        no("no-such-finding", "/code")
    );
    let mut over = accept("device-without-consent", "/purposes/teach/device-access");
    over["through"] = json!("2025-12-31");
    assert_eq!(refused(over), no("through-before-happened", "/through"));
    let confirm = |row: &str| json!({ "kind": "law-row-confirmed", "happened": "2026-09-01", "row": row, "role": "board" });
    assert_eq!(refused(confirm("nl.vo.register-5y")), None);
    assert_eq!(refused(confirm("nl.vo.register-5")), no("unknown-law-row", "/row"));
    // Neither is about one person.
    for entry in
        [accept("device-without-consent", "/purposes/teach/device-access"), confirm("nl.vo.register-5y")]
    {
        let body = Body::from_json(&entry.to_string()).unwrap();
        let dossier = opened(&policy);
        let error =
            institution.append(&dossier, &[], body, stamp(&dossier, time("2026-09-01T10:00:00Z"))).err();
        assert!(error.is_some_and(|error| error.to_string().contains("of-the-institution")));
    }
    for field in ["code", "at", "role", "why", "through"] {
        let mut entry = accept("device-without-consent", "/purposes/teach/device-access");
        entry.as_object_mut().unwrap().shift_remove(field);
        assert!(Body::from_json(&entry.to_string()).is_err(), "{field}");
    }
    // A policy cannot accept its own findings.
    let mut own = document;
    own["accepted"] = json!({});
    assert_eq!(diagnostics(&own), [("unknown-field".to_owned(), "/accepted".to_owned())]);
}

fn may(claims: &Claims, day: &str) -> (Answer, String) {
    let query = Query::new("teacher", Verb::View, "teach", "notes", time(&format!("{day}T10:00:00Z")));
    let decision = decide(claims, &query).unwrap();
    (decision.answer, decision.reason.code.as_str().to_owned())
}

/// An acceptance is about the words that were accepted.
#[test]
fn an_acceptance_ends_when_the_node_changes() {
    let first = {
        let mut d = school();
        d["purposes"]["teach"]["device-access"] = json!("unsaid");
        d
    };
    let later = |access: &str, description: &str| {
        let mut document = first.clone();
        document["version"] = json!("2");
        document["applies-from"] = json!("2027-01-01");
        document["purposes"]["teach"]["device-access"] = json!(access);
        document["purposes"]["teach"]["description"] = json!(description);
        document
    };
    let accepted = json!({ "kind": "finding-accepted", "happened": "2026-09-01", "code": "device-without-consent",
        "at": "/purposes/teach/device-access", "role": "board", "why": "We ask in person.", "through": "2028-12-31" });
    let answers = |second: &Value| {
        let policy = Policy::parse_history(&[&first.to_string(), &second.to_string()]).unwrap();
        let claims = claims(&policy, std::slice::from_ref(&accepted), &[]);
        let record_free = |day: &str| may(&claims, day);
        // The term counts from each record, so without one it is unknown: the finding comes first.
        (record_free("2026-10-01").1, record_free("2027-02-01").1)
    };
    let unknown = || "term-unknown".to_owned();
    assert_eq!(answers(&later("unsaid", "Teach")), (unknown(), unknown()));
    assert_eq!(answers(&later("unsaid", "Teach better")), (unknown(), unknown()));
    assert_eq!(answers(&later("tracking", "Teach")), (unknown(), "unlawful-as-declared".to_owned()));
}

/// A version without the finding is lawful as declared, from its first day on.
#[test]
fn a_version_without_the_finding_is_lawful_again() {
    let mut first = school();
    first["purposes"]["teach"]["device-access"] = json!("unsaid");
    let mut second = school();
    second["version"] = json!("2");
    second["applies-from"] = json!("2027-01-01");
    let policy = Policy::parse_history(&[&first.to_string(), &second.to_string()]).unwrap();
    let timelines = claims(&policy, &[], &[]).timelines("teach", "notes", None).unwrap();
    let part = timelines.iter().find(|part| part.condition.as_str() == "lawfulness").unwrap();
    let code = |day: &str| part.timeline.at(time(day)).reason.code.as_str();
    assert_eq!(code("2026-12-31T22:00:00Z"), "unlawful-as-declared");
    assert_eq!(code("2026-12-31T23:00:00Z"), "lawful-as-declared");
}

#[test]
fn an_explanation_names_the_finding_and_who_accepted_it() {
    let mut document = school();
    document["purposes"]["teach"]["device-access"] = json!("tracking");
    let policy = Policy::parse(&document.to_string()).unwrap();
    let accepted = json!({ "kind": "finding-accepted", "happened": "2026-09-01", "code": "device-without-consent",
        "at": "/purposes/teach/device-access", "role": "board", "why": "We ask in person.", "through": "2026-12-31" });
    let record = Record::created(Moment::On("2026-09-15".parse().unwrap()));
    let explained = |institution: &[Value]| {
        let claims = claims(&policy, institution, &[]);
        let query = Query {
            record: Some(&record),
            ..Query::new("teacher", Verb::View, "teach", "notes", time("2026-10-01T10:00:00Z"))
        };
        serde_json::from_str::<Value>(&explain(&claims, &query).unwrap().to_json()).unwrap()
    };
    let finding = |entry: Value| json!([{ "code": "device-without-consent", "at": "/purposes/teach/device-access", "accepted": entry }]);
    let denied = explained(&[]);
    assert_eq!((&denied["answer"], &denied["findings"]), (&json!("deny"), &finding(Value::Null)));
    let permitted = explained(&[accepted]);
    assert_eq!((&permitted["answer"], &permitted["findings"]), (&json!("permit"), &finding(json!(1))));
    let codes: Vec<_> =
        permitted["reasons"].as_array().unwrap().iter().map(|reason| &reason["code"]).collect();
    assert!(codes.contains(&&json!("finding-accepted")), "{codes:?}");
    assert_eq!(permitted["law"], "nl-2026-12-01");
}

/// A lint that stops processing, and a policy about which it fires: changes to the school, as a JSON Merge Patch.
const STOPS: &[(&str, &str, &str)] = &[
    (
        "implied-consent",
        "/purposes/teach/consent/how",
        r#"{"purposes":{"teach":{"basis":"consent","consent":{"how":"by-use","withdrawal":"same"}}}}"#,
    ),
    (
        "implied-consent",
        "/purposes/teach/consent/how",
        r#"{"purposes":{"teach":{"basis":"consent","consent":{"how":"opt-out","withdrawal":"same"}}}}"#,
    ),
    (
        "withdrawal-harder",
        "/purposes/teach/consent/withdrawal",
        r#"{"purposes":{"teach":{"basis":"consent","consent":{"how":"explicit","withdrawal":"harder"}}}}"#,
    ),
    (
        "device-without-consent",
        "/purposes/teach/device-access",
        r#"{"purposes":{"teach":{"device-access":"tracking"}}}"#,
    ),
    (
        "special-without-ground",
        "/purposes/teach/categories/0",
        r#"{"categories":{"notes":{"sensitivity":"special"}}}"#,
    ),
    (
        "number-without-law",
        "/purposes/teach/categories/0",
        r#"{"categories":{"notes":{"sensitivity":"number-under-law"}}}"#,
    ),
    (
        "number-outside-law",
        "/purposes/teach/categories/0",
        r#"{"categories":{"notes":{"sensitivity":"number-under-law"}},
            "purposes":{"teach":{"basis":"vital-interests","article-9-ground":"number-prescribed-by-law"}}}"#,
    ),
    (
        "number-to-supplier",
        "/purposes/teach/recipients/host",
        r#"{"categories":{"notes":{"sensitivity":"number-under-law"}},"parties":{"host":{"bound-as":["learning-supplier"]}},
            "purposes":{"teach":{"article-9-ground":"number-prescribed-by-law","recipients":{"host":{"ground":"processor"}}}}}"#,
    ),
    (
        "f-for-task",
        "/purposes/teach/basis",
        r#"{"parties":{"school":{"bound-as":["school-board","public-body"]}},"purposes":{"teach":{"basis":"legitimate-interests"}}}"#,
    ),
    ("decides-alone-minor", "/purposes/teach/effect", r#"{"purposes":{"teach":{"effect":"decides-alone"}}}"#),
    (
        "school-guidance-by-non-school",
        "/purposes/teach/article-9-ground",
        r#"{"parties":{"school":{"bound-as":["partnership"]}},"purposes":{"register":null,"teach":{"article-9-ground":"school-guidance"}},
            "roles":{"teacher":{"may":{"all":{"categories":["notes"]}}}}}"#,
    ),
    (
        "school-guidance-for-staff",
        "/purposes/teach/article-9-ground",
        r#"{"subjects":{"pupil":{"kind":"staff","minors":false}},"categories":{"notes":{"sensitivity":"special"}},
            "purposes":{"teach":{"article-9-ground":"school-guidance"}}}"#,
    ),
    (
        "biometric-after-2026-09-01",
        "/purposes/teach/categories/0",
        r#"{"categories":{"notes":{"kind":"biometric"}}}"#,
    ),
    ("emotion-in-education", "/purposes/teach/ai", r#"{"purposes":{"teach":{"ai":"emotions"}}}"#),
];

/// Findings about a party: they stop the act of sending data there, and no acceptance makes a transfer tool.
const REFUSE_THE_ACT: [&str; 7] = [
    "transfer-without-tool",
    "transfer-tool-none",
    "transfer-tool-lapsed",
    "old-clauses",
    "915-is-no-tool",
    "adequacy-condition-unsaid",
    "consent-transfer-for-task",
];

fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    for (key, value) in patch {
        match (value, target.as_object_mut().unwrap()) {
            (Value::Null, target) => drop(target.shift_remove(key)),
            (value, target) => merge(target.entry(key.clone()).or_insert(json!({})), value),
        }
    }
}

/// For each lint on lawfulness: denied as declared, permitted once the institution answers for it.
#[test]
fn every_violation_of_lawfulness_stops_its_claim_until_it_is_accepted() {
    for (code, node, change) in STOPS {
        let mut document = school();
        merge(&mut document, &serde_json::from_str(change).unwrap());
        let policy = Policy::parse(&document.to_string()).unwrap_or_else(|error| panic!("{code}: {error}"));
        let accepted = json!({ "kind": "finding-accepted", "happened": "2026-09-01", "code": code, "at": node,
            "role": "board", "why": "We answer for it.", "through": "2026-12-31" });
        let person = [
            json!({ "kind": "born", "happened": "2026-09-01", "date": "2000-05-05" }),
            json!({ "kind": "enrolled", "happened": "2023-08-01", "initial": true }),
            json!({ "kind": "consent-given", "happened": "2026-09-02", "purposes": ["teach"], "by": "self" }),
        ];
        let record = Record::created(Moment::On("2026-09-15".parse().unwrap()));
        let answer = |institution: &[Value], day: &str| {
            let claims = claims(&policy, institution, &person);
            let at = time(&format!("{day}T10:00:00Z"));
            let query =
                Query { record: Some(&record), ..Query::new("teacher", Verb::View, "teach", "notes", at) };
            let decision = decide(&claims, &query).unwrap();
            (decision.answer, decision.reason.code.as_str())
        };
        assert_eq!(answer(&[], "2026-10-01"), (Answer::Deny, "unlawful-as-declared"), "{code}");
        let permitted = answer(std::slice::from_ref(&accepted), "2026-12-31");
        assert_eq!(permitted.0, Answer::Permit, "{code}: {}", permitted.1);
        assert_eq!(answer(&[accepted], "2027-01-01"), (Answer::Deny, "unlawful-as-declared"), "{code}");
    }
    let stops = |lint: &&Lint| lint.about() == About::Lawfulness && lint.severity() == Severity::Violation;
    for lint in Lint::ALL.iter().filter(stops) {
        let code = lint.code();
        let is_tried = STOPS.iter().any(|(tried, ..)| *tried == code);
        assert!(is_tried != REFUSE_THE_ACT.contains(&code), "{code}");
    }
}

/// Article 49(3): what is a public task cannot rest its transfer on consent; another purpose can.
#[test]
fn a_public_task_sends_nothing_on_consent_to_the_transfer() {
    for (basis, expected) in [("public-task", "transfer-no-tool"), ("vital-interests", "consent-never-asked")] {
        let mut document = school();
        document["parties"]["host"]["country"] = json!("IN");
        document["parties"]["host"]["transfers"] = json!([{ "tool": "explicit-consent" }]);
        document["purposes"]["teach"]["recipients"] = json!({ "host": { "ground": "own" } });
        document["purposes"]["teach"]["basis"] = json!(basis);
        document["roles"]["teacher"]["may"]["all"]["verbs"] = json!(["share"]);
        let policy = Policy::parse(&document.to_string()).unwrap();
        let claims = claims(&policy, &[], &[]);
        let record = Record::created(Moment::On("2026-09-15".parse().unwrap()));
        let query = Query {
            recipient: Some("host"),
            record: Some(&record),
            ..Query::new("teacher", Verb::Share, "teach", "notes", time("2026-10-01T10:00:00Z"))
        };
        assert_eq!(explain(&claims, &query).unwrap().reasons[0].code.as_str(), expected, "{basis}");
    }
}

/// Whatever stops processing is a violation of lawfulness, and nothing else stops it.
#[test]
fn findings_of_other_kinds_stop_nothing() {
    for name in ["bloom", "heutink", "intowords", "neo", "wisbits"] {
        let policy = std::fs::read_to_string(format!("examples/policies/{name}.json")).unwrap();
        let policy = Policy::parse(&policy).unwrap();
        let stops = |finding: &waarborg::policy::Finding| {
            finding.lint.about() == About::Lawfulness && finding.lint.severity() == Severity::Violation
        };
        let expected = match name {
            "heutink" => 4,
            "intowords" => 4,
            "neo" | "wisbits" => 2,
            _ => 0,
        };
        assert_eq!(policy.lint().iter().filter(|finding| stops(finding)).count(), expected, "{name}");
    }
}

#[test]
fn answers_past_the_horizon_are_provisional() {
    let policy = Policy::parse(&school().to_string()).unwrap();
    let claims = claims(&policy, &[], &[]);
    let provisional = |day: &str| {
        let query = Query::new("teacher", Verb::View, "teach", "notes", time(&format!("{day}T10:00:00Z")));
        explain(&claims, &query).unwrap().law.provisional
    };
    let horizon = policy.law().horizon();
    assert!(!provisional(&horizon.to_string()) && provisional(&horizon.next().unwrap().to_string()));
    let when = |day: &str| due(&claims, "notes", &made(day)).unwrap();
    assert!(!when("2026-01-10").law.provisional && when("2026-08-10").law.provisional);
    assert!(matches!(when("2026-08-10").when, When::At(_)));
}

/// A host passes a newer pack; the policy keeps it, and the answers name it.
#[test]
fn a_policy_keeps_the_pack_it_was_checked_against() {
    let mut pack: Value = serde_json::from_str(LAW).unwrap();
    pack["version"] = json!("nl-2027-03-01");
    pack["retention"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .find(|row| row["id"] == "nl.vo.register-5y")
        .unwrap()["term"] = json!("P6Y");
    let newer = Law::parse(&pack.to_string()).unwrap();
    let text = school().to_string();
    assert_eq!(Policy::parse_with(&text, &newer).unwrap_err().diagnostics()[0].code(), "minimum-too-short");
    let six = rule(json!({ "term": "enrolled + P6Y" })).to_string();
    let policy = Policy::parse_with(&six, &newer).unwrap();
    assert_eq!(policy.law().version(), "nl-2027-03-01");
    assert_eq!(Policy::parse(&six).unwrap().law().version(), "nl-2026-12-01");
    let claims = claims(&policy, &[], &left());
    let answer = due(&claims, "absence", &made("2024-01-10")).unwrap().to_json(policy.zone());
    assert!(answer.starts_with(r#"{"v":1,"law":"nl-2027-03-01","provisional":true,"#), "{answer}");
}

#[test]
fn a_pack_that_cannot_be_is_refused() {
    let refused = |change: &dyn Fn(&mut Value)| {
        let mut pack: Value = serde_json::from_str(LAW).unwrap();
        change(&mut pack);
        let error = Law::parse(&pack.to_string()).unwrap_err();
        error
            .diagnostics()
            .iter()
            .map(|diagnostic| (diagnostic.code().to_owned(), diagnostic.path().to_owned()))
            .collect::<Vec<_>>()
    };
    let one = |code: &str, path: &str| vec![(code.to_owned(), path.to_owned())];
    assert_eq!(refused(&|pack| pack["waarborg-law"] = json!(2)), one("unknown-format", "/waarborg-law"));
    assert_eq!(refused(&|pack| pack["horizon"] = json!("2020-01-01")), one("horizon-past", "/horizon"));
    assert_eq!(
        refused(&|pack| pack["retention"][1]["id"] = pack["retention"][0]["id"].clone()),
        one("row-twice", "/retention/1/id")
    );
    assert_eq!(
        refused(&|pack| pack["adequacy"][0]["through"] = json!("1999-01-01")),
        one("window-backwards", "/adequacy/0/through")
    );
    assert_eq!(refused(&|pack| pack["retention"][0]["force"] = json!("wish"))[0].1, "/retention/0/force");
    assert_eq!(
        refused(&|pack| pack["retention"][0]["colour"] = json!("red")),
        one("unknown-field", "/retention/0/colour")
    );
    assert_eq!(
        refused(&|pack| drop(pack["retention"][0].as_object_mut().unwrap().shift_remove("sure"))),
        one("missing-field", "/retention/0")
    );
    assert_eq!(Law::parse("{").unwrap_err().diagnostics()[0].code(), "not-json");
}

/// Membership, bridge and adequacy of the United Kingdom, and tools with a last day.
#[test]
fn transfers_are_dated() {
    let law = Law::built_in();
    let country = |code: &str| Country::new(code).unwrap();
    let day = |text: &str| text.parse::<Day>().unwrap();
    let of = |tool: TransferTool, code: &str, on: &str| law.standing(tool, None, country(code), day(on));
    assert_eq!(of(TransferTool::Adequacy, "GB", "2019-01-01"), Standing::WithinEea);
    assert_eq!(of(TransferTool::Adequacy, "GB", "2020-12-31"), Standing::WithinEea);
    assert_eq!(of(TransferTool::Adequacy, "GB", "2021-06-27"), Standing::WithinEea);
    assert_eq!(of(TransferTool::Adequacy, "GB", "2021-06-28"), Standing::InForce);
    assert_eq!(of(TransferTool::Adequacy, "GB", "2031-12-27"), Standing::InForce);
    assert_eq!(of(TransferTool::Adequacy, "GB", "2031-12-28"), Standing::Lapsed);
    assert_eq!(of(TransferTool::Adequacy, "HR", "2013-06-30"), Standing::NoTool);
    assert_eq!(of(TransferTool::Adequacy, "HR", "2013-07-01"), Standing::WithinEea);
    assert_eq!(of(TransferTool::PrivacyShield, "US", "2020-07-15"), Standing::InForce);
    assert_eq!(of(TransferTool::PrivacyShield, "US", "2020-07-16"), Standing::Lapsed);
    assert_eq!(of(TransferTool::DataPrivacyFramework, "US", "2023-07-09"), Standing::Lapsed);
    assert_eq!(of(TransferTool::DataPrivacyFramework, "US", "2023-07-10"), Standing::InForce);
    assert_eq!(of(TransferTool::DataPrivacyFramework, "IN", "2024-01-01"), Standing::NoTool);
    assert_eq!(of(TransferTool::Agreements, "US", "2026-01-01"), Standing::NoTool);
    assert_eq!(of(TransferTool::Agreements, "DE", "2026-01-01"), Standing::WithinEea);
}

/// Any recipient in Canada "on adequacy": only one under PIPEDA, stated per recipient. The same for Japan and Korea.
#[test]
fn adequacy_with_a_condition_permits_only_recipients_that_meet_it() {
    for (code, met, expected) in [
        ("CA", false, "transfer-condition-unsaid"),
        ("JP", false, "transfer-condition-unsaid"),
        ("KR", false, "transfer-condition-unsaid"),
        ("CA", true, "basis-holds"),
        ("NZ", false, "basis-holds"),
    ] {
        let mut document = school();
        document["parties"]["host"]["country"] = json!(code);
        document["parties"]["host"]["transfers"] = json!([{ "tool": "adequacy", "condition-met": met }]);
        document["purposes"]["teach"]["recipients"] = json!({ "host": { "ground": "processor" } });
        document["roles"]["teacher"]["may"]["all"]["verbs"] = json!(["view", "share"]);
        let policy = Policy::parse(&document.to_string()).unwrap();
        let claims = claims(&policy, &[], &[]);
        let record = Record::created(Moment::On("2026-09-15".parse().unwrap()));
        let query = Query {
            recipient: Some("host"),
            record: Some(&record),
            ..Query::new("teacher", Verb::Share, "teach", "notes", time("2026-10-01T10:00:00Z"))
        };
        let explanation = explain(&claims, &query).unwrap();
        assert_eq!(explanation.reasons[0].code.as_str(), expected, "{code} {met}");
    }
}

/// Contracts on the clauses of 2010 stood until 27 December 2022.
#[test]
fn clauses_are_told_apart_by_generation() {
    for (clauses, on, expected) in [
        ("2010-87", "2022-12-27", Answer::Permit),
        ("2010-87", "2022-12-28", Answer::Deny),
        ("2021-914", "2022-12-28", Answer::Permit),
        ("2021-915", "2022-12-27", Answer::Deny),
    ] {
        let mut document = school();
        document["parties"]["host"]["country"] = json!("IN");
        document["parties"]["host"]["transfers"] =
            json!([{ "tool": "standard-clauses", "clauses": clauses }]);
        document["purposes"]["teach"]["recipients"] = json!({ "host": { "ground": "processor" } });
        document["roles"]["teacher"]["may"]["all"]["verbs"] = json!(["share"]);
        let policy = Policy::parse(&document.to_string()).unwrap();
        let claims = claims(&policy, &[], &[]);
        let record = Record::created(Moment::On("2022-09-15".parse().unwrap()));
        let at = time(&format!("{on}T10:00:00Z"));
        let query = Query {
            recipient: Some("host"),
            record: Some(&record),
            ..Query::new("teacher", Verb::Share, "teach", "notes", at)
        };
        assert_eq!(decide(&claims, &query).unwrap().answer, expected, "{clauses} {on}");
    }
}

/// A version of the school with another term for notes.
fn version(number: u32, from: &str, term: &str, to_earlier: bool, adopted: Option<&str>) -> String {
    let mut document = school();
    document["version"] = json!(number.to_string());
    document["applies-from"] = json!(from);
    if let Some(adopted) = adopted {
        document["adopted"] = json!(adopted);
    }
    document["purposes"]["teach"]["retention"]["own"] =
        json!({ "term": term, "kind": "maximum", "source": "own rule", "applies-to-earlier": to_earlier });
    document.to_string()
}

fn history(versions: &[String]) -> Policy {
    let texts: Vec<&str> = versions.iter().map(String::as_str).collect();
    Policy::parse_history(&texts).unwrap_or_else(|error| panic!("{error}"))
}

/// A later version lengthens no term of earlier records, unless it says so; then the count starts anew there.
#[test]
fn terms_are_capped_by_the_versions_since_the_record() {
    let v1 = || version(1, "2022-08-01", "recorded + P1Y", false, None);
    let of = |versions: &[String], day: &str| last_day(&claims(&history(versions), &[], &[]), "notes", day);
    let plain = [v1(), version(2, "2023-01-01", "recorded + P7Y", false, None)];
    assert_eq!(of(&plain, "2022-09-01"), "2023-09-01");
    assert_eq!(of(&plain, "2023-01-01"), "2030-01-01");
    let anew = [v1(), version(2, "2023-01-01", "recorded + P7Y", true, None)];
    assert_eq!(of(&anew, "2022-09-01"), "2029-09-01");
    // The flag of the second version is not taken back by a third that is silent.
    let third = [
        v1(),
        version(2, "2023-01-01", "recorded + P7Y", true, None),
        version(3, "2023-06-01", "recorded + P7Y", false, None),
    ];
    assert_eq!(of(&third, "2022-09-01"), "2029-09-01");
    // A third version that shortens does so for all, one that lengthens for none.
    let shorter = [
        v1(),
        version(2, "2023-01-01", "recorded + P7Y", true, None),
        version(3, "2023-06-01", "recorded + P2Y", false, None),
    ];
    assert_eq!(of(&shorter, "2022-09-01"), "2024-09-01");
    let longer = [
        v1(),
        version(2, "2023-01-01", "recorded + P7Y", true, None),
        version(3, "2023-06-01", "recorded + P9Y", false, None),
    ];
    assert_eq!(of(&longer, "2022-09-01"), "2029-09-01");
}

/// What was recorded before a version was adopted was recorded before it, also after the day it applies from.
#[test]
fn a_version_adopted_late_lengthens_nothing_recorded_before_it() {
    let late = [
        version(1, "2022-08-01", "recorded + P1Y", false, None),
        version(2, "2023-01-01", "recorded + P7Y", false, Some("2023-03-01")),
    ];
    let of = |day: &str| last_day(&claims(&history(&late), &[], &[]), "notes", day);
    assert_eq!(of("2023-02-28"), "2024-02-28");
    assert_eq!(of("2023-03-01"), "2030-03-01");
}

/// A reading as known before a version was adopted does not see it.
#[test]
fn a_version_is_not_seen_before_it_was_adopted() {
    let as_known = |adopted: Option<&str>, known: &str| {
        let versions = [
            version(1, "2022-08-01", "recorded + P1Y", false, None),
            version(2, "2023-01-01", "recorded + P1M", false, adopted),
        ];
        last_day(&claims_as_known(&history(&versions), &[], &[], time(known)), "notes", "2022-12-20")
    };
    assert_eq!(as_known(None, "2022-12-31T22:59:59.999999Z"), "2023-12-20");
    assert_eq!(as_known(None, "2022-12-31T23:00:00Z"), "2023-01-20");
    assert_eq!(as_known(Some("2022-11-01"), "2022-10-31T12:00:00Z"), "2023-12-20");
    assert_eq!(as_known(Some("2022-11-01"), "2022-11-01T12:00:00Z"), "2023-01-20");
    let versions = [
        version(1, "2022-08-01", "recorded + P1Y", false, Some("2022-12-01")),
        version(2, "2023-01-01", "recorded + P1M", false, Some("2022-11-01")),
    ];
    let texts: Vec<&str> = versions.iter().map(String::as_str).collect();
    assert_eq!(Policy::parse_history(&texts).unwrap_err().diagnostics()[0].code(), "adopted-out-of-order");
}

#[test]
fn a_decision_as_known_before_an_adoption_uses_the_version_of_then() {
    let first = school();
    let mut second = school();
    second["version"] = json!("2");
    second["applies-from"] = json!("2023-01-01");
    second["roles"]["teacher"]["may"]["all"]["categories"] = json!(["absence"]);
    let policy = Policy::parse_history(&[&first.to_string(), &second.to_string()]).unwrap();
    let answer = |known: &str| {
        let claims = claims_as_known(&policy, &[], &[], time(known));
        let record = Record::created(Moment::On("2022-12-15".parse().unwrap()));
        let query = Query {
            record: Some(&record),
            ..Query::new("teacher", Verb::View, "teach", "notes", time("2023-02-01T10:00:00Z"))
        };
        decide(&claims, &query).unwrap().answer
    };
    assert_eq!(answer("2022-12-01T10:00:00Z"), Answer::Permit);
    assert_eq!(answer("2023-01-01T10:00:00Z"), Answer::Deny);
}

/// A purpose that a version drops without a word: Unknown while the old term runs, Ended after.
#[test]
fn a_dropped_purpose_is_unknown_while_its_old_term_runs() {
    let drop_teach = |retired: bool, third: bool| {
        let mut second = school();
        second["version"] = json!("2");
        second["applies-from"] = json!("2023-01-01");
        second["purposes"].as_object_mut().unwrap().shift_remove("teach");
        second["roles"]["teacher"]["may"]["all"]["categories"] = json!(["absence"]);
        if retired {
            second["retired"] = json!(["teach"]);
        }
        let mut versions = vec![school(), second.clone()];
        if third {
            second["version"] = json!("3");
            second["applies-from"] = json!("2023-02-01");
            second.as_object_mut().unwrap().shift_remove("retired");
            versions.push(second);
        }
        history(&versions.iter().map(Value::to_string).collect::<Vec<_>>())
    };
    let code = |policy: &Policy, at: &str| match erasable(
        &claims(policy, &[], &[]),
        "notes",
        &made("2022-09-10"),
        time(at),
    )
    .unwrap()
    {
        Erasable::Yes => "yes".to_owned(),
        Erasable::No(reason) => reason.code.as_str().to_owned(),
    };
    let dropped = drop_teach(false, false);
    assert_eq!(code(&dropped, "2023-03-01T10:00:00Z"), "unknown-to-version");
    assert_eq!(code(&dropped, "2023-09-10T20:00:00Z"), "unknown-to-version");
    assert_eq!(code(&dropped, "2023-09-10T22:00:00Z"), "yes");
    // Retired: over at once, and still over in a later version that does not repeat it.
    assert_eq!(code(&drop_teach(true, false), "2023-03-01T10:00:00Z"), "yes");
    assert_eq!(code(&drop_teach(true, true), "2023-03-01T10:00:00Z"), "yes");
    let found: Vec<String> = dropped.lint().into_iter().map(|finding| finding.code).collect();
    assert!(found.contains(&"purpose-dropped".to_owned()), "{found:?}");
}

/// The tables in the code that need no policy say what the pack says.
#[test]
fn holidays_and_terms_are_those_of_the_pack() {
    let law = Law::built_in();
    for row in &law.pack().holidays {
        let year = row.from.unwrap().year();
        let by_rule: &dyn Fn(Day) -> bool = match row.calendar.as_str() {
            "official-journal" => &|day| holidays::NETHERLANDS.0.contains(day),
            _ => &|day| holidays::ATW.0.contains(day),
        };
        assert!(row.days.iter().all(|day| day.year() == year && by_rule(*day)), "{}", row.id);
    }
    let years = |list: &str| law.pack().holidays.iter().filter(|row| row.calendar.as_str() == list).count();
    assert_eq!((years("official-journal"), years("atw")), (2, 12));
    assert_eq!(law.pack().terms.len(), LegalTerm::table().len());
    for row in &law.pack().terms {
        let table = row.term.law(row.seen).unwrap_or_else(|| panic!("{}", row.id));
        let article = format!("{} {}", row.act.0, row.article.as_ref().unwrap().0);
        assert_eq!((article.as_str(), row.event.0.as_str()), (table.article, table.event), "{}", row.id);
        assert_eq!((row.counted, row.pauses == Some(true)), (table.counted, table.pauses), "{}", row.id);
        assert_eq!(row.sooner.as_ref().map_or("", |text| text.0.as_str()), table.sooner, "{}", row.id);
        assert_eq!(Some(table.from), row.from, "{}", row.id);
    }
}

/// The rows on who may speak, against the table that claims read, as far as both speak of the same days.
#[test]
fn who_may_speak_is_that_of_the_pack() {
    let law = Law::built_in();
    for on in ["2018-05-25", "2024-02-29", "2026-08-31"] {
        let day: Day = on.parse().unwrap();
        for act in Act::ALL {
            for capacity in Capacity::ALL {
                for age in 0..20u32 {
                    let row = |row: &&waarborg::law::SpeakerRow| {
                        row.acts == *act
                            && row.capacity == *capacity
                            && row.from_age <= age
                            && row.below_age.is_none_or(|below| age < below)
                            && row.holds_on(day)
                    };
                    let rows: Vec<Speaker> =
                        law.pack().speaker.iter().filter(row).map(|row| row.speaker).collect();
                    let of_code = Speaker::of(*act, age as i16, *capacity, day);
                    assert_eq!(rows, [of_code], "{on} {act:?} {capacity:?} {age}");
                }
            }
        }
    }
}

/// `docs/LAW.md` is printed from the pack: `cargo run --example law > docs/LAW.md`.
#[test]
fn the_page_is_printed_from_the_pack() {
    let page = Law::built_in().to_markdown();
    assert!(page == std::fs::read_to_string("docs/LAW.md").unwrap_or_default(), "docs/LAW.md is out of date");
    assert!(page.contains("No lawyer has checked any row"));
    for sure in Sure::ALL {
        assert!(page.contains(&format!("| `{}` |", sure.as_str())), "{sure:?}");
    }
}
