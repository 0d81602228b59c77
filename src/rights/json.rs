//! What hosts in other languages read: requests with their clocks, and which right reaches which claim, as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Clock, Request, Requests, RightApplicability, RightsError, applicability};
use crate::calendar::{Deadline, Time};
use crate::claim::Claims;
use crate::dossier::ItemOutcome;
use crate::json::Id;
use crate::law::Right;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct WrittenRequest<'a> {
    entry: u32,
    right: Right,
    received: String,
    stage: &'static str,
    authority: &'static str,
    #[serde(skip_serializing_if = "<[Id]>::is_empty")]
    categories: &'a [Id],
    #[serde(skip_serializing_if = "<[Id]>::is_empty")]
    purposes: &'a [Id],
    #[serde(skip_serializing_if = "Option::is_none")]
    joined: Option<u32>,
    earlier: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    extended: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    forwarded_to: Option<&'a Id>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    refused: Vec<WrittenRefusal<'a>>,
    outcomes: &'a BTreeMap<String, ItemOutcome>,
    clock: Option<WrittenClock>,
    /// Why an open request has no clock: the others are answered all the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    no_clock: Option<&'static str>,
    next: Vec<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct WrittenRefusal<'a> {
    entry: u32,
    ground: Option<&'static str>,
    categories: &'a [Id],
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct WrittenClock {
    answer: WrittenDeadline,
    #[serde(skip_serializing_if = "Option::is_none")]
    promised: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extension_notice: Option<WrittenDeadline>,
    stands_still: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct WrittenDeadline {
    safe: String,
    legal: String,
    provisional: bool,
    steps: Vec<WrittenStep>,
}

#[derive(Serialize)]
struct WrittenStep {
    rule: &'static str,
    article: &'static str,
    end: String,
}

impl From<&Deadline> for WrittenDeadline {
    fn from(deadline: &Deadline) -> WrittenDeadline {
        let step = |step: &crate::calendar::DeadlineStep| WrittenStep {
            rule: step.rule.code(),
            article: step.rule.article(),
            end: step.end.to_string(),
        };
        WrittenDeadline {
            safe: deadline.safe.to_string(),
            legal: deadline.legal.to_string(),
            provisional: deadline.provisional,
            steps: deadline.steps.iter().map(step).collect(),
        }
    }
}

impl From<&Clock> for WrittenClock {
    fn from(clock: &Clock) -> WrittenClock {
        WrittenClock {
            answer: (&clock.answer).into(),
            promised: clock.promised.map(|day| day.to_string()),
            extension_notice: clock.extension_notice.as_ref().map(WrittenDeadline::from),
            stands_still: clock.stands_still,
        }
    }
}

impl Requests {
    /// All of them as JSON, as things stand at a moment: deterministic, without anything that a person wrote or that
    /// names one. A request that is closed has no clock; one that is open and can have none says why, and the others go on.
    ///
    /// # Errors
    /// As [`Requests::next`].
    pub fn to_json(&self, claims: &Claims, at: Time) -> Result<String, RightsError> {
        #[derive(Serialize)]
        #[serde(rename_all = "kebab-case")]
        struct Written<'a> {
            waarborg_requests: u32,
            requests: Vec<WrittenRequest<'a>>,
            ignored: &'a [u32],
        }
        let requests = self.iter().map(|request| self.written(request, claims, at));
        let requests = requests.collect::<Result<Vec<_>, RightsError>>()?;
        let written = Written { waarborg_requests: 1, requests, ignored: self.ignored() };
        // INVARIANT: text, numbers and lists, all of which serialise.
        Ok(serde_json::to_string(&written).unwrap_or_default())
    }

    fn written<'a>(
        &self,
        request: &'a Request,
        claims: &Claims,
        at: Time,
    ) -> Result<WrittenRequest<'a>, RightsError> {
        let clock = request.is_open().then(|| request.clock(claims, at)).transpose();
        let no_clock = clock.as_ref().err().map(RightsError::code);
        let clock = clock.unwrap_or_default();
        let refused = request.refused.iter().map(|refusal| WrittenRefusal {
            entry: refusal.entry,
            ground: refusal.ground.map(|ground| ground.as_str()),
            categories: &refusal.categories,
        });
        Ok(WrittenRequest {
            entry: request.entry,
            right: request.right,
            received: request.received.to_string(),
            stage: request.stage.as_str(),
            authority: request.authority.as_str(),
            categories: &request.categories,
            purposes: &request.purposes,
            joined: request.joined,
            earlier: request.earlier,
            extended: request.extended.map(|moment| moment.to_string()),
            forwarded_to: request.forwarded_to(),
            refused: refused.collect(),
            outcomes: &request.outcomes,
            clock: clock.as_ref().map(WrittenClock::from),
            no_clock,
            next: self.next(request.entry)?,
        })
    }
}

/// Which claims a right reaches at a moment, as JSON: [`applicability`] for hosts in other languages. Deterministic.
///
/// # Errors
/// As [`applicability`].
pub fn applicability_json(
    claims: &Claims,
    right: Right,
    at: Time,
) -> Result<String, crate::claim::ClaimError> {
    #[derive(Serialize)]
    #[serde(rename_all = "kebab-case")]
    struct Written<'a> {
        waarborg_applicability: u32,
        right: Right,
        claims: Vec<WrittenApplicability<'a>>,
    }
    #[derive(Serialize)]
    #[serde(rename_all = "kebab-case")]
    struct WrittenApplicability<'a> {
        purpose: &'a Id,
        category: &'a Id,
        basis: Option<&'static str>,
        applicability: &'static str,
        article: &'static str,
        nl: &'static str,
        en: &'static str,
        value: &'static str,
        ends: bool,
    }
    let applicable = applicability(claims, right, at)?;
    let claims = applicable.iter().map(|of: &RightApplicability| WrittenApplicability {
        purpose: &of.purpose,
        category: &of.category,
        basis: of.basis.map(|basis| basis.as_str()),
        applicability: of.law.applicability.as_str(),
        article: of.law.article,
        nl: of.law.dutch,
        en: of.law.english,
        value: of.value.as_str(),
        ends: of.ends,
    });
    let written = Written { waarborg_applicability: 1, right, claims: claims.collect() };
    // INVARIANT: text, numbers and lists, all of which serialise.
    Ok(serde_json::to_string(&written).unwrap_or_default())
}
