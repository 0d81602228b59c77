//! Who may ask for the person, and the basis in force: what readings of rights need besides the timelines.

use super::age::Age;
use super::age::Promise;
use super::reading::UseOf;
use super::{Claims, Condition, Record};
use crate::calendar::{Day, Moment, Time};
use crate::dossier::DATA_SUBJECT;
use crate::json::Id;
use crate::law::{Act, Basis, Capacity, ReasonCode};
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

/// Whether someone may do an act for the person: Live if they may, Ended if not, Unknown if a fact is missing.
#[derive(Clone, Copy)]
pub(super) struct Spoken {
    /// As the person, or by a mandate of the person: one voice.
    pub(super) own: Value,
    /// As a legal representative.
    pub(super) representative: Value,
    /// True if an authority is not known, and not only the age.
    pub(super) unsure_authority: bool,
}

impl Claims {
    /// Whether someone may do an act for the person, whatever the purpose: Live if they may, Ended if not, Unknown if a fact
    /// is missing. `self` is the person. On a bare day they may if they may at some moment of it.
    pub(crate) fn may(&self, who: &str, act: Act, moment: Moment) -> Value {
        let moments = match moment {
            Moment::At(at) => vec![at],
            Moment::On(day) => self.moments_of_day(who, day),
        };
        let may = |at| {
            let spoken = self.spoken(who, act, at, &self.age_of_any(at), Promise::default());
            spoken.own.max(spoken.representative)
        };
        moments.into_iter().map(may).max().unwrap_or(Value::Unknown)
    }

    /// Whether someone may ask, object, or collect for the person at a moment (UAVG 5(4)).
    pub(crate) fn may_ask(&self, who: &str, at: Time) -> Value {
        self.may(who, Act::Rights, Moment::At(at))
    }

    /// Whether someone may do an act at a moment, for a purpose with this promise.
    pub(super) fn spoken(&self, who: &str, act: Act, at: Time, age: &Age<'_>, promise: Promise) -> Spoken {
        let heard = age.heard(act, at, promise);
        if who == DATA_SUBJECT {
            return Spoken { own: heard.own, representative: Value::Ended, unsure_authority: false };
        }
        // Someone of whom no entry says anything has shown nothing: that is not known, and not known to be none.
        let authority = self.facts.authorities.get(who);
        let known = authority.map_or(Value::Unknown, |authority| authority.representative.at(at).value);
        let representative = known.min(heard.representative);
        // A mandate is given by a person of age who speaks for themself, and lasts while they do.
        let mandate = authority.and_then(|authority| authority.mandate(act, at));
        let (own, lasts) = mandate.map_or((Value::Ended, Value::Ended), |(mandate, lasts)| {
            let speaks = |at| if age.capacity(at) == Capacity::Full { Value::Live } else { Value::Ended };
            let given = age.is_major(mandate.from).min(speaks(mandate.from));
            (lasts.min(given).min(speaks(at)).min(heard.own), lasts)
        });
        let unsure_authority = (representative == Value::Unknown && known == Value::Unknown)
            || (own == Value::Unknown && lasts == Value::Unknown);
        Spoken { own, representative, unsure_authority }
    }

    /// The moments of a day between which it does not change whether someone may speak.
    pub(super) fn moments_of_day(&self, who: &str, day: Day) -> Vec<Time> {
        let zone = self.institution.zone();
        let (first, past) = (zone.start_of(day), zone.end_of(day));
        let mut moments = vec![first];
        moments.extend(self.facts.authorities.get(who).iter().flat_map(|one| one.turns_within(first, past)));
        let capacities = &self.facts.capacities;
        let later = capacities.partition_point(|(at, _)| *at < first);
        let of_day = capacities.get(later..).unwrap_or(&[]).iter().map(|(at, _)| *at);
        moments.extend(of_day.take_while(|at| *at < past));
        moments
    }

    /// The age of the person, whatever the purpose: a possible minor if the policy in force says that of any subject.
    fn age_of_any(&self, at: Time) -> Age<'_> {
        let history = self.history();
        let version = history.version_at(at).or(history.versions.first());
        let opened = self.facts.opened.as_ref();
        let is_theirs = |id: &Id| opened.is_none_or(|opened| opened.subjects.contains(id));
        let subjects = version.into_iter().flat_map(|version| &version.document.subjects);
        let mut theirs = subjects.filter(|(id, _)| is_theirs(id)).map(|(_, subject)| subject).peekable();
        // Of a subject that this version does not have, nobody says that it cannot be one.
        let minors = theirs.peek().is_none() || theirs.any(|subject| subject.minors);
        self.age_among(minors)
    }

    /// The lawful basis of a purpose at a moment: the policy's, or the one that the controller bound; `None` if it
    /// bound none, or the version in force has no such purpose.
    pub(crate) fn basis_at(&self, purpose: &Id, at: Time) -> Option<Basis> {
        self.basis_of(purpose, self.version_at(at)?.document.purposes.get(purpose)?, at)
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
        let category = purpose.categories.first();
        category.map_or(Value::Unknown, |category| {
            self.basis_timeline(id, category, purpose, version, None).at(at).value
        })
    }

    /// The value of a claim at a moment apart from its term, if that counts from each record: without one it can only be
    /// Unknown. Else the value of the claim.
    pub(crate) fn but_for_records(&self, pair: PairIx, at: Time) -> Value {
        let rules = self.version_at(at).and_then(|version| version.rules(pair));
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
            let rules = self.version_at(at).and_then(|version| version.rules(pair.ix));
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
