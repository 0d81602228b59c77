//! What roles may do, compiled: per role and pair, the most identifiable form for each verb and relation.

use std::collections::{BTreeMap, BTreeSet};

use super::compiled::{Names, PairIx, RoleIx};
use super::model::{Document, Permission, Purpose};
use super::words::{ActorRelation, Identifiability, Verb};
use crate::json::Id;
use crate::law::ReasonCode;

/// Rows of a role.
const ROWS: usize = Verb::ALL.len() + 1;

/// What every role may do with every pair.
pub(crate) struct RoleGrants {
    /// role × verb × pair, dense, the pair last: most of what is asked is about one verb. After the verbs of each role,
    /// one row more, for why it may do nothing.
    cells: Vec<Granted>,
    pairs: usize,
}

/// What one role may do with one pair by one verb: two bits of form for each relation, no more identifiable than the
/// category is held and the purpose needs it; and whether the purpose has preconditions. A small value.
#[derive(Clone, Copy)]
pub(crate) struct Granted(u16);

const GATED: u16 = 1 << 15;

const _: () = assert!(ActorRelation::ALL.len() * 2 < u16::BITS as usize && Identifiability::ALL.len() == 4);

/// In a role's last row: it never sees the category.
const NEVER: u16 = 1;
/// In a role's last row: this version puts purpose and category together.
const TOGETHER: u16 = 2;

impl RoleGrants {
    pub(super) fn compile(document: &Document, names: &Names) -> RoleGrants {
        let pairs = names.pairs.len();
        let cells = vec![Granted(0); names.roles.len() * ROWS * pairs];
        let mut grants = RoleGrants { cells, pairs };
        // Pairs stand together by purpose, so what is looked up of each is put in order once.
        let of_pairs: Vec<Option<(&Id, &Id, Option<&Purpose>)>> = names
            .pairs
            .chunk_by(|(a, _), (b, _)| a == b)
            .flat_map(|pairs| {
                let id = pairs.first().and_then(|(purpose, _)| names.purposes.get(purpose.usize()));
                let purpose = id.and_then(|id| document.purposes.get(id));
                let needs: BTreeSet<&Id> = purpose.iter().flat_map(|purpose| &purpose.categories).collect();
                pairs.iter().map(move |ids| {
                    let (id, category) = names.ids(*ids)?;
                    Some((id, category, purpose.filter(|_| needs.contains(category))))
                })
            })
            .collect();
        for (row, role) in names.roles.iter().enumerate() {
            let role = document.roles.get(role);
            let never: BTreeSet<&Id> = role.iter().flat_map(|role| &role.never).collect();
            let mut permissions: BTreeMap<&Id, Vec<&Permission>> = BTreeMap::new();
            for permission in role.iter().flat_map(|role| role.may.values()) {
                for category in &permission.categories {
                    permissions.entry(category).or_default().push(permission);
                }
            }
            for (pair, ids) in of_pairs.iter().enumerate() {
                let (role_ix, pair_ix) = (RoleIx(row as u32), PairIx(pair as u32));
                let Some((purpose_id, category, together)) = *ids else { continue };
                let is_never = never.contains(category);
                let of_row = if is_never { NEVER } else { 0 } | if together.is_some() { TOGETHER } else { 0 };
                grants.set(role_ix, Verb::ALL.len(), pair_ix, of_row);
                let Some(purpose) = together else { continue };
                if !purpose.preconditions.is_empty() {
                    Verb::ALL.iter().for_each(|verb| grants.set(role_ix, *verb as usize, pair_ix, GATED));
                }
                if is_never {
                    continue;
                }
                let most = needed(document, purpose, category);
                let of_category = permissions.get(category).map_or(&[][..], Vec::as_slice);
                for permission in of_category.iter().filter(|permission| {
                    permission.purposes.is_empty() || permission.purposes.contains(purpose_id)
                }) {
                    let identifiability =
                        permission.identifiability.unwrap_or(Identifiability::Identifiable).min(most);
                    let shift = 2 * permission.relation.unwrap_or(ActorRelation::Any) as u16;
                    for verb in &permission.verbs {
                        let Granted(old) = grants.granted(role_ix, pair_ix, *verb);
                        let best = (identifiability as u16).max((old >> shift) & 3);
                        let new = (old & !(3 << shift)) | (best << shift);
                        grants.set(role_ix, *verb as usize, pair_ix, new);
                    }
                }
            }
        }
        grants
    }

    fn set(&mut self, role: RoleIx, row: usize, pair: PairIx, to: u16) {
        let place = self.place(role, row, pair);
        self.cells.get_mut(place).into_iter().for_each(|cell| *cell = Granted(to));
    }

    #[inline]
    fn place(&self, role: RoleIx, row: usize, pair: PairIx) -> usize {
        (role.usize() * ROWS + row) * self.pairs + pair.usize()
    }

    /// What a role may do with a pair by a verb.
    #[inline]
    pub(crate) fn granted(&self, role: RoleIx, pair: PairIx, verb: Verb) -> Granted {
        self.cell(role, verb as usize, pair)
    }

    /// Why a role may not do this, with the relations that were given.
    #[inline]
    pub(crate) fn refusal(&self, role: RoleIx, pair: PairIx, verb: Verb) -> ReasonCode {
        let Granted(row) = self.cell(role, Verb::ALL.len(), pair);
        let Granted(cell) = self.granted(role, pair, verb);
        match (row & TOGETHER != 0, row & NEVER != 0, cell & !GATED) {
            (false, ..) => ReasonCode::PurposeNotForCategory,
            (_, true, _) => ReasonCode::RoleNever,
            (_, false, 0) => ReasonCode::RoleNotPermitted,
            (_, false, _) => ReasonCode::RelationMissing,
        }
    }

    #[inline]
    fn cell(&self, role: RoleIx, row: usize, pair: PairIx) -> Granted {
        self.cells.get(self.place(role, row, pair)).copied().unwrap_or(Granted(0))
    }
}

impl Granted {
    /// The most identifiable form, given the relations the one who acts has; `Nothing` if it may not.
    #[inline]
    pub(crate) fn identifiability(self, relations: &[ActorRelation]) -> Identifiability {
        let any = self.of(ActorRelation::Any);
        if relations.is_empty() { any } else { any.max(self.best(relations)) }
    }

    #[inline(never)]
    fn best(self, relations: &[ActorRelation]) -> Identifiability {
        relations.iter().map(|relation| self.of(*relation)).max().unwrap_or(Identifiability::Nothing)
    }

    #[inline]
    fn of(self, relation: ActorRelation) -> Identifiability {
        match (self.0 >> (2 * relation as u16)) & 3 {
            0 => Identifiability::Nothing,
            1 => Identifiability::Anonymised,
            2 => Identifiability::Pseudonymised,
            _ => Identifiability::Identifiable,
        }
    }

    /// Whether the purpose has preconditions that must have been passed.
    #[inline]
    pub(crate) fn has_precondition(self) -> bool {
        self.0 & GATED != 0
    }
}

/// The most identifiable form in which a category is held and a purpose needs it.
fn needed(document: &Document, purpose: &Purpose, category: &Id) -> Identifiability {
    let identifiability = document.categories.get(category).and_then(|category| category.identifiability);
    let needed = purpose.identifiability.get(category).copied();
    identifiability
        .unwrap_or(Identifiability::Identifiable)
        .min(needed.unwrap_or(Identifiability::Identifiable))
}
