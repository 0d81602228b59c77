//! Every test of the library but the properties (`properties.rs`), in one binary: what costs is to link it.
//! `README.md` beside it says where the test for a rule, a reason, an article or an error code is.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail anywhere"
)]

mod anonymity;
mod bad_input;
mod calendar;
mod decision;
mod docs;
mod dossier;
mod package;
mod policy;
mod pseudonyms;
mod random;
mod rights;
mod writing;
