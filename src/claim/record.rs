//! What is known of one record.

use std::borrow::Cow;

use super::{ClaimError, Claims, StateSpan};
use crate::Diagnostic;
use crate::calendar::{Day, Moment, Time, Zone};
use crate::json::{self, Defs, Id, Map, Node, Read, Reader, object, shared};
use crate::policy::ReferenceKind;

use serde_json::{Value as Json, json};

object! {
    /// What is known of one record of a category. Plain data, given with a call.
    pub personal struct Record {
        /// When this controller got it: a moment, or the moments between which that was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub created: Option<Creation>,
        /// Moments of this record that its terms count from, by the name of the anchor: none at all says that it is
        /// known never to have happened; different ones contradict each other.
        #[serde(default, skip_serializing_if = "Map::is_empty")]
        pub anchors: Map<Vec<Moment>>,
        /// The spans in which a state of this record lasted, by the name of the anchor: no span at all says that it is
        /// known never to have begun.
        #[serde(default, skip_serializing_if = "Map::is_empty")]
        pub states: Map<Vec<StateSpan>>,
        /// The system that holds it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub system: Option<Id>,
        /// The records, by category, that cannot exist without this one. A category not listed was not supplied; one
        /// listed with no records has none.
        #[serde(default, skip_serializing_if = "Map::is_empty")]
        pub needed_by: Map<Vec<Record>>,
    }
}

/// When a record was created, as far as that is known.
#[derive(Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
pub enum Creation {
    /// At this moment.
    Exact(Moment),
    /// Between two moments, both inclusive: used as if it is the earliest, kept as if it is the latest.
    Between(CreatedBetween),
}

object! {
    /// The moments between which a record was created, both inclusive. A bound that is absent is not known.
    pub personal struct CreatedBetween {
        /// Not before this moment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub from: Option<Moment>,
        /// Not after this moment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub to: Option<Moment>,
    }
}

impl Copy for CreatedBetween {}
impl Eq for CreatedBetween {}

impl From<Moment> for Creation {
    fn from(moment: Moment) -> Creation {
        Creation::Exact(moment)
    }
}

impl core::fmt::Debug for Creation {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Creation { .. }")
    }
}

impl Read for Creation {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Creation> {
        if !node.is_object() {
            return Moment::read(node, reader).map(Creation::Exact);
        }
        let between = CreatedBetween::read(node, reader)?;
        let reversed = between.from.zip(between.to).is_some_and(|(from, to)| is_reversed(from, to));
        if reversed {
            let diagnostic = Diagnostic::new("bounds-reversed", "`from` is later than `to`");
            reader.report(node, diagnostic.expecting("the earliest moment as `from` and the latest as `to`"));
            return None;
        }
        Some(Creation::Between(between))
    }

    fn schema(defs: &mut Defs) -> Json {
        shared("Creation", defs, |defs| {
            let (moment, between) = (Moment::schema(defs), CreatedBetween::schema(defs));
            json!({
                "description": "When a record was created: a moment, or the moments between which that was.",
                "oneOf": [moment, between],
            })
        })
    }
}

/// True if one is later than the other for sure. An instant and a day are not compared: that takes a zone.
fn is_reversed(from: Moment, to: Moment) -> bool {
    match (from, to) {
        (Moment::At(from), Moment::At(to)) => to < from,
        (Moment::On(from), Moment::On(to)) => to < from,
        _ => false,
    }
}

impl Default for Record {
    /// A record of which nothing is known.
    fn default() -> Record {
        Record { created: None, anchors: Map::new(), states: Map::new(), system: None, needed_by: Map::new() }
    }
}

impl Record {
    /// Reads a record from JSON, an object with the fields `created`, `anchors`, `states`, `system` and `needed-by`, all
    /// of which may be absent.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its path, line and column.
    pub fn from_json(document: &str) -> Result<Record, ClaimError> {
        json::read_personal(document, |record: Record, _, _| Some(record)).map_err(ClaimError::of)
    }

    /// A record of which only the moment it was made is known.
    pub fn created(created: Moment) -> Record {
        Record { created: Some(created.into()), ..Record::default() }
    }

    /// The moment it was made, where that is one moment.
    pub(crate) fn moment(&self) -> Option<Moment> {
        match self.created? {
            Creation::Exact(moment) => Some(moment),
            Creation::Between(_) => None,
        }
    }

    /// The last instant at which it can have been made.
    pub(crate) fn last_instant(&self, zone: &Zone) -> Option<Time> {
        self.moment().map(|created| match created {
            Moment::At(at) => at,
            Moment::On(_) => created.past(zone).shifted(-1),
        })
    }

    /// The same record, made at another moment.
    pub(super) fn created_at(&self, created: Moment) -> Record {
        Record { created: Some(created.into()), ..self.clone() }
    }

    /// The same record, made as early as it can have been. A reading of whether it may be used asks for that one.
    pub(crate) fn for_use(&self) -> Cow<'_, Record> {
        self.settled(|between| between.from)
    }

    /// The same record, made as late as it can have been. A reading of how long it is kept asks for that one.
    pub(crate) fn for_keeping(&self) -> Cow<'_, Record> {
        self.settled(|between| between.to)
    }

    fn settled(&self, bound: fn(&CreatedBetween) -> Option<Moment>) -> Cow<'_, Record> {
        if !self.has_bounds() {
            return Cow::Borrowed(self);
        }
        let created = match &self.created {
            Some(Creation::Between(between)) => {
                let reversed = between.from.zip(between.to).is_some_and(|(from, to)| is_reversed(from, to));
                bound(between).filter(|_| !reversed).map(Creation::Exact)
            }
            exact => *exact,
        };
        let of = |records: &Vec<Record>| {
            records.iter().map(|record| record.settled(bound).into_owned()).collect::<Vec<_>>()
        };
        let needed_by = self.needed_by.iter().map(|(id, records)| (id.clone(), of(records))).collect();
        Cow::Owned(Record { created, needed_by, ..self.clone() })
    }

    fn has_bounds(&self) -> bool {
        matches!(self.created, Some(Creation::Between(_)))
            || self.needed_by.values().flatten().any(Record::has_bounds)
    }
}

/// The earliest moment at which anything can have been created.
pub(super) fn earliest(zone: &Zone) -> Moment {
    Moment::At(zone.start_of(Day::FIRST))
}

impl Claims {
    /// That the policy knows every anchor that is given with a record, and with those that need it. A name that it does
    /// not know would leave the term without the fact that it counts from, and the record be kept without end.
    pub(crate) fn knows_anchors_of(&self, record: &Record) -> Result<(), ClaimError> {
        let names = &self.history().names;
        if let Some(unknown) =
            record.anchors.keys().find(|id| names.of_kind(ReferenceKind::Anchor).find(id.as_str()).is_none())
        {
            return Err(names.unknown(ReferenceKind::Anchor, unknown.as_str()).at("/anchors").into());
        }
        self.knows_states_of(record)?;
        record.needed_by.values().flatten().try_for_each(|needs| self.knows_anchors_of(needs))
    }
}
