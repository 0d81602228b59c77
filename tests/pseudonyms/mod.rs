//! Pseudonyms: keys, identifiers, what is made of them, and how fields come out. Expectations are published vectors, or
//! written down.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail anywhere"
)]

mod canary;
mod canonical;
mod documents;
mod fields;
mod free_text;
#[cfg(feature = "hpgn")]
mod hpgn;
mod identifiers;
mod keys;
mod links;
mod wire;

use waarborg::calendar::Time;
use waarborg::pseudonym::{
    Domain, IdentifierKind, KeyId, Keyring, NewKey, Pseudonym, PseudonymError, Register, Root,
};

fn time(text: &str) -> Time {
    text.parse().unwrap()
}

fn now() -> Time {
    time("2026-11-23T12:00:00Z")
}

fn id(number: u32) -> KeyId {
    KeyId::new(number).unwrap()
}

fn kind(name: &str) -> IdentifierKind {
    name.parse().unwrap()
}

/// The root of the published vector: bytes 0 to 31.
fn root() -> Root {
    root_from(0)
}

fn root_from(first: u8) -> Root {
    Root::from_bytes(&(first..first + 32).collect::<Vec<u8>>()).unwrap()
}

fn keyring() -> Keyring {
    Keyring::new().with_root(root())
}

fn new_key<'a>(domain: (&'a str, u32), kind: IdentifierKind) -> NewKey<'a> {
    NewKey { controller: ("school:00AA", 1), domain, kind, retire_after: None }
}

/// A register with these keys of one school, put into use in this order.
fn register(keys: &[((&str, u32), &str)]) -> Register {
    let mut register = Register::new();
    for (domain, name) in keys {
        register.activate(&keyring(), &new_key(*domain, kind(name)), now()).unwrap();
    }
    register
}

fn open(register: &Register, domain: &str) -> Domain {
    register.open(&keyring(), "school:00AA", domain, now()).unwrap()
}

/// The pseudonym of a text in a domain.
fn made(domain: &Domain, name: &str, text: &str) -> Pseudonym {
    let kind = kind(name);
    domain.of(&kind).unwrap().pseudonym(&kind.read(text).unwrap()).unwrap()
}

#[track_caller]
fn code<T>(result: Result<T, PseudonymError>) -> &'static str {
    match result {
        Ok(_) => "none",
        Err(error) => error.code(),
    }
}

#[track_caller]
fn codes<T>(result: Result<T, PseudonymError>) -> Vec<&'static str> {
    result.err().map_or_else(Vec::new, |error| {
        error.diagnostics().iter().map(|diagnostic| diagnostic.code()).collect()
    })
}
