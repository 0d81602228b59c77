//! Figures about the schools: what is counted stands under pseudonyms, in a table that leads to nobody's dossier; and what
//! of it may leave is checked first.

use rusqlite::{Connection, params};
use waarborg::anonymity::{Adversary, Cells, Label, Outcome, Secret, Threshold};
use waarborg::calendar::{Day, Time};
use waarborg::claim::{Claims, Record};
use waarborg::decision::{Query, decide};
use waarborg::policy::{ActorRelation, Verb};
use waarborg::pseudonym::{Context, Domain, FieldTable, IdentifierKind, Keyring, NewKey, Register, Root};
use waarborg::timeline::Value;

use crate::calendar::Month;
use crate::policies::Institutions;
use crate::store::Kept;
use crate::world::{File, Of, SCHOOLS, Story};
use crate::{Result, store};

const CONTROLLER: &str = "board:de-waarborg";
const DOMAIN: &str = "statistics";
const NUMBER: IdentifierKind = IdentifierKind::Leerlingnummer;

/// In this example the key is fixed, so that every run is the same, and everyone can read it: it protects nothing. A real
/// one comes from a key store, which is kept apart from the database.
fn key() -> Vec<u8> {
    (0..32).collect()
}

const TABLES: &str = "
    create table figure (                -- no reference to a dossier, a person or a number
        pupil  text    not null,         -- a pseudonym
        school integer not null,
        month  text    not null,
        mark   integer not null
    );
    create index figure_pupil on figure (pupil);
    create table release (name text, school integer, what text, persons integer, value text, report text);
";

/// How the fields of a result come out for the statistics. It is checked against the policy of the school.
const FIELDS: &str = r#"{
    "waarborg-fields": 1,
    "fields": {
        "number": { "holds": "identifier", "kind": "leerlingnummer", "category": "results" },
        "created": { "holds": "time", "category": "results" },
        "mark": { "holds": "mark", "category": "results" }
    },
    "outputs": [{
        "purpose": "statistics",
        "identifiability": "pseudonymised",
        "fields": {
            "number": { "as": "pseudonym" },
            "created": { "as": "coarsen", "to": "month" },
            "mark": { "as": "keep" }
        }
    }]
}"#;

/// The statistics of the board: the keys of their domain, and how a result comes into them.
pub(crate) struct Figures {
    domain: Domain,
    fields: FieldTable,
    taken: u64,
    erased: u64,
}

impl Figures {
    /// Opens the domain, and makes the tables.
    pub(crate) fn open(
        db: &Connection,
        story: &Story,
        institutions: &Institutions,
        now: Time,
    ) -> Result<Figures> {
        db.execute_batch(TABLES)?;
        let fields = FieldTable::parse(FIELDS)?;
        let school = story.files.iter().find(|file| file.policy == "school").ok_or("a story has pupils")?;
        fields.check(institutions.of(school)?.policy(), now)?;
        let keys = Keyring::new().with_root(Root::from_bytes(&key())?);
        let new =
            NewKey { controller: (CONTROLLER, 1), domain: (DOMAIN, 1), kind: NUMBER, retire_after: None };
        let mut register = Register::new();
        register.activate(&keys, &new, now)?;
        let domain = register.open(&keys, CONTROLLER, DOMAIN, now)?;
        Ok(Figures { domain, fields, taken: 0, erased: 0 })
    }

    /// Takes what was made this month, if the statistics may have it; and lets go of everything of a pupil for whom they
    /// have no claim any more.
    pub(crate) fn take(
        &mut self,
        db: &Connection,
        claims: &Claims,
        file: &File,
        month: &Month,
        now: Time,
    ) -> Result<()> {
        if file.policy != "school" || file.of != Of::Pupil {
            return Ok(());
        }
        if claims.claim("statistics", "results")?.at(now).value == Value::Ended {
            return self.forget(db, file);
        }
        let of_month = |kept: &Kept| kept.category == "results" && kept.created == month.last;
        let Some(kept) = store::records(db, file.id)?.into_iter().find(of_month) else { return Ok(()) };
        let record: Record = kept.record(claims.policy());
        let query = Query {
            relations: &[ActorRelation::OwnOrganisation],
            record: Some(&record),
            ..Query::new("analyst", Verb::Analyse, "statistics", "results", now)
        };
        let decision = decide(claims, &query)?;
        if !decision.is_permitted() {
            return Ok(());
        }
        let out = self.fields.open("statistics", decision.identifiability, Some(&self.domain))?;
        let (created, mark) = (kept.created.to_string(), mark(file, kept.created).to_string());
        let fields =
            [("number", Some(file.person.as_str())), ("created", Some(&created)), ("mark", Some(&mark))];
        let out = out.record(fields, &Context { on: kept.created, people: &[] })?;
        let field = |name: &str| out.fields.get(name).cloned().flatten();
        db.prepare_cached("insert into figure values (?, ?, ?, ?)")?.execute(params![
            field("number"),
            i64::try_from(file.school)?,
            field("created"),
            mark
        ])?;
        self.taken += 1;
        Ok(())
    }

    /// Erases a pupil's rows, under whichever key they were made. A pseudonym does not erase anything by itself.
    fn forget(&mut self, db: &Connection, file: &File) -> Result<()> {
        for pseudonym in self.domain.of(&NUMBER)?.all_active(&NUMBER.read(&file.person)?)? {
            let mut delete = db.prepare_cached("delete from figure where pupil = ?")?;
            self.erased += delete.execute([pseudonym.text().as_str()])? as u64;
        }
        Ok(())
    }

    /// Checks two aggregates of a year, and releases what passes.
    pub(crate) fn release(&self, db: &Connection) -> Result<()> {
        let (rows, pupils) =
            db.query_row("select count(*), count(distinct pupil) from figure", [], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
            })?;
        println!(
            "\nWhat is counted, and what of it may leave (the key of this example is fixed, and protects nothing)"
        );
        println!(
            "  the statistics took {} results under pseudonyms and erased {} of pupils who left or objected; {rows} \
             about {pupils} pupils are left",
            self.taken, self.erased
        );
        let first: String =
            db.query_row("select pupil from figure order by pupil limit 1", [], |row| row.get(0))?;
        println!("  all that a row says of whom it is about: {first}");
        let means = "select school, 'mean mark', count(*), printf('%.2f', avg(mark)) from figure
                     where month = '2028-06' group by school order by school";
        release(db, "mean mark per school, June 2028", means)?;
        let marks = "select school, 'a ' || mark, count(*), cast(count(*) as text) from figure
                     where month = '2028-06' group by school, mark order by school, mark";
        release(db, "how often each mark was given per school, June 2028", marks)
    }
}

/// A number that is to leave, and how many pupils are behind it.
struct Cell {
    school: i64,
    what: String,
    persons: i64,
    value: String,
}

/// Holds one aggregate against the threshold: released with the digest of its report if it passes, else withheld.
fn release(db: &Connection, name: &str, sql: &str) -> Result<()> {
    let mut statement = db.prepare(sql)?;
    let cells = statement.query_map([], |row| {
        Ok(Cell { school: row.get(0)?, what: row.get(1)?, persons: row.get(2)?, value: row.get(3)? })
    })?;
    let cells = cells.collect::<rusqlite::Result<Vec<Cell>>>()?;
    let persons: Vec<u64> = cells.iter().map(|cell| cell.persons.unsigned_abs()).collect();
    let check = Cells { persons: &persons, total_is_known: true, empty_is_shown: false, withhold: false };
    let party = |name: &str, holds: &[Secret]| {
        let party = Label::new(name).ok_or("no name of a party")?;
        Result::Ok(Adversary { party, holds: holds.to_vec() })
    };
    let parties =
        [party("the public", &[])?, party("the board", &[Secret::SourceTable, Secret::PseudonymKey])?];
    match check.run(name, Threshold::default(), &parties)? {
        Outcome::Passed(passed) => {
            let report = passed.report().digest();
            let mut insert = db.prepare("insert into release values (?, ?, ?, ?, ?, ?)")?;
            println!("  released: {name}; the check passed (report {})", report.get(..16).unwrap_or(&report));
            for Cell { school, what, persons, value } in &cells {
                let of = SCHOOLS.get(usize::try_from(*school)?).map_or("", |school| school.name);
                println!("    {of}: {what} {value}, of {persons} pupils");
                insert.execute(params![name, school, what, persons, value, report])?;
            }
        }
        Outcome::Failed(failed) => println!(
            "  withheld: {name}; the check failed: {} of {} numbers have fewer than {} pupils behind them",
            failed.rows(0).len(),
            cells.len(),
            Threshold::default().get()
        ),
    }
    Ok(())
}

/// A mark from 1 to 10: invented, as everything here, and in this host no part of the record.
fn mark(file: &File, created: Day) -> i64 {
    let bits = file.id >> (2 * i64::from(created.month()) + i64::from(created.year() % 4));
    1 + (bits & 3) + (bits >> 2 & 3) + (bits >> 4 & 3)
}
