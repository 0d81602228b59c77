//! Compliance cases: given (policy, entries), when (moment, question), then (answer, reasons). As data, so that every
//! language runs the same ones, and readable by the people who know the law.

mod model;
mod report;
mod run;

pub use model::{Ask, Case, Cases, Expected, ExpectedNotice};
pub use report::{CaseReport, Failure};
pub use run::{run, run_case};

use crate::diagnostic::error_type;

error_type! {
    /// A file of cases that cannot be read, or a case that cannot be set up.
    CaseError
}
