use serde_json::{Value as Json, json};

use super::{Decision, Lanes, Whom};
use crate::calendar::{Time, Zone};
use crate::claim::Lane;
use crate::timeline::{Because, Step};

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
    /// As a JSON document, version 1; equal explanations have equal bytes.
    ///
    /// ```text
    /// {"v":1,"answer","form","until","whom":[…],"reasons":[R…],
    ///  "lanes":[{"condition","steps":[{"from","value","code",S}]}]}
    /// ```
    ///
    /// R is `{"code","article","nl","en",S}`; S is `"source"` and `"entry"`, both null for what stands in no entry.
    /// Moments are RFC 3339 in UTC; null is before, or after, everything.
    pub fn to_json(&self) -> String {
        let lane = |lane: &Lane| {
            let step = |step: &Step| {
                let (source, entry) = step.because.source.place();
                json!({
                    "from": step.from.json(),
                    "value": step.value.as_str(),
                    "code": step.because.reason.code(),
                    "source": source,
                    "entry": entry,
                })
            };
            let steps: Vec<Json> = lane.timeline.steps().iter().map(step).collect();
            json!({ "condition": lane.condition.as_str(), "steps": steps })
        };
        json!({
            "v": 1,
            "answer": self.decision.answer.as_str(),
            "form": self.decision.form.as_str(),
            "until": self.decision.until.json(),
            "whom": self.whom.iter().map(|whom| whom.as_str()).collect::<Vec<_>>(),
            "reasons": self.reasons.iter().map(|because| because.json()).collect::<Vec<_>>(),
            "lanes": self.lanes.iter().map(lane).collect::<Vec<_>>(),
        })
        .to_string()
    }

    /// The lanes as a picture in text, `width` characters of time wide, between two moments.
    pub fn picture<'a>(&'a self, zone: &'a Zone, from: Time, to: Time, width: usize) -> Lanes<'a> {
        Lanes::new(self, zone, from, to, width)
    }
}
