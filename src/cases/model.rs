//! A file of cases, as declared.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::CaseError;
use crate::calendar::{Day, Time};
use crate::claim::Record;
use crate::decision::Answer;
use crate::dossier::{Body, Observation};
use crate::json::{self, Defs, Id, Node, Read, Reader, Text, object, words};
use crate::law::{Applicability, ReasonCode, Right};
use crate::policy::{ActorRelation, Identifiability, Verb};
use crate::rights::{ItemKind, Stage};

object! {
    /// A file of cases about one policy.
    pub personal struct Cases {
        /// The version of this format: 1.
        pub waarborg_cases: u32,
        /// The policy's name.
        pub policy: Id,
        /// The cases.
        pub cases: Vec<Case>,
    }
}

object! {
    /// One case.
    pub personal struct Case {
        /// Its name, unique in the file.
        pub case: Id,
        /// What it shows, in one sentence.
        pub description: Text,
        /// The institution's own entries, such as a signed agreement, in the order in which they were written.
        pub institution_entries: Vec<CaseEntry>,
        /// Whose dossier it is: subjects of the policy, all of them if absent. An empty list leaves the dossier unopened.
        pub subjects: Option<Vec<Id>>,
        /// The person's entries, in the order in which they were written, numbered from 1. The runner opens the dossier,
        /// unless the first of them does.
        pub dossier: Vec<CaseEntry>,
        /// What the host has observed, such as the last login.
        pub observed: Vec<Observation>,
        /// The moment asked about.
        pub when: Time,
        /// The moment of knowledge; everything in the case if absent.
        pub known_at: Option<Time>,
        /// The question.
        pub ask: Ask,
        /// The answer: what is given here is compared.
        pub then: Expected,
    }
}

/// An entry of a case: the body of an entry, and optionally `recorded`.
#[derive(Clone, PartialEq)]
pub struct CaseEntry {
    pub(super) recorded: Option<Time>,
    pub(super) body: Body,
}

object! {
    /// The question: exactly one of these.
    pub personal struct Ask {
        /// May a role use a category for a purpose?
        pub may: Option<MayAsk>,
        /// Until when may a record be kept?
        pub due: Option<DueAsk>,
        /// Which categories may leave to a recipient for a purpose?
        pub fields: Option<FieldsAsk>,
        /// Which text does the policy declare at this path, a JSON Pointer such as `/title`?
        pub text_at: Option<Text>,
        /// May this entry be appended for the person, as a step in a request or otherwise? Unless it says otherwise, it
        /// is recorded at `when`, or when it happens if that is later.
        pub step: Option<CaseEntry>,
        /// How far is the request that arrived with this entry, and by when must it be answered?
        pub request: Option<u32>,
        /// What is to be done about the request that arrived with this entry?
        pub plan: Option<u32>,
        /// Does a right reach a claim?
        pub applicability: Option<ApplicabilityAsk>,
    }
}

object! {
    /// Does a right reach a claim?
    pub personal struct ApplicabilityAsk {
        /// The right.
        pub right: Right,
        /// The purpose.
        pub purpose: Id,
        /// The category.
        pub category: Id,
    }
}

object! {
    /// May a role use a category for a purpose?
    pub personal struct MayAsk {
        /// The role.
        pub role: Id,
        /// The act.
        pub verb: Verb,
        /// The purpose.
        pub purpose: Id,
        /// The category.
        pub category: Id,
        /// What the one who acts is to the person.
        pub relation: Vec<ActorRelation>,
        /// The recipient.
        pub recipient: Option<Id>,
        /// The form asked for.
        pub identifiability: Option<Identifiability>,
        /// The preconditions passed.
        pub preconditions: Vec<Id>,
        /// The record.
        pub record: Option<Record>,
    }
}

object! {
    /// Until when may a record be kept?
    pub personal struct DueAsk {
        /// The category.
        pub category: Id,
        /// The record.
        pub record: Option<Record>,
    }
}

object! {
    /// Which categories may leave?
    pub personal struct FieldsAsk {
        /// The role.
        pub role: Id,
        /// The act.
        pub verb: Verb,
        /// The purpose.
        pub purpose: Id,
        /// The recipient.
        pub recipient: Option<Id>,
        /// What the one who acts is to the person.
        pub relation: Vec<ActorRelation>,
        /// The preconditions passed.
        pub preconditions: Vec<Id>,
        /// The record.
        pub record: Option<Record>,
    }
}

words! {
    /// What is expected of a decision.
    pub enum ExpectedAnswer {
        /// Yes.
        Permit = "permit",
        /// No.
        Deny = "deny",
        /// Ask first.
        Ask = "ask",
    }
}

words! {
    /// A record that must be gone without a day to wait for.
    pub enum ExpectedDue {
        /// It was made while no purpose had a claim on it.
        AtOnce = "at-once",
    }
}

object! {
    /// The answer that is expected. Fields that are absent are not compared; one that the question does not answer is
    /// refused.
    pub personal struct Expected {
        /// What is decided.
        pub answer: Option<ExpectedAnswer>,
        /// The form to use.
        pub identifiability: Option<Identifiability>,
        /// The last local day on which the answer stands, or on which the record may be there.
        pub last_day: Option<Day>,
        /// The first instant at which the decision can be another.
        pub valid_until: Option<Time>,
        /// The instant from which the record must be gone.
        pub at: Option<Time>,
        /// Whom to ask: all of these.
        pub addressee: Vec<Text>,
        /// Codes that must be among the reasons.
        pub reasons: Vec<ReasonCode>,
        /// The code of what a record waits for.
        pub pending: Option<ReasonCode>,
        /// That a record is due at once, or erased.
        pub due: Option<ExpectedDue>,
        /// The last day before a record drops to each lesser identifiability.
        pub drops: Option<DropDays>,
        /// The last day on which the notice before a record goes is in time, or `none` if no notice is owed.
        pub notify: Option<ExpectedNotice>,
        /// The categories that may leave: exactly these.
        pub categories: Option<Vec<Id>>,
        /// The text that stands at the path.
        pub text: Option<Text>,
        /// `accepted`, or the code of why the entry may not be appended.
        pub step: Option<Text>,
        /// How far the request is.
        pub stage: Option<Stage>,
        /// The last day for the answer: the nominal end, without pause or roll-over.
        pub safe: Option<Day>,
        /// The last day for the answer that the law allows.
        pub answer_by: Option<Day>,
        /// The last day for the answer that the policy promises.
        pub promised: Option<Day>,
        /// Items of the plan: each of these must be there.
        pub items: Vec<ExpectedItem>,
        /// Whether the right reaches the claim.
        pub applicability: Option<Applicability>,
        /// The article that says so.
        pub article: Option<Text>,
        /// Whether the claim ends by it, as things stand.
        pub ends: Option<bool>,
    }
}

/// The last day for a notice that is expected, or that no notice is. A small value: copy it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExpectedNotice {
    /// No notice is owed.
    None,
    /// One is owed, and in time until the end of this day.
    By(Day),
}

pub(super) const NO_NOTICE: &str = "none";

impl core::fmt::Display for ExpectedNotice {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            ExpectedNotice::None => f.write_str(NO_NOTICE),
            ExpectedNotice::By(day) => day.fmt(f),
        }
    }
}

impl Read for ExpectedNotice {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<ExpectedNotice> {
        match node.text(reader, "a day, or `none`")? {
            NO_NOTICE => Some(ExpectedNotice::None),
            _ => Day::read(node, reader).map(ExpectedNotice::By),
        }
    }

    fn schema(defs: &mut Defs) -> Json {
        json!({ "anyOf": [{ "const": NO_NOTICE }, Day::schema(defs)] })
    }
}

impl serde::Serialize for ExpectedNotice {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for ExpectedNotice {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match String::deserialize(deserializer)?.as_str() {
            NO_NOTICE => Ok(ExpectedNotice::None),
            day => day.parse().map(ExpectedNotice::By).map_err(|_| serde::de::Error::custom("not a day")),
        }
    }
}

object! {
    /// An item of a plan that is expected. Fields that are absent are not compared.
    pub personal struct ExpectedItem {
        /// Its name: `category@system`, `category`, or `to:recipient`.
        pub item: Text,
        /// What is to be done.
        pub kind: ItemKind,
        /// The purposes that keep the records.
        pub kept_for: Option<Vec<Id>>,
        /// The article.
        pub article: Option<Text>,
    }
}

object! {
    /// The last day before a record drops to a lesser identifiability.
    pub personal struct DropDays {
        /// To pseudonymised.
        pub pseudonymised: Option<Day>,
        /// To anonymised.
        pub anonymised: Option<Day>,
    }
}

impl Cases {
    /// Reads a file of cases. Returns everything that is wrong with it.
    ///
    /// # Errors
    /// What cannot be read, with codes, paths and positions.
    pub fn parse(document: &str) -> Result<Cases, CaseError> {
        json::read_personal(document, |cases: Cases, root, reader| {
            if cases.waarborg_cases != 1 {
                let diagnostic = crate::Diagnostic::new("unknown-format", "this format is not known").expecting("1");
                reader.report_path(root, &["waarborg-cases"], 0, diagnostic);
            }
            let mut names = BTreeSet::new();
            for (index, case) in cases.cases.iter().enumerate() {
                let at = index.to_string();
                let given = case.then.given();
                match case.ask.asked().as_slice() {
                    [(_, compared)] => {
                        for field in given.iter().filter(|field| !compared.contains(*field)) {
                            let diagnostic = crate::Diagnostic::new(
                                "not-compared",
                                "the answer to this question does not have this, so the case could not fail by it",
                            )
                            .expecting(format!("one of {}", compared.join(", ")));
                            reader.report_path(root, &["cases", &at, "then", field], 0, diagnostic);
                        }
                    }
                    _ => {
                        let known: Vec<&str> = Ask::QUESTIONS.iter().map(|(question, _)| *question).collect();
                        let diagnostic = crate::Diagnostic::new("one-question", "a case asks one question")
                            .expecting(format!("one of {}", known.join(", ")));
                        reader.report_path(root, &["cases", &at, "ask"], 0, diagnostic);
                    }
                }
                if given.is_empty() {
                    let diagnostic =
                        crate::Diagnostic::new("nothing-expected", "this case expects nothing, so it cannot fail")
                            .expecting("at least one field, such as `answer`");
                    reader.report_path(root, &["cases", &at, "then"], 0, diagnostic);
                }
                if !names.insert(&case.case) {
                    let diagnostic = crate::Diagnostic::new("duplicate-case", "an earlier case has the same name");
                    reader.report_path(root, &["cases", &at, "case"], 0, diagnostic);
                }
            }
            Some(cases)
        })
        .map_err(CaseError::of)
    }

    /// The JSON Schema (draft 2020-12) of a file of cases.
    pub fn schema() -> Json {
        json::schema::<Cases>("waarborg cases, version 1")
    }
}

type Question = (&'static str, &'static [&'static str]);

impl Ask {
    /// Every question, each with the fields of `then` that its answer is compared with.
    pub const QUESTIONS: [Question; 8] = [
        ("may", &["answer", "identifiability", "last-day", "valid-until", "addressee", "reasons"]),
        ("due", &["last-day", "at", "due", "pending", "reasons", "drops", "notify"]),
        ("fields", &["categories"]),
        ("text-at", &["text"]),
        ("step", &["step"]),
        ("request", &["stage", "safe", "answer-by", "promised"]),
        ("plan", &["items"]),
        ("applicability", &["applicability", "article", "ends"]),
    ];

    /// What is asked; one question, in a case that is well made.
    fn asked(&self) -> Vec<Question> {
        let Ask { may, due, fields, text_at, step, request, plan, applicability } = self;
        let asked = [
            may.is_some(),
            due.is_some(),
            fields.is_some(),
            text_at.is_some(),
            step.is_some(),
            request.is_some(),
            plan.is_some(),
            applicability.is_some(),
        ];
        Self::QUESTIONS
            .into_iter()
            .zip(asked)
            .filter(|(_, asked)| *asked)
            .map(|(question, _)| question)
            .collect()
    }
}

impl Expected {
    /// The names of the fields that are there.
    fn given(&self) -> Vec<&'static str> {
        // Taken apart, so that a field that is added is not forgotten here.
        let Expected {
            answer,
            identifiability,
            last_day,
            valid_until,
            at,
            addressee,
            reasons,
            pending,
            due,
            drops,
            notify,
            categories,
            text,
            step,
            stage,
            safe,
            answer_by,
            promised,
            items,
            applicability,
            article,
            ends,
        } = self;
        let fields = [
            ("answer", answer.is_some()),
            ("identifiability", identifiability.is_some()),
            ("last-day", last_day.is_some()),
            ("valid-until", valid_until.is_some()),
            ("at", at.is_some()),
            ("addressee", !addressee.is_empty()),
            ("reasons", !reasons.is_empty()),
            ("pending", pending.is_some()),
            ("due", due.is_some()),
            ("drops", drops.is_some()),
            ("notify", notify.is_some()),
            ("categories", categories.is_some()),
            ("text", text.is_some()),
            ("step", step.is_some()),
            ("stage", stage.is_some()),
            ("safe", safe.is_some()),
            ("answer-by", answer_by.is_some()),
            ("promised", promised.is_some()),
            ("items", !items.is_empty()),
            ("applicability", applicability.is_some()),
            ("article", article.is_some()),
            ("ends", ends.is_some()),
        ];
        fields.into_iter().filter(|(_, given)| *given).map(|(name, _)| name).collect()
    }
}

impl ExpectedAnswer {
    pub(super) fn is(self, answer: Answer) -> bool {
        self.as_str() == answer.as_str()
    }
}

impl Read for CaseEntry {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<CaseEntry> {
        let given = node.field("recorded");
        let recorded = given.as_ref().map(|node| Time::read(node, reader));
        let body = Body::read_beside(node, reader, &["kind", "recorded"]);
        // INVARIANT: where there is no instant, that was reported.
        Some(CaseEntry { recorded: recorded.map_or(Some(None), |at| at.map(Some))?, body: body? })
    }

    fn schema(defs: &mut Defs) -> Json {
        json::shared("Entry", defs, |defs| {
            let mut body = Body::schema(defs);
            let kinds = body.get_mut("oneOf").and_then(Json::as_array_mut).into_iter().flatten();
            for properties in kinds.filter_map(|kind| kind.get_mut("properties")?.as_object_mut()) {
                let recorded = "When it was written; for what was known at an earlier moment.";
                properties.insert("recorded".into(), json::described(Time::schema(defs), recorded));
            }
            body
        })
    }
}

impl serde::Serialize for CaseEntry {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut value: Json = serde_json::from_str(&self.body.json()).unwrap_or(Json::Null);
        if let (Some(recorded), Some(fields)) = (self.recorded, value.as_object_mut()) {
            fields.insert("recorded".to_owned(), json!(recorded));
        }
        value.serialize(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for CaseEntry {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Json::deserialize(deserializer)?;
        json::read_personal(&value.to_string(), |entry: CaseEntry, _, _| Some(entry))
            .map_err(|_| serde::de::Error::custom("not an entry"))
    }
}
