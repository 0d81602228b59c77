//! The suppression ledger: what was erased stays erased, also when a backup is restored or data are imported again.
//!
//! After an erasure the host keeps one line that names nobody: a token made with a key (HMAC-SHA-256), the moment
//! through which records were erased, and their categories. Whoever restores a backup asks, record by record, whether
//! the ledger recognises it, and erases what it does.
//!
//! ```text
//! {"waarborg-ledger":1,"kind":"suppressed","token":"…","through":"2026-11-23T22:59:59.999999Z","categories":["photo"]}
//! {"waarborg-ledger":1,"kind":"lifted","token":"…","from":"2027-08-01T00:00:00.000000Z"}
//! ```
//!
//! **When a pupil returns**, the ledger is lifted. Records made after the moment of the erasure were never suppressed;
//! those made up to it stay so, for they were erased and a return does not bring them back. What changes is a record of
//! which nobody knows when it was made: until the pupil returns it can only be an old one, and is recognised; from then
//! on it may be a new one, and is not, since what is not known is not erased. Lift at once where a person stays and only
//! some of their data were erased. A later erasure suppresses anew.
//!
//! Keep the key apart from the lines and from the backups. Whoever has both can try references until a token fits; without
//! the key a token says nothing.

use core::fmt;

use hmac::digest::CtOutput;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::RightsError;
use super::hex::{hex, unhex};
use crate::Diagnostic;
use crate::calendar::{Moment, Time, Zone};
use crate::json::{self, Id, Text};

/// The length of a key, in bytes.
const KEY: usize = 32;
/// What a token is for, so that no other use of the key gives the same.
const USE: &[u8] = b"waarborg-ledger-1";

/// The key of a ledger: 32 random bytes that the host makes and keeps apart. Wiped when it is dropped; never printed.
pub struct LedgerKey(Box<Zeroizing<[u8; KEY]>>);

/// One line of a ledger. Owned; names nobody.
#[derive(Clone, PartialEq)]
pub struct LedgerEntry {
    token: [u8; 32],
    description: Says,
}

#[derive(Clone, PartialEq)]
enum Says {
    /// Records made up to and including this instant are suppressed, in these categories; in all if empty.
    Suppressed { through: Time, categories: Vec<Id> },
    /// The person is back.
    Lifted { from: Time },
}

/// The lines of a ledger, for looking people up. Owned; share it between threads.
pub struct Ledger {
    zone: Zone,
    /// By the first bytes of the token, and among equals as they were written.
    entries: Vec<LedgerEntry>,
}

/// What a ledger says of one person. Owned: look a person up once, then ask for every record.
pub struct LedgerPerson {
    zone: Zone,
    description: Vec<Says>,
}

impl LedgerKey {
    /// The key with these bytes.
    ///
    /// # Errors
    /// Not 32 bytes, or all the same.
    pub fn new(bytes: &[u8]) -> Result<LedgerKey, RightsError> {
        if bytes.len() != KEY {
            return Err(Diagnostic::new("wrong-key-length", "a key of this length is not taken")
                .expecting("32 bytes from a secure random source")
                .into());
        }
        if bytes.iter().all(|byte| bytes.first() == Some(byte)) {
            return Err(Diagnostic::new("no-key", "these bytes are all the same; that is no key")
                .expecting("32 bytes from a secure random source")
                .into());
        }
        let mut key = Box::new(Zeroizing::new([0; KEY]));
        key.copy_from_slice(bytes);
        Ok(LedgerKey(key))
    }

    /// The token of a person at a controller. Each part has its length before it, so that no two pairs run together.
    fn token(&self, controller: &str, person: &str) -> Result<CtOutput<Hmac<Sha256>>, RightsError> {
        if controller.is_empty() || person.is_empty() {
            return Err(Diagnostic::new(
                "no-reference",
                "the name of the controller or the reference of the person is empty",
            )
            .expecting("the same texts as when the erasure was written down")
            .into());
        }
        // INVARIANT: HMAC takes keys of any length.
        let created = Hmac::<Sha256>::new_from_slice(self.0.as_slice());
        let mut mac =
            created.map_err(|_| Diagnostic::new("wrong-key-length", "a key of this length is not taken"))?;
        for part in [USE, controller.as_bytes(), person.as_bytes()] {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        Ok(mac.finalize())
    }
}

impl LedgerEntry {
    /// The line to keep after an erasure: of records made up to and including `through` (a bare day counts whole), in
    /// these categories, or in all if there are none.
    ///
    /// # Errors
    /// The controller or the person is empty.
    pub fn suppressed(
        key: &LedgerKey,
        controller: &str,
        person: &str,
        through: Moment,
        categories: &[Id],
        zone: &Zone,
    ) -> Result<LedgerEntry, RightsError> {
        let token = key.token(controller, person)?.into_bytes().into();
        let mut categories = categories.to_vec();
        categories.sort();
        categories.dedup();
        Ok(LedgerEntry {
            token,
            description: Says::Suppressed { through: last_instant(through, zone), categories },
        })
    }

    /// The line to keep when the person is back, from `from` on.
    ///
    /// # Errors
    /// The controller or the person is empty.
    pub fn lifted(
        key: &LedgerKey,
        controller: &str,
        person: &str,
        from: Moment,
        zone: &Zone,
    ) -> Result<LedgerEntry, RightsError> {
        let token = key.token(controller, person)?.into_bytes().into();
        Ok(LedgerEntry { token, description: Says::Lifted { from: from.first(zone) } })
    }

    /// The line: JSON, deterministic, without a line end.
    pub fn line(&self) -> String {
        let token = hex(&self.token);
        match &self.description {
            Says::Suppressed { through, categories } => {
                let names: Vec<String> = categories.iter().map(|id| format!("\"{id}\"")).collect();
                format!(
                    "{{\"waarborg-ledger\":1,\"kind\":\"suppressed\",\"token\":\"{token}\",\"through\":\"{through}\",\"categories\":[{}]}}",
                    names.join(",")
                )
            }
            Says::Lifted { from } => format!(
                "{{\"waarborg-ledger\":1,\"kind\":\"lifted\",\"token\":\"{token}\",\"from\":\"{from}\"}}"
            ),
        }
    }

    fn prefix(&self) -> [u8; 4] {
        let [a, b, c, d, ..] = self.token;
        [a, b, c, d]
    }
}

impl Ledger {
    /// A ledger without lines. Bare days are days of this zone.
    pub fn new(zone: &Zone) -> Ledger {
        Ledger { zone: zone.clone(), entries: Vec::new() }
    }

    /// Reads the lines of a ledger, in the order in which they were written.
    ///
    /// # Errors
    /// Every line that is not one as this library writes it, by its number.
    pub fn load(lines: &str, zone: &Zone) -> Result<Ledger, RightsError> {
        let mut ledger = Ledger::new(zone);
        let mut diagnostics = Vec::new();
        for (number, line) in (1u32..).zip(lines.lines()) {
            match read(line) {
                Ok(entry) => ledger.entries.push(entry),
                Err(found) => diagnostics.extend(found.into_iter().map(|diagnostic| {
                    let column = diagnostic.position().map_or(1, |(_, column)| column);
                    diagnostic.on(Some((number, column)))
                })),
            }
        }
        ledger.entries.sort_by_key(LedgerEntry::prefix);
        if diagnostics.is_empty() { Ok(ledger) } else { Err(RightsError::of(diagnostics)) }
    }

    /// Adds an entry, after its line was kept.
    pub fn add(&mut self, entry: LedgerEntry) {
        let after = self.entries.partition_point(|other| other.prefix() <= entry.prefix());
        self.entries.insert(after, entry);
    }

    /// What the ledger says of a person. The few entries whose tokens begin alike are found by search, and depend on
    /// the key; whole tokens are compared in constant time.
    ///
    /// # Errors
    /// The controller or the person is empty.
    pub fn person(
        &self,
        key: &LedgerKey,
        controller: &str,
        person: &str,
    ) -> Result<LedgerPerson, RightsError> {
        let token = key.token(controller, person)?;
        let bytes: [u8; 32] = token.clone().into_bytes().into();
        let [a, b, c, d, ..] = bytes;
        let first = self.entries.partition_point(|entry| entry.prefix() < [a, b, c, d]);
        let alike = self.entries.iter().skip(first).take_while(|entry| entry.prefix() == [a, b, c, d]);
        let description = alike.filter(|entry| CtOutput::<Hmac<Sha256>>::new(entry.token.into()) == token);
        Ok(LedgerPerson {
            zone: self.zone.clone(),
            description: description.map(|entry| entry.description.clone()).collect(),
        })
    }

    /// Whether a record of a restored backup, or of a new import, is one that was erased: it must be erased again.
    /// For many records of one person, look the [person](Ledger::person) up once.
    ///
    /// # Errors
    /// The controller or the person is empty.
    pub fn recognises(
        &self,
        key: &LedgerKey,
        controller: &str,
        person: &str,
        category: &str,
        created: Option<Moment>,
    ) -> Result<bool, RightsError> {
        Ok(self.person(key, controller, person)?.recognises(category, created))
    }
}

impl LedgerPerson {
    /// Whether a record of a category, made at this moment, was erased. A record made on a bare day was, if the whole
    /// day was; one of which nobody knows when it was made, if the person has not come back since.
    pub fn recognises(&self, category: &str, created: Option<Moment>) -> bool {
        let created = created.map(|created| last_instant(created, &self.zone));
        let mut undated = false;
        for description in &self.description {
            match (description, created) {
                (Says::Suppressed { categories, .. }, _) if !covers(categories, category) => {}
                (Says::Suppressed { through, .. }, Some(created)) if created <= *through => return true,
                (Says::Suppressed { .. }, Some(_)) => {}
                (Says::Suppressed { .. }, None) => undated = true,
                (Says::Lifted { .. }, _) => undated = false,
            }
        }
        undated
    }
}

fn covers(categories: &[Id], category: &str) -> bool {
    categories.is_empty() || categories.iter().any(|id| id.as_str() == category)
}

/// The last instant that a moment can mean.
fn last_instant(moment: Moment, zone: &Zone) -> Time {
    match moment {
        Moment::At(at) => at,
        Moment::On(_) => moment.past(zone).shifted(-1),
    }
}

mod line {
    #![allow(unreachable_pub, reason = "the declaration of a readable type makes it pub")]

    use super::Text;
    use crate::calendar::Time;
    use crate::json::{Id, object, words};

    words! {
        /// What a line of a ledger says.
        pub enum Kind {
            /// Records are suppressed.
            Suppressed = "suppressed",
            /// The person is back.
            Lifted = "lifted",
        }
    }

    object! {
        /// A line of a ledger.
        pub personal struct Line {
            /// The version of this format: 1.
            pub waarborg_ledger: u32,
            /// What it says.
            pub kind: Kind,
            /// Whom it is about.
            pub token: Text,
            /// For `suppressed`: the last moment covered.
            pub through: Option<Time>,
            /// For `suppressed`: the categories.
            pub categories: Option<Vec<Id>>,
            /// For `lifted`: from when.
            pub from: Option<Time>,
        }
    }
}

fn read(text: &str) -> Result<LedgerEntry, Vec<Diagnostic>> {
    use line::{Kind, Line};
    let line = json::read_personal(text, |line: Line, _, _| Some(line))?;
    let description = match (line.kind, line.through, line.categories, line.from) {
        (Kind::Suppressed, Some(through), Some(categories), None)
            if categories.is_sorted_by(|a, b| a < b) =>
        {
            Some(Says::Suppressed { through, categories })
        }
        (Kind::Lifted, None, None, Some(from)) => Some(Says::Lifted { from }),
        _ => None,
    };
    let entry =
        description.zip(unhex(&line.token.0)).map(|(description, token)| LedgerEntry { token, description });
    entry.filter(|entry| entry.line() == text).ok_or_else(|| {
        vec![
            Diagnostic::new("not-canonical", "this line is not as this library writes it")
                .helping("keep lines as text, byte for byte; a JSON column may reorder them"),
        ]
    })
}

impl fmt::Debug for LedgerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LedgerKey { .. }")
    }
}

impl fmt::Debug for LedgerEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LedgerEntry { .. }")
    }
}

impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ledger").field("entries", &self.entries.len()).finish_non_exhaustive()
    }
}

impl fmt::Debug for LedgerPerson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LedgerPerson { .. }")
    }
}
