//! The escrow column: the controller's own way back, kept apart from the pseudonymised data.

use core::fmt;

use zeroize::Zeroizing;

use super::PseudonymError;
use super::identifier::{Identifier, Kind};
use super::keyring::Keyring;
use super::label::{Label, Names};
use super::register::Register;
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
    keys: Vec<(KeyId, Kind, Secret<64>)>,
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
            row.with_key(keyring, super::root::DomainKey::seal).map(|key| (row.id(), row.kind.clone(), key))
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
    /// `unknown-key` if the pseudonym is of another domain or its key is destroyed; `other-kind`.
    pub fn seal(&self, identifier: &Identifier, pseudonym: &Pseudonym) -> Result<Vec<u8>, PseudonymError> {
        let (kind, key) = self.key(pseudonym)?;
        if identifier.kind() != kind {
            return Err(
                Diagnostic::new("other-kind", "this pseudonym is of another kind of identifier").into()
            );
        }
        let plain: Vec<u8> =
            Label::prefixed(&kind.name()).chain(identifier.canonical().iter().copied()).collect();
        let plain = Zeroizing::new(plain);
        siv(key).encrypt([pseudonym.to_bytes()], &plain).map_err(|_| not_opened().into())
    }

    /// Opens what was sealed beside this pseudonym.
    ///
    /// # Errors
    ///
    /// `unknown-key` if the pseudonym is of another domain or its key is destroyed; `not-opened` if it was sealed
    /// beside another pseudonym, or changed.
    pub fn unseal(&self, sealed: &[u8], pseudonym: &Pseudonym) -> Result<Identifier, PseudonymError> {
        let (kind, key) = self.key(pseudonym)?;
        let plain = siv(key).decrypt([pseudonym.to_bytes()], sealed).map_err(|_| not_opened())?;
        let plain = Zeroizing::new(plain);
        let prefix: Vec<u8> = Label::prefixed(&kind.name()).collect();
        let canonical = plain.strip_prefix(prefix.as_slice()).ok_or_else(not_opened)?;
        Ok(kind.restore(canonical).ok_or_else(not_opened)?)
    }

    fn key(&self, pseudonym: &Pseudonym) -> Result<(&Kind, &Secret<64>), Diagnostic> {
        let found = self.keys.iter().find(|(id, _, _)| *id == pseudonym.key());
        found.map(|(_, kind, key)| (kind, key)).ok_or_else(|| {
            Diagnostic::new("unknown-key", "this pseudonym is of another domain, or its key was destroyed")
        })
    }
}

impl fmt::Debug for Escrow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<u32> = self.keys.iter().map(|(id, _, _)| id.get()).collect();
        f.debug_struct("Escrow").field("keys", &keys).finish_non_exhaustive()
    }
}
