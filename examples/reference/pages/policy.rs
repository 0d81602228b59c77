//! The page about policies.

use std::fmt::Write as _;

use serde_json::Value;
use waarborg::policy::Policy;

use super::Outcome;
use super::markdown::{link, opening};
use super::schema::{Kind, Parts, description, references};

const ROOT: &str = "Document";

/// Every field of a policy document.
pub fn page() -> Outcome<String> {
    let schema = Policy::schema();
    let parts = Parts::of(&schema)?;
    let mut page = opening(
        "The fields of a policy",
        "Every field of a policy document: what it takes, whether it must be there, and what it means.",
        "the declarations that a policy is read by",
    );
    page.push_str(
        "\nA policy is one JSON object, strict JSON (RFC 8259). First every error of form in it is told at once, and when there \
         is none, every error of names and of what they mean together. A field that is not listed here is refused. *List* is a \
         JSON array, and *by name* an object whose keys are names of your own. A list that is absent is empty, and what is `true` \
         or `false` is false if absent. Every object may have a `note`: a remark for people, which nobody reads. The document may \
         name its schema as `$schema`, `include/waarborg-policy.schema.json`, so that an editor helps.\n",
    );

    page.push_str("\n## Contents\n\n");
    writeln!(page, "- {}", link("Document", ROOT))?;
    for (name, depth) in nested(&parts, &schema) {
        writeln!(page, "{}- {}", "  ".repeat(depth), link(&parts.heading(name), &parts.heading(name)))?;
    }
    page.push_str("- [Lists of words](#lists-of-words)\n- [Values](#values)\n");

    write!(page, "\n## {ROOT}\n\n{}\n\n{}", description(&schema), parts.fields(&schema, &[]))?;
    for name in parts.all(Kind::Object) {
        let part = parts.get(name);
        let heading = parts.heading(name);
        write!(
            page,
            "\n## {heading}\n\n{} {}\n\n{}",
            description(part),
            stands(&parts, &schema, name),
            parts.fields(part, &[])
        )?;
    }
    let all = parts.reached(&schema);
    write!(page, "\n## Lists of words\n{}\n## Values\n{}", parts.words(&all), parts.values(&all))?;
    Ok(page)
}

/// Every object below the document, at the depth of the first that holds it.
fn nested<'s>(parts: &Parts<'s>, schema: &'s Value) -> Vec<(&'s str, usize)> {
    let mut found = Vec::new();
    nest(parts, schema, 1, &mut found);
    found
}

fn nest<'s>(parts: &Parts<'s>, schema: &'s Value, depth: usize, found: &mut Vec<(&'s str, usize)>) {
    for name in references(schema) {
        let part = parts.get(name);
        if part["type"] == "object" && !found.iter().any(|(known, _)| *known == name) {
            found.push((name, depth));
            nest(parts, part, depth + 1, found);
        }
    }
}

/// In which fields an object stands.
fn stands(parts: &Parts<'_>, schema: &Value, name: &str) -> String {
    let objects = parts.all(Kind::Object).map(|owner| (parts.heading(owner), parts.get(owner)));
    let mut places = Vec::new();
    for (owner, object) in [(ROOT.to_owned(), schema)].into_iter().chain(objects) {
        let fields = object["properties"].as_object().into_iter().flatten();
        let fields = fields.filter(|(_, field)| references(field).contains(&name));
        let fields: Vec<_> = fields.map(|(field, _)| format!("`{field}`")).collect();
        if !fields.is_empty() {
            places.push(format!("{} of {}", fields.join(", "), link(&owner.to_lowercase(), &owner)));
        }
    }
    format!("Stands in {}.", places.join("; "))
}
