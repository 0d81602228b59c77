//! The dossier: lines in, a line out.

use core::ffi::c_char;

use super::boundary::{Failure, Handle, export, magic, now, read};
use super::buf::wb_buf;
use super::error::wb_error;
use super::institution::wb_institution;
use super::json;
use super::status::*;
use crate::Diagnostic;
use crate::dossier::{Body, Dossier, DossierError, Head, Salt, Stamp};
use crate::rights::append::NotAppended;

/// The entries about one person, or about the institution itself, read from the lines that the host keeps. Immutable:
/// any number of threads may use one at once. Appending gives a line to store; load the dossier again to read it.
#[cfg_attr(all(), repr(C))]
pub struct wb_dossier {
    _private: [u8; 0],
}

impl Handle for wb_dossier {
    const MAGIC: u64 = magic("wb_dossier");
    type Inner = Dossier;
    type OptionHolder = std::sync::Arc<Dossier>;
}

/// A dossier without entries; its head is 32 zeroes.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_dossier_new(dossier: *mut *mut wb_dossier, err: *mut *mut wb_error) -> wb_status {
    export!(err, [dossier], {
        // SAFETY: as the header asks.
        let dossier = unsafe { read!(out(dossier)) }?;
        dossier.put(wb_dossier::give(Dossier::new()));
        Ok(())
    })
}

/// Reads a dossier from all its lines, in order, with a line feed between them (a last one is allowed), and checks that
/// they are all there by the 32 bytes of the head that was stored with the last. Without entries there is no line, and the
/// head is 32 zeroes or (NULL, 0).
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_dossier_load(
    lines: *const c_char,
    lines_len: usize,
    head: *const c_char,
    head_len: usize,
    dossier: *mut *mut wb_dossier,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [dossier], {
        // SAFETY: as the header asks.
        let (lines, head, dossier) =
            unsafe { (read!(text(lines, lines_len))?, read!(head(head, head_len))?, read!(out(dossier))?) };
        let loaded = Dossier::load(lines, Head::from_bytes(head))
            .map_err(|error| Failure::of(WB_STATUS_BAD_LINES, error.diagnostics()))?;
        dossier.put(wb_dossier::give(loaded));
        Ok(())
    })
}

/// Reads the institution's own entries from all their lines, as wb_dossier_load does a person's. institution is its id, in the
/// host's own words: every head is bound to it. Without entries there is no line, and the head is 32 zeroes or (NULL, 0).
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_dossier_of_institution(
    institution: *const c_char,
    institution_len: usize,
    lines: *const c_char,
    lines_len: usize,
    head: *const c_char,
    head_len: usize,
    dossier: *mut *mut wb_dossier,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [dossier], {
        // SAFETY: as the header asks.
        let (institution, lines, head, dossier) = unsafe {
            (
                read!(text(institution, institution_len))?,
                read!(text(lines, lines_len))?,
                read!(head(head, head_len))?,
                read!(out(dossier))?,
            )
        };
        dossier.put(wb_dossier::give(of_institution(institution, lines, head)?));
        Ok(())
    })
}

/// The institution's own entries; none if there is neither a line nor a head.
pub(super) fn of_institution(institution: &str, lines: &str, head: [u8; 32]) -> Result<Dossier, Failure> {
    if lines.is_empty() && head == *Head::EMPTY.as_bytes() {
        return Ok(Dossier::of_institution(institution));
    }
    Dossier::load_of_institution(institution, lines, Head::from_bytes(head))
        .map_err(|error| Failure::of(WB_STATUS_BAD_LINES, error.diagnostics()))
}

/// Writes the 32 bytes of the head.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_dossier_head(
    dossier: *const wb_dossier,
    head: *mut c_char,
    head_capacity: usize,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let (head, dossier) = unsafe { (read!(bytes32(head, head_capacity)), read!(lent(dossier))) };
        head?.put(dossier?.head().as_bytes());
        Ok(())
    })
}

/// Gives the number of the last entry; 0 for a dossier without entries, or with none after the one that opens it.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_dossier_seq(
    dossier: *const wb_dossier,
    seq: *mut u32,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [seq], {
        // SAFETY: as the header asks.
        let (dossier, seq) = unsafe { (read!(lent(dossier))?, read!(out(seq))?) };
        seq.put(dossier.entries().len() as u32);
        Ok(())
    })
}

/// Makes the next entry of a person's dossier, if it may be written: the dossier was opened for a person of this institution
/// (the first entry is dossier-opened, with number 0), the policy knows every name in it, it can be so (what it tells has
/// happened by now, and what it ends lasts), and if it is about a request, that is a legal step now. This is the way to append: wb_dossier_append checks none of these. Changes nothing: store the line under
/// (dossier, seq) and the new head beside it, in one transaction; if another process was first, that fails: load again,
/// decide again, append again.
///
/// observed is as of wb_claims_fold; body, recorded, skew and salt are as of wb_dossier_append. WB_STATUS_UNKNOWN_NAME for a name
/// that the policy has never known, WB_STATUS_BAD_STEP for a step that is not legal, with the legal ones,
/// WB_STATUS_BAD_ENTRY for anything else. After a failed call the new head is 32 zeroes.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_institution_append(
    institution: *const wb_institution,
    dossier: *const wb_dossier,
    observed: *const c_char,
    observed_len: usize,
    body: *const c_char,
    body_len: usize,
    recorded: i64,
    skew: i64,
    salt: *const c_char,
    salt_len: usize,
    line: *mut *mut wb_buf,
    new_head: *mut c_char,
    new_head_capacity: usize,
    seq: *mut u32,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [line, seq], {
        // Zeroed first, whatever else is wrong.
        // SAFETY: as the header asks.
        let new_head = unsafe { read!(bytes32(new_head, new_head_capacity)) };
        // SAFETY: as the header asks.
        let (institution, dossier, observed, body) = unsafe {
            (
                read!(lent(institution))?,
                read!(lent(dossier))?,
                read!(text(observed, observed_len))?,
                read!(text(body, body_len))?,
            )
        };
        // SAFETY: as the header asks.
        let (salt, line, seq) = unsafe { (read!(raw(salt, salt_len))?, read!(out(line))?, read!(out(seq))?) };
        let new_head = new_head?;
        let stamp = stamp(recorded, skew, salt)?;
        let observed = json::observations(observed)?;
        let body =
            Body::from_json(body).map_err(|error| Failure::of(WB_STATUS_BAD_ENTRY, error.diagnostics()))?;
        let appended = institution.try_append(dossier, &observed, body, stamp);
        let appended = appended.map_err(|why| match why {
            NotAppended::Entry(diagnostics) => Failure::of(WB_STATUS_BAD_ENTRY, &diagnostics),
            NotAppended::Step(diagnostics) => Failure::of(WB_STATUS_BAD_STEP, &diagnostics),
        })?;
        new_head.put(appended.head.as_bytes());
        seq.put(appended.seq);
        line.put(wb_buf::of(appended.line));
        Ok(())
    })
}

/// Makes the next entry without any check of what it says: for the institution's own entries, and for entries from
/// elsewhere. Changes nothing, as wb_institution_append; WB_STATUS_HEAD_MOVED if the dossier has another head than expected.
///
/// expected is the head as it was read. body is one entry as a JSON object, with kind and happened. recorded is now
/// (microseconds of UTC since 1970); it is moved up to that of the last entry, if that is later by a day or skew at most,
/// and else refused. skew is how far clocks may differ, in microseconds from 0 to a day, or -1 for one minute: if an earlier
/// entry about the same thing happened later by no more than that, and this one restricts or ends, its happened is raised to
/// that moment, and the line has what was stated as "stated". salt is 16 new random bytes for every entry, from a
/// cryptographic source: with it the body can be erased later, by removing "salt" and "body" together from the stored line,
/// and cannot be guessed. The new head may be written over the expected one; after a failed call it is 32 zeroes,
/// so keep the one that you loaded until the new one is stored.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_dossier_append(
    dossier: *const wb_dossier,
    expected: *const c_char,
    expected_len: usize,
    body: *const c_char,
    body_len: usize,
    recorded: i64,
    skew: i64,
    salt: *const c_char,
    salt_len: usize,
    line: *mut *mut wb_buf,
    new_head: *mut c_char,
    new_head_capacity: usize,
    seq: *mut u32,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [line, seq], {
        // The expected head is read before the new one is zeroed: they may be the same bytes.
        // SAFETY: as the header asks.
        let (expected, new_head) =
            unsafe { (read!(head(expected, expected_len)), read!(bytes32(new_head, new_head_capacity))) };
        // SAFETY: as the header asks.
        let (dossier, body, salt, line, seq) = unsafe {
            (
                read!(lent(dossier))?,
                read!(text(body, body_len))?,
                read!(raw(salt, salt_len))?,
                read!(out(line))?,
                read!(out(seq))?,
            )
        };
        let (expected, new_head) = (expected?, new_head?);
        let wrong = |error: DossierError| Failure::of(WB_STATUS_BAD_ENTRY, error.diagnostics());
        let stamp = stamp(recorded, skew, salt)?;
        let body = Body::from_json(body).map_err(wrong)?;
        let appended = dossier.append(Head::from_bytes(expected), body, stamp).map_err(wrong)?;
        new_head.put(appended.head.as_bytes());
        seq.put(appended.seq);
        line.put(wb_buf::of(appended.line));
        Ok(())
    })
}

/// What the host adds to an entry.
fn stamp(recorded: i64, skew: i64, salt: &[u8]) -> Result<Stamp, Failure> {
    let recorded = now(recorded, "recorded")?;
    let bytes: [u8; 16] = salt.try_into().map_err(|_| {
        let diagnostic = Diagnostic::new("bad-length", "the argument `salt` has the wrong length");
        Failure::new(WB_STATUS_BAD_LENGTH, diagnostic.expecting("16 new random bytes for every entry"))
    })?;
    let salt =
        Salt::from_bytes(bytes).map_err(|error| Failure::of(WB_STATUS_BAD_ENTRY, error.diagnostics()))?;
    let stamp = Stamp::new(recorded, salt);
    Ok(if skew == -1 { stamp } else { stamp.skew(skew) })
}

/// One more owner of the same dossier, to be freed once more. NULL for NULL.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_dossier_retain(dossier: *const wb_dossier) -> *mut wb_dossier {
    // SAFETY: NULL or a live handle, as the header asks.
    export!(or core::ptr::null_mut(), { unsafe { wb_dossier::retain(dossier) } })
}

/// Frees a dossier, if no other owner is left. NULL is allowed.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_dossier_free(dossier: *mut wb_dossier) {
    // SAFETY: NULL, or given out and freed once by each owner, as the header asks.
    export!(or(), { unsafe { wb_dossier::free(dossier) } });
}
