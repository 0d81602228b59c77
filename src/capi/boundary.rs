//! Where foreign pointers become references and back: the whole policy of the boundary in one file.
//!
//! What C must hold to (`include/waarborg.h`): a pointer is NULL or points to what its type says, for as long as the
//! call; a handle is one that this library gave out and that was not freed. Everything else is checked here.

use core::ffi::c_char;
use core::{mem, ptr, slice};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, TryLockError};

use super::error::wb_error;
use super::status::*;
use crate::Fault;
use crate::calendar::Time;
use crate::pseudonym::Pseudonym;

/// The body of every export.
///
/// With `err` and outputs: zeroes them, runs the body, and turns what came of it into a status. With `or`: for
/// accessors that have no status. A panic never leaves either. The arguments, which are numbers and pointers, move into
/// the body: lent to it, each would be written to memory and looked up again.
macro_rules! export {
    ($err:ident, [$($out:ident),*], $body:block) => {{
        // SAFETY: `err` and every output is NULL or has room for one value of its type, as the header asks.
        unsafe {
            $crate::capi::boundary::clear($err);
            $($crate::capi::boundary::clear($out);)*
        }
        let done = $crate::capi::boundary::caught(move || -> Result<(), $crate::capi::boundary::Failure> { $body });
        // SAFETY: as above.
        unsafe { $crate::capi::boundary::told($err, done) }
    }};
    (or $fallback:expr, $body:block) => {
        match $crate::capi::boundary::caught(move || -> Result<_, $crate::capi::boundary::Failure> { Ok($body) }) {
            Ok(value) => value,
            Err(_) => $fallback,
        }
    };
}
pub(super) use export;

/// Reads arguments by name, so that an error can say which one it is about.
macro_rules! read {
    ($reader:ident($($argument:ident),+)) => {
        $crate::capi::boundary::$reader($($argument),+, read!(@first $($argument),+))
    };
    (@first $name:ident $(, $rest:ident)*) => { stringify!($name) };
}
pub(super) use read;

/// Why a call failed: a status, and what the error object will list. One pointer: what a call comes to is then in a register,
/// whether it failed or not.
pub(super) struct Failure(Box<Told>);

struct Told {
    status: wb_status,
    faults: Vec<Fault>,
}

impl Failure {
    #[cold]
    pub(super) fn new(status: wb_status_value, fault: Fault) -> Failure {
        Failure(Box::new(Told { status: status as wb_status, faults: vec![fault] }))
    }

    /// What a reading of this library found wrong. Where a caller has to act on a certain fault, it has a status of its
    /// own; else it is `status`.
    #[cold]
    pub(super) fn of(status: wb_status_value, faults: &[Fault]) -> Failure {
        let status = match faults.first().map_or("", Fault::code) {
            "head-mismatch" => WB_STATUS_HEAD_MISMATCH,
            "head-moved" => WB_STATUS_HEAD_MOVED,
            "unknown-name" => WB_STATUS_UNKNOWN_NAME,
            "foreign-id" => WB_STATUS_FOREIGN_ID,
            "too-large" | "too-deep" | "line-too-long" => WB_STATUS_LIMIT,
            _ => status,
        };
        Failure(Box::new(Told { status: status as wb_status, faults: faults.to_vec() }))
    }

    /// The same, said of one row of a batch.
    #[cold]
    pub(super) fn in_row(mut self, row: usize) -> Failure {
        for fault in &mut self.0.faults {
            let path = format!("/{row}{}", fault.path());
            *fault = fault.clone().at(path);
        }
        self
    }

    #[cold]
    pub(super) fn null(name: &str) -> Failure {
        let fault = Fault::new("null-argument", format!("the argument `{name}` is NULL"));
        Failure::new(WB_STATUS_NULL_ARGUMENT, fault)
    }
}

/// Runs a body and catches a panic: unwinding into C would abort the host.
///
/// Inlined, as is what every call comes by: in a shared library a call from one part to another is looked up in a table, and
/// a handful of those cost more than a decision.
#[inline(always)]
pub(super) fn caught<T>(body: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    // Unwind safe: everything shared is immutable, what a body was building is dropped, and what it was changing is
    // behind a lock, which its unwinding poisons.
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(done) => done,
        Err(payload) => {
            // Dropping it could panic again.
            mem::forget(payload);
            Err(panicked())
        }
    }
}

#[cold]
fn panicked() -> Failure {
    let fault = Fault::new("panic", "a defect in this library; nothing was changed that can still be used")
        .helping("report it with the name of the function and the version of the library");
    Failure::new(WB_STATUS_PANIC, fault)
}

/// Gives the caller the status, and the error if it is asked for.
///
/// # Safety
/// `err` is NULL or has room for a pointer.
#[inline(always)]
pub(super) unsafe fn told(err: *mut *mut wb_error, done: Result<(), Failure>) -> wb_status {
    match done {
        Ok(()) => WB_STATUS_OK as wb_status,
        // SAFETY: what the caller promises.
        Err(failure) => unsafe { failed(err, failure) },
    }
}

/// # Safety
/// As [`told`].
#[cold]
unsafe fn failed(err: *mut *mut wb_error, failure: Failure) -> wb_status {
    if is_usable(err) {
        // SAFETY: not NULL and aligned; the caller promises room.
        unsafe { err.write(wb_error::listing(&failure.0.faults)) };
    }
    failure.0.status
}

fn is_usable<T>(pointer: *const T) -> bool {
    !pointer.is_null() && pointer.is_aligned()
}

fn usable<T>(pointer: *const T, name: &str) -> Result<(), Failure> {
    match (pointer.is_null(), pointer.is_aligned()) {
        (true, _) => Err(Failure::null(name)),
        (false, true) => Ok(()),
        (false, false) => Err(misaligned(name)),
    }
}

#[cold]
fn misaligned(name: &str) -> Failure {
    let fault = Fault::new("misaligned", format!("the argument `{name}` is not aligned for its type"));
    Failure::new(WB_STATUS_MISALIGNED, fault)
}

/// Zeroes an output, so that a failed call leaves nothing that looks like an answer.
///
/// # Safety
/// `out` is NULL or has room for a `T`, for which all zeroes are a value.
pub(super) unsafe fn clear<T>(out: *mut T) {
    if is_usable(out) {
        // SAFETY: not NULL and aligned; the caller promises room.
        unsafe { ptr::write_bytes(out, 0, 1) };
    }
}

/// An output that can be written, once.
pub(super) struct Out<T>(*mut T);

impl<T> Out<T> {
    pub(super) fn put(self, value: T) {
        // SAFETY: checked by `out`, whose caller promises room for as long as the call.
        unsafe { self.0.write(value) };
    }
}

/// # Safety
/// `out` is NULL or has room for a `T` for as long as the call.
pub(super) unsafe fn out<T>(out: *mut T, name: &str) -> Result<Out<T>, Failure> {
    usable(out, name).map(|()| Out(out))
}

/// A plain struct that the caller allocates. Its first field is a `u32` in which the caller writes its size, so that
/// fields can be added: a caller that is older or newer than the library gets the fields that both know.
///
/// # Safety
/// The type is `repr(C)`, without padding, its first field a `u32`, and any bytes are a value of it.
pub(super) unsafe trait Growing: Copy {
    /// The size of its first version.
    const FIRST: usize;
    /// What a failed call leaves.
    const NOTHING: Self;
}

/// Where a struct that grows goes.
pub(super) struct Row<T> {
    at: *mut T,
    size: u32,
}

/// Room for a struct that grows. Until it is put there, there is nothing in it once this is dropped: a call that fails, or
/// panics, leaves no answer, and one that does not writes once.
pub(super) struct Room<T: Growing>(Row<T>);

impl<T: Growing> Room<T> {
    #[inline]
    pub(super) fn put(self, value: T) {
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
    pub(super) fn put(&self, value: T) {
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
pub(super) unsafe fn room<T: Growing>(out: *mut T, name: &str) -> Result<Room<T>, Failure> {
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
    let fault = Fault::new("bad-size", format!("the field `size` of `{name}` is too small"))
        .expecting(format!("at least {least}: the size of the struct"));
    Failure::new(WB_STATUS_BAD_SIZE, fault)
}

/// Room for several structs that grow, one after another, each as long as the first one says. Until it is filled, there is
/// nothing in them once it is dropped: a batch that fails, or panics, leaves no answer.
pub(super) struct Rooms<T: Growing> {
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
    pub(super) fn fill<R>(
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
pub(super) unsafe fn rooms<T: Growing>(out: *mut T, n: usize, name: &str) -> Result<Rooms<T>, Failure> {
    if n == 0 {
        return Ok(Rooms { first: out, size: 0, n });
    }
    // SAFETY: what the caller promises, of the first.
    let size = unsafe { size_of_first::<T>(out, name) }?;
    if !(size as usize).is_multiple_of(mem::align_of::<T>()) {
        let fault = Fault::new("bad-size", format!("the field `size` of the first of `{name}` is odd"))
            .expecting("the size of the struct");
        return Err(Failure::new(WB_STATUS_BAD_SIZE, fault));
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
pub(super) unsafe fn moment(out: *mut i64, name: &str) -> Result<Out<i64>, Failure> {
    usable(out, name)?;
    // SAFETY: not NULL and aligned; the caller promises room.
    unsafe { out.write(i64::MAX) };
    Ok(Out(out))
}

/// Room for `N` bytes, zeroed.
pub(super) struct Bytes<const N: usize>(*mut c_char);

impl<const N: usize> Bytes<N> {
    pub(super) fn put(self, bytes: &[u8; N]) {
        // SAFETY: checked by `bytes`, whose caller promises room.
        unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), self.0.cast(), N) };
    }
}

/// # Safety
/// `out` is NULL or has room for `capacity` bytes for as long as the call.
pub(super) unsafe fn bytes<const N: usize>(
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
pub(super) unsafe fn bytes32(out: *mut c_char, capacity: usize, name: &str) -> Result<Bytes<32>, Failure> {
    // SAFETY: what the caller promises.
    unsafe { bytes(out, capacity, name) }
}

#[cold]
fn too_small(name: &str, needed: usize) -> Failure {
    let fault = Fault::new("buffer-too-small", format!("the room for `{name}` is too small"))
        .expecting(format!("room for {needed} bytes"));
    Failure::new(WB_STATUS_BUFFER_TOO_SMALL, fault)
}

/// Room for plain values of the caller, with the same in each until they are written.
pub(super) struct Slots<T> {
    at: *mut T,
    n: usize,
}

impl<T: Copy> Slots<T> {
    /// Writes values from the first on; those past the room are not written. Returns how many were.
    pub(super) fn put(&self, values: impl IntoIterator<Item = T>) -> usize {
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
pub(super) unsafe fn slots<T: Copy>(
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
pub(super) struct Space {
    at: *mut u8,
    capacity: usize,
}

impl Space {
    /// Writes as many bytes as there is room for. Returns how many.
    pub(super) fn put(self, bytes: &[u8]) -> usize {
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
pub(super) unsafe fn space(out: *mut c_char, capacity: usize, name: &str) -> Result<Space, Failure> {
    if out.is_null() && capacity > 0 {
        return Err(Failure::null(name));
    }
    Ok(Space { at: out.cast(), capacity })
}

/// Room for `n` rows of `N` bytes, zeroed, in a buffer of the caller; none if it is NULL.
///
/// # Safety
/// `out` is NULL or has room for `capacity` bytes for as long as the call.
pub(super) unsafe fn rows_of<const N: usize>(
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
pub(super) unsafe fn wanted<T>(pointer: *mut T, name: &str) -> Result<Option<Out<T>>, Failure> {
    if pointer.is_null() {
        return Ok(None);
    }
    // SAFETY: what the caller promises.
    unsafe { out(pointer, name) }.map(Some)
}

/// An array of the caller. (NULL, 0) is empty.
///
/// # Safety
/// `first` is NULL or points to `n` values, which nobody changes for as long as the call.
pub(super) unsafe fn array<'a, T>(first: *const T, n: usize, name: &str) -> Result<&'a [T], Failure> {
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
fn longer_than_memory(name: &str) -> Failure {
    let fault = Fault::new("too-large", format!("the argument `{name}` is longer than memory"));
    Failure::new(WB_STATUS_LIMIT, fault)
}

/// The texts of a column, cut when they are read: every offset is at the edge of a character.
#[derive(Clone, Copy)]
pub(super) struct Texts<'a> {
    texts: &'a str,
    offsets: &'a [i32],
}

impl<'a> Texts<'a> {
    /// The text of a row.
    #[inline]
    pub(super) fn get(self, row: usize) -> &'a str {
        match (self.texts, self.offsets.get(row), self.offsets.get(row + 1)) {
            ("", _, _) => "",
            (texts, Some(from), Some(to)) => texts.get(*from as usize..*to as usize).unwrap_or(""),
            _ => "",
        }
    }

    pub(super) fn iter(self) -> impl Iterator<Item = &'a str> {
        (1..self.offsets.len()).map(move |end| self.get(end - 1))
    }
}

/// A column of texts: `n` that stand one after another in one text; text i runs from offsets[i] to offsets[i + 1], so
/// there are n + 1 offsets. For no texts, nothing is read.
///
/// # Safety
/// As [`array`], for the text and for the n + 1 offsets.
pub(super) unsafe fn texts<'a>(
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
pub(super) unsafe fn column<'a>(
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
    let fault =
        Fault::new("bad-offsets", format!("the argument `{offsets_name}` does not cut `{texts_name}` apart"))
            .expecting(
                "one offset more than there are texts, from 0 to the length, none before the one ahead of it",
            );
    Failure::new(WB_STATUS_BAD_OFFSETS, fault)
}

/// The text and the offsets of a column: the offsets run from 0 to its length and never down. They may still cut a
/// character in two.
///
/// # Safety
/// As [`column`].
pub(super) unsafe fn packed<'a>(
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
pub(super) unsafe fn text<'a>(first: *const c_char, n: usize, name: &str) -> Result<&'a str, Failure> {
    if n == 0 {
        return Ok("");
    }
    // SAFETY: what the caller promises; `c_char` and `u8` have the same size and alignment.
    let bytes = unsafe { array(first.cast::<u8>(), n, name) }?;
    core::str::from_utf8(bytes).map_err(|error| not_utf8(error.valid_up_to(), name))
}

#[cold]
fn not_utf8(at: usize, name: &str) -> Failure {
    let fault = Fault::new("not-utf8", format!("the argument `{name}` is not UTF-8 from byte {at} on"));
    Failure::new(WB_STATUS_NOT_UTF8, fault)
}

/// Bytes of the caller, of any kind and length. (NULL, 0) is none.
///
/// # Safety
/// As [`array`].
pub(super) unsafe fn raw<'a>(first: *const c_char, n: usize, name: &str) -> Result<&'a [u8], Failure> {
    // SAFETY: what the caller promises; `c_char` and `u8` have the same size and alignment.
    unsafe { array(first.cast::<u8>(), n, name) }
}

/// A pseudonym of the caller: its 32 characters, or its 20 bytes.
///
/// # Safety
/// As [`array`].
pub(super) unsafe fn pseudonym(first: *const c_char, n: usize, name: &str) -> Result<Pseudonym, Failure> {
    // SAFETY: what the caller promises.
    let bytes = unsafe { raw(first, n, name) }?;
    let read = match core::str::from_utf8(bytes) {
        Ok(text) if bytes.len() != Pseudonym::BYTES => text.parse(),
        _ => Pseudonym::from_bytes(bytes),
    };
    read.map_err(|error| Failure::of(WB_STATUS_BAD_IDENTIFIER, error.faults()))
}

/// A head that the caller stored: exactly 32 bytes.
///
/// # Safety
/// As [`array`].
pub(super) unsafe fn head(first: *const c_char, n: usize, name: &str) -> Result<[u8; 32], Failure> {
    if first.is_null() {
        return Err(Failure::null(name));
    }
    // SAFETY: what the caller promises; `c_char` and `u8` have the same size and alignment.
    let bytes = unsafe { array(first.cast::<u8>(), n, name) }?;
    bytes.try_into().map_err(|_| {
        let fault = Fault::new("bad-length", format!("the argument `{name}` has the wrong length"))
            .expecting("the 32 bytes of a head; of a dossier without entries, 32 zeroes");
        Failure::new(WB_STATUS_BAD_LENGTH, fault)
    })
}

/// A moment that the caller calls now.
pub(super) fn now(micros: i64, name: &str) -> Result<Time, Failure> {
    Time::now(micros).map_err(|error| {
        let named = |fault: &Fault| fault.clone().at(format!("/{name}"));
        Failure::of(WB_STATUS_BAD_TIME, &error.faults().iter().map(named).collect::<Vec<_>>())
    })
}

/// A moment to come, if there is one: INT64_MAX is never.
pub(super) fn later(micros: i64, name: &str) -> Result<Option<Time>, Failure> {
    if micros == i64::MAX { Ok(None) } else { now(micros, name).map(Some) }
}

/// What a handle of C stands for, and who frees it. The only place where one is cast to the other.
///
/// The handles themselves are markers without size, so that nothing of what they stand for is in the symbols or in debug
/// information. Their `repr(C)` stands behind a condition that always holds: the header's generator does not look there,
/// and so declares them without a body, which in C may not be empty.
pub(super) trait Handle: Sized {
    /// What is behind it.
    type Inner;
    /// `Arc` if it can be retained, else `Box`.
    type Holder: Holder<Self::Inner>;

    /// Gives a value to C.
    fn give(inner: Self::Inner) -> *mut Self {
        Self::Holder::into_raw(inner).cast()
    }

    /// Drops what C has freed; nothing for NULL.
    ///
    /// # Safety
    /// The handle is NULL, or was given out and is not used after this.
    unsafe fn free(handle: *mut Self) {
        if !handle.is_null() {
            // SAFETY: given out by `give`, so of this type and holder.
            unsafe { Self::Holder::drop_raw(handle.cast()) };
        }
    }

    /// One more owner of the same; NULL for NULL.
    ///
    /// # Safety
    /// The handle is NULL, or was given out and is not freed yet.
    unsafe fn retain(handle: *const Self) -> *mut Self
    where
        Self: Handle<Holder = Arc<<Self as Handle>::Inner>>,
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
pub(super) unsafe fn lent<'a, H: Handle>(handle: *const H, name: &str) -> Result<&'a H::Inner, Failure> {
    // SAFETY: given out by `give`, so it points to an `Inner` that its holder keeps.
    unsafe { handle.cast::<H::Inner>().as_ref() }.ok_or_else(|| Failure::null(name))
}

/// A text with a NUL after it, as C reads it.
pub(super) struct Text(Box<[u8]>);

impl Text {
    pub(super) fn new(text: &str) -> Text {
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
pub(super) unsafe fn lend(text: Option<&Text>, len: *mut usize) -> *const c_char {
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
pub(super) unsafe fn kept<H>(handle: *const H, name: &str) -> Result<Arc<H::Inner>, Failure>
where
    H: Handle<Holder = Arc<<H as Handle>::Inner>>,
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
pub(super) unsafe fn alone<'a, H, T: 'a>(handle: *mut H, name: &str) -> Result<MutexGuard<'a, T>, Failure>
where
    H: Handle<Inner = Mutex<T>>,
{
    // SAFETY: what the caller promises.
    let lock = unsafe { lent(handle.cast_const(), name) }?;
    lock.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => {
            let fault = Fault::new("in-use", format!("the handle `{name}` is in use by another thread"));
            Failure::new(
                WB_STATUS_IN_USE,
                fault.helping("one thread at a time may use a handle that changes"),
            )
        }
        TryLockError::Poisoned(_) => {
            let fault = Fault::new("poisoned", format!("a call on the handle `{name}` met a defect"));
            Failure::new(WB_STATUS_POISONED, fault.helping("free it, and begin anew"))
        }
    })
}

/// How a handle owns what it stands for.
pub(super) trait Holder<T> {
    fn into_raw(inner: T) -> *mut T;

    /// # Safety
    /// The pointer is one of `into_raw`, and is not used after this.
    unsafe fn drop_raw(raw: *mut T);
}

impl<T> Holder<T> for Arc<T> {
    fn into_raw(inner: T) -> *mut T {
        Arc::into_raw(Arc::new(inner)).cast_mut()
    }

    unsafe fn drop_raw(raw: *mut T) {
        // SAFETY: from `into_raw`, or counted by `retain`.
        drop(unsafe { Arc::from_raw(raw) });
    }
}

impl<T> Holder<T> for Box<T> {
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
    shared::<<super::policy::wb_policy as Handle>::Inner>();
    shared::<<super::setting::wb_setting as Handle>::Inner>();
    shared::<<super::dossier::wb_dossier as Handle>::Inner>();
    shared::<<super::claims::wb_claims as Handle>::Inner>();
    shared::<<super::buf::wb_buf as Handle>::Inner>();
    shared::<<super::error::wb_error as Handle>::Inner>();
    shared::<<super::keys::wb_keys as Handle>::Inner>();
    shared::<<super::register::wb_register as Handle>::Inner>();
    shared::<<super::domain::wb_domain as Handle>::Inner>();
    shared::<<super::escrow::wb_escrow as Handle>::Inner>();
    shared::<<super::aliases::wb_aliases as Handle>::Inner>();
    shared::<<super::field_table::wb_field_table as Handle>::Inner>();
    shared::<<super::table::wb_table as Handle>::Inner>();
    shared::<<super::package::wb_package as Handle>::Inner>();
    shared::<<super::ledger::wb_ledger as Handle>::Inner>();
    shared::<<super::cases::wb_cases as Handle>::Inner>();
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_status() {
        let panics = || -> Result<(), Failure> { panic!("a defect") };
        let mut err = ptr::null_mut();
        // SAFETY: `err` has room for a pointer.
        let status = unsafe { told(&mut err, caught(panics)) };
        assert_eq!(status, WB_STATUS_PANIC as i32);
        // SAFETY: given out above, freed once.
        unsafe { wb_error::free(err) };
        // SAFETY: NULL is allowed.
        assert_eq!(unsafe { told(ptr::null_mut(), caught(panics)) }, WB_STATUS_PANIC as i32);
    }

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
