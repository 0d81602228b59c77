//! The tree of keys: root → controller → domain → identifier type.
//!
//! Each level is derived from the one above by HKDF-Expand over its name, with its length in front, and its epoch. So
//! who serves one school can hold the key of that school alone, and a key of one domain says nothing of another.

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::PseudonymError;
use super::identifier::Kind;
use super::kdf::{Spend, argon2id, expand, extract};
use super::label::{Label, Names};
use super::mac::Mac;
use super::secret::Secret;
use crate::Diagnostic;

/// What the root is extracted with; the version of the whole tree.
const SALT: &[u8] = b"waarborg-pseudonym/v1";

/// The secret that all keys of an organisation come from. Wiped when dropped; never printed, cloned or serialised.
///
/// It is to be held apart from the data (article 4(5)): not on the same host, in the same backup, with the same people.
#[derive(Debug)]
pub struct Root(Secret<32>);

/// The key of one controller at one epoch: what a processor for that controller needs. Wiped when dropped.
#[derive(Debug)]
pub struct ControllerKey {
    pub(super) controller: Label,
    pub(super) epoch: u32,
    key: Secret<32>,
}

/// The key of one pseudonymisation domain of one controller at one epoch. Wiped when dropped.
#[derive(Debug)]
pub struct DomainKey {
    pub(super) controller: Label,
    pub(super) controller_epoch: u32,
    pub(super) domain: Label,
    pub(super) epoch: u32,
    /// True if it is 32 bytes of its own, and no key above can derive it.
    pub(super) own: bool,
    key: Secret<32>,
}

/// What Argon2id spends on a passphrase. A small value: copy it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PassphraseCost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl PassphraseCost {
    /// 64 MiB, three passes, four lanes: the second choice of RFC 9106, section 4. About 0.2 s.
    pub const RFC_9106: PassphraseCost = PassphraseCost { memory_kib: 64 << 10, passes: 3, lanes: 4 };
    /// 19 MiB, two passes, one condition timeline: the least that OWASP's *Password Storage Cheat Sheet* recommends.
    pub const LEAST: PassphraseCost = PassphraseCost { memory_kib: 19 << 10, passes: 2, lanes: 1 };
    /// 4 GiB, 64 passes, 64 lanes: more is taken for a slip.
    const MOST: PassphraseCost = PassphraseCost { memory_kib: 4 << 20, passes: 64, lanes: 64 };

    /// A cost of this many KiB of memory, passes over it, and lanes.
    ///
    /// # Errors
    ///
    /// `passphrase-cost` below [`PassphraseCost::LEAST`] in any of the three, or above 4 GiB, 64 passes or 64 lanes.
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Result<PassphraseCost, PseudonymError> {
        let (least, most) = (Self::LEAST, Self::MOST);
        let within = (least.memory_kib..=most.memory_kib).contains(&memory_kib)
            && (least.passes..=most.passes).contains(&passes)
            && (least.lanes..=most.lanes).contains(&lanes);
        within.then_some(PassphraseCost { memory_kib, passes, lanes }).ok_or_else(|| {
            Diagnostic::new("passphrase-cost", "this cost is below the least, or out of reach")
                .expecting("19,456 KiB to 4,194,304 KiB, 2 to 64 passes, 1 to 64 lanes")
                .into()
        })
    }
}

impl Root {
    /// The shortest passphrase, in characters.
    pub const SHORTEST_PASSPHRASE: usize = 16;
    /// The shortest salt for a passphrase, in bytes (RFC 9106, section 3.1).
    pub const SHORTEST_SALT: usize = 16;

    /// The root with these 32 bytes, from a key store or a random generator.
    ///
    /// # Errors
    ///
    /// `key-length` for other than 32 bytes; `weak-key` for 32 equal bytes, which no generator gives.
    pub fn from_bytes(bytes: &[u8]) -> Result<Root, PseudonymError> {
        Ok(Root(key_of(bytes)?))
    }

    /// The root from a passphrase and a salt, by Argon2id. Takes a good part of a second and the memory of its cost: at
    /// start-up, never on a request's path. The passphrase is read in Unicode normal form C.
    ///
    /// # Errors
    ///
    /// `passphrase-short` below 16 characters; `salt-length` below 16 bytes or above 1 KiB; `no-memory` if there is
    /// not as much memory as the cost asks.
    pub fn from_passphrase(
        passphrase: &str,
        salt: &[u8],
        cost: PassphraseCost,
    ) -> Result<Root, PseudonymError> {
        // As large as normal form C can get, so that growing leaves no copy.
        let mut normal = Zeroizing::new(String::with_capacity(3 * passphrase.len()));
        normal.extend(passphrase.nfc());
        let passphrase = normal;
        if passphrase.chars().count() < Self::SHORTEST_PASSPHRASE {
            return Err(Diagnostic::new("passphrase-short", "this passphrase is too short")
                .expecting("at least 16 characters; six random words are a good one")
                .into());
        }
        if !(Self::SHORTEST_SALT..=1024).contains(&salt.len()) {
            return Err(Diagnostic::new("salt-length", "this salt is too short or too long")
                .expecting("16 random bytes, kept beside the register; they are no secret")
                .into());
        }
        let PassphraseCost { memory_kib, passes, lanes } = cost;
        let spend = Spend { memory_kib, passes, lanes };
        argon2id(passphrase.as_bytes(), salt, &[], &[], spend).map(Root).map_err(|_| {
            Diagnostic::new("no-memory", "Argon2id could not be run at this cost")
                .expecting(format!("{memory_kib} KiB of free memory"))
                .into()
        })
    }

    /// The key of a controller. Epochs count from 1; another epoch gives other keys for all its domains.
    ///
    /// # Errors
    ///
    /// `controller-missing`, `not-a-controller`, `epoch-zero`.
    pub fn controller(&self, controller: &str, epoch: u32) -> Result<ControllerKey, PseudonymError> {
        let controller = Label::new(controller, Names::Controller)?;
        Ok(self.derive(&controller, counted(epoch)?)?)
    }

    pub(super) fn derive(&self, controller: &Label, epoch: u32) -> Result<ControllerKey, Diagnostic> {
        let prk = extract(SALT, self.0.bytes());
        let key = expand(&prk, &info("controller", controller.as_str(), Some(epoch)))?;
        Ok(ControllerKey { controller: controller.clone(), epoch, key })
    }
}

impl ControllerKey {
    /// The key of a controller that was handed over: 32 bytes that [`ControllerKey::reveal`] gave.
    ///
    /// # Errors
    ///
    /// `key-length`, `weak-key`, `controller-missing`, `not-a-controller`, `epoch-zero`.
    pub fn from_bytes(controller: &str, epoch: u32, bytes: &[u8]) -> Result<Self, PseudonymError> {
        let controller = Label::new(controller, Names::Controller)?;
        Ok(ControllerKey { controller, epoch: counted(epoch)?, key: key_of(bytes)? })
    }

    /// The key of a domain. Epochs count from 1; rotating is deriving the next.
    ///
    /// # Errors
    ///
    /// `domain-missing`, `not-a-domain`, `epoch-zero`.
    pub fn domain(&self, domain: &str, epoch: u32) -> Result<DomainKey, PseudonymError> {
        let domain = Label::new(domain, Names::Domain)?;
        Ok(self.derive(&domain, counted(epoch)?)?)
    }

    pub(super) fn derive(&self, domain: &Label, epoch: u32) -> Result<DomainKey, Diagnostic> {
        Ok(DomainKey {
            controller: self.controller.clone(),
            controller_epoch: self.epoch,
            domain: domain.clone(),
            epoch,
            own: false,
            key: expand(&self.key, &info("domain", domain.as_str(), Some(epoch)))?,
        })
    }

    /// Shows the key's bytes to `to`, so that it can be put into a key store for who may hold this controller's key
    /// and no other. They are as secret as the key.
    pub fn reveal<T>(&self, to: impl FnOnce(&[u8; 32]) -> T) -> T {
        to(self.key.bytes())
    }
}

impl DomainKey {
    /// The key of a domain that was handed over: 32 bytes that [`DomainKey::reveal`] gave.
    ///
    /// # Errors
    ///
    /// `key-length`, `weak-key`, `controller-missing`, `domain-missing`, `not-a-controller`, `not-a-domain`,
    /// `epoch-zero`.
    pub fn from_bytes(
        (controller, controller_epoch): (&str, u32),
        (domain, epoch): (&str, u32),
        bytes: &[u8],
    ) -> Result<Self, PseudonymError> {
        Ok(DomainKey {
            controller: Label::new(controller, Names::Controller)?,
            controller_epoch: counted(controller_epoch)?,
            domain: Label::new(domain, Names::Domain)?,
            epoch: counted(epoch)?,
            own: false,
            key: key_of(bytes)?,
        })
    }

    /// A domain with 32 random bytes of its own, which nobody can derive again once they are destroyed: what
    /// crypto-erasure needs.
    ///
    /// # Errors
    ///
    /// As [`DomainKey::from_bytes`].
    pub fn own(controller: (&str, u32), domain: (&str, u32), bytes: &[u8]) -> Result<Self, PseudonymError> {
        Ok(DomainKey { own: true, ..Self::from_bytes(controller, domain, bytes)? })
    }

    /// Shows the key's bytes to `to`, as [`ControllerKey::reveal`] does.
    pub fn reveal<T>(&self, to: impl FnOnce(&[u8; 32]) -> T) -> T {
        to(self.key.bytes())
    }

    /// The key of an identifier type, as HMAC states, and its check: eight bytes that tell this key from another.
    pub(super) fn of_kind(&self, kind: &Kind) -> Result<(Mac, Secret<8>), Diagnostic> {
        let key: Secret<32> = expand(&self.key, &info("type", &kind.name(), None))?;
        Ok((Mac::new(key.bytes()), expand(&key, b"check\0")?))
    }

    /// The AES-SIV key of the escrow column.
    pub(super) fn seal(&self) -> Result<Secret<64>, Diagnostic> {
        expand(&self.key, b"seal\0")
    }

    /// The key of a person's offset in time.
    pub(super) fn dates(&self) -> Result<Mac, Diagnostic> {
        expand::<32>(&self.key, b"date\0").map(|key| Mac::new(key.bytes()))
    }
}

/// What a key is derived with: what it is, a zero byte, the name with its length in front, the epoch.
fn info(what: &str, name: &str, epoch: Option<u32>) -> Vec<u8> {
    let epoch = epoch.into_iter().flat_map(u32::to_be_bytes);
    what.bytes().chain([0]).chain(Label::prefixed(name)).chain(epoch).collect()
}

fn key_of(bytes: &[u8]) -> Result<Secret<32>, Diagnostic> {
    let Some(key) = Secret::<32>::copied(bytes) else {
        return Err(
            Diagnostic::new("key-length", "this key has the wrong length").expecting("exactly 32 bytes")
        );
    };
    let first = [bytes.first().copied().unwrap_or(0); 32];
    if key.is(&first) {
        return Err(Diagnostic::new("weak-key", "all bytes of this key are equal")
            .expecting("32 bytes from a random generator")
            .helping("it looks like a buffer that was never filled"));
    }
    Ok(key)
}

pub(super) fn counted(epoch: u32) -> Result<u32, Diagnostic> {
    if epoch == 0 {
        return Err(Diagnostic::new("epoch-zero", "epochs count from 1").expecting("1 or more"));
    }
    Ok(epoch)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Computed with another implementation of HMAC alone.
    #[test]
    fn the_tree_has_known_keys() {
        let bytes: Vec<u8> = (0..32).collect();
        let root = Root::from_bytes(&bytes).unwrap();
        let prk = extract(SALT, root.0.bytes());
        assert_eq!(hex(prk.bytes()), "3874deda5b6a55c7d3acdf65ed14f299f1ae1664327d745a631c3183cffcc9c4");
        let school = root.controller("school:00AA", 1).unwrap();
        assert_eq!(
            hex(school.key.bytes()),
            "e814628298d487471c5a57faffd247fc603c48b0c240eadf945fea771f679e80"
        );
        let research = school.domain("research", 1).unwrap();
        assert_eq!(
            hex(research.key.bytes()),
            "bc81595355edf9bba64db52fc6b57eccd2ac3118e82d69e33fb0ab871bd5de0a"
        );
        let key: Secret<32> = expand(&research.key, &info("type", "pgn", None)).unwrap();
        assert_eq!(hex(key.bytes()), "e5479c6b02462de8f6b8f4a29f39e555d073f3ecb86b8d47c73b1f60d0b24af7");
        let (mac, _) = research.of_kind(&Kind::Pgn).unwrap();
        assert_eq!(
            hex(&mac.full(b"063138219")),
            "b9e519e9b9175d22074a88d9288d488206df7cc15dd561d7d5af3c98421303a3"
        );
    }

    #[test]
    fn one_step_gives_another_key() {
        let key = |from: u8, controller: (&str, u32), domain: (&str, u32), kind: &str| {
            let bytes: Vec<u8> = (from..from + 32).collect();
            let root = Root::from_bytes(&bytes).unwrap();
            let controller = root.controller(controller.0, controller.1).unwrap();
            let domain = controller.domain(domain.0, domain.1).unwrap();
            let (mac, _) = domain.of_kind(&kind.parse().unwrap()).unwrap();
            mac.full(b"x")
        };
        let keys = [
            key(0, ("a", 1), ("b", 1), "pgn"),
            key(1, ("a", 1), ("b", 1), "pgn"),
            key(0, ("ab", 1), ("b", 1), "pgn"),
            key(0, ("a", 2), ("b", 1), "pgn"),
            key(0, ("a", 1), ("c", 1), "pgn"),
            key(0, ("a", 1), ("b", 2), "pgn"),
            key(0, ("a", 1), ("b", 1), "leerlingnummer"),
            key(0, ("b", 1), ("a", 1), "pgn"),
        ];
        for (at, one) in keys.iter().enumerate() {
            assert!(!keys[..at].contains(one), "{at}");
        }
    }
}
