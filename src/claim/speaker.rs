//! Who may ask for the person, and the basis in force: what readings of rights need besides the timelines.

use super::age::Age;
use super::reading::UseOf;
use super::{Claims, Condition, Record};
use crate::calendar::Time;
use crate::dossier::DATA_SUBJECT;
use crate::json::Id;
use crate::law::{Act, Basis, ReasonCode, Speaker};
use crate::policy::{CategoryIx, PairIx, Purpose, Version};
use crate::timeline::{Reason, Value};

/// A claim of its own kind, at one moment.
pub(crate) struct Own {
    pub(crate) kind: OwnKind,
    pub(crate) reason: Reason,
    pub(crate) kept_until: Option<Time>,
}

/// What a claim of its own kind rests on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum OwnKind {
    Hold,
    Restriction,
    Request,
    /// A statutory minimum that runs, or that counts from each record.
    Minimum,
    /// A statutory minimum of which a fact is missing.
    MinimumPerhaps,
}

impl Claims {
    /// Whether someone may ask, object, or collect for the person at a moment (UAVG 5(4)): Live if they may, Ended if
    /// not, Unknown if a fact is missing. `self` is the person.
    pub(crate) fn may_ask(&self, who: &str, at: Time) -> Value {
        let age = self.age_of_any();
        let (day, capacity) = (self.institution.zone().day_of(at), age.capacity(at));
        let speakers = age.candidates(at).into_iter().map(|age| Speaker::of(Act::Ask, age, capacity, day));
        let is_self = who == DATA_SUBJECT;
        let heard = speakers
            .map(|speaker| if is_self { speaker.includes_self() } else { speaker.includes_representative() });
        let (mut all, mut any) = (true, false);
        heard.for_each(|heard| (all, any) = (all && heard, any || heard));
        let by_age = match (all, any) {
            (true, _) => Value::Live,
            (false, true) => Value::Unknown,
            (false, false) => Value::Ended,
        };
        let authority = if is_self {
            Value::Live
        } else {
            // Someone of whom no entry says anything has shown nothing: that is not known, and not known to be none.
            self.facts.authorities.get(who).map_or(Value::Unknown, |line| line.at(at).value)
        };
        by_age.min(authority)
    }

    /// The age of the person, whatever the purpose: a possible minor if the policy in force says that of any subject.
    fn age_of_any(&self) -> Age<'_> {
        let versions = self.history().versions.iter();
        let minors = versions.flat_map(|v| v.document.subjects.values()).any(|subject| subject.minors);
        self.age_among(minors)
    }

    /// The lawful basis of a purpose at a moment: the policy's, or the one that the controller bound; `None` if it
    /// bound none, or the version in force has no such purpose.
    pub(crate) fn basis_at(&self, purpose: &Id, at: Time) -> Option<Basis> {
        self.basis_of(purpose, self.history().version_at(at)?.document.purposes.get(purpose)?, at)
    }

    /// The same, given what the version in force declares of the purpose.
    pub(crate) fn basis_of(&self, id: &Id, purpose: &Purpose, at: Time) -> Option<Basis> {
        match purpose.basis {
            Basis::ByController => {
                let bindings = self.institution.bindings(id);
                bindings.iter().rev().find(|(from, ..)| *from <= at).and_then(|(_, basis, _)| *basis)
            }
            basis => Some(basis),
        }
    }

    /// Whether the lawful basis of a purpose holds at a moment.
    pub(crate) fn basis_holds(&self, id: &Id, purpose: &Purpose, version: &Version, at: Time) -> Value {
        self.basis_timeline(id, purpose, version, None).at(at).value
    }

    /// The value of a claim at a moment apart from its term, if that counts from each record: without one it can only be
    /// Unknown. Else the value of the claim.
    pub(crate) fn but_for_records(&self, pair: PairIx, at: Time) -> Value {
        let rules = self.history().version_at(at).and_then(|version| version.rules(pair));
        if !rules.is_some_and(|rules| rules.limits_count_from_records) {
            return self.claim_of_pair(pair).map_or(Value::Unknown, |claim| claim.at(at).value);
        }
        let timelines = self.timelines_of(pair, None, UseOf::Decision);
        let timelines = timelines.iter().filter(|part| part.condition != Condition::Term);
        timelines.map(|part| part.timeline.at(at).value).min().unwrap_or(Value::Unknown)
    }

    /// The claims of its own kind on a category at a moment, one by one, but not those of these requests.
    pub(crate) fn own_now(&self, ix: CategoryIx, at: Time, but: &[u32]) -> Vec<Own> {
        let names = &self.history().names;
        let Some(category) = names.categories.get(ix.usize()) else { return Vec::new() };
        let facts = &self.facts;
        let spans = [
            (&facts.holds, OwnKind::Hold, ReasonCode::LegalHold),
            (&facts.restrictions, OwnKind::Restriction, ReasonCode::HeldRestricted),
            (&facts.requests, OwnKind::Request, ReasonCode::HeldRequest),
        ];
        let mut own = Vec::new();
        for (spans, kind, code) in spans {
            let now = spans.iter().filter(|span| span.from <= at && at < span.to);
            let of = now.filter(|span| span.covers(category) || self.is_unknown(span));
            own.extend(of.filter(|span| !but.contains(&span.seq)).map(|span| Own {
                kind,
                reason: Reason::new(code, span.source),
                kept_until: Some(span.to).filter(|to| to.is_finite()),
            }));
        }
        for pair in names.pairs_of(ix).iter().filter(|pair| self.has_minimums(**pair)) {
            let Some(pair) = self.names_of(*pair) else { continue };
            let minimums = self.minimums(pair, &Record::default());
            let Some(run) = minimums.run(at, Value::Unknown) else { continue };
            let rules = self.history().version_at(at).and_then(|version| version.rules(pair.ix));
            let of_records = rules.is_some_and(|rules| rules.minimums_count_from_records);
            let reason = minimums.at(at).reason;
            let is_known = minimums.at(at).value == Value::Held
                || (of_records && reason.code != ReasonCode::LawRowUnconfirmed);
            own.push(Own {
                kind: if is_known { OwnKind::Minimum } else { OwnKind::MinimumPerhaps },
                reason: minimums.at(at).reason,
                kept_until: Some(run.to).filter(|to| to.is_finite() && is_known),
            });
        }
        own
    }

    /// When the records of a category that were there at `since` were erased, in a system or, if none is declared to
    /// hold it, wherever they were; if entries say so.
    pub(crate) fn erased_in(&self, category: &Id, system: Option<&Id>, since: Time) -> Option<Time> {
        let covers = self.facts.erased.iter().filter(|done| {
            done.category == *category
                && since < done.through
                && done.system.as_ref().is_none_or(|named| Some(named) == system)
        });
        covers.map(|done| done.from).min()
    }

    /// When the records of a category that were there at `since` were anonymised, if an entry says so.
    pub(crate) fn anonymised_in(&self, category: &Id, since: Time) -> Option<Time> {
        let covers =
            self.facts.anonymised.iter().filter(|done| done.category == *category && since < done.through);
        covers.map(|done| done.from).min()
    }

    /// Whether erasure was granted of a purpose's records of a category that were there at `since`.
    pub(crate) fn granted_erasure(&self, purpose: &Id, category: &Id, since: Time) -> bool {
        let erasures = &self.facts.erasures;
        erasures.iter().any(|erasure| erasure.covers(purpose, category) && since < erasure.of.to)
    }

    /// Whether a category was restricted at some time since.
    pub(crate) fn restricted_since(&self, category: &Id, since: Time) -> bool {
        self.facts.restrictions.iter().any(|span| since < span.to && span.covers(category))
    }
}
