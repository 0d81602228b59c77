use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_public_assigned;
use zeroize::Zeroizing;

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

/// The one form of a text: normal form C, without white space at its ends. The form of a form is that form, so what was
/// sealed can be read again.
pub(super) fn canonical(given: &str, case: LetterCase) -> Result<Zeroizing<String>, Diagnostic> {
    let trimmed = given.trim();
    checked(trimmed)?;
    let form = normal(trimmed, case == LetterCase::Lower);
    if !trimmed.is_ascii() {
        // Normalising can lengthen a text, and can make a letter of a sign: U+212A, the kelvin sign, becomes K.
        checked(&form)?;
    }
    Ok(form)
}

fn checked(text: &str) -> Result<(), Diagnostic> {
    if text.is_empty() {
        return Err(Diagnostic::new("text-missing", "this identifier is empty")
            .expecting("a text")
            .helping("leave an unknown identifier out: one pseudonym for all of them would join people"));
    }
    if text.len() > LONGEST {
        return Err(Diagnostic::new("text-length", "this identifier is too long")
            .expecting("at most 512 bytes, also in normal form C"));
    }
    plain(text)?;
    own_form(text).map_or(Ok(()), Err)
}

/// Normal form C; with A to Z in lower case, if asked. A capital without a composed form may have one in lower case (J and a
/// caron, U+01F0), so the text is normalised again after that.
pub(super) fn normal(text: &str, lower: bool) -> Zeroizing<String> {
    let mut form = nfc(text);
    if lower {
        form.make_ascii_lowercase();
        if !form.is_ascii() {
            form = nfc(&form);
        }
    }
    form
}

/// Has room for the longest form from the start: a text that grows leaves copies on the heap, which nobody wipes.
fn nfc(text: &str) -> Zeroizing<String> {
    let mut form = Zeroizing::new(String::with_capacity(3 * text.len()));
    if text.is_ascii() {
        form.push_str(text)
    } else {
        form.extend(text.nfc())
    }
    form
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
