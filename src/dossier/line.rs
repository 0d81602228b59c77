//! Lines, heads, loading and appending.

use core::{fmt, str::FromStr};

use sha2::{Digest, Sha256};

use super::{Body, DossierError};
use crate::Diagnostic;
use crate::calendar::{Moment, Time};

/// The longest line, in bytes.
const LONGEST_LINE: usize = 1 << 20;

/// The digest of a dossier: 32 bytes, written as 64 hexadecimal digits. A small value.
///
/// It changes with every entry; the host stores it beside the lines and passes it back when loading and appending.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Head([u8; 32]);

impl Head {
    /// The head of a dossier without entries.
    pub const EMPTY: Head = Head([0; 32]);

    /// The head with these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Head {
        Head(bytes)
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn next(&self, header: &str, body: &str) -> Head {
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update(header);
        hash.update(Sha256::digest(body));
        Head(hash.finalize().into())
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Head {
    type Err = DossierError;

    fn from_str(text: &str) -> Result<Head, DossierError> {
        let wrong = || Diagnostic::new("not-a-head", "this is not a head").expecting("64 hexadecimal digits");
        let mut bytes = [0; 32];
        // The digits are looked at first: `from_str_radix` takes a sign for one.
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(wrong().into());
        }
        for (index, byte) in bytes.iter_mut().enumerate() {
            let pair = text.get(2 * index..2 * index + 2).unwrap_or("");
            *byte = u8::from_str_radix(pair, 16).map_err(|_| wrong())?;
        }
        Ok(Head(bytes))
    }
}

/// One entry: its place, when it was written, and what it says.
#[derive(Clone, PartialEq)]
pub struct Entry {
    seq: u32,
    recorded: Time,
    critical: bool,
    body: Option<Body>,
}

impl Entry {
    /// Its number, from 1.
    pub fn seq(&self) -> u32 {
        self.seq
    }

    /// When it was written; never before the entry ahead of it.
    pub fn recorded(&self) -> Time {
        self.recorded
    }

    /// True if a library that does not know its kind must not read past it.
    pub fn is_critical(&self) -> bool {
        self.critical
    }

    /// What it says; `None` if it is of a kind, or a version, that this library does not know.
    pub fn body(&self) -> Option<&Body> {
        self.body.as_ref()
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.body.as_ref().map(Body::kind);
        f.debug_struct("Entry").field("seq", &self.seq).field("kind", &kind).finish_non_exhaustive()
    }
}

/// A sequence of entries and its head. Immutable: appending gives the host a line to store, and a new dossier.
#[derive(Clone, PartialEq)]
pub struct Dossier {
    entries: Vec<Entry>,
    head: Head,
}

/// An entry that may be appended: the line to store, and what follows from it.
#[derive(Clone, PartialEq)]
pub struct Appended {
    /// The line to store, without a line end.
    pub line: String,
    /// Its number: the key beside the dossier's own, so that a second writer fails in the database.
    pub seq: u32,
    /// The head after it.
    pub head: Head,
    /// The head before it.
    after: Head,
    entry: Entry,
}

impl Default for Dossier {
    fn default() -> Dossier {
        Dossier::new()
    }
}

impl Dossier {
    /// A dossier without entries.
    pub fn new() -> Dossier {
        Dossier { entries: Vec::new(), head: Head::EMPTY }
    }

    /// Reads a dossier from its lines, in order, separated by `\n` (a last one is allowed), and checks that they are
    /// all there by the head that the host stored.
    pub fn load(lines: &str, expected: Head) -> Result<Dossier, DossierError> {
        let mut dossier = Dossier::new();
        let text = lines.strip_suffix('\n').unwrap_or(lines);
        if !text.is_empty() {
            for line in text.split('\n') {
                dossier.read_line(line)?;
            }
        }
        if dossier.head != expected {
            return Err(Diagnostic::new(
                "head-mismatch",
                "these are not the lines, or not all the lines, of this head",
            )
            .expecting(
                "every line of the dossier, in order, as it was stored, and the head stored with the last",
            )
            .helping("a database function that joins lines may cut off at a limit (GROUP_CONCAT: 1024 bytes)")
            .into());
        }
        Ok(dossier)
    }

    /// The entries, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The head.
    pub fn head(&self) -> Head {
        self.head
    }

    /// Makes the next entry. Changes nothing: the host stores the line under (dossier, `seq`) and the head beside it,
    /// and if another process was first, reloads and tries again.
    ///
    /// `recorded` is now; it is moved up to the entry ahead if a clock ran behind, and refused if by more than a day (and
    /// more than `skew`): one of the two was wrong. `skew` is how far, in microseconds, clocks may differ: if an earlier
    /// entry happened later by no more than that, this one is moved up to it, and what was stated is kept in the line.
    ///
    /// What is planned may lie ahead, by no more than 25 years: with a mistyped year, an entry would never take effect.
    pub fn append(
        &self,
        expected: Head,
        body: Body,
        recorded: Time,
        skew: i64,
    ) -> Result<Appended, DossierError> {
        if expected != self.head {
            return Err(Diagnostic::new("head-moved", "the dossier has changed since it was read")
                .helping("load it again, decide again, append again")
                .into());
        }
        if !recorded.is_finite() {
            return Err(Diagnostic::new("not-a-time", "an entry is recorded at an instant").into());
        }
        let last = self.entries.last().map_or(Time::MIN, |last| last.recorded);
        if last > recorded.shifted(skew.max(Time::DAY)) {
            // Moved up so far, it would take effect only then: a withdrawal would not be seen for years.
            return Err(Diagnostic::new("clock-behind", "the entry ahead of this one was recorded long after this moment")
                .expecting("a moment no more than a day, or the skew, before that entry")
                .helping("one of two clocks was wrong; if it was the other one, put back the lines and the head from before its entry, and append with a clock that is right")
                .into());
        }
        let recorded = last.max(recorded);
        let seq = self.entries.len() as u32 + 1;
        let body = self.in_order(body, skew);
        self.refers_back(&body, seq)?;
        let critical = body.is_critical();
        let header = format!("{{\"v\":1,\"seq\":{seq},\"recorded\":\"{recorded}\",\"critical\":{critical}");
        let json = body.to_json();
        // A line that is given out can be read back: a text may be empty, a moment one of the two infinities.
        if Body::from_line(&json).map_err(of_entry)?.as_ref() != Some(&body) {
            return Err(Diagnostic::new("not-canonical", "this entry would not be read back as it is").into());
        }
        if let Some(diagnostic) = body.happens_far_ahead(recorded) {
            return Err(diagnostic.into());
        }
        let head = self.head.next(&header, &json);
        let line = format!("{header},\"body\":{json}}}");
        if line.len() > LONGEST_LINE {
            return Err(Diagnostic::new("line-too-long", "this entry is longer than 1 MiB").into());
        }
        Ok(Appended {
            line,
            seq,
            head,
            after: self.head,
            entry: Entry { seq, recorded, critical, body: Some(body) },
        })
    }

    /// The dossier with an entry that [`append`](Dossier::append) made of it.
    pub fn with(mut self, appended: Appended) -> Result<Dossier, DossierError> {
        if appended.after != self.head {
            return Err(Diagnostic::new(
                "head-moved",
                "this entry was made for another state of the dossier",
            )
            .into());
        }
        self.entries.push(appended.entry);
        self.head = appended.head;
        Ok(self)
    }

    /// Raises `happened` to the latest earlier one that exceeds it by no more than `skew`.
    fn in_order(&self, mut body: Body, skew: i64) -> Body {
        let Moment::At(at) = body.happened() else { return body };
        let earlier = self.entries.iter().filter_map(|entry| match entry.body.as_ref()?.happened() {
            Moment::At(earlier) => Some(earlier),
            Moment::On(_) => None,
        });
        let limit = at.shifted(skew.max(0));
        if let Some(latest) = earlier.filter(|earlier| *earlier > at && *earlier <= limit).max() {
            body.raise(Moment::At(latest));
        }
        body
    }

    /// An entry that answers an earlier one must name one that is there and can be answered so.
    fn refers_back(&self, body: &Body, seq: u32) -> Result<(), DossierError> {
        let (entry, kinds): (u32, &[&str]) = match body {
            Body::Voided(b) => (b.entry, &[]),
            Body::ConsentInvalidated(b) => (b.entry, &["consent-given"]),
            Body::ObjectionUpheld(b) => (b.entry, &["objected"]),
            Body::ObjectionRejected(b) => (b.entry, &["objected"]),
            Body::ObjectionWithdrawn(b) => (b.entry, &["objected"]),
            Body::RestrictionLifted(b) => (b.entry, &["restricted"]),
            Body::HoldReleased(b) => (b.entry, &["hold"]),
            step => match step.about_request() {
                Some(entry) => (entry, &["requested", "objected"]),
                None => return Ok(()),
            },
        };
        let found = (entry < seq).then(|| self.entries.get((entry as usize).wrapping_sub(1))).flatten();
        let fits = found.is_some_and(|found| {
            kinds.is_empty() || found.body.as_ref().is_some_and(|body| kinds.contains(&body.kind()))
        });
        if fits {
            return Ok(());
        }
        let expected = if kinds.is_empty() {
            "any earlier entry".to_owned()
        } else {
            format!("an earlier `{}`", kinds.join("`, `"))
        };
        Err(Diagnostic::new(
            "no-such-entry",
            "the entry that this one answers is not there, or is of another kind",
        )
        .at("/entry")
        .expecting(format!("the number of {expected}"))
        .into())
    }

    fn read_line(&mut self, line: &str) -> Result<(), DossierError> {
        let number = self.entries.len() as u32 + 1;
        let read =
            read(line, number, self.entries.last().map(|entry| entry.recorded)).map_err(|diagnostics| {
                DossierError::of(
                    diagnostics
                        .into_iter()
                        .map(|diagnostic| {
                            let path = format!("/{}{}", number - 1, diagnostic.path());
                            diagnostic.at(path).on(Some((number, 1)))
                        })
                        .collect(),
                )
            })?;
        let (entry, header, body) = read;
        self.head = self.head.next(header, body);
        self.entries.push(entry);
        Ok(())
    }
}

impl fmt::Debug for Dossier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dossier").field("entries", &self.entries.len()).field("head", &self.head).finish()
    }
}

impl fmt::Debug for Appended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Appended")
            .field("entry", &self.entry)
            .field("head", &self.head)
            .finish_non_exhaustive()
    }
}

/// Reads one line, byte for byte as this library writes it. Returns the entry, its header and its body.
fn read(line: &str, number: u32, after: Option<Time>) -> Result<(Entry, &str, &str), Vec<Diagnostic>> {
    let not_a_line = || {
        vec![
            Diagnostic::new("not-a-line", "this is not an entry's line")
                .expecting("{\"v\":1,\"seq\":…,\"recorded\":\"…\",\"critical\":…,\"body\":{…}}, byte for byte as it was given"),
        ]
    };
    if line.len() > LONGEST_LINE {
        return Err(vec![Diagnostic::new("line-too-long", "this line is longer than 1 MiB")]);
    }
    let Some(Parts { version, seq, recorded, critical, header, body }) = Parts::of(line) else {
        return Err(cut_or(line, not_a_line()));
    };
    if seq != number {
        return Err(vec![
            Diagnostic::new("wrong-number", "this entry is not the next one")
                .expecting(format!("entry {number}"))
                .helping("load all lines of one dossier, ordered by their number"),
        ]);
    }
    if after.is_some_and(|after| recorded < after) {
        return Err(vec![
            Diagnostic::new("recorded-backwards", "this entry was recorded before the one ahead of it")
                .helping("lines are only ever made by appending; do not edit them"),
        ]);
    }
    let body_read = match version {
        1 => Body::from_line(body).map_err(|diagnostics| cut_or(line, diagnostics))?,
        0 => return Err(not_a_line()),
        // A version that this library does not know: kept, not read.
        _ => serde_json::from_str::<serde::de::IgnoredAny>(body).map(|_| None).map_err(|_| not_a_line())?,
    };
    Ok((Entry { seq, recorded, critical, body: body_read }, header, body))
}

/// A line that stops in the middle is reported as cut, whatever else is wrong with it.
fn cut_or(line: &str, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let eof = serde_json::from_str::<serde::de::IgnoredAny>(line).is_err_and(|error| error.is_eof());
    if !eof || !line.starts_with('{') {
        return diagnostics;
    }
    vec![
        Diagnostic::new("cut-line", "this line stops in the middle").helping(
            "a database function that joins lines may cut off at a limit (GROUP_CONCAT: 1024 bytes)",
        ),
    ]
}

/// A line taken apart.
struct Parts<'l> {
    version: u32,
    seq: u32,
    recorded: Time,
    critical: bool,
    /// The line up to its body.
    header: &'l str,
    body: &'l str,
}

impl<'l> Parts<'l> {
    /// `None` if it is not, byte for byte, as this library writes it.
    fn of(line: &'l str) -> Option<Parts<'l>> {
        let (version, rest) = number(line.strip_prefix("{\"v\":")?)?;
        let (seq, rest) = number(rest.strip_prefix(",\"seq\":")?)?;
        let (recorded, rest) = Time::from_canonical(rest.strip_prefix(",\"recorded\":\"")?)?;
        let rest = rest.strip_prefix("\",\"critical\":")?;
        let (critical, rest) = match rest.strip_prefix("true") {
            Some(rest) => (true, rest),
            None => (false, rest.strip_prefix("false")?),
        };
        let header = line.get(..line.len() - rest.len())?;
        let body = rest.strip_prefix(",\"body\":")?.strip_suffix('}')?;
        body.ends_with('}').then_some(Parts { version, seq, recorded, critical, header, body })
    }
}

/// A whole number without sign or leading zero, and what follows it.
fn number(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at(text.bytes().take_while(u8::is_ascii_digit).count());
    let canonical = digits == "0" || !digits.starts_with('0');
    canonical.then(|| Some((digits.parse().ok()?, rest))).flatten()
}

/// Of one entry, the paths are its own, and not those of the line that it would have.
fn of_entry(diagnostics: Vec<Diagnostic>) -> DossierError {
    let own = |diagnostic: Diagnostic| {
        let path = diagnostic.path().strip_prefix("/body").unwrap_or(diagnostic.path()).to_owned();
        diagnostic.at(path)
    };
    DossierError::of(diagnostics.into_iter().map(own).collect())
}
