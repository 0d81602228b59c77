//! What was packed: counts, digests, and the little of it that the page shows.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::{ItemKind, PackRecord, hex, quoted};
use crate::calendar::{Moment, Time, Zone};
use crate::dossier::ItemOutcome;
use crate::json::Id;
use crate::rights::Item;

/// How many examples the page shows of a category, how much of each.
const EXAMPLES: usize = 3;
const FIELDS: usize = 6;
const VALUE: usize = 120;
/// A record larger than this is not shown as an example.
const LARGEST: usize = 64 << 10;
/// How many names of fields that were left out are remembered of an item.
const REDACTED: usize = 50;

/// What was packed of one item. Owned.
#[derive(Clone, PartialEq)]
pub struct Contents {
    /// The item, by its name in the plan.
    pub item: String,
    /// Its category.
    pub category: Id,
    /// The system that holds it.
    pub system: Option<Id>,
    /// `Give` or `GiveInPart`.
    pub kind: ItemKind,
    /// `Done` or `NothingFound`; `None` while it is not closed.
    pub outcome: Option<ItemOutcome>,
    /// How many records.
    pub records: u64,
    /// How many of them are about others too.
    pub with_others: u64,
    /// How many of them have no moment at which they were made.
    pub undated: u64,
    /// When the first of them was made.
    pub first: Option<Moment>,
    /// When the last of them was made.
    pub last: Option<Moment>,
    /// SHA-256 over the lines of its records; `None` while it is not closed.
    pub sha256: Option<[u8; 32]>,
    /// The fields that were left out of some record: the first fifty names.
    pub(super) redacted: BTreeSet<String>,
    /// The first records, in short.
    pub(super) examples: Vec<Example>,
}

/// A record in short: some of its fields, in its own order.
#[derive(Clone, PartialEq, Default)]
pub(super) struct Example {
    pub(super) fields: Vec<(String, String)>,
    /// How many fields more it has.
    pub(super) more: usize,
}

/// An item that is to be given.
pub(super) struct Part {
    /// Whether its records can be taken along (article 20(1)).
    pub(super) portable: bool,
    pub(super) contents: Contents,
}

/// A finished package, as far as its page and the dossier need it. Owned.
#[derive(Clone, PartialEq)]
pub struct Packed {
    /// The number of the entry with which the request arrived.
    pub entry: u32,
    /// When it was made.
    pub created_at: Time,
    /// How many bytes it has.
    pub bytes: u64,
    /// SHA-256 over all its bytes, as a `package-ready` entry records it.
    pub digest: [u8; 32],
    pub(super) manifest: [u8; 32],
    /// What was packed: one per item, in the order of the plan.
    pub contents: Vec<Contents>,
}

impl Packed {
    /// The digest as a `package-ready` entry records it: 64 lower-case hexadecimal digits.
    pub fn digest_hex(&self) -> String {
        hex(&self.digest)
    }
}

impl Contents {
    pub(super) fn of(item: &Item, category: Id) -> Contents {
        Contents {
            item: item.item.clone(),
            category,
            system: item.system.clone(),
            kind: item.kind,
            outcome: None,
            records: 0,
            with_others: 0,
            undated: 0,
            first: None,
            last: None,
            sha256: None,
            redacted: BTreeSet::new(),
            examples: Vec::new(),
        }
    }

    /// How the item begins in the package.
    pub(super) fn head(&self) -> String {
        let (item, category) = (quoted(&self.item), quoted(self.category.as_str()));
        format!("{{\"item\":{item},\"category\":{category},\"records\":[\n")
    }

    /// Takes note of a record that was packed.
    pub(super) fn take(&mut self, record: &PackRecord<'_>, others: usize, json: &str, zone: &Zone) {
        self.records += 1;
        self.with_others += u64::from(others > 0);
        match record.created {
            None => self.undated += 1,
            Some(created) => {
                if self.first.is_none_or(|first| is_earlier(created, first, zone)) {
                    self.first = Some(created);
                }
                if self.last.is_none_or(|last| is_earlier(last, created, zone)) {
                    self.last = Some(created);
                }
            }
        }
        for field in record.redacted.unwrap_or(&[]) {
            if self.redacted.len() < REDACTED && !self.redacted.contains(*field) {
                self.redacted.insert(short(field));
            }
        }
        if self.examples.len() < EXAMPLES && json.len() <= LARGEST {
            self.examples.extend(Example::of(json));
        }
    }
}

/// Whether one moment comes before another; a bare day by its first instant.
fn is_earlier(one: Moment, other: Moment, zone: &Zone) -> bool {
    match (one, other) {
        (Moment::On(one), Moment::On(other)) => one < other,
        (Moment::At(one), Moment::At(other)) => one < other,
        _ => one.first(zone) < other.first(zone),
    }
}

impl Example {
    /// `None` for a record whose numbers nobody can read.
    fn of(json: &str) -> Option<Example> {
        let Json::Object(fields) = serde_json::from_str(json).ok()? else { return None };
        // One more would take as much room as to say that there is one.
        let most = if fields.len() == FIELDS + 1 { FIELDS + 1 } else { FIELDS };
        let shown = fields.iter().take(most).map(|(name, value)| (short(name), short(&plain(value, 0))));
        Some(Example { fields: shown.collect(), more: fields.len().saturating_sub(most) })
    }
}

/// A value as people write it.
fn plain(value: &Json, depth: usize) -> String {
    match value {
        Json::Null => "–".to_owned(),
        Json::String(text) => text.clone(),
        Json::Bool(true) => "✓".to_owned(),
        Json::Bool(false) => "✗".to_owned(),
        Json::Number(number) => number.to_string(),
        _ if depth == 2 => "…".to_owned(),
        Json::Array(list) => {
            let parts: Vec<String> = list.iter().take(FIELDS).map(|value| plain(value, depth + 1)).collect();
            parts.join(", ") + if list.len() > FIELDS { ", …" } else { "" }
        }
        Json::Object(fields) => {
            let part = |(name, value)| format!("{name}: {}", plain(value, depth + 1));
            let parts: Vec<String> = fields.iter().take(FIELDS).map(part).collect();
            parts.join("; ") + if fields.len() > FIELDS { "; …" } else { "" }
        }
    }
}

fn short(text: &str) -> String {
    let mut chars = text.chars();
    let short: String = chars.by_ref().take(VALUE).collect();
    if chars.next().is_some() { short + "…" } else { short }
}

impl core::fmt::Debug for Contents {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Contents")
            .field("item", &self.item)
            .field("records", &self.records)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}

impl core::fmt::Debug for Packed {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Packed")
            .field("entry", &self.entry)
            .field("bytes", &self.bytes)
            .finish_non_exhaustive()
    }
}
