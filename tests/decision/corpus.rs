//! The corpus that other languages run holds every case, and answers what the cases expect.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail anywhere")]

use std::collections::BTreeSet;
use std::fs::{read_dir, read_to_string};

use serde_json::Value;
use waarborg::cases::{Cases, run, run_case};
use waarborg::policy::Policy;

#[path = "../../examples/corpus.rs"]
#[allow(dead_code, reason = "its `main` is not called")]
mod example;

#[test]
fn the_corpus_answers_as_the_cases_expect() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus");
    let passed = example::write(&folder).expect("a corpus");
    let (mut written, mut compared) = (0, 0);
    for name in example::NAMES {
        let cases = read_to_string(format!("tests/cases/{name}.json")).expect("cases");
        let cases = Cases::parse(&cases).expect("cases");
        let script = read_to_string(folder.join(format!("{name}.txt"))).expect("a script");
        for case in script.split("\ncase\t").skip(1) {
            let id = case.lines().next().expect("a name");
            let then = &cases.cases.iter().find(|case| case.case.as_str() == id).expect("the case").then;
            let line = |word: &str| case.lines().find_map(|line| line.strip_prefix(word));
            let answer = line("answer\t").and_then(|answer| answer.split('\t').next());
            let document: Value = serde_json::from_str(line("expect\t").unwrap_or("null")).expect("JSON");
            let read = |text: &Value| text.as_str().map(str::to_owned);
            let of_fields = document["fields"].as_array().map(|fields| {
                let permitted = fields.iter().filter(|field| field["answer"] == "permit");
                permitted.filter_map(|field| field["category"].as_str()).collect::<BTreeSet<_>>()
            });
            let categories = then.categories.as_ref();
            let categories = categories.map(|ids| ids.iter().map(|id| id.as_str()).collect::<BTreeSet<_>>());
            // What an answer lasts until stands in the answer itself, and not as a day.
            let last_day = then.last_day.filter(|_| answer.is_none());
            let expected = [
                (then.answer.map(|answer| answer.as_str().to_owned()), answer.map(str::to_owned)),
                (then.text.as_ref().map(|text| text.0.clone()), line("description\t").map(str::to_owned)),
                (last_day.map(|day| day.to_string()), read(&document["last-day"])),
                (then.due.map(|due| due.as_str().to_owned()), read(&document["state"])),
                (then.pending.map(|reason| reason.as_str().to_owned()), read(&document["reason"]["code"])),
                (categories.map(|ids| format!("{ids:?}")), of_fields.map(|ids| format!("{ids:?}"))),
            ];
            for (expected, got) in expected {
                if expected.is_some() {
                    assert_eq!(expected, got, "{id}");
                    compared += 1;
                }
            }
            written += 1;
        }
    }
    assert_eq!(passed, written);
    assert!(compared > 550, "{compared}");
}

/// A report as data says what it says in sentences, of all cases and of each by itself.
#[test]
fn a_report_as_data_is_the_report_in_sentences() {
    for name in example::NAMES {
        let read = |folder: &str| read_to_string(format!("{folder}/{name}.json")).expect("a file");
        let policy = Policy::parse(&read("examples/policies")).expect("a policy");
        // Some of them spoiled.
        let cases = read("tests/cases").replace("\"answer\": \"permit\"", "\"answer\": \"ask\"");
        let cases = Cases::parse(&cases).expect("cases");
        let report = run(&cases, &policy);
        let data: Value = serde_json::from_str(&report.to_json(&cases)).expect("JSON");
        assert_eq!(data["passed"], report.passed);
        assert_eq!(data["failed"], report.failures.len());
        let rendered = data["cases"].as_array().expect("cases");
        assert_eq!(rendered.len(), cases.cases.len());
        let mut sentences = String::new();
        for (case, rendered) in cases.cases.iter().zip(rendered) {
            let failure = run_case(&cases, case, &policy);
            assert_eq!(rendered["case"], case.case.as_str());
            assert_eq!(rendered["passed"], failure.is_none());
            let differences = rendered["differences"].as_array().expect("differences");
            assert_eq!(differences.is_empty(), failure.is_none());
            let Some(failure) = failure.map(|failure| failure.to_string()) else { continue };
            let text = |value: &Value| value.as_str().expect("a text").to_owned();
            for of in differences {
                let (what, expected, got) = (text(&of["what"]), text(&of["expected"]), text(&of["got"]));
                assert!(failure.contains(&format!("then {what} should be «{expected}», and is «{got}»\n")));
            }
            assert!(failure.contains(&text(&rendered["asks"])));
            sentences += &format!("{failure}\n");
        }
        assert!(report.failures.len() > 10);
        assert!(report.to_string().starts_with(&sentences));
    }
}

/// A file of cases that no language runs would be one too many.
#[test]
fn every_file_of_cases_is_in_the_corpus() {
    let names = read_dir("tests/cases").expect("cases").map(|file| file.expect("a file").path());
    let names: BTreeSet<_> = names.map(|path| path.file_stem().expect("a name").to_owned()).collect();
    assert_eq!(names, example::NAMES.map(Into::into).into());
}
