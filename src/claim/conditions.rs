//! The condition timelines of a claim: each condition over time, and what it falls to when it fails.

use super::terms::{Terms, lower};
use super::{Claims, Condition, ConditionTimeline, Record};
use crate::calendar::Time;
use crate::dossier::{Erasure, Outcome, Scoped};
use crate::json::Id;
use crate::law::{Article9Ground, Basis, ReasonCode};
use crate::policy::{PairIx, Purpose, Sensitivity, Version};
use crate::timeline::{Reason, Source, Timeline, Value};

use std::collections::BTreeMap;

/// What changes whether data are restricted for a purpose.
enum Change {
    Begins((Time, u32), Source),
    Ends((Time, u32)),
    /// The last yes of a consent that is Live, by when it was said and its number.
    Said(Option<(Time, u32)>),
}

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
        if let Some(reason) = self.unreadable() {
            // What cannot be read can be about any condition, also one that seems to have ended.
            let timeline = Timeline::always(Value::Unknown, reason);
            return vec![ConditionTimeline { condition: Condition::Policy, timeline }];
        }
        let mut timelines = Vec::with_capacity(9);
        let mut part = |condition, timeline| timelines.push(ConditionTimeline { condition, timeline });
        part(Condition::Policy, self.policy_timeline(pair));
        if self.any(pair, |purpose, _| purpose.ages.is_some()) {
            part(
                Condition::Age,
                self.by_purpose(pair, |purpose, version| self.age_timeline(pair, purpose, version)),
            );
        }
        part(
            Condition::Basis,
            self.by_purpose(pair, |purpose, version| {
                self.basis_timeline(pair.purpose, pair.category, purpose, version)
            }),
        );
        if self.any(pair, |purpose, _| purpose.article_9_ground == Some(Article9Ground::ExplicitConsent)) {
            part(
                Condition::Article9Ground,
                self.by_purpose(pair, |purpose, version| {
                    self.special_ground_timeline(pair, purpose, version)
                }),
            );
        }
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
            let held = self.restricted(pair);
            let of = |purpose: &Purpose, _: &Version| match purpose.restriction_exemption {
                Some(_) => held.map(|step| match step.value {
                    Value::Live => (Value::Live, Reason::of(ReasonCode::NotRestricted)),
                    _ => (Value::Live, Reason { code: ReasonCode::RestrictedGround, ..step.reason }),
                }),
                None => held.clone(),
            };
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

    /// A condition timeline by version; Live where a version does not know the purpose, since the policy condition timeline says that.
    fn by_purpose(&self, pair: Pair<'_>, of: impl Fn(&Purpose, &Version) -> Timeline) -> Timeline {
        self.over_versions(|version| match version.document.purposes.get(pair.purpose) {
            Some(purpose) => of(purpose, version),
            None => Timeline::always(Value::Live, Reason::of(ReasonCode::VersionApplies)),
        })
    }

    fn policy_timeline(&self, pair: Pair<'_>) -> Timeline {
        let line = self.over_versions(|version| {
            let (value, code) = match version.rules(pair.ix) {
                Some(_) => (Value::Live, ReasonCode::VersionApplies),
                None if version.is_retired(pair.purpose) || version.is_retired(pair.category) => {
                    (Value::Ended, ReasonCode::Retired)
                }
                None => (Value::Unknown, ReasonCode::UnknownToVersion),
            };
            Timeline::always(value, Reason::of(code))
        });
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
        let below = ages.below.map(|years| {
            reached(years).not().map(|step| {
                let code = if step.value == Value::Ended { ReasonCode::AgeOutside } else { step.reason.code };
                (step.value, Reason { code, ..step.reason })
            })
        });
        from.into_iter().chain(below).fold(fits, |line, part| line.and(&part))
    }

    /// What the basis falls to: over while the term still runs is Held; not begun is Ended.
    pub(super) fn basis_timeline(
        &self,
        id: &Id,
        category: &Id,
        purpose: &Purpose,
        version: &Version,
    ) -> Timeline {
        let of_letter = |basis: Basis| {
            let line = match &purpose.r#while {
                Some(state) => self.while_timeline(purpose, version, state),
                None => Timeline::always(Value::Live, Reason::of(ReasonCode::BasisHolds)),
            };
            if basis == Basis::Consent { self.consent(id, category).line.and(&line) } else { line }
        };
        match purpose.basis {
            Basis::ByController => self.bound(id, of_letter),
            basis => of_letter(basis),
        }
    }

    /// Article 9(2)(a): special data are used while the consent that the ground names is Live; else what that consent
    /// says itself.
    fn special_ground_timeline(&self, pair: Pair<'_>, purpose: &Purpose, version: &Version) -> Timeline {
        let category = version.document.categories.get(pair.category);
        let special = category.and_then(|category| category.sensitivity);
        let is_special = matches!(special, Some(Sensitivity::Special | Sensitivity::PossiblySpecial));
        match purpose.article_9_ground {
            Some(Article9Ground::ExplicitConsent) if is_special => {
                let named = purpose.consent_purpose.as_ref().unwrap_or(pair.purpose);
                self.consent(named, pair.category).line.clone()
            }
            _ => Timeline::always(Value::Live, Reason::of(ReasonCode::VersionApplies)),
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
                // Known never to have begun: kept, and not used.
                Value::Held => (Value::Held, ReasonCode::BasisNotBegun),
                _ if step.from < begun => (Value::Ended, ReasonCode::BasisNotBegun),
                _ if purpose.use_through_term => (Value::Live, ReasonCode::BasisOverUse),
                _ => (Value::Held, ReasonCode::BasisOver),
            };
            (value, Reason { code, ..step.reason })
        })
    }

    /// The state of the basis itself, for `with-basis`: Ended as soon as it is over.
    pub(super) fn basis_itself(
        &self,
        version: &Version,
        id: &Id,
        category: &Id,
        purpose: &Purpose,
    ) -> Timeline {
        let of_letter = |basis: Basis| {
            let state = purpose.r#while.as_ref().map(|state| self.state(version, state));
            let consent = (basis == Basis::Consent).then(|| self.consent(id, category).line.clone());
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

    /// Held while a restriction lasts, Live where the person has consented to this use since the last of them.
    fn restricted(&self, pair: Pair<'_>) -> Timeline {
        let consent = self.consent(pair.purpose, pair.category);
        let covering = self.facts.restrictions.iter().filter(|restriction| restriction.covers(pair.category));
        let covering: Vec<&Scoped> =
            covering.filter(|restriction| restriction.from < restriction.to).collect();
        let mut changes: Vec<(Time, Change)> = Vec::new();
        for restriction in &covering {
            let key = (restriction.from, restriction.seq);
            changes.push((restriction.from, Change::Begins(key, restriction.source)));
            changes.push((restriction.to, Change::Ends(key)));
        }
        changes.extend(consent.said().map(|(from, said)| (from, Change::Said(said))));
        changes.sort_by_key(|(at, _)| *at);
        let mut lasting: BTreeMap<(Time, u32), Source> = BTreeMap::new();
        let mut said = None;
        let steps = changes.into_iter().filter(|(at, _)| *at < Time::MAX).map(|(at, change)| {
            match change {
                Change::Begins(key, source) => drop(lasting.insert(key, source)),
                Change::Ends(key) => drop(lasting.remove(&key)),
                Change::Said(last) => said = last,
            }
            let (value, reason) = match lasting.last_key_value() {
                None => (Value::Live, Reason::of(ReasonCode::NotRestricted)),
                // A yes after the last restriction is after all of them.
                Some((last, source)) if said.is_some_and(|said| said > *last) => {
                    (Value::Live, Reason::new(ReasonCode::RestrictedConsent, *source))
                }
                Some((_, source)) => (Value::Held, Reason::new(ReasonCode::Restricted, *source)),
            };
            (at, value, reason)
        });
        Timeline::of_steps(Value::Live, Reason::of(ReasonCode::NotRestricted), steps)
    }

    /// Ended from a granted erasure on: for a record that it covers; without one, for consent until a new yes, and else
    /// for a record that would be created at the moment.
    fn erasure_timeline(&self, pair: Pair<'_>, purpose: &Purpose, record: Option<&Record>) -> Timeline {
        let granted =
            self.facts.erasures.iter().filter(|erasure| erasure.covers(pair.purpose, pair.category));
        let line = self.erased(granted, record);
        let of = |basis: Basis| match basis {
            // Article 17(3)(b): never a purpose on letter (c).
            _ if !basis.can_be_erased() => Timeline::always(Value::Live, Reason::of(ReasonCode::NotErased)),
            Basis::Consent if record.is_none() => self.consent(pair.purpose, pair.category).erased.clone(),
            _ => line.clone(),
        };
        match purpose.basis {
            // On letter (c) it would stay as it is.
            Basis::ByController => self.bound(pair.purpose, of).or(&self.unbound(pair.purpose, &line)),
            basis => of(basis),
        }
    }

    /// Where no basis is bound: what a condition comes to, but never Ended.
    fn unbound(&self, purpose: &Id, line: &Timeline) -> Timeline {
        let unknown = line.or(&Timeline::always(Value::Unknown, Reason::of(ReasonCode::BasisNotBound)));
        let nothing = Timeline::always(Value::Ended, Reason::NONE);
        self.institution.bindings(purpose).into_iter().fold(unknown.clone(), |whole, (from, basis, _)| {
            whole.spliced(from, if basis.is_some() { &nothing } else { &unknown })
        })
    }

    fn erased<'a>(&self, granted: impl Iterator<Item = &'a Erasure>, record: Option<&Record>) -> Timeline {
        let created = record.map(|record| record.last_instant(self.institution.zone()));
        let mut spans: Vec<(Time, Time, Value, Source)> = Vec::new();
        for Erasure { of: erasure, .. } in granted {
            let (to, value) = match created {
                // A record that is created at a moment is covered as far as the erasure goes.
                None => (erasure.to, Value::Ended),
                Some(Some(created)) if created < erasure.to => (Time::MAX, Value::Ended),
                Some(Some(_)) => continue,
                Some(None) => (Time::MAX, Value::Unknown),
            };
            spans.push((erasure.from, to, value, erasure.source));
        }
        spans.sort_by_key(|(from, ..)| *from);
        let mut steps: Vec<(Time, Value, Reason)> = Vec::new();
        let free = Reason::of(ReasonCode::NotErased);
        let mut covered = Time::MIN;
        for (from, to, value, source) in spans.into_iter().filter(|(from, to, ..)| from < to) {
            if from >= covered {
                if covered > Time::MIN {
                    steps.push((covered, Value::Live, free));
                }
                steps.push((from, value, Reason::new(ReasonCode::ErasureGranted, source)));
            }
            covered = covered.max(to);
        }
        if covered.is_finite() {
            steps.push((covered, Value::Live, free));
        }
        Timeline::of_steps(Value::Live, free, steps)
    }

    fn term_timeline(&self, pair: Pair<'_>, record: Option<&Record>, use_of: UseOf) -> Timeline {
        let versions = &self.history().versions;
        let created =
            record.and_then(|record| record.created).map(|created| created.first(self.institution.zone()));
        self.over_versions(|version| {
            let own = self.limit(pair, version, record, use_of);
            // A later version never lengthens the term of what was recorded before it, unless its rule says so.
            let lengthens = version
                .rules(pair.ix)
                .is_some_and(|rules| rules.limits.iter().any(|rule| rule.applies_to_earlier));
            let Some(created) = created.filter(|_| !lengthens) else { return own };
            let earlier = versions.iter().enumerate().filter(|(index, earlier)| {
                let until = versions.get(index + 1).map_or(Time::MAX, |next| next.from);
                earlier.from < version.from && created < until
            });
            let earlier = earlier.filter(|(_, earlier)| earlier.rules(pair.ix).is_some());
            earlier.fold(own, |line, (_, earlier)| line.and(&self.limit(pair, earlier, record, use_of)))
        })
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
        lines
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
