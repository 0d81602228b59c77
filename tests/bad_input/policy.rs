//! Policies: unknown and missing fields, names and references, versions.

use super::*;

#[test]
fn the_fixture_is_a_policy() {
    assert_eq!(diagnostics_of(CLUB), []);
}

#[test]
fn an_unknown_field_is_named_with_its_place_at_every_level() {
    for (old, new, path, suggestion) in [
        ("\"policy\": \"club\"", "¦\"polcy\": 1, \"policy\": \"club\"", "/polcy", Some("policy")),
        (
            "\"description\": \"The planner\"",
            "\"description\": \"x\", ¦\"decription\": 1",
            "/products/planner/decription",
            Some("description"),
        ),
        (
            "[\"controller\", \"processor\"], \"country\"",
            "[\"controller\", \"processor\"], ¦\"contry\": 1, \"country\"",
            "/parties/club/contry",
            Some("country"),
        ),
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
            "\"ground\": \"processor\", ¦\"identifiabilty\": 1,",
            "/purposes/website/recipients/printer/identifiabilty",
            Some("identifiability"),
        ),
        (
            "\"backstop\": \"P5Y\"",
            "\"backstop\": \"P5Y\", ¦\"backstops\": 1",
            "/purposes/help/retention/marks/backstops",
            Some("backstop"),
        ),
        ("\"below\": 18", "\"below\": 18, ¦\"beloow\": 1", "/purposes/website/ages/beloow", Some("below")),
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
            "\"marks\": { \"description\"",
            "\"photo\": ¦{ \"description\": \"x\", \"subject\": \"pupil\" }, \"marks\": { \"description\"",
            "/categories/photo",
        ),
        ("\"below\": 18", "\"below\": 18, \"below\": ¦16", "/purposes/website/ages/below"),
        (
            "\"marks\": { \"verbs\"",
            "\"photos\": ¦{ \"verbs\": [\"view\"], \"categories\": [\"photo\"] }, \"marks\": { \"verbs\"",
            "/roles/tutor/may/photos",
        ),
        // Two spellings of one name are one name.
        ("\"below\": 18", "\"below\": 18, \"b\\u0065low\": ¦16", "/purposes/website/ages/below"),
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
        ("\"declared-by\": \"club\"", "\"declared-by\": ¦true", "wrong-type", "/declared-by"),
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
        (
            "\"party\": \"club\", \"description\": \"We write",
            "\"party\": ¦\"x\", \"description\": \"We write",
            "/changes/party",
            None,
        ),
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
        ("\"below\": 18", "\"below\": 4", "no-such-age", "/purposes/website/ages"),
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
    let both = mistyped.replacen("\"below\": 18", "\"below\": 0", 1);
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
fn all_errors_are_told_at_once_in_the_order_of_the_document() {
    // Six values that cannot be read.
    let mut text = CLUB.to_owned();
    for (old, new) in [
        ("\"applies-from\": \"2026-01-01\"", "\"applies-from\": ¦\"2026-13-01\""),
        ("\"jurisdiction\": \"NL\"", "\"jurisdiction\": ¦\"BE\""),
        ("\"minors\": true", "\"minors\": ¦\"true\""),
        ("\"how\": \"explicit\"", "\"how\": ¦\"explicitly\""),
        ("enrolled + P6M", "enrolled ¦- P6M"),
        ("\"party\": \"printer\", \"description\"", "\"party\": ¦\"\", \"description\""),
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

#[test]
fn the_text_at_a_path_is_that_of_the_version_in_force() {
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
