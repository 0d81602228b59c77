//! Many at once: columns of numbers in, rows of answers out. What is read is checked whole before anything is written.

use core::ffi::c_char;

use super::boundary::{Failure, export, lent, read, texts};
use super::claims::wb_claims;
use super::decision::{Numbered, unknown, wb_decision};
use super::due::wb_due_date;
use super::error::wb_error;
use super::json;
use super::status::wb_status;
use crate::decision::decide_by_id;
use crate::policy::NameId;
use crate::retention::{Due, due_by_id};

/// What each row comes to, in order; the first row that fails is the error of all.
pub(super) fn each<R, T>(
    rows: impl IntoIterator<Item = R>,
    mut of: impl FnMut(R) -> Result<T, Failure>,
) -> Result<Vec<T>, Failure> {
    let rows = rows.into_iter().enumerate();
    rows.map(|(index, row)| of(row).map_err(|failure| failure.in_row(index))).collect()
}

/// Decides n questions about one person: wb_decide for each row of the columns, all of which have n numbers. recipients
/// has 0 for none, forms WB_FORM_ANY, relations 0. Record i runs from record_offsets[i] to record_offsets[i + 1] of
/// records, so there are n + 1 offsets, the first of them 0 and the last records_len; an empty record is none. preconditions and
/// at are the same for all.
///
/// decisions has room for n. Set the size of the first to sizeof(wb_decision); the others lie that far apart. If a row
/// fails, the call does, every answer is a deny, and the error's path begins with the number of the row: "/2".
///
/// Worth it where the host has columns, or a call costs it much; a call in C costs less than packing them.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_decide_many(
    claims: *const wb_claims,
    n: usize,
    roles: *const u64,
    verbs: *const i32,
    purposes: *const u64,
    categories: *const u64,
    recipients: *const u64,
    identifiabilities: *const i32,
    relations: *const u32,
    records: *const c_char,
    records_len: usize,
    record_offsets: *const i32,
    preconditions: *const u64,
    preconditions_len: usize,
    at: i64,
    decisions: *mut wb_decision,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let decisions = unsafe { read!(rooms(decisions, n)) }?;
        let preconditions = preconditions.cast::<NameId>();
        // SAFETY: as the header asks.
        let (claims, columns, records, preconditions) = unsafe {
            (
                read!(lent(claims))?,
                (
                    read!(array(roles, n))?,
                    read!(array(verbs, n))?,
                    read!(array(purposes, n))?,
                    read!(array(categories, n))?,
                    read!(array(recipients, n))?,
                    read!(array(identifiabilities, n))?,
                    read!(array(relations, n))?,
                ),
                texts(records, records_len, record_offsets, n, ["records", "record_offsets"])?,
                read!(array(preconditions, preconditions_len))?,
            )
        };
        let (roles, verbs, purposes, categories, recipients, identifiabilities, relations) = columns;
        // Nothing but slices: they are then gone through by one counter.
        let named = roles.iter().zip(verbs).zip(purposes).zip(categories);
        let rows = named.zip(recipients.iter().zip(identifiabilities).zip(relations));
        decisions.fill(rows, |index, ((((role, verb), purpose), category), asked), decision| {
            let ((recipient, identifiability), relations) = asked;
            let asked = || Numbered {
                role: *role,
                verb: *verb,
                purpose: *purpose,
                category: *category,
                recipient: *recipient,
                identifiability: *identifiability,
                relations: *relations,
                at,
            };
            let record = records.get(index);
            if preconditions.len() | record.len() == 0
                && let Some(answer) = asked().at_once(claims)
            {
                decision.put(answer.into());
                return Ok(());
            }
            decision.put(asked().decide(claims, preconditions, record)?.into());
            Ok(())
        })
    })
}

/// Decides one question about n persons, such as a class: wb_decide for each of the claims, with the same record. All
/// must be of policies that give equal numbers. decisions is as of wb_decide_many; what is wrong with the question itself is
/// told without the number of a row.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_decide_each(
    claims: *const *const wb_claims,
    n: usize,
    role: u64,
    verb: i32,
    purpose: u64,
    category: u64,
    recipient: u64,
    identifiability: i32,
    relations: u32,
    preconditions: *const u64,
    preconditions_len: usize,
    record: *const c_char,
    record_len: usize,
    at: i64,
    decisions: *mut wb_decision,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let decisions = unsafe { read!(rooms(decisions, n)) }?;
        let preconditions = preconditions.cast::<NameId>();
        // SAFETY: as the header asks.
        let (persons, preconditions, record) = unsafe {
            (
                read!(array(claims, n))?,
                read!(array(preconditions, preconditions_len))?,
                read!(text(record, record_len))?,
            )
        };
        let asked = Numbered { role, verb, purpose, category, recipient, identifiability, relations, at };
        let record = json::record(record)?;
        let query = asked.query(record.as_ref(), preconditions)?;
        decisions.fill(persons, |_, claims, decision| {
            // SAFETY: NULL or a live handle, as the header asks.
            let claims = unsafe { lent(*claims, "claims") }?;
            decision.put(decide_by_id(claims, &query).map_err(unknown)?.into());
            Ok(())
        })
    })
}

/// What the records of a batch are due.
///
/// # Safety
/// As the header asks: every pointer is NULL or points to what its type says.
unsafe fn dues(
    (claims, n): (*const wb_claims, usize),
    categories: *const u64,
    (records, records_len, record_offsets): (*const c_char, usize, *const i32),
) -> Result<Vec<Due>, Failure> {
    // SAFETY: what the caller promises.
    let (claims, categories, records) = unsafe {
        (
            read!(lent(claims))?,
            read!(array(categories, n))?,
            texts(records, records_len, record_offsets, n, ["records", "record_offsets"])?,
        )
    };
    each(categories.iter().zip(records.iter()), |(category, record)| {
        let record = json::record(record)?.unwrap_or_default();
        due_by_id(claims, NameId::from_number(*category), &record).map_err(unknown)
    })
}

/// Until when n records of one person may be kept: wb_due for each. Record i is of categories[i], and runs from
/// record_offsets[i] to record_offsets[i + 1] of records, so there are n + 1 offsets. dates has room for n; set the size
/// of the first to sizeof(wb_due_date), the others lie that far apart. If a row fails, the call does, no date is given,
/// and the error's path begins with the number of the row.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_due_many(
    claims: *const wb_claims,
    n: usize,
    categories: *const u64,
    records: *const c_char,
    records_len: usize,
    record_offsets: *const i32,
    dates: *mut wb_due_date,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let dates = unsafe { read!(rooms(dates, n)) }?;
        // SAFETY: as the header asks.
        let dues = unsafe { dues((claims, n), categories, (records, records_len, record_offsets)) }?;
        dates.fill(dues, |_, due, date| {
            date.put(due.into());
            Ok(())
        })
    })
}

/// The earliest moment at which one of n records may be erased, is due in a less identifiable form, or owes a notice: look
/// again then, or after the next entry. A record that a hold keeps counts from the end of the hold. INT64_MAX if none has an
/// end, and after a failed call. The arguments are those of wb_due_many.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_next_due(
    claims: *const wb_claims,
    n: usize,
    categories: *const u64,
    records: *const c_char,
    records_len: usize,
    record_offsets: *const i32,
    next: *mut i64,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let next = unsafe { read!(moment(next)) }?;
        // SAFETY: as the header asks.
        let dues = unsafe { dues((claims, n), categories, (records, records_len, record_offsets)) }?;
        next.put(dues.iter().filter_map(Due::next).min().map_or(i64::MAX, |at| at.micros()));
        Ok(())
    })
}
