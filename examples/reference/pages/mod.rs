//! The pages, each with its name in `docs/`.

mod cases;
mod entries;
mod markdown;
mod policy;
mod reasons;
mod schema;
mod terms;

use markdown::wrapped;

#[allow(unused_imports, reason = "a test reads what is shown")]
pub use {cases::CASES, entries::EXAMPLES, markdown::anchor};

/// What cannot be written: a schema that lacks a part.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Every page, with its name.
pub fn all() -> Outcome<[(&'static str, String); 5]> {
    Ok([
        ("POLICY.md", wrapped(&policy::page()?)),
        ("ENTRIES.md", wrapped(&entries::page()?)),
        ("REASONS.md", wrapped(&reasons::page())),
        ("TERMS.md", wrapped(&terms::page())),
        ("CASES.md", wrapped(&cases::page()?)),
    ])
}
