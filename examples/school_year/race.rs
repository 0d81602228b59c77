//! Two writers start from one head. One is first; the other finds out, reads again, asks again, and then writes.

use rusqlite::ErrorCode;
use serde_json::json;
use waarborg::calendar::Time;
use waarborg::claim::Claims;
use waarborg::decision::{Query, decide};
use waarborg::dossier::Body;
use waarborg::policy::{ActorRelation, Verb};

use crate::policies::Institutions;
use crate::world::{File, Of, Story};
use crate::{Result, store};

pub(crate) fn two_writers(path: &str, story: &Story, institutions: &Institutions, now: Time) -> Result<()> {
    let (desk, app) = (store::open(path)?, store::open(path)?);
    let own_yes =
        |file: &&File| file.of == Of::Pupil && file.policy == "school" && file.tells("consent-given", "self");
    for file in story.files.iter().filter(own_yes) {
        let institution = institutions.of(file)?;

        // Both read the same dossier, and are told the same.
        let (at_desk, in_app) = (store::load(&desk, file)?, store::load(&app, file)?);
        let old = in_app.head();
        let before = institution.claims(&in_app, &[], None);
        if !(may(&before, "website", now)? && may(&before, "class-app", now)?) {
            continue;
        }
        println!("\nTwo writers, one dossier: {}", file.person);
        println!("  both read {} entries; website and class app are permitted", in_app.entries().len());

        let no = json!({
            "kind": "consent-withdrawn", "happened": now.to_string(), "purposes": ["website"], "by": "self",
        });
        let at_desk = store::append(
            &desk,
            file.id,
            Some(institution),
            at_desk,
            Body::from_json(&no.to_string())?,
            now,
        )?;
        println!("  the desk is first: entry {}, consent for the website withdrawn", at_desk.entries().len());

        // The app wants to write down that it gave a photo to the class app, behind what it has read.
        let shared = json!({
            "kind": "disclosed", "happened": now.to_string(),
            "recipient": "app-supplier", "categories": ["photo"], "ground": "processor",
        });
        let shared = Body::from_json(&shared.to_string())?;
        match store::append(&app, file.id, Some(institution), in_app, shared.clone(), now) {
            Err(error) if is_taken(error.as_ref()) => println!("  the app is second: that number is taken"),
            Err(error) => return Err(error),
            Ok(_) => return Err("two writers wrote one entry".into()),
        }

        // Nothing of it was written. It reads again; a head from before is refused, and so is an answer from before.
        let in_app = store::load(&app, file)?;
        if let Err(error) = in_app.append(old, shared.clone(), store::stamp(now)?) {
            println!("  the app reads again; its head from before is refused: {}", error.code());
        }
        let after = institution.claims(&in_app, &[], None);
        let (website, class_app) = (may(&after, "website", now)?, may(&after, "class-app", now)?);
        println!("  the app asks again: website {}, class app {}", yes(website), yes(class_app));
        if class_app {
            let in_app = store::append(&app, file.id, Some(institution), in_app, shared, now)?;
            let head = in_app.head().to_string();
            println!(
                "  the app writes entry {}; the head is {}…",
                in_app.entries().len(),
                head.get(..12).unwrap_or("")
            );
        }
        return Ok(());
    }
    Err("nobody in this story still consents".into())
}

fn may(claims: &Claims, purpose: &str, now: Time) -> Result<bool> {
    let (verb, recipient) = match purpose {
        "class-app" => (Verb::Share, Some("app-supplier")),
        _ => (Verb::Publish, None),
    };
    let relations = &[ActorRelation::OwnOrganisation];
    let query = Query { relations, recipient, ..Query::new("teacher", verb, purpose, "photo", now) };
    Ok(decide(claims, &query)?.is_permitted())
}

fn yes(permitted: bool) -> &'static str {
    if permitted { "yes" } else { "no" }
}

/// True if the database refused a row because its key was there already.
fn is_taken(error: &(dyn std::error::Error + 'static)) -> bool {
    let refused = error.downcast_ref::<rusqlite::Error>().and_then(rusqlite::Error::sqlite_error_code);
    refused == Some(ErrorCode::ConstraintViolation)
}
