//! What a claim comes to from each moment on: its value, the reason, and whether what is missing can be asked for.

use super::age::Promise;
use super::reading::UseOf;
use super::{Claims, Condition, ConditionTimeline, Record};
use crate::calendar::Time;
use crate::json::Id;
use crate::law::{ReasonCode, Speaker};
use crate::policy::{OptionHolder, PairIx};
use crate::timeline::{Reason, Timeline, Value};

use std::sync::OnceLock;

/// Whom to ask for what is missing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Addressee {
    /// For consent: the data subject, the legal representative, or both.
    Speaker(Speaker),
    /// For an option: whoever holds the switch.
    OptionHolder(OptionHolder),
}

impl Addressee {
    /// Its name in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Addressee::Speaker(speaker) => speaker.as_str(),
            Addressee::OptionHolder(holder) => holder.as_str(),
        }
    }
}

/// From this moment on, this answer of a claim.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct AnswerSpan {
    pub(crate) from: Time,
    /// The first moment at which the answer is another: live, or can be asked for, or neither.
    pub(crate) valid_until: Time,
    pub(crate) standing: Standing,
    pub(crate) reason: Reason,
    /// Whom to ask first, if everything that is missing can be asked for.
    pub(crate) addressee: Option<Addressee>,
}

/// Where a claim is kept once it is computed: one line of the processor's cache, so that a decision reads no other.
#[derive(Default)]
#[repr(align(64))]
pub(super) struct CacheLine(pub(super) OnceLock<Cell>);

const _: () = assert!(size_of::<CacheLine>() == 64);

/// Whether a claim permits a use. A small value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum Standing {
    /// It does not.
    No = 0,
    /// It does not, but everything that is missing can be asked for.
    CanBeAsked = 1,
    /// It does.
    Live = 2,
}

/// A claim, computed once.
pub(super) struct Cell {
    /// The turn of the moment of knowledge: nearly every question is about it.
    known: AnswerSpan,
    /// From when, and until when, it is the answer, as far as it can be asked about and the last version is in force.
    plain: (Time, Time),
    all: Box<All>,
}

/// A claim at every moment.
struct All {
    claim: Timeline,
    answer_spans: Box<[AnswerSpan]>,
}

impl Cell {
    pub(super) fn claim(&self) -> &Timeline {
        &self.all.claim
    }

    #[inline]
    fn answer_at(&self, at: Time) -> &AnswerSpan {
        if self.is_plain(at) { &self.known } else { answer_and_next(&self.all.answer_spans, at).0 }
    }

    #[inline]
    fn is_plain(&self, at: Time) -> bool {
        self.plain.0 <= at && at < self.plain.1
    }
}

impl Claims {
    #[cold]
    #[inline(never)]
    pub(super) fn cell_of(&self, pair: PairIx) -> Cell {
        let timelines = self.timelines_of(pair, None, UseOf::Decision);
        let claim = super::lowest(&timelines);
        let answer_spans = self.answer_spans(pair, &timelines, &claim).into_boxed_slice();
        let (known, next) = answer_and_next(&answer_spans, self.usual);
        let last = self.history().versions.last().map_or(Time::MAX, |version| version.from);
        let plain = match self.sees_all_versions() {
            true => (known.from.max(last).max(Time::ASKED_FROM), next.min(Time::ASKED_UNTIL)),
            false => (Time::MAX, Time::MAX),
        };
        Cell { known: *known, plain, all: Box::new(All { claim, answer_spans }) }
    }

    /// The answer of a claim at a moment.
    #[inline]
    pub(crate) fn answer_at(&self, pair: PairIx, at: Time) -> &AnswerSpan {
        self.cell(pair).map_or(&NO_ANSWER, |cell| cell.answer_at(at))
    }

    /// The answer of a claim at a moment, if it was read before, is what it is at the moment of knowledge, and the version
    /// in force is the last. Never outside the moments that can be asked about.
    #[inline]
    pub(crate) fn known_answer(&self, pair: PairIx, at: Time) -> Option<&AnswerSpan> {
        let CacheLine(cell) = self.cells.get(pair.usize())?;
        cell.get().filter(|cell| cell.is_plain(at)).map(|cell| &cell.known)
    }

    /// The answer of a claim for one record. The term may count from it, so nothing computed before serves.
    #[inline(never)]
    pub(crate) fn answer_for_record(&self, pair: PairIx, record: &Record, at: Time) -> AnswerSpan {
        let timelines = self.timelines_of(pair, Some(record), UseOf::Decision);
        let claim = super::lowest(&timelines);
        *answer_and_next(&self.answer_spans(pair, &timelines, &claim), at).0
    }

    fn answer_spans(
        &self,
        pair: PairIx,
        timelines: &[ConditionTimeline],
        claim: &Timeline,
    ) -> Vec<AnswerSpan> {
        let mut moments: Vec<Time> =
            timelines.iter().flat_map(ConditionTimeline::steps).map(|step| step.from).collect();
        moments.extend(self.speaker_changes(pair));
        moments.sort_unstable();
        moments.dedup();
        let mut answer_spans: Vec<AnswerSpan> = Vec::with_capacity(moments.len());
        for from in moments {
            let step = claim.at(from);
            let missing = if step.value == Value::Live { Vec::new() } else { missing(timelines, from) };
            let addressee = self.addressee(pair, &missing, from).first().copied();
            let span_of_answer = AnswerSpan {
                from,
                valid_until: Time::MAX,
                standing: match (step.value, addressee) {
                    (Value::Live, _) => Standing::Live,
                    (_, Some(_)) => Standing::CanBeAsked,
                    (_, None) => Standing::No,
                },
                reason: first_reason(timelines, &missing, from).unwrap_or(step.reason),
                addressee,
            };
            let same = |last: &AnswerSpan| {
                last.standing == span_of_answer.standing
                    && last.reason == span_of_answer.reason
                    && last.addressee == span_of_answer.addressee
            };
            if !answer_spans.last().is_some_and(same) {
                answer_spans.push(span_of_answer);
            }
        }
        let mut valid_until = Time::MAX;
        let mut after: Option<AnswerSpan> = None;
        for span_of_answer in answer_spans.iter_mut().rev() {
            if let Some(next) = after.filter(|next| next.standing != span_of_answer.standing) {
                valid_until = next.from;
            }
            span_of_answer.valid_until = valid_until;
            after = Some(*span_of_answer);
        }
        answer_spans
    }

    /// Whom to ask, if everything that is missing can be asked for; else nobody.
    pub(crate) fn addressee(
        &self,
        pair: PairIx,
        missing: &[(Condition, Reason)],
        at: Time,
    ) -> Vec<Addressee> {
        if missing.is_empty()
            || !missing.iter().all(|(condition, reason)| is_question(*condition, reason.code))
        {
            return Vec::new();
        }
        let mut addressee = Vec::new();
        for (condition, _) in missing {
            match condition {
                Condition::Option => {
                    addressee.extend(self.silent_holders(pair, at).into_iter().map(Addressee::OptionHolder));
                }
                // The institution signs the agreement.
                Condition::Agreement => addressee.push(Addressee::OptionHolder(OptionHolder::Institution)),
                _ => addressee.push(Addressee::Speaker(self.speaker_at(pair, at))),
            }
        }
        // Who holds the switch is asked first: without the switch, consent would be asked for nothing.
        addressee.sort_by_key(|addressee| matches!(addressee, Addressee::Speaker(_)));
        addressee.dedup();
        addressee
    }

    /// Who is to be asked for consent at a moment.
    fn speaker_at(&self, pair: PairIx, at: Time) -> Speaker {
        self.names_of(pair).map_or(Speaker::Both, |pair| self.voice_for(pair.purpose, at))
    }

    /// Who is to be asked for consent to a purpose at a moment.
    pub(super) fn voice_for(&self, id: &Id, at: Time) -> Speaker {
        let version = self.version_at(at);
        let promise = version.map_or(Promise::default(), |version| Promise::of(version, id));
        self.age(version, id).speaker_to_ask(at, promise)
    }

    /// The moments at which who is to be asked changes.
    fn speaker_changes(&self, pair: PairIx) -> Vec<Time> {
        self.names_of(pair).map_or_else(Vec::new, |pair| self.age(None, pair.purpose).answer_spans())
    }

    /// The holders of the purpose's option who have never used their switch.
    fn silent_holders(&self, pair: PairIx, at: Time) -> Vec<OptionHolder> {
        let version = self.version_at(at);
        let purpose = self.names_of(pair).and_then(|pair| version?.document.purposes.get(pair.purpose));
        let id = purpose.and_then(|purpose| purpose.option.as_ref());
        let option = id.and_then(|id| Some((id, version?.document.options.get(id)?)));
        option.map_or_else(Vec::new, |(id, option)| {
            let silent = |holder: &&OptionHolder| !self.has_switched(id, **holder, at);
            option.holders.iter().filter(silent).copied().collect()
        })
    }

    fn has_switched(&self, option: &Id, holder: OptionHolder, at: Time) -> bool {
        let facts = match holder {
            OptionHolder::Institution => self.institution.facts(),
            OptionHolder::User => &self.facts,
        };
        facts.switches.get(option).is_some_and(|events| events.iter().any(|(from, ..)| *from <= at))
    }
}

/// The first reason of a claim at a moment: what is missing first, or the lawful basis where nothing is.
pub(crate) fn first_reason(
    timelines: &[ConditionTimeline],
    missing: &[(Condition, Reason)],
    at: Time,
) -> Option<Reason> {
    let basis = || timelines.iter().find(|part| part.condition == Condition::Basis);
    let first = missing.first().map(|(_, reason)| *reason);
    first.or_else(|| basis().map(|part| part.timeline.at(at).reason))
}

/// The conditions that are not Live at a moment, in the order of reasons: the record where it is over or was erased; then
/// those that deny, Ended or Held before Unknown, the lower value first, then in the order of conditions; then a record of
/// which it is not sure that it may be there; then those that can be asked for.
pub(crate) fn missing(timelines: &[ConditionTimeline], at: Time) -> Vec<(Condition, Reason)> {
    let basis = timelines.iter().find(|part| part.condition == Condition::Basis);
    let basis_says = basis.is_some_and(|part| part.timeline.at(at).value != Value::Live);
    let steps = timelines.iter().map(|part| {
        // A term that is `with-basis` gives no reason of its own.
        let line = part.beside.as_ref().filter(|_| basis_says).unwrap_or(&part.timeline);
        (line.at(at), part.condition)
    });
    let mut missing: Vec<_> = steps.filter(|(step, _)| step.value != Value::Live).collect();
    missing.sort_by_key(|(step, condition)| {
        let value = match step.value {
            Value::Ended => 0,
            Value::Held => 1,
            Value::Unknown | Value::Live => 2,
        };
        (rank(*condition, step.reason.code), value, *condition)
    });
    missing.into_iter().map(|(step, condition)| (condition, step.reason)).collect()
}

/// When a reason is given, among those of other conditions.
fn rank(condition: Condition, code: ReasonCode) -> u8 {
    match (condition, code) {
        (Condition::Record, ReasonCode::RecordUnsettled | ReasonCode::CreatedUnknown) => 2,
        (Condition::Record, _) => 0,
        _ if is_question(condition, code) => 3,
        _ => 1,
    }
}

/// True if a condition that is not Live can be asked for. A record that is over is over, whatever is asked.
pub(super) fn is_question(condition: Condition, code: ReasonCode) -> bool {
    condition != Condition::Record && can_be_asked(code)
}

/// The answer where there is none: unknown, which permits nothing and erases nothing.
const NO_ANSWER: AnswerSpan = AnswerSpan {
    from: Time::MIN,
    valid_until: Time::MAX,
    standing: Standing::No,
    reason: Reason::NONE,
    addressee: None,
};

/// The turn of a moment, and when the one after it begins.
#[inline(never)]
fn answer_and_next(answer_spans: &[AnswerSpan], at: Time) -> (&AnswerSpan, Time) {
    let later = answer_spans.partition_point(|span_of_answer| span_of_answer.from <= at);
    let next = answer_spans.get(later).map_or(Time::MAX, |span_of_answer| span_of_answer.from);
    // INVARIANT: every condition timeline has a step from `Time::MIN`, so at least one turn is not after `at`.
    (answer_spans.get(later.wrapping_sub(1)).unwrap_or(&NO_ANSWER), next)
}

/// True if what is missing can be asked for: consent never given, expired, superseded, void or invalidated; an option or an
/// agreement never recorded; a speaker who may no longer speak. Refused, withdrawn, contested and erased are denials.
pub(super) fn can_be_asked(code: ReasonCode) -> bool {
    matches!(
        code,
        ReasonCode::ConsentNeverAsked
            | ReasonCode::ConsentUnanswered
            | ReasonCode::ConsentExpired
            | ReasonCode::ConsentSuperseded
            | ReasonCode::ConsentSupersededOver
            | ReasonCode::ConsentNotCarriedOver
            | ReasonCode::ConsentHalf
            | ReasonCode::ConsentNoAuthority
            | ReasonCode::ConsentInvalid
            | ReasonCode::ConsentAuthorityUnknown
            | ReasonCode::ConsentAskAnew
            | ReasonCode::AgreementNever
            | ReasonCode::OptionNever
    )
}
