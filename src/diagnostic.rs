//! What is wrong, where, what was expected and what to do: the one form of every error.
//!
//! A diagnostic never repeats a *value* it was given (it may be personal data). It names codes, paths, positions and the
//! words this library knows. A path can hold a name from the input, so every text is escaped when it is taken in: no error
//! of this library can add a line to a log, end a text in C, or turn the direction of what follows it.

use core::fmt;

/// One thing that is wrong. Plain data, one word wide: clone it, keep it, send it to another thread.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic(Box<Parts>);

#[derive(Clone, PartialEq, Eq, Debug)]
struct Parts {
    code: &'static str,
    message: String,
    path: String,
    position: Option<(u32, u32)>,
    expected: Option<String>,
    suggestion: Option<String>,
    help: Option<String>,
}

impl Diagnostic {
    /// A stable code in lower case, such as `unknown-field`. Codes are never reused for something else.
    pub fn code(&self) -> &'static str {
        self.0.code
    }

    /// One sentence in English, without any value from the input.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Where, as a JSON Pointer into the document (RFC 6901); empty for the document as a whole. A character that cannot be
    /// seen, or that changes how others are shown, stands there as `\u{202e}`.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// Line and column, both from 1, the column counted in characters; `None` where there is no document.
    pub fn position(&self) -> Option<(u32, u32)> {
        self.0.position
    }

    /// What was expected there.
    pub fn expected(&self) -> Option<&str> {
        self.0.expected.as_deref()
    }

    /// The known word nearest to the one that was given.
    pub fn suggestion(&self) -> Option<&str> {
        self.0.suggestion.as_deref()
    }

    /// What to do about it.
    pub fn help(&self) -> Option<&str> {
        self.0.help.as_deref()
    }

    #[cold]
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            code,
            message: visible(message.into()),
            path: String::new(),
            position: None,
            expected: None,
            suggestion: None,
            help: None,
        }))
    }

    pub(crate) fn at(mut self, path: impl Into<String>) -> Self {
        self.0.path = visible(path.into());
        self
    }

    /// Says of which of several documents it is, from 1.
    pub(crate) fn of_document(mut self, number: usize) -> Self {
        self.0.message = format!("in document {number}: {}", self.0.message);
        self
    }

    pub(crate) fn on(mut self, position: Option<(u32, u32)>) -> Self {
        self.0.position = position;
        self
    }

    pub(crate) fn expecting(mut self, expected: impl Into<String>) -> Self {
        self.0.expected = Some(visible(expected.into()));
        self
    }

    /// Adds "did you mean" when one of the `known` words is near enough to `given`; `given` itself is not kept.
    pub(crate) fn meaning<'a>(mut self, given: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        self.0.suggestion = nearest(given, known).map(|word| visible(word.to_owned()));
        self
    }

    pub(crate) fn helping(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(visible(help.into()));
        self
    }
}

/// A text in which every character can be seen and stands where it is written.
fn visible(text: String) -> String {
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control()) || !text.contains(hidden) {
        return text;
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if hidden(character) { shown.extend(character.escape_unicode()) } else { shown.push(character) }
    }
    shown
}

/// Control characters (NUL, line feeds, escape, C1), line and paragraph separators, and the format characters of Unicode that
/// have no width or set a direction (UAX 9), with tags, variation selectors and noncharacters.
fn hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{115f}' | '\u{1160}'
            | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fdd0}'..='\u{fdef}' | '\u{fff0}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
        || u32::from(character) & 0xfffe == 0xfffe
}

fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given: String = given.chars().take(64).collect();
    let length = given.chars().count();
    // A word of quite another length is that far away at least.
    let is_near = |distance: usize, word: &str| distance * 3 <= word.len().max(3);
    known
        .into_iter()
        .filter(|word| is_near(length.abs_diff(word.chars().count()), word))
        .map(|word| (strsim::damerau_levenshtein(&given, word), word))
        .filter(|(distance, word)| is_near(*distance, word))
        .min()
        .map(|(_, word)| word)
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error[{}]: {}", self.code(), self.message())?;
        match (self.path().is_empty(), self.position()) {
            (true, None) => {}
            (false, None) => write!(f, "\n  --> {}", self.path())?,
            (true, Some((line, column))) => write!(f, "\n  --> line {line}, column {column}")?,
            (false, Some((line, column))) => {
                write!(f, "\n  --> {} (line {line}, column {column})", self.path())?
            }
        }
        if let Some(expected) = self.expected() {
            write!(f, "\n  expected: {expected}")?;
        }
        if let Some(suggestion) = self.suggestion() {
            write!(f, "\n  did you mean `{suggestion}`?")?;
        }
        if let Some(help) = self.help() {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

/// Diagnostics, in the order of the document; what every error type of this library holds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Diagnostics(pub(crate) Vec<Diagnostic>);

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            diagnostic.fmt(f)?;
        }
        Ok(())
    }
}

/// Declares the error type of a module: an opaque, never empty list of [`Diagnostic`]s.
macro_rules! error_type {
    ($(#[doc = $doc:literal])* $name:ident) => {
        $(#[doc = $doc])*
        ///
        /// A list of [`Diagnostic`](crate::Diagnostic)s, never empty, in the order of the input.
        #[derive(Clone, PartialEq, Eq, thiserror::Error)]
        #[error("{0}")]
        pub struct $name($crate::diagnostic::Diagnostics);

        // As it is told: this is what a program shows that ends with an error.
        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Display::fmt(self, f)
            }
        }

        impl $name {
            /// Everything that is wrong, in the order of the input; never empty.
            pub fn diagnostics(&self) -> &[$crate::Diagnostic] {
                &self.0.0
            }

            #[allow(dead_code, reason = "some modules only ever report one diagnostic")]
            pub(crate) fn of(diagnostics: Vec<$crate::Diagnostic>) -> Self {
                debug_assert!(!diagnostics.is_empty());
                Self($crate::diagnostic::Diagnostics(diagnostics))
            }

            /// The code of the first diagnostic.
            pub fn code(&self) -> &'static str {
                self.0.0.first().map_or("", $crate::Diagnostic::code)
            }
        }

        impl From<$crate::Diagnostic> for $name {
            fn from(diagnostic: $crate::Diagnostic) -> Self {
                Self($crate::diagnostic::Diagnostics(vec![diagnostic]))
            }
        }
    };
}
pub(crate) use error_type;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_far_word_is_no_suggestion() {
        assert_eq!(nearest("retntion", ["retention", "roles"]), Some("retention"));
        assert_eq!(nearest("banana", ["retention", "roles"]), None);
    }

    /// Unicode, by its own words: nothing that is a control or a format character, or sets a direction, is shown as it is.
    #[test]
    fn no_text_of_a_diagnostic_hides_anything() {
        let hostile =
            "a\0b\nc\rd\u{1b}[31me\u{7f}f\u{85}g\u{202e}h\u{2066}i\u{200f}j\u{2029}k\u{feff}l\u{e0041}m";
        let shown = "a\\u{0}b\\u{a}c\\u{d}d\\u{1b}[31me\\u{7f}f\\u{85}g\\u{202e}h\\u{2066}i\\u{200f}j\\u{2029}k\\u{feff}l\\u{e0041}m";
        let diagnostic =
            Diagnostic::new("code", hostile).at(format!("/{hostile}")).expecting(hostile).helping(hostile);
        let diagnostic = diagnostic.meaning(hostile, [hostile]).of_document(2).on(Some((1, 2)));
        assert_eq!(diagnostic.message(), format!("in document 2: {shown}"));
        assert_eq!(diagnostic.path(), format!("/{shown}"));
        assert_eq!(
            (diagnostic.expected(), diagnostic.help(), diagnostic.suggestion()),
            (Some(shown), Some(shown), Some(shown))
        );
        // The lines of the display are its own.
        assert_eq!(diagnostic.to_string().lines().count(), 5);
        assert_eq!(diagnostic.to_string().matches('\n').count(), 4);
        assert!(!format!("{diagnostic:?}").contains('\u{202e}'));
        // Said again, it stays; and what people write stays.
        assert_eq!(diagnostic.clone().at(diagnostic.path().to_owned()).path(), diagnostic.path());
        for plain in
            ["/purposes/caf\u{e9}/\u{5d0}\u{5d1}", "Zo\u{eb} \u{4f60} \u{1f600} 'x' \\ \"y\"", "e\u{301}"]
        {
            assert_eq!(Diagnostic::new("code", plain).message(), plain);
        }
        for control in (0..0x20).chain(0x7f..0xa0).chain(0x202a..0x202f).chain(0x2066..0x206a) {
            let text = format!("x{}", char::from_u32(control).unwrap());
            assert!(Diagnostic::new("code", text).message().starts_with("x\\u{"), "{control:x}");
        }
    }
}
