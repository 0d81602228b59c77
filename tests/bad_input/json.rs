//! Documents that are not JSON, are cut short, or cost too much to read. The policy stands for all documents.

use super::*;

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
    assert_eq!(diagnostics[1_000].code(), "more-errors");
}

#[test]
fn line_ends_of_windows_change_nothing() {
    let windows = CLUB.replace('\n', "\r\n");
    assert_eq!(Policy::parse(&windows).unwrap().digest(), Policy::parse(CLUB).unwrap().digest());
    let broken = club("\"option\": \"portfolio\"", "\"option\": ¦\"x\"").replace('\n', "\r\n");
    refused(&broken, &[("unknown-name", "/purposes/website/option")]);
}
