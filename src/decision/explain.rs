use super::{Decision, Lanes, Whom};
use crate::calendar::{Time, Zone};
use crate::claim::Lane;
use crate::timeline::Because;

/// A decision with all its reasons, and the lanes it was read from. Owned.
#[derive(Clone, PartialEq, Debug)]
pub struct Explanation {
    /// The decision.
    pub decision: Decision,
    /// Every reason: for a permit what it rests on, else everything that is missing or fails, the deciding one first.
    pub reasons: Vec<Because>,
    /// Whom to ask, all of them, for `Ask`.
    pub whom: Vec<Whom>,
    /// The moment asked about.
    pub at: Time,
    /// The conditions of the claim, in order; the claim is their minimum. Empty if there is no such claim.
    pub lanes: Vec<Lane>,
}

impl Explanation {
    /// The lanes as a picture in text, `width` characters of time wide, between two moments.
    pub fn picture<'a>(&'a self, zone: &'a Zone, from: Time, to: Time, width: usize) -> Lanes<'a> {
        Lanes::new(self, zone, from, to, width)
    }
}
