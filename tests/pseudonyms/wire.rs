use proptest::prelude::*;
use waarborg::pseudonym::*;

use super::*;
use crate::random::config;

const GOLDEN: &str = "aeaaaanz4um6toixluraosui3eui2sec";

#[test]
fn the_text_is_read_in_either_case_and_written_in_lower() {
    let pseudonym: Pseudonym = GOLDEN.parse().unwrap();
    assert_eq!(pseudonym.key(), id(1));
    assert_eq!(pseudonym.to_bytes()[..4], [1, 0, 0, 1]);
    assert_eq!(
        pseudonym.to_bytes()[4..],
        [0xb9, 0xe5, 0x19, 0xe9, 0xb9, 0x17, 0x5d, 0x22, 0x07, 0x4a, 0x88, 0xd9, 0x28, 0x8d, 0x48, 0x82]
    );
    assert_eq!(GOLDEN.to_uppercase().parse::<Pseudonym>().unwrap(), pseudonym);
    assert_eq!(Pseudonym::from_bytes(&pseudonym.to_bytes()).unwrap(), pseudonym);
    assert_eq!(pseudonym.text().as_str(), GOLDEN);
    assert!(Pseudonym::is_form(GOLDEN));
}

#[test]
fn what_was_cut_off_or_changed_is_refused() {
    for length in 0..32 {
        assert_eq!(code(GOLDEN[..length].parse::<Pseudonym>()), "pseudonym-length");
    }
    for (text, expected) in [
        (format!("{GOLDEN}="), "pseudonym-length"),
        (format!(" {GOLDEN}"), "pseudonym-length"),
        (GOLDEN.replace('4', "1"), "pseudonym-character"),
        (GOLDEN.replace('4', "\0"), "pseudonym-character"),
        (GOLDEN.replace("4u", "é"), "pseudonym-character"),
        (GOLDEN.replacen("ae", "ai", 1), "pseudonym-version"),
        (GOLDEN.replacen("ae", "aa", 1), "pseudonym-version"),
        ("aeaaaaa".to_owned() + &"a".repeat(25), "pseudonym-key"),
        ("063138219".to_owned(), "pseudonym-length"),
    ] {
        assert_eq!(code(text.parse::<Pseudonym>()), expected, "{text}");
        assert!(!Pseudonym::is_form(&text));
    }
    for length in (0..40).filter(|length| *length != 20) {
        assert_eq!(code(Pseudonym::from_bytes(&vec![1; length])), "pseudonym-length");
    }
    let mut bytes = GOLDEN.parse::<Pseudonym>().unwrap().to_bytes();
    bytes[0] = 2;
    assert_eq!(code(Pseudonym::from_bytes(&bytes)), "pseudonym-version");
}

#[test]
fn a_foreign_key_is_recognised_as_such() {
    let register = register(&[(("research", 1), "pgn")]);
    let ours: Pseudonym = GOLDEN.parse().unwrap();
    assert!(
        matches!(register.recognise(&ours, now()), Recognised::Ours(row, KeyState::Active) if row.key == 1)
    );
    let mut bytes = ours.to_bytes();
    bytes[3] = 9;
    let foreign = Pseudonym::from_bytes(&bytes).unwrap();
    assert!(matches!(register.recognise(&foreign, now()), Recognised::Foreign(key) if key == id(9)));
}

#[test]
fn pseudonyms_of_one_key_sort_together() {
    let register = register(&[(("research", 1), "pgn"), (("research", 2), "pgn")]);
    let domain = open(&register, "research");
    let keys = domain.of(&IdentifierKind::Pgn).unwrap();
    let numbers = ["063138219", "111222333", "123456782", "249566758", "999999990", "101222331"];
    let mut all: Vec<Pseudonym> = numbers
        .iter()
        .flat_map(|n| keys.all_active(&IdentifierKind::Pgn.read(n).unwrap()).unwrap())
        .collect();
    all.sort();
    let order: Vec<u32> = all.iter().map(|one| one.key().get()).collect();
    assert_eq!(order, [[1; 6], [2; 6]].concat());
    let mut texts: Vec<String> = all.iter().map(|one| one.to_string()).collect();
    let sorted = texts.clone();
    texts.sort_by_key(|text| text.parse::<Pseudonym>().unwrap());
    assert_eq!(texts, sorted);
}

#[test]
fn a_batch_says_which_were_refused_and_loses_none() {
    let register = register(&[(("research", 1), "pgn"), (("research", 1), "mail/lower")]);
    let domain = open(&register, "research");
    let good = ["063138219", "111222333", "101222331"];
    // More than are read at a time, with a refused one here and there.
    let texts: Vec<&str> = (0..1_000).map(|n| if n % 7 == 3 { "063138218" } else { good[n % 3] }).collect();
    let batch = domain.of(&IdentifierKind::Pgn).unwrap().batch(texts.iter().copied()).unwrap();
    assert_eq!(batch.pseudonyms.len(), 1_000);
    let refused: Vec<usize> = batch.refused.iter().map(|(at, _)| *at).collect();
    assert_eq!(refused, (0..1_000).filter(|n| n % 7 == 3).collect::<Vec<_>>());
    assert!(batch.refused.iter().all(|(_, error)| error.code() == "pgn-check"));
    for (at, text) in texts.iter().enumerate() {
        let single = (at % 7 != 3).then(|| made(&domain, "pgn", text));
        assert_eq!(batch.pseudonyms[at], single, "{at}");
    }
    let mails = ["Jan@School.nl", "", "jan@school.nl", GOLDEN];
    let batch = domain.of(&kind("mail/lower")).unwrap().batch(mails).unwrap();
    assert_eq!(batch.pseudonyms[0], batch.pseudonyms[2]);
    assert_eq!(batch.pseudonyms[1], None);
    let codes: Vec<_> = batch.refused.iter().map(|(at, error)| (*at, error.code())).collect();
    assert_eq!(codes, [(1, "mail-at"), (3, "already-a-pseudonym")]);
    assert!(domain.of(&IdentifierKind::Pgn).unwrap().batch([]).unwrap().pseudonyms.is_empty());
    for length in [31, 32, 33, 64] {
        let batch =
            domain.of(&IdentifierKind::Pgn).unwrap().batch(texts.iter().copied().take(length)).unwrap();
        assert_eq!(batch.pseudonyms.len(), length);
    }
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn bytes_and_text_go_there_and_back(key in 1u32..=0xff_ffff, tag: [u8; 16]) {
        let [_, a, b, c] = key.to_be_bytes();
        let bytes: Vec<u8> = [1, a, b, c].into_iter().chain(tag).collect();
        let pseudonym = Pseudonym::from_bytes(&bytes).unwrap();
        prop_assert_eq!(pseudonym.to_bytes().to_vec(), bytes.clone());
        prop_assert_eq!(pseudonym.key().get(), key);
        let text = pseudonym.to_string();
        prop_assert_eq!(text.len(), 32);
        prop_assert_eq!(text.parse::<Pseudonym>().unwrap(), pseudonym);
        // By hand, bit by bit.
        let bit = |at: usize| bytes[at / 8] >> (7 - at % 8) & 1;
        let by_hand: String = (0..32)
            .map(|c| (0..5).fold(0, |value, n| value << 1 | bit(5 * c + n)))
            .map(|value| char::from(b"abcdefghijklmnopqrstuvwxyz234567"[usize::from(value)]))
            .collect();
        prop_assert_eq!(text, by_hand);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
        let _ = text.parse::<Pseudonym>();
        for kind in ["pgn", "eckid", "mail", "leerlingnummer", "ip", "text/x/lower"] {
            let kind = kind.parse::<IdentifierKind>().unwrap();
            if let Ok(identifier) = kind.read(&text) {
                prop_assert!(!identifier.canonical().is_empty());
            }
        }
    }
}
