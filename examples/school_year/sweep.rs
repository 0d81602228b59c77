//! Erasing what is due: looked up by `due_at`, decided anew, done, and written down.

use rusqlite::{Connection, params};
use serde_json::json;
use waarborg::calendar::Time;
use waarborg::claim::{Claims, Institution};
use waarborg::dossier::{Body, Dossier};
use waarborg::policy::Identifiability;
use waarborg::retention::{Erasable, IdentifiabilityDrop, due, erasable};

use crate::calendar::Month;
use crate::policies::Institutions;
use crate::store::Kept;
use crate::world::{File, Story};
use crate::{Result, store};

/// Erases, in every dossier in which something is due, what may be erased now. Returns how many records went.
pub(crate) fn sweep(
    db: &Connection,
    story: &Story,
    institutions: &Institutions,
    month: &Month,
    now: Time,
) -> Result<u64> {
    let mut went = 0;
    for id in store::due_by(db, now)? {
        let file = story.file(id)?;
        let mut dossier = store::load(db, file)?;
        // What was due when it was noted may be held by now: so it is decided again, by what is known today.
        let institution = institutions.of(file)?;
        let claims = institution.claims(&dossier, &[], None);
        let records = store::records(db, id)?;
        for of_category in records.chunk_by(|a, b| a.category == b.category) {
            let erased = erase(db, file, &claims, of_category, now)?;
            let rest = of_category.get(erased..).unwrap_or_default();
            let anonymised = reduce(db, file, &claims, rest, now)?;
            for (kind, gone) in [
                ("erased", of_category.get(..erased).unwrap_or_default()),
                ("anonymised", rest.get(..anonymised).unwrap_or_default()),
            ] {
                if let Some(last) = gone.last() {
                    count_gone(db, month, file, kind, gone)?;
                    dossier = write_down(db, (id, institution), dossier, kind, last, now)?;
                    went += gone.len() as u64;
                }
            }
        }
        let claims = institution.claims(&dossier, &[], None);
        store::set_due(db, id, next_due(&claims, &store::records(db, id)?)?)?;
    }
    Ok(went)
}

/// The next moment at which a record of this dossier is due, or has to be held in a less identifiable form.
///
/// Records go oldest first, since an entry says *up to*: so of each category and form only the oldest is looked at.
pub(crate) fn next_due(claims: &Claims, records: &[Kept]) -> Result<Option<Time>> {
    let mut next = None;
    for kept in records.chunk_by(Kept::is_like).filter_map(<[Kept]>::first) {
        let due = due(claims, &kept.category, &kept.record(claims.policy()))?;
        // A form that the record already has is not waited for again.
        let drops = due.drops.iter().filter(|drop| drop.to < kept.identifiability).map(|drop| drop.at);
        next = due.at().into_iter().chain(drops).chain(next).min();
    }
    Ok(next)
}

/// Removes the oldest records of a category, up to the first that may not go. Returns how many went.
fn erase(db: &Connection, file: &File, claims: &Claims, records: &[Kept], now: Time) -> Result<usize> {
    for (index, kept) in records.iter().enumerate() {
        if erasable(claims, &kept.category, &kept.record(claims.policy()), now)? != Erasable::Yes {
            return Ok(index);
        }
        store::remove(db, file.id, kept)?;
    }
    Ok(records.len())
}

/// Makes records less identifiable from the moment at which less is enough, oldest first. Returns how many were
/// anonymised; for a pseudonym there is nothing to write down, since it erases nothing.
fn reduce(db: &Connection, file: &File, claims: &Claims, records: &[Kept], now: Time) -> Result<usize> {
    let mut anonymised = 0;
    for like in records.chunk_by(Kept::is_like) {
        for kept in like {
            let due = due(claims, &kept.category, &kept.record(claims.policy()))?;
            let is_due = |drop: &&IdentifiabilityDrop| drop.at <= now && drop.to < kept.identifiability;
            match due.drops.iter().rev().find(is_due).map(|drop| drop.to) {
                None => break,
                Some(Identifiability::Pseudonymised) => {
                    store::reduce(db, file.id, kept, Identifiability::Pseudonymised)?
                }
                // What is counted in a statistic belongs to no dossier any more.
                Some(_) => {
                    store::remove(db, file.id, kept)?;
                    anonymised += 1;
                }
            }
        }
    }
    Ok(anonymised)
}

/// The entry that says what was done: to all records of the category up to the last of these.
fn write_down(
    db: &Connection,
    (id, institution): (i64, &Institution),
    dossier: Dossier,
    kind: &str,
    last: &Kept,
    now: Time,
) -> Result<Dossier> {
    let body = json!({
        "kind": kind,
        "happened": now.to_string(),
        "category": last.category,
        "through": last.created.to_string(),
    });
    store::append(db, id, Some(institution), dossier, Body::from_json(&body.to_string())?, now)
}

/// Counts what went, for the summary.
fn count_gone(db: &Connection, month: &Month, file: &File, how: &str, gone: &[Kept]) -> Result<()> {
    let category = gone.first().map_or("", |kept| kept.category.as_str());
    db.prepare_cached("insert into gone values (?, ?, ?, ?, ?)")?.execute(params![
        month.to_string(),
        file.policy,
        category,
        how,
        i64::try_from(gone.len())?
    ])?;
    Ok(())
}
