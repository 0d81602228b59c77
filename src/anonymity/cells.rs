//! Aggregates: numbers of persons behind what is shown, none of them too small.

use super::check::share;
use super::report::holders;
use super::{
    Adversary, AnonymityError, AnonymityReport, Comparison, Figure, Label, Lost, Metric, MetricResult,
    Number, Outcome, View,
};
use crate::Diagnostic;

/// The least number of persons behind a shown number. Separate from *k*: a table is released by rows, an aggregate by
/// cells, and the same readers may see many aggregates.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Threshold(u32);

impl Threshold {
    /// The least that can be chosen.
    pub const MINIMUM: u32 = 5;

    /// The threshold with this number of persons; from 5, or `out-of-range`.
    pub fn new(persons: u32) -> Result<Threshold, AnonymityError> {
        (persons >= Threshold::MINIMUM).then_some(Threshold(persons)).ok_or_else(|| {
            Diagnostic::new("out-of-range", "this number is out of range")
                .expecting("at least 5 persons behind a number; 10 unless there is a reason")
                .into()
        })
    }

    /// The number of persons.
    pub fn get(self) -> u32 {
        self.0
    }
}

impl Default for Threshold {
    /// 10 persons.
    fn default() -> Threshold {
        Threshold(10)
    }
}

/// The cells of one aggregate along one dimension, such as the mean mark per school. Borrowed for one call.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'a> {
    /// How many persons are behind each cell; each person in one cell.
    pub persons: &'a [u64],
    /// Whether the total of the cells is shown somewhere too, or can be known. One withheld cell could then be computed
    /// from the others, so at least two are withheld, with at least the threshold of persons together.
    pub total_is_known: bool,
    /// Whether a cell with nobody in it is shown. That nobody is in it may be telling too; nothing is assumed.
    pub empty_is_shown: bool,
    /// Whether cells are withheld until the rest may be shown. If not, those that are too small are listed.
    pub withhold: bool,
}

impl Cells<'_> {
    /// Holds the cells against the threshold. What fails, or is withheld, are numbers of cells, from 0.
    ///
    /// For tables with totals along several dimensions this is not enough: withheld cells can then be computed from rows
    /// and columns together, and choosing which others to withhold is a search of its own (τ-Argus, sdcTable).
    ///
    /// Errors: `no-cells`, `too-many-cells`, `not-a-label`, `no-holders`, `duplicate-party`.
    pub fn run(
        &self,
        release: &str,
        threshold: Threshold,
        parties: &[Adversary],
    ) -> Result<Outcome, AnonymityError> {
        let release = Label::parse(release, "/release")?;
        let parties = holders(parties)?;
        if self.persons.is_empty() {
            return Err(Diagnostic::new("no-cells", "this aggregate has no cells").at("/cells").into());
        }
        let Ok(given) = u32::try_from(self.persons.len()) else {
            return Err(
                Diagnostic::new("too-many-cells", "an aggregate has at most 4 294 967 295 cells").into()
            );
        };
        let least = u64::from(threshold.get());
        let fails = |persons: u64| persons < least && !(persons == 0 && self.empty_is_shown);
        let mut failing: Vec<u32> = Vec::new();
        // Cells that may be shown, the smallest last: the next to be withheld.
        let mut shown: Vec<(u64, u32)> = Vec::new();
        for (persons, cell) in self.persons.iter().copied().zip(0..given) {
            if fails(persons) { failing.push(cell) } else { shown.push((persons, cell)) }
        }
        shown.sort_unstable_by(|a, b| b.cmp(a));
        let small = failing.len() as u64;
        let mut withheld: u64 = 0;
        if self.withhold && self.total_is_known && small > 0 {
            let hidden = failing.iter().filter_map(|cell| self.persons.get(*cell as usize));
            let mut hidden = hidden.fold(0u64, |sum, persons| sum.saturating_add(*persons));
            // An empty cell that is shown hides nothing.
            let empty = shown.iter().rev().take_while(|(persons, _)| *persons == 0).count();
            let mut next = shown.len().saturating_sub(empty);
            while (failing.len() < 2 || hidden < least) && next > 0 {
                next -= 1;
                let (persons, cell) = shown.remove(next);
                hidden = hidden.saturating_add(persons);
                failing.push(cell);
            }
        }
        if self.withhold {
            withheld = failing.len() as u64;
        }
        failing.sort_unstable();
        let released = u64::from(given) - withheld;
        let left = self.persons.iter().copied().zip(0..given);
        let left = left.filter(|(_, cell)| !self.withhold || failing.binary_search(cell).is_err());
        let found =
            left.map(|(persons, _)| persons).filter(|persons| *persons > 0 || !self.empty_is_shown).min();
        // Two cells that are still too few together, or one that can be computed: nothing more could be withheld.
        let hidden: u64 = failing.iter().filter_map(|cell| self.persons.get(*cell as usize)).sum();
        let open = self.withhold && self.total_is_known && withheld > 0 && (withheld < 2 || hidden < least);
        let holds = released > 0 && (self.withhold || small == 0) && !open;
        let checks = vec![MetricResult {
            measure: Metric::SmallCells,
            column: None,
            is: Comparison::AtLeast,
            required: Figure::Count(least),
            l: None,
            found: found.map(Figure::Count),
            holds,
            failing: if holds { 0 } else { small },
            source: Metric::SmallCells.source(),
        }];
        let lost = Lost {
            given: u64::from(given),
            suppressed: 0,
            withheld,
            released,
            persons: None,
            share: share(withheld, u64::from(given)),
            classes: None,
            average_class_size: None,
            discernibility: None,
            unique: self.persons.iter().filter(|persons| **persons == 1).count() as u64
                * u64::from(!self.withhold),
            highest_risk: found.and_then(|found| Number::new(1.0 / found as f64)),
            average_risk: None,
        };
        let report = AnonymityReport {
            waarborg_anonymity_report: 1,
            release,
            passed: holds,
            view: View::Cells,
            checks,
            lost,
            holders: parties,
            requirements: None,
        };
        Ok(Outcome::of(report, vec![failing]))
    }
}
