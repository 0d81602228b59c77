//! The files that are published beside the library: its headers, README and reference pages.

mod codes;
mod header;
mod links;
mod readme;
mod reference;
