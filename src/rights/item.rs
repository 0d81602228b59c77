//! The items of a plan.

use std::sync::Arc;

use serde::Serialize;

use crate::calendar::Time;
use crate::json::{Id, words};
use crate::law::RefusalGround;
use crate::timeline::Reason;

words! {
    /// What is to be done about the records of a category in a system, or towards a recipient.
    pub enum ItemKind {
        /// Give them (articles 15 and 20).
        Give = "give",
        /// Give them in part: without what is about others (articles 15(4), 20(4)), or what was not provided (20(1)).
        GiveInPart = "give-in-part",
        /// Correct them (article 16).
        Correct = "correct",
        /// Add the person's own view: an assessment is not a fact that can be wrong (article 16).
        AttachOwnView = "attach-own-view",
        /// Let a human look again at what was decided with them (article 22(3)).
        Review = "review",
        /// Erase them (article 17).
        Erase = "erase",
        /// Take away what leads back to the person: what remains is needed, but not that.
        Anonymise = "anonymise",
        /// Take the person out of records that are about others too.
        Detach = "detach",
        /// Stop their use (article 18).
        Restrict = "restrict",
        /// Stop their use for the purposes that are named (article 21).
        Stop = "stop",
        /// They stay: until when, for what and on what ground is told. No work.
        Keep = "keep",
        /// Tell a recipient (article 19).
        NotifyRecipient = "notify-recipient",
        /// Find out which organisations a recipient is of which the policy knows only the kind (article 15(1)(c)).
        NameRecipient = "name-recipient",
        /// They were erased before. No work.
        AlreadyErased = "already-erased",
        /// They were erased, and are gone from backups later. No work.
        RollsOff = "rolls-off",
        /// Nobody can tell which are the person's (article 11). No work.
        CannotIdentify = "cannot-identify",
        /// This right does not reach them. No work.
        OutOfApplicability = "out-of-reach",
        /// Hand the request for them to who decides on them: here they are only processed (article 28(3)(e)).
        Forward = "forward",
        /// The request was refused for them. No work.
        Refused = "refused",
        /// Whoever asked may not ask for this person, or nobody knows whether they may (UAVG 5). No work.
        NotAuthorised = "not-authorised",
    }
}

impl ItemKind {
    /// True if what was to be done has been: it is no work any longer.
    pub(super) fn is_done(self) -> bool {
        matches!(self, ItemKind::AlreadyErased | ItemKind::RollsOff)
    }

    /// True if the host must do something and record an outcome.
    pub fn is_work(self) -> bool {
        !matches!(
            self,
            ItemKind::Keep
                | ItemKind::AlreadyErased
                | ItemKind::RollsOff
                | ItemKind::CannotIdentify
                | ItemKind::OutOfApplicability
                | ItemKind::Refused
                | ItemKind::NotAuthorised
        )
    }
}

/// One item: the records of one category in one system, or one recipient. Plain data.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Item {
    /// Its name in the plan: `category@system`, `category` where no system is declared to hold it, `to:recipient`.
    pub item: String,
    /// What is to be done.
    pub kind: ItemKind,
    /// The category; `None` for a recipient.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Id>,
    /// The system that holds the records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<Id>,
    /// The recipient to be told, or to be named; the party to forward to, if the policy names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<Id>,
    /// For a recipient: which categories it is told of, or gets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Id>,
    /// The purposes whose claim ends, or that the item is about.
    #[serde(skip_serializing_if = "<[Id]>::is_empty")]
    pub purposes: Arc<[Id]>,
    /// What stays, for what, until when, and why.
    #[serde(skip_serializing_if = "<[Kept]>::is_empty")]
    pub kept: Arc<[Kept]>,
    /// The ground, for what was refused or is out of reach.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ground: Option<RefusalGround>,
    /// The article it rests on.
    pub article: &'static str,
    /// When what was erased is gone from backups too, or will be once it is erased now.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "super::plan::time")]
    pub gone_from_backups: Option<Time>,
}

/// Why records stay. Plain data.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Kept {
    /// For which purpose; `None` for a hold, a restriction, another request, a statutory term, or records that cannot do
    /// without these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Id>,
    /// The ground on which a request to erase does not end it. `None` if there is none yet: something is not known, or a
    /// restriction or another request must be settled first. A request to erase cannot be closed on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ground: Option<RefusalGround>,
    /// Until when, for data without a record of their own; `None` if it counts from each record, or has no end yet.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "super::plan::time")]
    pub kept_until: Option<Time>,
    /// The reason the claim itself gives.
    #[serde(serialize_with = "super::plan::reason")]
    pub reason: Reason,
}

impl Item {
    pub(super) fn of(kind: ItemKind, article: &'static str) -> Item {
        Item {
            item: String::new(),
            kind,
            category: None,
            system: None,
            recipient: None,
            categories: Vec::new(),
            purposes: Arc::new([]),
            kept: Arc::new([]),
            ground: None,
            article,
            gone_from_backups: None,
        }
    }
}
