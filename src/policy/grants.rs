//! What roles may do, compiled: per role and pair, the most identifiable form for each verb and relation.

use super::compiled::{Names, PairIx, RoleIx};
use super::model::Document;
use super::words::{Form, Relation, Verb};
use crate::law::Reason;

/// Rows of a role.
const ROWS: usize = Verb::ALL.len() + 1;

/// What every role may do with every pair.
pub(crate) struct RoleGrants {
    /// role × verb × pair, dense, the pair last: most of what is asked is about one verb. Two bits of form for each
    /// relation. After the verbs of each role, one row more: 1 where it never sees the category.
    cells: Vec<u16>,
    pairs: usize,
}

const _: () = assert!(Relation::ALL.len() * 2 <= u16::BITS as usize && Form::ALL.len() == 4);

impl RoleGrants {
    pub(super) fn compile(document: &Document, names: &Names) -> RoleGrants {
        let pairs = names.pairs.len();
        let mut grants = RoleGrants { cells: vec![0; names.roles.len() * ROWS * pairs], pairs };
        for (row, role) in names.roles.iter().enumerate() {
            let role = document.roles.get(role);
            for (pair, (purpose, category)) in names.pairs.iter().enumerate() {
                let ids = names.purposes.get(purpose.usize()).zip(names.categories.get(category.usize()));
                let (role_ix, pair_ix) = (RoleIx(row as u32), PairIx(pair as u32));
                if ids.zip(role).is_some_and(|((_, category), role)| role.never.contains(category)) {
                    let place = grants.place(role_ix, Verb::ALL.len(), pair_ix);
                    grants.cells.get_mut(place).into_iter().for_each(|cell| *cell = 1);
                }
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
                        for verb in &permission.verbs {
                            grants.grant(role_ix, *verb, pair_ix, relation, form);
                        }
                    }
                }
            }
        }
        grants
    }

    fn grant(&mut self, role: RoleIx, verb: Verb, pair: PairIx, relation: Relation, form: Form) {
        let place = self.place(role, verb as usize, pair);
        if let Some(cell) = self.cells.get_mut(place) {
            let shift = 2 * relation as u16;
            let old = (*cell >> shift) & 3;
            *cell = (*cell & !(3 << shift)) | ((form as u16).max(old) << shift);
        }
    }

    #[inline]
    fn place(&self, role: RoleIx, row: usize, pair: PairIx) -> usize {
        (role.usize() * ROWS + row) * self.pairs + pair.usize()
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

    /// Why a role may not do this, with the relations that were given.
    pub(crate) fn refusal(&self, role: RoleIx, pair: PairIx, verb: Verb) -> Reason {
        let never = self.cells.get(self.place(role, Verb::ALL.len(), pair)).is_some_and(|cell| *cell != 0);
        match (never, self.cell(role, pair, verb)) {
            (true, _) => Reason::RoleNever,
            (false, 0) => Reason::RoleNotPermitted,
            (false, _) => Reason::RelationMissing,
        }
    }

    #[inline]
    fn cell(&self, role: RoleIx, pair: PairIx, verb: Verb) -> u16 {
        self.cells.get(self.place(role, verb as usize, pair)).copied().unwrap_or(0)
    }
}
