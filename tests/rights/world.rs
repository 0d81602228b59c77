//! A policy, a person, and what is written about them.

use crate::writing::{first, school, stamp, subjects};
use serde_json::{Value, json};
use waarborg::calendar::Time;
use waarborg::claim::{Claims, Institution};
use waarborg::dossier::{Appended, Body, Dossier, DossierError};
use waarborg::policy::Policy;
use waarborg::rights::{Item, Plan, Request, Requests, RightsError, Stage, plan};

pub const POLICY: &str = include_str!("../input/rights.json");

/// A person, by what is written about them; and the institution's own entries.
pub struct Person {
    pub policy: Policy,
    pub institution: Dossier,
    pub dossier: Dossier,
    /// Every line, as a host would store it.
    pub lines: String,
}

pub fn time(text: &str) -> Time {
    text.parse().expect("an instant")
}

/// An instant of March 2026, for steps: a day, at noon.
pub fn on(day: u32) -> String {
    format!("2026-03-{day:02}T12:00:00Z")
}

impl Person {
    /// A grown-up student with a contract, who consented to photos: nobody has asked anything yet.
    pub fn new() -> Person {
        Person::student(&Policy::parse(POLICY).expect("a policy"))
    }

    /// The same, under another policy.
    pub fn student(policy: &Policy) -> Person {
        let mut person = Person::of(policy);
        person.write(json!({ "kind": "born", "happened": "2024-02-01", "date": "2004-05-05" }));
        person.write(json!({ "kind": "enrolled", "happened": "2024-02-01", "initial": true }));
        person.write(json!({ "kind": "contract-began", "happened": "2024-02-01", "initial": true }));
        person.write(
            json!({ "kind": "consent-given", "happened": "2024-02-02", "purposes": ["showing"], "by": "self" }),
        );
        person
    }

    /// Somebody of whom nothing is known.
    pub fn of(policy: &Policy) -> Person {
        let opened = first(subjects(policy));
        let lines = format!("{}\n", opened.line);
        let dossier = Dossier::new().with(opened).expect("its own");
        Person { policy: policy.clone(), institution: school(), dossier, lines }
    }

    /// A child, born on a day, with a mother who has authority.
    pub fn child(born: &str) -> Person {
        let mut person = Person::of(&Policy::parse(POLICY).expect("a policy"));
        person.write(json!({ "kind": "born", "happened": "2024-02-01", "date": born }));
        person.write(json!({ "kind": "enrolled", "happened": "2024-02-01", "initial": true }));
        person.write(json!({
            "kind": "authority", "happened": "2024-02-01", "representative": "mother", "authority": "parental",
            "may": "exercise"
        }));
        person
    }

    /// Writes an entry without asking whether it may be; gives its number.
    pub fn write(&mut self, body: Value) -> u32 {
        self.append(Body::from_json(&body.to_string()).unwrap_or_else(|error| panic!("{body}: {error}")))
    }

    pub fn append(&mut self, body: Body) -> u32 {
        self.try_append(body).expect("an entry")
    }

    /// Writes an entry, unless it refers to none that it can refer to.
    pub fn try_append(&mut self, body: Body) -> Result<u32, DossierError> {
        let recorded = self.recorded(&body);
        let appended = self.dossier.append(self.dossier.head(), body, stamp(&self.dossier, recorded))?;
        let seq = appended.seq;
        self.lines.push_str(&appended.line);
        self.lines.push('\n');
        self.dossier = self.dossier.clone().with(appended)?;
        Ok(seq)
    }

    /// When an entry is written that says when it happened: then, or later, with the entry ahead.
    fn recorded(&self, body: &Body) -> Time {
        let last = self.dossier.entries().last().map_or(Time::MIN, |last| last.recorded());
        body.happened().first(self.policy.zone()).max(last)
    }

    /// Writes an entry that must be accepted.
    pub fn step(&mut self, body: Value) -> u32 {
        if let Err(error) = self.check_append(&body) {
            panic!("{body} is refused: {error}");
        }
        self.write(body)
    }

    /// The code of why an entry is refused; `accepted` if it is not.
    pub fn refused(&self, body: Value) -> String {
        self.check_append(&body).err().map_or("accepted".to_owned(), |error| error.code().to_owned())
    }

    pub fn check_append(&self, body: &Value) -> Result<(), RightsError> {
        let body = Body::from_json(&body.to_string()).unwrap_or_else(|error| panic!("{body}: {error}"));
        let claims = self.claims();
        claims.institution().check_append(&body).unwrap_or_else(|error| panic!("{body:?}: {error}"));
        let accepted = Requests::of(&claims).check_append(&claims, &body);
        // The one call that appends says the same, and makes the same line.
        let recorded = self.recorded(&body);
        let appended =
            claims.institution().append(&self.dossier, &[], body.clone(), stamp(&self.dossier, recorded));
        let expected = accepted.clone().and_then(|()| {
            let plain = self.dossier.append(self.dossier.head(), body, stamp(&self.dossier, recorded));
            plain.map_err(|error| RightsError::from(error.diagnostics()[0].clone()))
        });
        let created = |created: Result<Appended, RightsError>| match created {
            Ok(created) => (created.line, created.seq, created.head.to_string()),
            Err(error) => (error.to_string(), 0, String::new()),
        };
        assert_eq!(created(appended), created(expected));
        accepted
    }

    pub fn claims(&self) -> Claims {
        Institution::fold(&self.policy, &self.institution, &[], None).claims(&self.dossier, &[], None)
    }

    pub fn requests(&self) -> Requests {
        Requests::of(&self.claims())
    }

    pub fn request(&self, entry: u32) -> Request {
        self.requests().get(entry).expect("a request").clone()
    }

    /// The kinds of entry that may come next for a request at a moment.
    pub fn next(&self, entry: u32, at: &str) -> Vec<&'static str> {
        let claims = self.claims();
        Requests::of(&claims).next(&claims, entry, time(at)).expect("steps")
    }

    pub fn stage(&self, entry: u32) -> Stage {
        self.request(entry).stage
    }

    /// A request by the person, on the fifth of March 2026.
    pub fn asks(&mut self, right: &str, categories: &[&str]) -> u32 {
        self.step(json!({ "kind": "requested", "happened": on(5), "right": right, "categories": categories }))
    }

    pub fn granted(&mut self, right: &str, categories: &[&str]) -> u32 {
        let entry = self.asks(right, categories);
        self.step(json!({ "kind": "request-granted", "happened": on(6), "entry": entry }));
        entry
    }

    pub fn plan(&self, entry: u32) -> Plan {
        self.plan_at(entry, &on(20))
    }

    pub fn plan_at(&self, entry: u32, at: &str) -> Plan {
        plan(&self.claims(), &self.request(entry), time(at)).unwrap_or_else(|error| panic!("{error}"))
    }

    pub fn item(&self, entry: u32, name: &str) -> Item {
        let plan = self.plan(entry);
        plan.item(name).cloned().unwrap_or_else(|| panic!("no item {name} in {}", plan.to_json()))
    }

    pub fn kind(&self, entry: u32, name: &str) -> &'static str {
        self.item(entry, name).kind.as_str()
    }

    /// Records that every item that is work was done.
    pub fn does_all(&mut self, entry: u32) {
        for name in self.work(entry) {
            self.step(outcome(entry, &name, "done"));
        }
    }

    /// The names of the items that are work.
    pub fn work(&self, entry: u32) -> Vec<String> {
        let plan = self.plan(entry);
        plan.items.iter().filter(|item| item.kind.is_work()).map(|item| item.item.clone()).collect()
    }

    /// Ends the claims that an erasure ends.
    pub fn ends(&mut self, entry: u32) {
        let plan = self.plan(entry);
        self.step(json!({
            "kind": "erasure-granted", "happened": on(7), "purposes": plan.ends, "categories": plan.ends_on,
            "through": on(7)
        }));
    }

    pub fn close(&mut self, entry: u32) {
        self.step(closed(entry));
    }
}

pub fn closed(entry: u32) -> Value {
    json!({ "kind": "request-closed", "happened": on(20), "entry": entry })
}

pub fn outcome(entry: u32, item: &str, outcome: &str) -> Value {
    json!({ "kind": "request-item", "happened": on(10), "entry": entry, "item": item, "outcome": outcome })
}

pub fn judgement() -> Value {
    json!({ "role": "privacy officer", "article": "the law", "text": "Weighed, with these reasons." })
}

pub fn refusal(entry: u32, on_ground: &str, categories: &[&str]) -> Value {
    json!({
        "kind": "request-refused", "happened": on(6), "entry": entry, "ground": on_ground, "categories": categories,
        "decision": judgement()
    })
}

/// A supplier that only processes, and one that also decides on something.
pub fn supplier(decides: bool, rights: bool) -> Policy {
    let mut document: Value = serde_json::from_str(POLICY).expect("JSON");
    document["parties"]["supplier"] =
        json!({ "name": "The supplier", "acts-as": ["processor", "controller"], "country": "NL" });
    document["declared-by"] = json!("supplier");
    for (id, purpose) in document["purposes"].as_object_mut().expect("purposes") {
        if !(decides && id == "newsletter") {
            purpose["as"] = json!("processor");
            // A processor has no duty to keep of its own.
            for (_, rule) in purpose["retention"].as_object_mut().expect("rules") {
                if rule["kind"] == "minimum" {
                    rule["kind"] = json!("contract");
                }
            }
        }
    }
    if !rights {
        document.as_object_mut().expect("an object").shift_remove("rights");
    }
    Policy::parse(&document.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

/// What a controller writes to its processor.
pub fn instruction(entry: u32, acts: &[&str]) -> Value {
    json!({
        "kind": "instructed", "happened": on(6), "entry": entry, "acts": acts, "party": "college",
        "role": "privacy officer"
    })
}
