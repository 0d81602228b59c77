//! The condition timelines of a claim: each condition over time, and what it falls to when it fails.

use super::terms::{Terms, lower};
use super::{Claims, Condition, ConditionTimeline, Record};
use crate::calendar::Time;
use crate::dossier::{Erasure, Outcome};
use crate::json::Id;
use crate::law::{Basis, ReasonCode};
use crate::policy::{Most, PairIx, Purpose, Version};
use crate::timeline::{Reason, Source, Span, Timeline, Value};

/// The names of a pair.
#[derive(Clone, Copy)]
pub(super) struct Pair<'c> {
    pub(super) ix: PairIx,
    pub(super) purpose: &'c Id,
    pub(super) category: &'c Id,
}

/// What condition timelines are for: a backstop ends a term for disposal only.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum UseOf {
    Decision,
    Disposal,
}

impl Claims {
    /// Every condition of a pair that can be other than Live, in order.
    pub(super) fn timelines_of(
        &self,
        pair: PairIx,
        record: Option<&Record>,
        use_of: UseOf,
    ) -> Vec<ConditionTimeline> {
        let Some(pair) = self.names_of(pair) else { return Vec::new() };
        let mut timelines = Vec::with_capacity(9);
        let mut part = |condition, timeline| timelines.push(ConditionTimeline { condition, timeline });
        part(Condition::Policy, self.policy_timeline(pair));
        if self.any(pair, |purpose, _| purpose.ages.is_some()) {
            part(
                Condition::Age,
                self.by_purpose(pair, |purpose, version| self.age_timeline(pair, purpose, version)),
            );
        }
        if self.history().blocks().next().is_some() {
            part(
                Condition::Lawfulness,
                self.over_versions(|version| self.lawfulness_timeline(pair, version)),
            );
        }
        part(
            Condition::Basis,
            self.by_purpose(pair, |purpose, version| self.basis_timeline(pair.purpose, purpose, version)),
        );
        if self.any(pair, |_, needs_agreement| needs_agreement) {
            part(
                Condition::Agreement,
                self.by_purpose(pair, |_, version| self.agreement_timeline(pair, version)),
            );
        }
        if self.any(pair, |purpose, _| purpose.option.is_some()) {
            part(
                Condition::Option,
                self.by_purpose(pair, |purpose, version| self.option_timeline(purpose, version)),
            );
        }
        if !self.facts.objections.is_empty() {
            part(
                Condition::Objection,
                self.by_purpose(pair, |purpose, _| self.objection_timeline(pair, purpose)),
            );
        }
        if !self.facts.restrictions.is_empty() {
            let of = |purpose: &Purpose, version: &Version| self.restriction_timeline(pair, purpose, version);
            part(Condition::Restriction, self.by_purpose(pair, of));
        }
        if !self.facts.erasures.is_empty() {
            part(
                Condition::Erasure,
                self.by_purpose(pair, |purpose, _| self.erasure_timeline(pair, purpose, record)),
            );
        }
        part(Condition::Term, self.term_timeline(pair, record, use_of));
        timelines
    }

    pub(super) fn names_of(&self, ix: PairIx) -> Option<Pair<'_>> {
        let names = &self.history().names;
        let (purpose, category) = names.pairs.get(ix.usize())?;
        let category = names.categories.get(category.usize())?;
        Some(Pair { ix, purpose: self.purpose_id(*purpose)?, category })
    }

    /// True if some version declares the purpose so that this holds of it.
    fn any(&self, pair: Pair<'_>, holds: impl Fn(&Purpose, bool) -> bool) -> bool {
        let names = &self.history().names;
        self.history().versions.iter().any(|version| {
            let needs_agreement =
                names.purpose(pair.purpose.as_str()).is_some_and(|p| version.needs_agreement(p));
            version.document.purposes.get(pair.purpose).is_some_and(|purpose| holds(purpose, needs_agreement))
        })
    }

    /// A condition timeline by version; Live where a version does not put the two together, since the policy condition timeline says that.
    fn by_purpose(&self, pair: Pair<'_>, of: impl Fn(&Purpose, &Version) -> Timeline) -> Timeline {
        let declared = |version: &'_ Version| version.rules(pair.ix).is_some();
        self.over_versions(|version| match version.document.purposes.get(pair.purpose) {
            Some(purpose) if declared(version) => of(purpose, version),
            _ => Timeline::always(Value::Live, Reason::of(ReasonCode::VersionApplies)),
        })
    }

    fn policy_timeline(&self, pair: Pair<'_>) -> Timeline {
        let unreadable = self.facts.unreadable.or(self.institution.facts().unreadable);
        if let Some(reason) = unreadable {
            return Timeline::always(Value::Unknown, reason);
        }
        let mut line = Timeline::always(Value::Unknown, Reason::of(ReasonCode::BeforePolicy));
        // What was retired stays so until a later version declares it again.
        let mut retired = false;
        for version in self.versions() {
            let declared = version.rules(pair.ix).is_some();
            retired &= !declared;
            retired |= !declared && (version.is_retired(pair.purpose) || version.is_retired(pair.category));
            let (value, code) = match (declared, retired) {
                (true, _) => (Value::Live, ReasonCode::VersionApplies),
                (false, true) => (Value::Ended, ReasonCode::Retired),
                (false, false) => (Value::Unknown, ReasonCode::UnknownToVersion),
            };
            line = line.painted_from(version.from, value, Reason::of(code));
        }
        match self.unknown_name() {
            Some((from, source)) => {
                let unknown = Reason::new(ReasonCode::UnknownToVersion, source);
                line.and(&Timeline::always(Value::Live, Reason::NONE).painted_from(
                    from,
                    Value::Unknown,
                    unknown,
                ))
            }
            None => line,
        }
    }

    /// The first entry that restricts something the policy has never known: what it was meant for cannot be told.
    fn unknown_name(&self) -> Option<(Time, Source)> {
        let names = &self.history().names;
        let purposes = |ids: &[Id]| ids.iter().any(|id| names.purposes.binary_search(id).is_err());
        let categories = |ids: &[Id]| ids.iter().any(|id| names.categories.binary_search(id).is_err());
        let facts = &self.facts;
        let by_category = [&facts.restrictions, &facts.holds, &facts.requests].into_iter().flatten();
        let by_category = by_category.filter(|scoped| categories(&scoped.ids)).map(|s| (s.from, s.source));
        let objected = facts.objections.iter().filter(|o| purposes(&o.purposes)).map(|o| (o.from, o.source));
        let erased = facts.erasures.iter().filter(|e| purposes(&e.of.ids) || categories(&e.categories));
        let erased = erased.map(|e| (e.of.from, e.of.source));
        by_category.chain(objected).chain(erased).min_by_key(|(from, _)| *from)
    }

    fn age_timeline(&self, pair: Pair<'_>, purpose: &Purpose, version: &Version) -> Timeline {
        let fits = Timeline::always(Value::Live, Reason::of(ReasonCode::AgeFits));
        let Some(ages) = &purpose.ages else { return fits };
        let age = self.age(Some(version), pair.purpose);
        let reached = |years: u32| age.reached(i16::try_from(years).unwrap_or(i16::MAX));
        let from = ages.from.map(reached);
        let until = ages.below.map(|years| {
            reached(years).not().map(|step| {
                let code = if step.value == Value::Ended { ReasonCode::AgeOutside } else { step.reason.code };
                (step.value, Reason { code, ..step.reason })
            })
        });
        from.into_iter().chain(until).fold(fits, |line, part| line.and(&part))
    }

    /// What the basis falls to: over while the term still runs is Held; not begun is Ended.
    pub(super) fn basis_timeline(&self, id: &Id, purpose: &Purpose, version: &Version) -> Timeline {
        let of_letter = |basis: Basis| {
            let line = match &purpose.r#while {
                Some(state) => self.while_timeline(purpose, version, state),
                None => Timeline::always(Value::Live, Reason::of(ReasonCode::BasisHolds)),
            };
            if basis == Basis::Consent { self.consent(version, id, Time::MIN).and(&line) } else { line }
        };
        match purpose.basis {
            Basis::ByController => self.bound(id, of_letter),
            basis => of_letter(basis),
        }
    }

    fn while_timeline(&self, purpose: &Purpose, version: &Version, state: &Id) -> Timeline {
        let state = self.state(version, state);
        let begun =
            state.steps().iter().find(|step| step.value != Value::Ended).map_or(Time::MAX, |step| step.from);
        state.map(|step| {
            let (value, code) = match step.value {
                Value::Live => (Value::Live, ReasonCode::BasisHolds),
                Value::Unknown => (Value::Unknown, ReasonCode::BasisUnknown),
                _ if step.from < begun => (Value::Ended, ReasonCode::BasisNotBegun),
                _ if purpose.use_through_term => (Value::Live, ReasonCode::BasisOverUse),
                _ => (Value::Held, ReasonCode::BasisOver),
            };
            (value, Reason { code, ..step.reason })
        })
    }

    /// The state of the basis itself, for `with-basis`: Ended as soon as it is over.
    pub(super) fn basis_itself(&self, version: &Version, id: &Id, purpose: &Purpose) -> Timeline {
        let of_letter = |basis: Basis| {
            let state = purpose.r#while.as_ref().map(|state| self.state(version, state));
            let consent = (basis == Basis::Consent).then(|| self.consent(version, id, Time::MIN));
            let lines = state.into_iter().chain(consent);
            lines
                .reduce(|a, b| a.and(&b))
                .unwrap_or_else(|| Timeline::always(Value::Live, Reason::of(ReasonCode::BasisHolds)))
        };
        match purpose.basis {
            Basis::ByController => self.bound(id, of_letter),
            basis => of_letter(basis),
        }
    }

    /// What the basis that the controller binds makes of it; not bound: Unknown.
    fn bound(&self, purpose: &Id, of: impl Fn(Basis) -> Timeline) -> Timeline {
        let unbound =
            |source| Timeline::always(Value::Unknown, Reason::new(ReasonCode::BasisNotBound, source));
        self.institution
            .bindings(purpose)
            .into_iter()
            .fold(unbound(Source::None), |line, (from, basis, source)| {
                line.spliced(from, &basis.map_or_else(|| unbound(source), &of))
            })
    }

    /// Live where the basis in force is one that a condition does not reach, Ended where it does; Unknown where the
    /// controller has not bound it yet.
    fn unreached(
        &self,
        pair: Pair<'_>,
        purpose: &Purpose,
        reaches: fn(Basis) -> bool,
        live: ReasonCode,
    ) -> Timeline {
        let of = |basis: Basis| {
            let value = if reaches(basis) { Value::Ended } else { Value::Live };
            Timeline::always(value, Reason::of(live))
        };
        match purpose.basis {
            Basis::ByController => self.bound(pair.purpose, of),
            basis => of(basis),
        }
    }

    fn agreement_timeline(&self, pair: Pair<'_>, version: &Version) -> Timeline {
        let purpose = self.history().names.purpose(pair.purpose.as_str());
        if purpose.is_some_and(|purpose| version.needs_agreement(purpose)) {
            self.institution.agreement(version)
        } else {
            Timeline::always(Value::Live, Reason::of(ReasonCode::AgreementUnneeded))
        }
    }

    fn option_timeline(&self, purpose: &Purpose, version: &Version) -> Timeline {
        match &purpose.option {
            Some(option) => self.option(version, option),
            None => Timeline::always(Value::Live, Reason::of(ReasonCode::OptionInseparable)),
        }
    }

    fn objection_timeline(&self, pair: Pair<'_>, purpose: &Purpose) -> Timeline {
        let none = Timeline::always(Value::Live, Reason::of(ReasonCode::NotObjected));
        let covers = |ids: &[Id]| ids.is_empty() || ids.contains(pair.purpose);
        let objected = self.facts.objections.iter().filter(|objection| covers(&objection.purposes));
        let lines = objected.map(|objection| {
            let (value, code) = if purpose.direct_marketing {
                (Value::Ended, ReasonCode::ObjectionToMarketing)
            } else {
                (Value::Held, ReasonCode::ObjectionPending)
            };
            let line = none.painted_from(objection.from, value, Reason::new(code, objection.source));
            objection.outcomes.iter().fold(line, |line, (at, outcome, source)| {
                let (value, code) = match outcome {
                    // A rejected objection to direct marketing stays: the right is absolute.
                    Outcome::Rejected if purpose.direct_marketing => return line,
                    Outcome::Upheld if purpose.direct_marketing => return line,
                    Outcome::Upheld => (Value::Ended, ReasonCode::ObjectionUpheld),
                    Outcome::Rejected => (Value::Live, ReasonCode::ObjectionRejected),
                    Outcome::Withdrawn => (Value::Live, ReasonCode::NotObjected),
                };
                line.painted_from(*at, value, Reason::new(code, *source))
            })
        });
        let line = lines.fold(none.clone(), |whole, line| whole.and(&line));
        if purpose.direct_marketing {
            return line;
        }
        // Article 21(1) reaches letters (e) and (f) only.
        line.or(&self.unreached(pair, purpose, Basis::can_be_objected_to, ReasonCode::NotObjected))
    }

    fn restriction_timeline(&self, pair: Pair<'_>, purpose: &Purpose, version: &Version) -> Timeline {
        let free = Timeline::always(Value::Live, Reason::of(ReasonCode::NotRestricted));
        let covering = self.facts.restrictions.iter().filter(|restriction| restriction.covers(pair.category));
        covering.fold(free, |line, restriction| {
            let span = Span { from: restriction.from, to: restriction.to };
            let free = Timeline::always(Value::Live, Reason::of(ReasonCode::NotRestricted));
            let reason = |code| Reason::new(code, restriction.source);
            let restricted = if purpose.restriction_exemption.is_some() {
                free.painted(span, Value::Live, reason(ReasonCode::RestrictedGround))
            } else {
                let held = free.painted(span, Value::Held, reason(ReasonCode::Restricted));
                let agreed = self.consent(version, pair.purpose, restriction.from);
                agreed.runs(Value::Live).fold(held, |line, run| {
                    let inside = Span { from: run.from.max(span.from), to: run.to.min(span.to) };
                    line.painted(inside, Value::Live, reason(ReasonCode::RestrictedConsent))
                })
            };
            line.and(&restricted)
        })
    }

    fn erasure_timeline(&self, pair: Pair<'_>, purpose: &Purpose, record: Option<&Record>) -> Timeline {
        let none = Timeline::always(Value::Live, Reason::of(ReasonCode::NotErased));
        let granted =
            self.facts.erasures.iter().filter(|erasure| erasure.covers(pair.purpose, pair.category));
        let line =
            granted.fold(none.clone(), |line, erasure| line.and(&self.erasure(pair, erasure, record, &none)));
        // Article 17(3)(b): never a purpose on letter (c).
        line.or(&self.unreached(pair, purpose, Basis::can_be_erased, ReasonCode::NotErased))
    }

    fn erasure(
        &self,
        pair: Pair<'_>,
        erasure: &Erasure,
        record: Option<&Record>,
        none: &Timeline,
    ) -> Timeline {
        let erasure = &erasure.of;
        let reason = Reason::new(ReasonCode::ErasureGranted, erasure.source);
        match record {
            None => {
                let done = self
                    .facts
                    .erased
                    .iter()
                    .filter(|done| done.category == *pair.category && done.through >= erasure.to);
                let done = self.discharged(pair.category, done.map(|done| (done.from, done.system.as_ref())));
                none.painted(Span { from: erasure.from, to: done }, Value::Ended, reason)
            }
            Some(record) => match record.last_instant(self.institution.zone()) {
                Some(created) if created < erasure.to => {
                    none.painted_from(erasure.from, Value::Ended, reason)
                }
                Some(_) => none.clone(),
                None => none.painted_from(erasure.from, Value::Unknown, reason),
            },
        }
    }

    fn term_timeline(&self, pair: Pair<'_>, record: Option<&Record>, use_of: UseOf) -> Timeline {
        let created =
            record.and_then(|record| record.created).map(|created| created.first(self.institution.zone()));
        // A later version never lengthens the term of what was recorded before it: the minimum over the versions since
        // then, starting anew at each version that says it applies to earlier records.
        let mut line = Timeline::always(Value::Unknown, Reason::of(ReasonCode::BeforePolicy));
        let (mut least, mut last): (Option<Timeline>, Option<Timeline>) = (None, None);
        for version in self.versions() {
            let rules = version.rules(pair.ix);
            if created.is_none_or(|created| version.binds_from <= created)
                || rules.is_some_and(|rules| rules.limits.iter().any(|rule| rule.applies_to_earlier))
            {
                least = None;
            }
            if rules.is_some() {
                let own = self.limit(pair, version, record, use_of);
                let capped = least.map_or(own.clone(), |earlier| own.and(&earlier));
                (least, last) = (Some(capped.clone()), Some(capped));
            }
            // A version that does not put the two together sets no term: the one of before runs on, and ends.
            let none = || Timeline::always(Value::Live, Reason::of(ReasonCode::VersionApplies));
            line = line.spliced(version.from, &last.clone().unwrap_or_else(none));
        }
        line
    }

    /// The minimum of the limits that a version sets.
    fn limit(&self, pair: Pair<'_>, version: &Version, record: Option<&Record>, use_of: UseOf) -> Timeline {
        let Some((rules, purpose)) = version.rules(pair.ix).zip(version.document.purposes.get(pair.purpose))
        else {
            return Timeline::always(Value::Live, Reason::of(ReasonCode::VersionApplies));
        };
        let terms = self.terms(pair, purpose, version, record);
        let lines = rules.limits.iter().map(|rule| {
            let line = terms.of(&rule.term);
            match (rule.backstop, record) {
                (Some(backstop), Some(record)) if use_of == UseOf::Disposal => {
                    let zone = self.institution.zone();
                    let end = record
                        .created
                        .map(|created| zone.after(created.past(zone), created.day(zone), backstop));
                    match end {
                        Some(end) => line.painted_from(
                            end,
                            Value::Ended,
                            Reason::new(ReasonCode::TermOver, Source::Record),
                        ),
                        None => line,
                    }
                }
                _ => line,
            }
        });
        let zone = self.institution.zone();
        // The same row of law sets the most: kept at least so long, and destroyed so soon after.
        let most = rules.minimums.iter().filter_map(|minimum| match minimum.most {
            Most::Open => None,
            Most::Same => Some(terms.of(&minimum.rule.term)),
            Most::Within(within) => {
                let end = |end: Time| zone.after(end, zone.day_of(end.shifted(-1)), within);
                Some(terms.of(&minimum.rule.term).lengthened(end, |step| step.reason))
            }
        });
        lines
            .chain(most)
            .reduce(|a, b| lower(&a, &b))
            .unwrap_or_else(|| Timeline::always(Value::Unknown, Reason::of(ReasonCode::TermUnknown)))
    }

    pub(super) fn terms<'c>(
        &'c self,
        pair: Pair<'c>,
        declared: &'c Purpose,
        version: &'c Version,
        record: Option<&'c Record>,
    ) -> Terms<'c> {
        Terms {
            claims: self,
            version,
            purpose: pair.purpose,
            declared,
            category: pair.category,
            record,
            is_minimum: false,
        }
    }
}
