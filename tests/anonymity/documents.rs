//! Parties, linked tables and reports as documents.

use waarborg::anonymity::*;

fn code<T>(result: Result<T, AnonymityError>) -> (String, String) {
    let error = result.err().expect("refused");
    let diagnostic = error.diagnostics().first().expect("a diagnostic");
    (diagnostic.code().to_owned(), diagnostic.path().to_owned())
}

#[test]
fn parties_are_read_in_the_form_in_which_a_report_names_them() {
    let text =
        r#"[{"party":"the public","holds":[]},{"party":"school","holds":["source-table","pseudonym-key"]}]"#;
    let parties = Adversary::list_from_json(text).expect("parties");
    assert_eq!(parties.len(), 2);
    assert_eq!(parties[1].holds, [Secret::SourceTable, Secret::PseudonymKey]);
    assert_eq!(serde_json::to_string(&parties).expect("JSON"), text);
    for (text, expected, path) in [
        // Not to say what a party holds is not to say that it holds nothing.
        (r#"[{"party":"school"}]"#, "missing-field", "/0"),
        (r#"[{"holds":[]}]"#, "missing-field", "/0"),
        (r#"[{"party":" ","holds":[]}]"#, "not-a-label", "/0/party"),
        (r#"[{"party":"x","holds":["keys"]}]"#, "unknown-word", "/0/holds/0"),
        (r#"[{"party":"x","holds":[],"has":[]}]"#, "unknown-field", "/0/has"),
        ("{}", "wrong-type", ""),
    ] {
        assert_eq!(code(Adversary::list_from_json(text)), (expected.to_owned(), path.to_owned()), "{text}");
    }
}

#[test]
fn requirements_of_linked_tables_are_those_of_the_call() {
    let rows = ["a", "b", "a", "b", "c"];
    let subjects = [1, 2, 1, 2, 3];
    let table =
        Table::new(&[("q", Column::texts(&rows)), ("who", Column::integers(&subjects))]).expect("a table");
    let parties = Adversary::list_from_json(r#"[{"party":"the public","holds":[]}]"#).expect("a party");
    let document = r#"{"waarborg-joined":1,"k":2,"tables":[{"subject":"who","quasi-identifiers":["q"]}],"withhold-at-most":1}"#;
    let asked = JoinedRequirements::parse(document).expect("requirements");
    let linked = Linked { table: &table, subject: "who", quasi_identifiers: &["q"] };
    assert_eq!(
        asked.run("one", &[&table], &parties).expect("an outcome"),
        joined("one", 2, &[linked], Some(1.0), &parties).expect("an outcome")
    );
    assert_eq!(code(asked.run("one", &[], &parties)), ("table-count".to_owned(), "/tables".to_owned()));
    let other = document.replace(r#""k":2"#, r#""k":1"#);
    let other = JoinedRequirements::parse(&other).expect("a form");
    assert_eq!(code(other.run("one", &[&table], &parties)), ("out-of-range".to_owned(), "/k".to_owned()));
    let path = "/waarborg-joined".to_owned();
    let other = document.replace(r#""waarborg-joined":1"#, r#""waarborg-joined":2"#);
    assert_eq!(code(JoinedRequirements::parse(&other)), ("unknown-version".to_owned(), path));
}

/// The digest of a report is that of its bytes.
#[test]
fn a_report_is_named_by_its_digest() {
    let parties = Adversary::list_from_json(r#"[{"party":"the public","holds":[]}]"#).expect("a party");
    let cells = Cells { persons: &[12, 30], total_is_known: true, empty_is_shown: false, withhold: false };
    let outcome = cells.run("means", Threshold::default(), &parties).expect("an outcome");
    let report = outcome.report();
    assert_eq!(report.to_json(), DIGESTED);
    // Of these bytes, by coreutils' sha256sum.
    assert_eq!(report.digest(), "49dde1ba799f92db35fad28f20350a2b4f38efdb1ebcec387734f15061b497f7");
}

const DIGESTED: &str = r#"{"waarborg-anonymity-report":1,"release":"means","passed":true,"view":"cells","checks":[{"measure":"small-cells","column":null,"is":"at-least","required":10,"l":null,"found":12,"holds":true,"failing":0,"source":"minimum frequency rule of statistical disclosure control"}],"lost":{"given":2,"suppressed":0,"withheld":0,"released":2,"persons":null,"share":0.0,"classes":null,"average-class-size":null,"discernibility":null,"unique":0,"highest-risk":0.08333333333333333,"average-risk":null},"holders":[{"party":"the public","holds":[]}],"requirements":null}"#;
