//! waarborg: the decision by number and by name. Nothing else here calls it.

use std::fmt::Display;
use std::hint::black_box;

use waarborg::calendar::Time;
use waarborg::claim::{Claims, Institution};
use waarborg::decision::{Decision, IdQuery, Query, decide, decide_by_id};
use waarborg::dossier::Dossier;
use waarborg::policy::{NameId, NameKind, Verb};

use crate::engine::{Answer, Engine};
use crate::rules::{Request, Rule, World, category, purpose, role};
use crate::inputs::{RECIPIENT, claims, dossiers, institution};

/// How the table names the one that the targets are about.
pub const BY_ID: &str = "waarborg, by number, claims prebuilt";

/// Decides with names looked up before, on claims folded before.
pub struct ById {
    claims: Vec<Claims>,
    recipient: NameId,
    asked: Vec<(usize, NameId, NameId, NameId, Time)>,
}

/// Decides with four names, on claims folded before.
pub struct ByName {
    claims: Vec<Claims>,
    asked: Vec<(usize, [String; 4], Time)>,
}

/// Folds the person's dossier for every question, and throws the claims away after it.
pub struct Folding {
    institution: Institution,
    dossiers: Vec<Dossier>,
    by_id: ById,
}

impl ById {
    pub fn new(world: &World) -> ById {
        let institution = institution(world);
        let id = |kind, name: String| institution.policy().id(kind, &name).expect("a name of the policy");
        let asked = world.requests.iter().map(|Request { person, rule, now }| {
            let role = id(NameKind::Role, role(rule.role));
            let purpose = id(NameKind::Purpose, purpose(rule.purpose));
            let category = id(NameKind::Category, category(rule.category));
            (*person, role, purpose, category, moment(*now))
        });
        ById {
            asked: asked.collect(),
            recipient: id(NameKind::Recipient, RECIPIENT.to_owned()),
            claims: dossiers(world, &institution).iter().map(|dossier| claims(&institution, dossier)).collect(),
        }
    }

    fn query(&self, request: usize) -> (usize, IdQuery<'static>) {
        let (person, role, purpose, category, now) = self.asked[request];
        let query = IdQuery {
            recipient: Some(self.recipient),
            ..IdQuery::new(role, Verb::Share, purpose, category, now)
        };
        (person, query)
    }
}

impl Engine for ById {
    fn name(&self) -> &'static str {
        BY_ID
    }

    fn decide(&mut self, request: usize) -> Answer {
        let (person, query) = self.query(request);
        verdict(decide_by_id(black_box(&self.claims[person]), black_box(&query)))
    }
}

impl ByName {
    pub fn new(world: &World) -> ByName {
        let institution = institution(world);
        let asked = world.requests.iter().map(|Request { person, rule, now }| {
            let Rule { purpose: p, category: c, role: r } = *rule;
            (*person, [role(r), purpose(p), category(c), RECIPIENT.to_owned()], moment(*now))
        });
        ByName {
            asked: asked.collect(),
            claims: dossiers(world, &institution).iter().map(|dossier| claims(&institution, dossier)).collect(),
        }
    }
}

impl Engine for ByName {
    fn name(&self) -> &'static str {
        "waarborg, four names, claims prebuilt"
    }

    fn decide(&mut self, request: usize) -> Answer {
        let (person, [role, purpose, category, recipient], now) = &self.asked[request];
        let query =
            Query { recipient: Some(recipient), ..Query::new(role, Verb::Share, purpose, category, *now) };
        verdict(decide(black_box(&self.claims[*person]), black_box(&query)))
    }
}

impl Folding {
    pub fn new(world: &World) -> Folding {
        let by_id = ById::new(world);
        let institution = by_id.claims[0].institution().clone();
        Folding { dossiers: dossiers(world, &institution), institution, by_id }
    }
}

impl Engine for Folding {
    fn name(&self) -> &'static str {
        "waarborg, dossier folded per call"
    }

    fn decide(&mut self, request: usize) -> Answer {
        let (person, query) = self.by_id.query(request);
        let claims = claims(&self.institution, black_box(&self.dossiers[person]));
        verdict(decide_by_id(&claims, black_box(&query)))
    }
}

/// Permitted is allowed; denied and *ask first* are not.
fn verdict<E: Display>(decision: Result<Decision, E>) -> Answer {
    match decision {
        Ok(decision) => Answer::of(decision.is_permitted()),
        Err(error) => Answer::failed(error),
    }
}

fn moment(micros: i64) -> Time {
    Time::now(micros).expect("a moment of this century")
}
