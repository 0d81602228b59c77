//! Making a plan: what becomes of each claim, what that makes of each category, and of it in each system.

use core::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::answers::Answers;
use super::applicability::{ClaimOutcome, InForce, is_own};
use super::item::{Item, ItemKind, Kept};
use super::{Plan, Request, RightsError, recipients};
use crate::Diagnostic;
use crate::calendar::{Period, Time};
use crate::claim::{Claims, Own, OwnKind, asked};
use crate::json::Id;
use crate::law::{Applicability, ReasonCode, RefusalGround, Right};
use crate::policy::{
    Category, CategoryIx, DisclosureGround, Document, Holding, Identifiability, Origin, PairIx, Purpose,
};
use crate::timeline::{Reason, Source, Value};

/// What plans at one moment are made from, whatever the request. Made once for all requests of a person.
pub(super) struct Work<'c> {
    claims: &'c Claims,
    now: InForce<'c>,
    answers: Answers<'c>,
    /// By category of the history: every one that a version up to now has declared.
    declared: Vec<Option<Declared<'c>>>,
    /// The categories by name, but each after those that need it.
    order: Vec<usize>,
    /// When what is erased at the moment of the plan is gone from backups that are kept so long.
    rotations: Vec<(Period, Time)>,
    at: Time,
    /// By right, by category: what becomes of each claim.
    outcomes_of_claims: Vec<(Right, Vec<OnceCell<Vec<ClaimOutcome<'c>>>>)>,
    /// By category.
    own: Vec<OnceCell<OwnNow>>,
    /// By category: who has it from us.
    recipients: OnceCell<BTreeMap<&'c Id, BTreeSet<&'c Id>>>,
    /// By category: who gets it of whom the policy knows only the kind.
    unnamed: OnceCell<BTreeMap<&'c Id, BTreeSet<&'c Id>>>,
}

/// The claims of its own kind on a category, those of requests apart.
struct OwnNow {
    requests: Vec<(u32, Own)>,
    others: Vec<Own>,
}

/// A plan that is being made.
pub(super) struct Planner<'w, 'c> {
    work: &'w Work<'c>,
    claims: &'c Claims,
    right: Right,
    request: Option<&'w Request>,
    at: Time,
    /// When the request arrived.
    since: Time,
    /// Whether the one who asks may ask; `None` if nobody asks.
    authority: Option<Value>,
}

/// A category as the last version that declared it has it: data of one that is declared no more may still be there.
struct Declared<'c> {
    ix: CategoryIx,
    id: &'c Id,
    category: &'c Category,
    /// The systems that hold it.
    systems: &'c [Holding],
    /// The categories that cannot do without it.
    needed_by: Vec<CategoryIx>,
    /// The purposes of the version in force that need it.
    needing: Vec<&'c Purpose>,
}

/// The categories that stay for now, each with the ground if there is one: what they need stays too.
type Staying = BTreeMap<CategoryIx, Option<RefusalGround>>;

impl<'c> Work<'c> {
    pub(super) fn new(claims: &'c Claims, at: Time) -> Result<Work<'c>, RightsError> {
        asked(at).map_err(|error| RightsError::of(error.diagnostics().to_vec()))?;
        let now = InForce::at(claims, at).ok_or_else(|| {
            Diagnostic::new("before-policy", "no version of the policy applied at this moment")
                .helping("load the version that did, or ask about a later moment")
        })?;
        let declared = Declared::up_to(claims, &now, at);
        let order = in_order(&declared);
        let own = declared.iter().map(|_| OnceCell::new()).collect();
        let cells = || declared.iter().map(|_| OnceCell::new()).collect();
        let outcomes_of_claims = Right::ALL.iter().map(|right| (*right, cells())).collect();
        let (recipients, unnamed, rotations) = (OnceCell::new(), OnceCell::new(), Vec::new());
        let answers = Answers::of(&now.version.document);
        let mut work = Work {
            claims,
            now,
            answers,
            declared,
            order,
            rotations,
            at,
            outcomes_of_claims,
            own,
            recipients,
            unnamed,
        };
        let systems = claims.history().versions.iter().flat_map(|version| version.document.systems.values());
        for period in systems.filter_map(|system| system.rotates_in) {
            if work.rotations.iter().all(|(of, _)| *of != period) {
                work.rotations.push((period, work.after(at, period)));
            }
        }
        Ok(work)
    }

    pub(super) fn document(&self) -> &'c Document {
        &self.now.version.document
    }

    fn after(&self, from: Time, period: Period) -> Time {
        let zone = self.claims.institution().zone();
        zone.after(from, zone.day_of(from), period)
    }

    /// What becomes of each claim on a category.
    fn outcomes_of_claims(&self, right: Right, category: &Declared<'c>) -> &[ClaimOutcome<'c>] {
        let cells = self.outcomes_of_claims.iter().find(|(of, _)| *of == right);
        let Some(cell) = cells.and_then(|(_, cells)| cells.get(category.ix.usize())) else { return &[] };
        let pairs = self.claims.history().names.pairs_of(category.ix).iter();
        cell.get_or_init(|| pairs.filter_map(|pair| ClaimOutcome::of(&self.now, *pair, right)).collect())
    }

    fn own(&self, category: &Declared<'c>) -> Option<&OwnNow> {
        let cell = self.own.get(category.ix.usize())?;
        Some(cell.get_or_init(|| {
            let mut now = OwnNow { requests: Vec::new(), others: Vec::new() };
            for own in self.claims.own_now(category.ix, self.at, &[]) {
                match (own.kind, own.reason.source) {
                    (OwnKind::Request, Source::Dossier(seq)) => now.requests.push((seq, own)),
                    _ => now.others.push(own),
                }
            }
            now
        }))
    }

    /// Who has a category from us: the recipients of the version in force, and whoever an entry says it was given to.
    fn recipients(&self, category: &Declared<'c>) -> Option<&BTreeSet<&'c Id>> {
        let all = self.recipients.get_or_init(|| {
            let mut all: BTreeMap<&Id, BTreeSet<&Id>> = BTreeMap::new();
            for category in self.declared.iter().flatten() {
                let declared = category.needing.iter().flat_map(|purpose| {
                    purpose.recipients.iter().filter(|(_, recipient)| {
                        let of =
                            recipient.categories.is_empty() || recipient.categories.contains(category.id);
                        // Whoever the data belong to knows.
                        of && recipient.ground != DisclosureGround::Own
                    })
                });
                all.entry(category.id).or_default().extend(declared.map(|(id, _)| id));
            }
            for given in self.claims.facts().disclosed.iter().filter(|given| given.at <= self.at) {
                for category in &given.categories {
                    all.entry(category).or_default().insert(&given.recipient);
                }
            }
            all
        });
        all.get(category.id)
    }

    fn unnamed(&self) -> &BTreeMap<&'c Id, BTreeSet<&'c Id>> {
        self.unnamed.get_or_init(|| {
            let parties = &self.document().parties;
            let all = recipients::of(self.claims, self.document(), self.at, &|_| true);
            let mut unnamed: BTreeMap<&Id, BTreeSet<&Id>> = BTreeMap::new();
            for (id, gets) in all {
                if parties.get(id).is_some_and(|party| party.unnamed) {
                    for category in gets.categories {
                        unnamed.entry(category).or_default().insert(id);
                    }
                }
            }
            unnamed
        })
    }
}

/// The categories, by name, but each after those that need it.
fn in_order(declared: &[Option<Declared<'_>>]) -> Vec<usize> {
    fn visit(declared: &[Option<Declared<'_>>], ix: usize, seen: &mut [bool], order: &mut Vec<usize>) {
        let (Some(Some(category)), Some(seen_it)) = (declared.get(ix), seen.get_mut(ix)) else { return };
        // INVARIANT: the check refuses rings of needs in a version; a ring over versions is cut where it closes.
        if core::mem::replace(seen_it, true) {
            return;
        }
        category.needed_by.iter().for_each(|needing| visit(declared, needing.usize(), seen, order));
        order.push(ix);
    }
    let mut seen = vec![false; declared.len()];
    let mut order = Vec::with_capacity(declared.len());
    (0..declared.len()).for_each(|ix| visit(declared, ix, &mut seen, &mut order));
    order
}

impl<'w, 'c> Planner<'w, 'c> {
    /// The plan of a request.
    pub(super) fn of(work: &'w Work<'c>, request: &'w Request) -> Planner<'w, 'c> {
        Planner::as_if(work, request, request.right)
    }

    /// The plan of a request as if it were for another right.
    pub(super) fn as_if(work: &'w Work<'c>, request: &'w Request, right: Right) -> Planner<'w, 'c> {
        let claims = work.claims;
        let since = request.received.first(claims.institution().zone());
        let authority = Some(request.authority_in(claims));
        Planner { work, claims, right, request: Some(request), at: work.at, since, authority }
    }

    /// What follows from a withdrawal of consent.
    pub(super) fn after_withdrawal(work: &'w Work<'c>) -> Planner<'w, 'c> {
        let (claims, at) = (work.claims, work.at);
        Planner { work, claims, right: Right::Withdrawal, request: None, at, since: at, authority: None }
    }

    /// True if the plan may contain work: whoever asked may ask, or the controller of a processor has judged that.
    fn may_work(&self) -> bool {
        match (self.authority, self.request) {
            (None | Some(Value::Live), _) | (_, None) => true,
            (Some(Value::Ended), _) => false,
            (_, Some(request)) => request.is_instructed() && !self.work.answers.some_of(request),
        }
    }

    /// True if a category is only handed on to who decides on it.
    fn is_handed_on(&self, category: &Declared<'c>) -> bool {
        let instructed = self.request.is_none_or(Request::is_instructed);
        !instructed && !self.work.answers.here(category.id)
    }

    pub(super) fn plan(&self, in_scope: &dyn Fn(&Id) -> bool) -> Plan {
        let declared = &self.work.declared;
        let places = declared.iter().flatten().map(|category| category.systems.len().max(1));
        let mut items: Vec<Item> = Vec::with_capacity(places.sum());
        let (mut ends, mut ends_on) = (BTreeSet::new(), BTreeSet::new());
        let mut rendered: BTreeMap<&Id, BTreeSet<&Id>> = BTreeMap::new();
        let mut staying = Staying::new();
        let may_work = self.may_work();
        for category in self.work.order.iter().filter_map(|ix| declared.get(*ix)?.as_ref()) {
            if !may_work {
                if in_scope(category.id) {
                    self.without_work(category, &mut items);
                }
                continue;
            }
            let is_asked = in_scope(category.id);
            if !is_asked && !self.erases() {
                continue;
            }
            let outcomes_of_claims = self.work.outcomes_of_claims(self.right, category);
            if !is_asked {
                if !self.is_gone(category) {
                    let whole = self.erased(category, false, outcomes_of_claims, &staying);
                    // Nobody asked that it goes; what its claims come to is another matter.
                    let claimed = outcomes_of_claims
                        .iter()
                        .any(|outcome_of_claim| outcome_of_claim.value != Value::Ended);
                    if claimed || whole.kind != ItemKind::Erase {
                        staying.insert(category.ix, Some(RefusalGround::NoGroundForErasure));
                    }
                }
                continue;
            }
            let whole = self.of_category(category, outcomes_of_claims, &staying);
            use ItemKind::*;
            if self.erases() && matches!(whole.kind, Keep | Anonymise | Refused) && !self.is_gone(category) {
                staying
                    .insert(category.ix, whole.ground.or_else(|| whole.kept.iter().find_map(|k| k.ground)));
            }
            if self.right == Right::Erasure && matches!(whole.kind, Erase | Detach | Anonymise | Keep) {
                let still = |outcome_of_claim: &&ClaimOutcome<'_>| {
                    outcome_of_claim.end.is_ok()
                        && outcome_of_claim.value != Value::Ended
                        && !self.claims.granted_erasure(outcome_of_claim.purpose, category.id, self.since)
                };
                for outcome_of_claim in outcomes_of_claims.iter().filter(still) {
                    ends.insert(outcome_of_claim.purpose);
                    ends_on.insert(category.id);
                }
            }
            let first = items.len();
            items.extend(category.systems.iter().map(|held| self.in_system(&whole, category, Some(held))));
            if category.systems.is_empty() {
                items.push(self.in_system(&whole, category, None));
            }
            if items.iter().skip(first).any(|item| self.must_be_told(item)) {
                for recipient in self.work.recipients(category).into_iter().flatten() {
                    rendered.entry(recipient).or_default().insert(category.id);
                }
            }
        }
        let mut notice = Item::of(ItemKind::NotifyRecipient, "19");
        if self.right == Right::Access {
            notice = Item::of(ItemKind::NameRecipient, "15(1)(c)");
            rendered = self.to_be_named(&items);
        }
        items.extend(rendered.into_iter().map(|(recipient, categories)| Item {
            item: format!("to:{recipient}"),
            recipient: Some(recipient.clone()),
            categories: categories.into_iter().cloned().collect(),
            ..notice.clone()
        }));
        Plan {
            authority: self.authority,
            entry: self.request.map(|request| request.entry),
            right: self.right,
            items,
            ends: ends.into_iter().cloned().collect(),
            ends_on: ends_on.into_iter().cloned().collect(),
            policy: self.claims.policy().digest(),
            institution: self.claims.institution().head(),
            head: self.claims.head(),
            at: self.at,
        }
    }

    /// True for what can end in erasing.
    fn erases(&self) -> bool {
        matches!(self.right, Right::Erasure | Right::Withdrawal)
    }

    /// Whoever asked may not ask, or nobody knows whether they may: every item says so, and none is work. A processor that
    /// hands a request on does not judge who asked.
    fn without_work(&self, category: &Declared<'c>, items: &mut Vec<Item>) {
        let refused = self.request.and_then(|request| request.refusal_of(category.id));
        let decides = self.request.is_some_and(|request| self.work.answers.some_of(request));
        let whole = match refused {
            Some(ground) => Item { ground: Some(ground), ..Item::of(ItemKind::Refused, ground.article()) },
            None if !decides && self.is_handed_on(category) => self.handed_on(),
            None => {
                let ground =
                    Some(RefusalGround::NotAuthorised).filter(|_| self.authority == Some(Value::Ended));
                Item { ground, ..Item::of(ItemKind::NotAuthorised, RefusalGround::NotAuthorised.article()) }
            }
        };
        items.extend(category.systems.iter().map(|held| self.in_system(&whole, category, Some(held))));
        if category.systems.is_empty() {
            items.push(self.in_system(&whole, category, None));
        }
    }

    fn handed_on(&self) -> Item {
        let recipient = self.work.answers.elsewhere().cloned();
        Item { recipient, ..Item::of(ItemKind::Forward, "28(3)(e)") }
    }

    /// The recipients of what is given of which the policy knows only the kind: the person has a right to their names
    /// (article 15(1)(c); CJEU C-154/21).
    fn to_be_named(&self, items: &[Item]) -> BTreeMap<&'c Id, BTreeSet<&'c Id>> {
        let given = items.iter().filter(|item| item.kind.is_given());
        let given: BTreeSet<&Id> = given.filter_map(|item| item.category.as_ref()).collect();
        let mut named: BTreeMap<&Id, BTreeSet<&Id>> = BTreeMap::new();
        for category in given {
            let Some((category, recipients)) = self.work.unnamed().get_key_value(category) else { continue };
            recipients.iter().for_each(|id| {
                named.entry(id).or_default().insert(category);
            });
        }
        named
    }

    /// True if entries say that its records were erased wherever they were.
    fn is_gone(&self, category: &Declared<'c>) -> bool {
        let gone = |system: Option<&Id>| self.claims.erased_in(category.id, system, self.since).is_some();
        let mut systems = category.systems.iter();
        if category.systems.is_empty() { gone(None) } else { systems.all(|held| gone(Some(&held.system))) }
    }

    /// True unless this is an objection against other purposes.
    fn objected(&self, purpose: &Id) -> bool {
        let against = self.request.map_or(&[][..], |request| &request.purposes);
        against.is_empty() || against.contains(purpose)
    }

    /// What is to be done about a category, wherever it is.
    fn of_category(
        &self,
        category: &Declared<'c>,
        outcomes_of_claims: &[ClaimOutcome<'c>],
        staying: &Staying,
    ) -> Item {
        let article = self.right.article();
        if let Some(ground) = self.request.and_then(|request| request.refusal_of(category.id)) {
            return Item { ground: Some(ground), ..Item::of(ItemKind::Refused, ground.article()) };
        }
        let declared = category.category;
        if declared.transient {
            // Nothing of it is there once the act is over.
            return Item::of(ItemKind::OutOfApplicability, article);
        }
        let anonymised = self.claims.anonymised_in(category.id, self.since).is_some();
        if declared.identifiability == Some(Identifiability::Anonymised) || anonymised {
            // Article 11(2) is about articles 15 to 20; the others are about what is done with personal data.
            let ground = Some(RefusalGround::CannotIdentify).filter(|ground| ground.fits(self.right));
            return match ground {
                Some(ground) => {
                    Item { ground: Some(ground), ..Item::of(ItemKind::CannotIdentify, ground.article()) }
                }
                None => Item::of(ItemKind::OutOfApplicability, article),
            };
        }
        let is_objected = |outcome_of_claim: &ClaimOutcome<'_>| self.objected(outcome_of_claim.purpose);
        let is_meant = self.right != Right::Objection || outcomes_of_claims.iter().any(is_objected);
        if is_meant && self.is_handed_on(category) {
            return self.handed_on();
        }
        let purposes =
            || outcomes_of_claims.iter().map(|outcome_of_claim| outcome_of_claim.purpose.clone()).collect();
        let give = if declared.shared { ItemKind::GiveInPart } else { ItemKind::Give };
        match self.right {
            Right::Access => Item {
                purposes: purposes(),
                ..Item::of(give, if declared.shared { "15(4)" } else { "15(3)" })
            },
            Right::Rectification => {
                // What was concluded cannot be wrong as a fact can; where facts are among it, those are corrected.
                let concluded = |origin: &Origin| *origin == Origin::Derived;
                let assessed = !declared.origin.is_empty() && declared.origin.iter().all(concluded);
                let kind = if assessed { ItemKind::AttachOwnView } else { ItemKind::Correct };
                Item::of(kind, article)
            }
            Right::Restriction => Item { purposes: purposes(), ..Item::of(ItemKind::Restrict, "18(1)") },
            Right::Portability => self.portable(declared.shared, &declared.origin, outcomes_of_claims),
            Right::HumanIntervention => self.decided(outcomes_of_claims),
            Right::Objection => self.stopped(outcomes_of_claims),
            Right::Erasure | Right::Withdrawal => {
                self.erased(category, declared.shared, outcomes_of_claims, staying)
            }
        }
    }

    /// Article 20: provided by the person, or observed, on consent or contract.
    fn portable(&self, shared: bool, origin: &[Origin], outcomes_of_claims: &[ClaimOutcome<'c>]) -> Item {
        let carried = outcomes_of_claims.iter().filter(|outcome_of_claim| {
            outcome_of_claim.law.applicability != Applicability::No && outcome_of_claim.value != Value::Ended
        });
        let purposes: Arc<[Id]> = carried.map(|outcome_of_claim| outcome_of_claim.purpose.clone()).collect();
        let all_own = !origin.is_empty() && origin.iter().all(is_own);
        match (purposes.is_empty(), shared, all_own) {
            (true, ..) => Item::of(ItemKind::OutOfApplicability, "20(1)"),
            (false, true, _) => Item { purposes, ..Item::of(ItemKind::GiveInPart, "20(4)") },
            (false, false, true) => Item { purposes, ..Item::of(ItemKind::Give, "20(1)") },
            (false, false, false) => Item { purposes, ..Item::of(ItemKind::GiveInPart, "20(1)") },
        }
    }

    /// Article 22: what was decided with them by a computer alone.
    fn decided(&self, outcomes_of_claims: &[ClaimOutcome<'c>]) -> Item {
        let alone = || {
            outcomes_of_claims
                .iter()
                .filter(|outcome_of_claim| outcome_of_claim.law.applicability != Applicability::No)
        };
        let purposes: Arc<[Id]> = alone().map(|outcome_of_claim| outcome_of_claim.purpose.clone()).collect();
        match purposes.is_empty() {
            true => Item::of(ItemKind::OutOfApplicability, "22(1)"),
            // Where it is not said what a purpose does, someone looks whether anything was decided so.
            false
                if alone()
                    .all(|outcome_of_claim| outcome_of_claim.law.applicability == Applicability::If) =>
            {
                Item { purposes, ..Item::of(ItemKind::Review, "22(1)") }
            }
            false => Item { purposes, ..Item::of(ItemKind::Review, "22(3)") },
        }
    }

    /// Article 21: the use that an objection stops.
    fn stopped(&self, outcomes_of_claims: &[ClaimOutcome<'c>]) -> Item {
        let ends = || {
            outcomes_of_claims.iter().filter(|outcome_of_claim| {
                outcome_of_claim.end.is_ok() && self.objected(outcome_of_claim.purpose)
            })
        };
        let article = ends().find_map(|outcome_of_claim| outcome_of_claim.end.ok());
        let purposes = ends().map(|outcome_of_claim| outcome_of_claim.purpose.clone()).collect();
        match article {
            None => Item::of(ItemKind::OutOfApplicability, "21(1)"),
            Some(article) => Item { purposes, ..Item::of(ItemKind::Stop, article) },
        }
    }

    /// Article 17: erased where every claim ends; kept where one stays, a claim of its own kind holds, or what stays
    /// cannot do without it.
    fn erased(
        &self,
        category: &Declared<'c>,
        shared: bool,
        outcomes_of_claims: &[ClaimOutcome<'c>],
        staying: &Staying,
    ) -> Item {
        let (ending, claiming): (Vec<_>, Vec<_>) =
            outcomes_of_claims.iter().partition(|outcome_of_claim| match self.right {
                Right::Erasure => outcome_of_claim.end.is_ok(),
                // A withdrawal has taken effect already: what has ended has ended, and nothing more ends by it.
                _ => outcome_of_claim.value == Value::Ended,
            });
        let purposes = ending.iter().map(|outcome_of_claim| outcome_of_claim.purpose.clone()).collect();
        let article =
            ending.iter().find_map(|outcome_of_claim| outcome_of_claim.end.ok()).unwrap_or("17(1)(a)");
        let mut kept: Vec<Kept> = claiming
            .iter()
            .map(|outcome_of_claim| Kept {
                purpose: Some(outcome_of_claim.purpose.clone()),
                ground: match outcome_of_claim.end {
                    Err(ground) => ground,
                    // After a withdrawal: a claim that a request to erase would end, and nobody asked that.
                    Ok(_) if outcome_of_claim.value == Value::Unknown => None,
                    Ok(_) => Some(RefusalGround::NoGroundForErasure),
                },
                kept_until: outcome_of_claim.kept_until,
                reason: outcome_of_claim.reason,
            })
            .collect();
        let of_its_own = |ground, kept_until, reason| Kept { purpose: None, ground, kept_until, reason };
        if let Some(reason) = self.claims.unreadable() {
            kept.push(of_its_own(None, None, reason));
        }
        if let Some(own) = self.work.own(category) {
            for own in &own.others {
                let ground = match own.kind {
                    OwnKind::Hold => Some(RefusalGround::LegalClaims),
                    OwnKind::Minimum => Some(RefusalGround::LegalDuty),
                    OwnKind::Restriction | OwnKind::Request | OwnKind::MinimumPerhaps => None,
                };
                kept.push(of_its_own(ground, own.kept_until, own.reason));
            }
            // One other request is reason enough; there can be thousands.
            let is_own = |seq: &u32| self.request.is_some_and(|request| request.entries.contains(seq));
            let other = own.requests.iter().find(|(seq, _)| !is_own(seq));
            kept.extend(other.map(|(_, own)| of_its_own(None, own.kept_until, own.reason)));
        }
        let needing = category.needed_by.iter().filter_map(|needing| staying.get(needing));
        kept.extend(needing.map(|ground| of_its_own(*ground, None, Reason::of(ReasonCode::HeldNeeded))));
        let least = claiming.iter().map(|outcome_of_claim| outcome_of_claim.identifiability).max();
        let kind = match (kept.is_empty(), least) {
            (true, _) if shared => ItemKind::Detach,
            (true, _) => ItemKind::Erase,
            (false, Some(Identifiability::Anonymised)) if kept.iter().all(|kept| kept.purpose.is_some()) => {
                ItemKind::Anonymise
            }
            (false, _) => ItemKind::Keep,
        };
        let article = match kind {
            // A reason of 17(3) first: that no ground of 17(1) is there yet may change sooner.
            ItemKind::Keep => {
                let grounds = kept.iter().filter_map(|kept| kept.ground);
                let firm = grounds.filter(|ground| *ground != RefusalGround::NoGroundForErasure);
                firm.map(RefusalGround::article).next().unwrap_or("17(1)")
            }
            _ => article,
        };
        Item { purposes, kept: kept.into(), ..Item::of(kind, article) }
    }

    /// The item of a category in one system, or where no system is declared to hold it.
    fn in_system(&self, whole: &Item, category: &Declared<'c>, held: Option<&Holding>) -> Item {
        let id = held.map(|held| &held.system);
        let rotates = held.and_then(|held| held.rotates);
        let mut item = Item {
            item: name_of(category.id, id),
            category: Some(category.id.clone()),
            system: id.cloned(),
            ..whole.clone()
        };
        use ItemKind::*;
        if matches!(item.kind, CannotIdentify | OutOfApplicability | Refused | Forward | NotAuthorised) {
            return item;
        }
        let erased = self.claims.erased_in(category.id, id, self.since);
        match erased.filter(|erased| *erased <= self.at) {
            Some(erased) => {
                let rolls_off = rotates.map(|period| self.work.after(erased, period));
                if item.kind == Keep {
                    item.article = "17(1)";
                }
                item.kind = if self.at < rolls_off.unwrap_or(erased) { RollsOff } else { AlreadyErased };
                item.kept = Arc::new([]);
                item.gone_from_backups = rolls_off;
            }
            None if matches!(item.kind, Erase | Anonymise | Detach) => {
                let gone = self.work.rotations.iter().find(|(period, _)| rotates == Some(*period));
                item.gone_from_backups = gone.map(|(_, gone)| *gone);
            }
            None => {}
        }
        item
    }

    /// Article 19: what was corrected, erased or restricted is told to whoever has it from us; also where it was done
    /// since the request arrived, and the plan is made anew.
    fn must_be_told(&self, item: &Item) -> bool {
        use ItemKind::*;
        let since = |done: Option<Time>| done.is_some_and(|done| self.since <= done && done <= self.at);
        match (self.right, item.kind, &item.category) {
            (Right::Access | Right::Portability | Right::HumanIntervention | Right::Objection, ..) => false,
            (_, Correct | AttachOwnView | Erase | Anonymise | Detach | Restrict, _) => true,
            (_, AlreadyErased | RollsOff, Some(category)) => {
                since(self.claims.erased_in(category, item.system.as_ref(), self.since))
            }
            (_, CannotIdentify, Some(category)) => since(self.claims.anonymised_in(category, self.since)),
            _ => false,
        }
    }
}

/// The name of an item: `category@system`, or `category` where no system is declared to hold it.
fn name_of(category: &Id, system: Option<&Id>) -> String {
    let length = category.as_str().len() + system.map_or(0, |system| 1 + system.as_str().len());
    let mut name = String::with_capacity(length);
    name.push_str(category.as_str());
    if let Some(system) = system {
        name.push('@');
        name.push_str(system.as_str());
    }
    name
}

impl<'c> Declared<'c> {
    fn up_to(claims: &'c Claims, now: &InForce<'c>, at: Time) -> Vec<Option<Declared<'c>>> {
        let names = &claims.history().names;
        let mut declared: Vec<_> = names.categories.iter().map(|_| None).collect();
        for version in claims.history().versions.iter().filter(|version| version.from <= at) {
            for (id, category) in &version.document.categories {
                let Some(ix) = names.category(id.as_str()) else { continue };
                let needed_by = category.needed_by.iter().filter_map(|id| names.category(id.as_str()));
                if let Some(place) = declared.get_mut(ix.usize()) {
                    *place = Some(Declared {
                        ix,
                        id,
                        category,
                        systems: version.holding(ix),
                        needed_by: needed_by.collect(),
                        needing: Vec::new(),
                    });
                }
            }
        }
        for (pair, (purpose, category)) in names.pairs.iter().enumerate() {
            let purpose = now.declared(*purpose).filter(|_| now.version.rules(PairIx(pair as u32)).is_some());
            if let (Some(purpose), Some(Some(category))) = (purpose, declared.get_mut(category.usize())) {
                category.needing.push(purpose);
            }
        }
        declared
    }
}

/// Every declared category in every system that holds it, by the name its item must have: for checking a plan.
pub(super) fn must_cover<'d>(
    document: &'d Document,
    request: &'d Request,
) -> impl Iterator<Item = String> + 'd {
    let mut holding: BTreeMap<&Id, Vec<&Id>> = BTreeMap::new();
    for (id, system) in &document.systems {
        system.categories.iter().for_each(|category| holding.entry(category).or_default().push(id));
    }
    document.categories.keys().filter(|category| request.is_about(category)).flat_map(move |category| {
        match holding.get(category) {
            None => vec![category.to_string()],
            Some(systems) => systems.iter().map(|id| format!("{category}@{id}")).collect(),
        }
    })
}
