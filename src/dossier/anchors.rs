//! States and happenings, folded from entries and observations.

use std::collections::BTreeMap;

use super::DossierError;
use super::state::{self, Says, StateEvent};
use crate::calendar::{Moment, Time, Zone};
use crate::json::{self, Id, object};
use crate::timeline::{Source, Timeline};

object! {
    /// Something frequent that the host passes with the fold instead of storing it as entries, such as the last login.
    /// No moments at all says that it is known never to have happened, or begun.
    pub personal struct Observation {
        /// The happening, by the name of its anchor.
        pub anchor: Id,
        /// When it happened; only the last need be there. What lies between earlier moments is then not known, so it
        /// is held, and not called over.
        #[serde(default)]
        pub moments: Vec<Moment>,
        /// When it was observed: at a moment of knowledge before this, it was not supplied.
        pub at: Time,
    }
}

impl Observation {
    /// Reads a list of observations from JSON: `[{"anchor","moments":[...],"at"}]`.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its path, line and column.
    pub fn list_from_json(document: &str) -> Result<Vec<Observation>, DossierError> {
        json::read_personal(document, |observed: Vec<Observation>, _, _| Some(observed))
            .map_err(DossierError::of)
    }
}

/// What is known of an anchor.
#[derive(Clone, Debug)]
pub(crate) enum AnchorFact {
    State(Timeline),
    Happenings(Happenings),
    /// Known never to have happened or begun. Which of the two it is, the policy says; for a state, this is the state.
    KnownNone(Timeline),
}

/// Moments in order. Empty: known none. `complete` is false where more may have happened than is known.
#[derive(Clone, Debug)]
pub(crate) struct Happenings {
    pub(crate) moments: Vec<Happening>,
    pub(crate) complete: bool,
    /// Before this, there may have been more: the host observed the last one only.
    pub(crate) known_from: Time,
}

/// One moment, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Happening {
    /// When it happened: what counts from it begins here.
    pub(crate) moment: Moment,
    /// What a period is added to: the same, or the end of its year.
    pub(crate) counted: Moment,
    pub(crate) source: Source,
}

impl Happening {
    pub(crate) fn new(moment: Moment, source: Source) -> Happening {
        Happening { moment, counted: moment, source }
    }
}

impl Happenings {
    /// Known never to have happened.
    pub(crate) const NONE: Happenings =
        Happenings { moments: Vec::new(), complete: true, known_from: Time::MIN };
}

/// The merged moments of several anchors; those not supplied make the whole incomplete.
pub(crate) fn merge_happenings(parts: &[Option<Happenings>], zone: &Zone) -> Happenings {
    let complete = parts.iter().all(|part| part.as_ref().is_some_and(|part| part.complete));
    let mut moments: Vec<Happening> =
        parts.iter().flatten().flat_map(|part| part.moments.iter().copied()).collect();
    moments.sort_by_key(|happening| (happening.moment.first(zone), happening.moment.past(zone)));
    let known_from = parts.iter().flatten().map(|part| part.known_from).max().unwrap_or(Time::MIN);
    Happenings { moments, complete, known_from }
}

/// Collects what entries say of anchors, and folds it.
#[derive(Default)]
pub(super) struct Collector {
    states: BTreeMap<Id, Vec<StateEvent>>,
    pub(super) happenings: BTreeMap<Id, Vec<Happening>>,
    /// What is said to have never happened or begun. Which of the two it is, the policy says.
    absent: BTreeMap<Id, Vec<StateEvent>>,
    pub(super) died: Vec<(u32, Source, Moment)>,
}

impl Collector {
    pub(super) fn state(&mut self, name: &str, event: StateEvent) {
        if let Some(id) = Id::new(name) {
            self.states.entry(id).or_default().push(event);
        }
    }

    pub(super) fn absent(&mut self, anchor: Id, event: StateEvent) {
        self.absent.entry(anchor).or_default().push(event);
    }

    pub(super) fn observe(&mut self, observation: &Observation) {
        if observation.moments.is_empty() {
            // Observed after everything that was written by then.
            let (moment, source) = (Moment::At(observation.at), Source::Observed);
            let event = StateEvent { seq: u32::MAX, source, moment, description: Says::Absent };
            return self.absent(observation.anchor.clone(), event);
        }
        let moments = self.happenings.entry(observation.anchor.clone()).or_default();
        moments.extend(observation.moments.iter().map(|m| Happening::new(*m, Source::Observed)));
    }

    pub(super) fn fold(mut self, zone: &Zone) -> BTreeMap<Id, AnchorFact> {
        let mut facts = BTreeMap::new();
        for (id, mut events) in self.states {
            events.extend(self.absent.remove(&id).unwrap_or_default());
            let died = self.died.iter().map(|(seq, source, moment)| StateEvent {
                seq: *seq,
                source: *source,
                moment: *moment,
                description: Says::Died,
            });
            events.extend(died);
            events.sort_by_key(|event| event.seq);
            facts.insert(id, AnchorFact::State(state::fold(events, zone).line));
        }
        for (id, moments) in self.happenings {
            self.absent.remove(&id);
            let observed = moments.iter().filter(|happening| happening.source == Source::Observed);
            let known_from =
                observed.map(|happening| happening.moment.first(zone)).max().unwrap_or(Time::MIN);
            let merged = merge_happenings(&[Some(Happenings { moments, complete: true, known_from })], zone);
            facts.entry(id).or_insert(AnchorFact::Happenings(merged));
        }
        for (id, events) in self.absent {
            let state = state::fold(events, zone).line;
            facts.entry(id).or_insert(AnchorFact::KnownNone(state));
        }
        facts
    }
}
