//! A state and its runs.

use super::V;
use super::civil::*;
use super::facts::{Counted, Oracle};
use super::model::*;
use super::order::{follower, stands};

/// What an entry says of a state, where it stands.
struct Said {
    at: Micros,
    /// It ends with the day before.
    ends_day: bool,
    seq: u32,
    what: Says,
}

enum Says {
    /// It goes on with what had begun before, if an end of its day was written before it.
    Begins(Option<Name>, bool),
    Ends(Option<Name>),
    Died,
    Absent,
}

/// From each moment on, a value.
type Steps = Vec<(Micros, V)>;

impl Oracle<'_> {
    /// The value of a state from each moment on, the first one from the beginning of time.
    pub fn state_steps(&self, state: &str) -> Steps {
        let of_institution = state == "sb";
        let entries = if of_institution { &self.institution } else { &self.dossier };
        let about = |entry: &Counted<'_>| match entry.what {
            What::Begin { state: named, run, .. } if *named == state => Some((*run, true)),
            What::End { state: named, run } if *named == state => Some((*run, false)),
            _ => None,
        };
        let mut said: Vec<Said> = Vec::new();
        let mut mentioned = false;
        for entry in entries {
            if let Some((run, starts)) = about(entry) {
                mentioned = true;
                let same: Vec<_> = entries
                    .iter()
                    .filter_map(|other| about(other).map(|of| (other, of)))
                    .filter(|(_, (other, _))| *other == run)
                    .map(|(other, (_, starts))| (*other, starts))
                    .collect();
                let Some(at) = stands(entry, starts, &same) else { continue };
                // An end of that day that this beginning undid.
                let undone = same.iter().any(|(other, starts)| {
                    !starts
                        && matches!(other.happened, Moment::On(_))
                        && follower(other, &same) == Some(entry.seq)
                });
                let what = if starts { Says::Begins(run, undone) } else { Says::Ends(run) };
                let ends_day = !starts && matches!(entry.happened, Moment::On(_));
                said.push(Said { at, ends_day, seq: entry.seq, what });
            }
            match entry.what {
                What::Absent { anchor } if *anchor == state => {
                    let at = entry.happened.first();
                    said.push(Said { at, ends_day: false, seq: entry.seq, what: Says::Absent });
                }
                What::Deceased if !of_institution => {
                    let ends_day = matches!(entry.happened, Moment::On(_));
                    said.push(Said { at: entry.happened.past(), ends_day, seq: entry.seq, what: Says::Died });
                }
                _ => {}
            }
        }
        let observed =
            if of_institution { &self.world.observed_of_institution } else { &self.world.observed };
        for observed in observed.iter().filter(|observed| observed.anchor == state) {
            if observed.at <= self.known_at && observed.moments.is_empty() {
                said.push(Said { at: observed.at, ends_day: false, seq: u32::MAX, what: Says::Absent });
            }
        }
        if !mentioned {
            let none = said.iter().any(|said| matches!(said.what, Says::Absent));
            return vec![(ALWAYS, if none { V::Held } else { V::Unknown })];
        }
        said.sort_by_key(|said| (said.at, !said.ends_day, said.seq));
        let first = said.iter().find(|said| !matches!(said.what, Says::Absent)).map(|said| said.seq);
        let initial = entries
            .iter()
            .any(|entry| Some(entry.seq) == first && matches!(entry.what, What::Begin { initial: true, .. }));
        walk(&said, initial)
    }

    /// True for a state known never to have begun.
    pub fn never_began(&self, state: &str) -> bool {
        self.state_steps(state) == [(ALWAYS, V::Held)]
    }
}

/// What is known of the runs at one moment.
#[derive(Default)]
struct Runs {
    any: bool,
    /// Those that were begun and not ended by name.
    open: Vec<Option<Name>>,
    /// Ends that did not say of which.
    unnamed: usize,
    doubled: bool,
    unsure: bool,
}

fn walk(said: &[Said], initial: bool) -> Steps {
    let mut runs = Runs::default();
    let mut before = if initial { V::Ended } else { V::Unknown };
    let mut steps: Steps = Vec::new();
    let mut never = false;
    let mut denied = false;
    let mut begun = ALWAYS;
    let mut over = ALWAYS;
    let mut ends: Vec<(Option<Name>, Micros)> = Vec::new();
    // Spans that are Unknown: where it was over, and whatever it was.
    let mut doubts: Vec<(Micros, Micros)> = Vec::new();
    let mut denials: Vec<(Micros, Micros)> = Vec::new();
    for Said { at, what, .. } in said {
        let at = *at;
        let is_open = !runs.open.is_empty();
        let mut closes = false;
        match what {
            Says::Absent if !runs.any => never = true,
            Says::Absent => denied |= is_open,
            Says::Died => closes = is_open || (!runs.any && !never),
            Says::Begins(run, goes_on) => {
                if is_open && !runs.unsure {
                    match run {
                        // The same run once more.
                        _ if runs.open.contains(run) && *goes_on => {}
                        None if !*goes_on => runs.doubled = true,
                        Some(_) if !runs.open.contains(run) => runs.open.push(*run),
                        _ => {}
                    }
                } else {
                    if !is_open {
                        begun = at;
                    }
                    if !is_open || runs.doubled {
                        runs.open.clear();
                        (runs.unnamed, runs.doubled) = (0, false);
                    }
                    if !runs.open.contains(run) {
                        runs.open.push(*run);
                    }
                    runs.unsure = false;
                    steps.push((at, V::Live));
                }
                runs.any = true;
            }
            Says::Ends(run) => {
                let lasting = (runs.open.len() + usize::from(runs.doubled)).saturating_sub(runs.unnamed);
                let earlier = ends.iter().rev().find(|(of, _)| of == run).map(|(_, at)| *at);
                match run {
                    _ if !runs.any => {
                        // It lasted after all.
                        never = false;
                        closes = true;
                    }
                    _ if !is_open => doubts.push((earlier.filter(|_| run.is_some()).unwrap_or(over), at)),
                    None if lasting > 1 => {
                        runs.unnamed += 1;
                        runs.unsure = true;
                        steps.push((at, V::Unknown));
                    }
                    None => closes = true,
                    Some(_) if runs.open.contains(run) => {
                        runs.open.retain(|open| open != run);
                        let left = (runs.open.len() + usize::from(runs.doubled)).saturating_sub(runs.unnamed);
                        closes = runs.open.is_empty() || left == 0;
                        if !closes && runs.unsure {
                            runs.unsure = false;
                            steps.push((at, V::Live));
                        }
                    }
                    Some(_) => match earlier {
                        Some(from) => doubts.push((from, at)),
                        None if runs.unsure => {
                            closes = lasting <= 1;
                            if !closes {
                                runs.unsure = false;
                                steps.push((at, V::Live));
                            }
                        }
                        None => {
                            runs.unnamed = (runs.unnamed + 1).min(runs.open.len());
                            runs.unsure = true;
                            steps.push((at, V::Unknown));
                        }
                    },
                }
                ends.push((*run, at));
                runs.any = true;
            }
        }
        if closes {
            ends.extend(runs.open.iter().map(|run| (*run, at)));
            if denied {
                denials.push((begun, at));
            }
            runs = Runs { any: true, ..Runs::default() };
            (denied, over) = (false, at);
            steps.push((at, V::Ended));
        }
    }
    if denied {
        denials.push((begun, NEVER));
    }
    if never {
        before = V::Ended;
    }
    let value = |at: Micros| {
        let last = steps.iter().rev().find(|(from, _)| *from <= at);
        let value = last.map_or(before, |(_, value)| *value);
        let within = |spans: &[(Micros, Micros)]| spans.iter().any(|(from, to)| *from <= at && at < *to);
        if within(&denials) || (value == V::Ended && within(&doubts)) { V::Unknown } else { value }
    };
    let spans = doubts.iter().chain(&denials).flat_map(|(from, to)| [*from, *to]);
    let mut marks: Vec<Micros> = steps.iter().map(|(at, _)| *at).chain(spans).chain([ALWAYS]).collect();
    marks.retain(|mark| *mark != NEVER);
    marks.sort_unstable();
    marks.dedup();
    marks.into_iter().map(|mark| (mark, value(mark))).collect()
}
