//! The plan of a request: one item for every category in every system that holds it, and one for every recipient.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::item::{Item, ItemKind, Kept};
use super::reach::Fate;
use super::{Request, RightsError};
use crate::calendar::Time;
use crate::claim::{ClaimError, Claims, asked};
use crate::dossier::{Head, ItemOutcome};
use crate::json::Id;
use crate::law::{Ground, Reason, Right};
use crate::policy::{Document, Erases, Form, Origin, PairIx};
use crate::timeline::{Because, Value};

/// What is to be done about a request, in the order in which to do it. Owned.
///
/// It is bound to the policy and to the dossier as they were: when either has moved, make it anew. The items keep their
/// names, so outcomes that were recorded still count.
#[derive(Clone, PartialEq, Debug)]
pub struct Plan {
    /// The entry with which the request arrived; `None` for what follows from a withdrawal of consent.
    pub entry: Option<u32>,
    /// The right.
    pub right: Right,
    /// The items: what another category needs goes after it, recipients come last.
    pub items: Vec<Item>,
    /// For erasure: the purposes whose claims end, as the `erasure-granted` entry must name them.
    pub ends: Vec<Id>,
    policy: [u8; 32],
    head: Head,
    at: Time,
}

/// The plan of a request, as things stand at a moment.
///
/// # Errors
/// A moment outside 2000 to 2200, or before the first version of the policy.
pub fn plan(claims: &Claims, request: &Request, at: Time) -> Result<Plan, RightsError> {
    let told = |error: ClaimError| RightsError::of(error.faults().to_vec());
    asked(at).map_err(told)?;
    let document = in_force(claims, at)?;
    let planner = Planner { claims, document, right: request.right, request: Some(request), at };
    Ok(planner.plan(&|category| request.categories.is_empty() || request.categories.contains(category)))
}

/// What follows from a withdrawal of consent that has been recorded (article 7(3)): the claims on these purposes have
/// ended; what of their data must go, what stays for other purposes, and who is to be told.
///
/// # Errors
/// A moment outside 2000 to 2200, or before the first version of the policy.
pub fn after_withdrawal(claims: &Claims, purposes: &[Id], at: Time) -> Result<Plan, RightsError> {
    let told = |error: ClaimError| RightsError::of(error.faults().to_vec());
    asked(at).map_err(told)?;
    let document = in_force(claims, at)?;
    let touched = |category: &Id| {
        purposes.iter().filter_map(|id| document.purposes.get(id)).any(|p| p.categories.contains(category))
    };
    let planner = Planner { claims, document, right: Right::Withdrawal, request: None, at };
    Ok(planner.plan(&touched))
}

fn in_force(claims: &Claims, at: Time) -> Result<&Document, RightsError> {
    let version = claims.history().version_at(at).map(|version| &version.document);
    version.ok_or_else(|| {
        crate::Fault::new("before-policy", "no version of the policy applied at this moment")
            .helping("load the version that did, or ask about a later moment")
            .into()
    })
}

impl Plan {
    /// True while it is the plan of this policy and this dossier as they are.
    pub fn is_current(&self, claims: &Claims) -> bool {
        self.policy == claims.policy().digest() && self.head == claims.head()
    }

    /// The item with this name.
    pub fn item(&self, name: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.item == name)
    }

    /// The items that are work and have no outcome yet, or failed.
    pub fn undone<'p>(
        &'p self,
        outcomes: &'p BTreeMap<String, ItemOutcome>,
    ) -> impl Iterator<Item = &'p Item> {
        let done = |item: &Item| !matches!(outcomes.get(&item.item), None | Some(ItemOutcome::Failed));
        self.items.iter().filter(move |item| item.kind.is_work() && !done(item))
    }

    /// As JSON: deterministic, with the digest of the policy and the head of the dossier it is bound to.
    pub fn to_json(&self) -> String {
        #[derive(Serialize)]
        #[serde(rename_all = "kebab-case")]
        struct Written<'a> {
            waarborg_plan: u32,
            #[serde(skip_serializing_if = "Option::is_none")]
            entry: Option<u32>,
            right: Right,
            at: String,
            policy: String,
            dossier: String,
            #[serde(skip_serializing_if = "<[Id]>::is_empty")]
            ends: &'a [Id],
            items: &'a [Item],
        }
        let written = Written {
            waarborg_plan: 1,
            entry: self.entry,
            right: self.right,
            at: self.at.to_string(),
            policy: hex(&self.policy),
            dossier: hex(self.head.as_bytes()),
            ends: &self.ends,
            items: &self.items,
        };
        // INVARIANT: text, numbers and lists, all of which serialise.
        serde_json::to_string(&written).unwrap_or_default()
    }
}

/// Lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn time<S: Serializer>(time: &Option<Time>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&time.unwrap_or(Time::MAX))
}

pub(super) fn because<S: Serializer>(because: &Because, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(because.reason.code())
}

struct Planner<'c> {
    claims: &'c Claims,
    document: &'c Document,
    right: Right,
    request: Option<&'c Request>,
    at: Time,
}

impl<'c> Planner<'c> {
    fn plan(&self, in_scope: &dyn Fn(&Id) -> bool) -> Plan {
        let mut items = Vec::new();
        let mut ends = BTreeSet::new();
        let mut told: BTreeMap<&Id, BTreeSet<&Id>> = BTreeMap::new();
        for category in self.in_order() {
            if !in_scope(category) {
                continue;
            }
            let fates = self.fates(category);
            let whole = self.of_category(category, &fates);
            let ending = fates.iter().filter(|fate| fate.end.is_ok() && self.objected(fate.purpose));
            if self.right == Right::Erasure && whole.kind != ItemKind::Refused {
                ends.extend(ending.filter(|fate| fate.value != Value::Ended).map(|fate| fate.purpose));
            }
            let systems = self.document.systems.iter().filter(|(_, s)| s.categories.contains(category));
            let systems: Vec<_> = systems.collect();
            let first = items.len();
            for (id, system) in &systems {
                let item = self.in_system(whole.clone(), category, id, system);
                items.push(item);
            }
            if systems.is_empty() {
                items.push(Item { item: category.to_string(), category: Some(category.clone()), ..whole });
            }
            let changes = items.iter().skip(first).any(|item| {
                use ItemKind::*;
                matches!(
                    item.kind,
                    Correct | AttachOwnView | Erase | Anonymise | Detach | Restrict | RollsOff
                )
            });
            if changes {
                for recipient in self.recipients(category) {
                    told.entry(recipient).or_default().insert(category);
                }
            }
        }
        items.extend(told.into_iter().map(|(recipient, categories)| Item {
            item: format!("to:{recipient}"),
            recipient: Some(recipient.clone()),
            categories: categories.into_iter().cloned().collect(),
            ..Item::of(ItemKind::NotifyRecipient, "19")
        }));
        Plan {
            entry: self.request.map(|request| request.entry),
            right: self.right,
            items,
            ends: ends.into_iter().cloned().collect(),
            policy: self.claims.policy().digest(),
            head: self.claims.head(),
            at: self.at,
        }
    }

    /// The categories, by name, but each after those that need it.
    fn in_order(&self) -> Vec<&'c Id> {
        fn visit<'c>(document: &'c Document, id: &'c Id, done: &mut Vec<&'c Id>) {
            if done.contains(&id) {
                return;
            }
            // INVARIANT: the check refuses rings of needs, so this ends.
            if let Some((id, category)) = document.categories.get_key_value(id) {
                category.needed_by.iter().for_each(|needing| visit(document, needing, done));
                done.push(id);
            }
        }
        let mut done = Vec::new();
        self.document.categories.keys().for_each(|id| visit(self.document, id, &mut done));
        done
    }

    /// What becomes of each claim on a category.
    fn fates(&self, category: &Id) -> Vec<Fate<'c>> {
        let Some(ix) = self.claims.history().names.category(category.as_str()) else { return Vec::new() };
        let pairs = self.claims.history().names.pairs.iter().enumerate();
        let of = pairs.filter(|(_, (_, of))| *of == ix).map(|(index, _)| PairIx(index as u32));
        of.filter_map(|pair| Fate::of(self.claims, pair, self.right, self.at))
            .inspect(|fate| debug_assert_eq!(fate.category_ix, ix))
            .collect()
    }

    /// True unless this is an objection against other purposes.
    fn objected(&self, purpose: &Id) -> bool {
        let against = self.request.map_or(&[][..], |request| &request.purposes);
        against.is_empty() || against.contains(purpose)
    }

    /// What is to be done about a category, wherever it is.
    fn of_category(&self, category: &Id, fates: &[Fate<'c>]) -> Item {
        let article = self.right.article();
        if let Some(ground) = self.request.and_then(|request| request.refusal_of(category)) {
            return Item { ground: Some(ground), ..Item::of(ItemKind::Refused, ground.article()) };
        }
        let Some(declared) = self.document.categories.get(category) else {
            return Item::of(ItemKind::OutOfReach, article);
        };
        if declared.transient {
            // Nothing of it is there once the act is over.
            return Item::of(ItemKind::OutOfReach, article);
        }
        if declared.held_as == Some(Form::Anonymised) {
            let ground = Ground::CannotIdentify;
            return Item { ground: Some(ground), ..Item::of(ItemKind::CannotIdentify, ground.article()) };
        }
        let purposes = || fates.iter().map(|fate| fate.purpose.clone()).collect();
        let give = if declared.shared { ItemKind::GiveInPart } else { ItemKind::Give };
        match self.right {
            Right::Access => Item {
                purposes: purposes(),
                ..Item::of(give, if declared.shared { "15(4)" } else { "15(3)" })
            },
            Right::Rectification => {
                let assessed = declared.origin.contains(&Origin::Derived);
                let kind = if assessed { ItemKind::AttachOwnView } else { ItemKind::Correct };
                Item::of(kind, article)
            }
            Right::Restriction => Item { purposes: purposes(), ..Item::of(ItemKind::Restrict, "18(1)") },
            Right::Portability => self.portable(declared.shared, &declared.origin, fates),
            Right::HumanIntervention => self.decided(fates),
            Right::Objection => self.stopped(fates),
            Right::Erasure | Right::Withdrawal => self.erased(category, declared.shared, fates),
        }
    }

    /// Article 20: provided by the person, or observed, on consent or contract.
    fn portable(&self, shared: bool, origin: &[Origin], fates: &[Fate<'c>]) -> Item {
        let own = origin.iter().any(|origin| matches!(origin, Origin::Provided | Origin::Observed));
        let carried = fates.iter().filter(|fate| fate.law.reach == crate::law::Reach::Yes);
        let purposes: Arc<[Id]> = carried.map(|fate| fate.purpose.clone()).collect();
        match (own && !purposes.is_empty(), shared) {
            (false, _) => Item::of(ItemKind::OutOfReach, "20(1)"),
            (true, false) => Item { purposes, ..Item::of(ItemKind::Give, "20(1)") },
            (true, true) => Item { purposes, ..Item::of(ItemKind::GiveInPart, "20(4)") },
        }
    }

    /// Article 22: what was decided with them by a computer alone.
    fn decided(&self, fates: &[Fate<'c>]) -> Item {
        let alone = |fate: &&Fate<'_>| {
            let effect = self.document.purposes.get(fate.purpose).and_then(|purpose| purpose.effect);
            effect == Some(crate::policy::Effect::DecidesAlone)
        };
        let purposes: Arc<[Id]> = fates.iter().filter(alone).map(|fate| fate.purpose.clone()).collect();
        match purposes.is_empty() {
            true => Item::of(ItemKind::OutOfReach, "22(1)"),
            false => Item { purposes, ..Item::of(ItemKind::Review, "22(3)") },
        }
    }

    /// Article 21: the use that an objection stops.
    fn stopped(&self, fates: &[Fate<'c>]) -> Item {
        let ends = fates.iter().filter(|fate| fate.end.is_ok() && self.objected(fate.purpose));
        let purposes: Arc<[Id]> = ends.map(|fate| fate.purpose.clone()).collect();
        match purposes.is_empty() {
            true => Item::of(ItemKind::OutOfReach, "21(1)"),
            false => Item { purposes, ..Item::of(ItemKind::Stop, "21(1)") },
        }
    }

    /// Article 17: erased where every claim ends; kept where one stays, or a claim of its own kind holds.
    fn erased(&self, category: &Id, shared: bool, fates: &[Fate<'c>]) -> Item {
        let (ending, staying): (Vec<_>, Vec<_>) = fates.iter().partition(|fate| match self.right {
            Right::Erasure => fate.end.is_ok(),
            // A withdrawal has taken effect already: what has ended has ended, and nothing more ends by it.
            _ => fate.value == Value::Ended,
        });
        let purposes = ending.iter().map(|fate| fate.purpose.clone()).collect();
        let article = ending.iter().find_map(|fate| fate.end.ok()).unwrap_or("17(1)(a)");
        let mut kept: Vec<Kept> = staying
            .iter()
            .map(|fate| Kept {
                purpose: Some(fate.purpose.clone()),
                ground: fate.end.err().flatten(),
                until: fate.until,
                because: fate.because,
            })
            .collect();
        if let Some(because) = self.claims.unreadable() {
            kept.push(Kept { purpose: None, ground: None, until: None, because });
        }
        let own = self.claims.own_now(category, self.at);
        kept.extend(own.into_iter().map(|(because, until)| {
            let ground = match because.reason {
                Reason::LegalHold => Some(Ground::LegalClaims),
                Reason::FloorHolds => Some(Ground::LegalDuty),
                _ => None,
            };
            Kept { purpose: None, ground, until, because }
        }));
        let least = staying.iter().map(|fate| fate.form).max();
        let kind = match (kept.is_empty(), least) {
            (true, _) if shared => ItemKind::Detach,
            (true, _) => ItemKind::Erase,
            (false, Some(Form::Anonymised)) if kept.iter().all(|kept| kept.purpose.is_some()) => {
                ItemKind::Anonymise
            }
            (false, _) => ItemKind::Keep,
        };
        let article = match kind {
            ItemKind::Keep => kept.iter().find_map(|kept| kept.ground).map_or("17(1)", Ground::article),
            _ => article,
        };
        Item { purposes, kept: kept.into(), ..Item::of(kind, article) }
    }

    /// The item of a category in one system.
    fn in_system(&self, whole: Item, category: &Id, id: &Id, system: &crate::policy::System) -> Item {
        let rotates = system.rotates_in.filter(|_| system.erases == Erases::Rotates);
        let zone = self.claims.setting().zone();
        let gone = |from: Time| match rotates {
            Some(period) => zone.after(from, zone.day_of(from), period),
            None => from,
        };
        let item = Item {
            item: format!("{category}@{id}"),
            category: Some(category.clone()),
            system: Some(id.clone()),
            ..whole
        };
        let since = self.request.map_or(self.at, |request| request.received.first(zone));
        let before = self.claims.erased_in(category, id, since);
        match (before, item.kind) {
            (Some(erased), ItemKind::Erase | ItemKind::Give | ItemKind::GiveInPart | ItemKind::Correct) => {
                let kind = if self.at < gone(erased) { ItemKind::RollsOff } else { ItemKind::AlreadyErased };
                Item { kind, gone_from_backups: rotates.map(|_| gone(erased)), ..item }
            }
            (_, ItemKind::Erase) => Item { gone_from_backups: rotates.map(|_| gone(self.at)), ..item },
            _ => item,
        }
    }

    /// Who has a category from us: the recipients of the version in force, and whoever an entry says it was given to.
    fn recipients(&self, category: &Id) -> BTreeSet<&'c Id> {
        let declared =
            self.document.purposes.values().filter(|purpose| purpose.categories.contains(category));
        let declared = declared.flat_map(|purpose| {
            purpose.recipients.iter().filter(|(_, recipient)| {
                recipient.categories.is_empty() || recipient.categories.contains(category)
            })
        });
        let given = self.claims.facts().disclosed.iter();
        let given = given.filter(|given| given.at <= self.at && given.categories.contains(category));
        declared.map(|(id, _)| id).chain(given.map(|given| &given.recipient)).collect()
    }
}

/// Every declared category in every system that holds it, by the name its item must have: for checking a plan.
pub(super) fn must_cover<'d>(document: &'d Document) -> impl Iterator<Item = String> + 'd {
    document.categories.keys().flat_map(move |category| {
        let holding = document.systems.iter().filter(|(_, system)| system.categories.contains(category));
        let names: Vec<String> = holding.map(|(id, _)| format!("{category}@{id}")).collect();
        if names.is_empty() { vec![category.to_string()] } else { names }
    })
}
