//! Checks policies: prints everything wrong with each, or everything doubtful about it in the language of the policy.
//!
//! ```sh
//! cargo run --example check -- examples/policies/neo.json
//! cargo run --example check -- --history 2025.json 2026.json   # the versions of one policy, oldest first
//! ```
//!
//! Ends with 0 if all work and none has a violation, with 1 if one does not work, with 2 if a file cannot be read or
//! nothing is asked, and with 3 if all work and one has a violation.

use std::io::{Result, Write, stdout};
use std::process::ExitCode;

use waarborg::policy::{Language, Policy, PolicyError, Severity};

const USAGE: &str = "usage: check POLICY.json…            one policy or several\n       \
                     check --history POLICY.json…  the versions of one policy, oldest first";

const WORKS: u8 = 0;
const WRONG: u8 = 1;
const UNREAD: u8 = 2;
const VIOLATES: u8 = 3;

/// The graver of two outcomes: a file that cannot be read, one that does not work, one with a violation.
fn graver(a: u8, b: u8) -> u8 {
    let rank = |status: &u8| [WORKS, VIOLATES, WRONG, UNREAD].iter().position(|of| of == status);
    if rank(&a) < rank(&b) { b } else { a }
}

fn main() -> Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    Ok(check(&arguments, &mut stdout().lock())?.into())
}

/// Looks at every file, also after one that does not work, and says how it went in all.
pub fn check(arguments: &[String], out: &mut impl Write) -> Result<u8> {
    let (options, files): (Vec<_>, Vec<_>) =
        arguments.iter().partition(|argument| argument.starts_with("--"));
    let of_one_policy = options == ["--history"];
    if files.is_empty() || !(of_one_policy || options.is_empty()) {
        writeln!(out, "{USAGE}")?;
        return Ok(UNREAD);
    }
    let (mut status, mut versions) = (WORKS, Vec::new());
    for path in &files {
        match std::fs::read_to_string(path) {
            Ok(document) => {
                status = graver(status, look_at(path, &document, out)?);
                versions.push(document);
            }
            Err(error) => {
                writeln!(out, "{path}: cannot be read: {error}")?;
                status = UNREAD;
            }
        }
    }
    // What is wrong with a version by itself has been told.
    if of_one_policy && matches!(status, WORKS | VIOLATES) {
        let versions: Vec<&str> = versions.iter().map(String::as_str).collect();
        match Policy::parse_history(&versions) {
            Ok(_) => writeln!(out, "{}: work as one policy", counted(versions.len(), "version"))?,
            Err(error) => status = tell(&error, "as one policy", out)?,
        }
    }
    Ok(status)
}

fn look_at(path: &str, document: &str, out: &mut impl Write) -> Result<u8> {
    match Policy::parse(document) {
        Ok(policy) => {
            let language = policy.versions().next().map_or(Language::English, |version| version.language);
            let findings = policy.lint();
            for finding in &findings {
                writeln!(out, "{}", finding.render(language))?;
            }
            writeln!(out, "{path}: works, {}", counted(findings.len(), "finding"))?;
            let violates = findings.iter().any(|finding| finding.lint.severity() == Severity::Violation);
            Ok(if violates { VIOLATES } else { WORKS })
        }
        Err(error) => tell(&error, path, out),
    }
}

fn tell(error: &PolicyError, what: &str, out: &mut impl Write) -> Result<u8> {
    writeln!(out, "{error}\n{what}: does not work, {}", counted(error.diagnostics().len(), "error"))?;
    Ok(WRONG)
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
