//! The policy.

use core::ffi::c_char;

use super::boundary::{Failure, Handle, array, export, read};
use super::buf::wb_buf;
use super::status::*;
use super::{json, words};
use crate::Fault;
use crate::policy::Policy;

/// A policy: the history of its versions, checked and compiled. Immutable: any number of threads may use one at once.
/// What is made from it keeps what it needs, so it may be freed before them.
#[cfg_attr(all(), repr(C))]
pub struct wb_policy {
    _private: [u8; 0],
}

impl Handle for wb_policy {
    type Inner = Policy;
    type Holder = std::sync::Arc<Policy>;
}

fn parsed(documents: &[&str]) -> Result<*mut wb_policy, Failure> {
    let policy = Policy::parse_history(documents);
    policy.map(wb_policy::give).map_err(|error| Failure::of(WB_STATUS_BAD_POLICY, error.faults()))
}

/// Reads a policy of one version from its JSON document. The error lists everything that is wrong with it, with the
/// line and the column.
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
        let wrong = || {
            let fault = Fault::new("bad-offsets", "the argument `offsets` does not cut the documents apart")
                .expecting("count + 1 offsets from 0 to the length, none before the one ahead of it");
            Failure::new(WB_STATUS_BAD_OFFSETS, fault)
        };
        // No documents have no history, whatever the offsets say.
        let ends = count.checked_add(1).filter(|_| count > 0).ok_or_else(wrong)?;
        // SAFETY: as the header asks.
        let (documents, offsets, policy) = unsafe {
            (read!(text(documents, documents_len)), array(offsets, ends, "offsets"), read!(out(policy))?)
        };
        let (documents, offsets) = (documents?, offsets?);
        if offsets.first() != Some(&0) || offsets.last().map(|last| *last as usize) != Some(documents.len()) {
            return Err(wrong());
        }
        let cut = |(from, to): (&i32, &i32)| {
            documents.get(usize::try_from(*from).ok()?..usize::try_from(*to).ok()?)
        };
        let versions: Option<Vec<&str>> = offsets.iter().zip(offsets.iter().skip(1)).map(cut).collect();
        policy.put(parsed(&versions.ok_or_else(wrong)?)?);
        Ok(())
    })
}

/// Writes the 32 bytes of the policy's digest (SHA-256 over its versions in canonical form). Two policies that differ
/// only in notes and layout have the same.
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
            let fault = Fault::new("unknown-name", format!("the policy knows no such {}", kind.as_str()))
                .meaning(name, policy.names(kind));
            Failure::new(WB_STATUS_UNKNOWN_NAME, fault)
        })?;
        id.put(found.get());
        Ok(())
    })
}

/// Everything doubtful about the policy, as JSON, worst first within a version:
/// {"v":1,"findings":[{"code","severity","article","path","nl","en"}]}.
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

/// One more owner of the same policy, to be freed once more. NULL for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_policy_retain(policy: *const wb_policy) -> *mut wb_policy {
    // SAFETY: NULL or a live handle, as the header asks.
    export!(or core::ptr::null_mut(), { unsafe { wb_policy::retain(policy) } })
}

/// Frees a policy, if no other owner is left. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_policy_free(policy: *mut wb_policy) {
    // SAFETY: NULL, or given out and freed once by each owner, as the header asks.
    export!(or(), { unsafe { wb_policy::free(policy) } });
}
