//! A reading: what a person may ask, and what a request obliges to.
//!
//! A request arrives as an entry (`requested`, or `objected`), and every step in it is an entry too. [`Requests`] folds
//! them. [`Requests::check_append`] says whether a step may be taken, and [`Requests::next`] lists the steps that may come at a
//! moment. [`plan`] lays out the work: one item for every category in every system that holds it, and one for every
//! recipient to be notified or named. The host carries it out and records an outcome per item; nothing closes while an item
//! has none.
//!
//! ```text
//! received ─ granted ─┬─ ready ─ collected ─ closed      access, portability: with a package
//!    │  ▲             └────────────────────── closed      the others
//!    ▼  │ refused · forwarded · withdrawn ─── closed
//!   paused          joined: ends with the earlier request for the same right, by the same person
//! ```
//!
//! Nothing is closed as done that was not: a right that changes nothing is refused with its ground, data that stay have a
//! ground, and the claims that an erasure or a restriction reaches have ended or are restricted. A plan of someone who may
//! not ask contains no work. A step that was appended without asking is judged by what had been written before it; if it
//! would have been refused, it changes nothing here. (Claims read a `request-closed` or `request-granted` as it stands: ask
//! first.)
//!
//! A processor hands a request on. Its controller can instruct it to make the plan, or the package, by an `instructed`
//! entry (article 28(3)(a) and (e)); the decisions stay the controller's.
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
mod recipients;
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
