//! Bytes that this library gives out.

use core::ffi::c_char;

use super::boundary::{Handle, export, lent};

/// Bytes that a call gave out, always UTF-8: a line to store, or a JSON document. It never changes, belongs to whoever
/// made the call until wb_buf_free, and depends on nothing else.
#[cfg_attr(all(), repr(C))]
pub struct wb_buf {
    _private: [u8; 0],
}

impl Handle for wb_buf {
    /// With a NUL after them.
    type Inner = Vec<u8>;
    type OptionHolder = Box<Vec<u8>>;
}

impl wb_buf {
    pub(super) fn of(text: String) -> *mut wb_buf {
        let mut bytes = text.into_bytes();
        bytes.push(0);
        wb_buf::give(bytes)
    }
}

/// The bytes, borrowed until the buffer is freed. A NUL follows them, which is not counted, and none is among them. NULL
/// for NULL.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_buf_data(buf: *const wb_buf) -> *const c_char {
    export!(or core::ptr::null(), {
        // SAFETY: NULL or a live handle, as the header asks.
        unsafe { lent(buf, "buf") }.map_or(core::ptr::null(), |bytes| bytes.as_ptr().cast())
    })
}

/// How many bytes there are; 0 for NULL.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_buf_len(buf: *const wb_buf) -> usize {
    // SAFETY: NULL or a live handle, as the header asks.
    export!(or 0, { unsafe { lent(buf, "buf") }.map_or(0, |bytes| bytes.len() - 1) })
}

/// Frees a buffer. NULL is allowed.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_buf_free(buf: *mut wb_buf) {
    // SAFETY: NULL, or given out and freed once, as the header asks.
    export!(or(), { unsafe { wb_buf::free(buf) } });
}
