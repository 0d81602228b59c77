//! One decision with everything that is behind it.

use rusqlite::Connection;
use waarborg::calendar::{Day, Time, Zone};
use waarborg::claim::Setting;
use waarborg::decision::{Answer, Explanation, Query, explain};
use waarborg::dossier::{Body, Dossier};
use waarborg::law::Reason;
use waarborg::policy::{Relation, Verb};
use waarborg::timeline::Source;

use crate::calendar::{day, later, opening};
use crate::policies::Settings;
use crate::world::{File, Of, Story};
use crate::{Result, store};

/// Explains one decision: about a pupil whose parents disagree, and who later speaks for themselves.
pub(crate) fn contested(db: &Connection, story: &Story, settings: &Settings) -> Result<()> {
    for file in story.files.iter().filter(|file| file.of == Of::Pupil && file.tells("given", "self")) {
        let dossier = store::load(db, file.id)?;
        let Some(refused) = refused(&dossier).filter(|_| file.policy == "school") else { continue };
        let asked = later(refused, 20)?;
        let at: Time = format!("{asked}T12:00:00Z").parse()?;
        let query = Query {
            relations: &[Relation::OwnOrganisation],
            ..Query::new("teacher", Verb::Publish, "website", "photo", at)
        };
        // What was known then, not what is known now, explains what was decided then.
        let decided = explain(&settings.of(file)?.claims(&dossier, &[], at), &query)?;
        if decided.decision.because.reason == Reason::ConsentContested {
            return tell(file, &dossier, settings.of(file)?, &query, &decided);
        }
    }
    Err("no parents disagree in this story".into())
}

/// Prints the decision, its reasons, the picture, and what was said.
fn tell(
    file: &File,
    dossier: &Dossier,
    setting: &Setting,
    query: &Query<'_>,
    decided: &Explanation,
) -> Result<()> {
    let zone = setting.zone();
    let asked = zone.day_of(query.at);
    println!(
        "\nOne decision explained: may the school put a photo of {} on its website on {asked}?",
        file.person
    );
    println!("  {}.", answer(decided));
    for because in &decided.reasons {
        let article = match because.reason.article() {
            "" => String::new(),
            article => format!(" (article {article})"),
        };
        println!("  - {}{article}{}", because.reason.english(), entry(dossier, because.source));
    }

    // The picture is drawn with all that followed.
    let now = setting.claims(dossier, &[], setting.known_at());
    let whole = explain(&now, query)?;
    let (from, to) = (zone.start_of(opening()?), zone.start_of(day(2029, 1, 1)?));
    println!("\n{}\n", whole.picture(zone, from, to, 64));
    println!("  what was said of it, in order:");
    for entry in dossier.entries() {
        if let Some(said) = entry.body().and_then(|body| said(body, zone)) {
            println!("  {:>4}  {said}", entry.seq());
        }
    }
    Ok(())
}

fn answer(explanation: &Explanation) -> &'static str {
    match explanation.decision.answer {
        Answer::Permit => "Yes",
        Answer::Ask => "Not yet: ask first",
        Answer::Deny if explanation.decision.because.reason == Reason::ConsentContested => {
            "No; the photos that are there are held, and not used"
        }
        Answer::Deny => "No",
    }
}

/// Where the reason stands.
fn entry(dossier: &Dossier, source: Source) -> String {
    let Source::Dossier(seq) = source else { return String::new() };
    let found = dossier.entries().iter().find(|entry| entry.seq() == seq).and_then(|entry| entry.body());
    found.map_or(String::new(), |body| format!(" [entry {seq}: {} on {}]", body.kind(), body.happened()))
}

fn refused(dossier: &Dossier) -> Option<Day> {
    dossier.entries().iter().filter_map(|entry| entry.body()).find_map(|body| match body {
        Body::Refused(refused) if refused.giver.0 == "parent-2" => body.happened().to_string().parse().ok(),
        _ => None,
    })
}

/// Words about consent, and what ends or begins for the pupil.
fn said(body: &Body, zone: &Zone) -> Option<String> {
    let day = body.happened();
    let by = |kind: &str, giver: &str| Some(format!("{day}  {kind} by {giver}"));
    match body {
        Body::Given(body) => by("given", &body.giver.0),
        Body::Refused(body) => by("refused", &body.giver.0),
        Body::Withdrawn(body) => by("withdrawn", &body.giver.0),
        Body::Born(body) => Some(format!("{}  born", body.date)),
        Body::Asked(_) | Body::Enrolled(_) | Body::Left(_) => Some(format!("{day}  {}", body.kind())),
        Body::Erased(body) if body.category.as_str() == "photo" => {
            Some(format!("{}  photos erased, made up to {}", day.day(zone), body.through))
        }
        _ => None,
    }
}
