//! States and happenings, folded from entries and observations.

use std::collections::BTreeMap;

use super::DossierError;
use crate::calendar::{Moment, Time, Zone};
use crate::json::{self, Id, object};
use crate::timeline::{Reason, Source, Timeline, Value};

object! {
    /// Something frequent that the host passes with the fold instead of storing it as entries, such as the last login.
    /// No moments at all says that it is known never to have happened.
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

/// The merged moments of several anchors; those not supplied make the whole incomplete.
pub(crate) fn merge_happenings(parts: &[Option<Happenings>], zone: &Zone) -> Happenings {
    let complete = parts.iter().all(|part| part.as_ref().is_some_and(|part| part.complete));
    let mut moments: Vec<Happening> =
        parts.iter().flatten().flat_map(|part| part.moments.iter().copied()).collect();
    moments.sort_by_key(|happening| (happening.moment.first(zone), happening.moment.past(zone)));
    let known_from = parts.iter().flatten().map(|part| part.known_from).max().unwrap_or(Time::MIN);
    Happenings { moments, complete, known_from }
}

/// What one entry says of a state.
pub(super) struct StateEvent {
    pub(super) moment: Moment,
    pub(super) begins: bool,
    pub(super) initial: bool,
    pub(super) source: Source,
    pub(super) seq: u32,
}

/// Collects what entries say of anchors, and folds it.
#[derive(Default)]
pub(super) struct Collector {
    pub(super) states: BTreeMap<Id, Vec<StateEvent>>,
    pub(super) happenings: BTreeMap<Id, Vec<Happening>>,
    pub(super) absent: Vec<(Id, Source)>,
    pub(super) died: Vec<(Moment, Source, u32)>,
}

impl Collector {
    pub(super) fn fold(mut self, zone: &Zone) -> BTreeMap<Id, AnchorFact> {
        let mut facts = BTreeMap::new();
        for (moment, source, seq) in self.died {
            for events in self.states.values_mut() {
                events.push(StateEvent { moment, begins: false, initial: false, source, seq });
            }
        }
        let absent = |id: &Id| self.absent.iter().find(|(absent, _)| absent == id).map(|(_, source)| *source);
        for (id, events) in &mut self.states {
            facts.insert(id.clone(), AnchorFact::State(fold_state(events, absent(id), zone)));
        }
        for (id, moments) in self.happenings {
            let observed = moments.iter().filter(|happening| happening.source == Source::Observed);
            let known_from =
                observed.map(|happening| happening.moment.first(zone)).max().unwrap_or(Time::MIN);
            let merged = merge_happenings(&[Some(Happenings { moments, complete: true, known_from })], zone);
            facts.insert(id, AnchorFact::Happenings(merged));
        }
        for (id, _) in &self.absent {
            // Which of the two it is, the policy says: no moments are read as Ended where a state is asked for.
            facts.entry(id.clone()).or_insert_with(|| {
                AnchorFact::Happenings(Happenings {
                    moments: Vec::new(),
                    complete: true,
                    known_from: Time::MIN,
                })
            });
        }
        facts
    }
}

/// A state that no entry mentions is Unknown, also before its first entry, unless that entry says `initial`.
fn fold_state(events: &mut Vec<StateEvent>, absent: Option<Source>, zone: &Zone) -> Timeline {
    // A bare day begins with its first instant and ends after its last; on one bare day, the number decides.
    let reopened = |event: &StateEvent, all: &[StateEvent]| {
        !event.begins
            && matches!(event.moment, Moment::On(_))
            && all.iter().any(|other| other.begins && other.moment == event.moment && other.seq > event.seq)
    };
    let keep: Vec<bool> = events.iter().map(|event| !reopened(event, events)).collect();
    let mut keep = keep.into_iter();
    events.retain(|_| keep.next().unwrap_or(true));
    let effect = |event: &StateEvent| {
        if event.begins { event.moment.first(zone) } else { event.moment.past(zone) }
    };
    events.sort_by_key(|event| (effect(event), event.seq));
    let state = |value, source| (value, Reason { source, ..Reason::NONE });
    let before = match (absent, events.first()) {
        (Some(source), _) => state(Value::Ended, source),
        (None, Some(first)) if first.initial => state(Value::Ended, first.source),
        _ => state(Value::Unknown, Source::None),
    };
    let mut line = Timeline::always(before.0, before.1);
    for event in events.iter() {
        let (value, reason) = state(if event.begins { Value::Live } else { Value::Ended }, event.source);
        line.paint_from(effect(event), value, reason);
    }
    line
}
