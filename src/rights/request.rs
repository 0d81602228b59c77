//! Requests and objections, folded from the entries of a dossier.

use std::collections::BTreeMap;

use super::RightsError;
use super::steps;
use crate::Diagnostic;
use crate::calendar::{CalendarError, Day, Deadline, Moment, Time};
use crate::claim::Claims;
use crate::dossier::{Body, DATA_SUBJECT, ItemOutcome};
use crate::json::{Id, words};
use crate::law::{LegalTerm, Pause, RefusalGround, Right, deadline};
use crate::timeline::Value;

words! {
    /// How far a request is.
    pub enum Stage {
        /// It has arrived, and its term runs.
        Received = "received",
        /// It joined an earlier one for the same right that was still open; it is counted, and answered with that one.
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
pub struct Requests {
    list: Vec<Request>,
    ignored: Vec<u32>,
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
    /// The earlier request that it joined: one for the same right, by the same person, that was not answered yet. It is
    /// answered with that one; if that one is refused, forwarded or withdrawn, it stands by itself again.
    pub joined: Option<u32>,
    /// How many requests for the same right had arrived before it, whoever asked.
    pub earlier: u32,
    /// When the extension was told.
    pub extended: Option<Moment>,
    /// What was refused, in whole or for some categories.
    pub refused: Vec<Refusal>,
    /// The last outcome of every item that has one, by the item's name.
    pub outcomes: BTreeMap<String, ItemOutcome>,
    pub(super) by: String,
    pub(super) pauses: Vec<Waited>,
    pub(super) recipient: Option<Id>,
    /// The numbers of its own entry, and of those that joined it.
    pub(super) entries: Vec<u32>,
    /// What each of those asks about.
    pub(super) scopes: Vec<Vec<Id>>,
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
        let mut requests = Requests { list: Vec::new(), ignored: Vec::new() };
        let mut before: Option<(u32, Claims)> = None;
        for step in &claims.facts().steps {
            let (seq, body) = (step.seq, &step.body);
            if !before.as_ref().is_some_and(|(from, _)| claims.says_nothing(*from, seq)) {
                before = claims.before(seq).map(|claims| (seq, claims));
            }
            let Some((_, written)) = &before else { continue };
            if requests.check_append(written, body).is_err() {
                requests.ignored.push(seq);
            } else if let Some(request) = requests.arriving(claims, seq, body) {
                let joined = request.joined;
                requests.list.push(request);
                joined.into_iter().for_each(|entry| requests.gather(entry));
            } else if let Some(entry) = body.about_request() {
                requests.take(entry, seq, body);
            }
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
        self.list.iter().find(|request| request.entry == entry).ok_or_else(|| {
            let known: Vec<String> = self.list.iter().map(|request| request.entry.to_string()).collect();
            let known = if known.is_empty() { "none has arrived".to_owned() } else { known.join(", ") };
            Diagnostic::new("unknown-request", "no request or objection arrived with this entry")
                .at("/entry")
                .expecting(format!("the number of the entry with which one arrived: {known}"))
                .helping("append `requested` or `objected` first, and give its number as `entry`")
                .into()
        })
    }

    /// The numbers of entries about requests that were no legal steps when they were written, and so changed nothing.
    pub fn ignored(&self) -> &[u32] {
        &self.ignored
    }

    /// The request that an entry brings, if it brings one.
    fn arriving(&self, claims: &Claims, seq: u32, body: &Body) -> Option<Request> {
        let (right, by, categories, purposes) = match body {
            Body::Requested(b) => (b.right, b.by.as_ref(), b.categories.clone(), Vec::new()),
            Body::Objected(b) => (Right::Objection, b.by.as_ref(), Vec::new(), b.purposes.clone()),
            _ => return None,
        };
        let by = by.map_or(DATA_SUBJECT, |by| by.0.as_str()).to_owned();
        let received = body.happened();
        let same = || self.list.iter().filter(|request| request.right == right);
        // Objections are weighed one by one: each can be against another purpose.
        let running = same().filter(|_| right != Right::Objection).find(|request| {
            request.by == by
                && match request.stage {
                    Stage::Received | Stage::Paused | Stage::Granted => true,
                    // The package is made: it answers what it was made for, and no more.
                    Stage::Ready => request.is_about_all(&categories),
                    _ => false,
                }
        });
        let joined = running.map(|request| request.entry);
        Some(Request {
            entry: seq,
            right,
            received,
            stage: if joined.is_some() { Stage::Joined } else { Stage::Received },
            entries: vec![seq],
            scopes: vec![categories.clone()],
            categories,
            purposes,
            authority: claims.may_ask(&by, received.first(claims.institution().zone())),
            joined,
            earlier: same().count() as u32,
            extended: None,
            refused: Vec::new(),
            outcomes: BTreeMap::new(),
            by,
            pauses: Vec::new(),
            recipient: None,
        })
    }

    /// Takes a step that is legal.
    fn take(&mut self, entry: u32, seq: u32, body: &Body) {
        let Some(request) = self.list.iter_mut().find(|request| request.entry == entry) else { return };
        let joined = request.joined;
        request.take(seq, body);
        match request.stage {
            // What was not answered with it must be answered by itself.
            Stage::Refused | Stage::Forwarded | Stage::Withdrawn if request.entries.len() > 1 => {
                self.part(entry);
            }
            _ => {}
        }
        joined.into_iter().for_each(|entry| self.gather(entry));
    }

    /// Those that joined a request stand by themselves again: the first, with the others.
    fn part(&mut self, entry: u32) {
        let mut first = None;
        let waiting =
            |request: &&mut Request| request.joined == Some(entry) && request.stage == Stage::Joined;
        for request in self.list.iter_mut().filter(waiting) {
            match first {
                Some(_) => request.joined = first,
                None => {
                    first = Some(request.entry);
                    request.joined = None;
                    request.stage = Stage::Received;
                }
            }
        }
        self.gather(entry);
        first.into_iter().for_each(|entry| self.gather(entry));
    }

    /// Gathers what a request and those that joined it ask about.
    fn gather(&mut self, entry: u32) {
        let asks = |request: &&Request| {
            request.entry == entry || (request.joined == Some(entry) && request.stage == Stage::Joined)
        };
        let (mut entries, mut scopes) = (Vec::new(), Vec::new());
        for request in self.list.iter().filter(asks) {
            entries.push(request.entry);
            scopes.push(request.categories.clone());
        }
        if let Some(request) = self.list.iter_mut().find(|request| request.entry == entry) {
            (request.entries, request.scopes) = (entries, scopes);
        }
    }
}

impl Request {
    /// True if it, or one that joined it, asks about a category.
    pub fn is_about(&self, category: &Id) -> bool {
        self.scopes.iter().any(|scope| scope.is_empty() || scope.contains(category))
    }

    /// True if it asks about all of these; about everything, if these are none.
    fn is_about_all(&self, categories: &[Id]) -> bool {
        let all = self.scopes.iter().any(Vec::is_empty);
        all || (!categories.is_empty() && categories.iter().all(|category| self.is_about(category)))
    }

    /// The categories that it names.
    pub(super) fn named_categories(&self) -> impl Iterator<Item = &Id> {
        self.scopes.iter().flatten()
    }

    /// The numbers of its own entry, and of those that joined it.
    pub(super) fn entries(&self) -> &[u32] {
        &self.entries
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
