use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_public_assigned;

use super::own_form;
use crate::Diagnostic;

/// Whether capitals count in a text. A small value: copy it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum LetterCase {
    /// They count.
    Exact,
    /// They do not: A to Z are put in lower case, in every locale the same. Other letters are left as they are.
    Lower,
}

/// The longest identifier, in bytes.
const LONGEST: usize = 512;

/// The one form of a text: normal form C, without white space at its ends.
pub(super) fn canonical(given: &str, case: LetterCase) -> Result<String, Diagnostic> {
    let trimmed = given.trim();
    if trimmed.is_empty() {
        return Err(Diagnostic::new("text-missing", "this identifier is empty")
            .expecting("a text")
            .helping("leave an unknown identifier out: one pseudonym for all of them would join people"));
    }
    if trimmed.len() > LONGEST {
        return Err(
            Diagnostic::new("text-length", "this identifier is too long").expecting("at most 512 bytes")
        );
    }
    plain(trimmed)?;
    if let Some(diagnostic) = own_form(trimmed) {
        return Err(diagnostic);
    }
    let mut text: String = trimmed.nfc().collect();
    if case == LetterCase::Lower {
        text.make_ascii_lowercase();
    }
    Ok(text)
}

/// Refuses what cannot be seen, and what Unicode may still give a meaning: its normal form may then change.
pub(super) fn plain(text: &str) -> Result<(), Diagnostic> {
    let hidden = |c: char| {
        c.is_control()
            || !is_public_assigned(c)
            || matches!(c,
                '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffd}' | '\u{e0000}'..='\u{e0fff}')
    };
    if text.chars().any(hidden) {
        return Err(Diagnostic::new("text-character", "this identifier holds a character that cannot be seen or has no meaning")
            .expecting("no control characters (such as NUL), marks of direction, characters of no width, or unassigned ones")
            .helping("two that look the same would get different pseudonyms"));
    }
    Ok(())
}
