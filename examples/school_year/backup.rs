//! A backup that is put back: what was erased after it was made is recognised, and goes again.

use std::path::Path;

use rusqlite::Connection;
use waarborg::calendar::{Moment, Time, Zone};
use waarborg::policy::Id;
use waarborg::rights::{Ledger, LedgerKey};

use crate::{Result, store};

/// Where the backup is: beside the database.
pub(crate) const BACKUP: &str = "target/school_year.backup.sqlite";

/// Who keeps the records; what is erased at one controller is not erased at another.
const CONTROLLER: &str = "board";

/// The lines that say what was erased, and of whom to those who have the key. A host keeps both apart from the database
/// and from its backups: a ledger that is restored with them has forgotten what came after.
pub(crate) struct Erasures {
    ledger: Ledger,
}

impl Erasures {
    pub(crate) fn none(zone: &Zone) -> Result<Erasures> {
        // The same on every run, as everything in this story; a real host takes it from its operating system.
        let key: Vec<u8> = (0..32).map(|byte| byte * 7 + 1).collect();
        let (ledger, _opened) = Ledger::create(LedgerKey::new(&key)?, zone)?;
        Ok(Erasures { ledger })
    }

    /// After an erasure: the line to keep. It names nobody.
    pub(crate) fn add(&mut self, person: &str, categories: &[Id], through: Time) -> Result<()> {
        let erased = self.ledger.suppressed(CONTROLLER, person, Moment::At(through), categories)?;
        println!("    kept apart from the database, a line that names nobody: {:.66}…", erased.line);
        self.ledger = self.ledger.with(erased)?;
        Ok(())
    }

    /// Opens the backup, and erases again what was erased since.
    pub(crate) fn put_back(&self) -> Result<()> {
        let db = store::open(BACKUP)?;
        let (mut records, mut again) = (0, 0);
        for (id, person) in store::persons(&db)? {
            let said = self.ledger.person(CONTROLLER, &person)?;
            for kept in store::records(&db, id)? {
                records += 1;
                if said.recognises(&kept.category, Some(Moment::On(kept.created))) {
                    store::remove(&db, id, &kept)?;
                    again += 1;
                }
            }
        }
        println!(
            "    the backup of that morning is put back: of {records} records in it, {again} are recognised, and go again"
        );
        if again == 0 {
            return Err("what was erased came back with the backup".into());
        }
        Ok(())
    }
}

/// Makes a backup, as a host does every night.
pub(crate) fn make(db: &Connection) -> Result<()> {
    for leftover in [BACKUP.to_owned(), format!("{BACKUP}-wal"), format!("{BACKUP}-shm")] {
        if Path::new(&leftover).exists() {
            std::fs::remove_file(&leftover)?;
        }
    }
    db.execute("vacuum into ?", [BACKUP])?;
    Ok(())
}
