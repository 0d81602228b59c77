//! The files that are published beside the library: its headers, README and reference pages.

mod header;
mod readme;
mod reference;
