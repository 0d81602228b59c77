//! The policy.

use core::ffi::c_char;

use super::boundary::{Failure, Handle, column, export, magic, now, read};
use super::buf::wb_buf;
use super::status::*;
use super::{json, words};
use crate::Diagnostic;
use crate::policy::{NameId, Policy};

/// A policy: the history of its versions, checked and compiled. Immutable: any number of threads may use one at once.
/// What is made from it keeps what it needs, so it may be freed before them.
#[cfg_attr(all(), repr(C))]
pub struct wb_policy {
    _private: [u8; 0],
}

impl Handle for wb_policy {
    const MAGIC: u64 = magic("wb_policy");
    type Inner = Policy;
    type OptionHolder = std::sync::Arc<Policy>;
}

fn parsed(documents: &[&str]) -> Result<*mut wb_policy, Failure> {
    let policy = Policy::parse_history(documents);
    policy.map(wb_policy::give).map_err(|error| Failure::of(WB_STATUS_BAD_POLICY, error.diagnostics()))
}

/// Reads a policy of one version from its JSON document. The error lists everything that is wrong with it, with the
/// line and the column.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_policy_parse(
    document: *const c_char,
    document_len: usize,
    policy: *mut *mut wb_policy,
    err: *mut *mut super::error::wb_error,
) -> wb_status {
    export!(err, [policy], {
        // SAFETY: as the header asks.
        let (document, policy) = unsafe { (read!(text(document, document_len)), read!(out(policy))?) };
        policy.put(parsed(&[document?])?);
        Ok(())
    })
}

/// Reads a policy of several versions, oldest first. The documents stand one after another in one text; document i runs
/// from offsets[i] to offsets[i + 1], so there are count + 1 offsets, the first of them 0 and the last the length.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_policy_parse_history(
    documents: *const c_char,
    documents_len: usize,
    offsets: *const i32,
    count: usize,
    policy: *mut *mut wb_policy,
    err: *mut *mut super::error::wb_error,
) -> wb_status {
    export!(err, [policy], {
        // SAFETY: as the header asks.
        let (versions, policy) = unsafe {
            let names = ["documents", "offsets"];
            (column(documents, documents_len, offsets, count, names)?, read!(out(policy))?)
        };
        if versions.is_empty() {
            let diagnostic =
                Diagnostic::new("bad-offsets", "no documents have no history").expecting("at least one");
            return Err(Failure::new(WB_STATUS_BAD_OFFSETS, diagnostic));
        }
        policy.put(parsed(&versions)?);
        Ok(())
    })
}

/// Writes the 32 bytes of the policy's digest (SHA-256 over its versions in canonical form). Two policies that differ
/// only in notes and layout have the same.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_policy_digest(
    policy: *const wb_policy,
    digest: *mut c_char,
    digest_capacity: usize,
    err: *mut *mut super::error::wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let (digest, policy) = unsafe { (read!(bytes32(digest, digest_capacity)), read!(lent(policy))) };
        digest?.put(&policy?.digest());
        Ok(())
    })
}

/// Looks up the number of a name, for calls that are made often. kind is one of the WB_KIND_ values. Equal policies give
/// equal numbers, so keep them beside the policy; no name has the number 0.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_policy_id(
    policy: *const wb_policy,
    kind: i32,
    name: *const c_char,
    name_len: usize,
    id: *mut u64,
    err: *mut *mut super::error::wb_error,
) -> wb_status {
    export!(err, [id], {
        // SAFETY: as the header asks.
        let (policy, name, id) =
            unsafe { (read!(lent(policy))?, read!(text(name, name_len))?, read!(out(id))?) };
        let kind = words::kind(kind)?;
        let found = policy.id(kind, name).ok_or_else(|| {
            let diagnostic = policy.history().names.unknown(kind, name);
            Failure::new(WB_STATUS_UNKNOWN_NAME, diagnostic)
        })?;
        id.put(found.get());
        Ok(())
    })
}

/// The name that a number of wb_policy_id stands for. WB_STATUS_FOREIGN_ID if it is not one of this policy.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_policy_name(
    policy: *const wb_policy,
    id: u64,
    name: *mut *mut wb_buf,
    err: *mut *mut super::error::wb_error,
) -> wb_status {
    export!(err, [name], {
        // SAFETY: as the header asks.
        let (policy, name) = unsafe { (read!(lent(policy))?, read!(out(name))?) };
        let found = policy.name(NameId::from_number(id)).ok_or_else(|| {
            let diagnostic = Diagnostic::new("foreign-id", "this is no number of a name of this policy");
            Failure::new(
                WB_STATUS_FOREIGN_ID,
                diagnostic.helping("look names up in this policy, and use their numbers with nothing else"),
            )
        })?;
        name.put(wb_buf::of(found.to_owned()));
        Ok(())
    })
}

/// Every name of a kind, one of the WB_KIND_ values, over all versions, in order, as JSON: {"v":1,"kind","names":[...]}.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_policy_names(
    policy: *const wb_policy,
    kind: i32,
    json: *mut *mut wb_buf,
    err: *mut *mut super::error::wb_error,
) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let (policy, json) = unsafe { (read!(lent(policy))?, read!(out(json))?) };
        json.put(wb_buf::of(json::names(policy, words::kind(kind)?)));
        Ok(())
    })
}

/// What the policy is, as JSON: its name, the zone in which its days are counted, its digest in hexadecimal digits, and its
/// versions, oldest first: {"v":1,"policy","zone","digest","law","versions":[{"version","applies-from"}...]}.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_policy_json(
    policy: *const wb_policy,
    json: *mut *mut wb_buf,
    err: *mut *mut super::error::wb_error,
) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let (policy, json) = unsafe { (read!(lent(policy))?, read!(out(json))?) };
        json.put(wb_buf::of(json::policy(policy)));
        Ok(())
    })
}

/// Everything doubtful about the policy, as JSON, worst first within a version:
/// {"v":1,"findings":[{"code","severity","about","article","path","nl","en"}]}.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_policy_lint(
    policy: *const wb_policy,
    json: *mut *mut wb_buf,
    err: *mut *mut super::error::wb_error,
) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let (policy, json) = unsafe { (read!(lent(policy))?, read!(out(json))?) };
        json.put(wb_buf::of(json::findings(&policy.lint())));
        Ok(())
    })
}

/// Gives the text that the version in force at a moment (microseconds of UTC since 1970, from 2000 to 2200) declares at a
/// path of its document: a JSON Pointer (RFC 6901), such as /purposes/website/says. Where nothing stands, or no text,
/// WB_STATUS_NOT_DECLARED. For people and for tests: it writes the whole document to look it up.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_policy_text_at(
    policy: *const wb_policy,
    path: *const c_char,
    path_len: usize,
    at: i64,
    declared: *mut *mut wb_buf,
    err: *mut *mut super::error::wb_error,
) -> wb_status {
    export!(err, [declared], {
        // SAFETY: as the header asks.
        let (policy, path, declared) =
            unsafe { (read!(lent(policy))?, read!(text(path, path_len))?, read!(out(declared))?) };
        let found = policy.text_at(path, now(at, "at")?).ok_or_else(|| {
            let diagnostic =
                Diagnostic::new("not-declared", "the version in force declares no text at this path")
                    .expecting("a JSON Pointer to a text, such as `/purposes/website/description`");
            Failure::new(WB_STATUS_NOT_DECLARED, diagnostic)
        })?;
        declared.put(wb_buf::of(found));
        Ok(())
    })
}

/// One more owner of the same policy, to be freed once more. NULL for NULL.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_policy_retain(policy: *const wb_policy) -> *mut wb_policy {
    // SAFETY: NULL or a live handle, as the header asks.
    export!(or core::ptr::null_mut(), { unsafe { wb_policy::retain(policy) } })
}

/// Frees a policy, if no other owner is left. NULL is allowed.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_policy_free(policy: *mut wb_policy) {
    // SAFETY: NULL, or given out and freed once by each owner, as the header asks.
    export!(or(), { unsafe { wb_policy::free(policy) } });
}
