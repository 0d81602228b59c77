//! What an entry about who speaks, or for which school year, must hold before it is appended.

use crate::Diagnostic;
use crate::calendar::Zone;
use crate::dossier::{Authority, AuthorityBegan, Body, ConsentGiven, RepresentativePower};

/// How many years ahead of its yes a school year can begin.
const YEARS_AHEAD: i32 = 2;

/// Everything that is wrong with it.
pub(super) fn of_who_speaks(body: &Body, zone: &Zone) -> Vec<Diagnostic> {
    match body {
        Body::AuthorityBegan(began) => authority(began, zone),
        Body::ConsentGiven(given) => school_year(given, zone).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn authority(began: &AuthorityBegan, zone: &Zone) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let acts = began.acts.as_deref();
    if began.authority == Authority::Mandate {
        if acts.is_none_or(<[_]>::is_empty) {
            diagnostics.push(
                Diagnostic::new("mandate-without-acts", "a mandate is for named acts, and names none")
                    .at("/acts")
                    .expecting("one or more of consent, withdraw, rights"),
            );
        }
        if began.through.is_none() {
            diagnostics.push(
                Diagnostic::new("mandate-without-end", "a mandate has an end, and states none")
                    .at("/through")
                    .expecting("its last day"),
            );
        }
        if began.may != RepresentativePower::Exercise {
            diagnostics.push(
                Diagnostic::new("mandate-that-may-not", "a mandate lets someone speak for the person")
                    .at("/may")
                    .expecting("`exercise`")
                    .helping("if it has ended, append an `authority-ended`"),
            );
        }
    } else if acts.is_some() {
        diagnostics.push(
            Diagnostic::new(
                "acts-of-a-mandate",
                "only a mandate names acts: this authority is for all of them",
            )
            .at("/acts")
            .helping("leave `acts` out, or set `authority` to `mandate`"),
        );
    }
    if began.through.is_some_and(|through| through < began.happened.day(zone)) {
        diagnostics.push(
            Diagnostic::new("ends-before-it-begins", "this authority would end before it begins")
                .at("/through")
                .expecting("a day on or after `happened`"),
        );
    }
    diagnostics
}

/// A year that was mistyped would make a yes last for decades.
fn school_year(given: &ConsentGiven, zone: &Zone) -> Option<Diagnostic> {
    let named = i32::try_from(given.for_school_year?).unwrap_or(i32::MAX);
    let year = i32::from(given.happened.day(zone).year());
    let fits = (year - 1..=year + YEARS_AHEAD).contains(&named);
    (!fits).then(|| {
        Diagnostic::new("not-a-school-year", "this school year is not about when consent was given")
            .at("/for-school-year")
            .expecting(format!(
                "the calendar year in which it begins, from {} to {}",
                year - 1,
                year + YEARS_AHEAD
            ))
    })
}
