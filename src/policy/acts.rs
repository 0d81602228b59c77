//! What an act needs besides a live claim, compiled into tables: form, preconditions, recipients and their transfers.

use std::collections::BTreeMap;

use super::compiled::{Names, PairIx, PurposeIx, RecipientIx};
use super::grants::RoleGrants;
use super::model::{Document, Party};
use super::words::{DisclosureGround, Identifiability};
use crate::calendar::{Time, Zone};
use crate::json::Id;
use crate::law::{Basis, Law, ReasonCode, Standing, TransferTool};

/// The tables of one version.
pub(crate) struct Acts {
    /// By purpose: the preconditions that must have been passed, by their place among the names.
    preconditions: Vec<Box<[u32]>>,
    /// pair × party, dense; `None` if the party does not receive the pair's data.
    receives: Vec<Option<Received>>,
    /// By party: whether data may go to where it processes.
    transfers: Vec<Transfer>,
    /// By row and column of those that receive on the person's consent: the purpose whose consent it is.
    on_consent: BTreeMap<(usize, usize), PurposeIx>,
    /// The same without explicit consent, which is no tool for a public task (article 49(3)).
    transfers_for_task: Vec<Transfer>,
    pub(crate) grants: RoleGrants,
}

/// In what form a party receives a pair's data. A small value.
#[derive(Clone, Copy)]
pub(crate) struct Received {
    /// The most identifiable one.
    pub(crate) identifiability: Identifiability,
    /// Whether it does whatever the moment: nearly every party is in the EEA, and receives on another ground than consent.
    pub(crate) always: bool,
    /// True if the purpose is a public task.
    pub(crate) for_task: bool,
}

/// Whether data may go to where a party processes (chapter V), from each moment on at which that changes.
struct Transfer(Box<[(Time, Allowed)]>);

/// Whether data may go to where a party processes.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Allowed {
    Yes,
    /// With the explicit consent of the person (article 49(1)(a)) for one of these purposes; `None`: that of the act.
    WithConsent(Vec<Option<PurposeIx>>),
    No(ReasonCode),
}

impl Acts {
    pub(super) fn compile(document: &Document, names: &Names, zone: &Zone, law: &Law) -> Acts {
        let preconditions = names.purposes.iter().map(|id| {
            let preconditions = document.purposes.get(id).map_or(&[][..], |purpose| &purpose.preconditions);
            preconditions.iter().filter_map(|id| names.preconditions.find(id.as_str())).collect()
        });
        let of = |for_task: bool| {
            let parties = names.parties.iter();
            parties.map(|id| Transfer::of(document, id, names, zone, law, for_task)).collect::<Vec<_>>()
        };
        let mut acts = Acts {
            preconditions: preconditions.collect(),
            receives: vec![None; names.pairs.len() * names.parties.len()],
            transfers: of(false),
            transfers_for_task: of(true),
            on_consent: BTreeMap::new(),
            grants: RoleGrants::compile(document, names),
        };
        acts.name_recipients(document, names);
        acts
    }

    fn name_recipients(&mut self, document: &Document, names: &Names) {
        for (row, ids) in names.pairs.iter().enumerate() {
            let Some((purpose_id, category)) = names.ids(*ids) else { continue };
            let Some(purpose) = document.purposes.get(purpose_id) else { continue };
            for (id, recipient) in &purpose.recipients {
                let some =
                    if recipient.categories.is_empty() { &purpose.categories } else { &recipient.categories };
                let declared = document.parties.contains_key(id) && some.contains(category);
                let Some(column) = names.recipient(id.as_str()).filter(|_| declared) else { continue };
                let on_consent = recipient.ground == DisclosureGround::Consent;
                if on_consent {
                    let named = recipient.consent_purpose.as_ref().unwrap_or(purpose_id);
                    let named = names.purpose(named.as_str()).unwrap_or(ids.0);
                    self.on_consent.insert((row, column.usize()), named);
                }
                let always =
                    !on_consent && self.transfers.get(column.usize()).is_some_and(Transfer::is_always);
                if let Some(cell) = self.receives.get_mut(row * names.parties.len() + column.usize()) {
                    let identifiability = recipient.identifiability.unwrap_or(Identifiability::Identifiable);
                    let for_task = purpose.basis == Basis::PublicTask;
                    *cell = Some(Received { identifiability, always, for_task });
                }
            }
        }
    }

    /// The preconditions that must have been passed for a purpose.
    pub(crate) fn preconditions(&self, purpose: PurposeIx) -> &[u32] {
        self.preconditions.get(purpose.usize()).map_or(&[], |preconditions| preconditions)
    }

    /// In what form a party receives a pair's data; `None` if it does not.
    #[inline]
    pub(crate) fn received(&self, pair: PairIx, party: RecipientIx) -> Option<Received> {
        let place = pair.usize() * self.transfers.len() + party.usize();
        self.receives.get(place).copied().flatten()
    }

    /// Whether data may go to where a party processes at a moment, or why not; and until when that is so.
    #[inline(never)]
    pub(crate) fn transfer(&self, party: RecipientIx, for_task: bool, at: Time) -> (&Allowed, Time) {
        const NO_TOOL: &Allowed = &Allowed::No(ReasonCode::TransferNoTool);
        let transfers = if for_task { &self.transfers_for_task } else { &self.transfers };
        let Some(Transfer(steps)) = transfers.get(party.usize()) else { return (NO_TOOL, Time::MAX) };
        let later = steps.partition_point(|(from, _)| *from <= at);
        let until = steps.get(later).map_or(Time::MAX, |(from, _)| *from);
        let step = later.checked_sub(1).and_then(|last| steps.get(last));
        (step.map_or(NO_TOOL, |(_, allowed)| allowed), until)
    }

    /// The purpose on whose consent a party receives a pair's data, if that is its ground.
    pub(crate) fn received_on_consent(&self, pair: PairIx, party: RecipientIx) -> Option<PurposeIx> {
        self.on_consent.get(&(pair.usize(), party.usize())).copied()
    }
}

impl Transfer {
    fn of(document: &Document, id: &Id, names: &Names, zone: &Zone, law: &Law, for_task: bool) -> Transfer {
        let party = document.parties.get(id);
        let is_ours = document.is_declared_by(id);
        let steps = party.map_or_else(Vec::new, |party| transfer(party, is_ours, names, zone, law, for_task));
        Transfer(steps.into())
    }

    fn is_always(&self) -> bool {
        matches!(*self.0, [(Time::MIN, Allowed::Yes)])
    }
}

/// When data may go to where a party processes (chapter V): the answer from each moment on at which it changes.
fn transfer(
    party: &Party,
    is_ours: bool,
    names: &Names,
    zone: &Zone,
    law: &Law,
    for_task: bool,
) -> Vec<(Time, Allowed)> {
    let always = |allowed| vec![(Time::MIN, allowed)];
    let country = match party.country {
        Some(country) => country,
        // The declaring party and the institutions are in the jurisdiction of the policy.
        None if is_ours || party.each_institution => return always(Allowed::Yes),
        None => return always(Allowed::No(ReasonCode::TransferCountryUnknown)),
    };
    let tools =
        || party.transfers.iter().filter(|tool| !(for_task && tool.tool == TransferTool::ExplicitConsent));
    let mut turns = vec![Time::MIN];
    // A country without any tool can still have been a member state.
    let of_law = law.turns(TransferTool::Agreements, None, country).into_iter();
    let of_tools = tools().flat_map(|transfer| law.turns(transfer.tool, transfer.clauses, country));
    turns.extend(of_law.chain(of_tools).map(|day| zone.start_of(day)));
    for transfer in tools() {
        turns.extend(transfer.from.map(|day| zone.start_of(day)));
        turns.extend(transfer.through.map(|day| zone.end_of(day)));
    }
    turns.sort_unstable();
    turns.dedup();
    let allowed = turns.into_iter().map(|turn| {
        let day = zone.day_of(turn);
        if law.in_eea(country, day) {
            return (turn, Allowed::Yes);
        }
        let mut worst = ReasonCode::TransferNoTool;
        let mut consents: Vec<Option<PurposeIx>> = Vec::new();
        for transfer in tools() {
            let own = transfer.from.is_none_or(|from| from <= day)
                && transfer.through.is_none_or(|until| day <= until);
            let unmet = law.condition(transfer.tool, country).is_some() && !transfer.condition_met;
            match law.standing(transfer.tool, transfer.clauses, country, day) {
                Standing::InForce if own && unmet => worst = ReasonCode::TransferConditionUnsaid,
                Standing::InForce
                    if own && !transfer.claimed && transfer.tool == TransferTool::ExplicitConsent =>
                {
                    let named = transfer.consent_purpose.as_ref();
                    consents.push(named.and_then(|named| names.purpose(named.as_str())));
                }
                Standing::InForce if own && !transfer.claimed => return (turn, Allowed::Yes),
                Standing::InForce if own => worst = ReasonCode::TransferClaimed,
                Standing::InForce | Standing::Lapsed if worst == ReasonCode::TransferNoTool => {
                    worst = ReasonCode::TransferLapsed;
                }
                _ => {}
            }
        }
        (turn, if consents.is_empty() { Allowed::No(worst) } else { Allowed::WithConsent(consents) })
    });
    let mut steps: Vec<(Time, Allowed)> = allowed.collect();
    steps.dedup_by(|later, earlier| later.1 == earlier.1);
    steps
}
