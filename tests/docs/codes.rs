//! Each reason code and each error code stands in a test, so that a search for the code finds its test.

use std::collections::BTreeSet;
use std::fs::{read_dir, read_to_string};
use std::path::Path;

use waarborg::law::ReasonCode;

/// Reasons that no test names. A reason that has got its test is taken off; none is added.
const REASONS_WITHOUT: &[&str] = &[
    // The library gives it nowhere.
    "basis-contradictory",
];

/// Error codes that no test names. A code that has got its test is taken off; none is added.
const ERRORS_WITHOUT: &[&str] = &[
    "consent-unused",
    "hpgn-cost",
    "no-holder",
    "not-a-key",
    "not-covered",
    "pause-in-hours",
    "subject-missing",
    // The limits that they name take more memory or time to reach than a test may.
    "no-memory",
    "register-full",
    "too-many-cells",
    "too-many-rows",
];

/// The text of every file below a folder whose name ends in one of these, without this one.
fn texts(folder: &str, ends: &[&str], found: &mut Vec<String>) {
    for entry in read_dir(Path::new(folder)).expect("a folder") {
        let path = entry.expect("an entry").path();
        let path = path.to_str().expect("a name");
        if Path::new(path).is_dir() {
            texts(path, ends, found);
        } else if ends.iter().any(|end| path.ends_with(end)) && !path.ends_with("docs/codes.rs") {
            found.push(read_to_string(path).expect("a text"));
        }
    }
}

/// The words of code: letters, digits and hyphens.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').filter(|word| !word.is_empty())
}

/// What is tested and what tests say: the sources without their unit tests, and the words of all tests.
fn sources_and_words() -> (Vec<String>, BTreeSet<String>) {
    let (mut sources, mut tests) = (Vec::new(), Vec::new());
    texts("src", &[".rs"], &mut sources);
    texts("tests", &[".rs", ".json", ".c", ".py"], &mut tests);
    for source in &mut sources {
        if let Some(at) = source.find("#[cfg(test)]\nmod ") {
            tests.push(source.split_off(at));
        }
    }
    let words = tests.iter().flat_map(|test| words(test)).map(str::to_owned).collect();
    (sources, words)
}

/// Compares the codes that no test names with the list of those.
fn assert_listed(codes: &BTreeSet<&str>, words: &BTreeSet<String>, listed: &[&str]) {
    let without: Vec<&str> = codes.iter().copied().filter(|code| !words.contains(*code)).collect();
    let mut expected = listed.to_vec();
    expected.sort_unstable();
    assert_eq!(without, expected, "left: codes that no test names; right: those known to have none");
}

#[test]
fn every_reason_code_stands_in_a_test() {
    let (_, words) = sources_and_words();
    let codes: BTreeSet<&str> = ReasonCode::ALL.iter().map(|reason| reason.as_str()).collect();
    assert_listed(&codes, &words, REASONS_WITHOUT);
}

#[test]
fn every_error_code_stands_in_a_test() {
    let (sources, words) = sources_and_words();
    let codes: BTreeSet<&str> = sources
        .iter()
        .flat_map(|source| source.split("Diagnostic::new(").skip(1))
        .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
        .filter(|code| !code.is_empty())
        .collect();
    assert!(codes.len() > 200, "only {} codes were found", codes.len());
    assert_listed(&codes, &words, ERRORS_WITHOUT);
}
