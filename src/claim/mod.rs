//! The core: policy × institution × dossier → timelines, one per claim, and why.
//!
//! A **claim** is one purpose on one category of data about one person. Its conditions are *condition timelines*, each a timeline;
//! the claim is their minimum. [`Claims::timelines`] computes the condition timelines; [`Claims::claim`] is their minimum and nothing
//! else, so that an explanation walks exactly what the answer was made of.

mod age;
mod answers;
mod category;
mod check_append;
mod conditions;
mod consent;
mod institution;
mod intake;
mod lawfulness;
mod notice;
mod reading;
mod record;
mod settled;
mod spans;
mod speaker;
mod terms;

pub use answers::Addressee;
pub use institution::Institution;
pub use lawfulness::ClaimFinding;
pub use notice::Notice;
pub use record::{CreatedBetween, Creation, Record};
pub use spans::StateSpan;

pub(crate) use answers::{AnswerSpan, Standing, missing};
pub(crate) use category::{End, Held};
pub(crate) use speaker::OwnKind;

use answers::{CacheLine, Cell};
use reading::UseOf;

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::Diagnostic;
use crate::calendar::Time;
use crate::diagnostic::error_type;
use crate::dossier::{Body, Dossier, Entry, Facts, Head, Observation};
use crate::json::Id;
use crate::law::ReasonCode;
use crate::policy::{PairIx, Policy, PurposeIx, ReferenceKind, Version};
use crate::timeline::{Reason, Source, Step, Timeline, Value};

error_type! {
    /// Something asked about that the policy does not know, or a record that cannot be read.
    ClaimError
}

/// The claims on one person's data: a dossier folded in a institution, as known at one moment.
///
/// Immutable; share it between threads. It keeps its institution alive. Claims are computed when first read and kept.
pub struct Claims {
    institution: Institution,
    facts: Facts,
    known_at: Time,
    head: Head,
    /// What was folded, where requests are among it, of which a step is judged by what was written before it, or where
    /// the policy asks for notices, which are owed by what was known before.
    folded: Option<Box<Folded>>,
    /// When the person is of each age that the law knows; computed when it is first read.
    ages: OnceLock<Box<[(i16, Timeline)]>>,
    /// By pair, without a record.
    cells: Box<[CacheLine]>,
}

/// The entries and observations that were folded.
struct Folded {
    entries: Vec<Entry>,
    observed: Vec<Observation>,
}

impl Folded {
    fn of(dossier: &Dossier, observed: &[Observation]) -> Folded {
        Folded { entries: dossier.entries().to_vec(), observed: observed.to_vec() }
    }
}

/// One condition of a claim, over time.
#[derive(Clone, PartialEq, Debug)]
pub struct ConditionTimeline {
    /// Which condition.
    pub condition: Condition,
    /// Its value at every moment.
    pub timeline: Timeline,
    /// For a term: the same without limits that are `with-basis`. Those give no reason of their own where the basis gives
    /// one.
    pub(crate) beside: Option<Timeline>,
}

impl ConditionTimeline {
    fn of(condition: Condition, timeline: Timeline) -> ConditionTimeline {
        ConditionTimeline { condition, timeline, beside: None }
    }

    /// Every step at which it, or what it says of the reason, changes.
    fn steps(&self) -> impl Iterator<Item = &Step> {
        self.timeline.steps().iter().chain(self.beside.iter().flat_map(Timeline::steps))
    }
}

/// The conditions of a claim, in the order in which they are given as reasons.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Condition {
    /// The record may still be there.
    Record,
    /// The policy knows the purpose and the category.
    Policy,
    /// The person is of the age the purpose is meant for.
    Age,
    /// No finding about the policy stops the processing, or the institution accepted it.
    Lawfulness,
    /// The lawful basis holds.
    Basis,
    /// No erasure was granted.
    Erasure,
    /// There is no objection.
    Objection,
    /// Processing is not restricted.
    Restriction,
    /// The agreement with the processor is in force.
    Agreement,
    /// The option is switched on.
    Option,
    /// The retention term is running.
    Term,
}

impl Condition {
    /// Its name in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Condition::Record => "record",
            Condition::Policy => "policy",
            Condition::Age => "age",
            Condition::Lawfulness => "lawfulness",
            Condition::Basis => "basis",
            Condition::Erasure => "erasure",
            Condition::Objection => "objection",
            Condition::Restriction => "restriction",
            Condition::Agreement => "agreement",
            Condition::Option => "option",
            Condition::Term => "term",
        }
    }
}

impl Institution {
    /// Folds a dossier in this institution, as known at `known_at`, with what the host has observed.
    pub fn claims(&self, dossier: &Dossier, observed: &[Observation], known_at: Time) -> Claims {
        let facts = Facts::fold(dossier.entries(), Source::Dossier, observed, known_at, self.zone());
        let is_needed = !facts.steps.is_empty() || self.history().has_notices;
        let folded = is_needed.then(|| Box::new(Folded::of(dossier, observed)));
        Claims { folded, ..self.of_facts(facts, known_at, dossier.head()) }
    }

    fn of_facts(&self, facts: Facts, known_at: Time, head: Head) -> Claims {
        let cells = self.history().names.pairs.iter().map(|_| CacheLine::default()).collect();
        let ages = OnceLock::new();
        Claims { institution: self.clone(), facts, known_at, head, folded: None, ages, cells }
    }
}

impl Claims {
    /// The institution in which the dossier was folded.
    pub fn institution(&self) -> &Institution {
        &self.institution
    }

    /// The policy.
    pub fn policy(&self) -> &Policy {
        self.institution.policy()
    }

    /// The moment of knowledge.
    pub fn known_at(&self) -> Time {
        self.known_at
    }

    /// The head of the dossier that was folded.
    pub fn head(&self) -> Head {
        self.head
    }

    /// The claim of a purpose on a category, without looking at a record: a term that counts from the moment a record
    /// was made is then Unknown.
    pub fn claim(&self, purpose: &str, category: &str) -> Result<&Timeline, ClaimError> {
        self.cell(self.pair(purpose, category)?).map(Cell::claim).ok_or_else(|| no_claim().into())
    }

    /// The claim of a pair; `None` only for a pair of another policy.
    pub(crate) fn claim_of_pair(&self, pair: PairIx) -> Option<&Timeline> {
        self.cell(pair).map(Cell::claim)
    }

    /// The conditions of a claim, in order; the claim is their minimum. With a record, the first says how long it may be
    /// there at all.
    pub fn timelines(
        &self,
        purpose: &str,
        category: &str,
        record: Option<&Record>,
    ) -> Result<Vec<ConditionTimeline>, ClaimError> {
        let pair = self.pair(purpose, category)?;
        if let Some(record) = record {
            self.knows_anchors_of(record)?;
        }
        let record = record.map(Record::for_use);
        Ok(self.timelines_of(pair, record.as_deref(), UseOf::Decision))
    }

    /// A claim, computed once; `None` only for a pair of another policy.
    #[inline]
    fn cell(&self, pair: PairIx) -> Option<&Cell> {
        let CacheLine(cell) = self.cells.get(pair.usize())?;
        match cell.get() {
            Some(cell) => Some(cell),
            None => Some(self.computed(cell, pair)),
        }
    }

    #[cold]
    #[inline(never)]
    fn computed<'c>(&self, cell: &'c OnceLock<Cell>, pair: PairIx) -> &'c Cell {
        cell.get_or_init(|| self.cell_of(pair))
    }

    pub(crate) fn pair(&self, purpose: &str, category: &str) -> Result<PairIx, ClaimError> {
        let names = &self.history().names;
        let purpose_at =
            names.purpose(purpose).ok_or_else(|| names.unknown(ReferenceKind::Purpose, purpose))?;
        let category_at =
            names.category(category).ok_or_else(|| names.unknown(ReferenceKind::Category, category))?;
        names.pair(purpose_at, category_at).ok_or_else(|| no_claim().into())
    }

    pub(crate) fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The claims as the entries before one make them. `None` if there are no entries about requests.
    pub(crate) fn before(&self, seq: u32) -> Option<Claims> {
        let Folded { entries, observed } = self.folded.as_deref()?;
        let zone = self.institution.zone();
        let facts = Facts::fold_before(seq, entries, Source::Dossier, observed, self.known_at, zone);
        Some(self.institution.of_facts(facts, self.known_at, self.head))
    }

    /// True if no entry from one number up to, not including, another says anything that a claim reads.
    pub(crate) fn says_nothing(&self, from: u32, to: u32) -> bool {
        let entries = self.folded.iter().flat_map(|folded| &folded.entries);
        let between = entries.filter(|entry| from <= entry.seq() && entry.seq() < to);
        between.into_iter().all(|entry| entry.body().is_some_and(Body::is_work_on_request))
    }

    #[inline]
    pub(crate) fn history(&self) -> &crate::policy::History {
        self.institution.history()
    }

    /// A timeline made of what each version says while it is in force; before the first, Unknown.
    fn over_versions(&self, of: impl Fn(&Version) -> Timeline) -> Timeline {
        let pieces = self.versions().map(|version| (version.from, Cow::Owned(of(version))));
        Timeline::pieced(before_policy(), pieces)
    }

    /// The versions that a reading as known at its moment sees, oldest first: one that was adopted later is not there yet.
    fn versions(&self) -> impl Iterator<Item = &Version> {
        self.history().versions.iter().filter(|version| version.known_from <= self.known_at)
    }

    /// True if the last version is among those that this reading sees.
    #[inline]
    pub(crate) fn sees_all_versions(&self) -> bool {
        self.history().versions.last().is_none_or(|version| version.known_from <= self.known_at)
    }

    /// The version in force at a moment, of those that this reading sees, and when the next one begins.
    pub(crate) fn version_and_next(&self, at: Time) -> (Option<&Version>, Time) {
        if self.sees_all_versions() {
            return self.history().version_and_next(at);
        }
        let next = self.versions().map(|version| version.from).find(|from| *from > at).unwrap_or(Time::MAX);
        (self.versions().filter(|version| version.from <= at).last(), next)
    }

    /// A timeline that no version changes, but that is Unknown before the first.
    fn since_policy(&self, line: Timeline) -> Timeline {
        let first = self.history().versions.first().map(|version| (version.from, Cow::Owned(line)));
        Timeline::pieced(before_policy(), first)
    }

    fn purpose_id(&self, purpose: PurposeIx) -> Option<&Id> {
        self.history().names.purposes.get(purpose.usize())
    }
}

fn before_policy() -> Timeline {
    Timeline::always(Value::Unknown, Reason::of(ReasonCode::BeforePolicy))
}

/// A question is about a moment from 2000 to 2200.
#[inline]
pub(crate) fn asked(at: Time) -> Result<(), ClaimError> {
    if at.is_asked() { Ok(()) } else { Err(not_asked(at)) }
}

#[cold]
#[inline(never)]
fn not_asked(at: Time) -> ClaimError {
    ClaimError::of(at.asked().err().map_or_else(Vec::new, |error| error.diagnostics().to_vec()))
}

fn no_claim() -> Diagnostic {
    Diagnostic::new("no-claim", "this purpose has never needed this category")
        .helping("a claim is one purpose on one category that it needs")
}

/// The minimum of condition timelines.
fn lowest(timelines: &[ConditionTimeline]) -> Timeline {
    let mut timelines = timelines.iter().map(|part| &part.timeline);
    let first = timelines.next().cloned();
    let first = first.unwrap_or_else(|| Timeline::always(Value::Unknown, Reason::NONE));
    // Where all are Live, the last one (the term) is the reason that will end it; else the first of the lowest.
    timelines.fold(first, |claim, part| {
        claim.combine(part, |a, b| {
            let later = b.value < a.value || (b.value == a.value && b.value == Value::Live);
            let step = if later { b } else { a };
            (step.value, step.reason)
        })
    })
}

impl core::fmt::Debug for Claims {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Claims").field("known_at", &self.known_at).finish_non_exhaustive()
    }
}
