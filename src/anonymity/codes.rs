//! Columns as small numbers: equal values get equal numbers.
//!
//! A hash table whose work is counted: values that were made to collide cost a sort instead, so that no input costs more
//! than *n* log *n*. The numbers do not depend on which way was taken.

use std::borrow::Cow;

use super::table::{Column, Sink};

/// A column as numbers: 0 for a missing value, others from 1. Whole numbers are numbered in their own order, texts in
/// the order in which they first appear.
pub(super) struct Codes {
    /// One per row.
    of: Numbers,
    /// How many numbers there are, 0 among them.
    pub(super) width: u32,
    /// Whether a value is missing.
    pub(super) has_missing: bool,
}

/// The numbers of one or more columns, laid end to end, that hold the same kind of values; and the texts that were
/// numbered, in the order of their numbers, for text columns.
pub(super) fn encode<'a>(parts: &[&Column<'a>]) -> (Codes, Vec<&'a [u8]>) {
    if parts.iter().all(|part| part.is_text()) {
        let (of, texts) = number::<&[u8]>(parts);
        (Codes::new(of, texts.len()), texts)
    } else {
        let (of, values) = number::<i64>(parts);
        (Codes::new(in_order(of, &values), values.len()), Vec::new())
    }
}

impl Codes {
    fn new(of: Numbers, values: usize) -> Codes {
        let has_missing = of.as_ref().has_missing();
        Codes { of, width: u32::try_from(values).unwrap_or(u32::MAX).saturating_add(1), has_missing }
    }

    /// All rows.
    pub(super) fn all(&self) -> Of<'_> {
        self.of.as_ref()
    }

    /// Only some rows, by number.
    pub(super) fn select(&self, rows: &[u32]) -> Numbers {
        let of = self.of.as_ref();
        Numbers::Wide(rows.iter().map(|row| of.at(*row)).collect())
    }
}

/// Numbers below 256 in a byte each, for most columns have few values; or any.
pub(super) enum Numbers {
    Narrow(Vec<u8>),
    Wide(Vec<u32>),
}

/// The same, borrowed.
#[derive(Clone, Copy)]
pub(super) enum Of<'a> {
    Narrow(&'a [u8]),
    Wide(&'a [u32]),
}

impl Numbers {
    pub(super) fn as_ref(&self) -> Of<'_> {
        match self {
            Numbers::Narrow(of) => Of::Narrow(of),
            Numbers::Wide(of) => Of::Wide(of),
        }
    }

    #[inline(always)]
    fn push(&mut self, code: u32) {
        match self {
            Numbers::Narrow(of) if code < 256 => of.push(code as u8),
            Numbers::Wide(of) => of.push(code),
            Numbers::Narrow(_) => self.widen(code),
        }
    }

    #[cold]
    fn widen(&mut self, code: u32) {
        if let Numbers::Narrow(of) = self {
            let mut wide = Vec::with_capacity(of.capacity());
            wide.extend(of.iter().copied().map(u32::from));
            wide.push(code);
            *self = Numbers::Wide(wide);
        }
    }
}

impl<'a> Of<'a> {
    pub(super) fn at(self, row: u32) -> u32 {
        match self {
            Of::Narrow(of) => of.get(row as usize).copied().map_or(0, u32::from),
            Of::Wide(of) => of.get(row as usize).copied().unwrap_or(0),
        }
    }

    pub(super) fn has_missing(self) -> bool {
        match self {
            Of::Narrow(of) => of.contains(&0),
            Of::Wide(of) => of.contains(&0),
        }
    }

    /// The first rows, and the others.
    pub(super) fn split_at(self, rows: usize) -> (Of<'a>, Of<'a>) {
        match self {
            Of::Narrow(of) => {
                let (first, rest) = of.split_at_checked(rows).unwrap_or_default();
                (Of::Narrow(first), Of::Narrow(rest))
            }
            Of::Wide(of) => {
                let (first, rest) = of.split_at_checked(rows).unwrap_or_default();
                (Of::Wide(first), Of::Wide(rest))
            }
        }
    }

    /// As words, copied if they are not.
    pub(super) fn words(self) -> Cow<'a, [u32]> {
        match self {
            Of::Narrow(of) => Cow::Owned(of.iter().copied().map(u32::from).collect()),
            Of::Wide(of) => Cow::Borrowed(of),
        }
    }
}

/// Renumbers so that the numbers are in the order of the values.
fn in_order(of: Numbers, values: &[i64]) -> Numbers {
    let mut order: Vec<(i64, u32)> = values.iter().copied().zip(1..).collect();
    order.sort_unstable();
    let mut rank = vec![0u32; values.len() + 1];
    for ((_, code), place) in order.into_iter().zip(1..) {
        if let Some(rank) = rank.get_mut(code as usize) {
            *rank = place;
        }
    }
    let ranked = |code: u32| rank.get(code as usize).copied().unwrap_or(0);
    match of {
        // There are as many ranks as numbers, so they are as narrow.
        Numbers::Narrow(of) => {
            Numbers::Narrow(of.into_iter().map(|code| ranked(u32::from(code)) as u8).collect())
        }
        Numbers::Wide(of) => Numbers::Wide(of.into_iter().map(ranked).collect()),
    }
}

/// A value that can be numbered.
trait Key<'a>: Copy + Ord {
    /// Gives each value of a column, `None` where it is missing.
    fn give(column: &Column<'a>, sink: &mut impl Sink<Self>);

    /// 128 bits and a length. Values of at most [`WHOLE`] bytes are equal if their digests are.
    fn digest(self) -> Digest;
}

#[derive(Clone, Copy)]
struct Digest {
    low: u64,
    high: u64,
    /// The length in bytes.
    length: u64,
}

/// Up to how many bytes a digest says all there is to say.
const WHOLE: u64 = 16;

impl<'a> Key<'a> for i64 {
    fn give(column: &Column<'a>, sink: &mut impl Sink<i64>) {
        column.numbers_into(sink);
    }

    #[inline(always)]
    fn digest(self) -> Digest {
        Digest { low: self.cast_unsigned(), high: 0, length: 8 }
    }
}

impl<'a> Key<'a> for &'a [u8] {
    fn give(column: &Column<'a>, sink: &mut impl Sink<&'a [u8]>) {
        column.texts_into(sink);
    }

    #[inline(always)]
    fn digest(self) -> Digest {
        let length = self.len() as u64;
        let word = |of: &[u8; 8]| u64::from_le_bytes(*of);
        let half = |of: &[u8; 4]| u64::from(u32::from_le_bytes(*of));
        // First and last parts may overlap: with the length they still say all.
        let (low, high) = match (self.first_chunk(), self.last_chunk()) {
            (Some(first), Some(last)) if length <= WHOLE => (word(first), word(last)),
            (_, Some(last)) => {
                let (words, _) = self.as_chunks();
                (words.iter().fold(0, |state, of| mix(state ^ word(of), ODD)), word(last))
            }
            _ => match (self.first_chunk(), self.last_chunk()) {
                (Some(first), Some(last)) => (half(first) | half(last) << 32, 0),
                _ => self.iter().fold((0, 0), |(low, high), byte| (low << 8 | u64::from(*byte), high)),
            },
        };
        Digest { low, high, length }
    }
}

/// The digits of pi after the point; any number with mixed bits would do.
const ODD: u64 = 0x243f_6a88_85a3_08d3;
const ODDER: u64 = 0x1319_8a2e_0370_7344;

/// Both halves of a product: every bit of the input moves many bits of the output.
#[inline]
fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

impl Digest {
    /// All at once: three questions would be three guesses of what comes next.
    #[inline(always)]
    fn equals(self, other: Digest) -> bool {
        (self.low ^ other.low) | (self.high ^ other.high) | (self.length ^ other.length) == 0
    }

    #[inline(always)]
    fn is_whole(self) -> bool {
        self.length <= WHOLE
    }

    #[inline(always)]
    fn hash(self) -> u64 {
        mix(self.low ^ ODD, self.high.rotate_left(29) ^ self.length ^ ODDER)
    }
}

/// A place in the hash table; free if its code is 0.
#[derive(Clone, Copy)]
struct CacheLine {
    digest: Digest,
    code: u32,
}

/// Its digest is that of no value of at most [`WHOLE`] bytes.
const FREE: CacheLine = CacheLine { digest: Digest { low: 0, high: 0, length: u64::MAX }, code: 0 };

/// Numbers values from 1 in the order in which they first appear, 0 for none; and those values in that order.
fn number<'a, K: Key<'a>>(parts: &[&Column<'a>]) -> (Numbers, Vec<K>) {
    let rows = parts.iter().map(|part| part.rows()).sum();
    let mut hashed = Hashed::new(rows);
    for part in parts {
        K::give(part, &mut hashed);
    }
    hashed.finish().unwrap_or_else(|| {
        let mut values = Vec::with_capacity(rows);
        for part in parts {
            K::give(part, &mut values);
        }
        let (codes, keys) = by_sort(&values);
        (Numbers::Wide(codes), keys)
    })
}

impl<'a, K: Key<'a>> Sink<K> for Hashed<K> {
    #[inline(always)]
    fn take(&mut self, value: Option<K>) {
        let code = match value {
            None => 0,
            Some(key) => self.code(key),
        };
        self.codes.push(code);
    }
}

/// How many places are looked at before the table.
const NEAR: usize = 1024;

/// Numbers values by a hash table.
struct Hashed<K> {
    codes: Numbers,
    keys: Vec<K>,
    /// What was seen last of all values with the same end of the hash: most columns have few values, which are then all here.
    near: Box<[CacheLine; NEAR]>,
    slots: Vec<CacheLine>,
    mask: usize,
    /// How many steps more are taken before it is given up: well-spread values need fewer. `None` when it was.
    budget: Option<usize>,
}

impl<'a, K: Key<'a>> Hashed<K> {
    fn new(rows: usize) -> Hashed<K> {
        let slots = vec![FREE; 256];
        Hashed {
            codes: Numbers::Narrow(Vec::with_capacity(rows)),
            keys: Vec::new(),
            near: Box::new([FREE; NEAR]),
            mask: slots.len() - 1,
            slots,
            budget: Some(rows.saturating_mul(16).saturating_add(1 << 16)),
        }
    }

    #[inline(always)]
    fn code(&mut self, key: K) -> u32 {
        let digest = key.digest();
        let hash = digest.hash();
        match self.near.get(hash as usize % NEAR) {
            Some(slot) if slot.digest.equals(digest) && digest.is_whole() => slot.code,
            _ => self.far(key, digest, hash),
        }
    }

    #[inline(never)]
    fn far(&mut self, key: K, digest: Digest, hash: u64) -> u32 {
        let code = self.search(key, digest, (hash >> 32) as usize & self.mask);
        if let Some(near) = self.near.get_mut(hash as usize % NEAR) {
            *near = CacheLine { digest, code };
        }
        code
    }

    /// The code of a value, which may be new.
    fn search(&mut self, key: K, digest: Digest, mut at: usize) -> u32 {
        while self.budget.is_some() {
            let Some(slot) = self.slots.get(at) else { break };
            if slot.code == 0 {
                return self.add(key, digest, at);
            }
            let is_same = slot.digest.equals(digest)
                && (digest.is_whole()
                    || self.keys.get(slot.code as usize - 1).is_some_and(|known| *known == key));
            if is_same {
                return slot.code;
            }
            self.budget = self.budget.and_then(|budget| budget.checked_sub(1));
            at = (at + 1) & self.mask;
        }
        0
    }

    #[cold]
    fn add(&mut self, key: K, digest: Digest, at: usize) -> u32 {
        self.keys.push(key);
        let code = self.keys.len() as u32;
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = CacheLine { digest, code };
        }
        if self.keys.len() * 2 > self.slots.len() {
            self.grow();
        }
        code
    }

    fn grow(&mut self) {
        let mut larger = vec![FREE; self.slots.len() * 4];
        self.mask = larger.len() - 1;
        for slot in self.slots.iter().filter(|slot| slot.code != 0) {
            let mut at = (slot.digest.hash() >> 32) as usize & self.mask;
            while larger.get(at).is_some_and(|taken| taken.code != 0) && self.budget.is_some() {
                self.budget = self.budget.and_then(|budget| budget.checked_sub(1));
                at = (at + 1) & self.mask;
            }
            if let Some(free) = larger.get_mut(at) {
                *free = *slot;
            }
        }
        self.slots = larger;
    }

    /// What was numbered; `None` if it was given up.
    fn finish(self) -> Option<(Numbers, Vec<K>)> {
        self.budget.map(|_| (self.codes, self.keys))
    }
}

fn by_sort<'a, K: Key<'a>>(values: &[Option<K>]) -> (Vec<u32>, Vec<K>) {
    let mut codes = vec![0u32; values.len()];
    let mut sorted: Vec<(K, u32)> =
        values.iter().zip(0u32..).filter_map(|(value, row)| value.map(|value| (value, row))).collect();
    sorted.sort_unstable();
    // Each value with the row of its first appearance, in the order of those rows.
    let mut firsts: Vec<(u32, K)> = sorted
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|run| run.first().map(|(key, row)| (*row, *key)))
        .collect();
    firsts.sort_unstable_by_key(|(row, _)| *row);
    for ((row, _), code) in firsts.iter().zip(1..) {
        if let Some(first) = codes.get_mut(*row as usize) {
            *first = code;
        }
    }
    for run in sorted.chunk_by(|a, b| a.0 == b.0) {
        let code = run.first().and_then(|(_, row)| codes.get(*row as usize)).copied().unwrap_or(0);
        for (_, row) in run {
            if let Some(of) = codes.get_mut(*row as usize) {
                *of = code;
            }
        }
    }
    (codes, firsts.into_iter().map(|(_, key)| key).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_hash<'a, K: Key<'a>>(values: &[Option<K>]) -> Option<(Vec<u32>, Vec<K>)> {
        let mut hashed = Hashed::new(values.len());
        values.iter().for_each(|value| hashed.take(*value));
        hashed.finish().map(|(codes, keys)| (codes.as_ref().words().into_owned(), keys))
    }

    #[test]
    fn both_ways_number_alike() {
        let long = "x".repeat(40);
        let texts: Vec<Option<&[u8]>> = [
            Some("b"),
            None,
            Some("a"),
            Some("b"),
            Some(""),
            Some(&long),
            Some("a\0"),
            Some("abcd"),
            Some("abcdefgh"),
        ]
        .into_iter()
        .map(|text| text.map(str::as_bytes))
        .collect();
        let hashed = by_hash(&texts).expect("few values");
        assert_eq!(hashed, by_sort(&texts));
        assert_eq!(hashed.0, [1, 0, 2, 1, 3, 4, 5, 6, 7]);
    }

    /// Finds values that all fall into one place of the table, as someone who wants to slow it down would.
    fn colliding(count: usize) -> Vec<i64> {
        let bits = 0xfff;
        let place = |value: &i64| value.digest().hash() >> 32 & bits == 0;
        (0i64..).filter(place).take(count).collect()
    }

    #[test]
    fn values_made_to_collide_are_sorted_instead() {
        let values = colliding(2_000);
        let some: Vec<Option<i64>> = values.iter().copied().map(Some).collect();
        assert!(by_hash(&some).is_none());
        let (codes, keys) = number::<i64>(&[&Column::integers(&values)]);
        assert!(codes.as_ref().words().iter().copied().eq(1..=2_000));
        assert_eq!(keys.len(), 2_000);
    }

    #[test]
    fn whole_numbers_are_numbered_in_their_order() {
        let (codes, _) = encode(&[&Column::integers(&[7, -1, 7, 0])]);
        assert_eq!((&*codes.all().words(), codes.width), (&[3, 1, 3, 2][..], 4));
        // More values than a byte counts, and the same in either width.
        let many: Vec<i64> = (0..1_000).rev().collect();
        let (codes, _) = encode(&[&Column::integers(&many)]);
        assert!(codes.all().words().iter().copied().eq((1..=1_000).rev()));
    }
}
