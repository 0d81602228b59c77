//! A category at a moment, and until when a record of it is kept.

use super::V;
use super::civil::*;
use super::facts::Oracle;
use super::model::*;
use super::term::{TermOf, on_or_after};
use super::worlds::PERIODS;

/// Until when a record is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
    Until(Micros),
    /// It was made while nothing claimed it.
    NotAtAll,
    ForNow,
    Erased,
}

impl Oracle<'_> {
    /// The highest of the purposes' claims.
    pub fn purposes(&self, category: usize, record: Option<&Rec>, at: Micros, disposal: bool) -> V {
        let claims =
            (0..3).filter(|purpose| self.world.pairs().contains(&(*purpose, category))).map(|purpose| {
                let timelines = self.timelines(purpose, category, record, at, disposal);
                timelines.into_iter().map(|(_, value)| value).min().unwrap_or(V::Unknown)
            });
        claims.max().unwrap_or(V::Ended)
    }

    /// Claims of their own kind: minimums, holds, restrictions, open requests. They hold, and never use.
    pub fn own_kind(&self, category: usize, record: Option<&Rec>, at: Micros) -> V {
        let mut value = V::Ended;
        for entry in &self.dossier {
            let (What::Restricted { categories }
            | What::Hold { categories }
            | What::Requested { categories }) = entry.what
            else {
                continue;
            };
            let named = categories.is_empty() || categories.contains(&CATEGORIES[category]);
            if named && self.lasts(entry, at) {
                value = V::Held;
            }
        }
        if let Some(version) = self.version(at) {
            for (purpose_ix, purpose) in version.purposes.iter().enumerate() {
                let Some(purpose) = purpose.as_ref().filter(|purpose| purpose.categories.contains(&category))
                else {
                    continue;
                };
                let minimums = purpose.rules.iter().filter(|rule| {
                    rule.kind == TermKind::Minimum && (rule.of.is_empty() || rule.of.contains(&category))
                });
                for rule in minimums {
                    let of =
                        TermOf { version, purpose, purpose_ix, category_ix: category, record, minimum: true };
                    let held = self.term(&rule.term, of, at).min(V::Held);
                    value = value.max(self.by_law(rule, held, at));
                }
            }
        }
        value
    }

    /// At least Held while a category that needs it is there.
    pub fn needed(&self, category: usize, record: &Rec, at: Micros) -> V {
        let Some(version) = self.version(at) else { return V::Unknown };
        let Some(declared) = &version.categories[category] else { return V::Ended };
        let by = declared.needed_by.iter().map(|other| {
            match record.needed_by.iter().find(|(named, _)| named == other) {
                None => V::Unknown,
                Some((_, records)) => {
                    let above = records.iter().any(|record| self.category(*other, record, at) > V::Ended);
                    if above { V::Held } else { V::Ended }
                }
            }
        });
        by.max().unwrap_or(V::Ended)
    }

    /// A category, for one record, when it is asked what may go.
    pub fn category(&self, category: usize, record: &Rec, at: Micros) -> V {
        self.purposes(category, Some(record), at, true)
            .max(self.own_kind(category, Some(record), at))
            .max(self.needed(category, record, at))
    }

    /// Moments at which claims of their own kind, needs and backstops can change: more than enough, since each is
    /// looked at.
    pub fn steps(&self, record: &Rec) -> Vec<Micros> {
        let mut moments: Vec<Moment> = Vec::new();
        for entry in self.dossier.iter().chain(&self.institution) {
            moments.push(entry.happened);
            if let What::Signed { until: Some(until), .. } = entry.what {
                moments.push(Moment::On(*until));
            }
        }
        for observed in self.world.observed.iter().chain(&self.world.observed_of_institution) {
            moments.extend(&observed.moments);
        }
        moments.extend(record.created);
        moments.extend(record.own.iter().flatten());
        moments.extend(self.world.versions.iter().map(|version| Moment::On(version.from)));
        let mut ends: Vec<Micros> = Vec::new();
        for moment in &moments {
            ends.extend([moment.first(), moment.past()]);
        }
        let mut purposes = self.world.versions.iter().flat_map(|version| version.purposes.iter().flatten());
        if purposes.any(|purpose| {
            purpose.rules.iter().any(|rule| rule.kind == TermKind::Minimum || rule.backstop.is_some())
        }) {
            for moment in moments {
                let mut days = vec![moment.day()];
                let schools =
                    self.world.versions.iter().map(|version| version.school_year_end.unwrap_or((7, 31)));
                days.extend(schools.chain([(12, 31)]).map(|end| on_or_after(end, moment.day())));
                for period in PERIODS {
                    ends.push(period.after_end(moment.past()));
                    ends.extend(days.iter().map(|day| period.after(end_of(*day), *day)));
                }
                ends.extend(days.into_iter().map(end_of));
            }
        }
        ends
    }

    /// Until when a record is kept. `steps` are all the moments at which something can change.
    ///
    /// The run of the purposes' claims (and of what needs it) that holds the moment it was made, lengthened by claims
    /// of their own kind, which join no two runs.
    pub fn due(&self, category: usize, record: &Rec, steps: &[Micros]) -> Kept {
        let Some(created) = record.created else { return Kept::ForNow };
        let erased = self.dossier.iter().any(|entry| match entry.what {
            What::Erased { category: named, through, system } => {
                *named == CATEGORIES[category]
                    && created.last() <= through.last()
                    && (system.is_none() || *system == record.system)
            }
            _ => false,
        });
        if erased {
            return Kept::Erased;
        }
        let base = |at: Micros| {
            self.purposes(category, Some(record), at, true).max(self.needed(category, record, at)) > V::Ended
        };
        let own = |at: Micros| self.own_kind(category, Some(record), at) > V::Ended;
        let mut ends = Vec::new();
        let touched = steps.iter().copied().filter(|step| created.first() < *step && *step <= created.last());
        for at in touched.chain([created.first()]) {
            let mut end = at;
            if base(at) {
                end = over(&base, at, steps);
            }
            while end != NEVER && own(end) {
                end = over(&own, end, steps);
            }
            if base(at) || own(at) {
                ends.push(end);
            }
        }
        match ends.into_iter().max() {
            None => Kept::NotAtAll,
            Some(NEVER) => Kept::ForNow,
            Some(end) => Kept::Until(end),
        }
    }
}

/// The first step after a moment at which it no longer holds.
fn over(holds: &impl Fn(Micros) -> bool, at: Micros, steps: &[Micros]) -> Micros {
    steps.iter().copied().filter(|step| *step > at).find(|step| !holds(*step)).unwrap_or(NEVER)
}
