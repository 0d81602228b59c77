use std::sync::Arc;

use crate::calendar::{Period, Time, Zone};
use crate::dossier::{AgreementEvent, Dossier, Facts, Head, Observation};
use crate::json::{Id, Map};
use crate::law::{Basis, ReasonCode};
use crate::policy::{History, Policy, Term, Version};
use crate::timeline::{Reason, Source, Timeline, Value};

/// The policy's history and the institution's own entries, folded once: what every person of the institution shares.
///
/// Immutable; a clone shares. Fold it again when the policy or an entry of the institution changes.
#[derive(Clone)]
pub struct Institution(Arc<Inner>);

struct Inner {
    policy: Policy,
    facts: Facts,
    institution: Option<String>,
    known_at: Option<Time>,
    head: Head,
}

impl Institution {
    /// Folds the institution's own entries ([`Dossier::of_institution`]) with the policy.
    ///
    /// `known_at` asks about an earlier state of knowledge: what was recorded and observed by then. `None` is everything
    /// loaded. A stream that is a person's dossier belongs to no institution: every claim is then Unknown.
    pub fn fold(
        policy: &Policy,
        institution: &Dossier,
        observed: &[Observation],
        known_at: impl Into<Option<Time>>,
    ) -> Institution {
        let known_at = known_at.into();
        let facts = Facts::fold(institution, Source::Institution, observed, known_at, policy.zone());
        Institution(Arc::new(Inner {
            policy: policy.clone(),
            facts,
            institution: institution.institution().map(str::to_owned),
            known_at,
            head: institution.head(),
        }))
    }

    /// The policy.
    pub fn policy(&self) -> &Policy {
        &self.0.policy
    }

    /// The moment of knowledge; `None` for everything that was loaded.
    pub fn known_at(&self) -> Option<Time> {
        self.0.known_at
    }

    /// The id of the institution; `None` if what was folded was not an institution's stream.
    pub fn institution(&self) -> Option<&str> {
        self.0.institution.as_deref()
    }

    /// The head of the institution's own entries that were folded.
    pub fn head(&self) -> Head {
        self.0.head
    }

    /// The zone in which days are counted.
    pub fn zone(&self) -> &Zone {
        self.0.policy.zone()
    }

    #[inline]
    pub(crate) fn history(&self) -> &History {
        self.0.policy.history()
    }

    pub(crate) fn facts(&self) -> &Facts {
        &self.0.facts
    }

    /// The agreement between institution and processor, as this version of the policy reads it: in force while signed,
    /// or while a trial runs; after the last of those has ended, held for the return term that the last agreement
    /// states, or else the policy; then over.
    pub(super) fn agreement(&self, version: &Version) -> Timeline {
        let zone = self.zone();
        let spans = self.agreement_spans(version);
        let never = Timeline::always(Value::Unknown, Reason::of(ReasonCode::AgreementNever));
        let mut answer_spans: Vec<Time> = spans.iter().flat_map(|span| [span.from, span.to]).collect();
        answer_spans.retain(|span_of_answer| span_of_answer.is_finite());
        answer_spans.sort_unstable();
        answer_spans.dedup();
        answer_spans.into_iter().fold(never, |line, span_of_answer| {
            let begun = || spans.iter().filter(|span| span.from <= span_of_answer);
            // An agreement is the better ground: a trial beside it takes nothing away.
            let running = begun().filter(|span| span_of_answer < span.to).min_by_key(|span| span.is_trial);
            if let Some(span) = running {
                return line.painted_from(span_of_answer, span.value, Reason::new(span.live, span.source));
            }
            let Some(last) = begun().max_by_key(|span| span.to) else { return line };
            let held = line.painted_from(span_of_answer, Value::Held, Reason::new(last.ended, last.source));
            let own = begun().filter(|span| !span.is_trial).max_by_key(|span| span.from);
            let own = own.and_then(|span| span.return_term);
            let return_term = own.or(version.agreement().and_then(|agreement| agreement.return_term));
            let Some(return_term) = return_term else { return held };
            let over = zone.after(last.to, zone.day_of(last.to.shifted(-1)), return_term);
            held.painted_from(
                over.max(span_of_answer),
                Value::Ended,
                Reason::new(ReasonCode::AgreementOver, last.source),
            )
        })
    }

    /// When an agreement was in force, or a trial ran.
    fn agreement_spans(&self, version: &Version) -> Vec<AgreementSpan> {
        let zone = self.zone();
        let windows = version.agreement().map(|agreement| &agreement.without);
        let mut spans: Vec<AgreementSpan> = Vec::new();
        for (at, event, source) in &self.0.facts.agreement {
            let (from, source) = (*at, *source);
            match event {
                AgreementEvent::Signed { through, return_term, .. } => {
                    end_signed(&mut spans, from);
                    let to = through.map_or(Time::MAX, |through| zone.end_of(through).max(from));
                    spans.push(AgreementSpan {
                        to,
                        return_term: *return_term,
                        ..AgreementSpan::signed(from, source)
                    });
                }
                AgreementEvent::Ended => match spans.iter().rev().find(|span| !span.is_trial) {
                    // What has ended does not end again.
                    Some(span) if span.to <= from => {}
                    Some(_) => end_signed(&mut spans, from),
                    None => spans.push(AgreementSpan { to: from, ..AgreementSpan::signed(from, source) }),
                },
                AgreementEvent::Trial { window, .. } => {
                    let window = windows.and_then(|windows| windows.get(window));
                    let to = window
                        .map_or(Time::MAX, |window| zone.after(from, zone.day_of(from), window.at_most));
                    let (value, live) = match window {
                        Some(_) => (Value::Live, ReasonCode::AgreementTrial),
                        None => (Value::Unknown, ReasonCode::UnknownToVersion),
                    };
                    let ended = ReasonCode::AgreementTrialOver;
                    spans.push(AgreementSpan {
                        to,
                        value,
                        live,
                        ended,
                        is_trial: true,
                        ..AgreementSpan::signed(from, source)
                    });
                }
            }
        }
        spans
    }

    /// The lawful basis of a purpose that the controller binds, over time: the agreement entry that sets it.
    pub(super) fn bindings(&self, purpose: &Id) -> Vec<(Time, Option<Basis>, Source)> {
        let bound =
            |bases: &Map<Basis>| bases.get(purpose).copied().filter(|basis| *basis != Basis::ByController);
        let supplied =
            self.supplied().filter(|supplied| !supplied.is_trial || supplied.bases.contains_key(purpose));
        supplied.map(|supplied| (supplied.at, bound(supplied.bases), supplied.source)).collect()
    }

    /// The terms that agreements supply for a category, over time.
    pub(super) fn supplied_terms(&self, category: &Id) -> Vec<(Time, Option<&Term>, Source)> {
        let supplied =
            self.supplied().filter(|supplied| !supplied.is_trial || supplied.terms.contains_key(category));
        supplied.map(|supplied| (supplied.at, supplied.terms.get(category), supplied.source)).collect()
    }

    /// What agreements supply, and trials where there is none. A trial changes only what it names.
    fn supplied(&self) -> impl Iterator<Item = Supplied<'_>> {
        let mut signed = false;
        self.0.facts.agreement.iter().filter_map(move |(at, event, source)| {
            let (terms, bases, is_trial) = match event {
                AgreementEvent::Signed { terms, bases, .. } => {
                    signed = true;
                    (terms, bases, false)
                }
                AgreementEvent::Trial { terms, bases, .. } if !signed => (terms, bases, true),
                AgreementEvent::Trial { .. } => return None,
                AgreementEvent::Ended => {
                    signed = false;
                    return None;
                }
            };
            Some(Supplied { at: *at, terms, bases, is_trial, source: *source })
        })
    }
}

/// What an agreement says about terms and bases, from a moment on.
struct Supplied<'s> {
    at: Time,
    terms: &'s Map<Term>,
    bases: &'s Map<Basis>,
    is_trial: bool,
    source: Source,
}

/// A time in which an agreement was in force, or a trial ran.
struct AgreementSpan {
    from: Time,
    to: Time,
    value: Value,
    live: ReasonCode,
    ended: ReasonCode,
    is_trial: bool,
    return_term: Option<Period>,
    source: Source,
}

impl AgreementSpan {
    fn signed(from: Time, source: Source) -> AgreementSpan {
        AgreementSpan {
            from,
            to: Time::MAX,
            value: Value::Live,
            live: ReasonCode::AgreementInForce,
            ended: ReasonCode::AgreementEnded,
            is_trial: false,
            return_term: None,
            source,
        }
    }
}

/// Ends the agreement that is in force.
fn end_signed(spans: &mut [AgreementSpan], at: Time) {
    if let Some(span) = spans.iter_mut().rev().find(|span| !span.is_trial && at < span.to) {
        span.to = at.max(span.from);
    }
}

impl core::fmt::Debug for Institution {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Institution")
            .field("policy", &self.0.policy)
            .field("known_at", &self.0.known_at)
            .finish()
    }
}
