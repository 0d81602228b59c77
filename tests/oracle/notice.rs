//! Notices: which are owed, and by when.

use super::V;
use super::civil::*;
use super::facts::{How, Oracle};
use super::model::*;
use super::term::TermOf;

/// The last moment from which a period is over at `end`: hours before it, or the start of the last day that is in time.
pub fn last_before(period: Period, end: Micros) -> Micros {
    if let Period::Hours(hours) = period {
        return end - hours * HOUR;
    }
    let mut day = day_of(end);
    while period.after(midnight(day), day) > end {
        day -= 1;
    }
    midnight(day)
}

/// A world as it was known at a moment. What the host observes was known when it happened.
pub fn known(world: &World, at: Micros) -> World {
    let earlier = |observed: &[Observed]| {
        let mut seen: Vec<Observed> = observed.to_vec();
        seen.retain_mut(|observed| {
            let said_none = observed.moments.is_empty();
            observed.moments.retain(|moment| moment.first() <= at);
            if !said_none {
                observed.at = observed.at.min(at);
            }
            said_none || !observed.moments.is_empty()
        });
        seen
    };
    World {
        observed: earlier(&world.observed),
        observed_of_institution: earlier(&world.observed_of_institution),
        ..world.clone()
    }
}

/// A record as it was known at a moment: what had happened to it by then.
pub fn known_record(record: &Rec, at: Micros) -> Rec {
    let happened = |moment: &Moment| moment.first() <= at;
    let own = record.own.as_ref().and_then(|moments| {
        let known: Vec<Moment> = moments.iter().copied().filter(happened).collect();
        (moments.is_empty() || !known.is_empty()).then_some(known)
    });
    let spans = record.spans.as_ref().map(|spans| {
        let begun = spans.iter().filter(|(from, _)| happened(from));
        begun.map(|(from, to)| (*from, to.filter(|to| to.past() <= at))).collect()
    });
    let needed_by = record.needed_by.iter().map(|(category, records)| {
        let created = records.iter().filter(|record| record.created.is_none_or(|created| happened(&created)));
        (*category, created.map(|record| known_record(record, at)).collect())
    });
    Rec { own, spans, needed_by: needed_by.collect(), ..record.clone() }
}

impl Oracle<'_> {
    /// The moments for a notice that the rules ask for whose term ends the run of a record: rules of the version in
    /// force, or else of the one before it.
    pub fn asked_notices(&self, category: usize, record: &Rec, end: Micros) -> Vec<Micros> {
        let Some(created) = record.created else { return Vec::new() };
        let how = How { low: false, disposal: true, begun: &[] };
        let mut asked = Vec::new();
        for purpose_ix in 0..3 {
            let timelines = |at: Micros| self.timelines(purpose_ix, category, Some(record), at, how);
            let by_term = self.world.pairs().contains(&(purpose_ix, category))
                && timelines(end - 1).iter().all(|(_, value)| *value > V::Ended)
                && timelines(end).iter().all(|(name, value)| (*value == V::Ended) == (*name == "term"));
            let first = self.version_number(created.first()).unwrap_or(0);
            for number in (first..=self.version_number(end).unwrap_or(0)).rev() {
                let version = &self.world.versions[number];
                let Some(purpose) = &version.purposes[purpose_ix] else { continue };
                if !purpose.categories.contains(&category) {
                    continue;
                }
                let limits = super::claim::limits_of(purpose, category);
                let limits = limits.into_iter().filter(|_| by_term).map(|rule| (rule, false));
                let minimums = purpose.rules.iter().filter(|rule| {
                    rule.kind == TermKind::Minimum && (rule.of.is_empty() || rule.of.contains(&category))
                });
                let rules = limits.chain(minimums.map(|rule| (rule, true)));
                let ends = |(rule, minimum): &(&Rule, bool)| {
                    let value = |at: Micros| {
                        let of = TermOf {
                            version,
                            purpose,
                            purpose_ix,
                            category_ix: category,
                            record: Some(record),
                            minimum: *minimum,
                            how,
                        };
                        let backstop = rule.backstop.filter(|_| !minimum);
                        let backstop =
                            backstop.map(|period| Term::After(Anchored::Anchor("recorded"), period));
                        let value = self.term(&rule.term, of, at);
                        backstop.map_or(value, |backstop| value.min(self.term(&backstop, of, at)))
                    };
                    value(end) == V::Ended && (value(end - 1) > V::Ended || midnight(version.from) == end)
                };
                let ending: Vec<_> = rules.filter(ends).collect();
                for (rule, _) in &ending {
                    let at = rule.notify.map(|period| last_before(period, end));
                    let since = created.first().max(midnight(version.from));
                    asked.extend(at.filter(|at| since <= *at));
                }
                if !ending.is_empty() {
                    break;
                }
            }
        }
        asked.sort_unstable();
        asked
    }
}
