//! Intake: data that were collected before the states they rest on began (articles 5(1)(b) and (e)).
//!
//! A school gets the file of a pupil before the pupil is enrolled. Until then the basis has not begun, and the file
//! would be due at once. It is kept instead, and not used, if only the beginning is missing.

use super::conditions::Pair;
use super::reading::{Begun, Reading, UseOf};
use super::{Claims, Condition, ConditionTimeline, Record};
use crate::calendar::{Period, Time};
use crate::json::Id;
use crate::law::ReasonCode;
use crate::policy::{AnchorKind, Scope, Term, Version, anchor_kind};
use crate::timeline::{Reason, Source, Span, Timeline, Value};

use std::borrow::Cow;

/// A span before the last of some states begins, and those states.
pub(super) struct Intake {
    span: Span,
    begun: Vec<Begun>,
}

impl Claims {
    /// The conditions of a pair on a record, with intake.
    pub(super) fn timelines_on(
        &self,
        pair: Pair<'_>,
        record: &Record,
        use_of: UseOf,
        low: bool,
    ) -> Vec<ConditionTimeline> {
        let mut timelines = self.timelines_as(pair, Some(record), Reading { use_of, low, begun: &[] });
        for intake in self.intakes(pair, record, use_of) {
            let begun = Reading { use_of, low, begun: &intake.begun };
            raise(&mut timelines, &self.timelines_as(pair, Some(record), begun), intake.span);
        }
        timelines
    }

    /// The spans of intake for a record: one for each beginning within the time that the purpose allows.
    ///
    /// A state that may have lasted before is no such beginning: each must have been Ended until it began. Facts that are
    /// missing are not read low here, since a state that lasted and ended would have ended the claim.
    fn intakes(&self, pair: Pair<'_>, record: &Record, use_of: UseOf) -> Vec<Intake> {
        let Some(moment) = record.moment() else { return Vec::new() };
        let zone = self.institution.zone();
        let created = moment.first(zone);
        let collect_before = self.collect_before(pair, created);
        let limit = zone.after(created, moment.day(zone), collect_before);
        let is_in_time = |begins: Time| begins < limit || (collect_before.is_clock() && begins <= limit);
        let mut states: Vec<(Time, Id)> = Vec::new();
        for (index, version) in self.versions().enumerate() {
            // A version that applies after the last beginning has no say in what was there before.
            let last = states.iter().map(|(begins, _)| *begins).max().unwrap_or(created);
            if index > 0 && version.from > last {
                break;
            }
            for id in self.states_under(pair, version) {
                if states.iter().any(|(_, known)| *known == id) {
                    continue;
                }
                let line = self.state_on(version, &id, Some(record));
                let begins =
                    line.steps().iter().find(|step| step.from > created && step.value != Value::Ended);
                let Some(begins) = begins.filter(|step| step.value == Value::Live) else { continue };
                if line.at(created).value == Value::Ended && is_in_time(begins.from) {
                    states.push((begins.from, id));
                }
            }
        }
        states.sort();
        let mut begun: Vec<Begun> = Vec::new();
        let mut intakes = Vec::new();
        for (begins, state) in states {
            let span = Span { from: created, to: begins };
            begun.push(Begun { state, span });
            let timelines =
                self.timelines_as(pair, Some(record), Reading { use_of, low: false, begun: &begun });
            let claim = super::lowest(&timelines);
            if claim.run(created, Value::Unknown).is_some_and(|run| begins <= run.to) {
                intakes.push(Intake { span, begun: begun.clone() });
            }
        }
        intakes
    }

    /// How long before the beginning data may be collected: what the version in force at that moment says, or the first
    /// that declares the purpose; a year if it says nothing.
    fn collect_before(&self, pair: Pair<'_>, created: Time) -> Period {
        let declared = |version: &&Version| version.rules(pair.ix).is_some();
        let then = self.versions().filter(|version| version.from <= created).filter(declared).last();
        let version = then.or_else(|| self.versions().find(declared));
        let purpose = version.and_then(|version| version.document.purposes.get(pair.purpose));
        purpose.and_then(|purpose| purpose.collect_before).unwrap_or(Period::A_YEAR)
    }

    /// The states that the basis or a term of a pair counts on, in one version.
    fn states_under(&self, pair: Pair<'_>, version: &Version) -> Vec<Id> {
        let purpose = version.document.purposes.get(pair.purpose);
        let Some((rules, purpose)) = version.rules(pair.ix).zip(purpose) else { return Vec::new() };
        let mut states: Vec<Id> = purpose.r#while.iter().cloned().collect();
        let mut add = |term: &Term| {
            let anchors = term.anchors().into_iter();
            states.extend(
                anchors.filter(|id| anchor_kind(&version.document, id) == Some(AnchorKind::State)).cloned(),
            );
        };
        rules.limits.iter().for_each(|rule| add(&rule.term));
        if rules.limits.iter().any(|rule| rule.term == Term::ByAgreement) {
            let supplied = self.institution.supplied_terms(pair.category);
            supplied.iter().filter_map(|(_, term, _)| *term).for_each(&mut add);
        }
        states.sort();
        states.dedup();
        states
    }

    /// The claim on a record with the reason that it was never settled, from when it has waited too long for a state that
    /// no entry mentions.
    pub(super) fn never_settled(&self, pair: Pair<'_>, record: &Record, claim: Timeline) -> Timeline {
        let pending = |code| matches!(code, ReasonCode::BasisUnknown | ReasonCode::TermUnknown);
        let Some(moment) = record.moment() else { return claim };
        if !claim.steps().iter().any(|step| step.value == Value::Unknown && pending(step.reason.code)) {
            return claim;
        }
        let zone = self.institution.zone();
        let created = moment.first(zone);
        let too_long = zone.after(moment.past(zone), moment.day(zone), self.collect_before(pair, created));
        let silent = self.versions().map(|version| {
            let silent = self.states_under(pair, version).iter().any(|id| self.is_silent(version, id));
            let value = if silent { Value::Live } else { Value::Ended };
            (version.from, Cow::Owned(Timeline::always(value, Reason::NONE)))
        });
        let ended = Timeline::always(Value::Ended, Reason::NONE);
        let silent = Timeline::pieced(ended.clone(), silent).and(&ended.painted_from(
            too_long,
            Value::Live,
            Reason::NONE,
        ));
        claim.combine(&silent, |step, silent| {
            let settled = silent.value == Value::Ended || step.value != Value::Unknown;
            let reason = if settled || !pending(step.reason.code) {
                step.reason
            } else {
                Reason::new(ReasonCode::NeverSettled, Source::Record)
            };
            (step.value, reason)
        })
    }

    /// True if no entry mentions a state. An option or an agreement that was never recorded can be asked for instead, and
    /// a state of a record is given with it.
    fn is_silent(&self, version: &Version, id: &Id) -> bool {
        let scope = version.document.anchors.get(id).and_then(|anchor| anchor.scope);
        id.as_str() != "agreement"
            && scope != Some(Scope::Record)
            && !version.document.options.contains_key(id)
            && !self.facts.anchors.contains_key(id)
            && !self.institution.facts().anchors.contains_key(id)
    }
}

/// Raises the basis and the term, in a span, to what they are with the states begun, at most Held.
fn raise(timelines: &mut [ConditionTimeline], begun: &[ConditionTimeline], span: Span) {
    for part in
        timelines.iter_mut().filter(|part| matches!(part.condition, Condition::Basis | Condition::Term))
    {
        let Some(begun) = begun.iter().find(|begun| begun.condition == part.condition) else { continue };
        part.timeline = raised(&part.timeline, &begun.timeline, span);
        if let (Some(beside), Some(begun)) = (&part.beside, &begun.beside) {
            part.beside = Some(raised(beside, begun, span));
        }
    }
}

/// Where a condition is Live with the states begun, it is Held until they have begun, unless it is Live already.
fn raised(line: &Timeline, begun: &Timeline, span: Span) -> Timeline {
    let nothing = Timeline::always(Value::Ended, Reason::NONE);
    let pieces = [(span.from, begun), (span.to, &nothing)];
    let begun = Timeline::pieced(nothing.clone(), pieces.map(|(from, line)| (from, Cow::Borrowed(line))));
    line.combine(&begun, |step, begun| match begun.value {
        Value::Live if step.value != Value::Live => {
            (Value::Held, Reason::new(ReasonCode::CreatedBeforeClaim, Source::Record))
        }
        value if value > step.value => (value, begun.reason),
        _ => (step.value, step.reason),
    })
}
