//! The reference pages in `docs/` are what the library says, and what they show works.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail anywhere")]

use std::collections::BTreeSet;
use std::fs::read_to_string;

use serde_json::{Value, json};
use waarborg::cases::{Ask, Cases, run};
use waarborg::dossier::Body;
use waarborg::law::ReasonCode;
use waarborg::policy::{Policy, Term};

#[path = "../../examples/reference/pages/mod.rs"]
mod pages;

fn written() -> [(&'static str, String); 5] {
    pages::all().expect("the schemas have every part")
}

/// The parts of the page about terms, by their headings.
fn terms(heading: &str) -> String {
    let page = &written()[3].1;
    let (_, part) = page.split_once(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("no {heading}"));
    part.split("\n## ").next().unwrap_or("").to_owned()
}

/// The lines of the first block of code in a text, each with what is said of it.
fn lines_of_code(text: &str) -> Vec<(String, String)> {
    let block = text.split("```").nth(1).expect("a block of code");
    let line = |line: &str| {
        let (code, description) = line.split_once("  ").unwrap_or((line, ""));
        (code.trim().to_owned(), description.trim().to_owned())
    };
    block.lines().skip(1).map(line).collect()
}

/// A policy with this term, which declares what the page uses.
fn policy_with(term: &str) -> Value {
    let happening = || json!({ "kind": "happening" });
    json!({
        "waarborg": 1, "policy": "p", "version": "1", "applies-from": "2026-08-01", "jurisdiction": "NL", "language": "en",
        "declared-by": "school",
        "parties": { "school": { "name": "S", "acts-as": ["controller"] } },
        "subjects": { "pupil": { "kind": "pupil" } },
        "anchors": { "last-login": happening(), "invoiced": happening(), "paid": happening() },
        "options": { "portfolio": { "description": "Keep a portfolio", "holders": ["user"] } },
        "categories": { "photo": { "description": "Photos", "subject": "pupil" } },
        "agreement": { "description": "There is one", "at-end": "delete" },
        "purposes": { "website": {
            "description": "Show", "basis": "consent", "as": "controller", "consent": { "how": "explicit", "withdrawal": "same" },
            "categories": ["photo"], "retention": { "photos": { "term": term, "kind": "maximum", "source": "x" } },
        } },
    })
}

/// The code of what is wrong with a term in a policy.
fn refused(term: &str) -> Option<&'static str> {
    let error = Policy::parse(&policy_with(term).to_string()).err()?;
    let about_term = |diagnostic: &&waarborg::Diagnostic| diagnostic.path().ends_with("/term");
    assert!(error.diagnostics().iter().all(|diagnostic| about_term(&diagnostic)), "{term}: {error}");
    Some(error.code())
}

#[test]
fn the_pages_are_what_is_generated() {
    for (name, page) in written() {
        let file = read_to_string(format!("docs/{name}")).unwrap_or_default();
        assert!(file == page, "docs/{name} is out of date: run `cargo run --example reference`");
    }
}

#[test]
fn every_kind_of_entry_has_an_example_that_is_read() {
    let bodies = pages::EXAMPLES.lines().map(|line| {
        let body = Body::from_json(line).unwrap_or_else(|error| panic!("{line}\n{error}"));
        assert_eq!(body.json(), line, "an example is as the library writes it");
        body
    });
    let kinds: Vec<_> = bodies.map(|body| body.kind()).collect();
    assert_eq!(kinds, Body::KINDS, "one of each kind, in the order of the declaration");
    for (kind, page) in kinds.iter().zip(std::iter::repeat(&written()[1].1)) {
        assert!(page.contains(&format!("\n### `{kind}`\n")), "{kind} is not on the page");
    }
}

#[test]
fn every_question_has_a_case_that_passes() {
    let policy = read_to_string("examples/policies/school.json").expect("the example policy");
    let policy = Policy::parse(&policy).unwrap_or_else(|error| panic!("{error}"));
    let questions: Vec<&str> = pages::CASES.iter().map(|(question, _)| *question).collect();
    assert_eq!(
        questions,
        Ask::QUESTIONS.map(|(question, _)| question),
        "one for each, in the order of the declaration"
    );
    for (question, file) in pages::CASES {
        let cases = Cases::parse(file).unwrap_or_else(|error| panic!("{question}: {error}"));
        let asked: Value = serde_json::from_str(file).expect("JSON");
        assert!(asked["cases"][0]["ask"].get(question).is_some(), "{question} is not what its file asks");
        let report = run(&cases, &policy);
        assert_eq!((report.passed, report.failures.len()), (1, 0), "{question}: {report}");
    }
}

#[test]
fn what_is_expected_is_an_answer_to_some_question() {
    let schema = Cases::schema();
    let asks = |part: &str| -> BTreeSet<String> {
        let fields = schema["$defs"][part]["properties"].as_object().expect("an object");
        fields.keys().filter(|field| *field != "note").cloned().collect()
    };
    let compared = Ask::QUESTIONS.iter().flat_map(|(_, compared)| *compared).map(|field| (*field).to_owned());
    assert_eq!(compared.collect::<BTreeSet<_>>(), asks("Expected"));
    let questions = Ask::QUESTIONS.iter().map(|(question, _)| (*question).to_owned());
    assert_eq!(questions.collect::<BTreeSet<_>>(), asks("Ask"));
}

#[test]
fn groups_hold_every_kind_and_every_reason() {
    let kinds: Vec<&str> = Body::GROUPS.iter().flat_map(|(_, words)| *words).copied().collect();
    assert_eq!(kinds, Body::KINDS);
    let reasons: Vec<ReasonCode> =
        ReasonCode::GROUPS.iter().flat_map(|(_, reasons)| *reasons).copied().collect();
    assert_eq!(reasons, ReasonCode::ALL);
}

#[test]
fn every_link_leads_to_one_heading() {
    let pages = written();
    for (name, page) in &pages {
        let (mut headings, mut code) = (BTreeSet::new(), false);
        for line in page.lines() {
            code ^= line.starts_with("```");
            let heading = line.trim_start_matches('#');
            if !code && heading != line {
                let anchor = pages::anchor(heading.trim());
                assert!(headings.insert(anchor), "{name}: two headings with the link of {heading}");
            }
        }
        for link in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let known = match link.strip_prefix('#') {
                Some(anchor) => headings.contains(anchor),
                None => pages.iter().any(|(page, _)| *page == link),
            };
            assert!(known, "{name}: {link} leads nowhere");
        }
    }
}

#[test]
fn terms_that_are_shown_are_terms() {
    let page = &written()[3].1;
    let shown = lines_of_code(page);
    assert!(shown.len() > 10 && shown.iter().all(|(_, description)| !description.is_empty()), "{shown:?}");
    for (term, _) in shown {
        let read: Term = term.parse().unwrap_or_else(|error| panic!("{term}\n{error}"));
        assert_eq!(read.to_string(), term, "a term is shown as it is printed");
        assert_eq!(refused(&term), None, "{term}");
    }
}

#[test]
fn terms_that_are_refused_are_refused_so() {
    let shown = lines_of_code(&terms("## What is refused"));
    assert!(shown.len() > 5);
    for (term, description) in shown {
        assert_eq!(refused(&term), description.split(':').next(), "{term}");
    }
}

#[test]
fn every_word_of_a_term_is_told() {
    let schema = Policy::schema();
    let description = schema["$defs"]["Term"]["description"].as_str().expect("a term is described");
    let words = description.split('`').skip(1).step_by(2).filter(|word| !word.contains(' '));
    let (grammar, table, mut rendered) = (terms("## Grammar"), terms("## Functions and words"), 0);
    for word in words {
        assert!(grammar.contains(&format!("\"{word}\"")), "{word} is not in the grammar");
        assert!(table.contains(word), "{word} has no meaning");
        rendered += 1;
    }
    assert_eq!(rendered, 11);
}

#[test]
fn anchors_and_periods_are_what_the_page_says() {
    let (anchors, periods) = (terms("## Anchors"), terms("## Periods"));
    let cells =
        |row: &str| -> Vec<String> { row.split('|').map(|cell| cell.trim().replace('`', "")).collect() };
    let rows =
        |text: &str| text.lines().filter(|line| line.starts_with("| `")).map(cells).collect::<Vec<_>>();
    for row in rows(&anchors) {
        let expected = if row[2] == "a state" { None } else { Some("happening-without-period") };
        assert_eq!(refused(&row[1]), expected, "{row:?}");
        let declared = policy_with("enrolled").to_string().replace("last-login", &row[1]);
        let code = Policy::parse(&declared).err().map(|error| error.code());
        assert_eq!(code, Some("name-built-in"), "{row:?}");
    }
    let units = rows(&periods);
    assert_eq!(units.len(), 6);
    for row in units {
        assert!(row[3].contains(&row[1]), "{row:?}");
        assert_eq!(refused(&format!("enrolled + {}", row[3])), None, "{row:?}");
    }
}
