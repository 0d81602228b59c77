//! Where entries stand: raised within the clock skew, and put in order within a day.

use super::civil::*;
use super::facts::Counted;
use super::model::*;

/// The moment of each entry as it was written down: what restricts or ends is raised to the latest earlier-numbered moment
/// of an entry about the same thing that exceeds it by no more than the skew.
pub fn raised(entries: &[Entry], skew: Micros) -> Vec<Moment> {
    let mut moments: Vec<Moment> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let mut moment = entry.happened;
        if let (Moment::At(stated), true) = (entry.happened, is_raised(&entry.what)) {
            let mine = things(&entry.what, at);
            for earlier in 0..at {
                let Moment::At(other) = moments[earlier] else { continue };
                let same = things(&entries[earlier].what, earlier).iter().any(|thing| mine.contains(thing));
                let is_within = other > stated && other - stated <= skew;
                let latest = moment.first();
                if same && is_within && other > latest && counts_before(entries, earlier, at) {
                    moment = Moment::At(other);
                }
            }
        }
        moments.push(moment);
    }
    moments
}

/// Whether an entry counted when another was about to be written.
fn counts_before(entries: &[Entry], which: usize, before: usize) -> bool {
    !(which + 1..before).any(|later| {
        matches!(entries[later].what, What::Voided { entry } if entry as usize == which + 1)
            && counts_before(entries, later, before)
    })
}

/// What an entry is about.
fn things(what: &What, at: usize) -> Vec<String> {
    let of_purposes = |names: &[Name]| {
        let names = if names.is_empty() { &PURPOSES[..] } else { names };
        names.iter().map(|name| format!("purpose {name}")).collect()
    };
    let entry = |number: u32| vec![format!("entry {number}")];
    match what {
        What::Begin { state, run, .. } | What::End { state, run } => vec![format!("state {state} {run:?}")],
        What::Spoken { purposes, .. } | What::Superseded { purposes } | What::Granted { purposes, .. } => {
            of_purposes(purposes)
        }
        What::Authority { by, .. } | What::AuthorityEnded { by, .. } => vec![format!("of {by}")],
        What::Switched { option, .. } => vec![format!("option {option}")],
        What::Signed { .. } | What::AgreementEnded => vec!["agreement".to_owned()],
        What::Objected { .. }
        | What::Restricted { .. }
        | What::Hold { .. }
        | What::Requested { .. }
        | What::ErasureAsked { .. } => entry(at as u32 + 1),
        What::Judged { entry: of, .. }
        | What::Lifted { entry: of }
        | What::Released { entry: of }
        | What::RequestGranted { entry: of }
        | What::Closed { entry: of } => entry(*of),
        _ => Vec::new(),
    }
}

/// Words and steps that restrict or end.
fn is_raised(what: &What) -> bool {
    match what {
        What::Spoken { word, .. } => *word != Word::Yes,
        What::Switched { on, .. } => !on,
        What::Judged { verdict, .. } => *verdict == Verdict::Upheld,
        What::End { .. }
        | What::Superseded { .. }
        | What::Granted { .. }
        | What::AuthorityEnded { .. }
        | What::AgreementEnded
        | What::RequestGranted { .. }
        | What::Closed { .. } => true,
        _ => false,
    }
}

/// Where an entry that starts or ends something stands, among all about the same thing; `None` for a dated end that has
/// not ended, since a higher-numbered start of that day follows.
pub fn stands(entry: &Counted<'_>, starts: bool, same: &[(Counted<'_>, bool)]) -> Option<Micros> {
    let Moment::On(day) = entry.happened else { return Some(entry.happened.first()) };
    if starts {
        let lower = same.iter().filter(|(other, _)| other.seq < entry.seq);
        let of_day = lower.filter_map(|(other, _)| match other.happened {
            Moment::At(at) if day_of(at) == day => Some(at),
            _ => None,
        });
        return Some(of_day.max().unwrap_or(entry.happened.first()));
    }
    let followed = follower(entry, same);
    if followed.is_some() { None } else { Some(entry.happened.past()) }
}

/// The first start of the same day that was written after an entry.
pub fn follower(entry: &Counted<'_>, same: &[(Counted<'_>, bool)]) -> Option<u32> {
    let later = same.iter().filter(|(other, starts)| {
        *starts && other.seq > entry.seq && other.happened.day() == entry.happened.day()
    });
    later.map(|(other, _)| other.seq).min()
}
