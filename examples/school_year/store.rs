//! The host's tables: dossiers as their lines, and records of its own.
//!
//! A dossier is a row per entry, under (dossier, seq), and the head beside it. That key is all the locking there is:
//! of two writers who start from one head, one fails.

use std::path::Path;

use rusqlite::{Connection, params};
use serde_json::json;
use waarborg::calendar::{Day, Moment, Time};
use waarborg::claim::{Institution, Record};
use waarborg::dossier::{Body, Dossier, Head, Salt, Stamp};
use waarborg::policy::{Identifiability, Policy};

use crate::Result;
use crate::world::{File, Of, Story};

const TABLES: &str = "
    create table dossier (
        id         integer primary key,  -- random: it says nothing of the person
        person_ref text,                 -- null once nobody needs to find the person any more
        policy     text    not null,
        head_seq   integer not null,
        head       blob    not null,
        due_at     integer               -- microseconds; null while nothing here has an end
    );
    create index dossier_due on dossier (due_at) where due_at is not null;
    create table entry (
        dossier integer not null references dossier,
        seq     integer not null,
        line    text    not null,        -- byte for byte as the library gave it
        primary key (dossier, seq)
    ) without rowid;
    create table record (                -- the host's own data; here only that it exists
        dossier  integer not null references dossier,
        category text    not null,
        made     text    not null,
        form     text    not null,
        primary key (dossier, category, made)
    ) without rowid;
    create table gone    (month text, policy text, category text, how text, count integer);
    create table decided (month text, question text, answer text, reason text, count integer);
";

/// An empty database. What an earlier run left is removed first.
pub(crate) fn create(path: &str) -> Result<Connection> {
    for leftover in [path.to_owned(), format!("{path}-wal"), format!("{path}-shm")] {
        if Path::new(&leftover).exists() {
            std::fs::remove_file(&leftover)?;
        }
    }
    let db = open(path)?;
    db.execute_batch(TABLES)?;
    Ok(db)
}

/// A connection of its own, as every writer has one.
pub(crate) fn open(path: &str) -> Result<Connection> {
    let db = Connection::open(path)?;
    db.pragma_update(None, "journal_mode", "wal")?;
    db.pragma_update(None, "synchronous", "normal")?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.set_prepared_statement_cache_capacity(64);
    Ok(db)
}

/// A row for every dossier of the story, still without entries.
pub(crate) fn open_dossiers(db: &mut Connection, story: &Story) -> Result<()> {
    let tx = db.transaction()?;
    for file in story.schools.iter().chain(&story.files) {
        let head = if file.of == Of::School {
            Dossier::of_institution(file.institution()).head()
        } else {
            Head::EMPTY
        };
        tx.prepare_cached("insert into dossier values (?, ?, ?, 0, ?, null)")?.execute(params![
            file.id,
            file.person,
            file.policy,
            head.as_bytes()
        ])?;
    }
    Ok(tx.commit()?)
}

/// Reads a dossier back: its lines in order, checked against the head that was stored with the last of them.
pub(crate) fn load(db: &Connection, file: &File) -> Result<Dossier> {
    let id = file.id;
    let head = db
        .prepare_cached("select head from dossier where id = ?")?
        .query_row([id], |row| row.get::<_, [u8; 32]>(0))?;
    let mut lines = String::new();
    let mut statement = db.prepare_cached("select line from entry where dossier = ? order by seq")?;
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        lines.push_str(row.get_ref(0)?.as_str()?);
        lines.push('\n');
    }
    let head = Head::from_bytes(head);
    Ok(match file.of {
        Of::School => Dossier::load_of_institution(file.institution(), &lines, head)?,
        _ => Dossier::load(&lines, head)?,
    })
}

/// Appends an entry: makes the line if it may be written, stores it under its number, and moves the head. A school's own
/// entries are what an institution is made of: they have none.
///
/// Another writer who was first has taken the number: then the insert fails on its key, and nothing was written.
pub(crate) fn append(
    db: &Connection,
    id: i64,
    institution: Option<&Institution>,
    dossier: Dossier,
    body: Body,
    now: Time,
) -> Result<Dossier> {
    let appended = match institution {
        Some(institution) => institution.append(&dossier, &[], body, stamp(now)?)?,
        None => dossier.append(dossier.head(), body, stamp(now)?)?,
    };
    db.prepare_cached("insert into entry values (?, ?, ?)")?.execute(params![
        id,
        appended.seq,
        appended.line
    ])?;
    db.prepare_cached("update dossier set head_seq = ?, head = ? where id = ?")?.execute(params![
        appended.seq,
        appended.head.as_bytes(),
        id
    ])?;
    Ok(dossier.with(appended)?)
}

/// The moment, and a fresh salt.
pub(crate) fn stamp(now: Time) -> Result<Stamp> {
    Ok(Stamp::new(now, Salt::from_bytes(random()?)?))
}

fn random() -> Result<[u8; 16]> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// The first entry of a person's dossier: a random id, the school, and what the policy calls the person.
pub(crate) fn opening(file: &File, now: Time) -> Result<Body> {
    let id: String = random()?.iter().map(|byte| format!("{byte:02x}")).collect();
    let opened = json!({
        "kind": "dossier-opened", "happened": now.to_string(), "id": id,
        "institution": file.institution(), "subjects": [file.subject()],
    });
    Ok(Body::from_json(&opened.to_string())?)
}

/// One row of the host's own data, and what the library has to know of it.
pub(crate) struct Kept {
    pub(crate) category: String,
    pub(crate) created: Day,
    pub(crate) identifiability: Identifiability,
}

impl Kept {
    /// True if another record is of the same category, in the same form.
    pub(crate) fn is_like(&self, other: &Kept) -> bool {
        self.category == other.category && self.identifiability == other.identifiability
    }

    /// The facts of the record. The day an invoice was made is the day on the invoice.
    pub(crate) fn record(&self, policy: &Policy) -> Record {
        let mut record = Record::created(Moment::On(self.created));
        let invoiced = policy.versions().last().and_then(|version| version.anchors.get_key_value("invoiced"));
        record.anchors.extend(invoiced.map(|(id, _)| (id.clone(), vec![Moment::On(self.created)])));
        record
    }
}

/// Keeps a new record, in the most identifiable form in which the policy lets it be held.
pub(crate) fn keep(db: &Connection, id: i64, category: &str, created: Day, policy: &Policy) -> Result<()> {
    let version = policy.versions().last().ok_or("a policy has a version")?;
    let identifiability = version.categories.get(category).and_then(|declared| declared.identifiability);
    db.prepare_cached("insert into record values (?, ?, ?, ?)")?.execute(params![
        id,
        category,
        created.to_string(),
        identifiability.unwrap_or(Identifiability::Identifiable).as_str()
    ])?;
    Ok(())
}

/// True if a dossier has a record of this category.
pub(crate) fn has(db: &Connection, id: i64, category: &str) -> Result<bool> {
    let mut statement = db.prepare_cached("select 1 from record where dossier = ? and category = ?")?;
    Ok(statement.exists(params![id, category])?)
}

/// The records of a dossier, by category, oldest first.
pub(crate) fn records(db: &Connection, id: i64) -> Result<Vec<Kept>> {
    let mut statement = db.prepare_cached(
        "select category, made, form from record where dossier = ? order by category, made",
    )?;
    let mut rows = statement.query([id])?;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        let identifiability =
            Identifiability::from_word(row.get_ref(2)?.as_str()?).ok_or("there is no such form")?;
        records.push(Kept {
            category: row.get(0)?,
            created: row.get_ref(1)?.as_str()?.parse()?,
            identifiability,
        });
    }
    Ok(records)
}

/// The dossiers of which it is still known whom they are about, and who that is.
pub(crate) fn persons(db: &Connection) -> Result<Vec<(i64, String)>> {
    let mut statement =
        db.prepare("select id, person_ref from dossier where person_ref is not null order by id")?;
    let persons = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(persons.collect::<rusqlite::Result<_>>()?)
}

/// Removes a record.
pub(crate) fn remove(db: &Connection, id: i64, kept: &Kept) -> Result<()> {
    db.prepare_cached("delete from record where dossier = ? and category = ? and made = ?")?
        .execute(params![id, kept.category, kept.created.to_string()])?;
    Ok(())
}

/// Writes down that a record is now held in a less identifiable form.
pub(crate) fn reduce(db: &Connection, id: i64, kept: &Kept, to: Identifiability) -> Result<()> {
    db.prepare_cached("update record set form = ? where dossier = ? and category = ? and made = ?")?
        .execute(params![to.as_str(), id, kept.category, kept.created.to_string()])?;
    Ok(())
}

/// Stores when the next record of a dossier is due.
pub(crate) fn set_due(db: &Connection, id: i64, due: Option<Time>) -> Result<()> {
    db.prepare_cached("update dossier set due_at = ? where id = ?")?
        .execute(params![due.map(Time::micros), id])?;
    Ok(())
}

/// The dossiers in which something is due at this moment, the longest overdue first: one look in an index.
pub(crate) fn due_by(db: &Connection, now: Time) -> Result<Vec<i64>> {
    let mut statement = db.prepare_cached("select id from dossier where due_at <= ? order by due_at, id")?;
    let ids = statement.query_map([now.micros()], |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}
