//! Who has rows in each class. A person with many rows in a class is one person there: *(X, Y)-anonymity* of Wang and Fung
//! (*Anonymizing sequential releases*, KDD 2006), with the quasi-identifiers for *X* and the person for *Y*.

use super::classes::Classes;
use super::wildcard::Neighbours;
use crate::Diagnostic;

/// The most persons that are looked at under wildcards.
pub(super) const MOST_COUNTS: u64 = 1 << 28;

/// The persons of each class, each once.
pub(super) struct People {
    start: Vec<usize>,
    all: Vec<u32>,
}

impl People {
    /// From the person of each row.
    pub(super) fn new(classes: &Classes, persons: &[u32]) -> People {
        let pairs = distinct(&classes.of, persons);
        let mut start = vec![0usize];
        // Every class has a row, and so a person.
        start.extend(pairs.chunk_by(|a, b| a >> 32 == b >> 32).scan(0, |end, run| {
            *end += run.len();
            Some(*end)
        }));
        People { start, all: pairs.into_iter().map(|pair| pair as u32).collect() }
    }

    /// Those of a class, in order.
    pub(super) fn of(&self, class: usize) -> &[u32] {
        let ends = (self.start.get(class), self.start.get(class + 1));
        let (Some(from), Some(to)) = ends else { return &[] };
        self.all.get(*from..*to).unwrap_or_default()
    }

    /// For each class, how many persons have rows in it or in one that is alike with it: each once, wherever they are.
    pub(super) fn alike(&self, neighbours: &Neighbours, classes: usize) -> Result<Vec<u64>, Diagnostic> {
        let of = |class: usize| neighbours.of(class).iter().map(|other| self.of(*other as usize));
        let work: u64 = (0..classes).flat_map(of).map(|persons| persons.len() as u64).sum();
        if work > MOST_COUNTS {
            return Err(too_costly());
        }
        let count = |class: usize| {
            let mut all: Vec<u32> = of(class).flatten().copied().collect();
            all.sort_unstable();
            all.dedup();
            all.len() as u64
        };
        Ok((0..classes).map(count).collect())
    }
}

/// Pairs of two numbers, in order and each once, the first in the upper half.
pub(super) fn distinct(first: &[u32], second: &[u32]) -> Vec<u64> {
    let pair = |(first, second): (&u32, &u32)| u64::from(*first) << 32 | u64::from(*second);
    let mut pairs: Vec<u64> = first.iter().zip(second).map(pair).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// How many different numbers there are.
pub(super) fn count(mut numbers: Vec<u32>) -> u64 {
    numbers.sort_unstable();
    numbers.dedup();
    numbers.len() as u64
}

pub(super) fn too_costly() -> Diagnostic {
    Diagnostic::new("too-costly", "missing values leave too many rows that could be one another")
        .helping("let missing values be a category of their own, or suppress the rows that miss most")
}
