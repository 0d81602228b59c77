//! Records and observations that a host passes with a question.

use super::*;

#[test]
fn what_keeps_a_record_of_which_little_is_known_is_said() {
    let withdrawn = json!({"kind": "consent-withdrawn", "happened": "2026-02-01T10:00:00Z", "purposes": ["website"], "by": "parent-1"});
    let mut all = bodies();
    all.truncate(3);
    all.push(Body::from_json(&withdrawn.to_string()).unwrap());
    let claims = claims(&written_in(opened(), all).1);
    let kept = |record: &Record, moment: &str| match erasable(&claims, "photo", record, at(moment)).unwrap() {
        Erasable::Yes => "erasable",
        Erasable::No(reason) => reason.code.as_str(),
    };
    let (undated, dated) = (Record::default(), Record::created(Moment::At(at("2026-01-10T10:00:00Z"))));
    let (before, after) = ("2026-01-20T00:00:00Z", "2026-03-01T00:00:00Z");
    assert_eq!(kept(&undated, before), kept(&dated, before), "what keeps it is the claim");
    assert_eq!(kept(&dated, after), "erasable");
    // Nothing keeps it any longer, but whether it was made while something did is not known.
    assert_eq!(kept(&undated, after), "created-unknown");
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
    assert_eq!(known.created, Some("2026-09-01".parse::<Moment>().unwrap().into()));
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

/// Names that end a text, add a line, or turn the direction of what follows: none stands in an error as it is.
#[test]
fn no_error_carries_a_character_that_cannot_be_seen() {
    for hostile in [
        "\0",
        "\n",
        "\r\n",
        "\t",
        "\u{1b}[2J",
        "\u{7f}",
        "\u{85}",
        "\u{9b}",
        "\u{200f}",
        "\u{202e}",
        "\u{2066}",
        "\u{2028}",
        "\u{feff}",
        "\u{e0041}",
    ] {
        let name = format!("websit{hostile}e");
        let as_json = serde_json::to_string(&name).unwrap();
        let document = |field: &str| {
            format!(
                "{{{field}: 1, \"subjects\": {{{as_json}: {{\"description\": {as_json}, {as_json}: 2}}}}, \"roles\": {{{as_json}: {as_json}}}}}"
            )
        };
        let mut seen = 0;
        let mut check = |diagnostics: &[waarborg::Diagnostic]| {
            for diagnostic in diagnostics {
                let texts = [
                    Some(diagnostic.message()),
                    Some(diagnostic.path()),
                    diagnostic.expected(),
                    diagnostic.suggestion(),
                    diagnostic.help(),
                ];
                for text in texts.into_iter().flatten() {
                    assert!(
                        !text.contains(hostile) && !text.chars().any(char::is_control),
                        "{hostile:?}: {text:?}"
                    );
                    seen += usize::from(text.contains("\\u{"));
                }
                assert!(
                    !diagnostic.to_string().replace("\n  ", "").chars().any(char::is_control),
                    "{diagnostic:?}"
                );
            }
        };
        check(Policy::parse(&document(&as_json)).unwrap_err().diagnostics());
        check(
            Record::from_json(&format!("{{{as_json}: {as_json}, \"created\": {as_json}}}"))
                .unwrap_err()
                .diagnostics(),
        );
        check(Body::from_json(&format!("{{\"kind\": {as_json}, {as_json}: 1}}")).unwrap_err().diagnostics());
        check(
            Body::from_json(&format!(
                "{{\"kind\": \"enrolled\", \"happened\": \"2026-01-01\", {as_json}: 1}}"
            ))
            .unwrap_err()
            .diagnostics(),
        );
        check(Observation::list_from_json(&format!("[{{{as_json}: 1}}]")).unwrap_err().diagnostics());
        assert!(seen > 0, "{hostile:?} stands in no path, so nothing was shown");
    }
}
