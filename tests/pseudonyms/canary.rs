//! No key and no personal data in any error or `Debug`.

use waarborg::pseudonym::*;

use super::*;

const CANARY: &str = "Qx7Canary";

#[track_caller]
fn clean(shown: &str) {
    let bare = shown.to_lowercase();
    assert!(!bare.contains("qx7") && !bare.contains("canary"), "{shown}");
    assert!(!bare.contains("063138219") && !bare.contains("um6toix"), "{shown}");
}

#[test]
fn no_error_repeats_what_it_was_given() {
    for name in ["pgn", "eckid", "stampseudoniem", "mail", "ip"] {
        let error = kind(name).read(CANARY).unwrap_err();
        clean(&format!("{error} {error:?}"));
    }
    let errors = [
        code_of(kind("text/x").read(&format!("{CANARY}\0"))),
        code_of(CANARY.parse::<Pseudonym>()),
        code_of(CANARY.parse::<IdentifierKind>()),
        code_of(CANARY.parse::<Postcode>()),
        code_of(CANARY.parse::<Mark>()),
        code_of(root().controller(&format!("{CANARY}\n"), 1)),
        code_of(register(&[(("d", 1), "pgn")]).open(&keyring(), CANARY, CANARY, now())),
        code_of(Register::parse(&format!(r#"{{"waarborg-keys":1,"keys":[{{"{CANARY}":"{CANARY}"}}]}}"#))),
        code_of(Aliases::parse(&format!(
            r#"{{"waarborg-aliases":1,"aliases":[{{"new":"{CANARY}","old":"{CANARY}","from":"2026-01-01T00:00:00Z"}}]}}"#
        ))),
        code_of(mail_class(CANARY, [])),
    ];
    errors.iter().for_each(|shown| clean(shown));
}

#[track_caller]
fn code_of<T>(result: Result<T, PseudonymError>) -> String {
    let Err(error) = result else { panic!("it was taken") };
    format!("{error} {error:#?}")
}

#[test]
fn no_debug_shows_a_key_or_a_person() {
    let key: Vec<u8> = b"Qx7CanaryQx7CanaryQx7CanaryQx7Ca".to_vec();
    let root = Root::from_bytes(&key).unwrap();
    let controller = root.controller(CANARY, 1).unwrap();
    let domain = DomainKey::own((CANARY, 1), (CANARY, 1), &key).unwrap();
    let pair_key = PairKey::from_bytes(&[key.clone(), key.iter().map(|b| b ^ 1).collect()].concat()).unwrap();
    for shown in
        [format!("{root:#?}"), format!("{controller:#?}"), format!("{domain:#?}"), format!("{pair_key:?}")]
    {
        clean(&shown);
        assert!(!shown.contains("81, 120, 55"), "{shown}");
    }
    let keyring = Keyring::new().with_root(root);
    let mut register = Register::new();
    let new = NewKey {
        controller: (CANARY, 1),
        domain: (CANARY, 1),
        kind: IdentifierKind::Pgn,
        retire_after: None,
    };
    register.activate(&keyring, &new, now()).unwrap();
    let opened = register.open(&keyring, CANARY, CANARY, now()).unwrap();
    let pupil = IdentifierKind::Pgn.read("063138219").unwrap();
    let pseudonym = opened.of(&IdentifierKind::Pgn).unwrap().pseudonym(&pupil).unwrap();
    let escrow = Escrow::open(&register, &keyring, CANARY, CANARY).unwrap();
    let text = pseudonym.to_string();
    let shown = [
        format!("{keyring:#?} {register:#?} {opened:#?} {escrow:#?} {pupil:#?} {pseudonym:#?}"),
        format!("{:#?} {:#?}", pseudonym.text(), Pair { from: pseudonym, to: pseudonym }),
        format!("{:#?}", "063138219".parse::<Pgn>().unwrap()),
        format!("{:#?}", register.recognise(&pseudonym, now())),
        format!("{:#?}", KnownPerson::new([CANARY])),
        format!("{:#?}", Tagger::new(&[KnownPerson::new([CANARY])]).document(CANARY)),
        format!("{:#?} {:#?}", "1234 AB".parse::<Postcode>().unwrap(), "7".parse::<Mark>().unwrap()),
        format!("{:#?}", opened.of(&IdentifierKind::Pgn).unwrap().shift(30).unwrap()),
    ];
    for shown in shown {
        clean(&shown);
        assert!(!shown.contains(&text[8..]), "{shown}");
        assert!(!shown.contains("1234"), "{shown}");
    }
}

#[cfg(feature = "hpgn")]
#[test]
fn no_salt_is_shown() {
    let salt = HpgnSalt::from_bytes(b"Qx7CanaryQx7Canary").unwrap();
    let shown = format!("{salt:?} {salt:#?}");
    clean(&shown);
    assert!(!shown.contains("81") && !shown.contains("Q"), "{shown}");
}
