//! What roles may do, compiled: per role and pair, the most identifiable form for each verb and relation.

use std::collections::BTreeMap;

use super::compiled::{Names, PairIx, RoleIx};
use super::model::Document;
use super::words::{Form, Relation, Verb};

/// What every role may do with every pair. Few sets of permissions differ, so each is kept once.
pub(crate) struct RoleGrants {
    /// role × pair -> its grants, dense.
    of: Vec<u32>,
    pairs: usize,
    distinct: Vec<Grants>,
}

/// What one role may do with one pair: per verb, two bits of form for each relation.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Grants([u16; Verb::ALL.len()]);

const _: () = assert!(Relation::ALL.len() * 2 <= u16::BITS as usize && Form::ALL.len() == 4);

impl RoleGrants {
    pub(super) fn compile(document: &Document, names: &Names) -> RoleGrants {
        let mut of = Vec::with_capacity(names.roles.len() * names.pairs.len());
        let mut distinct = Vec::new();
        let mut place_of = BTreeMap::new();
        for role in names.roles.iter() {
            let role = document.roles.get(role);
            for (purpose, category) in &names.pairs {
                let mut cell = Grants::default();
                let ids = names.purposes.get(purpose.usize()).zip(names.categories.get(category.usize()));
                if let Some(((purpose, category), role)) = ids.zip(role)
                    && document.purposes.get(purpose).is_some_and(|p| p.categories.contains(category))
                    && !role.never.contains(category)
                {
                    for permission in role.may.values().filter(|permission| {
                        permission.categories.contains(category)
                            && (permission.purposes.is_empty() || permission.purposes.contains(purpose))
                    }) {
                        let form = permission.form.unwrap_or(Form::Identifiable);
                        let relation = permission.relation.unwrap_or(Relation::Any);
                        permission.verbs.iter().for_each(|verb| cell.grant(*verb, relation, form));
                    }
                }
                of.push(*place_of.entry(cell).or_insert_with(|| {
                    distinct.push(cell);
                    distinct.len() as u32 - 1
                }));
            }
        }
        RoleGrants { of, pairs: names.pairs.len(), distinct }
    }

    /// The most identifiable form in which a role may do this with a pair, given the relations the one who acts has;
    /// `Nothing` if it may not.
    #[inline]
    pub(crate) fn form(&self, role: RoleIx, pair: PairIx, verb: Verb, relations: &[Relation]) -> Form {
        let cell = self.cell(role, pair, verb);
        let of = |relation: Relation| (cell >> (2 * relation as u16)) & 3;
        let mut best = of(Relation::Any);
        for relation in relations {
            best = best.max(of(*relation));
        }
        match best {
            0 => Form::Nothing,
            1 => Form::Anonymised,
            2 => Form::Pseudonymised,
            _ => Form::Identifiable,
        }
    }

    /// True if some relation would allow the verb.
    pub(crate) fn with_other_relation(&self, role: RoleIx, pair: PairIx, verb: Verb) -> bool {
        self.cell(role, pair, verb) != 0
    }

    #[inline]
    fn cell(&self, role: RoleIx, pair: PairIx, verb: Verb) -> u16 {
        let place = self.of.get(role.usize() * self.pairs + pair.usize());
        let grants = place.and_then(|place| self.distinct.get(*place as usize));
        grants.and_then(|grants| grants.0.get(verb as usize)).copied().unwrap_or(0)
    }
}

impl Grants {
    fn grant(&mut self, verb: Verb, relation: Relation, form: Form) {
        if let Some(cell) = self.0.get_mut(verb as usize) {
            let shift = 2 * relation as u16;
            let old = (*cell >> shift) & 3;
            *cell = (*cell & !(3 << shift)) | ((form as u16).max(old) << shift);
        }
    }
}
