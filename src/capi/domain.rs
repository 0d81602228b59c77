//! A pseudonymisation domain, and one pseudonym at a time.

use core::ffi::c_char;

use super::boundary::{Failure, Handle, bytes, export, magic, now, read};
use super::buf::wb_buf;
use super::error::wb_error;
use super::keys::wb_keys;
use super::register::wb_register;
use super::status::*;
use crate::calendar::Day;
use crate::pseudonym::{Domain, Identifier, PseudonymError, Pseudonymiser};

/// A domain of one controller, its keys derived and ready. Immutable: any number of threads may use one at once. It needs
/// neither keys nor register any more. A key that is to retire by itself does so when the domain is next opened.
#[cfg_attr(all(), repr(C))]
pub struct wb_domain {
    _private: [u8; 0],
}

impl Handle for wb_domain {
    const MAGIC: u64 = magic("wb_domain");
    type Inner = Domain;
    type Owner = std::sync::Arc<Domain>;
}

/// Why there is no pseudonym: what was passed in is none, or the domain makes none.
pub(super) fn refused(error: PseudonymError) -> Failure {
    let status = match error.code() {
        "unknown-kind" => WB_STATUS_UNKNOWN_VALUE,
        "no-key-for-kind" | "no-active-key" | "other-domain" | "domain-missing" => WB_STATUS_BAD_KEYS,
        "translation-denied" | "translation-window" => WB_STATUS_NOT_ALLOWED,
        _ => WB_STATUS_BAD_IDENTIFIER,
    };
    Failure::of(status, error.diagnostics())
}

/// What makes pseudonyms of a kind, and an identifier of that kind.
pub(super) fn read_as<'d>(
    domain: &'d Domain,
    kind: &str,
    identifier: &str,
) -> Result<(&'d Pseudonymiser, Identifier), Failure> {
    let keys = domain.named(kind).map_err(refused)?;
    Ok((keys, keys.kind().read(identifier).map_err(refused)?))
}

/// Opens a domain: derives its keys. Do it once, at start-up; nothing is derived later. There is no default controller
/// and no default domain. WB_STATUS_BAD_KEYS if the keys are not those of the register.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_domain_open(
    register: *const wb_register,
    keys: *const wb_keys,
    controller: *const c_char,
    controller_len: usize,
    domain: *const c_char,
    domain_len: usize,
    at: i64,
    opened: *mut *mut wb_domain,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [opened], {
        // SAFETY: as the header asks.
        let (register, keys, controller, domain, opened) = unsafe {
            (
                read!(lent(register))?,
                read!(lent(keys))?,
                read!(text(controller, controller_len))?,
                read!(text(domain, domain_len))?,
                read!(out(opened))?,
            )
        };
        let open = register.open(keys, controller, domain, now(at, "at")?);
        opened.put(wb_domain::give(open.map_err(super::keys::refused)?));
        Ok(())
    })
}

/// Writes the 32 characters of the pseudonym of an identifier, under the active key. kind is one of "pgn", "eckid",
/// "stampseudoniem", "leerlingnummer", "ip", "mail", "mail/lower", "mail/untagged", "mail/lower-untagged", "text/NAME",
/// "text/NAME/lower". WB_STATUS_BAD_IDENTIFIER for what is malformed: it has no pseudonym.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_pseudonym(
    domain: *const wb_domain,
    kind: *const c_char,
    kind_len: usize,
    identifier: *const c_char,
    identifier_len: usize,
    pseudonym: *mut c_char,
    pseudonym_capacity: usize,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let pseudonym = unsafe { read!(bytes32(pseudonym, pseudonym_capacity))? };
        // SAFETY: as the header asks.
        let (domain, kind, identifier) = unsafe {
            (read!(lent(domain))?, read!(text(kind, kind_len))?, read!(text(identifier, identifier_len))?)
        };
        let (keys, identifier) = read_as(domain, kind, identifier)?;
        pseudonym.put(keys.pseudonym(&identifier).map_err(refused)?.text().as_bytes());
        Ok(())
    })
}

/// The pseudonyms of an identifier under every key that is not destroyed, as a JSON list: the active one first, then the
/// accept-only ones, newest first. To find rows that were made before a rotation.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_pseudonyms_all_active(
    domain: *const wb_domain,
    kind: *const c_char,
    kind_len: usize,
    identifier: *const c_char,
    identifier_len: usize,
    json: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let (domain, kind, identifier, json) = unsafe {
            (
                read!(lent(domain))?,
                read!(text(kind, kind_len))?,
                read!(text(identifier, identifier_len))?,
                read!(out(json))?,
            )
        };
        let (keys, identifier) = read_as(domain, kind, identifier)?;
        let all = keys.all_active(&identifier).map_err(refused)?;
        json.put(wb_buf::of(super::json::pseudonyms(&all)));
        Ok(())
    })
}

/// Whether a pseudonym is that of an identifier, under a key that is not destroyed: 1 or 0. Compared in constant time. The
/// pseudonym is its 32 characters or its 20 bytes.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_pseudonym_matches(
    domain: *const wb_domain,
    kind: *const c_char,
    kind_len: usize,
    identifier: *const c_char,
    identifier_len: usize,
    pseudonym: *const c_char,
    pseudonym_len: usize,
    matches: *mut i32,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [matches], {
        // SAFETY: as the header asks.
        let (domain, kind, identifier, had, matches) = unsafe {
            (
                read!(lent(domain))?,
                read!(text(kind, kind_len))?,
                read!(text(identifier, identifier_len))?,
                read!(pseudonym(pseudonym, pseudonym_len))?,
                read!(out(matches))?,
            )
        };
        let (keys, identifier) = read_as(domain, kind, identifier)?;
        matches.put(keys.matches(&identifier, &had).into());
        Ok(())
    })
}

/// Moves a day, such as "2026-11-23", by the constant of one person: at most so many days either way (1 to 3650). What
/// lies between two days of one person stays, when they were does not. Writes the 10 characters of the day. A person is
/// who has this identifier of this kind: use one kind for all tables. With the next epoch, everyone is moved anew.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_shift(
    domain: *const wb_domain,
    kind: *const c_char,
    kind_len: usize,
    identifier: *const c_char,
    identifier_len: usize,
    days: u32,
    day: *const c_char,
    day_len: usize,
    moved: *mut c_char,
    moved_capacity: usize,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let moved = unsafe { bytes::<10>(moved, moved_capacity, "moved")? };
        // SAFETY: as the header asks.
        let (domain, kind, identifier, day) = unsafe {
            (
                read!(lent(domain))?,
                read!(text(kind, kind_len))?,
                read!(text(identifier, identifier_len))?,
                read!(text(day, day_len))?,
            )
        };
        let (keys, identifier) = read_as(domain, kind, identifier)?;
        let shift = keys.shift(days).map_err(refused)?;
        let day: Day = day.parse().map_err(super::json::not_a_day)?;
        let shifted = shift.day(&identifier, day).map_err(refused)?.to_string();
        // A year of 1900 to 2399: always ten characters.
        if let Some(shifted) = shifted.as_bytes().first_chunk() {
            moved.put(shifted);
        }
        Ok(())
    })
}

/// One more owner of the same domain, to be freed once more. NULL for NULL.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_domain_retain(domain: *const wb_domain) -> *mut wb_domain {
    // SAFETY: NULL or a live handle, as the header asks.
    export!(or core::ptr::null_mut(), { unsafe { wb_domain::retain(domain) } })
}

/// Frees a domain, if no other owner is left, and wipes its keys. NULL is allowed.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_domain_free(domain: *mut wb_domain) {
    // SAFETY: NULL, or given out and freed once by each owner, as the header asks.
    export!(or(), { unsafe { wb_domain::free(domain) } });
}
