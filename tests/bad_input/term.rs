//! Retention terms: where the text of a term goes wrong, and terms that cannot be computed.

use super::*;

#[test]
fn a_term_is_refused_at_the_column_where_it_goes_wrong() {
    let path = "/purposes/help/retention/marks/term";
    for (term, error) in [
        ("¦", "unexpected-in-term"),
        ("¦+ P2Y", "unexpected-in-term"),
        ("recorded + ¦", "unexpected-in-term"),
        ("recorded + ¦enrolled", "unexpected-in-term"),
        ("recorded + ¦P1DT12H", "not-a-period"),
        ("recorded + ¦P2", "not-a-period"),
        ("recorded + ¦P99999Y", "not-a-period"),
        ("recorded + P1Y ¦+ P1M", "two-periods"),
        ("recorded ¦; P2Y", "unexpected-in-term"),
        ("recorded + P2Y ¦recorded", "unexpected-in-term"),
        ("¦erliest(recorded + P1Y)", "unknown-function"),
        ("earliest(¦)", "unexpected-in-term"),
        ("earliest(recorded + P1Y¦", "unexpected-in-term"),
        ("¦earliest(recorded) + P2Y", "period-after-term"),
        ("latest(recorded + P1Y, ¦then)", "unexpected-word"),
        ("if portfolio then enrolled¦", "unexpected-in-term"),
        ("if ¦if then enrolled else enrolled", "not-an-anchor"),
        ("unbounded(¦\\\"\\\")", "empty-text"),
        ("unbounded(¦\\\"open)", "open-text"),
        // An escape is longer than the sign it stands for, and a letter can be longer than one byte.
        ("unbounded(\\\"tot \\u00e9\\u00e9n\\\") ¦; P2Y", "unexpected-in-term"),
        ("unbounded(\\\"één 🦔\\\") ¦; P2Y", "unexpected-in-term"),
        ("unbounded(\\\"\\ud83e\\udd94\\n\\\") ¦; P2Y", "unexpected-in-term"),
    ] {
        let document = club("latest(last-login, recorded) + P2Y", term);
        // A place just before the closing quote is after the last letter.
        refused(&document, &[(error, path)]);
        let plain: String = serde_json::from_str(&format!("\"{}\"", marked(term).0)).unwrap();
        assert_eq!(code(plain.parse::<Term>(), |error| error.code()), error, "{term}");
    }
    let deep = format!("{}recorded + P1Y{}", "earliest(".repeat(40), ")".repeat(40));
    refused(&club("latest(last-login, recorded) + P2Y", &deep), &[("term-too-deep", path)]);
    refused(&club("latest(last-login, recorded) + P2Y", &"a".repeat(2_001)), &[("term-too-long", path)]);
    let diagnostics =
        diagnostics_of(&marked(&club("latest(last-login, recorded) + P2Y", "erliest(recorded)")).0);
    assert_eq!(diagnostics[0].suggestion(), Some("earliest"));
}

#[test]
fn a_term_that_cannot_be_computed_is_refused() {
    let path = "/purposes/help/retention/marks/term";
    for (term, error, suggestion) in [
        ("latest(recorded, ¦last-logn) + P2Y", "unknown-anchor", Some("last-login")),
        ("enrolled + P1Y, x", "unexpected-in-term", None),
        ("recorded", "happening-without-period", None),
        ("latest(recorded, enrolled) + P1Y", "mixed-anchors", None),
        ("if recorded then enrolled else enrolled + P1Y", "not-a-state", None),
    ] {
        let diagnostics = refused(&club("latest(last-login, recorded) + P2Y", term), &[(error, path)]);
        assert_eq!(diagnostics[0].suggestion(), suggestion, "{term}");
    }
    let books = "book-year-end(invoiced) + P7Y";
    refused(&club(books, "with-basis"), &[("with-endless-basis", "/purposes/books/retention/books/term")]);
    let no_agreement =
        CLUB.lines().filter(|line| !line.starts_with("  \"agreement\"")).collect::<Vec<_>>().join("\n");
    refused(&no_agreement, &[("no-agreement", "/purposes/help/retention/advice/term")]);
}
