//! The suppression ledger: what it recognises, that it names nobody, and that it never opens in part.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail anywhere"
)]

use std::time::Instant;

use waarborg::calendar::{Moment, Zone};
use waarborg::dossier::Head;
use waarborg::policy::Id;
use waarborg::rights::{Ledger, LedgerAppended, LedgerKey, RightsError};

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

/// A ledger that is being written: its lines, as a host stores them.
struct Written {
    ledger: Ledger,
    lines: Vec<String>,
}

impl Written {
    fn new() -> Written {
        let (ledger, opened) = Ledger::create(key(), &zone()).unwrap();
        Written { ledger, lines: vec![opened.line] }
    }

    fn take(mut self, created: LedgerAppended) -> Written {
        self.lines.push(created.line.clone());
        assert_eq!(created.seq as usize, self.lines.len());
        self.ledger = self.ledger.with(created.clone()).unwrap();
        assert_eq!((self.ledger.head(), self.ledger.seq()), (created.head, created.seq));
        self
    }

    fn suppressed(self, person: &str, through: &str, categories: &[&str]) -> Written {
        let created = self.ledger.suppressed(SCHOOL, person, moment(through), &ids(categories)).unwrap();
        self.take(created)
    }

    fn lifted(self, person: &str, from: &str) -> Written {
        let created = self.ledger.lifted(SCHOOL, person, moment(from)).unwrap();
        self.take(created)
    }

    /// Opened anew from its lines, and the same as what was written.
    fn loaded(&self) -> Ledger {
        let ledger = self.open(&self.lines).unwrap();
        assert_eq!((ledger.head(), ledger.seq()), (self.ledger.head(), self.ledger.seq()));
        ledger
    }

    fn open(&self, lines: &[String]) -> Result<Ledger, RightsError> {
        Ledger::open(key(), &zone(), &lines.join("\n"), self.ledger.head())
    }
}

fn knows(ledger: &Ledger, category: &str, created: &str) -> bool {
    let created = (!created.is_empty()).then(|| moment(created));
    ledger.recognises(SCHOOL, PUPIL, category, created).unwrap()
}

/// The check, the tokens and the heads were computed with Python: `hmac.new(bytes(range(32)), …, hashlib.sha256)`, each
/// part behind its length in eight bytes.
#[test]
fn a_line_names_nobody_and_its_token_and_head_are_hmac_sha_256() {
    let written = Written::new()
        .suppressed(PUPIL, "2026-11-23", &["results", "photo", "photo"])
        .lifted(PUPIL, "2027-08-01");
    assert_eq!(
        written.lines,
        [
            "{\"waarborg-ledger\":2,\"seq\":1,\"kind\":\"opened\",\"check\":\"1136c8e958b35053\"}",
            "{\"waarborg-ledger\":2,\"seq\":2,\"kind\":\"suppressed\",\"token\":\"818364a62b66d47e28b9afac7deb5e9d1c132d77104367cf33df193ab97ba153\",\"through\":\"2026-11-23T22:59:59.999999Z\",\"categories\":[\"photo\",\"results\"]}",
            "{\"waarborg-ledger\":2,\"seq\":3,\"kind\":\"lifted\",\"token\":\"818364a62b66d47e28b9afac7deb5e9d1c132d77104367cf33df193ab97ba153\",\"from\":\"2027-07-31T22:00:00.000000Z\"}",
        ]
    );
    assert_eq!(
        written.ledger.head().to_string(),
        "7fddc263e078283738c2118a4e37725f9a19eed07db22ceb81e9dbfe9c240729"
    );
    assert_eq!(written.loaded().seq(), 3);
    // A name and a reference that run together otherwise are another person.
    let shifted = written.ledger.lifted("school-1p", "-4711", moment("2027-08-01")).unwrap();
    assert!(shifted.line.contains("a0342ca93cf3d88cefa0b1918d03dfbaeb7e3fa088aeaf4bf115343a9610849b"));
}

#[test]
fn it_recognises_what_was_erased_and_nothing_else() {
    let written = Written::new().suppressed(PUPIL, "2026-11-23T10:00:00Z", &["photo"]).suppressed(
        "p-4712",
        "2026-11-23",
        &[],
    );
    for ledger in [written.loaded(), written.ledger] {
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
        let other = ledger.person(SCHOOL, "p-4712").unwrap();
        assert!(other.recognises("anything", Some(moment("2026-11-23"))));
        assert!(!other.recognises("anything", Some(moment("2026-11-24"))));
        // Another school, another person.
        let created = Some(moment("2020-01-01"));
        assert!(!ledger.recognises("school-2", PUPIL, "photo", created).unwrap());
        assert!(!ledger.recognises(SCHOOL, "p-4713", "photo", created).unwrap());
    }
}

#[test]
fn a_return_frees_what_may_be_new_and_nothing_that_was_erased() {
    let written = Written::new().suppressed(PUPIL, "2026-11-23", &["photo"]);
    assert!(knows(&written.ledger, "photo", "2026-01-01") && knows(&written.ledger, "photo", ""));
    let written = written.lifted(PUPIL, "2027-08-01");
    assert!(knows(&written.ledger, "photo", "2026-01-01"), "what was erased stays so");
    assert!(!knows(&written.ledger, "photo", "2027-09-01") && !knows(&written.ledger, "photo", ""));
    // A later erasure suppresses anew; the order of the lines decides.
    let again = written.suppressed(PUPIL, "2028-11-23", &[]);
    for ledger in [again.loaded(), again.ledger] {
        assert!(knows(&ledger, "photo", "2027-09-01"));
        assert!(knows(&ledger, "results", "") && knows(&ledger, "photo", ""));
    }
    let other = Written::new()
        .suppressed(PUPIL, "2026-11-23", &["photo"])
        .suppressed(PUPIL, "2028-11-23", &[])
        .lifted(PUPIL, "2027-08-01");
    assert!(!knows(&other.ledger, "photo", "") && !knows(&other.loaded(), "photo", ""));
}

/// A ledger that forgets says "not erased", so it must not open with anything less than all of it.
#[test]
fn it_never_opens_in_part() {
    let mut written = Written::new();
    for n in 0..6 {
        written = written.suppressed(&format!("p-{n}"), "2026-11-23", &["photo"]);
    }
    let (lines, head) = (written.lines.clone(), written.ledger.head());
    let code = |lines: &[String]| written.open(lines).map_or_else(|error| error.code(), |_| "opened");
    assert_eq!(code(&lines), "opened");
    assert!(Ledger::open(key(), &zone(), &(lines.join("\n") + "\n"), head).is_ok());

    // Another key: the check of the first line is another.
    for other in [(1..33).collect::<Vec<u8>>(), (0..31).chain([32]).collect()] {
        let error =
            Ledger::open(LedgerKey::new(&other).unwrap(), &zone(), &lines.join("\n"), head).unwrap_err();
        assert_eq!(error.code(), "wrong-key");
    }
    // Nothing at all is no ledger, whatever the head.
    for head in [head, Head::EMPTY] {
        for none in ["", "\n"] {
            assert_eq!(Ledger::open(key(), &zone(), none, head).unwrap_err().code(), "no-lines");
        }
    }
    // Each line in turn is missing, doubled, or stands one place later.
    for at in 0..lines.len() {
        let mut less = lines.clone();
        let taken = less.remove(at);
        let last = at + 1 == lines.len();
        assert_eq!(
            code(&less),
            if last { "head-mismatch" } else { "wrong-number" },
            "without line {}",
            at + 1
        );
        less.insert((at + 1).min(less.len()), taken.clone());
        if !last {
            assert_eq!(code(&less), "wrong-number", "line {} one later", at + 1);
        }
        let mut more = lines.clone();
        more.insert(at, taken);
        assert_eq!(code(&more), if at + 1 == more.len() { "opened" } else { "wrong-number" });
    }
    // Every single byte that is changed, and every cut.
    let whole = lines.join("\n");
    for at in 0..whole.len() {
        let mut bytes = whole.clone().into_bytes();
        bytes[at] = match bytes[at] {
            b'0' => b'1',
            digit @ b'1'..=b'9' => digit - 1,
            b'a' => b'b',
            b'\n' => b' ',
            _ => b'a',
        };
        let changed = String::from_utf8(bytes).unwrap();
        assert!(Ledger::open(key(), &zone(), &changed, head).is_err(), "byte {at} was changed");
        let cut = &whole[..at];
        assert!(Ledger::open(key(), &zone(), cut, head).is_err(), "cut at byte {at}");
    }
    // Lines of another ledger under the same key, and another head.
    let other = Written::new().suppressed("p-9", "2026-11-23", &["photo"]);
    assert_eq!(
        Ledger::open(key(), &zone(), &other.lines.join("\n"), head).unwrap_err().code(),
        "head-mismatch"
    );
    assert_eq!(Ledger::open(key(), &zone(), &whole, Head::EMPTY).unwrap_err().code(), "head-mismatch");
    let mixed = [&other.lines[..2], &lines[2..]].concat();
    assert_eq!(code(&mixed), "head-mismatch");
    // A line that somebody without the key made.
    let forged = lines.iter().map(|line| line.replace("2026-11-23T22", "2026-11-22T22")).collect::<Vec<_>>();
    assert_eq!(code(&forged), "head-mismatch");
    // Every number but the first is wrong after a line that is missing: one error is enough.
    assert_eq!(written.open(&lines[1..]).unwrap_err().diagnostics().len(), 1);
}

#[test]
fn a_second_writer_is_told_apart() {
    let written = Written::new().suppressed(PUPIL, "2026-11-23", &[]);
    let one = written.ledger.suppressed(SCHOOL, "p-1", moment("2026-11-24"), &[]).unwrap();
    let two = written.ledger.suppressed(SCHOOL, "p-2", moment("2026-11-24"), &[]).unwrap();
    assert_eq!(one.seq, two.seq);
    assert_ne!(one.head, two.head);
    let after = written.ledger.with(one.clone()).unwrap();
    for late in [two, one] {
        assert_eq!(after.with(late).unwrap_err().code(), "head-moved");
    }
    // The ledger it was made of stays as it was.
    assert!(!written.ledger.recognises(SCHOOL, "p-1", "x", None).unwrap());
    assert!(after.recognises(SCHOOL, "p-1", "x", None).unwrap());
}

#[test]
fn many_people_are_told_apart() {
    let people = 5_000;
    let mut written = Written::new();
    for n in 0..people {
        written = written.suppressed(&format!("p-{n}"), &format!("20{:02}-01-01", 10 + n % 20), &[]);
    }
    for ledger in [written.loaded(), written.ledger] {
        for n in (0..people).step_by(23) {
            let person = ledger.person(SCHOOL, &format!("p-{n}")).unwrap();
            let year = 2010 + n % 20;
            assert!(person.recognises("x", Some(moment(&format!("{year}-01-01")))));
            assert!(!person.recognises("x", Some(moment(&format!("{year}-01-02")))));
        }
        assert!(!ledger.recognises(SCHOOL, &format!("p-{people}"), "x", None).unwrap());
    }
}

/// Eight times as many lines take at most 13 times as long to write, one by one, and to open.
#[test]
fn adding_lines_one_by_one_does_not_copy_all_of_them() {
    let time = |people: u32| {
        let start = Instant::now();
        let mut written = Written::new();
        for n in 0..people {
            written = written.suppressed(&n.to_string(), "2026-11-23", &[]);
        }
        assert_eq!(written.loaded().seq(), people + 1);
        start.elapsed()
    };
    time(1_000);
    // The machine may be busy: the best of three, each by itself.
    let least = |people| (0..3).map(|_| time(people).as_secs_f64()).fold(f64::INFINITY, f64::min);
    let ratio = least(8_000) / least(1_000);
    assert!(ratio < 13.0, "{ratio}");
}

#[test]
fn a_key_has_32_bytes_and_is_not_shown() {
    for length in [0, 1, 16, 31, 33, 64] {
        assert_eq!(LedgerKey::new(&vec![7; length]).unwrap_err().code(), "wrong-key-length");
    }
    for byte in [0, 255] {
        assert_eq!(LedgerKey::new(&[byte; 32]).unwrap_err().code(), "no-key");
    }
    let (ledger, opened) = Ledger::create(key(), &zone()).unwrap();
    let head = opened.head;
    assert_eq!(
        format!("{:?} {opened:?} {ledger:?} {:?}", key(), ledger.person(SCHOOL, PUPIL).unwrap()),
        format!(
            "LedgerKey {{ .. }} LedgerAppended {{ seq: 1, head: {head}, .. }} Ledger {{ lines: 1, head: {head}, .. }} LedgerPerson {{ .. }}"
        )
    );
}

#[test]
fn a_person_and_a_school_are_needed() {
    let ledger = Written::new().ledger;
    for (school, person) in [("", PUPIL), (SCHOOL, "")] {
        let at = moment("2026-11-23");
        assert_eq!(ledger.suppressed(school, person, at, &[]).unwrap_err().code(), "no-reference");
        assert_eq!(ledger.lifted(school, person, at).unwrap_err().code(), "no-reference");
        assert_eq!(ledger.recognises(school, person, "x", Some(at)).unwrap_err().code(), "no-reference");
    }
}

#[test]
fn a_line_that_is_not_ours_is_refused_by_its_number() {
    let written = Written::new().suppressed(PUPIL, "2026-11-23", &["photo"]).lifted(PUPIL, "2026-11-23");
    let (opened, good, lift) = (&written.lines[0], &written.lines[1], &written.lines[2]);
    for (line, expected) in [
        ("", "not-json"),
        ("{}", "missing-field"),
        ("not json", "not-json"),
        (&format!(" {good}"), "not-canonical"),
        (&format!("{good}\r"), "not-canonical"),
        (&good.replace(":2,\"seq", ":1,\"seq"), "unknown-version"),
        (&good.replace(":2,\"seq", ":3,\"seq"), "unknown-version"),
        (&good.replace(":2,\"seq", ": 2,\"seq"), "not-canonical"),
        (&good.replace("suppressed", "lifted"), "not-canonical"),
        (&good.replace("suppressed", "forgotten"), "unknown-word"),
        (&good.replace("\"photo\"", "\"photo\",\"a\""), "not-canonical"),
        (&good.replace("\"photo\"", "\"Not A Name\""), "not-an-id"),
        (&good.replace("\"categories\":[\"photo\"]", "\"person\":\"Qx7Canary\""), "unknown-field"),
        (&good.replacen("\"token\":\"", "\"token\":\"0", 1), "not-canonical"),
        (&good.replacen("token\":\"", "token\":\"ZZ", 1), "not-canonical"),
        (&good[..good.len() - 1], "not-json"),
        (opened, "wrong-number"),
        (&opened.replace("\"seq\":1", "\"seq\":2"), "no-opening-line"),
        (lift, "wrong-number"),
        // What version 1 wrote.
        (
            "{\"waarborg-ledger\":1,\"kind\":\"lifted\",\"token\":\"818364a62b66d47e28b9afac7deb5e9d1c132d77104367cf33df193ab97ba153\",\"from\":\"2027-07-31T22:00:00.000000Z\"}",
            "unknown-version",
        ),
    ] {
        let error = written.open(&[opened.clone(), line.to_owned(), lift.clone()]).unwrap_err();
        assert!(
            error.diagnostics().iter().all(|diagnostic| diagnostic.position().unwrap().0 == 2),
            "{line}: {error}"
        );
        assert!(
            error.diagnostics().iter().any(|diagnostic| diagnostic.code() == expected),
            "{line}: {error}"
        );
        assert!(!format!("{error} {error:?}").contains("Qx7Canary"));
    }
    for spoiled in [lift.replace("\"from\"", "\"through\""), lift.replace('Z', "+00:00")] {
        assert!(written.open(&[opened.clone(), good.clone(), spoiled]).is_err());
    }
    // The first line opens it; a person's line cannot.
    let first = good.replace("\"seq\":2", "\"seq\":1");
    assert_eq!(written.open(&[first, good.clone()]).unwrap_err().code(), "no-opening-line");
    let error = written.open(&["{}".to_owned(), good.clone(), "{}".to_owned()]).unwrap_err();
    let lines: Vec<u32> =
        error.diagnostics().iter().map(|diagnostic| diagnostic.position().unwrap().0).collect();
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
