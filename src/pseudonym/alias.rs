//! One person, two identifiers: an onderwijsnummer that became a BSN, two schools that became one.

use std::collections::BTreeMap;

use super::PseudonymError;
use super::register::asked;
use super::wire::Pseudonym;
use crate::Diagnostic;
use crate::calendar::Time;
use crate::json::{self, Node, Reader, Text, object};

/// Which pseudonyms stand for an older one, and since when. All of one domain. Personal data, as every pseudonym is:
/// keep it with the keys, not with the data.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Aliases {
    /// The older one of each newer one.
    older: BTreeMap<Pseudonym, (Pseudonym, Time)>,
}

object! {
    /// Aliases, as stored.
    pub personal struct AliasesDocument {
        /// The version of this format: 1.
        pub waarborg_aliases: u32,
        /// The aliases, by the newer pseudonym.
        pub aliases: Vec<AliasRow>,
    }
}

object! {
    /// One alias.
    pub personal struct AliasRow {
        /// The newer pseudonym.
        pub new: Text,
        /// The older one that it stands for.
        pub old: Text,
        /// Since when: before it, the newer one stands alone.
        pub from: Time,
    }
}

impl Aliases {
    /// Without aliases.
    pub fn new() -> Aliases {
        Aliases::default()
    }

    /// Lets `new` stand for `old` from this moment on.
    ///
    /// # Errors
    ///
    /// `alias-self` for one and the same; `alias-twice` if `new` stands for another already, or since another moment;
    /// `alias-cycle` if `old` stands for `new`, directly or through others, at any moment; `now-out-of-range`.
    pub fn add(&mut self, new: Pseudonym, old: Pseudonym, from: Time) -> Result<(), PseudonymError> {
        Ok(self.insert(new, old, asked(from)?)?)
    }

    fn insert(&mut self, new: Pseudonym, old: Pseudonym, from: Time) -> Result<(), Diagnostic> {
        if new == old {
            return Err(Diagnostic::new("alias-self", "a pseudonym cannot stand for itself"));
        }
        if let Some(known) = self.older.get(&new) {
            if *known == (old, from) {
                return Ok(());
            }
            return Err(Diagnostic::new("alias-twice", "this pseudonym stands for another one already")
                .helping("let the older of the two stand for the other: aliases are followed to the end"));
        }
        if self.chain(old, None).any(|one| one == new) {
            return Err(Diagnostic::new(
                "alias-cycle",
                "the older pseudonym stands for the newer one, here or through others",
            ));
        }
        self.older.insert(new, (old, from));
        Ok(())
    }

    /// The pseudonym that this one stands for at this moment, followed to the end; itself if none.
    pub fn resolve(&self, pseudonym: &Pseudonym, at: Time) -> Pseudonym {
        self.chain(*pseudonym, Some(at)).last().unwrap_or(*pseudonym)
    }

    /// All pseudonyms that stand for the same one at this moment, this one and that one included, sorted: where a
    /// person's data must be looked for.
    pub fn same_person(&self, pseudonym: &Pseudonym, at: Time) -> Vec<Pseudonym> {
        let oldest = self.resolve(pseudonym, at);
        let newer = self.older.keys().filter(|newer| self.resolve(newer, at) == oldest).copied();
        let mut all: Vec<Pseudonym> = newer.chain([oldest]).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The same aliases under other keys: each pseudonym becomes what `map` makes of it.
    ///
    /// # Errors
    ///
    /// `alias-unmapped` if `map` has no answer for one of them: nothing is left out. What [`Aliases::add`] refuses.
    pub fn rekeyed(&self, map: impl Fn(&Pseudonym) -> Option<Pseudonym>) -> Result<Aliases, PseudonymError> {
        let mut aliases = Aliases::new();
        for (new, (old, from)) in &self.older {
            let (Some(new), Some(old)) = (map(new), map(old)) else {
                return Err(Diagnostic::new(
                    "alias-unmapped",
                    "there is no new pseudonym for one of the aliases",
                )
                .into());
            };
            aliases.insert(new, old, *from)?;
        }
        Ok(aliases)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.older.len()
    }

    /// True without any.
    pub fn is_empty(&self) -> bool {
        self.older.is_empty()
    }

    /// Reads aliases from their JSON document.
    ///
    /// # Errors
    ///
    /// What a document can have wrong; what is no pseudonym; what [`Aliases::add`] refuses.
    pub fn parse(document: &str) -> Result<Aliases, PseudonymError> {
        json::read_personal(document, checked).map_err(PseudonymError::of)
    }

    /// The JSON document: the same bytes for the same aliases.
    pub fn to_json(&self) -> String {
        let row = |(new, (old, from)): (&Pseudonym, &(Pseudonym, Time))| AliasRow {
            new: Text(new.to_string()),
            old: Text(old.to_string()),
            from: *from,
        };
        let document = AliasesDocument { waarborg_aliases: 1, aliases: self.older.iter().map(row).collect() };
        // INVARIANT: rows hold text and times, all of which serialise.
        serde_json::to_string(&document).unwrap_or_default()
    }

    /// From a pseudonym to what it stands for, and on: at a moment, or at any. Ends, since there are no cycles.
    fn chain(&self, from: Pseudonym, at: Option<Time>) -> impl Iterator<Item = Pseudonym> + '_ {
        core::iter::successors(Some(from), move |one| {
            let (old, since) = self.older.get(one)?;
            at.is_none_or(|at| *since <= at).then_some(*old)
        })
    }
}

fn checked(document: AliasesDocument, root: &Node<'_>, reader: &mut Reader) -> Option<Aliases> {
    if document.waarborg_aliases != 1 {
        let diagnostic =
            Diagnostic::new("unknown-version", "this is not a version of this format").expecting("1");
        reader.report_path(root, &["waarborg-aliases"], 0, diagnostic);
    }
    let mut aliases = Aliases::new();
    for (index, row) in document.aliases.iter().enumerate() {
        let at = index.to_string();
        let mut read = |field: &str, text: &Text| {
            let read = text.0.parse::<Pseudonym>();
            read.map_err(|error| {
                for diagnostic in error.diagnostics() {
                    reader.report_path(root, &["aliases", &at, field], 0, diagnostic.clone());
                }
            })
            .ok()
        };
        if let (Some(new), Some(old)) = (read("new", &row.new), read("old", &row.old))
            && let Err(diagnostic) = aliases.insert(new, old, row.from)
        {
            reader.report_path(root, &["aliases", &at], 0, diagnostic);
        }
    }
    Some(aliases)
}
