//! What an act needs besides a live claim, compiled into tables: form, gates, recipients and their transfers.

use super::compiled::{CategoryIx, NONE, Names, PairIx, PurposeIx, RecipientIx};
use super::model::{Document, Party, Purpose};
use super::words::Form;
use crate::calendar::{Time, Zone};
use crate::law::{Reason, Standing};

/// The tables of one version.
pub(crate) struct Acts {
    /// By pair: the most identifiable form in which the category is held and the purpose needs it.
    forms: Vec<Form>,
    /// By purpose: the gates that must have been passed, by their place among the names.
    gates: Vec<Box<[u32]>>,
    /// purpose × party -> recipient, dense.
    recipient_of: Vec<u32>,
    recipients: Vec<Recipient>,
    parties: usize,
}

/// A party that receives data for a purpose.
pub(crate) struct Recipient {
    pub(crate) form: Form,
    /// Sorted.
    categories: Box<[CategoryIx]>,
    /// From each moment on: whether data may go to where the party processes. Never empty.
    transfer: Box<[(Time, Result<(), Reason>)]>,
}

impl Acts {
    pub(super) fn compile(document: &Document, names: &Names, zone: &Zone) -> Acts {
        let declared: Vec<Option<&Purpose>> =
            names.purposes.iter().map(|id| document.purposes.get(id)).collect();
        let forms = names.pairs.iter().map(|(purpose, category)| {
            let id = names.categories.get(category.usize());
            let held_as = id.and_then(|id| document.categories.get(id)).and_then(|category| category.held_as);
            let purpose = declared.get(purpose.usize()).copied().flatten();
            let needed = purpose.zip(id).and_then(|(purpose, id)| purpose.forms.get(id).copied());
            held_as.unwrap_or(Form::Identifiable).min(needed.unwrap_or(Form::Identifiable))
        });
        let gates = declared.iter().map(|purpose| {
            let gates = purpose.map_or(&[][..], |purpose| &purpose.gates);
            gates
                .iter()
                .filter_map(|id| names.gates.binary_search(id).ok())
                .map(|place| place as u32)
                .collect()
        });
        let mut acts = Acts {
            forms: forms.collect(),
            gates: gates.collect(),
            recipient_of: vec![NONE; names.purposes.len() * names.parties.len()],
            recipients: Vec::new(),
            parties: names.parties.len(),
        };
        for (row, purpose) in
            declared.iter().enumerate().filter_map(|(row, purpose)| Some((row, (*purpose)?)))
        {
            for (id, recipient) in &purpose.recipients {
                let Some((column, party)) = names.recipient(id.as_str()).zip(document.parties.get(id)) else {
                    continue;
                };
                let ids =
                    if recipient.categories.is_empty() { &purpose.categories } else { &recipient.categories };
                let mut categories: Vec<_> =
                    ids.iter().filter_map(|id| names.category(id.as_str())).collect();
                categories.sort_unstable();
                if let Some(cell) = acts.recipient_of.get_mut(row * acts.parties + column.usize()) {
                    *cell = acts.recipients.len() as u32;
                    acts.recipients.push(Recipient {
                        form: recipient.form.unwrap_or(Form::Identifiable),
                        categories: categories.into(),
                        transfer: transfer(party, zone),
                    });
                }
            }
        }
        acts
    }

    /// The most identifiable form in which a pair may be used at all.
    pub(crate) fn form(&self, pair: PairIx) -> Form {
        self.forms.get(pair.usize()).copied().unwrap_or(Form::Nothing)
    }

    /// The gates that must have been passed for a purpose.
    pub(crate) fn gates(&self, purpose: PurposeIx) -> &[u32] {
        self.gates.get(purpose.usize()).map_or(&[], |gates| gates)
    }

    /// A party as recipient of a category for a purpose; `None` if it is not one.
    pub(crate) fn recipient(
        &self,
        purpose: PurposeIx,
        party: RecipientIx,
        category: CategoryIx,
    ) -> Option<&Recipient> {
        let place = *self.recipient_of.get(purpose.usize() * self.parties + party.usize())?;
        self.recipients.get(place as usize).filter(|recipient| recipient.categories.contains(&category))
    }
}

impl Recipient {
    /// Whether data may go there at a moment, until when; or why not.
    pub(crate) fn transfer(&self, at: Time) -> Result<Time, Reason> {
        let next = self.transfer.partition_point(|(from, _)| *from <= at);
        let now = self.transfer.get(next.saturating_sub(1));
        let until = self.transfer.get(next).map_or(Time::MAX, |(from, _)| *from);
        now.map_or(Err(Reason::TransferNoTool), |(_, allowed)| allowed.map(|()| until))
    }
}

/// When data may go to where a party processes (chapter V): the answer from each moment on at which it changes.
fn transfer(party: &Party, zone: &Zone) -> Box<[(Time, Result<(), Reason>)]> {
    let always = |allowed| Box::from([(Time::MIN, allowed)]);
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
    steps.into()
}
