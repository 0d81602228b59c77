//! What hosts in other languages read: requests with their clocks, and which right reaches which claim, as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use super::guard::{At, Known};
use super::{Clock, Request, Requests, RightApplicability, RightsError, applicability};
use crate::Diagnostic;
use crate::calendar::{Deadline, Time};
use crate::claim::{Claims, asked};
use crate::dossier::{InstructedAct, ItemOutcome};
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
    #[serde(skip_serializing_if = "<[InstructedAct]>::is_empty")]
    instructed: &'a [InstructedAct],
    #[serde(skip_serializing_if = "Option::is_none")]
    instructed_by: Option<&'a Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    forwarded_to: Option<&'a Id>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    refused: Vec<WrittenRefusal<'a>>,
    outcomes: &'a BTreeMap<String, ItemOutcome>,
    clock: Option<WrittenClock>,
    /// Why an open request has no clock.
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

/// What is wrong with an entry about a request.
#[derive(Serialize)]
struct WrittenDiagnostic<'a> {
    entry: u32,
    code: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
}

impl<'a> WrittenDiagnostic<'a> {
    fn of(entry: u32, diagnostic: &'a Diagnostic) -> WrittenDiagnostic<'a> {
        let (code, message) = (diagnostic.code(), diagnostic.message());
        WrittenDiagnostic { entry, code, message, expected: diagnostic.expected(), help: diagnostic.help() }
    }
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
    /// names one. A request that is closed has no clock. Nor has one whose term cannot be counted: `diagnostics` says why, and the
    /// others are written all the same.
    ///
    /// # Errors
    /// A moment outside 2000 to 2200.
    pub fn to_json(&self, claims: &Claims, at: Time) -> Result<String, RightsError> {
        asked(at).map_err(|error| RightsError::of(error.diagnostics().to_vec()))?;
        #[derive(Serialize)]
        #[serde(rename_all = "kebab-case")]
        struct Written<'a> {
            waarborg_requests: u32,
            requests: Vec<WrittenRequest<'a>>,
            ignored: &'a [u32],
            diagnostics: Vec<WrittenDiagnostic<'a>>,
        }
        let known = Known::now(claims);
        let moment = At::new(&known, at);
        let clocks: Vec<_> =
            self.iter().map(|request| (request, request.clock_if_open(claims, at))).collect();
        let broken =
            clocks.iter().filter_map(|(request, clock)| Some((request.entry, clock.as_ref().err()?)));
        let mut diagnostics: Vec<WrittenDiagnostic<'_>> = self
            .ignored_reason()
            .chain(broken)
            .flat_map(|(entry, error)| {
                error.diagnostics().iter().map(move |diagnostic| WrittenDiagnostic::of(entry, diagnostic))
            })
            .collect();
        diagnostics.sort_by_key(|diagnostic| diagnostic.entry);
        let requests = clocks.iter().map(|(request, clock)| self.written(request, clock.as_ref(), &moment));
        let requests = requests.collect();
        let written = Written { waarborg_requests: 1, requests, ignored: self.ignored(), diagnostics };
        // INVARIANT: text, numbers and lists, all of which serialise.
        Ok(serde_json::to_string(&written).unwrap_or_default())
    }

    fn written<'a>(
        &self,
        request: &'a Request,
        clock: Result<&Option<Clock>, &RightsError>,
        at: &At<'_>,
    ) -> WrittenRequest<'a> {
        let refused = request.refused.iter().map(|refusal| WrittenRefusal {
            entry: refusal.entry,
            ground: refusal.ground.map(|ground| ground.as_str()),
            categories: &refusal.categories,
        });
        WrittenRequest {
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
            instructed: &request.instructed,
            instructed_by: request.instructed_by.as_ref(),
            refused: refused.collect(),
            outcomes: &request.outcomes,
            clock: clock.ok().and_then(Option::as_ref).map(WrittenClock::from),
            no_clock: clock.err().map(RightsError::code),
            next: self.next_at(at, request),
        }
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
