//! What roles may do, compiled: per role and pair, the most identifiable form for each verb and relation.

use super::compiled::{Names, PairIx, RoleIx};
use super::model::Document;
use super::words::{Form, Relation, Verb};

/// What every role may do with every pair.
pub(crate) struct RoleGrants {
    /// role × verb × pair, dense, the pair last: most of what is asked is about one verb. Two bits of form for each
    /// relation.
    cells: Vec<u16>,
    pairs: usize,
}

const _: () = assert!(Relation::ALL.len() * 2 <= u16::BITS as usize && Form::ALL.len() == 4);

impl RoleGrants {
    pub(super) fn compile(document: &Document, names: &Names) -> RoleGrants {
        let pairs = names.pairs.len();
        let mut grants = RoleGrants { cells: vec![0; names.roles.len() * Verb::ALL.len() * pairs], pairs };
        for (row, role) in names.roles.iter().enumerate() {
            let role = document.roles.get(role);
            for (pair, (purpose, category)) in names.pairs.iter().enumerate() {
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
                        let (role, pair) = (RoleIx(row as u32), PairIx(pair as u32));
                        for verb in &permission.verbs {
                            grants.grant(role, *verb, pair, relation, form);
                        }
                    }
                }
            }
        }
        grants
    }

    fn grant(&mut self, role: RoleIx, verb: Verb, pair: PairIx, relation: Relation, form: Form) {
        let place = self.place(role, verb, pair);
        if let Some(cell) = self.cells.get_mut(place) {
            let shift = 2 * relation as u16;
            let old = (*cell >> shift) & 3;
            *cell = (*cell & !(3 << shift)) | ((form as u16).max(old) << shift);
        }
    }

    #[inline]
    fn place(&self, role: RoleIx, verb: Verb, pair: PairIx) -> usize {
        (role.usize() * Verb::ALL.len() + verb as usize) * self.pairs + pair.usize()
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
        self.cells.get(self.place(role, verb, pair)).copied().unwrap_or(0)
    }
}
