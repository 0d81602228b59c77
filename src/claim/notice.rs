//! Notices: by when someone must be told that a term is about to end (the field `notify` of a retention rule).

use super::conditions::Pair;
use super::reading::{Reading, UseOf};
use super::terms::Terms;
use super::{Claims, Condition, Folded, Record};
use crate::calendar::{Moment, Period, Time, Zone};
use crate::dossier::{Facts, Observation};
use crate::json::Id;
use crate::policy::{CategoryIx, Identifiability, Retention, Version};
use crate::timeline::{Source, Timeline, Value};

/// A notice that is owed before a record goes. A small value: copy it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Notice {
    /// The moment by which it is given; for a period of days or more the first instant of the last day that is in time.
    pub at: Time,
    /// How long before the end that is.
    pub period: Period,
}

/// A rule of a version whose term ends a run.
struct Ending<'c> {
    version: &'c Version,
    rule: &'c Retention,
}

impl Claims {
    /// The notice that is owed for a record whose run ends at `end`: the earliest, if several rules ask for one. `None`
    /// if no term with a `notify` ends the run, or its end was not known that long before.
    pub(crate) fn notice(&self, category: CategoryIx, record: &Record, end: Time) -> Option<Notice> {
        if !self.history().has_notices {
            return None;
        }
        let (zone, created) = (self.institution().zone(), record.moment()?.first(self.institution().zone()));
        let mut notices: Vec<Notice> = Vec::new();
        for pair in self.history().names.pairs_of(category) {
            let Some(pair) = self.names_of(*pair) else { continue };
            for ending in self.endings(pair, record, (created, end)) {
                let Some(period) = ending.rule.notify else { continue };
                // Before the record, or its version, nobody could know.
                let since = created.max(ending.version.from);
                let at = zone.before(end, period).filter(|at| since <= *at);
                notices.extend(at.map(|at| Notice { at, period }));
            }
        }
        notices.sort_by_key(|notice| notice.at);
        notices.into_iter().find(|notice| self.knew(category, record, end, notice.at))
    }

    /// The rules whose term ends the run at `end`: of the version in force, or else of an earlier one from the moment that
    /// the record was made.
    fn endings<'c>(
        &'c self,
        pair: Pair<'c>,
        record: &'c Record,
        (created, end): (Time, Time),
    ) -> Vec<Ending<'c>> {
        let before = end.shifted(-1);
        let timelines = self.timelines_on(pair, record, UseOf::Disposal, false);
        // Whatever else ends the claim at the same moment is what ends it, and no term.
        let by_term = timelines.iter().all(|part| match part.condition {
            Condition::Term => goes(&part.timeline, end),
            _ => part.timeline.at(end).value > Value::Ended && part.timeline.at(before).value > Value::Ended,
        });
        let versions = &self.history().versions;
        let since = versions.partition_point(|version| version.from <= created).saturating_sub(1);
        let until = versions.partition_point(|version| version.from <= end);
        for version in versions.get(since..until).unwrap_or(&[]).iter().rev() {
            let rules = version.rules(pair.ix).zip(version.document.purposes.get(pair.purpose));
            let Some((rules, purpose)) = rules else { continue };
            let reading = Reading { use_of: UseOf::Disposal, ..Reading::DECISION };
            let terms = self.terms(pair, purpose, version, Some(record), reading);
            let limits = rules.limits.iter().filter(|_| by_term);
            let limits = limits.map(|rule| (rule, terms.limited_by(rule, UseOf::Disposal)));
            let minimum = Terms { is_minimum: true, ..terms };
            let minimums = rules
                .minimums
                .iter()
                .map(|declared| &declared.rule)
                .map(|rule| (rule, minimum.of(&rule.term)));
            let ends = |line: &Timeline| {
                goes(line, end) || (version.from == end && line.at(end).value == Value::Ended)
            };
            let ending = limits.chain(minimums).filter(|(_, line)| ends(line));
            let ending: Vec<_> = ending.map(|(rule, _)| Ending { version, rule }).collect();
            if !ending.is_empty() {
                return ending;
            }
        }
        Vec::new()
    }

    /// Whether it was known at an earlier moment that the run of a record ends at `end`.
    fn knew(&self, category: CategoryIx, record: &Record, end: Time, at: Time) -> bool {
        let Some(created) = record.moment() else { return false };
        let record = self.knows_by(record, at);
        let earlier =
            self.folded.as_deref().filter(|_| self.known_at.is_none_or(|known_at| at < known_at)).map(
                |folded| {
                    let institution = self.institution.known_earlier(at);
                    let facts = folded.facts_at(at, Source::Dossier, institution.zone());
                    let facts = Facts { opened: self.facts.opened.clone(), ..facts };
                    institution.of_facts(facts, Some(at), at, self.head)
                },
            );
        let claims = earlier.as_ref().unwrap_or(self);
        let run = claims.held(category, &record).end(claims, Identifiability::Anonymised, created);
        run.at == end && !run.without_claim
    }

    /// What was known of a record at a moment: what had happened by then, and what was planned.
    fn knows_by(&self, record: &Record, at: Time) -> Record {
        let zone = self.institution.zone();
        let by_then = |moment: &Moment| moment.first(zone) <= at;
        let last = self.history().versions.last();
        let is_planned = |id: &Id| {
            last.and_then(|version| version.document.anchors.get(id)).is_some_and(|anchor| anchor.planned)
        };
        let mut known = record.clone();
        known.anchors.retain(|id, moments| {
            let said_none = moments.is_empty();
            moments.retain(|moment| is_planned(id) || by_then(moment));
            said_none || !moments.is_empty()
        });
        for spans in known.states.values_mut() {
            spans.retain(|span| by_then(&span.from));
            for span in spans {
                span.to = span.to.filter(|to| to.past(zone) <= at);
            }
        }
        for records in known.needed_by.values_mut() {
            records.retain(|record| record.moment().is_none_or(|created| by_then(&created)));
            for record in records {
                *record = self.knows_by(record, at);
            }
        }
        known
    }
}

impl Folded {
    /// The facts as known at an earlier moment. The host observes anew for every question: what it observed was known
    /// when it happened.
    pub(super) fn facts_at(&self, at: Time, source: fn(u32) -> Source, zone: &Zone) -> Facts {
        let known = |observed: &Observation| {
            let mut observed = observed.clone();
            if observed.moments.is_empty() {
                return Some(observed);
            }
            observed.moments.retain(|moment| moment.first(zone) <= at);
            observed.at = observed.at.min(at);
            (!observed.moments.is_empty()).then_some(observed)
        };
        let observed: Vec<Observation> = self.observed.iter().filter_map(known).collect();
        Facts::fold_before(u32::MAX, &self.entries, source, &observed, Some(at), zone)
    }
}

/// True if a timeline goes to Ended at this moment.
fn goes(line: &Timeline, at: Time) -> bool {
    line.at(at).value == Value::Ended && line.at(at.shifted(-1)).value > Value::Ended
}
