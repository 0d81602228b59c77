//! How often each value of a sensitive column occurs, in the whole table and in each class.

use super::classes::Classes;
use super::wildcard::Neighbours;

/// The counts of one sensitive column.
pub(super) struct Spread {
    /// How many rows there are.
    pub(super) rows: u64,
    /// How many rows have each value, in the order of the values; never 0.
    pub(super) totals: Vec<u64>,
    /// How many rows have a value up to this one; and the sum of those numbers up to this value.
    pub(super) cumulative: Vec<(u64, u128)>,
    /// Rows without a value that no category was made of.
    unknown: Vec<u32>,
    start: Vec<usize>,
    counts: Vec<(u32, u32)>,
}

/// The counts of one class (or of the rows alike with it).
pub(super) struct Counts {
    /// How many rows.
    pub(super) size: u64,
    /// Values, by their place in [`Spread::totals`], and how many rows have them; in order, never 0.
    pub(super) values: Vec<(u32, u64)>,
    /// How many rows have no value, where that is no category of its own.
    pub(super) unknown: u64,
}

impl Spread {
    /// Counts codes below `width` per class. Code 0, a missing value, is a category of its own or it is not.
    pub(super) fn new(classes: &Classes, codes: &[u32], width: u32, own_category: bool) -> Spread {
        let mut of_code = vec![0u64; width as usize];
        for code in codes {
            if let Some(total) = of_code.get_mut(*code as usize) {
                *total += 1;
            }
        }
        let missing = if own_category { None } else { of_code.first_mut().map(core::mem::take) };
        let mut place = vec![u32::MAX; of_code.len()];
        let mut totals = Vec::new();
        for (total, place) in of_code.into_iter().zip(&mut place).filter(|(total, _)| *total > 0) {
            *place = totals.len() as u32;
            totals.push(total);
        }
        let mut unknown =
            vec![0u32; if missing.is_some_and(|rows| rows > 0) { classes.sizes.len() } else { 0 }];
        let mut pairs: Vec<u64> = Vec::with_capacity(codes.len());
        for (class, code) in classes.of.iter().zip(codes) {
            match place.get(*code as usize) {
                Some(place) if *place != u32::MAX => pairs.push(u64::from(*class) << 32 | u64::from(*place)),
                _ => {
                    if let Some(unknown) = unknown.get_mut(*class as usize) {
                        *unknown += 1;
                    }
                }
            }
        }
        pairs.sort_unstable();
        let mut start = vec![0usize; classes.sizes.len() + 1];
        let mut counts = Vec::new();
        for run in pairs.chunk_by(|a, b| a == b) {
            let pair = run.first().copied().unwrap_or(0);
            counts.push((pair as u32, run.len() as u32));
            if let Some(end) = start.get_mut((pair >> 32) as usize + 1) {
                *end = counts.len();
            }
        }
        // A class in which no value is known ends where the one before it ends.
        start.iter_mut().fold(0, |before, end| {
            *end = (*end).max(before);
            *end
        });
        let cumulative = totals
            .iter()
            .scan((0u64, 0u128), |(sum, of_sums), total| {
                *sum += total;
                *of_sums += u128::from(*sum);
                Some((*sum, *of_sums))
            })
            .collect();
        let rows = totals.iter().sum::<u64>() + missing.unwrap_or(0);
        Spread { rows, totals, cumulative, unknown, start, counts }
    }

    /// The counts of a class, or of all classes that are alike with it.
    pub(super) fn counts(&self, class: usize, neighbours: Option<&Neighbours>) -> Counts {
        let Some(neighbours) = neighbours else {
            let values: Vec<(u32, u64)> = self.of(class).iter().map(|(v, n)| (*v, u64::from(*n))).collect();
            return Counts::new(values, self.unknown_in(class));
        };
        let mut all: Vec<(u32, u64)> = Vec::new();
        let mut unknown = 0;
        for other in neighbours.of(class) {
            all.extend(self.of(*other as usize).iter().map(|(v, n)| (*v, u64::from(*n))));
            unknown += self.unknown_in(*other as usize);
        }
        all.sort_unstable_by_key(|(value, _)| *value);
        let sum = |run: &[(u32, u64)]| Some((run.first()?.0, run.iter().map(|(_, n)| n).sum()));
        Counts::new(all.chunk_by(|a, b| a.0 == b.0).filter_map(sum).collect(), unknown)
    }

    /// How many different values [`Spread::counts`] reads for all classes together.
    pub(super) fn work(&self, neighbours: &Neighbours, classes: usize) -> u64 {
        let of = |class: usize| {
            neighbours.of(class).iter().map(|other| self.of(*other as usize).len() as u64).sum::<u64>()
        };
        (0..classes).map(of).sum()
    }

    /// Whether there is a row whose value is not known, so that no distribution is.
    pub(super) fn has_unknown(&self) -> bool {
        !self.unknown.is_empty()
    }

    fn of(&self, class: usize) -> &[(u32, u32)] {
        let (Some(from), Some(to)) = (self.start.get(class), self.start.get(class + 1)) else { return &[] };
        self.counts.get(*from..*to).unwrap_or_default()
    }

    fn unknown_in(&self, class: usize) -> u64 {
        self.unknown.get(class).copied().map_or(0, u64::from)
    }
}

impl Counts {
    fn new(values: Vec<(u32, u64)>, unknown: u64) -> Counts {
        Counts { size: values.iter().map(|(_, rows)| rows).sum::<u64>() + unknown, values, unknown }
    }
}
