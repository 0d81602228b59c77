//! The semantics of a claim, once more: slow, obvious, and written from the page rather than from the library.
//!
//! Where the library folds timelines, this looks at every entry again for each moment it is asked about. It knows
//! nothing of the library but the form in which policies and entries are written, and where local midnight is.

#![allow(dead_code, unreachable_pub, reason = "shared by tests, of which not every one needs all of it")]

pub mod category;
pub mod change;
pub mod civil;
pub mod claim;
pub mod consent;
pub mod decision;
pub mod facts;
pub mod model;
pub mod notice;
pub mod order;
pub mod record;
pub mod state;
pub mod term;
pub mod worlds;

/// What a purpose may do with data.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum V {
    Ended,
    Unknown,
    Held,
    Live,
}

impl V {
    pub fn word(self) -> &'static str {
        match self {
            V::Ended => "ended",
            V::Unknown => "unknown",
            V::Held => "held",
            V::Live => "live",
        }
    }
}

/// What all of these say, if they say the same.
pub fn consensus(values: impl IntoIterator<Item = V>) -> V {
    let mut values = values.into_iter();
    let Some(first) = values.next() else { return V::Unknown };
    if values.all(|value| value == first) { first } else { V::Unknown }
}
