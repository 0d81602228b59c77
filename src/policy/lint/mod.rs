//! What can work and is still doubtful: findings, each with a code, the article, and the node it is about.

mod people;
mod purposes;
mod table;

pub use table::{Lint, Severity};

use super::model::{Document, Doubt};
use super::words::Language;
use crate::json::pointer;

/// A finding about a policy: a lint, or a doubt that the policy itself records. Plain data.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// Which lint; [`Lint::Doubt`] for a doubt of the policy.
    pub lint: Lint,
    /// The code: the lint's own, or `doubt:` and the doubt's name.
    pub code: String,
    /// The node it is about, as a JSON Pointer.
    pub path: String,
    /// For a doubt: what the document says, and the reading taken.
    pub doubt: Option<Doubt>,
}

impl Finding {
    /// A sentence in English.
    pub fn english(&self) -> String {
        match &self.doubt {
            Some(doubt) => format!("{} Reading taken: {}", doubt.description.0, doubt.reading.0),
            None => self.lint.english().to_owned(),
        }
    }

    /// A sentence in Dutch. A doubt is in the language of the policy.
    pub fn dutch(&self) -> String {
        match &self.doubt {
            Some(doubt) => format!("{} Gekozen lezing: {}", doubt.description.0, doubt.reading.0),
            None => self.lint.dutch().to_owned(),
        }
    }
}

impl Finding {
    /// As it is printed, in a language: what is doubtful, where, and the article of law.
    pub fn render(&self, language: Language) -> String {
        let description = match language {
            Language::Dutch => self.dutch(),
            Language::English => self.english(),
        };
        let (severity, article) = (self.lint.severity().as_str(), self.lint.article());
        let law = if article.is_empty() { String::new() } else { format!("\n  law: {article}") };
        format!("{severity}[{}]: {description}\n  --> {}{law}", self.code, self.path)
    }
}

impl core::fmt::Display for Finding {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.render(Language::English))
    }
}

/// Collects findings.
pub(super) struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, lint: Lint, path: &[&str]) {
        self.0.push(Finding { lint, code: lint.code().to_owned(), path: pointer(path), doubt: None });
    }
}

/// Everything doubtful about one version, worst first, then in the order of the document's paths.
pub(super) fn lint(document: &Document) -> Vec<Finding> {
    let mut findings = Findings(Vec::new());
    people::lint(document, &mut findings);
    purposes::lint(document, &mut findings);
    for (id, doubt) in &document.doubts {
        findings.0.push(Finding {
            lint: Lint::Doubt,
            code: format!("doubt:{id}"),
            path: doubt.at.0.clone(),
            doubt: Some(doubt.clone()),
        });
    }
    findings
        .0
        .sort_by(|a, b| (a.lint.severity(), &a.path, &a.code).cmp(&(b.lint.severity(), &b.path, &b.code)));
    findings.0.dedup();
    findings.0
}
