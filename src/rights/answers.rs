//! Who answers a request: whoever decides on the data. A processor hands it on (article 28(3)(e)).

use crate::json::Id;
use crate::policy::{Document, Identifiability, PartyRole, Purpose};

/// Who answers, as one version of the policy has it.
#[derive(Clone, Copy)]
pub(super) struct Answers<'d>(pub(super) &'d Document);

impl<'d> Answers<'d> {
    /// True if the author of the policy decides on a category: it has a purpose of its own that needs it, and more than
    /// anonymised if any purpose does. Of a category that none needs, whether it decides on anything at all.
    pub(super) fn here(self, category: &Id) -> bool {
        let needing = self.0.purposes.values().filter(|purpose| purpose.categories.contains(category));
        self.here_of(category, &needing.collect::<Vec<_>>())
    }

    /// The same, given the purposes that need the category.
    pub(super) fn here_of(self, category: &Id, needing: &[&Purpose]) -> bool {
        let identifiability = |purpose: &&Purpose| {
            purpose.identifiability.get(category).copied().unwrap_or(Identifiability::Identifiable)
        };
        let decides = |purpose: &Purpose| self.decides(purpose.r#as);
        match needing.iter().map(identifiability).max() {
            Some(Identifiability::Nothing | Identifiability::Anonymised) => {
                needing.iter().any(|purpose| decides(purpose))
            }
            Some(_) => needing
                .iter()
                .any(|purpose| identifiability(purpose) > Identifiability::Anonymised && decides(purpose)),
            None => self.named().is_none() && self.0.purposes.values().any(decides),
        }
    }

    fn decides(self, role: PartyRole) -> bool {
        match role {
            PartyRole::Controller | PartyRole::IndependentController => true,
            // Joint controllers arrange who of them answers (article 26).
            PartyRole::JointController => self.named().is_none(),
            PartyRole::Processor | PartyRole::SubProcessor => false,
        }
    }

    /// The party to hand a request to: who the policy says answers, or else the first that decides; `None` if it names
    /// neither.
    pub(super) fn elsewhere(self) -> Option<&'d Id> {
        let decides = |role: &PartyRole| matches!(role, PartyRole::Controller | PartyRole::JointController);
        let mut parties = self.0.parties.iter();
        self.named().or_else(|| {
            parties
                .find(|(id, party)| !self.0.is_declared_by(id) && party.acts_as.iter().any(decides))
                .map(|(id, _)| id)
        })
    }

    /// The party that the policy says answers, if that is not its author.
    fn named(self) -> Option<&'d Id> {
        let party = &self.0.rights.as_ref()?.answered_by;
        (!self.0.is_declared_by(party)).then_some(party)
    }
}
