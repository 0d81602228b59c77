//! Who may ask for the person, and the basis in force: what readings of rights need besides the timelines.

use super::age::Age;
use super::{Claims, Record};
use crate::calendar::Time;
use crate::dossier::DATA_SUBJECT;
use crate::json::Id;
use crate::law::{Act, Basis, Voice};
use crate::policy::PairIx;
use crate::timeline::{Because, Value};

impl Claims {
    /// Whether someone may ask, object, or collect for the person at a moment (UAVG 5(4)): Live if they may, Ended if
    /// not, Unknown if a fact is missing. `self` is the person.
    pub(crate) fn may_ask(&self, who: &str, at: Time) -> Value {
        let age = self.age_of_any();
        let (day, capacity) = (self.setting.zone().day_of(at), age.capacity(at));
        let voices = age.candidates(at).into_iter().map(|age| Voice::of(Act::Ask, age, capacity, day));
        let is_self = who == DATA_SUBJECT;
        let heard =
            voices.map(|voice| if is_self { voice.hears_self() } else { voice.hears_representative() });
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

    /// Whether the lawful basis of a claim holds at a moment; Live for a pair that no version knows.
    pub(crate) fn basis_holds(&self, pair: PairIx, at: Time) -> Value {
        let version = self.history().version_at(at);
        let declared = self.names_of(pair).zip(version).and_then(|(pair, version)| {
            let purpose = version.document.purposes.get(pair.purpose)?;
            Some(self.basis_lane(pair, purpose, version).at(at).value)
        });
        declared.unwrap_or(Value::Unknown)
    }

    /// The claims of its own kind on a category at a moment, each with its end if that is known.
    pub(crate) fn own_now(&self, category: &Id, at: Time) -> Option<(Because, Option<Time>)> {
        let ix = self.history().names.category(category.as_str())?;
        let own = self.own(ix, &Record::default());
        let step = own.at(at);
        let run = own.run(at, Value::Unknown)?;
        Some((step.because, Some(run.to).filter(|to| to.is_finite())))
    }

    /// When the records of a category in a system that were there at `since` were erased, if entries say so.
    pub(crate) fn erased_in(&self, category: &Id, system: &Id, since: Time) -> Option<Time> {
        let covers = self.facts.erased.iter().filter(|done| {
            done.category == *category
                && since < done.through
                && done.system.as_ref().is_none_or(|named| named == system)
        });
        covers.map(|done| done.from).min()
    }
}
