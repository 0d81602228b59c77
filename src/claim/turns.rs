//! What a claim comes to from each moment on: its value, the reason, and whether what is missing can be asked for.

use super::conditions::UseOf;
use super::{Claims, Condition, Lane, Record};
use crate::calendar::Time;
use crate::json::Id;
use crate::law::{Reason, Voice};
use crate::policy::{Holder, PairIx};
use crate::timeline::{Because, Timeline, Value};

use std::sync::OnceLock;

/// Whom to ask for what is missing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Whom {
    /// For consent: the data subject, the legal representative, or both.
    Giver(Voice),
    /// For an option: whoever holds the switch.
    Holder(Holder),
}

impl Whom {
    /// Its name in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Whom::Giver(voice) => voice.as_str(),
            Whom::Holder(holder) => holder.as_str(),
        }
    }
}

/// From this moment on, this answer of a claim.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Turn {
    pub(crate) from: Time,
    /// The first moment at which the answer is another: live, or can be asked for, or neither.
    pub(crate) until: Time,
    pub(crate) standing: Standing,
    pub(crate) because: Because,
    /// Whom to ask first, if everything that is missing can be asked for.
    pub(crate) whom: Option<Whom>,
}

/// Where a claim is kept once it is computed: one line of the processor's cache, so that a decision reads no other.
#[derive(Default)]
#[repr(align(64))]
pub(super) struct Slot(pub(super) OnceLock<Cell>);

const _: () = assert!(size_of::<Slot>() == 64);

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
    known: Turn,
    /// From when, and until when, it is the answer, as far as it can be asked about and the last version is in force.
    plain: (Time, Time),
    all: Box<All>,
}

/// A claim at every moment.
struct All {
    claim: Timeline,
    turns: Box<[Turn]>,
}

impl Cell {
    pub(super) fn claim(&self) -> &Timeline {
        &self.all.claim
    }

    #[inline]
    fn turn_at(&self, at: Time) -> &Turn {
        if self.is_plain(at) { &self.known } else { turn_and_next(&self.all.turns, at).0 }
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
        let lanes = self.lanes_of(pair, None, UseOf::Decision);
        let claim = super::lowest(&lanes);
        let turns = self.turns(pair, &lanes, &claim).into_boxed_slice();
        let (known, next) = turn_and_next(&turns, self.known_at);
        let last = self.history().versions.last().map_or(Time::MAX, |version| version.from);
        let plain = (known.from.max(last).max(Time::ASKED_FROM), next.min(Time::ASKED_UNTIL));
        Cell { known: *known, plain, all: Box::new(All { claim, turns }) }
    }

    /// The answer of a claim at a moment.
    #[inline]
    pub(crate) fn turn_at(&self, pair: PairIx, at: Time) -> &Turn {
        self.cell(pair).map_or(&NO_TURN, |cell| cell.turn_at(at))
    }

    /// The answer of a claim at a moment, if it was read before, is what it is at the moment of knowledge, and the version
    /// in force is the last. Never outside the moments that can be asked about.
    #[inline]
    pub(crate) fn known_turn(&self, pair: PairIx, at: Time) -> Option<&Turn> {
        let Slot(cell) = self.cells.get(pair.usize())?;
        cell.get().filter(|cell| cell.is_plain(at)).map(|cell| &cell.known)
    }

    /// The answer of a claim for one record. The term may count from it, so nothing computed before serves.
    #[inline(never)]
    pub(crate) fn turn_of_record(&self, pair: PairIx, record: &Record, at: Time) -> Turn {
        let lanes = self.lanes_of(pair, Some(record), UseOf::Decision);
        let claim = super::lowest(&lanes);
        *turn_and_next(&self.turns(pair, &lanes, &claim), at).0
    }

    fn turns(&self, pair: PairIx, lanes: &[Lane], claim: &Timeline) -> Vec<Turn> {
        let mut moments: Vec<Time> =
            lanes.iter().flat_map(|lane| lane.timeline.steps().iter().map(|step| step.from)).collect();
        moments.extend(self.voice_turns(pair));
        moments.sort_unstable();
        moments.dedup();
        let mut turns: Vec<Turn> = Vec::with_capacity(moments.len());
        for from in moments {
            let step = claim.at(from);
            let missing = if step.value == Value::Live { Vec::new() } else { missing(lanes, from) };
            let whom = self.whom(pair, &missing, from).first().copied();
            let turn = Turn {
                from,
                until: Time::MAX,
                standing: match (step.value, whom) {
                    (Value::Live, _) => Standing::Live,
                    (_, Some(_)) => Standing::CanBeAsked,
                    (_, None) => Standing::No,
                },
                because: missing.first().map_or(step.because, |(_, because)| *because),
                whom,
            };
            let same = |last: &Turn| {
                last.standing == turn.standing && last.because == turn.because && last.whom == turn.whom
            };
            if !turns.last().is_some_and(same) {
                turns.push(turn);
            }
        }
        let mut until = Time::MAX;
        let mut after: Option<Turn> = None;
        for turn in turns.iter_mut().rev() {
            if let Some(next) = after.filter(|next| next.standing != turn.standing) {
                until = next.from;
            }
            turn.until = until;
            after = Some(*turn);
        }
        turns
    }

    /// Whom to ask, if everything that is missing can be asked for; else nobody.
    pub(crate) fn whom(&self, pair: PairIx, missing: &[(Condition, Because)], at: Time) -> Vec<Whom> {
        if missing.is_empty() || !missing.iter().all(|(_, because)| can_be_asked(because.reason)) {
            return Vec::new();
        }
        let mut whom = Vec::new();
        for (condition, _) in missing {
            if *condition == Condition::Option {
                whom.extend(self.silent_holders(pair, at).into_iter().map(Whom::Holder));
            } else {
                whom.push(Whom::Giver(self.voice_at(pair, at)));
            }
        }
        // Who holds the switch is asked first: without the switch, consent would be asked for nothing.
        whom.sort_by_key(|whom| matches!(whom, Whom::Giver(_)));
        whom.dedup();
        whom
    }

    /// Who is to be asked for consent at a moment.
    fn voice_at(&self, pair: PairIx, at: Time) -> Voice {
        let purpose = self.names_of(pair).map(|pair| pair.purpose);
        purpose.map_or(Voice::Both, |id| self.age(self.history().version_at(at), id).voice_to_ask(at))
    }

    /// The moments at which who is to be asked changes.
    fn voice_turns(&self, pair: PairIx) -> Vec<Time> {
        self.names_of(pair).map_or_else(Vec::new, |pair| self.age(None, pair.purpose).turns())
    }

    /// The holders of the purpose's option who have never used their switch.
    fn silent_holders(&self, pair: PairIx, at: Time) -> Vec<Holder> {
        let version = self.history().version_at(at);
        let purpose = self.names_of(pair).and_then(|pair| version?.document.purposes.get(pair.purpose));
        let id = purpose.and_then(|purpose| purpose.option.as_ref());
        let option = id.and_then(|id| Some((id, version?.document.options.get(id)?)));
        option.map_or_else(Vec::new, |(id, option)| {
            let silent = |holder: &&Holder| !self.has_switched(id, **holder, at);
            option.holders.iter().filter(silent).copied().collect()
        })
    }

    fn has_switched(&self, option: &Id, holder: Holder, at: Time) -> bool {
        let facts = match holder {
            Holder::Institution => self.setting.facts(),
            Holder::User => &self.facts,
        };
        facts.switches.get(option).is_some_and(|events| events.iter().any(|(from, ..)| *from <= at))
    }
}

/// The lanes that are not Live at a moment, lowest first, then in their order.
pub(crate) fn missing(lanes: &[Lane], at: Time) -> Vec<(Condition, Because)> {
    let steps = lanes.iter().map(|lane| (lane.timeline.at(at), lane.condition));
    let mut missing: Vec<_> = steps.filter(|(step, _)| step.value != Value::Live).collect();
    missing.sort_by_key(|(step, condition)| (step.value, *condition));
    missing.into_iter().map(|(step, condition)| (condition, step.because)).collect()
}

/// The answer where there is none: unknown, which permits nothing and erases nothing.
const NO_TURN: Turn =
    Turn { from: Time::MIN, until: Time::MAX, standing: Standing::No, because: Because::NONE, whom: None };

/// The turn of a moment, and when the one after it begins.
#[inline(never)]
fn turn_and_next(turns: &[Turn], at: Time) -> (&Turn, Time) {
    let later = turns.partition_point(|turn| turn.from <= at);
    let next = turns.get(later).map_or(Time::MAX, |turn| turn.from);
    // INVARIANT: every lane has a step from `Time::MIN`, so at least one turn is not after `at`.
    (turns.get(later.wrapping_sub(1)).unwrap_or(&NO_TURN), next)
}

/// True if what is missing can be asked for: consent that nobody with authority has given or refused, that has expired
/// or is superseded, or an option that was never recorded.
fn can_be_asked(reason: Reason) -> bool {
    matches!(
        reason,
        Reason::ConsentNeverAsked
            | Reason::ConsentUnanswered
            | Reason::ConsentExpired
            | Reason::ConsentSuperseded
            | Reason::ConsentSupersededOver
            | Reason::ConsentNotCarriedOver
            | Reason::ConsentHalf
            | Reason::ConsentNoAuthority
            | Reason::OptionNever
    )
}
