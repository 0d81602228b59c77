//! What the README shows works: its findings and its case come out as it says.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail anywhere")]

use std::fs::read_to_string;

use waarborg::cases::{Cases, run};
use waarborg::policy::Policy;

const COUNTS: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

fn file(path: &str) -> String {
    read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What stands in a text between two others, first met.
fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("no {before}"));
    rest.split_once(after).unwrap_or_else(|| panic!("no {after}")).0
}

fn policy(readme: &str) -> Policy {
    Policy::parse(between(readme, "Policy::parse(r#\"", "\"#)")).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn there_are_as_many_findings_as_it_says() {
    let readme = file("README.md");
    let count = policy(&readme).lint().len();
    assert_eq!(between(&readme, "with the article (", " findings"), COUNTS[count], "{count} findings");
}

#[test]
fn its_case_fails_and_then_passes() {
    let readme = file("README.md");
    let policy = policy(&readme);
    let document = between(between(&readme, "`mine-cases.json`", "It fails"), "```json", "```");
    let outcome = |document: &str| {
        let report = run(&Cases::parse(document).unwrap_or_else(|error| panic!("{error}")), &policy);
        (report.passed, report.failures.len())
    };
    assert_eq!(outcome(document), (0, 1));
    let withdrawn = between(&readme, "nobody withdrew. Add\n   `", "`");
    let given = between(document, "{ \"kind\": \"consent-given\"", "\n");
    assert_eq!(outcome(&document.replace(given, &format!("{given}, {withdrawn}"))), (1, 0));
}
