//! The C ABI: one file per noun, and the only place for unsafe code. What it promises stands in `include/waarborg.h`,
//! which is made from the declarations here.
//!
//! Everything unsafe goes through `boundary`: how pointers are read, how outputs are written, how handles become
//! references, and how nothing unwinds into the host. What is rendered to JSON, or read from it, is safe code.
#![allow(unsafe_code, reason = "pointers of a foreign caller are read here, and nowhere else")]
#![allow(unreachable_pub, reason = "exported by symbol, not by path")]
#![allow(non_camel_case_types, reason = "C reads these names")]
#![allow(clippy::too_many_arguments, reason = "flat arguments are what every foreign caller can pass")]
#![deny(unsafe_op_in_unsafe_fn, clippy::undocumented_unsafe_blocks)]
#![cfg_attr(not(test), deny(clippy::unreachable, clippy::todo, clippy::unimplemented))]

mod aliases;
mod anonymity;
mod batch;
mod boundary;
mod buf;
mod cases;
mod claims;
mod deadline;
mod decision;
mod domain;
mod dossier;
mod due;
mod erasure;
mod error;
mod escrow;
mod field_table;
mod hpgn;
mod institution;
mod json;
mod keys;
mod ledger;
mod package;
#[cfg(feature = "capi-panic")]
mod panic;
mod policy;
mod pseudonyms;
mod reason;
mod register;
mod rekey;
mod rights;
mod status;
mod table;
mod translate;
mod version;
mod words;
