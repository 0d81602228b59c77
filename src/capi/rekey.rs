//! From an old key to a new one, and pairs of pseudonyms that are sealed until they expire.

use core::ffi::c_char;

use super::aliases::wb_aliases;
use super::boundary::{Failure, Handle, column, export, now, raw, read, rows_of, slots, wanted};
use super::buf::wb_buf;
use super::domain::wb_domain;
use super::error::wb_error;
use super::pseudonyms::{NOT_CREATED, Refusals};
use super::status::*;
use super::translate::both;
use crate::Diagnostic;
use crate::calendar::Time;
use crate::pseudonym::{Pair, PairKey, Pseudonym, PseudonymError, RekeyOrder, SealedPair};

/// The bytes of a pair, and of a pair whose second half is sealed.
const PAIR: usize = 2 * Pseudonym::BYTES;
const SEALED: usize = Pseudonym::BYTES + 36;

/// Gives n identifiers of one kind their old and their new pseudonym: from and to are numbers of keys of this domain and
/// kind, which may be accept-only but not destroyed. The identifiers are columns as of wb_pseudonyms: this is for the
/// controller, who has them. by is a name for the log, at is now, and expires the moment from which on the map must be gone.
///
/// pairs, pair_count, statuses, refused, refusals and entry are as of wb_translate. Seal the pairs that you store
/// (wb_pairs_seal).
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_rekey(
    domain: *const wb_domain,
    kind: *const c_char,
    kind_len: usize,
    from: u32,
    to: u32,
    by: *const c_char,
    by_len: usize,
    at: i64,
    expires: i64,
    n: usize,
    identifiers: *const c_char,
    identifiers_len: usize,
    identifier_offsets: *const i32,
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
            (rows_of::<PAIR>(pairs, pairs_capacity, n, "pairs"), slots(statuses, n, NOT_CREATED, "statuses"))
        };
        let (room, statuses) = (room?, statuses?);
        // SAFETY: as the header asks.
        let (domain, kind, by, identifiers) = unsafe {
            (
                read!(lent(domain))?,
                read!(text(kind, kind_len))?,
                read!(text(by, by_len))?,
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
        let order = RekeyOrder::new(by, now(at, "at")?, now(expires, "expires")?);
        let order = order.map_err(super::keys::refused)?;
        let keys = domain.named(kind).map_err(super::domain::refused)?;
        let (from, to) = (super::register::number(from)?, super::register::number(to)?);
        let mut map = keys.rekey(from, to, order).map_err(super::keys::refused)?;
        let (mut made, mut rest) = (Vec::with_capacity(n), Vec::new());
        for (row, one) in map.stream(identifiers).enumerate() {
            match one {
                Ok(pair) => made.push(pair),
                Err(error) => rest.push((row, error)),
            }
        }
        made.sort_unstable_by_key(|pair| pair.to);
        let rest = Refusals(rest);
        pair_count.put(room.map_or(0, |room| room.put(made.iter().map(both))));
        rest.tell(&statuses, n);
        count.put(rest.0.len());
        if let Some(rendered) = rendered {
            rendered.put(rest.error());
        }
        entry.put(wb_buf::of(map.finish().to_json()));
        Ok(())
    })
}

fn refused(error: PseudonymError) -> Failure {
    let status = match error.code() {
        "key-length" | "weak-key" => WB_STATUS_BAD_KEYS,
        "pair-expired" => WB_STATUS_NOT_ALLOWED,
        _ => WB_STATUS_BAD_IDENTIFIER,
    };
    Failure::of(status, error.diagnostics())
}

/// Rows of `N` bytes each.
///
/// # Safety
/// As every input of an export.
pub(super) unsafe fn rows<'a, const N: usize>(
    bytes: *const c_char,
    len: usize,
    n: usize,
    name: &str,
) -> Result<&'a [[u8; N]], Failure> {
    // SAFETY: what the caller promises.
    let bytes = unsafe { raw(bytes, len, name) }?;
    let (rows, rest) = bytes.as_chunks::<N>();
    if rows.len() != n || !rest.is_empty() {
        let diagnostic = Diagnostic::new("bad-length", format!("the argument `{name}` has the wrong length"));
        return Err(Failure::new(
            WB_STATUS_BAD_LENGTH,
            diagnostic.expecting(format!("{N} bytes for each row")),
        ));
    }
    Ok(rows)
}

fn pair(bytes: &[u8; PAIR]) -> Result<Pair, Failure> {
    let (from, to) = bytes.split_at(Pseudonym::BYTES);
    let half = |half| Pseudonym::from_bytes(half).map_err(refused);
    Ok(Pair { from: half(from)?, to: half(to)? })
}

fn joined<const N: usize>(one: &[u8], other: &[u8]) -> [u8; N] {
    let mut bytes = [0; N];
    bytes.iter_mut().zip(one.iter().chain(other)).for_each(|(to, from)| *to = *from);
    bytes
}

fn opened(key: &PairKey, row: &[u8; SEALED], expires: Time, at: Time) -> Result<[u8; PAIR], Failure> {
    let (from, sealed) = row.split_at(Pseudonym::BYTES);
    let from = Pseudonym::from_bytes(from).map_err(refused)?;
    let stored = SealedPair::stored(from, expires, sealed).map_err(refused)?;
    key.open(&stored, at).map(|pair| both(&pair)).map_err(refused)
}

/// Seals n pairs, of 40 bytes each as wb_rekey and wb_translate give them, until they expire. key is exactly 64 random
/// bytes: hand it to who may follow the pairs, and destroy it with them. sealed has room for n x 56 bytes: of each, the 20
/// bytes of the pseudonym that it is found by, and 36 that are sealed (AES-SIV, RFC 5297). If a row fails, the call does.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_pairs_seal(
    key: *const c_char,
    key_len: usize,
    n: usize,
    pairs: *const c_char,
    pairs_len: usize,
    expires: i64,
    sealed: *mut c_char,
    sealed_capacity: usize,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let room = unsafe { rows_of::<SEALED>(sealed, sealed_capacity, n, "sealed")? };
        // SAFETY: as the header asks.
        let (key, pairs) =
            unsafe { (read!(raw(key, key_len))?, rows::<PAIR>(pairs, pairs_len, n, "pairs")?) };
        let (key, expires) = (PairKey::from_bytes(key).map_err(refused)?, now(expires, "expires")?);
        let Some(room) = room else { return if n > 0 { Err(Failure::null("sealed")) } else { Ok(()) } };
        let rows = super::batch::each(pairs, |bytes| {
            let sealed = key.seal(&pair(bytes)?, expires).map_err(refused)?;
            Ok(joined(&sealed.from.to_bytes(), sealed.sealed()))
        })?;
        room.put(rows);
        Ok(())
    })
}

/// Opens n sealed pairs, of 56 bytes each as wb_pairs_seal gave them, with the same moment at which they expire. pairs has
/// room for n x 40 bytes. WB_STATUS_NOT_ALLOWED from that moment on; WB_STATUS_BAD_IDENTIFIER if this is not their key, or
/// one was changed, or is another's. If a row fails, the call does, and the error's path begins with its number.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_pairs_open(
    key: *const c_char,
    key_len: usize,
    n: usize,
    sealed: *const c_char,
    sealed_len: usize,
    expires: i64,
    at: i64,
    pairs: *mut c_char,
    pairs_capacity: usize,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let room = unsafe { rows_of::<PAIR>(pairs, pairs_capacity, n, "pairs")? };
        // SAFETY: as the header asks.
        let (key, sealed) =
            unsafe { (read!(raw(key, key_len))?, rows::<SEALED>(sealed, sealed_len, n, "sealed")?) };
        let key = PairKey::from_bytes(key).map_err(refused)?;
        let (expires, at) = (now(expires, "expires")?, now(at, "at")?);
        let Some(room) = room else { return if n > 0 { Err(Failure::null("pairs")) } else { Ok(()) } };
        room.put(super::batch::each(sealed, |row| opened(&key, row, expires, at))?);
        Ok(())
    })
}

/// The same aliases under other keys, by n pairs of 40 bytes each as of wb_rekey: the next aliases. Nothing is left out:
/// WB_STATUS_BAD_IDENTIFIER if no pair is of one of them.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_aliases_rekey(
    aliases: *const wb_aliases,
    n: usize,
    pairs: *const c_char,
    pairs_len: usize,
    next: *mut *mut wb_aliases,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [next], {
        // SAFETY: as the header asks.
        let (aliases, pairs, next) = unsafe {
            (read!(lent(aliases))?, rows::<PAIR>(pairs, pairs_len, n, "pairs")?, read!(out(next))?)
        };
        let pairs = super::batch::each(pairs, pair)?;
        let map: std::collections::BTreeMap<Pseudonym, Pseudonym> =
            pairs.into_iter().map(|pair| (pair.from, pair.to)).collect();
        let changed = aliases.rekeyed(|had| map.get(had).copied()).map_err(refused)?;
        next.put(wb_aliases::give(changed));
        Ok(())
    })
}
