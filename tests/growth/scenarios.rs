//! What a user can make grow: each at a size, ready to be measured. Shared by `tests/growth.rs`, which compares two sizes,
//! and `benches/growth.rs`, which measures four.

use std::fmt::Write as _;
use std::hint::black_box;

use serde_json::{Value as Json, json};
use waarborg::calendar::{Moment, Time};
use waarborg::claim::{Claims, Institution, Record};
use waarborg::decision::{Query, decide};
use waarborg::dossier::{Body, Dossier, Observation};
use waarborg::policy::{Policy, Verb};
use waarborg::retention::{due, erasable};
use waarborg::rights::Requests;

#[path = "../writing.rs"]
mod writing;

use writing::{id, opened_for, school, stamp};

/// Something that grows.
pub struct Scenario {
    /// Its name.
    pub name: &'static str,
    /// The sizes are divided by this: what is dear to set up is looked at smaller.
    pub divided_by: usize,
    /// Sets it up at a size; the function that is returned is what is measured.
    pub build: fn(usize) -> Box<dyn FnMut()>,
}

const fn grows(name: &'static str, build: fn(usize) -> Box<dyn FnMut()>) -> Scenario {
    Scenario { name, divided_by: 1, build }
}

const fn smaller(name: &'static str, divided_by: usize, build: fn(usize) -> Box<dyn FnMut()>) -> Scenario {
    Scenario { name, divided_by, build }
}

pub const SCENARIOS: &[Scenario] = &[
    grows("consent toggles, authority known", |n| consent(n, true)),
    grows("consent toggles, authority not known", |n| consent(n, false)),
    grows("givers", givers),
    grows("enrolled and left", enrolled),
    grows("happenings in a term", happenings),
    grows("a notice over many entries", notice),
    grows("latest of two happenings", latest),
    grows("if a state at many happenings", if_at),
    grows("observed moments", observed),
    grows("spans of a record's state", spans),
    grows("option switches", switches),
    grows("agreements that supply a term", agreements),
    grows("open requests", requests),
    grows("holds", holds),
    smaller("due over policy versions", 8, versions),
    smaller("purposes, a category each", 4, purposes),
    smaller("categories of one purpose", 4, categories),
    smaller("purposes on one category", 4, purposes_on_one),
    grows("unknown names in an entry", unknown_in_entry),
    smaller("unknown names in a policy", 4, unknown_in_policy),
];

fn now() -> Time {
    "2026-09-01T10:00:00Z".parse().expect("an instant")
}

/// The nth moment of a row of them, an hour and a bit apart.
fn moment(n: usize) -> String {
    let at = 1_420_000_000_000_000 + n as i64 * 5_000_000_000;
    Time::now(at).expect("an instant").to_string()
}

fn day(n: usize) -> String {
    moment(n * 8)[..10].to_owned()
}

fn policy(change: impl FnOnce(&mut Json)) -> Policy {
    let mut document = document();
    change(&mut document);
    Policy::parse(&document.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

fn document() -> Json {
    json!({
        "waarborg": 1, "policy": "growth", "version": "1", "applies-from": "2010-01-01",
        "jurisdiction": "NL", "language": "en",
        "declared-by": "school",
        "parties": { "school": { "name": "School", "acts-as": ["controller"], "country": "NL" } },
        "subjects": { "pupil": { "kind": "pupil", "minors": true } },
        "agreement": { "description": "One", "at-end": "delete" },
        "anchors": {
            "h": { "kind": "happening" }, "g": { "kind": "happening" }, "s": { "kind": "state" },
            "r": { "kind": "state", "scope": "record" },
        },
        "options": { "o": { "description": "A switch", "holders": ["user"] } },
        "categories": { "c": { "description": "Data", "subject": "pupil" } },
        "purposes": { "p": purpose("consent", "enrolled + P2Y", &["c"]) },
        "roles": { "teacher": { "description": "A teacher", "party": "school",
            "may": { "all": { "verbs": ["view"], "categories": ["c"] } } } },
    })
}

fn purpose(basis: &str, term: &str, categories: &[&str]) -> Json {
    let mut purpose = json!({
        "description": "A purpose", "basis": basis, "as": "controller", "categories": categories,
        "retention": { "rule": { "term": term, "kind": "maximum", "source": "own rule" } },
    });
    if basis == "consent" {
        purpose["consent"] = json!({ "how": "explicit", "withdrawal": "same", "grace": "P30D" });
    }
    purpose
}

fn with_term(term: &str) -> Policy {
    policy(|document| document["purposes"]["p"] = purpose("public-task", term, &["c"]))
}

fn nobody() -> Dossier {
    opened_for(vec![id("pupil")])
}

fn dossier(bodies: impl IntoIterator<Item = Json>) -> Dossier {
    written(nobody(), bodies, |_| now())
}

fn written(
    first: Dossier,
    bodies: impl IntoIterator<Item = Json>,
    recorded: impl Fn(&Body) -> Time,
) -> Dossier {
    bodies.into_iter().fold(first, |dossier, body| {
        let body = Body::from_json(&body.to_string()).unwrap_or_else(|error| panic!("{error}"));
        let recorded = recorded(&body);
        let appended = dossier
            .append(dossier.head(), body, stamp(&dossier, recorded))
            .unwrap_or_else(|error| panic!("{error}"));
        dossier.with(appended).unwrap_or_else(|error| panic!("{error}"))
    })
}

fn folded(policy: &Policy, dossier: &Dossier, observed: &[Observation]) -> Claims {
    Institution::fold(policy, &school(), &[], now()).claims(dossier, observed, now())
}

fn record() -> Record {
    Record::created("2016-03-01".parse::<Moment>().expect("a day"))
}

/// Folds a dossier, decides, and says until when a record is kept.
fn answers(policy: Policy, dossier: Dossier) -> Box<dyn FnMut()> {
    Box::new(move || answer(&folded(&policy, &dossier, &[]), &record()))
}

fn answer(claims: &Claims, record: &Record) {
    let query = Query { record: Some(record), ..Query::new("teacher", Verb::View, "p", "c", now()) };
    black_box(decide(claims, &query).expect("a decision"));
    black_box(due(claims, "c", record).expect("an answer"));
}

fn consent(n: usize, known: bool) -> Box<dyn FnMut()> {
    let mut bodies = vec![json!({ "kind": "born", "happened": day(0), "date": "2012-01-01" })];
    if known {
        bodies.push(json!({ "kind": "authority", "happened": day(0), "representative": "g", "authority": "parental", "may": "exercise" }));
    }
    bodies.extend((0..n).map(|at| {
        let kind = if at.is_multiple_of(2) { "consent-given" } else { "consent-withdrawn" };
        json!({ "kind": kind, "happened": moment(at), "purposes": ["p"], "by": "g" })
    }));
    answers(policy(|_| {}), dossier(bodies))
}

fn givers(n: usize) -> Box<dyn FnMut()> {
    let born = json!({ "kind": "born", "happened": day(0), "date": "2012-01-01" });
    let gives = |at: usize| json!({ "kind": "consent-given", "happened": moment(at), "purposes": ["p"], "by": format!("g{at}") });
    answers(policy(|_| {}), dossier([born].into_iter().chain((0..n).map(gives))))
}

fn enrolled(n: usize) -> Box<dyn FnMut()> {
    let entry = |at: usize| json!({ "kind": if at.is_multiple_of(2) { "enrolled" } else { "left" }, "happened": moment(at) });
    answers(with_term("school-year-end(enrolled) + P2Y"), dossier((0..n).map(entry)))
}

fn occurred(n: usize, anchor: &str) -> Vec<Json> {
    (0..n).map(|at| json!({ "kind": "occurred", "happened": moment(at), "anchor": anchor })).collect()
}

fn happenings(n: usize) -> Box<dyn FnMut()> {
    answers(with_term("h + PT1H"), dossier(occurred(n, "h")))
}

fn notice(n: usize) -> Box<dyn FnMut()> {
    let policy = policy(|document| {
        document["purposes"]["p"] = purpose("public-task", "h + P1M", &["c"]);
        document["purposes"]["p"]["retention"]["rule"]["notify"] = json!("P7D");
    });
    // Each recorded as it happened, so that the end was known in time.
    let dossier = written(nobody(), occurred(n, "h"), |body| match body.happened() {
        Moment::At(at) => at,
        Moment::On(_) => now(),
    });
    let record = Record::created("2015-01-01T00:00:00Z".parse::<Moment>().expect("an instant"));
    Box::new(move || {
        let claims = folded(&policy, &dossier, &[]);
        assert!(due(&claims, "c", &record).expect("an answer").notify.is_some());
    })
}

fn latest(n: usize) -> Box<dyn FnMut()> {
    let both = occurred(n / 2, "h").into_iter().chain(occurred(n / 2, "g"));
    answers(with_term("latest(h, g) + PT1H"), dossier(both))
}

fn if_at(n: usize) -> Box<dyn FnMut()> {
    let state = |at: usize| json!({ "kind": if at.is_multiple_of(2) { "began" } else { "ended" }, "happened": moment(at), "state": "s" });
    let entries = occurred(n / 2, "h").into_iter().chain((0..n / 2).map(state));
    answers(with_term("if s at h then recorded + P1Y else recorded + P2Y"), dossier(entries))
}

fn observed(n: usize) -> Box<dyn FnMut()> {
    let moments: Vec<String> = (0..n).map(moment).collect();
    let observed = json!([{ "anchor": "h", "moments": moments, "at": now().to_string() }]).to_string();
    let observed = Observation::list_from_json(&observed).expect("observations");
    let policy = with_term("h + PT1H");
    Box::new(move || answer(&folded(&policy, &nobody(), &observed), &record()))
}

fn spans(n: usize) -> Box<dyn FnMut()> {
    let spans: Vec<[String; 2]> = (0..n).map(|at| [moment(2 * at), moment(2 * at + 1)]).collect();
    let record = json!({ "created": "2016-03-01", "states": { "r": spans } }).to_string();
    let record = Record::from_json(&record).expect("a record");
    let claims = folded(&with_term("r + PT1H"), &nobody(), &[]);
    Box::new(move || answer(&claims, &record))
}

fn switches(n: usize) -> Box<dyn FnMut()> {
    let policy = policy(|document| {
        document["purposes"]["p"] = purpose("public-task", "enrolled + P2Y", &["c"]);
        document["purposes"]["p"]["option"] = json!("o");
        document["options"]["o"]["return-term"] = json!("P30D");
    });
    let entry = |at: usize| json!({ "kind": if at.is_multiple_of(2) { "option-on" } else { "option-off" }, "happened": moment(at), "option": "o" });
    answers(policy, dossier((0..n).map(entry)))
}

fn agreements(n: usize) -> Box<dyn FnMut()> {
    let signed = |at: usize| {
        json!({ "kind": "agreement-signed", "happened": moment(at), "bases": {},
            "terms": { "c": if at.is_multiple_of(7) { "recorded + P1Y" } else { "recorded + P2Y" } } })
    };
    let (policy, institution) = (with_term("by-agreement"), written(school(), (0..n).map(signed), |_| now()));
    Box::new(move || {
        let institution = Institution::fold(&policy, &institution, &[], now());
        answer(&institution.claims(&nobody(), &[], now()), &record());
    })
}

fn requests(n: usize) -> Box<dyn FnMut()> {
    let asks = |at: usize| json!({ "kind": "requested", "happened": moment(at), "right": "access" });
    let (policy, dossier) = (with_term("enrolled + P2Y"), dossier((0..n).map(asks)));
    Box::new(move || {
        let claims = folded(&policy, &dossier, &[]);
        black_box(Requests::of(&claims));
        black_box(erasable(&claims, "c", &record(), now()).expect("an answer"));
    })
}

fn holds(n: usize) -> Box<dyn FnMut()> {
    let entry = |at: usize| match at % 2 {
        0 => json!({ "kind": "hold", "happened": moment(at) }),
        _ => json!({ "kind": "hold-released", "happened": moment(at), "entry": at + 1 }),
    };
    answers(with_term("enrolled + P2Y"), dossier((0..n).map(entry)))
}

fn versions(n: usize) -> Box<dyn FnMut()> {
    let version = |at: usize| {
        let mut document = document();
        document["version"] = json!(format!("{at}"));
        document["applies-from"] = json!(
            Time::now(1_300_000_000_000_000 + at as i64 * 86_400_000_000).expect("an instant").to_string()
                [..10]
        );
        document["purposes"]["p"] = purpose("public-task", "recorded + P20Y", &["c"]);
        document.to_string()
    };
    let versions: Vec<String> = (0..n).map(version).collect();
    let versions: Vec<&str> = versions.iter().map(String::as_str).collect();
    let policy = Policy::parse_history(&versions).unwrap_or_else(|error| panic!("{error}"));
    let claims = folded(&policy, &nobody(), &[]);
    let record = Record::created("2011-03-14".parse::<Moment>().expect("a day"));
    Box::new(move || {
        black_box(due(&claims, "c", &record).expect("an answer"));
    })
}

/// A policy as text, with these members in the place of the categories and the purposes.
fn parsed(categories: &str, purposes: &str) -> Box<dyn FnMut()> {
    let mut document = document();
    document["categories"] = json!("C");
    document["purposes"] = json!("P");
    document["roles"] = json!({});
    let text = document.to_string().replace("\"C\"", &format!("{{{categories}}}"));
    let text = text.replace("\"P\"", &format!("{{{purposes}}}"));
    Box::new(move || {
        black_box(
            Policy::parse(&text)
                .map(|policy| policy.lint().len())
                .map_err(|error| error.diagnostics().len())
                .ok(),
        );
    })
}

fn list(n: usize, item: impl Fn(usize) -> String) -> String {
    let mut list = String::new();
    for at in 0..n {
        let comma = if at == 0 { "" } else { "," };
        write!(list, "{comma}{}", item(at)).expect("a text takes it");
    }
    list
}

fn category(at: usize) -> String {
    format!(r#""c{at}":{{"description":"Data","subject":"pupil"}}"#)
}

fn purposes(n: usize) -> Box<dyn FnMut()> {
    let one =
        |at: usize| format!(r#""p{at}":{}"#, purpose("public-task", "enrolled + P1Y", &[&format!("c{at}")]));
    parsed(&list(n, category), &list(n, one))
}

fn categories(n: usize) -> Box<dyn FnMut()> {
    let names: Vec<String> = (0..n).map(|at| format!("c{at}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut purpose = purpose("public-task", "enrolled + P1Y", &names);
    for name in &names {
        purpose["retention"][*name] =
            json!({ "of": [name], "term": "enrolled + P2Y", "kind": "maximum", "source": "own rule" });
    }
    parsed(&list(n, category), &format!(r#""p":{purpose}"#))
}

fn purposes_on_one(n: usize) -> Box<dyn FnMut()> {
    let one = |at: usize| format!(r#""p{at}":{}"#, purpose("public-task", "enrolled + P1Y", &["c0"]));
    parsed(&category(0), &list(n, one))
}

fn unknown_in_entry(n: usize) -> Box<dyn FnMut()> {
    let policy = policy(|document| {
        let categories = document["categories"].as_object_mut().expect("an object");
        categories.extend(
            (0..n).map(|at| (format!("data-{at}"), json!({ "description": "Data", "subject": "pupil" }))),
        );
    });
    let institution = Institution::fold(&policy, &school(), &[], now());
    let names: Vec<String> = (0..n).map(|at| format!("dta-{at}")).collect();
    let body = json!({ "kind": "hold", "happened": day(0), "categories": names }).to_string();
    let body = Body::from_json(&body).expect("an entry");
    Box::new(move || {
        let error = institution.check_append(&body).expect_err("no such names");
        assert_eq!(error.diagnostics().len(), names.len());
    })
}

fn unknown_in_policy(n: usize) -> Box<dyn FnMut()> {
    let one =
        |at: usize| format!(r#""p{at}":{}"#, purpose("public-task", "enroled + P1Y", &[&format!("d{at}")]));
    parsed(&list(n, category), &list(n, one))
}
