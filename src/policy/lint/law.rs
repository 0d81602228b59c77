//! Lints on what laws beside the GDPR say: who may rely on a ground, who may use a number, what a school must keep, and
//! what the AI Act bans.

use super::{Findings, Lint};
use crate::calendar::Day;
use crate::json::Id;
use crate::law::{Article9Ground, Basis, BoundParty, DataKind, Law, Sector};
use crate::policy::minimum::over_maximum;
use crate::policy::model::*;
use crate::policy::words::*;

pub(super) fn lint(document: &Document, until: Option<Day>, law: &Law, findings: &mut Findings) {
    for (id, purpose) in &document.purposes {
        basis(document, id.as_str(), purpose, findings);
        special(document, id.as_str(), purpose, until, findings);
        numbers(document, id.as_str(), purpose, findings);
        intelligence(document, id.as_str(), purpose, until, law, findings);
        for (rule_id, rule) in &purpose.retention {
            if over_maximum(rule, law) {
                let here = ["purposes", id.as_str(), "retention", rule_id.as_str(), "term"];
                findings.add(Lint::KeptOverMaximum, &here);
            }
        }
    }
    absence(document, law, findings);
}

/// True if the party that declares the document is this for laws that bind only some.
fn is(document: &Document, bound: BoundParty) -> bool {
    document.declaring_party().is_some_and(|party| party.bound_as.contains(&bound))
}

fn decides(purpose: &Purpose) -> bool {
    !matches!(purpose.r#as, PartyRole::Processor | PartyRole::SubProcessor)
}

fn basis(document: &Document, id: &str, purpose: &Purpose, findings: &mut Findings) {
    let at = ["purposes", id, "basis"];
    if !decides(purpose) {
        return;
    }
    match purpose.basis {
        Basis::LegitimateInterests => {
            if !purpose.beside_task && is(document, BoundParty::PublicBody) {
                findings.add(Lint::FForTask, &at);
            } else if !purpose.beside_task && is(document, BoundParty::SchoolBoard) {
                findings.add(Lint::FForSchool, &at);
            }
            if purpose.balance.is_none() {
                findings.add(Lint::FWithoutBalance, &at);
            }
        }
        Basis::LegalObligation if purpose.basis_law.is_none() => findings.add(Lint::CWithoutArticle, &at),
        Basis::PublicTask if purpose.basis_law.is_none() => findings.add(Lint::EWithoutArticle, &at),
        _ => {}
    }
    if purpose.effect == Some(Effect::Advises) && purpose.decided_by.is_none() {
        findings.add(Lint::DeciderUnsaid, &["purposes", id, "effect"]);
    }
}

/// UAVG 29 and 30.
fn special(document: &Document, id: &str, purpose: &Purpose, until: Option<Day>, findings: &mut Findings) {
    let at = ["purposes", id, "article-9-ground"];
    if purpose.article_9_ground == Some(Article9Ground::SchoolGuidance) {
        let of_subject = |category: &Id| document.subjects.get(&document.categories.get(category)?.subject);
        let special = |category: &&Id| {
            let sensitivity = document.categories.get(*category).and_then(|category| category.sensitivity);
            matches!(sensitivity, Some(Sensitivity::Special | Sensitivity::PossiblySpecial))
        };
        let data: Vec<&Id> = purpose.categories.iter().filter(special).collect();
        if data.iter().filter_map(|id| of_subject(id)).any(|subject| subject.kind == SubjectKind::Staff) {
            findings.add(Lint::SchoolGuidanceForStaff, &at);
        }
        if decides(purpose) && !is(document, BoundParty::SchoolBoard) {
            findings.add(Lint::SchoolGuidanceByOther, &at);
        }
        for (role_id, role) in document.roles.iter().filter(|(_, role)| decides(purpose) && !role.secrecy) {
            let sees = |permission: &Permission| {
                let for_it =
                    permission.purposes.is_empty() || permission.purposes.iter().any(|of| of.as_str() == id);
                for_it && permission.categories.iter().any(|category| data.contains(&category))
            };
            if role.may.values().any(sees) {
                findings.add(Lint::SecrecyUnsaid, &["roles", role_id.as_str()]);
            }
        }
    }
    // In force from 2026-09-01; the wider text of before ended with the day before it.
    let narrowed = Day::constant(2026, 9, 1);
    let ended_before = until.is_some_and(|until| until <= narrowed);
    let enough = matches!(
        purpose.article_9_ground,
        Some(Article9Ground::ExplicitConsent | Article9Ground::SubstantialPublicInterest)
    );
    if !enough && !ended_before {
        for (index, category) in purpose.categories.iter().enumerate() {
            let kind = document.categories.get(category).and_then(|category| category.kind);
            if kind == Some(DataKind::Biometric) {
                let index = index.to_string();
                findings.add(Lint::BiometricWithoutNeed, &["purposes", id, "categories", &index]);
            }
        }
    }
}

/// UAVG 46, and the education acts for the education number.
fn numbers(document: &Document, id: &str, purpose: &Purpose, findings: &mut Findings) {
    let is_number = |category: &Id| {
        let category = document.categories.get(category);
        category.is_some_and(|category| category.sensitivity == Some(Sensitivity::NumberUnderLaw))
    };
    for (index, _) in purpose.categories.iter().enumerate().filter(|(_, category)| is_number(category)) {
        // Where there is no ground at all, another lint says so; the controller may still set the basis.
        let by_law =
            matches!(purpose.basis, Basis::LegalObligation | Basis::PublicTask | Basis::ByController);
        if purpose.article_9_ground == Some(Article9Ground::NumberPrescribedByLaw) && !by_law {
            let index = index.to_string();
            findings.add(Lint::NumberOutsideLaw, &["purposes", id, "categories", &index]);
        }
    }
    for (party_id, recipient) in &purpose.recipients {
        let party = document.parties.get(party_id);
        let supplier = party.is_some_and(|party| party.bound_as.contains(&BoundParty::LearningSupplier));
        let some = if recipient.categories.is_empty() { &purpose.categories } else { &recipient.categories };
        // A pseudonym made of it is what such a supplier gets.
        let as_number = recipient.identifiability.unwrap_or(Identifiability::Identifiable)
            == Identifiability::Identifiable;
        if supplier && as_number && some.iter().any(is_number) {
            findings.add(Lint::NumberToSupplier, &["purposes", id, "recipients", party_id.as_str()]);
        }
    }
}

/// Regulation (EU) 2024/1689.
fn intelligence(
    document: &Document,
    id: &str,
    purpose: &Purpose,
    until: Option<Day>,
    law: &Law,
    findings: &mut Findings,
) {
    let at = ["purposes", id, "ai"];
    // The last day on which the version is in force, or far ahead.
    let last = until.and_then(Day::previous).unwrap_or(Day::LAST);
    let education = document.sectors.iter().any(|sector| *sector != Sector::Business);
    let about_staff = purpose
        .categories
        .iter()
        .filter_map(|id| document.subjects.get(&document.categories.get(id)?.subject))
        .any(|subject| subject.kind == SubjectKind::Staff);
    match purpose.ai {
        Some(AiUse::Emotions) if (education || about_staff) && law.duty("eu.ai.emotion", last).is_some() => {
            findings.add(Lint::EmotionInEducation, &at);
        }
        Some(AiUse::Admission | AiUse::Outcomes | AiUse::Level | AiUse::Cheating) if education => {
            let Some(row) = law.planned_duty("eu.ai.annex-iii-education") else { return };
            let begun = row.from.is_none_or(|from| from <= document.applies_from);
            findings.add(if begun { Lint::AnnexThreeNow } else { Lint::AnnexThreeSoon }, &at);
            if row.provisional == Some(true) {
                findings.add(Lint::LawDateProvisional, &at);
            }
        }
        _ => {}
    }
}

/// A school keeps enrolment and absence for five years after leaving, by law.
fn absence(document: &Document, law: &Law, findings: &mut Findings) {
    if !is(document, BoundParty::SchoolBoard) {
        return;
    }
    for (id, category) in &document.categories {
        let Some(kind @ (DataKind::Enrolment | DataKind::Attendance)) = category.kind else { continue };
        let binding = law.pack().retention.iter().filter(|row| {
            row.is_minimum()
                && row.holds_on(document.applies_from)
                && row.data.contains(&kind)
                && row.binds.contains(&BoundParty::SchoolBoard)
                && row.sectors.iter().any(|sector| document.sectors.contains(sector))
        });
        let rows: Vec<_> = binding.map(|row| &row.id).collect();
        let kept = document.purposes.values().filter(|purpose| decides(purpose)).any(|purpose| {
            purpose.retention.values().any(|rule| {
                let of = if rule.of.is_empty() { &purpose.categories } else { &rule.of };
                rule.kind == TermKind::Minimum
                    && of.contains(id)
                    && rule.law.as_ref().is_some_and(|law| rows.contains(&law))
            })
        });
        let used =
            document.purposes.values().any(|purpose| decides(purpose) && purpose.categories.contains(id));
        if !rows.is_empty() && used && !kept {
            findings.add(Lint::AbsenceShorterThanLaw, &["categories", id.as_str(), "kind"]);
        }
    }
}
