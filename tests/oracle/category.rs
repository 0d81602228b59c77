//! A category at a moment, and until when a record of it is kept.

use super::V;
use super::civil::*;
use super::facts::{How, Oracle};
use super::model::*;
use super::record::On;
use super::term::{TermOf, on_or_after};
use super::worlds::PERIODS;

/// Until when a record is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
    Until(Micros),
    /// It was made while nothing claimed it.
    NotAtAll,
    ForNow,
}

impl Oracle<'_> {
    /// The highest of the purposes' claims on a record, when it is asked what may go. A purpose that no version up to the
    /// moment puts together with the category is no claim.
    pub fn purposes(&self, category: usize, on: &On<'_>, at: Micros, low: bool) -> V {
        let Some(number) = self.version_number(at) else { return V::Unknown };
        let declared = (0..3).filter(|purpose| self.has_declared(*purpose, category, number));
        let claims = declared.map(|purpose| self.claim_on(purpose, category, on, at, low, true));
        claims.max().unwrap_or(V::Ended)
    }

    /// Whether a version up to this one puts a purpose and a category together.
    pub fn has_declared(&self, purpose: usize, category: usize, number: usize) -> bool {
        let versions = self.world.versions[..=number].iter();
        let mut purposes = versions.filter_map(|version| version.purposes[purpose].as_ref());
        purposes.any(|purpose| purpose.categories.contains(&category))
    }

    /// Claims of their own kind: minimums, holds, restrictions, open requests. They hold, and never use.
    pub fn own_kind(&self, category: usize, record: Option<&Rec>, at: Micros) -> V {
        let mut value = V::Ended;
        for entry in &self.dossier {
            let named = match entry.what {
                What::Requested { categories, .. } if categories.is_empty() => self.is_of_subjects(category),
                What::Restricted { categories }
                | What::Hold { categories }
                | What::Requested { categories, .. } => {
                    categories.is_empty() || categories.contains(&CATEGORIES[category])
                }
                What::ErasureAsked { .. } => self.is_of_subjects(category),
                _ => continue,
            };
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
                    let of = TermOf {
                        version,
                        purpose,
                        purpose_ix,
                        category_ix: category,
                        record,
                        minimum: true,
                        how: How::default(),
                    };
                    let held = self.term(&rule.term, of, at).min(V::Held);
                    value = value.max(self.by_law(rule, held, at));
                }
            }
        }
        value
    }

    /// Whether a category is about one of those for whom the dossier was opened, in any version; if none is, all are.
    fn is_of_subjects(&self, category: usize) -> bool {
        let of = |category: usize| {
            let declared =
                self.world.versions.iter().filter_map(|version| version.categories[category].as_ref());
            declared
                .map(|declared| if declared.minors { "pupil" } else { "staff" })
                .any(|subject| self.world.opened.contains(&subject))
        };
        of(category) || !(0..3).any(of)
    }

    /// At least Held while a category that needs it is there, as the version in force says. For its use, the claims of
    /// their own on the others do not count: a hold never raises a use.
    pub fn needed(&self, category: usize, on: &On<'_>, at: Micros, low: bool) -> V {
        self.needed_by(category, on, at, &|other, on| self.base(other, on, at, low))
    }

    fn needed_by(&self, category: usize, on: &On<'_>, at: Micros, of: &dyn Fn(usize, &On<'_>) -> V) -> V {
        let Some(version) = self.version(at) else { return V::Unknown };
        let Some(declared) = &version.categories[category] else { return V::Ended };
        let by = declared.needed_by.iter().map(|other| {
            match on.needed_by.iter().find(|(named, _)| named == other) {
                None => V::Unknown,
                Some((_, records)) => {
                    let values = records.iter().map(|on| of(*other, on).min(V::Held));
                    values.max().unwrap_or(V::Ended)
                }
            }
        });
        by.max().unwrap_or(V::Ended)
    }

    /// A category, for one record, when it is asked what may go.
    pub fn category(&self, category: usize, on: &On<'_>, at: Micros) -> V {
        self.base(category, on, at, false).max(self.kept(category, on, at))
    }

    /// What keeps a record without giving leave to use it: claims of its own, and others that are there for any reason.
    pub fn kept(&self, category: usize, on: &On<'_>, at: Micros) -> V {
        let needed = self.needed_by(category, on, at, &|other, on| self.category(other, on, at));
        // Before the first version there are no needs.
        let needed = if self.version(at).is_none() { V::Ended } else { needed };
        self.own_kind(category, Some(on.record), at).max(needed)
    }

    /// What the purposes and the needs say of a record.
    pub fn base(&self, category: usize, on: &On<'_>, at: Micros, low: bool) -> V {
        self.purposes(category, on, at, low).max(self.needed(category, on, at, low))
    }

    /// Moments at which claims of their own kind, needs and backstops can change: more than enough, since each is
    /// looked at.
    pub fn steps(&self, record: &Rec) -> Vec<Micros> {
        let mut moments: Vec<Moment> = Vec::new();
        for entry in self.dossier.iter().chain(&self.institution) {
            moments.push(entry.happened);
            match entry.what {
                What::Signed { until: Some(day), .. } | What::Born { date: day } => {
                    moments.push(Moment::On(*day));
                }
                _ => {}
            }
        }
        for observed in self.world.observed.iter().chain(&self.world.observed_of_institution) {
            moments.extend(&observed.moments);
        }
        moments.extend(record.created);
        moments.extend(record.own.iter().flatten());
        for (from, to) in record.spans.iter().flatten() {
            moments.extend([*from].into_iter().chain(*to));
        }
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

    /// Until when a record is kept.
    ///
    /// The run of the purposes' claims (and of what needs it) that holds the moment it was made, lengthened by claims
    /// of their own kind, which join no two runs. What `erased` entries say changes nothing: a record that is asked about
    /// exists.
    pub fn due(&self, category: usize, on: &On<'_>) -> Kept {
        let own = |at: Micros| self.kept(category, on, at) > V::Ended;
        self.end(category, on, own)
    }

    /// Until when it may be used: claims of its own postpone the erasure only.
    pub fn end_of_use(&self, category: usize, on: &On<'_>) -> Kept {
        self.end(category, on, |_| false)
    }

    fn end(&self, category: usize, on: &On<'_>, own: impl Fn(Micros) -> bool) -> Kept {
        let Some(created) = on.record.created else { return Kept::ForNow };
        let base = |at: Micros| self.base(category, on, at, false) > V::Ended;
        let mut ends = Vec::new();
        for at in touched(created, on.steps) {
            let mut end = at;
            if base(at) {
                end = over(&base, at, on.steps);
            }
            while end != NEVER && own(end) {
                end = over(&own, end, on.steps);
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

/// The first instant of a moment, and every step within its day.
pub fn touched(created: Moment, steps: &[Micros]) -> Vec<Micros> {
    let within = steps.iter().copied().filter(|step| created.first() < *step && *step <= created.last());
    within.chain([created.first()]).collect()
}

/// The first step after a moment at which it no longer holds.
pub fn over(holds: &impl Fn(Micros) -> bool, at: Micros, steps: &[Micros]) -> Micros {
    steps.iter().copied().filter(|step| *step > at).find(|step| !holds(*step)).unwrap_or(NEVER)
}
