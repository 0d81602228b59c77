//! Why a call failed.

use super::super::status::*;
use crate::Diagnostic;

/// Why a call failed: a status, and what the error object will list. One pointer: what a call comes to is then in a register,
/// whether it failed or not.
pub(in crate::capi) struct Failure(Box<Inner>);

struct Inner {
    status: wb_status,
    diagnostics: Vec<Diagnostic>,
}

impl Failure {
    #[cold]
    pub(in crate::capi) fn new(status: wb_status_value, diagnostic: Diagnostic) -> Failure {
        Failure(Box::new(Inner { status: status as wb_status, diagnostics: vec![diagnostic] }))
    }

    /// What a reading of this library found wrong. Where a caller has to act on a certain diagnostic, it has a status of its
    /// own; else it is `status`.
    #[cold]
    pub(in crate::capi) fn of(status: wb_status_value, diagnostics: &[Diagnostic]) -> Failure {
        let status = match diagnostics.first().map_or("", Diagnostic::code) {
            "head-mismatch" => WB_STATUS_HEAD_MISMATCH,
            "head-moved" => WB_STATUS_HEAD_MOVED,
            "unknown-name" => WB_STATUS_UNKNOWN_NAME,
            "foreign-id" => WB_STATUS_FOREIGN_ID,
            "too-large" | "too-deep" | "line-too-long" => WB_STATUS_LIMIT,
            _ => status,
        };
        Failure(Box::new(Inner { status: status as wb_status, diagnostics: diagnostics.to_vec() }))
    }

    /// The same, said of one row of a batch.
    #[cold]
    pub(in crate::capi) fn in_row(mut self, row: usize) -> Failure {
        for diagnostic in &mut self.0.diagnostics {
            let path = format!("/{row}{}", diagnostic.path());
            *diagnostic = diagnostic.clone().at(path);
        }
        self
    }

    #[cold]
    pub(in crate::capi) fn null(name: &str) -> Failure {
        let diagnostic = Diagnostic::new("null-argument", format!("the argument `{name}` is NULL"));
        Failure::new(WB_STATUS_NULL_ARGUMENT, diagnostic)
    }

    pub(super) fn status(&self) -> wb_status {
        self.0.status
    }

    pub(super) fn diagnostics(&self) -> &[Diagnostic] {
        &self.0.diagnostics
    }
}
