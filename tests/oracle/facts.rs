//! Which entries count, and what they say at a moment: states, happenings, ages.

use super::V;
use super::civil::*;
use super::model::*;
use super::order::{raised, stands};

/// A world as known at a moment.
pub struct Oracle<'w> {
    pub world: &'w World,
    pub known_at: Micros,
    pub dossier: Vec<Counted<'w>>,
    pub institution: Vec<Counted<'w>>,
}

/// An entry that counts, with its number.
#[derive(Clone, Copy)]
pub struct Counted<'w> {
    pub seq: u32,
    pub happened: Moment,
    pub what: &'w What,
}

/// Something that switches a state on or off.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    pub at: Micros,
    pub seq: u32,
    pub happened: Moment,
    /// It starts something, or ends it.
    pub on: bool,
    /// What is known of the time before it, if it is the first: that the state did not last.
    pub first: bool,
}

/// A state at a moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    Unknown,
    On,
    /// Off since; `None` if it never was on.
    Off(Option<Micros>),
}

impl State {
    pub fn value(self) -> V {
        match self {
            State::Unknown => V::Unknown,
            State::On => V::Live,
            State::Off(_) => V::Ended,
        }
    }
}

impl Change {
    pub fn on(entry: &Counted<'_>, initial: bool) -> Change {
        Change {
            at: entry.happened.first(),
            seq: entry.seq,
            happened: entry.happened,
            on: true,
            first: initial,
        }
    }

    pub fn off(entry: &Counted<'_>) -> Change {
        Change {
            at: entry.happened.past(),
            seq: entry.seq,
            happened: entry.happened,
            on: false,
            first: false,
        }
    }
}

/// Puts changes of one thing in the order in which they take effect.
pub fn in_order(changes: Vec<Change>) -> Vec<Change> {
    let same: Vec<(Counted<'_>, bool)> = changes
        .iter()
        .map(|change| {
            (Counted { seq: change.seq, happened: change.happened, what: &What::Imported }, change.on)
        })
        .collect();
    let mut placed: Vec<Change> = Vec::new();
    for (change, (entry, on)) in changes.iter().zip(&same) {
        // Another kind of parent begins too, and has no authority.
        if let Some(at) = stands(entry, *on, &same) {
            placed.push(Change { at, ..*change });
        }
    }
    // What ends with a day ends before what begins with the next one.
    placed
        .sort_by_key(|change| (change.at, change.on || matches!(change.happened, Moment::At(_)), change.seq));
    placed
}

/// The state at a moment, by walking through the changes up to it.
pub fn walk(changes: &[Change], at: Micros) -> State {
    let mut state = match changes.first() {
        Some(first) if first.first => State::Off(None),
        _ => State::Unknown,
    };
    for change in changes.iter().filter(|change| change.at <= at) {
        state = match (change.on, state) {
            (true, _) => State::On,
            (false, State::Off(since)) => State::Off(since),
            (false, State::On | State::Unknown) => State::Off(Some(change.at)),
        };
    }
    state
}

/// How a claim is asked about.
#[derive(Clone, Copy, Default)]
pub struct How<'a> {
    /// What may go, and not what may be used: backstops count.
    pub disposal: bool,
    /// Every unknown fact is read low.
    pub low: bool,
    /// States taken as begun, each for a time.
    pub begun: &'a [Begun],
}

#[derive(Clone, Copy, Debug)]
pub struct Begun {
    pub state: Name,
    pub from: Micros,
    pub to: Micros,
}

/// Happenings: what is known of them.
#[derive(Clone, Debug)]
pub enum Happenings {
    NotSupplied,
    Contradictory,
    KnownNone,
    /// From where each counts, and the day and instant that its period is added to.
    Known(Vec<Happening>),
}

#[derive(Clone, Copy, Debug)]
pub struct Happening {
    pub from: Micros,
    pub at: Micros,
    pub day: DayNo,
    /// Only observed: what lies before it and is not known may have been more of the same.
    pub observed: bool,
}

impl Happening {
    pub fn of(moment: Moment) -> Happening {
        Happening { from: moment.first(), at: moment.past(), day: moment.day(), observed: false }
    }
}

impl<'w> Oracle<'w> {
    pub fn new(world: &'w World, known_at: Micros) -> Oracle<'w> {
        Oracle {
            world,
            known_at,
            dossier: counting(&world.dossier, world.skew, known_at),
            institution: counting(&world.institution, world.skew, known_at),
        }
    }

    /// The version in force, by number.
    pub fn version_number(&self, at: Micros) -> Option<usize> {
        // As known before the day it was adopted, a version is not there; without that day, before it applies.
        let seen = |version: &Version| midnight(version.adopted.unwrap_or(version.from)) <= self.known_at;
        self.world.versions.iter().rposition(|version| midnight(version.from) <= at && seen(version))
    }

    pub fn version(&self, at: Micros) -> Option<&'w Version> {
        self.version_number(at).map(|number| &self.world.versions[number])
    }

    /// A state that a term or a basis of a version names. Held: it is known never to have begun.
    pub fn state(&self, name: &str, version: &Version, record: Option<&Rec>, at: Micros) -> V {
        match name {
            "sr" => match record.and_then(|record| record.spans.as_ref()) {
                None => V::Unknown,
                Some(spans) if spans.is_empty() => V::Held,
                Some(spans) => {
                    let lasts = |(from, to): &(Moment, Option<Moment>)| {
                        from.first() <= at && to.is_none_or(|to| at < to.past())
                    };
                    if spans.iter().any(lasts) { V::Live } else { V::Ended }
                }
            },
            "agreement" => self.agreement_or_trial(version, at).value(),
            _ if OPTIONS.contains(&name) => self.option_state(name, version, at),
            _ => {
                let steps = self.state_steps(name);
                steps.iter().rev().find(|(from, _)| *from <= at).map_or(V::Unknown, |(_, value)| *value)
            }
        }
    }

    /// The same as a question takes it: begun where it is taken as begun, Ended where it is unknown and read low.
    pub fn state_in(
        &self,
        name: &str,
        version: &Version,
        record: Option<&Rec>,
        at: Micros,
        how: How<'_>,
    ) -> V {
        let begun = how.begun.iter().any(|begun| begun.state == name && begun.from <= at && at < begun.to);
        match self.state(name, version, record, at) {
            _ if begun => V::Live,
            V::Unknown if how.low => V::Ended,
            value => value,
        }
    }

    /// The moments at which a state can change.
    pub fn marks(&self, name: &str, version: &Version, record: Option<&Rec>) -> Vec<Micros> {
        let mut marks: Vec<Micros> = match name {
            "sr" => {
                let spans = record.and_then(|record| record.spans.as_ref()).into_iter().flatten();
                spans.flat_map(|(from, to)| [Some(from.first()), to.map(Moment::past)]).flatten().collect()
            }
            "agreement" => self.agreement_marks(version),
            _ if OPTIONS.contains(&name) => {
                let switched = [true, false].into_iter().flat_map(|user| self.switched(name, user));
                switched.map(|change| change.at).collect()
            }
            _ => self.state_steps(name).into_iter().map(|(from, _)| from).collect(),
        };
        marks.sort_unstable();
        marks.dedup();
        marks
    }

    /// The happenings of an anchor.
    pub fn happenings(&self, anchor: &str, record: Option<&Rec>) -> Happenings {
        match anchor {
            "recorded" => match record.and_then(|record| record.created) {
                Some(created) => Happenings::Known(vec![Happening::of(created)]),
                None => Happenings::NotSupplied,
            },
            "born" => {
                let mut births: Vec<DayNo> = Vec::new();
                for entry in &self.dossier {
                    if let What::Born { date } = entry.what {
                        births.push(*date);
                    }
                }
                births.sort_unstable();
                births.dedup();
                match births[..] {
                    [] => Happenings::NotSupplied,
                    [birth] => Happenings::Known(vec![Happening::of(Moment::On(birth))]),
                    _ => Happenings::Contradictory,
                }
            }
            "hr" => match record.and_then(|record| record.own.as_ref()).map(Vec::as_slice) {
                None => Happenings::NotSupplied,
                Some([]) => Happenings::KnownNone,
                Some([moment, rest @ ..]) if rest.iter().all(|other| other == moment) => {
                    Happenings::Known(vec![Happening::of(*moment)])
                }
                Some(_) => Happenings::Contradictory,
            },
            _ => self.happened(anchor),
        }
    }

    fn happened(&self, anchor: &str) -> Happenings {
        let of_institution = anchor == "hi";
        let entries = if of_institution { &self.institution } else { &self.dossier };
        let observed =
            if of_institution { &self.world.observed_of_institution } else { &self.world.observed };
        let (mut known, mut none) = (Vec::new(), false);
        for entry in entries {
            match entry.what {
                What::Occurred { anchor: named } if *named == anchor => {
                    known.push(Happening::of(entry.happened));
                }
                What::Deceased if anchor == "deceased" => known.push(Happening::of(entry.happened)),
                What::Begin { state: "account", .. } if anchor == "account-opened" => {
                    known.push(Happening::of(entry.happened));
                }
                What::Absent { anchor: named } if *named == anchor => none = true,
                _ => {}
            }
        }
        for observed in
            observed.iter().filter(|observed| observed.anchor == anchor && observed.at <= self.known_at)
        {
            none |= observed.moments.is_empty();
            let seen = |moment: &Moment| Happening { observed: true, ..Happening::of(*moment) };
            known.extend(observed.moments.iter().map(seen));
        }
        match (known.is_empty(), none) {
            (false, _) => Happenings::Known(known),
            (true, true) => Happenings::KnownNone,
            (true, false) => Happenings::NotSupplied,
        }
    }

    /// Whether the person has completed so many years; `None` if that is not known.
    pub fn has_reached(&self, years: u32, at: Micros) -> Option<bool> {
        let mut births: Vec<DayNo> = Vec::new();
        for entry in &self.dossier {
            if let What::Born { date } = entry.what {
                births.push(*date);
            }
        }
        births.sort_unstable();
        births.dedup();
        match births[..] {
            [birth] => Some(midnight(add_months(birth, years as i32 * 12)) <= at),
            [_, _, ..] => None,
            [] => {
                let attested = self.dossier.iter().any(|entry| {
                    let What::Attested { at_least } = entry.what else { return false };
                    // The youngest that could be attested: the last day of birth with that age on that day.
                    let applies = |birth: DayNo, years: u32| add_months(birth, years as i32 * 12);
                    let on = entry.happened.day();
                    let latest = add_months(on, -12 * *at_least as i32) + 3;
                    let birth = (latest - 9..=latest).rev().find(|birth| applies(*birth, *at_least) <= on);
                    let since = midnight(on);
                    since <= at && birth.is_some_and(|birth| midnight(applies(birth, years)) <= at)
                });
                attested.then_some(true)
            }
        }
    }

    /// What happened to an option, by one of its holders.
    pub fn switched(&self, option: &str, user: bool) -> Vec<Change> {
        let entries = if user { &self.dossier } else { &self.institution };
        let changes = entries.iter().filter_map(|entry| match entry.what {
            What::Switched { option: named, on: true } if *named == option => Some(Change::on(entry, false)),
            What::Switched { option: named, on: false } if *named == option => Some(Change::off(entry)),
            _ => None,
        });
        in_order(changes.collect())
    }

    /// Whether an option is on, as the version says who holds a switch.
    fn option_state(&self, name: &str, version: &Version, at: Micros) -> V {
        let option = &version.options[usize::from(name == OPTIONS[1])];
        self.over_holders(option, |user| walk(&self.switched(name, user), at).value())
    }

    /// The lowest over its holders, or the highest if any of them is enough.
    pub fn over_holders(&self, option: &Switch, value: impl Fn(bool) -> V) -> V {
        let holders = [(false, option.by_institution), (true, option.by_user)];
        let values = holders.into_iter().filter(|(_, has)| *has).map(|(user, _)| value(user));
        let value = if option.any { values.max() } else { values.min() };
        value.unwrap_or(V::Unknown)
    }
}

/// The entries written by then that no counting later entry voids.
fn counting(entries: &[Entry], skew: Micros, known_at: Micros) -> Vec<Counted<'_>> {
    let happened = raised(entries, skew);
    let mut voided = Vec::new();
    let mut counted = Vec::new();
    let mut recorded = ALWAYS;
    let known: Vec<_> = (1u32..)
        .zip(entries)
        .filter(|(_, entry)| {
            recorded = recorded.max(entry.recorded);
            recorded <= known_at
        })
        .collect();
    for (seq, entry) in known.into_iter().rev() {
        if voided.contains(&seq) {
            continue;
        }
        if let What::Voided { entry } = entry.what {
            voided.push(entry);
        }
        counted.push(Counted { seq, happened: happened[seq as usize - 1], what: &entry.what });
    }
    counted.reverse();
    counted
}
