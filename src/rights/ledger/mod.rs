//! The suppression ledger: erased records stay erased, also when a backup is restored or data are imported again.
//!
//! After an erasure the host keeps one line that names nobody: a token made with a key (HMAC-SHA-256), the moment
//! through which records were erased, and their categories. A host that restores a backup asks, record by record, whether
//! the ledger recognises it, and erases the records that it does.
//!
//! ```text
//! {"waarborg-ledger":2,"seq":1,"kind":"opened","check":"…"}
//! {"waarborg-ledger":2,"seq":2,"kind":"suppressed","token":"…","through":"2026-11-23T22:59:59.999999Z","categories":["photo"]}
//! {"waarborg-ledger":2,"seq":3,"kind":"lifted","token":"…","from":"2027-08-01T00:00:00.000000Z"}
//! ```
//!
//! **A ledger never opens in part.** For a ledger, a missing line would read as "not erased". So the first line holds a
//! check of the key, every line has a number, and the host stores a *head* beside the lines: HMAC-SHA-256 over the head
//! before it and the line. Another key, and a line that is missing, cut, changed or out of order, are errors. Without any
//! line there is no ledger: [`Ledger::create`] makes one, once.
//!
//! ```
//! use waarborg::calendar::Zone;
//! use waarborg::rights::{Ledger, LedgerKey};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let random: Vec<u8> = (0..32).collect();
//! let zone = Zone::named("Europe/Amsterdam")?;
//! let (ledger, opened) = Ledger::create(LedgerKey::new(&random)?, &zone)?;
//! let erased = ledger.suppressed("school-1", "p-4711", "2026-11-23".parse()?, &[])?;
//! // Store each line under its number, and the head beside them.
//! let (lines, head) = (format!("{}\n{}", opened.line, erased.line), erased.head);
//!
//! let ledger = Ledger::open(LedgerKey::new(&random)?, &zone, &lines, head)?;
//! assert!(ledger.recognises("school-1", "p-4711", "photo", Some("2026-11-22".parse()?))?);
//! assert!(Ledger::open(LedgerKey::new(&random)?, &zone, &opened.line, head).is_err());
//! # Ok(())
//! # }
//! ```
//!
//! **When a pupil returns**, the ledger is lifted. Records made after the moment of the erasure were never suppressed;
//! those made up to it stay so, for they were erased and a return does not bring them back. A return changes one thing: a
//! record of unknown age. Until the pupil returns it can only be an old one, and is recognised; from then on it may be a
//! new one, and is not, since data of unknown status are not erased. Lift at once where a person stays and only some of
//! their data were erased. A later erasure suppresses anew.
//!
//! Keep the key apart from the lines, and the lines and the head apart from the backups. Someone who has lines and key can
//! try references until a token fits; without the key a token says nothing. A ledger that is restored with a backup,
//! head and all, has forgotten the erasures after it, and nothing in it shows that.

mod key;
mod line;

use core::fmt;
use std::sync::Arc;

pub use key::LedgerKey;
use key::Tag;
use line::{Line, Says};
use subtle::ConstantTimeEq;

use super::RightsError;
use crate::Diagnostic;
use crate::calendar::{Moment, Time, Zone};
use crate::dossier::Head;
use crate::json::Id;

/// Maximum number of errors reported at once.
const MOST_DIAGNOSTICS: usize = 100;

/// A ledger: its lines, for looking people up, with its key. Immutable; share it between threads, clone it freely. The key
/// is wiped when the last clone is dropped.
#[derive(Clone)]
pub struct Ledger {
    key: Arc<LedgerKey>,
    zone: Zone,
    seq: u32,
    head: Head,
    /// Runs of lines, the oldest first, each more than twice as long as the next at most: a line is added without copying
    /// those before it, and found in a few searches.
    runs: Vec<Arc<[Row]>>,
}

/// A line about a person.
#[derive(Clone)]
struct Row {
    token: [u8; 32],
    description: Says,
}

/// A line to store. It names nobody.
#[derive(Clone)]
pub struct LedgerAppended {
    /// The line, without a line end.
    pub line: String,
    /// Its number, from 1. Store the line under it, so that a second writer fails in the database.
    pub seq: u32,
    /// The head after it, to store beside the lines.
    pub head: Head,
    after: Head,
    row: Option<Row>,
}

/// What a ledger states about one person. Owned: look a person up once, then ask for every record.
pub struct LedgerPerson {
    zone: Zone,
    description: Vec<Says>,
}

impl Ledger {
    /// Makes a new ledger and its first line, once. Bare days are days of this zone.
    ///
    /// # Errors
    /// None that a key of [`LedgerKey::new`] can cause.
    pub fn create(key: LedgerKey, zone: &Zone) -> Result<(Ledger, LedgerAppended), RightsError> {
        let line = Line::Opened { check: key.check()? };
        let empty =
            Ledger { key: Arc::new(key), zone: zone.clone(), seq: 0, head: Head::EMPTY, runs: Vec::new() };
        let opened = empty.appended(&line)?;
        Ok((empty.with(opened.clone())?, opened))
    }

    /// Reads a ledger from all its lines, in order, separated by `\n` (a last one is allowed), with the head that the host
    /// stored with the last.
    ///
    /// # Errors
    /// `no-lines` without a line; every line that is not one of a ledger, or not the next one, by its number;
    /// `no-opening-line` if the first is not that of a ledger; `wrong-key` for another key; `head-mismatch` if a line is
    /// missing or was changed.
    pub fn open(key: LedgerKey, zone: &Zone, lines: &str, head: Head) -> Result<Ledger, RightsError> {
        let text = lines.strip_suffix('\n').unwrap_or(lines);
        if text.is_empty() {
            return Err(Diagnostic::new("no-lines", "a ledger has at least the line that opened it")
                .expecting("all lines of the ledger, in order")
                .helping("restore the lines; if there never was a ledger, create one")
                .into());
        }
        let (mut rows, mut diagnostics, mut now) = (Vec::new(), Vec::new(), Head::EMPTY);
        let mut seq = 0u32;
        for line in text.split('\n') {
            seq = seq.checked_add(1).ok_or_else(too_many)?;
            match Line::read(line, seq) {
                Ok(Line::Opened { check }) if seq == 1 => {
                    if !key.has_check(&check)? {
                        return Err(Diagnostic::new("wrong-key", "this ledger was made with another key")
                            .expecting("the key of the ledger")
                            .helping("under another key, nobody would be recognised")
                            .on(Some((1, 1)))
                            .into());
                    }
                }
                Ok(Line::Person { token, description }) if seq > 1 => rows.push(Row { token, description }),
                Ok(_) => diagnostics.push(
                    Diagnostic::new("no-opening-line", "the first line of a ledger, and no other, opens it")
                        .expecting("all lines of one ledger, in order")
                        .on(Some((seq, 1))),
                ),
                Err(found) => {
                    let lost = found.iter().any(|diagnostic| diagnostic.code() == "wrong-number");
                    diagnostics.extend(found.into_iter().map(|diagnostic| {
                        let column = diagnostic.position().map_or(1, |(_, column)| column);
                        diagnostic.on(Some((seq, column)))
                    }));
                    // After a line that is missing, every number is wrong.
                    if lost || diagnostics.len() >= MOST_DIAGNOSTICS {
                        break;
                    }
                }
            }
            now = key.head(now, line)?;
        }
        if !diagnostics.is_empty() {
            return Err(RightsError::of(diagnostics));
        }
        if !bool::from(now.as_bytes().ct_eq(head.as_bytes())) {
            return Err(Diagnostic::new(
                "head-mismatch",
                "these are not the lines, or not all the lines, of this head",
            )
            .expecting(
                "every line of the ledger, in order, as it was stored, and the head stored with the last",
            )
            .helping("a database function that joins lines may cut off at a limit (GROUP_CONCAT: 1024 bytes)")
            .into());
        }
        rows.sort_by_key(Row::prefix);
        let runs = if rows.is_empty() { Vec::new() } else { vec![rows.into()] };
        Ok(Ledger { key: Arc::new(key), zone: zone.clone(), seq, head, runs })
    }

    /// The head: what the host stores beside the lines.
    pub fn head(&self) -> Head {
        self.head
    }

    /// The number of the last line.
    pub fn seq(&self) -> u32 {
        self.seq
    }

    /// Makes the line to store after an erasure: of records made up to and including `through` (a bare day counts whole),
    /// in these categories, or in all if there are none. Changes nothing: store the line, then take it in
    /// [with](Ledger::with).
    ///
    /// # Errors
    /// `no-reference` if the controller or the person is empty.
    pub fn suppressed(
        &self,
        controller: &str,
        person: &str,
        through: Moment,
        categories: &[Id],
    ) -> Result<LedgerAppended, RightsError> {
        let mut categories = categories.to_vec();
        categories.sort();
        categories.dedup();
        let through = last_instant(through, &self.zone);
        self.about(controller, person, Says::Suppressed { through, categories })
    }

    /// Makes the line to store when the person is back, from `from` on. Changes nothing, as
    /// [suppressed](Ledger::suppressed).
    ///
    /// # Errors
    /// `no-reference` if the controller or the person is empty.
    pub fn lifted(
        &self,
        controller: &str,
        person: &str,
        from: Moment,
    ) -> Result<LedgerAppended, RightsError> {
        self.about(controller, person, Says::Lifted { from: from.first(&self.zone) })
    }

    /// Returns the ledger with a line that it made. The cost does not depend on how many lines it has, taken over many.
    ///
    /// # Errors
    /// `head-moved` if the line was made for another state of the ledger.
    pub fn with(&self, appended: LedgerAppended) -> Result<Ledger, RightsError> {
        if appended.after != self.head || self.seq.checked_add(1) != Some(appended.seq) {
            return Err(Diagnostic::new("head-moved", "this line was made for another state of the ledger")
                .helping("load the ledger again, and make the line again")
                .into());
        }
        let mut runs = self.runs.clone();
        if let Some(row) = appended.row {
            let mut last: Vec<Row> = vec![row];
            while let Some(before) = runs.pop_if(|before| before.len() <= last.len()) {
                // A stable sort of two sorted runs is one merge; the older line stays first.
                let mut merged = before.to_vec();
                merged.append(&mut last);
                merged.sort_by_key(Row::prefix);
                last = merged;
            }
            runs.push(last.into());
        }
        Ok(Ledger {
            key: Arc::clone(&self.key),
            zone: self.zone.clone(),
            seq: appended.seq,
            head: appended.head,
            runs,
        })
    }

    /// Looks a person up. The few lines whose tokens begin alike are found by search; whole tokens are compared in
    /// constant time.
    ///
    /// # Errors
    /// `no-reference` if the controller or the person is empty.
    pub fn person(&self, controller: &str, person: &str) -> Result<LedgerPerson, RightsError> {
        let token = self.key.token(controller, person)?;
        let prefix = prefix(&token.clone().into_bytes().into());
        let mut description = Vec::new();
        for run in &self.runs {
            let first = run.partition_point(|row| row.prefix() < prefix);
            let alike = run.iter().skip(first).take_while(|row| row.prefix() == prefix);
            let own = alike.filter(|row| Tag::new(row.token.into()) == token);
            description.extend(own.map(|row| row.description.clone()));
        }
        Ok(LedgerPerson { zone: self.zone.clone(), description })
    }

    /// True if a record of a restored backup, or of a new import, was erased: it must be erased again. For many records of
    /// one person, look the [person](Ledger::person) up once.
    ///
    /// # Errors
    /// `no-reference` if the controller or the person is empty.
    pub fn recognises(
        &self,
        controller: &str,
        person: &str,
        category: &str,
        created: Option<Moment>,
    ) -> Result<bool, RightsError> {
        Ok(self.person(controller, person)?.recognises(category, created))
    }

    fn about(
        &self,
        controller: &str,
        person: &str,
        description: Says,
    ) -> Result<LedgerAppended, RightsError> {
        let token = self.key.token(controller, person)?.into_bytes().into();
        self.appended(&Line::Person { token, description })
    }

    fn appended(&self, line: &Line) -> Result<LedgerAppended, RightsError> {
        let seq = self.seq.checked_add(1).ok_or_else(too_many)?;
        let text = line.written(seq);
        let head = self.key.head(self.head, &text)?;
        let row = match line {
            Line::Person { token, description } => {
                Some(Row { token: *token, description: description.clone() })
            }
            Line::Opened { .. } => None,
        };
        Ok(LedgerAppended { line: text, seq, head, after: self.head, row })
    }
}

impl Row {
    fn prefix(&self) -> [u8; 4] {
        prefix(&self.token)
    }
}

fn prefix(token: &[u8; 32]) -> [u8; 4] {
    let [a, b, c, d, ..] = *token;
    [a, b, c, d]
}

fn too_many() -> Diagnostic {
    Diagnostic::new("too-large", "this ledger has no number left for another line")
        .expecting("at most 4,294,967,295 lines")
}

impl LedgerPerson {
    /// True if a record of a category, made at this moment, was erased. A record made on a bare day was, if the whole day
    /// was; one whose moment nobody knows was, if the person has not come back since.
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

impl fmt::Debug for LedgerAppended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LedgerAppended")
            .field("seq", &self.seq)
            .field("head", &self.head)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ledger").field("lines", &self.seq).field("head", &self.head).finish_non_exhaustive()
    }
}

impl fmt::Debug for LedgerPerson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LedgerPerson { .. }")
    }
}
