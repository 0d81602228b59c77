//! Bytes that this library gives out.

use core::ffi::c_char;

use zeroize::Zeroizing;

use super::boundary::{Handle, export, lent, magic};

/// Bytes that a call gave out, always UTF-8: a line to store, or a JSON document. It never changes, belongs to whoever
/// made the call until wb_buf_free, and depends on nothing else.
#[cfg_attr(all(), repr(C))]
pub struct wb_buf {
    _private: [u8; 0],
}

impl Handle for wb_buf {
    const MAGIC: u64 = magic("wb_buf");
    type Inner = Bytes;
    type Owner = Box<Bytes>;
}

/// Bytes with a NUL after them.
pub(super) enum Bytes {
    Plain(Vec<u8>),
    /// An identifier: wiped when it is freed.
    Wiped(Zeroizing<Vec<u8>>),
}

impl Bytes {
    fn all(&self) -> &[u8] {
        match self {
            Bytes::Plain(bytes) => bytes,
            Bytes::Wiped(bytes) => bytes,
        }
    }
}

impl wb_buf {
    pub(super) fn of(text: String) -> *mut wb_buf {
        let mut bytes = text.into_bytes();
        bytes.push(0);
        wb_buf::give(Bytes::Plain(bytes))
    }

    /// The same of an identifier: no copy of it is left behind.
    pub(super) fn wiped(text: String) -> *mut wb_buf {
        let text = Zeroizing::new(text);
        let mut bytes = Zeroizing::new(Vec::with_capacity(text.len() + 1));
        bytes.extend_from_slice(text.as_bytes());
        bytes.push(0);
        wb_buf::give(Bytes::Wiped(bytes))
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
        unsafe { lent(buf, "buf") }.map_or(core::ptr::null(), |bytes| bytes.all().as_ptr().cast())
    })
}

/// How many bytes there are; 0 for NULL.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_buf_len(buf: *const wb_buf) -> usize {
    // SAFETY: NULL or a live handle, as the header asks.
    export!(or 0, { unsafe { lent(buf, "buf") }.map_or(0, |bytes| bytes.all().len() - 1) })
}

/// Frees a buffer. NULL is allowed.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_buf_free(buf: *mut wb_buf) {
    // SAFETY: NULL, or given out and freed once, as the header asks.
    export!(or(), { unsafe { wb_buf::free(buf) } });
}
