//! What an act needs besides a live claim, compiled into tables: form, gates, recipients and their transfers.

use super::compiled::{CategoryIx, Names, PairIx, PurposeIx, RecipientIx};
use super::grants::RoleGrants;
use super::model::{Document, Party};
use super::words::Form;
use crate::calendar::{Time, Zone};
use crate::law::{Reason, Standing};

/// The tables of one version.
pub(crate) struct Acts {
    /// By pair; `None` where this version does not put the two together.
    pairs: Vec<Option<PairAct>>,
    /// By purpose: the gates that must have been passed, by their place among the names.
    gates: Vec<Box<[u32]>>,
    /// pair × party -> the most identifiable form in which it receives the pair's data, dense; `None` if it does not.
    receives: Vec<Option<Form>>,
    /// By party: whether data may go to where it processes.
    transfers: Vec<Transfer>,
    pub(crate) grants: RoleGrants,
}

/// What any act with a pair needs. A small value.
#[derive(Clone, Copy)]
pub(crate) struct PairAct {
    /// The most identifiable form in which the category is held and the purpose needs it.
    pub(crate) form: Form,
    /// Whether gates must have been passed.
    pub(crate) gated: bool,
}

/// Whether data may go to where a party processes (chapter V), from each moment on at which that changes.
struct Transfer {
    /// The last step.
    since: Time,
    allowed: Result<(), Reason>,
    /// The steps before it, oldest first; empty for nearly every party.
    before: Box<[(Time, Result<(), Reason>)]>,
}

impl Acts {
    pub(super) fn compile(document: &Document, names: &Names, zone: &Zone) -> Acts {
        let gates = names.purposes.iter().map(|id| {
            let gates = document.purposes.get(id).map_or(&[][..], |purpose| &purpose.gates);
            gates.iter().filter_map(|id| names.gates.find(id.as_str())).collect()
        });
        let mut acts = Acts {
            pairs: names.pairs.iter().map(|pair| PairAct::of(document, names, *pair)).collect(),
            gates: gates.collect(),
            receives: vec![None; names.pairs.len() * names.parties.len()],
            transfers: names.parties.iter().map(|id| Transfer::of(document.parties.get(id), zone)).collect(),
            grants: RoleGrants::compile(document, names),
        };
        acts.name_recipients(document, names);
        acts
    }

    fn name_recipients(&mut self, document: &Document, names: &Names) {
        for (row, (purpose, category)) in names.pairs.iter().enumerate() {
            let ids = names.purposes.get(purpose.usize()).zip(names.categories.get(category.usize()));
            let Some((purpose, category)) = ids.and_then(|(p, c)| Some((document.purposes.get(p)?, c)))
            else {
                continue;
            };
            for (id, recipient) in &purpose.recipients {
                let some =
                    if recipient.categories.is_empty() { &purpose.categories } else { &recipient.categories };
                let declared = document.parties.contains_key(id) && some.contains(category);
                let Some(column) = names.recipient(id.as_str()).filter(|_| declared) else { continue };
                if let Some(cell) = self.receives.get_mut(row * names.parties.len() + column.usize()) {
                    *cell = Some(recipient.form.unwrap_or(Form::Identifiable));
                }
            }
        }
    }

    /// What any act with a pair needs; `None` if this version does not put the two together.
    #[inline]
    pub(crate) fn pair(&self, pair: PairIx) -> Option<PairAct> {
        self.pairs.get(pair.usize()).copied().flatten()
    }

    /// The gates that must have been passed for a purpose.
    pub(crate) fn gates(&self, purpose: PurposeIx) -> &[u32] {
        self.gates.get(purpose.usize()).map_or(&[], |gates| gates)
    }

    /// The most identifiable form in which a party receives a pair's data; `None` if it does not.
    #[inline]
    pub(crate) fn receives(&self, pair: PairIx, party: RecipientIx) -> Option<Form> {
        let place = pair.usize() * self.transfers.len() + party.usize();
        self.receives.get(place).copied().flatten()
    }

    /// Whether data may go to where a party processes at a moment, until when; or why not.
    #[inline]
    pub(crate) fn transfer(&self, party: RecipientIx, at: Time) -> Result<Time, Reason> {
        match self.transfers.get(party.usize()) {
            Some(last) if last.since <= at => last.allowed.map(|()| Time::MAX),
            Some(last) => last.earlier(at),
            None => Err(Reason::TransferNoTool),
        }
    }
}

impl PairAct {
    fn of(
        document: &Document,
        names: &Names,
        (purpose, category): (PurposeIx, CategoryIx),
    ) -> Option<PairAct> {
        let purpose = document.purposes.get(names.purposes.get(purpose.usize())?)?;
        let category = names.categories.get(category.usize())?;
        purpose.categories.contains(category).then(|| {
            let held_as = document.categories.get(category).and_then(|category| category.held_as);
            let needed = purpose.forms.get(category).copied();
            PairAct {
                form: held_as.unwrap_or(Form::Identifiable).min(needed.unwrap_or(Form::Identifiable)),
                gated: !purpose.gates.is_empty(),
            }
        })
    }
}

impl Transfer {
    fn of(party: Option<&Party>, zone: &Zone) -> Transfer {
        let mut steps = party.map_or_else(Vec::new, |party| transfer(party, zone));
        let (since, allowed) = steps.pop().unwrap_or((Time::MIN, Err(Reason::TransferNoTool)));
        Transfer { since, allowed, before: steps.into() }
    }

    #[inline(never)]
    fn earlier(&self, at: Time) -> Result<Time, Reason> {
        let mut until = self.since;
        for (from, allowed) in self.before.iter().rev() {
            if *from <= at {
                return allowed.map(|()| until);
            }
            until = *from;
        }
        Err(Reason::TransferNoTool)
    }
}

/// When data may go to where a party processes (chapter V): the answer from each moment on at which it changes.
fn transfer(party: &Party, zone: &Zone) -> Vec<(Time, Result<(), Reason>)> {
    let always = |allowed| vec![(Time::MIN, allowed)];
    let country = match party.country {
        Some(country) if country.in_eea() => return always(Ok(())),
        Some(country) => country,
        // The author and the institutions are in the jurisdiction of the policy.
        None if party.author || party.each_institution => return always(Ok(())),
        None => return always(Err(Reason::TransferCountryUnknown)),
    };
    let mut turns = vec![Time::MIN];
    for transfer in &party.transfers {
        let begins = [transfer.from, transfer.tool.since(country)];
        let ends = [transfer.until, transfer.tool.until(country)];
        turns.extend(begins.into_iter().flatten().map(|day| zone.start_of(day)));
        turns.extend(ends.into_iter().flatten().map(|day| zone.end_of(day)));
    }
    turns.sort_unstable();
    turns.dedup();
    let allowed = turns.into_iter().map(|turn| {
        let day = zone.day_of(turn);
        let mut worst = Reason::TransferNoTool;
        for transfer in &party.transfers {
            let own = transfer.from.is_none_or(|from| from <= day)
                && transfer.until.is_none_or(|until| day <= until);
            match transfer.tool.standing(country, day) {
                Standing::InForce if own && !transfer.claimed => return (turn, Ok(())),
                Standing::InForce if own => worst = Reason::TransferClaimed,
                Standing::InForce | Standing::Lapsed if worst == Reason::TransferNoTool => {
                    worst = Reason::TransferLapsed;
                }
                _ => {}
            }
        }
        (turn, Err(worst))
    });
    let mut steps: Vec<(Time, Result<(), Reason>)> = allowed.collect();
    steps.dedup_by_key(|(_, allowed)| *allowed);
    steps
}
