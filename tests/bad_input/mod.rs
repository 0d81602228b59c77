//! Bad input of every kind: each gets a clear error with a stable code, at the exact place. Nothing is lost, nothing
//! is guessed, and nothing panics.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail anywhere"
)]

mod anything;
mod cases;
mod date;
mod dossier;
mod entry;
mod json;
mod no_personal_data;
mod policy;
mod query;
mod record;
mod term;

use std::time::{Duration, Instant};

use crate::writing::{first, school, stamp};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use waarborg::Diagnostic;
use waarborg::calendar::{Day, Moment, Period, Time, YearEnd, Zone};
use waarborg::cases::{Cases, run};
use waarborg::claim::{Claims, Institution, Record};
use waarborg::decision::{Answer, IdQuery, Query, decide, decide_by_id, explain, fields};
use waarborg::dossier::{
    Appended, Body, ConsentGiven, Dossier, DossierError, Entry, Head, Observation, Stamp,
};
use waarborg::policy::{NameId, NameKind, Policy, Term, Text, Verb};
use waarborg::retention::{Erasable, erasable};

/// A small policy with a node of every kind. It is written in lines, so that positions say something.
const CLUB: &str = include_str!("../input/club.json");

/// Marks the place in a text where an error must stand.
const MARK: char = '¦';

/// The text without its marks, and the line and column of each.
fn marked(text: &str) -> (String, Vec<(u32, u32)>) {
    let (mut plain, mut places) = (String::new(), Vec::new());
    let (mut line, mut column) = (1, 1);
    for c in text.chars() {
        match c {
            MARK => places.push((line, column)),
            '\n' => (line, column) = (line + 1, 1),
            _ => column += 1,
        }
        if c != MARK {
            plain.push(c);
        }
    }
    (plain, places)
}

/// The club's policy with one piece of text replaced; the piece must be there, once.
fn club(old: &str, new: &str) -> String {
    assert_eq!(CLUB.matches(old).count(), 1, "the fixture has `{old}` once");
    CLUB.replacen(old, new, 1)
}

fn diagnostics_of(text: &str) -> Vec<Diagnostic> {
    match Policy::parse(text) {
        Ok(_) => Vec::new(),
        Err(error) => error.diagnostics().to_vec(),
    }
}

/// The document must be refused with exactly these diagnostics (code and path), each at its mark.
fn refused(document: &str, expected: &[(&str, &str)]) -> Vec<Diagnostic> {
    let (text, places) = marked(document);
    let diagnostics = diagnostics_of(&text);
    let got: Vec<_> = diagnostics.iter().map(|diagnostic| (diagnostic.code(), diagnostic.path())).collect();
    assert_eq!(got, expected, "{diagnostics:?}");
    if !places.is_empty() {
        let at: Vec<_> = diagnostics.iter().filter_map(Diagnostic::position).collect();
        assert_eq!(at, places, "{diagnostics:?}");
    }
    diagnostics
}

fn time(text: &str) -> Time {
    text.parse().unwrap()
}

fn code<T, E>(result: Result<T, E>, code: impl Fn(&E) -> &'static str) -> &'static str {
    result.as_ref().err().map_or("no error", code)
}

/// The bodies of a dossier with an entry of each shape: flat, nested, with a list, with text that is not ASCII.
fn bodies() -> Vec<Body> {
    [
        json!({"kind": "born", "happened": "2026-01-01", "date": "2012-02-29"}),
        json!({"kind": "authority", "happened": "2026-01-02T10:00:00Z", "representative": "parent-1", "authority": "parental", "may": "exercise", "evidence": "gezien: één brief 🦔"}),
        json!({"kind": "consent-given", "happened": "2026-01-03T10:00:00Z", "purposes": ["website"], "by": "parent-1", "text": "v1"}),
        json!({"kind": "objected", "happened": "2026-01-04T10:00:00Z", "purposes": []}),
        json!({"kind": "objection-rejected", "happened": "2026-01-05T10:00:00Z", "entry": 4,
            "decision": {"role": "officer", "article": "21(1)", "text": "weighed"}}),
    ]
    .iter()
    .map(|body| Body::from_json(&body.to_string()).unwrap())
    .collect()
}

/// The lines of a dossier with these bodies, and the dossier.
fn written(bodies: Vec<Body>) -> (Vec<String>, Dossier) {
    written_in(Dossier::new(), bodies)
}

/// The club's members.
fn opened() -> Dossier {
    crate::writing::opened(&Policy::parse(CLUB).unwrap())
}

fn written_in(mut dossier: Dossier, bodies: Vec<Body>) -> (Vec<String>, Dossier) {
    let mut lines = Vec::new();
    for (index, body) in bodies.into_iter().enumerate() {
        let recorded = time(&format!("2026-02-0{}T09:00:00Z", index + 1));
        let appended = dossier.append(dossier.head(), body, stamp(&dossier, recorded)).unwrap();
        lines.push(appended.line.clone());
        dossier = dossier.with(appended).unwrap();
    }
    (lines, dossier)
}

fn five() -> (Vec<String>, Dossier) {
    written(bodies())
}

/// A line as this library writes it, but with whatever is asked for.
fn line(version: &str, seq: &str, recorded: &str, critical: bool, body: &str) -> String {
    let commitment = hex(&Sha256::digest([&SALT[..], body.as_bytes()].concat()));
    format!(
        "{{\"v\":{version},\"seq\":{seq},\"recorded\":\"{recorded}\",\"critical\":{critical},\"commitment\":\"{commitment}\",\"salt\":\"{}\",\"body\":{body}}}",
        hex(&SALT)
    )
}

const SALT: [u8; 16] = [0xa5; 16];

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

const RECORDED: &str = "2026-02-01T09:00:00.000000Z";
const LEFT: &str = "{\"kind\":\"left\",\"happened\":\"2026-01-01\"}";

/// The head of any lines, computed as documented, so that a line can be wrong without the head giving it away.
fn head(lines: &[String]) -> Head {
    let mut head = [0; 32];
    for line in lines {
        let header = line.split_once(",\"salt\":").map_or(&line[..line.len() - 1], |(header, _)| header);
        let mut hash = Sha256::new();
        hash.update(head);
        hash.update(header);
        head = hash.finalize().into();
    }
    Head::from_bytes(head)
}

/// Loads lines with the head that belongs to them.
fn loaded(lines: &[String]) -> Result<Dossier, DossierError> {
    Dossier::load(&lines.join("\n"), head(lines))
}

/// The codes and paths of a refusal; empty if it loads.
fn refusal(result: &Result<Dossier, DossierError>) -> Vec<(&'static str, &str)> {
    result.as_ref().err().iter().flat_map(|error| error.diagnostics()).map(|f| (f.code(), f.path())).collect()
}

fn at(text: &str) -> Time {
    time(text)
}

fn institution() -> Institution {
    let policy = Policy::parse(CLUB).unwrap();
    Institution::fold(&policy, &school(), &[], None)
}

fn claims(dossier: &Dossier) -> Claims {
    institution().claims(dossier, &[], None)
}

const CASES: &str = r#"{
  "waarborg-cases": 1,
  "policy": "club",
  "cases": [
    {
      "case": "one",
      "description": "A tutor cannot see marks without a contract.",
      "dossier": [{ "kind": "enrolled", "happened": "2026-01-01", "recorded": "2026-01-01T09:00:00Z" }],
      "when": "2026-03-01T12:00:00Z",
      "ask": { "may": { "role": "tutor", "verb": "view", "purpose": "help", "category": "marks" } },
      "then": { "answer": "deny" }
    }
  ]
}"#;
