//! How documents are read: every error at once, each with its path, line and column; and the JSON Schema of what is
//! read, from the same declarations.
//!
//! A type that can be read says so once, with [`object!`] or [`words!`]; reading, refusing unknown fields, the "did
//! you mean" and the schema all follow from that one declaration.

mod impls;
mod macros;

pub(crate) use macros::{object, words};

use jsonc_parser::{
    CollectOptions, ParseOptions,
    ast::{Object, ObjectPropName, Value},
    common::Ranged,
};
use serde_json::{Map as JsonMap, Value as Json, json};

use crate::Fault;

pub use impls::{Id, Map, Text};
pub(crate) use impls::{Name, object_schema, pointer};

/// The largest document that is read, in bytes.
pub(crate) const LARGEST: usize = 16 << 20;
/// The deepest nesting that is read. No document of ours nests deeper than ten.
const DEEPEST: usize = 64;

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
    faults: Vec<Fault>,
    lines: Lines,
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
}

/// Reads a whole document, or returns all that is wrong with it. `check` looks at the whole value with the document
/// still at hand, and may report by path.
pub(crate) fn read<T: Read, U>(
    text: &str,
    finish: impl FnOnce(T, &Node<'_>, &mut Reader) -> Option<U>,
) -> Result<U, Vec<Fault>> {
    let root = syntax(text).map_err(|fault| vec![fault])?;
    let mut reader = Reader { faults: Vec::new(), lines: Lines::of(text) };
    let node = Node { value: &root, path: Path::Root };
    let whole = T::read(&node, &mut reader).and_then(|read| finish(read, &node, &mut reader));
    match whole {
        Some(whole) if reader.faults.is_empty() => Ok(whole),
        _ => {
            reader.faults.sort_by_key(|fault| fault.position());
            Err(reader.faults)
        }
    }
}

/// Parses JSON (RFC 8259, nothing looser), refusing what is too large or too deep before a parser sees it.
fn syntax(text: &str) -> Result<Value<'_>, Fault> {
    if text.len() > LARGEST {
        return Err(Fault::new("too-large", "this document is larger than 16 MiB"));
    }
    let lines = || Lines::of(text);
    if let Some(offset) = too_deep(text.as_bytes()) {
        return Err(Fault::new("too-deep", format!("this document nests deeper than {DEEPEST} levels"))
            .on(Some(lines().position(text, offset))));
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
            Fault::new("not-json", "this document is empty").expecting("a JSON object").on(Some((1, 1)))
        }),
        Err(error) => {
            let position = lines().position(text, error.range().start);
            Err(Fault::new("not-json", "this is not JSON")
                .on(Some(position))
                .expecting("strict JSON: double quotes, no comments, no trailing commas")
                .helping("to write a remark, put a `note` field on any object"))
        }
    }
}

/// Where a document first nests too deep. Looks only at brackets outside strings.
fn too_deep(text: &[u8]) -> Option<usize> {
    let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
    for (offset, byte) in text.iter().enumerate() {
        match (in_string, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_string = !in_string,
            (false, b'[' | b'{') => depth += 1,
            (false, b']' | b'}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Some(offset);
        }
    }
    None
}

impl Reader {
    /// Reports a fault at this node.
    pub(crate) fn report(&mut self, node: &Node<'_>, fault: Fault) {
        self.report_within(node, 0, fault);
    }

    /// Reports a fault `offset` bytes inside a string node.
    pub(crate) fn report_within(&mut self, node: &Node<'_>, offset: usize, fault: Fault) {
        let inside = if offset > 0 { offset + 1 } else { 0 };
        let position = self.lines.at(node.value.start() + inside);
        self.faults.push(fault.at(node.path.to_string()).on(Some(position)));
    }

    /// Reports a fault at a path below `root`, or at its nearest ancestor that exists.
    pub(crate) fn report_path(&mut self, root: &Node<'_>, path: &[&str], offset: usize, fault: Fault) {
        let value = path.iter().try_fold(root.value, |value, step| child(value, step).ok_or(value));
        let (Ok(value) | Err(value)) = value;
        let inside = if offset > 0 { offset + 1 } else { 0 };
        let position = self.lines.at(value.start() + inside);
        let pointer: String = path.iter().map(|step| format!("/{}", escape(step))).collect();
        self.faults.push(fault.at(pointer).on(Some(position)));
    }

    /// Reports a fault of something that was read from this node by itself, with its path below the node's.
    pub(crate) fn report_below(&mut self, node: &Node<'_>, fault: Fault) {
        let position = self.lines.at(node.value.start());
        let path = format!("{}{}", node.path, fault.path());
        self.faults.push(fault.at(path).on(Some(position)));
    }

    fn wrong_type(&mut self, node: &Node<'_>, expected: &str) {
        self.report(node, Fault::new("wrong-type", "this value has the wrong type").expecting(expected));
    }
}

fn to_json(value: &Value<'_>) -> Json {
    match value {
        Value::StringLit(literal) => Json::String(literal.value.to_string()),
        Value::NumberLit(literal) => literal.value.parse().map_or(Json::Null, Json::Number),
        Value::BooleanLit(literal) => Json::Bool(literal.value),
        Value::NullKeyword(_) => Json::Null,
        Value::Array(array) => array.elements.iter().map(to_json).collect(),
        Value::Object(object) => object
            .properties
            .iter()
            .map(|prop| (prop.name.as_str().to_owned(), to_json(&prop.value)))
            .collect(),
    }
}

fn child<'a>(value: &'a Value<'a>, step: &str) -> Option<&'a Value<'a>> {
    match value {
        Value::Object(object) => {
            object.properties.iter().find(|prop| prop.name.as_str() == step).map(|prop| &prop.value)
        }
        Value::Array(array) => array.elements.get(step.parse::<usize>().ok()?),
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

    /// The node by itself, as JSON.
    pub(crate) fn to_json(&self) -> Json {
        to_json(self.value)
    }

    fn object(&self, reader: &mut Reader) -> Option<&'a Object<'a>> {
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
        let object = node.object(reader)?;
        for (index, prop) in object.properties.iter().enumerate() {
            let name = prop.name.as_str();
            let here = Node { value: &prop.value, path: Path::Field(&node.path, name) };
            if name == "note" {
                Text::read(&here, reader);
            } else if !known.contains(&name) {
                let at = reader.lines.at(prop.name_start());
                let fault = Fault::new("unknown-field", "there is no such field here")
                    .expecting(format!("one of {}", known.join(", ")))
                    .meaning(name, known.iter().copied());
                reader.faults.push(fault.at(here.path.to_string()).on(Some(at)));
            }
            if object.properties.iter().take(index).any(|earlier| earlier.name.as_str() == name) {
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
                let fault = Fault::new("missing-field", format!("the field `{name}` is missing"))
                    .expecting(format!("a field `{name}`"));
                reader.report(self.node, fault);
                None
            }),
        }
    }
}

fn twice() -> Fault {
    Fault::new("duplicate-field", "this name occurs twice in one object")
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
        match self {
            Path::Root => Ok(()),
            Path::Field(parent, name) => write!(f, "{parent}/{}", escape(name)),
            Path::Item(parent, index) => write!(f, "{parent}/{index}"),
        }
    }
}

/// A step of a JSON Pointer (RFC 6901).
fn escape(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

/// Where lines begin, to turn an offset into a line and a column in characters.
struct Lines {
    text: String,
    starts: Vec<usize>,
}

impl Lines {
    fn of(text: &str) -> Lines {
        let starts = core::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Lines { text: text.to_owned(), starts }
    }

    fn at(&self, offset: usize) -> (u32, u32) {
        self.position(&self.text, offset)
    }

    fn position(&self, text: &str, offset: usize) -> (u32, u32) {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = text.get(start..offset).map_or(0, |before| before.chars().count()) + 1;
        (line as u32, column as u32)
    }
}

/// The JSON Schema (draft 2020-12) of a whole document.
pub(crate) fn schema<T: Read>(title: &str) -> Json {
    let mut defs = Defs::new();
    let mut root = T::schema(&mut defs);
    if let Some(name) = root.get("$ref").and_then(Json::as_str).and_then(|r| r.strip_prefix("#/$defs/")) {
        root = defs.remove(name).unwrap_or(Json::Null);
    }
    let mut schema = JsonMap::new();
    schema.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".into(), json!(title));
    if let Json::Object(root) = root {
        schema.extend(root);
    }
    schema.insert("$defs".into(), Json::Object(defs));
    Json::Object(schema)
}
