//! Random texts and spoiled documents, read as everything that can be read: each is read or refused, and none panics.

use super::*;
use crate::random::config;

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

proptest! {
    #![proptest_config(config(200))]

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
            let institution = Institution::fold(&policy, &school(), &[], None);
            let claims = institution.claims(&written_in(opened(), bodies()).1, &[], None);
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
                let appended = Dossier::new().append(Head::EMPTY, body.clone(), stamp(&Dossier::new(), time(RECORDED)));
                let appended = appended.map_err(|error| TestCaseError::fail(error.to_string()))?;
                prop_assert!(appended.line.is_ascii());
                let read = Dossier::load(&appended.line, appended.head).map_err(|error| TestCaseError::fail(error.to_string()))?;
                prop_assert_eq!(read.entries()[0].body(), Some(&body));
            }
            Err(error) => well_formed(error.diagnostics(), &text)?,
        }
    }
}
