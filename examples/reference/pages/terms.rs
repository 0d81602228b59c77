//! The page about terms: what the documentation of the type says, with an opening of its own.

use super::markdown::opening;

const TERMS: &str = include_str!("../../../src/policy/term/term.md");

/// What a term may say.
pub fn page() -> String {
    let opening = opening(
        "Retention terms",
        "What the `term` of a retention rule may say, with what each part means.",
        "the documentation of the type (`src/policy/term/term.md`)",
    );
    format!("{opening}\n{TERMS}")
}
