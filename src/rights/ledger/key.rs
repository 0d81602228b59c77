//! The key of a ledger, and the three things that are computed with it.

use core::fmt;

use hmac::digest::CtOutput;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::Diagnostic;
use crate::dossier::Head;
use crate::rights::RightsError;

/// The length of a key, in bytes.
const KEY: usize = 32;
/// The length of a key's check, in bytes: enough to tell one key from another, and no help in finding either.
pub(super) const CHECK: usize = 8;

// Each use has a name of its own, so that a value of one is never a value of another.
const TOKEN: &[u8] = b"waarborg-ledger-1";
const KEY_CHECK: &[u8] = b"waarborg-ledger-check-1";
const HEAD: &[u8] = b"waarborg-ledger-head-1";

/// What HMAC-SHA-256 gives; compared in constant time.
pub(super) type Tag = CtOutput<Hmac<Sha256>>;

/// The key of a ledger: 32 random bytes that the host makes and keeps apart. Wiped when dropped; never cloned, shown or
/// serialised.
pub struct LedgerKey(Box<Zeroizing<[u8; KEY]>>);

impl LedgerKey {
    /// Makes a key of 32 bytes.
    ///
    /// # Errors
    /// `wrong-key-length` for other than 32 bytes; `no-key` if all bytes are equal.
    pub fn new(bytes: &[u8]) -> Result<LedgerKey, RightsError> {
        if bytes.len() != KEY {
            return Err(wrong_length().into());
        }
        if bytes.iter().all(|byte| bytes.first() == Some(byte)) {
            return Err(Diagnostic::new("no-key", "all bytes of this key are equal")
                .expecting("32 bytes from a secure random source")
                .into());
        }
        let mut key = Box::new(Zeroizing::new([0; KEY]));
        key.copy_from_slice(bytes);
        Ok(LedgerKey(key))
    }

    /// Computes the token of a person at a controller.
    pub(super) fn token(&self, controller: &str, person: &str) -> Result<Tag, Diagnostic> {
        if controller.is_empty() || person.is_empty() {
            return Err(Diagnostic::new(
                "no-reference",
                "the name of the controller or the reference of the person is empty",
            )
            .expecting("the same texts as when the erasure was written down"));
        }
        self.mac(&[TOKEN, controller.as_bytes(), person.as_bytes()])
    }

    /// Computes the check that tells this key from another.
    pub(super) fn check(&self) -> Result<[u8; CHECK], Diagnostic> {
        let tag: [u8; 32] = self.mac(&[KEY_CHECK])?.into_bytes().into();
        let [a, b, c, d, e, f, g, h, ..] = tag;
        Ok([a, b, c, d, e, f, g, h])
    }

    /// Compares a check in constant time.
    pub(super) fn has_check(&self, check: &[u8; CHECK]) -> Result<bool, Diagnostic> {
        Ok(self.check()?.ct_eq(check).into())
    }

    /// Computes the head after a line. It is keyed, so nobody without the key can make lines that fit a head.
    pub(super) fn head(&self, before: Head, line: &str) -> Result<Head, Diagnostic> {
        let tag = self.mac(&[HEAD, before.as_bytes(), line.as_bytes()])?;
        Ok(Head::from_bytes(tag.into_bytes().into()))
    }

    /// Each part has its length before it, so that no two lists of parts run together.
    fn mac(&self, parts: &[&[u8]]) -> Result<Tag, Diagnostic> {
        // INVARIANT: HMAC takes keys of any length.
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.as_slice()).map_err(|_| wrong_length())?;
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        Ok(mac.finalize())
    }
}

fn wrong_length() -> Diagnostic {
    Diagnostic::new("wrong-key-length", "this key has the wrong length")
        .expecting("32 bytes from a secure random source")
}

impl fmt::Debug for LedgerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LedgerKey { .. }")
    }
}
