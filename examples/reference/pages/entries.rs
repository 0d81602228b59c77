//! The page about entries.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use waarborg::cases::Cases;
use waarborg::dossier::Body;

use super::Outcome;
use super::markdown::{link, opening, table};
use super::schema::{Kind, Parts, description};

/// An entry of each kind, in the order of [`Body::KINDS`].
pub const EXAMPLES: &str = include_str!("../entries.jsonl");
/// Where the order of the steps in a request is drawn.
const RIGHTS: &str = include_str!("../../../src/rights/mod.rs");
/// What every kind has, and is said once.
const COMMON: [&str; 2] = ["happened", "stated"];
/// What is no part of a body: its kind is its heading, and `recorded` is for cases.
const BESIDE: [&str; 2] = ["kind", "recorded"];

/// Every kind of entry.
pub fn page() -> Outcome<String> {
    let schema = Cases::schema();
    let parts = Parts::of(&schema)?;
    let kinds = parts.get("Entry")["oneOf"].as_array().ok_or("a schema without kinds of entry")?;
    let of_kind = |word: &str| kinds.iter().find(|kind| kind["properties"]["kind"]["const"] == word);
    let first = kinds.first().ok_or("no kind of entry")?;

    let mut page = opening(
        "The kinds of entry",
        "Every kind of entry in a dossier: what it records, its fields, and a line of JSON that works.",
        "the declarations that entries are read by",
    );
    page.push_str(
        "\nAn entry is one JSON object, the *body* that you append; the library makes the line of it that you store. It says \
         when something took effect (`happened`); when it was written (`recorded`) you pass beside it. A field that is not \
         listed here is refused. *List* is a JSON array, and *by name* an object whose keys are names of the policy. A list \
         that is absent is empty. People are opaque references of yours, never names. `entry` is the number of an earlier \
         entry: its `seq`.\n\nEvery entry has these fields, and may have a `note`: a remark for people, which is not stored.\n\n",
    );
    let own = first["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str());
    let own: Vec<&str> = own.filter(|name| !COMMON.contains(name)).collect();
    let kind = ["`kind`", "one of the words below", "yes", "What the entry records."].map(str::to_owned);
    let head = table(["field", "takes", "must", "meaning"], [kind]);
    let common = parts.fields(first, &own);
    page.push_str(&head);
    page.extend(common.lines().skip(2).map(|line| format!("{line}\n")));

    page.push_str("\n## Contents\n\n");
    for (title, words) in Body::GROUPS {
        let words: Vec<_> = words.iter().map(|word| link(&format!("`{word}`"), word)).collect();
        writeln!(page, "- {}: {}", link(title, title), words.join(", "))?;
    }
    page.push_str("- [Objects](#objects)\n- [Lists of words](#lists-of-words)\n- [Values](#values)\n");

    let mut reached = BTreeSet::new();
    for (title, words) in Body::GROUPS {
        write!(page, "\n## {title}\n")?;
        if *title == "Requests" {
            page.push_str(&requests()?);
        }
        for word in *words {
            let kind = of_kind(word).ok_or("a kind that the schema lacks")?;
            let fields = kind["properties"].as_object().into_iter().flatten();
            let fields = fields.filter(|(name, _)| !BESIDE.contains(&name.as_str()));
            reached.extend(fields.flat_map(|(_, field)| parts.reached(field)));
            write!(page, "\n### `{word}`\n\n{}\n", description(kind))?;
            let fields = parts.fields(kind, &[&COMMON[..], &BESIDE[..]].concat());
            if !fields.is_empty() {
                write!(page, "\n{fields}")?;
            }
            write!(page, "\n```json\n{}\n```\n", example(word)?)?;
        }
    }
    page.push_str("\n## Objects\n");
    for name in parts.all(Kind::Object).filter(|name| reached.contains(name)) {
        let part = parts.get(name);
        write!(
            page,
            "\n### {}\n\n{}\n\n{}",
            parts.heading(name),
            description(part),
            parts.fields(part, &[])
        )?;
    }
    write!(page, "\n## Lists of words\n{}\n## Values\n{}", parts.words(&reached), parts.values(&reached))?;
    Ok(page)
}

/// How the kinds about requests hang together.
fn requests() -> Outcome<String> {
    let (_, after) = RIGHTS.split_once("//! ```text\n").ok_or("no order of the steps")?;
    let (stages, _) = after.split_once("//! ```\n").ok_or("an order of the steps without an end")?;
    let stages: Vec<&str> = stages.lines().map(|line| line.strip_prefix("//! ").unwrap_or(line)).collect();
    Ok(format!(
        "\nA request goes through these stages, and each step is an entry: {requested} makes it *received*, {granted} *granted*, \
         {ready} *ready*, and so on. An objection goes the same way, with the kinds under {objections}. A step that is not legal \
         now is refused, with those that are.\n\n```text\n{}\n```\n\n\
         Once it is granted there is work: the plan says which. Append one {item} for each item of the plan that is work, and \
         only then {ready}, or {closed} where there is no package: both are refused while an item has no outcome. The claims that \
         an erasure ends are ended by {ends}. What was erased is recorded by {erased} as well as by the outcome of its item: \
         the outcome belongs to the request, and all other answers read {erased}.\n",
        stages.join("\n"),
        requested = link("`requested`", "requested"),
        granted = link("`request-granted`", "request-granted"),
        item = link("`request-item`", "request-item"),
        ready = link("`package-ready`", "package-ready"),
        closed = link("`request-closed`", "request-closed"),
        ends = link("`erasure-granted`", "erasure-granted"),
        erased = link("`erased`", "erased"),
        objections = link("Objections", "Objections"),
    ))
}

fn example(word: &str) -> Outcome<&'static str> {
    let of_kind = format!("{{\"kind\":\"{word}\",");
    let line = EXAMPLES.lines().find(|line| line.starts_with(&of_kind));
    Ok(line.ok_or_else(|| format!("examples/reference/entries.jsonl has no entry of the kind `{word}`"))?)
}
