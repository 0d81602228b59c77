//! From one domain of a controller to another, if a rule allows it.

use core::ffi::c_char;

use super::boundary::{Failure, column, export, now, read, rows_of, slots, wanted};
use super::buf::wb_buf;
use super::domain::{refused, wb_domain};
use super::error::wb_error;
use super::escrow::{unhex, wb_escrow};
use super::pseudonyms::{NOT_CREATED, Refusals};
use super::rekey::rows;
use super::status::*;
use crate::pseudonym::{
    Domain, Escrow, IdentifierKind, Pair, Pseudonym, PseudonymError, Translated, Translation, TranslationAsk,
    TranslationRules,
};

/// The bytes of the pseudonym that is had, and of the one that it becomes.
pub(super) fn both(pair: &Pair) -> [u8; 2 * Pseudonym::BYTES] {
    let mut bytes = [0; 2 * Pseudonym::BYTES];
    let halves = [pair.from.to_bytes(), pair.to.to_bytes()];
    bytes.iter_mut().zip(halves.iter().flatten()).for_each(|(to, from)| *to = *from);
    bytes
}

/// What came of a translation: pairs, the rows that were refused, and the entry for the log.
struct Done {
    pairs: Vec<[u8; 2 * Pseudonym::BYTES]>,
    refused: Refusals,
    entry: String,
}

/// What a rule allows to be translated, with its entry for the log. Each row was read, or is refused; `translate` is given
/// those that were.
fn translated<'r, R: 'r>(
    rules: &str,
    ask: &TranslationAsk<'_>,
    rows: impl IntoIterator<Item = Result<R, PseudonymError>>,
    translate: impl FnOnce(&Translation<'_>, &[R]) -> Result<Translated, PseudonymError>,
) -> Result<Done, Failure> {
    let rules = TranslationRules::parse(rules)
        .map_err(|error| Failure::of(WB_STATUS_BAD_KEYS, error.diagnostics()))?;
    let allowed = rules.allow(ask).map_err(refused)?;
    let (mut places, mut read, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    for (row, one) in rows.into_iter().enumerate() {
        match one {
            Ok(one) => {
                places.push(row);
                read.push(one);
            }
            Err(error) => rest.push((row, error)),
        }
    }
    let mut done = translate(&allowed, &read).map_err(refused)?;
    // A text that cannot be read was asked for and not given, like any other that is refused.
    done.entry.refused += rest.len() as u64;
    rest.extend(done.refused.drain(..).filter_map(|(at, error)| Some((*places.get(at)?, error))));
    rest.sort_by_key(|(row, _)| *row);
    let pairs = done.pairs.iter().map(both).collect();
    Ok(Done { pairs, refused: Refusals(rest), entry: done.entry.to_json() })
}

fn of_identifiers(
    (from, to): (&Domain, &Domain),
    rules: &str,
    ask: &TranslationAsk<'_>,
    kind: &str,
    texts: &[&str],
) -> Result<Done, Failure> {
    let kind = from.named(kind).map_err(refused)?.kind();
    let rows = texts.iter().map(|text| kind.read(text));
    translated(rules, ask, rows, |allowed, read| allowed.of_identifiers(from, to, kind, read))
}

fn of_escrow(
    (from, to): (&Escrow, &Domain),
    rules: &str,
    ask: &TranslationAsk<'_>,
    kind: &str,
    (pseudonyms, sealed): (&[[u8; Pseudonym::BYTES]], &[&str]),
) -> Result<Done, Failure> {
    let kind: IdentifierKind = kind.parse().map_err(refused)?;
    let rows = pseudonyms.iter().zip(sealed);
    let rows = rows.map(|(pseudonym, sealed)| Ok((Pseudonym::from_bytes(pseudonym)?, unhex(sealed)?)));
    translated(rules, ask, rows, |allowed, read| {
        let rows = read.iter().map(|(pseudonym, sealed)| (*pseudonym, sealed.as_slice()));
        allowed.of_escrow(from, to, &kind, rows)
    })
}

/// Translates the pseudonyms of n identifiers from one domain to another of the same controller, if one of its rules (a
/// JSON document) names this requester, these domains in this direction and this purpose, and is in force; else
/// WB_STATUS_NOT_ALLOWED. The identifiers are columns as of wb_pseudonyms: this is for the controller, who has them.
///
/// pairs has room for n x 40 bytes; pair_count of them are written: the 20 bytes of the pseudonym that is had and the 20 of
/// the one it becomes, sorted by the second, so that the order says nothing. entry is one line of JSON for your log,
/// without anyone's pseudonym: keep it. statuses, refused and refusals are as of wb_pseudonyms, by the rows that were
/// given.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_translate(
    from: *const wb_domain,
    to: *const wb_domain,
    rules: *const c_char,
    rules_len: usize,
    requester: *const c_char,
    requester_len: usize,
    purpose: *const c_char,
    purpose_len: usize,
    kind: *const c_char,
    kind_len: usize,
    n: usize,
    identifiers: *const c_char,
    identifiers_len: usize,
    identifier_offsets: *const i32,
    at: i64,
    pairs: *mut c_char,
    pairs_capacity: usize,
    pair_count: *mut usize,
    statuses: *mut i32,
    refused: *mut usize,
    refusals: *mut *mut wb_error,
    entry: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [pair_count, refused, refusals, entry], {
        // SAFETY: as the header asks.
        let (room, statuses) = unsafe {
            (rows_of::<40>(pairs, pairs_capacity, n, "pairs"), slots(statuses, n, NOT_CREATED, "statuses"))
        };
        let (room, statuses) = (room?, statuses?);
        // SAFETY: as the header asks.
        let (domains, rules, requester, purpose, kind, identifiers) = unsafe {
            (
                (read!(lent(from))?, read!(lent(to))?),
                read!(text(rules, rules_len))?,
                read!(text(requester, requester_len))?,
                read!(text(purpose, purpose_len))?,
                read!(text(kind, kind_len))?,
                column(
                    identifiers,
                    identifiers_len,
                    identifier_offsets,
                    n,
                    ["identifiers", "identifier_offsets"],
                )?,
            )
        };
        // SAFETY: as the header asks.
        let (pair_count, count, rendered, entry) = unsafe {
            (read!(out(pair_count))?, read!(out(refused))?, wanted(refusals, "refusals")?, read!(out(entry))?)
        };
        let room = match room {
            None if n > 0 => return Err(Failure::null("pairs")),
            room => room,
        };
        let at = now(at, "at")?;
        let (from, to) = (domains.0.name(), domains.1.name());
        let ask = TranslationAsk { requester, from, to, purpose, at };
        let done = of_identifiers(domains, rules, &ask, kind, &identifiers)?;
        pair_count.put(room.map_or(0, |room| room.put(done.pairs)));
        done.refused.tell(&statuses, n);
        count.put(done.refused.0.len());
        if let Some(rendered) = rendered {
            rendered.put(done.refused.error());
        }
        entry.put(wb_buf::of(done.entry));
        Ok(())
    })
}

/// Translates n pseudonyms with what was sealed beside them in the escrow column of their own domain, as wb_translate does
/// identifiers: for the controller where the identifiers are no more at hand. pseudonyms is n x 20 bytes; what was sealed
/// beside pseudonym i (wb_escrow_seal) runs from sealed_offsets[i] to sealed_offsets[i + 1] of sealed. The other arguments
/// are those of wb_translate.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_translate_sealed(
    from: *const wb_escrow,
    to: *const wb_domain,
    rules: *const c_char,
    rules_len: usize,
    requester: *const c_char,
    requester_len: usize,
    purpose: *const c_char,
    purpose_len: usize,
    kind: *const c_char,
    kind_len: usize,
    n: usize,
    pseudonyms: *const c_char,
    pseudonyms_len: usize,
    sealed: *const c_char,
    sealed_len: usize,
    sealed_offsets: *const i32,
    at: i64,
    pairs: *mut c_char,
    pairs_capacity: usize,
    pair_count: *mut usize,
    statuses: *mut i32,
    refused: *mut usize,
    refusals: *mut *mut wb_error,
    entry: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [pair_count, refused, refusals, entry], {
        // SAFETY: as the header asks.
        let (room, statuses) = unsafe {
            (rows_of::<40>(pairs, pairs_capacity, n, "pairs"), slots(statuses, n, NOT_CREATED, "statuses"))
        };
        let (room, statuses) = (room?, statuses?);
        // SAFETY: as the header asks.
        let (domains, rules, requester, purpose, kind, stored) = unsafe {
            (
                (read!(lent(from))?, read!(lent(to))?),
                read!(text(rules, rules_len))?,
                read!(text(requester, requester_len))?,
                read!(text(purpose, purpose_len))?,
                read!(text(kind, kind_len))?,
                (
                    rows::<{ Pseudonym::BYTES }>(pseudonyms, pseudonyms_len, n, "pseudonyms")?,
                    column(sealed, sealed_len, sealed_offsets, n, ["sealed", "sealed_offsets"])?,
                ),
            )
        };
        // SAFETY: as the header asks.
        let (pair_count, count, rendered, entry) = unsafe {
            (read!(out(pair_count))?, read!(out(refused))?, wanted(refusals, "refusals")?, read!(out(entry))?)
        };
        let room = match room {
            None if n > 0 => return Err(Failure::null("pairs")),
            room => room,
        };
        let at = now(at, "at")?;
        let (from, to) = (domains.0.domain(), domains.1.name());
        let ask = TranslationAsk { requester, from, to, purpose, at };
        let done = of_escrow(domains, rules, &ask, kind, (stored.0, &stored.1))?;
        pair_count.put(room.map_or(0, |room| room.put(done.pairs)));
        done.refused.tell(&statuses, n);
        count.put(done.refused.0.len());
        if let Some(rendered) = rendered {
            rendered.put(done.refused.error());
        }
        entry.put(wb_buf::of(done.entry));
        Ok(())
    })
}
