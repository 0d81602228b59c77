//! A name that a policy does not know, and a number that is none of its names: told in one way, wherever it is met.

use super::compiled::Names;
use super::sorted::Sorted;
use super::{History, NameId, NameKind};
use crate::Fault;
use crate::json::Id;

/// How many names are told of: more are no help to anyone.
const TOLD: usize = 24;

impl Names {
    /// What is wrong with a name that is none of this kind, such as `purpose`: which there are, which is nearest, and what
    /// else has that name, where it was given in the wrong place.
    #[cold]
    pub(crate) fn unknown(&self, kind: &str, given: &str) -> Fault {
        let fault = Fault::new("unknown-name", format!("the policy knows no such {kind}"));
        let fault = match self.called(kind) {
            Some(known) => expecting(fault, known).meaning(given, known.iter().map(Id::as_str)),
            None => fault,
        };
        let others = self.kinds().into_iter().filter(|(_, names)| names.find(given).is_some());
        match others.map(|(other, _)| other).next() {
            Some(other) => fault.helping(format!("the policy has a {other} of that name")),
            None => fault,
        }
    }

    /// Whether it is a name of this kind.
    pub(crate) fn knows(&self, kind: &str, id: &Id) -> bool {
        self.called(kind).is_some_and(|known| known.find(id.as_str()).is_some())
    }

    fn called(&self, kind: &str) -> Option<&Sorted> {
        self.kinds().into_iter().find(|(of, _)| *of == kind).map(|(_, names)| names)
    }

    fn kinds(&self) -> [(&'static str, &Sorted); 9] {
        [
            ("purpose", &self.purposes),
            ("category", &self.categories),
            ("role", &self.roles),
            ("party", &self.parties),
            ("recipient", &self.parties),
            ("gate", &self.gates),
            ("option", &self.options),
            ("anchor", &self.anchors),
            ("system", &self.systems),
        ]
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
