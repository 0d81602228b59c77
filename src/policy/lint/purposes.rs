//! Lints on purposes, their bases, categories and terms.

use super::{Findings, Lint};
use crate::law::{Article9Ground, Basis};
use crate::policy::model::*;
use crate::policy::term::{Anchored, Term};
use crate::policy::words::*;

pub(super) fn lint(document: &Document, findings: &mut Findings) {
    for (id, purpose) in &document.purposes {
        basis(document, id.as_str(), purpose, findings);
        consent(id.as_str(), purpose, findings);
        data(document, id.as_str(), purpose, findings);
        for (rule_id, rule) in purpose.retention.iter().filter(|(_, rule)| keeps_personal_data(purpose, rule))
        {
            term(
                document,
                purpose,
                rule,
                &["purposes", id.as_str(), "retention", rule_id.as_str()],
                findings,
            );
        }
    }
    categories(document, findings);
    options(document, findings);
}

fn basis(document: &Document, id: &str, purpose: &Purpose, findings: &mut Findings) {
    let at = ["purposes", id, "basis"];
    if purpose.basis_unsaid {
        findings.add(Lint::BasisUnsaid, &["purposes", id, "basis-unsaid"]);
    }
    match purpose.basis {
        Basis::ByController => findings.add(Lint::BasisByController, &at),
        Basis::Contract if purpose.contract_with.is_some() => {
            findings.add(Lint::ContractNotWithPerson, &["purposes", id, "contract-with"]);
        }
        Basis::Contract if subjects(document, purpose).any(|subject| subject.kind == SubjectKind::Pupil) => {
            findings.add(Lint::PupilOnContract, &at);
        }
        _ => {}
    }
    let needs_consent = matches!(
        purpose.device_access,
        Some(DeviceAccess::Comfort | DeviceAccess::Analytics | DeviceAccess::Tracking | DeviceAccess::Unsaid)
    );
    if needs_consent && purpose.basis != Basis::Consent {
        findings.add(Lint::DeviceWithoutConsent, &["purposes", id, "device-access"]);
    }
    match purpose.effect {
        None => findings.add(Lint::EffectUnsaid, &["purposes", id]),
        Some(Effect::Profiling) if subjects(document, purpose).any(|s| s.minors) => {
            findings.add(Lint::ProfilingOfMinors, &["purposes", id, "effect"]);
        }
        Some(Effect::DecidesAlone) if subjects(document, purpose).any(|s| s.minors) => {
            findings.add(Lint::DecidesAloneMinor, &["purposes", id, "effect"]);
        }
        Some(_) => {}
    }
}

/// Anonymised data are no personal data, and may be kept without end.
fn keeps_personal_data(purpose: &Purpose, rule: &Retention) -> bool {
    let of = if rule.of.is_empty() { &purpose.categories } else { &rule.of };
    of.iter().any(|category| {
        purpose
            .identifiability
            .get(category)
            .is_none_or(|identifiability| *identifiability > Identifiability::Anonymised)
    })
}

fn subjects<'a>(document: &'a Document, purpose: &'a Purpose) -> impl Iterator<Item = &'a Subject> {
    let categories = purpose.categories.iter().filter_map(|id| document.categories.get(id));
    categories.filter_map(|category| document.subjects.get(&category.subject))
}

fn consent(id: &str, purpose: &Purpose, findings: &mut Findings) {
    let Some(consent) = &purpose.consent else { return };
    let at = |field| ["purposes", id, "consent", field];
    if matches!(consent.how, ConsentHow::ByUse | ConsentHow::OptOut) {
        findings.add(Lint::ImpliedConsent, &at("how"));
    }
    match consent.withdrawal {
        WithdrawalEase::Same => {}
        WithdrawalEase::Harder => findings.add(Lint::WithdrawalHarder, &at("withdrawal")),
        WithdrawalEase::Unsaid => findings.add(Lint::WithdrawalUnsaid, &at("withdrawal")),
    }
    if consent.grace.is_none() {
        findings.add(Lint::NoGrace, &["purposes", id, "consent"]);
    }
}

fn data(document: &Document, id: &str, purpose: &Purpose, findings: &mut Findings) {
    let declared = purpose.categories.iter().enumerate();
    let declared = declared.filter_map(|(index, id)| Some((index, id, document.categories.get(id)?)));
    for (index, category_id, category) in declared {
        let index = index.to_string();
        let at = ["purposes", id, "categories", &index];
        match (category.sensitivity, purpose.article_9_ground) {
            (Some(Sensitivity::Special), None) => findings.add(Lint::SpecialWithoutGround, &at),
            (Some(Sensitivity::PossiblySpecial), None) => findings.add(Lint::PossiblySpecial, &at),
            (Some(Sensitivity::NumberUnderLaw), ground)
                if ground != Some(Article9Ground::NumberPrescribedByLaw) =>
            {
                findings.add(Lint::NumberWithoutLaw, &at);
            }
            _ => {}
        }
        let by_processor = purpose.recipients.values().any(|recipient| {
            recipient.ground == DisclosureGround::Processor
                && (recipient.categories.is_empty() || recipient.categories.contains(category_id))
        });
        if category.called_anonymous && by_processor {
            findings.add(Lint::AnonymousWithProcessor, &["purposes", id, "recipients"]);
        }
    }
}

fn term(document: &Document, purpose: &Purpose, rule: &Retention, at: &[&str; 4], findings: &mut Findings) {
    let here = [at[0], at[1], at[2], at[3], "term"];
    if rule.term.unbounded().is_some() {
        findings.add(Lint::UnboundedTerm, &here);
    }
    if rule.term.any(&|term| *term == Term::ByAgreement) {
        findings.add(Lint::TermElsewhere, &here);
    }
    let never = |anchored: &Anchored| {
        anchored
            .anchors()
            .iter()
            .all(|id| document.anchors.get(*id).is_some_and(|anchor| anchor.may_never_happen))
    };
    let on_open_anchor = |part: &Term| matches!(part, Term::After(anchored, _) if never(anchored));
    // Consent that nobody asks for never begins, and so never ends.
    let is_asked = |consent: &Consent| consent.how == ConsentHow::Explicit;
    let never_asked = purpose.r#while.is_none() && purpose.consent.as_ref().is_some_and(|c| !is_asked(c));
    let has_no_end = |part: &Term| match part {
        Term::Unbounded(_) => true,
        Term::WithBasis => never_asked,
        part => on_open_anchor(part),
    };
    let stays_open = rule.term.stays_open(&has_no_end);
    if stays_open && rule.term.any(&on_open_anchor) {
        findings.add(Lint::OpenAnchor, &here);
    }
    if stays_open && rule.backstop.is_none() && rule.kind != TermKind::Minimum {
        findings.add(Lint::NoBackstop, &here);
    }
    let planned = rule.term.any(&|term| {
        matches!(term, Term::After(anchored, _)
            if anchored.anchors().iter().all(|id| document.anchors.get(*id).is_some_and(|anchor| anchor.planned)))
    });
    if planned {
        findings.add(Lint::PlannedAnchor, &here);
    }
}

fn categories(document: &Document, findings: &mut Findings) {
    for (id, category) in &document.categories {
        let needed = document.purposes.values().any(|purpose| purpose.categories.contains(id));
        if !needed && !category.transient {
            findings.add(Lint::CategoryUnused, &["categories", id.as_str()]);
        }
    }
}

fn options(document: &Document, findings: &mut Findings) {
    for (id, option) in &document.options {
        if option.holder_unclear {
            findings.add(Lint::SwitchUnclear, &["options", id.as_str(), "holder-unclear"]);
        }
        if option.return_term.is_none() {
            findings.add(Lint::NoReturnTerm, &["options", id.as_str()]);
        }
    }
}
