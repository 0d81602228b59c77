//! The documents that cross the boundary and have no other home: an absent record, and lists. Safe code; the bytes are
//! the same for the same answer, and a later version only adds fields.
#![forbid(unsafe_code)]

use std::borrow::Cow;

use serde_json::{Value as Json, json};

use super::boundary::Failure;
use super::status::{
    WB_STATUS_BAD_FIELDS, WB_STATUS_BAD_OBSERVATIONS, WB_STATUS_BAD_RECORD, WB_STATUS_BAD_TERM,
    wb_status_value,
};
use crate::Diagnostic;
use crate::anonymity::Metrics;
use crate::calendar::{CalendarError, Day, Deadline, DeadlineStep, Holidays, Moment, Time, Zone};
use crate::claim::Record;
use crate::decision::Decision;
use crate::dossier::Observation;
use crate::json::{Text, object, read_personal};
use crate::law::{
    CountedBy, LAW_AS_OF, LegalTerm, ReasonCode, RefusalGround, Stamp, StatutoryTerm, holidays,
};
use crate::policy::{Document, Finding, NameKind, Policy};
use crate::pseudonym::Pseudonym;
use crate::retention::RetainingClaim;
use crate::rights::{Contents, Package};
use crate::timeline::{self, Timeline};

/// The version of every document that is given out.
const VERSION: u32 = 1;

/// A record, if there is one.
pub(super) fn record(document: &str) -> Result<Option<Record>, Failure> {
    if document.is_empty() {
        return Ok(None);
    }
    let read = Record::from_json(document);
    read.map(Some).map_err(|error| Failure::of(WB_STATUS_BAD_RECORD, error.diagnostics()))
}

/// Why a text that must be a day is none.
pub(super) fn not_a_day(error: CalendarError) -> Failure {
    Failure::of(WB_STATUS_BAD_FIELDS, error.diagnostics())
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
    read.map_err(|error| Failure::of(WB_STATUS_BAD_OBSERVATIONS, error.diagnostics()))
}

pub(super) fn findings(findings: &[Finding]) -> String {
    let finding = |finding: &Finding| {
        json!({
            "code": finding.code,
            "severity": finding.lint.severity().as_str(),
            "about": finding.lint.about().as_str(),
            "article": finding.lint.article(),
            "path": finding.path,
            "nl": finding.dutch(),
            "en": finding.english(),
        })
    };
    json!({ "v": VERSION, "findings": findings.iter().map(finding).collect::<Vec<_>>() }).to_string()
}

pub(super) fn fields(fields: &[(&str, Decision)], law: &Stamp) -> String {
    let field = |(category, decision): &(&str, Decision)| {
        json!({
            "category": category,
            "answer": decision.answer.as_str(),
            "identifiability": decision.identifiability.as_str(),
            "valid-until": decision.valid_until.json(),
            "addressee": decision.addressee.map(|addressee| addressee.as_str()),
            "reason": decision.reason.json(),
        })
    };
    json!({ "v": VERSION, "law": law.version, "provisional": law.provisional, "fields": fields.iter().map(field).collect::<Vec<_>>() }).to_string()
}

pub(super) fn retaining_claims(retaining_claims: &[RetainingClaim], law: &Stamp) -> String {
    let retaining = |retaining: &RetainingClaim| {
        json!({
            "purpose": retaining.purpose.as_ref().map(|id| id.as_str()),
            "value": retaining.value.as_str(),
            "kept-until": retaining.kept_until.json(),
            "reason": retaining.reason.json(),
        })
    };
    json!({ "v": VERSION, "law": law.version, "provisional": law.provisional, "kept-by": retaining_claims.iter().map(retaining).collect::<Vec<_>>() }).to_string()
}

/// What is wrong with an argument, each diagnostic below its name.
pub(super) fn below(name: &str, status: wb_status_value, diagnostics: &[Diagnostic]) -> Failure {
    let named = |diagnostic: &Diagnostic| diagnostic.clone().at(format!("/{name}{}", diagnostic.path()));
    Failure::of(status, &diagnostics.iter().map(named).collect::<Vec<_>>())
}

/// A day or an instant; none for an empty text.
pub(super) fn moment(text: &str, name: &str, status: wb_status_value) -> Result<Option<Moment>, Failure> {
    if text.is_empty() {
        return Ok(None);
    }
    let read = text.parse::<Moment>();
    read.map(Some).map_err(|error| below(name, status, error.diagnostics()))
}

/// Why there must be a moment.
#[cold]
pub(super) fn no_moment(name: &str, status: wb_status_value) -> Failure {
    let diagnostic =
        Diagnostic::new("not-a-moment", "this is neither a day nor an instant").at(format!("/{name}"));
    Failure::new(status, diagnostic.expecting("a day such as `2026-08-01`, or an instant in RFC 3339"))
}

/// A time zone, by its name.
pub(super) fn zone(name: &str, status: wb_status_value) -> Result<Zone, Failure> {
    Zone::named(name).map_err(|error| below("zone", status, error.diagnostics()))
}

/// A list of texts. What is none is read a second time, to tell what is wrong with it.
pub(super) fn texts<'t>(document: &'t str, name: &str) -> Result<Vec<Cow<'t, str>>, Failure> {
    if let Ok(texts) = serde_json::from_str::<Vec<Lent<'t>>>(document) {
        return Ok(texts.into_iter().map(|text| text.0).collect());
    }
    let read = read_personal::<Vec<Text>, _>(document, |texts, _, _| Some(texts));
    let texts = read.map_err(|diagnostics| below(name, WB_STATUS_BAD_RECORD, &diagnostics))?;
    Ok(texts.into_iter().map(|text| Cow::Owned(text.0)).collect())
}

/// A text that is borrowed from its document where it can be.
#[derive(serde::Deserialize)]
struct Lent<'t>(#[serde(borrow)] Cow<'t, str>);

mod read {
    #![allow(unreachable_pub, reason = "the declaration of a readable type makes it pub")]

    use super::{Day, object};

    object! {
        /// A time in which a term stood still.
        pub personal struct Pause {
            /// The day of the question.
            pub asked: Day,
            /// The day of the answer.
            pub answered: Day,
        }
    }
}

/// A list of pauses, as days of a question and of its answer; none for an empty text.
pub(super) fn pauses(document: &str) -> Result<Vec<(Day, Day)>, Failure> {
    if document.is_empty() {
        return Ok(Vec::new());
    }
    let read = read_personal::<Vec<read::Pause>, _>(document, |pauses, _, _| Some(pauses));
    let pauses = read.map_err(|diagnostics| below("pauses", WB_STATUS_BAD_TERM, &diagnostics))?;
    Ok(pauses.into_iter().map(|pause| (pause.asked, pause.answered)).collect())
}

pub(super) fn deadline(term: LegalTerm, event: Moment, zone: &Zone, deadline: &Deadline) -> String {
    let step = |step: &DeadlineStep| {
        json!({
            "rule": step.rule.code(),
            "article": step.rule.article(),
            "end": step.end.to_string(),
            "nl": step.rule.dutch(),
            "en": step.rule.english(),
        })
    };
    json!({
        "v": VERSION,
        "term": term.as_str(),
        "article": term.law(event.day(zone)).map(|law| law.article),
        "event": event.to_string(),
        "safe": deadline.safe.to_string(),
        "legal": deadline.legal.to_string(),
        "disputed": deadline.disputed.map(|at| at.to_string()),
        "provisional": deadline.provisional,
        "steps": deadline.steps.iter().map(step).collect::<Vec<_>>(),
    })
    .to_string()
}

fn counted_by(act: CountedBy) -> &'static str {
    match act {
        CountedBy::Regulation1182 => "regulation-1182-71",
        CountedBy::Algemenetermijnenwet => "algemene-termijnenwet",
    }
}

pub(super) fn terms() -> String {
    let term = |law: &StatutoryTerm| {
        json!({
            "term": law.term.as_str(),
            "article": law.article,
            "event": law.event,
            "length": law.length.to_string(),
            "counted": counted_by(law.counted),
            "pauses": law.pauses,
            "sooner": law.sooner,
            "from": law.from.to_string(),
            "through": law.through.map(|day| day.to_string()),
        })
    };
    let days = |act: CountedBy, days: &Holidays<'_>| {
        let year = |year: i16| days.source(year).map(|source| json!({ "year": year, "source": source }));
        let years =
            days.horizon().map_or(Vec::new(), |last| (2000..=last).filter_map(year).collect::<Vec<Json>>());
        json!({ "counted": counted_by(act), "years": years, "horizon": days.horizon() })
    };
    json!({
        "v": VERSION,
        "as-of": LAW_AS_OF,
        "terms": LegalTerm::table().iter().map(term).collect::<Vec<_>>(),
        "holidays": [
            days(CountedBy::Regulation1182, &holidays::NETHERLANDS.0),
            days(CountedBy::Algemenetermijnenwet, &holidays::ATW.0),
        ],
    })
    .to_string()
}

pub(super) fn grounds() -> String {
    let ground = |ground: &RefusalGround| {
        json!({
            "ground": ground.as_str(),
            "article": ground.article(),
            "rights": ground.rights().iter().map(|right| right.as_str()).collect::<Vec<_>>(),
            "nl": ground.dutch(),
            "en": ground.english(),
        })
    };
    json!({ "v": VERSION, "grounds": RefusalGround::ALL.iter().map(ground).collect::<Vec<_>>() }).to_string()
}

pub(super) fn claim(claim: &Timeline, law: &Stamp) -> String {
    let step = |step: &timeline::Step| json!({ "from": step.from.json(), "value": step.value.as_str(), "reason": step.reason.json() });
    json!({ "v": VERSION, "law": law.version, "steps": claim.steps().iter().map(step).collect::<Vec<_>>() })
        .to_string()
}

pub(super) fn measures(measures: &Metrics) -> String {
    json!({ "v": VERSION, "measures": measures }).to_string()
}

pub(super) fn contents(package: &Package, created_at: Time, digest: Option<String>) -> String {
    let item = |contents: &Contents| {
        json!({
            "item": contents.item,
            "category": contents.category,
            "system": contents.system,
            "kind": contents.kind.as_str(),
            "outcome": contents.outcome.map(|outcome| outcome.as_str()),
            "records": contents.records,
            "with-others": contents.with_others,
            "undated": contents.undated,
            "first": contents.first.map(|at| at.to_string()),
            "last": contents.last.map(|at| at.to_string()),
            "sha256": contents.sha256.map(|digest| hex(&digest)),
        })
    };
    json!({
        "v": VERSION,
        "created-at": created_at.to_string(),
        "bytes": package.bytes(),
        "sha256": digest,
        "items": package.contents().map(item).collect::<Vec<_>>(),
    })
    .to_string()
}

pub(super) fn reason(number: i32, reason: ReasonCode) -> String {
    json!({
        "v": VERSION,
        "reason": number,
        "code": reason.as_str(),
        "article": reason.article(),
        "nl": reason.dutch(),
        "en": reason.english(),
    })
    .to_string()
}

pub(super) fn names(policy: &Policy, kind: NameKind) -> String {
    let names: Vec<&str> = policy.names(kind).collect();
    json!({ "v": VERSION, "kind": kind.as_str(), "names": names }).to_string()
}

pub(super) fn policy(policy: &Policy) -> String {
    let version = |version: &Document| json!({ "version": version.version.0, "applies-from": version.applies_from.to_string() });
    let versions: Vec<&Document> = policy.versions().collect();
    json!({
        "v": VERSION,
        "policy": versions.first().map(|first| &first.policy),
        "zone": policy.zone().name(),
        "digest": hex(&policy.digest()),
        "law": policy.law().version(),
        "versions": versions.iter().map(|each| version(each)).collect::<Vec<_>>(),
    })
    .to_string()
}

/// Bytes as hexadecimal digits in lower case.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
