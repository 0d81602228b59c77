//! Bad input of every kind: each gets a clear error with a stable code, at the exact place. Nothing is lost, nothing
//! is guessed, and nothing panics.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail anywhere"
)]

use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use waarborg::Diagnostic;
use waarborg::calendar::{Day, Moment, Period, Time, YearEnd, Zone};
use waarborg::cases::{Cases, run};
use waarborg::claim::{Claims, Institution, Record};
use waarborg::decision::{Answer, IdQuery, Query, decide, decide_by_id, explain, fields};
use waarborg::dossier::{Appended, Body, Dossier, DossierError, Entry, Given, Head, Observation};
use waarborg::policy::{NameId, NameKind, Policy, Term, Text, Verb};
use waarborg::retention::{Erasable, erasable};

/// A small policy with a node of every kind. It is written in lines, so that positions say something.
const CLUB: &str = include_str!("input/club.json");

/// Marks the place in a text where an error must stand.
const MARK: char = '¦';

/// The text without its marks, and the line and column of each.
fn marked(text: &str) -> (String, Vec<(u32, u32)>) {
    let (mut plain, mut places) = (String::new(), Vec::new());
    let (mut line, mut column) = (1, 1);
    for c in text.chars() {
        match c {
            MARK => places.push((line, column)),
            '\n' => (line, column) = (line + 1, 1),
            _ => column += 1,
        }
        if c != MARK {
            plain.push(c);
        }
    }
    (plain, places)
}

/// The club's policy with one piece of text replaced; the piece must be there, once.
fn club(old: &str, new: &str) -> String {
    assert_eq!(CLUB.matches(old).count(), 1, "the fixture has `{old}` once");
    CLUB.replacen(old, new, 1)
}

fn diagnostics_of(text: &str) -> Vec<Diagnostic> {
    match Policy::parse(text) {
        Ok(_) => Vec::new(),
        Err(error) => error.diagnostics().to_vec(),
    }
}

/// The document must be refused with exactly these diagnostics (code and path), each at its mark.
fn refused(document: &str, expected: &[(&str, &str)]) -> Vec<Diagnostic> {
    let (text, places) = marked(document);
    let diagnostics = diagnostics_of(&text);
    let got: Vec<_> = diagnostics.iter().map(|diagnostic| (diagnostic.code(), diagnostic.path())).collect();
    assert_eq!(got, expected, "{diagnostics:?}");
    if !places.is_empty() {
        let at: Vec<_> = diagnostics.iter().filter_map(Diagnostic::position).collect();
        assert_eq!(at, places, "{diagnostics:?}");
    }
    diagnostics
}

fn time(text: &str) -> Time {
    text.parse().unwrap()
}

fn code<T, E>(result: Result<T, E>, code: impl Fn(&E) -> &'static str) -> &'static str {
    result.as_ref().err().map_or("no error", code)
}

// ---- Documents that are not JSON, or not one we read

#[test]
fn the_fixture_is_a_policy() {
    assert_eq!(diagnostics_of(CLUB), []);
}

#[test]
fn what_is_not_json_is_refused_where_it_stops_being_json() {
    for document in [
        "¦",
        "\u{feff}{}",
        "{\"waarborg\": 1¦// one\n}",
        "{\"waarborg\": 1, ¦/* one */ \"policy\": \"a\"}",
        "{\"waarborg\": ¦tru}",
        "{\"één\": ¦tru}",
        "{\"waarborg\": 1\u{a0}}",
        "{\n\t\"policy\": \"a¦\u{0}b\"\n}",
        "{\"policy\": \"a¦\nb\"}",
        "{\"policy\": \"a¦\tb\"}",
        "{} ¦x",
        "{}¦\u{b}",
        "{} ¦{}",
        "{'policy': 'a'}",
        "{policy: 1}",
        "{\"a\": NaN}",
        "{\"a\": 0x10}",
        "{\"a\": +1}",
        "{\"a\": .5}",
        "{\"a\": 1.}",
        "{\"a\": 01}",
        "{\"a\": \"\\ud800\"}",
        "{\"a\": \"\\udc00x\"}",
        "{\"a\": \"\\q\"}",
        "{\"a\": \"\\x41\"}",
        "{\"a\": \"\\u12\"}",
        "{\"a\": 1,}",
        "[1, 2,]",
        "{\"a\" 1}",
        "{\"a\": 1 \"b\": 2}",
        "{\"a\"",
        "{\"a\": \"",
        "{\"a\": [",
        "}",
    ] {
        let (text, places) = marked(document);
        assert!(
            serde_json::from_str::<Json>(&text).is_err(),
            "{document:?} is no JSON to another reader either"
        );
        let error = Policy::parse(&text).unwrap_err();
        let [diagnostic] = error.diagnostics() else { panic!("{document:?}: {error}") };
        assert_eq!((diagnostic.code(), diagnostic.path()), ("not-json", ""), "{document:?}");
        assert!(
            diagnostic.expected().is_some() || diagnostic.help().is_some() || text.contains('\u{b}'),
            "{document:?}"
        );
        match places.first() {
            Some(place) => assert_eq!(diagnostic.position(), Some(*place), "{document:?}"),
            None => assert!(diagnostic.position().is_some(), "{document:?}"),
        }
        assert_eq!(code(Cases::parse(&text), |error| error.code()), "not-json", "{document:?}");
        assert_eq!(code(Body::from_json(&text), |error| error.code()), "not-json", "{document:?}");
    }
    let help = Policy::parse("\u{feff}{}").unwrap_err().diagnostics()[0].help().unwrap_or("").to_owned();
    assert!(help.contains("byte order mark"), "{help}");
    // What C passes where it takes the size of an array for the length of the text in it.
    let counted = Policy::parse(&format!("{CLUB}\0")).unwrap_err();
    assert_eq!(counted.code(), "not-json");
    assert!(counted.diagnostics()[0].help().is_some_and(|help| help.contains("NUL")), "{counted}");
}

#[test]
fn a_truncated_policy_is_never_a_smaller_policy() {
    let cuts = (0..CLUB.trim_end().len()).filter(|at| CLUB.is_char_boundary(*at));
    for at in cuts.step_by(7) {
        assert_eq!(code(Policy::parse(&CLUB[..at]), |error| error.code()), "not-json", "cut at {at}");
    }
}

#[test]
fn what_is_no_object_is_refused() {
    for text in ["null", "true", "12", "\"text\"", "[]", "[{}]"] {
        let diagnostics = refused(text, &[("wrong-type", "")]);
        assert_eq!(diagnostics[0].expected(), Some("an object"));
        assert_eq!(diagnostics[0].position(), Some((1, 1)));
        assert_eq!(code(Cases::parse(text), |error| error.code()), "wrong-type");
        assert_eq!(code(Body::from_json(text), |error| error.code()), "wrong-type");
    }
}

#[test]
fn what_is_too_large_or_too_deep_is_refused_before_it_costs_anything() {
    let nested = "[".repeat(100 << 20);
    let start = Instant::now();
    for (text, expected) in [
        (nested.as_str(), "too-large"),
        (&nested[..16 << 20], "too-deep"),
        (&"{\"a\":".repeat(3 << 20)[..], "too-deep"),
        (&format!("\"{}\"", "a".repeat(17 << 20)), "too-large"),
    ] {
        assert_eq!(code(Policy::parse(text), |error| error.code()), expected);
        assert_eq!(code(Cases::parse(text), |error| error.code()), expected);
        assert_eq!(code(Body::from_json(text), |error| error.code()), expected);
    }
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    let deepest = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(code(Policy::parse(&deepest(64)), |error| error.code()), "wrong-type");
    refused(&format!("{}¦{}", "[".repeat(64), deepest(1)), &[("too-deep", "")]);
    // Brackets in a text do not nest.
    let text = club("\"The planner\"", &format!("\"{}\"", "[{".repeat(200)));
    assert_eq!(diagnostics_of(&text), []);
}

#[test]
fn a_hostile_number_of_diagnostics_is_told_in_part_and_says_so() {
    let many: String = (0..60_000).map(|n| format!("\"f{n}\":0,")).collect();
    let start = Instant::now();
    let diagnostics = diagnostics_of(&CLUB.replacen('{', &format!("{{{many}"), 1));
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    assert_eq!(diagnostics.len(), 1_001);
    assert!(diagnostics[..1_000].iter().all(|diagnostic| diagnostic.code() == "unknown-field"));
    assert_eq!(diagnostics[1_000].code(), "more-faults");
}

// ---- Documents that are read

#[test]
fn an_unknown_field_is_named_with_its_place_at_every_level() {
    for (old, new, path, suggestion) in [
        ("\"policy\": \"club\"", "¦\"polcy\": 1, \"policy\": \"club\"", "/polcy", Some("policy")),
        (
            "\"description\": \"The planner\"",
            "\"description\": \"x\", ¦\"sys\": 1",
            "/products/planner/sys",
            Some("description"),
        ),
        ("\"author\": true", "\"author\": true, ¦\"contry\": 1", "/parties/club/contry", Some("country")),
        ("\"tool\": \"st", "¦\"tol\": 1, \"tool\": \"st", "/parties/printer/transfers/0/tol", Some("tool")),
        (
            "\"email\": \"printer",
            "¦\"e-mail\": 1, \"email\": \"printer",
            "/parties/printer/contact/e-mail",
            Some("email"),
        ),
        ("\"minors\": true", "\"minors\": true, ¦\"xyzzy\": 1", "/subjects/pupil/xyzzy", None),
        (
            "\"scope\": \"record\"",
            "\"scope\": \"record\", ¦\"planed\": 1",
            "/anchors/invoiced/planed",
            Some("planned"),
        ),
        ("\"switches\"", "¦\"swiches\": 1, \"switches\"", "/options/portfolio/swiches", Some("switches")),
        (
            "\"description\": \"Press play\"",
            "\"description\": \"x\", ¦\"a/b~c\": 1",
            "/preconditions/press-play/a~1b~0c",
            None,
        ),
        (
            "\"grace\": \"P2M\"",
            "\"grace\": \"P2M\", ¦\"grac\": 1",
            "/purposes/website/consent/grac",
            Some("grace"),
        ),
        (
            "\"ground\": \"processor\",",
            "\"ground\": \"processor\", ¦\"frm\": 1,",
            "/purposes/website/recipients/printer/frm",
            Some("identifiability"),
        ),
        (
            "\"backstop\": \"P5Y\"",
            "\"backstop\": \"P5Y\", ¦\"backstops\": 1",
            "/purposes/help/retention/marks/backstops",
            Some("backstop"),
        ),
        ("\"until\": 18", "\"until\": 18, ¦\"untill\": 1", "/purposes/website/ages/untill", Some("until")),
        (
            "\"relation\": \"own",
            "¦\"relations\": 1, \"relation\": \"own",
            "/roles/tutor/may/photos/relations",
            Some("relation"),
        ),
        (
            "\"at-most\": \"P2M\"",
            "\"at-most\": \"P2M\", ¦\"atmost\": 1",
            "/agreement/without/trial/atmost",
            Some("at-most"),
        ),
        (
            "\"answered-by\": \"club\"",
            "\"answered-by\": \"club\", ¦\"answerd\": 1",
            "/rights/answerd",
            Some("answer"),
        ),
        ("\"content\": [", "¦\"contents\": 1, \"content\": [", "/breach/contents", Some("content")),
        ("\"reading\": ", "¦\"readin\": 1, \"reading\": ", "/doubts/who/readin", Some("reading")),
    ] {
        let diagnostics = refused(&club(old, new), &[("unknown-field", path)]);
        assert_eq!(diagnostics[0].suggestion(), suggestion, "{path}");
        assert!(diagnostics[0].expected().is_some_and(|expected| expected.starts_with("one of ")), "{path}");
    }
    // A remark is allowed everywhere, among names too, but it is a text and there is one.
    assert_eq!(diagnostics_of(&club("\"minors\": true", "\"minors\": true, \"note\": \"for people\"")), []);
    assert_eq!(
        diagnostics_of(&club("\"preconditions\": { ", "\"preconditions\": { \"note\": \"for people\", ")),
        []
    );
    for (old, new, code, path) in [
        ("\"minors\": true", "\"minors\": true, \"note\": ¦1", "wrong-type", "/subjects/pupil/note"),
        (
            "\"preconditions\": { ",
            "\"preconditions\": { \"note\": ¦\" \", ",
            "empty-text",
            "/preconditions/note",
        ),
        (
            "\"preconditions\": { ",
            "\"preconditions\": { \"note\": \"a\", \"note\": ¦\"b\", ",
            "duplicate-field",
            "/preconditions/note",
        ),
    ] {
        refused(&club(old, new), &[(code, path)]);
    }
}

#[test]
fn a_name_that_occurs_twice_is_refused_where_it_comes_again() {
    for (old, new, path) in [
        ("\"version\": \"2026\"", "\"version\": \"2026\", \"version\": ¦\"2027\"", "/version"),
        (
            "\"printer\": {\n",
            "\"club\": ¦{ \"name\": \"b\", \"acts-as\": [\"controller\"] }, \"printer\": {\n",
            "/parties/club",
        ),
        (
            "\"marks\": { \"says\"",
            "\"photo\": ¦{ \"description\": \"x\", \"subject\": \"pupil\" }, \"marks\": { \"says\"",
            "/categories/photo",
        ),
        ("\"until\": 18", "\"until\": 18, \"until\": ¦16", "/purposes/website/ages/until"),
        (
            "\"marks\": { \"verbs\"",
            "\"photos\": ¦{ \"verbs\": [\"view\"], \"categories\": [\"photo\"] }, \"marks\": { \"verbs\"",
            "/roles/tutor/may/photos",
        ),
        // Two spellings of one name are one name.
        ("\"until\": 18", "\"until\": 18, \"unt\\u0069l\": ¦16", "/purposes/website/ages/until"),
    ] {
        let diagnostics = refused(&club(old, new), &[("duplicate-field", path)]);
        assert!(diagnostics[0].help().is_some());
    }
}

#[test]
fn a_value_of_the_wrong_kind_is_refused_where_it_stands() {
    for (old, new, error, path) in [
        ("\"waarborg\": 1", "\"waarborg\": ¦\"1\"", "wrong-type", "/waarborg"),
        ("\"waarborg\": 1", "\"waarborg\": ¦1.0", "wrong-type", "/waarborg"),
        ("\"waarborg\": 1", "\"waarborg\": ¦-1", "wrong-type", "/waarborg"),
        ("\"waarborg\": 1", "\"waarborg\": ¦4294967296", "wrong-type", "/waarborg"),
        ("\"waarborg\": 1", "\"waarborg\": ¦2", "unknown-format", "/waarborg"),
        ("\"policy\": \"club\"", "\"policy\": ¦\"The Club\"", "not-an-id", "/policy"),
        ("\"policy\": \"club\"", "\"policy\": ¦\"\"", "not-an-id", "/policy"),
        ("\"policy\": \"club\"", "\"policy\": ¦\"cl\\u0000b\"", "not-an-id", "/policy"),
        ("\"policy\": \"club\"", "\"policy\": ¦\"clüb\"", "not-an-id", "/policy"),
        ("\"policy\": \"club\"", "\"policy\": ¦null", "wrong-type", "/policy"),
        ("\"version\": \"2026\"", "\"version\": ¦\" \\n \"", "empty-text", "/version"),
        (
            "\"applies-from\": \"2026-01-01\"",
            "\"applies-from\": ¦\"2026-02-30\"",
            "not-a-day",
            "/applies-from",
        ),
        (
            "\"dated\": [\"2025-12-01\"]",
            "\"dated\": [\"2025-12-01\", ¦\"1-12-2025\"]",
            "not-a-day",
            "/dated/1",
        ),
        ("\"dated\": [\"2025-12-01\"]", "\"dated\": ¦\"2025-12-01\"", "wrong-type", "/dated"),
        ("\"jurisdiction\": \"NL\"", "\"jurisdiction\": ¦\"BQ\"", "unknown-word", "/jurisdiction"),
        ("\"zone\": \"Europe/Amsterdam\"", "\"zone\": ¦\"Europe/Amsterdm\"", "unknown-zone", "/zone"),
        ("\"zone\": \"Europe/Amsterdam\"", "\"zone\": ¦\"../../etc/passwd\"", "unknown-zone", "/zone"),
        ("\"language\": \"en\"", "\"language\": ¦\"de\"", "unknown-word", "/language"),
        ("\"version\": \"4.0\"", "\"version\": ¦\"40\"", "unknown-version", "/schemes/covenant/version"),
        (
            "\"school-year-end\": \"--07-31\"",
            "\"school-year-end\": ¦\"07-31\"",
            "not-a-year-end",
            "/school-year-end",
        ),
        ("\"author\": true", "\"author\": ¦\"yes\"", "wrong-type", "/parties/club/author"),
        ("\"country\": \"US\"", "\"country\": ¦\"usa\"", "not-a-country", "/parties/printer/country"),
        ("\"holders\": [\"user\"", "\"holders\": [¦\"usr\"", "unknown-word", "/options/portfolio/holders/0"),
        ("\"basis\": \"contract\"", "\"basis\": ¦\"contracts\"", "unknown-word", "/purposes/help/basis"),
        (
            "\"valid-for\": \"P2Y\"",
            "\"valid-for\": ¦\"P1DT12H\"",
            "not-a-period",
            "/purposes/website/consent/valid-for",
        ),
        (
            "\"backstop\": \"P5Y\"",
            "\"backstop\": ¦\"5 years\"",
            "not-a-period",
            "/purposes/help/retention/marks/backstop",
        ),
        ("\"from\": 4,", "\"from\": ¦4.5,", "wrong-type", "/purposes/website/ages/from"),
    ] {
        refused(&club(old, new), &[(error, path)]);
    }
    let jurisdiction =
        refused(&club("\"NL\",\n  \"zone\"", "¦\"BQ\",\n  \"zone\""), &[("unknown-word", "/jurisdiction")]);
    assert_eq!(jurisdiction[0].expected(), Some("one of NL"));
    let word = refused(
        &club("\"basis\": \"contract\"", "\"basis\": \"contrat\""),
        &[("unknown-word", "/purposes/help/basis")],
    );
    assert_eq!(word[0].suggestion(), Some("contract"));
}

#[test]
fn a_name_has_a_longest_length() {
    let long = |length: usize| club("\"old-club\"", &format!("\"{}\"", "a".repeat(length)));
    assert_eq!(diagnostics_of(&long(64)), []);
    for length in [65, 1 << 20] {
        refused(&long(length), &[("not-an-id", "/retired/0")]);
    }
    let key = format!("¦\"{}\": {{ \"description\": \"x\" }}, \"press-play\"", "g".repeat(70));
    let diagnostics = diagnostics_of(&marked(&club("\"press-play\": {", &format!("{key}: {{"))).0);
    assert_eq!(diagnostics[0].code(), "not-an-id");
}

#[test]
fn a_field_that_is_missing_is_named() {
    for (old, path, name) in [
        ("  \"policy\": \"club\",\n", "", "policy"),
        ("  \"applies-from\": \"2026-01-01\",\n", "", "applies-from"),
        ("\"name\": \"The printer\",", "/parties/printer", "name"),
        ("\"how\": \"explicit\", ", "/purposes/website/consent", "how"),
        (", \"source\": \"tax law\"", "/purposes/books/retention/books", "source"),
        (", \"threshold\": \"risk\"", "/breach/reports/authority", "threshold"),
    ] {
        let diagnostics = diagnostics_of(&club(old, ""));
        assert!(
            diagnostics
                .iter()
                .all(|diagnostic| (diagnostic.code(), diagnostic.path()) == ("missing-field", path)),
            "{diagnostics:?}"
        );
        let named = |diagnostic: &Diagnostic| diagnostic.expected() == Some(&format!("a field `{name}`"));
        assert!(diagnostics.iter().any(named), "{diagnostics:?}");
    }
}

#[test]
fn a_reference_that_leads_nowhere_is_refused_whatever_it_names() {
    for (old, new, path, suggestion) in [
        (
            "\"Photos\", \"subject\": \"pupil\"",
            "\"Photos\", \"subject\": ¦\"pupl\"",
            "/categories/photo/subject",
            Some("pupil"),
        ),
        (
            "\"from-party\": \"printer\"",
            "\"from-party\": ¦\"priter\"",
            "/categories/marks/from-party",
            Some("printer"),
        ),
        (
            "\"needed-by\": [\"advice\"]",
            "\"needed-by\": [¦\"advise\"]",
            "/categories/marks/needed-by/0",
            Some("advice"),
        ),
        (
            "\"option\": \"portfolio\"",
            "\"option\": ¦\"portfolo\"",
            "/purposes/website/option",
            Some("portfolio"),
        ),
        (
            "\"preconditions\": [\"press-play\"]",
            "\"preconditions\": [\"press-play\", ¦\"press-pause\"]",
            "/purposes/website/preconditions/1",
            None,
        ),
        (
            "\"compatible-with\": [\"help\"]",
            "\"compatible-with\": [¦\"hlp\"]",
            "/purposes/website/compatible-with/0",
            Some("help"),
        ),
        (
            "\"contract-with\": \"club\"",
            "\"contract-with\": ¦\"clubs\"",
            "/purposes/help/contract-with",
            Some("club"),
        ),
        (
            "\"description\": \"A tutor\",\n      \"party\": \"club\"",
            "\"description\": \"A tutor\",\n      \"party\": ¦\"board\"",
            "/roles/tutor/party",
            None,
        ),
        ("\"never\": [\"invoice\"]", "\"never\": [¦\"invoices\"]", "/roles/tutor/never/0", Some("invoice")),
        (
            "\"purposes\": [\"website\"]",
            "\"purposes\": [\"website\", ¦\"web\"]",
            "/roles/tutor/may/photos/purposes/1",
            None,
        ),
        ("\"answered-by\": \"club\"", "\"answered-by\": ¦\"nobody\"", "/rights/answered-by", None),
        (
            "\"desk@club.example\" }, \"party\": \"club\"",
            "\"desk@club.example\" }, \"party\": ¦\"x\"",
            "/rights/channels/desk/party",
            None,
        ),
        (
            "\"party\": \"printer\", \"description\": \"Print",
            "\"party\": ¦\"x\", \"description\": \"Print",
            "/duties/print/party",
            None,
        ),
        ("\"by\": \"club\"", "\"by\": ¦\"x\"", "/changes/by", None),
        (
            "\"planner\": { \"party\": \"club\"",
            "\"planner\": { \"party\": ¦\"x\"",
            "/systems/planner/party",
            None,
        ),
        (
            "\"advice\", \"invoice\"], \"erases\"",
            "\"advice\", ¦\"bill\"], \"erases\"",
            "/systems/planner/categories/3",
            None,
        ),
        (
            "\"recipients\": { \"printer\": {",
            "\"recipients\": { \"printers\": ¦{",
            "/purposes/website/recipients/printers",
            Some("printer"),
        ),
    ] {
        let diagnostics = refused(&club(old, new), &[("unknown-name", path)]);
        assert_eq!(diagnostics[0].suggestion(), suggestion, "{path}");
        assert!(diagnostics[0].expected().is_some_and(|expected| expected.starts_with("one of ")), "{path}");
    }
    for (old, new, error, path) in [
        ("\"while\": \"contract\"", "\"while\": ¦\"contrac\"", "unknown-anchor", "/purposes/help/while"),
        ("\"while\": \"contract\"", "\"while\": ¦\"last-login\"", "not-a-state", "/purposes/help/while"),
        (
            "\"identifiability\": { \"photo\"",
            "\"identifiability\": ¦{ \"marks\"",
            "not-of-purpose",
            "/purposes/website/identifiability",
        ),
        (
            "\"of\": [\"marks\"]",
            "\"of\": ¦[\"marks\", \"photo\"]",
            "not-of-purpose",
            "/purposes/help/retention/marks/of",
        ),
        (
            "\"at\": \"/parties/printer\"",
            "\"at\": ¦\"/parties/nobody\"",
            "dangling-pointer",
            "/doubts/who/at",
        ),
        ("\"at\": \"/parties/printer\"", "\"at\": ¦\"/dated/+0\"", "dangling-pointer", "/doubts/who/at"),
        ("\"at\": \"/parties/printer\"", "\"at\": ¦\"parties\"", "dangling-pointer", "/doubts/who/at"),
        ("\"retired\": [\"old-club\"]", "\"retired\": ¦[\"photo\"]", "retired-and-declared", "/retired"),
        ("\"guest\": {", "\"portfolio\": ¦{", "name-twice", "/anchors/portfolio"),
        ("\"guest\": {", "\"enrolled\": ¦{", "name-built-in", "/anchors/enrolled"),
        ("\"acts-as\": [\"processor\"]", "\"acts-as\": ¦[]", "no-role", "/parties/printer/acts-as"),
        ("\"until\": 18", "\"until\": 4", "no-such-age", "/purposes/website/ages"),
        ("\"erases\": \"rotates\"", "\"erases\": \"at-once\"", "rotation", "/systems/planner"),
        (
            "\"never\": [\"invoice\"]",
            "\"never\": [\"photo\"]",
            "granted-and-refused",
            "/roles/tutor/may/photos/categories",
        ),
        (
            "\"verbs\": [\"view\", \"share\"], \"categories\": [\"photo\"]",
            "\"verbs\": [\"view\"], \"categories\": ¦[\"photo\", \"marks\"]",
            "grant-without-purpose",
            "/roles/tutor/may/photos/categories",
        ),
        (
            "\"basis\": \"legal-obligation\"",
            "\"basis\": ¦\"consent\"",
            "consent-unsaid",
            "/purposes/books/basis",
        ),
        (
            "\"basis\": \"legal-obligation\"",
            "\"basis\": ¦\"contract\"",
            "contract-without-state",
            "/purposes/books/basis",
        ),
    ] {
        refused(&club(old, new), &[(error, path)]);
    }
}

#[test]
fn a_ring_of_needs_is_refused() {
    for (old, new, path) in [
        ("\"needed-by\": [\"advice\"]", "\"needed-by\": ¦[\"marks\"]", "/categories/marks/needed-by"),
        ("\"sensitivity\": \"sensitive\"", "\"needed-by\": ¦[\"marks\"]", "/categories/advice/needed-by"),
    ] {
        refused(&club(old, new), &[("ring-of-needs", path)]);
    }
    let three = club("\"sensitivity\": \"sensitive\"", "\"needed-by\": [\"photo\"]")
        .replace("\"identifiability\": \"identifiable\"", "\"needed-by\": [\"marks\"]");
    assert_eq!(code(Policy::parse(&three), |error| error.code()), "ring-of-needs");
}

#[test]
fn a_mistyped_category_or_field_is_told_once() {
    // The rules of the purpose, its recipients and what a role may do name the right one: that they do is not told.
    let mistyped = club("\"categories\": [\"invoice\"]", "\"categories\": [¦\"invoices\"]");
    let diagnostics = refused(&mistyped, &[("unknown-name", "/purposes/books/categories/0")]);
    assert_eq!(diagnostics[0].suggestion(), Some("invoice"));
    let field = club("\"categories\": [\"invoice\"]", "¦\"category\": [\"invoice\"]");
    refused(&field, &[("unknown-field", "/purposes/books/category")]);
    // What has to do with something else is.
    let both = mistyped.replacen("\"until\": 18", "\"until\": 0", 1);
    let codes: Vec<_> = diagnostics_of(&both.replace(MARK, "")).iter().map(Diagnostic::code).collect();
    assert_eq!(codes, ["no-such-age", "unknown-name"]);
}

#[test]
fn a_category_without_a_term_is_refused() {
    refused(&club("\"of\": [\"advice\"]", "\"of\": [\"marks\"]"), &[("no-term", "/purposes/help/retention")]);
    let minimum = club(
        "\"kind\": \"maximum\", \"source\": \"tax law\"",
        "\"kind\": \"minimum\", \"source\": \"tax law\"",
    );
    refused(&minimum, &[("minimum-without-law", "/purposes/books/retention/books/kind")]);
    refused(
        &club("\"categories\": [\"invoice\"]", "\"categories\": ¦[]"),
        &[("no-category", "/purposes/books/categories")],
    );
}

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

#[test]
fn all_errors_are_told_at_once_in_the_order_of_the_document() {
    // Six values that cannot be read.
    let mut text = CLUB.to_owned();
    for (old, new) in [
        ("\"applies-from\": \"2026-01-01\"", "\"applies-from\": ¦\"2026-13-01\""),
        ("\"jurisdiction\": \"NL\"", "\"jurisdiction\": ¦\"BE\""),
        ("\"minors\": true", "\"minors\": ¦\"true\""),
        ("\"how\": \"explicit\"", "\"how\": ¦\"explicitly\""),
        ("enrolled + P6M", "enrolled ¦- P6M"),
        ("\"party\": \"printer\", \"says\"", "\"party\": ¦\"\", \"says\""),
    ] {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text = text.replacen(old, new, 1);
    }
    refused(
        &text,
        &[
            ("not-a-day", "/applies-from"),
            ("unknown-word", "/jurisdiction"),
            ("wrong-type", "/subjects/pupil/minors"),
            ("unknown-word", "/purposes/website/consent/how"),
            ("unexpected-in-term", "/purposes/help/retention/advice/term"),
            ("not-an-id", "/duties/print/party"),
        ],
    );
    // Six things that can be read and cannot work, and two names that nobody knows; found in another order.
    let mut text = CLUB.to_owned();
    for (old, new) in [
        ("\"zone\": \"Europe/Amsterdam\"", "\"zone\": ¦\"Europe/Utrecht\""),
        ("\"from-party\": \"printer\"", "\"from-party\": ¦\"press\""),
        ("\"preconditions\": [\"press-play\"]", "\"preconditions\": [¦\"press\"]"),
        ("\"while\": \"contract\"", "\"while\": ¦\"recorded\""),
        ("\"source\": \"tax law\"", "\"source\": \"tax law\", ¦\"sauce\": 1"),
        ("\"never\": [\"invoice\"]", "\"never\": [¦\"x\"]"),
        ("\"answered-by\": \"club\"", "\"answered-by\": ¦\"x\""),
        ("\"reading\": \"The printer\"", "\"reading\": \"The printer\", ¦\"writing\": 1"),
    ] {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text = text.replacen(old, new, 1);
    }
    refused(
        &text,
        &[
            ("unknown-zone", "/zone"),
            ("unknown-name", "/categories/marks/from-party"),
            ("unknown-name", "/purposes/website/preconditions/0"),
            ("not-a-state", "/purposes/help/while"),
            ("unknown-field", "/purposes/books/retention/books/sauce"),
            ("unknown-name", "/roles/tutor/never/0"),
            ("unknown-name", "/rights/answered-by"),
            ("unknown-field", "/doubts/who/writing"),
        ],
    );
    // Every one of them is shown.
    let shown = Policy::parse(&marked(&text).0).unwrap_err().to_string();
    assert_eq!(shown.matches("error[").count(), 8);
    assert_eq!(shown.matches("-->").count(), 8);
}

#[test]
fn line_ends_of_windows_change_nothing() {
    let windows = CLUB.replace('\n', "\r\n");
    assert_eq!(Policy::parse(&windows).unwrap().digest(), Policy::parse(CLUB).unwrap().digest());
    let broken = club("\"option\": \"portfolio\"", "\"option\": ¦\"x\"").replace('\n', "\r\n");
    refused(&broken, &[("unknown-name", "/purposes/website/option")]);
}

#[test]
fn versions_that_do_not_follow_each_other_are_refused() {
    let later = club("\"applies-from\": \"2026-01-01\"", "\"applies-from\": \"2027-01-01\"");
    assert!(Policy::parse_history(&[CLUB, &later]).is_ok());
    let codes = |documents: &[&str]| -> Vec<_> {
        let error = Policy::parse_history(documents).err();
        error.iter().flat_map(|error| error.diagnostics()).map(|f| (f.code(), f.path().to_owned())).collect()
    };
    let one = |code: &'static str, path: &str| vec![(code, path.to_owned())];
    assert_eq!(codes(&[]), one("no-version", ""));
    assert_eq!(codes(&[&later, CLUB]), one("versions-out-of-order", "/applies-from"));
    assert_eq!(codes(&[CLUB, CLUB]), one("versions-out-of-order", "/applies-from"));
    assert_eq!(
        codes(&[CLUB, &later.replace("\"club\",\n  \"version\"", "\"other\",\n  \"version\"")]),
        one("other-policy", "/policy")
    );
    assert_eq!(
        codes(&[CLUB, &later.replace("Europe/Amsterdam", "Europe/Brussels")]),
        one("zone-changed", "/zone")
    );
    let changed =
        later.replace("\"guest\": { \"kind\": \"state\" }", "\"guest\": { \"kind\": \"happening\" }");
    assert_eq!(codes(&[CLUB, &changed]), one("anchor-changed", "/anchors/guest"));
    // What is wrong with each of them is told, not only with the first.
    let broken = club("\"option\": \"portfolio\"", "\"option\": \"x\"");
    assert_eq!(codes(&[&broken, "{", &later]).len(), 2);
    // And which of them it is about.
    let about = |documents: &[&str]| -> Vec<String> {
        let error = Policy::parse_history(documents).unwrap_err();
        let words =
            |diagnostic: &Diagnostic| diagnostic.message().split(' ').take(3).collect::<Vec<_>>().join(" ");
        error.diagnostics().iter().map(words).collect()
    };
    assert_eq!(about(&[&broken, "{", &later]), ["in document 1:", "in document 2:"]);
    assert_eq!(about(&[&later, CLUB]), ["in document 2:"]);
    assert!(
        !Policy::parse_history(&[&broken]).unwrap_err().diagnostics()[0].message().contains("document 1")
    );
}

// ---- Dossiers

/// The bodies of a dossier with an entry of each shape: flat, nested, with a list, with text that is not ASCII.
fn bodies() -> Vec<Body> {
    [
        json!({"kind": "born", "happened": "2026-01-01", "date": "2012-02-29"}),
        json!({"kind": "authority", "happened": "2026-01-02T10:00:00Z", "representative": "parent-1", "authority": "parental", "may": "exercise", "evidence": "gezien: één brief 🦔"}),
        json!({"kind": "consent-given", "happened": "2026-01-03T10:00:00Z", "purposes": ["website"], "by": "parent-1", "text": "v1"}),
        json!({"kind": "objected", "happened": "2026-01-04T10:00:00Z", "purposes": []}),
        json!({"kind": "objection-rejected", "happened": "2026-01-05T10:00:00Z", "entry": 4,
            "decision": {"role": "officer", "article": "21(1)", "text": "weighed"}}),
    ]
    .iter()
    .map(|body| Body::from_json(&body.to_string()).unwrap())
    .collect()
}

/// The lines of a dossier with these bodies, and the dossier.
fn written(bodies: Vec<Body>) -> (Vec<String>, Dossier) {
    let (mut lines, mut dossier) = (Vec::new(), Dossier::new());
    for (index, body) in bodies.into_iter().enumerate() {
        let recorded = time(&format!("2026-02-0{}T09:00:00Z", index + 1));
        let appended = dossier.append(dossier.head(), body, recorded, 0).unwrap();
        lines.push(appended.line.clone());
        dossier = dossier.with(appended).unwrap();
    }
    (lines, dossier)
}

fn five() -> (Vec<String>, Dossier) {
    written(bodies())
}

/// A line as this library writes it, but with whatever is asked for.
fn line(version: &str, seq: &str, recorded: &str, critical: bool, body: &str) -> String {
    format!(
        "{{\"v\":{version},\"seq\":{seq},\"recorded\":\"{recorded}\",\"critical\":{critical},\"body\":{body}}}"
    )
}

const RECORDED: &str = "2026-02-01T09:00:00.000000Z";
const LEFT: &str = "{\"kind\":\"left\",\"happened\":\"2026-01-01\"}";

/// The head of any lines, computed as documented, so that a line can be wrong without the head giving it away.
fn head(lines: &[String]) -> Head {
    let mut head = [0; 32];
    for line in lines {
        let (header, body) = line.split_once(",\"body\":").unwrap();
        let mut hash = Sha256::new();
        hash.update(head);
        hash.update(header);
        hash.update(Sha256::digest(body.strip_suffix('}').unwrap()));
        head = hash.finalize().into();
    }
    Head::from_bytes(head)
}

/// Loads lines with the head that belongs to them.
fn loaded(lines: &[String]) -> Result<Dossier, DossierError> {
    Dossier::load(&lines.join("\n"), head(lines))
}

/// The codes and paths of a refusal; empty if it loads.
fn refusal(result: &Result<Dossier, DossierError>) -> Vec<(&'static str, &str)> {
    result.as_ref().err().iter().flat_map(|error| error.diagnostics()).map(|f| (f.code(), f.path())).collect()
}

#[test]
fn a_dossier_is_read_back_as_it_was_written() {
    let (lines, dossier) = five();
    assert_eq!(head(&lines), dossier.head(), "the documented digest");
    for text in [lines.join("\n"), lines.join("\n") + "\n"] {
        assert_eq!(Dossier::load(&text, dossier.head()), Ok(dossier.clone()));
    }
    assert!(lines.iter().all(|line| line.is_ascii()));
    let read: Vec<Body> = dossier.entries().iter().filter_map(Entry::body).cloned().collect();
    assert_eq!(read, bodies());
    let Body::AuthorityBegan(authority) = &read[1] else { panic!("the second entry is an authority") };
    assert_eq!(authority.evidence, Some(Text("gezien: één brief 🦔".to_owned())));
}

#[test]
fn a_dossier_cut_anywhere_is_never_a_shorter_history() {
    let (lines, dossier) = five();
    let whole = lines.join("\n");
    for cut in 0..whole.len() {
        let at_line_end = cut == 0 || whole.as_bytes()[cut] == b'\n' || whole.as_bytes()[cut - 1] == b'\n';
        let expected = if at_line_end { "head-mismatch" } else { "cut-line" };
        for end in ["", "\n"] {
            let loaded = Dossier::load(&format!("{}{end}", &whole[..cut]), dossier.head());
            let error = loaded.expect_err("a cut dossier is refused");
            // A cut just after a line end leaves an empty line where another line end is added.
            let extra = end == "\n" && cut > 0 && whole.as_bytes()[cut - 1] == b'\n';
            let expected = if extra { "not-a-line" } else { expected };
            assert_eq!(error.code(), expected, "cut at {cut}");
            if expected == "cut-line" {
                let number = whole[..cut].matches('\n').count() as u32 + 1;
                assert_eq!(error.diagnostics()[0].position(), Some((number, 1)));
                assert!(error.diagnostics()[0].help().is_some_and(|help| help.contains("GROUP_CONCAT")));
            }
        }
        // Cut at the front it is refused too.
        assert!(cut == 0 || Dossier::load(&whole[cut..], dossier.head()).is_err(), "from {cut}");
    }
}

#[test]
fn a_dossier_cut_by_a_database_at_1024_bytes_says_so() {
    let (mut lines, _) = five();
    let many = bodies().into_iter().chain((0..20).map(|_| bodies().remove(3)));
    let mut dossier = Dossier::new();
    lines.clear();
    for body in many {
        let appended = dossier.append(dossier.head(), body, time(RECORDED), 0).unwrap();
        lines.push(appended.line.clone());
        dossier = dossier.with(appended).unwrap();
    }
    let error = Dossier::load(&lines.join("\n")[..1024], dossier.head()).unwrap_err();
    assert_eq!(error.code(), "cut-line");
    assert!(error.diagnostics()[0].help().is_some_and(|help| help.contains("1024")));
}

#[test]
fn a_dossier_with_one_byte_changed_is_refused() {
    let (lines, dossier) = five();
    let whole = lines.join("\n").into_bytes();
    for at in 0..whole.len() {
        for byte in [whole[at] ^ 1, b' ', b'0', b'"', b'\n'] {
            if byte == whole[at] || !byte.is_ascii() {
                continue;
            }
            let mut changed = whole.clone();
            changed[at] = byte;
            let text = String::from_utf8(changed).unwrap();
            assert!(Dossier::load(&text, dossier.head()).is_err(), "byte {at} became {byte}");
        }
    }
}

#[test]
fn lines_that_are_missing_moved_doubled_or_foreign_are_refused() {
    let (lines, dossier) = five();
    let check = |lines: &[&String], code: &'static str, path: &str| {
        let text = lines.iter().map(|line| line.as_str()).collect::<Vec<_>>().join("\n");
        assert_eq!(refusal(&Dossier::load(&text, dossier.head())), [(code, path)], "{code}");
    };
    let all: Vec<&String> = lines.iter().collect();
    for missing in 0..4 {
        let mut rest = all.clone();
        rest.remove(missing);
        check(&rest, "wrong-number", &format!("/{missing}"));
        let mut swapped = all.clone();
        swapped.swap(missing, missing + 1);
        check(&swapped, "wrong-number", &format!("/{missing}"));
        let mut doubled = all.clone();
        doubled.insert(missing, all[missing]);
        check(&doubled, "wrong-number", &format!("/{}", missing + 1));
    }
    check(&all[..4], "head-mismatch", "");
    let (others, other) = written(bodies().into_iter().rev().skip(1).collect());
    let mut foreign = all.clone();
    foreign[2] = &others[2];
    check(&foreign, "head-mismatch", "");
    assert_eq!(refusal(&Dossier::load(&lines.join("\n"), other.head())), [("head-mismatch", "")]);
    assert_eq!(refusal(&Dossier::load(&lines.join("\n"), Head::EMPTY)), [("head-mismatch", "")]);
    assert_eq!(refusal(&Dossier::load("", dossier.head())), [("head-mismatch", "")]);
    assert_eq!(Dossier::load("", Head::EMPTY), Ok(Dossier::new()));
    // Line ends of Windows, empty lines, a byte order mark.
    for (text, path) in [
        (lines.join("\r\n"), "/0"),
        (lines.join("\n") + "\r\n", "/4"),
        (lines.join("\n\n"), "/1"),
        (lines.join("\n") + "\n\n", "/5"),
        ("\u{feff}".to_owned() + &lines.join("\n"), "/0"),
        (" ".to_owned() + &lines.join("\n"), "/0"),
    ] {
        let result = Dossier::load(&text, dossier.head());
        let got = refusal(&result);
        assert_eq!((got.len(), got[0].1), (1, path), "{got:?}");
        assert!(["not-a-line", "cut-line"].contains(&got[0].0), "{got:?}");
    }
}

#[test]
fn a_line_is_read_as_it_is_written_and_no_other_way() {
    for (text, code) in [
        (line("1", "0", RECORDED, true, LEFT), "wrong-number"),
        (line("1", "2", RECORDED, true, LEFT), "wrong-number"),
        (line("1", "4294967295", RECORDED, true, LEFT), "wrong-number"),
        (line("1", "4294967296", RECORDED, true, LEFT), "not-a-line"),
        (line("1", "99999999999999999999999", RECORDED, true, LEFT), "not-a-line"),
        (line("1", "-1", RECORDED, true, LEFT), "not-a-line"),
        (line("1", "+1", RECORDED, true, LEFT), "not-a-line"),
        (line("1", "01", RECORDED, true, LEFT), "not-a-line"),
        (line("1", "1.0", RECORDED, true, LEFT), "not-a-line"),
        (line("1", "", RECORDED, true, LEFT), "not-a-line"),
        (line("0", "1", RECORDED, true, LEFT), "not-a-line"),
        (line("\"1\"", "1", RECORDED, true, LEFT), "not-a-line"),
        (line("1", "1", "2026-02-01T09:00:00Z", true, LEFT), "not-a-line"),
        (line("1", "1", "2026-02-01T10:00:00.000000+01:00", true, LEFT), "not-a-line"),
        (line("1", "1", "2500-02-01T09:00:00.000000Z", true, LEFT), "not-a-line"),
        (line("1", "1", "+infinity", true, LEFT), "not-a-line"),
        (line("1", "1", "", true, LEFT), "not-a-line"),
        (line("1", "1", RECORDED, true, LEFT).replace("true", "yes"), "not-a-line"),
        (line("1", "1", RECORDED, true, "{}"), "not-canonical"),
        (line("1", "1", RECORDED, true, "{\"happened\":\"2026-01-01\",\"kind\":\"left\"}"), "not-canonical"),
        (line("1", "1", RECORDED, true, "{ \"kind\":\"left\",\"happened\":\"2026-01-01\"}"), "not-canonical"),
        (
            line("1", "1", RECORDED, true, "{\"kind\":\"objected\",\"happened\":\"2026-01-01\"}"),
            "not-canonical",
        ),
        (
            line("1", "1", RECORDED, true, "{\"kind\":\"left\",\"happened\":\"2026-01-01\",\"note\":\"x\"}"),
            "not-canonical",
        ),
        (line("1", "1", RECORDED, true, &format!("{LEFT}{LEFT}")), "not-json"),
        (line("1", "1", RECORDED, true, &format!("{LEFT},\"more\":{{}}")), "not-json"),
        (line("1", "1", RECORDED, true, "{\"kind\":\"left\"}"), "missing-field"),
        (line("1", "1", RECORDED, true, "{\"kind\":\"left\",\"happened\":\"2026-02-30\"}"), "not-a-moment"),
        (line("1", "1", RECORDED, true, "{\"kind\":\"left\",\"happened\":\"+infinity\"}"), "not-a-moment"),
        (line("1", "1", RECORDED, true, "{\"kind\":\"left\",\"happened\":20260101}"), "wrong-type"),
        (
            line(
                "1",
                "1",
                RECORDED,
                true,
                "{\"kind\":\"left\",\"happened\":\"2026-01-01\",\"happened\":\"2026-01-02\"}",
            ),
            "duplicate-field",
        ),
        (
            line(
                "1",
                "1",
                RECORDED,
                true,
                "{\"kind\":\"began\",\"happened\":\"2026-01-01\",\"state\":\"Not A Name\"}",
            ),
            "not-an-id",
        ),
        (
            line(
                "1",
                "1",
                RECORDED,
                true,
                "{\"kind\":\"born\",\"happened\":\"2026-01-01\",\"date\":\"2026-02-30\"}",
            ),
            "not-a-day",
        ),
        (
            line(
                "1",
                "1",
                RECORDED,
                true,
                "{\"kind\":\"consent-given\",\"happened\":\"2026-01-01\",\"purposes\":[],\"by\":\"\"}",
            ),
            "empty-text",
        ),
        (
            line(
                "1",
                "1",
                RECORDED,
                true,
                "{\"kind\":\"consent-given\",\"happened\":\"2026-01-01\",\"purposes\":[],\"by\":\"\\ud800\"}",
            ),
            "not-json",
        ),
        (
            line(
                "1",
                "1",
                RECORDED,
                true,
                "{\"kind\":\"age-attested\",\"happened\":\"2026-01-01\",\"at-least\":-1}",
            ),
            "wrong-type",
        ),
        (
            line(
                "1",
                "1",
                RECORDED,
                true,
                "{\"kind\":\"capacity\",\"happened\":\"2026-01-01\",\"capacity\":\"half\"}",
            ),
            "unknown-word",
        ),
        (line("1", "1", RECORDED, true, "{\"kind\":\"of-tomorrow\",]}"), "not-canonical"),
        (line("2", "1", RECORDED, true, "{\"kind\":\"left\",]}"), "not-a-line"),
    ] {
        let result = loaded(std::slice::from_ref(&text));
        let got = refusal(&result);
        assert_eq!(got.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [code], "{text}");
        assert!(got.iter().all(|(_, path)| path.starts_with("/0")), "{got:?}");
    }
    assert!(loaded(&[line("1", "1", RECORDED, true, LEFT)]).is_ok());
}

#[test]
fn a_diagnostic_in_a_body_is_given_with_its_path() {
    let first = line("1", "1", RECORDED, true, LEFT);
    for (body, code, path, suggestion) in [
        (
            "{\"kind\":\"left\",\"happened\":\"2026-01-01\",\"stted\":\"2026-01-01\"}",
            "unknown-field",
            "/1/body",
            Some("stated"),
        ),
        (
            "{\"kind\":\"objection-upheld\",\"happened\":\"2026-01-01\",\"entry\":1,\"decision\":{\"role\":\"a\",\"article\":\"b\",\"text\":\"c\",\"tekst\":\"d\"}}",
            "unknown-field",
            "/1/body/decision",
            None,
        ),
        (
            "{\"kind\":\"objection-upheld\",\"happened\":\"2026-01-01\",\"entry\":1,\"decision\":{\"role\":\"a\",\"article\":\" \",\"text\":\"c\"}}",
            "empty-text",
            "/1/body/decision/ground",
            None,
        ),
        (
            "{\"kind\":\"consent-asked\",\"happened\":\"2026-01-01\",\"purposes\":[\"a\",7]}",
            "wrong-type",
            "/1/body/purposes/1",
            None,
        ),
        (
            "{\"kind\":\"agreement-signed\",\"happened\":\"2026-01-01\",\"terms\":{\"a\":\"enrolled + P2\"},\"bases\":{}}",
            "not-a-period",
            "/1/body/terms",
            None,
        ),
    ] {
        let result = loaded(&[first.clone(), line("1", "2", RECORDED, true, body)]);
        assert_eq!(refusal(&result), [(code, path)], "{body}");
        let diagnostic = &result.unwrap_err().diagnostics()[0].clone();
        assert_eq!((diagnostic.suggestion(), diagnostic.position()), (suggestion, Some((2, 1))), "{body}");
    }
}

#[test]
fn recorded_never_goes_backwards() {
    let second = |recorded: &str| line("1", "2", recorded, true, LEFT);
    let first = line("1", "1", RECORDED, true, LEFT);
    let load = |recorded: &str| loaded(&[first.clone(), second(recorded)]);
    assert_eq!(refusal(&load("2026-02-01T08:59:59.999999Z")), [("recorded-backwards", "/1")]);
    assert!(load(RECORDED).is_ok(), "two entries in one microsecond");
    // A clock that ran behind is moved up when an entry is appended; one that is wrong is not.
    let (_, dossier) = five();
    let last = dossier.entries()[4].recorded();
    let append = |behind: i64, skew: i64| {
        let recorded = Time::now(last.micros() - behind).unwrap();
        dossier.append(dossier.head(), bodies().remove(0), recorded, skew)
    };
    let day = 86_400_000_000;
    for (behind, skew) in [(1, 0), (day, 0), (day + 1, day + 1), (40 * day, 40 * day)] {
        let with = dossier.clone().with(append(behind, skew).unwrap()).unwrap();
        assert_eq!(with.entries()[5].recorded(), last);
    }
    for (behind, skew) in [(day + 1, 0), (day + 1, i64::MIN), (day + 2, day + 1), (2_000 * day, 0)] {
        assert_eq!(code(append(behind, skew), |error| error.code()), "clock-behind");
    }
}

#[test]
fn a_year_that_was_mistyped_is_seen() {
    let append = |happened: &str| {
        let body = json!({"kind": "option-on", "happened": happened, "option": "portfolio"}).to_string();
        let body = Body::from_json(&body).unwrap();
        let recorded = "2026-09-01T08:00:00Z".parse().unwrap();
        Dossier::new().append(Head::EMPTY, body, recorded, 0).map_err(|error| error.code())
    };
    for planned in ["1926-09-01", "2027-08-01", "2051-09-01", "2051-09-01T08:00:00Z"] {
        assert!(append(planned).is_ok(), "{planned}");
    }
    for mistyped in ["2062-09-01", "2052-01-01", "2062-09-01T08:00:00Z"] {
        assert_eq!(append(mistyped).err(), Some("happened-far-ahead"), "{mistyped}");
    }
}

#[test]
fn what_cannot_be_so_is_refused_by_the_call_that_appends_for_a_person() {
    let (institution, recorded) = (institution(), time("2026-09-01T08:00:00Z"));
    let append = |ahead: &[Json], body: &Json| {
        let read = |body: &Json| Body::from_json(&body.to_string()).unwrap();
        let dossier = ahead.iter().fold(Dossier::new(), |dossier, body| {
            let appended = dossier.append(dossier.head(), read(body), recorded, 0).unwrap();
            dossier.with(appended).unwrap()
        });
        let appended = institution.append(&dossier, &[], read(body), recorded, 0);
        appended.map_err(|error| (error.code(), error.diagnostics()[0].path().to_owned()))
    };
    let begun = [
        json!({ "kind": "enrolled", "happened": "2026-08-20" }),
        json!({ "kind": "account-opened", "happened": "2026-08-20" }),
        json!({ "kind": "contract-began", "happened": "2026-08-20" }),
    ];
    for (body, field, wrong, code, right) in [
        (json!({ "kind": "left" }), "happened", "2023-08-31", "ends-nothing", "2026-08-31"),
        (json!({ "kind": "left" }), "happened", "2026-08-19", "ends-nothing", "2026-08-20"),
        (json!({ "kind": "account-closed" }), "happened", "2023-08-31", "ends-nothing", "2026-08-31"),
        (json!({ "kind": "contract-ended" }), "happened", "2023-08-31", "ends-nothing", "2026-08-31"),
        (json!({ "kind": "born" }), "date", "2062-05-05", "not-yet", "2012-05-05"),
        (json!({ "kind": "erased", "category": "photo" }), "through", "2062-08-31", "not-yet", "2026-08-31"),
        (
            json!({ "kind": "anonymised", "category": "photo" }),
            "through",
            "2062-08-31",
            "not-yet",
            "2026-08-31",
        ),
        (
            json!({ "kind": "pseudonymised", "category": "photo" }),
            "through",
            "2026-09-03",
            "not-yet",
            "2026-09-01",
        ),
        (json!({ "kind": "erasure-granted" }), "through", "2026-09-03T00:00:00Z", "not-yet", "2026-09-01"),
    ] {
        let with = |value: &str| {
            let mut body = body.clone();
            body["happened"] = json!("2026-08-31");
            body[field] = json!(value);
            body
        };
        assert_eq!(append(&begun, &with(wrong)).err(), Some((code, format!("/{field}"))), "{}", with(wrong));
        assert!(append(&begun, &with(right)).is_ok(), "{}", with(right));
    }
    // What is told of a time about which nothing is known ends nothing wrongly; and an earlier beginning is one.
    let left = json!({ "kind": "left", "happened": "2023-08-31" });
    assert!(append(&[], &left).is_ok());
    let earlier = [begun[0].clone(), json!({ "kind": "enrolled", "happened": "2019-08-20" })];
    assert!(append(&earlier, &left).is_ok());
    let void = json!({ "kind": "voided", "happened": "2026-08-31", "entry": 1 });
    assert!(append(&[begun[0].clone(), void], &left).is_ok());

    // Two clocks that differ no more than they may tell of no end before its beginning.
    let opened = json!({ "kind": "account-opened", "happened": "2026-08-20T10:00:05Z" });
    let closed = json!({ "kind": "account-closed", "happened": "2026-08-20T10:00:00Z" });
    let by_clocks = |skew: i64| {
        let read = |body: &Json| Body::from_json(&body.to_string()).unwrap();
        let begun = Dossier::new().append(Head::EMPTY, read(&opened), recorded, 0).unwrap();
        let dossier = Dossier::new().with(begun).unwrap();
        code(institution.append(&dossier, &[], read(&closed), recorded, skew), |error| error.code())
    };
    assert_eq!((by_clocks(4_999_999), by_clocks(5_000_000)), ("ends-nothing", "no error"));

    // The agreement is not one person's.
    let agreement = json!({ "kind": "agreement-ended", "happened": "2026-08-31" });
    assert_eq!(append(&[], &agreement).err(), Some(("of-the-institution", "/kind".to_owned())));
    assert!(institution.check_append(&Body::from_json(&agreement.to_string()).unwrap()).is_ok());
}

#[test]
fn an_anchor_is_named_as_what_it_is() {
    let check_append = |body: Json| {
        let body = Body::from_json(&body.to_string()).unwrap();
        institution()
            .check_append(&body)
            .map_err(|error| (error.code(), error.diagnostics()[0].path().to_owned()))
    };
    let of = |kind: &str, field: &str, anchor: &str| {
        check_append(json!({ "kind": kind, "happened": "2026-08-31", field: anchor }))
    };
    assert_eq!(of("occurred", "anchor", "enrolled"), Err(("not-a-happening", "/anchor".to_owned())));
    assert_eq!(of("began", "state", "deceased"), Err(("not-a-state", "/state".to_owned())));
    assert_eq!(of("ended", "state", "account-opened"), Err(("not-a-state", "/state".to_owned())));
    assert_eq!(of("occurred", "anchor", "recorded"), Err(("of-a-record", "/anchor".to_owned())));
    assert!(of("occurred", "anchor", "deceased").is_ok() && of("began", "state", "enrolled").is_ok());

    // Of a record too, every anchor has a name of the policy.
    let claims = claims(&Dossier::new());
    let record =
        Record::from_json(r#"{"created":"2026-01-01","anchors":{"deceesed":["2026-02-01"]}}"#).unwrap();
    let needed = Record::from_json(
        r#"{"created":"2026-01-01","needed-by":{"photo":[{"created":"2026-01-01","anchors":{"deceesed":[]}}]}}"#,
    )
    .unwrap();
    let now = at("2026-03-01T00:00:00Z");
    let asked = Query::new("tutor", Verb::View, "website", "photo", now);
    for record in [&record, &needed] {
        let query = Query { record: Some(record), ..asked };
        let errors = [
            decide(&claims, &query).err(),
            explain(&claims, &query).err(),
            claims.timelines("website", "photo", Some(record)).err(),
            waarborg::retention::due(&claims, "photo", record).err(),
            erasable(&claims, "photo", record, now).err(),
            waarborg::retention::kept_by(&claims, "photo", record, now).err(),
            waarborg::retention::next_due(&claims, [("photo", record)]).err(),
        ];
        for error in errors {
            let error = error.expect("an anchor that the policy does not know");
            let diagnostic = &error.diagnostics()[0];
            assert_eq!((diagnostic.code(), diagnostic.path()), ("unknown-name", "/anchors"));
            assert_eq!(diagnostic.suggestion(), Some("deceased"));
        }
    }
}

#[test]
fn an_error_that_ends_a_program_can_be_read() {
    let error = Policy::parse("{}").unwrap_err();
    assert_eq!(format!("{error:?}"), error.to_string());
}

#[test]
fn entries_that_happened_in_another_order_are_kept_in_the_order_they_were_written() {
    let given = |at: &str| {
        Body::from_json(&json!({"kind": "option-on", "happened": at, "option": "portfolio"}).to_string())
            .unwrap()
    };
    let second = 1_000_000;
    let (mut dossier, mut lines) = (Dossier::new(), Vec::new());
    for (at, skew) in [
        ("2026-01-02T10:00:01Z", 0),
        // Within the skew: moved up, and what was stated is kept.
        ("2026-01-02T10:00:00.5Z", 5 * second),
        // The same instant, and long before: kept as they are.
        ("2026-01-02T10:00:01Z", 5 * second),
        ("2026-01-01T10:00:00Z", 5 * second),
        // Days are never moved; a skew that makes no sense moves nothing.
        ("2026-01-01", i64::MAX),
        ("2026-01-02T10:00:00Z", i64::MIN),
    ] {
        let appended = dossier.append(dossier.head(), given(at), time(RECORDED), skew).unwrap();
        lines.push(appended.line.clone());
        dossier = dossier.with(appended).unwrap();
    }
    let happened: Vec<String> =
        dossier.entries().iter().filter_map(Entry::body).map(|body| body.happened().to_string()).collect();
    assert_eq!(
        happened,
        [
            "2026-01-02T10:00:01.000000Z",
            "2026-01-02T10:00:01.000000Z",
            "2026-01-02T10:00:01.000000Z",
            "2026-01-01T10:00:00.000000Z",
            "2026-01-01",
            "2026-01-02T10:00:00.000000Z",
        ]
    );
    assert!(lines[1].contains("\"stated\":\"2026-01-02T10:00:00.500000Z\""), "{}", lines[1]);
    assert!(lines.iter().enumerate().all(|(index, line)| index == 1 || !line.contains("stated")));
    assert_eq!(loaded(&lines), Ok(dossier));
}

fn at(text: &str) -> Time {
    time(text)
}

fn institution() -> Institution {
    let policy = Policy::parse(CLUB).unwrap();
    Institution::fold(&policy, &Dossier::new(), &[], at("2026-06-01T00:00:00Z"))
}

fn claims(dossier: &Dossier) -> Claims {
    institution().claims(dossier, &[], at("2026-06-01T00:00:00Z"))
}

#[test]
fn what_keeps_a_record_of_which_little_is_known_is_said() {
    let withdrawn = json!({"kind": "consent-withdrawn", "happened": "2026-02-01T10:00:00Z", "purposes": ["website"], "by": "parent-1"});
    let mut all = bodies();
    all.truncate(3);
    all.push(Body::from_json(&withdrawn.to_string()).unwrap());
    let claims = claims(&written(all).1);
    let kept = |record: &Record, moment: &str| match erasable(&claims, "photo", record, at(moment)).unwrap() {
        Erasable::Yes => "erasable",
        Erasable::No(reason) => reason.reason.code(),
    };
    let (undated, dated) = (Record::default(), Record::created(Moment::At(at("2026-01-10T10:00:00Z"))));
    let (before, after) = ("2026-01-20T00:00:00Z", "2026-03-01T00:00:00Z");
    assert_eq!(kept(&undated, before), kept(&dated, before), "what keeps it is the claim");
    assert_eq!(kept(&dated, after), "erasable");
    // Nothing keeps it any longer, but whether it was made while something did is not known.
    assert_eq!(kept(&undated, after), "created-unknown");
}

#[test]
fn what_a_newer_library_wrote_is_kept_and_never_guessed() {
    let unknown = "{\"kind\":\"of-tomorrow\",\"happened\":\"2026-01-01\",\"what\":[1,{}]}";
    let ask = |dossier: &Dossier| {
        let query = Query::new("tutor", Verb::View, "help", "marks", at("2026-03-01T00:00:00Z"));
        explain(&claims(dossier), &query).unwrap()
    };
    for (version, body) in [("1", unknown), ("2", unknown), ("2", LEFT), ("4294967295", LEFT)] {
        for critical in [true, false] {
            let lines = [line("1", "1", RECORDED, true, LEFT), line(version, "2", RECORDED, critical, body)];
            let dossier = loaded(&lines).unwrap();
            let entry = &dossier.entries()[1];
            assert_eq!((entry.seq(), entry.is_critical(), entry.body()), (2, critical, None));
            assert_eq!(dossier.head(), head(&lines), "its bytes count, though they are not understood");
            let explanation = ask(&dossier);
            assert_eq!(explanation.decision.answer, Answer::Deny);
            let unreadable =
                explanation.reasons.iter().any(|reason| reason.reason.code() == "unreadable-entry");
            assert_eq!(unreadable, critical, "version {version}: {:?}", explanation.reasons);
            // An entry can still be added after it, and it cannot be lost.
            let next = dossier.append(dossier.head(), bodies().remove(0), time(RECORDED), 0).unwrap();
            let all = [lines[0].clone(), lines[1].clone(), next.line.clone()];
            assert_eq!(loaded(&all), dossier.clone().with(next));
            assert_eq!(refusal(&Dossier::load(&lines[0], dossier.head())), [("head-mismatch", "")]);
        }
    }
    // A kind that is not known is refused where an entry is made.
    let error = Body::from_json("{\"kind\":\"wthdrawn\",\"happened\":\"2026-01-01\"}").unwrap_err();
    assert_eq!((error.code(), error.diagnostics()[0].path()), ("unknown-kind", "/kind"));
    assert_eq!(error.diagnostics()[0].suggestion(), Some("withdrawn"));
}

#[test]
fn an_entry_is_appended_to_the_dossier_it_was_created_for_and_no_other() {
    let (_, dossier) = five();
    let now = dossier.entries()[4].recorded();
    let (_, other) = written(bodies().into_iter().take(4).chain(bodies().into_iter().take(1)).collect());
    assert_eq!(dossier.entries().len(), other.entries().len());
    let body = || bodies().remove(0);
    let stale = dossier.append(Head::EMPTY, body(), time(RECORDED), 0);
    assert_eq!(code(stale, |error| error.code()), "head-moved");
    let appended = dossier.append(dossier.head(), body(), now, 0).unwrap();
    // Another person's dossier of the same length; an earlier and a later state of this one.
    assert_eq!(code(other.clone().with(appended.clone()), |error| error.code()), "head-moved");
    assert_eq!(code(Dossier::new().with(appended.clone()), |error| error.code()), "head-moved");
    let once = dossier.clone().with(appended.clone()).unwrap();
    assert_eq!(code(once.clone().with(appended.clone()), |error| error.code()), "head-moved");
    assert_eq!(
        code(once.append(dossier.head(), body(), time(RECORDED), 0), |error| error.code()),
        "head-moved"
    );
    assert_eq!(once.head(), appended.head);
}

#[test]
fn an_entry_answers_one_that_is_there_and_of_the_right_kind() {
    let (_, dossier) = five();
    let decision = json!({"role": "a", "article": "b", "text": "c"});
    let body = |kind: &str, entry: u32| {
        let mut body = json!({"kind": kind, "happened": "2026-03-01", "entry": entry});
        if kind.starts_with("objection-") && kind != "objection-withdrawn" {
            body["decision"] = decision.clone();
        }
        Body::from_json(&body.to_string()).unwrap()
    };
    for (kind, fits) in [
        ("voided", &[1, 2, 3, 4, 5][..]),
        ("invalidated", &[3]),
        ("objection-upheld", &[4]),
        ("objection-rejected", &[4]),
        ("objection-withdrawn", &[4]),
        ("restriction-lifted", &[]),
        ("hold-released", &[]),
        // An objection is closed like a request.
        ("request-closed", &[4]),
        ("request-granted", &[4]),
        ("request-resumed", &[4]),
        ("request-withdrawn", &[4]),
        ("package-ready", &[4]),
        ("package-lapsed", &[4]),
    ] {
        for entry in [0, 1, 2, 3, 4, 5, 6, 7, u32::MAX] {
            let result = dossier.append(dossier.head(), body(kind, entry), time("2026-03-01T00:00:00Z"), 0);
            match result {
                Ok(_) => assert!(fits.contains(&entry), "{kind} {entry}"),
                Err(error) => {
                    assert!(!fits.contains(&entry), "{kind} {entry}: {error}");
                    assert_eq!((error.code(), error.diagnostics()[0].path()), ("no-such-entry", "/entry"));
                    assert!(
                        error.diagnostics()[0].expected().is_some_and(|e| e.starts_with("the number of "))
                    );
                }
            }
        }
    }
}

#[test]
fn what_is_appended_can_always_be_read_back() {
    let (_, dossier) = five();
    let append = |body: Body| dossier.append(dossier.head(), body, time("2026-03-01T00:00:00Z"), 0);
    for recorded in [Time::MIN, Time::MAX] {
        let result = dossier.append(dossier.head(), bodies().remove(0), recorded, 0);
        assert_eq!(code(result, |error| error.code()), "not-a-time");
    }
    let given = |happened: Moment, by: &str| {
        let Body::ConsentGiven(given) = bodies().remove(2) else { panic!("the third entry is a consent") };
        Body::ConsentGiven(Given { happened, by: Text(by.to_owned()), ..given })
    };
    let day = Moment::On(Day::FIRST);
    for (body, code, path) in [
        (given(Moment::At(Time::MAX), "self"), "not-a-moment", "/happened"),
        (given(Moment::At(Time::MIN), "self"), "not-a-moment", "/happened"),
        (given(day, ""), "empty-text", "/by"),
        (given(day, " \u{a0}"), "empty-text", "/by"),
    ] {
        let error = append(body).expect_err("this cannot be read back");
        assert_eq!((error.code(), error.diagnostics()[0].path()), (code, path));
    }
    for by in ["self", "\u{0}", "\"\\/\n\r\t\u{8}\u{c}\u{7f}", "één 🦔 \u{2028}\u{feff}\u{10ffff}"] {
        let appended = append(given(day, by)).unwrap();
        assert!(appended.line.is_ascii() && !appended.line.contains('\n'), "{by:?}");
        let (mut lines, _) = five();
        lines.push(appended.line.clone());
        let read = Dossier::load(&lines.join("\n"), appended.head).unwrap();
        assert_eq!(read.entries()[5].body(), Some(&given(day, by)), "{by:?}");
    }
    let term: Term = Term::Unbounded("to the \"end\"".to_owned());
    let signed = json!({"kind": "agreement-signed", "happened": "2026-03-01", "terms": {"marks": "enrolled"}, "bases": {}});
    let Ok(Body::AgreementSigned(mut signed)) = Body::from_json(&signed.to_string()) else {
        panic!("an agreement")
    };
    signed.terms.values_mut().for_each(|value| *value = term.clone());
    assert!(append(Body::AgreementSigned(signed)).is_err());
}

#[test]
fn a_line_has_a_longest_length() {
    let given = |length: usize| {
        let body = json!({"kind": "imported", "happened": "2026-01-01", "from": "x".repeat(length)});
        Body::from_json(&body.to_string()).unwrap()
    };
    let append = |body: Body| Dossier::new().append(Head::EMPTY, body, time(RECORDED), 0);
    let short = append(given(1)).unwrap().line.len();
    let longest = (1 << 20) - short + 1;
    let appended: Appended = append(given(longest)).unwrap();
    assert_eq!(appended.line.len(), 1 << 20);
    assert!(Dossier::load(&appended.line, appended.head).is_ok());
    assert_eq!(code(append(given(longest + 1)), |error| error.code()), "line-too-long");
    let line = appended.line.replacen("xx", "xxx", 1);
    assert_eq!(refusal(&loaded(&[line])), [("line-too-long", "/0")]);
    // Escaped, one letter is six bytes: what counts is the line.
    let wide = json!({"kind": "imported", "happened": "2026-01-01", "from": "é".repeat(200_000)});
    assert_eq!(
        code(append(Body::from_json(&wide.to_string()).unwrap()), |error| error.code()),
        "line-too-long"
    );
}

#[test]
fn a_body_says_everything_that_is_wrong_with_it_where_it_stands() {
    let (text, places) = marked(
        "{\n  \"kind\": \"authority\",\n  \"happened\": ¦\"2026-13-01\",\n  \"representative\": ¦\"\",\n  ¦\"authorty\": 1,\n  \
         \"authority\": ¦\"parent\",\n  \"may\": ¦true,\n  \"may\": ¦\"nothing\"\n}",
    );
    let error = Body::from_json(&text).unwrap_err();
    let got: Vec<_> = error.diagnostics().iter().map(|f| (f.code(), f.path())).collect();
    let expected = [
        ("not-a-moment", "/happened"),
        ("empty-text", "/by"),
        ("unknown-field", ""),
        ("unknown-word", "/authority"),
        ("wrong-type", "/may"),
        ("duplicate-field", "/may"),
    ];
    assert_eq!(got, expected);
    assert_eq!(error.diagnostics().iter().filter_map(Diagnostic::position).collect::<Vec<_>>(), places);
    assert_eq!(error.diagnostics()[2].suggestion(), Some("authority"));
    for (text, code, path) in [
        ("{}", "missing-field", ""),
        ("{\"kind\": 1}", "wrong-type", "/kind"),
        ("{\"kind\": \"\"}", "unknown-kind", "/kind"),
        (
            "{\"kind\": \"left\", \"kind\": \"enrolled\", \"happened\": \"2026-01-01\"}",
            "duplicate-field",
            "/kind",
        ),
        (
            "{\"kind\": \"left\", \"happened\": \"2026-01-01\", \"recorded\": \"2026-01-01T00:00:00Z\"}",
            "unknown-field",
            "",
        ),
        (
            "{\"kind\": \"born\", \"happened\": \"2026-01-01\", \"date\": \"2010-01-01\", \"date\": \"2011-01-01\"}",
            "duplicate-field",
            "/date",
        ),
    ] {
        let error = Body::from_json(text).unwrap_err();
        assert_eq!((error.code(), error.diagnostics()[0].path()), (code, path), "{text}");
    }
}

// ---- Calls

#[test]
fn a_moment_in_the_wrong_unit_is_refused() {
    let now = 1_790_000_000_000_000;
    assert!(Time::now(now).is_ok());
    for (micros, help) in [
        (now / 1_000_000, "seconds"),
        (now / 1_000, "milliseconds"),
        (now * 1_000, "microseconds"),
        (0, "microseconds"),
        (-now, "microseconds"),
        (i64::MAX, "microseconds"),
        (i64::MIN, "microseconds"),
    ] {
        let error = Time::now(micros).unwrap_err();
        assert_eq!(error.code(), "now-out-of-range");
        assert!(error.diagnostics()[0].help().is_some_and(|text| text.contains(help)), "{micros}");
    }
}

#[test]
fn days_times_periods_zones_and_heads_are_read_strictly() {
    for text in [
        "",
        "2026-02-30",
        "2026-2-3",
        "20260203",
        "1899-12-31",
        "2400-01-01",
        "2026-02-03T",
        "２026-01-01",
        "2026-01-0é",
    ] {
        assert_eq!(code(text.parse::<Day>(), |error| error.code()), "not-a-day", "{text}");
        assert_eq!(code(text.parse::<Moment>(), |error| error.code()), "not-a-moment", "{text}");
        assert_eq!(code(text.parse::<Time>(), |error| error.code()), "not-a-time", "{text}");
    }
    for text in [
        "2026-01-01T00:00:00",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:00:00.1234567Z",
        "-infinity",
        "1769000000000",
    ] {
        assert_eq!(code(text.parse::<Time>(), |error| error.code()), "not-a-time", "{text}");
    }
    for text in [
        "",
        "P",
        "PT",
        "P1.5Y",
        "-P1Y",
        "P1DT12H",
        "P1Y1W",
        "P1D1M",
        "P10000Y",
        "PT1S",
        "P1Y ",
        "P99999999999999999999Y",
    ] {
        assert_eq!(code(text.parse::<Period>(), |error| error.code()), "not-a-period", "{text}");
    }
    for text in ["", "07-31", "--7-31", "--02-30", "--13-01", "--07-31-"] {
        assert_eq!(code(text.parse::<YearEnd>(), |error| error.code()), "not-a-year-end", "{text}");
    }
    for text in ["", "Amsterdam", "Europe/Amsterdam\0", "CET1", "/Europe/Amsterdam"] {
        assert_eq!(code(Zone::named(text), |error| error.code()), "unknown-zone", "{text}");
    }
    let head = five().1.head();
    assert_eq!(head.to_string().parse(), Ok(head));
    for text in [
        "".to_owned(),
        "0".repeat(63),
        "0".repeat(65),
        "+0".repeat(32),
        "é".repeat(32),
        format!("{}g", "0".repeat(63)),
        format!(" {}", "0".repeat(63)),
    ] {
        assert_eq!(code(text.parse::<Head>(), |error| error.code()), "not-a-head", "{text}");
    }
}

#[test]
fn a_name_the_policy_does_not_know_is_refused_in_every_call() {
    let claims = claims(&Dossier::new());
    let good = Query::new("tutor", Verb::Share, "website", "photo", at("2026-03-01T00:00:00Z"));
    assert!(decide(&claims, &good).is_ok());
    for (query, what, suggestion) in [
        (Query { role: "tutr", ..good }, "role", Some("tutor")),
        (Query { role: "", ..good }, "role", None),
        (Query { purpose: "web-site", ..good }, "purpose", Some("website")),
        (Query { category: "photos", ..good }, "category", Some("photo")),
        (Query { category: "pho\0to", ..good }, "category", Some("photo")),
        (Query { recipient: Some("prnter"), ..good }, "recipient", Some("printer")),
        (Query { preconditions: &["press-play", "press-ply"], ..good }, "precondition", Some("press-play")),
    ] {
        let error = decide(&claims, &query).unwrap_err();
        assert_eq!(error.code(), "unknown-name", "{what}");
        assert!(error.diagnostics()[0].message().ends_with(what), "{error}");
        assert_eq!(error.diagnostics()[0].suggestion(), suggestion, "{what}");
        assert_eq!(error.diagnostics()[0].help(), None, "{what}");
        assert!(
            error.diagnostics()[0].expected().is_some_and(|expected| expected.starts_with("one of ")),
            "{what}"
        );
        assert_eq!(explain(&claims, &query).unwrap_err(), error);
    }
    // Given in the wrong place: said of both.
    let turned = Query { purpose: "photo", category: "website", ..good };
    let error = decide(&claims, &turned).unwrap_err();
    assert_eq!(error.diagnostics()[0].help(), Some("the policy has a category of that name"));
    let ids = [NameKind::Category, NameKind::Purpose].map(|kind| {
        let name = if kind == NameKind::Category { "photo" } else { "website" };
        claims.policy().id(kind, name).unwrap()
    });
    let role = claims.policy().id(NameKind::Role, "tutor").unwrap();
    let error = decide_by_id(&claims, &IdQuery::new(role, Verb::View, ids[0], ids[1], good.at)).unwrap_err();
    let rendered: Vec<_> = error
        .diagnostics()
        .iter()
        .map(|diagnostic| (diagnostic.code(), diagnostic.help().unwrap_or("")))
        .collect();
    assert_eq!(
        rendered,
        [
            ("foreign-id", "this is the number of a category: two arguments may have changed places"),
            ("foreign-id", "this is the number of a purpose: two arguments may have changed places"),
        ]
    );
    assert_eq!(code(fields(&claims, &Query { purpose: "x", ..good }), |error| error.code()), "unknown-name");
    assert_eq!(code(fields(&claims, &Query { role: "x", ..good }), |error| error.code()), "unknown-name");
    assert_eq!(code(claims.claim("website", "x"), |error| error.code()), "unknown-name");
    assert_eq!(code(claims.timelines("x", "photo", None), |error| error.code()), "unknown-name");
    assert_eq!(code(claims.claim("website", "marks"), |error| error.code()), "no-claim");
    let record = waarborg::claim::Record::default();
    assert_eq!(code(waarborg::retention::due(&claims, "x", &record), |error| error.code()), "unknown-name");
    assert_eq!(
        code(waarborg::retention::erasable(&claims, "x", &record, good.at), |error| error.code()),
        "unknown-name"
    );
    assert_eq!(
        code(waarborg::retention::next_due(&claims, [("x", &record)]), |error| error.code()),
        "unknown-name"
    );
}

#[test]
fn a_number_of_another_name_or_policy_is_refused() {
    let claims = claims(&Dossier::new());
    let policy = claims.policy();
    let id = |kind, name| policy.id(kind, name).unwrap();
    let (role, purpose) = (id(NameKind::Role, "tutor"), id(NameKind::Purpose, "website"));
    let (category, precondition) =
        (id(NameKind::Category, "photo"), id(NameKind::Precondition, "press-play"));
    let good = IdQuery::new(role, Verb::View, purpose, category, at("2026-03-01T00:00:00Z"));
    assert!(decide_by_id(&claims, &good).is_ok());
    let other = Policy::parse(&club("\"title\": \"A", "\"title\": \"Another")).unwrap();
    let foreign = other.id(NameKind::Role, "tutor").unwrap();
    for number in [0, 1, role.get() + 1, role.get() ^ (1 << 63), u64::MAX, foreign.get(), purpose.get()] {
        let wrong = NameId::from_number(number);
        for query in [
            IdQuery { role: wrong, ..good },
            IdQuery { category: wrong, ..good },
            IdQuery { recipient: Some(wrong), ..good },
            IdQuery { preconditions: &[precondition, wrong], ..good },
        ] {
            assert_eq!(code(decide_by_id(&claims, &query), |error| error.code()), "foreign-id", "{number}");
        }
    }
    let swapped = IdQuery { purpose: category, ..good };
    assert_eq!(code(decide_by_id(&claims, &swapped), |error| error.code()), "foreign-id");
    for (kind, name) in [(NameKind::Role, "tutr"), (NameKind::Role, "photo"), (NameKind::Precondition, "")] {
        assert_eq!(policy.id(kind, name), None);
    }
    assert_eq!(policy.name(foreign), None);
}

#[test]
fn every_name_in_an_entry_is_checked_before_it_is_appended() {
    let institution = institution();
    let check_append = |body: Json| {
        let error = institution.check_append(&Body::from_json(&body.to_string()).unwrap()).err();
        let diagnostics = error.iter().flat_map(|error| error.diagnostics());
        diagnostics
            .map(|f| (f.code(), f.path().to_owned(), f.suggestion().map(str::to_owned)))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        check_append(
            json!({"kind": "consent-asked", "happened": "2026-01-01", "purposes": ["website", "help"]})
        ),
        []
    );
    let unknown = |path: &str, near: Option<&str>| ("unknown-name", path.to_owned(), near.map(str::to_owned));
    assert_eq!(
        check_append(
            json!({"kind": "consent-asked", "happened": "2026-01-01", "purposes": ["websit", "help", "x"]})
        ),
        [unknown("/purposes/0", Some("website")), unknown("/purposes/2", None)]
    );
    for (field, body, path) in [
        (
            "categories",
            json!({"kind": "hold", "happened": "2026-01-01", "categories": ["x"]}),
            "/categories/0",
        ),
        (
            "category",
            json!({"kind": "anonymised", "happened": "2026-01-01", "category": "x", "through": "2026-01-01"}),
            "/category",
        ),
        ("option", json!({"kind": "option-on", "happened": "2026-01-01", "option": "x"}), "/option"),
        ("state", json!({"kind": "began", "happened": "2026-01-01", "state": "x"}), "/state"),
        ("anchor", json!({"kind": "occurred", "happened": "2026-01-01", "anchor": "x"}), "/anchor"),
        (
            "recipient",
            json!({"kind": "disclosed", "happened": "2026-01-01", "recipient": "x", "categories": [], "ground": "own"}),
            "/recipient",
        ),
        (
            "system",
            json!({"kind": "erased", "happened": "2026-01-01", "category": "photo", "through": "2026-01-01", "system": "x"}),
            "/system",
        ),
    ] {
        assert_eq!(check_append(body), [unknown(path, None)], "{field}");
    }
}

// ---- Cases

const CASES: &str = r#"{
  "waarborg-cases": 1,
  "policy": "club",
  "cases": [
    {
      "case": "one",
      "description": "A tutor cannot see marks without a contract.",
      "dossier": [{ "kind": "enrolled", "happened": "2026-01-01", "recorded": "2026-01-01T09:00:00Z" }],
      "when": "2026-03-01T12:00:00Z",
      "ask": { "may": { "role": "tutor", "verb": "view", "purpose": "help", "category": "marks" } },
      "then": { "answer": "deny" }
    }
  ]
}"#;

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

// ---- Whatever else there is

/// What every list of diagnostics must be: not empty, each with a code, a sentence, a path that is one, and a place within
/// the document; in the order of the document.
fn well_formed(diagnostics: &[Diagnostic], text: &str) -> Result<(), TestCaseError> {
    prop_assert!(!diagnostics.is_empty());
    let mut last = (0, 0);
    for diagnostic in diagnostics {
        let kebab = |c: char| c.is_ascii_lowercase() || c == '-';
        prop_assert!(
            !diagnostic.code().is_empty() && diagnostic.code().chars().all(kebab),
            "{:?}",
            diagnostic.code()
        );
        prop_assert!(!diagnostic.message().is_empty());
        prop_assert!(
            diagnostic.path().is_empty() || diagnostic.path().starts_with('/'),
            "{}",
            diagnostic.path()
        );
        if let Some((line, column)) = diagnostic.position() {
            let longest = text.split('\n').nth(line as usize - 1).map(|line| line.chars().count());
            prop_assert!(longest.is_some_and(|length| column as usize <= length + 1), "{line}:{column}");
            prop_assert!((line, column) >= last);
            last = (line, column);
        }
        prop_assert!(diagnostic.to_string().contains(diagnostic.code()));
    }
    Ok(())
}

/// Reads a text as everything that can be read.
fn read_as_everything(text: &str) -> Result<(), TestCaseError> {
    // Another reader's judgement; none where it stops at a number too large for a double, which JSON allows.
    let plain = match serde_json::from_str::<Json>(text) {
        Ok(_) => Some(true),
        Err(error) if error.to_string().starts_with("number out of range") => None,
        Err(_) => Some(false),
    };
    macro_rules! judged {
        ($result:expr) => {
            if let Err(error) = &$result {
                well_formed(error.diagnostics(), text)?;
            }
        };
    }
    let policy = Policy::parse(text);
    judged!(policy);
    // Ours is not looser, and not stricter.
    let ours = match &policy {
        Ok(_) => Some(true),
        Err(error) if ["too-deep", "too-large"].contains(&error.code()) => None,
        Err(error) => Some(error.code() != "not-json"),
    };
    if let (Some(ours), Some(plain)) = (ours, plain) {
        prop_assert_eq!(ours, plain);
    }
    judged!(Cases::parse(text));
    let body = Body::from_json(text);
    judged!(body);
    if let Ok(body) = body {
        prop_assert_eq!(Body::from_json(&body.json()), Ok(body));
    }
    judged!(Dossier::load(text, Head::EMPTY));
    if !text.is_empty() && text != "\n" {
        prop_assert!(Dossier::load(text, Head::EMPTY).is_err());
    }
    let term = text.parse::<Term>();
    if let Err(error) = &term {
        // A term is one line, however many it was written on.
        well_formed(error.diagnostics(), &text.replace('\n', " "))?;
    }
    if let Ok(term) = term {
        prop_assert_eq!(term.to_string().parse::<Term>(), Ok(term));
    }
    let period = text.parse::<Period>();
    judged!(period);
    if let Ok(period) = period {
        prop_assert_eq!(period.to_string().parse::<Period>(), Ok(period));
    }
    judged!(text.parse::<Day>());
    judged!(text.parse::<Moment>());
    judged!(text.parse::<YearEnd>());
    judged!(text.parse::<Head>());
    judged!(Zone::named(text));
    let at = text.parse::<Time>();
    judged!(at);
    if let Ok(at) = at {
        prop_assert_eq!(at.to_string().parse::<Time>(), Ok(at));
    }
    Ok(())
}

/// Pieces that are likely to hurt.
const PIECES: &[&str] = &[
    "",
    "\"",
    "\\",
    "\\u0000",
    "\\ud83e",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "null",
    "true",
    "-0",
    "1e999",
    "4294967296",
    "\n",
    "\r\n",
    "\u{0}",
    "\u{feff}",
    "🦔",
    "é",
    "\"a\":1,",
    "\"\"",
    "P2Y",
    "PT24H",
    "+ P1Y",
    "latest(",
    "if x then ",
    "2026-02-29",
    "2026-03-29T01:00:00Z",
    "\"note\":\"\",",
    "self",
    "//",
    "/*",
    "e",
    " ",
];

/// A text with some places replaced by pieces, cut out, or doubled.
fn mutated(text: &'static str) -> impl Strategy<Value = String> {
    let letters: Vec<char> = text.chars().collect();
    let change = (any::<prop::sample::Index>(), 0..12usize, 0..PIECES.len(), 0..4u8);
    prop::collection::vec(change, 1..4).prop_map(move |changes| {
        let mut letters = letters.clone();
        for (at, length, piece, what) in changes {
            let start = at.index(letters.len() + 1);
            let end = (start + length).min(letters.len());
            let taken: Vec<char> = match what {
                0 => letters.drain(start..end).collect(),
                1 => letters.splice(start..end, PIECES[piece].chars()).collect(),
                2 => letters.splice(start..start, PIECES[piece].chars()).collect(),
                _ => letters[start..end].to_vec(),
            };
            if what == 3 {
                letters.splice(start..start, taken);
            }
        }
        letters.into_iter().collect()
    })
}

/// Any JSON, shallow.
fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u8>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        ".{0,12}".prop_map(Json::from),
        prop::sample::select(PIECES).prop_map(Json::from),
        prop::sample::select(vec![
            "photo",
            "marks",
            "help",
            "enrolled",
            "last-login",
            "club",
            "recorded + P1Y"
        ])
        .prop_map(Json::from),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::btree_map("[a-z]{1,6}", inner, 0..4).prop_map(|map| json!(map)),
        ]
    })
}

/// The pointer of every node.
fn nodes(value: &Json, path: &str, found: &mut Vec<String>) {
    found.push(path.to_owned());
    match value {
        Json::Object(map) => {
            map.iter().for_each(|(key, value)| nodes(value, &format!("{path}/{key}"), found))
        }
        Json::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(index, value)| nodes(value, &format!("{path}/{index}"), found));
        }
        _ => {}
    }
}

/// A document in which one node or two became something else: still JSON, so that the checks behind reading are met.
fn other_nodes(text: &'static str) -> impl Strategy<Value = String> {
    let document: Json = serde_json::from_str(text).unwrap();
    let mut pointers = Vec::new();
    nodes(&document, "", &mut pointers);
    prop::collection::vec((prop::sample::select(pointers), any_json()), 1..3).prop_map(move |changes| {
        let mut document = document.clone();
        for (pointer, value) in changes {
            if let Some(node) = document.pointer_mut(&pointer) {
                *node = value;
            }
        }
        document.to_string()
    })
}

/// Terms that are nearly terms.
fn near_terms() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "enrolled",
        "recorded",
        "last-login",
        "earliest(",
        "latest(",
        "school-year-end(",
        "book-year-end(",
        ")",
        ",",
        "+",
        "P2Y",
        "P13M",
        "PT24H",
        "P",
        "if",
        "then",
        "else",
        "with-basis",
        "by-agreement",
        "unbounded(",
        "\"x\"",
        "\"",
        " ",
        "é",
    ]);
    prop::collection::vec(word, 0..24).prop_map(|words| words.join(" "))
}

/// The same every time, unless it is asked to look further.
fn few() -> ProptestConfig {
    let given = |name: &str| std::env::var_os(name).is_some();
    let asked = ProptestConfig::default();
    ProptestConfig {
        cases: if given("PROPTEST_CASES") { asked.cases } else { 200 },
        rng_seed: if given("PROPTEST_RNG_SEED") { asked.rng_seed } else { RngSeed::Fixed(0xbad) },
        // Nothing is written beside the tests: a failure prints its input.
        failure_persistence: None,
        ..asked
    }
}

proptest! {
    #![proptest_config(few())]

    #[test]
    fn arbitrary_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read_as_everything(&String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn arbitrary_text_is_read_or_refused(text in any::<String>()) {
        read_as_everything(&text)?;
        read_as_everything(&Json::from(text).to_string())?;
    }

    #[test]
    fn arbitrary_json_is_read_or_refused(value in any_json()) {
        read_as_everything(&value.to_string())?;
    }

    #[test]
    fn a_mutated_policy_is_read_or_refused(text in mutated(CLUB)) {
        read_as_everything(&text)?;
    }

    #[test]
    fn a_policy_with_other_nodes_is_read_or_refused(text in other_nodes(CLUB)) {
        read_as_everything(&text)?;
        // What is read can be asked.
        if let Ok(policy) = Policy::parse(&text) {
            let _ = policy.lint();
            let institution = Institution::fold(&policy, &Dossier::new(), &[], at("2026-06-01T00:00:00Z"));
            let claims = institution.claims(&five().1, &[], at("2026-06-01T00:00:00Z"));
            let query = Query::new("tutor", Verb::View, "help", "marks", at("2026-06-01T00:00:00Z"));
            if let Err(error) = decide(&claims, &query) {
                well_formed(error.diagnostics(), "")?;
            }
        }
    }

    #[test]
    fn mutated_cases_are_read_or_refused(text in prop_oneof![mutated(CASES), other_nodes(CASES)]) {
        read_as_everything(&text)?;
        if let Ok(cases) = Cases::parse(&text) {
            let report = run(&cases, &Policy::parse(CLUB).unwrap());
            prop_assert_eq!(report.passed + report.failures.len(), cases.cases.len());
        }
    }

    #[test]
    fn near_terms_are_read_or_refused(text in near_terms()) {
        read_as_everything(&text)?;
    }

    #[test]
    fn a_mutated_dossier_is_refused_or_the_same(changes in prop::collection::vec((any::<prop::sample::Index>(), 0..20usize, 0..PIECES.len()), 1..4)) {
        let (lines, dossier) = five();
        let whole = lines.join("\n");
        let mut text = whole.clone();
        for (at, length, piece) in changes {
            let start = text.ceil_char_boundary(at.index(text.len() + 1));
            let end = text.ceil_char_boundary((start + length).min(text.len()));
            text.replace_range(start..end, PIECES[piece]);
        }
        match Dossier::load(&text, dossier.head()) {
            Ok(read) => {
                prop_assert_eq!(text.strip_suffix('\n').unwrap_or(&text), &whole);
                prop_assert_eq!(read, dossier);
            }
            Err(error) => well_formed(error.diagnostics(), &text)?,
        }
    }

    #[test]
    fn a_mutated_body_is_refused_or_survives_the_line(text in prop_oneof![
        mutated(r#"{"kind":"consent-given","happened":"2026-01-03T10:00:00Z","purposes":["website"],"by":"parent-1","text":"v1"}"#),
        other_nodes(r#"{"kind":"consent-given","happened":"2026-01-03T10:00:00Z","purposes":["website"],"by":"parent-1","text":"v1"}"#),
        other_nodes(r#"{"kind":"agreement-signed","happened":"2026-01-03","terms":{"marks":"enrolled + P2Y"},"bases":{"help":"contract"},"model":"4","through":"2027-01-01","return-term":"P1M"}"#),
        other_nodes(r#"{"kind":"erased","happened":"2026-01-03","category":"photo","through":"2026-01-01T00:00:00Z","system":"planner"}"#),
    ]) {
        match Body::from_json(&text) {
            Ok(body) => {
                let appended = Dossier::new().append(Head::EMPTY, body.clone(), time(RECORDED), 0);
                let appended = appended.map_err(|error| TestCaseError::fail(error.to_string()))?;
                prop_assert!(appended.line.is_ascii());
                let read = Dossier::load(&appended.line, appended.head).map_err(|error| TestCaseError::fail(error.to_string()))?;
                prop_assert_eq!(read.entries()[0].body(), Some(&body));
            }
            Err(error) => well_formed(error.diagnostics(), &text)?,
        }
    }
}

#[test]
fn what_is_wrong_with_a_record_or_an_observation_stands_at_its_place() {
    let record = r#"{
        "created": ¦"yesterday", ¦"maed": 1,
        "anchors": { "No Name": ¦[] },
        "needed-by": { "photo": [{ "system": ¦7 }] }
    }"#;
    let (plain, places) = marked(record);
    let error = Record::from_json(&plain).unwrap_err();
    let got: Vec<_> = error.diagnostics().iter().map(|diagnostic| diagnostic.position().unwrap()).collect();
    assert_eq!(got, places, "{error}");
    assert!(!error.to_string().contains("No Name") && !error.to_string().contains("yesterday"));
    let known = r#"{"created":"2026-09-01","anchors":{"hr":[]},"needed-by":{"photo":[{"system":"disk"}]}}"#;
    let known = Record::from_json(known).unwrap();
    assert_eq!(known.created, Some("2026-09-01".parse().unwrap()));
    assert_eq!((known.anchors.len(), known.needed_by["photo"].len()), (1, 1));
    assert_eq!(known.needed_by["photo"][0].system.as_ref().unwrap().as_str(), "disk");
    assert_eq!(Record::from_json("{}").unwrap(), Record::default());
    for not_one in ["", "null", "[]", "{}{}"] {
        assert!(Record::from_json(not_one).is_err(), "{not_one}");
    }

    let second = r#"[{"anchor":"last-login","moments":[],"at":"2026-09-01T00:00:00Z"},{"anchor":1}]"#;
    let error = Observation::list_from_json(second).unwrap_err();
    assert!(error.diagnostics().iter().all(|diagnostic| diagnostic.path().starts_with("/1")), "{error}");
    assert_eq!(error.diagnostics().len(), 2, "{error}");
    assert_eq!(Observation::list_from_json("[]").unwrap(), []);
    assert!(Observation::list_from_json("{}").is_err());
}

#[test]
fn a_policy_text_at_what_its_version_in_force_says_and_nothing_else() {
    let club = Policy::parse(CLUB).unwrap();
    let from: Time = "2026-08-01T00:00:00Z".parse().unwrap();
    let name = club.versions().next().unwrap().policy.as_str().to_owned();
    assert_eq!(club.text_at("/policy", from), Some(name));
    for nowhere in ["", "policy", "/nowhere", "/purposes", "/purposes/"] {
        assert_eq!(club.text_at(nowhere, from), None, "{nowhere}");
    }
    let before: Time = "2001-01-01T00:00:00Z".parse().unwrap();
    assert_eq!(club.text_at("/policy", before), None);
}
