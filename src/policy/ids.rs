//! Names as numbers, for calls that are made often.

use super::compiled::Names;
use super::{History, Policy};
use crate::json::{Id, words};

words! {
    /// What a name is the name of.
    pub enum NameKind {
        /// A role.
        Role = "role",
        /// A purpose.
        Purpose = "purpose",
        /// A category.
        Category = "category",
        /// A party, as a recipient.
        Recipient = "recipient",
        /// A precondition.
        Precondition = "precondition",
    }
}

/// A name of a policy as a number: 32 bits of the policy's digest, 8 of its kind, 24 of its place. A small value.
///
/// Equal policies give equal numbers, so a host may keep them beside the policy. A number of another policy, or of
/// another kind of name, is refused.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(transparent)]
pub struct NameId(u64);

impl NameId {
    /// The number itself.
    pub fn get(self) -> u64 {
        self.0
    }

    /// A number that a host kept. Whether it is one of the policy is checked where it is used.
    pub fn from_number(number: u64) -> NameId {
        NameId(number)
    }
}

impl Policy {
    /// The number of a name, in any of its versions; `None` if it never had such a name.
    pub fn id(&self, kind: NameKind, name: &str) -> Option<NameId> {
        let history = self.history();
        let place = history.names.of_kind(kind).find(name)?;
        Some(NameId(history.numbers.prefix(kind) | u64::from(place)))
    }

    /// The name with this number; `None` if it is not one of this policy.
    pub fn name(&self, id: NameId) -> Option<&str> {
        let history = self.history();
        let kind = NameKind::ALL.iter().copied().find(|kind| history.place(id, *kind).is_some())?;
        let place = history.place(id, kind)?;
        history.names.of_kind(kind).get(place as usize).map(Id::as_str)
    }

    /// Every name of a kind, in order, over all versions.
    pub fn names(&self, kind: NameKind) -> impl ExactSizeIterator<Item = &str> {
        self.history().names.of_kind(kind).iter().map(Id::as_str)
    }
}

/// What tells the numbers of a policy from all others, by kind.
pub(crate) struct Numbers {
    /// 32 bits of the policy's digest, 8 of the kind.
    prefixes: [u64; NameKind::ALL.len()],
    counts: [u64; NameKind::ALL.len()],
}

impl Numbers {
    pub(super) fn of(names: &Names, digest: &[u8; 32]) -> Numbers {
        let [a, b, c, d, ..] = *digest;
        let tag = u64::from(u32::from_be_bytes([a, b, c, d])) << 32;
        let mut numbers = Numbers { prefixes: [0; NameKind::ALL.len()], counts: [0; NameKind::ALL.len()] };
        let rows = numbers.prefixes.iter_mut().zip(&mut numbers.counts);
        for ((prefix, count), kind) in rows.zip(NameKind::ALL) {
            *prefix = tag | ((*kind as u64 + 1) << 24);
            *count = names.of_kind(*kind).len() as u64;
        }
        numbers
    }

    #[inline]
    fn prefix(&self, kind: NameKind) -> u64 {
        self.prefixes.get(kind as usize).copied().unwrap_or(0)
    }
}

impl History {
    /// The place of a number among the names of its kind; `None` if it is of another policy or kind.
    #[inline]
    pub(crate) fn place(&self, id: NameId, kind: NameKind) -> Option<u32> {
        let place = id.0 ^ self.numbers.prefix(kind);
        let count = self.numbers.counts.get(kind as usize).copied().unwrap_or(0);
        (place < count).then_some(place as u32)
    }
}
