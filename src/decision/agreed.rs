//! The consents that an act itself needs: of a recipient on the ground `consent`, and of a transfer on explicit consent.

use super::{Addressee, Answer, Decision, Identifiability};
use crate::calendar::Time;
use crate::claim::{Agreed, Claims};
use crate::policy::{PairIx, PurposeIx};
use crate::timeline::{Reason, Value};

/// What of it is missing and can be asked for, and until when all of it stands as it does.
#[derive(Default)]
pub(super) struct Asks {
    missing: Vec<(Reason, Addressee)>,
    valid_until: Option<Time>,
}

impl Asks {
    /// The act needs consent for one of these purposes. The reason why it is refused, if it can neither go on nor be asked
    /// for.
    pub(super) fn needs(
        &mut self,
        claims: &Claims,
        pair: PairIx,
        purposes: &[PurposeIx],
        at: Time,
    ) -> Option<Reason> {
        let category = claims.history().names.pairs.get(pair.usize())?.1;
        let mut best: Option<Agreed> = None;
        for purpose in purposes {
            let agreed = claims.agreed(*purpose, category, at);
            self.valid_until = Some(self.valid_until().min(agreed.valid_until));
            let rank = |agreed: &Agreed| (agreed.value == Value::Live, agreed.addressee.is_some());
            if best.as_ref().is_none_or(|best| rank(best) < rank(&agreed)) {
                best = Some(agreed);
            }
        }
        let best = best?;
        match best.addressee {
            _ if best.value == Value::Live => None,
            Some(addressee) => {
                self.missing.push((best.reason, addressee));
                None
            }
            None => Some(best.reason),
        }
    }

    pub(super) fn valid_until(&self) -> Time {
        self.valid_until.unwrap_or(Time::MAX)
    }

    pub(super) fn becauses(&self) -> impl Iterator<Item = Reason> + '_ {
        self.missing.iter().map(|(reason, _)| *reason)
    }

    pub(super) fn addressee(&self) -> impl Iterator<Item = Addressee> + '_ {
        self.missing.iter().map(|(_, addressee)| *addressee)
    }

    /// The decision with what the act asks for: it comes before what the claim asks for, and after what denies.
    pub(super) fn first(&self, decision: Decision) -> Decision {
        match (self.missing.first(), decision.answer) {
            (Some((reason, addressee)), Answer::Permit | Answer::Ask) => Decision {
                answer: Answer::Ask,
                identifiability: Identifiability::Nothing,
                reason: *reason,
                addressee: Some(*addressee),
                ..decision
            },
            _ => decision,
        }
    }
}
