//! Records, people, destructions and identifiers as text, as the C ABI and hosts have them.

use waarborg::policy::Identifiability;
use waarborg::pseudonym::*;

use super::*;

const FIELDS: &str = r#"{
    "waarborg-fields": 1, "subject": "number",
    "fields": {
        "number": { "holds": "identifier", "kind": "pgn" },
        "born": { "holds": "birth-date" },
        "remark": { "holds": "free-text" }
    },
    "outputs": [{ "purpose": "quality", "identifiability": "pseudonymised", "fields": {
        "number": { "as": "pseudonym" }, "born": { "as": "year" }, "remark": { "as": "tag" }
    } }]
}"#;

fn context(people: &[KnownPerson]) -> Context<'_> {
    Context { on: "2026-11-23".parse().unwrap(), people }
}

#[test]
fn a_record_in_json_comes_out_as_one_by_its_fields() {
    let (table, register) = (FieldTable::parse(FIELDS).unwrap(), register(&[(("research", 1), "pgn")]));
    let domain = open(&register, "research");
    let transformer = table.open("quality", Identifiability::Pseudonymised, Some(&domain)).unwrap();
    let people = KnownPerson::list_from_json(r#"[["Noor", "Noor de Wit"], ["Jan"]]"#).unwrap();
    let given = r#"{ "remark": "Noor en Jan", "number": "63138219", "born": null }"#;
    let out = transformer.json(given, &context(&people)).unwrap();
    assert_eq!(
        out,
        r#"{"waarborg-record":1,"identifiability":"pseudonymised","fields":{"born":null,"number":"aeaaaanz4um6toixluraosui3eui2sec","remark":"[PERSOON-1] en [PERSOON-2]"},"found":{"PERSOON":2}}"#
    );
    let fields = [("remark", Some("Noor en Jan")), ("number", Some("63138219")), ("born", None)];
    assert_eq!(transformer.record(fields, &context(&people)).unwrap().to_json(), out);

    for (given, expected) in [
        ("", "not-json"),
        ("[]", "wrong-type"),
        (r#"{ "born": 2010 }"#, "wrong-type"),
        (r#"{ "born": ["2010-01-01"] }"#, "wrong-type"),
        (r#"{ "kanarie": "x" }"#, "unknown-field-name"),
        (r#"{ "kanarie": 7 }"#, "wrong-type"),
        (r#"{ "born": null, "born": "2010-01-01" }"#, "field-twice"),
        (r#"{ "number": "63138218" }"#, "pgn-check"),
        (r#"{ "number": "" }"#, "pgn-missing"),
    ] {
        let error = transformer.json(given, &context(&[])).unwrap_err();
        assert_eq!(error.code(), expected, "{given}");
        assert!(!error.to_string().contains("kanarie") && !error.to_string().contains("63138218"));
    }
    for people in [r#"[["Noor", 7]]"#, r#"["Noor"]"#, r#"[[""]]"#, "{}"] {
        let error = KnownPerson::list_from_json(people).err().unwrap();
        assert!(!error.to_string().contains("Noor"), "{error}");
    }

    let properties: serde_json::Value = serde_json::from_str(&transformer.properties_json()).unwrap();
    for (name, treatment, of) in transformer.properties() {
        let field = &properties["fields"][name];
        assert_eq!(field["as"], treatment.as_str());
        assert_eq!(field["keyed"], of.keyed);
        assert_eq!(field["joinable"], of.joinable);
        assert_eq!(field["reversible"], of.reversible);
        assert_eq!(
            (field["nl"].as_str(), field["en"].as_str()),
            (Some(of.rest_risico), Some(of.residual_risk))
        );
    }
    assert_eq!(properties["fields"].as_object().unwrap().len(), 3);
}

#[test]
fn an_identifier_as_text_is_read_as_the_same() {
    let eck = "https://ketenid.nl/201703/".to_owned() + &"0a".repeat(64);
    for (name, text, expected) in [
        ("pgn", "0631.38.219", "063138219"),
        ("eckid", eck.as_str(), eck.as_str()),
        ("ip", "2001:DB8::1", "2001:db8::1"),
        ("ip", "::ffff:192.0.2.1", "192.0.2.1"),
        ("mail/lower", " Jan@School.nl", "jan@school.nl"),
        ("text/x", "caf\u{65}\u{301}", "caf\u{e9}"),
    ] {
        let identifier = kind(name).read(text).unwrap();
        assert_eq!(identifier.text(), expected);
        assert_eq!(kind(name).read(&identifier.text()).unwrap(), identifier);
    }
}

#[test]
fn a_destruction_says_in_json_what_it_does() {
    let mut register = register(&[(("research", 1), "pgn")]);
    let report = register.destroy(id(1), now()).unwrap();
    let json: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
    assert_eq!(json["waarborg-destruction"], 1);
    assert_eq!(json["keys"], serde_json::json!([1]));
    assert_eq!(json["at"], "2026-11-23T12:00:00.000000Z");
    assert_eq!(json["effect"], "refused-here");
    assert_eq!(json["leaves-personal-data"], true);
    assert_eq!((json["nl"].as_str(), json["en"].as_str()), (Some(report.dutch()), Some(report.english())));
}

#[test]
fn keyrings_share_their_keys() {
    let register = register(&[(("research", 1), "pgn")]);
    let other = Keyring::new().with_root(root_from(7));
    let both = Keyring::new().with(&other).with(&keyring());
    drop(other);
    let domain = register.open(&both, "school:00AA", "research", now()).unwrap();
    assert_eq!(made(&domain, "pgn", "063138219").to_string(), "aeaaaanz4um6toixluraosui3eui2sec");
    assert_eq!(code(register.open(&Keyring::new(), "school:00AA", "research", now())), "key-missing");
}

#[test]
fn a_kind_is_found_by_its_name() {
    let register = register(&[(("research", 1), "pgn"), (("research", 1), "text/x/lower")]);
    let domain = open(&register, "research");
    for name in ["pgn", "text/x/lower"] {
        assert_eq!(domain.named(name).unwrap().kind(), domain.of(&kind(name)).unwrap().kind());
    }
    assert_eq!(code(domain.named("mail").map(|_| ())), "no-key-for-kind");
    assert_eq!(code(domain.named("kanarie").map(|_| ())), "unknown-kind");
}
