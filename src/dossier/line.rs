//! Lines, heads, loading and appending.

use core::{fmt, str::FromStr};

use sha2::{Digest, Sha256};

use super::stamp::{Salt, Stamp};
use super::{Body, DossierError, DossierOpened};
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
    /// The head of a person's dossier without entries.
    pub const EMPTY: Head = Head([0; 32]);

    /// The head with these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Head {
        Head(bytes)
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The head of an institution's stream without entries: it binds the institution's id.
    fn of_institution(id: &str) -> Head {
        let mut hash = Sha256::new();
        hash.update("waarborg institution\0");
        hash.update(id);
        Head(hash.finalize().into())
    }

    fn next(&self, header: &str) -> Head {
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update(header);
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
    content: Content,
}

#[derive(Clone, PartialEq)]
enum Content {
    Body(Body),
    /// Of a kind, or a version, that this library does not know.
    Unknown,
    /// The body was erased; its commitment is all that is left.
    Erased,
}

impl Entry {
    /// Its number, from 1; the entry that opens a dossier has number 0.
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

    /// What it says; `None` if its body was erased, or is of a kind or a version that this library does not know.
    pub fn body(&self) -> Option<&Body> {
        match &self.content {
            Content::Body(body) => Some(body),
            Content::Unknown | Content::Erased => None,
        }
    }

    /// True if its body was erased.
    pub fn is_erased(&self) -> bool {
        self.content == Content::Erased
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.body().map(Body::kind);
        f.debug_struct("Entry").field("seq", &self.seq).field("kind", &kind).finish_non_exhaustive()
    }
}

/// A sequence of entries and its head. Immutable: appending gives the host a line to store, and a new dossier.
///
/// A person's dossier begins with the entry `dossier-opened`, which has number 0. An institution's own stream has none:
/// its head binds the id of the institution.
#[derive(Clone, PartialEq)]
pub struct Dossier {
    /// The id of the institution whose own stream this is; `None` for a person's dossier.
    institution: Option<String>,
    opening: Option<Entry>,
    entries: Vec<Entry>,
    head: Head,
    /// The salt of the last entry, so that a host that always gives the same one is found out.
    salt: Option<Salt>,
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
    /// True if `happened` was raised to keep the order of entries, within the clock skew. The line holds both moments.
    pub raised: bool,
    /// The head before it.
    after: Head,
    entry: Entry,
    salt: Salt,
}

impl Default for Dossier {
    fn default() -> Dossier {
        Dossier::new()
    }
}

impl Dossier {
    /// A person's dossier without entries. Append a `dossier-opened` first.
    pub fn new() -> Dossier {
        Dossier { institution: None, opening: None, entries: Vec::new(), head: Head::EMPTY, salt: None }
    }

    /// The institution's own stream, without entries. `id` names the institution, in the host's own words, such as its
    /// number in a register; it is bound in every head.
    pub fn of_institution(id: &str) -> Dossier {
        Dossier { institution: Some(id.to_owned()), head: Head::of_institution(id), ..Dossier::new() }
    }

    /// Reads a person's dossier from its lines, in order, separated by `\n` (a last one is allowed), and checks that they
    /// are all there by the head that the host stored.
    pub fn load(lines: &str, expected: Head) -> Result<Dossier, DossierError> {
        Dossier::new().loaded(lines, expected)
    }

    /// Reads the institution's own stream, as [`load`](Dossier::load) does a person's. The lines are those of the
    /// institution with this id and no other.
    pub fn load_of_institution(id: &str, lines: &str, expected: Head) -> Result<Dossier, DossierError> {
        Dossier::of_institution(id).loaded(lines, expected)
    }

    fn loaded(mut self, lines: &str, expected: Head) -> Result<Dossier, DossierError> {
        let text = lines.strip_suffix('\n').unwrap_or(lines);
        if !text.is_empty() {
            for (index, line) in text.split('\n').enumerate() {
                self.read_line(line, index)?;
            }
        }
        if self.head != expected {
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
        Ok(self)
    }

    /// The entries, in order, from number 1. The entry that opens the dossier is not among them.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Whose dossier it is, by the entry that opened it; `None` if no entry did, or that entry cannot be read.
    pub fn opened(&self) -> Option<&DossierOpened> {
        match self.opening.as_ref()?.body()? {
            Body::DossierOpened(opened) => Some(opened),
            _ => None,
        }
    }

    /// The entry that opened the dossier.
    pub(crate) fn opening(&self) -> Option<&Entry> {
        self.opening.as_ref()
    }

    /// The id of the institution whose own stream this is; `None` for a person's dossier.
    pub fn institution(&self) -> Option<&str> {
        self.institution.as_deref()
    }

    /// The head.
    pub fn head(&self) -> Head {
        self.head
    }

    /// When the last entry was written.
    pub(crate) fn last_recorded(&self) -> Option<Time> {
        self.entries.last().or(self.opening.as_ref()).map(|last| last.recorded)
    }

    /// Makes the next entry. Changes nothing: the host stores the line under (dossier, `seq`) and the head beside it,
    /// and if another process was first, reloads and tries again.
    ///
    /// The moment of the stamp is moved up to that of the entry ahead if a clock ran behind, and refused if by more than a
    /// day: one of the two was wrong. If an entry about the same thing happened later than this one by no more than the clock
    /// skew, and this one restricts or ends something, its `happened` is raised to that moment; the line keeps what was
    /// stated, and [`Appended::raised`] says so.
    ///
    /// What is planned may lie ahead, by no more than 25 years: with a mistyped year, an entry would never take effect.
    pub fn append(&self, expected: Head, body: Body, stamp: Stamp) -> Result<Appended, DossierError> {
        if expected != self.head {
            return Err(Diagnostic::new("head-moved", "the dossier has changed since it was read")
                .helping("load it again, decide again, append again")
                .into());
        }
        let recorded = self.recorded(&stamp)?;
        if Some(stamp.salt) == self.salt {
            return Err(Diagnostic::new("salt-used", "the entry ahead of this one has the same salt")
                .expecting("16 new random bytes for every entry")
                .helping("with one salt for several entries, an erased body can be guessed from what is left of it")
                .into());
        }
        let opens = matches!(body, Body::DossierOpened(_));
        if opens {
            self.can_be_opened()?;
        }
        let seq = if opens { 0 } else { self.entries.len() as u32 + 1 };
        let stated = body.happened();
        let body = self.in_order(body, &stamp);
        self.refers_back(&body, seq)?;
        let critical = body.is_critical();
        let json = body.to_json();
        // A line that is given out can be read back: a text may be empty, a moment one of the two infinities.
        if Body::from_line(&json).map_err(of_entry)?.as_ref() != Some(&body) {
            return Err(Diagnostic::new("not-canonical", "this entry would not be read back as it is").into());
        }
        if let Some(diagnostic) = body.happens_far_ahead(recorded) {
            return Err(diagnostic.into());
        }
        let commitment = stamp.salt.commitment(&json);
        let header = format!(
            "{{\"v\":1,\"seq\":{seq},\"recorded\":\"{recorded}\",\"critical\":{critical},\"commitment\":\"{commitment}\""
        );
        let head = self.head.next(&header);
        let line = format!("{header},\"salt\":\"{}\",\"body\":{json}}}", stamp.salt.hex());
        if line.len() > LONGEST_LINE {
            return Err(Diagnostic::new("line-too-long", "this entry is longer than 1 MiB").into());
        }
        Ok(Appended {
            line,
            seq,
            head,
            raised: body.happened() != stated,
            after: self.head,
            entry: Entry { seq, recorded, critical, content: Content::Body(body) },
            salt: stamp.salt,
        })
    }

    /// When an entry with this stamp is recorded.
    pub(crate) fn recorded(&self, stamp: &Stamp) -> Result<Time, DossierError> {
        stamp.checked()?;
        let last = self.last_recorded().unwrap_or(Time::MIN);
        if last > stamp.recorded.shifted(Time::DAY) {
            // Moved up so far, it would take effect only then: a withdrawal would not be seen for years.
            return Err(Diagnostic::new("clock-behind", "the entry ahead of this one was recorded long after this moment")
                .expecting("a moment no more than a day before that entry")
                .helping("one of two clocks was wrong; if it was the other one, put back the lines and the head from before its entry, and append with a clock that is right")
                .into());
        }
        Ok(last.max(stamp.recorded))
    }

    /// A dossier is opened once, by its first entry.
    fn can_be_opened(&self) -> Result<(), DossierError> {
        let (code, message) = match self {
            Dossier { institution: Some(_), .. } => (
                "of-a-person",
                "the institution's own stream is not opened: its head binds the institution's id",
            ),
            Dossier { opening: Some(_), .. } => ("already-opened", "this dossier was opened before"),
            Dossier { entries, .. } if !entries.is_empty() => {
                ("already-begun", "this dossier has entries, and only its first entry can open it")
            }
            _ => return Ok(()),
        };
        let help = "open a new dossier, and append the entries of this one to it";
        Err(Diagnostic::new(code, message).at("/kind").helping(help).into())
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
        self.push(appended.entry);
        self.head = appended.head;
        self.salt = Some(appended.salt);
        Ok(self)
    }

    fn push(&mut self, entry: Entry) {
        if entry.seq == 0 {
            self.opening = Some(entry);
        } else {
            self.entries.push(entry);
        }
    }

    /// Raises `happened` of what restricts or ends to the latest earlier one about the same thing that exceeds it by no
    /// more than the clock skew. Bare dates neither raise nor are raised.
    pub(crate) fn in_order(&self, mut body: Body, stamp: &Stamp) -> Body {
        let Moment::At(at) = body.happened() else { return body };
        let things = body.raised_by();
        if things.is_empty() {
            return body;
        }
        let limit = at.shifted(stamp.skew);
        let is_within = |entry: &Entry| match entry.body().map(Body::happened) {
            Some(Moment::At(earlier)) => earlier > at && earlier <= limit,
            _ => false,
        };
        // Nearly always there is none: what is about the same thing, and counts, need not be found out.
        if !self.entries.iter().any(is_within) {
            return body;
        }
        let later = self.counting().filter_map(|(seq, body)| match body.happened() {
            Moment::At(earlier) if earlier > at && earlier <= limit => {
                let mut theirs = body.things(seq).into_iter();
                theirs.any(|theirs| things.iter().any(|thing| thing.is_that_of(&theirs))).then_some(earlier)
            }
            _ => None,
        });
        if let Some(latest) = later.max() {
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
            kinds.is_empty() || found.body().is_some_and(|body| kinds.contains(&body.kind()))
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

    fn read_line(&mut self, line: &str, index: usize) -> Result<(), DossierError> {
        let number = self.entries.len() as u32 + 1;
        let may_open = index == 0 && self.institution.is_none();
        let (entry, header, salt) =
            read(line, number, may_open, self.last_recorded()).map_err(|diagnostics| {
                let placed = diagnostics.into_iter().map(|diagnostic| {
                    let path = format!("/{index}{}", diagnostic.path());
                    diagnostic.at(path).on(Some((index as u32 + 1, 1)))
                });
                DossierError::of(placed.collect())
            })?;
        self.head = self.head.next(header);
        self.salt = salt;
        self.push(entry);
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

/// Reads one line, byte for byte as this library writes it. Returns the entry, its header and its salt.
fn read(
    line: &str,
    number: u32,
    may_open: bool,
    after: Option<Time>,
) -> Result<(Entry, &str, Option<Salt>), Vec<Diagnostic>> {
    let not_a_line = || {
        vec![
            Diagnostic::new("not-a-line", "this is not an entry's line")
                .expecting("{\"v\":1,\"seq\":…,\"recorded\":\"…\",\"critical\":…,\"commitment\":\"…\",\"salt\":\"…\",\"body\":{…}}, byte for byte as it was given"),
        ]
    };
    if line.len() > LONGEST_LINE {
        return Err(vec![Diagnostic::new("line-too-long", "this line is longer than 1 MiB")]);
    }
    let Some(Parts { version, seq, recorded, critical, commitment, header, body }) = Parts::of(line) else {
        return Err(cut_or(line, not_a_line()));
    };
    if seq != number && !(seq == 0 && may_open) {
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
    let Some((salt, body)) = body else {
        return Ok((Entry { seq, recorded, critical, content: Content::Erased }, header, None));
    };
    let read = match version {
        1 => Body::from_line(body).map_err(|diagnostics| cut_or(line, diagnostics))?,
        0 => return Err(not_a_line()),
        // A version that this library does not know: kept, not read.
        _ => serde_json::from_str::<serde::de::IgnoredAny>(body).map(|_| None).map_err(|_| not_a_line())?,
    };
    if salt.commitment(body) != commitment {
        return Err(vec![
            Diagnostic::new(
                "body-changed",
                "this body is not the one that the commitment of its line was made for",
            )
            .expecting("the line as it was given")
            .helping("to erase a body, remove `salt` and `body` together, and nothing else"),
        ]);
    }
    if (seq == 0) != matches!(read, Some(Body::DossierOpened(_))) && (seq != 0 || read.is_some()) {
        return Err(vec![
            Diagnostic::new(
                "wrong-number",
                "the entry that opens a dossier has number 0, and no other entry has",
            )
            .helping("load all lines of one dossier, ordered by their number"),
        ]);
    }
    let content = read.map_or(Content::Unknown, Content::Body);
    Ok((Entry { seq, recorded, critical, content }, header, Some(salt)))
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
    commitment: &'l str,
    /// The line up to its salt.
    header: &'l str,
    /// `None` if the body was erased.
    body: Option<(Salt, &'l str)>,
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
        let (commitment, rest) = rest.strip_prefix(",\"commitment\":\"")?.split_once('"')?;
        let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if commitment.len() != 64 || !commitment.bytes().all(digit) {
            return None;
        }
        let header = line.get(..line.len() - rest.len())?;
        let parts = Parts { version, seq, recorded, critical, commitment, header, body: None };
        if rest == "}" {
            return Some(parts);
        }
        let (salt, rest) = rest.strip_prefix(",\"salt\":\"")?.split_once('"')?;
        let body = rest.strip_prefix(",\"body\":")?.strip_suffix('}')?;
        body.ends_with('}').then_some(Parts { body: Some((Salt::from_hex(salt)?, body)), ..parts })
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
