//! What has happened: an append-only sequence of entries about one person (or, in a second stream, about the
//! institution itself), each stored by the host as one line.
//!
//! ```text
//! {"v":1,"seq":7,"recorded":"2026-08-20T09:30:00.000000Z","critical":true,"commitment":"…","salt":"…","body":{"kind":…}}
//! commitment = SHA-256(salt ‖ body)        head = SHA-256(previous head ‖ header)        header = the line up to `,"salt":`
//! ```
//!
//! The host keeps lines and the head, byte for byte, and supplies the salt of each entry. Loading takes the expected head,
//! so that a missing, cut or foreign line is an error and never a shorter history. A line whose `salt` and `body` were
//! removed together still loads with the same head: what the entry said is then unknown, and every claim with it.

mod anchors;
mod authority;
mod body;
mod facts;
mod fits;
mod joins;
mod line;
mod order;
mod plausible;
mod stamp;
mod state;
mod thing;
mod words;

pub use crate::json::Digest;
pub use body::*;
pub use line::{Appended, Dossier, Entry, Head};
pub use stamp::{Salt, Stamp};
pub use words::*;

pub use anchors::Observation;
pub(crate) use anchors::{AnchorFact, Happening, Happenings, merge_happenings};
pub(crate) use facts::{
    Acceptance, AgreementEvent, Covering, DATA_SUBJECT, Erasure, Facts, Outcome, Scoped, Speech, SpeechAct,
};
pub(crate) use joins::{Asks, Joins, RequestSpans};

use crate::diagnostic::error_type;

error_type! {
    /// Lines that are not a dossier, an entry that cannot be appended, or observations that cannot be read.
    DossierError
}
