//! Pseudonyms: keys, identifiers, and how fields come out.
//!
//! A pseudonym is HMAC-SHA-256 of an identifier, under a key that belongs to one controller, one *pseudonymisation
//! domain* and one kind of identifier. The same person has one pseudonym all through a domain, and another in every
//! other; nobody gets from one to the other without a rule. There is no mode without a key, no key by default, and no
//! domain by default. The host keeps the keys apart from the data (article 4(5)); it passes them in, and they are wiped
//! when dropped.
//!
//! ```
//! use waarborg::pseudonym::{Keyring, IdentifierKind, NewKey, Recognised, Register, Root};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let from_your_key_store: Vec<u8> = (0..32).collect();
//! let now = "2026-11-23T12:00:00Z".parse()?;
//! let keyring = Keyring::new().with_root(Root::from_bytes(&from_your_key_store)?);
//!
//! // Once: put a key into use, and store the register. It holds no key.
//! let mut register = Register::new();
//! let new = NewKey { controller: ("school:00AA", 1), domain: ("research", 1), kind: IdentifierKind::Pgn, retire_after: None };
//! register.activate(&keyring, &new, now)?;
//!
//! // At start-up: open a domain. On each request: read, and make the pseudonym.
//! let research = register.open(&keyring, "school:00AA", "research", now)?;
//! let pupil = IdentifierKind::Pgn.read("0631.38.219")?;
//! let pseudonym = research.of(&IdentifierKind::Pgn)?.pseudonym(&pupil)?;
//! assert_eq!(pseudonym.to_string(), "aeaaaanz4um6toixluraosui3eui2sec");
//!
//! // What is malformed has no pseudonym.
//! assert_eq!(IdentifierKind::Pgn.read("063138218").unwrap_err().code(), "pgn-check");
//!
//! // A year later: the next epoch. New rows get its pseudonym, old ones are found by both.
//! let new = NewKey { domain: ("research", 2), ..new };
//! register.activate(&keyring, &new, now)?;
//! let research = register.open(&keyring, "school:00AA", "research", now)?;
//! let both = research.of(&IdentifierKind::Pgn)?.all_active(&pupil)?;
//! assert_eq!(both[1], pseudonym);
//! assert!(matches!(register.recognise(&both[0], now), Recognised::Ours(key, _) if key.epoch == 2));
//! # Ok(())
//! # }
//! ```
//!
//! | you want | you use |
//! |---|---|
//! | keys, their epochs and their end | [`Root`], [`Keyring`], [`Register`], [`Destruction`] |
//! | an identifier, checked | [`IdentifierKind::read`], [`Pgn`], [`EckId`] |
//! | a pseudonym, or ten million | [`Pseudonymiser::pseudonym`], [`Pseudonymiser::batch`] |
//! | to find what an older key made | [`Pseudonymiser::all_active`], [`Register::recognise`] |
//! | to change keys, with the identifiers | [`Pseudonymiser::rekey`], [`PairKey`] |
//! | to follow a person to a new number | [`Aliases`] |
//! | to go from one domain to another | [`TranslationRules`] |
//! | the controller's own way back | [`Escrow`] |
//! | other fields: dates, places, marks, texts | [`FieldTable`], [`Treatment`], [`Tagger`] |
//!
//! **What it does not do.** Pseudonymised data are personal data. Whoever holds the key of a domain can lead a BSN back
//! in seconds by trying them all, so after a leak: rotate, re-key, and treat it as a breach. If the key is on the same
//! host, in the same backup or with the same people as the data, it is not kept apart. And it draws no random numbers:
//! keys and salts come from the host.

mod alias;
mod destruction;
mod domain;
mod escrow;
#[cfg(feature = "hpgn")]
mod hpgn;
mod identifier;
mod kdf;
mod keyring;
mod label;
mod mac;
mod register;
mod rekey;
mod root;
mod sealed;
mod secret;
mod transform;
mod translate;
mod wire;

pub use alias::{AliasRow, Aliases, AliasesDocument};
pub use destruction::{Destruction, DestructionEffect};
pub use domain::{Batch, Domain, Pseudonymiser};
pub use escrow::Escrow;
#[cfg(feature = "hpgn")]
pub use hpgn::{Hpgn, HpgnCost, HpgnSalt};
pub use identifier::{
    EckId, Identifier, IdentifierKind, LetterCase, MailRules, Pgn, PgnKind, TextName, unmapped,
};
pub use keyring::Keyring;
pub use register::{KeyRow, KeyState, NewKey, Recognised, Register, RegisterDocument};
pub use rekey::{Pair, Rekey, RekeyEntry, RekeyOrder};
pub use root::{ControllerKey, DomainKey, PassphraseCost, Root};
pub use sealed::{PairKey, SealedPair};
pub use transform::{
    Bands, Coarse, Context, Detection, Field, FieldTable, Holds, KnownPerson, MailClass, Mark, Output,
    Postcode, Properties, Shift, Tagged, Tagger, Transformed, Transformer, Treated, Treatment, age_band,
    birth_year, mail_class, school_year, truncated,
};
pub use translate::{
    Translated, Translation, TranslationAsk, TranslationEntry, TranslationRule, TranslationRules,
    TranslationWay,
};
pub use wire::{KeyId, Pseudonym, PseudonymText};

use crate::diagnostic::error_type;

error_type! {
    /// A key, an identifier, a pseudonym, a table or a record that cannot be used as it is.
    PseudonymError
}
