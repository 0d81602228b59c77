//! Two writers start from one head. One is first; the other finds out, reads again, asks again, and then writes.

use rusqlite::{Connection, ErrorCode};
use serde_json::json;
use waarborg::calendar::Time;
use waarborg::decision::{Query, decide};
use waarborg::dossier::Body;
use waarborg::policy::{Relation, Verb};

use crate::policies::Settings;
use crate::world::{File, Of, Story};
use crate::{Result, store};

pub(crate) fn two_writers(path: &str, story: &Story, settings: &Settings, now: Time) -> Result<()> {
    let file = story.files.iter().find(|file| file.of == Of::Pupil && file.tells("given", "self"));
    let file = file.ok_or("nobody in this story gave consent for themselves")?;
    let (desk, app) = (store::open(path)?, store::open(path)?);
    println!("\nTwo writers, one dossier ({})", file.person);

    // Both read the same head.
    let at_desk = store::load(&desk, file.id)?;
    let in_app = store::load(&app, file.id)?;
    let stale = in_app.head();
    println!("  both read {} entries", at_desk.entries().len());

    let no =
        json!({ "kind": "withdrawn", "happened": now.to_string(), "purposes": ["website"], "giver": "self" });
    let at_desk = store::append(&desk, file.id, at_desk, Body::from_json(&no.to_string())?, now)?;
    println!("  the desk is first, and writes entry {}: withdrawn", at_desk.entries().len());

    // The app permits a photo on what it has read, and wants to write down that it was given away.
    let photo = json!({
        "kind": "disclosed", "happened": now.to_string(),
        "recipient": "app-supplier", "categories": ["photo"], "ground": "processor",
    });
    let photo = || Body::from_json(&photo.to_string());
    match store::append(&app, file.id, in_app, photo()?, now) {
        Err(error) if taken(error.as_ref()) => println!("  the app is second: its entry number is taken"),
        Err(error) => return Err(error),
        Ok(_) => return Err("two writers wrote one entry".into()),
    }

    // Nothing was written. It reads again; what it decided by the old head no longer counts.
    let in_app = store::load(&app, file.id)?;
    match in_app.append(stale, photo()?, now, 0) {
        Err(error) => println!("  with the head it had before, the library says: {}", error.code()),
        Ok(_) => return Err("a stale head was accepted".into()),
    }
    for (purpose, verb) in [("website", Verb::Publish), ("class-app", Verb::Share)] {
        let claims = settings.of(file)?.claims(&in_app, &[], now);
        let query = Query {
            relations: &[Relation::OwnOrganisation],
            recipient: (verb == Verb::Share).then_some("app-supplier"),
            ..Query::new("teacher", verb, purpose, "photo", now)
        };
        let decision = decide(&claims, &query)?;
        println!(
            "  asked again for {purpose}: {} ({})",
            decision.answer.as_str(),
            decision.because.reason.code()
        );
    }
    let in_app = append_when_free(&app, file, photo()?, now)?;
    println!(
        "  the app writes entry {}, and the head is {:.12}…",
        in_app,
        store::load(&desk, file.id)?.head()
    );
    Ok(())
}

/// Appends, and reads again as often as another writer is first. Returns the number of the entry.
fn append_when_free(db: &Connection, file: &File, body: Body, now: Time) -> Result<u32> {
    loop {
        let dossier = store::load(db, file.id)?;
        match store::append(db, file.id, dossier, body.clone(), now) {
            Err(error) if taken(error.as_ref()) => {}
            Err(error) => return Err(error),
            Ok(dossier) => return Ok(dossier.entries().last().map_or(0, |entry| entry.seq())),
        }
    }
}

/// True if the database refused a row because its key was there already.
fn taken(error: &(dyn std::error::Error + 'static)) -> bool {
    let refused = error.downcast_ref::<rusqlite::Error>().and_then(rusqlite::Error::sqlite_error_code);
    refused == Some(ErrorCode::ConstraintViolation)
}
