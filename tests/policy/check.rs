//! What the example that checks policies prints, and how it ends.

#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail anywhere")]

use std::fs::{create_dir_all, read_to_string, write};

#[path = "../../examples/check.rs"]
#[allow(dead_code, reason = "its main is called by nobody here")]
mod example;

const SCHOOL: &str = "examples/policies/school.json";

/// What is printed for these arguments, and how it ends.
fn outcome(arguments: &[&str]) -> (u8, String) {
    let arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
    let mut out = Vec::new();
    let status = example::check(&arguments, &mut out).expect("memory can be written");
    (status, String::from_utf8(out).expect("text"))
}

/// The policy of a school with one text in it replaced, in a file of this name.
fn school(name: &str, changes: &[(&str, &str)]) -> String {
    let mut text = read_to_string(SCHOOL).expect("the example policy");
    for (old, new) in changes {
        assert!(text.contains(old), "{old}");
        text = text.replace(old, new);
    }
    let folder = concat!(env!("CARGO_TARGET_TMPDIR"), "/check");
    create_dir_all(folder).expect("a folder");
    let path = format!("{folder}/{name}.json");
    write(&path, text).expect("a file");
    path
}

#[test]
fn without_a_file_it_says_how_it_is_used() {
    for arguments in [&[][..], &["--history"], &["--hystory", SCHOOL]] {
        let (status, printed) = outcome(arguments);
        assert_eq!(status, 2, "{arguments:?}");
        assert!(printed.starts_with("usage: check POLICY.json"), "{printed}");
    }
}

#[test]
fn every_file_is_looked_at() {
    let one = school("one", &[("\"language\"", "\"langauge\"")]);
    let two = school(
        "two",
        &[("\"language\": \"en\"", "\"language\": \"fr\""), ("\"NL\",\n  \"lang", "\"XX\",\n  \"lang")],
    );
    let (status, printed) = outcome(&[&one, "gone.json", &two, SCHOOL]);
    let last: Vec<&str> = printed.lines().filter(|line| line.contains(".json: ")).collect();
    assert_eq!(status, 2);
    let [first, gone, second, school] = last.as_slice() else { panic!("{printed}") };
    assert_eq!(*first, format!("{one}: does not work, 2 errors"), "one field too many and one too few");
    assert!(gone.starts_with("gone.json: cannot be read: No such file"), "{gone}");
    assert_eq!(*second, format!("{two}: does not work, 2 errors"));
    assert!(school.starts_with("examples/policies/school.json: works, "), "{school}");
    assert_eq!(outcome(&[&one, SCHOOL]).0, 1);
    assert_eq!(outcome(&[SCHOOL]).0, 0);
}

/// A document that works can still declare what the law does not allow.
#[test]
fn a_violation_is_told_by_the_status_too() {
    let contact = (
        "      \"contact\": { \"name\": \"The office of the board\", \"email\": \"privacy@waarborg.example\" },\n",
        "",
    );
    let violating = school("violating", &[contact]);
    let wrong = school("still-wrong", &[("\"language\": \"en\"", "\"language\": \"fr\"")]);
    assert_eq!(outcome(&[&violating]).0, 3);
    assert_eq!(outcome(&[&violating, SCHOOL]).0, 3);
    assert_eq!(outcome(&[&violating, &wrong]).0, 1);
    assert_eq!(outcome(&[&wrong, "gone.json", &violating]).0, 2);
}

#[test]
fn one_is_not_many() {
    let wrong = school("wrong", &[("\"language\": \"en\"", "\"language\": \"fr\"")]);
    assert!(outcome(&[&wrong]).1.ends_with(": does not work, 1 error\n"));
}

#[test]
fn findings_are_in_the_language_of_the_policy() {
    let contact = (
        "      \"contact\": { \"name\": \"The office of the board\", \"email\": \"privacy@waarborg.example\" },\n",
        "",
    );
    let english = school("english", &[contact]);
    let dutch = school("dutch", &[contact, ("\"language\": \"en\"", "\"language\": \"nl\"")]);
    let (english, dutch) = (outcome(&[&english]).1, outcome(&[&dutch]).1);
    let at = "\n  --> /parties/board\n  law: 13(1)(a)\n";
    let english_text = "violation[no-contact]: It is not said how to reach the author.";
    let dutch_text = "violation[no-contact]: Niet gezegd is hoe de opsteller te bereiken is.";
    assert!(english.contains(&format!("{english_text}{at}")), "{english}");
    assert!(dutch.contains(&format!("{dutch_text}{at}")), "{dutch}");
}

#[test]
fn versions_are_checked_as_one_policy() {
    let later = [
        ("\"version\": \"2024\"", "\"version\": \"2025\""),
        ("\"applies-from\": \"2024", "\"applies-from\": \"2025"),
    ];
    let later = school("later", &later);
    let (status, printed) = outcome(&["--history", SCHOOL, &later]);
    assert_eq!(status, 0, "{printed}");
    assert!(printed.ends_with("\n2 versions: work as one policy\n"), "{printed}");
    let (status, printed) = outcome(&["--history", &later, SCHOOL]);
    assert_eq!(status, 1, "{printed}");
    assert!(printed.contains("\nas one policy: does not work, "), "{printed}");
    assert_eq!(outcome(&[&later, SCHOOL]).0, 0);
}
