use core::fmt;

use super::identifier::{Identifier, IdentifierKind, Pgn, own_or};
use super::keyring::Keyring;
use super::label::Label;
use super::mac::{Mac, Message};
use super::register::{KeyRow, KeyState};
use super::root::DomainKey;
use super::wire::{KeyId, Pseudonym};
use super::{PseudonymError, transform::Shift};
use crate::Diagnostic;
use crate::calendar::Time;

/// A pseudonymisation domain, opened: its keys, derived and ready. Made by [`Register::open`](super::Register::open).
/// Immutable; share it between threads. Its keys are wiped when it is dropped.
///
/// A key that is to retire by itself does so when the domain is next opened.
pub struct Domain {
    controller: Label,
    domain: Label,
    kinds: Vec<Pseudonymiser>,
}

/// Makes pseudonyms of one kind of identifier in one domain.
pub struct Pseudonymiser {
    kind: IdentifierKind,
    /// The name of the kind.
    name: Box<str>,
    /// The active key, if there is one.
    active: Option<Live>,
    /// Those that find existing pseudonyms only, newest first.
    accepted: Vec<Live>,
    /// Moves times: of the same epoch as the newest key.
    dates: Mac,
}

struct Live {
    id: KeyId,
    mac: Mac,
}

/// What came of many identifiers.
#[derive(Debug)]
pub struct Batch {
    /// One for each identifier, in the order given; `None` for one that was refused.
    pub pseudonyms: Vec<Option<Pseudonym>>,
    /// Those that were refused: the place in the order given, from 0, and why.
    pub refused: Vec<(usize, PseudonymError)>,
}

/// How many identifiers of a batch are read at a time.
const AHEAD: usize = 32;

impl Domain {
    /// Opens the domain with these rows, newest first.
    pub(super) fn open(
        rows: Vec<&KeyRow>,
        keyring: &Keyring,
        controller: Label,
        domain: Label,
        now: Time,
    ) -> Result<Domain, PseudonymError> {
        let mut kinds: Vec<Pseudonymiser> = Vec::new();
        for row in rows {
            let keys = |key: &DomainKey| key.of_kind(&row.kind).and_then(|(mac, _)| Ok((mac, key.dates()?)));
            let (mac, dates) = row.with_key(keyring, keys)?;
            let live = Live { id: row.id(), mac };
            let at = kinds.iter().position(|known| known.kind == row.kind).unwrap_or(kinds.len());
            if at == kinds.len() {
                let (kind, name) = (row.kind.clone(), row.kind.name().into());
                kinds.push(Pseudonymiser { kind, name, active: None, accepted: Vec::new(), dates });
            }
            let Some(of_kind) = kinds.get_mut(at) else { continue };
            match row.state(now) {
                KeyState::Active if of_kind.active.is_none() => of_kind.active = Some(live),
                _ => of_kind.accepted.push(live),
            }
        }
        Ok(Domain { controller, domain, kinds })
    }

    /// The controller.
    pub fn controller(&self) -> &str {
        self.controller.as_str()
    }

    /// The name of the domain.
    pub fn name(&self) -> &str {
        self.domain.as_str()
    }

    /// Makes pseudonyms of this kind of identifier.
    ///
    /// # Errors
    ///
    /// `no-key-for-kind` if the domain has no key for it, or all of them are destroyed.
    pub fn of(&self, kind: &IdentifierKind) -> Result<&Pseudonymiser, PseudonymError> {
        self.kinds.iter().find(|known| known.kind == *kind).ok_or_else(|| no_key(kind).into())
    }

    /// As [`Domain::of`], by the name of the kind, which is only compared.
    ///
    /// # Errors
    ///
    /// `unknown-kind` for what is the name of none; what [`Domain::of`] refuses.
    pub fn named(&self, kind: &str) -> Result<&Pseudonymiser, PseudonymError> {
        match self.kinds.iter().find(|known| *known.name == *kind) {
            Some(known) => Ok(known),
            None => Err(no_key(&kind.parse()?).into()),
        }
    }
}

impl Pseudonymiser {
    /// The kind of identifier.
    pub fn kind(&self) -> &IdentifierKind {
        &self.kind
    }

    /// The pseudonym of an identifier, under the active key.
    ///
    /// # Errors
    ///
    /// `other-kind` for an identifier of another kind; `no-active-key` if every key is accept-only.
    #[inline]
    pub fn pseudonym(&self, identifier: &Identifier) -> Result<Pseudonym, PseudonymError> {
        match &self.active {
            Some(key) if identifier.kind() == &self.kind => Ok(key.of(identifier)),
            _ => Err(self.refused(identifier)),
        }
    }

    /// The pseudonyms of an identifier under every key that is not destroyed: the active one first, then the
    /// accept-only ones, newest first. To find rows that were made before a rotation.
    ///
    /// # Errors
    ///
    /// `other-kind` for an identifier of another kind.
    pub fn all_active(&self, identifier: &Identifier) -> Result<Vec<Pseudonym>, PseudonymError> {
        if identifier.kind() != &self.kind {
            return Err(self.refused(identifier));
        }
        Ok(self.keys().map(|key| key.of(identifier)).collect())
    }

    /// True if this is the pseudonym of this identifier under a key that is not destroyed.
    pub fn matches(&self, identifier: &Identifier, pseudonym: &Pseudonym) -> bool {
        let of_key = |key: &Live| key.id == pseudonym.key() && key.of(identifier) == *pseudonym;
        identifier.kind() == &self.kind && self.keys().any(of_key)
    }

    /// The pseudonyms of many texts, under the active key: each is read as the kind demands. One that is refused
    /// stops no other, and has no pseudonym.
    ///
    /// The order tells who is who: shuffle or sort by pseudonym what leaves with other data of another domain.
    ///
    /// # Errors
    ///
    /// `no-active-key` if every key is accept-only.
    pub fn batch<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> Result<Batch, PseudonymError> {
        let key = self.active.as_ref().ok_or_else(no_active)?;
        let mut texts = texts.into_iter();
        let mut batch = Batch { pseudonyms: Vec::with_capacity(texts.size_hint().0), refused: Vec::new() };
        // Some are read before they are put through HMAC: a processor stalls on a block that was written just now.
        let mut read: [(bool, Message); AHEAD] = core::array::from_fn(|_| (false, Message::of(&[b'0'; 9])));
        loop {
            let mut count = 0;
            for ((good, message), text) in read.iter_mut().zip(texts.by_ref()) {
                let refused = match self.kind {
                    IdentifierKind::Pgn => match Pgn::parse(text) {
                        Ok(pgn) => {
                            message.refill(pgn.digits());
                            None
                        }
                        Err(diagnostic) => Some(own_or(text, diagnostic).into()),
                    },
                    _ => match self.kind.read(text) {
                        Ok(identifier) => {
                            *message = identifier.into_message();
                            None
                        }
                        Err(error) => Some(error),
                    },
                };
                *good = refused.is_none();
                batch.refused.extend(refused.map(|error| (batch.pseudonyms.len() + count, error)));
                count += 1;
            }
            let of =
                |(good, message): &(bool, Message)| good.then(|| Pseudonym::of(key.id, key.mac.tag(message)));
            batch.pseudonyms.extend(read.iter().take(count).map(of));
            if count < AHEAD {
                return Ok(batch);
            }
        }
    }

    /// Moves times by a constant of each person of this kind; see [`Shift`].
    ///
    /// # Errors
    ///
    /// `shift-days` outside 1 to 3,650.
    pub fn shift(&self, days: u32) -> Result<Shift<'_>, PseudonymError> {
        Shift::new(&self.kind, &self.dates, days)
    }

    /// The number of the active key; `None` if every key is accept-only.
    pub fn active_key(&self) -> Option<KeyId> {
        self.active.as_ref().map(|key| key.id)
    }

    /// Under a key by its number.
    pub(super) fn under(&self, id: KeyId, identifier: &Identifier) -> Option<Pseudonym> {
        let key = self.keys().find(|key| key.id == id)?;
        (identifier.kind() == &self.kind).then(|| key.of(identifier))
    }

    pub(super) fn has(&self, id: KeyId) -> bool {
        self.keys().any(|key| key.id == id)
    }

    fn keys(&self) -> impl Iterator<Item = &Live> {
        self.active.iter().chain(&self.accepted)
    }

    #[cold]
    fn refused(&self, identifier: &Identifier) -> PseudonymError {
        if identifier.kind() != &self.kind {
            return Diagnostic::new(
                "other-kind",
                "this identifier is of another kind than these keys are for",
            )
            .expecting(format!("an identifier of the kind `{}`", self.kind))
            .into();
        }
        no_active().into()
    }
}

#[cold]
fn no_key(kind: &IdentifierKind) -> Diagnostic {
    Diagnostic::new("no-key-for-kind", format!("this domain has no key for identifiers of the kind `{kind}`"))
        .helping("put one into use in the register")
}

#[cold]
fn no_active() -> Diagnostic {
    Diagnostic::new("no-active-key", "every key for this kind is accept-only: no new pseudonyms are made")
        .helping("put the next epoch into use")
}

impl Live {
    #[inline]
    fn of(&self, identifier: &Identifier) -> Pseudonym {
        Pseudonym::of(self.id, self.mac.tag(identifier.message()))
    }
}

impl fmt::Debug for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Domain").field("kinds", &self.kinds).finish_non_exhaustive()
    }
}

impl fmt::Debug for Pseudonymiser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<u32> = self.keys().map(|key| key.id.get()).collect();
        f.debug_struct("Pseudonymiser").field("kind", &self.kind).field("keys", &keys).finish()
    }
}
