//! Why a call failed.

use super::super::status::*;
use crate::Fault;

/// Why a call failed: a status, and what the error object will list. One pointer: what a call comes to is then in a register,
/// whether it failed or not.
pub(in crate::capi) struct Failure(Box<Told>);

struct Told {
    status: wb_status,
    faults: Vec<Fault>,
}

impl Failure {
    #[cold]
    pub(in crate::capi) fn new(status: wb_status_value, fault: Fault) -> Failure {
        Failure(Box::new(Told { status: status as wb_status, faults: vec![fault] }))
    }

    /// What a reading of this library found wrong. Where a caller has to act on a certain fault, it has a status of its
    /// own; else it is `status`.
    #[cold]
    pub(in crate::capi) fn of(status: wb_status_value, faults: &[Fault]) -> Failure {
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
    pub(in crate::capi) fn in_row(mut self, row: usize) -> Failure {
        for fault in &mut self.0.faults {
            let path = format!("/{row}{}", fault.path());
            *fault = fault.clone().at(path);
        }
        self
    }

    #[cold]
    pub(in crate::capi) fn null(name: &str) -> Failure {
        let fault = Fault::new("null-argument", format!("the argument `{name}` is NULL"));
        Failure::new(WB_STATUS_NULL_ARGUMENT, fault)
    }

    pub(super) fn status(&self) -> wb_status {
        self.0.status
    }

    pub(super) fn faults(&self) -> &[Fault] {
        &self.0.faults
    }
}
