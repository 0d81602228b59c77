//! May it be erased, and what keeps it?

use core::ffi::c_char;

use super::boundary::{Growing, export, now, read};
use super::buf::wb_buf;
use super::claims::wb_claims;
use super::decision::unknown;
use super::error::wb_error;
use super::reason::reason_number;
use super::status::wb_status;
use super::{json, words};
use crate::policy::NameId;
use crate::retention::{Erasable, erasable_by_id, kept_by};

/// Whether a record may be erased. Set size to sizeof(wb_erasure) before the call; later versions may add fields at the
/// end, and write only those that fit. A failed call leaves zeroes: it may not.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct wb_erasure {
    /// The size of this struct, set by the caller.
    pub size: u32,
    /// 1 if it may be erased, and must; 0 if it may not.
    pub allowed: i32,
    /// Why it may not, one of the WB_REASON_ values; 0 if it may.
    pub reason: i32,
    /// Where the deciding fact stands, one of the WB_SOURCE_ values.
    pub source: i32,
    /// The number of the entry that decided; 0 for none.
    pub entry: u32,
    /// 0.
    pub reserved: u32,
}

// SAFETY: `repr(C)` and only numbers: six words, no padding.
unsafe impl Growing for wb_erasure {
    const FIRST: usize = 24;
    const NOTHING: wb_erasure =
        wb_erasure { size: 0, allowed: 0, reason: 0, source: 0, entry: 0, reserved: 0 };
}

const _: () = assert!(core::mem::size_of::<wb_erasure>() == 24);

impl From<Erasable> for wb_erasure {
    fn from(erasable: Erasable) -> wb_erasure {
        match erasable {
            Erasable::Yes => wb_erasure { allowed: 1, ..wb_erasure::NOTHING },
            Erasable::No(reason) => {
                let (source, entry) = words::source_numbers(reason);
                wb_erasure { reason: reason_number(reason.code), source, entry, ..wb_erasure::NOTHING }
            }
        }
    }
}

/// Whether a record of a category may be erased now: it is due, nothing of its own kind (a hold, a restriction, an open
/// request, a minimum) holds it, and every entry can be read. Ask this before each erasure: wb_due alone does not tell.
/// category and record are as of wb_due; at is now, in microseconds of UTC since 1970.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_erasable(
    claims: *const wb_claims,
    category: u64,
    record: *const c_char,
    record_len: usize,
    at: i64,
    erasure: *mut wb_erasure,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let erasure = unsafe { read!(room(erasure)) }?;
        // SAFETY: as the header asks.
        let (claims, record) = unsafe { (read!(lent(claims))?, read!(text(record, record_len))?) };
        let (record, at) = (json::record(record)?.unwrap_or_default(), now(at, "at")?);
        let category = NameId::from_number(category);
        erasure.put(erasable_by_id(claims, category, &record, at).map_err(unknown)?.into());
        Ok(())
    })
}

/// Everything that keeps a record at a moment, as JSON: the answer to what was kept, and on what ground. category and
/// record are as of wb_due_json; at is in microseconds of UTC since 1970.
///
/// {"v":1,"law","provisional","kept-by":[{"purpose","value":"live"|"held"|"unknown","kept-until","reason":R}...]}
/// R is as of wb_explain. purpose is null for what is no purpose's claim: a hold, a restriction, an open request, a minimum,
/// records that cannot do without this one. until is null where no end can be computed. Equal questions have equal bytes.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_kept_by(
    claims: *const wb_claims,
    category: *const c_char,
    category_len: usize,
    record: *const c_char,
    record_len: usize,
    at: i64,
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
        let (record, at) = (json::record(record)?.unwrap_or_default(), now(at, "at")?);
        json.put(wb_buf::of(json::retaining_claims(
            &kept_by(claims, category, &record, at).map_err(unknown)?,
            &claims.stamp(at),
        )));
        Ok(())
    })
}
