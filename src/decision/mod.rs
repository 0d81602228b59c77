//! A reading: may this role use this category for this purpose, now, in this form?
//!
//! Yes only if the claim is Live and the act's own conditions hold. *Ask* if everything that is missing can be asked
//! for. What fails about the act beats *ask*.

mod act;
mod agreed;
mod explain;
mod picture;

pub use crate::claim::Addressee;
pub use explain::Explanation;
pub use picture::TimelinePicture;

use crate::calendar::Time;
use crate::claim::{ClaimError, Claims, Record, asked};
use crate::policy::{ActorRelation, Identifiability, NameId, Verb};
use crate::timeline::Reason;

use act::Act;

/// What is asked. Borrowed for one call.
#[derive(Clone, Copy)]
pub struct Query<'a> {
    /// The role that acts.
    pub role: &'a str,
    /// What it does.
    pub verb: Verb,
    /// For which purpose.
    pub purpose: &'a str,
    /// With which category.
    pub category: &'a str,
    /// What the one who acts is to the person.
    pub relations: &'a [ActorRelation],
    /// To whom the data go; needed for sharing.
    pub recipient: Option<&'a str>,
    /// The form that is asked for; the most identifiable one allowed if `None`.
    pub identifiability: Option<Identifiability>,
    /// The preconditions that have been passed.
    pub preconditions: &'a [&'a str],
    /// The record it is about, where the term counts from it.
    pub record: Option<&'a Record>,
    /// The moment.
    pub at: Time,
}

impl<'a> Query<'a> {
    /// A query without recipient, relation, form, preconditions or record.
    pub fn new(role: &'a str, verb: Verb, purpose: &'a str, category: &'a str, at: Time) -> Query<'a> {
        Query {
            role,
            verb,
            purpose,
            category,
            relations: &[],
            recipient: None,
            identifiability: None,
            preconditions: &[],
            record: None,
            at,
        }
    }
}

/// What is asked, with the policy's names as numbers: for calls that are made often. Borrowed for one call.
#[derive(Clone, Copy)]
pub struct IdQuery<'a> {
    /// The role that acts.
    pub role: NameId,
    /// What it does.
    pub verb: Verb,
    /// For which purpose.
    pub purpose: NameId,
    /// With which category.
    pub category: NameId,
    /// What the one who acts is to the person.
    pub relations: &'a [ActorRelation],
    /// To whom the data go; needed for sharing.
    pub recipient: Option<NameId>,
    /// The form that is asked for; the most identifiable one allowed if `None`.
    pub identifiability: Option<Identifiability>,
    /// The preconditions that have been passed.
    pub preconditions: &'a [NameId],
    /// The record it is about, where the term counts from it.
    pub record: Option<&'a Record>,
    /// The moment.
    pub at: Time,
}

impl<'a> IdQuery<'a> {
    /// A query without recipient, relation, form, preconditions or record.
    pub fn new(role: NameId, verb: Verb, purpose: NameId, category: NameId, at: Time) -> IdQuery<'a> {
        IdQuery {
            role,
            verb,
            purpose,
            category,
            relations: &[],
            recipient: None,
            identifiability: None,
            preconditions: &[],
            record: None,
            at,
        }
    }
}

impl core::fmt::Debug for IdQuery<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("IdQuery").field("verb", &self.verb).field("at", &self.at).finish_non_exhaustive()
    }
}

impl core::fmt::Debug for Query<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Query").field("verb", &self.verb).field("at", &self.at).finish_non_exhaustive()
    }
}

/// The answer. A small value: copy it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Decision {
    /// Yes, no, or ask first.
    pub answer: Answer,
    /// The form to use; `Nothing` unless permitted.
    pub identifiability: Identifiability,
    /// Until when this answer stands, if no entry is added: the first moment at which it can be another.
    pub valid_until: Time,
    /// The first reason.
    pub reason: Reason,
    /// Whom to ask first, for `Ask`.
    pub addressee: Option<Addressee>,
}

/// Yes, no, or ask first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Answer {
    /// No.
    Deny = 0,
    /// Not yet: what is missing can be asked for.
    Ask = 1,
    /// Yes.
    Permit = 2,
}

impl Answer {
    /// Its name in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Answer::Deny => "deny",
            Answer::Ask => "ask",
            Answer::Permit => "permit",
        }
    }
}

impl Decision {
    /// True for a permit. There is no conversion to `bool`: a deny and an ask are both no.
    pub fn is_permitted(&self) -> bool {
        self.answer == Answer::Permit
    }
}

/// Decides.
///
/// # Errors
/// A name that the policy has never known.
pub fn decide(claims: &Claims, query: &Query<'_>) -> Result<Decision, ClaimError> {
    match act::fast_path_by_name(claims, query) {
        Some(decision) => Ok(decision),
        None => Act::named(claims, query).map(|act| act.decide()),
    }
}

/// Decides, with names looked up before: a few table reads, where nothing is out of the ordinary.
///
/// # Errors
/// A number that is not one of this policy, or is of another kind of name.
// Inlined for sure: the question, which a caller has just put together, then stays in registers.
#[inline(always)]
pub fn decide_by_id(claims: &Claims, query: &IdQuery<'_>) -> Result<Decision, ClaimError> {
    if let Some(decision) = at_once(claims, query) {
        return Ok(decision);
    }
    // A copy is put in memory here; the question itself need not be.
    let query = *query;
    any_by_id(claims, &query)
}

/// The answer, if nothing about the question is out of the ordinary. That is most often so; `None` says nothing.
#[inline(always)]
pub(crate) fn at_once(claims: &Claims, query: &IdQuery<'_>) -> Option<Decision> {
    act::fast_path(claims, query.plain()?)
}

/// Decides, of a question that has no answer at once.
#[inline(never)]
fn any_by_id(claims: &Claims, query: &IdQuery<'_>) -> Result<Decision, ClaimError> {
    if let Some(record) = query.record {
        claims.knows_anchors_of(record)?;
    }
    if let Some(refused) = act::fast_refusal(claims, query) {
        return Ok(refused);
    }
    asked(query.at)?;
    match Act::numbered(claims, query) {
        Some(act) => Ok(act.decide()),
        None => Err(act::foreign(claims.history(), query)),
    }
}

/// Decides, and gives every reason and every condition timeline.
///
/// # Errors
/// A name that the policy has never known.
pub fn explain(claims: &Claims, query: &Query<'_>) -> Result<Explanation, ClaimError> {
    Act::named(claims, query).map(|act| act.explain())
}

/// Decides the same for several persons, in their order.
///
/// # Errors
/// A name that the policy has never known.
pub fn decide_each<'c>(
    persons: impl IntoIterator<Item = &'c Claims>,
    query: &Query<'_>,
) -> Result<Vec<Decision>, ClaimError> {
    persons.into_iter().map(|claims| decide(claims, query)).collect()
}

/// Which categories of a purpose may go this way: the decision for each category the purpose needs, in the order of
/// their names. With a recipient and [`Verb::Share`], a field filter: what is not permitted is not sent.
///
/// # Errors
/// A name that the policy has never known. The query's own category is not looked at.
pub fn fields<'c>(claims: &'c Claims, query: &Query<'_>) -> Result<Vec<(&'c str, Decision)>, ClaimError> {
    let history = claims.history();
    let purpose = act::purpose_named(history, query.purpose)?;
    let of_purpose = history.names.pairs.iter().filter(|(of, _)| *of == purpose);
    of_purpose
        .filter_map(|(_, category)| history.names.categories.get(category.usize()))
        .map(|category| {
            let query = Query { category: category.as_str(), ..*query };
            decide(claims, &query).map(|decision| (category.as_str(), decision))
        })
        .collect()
}
