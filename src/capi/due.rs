//! Until when may it be kept?

use core::ffi::c_char;

use super::boundary::{Growing, export, read};
use super::buf::wb_buf;
use super::claims::wb_claims;
use super::decision::unknown;
use super::error::wb_error;
use super::reason::reason_number;
use super::status::wb_status;
use super::{json, words};
use crate::policy::NameId;
use crate::retention::{Due, Pending, When, due, due_by_id};

/// When a record must be gone: the field state of wb_due_date.
#[repr(C)]
#[derive(Clone, Copy)]
#[allow(dead_code, reason = "C reads all of them")]
pub enum wb_due_state {
    /// No answer: the call failed.
    WB_DUE_NO_ANSWER = 0,
    /// From the moment at on.
    WB_DUE_AT = 1,
    /// At once: it was made, at that moment, while no purpose had a claim on it.
    WB_DUE_AT_ONCE = 2,
    /// Not yet: it waits for the end of something that still lasts, or has no end.
    WB_DUE_PENDING_END = 3,
    /// Not yet: a fact is missing; review it.
    WB_DUE_PENDING_FACT = 4,
}

use wb_due_state::*;

/// When a record must be gone. Set size to sizeof(wb_due_date) before the call; later versions may add fields at the end,
/// and write only those that fit. It says when a record is due; the field held says whether something else keeps it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct wb_due_date {
    /// The size of this struct, set by the caller.
    pub size: u32,
    /// One of the WB_DUE_ values.
    pub state: i32,
    /// The moment, in microseconds of UTC since 1970, for WB_DUE_AT and WB_DUE_AT_ONCE; else INT64_MAX, also after a
    /// failed call, so that no comparison takes it for a date in the past.
    pub at: i64,
    /// Why then, or what it waits for: one of the WB_REASON_ values.
    pub reason: i32,
    /// Where the deciding fact stands, one of the WB_SOURCE_ values.
    pub source: i32,
    /// The number of the entry that decided; 0 for none.
    pub entry: u32,
    /// 1 if a claim of its own kind (a hold, a restriction, an open request, a statutory minimum) keeps it, or kept it, past
    /// the moment at: wb_erasable says whether it may go now. 0 if nothing does: it may go once at has come.
    pub held: u32,
}

// SAFETY: `repr(C)` and only numbers: two words, eight bytes at 8, four words; no padding.
unsafe impl Growing for wb_due_date {
    const FIRST: usize = 32;
    const NOTHING: wb_due_date =
        wb_due_date { size: 0, state: 0, at: i64::MAX, reason: 0, source: 0, entry: 0, held: 0 };
}

const _: () = assert!(core::mem::size_of::<wb_due_date>() == 32);

impl From<Due> for wb_due_date {
    fn from(due: Due) -> wb_due_date {
        let state = match due.when {
            When::At(_) => WB_DUE_AT,
            When::AtOnce(_) => WB_DUE_AT_ONCE,
            When::Pending(Pending::End) => WB_DUE_PENDING_END,
            When::Pending(Pending::Fact) => WB_DUE_PENDING_FACT,
        };
        let (source, entry) = words::source_numbers(due.reason);
        wb_due_date {
            state: state as i32,
            at: due.at().map_or(i64::MAX, |at| at.micros()),
            reason: reason_number(due.reason.code),
            source,
            entry,
            held: due.postponed_by.is_some().into(),
            ..wb_due_date::NOTHING
        }
    }
}

/// Until when a record of a category may be kept, with a number of wb_policy_id for the category. record is what is known
/// of the record, as JSON with the fields created (a moment, or {"from","to"} where only bounds are known), anchors, system and
/// needed-by; (NULL, 0) for nothing.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_due(
    claims: *const wb_claims,
    category: u64,
    record: *const c_char,
    record_len: usize,
    date: *mut wb_due_date,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let date = unsafe { read!(room(date)) }?;
        // SAFETY: as the header asks.
        let (claims, record) = unsafe { (read!(lent(claims))?, read!(text(record, record_len))?) };
        let record = json::record(record)?.unwrap_or_default();
        date.put(due_by_id(claims, NameId::from_number(category), &record).map_err(unknown)?.into());
        Ok(())
    })
}

/// Until when a record of a category may be kept, with the name of the category, as JSON.
///
/// {"v":1,"law","provisional","state":"at"|"at-once"|"pending-end"|"pending-fact","at","last-day","reason":R,
/// "erasable-from","postponed-by":R|null,"reports":[R...],"drops":[{"to","at","last-day"}...],"notify":null|{"at","last-day","period"}}
/// R is as of wb_explain. erasable-from is when it may be erased if no entry is added, postponed-by what of its own kind keeps
/// it past at. reports are what else is to be known of it. drops are the less identifiable forms that are enough from a moment
/// on. notify is the notice that is owed before the record goes; on its last-day it is still in time. Equal questions have
/// equal bytes.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_due_json(
    claims: *const wb_claims,
    category: *const c_char,
    category_len: usize,
    record: *const c_char,
    record_len: usize,
    json: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let (claims, category, record, json) = unsafe {
            (
                read!(lent(claims))?,
                read!(text(category, category_len))?,
                read!(text(record, record_len))?,
                read!(out(json))?,
            )
        };
        let record = json::record(record)?.unwrap_or_default();
        let due = due(claims, category, &record).map_err(unknown)?;
        json.put(wb_buf::of(due.to_json(claims.institution().zone())));
        Ok(())
    })
}
