use std::sync::Arc;

use super::ClaimError;
use crate::Fault;
use crate::calendar::{Period, Time, Zone};
use crate::dossier::{AgreementEvent, Body, Dossier, Facts, Observation};
use crate::json::{Id, Map};
use crate::law::{Basis, Reason};
use crate::policy::{History, Policy, Term, Version};
use crate::timeline::{Because, Source, Timeline, Value};

/// The policy's history and the institution's own entries, folded once: what every person of the institution shares.
///
/// Immutable; a clone shares. Fold it again when the policy or an entry of the institution changes.
#[derive(Clone)]
pub struct Setting(Arc<Inner>);

struct Inner {
    policy: Policy,
    facts: Facts,
    known_at: Time,
}

impl Setting {
    /// Folds the institution's entries with the policy, as known at `known_at`.
    pub fn fold(policy: &Policy, institution: &Dossier, observed: &[Observation], known_at: Time) -> Setting {
        let facts = Facts::fold(institution, Source::Institution, observed, known_at, policy.zone());
        Setting(Arc::new(Inner { policy: policy.clone(), facts, known_at }))
    }

    /// The policy.
    pub fn policy(&self) -> &Policy {
        &self.0.policy
    }

    /// The moment of knowledge.
    pub fn known_at(&self) -> Time {
        self.0.known_at
    }

    /// The zone in which days are counted.
    pub fn zone(&self) -> &Zone {
        self.0.policy.zone()
    }

    /// Checks an entry before it is appended: that the policy knows every name in it. Says everything that is wrong.
    pub fn admits(&self, body: &Body) -> Result<(), ClaimError> {
        let names = &self.history().names;
        let mut faults = Vec::new();
        let mut known = |what: &str, path: &str, ids: &[Id], of: &[Id]| {
            for id in ids.iter().filter(|id| of.binary_search(id).is_err()) {
                faults.push(
                    Fault::new("unknown-name", format!("the policy knows no such {what}"))
                        .at(path)
                        .meaning(id.as_str(), of.iter().map(Id::as_str)),
                );
            }
        };
        for (what, path, ids) in named(body) {
            let of = match what {
                Named::Purpose => ("purpose", &names.purposes),
                Named::Category => ("category", &names.categories),
                Named::Option => ("option", &names.options),
                Named::Anchor => ("anchor", &names.anchors),
                Named::Party => ("party", &names.parties),
                Named::System => ("system", &names.systems),
            };
            known(of.0, path, &ids, of.1);
        }
        if names_no_purpose(body) {
            faults.push(
                Fault::new(
                    "no-purpose",
                    "consent is given, refused or withdrawn for purposes, and there are none",
                )
                .at("/purposes")
                .expecting("at least one purpose of the policy"),
            );
        }
        if faults.is_empty() { Ok(()) } else { Err(ClaimError::of(faults)) }
    }

    pub(crate) fn history(&self) -> &History {
        self.0.policy.history()
    }

    pub(crate) fn facts(&self) -> &Facts {
        &self.0.facts
    }

    /// The agreement between institution and processor, as this version of the policy reads it.
    pub(super) fn agreement(&self, version: &Version) -> Timeline {
        let zone = self.zone();
        let policy = version.agreement();
        let never = Because::of(Reason::AgreementNever);
        let Some((first, ..)) = self.0.facts.agreement.first() else {
            return Timeline::always(Value::Unknown, never);
        };
        // A trial beside an agreement takes nothing away from it: two lines, of which the higher holds.
        let mut signed = Timeline::always(Value::Ended, never);
        let mut trial = signed.clone();
        let ends = |line: &Timeline, at: Time, reason: Reason, source: Source, held: Option<Period>| {
            let line = line.painted_from(at, Value::Held, Because::new(reason, source));
            match held {
                Some(held) => {
                    let over = zone.after(at, zone.day_of(at.shifted(-1)), held);
                    line.painted_from(over, Value::Ended, Because::new(Reason::AgreementOver, source))
                }
                None => line,
            }
        };
        let mut return_term = policy.and_then(|agreement| agreement.return_term);
        for (at, event, source) in &self.0.facts.agreement {
            match event {
                AgreementEvent::Signed { until, return_term: own, .. } => {
                    // What a trial that is over would still hold, the agreement holds, by its own return term.
                    if trial.at(*at).value == Value::Held {
                        trial = trial.painted_from(*at, Value::Ended, never);
                    }
                    signed = signed.painted_from(
                        *at,
                        Value::Live,
                        Because::new(Reason::AgreementInForce, *source),
                    );
                    return_term = own.or(policy.and_then(|agreement| agreement.return_term));
                    if let Some(until) = until {
                        let end = zone.end_of(*until).max(*at);
                        signed = ends(&signed, end, Reason::AgreementEnded, *source, return_term);
                    }
                }
                // What has ended does not end again.
                AgreementEvent::Ended if is_over(&signed, *at) => {}
                AgreementEvent::Ended => {
                    signed = ends(&signed, *at, Reason::AgreementEnded, *source, return_term)
                }
                AgreementEvent::Trial { window, .. } => {
                    match policy.and_then(|agreement| agreement.without.get(window)) {
                        Some(window) => {
                            trial = trial.painted_from(
                                *at,
                                Value::Live,
                                Because::new(Reason::AgreementTrial, *source),
                            );
                            let end = zone.after(*at, zone.day_of(*at), window.at_most);
                            trial = ends(&trial, end, Reason::AgreementTrialOver, *source, return_term);
                        }
                        None => {
                            let because = Because::new(Reason::UnknownToVersion, *source);
                            trial = trial.painted_from(*at, Value::Unknown, because);
                        }
                    }
                }
            }
        }
        Timeline::always(Value::Unknown, never).spliced(*first, &signed.or(&trial))
    }

    /// The lawful basis of a purpose that the controller binds, over time: the agreement entry that sets it.
    pub(super) fn bindings(&self, purpose: &Id) -> Vec<(Time, Option<Basis>, Source)> {
        let bound =
            |bases: &Map<Basis>| bases.get(purpose).copied().filter(|basis| *basis != Basis::ByController);
        self.supplied().map(|supplied| (supplied.at, bound(supplied.bases), supplied.source)).collect()
    }

    /// What agreements, and trials where there is none, supply. A trial beside an agreement takes nothing away from it.
    pub(super) fn supplied(&self) -> impl Iterator<Item = Supplied<'_>> {
        let mut signed = false;
        self.0.facts.agreement.iter().filter_map(move |(at, event, source)| match event {
            AgreementEvent::Signed { terms, bases, .. } => {
                signed = true;
                Some(Supplied { at: *at, terms, bases, source: *source })
            }
            AgreementEvent::Trial { terms, bases, .. } if !signed => {
                Some(Supplied { at: *at, terms, bases, source: *source })
            }
            AgreementEvent::Trial { .. } => None,
            AgreementEvent::Ended => {
                signed = false;
                None
            }
        })
    }
}

/// What an agreement says about terms and bases, from a moment on.
pub(super) struct Supplied<'s> {
    pub(super) at: Time,
    pub(super) terms: &'s Map<Term>,
    bases: &'s Map<Basis>,
    pub(super) source: Source,
}

/// True if an agreement had ended before this moment.
fn is_over(agreement: &Timeline, at: Time) -> bool {
    let before = agreement.at(at.shifted(-1)).because.reason;
    matches!(before, Reason::AgreementEnded | Reason::AgreementOver)
}

/// True for something said about consent to nothing.
fn names_no_purpose(body: &Body) -> bool {
    match body {
        Body::Given(b) => b.purposes.is_empty(),
        Body::Refused(b) => b.purposes.is_empty(),
        Body::Withdrawn(b) => b.purposes.is_empty(),
        Body::Superseded(b) => b.purposes.is_empty(),
        _ => false,
    }
}

enum Named {
    Purpose,
    Category,
    Option,
    Anchor,
    Party,
    System,
}

/// The names of the policy that an entry uses: of what kind, at which path.
fn named(body: &Body) -> Vec<(Named, &'static str, Vec<Id>)> {
    use Named::*;
    let one = |id: &Id| vec![id.clone()];
    match body {
        Body::Asked(b) => vec![(Purpose, "/purposes", b.purposes.clone())],
        Body::Given(b) => vec![(Purpose, "/purposes", b.purposes.clone())],
        Body::Refused(b) => vec![(Purpose, "/purposes", b.purposes.clone())],
        Body::Withdrawn(b) => vec![(Purpose, "/purposes", b.purposes.clone())],
        Body::Superseded(b) => vec![(Purpose, "/purposes", b.purposes.clone())],
        Body::Objected(b) => vec![(Purpose, "/purposes", b.purposes.clone())],
        Body::ErasureGranted(b) => vec![(Purpose, "/purposes", b.purposes.clone())],
        Body::TrialBegan(b) => vec![
            (Purpose, "/bases", b.bases.keys().cloned().collect()),
            (Category, "/terms", b.terms.keys().cloned().collect()),
        ],
        Body::AgreementSigned(b) => vec![
            (Purpose, "/bases", b.bases.keys().cloned().collect()),
            (Category, "/terms", b.terms.keys().cloned().collect()),
        ],
        Body::Restricted(b) => vec![(Category, "/categories", b.categories.clone())],
        Body::Hold(b) => vec![(Category, "/categories", b.categories.clone())],
        Body::Requested(b) => vec![(Category, "/categories", b.categories.clone())],
        Body::Anonymised(b) => vec![(Category, "/category", one(&b.category))],
        Body::Pseudonymised(b) => vec![(Category, "/category", one(&b.category))],
        Body::Erased(b) => vec![
            (Category, "/category", one(&b.category)),
            (System, "/system", b.system.iter().cloned().collect()),
        ],
        Body::Disclosed(b) => {
            vec![(Party, "/recipient", one(&b.recipient)), (Category, "/categories", b.categories.clone())]
        }
        Body::OptionOn(b) => vec![(Option, "/option", one(&b.option))],
        Body::OptionOff(b) => vec![(Option, "/option", one(&b.option))],
        Body::Began(b) => vec![(Anchor, "/state", one(&b.state))],
        Body::Ended(b) => vec![(Anchor, "/state", one(&b.state))],
        Body::Occurred(b) => vec![(Anchor, "/anchor", one(&b.anchor))],
        Body::Absent(b) => vec![(Anchor, "/anchor", one(&b.anchor))],
        _ => Vec::new(),
    }
}

impl core::fmt::Debug for Setting {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Setting").field("policy", &self.0.policy).field("known_at", &self.0.known_at).finish()
    }
}
