//! Many pseudonyms at once. A row that is refused stops no other, and has no pseudonym; whoever calls must look.

use core::ffi::c_char;

use super::boundary::{Failure, Slots, column, export, read, rows_of, slots, wanted};
use super::buf::wb_buf;
use super::domain::{refused, wb_domain};
use super::error::wb_error;
use super::status::*;
use crate::Fault;
use crate::pseudonym::{Identifier, Pair, Pseudonym, PseudonymError, TranslationAsk, TranslationRules};

/// The most refused rows that an error tells of; the statuses tell of all.
const MOST_TOLD: usize = 1_000;

/// What no row is before it was looked at: no pseudonym was made of it.
pub(super) const NOT_MADE: i32 = WB_STATUS_BAD_IDENTIFIER as i32;

/// Rows that were refused, by their number.
pub(super) struct Refusals(pub(super) Vec<(usize, PseudonymError)>);

impl Refusals {
    /// Writes which rows were refused, by number; the others are good.
    pub(super) fn tell(&self, statuses: &Slots<i32>, n: usize) {
        let mut refused = self.0.iter().map(|(row, _)| *row).peekable();
        statuses.put((0..n).map(|row| match refused.next_if_eq(&row) {
            Some(_) => NOT_MADE,
            None => WB_STATUS_OK as i32,
        }));
    }

    /// What is told of them: no more than a person reads, by row and never by value.
    pub(super) fn error(&self) -> *mut wb_error {
        if self.0.is_empty() {
            return core::ptr::null_mut();
        }
        let each = self.0.iter().flat_map(|(row, error)| {
            error.faults().iter().map(move |fault| fault.clone().at(format!("/{row}{}", fault.path())))
        });
        let mut faults: Vec<Fault> = each.take(MOST_TOLD).collect();
        if self.0.len() > faults.len() {
            let message = format!("{} rows were refused; these are some of them", self.0.len());
            faults.push(Fault::new("more-faults", message));
        }
        wb_error::listing(&faults)
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
                slots(statuses, n, NOT_MADE, "statuses"),
            )
        };
        let (packed, texts, statuses) = (packed_room?, texts_room?, statuses?);
        // SAFETY: as the header asks.
        let (domain, kind, identifiers, count, told) = unsafe {
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
            let fault = Fault::new("null-argument", "the arguments `packed` and `texts` are both NULL");
            return Err(Failure::new(WB_STATUS_NULL_ARGUMENT, fault.expecting("room for one of them")));
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
        if let Some(told) = told {
            told.put(refusals.error());
        }
        Ok(())
    })
}

/// The bytes of the pseudonym that is had, and of the one that it becomes.
pub(super) fn both(pair: &Pair) -> [u8; 2 * Pseudonym::BYTES] {
    let mut bytes = [0; 2 * Pseudonym::BYTES];
    let halves = [pair.from.to_bytes(), pair.to.to_bytes()];
    bytes.iter_mut().zip(halves.iter().flatten()).for_each(|(to, from)| *to = *from);
    bytes
}

/// What a rule allows to be translated, with its entry for the log.
fn translated(
    (from, to): (&crate::pseudonym::Domain, &crate::pseudonym::Domain),
    rules: &str,
    ask: &TranslationAsk<'_>,
    kind: &str,
    texts: &[&str],
) -> Result<(Vec<[u8; 40]>, Refusals, String), Failure> {
    let rules =
        TranslationRules::parse(rules).map_err(|error| Failure::of(WB_STATUS_BAD_KEYS, error.faults()))?;
    let allowed = rules.allow(ask).map_err(refused)?;
    let kind = from.named(kind).map_err(refused)?.kind();
    let mut read: Vec<(usize, Identifier)> = Vec::with_capacity(texts.len());
    let mut refusals = Vec::new();
    for (row, text) in texts.iter().enumerate() {
        match kind.read(text) {
            Ok(identifier) => read.push((row, identifier)),
            Err(error) => refusals.push((row, error)),
        }
    }
    let identifiers = read.iter().map(|(_, identifier)| identifier);
    let mut translated = allowed.of_identifiers(from, to, kind, identifiers).map_err(refused)?;
    // A text that is no identifier was asked for and not given, like any other that is refused.
    translated.entry.refused += refusals.len() as u64;
    let row = |(at, error): (usize, PseudonymError)| Some((read.get(at)?.0, error));
    refusals.extend(translated.refused.drain(..).filter_map(row));
    refusals.sort_by_key(|(row, _)| *row);
    Ok((translated.pairs.iter().map(both).collect(), Refusals(refusals), translated.entry.to_json()))
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
            (rows_of::<40>(pairs, pairs_capacity, n, "pairs"), slots(statuses, n, NOT_MADE, "statuses"))
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
        let (pair_count, count, told, entry) = unsafe {
            (read!(out(pair_count))?, read!(out(refused))?, wanted(refusals, "refusals")?, read!(out(entry))?)
        };
        let room = match room {
            None if n > 0 => return Err(Failure::null("pairs")),
            room => room,
        };
        let at = super::boundary::now(at, "at")?;
        let (from, to) = (domains.0.name(), domains.1.name());
        let ask = TranslationAsk { requester, from, to, purpose, at };
        let (made, refusals, line) = translated(domains, rules, &ask, kind, &identifiers)?;
        pair_count.put(room.map_or(0, |room| room.put(made)));
        refusals.tell(&statuses, n);
        count.put(refusals.0.len());
        if let Some(told) = told {
            told.put(refusals.error());
        }
        entry.put(wb_buf::of(line));
        Ok(())
    })
}
