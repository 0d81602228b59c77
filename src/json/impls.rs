//! Reading the plain types: text, numbers, lists, maps by id, days, periods.

use std::collections::BTreeMap;
use std::sync::Arc;

use jsonc_parser::ast::Value;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use serde_json::{Value as Json, json};

use super::{Defs, Node, Path, Read, Reader, escape, twice};
use crate::Diagnostic;
use crate::calendar::{Day, Moment, Period, Time, YearEnd};

/// A name in a policy: lower-case letters, digits and hyphens, starting with a letter or digit, at most 64 long. Clone it
/// freely: a clone shares.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Id(Arc<str>);

impl Id {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name with this text; `None` if it is not one.
    pub fn new(text: &str) -> Option<Id> {
        Id::is_shaped(text).then(|| Id(text.into()))
    }

    /// A name that stands in the code.
    pub(crate) fn constant(text: &'static str) -> Id {
        debug_assert!(Id::is_shaped(text));
        Id(text.into())
    }

    fn is_shaped(text: &str) -> bool {
        let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit();
        text.len() <= 64
            && text.bytes().next().is_some_and(plain)
            && text.bytes().all(|c| plain(c) || c == b'-' || c == b'.')
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl core::fmt::Display for Id {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Things by name, in the order of their names.
pub type Map<T> = BTreeMap<Id, T>;

/// A text for people; never empty. `Debug` does not show it: it may be about somebody.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Text(pub String);

// What is refused in a document is refused in a line too, and nothing of it is repeated.
impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Id, D::Error> {
        struct Name;
        impl serde::de::Visitor<'_> for Name {
            type Value = Id;
            fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("a name")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Id, E> {
                Id::new(text).ok_or_else(|| E::custom("not a name"))
            }
        }
        deserializer.deserialize_str(Name)
    }
}

impl Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.trim().is_empty() { Err(D::Error::custom("an empty text")) } else { Ok(Text(text)) }
    }
}

impl core::fmt::Debug for Text {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Text(..)")
    }
}

const ID_PATTERN: &str = "^[a-z0-9][a-z0-9.-]{0,63}$";
/// Something besides white space. Unicode and ECMA-262, whose expressions these are, differ on two signs.
const TEXT_PATTERN: &str = r"[^\s\u0085]|\ufeff";
const YEAR_END_PATTERN: &str = concat!(
    "^--(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)",
    "|02-(?:0[1-9]|[12][0-9]))$"
);
/// Weeks stand alone, unless what stands beside them is nothing.
const PERIOD_PATTERN: &str = concat!(
    "^P(?:(?=[0-9])(?:0*[0-9]{1,4}Y)?(?:0*[0-9]{1,4}M)?(?:0+W)?(?:0*[0-9]{1,4}D)?",
    "|(?:0+Y)?(?:0+M)?0*[0-9]{1,4}W(?:0+D)?",
    "|T(?=[0-9])(?:0*[0-9]{1,4}H)?(?:0*[0-9]{1,4}M)?)$"
);
/// How long a month is, is left to the format `date`.
const DAY_PATTERN: &str = "^(?:19|2[0-3])[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$";

fn not_an_id() -> Diagnostic {
    Diagnostic::new("not-an-id", "this is not a name")
        .expecting("lower-case letters, digits, dots and hyphens, at most 64, such as `learner-results`")
}

fn empty_text() -> Diagnostic {
    Diagnostic::new("empty-text", "this text is empty").expecting("a text for people")
}

impl Read for Id {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Id> {
        let id = Id::new(node.text(reader, "a name")?);
        if id.is_none() {
            reader.report(node, not_an_id());
        }
        id
    }

    fn schema(defs: &mut Defs) -> Json {
        value_schema("Id", "name", &not_an_id(), json!({ "type": "string", "pattern": ID_PATTERN }), defs)
    }
}

impl Read for Text {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Text> {
        let text = node.text(reader, "a text")?;
        if text.trim().is_empty() {
            reader.report(node, empty_text());
            return None;
        }
        Some(Text(text.to_owned()))
    }

    fn schema(defs: &mut Defs) -> Json {
        value_schema(
            "Text",
            "text",
            &empty_text(),
            json!({ "type": "string", "pattern": TEXT_PATTERN }),
            defs,
        )
    }
}

impl Read for bool {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<bool> {
        let value = node.value.as_boolean_lit().map(|literal| literal.value);
        if value.is_none() {
            reader.wrong_type(node, "`true` or `false`");
        }
        value
    }

    fn schema(_: &mut Defs) -> Json {
        json!({ "type": "boolean" })
    }

    fn absent() -> Option<bool> {
        Some(false)
    }
}

macro_rules! read_as_number {
    ($($name:ty),*) => {$(
        impl Read for $name {
            fn read(node: &Node<'_>, reader: &mut Reader) -> Option<$name> {
                let number = match node.value {
                    Value::NumberLit(literal) => literal.value.parse().ok(),
                    _ => None,
                };
                if number.is_none() {
                    reader.wrong_type(node, "a whole number from 0");
                }
                number
            }

            fn schema(_: &mut Defs) -> Json {
                json!({ "type": "integer", "minimum": 0, "maximum": <$name>::MAX })
            }
        }
    )*};
}

read_as_number!(u32, u64);

impl<T: Read> Read for Option<T> {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Option<T>> {
        T::read(node, reader).map(Some)
    }

    fn schema(defs: &mut Defs) -> Json {
        T::schema(defs)
    }

    fn absent() -> Option<Option<T>> {
        Some(None)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Vec<T>> {
        let Some(array) = node.value.as_array() else {
            reader.wrong_type(node, "a list");
            return None;
        };
        let mut whole = true;
        let mut items = Vec::with_capacity(array.elements.len());
        for (index, value) in array.elements.iter().enumerate() {
            match T::read(&Node { value, path: Path::Item(&node.path, index) }, reader) {
                Some(item) => items.push(item),
                None => whole = false,
            }
        }
        whole.then_some(items)
    }

    fn schema(defs: &mut Defs) -> Json {
        json!({ "type": "array", "items": T::schema(defs) })
    }

    fn absent() -> Option<Vec<T>> {
        Some(Vec::new())
    }
}

/// The fields of an object in its order, each a text or null: for a record whose fields another document names.
pub(crate) struct Texts(pub(crate) Vec<(String, Option<String>)>);

impl Read for Texts {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Texts> {
        let object = node.object(reader)?;
        let mut fields = Vec::with_capacity(object.properties.len());
        for prop in &object.properties {
            let name = prop.name.as_str();
            let value = match &prop.value {
                Value::StringLit(text) => Some(text.value.as_ref().to_owned()),
                Value::NullKeyword(_) => None,
                value => {
                    let path = reader.named(&node.path, name);
                    reader.wrong_type(&Node { value, path }, "a text, or null for none");
                    continue;
                }
            };
            fields.push((name.to_owned(), value));
        }
        Some(Texts(fields))
    }

    fn schema(_: &mut Defs) -> Json {
        json!({ "type": "object", "additionalProperties": { "type": ["string", "null"] } })
    }
}

impl<T: Read> Read for Map<T> {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Map<T>> {
        let object = node.object(reader)?;
        let mut whole = true;
        let mut map = Map::new();
        let mut noted = false;
        for prop in &object.properties {
            let name = prop.name.as_str();
            if name == "note" {
                let here = Node { value: &prop.value, path: Path::Field(&node.path, name) };
                Text::read(&here, reader);
                if core::mem::replace(&mut noted, true) {
                    reader.report(&here, twice());
                }
                continue;
            }
            let here = Node { value: &prop.value, path: reader.named(&node.path, name) };
            let id = Id::new(name);
            if id.is_none() {
                reader.report(&here, not_an_id());
            }
            match (id, T::read(&here, reader)) {
                (Some(id), Some(value)) => {
                    if map.insert(id, value).is_some() {
                        reader.report(&here, twice());
                    }
                }
                _ => whole = false,
            }
        }
        whole.then_some(map)
    }

    fn schema(defs: &mut Defs) -> Json {
        json!({
            "type": "object",
            "properties": { "note": note_schema(defs) },
            "patternProperties": { "^(?!note$)[a-z0-9][a-z0-9.-]{0,63}$": T::schema(defs) },
            "additionalProperties": false,
        })
    }

    fn absent() -> Option<Map<T>> {
        Some(Map::new())
    }
}

macro_rules! read_as_text {
    ($($name:ident, $title:literal, $schema:expr;)*) => {$(
        impl Read for $name {
            fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
                match node.text(reader, "a text")?.parse::<Self>() {
                    Ok(value) => Some(value),
                    Err(error) => {
                        if let Some(diagnostic) = error.diagnostics().first() {
                            reader.report(node, diagnostic.clone());
                        }
                        None
                    }
                }
            }

            fn schema(defs: &mut Defs) -> Json {
                // What is told of a text that is none says what one is.
                let diagnostic = "".parse::<Self>().err().and_then(|error| error.diagnostics().first().cloned());
                let diagnostic = diagnostic.unwrap_or_else(|| Diagnostic::new("", ""));
                value_schema(stringify!($name), $title, &diagnostic, $schema, defs)
            }
        }
    )*};
}

read_as_text! {
    Day, "day", json!({ "type": "string", "format": "date", "pattern": DAY_PATTERN });
    Time, "instant", json!({ "type": "string", "format": "date-time" });
    Moment, "moment", json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?$" });
    YearEnd, "last day of a year", json!({ "type": "string", "pattern": YEAR_END_PATTERN });
    Period, "period", json!({ "type": "string", "pattern": PERIOD_PATTERN });
}

/// The name of a field: the Rust name in kebab case.
pub(crate) struct Name(String);

impl Name {
    pub(crate) fn of(rust: &str) -> Name {
        Name(rust.trim_start_matches("r#").replace('_', "-"))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

fn note_schema(defs: &mut Defs) -> Json {
    described(Text::schema(defs), "A remark for people.")
}

/// A schema with what its field says.
pub(crate) fn described(mut schema: Json, doc: &str) -> Json {
    if let Json::Object(schema) = &mut schema {
        schema.insert("description".into(), json!(doc.trim()));
    }
    schema
}

/// A reference to a part of the schema that is made once, under its name. It keeps the place of its first mention, so
/// that parts stand in the order in which a reader meets them.
pub(crate) fn shared(name: &str, defs: &mut Defs, part: impl FnOnce(&mut Defs) -> Json) -> Json {
    if !defs.contains_key(name) {
        defs.insert(name.to_owned(), Json::Null);
        let part = part(defs);
        defs.insert(name.to_owned(), part);
    }
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// The schema of a plain value: described by what is told of a value that is none.
pub(crate) fn value_schema(
    name: &str,
    title: &str,
    diagnostic: &Diagnostic,
    schema: Json,
    defs: &mut Defs,
) -> Json {
    shared(name, defs, |_| {
        let rendered = [diagnostic.expected(), diagnostic.help()].into_iter().flatten().map(sentence);
        let mut whole = json!({ "title": title, "description": rendered.collect::<Vec<_>>().join(" ") });
        if let (Json::Object(whole), Json::Object(schema)) = (&mut whole, schema) {
            whole.extend(schema);
        }
        whole
    })
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}

/// The schema of a list of words, each with what it means.
pub(crate) fn words_schema<D: AsRef<str>>(
    name: &str,
    doc: &str,
    words: impl IntoIterator<Item = (&'static str, D)>,
    defs: &mut Defs,
) -> Json {
    let word = |(word, doc): (&str, D)| json!({ "const": word, "description": doc.as_ref().trim() });
    shared(
        name,
        defs,
        |_| json!({ "description": doc.trim(), "oneOf": words.into_iter().map(word).collect::<Vec<_>>() }),
    )
}

/// A field of an object: its name, what it says, whether it is required, its schema.
pub(crate) type Field<'a> = (Name, &'a str, bool, fn(&mut Defs) -> Json);

/// The schema of an object declared with `object!`, registered under its name.
pub(crate) fn object_schema(name: &str, doc: &str, fields: &[Field<'_>], defs: &mut Defs) -> Json {
    shared(name, defs, |defs| {
        let mut properties = serde_json::Map::new();
        let mut required = Vec::new();
        for (field, doc, is_required, schema) in fields {
            properties.insert(field.0.clone(), described(schema(defs), doc));
            if *is_required {
                required.push(field.0.clone());
            }
        }
        properties.insert("note".into(), note_schema(defs));
        json!({
            "description": doc.trim(),
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        })
    })
}

impl Node<'_> {
    /// The one of `all` whose word stands here.
    pub(crate) fn word<T: Copy>(
        &self,
        reader: &mut Reader,
        all: &[T],
        word: fn(T) -> &'static str,
    ) -> Option<T> {
        let known = || all.iter().map(|value| word(*value));
        let expected = || format!("one of {}", known().collect::<Vec<_>>().join(", "));
        let Some(text) = self.value.as_string_lit().map(|literal| literal.value.as_ref()) else {
            reader.wrong_type(self, &expected());
            return None;
        };
        let found = all.iter().copied().find(|value| word(*value) == text);
        if found.is_none() {
            let diagnostic =
                Diagnostic::new("unknown-word", "this word is not one of the list").expecting(expected());
            reader.report(self, diagnostic.meaning(text, known()));
        }
        found
    }
}

/// Steps of a JSON Pointer, escaped and joined.
#[allow(dead_code, reason = "used by readings that cite a node")]
pub(crate) fn pointer(steps: &[&str]) -> String {
    steps.iter().map(|step| format!("/{}", escape(step))).collect()
}
