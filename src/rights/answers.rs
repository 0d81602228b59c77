//! Who answers a request: whoever decides on the data. A processor hands it on (article 28(3)(e)).

use crate::json::Id;
use crate::policy::{Document, Form, PartyRole, Purpose};

/// Who answers, as one version of the policy has it.
#[derive(Clone, Copy)]
pub(super) struct Answers<'d>(pub(super) &'d Document);

impl<'d> Answers<'d> {
    /// True if the author of the policy decides on a category: it has a purpose of its own that needs it, and more than
    /// anonymised if any purpose does. Of a category that none needs, whether it decides on anything at all.
    pub(super) fn here(self, category: &Id) -> bool {
        let purposes = || self.0.purposes.values();
        let form = |purpose: &Purpose| {
            let form = purpose.forms.get(category).copied().unwrap_or(Form::Identifiable);
            purpose.categories.contains(category).then_some(form)
        };
        let decides = |purpose: &Purpose| self.decides(purpose.r#as);
        match purposes().filter_map(form).max() {
            Some(Form::Nothing | Form::Anonymised) => {
                purposes().any(|purpose| form(purpose).is_some() && decides(purpose))
            }
            Some(_) => purposes().any(|purpose| form(purpose) > Some(Form::Anonymised) && decides(purpose)),
            None => self.named().is_none() && purposes().any(decides),
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
            parties.find(|(_, party)| !party.author && party.acts_as.iter().any(decides)).map(|(id, _)| id)
        })
    }

    /// The party that the policy says answers, if that is not its author.
    fn named(self) -> Option<&'d Id> {
        let party = &self.0.rights.as_ref()?.answered_by;
        self.0.parties.get(party).is_none_or(|party| !party.author).then_some(party)
    }
}
