//! What can work and is still doubtful: findings, each with a code, the article, and the node it is about.

mod history;
mod law;
mod people;
mod purposes;
mod table;
mod transfers;

pub use table::{About, Lint, Severity};

use super::model::{Document, Doubt};
use super::words::{Language, PartyRole};
use crate::calendar::Day;
use crate::json::pointer;
use crate::law::Law;

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

    fn sorted(mut self) -> Vec<Finding> {
        self.0.sort_by(|a, b| {
            (a.lint.severity(), &a.path, &a.code).cmp(&(b.lint.severity(), &b.path, &b.code))
        });
        self.0.dedup();
        self.0
    }
}

/// Everything doubtful about every version, oldest first, with what only the versions together can show.
pub(super) fn lint_history(documents: &[&Document], law: &Law) -> Vec<Finding> {
    let mut all = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        let until = documents.get(index + 1).map(|next| next.applies_from);
        let mut findings = Findings(lint(document, until, law));
        let earlier = documents.get(..index).unwrap_or(&[]);
        history::lint(earlier, document, &mut findings);
        all.extend(findings.sorted());
    }
    all
}

/// True where the party that declares a document only processes for others: the duties of a controller are not its own.
fn only_processes(document: &Document) -> bool {
    let processes = |role: &PartyRole| matches!(role, PartyRole::Processor | PartyRole::SubProcessor);
    document.declaring_party().is_some_and(|party| party.acts_as.iter().all(processes))
        && document.purposes.values().all(|purpose| processes(&purpose.r#as))
}

/// Everything doubtful about one version, worst first, then in the order of the document's paths; `until` is the first day
/// of the version after it.
pub(super) fn lint(document: &Document, until: Option<Day>, law: &Law) -> Vec<Finding> {
    let mut findings = Findings(Vec::new());
    people::lint(document, law, &mut findings);
    purposes::lint(document, &mut findings);
    law::lint(document, until, law, &mut findings);
    if only_processes(document) {
        findings.0.retain(|finding| !finding.lint.is_of_controller());
    }
    for (id, doubt) in &document.doubts {
        findings.0.push(Finding {
            lint: Lint::Doubt,
            code: format!("doubt:{id}"),
            path: doubt.at.0.clone(),
            doubt: Some(doubt.clone()),
        });
    }
    findings.sorted()
}

impl Lint {
    /// True for a duty that only a controller has: to have a basis, to inform people, and to answer them (articles 5(2), 12
    /// to 22, 33(1), 34). A processor helps with them on instruction (28(3)(e), (f)).
    fn is_of_controller(self) -> bool {
        matches!(
            self,
            Lint::BasisUnsaid
                | Lint::CWithoutArticle
                | Lint::EWithoutArticle
                | Lint::FWithoutBalance
                | Lint::FForSchool
                | Lint::FForTask
                | Lint::EffectUnsaid
                | Lint::MinorsUnsaid
                | Lint::RightMissing
                | Lint::NoRights
                | Lint::NoAnswerTerm
                | Lint::AnswerTooLong
                | Lint::NoChannel
                | Lint::NoComplaint
                | Lint::ChildChannelMissing
                | Lint::NoChanges
                | Lint::ChangesNotAnnounced
                | Lint::SecrecyUnsaid
                | Lint::DeciderUnsaid
                | Lint::AbsenceShorterThanLaw
        )
    }
}
