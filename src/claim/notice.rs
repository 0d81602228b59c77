//! Notices: when someone must be told that a term is about to end (the field `notify` of a retention rule).

use super::conditions::{Pair, UseOf};
use super::terms::Terms;
use super::{Claims, Condition, Record};
use crate::calendar::{Period, Time};
use crate::policy::{CategoryIx, Retention, Version};
use crate::timeline::{Reason, Source, Timeline, Value};

/// A notice that is owed before a record goes. A small value: copy it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Notice {
    /// The moment by which it is given; for a period of days or more the first instant of the last day that is in time.
    pub at: Time,
    /// How long before the end that is.
    pub period: Period,
}

/// A rule of a version, and its term over time.
struct Ending<'c> {
    version: &'c Version,
    rule: &'c Retention,
    line: Timeline,
}

impl Claims {
    /// The notice that is owed for a record whose run ends at `end`: the earliest, if several rules end it. `None` if no
    /// term with a `notify` ends the run, or its end was not known so long before.
    pub(crate) fn notice(&self, category: CategoryIx, record: &Record, end: Time) -> Option<Notice> {
        let zone = self.institution().zone();
        let created = record.created?.first(zone);
        let in_force = self.history().version_at(end.shifted(-1))?;
        let mut notices = Vec::new();
        for pair in self.history().names.pairs_of(category) {
            let notifies = |rule: &Retention| rule.notify.is_some();
            let mut rules = self.history().versions.iter().filter_map(|version| version.rules(*pair));
            if !rules.any(|rules| rules.limits.iter().chain(&rules.minimums).any(notifies)) {
                continue;
            }
            let Some(pair) = self.names_of(*pair) else { continue };
            let endings = self.endings(pair, record, (created, end));
            // The rules of the version in force come first; an earlier one counts if its term is what ended the run.
            let is_current = |ending: &&Ending<'_>| core::ptr::eq(ending.version, in_force);
            let current: Vec<_> = endings.iter().filter(is_current).collect();
            let counting = if current.is_empty() { endings.iter().collect() } else { current };
            for ending in counting {
                let Some(period) = ending.rule.notify else { continue };
                let known = self.known_since(pair, ending, record, end).max(created).max(ending.version.from);
                let at = zone.before(end, period).filter(|at| known <= *at);
                notices.extend(at.map(|at| Notice { at, period }));
            }
        }
        notices.into_iter().min_by_key(|notice| notice.at)
    }

    /// The rules whose term ends the claim of a pair at `end`, of the versions from the moment that the record was made,
    /// and the minimums that end then.
    fn endings<'c>(
        &'c self,
        pair: Pair<'c>,
        record: &'c Record,
        (created, end): (Time, Time),
    ) -> Vec<Ending<'c>> {
        let timelines = self.timelines_of(pair.ix, Some(record), UseOf::Disposal);
        let by_term = timelines.iter().all(|part| match part.condition {
            Condition::Term => ends_at(&part.timeline, end),
            _ => {
                part.timeline.at(end).value > Value::Ended
                    && part.timeline.at(end.shifted(-1)).value > Value::Ended
            }
        });
        let versions = &self.history().versions;
        let since = versions.partition_point(|version| version.from <= created).saturating_sub(1);
        let mut endings = Vec::new();
        for version in versions.iter().skip(since).filter(|version| version.from <= end) {
            let rules = version.rules(pair.ix).zip(version.document.purposes.get(pair.purpose));
            let Some((rules, purpose)) = rules else { continue };
            let terms = self.terms(pair, purpose, version, Some(record));
            let limits = rules.limits.iter().filter(|_| by_term);
            let limits = limits.map(|rule| (rule, terms.limited_by(rule, UseOf::Disposal)));
            let minimum = Terms { is_minimum: true, ..terms };
            let minimums = rules.minimums.iter().map(|rule| (rule, minimum.of(&rule.term)));
            let all = limits.chain(minimums).map(|(rule, line)| Ending { version, rule, line });
            endings.extend(all.filter(|ending| {
                let over_before = ending.line.at(end.shifted(-1)).value == Value::Ended;
                ending.line.at(end).value == Value::Ended && (!over_before || version.from == end)
            }));
        }
        endings
    }

    /// Since when it was known that a term ends at `end`: since the entry that ends it was recorded. What the host
    /// supplies with a question was known when it happened; what was planned, from the start.
    fn known_since(&self, pair: Pair<'_>, ending: &Ending<'_>, record: &Record, end: Time) -> Time {
        let reason: Reason = ending.line.at(end).reason;
        let recorded = match reason.source {
            Source::Dossier(seq) => self.facts().recorded(seq),
            Source::Institution(seq) => self.institution().facts().recorded(seq),
            Source::None => None,
            Source::Observed | Source::Record => {
                let purpose = ending.version.document.purposes.get(pair.purpose);
                let terms = purpose.map(|purpose| self.terms(pair, purpose, ending.version, Some(record)));
                terms.and_then(|terms| terms.supplied_since(&ending.rule.term, reason.source, end))
            }
        };
        recorded.unwrap_or(Time::MIN)
    }
}

/// True if a timeline goes to Ended at this moment.
fn ends_at(line: &Timeline, at: Time) -> bool {
    line.at(at).value == Value::Ended && line.at(at.shifted(-1)).value > Value::Ended
}
