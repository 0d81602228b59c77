#![doc = include_str!("../README.md")]
#![deny(unsafe_code)]
#![warn(missing_docs, unreachable_pub)]
// What bad input can reach must not stop the host: no unwrap, no expect, no panic, no indexing. Tests may.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

#[cfg(feature = "capi")]
mod capi;
mod diagnostic;
mod json;
#[cfg(doctest)]
mod misuse;

pub mod anonymity;
pub mod calendar;
pub mod cases;
pub mod claim;
pub mod decision;
pub mod dossier;
pub mod law;
pub mod policy;
pub mod pseudonym;
pub mod retention;
pub mod rights;
pub mod timeline;

pub use diagnostic::Diagnostic;
