use serde_json::{Value as Json, json};

use crate::calendar::{Day, Time, Zone};
use crate::claim::{ClaimError, Claims, Record, asked};
use crate::json::Id;
use crate::law::{ReasonCode, Stamp};
use crate::policy::{CategoryIx, Identifiability, NameId, NameKind, ReferenceKind};
use crate::timeline::{Reason, Timeline, Value};

/// Until when a record may be kept. Owned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Due {
    /// When it must be gone.
    pub when: When,
    /// Why then, or what it waits for.
    pub reason: Reason,
    /// The forms it drops to before that, in order.
    pub drops: Vec<IdentifiabilityDrop>,
    /// The law that it rests on.
    pub law: Stamp,
}

/// When a record must be gone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    /// From this instant on; the day before it is the last.
    At(Time),
    /// At once: it was made while no purpose had a claim on it.
    AtOnce(Time),
    /// No end can be computed yet.
    Pending(Pending),
    /// It has already been erased.
    Erased,
}

/// What a record waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pending {
    /// For the end of something that still lasts, or has no end.
    End,
    /// For a fact that is missing: review it.
    Fact,
}

/// From an instant on, a less identifiable form is enough.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct IdentifiabilityDrop {
    /// The form that is enough from then on.
    pub to: Identifiability,
    /// The instant.
    pub at: Time,
}

/// Whether a record may be erased at a moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Erasable {
    /// It may, and must.
    Yes,
    /// It may not, because of this.
    No(Reason),
}

impl Due {
    /// The instant from which it must be gone; `None` while it waits, or if it is gone.
    pub fn at(&self) -> Option<Time> {
        match self.when {
            When::At(at) | When::AtOnce(at) => Some(at),
            When::Pending(_) | When::Erased => None,
        }
    }

    /// The last local day on which it may be there.
    pub fn last_day(&self, zone: &Zone) -> Option<Day> {
        match self.when {
            When::At(at) => Some(zone.day_of(at.shifted(-1))),
            _ => None,
        }
    }

    /// The earliest instant at which it, or one of its forms, is due.
    pub fn next(&self) -> Option<Time> {
        self.at().into_iter().chain(self.drops.iter().map(|drop| drop.at)).min()
    }

    /// As a JSON document, version 1, with days in this zone; equal answers have equal bytes.
    ///
    /// ```text
    /// {"v":1,"law","provisional","state":"at"|"at-once"|"waits-end"|"waits-fact"|"erased","at","last-day",
    ///  "reason":{"code","article","nl","en","source","entry"},"drops":[{"to","at","last-day"}…]}
    /// ```
    ///
    /// Moments are RFC 3339 in UTC; null where there is none.
    pub fn to_json(&self, zone: &Zone) -> String {
        let state = match self.when {
            When::At(_) => "at",
            When::AtOnce(_) => "at-once",
            When::Pending(Pending::End) => "pending-end",
            When::Pending(Pending::Fact) => "pending-fact",
            When::Erased => "erased",
        };
        let drop = |drop: &IdentifiabilityDrop| {
            let last_day = zone.day_of(drop.at.shifted(-1)).to_string();
            json!({ "to": drop.to.as_str(), "at": drop.at.json(), "last-day": last_day })
        };
        json!({
            "v": 1,
            "law": self.law.version,
            "provisional": self.law.provisional,
            "state": state,
            "at": self.at().map_or(Json::Null, Time::json),
            "last-day": self.last_day(zone).map(|day| day.to_string()),
            "reason": self.reason.json(),
            "drops": self.drops.iter().map(drop).collect::<Vec<_>>(),
        })
        .to_string()
    }
}

/// Until when a record of a category may be kept.
///
/// # Errors
/// A category, or an anchor of the record, that the policy has never known.
pub fn due(claims: &Claims, category: &str, record: &Record) -> Result<Due, ClaimError> {
    let of = named(claims, category)?;
    claims.knows_anchors_of(record)?;
    Ok(due_of(claims, of, record))
}

/// Until when a record of a category may be kept, with the category looked up before.
///
/// # Errors
/// A number that is not one of this policy, or is of another kind of name.
pub fn due_by_id(claims: &Claims, category: NameId, record: &Record) -> Result<Due, ClaimError> {
    let of = numbered(claims, category)?;
    claims.knows_anchors_of(record)?;
    Ok(due_of(claims, of, record))
}

fn due_of(claims: &Claims, (ix, id): (CategoryIx, &Id), record: &Record) -> Due {
    let zone = claims.institution().zone();
    if is_erased(claims, id, record, zone) {
        let reason = Reason::of(ReasonCode::NotDueErased);
        return Due { when: When::Erased, reason, drops: Vec::new(), law: claims.stamp(Time::MIN) };
    }
    let Some(created) = record.created else {
        let reason = Reason::of(ReasonCode::CreatedUnknown);
        return Due {
            when: When::Pending(Pending::Fact),
            reason,
            drops: Vec::new(),
            law: claims.stamp(Time::MIN),
        };
    };
    let held = claims.held(ix, record);
    let at_least = |identifiability| held.end(claims, identifiability, created);
    let last = at_least(Identifiability::Anonymised);
    let when = match (last.at, last.value) {
        (Time::MAX, Value::Unknown) => When::Pending(Pending::Fact),
        (Time::MAX, _) => When::Pending(Pending::End),
        (at, _) if last.without_claim => When::AtOnce(at),
        (at, _) => When::At(at),
    };
    let mut drops = Vec::new();
    let identifiability = claims.identifiability_now(id, record);
    if !last.without_claim {
        let (identifiable, pseudonymised) =
            (at_least(Identifiability::Identifiable), at_least(Identifiability::Pseudonymised));
        if identifiability > Identifiability::Pseudonymised && identifiable.at < pseudonymised.at {
            drops.push(IdentifiabilityDrop { to: Identifiability::Pseudonymised, at: identifiable.at });
        }
        if identifiability > Identifiability::Anonymised && pseudonymised.at < last.at {
            drops.push(IdentifiabilityDrop { to: Identifiability::Anonymised, at: pseudonymised.at });
        }
    }
    let law = claims.stamp(last.at);
    Due { when, reason: last.reason, drops, law }
}

/// Whether a record may be erased at a moment: it is due, nothing of its own kind holds it, and every entry can be
/// read.
///
/// # Errors
/// A category that the policy has never known, or a moment outside 2000 to 2200.
pub fn erasable(claims: &Claims, category: &str, record: &Record, at: Time) -> Result<Erasable, ClaimError> {
    asked(at)?;
    let of = named(claims, category)?;
    claims.knows_anchors_of(record)?;
    Ok(erasable_of(claims, of, record, at))
}

/// Whether a record may be erased at a moment, with the category looked up before. As [`erasable`].
///
/// # Errors
/// A number that is not one of this policy, or is of another kind of name; or a moment outside 2000 to 2200.
pub fn erasable_by_id(
    claims: &Claims,
    category: NameId,
    record: &Record,
    at: Time,
) -> Result<Erasable, ClaimError> {
    asked(at)?;
    let of = numbered(claims, category)?;
    claims.knows_anchors_of(record)?;
    Ok(erasable_of(claims, of, record, at))
}

fn erasable_of(claims: &Claims, (ix, id): (CategoryIx, &Id), record: &Record, at: Time) -> Erasable {
    let due = due_of(claims, (ix, id), record);
    if let Some(reason) = claims.unreadable() {
        return Erasable::No(reason);
    }
    let held = claims.held(ix, record);
    let own = held.own.at(at);
    match due.at() {
        Some(due_at) if due_at <= at && own.value == Value::Ended => Erasable::Yes,
        Some(due_at) if due_at <= at => Erasable::No(own.reason),
        _ if due.when == When::Erased => Erasable::No(due.reason),
        // What keeps it now, not what will end it. Where nothing does, what is not known: why it is not due.
        _ => match claims.at_identifiability(&held, Identifiability::Anonymised).or(&held.own).at(at) {
            kept if kept.value == Value::Ended => Erasable::No(due.reason),
            kept => Erasable::No(kept.reason),
        },
    }
}

/// One thing that keeps a record at a moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RetainingClaim {
    /// The purpose whose claim it is; `None` for a claim of its own kind (a hold, a restriction, an open request, a
    /// statutory minimum) and for records that cannot do without this one.
    pub purpose: Option<Id>,
    /// Live, Held or Unknown.
    pub value: Value,
    /// Why.
    pub reason: Reason,
    /// The first moment at which it no longer keeps the record; `Time::MAX` if none can be computed.
    pub kept_until: Time,
}

/// Everything that keeps a record of a category at a moment: the answer to "what was kept, and on what ground". Nothing
/// keeps a record that an `erased` entry covers, as nothing is [due](due()) of it.
///
/// # Errors
/// A category that the policy has never known.
pub fn kept_by(
    claims: &Claims,
    category: &str,
    record: &Record,
    at: Time,
) -> Result<Vec<RetainingClaim>, ClaimError> {
    let (ix, id) = named(claims, category)?;
    claims.knows_anchors_of(record)?;
    if is_erased(claims, id, record, claims.institution().zone()) {
        return Ok(Vec::new());
    }
    let held = claims.held(ix, record);
    let retaining = |purpose: Option<Id>, line: &Timeline| {
        let step = line.at(at);
        let kept_until = line.run(at, Value::Unknown)?.to;
        Some(RetainingClaim { purpose, value: step.value, reason: step.reason, kept_until })
    };
    let of_purposes =
        held.claims.iter().filter_map(|(pair, claim)| retaining(claims.purpose_of(*pair).cloned(), claim));
    Ok(of_purposes.chain(retaining(None, &held.needed)).chain(retaining(None, &held.own)).collect())
}

/// The earliest instant at which one of these records, or one of its forms, is due; `None` if none has an end.
///
/// # Errors
/// A category that the policy has never known.
pub fn next_due<'a>(
    claims: &Claims,
    records: impl IntoIterator<Item = (&'a str, &'a Record)>,
) -> Result<Option<Time>, ClaimError> {
    let mut next = None;
    for (category, record) in records {
        next = due(claims, category, record)?.next().into_iter().chain(next).min();
    }
    Ok(next)
}

fn named<'c>(claims: &'c Claims, category: &str) -> Result<(CategoryIx, &'c Id), ClaimError> {
    let names = &claims.history().names;
    let found = names.category(category).and_then(|ix| Some((ix, names.categories.get(ix.usize())?)));
    found.ok_or_else(|| names.unknown(ReferenceKind::Category, category).into())
}

fn numbered(claims: &Claims, category: NameId) -> Result<(CategoryIx, &Id), ClaimError> {
    let history = claims.history();
    let found = history.place(category, NameKind::Category).map(CategoryIx);
    let found = found.and_then(|ix| Some((ix, history.names.categories.get(ix.usize())?)));
    found.ok_or_else(|| history.foreign(category, NameKind::Category).into())
}

/// True if an `erased` entry covers the record.
fn is_erased(claims: &Claims, category: &Id, record: &Record, zone: &Zone) -> bool {
    let Some(created) = record.last_instant(zone) else { return false };
    claims.erased_entries(category, created, record.system.as_ref())
}
