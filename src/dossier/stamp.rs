//! What the host adds to an entry when it writes it: the moment, a salt, and the clock skew.

use core::fmt;

use sha2::{Digest, Sha256};

use super::DossierError;
use crate::Diagnostic;
use crate::calendar::Time;

/// 16 random bytes that the host draws anew for every entry. They hide the body in its commitment: without them, an erased
/// body could be guessed from what is left of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt([u8; 16]);

impl Salt {
    /// The salt with these bytes, from a cryptographic source of randomness.
    ///
    /// # Errors
    /// All bytes are zero: nobody drew them.
    pub fn from_bytes(bytes: [u8; 16]) -> Result<Salt, DossierError> {
        if bytes == [0; 16] {
            return Err(Diagnostic::new("not-a-salt", "a salt of zeroes is not random")
                .expecting("16 new random bytes for every entry")
                .into());
        }
        Ok(Salt(bytes))
    }

    /// The salt written as 32 hexadecimal digits in lower case; `None` if this is not one.
    pub(super) fn from_hex(text: &str) -> Option<Salt> {
        let digit = |byte: &u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let digits: &[u8; 32] = text.as_bytes().try_into().ok()?;
        let mut bytes = [0; 16];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let [high, low] = pair else { return None };
            *byte = digit(high)? << 4 | digit(low)?;
        }
        Salt::from_bytes(bytes).ok()
    }

    pub(super) fn hex(&self) -> String {
        hex(&self.0)
    }

    /// SHA-256(salt ‖ body), in hexadecimal digits.
    pub(super) fn commitment(&self, body: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update(body);
        let digest: [u8; 32] = hash.finalize().into();
        hex(&digest)
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).map_or('0', |digit| char::from(*digit));
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(..)")
    }
}

/// What the host adds to an entry when it writes it. A small value.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Stamp {
    pub(super) recorded: Time,
    pub(super) salt: Salt,
    pub(super) skew: i64,
}

impl Stamp {
    /// The clock skew unless the host states another: one minute, in microseconds.
    pub const SKEW: i64 = 60_000_000;

    /// An entry that is written at `recorded`, which is now, with a fresh salt.
    pub fn new(recorded: Time, salt: Salt) -> Stamp {
        Stamp { recorded, salt, skew: Stamp::SKEW }
    }

    /// The same with another clock skew: how far, in microseconds, the clocks that state moments may differ. From 0 to a day.
    #[must_use]
    pub fn skew(self, micros: i64) -> Stamp {
        Stamp { skew: micros, ..self }
    }

    pub(super) fn checked(&self) -> Result<(), DossierError> {
        if !self.recorded.is_finite() {
            return Err(Diagnostic::new("not-a-time", "an entry is recorded at an instant").into());
        }
        if !(0..=Time::DAY).contains(&self.skew) {
            return Err(Diagnostic::new("not-a-skew", "this is not a clock skew")
                .expecting("microseconds, from 0 to a day; one minute unless there is a reason for another")
                .into());
        }
        Ok(())
    }
}
