//! Findings that stop processing: what a policy declares although the law does not allow it.

use sha2::{Digest, Sha256};

use super::compiled::{CategoryIx, Names, PurposeIx};
use super::lint::{About, Finding, Severity};
use super::model::Document;
use crate::json::{Id, steps};

/// A finding about the lawfulness of a version, and the claims that it makes Unknown until the institution accepts it.
pub(crate) struct Block {
    pub(crate) code: &'static str,
    /// The node that it is about, as a JSON Pointer.
    pub(crate) at: String,
    /// Of the node that it is about: an acceptance of another text does not count for this one.
    pub(crate) digest: [u8; 32],
    of: RightApplicability,
}

/// The claims at the path of a finding.
enum RightApplicability {
    Purpose(PurposeIx),
    Category(CategoryIx),
    Both(PurposeIx, CategoryIx),
}

impl Block {
    /// The findings of a version that stop processing. One about a party stops an act, and no claim.
    pub(super) fn of(document: &Document, findings: &[Finding], names: &Names) -> Vec<Block> {
        let stops = |finding: &&Finding| {
            finding.lint.about() == About::Lawfulness && finding.lint.severity() == Severity::Violation
        };
        let mut stopping = findings.iter().filter(stops).peekable();
        if stopping.peek().is_none() {
            return Vec::new();
        }
        // INVARIANT: a document holds text, numbers and maps by text, all of which serialise.
        let json = serde_json::to_value(document).unwrap_or_default();
        let block = |finding: &Finding| {
            let path: Vec<String> = steps(&finding.path).collect();
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            let mut hash = Sha256::new();
            hash.update(json.pointer(&finding.path).map(serde_json::Value::to_string).unwrap_or_default());
            let of = match path.as_slice() {
                ["purposes", purpose, "categories", index] => {
                    let category =
                        document.purposes.get(*purpose)?.categories.get(index.parse::<usize>().ok()?)?;
                    // The name says little: what the category holds is part of what was accepted.
                    hash.update(json.pointer(&format!("/categories/{category}"))?.to_string());
                    RightApplicability::Both(names.purpose(purpose)?, names.category(category.as_str())?)
                }
                ["purposes", purpose, ..] => RightApplicability::Purpose(names.purpose(purpose)?),
                ["categories", category, ..] => RightApplicability::Category(names.category(category)?),
                _ => return None,
            };
            Some(Block {
                code: finding.lint.code(),
                at: finding.path.clone(),
                digest: hash.finalize().into(),
                of,
            })
        };
        stopping.filter_map(block).collect()
    }

    /// True if it stops this claim.
    pub(crate) fn applies(&self, purpose: PurposeIx, category: CategoryIx) -> bool {
        match self.of {
            RightApplicability::Purpose(of) => of == purpose,
            RightApplicability::Category(of) => of == category,
            RightApplicability::Both(of, and) => of == purpose && and == category,
        }
    }
}

impl super::History {
    /// The code and path of every finding that stops processing, in any version.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.versions.iter().flat_map(|version| &version.blocks)
    }

    /// The acts of law, with their articles, that minimum terms of any version cite beside the rows of the pack.
    pub(crate) fn cited_acts(&self) -> impl Iterator<Item = String> {
        let purposes = self.versions.iter().flat_map(|version| version.document.purposes.values());
        let rules = purposes.flat_map(|purpose| purpose.retention.values());
        rules.filter(|rule| rule.act.is_some()).map(super::compiled::cited)
    }

    /// The law pack that this policy was checked against.
    pub(crate) fn law(&self) -> &crate::law::Law {
        &self.law
    }

    pub(crate) fn of_pair(&self, purpose: &Id, category: &Id) -> Option<(PurposeIx, CategoryIx)> {
        Some((self.names.purpose(purpose.as_str())?, self.names.category(category.as_str())?))
    }
}
