//! One record: its claims with intake, whether it may still be there, and whether that is sure.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::V;
use super::category::{Kept, over, touched};
use super::civil::*;
use super::facts::{Begun, How, Oracle};
use super::model::*;

/// A record, and every moment at which something about it can change.
pub struct On<'a> {
    pub record: &'a Rec,
    pub steps: &'a [Micros],
    /// The records that need it, by category.
    pub needed_by: Vec<(usize, Vec<On<'a>>)>,
    intakes: RefCell<BTreeMap<(usize, usize, bool), Vec<Vec<Begun>>>>,
}

impl<'a> On<'a> {
    pub fn new(record: &'a Rec, steps: &'a [Micros]) -> On<'a> {
        let others = record.needed_by.iter();
        let needed_by = others
            .map(|(category, records)| {
                (*category, records.iter().map(|record| On::new(record, steps)).collect())
            })
            .collect();
        On { record, steps, needed_by, intakes: RefCell::default() }
    }
}

/// What a record is at a moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// It may be there, for sure.
    Sure,
    /// It is due.
    Over(Kept),
    /// It is due, and an entry says that it was erased.
    ErasedAgain,
    /// An entry says that it was erased, and a claim stands on it.
    ErasedYetClaimed,
    /// It may be there, but not for sure.
    Unsettled,
}

impl Oracle<'_> {
    /// A claim on a record: the lowest of its conditions, or what intake makes of it.
    pub fn claim_on(
        &self,
        purpose: usize,
        category: usize,
        on: &On<'_>,
        at: Micros,
        low: bool,
        disposal: bool,
    ) -> V {
        let lowest = |how: How<'_>| {
            let timelines = self.timelines(purpose, category, Some(on.record), at, how);
            timelines.into_iter().map(|(_, value)| value).min().unwrap_or(V::Unknown)
        };
        let plain = lowest(How { low, disposal, begun: &[] });
        let intakes = self.intake_at(purpose, category, on, at, disposal);
        let held = intakes.iter().map(|begun| lowest(How { low, disposal, begun }).min(V::Held));
        held.max().map_or(plain, |held| held.max(plain))
    }

    /// The states that are taken as begun at a moment: a list for each beginning that is still to come.
    pub fn intake_at(
        &self,
        purpose: usize,
        category: usize,
        on: &On<'_>,
        at: Micros,
        disposal: bool,
    ) -> Vec<Vec<Begun>> {
        let Some(created) = on.record.created else { return Vec::new() };
        let key = (purpose, category, disposal);
        if !on.intakes.borrow().contains_key(&key) {
            let intakes = self.intakes(purpose, category, on, created, disposal);
            on.intakes.borrow_mut().insert(key, intakes);
        }
        let now =
            |begun: &&Vec<Begun>| created.first() <= at && begun.last().is_some_and(|last| at < last.to);
        on.intakes.borrow()[&key].iter().filter(now).cloned().collect()
    }

    /// The states that may be taken as begun: one list for each of the beginnings after the record's creation.
    ///
    /// Each of them was Ended from that creation until it began, began in time, and with all of them begun the claim would
    /// have been above Ended all that time.
    fn intakes(
        &self,
        purpose: usize,
        category: usize,
        on: &On<'_>,
        created: Moment,
        disposal: bool,
    ) -> Vec<Vec<Begun>> {
        let created = created.first();
        let beginnings = self.beginnings(purpose, category, on.record, created);
        let mut intakes = Vec::new();
        for (number, last) in beginnings.iter().enumerate() {
            let begun = &beginnings[..=number];
            let how = How { low: false, disposal, begun };
            let above = |at: Micros| {
                let timelines = self.timelines(purpose, category, Some(on.record), at, how);
                timelines.into_iter().all(|(_, value)| value > V::Ended)
            };
            let mut within = on.steps.iter().copied().filter(|step| created < *step && *step < last.to);
            if above(created) && within.all(above) {
                intakes.push(begun.to_vec());
            }
        }
        intakes
    }

    /// The states under a basis or a term that begin within the time allowed after a record was created, in order.
    fn beginnings(&self, purpose: usize, category: usize, record: &Rec, created: Micros) -> Vec<Begun> {
        let mut begun: Vec<Begun> = Vec::new();
        for (index, version) in self.world.versions.iter().enumerate() {
            let last = begun.iter().map(|begun| begun.to).max().unwrap_or(created);
            // A version that applies after the last beginning has no say in what was there before.
            if index > 0 && midnight(version.from) > last {
                break;
            }
            let Some(declared) = &version.purposes[purpose] else { continue };
            if !declared.categories.contains(&category) {
                continue;
            }
            let until = self.collect_before(purpose, category, created);
            for name in self.states_under(declared, category) {
                if begun.iter().any(|begun| begun.state == name) {
                    continue;
                }
                let marks = self.marks(name, version, Some(record));
                let is_ended = |at: Micros| self.state(name, version, Some(record), at) == V::Ended;
                let next = marks.into_iter().find(|mark| *mark > created && !is_ended(*mark));
                let Some(next) =
                    next.filter(|next| self.state(name, version, Some(record), *next) == V::Live)
                else {
                    continue;
                };
                if is_ended(created) && next < until {
                    begun.push(Begun { state: name, from: created, to: next });
                }
            }
        }
        begun.sort_by_key(|begun| (begun.to, begun.state));
        begun
    }

    fn collect_before(&self, purpose: usize, category: usize, created: Micros) -> Micros {
        let together = |version: &&Version| {
            version.purposes[purpose].as_ref().is_some_and(|purpose| purpose.categories.contains(&category))
        };
        let then = self.world.versions.iter().rev().filter(|version| midnight(version.from) <= created);
        let version = then.into_iter().find(together).or(self.world.versions.iter().find(together));
        let declared = version.and_then(|version| version.purposes[purpose].as_ref());
        let period = declared.and_then(|purpose| purpose.collect_before).unwrap_or(Period::Months(12));
        match period {
            // To the instant, inclusive.
            Period::Hours(_) => period.after(created, day_of(created)) + 1,
            _ => period.after(created, day_of(created)),
        }
    }

    fn states_under(&self, purpose: &Purpose, category: usize) -> Vec<Name> {
        let mut names: Vec<Name> = purpose.during.into_iter().collect();
        let limits = super::claim::limits_of(purpose, category);
        limits.iter().for_each(|rule| rule.term.states(&mut names));
        if limits.iter().any(|rule| matches!(rule.term, Term::ByAgreement)) {
            for entry in &self.institution {
                let What::Signed { terms, .. } = entry.what else { continue };
                let of_category = terms.iter().filter(|(name, _)| *name == CATEGORIES[category]);
                of_category.for_each(|(_, term)| term.states(&mut names));
            }
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    /// From when on entries say that a record was erased, by a moment.
    pub fn is_erased(&self, category: usize, record: &Rec, at: Micros) -> bool {
        let Some(created) = record.created else { return false };
        self.dossier.iter().any(|entry| match entry.what {
            What::Erased { category: named, through, system } => {
                // Of what came on the day of the erasure, or after it, it says nothing.
                let through = match through {
                    Moment::At(at) => (*at).min(entry.happened.first()),
                    Moment::On(day) => end_of(*day).min(midnight(entry.happened.day())) - 1,
                };
                entry.happened.first() <= at
                    && *named == CATEGORIES[category]
                    && created.last() <= through
                    && (system.is_none() || *system == record.system)
            }
            _ => false,
        })
    }

    /// A record at a moment, as a question for one purpose meets it. `asked` are the moments at which all that this
    /// purpose lacks can be asked for.
    pub fn standing(
        &self,
        purpose: usize,
        category: usize,
        on: &On<'_>,
        at: Micros,
        asked: &dyn Fn(Micros) -> bool,
    ) -> Standing {
        let Some(created) = on.record.created else { return Standing::Unsettled };
        let end = self.end_of_use(category, on);
        let erased = self.is_erased(category, on.record, at);
        let is_over = match end {
            Kept::Until(end) => end <= at,
            Kept::NotAtAll => created.first() <= at,
            Kept::ForNow => false,
        };
        match (is_over, erased) {
            (true, true) => return Standing::ErasedAgain,
            (true, false) => return Standing::Over(end),
            (false, true) => return Standing::ErasedYetClaimed,
            (false, false) if at < created.first() => return Standing::Sure,
            (false, false) => {}
        }
        // The claims that by now have once been more than Unknown, or could be asked for.
        let so_far = || on.steps.iter().copied().filter(|step| *step <= at).chain([at, ALWAYS]);
        let declared = |of: usize, at: Micros| {
            self.version_number(at).is_some_and(|number| self.has_declared(of, category, number))
        };
        let counts = |of: usize| {
            so_far().any(|at| {
                declared(of, at)
                    && (self.claim_on(of, category, on, at, false, true) > V::Unknown
                        || (of == purpose && asked(at)))
            })
        };
        let counting: Vec<usize> = (0..3).filter(|of| counts(*of)).collect();
        let needed = so_far()
            .any(|at| self.needed(category, on, at, false) > V::Unknown && self.version(at).is_some());
        let low = |at: Micros| {
            if self.version(at).is_none() {
                return true;
            }
            let mut claims = counting.iter().filter(|of| declared(**of, at));
            claims.any(|of| self.claim_on(*of, category, on, at, true, true) > V::Ended)
                || (needed && self.needed(category, on, at, true) > V::Ended)
        };
        let starts = touched(created, on.steps).into_iter().filter(|at| low(*at));
        let reached = starts.map(|at| over(&low, at, on.steps)).max();
        if reached.is_some_and(|reached| at < reached) { Standing::Sure } else { Standing::Unsettled }
    }
}

impl Term {
    /// The states it names.
    pub fn states(&self, names: &mut Vec<Name>) {
        match self {
            Term::State(anchored) | Term::After(anchored, _) => {
                let states = ["enrolled", "account", "contract", "agreement", "sa", "sb", "sr", "o0", "o1"];
                names.extend(anchored.names().into_iter().filter(|name| states.contains(name)));
            }
            Term::Earliest(terms) | Term::Latest(terms) => {
                terms.iter().for_each(|term| term.states(names));
            }
            Term::If(state, then, otherwise) | Term::IfAt(state, _, then, otherwise) => {
                names.push(state);
                then.states(names);
                otherwise.states(names);
            }
            Term::WithBasis | Term::ByAgreement | Term::Unbounded => {}
        }
    }
}
