//! Findings about the policy itself that stop processing, and their acceptance by the institution.

use super::conditions::Pair;
use super::{Claims, Institution};
use crate::calendar::Time;
use crate::dossier::Acceptance;
use crate::law::{ReasonCode, Stamp};
use crate::policy::{Block, PairIx, Version};
use crate::timeline::{Reason, Source, Span, Timeline, Value};

/// A finding about the lawfulness of a claim, and whether the institution accepted it. Owned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClaimFinding {
    /// Its code.
    pub code: &'static str,
    /// The node of the policy that it is about, as a JSON Pointer.
    pub at: String,
    /// The institution's entry that accepted it, where one counts.
    pub accepted: Option<u32>,
}

impl Institution {
    /// The acceptances of a finding that count: those of the same finding about the same words. It is about the version in
    /// force when it was given, or else the first later one that has the finding.
    fn acceptances<'s>(&'s self, block: &'s Block) -> impl Iterator<Item = &'s Acceptance> {
        let of = |accepted: &&Acceptance| accepted.code == block.code && accepted.at == block.at;
        let same_words = |accepted: &&Acceptance| {
            let versions = &self.history().versions;
            let in_force = versions.iter().rposition(|version| version.from <= accepted.from).unwrap_or(0);
            let mut blocks = versions.iter().skip(in_force).flat_map(|version| &version.blocks);
            let accepted = blocks.find(|other| other.code == block.code && other.at == block.at);
            accepted.is_some_and(|other| other.digest == block.digest)
        };
        self.facts().accepted.iter().filter(of).filter(same_words)
    }
}

impl Claims {
    /// Unknown where the version declares what the law does not allow, unless the institution accepted that finding.
    pub(super) fn lawfulness_timeline(&self, pair: Pair<'_>, version: &Version) -> Timeline {
        let lawful = Timeline::always(Value::Live, Reason::of(ReasonCode::LawfulAsDeclared));
        self.stopped(pair, version).fold(lawful, |line, block| {
            let stopped = Timeline::always(Value::Unknown, Reason::of(ReasonCode::UnlawfulAsDeclared));
            let accepted = self.institution.acceptances(block).fold(stopped, |line, accepted| {
                let span = Span { from: accepted.from, to: accepted.to };
                line.painted(span, Value::Live, Reason::new(ReasonCode::FindingAccepted, accepted.source))
            });
            // An accepted finding is named where nothing else is wrong.
            line.combine(&accepted, |a, b| {
                let unnamed = a.reason.code == ReasonCode::LawfulAsDeclared;
                let second = b.value < a.value || (b.value == a.value && unnamed);
                if second { (b.value, b.reason) } else { (a.value, a.reason) }
            })
        })
    }

    fn stopped<'v>(&self, pair: Pair<'_>, version: &'v Version) -> impl Iterator<Item = &'v Block> {
        let ids = self.history().of_pair(pair.purpose, pair.category);
        version
            .blocks
            .iter()
            .filter(move |block| ids.is_some_and(|(purpose, category)| block.applies(purpose, category)))
    }

    /// The findings about the lawfulness of a claim at a moment, accepted or not.
    pub(crate) fn findings_at(&self, pair: PairIx, at: Time) -> Vec<ClaimFinding> {
        let named = self.names_of(pair).zip(self.version_and_next(at).0);
        let Some((pair, version)) = named else { return Vec::new() };
        let accepted = |block: &Block| {
            let mut counting = self.institution.acceptances(block).filter(|a| a.from <= at && at < a.to);
            counting.find_map(|accepted| match accepted.source {
                Source::Institution(entry) => Some(entry),
                _ => None,
            })
        };
        let finding = |block: &Block| ClaimFinding {
            code: block.code,
            at: block.at.clone(),
            accepted: accepted(block),
        };
        self.stopped(pair, version).map(finding).collect()
    }

    /// The law that an answer about a moment rests on.
    pub(crate) fn stamp(&self, at: Time) -> Stamp {
        self.history().law().stamp(at.is_finite().then(|| self.institution.zone().day_of(at)))
    }
}
