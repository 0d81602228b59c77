//! Who may ask for the person, and the basis in force: what readings of rights need besides the timelines.

use super::Claims;
use super::age::Age;
use crate::calendar::Time;
use crate::dossier::DATA_SUBJECT;
use crate::json::Id;
use crate::law::{Act, Basis, Voice};
use crate::timeline::Value;

impl Claims {
    /// Whether someone may ask, object, or collect for the person at a moment (UAVG 5(4)): Live if they may, Ended if
    /// not, Unknown if a fact is missing. `self` is the person.
    pub(crate) fn may_ask(&self, who: &str, at: Time) -> Value {
        let age = self.age_of_any();
        let (day, capacity) = (self.setting.zone().day_of(at), age.capacity(at));
        let voices = age.candidates(at).into_iter().map(|age| Voice::of(Act::Ask, age, capacity, day));
        let is_self = who == DATA_SUBJECT;
        let heard = voices.map(|voice| if is_self { voice.hears_self() } else { voice.hears_representative() });
        let (mut all, mut any) = (true, false);
        heard.for_each(|heard| (all, any) = (all && heard, any || heard));
        let by_age = match (all, any) {
            (true, _) => Value::Live,
            (false, true) => Value::Unknown,
            (false, false) => Value::Ended,
        };
        let authority = if is_self {
            Value::Live
        } else {
            // Someone of whom no entry says that they have authority has shown none.
            self.facts.authorities.get(who).map_or(Value::Ended, |line| line.at(at).value)
        };
        by_age.min(authority)
    }

    /// The age of the person, whatever the purpose: a possible minor if the policy in force says that of any subject.
    fn age_of_any(&self) -> Age<'_> {
        let versions = self.history().versions.iter();
        let minors = versions.flat_map(|v| v.document.subjects.values()).any(|subject| subject.minors);
        self.age_among(minors)
    }

    /// The lawful basis of a purpose at a moment: the policy's, or the one that the controller bound; `None` if it
    /// bound none, or the version in force has no such purpose.
    pub(crate) fn basis_at(&self, purpose: &Id, at: Time) -> Option<Basis> {
        match self.history().version_at(at)?.document.purposes.get(purpose)?.basis {
            Basis::ByController => {
                let bindings = self.setting.bindings(purpose);
                bindings.iter().rev().find(|(from, ..)| *from <= at).and_then(|(_, basis, _)| *basis)
            }
            basis => Some(basis),
        }
    }
}
