//! The states of a record, which the host supplies as spans.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::{Value as Json, json};

use super::{ClaimError, Claims, Record};
use crate::Diagnostic;
use crate::calendar::{Moment, Time, Zone};
use crate::json::{self, Defs, Id, Node, Read, Reader};
use crate::law::ReasonCode;
use crate::policy::{AnchorKind, ReferenceKind, Version, anchor_kind};
use crate::timeline::{Reason, Source, Span, Timeline, Value};

/// A span in which a state of a record lasted. A small value: copy it.
///
/// In JSON a list of its first moment and, once it has ended, its last: `["2026-01-01", "2026-05-01"]`. A bare day
/// counts whole: the state began with its first instant, and ended after its last.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct StateSpan {
    /// When the state began.
    pub from: Moment,
    /// When it ended; `None` while it lasts.
    pub to: Option<Moment>,
}

impl StateSpan {
    /// Whether it begins before it ends, as far as its moments are of one kind; else the zone decides.
    fn is_forward(self) -> bool {
        match (self.from, self.to) {
            (Moment::At(from), Some(Moment::At(to))) => from < to,
            (Moment::On(from), Some(Moment::On(to))) => from <= to,
            _ => true,
        }
    }

    fn in_zone(self, zone: &Zone) -> Span {
        Span { from: self.from.first(zone), to: self.to.map_or(Time::MAX, |to| to.past(zone)) }
    }
}

impl core::fmt::Debug for StateSpan {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("StateSpan { .. }")
    }
}

fn not_a_span() -> Diagnostic {
    Diagnostic::new("not-a-span", "this is not a span of a state")
        .expecting("a list with the first moment and the last, such as `[\"2026-01-01\", \"2026-05-01\"]`")
        .helping("give the first moment alone while the state lasts: `[\"2026-01-01\"]`")
}

fn backwards() -> Diagnostic {
    Diagnostic::new("span-backwards", "this span ends before it begins")
        .expecting("the first moment of the state, then its last")
        .helping("a state that began and ended on one day is given as that day, twice")
}

impl Read for StateSpan {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<StateSpan> {
        let length = node.value.as_array().map_or(0, |array| array.elements.len());
        if length != 1 && length != 2 {
            reader.report(node, not_a_span());
            return None;
        }
        let moments = Vec::<Moment>::read(node, reader)?;
        let span = StateSpan { from: *moments.first()?, to: moments.get(1).copied() };
        if !span.is_forward() {
            reader.report(node, backwards());
            return None;
        }
        Some(span)
    }

    fn schema(defs: &mut Defs) -> Json {
        json::shared("StateSpan", defs, |defs| {
            json!({
                "title": "span of a state",
                "description": "The first moment of a state and, once it has ended, its last. A bare day counts whole.",
                "type": "array",
                "items": Moment::schema(defs),
                "minItems": 1,
                "maxItems": 2,
            })
        })
    }
}

impl Serialize for StateSpan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq([self.from].into_iter().chain(self.to))
    }
}

impl<'de> Deserialize<'de> for StateSpan {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<StateSpan, D::Error> {
        let span = match Vec::<Moment>::deserialize(deserializer)?[..] {
            [from] => StateSpan { from, to: None },
            [from, to] => StateSpan { from, to: Some(to) },
            _ => return Err(D::Error::custom("not a span")),
        };
        if span.is_forward() { Ok(span) } else { Err(D::Error::custom("a span that ends before it begins")) }
    }
}

impl Claims {
    /// A state for a record: from the record if it supplies it, else from the nearest scope that has it.
    pub(super) fn state_on(&self, version: &Version, id: &Id, record: Option<&Record>) -> Timeline {
        match record.and_then(|record| record.states.get(id)) {
            Some(spans) => of_record(spans, self.institution.zone()),
            None => self.state(version, id),
        }
    }

    /// Checks the states and anchors that a record names: each is one of the policy, of its own kind, and one that a
    /// record can have.
    pub(super) fn knows_states_of(&self, record: &Record) -> Result<(), ClaimError> {
        let names = &self.history().names;
        for (id, spans) in &record.states {
            if names.of_kind(ReferenceKind::Anchor).find(id.as_str()).is_none() {
                return Err(names.unknown(ReferenceKind::Anchor, id.as_str()).at("/states").into());
            }
            if self.kind_of(id) == Some(AnchorKind::Happening) {
                let diagnostic = Diagnostic::new(
                    "not-a-state",
                    "this anchor is a happening, which has a moment and does not last",
                );
                return Err(diagnostic.at("/states").helping("give its moments under `anchors`").into());
            }
            if id.as_str() == "agreement" || names.of_kind(ReferenceKind::Option).find(id.as_str()).is_some()
            {
                let diagnostic =
                    Diagnostic::new("not-of-a-record", "entries say whether this lasts, and not a record");
                let help =
                    "append the entry that begins or ends it, such as `agreement-signed` or `option-on`";
                return Err(diagnostic.at("/states").helping(help).into());
            }
            let zone = self.institution.zone();
            let is_backwards = |span: &StateSpan| {
                let span = span.in_zone(zone);
                span.to <= span.from
            };
            if spans.iter().any(is_backwards) {
                return Err(backwards().at("/states").into());
            }
        }
        for id in record.anchors.keys() {
            if self.kind_of(id) == Some(AnchorKind::State) {
                let diagnostic =
                    Diagnostic::new("not-a-happening", "this anchor is a state, which begins and ends");
                let help = "give it under `states`, as spans: `\"states\": {\"…\": [[\"2026-01-01\", \"2026-05-01\"]]}`";
                return Err(diagnostic.at("/anchors").helping(help).into());
            }
            if id.as_str() == "born" {
                let diagnostic = Diagnostic::new(
                    "not-of-a-record",
                    "the day of birth is the person's, and not a record's",
                );
                return Err(diagnostic.at("/anchors").helping("append a `born` entry").into());
            }
        }
        Ok(())
    }

    /// The kind of an anchor, as the newest version that has it says.
    fn kind_of(&self, id: &Id) -> Option<AnchorKind> {
        self.history().versions.iter().rev().find_map(|version| anchor_kind(&version.document, id))
    }
}

/// Live on each span and Ended elsewhere. No span at all: the state is known never to have begun, which is Held.
fn of_record(spans: &[StateSpan], zone: &Zone) -> Timeline {
    let reason = Reason::new(ReasonCode::NothingDeclared, Source::Record);
    if spans.is_empty() {
        return Timeline::always(Value::Held, reason);
    }
    let spans: Vec<_> = spans.iter().map(|span| (span.in_zone(zone), reason)).collect();
    if spans.iter().any(|(span, _)| span.to <= span.from) {
        return Timeline::always(Value::Unknown, reason);
    }
    Timeline::of_spans(spans, Value::Live, reason)
}
