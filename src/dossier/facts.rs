//! The fold: entries that count, as known at a moment, sorted into facts. Knows the zone, and nothing of a policy.

use std::collections::BTreeMap;

use super::anchors::{AnchorFact, Collector, Happening, Observation, StateEvent};
use super::{Body, ChangeCause, Dossier, Entry, RepresentativePower};
use crate::calendar::{Day, Moment, Time, Zone};
use crate::json::{Id, Map};
use crate::law::{Basis, Capacity, ReasonCode, Right};
use crate::policy::Term;
use crate::timeline::{Reason, Source, Timeline, Value};

/// The speaker that is the data subject.
pub(crate) const DATA_SUBJECT: &str = "self";

/// Everything that the entries of one stream say, as known at one moment.
pub(crate) struct Facts {
    /// A critical entry that cannot be read: everything is Unknown.
    pub(crate) unreadable: Option<Reason>,
    pub(crate) anchors: BTreeMap<Id, AnchorFact>,
    pub(crate) births: Vec<(Day, Source)>,
    pub(crate) attested: Vec<(Day, u32, Source)>,
    pub(crate) capacities: Vec<(Time, Capacity)>,
    /// Per speaker: Live while they may speak for the person.
    pub(crate) authorities: BTreeMap<String, Timeline>,
    /// In order of effect, then number.
    pub(crate) speech: Vec<Speech>,
    pub(crate) switches: BTreeMap<Id, Vec<(Time, bool, Source)>>,
    pub(crate) objections: Vec<Objection>,
    pub(crate) restrictions: Vec<Scoped>,
    pub(crate) holds: Vec<Scoped>,
    pub(crate) requests: Vec<Scoped>,
    pub(crate) erasures: Vec<Erasure>,
    pub(crate) erased: Vec<Covering>,
    pub(crate) anonymised: Vec<Covering>,
    pub(crate) pseudonymised: Vec<Covering>,
    /// When consent was asked, and for which purposes.
    pub(crate) asked: Vec<(Time, Vec<Id>, Source)>,
    pub(crate) succeeded_by_contract: Vec<(Time, Source)>,
    pub(crate) agreement: Vec<(Time, AgreementEvent, Source)>,
    pub(crate) accepted: Vec<Acceptance>,
    /// Rows of law that the institution confirmed, each from when.
    pub(crate) confirmed: Vec<(Time, String, Source)>,
    /// What was asked and done about requests and objections, in the order of their numbers.
    pub(crate) steps: Vec<RequestStep>,
    pub(crate) disclosed: Vec<Disclosure>,
}

/// A finding about the policy that the institution accepted.
pub(crate) struct Acceptance {
    pub(crate) from: Time,
    /// The first instant past its last day.
    pub(crate) to: Time,
    pub(crate) code: String,
    pub(crate) at: String,
    pub(crate) source: Source,
}

/// An entry about a request or an objection.
pub(crate) struct RequestStep {
    pub(crate) seq: u32,
    pub(crate) body: Body,
}

/// Data that were given to a recipient.
pub(crate) struct Disclosure {
    pub(crate) at: Time,
    pub(crate) recipient: Id,
    pub(crate) categories: Vec<Id>,
}

/// One thing said about consent.
pub(crate) struct Speech {
    pub(crate) at: Time,
    pub(crate) day: Day,
    pub(crate) seq: u32,
    pub(crate) source: Source,
    pub(crate) act: SpeechAct,
    pub(crate) by: String,
    pub(crate) purposes: Vec<Id>,
    pub(crate) text: Option<String>,
    /// The entry that invalidated it.
    pub(crate) invalid: Option<Source>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum SpeechAct {
    Give,
    Refuse,
    Withdraw,
    /// What was consented to has materially changed.
    Supersede,
}

/// An objection and what became of it.
pub(crate) struct Objection {
    pub(crate) from: Time,
    pub(crate) source: Source,
    seq: u32,
    pub(crate) purposes: Vec<Id>,
    pub(crate) outcomes: Vec<(Time, Outcome, Source)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Upheld,
    Rejected,
    Withdrawn,
}

/// Something that holds from one moment to another for some names, or for all if there are none.
pub(crate) struct Scoped {
    pub(crate) from: Time,
    /// For a restriction, hold or request: when it was lifted. For an erasure: the first instant past `through`.
    pub(crate) to: Time,
    pub(crate) source: Source,
    pub(crate) seq: u32,
    pub(crate) ids: Vec<Id>,
}

/// An erasure that was granted: of which purposes, and on which categories; on all if there are none.
pub(crate) struct Erasure {
    pub(crate) of: Scoped,
    pub(crate) categories: Vec<Id>,
}

impl Erasure {
    pub(crate) fn covers(&self, purpose: &Id, category: &Id) -> bool {
        self.of.covers(purpose) && (self.categories.is_empty() || self.categories.contains(category))
    }
}

/// Records of a category that something was done to.
pub(crate) struct Covering {
    pub(crate) from: Time,
    pub(crate) category: Id,
    pub(crate) system: Option<Id>,
    /// The first instant past the last record covered.
    pub(crate) through: Time,
}

pub(crate) enum AgreementEvent {
    Signed {
        terms: Map<Term>,
        bases: Map<Basis>,
        through: Option<Day>,
        return_term: Option<crate::calendar::Period>,
    },
    Ended,
    Trial {
        window: Id,
        terms: Map<Term>,
        bases: Map<Basis>,
    },
}

impl Scoped {
    pub(crate) fn covers(&self, id: &Id) -> bool {
        self.ids.is_empty() || self.ids.contains(id)
    }
}

impl Facts {
    /// Folds the entries recorded at or before `known_at`, and what was observed by then.
    pub(crate) fn fold(
        entries: &[Entry],
        source: fn(u32) -> Source,
        observed: &[Observation],
        known_at: Time,
        zone: &Zone,
    ) -> Facts {
        Facts::fold_before(u32::MAX, entries, source, observed, known_at, zone)
    }

    /// The same, of the entries with a lower number than `before`. An entry that a later one voids is left out all the
    /// same, whatever its number: it counts as never written.
    pub(crate) fn fold_before(
        before: u32,
        entries: &[Entry],
        source: fn(u32) -> Source,
        observed: &[Observation],
        known_at: Time,
        zone: &Zone,
    ) -> Facts {
        let known = entries.partition_point(|entry| entry.recorded() <= known_at);
        let entries = entries.get(..known).unwrap_or(&[]);
        let counts = counting(entries);
        let counting = entries.iter().zip(&counts).filter(|(entry, counts)| **counts && entry.seq() < before);
        let mut fold = Fold {
            zone,
            source,
            collector: Collector::default(),
            authorities: BTreeMap::new(),
            switches: BTreeMap::new(),
            agreement: Changes::default(),
            facts: Facts::empty(),
        };
        for (entry, _) in counting {
            fold.entry(entry);
        }
        for observation in observed.iter().filter(|observation| observation.at <= known_at) {
            let moments = fold.collector.happenings.entry(observation.anchor.clone()).or_default();
            moments.extend(observation.moments.iter().map(|m| Happening::new(*m, Source::Observed)));
        }
        fold.finish()
    }

    fn empty() -> Facts {
        Facts {
            unreadable: None,
            anchors: BTreeMap::new(),
            births: Vec::new(),
            attested: Vec::new(),
            capacities: Vec::new(),
            authorities: BTreeMap::new(),
            speech: Vec::new(),
            switches: BTreeMap::new(),
            objections: Vec::new(),
            restrictions: Vec::new(),
            holds: Vec::new(),
            requests: Vec::new(),
            erasures: Vec::new(),
            erased: Vec::new(),
            anonymised: Vec::new(),
            pseudonymised: Vec::new(),
            asked: Vec::new(),
            succeeded_by_contract: Vec::new(),
            agreement: Vec::new(),
            accepted: Vec::new(),
            confirmed: Vec::new(),
            steps: Vec::new(),
            disclosed: Vec::new(),
        }
    }
}

impl Dossier {
    /// Every entry that counts and can be read.
    pub(crate) fn counting(&self) -> impl Iterator<Item = &Body> {
        let counting = self.entries().iter().zip(counting(self.entries())).filter(|(_, counts)| *counts);
        counting.filter_map(|(entry, _)| entry.body())
    }
}

/// An entry counts unless a later entry that counts voids it.
fn counting(entries: &[Entry]) -> Vec<bool> {
    let mut counts = vec![true; entries.len()];
    for (index, entry) in entries.iter().enumerate().rev() {
        if let (Some(true), Some(Body::Voided(voided))) = (counts.get(index), entry.body()) {
            let target = (voided.entry as usize).wrapping_sub(1);
            if target < index
                && let Some(target) = counts.get_mut(target)
            {
                *target = false;
            }
        }
    }
    counts
}

struct Fold<'z> {
    zone: &'z Zone,
    source: fn(u32) -> Source,
    collector: Collector,
    authorities: BTreeMap<String, Changes<Value>>,
    switches: BTreeMap<Id, Changes<bool>>,
    agreement: Changes<AgreementEvent>,
    facts: Facts,
}

impl Fold<'_> {
    fn entry(&mut self, entry: &Entry) {
        let (seq, source) = (entry.seq(), (self.source)(entry.seq()));
        let Some(body) = entry.body() else {
            if entry.is_critical() {
                self.facts.unreadable.get_or_insert(Reason::new(ReasonCode::Unreadable, source));
            }
            return;
        };
        let zone = self.zone;
        let moment = body.happened();
        let first = moment.first(zone);
        let past = || moment.past(zone);
        if body.is_about_request() {
            self.facts.steps.push(RequestStep { seq, body: body.clone() });
        }
        match body {
            Body::Began(b) => self.state(b.state.as_str(), moment, true, b.initial, seq),
            Body::Ended(b) => self.state(b.state.as_str(), moment, false, None, seq),
            Body::Enrolled(b) => self.state("enrolled", moment, true, b.initial, seq),
            Body::Left(_) => self.state("enrolled", moment, false, None, seq),
            Body::AccountOpened(b) => {
                self.state("account", moment, true, b.initial, seq);
                self.happening("account-opened", moment, source);
            }
            Body::AccountClosed(_) => self.state("account", moment, false, None, seq),
            Body::ContractBegan(b) => self.state("contract", moment, true, b.initial, seq),
            Body::ContractEnded(_) => self.state("contract", moment, false, None, seq),
            Body::Occurred(b) => self.happening(b.anchor.as_str(), moment, source),
            Body::Absent(b) => self.collector.absent.push((b.anchor.clone(), source)),
            Body::Deceased(_) => {
                self.collector.died.push((moment, source, seq));
                self.happening("deceased", moment, source);
            }
            Body::Born(b) => self.facts.births.push((b.date, source)),
            Body::AgeAttested(b) => self.facts.attested.push((moment.day(zone), b.at_least, source)),
            Body::CapacityChanged(b) => self.facts.capacities.push((first, b.capacity)),
            Body::AuthorityBegan(b) => {
                let value = if b.may == RepresentativePower::Exercise { Value::Live } else { Value::Ended };
                self.authority(&b.representative.0).begins(moment, zone, value, source);
            }
            Body::AuthorityEnded(b) => {
                let authority = self.authority(&b.representative.0);
                if b.never == Some(true) {
                    // It never existed: whatever was recorded of it before does not count.
                    *authority = Changes::from_the_start(Value::Ended, source);
                } else {
                    authority.ends(moment, zone, Value::Ended, source);
                }
            }
            Body::ConsentGiven(b) => {
                let text = b.text.as_ref().map(|text| text.0.clone());
                self.speech(SpeechAct::Give, &b.by.0, &b.purposes, (first, moment), seq, text);
            }
            Body::ConsentRefused(b) => {
                self.speech(SpeechAct::Refuse, &b.by.0, &b.purposes, (first, moment), seq, None)
            }
            Body::ConsentWithdrawn(b) => {
                self.speech(SpeechAct::Withdraw, &b.by.0, &b.purposes, (first, moment), seq, None)
            }
            Body::ConsentSuperseded(b) => {
                self.speech(SpeechAct::Supersede, DATA_SUBJECT, &b.purposes, (first, moment), seq, None)
            }
            Body::ConsentInvalidated(b) => {
                if let Some(speech) = self.facts.speech.iter_mut().find(|speech| speech.seq == b.entry) {
                    speech.invalid.get_or_insert(source);
                }
            }
            Body::OptionOn(b) => self.switch(&b.option).begins(moment, zone, true, source),
            Body::OptionOff(b) => self.switch(&b.option).ends(moment, zone, false, source),
            Body::Objected(b) => self.facts.objections.push(Objection {
                from: first,
                source,
                seq,
                purposes: b.purposes.clone(),
                outcomes: Vec::new(),
            }),
            Body::ObjectionUpheld(b) => self.outcome(b.entry, first, Outcome::Upheld, source),
            Body::ObjectionRejected(b) => self.outcome(b.entry, past(), Outcome::Rejected, source),
            Body::ObjectionWithdrawn(b) => self.outcome(b.entry, past(), Outcome::Withdrawn, source),
            Body::Restricted(b) => self.facts.restrictions.push(scoped(first, source, seq, &b.categories)),
            Body::RestrictionLifted(b) => lift(&mut self.facts.restrictions, b.entry, past()),
            Body::Hold(b) => self.facts.holds.push(scoped(first, source, seq, &b.categories)),
            Body::HoldReleased(b) => lift(&mut self.facts.holds, b.entry, past()),
            Body::Requested(b) => self.facts.requests.push(scoped(first, source, seq, &b.categories)),
            Body::RequestClosed(b) => lift(&mut self.facts.requests, b.entry, past()),
            // A request holds what it is about, but not against its own plan that erases.
            Body::RequestGranted(b) if self.asks_erasure(b.entry) => {
                lift(&mut self.facts.requests, b.entry, first);
            }
            Body::ErasureGranted(b) => {
                let to = inclusive(b.through, zone);
                self.facts.erasures.push(Erasure {
                    of: Scoped { to, ..scoped(first, source, seq, &b.purposes) },
                    categories: b.categories.clone().unwrap_or_default(),
                });
            }
            Body::Erased(b) => self.facts.erased.push(Covering {
                from: first,
                category: b.category.clone(),
                system: b.system.clone(),
                through: inclusive(b.through, zone).min(erased_at_most(b.through, moment, zone)),
            }),
            Body::Anonymised(b) => {
                let covering = covering(first, &b.category, b.through, zone);
                match b.report.is_some() {
                    true => self.facts.anonymised.push(covering),
                    false => self.facts.pseudonymised.push(covering),
                }
            }
            Body::Pseudonymised(b) => {
                self.facts.pseudonymised.push(covering(first, &b.category, b.through, zone));
            }
            Body::ConsentAsked(b) => self.facts.asked.push((first, b.purposes.clone(), source)),
            Body::ControllerChanged(b) if b.cause == ChangeCause::Contract => {
                self.facts.succeeded_by_contract.push((first, source))
            }
            Body::AgreementSigned(b) => {
                let signed = AgreementEvent::Signed {
                    terms: b.terms.clone(),
                    bases: b.bases.clone(),
                    through: b.through,
                    return_term: b.return_term,
                };
                self.agreement.begins(moment, zone, signed, source);
            }
            Body::AgreementEnded(_) => self.agreement.ends(moment, zone, AgreementEvent::Ended, source),
            Body::TrialBegan(b) => {
                let (window, terms, bases) = (b.window.clone(), b.terms.clone(), b.bases.clone());
                self.agreement.begins(moment, zone, AgreementEvent::Trial { window, terms, bases }, source);
            }
            Body::FindingAccepted(b) => self.facts.accepted.push(Acceptance {
                from: first,
                to: zone.end_of(b.through),
                code: b.code.0.clone(),
                at: b.at.0.clone(),
                source,
            }),
            Body::LawRowConfirmed(b) => self.facts.confirmed.push((first, b.row.0.clone(), source)),
            Body::Disclosed(b) => self.facts.disclosed.push(Disclosure {
                at: first,
                recipient: b.recipient.clone(),
                categories: b.categories.clone(),
            }),
            Body::ControllerChanged(_) | Body::Imported(_) | Body::Voided(_) => {}
            Body::RequestPaused(_)
            | Body::RequestResumed(_)
            | Body::RequestExtended(_)
            | Body::RequestForwarded(_)
            | Body::RequestGranted(_)
            | Body::RequestRefused(_)
            | Body::RequestItem(_)
            | Body::PackageReady(_)
            | Body::PackageCollected(_)
            | Body::PackageLapsed(_)
            | Body::RequestWithdrawn(_) => {}
        }
    }

    fn asks_erasure(&self, entry: u32) -> bool {
        let asks = |step: &RequestStep| matches!(&step.body, Body::Requested(b) if b.right == Right::Erasure);
        self.facts.steps.iter().any(|step| step.seq == entry && asks(step))
    }

    fn state(&mut self, name: &str, moment: Moment, begins: bool, initial: Option<bool>, seq: u32) {
        let source = (self.source)(seq);
        let event = StateEvent { moment, begins, initial: initial == Some(true), source, seq };
        if let Some(id) = Id::new(name) {
            self.collector.states.entry(id).or_default().push(event);
        }
    }

    fn happening(&mut self, name: &str, moment: Moment, source: Source) {
        if let Some(id) = Id::new(name) {
            self.collector.happenings.entry(id).or_default().push(Happening::new(moment, source));
        }
    }

    fn authority(&mut self, by: &str) -> &mut Changes<Value> {
        self.authorities.entry(by.to_owned()).or_default()
    }

    fn speech(
        &mut self,
        act: SpeechAct,
        by: &str,
        purposes: &[Id],
        (at, moment): (Time, Moment),
        seq: u32,
        text: Option<String>,
    ) {
        self.facts.speech.push(Speech {
            at,
            day: moment.day(self.zone),
            seq,
            source: (self.source)(seq),
            act,
            by: by.to_owned(),
            purposes: purposes.to_vec(),
            text,
            invalid: None,
        });
    }

    fn switch(&mut self, option: &Id) -> &mut Changes<bool> {
        self.switches.entry(option.clone()).or_default()
    }

    fn outcome(&mut self, entry: u32, at: Time, outcome: Outcome, source: Source) {
        if let Some(objection) = self.facts.objections.iter_mut().find(|objection| objection.seq == entry) {
            objection.outcomes.push((at, outcome, source));
        }
    }

    fn finish(self) -> Facts {
        let Fold { zone, collector, authorities, switches, agreement, mut facts, .. } = self;
        facts.authorities =
            authorities.into_iter().map(|(by, changes)| (by, fold_authority(changes.in_order()))).collect();
        facts.switches = switches.into_iter().map(|(option, changes)| (option, changes.in_order())).collect();
        facts.agreement = agreement.in_order();
        facts.anchors = collector.fold(zone);
        // Stable sorts: what took effect at one instant stays in the order of its numbers.
        facts.speech.sort_by_key(|speech| speech.at);
        facts.objections.iter_mut().for_each(|objection| objection.outcomes.sort_by_key(|(at, ..)| *at));
        if !facts.agreement.is_empty() {
            // An agreement does not go over to another controller by contract: it ends, until there is a new one.
            let ends =
                facts.succeeded_by_contract.iter().map(|(at, source)| (*at, AgreementEvent::Ended, *source));
            facts.agreement.extend(ends);
            facts.agreement.sort_by_key(|(at, ..)| *at);
        }
        facts.asked.sort_by_key(|(at, ..)| *at);
        facts.capacities.sort_by_key(|(at, _)| *at);
        facts
    }
}

/// What begins and ends, as the entries say it one by one. A bare day begins with its first instant and ends after its
/// last; of what ended and began anew on one bare day, the number decides: it went on.
struct Changes<T>(Vec<Change<T>>);

struct Change<T> {
    at: Time,
    what: T,
    source: Source,
    /// The bare day on which it ended.
    ended_on: Option<Day>,
}

impl<T> Default for Changes<T> {
    fn default() -> Changes<T> {
        Changes(Vec::new())
    }
}

impl<T> Changes<T> {
    fn from_the_start(what: T, source: Source) -> Changes<T> {
        Changes(vec![Change { at: Time::MIN, what, source, ended_on: None }])
    }

    fn begins(&mut self, moment: Moment, zone: &Zone, what: T, source: Source) {
        if let Moment::On(day) = moment {
            self.0.retain(|change| change.ended_on != Some(day));
        }
        self.0.push(Change { at: moment.first(zone), what, source, ended_on: None });
    }

    fn ends(&mut self, moment: Moment, zone: &Zone, what: T, source: Source) {
        let ended_on = if let Moment::On(day) = moment { Some(day) } else { None };
        self.0.push(Change { at: moment.past(zone), what, source, ended_on });
    }

    /// In order of effect; what took effect at one instant stays in the order of its numbers.
    fn in_order(mut self) -> Vec<(Time, T, Source)> {
        self.0.sort_by_key(|change| change.at);
        self.0.into_iter().map(|change| (change.at, change.what, change.source)).collect()
    }
}

/// Nobody knows what someone's authority was before it was first recorded.
fn fold_authority(events: Vec<(Time, Value, Source)>) -> Timeline {
    events.into_iter().fold(Timeline::always(Value::Unknown, Reason::NONE), |line, (from, value, source)| {
        line.painted_from(from, value, Reason { source, ..Reason::NONE })
    })
}

fn scoped(from: Time, source: Source, seq: u32, ids: &[Id]) -> Scoped {
    Scoped { from, to: Time::MAX, source, seq, ids: ids.to_vec() }
}

fn lift(spans: &mut [Scoped], entry: u32, at: Time) {
    if let Some(span) = spans.iter_mut().find(|span| span.seq == entry) {
        span.to = span.to.min(at.max(span.from));
    }
}

fn covering(from: Time, category: &Id, through: Moment, zone: &Zone) -> Covering {
    Covering { from, category: category.clone(), system: None, through: inclusive(through, zone) }
}

/// The first instant past the last record that an erasure at a moment can have covered: a bare day ends with the day
/// before it, since of that day itself records may have come after the erasure.
fn erased_at_most(through: Moment, erased: Moment, zone: &Zone) -> Time {
    match through {
        Moment::At(_) => erased.first(zone).shifted(1),
        Moment::On(_) => zone.start_of(erased.day(zone)),
    }
}

/// The first instant after a moment that counts in whole.
fn inclusive(moment: Moment, zone: &Zone) -> Time {
    match moment {
        Moment::At(at) => at.shifted(1),
        Moment::On(_) => moment.past(zone),
    }
}
