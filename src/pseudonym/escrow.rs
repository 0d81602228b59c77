//! The escrow column: the controller's own way back, kept apart from the pseudonymised data.

use core::fmt;

use zeroize::Zeroizing;

use super::PseudonymError;
use super::identifier::{Identifier, IdentifierKind};
use super::keyring::Keyring;
use super::label::{Label, Names};
use super::mac::Mac;
use super::register::Register;
use super::root::DomainKey;
use super::sealed::{not_opened, siv};
use super::secret::Secret;
use super::wire::{KeyId, Pseudonym};
use crate::Diagnostic;

/// Seals identifiers beside their pseudonyms (AES-SIV, RFC 5297), and opens them: to answer a data subject, to correct a
/// wrong link, to re-key when the source is gone.
///
/// For the controller alone. The column is not given to who works with the pseudonyms, and neither is the key of the
/// domain, which opens it. Keys are wiped when it is dropped.
pub struct Escrow {
    controller: Label,
    domain: Label,
    keys: Vec<Key>,
}

/// A key of the domain: it seals, and it tells whose a pseudonym is.
struct Key {
    id: KeyId,
    kind: IdentifierKind,
    seal: Secret<64>,
    mac: Mac,
}

impl Key {
    /// True if this is the pseudonym of this identifier.
    fn made(&self, pseudonym: &Pseudonym, identifier: &Identifier) -> bool {
        Pseudonym::of(self.id, self.mac.tag(identifier.message())) == *pseudonym
    }
}

impl Escrow {
    /// The escrow of a domain.
    ///
    /// # Errors
    ///
    /// As [`Register::open`].
    pub fn open(
        register: &Register,
        keyring: &Keyring,
        controller: &str,
        domain: &str,
    ) -> Result<Escrow, PseudonymError> {
        let controller = Label::new(controller, Names::Controller)?;
        let domain = Label::new(domain, Names::Domain)?;
        let rows = register.live(&controller, &domain)?;
        let keys = rows.into_iter().map(|row| {
            let both = |key: &DomainKey| Ok((key.seal()?, key.of_kind(&row.kind)?.0));
            let (seal, mac) = row.with_key(keyring, both)?;
            Ok(Key { id: row.id(), kind: row.kind.clone(), seal, mac })
        });
        let keys = keys.collect::<Result<Vec<_>, Diagnostic>>()?;
        Ok(Escrow { controller, domain, keys })
    }

    /// The controller.
    pub fn controller(&self) -> &str {
        self.controller.as_str()
    }

    /// The domain.
    pub fn domain(&self) -> &str {
        self.domain.as_str()
    }

    /// Seals an identifier beside its pseudonym. The same two always give the same bytes.
    ///
    /// # Errors
    ///
    /// `unknown-key` if the pseudonym is of another domain or its key is destroyed; `other-kind`; `other-identifier` if the
    /// pseudonym is not that of this identifier: sealed beside it, the number of one person would become another's.
    pub fn seal(&self, identifier: &Identifier, pseudonym: &Pseudonym) -> Result<Vec<u8>, PseudonymError> {
        let key = self.key(pseudonym)?;
        if *identifier.kind() != key.kind {
            return Err(
                Diagnostic::new("other-kind", "this pseudonym is of another kind of identifier").into()
            );
        }
        if !key.made(pseudonym, identifier) {
            return Err(Diagnostic::new("other-identifier", "this is not the pseudonym of this identifier")
                .expecting("the identifier that the pseudonym was made of")
                .helping("two rows or columns may have been mixed up: compare how both were read")
                .into());
        }
        // Nothing is sealed that would not open.
        if key.kind.restore(identifier.canonical()).as_ref() != Some(identifier) {
            return Err(
                Diagnostic::new("not-canonical", "this identifier would not be read back as it is").into()
            );
        }
        let name = key.kind.name();
        let length = name.len() + identifier.canonical().len() + size_of::<u64>();
        let mut plain = Zeroizing::new(Vec::with_capacity(length));
        plain.extend(Label::prefixed(&name).chain(identifier.canonical().iter().copied()));
        siv(&key.seal).encrypt([pseudonym.to_bytes()], &plain).map_err(|_| not_opened().into())
    }

    /// Opens what was sealed beside this pseudonym.
    ///
    /// # Errors
    ///
    /// `unknown-key` if the pseudonym is of another domain or its key is destroyed; `not-opened` if it was sealed
    /// beside another pseudonym, is of another identifier, or was changed.
    pub fn unseal(&self, sealed: &[u8], pseudonym: &Pseudonym) -> Result<Identifier, PseudonymError> {
        let key = self.key(pseudonym)?;
        let plain = siv(&key.seal).decrypt([pseudonym.to_bytes()], sealed).map_err(|_| not_opened())?;
        let plain = Zeroizing::new(plain);
        let prefix: Vec<u8> = Label::prefixed(&key.kind.name()).collect();
        let canonical = plain.strip_prefix(prefix.as_slice()).ok_or_else(not_opened)?;
        let identifier = key.kind.restore(canonical).ok_or_else(not_opened)?;
        if key.made(pseudonym, &identifier) { Ok(identifier) } else { Err(not_opened().into()) }
    }

    fn key(&self, pseudonym: &Pseudonym) -> Result<&Key, Diagnostic> {
        self.keys.iter().find(|key| key.id == pseudonym.key()).ok_or_else(|| {
            Diagnostic::new("unknown-key", "this pseudonym is of another domain, or its key was destroyed")
        })
    }
}

impl fmt::Debug for Escrow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<u32> = self.keys.iter().map(|key| key.id.get()).collect();
        f.debug_struct("Escrow").field("keys", &keys).finish_non_exhaustive()
    }
}
