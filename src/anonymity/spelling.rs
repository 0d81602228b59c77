//! How the different values of a column are spelled.
//!
//! The same text in two Unicode normal forms is two values to a computer and one to everyone else. Among sensitive values it
//! would make a class look more diverse than it is, so it is refused.

use std::collections::BTreeSet;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::Diagnostic;

/// The diagnostic that a value is no whole text, or that two different values of a column are canonically equivalent (Unicode
/// Standard Annex 15).
pub(super) fn diagnostic(values: &[&[u8]]) -> Option<Diagnostic> {
    let whole: Result<Vec<&str>, _> = values.iter().map(|value| core::str::from_utf8(value)).collect();
    let Ok(whole) = whole else {
        // The text that they are cut from is UTF-8, so it was cut within a character.
        let message = "the offsets of a packed column cut a character in two";
        return Some(
            Diagnostic::new("bad-offsets", message).expecting("offsets in bytes, between characters"),
        );
    };
    let texts = || whole.iter().copied();
    let mut composed: BTreeSet<String> = BTreeSet::new();
    let mut twice = 0usize;
    for text in texts().filter(|text| !text.is_ascii() && !is_nfc(text)) {
        twice += usize::from(!composed.insert(text.nfc().collect()));
    }
    if !composed.is_empty() {
        twice += texts().filter(|text| composed.contains(*text)).count();
    }
    (twice > 0).then(|| {
        let message =
            format!("this column spells {twice} of its values in more than one Unicode normal form");
        Diagnostic::new("two-spellings", message).expecting("each text spelled in one way").helping(
            "bring the texts into one normal form (NFC) first: counted apart, they would hide who is alike",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_in_two_identifiabilities_is_found() {
        let render = |texts: &[&str]| {
            let values: Vec<&[u8]> = texts.iter().map(|text| text.as_bytes()).collect();
            diagnostic(&values).map(|diagnostic| diagnostic.code())
        };
        assert_eq!(render(&["caf\u{e9}", "cafe\u{301}"]), Some("two-spellings"));
        // Two that are both not composed; and one whose composed form is plain ASCII.
        assert_eq!(render(&["a\u{323}\u{307}", "a\u{307}\u{323}"]), Some("two-spellings"));
        assert_eq!(render(&["K", "\u{212a}"]), Some("two-spellings"));
        // Compatible is not the same, and a decomposed text by itself is one value.
        assert_eq!(render(&["\u{fb01}n", "fin", "cafe\u{301}", "cafe"]), None);
    }
}
