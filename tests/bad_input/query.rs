//! Questions: names that the policy does not declare, and numbers of another policy.

use super::*;

#[test]
fn a_name_the_policy_does_not_know_is_refused_in_every_call() {
    let claims = claims(&opened());
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
    // ConsentGiven in the wrong place: said of both.
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
    let claims = claims(&opened());
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
