use waarborg::pseudonym::*;

use super::*;

/// The same identifier, or the code of the first refusal.
fn form(kind_name: &str, text: &str) -> Result<Vec<u8>, &'static str> {
    kind(kind_name).read(text).map(|identifier| identifier.canonical().to_vec()).map_err(|error| error.code())
}

fn text_form(kind: &str, text: &str) -> Result<String, &'static str> {
    form(kind, text).map(|bytes| String::from_utf8(bytes).unwrap())
}

#[test]
fn numbers_under_law_are_told_apart_by_their_remainder() {
    for number in ["063138219", "111222333", "123456782", "249566758", "999999990", "1112.22.333"] {
        assert_eq!(number.parse::<Pgn>().unwrap().kind(), PgnKind::Bsn, "{number}");
    }
    // It begins as an onderwijsnummer does, and has not its remainder.
    assert_eq!("100252333".parse::<Pgn>().unwrap().kind(), PgnKind::Bsn);
    assert_eq!("101222331".parse::<Pgn>().unwrap().kind(), PgnKind::Onderwijsnummer);
    assert_eq!("1012.22.331".parse::<Pgn>().unwrap().kind(), PgnKind::Onderwijsnummer);
}

#[test]
fn malformed_numbers_are_refused_each_for_its_reason() {
    for (number, expected) in [
        ("1112.52.333", "pgn-check"),
        ("1112223334", "pgn-length"),
        ("1012.22.3333", "pgn-length"),
        ("2112.22.337", "pgn-prefix"),
        ("000000000", "pgn-zero"),
        ("0", "pgn-zero"),
        ("", "pgn-missing"),
        (" .-", "pgn-missing"),
        ("06313821O", "pgn-character"),
        ("063138219\0", "pgn-character"),
        ("063138219\n", "pgn-character"),
        ("\u{a0}063138219", "pgn-character"),
        ("０63138219", "pgn-character"),
        ("٠63138219", "pgn-character"),
        ("063/138/219", "pgn-character"),
        ("+63138219", "pgn-character"),
        ("063138219;DROP", "pgn-character"),
    ] {
        assert_eq!(form("pgn", number), Err(expected), "{number:?}");
    }
    assert_eq!(text_form("pgn", "63138219"), Ok("063138219".to_owned()));
    assert_eq!(text_form("pgn", " 063 138 219 "), Ok("063138219".to_owned()));
}

const S1: &str = "https://ketenid.nl/sppilot/d0f58d6544562db32383d9fbd7e7d1c6857f9eb8fdaf43db9ac4fac8f3c6897cc6149985fe4a7b91b9be09a11c65b6bfd4d900357b0c96336b5521aaee261cf7";
const E1: &str = "https://ketenid.nl/pilot/5889fc51565c5488833c42cb2b724c67107bb250be8ed99c881c89632adc37b05dd197ee95af1c75be47cb7f9a593ad9ddb2e1f25d2e52c90dbb8dcae4515763";
const EDU_V: &str = "https://ketenid.nl/201703/1a5c9c7203901866532c2d72ce056e1d29cacc70836fe2bc3a517f3f9a53eed3d77ef370ad6dcf80b3f34ced1c547c7d2e679e8e47002355f938213b3656b206";

#[test]
fn eck_ids_are_read_as_they_are_published() {
    for (text, version, length) in [(E1, "pilot", 153), (EDU_V, "201703", 154), (S1, "sppilot", 155)] {
        let eck: EckId = text.parse().unwrap();
        assert_eq!((eck.version(), text.len()), (version, length));
        assert_eq!(eck.to_string(), text);
        assert_eq!(eck.is_stampseudoniem(), text == S1);
        assert_eq!(format!("{:02x}", eck.bytes()[0]), text[text.len() - 128..][..2]);
    }
    assert_eq!(form("eckid", E1).unwrap().len(), 64 + "pilot".len());
    assert_eq!(form("stampseudoniem", S1).unwrap().len(), 64 + "sppilot".len());
    assert_eq!(form("eckid", S1), Err("eckid-kind"));
    assert_eq!(form("stampseudoniem", E1), Err("eckid-kind"));
    // Another version is another identifier, with equal digits.
    let register = register(&[(("research", 1), "eckid")]);
    let domain = open(&register, "research");
    let other = E1.replace("/pilot/", "/201703/");
    assert_ne!(made(&domain, "eckid", E1), made(&domain, "eckid", &other));
}

#[test]
fn eck_ids_are_never_mended() {
    for (text, expected) in [
        (E1.replace("https", "http"), "eckid-host"),
        (E1.replace("ketenid.nl", "id.school"), "eckid-host"),
        (E1.replace("ketenid.nl", "ketenid.nl.example"), "eckid-host"),
        (E1.replace("ketenid.nl", "KETENID.nl"), "eckid-host"),
        (format!(" {E1}"), "eckid-host"),
        (format!("{E1} "), "eckid-length"),
        (format!("{E1}/"), "eckid-length"),
        (E1[..E1.len() - 1].to_owned(), "eckid-length"),
        (E1.replace("5889", "588G"), "eckid-character"),
        (E1.replace("fc51", "FC51"), "eckid-character"),
        (E1.replace("fc51", "fc5\0"), "eckid-character"),
        (E1.replace("pilot", "piloot"), "eckid-version"),
        (E1.replace("pilot", "201713"), "eckid-version"),
        (E1.replace("pilot", "2017 3"), "eckid-version"),
        (E1.replace("pilot/", ""), "eckid-version"),
        (String::new(), "eckid-host"),
        ("aeaaaanz4um6toixluraosui3eui2sec".to_owned(), "already-a-pseudonym"),
    ] {
        assert_eq!(form("eckid", &text), Err(expected), "{text}");
    }
    let old = E1.replace("ketenid.nl", "id.school").parse::<EckId>().unwrap_err();
    assert!(old.diagnostics()[0].help().unwrap().contains("29 January 2018"));
}

#[test]
fn addresses_keep_what_may_count() {
    let of = |kind: &str, text: &str| text_form(kind, text);
    assert_eq!(of("mail", " Jan.Jansen+web@School.NL "), Ok("Jan.Jansen+web@school.nl".to_owned()));
    assert_eq!(of("mail/lower", "Jan.Jansen+web@School.NL"), Ok("jan.jansen+web@school.nl".to_owned()));
    assert_eq!(of("mail/untagged", "Jan.Jansen+web@School.NL"), Ok("Jan.Jansen@school.nl".to_owned()));
    assert_eq!(of("mail/lower-untagged", "Jan.Jansen+web@School.NL"), Ok("jan.jansen@school.nl".to_owned()));
    assert_eq!(of("mail", "+web@school.nl"), Ok("+web@school.nl".to_owned()));
    // The Turkish trap: I is i, in every locale.
    assert_eq!(of("mail/lower", "INFO@SCHOOL.NL"), Ok("info@school.nl".to_owned()));
    // Composed and decomposed are one.
    assert_eq!(of("mail", "rene\u{301}@school.nl"), of("mail", "ren\u{e9}@school.nl"));
    assert_eq!(of("mail", "info@xn--bcher-kva.example"), Ok("info@xn--bcher-kva.example".to_owned()));
}

#[test]
fn malformed_addresses_are_refused() {
    for (text, expected) in [
        ("", "mail-at"),
        ("jan", "mail-at"),
        ("@school.nl", "mail-local"),
        ("jan@", "mail-domain"),
        ("jan@school", "mail-domain"),
        ("jan@school..nl", "mail-domain"),
        ("jan@school.nl.", "mail-domain"),
        ("jan@-school.nl", "mail-domain"),
        ("jan@127.0.0.1", "mail-domain"),
        ("jan@[127.0.0.1]", "mail-domain"),
        ("jan@b\u{fc}cher.example", "mail-domain"),
        ("jan@scho ol.nl", "mail-domain"),
        ("jan jansen@school.nl", "mail-local"),
        ("Jan <jan@school.nl>", "mail-local"),
        ("jan@x@school.nl", "mail-local"),
        ("\"jan\"@school.nl", "mail-local"),
        (".jan@school.nl", "mail-local"),
        ("ja..n@school.nl", "mail-local"),
        ("jan@school.nl\0", "mail-character"),
        ("ja\u{200b}n@school.nl", "mail-character"),
        ("ja\tn@school.nl", "mail-character"),
        ("a@b.nl,c@d.nl", "mail-local"),
    ] {
        assert_eq!(form("mail", text), Err(expected), "{text:?}");
    }
    let long = format!("{}@school.nl", "x".repeat(65));
    assert_eq!(form("mail", &long), Err("mail-local"));
}

#[test]
fn addresses_of_machines_are_one_however_written() {
    assert_eq!(form("ip", "192.0.2.200"), Ok(vec![192, 0, 2, 200]));
    assert_eq!(form("ip", "::ffff:192.0.2.200"), form("ip", "192.0.2.200"));
    assert_eq!(form("ip", "::FFFF:C000:02C8"), form("ip", "192.0.2.200"));
    assert_eq!(form("ip", "2001:DB8::1"), form("ip", "2001:0db8:0:0:0:0:0:1"));
    for text in [
        "",
        "192.0.2",
        "192.0.2.256",
        "192.0.02.1",
        "192.0.2.1:80",
        "[::1]:80",
        "fe80::1%eth0",
        "10.0.0.0/8",
        "1.2.3.4\0",
        "0x7f.1",
        "3232235777",
        "::1::",
        "localhost",
    ] {
        assert_eq!(form("ip", text), Err("ip-malformed"), "{text:?}");
    }
}

#[test]
fn texts_have_one_form_and_nothing_hidden() {
    let of = |kind: &str, text: &str| text_form(kind, text);
    assert_eq!(of("leerlingnummer", " 00123 "), Ok("00123".to_owned()));
    assert_ne!(of("leerlingnummer", "00123"), of("leerlingnummer", "123"), "zeros in front count");
    assert_ne!(of("leerlingnummer", "A1"), of("leerlingnummer", "a1"));
    assert_ne!(of("text/user", "Noor"), of("text/user", "noor"));
    assert_eq!(of("text/user/lower", "Noor"), of("text/user/lower", "noor"));
    // Composed, decomposed and mixed are one.
    let composed = of("text/user", "Zo\u{eb} Andr\u{e9}");
    assert_eq!(composed, of("text/user", "Zoe\u{308} Andre\u{301}"));
    assert_eq!(composed, of("text/user", "Zo\u{eb} Andre\u{301}"));
    assert_eq!(composed, Ok("Zo\u{eb} Andr\u{e9}".to_owned()));
    for (text, expected) in [
        ("", "text-missing"),
        (" \u{a0}\t", "text-missing"),
        ("a\0", "text-character"),
        ("a\u{200b}b", "text-character"),
        ("a\u{ad}b", "text-character"),
        ("a\u{202e}b", "text-character"),
        ("\u{feff}a", "text-character"),
        ("a\nb", "text-character"),
        ("a\u{fffd}", "text-character"),
        ("a\u{378}", "text-character"),
        ("a\u{e000}", "text-character"),
        ("aeaaaanz4um6toixluraosui3eui2sec", "already-a-pseudonym"),
        ("AEAAAANZ4UM6TOIXLURAOSUI3EUI2SEC", "already-a-pseudonym"),
    ] {
        assert_eq!(form("text/user", text), Err(expected), "{text:?}");
        assert_eq!(form("leerlingnummer", text), Err(expected), "{text:?}");
    }
    assert_eq!(form("text/user", &"x".repeat(513)), Err("text-length"));
}

#[test]
fn kinds_have_names_that_are_read_back() {
    for name in [
        "pgn",
        "eckid",
        "stampseudoniem",
        "leerlingnummer",
        "ip",
        "mail",
        "mail/lower",
        "mail/untagged",
        "mail/lower-untagged",
        "text/class",
        "text/class/lower",
        "text/x.y-z",
    ] {
        assert_eq!(kind(name).to_string(), name);
    }
    for name in [
        "",
        "PGN",
        "bsn",
        "mail/",
        "mail/upper",
        "text",
        "text/",
        "text/A",
        "text/a/b",
        "text//lower",
        "pgn ",
    ] {
        assert_eq!(code(name.parse::<Kind>()), "unknown-kind", "{name}");
    }
    assert_eq!("pgm".parse::<Kind>().unwrap_err().diagnostics()[0].suggestion(), Some("pgn"));
}

#[test]
fn long_identifiers_are_put_through_hmac_whole() {
    let register = register(&[(("research", 1), "text/x")]);
    let domain = open(&register, "research");
    let mut all: Vec<Pseudonym> =
        (1..=512).map(|length| made(&domain, "text/x", &"x".repeat(length))).collect();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 512);
}
