//! A category: the maximum over its claims, and the claims of its own kind that hold it whatever the purposes say.

use super::conditions::Pair;
use super::reading::{Reading, UseOf};
use super::terms::Terms;
use super::{Claims, Record};
use crate::calendar::{Moment, Time, Zone};
use crate::dossier::{Covering, Scoped};
use crate::json::Id;
use crate::law::ReasonCode;
use crate::policy::{CategoryIx, Identifiability, PairIx, Version};
use crate::timeline::{Reason, Span, Timeline, Value};

use std::borrow::Cow;

/// What holds a record: each purpose's claim, what other records need, and the claims of its own kind, which lengthen
/// a run but never join two.
pub(crate) struct Held {
    pub(crate) claims: Vec<(PairIx, Timeline)>,
    pub(crate) needed: Timeline,
    pub(crate) own: Timeline,
}

/// What a need is read for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// What needs a record has claims of purposes on it.
    ForUse,
    /// The same, with every unknown fact read low.
    ForUseLow,
    /// What needs a record is there, be it for a claim of its own.
    ToKeep,
}

/// The end of the run that a record is in.
pub(crate) struct End {
    /// `Time::MAX` if none can be computed.
    pub(crate) at: Time,
    pub(crate) value: Value,
    pub(crate) reason: Reason,
    /// True if nothing had a claim on it when it was made.
    pub(crate) without_claim: bool,
}

impl Held {
    /// The end of the run that a record is in, in this form or a more identifiable one.
    pub(crate) fn end(&self, claims: &Claims, identifiability: Identifiability, created: Moment) -> End {
        end(
            &claims.at_identifiability(self, identifiability),
            Some(&self.own),
            created,
            claims.institution().zone(),
        )
    }

    /// The end of its use: of the run over the claims of purposes and needs. Claims of its own postpone the erasure, and
    /// not the end of use.
    pub(crate) fn end_of_use(&self, claims: &Claims, created: Moment) -> End {
        end(
            &claims.at_identifiability(self, Identifiability::Anonymised),
            None,
            created,
            claims.institution().zone(),
        )
    }

    /// True if a claim on it is one of intake.
    pub(crate) fn is_intake(&self) -> bool {
        self.gives(ReasonCode::CreatedBeforeClaim)
    }

    /// True if a claim on it waits for a state that no entry mentions, for longer than the purpose allows.
    pub(crate) fn is_never_settled(&self) -> bool {
        self.gives(ReasonCode::NeverSettled)
    }

    fn gives(&self, code: ReasonCode) -> bool {
        self.claims.iter().any(|(_, claim)| claim.steps().iter().any(|step| step.reason.code == code))
    }
}

/// The end of the run that a record is in. Claims of their own kind lengthen it; they never join two.
pub(super) fn end(purposes: &Timeline, own_kind: Option<&Timeline>, created: Moment, zone: &Zone) -> End {
    let (first, past) = (created.first(zone), created.past(zone));
    // A bare day belongs to any run that touches it; the last end counts.
    let touches = |from: Time, to: Time| match created {
        Moment::At(at) => from <= at && at < to,
        Moment::On(_) => from < past && first < to,
    };
    let run = purposes.runs(Value::Unknown).filter(|run| touches(run.from, run.to)).last();
    let claimed = run.map_or(first, |run| run.to);
    let lengthened = own_kind.filter(|_| claimed != Time::MAX).and_then(|own| {
        let is_bare = matches!(created, Moment::On(_));
        let mut runs = own.runs(Value::Unknown);
        let holds = |run: &Span| run.from <= claimed && claimed < run.to;
        let run = runs.by_ref().filter(|run| holds(run) || (is_bare && touches(run.from, run.to))).last()?;
        (claimed < run.to).then_some((own, run))
    });
    let (line, at) = lengthened.map_or((purposes, claimed), |(own, run)| (own, run.to));
    let step = line.at(at);
    let without_claim = run.is_none() && lengthened.is_none();
    let reason = if without_claim { Reason::of(ReasonCode::CreatedWithoutClaim) } else { step.reason };
    End { at, value: step.value, reason, without_claim }
}

impl Claims {
    /// What holds a record of a category.
    pub(crate) fn held(&self, category: CategoryIx, record: &Record) -> Held {
        self.held_by(category, record, self.own(category, record))
    }

    /// What holds a record of a category once every open request is closed.
    pub(crate) fn held_after_requests(&self, category: CategoryIx, record: &Record) -> Held {
        self.held_by(category, record, self.own_but(category, record, Some(ReasonCode::HeldRequest)))
    }

    fn held_by(&self, category: CategoryIx, record: &Record, own: Timeline) -> Held {
        let Some(id) = self.history().names.categories.get(category.usize()) else {
            return Held { claims: Vec::new(), needed: self.nothing(), own };
        };
        let needed = self.needed(id, record, Need::ForUse);
        // What needs it may be there for a claim of its own, such as a hold: that keeps this one, and joins no runs.
        let kept = self.needed(id, record, Need::ToKeep);
        let own = Timeline::highest([&own, &kept], || self.nothing());
        Held { claims: self.claims_on(category, record, false), needed, own }
    }

    /// The purposes' claims on a record, for disposal; read low if asked.
    pub(super) fn claims_on(
        &self,
        category: CategoryIx,
        record: &Record,
        low: bool,
    ) -> Vec<(PairIx, Timeline)> {
        let pairs = self.history().names.pairs_of(category).iter();
        let claims = pairs.filter_map(|ix| {
            let pair = self.names_of(*ix)?;
            let claim = super::lowest(&self.timelines_on(pair, record, UseOf::Disposal, low));
            Some((*ix, if low { claim } else { self.never_settled(pair, record, claim) }))
        });
        claims.collect()
    }

    /// The maximum of the purposes' claims that need a form at least this identifiable, and of what needs the record.
    pub(crate) fn at_identifiability(&self, held: &Held, identifiability: Identifiability) -> Timeline {
        self.whole(&held.claims, &held.needed, identifiability)
    }

    pub(super) fn whole(
        &self,
        claims: &[(PairIx, Timeline)],
        needed: &Timeline,
        identifiability: Identifiability,
    ) -> Timeline {
        let claims: Vec<Timeline> =
            claims.iter().map(|(pair, claim)| self.claiming(*pair, claim, identifiability)).collect();
        let lines = [needed].into_iter().chain(&claims);
        self.since_policy(Timeline::highest(lines, || self.nothing()))
    }

    /// A purpose's claim in the timeline of its category: no claim before the first version that puts the two together,
    /// since a version that applies later changes no earlier answer; and none at a form more identifiable than the
    /// version needs.
    pub(crate) fn claiming(
        &self,
        pair: PairIx,
        claim: &Timeline,
        identifiability: Identifiability,
    ) -> Timeline {
        let nothing = self.nothing();
        let mut needs = false;
        let pieces = self.history().versions.iter().map(|version| {
            needs = version.rules(pair).map_or(needs, |rules| rules.identifiability >= identifiability);
            (version.from, Cow::Borrowed(if needs { claim } else { &nothing }))
        });
        Timeline::pieced(nothing.clone(), pieces.collect::<Vec<_>>())
    }

    /// The name of a pair's purpose.
    pub(crate) fn purpose_of(&self, pair: PairIx) -> Option<&Id> {
        self.names_of(pair).map(|pair| pair.purpose)
    }

    /// Holds, restrictions, open requests and minimums.
    pub(super) fn own(&self, category: CategoryIx, record: &Record) -> Timeline {
        self.own_but(category, record, None)
    }

    /// The claims of its own kind, without those that hold for one reason.
    fn own_but(&self, category: CategoryIx, record: &Record, but: Option<ReasonCode>) -> Timeline {
        let names = &self.history().names;
        let Some(id) = names.categories.get(category.usize()) else { return self.nothing() };
        let facts = self.facts();
        let spans = [
            (&facts.holds, ReasonCode::LegalHold),
            (&facts.restrictions, ReasonCode::HeldRestricted),
            (&facts.requests, ReasonCode::HeldRequest),
        ];
        let spans = spans.iter().filter(|(_, code)| Some(*code) != but);
        let spans = spans.flat_map(|(spans, code)| spans.iter().map(move |span| (span, *code)));
        let covering = spans.filter(|(scoped, _)| scoped.covers(id) || self.is_unknown(scoped));
        let mut lines: Vec<Timeline> = covering
            .map(|(scoped, code)| {
                let span = Span { from: scoped.from, to: scoped.to };
                self.nothing().painted(span, Value::Held, Reason::new(code, scoped.source))
            })
            .collect();
        let pairs = names.pairs_of(category).iter().filter(|pair| self.has_minimums(**pair));
        lines.extend(pairs.filter_map(|pair| self.names_of(*pair)).map(|pair| self.minimums(pair, record)));
        let nothing = self.nothing();
        Timeline::highest([&nothing].into_iter().chain(&lines), || nothing.clone())
    }

    /// A hold on a name that the policy has never known holds everything.
    pub(super) fn is_unknown(&self, scoped: &Scoped) -> bool {
        scoped.ids.iter().any(|id| self.history().names.categories.binary_search(id).is_err())
    }

    /// Whether any version has a minimum for a pair.
    pub(super) fn has_minimums(&self, pair: PairIx) -> bool {
        let mut rules = self.history().versions.iter().filter_map(|version| version.rules(pair));
        rules.any(|rules| !rules.minimums.is_empty())
    }

    /// The statutory minimums of a pair: the law in force lengthens them, so there is no cap by earlier versions.
    pub(super) fn minimums(&self, pair: Pair<'_>, record: &Record) -> Timeline {
        let in_version = |version: &Version| {
            let rules = version.rules(pair.ix).zip(version.document.purposes.get(pair.purpose));
            let Some((rules, purpose)) = rules.filter(|(rules, _)| !rules.minimums.is_empty()) else {
                return self.nothing();
            };
            let terms = self.terms(pair, purpose, version, Some(record), Reading::DECISION);
            let terms = Terms { is_minimum: true, ..terms };
            rules.minimums.iter().fold(self.nothing(), |line, declared| {
                let minimum =
                    terms.of(&declared.rule.term).map(|step| match (step.value, step.reason.code) {
                        (Value::Live | Value::Held, _) => {
                            (Value::Held, Reason { code: ReasonCode::MinimumHolds, ..step.reason })
                        }
                        (value, _) => (value, step.reason),
                    });
                line.or(&self.confirmed(declared.unconfirmed.as_deref(), minimum))
            })
        };
        Timeline::pieced(
            self.nothing(),
            self.versions().map(|version| (version.from, Cow::Owned(in_version(version)))),
        )
    }

    /// A minimum that rests on a row which nobody read counts once the institution confirmed that row: until then it is
    /// Unknown wherever it would hold (article 17(3)(b)).
    fn confirmed(&self, row: Option<&str>, minimum: Timeline) -> Timeline {
        let Some(row) = row else { return minimum };
        let confirmed = &self.institution.facts().confirmed;
        let first = confirmed.iter().filter(|(_, of, _)| of == row).map(|(from, ..)| *from).min();
        let missing = Timeline::always(Value::Unknown, Reason::of(ReasonCode::LawRowUnconfirmed));
        let counts = Timeline::always(Value::Live, Reason::NONE);
        let pieces = first.map(|from| (from, Cow::Owned(counts)));
        Timeline::pieced(missing, pieces).and(&minimum)
    }

    /// Held while another category's records, which cannot do without this one, are: of the categories that the version in
    /// force at the moment names.
    pub(super) fn needed(&self, id: &Id, record: &Record, need: Need) -> Timeline {
        let versions = &self.history().versions;
        let needs = |version: &Version| {
            version.document.categories.get(id).map(|c| c.needed_by.clone()).unwrap_or_default()
        };
        if versions.iter().all(|version| needs(version).is_empty()) {
            return self.nothing();
        }
        let mut lines: Vec<(Id, Timeline)> = Vec::new();
        for other in versions.iter().flat_map(needs) {
            if !lines.iter().any(|(known, _)| *known == other) {
                let line = self.needed_for(&other, record, need);
                lines.push((other, line));
            }
        }
        let in_version = |version: &Version| {
            let needs = needs(version);
            let lines = lines.iter().filter(|(other, _)| needs.contains(other)).map(|(_, line)| line);
            Timeline::highest(lines, || self.nothing())
        };
        let pieces = versions.iter().map(|version| (version.from, Cow::Owned(in_version(version))));
        Timeline::pieced(self.nothing(), pieces)
    }

    /// Held while the records of one other category are; Unknown where none were supplied.
    fn needed_for(&self, other: &Id, record: &Record, need: Need) -> Timeline {
        let Some(ix) = self.history().names.category(other.as_str()) else { return self.nothing() };
        let needed = |reason| Reason { code: ReasonCode::HeldNeeded, ..reason };
        let Some(records) = record.needed_by.get(other) else {
            return Timeline::always(Value::Unknown, needed(Reason::NONE));
        };
        let lines = records.iter().map(|record| {
            let claims = self.claims_on(ix, record, need == Need::ForUseLow);
            let whole = self.whole(&claims, &self.needed(other, record, need), Identifiability::Anonymised);
            let whole = if need == Need::ToKeep { whole.or(&self.own(ix, record)) } else { whole };
            whole.map(|step| match step.value {
                Value::Ended => (Value::Ended, step.reason),
                Value::Unknown => (Value::Unknown, needed(step.reason)),
                _ => (Value::Held, needed(step.reason)),
            })
        });
        let lines: Vec<Timeline> = lines.collect();
        Timeline::highest(&lines, || self.nothing())
    }

    /// When something that was done in systems covers all of them: the first moment at which it was done in one entry
    /// for all, or in each system that holds the category by the version in force then.
    pub(crate) fn discharged<'a>(
        &self,
        category: &Id,
        done: impl Iterator<Item = (Time, Option<&'a Id>)>,
    ) -> Time {
        let done: Vec<_> = done.collect();
        let everywhere = done.iter().filter(|(_, system)| system.is_none()).map(|(at, _)| *at).min();
        if done.is_empty() {
            return Time::MAX;
        }
        let ix = self.history().names.category(category.as_str());
        let versions = &self.history().versions;
        let in_all = versions.iter().enumerate().filter_map(|(index, version)| {
            let until = versions.get(index + 1).map_or(Time::MAX, |next| next.from);
            let holding = ix.map_or(&[][..], |ix| version.holding(ix));
            let in_system =
                |id: &Id| done.iter().filter(|(_, system)| *system == Some(id)).map(|(at, _)| *at).min();
            let moments = holding.iter().map(|holding| in_system(&holding.system));
            let last = moments.collect::<Option<Vec<Time>>>()?.into_iter().max()?.max(version.from);
            (last < until).then_some(last)
        });
        everywhere.into_iter().chain(in_all.min()).min().unwrap_or(Time::MAX)
    }

    fn nothing(&self) -> Timeline {
        Timeline::always(Value::Ended, Reason::NONE)
    }
}

impl Claims {
    /// Why nothing can be said of any claim: the dossier is not this institution's, or a critical entry cannot be read,
    /// in the dossier or among the institution's own.
    pub(crate) fn unreadable(&self) -> Option<Reason> {
        self.not_opened().or(self.facts().unreadable).or(self.institution.facts().unreadable)
    }

    /// From when on `erased` entries cover a record made at this instant: in its system, or in every system if it names
    /// none.
    pub(crate) fn erased_at(&self, category: &Id, created: Time, system: Option<&Id>) -> Option<Time> {
        let covering =
            self.facts().erased.iter().filter(|done| done.category == *category && created < done.through);
        match system {
            Some(system) => {
                let there = covering.filter(|done| done.system.as_ref().is_none_or(|id| id == system));
                there.map(|done| done.from).min()
            }
            None => {
                let done = self.discharged(category, covering.map(|done| (done.from, done.system.as_ref())));
                Some(done).filter(|done| done.is_finite())
            }
        }
    }

    /// The form that entries say a record already has: anonymised, pseudonymised, or as it was made.
    pub(crate) fn identifiability_now(&self, category: &Id, record: &Record) -> Identifiability {
        let created = record.last_instant(self.institution.zone());
        let covers = |done: &Covering| {
            done.category == *category && created.is_some_and(|created| created < done.through)
        };
        match self.facts() {
            facts if facts.anonymised.iter().any(covers) => Identifiability::Anonymised,
            facts if facts.pseudonymised.iter().any(covers) => Identifiability::Pseudonymised,
            _ => Identifiability::Identifiable,
        }
    }

    /// The condition timelines of a pair, for readings.
    pub(crate) fn timelines_of_pair(
        &self,
        pair: PairIx,
        record: Option<&Record>,
    ) -> Vec<super::ConditionTimeline> {
        self.timelines_of(pair, record, UseOf::Decision)
    }
}
