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
mod mandate;
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
pub(crate) use consent::Agreed;
pub(crate) use speaker::{Own, OwnKind};

use answers::{CacheLine, Cell};
use reading::UseOf;

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::Diagnostic;
use crate::calendar::Time;
use crate::diagnostic::error_type;
use crate::dossier::{Dossier, Entry, Facts, Head, Observation, Scoped};
use crate::json::Id;
use crate::law::ReasonCode;
use crate::policy::{PairIx, Policy, PurposeIx, ReferenceKind, Version};
use crate::timeline::{Reason, Source, Step, Timeline, Value};

error_type! {
    /// Something asked about that the policy does not know, or a record that cannot be read.
    ClaimError
}

/// The claims on one person's data: a dossier folded in an institution, as known at one moment.
///
/// Immutable; share it between threads. It keeps its institution alive. Claims are computed when first read and kept.
pub struct Claims {
    institution: Institution,
    facts: Facts,
    known_at: Option<Time>,
    /// The moment that nearly every question is about.
    usual: Time,
    head: Head,
    /// What was folded, where requests are among it, of which a step is judged by what was written before it, or where
    /// the policy asks for notices, which are owed by what was known before.
    folded: Option<Box<Folded>>,
    /// When the person is of each age that the law knows; computed when it is first read.
    ages: OnceLock<Box<[(i16, Timeline)]>>,
    /// The consent of purposes, each computed when it is first read.
    consents: consent::Consents,
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
    /// The ground for special data holds (article 9(2)).
    Article9Ground,
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
            Condition::Article9Ground => "article-9-ground",
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
    /// Folds a dossier in this institution, with what the host has observed.
    ///
    /// `known_at` asks about an earlier state of knowledge: what was recorded and observed by then. `None` is everything
    /// loaded, so that a clock that ran ahead hides nothing that was written after it.
    pub fn claims(
        &self,
        dossier: &Dossier,
        observed: &[Observation],
        known_at: impl Into<Option<Time>>,
    ) -> Claims {
        let known_at = known_at.into();
        let facts = Facts::fold(dossier, Source::Dossier, observed, known_at, self.zone());
        let is_needed = !facts.steps.is_empty() || self.history().has_notices;
        let folded = is_needed.then(|| Box::new(Folded::of(dossier, observed)));
        let last = [dossier.last_recorded(), observed.iter().map(|observed| observed.at).max()];
        // Without a moment of knowledge: when the last thing was written, in the version that is in force last.
        let version = self.history().versions.last().map(|version| version.from);
        let usual = known_at.or(last.into_iter().flatten().chain(version).max()).unwrap_or(Time::ASKED_FROM);
        Claims { folded, ..self.of_facts(facts, known_at, usual, dossier.head()) }
    }

    fn of_facts(&self, mut facts: Facts, known_at: Option<Time>, usual: Time, head: Head) -> Claims {
        if let Some(categories) =
            facts.opened.as_ref().and_then(|opened| self.categories_of(&opened.subjects))
        {
            facts.asks_about(&categories);
        }
        let cells = self.history().names.pairs.iter().map(|_| CacheLine::default()).collect();
        let (ages, consents) = (OnceLock::new(), OnceLock::new());
        Claims {
            institution: self.clone(),
            facts,
            known_at,
            usual,
            head,
            folded: None,
            ages,
            consents,
            cells,
        }
    }

    /// The categories of these subjects in any version; `None` if those are all categories there are.
    fn categories_of(&self, subjects: &[Id]) -> Option<Vec<Id>> {
        let names = &self.history().names.categories;
        let of_them = |category: &Id| {
            let declared = self.history().versions.iter().filter_map(|v| v.document.categories.get(category));
            declared.into_iter().any(|category| subjects.contains(&category.subject))
        };
        let of_them: Vec<Id> = names.iter().filter(|category| of_them(category)).cloned().collect();
        (of_them.len() < names.len()).then_some(of_them)
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

    /// The moment of knowledge; `None` for everything that was loaded.
    pub fn known_at(&self) -> Option<Time> {
        self.known_at
    }

    /// Why every claim is Unknown, if the dossier was not opened for a person of this institution.
    pub(crate) fn not_opened(&self) -> Option<Reason> {
        let opened = self.facts.opened.as_ref();
        // Another controller that took over goes on with the dossiers that it was given.
        let here = opened.is_some_and(|opened| {
            Some(opened.institution.as_str()) == self.institution.institution() || self.facts.has_succeeded
        });
        (!here).then(|| Reason::of(ReasonCode::NotOpened))
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
        let facts = Facts { opened: self.facts.opened.clone(), ..facts };
        Some(self.institution.of_facts(facts, self.known_at, self.usual, self.head))
    }

    /// The same claims while other requests are open. No claim of a purpose reads requests, unless they name what the policy
    /// has never known.
    pub(crate) fn with_requests(self, requests: Vec<Scoped>) -> Claims {
        Claims { facts: Facts { requests, ..self.facts }, ..self }
    }

    /// The entries that were folded; none if no entry is about a request.
    pub(crate) fn entries(&self) -> &[Entry] {
        self.folded.as_deref().map_or(&[], |folded| &folded.entries)
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
        self.history().versions.iter().filter(|version| self.sees(version))
    }

    /// True if the last version is among those that this reading sees.
    #[inline]
    pub(crate) fn sees_all_versions(&self) -> bool {
        self.history().versions.last().is_none_or(|version| self.sees(version))
    }

    #[inline]
    fn sees(&self, version: &Version) -> bool {
        self.known_at.is_none_or(|known_at| version.known_from <= known_at)
    }

    /// The version in force at a moment, of those that this reading sees, and when the next one begins.
    pub(crate) fn version_and_next(&self, at: Time) -> (Option<&Version>, Time) {
        if self.sees_all_versions() {
            return self.history().version_and_next(at);
        }
        let next = self.versions().map(|version| version.from).find(|from| *from > at).unwrap_or(Time::MAX);
        (self.versions().filter(|version| version.from <= at).last(), next)
    }

    /// The version in force at a moment, of those that this reading sees.
    pub(crate) fn version_at(&self, at: Time) -> Option<&Version> {
        self.version_and_next(at).0
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
