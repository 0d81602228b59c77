//! Which right reaches which claim, and what article 17 ends.

use core::cell::OnceCell;

use crate::calendar::Time;
use crate::claim::{ClaimError, Claims, asked};
use crate::json::Id;
use crate::law::{
    Applicability, ApplicabilityRule, Basis, EFFECT_UNSAID, NOT_DECIDED_ALONE, NOT_PROVIDED, ORIGIN_UNSAID,
    ReasonCode, RefusalGround, Right,
};
use crate::policy::{Document, Effect, Identifiability, Origin, PairIx, Purpose, PurposeIx, Version};
use crate::timeline::{Reason, Value};

/// How a right reaches one claim. Plain data.
#[derive(Clone, PartialEq, Debug)]
pub struct RightApplicability {
    /// The purpose.
    pub purpose: Id,
    /// The category.
    pub category: Id,
    /// The lawful basis in force; `None` if the controller has bound none.
    pub basis: Option<Basis>,
    /// What the law says of the right on that basis.
    pub law: ApplicabilityRule,
    /// What the claim is now.
    pub value: Value,
    /// For erasure and objection: whether the claim ends by it, as things stand.
    pub ends: bool,
}

/// Which claims a right reaches at a moment, and why: one answer per purpose and category.
///
/// # Errors
/// A moment outside 2000 to 2200.
pub fn applicability(claims: &Claims, right: Right, at: Time) -> Result<Vec<RightApplicability>, ClaimError> {
    asked(at)?;
    let Some(now) = InForce::at(claims, at) else { return Ok(Vec::new()) };
    let pairs = claims.history().names.pairs.iter().enumerate();
    let applicable = pairs.filter_map(|(index, _)| ClaimOutcome::of(&now, PairIx(index as u32), right));
    Ok(applicable.map(|outcome_of_claim| outcome_of_claim.applicable()).collect())
}

/// What is in force at a moment: the version, and each purpose as it has it, looked at once for all its claims.
pub(super) struct InForce<'c> {
    claims: &'c Claims,
    pub(super) version: &'c Version,
    at: Time,
    /// By purpose of the history.
    purposes: Vec<OfPurpose<'c>>,
}

struct OfPurpose<'c> {
    id: &'c Id,
    declared: Option<&'c Purpose>,
    basis: Option<Basis>,
    /// Whether the basis holds; computed when it is first asked.
    holds: OnceCell<Value>,
}

impl<'c> InForce<'c> {
    /// `None` before the first version of the policy.
    pub(super) fn at(claims: &'c Claims, at: Time) -> Option<InForce<'c>> {
        let version = claims.version_at(at)?;
        // Both are in the order of the names.
        let mut of_version = version.document.purposes.iter().peekable();
        let purposes = claims.history().names.purposes.iter().map(|id| {
            let declared = of_version.next_if(|(declared, _)| *declared == id).map(|(_, purpose)| purpose);
            let basis = declared.and_then(|declared| claims.basis_of(id, declared, at));
            OfPurpose { id, declared, basis, holds: OnceCell::new() }
        });
        Some(InForce { claims, version, at, purposes: purposes.collect() })
    }

    /// A purpose as the version has it.
    pub(super) fn declared(&self, purpose: PurposeIx) -> Option<&'c Purpose> {
        self.purposes.get(purpose.usize())?.declared
    }

    /// Whether the basis of a purpose holds; Unknown for one that the version does not have.
    fn basis_holds(&self, purpose: &OfPurpose<'c>) -> Value {
        *purpose.holds.get_or_init(|| {
            purpose.declared.map_or(Value::Unknown, |declared| {
                self.claims.basis_holds(purpose.id, declared, self.version, self.at)
            })
        })
    }
}

/// What becomes of one claim under a right.
pub(super) struct ClaimOutcome<'c> {
    pub(super) purpose: &'c Id,
    category: &'c Id,
    pub(super) basis: Option<Basis>,
    pub(super) law: ApplicabilityRule,
    pub(super) value: Value,
    pub(super) reason: Reason,
    /// When the claim's run ends, if it does.
    pub(super) kept_until: Option<Time>,
    /// The article that ends it; or why it stays.
    pub(super) end: Result<&'static str, Option<RefusalGround>>,
    /// The form in which its purpose needs the category.
    pub(super) identifiability: Identifiability,
}

impl<'c> ClaimOutcome<'c> {
    /// `None` if the version in force does not put the two together and nothing is left of the claim.
    pub(super) fn of(now: &InForce<'c>, pair: PairIx, right: Right) -> Option<ClaimOutcome<'c>> {
        let InForce { claims, version, at, .. } = *now;
        let names = &claims.history().names;
        let (purpose_ix, category_ix) = *names.pairs.get(pair.usize())?;
        let purpose = now.purposes.get(purpose_ix.usize())?;
        let category = names.categories.get(category_ix.usize())?;
        let line = claims.claim_of_pair(pair)?;
        let step = line.at(at);
        let rules = version.rules(pair);
        if rules.is_none() && step.value == Value::Ended {
            return None;
        }
        let basis = purpose.basis;
        let marketing = purpose.declared.is_some_and(|purpose| purpose.direct_marketing);
        let law = right.applies(basis.unwrap_or(Basis::ByController), marketing);
        let law = narrowed(right, law, &version.document, purpose.declared, category);
        let run = line.run(at, Value::Unknown);
        let kept_until = run.map(|run| run.to).filter(|to| to.is_finite());
        let end = match right {
            Right::Objection => objection(law.applicability, law.article),
            _ => {
                // A term that counts from each record says nothing against the claim on them all.
                let value =
                    if step.value == Value::Unknown { claims.but_for_records(pair, at) } else { step.value };
                erasure(basis, value, step.reason.code, || now.basis_holds(purpose))
            }
        };
        let identifiability = rules.map_or(Identifiability::Identifiable, |rules| rules.identifiability);
        let (value, reason) = (step.value, step.reason);
        Some(ClaimOutcome {
            purpose: purpose.id,
            category,
            basis,
            law,
            value,
            reason,
            kept_until,
            end,
            identifiability,
        })
    }

    fn applicable(&self) -> RightApplicability {
        RightApplicability {
            purpose: self.purpose.clone(),
            category: self.category.clone(),
            basis: self.basis,
            law: self.law,
            value: self.value,
            ends: self.end.is_ok(),
        }
    }
}

/// What the law asks besides a basis: article 20 of where the data come from, article 22 of what is done with them.
fn narrowed(
    right: Right,
    law: ApplicabilityRule,
    document: &Document,
    purpose: Option<&Purpose>,
    category: &Id,
) -> ApplicabilityRule {
    if law.applicability == Applicability::No {
        return law;
    }
    match right {
        Right::Portability => {
            let origin = document.categories.get(category).map_or(&[][..], |category| &category.origin);
            match (origin.is_empty(), origin.iter().any(is_own)) {
                (true, _) => ORIGIN_UNSAID,
                (false, false) => NOT_PROVIDED,
                (false, true) => law,
            }
        }
        Right::HumanIntervention => match purpose.and_then(|purpose| purpose.effect) {
            None => EFFECT_UNSAID,
            Some(Effect::DecidesAlone) => law,
            Some(_) => NOT_DECIDED_ALONE,
        },
        _ => law,
    }
}

/// Provided by the person, or observed of what they do (article 20(1)).
pub(super) fn is_own(origin: &Origin) -> bool {
    matches!(origin, Origin::Provided | Origin::Observed)
}

/// Article 17: which claim a request to erase ends, by what; or the ground on which it stays, `None` while that is not
/// known.
fn erasure(
    basis: Option<Basis>,
    value: Value,
    code: ReasonCode,
    basis_holds: impl Fn() -> Value,
) -> Result<&'static str, Option<RefusalGround>> {
    if value == Value::Ended {
        return Ok(match (code, basis) {
            (ReasonCode::ObjectionUpheld | ReasonCode::ObjectionToMarketing, _) => "17(1)(c)",
            (_, Some(Basis::Consent)) => "17(1)(b)",
            // No purpose has a claim: no longer necessary.
            _ => "17(1)(a)",
        });
    }
    match basis {
        // Asking for erasure withdraws the consent; where nobody knows whether there is one, there is none.
        Some(Basis::Consent) => Ok("17(1)(b)"),
        // The term of a public task is part of that task.
        Some(Basis::LegalObligation | Basis::PublicTask) => {
            Err(Some(RefusalGround::LegalDuty).filter(|_| basis_holds() != Value::Unknown))
        }
        _ if value == Value::Unknown => Err(None),
        Some(Basis::Contract | Basis::VitalInterests | Basis::LegitimateInterests) => match basis_holds() {
            Value::Live | Value::Unknown => Err(Some(RefusalGround::NoGroundForErasure)),
            Value::Held | Value::Ended => Ok("17(1)(a)"),
        },
        Some(Basis::ByController) | None => Err(None),
    }
}

/// Article 21: an objection that is upheld ends what it reaches.
fn objection(
    applicability: Applicability,
    article: &'static str,
) -> Result<&'static str, Option<RefusalGround>> {
    if applicability == Applicability::Yes { Ok(article) } else { Err(None) }
}
