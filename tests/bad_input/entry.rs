//! Entries: what a body may hold, and what the call that appends it refuses.

use super::*;

#[test]
fn a_year_that_was_mistyped_is_seen() {
    let append = |happened: &str| {
        let body = json!({"kind": "option-on", "happened": happened, "option": "portfolio"}).to_string();
        let body = Body::from_json(&body).unwrap();
        let recorded = "2026-09-01T08:00:00Z".parse().unwrap();
        Dossier::new()
            .append(Head::EMPTY, body, stamp(&Dossier::new(), recorded))
            .map_err(|error| error.code())
    };
    for planned in ["1926-09-01", "2027-08-01", "2051-09-01", "2051-09-01T08:00:00Z"] {
        assert!(append(planned).is_ok(), "{planned}");
    }
    for mistyped in ["2062-09-01", "2052-01-01", "2062-09-01T08:00:00Z"] {
        assert_eq!(append(mistyped).err(), Some("happened-far-ahead"), "{mistyped}");
    }
}

#[test]
fn the_agreement_is_not_of_one_person() {
    let agreement = json!({ "kind": "agreement-ended", "happened": "2026-08-31" });
    let agreement = Body::from_json(&agreement.to_string()).unwrap();
    let (institution, dossier) = (institution(), opened());
    let refused =
        institution.append(&dossier, &[], agreement.clone(), stamp(&dossier, time("2026-09-01T08:00:00Z")));
    let refused = refused.unwrap_err();
    assert_eq!((refused.code(), refused.diagnostics()[0].path()), ("of-the-institution", "/kind"));
    assert!(institution.check_append(&agreement).is_ok());
}

/// An erasure covers no record that came after it.
#[test]
fn an_erasure_covers_nothing_that_came_after_it() {
    let (institution, dossier) = (institution(), opened());
    let append = |through: &str| {
        let body = json!({ "kind": "erased", "happened": "2026-08-31", "category": "photo", "through": through });
        let body = Body::from_json(&body.to_string()).unwrap();
        let appended = institution.append(&dossier, &[], body, stamp(&dossier, time("2026-09-01T08:00:00Z")));
        appended.map_err(|error| (error.code(), error.diagnostics()[0].path().to_owned())).err()
    };
    for (wrong, right) in
        [("2026-08-31", "2026-08-30"), ("2026-08-31T00:00:00Z", "2026-08-30T22:00:00Z")]
    {
        assert_eq!(append(wrong), Some(("erased-ahead", "/through".to_owned())), "{wrong}");
        assert_eq!(append(right), None, "{right}");
    }
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
    let claims = claims(&opened());
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
fn an_entry_answers_one_that_is_there_and_of_the_right_kind() {
    let (_, dossier) = five();
    let decision = json!({"role": "a", "article": "b", "text": "c"});
    let body = |kind: &str, entry: u32| {
        let mut body = json!({"kind": kind, "happened": "2026-03-01", "entry": entry});
        if kind == "voided" || (kind.starts_with("objection-") && kind != "objection-withdrawn") {
            body["decision"] = decision.clone();
        }
        Body::from_json(&body.to_string()).unwrap()
    };
    for (kind, fits) in [
        ("voided", &[1, 2, 3, 4, 5][..]),
        ("consent-invalidated", &[3]),
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
            let result = dossier.append(
                dossier.head(),
                body(kind, entry),
                stamp(&dossier, time("2026-03-01T00:00:00Z")),
            );
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
    let append =
        |body: Body| dossier.append(dossier.head(), body, stamp(&dossier, time("2026-03-01T00:00:00Z")));
    for recorded in [Time::MIN, Time::MAX] {
        let result = dossier.append(dossier.head(), bodies().remove(0), stamp(&dossier, recorded));
        assert_eq!(code(result, |error| error.code()), "not-a-time");
    }
    let given = |happened: Moment, by: &str| {
        let Body::ConsentGiven(given) = bodies().remove(2) else { panic!("the third entry is a consent") };
        Body::ConsentGiven(ConsentGiven { happened, by: Text(by.to_owned()), ..given })
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
fn a_body_says_everything_that_is_wrong_with_it_where_it_stands() {
    let (text, places) = marked(
        "{\n  \"kind\": \"authority\",\n  \"happened\": ¦\"2026-13-01\",\n  \"representative\": ¦\"\",\n  ¦\"authorty\": 1,\n  \
         \"authority\": ¦\"parent\",\n  \"may\": ¦true,\n  \"may\": ¦\"nothing\"\n}",
    );
    let error = Body::from_json(&text).unwrap_err();
    let got: Vec<_> = error.diagnostics().iter().map(|f| (f.code(), f.path())).collect();
    let expected = [
        ("not-a-moment", "/happened"),
        ("empty-text", "/representative"),
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
