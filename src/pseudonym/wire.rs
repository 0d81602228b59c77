//! The 20 bytes of a pseudonym and its 32 characters.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::num::NonZeroU32;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use subtle::ConstantTimeEq;

use super::PseudonymError;
use crate::Diagnostic;

/// The number of a key in a [`Register`](super::Register): 1 to 16,777,215. A small value: copy it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct KeyId(u32);

impl KeyId {
    /// The largest: three bytes.
    pub const LAST: KeyId = KeyId(0x00ff_ffff);

    /// The key with this number; `None` for 0, and above [`KeyId::LAST`].
    pub fn new(number: u32) -> Option<KeyId> {
        (1..=KeyId::LAST.0).contains(&number).then_some(KeyId(number))
    }

    /// Its number.
    pub fn get(self) -> u32 {
        self.0
    }
}

/// A pseudonym: version (1 byte), key (3 bytes, most significant first), tag (16 bytes). A small value: copy it.
///
/// Written as 32 characters: base32 (RFC 4648) in lower case, without padding. Read in either case. Its first characters
/// tell the key, so pseudonyms of one key sort together. Compared in constant time. It is personal data: `Debug` shows
/// the key and not the tag.
#[derive(Clone, Copy)]
pub struct Pseudonym {
    /// The version and the key.
    head: NonZeroU32,
    tag: [u8; 16],
}

/// The 32 characters of a [`Pseudonym`], without an allocation. A small value: copy it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PseudonymText([u8; 32]);

/// The version of the wire form that is written, and the only one that is read.
const VERSION: u8 = 1;
/// The first four bytes, without the key.
const HEAD: NonZeroU32 = match NonZeroU32::new((VERSION as u32) << 24) {
    Some(head) => head,
    None => NonZeroU32::MIN,
};

impl Pseudonym {
    /// How many bytes it has.
    pub const BYTES: usize = 20;
    /// How many characters its text has.
    pub const CHARACTERS: usize = 32;

    #[inline]
    pub(super) fn of(key: KeyId, tag: [u8; 16]) -> Pseudonym {
        Pseudonym { head: HEAD | key.0, tag }
    }

    /// The key it was made with.
    pub fn key(&self) -> KeyId {
        KeyId(self.head.get() & KeyId::LAST.0)
    }

    /// Its bytes.
    #[inline]
    pub fn to_bytes(&self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        if let Some(head) = bytes.first_chunk_mut::<4>() {
            *head = self.head.get().to_be_bytes();
        }
        if let Some(tag) = bytes.last_chunk_mut::<16>() {
            *tag = self.tag;
        }
        bytes
    }

    /// Reads its bytes.
    ///
    /// # Errors
    ///
    /// `pseudonym-length` for other than 20 bytes, `pseudonym-version` for another version, `pseudonym-key` for key 0.
    pub fn from_bytes(bytes: &[u8]) -> Result<Pseudonym, PseudonymError> {
        let Ok([version, a, b, c, tag @ ..]) = <[u8; Self::BYTES]>::try_from(bytes) else {
            return Err(not_a_pseudonym("pseudonym-length", "a pseudonym has 20 bytes").into());
        };
        if version != VERSION {
            return Err(Diagnostic::new("pseudonym-version", "this is no pseudonym of version 1")
                .expecting("a first byte of 1: its text begins with `ae`, `af`, `ag` or `ah`")
                .into());
        }
        let Some(key) = KeyId::new(u32::from_be_bytes([0, a, b, c])) else {
            return Err(not_a_pseudonym("pseudonym-key", "this pseudonym names key 0, which is none").into());
        };
        Ok(Pseudonym::of(key, tag))
    }

    /// Its 32 characters.
    #[inline]
    pub fn text(&self) -> PseudonymText {
        let tag = u128::from_be_bytes(self.tag);
        // INVARIANT: each part is cut to its 40 bits.
        let parts = [
            u64::from(self.head.get()) << 8 | (tag >> 120) as u64,
            (tag >> 80) as u64,
            (tag >> 40) as u64,
            tag as u64,
        ];
        let mut text = [0; Self::CHARACTERS];
        for (to, bits) in text.as_chunks_mut::<8>().0.iter_mut().zip(parts) {
            *to = characters(bits);
        }
        PseudonymText(text)
    }

    /// True for a text that [`Pseudonym`] can be read from. Says nothing about whose it is.
    pub fn is_form(text: &str) -> bool {
        text.parse::<Pseudonym>().is_ok()
    }
}

fn not_a_pseudonym(code: &'static str, message: &str) -> Diagnostic {
    Diagnostic::new(code, message)
        .helping("it may have been cut off, padded or changed on its way: nothing is mended")
}

/// The last 40 bits as eight characters, all at once: the bits are spread over the bytes of a word, five to each.
#[inline]
fn characters(bits: u64) -> [u8; 8] {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let bits = bits << 12 & 0x000f_ffff_0000_0000 | bits & 0x000f_ffff;
    let bits = bits << 6 & 0x03ff_0000_03ff_0000 | bits & 0x0000_03ff_0000_03ff;
    let bits = bits << 3 & 0x1f00_1f00_1f00_1f00 | bits & 0x001f_001f_001f_001f;
    // 0 to 25 are `a` to `z`, 26 to 31 are `2` to `7`. No byte carries into the next.
    let digits = (bits + ONES * (0x80 - 26)) >> 7 & ONES;
    (bits + ONES * u64::from(b'a') - digits * u64::from(b'a' + 26 - b'2')).to_be_bytes()
}

fn value(character: u8) -> Option<u8> {
    match character {
        b'a'..=b'z' => Some(character - b'a'),
        b'A'..=b'Z' => Some(character - b'A'),
        b'2'..=b'7' => Some(character - b'2' + 26),
        _ => None,
    }
}

impl FromStr for Pseudonym {
    type Err = PseudonymError;

    /// Reads 32 characters of base32, in either case; nothing around them, no padding.
    fn from_str(text: &str) -> Result<Pseudonym, PseudonymError> {
        let Ok(characters) = <[u8; Self::CHARACTERS]>::try_from(text.as_bytes()) else {
            return Err(
                not_a_pseudonym("pseudonym-length", "the text of a pseudonym has 32 characters").into()
            );
        };
        let mut bytes = [0; Self::BYTES];
        for (to, from) in bytes.as_chunks_mut::<5>().0.iter_mut().zip(characters.as_chunks::<8>().0) {
            let bits = from.iter().try_fold(0u64, |bits, c| Some(bits << 5 | u64::from(value(*c)?)));
            let Some(bits) = bits else {
                let diagnostic =
                    not_a_pseudonym("pseudonym-character", "a character here is none of a pseudonym's");
                return Err(diagnostic.expecting("`a` to `z` and `2` to `7`, in either case").into());
            };
            let [.., a, b, c, d, e] = bits.to_be_bytes();
            *to = [a, b, c, d, e];
        }
        Pseudonym::from_bytes(&bytes)
    }
}

impl PseudonymText {
    /// The characters.
    #[inline]
    pub fn as_str(&self) -> &str {
        // INVARIANT: they are ASCII.
        core::str::from_utf8(&self.0).unwrap_or("")
    }

    /// The characters as bytes of ASCII.
    #[inline]
    pub fn as_bytes(&self) -> &[u8; Pseudonym::CHARACTERS] {
        &self.0
    }
}

impl AsRef<str> for PseudonymText {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for PseudonymText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for PseudonymText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PseudonymText(..)")
    }
}

impl fmt::Display for Pseudonym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text().as_str())
    }
}

impl fmt::Debug for Pseudonym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pseudonym(key {}, ..)", self.key().get())
    }
}

impl PartialEq for Pseudonym {
    fn eq(&self, other: &Pseudonym) -> bool {
        self.to_bytes().ct_eq(&other.to_bytes()).into()
    }
}

impl Eq for Pseudonym {}

impl Ord for Pseudonym {
    /// By bytes; not in constant time.
    fn cmp(&self, other: &Pseudonym) -> Ordering {
        self.to_bytes().cmp(&other.to_bytes())
    }
}

impl PartialOrd for Pseudonym {
    fn partial_cmp(&self, other: &Pseudonym) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Pseudonym {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.to_bytes().hash(state);
    }
}

impl Serialize for Pseudonym {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text().as_str())
    }
}

impl<'de> Deserialize<'de> for Pseudonym {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Pseudonym, D::Error> {
        let text = alloc_text(deserializer)?;
        text.parse().map_err(|_| serde::de::Error::custom("not a pseudonym"))
    }
}

fn alloc_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    String::deserialize(deserializer).map_err(|_| serde::de::Error::custom("not a pseudonym"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_bits_to_a_character_in_the_order_of_the_alphabet() {
        let alphabet = b"abcdefghijklmnopqrstuvwxyz234567";
        for place in 0..8 {
            for bits in 0..32u64 {
                let mut expected = [b'a'; 8];
                expected[place] = alphabet[bits as usize];
                assert_eq!(characters(bits << (35 - 5 * place) | 7 << 40), expected);
            }
        }
    }

    #[test]
    fn an_absent_pseudonym_costs_nothing() {
        assert_eq!(size_of::<Option<Pseudonym>>(), Pseudonym::BYTES);
    }
}
