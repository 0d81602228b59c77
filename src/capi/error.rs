//! What went wrong, as a list.

use core::ffi::c_char;
use core::ptr;

use super::boundary::{Handle, Text, export, lend, lent, magic};
use crate::Diagnostic;

/// Everything that was wrong with one call: a list, never empty, since a document can have many errors at once. It
/// belongs to whoever made the call, until wb_error_free. No message repeats a value that was passed in.
#[cfg_attr(all(), repr(C))]
pub struct wb_error {
    _private: [u8; 0],
}

impl Handle for wb_error {
    const MAGIC: u64 = magic("wb_error");
    type Inner = Vec<ErrorText>;
    type Owner = Box<Vec<ErrorText>>;
}

/// A diagnostic with its texts as C reads them.
pub(super) struct ErrorText {
    code: Text,
    message: Text,
    path: Text,
    position: Option<(u32, u32)>,
    expected: Option<Text>,
    suggestion: Option<Text>,
    help: Option<Text>,
}

impl ErrorText {
    fn new(diagnostic: &Diagnostic) -> ErrorText {
        ErrorText {
            code: Text::new(diagnostic.code()),
            message: Text::new(diagnostic.message()),
            path: Text::new(diagnostic.path()),
            position: diagnostic.position(),
            expected: diagnostic.expected().map(Text::new),
            suggestion: diagnostic.suggestion().map(Text::new),
            help: diagnostic.help().map(Text::new),
        }
    }
}

impl wb_error {
    pub(super) fn listing(diagnostics: &[Diagnostic]) -> *mut wb_error {
        wb_error::give(diagnostics.iter().map(ErrorText::new).collect())
    }
}

/// One text of one diagnostic; NULL and a length of 0 if there is none.
///
/// # Safety
/// As every export: `error` is NULL or a live handle, `len` NULL or room for a number.
unsafe fn text_of(
    error: *const wb_error,
    index: usize,
    len: *mut usize,
    of: impl for<'t> FnOnce(&'t ErrorText) -> Option<&'t Text>,
) -> *const c_char {
    // SAFETY: what the caller promises.
    let rendered = unsafe { lent(error, "error") };
    // SAFETY: what the caller promises.
    unsafe { lend(rendered.ok().and_then(|rendered| rendered.get(index)).and_then(of), len) }
}

/// How many things were wrong; 0 for NULL. The other functions take an index below this.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_error_count(error: *const wb_error) -> usize {
    // SAFETY: NULL or a live handle, as the header asks.
    export!(or 0, { unsafe { lent(error, "error") }.map_or(0, Vec::len) })
}

/// A stable code in lower case, such as "unknown-field". Like every text of an error, it is borrowed until the error is
/// freed and has a NUL after it; its length goes to len, which may be NULL. NULL if there is no such text.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_error_code(
    error: *const wb_error,
    index: usize,
    len: *mut usize,
) -> *const c_char {
    // SAFETY: as the header asks.
    export!(or ptr::null(), { unsafe { text_of(error, index, len, |rendered| Some(&rendered.code)) } })
}

/// One sentence in English.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_error_message(
    error: *const wb_error,
    index: usize,
    len: *mut usize,
) -> *const c_char {
    // SAFETY: as the header asks.
    export!(or ptr::null(), { unsafe { text_of(error, index, len, |rendered| Some(&rendered.message)) } })
}

/// Where in the document, as a JSON Pointer (RFC 6901); empty for the document as a whole.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_error_path(
    error: *const wb_error,
    index: usize,
    len: *mut usize,
) -> *const c_char {
    // SAFETY: as the header asks.
    export!(or ptr::null(), { unsafe { text_of(error, index, len, |rendered| Some(&rendered.path)) } })
}

/// The line, from 1; 0 where there is no document. For lines of a dossier, the number of the line.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_error_line(error: *const wb_error, index: usize) -> u32 {
    export!(or 0, {
        // SAFETY: as the header asks.
        let rendered = unsafe { lent(error, "error") };
        rendered.ok().and_then(|rendered| rendered.get(index)?.position).map_or(0, |(line, _)| line)
    })
}

/// The column in characters, from 1; 0 where there is no document.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_error_column(error: *const wb_error, index: usize) -> u32 {
    export!(or 0, {
        // SAFETY: as the header asks.
        let rendered = unsafe { lent(error, "error") };
        rendered.ok().and_then(|rendered| rendered.get(index)?.position).map_or(0, |(_, column)| column)
    })
}

/// What was expected there, or NULL.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_error_expected(
    error: *const wb_error,
    index: usize,
    len: *mut usize,
) -> *const c_char {
    // SAFETY: as the header asks.
    export!(or ptr::null(), { unsafe { text_of(error, index, len, |rendered| rendered.expected.as_ref()) } })
}

/// The known word nearest to the one that was given, or NULL.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_error_suggestion(
    error: *const wb_error,
    index: usize,
    len: *mut usize,
) -> *const c_char {
    // SAFETY: as the header asks.
    export!(or ptr::null(), { unsafe { text_of(error, index, len, |rendered| rendered.suggestion.as_ref()) } })
}

/// What to do about it, or NULL.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_error_help(
    error: *const wb_error,
    index: usize,
    len: *mut usize,
) -> *const c_char {
    // SAFETY: as the header asks.
    export!(or ptr::null(), { unsafe { text_of(error, index, len, |rendered| rendered.help.as_ref()) } })
}

/// Frees an error. NULL is allowed.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_error_free(error: *mut wb_error) {
    // SAFETY: NULL, or given out and freed once, as the header asks.
    export!(or(), { unsafe { wb_error::free(error) } });
}
