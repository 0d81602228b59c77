use serde_json::{Value as Json, json};

use crate::law::ReasonCode;

/// What a purpose may do with data at a moment; a chain, each stronger than the one before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Value {
    /// No claim: if nothing else claims the data, it must go.
    Ended = 0,
    /// Not known: do not use, and do not erase; held for review.
    Unknown = 1,
    /// Hold, do not use.
    Held = 2,
    /// Hold and use.
    Live = 3,
}

impl Value {
    /// Its name in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Value::Ended => "ended",
            Value::Unknown => "unknown",
            Value::Held => "held",
            Value::Live => "live",
        }
    }
}

/// Why a value holds: a reason from the table, and where the fact came from. A small value: copy it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Reason {
    /// The reason.
    pub code: ReasonCode,
    /// Where the deciding fact stands.
    pub source: Source,
}

/// Where a fact stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Source {
    /// In no entry: the policy, the law, or the absence of an entry.
    None,
    /// In the person's dossier, in the entry with this number.
    Dossier(u32),
    /// Among the institution's own entries, in the entry with this number.
    Institution(u32),
    /// Passed in with the call as an observed fact.
    Observed,
    /// Passed in with the call as a fact of the record.
    Record,
}

impl Reason {
    pub(crate) const NONE: Reason = Reason { code: ReasonCode::NothingDeclared, source: Source::None };

    pub(crate) const fn new(code: ReasonCode, source: Source) -> Reason {
        Reason { code, source }
    }

    /// A reason that stands in no entry.
    pub(crate) fn of(code: ReasonCode) -> Reason {
        Reason { code, source: Source::None }
    }

    /// As it is written in every document that is given out.
    pub(crate) fn json(self) -> Json {
        let (source, entry) = self.source.place();
        json!({
            "code": self.code.as_str(),
            "article": self.code.article(),
            "nl": self.code.dutch(),
            "en": self.code.english(),
            "source": source,
            "entry": entry,
        })
    }
}

impl Source {
    /// The word for it, and the number of the entry.
    pub(crate) fn place(self) -> (Option<&'static str>, Option<u32>) {
        match self {
            Source::None => (None, None),
            Source::Dossier(entry) => (Some("dossier"), Some(entry)),
            Source::Institution(entry) => (Some("institution"), Some(entry)),
            Source::Observed => (Some("observed"), None),
            Source::Record => (Some("record"), None),
        }
    }
}

impl core::fmt::Display for Reason {
    /// The reason in English, its article, and where the fact stands.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.code.english())?;
        if !self.code.article().is_empty() {
            write!(f, " ({})", self.code.article())?;
        }
        match self.source {
            Source::None => Ok(()),
            Source::Dossier(seq) => write!(f, " [entry {seq}]"),
            Source::Institution(seq) => write!(f, " [entry {seq} of the institution]"),
            Source::Observed => f.write_str(" [observed]"),
            Source::Record => f.write_str(" [of the record]"),
        }
    }
}
