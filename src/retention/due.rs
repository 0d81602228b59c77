use serde_json::{Value as Json, json};

use crate::Diagnostic;
use crate::calendar::{Day, Moment, Time, Zone};
use crate::claim::{ClaimError, Claims, End, Held, Notice, Record, asked};
use crate::json::Id;
use crate::law::{ReasonCode, Stamp};
use crate::policy::{CategoryIx, Identifiability, NameId, NameKind, ReferenceKind};
use crate::timeline::{Reason, Source, Timeline, Value};

/// Until when a record may be kept. Owned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Due {
    /// When it must be gone.
    pub when: When,
    /// Why then, or what it waits for.
    pub reason: Reason,
    /// The forms it drops to before that, in order.
    pub drops: Vec<IdentifiabilityDrop>,
    /// From when it may be erased, if no entry is added: when it is due, or later where a claim of its own kind (a hold, a
    /// restriction, an open request, a statutory minimum) keeps it past that. `None` if no moment can be computed.
    pub erasable_from: Option<Time>,
    /// What keeps it past the moment it is due, the claim that lasts longest; `None` if nothing does.
    pub postponed_by: Option<Reason>,
    /// What else is to be known of it: that it was created before the claim, was never settled, or was erased before.
    pub reports: Vec<Reason>,
    /// The notice that is owed before it goes.
    pub notify: Option<Notice>,
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
    /// The instant from which it must be gone; `None` while it waits.
    pub fn at(&self) -> Option<Time> {
        match self.when {
            When::At(at) | When::AtOnce(at) => Some(at),
            When::Pending(_) => None,
        }
    }

    /// The last local day on which it may be there.
    pub fn last_day(&self, zone: &Zone) -> Option<Day> {
        match self.when {
            When::At(at) => Some(zone.day_of(at.shifted(-1))),
            _ => None,
        }
    }

    /// The earliest instant at which it may be erased, is due in a lesser form, or owes a notice.
    pub fn next(&self) -> Option<Time> {
        let drops = self.drops.iter().map(|drop| drop.at);
        self.erasable_from.into_iter().chain(drops).chain(self.notify.map(|notice| notice.at)).min()
    }

    /// The instant from which it may be disposed of, given when the notice was given: a late notice postpones the
    /// disposal to its moment plus the period. `None` while it waits, or while an owed notice is not given.
    ///
    /// [`erasable`] does not count notices: the law does not ask for them.
    pub fn disposal_from(&self, notified: Option<Time>, zone: &Zone) -> Option<Time> {
        let at = self.erasable_from?;
        match self.notify {
            None => Some(at),
            Some(Notice { period, .. }) => {
                notified.map(|notified| zone.after(notified, zone.day_of(notified), period).max(at))
            }
        }
    }

    /// As a JSON document, version 1, with days in this zone; equal answers have equal bytes.
    ///
    /// ```text
    /// {"v":1,"law","provisional","state":"at"|"at-once"|"pending-end"|"pending-fact","at","last-day","reason":R,
    ///  "erasable-from","postponed-by":R|null,"reports":[R…],"drops":[{"to","at","last-day"}…],
    ///  "notify":null|{"at","last-day","period"}}
    /// ```
    ///
    /// R is `{"code","article","nl","en","source","entry"}`.
    ///
    /// Moments are RFC 3339 in UTC; null where there is none. A notice on its `last-day` is still in time.
    pub fn to_json(&self, zone: &Zone) -> String {
        let state = match self.when {
            When::At(_) => "at",
            When::AtOnce(_) => "at-once",
            When::Pending(Pending::End) => "pending-end",
            When::Pending(Pending::Fact) => "pending-fact",
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
            "erasable-from": self.erasable_from.map_or(Json::Null, Time::json),
            "postponed-by": self.postponed_by.map(Reason::json),
            "reports": self.reports.iter().map(|reason| reason.json()).collect::<Vec<_>>(),
            "drops": self.drops.iter().map(drop).collect::<Vec<_>>(),
            "notify": self.notify.map(|notice| {
                let last_day = zone.day_of(notice.at).to_string();
                json!({ "at": notice.at.json(), "last-day": last_day, "period": notice.period.to_string() })
            }),
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

fn due_of(claims: &Claims, of: (CategoryIx, &Id), record: &Record) -> Due {
    let record = record.for_keeping();
    Kept::of(claims, of, &record).due()
}

/// What keeps a record, and until when it may be used: what every reading of retention begins with.
struct Kept<'c> {
    claims: &'c Claims,
    ix: CategoryIx,
    category: &'c Id,
    record: &'c Record,
    held: Held,
    /// The moment it was made, and the end of its run over the claims of purposes and needs.
    run: Option<(Moment, End)>,
    /// From when on an `erased` entry covers it.
    erased: Option<Time>,
}

impl<'c> Kept<'c> {
    /// The record must be [one to keep](Record::for_keeping).
    fn of(claims: &'c Claims, (ix, category): (CategoryIx, &'c Id), record: &'c Record) -> Kept<'c> {
        let held = claims.held(ix, record);
        let run = record.moment().map(|created| (created, held.end_of_use(claims, created)));
        let created = record.last_instant(claims.institution().zone());
        let erased = created.and_then(|created| claims.erased_at(category, created, record.system.as_ref()));
        Kept { claims, ix, category, record, held, run, erased }
    }

    fn due(&self) -> Due {
        let Some((created, use_of)) = &self.run else {
            return Due::pending(self.claims, Reason::of(ReasonCode::CreatedUnknown));
        };
        let at_least = |identifiability| self.held.end(self.claims, identifiability, *created);
        let last = at_least(Identifiability::Anonymised);
        let when = match (last.at, last.value) {
            (Time::MAX, Value::Unknown) => When::Pending(Pending::Fact),
            (Time::MAX, _) if self.erased.is_some() => When::Pending(Pending::Fact),
            (Time::MAX, _) => When::Pending(Pending::End),
            (at, _) if last.without_claim => When::AtOnce(at),
            (at, _) => When::At(at),
        };
        let (erased, yet) = (Reason::of(ReasonCode::NotDueErased), Reason::of(ReasonCode::ErasedYetClaimed));
        let reason = match when {
            When::Pending(_) if self.erased.is_some() && use_of.at == Time::MAX => yet,
            When::At(_) | When::AtOnce(_) if self.erased.is_some() => erased,
            _ => last.reason,
        };
        let mut reports = Vec::new();
        if self.held.is_intake() {
            reports.push(Reason::new(ReasonCode::CreatedBeforeClaim, Source::Record));
        }
        if self.held.is_never_settled() {
            reports.push(Reason::new(ReasonCode::NeverSettled, Source::Record));
        }
        if let Some(from) = self.erased {
            reports.push(if from < use_of.at { yet } else { erased });
        }
        let (erasable_from, postponed_by) = self.erasable_from(when);
        let drops = if self.erased.is_some() || last.without_claim {
            Vec::new()
        } else {
            self.drops(*created, last.at)
        };
        let law = self.claims.stamp(last.at);
        let notify = match when {
            When::At(end) if self.erased.is_none() => self.claims.notice(self.ix, self.record, end),
            _ => None,
        };
        Due { when, reason, drops, erasable_from, postponed_by, reports, notify, law }
    }

    /// From when a due record may be erased, and what keeps it until then.
    fn erasable_from(&self, when: When) -> (Option<Time>, Option<Reason>) {
        let (When::At(due) | When::AtOnce(due)) = when else { return (None, None) };
        let own = &self.held.own;
        match own.runs(Value::Unknown).filter(|run| due < run.to).last() {
            None => (Some(due), None),
            Some(run) => {
                let reason = own.at(run.to.shifted(-1).max(run.from)).reason;
                (Some(run.to).filter(|to| to.is_finite()), Some(reason))
            }
        }
    }

    fn drops(&self, created: Moment, last: Time) -> Vec<IdentifiabilityDrop> {
        let at_least = |identifiability| self.held.end(self.claims, identifiability, created).at;
        let mut drops = Vec::new();
        let identifiability = self.claims.identifiability_now(self.category, self.record);
        let (identifiable, pseudonymised) =
            (at_least(Identifiability::Identifiable), at_least(Identifiability::Pseudonymised));
        if identifiability > Identifiability::Pseudonymised && identifiable < pseudonymised {
            drops.push(IdentifiabilityDrop { to: Identifiability::Pseudonymised, at: identifiable });
        }
        if identifiability > Identifiability::Anonymised && pseudonymised < last {
            drops.push(IdentifiabilityDrop { to: Identifiability::Anonymised, at: pseudonymised });
        }
        drops
    }

    /// True if the record is over at a moment: no claim of a purpose, and nothing that needs it, keeps it any more.
    fn is_over(&self, at: Time) -> bool {
        self.run.as_ref().is_some_and(|(_, end)| end.at <= at)
    }

    /// True if an entry says that the record was erased by then, and a claim of a purpose still stands on it.
    fn is_erased_yet_claimed(&self, at: Time) -> bool {
        self.erased.is_some_and(|erased| erased <= at) && !self.is_over(at)
    }

    fn erasable(&self, at: Time) -> Erasable {
        if let Some(reason) = self.claims.unreadable() {
            return Erasable::No(reason);
        }
        let due = self.due();
        let own = self.held.own.at(at);
        match due.at() {
            Some(due_at) if due_at <= at && own.value == Value::Ended => Erasable::Yes,
            Some(due_at) if due_at <= at => Erasable::No(own.reason),
            _ if self.is_erased_yet_claimed(at) => Erasable::No(Reason::of(ReasonCode::ErasedYetClaimed)),
            _ if self.is_over(at) => Erasable::No(own.reason),
            // What keeps it now, not what will end it. Where nothing does, what is not known: why it is not due.
            _ => match self
                .claims
                .at_identifiability(&self.held, Identifiability::Anonymised)
                .or(&self.held.own)
                .at(at)
            {
                kept if kept.value == Value::Ended => Erasable::No(due.reason),
                kept => Erasable::No(kept.reason),
            },
        }
    }

    fn retaining_claims(&self, at: Time) -> Vec<RetainingClaim> {
        let retaining = |purpose: Option<Id>, line: &Timeline| {
            let step = line.at(at);
            let kept_until = line.run(at, Value::Unknown)?.to;
            Some(RetainingClaim { purpose, value: step.value, reason: step.reason, kept_until })
        };
        let own = retaining(None, &self.held.own);
        if self.is_over(at) {
            return own.into_iter().collect();
        }
        let yet = self.is_erased_yet_claimed(at);
        let of_purposes = self.held.claims.iter().filter_map(|(pair, claim)| {
            let claim = self.claims.claiming(*pair, claim, Identifiability::Anonymised);
            retaining(self.claims.purpose_of(*pair).cloned(), &claim)
        });
        let claimed = of_purposes.chain(retaining(None, &self.held.needed)).map(|retaining| match yet {
            true => RetainingClaim {
                value: Value::Unknown,
                reason: Reason::of(ReasonCode::ErasedYetClaimed),
                ..retaining
            },
            false => retaining,
        });
        claimed.chain(own).collect()
    }
}

impl Due {
    /// A record that waits for a fact.
    fn pending(claims: &Claims, reason: Reason) -> Due {
        let when = When::Pending(Pending::Fact);
        Due {
            when,
            reason,
            drops: Vec::new(),
            erasable_from: None,
            postponed_by: None,
            reports: Vec::new(),
            notify: None,
            law: claims.stamp(Time::MIN),
        }
    }
}

/// Whether a record may be erased at a moment: it is due, nothing of its own kind holds it, and every entry can be
/// read.
///
/// # Errors
/// A category that the policy has never known, or a moment outside 2000 to 2200.
pub fn erasable(claims: &Claims, category: &str, record: &Record, at: Time) -> Result<Erasable, ClaimError> {
    asked(at)?;
    known(claims, at)?;
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
    known(claims, at)?;
    let of = numbered(claims, category)?;
    claims.knows_anchors_of(record)?;
    Ok(erasable_of(claims, of, record, at))
}

/// What was known at a moment says nothing of what may be erased later: something may have been written since.
fn known(claims: &Claims, at: Time) -> Result<(), ClaimError> {
    match claims.known_at().filter(|known_at| *known_at < at) {
        Some(known_at) => {
            Err(Diagnostic::new("after-known", "this moment is later than the moment of knowledge")
                .expecting(format!("a moment up to {known_at}, or claims of everything loaded"))
                .helping("fold the dossier without a moment of knowledge to ask what may be erased now")
                .into())
        }
        None => Ok(()),
    }
}

fn erasable_of(claims: &Claims, of: (CategoryIx, &Id), record: &Record, at: Time) -> Erasable {
    let record = record.for_keeping();
    Kept::of(claims, of, &record).erasable(at)
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

/// Everything that keeps a record of a category at a moment: the answer to "what was kept, and on what ground". Only claims
/// of its own keep a record that is due.
///
/// # Errors
/// A category that the policy has never known.
pub fn kept_by(
    claims: &Claims,
    category: &str,
    record: &Record,
    at: Time,
) -> Result<Vec<RetainingClaim>, ClaimError> {
    let of = named(claims, category)?;
    claims.knows_anchors_of(record)?;
    let record = record.for_keeping();
    Ok(Kept::of(claims, of, &record).retaining_claims(at))
}

/// The earliest instant at which one of these records may be erased, is due in a lesser form, or owes a notice; `None` if
/// none has such a moment. A record that a claim of its own keeps past its due date counts from when it may be erased.
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
