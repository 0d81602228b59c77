//! What must hold in every dossier: random entries, some asked about first, some not.
//!
//! `WAARBORG_WORLDS=500` looks at that many dossiers, `WAARBORG_SEED=7` at other ones; see `tests/random.rs`.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestCaseError};
use serde_json::{Value, json};
use waarborg::claim::{Institution, Record};
use waarborg::dossier::{Body, Dossier};
use waarborg::law::{RefusalGround, Right};
use waarborg::policy::Policy;
use waarborg::retention::{Erasable, erasable};
use waarborg::rights::{ItemKind, Request, Requests, Stage, plan};

use super::world::*;
use crate::random::config;
use crate::writing::stamp;

const RIGHTS: [&str; 6] =
    ["access", "rectification", "erasure", "restriction", "portability", "human-intervention"];
const SCOPES: [&[&str]; 6] = [
    &[],
    &["story"],
    &["story", "photo"],
    &["account", "results"],
    &["usage", "score"],
    &["portfolio", "group"],
];
const AGAINST: [&[&str]; 4] = [&[], &["improving"], &["newsletter"], &["newsletter", "showing"]];
const WHO: [&str; 4] = ["self", "self", "mother", "stranger"];
const ACTS: [&[&str]; 4] = [&["plan"], &["package"], &["plan", "package"], &[]];
const OUTCOMES: [&str; 5] = ["done", "done", "nothing-found", "failed", "disproportionate"];

/// What is tried next; the numbers choose among what there is.
type Try = (u8, u8, u8, bool);

fn tries(longest: usize) -> impl Strategy<Value = Vec<Try>> {
    vec((0u8..43, any::<u8>(), any::<u8>(), any::<bool>()), 4..longest)
}

fn pick<T: Copy>(list: &[T], number: u8) -> T {
    list[usize::from(number) % list.len()]
}

/// The entry that is tried, if there is anything to try it on.
fn entry(person: &Person, requests: &Requests, (kind, a, b, flag): Try, happened: &str) -> Option<Value> {
    let decides = matches!(kind, 12 | 13 | 29);
    let list: Vec<&Request> = requests.iter().filter(|of| !decides || of.right == Right::Objection).collect();
    let target = (!list.is_empty()).then(|| list[usize::from(a) % list.len()]);
    let about =
        |kind: &str| target.map(|of| json!({ "kind": kind, "happened": happened, "entry": of.entry }));
    let with = |kind: &str, key: &str, value: Value| {
        about(kind).map(|mut body| {
            body[key] = value;
            body
        })
    };
    Some(match kind {
        40.. => {
            let mut body = with("instructed", "acts", json!(pick(&ACTS, a)))?;
            (body["party"], body["role"]) =
                (json!(pick(&["college", "college", "city"], b)), json!("privacy officer"));
            body
        }
        // Of a few requests, what is left of the work: else hardly one would be done.
        0..3 | 16 | 17 | 30.. if list.len() > 2 || kind > 2 => {
            let granted: Vec<_> = list.iter().filter(|of| of.stage == Stage::Granted).collect();
            let target = granted.get(usize::from(a) % granted.len().max(1))?;
            let plan = plan(&person.claims(), target, time(happened)).ok()?;
            match plan.undone(&target.outcomes).next() {
                Some(item) => outcome_at(target.entry, &item.item, happened),
                None if target.has_package() => {
                    json!({ "kind": "package-ready", "happened": happened, "entry": target.entry })
                }
                None => json!({ "kind": "request-closed", "happened": happened, "entry": target.entry }),
            }
        }
        0..3 => json!({
            "kind": "requested", "happened": happened, "right": pick(&RIGHTS, a), "categories": pick(&SCOPES, b),
            "by": if flag { "self" } else { pick(&WHO, a / 6) }
        }),
        3 => json!({
            "kind": "objected", "happened": happened, "purposes": pick(&AGAINST, b), "by": pick(&WHO, a / 6)
        }),
        4 => with("request-paused", "awaiting", json!("identity"))?,
        5 => about("request-resumed")?,
        6 => {
            let mut body = with("request-extended", "decision", judgement())?;
            body["ground"] = json!(["number"]);
            body
        }
        7..10 => about("request-granted")?,
        10 | 11 => {
            let mut body = with("request-refused", "ground", json!(pick(RefusalGround::ALL, b).as_str()))?;
            body["decision"] = judgement();
            body["categories"] = if flag { json!([]) } else { json!(pick(&SCOPES, b / 8)) };
            body
        }
        12 | 29 => with("objection-upheld", "decision", judgement())?,
        13 => with("objection-rejected", "decision", judgement())?,
        14 if b < 64 => about("objection-withdrawn")?,
        15 => {
            let plan = plan(&person.claims(), target?, time(happened)).ok()?;
            let item = &plan.items[usize::from(b) % plan.items.len()];
            let mut body = with("request-item", "item", json!(item.item))?;
            body["outcome"] = json!(pick(&OUTCOMES, b / 16));
            if flag {
                body["decision"] = judgement();
            }
            body
        }
        18 => about("package-ready")?,
        19 => with("package-collected", "by", json!(pick(&WHO, b)))?,
        20 => about("package-lapsed")?,
        21 if b < 64 => about("request-withdrawn")?,
        22..25 => about("request-closed")?,
        25 => with("request-forwarded", "to", json!(pick(&["college", "city"], b)))?,
        26 => {
            let plan = plan(&person.claims(), target?, time(happened)).ok()?;
            json!({
                "kind": "erasure-granted", "happened": happened, "purposes": plan.ends, "categories": plan.ends_on,
                "through": happened
            })
        }
        27 => json!({
            "kind": "erased", "happened": happened, "category": pick(&["story", "photo", "account", "usage"], a),
            "system": pick(&["app", "archive"], b), "through": happened
        }),
        28 => match a % 5 {
            0 => {
                json!({ "kind": "restricted", "happened": happened, "ground": "accuracy", "categories": pick(&SCOPES, b) })
            }
            1 => json!({ "kind": "hold", "happened": happened, "categories": pick(&SCOPES, b) }),
            2 => {
                json!({ "kind": "consent-withdrawn", "happened": happened, "purposes": ["showing"], "by": "self" })
            }
            3 => json!({ "kind": "contract-ended", "happened": happened }),
            _ => json!({ "kind": "authority-ended", "happened": happened, "representative": "mother" }),
        },
        _ if b > 200 => json!({
            "kind": "disclosed", "happened": happened, "recipient": "city", "categories": pick(&SCOPES[1..], b),
            "ground": "legal-duty"
        }),
        _ => return None,
    })
}

fn outcome_at(entry: u32, item: &str, happened: &str) -> Value {
    json!({ "kind": "request-item", "happened": happened, "entry": entry, "item": item, "outcome": "done" })
}

/// Everything that has been written, and what it should come to.
struct World {
    person: Person,
    /// The numbers of entries that were refused and written all the same.
    refused: Vec<u32>,
    /// What was tried and written: how often each kind.
    written: BTreeMap<String, usize>,
}

impl World {
    fn new() -> World {
        World::of(&Policy::parse(POLICY).expect("a policy"))
    }

    fn of(policy: &Policy) -> World {
        let mut person = Person::student(policy);
        person.write(json!({
            "kind": "authority", "happened": "2024-02-01", "representative": "mother", "authority": "parental",
            "may": "exercise"
        }));
        World { person, refused: Vec::new(), written: BTreeMap::new() }
    }

    /// Tries each; with `anyway`, half of what is refused is written all the same.
    fn run(tries: &[Try], anyway: bool) -> Result<World, TestCaseError> {
        World::new().runs(tries, anyway)
    }

    fn runs(self, tries: &[Try], anyway: bool) -> Result<World, TestCaseError> {
        let mut world = self;
        for (index, of) in tries.iter().enumerate() {
            let happened = format!("2026-03-{:02}T{:02}:00:00.000000Z", 2 + index / 12, 8 + index % 12);
            let claims = world.person.claims();
            let before = Requests::of(&claims);
            let Some(body) = entry(&world.person, &before, *of, &happened) else { continue };
            let read =
                Body::from_json(&body.to_string()).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let refused = before.check_append(&claims, &read).err();
            if refused.is_some() && !(anyway && of.3) {
                continue;
            }
            if refused.is_none() && matches!(body["kind"].as_str(), Some("request-closed" | "package-ready"))
            {
                world.nothing_is_undone(&before, &body, &happened)?;
            }
            let seq = match world.person.try_append(read) {
                Ok(seq) => seq,
                Err(error) => {
                    prop_assert!(refused.is_some(), "{body} is accepted, and cannot be written: {error}");
                    continue;
                }
            };
            let after = world.person.requests();
            *world.written.entry(body["kind"].as_str().unwrap_or_default().to_owned()).or_default() += 1;
            if refused.is_some() {
                world.refused.push(seq);
                let same = before.iter().eq(after.iter());
                prop_assert!(same, "{body} is refused, and changes something");
            }
            prop_assert_eq!(after.ignored(), &world.refused[..], "{}", body);
        }
        world.joined_end_with_the_first()?;
        Ok(world)
    }

    /// Looks by hand at what a step that ends the work needs: in the entries as they were written.
    fn nothing_is_undone(&self, requests: &Requests, body: &Value, at: &str) -> Result<(), TestCaseError> {
        let entry = body["entry"].as_u64().expect("a number") as u32;
        let request = requests.get(entry).expect("a request");
        if !matches!(request.stage, Stage::Granted | Stage::Lapsed) {
            return Ok(());
        }
        let mut outcomes = BTreeMap::new();
        let written =
            self.person.dossier.entries().iter().filter(|entry| !self.refused.contains(&entry.seq()));
        let written: Vec<Value> =
            written.filter_map(|entry| serde_json::from_str(&entry.body()?.json()).ok()).collect();
        for item in written.iter().filter(|w| w["kind"] == "request-item" && w["entry"] == entry) {
            outcomes.insert(item["item"].as_str().expect("a name").to_owned(), item["outcome"].clone());
        }
        let plan = plan(&self.person.claims(), request, time(at)).expect("a plan");
        for item in &plan.items {
            let done = match outcomes.get(&item.item).and_then(Value::as_str) {
                Some("done" | "nothing-found") => true,
                Some("disproportionate") => {
                    item.recipient.is_some() && item.kind == ItemKind::NotifyRecipient
                }
                _ => false,
            };
            prop_assert!(done || !item.kind.is_work(), "{} is closed with {} undone", entry, item.item);
            if request.right == Right::Erasure && item.kind == ItemKind::Keep {
                prop_assert!(
                    item.kept.iter().all(|kept| kept.ground.is_some()),
                    "{} has no ground",
                    item.item
                );
            }
        }
        // The photos and the story rest on consent, which an erasure ends, and on nothing else.
        if request.right == Right::Erasure {
            for category in ["photo", "story"] {
                let id = waarborg::policy::Id::new(category).expect("a name");
                let is_refused = request.refused.iter().any(|refusal| refusal.categories.contains(&id));
                if !request.is_about(&id) || is_refused {
                    continue;
                }
                let claims = self.person.claims();
                let ended = claims.claim("showing", category).expect("a claim").at(time(at)).value
                    == waarborg::timeline::Value::Ended;
                let granted = written.iter().any(|w| {
                    let names = |key: &str, name: &str| {
                        let list = w[key].as_array();
                        list.is_some_and(|list| list.is_empty() || list.iter().any(|id| id == name))
                    };
                    w["kind"] == "erasure-granted"
                        && names("purposes", "showing")
                        && names("categories", category)
                });
                prop_assert!(ended || granted, "{category} is closed and still claimed");
            }
        }
        Ok(())
    }

    /// A plan covers everything that is asked about, in every system, exactly once. From the policy's JSON.
    fn plans_are_complete(&self, at: &str) -> Result<(), TestCaseError> {
        let policy: Value = serde_json::from_str(POLICY).expect("JSON");
        let claims = self.person.claims();
        for request in Requests::of(&claims).iter() {
            let mut expected = BTreeSet::new();
            for category in policy["categories"].as_object().expect("categories").keys() {
                let id = waarborg::policy::Id::new(category).expect("a name");
                if !request.is_about(&id) {
                    continue;
                }
                let systems = policy["systems"].as_object().expect("systems").iter();
                let holding: Vec<&String> = systems
                    .filter(|(_, system)| {
                        system["categories"].as_array().is_some_and(|c| c.contains(&json!(category)))
                    })
                    .map(|(id, _)| id)
                    .collect();
                expected.extend(holding.iter().map(|system| format!("{category}@{system}")));
                if holding.is_empty() {
                    expected.insert(category.clone());
                }
            }
            let plan = plan(&claims, request, time(at)).expect("a plan");
            let mut found = BTreeSet::new();
            for item in plan.items.iter().filter(|item| item.kind != ItemKind::NotifyRecipient) {
                prop_assert!(found.insert(item.item.clone()), "{} twice", item.item);
            }
            prop_assert_eq!(found, expected);
            let place = |category: &str| {
                plan.items.iter().position(|i| i.category.as_ref().is_some_and(|c| c.as_str() == category))
            };
            for (needed, needing) in [("account", "results"), ("account", "portfolio")] {
                if let (Some(needed), Some(needing)) = (place(needed), place(needing)) {
                    prop_assert!(needing < needed, "what is needed goes last");
                }
            }
            prop_assert_eq!(
                plan.to_json(),
                self::plan(&claims, request, time(at)).expect("a plan").to_json()
            );
        }
        Ok(())
    }

    /// A request that joined another is open no longer than that one; and no closed request holds anything.
    fn joined_end_with_the_first(&self) -> Result<(), TestCaseError> {
        let claims = self.person.claims();
        let requests = Requests::of(&claims);
        for request in requests.iter() {
            let Some(first) = request.joined.map(|entry| requests.get(entry).expect("a request")) else {
                continue;
            };
            prop_assert_eq!((first.right, first.joined), (request.right, None));
            prop_assert!(first.is_open() || !request.is_open(), "{:?} outlives {:?}", request, first);
            prop_assert!(request.is_open() || request.stage == Stage::Closed);
        }
        for request in requests.iter().filter(|request| request.is_open() && self.refused.is_empty()) {
            // An objection holds by its claims, and an erasure holds nothing against its own plan.
            if matches!(request.right, Right::Objection | Right::Erasure) {
                continue;
            }
            for category in ["story", "photo", "usage"] {
                let record =
                    Record { created: Some("2026-03-02".parse().expect("a day")), ..Record::default() };
                let may = erasable(&claims, category, &record, time(AFTER)).expect("an answer");
                let is_about = request.is_about(&waarborg::policy::Id::new(category).expect("a name"));
                prop_assert!(!is_about || may != Erasable::Yes, "{} of {:?}", category, request);
            }
        }
        if requests.iter().all(|request| !request.is_open()) && self.refused.is_empty() {
            for category in ["story", "photo", "usage"] {
                let record =
                    Record { created: Some("2026-03-02".parse().expect("a day")), ..Record::default() };
                if let Erasable::No(reason) =
                    erasable(&claims, category, &record, time(AFTER)).expect("an answer")
                {
                    prop_assert_ne!(reason.code.as_str(), "held-open-request", "{}", category);
                }
            }
        }
        Ok(())
    }

    /// The kinds of entry of which `next` says that they may come are those of which one is accepted.
    fn next_is_what_is_accepted(&self, at: &str) -> Result<usize, TestCaseError> {
        let claims = self.person.claims();
        let requests = Requests::of(&claims);
        let mut compared = 0;
        for request in requests.iter() {
            let next = requests.next(&claims, request.entry, time(at)).expect("steps");
            for kind in KINDS {
                let accepted = every(&claims, request, kind, at).into_iter().find(|body| {
                    let read = Body::from_json(&body.to_string()).expect("a body");
                    claims.institution().check_append(&read).is_ok()
                        && requests.check_append(&claims, &read).is_ok()
                });
                prop_assert_eq!(
                    next.contains(kind),
                    accepted.is_some(),
                    "{} for {:?} of {:?}: {:?}",
                    kind,
                    request,
                    next,
                    accepted
                );
                if let Some(body) = accepted {
                    let read = Body::from_json(&body.to_string()).expect("a body");
                    let dossier = &self.person.dossier;
                    let stamp = stamp(dossier, time(at));
                    let appended = claims.institution().append(dossier, &[], read, stamp);
                    prop_assert!(appended.is_ok(), "{} is listed, and {:?}", body, appended.err());
                    compared += 1;
                }
            }
        }
        Ok(compared)
    }

    /// Read from its lines, and folded anew, a dossier says the same.
    fn loads_the_same(&self) -> Result<(), TestCaseError> {
        let loaded = Dossier::load(&self.person.lines, self.person.dossier.head()).expect("a dossier");
        let institution = Institution::fold(&self.person.policy, &self.person.institution, &[], None);
        let (one, two) = (self.person.requests(), Requests::of(&institution.claims(&loaded, &[], None)));
        prop_assert!(one.iter().eq(two.iter()));
        prop_assert_eq!(one.ignored(), two.ignored());
        Ok(())
    }
}

/// The kinds of steps in a request.
const KINDS: &[&str] = &[
    "request-paused",
    "request-resumed",
    "request-extended",
    "request-forwarded",
    "instructed",
    "request-granted",
    "request-refused",
    "request-item",
    "package-ready",
    "package-collected",
    "package-lapsed",
    "request-withdrawn",
    "request-closed",
    "objection-upheld",
    "objection-rejected",
    "objection-withdrawn",
];

/// Every entry of a kind that is worth trying for a request.
fn every(claims: &waarborg::claim::Claims, request: &Request, kind: &str, at: &str) -> Vec<Value> {
    let body = |fields: Value| {
        let mut body = json!({ "kind": kind, "happened": at, "entry": request.entry });
        for (key, value) in fields.as_object().expect("fields") {
            body[key] = value.clone();
        }
        body
    };
    let parties = ["college", "city", "printer", "supplier"];
    let each = |key: &str, words: &[&str]| words.iter().map(|word| body(json!({ key: word }))).collect();
    match kind {
        "request-paused" => each("awaiting", &["identity"]),
        "request-extended" => vec![body(json!({ "ground": ["number"], "decision": judgement() }))],
        "request-forwarded" => each("to", &parties),
        "package-collected" => each("by", &["self", "mother", "stranger", "college", "city"]),
        "instructed" => {
            let acts = [json!(["plan"]), json!(["package"])];
            let of = |party: &&str| {
                acts.clone().map(|acts| body(json!({ "party": party, "acts": acts, "role": "officer" })))
            };
            parties.iter().flat_map(of).collect()
        }
        "request-refused" => {
            let categories = SCOPES.iter().flat_map(|scope| scope.iter()).map(|id| json!([id]));
            let scopes = core::iter::once(json!([])).chain(categories);
            let scopes: Vec<Value> =
                scopes.chain(["invoice", "group", "allergy"].map(|id| json!([id]))).collect();
            let of = |scope| {
                body(json!({ "categories": scope, "ground": "not-authorised", "decision": judgement() }))
            };
            scopes.into_iter().map(of).collect()
        }
        "request-item" => {
            let Ok(plan) = plan(claims, request, time(at)) else { return Vec::new() };
            let of = |item: &waarborg::rights::Item| {
                ["done", "nothing-found", "failed"].map(|outcome| {
                    let mut fields = json!({ "item": item.item, "outcome": outcome });
                    if item.kind == ItemKind::NameRecipient {
                        fields["names"] = json!(["Somebody"]);
                    }
                    body(fields)
                })
            };
            plan.items.iter().flat_map(of).collect()
        }
        "objection-upheld" | "objection-rejected" => vec![body(json!({ "decision": judgement() }))],
        _ => vec![body(json!({}))],
    }
}

/// Policies under which the author decides on everything, on nothing, and on some.
fn policies() -> [Policy; 3] {
    [Policy::parse(POLICY).expect("a policy"), supplier(false, true), supplier(true, true)]
}

const AFTER: &str = "2026-05-01T12:00:00Z";

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn no_sequence_of_admitted_steps_closes_with_work_undone(tries in tries(50)) {
        let world = World::run(&tries, false)?;
        prop_assert!(world.refused.is_empty());
        world.plans_are_complete(AFTER)?;
        world.loads_the_same()?;
    }

    #[test]
    fn what_is_refused_and_written_all_the_same_changes_nothing_and_is_told(tries in tries(50)) {
        let world = World::run(&tries, true)?;
        world.plans_are_complete(AFTER)?;
        world.loads_the_same()?;
    }

    #[test]
    fn next_lists_what_append_accepts(tries in tries(40), policy in 0usize..3, late in any::<bool>()) {
        let world = World::of(&policies()[policy]).runs(&tries, false)?;
        let last = format!("2026-03-{:02}T{:02}:30:00.000000Z", 2 + tries.len() / 12, 8 + tries.len() % 12);
        world.next_is_what_is_accepted(if late { AFTER } else { &last })?;
    }

    #[test]
    fn a_plan_of_who_may_not_ask_contains_no_work(tries in tries(40)) {
        let world = World::run(&tries, true)?;
        let claims = world.person.claims();
        for request in Requests::of(&claims).iter().filter(|r| r.authority != waarborg::timeline::Value::Live) {
            let plan = plan(&claims, request, time(AFTER)).expect("a plan");
            prop_assert_eq!(plan.authority, Some(request.authority));
            prop_assert!(plan.items.iter().all(|item| !item.kind.is_work()), "{}", plan.to_json());
            prop_assert!(plan.ends.is_empty());
        }
    }

    /// A step that is undone leaves the requests as they were.
    #[test]
    fn a_voided_entry_counts_as_never_written(tries in tries(24), number in any::<u8>()) {
        let before = World::run(&tries, false)?;
        let mut with = World::run(&tries, false)?;
        let claims = with.person.claims();
        let requests = Requests::of(&claims);
        let kind = 4 + number % 24;
        let Some(body) = entry(&with.person, &requests, (kind, number, number / 2, true), "2026-04-01T12:00:00.000000Z") else {
            return Ok(());
        };
        let read = Body::from_json(&body.to_string()).expect("a body");
        let Ok(seq) = with.person.try_append(read) else { return Ok(()) };
        with.person.write(json!({ "kind": "voided", "happened": "2026-04-01T12:00:00.000000Z", "entry": seq, "decision": { "role": "officer", "article": "5(1)(d)", "text": "a mistake" } }));
        let (one, two) = (before.person.requests(), with.person.requests());
        prop_assert!(one.iter().eq(two.iter()));
        prop_assert_eq!(one.ignored(), two.ignored());
    }
}

/// A granted request, and the outcomes of its items in some order: all of them, or all but one.
fn order() -> impl Strategy<Value = (u8, Vec<u8>, Option<u8>)> {
    (any::<u8>(), vec(any::<u8>(), 40), proptest::option::of(any::<u8>()))
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn no_order_of_outcomes_matters((right, keys, left_out) in order()) {
        let right = pick(&["access", "rectification", "erasure", "portability"], right);
        let begin = || {
            let mut person = Person::new();
            let entry = person.granted(right, &["story", "photo", "portfolio", "results"]);
            if right == "erasure" {
                person.ends(entry);
            }
            (person, entry)
        };
        let (mut one, entry) = begin();
        let (mut two, _) = begin();
        let work = one.work(entry);
        let mut shuffled: Vec<(u8, &String)> = keys.iter().copied().zip(&work).collect();
        shuffled.sort();
        prop_assert!(!work.is_empty() && shuffled.len() == work.len());
        let missing = left_out.map(|number| work[usize::from(number) % work.len()].clone());
        for name in work.iter().filter(|name| Some(*name) != missing.as_ref()) {
            one.step(outcome(entry, name, "done"));
        }
        for (_, name) in shuffled.into_iter().filter(|(_, name)| Some(*name) != missing.as_ref()) {
            // Each fails first, and is told twice.
            two.step(outcome(entry, name, "failed"));
            two.step(outcome(entry, name, "done"));
            two.step(outcome(entry, name, "done"));
        }
        prop_assert_eq!(&one.request(entry).outcomes, &two.request(entry).outcomes);
        let end = if one.request(entry).has_package() { "package-ready" } else { "request-closed" };
        let end = json!({ "kind": end, "happened": on(20), "entry": entry });
        let expected = if missing.is_some() { "undone" } else { "accepted" };
        prop_assert_eq!(one.refused(end.clone()), expected);
        prop_assert_eq!(two.refused(end), expected);
    }
}

/// The random dossiers come to something: every kind of step is accepted, and requests are closed in every way.
#[test]
fn the_random_dossiers_get_everywhere() {
    use proptest::strategy::ValueTree;
    let mut runner =
        proptest::test_runner::TestRunner::new(Config { rng_seed: RngSeed::Fixed(0x5eed), ..config(1) });
    let (mut written, mut closed, mut stages) =
        (BTreeMap::<String, usize>::new(), BTreeSet::new(), BTreeSet::new());
    for _ in 0..40 {
        let tries = tries(90).new_tree(&mut runner).expect("tries").current();
        let world = World::run(&tries, false).expect("a world");
        for (kind, count) in &world.written {
            *written.entry(kind.clone()).or_default() += count;
        }
        for request in world.person.requests().iter() {
            stages.insert(request.stage.as_str());
            if request.stage == Stage::Closed {
                closed.insert(request.right.as_str());
            }
        }
    }
    println!("{written:?}\n{closed:?}\n{stages:?}");
    for kind in ["request-item", "package-ready", "objection-upheld", "erasure-granted", "request-closed"] {
        assert!(written.get(kind).is_some_and(|count| *count > 3), "{kind}: {written:?}");
    }
    // Requests of a processor come to something as well, and `next` is compared in every stage.
    let mut compared = 0;
    for (index, policy) in policies().iter().cycle().take(30).enumerate() {
        let tries = tries(60 + index).new_tree(&mut runner).expect("tries").current();
        let world = World::of(policy).runs(&tries, false).expect("a world");
        for (kind, count) in &world.written {
            *written.entry(kind.clone()).or_default() += count;
        }
        compared += world.next_is_what_is_accepted(AFTER).expect("the same");
    }
    println!("{compared} steps are listed and accepted; {written:?}");
    assert!(compared > 100 && written.get("instructed").is_some_and(|count| *count > 3), "{compared}");
    assert!(written.get("request-forwarded").is_some_and(|count| *count > 1), "{written:?}");
    assert!(closed.len() >= 5, "{closed:?}");
    assert!(stages.len() >= 7, "{stages:?}");
}
