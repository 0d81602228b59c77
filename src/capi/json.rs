//! The documents that cross the boundary: records and observations in, answers out. Safe code; the bytes are the same
//! for the same answer, and a later version only adds fields.
#![forbid(unsafe_code)]

use serde_json::{Value as Json, json};

use super::boundary::Failure;
use super::status::{WB_STATUS_BAD_OBSERVATIONS, WB_STATUS_BAD_RECORD};
use crate::calendar::{Moment, Time, Zone};
use crate::claim::Record;
use crate::decision::{Decision, Explanation};
use crate::dossier::Observation;
use crate::json::{self as documents, Id, Map, object};
use crate::policy::Finding;
use crate::retention::{Due, Waits, When};
use crate::timeline::{Because, Source};

/// The version of every document that is given out.
const VERSION: u32 = 1;

object! {
    /// What is known of a record.
    pub personal struct RecordDocument {
        /// When it was made.
        pub made: Option<Moment>,
        /// Moments its terms count from.
        pub anchors: Map<Vec<Moment>>,
        /// The system that holds it.
        pub system: Option<Id>,
        /// Records that cannot exist without it, by category.
        pub needed_by: Map<Vec<RecordDocument>>,
    }
}

object! {
    /// Something the host has observed.
    pub personal struct ObservationDocument {
        /// The anchor.
        pub anchor: Id,
        /// When it happened; none at all: known never to have happened.
        pub moments: Vec<Moment>,
        /// When it was observed.
        pub at: Time,
    }
}

impl From<RecordDocument> for Record {
    fn from(document: RecordDocument) -> Record {
        let records = |records: Vec<RecordDocument>| records.into_iter().map(Record::from).collect();
        Record {
            made: document.made,
            anchors: document.anchors.into_iter().collect(),
            system: document.system,
            needed_by: document.needed_by.into_iter().map(|(id, of)| (id, records(of))).collect(),
        }
    }
}

/// A record, if there is one.
pub(super) fn record(document: &str) -> Result<Option<Record>, Failure> {
    if document.is_empty() {
        return Ok(None);
    }
    documents::read_personal(document, |record: RecordDocument, _, _| Some(Some(record.into())))
        .map_err(|faults| Failure::of(WB_STATUS_BAD_RECORD, &faults))
}

/// A list of observations; none for an empty text.
pub(super) fn observations(document: &str) -> Result<Vec<Observation>, Failure> {
    if document.is_empty() {
        return Ok(Vec::new());
    }
    documents::read_personal(document, |observed: Vec<ObservationDocument>, _, _| Some(observed))
        .map(|observed| observed.into_iter().map(ObservationDocument::observation).collect())
        .map_err(|faults| Failure::of(WB_STATUS_BAD_OBSERVATIONS, &faults))
}

impl ObservationDocument {
    fn observation(self) -> Observation {
        Observation { anchor: self.anchor, moments: self.moments, at: self.at }
    }
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

pub(super) fn explanation(explanation: &Explanation) -> String {
    let decision = &explanation.decision;
    let lane = |lane: &crate::claim::Lane| {
        let step = |step: &crate::timeline::Step| {
            let (source, entry) = source(step.because);
            json!({
                "from": time(step.from),
                "value": step.value.as_str(),
                "code": step.because.reason.code(),
                "source": source,
                "entry": entry,
            })
        };
        let steps: Vec<Json> = lane.timeline.steps().iter().map(step).collect();
        json!({ "condition": lane.condition.as_str(), "steps": steps })
    };
    json!({
        "v": VERSION,
        "answer": decision.answer.as_str(),
        "form": decision.form.as_str(),
        "until": time(decision.until),
        "whom": explanation.whom.iter().map(|whom| whom.as_str()).collect::<Vec<_>>(),
        "reasons": explanation.reasons.iter().copied().map(reason).collect::<Vec<_>>(),
        "lanes": explanation.lanes.iter().map(lane).collect::<Vec<_>>(),
    })
    .to_string()
}

pub(super) fn fields(fields: &[(&str, Decision)]) -> String {
    let field = |(category, decision): &(&str, Decision)| {
        json!({
            "category": category,
            "answer": decision.answer.as_str(),
            "form": decision.form.as_str(),
            "until": time(decision.until),
            "whom": decision.whom.map(|whom| whom.as_str()),
            "reason": reason(decision.because),
        })
    };
    json!({ "v": VERSION, "fields": fields.iter().map(field).collect::<Vec<_>>() }).to_string()
}

pub(super) fn due(due: &Due, zone: &Zone) -> String {
    let state = match due.when {
        When::At(_) => "at",
        When::AtOnce(_) => "at-once",
        When::Waits(Waits::End) => "waits-end",
        When::Waits(Waits::Fact) => "waits-fact",
        When::Erased => "erased",
    };
    let drop = |drop: &crate::retention::FormDrop| {
        let last_day = zone.day_of(drop.at.shifted(-1)).to_string();
        json!({ "to": drop.to.as_str(), "at": time(drop.at), "last-day": last_day })
    };
    json!({
        "v": VERSION,
        "state": state,
        "at": due.at().map_or(Json::Null, time),
        "last-day": due.last_day(zone).map(|day| day.to_string()),
        "reason": reason(due.because),
        "drops": due.drops.iter().map(drop).collect::<Vec<_>>(),
    })
    .to_string()
}

fn reason(because: Because) -> Json {
    let (source, entry) = source(because);
    json!({
        "code": because.reason.code(),
        "article": because.reason.article(),
        "nl": because.reason.dutch(),
        "en": because.reason.english(),
        "source": source,
        "entry": entry,
    })
}

/// Where a fact stands, and in which entry.
fn source(because: Because) -> (Option<&'static str>, Option<u32>) {
    match because.source {
        Source::None => (None, None),
        Source::Dossier(entry) => (Some("dossier"), Some(entry)),
        Source::Institution(entry) => (Some("institution"), Some(entry)),
        Source::Observed => (Some("observed"), None),
        Source::Record => (Some("record"), None),
    }
}

/// An instant; null for the two infinities. A text, since a number this large loses its last digits in JavaScript.
fn time(at: Time) -> Json {
    if at.is_finite() { json!(at.to_string()) } else { Json::Null }
}
