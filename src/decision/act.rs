//! The act's own conditions, and the decision.

use super::{Answer, Decision, Explanation, IdQuery, Query};
use crate::Fault;
use crate::calendar::Time;
use crate::claim::{ClaimError, Claims, Condition, Lane, Record, Standing, Turn, asked, missing};
use crate::json::Id;
use crate::law::Reason;
use crate::policy::{
    CategoryIx, Form, History, NameId, NameKind, PairIx, PurposeIx, RecipientIx, Relation, RoleIx, Verb,
};
use crate::timeline::{Because, Source};

/// A question with its names as places.
pub(super) struct Act<'a, G> {
    claims: &'a Claims,
    role: RoleIx,
    verb: Verb,
    purpose: PurposeIx,
    pair: Option<PairIx>,
    relations: &'a [Relation],
    recipient: Option<RecipientIx>,
    form: Option<Form>,
    gates: &'a [G],
    record: Option<&'a Record>,
    at: Time,
}

/// A gate that has been passed, as it was given: by name or by number.
pub(super) trait Gate {
    fn place(&self, history: &History) -> Option<u32>;
}

impl Gate for &str {
    fn place(&self, history: &History) -> Option<u32> {
        history.names.gates.find(self)
    }
}

impl Gate for NameId {
    fn place(&self, history: &History) -> Option<u32> {
        history.place(*self, NameKind::Gate)
    }
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

/// Which of a query's numbers is not one of the policy.
#[cold]
#[inline(never)]
pub(super) fn foreign(history: &History, query: &IdQuery<'_>) -> ClaimError {
    let gates = query.gates.iter().map(|gate| (*gate, NameKind::Gate));
    let given = [(query.role, NameKind::Role), (query.purpose, NameKind::Purpose)]
        .into_iter()
        .chain([(query.category, NameKind::Category)])
        .chain(query.recipient.map(|id| (id, NameKind::Recipient)))
        .chain(gates);
    let faults = given.filter(|(id, kind)| history.place(*id, *kind).is_none()).map(|(_, kind)| {
        Fault::new("foreign-id", format!("this is not the number of a {} of this policy", kind.as_str()))
            .helping("numbers are made by the policy that they are used with; look the name up again")
    });
    ClaimError::of(faults.collect())
}

impl<'a> Act<'a, &'a str> {
    pub(super) fn named(claims: &'a Claims, query: &Query<'a>) -> Result<Self, ClaimError> {
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
            look_up(gate.place(history), "gate", gate, &names.gates)?;
        }
        Ok(Act {
            claims,
            role,
            verb: query.verb,
            purpose,
            pair: names.pair(purpose, category),
            relations: query.relations,
            recipient,
            form: query.form,
            gates: query.gates,
            record: query.record,
            at: query.at,
        })
    }
}

impl<'a> Act<'a, NameId> {
    /// `None` if a number is not one of the policy.
    #[inline]
    pub(super) fn numbered(claims: &'a Claims, query: &IdQuery<'a>) -> Option<Self> {
        let history = claims.history();
        let role = RoleIx(history.place(query.role, NameKind::Role)?);
        let purpose = PurposeIx(history.place(query.purpose, NameKind::Purpose)?);
        let category = CategoryIx(history.place(query.category, NameKind::Category)?);
        let recipient = match query.recipient {
            Some(id) => Some(RecipientIx(history.place(id, NameKind::Recipient)?)),
            None => None,
        };
        if !query.gates.iter().all(|gate| gate.place(history).is_some()) {
            return None;
        }
        Some(Act {
            claims,
            role,
            verb: query.verb,
            purpose,
            pair: history.names.pair(purpose, category),
            relations: query.relations,
            recipient,
            form: query.form,
            gates: query.gates,
            record: query.record,
            at: query.at,
        })
    }
}

impl<G: Gate> Act<'_, G> {
    #[inline]
    pub(super) fn decide(&self) -> Decision {
        let mut first_failed = None;
        let act = self.conditions(&mut |reason| {
            first_failed.get_or_insert(reason);
        });
        match (self.pair, self.record) {
            (None, _) => decided(first_failed, &act, &NEVER),
            (Some(pair), None) => decided(first_failed, &act, self.claims.turn_at(pair, self.at)),
            (Some(pair), Some(record)) => {
                decided(first_failed, &act, &self.claims.turn_of_record(pair, record, self.at))
            }
        }
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

    /// The act's own conditions, in order: role, relation, gates, recipient, transfer, form. Tells each that fails.
    #[inline]
    fn conditions(&self, failed: &mut impl FnMut(Reason)) -> Permitted {
        let history = self.claims.history();
        let (version, next_version) = history.version_and_next(self.at);
        let mut act = Permitted { form: Form::Nothing, until: next_version };
        let Some(version) = version else {
            failed(Reason::BeforePolicy);
            return act;
        };
        let Some((pair, needs)) = self.pair.and_then(|pair| Some((pair, version.acts.pair(pair)?))) else {
            failed(Reason::PurposeNotForCategory);
            return act;
        };
        let form = version.acts.grants.form(self.role, pair, self.verb, self.relations);
        let mut any_failed = false;
        let mut fails = |reason| {
            any_failed = true;
            failed(reason);
        };
        if form == Form::Nothing {
            fails(version.acts.grants.refusal(self.role, pair, self.verb));
        }
        if needs.gated && !passed(history, version.acts.gates(self.purpose), self.gates) {
            fails(Reason::GateNotPassed);
        }
        act.form = form.min(needs.form);
        match self.recipient {
            Some(party) => match version.acts.receives(pair, party) {
                Some(form) => {
                    act.form = act.form.min(form);
                    match version.acts.transfer(party, self.at) {
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
}

/// The claim of a purpose that has never needed the category.
const NEVER: Turn = Turn {
    from: Time::MIN,
    until: Time::MAX,
    standing: Standing::No,
    because: Because::new(Reason::PurposeNotForCategory, Source::None),
    whom: None,
};

/// What the act and the claim come to.
#[inline]
fn decided(failed: Option<Reason>, act: &Permitted, claim: &Turn) -> Decision {
    let until = claim.until.min(act.until);
    if let Some(reason) = failed {
        let because = Because::of(reason);
        return Decision { answer: Answer::Deny, form: Form::Nothing, until, because, whom: None };
    }
    let answer = match claim.standing {
        Standing::Live => Answer::Permit,
        Standing::CanBeAsked => Answer::Ask,
        Standing::No => Answer::Deny,
    };
    let form = if answer == Answer::Permit { act.form } else { Form::Nothing };
    Decision { answer, form, until, because: claim.because, whom: claim.whom }
}

/// Whether these gates are all among the ones that have been passed. Given what it needs, and not the whole act: that can
/// then stay in registers.
#[inline(never)]
fn passed<G: Gate>(history: &History, needed: &[u32], passed: &[G]) -> bool {
    needed.iter().all(|gate| passed.iter().any(|name| name.place(history) == Some(*gate)))
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
