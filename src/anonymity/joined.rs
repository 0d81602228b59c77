//! Several tables seen as one: who can be told apart by someone who puts them together.
//!
//! Tables that are each k-anonymous need not be so together, if rows in them can be linked by a subject key. Counting the
//! rows of a join would count a person with five rows five times; so what is counted here are persons, and two persons are
//! alike if they have the same rows, in the same numbers, in every table.

use std::collections::BTreeSet;

use super::check::{at_least_count, share};
use super::classes::{Coded, classes};
use super::codes::Of;
use super::encoded::numbered;
use super::report::holders;
use super::requirements::whole;
use super::table::{Column, MOST_ROWS, Table};
use super::{Adversary, AnonymityError, AnonymityReport, Figure, Label, Lost, Metric, Number, Outcome, View};
use crate::Diagnostic;

/// A table that can be linked to others. Borrowed for one call.
#[derive(Clone, Copy, Debug)]
pub struct Linked<'a> {
    /// The table.
    pub table: &'a Table<'a>,
    /// The column that says whom a row is about; the same kind of values in every table.
    pub subject: &'a str,
    /// The columns that an outsider may know. A missing value in them is a category of its own.
    pub quasi_identifiers: &'a [&'a str],
}

/// k-anonymity of persons over tables that are linked by a subject key.
///
/// *k* = the smallest number of persons who have the same rows in every table: the same combinations of
/// quasi-identifiers, each as often. A person who is in one table and not in another differs from one who is in both. For
/// one table it is *k* per person, where persons have several rows.
///
/// Persons that fail are listed by their rows; if `withhold_at_most` is given (a share of persons, from 0 to 1), they are
/// withheld, up to that share.
///
/// Errors: `out-of-range` (k below 2, or the share), `no-tables`, `unknown-column`, `two-roles`, `no-quasi-identifiers`,
/// `no-subject` (a row about nobody), `different-kinds`, `two-spellings`, `bad-offsets`, `too-many-rows`, `not-a-label`, `no-holders`,
/// `duplicate-party`.
pub fn joined(
    release: &str,
    k: u32,
    tables: &[Linked<'_>],
    withhold_at_most: Option<f64>,
    parties: &[Adversary],
) -> Result<Outcome, AnonymityError> {
    let release = Label::parse(release, "/release")?;
    let parties = holders(parties)?;
    let limit = withhold_at_most.unwrap_or(0.0);
    let in_range = (0.0..=1.0).contains(&limit);
    let diagnostic =
        || Diagnostic::new("out-of-range", "this number is out of range").expecting("a share from 0 to 1");
    let diagnostics = [
        whole(k, "every person is alike with themselves").map(|diagnostic| diagnostic.at("/k")),
        (!in_range).then(|| diagnostic().at("/withhold-at-most")),
        tables
            .is_empty()
            .then(|| Diagnostic::new("no-tables", "no table is given").expecting("at least one")),
    ];
    let diagnostics: Vec<Diagnostic> = diagnostics.into_iter().flatten().chain(unreadable(tables)).collect();
    if !diagnostics.is_empty() {
        return Err(AnonymityError::of(diagnostics));
    }

    let subjects = subjects(tables)?;
    let persons = subjects.iter().flatten().copied().max().unwrap_or(0);
    let mut profiles: Vec<(Vec<u32>, u32)> = Vec::with_capacity(tables.len());
    for (of, subjects) in tables.iter().zip(&subjects) {
        profiles.push(profile(of, subjects, persons)?);
    }
    let coded: Vec<Coded<'_>> =
        profiles.iter().map(|(of, width)| Coded { of: Of::Wide(of), width: *width }).collect();
    let alike = classes(persons as usize, &coded);

    let is_small = |size: &&u32| **size < k;
    let failing: u64 = alike.sizes.iter().filter(is_small).copied().map(u64::from).sum();
    let given = u64::from(persons);
    let withhold = failing > 0
        && failing < given
        && withhold_at_most.is_some()
        && super::measure::at_most(failing as f64 / given as f64, limit);
    let left: Vec<u64> =
        alike.sizes.iter().filter(|size| !withhold || **size >= k).copied().map(u64::from).collect();
    let withheld = if withhold { failing } else { 0 };
    let found = left.iter().copied().min().unwrap_or(0);
    let judgement = super::MetricResult {
        failing: failing - withheld,
        ..at_least_count(Metric::JoinedKAnonymity, u64::from(k), found)
    };
    let report = AnonymityReport {
        waarborg_anonymity_report: 1,
        release,
        passed: judgement.holds,
        view: View::Joined,
        lost: lost(given, withheld, &left, &judgement.found),
        checks: vec![judgement],
        holders: parties,
        requirements: None,
    };
    // The rows of every person in a class that is too small.
    let fails = |subject: &u32| {
        let class = alike.of.get(*subject as usize - 1);
        class.and_then(|class| alike.sizes.get(*class as usize)).is_none_or(|size| *size < k)
    };
    let rows =
        subjects.iter().map(|of| (0u32..).zip(of).filter(|(_, s)| fails(s)).map(|(row, _)| row).collect());
    Ok(Outcome::of(report, rows.collect()))
}

fn lost(given: u64, withheld: u64, left: &[u64], k: &Option<Figure>) -> Lost {
    let released = given - withheld;
    let squares: u128 = left.iter().map(|size| u128::from(*size) * u128::from(*size)).sum();
    let discernibility = squares + u128::from(withheld) * u128::from(given);
    let k = if let Some(Figure::Count(k)) = k { *k } else { 0 };
    Lost {
        given,
        suppressed: 0,
        withheld,
        released,
        persons: Some(released),
        share: share(withheld, given),
        classes: Some(left.len() as u64),
        average_class_size: Number::new(released as f64 / left.len() as f64),
        discernibility: Some(u64::try_from(discernibility).unwrap_or(u64::MAX)),
        unique: left.iter().filter(|size| **size == 1).count() as u64,
        highest_risk: Number::new(1.0 / k as f64),
        average_risk: Number::new(left.len() as f64 / released as f64),
    }
}

/// Whatever is wrong with the columns that are named.
fn unreadable(tables: &[Linked<'_>]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (of, at) in tables.iter().zip(0..) {
        let named = of.quasi_identifiers.iter().zip(0..);
        let paths = named.map(|(name, index)| (*name, format!("/tables/{at}/quasi-identifiers/{index}")));
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for (name, path) in core::iter::once((of.subject, format!("/tables/{at}/subject"))).chain(paths) {
            if !seen.insert(name) {
                let diagnostic = Diagnostic::new("two-roles", "this column is named twice");
                diagnostics.push(diagnostic.at(&path).expecting("each column under one role"));
            }
            diagnostics.extend(column(of, name).err().map(|diagnostic| diagnostic.at(path)));
        }
        if of.quasi_identifiers.is_empty() {
            let diagnostic =
                Diagnostic::new("no-quasi-identifiers", "no column is named that an outsider may know");
            diagnostics.push(
                diagnostic.at(format!("/tables/{at}/quasi-identifiers")).expecting("at least one column"),
            );
        }
    }
    let rows: usize = tables.iter().map(|of| of.table.rows()).sum();
    if rows > MOST_ROWS {
        diagnostics
            .push(Diagnostic::new("too-many-rows", "linked tables have at most 4 294 967 294 rows together"));
    }
    diagnostics
}

fn column<'a>(of: &Linked<'a>, name: &str) -> Result<&'a Column<'a>, Diagnostic> {
    of.table.column(&Label::parse(name, "")?)
}

/// For each row of each table whom it is about, from 1: the same number for the same person.
fn subjects(tables: &[Linked<'_>]) -> Result<Vec<Vec<u32>>, AnonymityError> {
    let keys = tables.iter().map(|of| column(of, of.subject)).collect::<Result<Vec<_>, _>>()?;
    let codes = numbered(&keys).map_err(|diagnostic| diagnostic.at("/tables/0/subject"))?;
    let codes = codes.all().words();
    let mut rest = &*codes;
    let mut all = Vec::with_capacity(tables.len());
    for (of, at) in tables.iter().zip(0..) {
        let (own, after) = rest.split_at_checked(of.table.rows()).unwrap_or_default();
        rest = after;
        let nobody = own.iter().filter(|code| **code == 0).count();
        if nobody > 0 {
            let message = format!("{nobody} rows are about nobody: their subject is missing");
            let diagnostic = Diagnostic::new("no-subject", message).at(format!("/tables/{at}/subject"));
            return Err(diagnostic.helping("leave these rows out, or say whom they are about").into());
        }
        all.push(own.to_vec());
    }
    Ok(all)
}

/// For each person, which rows they have in this table, as a number; and how many such numbers there are. 0 for nobody's.
fn profile(of: &Linked<'_>, subjects: &[u32], persons: u32) -> Result<(Vec<u32>, u32), AnonymityError> {
    let mut quasi = Vec::with_capacity(of.quasi_identifiers.len());
    for name in of.quasi_identifiers {
        quasi.push(numbered(&[column(of, name)?])?);
    }
    let coded: Vec<Coded<'_>> =
        quasi.iter().map(|codes| Coded { of: codes.all(), width: codes.width }).collect();
    let rows = classes(subjects.len(), &coded);
    let mut pairs: Vec<(u32, u32)> = subjects.iter().copied().zip(rows.of).collect();
    pairs.sort_unstable();
    let mut lists: Vec<(Vec<u32>, u32)> = pairs
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|run| Some((run.iter().map(|(_, class)| *class).collect(), run.first()?.0)))
        .collect();
    lists.sort_unstable();
    let mut profiles = vec![0u32; persons as usize];
    let mut width = 1;
    for run in lists.chunk_by(|a, b| a.0 == b.0) {
        for (_, subject) in run {
            if let Some(profile) = profiles.get_mut(*subject as usize - 1) {
                *profile = width;
            }
        }
        width += 1;
    }
    Ok((profiles, width))
}
