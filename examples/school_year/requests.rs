//! What people ask, and how it is answered: every step is checked before it is written down, and nothing closes while
//! work is left.

use rusqlite::Connection;
use serde_json::{Value, json};
use waarborg::calendar::{Day, Moment, Time};
use waarborg::claim::{Claims, Institution};
use waarborg::dossier::{Body, Dossier, ItemOutcome};
use waarborg::policy::{Id, Language};
use waarborg::rights::{ItemKind, PackRecord, Package, Plan, Requests, Stage, Whose, plan};

use crate::backup::{self, Erasures};
use crate::calendar::{closing, later};
use crate::policies::Policies;
use crate::world::{File, Of, Story};
use crate::{Result, store};

/// The desk that answers one request: a dossier that is open, and the day.
struct Desk<'a> {
    db: &'a Connection,
    institution: &'a Institution,
    file: &'a File,
    dossier: Dossier,
    day: Day,
    /// The entry with which the request arrived.
    entry: u32,
}

/// Answers one request of each kind, in the weeks after the story.
pub(crate) fn answered(db: &Connection, story: &Story, policies: &Policies) -> Result<()> {
    let institutions = policies.institutions(db, story)?;
    let mut used = Vec::new();
    let mut open = |policy: &str, fits: &dyn Fn(&File, &Claims) -> bool| -> Result<Desk<'_>> {
        for file in story.files.iter().filter(|file| file.policy == policy) {
            let (institution, dossier) = (institutions.of(file)?, store::load(db, file)?);
            let day = later(closing()?, 10)?;
            let claims = institution.claims(&dossier, &[], None);
            if !used.contains(&file.id) && fits(file, &claims) {
                used.push(file.id);
                return Ok(Desk { db, institution, file, dossier, day, entry: 0 });
            }
        }
        Err("nobody in this story can ask this".into())
    };
    let now = noon(later(closing()?, 10)?)?;
    let here = |file: &File, claims: &Claims| {
        file.of == Of::Pupil
            && claims
                .claim("teaching", "results")
                .is_ok_and(|claim| claim.at(now).value == waarborg::timeline::Value::Live)
    };
    let child = |file: &File, claims: &Claims| here(file, claims) && !file.tells("consent-given", "self");
    // A parent whose child has left: nothing needs the address any more, and the invoices are still there.
    let parent = |file: &File, claims: &Claims| {
        let reached = claims.claim("reach-parents", "contact-details");
        file.of == Of::Parent
            && reached.is_ok_and(|claim| claim.at(now).value == waarborg::timeline::Value::Ended)
    };

    println!("\nWhat people ask, and how it is answered (each step is checked before it is written)");
    access(open("school", &child)?)?;
    rectification(open("school", &child)?)?;
    erasure(open("school", &parent)?)?;
    let photographed = |file: &File, claims: &Claims| {
        child(file, claims) && store::has(db, file.id, "photo").is_ok_and(|has| has)
    };
    erasure_of_photos(open("school", &photographed)?)?;
    portability(open("school", &|file, claims| here(file, claims) && file.tells("consent-given", "self"))?)?;
    objection(open("school", &child)?, true)?;
    objection(open("school", &child)?, false)?;
    restriction(open("school", &child)?)?;
    forwarded(open("heutink", &|file, _| file.of == Of::Pupil)?)?;
    without_authority(open("school", &child)?)
}

/// A parent asks what the school has of their child. There is much, so the answer takes longer, and the parent is told.
fn access(mut desk: Desk<'_>) -> Result<()> {
    desk.arrives("requested", json!({ "right": "access", "categories": [], "by": "parent-1" }))?;
    desk.tells("access, by a parent")?;
    desk.passes(20)?;
    let decision = judged("12(3)", "Four years of results and notes, and two requests in one week.");
    desk.description("request-extended", json!({ "on": ["complexity", "number"], "decision": decision }))?;
    desk.tells("  told that it takes longer")?;
    desk.passes(25)?;
    desk.description("request-granted", json!({}))?;
    desk.refuses("package-ready", json!({}))?;
    desk.packs("access")?;
    desk.passes(3)?;
    desk.refuses("package-collected", json!({ "by": "a neighbour" }))?;
    desk.description("package-collected", json!({ "by": "parent-1" }))?;
    desk.closes()
}

/// A mark is wrong. It is put right in every system, and whoever received it is told.
fn rectification(mut desk: Desk<'_>) -> Result<()> {
    let asks = json!({ "right": "rectification", "categories": ["results"], "by": "parent-1" });
    desk.arrives("requested", asks)?;
    desk.tells("rectification, by a parent")?;
    desk.passes(6)?;
    desk.description("request-granted", json!({}))?;
    desk.works()?;
    desk.closes()
}

/// A parent wants everything erased. The invoices stay, and nothing is done with them but keeping the books.
fn erasure(mut desk: Desk<'_>) -> Result<()> {
    desk.writes("age-attested", json!({ "at-least": 18 }))?;
    let own = ["contact-details", "invoice"];
    desk.arrives("requested", json!({ "right": "erasure", "categories": own }))?;
    desk.tells("erasure, by a parent")?;
    desk.passes(8)?;
    desk.description("request-granted", json!({}))?;
    desk.works()?;
    desk.closes()
}

/// A parent wants the photos of their child gone. They are about others too, so the child is taken out of them; and
/// when a backup from before is put back, they are recognised.
fn erasure_of_photos(mut desk: Desk<'_>) -> Result<()> {
    backup::make(desk.db)?;
    let zone = desk.institution.policy().zone();
    let mut erasures = Erasures::none(zone)?;
    let asks = json!({ "right": "erasure", "categories": ["photo"], "by": "parent-1" });
    desk.arrives("requested", asks)?;
    desk.tells("erasure of photos, by a parent")?;
    desk.passes(4)?;
    desk.description("request-granted", json!({}))?;
    let erased = desk.works()?;
    erasures.add(&desk.file.person, &erased, desk.now()?)?;
    desk.closes()?;
    erasures.put_back()
}

/// A pupil of sixteen takes along what they gave.
fn portability(mut desk: Desk<'_>) -> Result<()> {
    desk.arrives("requested", json!({ "right": "portability", "categories": [], "by": "self" }))?;
    desk.tells("portability, by a pupil of sixteen")?;
    desk.passes(9)?;
    desk.description("request-granted", json!({}))?;
    desk.packs("portability")?;
    desk.passes(30)?;
    desk.description("package-lapsed", json!({}))?;
    desk.closes()
}

/// An objection to the statistics: not used while it is weighed, and then it is upheld, or rejected with a reason.
fn objection(mut desk: Desk<'_>, upheld: bool) -> Result<()> {
    desk.arrives("objected", json!({ "purposes": ["statistics"], "by": "parent-1" }))?;
    desk.tells(if upheld { "an objection that is upheld" } else { "an objection that is rejected" })?;
    desk.passes(12)?;
    if upheld {
        let decision = judged("21(1)", "The pupil can be recognised in a small class.");
        desk.description("objection-upheld", json!({ "decision": decision }))?;
        desk.works()?;
    } else {
        let said = json!({ "role": "privacy officer", "article": "21(1)", "text": " " });
        if Body::from_json(&desk.body("objection-rejected", json!({ "decision": said }))?).is_err() {
            println!("    refused: a rejection without a reason");
        }
        let decision = judged("21(1)", "The figures are pseudonymised, and the class is large.");
        desk.description("objection-rejected", json!({ "decision": decision }))?;
    }
    desk.closes()
}

/// A parent says that the file is wrong: it is kept and not used, and the parent is told before it is used again.
fn restriction(mut desk: Desk<'_>) -> Result<()> {
    let asks = json!({ "right": "restriction", "categories": ["guidance-file"], "by": "parent-1" });
    desk.arrives("requested", asks)?;
    desk.tells("restriction, by a parent")?;
    desk.passes(2)?;
    desk.description("request-granted", json!({}))?;
    let restricted = json!({ "ground": "accuracy", "categories": ["guidance-file"] });
    let entry = desk.writes("restricted", restricted)?;
    desk.works()?;
    desk.closes()?;
    desk.passes(20)?;
    desk.refuses("restriction-lifted", json!({ "entry": entry }))?;
    let informed = desk.day.to_string();
    desk.passes(2)?;
    desk.writes("restriction-lifted", json!({ "entry": entry, "informed": informed })).map(|_| ())
}

/// A request reaches the supplier of a tool, which is a processor: it forwards, and does not answer.
fn forwarded(mut desk: Desk<'_>) -> Result<()> {
    desk.arrives(
        "requested",
        json!({ "right": "access", "categories": ["leerlinggegevens"], "by": "parent-1" }),
    )?;
    desk.tells("access, asked of the supplier of a tool")?;
    desk.refuses("request-granted", json!({}))?;
    desk.passes(1)?;
    desk.description("request-forwarded", json!({ "to": "school" }))?;
    desk.closes()
}

/// Somebody who is no representative asks.
fn without_authority(mut desk: Desk<'_>) -> Result<()> {
    let asks = json!({ "right": "access", "categories": [], "by": "somebody-else" });
    desk.arrives("requested", asks)?;
    desk.tells("access, by somebody without authority")?;
    desk.refuses("request-granted", json!({}))?;
    desk.passes(3)?;
    let decision = judged("UAVG 5(4)", "No authority over this pupil was shown or is in our register.");
    let refusal = json!({ "on": "not-authorised", "categories": [], "decision": decision });
    desk.description("request-refused", refusal)?;
    desk.closes()
}

fn judged(ground: &str, text: &str) -> Value {
    json!({ "role": "privacy officer", "article": ground, "text": text })
}

fn noon(day: Day) -> Result<Time> {
    Ok(format!("{day}T12:00:00Z").parse()?)
}

impl Desk<'_> {
    fn now(&self) -> Result<Time> {
        noon(self.day)
    }

    fn claims(&self) -> Result<Claims> {
        Ok(self.institution.claims(&self.dossier, &[], None))
    }

    fn passes(&mut self, days: u64) -> Result<()> {
        self.day = later(self.day, days)?;
        Ok(())
    }

    fn body(&self, kind: &str, fields: Value) -> Result<String> {
        let mut body = json!({ "kind": kind, "happened": self.now()?.to_string() });
        let Some(object) = body.as_object_mut() else { return Err("a body is an object".into()) };
        if let Value::Object(fields) = fields {
            object.extend(fields);
        }
        // A step in the request names the entry with which it arrived.
        if self.entry != 0 && !object.contains_key("entry") {
            object.insert("entry".to_owned(), json!(self.entry));
        }
        Ok(body.to_string())
    }

    /// Appends an entry, if policy and request allow it.
    fn append(&mut self, body: Body) -> Result<u32> {
        let dossier = std::mem::replace(&mut self.dossier, Dossier::new());
        self.dossier =
            store::append(self.db, self.file.id, Some(self.institution), dossier, body, self.now()?)?;
        Ok(u32::try_from(self.dossier.entries().len())?)
    }

    fn arrives(&mut self, kind: &str, fields: Value) -> Result<()> {
        let body = Body::from_json(&self.body(kind, fields)?)?;
        self.entry = self.append(body)?;
        Ok(())
    }

    /// A step in the request.
    fn description(&mut self, kind: &str, fields: Value) -> Result<()> {
        let body = Body::from_json(&self.body(kind, fields)?)?;
        self.append(body).map(|_| ())
    }

    /// An entry that is no step of the request; its number.
    fn writes(&mut self, kind: &str, fields: Value) -> Result<u32> {
        let entry = std::mem::replace(&mut self.entry, 0);
        let body = self.body(kind, fields);
        self.entry = entry;
        self.append(Body::from_json(&body?)?)
    }

    /// Tries a step that must be refused, and tells why.
    fn refuses(&mut self, kind: &str, fields: Value) -> Result<()> {
        let body = Body::from_json(&self.body(kind, fields)?)?;
        let claims = self.claims()?;
        match Requests::of(&claims).check_append(&claims, &body) {
            Ok(()) => Err(format!("`{kind}` was to be refused").into()),
            Err(error) => {
                let first = error.diagnostics().first().ok_or("an error tells something")?;
                println!("    refused: `{kind}`: {}", first.message());
                Ok(())
            }
        }
    }

    /// Carries the plan out: in this story every system does what it is asked, one of them at the second try. Returns the
    /// categories of which nothing is left.
    fn works(&mut self) -> Result<Vec<Id>> {
        let mut erased_of = Vec::new();
        let created = self.plan()?;
        let count = |kind: ItemKind| created.items.iter().filter(|item| item.kind == kind).count();
        let kinds = ItemKind::ALL.iter().filter(|kind| count(**kind) > 0);
        let kinds: Vec<String> = kinds.map(|kind| format!("{} {}", count(*kind), kind.as_str())).collect();
        println!("    the plan: {}", kinds.join(", "));
        for item in created.items.iter().filter(|item| item.kind == ItemKind::Keep) {
            for kept in item.kept.iter() {
                let of = kept.purpose.as_ref().map_or("a claim of its own kind", |purpose| purpose.as_str());
                let why = kept.ground.map_or(kept.reason.code.english(), |ground| ground.english());
                println!("    kept: {} for {of}. {why}", item.item);
            }
        }
        if !created.ends.is_empty() {
            let granted = json!({ "purposes": created.ends, "through": self.now()?.to_string() });
            self.writes("erasure-granted", granted)?;
        }
        let created = self.plan()?;
        for (index, item) in created.items.iter().filter(|item| item.kind.is_work()).enumerate() {
            if index == 0 {
                self.description("request-item", json!({ "item": item.item, "outcome": "failed" }))?;
                self.refuses("request-closed", json!({}))?;
            }
            if let (ItemKind::Erase | ItemKind::Detach, Some(category)) = (item.kind, &item.category) {
                erased_of.push(category.clone());
                for kept in store::records(self.db, self.file.id)? {
                    if kept.category == category.as_str() {
                        store::remove(self.db, self.file.id, &kept)?;
                    }
                }
                let mut erased = json!({ "category": category, "through": self.now()?.to_string() });
                if let (Some(system), Some(erased)) = (&item.system, erased.as_object_mut()) {
                    erased.insert("system".to_owned(), json!(system));
                }
                self.writes("erased", erased)?;
            }
            self.description("request-item", json!({ "item": item.item, "outcome": "done" }))?;
        }
        Ok(erased_of)
    }

    /// Records who the recipients are of which the policy names only the kind.
    fn names(&mut self) -> Result<()> {
        for item in self.plan()?.items.iter().filter(|item| item.kind == ItemKind::NameRecipient) {
            self.description(
                "request-item",
                json!({ "item": item.item, "outcome": "done", "names": ["Voorbeeld B.V."] }),
            )?;
        }
        Ok(())
    }

    /// Packs what the plan gives: all of it as JSON, and a page for the person, in the language of the policy, beside the database.
    fn packs(&mut self, name: &str) -> Result<()> {
        self.names()?;
        let (created, now) = (self.plan()?, self.now()?);
        let (claims, whose) = (self.claims()?, Whose { subject: &self.file.person, institution: None });
        let requests = Requests::of(&claims);
        let request = requests.get(self.entry)?;
        let mut out = Vec::new();
        let mut package = Package::begin(&claims, request, &created, &whose, now, &mut out)?;
        let gives = |kind| matches!(kind, ItemKind::Give | ItemKind::GiveInPart);
        let kept = store::records(self.db, self.file.id)?;
        let mut outcomes = Vec::new();
        for item in created.items.iter().filter(|item| gives(item.kind)) {
            let Some(category) = &item.category else { continue };
            let mut outcome = ItemOutcome::NothingFound;
            for kept in kept.iter().filter(|kept| kept.category == category.as_str()) {
                let record =
                    json!({ "about": self.file.person, "identifiability": kept.identifiability.as_str() })
                        .to_string();
                let record = PackRecord {
                    category: category.as_str(),
                    subjects: &[&self.file.person],
                    // Who else is in a photo was looked at, and left out.
                    redacted: (item.kind == ItemKind::GiveInPart).then_some(&["others"]),
                    created: Some(Moment::On(kept.created)),
                    json: record.as_bytes(),
                };
                package.push(&item.item, &record, &mut out)?;
                outcome = ItemOutcome::Done;
            }
            package.close(&item.item, outcome, &mut out)?;
            outcomes.push((item.item.clone(), outcome));
        }
        let packed = package.finish(&mut out)?;
        let page = packed.page(&claims, request, &created, &whose, Language::English)?;
        std::fs::write(format!("target/school_year.{name}.json"), &out)?;
        std::fs::write(format!("target/school_year.{name}.html"), page)?;
        let records: u64 = packed.contents.iter().map(|contents| contents.records).sum();
        println!(
            "    packed: {records} records, {} bytes; target/school_year.{name}.html to read",
            packed.bytes
        );
        for (item, outcome) in outcomes {
            self.description("request-item", json!({ "item": item, "outcome": outcome.as_str() }))?;
        }
        self.description("package-ready", json!({ "digest": packed.digest_hex() }))
    }

    fn plan(&self) -> Result<Plan> {
        let claims = self.claims()?;
        Ok(plan(&claims, Requests::of(&claims).get(self.entry)?, self.now()?)?)
    }

    fn closes(&mut self) -> Result<()> {
        self.description("request-closed", json!({}))?;
        let claims = self.claims()?;
        let requests = Requests::of(&claims);
        let request = requests.get(self.entry)?;
        if request.stage != Stage::Closed || !requests.ignored().is_empty() {
            return Err("the request did not close".into());
        }
        println!("    closed on {}; {} entries", self.day, self.dossier.entries().len());
        Ok(())
    }

    /// What is asked, of whom, and by when it must be answered.
    fn tells(&self, what: &str) -> Result<()> {
        let claims = self.claims()?;
        let requests = Requests::of(&claims);
        let request = requests.get(self.entry)?;
        let clock = request.clock(&claims, self.now()?)?;
        let zone = self.institution.zone();
        println!(
            "  {what}: {} ({}); received {}, answer safely by {}, by law by {}{}",
            self.file.person,
            self.file.policy,
            request.received.day(zone),
            clock.answer.safe,
            clock.answer.legal,
            if clock.answer.provisional { " (holidays not published yet)" } else { "" },
        );
        Ok(())
    }
}
