//! Anonymity checks against a naive implementation, written from the definitions and row by row; and bad input.

mod anonymised;
mod documents;
mod naive;
mod refused;

use proptest::prelude::*;
use waarborg::anonymity::*;

use crate::random::config;
use naive::{Cell, Rows};

/// Up to four quasi-identifiers and two sensitive columns of few values, some missing; texts hold zero bytes, too.
fn cells(missing: bool) -> impl Strategy<Value = Cell> {
    let least = if missing { 0 } else { 1 };
    (least..5u8).prop_map(|value| (value > 0).then_some(i64::from(value)))
}

fn tables(missing: bool) -> impl Strategy<Value = Rows> {
    (1usize..4, 1usize..3).prop_flat_map(move |(quasi, sensitive)| {
        let row = (
            proptest::collection::vec(cells(missing), quasi),
            proptest::collection::vec(cells(missing), sensitive),
        );
        proptest::collection::vec(row, 1..24)
    })
}

const WORDS: [&str; 5] = ["", "a", "a\0", "\0a", "een lange waarde die niet in twee woorden past"];

/// A table of these rows, the first column of texts if asked; quasi-identifiers are named q0, q1 …, sensitive columns s0 …
fn with_table<T>(rows: &Rows, texts: bool, then: impl FnOnce(&Table<'_>) -> T) -> T {
    let width = rows[0].0.len();
    let column = |at: usize| -> Vec<Cell> {
        rows.iter()
            .map(|(quasi, sensitive)| *quasi.iter().chain(sensitive).nth(at).expect("a column"))
            .collect()
    };
    let all: Vec<Vec<Cell>> = (0..width + rows[0].1.len()).map(column).collect();
    let valid: Vec<Vec<bool>> = all.iter().map(|cells| cells.iter().map(Option::is_some).collect()).collect();
    // What stands in the place of a missing value must not matter.
    let integers: Vec<Vec<i64>> =
        all.iter().map(|cells| cells.iter().map(|cell| cell.unwrap_or(1)).collect()).collect();
    let words: Vec<&str> = integers[0].iter().map(|value| WORDS[*value as usize]).collect();
    let names: Vec<String> = (0..all.len())
        .map(|at| if at < width { format!("q{at}") } else { format!("s{}", at - width) })
        .collect();
    let columns: Vec<(&str, Column<'_>)> = (0..all.len())
        .map(|at| {
            let column =
                if at == 0 && texts { Column::texts(&words) } else { Column::integers(&integers[at]) };
            (names[at].as_str(), column.valid(&valid[at]))
        })
        .collect();
    then(&Table::new(&columns).expect("a table"))
}

fn requirements(rows: &Rows, policy: Policy) -> Requirements {
    let label = |text: String| Label::new(&text).expect("a label");
    let quasi: Vec<Label> = (0..rows[0].0.len()).map(|at| label(format!("q{at}"))).collect();
    Requirements {
        sensitive: (0..rows[0].1.len()).map(|at| Sensitive::new(label(format!("s{at}")))).collect(),
        several: Some(policy.several),
        missing: Some(policy.missing),
        missing_sensitive: Some(policy.missing_sensitive),
        suppressed: Some(policy.suppressed),
        ..Requirements::new(2, &quasi)
    }
}

/// Every policy that a table with missing values needs.
#[derive(Clone, Copy, Debug)]
struct Policy {
    several: Several,
    missing: Missing,
    missing_sensitive: Missing,
    suppressed: Suppressed,
}

fn policies() -> impl Strategy<Value = Policy> {
    (
        proptest::sample::select(Several::ALL),
        proptest::sample::select(Missing::ALL),
        proptest::sample::select(Missing::ALL),
        proptest::sample::select(Suppressed::ALL),
    )
        .prop_map(|(several, missing, missing_sensitive, suppressed)| Policy {
            several,
            missing,
            missing_sensitive,
            suppressed,
        })
}

fn near(found: Option<Number>, expected: Option<f64>) -> bool {
    match (found.map(Number::get), expected) {
        (Some(found), Some(expected)) => (found - expected).abs() <= 1e-9 * expected.abs().max(1.0),
        (None, None) => true,
        _ => false,
    }
}

/// Compares everything that is measured.
fn compare(rows: &Rows, texts: bool, policy: Policy) -> Result<(), TestCaseError> {
    let check = Check::new(requirements(rows, policy)).expect("requirements");
    let found = with_table(rows, texts, |table| check.measure(table));
    let is_out = |(quasi, _): &(Vec<Cell>, Vec<Cell>)| {
        policy.suppressed == Suppressed::LeftOut && quasi.iter().all(Option::is_none)
    };
    let kept: Rows = rows.iter().filter(|row| !is_out(row)).cloned().collect();
    if kept.is_empty() {
        prop_assert_eq!(found.expect_err("nothing is left").code(), "no-rows");
        return Ok(());
    }
    let found = found.expect("measures");
    let wild = policy.missing == Missing::Wildcard;
    let alike = naive::alike(&kept, wild, &[]);
    prop_assert_eq!(found.rows, kept.len() as u64);
    prop_assert_eq!(found.suppressed, (rows.len() - kept.len()) as u64);
    prop_assert_eq!(found.k, alike.iter().map(Vec::len).min().expect("rows") as u64);
    prop_assert_eq!(found.unique, alike.iter().filter(|alike| alike.len() == 1).count() as u64);
    prop_assert_eq!(found.classes, naive::classes(&kept) as u64);
    let count = kept[0].1.len();
    for at in 0..count {
        let others: Vec<usize> = match policy.several {
            Several::Generalised => vec![],
            Several::OthersAreQuasi => (0..count).filter(|other| *other != at).collect(),
        };
        let unknown = policy.missing_sensitive == Missing::Wildcard;
        let expected = naive::measures(&kept, &naive::alike(&kept, wild, &others), at, unknown);
        let found = &found.sensitive[at];
        let ratios = [
            (Some(found.alpha), Some(expected.alpha)),
            (Some(found.entropy_l), Some(expected.entropy_l)),
            (found.recursive_c, expected.recursive_c),
            (found.t_equal, expected.t_equal),
            (found.t_ordered, expected.t_ordered),
            (found.beta, expected.beta),
            (found.enhanced_beta, expected.enhanced_beta),
            (found.delta, expected.delta),
        ];
        prop_assert_eq!(found.distinct_l, expected.distinct_l);
        for (place, (found_ratio, expected_ratio)) in ratios.into_iter().enumerate() {
            prop_assert!(
                near(found_ratio, expected_ratio),
                "column {at}, ratio {place}: {found:?}, expected {expected:?}"
            );
        }
    }
    Ok(())
}

fn somebody() -> Vec<Adversary> {
    vec![Adversary { party: Label::new("researcher").expect("a label"), holds: vec![] }]
}

proptest! {
    #![proptest_config(config(2_000))]

    #[test]
    fn measures_are_those_of_the_definitions(rows in tables(true), texts in any::<bool>(), policy in policies()) {
        compare(&rows, texts, policy)?;
    }

    #[test]
    fn without_missing_values_policies_change_nothing(rows in tables(false), policy in policies()) {
        compare(&rows, true, policy)?;
        let plain = Policy {
            missing: Missing::OwnCategory,
            missing_sensitive: Missing::OwnCategory,
            suppressed: Suppressed::Published,
            ..policy
        };
        let measure = |policy| {
            let check = Check::new(requirements(&rows, policy)).expect("requirements");
            with_table(&rows, false, |table| check.measure(table)).expect("measures")
        };
        prop_assert_eq!(measure(policy), measure(plain));
    }

    /// What passes, passes by the naive measures of the rows that are left; and what fails names rows that do fail.
    #[test]
    fn what_passes_does(
        rows in tables(true),
        policy in policies(),
        k in 2u32..4,
        l in 2u32..3,
        alpha in 0.3..0.99f64,
        limit in proptest::option::of(0.0..=1.0f64),
    ) {
        let mut required = requirements(&rows, policy);
        required.k = k;
        required.withhold_at_most = limit.and_then(Number::new);
        for sensitive in &mut required.sensitive {
            sensitive.distinct_l = Some(l);
            sensitive.alpha = Number::new(alpha);
        }
        let check = Check::new(required).expect("requirements");
        let Ok(outcome) = with_table(&rows, false, |table| check.run("release", table, None, &somebody())) else {
            let suppressed = rows.iter().all(|(quasi, _)| quasi.iter().all(Option::is_none));
            prop_assert!(suppressed && policy.suppressed == Suppressed::LeftOut);
            return Ok(());
        };
        let wild = policy.missing == Missing::Wildcard;
        let unknown = policy.missing_sensitive == Missing::Wildcard;
        let fails = |kept: &Rows| -> Vec<bool> {
            let base = naive::alike(kept, wild, &[]);
            let mut fails: Vec<bool> = base.iter().map(|alike| alike.len() < k as usize).collect();
            let count = kept[0].1.len();
            for at in 0..count {
                let others: Vec<usize> =
                    (0..count).filter(|other| policy.several == Several::OthersAreQuasi && *other != at).collect();
                for (row, alike) in naive::alike(kept, wild, &others).into_iter().enumerate() {
                    let found = naive::measures(kept, &[alike], at, unknown);
                    fails[row] |= found.distinct_l < u64::from(l) || found.alpha > alpha;
                }
            }
            fails
        };
        let report = outcome.report();
        prop_assert_eq!(report.lost.given, rows.len() as u64);
        prop_assert_eq!(report.lost.given, report.lost.released + report.lost.withheld + report.lost.suppressed);
        match &outcome {
            Outcome::Passed(passed) => {
                let out = passed.withheld(0);
                let is_kept = |row: &usize| !out.contains(&(*row as u32));
                let kept: Rows = (0..rows.len()).filter(is_kept).map(|row| rows[row].clone()).collect();
                prop_assert!(report.passed && !kept.is_empty());
                prop_assert_eq!(kept.len() as u64, report.lost.released);
                prop_assert!(fails(&kept).iter().all(|fails| !fails));
                prop_assert!(report.lost.withheld as f64 / rows.len() as f64 <= limit.unwrap_or(0.0));
            }
            Outcome::Failed(failed) => {
                let left: Vec<usize> = (0..rows.len())
                    .filter(|row| {
                        policy.suppressed == Suppressed::Published || rows[*row].0.iter().any(Option::is_some)
                    })
                    .collect();
                let kept: Rows = left.iter().map(|row| rows[*row].clone()).collect();
                let naive = fails(&kept);
                let failing: Vec<u32> =
                    left.iter().zip(&naive).filter(|(_, fails)| **fails).map(|(row, _)| *row as u32).collect();
                prop_assert!(!failing.is_empty() && !report.passed);
                match limit {
                    None => prop_assert_eq!(failed.rows(0), failing),
                    Some(_) => prop_assert!(failing.iter().all(|row| failed.rows(0).contains(row))),
                }
            }
        }
    }

    #[test]
    fn a_joined_view_counts_persons(
        k in 2u32..4,
        first in proptest::collection::vec((0i64..9, cells(true)), 1..20),
        second in proptest::collection::vec((0i64..9, cells(true)), 1..20),
        limit in proptest::option::of(0.0..=1.0f64),
    ) {
        let columns = |rows: &[(i64, Cell)]| -> (Vec<i64>, Vec<i64>, Vec<bool>) {
            (
                rows.iter().map(|(subject, _)| *subject).collect(),
                rows.iter().map(|(_, cell)| cell.unwrap_or(0)).collect(),
                rows.iter().map(|(_, cell)| cell.is_some()).collect(),
            )
        };
        let (a, b) = (columns(&first), columns(&second));
        let table = |of: &(Vec<i64>, Vec<i64>, Vec<bool>), then: &mut dyn FnMut(&Table<'_>)| {
            let column = Column::integers(&of.1).valid(&of.2);
            then(&Table::new(&[("who", Column::integers(&of.0)), ("q", column)]).expect("a table"));
        };
        let mut outcome = None;
        table(&a, &mut |a| table(&b, &mut |b| {
            let linked = [a, b].map(|table| Linked { table, subject: "who", quasi_identifiers: &["q"] });
            outcome = Some(joined("both", k, &linked, limit, &somebody()).expect("an outcome"));
        }));
        let outcome = outcome.expect("an outcome");
        // Each person's rows in both tables, as a sorted list; then how many share it.
        let persons: std::collections::BTreeSet<i64> = first.iter().chain(&second).map(|(who, _)| *who).collect();
        let profile = |who: i64| {
            [&first, &second].map(|rows| {
                let mut of: Vec<Cell> = rows.iter().filter(|(of, _)| *of == who).map(|(_, cell)| *cell).collect();
                of.sort_unstable();
                of
            })
        };
        let alike = |who: i64| persons.iter().filter(|other| profile(**other) == profile(who)).count();
        let failing: Vec<i64> = persons.iter().copied().filter(|who| alike(*who) < k as usize).collect();
        let share = failing.len() as f64 / persons.len() as f64;
        let passes = failing.is_empty() || (failing.len() < persons.len() && limit.is_some_and(|limit| share <= limit));
        prop_assert_eq!(outcome.report().passed, passes);
        prop_assert_eq!(outcome.report().lost.given, persons.len() as u64);
        for (at, rows) in [&first, &second].into_iter().enumerate() {
            let of: Vec<u32> = (0u32..).zip(rows).filter(|(_, (who, _))| failing.contains(who)).map(|(row, _)| row).collect();
            match &outcome {
                Outcome::Passed(passed) => prop_assert_eq!(passed.withheld(at), of),
                Outcome::Failed(failed) => prop_assert_eq!(failed.rows(at), of),
            }
        }
    }

    #[test]
    fn the_population_bounds_who_is_known_to_be_in(
        population in proptest::collection::vec((1i64..4, 1i64..3, any::<bool>()), 1..20),
        k_map in 2u32..4,
        bounds in (0.0..=1.0f64, 0.0..=1.0f64),
    ) {
        let release: Vec<(i64, i64)> =
            population.iter().filter(|(.., is_in)| *is_in).map(|(a, b, _)| (*a, *b)).collect();
        prop_assume!(!release.is_empty());
        let all: Vec<(i64, i64)> = population.iter().map(|(a, b, _)| (*a, *b)).collect();
        let (least, most) = (bounds.0.min(bounds.1), bounds.0.max(bounds.1));
        let quasi = ["a", "b"].map(|name| Label::new(name).expect("a label"));
        let number = |number| Number::new(number).expect("a number");
        let required = Requirements {
            population: Some(Population {
                k_map: Some(k_map),
                presence: Some(Presence { at_least: number(least), at_most: number(most) }),
            }),
            ..Requirements::new(2, &quasi)
        };
        let check = Check::new(required).expect("requirements");
        let split = |rows: &[(i64, i64)]| -> (Vec<i64>, Vec<i64>) { rows.iter().copied().unzip() };
        let (of_release, of_all) = (split(&release), split(&all));
        let table = |of: &(Vec<i64>, Vec<i64>)| [of.0.clone(), of.1.clone()];
        let (r, p) = (table(&of_release), table(&of_all));
        let columns = |of: &[Vec<i64>; 2]| of.clone();
        let (r, p) = (columns(&r), columns(&p));
        let release_table = Table::new(&[("a", Column::integers(&r[0])), ("b", Column::integers(&r[1]))]).expect("a table");
        let all_table = Table::new(&[("a", Column::integers(&p[0])), ("b", Column::integers(&p[1]))]).expect("a table");
        let outcome = check.run("release", &release_table, Some(&all_table), &somebody()).expect("an outcome");
        let count = |of: &[(i64, i64)], key: &(i64, i64)| of.iter().filter(|row| *row == key).count();
        let k = release.iter().map(|row| count(&release, row)).min().expect("rows");
        let smallest = release.iter().map(|row| count(&all, row)).min().expect("rows");
        let shares: Vec<f64> = all.iter().map(|row| count(&release, row) as f64 / count(&all, row) as f64).collect();
        let holds: Vec<bool> = outcome.report().checks.iter().map(|check| check.holds).collect();
        let expected = [
            k >= 2,
            smallest >= k_map as usize,
            shares.iter().all(|share| *share >= least),
            shares.iter().all(|share| *share <= most),
        ];
        prop_assert_eq!(holds, expected);
    }

    #[test]
    fn cells_that_are_shown_are_large_enough(
        persons in proptest::collection::vec(prop_oneof![0u64..12, 8u64..100], 1..12),
        threshold in 5u32..15,
        total_is_known in any::<bool>(),
        empty_is_shown in any::<bool>(),
    ) {
        let cells = Cells { persons: &persons, total_is_known, empty_is_shown, withhold: true };
        let threshold = Threshold::new(threshold).expect("a threshold");
        let outcome = cells.run("aggregate", threshold, &somebody()).expect("an outcome");
        let least = u64::from(threshold.get());
        let is_small = |persons: u64| persons < least && !(persons == 0 && empty_is_shown);
        if let Outcome::Passed(passed) = &outcome {
            let hidden = passed.withheld(0);
            let shown: Vec<u64> =
                (0u32..).zip(&persons).filter(|(cell, _)| !hidden.contains(cell)).map(|(_, persons)| *persons).collect();
            prop_assert!(!shown.is_empty() && shown.iter().all(|persons| !is_small(*persons)));
            let sum: u64 = hidden.iter().map(|cell| persons[*cell as usize]).sum();
            prop_assert!(hidden.is_empty() || !total_is_known || (hidden.len() >= 2 && sum >= least));
        }
        let listed = Cells { withhold: false, ..cells }.run("aggregate", threshold, &somebody()).expect("an outcome");
        prop_assert_eq!(listed.report().passed, persons.iter().all(|persons| !is_small(*persons)));
        // Whatever has a safe way out passes: withholding all but the largest is one, if it is large enough by itself.
        let largest = persons.iter().copied().max().expect("a cell");
        let others: u64 = persons.iter().sum::<u64>() - largest;
        if largest >= least && persons.len() >= 3 && others >= least {
            prop_assert!(outcome.report().passed);
        }
    }
}
