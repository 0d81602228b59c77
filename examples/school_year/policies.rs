//! The policies of the school and of the five tools it uses, and what each school has agreed about them.

use std::collections::BTreeMap;

use rusqlite::Connection;
use waarborg::claim::Institution;
use waarborg::policy::Policy;

use crate::world::{File, Story};
use crate::{Result, store};

/// The policies: read and checked once, then shared by everyone.
pub(crate) struct Policies(BTreeMap<&'static str, Policy>);

/// A policy as it holds at one school: folded once a month, shared by all its dossiers.
pub(crate) struct Institutions(BTreeMap<(usize, &'static str), Institution>);

impl Policies {
    pub(crate) fn read(folder: &str) -> Result<Policies> {
        let names = ["school", "neo", "heutink", "intowords", "bloom", "wisbits"];
        let read = |name| {
            let document = std::fs::read_to_string(format!("{folder}/{name}.json"))?;
            Ok((name, Policy::parse(&document)?))
        };
        names.into_iter().map(read).collect::<Result<_>>().map(Policies)
    }

    /// Folds what each school has agreed with the policies: everything that was written.
    pub(crate) fn institutions(&self, db: &Connection, story: &Story) -> Result<Institutions> {
        let fold = |school: &File| {
            let policy = self.0.get(school.policy).ok_or("there is no such policy")?;
            let institution = store::load(db, school)?;
            Ok(((school.school, school.policy), Institution::fold(policy, &institution, &[], None)))
        };
        story.schools.iter().map(fold).collect::<Result<_>>().map(Institutions)
    }
}

impl Institutions {
    pub(crate) fn of(&self, file: &File) -> Result<&Institution> {
        self.0.get(&(file.school, file.policy)).ok_or_else(|| "this school does not use this tool".into())
    }
}
