//! Rows that are equal on several columns, by refinement: each column splits the classes that the ones before it made.

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
    pub(super) of: &'a [u32],
    pub(super) width: u32,
}

/// The classes of `rows` rows that are equal on all of these columns; one class if there are none.
pub(super) fn classes(rows: usize, columns: &[Coded<'_>]) -> Classes {
    let mut keys = vec![0u64; rows];
    let mut width = 1u64;
    let mut pending: Vec<Coded<'_>> = Vec::new();
    for column in columns {
        let of_column = u64::from(column.width.max(1));
        let fits = width.checked_mul(of_column).filter(|width| bits(*width) + bits(rows as u64) <= u64::BITS);
        if fits.is_none() {
            extend(&mut keys, &pending);
            pending.clear();
            let classes = settle(&keys, width);
            width = classes.sizes.len() as u64;
            keys = classes.of.into_iter().map(u64::from).collect();
        }
        // Fits after that: there are fewer classes than rows, and fewer codes than 2^32.
        width = width.saturating_mul(of_column);
        pending.push(*column);
    }
    extend(&mut keys, &pending);
    settle(&keys, width)
}

/// Adds columns to keys, some rows at a time, so that their keys stay near.
fn extend(keys: &mut [u64], columns: &[Coded<'_>]) {
    const NEAR: usize = 2048;
    for (keys, from) in keys.chunks_mut(NEAR).zip((0..).step_by(NEAR)) {
        for column in columns {
            let of_column = u64::from(column.width.max(1));
            for (key, code) in keys.iter_mut().zip(column.of.get(from..).unwrap_or_default()) {
                *key = *key * of_column + u64::from(*code);
            }
        }
    }
}

/// How many bits numbers below `width` take.
fn bits(width: u64) -> u32 {
    u64::BITS - width.saturating_sub(1).leading_zeros()
}

/// Classes of equal keys, all of them less than `width`.
fn settle(keys: &[u64], width: u64) -> Classes {
    let direct = keys.len() as u64 * 8 + 1024;
    if width <= direct {
        return by_place(keys, width as usize);
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

fn by_place(keys: &[u64], width: usize) -> Classes {
    let mut classes = vec![0u32; width];
    let mut sizes: Vec<u32> = Vec::new();
    let of = keys
        .iter()
        .map(|key| {
            let Some(class) = classes.get_mut(*key as usize) else { return 0 };
            if *class == 0 {
                sizes.push(0);
                *class = sizes.len() as u32;
            }
            let class = *class - 1;
            if let Some(size) = sizes.get_mut(class as usize) {
                *size += 1;
            }
            class
        })
        .collect();
    Classes { of, sizes }
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
        let coded: Vec<Coded<'_>> = columns.iter().map(|of| Coded { of, width: u32::MAX }).collect();
        assert_eq!(shape(&classes(4, &coded)), [0, 1, 2, 3]);
        assert_eq!(shape(&classes(4, &coded[..2])), [0, 1, 2, 2]);
        assert_eq!(classes(4, &[]).sizes, [4]);
    }
}
