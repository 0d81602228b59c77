//! Handles: what they stand for, who owns it, and who may use it at once.

use core::ffi::c_char;
use core::ptr;
use std::sync::{Arc, Mutex, MutexGuard, TryLockError};

use super::super::status::*;
use super::failure::Failure;
use super::outputs::out;
use crate::Diagnostic;

/// What a handle of C stands for, and who frees it. The only place where one is cast to the other.
///
/// The handles themselves are markers without size, so that nothing of what they stand for is in the symbols or in debug
/// information. Their `repr(C)` stands behind a condition that always holds: the header's generator does not look there,
/// and so declares them without a body, which in C may not be empty.
pub(in crate::capi) trait Handle: Sized {
    /// What is behind it.
    type Inner;
    /// `Arc` if it can be retained, else `Box`.
    type OptionHolder: OptionHolder<Self::Inner>;

    /// Gives a value to C.
    fn give(inner: Self::Inner) -> *mut Self {
        Self::OptionHolder::into_raw(inner).cast()
    }

    /// Drops what C has freed; nothing for NULL.
    ///
    /// # Safety
    /// The handle is NULL, or was given out and is not used after this.
    unsafe fn free(handle: *mut Self) {
        if !handle.is_null() {
            // SAFETY: given out by `give`, so of this type and holder.
            unsafe { Self::OptionHolder::drop_raw(handle.cast()) };
        }
    }

    /// One more owner of the same; NULL for NULL.
    ///
    /// # Safety
    /// The handle is NULL, or was given out and is not freed yet.
    unsafe fn retain(handle: *const Self) -> *mut Self
    where
        Self: Handle<OptionHolder = Arc<<Self as Handle>::Inner>>,
    {
        if !handle.is_null() {
            // SAFETY: given out by `give`, whose holder is an `Arc`.
            unsafe { Arc::increment_strong_count(handle.cast::<Self::Inner>()) };
        }
        handle.cast_mut()
    }
}

/// What is behind a handle, for the time of a call.
///
/// # Safety
/// The handle is NULL, or was given out and is not freed before the call ends.
pub(in crate::capi) unsafe fn lent<'a, H: Handle>(
    handle: *const H,
    name: &str,
) -> Result<&'a H::Inner, Failure> {
    // SAFETY: given out by `give`, so it points to an `Inner` that its holder keeps.
    unsafe { handle.cast::<H::Inner>().as_ref() }.ok_or_else(|| Failure::null(name))
}

/// A text with a NUL after it, as C reads it.
pub(in crate::capi) struct Text(Box<[u8]>);

impl Text {
    pub(in crate::capi) fn new(text: &str) -> Text {
        let mut bytes = Vec::with_capacity(text.len() + 1);
        bytes.extend_from_slice(text.as_bytes());
        bytes.push(0);
        Text(bytes.into())
    }

    /// Where it begins, and how long it is without the NUL.
    fn lend(&self) -> (*const c_char, usize) {
        (self.0.as_ptr().cast(), self.0.len() - 1)
    }
}

/// Lends a text, and writes its length where the caller wants it; NULL and 0 if there is none.
///
/// # Safety
/// `len` is NULL or has room for a number.
pub(in crate::capi) unsafe fn lend(text: Option<&Text>, len: *mut usize) -> *const c_char {
    let (at, length) = text.map_or((ptr::null(), 0), Text::lend);
    // SAFETY: what the caller promises.
    if let Ok(len) = unsafe { out(len, "len") } {
        len.put(length);
    }
    at
}

/// What is behind a handle, to be kept after the call: one more owner of it.
///
/// # Safety
/// The handle is NULL, or was given out and is not freed before the call ends.
pub(in crate::capi) unsafe fn kept<H>(handle: *const H, name: &str) -> Result<Arc<H::Inner>, Failure>
where
    H: Handle<OptionHolder = Arc<<H as Handle>::Inner>>,
{
    if handle.is_null() {
        return Err(Failure::null(name));
    }
    let inner = handle.cast::<H::Inner>();
    // SAFETY: given out by `give`, whose holder is an `Arc`; the count that is added here is the one that is returned.
    unsafe {
        Arc::increment_strong_count(inner);
        Ok(Arc::from_raw(inner))
    }
}

/// What is behind a handle that changes, for this call alone. A call that panicked while it had it leaves it poisoned:
/// what it was changing may be half done. A second thread is refused, and does not wait.
///
/// # Safety
/// The handle is NULL, or was given out and is not freed before the call ends.
pub(in crate::capi) unsafe fn alone<'a, H, T: 'a>(
    handle: *mut H,
    name: &str,
) -> Result<MutexGuard<'a, T>, Failure>
where
    H: Handle<Inner = Mutex<T>>,
{
    // SAFETY: what the caller promises.
    let lock = unsafe { lent(handle.cast_const(), name) }?;
    lock.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => {
            let diagnostic =
                Diagnostic::new("in-use", format!("the handle `{name}` is in use by another thread"));
            Failure::new(
                WB_STATUS_IN_USE,
                diagnostic.helping("one thread at a time may use a handle that changes"),
            )
        }
        TryLockError::Poisoned(_) => {
            let diagnostic =
                Diagnostic::new("poisoned", format!("a call on the handle `{name}` met a defect"));
            Failure::new(WB_STATUS_POISONED, diagnostic.helping("free it, and begin anew"))
        }
    })
}

/// How a handle owns what it stands for.
pub(in crate::capi) trait OptionHolder<T> {
    fn into_raw(inner: T) -> *mut T;

    /// # Safety
    /// The pointer is one of `into_raw`, and is not used after this.
    unsafe fn drop_raw(raw: *mut T);
}

impl<T> OptionHolder<T> for Arc<T> {
    fn into_raw(inner: T) -> *mut T {
        Arc::into_raw(Arc::new(inner)).cast_mut()
    }

    unsafe fn drop_raw(raw: *mut T) {
        // SAFETY: from `into_raw`, or counted by `retain`.
        drop(unsafe { Arc::from_raw(raw) });
    }
}

impl<T> OptionHolder<T> for Box<T> {
    fn into_raw(inner: T) -> *mut T {
        Box::into_raw(Box::new(inner))
    }

    unsafe fn drop_raw(raw: *mut T) {
        // SAFETY: from `into_raw`, and freed once.
        drop(unsafe { Box::from_raw(raw) });
    }
}

/// What any thread may use at once; a type that may not does not compile here.
const fn shared<T: Send + Sync>() {}

const _: () = {
    shared::<<super::super::policy::wb_policy as Handle>::Inner>();
    shared::<<super::super::institution::wb_institution as Handle>::Inner>();
    shared::<<super::super::dossier::wb_dossier as Handle>::Inner>();
    shared::<<super::super::claims::wb_claims as Handle>::Inner>();
    shared::<<super::super::buf::wb_buf as Handle>::Inner>();
    shared::<<super::super::error::wb_error as Handle>::Inner>();
    shared::<<super::super::keys::wb_keys as Handle>::Inner>();
    shared::<<super::super::register::wb_register as Handle>::Inner>();
    shared::<<super::super::domain::wb_domain as Handle>::Inner>();
    shared::<<super::super::escrow::wb_escrow as Handle>::Inner>();
    shared::<<super::super::aliases::wb_aliases as Handle>::Inner>();
    shared::<<super::super::field_table::wb_field_table as Handle>::Inner>();
    shared::<<super::super::table::wb_table as Handle>::Inner>();
    shared::<<super::super::package::wb_package as Handle>::Inner>();
    shared::<<super::super::ledger::wb_ledger as Handle>::Inner>();
    shared::<<super::super::cases::wb_cases as Handle>::Inner>();
};
