//! An identifier has one form, and the form of a form is that form: or what was sealed could not be opened, and one person
//! would have two pseudonyms.

use std::cell::Cell;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use waarborg::pseudonym::{Escrow, Pseudonym};

use super::*;

const KINDS: [&str; 12] = [
    "pgn",
    "eckid",
    "stampseudoniem",
    "mail",
    "mail/lower",
    "mail/untagged",
    "mail/lower-untagged",
    "leerlingnummer",
    "ip",
    "text/x",
    "text/x/lower",
    "text/y",
];

/// The code of a refusal, or the form as text after it was seen to be stable.
#[track_caller]
fn form(name: &str, text: &str) -> Result<String, &'static str> {
    let identifier = kind(name).read(text).map_err(|error| error.code())?;
    let form = identifier.text();
    let again = kind(name).read(&form);
    assert_eq!(again.as_ref().ok(), Some(&identifier), "{name}: {text:?} has the form {form:?}: {again:?}");
    assert_eq!(again.unwrap().text(), form);
    Ok(form)
}

#[test]
fn what_normalising_and_tags_can_spoil() {
    for (name, text, expected) in [
        // A tag behind a dot leaves a dot at the end.
        ("mail/untagged", "jan.+tag@x.nl", Err("mail-local")),
        ("mail/lower-untagged", "JAN.+tag@x.nl", Err("mail-local")),
        ("mail", "jan.+tag@x.nl", Ok("jan.+tag@x.nl")),
        ("mail/untagged", "jan+a+b@x.nl", Ok("jan@x.nl")),
        ("mail/untagged", "+a+b@x.nl", Ok("+a+b@x.nl")),
        ("mail/untagged", "jan+\u{338}x@x.nl", Ok("jan@x.nl")),
        // The capital has no composed form, and the small letter has: J and caron, H and line below, T and diaeresis.
        ("text/x/lower", "J\u{30c}", Ok("\u{1f0}")),
        ("text/x/lower", "\u{1f0}", Ok("\u{1f0}")),
        ("text/x/lower", "H\u{331}", Ok("\u{1e96}")),
        ("text/x/lower", "T\u{308}", Ok("\u{1e97}")),
        ("text/x/lower", "W\u{30a}Y\u{30a}", Ok("\u{1e98}\u{1e99}")),
        ("mail/lower", "J\u{30c}an@x.nl", Ok("\u{1f0}an@x.nl")),
        // Capitals outside A to Z count, composed or not.
        ("text/x/lower", "H\u{323}", Ok("\u{1e24}")),
        ("text/x/lower", "\u{1e24}", Ok("\u{1e24}")),
        ("text/x/lower", "\u{130}I", Ok("\u{130}i")),
        // Signs that are letters in normal form: kelvin, angstrom; a question mark that is a semicolon; a backquote.
        ("text/x/lower", "\u{212a}", Ok("k")),
        ("text/x", "\u{212b}", Ok("\u{c5}")),
        ("mail/lower", "\u{212a}.jansen@x.nl", Ok("k.jansen@x.nl")),
        ("mail", "a\u{37e}b@x.nl", Err("mail-local")),
        ("text/x", "a\u{37e}b", Ok("a;b")),
        ("text/x", "\u{1fef}", Ok("`")),
        // A pseudonym in disguise: kelvin signs for its k.
        ("text/x", "\u{212a}eaaaaanz4um6toixluraosui3eui2sec", Ok("Keaaaaanz4um6toixluraosui3eui2sec")),
        ("text/x", "aeaaaanz4um6toix\u{212a}uraosui3eui2sec", Err("already-a-pseudonym")),
    ] {
        assert_eq!(form(name, text), expected.map(str::to_owned), "{name} {text:?}");
    }
}

#[test]
fn the_length_counts_before_and_after_normalising() {
    // U+0958 is two characters in normal form C: three bytes become six.
    let longer = |n: usize| "\u{958}".repeat(n);
    assert_eq!(form("text/x", &longer(85)).unwrap().len(), 510);
    assert_eq!(form("text/x", &longer(86)), Err("text-length"));
    assert_eq!(longer(170).len(), 510);
    assert_eq!(form("text/x", &longer(170)), Err("text-length"));
    assert_eq!(form("leerlingnummer", &longer(86)), Err("text-length"));
    // Before it too: a text of combining marks that would become short.
    assert_eq!(form("text/x", &"e\u{301}".repeat(171)), Err("text-length"));
    assert_eq!(form("mail", &format!("{}@x.nl", longer(10))).unwrap().len(), 60 + 5);
    assert_eq!(form("mail", &format!("{}@x.nl", longer(11))), Err("mail-local"));
    assert_eq!(form("mail", &format!("{}@x.nl", longer(21))), Err("mail-local"));
}

#[test]
fn every_character_has_a_stable_form_or_none() {
    let mut stable = 0;
    // Without the ideographs, syllables and private characters, which have no mark to compose with.
    let dull =
        |c: &char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{f8ff}' | '\u{17000}'..='\u{18fff}');
    for c in ('\0'..='\u{1ffff}').filter(|c| !dull(c)) {
        stable += u32::from(form("text/x/lower", &format!("{c}\u{308}")).is_ok());
    }
    assert!(stable > 30_000, "{stable}");
    for capital in 'A'..='Z' {
        for mark in ('\u{300}'..='\u{36f}').chain('\u{1ab0}'..='\u{1ace}').chain('\u{1dc0}'..='\u{1dff}') {
            for text in [
                format!("{capital}{mark}"),
                format!("{capital}\u{323}{mark}"),
                format!("{capital}{mark}\u{308}"),
            ] {
                assert!(form("text/x/lower", &text).is_ok(), "{text:?}");
                assert!(form("mail/lower-untagged", &format!("{text}.{text}+x@x.nl")).is_ok(), "{text:?}");
            }
        }
    }
}

/// Texts that look like identifiers, of characters that make trouble, and any texts.
fn texts() -> impl Strategy<Value = String> {
    let parts = select(vec![
        "a",
        "J",
        "T",
        "K",
        "\u{30c}",
        "\u{308}",
        "\u{331}",
        "\u{323}",
        "\u{338}",
        "\u{345}",
        "\u{212a}",
        "\u{212b}",
        "\u{37e}",
        "\u{958}",
        "\u{fb1d}",
        "\u{1100}",
        "\u{1161}",
        "\u{11a8}",
        "\u{130}",
        "\u{1e24}",
        "\u{3000}",
        " ",
        ".",
        "+",
        "@",
        "x.nl",
        "@x.nl",
        "063138219",
        "-",
        "10",
        "192.0.2.1",
        "::",
        "ffff:",
        "2001:db8",
        "https://ketenid.nl/",
        "201703/",
        "\0",
        "\u{202e}",
        "\n",
        "\u{200d}",
    ]);
    let made = prop::collection::vec(parts, 0..12).prop_map(|parts| parts.concat());
    let mail = (made.clone(), ".{0,8}").prop_map(|(local, more)| format!("{local}{more}@School.NL"));
    prop_oneof![made, mail, any::<String>(), ".{0,24}", "[0-9 .-]{1,12}"]
}

#[test]
fn every_form_is_stable_and_what_is_sealed_opens() {
    let register = register(&KINDS.map(|name| (("research", 1), name)));
    let research = open(&register, "research");
    let escrow = Escrow::open(&register, &keyring(), "school:00AA", "research").unwrap();
    let config =
        Config { cases: 4_000, rng_seed: RngSeed::Fixed(13), failure_persistence: None, ..Config::default() };
    let taken = Cell::new(0);
    TestRunner::new(config)
        .run(&texts(), |text| {
            for name in KINDS {
                if form(name, &text).is_err() {
                    continue;
                }
                taken.set(taken.get() + 1);
                let identifier = kind(name).read(&text).unwrap();
                let pseudonym = research.of(&kind(name)).unwrap().pseudonym(&identifier).unwrap();
                let sealed = escrow.seal(&identifier, &pseudonym).unwrap();
                prop_assert_eq!(escrow.unseal(&sealed, &pseudonym).unwrap(), identifier);
            }
            Ok(())
        })
        .unwrap();
    assert!(taken.get() > 5_000, "{taken:?}");
}

#[test]
fn nothing_is_sealed_beside_another_persons_pseudonym() {
    let keys = [(("research", 1), "pgn"), (("research", 1), "mail/lower"), (("care", 1), "pgn")];
    let mut register = register(&keys);
    let keyring = keyring();
    let research = open(&register, "research");
    let escrow = |register: &Register| Escrow::open(register, &keyring, "school:00AA", "research").unwrap();
    let number = |text: &str| kind("pgn").read(text).unwrap();
    let (a, b) = ("063138219", "999990019");
    let (of_a, of_b) = (made(&research, "pgn", a), made(&research, "pgn", b));
    let seals = escrow(&register);
    assert_eq!(code(seals.seal(&number(a), &of_b)), "other-identifier");
    assert_eq!(code(seals.seal(&number(b), &of_a)), "other-identifier");
    // The pseudonym of a mail address beside a number; one that nobody has; one of the other domain.
    let mail = made(&research, "mail/lower", "jan@x.nl");
    assert_eq!(code(seals.seal(&number(a), &mail)), "other-kind");
    assert_eq!(code(seals.seal(&kind("mail/lower").read("Jan@X.nl").unwrap(), &mail)), "none");
    assert_eq!(code(seals.seal(&kind("mail/lower").read("jan@x.be").unwrap(), &mail)), "other-identifier");
    let mut nobody = of_a.to_bytes();
    nobody[19] ^= 1;
    assert_eq!(code(seals.seal(&number(a), &Pseudonym::from_bytes(&nobody).unwrap())), "other-identifier");
    assert_eq!(code(seals.seal(&number(a), &made(&open(&register, "care"), "pgn", a))), "unknown-key");
    // After a rotation, each pseudonym belongs to its own key.
    register.activate(&keyring, &new_key(("research", 2), kind("pgn")), now()).unwrap();
    let newer = made(&open(&register, "research"), "pgn", a);
    let seals = escrow(&register);
    for pseudonym in [of_a, newer] {
        let sealed = seals.seal(&number(a), &pseudonym).unwrap();
        assert_eq!(seals.unseal(&sealed, &pseudonym).unwrap(), number(a));
        assert_eq!(code(seals.seal(&number(b), &pseudonym)), "other-identifier");
    }
    // The error repeats neither.
    let error = seals.seal(&number(a), &of_b).unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains(a) && !shown.contains(&of_b.to_string()), "{shown}");
}
