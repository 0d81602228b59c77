//! What a release must satisfy, as a document that people can agree on.

use std::collections::BTreeSet;

use super::table::Table;
use super::{AnonymityError, Distance, Label, Missing, Number, Several, Suppressed};
use crate::Diagnostic;
use crate::json::{self, object};

object! {
    /// What a table must satisfy before it is released, and what each of its columns is. Nothing is assumed: a column
    /// without a role and a missing value without a policy are errors.
    pub struct Requirements {
        /// The version of this form of document: 1.
        pub waarborg_anonymity: u32,
        /// The smallest class allowed, in persons; from 2.
        pub k: u32,
        /// The column that tells persons apart, such as a pseudonym. It is counted and not released: rows of one person
        /// that can be linked need a joined check. This or `rows-are-persons` must be there.
        pub person: Option<Label>,
        /// True states that no two rows are about one person.
        pub rows_are_persons: Option<bool>,
        /// What an outsider may know of a person.
        pub quasi_identifiers: Vec<Label>,
        /// What an outsider must not learn of a person.
        pub sensitive: Vec<Sensitive>,
        /// Columns that neither lead to anyone nor tell anything of anyone, in someone's judgement. They are not checked.
        pub insensitive: Vec<Label>,
        /// How several sensitive columns are measured; needed if there are several.
        pub several: Option<Several>,
        /// What a missing quasi-identifier is; needed if one is missing.
        pub missing: Option<Missing>,
        /// What a missing sensitive value is; needed if one is missing.
        pub missing_sensitive: Option<Missing>,
        /// What a row is whose quasi-identifiers are all missing; needed if there is one.
        pub suppressed: Option<Suppressed>,
        /// What must hold against the population from which the release was drawn.
        pub population: Option<Population>,
        /// The largest share of rows that may be withheld to pass, from 0 to 1. Without it no row is withheld, and rows
        /// that fail are listed.
        pub withhold_at_most: Option<Number>,
    }
}

object! {
    /// A sensitive column, and what must hold for it. At least one thing must.
    pub struct Sensitive {
        /// The column.
        pub column: Label,
        /// The largest share that one value may have in a class: above 0, below 1.
        pub alpha: Option<Number>,
        /// The fewest different values in a class; from 2.
        pub distinct_l: Option<u32>,
        /// The least diversity of a class by entropy, as a number of equally frequent values; above 1.
        pub entropy_l: Option<Number>,
        /// How far one value may outweigh the rare ones.
        pub recursive: Option<Recursive>,
        /// How far a class may be from the table.
        pub t: Option<Closeness>,
        /// The largest relative gain in belief; above 0.
        pub beta: Option<Number>,
        /// The same, never more than -ln p for a value with share p; above 0.
        pub enhanced_beta: Option<Number>,
        /// The change in belief that is not reached, as a natural logarithm; above 0.
        pub delta: Option<Number>,
    }
}

object! {
    /// Recursive (c, l)-diversity: the most frequent value is less than c times as frequent as the l-th and rarer ones
    /// together.
    pub struct Recursive {
        /// The factor; above 0.
        pub c: Number,
        /// From which place on values count as rare; from 2.
        pub l: u32,
    }
}

object! {
    /// t-closeness: how far the distribution in a class may be from the table's.
    pub struct Closeness {
        /// The largest distance: from 0, below 1.
        pub at_most: Number,
        /// How distances are measured.
        pub distance: Distance,
    }
}

object! {
    /// What must hold against the population. At least one thing must.
    pub struct Population {
        /// The fewest people in the population for each class of the release; from 2.
        pub k_map: Option<u32>,
        /// How sure anyone may be that a person is in the release, or that they are not.
        pub presence: Option<Presence>,
    }
}

object! {
    /// Delta-presence: the share of the population that is in the release, for every class of the population.
    pub struct Presence {
        /// The smallest share, from 0.
        pub at_least: Number,
        /// The largest share, up to 1.
        pub at_most: Number,
    }
}

impl Requirements {
    /// k over these quasi-identifiers, and nothing else. It does not say yet what a person is: see
    /// [`Requirements::person`] and [`Requirements::rows_are_persons`].
    pub fn new(k: u32, quasi_identifiers: &[Label]) -> Requirements {
        Requirements {
            waarborg_anonymity: 1,
            k,
            person: None,
            rows_are_persons: None,
            quasi_identifiers: quasi_identifiers.to_vec(),
            sensitive: Vec::new(),
            insensitive: Vec::new(),
            several: None,
            missing: None,
            missing_sensitive: None,
            suppressed: None,
            population: None,
            withhold_at_most: None,
        }
    }

    /// Reads a document, telling everything that is wrong with its form. What it asks is checked by [`super::Check::new`].
    pub fn parse(text: &str) -> Result<Requirements, AnonymityError> {
        json::read(text, |read: Requirements, _, _| Some(read)).map_err(AnonymityError::of)
    }

    /// The JSON Schema (draft 2020-12) of such a document.
    pub fn schema() -> serde_json::Value {
        json::schema::<Requirements>("waarborg anonymity requirements, version 1")
    }

    /// Everything that is wrong with what is asked.
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        let mut tell = |path: &str, wrong: Option<Diagnostic>| {
            diagnostics.extend(wrong.map(|diagnostic| diagnostic.at(path)))
        };
        if self.waarborg_anonymity != 1 {
            let diagnostic = Diagnostic::new("unknown-version", "this form of requirements is not known");
            tell("/waarborg-anonymity", Some(diagnostic.expecting("1")));
        }
        tell("/k", whole(self.k, "every table has k = 1"));
        match (&self.person, self.rows_are_persons) {
            (Some(_), Some(true)) => {
                let diagnostic = Diagnostic::new(
                    "two-persons",
                    "a column tells persons apart, and every row is stated to be one",
                );
                tell("/rows-are-persons", Some(diagnostic.expecting("`person` or `rows-are-persons`")));
            }
            (None, None | Some(false)) => {
                let diagnostic = Diagnostic::new("no-person", "nothing says which rows are about one person")
                    .expecting("`person` with a column that tells persons apart, or `rows-are-persons`: true")
                    .helping("a class of many rows may be one person: k counts persons");
                tell("/person", Some(diagnostic));
            }
            _ => {}
        }
        if self.quasi_identifiers.is_empty() {
            let diagnostic =
                Diagnostic::new("no-quasi-identifiers", "no column is named that an outsider may know");
            tell("/quasi-identifiers", Some(diagnostic.expecting("at least one column")));
        }
        let mut named = BTreeSet::new();
        for (path, column) in self.roles() {
            let diagnostic = || Diagnostic::new("two-roles", "this column is named twice");
            let is_new = named.insert(column);
            tell(&path, (!is_new).then(|| diagnostic().expecting("each column under one role")));
        }
        let (above_zero, share) = ("a number above 0", "a number above 0 and below 1");
        for (sensitive, at) in self.sensitive.iter().zip(0..) {
            let at = |field: &str| format!("/sensitive/{at}/{field}");
            let within = |number: Option<Number>, expected, holds: fn(f64) -> bool| {
                let outside = number.is_some_and(|number| !holds(number.get()));
                outside.then(|| out_of_range().expecting(expected))
            };
            let above = |number: Option<Number>| within(number, above_zero, |n| n > 0.0);
            tell(&at("alpha"), within(sensitive.alpha, share, |alpha| alpha > 0.0 && alpha < 1.0));
            tell(&at("distinct-l"), sensitive.distinct_l.and_then(|l| whole(l, "every class has one value")));
            tell(&at("entropy-l"), within(sensitive.entropy_l, "a number above 1", |l| l > 1.0));
            if let Some(recursive) = &sensitive.recursive {
                tell(&at("recursive/c"), above(Some(recursive.c)));
                tell(&at("recursive/l"), whole(recursive.l, "every class has one value"));
            }
            let t = sensitive.t.as_ref().map(|t| t.at_most);
            tell(&at("t/at-most"), within(t, "a number from 0, below 1", |t| (0.0..1.0).contains(&t)));
            tell(&at("beta"), above(sensitive.beta));
            tell(&at("enhanced-beta"), above(sensitive.enhanced_beta));
            tell(&at("delta"), above(sensitive.delta));
        }
        if self.sensitive.len() > 1 && self.several.is_none() {
            let diagnostic = Diagnostic::new(
                "several-sensitive",
                "several columns are sensitive, and nothing says what one tells of another",
            );
            tell("/several", Some(diagnostic.expecting("`generalised` or `others-are-quasi`")));
        }
        if let Some(population) = &self.population {
            tell("/population/k-map", population.k_map.and_then(|k| whole(k, "every class has someone")));
            if let Some(Presence { at_least, at_most }) = &population.presence {
                let (least, most) = (at_least.get(), at_most.get());
                let holds = 0.0 <= least && least <= most && most <= 1.0;
                let diagnostic = || out_of_range().expecting("0 <= at-least <= at-most <= 1");
                tell("/population/presence", (!holds).then(diagnostic));
            }
            let nothing = population.k_map.is_none() && population.presence.is_none();
            tell("/population", nothing.then(nothing_required));
            let wildcard = self.missing == Some(Missing::Wildcard);
            let diagnostic = || {
                Diagnostic::new(
                    "no-wildcard",
                    "a population is counted by classes, and a wildcard is in many",
                )
                .expecting("`own-category`")
            };
            tell("/missing", wildcard.then(diagnostic));
        }
        let share = self.withhold_at_most.is_none_or(|share| (0.0..=1.0).contains(&share.get()));
        tell("/withhold-at-most", (!share).then(|| out_of_range().expecting("a share from 0 to 1")));
        diagnostics
    }

    /// Every column that is named, with its path.
    fn roles(&self) -> impl Iterator<Item = (String, &Label)> {
        let quasi = self.quasi_identifiers.iter().zip(0..);
        let sensitive = self.sensitive.iter().zip(0..);
        let insensitive = self.insensitive.iter().zip(0..);
        let person = self.person.iter().map(|label| ("/person".to_owned(), label));
        let quasi = quasi.map(|(label, at)| (format!("/quasi-identifiers/{at}"), label));
        person
            .chain(quasi)
            .chain(sensitive.map(|(of, at)| (format!("/sensitive/{at}/column"), &of.column)))
            .chain(insensitive.map(|(label, at)| (format!("/insensitive/{at}"), label)))
    }

    /// Everything in which the table is not the one that is spoken of.
    pub(super) fn diagnostics_of(&self, table: &Table<'_>) -> Vec<Diagnostic> {
        let known = self
            .roles()
            .filter_map(|(path, label)| table.column(label).err().map(|diagnostic| diagnostic.at(path)));
        let named: BTreeSet<&Label> = self.roles().map(|(_, label)| label).collect();
        let mut unnamed: Vec<usize> =
            table.names().filter(|(name, _)| !named.contains(name)).map(|(_, at)| at).collect();
        unnamed.sort_unstable();
        let unnamed = unnamed.into_iter().map(|at| {
            Diagnostic::new("no-role", "the table has a column that the requirements do not name")
                .at(format!("/columns/{at}"))
                .expecting("every column under `person`, `quasi-identifiers`, `sensitive` or `insensitive`")
                .helping("leave out a column that is not released")
        });
        let ordered = self.sensitive.iter().zip(0..).filter_map(|(sensitive, at)| {
            let is_ordered = sensitive.t.as_ref().is_some_and(|t| t.distance == Distance::Ordered);
            let is_text = table.column(&sensitive.column).is_ok_and(super::Column::is_text);
            (is_ordered && is_text).then(|| {
                Diagnostic::new("no-order", "texts have no order by which they are near or far")
                    .at(format!("/sensitive/{at}/t/distance"))
                    .expecting("a column of whole numbers, or the distance `equal`")
                    .helping("pass the place of each value in its order as a whole number")
            })
        });
        known.chain(unnamed).chain(ordered).collect()
    }
}

impl Sensitive {
    /// A sensitive column of which nothing is required yet.
    pub fn new(column: Label) -> Sensitive {
        Sensitive {
            column,
            alpha: None,
            distinct_l: None,
            entropy_l: None,
            recursive: None,
            t: None,
            beta: None,
            enhanced_beta: None,
            delta: None,
        }
    }

    pub(super) fn requires_nothing(&self) -> bool {
        *self == Sensitive::new(self.column.clone())
    }
}

pub(super) fn nothing_required() -> Diagnostic {
    Diagnostic::new("nothing-required", "nothing is required here")
        .expecting("at least one requirement")
        .helping("a column that tells nothing of anyone belongs under `insensitive`")
}

fn out_of_range() -> Diagnostic {
    Diagnostic::new("out-of-range", "this number is out of range")
}

/// Refuses 0 and 1, which ask nothing.
pub(super) fn whole(number: u32, why: &str) -> Option<Diagnostic> {
    (number < 2).then(|| {
        out_of_range()
            .expecting("a whole number from 2")
            .helping(format!("a lower number asks nothing: {why}"))
    })
}
