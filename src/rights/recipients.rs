//! Who gets the data that a request is about, and why (article 15(1)(c)).

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::Time;
use crate::claim::Claims;
use crate::json::Id;
use crate::policy::{DisclosureGround, Document, PartyRole};

/// What one recipient gets, and why.
#[derive(Default)]
pub(super) struct Gets<'p> {
    pub(super) grounds: BTreeSet<DisclosureGround>,
    pub(super) categories: BTreeSet<&'p Id>,
    /// When it was given, for what an entry says was given.
    pub(super) given: BTreeSet<Time>,
}

/// The recipients of these categories at a moment: as the policy declares, and as entries say.
pub(super) fn of<'p>(
    claims: &'p Claims,
    document: &'p Document,
    at: Time,
    in_scope: &dyn Fn(&Id) -> bool,
) -> BTreeMap<&'p Id, Gets<'p>> {
    let mut all: BTreeMap<&'p Id, Gets<'p>> = BTreeMap::new();
    for purpose in document.purposes.values() {
        for (id, recipient) in &purpose.recipients {
            let of =
                if recipient.categories.is_empty() { &purpose.categories } else { &recipient.categories };
            let categories: Vec<&Id> = of.iter().filter(|id| in_scope(id)).collect();
            if !categories.is_empty() {
                let gets = all.entry(id).or_default();
                gets.grounds.insert(recipient.ground);
                gets.categories.extend(categories);
            }
        }
    }
    // Who keeps them for us receives them, too.
    for system in document.systems.values() {
        let keeps = document.parties.get_key_value(&system.party).filter(|(id, party)| {
            let works = |role: &PartyRole| matches!(role, PartyRole::Processor | PartyRole::SubProcessor);
            !document.is_declared_by(id) && party.acts_as.iter().any(works)
        });
        let categories: Vec<&Id> = system.categories.iter().filter(|id| in_scope(id)).collect();
        if let Some((id, _)) = keeps.filter(|_| !categories.is_empty()) {
            let gets = all.entry(id).or_default();
            gets.grounds.insert(DisclosureGround::Processor);
            gets.categories.extend(categories);
        }
    }
    for given in claims.facts().disclosed.iter().filter(|given| given.at <= at) {
        let categories: Vec<&Id> = given.categories.iter().filter(|id| in_scope(id)).collect();
        if !categories.is_empty() {
            let gets = all.entry(&given.recipient).or_default();
            gets.given.insert(given.at);
            gets.categories.extend(categories);
        }
    }
    all
}
