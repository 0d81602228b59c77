//! What links pseudonyms: re-keying, aliases, translations, escrow.

use waarborg::pseudonym::*;

use super::*;

const NUMBERS: [&str; 6] = ["063138219", "111222333", "123456782", "249566758", "999999990", "101222331"];

fn pair_key() -> PairKey {
    PairKey::from_bytes(&(0..64).collect::<Vec<u8>>()).unwrap()
}

fn numbers() -> Vec<Identifier> {
    NUMBERS.iter().map(|number| IdentifierKind::Pgn.read(number).unwrap()).collect()
}

#[test]
fn re_keying_gives_each_old_pseudonym_its_new_one() {
    let register = register(&[(("research", 1), "pgn"), (("research", 2), "pgn")]);
    let domain = open(&register, "research");
    let keys = domain.of(&IdentifierKind::Pgn).unwrap();
    let order = RekeyOrder::new("privacy-officer", now(), time("2026-12-01T00:00:00Z")).unwrap();
    let mut rekey = keys.rekey(id(1), id(2), order.clone()).unwrap();
    let texts = NUMBERS.iter().chain(&["063138218"]).map(|text| (*text).to_owned());
    let made: Vec<_> = rekey.stream(texts).collect();
    assert_eq!(made.len(), 7, "one for each, also for the refused");
    assert_eq!(made[6].as_ref().unwrap_err().code(), "pgn-check");
    for (pair, identifier) in made.iter().zip(numbers()) {
        let pair = pair.as_ref().unwrap();
        let all = keys.all_active(&identifier).unwrap();
        assert_eq!((pair.to, pair.from), (all[0], all[1]));
    }
    let entry = rekey.finish();
    assert_eq!(
        entry.to_json(),
        r#"{"waarborg-rekey":1,"by":"privacy-officer","at":"2026-11-23T12:00:00.000000Z","expires":"2026-12-01T00:00:00.000000Z","from":1,"to":2,"pairs":6,"refused":1}"#
    );
    assert_eq!(code(keys.rekey(id(1), id(1), order.clone())), "same-key");
    assert_eq!(code(keys.rekey(id(1), id(3), order.clone())), "unknown-key");
    assert_eq!(code(RekeyOrder::new("Privacy Officer", now(), now())), "not-an-id");
    assert_eq!(code(RekeyOrder::new("x", now(), now())), "expires-before");
    // A key that was destroyed gives no map any more.
    let mut register = register;
    register.destroy(id(1), now()).unwrap();
    let domain = open(&register, "research");
    assert_eq!(code(domain.of(&IdentifierKind::Pgn).unwrap().rekey(id(1), id(2), order)), "unknown-key");
}

#[test]
fn a_sealed_pair_opens_with_its_key_until_it_expires() {
    let register = register(&[(("research", 1), "pgn"), (("care", 1), "pgn")]);
    let (research, care) = (open(&register, "research"), open(&register, "care"));
    let pair = Pair { from: made(&research, "pgn", NUMBERS[0]), to: made(&care, "pgn", NUMBERS[0]) };
    let expires = time("2026-12-01T00:00:00Z");
    let sealed = pair_key().seal(&pair, expires).unwrap();
    assert_eq!(sealed.sealed().len(), 36);
    let stored = SealedPair::stored(sealed.from, expires, sealed.sealed()).unwrap();
    assert_eq!(pair_key().open(&stored, now()).unwrap(), pair);
    assert_eq!(code(pair_key().open(&stored, expires)), "pair-expired");
    assert_eq!(code(pair_key().open(&stored, Time::MAX)), "now-out-of-range");
    // Nobody moves the end, the first half, or a bit.
    let moved = SealedPair::stored(pair.from, time("2027-12-01T00:00:00Z"), stored.sealed()).unwrap();
    assert_eq!(code(pair_key().open(&moved, now())), "not-opened");
    let other = SealedPair::stored(pair.to, expires, stored.sealed()).unwrap();
    assert_eq!(code(pair_key().open(&other, now())), "not-opened");
    for at in 0..36 {
        let mut bytes = stored.sealed().to_vec();
        bytes[at] ^= 1;
        let spoiled = SealedPair::stored(stored.from, expires, &bytes).unwrap();
        assert_eq!(code(pair_key().open(&spoiled, now())), "not-opened");
    }
    let other_key = PairKey::from_bytes(&(1..65).collect::<Vec<u8>>()).unwrap();
    assert_eq!(code(other_key.open(&stored, now())), "not-opened");
    assert_eq!(code(SealedPair::stored(stored.from, expires, &[0; 35])), "sealed-length");
}

/// Three pseudonyms: of a new number, one in between, and an old one.
fn three() -> (Pseudonym, Pseudonym, Pseudonym) {
    let domain = open(&register(&[(("research", 1), "pgn")]), "research");
    (made(&domain, "pgn", NUMBERS[0]), made(&domain, "pgn", NUMBERS[1]), made(&domain, "pgn", NUMBERS[5]))
}

/// What the published tests of the number service expect of a replaced stampseudoniem: at once, through one in between,
/// in the future, and nothing for what is no identifier.
#[test]
fn an_alias_counts_as_the_number_service_has_it() {
    let (new, between, old) = three();
    let mut aliases = Aliases::new();
    aliases.add(new, old, now()).unwrap();
    assert_eq!(aliases.resolve(&new, now()), old, "at once");
    assert_eq!(aliases.resolve(&old, now()), old);

    let mut aliases = Aliases::new();
    aliases.add(between, old, now()).unwrap();
    aliases.add(new, between, now()).unwrap();
    assert_eq!(aliases.resolve(&new, now()), old, "through the one in between");
    let mut same = [new, between, old];
    same.sort();
    assert_eq!(aliases.same_person(&between, now()), same);

    let mut aliases = Aliases::new();
    aliases.add(new, old, time("2027-11-23T12:00:00Z")).unwrap();
    assert_eq!(aliases.resolve(&new, now()), new, "before its day, it stands alone");
    assert_eq!(aliases.resolve(&new, time("2027-11-23T11:59:59.999999Z")), new);
    assert_eq!(aliases.resolve(&new, time("2027-11-23T12:00:00Z")), old);
    assert_eq!(aliases.same_person(&old, now()), [old]);

    for (pair, path) in
        [(("", new.to_string()), "/aliases/0/new"), ((&*new.to_string(), "x".repeat(32)), "/aliases/0/old")]
    {
        let document = format!(
            r#"{{"waarborg-aliases":1,"aliases":[{{"new":"{}","old":"{}","from":"2026-11-23T12:00:00Z"}}]}}"#,
            pair.0, pair.1
        );
        let error = Aliases::parse(&document).unwrap_err();
        assert_eq!(error.diagnostics()[0].path(), path);
    }
}

#[test]
fn aliases_go_in_no_circle_and_no_two_ways() {
    let (new, between, old) = three();
    let mut aliases = Aliases::new();
    assert_eq!(code(aliases.add(new, new, now())), "alias-self");
    aliases.add(between, old, now()).unwrap();
    aliases.add(new, between, time("2030-01-01T00:00:00Z")).unwrap();
    // Also where the circle would only close later.
    assert_eq!(code(aliases.add(old, new, now())), "alias-cycle");
    assert_eq!(code(aliases.add(old, between, now())), "alias-cycle");
    assert_eq!(code(aliases.add(between, new, now())), "alias-twice");
    assert_eq!(code(aliases.add(between, old, time("2027-01-01T00:00:00Z"))), "alias-twice");
    assert_eq!(code(aliases.add(between, old, now())), "none", "the same again says nothing new");
    assert_eq!(aliases.len(), 2);
    let stored = aliases.to_json();
    assert_eq!(Aliases::parse(&stored).unwrap(), aliases);
    assert_eq!(Aliases::parse(&stored).unwrap().to_json(), stored);
    let circle = format!(
        r#"{{"waarborg-aliases":1,"aliases":[{{"new":"{new}","old":"{old}","from":"2026-11-23T12:00:00Z"}},{{"new":"{old}","old":"{new}","from":"2026-11-23T12:00:00Z"}}]}}"#
    );
    assert_eq!(code(Aliases::parse(&circle)), "alias-cycle");
}

#[test]
fn aliases_move_to_new_keys_all_or_none() {
    let register = register(&[(("research", 1), "pgn"), (("research", 2), "pgn")]);
    let domain = open(&register, "research");
    let keys = domain.of(&IdentifierKind::Pgn).unwrap();
    let pairs: Vec<_> = numbers().iter().map(|number| keys.all_active(number).unwrap()).collect();
    let mut aliases = Aliases::new();
    aliases.add(pairs[0][1], pairs[1][1], now()).unwrap();
    let map = |old: &Pseudonym| pairs.iter().find(|pair| pair[1] == *old).map(|pair| pair[0]);
    assert_eq!(aliases.rekeyed(map).unwrap().resolve(&pairs[0][0], now()), pairs[1][0]);
    assert_eq!(code(aliases.rekeyed(|old| (*old == pairs[0][1]).then_some(pairs[0][0]))), "alias-unmapped");
}

pub const RULES: &str = r#"{
    "waarborg-translations": 1, "controller": "school:00AA",
    "rules": {
        "quality-2026": {
            "requester": "analyst", "from": "research", "to": "care", "purpose": "quality", "basis": "public-task",
            "start": "2026-08-01T00:00:00Z", "end": "2027-08-01T00:00:00Z"
        }
    }
}"#;

fn ask<'a>() -> TranslationAsk<'a> {
    TranslationAsk { requester: "analyst", from: "research", to: "care", purpose: "quality", at: now() }
}

#[test]
fn nothing_is_translated_without_a_rule_in_force() {
    let rules = TranslationRules::parse(RULES).unwrap();
    assert!(rules.allow(&ask()).is_ok());
    for (asked, expected) in [
        (TranslationAsk { requester: "teacher", ..ask() }, "translation-denied"),
        (TranslationAsk { from: "care", to: "research", ..ask() }, "translation-denied"),
        (TranslationAsk { to: "support", ..ask() }, "translation-denied"),
        (TranslationAsk { purpose: "marketing", ..ask() }, "translation-denied"),
        (TranslationAsk { at: time("2026-07-31T23:59:59Z"), ..ask() }, "translation-window"),
        (TranslationAsk { at: time("2026-08-01T00:00:00Z"), ..ask() }, "none"),
        (TranslationAsk { at: time("2027-08-01T00:00:00Z"), ..ask() }, "translation-window"),
        (TranslationAsk { at: Time::MAX, ..ask() }, "now-out-of-range"),
    ] {
        assert_eq!(code(rules.allow(&asked)), expected, "{asked:?}");
    }
    let empty = TranslationRules::parse(r#"{"waarborg-translations":1,"controller":"school:00AA"}"#).unwrap();
    assert_eq!(code(empty.allow(&ask())), "translation-denied");
}

#[test]
fn rules_that_cannot_be_are_refused() {
    let spoiled = |old: &str, new: &str| {
        assert!(RULES.contains(old));
        let error = TranslationRules::parse(&RULES.replacen(old, new, 1)).unwrap_err();
        let diagnostic = &error.diagnostics()[0];
        (diagnostic.code(), diagnostic.path().to_owned())
    };
    let at = |code, field: &str| (code, format!("/rules/quality-2026/{field}"));
    assert_eq!(spoiled(r#""to": "care""#, r#""to": "research""#), at("same-domain", "to"));
    assert_eq!(spoiled(r#""to": "care""#, r#""to": " care""#), at("not-a-domain", "to"));
    assert_eq!(spoiled("public-task", "by-controller"), at("basis-not-set", "basis"));
    assert_eq!(spoiled("public-task", "because"), at("unknown-word", "basis"));
    assert_eq!(spoiled("2027-08-01", "2026-08-01"), at("window-empty", "end"));
    assert_eq!(spoiled(r#""basis": "public-task","#, "").0, "missing-field");
    assert_eq!(spoiled(r#"school:00AA"#, "a\\u0000").0, "not-a-controller");
}

#[test]
fn a_translation_leaves_an_entry_and_no_order() {
    let register = register(&[(("research", 1), "pgn"), (("care", 1), "pgn")]);
    let (research, care) = (open(&register, "research"), open(&register, "care"));
    let rules = TranslationRules::parse(RULES).unwrap();
    let allowed = rules.allow(&ask()).unwrap();
    let numbers = numbers();
    let translated = allowed.of_identifiers(&research, &care, &IdentifierKind::Pgn, &numbers).unwrap();
    assert_eq!(translated.pairs.len(), 6);
    assert!(translated.pairs.is_sorted_by_key(|pair| pair.to));
    for (pair, number) in NUMBERS
        .iter()
        .map(|number| (Pair { from: made(&research, "pgn", number), to: made(&care, "pgn", number) }, number))
    {
        assert!(translated.pairs.contains(&pair), "{number}");
    }
    assert_eq!(
        translated.entry.to_json(),
        r#"{"waarborg-translation":1,"rule":"quality-2026","requester":"analyst","controller":"school:00AA","from":"research","to":"care","purpose":"quality","basis":"public-task","kind":"pgn","way":"identifiers","at":"2026-11-23T12:00:00.000000Z","given":6,"refused":0}"#
    );
    // Not the other way round, and not for another school.
    assert_eq!(
        code(allowed.of_identifiers(&care, &research, &IdentifierKind::Pgn, &numbers)),
        "other-domain"
    );
    let mail = kind("mail").read("jan@school.nl").unwrap();
    let mixed = allowed.of_identifiers(&research, &care, &IdentifierKind::Pgn, [&numbers[0], &mail]).unwrap();
    assert_eq!((mixed.pairs.len(), mixed.refused.len(), mixed.entry.refused), (1, 1, 1));
    assert_eq!(mixed.refused[0].0, 1);
    assert_eq!(code(allowed.of_identifiers(&research, &care, &kind("mail"), [])), "no-key-for-kind");
}

#[test]
fn the_escrow_column_leads_back_for_the_controller_alone() {
    let register = register(&[
        (("research", 1), "pgn"),
        (("research", 1), "eckid"),
        (("research", 1), "ip"),
        (("research", 1), "mail/lower"),
        (("research", 1), "text/x"),
        (("care", 1), "pgn"),
    ]);
    let research = open(&register, "research");
    let escrow = Escrow::open(&register, &keyring(), "school:00AA", "research").unwrap();
    let eck = "https://ketenid.nl/201703/".to_owned() + &"0a".repeat(64);
    for (name, text) in [
        ("pgn", "063138219"),
        ("eckid", &eck),
        ("ip", "2001:db8::1"),
        ("ip", "192.0.2.1"),
        ("mail/lower", "Jan@School.nl"),
        ("text/x", "Noor"),
    ] {
        let identifier = kind(name).read(text).unwrap();
        let pseudonym = made(&research, name, text);
        let sealed = escrow.seal(&identifier, &pseudonym).unwrap();
        assert_eq!(sealed, escrow.seal(&identifier, &pseudonym).unwrap(), "deterministic");
        assert_eq!(escrow.unseal(&sealed, &pseudonym).unwrap(), identifier);
        for at in 0..sealed.len() {
            let mut spoiled = sealed.clone();
            spoiled[at] ^= 0x80;
            assert_eq!(code(escrow.unseal(&spoiled, &pseudonym)), "not-opened");
        }
        for length in 0..sealed.len() {
            assert_eq!(code(escrow.unseal(&sealed[..length], &pseudonym)), "not-opened");
        }
    }
    // Beside another pseudonym it does not open: rows cannot be swapped.
    let (one, two) = (made(&research, "pgn", NUMBERS[0]), made(&research, "pgn", NUMBERS[1]));
    let sealed = escrow.seal(&numbers()[0], &one).unwrap();
    assert_eq!(code(escrow.unseal(&sealed, &two)), "not-opened");
    let care = open(&register, "care");
    assert_eq!(code(escrow.unseal(&sealed, &made(&care, "pgn", NUMBERS[0]))), "unknown-key");
    assert_eq!(code(escrow.seal(&kind("text/x").read("x").unwrap(), &one)), "other-kind");

    // And so translated, when the source is gone.
    let rules = TranslationRules::parse(RULES).unwrap();
    let allowed = rules.allow(&ask()).unwrap();
    let rows = [(one, sealed.as_slice()), (two, sealed.as_slice())];
    let translated = allowed.of_escrow(&escrow, &care, &IdentifierKind::Pgn, rows).unwrap();
    assert_eq!(translated.pairs, [Pair { from: one, to: made(&care, "pgn", NUMBERS[0]) }]);
    assert_eq!(translated.refused[0].0, 1);
    assert_eq!(translated.entry.way, TranslationWay::Escrow);
    assert_eq!(translated.new_pseudonyms().len(), 1);
    let of_care = Escrow::open(&register, &keyring(), "school:00AA", "care").unwrap();
    assert_eq!(code(allowed.of_escrow(&of_care, &care, &IdentifierKind::Pgn, rows)), "other-domain");
}
