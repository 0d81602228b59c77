//! Tables whose anonymity is checked.

use core::ffi::c_char;
use std::sync::Arc;

use super::boundary::{Failure, Handle, array, export, magic, packed, read};
use super::error::wb_error;
use super::status::*;
use crate::anonymity::{AnonymityError, Column, Table};

/// Columns of one table, by name, copied from the host. Immutable: any number of threads may use one at once; what adds a
/// column gives a new one, which shares the others.
#[cfg_attr(all(), repr(C))]
pub struct wb_table {
    _private: [u8; 0],
}

impl Handle for wb_table {
    const MAGIC: u64 = magic("wb_table");
    type Inner = Vec<Arc<Owned>>;
    type Owner = Arc<Vec<Arc<Owned>>>;
}

/// A column with its memory.
pub(super) struct Owned {
    name: String,
    values: Values,
    valid: Option<Vec<bool>>,
}

enum Values {
    Texts { offsets: Vec<u32>, text: String },
    Integers(Vec<i64>),
}

impl Owned {
    fn column(&self) -> (&str, Column<'_>) {
        let column = match &self.values {
            Values::Texts { offsets, text } => Column::packed(offsets, text),
            Values::Integers(values) => Column::integers(values),
        };
        (&self.name, self.valid.as_deref().map_or(column, |valid| column.valid(valid)))
    }
}

/// What cannot be checked as it is: a table, requirements, parties.
pub(super) fn refused(error: AnonymityError) -> Failure {
    Failure::of(WB_STATUS_BAD_TABLE, error.diagnostics())
}

/// The columns as one table.
pub(super) fn table(columns: &[Arc<Owned>]) -> Result<Table<'_>, Failure> {
    let columns: Vec<(&str, Column<'_>)> = columns.iter().map(|column| column.column()).collect();
    Table::new(&columns).map_err(refused)
}

/// How many rows there are.
pub(super) fn rows(columns: &[Arc<Owned>]) -> usize {
    columns.first().map_or(0, |column| match &column.values {
        Values::Texts { offsets, .. } => offsets.len().saturating_sub(1),
        Values::Integers(values) => values.len(),
    })
}

/// The columns with another one behind them, if together they are a table.
fn with(besides: Option<&Vec<Arc<Owned>>>, column: Owned) -> Result<*mut wb_table, Failure> {
    let mut columns = besides.cloned().unwrap_or_default();
    columns.push(Arc::new(column));
    table(&columns)?;
    Ok(wb_table::give(columns))
}

/// Which values are there; of all of them if it is not said.
///
/// # Safety
/// NULL or `n` bytes, as for every array of an export.
unsafe fn validity(valid: *const u8, n: usize) -> Result<Option<Vec<bool>>, Failure> {
    if valid.is_null() {
        return Ok(None);
    }
    // SAFETY: what the caller promises.
    let valid = unsafe { array(valid, n, "valid") }?;
    Ok(Some(valid.iter().map(|valid| *valid != 0).collect()))
}

/// A table with a column of n texts: value i runs from value_offsets[i] to value_offsets[i + 1] of values, so there are
/// n + 1 offsets. valid has a byte for each value, 0 for one that is missing; NULL if none is. With the columns of
/// besides, which stays as it was and has as many rows; NULL for none. Values are compared byte by byte.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_table_texts(
    besides: *const wb_table,
    name: *const c_char,
    name_len: usize,
    n: usize,
    values: *const c_char,
    values_len: usize,
    value_offsets: *const i32,
    valid: *const u8,
    table: *mut *mut wb_table,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [table], {
        // SAFETY: as the header asks.
        let (besides, name, (values, offsets), valid, table) = unsafe {
            (
                read!(lent_or_none(besides))?,
                read!(text(name, name_len))?,
                packed(values, values_len, value_offsets, n, ["values", "value_offsets"])?,
                validity(valid, n)?,
                read!(out(table))?,
            )
        };
        // From 0 up: none is below it.
        let offsets = offsets.iter().map(|offset| offset.unsigned_abs()).collect();
        let values = Values::Texts { offsets, text: values.to_owned() };
        table.put(with(besides, Owned { name: name.to_owned(), values, valid })?);
        Ok(())
    })
}

/// A table with a column of n whole numbers, which have an order: the only ones for which a distance by order can be
/// asked. The other arguments are those of wb_table_texts.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_table_integers(
    besides: *const wb_table,
    name: *const c_char,
    name_len: usize,
    n: usize,
    values: *const i64,
    valid: *const u8,
    table: *mut *mut wb_table,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [table], {
        // SAFETY: as the header asks.
        let (besides, name, values, valid, table) = unsafe {
            (
                read!(lent_or_none(besides))?,
                read!(text(name, name_len))?,
                read!(array(values, n))?,
                validity(valid, n)?,
                read!(out(table))?,
            )
        };
        let values = Values::Integers(values.to_vec());
        table.put(with(besides, Owned { name: name.to_owned(), values, valid })?);
        Ok(())
    })
}

/// One more owner of the same table, to be freed once more. NULL for NULL.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_table_retain(table: *const wb_table) -> *mut wb_table {
    // SAFETY: NULL or a live handle, as the header asks.
    export!(or core::ptr::null_mut(), { unsafe { wb_table::retain(table) } })
}

/// Frees a table, if no other owner is left. NULL is allowed.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_table_free(table: *mut wb_table) {
    // SAFETY: NULL, or given out and freed once by each owner, as the header asks.
    export!(or(), { unsafe { wb_table::free(table) } });
}
