//! Missing values that stand for any value: rows are alike if they agree wherever both have a value.
//!
//! This is not an equivalence, so there are no classes but neighbourhoods: a row with a missing value is counted among
//! all rows that it could be. Two rows are compared by the columns that both have, so the work is done per pair of
//! *patterns* (which columns are missing), each pair by sorting.

use super::classes::{Classes, Coded, classes};
use super::codes::Of;
use crate::Diagnostic;

/// For each class, the classes it is alike with, itself among them.
pub(super) struct Neighbours {
    start: Vec<usize>,
    all: Vec<u32>,
}

impl Neighbours {
    pub(super) fn of(&self, class: usize) -> &[u32] {
        let ends = (self.start.get(class), self.start.get(class + 1));
        let (Some(from), Some(to)) = ends else { return &[] };
        self.all.get(*from..*to).unwrap_or_default()
    }
}

/// The most columns that patterns are made of, and the most work, in steps.
const MOST_COLUMNS: usize = 64;
const MOST_STEPS: u64 = 1 << 29;
const MOST_PAIRS: usize = 1 << 24;

fn too_costly() -> Diagnostic {
    Diagnostic::new("too-costly", "missing values leave too many rows that could be one another")
        .expecting("missing values in few combinations of columns, at most 64 quasi-identifiers")
        .helping("let missing values be a category of their own, or suppress the rows that miss most")
}

/// Classes of one pattern: which of the columns are missing, as bits.
struct Pattern {
    missing: u64,
    classes: Vec<u32>,
}

/// Finds the neighbours of classes made of these columns, in which code 0 is a missing value. `None` if nothing is
/// missing: each class is then alone.
pub(super) fn neighbours(of: &Classes, columns: &[Coded<'_>]) -> Result<Option<Neighbours>, Diagnostic> {
    if columns.iter().all(|column| !column.of.has_missing()) {
        return Ok(None);
    }
    if columns.len() > MOST_COLUMNS {
        return Err(too_costly());
    }
    // One row of each class stands for it.
    let mut rows = vec![0u32; of.sizes.len()];
    for (class, row) in of.of.iter().zip(0u32..) {
        if let Some(of_class) = rows.get_mut(*class as usize) {
            *of_class = row;
        }
    }
    let code = |column: &Coded<'_>, class: u32| {
        let row = rows.get(class as usize).copied().unwrap_or(0);
        column.of.at(row)
    };
    let missing = |class: u32| {
        columns.iter().rev().fold(0u64, |bits, column| bits << 1 | u64::from(code(column, class) == 0))
    };
    let mut by_pattern: Vec<(u64, u32)> =
        (0..of.sizes.len() as u32).map(|class| (missing(class), class)).collect();
    by_pattern.sort_unstable();
    let patterns: Vec<Pattern> = by_pattern
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|run| {
            let missing = run.first()?.0;
            Some(Pattern { missing, classes: run.iter().map(|(_, class)| *class).collect() })
        })
        .collect();
    let steps =
        (patterns.len() as u64).saturating_mul(of.sizes.len() as u64).saturating_mul(columns.len() as u64);
    if steps > MOST_STEPS {
        return Err(too_costly());
    }
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for a in &patterns {
        for b in &patterns {
            let both: Vec<u32> = a.classes.iter().chain(&b.classes).copied().collect();
            let shared: Vec<Vec<u32>> = columns
                .iter()
                .zip(0u32..)
                .filter(|(_, bit)| (a.missing | b.missing) >> bit & 1 == 0)
                .map(|(column, _)| both.iter().map(|class| code(column, *class)).collect())
                .collect();
            let widths =
                columns.iter().zip(0u32..).filter(|(_, bit)| (a.missing | b.missing) >> bit & 1 == 0);
            let coded: Vec<Coded<'_>> = shared
                .iter()
                .zip(widths)
                .map(|(of, (column, _))| Coded { of: Of::Wide(of), width: column.width })
                .collect();
            let alike = classes(both.len(), &coded);
            let (of_a, of_b) = alike.of.split_at_checked(a.classes.len()).unwrap_or_default();
            let mut groups: Vec<Vec<u32>> = vec![Vec::new(); alike.sizes.len()];
            for (group, class) in of_b.iter().zip(&b.classes) {
                if let Some(group) = groups.get_mut(*group as usize) {
                    group.push(*class);
                }
            }
            for (group, class) in of_a.iter().zip(&a.classes) {
                let group = groups.get(*group as usize).map(Vec::as_slice).unwrap_or_default();
                if pairs.len() + group.len() > MOST_PAIRS {
                    return Err(too_costly());
                }
                pairs.extend(group.iter().map(|other| (*class, *other)));
            }
        }
    }
    pairs.sort_unstable();
    let mut start = vec![0usize];
    start.extend(pairs.chunk_by(|a, b| a.0 == b.0).scan(0, |end, run| {
        *end += run.len();
        Some(*end)
    }));
    Ok(Some(Neighbours { start, all: pairs.into_iter().map(|(_, other)| other).collect() }))
}
