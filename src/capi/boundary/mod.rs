//! Where foreign pointers become references and back: the whole policy of the boundary in one file.
//!
//! What C must hold to (`include/waarborg.h`): a pointer is NULL or points to what its type says, for as long as the
//! call; a handle is one that this library gave out and that was not freed. Everything else is checked here.

mod failure;
mod handle;
mod inputs;
mod outputs;

pub(super) use failure::Failure;
pub(super) use handle::{Handle, Held, Text, alone, kept, lend, lent, lent_or_none, magic};
pub(super) use inputs::{array, column, head, later, now, packed, pseudonym, raw, text, texts};
pub(super) use outputs::{
    Bytes, Growing, Out, Slots, bytes, bytes32, clear, moment, out, room, rooms, rows_of, slots, space,
    wanted,
};

use core::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::error::wb_error;
use super::status::*;
use crate::Diagnostic;

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
        unsafe { $crate::capi::boundary::render($err, done) }
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
    let diagnostic =
        Diagnostic::new("panic", "a defect in this library; nothing was changed that can still be used")
            .helping("report it with the name of the function and the version of the library");
    Failure::new(WB_STATUS_PANIC, diagnostic)
}

/// Gives the caller the status, and the error if it is asked for.
///
/// # Safety
/// `err` is NULL or has room for a pointer.
#[inline(always)]
pub(super) unsafe fn render(err: *mut *mut wb_error, done: Result<(), Failure>) -> wb_status {
    match done {
        Ok(()) => WB_STATUS_OK as wb_status,
        // SAFETY: what the caller promises.
        Err(failure) => unsafe { failed(err, failure) },
    }
}

/// # Safety
/// As [`rendered`].
#[cold]
unsafe fn failed(err: *mut *mut wb_error, failure: Failure) -> wb_status {
    if outputs::is_usable(err) {
        // SAFETY: not NULL and aligned; the caller promises room.
        unsafe { err.write(wb_error::listing(failure.diagnostics())) };
    }
    failure.status()
}

#[cfg(test)]
mod tests {
    use core::ptr;

    use super::*;

    #[test]
    fn a_panic_becomes_a_status() {
        let panics = || -> Result<(), Failure> { panic!("a defect") };
        let mut err = ptr::null_mut();
        // SAFETY: `err` has room for a pointer.
        let status = unsafe { render(&mut err, caught(panics)) };
        assert_eq!(status, WB_STATUS_PANIC as i32);
        // SAFETY: given out above, freed once.
        unsafe { wb_error::free(err) };
        // SAFETY: NULL is allowed.
        assert_eq!(unsafe { render(ptr::null_mut(), caught(panics)) }, WB_STATUS_PANIC as i32);
    }
}
