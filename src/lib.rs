#![doc = include_str!("../README.md")]
#![deny(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod fault;
mod json;

pub mod calendar;
pub mod cases;
pub mod claim;
pub mod decision;
pub mod dossier;
pub mod law;
pub mod policy;
pub mod retention;
pub mod timeline;

pub use fault::Fault;
