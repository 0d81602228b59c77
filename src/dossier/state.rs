//! A state, folded from the entries that begin and end its runs.

use std::collections::{BTreeMap, BTreeSet};

use super::order::{Placed, Written, placed};
use crate::calendar::{Moment, Time, Zone};
use crate::law::ReasonCode;
use crate::timeline::{Reason, Source, Span, Timeline, Value};

/// What one entry says of a state.
pub(super) struct StateEvent {
    pub(super) seq: u32,
    pub(super) source: Source,
    pub(super) moment: Moment,
    pub(super) description: Says,
}

pub(super) enum Says {
    Begins {
        reference: Option<String>,
        /// Known not to have lasted before.
        initial: bool,
    },
    Ends {
        reference: Option<String>,
    },
    /// The person died: whatever lasts ends.
    Died,
    /// Known not to have lasted until then.
    Absent,
}

/// What is wrong with an entry about a state, as it stands among the others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Conflict {
    /// It begins inside a run that this entry began, and names no run of its own.
    Inside(u32),
    /// What it ends was ended by this entry.
    Ended(u32),
    /// What it ends has not begun.
    NotBegun,
    /// It names no run, and several last.
    Several,
    /// It says that the state never began, and this entry ended it.
    AfterRun(u32),
}

/// A state over time, and the entries that do not fit, each with its number.
pub(super) struct Folded {
    pub(super) line: Timeline,
    pub(super) conflicts: Vec<(u32, Conflict)>,
}

/// Folds the entries about one state, given in the order of their numbers.
pub(super) fn fold(events: Vec<StateEvent>, zone: &Zone) -> Folded {
    let mut runs: BTreeMap<Option<String>, Vec<Written<Happened>>> = BTreeMap::new();
    let mut others = Vec::new();
    for StateEvent { seq, source, moment, description } in events {
        match description {
            Says::Begins { reference, initial } => {
                let what = Happened::Begins { reference: reference.clone(), initial, source };
                runs.entry(reference).or_default().push(Written { seq, moment, begins: true, what });
            }
            Says::Ends { reference } => {
                let what = Happened::Ends { reference: reference.clone(), source };
                runs.entry(reference).or_default().push(Written { seq, moment, begins: false, what });
            }
            Says::Died => others.push(Placed {
                at: moment.past(zone),
                seq,
                begins: false,
                of_day_before: matches!(moment, Moment::On(_)),
                goes_on: false,
                what: Happened::Died { source },
            }),
            Says::Absent => others.push(Placed {
                at: moment.first(zone),
                seq,
                begins: false,
                of_day_before: false,
                goes_on: false,
                what: Happened::Absent { source },
            }),
        }
    }
    let mut all = others;
    all.extend(runs.into_values().flat_map(|run| placed(run, zone)));
    all.sort_by_key(Placed::order);
    let mut state = State::new();
    for event in all {
        state.take(event);
    }
    state.finish()
}

enum Happened {
    Begins { reference: Option<String>, initial: bool, source: Source },
    Ends { reference: Option<String>, source: Source },
    Died { source: Source },
    Absent { source: Source },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Now {
    /// No entry has said anything yet.
    Before,
    /// At least one run lasts.
    Lasts,
    /// A run may last, or not.
    Unsure,
    Over,
}

struct State {
    now: Now,
    /// The runs that have begun and were not ended by name, each with the entry that began it.
    open: BTreeMap<Option<String>, u32>,
    /// How many of those were ended by entries that did not say which.
    unnamed: usize,
    /// A second beginning that named no run: whether one more lasts is not known once it is ended.
    doubled: bool,
    /// When each run was last ended, and by which entry.
    ended: BTreeMap<Option<String>, (Time, u32)>,
    over: (Time, u32),
    /// When what lasts now began; and the entry that says it never did.
    begun: Time,
    denied: Option<Source>,
    never: Option<Source>,
    initial: Option<Source>,
    is_first: bool,
    steps: Vec<(Time, Value, Source)>,
    /// Where an end was stated twice; and runs of which an entry says that they never began.
    doubts: Vec<(Span, Source)>,
    denials: Vec<(Span, Source)>,
    conflicts: Vec<(u32, Conflict)>,
}

impl State {
    fn new() -> State {
        State {
            now: Now::Before,
            open: BTreeMap::new(),
            unnamed: 0,
            doubled: false,
            ended: BTreeMap::new(),
            over: (Time::MIN, 0),
            begun: Time::MIN,
            denied: None,
            never: None,
            initial: None,
            is_first: true,
            steps: Vec::new(),
            doubts: Vec::new(),
            denials: Vec::new(),
            conflicts: Vec::new(),
        }
    }

    fn take(&mut self, Placed { at, seq, goes_on, what, .. }: Placed<Happened>) {
        match what {
            Happened::Absent { source } => return self.absent(seq, source),
            Happened::Begins { reference, initial, source } => {
                if initial && self.is_first {
                    self.initial = Some(source);
                }
                self.begin(at, seq, source, reference, goes_on);
            }
            Happened::Ends { reference, source } => {
                if let Some(conflict) = self.end(at, seq, source, reference) {
                    self.conflicts.push((seq, conflict));
                }
            }
            // A death ends what lasts; what is over or never began stays so.
            Happened::Died { source } => match (self.now, self.never) {
                (Now::Over, _) | (Now::Before, Some(_)) => {}
                _ => self.ends_all(at, seq, source),
            },
        }
        self.is_first = false;
    }

    fn absent(&mut self, seq: u32, source: Source) {
        match self.now {
            Now::Before => {
                self.never.get_or_insert(source);
            }
            Now::Lasts | Now::Unsure => self.denied = Some(source),
            Now::Over => self.conflicts.push((seq, Conflict::AfterRun(self.over.1))),
        }
    }

    fn begin(&mut self, at: Time, seq: u32, source: Source, reference: Option<String>, goes_on: bool) {
        match self.now {
            Now::Before | Now::Over => {
                self.open = BTreeMap::from([(reference, seq)]);
                (self.unnamed, self.doubled, self.begun) = (0, false, at);
                self.step(at, Value::Live, source, Now::Lasts);
            }
            Now::Lasts => {
                let same = self.open.get(&reference).copied();
                let inside = match (&reference, same) {
                    (None, same) => same.or_else(|| self.open.values().next().copied()),
                    (Some(_), same) => same,
                };
                match inside {
                    Some(_) if goes_on => {}
                    Some(entry) => {
                        self.doubled |= reference.is_none();
                        self.conflicts.push((seq, Conflict::Inside(entry)));
                    }
                    None => {
                        self.open.insert(reference, seq);
                    }
                }
            }
            Now::Unsure => {
                // A doubled beginning was the same run: its end may have ended it, and it is not counted on.
                if self.doubled {
                    self.open.clear();
                    (self.unnamed, self.doubled) = (0, false);
                }
                self.open.insert(reference, seq);
                self.step(at, Value::Live, source, Now::Lasts);
            }
        }
    }

    fn end(&mut self, at: Time, seq: u32, source: Source, reference: Option<String>) -> Option<Conflict> {
        match self.now {
            Now::Before => {
                // An end of what is said never to have begun: the two contradict each other.
                self.never = None;
                self.ended.insert(reference, (at, seq));
                self.ends_all(at, seq, source);
                Some(Conflict::NotBegun)
            }
            Now::Over => {
                let first = self.ended.get(&reference).copied();
                let (from, by) = first.filter(|_| reference.is_some()).unwrap_or(self.over);
                self.doubts.push((Span { from, to: at }, source));
                match (first, reference) {
                    (None, Some(_)) => Some(Conflict::NotBegun),
                    _ => Some(Conflict::Ended(by)),
                }
            }
            Now::Lasts | Now::Unsure => match reference {
                None => self.end_unnamed(at, seq, source),
                Some(_) => self.end_named(at, seq, source, reference),
            },
        }
    }

    /// How many runs last, for all that is known.
    fn lasting(&self) -> usize {
        (self.open.len() + usize::from(self.doubled)).saturating_sub(self.unnamed)
    }

    fn end_unnamed(&mut self, at: Time, seq: u32, source: Source) -> Option<Conflict> {
        let several = self.open.len().saturating_sub(self.unnamed) > 1;
        if self.lasting() > 1 {
            self.unnamed += 1;
            self.step(at, Value::Unknown, source, Now::Unsure);
        } else {
            self.ends_all(at, seq, source);
        }
        several.then_some(Conflict::Several)
    }

    fn end_named(
        &mut self,
        at: Time,
        seq: u32,
        source: Source,
        reference: Option<String>,
    ) -> Option<Conflict> {
        let first = self.ended.insert(reference.clone(), (at, seq));
        if self.open.remove(&reference).is_none() {
            let conflict = first.map_or(Conflict::NotBegun, |(_, by)| Conflict::Ended(by));
            match (first, self.now) {
                // Between its two ends it may have lasted.
                (Some((from, _)), _) => self.doubts.push((Span { from, to: at }, source)),
                (None, Now::Unsure) => self.settle(at, seq, source, 1),
                // A run that nobody began has ended: it may be one that was begun without a name.
                (None, _) => {
                    self.unnamed = (self.unnamed + 1).min(self.open.len());
                    self.step(at, Value::Unknown, source, Now::Unsure);
                }
            }
            return Some(conflict);
        }
        self.settle(at, seq, source, 0);
        None
    }

    /// What lasts after an end that says of which run it is.
    fn settle(&mut self, at: Time, seq: u32, source: Source, more: usize) {
        let counted = if self.open.is_empty() { 0 } else { self.lasting() };
        if counted.saturating_sub(more) == 0 {
            self.ends_all(at, seq, source);
        } else if self.now == Now::Unsure {
            self.step(at, Value::Live, source, Now::Lasts);
        }
    }

    fn ends_all(&mut self, at: Time, seq: u32, source: Source) {
        self.ended
            .extend(core::mem::take(&mut self.open).into_keys().map(|reference| (reference, (at, seq))));
        (self.unnamed, self.doubled, self.over) = (0, false, (at, seq));
        self.deny(at);
        self.step(at, Value::Ended, source, Now::Over);
    }

    fn deny(&mut self, to: Time) {
        if let Some(source) = self.denied.take() {
            self.denials.push((Span { from: self.begun, to }, source));
        }
    }

    fn step(&mut self, at: Time, value: Value, source: Source, now: Now) {
        self.now = now;
        self.steps.push((at, value, source));
    }

    fn finish(mut self) -> Folded {
        self.deny(Time::MAX);
        let reason = |source| Reason { source, ..Reason::NONE };
        if let (Some(source), true) = (self.never, self.steps.is_empty()) {
            let line = Timeline::always(Value::Held, Reason::new(ReasonCode::NoBackstop, source));
            return Folded { line, conflicts: self.conflicts };
        }
        let (before, source) = match self.never.or(self.initial) {
            Some(source) => (Value::Ended, source),
            None => (Value::Unknown, Source::None),
        };
        let steps = self.steps.into_iter().map(|(at, value, source)| (at, value, reason(source)));
        let line = Timeline::of_steps(before, reason(source), steps);
        let in_doubt = doubtful(self.doubts);
        let line = line.combine(&in_doubt, |step, doubt| match (step.value, doubt.value) {
            (Value::Ended, Value::Unknown) => (Value::Unknown, doubt.reason),
            _ => (step.value, step.reason),
        });
        let denied = doubtful(self.denials);
        let line = line.combine(&denied, |step, denied| match denied.value {
            Value::Unknown => (Value::Unknown, denied.reason),
            _ => (step.value, step.reason),
        });
        Folded { line, conflicts: self.conflicts }
    }
}

/// Unknown in each of these spans, Ended elsewhere.
fn doubtful(mut spans: Vec<(Span, Source)>) -> Timeline {
    spans.sort_by_key(|(span, _)| (span.from, span.to));
    let mut reached = Time::MIN;
    let mut steps = Vec::with_capacity(2 * spans.len());
    for (span, source) in spans {
        let from = span.from.max(reached);
        if from >= span.to {
            continue;
        }
        steps.push((from, Value::Unknown, Reason { source, ..Reason::NONE }));
        if span.to < Time::MAX {
            steps.push((span.to, Value::Ended, Reason::NONE));
        }
        reached = span.to;
    }
    Timeline::of_steps(Value::Ended, Reason::NONE, steps)
}

/// The entries that would not fit if the candidate were written, and do without it.
pub(super) fn new_conflicts(
    without: Vec<(u32, Conflict)>,
    with: Vec<(u32, Conflict)>,
) -> Vec<(u32, Conflict)> {
    let known: BTreeSet<u32> = without.into_iter().map(|(seq, _)| seq).collect();
    with.into_iter().filter(|(seq, _)| !known.contains(seq)).collect()
}
