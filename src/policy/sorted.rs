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
///
/// Put together in registers, from reads that overlap: bytes that are copied into a buffer one way and read another must
/// first have left the processor.
#[inline]
fn head(name: &str) -> u128 {
    let bytes = name.as_bytes();
    if let Some(first) = bytes.first_chunk() {
        return u128::from_be_bytes(*first);
    }
    // A name of fewer than sixteen bytes: its first and its last half have some in common.
    let beyond = 128 - 8 * bytes.len() as u32;
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (first, last) = (u64::from_be_bytes(*first), u64::from_be_bytes(*last));
        return u128::from(first) << 64 | u128::from(last) << beyond;
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (first, last) = (u32::from_be_bytes(*first), u32::from_be_bytes(*last));
        return u128::from(first) << 96 | u128::from(last) << beyond;
    }
    bytes.iter().rev().fold(0, |head, byte| head >> 8 | u128::from(*byte) << 120)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_is_the_first_sixteen_bytes_whatever_the_length() {
        let name = "abcdefghijklmnopqrstuvwxyz";
        for length in 0..=name.len() {
            let mut first = [0; 16];
            let end = length.min(16);
            first[..end].copy_from_slice(&name.as_bytes()[..end]);
            assert_eq!(head(&name[..length]), u128::from_be_bytes(first), "{length}");
        }
    }
}
