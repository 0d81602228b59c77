//! What the organisation has declared: read once, checked, compiled, shared.

mod acts;
mod blocks;
mod check;
mod compiled;
mod grants;
mod ids;
mod lint;
mod minimum;
mod model;
mod periods;
mod sorted;
mod term;
mod unknown;
mod words;

pub use crate::json::{Id, Map, Text};
pub use ids::{NameId, NameKind};
pub use lint::{About, Finding, Lint, Severity};
pub use model::*;
pub use term::{Anchored, Term, TermError};
pub use words::*;

pub(crate) use acts::Allowed;
pub(crate) use blocks::Block;
pub(crate) use compiled::{
    CategoryIx, Holding, Most, PairIx, PurposeIx, RecipientIx, RoleIx, Version, anchor_kind,
};

pub(crate) use unknown::ReferenceKind;

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::Diagnostic;
use crate::calendar::{Time, Zone};
use crate::diagnostic::error_type;
use crate::json;
use crate::law::Law;

error_type! {
    /// A policy that cannot work.
    PolicyError
}

/// A policy: the history of its versions, checked and compiled. Immutable; clone it freely (a clone shares), send it
/// to any thread. Everything folded from it keeps it alive.
#[derive(Clone)]
pub struct Policy(Arc<History>);

/// The compiled history: names interned over all versions, one compiled version each.
pub(crate) struct History {
    pub(crate) versions: Vec<Version>,
    pub(crate) names: compiled::Names,
    pub(crate) zone: Zone,
    /// True if some retention rule asks for a notice.
    pub(crate) has_notices: bool,
    numbers: ids::Numbers,
    digest: [u8; 32],
    law: Law,
}

impl Policy {
    /// Reads one version from its JSON document. Returns everything that is wrong with it, not the first thing.
    pub fn parse(document: &str) -> Result<Policy, PolicyError> {
        Policy::parse_history(&[document])
    }

    /// Reads one version from its JSON document, and checks it against a law pack other than the built-in one.
    pub fn parse_with(document: &str, law: &Law) -> Result<Policy, PolicyError> {
        Policy::parse_history_with(&[document], law)
    }

    /// Reads several versions of one policy, oldest first.
    ///
    /// At a moment the version applies that was the last to begin; before the first, everything is Unknown. A later
    /// version never lengthens the term of data recorded before it, unless its rule says `applies-to-earlier`.
    ///
    /// # Errors
    /// Everything that is wrong with each document, or with how they follow each other; each tells which document it is
    /// about, from 1.
    pub fn parse_history(documents: &[&str]) -> Result<Policy, PolicyError> {
        Policy::parse_history_with(documents, &Law::built_in())
    }

    /// Reads several versions of one policy, oldest first, and checks them against a law pack. The policy keeps the pack,
    /// and every answer from it names the pack's version.
    ///
    /// # Errors
    /// As [`Policy::parse_history`].
    pub fn parse_history_with(documents: &[&str], law: &Law) -> Result<Policy, PolicyError> {
        let mut read = Vec::with_capacity(documents.len());
        let mut diagnostics = Vec::new();
        for (index, document) in documents.iter().enumerate() {
            match json::read(document, |read, root, reader| check::check(read, root, reader, law)) {
                Ok(version) => read.push(version),
                Err(found) => diagnostics.extend(found.into_iter().map(|diagnostic| (index, diagnostic))),
            }
        }
        if diagnostics.is_empty() {
            diagnostics = check::check_history(&read);
        }
        // Of several documents, each says which it is about.
        let several = documents.len() > 1;
        let announced = |(index, diagnostic): (usize, Diagnostic)| {
            if several { diagnostic.of_document(index + 1) } else { diagnostic }
        };
        let diagnostics: Vec<Diagnostic> = diagnostics.into_iter().map(announced).collect();
        if !diagnostics.is_empty() {
            return Err(PolicyError::of(diagnostics));
        }
        History::compile(read, law).map(|history| Policy(Arc::new(history))).map_err(PolicyError::from)
    }

    /// Everything doubtful about every version, worst first within a version.
    pub fn lint(&self) -> Vec<Finding> {
        let documents: Vec<&Document> = self.0.versions.iter().map(|version| &version.document).collect();
        lint::lint_history(&documents, &self.0.law)
    }

    /// The law pack that this policy was checked against.
    pub fn law(&self) -> &Law {
        &self.0.law
    }

    /// The versions, oldest first.
    pub fn versions(&self) -> impl ExactSizeIterator<Item = &Document> {
        self.0.versions.iter().map(|version| &version.document)
    }

    /// The version that applies at this moment; `None` before the first.
    pub fn version_at(&self, at: Time) -> Option<&Document> {
        self.0.version_at(at).map(|version| &version.document)
    }

    /// The text that the version in force at `at` has at a path: a JSON Pointer (RFC 6901) such as
    /// `/purposes/website/description`. `None` before the first version, where there is nothing, and where there is no text.
    ///
    /// Writes the whole document to look it up: for people and for cases, not for calls that are made often.
    pub fn text_at(&self, pointer: &str, at: Time) -> Option<String> {
        let document = serde_json::to_value(self.version_at(at)?).ok()?;
        document.pointer(pointer)?.as_str().map(str::to_owned)
    }

    /// SHA-256 over the versions in canonical form. Two policies that differ only in notes and layout have the same.
    pub fn digest(&self) -> [u8; 32] {
        self.0.digest
    }

    /// The zone in which its days are counted.
    pub fn zone(&self) -> &Zone {
        &self.0.zone
    }

    #[inline]
    pub(crate) fn history(&self) -> &History {
        &self.0
    }

    /// The JSON Schema (draft 2020-12) of a policy document.
    pub fn schema() -> serde_json::Value {
        json::schema::<Document>("waarborg policy, version 1")
    }
}

impl History {
    fn compile(documents: Vec<Document>, law: &Law) -> Result<History, Diagnostic> {
        let mut hash = Sha256::new();
        for document in &documents {
            // INVARIANT: a document holds text, numbers and maps by text, all of which serialise.
            hash.update(serde_json::to_vec(document).unwrap_or_default());
            hash.update([0]);
        }
        let zone = documents.last().map_or(check::ZONE, |document| check::zone_name(document));
        let zone = Zone::named(zone).map_err(|_| Diagnostic::new("unknown-zone", "no such time zone"))?;
        let names = compiled::Names::of(&documents);
        let mut rules = documents.iter().flat_map(|d| d.purposes.values()).flat_map(|p| p.retention.values());
        let has_notices = rules.any(|rule| rule.notify.is_some());
        let ends: Vec<_> =
            documents.iter().skip(1).map(|next| Some(next.applies_from)).chain([None]).collect();
        let versions = documents.into_iter().zip(ends).map(|(document, until)| {
            let blocks = blocks::Block::of(&document, &lint::lint(&document, until, law), &names);
            Version::compile(document, &names, &zone, law, blocks)
        });
        let versions = versions.collect();
        let digest = hash.finalize().into();
        let numbers = ids::Numbers::of(&names, &digest);
        Ok(History { versions, names, zone, has_notices, numbers, digest, law: law.clone() })
    }

    /// The version in force, and when the next one begins.
    #[inline]
    pub(crate) fn version_and_next(&self, at: Time) -> (Option<&Version>, Time) {
        let mut next = Time::MAX;
        // Nearly always the last.
        for version in self.versions.iter().rev() {
            if version.from <= at {
                return (Some(version), next);
            }
            next = version.from;
        }
        (None, next)
    }

    /// The version in force, by the day it applies from.
    pub(crate) fn version_at(&self, at: Time) -> Option<&Version> {
        self.versions.iter().rev().find(|version| version.from <= at)
    }
}

impl core::fmt::Debug for Policy {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let name = self.0.versions.first().map(|version| version.document.policy.as_str());
        f.debug_struct("Policy").field("policy", &name).field("versions", &self.0.versions.len()).finish()
    }
}
