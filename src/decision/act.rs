//! The act's own conditions, and the decision.

use super::agreed::Asks;
use super::{Addressee, Answer, Decision, Explanation, IdQuery, Query};
use crate::calendar::Time;
use crate::claim::{
    AnswerSpan, ClaimError, Claims, Condition, ConditionTimeline, Record, Standing, asked, missing,
};
use crate::law::ReasonCode;
use crate::policy::{
    ActorRelation, Allowed, CategoryIx, History, Identifiability, NameId, NameKind, PairIx, PurposeIx,
    RecipientIx, ReferenceKind, RoleIx, Verb,
};
use crate::timeline::Reason;

use core::ops::ControlFlow;

/// A question with its names as places.
pub(super) struct Act<'a, G> {
    claims: &'a Claims,
    role: RoleIx,
    verb: Verb,
    purpose: PurposeIx,
    pair: Option<PairIx>,
    relations: &'a [ActorRelation],
    recipient: Option<RecipientIx>,
    identifiability: Option<Identifiability>,
    preconditions: &'a [G],
    record: Option<&'a Record>,
    at: Time,
}

/// A precondition that has been passed, as it was given: by name or by number.
pub(super) trait Precondition {
    fn place(&self, history: &History) -> Option<u32>;
}

impl Precondition for &str {
    fn place(&self, history: &History) -> Option<u32> {
        history.names.preconditions.find(self)
    }
}

impl Precondition for NameId {
    fn place(&self, history: &History) -> Option<u32> {
        history.place(*self, NameKind::Precondition)
    }
}

/// What the act's own conditions come to.
struct Permitted {
    identifiability: Identifiability,
    /// Until when, as far as the act goes: the next version, the end of a transfer tool, or another word of consent.
    valid_until: Time,
    /// The consents that the act itself still needs, and that can be asked for.
    asks: Asks,
}

pub(super) fn purpose_named(history: &History, name: &str) -> Result<PurposeIx, ClaimError> {
    history.names.purpose(name).ok_or_else(|| history.names.unknown(ReferenceKind::Purpose, name).into())
}

/// A question of which nothing is out of the ordinary: no relation, form, precondition or record is in play. A value, and not borrowed:
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
        let IdQuery {
            role,
            verb,
            purpose,
            category,
            relations,
            recipient,
            identifiability,
            preconditions,
            record,
            at,
        } = *self;
        let plain =
            preconditions.len() | relations.len() == 0 && identifiability.is_none() && record.is_none();
        plain.then_some(Plain { role, verb, purpose, category, recipient, at })
    }
}

/// The answer to a plain question, if nothing else is out of the ordinary either: the role may; no transfer depends on the
/// moment; the claim was read before, and the moment is like the one of knowledge. It is what [`Act::decide`] would say,
/// without what that must do to say everything else.
#[inline(always)]
pub(super) fn fast_path(claims: &Claims, asked: Plain) -> Option<Decision> {
    let history = claims.history();
    let purpose = PurposeIx(history.place(asked.purpose, NameKind::Purpose)?);
    let category = CategoryIx(history.place(asked.category, NameKind::Category)?);
    let pair = history.names.pair(purpose, category)?;
    let span_of_answer = claims.known_answer(pair, asked.at)?;
    let role = RoleIx(history.place(asked.role, NameKind::Role)?);
    let recipient = match asked.recipient {
        Some(party) => Some(RecipientIx(history.place(party, NameKind::Recipient)?)),
        None => None,
    };
    let identifiability = granted(history, role, asked.verb, pair, recipient)?;
    Some(decided(identifiability, Time::MAX, span_of_answer))
}

/// The same of a question by name.
#[inline]
pub(super) fn fast_path_by_name(claims: &Claims, query: &Query<'_>) -> Option<Decision> {
    let history = claims.history();
    let names = &history.names;
    let pair = names.pair(names.purpose(query.purpose)?, names.category(query.category)?)?;
    let span_of_answer = claims.known_answer(pair, query.at)?;
    if query.preconditions.len() | query.relations.len() != 0
        || query.identifiability.is_some()
        || query.record.is_some()
    {
        return None;
    }
    let recipient = match query.recipient {
        Some(name) => Some(names.recipient(name)?),
        None => None,
    };
    let identifiability = granted(history, names.role(query.role)?, query.verb, pair, recipient)?;
    Some(decided(identifiability, Time::MAX, span_of_answer))
}

/// The form in which the last version lets a role do it, if neither preconditions nor the moment have a say.
#[inline(always)]
fn granted(
    history: &History,
    role: RoleIx,
    verb: Verb,
    pair: PairIx,
    recipient: Option<RecipientIx>,
) -> Option<Identifiability> {
    let acts = &history.versions.last()?.acts;
    let granted = acts.grants.granted(role, pair, verb);
    let identifiability = granted.identifiability(&[]);
    if identifiability == Identifiability::Nothing || granted.has_precondition() {
        return None;
    }
    match recipient {
        Some(party) => {
            let received = acts.received(pair, party).filter(|received| received.always)?;
            Some(identifiability.min(received.identifiability))
        }
        None => (verb != Verb::Share).then_some(identifiability),
    }
}

/// The short way to a no: purpose and category do not belong together, or the role may not. Asked after [`fast_path`].
#[inline]
pub(super) fn fast_refusal(claims: &Claims, query: &IdQuery<'_>) -> Option<Decision> {
    let history = claims.history();
    let version = history.versions.last()?;
    if query.preconditions.len() | query.relations.len() != 0
        || query.at < version.from
        || !query.at.is_asked()
    {
        return None;
    }
    if !claims.sees_all_versions() {
        return None;
    }
    let purpose = PurposeIx(history.place(query.purpose, NameKind::Purpose)?);
    let category = CategoryIx(history.place(query.category, NameKind::Category)?);
    let role = RoleIx(history.place(query.role, NameKind::Role)?);
    if let Some(party) = query.recipient {
        history.place(party, NameKind::Recipient)?;
    }
    let code = match history.names.pair(purpose, category) {
        None => ReasonCode::PurposeNotForCategory,
        Some(pair)
            if version.acts.grants.granted(role, pair, query.verb).identifiability(&[])
                == Identifiability::Nothing =>
        {
            version.acts.grants.refusal(role, pair, query.verb)
        }
        Some(_) => return None,
    };
    Some(denied(Reason::of(code), Time::MAX))
}

/// Which of a query's numbers is not one of the policy.
#[cold]
#[inline(never)]
pub(super) fn foreign(history: &History, query: &IdQuery<'_>) -> ClaimError {
    let preconditions =
        query.preconditions.iter().map(|precondition| (*precondition, NameKind::Precondition));
    let given = [(query.role, NameKind::Role), (query.purpose, NameKind::Purpose)]
        .into_iter()
        .chain([(query.category, NameKind::Category)])
        .chain(query.recipient.map(|id| (id, NameKind::Recipient)))
        .chain(preconditions);
    let foreign = given.filter(|(id, kind)| history.place(*id, *kind).is_none());
    ClaimError::of(foreign.map(|(id, kind)| history.foreign(id, kind)).collect())
}

impl<'a> Act<'a, &'a str> {
    pub(super) fn named(claims: &'a Claims, query: &Query<'a>) -> Result<Self, ClaimError> {
        asked(query.at)?;
        let history = claims.history();
        let names = &history.names;
        let purpose = purpose_named(history, query.purpose)?;
        let category = names
            .category(query.category)
            .ok_or_else(|| names.unknown(ReferenceKind::Category, query.category))?;
        let role = names.role(query.role).ok_or_else(|| names.unknown(ReferenceKind::Role, query.role))?;
        let recipient = match query.recipient {
            Some(name) => {
                Some(names.recipient(name).ok_or_else(|| names.unknown(ReferenceKind::Recipient, name))?)
            }
            None => None,
        };
        for precondition in query.preconditions {
            precondition
                .place(history)
                .ok_or_else(|| names.unknown(ReferenceKind::Precondition, precondition))?;
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
            identifiability: query.identifiability,
            preconditions: query.preconditions,
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
        if !query.preconditions.is_empty() && !are_preconditions(history, query.preconditions) {
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
            identifiability: query.identifiability,
            preconditions: query.preconditions,
            record: query.record,
            at: query.at,
        })
    }
}

impl<G: Precondition> Act<'_, G> {
    /// What fails about the act is the answer, whatever the claim is: it is read only where nothing does.
    #[inline]
    pub(super) fn decide(&self) -> Decision {
        let mut act = Permitted {
            identifiability: Identifiability::Nothing,
            valid_until: Time::MAX,
            asks: Asks::default(),
        };
        let mut failed = Reason::of(ReasonCode::PurposeNotForCategory);
        let passes = self.conditions(&mut act, &mut |reason| {
            failed = reason;
            ControlFlow::Break(())
        });
        let (Some(pair), true) = (self.pair, passes.is_continue()) else {
            return denied(failed, act.valid_until);
        };
        let decision = match self.record {
            None => decided(act.identifiability, act.valid_until, self.claims.answer_at(pair, self.at)),
            Some(record) => {
                let record = record.for_use();
                decided(
                    act.identifiability,
                    act.valid_until,
                    &self.claims.answer_for_record(pair, &record, self.at),
                )
            }
        };
        act.asks.first(decision)
    }

    pub(super) fn explain(&self) -> Explanation {
        let decision = self.decide();
        let mut reasons: Vec<Reason> = Vec::new();
        let mut act = Permitted {
            identifiability: Identifiability::Nothing,
            valid_until: Time::MAX,
            asks: Asks::default(),
        };
        let _ = self.conditions(&mut act, &mut |reason| {
            reasons.push(reason);
            ControlFlow::Continue(())
        });
        reasons.extend(act.asks.becauses());
        let record = self.record.map(Record::for_use);
        let timelines =
            self.pair.map_or_else(Vec::new, |pair| self.claims.timelines_of_pair(pair, record.as_deref()));
        let missing = missing(&timelines, self.at);
        if decision.answer == Answer::Permit {
            reasons.extend(grounds(&timelines, self.at));
            reasons.extend(self.pair.and_then(|pair| self.claims.over_withdrawal(pair, self.at)));
        } else {
            reasons.extend(missing.iter().map(|(_, reason)| *reason));
        }
        reasons.dedup();
        let asks = self.pair.filter(|_| decision.answer == Answer::Ask);
        let mut addressee: Vec<Addressee> = asks.map_or_else(Vec::new, |_| act.asks.addressee().collect());
        addressee.extend(asks.into_iter().flat_map(|pair| self.claims.addressee(pair, &missing, self.at)));
        addressee.dedup();
        let findings = self.pair.map_or_else(Vec::new, |pair| self.claims.findings_at(pair, self.at));
        let law = self.claims.stamp(self.at);
        Explanation { decision, reasons, addressee, at: self.at, timelines, findings, law }
    }

    /// The act's own conditions, in order: role, relation, preconditions, recipient, transfer, form. Tells each that fails, until
    /// it is told to stop.
    #[inline]
    fn conditions(
        &self,
        act: &mut Permitted,
        failed: &mut impl FnMut(Reason) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let history = self.claims.history();
        let (version, next_version) = self.claims.version_and_next(self.at);
        act.valid_until = next_version;
        let Some(version) = version else { return failed(Reason::of(ReasonCode::BeforePolicy)) };
        let Some(pair) = self.pair else { return failed(Reason::of(ReasonCode::PurposeNotForCategory)) };
        let acts = &version.acts;
        let mut any_failed = false;
        let mut fails = |reason| {
            any_failed = true;
            failed(reason)
        };
        let granted = acts.grants.granted(self.role, pair, self.verb);
        act.identifiability = granted.identifiability(self.relations);
        if act.identifiability == Identifiability::Nothing {
            let code = acts.grants.refusal(self.role, pair, self.verb);
            fails(Reason::of(code))?;
            if code == ReasonCode::PurposeNotForCategory {
                return ControlFlow::Continue(());
            }
        }
        if granted.has_precondition()
            && !passed(history, acts.preconditions(self.purpose), self.preconditions)
        {
            fails(Reason::of(ReasonCode::PreconditionNotMet))?;
        }
        match self.recipient {
            Some(party) => match acts.received(pair, party) {
                Some(received) => {
                    act.identifiability = act.identifiability.min(received.identifiability);
                    if !received.always {
                        let (allowed, valid_until) = acts.transfer(party, received.for_task, self.at);
                        act.valid_until = act.valid_until.min(valid_until);
                        let on_consent = acts.received_on_consent(pair, party);
                        let needed = on_consent.map(|purpose| vec![purpose]).into_iter();
                        let needed = needed.chain(match allowed {
                            Allowed::Yes => None,
                            Allowed::No(code) => {
                                fails(Reason::of(*code))?;
                                None
                            }
                            Allowed::WithConsent(purposes) => {
                                Some(purposes.iter().map(|purpose| purpose.unwrap_or(self.purpose)).collect())
                            }
                        });
                        for purposes in needed {
                            if let Some(refused) = act.asks.needs(self.claims, pair, &purposes, self.at) {
                                fails(refused)?;
                            }
                        }
                        act.valid_until = act.valid_until.min(act.asks.valid_until());
                    }
                }
                None => fails(Reason::of(ReasonCode::RecipientNotNamed))?,
            },
            None if self.verb == Verb::Share => fails(Reason::of(ReasonCode::RecipientMissing))?,
            None => {}
        }
        match self.identifiability {
            Some(identifiability) if identifiability > act.identifiability && !any_failed => {
                failed(Reason::of(ReasonCode::TooIdentifiable))?
            }
            Some(identifiability) => act.identifiability = act.identifiability.min(identifiability),
            None => {}
        }
        ControlFlow::Continue(())
    }
}

/// What fails about the act is the answer, as long as the act's own conditions stand as they do.
#[inline]
fn denied(reason: Reason, valid_until: Time) -> Decision {
    Decision {
        answer: Answer::Deny,
        identifiability: Identifiability::Nothing,
        valid_until,
        reason,
        addressee: None,
    }
}

/// What the claim comes to, for an act about which nothing fails, in this form until then.
#[inline(always)]
fn decided(identifiability: Identifiability, valid_until: Time, claim: &AnswerSpan) -> Decision {
    let (answer, identifiability) = match claim.standing {
        Standing::Live => (Answer::Permit, identifiability),
        Standing::CanBeAsked => (Answer::Ask, Identifiability::Nothing),
        Standing::No => (Answer::Deny, Identifiability::Nothing),
    };
    Decision {
        answer,
        identifiability,
        valid_until: claim.valid_until.min(valid_until),
        reason: claim.reason,
        addressee: claim.addressee,
    }
}

#[inline(never)]
fn are_preconditions(history: &History, given: &[NameId]) -> bool {
    given.iter().all(|precondition| precondition.place(history).is_some())
}

/// Whether these preconditions are all among the ones that have been passed. Given what it needs, and not the whole act: that can
/// then stay in registers.
#[inline(never)]
fn passed<G: Precondition>(history: &History, needed: &[u32], passed: &[G]) -> bool {
    needed.iter().all(|precondition| passed.iter().any(|name| name.place(history) == Some(*precondition)))
}

/// What a permit rests on: the basis first. Lanes that say only that nothing is wrong are left out.
fn grounds(timelines: &[ConditionTimeline], at: Time) -> impl Iterator<Item = Reason> {
    const TOLD: [Condition; 8] = [
        Condition::Basis,
        Condition::Article9Ground,
        Condition::Lawfulness,
        Condition::Agreement,
        Condition::Option,
        Condition::Restriction,
        Condition::Objection,
        Condition::Term,
    ];
    const SILENT: [ReasonCode; 6] = [
        ReasonCode::NotObjected,
        ReasonCode::NotRestricted,
        ReasonCode::OptionInseparable,
        ReasonCode::AgreementUnneeded,
        ReasonCode::VersionApplies,
        ReasonCode::LawfulAsDeclared,
    ];
    let of = move |condition| timelines.iter().find(move |part| part.condition == condition);
    let given = TOLD.into_iter().filter_map(of).map(move |part| part.timeline.at(at).reason);
    given.filter(|reason| !SILENT.contains(&reason.code))
}
