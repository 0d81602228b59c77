//! The lines of a ledger: written in one way, and read only if they are written so.

#![allow(unreachable_pub, reason = "the declaration of a readable type makes it pub")]

use super::key::CHECK;
use crate::Diagnostic;
use crate::calendar::Time;
use crate::json::{self, Id, Text, object, words};
use crate::rights::hex::{hex, unhex};

/// The version of the format. Version 1 had no check of its key and no head.
const VERSION: u32 = 2;

/// A line, taken apart.
#[derive(Clone, PartialEq)]
pub(super) enum Line {
    /// The first line of every ledger: the check of its key.
    Opened { check: [u8; CHECK] },
    /// Any other line: something about one person.
    Person { token: [u8; 32], description: Says },
}

/// What a line states about a person.
#[derive(Clone, PartialEq)]
pub(super) enum Says {
    /// Records made up to and including this instant are suppressed, in these categories; in all if empty.
    Suppressed { through: Time, categories: Vec<Id> },
    /// The person is back.
    Lifted { from: Time },
}

words! {
    /// What a line of a ledger states.
    pub enum LineKind {
        /// The ledger begins.
        Opened = "opened",
        /// Records are suppressed.
        Suppressed = "suppressed",
        /// The person is back.
        Lifted = "lifted",
    }
}

object! {
    /// A line of a ledger.
    pub personal struct Document {
        /// The version of this format: 2.
        pub waarborg_ledger: u32,
        /// Its number, from 1.
        pub seq: u32,
        /// What it states.
        pub kind: LineKind,
        /// For `opened`: the check of the key.
        pub check: Option<Text>,
        /// For the others: whom it is about.
        pub token: Option<Text>,
        /// For `suppressed`: the last moment covered.
        pub through: Option<Time>,
        /// For `suppressed`: the categories.
        pub categories: Option<Vec<Id>>,
        /// For `lifted`: from when.
        pub from: Option<Time>,
    }
}

impl Line {
    /// The line as text: JSON, deterministic, without a line end.
    pub(super) fn written(&self, seq: u32) -> String {
        let fields = match self {
            Line::Opened { check } => format!("\"kind\":\"opened\",\"check\":\"{}\"", hex(check)),
            Line::Person { token, description: Says::Suppressed { through, categories } } => {
                let names: Vec<String> = categories.iter().map(|id| format!("\"{id}\"")).collect();
                format!(
                    "\"kind\":\"suppressed\",\"token\":\"{}\",\"through\":\"{through}\",\"categories\":[{}]",
                    hex(token),
                    names.join(",")
                )
            }
            Line::Person { token, description: Says::Lifted { from } } => {
                format!("\"kind\":\"lifted\",\"token\":\"{}\",\"from\":\"{from}\"", hex(token))
            }
        };
        format!("{{\"waarborg-ledger\":{VERSION},\"seq\":{seq},{fields}}}")
    }

    /// Reads the line that must have this number.
    pub(super) fn read(text: &str, seq: u32) -> Result<Line, Vec<Diagnostic>> {
        let document = json::read_personal(text, |line: Document, _, _| Some(line));
        let document = match document {
            Ok(document) => document,
            // Of another version, the fields say nothing.
            Err(_) if other_version(text) => return Err(vec![unknown_version()]),
            Err(diagnostics) => return Err(diagnostics),
        };
        if document.waarborg_ledger != VERSION {
            return Err(vec![unknown_version()]);
        }
        if document.seq != seq {
            return Err(vec![
                Diagnostic::new("wrong-number", "this line is not the next one")
                    .expecting(format!("line {seq}"))
                    .helping("load all lines of one ledger, ordered by their number"),
            ]);
        }
        let line = document.taken().filter(|line| line.written(seq) == text);
        line.ok_or_else(|| {
            vec![
                Diagnostic::new("not-canonical", "this line is not as this library writes it")
                    .helping("keep lines as text, byte for byte; a JSON column may reorder them"),
            ]
        })
    }
}

impl Document {
    fn taken(self) -> Option<Line> {
        let token = self.token.as_ref().and_then(|token| unhex(&token.0));
        match (self.kind, self.check, token, self.through, self.categories, self.from) {
            (LineKind::Opened, Some(check), None, None, None, None) => {
                Some(Line::Opened { check: unhex(&check.0)? })
            }
            (LineKind::Suppressed, None, Some(token), Some(through), Some(categories), None)
                if categories.is_sorted_by(|a, b| a < b) =>
            {
                Some(Line::Person { token, description: Says::Suppressed { through, categories } })
            }
            (LineKind::Lifted, None, Some(token), None, None, Some(from)) => {
                Some(Line::Person { token, description: Says::Lifted { from } })
            }
            _ => None,
        }
    }
}

fn other_version(text: &str) -> bool {
    let rest = text.strip_prefix("{\"waarborg-ledger\":");
    let number = rest.and_then(|rest| rest.split([',', '}']).next());
    number.and_then(|number| number.parse::<u32>().ok()).is_some_and(|number| number != VERSION)
}

fn unknown_version() -> Diagnostic {
    Diagnostic::new("unknown-version", "this line has another version of the format")
        .expecting(VERSION.to_string())
        .helping(
            "lines of version 1 have no head to check them by: write their erasures down in a new ledger",
        )
}
