//! Whether a record may still be there, and whether that is sure: what a decision about it asks before anything else.
//!
//! Retention and decision read the same run, so that no record is permitted and erasable at one moment.

use super::answers::{is_question, missing};
use super::category::{Need, end};
use super::conditions::Pair;
use super::reading::UseOf;
use super::record::earliest;
use super::{Claims, ConditionTimeline, Record};
use crate::calendar::{Moment, Time, Zone};
use crate::law::ReasonCode;
use crate::policy::Identifiability;
use crate::timeline::{Reason, Span, Timeline, Value};

use std::borrow::Cow;
use std::collections::BTreeMap;

/// A claim on a record, read as it is and read low.
struct Support {
    /// From when on it counts: the first moment at which it is more than Unknown.
    counts_from: Time,
    low: Timeline,
}

impl Claims {
    /// The record as a condition: Live while it may be there, Ended once it is due over the claims of purposes and needs,
    /// Unknown where a missing fact decides that or an entry says that it was erased.
    ///
    /// `timelines` are the other conditions of the pair on the record.
    pub(super) fn record_timeline(
        &self,
        pair: Pair<'_>,
        record: &Record,
        timelines: &[ConditionTimeline],
    ) -> Timeline {
        if let Some(created) = record.moment() {
            return self.timeline_of_record(pair, record, created, timelines);
        }
        // A record of unknown creation is used only if the earliest would be.
        let created = earliest(self.institution.zone());
        let record = record.created_at(created);
        let timelines = self.timelines_on(pair, &record, UseOf::Decision, false);
        let line = self.timeline_of_record(pair, &record, created, &timelines);
        let unknown = Reason::of(ReasonCode::CreatedUnknown);
        line.combine(&open(&timelines), |line, open| match line.value.min(open.value) {
            Value::Live => (Value::Live, line.reason),
            _ => (Value::Unknown, unknown),
        })
    }

    fn timeline_of_record(
        &self,
        pair: Pair<'_>,
        record: &Record,
        created: Moment,
        timelines: &[ConditionTimeline],
    ) -> Timeline {
        let zone = self.institution.zone();
        let Some(category) = self.history().names.category(pair.category.as_str()) else {
            return Timeline::always(Value::Live, Reason::NONE);
        };
        let claims = self.claims_on(category, record, false);
        let needed = self.needed(pair.category, record, Need::ForUse);
        let whole = self.whole(&claims, &needed, Identifiability::Anonymised);
        let end = end(&whole, None, created, zone);

        let low = self.claims_on(category, record, true);
        let policy = Span { from: Time::MIN, to: self.versions().next().map_or(Time::MAX, |v| v.from) };
        let mut supports = vec![Support {
            counts_from: Time::MIN,
            low: Timeline::always(Value::Ended, Reason::NONE).painted(policy, Value::Unknown, Reason::NONE),
        }];
        // A yes that is still to be asked makes its own claim one that counts.
        let asked = open(timelines);
        let pairs = claims.iter().zip(&low);
        supports.extend(pairs.filter_map(|((ix, claim), (_, low))| {
            let low = self.claiming(*ix, low, Identifiability::Anonymised);
            let claim = self.claiming(*ix, claim, Identifiability::Anonymised);
            let counts = if *ix == pair.ix { claim.or(&asked) } else { claim };
            Support::of(&counts, low)
        }));
        supports.extend(Support::of(&needed, self.needed(pair.category, record, Need::ForUseLow)));

        let sure = Reason::of(ReasonCode::WithinTerm);
        let unsettled = Reason::of(ReasonCode::RecordUnsettled);
        let first = created.first(zone);
        let (sure, unsettled) =
            (Timeline::always(Value::Live, sure), Timeline::always(Value::Unknown, unsettled));
        let spans = settled(supports, created, zone);
        let answer_spans = spans.iter().flat_map(|span| [(span.from, &sure), (span.to, &unsettled)]);
        let answer_spans = [(first, &unsettled)].into_iter().chain(answer_spans);
        let line =
            Timeline::pieced(sure.clone(), answer_spans.map(|(from, line)| (from, Cow::Borrowed(line))));
        let mut line = line.painted_from(end.at, Value::Ended, end.reason);
        if let Some(erased) = self.erased_since(pair.category, record) {
            let yet = Span { from: erased, to: end.at };
            line = line.painted(yet, Value::Unknown, Reason::of(ReasonCode::ErasedYetClaimed));
            let again = Reason::of(ReasonCode::NotDueErased);
            line = line.painted_from(end.at.max(erased), Value::Ended, again);
        }
        line
    }
}

impl Support {
    /// `None` for a claim that is never more than Unknown.
    fn of(claim: &Timeline, low: Timeline) -> Option<Support> {
        let counts = claim.steps().iter().find(|step| step.value > Value::Unknown);
        counts.map(|step| Support { counts_from: step.from, low })
    }
}

/// Live where nothing of a claim denies: every condition is Live, or can be asked for.
fn open(timelines: &[ConditionTimeline]) -> Timeline {
    let mut moments: Vec<Time> =
        timelines.iter().flat_map(ConditionTimeline::steps).map(|step| step.from).collect();
    moments.sort_unstable();
    moments.dedup();
    let nothing = Timeline::always(Value::Ended, Reason::NONE);
    let pieces = moments.into_iter().map(|at| {
        let is_open =
            missing(timelines, at).iter().all(|(condition, reason)| is_question(*condition, reason.code));
        let value = if is_open { Value::Live } else { Value::Ended };
        (at, Cow::Owned(Timeline::always(value, Reason::NONE)))
    });
    Timeline::pieced(nothing, pieces.collect::<Vec<_>>())
}

/// When the run of a record is unbroken for sure: over the claims that count by then, each read low. O(n log n) over all
/// their runs.
fn settled(mut supports: Vec<Support>, created: Moment, zone: &Zone) -> Vec<Span> {
    let (first, past) = (created.first(zone), created.past(zone));
    let touches = |span: &Span| match created {
        Moment::At(at) => span.from <= at && at < span.to,
        Moment::On(_) => span.from < past && first < span.to,
    };
    supports.sort_by_key(|support| support.counts_from);
    let mut reached: Option<Time> = None;
    // By their beginning, those that the run has not come to yet.
    let mut ahead: BTreeMap<Time, Time> = BTreeMap::new();
    let mut spans = Vec::new();
    let mut supports = supports.into_iter().peekable();
    while let Some(counts_from) = supports.peek().map(|support| support.counts_from) {
        while let Some(support) = supports.next_if(|support| support.counts_from == counts_from) {
            for run in support.low.runs(Value::Unknown) {
                if touches(&run) {
                    reached = reached.max(Some(run.to));
                } else {
                    let to = ahead.entry(run.from).or_insert(run.to);
                    *to = (*to).max(run.to);
                }
            }
        }
        while let (Some(to), Some(next)) = (reached, ahead.first_entry()) {
            if *next.key() > to {
                break;
            }
            reached = Some(to.max(next.remove()));
        }
        let next = supports.peek().map_or(Time::MAX, |support| support.counts_from);
        let span = Span { from: counts_from.max(first), to: next.min(reached.unwrap_or(Time::MIN)) };
        if span.from < span.to {
            spans.push(span);
        }
    }
    spans
}

impl Claims {
    /// From when on `erased` entries cover a record: in its system, or in every system if it names none.
    fn erased_since(&self, category: &crate::json::Id, record: &Record) -> Option<Time> {
        let created = record.last_instant(self.institution.zone())?;
        self.erased_at(category, created, record.system.as_ref())
    }
}
