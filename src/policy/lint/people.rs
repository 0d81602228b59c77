//! Lints on parties, agreements, rights, breaches and changes.

use super::{Findings, Lint};
use crate::calendar::Period;
use crate::json::Id;
use crate::law::{Law, Right, Sector};
use crate::policy::model::*;
use crate::policy::periods;
use crate::policy::words::*;

pub(super) fn lint(document: &Document, law: &Law, findings: &mut Findings) {
    head(document, findings);
    for (id, party) in &document.parties {
        a_party(document, id, party, findings);
        super::transfers::lint(document, id, party, law, findings);
    }
    agreement(document, findings);
    rights(document, findings);
    breach(document, findings);
    rest(document, findings);
}

fn head(document: &Document, findings: &mut Findings) {
    match document.dated.as_slice() {
        [] => findings.add(Lint::Undated, &["dated"]),
        [first, rest @ ..] if rest.iter().any(|day| day != first) => {
            findings.add(Lint::DatesDiffer, &["dated"])
        }
        _ => {}
    }
    for (id, endorsement) in &document.schemes {
        let Endorsement { scheme, version, .. } = endorsement;
        if scheme.is_replaced(&version.0, document.applies_from) == Some(true) {
            findings.add(Lint::SchemeReplaced, &["schemes", id.as_str(), "version"]);
        }
        let outside = |sector: &&Sector| scheme.covers(&version.0, **sector) == Some(false);
        if document.sectors.iter().any(|sector| outside(&sector)) {
            findings.add(Lint::SchemeSector, &["sectors"]);
        }
    }
    let education = document.sectors.iter().any(|sector| *sector != Sector::Business);
    if education && !document.subjects.values().any(|subject| subject.minors) {
        findings.add(Lint::MinorsUnsaid, &["subjects"]);
    }
}

fn a_party(document: &Document, id: &Id, party: &Party, findings: &mut Findings) {
    let at = |field| ["parties", id.as_str(), field];
    if party.role_unsaid {
        findings.add(Lint::RoleUnsaid, &at("role-unsaid"));
    }
    if party.unnamed {
        findings.add(Lint::PartyUnnamed, &at("unnamed"));
    }
    let declares = document.is_declared_by(id);
    let processes = |role: &PartyRole| matches!(role, PartyRole::Processor | PartyRole::SubProcessor);
    let decides = |role: &PartyRole| matches!(role, PartyRole::Controller | PartyRole::JointController);
    if party.acts_as.iter().any(processes) && party.acts_as.iter().any(decides) {
        findings.add(Lint::ProcessorWithOwnPurpose, &at("acts-as"));
    }
    if party.acts_as.contains(&PartyRole::SubProcessor) && declares {
        findings.add(Lint::SubProcessorIsItself, &at("acts-as"));
    }
    if declares && party.contact.is_none() {
        findings.add(Lint::NoContact, &["parties", id.as_str()]);
    }
    if declares && party.officer.is_none() {
        findings.add(Lint::NoOfficer, &["parties", id.as_str()]);
    }
}

fn agreement(document: &Document, findings: &mut Findings) {
    let processor =
        |purpose: &Purpose| matches!(purpose.r#as, PartyRole::Processor | PartyRole::SubProcessor);
    let Some(agreement) = &document.agreement else {
        if document.purposes.values().any(processor) {
            findings.add(Lint::NoAgreement, &["agreement"]);
        }
        return;
    };
    for id in agreement.without.keys() {
        findings.add(Lint::WithoutAgreement, &["agreement", "without", id.as_str()]);
    }
    if agreement.at_end == AtEnd::Unsaid {
        findings.add(Lint::AtEndUnsaid, &["agreement", "at-end"]);
    }
    if agreement.return_term.is_none() {
        findings.add(Lint::NoReturnTerm, &["agreement"]);
    }
}

fn rights(document: &Document, findings: &mut Findings) {
    let Some(rights) = &document.rights else {
        return findings.add(Lint::NoRights, &["rights"]);
    };
    let offered = |right: Right| rights.offered.values().any(|offer| offer.right == right);
    let due = document.purposes.values().flat_map(|purpose| purpose.basis.rights()).copied();
    let marketing =
        document.purposes.values().any(|purpose| purpose.direct_marketing).then_some(Right::Objection);
    // Article 22(3): who is decided about automatically can have a human look at it.
    let alone = document.purposes.values().any(|purpose| purpose.effect == Some(Effect::DecidesAlone));
    let human = alone.then_some(Right::HumanIntervention);
    let mut missing: Vec<Right> =
        due.chain(marketing).chain(human).filter(|right| !offered(*right)).collect();
    missing.sort();
    missing.dedup();
    for right in missing {
        findings.add(Lint::RightMissing, &["rights", "offered", right.as_str()]);
    }
    match &rights.answer {
        None => findings.add(Lint::NoAnswerTerm, &["rights", "answer"]),
        Some(answer) => {
            if is_longer(answer.within, "P1M")
                || answer.extension.is_some_and(|extension| is_longer(extension, "P2M"))
            {
                findings.add(Lint::AnswerTooLong, &["rights", "answer"]);
            }
        }
    }
    if rights.channels.is_empty() {
        findings.add(Lint::NoChannel, &["rights", "channels"]);
    } else if rights.channels.values().all(|channel| channel.representative_only)
        && document.subjects.values().any(|subject| subject.minors)
    {
        findings.add(Lint::ChildChannelMissing, &["rights", "channels"]);
    }
    if rights.complaint.is_none() {
        findings.add(Lint::NoComplaint, &["rights", "complaint"]);
    }
}

/// True if `period` is longer than `most`.
fn is_longer(period: Period, most: &str) -> bool {
    most.parse().is_ok_and(|most| periods::is_longer(period, most))
}

fn breach(document: &Document, findings: &mut Findings) {
    let Some(breach) = &document.breach else {
        return findings.add(Lint::NoBreachRule, &["breach"]);
    };
    for (id, report) in &breach.reports {
        let here = ["breach", "reports", id.as_str()];
        match report.within {
            None => findings.add(Lint::NoBreachClock, &here),
            Some(within) if is_longer(within, "PT72H") && report.to != BreachTo::Persons => {
                findings.add(Lint::BreachTooLate, &here);
            }
            Some(_) => {}
        }
        if report.to == BreachTo::Unsaid {
            findings.add(Lint::BreachReceiverUnsaid, &["breach", "reports", id.as_str(), "to"]);
        }
        let of_law = match report.to {
            BreachTo::Controller => report.threshold == BreachThreshold::Any,
            BreachTo::Authority => matches!(report.threshold, BreachThreshold::Any | BreachThreshold::Risk),
            BreachTo::Persons => report.threshold == BreachThreshold::HighRisk,
            BreachTo::Unsaid => true,
        };
        if !of_law {
            findings.add(Lint::BreachThreshold, &["breach", "reports", id.as_str(), "threshold"]);
        }
    }
    let processes = document.purposes.values().any(|purpose| purpose.r#as == PartyRole::Processor);
    if processes && !breach.reports.values().any(|report| report.to == BreachTo::Controller) {
        findings.add(Lint::ProcessorSkipsController, &["breach", "reports"]);
    }
}

fn rest(document: &Document, findings: &mut Findings) {
    match &document.changes {
        None => findings.add(Lint::NoChanges, &["changes"]),
        Some(changes) if !changes.announced => findings.add(Lint::ChangesNotAnnounced, &["changes"]),
        Some(_) => {}
    }
    for (id, system) in &document.systems {
        if system.erases == ErasureMode::Unsaid {
            findings.add(Lint::ErasureUnsaid, &["systems", id.as_str(), "erases"]);
        }
    }
    for (id, reference) in &document.documents {
        if reference.not_seen {
            findings.add(Lint::DocumentNotSeen, &["documents", id.as_str()]);
        }
    }
}
