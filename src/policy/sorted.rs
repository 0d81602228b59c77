//! Names in order, each known by its place; found by their first sixteen bytes before their whole text.

use core::ops::Deref;

use crate::json::Id;

/// Names, sorted and each once.
pub(crate) struct Sorted {
    names: Vec<Id>,
    /// The first sixteen bytes of each name as a number, so in the same order: most searches compare no text but the last.
    heads: Vec<u128>,
}

impl Sorted {
    pub(super) fn of(mut names: Vec<Id>) -> Sorted {
        names.sort();
        names.dedup();
        let heads = names.iter().map(|name| head(name.as_str())).collect();
        Sorted { names, heads }
    }

    /// The place of a name.
    #[inline]
    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        let wanted = head(name);
        let mut place = self.heads.partition_point(|head| *head < wanted);
        // Names with the same beginning stand together; few policies have more than a handful of them.
        if self.heads.get(place + 1).is_some_and(|next| *next == wanted) {
            place = self.names.partition_point(|id| id.as_str() < name);
        }
        (self.names.get(place)?.as_str() == name).then_some(place as u32)
    }
}

impl Deref for Sorted {
    type Target = [Id];

    fn deref(&self) -> &[Id] {
        &self.names
    }
}

/// Big-endian and padded with zeros: a shorter name comes before a longer one that begins with it, as in text.
fn head(name: &str) -> u128 {
    let (mut first, bytes) = ([0; 16], name.as_bytes());
    let length = bytes.len().min(first.len());
    if let (Some(to), Some(from)) = (first.get_mut(..length), bytes.get(..length)) {
        to.copy_from_slice(from);
    }
    u128::from_be_bytes(first)
}
