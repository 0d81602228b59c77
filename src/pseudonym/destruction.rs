use core::fmt;

use serde_json::json;

use super::wire::KeyId;
use crate::calendar::Time;
use crate::json::words;

/// What the destruction of keys does, and what it does not: evidence for the controller. Plain data.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Destruction {
    /// The keys, by number.
    pub keys: Vec<KeyId>,
    /// When it was recorded.
    pub at: Time,
    /// What it does.
    pub effect: DestructionEffect,
}

words! {
    /// What the destruction of a key does.
    pub enum DestructionEffect {
        /// The library uses it no more, and a key that is left can derive it again.
        RefusedHere = "refused-here",
        /// No key that is left can derive it again, once the host has destroyed every copy of it.
        NotDerivable = "not-derivable",
    }
}

impl Destruction {
    pub(super) fn new(keys: Vec<KeyId>, at: Time, derivable: bool) -> Destruction {
        let effect = if derivable { DestructionEffect::RefusedHere } else { DestructionEffect::NotDerivable };
        Destruction { keys, at, effect }
    }

    /// True, always: pseudonymised data remain, and with what else is known they can still be about someone. This
    /// erases nothing (article 17), and what it leaves is not anonymous (recital 26).
    pub fn leaves_personal_data(&self) -> bool {
        true
    }

    /// The report as one line of JSON: the same bytes for the same destruction.
    pub fn to_json(&self) -> String {
        let keys: Vec<u32> = self.keys.iter().map(|key| key.get()).collect();
        json!({
            "waarborg-destruction": 1,
            "keys": keys,
            "at": self.at,
            "effect": self.effect,
            "leaves-personal-data": self.leaves_personal_data(),
            "nl": self.dutch(),
            "en": self.english(),
        })
        .to_string()
    }

    /// What it does, in Dutch.
    pub fn dutch(&self) -> &'static str {
        match self.effect {
            DestructionEffect::RefusedHere => {
                "Deze sleutel wordt niet meer gebruikt, maar is opnieuw af te leiden uit een sleutel die er nog is. De \
                 pseudoniemen zijn dus nog te herleiden door wie die sleutel heeft. Er is niets gewist."
            }
            DestructionEffect::NotDerivable => {
                "Deze sleutel is uit geen andere sleutel af te leiden. Als elke kopie weg is, ook uit back-ups, zijn de \
                 pseudoniemen langs deze weg niet meer te herleiden. De gegevens zelf zijn niet gewist en niet anoniem."
            }
        }
    }

    /// What it does, in English.
    pub fn english(&self) -> &'static str {
        match self.effect {
            DestructionEffect::RefusedHere => {
                "This key is used no more, but can be derived again from a key that is left. Whoever holds that key can \
                 still lead the pseudonyms back. Nothing has been erased."
            }
            DestructionEffect::NotDerivable => {
                "No other key can derive this key. Once every copy is gone, also from backups, the pseudonyms can no \
                 longer be led back in this way. The data themselves are neither erased nor anonymous."
            }
        }
    }
}

impl fmt::Display for Destruction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.english())
    }
}
