//! Which request is answered with which, and how long a request holds what it asks about.
//!
//! A second request for the same right, by the same person, joins the first while that runs. It ends with the first. If the
//! first comes to no answer (refused, forwarded, withdrawn), a joined request that asks for more stands by itself again: a
//! request that nobody answered must not end.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Scoped;
use super::{Body, DATA_SUBJECT, Requested};
use crate::calendar::{Time, Zone};
use crate::json::Id;
use crate::law::Right;
use crate::timeline::Source;

/// What one or more requests ask about together. It counts, so that one of them can be taken out again.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Asks {
    /// How many ask about every category.
    all: u32,
    named: BTreeMap<Id, u32>,
}

impl Asks {
    pub(crate) fn of(categories: &[Id]) -> Asks {
        let mut asks = Asks::default();
        asks.add(categories);
        asks
    }

    pub(crate) fn add(&mut self, categories: &[Id]) {
        self.all += u32::from(categories.is_empty());
        for category in categories {
            *self.named.entry(category.clone()).or_default() += 1;
        }
    }

    pub(crate) fn remove(&mut self, categories: &[Id]) {
        self.all = self.all.saturating_sub(u32::from(categories.is_empty()));
        for category in categories {
            if let Some(count) = self.named.get_mut(category) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    self.named.remove(category);
                }
            }
        }
    }

    pub(crate) fn is_about(&self, category: &Id) -> bool {
        self.all > 0 || self.named.contains_key(category)
    }

    /// True if it asks about all of these; about everything, if these are none.
    pub(crate) fn covers(&self, categories: &[Id]) -> bool {
        self.all > 0 || (!categories.is_empty() && categories.iter().all(|id| self.named.contains_key(id)))
    }

    pub(crate) fn named(&self) -> impl Iterator<Item = &Id> {
        self.named.keys()
    }
}

/// Whether a later request can join this one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// It waits for its answer, or is being carried out.
    Running,
    /// Its package is made: it answers what it was made for, and no more.
    Ready,
    /// It is answered, or will not be.
    Over,
}

struct Member {
    key: (Right, String),
    own: Vec<Id>,
    /// What it and those that joined it ask about.
    asks: Asks,
    phase: Phase,
    joined: Option<u32>,
    followers: BTreeSet<u32>,
    /// False once whoever asked wants it no more.
    is_wanted: bool,
}

#[derive(Default)]
struct Open {
    running: BTreeSet<u32>,
    ready: BTreeSet<u32>,
}

/// The requests of one person, by the numbers of their entries. O(log n) a step, but for what ends or parts by it.
#[derive(Default)]
pub(crate) struct Joins {
    members: BTreeMap<u32, Member>,
    open: BTreeMap<(Right, String), Open>,
    arrived: BTreeMap<Right, u32>,
}

impl Joins {
    /// Takes a request that arrives: the earlier one that it joins, and how many for the same right came before it.
    pub(crate) fn arrives(
        &mut self,
        entry: u32,
        right: Right,
        by: &str,
        categories: &[Id],
    ) -> (Option<u32>, u32) {
        let count = self.arrived.entry(right).or_default();
        let earlier = *count;
        *count += 1;
        let key = (right, by.to_owned());
        // Objections are weighed one by one: each can be against another purpose.
        let open = self.open.get(&key).filter(|_| right != Right::Objection);
        let joined = open.and_then(|open| {
            let answers =
                |entry: &&u32| self.members.get(entry).is_some_and(|member| member.asks.covers(categories));
            let ready = open.ready.iter().find(answers);
            open.running.first().into_iter().chain(ready).min().copied()
        });
        let phase = Phase::Running;
        if let Some(first) = joined.and_then(|entry| self.members.get_mut(&entry)) {
            first.followers.insert(entry);
            first.asks.add(categories);
        } else {
            self.open.entry(key.clone()).or_default().running.insert(entry);
        }
        let (own, asks) = (categories.to_vec(), Asks::of(categories));
        let followers = BTreeSet::new();
        self.members.insert(entry, Member { key, own, asks, phase, joined, followers, is_wanted: true });
        (joined, earlier)
    }

    fn enters(&mut self, entry: u32, phase: Phase) {
        let Some(member) = self.members.get_mut(&entry).filter(|member| member.joined.is_none()) else {
            return;
        };
        member.phase = phase;
        let open = self.open.entry(member.key.clone()).or_default();
        open.running.remove(&entry);
        open.ready.remove(&entry);
        match phase {
            Phase::Running => open.running.insert(entry),
            Phase::Ready => open.ready.insert(entry),
            Phase::Over => false,
        };
    }

    /// It is being carried out.
    pub(crate) fn runs(&mut self, entry: u32) {
        self.enters(entry, Phase::Running);
    }

    /// Its package is made.
    pub(crate) fn is_ready(&mut self, entry: u32) {
        self.enters(entry, Phase::Ready);
    }

    /// Nothing can join it any more.
    pub(crate) fn is_over(&mut self, entry: u32) {
        self.enters(entry, Phase::Over);
    }

    /// Whoever asked wants a joined request no more: it still ends with the first.
    pub(crate) fn leaves(&mut self, entry: u32) {
        let Some(member) = self.members.get_mut(&entry).filter(|member| member.is_wanted) else { return };
        member.is_wanted = false;
        let (own, joined) = (member.own.clone(), member.joined);
        if let Some(first) = joined.and_then(|entry| self.members.get_mut(&entry)) {
            first.asks.remove(&own);
        }
    }

    /// A request comes to no answer. Gives the joined ones that ask for more than it did: the first of them stands by
    /// itself now, and the others have joined that one.
    pub(crate) fn parts(&mut self, entry: u32) -> Vec<u32> {
        self.is_over(entry);
        let Some(member) = self.members.get(&entry).filter(|member| member.joined.is_none()) else {
            return Vec::new();
        };
        let own = Asks::of(&member.own);
        let asks_more = |id: &&u32| {
            self.members.get(id).is_some_and(|joined| joined.is_wanted && !own.covers(&joined.own))
        };
        let parted: Vec<u32> = member.followers.iter().filter(asks_more).copied().collect();
        let Some((leader, rest)) = parted.split_first() else { return parted };
        for id in &parted {
            let Some(joined) = self.members.get_mut(id) else { continue };
            joined.joined = Some(*leader).filter(|leader| leader != id);
            let own = joined.own.clone();
            if let Some(first) = self.members.get_mut(&entry) {
                first.followers.remove(id);
                first.asks.remove(&own);
            }
            if let Some(first) = self.members.get_mut(leader).filter(|_| id != leader) {
                first.asks.add(&own);
            }
        }
        if let Some(first) = self.members.get_mut(leader) {
            first.followers.extend(rest);
        }
        self.runs(*leader);
        parted
    }

    /// Those that end with a request, itself first.
    pub(crate) fn ends(&mut self, entry: u32) -> Vec<u32> {
        self.is_over(entry);
        let followers = self.members.get_mut(&entry).map(|member| core::mem::take(&mut member.followers));
        core::iter::once(entry).chain(followers.into_iter().flatten()).collect()
    }

    /// The request that one has joined.
    pub(crate) fn joined(&self, entry: u32) -> Option<u32> {
        self.members.get(&entry)?.joined
    }

    /// What a request asks about, with those that joined it.
    pub(crate) fn asks(&self, entry: u32) -> Option<&Asks> {
        self.members.get(&entry).map(|member| &member.asks)
    }

    /// Those that joined a request.
    pub(crate) fn followers(&self, entry: u32) -> impl Iterator<Item = u32> {
        self.members.get(&entry).into_iter().flat_map(|member| member.followers.iter().copied())
    }
}

/// How long requests hold what they ask about, by the entries as they stand.
#[derive(Default)]
pub(crate) struct RequestSpans {
    joins: Joins,
    spans: BTreeMap<u32, Span>,
    /// When each ends, and its number.
    ends: BTreeSet<(Time, u32)>,
}

struct Span {
    of: Scoped,
    erases: bool,
    /// When its plan was granted, for one that erases: it holds nothing against its own plan.
    granted: Option<Time>,
    closed: Option<Time>,
}

impl Span {
    fn to(&self) -> Time {
        let to = self.granted.into_iter().chain(self.closed).min();
        to.map_or(self.of.to, |to| to.max(self.of.from))
    }

    fn scoped(&self) -> Scoped {
        let Scoped { from, source, seq, .. } = self.of;
        Scoped { from, to: self.to(), source, seq, ids: self.of.ids.clone() }
    }
}

impl RequestSpans {
    /// Takes an entry about a request, whether or not it was a legal step.
    pub(crate) fn take(&mut self, seq: u32, source: Source, body: &Body, zone: &Zone) {
        match body {
            Body::Requested(b) => self.asked(b, seq, source, zone),
            _ => self.step(body, zone),
        }
    }

    fn asked(&mut self, body: &Requested, entry: u32, source: Source, zone: &Zone) {
        let by = body.by.as_ref().map_or(DATA_SUBJECT, |by| by.0.as_str());
        let (joined, _) = self.joins.arrives(entry, body.right, by, &body.categories);
        let granted = joined.and_then(|first| self.spans.get(&first)?.granted);
        let (from, ids) = (body.happened.first(zone), body.categories.clone());
        let of = Scoped { from, to: Time::MAX, source, seq: entry, ids };
        let span = Span { of, erases: body.right == Right::Erasure, granted, closed: None };
        self.ends.insert((span.to(), entry));
        self.spans.insert(entry, span);
    }

    fn step(&mut self, body: &Body, zone: &Zone) {
        let Some(entry) = body.about_request() else { return };
        if self.spans.get(&entry).is_none_or(|span| span.closed.is_some()) {
            return;
        }
        let moment = body.happened();
        match body {
            Body::RequestGranted(_) if self.joins.joined(entry).is_none() => {
                self.joins.runs(entry);
                let granted = moment.first(zone);
                let with: Vec<u32> = core::iter::once(entry).chain(self.joins.followers(entry)).collect();
                for id in with {
                    self.change(id, |span| {
                        if span.erases {
                            span.granted.get_or_insert(granted);
                        }
                    });
                }
            }
            Body::PackageReady(_) => self.joins.is_ready(entry),
            Body::PackageCollected(_) | Body::PackageLapsed(_) => self.joins.is_over(entry),
            Body::RequestWithdrawn(_) if self.joins.joined(entry).is_some() => self.joins.leaves(entry),
            Body::RequestForwarded(_) | Body::RequestWithdrawn(_) => self.part(entry),
            Body::RequestRefused(b) if b.categories.is_empty() => self.part(entry),
            Body::RequestClosed(_) => {
                let closed = moment.past(zone);
                for id in self.joins.ends(entry) {
                    self.change(id, |span| {
                        span.closed.get_or_insert(closed);
                    });
                }
            }
            _ => {}
        }
    }

    fn part(&mut self, entry: u32) {
        for id in self.joins.parts(entry) {
            self.change(id, |span| span.granted = None);
        }
    }

    fn change(&mut self, entry: u32, change: impl FnOnce(&mut Span)) {
        let Some(span) = self.spans.get_mut(&entry) else { return };
        self.ends.remove(&(span.to(), entry));
        change(span);
        self.ends.insert((span.to(), entry));
    }

    /// Those that hold something at a moment or later.
    pub(crate) fn from(&self, at: Time) -> Vec<Scoped> {
        let later = self.ends.range((at, u32::MAX)..);
        later.filter_map(|(_, entry)| self.spans.get(entry)).map(Span::scoped).collect()
    }

    /// All of them, in the order of their numbers.
    pub(crate) fn finish(self) -> Vec<Scoped> {
        self.spans.values().map(Span::scoped).collect()
    }
}
