//! No personal data in any error, `Debug` or `Display`: a canary is put wherever a host can put something, and must
//! not come out again.
//!
//! Two things come out on purpose. A policy is a public document, so its own names may stand in the path of its
//! errors. And a case that fails is shown with its own sentence, since cases are made-up data; its `Debug` shows
//! nothing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail anywhere"
)]

use crate::writing::stamp;
use serde_json::{Value as Json, json};
use waarborg::Diagnostic;
use waarborg::calendar::{Day, Moment, Period, Time, YearEnd, Zone};
use waarborg::cases::{Cases, run};
use waarborg::claim::{Claims, Institution, Record};
use waarborg::decision::{Query, decide, explain, fields};
use waarborg::dossier::{Body, Dossier, Head, Observation};
use waarborg::policy::{Id, Policy, Term, Text, Verb};
use waarborg::retention::{due, erasable, next_due};

const CLUB: &str = include_str!("../input/club.json");

/// As a text, and in the shape of a name.
const CANARY: &str = "Qx7Canary";
const NAME: &str = "qx7-canary";
/// A day that stands nowhere else: a day of birth is personal too.
const DAY: &str = "1987-06-05";

/// What was shown must not hold a canary, in capitals or not.
#[track_caller]
fn clean(what: &str, shown: &str) {
    let bare = shown.to_lowercase();
    assert!(!bare.contains("qx7") && !bare.contains(DAY), "{what} shows the canary: {shown}");
}

/// An error, in every way in which it can be shown.
#[track_caller]
fn clean_error(what: &str, error: &impl std::error::Error) {
    clean(what, &error.to_string());
    clean(what, &format!("{error:#?}"));
    let mut source = error.source();
    while let Some(inner) = source {
        clean(what, &format!("{inner} {inner:?}"));
        source = inner.source();
    }
}

/// The diagnostics of a policy: anything but their paths.
#[track_caller]
fn clean_but_paths(what: &str, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        let without = |shown: String| match diagnostic.path() {
            "" => shown,
            path => shown.replace(path, ""),
        };
        // These speak of the categories of the policy by their names; any other text is not repeated by them either.
        let of_names = ["no-term", "not-of-purpose"];
        let allowed = |shown: String| match of_names.contains(&diagnostic.code()) {
            true => shown.replace(NAME, ""),
            false => shown,
        };
        clean(what, &allowed(without(diagnostic.to_string())));
        clean(what, &allowed(without(format!("{diagnostic:?}"))));
    }
}

/// The pointer of every node of a document.
fn nodes(value: &Json, path: &str, found: &mut Vec<String>) {
    found.push(path.to_owned());
    match value {
        Json::Object(map) => {
            map.iter().for_each(|(key, value)| nodes(value, &format!("{path}/{key}"), found))
        }
        Json::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(index, value)| nodes(value, &format!("{path}/{index}"), found));
        }
        _ => {}
    }
}

/// What can stand in the place of a node: the canary as a value of every type, and the node with the canary beside it.
fn replacements(node: &Json) -> Vec<Json> {
    let mut all = vec![
        json!(CANARY),
        json!(NAME),
        json!([CANARY]),
        json!([NAME]),
        json!({ CANARY: CANARY }),
        json!({ NAME: { NAME: NAME } }),
    ];
    match node {
        Json::String(text) => {
            all.push(json!(format!("{text}{CANARY}")));
            all.push(json!(format!("{CANARY} {text}")));
            all.push(json!(format!("{text} {NAME}")));
        }
        Json::Array(items) => {
            for canary in [CANARY, NAME] {
                all.push(items.iter().cloned().chain([json!(canary)]).collect());
            }
        }
        Json::Object(map) => {
            for canary in [json!(CANARY), json!({ NAME: CANARY })] {
                let mut more = map.clone();
                more.insert(CANARY.to_owned(), canary);
                all.push(Json::Object(more));
            }
            // Each field under the canary's name.
            for key in map.keys() {
                let renamed = map.iter().map(|(other, value)| {
                    (if other == key { CANARY.to_owned() } else { other.clone() }, value.clone())
                });
                all.push(Json::Object(renamed.collect()));
            }
        }
        _ => {}
    }
    all
}

/// A document with the canary in the place of every node, one after the other.
fn planted(document: &Json) -> impl Iterator<Item = String> + '_ {
    let mut pointers = Vec::new();
    nodes(document, "", &mut pointers);
    pointers.into_iter().flat_map(move |pointer| {
        let node = document.pointer(&pointer).unwrap();
        replacements(node).into_iter().map(move |value| {
            let mut document = document.clone();
            *document.pointer_mut(&pointer).unwrap() = value;
            document.to_string()
        })
    })
}

fn time(text: &str) -> Time {
    text.parse().unwrap()
}

/// A body of every kind, with the canary in every text and every name.
fn bodies() -> Vec<Json> {
    let judged = json!({"role": CANARY, "article": CANARY, "text": CANARY});
    let all = [
        json!({"kind": "dossier-opened", "id": CANARY, "institution": CANARY, "subjects": [NAME]}),
        json!({"kind": "began", "state": NAME, "initial": true, "ref": CANARY}),
        json!({"kind": "ended", "state": NAME, "ref": CANARY}),
        json!({"kind": "enrolled", "initial": true, "stated": DAY, "ref": CANARY}),
        json!({"kind": "left", "ref": CANARY}),
        json!({"kind": "account-opened", "ref": CANARY}),
        json!({"kind": "account-closed", "ref": CANARY}),
        json!({"kind": "contract-began", "ref": CANARY}),
        json!({"kind": "contract-ended", "ref": CANARY}),
        json!({"kind": "occurred", "anchor": NAME}),
        json!({"kind": "absent", "anchor": NAME}),
        json!({"kind": "deceased"}),
        json!({"kind": "born", "date": DAY}),
        json!({"kind": "age-attested", "at-least": 16}),
        json!({"kind": "capacity", "capacity": "represented"}),
        json!({"kind": "authority", "representative": CANARY, "authority": "curatele", "may": "exercise", "evidence": CANARY}),
        json!({"kind": "authority-ended", "representative": CANARY, "never": true}),
        json!({"kind": "consent-asked", "purposes": [NAME]}),
        json!({"kind": "consent-given", "purposes": [NAME], "by": CANARY, "text": CANARY}),
        json!({"kind": "consent-refused", "purposes": [NAME], "by": CANARY}),
        json!({"kind": "consent-withdrawn", "purposes": [NAME], "by": CANARY}),
        json!({"kind": "consent-superseded", "purposes": [NAME]}),
        json!({"kind": "consent-invalidated", "entry": 18, "decision": judged}),
        json!({"kind": "option-on", "option": NAME}),
        json!({"kind": "option-off", "option": NAME}),
        json!({"kind": "objected", "purposes": [NAME]}),
        json!({"kind": "objection-upheld", "entry": 25, "decision": judged}),
        json!({"kind": "objection-rejected", "entry": 25, "decision": judged}),
        json!({"kind": "objection-withdrawn", "entry": 25}),
        json!({"kind": "restricted", "ground": "claims", "categories": [NAME]}),
        json!({"kind": "restriction-lifted", "entry": 29}),
        json!({"kind": "hold", "categories": [NAME]}),
        json!({"kind": "hold-released", "entry": 31}),
        json!({"kind": "requested", "right": "access", "categories": [NAME]}),
        json!({"kind": "request-paused", "entry": 33, "awaiting": "identity"}),
        json!({"kind": "request-resumed", "entry": 33}),
        json!({"kind": "request-extended", "entry": 33, "ground": ["number"], "decision": judged}),
        json!({"kind": "request-forwarded", "entry": 33, "to": NAME}),
        json!({"kind": "request-granted", "entry": 33}),
        json!({"kind": "request-refused", "entry": 33, "ground": "excessive", "categories": [NAME], "decision": judged}),
        json!({"kind": "request-item", "entry": 33, "item": CANARY, "outcome": "disproportionate", "decision": judged,
            "names": [CANARY]}),
        json!({"kind": "package-ready", "entry": 33, "digest": "ab".repeat(32)}),
        json!({"kind": "package-collected", "entry": 33, "by": CANARY}),
        json!({"kind": "package-lapsed", "entry": 33}),
        json!({"kind": "request-withdrawn", "entry": 33}),
        json!({"kind": "request-closed", "entry": 33}),
        json!({"kind": "erasure-granted", "purposes": [NAME], "through": DAY, "categories": [NAME]}),
        json!({"kind": "erased", "category": NAME, "through": DAY, "system": NAME}),
        json!({"kind": "anonymised", "category": NAME, "through": DAY}),
        json!({"kind": "pseudonymised", "category": NAME, "through": DAY}),
        json!({"kind": "disclosed", "recipient": NAME, "categories": [NAME], "ground": "own"}),
        json!({"kind": "controller-changed", "cause": "contract"}),
        json!({"kind": "imported", "from": CANARY}),
        json!({"kind": "voided", "entry": 1, "decision": {"role": CANARY, "article": CANARY, "text": CANARY}}),
        json!({"kind": "agreement-signed", "terms": {NAME: format!("unbounded(\"{CANARY}\")")},
            "bases": {NAME: "contract"}, "model": CANARY, "through": DAY, "return-term": "P1M"}),
        json!({"kind": "agreement-ended"}),
        json!({"kind": "trial-began", "window": NAME}),
        json!({"kind": "instructed", "entry": 33, "acts": ["plan"], "party": NAME, "role": CANARY, "text": CANARY}),
        json!({"kind": "finding-accepted", "code": CANARY, "at": CANARY, "role": CANARY, "why": CANARY, "through": DAY}),
        json!({"kind": "law-row-confirmed", "row": CANARY, "role": CANARY}),
    ];
    all.into_iter()
        .map(|mut body| {
            body["happened"] = json!(DAY);
            body
        })
        .collect()
}

fn body(json: &Json) -> Body {
    Body::from_json(&json.to_string()).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// All of them in one dossier, and its lines.
fn dossier() -> (Dossier, Vec<String>) {
    written(Dossier::new(), &bodies())
}

/// All of them but the first, which opens a person's dossier, as the institution's own.
fn institution() -> Dossier {
    written(Dossier::of_institution(CANARY), &bodies()[1..]).0
}

fn written(mut dossier: Dossier, bodies: &[Json]) -> (Dossier, Vec<String>) {
    let mut lines = Vec::new();
    for (index, json) in bodies.iter().enumerate() {
        let recorded = time(&format!("2026-01-01T00:00:{index:02}Z"));
        let appended = dossier.append(dossier.head(), body(json), stamp(&dossier, recorded)).unwrap();
        clean("Appended", &format!("{appended:#?}"));
        lines.push(appended.line.clone());
        dossier = dossier.with(appended).unwrap();
    }
    (dossier, lines)
}

fn policy() -> Policy {
    Policy::parse(CLUB).unwrap()
}

/// The canary's dossier as the person's and as the institution's.
fn claims() -> Claims {
    let (dossier, _) = dossier();
    let now = time("2026-06-01T00:00:00Z");
    let observed = [observation()];
    Institution::fold(&policy(), &institution(), &observed, now).claims(&dossier, &observed, now)
}

fn observation() -> Observation {
    let anchor: Id = serde_json::from_value(json!("last-login")).unwrap();
    let moments = vec![DAY.parse().unwrap()];
    Observation { anchor, moments, at: time(&format!("{DAY}T00:00:00Z")) }
}

/// A record with the canary in each of its names.
fn record() -> Record {
    let name = || serde_json::from_value::<Id>(json!(NAME)).unwrap();
    let moment: Moment = DAY.parse().unwrap();
    let mut record = Record::created(moment);
    record.anchors = [(name(), vec![moment])].into();
    record.system = Some(name());
    record.needed_by = [(name(), vec![Record::created(moment)])].into();
    record
}

#[test]
fn the_canary_is_seen_where_it_is_shown() {
    for shown in [CANARY, NAME, DAY, "…qx7-canary…", "QX7CANARY"] {
        assert!(std::panic::catch_unwind(|| clean("a test", shown)).is_err(), "{shown}");
    }
    // The lines hold it: what is hidden below is there.
    assert!(dossier().1.iter().filter(|line| line.contains(CANARY) || line.contains(NAME)).count() > 25);
}

#[test]
fn every_kind_of_entry_hides_what_it_holds() {
    let mut kinds: Vec<&str> = Body::KINDS.to_vec();
    for json in &bodies() {
        let body = body(json);
        kinds.retain(|kind| *kind != body.kind());
        clean("Body", &format!("{body:?}{body:#?}"));
    }
    assert_eq!(kinds, [""; 0], "kinds without a canary");
    let (dossier, lines) = dossier();
    clean("Dossier", &format!("{dossier:?}{dossier:#?}"));
    clean("Entries", &format!("{:#?}", dossier.entries()));
    let read = Dossier::load(&lines.join("\n"), dossier.head()).unwrap();
    clean("Dossier", &format!("{read:?}{:#?}", read.entries()));
    let Some(Body::ObjectionUpheld(upheld)) = read.entries()[25].body() else {
        panic!("an objection upheld")
    };
    assert_eq!(upheld.decision.text, Text(CANARY.to_owned()));
    clean("Judgement", &format!("{upheld:?}{:?}", upheld.decision));
}

#[test]
fn requests_hide_what_they_hold() {
    let claims = claims();
    let requests = waarborg::rights::Requests::of(&claims);
    clean("Requests", &format!("{requests:?}{requests:#?}"));
    assert_eq!(requests.iter().len(), 2, "a request and an objection");
    let (dossier, _) = dossier();
    let mut refused = 0;
    for body in dossier.entries().iter().filter_map(|entry| entry.body()) {
        if let Err(error) = requests.check_append(&claims, body) {
            clean_error(body.kind(), &error);
            refused += 1;
        }
    }
    assert!(refused > 10, "{refused}");
    let at = time("2026-06-01T00:00:00Z");
    for request in requests.iter() {
        if let Err(error) = waarborg::rights::plan(&claims, request, at) {
            clean_error("a plan", &error);
        }
        clean("Request", &format!("{request:?} {:?}", request.clock(&claims, at).is_ok()));
    }
}

#[test]
fn a_body_that_is_refused_repeats_nothing() {
    let mut refused = 0;
    for json in &bodies() {
        for text in planted(json) {
            match Body::from_json(&text) {
                Ok(body) => clean(&text, &format!("{body:?}")),
                Err(error) => {
                    clean_error(&text, &error);
                    refused += 1;
                }
            }
        }
    }
    assert!(refused > 1_000, "{refused} bodies were refused");
}

#[test]
fn a_line_that_is_refused_repeats_nothing() {
    let (dossier, lines) = dossier();
    let whole = lines.join("\n");
    let mut refused = 0;
    let mut load = |text: &str, head: Head| {
        if let Err(error) = Dossier::load(text, head) {
            clean_error(text, &error);
            refused += 1;
        }
    };
    load(&whole, Head::EMPTY);
    for cut in 0..whole.len() {
        if cut % 7 == 0 {
            load(&whole[..cut], dossier.head());
        }
        // The cut end of one line, as the first.
        if cut % 29 == 0 {
            load(&whole[cut..], dossier.head());
        }
    }
    let header = format!(
        "{{\"v\":1,\"seq\":1,\"recorded\":\"2026-01-01T00:00:00.000000Z\",\"critical\":true,\"commitment\":\"{}\",\"salt\":\"{}\",\"body\":",
        "0".repeat(64),
        "1".repeat(32)
    );
    for line in [CANARY, NAME, "Qx7Canary,\"body\":{}}", "{\"v\":Qx7Canary", "{\"Qx7Canary\":1,\"body\":{}}"]
    {
        load(line, Head::EMPTY);
    }
    for (old, new) in
        [("1", CANARY), ("2026-01-01T00:00:00.000000Z", CANARY), ("true", CANARY), ("seq", CANARY)]
    {
        load(&format!("{}{{}}}}", header.replace(old, new)), Head::EMPTY);
    }
    // Bodies with the canary where it does not belong, as a line holds them: `kind` first.
    for json in &bodies() {
        for text in planted(json) {
            let Ok(Json::Object(mut fields)) = serde_json::from_str::<Json>(&text) else { continue };
            let kind = fields.shift_remove("kind").unwrap_or(json!(CANARY));
            let fields = Json::Object(fields).to_string();
            load(&format!("{header}{{\"kind\":{kind},{}}}", &fields[1..]), Head::EMPTY);
        }
    }
    // Of an unknown kind, or a newer version: kept, and not shown.
    for version in ["1", "2"] {
        let line = header.replace("\"v\":1", &format!("\"v\":{version}"))
            + "{\"kind\":\"qx7-canary\",\"Qx7Canary\":1}}";
        load(&line, Head::EMPTY);
        assert!(line.to_lowercase().contains("qx7"));
    }
    assert!(refused > 2_000, "{refused} dossiers were refused");
}

#[test]
fn an_entry_that_is_refused_repeats_nothing() {
    let (dossier, _) = dossier();
    let institution = Institution::fold(&policy(), &institution(), &[], None);
    let (mut unknown, mut stale) = (0, 0);
    for json in &bodies() {
        let body = body(json);
        if let Err(error) = institution.check_append(&body) {
            clean_error(body.kind(), &error);
            unknown += 1;
        }
        let append = |dossier: &Dossier, head: Head, recorded: Time| {
            dossier.append(head, body.clone(), stamp(dossier, recorded))
        };
        let now = time("2026-06-01T00:00:00Z");
        for result in [
            append(&dossier, Head::EMPTY, now),
            append(&dossier, dossier.head(), Time::MAX),
            append(&Dossier::new(), Head::EMPTY, now),
        ] {
            match result {
                Err(error) => {
                    clean_error(body.kind(), &error);
                    stale += 1;
                }
                Ok(appended) => {
                    clean("Appended", &format!("{appended:?}"));
                    clean_error("with", &dossier.clone().with(appended).unwrap_err());
                }
            }
        }
    }
    assert!(unknown >= 20 && stale >= 90, "{unknown} were not accepted, {stale} not appended");
    let long = json!({"kind": "imported", "happened": DAY, "from": CANARY.repeat(1 << 17)});
    clean_error(
        "a long line",
        &Dossier::new()
            .append(Head::EMPTY, body(&long), stamp(&Dossier::new(), time("2026-06-01T00:00:00Z")))
            .unwrap_err(),
    );
}

#[test]
fn what_is_computed_from_a_person_hides_the_person() {
    let claims = claims();
    clean("Claims", &format!("{claims:?}{claims:#?}"));
    clean("Institution", &format!("{:?}{:#?}", claims.institution(), claims.institution()));
    clean("Policy", &format!("{:?}", claims.policy()));
    clean("Observation", &format!("{:?}{:#?}", observation(), observation()));
    let record = record();
    clean("Record", &format!("{record:?}{record:#?}"));
    // An anchor that nobody knows is refused; the other names stay.
    let record = Record { anchors: [].into(), ..record };
    let at = time("2026-06-01T00:00:00Z");
    let zone = Zone::named("Europe/Amsterdam").unwrap();
    for (purpose, category) in
        [("website", "photo"), ("help", "marks"), ("help", "advice"), ("books", "invoice")]
    {
        for record in [None, Some(&record)] {
            let query = Query {
                record,
                recipient: Some("printer"),
                ..Query::new("tutor", Verb::Share, purpose, category, at)
            };
            clean("Decision", &format!("{:?}", decide(&claims, &query).unwrap()));
            let explanation = explain(&claims, &query).unwrap();
            let decision = explanation.decision;
            clean("Decision", &format!("{decision:?}{:?}{:?}", decision.reason, decision.reason.code));
            // The condition timelines hold the days on which they change; the person's words and references they do not.
            let shown =
                format!("{explanation:#?}{:#?}", claims.timelines(purpose, category, record).unwrap());
            clean("Explanation", &shown.replace(DAY, ""));
            let (from, to) = (time("2026-01-01T00:00:00Z"), time("2027-01-01T00:00:00Z"));
            clean("Lanes", &explanation.picture(&zone, from, to, 60).to_string());
            for reason in &explanation.reasons {
                clean("Reason", &format!("{reason:?} {} {}", reason.code.english(), reason.code.dutch()));
            }
        }
        clean("Due", &format!("{:?}", due(&claims, category, &record).unwrap()));
        clean("Erasable", &format!("{:?}", erasable(&claims, category, &record, at).unwrap()));
    }
}

#[test]
fn a_name_that_nobody_knows_is_not_repeated() {
    let claims = claims();
    let at = time("2026-06-01T00:00:00Z");
    let good = Query::new("tutor", Verb::Share, "website", "photo", at);
    for canary in [CANARY, NAME] {
        let preconditions = [canary];
        for query in [
            Query { role: canary, ..good },
            Query { purpose: canary, ..good },
            Query { category: canary, ..good },
            Query { recipient: Some(canary), ..good },
            Query { preconditions: &preconditions, ..good },
        ] {
            clean("Query", &format!("{query:?}{query:#?}"));
            clean_error("decide", &decide(&claims, &query).unwrap_err());
            clean_error("explain", &explain(&claims, &query).unwrap_err());
            if query.category != canary {
                clean_error("fields", &fields(&claims, &query).unwrap_err());
            }
        }
        clean_error("claim", &claims.claim(canary, "photo").unwrap_err());
        clean_error("claim", &claims.claim("website", canary).unwrap_err());
        clean_error("timelines", &claims.timelines("website", canary, Some(&record())).unwrap_err());
        clean_error("timelines", &claims.timelines("website", "photo", Some(&record())).unwrap_err());
        clean_error("due", &due(&claims, "photo", &record()).unwrap_err());
        clean_error("due", &due(&claims, canary, &record()).unwrap_err());
        clean_error("erasable", &erasable(&claims, canary, &record(), at).unwrap_err());
        clean_error("next_due", &next_due(&claims, [(canary, &record())]).unwrap_err());
    }
}

#[test]
fn what_cannot_be_read_as_a_small_value_is_not_repeated() {
    for text in [
        CANARY,
        NAME,
        "2026-01-01Qx7Canary",
        "2026-01-01TQx7CanaryZ",
        "P2YQx7Canary",
        "--07-31Qx7Canary",
        "Qx7Canary/Amsterdam",
        "enrolled + Qx7Canary",
        "enrolled + P2Y Qx7Canary",
        "Qx7Canary(enrolled)",
        "unbounded(Qx7Canary)",
        "unbounded(\"Qx7Canary",
        "if Qx7Canary then enrolled",
        "PQx7Canary",
    ] {
        clean_error(text, &text.parse::<Day>().unwrap_err());
        clean_error(text, &text.parse::<Time>().unwrap_err());
        clean_error(text, &text.parse::<Moment>().unwrap_err());
        clean_error(text, &text.parse::<Period>().unwrap_err());
        clean_error(text, &text.parse::<YearEnd>().unwrap_err());
        clean_error(text, &text.parse::<Head>().unwrap_err());
        clean_error(text, &Zone::named(text).unwrap_err());
        // A name by itself is a term; all others are not.
        match text.parse::<Term>() {
            Ok(term) => assert_eq!(term.to_string(), NAME),
            Err(error) => clean_error(text, &error),
        }
    }
}

#[test]
fn a_policy_that_is_refused_repeats_its_names_only_in_paths() {
    let document: Json = serde_json::from_str(CLUB).unwrap();
    let (mut refused, mut read) = (0, 0);
    for text in planted(&document) {
        match Policy::parse(&text) {
            Err(error) => {
                assert!(!error.diagnostics().is_empty());
                clean_but_paths(&text, error.diagnostics());
                refused += 1;
            }
            Ok(policy) => {
                let name = policy.versions().next().map(|version| version.policy.as_str().to_owned());
                clean(&text, &format!("{policy:?}").replace(&name.unwrap_or_default(), ""));
                read += 1;
            }
        }
    }
    assert!(refused > 2_000 && read > 100, "{refused} were refused, {read} read");
    // What is not JSON repeats nothing at all.
    for text in [
        CANARY.to_owned(),
        format!("{{\"{CANARY}\""),
        format!("{{\"a\":{CANARY}}}"),
        CLUB.replace('}', CANARY),
    ] {
        clean_error("not JSON", &Policy::parse(&text).unwrap_err());
        clean_error("not JSON", &Cases::parse(&text).unwrap_err());
        clean_error("not JSON", &Body::from_json(&text).unwrap_err());
    }
}

/// Who says something in a case: not shown, not even in the sentence of a case that fails.
const PARENT: &str = "Qx7Parent";

/// A file of cases with the canary in everything that can hold it.
fn cases() -> Json {
    let record = json!({"created": DAY, "anchors": {NAME: [DAY]}, "system": NAME, "needed-by": {NAME: [{"created": DAY}]}});
    let case = |name: &str, ask: Json, then: Json| {
        json!({
            "case": name, "description": CANARY, "when": "2026-03-01T12:00:00Z", "ask": ask, "then": then,
            "institution-entries": [{"kind": "imported", "happened": DAY, "from": PARENT}],
            "dossier": [
                {"kind": "authority", "happened": DAY, "representative": PARENT, "authority": "parental", "may": "exercise", "evidence": PARENT},
                {"kind": "consent-given", "happened": DAY, "recorded": format!("{DAY}T12:00:00Z"), "purposes": [NAME], "by": PARENT, "text": PARENT},
            ],
            "observed": [{"anchor": NAME, "moments": [DAY], "at": format!("{DAY}T12:00:00Z")}],
        })
    };
    json!({
        "waarborg-cases": 1,
        "policy": "club",
        "cases": [
            case("may", json!({"may": {"role": "tutor", "verb": "view", "purpose": "help", "category": "marks", "record": record}}),
                json!({"answer": "permit", "last-day": DAY, "addressee": [CANARY], "reasons": ["term-over"]})),
            case("due", json!({"due": {"category": "marks", "record": record}}),
                json!({"pending": "term-open", "last-day": DAY, "reasons": ["term-over"], "drops": {"anonymised": DAY}})),
            case("fields", json!({"fields": {"role": "tutor", "verb": "share", "purpose": "help", "recipient": "printer", "record": record}}),
                json!({"categories": [NAME]})),
            case("text-at", json!({"text-at": "/title"}), json!({"text": CANARY})),
            case("unknown", json!({"may": {"role": NAME, "verb": "view", "purpose": NAME, "category": NAME, "preconditions": [NAME]}}),
                json!({"answer": "permit"})),
        ],
    })
}

#[test]
fn cases_show_their_own_sentence_and_nothing_in_debug() {
    let document = cases();
    let cases = Cases::parse(&document.to_string()).unwrap_or_else(|error| panic!("{error}"));
    clean("Cases", &format!("{cases:?}{cases:#?}"));
    for case in &cases.cases {
        clean("Case", &format!("{case:?}{:?}{:?}{:?}", case.ask, case.then, case.observed));
    }
    let report = run(&cases, &policy());
    assert_eq!((report.passed, report.failures.len()), (0, 5), "{report}");
    clean("Report", &format!("{report:?}{report:#?}"));
    for failure in &report.failures {
        clean("Failure", &format!("{failure:?}{:?}", failure.case));
        // A case is made-up data: for those who have to mend it, its sentence is shown.
        let shown = failure.to_string();
        assert!(shown.contains(&failure.case.description.0) && !shown.contains(PARENT), "{shown}");
    }
}

#[test]
fn cases_that_are_refused_repeat_nothing() {
    let mut document = cases();
    // One case with an entry and a question of each shape is enough to look behind every field.
    document["cases"].as_array_mut().unwrap().truncate(2);
    let mut refused = 0;
    for text in planted(&document) {
        match Cases::parse(&text) {
            Ok(cases) => clean("Cases", &format!("{cases:?}")),
            Err(error) => {
                clean_error(&text, &error);
                refused += 1;
            }
        }
    }
    assert!(refused > 300, "{refused} files were refused");
}
