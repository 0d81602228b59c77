//! How fields come out, and the two cases that were published: Bloom's respondents at receipt, NEO's uploads.

use std::collections::BTreeMap;
use std::net::IpAddr;

use waarborg::calendar::Day;
use waarborg::policy::{Id, Identifiability, Policy};
use waarborg::pseudonym::*;

use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn context(people: &[KnownPerson]) -> Context<'_> {
    Context { on: day("2026-11-23"), people }
}

fn shown(record: &Transformed) -> BTreeMap<&str, Option<&str>> {
    record.fields.iter().map(|(name, value)| (name.as_str(), value.as_deref())).collect()
}

#[test]
fn addresses_lose_their_end_and_mapped_ones_are_unmapped_first() {
    for (address, expected) in [
        ("12.214.31.144", "12.214.31.0"),
        ("2001:db8:85a3:8d3:1319:8a2e:370:7348", "2001:db8:85a3::"),
        ("::ffff:192.0.2.200", "192.0.2.0"),
        ("::1", "::"),
    ] {
        assert_eq!(truncated(address.parse::<IpAddr>().unwrap()).to_string(), expected);
    }
}

#[test]
fn birth_dates_come_out_coarser() {
    assert_eq!(birth_year(day("2014-08-01")), "2014");
    assert_eq!(school_year(day("2014-07-31")).unwrap(), "2013/2014");
    assert_eq!(school_year(day("2014-08-01")).unwrap(), "2014/2015");
    assert_eq!(code(school_year(day("2399-08-01"))), "date-out-of-range");
    for (born, on, width, expected) in [
        ("2014-11-23", "2026-11-23", 5, "10-14"),
        ("2016-11-24", "2026-11-23", 5, "5-9"),
        ("2016-11-23", "2026-11-23", 5, "10-14"),
        ("2016-02-29", "2026-02-28", 1, "9"),
        ("2016-02-29", "2026-03-01", 1, "10"),
        ("2026-11-23", "2026-11-23", 5, "0-4"),
    ] {
        assert_eq!(age_band(day(born), day(on), width).unwrap(), expected, "{born} {on}");
    }
    assert_eq!(code(age_band(day("2027-01-01"), day("2026-11-23"), 5)), "born-later");
    assert_eq!(code(age_band(day("2014-01-01"), day("2026-11-23"), 0)), "band-width");
    assert_eq!(code(age_band(day("2014-01-01"), day("2026-11-23"), 51)), "band-width");
}

#[test]
fn places_marks_and_addresses_come_out_as_classes() {
    let postcode: Postcode = "1234ab".parse().unwrap();
    assert_eq!((postcode.four(), postcode.two()), ("1234".to_owned(), "12".to_owned()));
    assert_eq!(postcode, "1234 AB".parse().unwrap());
    for text in [
        "",
        "0123AB",
        "1234",
        "1234A",
        "1234ABC",
        "1234SS",
        "1234  AB",
        "12345AB",
        "1234\u{e9}A",
        "123\u{e9}B",
    ] {
        assert_eq!(code(text.parse::<Postcode>()), "postcode-malformed", "{text}");
    }
    let bands = Bands::new(["5.5", "7,5"]).unwrap();
    for (mark, expected) in [
        ("1", "<5.5"),
        ("5.4999", "<5.5"),
        ("5,5", "5.5-<7.5"),
        ("7.4", "5.5-<7.5"),
        ("7.5", ">=7.5"),
        ("10", ">=7.5"),
        ("-1", "<5.5"),
    ] {
        assert_eq!(bands.of(mark.parse().unwrap()), expected, "{mark}");
    }
    for mark in ["", "v", "7.", ".5", "7.5.5", "1e3", "7.12345", "1234567", "NaN", "7 5", "--1", "+1"] {
        assert_eq!(code(mark.parse::<Mark>()), "mark-malformed", "{mark}");
    }
    assert_eq!(code(Bands::new([])), "bands-missing");
    assert_eq!(code(Bands::new(["5", "5.0"])), "bands-order");
    let class = |mail: &str| mail_class(mail, ["school.nl"]).unwrap();
    assert_eq!(class("a@School.nl"), MailClass::Own);
    assert_eq!(class("a@po.school.nl"), MailClass::Own);
    assert_eq!(class("a@notschool.nl"), MailClass::Other);
    assert_eq!(class("a@gmail.com"), MailClass::Consumer);
    assert_eq!(code(mail_class("a", ["school.nl"])), "mail-at");
}

#[test]
fn all_days_of_a_person_move_by_one_offset() {
    let register = register(&[(("research", 1), "pgn"), (("care", 1), "pgn")]);
    let (research, care) = (open(&register, "research"), open(&register, "care"));
    let people: Vec<Identifier> =
        (0..2_000).filter_map(|n| Kind::Pgn.read(&format!("{:09}", 100_000_000 + n)).ok()).collect();
    assert!(people.len() > 150);
    let shift = research.of(&Kind::Pgn).unwrap().shift(30).unwrap();
    let offsets: Vec<i32> = people.iter().map(|person| shift.offset(person).unwrap()).collect();
    assert!(offsets.iter().all(|offset| (-30..=30).contains(offset)));
    let mut different = offsets.clone();
    different.sort_unstable();
    different.dedup();
    assert!(different.len() > 40, "they spread: {}", different.len());
    for (person, offset) in people.iter().zip(&offsets) {
        let (one, two) = (day("2026-02-27"), day("2026-03-02"));
        let (moved_one, moved_two) = (shift.day(person, one).unwrap(), shift.day(person, two).unwrap());
        assert_eq!(moved_one.since_epoch() - one.since_epoch(), *offset);
        assert_eq!(moved_two.since_epoch() - moved_one.since_epoch(), 3, "what lies between stays");
    }
    let elsewhere = care.of(&Kind::Pgn).unwrap().shift(30).unwrap();
    assert!(people.iter().zip(&offsets).any(|(person, offset)| elsewhere.offset(person).unwrap() != *offset));
    // The offset by the published way: HMAC of the length of the type, the type and the identifier, first eight bytes.
    assert_eq!(shift.offset(&Kind::Pgn.read("063138219").unwrap()).unwrap(), OFFSET);
    assert_eq!(code(research.of(&Kind::Pgn).unwrap().shift(0)), "shift-days");
    assert_eq!(code(research.of(&Kind::Pgn).unwrap().shift(3_651)), "shift-days");
    let mail = kind("mail").read("jan@school.nl").unwrap();
    assert_eq!(code(shift.offset(&mail)), "other-kind");
    // Putting a key for another kind into use moves nobody.
    let mut register = register;
    register.activate(&keyring(), &new_key(("research", 2), kind("mail")), now()).unwrap();
    let again = open(&register, "research");
    let again = again.of(&Kind::Pgn).unwrap().shift(30).unwrap();
    assert!(people.iter().zip(&offsets).all(|(person, offset)| again.offset(person).unwrap() == *offset));
    assert_eq!(Coarse::Week.of(day("2026-11-29")), "2026-11-23");
    assert_eq!(Coarse::Week.of(day("2026-11-23")), "2026-11-23");
    assert_eq!(Coarse::Month.of(day("2026-11-23")), "2026-11");
    assert_eq!(Coarse::Year.of(day("2026-11-23")), "2026");
}

/// Computed with Python's `hmac` from the key tree of the published vector.
const OFFSET: i32 = 9;

/// The seven things that Bloom says it has of a respondent, and how they come out: for inviting as they are needed, for
/// insights at receipt.
const BLOOM: &str = r#"{
    "waarborg-fields": 1,
    "subject": "nummer",
    "fields": {
        "nummer":    { "holds": "identifier", "kind": "text/respondent", "category": "respondent-identiteit" },
        "naam":      { "holds": "name", "category": "respondent-identiteit", "description": "Aanhef en namen" },
        "geslacht":  { "holds": "other", "category": "respondent-kenmerken" },
        "geboren":   { "holds": "birth-date", "category": "respondent-kenmerken" },
        "email":     { "holds": "identifier", "kind": "mail/lower", "category": "respondent-email" },
        "ip":        { "holds": "identifier", "kind": "ip", "category": "respondent-ip" },
        "antwoord":  { "holds": "free-text", "category": "respondent-antwoorden" }
    },
    "outputs": [
        { "purpose": "inzichten", "identifiability": "pseudonymised", "fields": {
            "nummer": { "as": "pseudonym" }, "naam": { "as": "drop" }, "geslacht": { "as": "keep" },
            "geboren": { "as": "age-band", "width": 5 }, "email": { "as": "drop" }, "ip": { "as": "truncate" },
            "antwoord": { "as": "tag" } } },
        { "purpose": "uitnodigen", "identifiability": "identifiable", "fields": {
            "nummer": { "as": "keep" }, "naam": { "as": "keep" }, "geslacht": { "as": "drop" },
            "geboren": { "as": "drop" }, "email": { "as": "keep" }, "ip": { "as": "drop" },
            "antwoord": { "as": "drop" } } }
    ]
}"#;

fn policy(name: &str) -> Policy {
    Policy::parse(&std::fs::read_to_string(format!("examples/policies/{name}.json")).unwrap()).unwrap()
}

#[test]
fn blooms_respondents_are_pseudonymised_at_receipt() {
    let table = FieldTable::parse(BLOOM).unwrap();
    table.check(&policy("bloom"), now()).unwrap();
    let register = register(&[(("bloom", 1), "text/respondent")]);
    let domain = open(&register, "bloom");
    let received = [
        ("nummer", Some("R-001")),
        ("naam", Some("mevrouw Noor de Vries")),
        ("geslacht", Some("v")),
        ("geboren", Some("2014-05-05")),
        ("email", Some("Noor@school.nl")),
        ("ip", Some("::ffff:192.0.2.200")),
        ("antwoord", Some("Noor vond het leuk, bel 06-12345678")),
    ];
    let insights = table.open("inzichten", Identifiability::Pseudonymised, Some(&domain)).unwrap();
    let class = [KnownPerson::new(["Noor", "Noor de Vries"])];
    let record = insights.record(received, &context(&class)).unwrap();
    let pseudonym = made(&domain, "text/respondent", "R-001").to_string();
    let expected = BTreeMap::from([
        ("antwoord", Some("[PERSOON-1] vond het leuk, bel [TELEFOON-1]")),
        ("geboren", Some("10-14")),
        ("geslacht", Some("v")),
        ("ip", Some("192.0.2.0")),
        ("nummer", Some(pseudonym.as_str())),
    ]);
    assert_eq!(shown(&record), expected);
    assert_eq!(record.identifiability, Identifiability::Pseudonymised);
    assert_eq!(record.found[&Detection::Phone], 1);

    let invite = table.open("uitnodigen", Identifiability::Identifiable, None).unwrap();
    let record = invite.record(received, &context(&[])).unwrap();
    let expected = BTreeMap::from([
        ("email", Some("Noor@school.nl")),
        ("naam", Some("mevrouw Noor de Vries")),
        ("nummer", Some("R-001")),
    ]);
    assert_eq!(shown(&record), expected);

    // What is not declared does not come out.
    assert_eq!(code(table.open("uitnodigen", Identifiability::Pseudonymised, None)), "unknown-output");
    assert_eq!(code(table.open("reclame", Identifiability::Identifiable, None)), "unknown-output");
    assert_eq!(code(table.open("inzichten", Identifiability::Pseudonymised, None)), "domain-missing");
    let other = super::register(&[(("bloom", 1), "pgn")]);
    let other = open(&other, "bloom");
    assert_eq!(
        code(table.open("inzichten", Identifiability::Pseudonymised, Some(&other))),
        "no-key-for-kind"
    );
    for (name, treatment, properties) in insights.properties() {
        assert!(!properties.residual_risk.is_empty() && !properties.rest_risico.is_empty());
        assert_eq!(properties.keyed, treatment == Treatment::Pseudonym, "{name}");
    }
}

/// NEO ties what a pupil makes to a number of the user, and not to a name or address.
const NEO: &str = r#"{
    "waarborg-fields": 1,
    "subject": "gebruiker",
    "fields": {
        "gebruiker": { "holds": "identifier", "kind": "text/gebruiker", "category": "uploads" },
        "naam":      { "holds": "name", "category": "user-details" },
        "email":     { "holds": "identifier", "kind": "mail/lower", "category": "user-details" },
        "tekst":     { "holds": "free-text", "category": "uploads" },
        "afbeelding": { "holds": "free-text", "category": "uploads" },
        "uitslag":   { "holds": "mark", "category": "uploads" },
        "gemaakt":   { "holds": "time", "category": "uploads" }
    },
    "outputs": [
        { "purpose": "learning", "identifiability": "pseudonymised", "fields": {
            "gebruiker": { "as": "pseudonym" }, "naam": { "as": "drop" }, "email": { "as": "drop" },
            "tekst": { "as": "tag" }, "afbeelding": { "as": "drop" },
            "uitslag": { "as": "band", "limits": ["5.5", "7.5"] },
            "gemaakt": { "as": "shift", "days": 60, "to": "week" } } }
    ]
}"#;

#[test]
fn neos_uploads_are_tied_to_a_number_alone() {
    let table = FieldTable::parse(NEO).unwrap();
    table.check(&policy("neo"), now()).unwrap();
    let register = register(&[(("neo", 1), "text/gebruiker")]);
    let domain = open(&register, "neo");
    let learning = table.open("learning", Identifiability::Pseudonymised, Some(&domain)).unwrap();
    let upload = [
        ("gebruiker", Some("4711")),
        ("naam", Some("Noor de Vries")),
        ("email", Some("noor@school.nl")),
        ("tekst", Some("Ik ben Noor de Vries.")),
        ("uitslag", Some("7,4")),
        ("gemaakt", Some("2026-03-01T23:30:00Z")),
    ];
    let record = learning.record(upload, &context(&[])).unwrap();
    let pseudonym = made(&domain, "text/gebruiker", "4711").to_string();
    // In Amsterdam it is 2 March by then; moved, and back to a Monday.
    let subject = kind("text/gebruiker").read("4711").unwrap();
    let shift = domain.of(subject.kind()).unwrap().shift(60).unwrap();
    let week = Coarse::Week.of(shift.day(&subject, day("2026-03-02")).unwrap());
    let expected = BTreeMap::from([
        ("gebruiker", Some(pseudonym.as_str())),
        ("gemaakt", Some(week.as_str())),
        // Known by the name in the record itself.
        ("tekst", Some("Ik ben [PERSOON-1].")),
        ("uitslag", Some("5.5-<7.5")),
    ]);
    assert_eq!(shown(&record), expected);
}

#[test]
fn a_record_that_is_wrong_does_not_come_out() {
    let table = FieldTable::parse(NEO).unwrap();
    let register = register(&[(("neo", 1), "text/gebruiker")]);
    let domain = open(&register, "neo");
    let learning = table.open("learning", Identifiability::Pseudonymised, Some(&domain)).unwrap();
    let record = |fields: &[(&str, Option<&str>)]| {
        let error = learning.record(fields.iter().copied(), &context(&[])).unwrap_err();
        let rendered = |diagnostic: &waarborg::Diagnostic| {
            format!("{} {}", diagnostic.code(), diagnostic.path()).trim_end().to_owned()
        };
        error.diagnostics().iter().map(rendered).collect::<Vec<_>>()
    };
    assert_eq!(record(&[("Qx7Canary", Some("x"))]), ["unknown-field-name"]);
    assert_eq!(record(&[("naam", None), ("naam", None)]), ["field-twice /naam"]);
    assert_eq!(record(&[("gemaakt", Some("2026-03-01"))]), ["subject-unknown /gemaakt"]);
    assert_eq!(
        record(&[("gebruiker", Some("x\0")), ("uitslag", Some("goed")), ("gemaakt", Some("1 maart"))]),
        ["text-character /gebruiker", "subject-unknown /gemaakt", "mark-malformed /uitslag"]
    );
    // What is absent has no value, and none is made up.
    let empty = learning.record([("gebruiker", Some("4711")), ("tekst", None)], &context(&[])).unwrap();
    assert_eq!(empty.fields.len(), 4);
    assert_eq!(empty.fields[&Id::new("tekst").unwrap()], None);
    assert_eq!(empty.fields[&Id::new("gemaakt").unwrap()], None);
}

#[test]
fn a_table_that_lets_too_much_out_is_refused() {
    let spoiled = |old: &str, new: &str| {
        assert_eq!(BLOOM.matches(old).count(), 1, "{old}");
        let error = FieldTable::parse(&BLOOM.replace(old, new)).unwrap_err();
        let diagnostic = &error.diagnostics()[0];
        (diagnostic.code(), diagnostic.path().to_owned())
    };
    let at = |code, field: &str| (code, format!("/outputs/0/fields{field}"));
    let keep = r#"{ "as": "keep" }"#;
    assert_eq!(spoiled(r#"{ "as": "pseudonym" }"#, keep), at("too-identifiable", "/nummer"));
    assert_eq!(spoiled(r#"{ "as": "tag" }"#, keep), at("too-identifiable", "/antwoord"));
    assert_eq!(
        spoiled(
            r#"{ "as": "pseudonym" }, "naam": { "as": "drop" }"#,
            r#"{ "as": "pseudonym" }, "naam": { "as": "keep" }"#
        ),
        at("too-identifiable", "/naam")
    );
    assert_eq!(spoiled(r#""pseudonymised""#, r#""anonymised""#).0, "too-identifiable");
    assert_eq!(
        spoiled(
            r#", "naam": { "as": "drop" }, "geslacht": { "as": "keep" }"#,
            r#", "geslacht": { "as": "keep" }"#
        ),
        at("field-unsaid", "")
    );
    assert_eq!(spoiled(r#""width": 5"#, r#""width": 0"#), at("band-width", "/geboren"));
    assert_eq!(spoiled(r#", "width": 5"#, ""), at("setting-missing", "/geboren"));
    assert_eq!(
        spoiled(r#"{ "as": "truncate" }"#, r#"{ "as": "truncate", "days": 3 }"#),
        at("setting-unneeded", "/ip")
    );
    assert_eq!(spoiled(r#"{ "as": "truncate" }"#, r#"{ "as": "year" }"#), at("treatment-unfit", "/ip"));
    assert_eq!(spoiled(r#"{ "as": "truncate" }"#, r#"{ "as": "mail-class" }"#), at("treatment-unfit", "/ip"));
    assert_eq!(spoiled(r#"{ "as": "truncate" }"#, r#"{ "as": "trunkate" }"#), at("unknown-word", "/ip/as"));
    assert_eq!(
        spoiled(r#""subject": "nummer""#, r#""subject": "numer""#),
        ("unknown-field-name", "/subject".to_owned())
    );
    assert_eq!(
        spoiled(r#""subject": "nummer""#, r#""subject": "naam""#),
        ("subject-no-identifier", "/subject".to_owned())
    );
    assert_eq!(
        spoiled(r#""kind": "text/respondent", "#, ""),
        ("kind-missing", "/fields/nummer/kind".to_owned())
    );
    assert_eq!(spoiled(r#""holds": "other""#, r#""holds": "other", "kind": "pgn""#).0, "kind-unneeded");
    assert_eq!(
        spoiled(r#""waarborg-fields": 1,"#, r#""waarborg-fields": 1, "zone": "Europe/Amstrdam","#).0,
        "unknown-zone"
    );
    assert_eq!(
        spoiled(
            r#""purpose": "uitnodigen", "identifiability": "identifiable""#,
            r#""purpose": "inzichten", "identifiability": "pseudonymised""#
        ),
        ("output-twice", "/outputs/1".to_owned())
    );
}

#[test]
fn a_table_that_goes_beyond_the_policy_is_refused() {
    let policy = policy("bloom");
    let check = |old: &str, new: &str| {
        assert!(BLOOM.contains(old));
        codes(FieldTable::parse(&BLOOM.replacen(old, new, 1)).unwrap().check(&policy, now()))
    };
    assert_eq!(check("inzichten", "inzicht"), ["unknown-purpose"]);
    assert_eq!(check(r#", "category": "respondent-ip""#, ""), ["category-unsaid"]);
    assert_eq!(
        check(r#""email": { "as": "drop" }"#, r#""email": { "as": "mail-class" }"#),
        ["category-unneeded"]
    );
    // Insights are made of pseudonymised data: all four fields that come out.
    let identifiable = check(
        r#""inzichten", "identifiability": "pseudonymised""#,
        r#""inzichten", "identifiability": "identifiable""#,
    );
    assert_eq!(identifiable, ["too-identifiable"; 5]);
    let table = FieldTable::parse(BLOOM).unwrap();
    assert_eq!(code(table.check(&policy, time("2001-01-01T00:00:00Z"))), "no-policy-yet");
}

#[test]
fn what_is_read_fits_its_schema() {
    let register = register(&[(("research", 1), "pgn"), (("research", 2), "mail/lower")]);
    let documents = [
        (FieldTable::schema(), BLOOM.to_owned()),
        (FieldTable::schema(), NEO.to_owned()),
        (Register::schema(), register.to_json()),
        (TranslationRules::schema(), super::links::RULES.to_owned()),
    ];
    for (schema, document) in documents {
        let fits = jsonschema::validator_for(&schema).unwrap();
        let mut document: serde_json::Value = serde_json::from_str(&document).unwrap();
        assert!(fits.is_valid(&document));
        document.as_object_mut().unwrap().insert("other".to_owned(), true.into());
        assert!(!fits.is_valid(&document));
    }
}
