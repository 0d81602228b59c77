//! The suppression ledger: what it recognises, that it names nobody, and what it refuses.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail anywhere"
)]

use waarborg::calendar::{Moment, Zone};
use waarborg::policy::Id;
use waarborg::rights::{Ledger, LedgerEntry, LedgerKey};

const SCHOOL: &str = "school-1";
const PUPIL: &str = "p-4711";

fn key() -> LedgerKey {
    let bytes: Vec<u8> = (0..32).collect();
    LedgerKey::new(&bytes).unwrap()
}

fn zone() -> Zone {
    Zone::named("Europe/Amsterdam").unwrap()
}

fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

fn ids(names: &[&str]) -> Vec<Id> {
    names.iter().map(|name| Id::new(name).unwrap()).collect()
}

fn suppressed(person: &str, through: &str, categories: &[&str]) -> LedgerEntry {
    LedgerEntry::suppressed(&key(), SCHOOL, person, moment(through), &ids(categories), &zone()).unwrap()
}

fn lifted(person: &str, from: &str) -> LedgerEntry {
    LedgerEntry::lifted(&key(), SCHOOL, person, moment(from), &zone()).unwrap()
}

fn loaded(entries: &[LedgerEntry]) -> Ledger {
    let lines: String = entries.iter().map(|entry| entry.line() + "\n").collect();
    Ledger::load(&lines, &zone()).unwrap()
}

fn knows(ledger: &Ledger, category: &str, created: &str) -> bool {
    let created = (!created.is_empty()).then(|| moment(created));
    ledger.recognises(&key(), SCHOOL, PUPIL, category, created).unwrap()
}

/// The tokens were computed with Python: `hmac.new(bytes(range(32)), …, hashlib.sha256)`, each part behind its length in
/// eight bytes.
#[test]
fn a_line_names_nobody_and_its_token_is_hmac_sha_256() {
    let line = suppressed(PUPIL, "2026-11-23", &["results", "photo", "photo"]).line();
    assert_eq!(
        line,
        "{\"waarborg-ledger\":1,\"kind\":\"suppressed\",\"token\":\"818364a62b66d47e28b9afac7deb5e9d1c132d77104367cf33df193ab97ba153\",\"through\":\"2026-11-23T22:59:59.999999Z\",\"categories\":[\"photo\",\"results\"]}"
    );
    let line = lifted(PUPIL, "2027-08-01").line();
    assert_eq!(
        line,
        "{\"waarborg-ledger\":1,\"kind\":\"lifted\",\"token\":\"818364a62b66d47e28b9afac7deb5e9d1c132d77104367cf33df193ab97ba153\",\"from\":\"2027-07-31T22:00:00.000000Z\"}"
    );
    // A name and a reference that run together otherwise are another person.
    let shifted = LedgerEntry::lifted(&key(), "school-1p", "-4711", moment("2027-08-01"), &zone()).unwrap();
    assert!(shifted.line().contains("a0342ca93cf3d88cefa0b1918d03dfbaeb7e3fa088aeaf4bf115343a9610849b"));
}

#[test]
fn it_recognises_what_was_erased_and_nothing_else() {
    let ledger = loaded(&[
        suppressed(PUPIL, "2026-11-23T10:00:00Z", &["photo"]),
        suppressed("p-4712", "2026-11-23", &[]),
    ]);
    for (category, created, expected) in [
        ("photo", "2020-01-01", true),
        ("photo", "2026-11-22", true),
        ("photo", "2026-11-23T10:00:00Z", true),
        ("photo", "2026-11-23T10:00:00.000001Z", false),
        // A bare day was erased if the whole of it was.
        ("photo", "2026-11-23", false),
        ("photo", "2027-01-01", false),
        ("results", "2020-01-01", false),
        ("photos", "2020-01-01", false),
        ("photo", "", true),
        ("results", "", false),
    ] {
        assert_eq!(knows(&ledger, category, created), expected, "{category} {created}");
    }
    // Everything of the other, through the whole of its day.
    let other = ledger.person(&key(), SCHOOL, "p-4712").unwrap();
    assert!(other.recognises("anything", Some(moment("2026-11-23"))));
    assert!(!other.recognises("anything", Some(moment("2026-11-24"))));
    // Another school, another person, another key.
    let created = Some(moment("2020-01-01"));
    assert!(!ledger.recognises(&key(), "school-2", PUPIL, "photo", created).unwrap());
    assert!(!ledger.recognises(&key(), SCHOOL, "p-4713", "photo", created).unwrap());
    let other_key = LedgerKey::new(&(1..33).collect::<Vec<u8>>()).unwrap();
    assert!(!ledger.recognises(&other_key, SCHOOL, PUPIL, "photo", created).unwrap());
}

#[test]
fn a_return_frees_what_may_be_new_and_nothing_that_was_erased() {
    let mut ledger = loaded(&[suppressed(PUPIL, "2026-11-23", &["photo"])]);
    assert!(knows(&ledger, "photo", "2026-01-01") && knows(&ledger, "photo", ""));
    ledger.add(lifted(PUPIL, "2027-08-01"));
    assert!(knows(&ledger, "photo", "2026-01-01"), "what was erased stays so");
    assert!(!knows(&ledger, "photo", "2027-09-01") && !knows(&ledger, "photo", ""));
    // A later erasure suppresses anew; the order of the lines decides.
    ledger.add(suppressed(PUPIL, "2028-11-23", &[]));
    assert!(
        knows(&ledger, "photo", "2027-09-01") && knows(&ledger, "results", "") && knows(&ledger, "photo", "")
    );
    let again = loaded(&[
        suppressed(PUPIL, "2026-11-23", &["photo"]),
        suppressed(PUPIL, "2028-11-23", &[]),
        lifted(PUPIL, "2027-08-01"),
    ]);
    assert!(!knows(&again, "photo", ""));
}

#[test]
fn many_people_are_told_apart() {
    let people = 20_000;
    let mut ledger = Ledger::new(&zone());
    let entries: Vec<LedgerEntry> = (0..people)
        .map(|n| suppressed(&format!("p-{n}"), &format!("20{:02}-01-01", 10 + n % 20), &[]))
        .collect();
    let lines: String = entries.iter().map(|entry| entry.line() + "\n").collect();
    entries.iter().take(100).for_each(|entry| ledger.add(entry.clone()));
    let all = Ledger::load(&lines, &zone()).unwrap();
    for n in (0..people).step_by(97) {
        let person = all.person(&key(), SCHOOL, &format!("p-{n}")).unwrap();
        let year = 2010 + n % 20;
        assert!(person.recognises("x", Some(moment(&format!("{year}-01-01")))));
        assert!(!person.recognises("x", Some(moment(&format!("{year}-01-02")))));
        let few = ledger.person(&key(), SCHOOL, &format!("p-{n}")).unwrap();
        assert_eq!(few.recognises("x", Some(moment("2000-01-01"))), n < 100);
    }
}

#[test]
fn a_key_has_32_bytes_and_is_not_shown() {
    for length in [0, 1, 16, 31, 33, 64] {
        assert_eq!(LedgerKey::new(&vec![7; length]).unwrap_err().code(), "wrong-key-length");
    }
    for byte in [0, 255] {
        assert_eq!(LedgerKey::new(&[byte; 32]).unwrap_err().code(), "no-key");
    }
    let shown = format!("{:?} {:?} {:?}", key(), suppressed(PUPIL, "2026-11-23", &[]), loaded(&[]));
    assert_eq!(shown, "LedgerKey { .. } LedgerEntry { .. } Ledger { entries: 0, .. }");
}

#[test]
fn a_person_and_a_school_are_needed() {
    for (school, person) in [("", PUPIL), (SCHOOL, "")] {
        let at = moment("2026-11-23");
        assert_eq!(
            LedgerEntry::suppressed(&key(), school, person, at, &[], &zone()).unwrap_err().code(),
            "no-reference"
        );
        assert_eq!(
            LedgerEntry::lifted(&key(), school, person, at, &zone()).unwrap_err().code(),
            "no-reference"
        );
        assert_eq!(
            loaded(&[]).recognises(&key(), school, person, "x", Some(at)).unwrap_err().code(),
            "no-reference"
        );
    }
}

#[test]
fn a_line_that_is_not_ours_is_refused_by_its_number() {
    let good = suppressed(PUPIL, "2026-11-23", &["photo"]).line();
    let lift = lifted(PUPIL, "2026-11-23").line();
    let bad = [
        "",
        "{}",
        "not json",
        &format!(" {good}"),
        &good.replace(":1,", ":2,"),
        &good.replace(":1,", ": 1,"),
        &good.replace("suppressed", "lifted"),
        &good.replace("suppressed", "forgotten"),
        &good.replace("\"photo\"", "\"photo\",\"a\""),
        &good.replace("\"photo\"", "\"Not A Name\""),
        &good.replace("\"categories\":[\"photo\"]", "\"person\":\"Qx7Canary\""),
        &good.replacen("\"token\":\"", "\"token\":\"0", 1),
        &good.replacen("token\":\"", "token\":\"ZZ", 1),
        &lift.replace("\"from\"", "\"through\""),
        &lift.replace('Z', "+00:00"),
    ];
    for line in bad {
        let lines = format!("{good}\n{line}\n{lift}\n");
        let error = Ledger::load(&lines, &zone()).unwrap_err();
        assert!(
            error.diagnostics().iter().all(|diagnostic| diagnostic.position().unwrap().0 == 2),
            "{line}: {error}"
        );
        assert!(!format!("{error} {error:?}").contains("Qx7Canary"));
    }
    let twice = format!("{{}}\n{good}\n{{}}");
    let lines: Vec<u32> = Ledger::load(&twice, &zone())
        .unwrap_err()
        .diagnostics()
        .iter()
        .map(|f| f.position().unwrap().0)
        .collect();
    assert!(lines.contains(&1) && lines.contains(&3) && !lines.contains(&2));
}

#[test]
fn the_debug_output_of_a_key_holds_no_byte_of_it() {
    let key = LedgerKey::new(&(100..132).collect::<Vec<u8>>()).unwrap();
    for printed in [format!("{key:?}"), format!("{key:#?}")] {
        assert!(printed.starts_with("LedgerKey"), "{printed}");
        assert!(!printed.contains(|c: char| c.is_ascii_digit()), "{printed}");
    }
}
