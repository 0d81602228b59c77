//! Handles: what they stand for, who owns it, and who may use it at once.

use core::ffi::c_char;
use core::ops::Deref;
use core::ptr;
use std::sync::{Arc, Mutex, MutexGuard, TryLockError};

use super::super::status::*;
use super::failure::Failure;
use super::outputs::{is_usable, out};
use crate::Diagnostic;

/// What a handle of C stands for, and who frees it. The only place where one is cast to the other.
///
/// The handles themselves are markers without size, so that nothing of what they stand for is in the symbols or in debug
/// information. Their `repr(C)` stands behind a condition that always holds: the header's generator does not look there,
/// and so declares them without a body, which in C may not be empty.
pub(in crate::capi) trait Handle: Sized {
    /// The word that tells this type of handle from others: [`magic`] of its name.
    const MAGIC: u64;
    /// What is behind it.
    type Inner;
    /// `Arc` if it can be retained, else `Box`.
    type Owner: Owner<Self::Inner>;

    /// Gives a value to C.
    fn give(inner: Self::Inner) -> *mut Self {
        Self::Owner::into_raw(Held { magic: Self::MAGIC, inner }).cast()
    }

    /// Drops what C has freed; nothing for NULL, and nothing for what is seen to be no handle of this type: leaked memory
    /// is the smaller harm.
    ///
    /// # Safety
    /// The handle is NULL, or was given out and is not used after this.
    unsafe fn free(handle: *mut Self) {
        // SAFETY: what the caller promises.
        if unsafe { is_live(handle.cast_const()) } {
            // SAFETY: given out by `give`, so of this type and holder.
            unsafe { Self::Owner::drop_raw(handle.cast()) };
        }
    }

    /// One more owner of the same; NULL for NULL, and for what is seen to be no handle of this type.
    ///
    /// # Safety
    /// The handle is NULL, or was given out and is not freed yet.
    unsafe fn retain(handle: *const Self) -> *mut Self
    where
        Self: Handle<Owner = Arc<<Self as Handle>::Inner>>,
    {
        // SAFETY: what the caller promises.
        if !unsafe { is_live(handle) } {
            return ptr::null_mut();
        }
        // SAFETY: given out by `give`, whose holder is an `Arc`.
        unsafe { Arc::increment_strong_count(handle.cast::<Held<Self::Inner>>()) };
        handle.cast_mut()
    }
}

/// What a handle points to: the word of its type before what it stands for, so that a handle of another type, one that was
/// freed and memory that never was one are told apart where that can be seen. A program that passes such a pointer still
/// has undefined behaviour: freed memory may hold anything by then, and may not be there.
#[repr(C)]
pub(in crate::capi) struct Held<T> {
    magic: u64,
    inner: T,
}

impl<T> Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner
    }
}

impl<T> Drop for Held<T> {
    fn drop(&mut self) {
        // Volatile, since nothing in this program reads it afterwards.
        // SAFETY: a field of a value that is still there.
        unsafe { (&raw mut self.magic).write_volatile(FREED) };
    }
}

/// The word of a handle that was freed.
const FREED: u64 = magic("freed");

/// A word from a name (FNV-1a). Never 0, so that zeroed memory is no handle.
pub(in crate::capi) const fn magic(name: &str) -> u64 {
    let (bytes, mut hash, mut at) = (name.as_bytes(), 0xcbf2_9ce4_8422_2325_u64, 0);
    while at < bytes.len() {
        #[allow(
            clippy::indexing_slicing,
            reason = "constant functions cannot use `get` on a slice yet, and `at` is below its length"
        )]
        let byte = bytes[at];
        hash = (hash ^ byte as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash | 1
}

/// True if the pointer is aligned and has the word of its type.
///
/// # Safety
/// The handle is NULL, or was given out and is not freed before the call ends.
#[inline]
unsafe fn is_live<H: Handle>(handle: *const H) -> bool {
    let held = handle.cast::<Held<H::Inner>>();
    // SAFETY: not NULL and aligned; the caller promises that it points to a `Held`, of which the word alone is read.
    is_usable(held) && unsafe { (&raw const (*held).magic).read() } == H::MAGIC
}

/// Why a pointer is not used as a handle.
#[cold]
fn not_live<H>(handle: *const H, name: &str) -> Failure {
    if handle.is_null() {
        return Failure::null(name);
    }
    let diagnostic = Diagnostic::new("bad-handle", format!("the argument `{name}` is no handle of its type"))
        .expecting("a handle that a call of this library gave out, of this type, and that was not freed")
        .helping("the program has used a handle after it was freed, or passed one of another type");
    Failure::new(WB_STATUS_BAD_HANDLE, diagnostic)
}

/// What is behind a handle, for the time of a call.
///
/// # Safety
/// The handle is NULL, or was given out and is not freed before the call ends.
#[inline]
pub(in crate::capi) unsafe fn lent<'a, H: Handle>(
    handle: *const H,
    name: &str,
) -> Result<&'a H::Inner, Failure> {
    // SAFETY: what the caller promises.
    if !unsafe { is_live(handle) } {
        return Err(not_live(handle, name));
    }
    // SAFETY: given out by `give`, so it points to a `Held` that its holder keeps.
    Ok(unsafe { &(*handle.cast::<Held<H::Inner>>()).inner })
}

/// The same of a handle that may be NULL.
///
/// # Safety
/// As [`lent`].
#[inline]
pub(in crate::capi) unsafe fn lent_or_none<'a, H: Handle>(
    handle: *const H,
    name: &str,
) -> Result<Option<&'a H::Inner>, Failure> {
    if handle.is_null() {
        return Ok(None);
    }
    // SAFETY: what the caller promises.
    unsafe { lent(handle, name) }.map(Some)
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
pub(in crate::capi) unsafe fn kept<H>(handle: *const H, name: &str) -> Result<Arc<Held<H::Inner>>, Failure>
where
    H: Handle<Owner = Arc<<H as Handle>::Inner>>,
{
    // SAFETY: what the caller promises.
    if !unsafe { is_live(handle) } {
        return Err(not_live(handle, name));
    }
    let held = handle.cast::<Held<H::Inner>>();
    // SAFETY: given out by `give`, whose holder is an `Arc`; the count that is added here is the one that is returned.
    unsafe {
        Arc::increment_strong_count(held);
        Ok(Arc::from_raw(held))
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
pub(in crate::capi) trait Owner<T> {
    fn into_raw(held: Held<T>) -> *mut Held<T>;

    /// # Safety
    /// The pointer is one of `into_raw`, and is not used after this.
    unsafe fn drop_raw(raw: *mut Held<T>);
}

impl<T> Owner<T> for Arc<T> {
    fn into_raw(held: Held<T>) -> *mut Held<T> {
        Arc::into_raw(Arc::new(held)).cast_mut()
    }

    unsafe fn drop_raw(raw: *mut Held<T>) {
        // SAFETY: from `into_raw`, or counted by `retain`.
        drop(unsafe { Arc::from_raw(raw) });
    }
}

impl<T> Owner<T> for Box<T> {
    fn into_raw(held: Held<T>) -> *mut Held<T> {
        Box::into_raw(Box::new(held))
    }

    unsafe fn drop_raw(raw: *mut Held<T>) {
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

#[cfg(test)]
mod tests {
    use super::super::super::buf::wb_buf;
    use super::super::super::dossier::wb_dossier;
    use super::*;
    use crate::dossier::Dossier;

    fn status<T>(of: Result<T, Failure>) -> wb_status {
        of.err().map_or(WB_STATUS_OK as wb_status, |failure| failure.status())
    }

    #[test]
    fn what_is_no_handle_of_its_type_is_refused() {
        let (buf, dossier) = (wb_buf::of("text".to_owned()), wb_dossier::give(Dossier::new()));
        let zeroed = [0u64; 8];
        let bad = WB_STATUS_BAD_HANDLE as wb_status;
        // SAFETY: every pointer is to memory that is there, and has a word to read.
        unsafe {
            assert_eq!(status(lent(buf, "buf")), 0);
            assert_eq!(status(lent(dossier, "dossier")), 0);
            assert_eq!(status(lent(buf.cast::<wb_dossier>(), "dossier")), bad);
            assert_eq!(status(lent(dossier.cast::<wb_buf>(), "buf")), bad);
            assert_eq!(status(lent(zeroed.as_ptr().cast::<wb_dossier>(), "dossier")), bad);
            assert_eq!(status(kept(zeroed.as_ptr().cast::<wb_dossier>(), "dossier")), bad);
            assert_eq!(status(lent(zeroed.as_ptr().cast::<u8>().add(1).cast::<wb_buf>(), "buf")), bad);
            assert_eq!(status(lent(ptr::null::<wb_buf>(), "buf")), WB_STATUS_NULL_ARGUMENT as wb_status);
            assert!(wb_dossier::retain(buf.cast()).is_null());
            // Freed as another type, it stays.
            wb_dossier::free(buf.cast());
            wb_buf::free(dossier.cast());
            assert_eq!(status(lent(buf, "buf")), 0);
            // One owner less is not the last.
            let again = wb_dossier::retain(dossier);
            wb_dossier::free(dossier);
            assert_eq!(status(lent(again, "dossier")), 0);
            wb_dossier::free(again);
            wb_buf::free(buf);
        }
    }

    /// The word is overwritten before the memory is given back; here in memory that stays, so that it may be read.
    #[test]
    fn a_freed_handle_has_another_word() {
        let mut room = core::mem::MaybeUninit::<Held<u32>>::uninit();
        let at = room.write(Held { magic: wb_buf::MAGIC, inner: 7 }) as *mut Held<u32>;
        // SAFETY: dropped once, in memory that stays; the word is a plain number.
        unsafe {
            ptr::drop_in_place(at);
            assert_eq!((&raw const (*at).magic).read(), FREED);
        }
    }

    /// No two types have one word, and none has that of a handle that was freed.
    #[test]
    fn words_tell_types_apart() {
        use super::super::super as capi;
        let words = [
            FREED,
            <capi::policy::wb_policy as Handle>::MAGIC,
            <capi::institution::wb_institution as Handle>::MAGIC,
            <capi::dossier::wb_dossier as Handle>::MAGIC,
            <capi::claims::wb_claims as Handle>::MAGIC,
            <capi::buf::wb_buf as Handle>::MAGIC,
            <capi::error::wb_error as Handle>::MAGIC,
            <capi::keys::wb_keys as Handle>::MAGIC,
            <capi::register::wb_register as Handle>::MAGIC,
            <capi::domain::wb_domain as Handle>::MAGIC,
            <capi::escrow::wb_escrow as Handle>::MAGIC,
            <capi::aliases::wb_aliases as Handle>::MAGIC,
            <capi::field_table::wb_field_table as Handle>::MAGIC,
            <capi::table::wb_table as Handle>::MAGIC,
            <capi::package::wb_package as Handle>::MAGIC,
            <capi::ledger::wb_ledger as Handle>::MAGIC,
            <capi::cases::wb_cases as Handle>::MAGIC,
        ];
        let mut different = words.to_vec();
        different.sort_unstable();
        different.dedup();
        assert_eq!(different.len(), words.len());
        assert!(words.iter().all(|word| *word != 0));
    }
}
