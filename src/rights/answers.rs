//! Who answers a request: whoever decides on the data. A processor hands it on, or works on it as its controller instructs
//! (article 28(3)(a) and (e)).

use std::collections::BTreeMap;

use super::Request;
use crate::json::Id;
use crate::policy::{Document, Identifiability, PartyRole};

/// Who answers, as one version of the policy has it.
pub(super) struct Answers<'d> {
    pub(super) document: &'d Document,
    /// Of each category that a purpose needs: whether the author decides on it.
    here: BTreeMap<&'d Id, bool>,
}

impl<'d> Answers<'d> {
    pub(super) fn of(document: &'d Document) -> Answers<'d> {
        let mut answers = Answers { document, here: BTreeMap::new() };
        // Whoever needs a category as personal data counts; of what is needed only anonymised, whoever needs it.
        let mut decided: BTreeMap<&Id, [Option<bool>; 2]> = BTreeMap::new();
        for purpose in document.purposes.values() {
            let decides = answers.decides(purpose.r#as);
            for category in &purpose.categories {
                let identifiability =
                    purpose.identifiability.get(category).copied().unwrap_or(Identifiability::Identifiable);
                let [personal, other] = decided.entry(category).or_default();
                let place = if identifiability > Identifiability::Anonymised { personal } else { other };
                *place = Some(place.unwrap_or(false) || decides);
            }
        }
        let here = |[personal, other]: [Option<bool>; 2]| personal.or(other).unwrap_or(false);
        answers.here = decided.into_iter().map(|(category, of)| (category, here(of))).collect();
        answers
    }

    /// True if the author of the policy decides on a category: it has a purpose of its own that needs it, and more than
    /// anonymised if any purpose does. Of a category that none needs, whether it decides on anything at all.
    pub(super) fn here(&self, category: &Id) -> bool {
        self.here.get(category).copied().unwrap_or_else(|| self.on_anything())
    }

    /// True if the author decides on something that a request asks about.
    pub(super) fn some_of(&self, request: &Request) -> bool {
        let mut asked = self.asked(request).peekable();
        // Of categories that the policy declares no more, and of none at all.
        match asked.peek() {
            None => self.document.purposes.is_empty() || self.on_anything(),
            Some(_) => asked.any(|id| self.here(id)),
        }
    }

    /// True if the author decides on everything that a request asks about.
    pub(super) fn all_of(&self, request: &Request) -> bool {
        self.some_of(request) && self.asked(request).all(|id| self.here(id))
    }

    /// The categories that a request asks about; of an objection, those that its purposes need.
    fn asked<'r>(&self, request: &'r Request) -> impl Iterator<Item = &'d Id> + use<'d, 'r> {
        let against = &request.purposes;
        let purposes = &self.document.purposes;
        let needed = move |id: &Id| {
            let needs = |purpose: &Id| purposes.get(purpose).is_none_or(|of| of.categories.contains(id));
            against.is_empty() || against.iter().any(needs)
        };
        self.document.categories.keys().filter(move |id| request.is_about(id) && needed(id))
    }

    fn on_anything(&self) -> bool {
        self.named().is_none() && self.document.purposes.values().any(|purpose| self.decides(purpose.r#as))
    }

    fn decides(&self, role: PartyRole) -> bool {
        match role {
            PartyRole::Controller | PartyRole::IndependentController => true,
            // Joint controllers arrange who of them answers (article 26).
            PartyRole::JointController => self.named().is_none(),
            PartyRole::Processor | PartyRole::SubProcessor => false,
        }
    }

    /// The party to hand a request to: who the policy says answers, or else the first that decides; `None` if it names
    /// neither.
    pub(super) fn elsewhere(&self) -> Option<&'d Id> {
        self.named().or_else(|| self.controllers().next())
    }

    /// The parties that can instruct the author: who the policy says answers, or else every controller; or else, where the
    /// policy names none, any other party.
    pub(super) fn instructing(&self) -> Vec<&'d Id> {
        let others = || {
            self.document.parties.iter().filter(|(id, _)| !self.document.is_declared_by(id)).map(|(id, _)| id)
        };
        match self.named() {
            Some(party) => vec![party],
            None if self.elsewhere().is_some() => self.controllers().collect(),
            None => others().collect(),
        }
    }

    fn controllers(&self) -> impl Iterator<Item = &'d Id> + use<'d> {
        let decides = |role: &PartyRole| matches!(role, PartyRole::Controller | PartyRole::JointController);
        let document = self.document;
        let others = document.parties.iter().filter(|(id, _)| !document.is_declared_by(id));
        others.filter(move |(_, party)| party.acts_as.iter().any(decides)).map(|(id, _)| id)
    }

    /// The party that the policy says answers, if that is not the one that declares it.
    fn named(&self) -> Option<&'d Id> {
        let party = &self.document.rights.as_ref()?.answered_by;
        (!self.document.is_declared_by(party)).then_some(party)
    }
}
