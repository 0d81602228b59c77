//! HPgn: the first hash of the Dutch number service (*Nummervoorziening*), for who must talk to it.
//!
//! It is no pseudonym of ours, and not to be stored as one: all suppliers share its salt, so whoever knows a number and
//! the salt can make it, and two suppliers' tables can be joined on it. Each costs over a second of one core and
//! 128 MiB: bound how many are made at a time, and keep none longer than the call to the service needs it.

use core::fmt;
use core::str::FromStr;

use scrypt::Params;
use scrypt::scrypt;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::PseudonymError;
use crate::Diagnostic;

/// The salt of one environment of the number service, as its configuration gives it. Wiped when dropped; `Debug` shows
/// nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct HpgnSalt(Zeroizing<Vec<u8>>);

/// What scrypt spends; a version of the service's rules. A small value: copy it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HpgnCost {
    /// N = 131,072, r = 8, p = 4: since 26 May 2016.
    Current,
    /// N = 16,384, r = 8, p = 1: before that. To recognise old values only.
    Until2016,
}

/// The hash of a number: 32 bytes, written as 64 hexadecimal digits in lower case. Compared in constant time.
#[derive(Clone, Copy)]
pub struct Hpgn([u8; 32]);

impl HpgnSalt {
    /// The salt with these bytes.
    ///
    /// # Errors
    ///
    /// `salt-length` below 16 bytes or above 64.
    pub fn from_bytes(bytes: &[u8]) -> Result<HpgnSalt, PseudonymError> {
        if !(16..=64).contains(&bytes.len()) {
            return Err(Diagnostic::new("salt-length", "this salt is too short or too long")
                .expecting("the bytes of `first_level.salt` of the environment, decoded from Base64")
                .into());
        }
        Ok(HpgnSalt(Zeroizing::new(bytes.to_vec())))
    }
}

impl Hpgn {
    /// The HPgn of a number, or of a teacher's BRIN, space and e-mail address: over the text as it is, in lower case.
    /// Nothing is left out or put in front, since the service does neither: `63138219` and `063138219` differ.
    ///
    /// # Errors
    ///
    /// `hpgn-missing` for a text of fewer than two characters, white space at its ends not counted; `hpgn-case` for a
    /// capital outside A to Z, whose lower case the service's clients take from their locale.
    pub fn of(number: &str, salt: &HpgnSalt, cost: HpgnCost) -> Result<Hpgn, PseudonymError> {
        if number.trim().chars().count() < 2 {
            return Err(Diagnostic::new("hpgn-missing", "there is no number here")
                .expecting("a persoonsgebonden nummer, or a BRIN, a space and an e-mail address")
                .into());
        }
        if number.chars().any(|c| !c.is_ascii() && !c.to_lowercase().eq([c])) {
            return Err(Diagnostic::new("hpgn-case", "this holds a capital outside A to Z")
                .helping("put it in lower case before: clients in different locales do that differently")
                .into());
        }
        let mut lower = Zeroizing::new(number.to_owned());
        lower.make_ascii_lowercase();
        let (log_n, r, p) = match cost {
            HpgnCost::Current => (17, 8, 4),
            HpgnCost::Until2016 => (14, 8, 1),
        };
        let refused = || Diagnostic::new("hpgn-cost", "scrypt cannot be run at this cost here");
        let params = Params::new(log_n, r, p).map_err(|_| refused())?;
        let mut bytes = [0; 32];
        scrypt(lower.as_bytes(), &salt.0, &params, &mut bytes).map_err(|_| refused())?;
        Ok(Hpgn(bytes))
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl FromStr for Hpgn {
    type Err = PseudonymError;

    /// Reads 64 hexadecimal digits in lower case.
    ///
    /// # Errors
    ///
    /// `hpgn-malformed`.
    fn from_str(text: &str) -> Result<Hpgn, PseudonymError> {
        let digit = |c: u8| match c {
            b'0'..=b'9' => Some(c - b'0'),
            b'a'..=b'f' => Some(c - b'a' + 10),
            _ => None,
        };
        let mut bytes = [0; 32];
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        let read = bytes.iter_mut().zip(pairs).all(|(to, [high, low])| {
            let byte = digit(*high).zip(digit(*low)).map(|(high, low)| high << 4 | low);
            *to = byte.unwrap_or(0);
            byte.is_some()
        });
        if read && pairs.len() == 32 && rest.is_empty() {
            return Ok(Hpgn(bytes));
        }
        Err(Diagnostic::new("hpgn-malformed", "this is not an HPgn")
            .expecting("64 hexadecimal digits in lower case")
            .into())
    }
}

impl fmt::Display for Hpgn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for HpgnSalt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HpgnSalt(..)")
    }
}

impl fmt::Debug for Hpgn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hpgn(..)")
    }
}

impl PartialEq for Hpgn {
    fn eq(&self, other: &Hpgn) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for Hpgn {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc_7914() {
        let vector = |password: &str, salt: &str, log_n, r, p, expected: &str| {
            let mut bytes = [0; 64];
            scrypt(password.as_bytes(), salt.as_bytes(), &Params::new(log_n, r, p).unwrap(), &mut bytes)
                .unwrap();
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            assert!(hex.starts_with(expected), "{hex}");
        };
        let first = "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442\
                     fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906";
        vector("", "", 4, 1, 1, first);
        vector("password", "NaCl", 10, 8, 16, "fdbabe1c9d34");
        vector("pleaseletmein", "SodiumChloride", 14, 8, 1, "7023bdcb3afd");
    }
}
