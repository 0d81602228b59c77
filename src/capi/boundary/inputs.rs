//! What a call reads: pointers and lengths become slices and texts, or a clear error.

use core::ffi::c_char;
use core::{mem, slice};

use super::super::status::*;
use super::failure::Failure;
use super::outputs::usable;
use crate::Diagnostic;
use crate::calendar::Time;
use crate::dossier::Head;
use crate::pseudonym::Pseudonym;

/// An array of the caller. (NULL, 0) is empty.
///
/// # Safety
/// `first` is NULL or points to `n` values, which nobody changes for as long as the call.
pub(in crate::capi) unsafe fn array<'a, T>(
    first: *const T,
    n: usize,
    name: &str,
) -> Result<&'a [T], Failure> {
    if n == 0 {
        return Ok(&[]);
    }
    usable(first, name)?;
    if n > isize::MAX as usize / mem::size_of::<T>().max(1) {
        return Err(longer_than_memory(name));
    }
    // SAFETY: not NULL, aligned and within an address space; the caller promises the values.
    Ok(unsafe { slice::from_raw_parts(first, n) })
}

#[cold]
pub(super) fn longer_than_memory(name: &str) -> Failure {
    let diagnostic = Diagnostic::new("too-large", format!("the argument `{name}` is longer than memory"));
    Failure::new(WB_STATUS_LIMIT, diagnostic)
}

/// The texts of a column, cut when they are read: every offset is at the edge of a character.
#[derive(Clone, Copy)]
pub(in crate::capi) struct Texts<'a> {
    texts: &'a str,
    offsets: &'a [i32],
}

impl<'a> Texts<'a> {
    /// The text of a row.
    #[inline]
    pub(in crate::capi) fn get(self, row: usize) -> &'a str {
        match (self.texts, self.offsets.get(row), self.offsets.get(row + 1)) {
            ("", _, _) => "",
            (texts, Some(from), Some(to)) => texts.get(*from as usize..*to as usize).unwrap_or(""),
            _ => "",
        }
    }

    pub(in crate::capi) fn iter(self) -> impl Iterator<Item = &'a str> {
        (1..self.offsets.len()).map(move |end| self.get(end - 1))
    }
}

/// A column of texts: `n` that stand one after another in one text; text i runs from offsets[i] to offsets[i + 1], so
/// there are n + 1 offsets. For no texts, nothing is read.
///
/// # Safety
/// As [`array`], for the text and for the n + 1 offsets.
pub(in crate::capi) unsafe fn texts<'a>(
    texts: *const c_char,
    texts_len: usize,
    offsets: *const i32,
    n: usize,
    names: [&str; 2],
) -> Result<Texts<'a>, Failure> {
    // SAFETY: what the caller promises.
    let (texts, offsets) = unsafe { packed(texts, texts_len, offsets, n, names) }?;
    // Of an empty text, all offsets are 0.
    let cuts = texts.is_empty() || offsets.iter().all(|at| texts.is_char_boundary(*at as usize));
    if cuts { Ok(Texts { texts, offsets }) } else { Err(uncut(names)) }
}

/// The texts of a column, cut.
///
/// # Safety
/// As [`texts`].
pub(in crate::capi) unsafe fn column<'a>(
    all: *const c_char,
    len: usize,
    offsets: *const i32,
    n: usize,
    names: [&str; 2],
) -> Result<Vec<&'a str>, Failure> {
    // SAFETY: what the caller promises.
    unsafe { texts(all, len, offsets, n, names) }.map(|texts| texts.iter().collect())
}

#[cold]
fn uncut([texts_name, offsets_name]: [&str; 2]) -> Failure {
    let diagnostic = Diagnostic::new(
        "bad-offsets",
        format!("the argument `{offsets_name}` does not cut `{texts_name}` apart"),
    )
    .expecting("one offset more than there are texts, from 0 to the length, none before the one ahead of it");
    Failure::new(WB_STATUS_BAD_OFFSETS, diagnostic)
}

/// The text and the offsets of a column: the offsets run from 0 to its length and never down. They may still cut a
/// character in two.
///
/// # Safety
/// As [`column`].
pub(in crate::capi) unsafe fn packed<'a>(
    texts: *const c_char,
    texts_len: usize,
    offsets: *const i32,
    n: usize,
    names: [&str; 2],
) -> Result<(&'a str, &'a [i32]), Failure> {
    let [texts_name, offsets_name] = names;
    if n == 0 {
        return Ok(("", &[]));
    }
    let ends = n.checked_add(1).ok_or_else(|| uncut(names))?;
    // SAFETY: what the caller promises.
    let (texts, offsets) =
        unsafe { (text(texts, texts_len, texts_name), array(offsets, ends, offsets_name)) };
    let (texts, offsets): (&str, &[i32]) = (texts?, offsets?);
    let whole = offsets.first() == Some(&0) && offsets.last().map(|last| *last as usize) == Some(texts.len());
    // They begin at 0 and never go down, so none is below it or past the end.
    if whole && offsets.is_sorted() { Ok((texts, offsets)) } else { Err(uncut(names)) }
}

/// A text of the caller, UTF-8. (NULL, 0) is empty.
///
/// # Safety
/// As [`array`].
#[inline]
pub(in crate::capi) unsafe fn text<'a>(
    first: *const c_char,
    n: usize,
    name: &str,
) -> Result<&'a str, Failure> {
    if n == 0 {
        return Ok("");
    }
    // SAFETY: what the caller promises; `c_char` and `u8` have the same size and alignment.
    let bytes = unsafe { array(first.cast::<u8>(), n, name) }?;
    core::str::from_utf8(bytes).map_err(|error| not_utf8(error.valid_up_to(), name))
}

#[cold]
fn not_utf8(at: usize, name: &str) -> Failure {
    let diagnostic =
        Diagnostic::new("not-utf8", format!("the argument `{name}` is not UTF-8 from byte {at} on"));
    Failure::new(WB_STATUS_NOT_UTF8, diagnostic)
}

/// Bytes of the caller, of any kind and length. (NULL, 0) is none.
///
/// # Safety
/// As [`array`].
pub(in crate::capi) unsafe fn raw<'a>(
    first: *const c_char,
    n: usize,
    name: &str,
) -> Result<&'a [u8], Failure> {
    // SAFETY: what the caller promises; `c_char` and `u8` have the same size and alignment.
    unsafe { array(first.cast::<u8>(), n, name) }
}

/// A pseudonym of the caller: its 32 characters, or its 20 bytes.
///
/// # Safety
/// As [`array`].
pub(in crate::capi) unsafe fn pseudonym(
    first: *const c_char,
    n: usize,
    name: &str,
) -> Result<Pseudonym, Failure> {
    // SAFETY: what the caller promises.
    let bytes = unsafe { raw(first, n, name) }?;
    let read = match core::str::from_utf8(bytes) {
        Ok(text) if bytes.len() != Pseudonym::BYTES => text.parse(),
        _ => Pseudonym::from_bytes(bytes),
    };
    read.map_err(|error| Failure::of(WB_STATUS_BAD_IDENTIFIER, error.diagnostics()))
}

/// A head that the caller stored: exactly 32 bytes; (NULL, 0) is the one of a dossier without entries.
///
/// # Safety
/// As [`array`].
pub(in crate::capi) unsafe fn head(first: *const c_char, n: usize, name: &str) -> Result<[u8; 32], Failure> {
    if first.is_null() && n == 0 {
        return Ok(*Head::EMPTY.as_bytes());
    }
    // SAFETY: what the caller promises; `c_char` and `u8` have the same size and alignment.
    let bytes = unsafe { array(first.cast::<u8>(), n, name) }?;
    bytes.try_into().map_err(|_| {
        let diagnostic = Diagnostic::new("bad-length", format!("the argument `{name}` has the wrong length"))
            .expecting("the 32 bytes of a head; of a dossier without entries, 32 zeroes or (NULL, 0)");
        Failure::new(WB_STATUS_BAD_LENGTH, diagnostic)
    })
}

/// A moment that the caller calls now.
pub(in crate::capi) fn now(micros: i64, name: &str) -> Result<Time, Failure> {
    Time::now(micros).map_err(|error| {
        let named = |diagnostic: &Diagnostic| diagnostic.clone().at(format!("/{name}"));
        Failure::of(WB_STATUS_BAD_TIME, &error.diagnostics().iter().map(named).collect::<Vec<_>>())
    })
}

/// A moment to come, if there is one: INT64_MAX is never.
pub(in crate::capi) fn later(micros: i64, name: &str) -> Result<Option<Time>, Failure> {
    if micros == i64::MAX { Ok(None) } else { now(micros, name).map(Some) }
}
