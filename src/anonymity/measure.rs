//! What a table measures, whatever is required of it.

use serde::Serialize;

use super::disclosure::{
    alpha, distinct_l, enhanced_gain, entropy_l, equal_distance, gain, log_ratio, ordered_distance,
    recursive_c,
};
use super::encoded::{Alike, Encoded, Rows};
use super::people::{MOST_COUNTS, count, too_costly};
use super::spread::Spread;
use super::{AnonymityError, Label, Missing, Number, Several};

/// How far rounding may carry a number past what is required: one part in 10¹², for numbers such as exp(ln 3).
const ROUNDING: f64 = 1e-12;

/// Not higher, but for rounding. Never for NaN.
pub(super) fn at_most(found: f64, required: f64) -> bool {
    found <= required + required.abs() * ROUNDING
}

/// Not lower, but for rounding. Never for NaN.
pub(super) fn at_least(found: f64, required: f64) -> bool {
    found >= required - required.abs() * ROUNDING
}

/// What a table measures. Rows that are suppressed and left out are not in it.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Metrics {
    /// How many rows are measured.
    pub rows: u64,
    /// How many persons they are about.
    pub persons: u64,
    /// How many rows had been suppressed.
    pub suppressed: u64,
    /// The fewest persons with rows that are alike.
    pub k: u64,
    /// How many classes there are.
    pub classes: u64,
    /// How many classes are one person.
    pub unique: u64,
    /// Each sensitive column, in the order of the requirements.
    pub sensitive: Vec<SensitiveMeasures>,
}

/// What a sensitive column measures: the worst of all classes. Shares and distances are from 0 to 1; [`super::Metric`] has
/// the formulas. `None` where a measure is not defined, or no number would do.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct SensitiveMeasures {
    /// The column.
    pub column: Label,
    /// (alpha, k): the largest share.
    pub alpha: Number,
    /// Distinct l: the fewest different values.
    pub distinct_l: u64,
    /// Entropy l: the least diversity, not rounded down.
    pub entropy_l: Number,
    /// Recursive (c, l), with l as found for distinct l: what c must exceed. `None` if that l is 1.
    pub recursive_c: Option<Number>,
    /// t, all values equally far apart.
    pub t_equal: Option<Number>,
    /// t, by the order of whole numbers.
    pub t_ordered: Option<Number>,
    /// Basic beta.
    pub beta: Option<Number>,
    /// Enhanced beta; `None` if a gain exceeds -ln p.
    pub enhanced_beta: Option<Number>,
    /// delta-disclosure.
    pub delta: Option<Number>,
}

impl Encoded<'_> {
    /// `ordered` says which sensitive columns have an order.
    pub(super) fn measures(&self, ordered: &[bool]) -> Result<Metrics, AnonymityError> {
        let rows = self.kept();
        let alike = self.alike(&rows, None)?;
        let sensitive = self.requirements.sensitive.iter().zip(ordered).enumerate();
        let sensitive = sensitive
            .map(|(at, (of, ordered))| {
                self.with_spread(&rows, &alike, at, |alike, spread| {
                    sensitive_measures(&of.column, alike, spread, *ordered)
                })
            })
            .collect::<Result<_, _>>()?;
        Ok(Metrics {
            rows: rows.len() as u64,
            suppressed: self.suppressed.len() as u64,
            persons: self.people(&rows).map_or(rows.len() as u64, |people| count(people.into_owned())),
            k: alike.persons.iter().copied().min().unwrap_or(0),
            classes: alike.sizes.len() as u64,
            unique: alike.persons.iter().filter(|persons| **persons == 1).count() as u64,
            sensitive,
        })
    }

    /// The classes in which a sensitive column is measured, and its counts in them.
    pub(super) fn with_spread<T>(
        &self,
        rows: &Rows,
        alike: &Alike,
        at: usize,
        then: impl FnOnce(&Alike, &Spread) -> T,
    ) -> Result<T, AnonymityError> {
        let own;
        let others = self.requirements.several == Some(Several::OthersAreQuasi) && self.sensitive.len() > 1;
        let alike = if others {
            own = self.alike(rows, Some(at))?;
            &own
        } else {
            alike
        };
        let (codes, width) = self.sensitive(rows, at);
        let own_category = self.requirements.missing_sensitive != Some(Missing::Wildcard);
        let persons = self.people(rows);
        let spread = Spread::new(&alike.classes, &codes, width, own_category, persons.as_deref());
        if let Some(neighbours) = &alike.neighbours
            && spread.work(neighbours, alike.sizes.len()) > MOST_COUNTS
        {
            return Err(too_costly().into());
        }
        Ok(then(alike, &spread))
    }
}

fn sensitive_measures(column: &Label, alike: &Alike, spread: &Spread, ordered: bool) -> SensitiveMeasures {
    let all = || (0..alike.sizes.len()).map(|class| spread.counts(class, alike.neighbours.as_ref()));
    let l = all().map(|counts| distinct_l(&counts)).min().unwrap_or(0);
    let mut worst = [0f64; 7];
    let mut least = f64::INFINITY;
    for counts in all() {
        let tail = u32::try_from(l).unwrap_or(u32::MAX);
        let found = [
            alpha(&counts),
            if l > 1 { recursive_c(&counts, tail) } else { f64::INFINITY },
            equal_distance(&counts, spread),
            if ordered { ordered_distance(&counts, spread) } else { f64::INFINITY },
            gain(&counts, spread),
            enhanced_gain(&counts, spread),
            log_ratio(&counts, spread),
        ];
        for (worst, found) in worst.iter_mut().zip(found) {
            *worst = worst.max(found);
        }
        least = least.min(entropy_l(&counts));
    }
    let [alpha, recursive, equal, ordered, beta, enhanced, delta] = worst.map(Number::new);
    let compared = |number: Option<Number>| number.filter(|_| !spread.has_unknown());
    SensitiveMeasures {
        column: column.clone(),
        alpha: alpha.unwrap_or(Number::ONE),
        distinct_l: l,
        entropy_l: Number::new(least).unwrap_or(Number::ONE),
        recursive_c: recursive,
        t_equal: compared(equal),
        t_ordered: compared(ordered),
        beta: compared(beta),
        enhanced_beta: compared(enhanced),
        delta: compared(delta),
    }
}
