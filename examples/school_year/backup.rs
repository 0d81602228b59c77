//! What was erased stays erased when a backup comes back: a ledger recognises it, and names nobody.

use std::path::Path;

use rusqlite::Connection;
use waarborg::calendar::{Day, Moment, Zone};
use waarborg::policy::Id;
use waarborg::rights::{Ledger, LedgerEntry, LedgerKey};

use crate::world::File;
use crate::{Result, store};

const BACKUP: &str = "target/school_year.backup.sqlite";
/// Who decides on the data; a ledger of two controllers tells them apart.
const CONTROLLER: &str = "school";

/// The ledger of one host. It is kept apart from the database and from its backups, and the key apart from both.
pub(crate) struct Erasures {
    key: LedgerKey,
    lines: String,
}

impl Erasures {
    /// No erasures yet. A host takes 32 random bytes once; a story has the same ones each time.
    pub(crate) fn none() -> Result<Erasures> {
        let bytes: Vec<u8> = (1..=32).collect();
        Ok(Erasures { key: LedgerKey::new(&bytes)?, lines: String::new() })
    }

    /// Writes down that a person's records of some categories were erased, up to a day.
    pub(crate) fn add(&mut self, file: &File, through: Day, categories: &[Id], zone: &Zone) -> Result<()> {
        let through = Moment::On(through);
        let entry = LedgerEntry::suppressed(&self.key, CONTROLLER, &file.person, through, categories, zone)?;
        self.lines.push_str(&entry.line());
        self.lines.push('\n');
        Ok(())
    }

    /// Restores the backup, and erases again what the ledger recognises. Tells how many records that were.
    pub(crate) fn restored(&self, files: &[File], zone: &Zone) -> Result<()> {
        let db = store::open(BACKUP)?;
        let ledger = Ledger::load(&self.lines, zone)?;
        let (mut restored, mut again) = (0, 0);
        for file in files.iter().filter(|file| file.policy == "school") {
            let person = ledger.person(&self.key, CONTROLLER, &file.person)?;
            for kept in store::records(&db, file.id)? {
                restored += 1;
                if person.recognises(&kept.category, Some(Moment::On(kept.made))) {
                    store::remove(&db, file.id, &kept)?;
                    again += 1;
                }
            }
        }
        println!(
            "  a backup of before the erasure comes back: {restored} records of {} people, {again} recognised by {} \
             line of the ledger and erased again",
            files.iter().filter(|file| file.policy == "school").count(),
            self.lines.lines().count(),
        );
        if again == 0 { Err("what was erased came back".into()) } else { Ok(()) }
    }
}

/// Takes a backup, as a host does every night.
pub(crate) fn take(db: &Connection) -> Result<()> {
    if Path::new(BACKUP).exists() {
        std::fs::remove_file(BACKUP)?;
    }
    db.execute("vacuum into ?", [BACKUP])?;
    Ok(())
}
