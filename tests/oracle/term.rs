//! Retention terms at a moment.

use super::civil::*;
use super::facts::{Happening, Happenings, How, Oracle};
use super::model::*;
use super::{V, consensus};

/// For what and when a term is asked.
#[derive(Clone, Copy)]
pub struct TermOf<'a> {
    pub version: &'a Version,
    pub purpose: &'a Purpose,
    pub purpose_ix: usize,
    pub category_ix: usize,
    pub record: Option<&'a Rec>,
    pub minimum: bool,
    pub how: How<'a>,
}

impl Oracle<'_> {
    pub fn term(&self, term: &Term, of: TermOf<'_>, at: Micros) -> V {
        match term {
            Term::State(anchored) if anchored.is_of_states() => self.after_state(anchored, None, of, at),
            Term::After(anchored, period) if anchored.is_of_states() => {
                self.after_state(anchored, Some(*period), of, at)
            }
            Term::State(anchored) => low(self.after_happenings(anchored, Period::Days(0), of, at), of.how),
            Term::After(anchored, period) => low(self.after_happenings(anchored, *period, of, at), of.how),
            Term::Earliest(terms) => {
                terms.iter().map(|term| self.term(term, of, at)).min().unwrap_or(V::Unknown)
            }
            // A state that never began keeps nothing open beside a part that says when it is over.
            Term::Latest(terms) => {
                let never_begun = |term: &Term, value: V| {
                    let of_state = match term {
                        Term::State(anchored) | Term::After(anchored, _) => anchored.is_of_states(),
                        _ => false,
                    };
                    of_state && value == V::Held
                };
                let values = terms.iter().map(|term| (term, self.term(term, of, at)));
                let begun = values.filter(|(term, value)| !never_begun(term, *value));
                begun.map(|(_, value)| value).max().unwrap_or(V::Held)
            }
            Term::If(state, then, otherwise) => {
                let (then, otherwise) = (self.term(then, of, at), self.term(otherwise, of, at));
                match self.state(state, of.version, of.record, at) {
                    V::Live => then,
                    // What never began does not last.
                    V::Ended | V::Held => otherwise,
                    V::Unknown if of.how.low => then.min(otherwise),
                    // (S and a) or (not S and b) or (a and b)
                    V::Unknown => {
                        then.min(V::Unknown).max(otherwise.min(V::Unknown)).max(then.min(otherwise))
                    }
                }
            }
            Term::IfAt(state, happening, then, otherwise) => {
                let (then, otherwise) = (self.term(then, of, at), self.term(otherwise, of, at));
                let Happenings::Known(moments) = self.happenings(happening, of.record) else {
                    return if of.how.low { then.min(otherwise) } else { consensus([then, otherwise]) };
                };
                let was: Vec<V> = moments.iter().map(|moment| self.state_then(state, moment, of)).collect();
                match was[0] {
                    V::Live if was.iter().all(|value| *value == V::Live) => then,
                    V::Ended if was.iter().all(|value| *value == V::Ended) => otherwise,
                    _ if of.how.low => then.min(otherwise),
                    _ => consensus([then, otherwise]),
                }
            }
            Term::WithBasis => {
                self.own_state_of_basis(of.purpose_ix, of.purpose, of.version, of.record, at, of.how)
            }
            Term::ByAgreement => {
                let Some((terms, _)) = self.agreement(at).description else { return V::Unknown };
                match terms.iter().find(|(name, _)| *name == CATEGORIES[of.category_ix]) {
                    Some((_, term)) => self.term(term, of, at),
                    None => V::Unknown,
                }
            }
            Term::Unbounded => V::Live,
        }
    }

    /// A state at a moment: on a bare day, whether it was at some moment of it.
    fn state_then(&self, state: &str, moment: &Happening, of: TermOf<'_>) -> V {
        let value = |at: Micros| match self.state(state, of.version, of.record, at) {
            V::Held => V::Ended,
            value => value,
        };
        let marks = self.marks(state, of.version, of.record);
        let within = marks.into_iter().filter(|mark| moment.from < *mark && *mark < moment.at);
        within.chain([moment.from]).map(value).max().expect("one at least")
    }

    /// Per level, every run of the state lengthened.
    fn after_state(&self, anchored: &Anchored, period: Option<Period>, of: TermOf<'_>, at: Micros) -> V {
        let value = |at: Micros| match self.states_at(anchored, of, at) {
            // A minimum that counts from what never began gives no claim.
            V::Held if of.minimum => V::Ended,
            value => value,
        };
        let mut marks = vec![ALWAYS];
        marks.extend(of.how.begun.iter().flat_map(|begun| [begun.from, begun.to]));
        for name in anchored.names() {
            marks.extend(self.marks(name, of.version, of.record));
        }
        marks.sort_unstable();
        marks.dedup();
        for level in [V::Live, V::Held, V::Unknown] {
            for (number, from) in marks.iter().enumerate() {
                let begins = value(*from) >= level && (number == 0 || value(marks[number - 1]) < level);
                if !begins {
                    continue;
                }
                let end = marks[number..].iter().find(|mark| value(**mark) < level).copied().unwrap_or(NEVER);
                if *from <= at && at < lengthened(anchored, end, period, of.version) {
                    return level;
                }
            }
        }
        V::Ended
    }

    fn states_at(&self, anchored: &Anchored, of: TermOf<'_>, at: Micros) -> V {
        match anchored {
            Anchored::Anchor(name) => self.state_in(name, of.version, of.record, at, of.how),
            // Of merged states, one that never began adds nothing to the others.
            Anchored::LatestOf(parts) => {
                let values = parts.iter().map(|part| self.states_at(part, of, at));
                values.filter(|value| *value != V::Held).max().unwrap_or(V::Held)
            }
            Anchored::SchoolYearEnd(inner) | Anchored::BookYearEnd(inner) => self.states_at(inner, of, at),
        }
    }

    fn after_happenings(&self, anchored: &Anchored, period: Period, of: TermOf<'_>, at: Micros) -> V {
        let (mut known, mut missing, mut any_none) = (Vec::new(), false, false);
        for happenings in self.merged(anchored, of) {
            match happenings {
                Happenings::Known(moments) => known.extend(moments),
                Happenings::KnownNone => any_none = true,
                Happenings::NotSupplied | Happenings::Contradictory => missing = true,
            }
        }
        let end = |happening: &Happening| period.after(happening.at, happening.day);
        let within = |happening: &Happening| happening.from <= at && at < end(happening);
        if missing {
            // A moment more can only add to what the known ones hold, except before the first.
            return if known.iter().any(within) { V::Live } else { V::Unknown };
        }
        if known.is_empty() {
            return if any_none && !of.minimum { V::Live } else { V::Ended };
        }
        let first = known.iter().min_by_key(|happening| happening.from).expect("one at least");
        // Only the last of the observed moments need be passed: nobody said that nothing happened before it.
        let observed =
            known.iter().filter(|happening| happening.observed).map(|happening| happening.from).max();
        match at < end(first) || known.iter().any(within) {
            true => V::Live,
            false if observed.is_some_and(|last| at < last) => V::Unknown,
            false => V::Ended,
        }
    }

    /// The happenings of every anchor, moved to the end of the year where the term says so.
    fn merged(&self, anchored: &Anchored, of: TermOf<'_>) -> Vec<Happenings> {
        match anchored {
            Anchored::Anchor(name) => vec![self.happenings(name, of.record)],
            Anchored::LatestOf(parts) => parts.iter().flat_map(|part| self.merged(part, of)).collect(),
            Anchored::SchoolYearEnd(inner) | Anchored::BookYearEnd(inner) => {
                let year_end = year_end_of(anchored, of.version);
                // The span begins when it happened; only its end is moved.
                let moved = |moment: Happening| Happening {
                    from: moment.from,
                    observed: moment.observed,
                    ..Happening::of(Moment::On(on_or_after(year_end, moment.day)))
                };
                let all = self.merged(inner, of).into_iter().map(|happenings| match happenings {
                    Happenings::Known(moments) => Happenings::Known(moments.into_iter().map(moved).collect()),
                    other => other,
                });
                all.collect()
            }
        }
    }
}

impl Anchored {
    pub fn names(&self) -> Vec<Name> {
        match self {
            Anchored::Anchor(name) => vec![name],
            Anchored::LatestOf(parts) => parts.iter().flat_map(Anchored::names).collect(),
            Anchored::SchoolYearEnd(inner) | Anchored::BookYearEnd(inner) => inner.names(),
        }
    }

    pub fn is_of_states(&self) -> bool {
        let states = ["enrolled", "account", "contract", "agreement", "sa", "sb", "sr", "o0", "o1"];
        self.names().first().is_some_and(|name| states.contains(name))
    }
}

/// An unknown fact read low.
fn low(value: V, how: How<'_>) -> V {
    if how.low && value == V::Unknown { V::Ended } else { value }
}

/// Where a run that ended at `end` is over, moved to the end of its year where the term says so.
fn lengthened(anchored: &Anchored, end: Micros, period: Option<Period>, version: &Version) -> Micros {
    if end == NEVER {
        return NEVER;
    }
    let moved = moved(anchored, day_of(end - 1), version);
    match (period, moved) {
        (None, None) => end,
        (None, Some(day)) => end_of(day),
        (Some(period), None) => period.after_end(end),
        (Some(period), Some(day)) => period.after(end_of(day), day),
    }
}

fn moved(anchored: &Anchored, day: DayNo, version: &Version) -> Option<DayNo> {
    match anchored {
        Anchored::Anchor(_) | Anchored::LatestOf(_) => None,
        Anchored::SchoolYearEnd(inner) | Anchored::BookYearEnd(inner) => {
            let day = moved(inner, day, version).unwrap_or(day);
            Some(on_or_after(year_end_of(anchored, version), day))
        }
    }
}

fn year_end_of(anchored: &Anchored, version: &Version) -> (u32, u32) {
    match anchored {
        Anchored::SchoolYearEnd(_) => version.school_year_end.unwrap_or((7, 31)),
        _ => (12, 31),
    }
}

/// The first such day of the year on or after a day.
pub fn on_or_after((month, of_month): (u32, u32), from: DayNo) -> DayNo {
    let (year, ..) = parts(from);
    let of = |year: i32| day(year, month, of_month.min(days_in(year, month)));
    if of(year) >= from { of(year) } else { of(year + 1) }
}
