//! The escrow column: the controller's own way back.

use core::ffi::c_char;

use super::boundary::{Failure, Handle, export, magic, read};
use super::buf::wb_buf;
use super::domain::refused;
use super::error::wb_error;
use super::keys::wb_keys;
use super::register::wb_register;
use super::status::*;
use crate::Diagnostic;
use crate::pseudonym::{Escrow, IdentifierKind};

/// Seals identifiers beside their pseudonyms, and opens them: for the controller alone. Immutable: any number of threads
/// may use one at once. The column is not given to who works with the pseudonyms, and neither are the keys.
#[cfg_attr(all(), repr(C))]
pub struct wb_escrow {
    _private: [u8; 0],
}

impl Handle for wb_escrow {
    const MAGIC: u64 = magic("wb_escrow");
    type Inner = Escrow;
    type Owner = std::sync::Arc<Escrow>;
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn unhex(text: &str) -> Result<Vec<u8>, Diagnostic> {
    let malformed = || {
        Diagnostic::new("not-hexadecimal", "this is not what was sealed")
            .expecting("hexadecimal digits in lower case, two for each byte")
    };
    let digit = |c: u8| match c {
        b'0'..=b'9' => Some(c - b'0'),
        b'a'..=b'f' => Some(c - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let bytes: Option<Vec<u8>> =
        pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect();
    bytes.filter(|_| rest.is_empty()).ok_or_else(malformed)
}

/// Opens the escrow of a domain, as wb_domain_open does the domain.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_escrow_open(
    register: *const wb_register,
    keys: *const wb_keys,
    controller: *const c_char,
    controller_len: usize,
    domain: *const c_char,
    domain_len: usize,
    escrow: *mut *mut wb_escrow,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [escrow], {
        // SAFETY: as the header asks.
        let (register, keys, controller, domain, escrow) = unsafe {
            (
                read!(lent(register))?,
                read!(lent(keys))?,
                read!(text(controller, controller_len))?,
                read!(text(domain, domain_len))?,
                read!(out(escrow))?,
            )
        };
        let opened = Escrow::open(register, keys, controller, domain).map_err(super::keys::refused)?;
        escrow.put(wb_escrow::give(opened));
        Ok(())
    })
}

/// Seals an identifier beside its pseudonym (AES-SIV, RFC 5297): hexadecimal digits in lower case, to be stored in a column
/// of its own. The same two always give the same. WB_STATUS_BAD_IDENTIFIER if the pseudonym is not that of the identifier.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_escrow_seal(
    escrow: *const wb_escrow,
    kind: *const c_char,
    kind_len: usize,
    identifier: *const c_char,
    identifier_len: usize,
    pseudonym: *const c_char,
    pseudonym_len: usize,
    sealed: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [sealed], {
        // SAFETY: as the header asks.
        let (escrow, kind, identifier, beside, sealed) = unsafe {
            (
                read!(lent(escrow))?,
                read!(text(kind, kind_len))?,
                read!(text(identifier, identifier_len))?,
                read!(pseudonym(pseudonym, pseudonym_len))?,
                read!(out(sealed))?,
            )
        };
        let kind: IdentifierKind = kind.parse().map_err(refused)?;
        let identifier = kind.read(identifier).map_err(refused)?;
        sealed.put(wb_buf::of(hex(&escrow.seal(&identifier, &beside).map_err(refused)?)));
        Ok(())
    })
}

/// The identifier that was sealed beside a pseudonym, as a text that its kind reads. Personal data: free it soon, which wipes it.
/// WB_STATUS_BAD_IDENTIFIER if it was sealed beside another pseudonym, or changed.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_escrow_unseal(
    escrow: *const wb_escrow,
    sealed: *const c_char,
    sealed_len: usize,
    pseudonym: *const c_char,
    pseudonym_len: usize,
    identifier: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [identifier], {
        // SAFETY: as the header asks.
        let (escrow, sealed, beside, identifier) = unsafe {
            (
                read!(lent(escrow))?,
                read!(text(sealed, sealed_len))?,
                read!(pseudonym(pseudonym, pseudonym_len))?,
                read!(out(identifier))?,
            )
        };
        let sealed =
            unhex(sealed).map_err(|diagnostic| Failure::new(WB_STATUS_BAD_IDENTIFIER, diagnostic))?;
        let opened = escrow.unseal(&sealed, &beside).map_err(refused)?;
        identifier.put(wb_buf::wiped(opened.text()));
        Ok(())
    })
}

/// One more owner of the same escrow, to be freed once more. NULL for NULL.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_escrow_retain(escrow: *const wb_escrow) -> *mut wb_escrow {
    // SAFETY: NULL or a live handle, as the header asks.
    export!(or core::ptr::null_mut(), { unsafe { wb_escrow::retain(escrow) } })
}

/// Frees an escrow, if no other owner is left, and wipes its keys. NULL is allowed.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_escrow_free(escrow: *mut wb_escrow) {
    // SAFETY: NULL, or given out and freed once by each owner, as the header asks.
    export!(or(), { unsafe { wb_escrow::free(escrow) } });
}
