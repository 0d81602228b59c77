//! The answer to a request for access or portability (articles 15 and 20): everything, as JSON for a machine and as
//! one page for a person.
//!
//! The host pushes records, item by item of the plan; the package comes out in pieces, which the host sends on. Nothing
//! of it is kept but counts, digests, and three examples per item for the page.
//!
//! ```text
//! {"waarborg-package":1,"request":{…},"subject":…,"policy":{…},"dossier":…,"created-at":…,"controllers":[…],
//!  "categories":{…},"purposes":{…},"items":[…],
//! "packed":[
//! {"item":"results@register","category":"results","records":[
//! {"subjects":["p-1"],"others":0,"portable":false,"redacted":[],"made":"2026-09-01","record":{…}},
//! {…}
//! ],"count":2,"outcome":"done","sha256":"…"}
//! ],"totals":{"items":1,"records":2},
//! "sha256":"…"}
//! ```
//!
//! The digest of an item is over the lines of its records, without the line end after the last. The digest in the last
//! line is over every byte before that line: `head -n -1 package.json | sha256sum`. Records stand as they were pushed,
//! byte for byte.

mod begin;
mod checkpoint;
mod contents;
mod page;
mod redaction;
mod scan;

pub use contents::{Contents, Packed};

use core::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::hex::hex;
use super::{ItemKind, Plan, Request, RightsError};
use crate::Diagnostic;
use crate::calendar::{Moment, Time, Zone};
use crate::claim::Claims;
use crate::dossier::ItemOutcome;
use contents::Part;
use redaction::Redaction;
use scan::Wrong;

/// Whose data a package holds, and who gives it. Borrowed for one call.
#[derive(Clone, Copy)]
pub struct Whose<'a> {
    /// The host's opaque reference of the person, as it stands in the `subjects` of records. It comes to stand in the
    /// package.
    pub subject: &'a str,
    /// The name of the institution, for a party of the policy that stands for each institution.
    pub institution: Option<&'a str>,
}

/// A record to pack. Borrowed for one call.
#[derive(Clone, Copy)]
pub struct PackRecord<'a> {
    /// Its category: that of the item.
    pub category: &'a str,
    /// The references of everyone it is about; the person must be among them. Of the others only their number comes to
    /// stand in the package: their references are theirs.
    pub subjects: &'a [&'a str],
    /// The fields that were left out, because they are about others (article 15(4)); `None` if nobody looked. An empty
    /// list says that somebody looked, and nothing had to be left out.
    ///
    /// A field is told by its name, and then may stand nowhere in the record, however deep; or by a JSON Pointer
    /// (RFC 6901, beginning with `/`), and then may not stand in that place.
    pub redacted: Option<&'a [&'a str]>,
    /// When it was made, if that is known.
    pub created: Option<Moment>,
    /// The record itself: one JSON object of at most 64 levels, in UTF-8, without what was left out.
    pub json: &'a [u8],
}

/// A package that is being made. Owned; send it to any thread. It does no I/O: what it writes is appended to a buffer
/// of the host, who may empty that after every call.
///
/// A call that fails changes nothing, neither the package nor the buffer.
pub struct Package {
    entry: u32,
    created_at: Time,
    zone: Zone,
    subject: String,
    /// The person's reference as JSON.
    subject_json: String,
    parts: Vec<Part>,
    /// The part whose records are being pushed.
    open: Option<usize>,
    /// How many parts have been begun.
    begun: u64,
    finished: bool,
    bytes: u64,
    /// The digest of the manifest, by which a checkpoint knows its package.
    manifest: [u8; 32],
    whole: Sha256,
    of_part: Sha256,
}

impl Package {
    /// Begins a package: its manifest is appended to `out`.
    ///
    /// # Errors
    /// The request is no request for access or portability that was granted; whoever asked may not ask; a processor has no
    /// instruction to make a package; the plan is another's, or no longer that
    /// of this policy and dossier; the reference is empty; the moment is outside 2000 to 2200.
    pub fn begin(
        claims: &Claims,
        request: &Request,
        plan: &Plan,
        whose: &Whose<'_>,
        at: Time,
        out: &mut Vec<u8>,
    ) -> Result<Package, RightsError> {
        let (mut package, manifest) = Package::of(claims, request, plan, whose, at)?;
        package.write(out, manifest.as_bytes());
        Ok(package)
    }

    /// Takes up a package where a [`checkpoint`](Package::checkpoint) left it, with everything as it was at
    /// [`begin`](Package::begin). The host cuts off what it had written after [`bytes`](Package::bytes), and pushes on
    /// after the records that [`contents`](Package::contents) counts: the same bytes follow as without interruption.
    ///
    /// # Errors
    /// What [`begin`](Package::begin) refuses; a text that is no checkpoint; a checkpoint of another package.
    pub fn resume(
        claims: &Claims,
        request: &Request,
        plan: &Plan,
        whose: &Whose<'_>,
        checkpoint: &str,
    ) -> Result<Package, RightsError> {
        let saved = checkpoint::read(checkpoint)?;
        let (package, _) = Package::of(claims, request, plan, whose, saved.created_at)?;
        saved.into_package(package)
    }

    /// Where the package is now, as JSON, to [`resume`](Package::resume) from. It is personal data as the package is:
    /// it holds the examples of the page, and up to 63 bytes of the package inside its running digests.
    pub fn checkpoint(&self) -> String {
        checkpoint::write(self)
    }

    /// When the package of a checkpoint was begun: the moment for which its plan is made again, to resume it.
    ///
    /// # Errors
    /// A text that is no checkpoint.
    pub fn begun_at(checkpoint: &str) -> Result<Time, RightsError> {
        checkpoint::read(checkpoint).map(|saved| saved.created_at)
    }

    /// How many bytes have been written.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// What was packed so far: one per item that is to be given, in the order of the plan.
    pub fn contents(&self) -> impl ExactSizeIterator<Item = &Contents> {
        self.parts.iter().map(|part| &part.contents)
    }

    /// Packs one record of an item. The first one opens the item; it stays open until it is [closed](Package::close).
    ///
    /// # Errors
    /// An item that is not in the plan, is not to be given, or was closed; another item is still open; a record of
    /// another category, about nobody or not about the person; about others too, and nobody looked what to leave out;
    /// a field that was left out and is still there; not one JSON object in UTF-8, or too deep; the package is finished.
    pub fn push(
        &mut self,
        item: &str,
        record: &PackRecord<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), RightsError> {
        let index = self.pushable(item)?;
        let Some(part) = self.parts.get(index) else { return Err(unknown_item(None)) };
        let others = accepted(part, record, &self.subject)?;
        let redacted = record.redacted.unwrap_or(&[]);
        let json = validated(record.json, redacted)?;

        let start = self.opened(index, out);
        let Some(part) = self.parts.get_mut(index) else { return Err(unknown_item(None)) };
        if part.contents.records > 0 {
            out.extend_from_slice(b",\n");
        }
        out.extend_from_slice(b"{\"subjects\":[");
        out.extend_from_slice(self.subject_json.as_bytes());
        out.extend_from_slice(b"],\"others\":");
        about(out, others, part.portable, redacted, record.created);
        out.extend_from_slice(json.as_bytes());
        out.push(b'}');
        part.contents.take(record, others, json, &self.zone);
        let written = out.get(start..).unwrap_or(&[]);
        self.of_part.update(written);
        self.whole.update(written);
        self.bytes += written.len() as u64;
        Ok(())
    }

    /// Closes an item: `Done` after its records, `NothingFound` where there are none.
    ///
    /// # Errors
    /// An item that is not in the plan, is not to be given, or was closed; another item is still open; `Done` without
    /// a record, `NothingFound` with one, or another outcome; the package is finished.
    pub fn close(&mut self, item: &str, outcome: ItemOutcome, out: &mut Vec<u8>) -> Result<(), RightsError> {
        let index = self.pushable(item)?;
        let records = self.parts.get(index).map_or(0, |part| part.contents.records);
        match (outcome, records) {
            (ItemOutcome::Done, 1..) | (ItemOutcome::NothingFound, 0) => {}
            (ItemOutcome::Done, 0) => {
                return Err(diagnostic(
                    "no-records",
                    "this item is called done, and no record of it was pushed",
                )
                .helping("push its records, or close it with `nothing-found`")
                .into());
            }
            (ItemOutcome::NothingFound, _) => {
                return Err(diagnostic("has-records", "this item has records, so something was found")
                    .helping("close it with `done`")
                    .into());
            }
            _ => {
                return Err(diagnostic(
                    "not-given",
                    "an item of a package is done, or nothing was found for it",
                )
                .expecting("`done` or `nothing-found`")
                .helping("after a failure, push the records again, or begin anew")
                .into());
            }
        }
        self.opened(index, out);
        let sha256: [u8; 32] = self.of_part.clone().finalize().into();
        let between = if records > 0 { "\n" } else { "" };
        let outcome_word = outcome.as_str();
        let tail = format!(
            "{between}],\"count\":{records},\"outcome\":\"{outcome_word}\",\"sha256\":\"{}\"}}",
            hex(&sha256)
        );
        self.write(out, tail.as_bytes());
        self.open = None;
        if let Some(part) = self.parts.get_mut(index) {
            part.contents.outcome = Some(outcome);
            part.contents.sha256 = Some(sha256);
        }
        Ok(())
    }

    /// Finishes the package: totals and digest are appended to `out`.
    ///
    /// # Errors
    /// Every item that is to be given and was not closed; or it is finished already.
    pub fn finish(&mut self, out: &mut Vec<u8>) -> Result<Packed, RightsError> {
        self.unfinished()?;
        let undone = self.parts.iter().filter(|part| part.contents.outcome.is_none());
        let diagnostics: Vec<Diagnostic> = undone
            .map(|part| {
                Diagnostic::new("undone", format!("the item `{}` has no outcome", part.contents.item))
                    .expecting("the item closed with `done` or `nothing-found`")
            })
            .collect();
        if !diagnostics.is_empty() {
            return Err(RightsError::of(diagnostics));
        }
        let records: u64 = self.parts.iter().map(|part| part.contents.records).sum();
        let end = if self.begun > 0 { "\n" } else { "" };
        let totals = format!("{end}],\"totals\":{{\"items\":{},\"records\":{records}}},\n", self.begun);
        self.write(out, totals.as_bytes());
        let sha256: [u8; 32] = self.whole.clone().finalize().into();
        self.write(out, format!("\"sha256\":\"{}\"}}\n", hex(&sha256)).as_bytes());
        self.finished = true;
        Ok(Packed {
            entry: self.entry,
            created_at: self.created_at,
            bytes: self.bytes,
            digest: self.whole.clone().finalize().into(),
            manifest: self.manifest,
            contents: self.parts.iter().map(|part| part.contents.clone()).collect(),
        })
    }

    fn unfinished(&self) -> Result<(), RightsError> {
        if self.finished {
            return Err(diagnostic("finished", "this package is finished")
                .helping("begin another one")
                .into());
        }
        Ok(())
    }

    /// The place of an item that can be pushed to, or closed.
    fn pushable(&self, item: &str) -> Result<usize, RightsError> {
        self.unfinished()?;
        // Nearly always the next record of the item that is open.
        let open = self.open.and_then(|open| Some((open, self.parts.get(open)?)));
        if let Some((open, _)) = open.filter(|(_, part)| part.contents.item == item) {
            return Ok(open);
        }
        let Some(index) = self.parts.iter().position(|part| part.contents.item == item) else {
            let known = self.parts.iter().map(|part| part.contents.item.as_str());
            return Err(unknown_item(Some((item, known.collect()))));
        };
        let part = self.parts.get(index);
        if part.is_some_and(|part| part.contents.outcome.is_some()) {
            return Err(diagnostic("item-closed", "this item was closed; nothing can be added to it").into());
        }
        match open {
            Some((_, open)) => Err(diagnostic("item-open", "another item is still open")
                .expecting(format!("the item `{}` closed first", open.contents.item))
                .into()),
            None => Ok(index),
        }
    }

    /// Opens an item if it is not open yet; gives where in `out` its next bytes begin.
    fn opened(&mut self, index: usize, out: &mut Vec<u8>) -> usize {
        if self.open != Some(index) {
            let between = if self.begun == 0 { "" } else { ",\n" };
            let head = self.parts.get(index).map(|part| part.contents.head()).unwrap_or_default();
            self.write(out, format!("{between}{head}").as_bytes());
            self.open = Some(index);
            self.begun += 1;
            self.of_part = Sha256::new();
        }
        out.len()
    }

    fn write(&mut self, out: &mut Vec<u8>, bytes: &[u8]) {
        out.extend_from_slice(bytes);
        self.whole.update(bytes);
        self.bytes += bytes.len() as u64;
    }
}

/// How many others a record is about, if it may be packed in this item.
fn accepted(part: &Part, record: &PackRecord<'_>, subject: &str) -> Result<usize, RightsError> {
    if record.category != part.contents.category.as_str() {
        return Err(diagnostic("other-category", "the category of this record is not that of the item")
            .expecting(format!("`{}`", part.contents.category))
            .into());
    }
    if record.subjects.is_empty() {
        return Err(diagnostic("no-subjects", "this record says of nobody that it is about them")
            .expecting("the reference of everyone it is about")
            .helping("a record whose person is not known is not given: it may be another's")
            .into());
    }
    let others = record.subjects.iter().filter(|reference| **reference != subject).count();
    if others == record.subjects.len() {
        return Err(diagnostic("about-another", "this record is not about the person who asks")
            .expecting("the person's own reference among its subjects")
            .into());
    }
    if others > 0 && record.redacted.is_none() {
        return Err(diagnostic("not-redacted", "this record is about others too, and nothing says what was left out")
            .expecting("the list of fields that were left out because they are about others (article 15(4))")
            .helping("take out what is about the others, and name the fields; an empty list says that nothing had to be taken out")
            .into());
    }
    if record.redacted.is_some_and(|fields| fields.iter().any(|field| field.trim().is_empty())) {
        return Err(diagnostic("empty-field", "a field that was left out has no name").into());
    }
    Ok(others)
}

/// The record's own JSON, which may be packed as it is.
fn validated<'r>(json: &'r [u8], redacted: &[&str]) -> Result<&'r str, RightsError> {
    let mut redaction = Redaction::of(redacted);
    let text = match redacted.is_empty() {
        true => scan::object(json, &mut ()),
        false => scan::object(json, &mut redaction),
    };
    let text = text.map_err(wrong)?;
    if redaction.found() {
        return Err(diagnostic("still-there", "a field that was left out is still in the record")
            .helping("take it out wherever it stands; to name one place only, give a JSON Pointer such as `/pupils/1/name`")
            .into());
    }
    Ok(text)
}

fn wrong(wrong: Wrong) -> RightsError {
    match wrong {
        Wrong::NotUtf8 => diagnostic("not-utf8", "this record is not UTF-8").into(),
        Wrong::NotJson => {
            diagnostic("not-json", "this record is not JSON").expecting("one JSON object (RFC 8259)").into()
        }
        Wrong::NotAnObject => diagnostic("not-an-object", "this record is JSON, and not an object")
            .expecting("one JSON object")
            .into(),
        Wrong::TooDeep => {
            let message = format!("this record nests deeper than {} levels", scan::DEEPEST);
            Diagnostic::new("too-deep", message).into()
        }
    }
}

fn unknown_item(given: Option<(&str, Vec<&str>)>) -> RightsError {
    let unknown = diagnostic("unknown-item", "the plan of this request gives no such item");
    let (given, known) = given.unwrap_or_default();
    unknown.meaning(given, known).expecting("an item of the plan of the kind `give` or `give-in-part`").into()
}

fn diagnostic(code: &'static str, message: &str) -> Diagnostic {
    Diagnostic::new(code, message)
}

/// What is told of a record, from the number of others on, up to the record itself.
fn about(out: &mut Vec<u8>, others: usize, portable: bool, redacted: &[&str], created: Option<Moment>) {
    // Writing into memory cannot fail.
    let _ = match others {
        0 => Writer(out).write_str("0"),
        others => write!(Writer(out), "{others}"),
    };
    out.extend_from_slice(if portable { b",\"portable\":true" } else { b",\"portable\":false" });
    out.extend_from_slice(b",\"redacted\":[");
    for (index, field) in redacted.iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        let _ = write!(Writer(out), "{comma}{}", quoted(field));
    }
    out.extend_from_slice(b"],\"created\":");
    let _ = match created {
        Some(created) => write!(Writer(out), "\"{created}\""),
        None => Writer(out).write_str("null"),
    };
    out.extend_from_slice(b",\"record\":");
}

/// A text as JSON.
fn quoted(text: &str) -> String {
    // INVARIANT: a string serialises.
    serde_json::to_string(text).unwrap_or_default()
}

/// Text into a buffer of bytes.
struct Writer<'o>(&'o mut Vec<u8>);

impl core::fmt::Write for Writer<'_> {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

impl ItemKind {
    /// True if its records come to stand in a package.
    pub(super) fn is_given(self) -> bool {
        matches!(self, ItemKind::Give | ItemKind::GiveInPart)
    }
}

impl core::fmt::Debug for Whose<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Whose { .. }")
    }
}

impl core::fmt::Debug for PackRecord<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("PackRecord { .. }")
    }
}

impl core::fmt::Debug for Package {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Package")
            .field("entry", &self.entry)
            .field("bytes", &self.bytes)
            .finish_non_exhaustive()
    }
}
