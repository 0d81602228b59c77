//! What a call writes: each output is checked before the work is done, and holds nothing until it is done.

use core::ffi::c_char;
use core::{mem, ptr};

use super::super::status::*;
use super::failure::Failure;
use super::inputs::longer_than_memory;
use crate::Diagnostic;

pub(super) fn is_usable<T>(pointer: *const T) -> bool {
    !pointer.is_null() && pointer.is_aligned()
}

pub(super) fn usable<T>(pointer: *const T, name: &str) -> Result<(), Failure> {
    match (pointer.is_null(), pointer.is_aligned()) {
        (true, _) => Err(Failure::null(name)),
        (false, true) => Ok(()),
        (false, false) => Err(misaligned(name)),
    }
}

#[cold]
fn misaligned(name: &str) -> Failure {
    let diagnostic =
        Diagnostic::new("misaligned", format!("the argument `{name}` is not aligned for its type"));
    Failure::new(WB_STATUS_MISALIGNED, diagnostic)
}

/// Zeroes an output, so that a failed call leaves nothing that looks like an answer.
///
/// # Safety
/// `out` is NULL or has room for a `T`, for which all zeroes are a value.
pub(in crate::capi) unsafe fn clear<T>(out: *mut T) {
    if is_usable(out) {
        // SAFETY: not NULL and aligned; the caller promises room.
        unsafe { ptr::write_bytes(out, 0, 1) };
    }
}

/// An output that can be written, once.
pub(in crate::capi) struct Out<T>(*mut T);

impl<T> Out<T> {
    pub(in crate::capi) fn put(self, value: T) {
        // SAFETY: checked by `out`, whose caller promises room for as long as the call.
        unsafe { self.0.write(value) };
    }
}

/// # Safety
/// `out` is NULL or has room for a `T` for as long as the call.
pub(in crate::capi) unsafe fn out<T>(out: *mut T, name: &str) -> Result<Out<T>, Failure> {
    usable(out, name).map(|()| Out(out))
}

/// A plain struct that the caller allocates. Its first field is a `u32` in which the caller writes its size, so that
/// fields can be added: a caller that is older or newer than the library gets the fields that both know.
///
/// # Safety
/// The type is `repr(C)`, without padding, its first field a `u32`, and any bytes are a value of it.
pub(in crate::capi) unsafe trait Growing: Copy {
    /// The size of its first version.
    const FIRST: usize;
    /// What a failed call leaves.
    const NOTHING: Self;
}

/// Where a struct that grows goes.
pub(in crate::capi) struct Row<T> {
    at: *mut T,
    size: u32,
}

/// Room for a struct that grows. Until it is put there, there is nothing in it once this is dropped: a call that fails, or
/// panics, leaves no answer, and one that does not writes once.
pub(in crate::capi) struct Room<T: Growing>(Row<T>);

impl<T: Growing> Room<T> {
    #[inline]
    pub(in crate::capi) fn put(self, value: T) {
        self.0.put(value);
        mem::forget(self);
    }
}

impl<T: Growing> Drop for Room<T> {
    #[cold]
    fn drop(&mut self) {
        self.0.put(T::NOTHING);
    }
}

impl<T: Growing> Row<T> {
    /// Writes the fields that the caller knows; its `size` stays what it was.
    #[inline]
    pub(in crate::capi) fn put(&self, value: T) {
        if T::FIRST >= mem::size_of::<T>() {
            // A struct that has not grown yet is always written whole, so that its fields need not be put together in memory
            // first: read back from there in larger pieces, they make a processor wait longer than a decision takes.
            // SAFETY: checked by `room`, whose caller promises `size` bytes there, which are no less.
            unsafe { self.at.write(value) };
        } else {
            let known = mem::size_of::<T>().min(self.size as usize);
            // SAFETY: as above; no more than the value has.
            unsafe { ptr::copy_nonoverlapping((&raw const value).cast::<u8>(), self.at.cast(), known) };
        }
        // SAFETY: as above; the first four bytes are the size.
        unsafe { self.at.cast::<u32>().write(self.size) };
    }
}

/// Room for a struct that grows.
///
/// # Safety
/// `out` is NULL or points to as many bytes as its first field says.
#[inline]
pub(in crate::capi) unsafe fn room<T: Growing>(out: *mut T, name: &str) -> Result<Room<T>, Failure> {
    // SAFETY: what the caller promises.
    let size = unsafe { size_of_first(out, name) }?;
    Ok(Room(Row { at: out, size }))
}

/// The size that the caller wrote into the first field.
///
/// # Safety
/// As `room`.
#[inline]
unsafe fn size_of_first<T: Growing>(out: *mut T, name: &str) -> Result<u32, Failure> {
    usable(out, name)?;
    // SAFETY: not NULL and aligned; the caller promises at least the first field.
    let size = unsafe { out.cast::<u32>().read() };
    if (size as usize) < T::FIRST { Err(bad_size(name, T::FIRST)) } else { Ok(size) }
}

#[cold]
fn bad_size(name: &str, least: usize) -> Failure {
    let diagnostic = Diagnostic::new("bad-size", format!("the field `size` of `{name}` is too small"))
        .expecting(format!("at least {least}: the size of the struct"));
    Failure::new(WB_STATUS_BAD_SIZE, diagnostic)
}

/// Room for several structs that grow, one after another, each as long as the first one says. Until it is filled, there is
/// nothing in them once it is dropped: a batch that fails, or panics, leaves no answer.
pub(in crate::capi) struct Rooms<T: Growing> {
    first: *mut T,
    size: u32,
    n: usize,
}

impl<T: Growing> Drop for Rooms<T> {
    fn drop(&mut self) {
        self.iter().for_each(|row| row.put(T::NOTHING));
    }
}

impl<T: Growing> Rooms<T> {
    fn iter(&self) -> impl Iterator<Item = Row<T>> {
        (0..self.n).map(|index| {
            // SAFETY: below `n`, so within what the caller of `rooms` promises; aligned, since the size is.
            Row { at: unsafe { self.first.byte_add(index * self.size as usize) }, size: self.size }
        })
    }

    /// Writes what each row comes to, in order, by its number; there are as many rows. The first that fails is the error of
    /// all.
    pub(in crate::capi) fn fill<R>(
        self,
        rows: impl IntoIterator<Item = R>,
        mut of: impl FnMut(usize, R, &Row<T>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        for (index, (place, row)) in self.iter().zip(rows).enumerate() {
            of(index, row, &place).map_err(|failure| failure.in_row(index))?;
        }
        mem::forget(self);
        Ok(())
    }
}

/// Room for `n` structs that grow. (NULL, 0) is room for none.
///
/// # Safety
/// `out` is NULL or points to `n` times as many bytes as the first field of the first says.
pub(in crate::capi) unsafe fn rooms<T: Growing>(
    out: *mut T,
    n: usize,
    name: &str,
) -> Result<Rooms<T>, Failure> {
    if n == 0 {
        return Ok(Rooms { first: out, size: 0, n });
    }
    // SAFETY: what the caller promises, of the first.
    let size = unsafe { size_of_first::<T>(out, name) }?;
    if !(size as usize).is_multiple_of(mem::align_of::<T>()) {
        let diagnostic =
            Diagnostic::new("bad-size", format!("the field `size` of the first of `{name}` is odd"))
                .expecting("the size of the struct");
        return Err(Failure::new(WB_STATUS_BAD_SIZE, diagnostic));
    }
    if n > isize::MAX as usize / size as usize {
        return Err(longer_than_memory(name));
    }
    Ok(Rooms { first: out, size, n })
}

/// Room for a moment, never until it is written: a failed call must not leave what looks like a date in the past.
///
/// # Safety
/// `out` is NULL or has room for a number for as long as the call.
pub(in crate::capi) unsafe fn moment(out: *mut i64, name: &str) -> Result<Out<i64>, Failure> {
    usable(out, name)?;
    // SAFETY: not NULL and aligned; the caller promises room.
    unsafe { out.write(i64::MAX) };
    Ok(Out(out))
}

/// Room for `N` bytes, zeroed.
pub(in crate::capi) struct Bytes<const N: usize>(*mut c_char);

impl<const N: usize> Bytes<N> {
    pub(in crate::capi) fn put(self, bytes: &[u8; N]) {
        // SAFETY: checked by `bytes`, whose caller promises room.
        unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), self.0.cast(), N) };
    }
}

/// # Safety
/// `out` is NULL or has room for `capacity` bytes for as long as the call.
pub(in crate::capi) unsafe fn bytes<const N: usize>(
    out: *mut c_char,
    capacity: usize,
    name: &str,
) -> Result<Bytes<N>, Failure> {
    if out.is_null() {
        return Err(Failure::null(name));
    }
    // SAFETY: not NULL, and no more than the capacity that the caller promises.
    unsafe { ptr::write_bytes(out, 0, capacity.min(N)) };
    if capacity < N {
        return Err(too_small(name, N));
    }
    Ok(Bytes(out))
}

/// # Safety
/// As [`bytes`].
pub(in crate::capi) unsafe fn bytes32(
    out: *mut c_char,
    capacity: usize,
    name: &str,
) -> Result<Bytes<32>, Failure> {
    // SAFETY: what the caller promises.
    unsafe { bytes(out, capacity, name) }
}

#[cold]
fn too_small(name: &str, needed: usize) -> Failure {
    let diagnostic = Diagnostic::new("buffer-too-small", format!("the room for `{name}` is too small"))
        .expecting(format!("room for {needed} bytes"));
    Failure::new(WB_STATUS_BUFFER_TOO_SMALL, diagnostic)
}

/// Room for plain values of the caller, with the same in each until they are written.
pub(in crate::capi) struct Slots<T> {
    at: *mut T,
    n: usize,
}

impl<T: Copy> Slots<T> {
    /// Writes values from the first on; those past the room are not written. Returns how many were.
    pub(in crate::capi) fn put(&self, values: impl IntoIterator<Item = T>) -> usize {
        let mut written = 0;
        for value in values.into_iter().take(self.n) {
            // SAFETY: below `n`, so within the room that was checked by `slots`, whose caller promises it.
            unsafe { self.at.add(written).write(value) };
            written += 1;
        }
        written
    }
}

/// Room for `n` values, each `nothing`. (NULL, 0) is room for none.
///
/// # Safety
/// `out` is NULL or has room for `n` values for as long as the call.
pub(in crate::capi) unsafe fn slots<T: Copy>(
    out: *mut T,
    n: usize,
    nothing: T,
    name: &str,
) -> Result<Slots<T>, Failure> {
    if n == 0 {
        return Ok(Slots { at: out, n });
    }
    usable(out, name)?;
    if n > isize::MAX as usize / mem::size_of::<T>().max(1) {
        return Err(longer_than_memory(name));
    }
    let slots = Slots { at: out, n };
    slots.put(core::iter::repeat_n(nothing, n));
    Ok(slots)
}

/// Room for bytes of which the call tells how many it wrote; the others stay as they were.
pub(in crate::capi) struct Space {
    at: *mut u8,
    capacity: usize,
}

impl Space {
    /// Writes as many bytes as there is room for. Returns how many.
    pub(in crate::capi) fn put(self, bytes: &[u8]) -> usize {
        let n = bytes.len().min(self.capacity);
        if n > 0 {
            // SAFETY: no more than the capacity, which the caller of `space` promises, and not NULL, which it checked; a
            // caller's memory does not overlap with what this library keeps.
            unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), self.at, n) };
        }
        n
    }
}

/// Room for up to `capacity` bytes. (NULL, 0) is room for none.
///
/// # Safety
/// `out` is NULL or has room for `capacity` bytes for as long as the call.
pub(in crate::capi) unsafe fn space(out: *mut c_char, capacity: usize, name: &str) -> Result<Space, Failure> {
    if out.is_null() && capacity > 0 {
        return Err(Failure::null(name));
    }
    Ok(Space { at: out.cast(), capacity })
}

/// Room for `n` rows of `N` bytes, zeroed, in a buffer of the caller; none if it is NULL.
///
/// # Safety
/// `out` is NULL or has room for `capacity` bytes for as long as the call.
pub(in crate::capi) unsafe fn rows_of<const N: usize>(
    out: *mut c_char,
    capacity: usize,
    n: usize,
    name: &str,
) -> Result<Option<Slots<[u8; N]>>, Failure> {
    if out.is_null() {
        return Ok(None);
    }
    let needed = n.checked_mul(N).ok_or_else(|| longer_than_memory(name))?;
    // SAFETY: no more than the capacity that the caller promises.
    let zeroed = unsafe { slots(out.cast::<u8>(), capacity.min(needed), 0, name) };
    zeroed?;
    if capacity < needed {
        return Err(too_small(name, needed));
    }
    Ok(Some(Slots { at: out.cast(), n }))
}

/// An output that the caller may leave out.
///
/// # Safety
/// As [`out`].
pub(in crate::capi) unsafe fn wanted<T>(pointer: *mut T, name: &str) -> Result<Option<Out<T>>, Failure> {
    if pointer.is_null() {
        return Ok(None);
    }
    // SAFETY: what the caller promises.
    unsafe { out(pointer, name) }.map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_struct_of_another_size_gets_the_fields_that_both_know() {
        #[repr(C)]
        #[derive(Clone, Copy, PartialEq, Debug)]
        struct Two {
            size: u32,
            first: i32,
            second: i32,
        }
        // SAFETY: `repr(C)`, three words without padding.
        unsafe impl Growing for Two {
            const FIRST: usize = 8;
            const NOTHING: Two = Two { size: 0, first: 0, second: 0 };
        }
        let put = |size: u32| {
            let mut two = Two { size, first: 7, second: 7 };
            // SAFETY: room for a whole `Two`, whatever its size says.
            unsafe { room(&mut two, "two") }.ok().unwrap().put(Two { size: 0, first: 1, second: 2 });
            two
        };
        assert_eq!(put(12), Two { size: 12, first: 1, second: 2 });
        assert_eq!(put(8), Two { size: 8, first: 1, second: 7 });
        assert_eq!(put(4_000), Two { size: 4_000, first: 1, second: 2 });
        let mut two = Two { size: 7, first: 7, second: 7 };
        // SAFETY: as above.
        assert!(unsafe { room(&mut two, "two") }.is_err());
        assert_eq!(two, Two { size: 7, first: 7, second: 7 });
    }
}
