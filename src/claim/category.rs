//! A category: the maximum over its claims, and the claims of its own kind that hold it whatever the purposes say.

use super::conditions::{Pair, UseOf};
use super::terms::Terms;
use super::{ClaimError, Claims};
use crate::calendar::{Moment, Time, Zone};
use crate::dossier::{Covering, Scoped};
use crate::json::{self, Id, Map, object};
use crate::law::ReasonCode;
use crate::policy::{CategoryIx, Identifiability, PairIx, ReferenceKind, Version};
use crate::timeline::{Reason, Span, Timeline, Value};

object! {
    /// What is known of one record of a category. Plain data, given with a call.
    pub personal struct Record {
        /// When it was made.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub created: Option<Moment>,
        /// Moments of this record that its terms count from, by the name of the anchor: none at all says that it is
        /// known never to have happened; different ones contradict each other.
        #[serde(default, skip_serializing_if = "Map::is_empty")]
        pub anchors: Map<Vec<Moment>>,
        /// The system that holds it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub system: Option<Id>,
        /// The records, by category, that cannot exist without this one. A category not listed was not supplied; one
        /// listed with no records has none.
        #[serde(default, skip_serializing_if = "Map::is_empty")]
        pub needed_by: Map<Vec<Record>>,
    }
}

impl Default for Record {
    /// A record of which nothing is known.
    fn default() -> Record {
        Record { created: None, anchors: Map::new(), system: None, needed_by: Map::new() }
    }
}

impl Record {
    /// Reads a record from JSON, an object with the fields `created`, `anchors`, `system` and `needed-by`, all of which
    /// may be absent.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its path, line and column.
    pub fn from_json(document: &str) -> Result<Record, ClaimError> {
        json::read_personal(document, |record: Record, _, _| Some(record)).map_err(ClaimError::of)
    }

    /// A record of which only the moment it was made is known.
    pub fn created(created: Moment) -> Record {
        Record { created: Some(created), ..Record::default() }
    }

    /// The last instant at which it can have been made.
    pub(crate) fn last_instant(&self, zone: &Zone) -> Option<Time> {
        self.created.map(|created| match created {
            Moment::At(at) => at,
            Moment::On(_) => created.past(zone).shifted(-1),
        })
    }
}

impl Claims {
    /// That the policy knows every anchor that is told of a record, and of those that need it. A name that it does not know
    /// would leave the term without the fact that it counts from, and the record be kept without end.
    pub(crate) fn knows_anchors_of(&self, record: &Record) -> Result<(), ClaimError> {
        let names = &self.history().names;
        if let Some(unknown) =
            record.anchors.keys().find(|id| names.of_kind(ReferenceKind::Anchor).find(id.as_str()).is_none())
        {
            return Err(names.unknown(ReferenceKind::Anchor, unknown.as_str()).at("/anchors").into());
        }
        record.needed_by.values().flatten().try_for_each(|needs| self.knows_anchors_of(needs))
    }
}

/// What holds a record: each purpose's claim, what other records need, and the claims of its own kind, which lengthen
/// a run but never join two.
pub(crate) struct Held {
    pub(crate) claims: Vec<(PairIx, Timeline)>,
    pub(crate) needed: Timeline,
    pub(crate) own: Timeline,
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
            &self.own,
            created,
            claims.institution().zone(),
        )
    }
}

/// The end of the run that a record is in. Claims of their own kind lengthen it; they never join two.
fn end(purposes: &Timeline, own_kind: &Timeline, created: Moment, zone: &Zone) -> End {
    let (first, past) = (created.first(zone), created.past(zone));
    // A bare day belongs to any run that touches it; the last end counts.
    let touches = |from: Time, to: Time| match created {
        Moment::At(at) => from <= at && at < to,
        Moment::On(_) => from < past && first < to,
    };
    let run = purposes.runs(Value::Unknown).filter(|run| touches(run.from, run.to)).last();
    let own = |at: Time| own_kind.runs(Value::Unknown).find(|run| run.from <= at && at < run.to);
    let claimed = run.map_or(first, |run| run.to);
    let lengthened = own(claimed).filter(|_| claimed != Time::MAX);
    let at = lengthened.map_or(claimed, |run| run.to);
    let line = if lengthened.is_some() { own_kind } else { purposes };
    let step = line.at(if at == Time::MAX { Time::MAX } else { at });
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
        let names = &self.history().names;
        let claims = names
            .pairs_of(category)
            .iter()
            .map(|pair| (*pair, super::lowest(&self.timelines_of(*pair, Some(record), UseOf::Disposal))));
        let id = names.categories.get(category.usize());
        Held {
            claims: claims.collect(),
            needed: id.map_or_else(|| self.nothing(), |id| self.needed(id, record)),
            own,
        }
    }

    /// The maximum of the purposes' claims that need a form at least this identifiable.
    pub(crate) fn at_identifiability(&self, held: &Held, identifiability: Identifiability) -> Timeline {
        let claims = held.claims.iter().map(|(pair, claim)| {
            // A version that needs the category in a lesser form claims nothing at this one.
            self.over_versions(|version| {
                let needs = version.rules(*pair).is_none_or(|rules| rules.identifiability >= identifiability);
                if needs { claim.clone() } else { self.nothing() }
            })
        });
        self.since_policy(claims.fold(held.needed.clone(), |whole, claim| whole.or(&claim)))
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
        let mut own = self.nothing();
        let spans = spans.iter().filter(|(_, code)| Some(*code) != but);
        for (scoped, code) in spans.flat_map(|(spans, code)| spans.iter().map(move |span| (span, *code))) {
            if scoped.covers(id) || self.is_unknown(scoped) {
                let span = Span { from: scoped.from, to: scoped.to };
                own = own.or(&self.nothing().painted(span, Value::Held, Reason::new(code, scoped.source)));
            }
        }
        for pair in names.pairs_of(category).iter().filter(|pair| self.has_minimums(**pair)) {
            if let Some(pair) = self.names_of(*pair) {
                own = own.or(&self.minimums(pair, record));
            }
        }
        own
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
            let terms = Terms { is_minimum: true, ..self.terms(pair, purpose, version, Some(record)) };
            rules.minimums.iter().fold(self.nothing(), |line, minimum| {
                let minimum = terms.of(&minimum.rule.term).map(|step| match (step.value, step.reason.code) {
                    (Value::Live | Value::Held, _) => {
                        (Value::Held, Reason { code: ReasonCode::MinimumHolds, ..step.reason })
                    }
                    (value, _) => (value, step.reason),
                });
                line.or(&self.confirmed(minimum.unconfirmed.as_deref(), minimum))
            })
        };
        let nothing = self.nothing();
        self.versions().fold(nothing, |line, version| line.spliced(version.from, &in_version(version)))
    }

    /// A minimum that rests on a row which nobody read counts once the institution confirmed that row: until then it is
    /// Unknown wherever it would hold (article 17(3)(b)).
    fn confirmed(&self, row: Option<&str>, minimum: Timeline) -> Timeline {
        let Some(row) = row else { return minimum };
        let confirmed = &self.institution.facts().confirmed;
        let first = confirmed.iter().filter(|(_, of, _)| of == row).map(|(from, ..)| *from).min();
        let missing = Timeline::always(Value::Unknown, Reason::of(ReasonCode::LawRowUnconfirmed));
        let counts = Timeline::always(Value::Live, Reason::NONE);
        first.map_or(missing.clone(), |from| missing.spliced(from, &counts)).and(&minimum)
    }

    /// Held while another category's records, which cannot do without this one, are.
    fn needed(&self, id: &Id, record: &Record) -> Timeline {
        let mut needed = self.nothing();
        let needs = |version: &Version| {
            version.document.categories.get(id).map(|c| c.needed_by.clone()).unwrap_or_default()
        };
        let mut others: Vec<Id> = self.history().versions.iter().flat_map(needs).collect();
        others.sort();
        others.dedup();
        for other in others {
            let Some(ix) = self.history().names.category(other.as_str()) else { continue };
            match record.needed_by.get(&other) {
                None => {
                    let unknown = Reason::of(ReasonCode::HeldNeeded);
                    needed = needed.or(&Timeline::always(Value::Unknown, unknown));
                }
                Some(records) => {
                    for record in records {
                        let held = self.held(ix, record);
                        let whole = self.at_identifiability(&held, Identifiability::Anonymised).or(&held.own);
                        let above = whole.map(|step| match step.value {
                            Value::Ended => (Value::Ended, step.reason),
                            Value::Unknown => {
                                (Value::Unknown, Reason { code: ReasonCode::HeldNeeded, ..step.reason })
                            }
                            _ => (Value::Held, Reason { code: ReasonCode::HeldNeeded, ..step.reason }),
                        });
                        needed = needed.or(&above);
                    }
                }
            }
        }
        needed
    }

    /// When something that was done in systems covers all of them: the first moment at which it was done in one entry
    /// for all, or in each system that holds the category.
    pub(crate) fn discharged<'a>(
        &self,
        category: &Id,
        done: impl Iterator<Item = (Time, Option<&'a Id>)>,
    ) -> Time {
        let done: Vec<_> = done.collect();
        let everywhere = done.iter().filter(|(_, system)| system.is_none()).map(|(at, _)| *at).min();
        let last = self.history().versions.last();
        let systems = last.into_iter().flat_map(|version| &version.document.systems);
        let holding: Vec<&Id> =
            systems.filter(|(_, s)| s.categories.contains(category)).map(|(id, _)| id).collect();
        let in_system =
            |id: &Id| done.iter().filter(|(_, system)| *system == Some(id)).map(|(at, _)| *at).min();
        let in_all = holding.iter().map(|id| in_system(id)).collect::<Option<Vec<Time>>>();
        let in_all = in_all.and_then(|moments| moments.into_iter().max());
        everywhere.into_iter().chain(in_all).min().unwrap_or(Time::MAX)
    }

    fn nothing(&self) -> Timeline {
        Timeline::always(Value::Ended, Reason::NONE)
    }
}

impl Claims {
    /// The critical entry that cannot be read, if there is one, in the dossier or among the institution's own.
    pub(crate) fn unreadable(&self) -> Option<Reason> {
        self.facts().unreadable.or(self.institution.facts().unreadable)
    }

    /// True if `erased` entries cover a record made at this instant: in its system, or in every system if it names
    /// none.
    pub(crate) fn erased_entries(&self, category: &Id, created: Time, system: Option<&Id>) -> bool {
        let covering =
            self.facts().erased.iter().filter(|done| done.category == *category && created < done.through);
        match system {
            Some(system) => {
                covering.into_iter().any(|done| done.system.as_ref().is_none_or(|id| id == system))
            }
            None => {
                self.discharged(category, covering.map(|done| (done.from, done.system.as_ref()))) < Time::MAX
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
