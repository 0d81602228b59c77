//! Files of cases.

use super::*;

fn refused_cases(old: &str, new: &str, expected: &[(&str, &str)]) -> Vec<Diagnostic> {
    assert_eq!(CASES.matches(old).count(), 1, "{old}");
    let (text, places) = marked(&CASES.replacen(old, new, 1));
    let error = Cases::parse(&text).expect_err(new);
    let got: Vec<_> = error.diagnostics().iter().map(|f| (f.code(), f.path())).collect();
    assert_eq!(got, expected, "{new}");
    let at: Vec<_> = error.diagnostics().iter().filter_map(Diagnostic::position).collect();
    assert_eq!(at, places, "{new}");
    error.diagnostics().to_vec()
}

#[test]
fn cases_that_say_nothing_or_too_much_are_refused() {
    let cases = Cases::parse(CASES).unwrap();
    let report = run(&cases, &Policy::parse(CLUB).unwrap());
    assert_eq!((report.passed, report.failures.len()), (1, 0), "{report}");
    let ask = "\"ask\": { \"may\": { \"role\": \"tutor\", \"verb\": \"view\", \"purpose\": \"help\", \"category\": \"marks\" } }";
    let then = "\"then\": { \"answer\": \"deny\" }";
    for (old, new, code, path) in [
        (ask, "\"ask\": ¦{}", "one-question", "/cases/0/ask"),
        (
            ask,
            "\"ask\": ¦{ \"due\": { \"category\": \"marks\" }, \"text-at\": \"/title\" }",
            "one-question",
            "/cases/0/ask",
        ),
        (then, "\"then\": ¦{}", "nothing-expected", "/cases/0/then"),
        (then, "\"then\": ¦{ \"addressee\": [] }", "nothing-expected", "/cases/0/then"),
        // What the answer does not have would be compared with nothing.
        (
            then,
            "\"then\": { \"answer\": \"deny\", \"stage\": ¦\"received\" }",
            "not-compared",
            "/cases/0/then/stage",
        ),
        (then, "\"then\": { \"answer\": ¦\"maybe\" }", "unknown-word", "/cases/0/then/answer"),
        ("\"waarborg-cases\": 1", "\"waarborg-cases\": ¦2", "unknown-format", "/waarborg-cases"),
        ("\"verb\": \"view\"", "\"verb\": ¦\"veiw\"", "unknown-word", "/cases/0/ask/may/verb"),
        ("\"when\": \"2026-03-01T12:00:00Z\"", "\"when\": ¦\"2026-03-01\"", "not-a-time", "/cases/0/when"),
        ("\"case\": \"one\"", "\"case\": ¦\"One\"", "not-an-id", "/cases/0/case"),
        ("\"kind\": \"enrolled\"", "\"kind\": ¦\"enroled\"", "unknown-kind", "/cases/0/dossier/0/kind"),
        ("\"2026-01-01\"", "¦\"2026-01-32\"", "not-a-moment", "/cases/0/dossier/0/happened"),
        ("\"2026-01-01T09:00:00Z\"", "¦\"2026-01-01\"", "not-a-time", "/cases/0/dossier/0/recorded"),
        ("\"recorded\"", "¦\"rcorded\"", "unknown-field", "/cases/0/dossier/0"),
        (
            "\"recorded\"",
            "\"happened\": ¦\"2026-01-02\", \"recorded\"",
            "duplicate-field",
            "/cases/0/dossier/0/happened",
        ),
    ] {
        refused_cases(old, new, &[(code, path)]);
    }
    let diagnostics =
        refused_cases("\"recorded\"", "¦\"rcorded\"", &[("unknown-field", "/cases/0/dossier/0")]);
    assert_eq!(diagnostics[0].suggestion(), Some("recorded"));
    // A field that belongs to an entry belongs to nothing after it.
    refused_cases(
        "{ \"kind\": \"enrolled\", \"happened\": \"2026-01-01\", \"recorded\": \"2026-01-01T09:00:00Z\" }",
        "¦{ \"happened\": \"2026-01-01\" }, { \"kind\": \"objection-upheld\", \"happened\": \"2026-01-01\", \"entry\": 1, \
         \"decision\": { \"role\": \"a\", \"article\": \"b\", \"text\": \"c\", ¦\"kind\": \"left\" } }",
        &[("missing-field", "/cases/0/dossier/0"), ("unknown-field", "/cases/0/dossier/1/decision")],
    );
    let one = &CASES[CASES.find("    {\n").unwrap()..CASES.rfind("\n  ]").unwrap()];
    let twice = one.replace("\"one\"", "¦\"one\"");
    refused_cases("\n  ]\n}", &format!(",\n{twice}\n  ]\n}}"), &[("duplicate-case", "/cases/1/case")]);
}

#[test]
fn a_file_of_cases_is_written_as_it_was_read() {
    let cases = Cases::parse(CASES).unwrap();
    let written = serde_json::to_string(&cases).unwrap();
    assert!(
        written.contains("2026-01-01T09:00:00.000000Z"),
        "when an entry was recorded is not lost: {written}"
    );
    assert_eq!(serde_json::from_str::<Cases>(&written).unwrap(), cases);
}

#[test]
fn a_case_that_cannot_be_set_up_fails_and_says_why() {
    let policy = Policy::parse(CLUB).unwrap();
    let said = |old: &str, new: &str| {
        let cases = Cases::parse(&CASES.replacen(old, new, 1)).unwrap();
        let report = run(&cases, &policy);
        assert_eq!((report.passed, report.failures.len()), (0, 1));
        report.to_string()
    };
    assert!(said("\"role\": \"tutor\"", "\"role\": \"nobody\"").contains("error[unknown-name]"));
    assert!(
        said("{ \"kind\": \"enrolled\", \"happened\": \"2026-01-01\", \"recorded\": \"2026-01-01T09:00:00Z\" }",
            "{ \"kind\": \"hold-released\", \"happened\": \"2026-01-01\", \"entry\": 1 }")
        .contains("error[no-such-entry]")
    );
    assert!(said("\"deny\"", "\"permit\"").contains("should be «permit», and is «deny»"));
}
