//! Which right reaches which claim, and what article 17 ends.

use crate::calendar::Time;
use crate::claim::{ClaimError, Claims, asked};
use crate::json::Id;
use crate::law::{Basis, Ground, Reach, Reaches, Right};
use crate::policy::{CategoryIx, Form, PairIx};
use crate::timeline::{Because, Value};

/// How a right reaches one claim. Plain data.
#[derive(Clone, PartialEq, Debug)]
pub struct Reached {
    /// The purpose.
    pub purpose: Id,
    /// The category.
    pub category: Id,
    /// The lawful basis in force; `None` if the controller has bound none.
    pub basis: Option<Basis>,
    /// What the law says of the right on that basis.
    pub law: Reaches,
    /// What the claim is now.
    pub value: Value,
    /// For erasure and objection: whether the claim ends by it, as things stand.
    pub ends: bool,
}

/// Which claims a right reaches at a moment, and why: one answer per purpose and category.
///
/// # Errors
/// A moment outside 2000 to 2200.
pub fn reach(claims: &Claims, right: Right, at: Time) -> Result<Vec<Reached>, ClaimError> {
    asked(at)?;
    let pairs = claims.history().names.pairs.iter().enumerate();
    let reached = pairs.filter_map(|(index, _)| Fate::of(claims, PairIx(index as u32), right, at));
    Ok(reached.map(|fate| fate.reached()).collect())
}

/// What becomes of one claim under a right.
pub(super) struct Fate<'c> {
    pub(super) purpose: &'c Id,
    category: &'c Id,
    pub(super) category_ix: CategoryIx,
    pub(super) basis: Option<Basis>,
    pub(super) law: Reaches,
    pub(super) value: Value,
    pub(super) because: Because,
    /// When the claim's run ends, if it does.
    pub(super) until: Option<Time>,
    /// The article that ends it; or why it stays.
    pub(super) end: Result<&'static str, Option<Ground>>,
    /// The form in which its purpose needs the category.
    pub(super) form: Form,
}

impl<'c> Fate<'c> {
    /// `None` if the version in force does not put the two together and nothing is left of the claim.
    pub(super) fn of(claims: &'c Claims, pair: PairIx, right: Right, at: Time) -> Option<Fate<'c>> {
        let names = &claims.history().names;
        let (purpose_ix, category_ix) = *names.pairs.get(pair.usize())?;
        let purpose = names.purposes.get(purpose_ix.usize())?;
        let category = names.categories.get(category_ix.usize())?;
        let line = claims.claim_of_pair(pair)?;
        let step = line.at(at);
        let version = claims.history().version_at(at)?;
        if version.rules(pair).is_none() && step.value == Value::Ended {
            return None;
        }
        let declared = version.document.purposes.get(purpose);
        let basis = claims.basis_at(purpose, at);
        let marketing = declared.is_some_and(|purpose| purpose.direct_marketing);
        let law = right.reaches(basis.unwrap_or(Basis::ByController), marketing);
        let run = line.run(at, Value::Unknown);
        let until = run.map(|run| run.to).filter(|to| to.is_finite());
        let end = match right {
            Right::Objection => objection(law.reach, law.article),
            _ => erasure(basis, step.value, || claims.basis_holds(pair, at)),
        };
        let form = version.rules(pair).map_or(Form::Identifiable, |rules| rules.form);
        let because = step.because;
        Some(Fate {
            purpose,
            category,
            category_ix,
            basis,
            law,
            value: step.value,
            because,
            until,
            end,
            form,
        })
    }

    fn reached(&self) -> Reached {
        Reached {
            purpose: self.purpose.clone(),
            category: self.category.clone(),
            basis: self.basis,
            law: self.law,
            value: self.value,
            ends: self.end.is_ok(),
        }
    }
}

/// Article 17: which claim a request to erase ends, by what; or the ground on which it stays.
fn erasure(
    basis: Option<Basis>,
    value: Value,
    basis_holds: impl Fn() -> Value,
) -> Result<&'static str, Option<Ground>> {
    if value == Value::Ended {
        // No purpose has a claim: no longer necessary.
        return Ok("17(1)(a)");
    }
    match basis {
        Some(Basis::LegalObligation) => Err(Some(Ground::LegalDuty)),
        // Asking for erasure withdraws the consent; where nobody knows whether there is one, there is none.
        Some(Basis::Consent) => Ok("17(1)(b)"),
        // The term of a public task is part of that task.
        Some(Basis::PublicTask) => Err(Some(Ground::LegalDuty)),
        _ if value == Value::Unknown => Err(None),
        Some(Basis::Contract | Basis::VitalInterests | Basis::LegitimateInterests) => match basis_holds() {
            Value::Live | Value::Unknown => Err(Some(Ground::NoGroundForErasure)),
            Value::Held | Value::Ended => Ok("17(1)(a)"),
        },
        Some(Basis::ByController) | None => Err(None),
    }
}

/// Article 21: an objection that is upheld ends what it reaches.
fn objection(reach: Reach, article: &'static str) -> Result<&'static str, Option<Ground>> {
    if reach == Reach::Yes { Ok(article) } else { Err(None) }
}
