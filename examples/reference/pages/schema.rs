//! A JSON Schema of this library as text: tables of fields, lists of words, and plain values.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::Outcome;
use super::markdown::{code, link, table};

/// Lists with more words than this are linked, and not repeated beside each field.
const FEW: usize = 6;
/// What stands in every object, and is said once.
const EVERYWHERE: [&str; 2] = ["note", "$schema"];
/// Parts with a page of their own: linked, and never repeated on another.
const PAGES: [(&str, &str); 2] = [("Entry", "ENTRIES.md"), ("Reason", "REASONS.md")];

/// The named parts of a schema.
pub struct Parts<'s>(&'s Map<String, Value>);

/// What a part is.
#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    /// An object with fields.
    Object,
    /// A list of words.
    Words,
    /// A plain value: a name, a day, a period.
    Plain,
}

impl<'s> Parts<'s> {
    /// Those of a whole schema.
    pub fn of(schema: &'s Value) -> Outcome<Parts<'s>> {
        Ok(Parts(schema["$defs"].as_object().ok_or("a schema without $defs")?))
    }

    /// The part with this name.
    pub fn get(&self, name: &str) -> &'s Value {
        self.0.get(name).unwrap_or(&Value::Null)
    }

    /// The names of all parts of a kind, in the order in which a reader meets them.
    pub fn all(&self, kind: Kind) -> impl Iterator<Item = &'s str> {
        self.0.iter().filter(move |(_, part)| kind_of(part) == kind).map(|(name, _)| name.as_str())
    }

    /// The object that a field takes, with its name; `None` if it takes something else.
    pub fn object(&self, field: &'s Value) -> Option<(&'s str, &'s Value)> {
        let name = reference(field)?;
        Some((name, self.get(name))).filter(|(_, part)| kind_of(part) == Kind::Object)
    }

    /// The names of the parts that a schema refers to, directly or through others. Not those with a page of their own.
    pub fn reached(&self, schema: &'s Value) -> BTreeSet<&'s str> {
        let (mut found, mut open) = (BTreeSet::new(), vec![schema]);
        while let Some(schema) = open.pop() {
            for name in references(schema) {
                if own_page(name).is_none() && found.insert(name) {
                    open.push(self.get(name));
                }
            }
        }
        found
    }

    /// The fields of an object as a table; without `but`, and what stands everywhere.
    pub fn fields(&self, object: &Value, but: &[&str]) -> String {
        let required = object["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let required: BTreeSet<&str> = required.collect();
        let fields = object["properties"].as_object().into_iter().flatten();
        let render = |name: &str| !EVERYWHERE.contains(&name) && !but.contains(&name);
        let rows = fields.filter(|(name, _)| render(name)).map(|(name, field)| {
            let must = if required.contains(name.as_str()) { "yes" } else { "" };
            [format!("`{name}`"), self.takes(field), must.to_owned(), description(field).to_owned()]
        });
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() {
            return String::new();
        }
        table(["field", "takes", "must", "meaning"], rows)
    }

    /// What stands where this schema is.
    pub fn takes(&self, schema: &Value) -> String {
        if let Some(name) = reference(schema) {
            return self.takes_part(name);
        }
        let of_map = schema["patternProperties"].as_object().and_then(|of| of.values().next());
        match (schema["type"].as_str(), of_map) {
            (_, Some(of)) => format!("by name: {}", self.takes(of)),
            (Some("array"), _) => format!("list: {}", self.takes(&schema["items"])),
            (Some("boolean"), _) => "`true` or `false`".to_owned(),
            (Some("integer"), _) => "whole number".to_owned(),
            (other, _) => other.unwrap_or("").to_owned(),
        }
    }

    fn takes_part(&self, name: &str) -> String {
        let heading = self.heading(name);
        let part = self.get(name);
        if let Some(page) = own_page(name) {
            return format!("[{}]({page})", spaced(name).to_lowercase());
        }
        match kind_of(part) {
            Kind::Plain | Kind::Object => link(&heading.to_lowercase(), &heading),
            Kind::Words => {
                let (words, name) = (words(part), spaced(name).to_lowercase());
                let rendered = if words.len() > FEW {
                    format!("one of {} words", words.len())
                } else {
                    code(words.iter().map(|(word, _)| *word))
                };
                format!("{}: {rendered}", link(&name, &heading))
            }
        }
    }

    /// The heading of a part.
    pub fn heading(&self, name: &str) -> String {
        let part = self.get(name);
        match (kind_of(part), part["title"].as_str()) {
            (Kind::Words, _) => format!("{} (words)", spaced(name)),
            (Kind::Plain, Some(title)) => capital(title),
            _ => spaced(name),
        }
    }

    /// The lists of words among these parts, each with what its words mean.
    pub fn words(&self, among: &BTreeSet<&str>) -> String {
        let rendered = self.all(Kind::Words).filter(|name| among.contains(name)).map(|name| {
            let part = self.get(name);
            let rows = words(part)
                .into_iter()
                .map(|(word, description)| [format!("`{word}`"), description.to_owned()]);
            format!(
                "\n### {}\n\n{}\n\n{}",
                self.heading(name),
                description(part),
                table(["word", "meaning"], rows)
            )
        });
        rendered.collect()
    }

    /// The plain values among these parts.
    pub fn values(&self, among: &BTreeSet<&str>) -> String {
        let rendered = self.all(Kind::Plain).filter(|name| among.contains(name)).map(|name| {
            let more = if name == "Term" { " See [TERMS.md](TERMS.md)." } else { "" };
            format!("\n### {}\n\n{}{more}\n", self.heading(name), description(self.get(name)))
        });
        rendered.collect()
    }
}

/// What a schema says of itself.
pub fn description(schema: &Value) -> &str {
    schema["description"].as_str().unwrap_or("")
}

/// The parts that a schema names, in its order.
pub fn references(schema: &Value) -> Vec<&str> {
    match schema {
        Value::Object(fields) => {
            let here = reference(schema).into_iter();
            here.chain(fields.values().flat_map(references)).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

fn reference(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.strip_prefix("#/$defs/")
}

fn own_page(name: &str) -> Option<&'static str> {
    PAGES.iter().find(|(part, _)| *part == name).map(|(_, page)| *page)
}

fn kind_of(part: &Value) -> Kind {
    match part["type"].as_str() {
        Some("object") => Kind::Object,
        Some(_) => Kind::Plain,
        None => Kind::Words,
    }
}

fn words(part: &Value) -> Vec<(&str, &str)> {
    let words = part["oneOf"].as_array().into_iter().flatten();
    words.filter_map(|word| Some((word["const"].as_str()?, description(word)))).collect()
}

/// The name of a type as words: `PartyRole` is *Party role*.
fn spaced(name: &str) -> String {
    let mut spaced = String::new();
    for (index, letter) in name.chars().enumerate() {
        if letter.is_uppercase() && index > 0 {
            spaced.push(' ');
            spaced.extend(letter.to_lowercase());
        } else {
            spaced.push(letter);
        }
    }
    spaced
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
