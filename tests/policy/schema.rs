//! The JSON Schemas in `include/` are what the reader reads by.
//!
//! They are generated from the declarations that the reader is made of, so the files must equal what is generated; and
//! over thousands of spoiled policies, the schema must refuse exactly what the reader finds wrong in structure.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail anywhere")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::read_to_string;

use serde_json::{Value, json};
use waarborg::anonymity::Requirements;
use waarborg::cases::Cases;
use waarborg::policy::Policy;

const POLICIES: [&str; 8] = [
    "examples/policies/wisbits.json",
    "examples/policies/bloom.json",
    "examples/policies/heutink.json",
    "examples/policies/neo.json",
    "examples/policies/intowords.json",
    "examples/policies/school.json",
    "tests/policy/clean.json",
    // What is in none of the others.
    "tests/policy/rest.json",
];
const CASES: [&str; 5] = [
    "tests/cases/wisbits.json",
    "tests/cases/bloom.json",
    "tests/cases/heutink.json",
    "tests/cases/neo.json",
    "tests/cases/intowords.json",
];

/// What the reader finds wrong with the structure, which is the schema's business too. All other diagnostics are about what
/// names and values mean together.
const STRUCTURAL: [&str; 20] = [
    "unknown-field",
    "missing-field",
    "wrong-type",
    "unknown-word",
    "not-an-id",
    "empty-text",
    "not-a-day",
    "not-a-period",
    "not-a-country",
    "not-a-year-end",
    // Not reachable from a document that has been parsed: a parser keeps one of two fields with one name.
    "duplicate-field",
    // Terms.
    "unexpected-in-term",
    "unexpected-word",
    "unknown-function",
    "not-an-anchor",
    "two-periods",
    "period-after-term",
    "open-text",
    "term-too-long",
    "term-too-deep",
];

type Is = fn(&Spoiled) -> bool;

/// What is beyond a schema, and why: all there is. The reader refuses it; never the other way round.
const BEYOND: [(&str, Is); 2] = [
    ("the grammar of terms is no regular expression", |spoiled| spoiled.path.ends_with("/term")),
    ("1.0 and -0 are integers to JSON Schema; the reader takes plain digits only", |spoiled| {
        spoiled.how == "1.0" || spoiled.how == "-0.0"
    }),
];

/// A spoiled document: where, and how. It holds one thing of each kind, see [`pruned`].
struct Spoiled {
    document: Value,
    path: String,
    how: String,
}

/// Texts that some field may take, and others that look like one of them.
const TEXTS: [&str; 45] = [
    "",
    " ",
    "\u{85}",
    "\u{feff}",
    "\u{a0}\n",
    "x",
    "nonsense-word",
    "Not An Id",
    "-x",
    ".x",
    "x.y-z",
    "x_y",
    "é",
    "x\n",
    "2026-08-01",
    "2026-8-1",
    "2026-13-01",
    "2026-00-10",
    "2026-02-30",
    "2027-02-29",
    "2028-02-29",
    "1899-12-31",
    "1900-01-01",
    "2399-12-31",
    "2400-01-01",
    "2026-08-01T00:00:00Z",
    "P2Y",
    "P",
    "PT",
    "P1Y6M",
    "P1DT2H",
    "P1W2D",
    "P0Y2W",
    "P9999D",
    "P10000D",
    "P00002Y",
    "p2y",
    "PT72H30M",
    "P1.5Y",
    "NL",
    "nl",
    "NLD",
    "--07-31",
    "--02-29",
    "--02-30",
];

fn names_of_fields(schema: &Value) -> BTreeSet<&str> {
    let objects = schema["$defs"].as_object().expect("$defs").values().chain([schema]);
    objects
        .filter_map(|object| object["properties"].as_object())
        .flatten()
        .map(|(name, _)| name.as_str())
        .collect()
}

/// Every list of words in the schema.
fn lists_of_words(schema: &Value, lists: &mut BTreeSet<Vec<String>>) {
    let words = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten();
    let words: Vec<_> = words.filter_map(|word| word["const"].as_str()).map(str::to_owned).collect();
    if !words.is_empty() {
        lists.insert(words);
    }
    match schema {
        Value::Object(fields) => fields.values().for_each(|value| lists_of_words(value, lists)),
        Value::Array(items) => items.iter().for_each(|value| lists_of_words(value, lists)),
        _ => {}
    }
}

/// The nodes of a document, one of each kind: the name the schema has for it, and where it is met first.
struct Nodes<'s> {
    schema: &'s Value,
    found: BTreeMap<String, Found>,
}

struct Found {
    path: Vec<String>,
    /// The expression a text must match; empty where it need not, or no text can stand.
    pattern: String,
}

impl Nodes<'_> {
    fn find(&mut self, value: &Value, schema: &Value, kind: &str, path: &[String]) {
        let name = kind;
        let reference = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/$defs/"));
        let (kind, schema) = match reference {
            Some(name) => (name, &self.schema["$defs"][name]),
            None => (kind, schema),
        };
        let pattern = schema["pattern"].as_str().unwrap_or("").to_owned();
        self.found.entry(name.to_owned()).or_insert_with(|| Found { path: path.to_vec(), pattern });
        let below = |step: String| [path, &[step]].concat();
        match value {
            Value::Object(object) => {
                let of_map = schema["patternProperties"].as_object().and_then(|of| of.values().next());
                for (key, value) in object {
                    let field = schema["properties"].get(key);
                    let (kind, of) = match of_map {
                        Some(of) if field.is_none() => (format!("{kind}.*"), of),
                        _ => (format!("{kind}.{key}"), field.expect("these documents are valid")),
                    };
                    self.find(value, of, &kind, &below(key.clone()));
                }
            }
            Value::Array(items) => {
                let kind = format!("{kind}[]");
                for (index, value) in items.iter().enumerate() {
                    self.find(value, &schema["items"], &kind, &below(index.to_string()));
                }
            }
            _ => {}
        }
    }
}

/// Every field the schema has, as a kind of node.
fn fields_of(schema: &Value) -> Vec<String> {
    let defs = schema["$defs"].as_object().expect("$defs");
    let named = defs.iter().map(|(name, of)| (name.as_str(), of)).chain([("", schema)]);
    named
        .filter_map(|(name, of)| Some((name, of["properties"].as_object()?)))
        .flat_map(|(name, fields)| fields.keys().map(move |field| format!("{name}.{field}")))
        .filter(|field| !field.ends_with(".note"))
        .collect()
}

/// What a node is spoiled to.
fn replacements(
    value: &Value,
    lists: &BTreeSet<Vec<String>>,
    fields: &BTreeSet<&str>,
    texts: &[&str],
) -> Vec<(String, Value)> {
    let mut all: Vec<(String, Value)> = [
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(-1),
        json!(7),
        json!(1.0),
        json!(-0.0),
        json!(1.5),
        json!(u32::MAX),
        json!(u64::from(u32::MAX) + 1),
        json!([]),
        json!({}),
        json!("x".repeat(64)),
        json!("x".repeat(65)),
    ]
    .into_iter()
    .map(|value| (value.to_string(), value))
    .collect();
    all.push(("in a list".to_owned(), json!([value])));
    all.push(("twice in a list".to_owned(), json!([value, value])));
    all.extend(texts.iter().map(|text| (format!("{text:?}"), json!(text))));
    match value {
        Value::String(word) => {
            for list in lists.iter().filter(|list| list.contains(word)) {
                all.extend(list.iter().map(|word| (format!("the word {word}"), json!(word))));
            }
            all.push(("in capitals".to_owned(), json!(word.to_uppercase())));
        }
        Value::Array(items) => {
            let mut items = items.clone();
            items.extend(items.first().cloned());
            all.push(("with its first item again".to_owned(), json!(items)));
            items.push(Value::Null);
            all.push(("with null as an item".to_owned(), json!(items)));
        }
        Value::Object(object) => {
            let mut with = |how: &str, key: &str, value: Value| {
                let mut object = object.clone();
                object.insert(key.to_owned(), value);
                all.push((how.to_owned(), Value::Object(object)));
            };
            with("with a field that is unknown", "unheard-of", json!("x"));
            with("with a key that is no name", "Unheard Of", json!("x"));
            with("with a note", "note", json!("for people"));
            with("with a note that is empty", "note", json!(" "));
            with("with a note that is a number", "note", json!(5));
            with("with a note that is an object", "note", json!({}));
            let first = object.values().next().cloned().unwrap_or(json!("x"));
            with("with its first value again", "once-more", first);
            for key in object.keys() {
                let mut without = object.clone();
                let moved = without.shift_remove(key).unwrap_or_default();
                all.push((format!("without {key}"), Value::Object(without.clone())));
                // To a name that nothing has, and to the next name of a field: a likely slip.
                let next = fields.range(key.as_str()..).nth(1).copied().unwrap_or("description");
                for name in [format!("{key}s"), key.replace('-', "_"), next.to_owned()] {
                    let mut renamed = without.clone();
                    renamed.entry(&name).or_insert_with(|| moved.clone());
                    all.push((format!("with {key} called {name}"), Value::Object(renamed)));
                }
            }
        }
        _ => {}
    }
    all.retain(|(_, spoiled)| spoiled != value);
    all
}

/// A document with one entry in each map: the one on the path, or else the first. So, too, with the items of lists.
/// Names then lead nowhere, which is no matter of structure; and thousands of documents are read in seconds.
fn pruned(value: &Value, path: &[String], fields: &BTreeSet<&str>) -> Value {
    let below =
        |key: &str| path.split_first().filter(|(step, _)| *step == key).map_or(&[][..], |(_, rest)| rest);
    match value {
        Value::Object(object) => {
            let on_path = path.first().filter(|step| object.contains_key(*step));
            let only = on_path.or_else(|| object.keys().next()).filter(|_| is_map(object, fields));
            let kept = object.iter().filter(|(key, _)| only.is_none_or(|only| only == *key));
            kept.map(|(key, value)| (key.clone(), pruned(value, below(key), fields))).collect()
        }
        Value::Array(items) => {
            // Those before it keep their places.
            let last = path.first().and_then(|step| step.parse().ok()).unwrap_or(0);
            let kept = items.iter().enumerate().take(last + 1);
            kept.map(|(index, value)| pruned(value, below(&index.to_string()), fields)).collect()
        }
        plain => plain.clone(),
    }
}

fn is_map(object: &serde_json::Map<String, Value>, fields: &BTreeSet<&str>) -> bool {
    !object.keys().all(|key| fields.contains(key.as_str()))
}

/// Every way in which the nodes of these documents are spoiled.
fn spoil(documents: &[Value], schema: &Value) -> Vec<Spoiled> {
    let fields = names_of_fields(schema);
    let mut lists = BTreeSet::new();
    lists_of_words(schema, &mut lists);
    // One node of each kind, out of all documents: more of one kind show nothing new.
    let (mut seen, mut patterns, mut all) = (BTreeSet::new(), BTreeMap::<String, usize>::new(), Vec::new());
    for document in documents {
        let mut nodes = Nodes { schema, found: BTreeMap::new() };
        nodes.find(document, schema, "", &[]);
        for (_, found) in nodes.found.into_iter().filter(|(kind, _)| seen.insert(kind.clone())) {
            let tried = patterns.entry(found.pattern.clone()).or_default();
            *tried += 1;
            // Of fields with one pattern a few show what all would.
            let texts = if *tried <= 5 && !found.pattern.is_empty() { &TEXTS[..] } else { &TEXTS[..7] };
            let document = pruned(document, &found.path, &fields);
            let path: String = found.path.iter().map(|step| format!("/{step}")).collect();
            let value = document.pointer(&path).expect("what leads to a node is kept");
            for (how, value) in replacements(value, &lists, &fields, texts) {
                let mut document = document.clone();
                *document.pointer_mut(&path).expect("just there") = value;
                all.push(Spoiled { document, path: path.clone(), how });
            }
        }
    }
    // What an editor finds the schema by may hold anything, and says nothing.
    let unmet =
        fields_of(schema).into_iter().filter(|field| !seen.contains(field) && field.as_str() != ".$schema");
    let unmet: Vec<_> = unmet.collect();
    assert!(unmet.is_empty(), "no document has these fields, so nothing tries them: {unmet:?}");
    all
}

fn parsed(path: &str) -> Value {
    let text = read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn validator(schema: &Value) -> jsonschema::Validator {
    let options =
        jsonschema::options().with_draft(jsonschema::Draft::Draft202012).should_validate_formats(true);
    options.build(schema).expect("a schema")
}

#[test]
fn the_files_are_what_is_generated() {
    for (name, schema) in
        [("policy", Policy::schema()), ("cases", Cases::schema()), ("anonymity", Requirements::schema())]
    {
        let path = format!("include/waarborg-{name}.schema.json");
        let file = read_to_string(&path).unwrap_or_default();
        assert!(file == format!("{schema:#}\n"), "{path} is out of date: run `cargo run --example schema`");
        assert!(jsonschema::meta::is_valid(&schema), "{path} is no JSON Schema");
    }
}

#[test]
fn every_word_says_what_it_means() {
    for schema in [Policy::schema(), Cases::schema(), Requirements::schema()] {
        let parts = schema["$defs"].as_object().expect("$defs");
        let lists = parts.iter().filter(|(_, part)| part["oneOf"][0]["const"].is_string());
        assert!(lists.clone().count() > 1);
        for (name, list) in lists {
            let words = list["oneOf"].as_array().into_iter().flatten();
            for said in words.chain([list]).map(|of| of["description"].as_str().unwrap_or("")) {
                assert!(said.len() > 1 && said.trim() == said, "{name}: {said:?}");
            }
        }
    }
}

#[test]
fn the_schemas_accept_what_is_in_use() {
    let (policy, cases) = (validator(&Policy::schema()), validator(&Cases::schema()));
    let files = POLICIES.map(|path| (path, &policy)).into_iter().chain(CASES.map(|path| (path, &cases)));
    for (path, validator) in files {
        let errors: Vec<_> = validator.iter_errors(&parsed(path)).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{path}: {errors:?}");
    }
    for path in POLICIES {
        assert_eq!(
            Policy::parse(&parsed(path).to_string()).err().map(|error| error.to_string()),
            None,
            "{path}"
        );
    }
}

/// How one spoiled document is judged.
enum Verdict {
    Accepted,
    Refused,
    Beyond(&'static str),
    Disagreement(String),
}

fn judge(spoiled: &Spoiled, validator: &jsonschema::Validator) -> Verdict {
    let error = Policy::parse(&spoiled.document.to_string()).err();
    let diagnostics = error.as_ref().map_or(&[][..], |error| error.diagnostics());
    let diagnostic = diagnostics.iter().find(|diagnostic| STRUCTURAL.contains(&diagnostic.code()));
    match (diagnostic, validator.is_valid(&spoiled.document)) {
        (None, true) => Verdict::Accepted,
        (Some(_), false) => Verdict::Refused,
        (diagnostic, by_schema) => match BEYOND.iter().find(|(_, is)| by_schema && is(spoiled)) {
            Some((why, _)) => Verdict::Beyond(why),
            None => Verdict::Disagreement(format!(
                "{} {}: the reader says {:?}, the schema {}",
                spoiled.path,
                spoiled.how,
                diagnostic.map(|diagnostic| (diagnostic.code(), diagnostic.path())),
                if by_schema { "accepts it" } else { "refuses it" }
            )),
        },
    }
}

#[test]
fn reader_and_schema_agree() {
    let schema = Policy::schema();
    let validator = validator(&schema);
    let documents = POLICIES.map(parsed);
    let all = spoil(&documents, &schema);
    let workers = std::thread::available_parallelism().map_or(1, |count| count.get());
    let verdicts: Vec<Verdict> = std::thread::scope(|scope| {
        let parts: Vec<_> = all
            .chunks(all.len().div_ceil(workers))
            .map(|part| scope.spawn(|| part.iter().map(|one| judge(one, &validator)).collect::<Vec<_>>()))
            .collect();
        parts.into_iter().flat_map(|part| part.join().expect("nothing panics")).collect()
    });
    let (mut accepted, mut refused, mut wrong) = (0, 0, Vec::new());
    let mut beyond = BTreeMap::<&str, usize>::new();
    for verdict in verdicts {
        match verdict {
            Verdict::Accepted => accepted += 1,
            Verdict::Refused => refused += 1,
            Verdict::Beyond(why) => *beyond.entry(why).or_default() += 1,
            Verdict::Disagreement(what) => wrong.push(what),
        }
    }
    println!("{accepted} accepted by both, {refused} refused by both; beyond a schema: {beyond:?}");
    assert!(wrong.is_empty(), "{} disagreements\n{}", wrong.len(), wrong.join("\n"));
    assert!(accepted > 1_000 && refused > 4_000, "too few to show anything");
}
