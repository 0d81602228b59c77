//! A name that a policy does not know, and a number that is none of its names: told in one way, wherever it is met.

use super::compiled::Names;
use super::sorted::Sorted;
use super::{History, NameId, NameKind};
use crate::Fault;
use crate::json::Id;

/// What a name of a policy is given as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum GivenAs {
    Purpose,
    Category,
    Role,
    Party,
    Recipient,
    Gate,
    Option,
    Anchor,
    System,
}

impl GivenAs {
    /// Each once: a recipient is a party.
    const APART: [GivenAs; 8] = [
        GivenAs::Purpose,
        GivenAs::Category,
        GivenAs::Role,
        GivenAs::Party,
        GivenAs::Gate,
        GivenAs::Option,
        GivenAs::Anchor,
        GivenAs::System,
    ];

    fn word(self) -> &'static str {
        match self {
            GivenAs::Purpose => "purpose",
            GivenAs::Category => "category",
            GivenAs::Role => "role",
            GivenAs::Party => "party",
            GivenAs::Recipient => "recipient",
            GivenAs::Gate => "gate",
            GivenAs::Option => "option",
            GivenAs::Anchor => "anchor",
            GivenAs::System => "system",
        }
    }
}

impl From<NameKind> for GivenAs {
    fn from(kind: NameKind) -> GivenAs {
        match kind {
            NameKind::Role => GivenAs::Role,
            NameKind::Purpose => GivenAs::Purpose,
            NameKind::Category => GivenAs::Category,
            NameKind::Recipient => GivenAs::Recipient,
            NameKind::Gate => GivenAs::Gate,
        }
    }
}

/// How many names are told of: more are no help to anyone.
const TOLD: usize = 24;

impl Names {
    /// The names that can be given as this.
    pub(crate) fn of_kind(&self, kind: impl Into<GivenAs>) -> &Sorted {
        match kind.into() {
            GivenAs::Purpose => &self.purposes,
            GivenAs::Category => &self.categories,
            GivenAs::Role => &self.roles,
            GivenAs::Party | GivenAs::Recipient => &self.parties,
            GivenAs::Gate => &self.gates,
            GivenAs::Option => &self.options,
            GivenAs::Anchor => &self.anchors,
            GivenAs::System => &self.systems,
        }
    }

    /// What is wrong with a name that cannot be given as this: which there are, which is nearest, and what else has that
    /// name, where it was given in the wrong place.
    #[cold]
    pub(crate) fn unknown(&self, kind: impl Into<GivenAs>, given: &str) -> Fault {
        let kind = kind.into();
        let known = self.of_kind(kind);
        let fault = Fault::new("unknown-name", format!("the policy knows no such {}", kind.word()));
        let fault = expecting(fault, known).meaning(given, known.iter().map(Id::as_str));
        match GivenAs::APART.into_iter().find(|other| self.of_kind(*other).find(given).is_some()) {
            Some(other) => fault.helping(format!("the policy has a {} of that name", other.word())),
            None => fault,
        }
    }
}

impl History {
    /// What is wrong with a number that is none of this kind.
    #[cold]
    pub(crate) fn foreign(&self, id: NameId, kind: NameKind) -> Fault {
        let fault =
            Fault::new("foreign-id", format!("this is not the number of a {} of this policy", kind.as_str()));
        match NameKind::ALL.iter().find(|other| self.place(id, **other).is_some()) {
            Some(other) => fault.helping(format!(
                "this is the number of a {}: two arguments may have changed places",
                other.as_str()
            )),
            None => fault
                .helping("numbers are made by the policy that they are used with; look the name up again"),
        }
    }
}

fn expecting(fault: Fault, known: &Sorted) -> Fault {
    let names: Vec<&str> = known.iter().take(TOLD).map(Id::as_str).collect();
    match known.len() {
        0 => fault.expecting("none: the policy declares none"),
        n if n > TOLD => fault.expecting(format!("one of {} and {} more", names.join(", "), n - TOLD)),
        _ => fault.expecting(format!("one of {}", names.join(", "))),
    }
}
