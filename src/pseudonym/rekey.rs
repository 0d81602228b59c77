//! From an old key to a new one: only for who has both keys and the identifiers.

use serde::Serialize;

use super::PseudonymError;
use super::domain::Pseudonymiser;
use super::identifier::Identifier;
use super::register::{asked, named};
use super::wire::{KeyId, Pseudonym};
use crate::Diagnostic;
use crate::calendar::Time;
use crate::json::Id;

/// Two pseudonyms of one person. Additional information in the sense of article 4(5): seal it (see
/// [`PairKey`](super::PairKey)), and let it expire.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Pair {
    /// The pseudonym that is had.
    pub from: Pseudonym,
    /// The pseudonym it becomes.
    pub to: Pseudonym,
}

/// Who has a re-key map made, and how long it may exist.
#[derive(Clone, Debug)]
pub struct RekeyOrder {
    by: Id,
    at: Time,
    expires: Time,
}

/// A re-key map being made: identifiers in, pairs out, nothing kept. Ended with [`Rekey::finish`], which gives the
/// entry for the log.
#[derive(Debug)]
#[must_use = "finish it: the entry belongs in the log"]
pub struct Rekey<'a> {
    keys: &'a Pseudonymiser,
    order: RekeyOrder,
    from: KeyId,
    to: KeyId,
    pairs: u64,
    refused: u64,
}

/// What was done, without anyone's pseudonym: an entry for the controller's log. Plain data.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct RekeyEntry {
    /// The version of this format: 1.
    pub waarborg_rekey: u32,
    /// Who had it made.
    pub by: String,
    /// When.
    pub at: Time,
    /// From when on the map must be gone.
    pub expires: Time,
    /// The number of the old key.
    pub from: u32,
    /// The number of the new key.
    pub to: u32,
    /// How many pairs were made.
    pub pairs: u64,
    /// How many identifiers were refused.
    pub refused: u64,
}

impl RekeyOrder {
    /// An order by `by`, a name for the log; the map it gives expires at `expires`.
    ///
    /// # Errors
    ///
    /// `not-an-id`; `now-out-of-range`; `expires-before` unless it expires after `at`.
    pub fn new(by: &str, at: Time, expires: Time) -> Result<RekeyOrder, PseudonymError> {
        let (by, at, expires) = (named(by)?, asked(at)?, asked(expires)?);
        if expires <= at {
            return Err(Diagnostic::new("expires-before", "this expires before it is made").into());
        }
        Ok(RekeyOrder { by, at, expires })
    }
}

impl Pseudonymiser {
    /// Begins a re-key map from one key of this kind to another; the old one may be accept-only, neither may be
    /// destroyed.
    ///
    /// # Errors
    ///
    /// `unknown-key` for a key that is not open here; `same-key`.
    pub fn rekey(&self, from: KeyId, to: KeyId, order: RekeyOrder) -> Result<Rekey<'_>, PseudonymError> {
        if !self.has(from) || !self.has(to) {
            return Err(Diagnostic::new(
                "unknown-key",
                "this key is not open here: of another kind or domain, or destroyed",
            )
            .expecting("two keys of this domain and kind that are not destroyed")
            .into());
        }
        if from == to {
            return Err(Diagnostic::new("same-key", "the old and the new key are the same").into());
        }
        Ok(Rekey { keys: self, order, from, to, pairs: 0, refused: 0 })
    }
}

impl Rekey<'_> {
    /// The old and the new pseudonym of an identifier.
    ///
    /// # Errors
    ///
    /// `other-kind`.
    pub fn pair(&mut self, identifier: &Identifier) -> Result<Pair, PseudonymError> {
        let both = self.keys.under(self.from, identifier).zip(self.keys.under(self.to, identifier));
        let Some((from, to)) = both else {
            self.refused += 1;
            let diagnostic =
                Diagnostic::new("other-kind", "this identifier is of another kind than these keys are for");
            return Err(diagnostic.into());
        };
        self.pairs += 1;
        Ok(Pair { from, to })
    }

    /// The pairs of a stream of texts, read as the kind demands: each in its turn, an error for one that is refused.
    pub fn stream<'s, T: AsRef<str>>(
        &'s mut self,
        texts: impl IntoIterator<Item = T> + 's,
    ) -> impl Iterator<Item = Result<Pair, PseudonymError>> + 's {
        texts.into_iter().map(|text| match self.keys.kind().read(text.as_ref()) {
            Ok(identifier) => self.pair(&identifier),
            Err(error) => {
                self.refused += 1;
                Err(error)
            }
        })
    }

    /// When the map expires.
    pub fn expires(&self) -> Time {
        self.order.expires
    }

    /// Ends it.
    pub fn finish(self) -> RekeyEntry {
        let RekeyOrder { by, at, expires } = self.order;
        RekeyEntry {
            waarborg_rekey: 1,
            by: by.as_str().to_owned(),
            at,
            expires,
            from: self.from.get(),
            to: self.to.get(),
            pairs: self.pairs,
            refused: self.refused,
        }
    }
}

impl RekeyEntry {
    /// One line of JSON: the same bytes for the same entry.
    pub fn to_json(&self) -> String {
        // INVARIANT: it holds text, numbers and times, all of which serialise.
        serde_json::to_string(self).unwrap_or_default()
    }
}
