//! The keys that pseudonyms are made with.

use core::ffi::c_char;

use super::boundary::{Failure, Handle, export, lent, magic, read};
use super::error::wb_error;
use super::status::*;
use crate::pseudonym::{ControllerKey, DomainKey, Keyring, PassphraseCost, PseudonymError, Root};

/// Keys: roots, keys of controllers, keys of domains. Immutable: any number of threads may use one at once. No function
/// gives a key out. Each is wiped from memory when the last keys that hold it are freed; the bytes that you passed in are
/// yours to wipe. Keep keys apart from the data (GDPR, article 4(5)).
#[cfg_attr(all(), repr(C))]
pub struct wb_keys {
    _private: [u8; 0],
}

impl Handle for wb_keys {
    const MAGIC: u64 = magic("wb_keys");
    type Inner = Keyring;
    type OptionHolder = std::sync::Arc<Keyring>;
}

/// What cannot be used as it is: keys, a register, a domain.
pub(super) fn refused(error: PseudonymError) -> Failure {
    Failure::of(WB_STATUS_BAD_KEYS, error.diagnostics())
}

/// The keys that another key is put beside.
///
/// # Safety
/// NULL or a live handle, as for every export.
unsafe fn beside(besides: *const wb_keys) -> Keyring {
    // SAFETY: what the caller promises.
    let besides = unsafe { lent(besides, "besides") };
    besides.map_or_else(|_| Keyring::new(), |besides| Keyring::new().with(besides))
}

/// Keys with a root, from which the keys of all controllers and domains come: exactly 32 random bytes. With those of
/// besides, which stays as it was; NULL for none.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_keys_root(
    besides: *const wb_keys,
    bytes: *const c_char,
    bytes_len: usize,
    keys: *mut *mut wb_keys,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [keys], {
        // SAFETY: as the header asks.
        let (besides, bytes, keys) =
            unsafe { (beside(besides), read!(raw(bytes, bytes_len))?, read!(out(keys))?) };
        let root = Root::from_bytes(bytes).map_err(refused)?;
        keys.put(wb_keys::give(besides.with_root(root)));
        Ok(())
    })
}

/// Keys with a root from a passphrase of at least 16 characters and a salt of at least 16 bytes, which is no secret, by
/// Argon2id (RFC 9106) with so much memory in KiB, passes over it and lanes; at least 19456, 2 and 1; 65536, 3 and 4 is
/// the second choice of the RFC. It takes a good part of a second and that memory: once, at start-up. besides is as of
/// wb_keys_root.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_keys_passphrase(
    besides: *const wb_keys,
    passphrase: *const c_char,
    passphrase_len: usize,
    salt: *const c_char,
    salt_len: usize,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    keys: *mut *mut wb_keys,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [keys], {
        // SAFETY: as the header asks.
        let (besides, passphrase, salt, keys) = unsafe {
            (
                beside(besides),
                read!(text(passphrase, passphrase_len))?,
                read!(raw(salt, salt_len))?,
                read!(out(keys))?,
            )
        };
        let cost = PassphraseCost::new(memory_kib, passes, lanes).map_err(refused)?;
        let root = Root::from_passphrase(passphrase, salt, cost).map_err(refused)?;
        keys.put(wb_keys::give(besides.with_root(root)));
        Ok(())
    })
}

/// Keys with the key of one controller at one epoch (from 1): what a processor for it needs, and no more. Exactly 32
/// bytes. besides is as of wb_keys_root.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_keys_controller(
    besides: *const wb_keys,
    controller: *const c_char,
    controller_len: usize,
    controller_epoch: u32,
    bytes: *const c_char,
    bytes_len: usize,
    keys: *mut *mut wb_keys,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [keys], {
        // SAFETY: as the header asks.
        let (besides, controller, bytes, keys) = unsafe {
            (
                beside(besides),
                read!(text(controller, controller_len))?,
                read!(raw(bytes, bytes_len))?,
                read!(out(keys))?,
            )
        };
        let key = ControllerKey::from_bytes(controller, controller_epoch, bytes).map_err(refused)?;
        keys.put(wb_keys::give(besides.with_controller(key)));
        Ok(())
    })
}

/// Keys with the key of one domain of one controller, each at one epoch (from 1). Exactly 32 bytes. own is 1 for random
/// bytes that no other key derives, so that destroying them ends the domain, and 0 for those that were derived. besides
/// is as of wb_keys_root.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_keys_domain(
    besides: *const wb_keys,
    controller: *const c_char,
    controller_len: usize,
    controller_epoch: u32,
    domain: *const c_char,
    domain_len: usize,
    epoch: u32,
    own: i32,
    bytes: *const c_char,
    bytes_len: usize,
    keys: *mut *mut wb_keys,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [keys], {
        // SAFETY: as the header asks.
        let (besides, controller, domain, bytes, keys) = unsafe {
            (
                beside(besides),
                read!(text(controller, controller_len))?,
                read!(text(domain, domain_len))?,
                read!(raw(bytes, bytes_len))?,
                read!(out(keys))?,
            )
        };
        let (controller, domain) = ((controller, controller_epoch), (domain, epoch));
        let key = match super::words::truth(own, "own")? {
            true => DomainKey::own(controller, domain, bytes),
            false => DomainKey::from_bytes(controller, domain, bytes),
        };
        keys.put(wb_keys::give(besides.with_domain(key.map_err(refused)?)));
        Ok(())
    })
}

/// One more owner of the same keys, to be freed once more. NULL for NULL.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_keys_retain(keys: *const wb_keys) -> *mut wb_keys {
    // SAFETY: NULL or a live handle, as the header asks.
    export!(or core::ptr::null_mut(), { unsafe { wb_keys::retain(keys) } })
}

/// Frees keys, if no other owner is left, and wipes those that no other keys hold. NULL is allowed.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_keys_free(keys: *mut wb_keys) {
    // SAFETY: NULL, or given out and freed once by each owner, as the header asks.
    export!(or(), { unsafe { wb_keys::free(keys) } });
}
