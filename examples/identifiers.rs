//! Reads identifiers: one line in, one line out.
//!
//! ```sh
//! echo 'pgn 1112.22.333' | cargo run --example identifiers       # bsn 111222333
//! ```
//!
//! ```text
//! pgn TEXT          the kind of a persoonsgebonden nummer, and its nine digits
//! postcode TEXT     a Dutch postcode's four digits
//! ```
//!
//! The answer is `-` for what is refused. What is no question ends the program. Numbers in the output are personal data
//! as soon as they are someone's: this is for made-up ones.

use std::error::Error;
use std::io::{BufWriter, Write, stdin, stdout};

use waarborg::pseudonym::{Pgn, PgnKind, Postcode};

fn answer(question: &str) -> Result<Option<String>, Box<dyn Error>> {
    let (kind, text) = question.split_once(' ').unwrap_or((question, ""));
    Ok(match kind {
        "pgn" => text.parse::<Pgn>().ok().map(|pgn| {
            let kind = match pgn.kind() {
                PgnKind::Bsn => "bsn",
                PgnKind::Onderwijsnummer => "onderwijsnummer",
            };
            format!("{kind} {}", String::from_utf8_lossy(pgn.digits()))
        }),
        "postcode" => text.parse::<Postcode>().ok().map(|postcode| postcode.four()),
        _ => return Err("no such question".into()),
    })
}

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(stdout().lock());
    for question in stdin().lines() {
        writeln!(out, "{}", answer(&question?)?.as_deref().unwrap_or("-"))?;
    }
    Ok(out.flush()?)
}
