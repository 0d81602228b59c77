//! Every measure from its definition, row by row, in the plainest way. Shares nothing with the library.

/// A value, or none.
pub type Cell = Option<i64>;
/// The quasi-identifiers and the sensitive values of each row.
pub type Rows = Vec<(Vec<Cell>, Vec<Cell>)>;

/// For each row, the rows that are alike with it; `others` are sensitive columns that count as quasi-identifiers.
pub fn alike(rows: &Rows, wild: bool, others: &[usize]) -> Vec<Vec<usize>> {
    let key = |row: usize| -> Vec<Cell> {
        let (quasi, sensitive) = &rows[row];
        quasi.iter().copied().chain(others.iter().map(|at| sensitive[*at])).collect()
    };
    let same = |a: &[Cell], b: &[Cell]| {
        a.iter().zip(b).all(|(a, b)| a == b || (wild && (a.is_none() || b.is_none())))
    };
    (0..rows.len())
        .map(|row| (0..rows.len()).filter(|other| same(&key(row), &key(*other))).collect())
        .collect()
}

/// How many different combinations of quasi-identifiers there are.
pub fn classes(rows: &Rows) -> usize {
    let mut keys: Vec<&Vec<Cell>> = rows.iter().map(|(quasi, _)| quasi).collect();
    keys.sort();
    keys.dedup();
    keys.len()
}

#[derive(Debug)]
pub struct Metrics {
    pub alpha: f64,
    pub distinct_l: u64,
    pub entropy_l: f64,
    pub recursive_c: Option<f64>,
    pub t_equal: Option<f64>,
    pub t_ordered: Option<f64>,
    pub beta: Option<f64>,
    pub enhanced_beta: Option<f64>,
    pub delta: Option<f64>,
}

/// How many different persons these rows are about.
pub fn persons(who: &[usize], group: &[usize]) -> usize {
    group.iter().map(|row| who[*row]).collect::<std::collections::BTreeSet<usize>>().len()
}

/// The worst over these groups of rows; `who` is whom each row is about. A person counts once for each value. An unknown value
/// is whatever known value of the group gives away most.
pub fn measures(rows: &Rows, who: &[usize], groups: &[Vec<usize>], at: usize, unknown: bool) -> Metrics {
    let cell = |row: usize| rows[row].1[at];
    let missing = (0..rows.len()).any(|row| cell(row).is_none());
    let guessed = missing && unknown;
    let mut values: Vec<Cell> = (0..rows.len()).map(cell).collect();
    values.sort();
    values.dedup();
    // How many persons of the group have a value.
    let having = |group: &[usize], value: Cell| {
        let of: Vec<usize> = group.iter().copied().filter(|row| cell(*row) == value).collect();
        persons(who, &of)
    };
    let share = |group: &[usize], value: Cell| having(group, value) as f64 / persons(who, group) as f64;
    // Of the pairs of a person and a value, those with this value.
    let part = |group: &[usize], value: Cell| {
        let all: usize = values.iter().map(|value| having(group, *value)).sum();
        having(group, value) as f64 / all as f64
    };
    let all: Vec<usize> = (0..rows.len()).collect();
    // Counts in descending order, after the worst guess.
    let counts = |group: &[usize]| -> Vec<usize> {
        let known = values.iter().filter(|value| !(guessed && value.is_none()));
        let mut counts: Vec<usize> =
            known.map(|value| having(group, *value)).filter(|count| *count > 0).collect();
        counts.sort_by(|a, b| b.cmp(a));
        let lacking = if guessed { having(group, None) } else { 0 };
        if counts.is_empty() {
            return vec![lacking];
        }
        counts[0] += lacking;
        counts
    };
    // Everyone may have the most frequent value.
    let certain = |group: &[usize]| counts(group)[0] >= persons(who, group);
    let worst =
        |of: &dyn Fn(&[usize]) -> f64| groups.iter().map(|group| of(group)).fold(f64::NEG_INFINITY, f64::max);
    let least =
        |of: &dyn Fn(&[usize]) -> f64| groups.iter().map(|group| of(group)).fold(f64::INFINITY, f64::min);
    let finite = |number: f64| (number.is_finite() && !guessed).then_some(number);
    let distinct_l = least(&|group| if certain(group) { 1.0 } else { counts(group).len() as f64 }) as u64;
    let gain = |group: &[usize], value: Cell| share(group, value) / share(&all, value) - 1.0;
    let in_group = |group: &[usize]| -> Vec<Cell> {
        values.iter().copied().filter(|value| share(group, *value) > 0.0).collect()
    };
    let recursive_c = worst(&|group| {
        if certain(group) {
            return f64::INFINITY;
        }
        let counts = counts(group);
        let tail: usize = counts.iter().skip(distinct_l as usize - 1).sum();
        counts[0] as f64 / tail as f64
    });
    let ordered = worst(&|group| {
        let steps = values.len().max(2) - 1;
        let mut sum = 0.0;
        let mut total = 0.0;
        for value in &values {
            sum += part(group, *value) - part(&all, *value);
            total += sum.abs();
        }
        total / steps as f64
    });
    let enhanced = worst(&|group| {
        let bounded = |value: &Cell| {
            let gain = gain(group, *value).max(0.0);
            if gain <= -share(&all, *value).ln() + 1e-12 { gain } else { f64::INFINITY }
        };
        in_group(group).iter().map(bounded).fold(0.0, f64::max)
    });
    Metrics {
        alpha: worst(&|group| (counts(group)[0] as f64 / persons(who, group) as f64).min(1.0)),
        distinct_l,
        entropy_l: least(&|group| {
            if certain(group) {
                return 1.0;
            }
            let pairs: usize = counts(group).iter().sum();
            let q = |count: usize| count as f64 / pairs as f64;
            counts(group).into_iter().map(|count| -q(count) * q(count).ln()).sum::<f64>().exp()
        }),
        recursive_c: (distinct_l > 1).then_some(recursive_c),
        t_equal: finite(worst(&|group| {
            values.iter().map(|value| (part(group, *value) - part(&all, *value)).abs()).sum::<f64>() / 2.0
        })),
        t_ordered: finite(ordered).filter(|_| !missing),
        beta: finite(worst(&|group| values.iter().map(|value| gain(group, *value)).fold(0.0, f64::max))),
        enhanced_beta: finite(enhanced),
        delta: finite(worst(&|group| {
            in_group(group)
                .iter()
                .map(|value| (share(group, *value) / share(&all, *value)).ln().abs())
                .fold(0.0, f64::max)
        })),
    }
}
