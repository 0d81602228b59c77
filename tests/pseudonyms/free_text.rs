use waarborg::pseudonym::*;

fn tagged(text: &str) -> String {
    Tagger::new(&class()).document(text).text
}

fn class() -> Vec<KnownPerson> {
    vec![
        KnownPerson::new(["Noor", "Noor de Vries", "de Vries"]),
        KnownPerson::new(["Zoë", "Zoë van den Berg-Jansen", "Zo"]),
        KnownPerson::new(["Daan", "Daan Bakker"]),
        KnownPerson::new(["Daan", "Daan Smit"]),
    ]
}

/// What is found: text in, text out.
#[test]
fn what_has_a_form_becomes_a_tag() {
    for (text, expected) in [
        ("BSN 063138219.", "BSN [BSN-1]."),
        ("Haar burgerservicenummer is 63138219", "Haar burgerservicenummer is [BSN-1]"),
        ("nummer 1112.22.333 klopt", "nummer [BSN-1] klopt"),
        ("123 456 782", "[BSN-1]"),
        ("onderwijsnummer: 101222331", "onderwijsnummer: [ONDERWIJSNUMMER-1]"),
        ("bestelling 063138219", "bestelling [NUMMER-1]"),
        ("bsn 063138218", "bsn [NUMMER-1]"),
        ("NL91 ABNA 0417 1643 00 graag", "[IBAN-1] graag"),
        ("nl91abna0417164300", "[IBAN-1]"),
        ("Bel 06-12345678 of 0612345678!", "Bel [TELEFOON-1] of [TELEFOON-1]!"),
        ("Bel 06 12 34 56 78.", "Bel [TELEFOON-1]."),
        ("010-1234567", "[TELEFOON-1]"),
        ("(010) 123 45 67", "[TELEFOON-1]"),
        ("+31 (0)6 12345678", "[TELEFOON-1]"),
        ("+31612345678", "[TELEFOON-1]"),
        ("0031 10 1234567", "[TELEFOON-1]"),
        ("mail j.jansen+x@school.nl, graag", "mail [MAIL-1], graag"),
        ("zie https://x.nl/a?b=1.", "zie [URL-1]."),
        ("www.school.nl/noor", "[URL-1]"),
        ("op 1234 AB, 1234ab en 2024 is", "op [POSTCODE-1], [POSTCODE-1] en 2024 is"),
        ("geboren 12-03-2015, 12/3/15 of 2015-03-12", "geboren [DATUM-1], [DATUM-2] of [DATUM-3]"),
        ("op 12 maart 2015 en 3 mrt.", "op [DATUM-1] en [DATUM-2]."),
        ("12 March 2015 10:30", "[DATUM-1] 10:30"),
        ("op 01-02-2015 1234 keer", "op [DATUM-1] 1234 keer"),
        ("school 20DP en 20DP01", "school [BRIN-1] en [BRIN-2]"),
        ("vanaf 192.0.2.1.", "vanaf [IP-1]."),
        ("leerling 123456", "leerling [NUMMER-1]"),
    ] {
        assert_eq!(tagged(text), expected, "{text}");
    }
    let eck = "https://ketenid.nl/201703/".to_owned() + &"0a".repeat(64);
    assert_eq!(tagged(&format!("id {eck}, ja")), "id [ECKID-1], ja");
    assert_eq!(tagged(&eck[..100]), "[URL-1]");
}

#[test]
fn what_is_about_nobody_stays() {
    for text in [
        "",
        "Ik vond les 3 het leukst, 10 van de 12 goed.",
        "Versie 1.2.3 met 45% meer",
        "De mei-vakantie begint om 10:30.",
        "blz. 12 en 13, in 2026",
        "een 7,5 of 8.0",
        "1/2 + 1/4 = 3/4",
        "Kijk [hier] en [1].",
    ] {
        assert_eq!(tagged(text), text);
    }
}

#[test]
fn names_of_the_class_are_found_as_they_are_written() {
    for (text, expected) in [
        ("Noor was er.", "[PERSOON-1] was er."),
        ("noor, NOOR en Noors tas", "[PERSOON-1], [PERSOON-1] en [PERSOON-1] tas"),
        ("Noor de Vries en mevrouw Vries", "[PERSOON-1] en mevrouw [PERSOON-1]"),
        ("Zoe\u{308} en Zoe", "[PERSOON-1] en [PERSOON-1]"),
        ("Zoë van den Berg-Jansen", "[PERSOON-1]"),
        ("Noor en Zoë en Noor", "[PERSOON-1] en [PERSOON-2] en [PERSOON-1]"),
        ("Daan Bakker en Daan Smit", "[PERSOON-1] en [PERSOON-2]"),
        // Two have this name: whose it is, is not guessed.
        ("Daan en Daan Smit", "[NAAM-1] en [PERSOON-1]"),
        ("Noordzee, Zomer en een zonder", "Noordzee, Zomer en een zonder"),
        ("noor@school.nl", "[MAIL-1]"),
    ] {
        assert_eq!(tagged(text), expected, "{text}");
    }
}

#[test]
fn tags_are_one_through_a_document() {
    let mut tagger = Tagger::new(&class());
    tagger.know("Piet Pietersen");
    assert_eq!(tagger.name("Piet Pietersen"), "[PERSOON-1]");
    assert_eq!(
        tagger.text("Noor belde Piet Pietersen op 0612345678"),
        "[PERSOON-2] belde [PERSOON-1] op [TELEFOON-1]"
    );
    assert_eq!(tagger.text("06-12345678 is van Noor"), "[TELEFOON-1] is van [PERSOON-2]");
    let found = tagger.into_found();
    assert_eq!(found[&Detection::Person], 4);
    assert_eq!(found[&Detection::Phone], 2);
}

#[test]
fn a_tag_in_the_text_is_not_taken_for_ours() {
    assert_eq!(tagged("[BSN-1] en bsn 063138219"), "(BSN-1) en bsn [BSN-1]");
    assert_eq!(tagged("[BSN-1"), "[BSN-1");
    assert_eq!(tagged("[[PERSOON-12]]"), "[(PERSOON-12)]");
}

#[test]
fn any_text_goes_through() {
    use proptest::prelude::*;
    use proptest::test_runner::TestRunner;
    let text = proptest::string::string_regex(
        "([0-9]{1,10}|[ .@/()+-]|NL|https://|www\\.|mei|é|\u{301}|Noor|\\[|\\]|\\PC){0,30}",
    );
    TestRunner::new(crate::random::config(256))
        .run(&text.unwrap(), |text| {
            let once = tagged(&text);
            prop_assert_eq!(tagged(&text), once);
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_long_hostile_text_takes_no_time() {
    let start = std::time::Instant::now();
    for piece in [
        "0",
        "1 ",
        "a",
        "a.",
        "www.",
        "Noor ",
        "[",
        "12-",
        "+31",
        "NL9",
        "aeé",
        "a\u{301}",
        ".",
        "1.",
        "063138219 ",
    ] {
        let text = piece.repeat(30_000);
        assert!(!tagged(&text).is_empty());
    }
    assert!(start.elapsed() < std::time::Duration::from_secs(60), "{:?}", start.elapsed());
}
