//! Measures tables and holds requirements against them: one line of JSON in, one line out.
//!
//! ```sh
//! echo '{"columns": [{"name": "year", "texts": ["2019", "2019", null]}],
//!   "requirements": {"waarborg-anonymity": 1, "k": 2, "rows-are-persons": true, "quasi-identifiers": ["year"], "sensitive": [],
//!   "insensitive": [], "missing": "own-category"}}' | tr -d '\n' | cargo run --example anonymity
//! ```
//!
//! ```text
//! {"columns": [COLUMN ...], "requirements": REQUIREMENTS}                  what the table measures
//! {"columns": ..., "requirements": ..., "population": [COLUMN ...], "release": NAME, "holders": {PARTY: [SECRET ...]}}
//!                                                                         the report, or the diagnostics
//! ```
//!
//! A COLUMN has a `name` and either `texts` or `integers`; null is a missing value.
//!
//! `cargo run --release --example anonymity -- time FILE RUNS` reads a table of texts (a line per row, tabs between, names
//! in the first line) and prints how long k over all its columns takes, from texts in memory to the answer.

use std::error::Error;
use std::io::{BufWriter, Write, stdin, stdout};
use std::time::Instant;

use serde_json::{Value as Json, json};
use waarborg::anonymity::{Adversary, AnonymityError, Check, Column, Label, Requirements, Secret, Table};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The values of a column, where they can be borrowed.
struct Held {
    name: String,
    texts: Option<Vec<String>>,
    integers: Vec<i64>,
    valid: Vec<bool>,
}

fn held(columns: &Json) -> Outcome<Vec<Held>> {
    let columns = columns.as_array().ok_or("no columns")?;
    columns
        .iter()
        .map(|column| {
            let name = column["name"].as_str().ok_or("no name")?.to_owned();
            let texts = column["texts"].as_array();
            let values = texts.or(column["integers"].as_array()).ok_or("no values")?;
            Ok(Held {
                name,
                texts: texts.map(|texts| {
                    texts.iter().map(|text| text.as_str().unwrap_or_default().to_owned()).collect()
                }),
                integers: values.iter().map(|value| value.as_i64().unwrap_or_default()).collect(),
                valid: values.iter().map(|value| !value.is_null()).collect(),
            })
        })
        .collect()
}

/// Does something with the table of these columns, which lives as long as that takes.
fn with_table<T>(
    held: &[Held],
    then: impl FnOnce(&Table<'_>) -> Result<T, AnonymityError>,
) -> Result<T, AnonymityError> {
    let texts: Vec<Vec<&str>> =
        held.iter().map(|of| of.texts.iter().flatten().map(String::as_str).collect()).collect();
    let columns: Vec<(&str, Column<'_>)> = held
        .iter()
        .zip(&texts)
        .map(|(of, texts)| {
            let column =
                if of.texts.is_some() { Column::texts(texts) } else { Column::integers(&of.integers) };
            (of.name.as_str(), column.valid(&of.valid))
        })
        .collect();
    then(&Table::new(&columns)?)
}

fn answer(line: &str) -> Outcome<Json> {
    let question: Json = serde_json::from_str(line)?;
    let columns = held(&question["columns"])?;
    let check = Requirements::parse(&question["requirements"].to_string()).and_then(Check::new);
    let result = match question["release"].as_str() {
        None => with_table(&columns, |table| Ok(json!(check?.measure(table)?))),
        Some(release) => {
            let holders =
                question["holders"].as_object().ok_or("no holders")?.iter().map(|(party, holds)| {
                    let words = holds
                        .as_array()
                        .ok_or("no secrets")?
                        .iter()
                        .map(|word| word.as_str().unwrap_or_default());
                    let holds = words.map(|word| Secret::from_word(word).ok_or("no such secret"));
                    Ok(Adversary {
                        party: Label::new(party).ok_or("no party")?,
                        holds: holds.collect::<Result<_, &str>>()?,
                    })
                });
            let holders = holders.collect::<Outcome<Vec<_>>>()?;
            let population = question.get("population").map(held).transpose()?;
            with_table(&columns, |table| {
                let check = check?;
                let outcome = match &population {
                    None => check.run(release, table, None, &holders)?,
                    Some(rows) => with_table(rows, |of| check.run(release, table, Some(of), &holders))?,
                };
                Ok(json!(outcome.report()))
            })
        }
    };
    let render = |error: AnonymityError| {
        let diagnostics = error.diagnostics().iter();
        json!({ "diagnostics": diagnostics.map(|diagnostic| json!({ "code": diagnostic.code(), "path": diagnostic.path() })).collect::<Vec<_>>() })
    };
    Ok(result.unwrap_or_else(render))
}

fn time(file: &str, runs: usize) -> Outcome<Json> {
    let text = std::fs::read_to_string(file)?;
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().ok_or("no names")?.split('\t').collect();
    // Laid end to end, as Arrow keeps them.
    let mut columns: Vec<(Vec<u32>, String)> = vec![(vec![0], String::new()); names.len()];
    for line in lines {
        for ((offsets, text), value) in columns.iter_mut().zip(line.split('\t')) {
            text.push_str(value);
            offsets.push(u32::try_from(text.len())?);
        }
    }
    let labels: Vec<Label> = names.iter().copied().filter_map(Label::new).collect();
    let check = Check::new(Requirements { rows_are_persons: Some(true), ..Requirements::new(2, &labels) })?;
    let mut seconds = Vec::with_capacity(runs);
    let mut k = 0;
    for _ in 0..runs {
        let started = Instant::now();
        let packed = columns.iter().map(|(offsets, text)| Column::packed(offsets, text));
        let columns: Vec<(&str, Column<'_>)> = names.iter().copied().zip(packed).collect();
        k = check.measure(&Table::new(&columns)?)?.k;
        seconds.push(started.elapsed().as_secs_f64());
    }
    Ok(json!({ "k": k, "seconds": seconds }))
}

pub(crate) fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [word, file, runs] = arguments.as_slice()
        && word == "time"
    {
        println!("{}", time(file, runs.parse()?)?);
        return Ok(());
    }
    let mut out = BufWriter::new(stdout().lock());
    for line in stdin().lines() {
        writeln!(out, "{}", answer(&line?)?)?;
        out.flush()?;
    }
    Ok(())
}
