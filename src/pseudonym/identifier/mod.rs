//! What a pseudonym is made of: an identifier, read by the rules of its kind and brought into one form.
//!
//! What is malformed is refused: a pseudonym of it would look like someone's.

mod eck;
mod ip;
mod mail;
mod pgn;
mod text;

use core::cmp::Ordering;
use core::fmt;
use core::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use eck::EckId;
pub(super) use ip::parse as parse_ip;
pub use ip::unmapped;
pub use mail::MailRules;
pub(super) use mail::split as split_mail;
pub use pgn::{Pgn, PgnKind};
pub use text::LetterCase;

use super::mac::Message;
use super::{Pseudonym, PseudonymError};
use crate::Diagnostic;
use crate::json::{Defs, Id, Node, Read, Reader};

/// A kind of identifier, with the rules it is read by. Each has keys of its own: the same digits as a BSN and as a
/// *leerlingnummer* give different pseudonyms.
///
/// Its name (`Display`, `FromStr`) goes into the key. These are the rules of profile 1; other rules for a kind would
/// be another kind with another name, since they would give other pseudonyms.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum IdentifierKind {
    /// `pgn`: the *persoonsgebonden nummer*, a BSN or an onderwijsnummer. Reads 1 to 9 digits, with spaces, dots and
    /// hyphens left out and zeros put in front; the remainder of the 11-test decides which of the two it is.
    Pgn,
    /// `eckid`: an ECK iD, `https://ketenid.nl/201703/` and 128 hexadecimal digits in lower case. Nothing is mended.
    EckId,
    /// `stampseudoniem`: a *stampseudoniem*, in the same form with `sp` before the version.
    Stampseudoniem,
    /// `mail`, `mail/lower`, `mail/untagged`, `mail/lower-untagged`: an e-mail address. See [`MailRules`].
    Mail(MailRules),
    /// `leerlingnummer`: a school's own number of a pupil, as a text. Zeros in front count.
    Leerlingnummer,
    /// `ip`: an IPv4 or IPv6 address. An IPv4-mapped IPv6 address is the IPv4 address.
    Ip,
    /// `text/NAME`, `text/NAME/lower`: any other text. Normal form C, without white space at its ends.
    Text {
        /// What it identifies.
        name: TextName,
        /// Whether capitals count.
        case: LetterCase,
    },
}

/// What a text identifies: lower-case letters, digits, dots and hyphens, at most 64.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct TextName(Arc<str>);

/// An identifier: checked and in its one form. It is personal data: `Debug` shows its kind alone.
#[derive(Clone)]
pub struct Identifier {
    kind: IdentifierKind,
    canonical: Message,
}

impl IdentifierKind {
    /// A kind of text with this name; `None` if it is not a name.
    pub fn text(name: &str, case: LetterCase) -> Option<IdentifierKind> {
        Id::new(name).map(|id| IdentifierKind::Text { name: TextName(id.as_str().into()), case })
    }

    /// Reads an identifier of this kind.
    ///
    /// # Errors
    ///
    /// What the text is not, by code: `pgn-…`, `eckid-…`, `mail-…`, `ip-…`, `text-…`, and `already-a-pseudonym` for a
    /// text that is one of this library's own.
    pub fn read(&self, text: &str) -> Result<Identifier, PseudonymError> {
        Ok(match self {
            IdentifierKind::Pgn => Pgn::parse(text).map_err(|diagnostic| own_or(text, diagnostic))?.into(),
            IdentifierKind::EckId | IdentifierKind::Stampseudoniem => {
                let eck = eck::parse(text).map_err(|diagnostic| own_or(text, diagnostic))?;
                let found = Identifier::from(eck);
                if found.kind != *self {
                    return Err(eck::other_kind().into());
                }
                found
            }
            IdentifierKind::Mail(rules) => self.with(
                mail::canonical(text, *rules).map_err(|diagnostic| own_or(text, diagnostic))?.as_bytes(),
            ),
            IdentifierKind::Ip => {
                let address = ip::parse(text).map_err(|diagnostic| own_or(text, diagnostic))?;
                Identifier::from(address)
            }
            IdentifierKind::Leerlingnummer => self.with(text::canonical(text, LetterCase::Exact)?.as_bytes()),
            IdentifierKind::Text { case, .. } => self.with(text::canonical(text, *case)?.as_bytes()),
        })
    }

    /// The name that goes into the key.
    pub(super) fn name(&self) -> String {
        self.to_string()
    }

    /// The identifier that was sealed as these bytes: its canonical form, read again by the same rules.
    pub(super) fn restore(&self, canonical: &[u8]) -> Option<Identifier> {
        let text = || core::str::from_utf8(canonical).ok();
        let read = match self {
            IdentifierKind::EckId | IdentifierKind::Stampseudoniem => {
                Identifier::from(EckId::restore(canonical)?)
            }
            IdentifierKind::Ip => Identifier::from(ip::restore(canonical)?),
            _ => self.read(text()?).ok()?,
        };
        (read.kind == *self && read.canonical() == canonical).then_some(read)
    }

    fn with(&self, canonical: &[u8]) -> Identifier {
        Identifier { kind: self.clone(), canonical: Message::of(canonical) }
    }
}

impl Identifier {
    /// Its kind.
    pub fn kind(&self) -> &IdentifierKind {
        &self.kind
    }

    /// Its one form, as bytes: what is put through HMAC. Personal data.
    ///
    /// Nine digits for a PGN; the 64 bytes and then the version for an ECK iD; 4 or 16 bytes for an address; UTF-8
    /// for all others.
    #[inline]
    pub fn canonical(&self) -> &[u8] {
        self.canonical.bytes()
    }

    /// Its one form, as a text that its kind reads again. Personal data.
    pub fn text(&self) -> String {
        let bytes = self.canonical();
        let other = match self.kind {
            IdentifierKind::EckId | IdentifierKind::Stampseudoniem => {
                EckId::restore(bytes).map(|eck| eck.to_string())
            }
            IdentifierKind::Ip => ip::restore(bytes).map(|address| address.to_string()),
            _ => None,
        };
        // INVARIANT: the other kinds are kept as UTF-8.
        other.unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
    }

    pub(super) fn into_message(self) -> Message {
        self.canonical
    }

    /// Its one form, ready for a MAC.
    #[inline]
    pub(super) fn message(&self) -> &Message {
        &self.canonical
    }
}

impl PartialEq for Identifier {
    fn eq(&self, other: &Identifier) -> bool {
        self.kind == other.kind && self.canonical() == other.canonical()
    }
}

impl Eq for Identifier {}

impl PartialOrd for Identifier {
    fn partial_cmp(&self, other: &Identifier) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Identifier {
    fn cmp(&self, other: &Identifier) -> Ordering {
        self.kind.cmp(&other.kind).then_with(|| self.canonical().cmp(other.canonical()))
    }
}

impl From<Pgn> for Identifier {
    #[inline]
    fn from(pgn: Pgn) -> Identifier {
        Identifier { kind: IdentifierKind::Pgn, canonical: Message::of(pgn.digits()) }
    }
}

impl From<EckId> for Identifier {
    fn from(eck: EckId) -> Identifier {
        let kind =
            if eck.is_stampseudoniem() { IdentifierKind::Stampseudoniem } else { IdentifierKind::EckId };
        kind.with(&eck.canonical())
    }
}

impl From<core::net::IpAddr> for Identifier {
    fn from(address: core::net::IpAddr) -> Identifier {
        match ip::unmapped(address) {
            core::net::IpAddr::V4(v4) => IdentifierKind::Ip.with(&v4.octets()),
            core::net::IpAddr::V6(v6) => IdentifierKind::Ip.with(&v6.octets()),
        }
    }
}

/// A diagnostic, or a better one where the text is a pseudonym already.
#[cold]
pub(super) fn own_or(text: &str, diagnostic: Diagnostic) -> Diagnostic {
    own_form(text).unwrap_or(diagnostic)
}

/// A pseudonym of a pseudonym is never meant.
fn own_form(text: &str) -> Option<Diagnostic> {
    Pseudonym::is_form(text.trim()).then(|| {
        Diagnostic::new("already-a-pseudonym", "this is the text of a pseudonym already")
            .expecting("the identifier itself")
            .helping("to go from one domain to another, use a translation")
    })
}

impl fmt::Display for IdentifierKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            IdentifierKind::Pgn => f.write_str("pgn"),
            IdentifierKind::EckId => f.write_str("eckid"),
            IdentifierKind::Stampseudoniem => f.write_str("stampseudoniem"),
            IdentifierKind::Mail(rules) => f.write_str(rules.name()),
            IdentifierKind::Leerlingnummer => f.write_str("leerlingnummer"),
            IdentifierKind::Ip => f.write_str("ip"),
            IdentifierKind::Text { name, case: LetterCase::Exact } => write!(f, "text/{}", name.0),
            IdentifierKind::Text { name, case: LetterCase::Lower } => write!(f, "text/{}/lower", name.0),
        }
    }
}

impl fmt::Debug for IdentifierKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for IdentifierKind {
    type Err = PseudonymError;

    fn from_str(name: &str) -> Result<IdentifierKind, PseudonymError> {
        let plain = [
            IdentifierKind::Pgn,
            IdentifierKind::EckId,
            IdentifierKind::Stampseudoniem,
            IdentifierKind::Leerlingnummer,
            IdentifierKind::Ip,
        ];
        let mails = MailRules::ALL.iter().map(|rules| IdentifierKind::Mail(*rules));
        if let Some(kind) = plain.into_iter().chain(mails).find(|kind| kind.name() == name) {
            return Ok(kind);
        }
        let text = name.strip_prefix("text/").and_then(|rest| match rest.strip_suffix("/lower") {
            Some(name) => IdentifierKind::text(name, LetterCase::Lower),
            None => IdentifierKind::text(rest, LetterCase::Exact),
        });
        text.ok_or_else(|| {
            let known = ["pgn", "eckid", "stampseudoniem", "leerlingnummer", "ip"];
            let known = known.into_iter().chain(MailRules::ALL.iter().map(|rules| rules.name()));
            Diagnostic::new("unknown-kind", "there is no such kind of identifier")
                .expecting(format!(
                    "one of {}, text/NAME, text/NAME/lower",
                    known.clone().collect::<Vec<_>>().join(", ")
                ))
                .meaning(name, known)
                .into()
        })
    }
}

impl fmt::Debug for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identifier({}, ..)", self.kind)
    }
}

impl Read for IdentifierKind {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<IdentifierKind> {
        match node.text(reader, "a kind of identifier")?.parse::<IdentifierKind>() {
            Ok(kind) => Some(kind),
            Err(error) => {
                error.diagnostics().iter().for_each(|diagnostic| reader.report(node, diagnostic.clone()));
                None
            }
        }
    }

    fn schema(_: &mut Defs) -> serde_json::Value {
        serde_json::json!({
            "type": "string",
            "pattern": "^(pgn|eckid|stampseudoniem|leerlingnummer|ip|mail(/(lower|untagged|lower-untagged))?|text/[a-z0-9][a-z0-9.-]{0,63}(/lower)?)$"
        })
    }
}

impl Serialize for IdentifierKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for IdentifierKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<IdentifierKind, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(|_| serde::de::Error::custom("not a kind of identifier"))
    }
}
