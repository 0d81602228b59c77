//! Many pseudonyms at once. A row that is refused stops no other, and has no pseudonym; whoever calls must look.

use core::ffi::c_char;

use super::boundary::{Failure, Slots, column, export, read, rows_of, slots, wanted};
use super::domain::wb_domain;
use super::error::wb_error;
use super::status::*;
use crate::Diagnostic;
use crate::pseudonym::PseudonymError;

/// The most refused rows that an error tells of; the statuses tell of all.
const MOST_TOLD: usize = 1_000;

/// What no row is before it was looked at: no pseudonym was made of it.
pub(super) const NOT_CREATED: i32 = WB_STATUS_BAD_IDENTIFIER as i32;

/// Rows that were refused, by their number.
pub(super) struct Refusals(pub(super) Vec<(usize, PseudonymError)>);

impl Refusals {
    /// Writes which rows were refused, by number; the others are good.
    pub(super) fn tell(&self, statuses: &Slots<i32>, n: usize) {
        let mut refused = self.0.iter().map(|(row, _)| *row).peekable();
        statuses.put((0..n).map(|row| match refused.next_if_eq(&row) {
            Some(_) => NOT_CREATED,
            None => WB_STATUS_OK as i32,
        }));
    }

    /// What is told of them: no more than a person reads, by row and never by value.
    pub(super) fn error(&self) -> *mut wb_error {
        if self.0.is_empty() {
            return core::ptr::null_mut();
        }
        let each = self.0.iter().flat_map(|(row, error)| {
            error
                .diagnostics()
                .iter()
                .map(move |diagnostic| diagnostic.clone().at(format!("/{row}{}", diagnostic.path())))
        });
        let mut diagnostics: Vec<Diagnostic> = each.take(MOST_TOLD).collect();
        if self.0.len() > diagnostics.len() {
            let message = format!("{} rows were refused; these are some of them", self.0.len());
            diagnostics.push(Diagnostic::new("more-errors", message));
        }
        wb_error::listing(&diagnostics)
    }
}

/// The pseudonyms of n identifiers of one kind, under the active key: wb_pseudonym for each. Identifier i runs from
/// identifier_offsets[i] to identifier_offsets[i + 1] of identifiers, so there are n + 1 offsets, the first of them 0 and
/// the last identifiers_len.
///
/// Give room for the 20 bytes of each (packed, n x 20 bytes), for the 32 characters of each without a NUL between (texts,
/// n x 32 bytes), or for both; NULL for what you do not need. statuses has room for n: WB_STATUS_OK for a row that has a
/// pseudonym, else WB_STATUS_BAD_IDENTIFIER, and then its bytes are zeroes, which are nobody's pseudonym. refused is how
/// many those are. refusals, which may be NULL, is why: an error whose paths are the numbers of rows, of the first 1000;
/// NULL if there are none. After a failed call all rows are refused.
///
/// The order tells who is who: sort by pseudonym what leaves with data of another domain.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_pseudonyms(
    domain: *const wb_domain,
    kind: *const c_char,
    kind_len: usize,
    n: usize,
    identifiers: *const c_char,
    identifiers_len: usize,
    identifier_offsets: *const i32,
    packed: *mut c_char,
    packed_capacity: usize,
    texts: *mut c_char,
    texts_capacity: usize,
    statuses: *mut i32,
    refused: *mut usize,
    refusals: *mut *mut wb_error,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [refused, refusals], {
        // SAFETY: as the header asks.
        let (packed_room, texts_room, statuses) = unsafe {
            (
                rows_of::<20>(packed, packed_capacity, n, "packed"),
                rows_of::<32>(texts, texts_capacity, n, "texts"),
                slots(statuses, n, NOT_CREATED, "statuses"),
            )
        };
        let (packed, texts, statuses) = (packed_room?, texts_room?, statuses?);
        // SAFETY: as the header asks.
        let (domain, kind, identifiers, count, rendered) = unsafe {
            (
                read!(lent(domain))?,
                read!(text(kind, kind_len))?,
                column(
                    identifiers,
                    identifiers_len,
                    identifier_offsets,
                    n,
                    ["identifiers", "identifier_offsets"],
                )?,
                read!(out(refused))?,
                wanted(refusals, "refusals")?,
            )
        };
        if packed.is_none() && texts.is_none() && n > 0 {
            let diagnostic =
                Diagnostic::new("null-argument", "the arguments `packed` and `texts` are both NULL");
            return Err(Failure::new(WB_STATUS_NULL_ARGUMENT, diagnostic.expecting("room for one of them")));
        }
        let keys = domain.named(kind).map_err(super::domain::refused)?;
        let batch = keys.batch(identifiers).map_err(super::domain::refused)?;
        let made = &batch.pseudonyms;
        if let Some(packed) = packed {
            packed.put(made.iter().map(|made| made.map_or([0; 20], |made| made.to_bytes())));
        }
        if let Some(texts) = texts {
            texts.put(made.iter().map(|made| made.map_or([0; 32], |made| *made.text().as_bytes())));
        }
        let refusals = Refusals(batch.refused);
        refusals.tell(&statuses, n);
        count.put(refusals.0.len());
        if let Some(rendered) = rendered {
            rendered.put(refusals.error());
        }
        Ok(())
    })
}
