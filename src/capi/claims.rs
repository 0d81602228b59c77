//! The claims on one person's data.

use core::ffi::c_char;

use super::boundary::{Handle, export, later, magic, read};
use super::buf::wb_buf;
use super::decision::unknown;
use super::dossier::wb_dossier;
use super::error::wb_error;
use super::institution::wb_institution;
use super::json;
use super::status::wb_status;
use crate::claim::Claims;

/// The claims on one person's data: a dossier folded in an institution, as known at one moment. Immutable to its users: any
/// number of threads may use one at once. It keeps its institution alive, and needs its dossier no more.
#[cfg_attr(all(), repr(C))]
pub struct wb_claims {
    _private: [u8; 0],
}

impl Handle for wb_claims {
    const MAGIC: u64 = magic("wb_claims");
    type Inner = Claims;
    type OptionHolder = std::sync::Arc<Claims>;
}

/// Folds a dossier in an institution. known_at is INT64_MAX for everything loaded, so that a clock that ran ahead hides nothing
/// that was written after it; a moment (microseconds of UTC since 1970) asks about an earlier state of knowledge. observed is what the host knows
/// without an entry, such as the last login, as JSON: [{"anchor","moments":[...],"at"}]; (NULL, 0) for nothing.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_claims_fold(
    institution: *const wb_institution,
    dossier: *const wb_dossier,
    observed: *const c_char,
    observed_len: usize,
    known_at: i64,
    claims: *mut *mut wb_claims,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [claims], {
        // SAFETY: as the header asks.
        let (institution, dossier, observed, claims) = unsafe {
            (
                read!(lent(institution))?,
                read!(lent(dossier))?,
                read!(text(observed, observed_len))?,
                read!(out(claims))?,
            )
        };
        let known_at = later(known_at, "known_at")?;
        let observed = json::observations(observed)?;
        claims.put(wb_claims::give(institution.claims(dossier, &observed, known_at)));
        Ok(())
    })
}

/// The claim of a purpose on a category, at every moment, as JSON, by the names of both and without looking at a record:
/// what a person is told who asks what still holds. A term that counts from the moment a record was made is unknown here.
///
/// {"v":1,"law","steps":[{"from","value":"live"|"held"|"unknown"|"ended","reason":R}...]}
/// from is null for the first step: before everything. R is as of wb_explain.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_claim(
    claims: *const wb_claims,
    purpose: *const c_char,
    purpose_len: usize,
    category: *const c_char,
    category_len: usize,
    json: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let (claims, purpose, category, json) = unsafe {
            (
                read!(lent(claims))?,
                read!(text(purpose, purpose_len))?,
                read!(text(category, category_len))?,
                read!(out(json))?,
            )
        };
        json.put(wb_buf::of(json::claim(
            claims.claim(purpose, category).map_err(unknown)?,
            &claims.stamp(crate::calendar::Time::MIN),
        )));
        Ok(())
    })
}

/// One more owner of the same claims, to be freed once more. NULL for NULL.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_claims_retain(claims: *const wb_claims) -> *mut wb_claims {
    // SAFETY: NULL or a live handle, as the header asks.
    export!(or core::ptr::null_mut(), { unsafe { wb_claims::retain(claims) } })
}

/// Frees claims, if no other owner is left. NULL is allowed.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_claims_free(claims: *mut wb_claims) {
    // SAFETY: NULL, or given out and freed once by each owner, as the header asks.
    export!(or(), { unsafe { wb_claims::free(claims) } });
}
