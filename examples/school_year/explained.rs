//! One decision with everything that is behind it.

use rusqlite::Connection;
use waarborg::calendar::{Day, Time, Zone};
use waarborg::claim::Institution;
use waarborg::decision::{Answer, Explanation, Query, explain};
use waarborg::dossier::{Body, Dossier};
use waarborg::law::ReasonCode;
use waarborg::policy::{ActorRelation, Verb};
use waarborg::timeline::Source;

use crate::calendar::{day, later, opening};
use crate::policies::Institutions;
use crate::world::{File, Of, Story};
use crate::{Result, store};

/// Explains one decision: about a pupil whose parents disagree, and who later speaks for themselves.
pub(crate) fn contested(db: &Connection, story: &Story, institutions: &Institutions) -> Result<()> {
    for file in story.files.iter().filter(|file| file.of == Of::Pupil && file.tells("consent-given", "self"))
    {
        let dossier = store::load(db, file)?;
        let Some(refused) = refused(&dossier).filter(|_| file.policy == "school") else { continue };
        let asked = later(refused, 20)?;
        let at: Time = format!("{asked}T12:00:00Z").parse()?;
        let query = Query {
            relations: &[ActorRelation::OwnOrganisation],
            ..Query::new("teacher", Verb::Publish, "website", "photo", at)
        };
        // What was known then, not what is known now, explains what was decided then.
        let decided = explain(&institutions.of(file)?.claims(&dossier, &[], at), &query)?;
        if decided.decision.reason.code == ReasonCode::ConsentContested {
            return tell(file, &dossier, institutions.of(file)?, &query, &decided);
        }
    }
    Err("no parents disagree in this story".into())
}

/// Prints the decision, its reasons, the picture, and what was said.
fn tell(
    file: &File,
    dossier: &Dossier,
    institution: &Institution,
    query: &Query<'_>,
    decided: &Explanation,
) -> Result<()> {
    let zone = institution.zone();
    let asked = zone.day_of(query.at);
    println!(
        "\nOne decision explained: may the school put a photo of {} on its website on {asked}?",
        file.person
    );
    println!("  {}.", answer(decided));
    for reason in &decided.reasons {
        let article = match reason.code.article() {
            "" => String::new(),
            article => format!(" (article {article})"),
        };
        println!("  - {}{article}{}", reason.code.english(), entry(dossier, reason.source));
    }

    // The picture is drawn with all that followed.
    let now = institution.claims(dossier, &[], None);
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
        Answer::Deny if explanation.decision.reason.code == ReasonCode::ConsentContested => {
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
        Body::ConsentRefused(refused) if refused.by.0 == "parent-2" => {
            body.happened().to_string().parse().ok()
        }
        _ => None,
    })
}

/// Words about consent, and what ends or begins for the pupil.
fn said(body: &Body, zone: &Zone) -> Option<String> {
    let day = body.happened();
    let by = |kind: &str, by: &str| Some(format!("{day}  {kind} by {by}"));
    match body {
        Body::ConsentGiven(body) => by("consent-given", &body.by.0),
        Body::ConsentRefused(body) => by("consent-refused", &body.by.0),
        Body::ConsentWithdrawn(body) => by("consent-withdrawn", &body.by.0),
        Body::Born(body) => Some(format!("{}  born", body.date)),
        Body::ConsentAsked(_) | Body::Enrolled(_) | Body::Left(_) => Some(format!("{day}  {}", body.kind())),
        Body::Erased(body) if body.category.as_str() == "photo" => {
            Some(format!("{}  photos erased, made up to {}", day.day(zone), body.through))
        }
        _ => None,
    }
}
