//! A name that a policy does not know, and a number that is none of its names: told in one way, wherever it is met.

use std::ops::Bound;

use super::compiled::Names;
use super::sorted::Sorted;
use super::{History, NameId, NameKind};
use crate::Diagnostic;
use crate::json::{Id, Map};

/// What a name of a policy is given as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReferenceKind {
    Purpose,
    Category,
    Role,
    Party,
    Recipient,
    Precondition,
    Option,
    Anchor,
    System,
}

impl ReferenceKind {
    /// Each once: a recipient is a party.
    const APART: [ReferenceKind; 8] = [
        ReferenceKind::Purpose,
        ReferenceKind::Category,
        ReferenceKind::Role,
        ReferenceKind::Party,
        ReferenceKind::Precondition,
        ReferenceKind::Option,
        ReferenceKind::Anchor,
        ReferenceKind::System,
    ];

    fn word(self) -> &'static str {
        match self {
            ReferenceKind::Purpose => "purpose",
            ReferenceKind::Category => "category",
            ReferenceKind::Role => "role",
            ReferenceKind::Party => "party",
            ReferenceKind::Recipient => "recipient",
            ReferenceKind::Precondition => "precondition",
            ReferenceKind::Option => "option",
            ReferenceKind::Anchor => "anchor",
            ReferenceKind::System => "system",
        }
    }
}

impl From<NameKind> for ReferenceKind {
    fn from(kind: NameKind) -> ReferenceKind {
        match kind {
            NameKind::Role => ReferenceKind::Role,
            NameKind::Purpose => ReferenceKind::Purpose,
            NameKind::Category => ReferenceKind::Category,
            NameKind::Recipient => ReferenceKind::Recipient,
            NameKind::Precondition => ReferenceKind::Precondition,
        }
    }
}

/// How many names are told of: more are no help to anyone.
const TOLD: usize = 24;
/// How many names on either side of the one given, in their order, are compared with it: a document with thousands of
/// unknown names would else be compared with thousands each.
const NEAR: usize = 64;

impl Names {
    /// The names that can be given as this.
    pub(crate) fn of_kind(&self, kind: impl Into<ReferenceKind>) -> &Sorted {
        match kind.into() {
            ReferenceKind::Purpose => &self.purposes,
            ReferenceKind::Category => &self.categories,
            ReferenceKind::Role => &self.roles,
            ReferenceKind::Party | ReferenceKind::Recipient => &self.parties,
            ReferenceKind::Precondition => &self.preconditions,
            ReferenceKind::Option => &self.options,
            ReferenceKind::Anchor => &self.anchors,
            ReferenceKind::System => &self.systems,
        }
    }

    /// What is wrong with a name that cannot be given as this: which there are, which is nearest, and what else has that
    /// name, where it was given in the wrong place.
    #[cold]
    pub(crate) fn unknown(&self, kind: impl Into<ReferenceKind>, given: &str) -> Diagnostic {
        let kind = kind.into();
        let known = self.of_kind(kind);
        let diagnostic = Diagnostic::new("unknown-name", format!("the policy knows no such {}", kind.word()));
        let place = known.partition_point(|id| id.as_str() < given);
        let near = known.get(place.saturating_sub(NEAR)..known.len().min(place + NEAR)).unwrap_or(&[]);
        let diagnostic =
            expecting(diagnostic, known.iter(), known.len()).meaning(given, near.iter().map(Id::as_str));
        match ReferenceKind::APART.into_iter().find(|other| self.of_kind(*other).find(given).is_some()) {
            Some(other) => diagnostic.helping(format!("the policy has a {} of that name", other.word())),
            None => diagnostic,
        }
    }
}

impl History {
    /// What is wrong with a number that is none of this kind.
    #[cold]
    pub(crate) fn foreign(&self, id: NameId, kind: NameKind) -> Diagnostic {
        let diagnostic = Diagnostic::new(
            "foreign-id",
            format!("this is not the number of a {} of this policy", kind.as_str()),
        );
        match NameKind::ALL.iter().find(|other| self.place(id, **other).is_some()) {
            Some(other) => diagnostic.helping(format!(
                "this is the number of a {}: two arguments may have changed places",
                other.as_str()
            )),
            None => diagnostic
                .helping("numbers are made by the policy that they are used with; look the name up again"),
        }
    }
}

/// Says that a name is none of those that a document declares: which there are, and which is nearest.
#[cold]
pub(super) fn none_of<T>(diagnostic: Diagnostic, known: &Map<T>, given: &Id) -> Diagnostic {
    let after = known.range::<str, _>((Bound::Included(given.as_str()), Bound::Unbounded)).take(NEAR);
    let before = known.range::<str, _>((Bound::Unbounded, Bound::Excluded(given.as_str()))).rev().take(NEAR);
    let near = before.chain(after).map(|(id, _)| id.as_str());
    expecting(diagnostic, known.keys(), known.len()).meaning(given.as_str(), near)
}

/// The first of these names, and how many more there are.
pub(super) fn some_of<'a>(known: impl Iterator<Item = &'a Id>, count: usize) -> String {
    let names: Vec<&str> = known.take(TOLD).map(Id::as_str).collect();
    let names = names.join(", ");
    if count > TOLD { format!("{names} and {} more", count - TOLD) } else { names }
}

fn expecting<'a>(diagnostic: Diagnostic, known: impl Iterator<Item = &'a Id>, count: usize) -> Diagnostic {
    match count {
        0 => diagnostic.expecting("none: the policy declares none"),
        _ => diagnostic.expecting(format!("one of {}", some_of(known, count))),
    }
}
