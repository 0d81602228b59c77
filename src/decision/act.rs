//! The act's own conditions, and the decision.

use super::{Answer, Decision, Explanation, IdQuery, Query};
use crate::Fault;
use crate::calendar::Time;
use crate::claim::{ClaimError, Claims, Condition, Lane, Record, Turn, missing};
use crate::json::Id;
use crate::law::Reason;
use crate::policy::{
    CategoryIx, Form, History, NameId, NameKind, PairIx, PurposeIx, RecipientIx, Relation, RoleIx, Verb,
    Version,
};
use crate::timeline::{Because, Value};

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

/// A decision is about a moment from 2000 to 2200.
fn asked(at: Time) -> Result<(), ClaimError> {
    at.asked().map(|_| ()).map_err(|error| ClaimError::of(error.faults().to_vec()))
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
        asked(query.at)?;
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
        asked(query.at)?;
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
        let claim = self.claim();
        let until = claim.until.min(act.until);
        let (answer, form, because, whom) = match (first_failed, claim.value, claim.whom) {
            (Some(reason), ..) => (Answer::Deny, Form::Nothing, Because::of(reason), None),
            (None, Value::Live, _) => (Answer::Permit, act.form, claim.because, None),
            (None, _, Some(whom)) => (Answer::Ask, Form::Nothing, claim.because, Some(whom)),
            (None, _, None) => (Answer::Deny, Form::Nothing, claim.because, None),
        };
        Decision { answer, form, until, because, whom }
    }

    pub(super) fn explain(&self) -> Explanation {
        let decision = self.decide();
        let mut reasons: Vec<Because> = Vec::new();
        self.conditions(&mut |reason| reasons.push(Because::of(reason)));
        let lanes = self.pair.map_or_else(Vec::new, |pair| self.claims.lanes_of_pair(pair, self.record));
        let missing = missing(&lanes, self.at);
        if decision.answer == Answer::Permit {
            reasons.extend(grounds(&lanes, self.at));
        } else {
            reasons.extend(missing.iter().map(|(_, because)| *because));
        }
        reasons.dedup();
        let asks = self.pair.filter(|_| decision.answer == Answer::Ask);
        let whom = asks.map_or_else(Vec::new, |pair| self.claims.whom(pair, &missing, self.at));
        Explanation { decision, reasons, whom, at: self.at, lanes }
    }

    /// What the claim comes to at the moment.
    fn claim(&self) -> Turn {
        match self.pair {
            Some(pair) => self.claims.turn_at(pair, self.record, self.at),
            None => Turn {
                from: Time::MIN,
                until: Time::MAX,
                value: Value::Ended,
                because: Because::of(Reason::PurposeNotForCategory),
                whom: None,
            },
        }
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
