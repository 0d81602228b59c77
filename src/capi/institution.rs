//! The institution: what every person of an institution shares.

use core::ffi::c_char;

use super::boundary::{Failure, Handle, export, later, magic, read};
use super::dossier::of_institution;
use super::error::wb_error;
use super::policy::wb_policy;
use super::status::*;
use crate::claim::Institution;
use crate::dossier::Body;

/// A policy and the institution's own entries, folded once for all its people. Immutable: any number of threads may use
/// one at once. It keeps its policy alive.
#[cfg_attr(all(), repr(C))]
pub struct wb_institution {
    _private: [u8; 0],
}

impl Handle for wb_institution {
    const MAGIC: u64 = magic("wb_institution");
    type Inner = Institution;
    type OptionHolder = std::sync::Arc<Institution>;
}

/// Folds the institution's entries with the policy. id is the institution's, in the host's own words: the heads of its entries
/// and the dossiers of its people are bound to it. lines and head are as of wb_dossier_load; an institution without entries
/// has no lines and no head. known_at is INT64_MAX for everything loaded; a moment (microseconds of UTC since 1970, from 2000
/// to 2200) asks about an earlier state of knowledge. Fold it again when the policy or an entry of the institution changes.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_institution_fold(
    policy: *const wb_policy,
    id: *const c_char,
    id_len: usize,
    lines: *const c_char,
    lines_len: usize,
    head: *const c_char,
    head_len: usize,
    known_at: i64,
    institution: *mut *mut wb_institution,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [institution], {
        // SAFETY: as the header asks.
        let (policy, id, lines, head, institution) = unsafe {
            (
                read!(lent(policy))?,
                read!(text(id, id_len))?,
                read!(text(lines, lines_len))?,
                read!(head(head, head_len))?,
                read!(out(institution))?,
            )
        };
        let known_at = later(known_at, "known_at")?;
        let entries = of_institution(id, lines, head)?;
        institution.put(wb_institution::give(Institution::fold(policy, &entries, &[], known_at)));
        Ok(())
    })
}

/// Checks one entry before it is appended: that the policy knows every name in it. body is as of wb_dossier_append. The
/// error lists everything that is wrong: WB_STATUS_UNKNOWN_NAME for a name that the policy has never known,
/// WB_STATUS_BAD_ENTRY for anything else. wb_institution_append asks this by itself.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_institution_check_append(
    institution: *const wb_institution,
    body: *const c_char,
    body_len: usize,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let (institution, body) = unsafe { (read!(lent(institution))?, read!(text(body, body_len))?) };
        let body =
            Body::from_json(body).map_err(|error| Failure::of(WB_STATUS_BAD_ENTRY, error.diagnostics()))?;
        institution.check_append(&body).map_err(|error| Failure::of(WB_STATUS_BAD_ENTRY, error.diagnostics()))
    })
}

/// One more owner of the same institution, to be freed once more. NULL for NULL.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_institution_retain(institution: *const wb_institution) -> *mut wb_institution {
    // SAFETY: NULL or a live handle, as the header asks.
    export!(or core::ptr::null_mut(), { unsafe { wb_institution::retain(institution) } })
}

/// Frees an institution, if no other owner is left. NULL is allowed.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_institution_free(institution: *mut wb_institution) {
    // SAFETY: NULL, or given out and freed once by each owner, as the header asks.
    export!(or(), { unsafe { wb_institution::free(institution) } });
}
