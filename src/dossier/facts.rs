//! The fold: entries that count, as known at a moment, sorted into facts. Knows the zone, and nothing of a policy.

use std::collections::{BTreeMap, BTreeSet};

use super::anchors::{AnchorFact, Collector, Happening, Observation};
use super::authority::{Authority, Events};
use super::joins::RequestSpans;
use super::order::{Placed, Written, placed};
use super::state::{Says, StateEvent};
use super::{Body, ChangeCause, Dossier, Entry};
use crate::calendar::{Day, Moment, Time, Zone};
use crate::json::{Id, Map};
use crate::law::{Basis, Capacity, ReasonCode, Right};
use crate::policy::Term;
use crate::timeline::{Reason, Source};

/// The speaker that is the data subject.
pub(crate) const DATA_SUBJECT: &str = "self";

/// Everything that the entries of one stream say, as known at one moment.
pub(crate) struct Facts {
    /// A critical entry that cannot be read: everything is Unknown.
    pub(crate) unreadable: Option<Reason>,
    /// Whose dossier it is, if an entry opened it.
    pub(crate) opened: Option<Opened>,
    pub(crate) anchors: BTreeMap<Id, AnchorFact>,
    pub(crate) births: Vec<(Day, Source)>,
    pub(crate) attested: Vec<(Day, u32, Source)>,
    pub(crate) capacities: Vec<(Time, Capacity)>,
    /// By the reference of whoever speaks: what they may do for the person.
    pub(crate) authorities: BTreeMap<String, Authority>,
    /// In order of effect, then number.
    pub(crate) speech: Vec<Speech>,
    /// When another controller took over by contract: consents did not go over.
    pub(crate) not_carried_over: Vec<(Moment, u32, Source)>,
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
    /// True if another controller took over.
    pub(crate) has_succeeded: bool,
    pub(crate) succeeded_by_contract: Vec<(Time, Source)>,
    pub(crate) agreement: Vec<(Time, AgreementEvent, Source)>,
    pub(crate) accepted: Vec<Acceptance>,
    /// Rows of law that the institution confirmed, each from when.
    pub(crate) confirmed: Vec<(Time, String, Source)>,
    /// What was asked and done about requests and objections, in the order of their numbers.
    pub(crate) steps: Vec<RequestStep>,
    pub(crate) disclosed: Vec<Disclosure>,
}

/// Whose dossier it is.
#[derive(Clone)]
pub(crate) struct Opened {
    pub(crate) institution: String,
    pub(crate) subjects: Vec<Id>,
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
    /// The first instant at which it can have been said.
    pub(crate) at: Time,
    pub(crate) moment: Moment,
    pub(crate) seq: u32,
    pub(crate) source: Source,
    pub(crate) act: SpeechAct,
    pub(crate) by: String,
    pub(crate) purposes: Vec<Id>,
    pub(crate) text: Option<String>,
    /// The school year it names, by the calendar year in which that begins.
    pub(crate) for_school_year: Option<u32>,
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
    pub(crate) moment: Moment,
    /// Who asked for it, if a request is known.
    pub(crate) requester: Option<String>,
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
    /// Folds the entries recorded at or before `known_at`, and what was observed by then; all of them if it is `None`.
    pub(crate) fn fold(
        dossier: &Dossier,
        source: fn(u32) -> Source,
        observed: &[Observation],
        known_at: Option<Time>,
        zone: &Zone,
    ) -> Facts {
        let is_known = |entry: &&Entry| known_at.is_none_or(|known_at| entry.recorded() <= known_at);
        let opening = dossier.opening().filter(is_known);
        let opened = opening.and_then(|_| dossier.opened()).map(|opened| Opened {
            institution: opened.institution.0.clone(),
            subjects: opened.subjects.clone(),
        });
        let facts = Facts::fold_before(u32::MAX, dossier.entries(), source, observed, known_at, zone);
        Facts { opened, ..facts }
    }

    /// The same, of the entries with a lower number than `before`. An entry that a later one voids is left out all the
    /// same, whatever its number: it counts as never written.
    pub(crate) fn fold_before(
        before: u32,
        entries: &[Entry],
        source: fn(u32) -> Source,
        observed: &[Observation],
        known_at: Option<Time>,
        zone: &Zone,
    ) -> Facts {
        let known = match known_at {
            Some(known_at) => entries.partition_point(|entry| entry.recorded() <= known_at),
            None => entries.len(),
        };
        let entries = entries.get(..known).unwrap_or(&[]);
        let counts = counting(entries);
        let counting = entries.iter().zip(&counts).filter(|(entry, counts)| **counts && entry.seq() < before);
        let mut fold = Fold {
            zone,
            source,
            collector: Collector::default(),
            authorities: BTreeMap::new(),
            switches: BTreeMap::new(),
            agreement: Vec::new(),
            trials: Vec::new(),
            erasing: BTreeSet::new(),
            requests: RequestSpans::default(),
            facts: Facts::empty(),
        };
        for (entry, _) in counting {
            fold.entry(entry);
        }
        for observation in observed {
            if known_at.is_none_or(|known_at| observation.at <= known_at) {
                fold.collector.observe(observation);
            }
        }
        fold.finish()
    }

    /// A request that names no categories asks about these.
    pub(crate) fn asks_about(&mut self, categories: &[Id]) {
        for request in self.requests.iter_mut().filter(|request| request.ids.is_empty()) {
            request.ids = categories.to_vec();
        }
        for step in &mut self.steps {
            if let Body::Requested(body) = &mut step.body
                && body.categories.is_empty()
            {
                body.categories = categories.to_vec();
            }
        }
    }

    fn empty() -> Facts {
        Facts {
            unreadable: None,
            opened: None,
            anchors: BTreeMap::new(),
            births: Vec::new(),
            attested: Vec::new(),
            capacities: Vec::new(),
            authorities: BTreeMap::new(),
            speech: Vec::new(),
            not_carried_over: Vec::new(),
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
            has_succeeded: false,
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
    /// Every entry that counts and can be read, with its number.
    pub(crate) fn counting(&self) -> impl Iterator<Item = (u32, &Body)> {
        let counting = self.entries().iter().zip(counting(self.entries())).filter(|(_, counts)| *counts);
        counting.filter_map(|(entry, _)| Some((entry.seq(), entry.body()?)))
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
    authorities: BTreeMap<String, Events>,
    switches: BTreeMap<Id, Vec<Written<(bool, Source)>>>,
    agreement: Vec<Written<(AgreementEvent, Source)>>,
    /// What begins a trial is about another thing than what ends the agreement.
    trials: Vec<Written<(AgreementEvent, Source)>>,
    /// The requests for erasure that are granted and not closed.
    erasing: BTreeSet<u32>,
    requests: RequestSpans,
    facts: Facts,
}

impl Fold<'_> {
    fn entry(&mut self, entry: &Entry) {
        let (seq, source) = (entry.seq(), (self.source)(entry.seq()));
        let Some(body) = entry.body() else {
            if entry.is_critical() {
                let code = if entry.is_erased() { ReasonCode::BodyErased } else { ReasonCode::Unreadable };
                self.facts.unreadable.get_or_insert(Reason::new(code, source));
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
        if let Some(run) = body.run_of_state() {
            let reference = run.reference.map(str::to_owned);
            let description = match run.begins {
                true => Says::Begins { reference, initial: run.initial },
                false => Says::Ends { reference },
            };
            self.collector.state(run.state, StateEvent { seq, source, moment, description });
        }
        match body {
            Body::AccountOpened(_) => self.happening("account-opened", moment, source),
            Body::Began(_)
            | Body::Ended(_)
            | Body::Enrolled(_)
            | Body::Left(_)
            | Body::AccountClosed(_)
            | Body::ContractBegan(_)
            | Body::ContractEnded(_) => {}
            Body::Occurred(b) => self.happening(b.anchor.as_str(), moment, source),
            Body::Absent(b) => {
                let description = Says::Absent;
                self.collector.absent(b.anchor.clone(), StateEvent { seq, source, moment, description });
            }
            Body::Deceased(_) => {
                self.collector.died.push((seq, source, moment));
                self.happening("deceased", moment, source);
            }
            Body::Born(b) => self.facts.births.push((b.date, source)),
            Body::AgeAttested(b) => self.facts.attested.push((moment.day(zone), b.at_least, source)),
            Body::CapacityChanged(b) => self.facts.capacities.push((first, b.capacity)),
            Body::AuthorityBegan(b) => self.authority(&b.representative.0).begins(b, seq, source),
            Body::AuthorityEnded(b) => {
                let never = b.never == Some(true);
                self.authority(&b.representative.0).ends(moment, zone, seq, source, never);
            }
            Body::ConsentGiven(b) => {
                let text = b.text.as_ref().map(|text| text.0.clone());
                let speech = self.speech(SpeechAct::Give, &b.by.0, &b.purposes, moment, seq);
                self.facts.speech.push(Speech { text, for_school_year: b.for_school_year, ..speech });
            }
            Body::ConsentRefused(b) => {
                let speech = self.speech(SpeechAct::Refuse, &b.by.0, &b.purposes, moment, seq);
                self.facts.speech.push(speech);
            }
            Body::ConsentWithdrawn(b) => {
                let speech = self.speech(SpeechAct::Withdraw, &b.by.0, &b.purposes, moment, seq);
                self.facts.speech.push(speech);
            }
            Body::ConsentSuperseded(b) => {
                let speech = self.speech(SpeechAct::Supersede, DATA_SUBJECT, &b.purposes, moment, seq);
                self.facts.speech.push(speech);
            }
            Body::ConsentInvalidated(b) => {
                // Still in the order of their numbers.
                let speech = self.facts.speech.binary_search_by_key(&b.entry, |speech| speech.seq);
                if let Some(speech) = speech.ok().and_then(|at| self.facts.speech.get_mut(at)) {
                    speech.invalid.get_or_insert(source);
                }
            }
            Body::OptionOn(b) => {
                let what = (true, source);
                self.switch(&b.option).push(Written { seq, moment, begins: true, what });
            }
            Body::OptionOff(b) => {
                let what = (false, source);
                self.switch(&b.option).push(Written { seq, moment, begins: false, what });
            }
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
            Body::Requested(_) => self.requests.take(seq, source, body, zone),
            Body::RequestClosed(b) => {
                self.erasing.remove(&b.entry);
                self.requests.take(seq, source, body, zone);
            }
            Body::RequestGranted(b) => {
                if self.asks_erasure(b.entry) {
                    self.erasing.insert(b.entry);
                }
                self.requests.take(seq, source, body, zone);
            }
            Body::ErasureGranted(b) => {
                let to = inclusive(b.through, zone);
                // The request that it names, or the newest one that was granted and is not closed.
                let request = b.entry.or_else(|| self.erasing.last().copied());
                let requester = request.and_then(|entry| self.asker_of_erasure(entry)).map(str::to_owned);
                self.facts.erasures.push(Erasure {
                    of: Scoped { to, ..scoped(first, source, seq, &b.purposes) },
                    categories: b.categories.clone().unwrap_or_default(),
                    moment,
                    requester,
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
            Body::ControllerChanged(b) => {
                self.facts.has_succeeded = true;
                if b.cause == ChangeCause::Contract {
                    self.facts.succeeded_by_contract.push((first, source));
                    self.facts.not_carried_over.push((moment, seq, source));
                }
            }
            Body::AgreementSigned(b) => {
                let signed = AgreementEvent::Signed {
                    terms: b.terms.clone(),
                    bases: b.bases.clone(),
                    through: b.through,
                    return_term: b.return_term,
                };
                self.agreement.push(Written { seq, moment, begins: true, what: (signed, source) });
            }
            Body::AgreementEnded(_) => {
                let what = (AgreementEvent::Ended, source);
                self.agreement.push(Written { seq, moment, begins: false, what });
            }
            Body::TrialBegan(b) => {
                let (window, terms, bases) = (b.window.clone(), b.terms.clone(), b.bases.clone());
                let what = (AgreementEvent::Trial { window, terms, bases }, source);
                self.trials.push(Written { seq, moment, begins: true, what });
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
            Body::Imported(_) | Body::Voided(_) | Body::DossierOpened(_) => {}
            Body::RequestPaused(_)
            | Body::RequestResumed(_)
            | Body::RequestExtended(_)
            | Body::RequestForwarded(_)
            | Body::Instructed(_)
            | Body::RequestRefused(_)
            | Body::RequestItem(_)
            | Body::PackageReady(_)
            | Body::PackageCollected(_)
            | Body::PackageLapsed(_)
            | Body::RequestWithdrawn(_) => self.requests.take(seq, source, body, zone),
        }
    }

    fn asks_erasure(&self, entry: u32) -> bool {
        self.asker_of_erasure(entry).is_some()
    }

    /// Who made a request for erasure.
    fn asker_of_erasure(&self, entry: u32) -> Option<&str> {
        // Steps are in the order of their numbers.
        let place = self.facts.steps.binary_search_by_key(&entry, |step| step.seq).ok()?;
        match &self.facts.steps.get(place)?.body {
            Body::Requested(b) if b.right == Right::Erasure => {
                Some(b.by.as_ref().map_or(DATA_SUBJECT, |by| by.0.as_str()))
            }
            _ => None,
        }
    }

    fn happening(&mut self, name: &str, moment: Moment, source: Source) {
        if let Some(id) = Id::new(name) {
            self.collector.happenings.entry(id).or_default().push(Happening::new(moment, source));
        }
    }

    fn authority(&mut self, by: &str) -> &mut Events {
        self.authorities.entry(by.to_owned()).or_default()
    }

    fn speech(&self, act: SpeechAct, by: &str, purposes: &[Id], moment: Moment, seq: u32) -> Speech {
        Speech {
            at: moment.first(self.zone),
            moment,
            seq,
            source: (self.source)(seq),
            act,
            by: by.to_owned(),
            purposes: purposes.to_vec(),
            text: None,
            for_school_year: None,
            invalid: None,
        }
    }

    fn switch(&mut self, option: &Id) -> &mut Vec<Written<(bool, Source)>> {
        self.switches.entry(option.clone()).or_default()
    }

    fn outcome(&mut self, entry: u32, at: Time, outcome: Outcome, source: Source) {
        let found = self.facts.objections.binary_search_by_key(&entry, |objection| objection.seq);
        if let Some(objection) = found.ok().and_then(|at| self.facts.objections.get_mut(at)) {
            objection.outcomes.push((at, outcome, source));
        }
    }

    fn finish(self) -> Facts {
        let Fold { zone, collector, authorities, switches, agreement, trials, requests, mut facts, .. } =
            self;
        facts.requests = requests.finish();
        facts.authorities = authorities.into_iter().map(|(by, events)| (by, events.fold(zone))).collect();
        let switched = |changes| placed(changes, zone).into_iter().map(of_placed).collect();
        facts.switches = switches.into_iter().map(|(option, changes)| (option, switched(changes))).collect();
        let mut agreements = placed(agreement, zone);
        agreements.extend(placed(trials, zone));
        agreements.sort_by_key(Placed::order);
        facts.agreement = agreements.into_iter().map(of_placed).collect();
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

fn of_placed<T>(placed: Placed<(T, Source)>) -> (Time, T, Source) {
    let (what, source) = placed.what;
    (placed.at, what, source)
}

fn scoped(from: Time, source: Source, seq: u32, ids: &[Id]) -> Scoped {
    Scoped { from, to: Time::MAX, source, seq, ids: ids.to_vec() }
}

fn lift(spans: &mut [Scoped], entry: u32, at: Time) {
    // In the order of their numbers.
    let found = spans.binary_search_by_key(&entry, |span| span.seq);
    if let Some(span) = found.ok().and_then(|at| spans.get_mut(at)) {
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
