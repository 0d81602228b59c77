//! The plan of a request: one item for every category in every system that holds it, and one for every recipient.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::hex::hex;
use super::item::Item;
use super::planner::{Planner, Work};
use super::{Request, RightsError};
use crate::Diagnostic;
use crate::calendar::Time;
use crate::claim::Claims;
use crate::dossier::{Head, ItemOutcome};
use crate::json::Id;
use crate::law::Right;
use crate::policy::ReferenceKind;
use crate::timeline::{Reason, Value};

/// What is to be done about a request, in the order in which to do it. Owned.
///
/// It is bound to the policy, the institution's entries and the dossier as they were: when one has moved, make it anew.
/// The items keep their names, so outcomes that were recorded still count.
#[derive(Clone, PartialEq, Debug)]
pub struct Plan {
    /// The entry with which the request arrived; `None` for what follows from a withdrawal of consent.
    pub entry: Option<u32>,
    /// The right.
    pub right: Right,
    /// Whether the one who asked may ask for the person, on the day the request arrived; `None` if nobody asked. A plan
    /// without this authority contains no work.
    pub authority: Option<Value>,
    /// The items: what another category needs goes after it, recipients come last.
    pub items: Vec<Item>,
    /// For erasure: the purposes whose claims end, as the `erasure-granted` entry must name them; none once it has.
    pub ends: Vec<Id>,
    /// The categories on which they end, as that entry must name them.
    pub ends_on: Vec<Id>,
    pub(super) policy: [u8; 32],
    pub(super) institution: Head,
    pub(super) head: Head,
    pub(super) at: Time,
}

/// The plan of a request, as things stand at a moment.
///
/// If whoever asked may not ask, or nobody knows whether they may, the plan says so and contains no work. The plan of a
/// processor hands everything on, unless its controller instructed it ([`Body::Instructed`](crate::dossier::Body)).
///
/// # Errors
/// A moment outside 2000 to 2200, or before the first version of the policy; a category that the policy has never known.
pub fn plan(claims: &Claims, request: &Request, at: Time) -> Result<Plan, RightsError> {
    of_request(&Work::new(claims, at)?, claims, request)
}

/// The same, from what the plans of this moment have in common.
pub(super) fn of_request(work: &Work<'_>, claims: &Claims, request: &Request) -> Result<Plan, RightsError> {
    all_known(claims, ReferenceKind::Category, request.named_categories())?;
    Ok(Planner::of(work, request).plan(&|category| request.is_about(category)))
}

/// What follows from a withdrawal of consent that has been recorded (article 7(3)): the claims on these purposes have
/// ended; what of their data must go, what stays for other purposes, and who is to be told.
///
/// # Errors
/// A moment outside 2000 to 2200, or before the first version of the policy; a purpose that the policy has never known.
pub fn after_withdrawal(claims: &Claims, purposes: &[Id], at: Time) -> Result<Plan, RightsError> {
    let work = Work::new(claims, at)?;
    all_known(claims, ReferenceKind::Purpose, purposes)?;
    let touched = |category: &Id| purposes.iter().any(|purpose| names_pair(claims, purpose, category));
    Ok(Planner::after_withdrawal(&work).plan(&touched))
}

fn names_pair(claims: &Claims, purpose: &Id, category: &Id) -> bool {
    let names = &claims.history().names;
    let (purpose, category) = (names.purpose(purpose.as_str()), names.category(category.as_str()));
    purpose.zip(category).is_some_and(|(purpose, category)| names.pair(purpose, category).is_some())
}

/// A name that the policy has never known must not make a plan shorter.
fn all_known<'n>(
    claims: &Claims,
    kind: ReferenceKind,
    named: impl IntoIterator<Item = &'n Id>,
) -> Result<(), RightsError> {
    let names = &claims.history().names;
    let unknown = named.into_iter().map(Id::as_str).filter(|name| names.of_kind(kind).find(name).is_none());
    let diagnostics: Vec<Diagnostic> = unknown.map(|name| names.unknown(kind, name)).collect();
    if diagnostics.is_empty() { Ok(()) } else { Err(RightsError::of(diagnostics)) }
}

impl Plan {
    /// True while it is the plan of this policy and this dossier as they are.
    pub fn is_current(&self, claims: &Claims) -> bool {
        self.policy == claims.policy().digest()
            && self.institution == claims.institution().head()
            && self.head == claims.head()
    }

    /// The item with this name.
    pub fn item(&self, name: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.item == name)
    }

    /// The items that are work and have no outcome yet, or failed.
    pub fn undone<'p>(
        &'p self,
        outcomes: &'p BTreeMap<String, ItemOutcome>,
    ) -> impl Iterator<Item = &'p Item> {
        let done = |item: &Item| !matches!(outcomes.get(&item.item), None | Some(ItemOutcome::Failed));
        self.items.iter().filter(move |item| item.kind.is_work() && !done(item))
    }

    /// As JSON: deterministic, with the digest of the policy and the heads of the entries it is bound to.
    pub fn to_json(&self) -> String {
        #[derive(Serialize)]
        #[serde(rename_all = "kebab-case")]
        struct Written<'a> {
            waarborg_plan: u32,
            #[serde(skip_serializing_if = "Option::is_none")]
            entry: Option<u32>,
            right: Right,
            #[serde(skip_serializing_if = "Option::is_none")]
            authority: Option<&'static str>,
            at: String,
            policy: String,
            institution: String,
            dossier: String,
            #[serde(skip_serializing_if = "<[Id]>::is_empty")]
            ends: &'a [Id],
            #[serde(skip_serializing_if = "<[Id]>::is_empty")]
            ends_on: &'a [Id],
            items: &'a [Item],
        }
        let written = Written {
            waarborg_plan: 1,
            entry: self.entry,
            right: self.right,
            authority: self.authority.map(Value::as_str),
            at: self.at.to_string(),
            policy: hex(&self.policy),
            institution: hex(self.institution.as_bytes()),
            dossier: hex(self.head.as_bytes()),
            ends: &self.ends,
            ends_on: &self.ends_on,
            items: &self.items,
        };
        // INVARIANT: text, numbers and lists, all of which serialise.
        serde_json::to_string(&written).unwrap_or_default()
    }
}

pub(super) fn time<S: Serializer>(time: &Option<Time>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&time.unwrap_or(Time::MAX))
}

pub(super) fn reason<S: Serializer>(reason: &Reason, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(reason.code.as_str())
}
