//! Rows that are equal on several columns, by refinement: each column splits the classes that the ones before it made.

use super::codes::Of;

/// Which rows are equal.
pub(super) struct Classes {
    /// The class of each row, from 0.
    pub(super) of: Vec<u32>,
    /// How many rows each class has; never 0.
    pub(super) sizes: Vec<u32>,
}

/// A column of codes, all of them less than `width`.
#[derive(Clone, Copy)]
pub(super) struct Coded<'a> {
    pub(super) of: Of<'a>,
    pub(super) width: u32,
}

/// The classes of `rows` rows that are equal on all of these columns; one class if there are none.
pub(super) fn classes(rows: usize, columns: &[Coded<'_>]) -> Classes {
    let all = columns.iter().try_fold(1u64, |width, column| width.checked_mul(of_column(column)));
    if let Some(width) = all.filter(|width| *width <= direct(rows)) {
        let mut places = Places::new(rows, width);
        let mut keys = [0u64; NEAR];
        for from in (0..rows).step_by(NEAR) {
            let Some(keys) = keys.get_mut(..NEAR.min(rows - from)) else { break };
            keys.fill(0);
            extend(keys, from, columns);
            places.add(keys);
        }
        return places.classes;
    }
    let mut keys = vec![0u64; rows];
    let mut width = 1u64;
    let mut pending: Vec<Coded<'_>> = Vec::new();
    for column in columns {
        let of_column = of_column(column);
        let fits = width.checked_mul(of_column).filter(|width| bits(*width) + bits(rows as u64) <= u64::BITS);
        if fits.is_none() {
            extend_all(&mut keys, &pending);
            pending.clear();
            let classes = settle(&keys, width);
            width = classes.sizes.len() as u64;
            keys = classes.of.into_iter().map(u64::from).collect();
        }
        // Fits after that: there are fewer classes than rows, and fewer codes than 2^32.
        width = width.saturating_mul(of_column);
        pending.push(*column);
    }
    extend_all(&mut keys, &pending);
    settle(&keys, width)
}

/// How many rows are looked at before the next column: few enough that they are still near.
const NEAR: usize = 2048;

/// Up to which width classes are found by their place in a list.
fn direct(rows: usize) -> u64 {
    rows as u64 * 8 + 1024
}

fn of_column(column: &Coded<'_>) -> u64 {
    u64::from(column.width.max(1))
}

/// Adds columns to the keys of all rows.
fn extend_all(keys: &mut [u64], columns: &[Coded<'_>]) {
    for (keys, from) in keys.chunks_mut(NEAR).zip((0..).step_by(NEAR)) {
        extend(keys, from, columns);
    }
}

/// Adds columns to the keys of some rows.
fn extend(keys: &mut [u64], from: usize, columns: &[Coded<'_>]) {
    fn add<T: Copy + Into<u64>>(keys: &mut [u64], width: u64, codes: &[T]) {
        for (key, code) in keys.iter_mut().zip(codes) {
            *key = *key * width + (*code).into();
        }
    }
    for column in columns {
        match column.of {
            Of::Narrow(codes) => add(keys, of_column(column), codes.get(from..).unwrap_or_default()),
            Of::Wide(codes) => add(keys, of_column(column), codes.get(from..).unwrap_or_default()),
        }
    }
}

/// How many bits numbers below `width` take.
fn bits(width: u64) -> u32 {
    u64::BITS - width.saturating_sub(1).leading_zeros()
}

/// Classes of equal keys, all of them less than `width`.
fn settle(keys: &[u64], width: u64) -> Classes {
    if width <= direct(keys.len()) {
        let mut places = Places::new(keys.len(), width);
        places.add(keys);
        return places.classes;
    }
    let shift = bits(keys.len() as u64);
    if bits(width) + shift <= u64::BITS {
        let mut sorted: Vec<u64> = keys.iter().zip(0u64..).map(|(key, row)| key << shift | row).collect();
        sorted.sort_unstable();
        let mask = (1u64 << shift) - 1;
        in_runs(keys.len(), &sorted, |packed| packed >> shift, |packed| (packed & mask) as usize)
    } else {
        let mut sorted: Vec<(u64, u32)> = keys.iter().copied().zip(0u32..).collect();
        sorted.sort_unstable();
        in_runs(keys.len(), &sorted, |(key, _)| *key, |(_, row)| *row as usize)
    }
}

/// Classes by the place of their key in a list.
struct Places {
    classes: Classes,
    of_key: Vec<u32>,
}

impl Places {
    fn new(rows: usize, width: u64) -> Places {
        let classes = Classes { of: Vec::with_capacity(rows), sizes: Vec::new() };
        Places { classes, of_key: vec![0; width as usize] }
    }

    fn add(&mut self, keys: &[u64]) {
        let Places { classes: Classes { of, sizes }, of_key } = self;
        of.extend(keys.iter().map(|key| {
            let Some(class) = of_key.get_mut(*key as usize) else { return 0 };
            if *class == 0 {
                sizes.push(0);
                *class = sizes.len() as u32;
            }
            let class = *class - 1;
            if let Some(size) = sizes.get_mut(class as usize) {
                *size += 1;
            }
            class
        }));
    }
}

fn in_runs<T>(rows: usize, sorted: &[T], key: impl Fn(&T) -> u64, row: impl Fn(&T) -> usize) -> Classes {
    let mut of = vec![0u32; rows];
    let mut sizes: Vec<u32> = Vec::new();
    for run in sorted.chunk_by(|a, b| key(a) == key(b)) {
        let class = sizes.len() as u32;
        sizes.push(run.len() as u32);
        for item in run {
            if let Some(of) = of.get_mut(row(item)) {
                *of = class;
            }
        }
    }
    Classes { of, sizes }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Classes do not depend on how they are numbered: each row's first row of the same class.
    fn shape(classes: &Classes) -> Vec<usize> {
        let first = |class: &u32| classes.of.iter().position(|of| of == class).expect("the row itself");
        classes.of.iter().map(first).collect()
    }

    #[test]
    fn three_ways_give_the_same_classes() {
        let keys = [5u64, 9, 5, 0, 9, 9];
        for width in [10, 1 << 40, u64::MAX] {
            let classes = settle(&keys, width);
            assert_eq!(shape(&classes), [0, 1, 0, 3, 1, 1], "{width}");
            let mut sizes = classes.sizes;
            sizes.sort_unstable();
            assert_eq!(sizes, [1, 2, 3], "{width}");
        }
    }

    #[test]
    fn columns_that_do_not_fit_together_are_refined_in_turn() {
        let columns: Vec<[u32; 4]> = vec![[1, 1, 2, 2], [0, 7, 7, 7], [3, 3, 3, u32::MAX - 1]];
        let coded: Vec<Coded<'_>> =
            columns.iter().map(|of| Coded { of: Of::Wide(of), width: u32::MAX }).collect();
        assert_eq!(shape(&classes(4, &coded)), [0, 1, 2, 3]);
        assert_eq!(shape(&classes(4, &coded[..2])), [0, 1, 2, 2]);
        assert_eq!(classes(4, &[]).sizes, [4]);
    }
}
