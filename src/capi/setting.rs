//! The setting: what every person of an institution shares.

use core::ffi::c_char;

use super::boundary::{Failure, Handle, export, now, read};
use super::error::wb_error;
use super::policy::wb_policy;
use super::status::*;
use crate::claim::Setting;
use crate::dossier::{Body, Dossier, Head};

/// A policy and the institution's own entries, folded once for all its people. Immutable: any number of threads may use
/// one at once. It keeps its policy alive.
#[cfg_attr(all(), repr(C))]
pub struct wb_setting {
    _private: [u8; 0],
}

impl Handle for wb_setting {
    type Inner = Setting;
    type Holder = std::sync::Arc<Setting>;
}

/// Folds the institution's entries with the policy, as known at a moment (microseconds of UTC since 1970, from 2000 to
/// 2200). lines and head are as of wb_dossier_load; an institution without entries has no lines and no head. Fold it again
/// when the policy or an entry of the institution changes.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_setting_fold(
    policy: *const wb_policy,
    lines: *const c_char,
    lines_len: usize,
    head: *const c_char,
    head_len: usize,
    known_at: i64,
    setting: *mut *mut wb_setting,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [setting], {
        // SAFETY: as the header asks.
        let (policy, lines, head, setting) = unsafe {
            (
                read!(lent(policy))?,
                read!(text(lines, lines_len))?,
                read!(head(head, head_len))?,
                read!(out(setting))?,
            )
        };
        let known_at = now(known_at, "known_at")?;
        let institution = Dossier::load(lines, Head::from_bytes(head))
            .map_err(|error| Failure::of(WB_STATUS_BAD_LINES, error.faults()))?;
        setting.put(wb_setting::give(Setting::fold(policy, &institution, &[], known_at)));
        Ok(())
    })
}

/// Checks one entry before it is appended: that the policy knows every name in it. body is as of wb_dossier_append. The
/// error lists everything that is wrong: WB_STATUS_UNKNOWN_NAME for a name that the policy has never known,
/// WB_STATUS_BAD_ENTRY for anything else. wb_setting_append asks this by itself.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_setting_admits(
    setting: *const wb_setting,
    body: *const c_char,
    body_len: usize,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let (setting, body) = unsafe { (read!(lent(setting))?, read!(text(body, body_len))?) };
        let body = Body::from_json(body).map_err(|error| Failure::of(WB_STATUS_BAD_ENTRY, error.faults()))?;
        setting.admits(&body).map_err(|error| Failure::of(WB_STATUS_BAD_ENTRY, error.faults()))
    })
}

/// One more owner of the same setting, to be freed once more. NULL for NULL.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_setting_retain(setting: *const wb_setting) -> *mut wb_setting {
    // SAFETY: NULL or a live handle, as the header asks.
    export!(or core::ptr::null_mut(), { unsafe { wb_setting::retain(setting) } })
}

/// Frees a setting, if no other owner is left. NULL is allowed.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_setting_free(setting: *mut wb_setting) {
    // SAFETY: NULL, or given out and freed once by each owner, as the header asks.
    export!(or(), { unsafe { wb_setting::free(setting) } });
}
