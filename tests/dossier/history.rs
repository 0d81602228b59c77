//! Situations that happened elsewhere, about when something was so: placements that overlap, a state that never began,
//! consent that was stamped, clocks that differ. Each folder of `tests/dossier/history` holds a policy and its cases.

#![allow(clippy::expect_used, reason = "a test may fail anywhere")]

use std::fs::{read_dir, read_to_string};

use waarborg::cases::{Cases, run};
use waarborg::policy::Policy;

#[test]
fn what_happened_is_answered_as_it_should_be() {
    let mut passed = 0;
    let mut failed = String::new();
    for folder in read_dir("tests/dossier/history").expect("situations") {
        let folder = folder.expect("a folder").path();
        let read = |file: &str| read_to_string(folder.join(file)).expect("a file");
        let policy = Policy::parse(&read("policy.json")).expect("a policy");
        let cases = Cases::parse(&read("cases.json")).expect("cases");
        let report = run(&cases, &policy);
        passed += report.passed;
        for failure in &report.failures {
            failed += &format!("{}: {failure}\n", folder.display());
        }
    }
    assert!(failed.is_empty(), "{failed}");
    assert!(passed > 45, "{passed} cases");
}
