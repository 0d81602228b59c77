use serde_json::{Value as Json, json};

use super::{Addressee, Decision, TimelinePicture};
use crate::calendar::{Time, Zone};
use crate::claim::{ClaimFinding, ConditionTimeline};
use crate::law::Stamp;
use crate::timeline::{Reason, Step};

/// A decision with all its reasons, and the condition timelines it was read from. Owned.
#[derive(Clone, PartialEq, Debug)]
pub struct Explanation {
    /// The decision.
    pub decision: Decision,
    /// Every reason: for a permit what it rests on, else everything that is missing or fails, the deciding one first.
    pub reasons: Vec<Reason>,
    /// Whom to ask, all of them, for `Ask`.
    pub addressee: Vec<Addressee>,
    /// The moment asked about.
    pub at: Time,
    /// The conditions of the claim, in order; the claim is their minimum. Empty if there is no such claim.
    pub timelines: Vec<ConditionTimeline>,
    /// The findings about the policy that stop this processing, each with the entry that accepted it.
    pub findings: Vec<ClaimFinding>,
    /// The law that it rests on.
    pub law: Stamp,
}

impl Explanation {
    /// As a JSON document, version 1; equal explanations have equal bytes.
    ///
    /// ```text
    /// {"v":1,"law","provisional","answer","identifiability","valid-until","addressee":[…],"reasons":[R…],
    ///  "findings":[{"code","at","accepted"}…],"timelines":[{"condition","steps":[{"from","value","code",S}]}]}
    /// ```
    ///
    /// R is `{"code","article","nl","en",S}`; S is `"source"` and `"entry"`, both null for what stands in no entry.
    /// Moments are RFC 3339 in UTC; null is before, or after, everything.
    pub fn to_json(&self) -> String {
        let part = |part: &ConditionTimeline| {
            let step = |step: &Step| {
                let (source, entry) = step.reason.source.place();
                json!({
                    "from": step.from.json(),
                    "value": step.value.as_str(),
                    "code": step.reason.code.as_str(),
                    "source": source,
                    "entry": entry,
                })
            };
            let steps: Vec<Json> = part.timeline.steps().iter().map(step).collect();
            json!({ "condition": part.condition.as_str(), "steps": steps })
        };
        let finding = |finding: &ClaimFinding| json!({ "code": finding.code, "at": finding.at, "accepted": finding.accepted });
        json!({
            "v": 1,
            "law": self.law.version,
            "provisional": self.law.provisional,
            "answer": self.decision.answer.as_str(),
            "identifiability": self.decision.identifiability.as_str(),
            "valid-until": self.decision.valid_until.json(),
            "addressee": self.addressee.iter().map(|addressee| addressee.as_str()).collect::<Vec<_>>(),
            "reasons": self.reasons.iter().map(|reason| reason.json()).collect::<Vec<_>>(),
            "findings": self.findings.iter().map(finding).collect::<Vec<_>>(),
            "timelines": self.timelines.iter().map(part).collect::<Vec<_>>(),
        })
        .to_string()
    }

    /// The condition timelines as a picture in text, `width` characters of time wide, between two moments.
    pub fn picture<'a>(&'a self, zone: &'a Zone, from: Time, to: Time, width: usize) -> TimelinePicture<'a> {
        TimelinePicture::new(self, zone, from, to, width)
    }
}
