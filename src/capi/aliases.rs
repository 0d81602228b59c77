//! Which pseudonyms stand for an older one.

use core::ffi::c_char;

use super::boundary::{Failure, Handle, export, magic, now, read};
use super::buf::wb_buf;
use super::error::wb_error;
use super::status::*;
use crate::pseudonym::{Aliases, PseudonymError};

/// Pseudonyms of one domain that stand for older ones, each since a moment: one person, two numbers. Immutable: any number
/// of threads may use one at once; what adds to it gives a new one. Personal data: store it with the keys, not with the
/// data.
#[cfg_attr(all(), repr(C))]
pub struct wb_aliases {
    _private: [u8; 0],
}

impl Handle for wb_aliases {
    const MAGIC: u64 = magic("wb_aliases");
    type Inner = Aliases;
    type Owner = std::sync::Arc<Aliases>;
}

fn refused(error: PseudonymError) -> Failure {
    Failure::of(WB_STATUS_BAD_IDENTIFIER, error.diagnostics())
}

/// Aliases, none yet.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_aliases_new(aliases: *mut *mut wb_aliases, err: *mut *mut wb_error) -> wb_status {
    export!(err, [aliases], {
        // SAFETY: as the header asks.
        let aliases = unsafe { read!(out(aliases))? };
        aliases.put(wb_aliases::give(Aliases::new()));
        Ok(())
    })
}

/// Reads aliases from their JSON document: {"waarborg-aliases":1,"aliases":[{"new","old","from"}...]}.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_aliases_parse(
    document: *const c_char,
    document_len: usize,
    aliases: *mut *mut wb_aliases,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [aliases], {
        // SAFETY: as the header asks.
        let (document, aliases) = unsafe { (read!(text(document, document_len))?, read!(out(aliases))?) };
        aliases.put(wb_aliases::give(Aliases::parse(document).map_err(refused)?));
        Ok(())
    })
}

/// The aliases as their JSON document: the same bytes for the same aliases.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_aliases_json(
    aliases: *const wb_aliases,
    json: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let (aliases, json) = unsafe { (read!(lent(aliases))?, read!(out(json))?) };
        json.put(wb_buf::of(aliases.to_json()));
        Ok(())
    })
}

/// Lets a newer pseudonym stand for an older one from a moment on: the next aliases. For many, make the document. Refused
/// if it would go in a circle, or two ways. Each pseudonym is its 32 characters or its 20 bytes.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_aliases_add(
    aliases: *const wb_aliases,
    newer: *const c_char,
    newer_len: usize,
    older: *const c_char,
    older_len: usize,
    from: i64,
    next: *mut *mut wb_aliases,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [next], {
        // SAFETY: as the header asks.
        let (aliases, newer, older, next) = unsafe {
            (
                read!(lent(aliases))?,
                read!(pseudonym(newer, newer_len))?,
                read!(pseudonym(older, older_len))?,
                read!(out(next))?,
            )
        };
        let mut more = aliases.clone();
        more.add(newer, older, now(from, "from")?).map_err(refused)?;
        next.put(wb_aliases::give(more));
        Ok(())
    })
}

/// Writes the 32 characters of the pseudonym that one stands for at a moment, followed to the end; of itself if none.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_aliases_resolve(
    aliases: *const wb_aliases,
    newer: *const c_char,
    newer_len: usize,
    at: i64,
    older: *mut c_char,
    older_capacity: usize,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let older = unsafe { read!(bytes32(older, older_capacity))? };
        // SAFETY: as the header asks.
        let (aliases, newer) = unsafe { (read!(lent(aliases))?, read!(pseudonym(newer, newer_len))?) };
        older.put(aliases.resolve(&newer, now(at, "at")?).text().as_bytes());
        Ok(())
    })
}

/// All pseudonyms that stand for the same one at a moment, as a JSON list, sorted: where a person's data must be looked
/// for.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_aliases_same_person(
    aliases: *const wb_aliases,
    one: *const c_char,
    one_len: usize,
    at: i64,
    json: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let (aliases, one, json) =
            unsafe { (read!(lent(aliases))?, read!(pseudonym(one, one_len))?, read!(out(json))?) };
        let same = aliases.same_person(&one, now(at, "at")?);
        json.put(wb_buf::of(super::json::pseudonyms(&same)));
        Ok(())
    })
}

/// One more owner of the same aliases, to be freed once more. NULL for NULL.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_aliases_retain(aliases: *const wb_aliases) -> *mut wb_aliases {
    // SAFETY: NULL or a live handle, as the header asks.
    export!(or core::ptr::null_mut(), { unsafe { wb_aliases::retain(aliases) } })
}

/// Frees aliases, if no other owner is left. NULL is allowed.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_aliases_free(aliases: *mut wb_aliases) {
    // SAFETY: NULL, or given out and freed once by each owner, as the header asks.
    export!(or(), { unsafe { wb_aliases::free(aliases) } });
}
