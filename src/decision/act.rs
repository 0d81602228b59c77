//! The act's own conditions, and the decision.

use super::{Answer, Decision, Explanation, IdQuery, Query};
use crate::calendar::Time;
use crate::claim::{ClaimError, Claims, Condition, Lane, Record, Standing, Turn, asked, missing};
use crate::law::Reason;
use crate::policy::{
    CategoryIx, Form, GivenAs, History, NameId, NameKind, PairIx, PurposeIx, RecipientIx, Relation, RoleIx,
    Verb,
};
use crate::timeline::Because;

use core::ops::ControlFlow;

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

pub(super) fn purpose_named(history: &History, name: &str) -> Result<PurposeIx, ClaimError> {
    history.names.purpose(name).ok_or_else(|| history.names.unknown(GivenAs::Purpose, name).into())
}

/// A question of which nothing is out of the ordinary: no relation, form, gate or record is in play. A value, and not borrowed:
/// what it is made of then stays in registers.
#[derive(Clone, Copy)]
pub(super) struct Plain {
    role: NameId,
    verb: Verb,
    purpose: NameId,
    category: NameId,
    recipient: Option<NameId>,
    at: Time,
}

impl IdQuery<'_> {
    #[inline(always)]
    pub(super) fn plain(&self) -> Option<Plain> {
        let IdQuery { role, verb, purpose, category, relations, recipient, form, gates, record, at } = *self;
        let plain = gates.len() | relations.len() == 0 && form.is_none() && record.is_none();
        plain.then_some(Plain { role, verb, purpose, category, recipient, at })
    }
}

/// The answer to a plain question, if nothing else is out of the ordinary either: the role may; no transfer depends on the
/// moment; the claim was read before, and the moment is like the one of knowledge. It is what [`Act::decide`] would say,
/// without what that must do to say everything else.
#[inline(always)]
pub(super) fn ordinary(claims: &Claims, asked: Plain) -> Option<Decision> {
    let history = claims.history();
    let purpose = PurposeIx(history.place(asked.purpose, NameKind::Purpose)?);
    let category = CategoryIx(history.place(asked.category, NameKind::Category)?);
    let pair = history.names.pair(purpose, category)?;
    let turn = claims.known_turn(pair, asked.at)?;
    let role = RoleIx(history.place(asked.role, NameKind::Role)?);
    let recipient = match asked.recipient {
        Some(party) => Some(RecipientIx(history.place(party, NameKind::Recipient)?)),
        None => None,
    };
    let form = granted(history, role, asked.verb, pair, recipient)?;
    Some(decided(form, Time::MAX, turn))
}

/// The same of a question by name.
#[inline]
pub(super) fn ordinary_by_name(claims: &Claims, query: &Query<'_>) -> Option<Decision> {
    let history = claims.history();
    let names = &history.names;
    let pair = names.pair(names.purpose(query.purpose)?, names.category(query.category)?)?;
    let turn = claims.known_turn(pair, query.at)?;
    if query.gates.len() | query.relations.len() != 0 || query.form.is_some() || query.record.is_some() {
        return None;
    }
    let recipient = match query.recipient {
        Some(name) => Some(names.recipient(name)?),
        None => None,
    };
    let form = granted(history, names.role(query.role)?, query.verb, pair, recipient)?;
    Some(decided(form, Time::MAX, turn))
}

/// The form in which the last version lets a role do it, if neither gates nor the moment have a say.
#[inline(always)]
fn granted(
    history: &History,
    role: RoleIx,
    verb: Verb,
    pair: PairIx,
    recipient: Option<RecipientIx>,
) -> Option<Form> {
    let acts = &history.versions.last()?.acts;
    let granted = acts.grants.granted(role, pair, verb);
    let form = granted.form(&[]);
    if form == Form::Nothing || granted.is_gated() {
        return None;
    }
    match recipient {
        Some(party) => {
            let received = acts.received(pair, party).filter(|received| received.always)?;
            Some(form.min(received.form))
        }
        None => (verb != Verb::Share).then_some(form),
    }
}

/// The short way to a no: purpose and category do not belong together, or the role may not. Asked after [`ordinary`].
#[inline]
pub(super) fn ordinary_refusal(claims: &Claims, query: &IdQuery<'_>) -> Option<Decision> {
    let history = claims.history();
    let version = history.versions.last()?;
    if query.gates.len() | query.relations.len() != 0 || query.at < version.from || !query.at.is_asked() {
        return None;
    }
    let purpose = PurposeIx(history.place(query.purpose, NameKind::Purpose)?);
    let category = CategoryIx(history.place(query.category, NameKind::Category)?);
    let role = RoleIx(history.place(query.role, NameKind::Role)?);
    if let Some(party) = query.recipient {
        history.place(party, NameKind::Recipient)?;
    }
    let reason = match history.names.pair(purpose, category) {
        None => Reason::PurposeNotForCategory,
        Some(pair) if version.acts.grants.granted(role, pair, query.verb).form(&[]) == Form::Nothing => {
            version.acts.grants.refusal(role, pair, query.verb)
        }
        Some(_) => return None,
    };
    Some(denied(reason, Time::MAX))
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
    let foreign = given.filter(|(id, kind)| history.place(*id, *kind).is_none());
    ClaimError::of(foreign.map(|(id, kind)| history.foreign(id, kind)).collect())
}

impl<'a> Act<'a, &'a str> {
    pub(super) fn named(claims: &'a Claims, query: &Query<'a>) -> Result<Self, ClaimError> {
        asked(query.at)?;
        let history = claims.history();
        let names = &history.names;
        let purpose = purpose_named(history, query.purpose)?;
        let category =
            names.category(query.category).ok_or_else(|| names.unknown(GivenAs::Category, query.category))?;
        let role = names.role(query.role).ok_or_else(|| names.unknown(GivenAs::Role, query.role))?;
        let recipient = match query.recipient {
            Some(name) => Some(names.recipient(name).ok_or_else(|| names.unknown(GivenAs::Recipient, name))?),
            None => None,
        };
        for gate in query.gates {
            gate.place(history).ok_or_else(|| names.unknown(GivenAs::Gate, gate))?;
        }
        if let Some(record) = query.record {
            claims.knows_anchors_of(record)?;
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
        if !query.gates.is_empty() && !are_gates(history, query.gates) {
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
    /// What fails about the act is the answer, whatever the claim is: it is read only where nothing does.
    #[inline]
    pub(super) fn decide(&self) -> Decision {
        let mut act = Permitted { form: Form::Nothing, until: Time::MAX };
        let mut failed = Reason::PurposeNotForCategory;
        let passes = self.conditions(&mut act, &mut |reason| {
            failed = reason;
            ControlFlow::Break(())
        });
        let (Some(pair), true) = (self.pair, passes.is_continue()) else { return denied(failed, act.until) };
        match self.record {
            None => decided(act.form, act.until, self.claims.turn_at(pair, self.at)),
            Some(record) => decided(act.form, act.until, &self.claims.turn_of_record(pair, record, self.at)),
        }
    }

    pub(super) fn explain(&self) -> Explanation {
        let decision = self.decide();
        let mut reasons: Vec<Because> = Vec::new();
        let mut act = Permitted { form: Form::Nothing, until: Time::MAX };
        let _ = self.conditions(&mut act, &mut |reason| {
            reasons.push(Because::of(reason));
            ControlFlow::Continue(())
        });
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

    /// The act's own conditions, in order: role, relation, gates, recipient, transfer, form. Tells each that fails, until
    /// it is told to stop.
    #[inline]
    fn conditions(
        &self,
        act: &mut Permitted,
        failed: &mut impl FnMut(Reason) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let history = self.claims.history();
        let (version, next_version) = history.version_and_next(self.at);
        act.until = next_version;
        let Some(version) = version else { return failed(Reason::BeforePolicy) };
        let Some(pair) = self.pair else { return failed(Reason::PurposeNotForCategory) };
        let acts = &version.acts;
        let mut any_failed = false;
        let mut fails = |reason| {
            any_failed = true;
            failed(reason)
        };
        let granted = acts.grants.granted(self.role, pair, self.verb);
        act.form = granted.form(self.relations);
        if act.form == Form::Nothing {
            let reason = acts.grants.refusal(self.role, pair, self.verb);
            fails(reason)?;
            if reason == Reason::PurposeNotForCategory {
                return ControlFlow::Continue(());
            }
        }
        if granted.is_gated() && !passed(history, acts.gates(self.purpose), self.gates) {
            fails(Reason::GateNotPassed)?;
        }
        match self.recipient {
            Some(party) => match acts.received(pair, party) {
                Some(received) => {
                    act.form = act.form.min(received.form);
                    if !received.always {
                        let (allowed, until) = acts.transfer(party, self.at);
                        act.until = act.until.min(until);
                        if let Err(reason) = allowed {
                            fails(reason)?;
                        }
                    }
                }
                None => fails(Reason::RecipientNotNamed)?,
            },
            None if self.verb == Verb::Share => fails(Reason::RecipientMissing)?,
            None => {}
        }
        match self.form {
            Some(form) if form > act.form && !any_failed => failed(Reason::FormTooIdentifiable)?,
            Some(form) => act.form = act.form.min(form),
            None => {}
        }
        ControlFlow::Continue(())
    }
}

/// What fails about the act is the answer, as long as the act's own conditions stand as they do.
#[inline]
fn denied(reason: Reason, until: Time) -> Decision {
    Decision { answer: Answer::Deny, form: Form::Nothing, until, because: Because::of(reason), whom: None }
}

/// What the claim comes to, for an act about which nothing fails, in this form until then.
#[inline(always)]
fn decided(form: Form, until: Time, claim: &Turn) -> Decision {
    let (answer, form) = match claim.standing {
        Standing::Live => (Answer::Permit, form),
        Standing::CanBeAsked => (Answer::Ask, Form::Nothing),
        Standing::No => (Answer::Deny, Form::Nothing),
    };
    Decision { answer, form, until: claim.until.min(until), because: claim.because, whom: claim.whom }
}

#[inline(never)]
fn are_gates(history: &History, given: &[NameId]) -> bool {
    given.iter().all(|gate| gate.place(history).is_some())
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
