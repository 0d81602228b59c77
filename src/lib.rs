//! waarborg.
#![deny(unsafe_code)]

mod fault;
mod json;
pub mod calendar;
pub mod law;
pub mod policy;
pub mod timeline;

pub use fault::Fault;
pub mod dossier;
pub mod claim;
pub mod decision;
pub mod retention;
pub mod cases;
