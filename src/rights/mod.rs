//! A reading: what a person may ask, and what a request obliges to.
//!
//! A request arrives as an entry (`requested`, or `objected`), and everything that is done about it is an entry too.
//! [`Requests`] folds them; [`Requests::check_append`] says whether a step may be taken, and if not, which may. [`plan`] lays
//! out the work: one item for every category in every system that holds it, and one for every recipient to be told.
//! The host carries it out and records an outcome per item; nothing closes while an item has none.
//!
//! ```text
//! received ─ granted ─┬─ ready ─ collected ─ closed      access, portability: with a package
//!    │  ▲             └────────────────────── closed      the others
//!    ▼  │ refused · forwarded · withdrawn ─── closed
//!   paused          joined: answered with an earlier one, or by itself again if that never was
//! ```
//!
//! Nothing is closed as done that was not: a right that comes to nothing is refused with its ground, what stays stays on
//! a ground, the claims that an erasure ends have been ended, and what is restricted is. A step that is appended without
//! asking is judged by what had been written before it, and if it would have been refused it changes nothing here.
//! (In what claims read, a `request-closed` or `request-granted` counts as it stands: ask first.)
//!
//! Consent is withdrawn with one entry that takes effect at once (article 7(3)); [`after_withdrawal`] plans what
//! follows from it.

mod answers;
pub(crate) mod append;
mod applicability;
mod guard;
mod hex;
mod item;
mod json;
mod ledger;
mod package;
mod plan;
mod planner;
mod request;
mod steps;

pub use applicability::{RightApplicability, applicability};
pub use item::{Item, ItemKind, Kept};
pub use json::applicability_json;
pub use ledger::{Ledger, LedgerAppended, LedgerKey, LedgerPerson};
pub use package::{Contents, PackRecord, Package, Packed, Whose};
pub use plan::{Plan, after_withdrawal, plan};
pub use request::{Clock, Refusal, Request, Requests, Stage};

use crate::diagnostic::error_type;

error_type! {
    /// A step that may not be taken, or a question about a request that is not there.
    RightsError
}
