//! The two plain types of this module's documents: a short name that the host gives, and a number with decimals.

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use serde_json::{Value as Json, json};

use crate::Diagnostic;
use crate::json::{Defs, Node, Read, Reader, value_schema};

/// The most characters in a label.
const LONGEST: usize = 128;

const PATTERN: &str = concat!(
    r"^[^\s\u0000-\u001f\u007f-\u009f](?:[^\u0000-\u001f\u007f-\u009f]*",
    r"[^\s\u0000-\u001f\u007f-\u009f])?$"
);

/// A short name that the host gives: of a column, a release, a party. From 1 to 128 characters, none of them a control
/// character, none at its ends white space.
///
/// Labels are repeated in reports, so they must not be about a person.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(transparent)]
pub struct Label(String);

impl Label {
    /// The label with this text; `None` if it is not one.
    pub fn new(text: &str) -> Option<Label> {
        let shaped = (1..=LONGEST).contains(&text.chars().count())
            && !text.chars().any(char::is_control)
            && text.trim() == text;
        shaped.then(|| Label(text.to_owned()))
    }

    /// The label as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn parse(text: &str, path: &str) -> Result<Label, Diagnostic> {
        Label::new(text).ok_or_else(|| not_a_label().at(path))
    }
}

impl core::fmt::Display for Label {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.0)
    }
}

fn not_a_label() -> Diagnostic {
    Diagnostic::new("not-a-label", "this is not a short name")
        .expecting("1 to 128 characters, no control characters, no white space at the ends")
}

impl<'de> Deserialize<'de> for Label {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Label, D::Error> {
        Label::new(&String::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("not a label"))
    }
}

impl Read for Label {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Label> {
        let label = Label::new(node.text(reader, "a short name")?);
        if label.is_none() {
            reader.report(node, not_a_label());
        }
        label
    }

    fn schema(defs: &mut Defs) -> Json {
        let schema = json!({ "type": "string", "pattern": PATTERN, "maxLength": LONGEST });
        value_schema("Label", "short name", &not_a_label(), schema, defs)
    }
}

/// A finite number with decimals: a share, a distance, a bound. In documents at most 16 significant digits are kept, as
/// in any JSON number (IEEE 754 double).
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug, Serialize)]
#[serde(transparent)]
pub struct Number(f64);

impl Number {
    pub(super) const ONE: Number = Number(1.0);

    /// The number; `None` for NaN and the infinities.
    pub fn new(number: f64) -> Option<Number> {
        number.is_finite().then_some(Number(number))
    }

    /// As a plain double.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
        Number::new(f64::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("not a finite number"))
    }
}

impl Read for Number {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Number> {
        let number = match node.value {
            jsonc_parser::ast::Value::NumberLit(literal) => literal.value.parse().ok().and_then(Number::new),
            _ => None,
        };
        if number.is_none() {
            let diagnostic = Diagnostic::new("wrong-type", "this value has the wrong type");
            reader.report(node, diagnostic.expecting("a number, such as 0.25"));
        }
        number
    }

    fn schema(_: &mut Defs) -> Json {
        json!({ "type": "number" })
    }
}
