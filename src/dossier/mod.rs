//! What has happened: an append-only sequence of entries about one person (or, in a second stream, about the
//! institution itself), each stored by the host as one line.
//!
//! ```text
//! {"v":1,"seq":7,"recorded":"2026-08-20T09:30:00.000000Z","critical":true,"body":{"kind":"consent-withdrawn",…}}
//! head = SHA-256(previous head ‖ header ‖ SHA-256(body))        header = the line up to `,"body":`
//! ```
//!
//! The host keeps lines and the head, byte for byte. Loading takes the expected head, so that a missing, cut or
//! foreign line is an error and never a shorter history.

mod anchors;
mod body;
mod facts;
mod line;
mod plausible;
mod words;

pub use crate::json::Digest;
pub use body::*;
pub use line::{Appended, Dossier, Entry, Head};
pub use words::*;

pub use anchors::Observation;
pub(crate) use anchors::{AnchorFact, Happening, Happenings, merge_happenings};
pub(crate) use facts::{
    Acceptance, AgreementEvent, Covering, DATA_SUBJECT, Erasure, Facts, Outcome, Scoped, Speech, SpeechAct,
};

use crate::diagnostic::error_type;

error_type! {
    /// Lines that are not a dossier, an entry that cannot be appended, or observations that cannot be read.
    DossierError
}
