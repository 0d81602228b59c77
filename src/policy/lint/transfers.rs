//! Lints on transfers out of the EEA (chapter V), by the law of the day on which a version begins.

use super::{Findings, Lint};
use crate::json::Id;
use crate::law::{ClauseSet, Country, Law, Standing, TransferTool};
use crate::policy::model::*;

pub(super) fn lint(document: &Document, id: &Id, party: &Party, law: &Law, findings: &mut Findings) {
    let first = document.applies_from;
    let receives = document.purposes.values().any(|purpose| purpose.recipients.contains_key(id));
    let is_ours = document.is_declared_by(id) || party.each_institution;
    match party.country {
        None if receives && !is_ours => findings.add(Lint::CountryUnsaid, &["parties", id.as_str()]),
        Some(country) if !law.in_eea(country, first) && party.transfers.is_empty() => {
            findings.add(Lint::TransferWithoutTool, &["parties", id.as_str(), "country"]);
        }
        _ => {}
    }
    // The days that the document itself gives: a tool that is followed up by another is no finding.
    let declared = |transfer: &Transfer| {
        transfer.from.is_none_or(|from| from <= first) && transfer.through.is_none_or(|until| first <= until)
    };
    let any_declared = party.transfers.iter().any(declared);
    for (index, transfer) in party.transfers.iter().enumerate() {
        let index = index.to_string();
        let here = ["parties", id.as_str(), "transfers", &index];
        let standing =
            party.country.map(|country| law.standing(transfer.tool, transfer.clauses, country, first));
        let clauses = transfer.clauses.filter(|_| transfer.tool == TransferTool::StandardClauses);
        match standing {
            _ if !transfer.tool.is_known_to_law() => findings.add(Lint::TransferToolNone, &here),
            Some(Standing::NoTool) if clauses == Some(ClauseSet::Processing2021) => {
                findings.add(Lint::ClausesNoTool, &here);
            }
            Some(Standing::NoTool) => findings.add(Lint::TransferToolNone, &here),
            Some(Standing::Lapsed) if clauses.is_some() => findings.add(Lint::OldClauses, &here),
            Some(Standing::Lapsed) => findings.add(Lint::TransferToolLapsed, &here),
            Some(Standing::InForce) if !any_declared => findings.add(Lint::TransferToolLapsed, &here),
            Some(Standing::InForce) => in_force(document, &here, party.country, transfer, law, findings),
            _ => {}
        }
        if transfer.claimed {
            findings.add(Lint::TransferClaimed, &here);
        }
        // Article 49(3): a public authority cannot do by consent what is its task.
        let for_task = document.purposes.values().any(|purpose| {
            purpose.basis == crate::law::Basis::PublicTask && purpose.recipients.contains_key(id)
        });
        if transfer.tool == TransferTool::ExplicitConsent && for_task && standing != Some(Standing::WithinEea)
        {
            findings.add(Lint::ConsentTransferForTask, &here);
        }
    }
}

/// Of a tool that is in force: what it still depends on.
fn in_force(
    document: &Document,
    here: &[&str; 4],
    country: Option<Country>,
    transfer: &Transfer,
    law: &Law,
    findings: &mut Findings,
) {
    let Some(country) = country else { return };
    if transfer.tool == TransferTool::StandardClauses && transfer.clauses.is_none() {
        findings.add(Lint::ClausesVersionUnsaid, here);
    }
    if law.condition(transfer.tool, country).is_some() && !transfer.condition_met {
        findings.add(Lint::AdequacyConditionUnsaid, here);
    }
    if law.is_challenged(transfer.tool, country) {
        findings.add(Lint::ToolUnderChallenge, here);
    }
    let in_a_year = "P12M".parse().ok().and_then(|year| document.applies_from.plus(year));
    let ends = law.through(transfer.tool, transfer.clauses, country).zip(in_a_year);
    if ends.is_some_and(|(until, in_a_year)| until < in_a_year) {
        findings.add(Lint::AdequacyEnds, here);
    }
}
