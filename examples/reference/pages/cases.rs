//! The page about cases.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;
use waarborg::cases::{Ask, Cases};

use super::Outcome;
use super::markdown::{code, link, opening, table};
use super::schema::{Kind, Parts, description};

/// A file of cases for each question, about the policy `examples/policies/school.json`.
pub const CASES: [(&str, &str); 8] = [
    ("may", include_str!("../cases/may.json")),
    ("due", include_str!("../cases/due.json")),
    ("fields", include_str!("../cases/fields.json")),
    ("text-at", include_str!("../cases/declares.json")),
    ("step", include_str!("../cases/step.json")),
    ("request", include_str!("../cases/request.json")),
    ("plan", include_str!("../cases/plan.json")),
    ("applicability", include_str!("../cases/reach.json")),
];

/// The question of the file that is shown whole.
const WHOLE: &str = "may";

/// What a file of cases may hold.
pub fn page() -> Outcome<String> {
    let schema = Cases::schema();
    let parts = Parts::of(&schema)?;
    let (ask, then) = (parts.get("Ask"), parts.get("Expected"));

    let mut page = opening(
        "Cases",
        "What a file of cases may hold: every field of a case, and every question with what its answer is compared with.",
        "the declarations that cases are read by",
    );
    page.push_str(
        "\nA case says what is given, when, and then what: which entries there are, at which moment which question is asked, and \
         what the answer must be. Whoever knows the policy can write one, and nobody has to program. The whole file below works \
         with `examples/policies/school.json`; copy it and change it.\n\n## A whole file\n\n",
    );
    write!(page, "```json\n{}```\n\n", example(WHOLE)?)?;
    page.push_str(
        "Run it with Rust, from this repository, or with the Python package. A case that fails is told as sentences: what should \
         be, what is, and the reasons of the answer.\n\n```sh\n\
         cargo run --example cases -- examples/policies/school.json examples/reference/cases/may.json\n\
         python -m waarborg cases --policy examples/policies/school.json examples/reference/cases/may.json\n```\n\n\
         Cases do not know of each other: each has a person of its own. Its entries are written in the order in which they stand, \
         each `recorded` when it says, or else when it happened; never before the one above it. Their names must be those of the \
         policy. Steps in a request are written without asking whether they are legal: one that is not changes nothing, and the \
         question [`step`](#step) tells. `entry`, and the number of a request, count the entries of `dossier` from 1.\n\n\
         A field that is not listed here is refused. *List* is a JSON array, and *by name* an object whose keys are names of the \
         policy. A list that is absent is empty. Every object may have a `note`: a remark for people, which nobody reads. The file \
         may name its schema as `$schema`, `include/waarborg-cases.schema.json`, so that an editor helps.\n\n## Contents\n\n",
    );
    let headings = ["File", "Case", "Ask"].map(|heading| format!("- {}\n", link(heading, heading)));
    page.extend(headings);
    for (question, _) in Ask::QUESTIONS {
        writeln!(page, "  - {}", link(&format!("`{question}`"), question))?;
    }
    page.push_str(
        "- [Expected](#expected)\n- [Objects](#objects)\n- [Lists of words](#lists-of-words)\n- [Values](#values)\n",
    );

    write!(page, "\n## File\n\n{}\n\n{}", description(&schema), parts.fields(&schema, &[]))?;
    let case = parts.get("Case");
    write!(page, "\n## Case\n\n{}\n\n{}", description(case), parts.fields(case, &[]))?;
    write!(page, "\n## Ask\n\n{}\n", description(ask))?;
    let mut rendered = BTreeSet::from(["Case", "Ask", "Expected"]);
    for (question, compared) in Ask::QUESTIONS {
        let field = ask["properties"].get(question).ok_or("a question that the schema lacks")?;
        write!(page, "\n### `{question}`\n\n{}\n\n", description(field))?;
        match parts.object(field) {
            Some((name, object)) => {
                rendered.insert(name);
                page.push_str(&parts.fields(object, &[]));
            }
            None => writeln!(page, "It takes: {}.", parts.takes(field))?,
        }
        write!(page, "\n`then` may hold:\n\n{}", parts.fields(then, &others(then, compared)))?;
        if question == WHOLE {
            writeln!(page, "\nThe [whole file](#a-whole-file) asks this.")?;
        } else {
            write!(page, "\n```json\n{}\n```\n", case_of(example(question)?)?)?;
        }
    }
    let rows = Ask::QUESTIONS.iter().map(|(question, compared)| {
        [link(&format!("`{question}`"), question), code(compared.iter().copied())]
    });
    let rows = table(["question", "what `then` may hold"], rows);
    write!(page, "\n## Expected\n\n{} At least one must be there.\n\n{rows}", description(then))?;

    let reached = parts.reached(case);
    page.push_str("\n## Objects\n");
    for name in parts.all(Kind::Object).filter(|name| reached.contains(name) && !rendered.contains(name)) {
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

/// The fields of an object that are none of these.
fn others<'s>(object: &'s Value, but: &[&str]) -> Vec<&'s str> {
    let fields = object["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str());
    fields.filter(|name| !but.contains(name)).collect()
}

fn example(question: &str) -> Outcome<&'static str> {
    let found = CASES.iter().find(|(of, _)| *of == question);
    Ok(found.ok_or_else(|| format!("examples/reference/cases has no file for `{question}`"))?.1)
}

/// The case in a file of one case, as if it stood by itself.
fn case_of(file: &str) -> Outcome<String> {
    let (_, after) = file.split_once("\"cases\": [\n").ok_or("a file without cases")?;
    let (case, _) = after.rsplit_once("\n  ]").ok_or("a file whose cases do not end")?;
    let lines: Vec<&str> = case.lines().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect();
    Ok(lines.join("\n"))
}
