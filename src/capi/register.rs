//! The register of keys: which there are, and what each may be used for. It holds no key.

use core::ffi::c_char;

use super::boundary::{Failure, Handle, export, later, magic, now, read};
use super::buf::wb_buf;
use super::error::wb_error;
use super::keys::{refused, wb_keys};
use super::status::*;
use crate::Diagnostic;
use crate::pseudonym::{Destruction, KeyId, KeyState, NewKey, Recognised, Register};

/// Which keys there are: their numbers, controllers, domains, epochs, states and dates, and no key. Immutable: any number
/// of threads may use one at once; what changes it gives a new one. Store it as JSON, beside the data or in the open.
#[cfg_attr(all(), repr(C))]
pub struct wb_register {
    _private: [u8; 0],
}

impl Handle for wb_register {
    const MAGIC: u64 = magic("wb_register");
    type Inner = Register;
    type Owner = std::sync::Arc<Register>;
}

/// What the key of a pseudonym may be used for.
#[repr(C)]
#[derive(Clone, Copy)]
pub enum wb_key_state {
    /// The register has no such key: the pseudonym was made elsewhere.
    WB_KEY_FOREIGN = 1,
    /// For new pseudonyms, and to find existing ones.
    WB_KEY_ACTIVE = 2,
    /// To find existing pseudonyms only.
    WB_KEY_ACCEPT_ONLY = 3,
    /// For nothing: it is to be gone.
    WB_KEY_DESTROYED = 4,
}

use wb_key_state::*;

pub(super) fn number(key: u32) -> Result<KeyId, Failure> {
    KeyId::new(key).ok_or_else(|| {
        let diagnostic = Diagnostic::new("not-a-key-number", "this is not the number of a key");
        Failure::new(WB_STATUS_BAD_KEYS, diagnostic.expecting("1 to 16777215"))
    })
}

/// A register without keys.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_register_new(
    register: *mut *mut wb_register,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [register], {
        // SAFETY: as the header asks.
        let register = unsafe { read!(out(register))? };
        register.put(wb_register::give(Register::new()));
        Ok(())
    })
}

/// Reads a register from its JSON document. The error lists everything that is wrong with it.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_register_parse(
    document: *const c_char,
    document_len: usize,
    register: *mut *mut wb_register,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [register], {
        // SAFETY: as the header asks.
        let (document, register) = unsafe { (read!(text(document, document_len))?, read!(out(register))?) };
        register.put(wb_register::give(Register::parse(document).map_err(refused)?));
        Ok(())
    })
}

/// The register as its JSON document, to be stored: the same bytes for the same register.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_register_json(
    register: *const wb_register,
    json: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let (register, json) = unsafe { (read!(lent(register))?, read!(out(json))?) };
        json.put(wb_buf::of(register.to_json()));
        Ok(())
    })
}

/// Puts a key into use, for one kind of identifier in one domain: the next register, and the number of the key, which
/// stands in each pseudonym it makes. What was active for these becomes accept-only. Epochs count from 1; an epoch is
/// used once. retire_after is the moment from which on it makes no new pseudonyms, INT64_MAX for none. Store the register
/// before you use the key.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_register_activate(
    register: *const wb_register,
    keys: *const wb_keys,
    controller: *const c_char,
    controller_len: usize,
    controller_epoch: u32,
    domain: *const c_char,
    domain_len: usize,
    epoch: u32,
    kind: *const c_char,
    kind_len: usize,
    retire_after: i64,
    at: i64,
    next: *mut *mut wb_register,
    key: *mut u32,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [next, key], {
        // SAFETY: as the header asks.
        let (register, keys, controller, domain, kind, next, key) = unsafe {
            (
                read!(lent(register))?,
                read!(lent(keys))?,
                read!(text(controller, controller_len))?,
                read!(text(domain, domain_len))?,
                read!(text(kind, kind_len))?,
                read!(out(next))?,
                read!(out(key))?,
            )
        };
        let new = NewKey {
            controller: (controller, controller_epoch),
            domain: (domain, epoch),
            kind: kind.parse().map_err(super::domain::refused)?,
            retire_after: later(retire_after, "retire_after")?,
        };
        let mut changed = register.clone();
        let id = changed.activate(keys, &new, now(at, "at")?).map_err(refused)?;
        next.put(wb_register::give(changed));
        key.put(id.get());
        Ok(())
    })
}

/// Makes a key accept-only from a moment on: the next register.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_register_retire(
    register: *const wb_register,
    key: u32,
    at: i64,
    next: *mut *mut wb_register,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [next], {
        // SAFETY: as the header asks.
        let (register, next) = unsafe { (read!(lent(register))?, read!(out(next))?) };
        let mut changed = register.clone();
        changed.retire(number(key)?, now(at, "at")?).map_err(refused)?;
        next.put(wb_register::give(changed));
        Ok(())
    })
}

/// What a destruction leaves: the next register, and the report of what it does.
fn destroyed(
    register: &Register,
    destroy: impl FnOnce(&mut Register) -> Result<Destruction, crate::pseudonym::PseudonymError>,
) -> Result<(*mut wb_register, *mut wb_buf), Failure> {
    let mut changed = register.clone();
    let report = destroy(&mut changed).map_err(refused)?;
    Ok((wb_register::give(changed), wb_buf::of(report.to_json())))
}

/// Records that one key is destroyed: the next register, which keeps the row as evidence, and what that does, as JSON. The
/// library uses the key no more; to destroy your own copies is up to you. It erases nothing.
///
/// {"waarborg-destruction":1,"keys":[...],"at","effect":"refused-here"|"not-derivable","leaves-personal-data":true,"nl",
///   "en"}
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_register_destroy(
    register: *const wb_register,
    key: u32,
    at: i64,
    next: *mut *mut wb_register,
    json: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [next, json], {
        // SAFETY: as the header asks.
        let (register, next, json) =
            unsafe { (read!(lent(register))?, read!(out(next))?, read!(out(json))?) };
        let (key, at) = (number(key)?, now(at, "at")?);
        let (changed, report) = destroyed(register, |register| register.destroy(key, at))?;
        next.put(changed);
        json.put(report);
        Ok(())
    })
}

/// Records that all keys of a domain are destroyed, of every kind and epoch: as wb_register_destroy.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_register_destroy_domain(
    register: *const wb_register,
    controller: *const c_char,
    controller_len: usize,
    domain: *const c_char,
    domain_len: usize,
    at: i64,
    next: *mut *mut wb_register,
    json: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [next, json], {
        // SAFETY: as the header asks.
        let (register, controller, domain, next, json) = unsafe {
            (
                read!(lent(register))?,
                read!(text(controller, controller_len))?,
                read!(text(domain, domain_len))?,
                read!(out(next))?,
                read!(out(json))?,
            )
        };
        let at = now(at, "at")?;
        let (changed, report) =
            destroyed(register, |register| register.destroy_domain(controller, domain, at))?;
        next.put(changed);
        json.put(report);
        Ok(())
    })
}

/// Whose a pseudonym is: the number of the key it was made with, and the state of that key at a moment, one of the
/// WB_KEY_ values. The pseudonym is its 32 characters or its 20 bytes. That it names a key does not prove that the key
/// made it: only wb_pseudonym_matches does.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_register_recognise(
    register: *const wb_register,
    pseudonym: *const c_char,
    pseudonym_len: usize,
    at: i64,
    key: *mut u32,
    state: *mut i32,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [key, state], {
        // SAFETY: as the header asks.
        let (register, found, key, state) = unsafe {
            (
                read!(lent(register))?,
                read!(pseudonym(pseudonym, pseudonym_len))?,
                read!(out(key))?,
                read!(out(state))?,
            )
        };
        state.put(match register.recognise(&found, now(at, "at")?) {
            Recognised::Foreign(_) => WB_KEY_FOREIGN,
            Recognised::Ours(_, KeyState::Active) => WB_KEY_ACTIVE,
            Recognised::Ours(_, KeyState::AcceptOnly) => WB_KEY_ACCEPT_ONLY,
            Recognised::Ours(_, KeyState::Destroyed) => WB_KEY_DESTROYED,
        } as i32);
        key.put(found.key().get());
        Ok(())
    })
}

/// One more owner of the same register, to be freed once more. NULL for NULL.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_register_retain(register: *const wb_register) -> *mut wb_register {
    // SAFETY: NULL or a live handle, as the header asks.
    export!(or core::ptr::null_mut(), { unsafe { wb_register::retain(register) } })
}

/// Frees a register, if no other owner is left. NULL is allowed.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_register_free(register: *mut wb_register) {
    // SAFETY: NULL, or given out and freed once by each owner, as the header asks.
    export!(or(), { unsafe { wb_register::free(register) } });
}
