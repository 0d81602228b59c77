//! Some years at three schools: the whole job of a host, from an empty database to the last erasure.
//!
//! ```sh
//! cargo run --release --example school_year
//! ```
//!
//! Read this file first: it is all that a platform does with the library. Each month the host reads a dossier back,
//! writes down what happened, asks before it uses anything, notes when the next record is due, and erases what is.
//! The rest is the host's own: `store` its tables, `policies` its documents, `world`, `year` and `tools` an invented
//! population and what happens to it, `questions` what it asks, `sweep` how it erases, `requests` how it
//! answers, `backup` what it does when a backup is put back, `figures` what it counts and releases, `summary` what it
//! tells.

mod backup;
mod calendar;
mod explained;
mod figures;
mod policies;
mod progress;
mod questions;
mod race;
mod requests;
mod store;
mod summary;
mod sweep;
mod tools;
mod world;
mod year;

use rusqlite::Connection;
use waarborg::claim::Institution;
use waarborg::dossier::Dossier;

use crate::calendar::Month;
use crate::figures::Figures;
use crate::policies::Policies;
use crate::progress::Progress;
use crate::questions::Answers;
use crate::world::{File, Story};

/// Every error of this example, whichever library it comes from.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const DATABASE: &str = "target/school_year.sqlite";

fn main() -> Result<()> {
    let policies = Policies::read("examples/policies")?;
    let story = Story::seeded(2024)?;
    let mut db = store::create(DATABASE)?;
    store::open_dossiers(&mut db, &story)?;

    let months = Month::story()?;
    let begin = months.first().ok_or("a story has a beginning")?.evening()?;
    let mut figures = Figures::open(&db, &story, &policies.institutions(&db, &story)?, begin)?;
    let mut progress = Progress::over(months.len());
    for month in &months {
        let (now, mut answers) = (month.evening()?, Answers::default());
        let tx = db.transaction()?;
        for school in &story.schools {
            write_down(&tx, school, month, None)?;
        }
        // Policy and school, folded once and shared by everyone at that school.
        let institutions = policies.institutions(&tx, &story)?;
        for file in story.open_in(month) {
            // What happened goes behind what is already there; nothing is ever changed.
            let institution = institutions.of(file)?;
            let dossier = write_down(&tx, file, month, Some(institution))?;
            // Ask first; only what is permitted is done, and only then is there something new to keep.
            let claims = institution.claims(&dossier, &[], None);
            let created = questions::ask(&tx, &claims, file, month, now, &mut answers)?;
            for category in &created {
                store::keep(&tx, file.id, category, month.last, claims.policy())?;
            }
            figures.take(&tx, &claims, file, month, now)?;
            // When something here is next due: so nobody ever has to look through all dossiers.
            if !created.is_empty() || file.events_in(month).next().is_some() {
                let records = store::records(&tx, file.id)?;
                store::set_due(&tx, file.id, sweep::next_due(&claims, &records)?)?;
            }
        }
        let gone = sweep::sweep(&tx, &story, &institutions, month, now)?;
        answers.save(&tx, month)?;
        tx.commit()?;
        progress.month(month, &answers, gone);
    }
    progress.finish();

    let end = months.last().ok_or("a story has an end")?.evening()?;
    let institutions = policies.institutions(&db, &story)?;
    summary::print(&db, &story, &institutions, end)?;
    figures.release(&db)?;
    explained::contested(&db, &story, &institutions)?;
    requests::answered(&db, &story, &policies)?;
    race::two_writers(DATABASE, &story, &institutions, end)
}

/// Reads a dossier back, and appends what happened to it this month: only what the policy has names for.
fn write_down(
    db: &Connection,
    file: &File,
    month: &Month,
    institution: Option<&Institution>,
) -> Result<Dossier> {
    let mut dossier = store::load(db, file)?;
    for event in file.events_in(month) {
        if institution.is_some() && dossier.opened().is_none() {
            let now = event.written()?;
            dossier = store::append(db, file.id, institution, dossier, store::opening(file, now)?, now)?;
        }
        let body = event.body(&dossier)?;
        dossier = store::append(db, file.id, institution, dossier, body, event.written()?)?;
    }
    Ok(dossier)
}
