//! How documents are read: every error at once, each with its path, line and column; and the JSON Schema of what is
//! read, from the same declarations.
//!
//! A type that can be read says so once, with [`object!`] or [`words!`]; reading, refusing unknown fields, the "did
//! you mean" and the schema all follow from that one declaration.

mod digest;
mod impls;
mod macros;

pub(crate) use macros::{object, words};

use std::collections::BTreeSet;

use jsonc_parser::{
    CollectOptions, ParseOptions,
    ast::{Object, ObjectPropName, Value},
    common::Ranged,
};
use serde_json::{Map as JsonMap, Value as Json, json};

use crate::Diagnostic;

pub use digest::Digest;
pub use impls::{Id, Map, Text};
pub(crate) use impls::{Name, Texts, described, object_schema, pointer, shared, value_schema, words_schema};

/// The largest document that is read, in bytes.
pub(crate) const LARGEST: usize = 16 << 20;
/// The deepest nesting that is read. No document of ours nests deeper than ten.
const DEEPEST: usize = 64;
/// The most diagnostics that are told of one document: a person mends no more, and a hostile one has millions.
const MOST: usize = 1_000;

/// A type that can be read from a JSON node and can say what it expects.
pub(crate) trait Read: Sized {
    /// Reads the node, or reports everything that is wrong with it and returns `None`.
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self>;

    /// Its JSON Schema; shared parts go into `defs` under their name.
    fn schema(defs: &mut Defs) -> Json;

    /// What an absent field means; `None` if the field is required.
    fn absent() -> Option<Self> {
        None
    }
}

/// The shared parts of a JSON Schema, by name.
pub(crate) type Defs = JsonMap<String, Json>;

/// Collects what is wrong.
pub(crate) struct Reader {
    /// Each with the offset in the text at which it stands.
    diagnostics: Vec<(usize, Diagnostic)>,
    text: String,
    /// True for a document about persons: a name that it made up itself is not repeated, not even in a path.
    personal: bool,
    /// Fields of the next object that someone else reads.
    beside: &'static [&'static str],
}

/// A value in a document, and where it stands.
pub(crate) struct Node<'a> {
    pub(crate) value: &'a Value<'a>,
    path: Path<'a>,
}

enum Path<'a> {
    Root,
    Field(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
    /// Below a name that must not be repeated: the path ends at the object that holds it.
    Unsaid(&'a Path<'a>),
}

/// Reads a whole document, or returns all that is wrong with it. `finish` looks at the whole value with the document
/// still at hand, and may report by path.
pub(crate) fn read<T: Read, U>(
    text: &str,
    finish: impl FnOnce(T, &Node<'_>, &mut Reader) -> Option<U>,
) -> Result<U, Vec<Diagnostic>> {
    read_as(text, false, finish)
}

/// Reads a document about persons: as [`read`], but a path ends where a name begins that the document made up.
pub(crate) fn read_personal<T: Read, U>(
    text: &str,
    finish: impl FnOnce(T, &Node<'_>, &mut Reader) -> Option<U>,
) -> Result<U, Vec<Diagnostic>> {
    read_as(text, true, finish)
}

fn read_as<T: Read, U>(
    text: &str,
    personal: bool,
    finish: impl FnOnce(T, &Node<'_>, &mut Reader) -> Option<U>,
) -> Result<U, Vec<Diagnostic>> {
    let root = syntax(text).map_err(|(offset, diagnostic)| placed(text, vec![(offset, diagnostic)]))?;
    let mut reader = Reader { diagnostics: Vec::new(), text: text.to_owned(), personal, beside: &[] };
    let node = Node { value: &root, path: Path::Root };
    let whole = T::read(&node, &mut reader).and_then(|read| finish(read, &node, &mut reader));
    match whole {
        Some(whole) if reader.diagnostics.is_empty() => Ok(whole),
        _ => {
            let more = reader.diagnostics.len() > MOST;
            reader.diagnostics.truncate(MOST);
            let mut diagnostics = placed(text, reader.diagnostics);
            if more {
                let message =
                    format!("this document has more than {MOST} diagnostics; these are some of them");
                diagnostics.push(Diagnostic::new("more-faults", message));
            }
            Err(diagnostics)
        }
    }
}

/// Diagnostics in the order of the document, each with its line and column: one walk over the text, however many they are.
fn placed(text: &str, mut diagnostics: Vec<(usize, Diagnostic)>) -> Vec<Diagnostic> {
    diagnostics.sort_by_key(|(offset, _)| *offset);
    let (mut line, mut column, mut at) = (1, 1, 0);
    let place = |(offset, diagnostic): (usize, Diagnostic)| {
        for c in text.get(at..offset).unwrap_or("").chars() {
            (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        at = offset;
        diagnostic.on(Some((line, column)))
    };
    diagnostics.into_iter().map(place).collect()
}

/// Parses JSON (RFC 8259, nothing looser), refusing what is too large or too deep before a parser sees it.
fn syntax(text: &str) -> Result<Value<'_>, (usize, Diagnostic)> {
    if text.len() > LARGEST {
        return Err((0, Diagnostic::new("too-large", "this document is larger than 16 MiB")));
    }
    if let Some(refused) = refused_bytes(text.as_bytes()) {
        return Err(refused);
    }
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    match jsonc_parser::parse_to_ast(text, &CollectOptions::default(), &strict) {
        Ok(parsed) => parsed.value.ok_or_else(|| {
            (0, Diagnostic::new("not-json", "this document is empty").expecting("a JSON object"))
        }),
        Err(error) => Err((
            error.range().start,
            not_json()
                .expecting("strict JSON: double quotes, no comments, no trailing commas")
                .helping("to write a remark, put a `note` field on any object"),
        )),
    }
}

fn not_json() -> Diagnostic {
    Diagnostic::new("not-json", "this is not JSON")
}

/// Where a document first nests too deep, or holds a byte that JSON does not allow there and the parser does: white
/// space of other scripts, or a line end or another control character inside a string.
fn refused_bytes(text: &[u8]) -> Option<(usize, Diagnostic)> {
    let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
    for (offset, byte) in text.iter().enumerate() {
        match (in_string, byte) {
            // The length that was passed is that of an array in C, and not of its text.
            (false, 0) => {
                return Some((
                    offset,
                    not_json().helping("there is a NUL: the length must not count one after the text"),
                ));
            }
            (true, 0..=0x1f) => {
                let diagnostic =
                    not_json().expecting("control characters in a string as `\\n`, `\\t` or `\\u0000`");
                return Some((offset, diagnostic));
            }
            (false, 0x80..) => {
                let diagnostic = not_json().expecting("plain ASCII outside strings");
                let mark = text.starts_with("\u{feff}".as_bytes()) && offset == 0;
                let help = "the file begins with a byte order mark: save it as UTF-8 without one";
                return Some((offset, if mark { diagnostic.helping(help) } else { diagnostic }));
            }
            (false, 0x0b | 0x0c) => return Some((offset, not_json())),
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_string = !in_string,
            (false, b'[' | b'{') => depth += 1,
            (false, b']' | b'}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            let message = format!("this document nests deeper than {DEEPEST} levels");
            return Some((offset, Diagnostic::new("too-deep", message)));
        }
    }
    None
}

impl Reader {
    /// Reports a diagnostic at this node.
    pub(crate) fn report(&mut self, node: &Node<'_>, diagnostic: Diagnostic) {
        self.push(node.value.start(), diagnostic.at(node.path.to_string()));
    }

    /// Reports a diagnostic `offset` bytes inside the text of a string node.
    pub(crate) fn report_within(&mut self, node: &Node<'_>, offset: usize, diagnostic: Diagnostic) {
        self.push(self.within(node.value, offset), diagnostic.at(node.path.to_string()));
    }

    /// What was reported so far.
    pub(crate) fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().map(|(_, diagnostic)| diagnostic)
    }

    /// Reports a diagnostic at a path below `root`, or at its nearest ancestor that exists.
    pub(crate) fn report_path(
        &mut self,
        root: &Node<'_>,
        path: &[&str],
        offset: usize,
        diagnostic: Diagnostic,
    ) {
        let value = path.iter().try_fold(root.value, |value, step| child(value, step).ok_or(value));
        let (Ok(value) | Err(value)) = value;
        let at = if offset > 0 { self.within(value, offset) } else { value.start() };
        self.push(at, diagnostic.at(pointer(path)));
    }

    /// Reports a diagnostic at the first place where a word stands by itself in the text at a path below `root`.
    pub(crate) fn report_word(&mut self, root: &Node<'_>, path: &[&str], word: &str, diagnostic: Diagnostic) {
        let text = path.iter().try_fold(root.value, |value, step| child(value, step));
        let text = text.and_then(Value::as_string_lit).map_or("", |literal| literal.value.as_ref());
        let of_word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
        let alone = |at: &usize| {
            let before = text.get(..*at).and_then(|t| t.chars().next_back());
            let after = text.get(at + word.len()..).and_then(|t| t.chars().next());
            !before.is_some_and(of_word) && !after.is_some_and(of_word)
        };
        let offset = text.match_indices(word).map(|(at, _)| at).find(alone);
        let value = path.iter().try_fold(root.value, |value, step| child(value, step).ok_or(value));
        let (Ok(value) | Err(value)) = value;
        let at = offset.map_or(value.start(), |offset| self.within(value, offset));
        self.push(at, diagnostic.at(pointer(path)));
    }

    fn push(&mut self, offset: usize, diagnostic: Diagnostic) {
        if !self.is_full() {
            self.diagnostics.push((offset, diagnostic));
        }
    }

    /// True if nothing more is told: one more than is told is kept, to know that there were more.
    fn is_full(&self) -> bool {
        self.diagnostics.len() > MOST
    }

    /// Says which fields of the next object are read by someone else.
    pub(crate) fn beside(&mut self, fields: &'static [&'static str]) {
        self.beside = fields;
    }

    /// The path of a field with a name that the document made up: an unknown one, or a key of a map.
    fn named<'p>(&self, parent: &'p Path<'p>, name: &'p str) -> Path<'p> {
        if self.personal { Path::Unsaid(parent) } else { Path::Field(parent, name) }
    }

    /// Where in the document the byte at `offset` of a string's text stands: an escape is longer than what it means.
    fn within(&self, value: &Value<'_>, offset: usize) -> usize {
        let start = value.start() + 1;
        let mut rest = self.text.get(start..).unwrap_or("").chars();
        let mut meant = 0;
        let mut at = start;
        while meant < offset {
            let Some(c) = rest.next() else { break };
            let (length, means) = match c {
                '\\' if rest.next() == Some('u') => {
                    let digits: String = rest.by_ref().take(4).collect();
                    match u32::from_str_radix(&digits, 16).unwrap_or(0) {
                        // Half of a character: its other half follows as another escape.
                        0xd800..=0xdfff => (6, 2),
                        code => (6, char::from_u32(code).map_or(1, char::len_utf8)),
                    }
                }
                '\\' => (2, 1),
                c => (c.len_utf8(), c.len_utf8()),
            };
            meant += means;
            at += length;
        }
        at
    }

    fn wrong_type(&mut self, node: &Node<'_>, expected: &str) {
        self.report(node, Diagnostic::new("wrong-type", "this value has the wrong type").expecting(expected));
    }
}

fn child<'a>(value: &'a Value<'a>, step: &str) -> Option<&'a Value<'a>> {
    match value {
        Value::Object(object) => {
            object.properties.iter().find(|prop| prop.name.as_str() == step).map(|prop| &prop.value)
        }
        // RFC 6901 has one way to write an index: no sign, no leading zero.
        Value::Array(array) => {
            let index = step.parse::<usize>().ok().filter(|index| index.to_string() == step)?;
            array.elements.get(index)
        }
        _ => None,
    }
}

impl<'a> Node<'a> {
    /// True if a JSON Pointer names a node of this document.
    pub(crate) fn has(&self, pointer: &str) -> bool {
        let steps = pointer.strip_prefix('/').into_iter().flat_map(|rest| rest.split('/'));
        pointer.is_empty()
            || (pointer.starts_with('/')
                && steps
                    .map(|step| step.replace("~1", "/").replace("~0", "~"))
                    .try_fold(self.value, |value, step| child(value, &step))
                    .is_some())
    }

    /// One field of an object, to be read before the others; `None` if it is not there.
    pub(crate) fn field<'n>(&'n self, name: &'n str) -> Option<Node<'n>> {
        let value = child(self.value.as_object().map(|_| self.value)?, name)?;
        Some(Node { value, path: Path::Field(&self.path, name) })
    }

    /// True if it is an object.
    pub(crate) fn is_object(&self) -> bool {
        self.value.as_object().is_some()
    }

    pub(crate) fn object(&self, reader: &mut Reader) -> Option<&'a Object<'a>> {
        let object = self.value.as_object();
        if object.is_none() {
            reader.wrong_type(self, "an object");
        }
        object
    }

    pub(crate) fn text(&self, reader: &mut Reader, expected: &str) -> Option<&'a str> {
        let text = self.value.as_string_lit().map(|literal| literal.value.as_ref());
        if text.is_none() {
            reader.wrong_type(self, expected);
        }
        text
    }
}

/// The fields of an object: known ones are handed out, others refused.
pub(crate) struct Fields<'n, 'a> {
    node: &'n Node<'a>,
    object: &'a Object<'a>,
}

impl<'n, 'a> Fields<'n, 'a> {
    /// Refuses what is not an object, fields that are not `known`, and fields that occur twice. A `note` is always
    /// allowed: it is for people, and read by nobody.
    pub(crate) fn of(node: &'n Node<'a>, reader: &mut Reader, known: &[&str]) -> Option<Self> {
        let beside = core::mem::take(&mut reader.beside);
        let object = node.object(reader)?;
        let mut seen = BTreeSet::new();
        for prop in &object.properties {
            let name = prop.name.as_str();
            // An editor finds the schema by it; it says nothing.
            let is_schema = name == "$schema" && matches!(node.path, Path::Root);
            let is_known = known.contains(&name) || beside.contains(&name) || is_schema;
            let path = match is_known || name == "note" {
                true => Path::Field(&node.path, name),
                false => reader.named(&node.path, name),
            };
            let here = Node { value: &prop.value, path };
            if name == "note" {
                Text::read(&here, reader);
            } else if !is_known && !reader.is_full() {
                let all: Vec<&str> = known.iter().chain(beside).copied().collect();
                let diagnostic = Diagnostic::new("unknown-field", "there is no such field here")
                    .expecting(format!("one of {}", all.join(", ")))
                    .meaning(name, all);
                reader.push(prop.name_start(), diagnostic.at(here.path.to_string()));
            }
            if !seen.insert(name) {
                reader.report(&here, twice());
            }
        }
        Some(Self { node, object })
    }

    /// The field with this name, or what its absence means; reports and returns `None` if it is required.
    pub(crate) fn get<T: Read>(&self, name: &str, reader: &mut Reader) -> Option<T> {
        match self.object.properties.iter().find(|prop| prop.name.as_str() == name) {
            Some(prop) => {
                T::read(&Node { value: &prop.value, path: Path::Field(&self.node.path, name) }, reader)
            }
            None => T::absent().or_else(|| {
                let diagnostic = Diagnostic::new("missing-field", format!("the field `{name}` is missing"))
                    .expecting(format!("a field `{name}`"));
                reader.report(self.node, diagnostic);
                None
            }),
        }
    }
}

fn twice() -> Diagnostic {
    Diagnostic::new("duplicate-field", "this name occurs twice in one object")
        .helping("a later value would hide the earlier one; keep one of them")
}

trait NameStart {
    fn name_start(&self) -> usize;
}

impl NameStart for jsonc_parser::ast::ObjectProp<'_> {
    fn name_start(&self) -> usize {
        match &self.name {
            ObjectPropName::String(literal) => literal.range.start,
            ObjectPropName::Word(word) => word.range.start,
        }
    }
}

impl core::fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.print(f).map(|_| ())
    }
}

impl Path<'_> {
    /// Prints the steps down to the first that must not be said; true if all are.
    fn print(&self, f: &mut core::fmt::Formatter<'_>) -> Result<bool, core::fmt::Error> {
        let (parent, step) = match self {
            Path::Root => return Ok(true),
            Path::Unsaid(parent) => return parent.print(f).map(|_| false),
            Path::Field(parent, name) => (parent, escape(name)),
            Path::Item(parent, index) => (parent, index.to_string()),
        };
        let all = parent.print(f)?;
        if all {
            write!(f, "/{step}")?;
        }
        Ok(all)
    }
}

/// The steps of a JSON Pointer.
pub(crate) fn steps(pointer: &str) -> impl Iterator<Item = String> {
    let steps = pointer.strip_prefix('/').into_iter().flat_map(|rest| rest.split('/'));
    steps.map(|step| step.replace("~1", "/").replace("~0", "~"))
}

/// A step of a JSON Pointer (RFC 6901).
fn escape(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

/// The JSON Schema (draft 2020-12) of a whole document.
pub(crate) fn schema<T: Read>(title: &str) -> Json {
    let mut defs = Defs::new();
    let mut root = T::schema(&mut defs);
    if let Some(name) = root.get("$ref").and_then(Json::as_str).and_then(|r| r.strip_prefix("#/$defs/")) {
        root = defs.shift_remove(name).unwrap_or(Json::Null);
    }
    let mut schema = JsonMap::new();
    schema.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".into(), json!(title));
    if let Json::Object(root) = root {
        schema.extend(root);
    }
    if let Some(properties) = schema.get_mut("properties").and_then(Json::as_object_mut) {
        properties.insert("$schema".into(), json!(true));
    }
    schema.insert("$defs".into(), Json::Object(defs));
    Json::Object(schema)
}
