//! Panics on purpose, so that a test can see what becomes of one. Only with the feature `capi-panic`: in no header, and in
//! no library that anyone is given.

use super::boundary::{export, read};
use super::error::wb_error;
use super::package::wb_package;
use super::policy::wb_policy;
use super::status::wb_status;

/// Panics in a call on a handle that never changes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_panic_policy(policy: *const wb_policy, err: *mut *mut wb_error) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let policy = unsafe { read!(lent(policy))? };
        defect(policy.versions().len())
    })
}

/// Panics in a call on a handle that changes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_panic_package(package: *mut wb_package, err: *mut *mut wb_error) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let packing = unsafe { read!(alone(package))? };
        defect(core::mem::size_of_val(&*packing))
    })
}

#[allow(clippy::panic, reason = "it is what this is for")]
fn defect(size: usize) -> Result<(), super::boundary::Failure> {
    panic!("a defect that was asked for, {size}")
}
