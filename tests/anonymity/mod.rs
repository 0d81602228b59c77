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

/// Whom each row is about; `None` where every row is a person.
type Who = Option<Vec<usize>>;

/// Few persons with several rows each, many with one, or rows that are persons.
fn who() -> impl Strategy<Value = Who> {
    let of = |most: usize| proptest::collection::vec(0..most, 24).prop_map(Some);
    prop_oneof![Just(None), of(2), of(4), of(100)]
}

/// The same where every row is a person: each is another.
fn each(who: &Who, rows: usize) -> Vec<usize> {
    who.as_ref().map_or_else(|| (0..rows).collect(), |who| who[..rows].to_vec())
}

/// A table of these rows, the first column of texts if asked; quasi-identifiers are named q0, q1 …, sensitive columns s0 …
fn with_table<T>(rows: &Rows, who: &Who, texts: bool, then: impl FnOnce(&Table<'_>) -> T) -> T {
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
    let persons: Vec<i64> = each(who, rows.len()).into_iter().map(|who| who as i64 * 7 - 3).collect();
    let mut columns: Vec<(&str, Column<'_>)> = (0..all.len())
        .map(|at| {
            let column =
                if at == 0 && texts { Column::texts(&words) } else { Column::integers(&integers[at]) };
            (names[at].as_str(), column.valid(&valid[at]))
        })
        .collect();
    if who.is_some() {
        columns.push(("who", Column::integers(&persons)));
    }
    then(&Table::new(&columns).expect("a table"))
}

fn requirements(rows: &Rows, who: &Who, policy: Policy) -> Requirements {
    let label = |text: String| Label::new(&text).expect("a label");
    let quasi: Vec<Label> = (0..rows[0].0.len()).map(|at| label(format!("q{at}"))).collect();
    Requirements {
        person: who.as_ref().map(|_| label("who".to_owned())),
        rows_are_persons: who.is_none().then_some(true),
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
fn compare(rows: &Rows, who: &Who, texts: bool, policy: Policy) -> Result<(), TestCaseError> {
    let check = Check::new(requirements(rows, who, policy)).expect("requirements");
    let found = with_table(rows, who, texts, |table| check.measure(table));
    let is_out = |(quasi, _): &(Vec<Cell>, Vec<Cell>)| {
        policy.suppressed == Suppressed::LeftOut && quasi.iter().all(Option::is_none)
    };
    let kept: Rows = rows.iter().filter(|row| !is_out(row)).cloned().collect();
    let all = each(who, rows.len());
    let of_kept: Vec<usize> =
        rows.iter().zip(all).filter(|(row, _)| !is_out(row)).map(|(_, who)| who).collect();
    let persons = |group: &Vec<usize>| naive::persons(&of_kept, group);
    if kept.is_empty() {
        prop_assert_eq!(found.expect_err("nothing is left").code(), "no-rows");
        return Ok(());
    }
    let found = found.expect("measures");
    let wild = policy.missing == Missing::Wildcard;
    let alike = naive::alike(&kept, wild, &[]);
    prop_assert_eq!(found.rows, kept.len() as u64);
    prop_assert_eq!(found.suppressed, (rows.len() - kept.len()) as u64);
    prop_assert_eq!(found.persons as usize, persons(&(0..kept.len()).collect()));
    prop_assert_eq!(found.k, alike.iter().map(persons).min().expect("rows") as u64);
    let mut alone: Vec<&Vec<Cell>> = kept
        .iter()
        .zip(&alike)
        .filter(|(_, alike)| persons(alike) == 1)
        .map(|((quasi, _), _)| quasi)
        .collect();
    alone.sort();
    alone.dedup();
    prop_assert_eq!(found.unique as usize, alone.len());
    prop_assert_eq!(found.classes, naive::classes(&kept) as u64);
    let count = kept[0].1.len();
    for at in 0..count {
        let others: Vec<usize> = match policy.several {
            Several::Generalised => vec![],
            Several::OthersAreQuasi => (0..count).filter(|other| *other != at).collect(),
        };
        let unknown = policy.missing_sensitive == Missing::Wildcard;
        let expected = naive::measures(&kept, &of_kept, &naive::alike(&kept, wild, &others), at, unknown);
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
    fn measures_are_those_of_the_definitions(
        rows in tables(true),
        who in who(),
        texts in any::<bool>(),
        policy in policies(),
    ) {
        compare(&rows, &who, texts, policy)?;
    }

    /// A person for every row is the same as rows that are persons.
    #[test]
    fn a_column_of_single_persons_changes_nothing(rows in tables(true), policy in policies()) {
        let measure = |who: &Who| {
            let check = Check::new(requirements(&rows, who, policy)).expect("requirements");
            with_table(&rows, who, false, |table| check.measure(table)).map_err(|error| error.code())
        };
        prop_assert_eq!(measure(&None), measure(&Some((0..rows.len()).rev().collect())));
    }

    /// A row more of a person who has it already changes no measure.
    #[test]
    fn a_row_twice_of_one_person_counts_once(rows in tables(true), who in who(), policy in policies(), twice in 0usize..24) {
        let who = Some(each(&who, rows.len()));
        let measure = |rows: &Rows, who: &Who| {
            let check = Check::new(requirements(rows, who, policy)).expect("requirements");
            let found = with_table(rows, who, false, |table| check.measure(table)).map_err(|error| error.code());
            found.map(|found| (found.persons, found.k, found.classes, found.unique, found.sensitive))
        };
        let at = twice % rows.len();
        let (mut more, mut whose) = (rows.clone(), who.clone().expect("persons"));
        more.push(rows[at].clone());
        whose.push(whose[at]);
        prop_assert_eq!(measure(&rows, &who), measure(&more, &Some(whose)));
    }

    #[test]
    fn without_missing_values_policies_change_nothing(rows in tables(false), policy in policies()) {
        compare(&rows, &None, true, policy)?;
        let plain = Policy {
            missing: Missing::OwnCategory,
            missing_sensitive: Missing::OwnCategory,
            suppressed: Suppressed::Published,
            ..policy
        };
        let measure = |policy| {
            let check = Check::new(requirements(&rows, &None, policy)).expect("requirements");
            with_table(&rows, &None, false, |table| check.measure(table)).expect("measures")
        };
        prop_assert_eq!(measure(policy), measure(plain));
    }

    /// What passes, passes by the naive measures of the rows that are left; and what fails names rows that do fail.
    #[test]
    fn what_passes_does(
        rows in tables(true),
        who in who(),
        policy in policies(),
        k in 2u32..4,
        l in 2u32..3,
        alpha in 0.3..0.99f64,
        limit in proptest::option::of(0.0..=1.0f64),
    ) {
        let all = each(&who, rows.len());
        let mut required = requirements(&rows, &who, policy);
        required.k = k;
        required.withhold_at_most = limit.and_then(Number::new);
        for sensitive in &mut required.sensitive {
            sensitive.distinct_l = Some(l);
            sensitive.alpha = Number::new(alpha);
        }
        let check = Check::new(required).expect("requirements");
        let Ok(outcome) = with_table(&rows, &who, false, |table| check.run("release", table, None, &somebody())) else {
            let suppressed = rows.iter().all(|(quasi, _)| quasi.iter().all(Option::is_none));
            prop_assert!(suppressed && policy.suppressed == Suppressed::LeftOut);
            return Ok(());
        };
        let wild = policy.missing == Missing::Wildcard;
        let unknown = policy.missing_sensitive == Missing::Wildcard;
        let fails = |kept: &Rows, of: &[usize]| -> Vec<bool> {
            let base = naive::alike(kept, wild, &[]);
            let mut fails: Vec<bool> = base.iter().map(|alike| naive::persons(of, alike) < k as usize).collect();
            let count = kept[0].1.len();
            for at in 0..count {
                let others: Vec<usize> =
                    (0..count).filter(|other| policy.several == Several::OthersAreQuasi && *other != at).collect();
                for (row, alike) in naive::alike(kept, wild, &others).into_iter().enumerate() {
                    let found = naive::measures(kept, of, &[alike], at, unknown);
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
                let of: Vec<usize> = (0..rows.len()).filter(is_kept).map(|row| all[row]).collect();
                prop_assert!(fails(&kept, &of).iter().all(|fails| !fails));
                prop_assert_eq!(report.lost.persons, Some(naive::persons(&of, &(0..of.len()).collect::<Vec<_>>()) as u64));
                prop_assert!(report.lost.withheld as f64 / rows.len() as f64 <= limit.unwrap_or(0.0));
            }
            Outcome::Failed(failed) => {
                let left: Vec<usize> = (0..rows.len())
                    .filter(|row| {
                        policy.suppressed == Suppressed::Published || rows[*row].0.iter().any(Option::is_some)
                    })
                    .collect();
                let kept: Rows = left.iter().map(|row| rows[*row].clone()).collect();
                let of: Vec<usize> = left.iter().map(|row| all[*row]).collect();
                let naive = fails(&kept, &of);
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
        who in who(),
        k_map in 2u32..4,
        bounds in (0.0..=1.0f64, 0.0..=1.0f64),
    ) {
        let release: Vec<(i64, i64)> =
            population.iter().filter(|(.., is_in)| *is_in).map(|(a, b, _)| (*a, *b)).collect();
        prop_assume!(!release.is_empty());
        let all: Vec<(i64, i64)> = population.iter().map(|(a, b, _)| (*a, *b)).collect();
        let persons = each(&who, population.len());
        let of_release: Vec<usize> =
            population.iter().zip(&persons).filter(|((.., is_in), _)| *is_in).map(|(_, who)| *who).collect();
        let (least, most) = (bounds.0.min(bounds.1), bounds.0.max(bounds.1));
        let quasi = ["a", "b"].map(|name| Label::new(name).expect("a label"));
        let number = |number| Number::new(number).expect("a number");
        let required = Requirements {
            person: who.as_ref().map(|_| Label::new("who").expect("a label")),
            rows_are_persons: who.is_none().then_some(true),
            population: Some(Population {
                k_map: Some(k_map),
                presence: Some(Presence { at_least: number(least), at_most: number(most) }),
            }),
            ..Requirements::new(2, &quasi)
        };
        let check = Check::new(required).expect("requirements");
        let columns = |rows: &[(i64, i64)], of: &[usize]| -> [Vec<i64>; 3] {
            let (a, b) = rows.iter().copied().unzip();
            [a, b, of.iter().map(|who| *who as i64).collect()]
        };
        let (r, p) = (columns(&release, &of_release), columns(&all, &persons));
        let table = |of: &[Vec<i64>; 3], then: &mut dyn FnMut(&Table<'_>)| {
            let names = ["a", "b", "who"].iter().zip(of).map(|(name, values)| (*name, Column::integers(values)));
            let named: Vec<(&str, Column<'_>)> = names.take(if who.is_some() { 3 } else { 2 }).collect();
            then(&Table::new(&named).expect("a table"));
        };
        let mut outcome = None;
        table(&r, &mut |r| table(&p, &mut |p| {
            outcome = Some(check.run("release", r, Some(p), &somebody()).expect("an outcome"));
        }));
        let outcome = outcome.expect("an outcome");
        let count = |of: &[(i64, i64)], persons: &[usize], key: &(i64, i64)| {
            naive::persons(persons, &(0..of.len()).filter(|row| of[*row] == *key).collect::<Vec<_>>())
        };
        let k = release.iter().map(|row| count(&release, &of_release, row)).min().expect("rows");
        let smallest = release.iter().map(|row| count(&all, &persons, row)).min().expect("rows");
        let share = |row| count(&release, &of_release, row) as f64 / count(&all, &persons, row) as f64;
        let shares: Vec<f64> = all.iter().map(share).collect();
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

/// What rows hide: 500,000 results of 20,000 pupils, of whom 39 are alone in their class.
#[test]
fn many_rows_of_one_pupil_are_one_person() {
    let (mut who, mut cohort, mut result) = (Vec::new(), Vec::new(), Vec::new());
    for pupil in 0..20_000i64 {
        for test in 0..25 {
            who.push(pupil);
            cohort.push(if pupil < 39 { pupil } else { 100 + pupil % 50 });
            result.push((pupil + test) % 10);
        }
    }
    let columns = [
        ("who", Column::integers(&who)),
        ("cohort", Column::integers(&cohort)),
        ("result", Column::integers(&result)),
    ];
    let check =
        |text: &str| Check::new(Requirements::parse(text).expect("a document")).expect("requirements");
    let asked = |persons: &str| {
        format!(
            r#"{{"waarborg-anonymity":1,"k":5,{persons},"quasi-identifiers":["cohort"],"insensitive":["result"]}}"#
        )
    };
    let in_persons = check(&asked(r#""person":"who""#));
    let table = Table::new(&columns).expect("a table");
    let outcome = in_persons.run("results", &table, None, &somebody()).expect("an outcome");
    let report = outcome.report();
    assert_eq!(
        (report.passed, report.checks[0].found, report.checks[0].failing),
        (false, Some(Figure::Count(1)), 39)
    );
    assert_eq!((report.lost.unique, report.lost.persons, report.lost.released), (39, Some(20_000), 500_000));
    assert_eq!(report.lost.highest_risk.map(Number::get), Some(1.0));
    let Outcome::Failed(failed) = &outcome else { panic!("it passed") };
    assert_eq!(failed.rows(0), (0..39 * 25).collect::<Vec<u32>>());
    // Withheld, the rest passes.
    let withheld = check(&asked(r#""person":"who","withhold-at-most":0.01"#));
    let passed =
        withheld.run("results", &table, None, &somebody()).expect("an outcome").passed().expect("it passes");
    assert_eq!(passed.withheld(0).len(), 39 * 25);
    assert_eq!(passed.report().lost.persons, Some(20_000 - 39));
    // In rows it would have passed: so nobody may leave it open.
    let rows = Table::new(&columns[1..]).expect("a table");
    let in_rows = check(&asked(r#""rows-are-persons":true"#));
    assert!(in_rows.run("results", &rows, None, &somebody()).expect("an outcome").report().passed);
    let open = Requirements::parse(
        r#"{"waarborg-anonymity":1,"k":5,"quasi-identifiers":["cohort"],"insensitive":["result"]}"#,
    );
    assert_eq!(Check::new(open.expect("a document")).expect_err("refused").code(), "no-person");
}

/// Eight times as many rows take at most 13 times as long, in persons and in rows; and so do eight times as many columns.
#[test]
fn a_check_is_as_fast_as_the_table_is_long() {
    let rows = |rows: i64, person: &str| {
        let of = |step: i64, modulo: i64| (0..rows).map(|row| row * step % modulo).collect::<Vec<i64>>();
        let (who, a, b, s) = (of(7919, rows / 5), of(31, 97), of(17, 41), of(13, 11));
        let mut columns =
            vec![("a", Column::integers(&a)), ("b", Column::integers(&b)), ("s", Column::integers(&s))];
        if person.contains("who") {
            columns.push(("who", Column::integers(&who)));
        }
        let text = format!(
            r#"{{"waarborg-anonymity":1,"k":2,{person},"quasi-identifiers":["a","b"],"sensitive":[{{"column":"s"}}]}}"#
        );
        let check = Check::new(Requirements::parse(&text).expect("a document")).expect("requirements");
        let start = std::time::Instant::now();
        assert_eq!(
            check.measure(&Table::new(&columns).expect("a table")).expect("measures").rows,
            rows as u64
        );
        start.elapsed().as_secs_f64()
    };
    let columns = |count: usize| {
        let named: Vec<String> = (0..count).map(|at| format!("\"c{at}\"")).collect();
        let text = format!(
            r#"{{"waarborg-anonymity":1,"k":2,"rows-are-persons":true,"quasi-identifiers":[{}]}}"#,
            named.join(",")
        );
        let start = std::time::Instant::now();
        Check::new(Requirements::parse(&text).expect("a document")).expect("requirements");
        start.elapsed().as_secs_f64()
    };
    // The best of five, each by itself, and each long enough to share a busy machine like the others.
    let best = |time: &dyn Fn(usize) -> f64, few: usize| {
        let least = |count: usize| (0..5).map(|_| time(count)).fold(f64::INFINITY, f64::min);
        least(8 * few) / least(few)
    };
    for person in [r#""person":"who""#, r#""rows-are-persons":true"#] {
        let ratio = best(&|count| rows(count as i64, person), 5_000);
        assert!(ratio < 13.0, "{person}: {ratio}");
    }
    let ratio = best(&columns, 16_000);
    assert!(ratio < 13.0, "columns: {ratio}");
}

/// A value that everyone in a class has is known of each, whatever else they have.
#[test]
fn a_value_that_everyone_has_is_known_of_each() {
    // Four pupils in one class, each with two results; 5 is everyone's.
    let who = [1, 1, 2, 2, 3, 3, 4, 4];
    let cohort = [1; 8];
    let of = |result: [i64; 8]| {
        let columns = [
            ("who", Column::integers(&who)),
            ("cohort", Column::integers(&cohort)),
            ("result", Column::integers(&result)),
        ];
        let text = r#"{"waarborg-anonymity":1,"k":4,"person":"who","quasi-identifiers":["cohort"],"sensitive":[{"column":"result"}]}"#;
        let check = Check::new(Requirements::parse(text).expect("a document")).expect("requirements");
        let found = check.measure(&Table::new(&columns).expect("a table")).expect("measures");
        let sensitive = &found.sensitive[0];
        (found.k, sensitive.alpha.get(), sensitive.distinct_l, sensitive.entropy_l.get())
    };
    assert_eq!(of([5, 6, 5, 7, 5, 8, 5, 9]), (4, 1.0, 1, 1.0));
    let (k, alpha, distinct_l, entropy_l) = of([5, 6, 5, 7, 5, 8, 4, 9]);
    assert_eq!((k, alpha, distinct_l), (4, 0.75, 6));
    // Eight pairs: 3 of one value, 1 of each of five others.
    let expected = (-(3.0f64 / 8.0) * (3.0f64 / 8.0).ln() - 5.0 / 8.0 * (1.0f64 / 8.0).ln()).exp();
    assert!((entropy_l - expected).abs() < 1e-12);
    // The same result twice is one.
    assert_eq!(of([5, 5, 5, 5, 6, 6, 6, 6]), (4, 0.5, 2, 2.0));
}
