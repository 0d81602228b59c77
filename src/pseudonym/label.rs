use core::fmt;
use std::sync::Arc;

use unicode_normalization::is_nfc;

use crate::Diagnostic;

/// The longest name of a controller or domain, in bytes.
const LONGEST: usize = 255;

/// The name of a controller or of a domain: it goes into a key, so nothing is made of it but what it is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Label(Arc<str>);

/// What a label names.
#[derive(Clone, Copy)]
pub(super) enum Names {
    Controller,
    Domain,
}

impl Label {
    /// The label with this text. An empty one is an error, never a default: what is to be kept apart would be joined.
    pub(super) fn new(text: &str, names: Names) -> Result<Label, Diagnostic> {
        let (missing, malformed, what) = match names {
            Names::Controller => ("controller-missing", "not-a-controller", "controller"),
            Names::Domain => ("domain-missing", "not-a-domain", "pseudonymisation domain"),
        };
        if text.is_empty() {
            return Err(Diagnostic::new(missing, format!("the name of the {what} is empty"))
                .expecting(format!("the name of a {what}"))
                .helping("there is no default: keys of different ones must never be the same"));
        }
        let plain = text.len() <= LONGEST
            && text.trim() == text
            && is_nfc(text)
            && !text.chars().any(char::is_control);
        if !plain {
            return Err(Diagnostic::new(malformed, format!("this cannot be the name of a {what}")).expecting(
                "1 to 255 bytes in Unicode normal form C, without control characters or white space at its ends",
            ));
        }
        Ok(Label(text.into()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Its length in two bytes, most significant first, and its bytes.
    pub(super) fn prefixed(text: &str) -> impl Iterator<Item = u8> {
        // INVARIANT: at most 255 bytes.
        (text.len() as u16).to_be_bytes().into_iter().chain(text.bytes())
    }
}

impl fmt::Debug for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Label(..)")
    }
}
