//! How tests write entries: a salt that is made from the head, and a dossier opened for every subject of a policy.

#![allow(dead_code, unreachable_pub, reason = "shared by tests, of which not every one needs all of it")]

use waarborg::calendar::{Day, Moment, Time};
use waarborg::dossier::{Appended, Dossier, DossierOpened, Salt, Stamp};
use waarborg::policy::{Id, Policy, Text};

/// The institution of every test.
pub const SCHOOL: &str = "school";

/// The stamp of the next entry. A host draws the salt at random; a test must give the same line each time.
pub fn stamp(dossier: &Dossier, recorded: Time) -> Stamp {
    let mut bytes = [1; 16];
    bytes.iter_mut().zip(dossier.head().as_bytes()).for_each(|(byte, of_head)| *byte |= of_head);
    Stamp::new(recorded, Salt::from_bytes(bytes).expect("a salt"))
}

/// The institution's own stream, without entries.
pub fn school() -> Dossier {
    Dossier::of_institution(SCHOOL)
}

/// What opens a dossier for these subjects.
pub fn opening(subjects: Vec<Id>) -> DossierOpened {
    DossierOpened {
        happened: Moment::On(Day::FIRST),
        stated: None,
        id: Text("0f8fad5b-d9cb-469f-a165-70867728950e".to_owned()),
        institution: Text(SCHOOL.to_owned()),
        subjects,
    }
}

/// What opens a dossier for these subjects, before anything that a test writes in it.
pub fn first(subjects: Vec<Id>) -> Appended {
    let dossier = Dossier::new();
    let long_ago = "1900-01-01T00:00:00Z".parse().expect("a moment");
    let opened = dossier.append(dossier.head(), opening(subjects).into(), stamp(&dossier, long_ago));
    opened.expect("it can be opened")
}

/// A dossier opened for these subjects.
pub fn opened_for(subjects: Vec<Id>) -> Dossier {
    Dossier::new().with(first(subjects)).expect("it is its own")
}

/// A dossier opened for every subject of a policy.
pub fn opened(policy: &Policy) -> Dossier {
    opened_for(subjects(policy))
}

/// Every subject of a policy.
pub fn subjects(policy: &Policy) -> Vec<Id> {
    let mut subjects: Vec<Id> =
        policy.versions().flat_map(|version| version.subjects.keys().cloned()).collect();
    subjects.sort_unstable();
    subjects.dedup();
    subjects
}

pub fn id(name: &str) -> Id {
    serde_json::from_value(name.into()).expect("a name")
}
