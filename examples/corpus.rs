//! Writes the cases as scripts that need no JSON parser, each with the whole answer, so that every language can be held
//! to the same bytes. The answers come from the Rust API, and are rendered here a second time on purpose: what the C ABI
//! renders is compared with something that was not made by it.
//!
//! ```sh
//! cargo run --example corpus -- target/corpus
//! ```
//!
//! A line is a word and its fields, with tabs between them; an empty field is none. One file per policy:
//!
//! ```text
//! cases        HOW-MANY
//! policy       PATH                                     case         NAME
//! institution-id  TEXT                                  known        MICROS, or INT64_MAX for everything
//! digest       HEX                                      institution  RECORDED BODY LINE HEAD SALT
//! findings     JSON                                     dossier      RECORDED BODY LINE HEAD SALT
//! observed     JSON
//! may          ROLE VERB PURPOSE CATEGORY RECIPIENT IDENTIFIABILITY RELATIONS PRECONDITIONS RECORD AT
//! answer       ANSWER IDENTIFIABILITY ADDRESSEE VALID-UNTIL REASON SOURCE ENTRY
//! due          CATEGORY RECORD AT
//! date         STATE AT REASON SOURCE ENTRY
//! erasable     ALLOWED REASON SOURCE ENTRY
//! kept         JSON
//! next         MICROS
//! fields       ROLE VERB PURPOSE RECIPIENT RELATIONS PRECONDITIONS RECORD AT
//! step         BODY
//! accepted     CODE, or `accepted`
//! requests     AT
//! plan         ENTRY AT
//! applicability RIGHT AT
//! text-at      PATH AT
//! description  TEXT
//! expect       JSON
//! end
//! ```

use std::error::Error;
use std::fmt::{Display, Write as _};
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use waarborg::calendar::{Moment, Time, Zone};
use waarborg::cases::{Case, Cases, run};
use waarborg::claim::{ClaimFinding, Claims, Institution, Record};
use waarborg::decision::{Decision, Query, explain, fields};
use waarborg::dossier::{Body, Dossier, Observation, Salt, Stamp};
use waarborg::policy::{Id, Policy};
use waarborg::retention::{Due, Erasable, Pending, When, due, erasable, kept_by, next_due};
use waarborg::rights::{Requests, applicability_json, plan};
use waarborg::timeline::{Reason, Source};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The policies, and their cases.
pub const NAMES: [&str; 5] = ["wisbits", "bloom", "heutink", "neo", "intowords"];

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "target/corpus".to_owned());
    let passed = write(Path::new(&folder))?;
    println!("{passed} cases");
    Ok(())
}

/// Writes the scripts; tells how many cases are in them. Each of them passes here, or nothing is written.
pub fn write(folder: &Path) -> Result<usize> {
    fs::create_dir_all(folder)?;
    let mut passed = 0;
    for name in NAMES {
        let path = format!("examples/policies/{name}.json");
        let policy = Policy::parse(&fs::read_to_string(&path)?)?;
        let text = fs::read_to_string(format!("tests/cases/{name}.json"))?;
        let (cases, raw): (Cases, Value) = (Cases::parse(&text)?, serde_json::from_str(&text)?);
        let report = run(&cases, &policy);
        if let Some(failure) = report.failures.first() {
            return Err(failure.to_string().into());
        }
        passed += report.passed;
        let mut script = Script::default();
        script.line("cases", &[&report.passed]);
        script.line("policy", &[&path]);
        script.line("institution-id", &[&INSTITUTION]);
        script.line("digest", &[&hex(&policy.digest())]);
        script.line("findings", &[&findings(&policy)]);
        for (case, raw) in cases.cases.iter().zip(raw["cases"].as_array().into_iter().flatten()) {
            write_case(&mut script, &policy, case, raw).map_err(|error| format!("{}: {error}", case.case))?;
        }
        fs::write(folder.join(format!("{name}.txt")), script.0)?;
    }
    Ok(passed)
}

#[derive(Default)]
struct Script(String);

impl Script {
    fn line(&mut self, word: &str, fields: &[&dyn Display]) {
        self.0.push_str(word);
        for field in fields {
            let start = self.0.len() + 1;
            let _ = write!(self.0, "\t{field}");
            assert!(!self.0[start..].contains(['\t', '\n']), "a field that cannot stand in a line");
        }
        self.0.push('\n');
    }
}

fn write_case(script: &mut Script, policy: &Policy, case: &Case, raw: &Value) -> Result<()> {
    script.line("case", &[&case.case]);
    if let Some(path) = &case.ask.text_at {
        let declared = policy.text_at(&path.0, case.when).ok_or("nothing is declared there")?;
        script.line("text-at", &[&path.0, &case.when.micros()]);
        script.line("description", &[&declared]);
        script.line("end", &[]);
        return Ok(());
    }
    script.line("known", &[&case.known_at.map_or(i64::MAX, Time::micros)]);
    let zone = policy.zone();
    let institution = entries(
        script,
        Dossier::of_institution(INSTITUTION),
        "institution",
        &raw["institution-entries"],
        zone,
    )?;
    let opened = opened(script, policy, case)?;
    let dossier = entries(script, opened, "dossier", &raw["dossier"], zone)?;
    let mut observed = Vec::new();
    if let Some(given) = raw["observed"].as_array() {
        script.line("observed", &[&raw["observed"]]);
        for given in given {
            observed.push(Observation {
                anchor: id(&given["anchor"])?,
                moments: moments(&given["moments"])?,
                at: word(&given["at"]).parse()?,
            });
        }
    }
    let institution = Institution::fold(policy, &institution, &[], case.known_at);
    ask(script, &institution, (&dossier, &observed), case, &raw["ask"])?;
    script.line("end", &[]);
    Ok(())
}

/// The institution of every case, and when its dossiers are opened: the first moment that a host can pass in.
const INSTITUTION: &str = "corpus";
const OPENED: &str = "2000-01-01T00:00:00.000000Z";

/// The dossier of a case, opened for its subjects: all of the policy if it names none.
fn opened(script: &mut Script, policy: &Policy, case: &Case) -> Result<Dossier> {
    let mut all: Vec<&Id> = policy.versions().flat_map(|version| version.subjects.keys()).collect();
    all.sort_unstable();
    all.dedup();
    let subjects = case.subjects.as_ref().map_or(all, |subjects| subjects.iter().collect());
    if subjects.is_empty() {
        return Ok(Dossier::new());
    }
    let opening = json!([{
        "kind": "dossier-opened", "happened": OPENED, "id": "the-dossier-of-a-case",
        "institution": INSTITUTION, "subjects": subjects,
    }]);
    entries(script, Dossier::new(), "dossier", &opening, policy.zone())
}

/// A stamp whose salt is made from the head, so that the corpus is the same each time. A host draws it at random.
fn stamp(dossier: &Dossier, recorded: Time) -> Result<(Stamp, String)> {
    let mut bytes = [1; 16];
    bytes.iter_mut().zip(dossier.head().as_bytes()).for_each(|(byte, of_head)| *byte |= of_head);
    let salt = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((Stamp::new(recorded, Salt::from_bytes(bytes)?), salt))
}

/// Appends the entries one by one, each recorded when the case says, or at the first instant it happened.
fn entries(
    script: &mut Script,
    mut dossier: Dossier,
    stream: &str,
    given: &Value,
    zone: &Zone,
) -> Result<Dossier> {
    for entry in given.as_array().into_iter().flatten() {
        let mut fields = entry.as_object().cloned().unwrap_or_default();
        let recorded = fields.shift_remove("recorded");
        let json = Value::Object(fields).to_string();
        let body = Body::from_json(&json)?;
        let recorded: Time = match recorded {
            Some(at) => word(&at).parse()?,
            None => body
                .happened()
                .first(zone)
                .max(dossier.entries().last().map_or(OPENED.parse()?, |last| last.recorded())),
        };
        let (stamp, salt) = stamp(&dossier, recorded)?;
        let appended = dossier.append(dossier.head(), body, stamp)?;
        let (line, head) = (appended.line.clone(), appended.head);
        script.line(stream, &[&recorded.micros(), &json, &line, &head, &salt]);
        dossier = dossier.with(appended)?;
    }
    Ok(dossier)
}

fn ask(
    script: &mut Script,
    institution: &Institution,
    (dossier, observed): (&Dossier, &[Observation]),
    case: &Case,
    raw: &Value,
) -> Result<()> {
    let at = case.when;
    let claims = &institution.claims(dossier, observed, case.known_at);
    let law = claims.policy().law().version();
    let provisional = claims.policy().zone().day_of(at) > claims.policy().law().horizon();
    if let Some(ask) = &case.ask.may {
        let given = &raw["may"]["record"];
        let record = record(given)?;
        let preconditions: Vec<&str> =
            ask.preconditions.iter().map(|precondition| precondition.as_str()).collect();
        let query = Query {
            relations: &ask.relation,
            recipient: ask.recipient.as_ref().map(|id| id.as_str()),
            identifiability: ask.identifiability,
            preconditions: &preconditions,
            record: record.as_ref(),
            ..Query::new(ask.role.as_str(), ask.verb, ask.purpose.as_str(), ask.category.as_str(), at)
        };
        let relations: Vec<&str> = ask.relation.iter().map(|relation| relation.as_str()).collect();
        script.line(
            "may",
            &[
                &ask.role,
                &ask.verb.as_str(),
                &ask.purpose,
                &ask.category,
                &query.recipient.unwrap_or(""),
                &ask.identifiability.map_or("", |identifiability| identifiability.as_str()),
                &relations.join(","),
                &preconditions.join(","),
                &text(given),
                &at.micros(),
            ],
        );
        let explanation = explain(claims, &query)?;
        answer(script, &explanation.decision);
        let timelines = explanation.timelines.iter().map(|part| {
            let steps = part.timeline.steps().iter().map(|step| {
                json!({
                    "from": instant(step.from),
                    "value": step.value.as_str(),
                    "code": step.reason.code.as_str(),
                    "source": place(step.reason).0,
                    "entry": place(step.reason).1,
                })
            });
            json!({ "condition": part.condition.as_str(), "steps": steps.collect::<Vec<_>>() })
        });
        let finding = |finding: &ClaimFinding| json!({ "code": finding.code, "at": finding.at, "accepted": finding.accepted });
        let addressee: Vec<&str> = explanation.addressee.iter().map(|addressee| addressee.as_str()).collect();
        let expected = json!({
            "v": 1,
            "law": claims.policy().law().version(),
            "provisional": explanation.law.provisional,
            "answer": explanation.decision.answer.as_str(),
            "identifiability": explanation.decision.identifiability.as_str(),
            "valid-until": instant(explanation.decision.valid_until),
            "addressee": addressee,
            "reasons": explanation.reasons.iter().copied().map(reason_json).collect::<Vec<_>>(),
            "findings": explanation.findings.iter().map(finding).collect::<Vec<_>>(),
            "timelines": timelines.collect::<Vec<_>>(),
        });
        script.line("expect", &[&expected]);
    } else if let Some(ask) = &case.ask.due {
        let given = &raw["due"]["record"];
        let (category, record) = (ask.category.as_str(), record(given)?.unwrap_or_default());
        let due = due(claims, category, &record)?;
        script.line("due", &[&ask.category, &text(given), &at.micros()]);
        let (source, entry) = place(due.reason);
        let until = due.at().unwrap_or(Time::MAX).micros();
        let code = due.reason.code.as_str();
        script.line(
            "date",
            &[&state(&due), &until, &code, &source.unwrap_or("none"), &entry.unwrap_or_default()],
        );
        let zone = claims.policy().zone();
        let last_day = |at: Time| Ok::<_, Box<dyn Error>>(zone.day_of(before(at)?).to_string());
        let mut drops = Vec::new();
        for drop in &due.drops {
            drops.push(
                json!({ "to": drop.to.as_str(), "at": instant(drop.at), "last-day": last_day(drop.at)? }),
            );
        }
        let expected = json!({
            "v": 1,
            "law": claims.policy().law().version(),
            "provisional": due.law.provisional,
            "state": state(&due),
            "at": instant(due.at().unwrap_or(Time::MAX)),
            "last-day": due.last_day(zone).map(|day| day.to_string()),
            "reason": reason_json(due.reason),
            "drops": drops,
        });
        script.line("expect", &[&expected]);
        match erasable(claims, category, &record, at)? {
            Erasable::Yes => script.line("erasable", &[&1, &"none", &"none", &0]),
            Erasable::No(reason) => {
                let (source, entry) = place(reason);
                let code = reason.code.as_str();
                script.line("erasable", &[&0, &code, &source.unwrap_or("none"), &entry.unwrap_or_default()]);
            }
        }
        let retaining_claims = kept_by(claims, category, &record, at)?;
        let retaining_claims = retaining_claims.iter().map(|retaining| {
            json!({
                "purpose": retaining.purpose,
                "value": retaining.value.as_str(),
                "kept-until": instant(retaining.kept_until),
                "reason": reason_json(retaining.reason),
            })
        });
        script.line("kept", &[&json!({ "v": 1, "law": law, "provisional": provisional, "kept-by": retaining_claims.collect::<Vec<_>>() })]);
        let next = next_due(claims, [(category, &record)])?.unwrap_or(Time::MAX);
        script.line("next", &[&next.micros()]);
    } else if let Some(ask) = &case.ask.fields {
        let given = &raw["fields"]["record"];
        let record = record(given)?;
        let preconditions: Vec<&str> =
            ask.preconditions.iter().map(|precondition| precondition.as_str()).collect();
        let query = Query {
            relations: &ask.relation,
            recipient: ask.recipient.as_ref().map(|id| id.as_str()),
            preconditions: &preconditions,
            record: record.as_ref(),
            ..Query::new(ask.role.as_str(), ask.verb, ask.purpose.as_str(), "", at)
        };
        let relations: Vec<&str> = ask.relation.iter().map(|relation| relation.as_str()).collect();
        script.line(
            "fields",
            &[
                &ask.role,
                &ask.verb.as_str(),
                &ask.purpose,
                &query.recipient.unwrap_or(""),
                &relations.join(","),
                &preconditions.join(","),
                &text(given),
                &at.micros(),
            ],
        );
        let fields = fields(claims, &query)?;
        let fields = fields.iter().map(|(category, decision)| {
            json!({
                "category": category,
                "answer": decision.answer.as_str(),
                "identifiability": decision.identifiability.as_str(),
                "valid-until": instant(decision.valid_until),
                "addressee": decision.addressee.map(|addressee| addressee.as_str()),
                "reason": reason_json(decision.reason),
            })
        });
        script.line("expect", &[&json!({ "v": 1, "law": law, "provisional": provisional, "fields": fields.collect::<Vec<_>>() })]);
    } else {
        ask_about_requests(script, claims, case, raw)?;
    }
    Ok(())
}

fn ask_about_requests(script: &mut Script, claims: &Claims, case: &Case, raw: &Value) -> Result<()> {
    let (at, requests) = (case.when, Requests::of(claims));
    if case.ask.step.is_some() {
        let json = raw["step"].to_string();
        let accepted = requests.check_append(claims, &Body::from_json(&json)?);
        script.line("step", &[&json]);
        script.line("accepted", &[&accepted.as_ref().err().map_or("accepted", |error| error.code())]);
    } else if case.ask.request.is_some() {
        script.line("requests", &[&at.micros()]);
        script.line("expect", &[&requests.to_json(claims, at)?]);
    } else if let Some(entry) = case.ask.plan {
        script.line("plan", &[&entry, &at.micros()]);
        script.line("expect", &[&plan(claims, requests.get(entry)?, at)?.to_json()]);
    } else if let Some(ask) = &case.ask.applicability {
        script.line("applicability", &[&ask.right.as_str(), &at.micros()]);
        script.line("expect", &[&applicability_json(claims, ask.right, at)?]);
    }
    Ok(())
}

fn answer(script: &mut Script, decision: &Decision) {
    let (source, entry) = place(decision.reason);
    script.line(
        "answer",
        &[
            &decision.answer.as_str(),
            &decision.identifiability.as_str(),
            &decision.addressee.map_or("nobody", |addressee| addressee.as_str()),
            &decision.valid_until.micros(),
            &decision.reason.code.as_str(),
            &source.unwrap_or("none"),
            &entry.unwrap_or_default(),
        ],
    );
}

fn findings(policy: &Policy) -> Value {
    let findings = policy.lint().into_iter().map(|finding| {
        json!({
            "code": finding.code,
            "severity": finding.lint.severity().as_str(),
            "about": finding.lint.about().as_str(),
            "article": finding.lint.article(),
            "path": finding.path,
            "nl": finding.dutch(),
            "en": finding.english(),
        })
    });
    json!({ "v": 1, "findings": findings.collect::<Vec<_>>() })
}

fn reason_json(reason: Reason) -> Value {
    let (source, entry) = place(reason);
    json!({
        "code": reason.code.as_str(),
        "article": reason.code.article(),
        "nl": reason.code.dutch(),
        "en": reason.code.english(),
        "source": source,
        "entry": entry,
    })
}

fn place(reason: Reason) -> (Option<&'static str>, Option<u32>) {
    match reason.source {
        Source::None => (None, None),
        Source::Dossier(entry) => (Some("dossier"), Some(entry)),
        Source::Institution(entry) => (Some("institution"), Some(entry)),
        Source::Observed => (Some("observed"), None),
        Source::Record => (Some("record"), None),
    }
}

fn state(due: &Due) -> &'static str {
    match due.when {
        When::At(_) => "at",
        When::AtOnce(_) => "at-once",
        When::Pending(Pending::End) => "pending-end",
        When::Pending(Pending::Fact) => "pending-fact",
    }
}

fn instant(at: Time) -> Value {
    if at.is_finite() { json!(at.to_string()) } else { Value::Null }
}

/// The last instant before another.
fn before(at: Time) -> Result<Time> {
    let at = time::OffsetDateTime::try_from(at)?;
    Ok(Time::try_from(at - time::Duration::microseconds(1))?)
}

fn record(given: &Value) -> Result<Option<Record>> {
    if given.is_null() {
        return Ok(None);
    }
    let mut record = Record::default();
    if let Some(created) = given["created"].as_str() {
        record.created = Some(created.parse::<Moment>()?.into());
    } else if !given["created"].is_null() {
        record.created = Record::from_json(&json!({ "created": given["created"] }).to_string())?.created;
    }
    for (name, given) in given["anchors"].as_object().into_iter().flatten() {
        record.anchors.insert(id(&json!(name))?, moments(given)?);
    }
    if given["system"].is_string() {
        record.system = Some(id(&given["system"])?);
    }
    for (name, given) in given["needed-by"].as_object().into_iter().flatten() {
        let mut records = Vec::new();
        for given in given.as_array().into_iter().flatten() {
            records.extend(self::record(given)?);
        }
        record.needed_by.insert(id(&json!(name))?, records);
    }
    Ok(Some(record))
}

fn moments(given: &Value) -> Result<Vec<Moment>> {
    let moments = given.as_array().into_iter().flatten();
    moments.map(|moment| word(moment).parse().map_err(Into::into)).collect()
}

fn id(given: &Value) -> Result<Id> {
    Ok(serde_json::from_value(given.clone())?)
}

fn word(given: &Value) -> &str {
    given.as_str().unwrap_or("")
}

/// A document on one line; nothing if there is none.
fn text(given: &Value) -> String {
    if given.is_null() { String::new() } else { given.to_string() }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
