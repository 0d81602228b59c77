//! How often each value of a sensitive column occurs, in the whole table and in each class.
//!
//! A person counts once for each value they have. So a value has a *share of persons*, and where persons have several values
//! those shares add up to more than one; the *pairs* of a person and a value have a distribution that adds up to one. Where
//! rows are persons, pairs are persons, and the two are the same.

use super::classes::Classes;
use super::people::{count, distinct};
use super::wildcard::Neighbours;

/// The counts of one sensitive column.
pub(super) struct Spread {
    /// How many persons there are.
    pub(super) persons: u64,
    /// How many pairs of a person and a value there are.
    pub(super) pairs: u64,
    /// How many persons have each value, in the order of the values; never 0.
    pub(super) totals: Vec<u64>,
    /// How many pairs have a value up to this one; and the sum of those numbers up to this value.
    pub(super) cumulative: Vec<(u64, u128)>,
    /// How many persons each class has.
    sizes: Vec<u32>,
    /// How many persons of each class have a row without a value that no category was made of; empty if none has.
    unknown: Vec<u32>,
    start: Vec<usize>,
    counts: Vec<(u32, u32)>,
    /// Who has each value in each class, if rows are not persons.
    members: Option<Members>,
}

/// The pairs of a place of a value and a person of each class, in order and each once.
struct Members {
    start: Vec<usize>,
    all: Vec<(u32, u32)>,
}

impl Members {
    fn of(&self, class: usize) -> &[(u32, u32)] {
        let (Some(from), Some(to)) = (self.start.get(class), self.start.get(class + 1)) else { return &[] };
        self.all.get(*from..*to).unwrap_or_default()
    }
}

/// The place of a value that is not known.
const UNKNOWN: u32 = u32::MAX;

/// The counts of one class (or of the rows alike with it).
pub(super) struct Counts {
    /// How many persons.
    pub(super) size: u64,
    /// How many pairs of a person and a value, those without a known value among them.
    pub(super) pairs: u64,
    /// Values, by their place in [`Spread::totals`], and how many persons have them; in order, never 0.
    pub(super) values: Vec<(u32, u64)>,
    /// How many persons have a row without a value, where that is no category of its own.
    pub(super) unknown: u64,
}

impl Spread {
    /// Counts codes below `width` per class. Code 0, a missing value, is a category of its own or it is not. `persons` is whom
    /// each row is about, if rows are not persons.
    pub(super) fn new(
        classes: &Classes,
        codes: &[u32],
        width: u32,
        own_category: bool,
        persons: Option<&[u32]>,
    ) -> Spread {
        let mut of_code = vec![0u64; width as usize];
        for code in codes {
            if let Some(total) = of_code.get_mut(*code as usize) {
                *total += 1;
            }
        }
        let missing = if own_category { None } else { of_code.first_mut().map(core::mem::take) };
        let mut place = vec![UNKNOWN; of_code.len()];
        let mut totals = Vec::new();
        for (total, place) in of_code.into_iter().zip(&mut place).filter(|(total, _)| *total > 0) {
            *place = totals.len() as u32;
            totals.push(total);
        }
        let place = |code: &u32| place.get(*code as usize).copied().unwrap_or(UNKNOWN);
        let has_unknown = missing.is_some_and(|rows| rows > 0);
        match persons {
            None => Spread::of_rows(classes, codes.iter().map(place), totals, has_unknown),
            Some(persons) => {
                let places: Vec<u32> = codes.iter().map(place).collect();
                Spread::of_persons(classes, &places, persons, totals.len(), has_unknown)
            }
        }
    }

    fn of_rows(
        classes: &Classes,
        places: impl ExactSizeIterator<Item = u32>,
        totals: Vec<u64>,
        has_unknown: bool,
    ) -> Spread {
        let rows = places.len() as u64;
        let mut unknown = vec![0u32; if has_unknown { classes.sizes.len() } else { 0 }];
        let mut pairs: Vec<u64> = Vec::with_capacity(places.len());
        for (class, place) in classes.of.iter().zip(places) {
            if place != UNKNOWN {
                pairs.push(u64::from(*class) << 32 | u64::from(place));
            } else if let Some(unknown) = unknown.get_mut(*class as usize) {
                *unknown += 1;
            }
        }
        pairs.sort_unstable();
        let runs = pairs.chunk_by(|a, b| a == b).filter_map(|run| {
            let pair = *run.first()?;
            Some(((pair >> 32) as u32, pair as u32, run.len() as u32))
        });
        let (start, counts) = by_class(runs, classes.sizes.len());
        let cumulative = cumulative(&totals);
        Spread {
            persons: rows,
            pairs: rows,
            totals,
            cumulative,
            sizes: classes.sizes.clone(),
            unknown,
            start,
            counts,
            members: None,
        }
    }

    fn of_persons(
        classes: &Classes,
        places: &[u32],
        persons: &[u32],
        values: usize,
        has_unknown: bool,
    ) -> Spread {
        let count_of = classes.sizes.len();
        let rows = classes.of.iter().zip(places).zip(persons);
        let mut members: Vec<(u32, (u32, u32))> =
            rows.map(|((class, place), person)| (*class, (*place, *person))).collect();
        members.sort_unstable();
        members.dedup();
        let mut unknown = vec![0u32; if has_unknown { count_of } else { 0 }];
        for (class, _) in members.iter().filter(|(_, (place, _))| *place == UNKNOWN) {
            if let Some(unknown) = unknown.get_mut(*class as usize) {
                *unknown += 1;
            }
        }
        let known = members.chunk_by(|a, b| (a.0, a.1.0) == (b.0, b.1.0)).filter_map(|run| {
            let (class, (place, _)) = *run.first()?;
            (place != UNKNOWN).then_some((class, place, run.len() as u32))
        });
        let (start, counts) = by_class(known, count_of);
        let mut sizes = vec![0u32; count_of];
        for pair in distinct(&classes.of, persons) {
            if let Some(size) = sizes.get_mut((pair >> 32) as usize) {
                *size += 1;
            }
        }
        let mut totals = vec![0u64; values];
        let pairs = distinct(places, persons);
        for pair in &pairs {
            if let Some(total) = totals.get_mut((pair >> 32) as usize) {
                *total += 1;
            }
        }
        let ends = members.iter().map(|(class, member)| (*class, member.0, member.1));
        let (start_of_members, all) = by_class(ends, count_of);
        let cumulative = cumulative(&totals);
        Spread {
            persons: count(persons.to_vec()),
            pairs: pairs.len() as u64,
            totals,
            cumulative,
            sizes,
            unknown,
            start,
            counts,
            members: Some(Members { start: start_of_members, all }),
        }
    }

    /// The counts of a class, or of all classes that are alike with it.
    pub(super) fn counts(&self, class: usize, neighbours: Option<&Neighbours>) -> Counts {
        let Some(neighbours) = neighbours else {
            let values: Vec<(u32, u64)> = self.of(class).iter().map(|(v, n)| (*v, u64::from(*n))).collect();
            let size = self.sizes.get(class).copied().map_or(0, u64::from);
            return Counts::new(size, values, self.unknown_in(class));
        };
        let alike = neighbours.of(class).iter().map(|other| *other as usize);
        if let Some(members) = &self.members {
            // A person who is in several of them is one person, and has a value once.
            let mut all: Vec<(u32, u32)> = alike.flat_map(|other| members.of(other)).copied().collect();
            all.sort_unstable();
            all.dedup();
            let run = |run: &[(u32, u32)]| Some((run.first()?.0, run.len() as u64));
            let mut values: Vec<(u32, u64)> = all.chunk_by(|a, b| a.0 == b.0).filter_map(run).collect();
            let unknown = values.pop_if(|(place, _)| *place == UNKNOWN).map_or(0, |(_, persons)| persons);
            let size = count(all.into_iter().map(|(_, person)| person).collect());
            return Counts::new(size, values, unknown);
        }
        let mut all: Vec<(u32, u64)> = Vec::new();
        let (mut unknown, mut size) = (0, 0);
        for other in alike {
            all.extend(self.of(other).iter().map(|(v, n)| (*v, u64::from(*n))));
            unknown += self.unknown_in(other);
            size += self.sizes.get(other).copied().map_or(0, u64::from);
        }
        all.sort_unstable_by_key(|(value, _)| *value);
        let sum = |run: &[(u32, u64)]| Some((run.first()?.0, run.iter().map(|(_, n)| n).sum()));
        Counts::new(size, all.chunk_by(|a, b| a.0 == b.0).filter_map(sum).collect(), unknown)
    }

    /// How much [`Spread::counts`] reads for all classes together.
    pub(super) fn work(&self, neighbours: &Neighbours, classes: usize) -> u64 {
        let one = |class: usize| match &self.members {
            Some(members) => members.of(class).len() as u64,
            None => self.of(class).len() as u64,
        };
        let of = |class: usize| neighbours.of(class).iter().map(|other| one(*other as usize)).sum::<u64>();
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
    fn new(size: u64, values: Vec<(u32, u64)>, unknown: u64) -> Counts {
        Counts {
            size,
            pairs: values.iter().map(|(_, persons)| persons).sum::<u64>() + unknown,
            values,
            unknown,
        }
    }
}

/// Where the pairs of each class begin and end, from triples in the order of the classes.
fn by_class(triples: impl Iterator<Item = (u32, u32, u32)>, classes: usize) -> (Vec<usize>, Vec<(u32, u32)>) {
    let mut start = vec![0usize; classes + 1];
    let mut all = Vec::new();
    for (class, first, second) in triples {
        all.push((first, second));
        if let Some(end) = start.get_mut(class as usize + 1) {
            *end = all.len();
        }
    }
    // A class without any ends where the one before it ends.
    start.iter_mut().fold(0, |before, end| {
        *end = (*end).max(before);
        *end
    });
    (start, all)
}

fn cumulative(totals: &[u64]) -> Vec<(u64, u128)> {
    let sums = totals.iter().scan((0u64, 0u128), |(sum, of_sums), total| {
        *sum += total;
        *of_sums += u128::from(*sum);
        Some((*sum, *of_sums))
    });
    sums.collect()
}
