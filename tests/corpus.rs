//! The corpus that other languages run holds every case that the C ABI can answer, and answers what the cases expect.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail anywhere")]

use std::fs::read_to_string;

use waarborg::cases::Cases;

#[path = "../examples/corpus.rs"]
#[allow(dead_code, reason = "its `main` is not called")]
mod corpus;

#[test]
fn the_corpus_answers_as_the_cases_expect() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus");
    let (written, left_out) = corpus::write(&folder).expect("a corpus");
    assert!(written > 300 && left_out > 0);
    let mut compared = 0;
    for name in corpus::NAMES {
        let cases = read_to_string(format!("tests/cases/{name}.json")).expect("cases");
        let cases = Cases::parse(&cases).expect("cases");
        let script = read_to_string(folder.join(format!("{name}.txt"))).expect("a script");
        for case in script.split("\ncase\t").skip(1) {
            let id = case.lines().next().expect("a name");
            let case_of = cases.cases.iter().find(|case| case.case.as_str() == id).expect("the case");
            let answer = case.lines().find_map(|line| line.strip_prefix("answer\t"));
            if let (Some(answer), Some(expected)) = (answer, case_of.then.answer) {
                assert_eq!(answer.split('\t').next(), Some(expected.as_str()), "{id}");
                compared += 1;
            }
        }
    }
    assert!(compared > 200, "{compared}");
}
