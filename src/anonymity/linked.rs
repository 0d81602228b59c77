//! What linked tables must satisfy, as a document that people can agree on.

use super::{Adversary, AnonymityError, Label, Linked, Number, Outcome, Table, joined};
use crate::Diagnostic;
use crate::json::{self, object};

object! {
    /// What tables that can be linked must satisfy before they are released.
    pub struct JoinedRequirements {
        /// The version of this form of document: 1.
        pub waarborg_joined: u32,
        /// The smallest number of persons who are alike; from 2.
        pub k: u32,
        /// The tables, in the order in which they are given.
        pub tables: Vec<JoinedTable>,
        /// The largest share of persons that may be withheld to pass, from 0 to 1; none is if absent.
        pub withhold_at_most: Option<Number>,
    }
}

object! {
    /// What the columns of a linked table are. A column that is named nowhere is not looked at.
    pub struct JoinedTable {
        /// The column that says whom a row is about.
        pub subject: Label,
        /// What an outsider may know of a person.
        pub quasi_identifiers: Vec<Label>,
    }
}

impl JoinedRequirements {
    /// Reads a document, telling everything that is wrong with its form.
    pub fn parse(text: &str) -> Result<JoinedRequirements, AnonymityError> {
        json::read(text, |read: JoinedRequirements, root, reader| {
            if read.waarborg_joined != 1 {
                let diagnostic = Diagnostic::new("unknown-version", "this form of requirements is not known");
                reader.report_path(root, &["waarborg-joined"], 0, diagnostic.expecting("1"));
            }
            Some(read)
        })
        .map_err(AnonymityError::of)
    }

    /// Holds them against the tables; see [`joined`].
    ///
    /// Errors: `table-count` unless there are as many tables as the document has; those of [`joined`].
    pub fn run(
        &self,
        release: &str,
        tables: &[&Table<'_>],
        parties: &[Adversary],
    ) -> Result<Outcome, AnonymityError> {
        if tables.len() != self.tables.len() {
            let message =
                format!("{} tables are given, and the requirements have {}", tables.len(), self.tables.len());
            return Err(Diagnostic::new("table-count", message).at("/tables").into());
        }
        let names: Vec<Vec<&str>> =
            self.tables.iter().map(|of| of.quasi_identifiers.iter().map(Label::as_str).collect()).collect();
        let linked = self.tables.iter().zip(tables).zip(&names).map(|((of, table), quasi_identifiers)| {
            Linked { table, subject: of.subject.as_str(), quasi_identifiers }
        });
        let linked: Vec<Linked<'_>> = linked.collect();
        joined(release, self.k, &linked, self.withhold_at_most.map(Number::get), parties)
    }
}
