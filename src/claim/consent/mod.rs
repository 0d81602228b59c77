//! Consent over time: who might speak, whose words count, and what they come to together (SEMANTICS §6).
//!
//! ```text
//! facts -> words, in their order, each with whether its speaker might -> one sweep over all moments
//!            that keeps, for each person, what their voice can be     -> rules 1 to 4 at each moment
//! ```
//!
//! A sweep takes O(n log n) for n entries about the purpose, however many persons speak and whatever is not known.

mod read;
mod rules;
mod speakers;
mod sweep;
mod words;

use std::sync::{Arc, OnceLock};

use super::answers::can_be_asked;
use super::{Addressee, Claims};
use crate::calendar::Time;
use crate::json::Id;
use crate::law::{Basis, ReasonCode};
use crate::policy::{CategoryIx, PairIx, PurposeIx};
use crate::timeline::{Reason, Source, Timeline, Value};

/// The consent of a purpose, for one of its categories, over time.
#[derive(Clone)]
pub(super) struct Consent {
    pub(super) line: Timeline,
    /// The same in its lowest way, whatever the facts turn out to be that are not known.
    pub(super) lowest: Timeline,
    /// Where it is Live: the yes that makes it so, from each moment on.
    yes: Vec<(Time, Option<Yes>)>,
    /// Ended from a granted erasure until a new yes, Live otherwise.
    pub(super) erased: Timeline,
}

/// The last yes that counts.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Yes {
    said: (Time, u32),
    /// The withdrawal of the person, who may not yet give, that it spent.
    over: Option<Source>,
}

/// What consent comes to at a moment, and until when.
pub(crate) struct Agreed {
    pub(crate) value: Value,
    pub(crate) reason: Reason,
    pub(crate) valid_until: Time,
    /// Whom to ask, if it can be asked for.
    pub(crate) addressee: Option<Addressee>,
}

/// By pair: its consent, once it was read.
pub(super) type Consents = OnceLock<Box<[OnceLock<Arc<Consent>>]>>;

impl Consent {
    fn silent(line: Timeline) -> Consent {
        let erased = Timeline::always(Value::Live, Reason::of(ReasonCode::NotErased));
        Consent { lowest: line.clone(), line, yes: Vec::new(), erased }
    }

    /// The spans in which it is Live by a yes, each with when that yes was said and its number.
    pub(super) fn said(&self) -> impl Iterator<Item = (Time, Option<(Time, u32)>)> + '_ {
        self.yes.iter().map(|(from, yes)| (*from, yes.map(|yes| yes.said)))
    }

    /// The withdrawal of the person that the yes of a moment spent.
    fn over(&self, at: Time) -> Option<Source> {
        let later = self.yes.partition_point(|(from, _)| *from <= at);
        let (_, yes) = self.yes.get(later.checked_sub(1)?)?;
        yes.as_ref()?.over
    }
}

impl Claims {
    /// Consent for a purpose on one of its categories.
    pub(super) fn consent(&self, purpose: &Id, category: &Id) -> Arc<Consent> {
        let names = &self.history().names;
        let consents = self.consents.get_or_init(|| names.pairs.iter().map(|_| OnceLock::new()).collect());
        let place = names.purpose(purpose.as_str()).and_then(|ix| {
            // An erasure that names categories spends consent for those: else all pairs of a purpose share one.
            if self.facts.erasures.iter().all(|erasure| erasure.categories.is_empty()) {
                return Some(names.pairs.partition_point(|(of, _)| *of < ix));
            }
            // The consent of another purpose need not need this category itself.
            Some(names.pair(ix, names.category(category.as_str())?)?.usize())
        });
        match place.and_then(|place| consents.get(place)) {
            Some(slot) => Arc::clone(slot.get_or_init(|| Arc::new(self.sweep(purpose, category)))),
            None => Arc::new(self.sweep(purpose, category)),
        }
    }

    /// The withdrawal that the consent on which a claim rests spent, if it did: the answer names both words.
    pub(crate) fn over_withdrawal(&self, pair: PairIx, at: Time) -> Option<Reason> {
        let version = self.version_at(at)?;
        let pair = self.names_of(pair)?;
        let purpose = version.document.purposes.get(pair.purpose)?;
        if self.basis_of(pair.purpose, purpose, at) != Some(Basis::Consent) {
            return None;
        }
        let over = self.consent(pair.purpose, pair.category).over(at)?;
        Some(Reason::new(ReasonCode::ConsentOverWithdrawal, over))
    }

    /// What the consent for a purpose comes to at a moment, for an act with a category that it has to allow.
    pub(crate) fn agreed(&self, purpose: PurposeIx, category: CategoryIx, at: Time) -> Agreed {
        let names = &self.history().names;
        let ids = names.purposes.get(purpose.usize()).zip(names.categories.get(category.usize()));
        let Some((purpose, category)) = ids else {
            return Agreed {
                value: Value::Unknown,
                reason: Reason::NONE,
                valid_until: Time::MAX,
                addressee: None,
            };
        };
        let consent = self.consent(purpose, category);
        let (step, mut valid_until) = consent.line.at_and_next(at);
        let addressee = (step.value != Value::Live && can_be_asked(step.reason.code))
            .then(|| Addressee::Speaker(self.voice_for(purpose, at)));
        if step.value != Value::Live {
            // Whether it can be asked for can change while the value stays.
            let later = consent.line.steps().partition_point(|step| step.from <= at);
            valid_until = consent.line.steps().get(later).map_or(Time::MAX, |step| step.from);
        }
        Agreed { value: step.value, reason: step.reason, valid_until, addressee }
    }

    fn sweep(&self, purpose: &Id, category: &Id) -> Consent {
        sweep::sweep(self, purpose, category, &self.silence(purpose))
    }

    /// Consent nobody has said anything about: never asked, or asked and not answered.
    fn silence(&self, purpose: &Id) -> Timeline {
        let never = Reason::of(ReasonCode::ConsentNeverAsked);
        let asked = self.facts.asked.iter().find(|(_, purposes, _)| purposes.contains(purpose));
        let unanswered = asked.map(|(at, _, source)| {
            (*at, Value::Unknown, Reason::new(ReasonCode::ConsentUnanswered, *source))
        });
        Timeline::of_steps(Value::Unknown, never, unanswered)
    }
}
