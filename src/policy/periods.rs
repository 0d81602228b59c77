//! How long periods are against each other.

use super::term::Term;
use crate::calendar::{Day, Period, Time, Zone};

/// True if `period` is longer than `most`.
pub(super) fn is_longer(period: Period, most: Period) -> bool {
    end(period) > end(most)
}

/// When a period ends that began with a 1 July, whose following months are not the short ones.
///
/// A period of days ends with its last day; counted from a midnight that is one day less.
fn end(period: Period) -> Option<Time> {
    let (zone, day) = (Zone::named("UTC").ok()?, Day::new(2026, 7, 1)?);
    let start = zone.start_of(day);
    Some(match period.is_clock() {
        true => zone.after(start, day, period),
        false => day.plus(period).map_or(Time::MAX, |last| zone.start_of(last)),
    })
}

/// True if a term lasts at least a period after what it counts from, however its facts turn out.
pub(super) fn lasts(term: &Term, least: Period) -> bool {
    match term {
        Term::After(_, period) => !is_longer(least, *period),
        Term::Earliest(terms) => terms.iter().all(|term| lasts(term, least)),
        Term::Latest(terms) => terms.iter().any(|term| lasts(term, least)),
        Term::If { then, otherwise, .. } => lasts(then, least) && lasts(otherwise, least),
        Term::Unbounded(_) => true,
        // A state by itself, its end plus nothing; what another document or the basis sets is not known here.
        Term::State(_) | Term::WithBasis | Term::ByAgreement => is_nothing(least),
    }
}

/// True if a term can last longer than a period after what it counts from.
pub(super) fn exceeds(term: &Term, most: Period) -> bool {
    match term {
        Term::After(_, period) => is_longer(*period, most),
        Term::Earliest(terms) => terms.iter().all(|term| exceeds(term, most)),
        Term::Latest(terms) => terms.iter().any(|term| exceeds(term, most)),
        Term::If { then, otherwise, .. } => exceeds(then, most) || exceeds(otherwise, most),
        Term::Unbounded(_) => true,
        Term::State(_) | Term::WithBasis | Term::ByAgreement => false,
    }
}

fn is_nothing(period: Period) -> bool {
    "P0D".parse().is_ok_and(|nothing| !is_longer(period, nothing))
}
