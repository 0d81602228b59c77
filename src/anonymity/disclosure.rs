//! What a class gives away about a sensitive value: one function per measure.
//!
//! Below, a class has *n* persons of whom *cᵥ* have value *v*, the table has *N* of whom *Cᵥ* have it. What is learned of a
//! person by one value (α, β, δ) is told from the shares of persons *q = c/n* and *p = C/N*. What compares whole distributions
//! (entropy, *t*) uses the shares of pairs, *q = c/Σc* and *p = C/ΣC*, which add up to one where persons have several values.
//! If rows are persons, both are the definitions of the papers, in which every row is one individual.
//!
//! Sums are made in whole numbers, so that only the last division rounds. Logarithms are those of `libm`, which are the same
//! on every machine.

use super::spread::{Counts, Spread};

/// The most frequent value's share: *max q*. Persons without a known value are counted to it, the worst that they can be.
pub(super) fn alpha(counts: &Counts) -> f64 {
    ratio(most(counts), counts.size)
}

/// How many different values; 1 if some value may be everyone's, since each person is then known to have it. Persons without
/// a known value may have one that is there already, so they add none.
pub(super) fn distinct_l(counts: &Counts) -> u64 {
    if most(counts) == counts.size { 1 } else { (counts.values.len() as u64).max(1) }
}

/// How many persons may have the most frequent value.
fn most(counts: &Counts) -> u64 {
    worst(counts).first().copied().unwrap_or(0).min(counts.size)
}

/// *exp(−Σ q ln q)*: how many equally frequent values would be as diverse; 1 if some value may be everyone's. Persons without
/// a known value are counted to the most frequent one, which makes it least.
pub(super) fn entropy_l(counts: &Counts) -> f64 {
    let counted = worst(counts);
    if most(counts) == counts.size {
        return 1.0;
    }
    let pairs = counts.pairs as f64;
    if counted.first() == counted.last() {
        return counted.len() as f64;
    }
    let sum: f64 = counted.iter().map(|count| *count as f64).map(|count| count * libm::log(count)).sum();
    libm::exp(libm::log(pairs) - sum / pairs)
}

/// *r₁ / (rₗ + … + rₘ)*, the counts *r* in descending order: what *c* must exceed. Infinite if there are fewer than *l*
/// values, or if some value may be everyone's. Persons without a known value are counted to *r₁*.
pub(super) fn recursive_c(counts: &Counts, l: u32) -> f64 {
    let counted = worst(counts);
    if most(counts) == counts.size {
        return f64::INFINITY;
    }
    let tail: u64 = counted.iter().skip(l.saturating_sub(1) as usize).sum();
    let first = counted.first().copied().unwrap_or(0);
    if tail == 0 { f64::INFINITY } else { first as f64 / tail as f64 }
}

/// Counts in descending order, the unknown added to the largest.
fn worst(counts: &Counts) -> Vec<u64> {
    let mut all: Vec<u64> = counts.values.iter().map(|(_, count)| *count).collect();
    all.sort_unstable_by(|a, b| b.cmp(a));
    match all.first_mut() {
        Some(first) => *first += counts.unknown,
        None => all.push(counts.unknown),
    }
    all
}

/// *½ Σ |q − p|*: the distance between distributions if all values are equally far apart. Since both sum to one, it is the
/// sum of what *q* has more.
pub(super) fn equal_distance(counts: &Counts, spread: &Spread) -> f64 {
    let more = |(value, count): &(u32, u64)| {
        let of_class = u128::from(*count) * u128::from(spread.pairs);
        of_class.saturating_sub(u128::from(total(spread, *value)) * u128::from(counts.pairs))
    };
    let sum: u128 = counts.values.iter().map(more).sum();
    sum as f64 / (u128::from(counts.pairs) * u128::from(spread.pairs)) as f64
}

/// *Σᵢ |Σⱼ≤ᵢ (qⱼ − pⱼ)| / (m − 1)* over the *m* values of the table in order: the distance if neighbouring values are
/// near. 0 if there is one value.
///
/// Between two values of the class, the class's own sum stands still and the table's only grows; so each stretch is
/// summed at once, and a class costs what it holds, not what the table holds.
pub(super) fn ordered_distance(counts: &Counts, spread: &Spread) -> f64 {
    let steps = spread.totals.len().saturating_sub(1);
    if steps == 0 {
        return 0.0;
    }
    let (rows, size) = (u128::from(spread.pairs), u128::from(counts.pairs));
    let (mut sum, mut reached, mut from) = (0u128, 0u128, 0usize);
    let last = (spread.totals.len() as u32, 0);
    for (value, count) in counts.values.iter().copied().chain([last]) {
        let to = value as usize;
        let stretch = spread.cumulative.get(from..to).unwrap_or_default();
        let below = stretch.partition_point(|(upto, _)| u128::from(*upto) * size <= reached);
        let sums = |place: usize| match place.checked_sub(1) {
            Some(last) => spread.cumulative.get(last).map_or(0, |(_, of_sums)| *of_sums),
            None => 0,
        };
        let (low, high) = (sums(from + below) - sums(from), sums(to) - sums(from + below));
        sum += reached * below as u128 - low * size;
        sum += high * size - reached * (stretch.len() - below) as u128;
        reached += u128::from(count) * rows;
        from = to;
    }
    sum as f64 / (rows * size * steps as u128) as f64
}

/// The largest relative gain, *max (q − p) / p*; never below 0.
pub(super) fn gain(counts: &Counts, spread: &Spread) -> f64 {
    counts.values.iter().map(|value| gain_of(value, counts, spread)).fold(0.0, f64::max)
}

/// The largest gain if none exceeds *−ln p* of its value; infinite if one does.
pub(super) fn enhanced_gain(counts: &Counts, spread: &Spread) -> f64 {
    let bounded = |value: &(u32, u64)| {
        let gain = gain_of(value, counts, spread);
        let bound = libm::log(spread.persons as f64 / total(spread, value.0) as f64);
        if super::measure::at_most(gain, bound) { gain } else { f64::INFINITY }
    };
    counts.values.iter().map(bounded).fold(0.0, f64::max)
}

fn gain_of((value, count): &(u32, u64), counts: &Counts, spread: &Spread) -> f64 {
    let of_class = u128::from(*count) * u128::from(spread.persons);
    let of_table = u128::from(total(spread, *value)) * u128::from(counts.size);
    of_class.saturating_sub(of_table) as f64 / of_table as f64
}

/// *max |ln (q / p)|* over the values that are in the class.
pub(super) fn log_ratio(counts: &Counts, spread: &Spread) -> f64 {
    let of = |(value, count): &(u32, u64)| {
        let of_class = u128::from(*count) * u128::from(spread.persons);
        let of_table = u128::from(total(spread, *value)) * u128::from(counts.size);
        libm::log(of_class as f64 / of_table as f64).abs()
    };
    counts.values.iter().map(of).fold(0.0, f64::max)
}

fn total(spread: &Spread, value: u32) -> u64 {
    spread.totals.get(value as usize).copied().unwrap_or(0)
}

fn ratio(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}
