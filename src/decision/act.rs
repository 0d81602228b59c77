//! The act's own conditions, and the decision.

use super::{Answer, Decision, Explanation, Query, Whom, can_be_asked};
use crate::Fault;
use crate::calendar::Time;
use crate::claim::{ClaimError, Claims, Condition, Lane};
use crate::json::Id;
use crate::law::{Reason, Standing};
use crate::policy::{
    CategoryIx, Form, History, Holder, PairIx, Party, Purpose, PurposeIx, RecipientIx, RoleIx, Verb, Version,
};
use crate::timeline::{Because, Step, Value};

/// A query with its names looked up.
pub(super) struct Act<'a> {
    claims: &'a Claims,
    query: &'a Query<'a>,
    role: RoleIx,
    purpose: PurposeIx,
    category: CategoryIx,
    recipient: Option<RecipientIx>,
    pair: Option<PairIx>,
}

/// What the act's own conditions come to.
struct Permitted {
    form: Form,
    /// Until when, as far as the act goes: the next version, or the end of a transfer tool.
    until: Time,
}

fn look_up<T>(found: Option<T>, what: &str, given: &str, known: &[Id]) -> Result<T, ClaimError> {
    found.ok_or_else(|| {
        Fault::new("unknown-name", format!("the policy knows no such {what}"))
            .meaning(given, known.iter().map(Id::as_str))
            .into()
    })
}

pub(super) fn purpose_named(history: &History, name: &str) -> Result<PurposeIx, ClaimError> {
    look_up(history.names.purpose(name), "purpose", name, &history.names.purposes)
}

impl<'a> Act<'a> {
    pub(super) fn of(claims: &'a Claims, query: &'a Query<'a>) -> Result<Act<'a>, ClaimError> {
        let history = claims.history();
        let names = &history.names;
        let purpose = purpose_named(history, query.purpose)?;
        let category =
            look_up(names.category(query.category), "category", query.category, &names.categories)?;
        let role = look_up(names.role(query.role), "role", query.role, &names.roles)?;
        let recipient = match query.recipient {
            Some(name) => Some(look_up(names.recipient(name), "recipient", name, &names.parties)?),
            None => None,
        };
        for gate in query.gates {
            let found = names.gates.binary_search_by(|id| id.as_str().cmp(gate)).ok();
            look_up(found, "gate", gate, &names.gates)?;
        }
        Ok(Act { claims, query, role, purpose, category, recipient, pair: names.pair(purpose, category) })
    }

    pub(super) fn decide(&self) -> Decision {
        let (act, failed) = self.permitted();
        let claim = self.claim();
        match (failed.first(), claim.0.value) {
            (None, Value::Live) => Decision {
                answer: Answer::Permit,
                form: act.form,
                until: claim.1.min(act.until),
                because: claim.0.because,
                whom: None,
            },
            (Some(reason), _) => self.refusal(Because::of(*reason), act.until.min(claim.1)),
            (None, _) => {
                let until = claim.1.min(act.until);
                let missing = self.missing();
                let first = missing.first().map_or(claim.0.because, |lane| lane.1.because);
                match self.whom(&missing).first() {
                    Some(whom) => Decision {
                        answer: Answer::Ask,
                        form: Form::Nothing,
                        until,
                        because: first,
                        whom: Some(*whom),
                    },
                    None => self.refusal(first, until),
                }
            }
        }
    }

    pub(super) fn explain(&self) -> Explanation {
        let decision = self.decide();
        let (_, failed) = self.permitted();
        let lanes = self.lanes();
        let at = self.query.at;
        let mut reasons: Vec<Because> = failed.into_iter().map(Because::of).collect();
        if decision.answer == Answer::Permit {
            // The basis first: it is the ground. Lanes that say only that nothing is wrong are left out.
            let of = |condition| lanes.iter().find(|lane: &&Lane| lane.condition == condition);
            let told = [
                Condition::Basis,
                Condition::Agreement,
                Condition::Option,
                Condition::Restriction,
                Condition::Objection,
                Condition::Term,
            ];
            let given = told.into_iter().filter_map(of).map(|lane| lane.timeline.at(at).because);
            let silent = [
                Reason::NotObjected,
                Reason::NotRestricted,
                Reason::OptionInseparable,
                Reason::AgreementUnneeded,
            ];
            reasons.extend(given.filter(|because| !silent.contains(&because.reason)));
        } else {
            reasons.extend(self.missing().iter().map(|(_, step)| step.because));
        }
        reasons.dedup();
        let whom = if decision.answer == Answer::Ask { self.whom(&self.missing()) } else { Vec::new() };
        Explanation { decision, reasons, whom, at, lanes }
    }

    fn refusal(&self, because: Because, until: Time) -> Decision {
        Decision { answer: Answer::Deny, form: Form::Nothing, until, because, whom: None }
    }

    /// The claim at the moment, and when its value next changes.
    fn claim(&self) -> (Step, Time) {
        let at = self.query.at;
        match (self.pair, self.query.record) {
            (Some(pair), None) => {
                let claim = self.claims.of_pair(pair);
                (claim.at(at), claim.next(at))
            }
            (Some(pair), Some(record)) => {
                let claim = self.claims.on_record(pair, record);
                (claim.at(at), claim.next(at))
            }
            (None, _) => {
                let because = Because::of(Reason::PurposeNotForCategory);
                (Step { from: Time::MIN, value: Value::Ended, because }, Time::MAX)
            }
        }
    }

    fn lanes(&self) -> Vec<Lane> {
        self.pair.map_or_else(Vec::new, |pair| self.claims.lanes_of_pair(pair, self.query.record))
    }

    /// The lanes that are not Live, lowest first, then in their order.
    fn missing(&self) -> Vec<(Condition, Step)> {
        let lanes = self.lanes();
        let steps = lanes.iter().map(|lane| (lane.condition, lane.timeline.at(self.query.at)));
        let mut missing: Vec<_> = steps.filter(|(_, step)| step.value != Value::Live).collect();
        missing.sort_by_key(|(condition, step)| (step.value, *condition));
        missing
    }

    /// Whom to ask, if everything that is missing can be asked for; else nobody.
    fn whom(&self, missing: &[(Condition, Step)]) -> Vec<Whom> {
        if missing.is_empty() || !missing.iter().all(|(_, step)| can_be_asked(step.because.reason)) {
            return Vec::new();
        }
        let mut whom = Vec::new();
        for (condition, _) in missing {
            if *condition == Condition::Option {
                whom.extend(self.silent_holders().into_iter().map(Whom::Holder));
            } else {
                whom.push(Whom::Giver(self.claims.voice_at(self.purpose, self.query.at)));
            }
        }
        whom.sort_by_key(|whom| matches!(whom, Whom::Giver(_)));
        whom.dedup();
        whom
    }

    /// The holders of the purpose's option who have never used their switch.
    fn silent_holders(&self) -> Vec<Holder> {
        let version = self.claims.history().version_at(self.query.at);
        let id = version.and_then(|version| version.purpose(self.purpose)?.option.as_ref());
        let option = id.and_then(|id| Some((id, version?.document.options.get(id)?)));
        option.map_or_else(Vec::new, |(id, option)| {
            let silent = |holder: &&Holder| !self.claims.has_switched(id, **holder);
            option.holders.iter().filter(silent).copied().collect()
        })
    }

    /// The act's own conditions: role, relation, gates, recipient, transfer, form; and every one that fails.
    fn permitted(&self) -> (Permitted, Vec<Reason>) {
        let at = self.query.at;
        let history = self.claims.history();
        let next_version = history.versions.iter().map(|version| version.from).find(|from| *from > at);
        let mut act = Permitted { form: Form::Nothing, until: next_version.unwrap_or(Time::MAX) };
        let mut failed = Vec::new();
        let Some(version) = history.version_at(at) else {
            failed.push(Reason::BeforePolicy);
            return (act, failed);
        };
        let purpose = version.purpose(self.purpose);
        let pair = self.pair.filter(|pair| version.rules(*pair).is_some());
        let (Some(purpose), Some(pair)) = (purpose, pair) else {
            failed.push(Reason::PurposeNotForCategory);
            return (act, failed);
        };
        act.form = self.by_role(version, pair, &mut failed);
        let gate_missing = |gate: &Id| !self.query.gates.contains(&gate.as_str());
        if purpose.gates.iter().any(gate_missing) {
            failed.push(Reason::GateNotPassed);
        }
        self.recipient(version, purpose, &mut act, &mut failed);
        let category = self.category_id().and_then(|id| version.document.categories.get(id));
        let held_as = category.and_then(|category| category.held_as).unwrap_or(Form::Identifiable);
        let needed = version.rules(pair).map_or(Form::Identifiable, |rules| rules.form);
        act.form = act.form.min(held_as).min(needed);
        match self.query.form {
            Some(form) if form > act.form && failed.is_empty() => failed.push(Reason::FormTooIdentifiable),
            Some(form) => act.form = act.form.min(form),
            None => {}
        }
        (act, failed)
    }

    fn by_role(&self, version: &Version, pair: PairIx, failed: &mut Vec<Reason>) -> Form {
        let grants = version.grants(self.role, pair);
        let form = grants.form(self.query.verb, self.query.relations);
        if form == Form::Nothing {
            let names = &self.claims.history().names;
            let role = names.roles.get(self.role.usize()).and_then(|id| version.document.roles.get(id));
            let never =
                role.zip(self.category_id()).is_some_and(|(role, category)| role.never.contains(category));
            failed.push(match never {
                true => Reason::RoleNever,
                false if grants.with_other_relation(self.query.verb) => Reason::RelationMissing,
                false => Reason::RoleNotPermitted,
            });
        }
        form
    }

    fn recipient(&self, version: &Version, purpose: &Purpose, act: &mut Permitted, failed: &mut Vec<Reason>) {
        let Some(recipient) = self.recipient else {
            if self.query.verb == Verb::Share {
                failed.push(Reason::RecipientMissing);
            }
            return;
        };
        let id = self.claims.history().names.parties.get(recipient.usize());
        let declared =
            id.and_then(|id| Some((purpose.recipients.get(id)?, version.document.parties.get(id)?)));
        let covers = |ids: &[Id]| ids.is_empty() || self.category_id().is_some_and(|id| ids.contains(id));
        match declared {
            Some((declared, party)) if covers(&declared.categories) => {
                act.form = act.form.min(declared.form.unwrap_or(Form::Identifiable));
                match self.transfer(party) {
                    Ok(until) => act.until = act.until.min(until),
                    Err(reason) => failed.push(reason),
                }
            }
            _ => failed.push(Reason::RecipientNotNamed),
        }
    }

    /// Whether data may go to where a party processes, at the moment asked; until when, or why not.
    fn transfer(&self, party: &Party) -> Result<Time, Reason> {
        let zone = self.claims.setting().zone();
        let day = zone.day_of(self.query.at);
        let country = match party.country {
            Some(country) if country.in_eea() => return Ok(Time::MAX),
            Some(country) => country,
            // The author and the institutions are in the jurisdiction of the policy.
            None if party.author || party.each_institution => return Ok(Time::MAX),
            None => return Err(Reason::TransferCountryUnknown),
        };
        let mut worst = Reason::TransferNoTool;
        for transfer in &party.transfers {
            let own = transfer.from.is_none_or(|from| from <= day)
                && transfer.until.is_none_or(|until| day <= until);
            match transfer.tool.standing(country, day) {
                Standing::InForce if transfer.claimed => worst = Reason::TransferClaimed,
                Standing::InForce if own => {
                    let own = transfer.until.map_or(Time::MAX, |until| zone.end_of(until));
                    let law = transfer.tool.until(country).map_or(Time::MAX, |until| zone.end_of(until));
                    return Ok(own.min(law));
                }
                Standing::InForce | Standing::Lapsed if worst != Reason::TransferClaimed => {
                    worst = Reason::TransferLapsed;
                }
                _ => {}
            }
        }
        Err(worst)
    }

    fn category_id(&self) -> Option<&'a Id> {
        self.claims.history().names.categories.get(self.category.usize())
    }
}
