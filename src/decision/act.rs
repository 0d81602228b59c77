//! The act's own conditions, and the decision.

use super::{Answer, Decision, Explanation, IdQuery, Query, Whom, can_be_asked};
use crate::Fault;
use crate::calendar::Time;
use crate::claim::{ClaimError, Claims, Condition, Lane, Record};
use crate::json::Id;
use crate::law::Reason;
use crate::policy::{
    CategoryIx, Form, History, Holder, NameId, NameKind, PairIx, PurposeIx, RecipientIx, Relation, RoleIx,
    Verb, Version,
};
use crate::timeline::{Because, Step, Value};

/// A question with its names as places.
pub(super) struct Act<'a> {
    claims: &'a Claims,
    role: RoleIx,
    verb: Verb,
    purpose: PurposeIx,
    category: CategoryIx,
    pair: Option<PairIx>,
    relations: &'a [Relation],
    recipient: Option<RecipientIx>,
    form: Option<Form>,
    gates: Gates<'a>,
    record: Option<&'a Record>,
    at: Time,
}

/// The gates that have been passed, as they were given.
enum Gates<'a> {
    Named(&'a [&'a str]),
    Numbered(&'a [NameId]),
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

fn place(history: &History, id: NameId, kind: NameKind) -> Result<u32, ClaimError> {
    history.place(id, kind).ok_or_else(|| {
        Fault::new("foreign-id", format!("this is not the number of a {} of this policy", kind.as_str()))
            .helping("numbers are made by the policy that they are used with; look the name up again")
            .into()
    })
}

impl<'a> Act<'a> {
    pub(super) fn named(claims: &'a Claims, query: &Query<'a>) -> Result<Act<'a>, ClaimError> {
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
        Ok(Act {
            claims,
            role,
            verb: query.verb,
            purpose,
            category,
            pair: names.pair(purpose, category),
            relations: query.relations,
            recipient,
            form: query.form,
            gates: Gates::Named(query.gates),
            record: query.record,
            at: query.at,
        })
    }

    pub(super) fn numbered(claims: &'a Claims, query: &IdQuery<'a>) -> Result<Act<'a>, ClaimError> {
        let history = claims.history();
        let purpose = PurposeIx(place(history, query.purpose, NameKind::Purpose)?);
        let category = CategoryIx(place(history, query.category, NameKind::Category)?);
        let recipient = match query.recipient {
            Some(id) => Some(RecipientIx(place(history, id, NameKind::Recipient)?)),
            None => None,
        };
        for gate in query.gates {
            place(history, *gate, NameKind::Gate)?;
        }
        Ok(Act {
            claims,
            role: RoleIx(place(history, query.role, NameKind::Role)?),
            verb: query.verb,
            purpose,
            category,
            pair: history.names.pair(purpose, category),
            relations: query.relations,
            recipient,
            form: query.form,
            gates: Gates::Numbered(query.gates),
            record: query.record,
            at: query.at,
        })
    }

    pub(super) fn decide(&self) -> Decision {
        let mut first_failed = None;
        let act = self.conditions(&mut |reason| {
            first_failed.get_or_insert(reason);
        });
        let (claim, next) = self.claim();
        let until = next.min(act.until);
        match first_failed {
            None if claim.value == Value::Live => {
                Decision { answer: Answer::Permit, form: act.form, until, because: claim.because, whom: None }
            }
            Some(reason) => refusal(Because::of(reason), until),
            None => self.not_live(claim, until),
        }
    }

    pub(super) fn explain(&self) -> Explanation {
        let decision = self.decide();
        let mut reasons: Vec<Because> = Vec::new();
        self.conditions(&mut |reason| reasons.push(Because::of(reason)));
        let lanes = self.lanes();
        let missing = self.missing(&lanes);
        if decision.answer == Answer::Permit {
            reasons.extend(grounds(&lanes, self.at));
        } else {
            reasons.extend(missing.iter().map(|(_, step)| step.because));
        }
        reasons.dedup();
        let whom = if decision.answer == Answer::Ask { self.whom(&missing) } else { Vec::new() };
        Explanation { decision, reasons, whom, at: self.at, lanes }
    }

    /// The act is in order, but the claim is not live: ask, or deny.
    #[cold]
    fn not_live(&self, claim: Step, until: Time) -> Decision {
        let missing = self.missing(&self.lanes());
        let because = missing.first().map_or(claim.because, |(_, step)| step.because);
        match self.whom(&missing).first() {
            Some(whom) => {
                Decision { answer: Answer::Ask, form: Form::Nothing, until, because, whom: Some(*whom) }
            }
            None => refusal(because, until),
        }
    }

    /// The claim at the moment, and when its value next changes.
    fn claim(&self) -> (Step, Time) {
        match (self.pair, self.record) {
            (Some(pair), None) => self.claims.of_pair(pair).at_and_next(self.at),
            (Some(pair), Some(record)) => self.claims.on_record(pair, record).at_and_next(self.at),
            (None, _) => {
                let because = Because::of(Reason::PurposeNotForCategory);
                (Step { from: Time::MIN, value: Value::Ended, because }, Time::MAX)
            }
        }
    }

    fn lanes(&self) -> Vec<Lane> {
        self.pair.map_or_else(Vec::new, |pair| self.claims.lanes_of_pair(pair, self.record))
    }

    /// The lanes that are not Live, lowest first, then in their order.
    fn missing(&self, lanes: &[Lane]) -> Vec<(Condition, Step)> {
        let steps = lanes.iter().map(|lane| (lane.condition, lane.timeline.at(self.at)));
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
                whom.push(Whom::Giver(self.claims.voice_at(self.purpose, self.at)));
            }
        }
        whom.sort_by_key(|whom| matches!(whom, Whom::Giver(_)));
        whom.dedup();
        whom
    }

    /// The holders of the purpose's option who have never used their switch.
    fn silent_holders(&self) -> Vec<Holder> {
        let version = self.claims.history().version_at(self.at);
        let id = version.and_then(|version| version.purpose(self.purpose)?.option.as_ref());
        let option = id.and_then(|id| Some((id, version?.document.options.get(id)?)));
        option.map_or_else(Vec::new, |(id, option)| {
            let silent = |holder: &&Holder| !self.claims.has_switched(id, **holder);
            option.holders.iter().filter(silent).copied().collect()
        })
    }

    /// The act's own conditions, in order: role, relation, gates, recipient, transfer, form. Tells each that fails.
    fn conditions(&self, failed: &mut impl FnMut(Reason)) -> Permitted {
        let history = self.claims.history();
        let (version, next_version) = history.version_and_next(self.at);
        let mut act = Permitted { form: Form::Nothing, until: next_version };
        let Some(version) = version else {
            failed(Reason::BeforePolicy);
            return act;
        };
        let Some(pair) = self.pair.filter(|pair| version.rules(*pair).is_some()) else {
            failed(Reason::PurposeNotForCategory);
            return act;
        };
        let form = version.grants(self.role, pair).form(self.verb, self.relations);
        let mut any_failed = false;
        let mut fails = |reason| {
            any_failed = true;
            failed(reason);
        };
        if form == Form::Nothing {
            fails(self.not_granted(version, pair));
        }
        if !version.acts.gates(self.purpose).iter().all(|gate| self.has_passed(*gate)) {
            fails(Reason::GateNotPassed);
        }
        act.form = form.min(version.acts.form(pair));
        match self.recipient {
            Some(party) => match version.acts.recipient(self.purpose, party, self.category) {
                Some(recipient) => {
                    act.form = act.form.min(recipient.form);
                    match recipient.transfer(self.at) {
                        Ok(until) => act.until = act.until.min(until),
                        Err(reason) => fails(reason),
                    }
                }
                None => fails(Reason::RecipientNotNamed),
            },
            None if self.verb == Verb::Share => fails(Reason::RecipientMissing),
            None => {}
        }
        match self.form {
            Some(form) if form > act.form && !any_failed => failed(Reason::FormTooIdentifiable),
            Some(form) => act.form = act.form.min(form),
            None => {}
        }
        act
    }

    /// Why a role may not do this.
    #[cold]
    fn not_granted(&self, version: &Version, pair: PairIx) -> Reason {
        let names = &self.claims.history().names;
        let role = names.roles.get(self.role.usize()).and_then(|id| version.document.roles.get(id));
        let category = names.categories.get(self.category.usize());
        let never = role.zip(category).is_some_and(|(role, category)| role.never.contains(category));
        match never {
            true => Reason::RoleNever,
            false if version.grants(self.role, pair).with_other_relation(self.verb) => {
                Reason::RelationMissing
            }
            false => Reason::RoleNotPermitted,
        }
    }

    fn has_passed(&self, gate: u32) -> bool {
        let history = self.claims.history();
        match self.gates {
            Gates::Named(gates) => {
                history.names.gates.get(gate as usize).is_some_and(|id| gates.contains(&id.as_str()))
            }
            Gates::Numbered(gates) => gates.iter().any(|id| history.place(*id, NameKind::Gate) == Some(gate)),
        }
    }
}

fn refusal(because: Because, until: Time) -> Decision {
    Decision { answer: Answer::Deny, form: Form::Nothing, until, because, whom: None }
}

/// What a permit rests on: the basis first. Lanes that say only that nothing is wrong are left out.
fn grounds(lanes: &[Lane], at: Time) -> impl Iterator<Item = Because> {
    const TOLD: [Condition; 6] = [
        Condition::Basis,
        Condition::Agreement,
        Condition::Option,
        Condition::Restriction,
        Condition::Objection,
        Condition::Term,
    ];
    const SILENT: [Reason; 4] =
        [Reason::NotObjected, Reason::NotRestricted, Reason::OptionInseparable, Reason::AgreementUnneeded];
    let of = move |condition| lanes.iter().find(move |lane| lane.condition == condition);
    let given = TOLD.into_iter().filter_map(of).map(move |lane| lane.timeline.at(at).because);
    given.filter(|because| !SILENT.contains(&because.reason))
}
