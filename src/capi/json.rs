//! The documents that cross the boundary and have no other home: an absent record, and lists. Safe code; the bytes are
//! the same for the same answer, and a later version only adds fields.
#![forbid(unsafe_code)]

use serde_json::json;

use super::boundary::Failure;
use super::status::{WB_STATUS_BAD_FIELDS, WB_STATUS_BAD_OBSERVATIONS, WB_STATUS_BAD_RECORD};
use crate::calendar::CalendarError;
use crate::claim::Record;
use crate::decision::Decision;
use crate::dossier::Observation;
use crate::policy::Finding;
use crate::pseudonym::Pseudonym;
use crate::retention::Keeper;

/// The version of every document that is given out.
const VERSION: u32 = 1;

/// A record, if there is one.
pub(super) fn record(document: &str) -> Result<Option<Record>, Failure> {
    if document.is_empty() {
        return Ok(None);
    }
    let read = Record::from_json(document);
    read.map(Some).map_err(|error| Failure::of(WB_STATUS_BAD_RECORD, error.faults()))
}

/// Why a text that must be a day is none.
pub(super) fn not_a_day(error: CalendarError) -> Failure {
    Failure::of(WB_STATUS_BAD_FIELDS, error.faults())
}

pub(super) fn pseudonyms(pseudonyms: &[Pseudonym]) -> String {
    json!(pseudonyms).to_string()
}

/// A list of observations; none for an empty text.
pub(super) fn observations(document: &str) -> Result<Vec<Observation>, Failure> {
    if document.is_empty() {
        return Ok(Vec::new());
    }
    let read = Observation::list_from_json(document);
    read.map_err(|error| Failure::of(WB_STATUS_BAD_OBSERVATIONS, error.faults()))
}

pub(super) fn findings(findings: &[Finding]) -> String {
    let finding = |finding: &Finding| {
        json!({
            "code": finding.code,
            "severity": finding.lint.severity().as_str(),
            "article": finding.lint.article(),
            "path": finding.path,
            "nl": finding.dutch(),
            "en": finding.english(),
        })
    };
    json!({ "v": VERSION, "findings": findings.iter().map(finding).collect::<Vec<_>>() }).to_string()
}

pub(super) fn fields(fields: &[(&str, Decision)]) -> String {
    let field = |(category, decision): &(&str, Decision)| {
        json!({
            "category": category,
            "answer": decision.answer.as_str(),
            "form": decision.form.as_str(),
            "until": decision.until.json(),
            "whom": decision.whom.map(|whom| whom.as_str()),
            "reason": decision.because.json(),
        })
    };
    json!({ "v": VERSION, "fields": fields.iter().map(field).collect::<Vec<_>>() }).to_string()
}

pub(super) fn keepers(keepers: &[Keeper]) -> String {
    let keeper = |keeper: &Keeper| {
        json!({
            "purpose": keeper.purpose.as_ref().map(|id| id.as_str()),
            "value": keeper.value.as_str(),
            "until": keeper.until.json(),
            "reason": keeper.because.json(),
        })
    };
    json!({ "v": VERSION, "kept-by": keepers.iter().map(keeper).collect::<Vec<_>>() }).to_string()
}
