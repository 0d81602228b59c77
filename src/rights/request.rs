//! Requests and objections, folded from the entries of a dossier.

use std::collections::{BTreeMap, BTreeSet};

use super::RightsError;
use super::guard::Known;
use super::steps;
use crate::Diagnostic;
use crate::calendar::{CalendarError, Day, Deadline, Moment, Time};
use crate::claim::Claims;
use crate::dossier::{Asks, Body, DATA_SUBJECT, InstructedAct, ItemOutcome, Joins, RequestSpans};
use crate::json::{Id, words};
use crate::law::{LegalTerm, Pause, RefusalGround, Right, deadline};
use crate::timeline::{Source, Value};

words! {
    /// How far a request is.
    pub enum Stage {
        /// It has arrived, and its term runs.
        Received = "received",
        /// It joined an earlier one for the same right that was still open; it is counted, and ends with that one.
        Joined = "joined",
        /// Something is awaited from the one who asks; the term stands still.
        Paused = "paused",
        /// A processor handed it to who answers it.
        Forwarded = "forwarded",
        /// It is being carried out by its plan. An objection: it was upheld.
        Granted = "granted",
        /// It was refused in whole. An objection: it was rejected.
        Refused = "refused",
        /// Whoever asked wants it no more.
        Withdrawn = "withdrawn",
        /// The package can be collected.
        Ready = "ready",
        /// The package was collected.
        Collected = "collected",
        /// The package was not collected in time.
        Lapsed = "lapsed",
        /// Nothing is left to do.
        Closed = "closed",
    }
}

/// The requests and objections in a dossier, in the order in which they arrived. Owned; send it to any thread.
#[derive(Default)]
pub struct Requests {
    /// In the order of their numbers.
    list: Vec<Request>,
    joins: Joins,
    ignored: Vec<u32>,
    /// Why each of those changed nothing.
    why: Vec<RightsError>,
}

/// One request, as far as the entries tell. Owned.
#[derive(Clone, PartialEq)]
pub struct Request {
    /// The number of the entry with which it arrived.
    pub entry: u32,
    /// The right.
    pub right: Right,
    /// When it arrived.
    pub received: Moment,
    /// How far it is.
    pub stage: Stage,
    /// Which categories it asked about; all if empty. What joined it later may ask about more.
    pub categories: Vec<Id>,
    /// For an objection: against which purposes; all if empty.
    pub purposes: Vec<Id>,
    /// Whether the one who asks may ask for the person, on the day it arrived: Live, Ended, or Unknown.
    pub authority: Value,
    /// The earlier request that it joined: one for the same right, by the same person, that was not answered yet. It ends
    /// with that one. If that one is refused, forwarded or withdrawn, a request that asks for more stands by itself again.
    pub joined: Option<u32>,
    /// How many requests for the same right had arrived before it, whoever asked.
    pub earlier: u32,
    /// When the extension was told.
    pub extended: Option<Moment>,
    /// What was refused, in whole or for some categories.
    pub refused: Vec<Refusal>,
    /// The last outcome of every item that has one, by the item's name.
    pub outcomes: BTreeMap<String, ItemOutcome>,
    /// What a controller instructed its processor to make; empty without an instruction (article 28(3)(a), (e)).
    pub instructed: Vec<InstructedAct>,
    /// The names of the organisations behind a recipient of which the policy knows only the kind, by the item's name.
    pub(super) names: BTreeMap<String, Vec<String>>,
    pub(super) by: String,
    pub(super) pauses: Vec<Waited>,
    pub(super) recipient: Option<Id>,
    /// The party that gave the last instruction.
    pub(super) instructed_by: Option<Id>,
    /// The numbers of its own entry, and of those that joined it.
    pub(super) entries: BTreeSet<u32>,
    /// What those ask about.
    pub(super) asks: Asks,
}

/// A refusal, in whole or in part. The judgement itself stays in the entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// The number of the entry that refuses.
    pub entry: u32,
    /// The ground; `None` for an objection that was rejected, whose ground stands in its judgement.
    pub ground: Option<RefusalGround>,
    /// For which categories; in whole if empty.
    pub categories: Vec<Id>,
}

/// A time in which something was awaited.
#[derive(Clone, PartialEq)]
pub(super) struct Waited {
    pub(super) asked: Moment,
    answered: Option<Moment>,
}

/// By when a request must be answered. Plain data.
#[derive(Clone, PartialEq, Debug)]
pub struct Clock {
    /// The answer (article 12(3)); after an extension, the extended one. The same day is the last for a refusal (12(4)).
    pub answer: Deadline,
    /// The last day for the answer that the policy promises, without pause or roll-over; `None` if it promises none, or
    /// after an extension.
    pub promised: Option<Day>,
    /// The last day to tell of an extension, while there is none.
    pub extension_notice: Option<Deadline>,
    /// Whether the term stands still now.
    pub stands_still: bool,
}

impl Requests {
    /// Folds the entries about requests, as known when the dossier was folded. An entry that [`Requests::check_append`] would
    /// have refused, by what was written before it, changes nothing, and is listed by [`Requests::ignored`].
    pub fn of(claims: &Claims) -> Requests {
        let mut requests = Requests::default();
        let mut before = Earlier::default();
        let mut written = claims.entries().iter().peekable();
        for step in &claims.facts().steps {
            let (seq, body) = (step.seq, &step.body);
            while let Some(entry) = written.next_if(|entry| entry.seq() < seq) {
                before.passes(claims, entry.body());
            }
            let known = before.known(claims, seq, body);
            if let Err(why) = requests.judge(&known, body) {
                requests.ignored.push(seq);
                requests.why.push(why);
            } else if !requests.arrive(claims, seq, body)
                && let Some(entry) = body.about_request()
            {
                requests.take(entry, seq, body);
            }
            before.folded = known.into_folded();
            before.spans.take(seq, Source::Dossier(seq), body, claims.institution().zone());
        }
        requests
    }

    /// Every request, in the order of arrival.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Request> {
        self.list.iter()
    }

    /// The request that arrived with this entry.
    ///
    /// # Errors
    /// There is none.
    pub fn get(&self, entry: u32) -> Result<&Request, RightsError> {
        self.find(entry).ok_or_else(|| {
            // A person can have thousands.
            let known: Vec<String> = self.list.iter().rev().take(20).map(|r| r.entry.to_string()).collect();
            let known = known.into_iter().rev().collect::<Vec<_>>().join(", ");
            let known = match self.list.len() {
                0 => "none has arrived".to_owned(),
                1..=20 => known,
                _ => format!("the last twenty are {known}"),
            };
            Diagnostic::new("unknown-request", "no request or objection arrived with this entry")
                .at("/entry")
                .expecting(format!("the number of the entry with which one arrived: {known}"))
                .helping("append `requested` or `objected` first, and give its number as `entry`")
                .into()
        })
    }

    fn find(&self, entry: u32) -> Option<&Request> {
        self.list.get(self.list.binary_search_by_key(&entry, |request| request.entry).ok()?)
    }

    fn find_mut(&mut self, entry: u32) -> Option<&mut Request> {
        let at = self.list.binary_search_by_key(&entry, |request| request.entry).ok()?;
        self.list.get_mut(at)
    }

    /// The numbers of entries about requests that were no legal steps when they were written, and so changed nothing.
    pub fn ignored(&self) -> &[u32] {
        &self.ignored
    }

    /// The same entries, each with the reason why it changed nothing.
    pub fn ignored_reason(&self) -> impl Iterator<Item = (u32, &RightsError)> {
        self.ignored.iter().copied().zip(&self.why)
    }

    /// Takes the request that an entry brings; false if it brings none.
    fn arrive(&mut self, claims: &Claims, seq: u32, body: &Body) -> bool {
        let (right, by, categories, purposes) = match body {
            Body::Requested(b) => (b.right, b.by.as_ref(), b.categories.clone(), Vec::new()),
            Body::Objected(b) => (Right::Objection, b.by.as_ref(), Vec::new(), b.purposes.clone()),
            _ => return false,
        };
        let by = by.map_or(DATA_SUBJECT, |by| by.0.as_str()).to_owned();
        let received = body.happened();
        let (joined, earlier) = self.joins.arrives(seq, right, &by, &categories);
        if let Some(first) = joined.and_then(|entry| self.find_mut(entry)) {
            first.entries.insert(seq);
            first.asks.add(&categories);
        }
        let mut request = Request {
            entry: seq,
            right,
            received,
            stage: if joined.is_some() { Stage::Joined } else { Stage::Received },
            entries: BTreeSet::from([seq]),
            asks: Asks::of(&categories),
            categories,
            purposes,
            authority: Value::Unknown,
            joined,
            earlier,
            extended: None,
            refused: Vec::new(),
            outcomes: BTreeMap::new(),
            instructed: Vec::new(),
            names: BTreeMap::new(),
            by,
            pauses: Vec::new(),
            recipient: None,
            instructed_by: None,
        };
        request.authority = request.authority_in(claims);
        self.list.push(request);
        true
    }

    /// Takes a step that is legal.
    fn take(&mut self, entry: u32, seq: u32, body: &Body) {
        let Some(request) = self.find_mut(entry) else { return };
        request.take(seq, body);
        let (stage, joined, own) = (request.stage, request.joined, request.categories.clone());
        match stage {
            Stage::Granted => self.joins.runs(entry),
            Stage::Ready => self.joins.is_ready(entry),
            Stage::Collected | Stage::Lapsed => self.joins.is_over(entry),
            Stage::Withdrawn if joined.is_some() => {
                self.joins.leaves(entry);
                if let Some(first) = joined.and_then(|entry| self.find_mut(entry)) {
                    first.asks.remove(&own);
                }
            }
            // A request for more than the one that was not answered must be answered by itself.
            Stage::Refused | Stage::Forwarded | Stage::Withdrawn => self.part(entry),
            Stage::Closed => {
                for ended in self.joins.ends(entry) {
                    if let Some(request) = self.find_mut(ended) {
                        request.stage = Stage::Closed;
                    }
                }
            }
            Stage::Received | Stage::Joined | Stage::Paused => {}
        }
    }

    /// The joined requests that ask for more than the one that comes to no answer stand by themselves: the first, with the
    /// others.
    fn part(&mut self, entry: u32) {
        let parted = self.joins.parts(entry);
        let Some(leader) = parted.first().copied() else { return };
        for id in &parted {
            if let Some(request) = self.find_mut(*id) {
                request.joined = Some(leader).filter(|leader| leader != id);
                request.stage = if *id == leader { Stage::Received } else { Stage::Joined };
            }
        }
        for first in [entry, leader] {
            let asks = self.joins.asks(first).cloned().unwrap_or_default();
            let entries = core::iter::once(first).chain(self.joins.followers(first)).collect();
            if let Some(request) = self.find_mut(first) {
                (request.asks, request.entries) = (asks, entries);
            }
        }
    }
}

/// What was written before a step, as far as it was folded for an earlier one.
#[derive(Default)]
struct Earlier {
    folded: Option<Claims>,
    spans: RequestSpans,
    /// True once a request named a category that the policy has never known: then claims read requests.
    is_unknown: bool,
}

impl Earlier {
    /// Passes an entry. The folded claims still count if the entry says nothing that a claim of a purpose reads.
    fn passes(&mut self, claims: &Claims, body: Option<&Body>) {
        let of_requests = match body {
            Some(Body::Requested(b)) => {
                let names = &claims.history().names;
                self.is_unknown |= b.categories.iter().any(|id| names.category(id.as_str()).is_none());
                true
            }
            Some(Body::RequestGranted(_) | Body::RequestClosed(_)) => true,
            Some(body) => body.is_work_on_request(),
            None => false,
        };
        if !of_requests || self.is_unknown {
            self.folded = None;
        }
    }

    fn known<'c>(&'c mut self, claims: &'c Claims, seq: u32, body: &Body) -> Known<'c> {
        let at = body.happened().first(claims.institution().zone());
        Known::before(claims, seq, self.folded.take(), (&self.spans, at))
    }
}

impl Request {
    /// True if it, or one that joined it, asks about a category.
    pub fn is_about(&self, category: &Id) -> bool {
        self.asks.is_about(category)
    }

    /// The categories that it names.
    pub(super) fn named_categories(&self) -> impl Iterator<Item = &Id> {
        self.asks.named()
    }

    /// Whether the one who asks may ask for the person, on the day it arrived.
    pub(super) fn authority_in(&self, claims: &Claims) -> Value {
        claims.may_ask(&self.by, self.received.first(claims.institution().zone()))
    }

    /// True if a controller instructed this processor to work on the request.
    pub(super) fn is_instructed(&self) -> bool {
        !self.instructed.is_empty()
    }

    /// True until it is closed.
    pub fn is_open(&self) -> bool {
        self.stage != Stage::Closed
    }

    /// True if its answer is a package: access and portability.
    pub fn has_package(&self) -> bool {
        matches!(self.right, Right::Access | Right::Portability)
    }

    /// To which party it was forwarded.
    pub fn forwarded_to(&self) -> Option<&Id> {
        self.recipient.as_ref()
    }

    /// By when it must be answered, as things stand at `at`: until then, a pause that has not ended lasts.
    ///
    /// # Errors
    /// It arrived before the term was law, or too far ahead for a calendar.
    pub fn clock(&self, claims: &Claims, at: Time) -> Result<Clock, RightsError> {
        let zone = claims.institution().zone();
        let render = |error: CalendarError| RightsError::of(error.diagnostics().to_vec());
        let received = self.received.day(zone);
        let mut pauses = Vec::new();
        for waited in &self.pauses {
            let asked = waited.asked.day(zone);
            let answered = waited.answered.map_or_else(|| zone.day_of(at), |answered| answered.day(zone));
            pauses.push(Pause::new(asked, answered.max(asked)).map_err(render)?);
        }
        let of = |term, pauses: &[Pause]| deadline(term, Moment::On(received), pauses, zone).map_err(render);
        let (term, notice) = match self.extended {
            Some(_) => (LegalTerm::ExtendedAnswer, None),
            None => (LegalTerm::Answer, Some(of(LegalTerm::ExtensionNotice, &pauses)?)),
        };
        let version = claims.history().version_at(self.received.first(zone));
        let answer = version.and_then(|version| version.document.rights.as_ref()?.answer.as_ref());
        // An extension is told with its own reasons; what the policy promised is then no measure any more.
        let promised = answer.filter(|_| self.extended.is_none());
        let promised = promised.and_then(|answer| received.plus(answer.within));
        Ok(Clock {
            answer: of(term, &pauses)?,
            promised,
            extension_notice: notice,
            stands_still: self.stage == Stage::Paused,
        })
    }

    /// The same; `None` once it is closed.
    pub(super) fn clock_if_open(&self, claims: &Claims, at: Time) -> Result<Option<Clock>, RightsError> {
        if self.is_open() { self.clock(claims, at).map(Some) } else { Ok(None) }
    }

    /// Takes a step that is legal.
    fn take(&mut self, seq: u32, body: &Body) {
        let happened = body.happened();
        match body {
            Body::RequestPaused(_) => self.pauses.push(Waited { asked: happened, answered: None }),
            Body::RequestResumed(_) => {
                if let Some(waited) = self.pauses.last_mut() {
                    waited.answered = Some(happened);
                }
            }
            Body::RequestExtended(_) => self.extended = Some(happened),
            Body::RequestForwarded(b) => self.recipient = Some(b.to.clone()),
            Body::Instructed(b) => {
                self.instructed.extend(&b.acts);
                self.instructed.sort_unstable();
                self.instructed.dedup();
                self.instructed_by = Some(b.party.clone());
            }
            Body::RequestRefused(b) => self.refused.push(Refusal {
                entry: seq,
                ground: Some(b.ground),
                categories: b.categories.clone(),
            }),
            Body::ObjectionRejected(_) => {
                self.refused.push(Refusal { entry: seq, ground: None, categories: Vec::new() });
            }
            Body::RequestItem(b) => {
                self.outcomes.insert(b.item.0.clone(), b.outcome);
                let names = b.names.iter().flatten().map(|name| name.0.clone()).collect();
                self.names.insert(b.item.0.clone(), names);
            }
            _ => {}
        }
        if let Some(stage) = steps::leads_to(body) {
            self.stage = stage;
        }
    }

    /// The ground on which a category was refused.
    pub(super) fn refusal_of(&self, category: &Id) -> Option<RefusalGround> {
        let covers =
            |refusal: &&Refusal| refusal.categories.is_empty() || refusal.categories.contains(category);
        self.refused.iter().find(covers).and_then(|refusal| refusal.ground)
    }
}

impl core::fmt::Debug for Request {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Request")
            .field("entry", &self.entry)
            .field("right", &self.right)
            .field("stage", &self.stage)
            .finish_non_exhaustive()
    }
}

impl core::fmt::Debug for Requests {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_list().entries(&self.list).finish()
    }
}
