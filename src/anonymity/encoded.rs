//! A table as the requirements see it: its columns as numbers, and the policies that its missing values need.

use std::borrow::Cow;

use super::classes::{Classes, Coded, classes};
use super::codes::{Codes, Numbers, Of, encode};
use super::people::{People, distinct};
use super::table::{Column, MOST_ROWS, Table};
use super::wildcard::{Neighbours, neighbours};
use super::{AnonymityError, Label, Missing, Requirements, Several, Suppressed, spelling};
use crate::Diagnostic;

/// The columns that a check is about.
pub(super) struct Encoded<'r> {
    pub(super) requirements: &'r Requirements,
    /// How many rows the table has.
    pub(super) rows: u32,
    /// How many the population has; its rows follow the table's in the quasi-identifiers.
    pub(super) population: u32,
    pub(super) quasi: Vec<Codes>,
    pub(super) sensitive: Vec<Codes>,
    /// Whom each row is about, if rows are not persons; the population's rows follow the table's.
    pub(super) person: Option<Codes>,
    /// Rows whose quasi-identifiers are all missing and that are left out.
    pub(super) suppressed: Vec<u32>,
}

/// Rows of a table, by number.
pub(super) enum Rows {
    All(u32),
    Some(Vec<u32>),
}

impl Rows {
    pub(super) fn len(&self) -> usize {
        match self {
            Rows::All(rows) => *rows as usize,
            Rows::Some(rows) => rows.len(),
        }
    }

    fn of<'c>(&self, codes: &'c Codes) -> Selected<'c> {
        match self {
            Rows::All(rows) => Selected::All(codes.all().split_at(*rows as usize).0),
            Rows::Some(rows) => Selected::Some(codes.select(rows)),
        }
    }

    /// Whether a value of the column is missing in these rows.
    pub(super) fn miss(&self, codes: &Codes) -> bool {
        codes.has_missing && self.of(codes).as_ref().has_missing()
    }

    /// The numbers of those rows for which `holds`, which has one truth value per row in order.
    pub(super) fn filter(&self, holds: &[bool]) -> Vec<u32> {
        let marked = |(row, holds): (u32, &bool)| holds.then_some(row);
        match self {
            Rows::All(rows) => (0..*rows).zip(holds).filter_map(marked).collect(),
            Rows::Some(rows) => rows.iter().copied().zip(holds).filter_map(marked).collect(),
        }
    }
}

/// The codes of some rows.
enum Selected<'c> {
    All(Of<'c>),
    Some(Numbers),
}

impl<'c> Selected<'c> {
    fn as_ref(&self) -> Of<'_> {
        match self {
            Selected::All(of) => *of,
            Selected::Some(numbers) => numbers.as_ref(),
        }
    }

    fn words(self) -> Cow<'c, [u32]> {
        match self {
            Selected::All(of) => of.words(),
            Selected::Some(numbers) => Cow::Owned(numbers.as_ref().words().into_owned()),
        }
    }
}

/// Which rows are alike on some columns.
pub(super) struct Alike {
    pub(super) classes: Classes,
    /// For each class, the others that a wildcard makes alike with it.
    pub(super) neighbours: Option<Neighbours>,
    /// How many rows are alike with those of each class, themselves among them.
    pub(super) sizes: Vec<u64>,
    /// Who has rows in each class; `None` if rows are persons.
    people: Option<People>,
    /// How many persons have rows that are alike with those of each class.
    pub(super) persons: Vec<u64>,
}

impl Alike {
    /// How many persons have rows in the class itself.
    pub(super) fn own(&self, class: usize) -> u64 {
        match &self.people {
            Some(people) => people.of(class).len() as u64,
            None => self.classes.sizes.get(class).copied().map_or(0, u64::from),
        }
    }
}

impl<'r> Encoded<'r> {
    pub(super) fn new(
        requirements: &'r Requirements,
        table: &Table<'_>,
        population: Option<&Table<'_>>,
    ) -> Result<Encoded<'r>, AnonymityError> {
        let mut diagnostics = requirements.diagnostics_of(table);
        if requirements.population.is_some() != population.is_some() {
            let diagnostic = match population {
                None => Diagnostic::new("no-population", "a population is required, and none was given"),
                Some(_) => {
                    Diagnostic::new("no-requirement", "a population was given, and nothing is required of it")
                }
            };
            diagnostics.push(diagnostic.at("/population"));
        }
        if !diagnostics.is_empty() {
            return Err(AnonymityError::of(diagnostics));
        }
        let rows = table.rows();
        let of_population = population.map_or(0, Table::rows);
        if rows + of_population > MOST_ROWS {
            let message = "a table and its population have at most 4 294 967 294 rows together";
            return Err(Diagnostic::new("too-many-rows", message).into());
        }
        let mut encoded = Encoded {
            requirements,
            rows: rows as u32,
            population: of_population as u32,
            quasi: Vec::new(),
            sensitive: Vec::new(),
            person: None,
            suppressed: Vec::new(),
        };
        if let Some(label) = &requirements.person {
            match together(label, table, population) {
                Ok(codes) => {
                    let nobody = codes.all().words().iter().filter(|code| **code == 0).count();
                    if nobody > 0 {
                        let message = format!("{nobody} rows are about nobody: their person is missing");
                        let diagnostic = Diagnostic::new("no-subject", message).at("/person");
                        diagnostics
                            .push(diagnostic.helping("leave these rows out, or say whom they are about"));
                    }
                    encoded.person = Some(codes);
                }
                Err(diagnostic) => diagnostics.push(diagnostic.at("/person")),
            }
        }
        for (label, at) in requirements.quasi_identifiers.iter().zip(0..) {
            let path = format!("/quasi-identifiers/{at}");
            match together(label, table, population) {
                Ok(codes) => encoded.quasi.push(codes),
                Err(diagnostic) => diagnostics.push(diagnostic.at(path)),
            }
        }
        for (sensitive, at) in requirements.sensitive.iter().zip(0..) {
            match together(&sensitive.column, table, None) {
                Ok(codes) => encoded.sensitive.push(codes),
                Err(diagnostic) => diagnostics.push(diagnostic.at(format!("/sensitive/{at}/column"))),
            }
        }
        if diagnostics.is_empty() {
            diagnostics = encoded.policies();
        }
        if diagnostics.is_empty() { Ok(encoded) } else { Err(AnonymityError::of(diagnostics)) }
    }

    /// Leaves out what is suppressed, and tells which policies are not given and needed.
    fn policies(&mut self) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        let requirements = self.requirements;
        if self.quasi.iter().all(|codes| codes.has_missing) {
            let mut nothing = vec![true; self.rows as usize];
            for codes in &self.quasi {
                for (nothing, code) in nothing.iter_mut().zip(codes.all().words().iter()) {
                    *nothing &= *code == 0;
                }
            }
            let rows = Rows::All(self.rows).filter(&nothing);
            match requirements.suppressed {
                Some(Suppressed::LeftOut) => self.suppressed = rows,
                Some(Suppressed::Published) => {}
                None if rows.is_empty() => {}
                None => {
                    let message = format!("{} rows miss every quasi-identifier", rows.len());
                    let diagnostic = Diagnostic::new("suppressed-policy", message).at("/suppressed");
                    diagnostics.push(diagnostic.expecting("`left-out` or `published`"));
                }
            }
        }
        if self.suppressed.len() == self.rows as usize {
            let message = "every row is suppressed, so there is nothing to release";
            return vec![Diagnostic::new("no-rows", message)];
        }
        let kept = self.kept();
        let misses = |codes: &Codes| kept.miss(codes);
        let others = requirements.several == Some(Several::OthersAreQuasi) && self.sensitive.len() > 1;
        let of_quasi = self.quasi.iter().any(misses) || (others && self.sensitive.iter().any(misses));
        let policy = |wanted: bool, given: Option<Missing>, path: &str| {
            (wanted && given.is_none()).then(|| {
                Diagnostic::new("missing-policy", "values are missing, and nothing says what they are")
                    .at(path)
                    .expecting("`wildcard` or `own-category`")
            })
        };
        diagnostics.extend(policy(of_quasi, requirements.missing, "/missing"));
        let of_sensitive = self.sensitive.iter().any(misses);
        diagnostics.extend(policy(of_sensitive, requirements.missing_sensitive, "/missing-sensitive"));
        for ((sensitive, codes), at) in requirements.sensitive.iter().zip(&self.sensitive).zip(0..) {
            if !misses(codes) {
                continue;
            }
            let path = format!("/sensitive/{at}");
            let compares = sensitive.t.is_some()
                || sensitive.beta.is_some()
                || sensitive.enhanced_beta.is_some()
                || sensitive.delta.is_some();
            if compares && requirements.missing_sensitive == Some(Missing::Wildcard) {
                let message = "a value that may be any has no distribution to compare";
                let help = "let missing values be a category of their own, or require l or alpha instead";
                diagnostics.push(Diagnostic::new("no-wildcard", message).at(path).helping(help));
            } else if sensitive.t.as_ref().is_some_and(|t| t.distance == super::Distance::Ordered) {
                let message = "a missing value has no place in the order of the others";
                diagnostics
                    .push(Diagnostic::new("no-order", message).at(path).helping("use the distance `equal`"));
            }
        }
        diagnostics
    }

    /// The rows that are not suppressed.
    pub(super) fn kept(&self) -> Rows {
        if self.suppressed.is_empty() {
            return Rows::All(self.rows);
        }
        let mut kept = vec![true; self.rows as usize];
        for row in &self.suppressed {
            if let Some(kept) = kept.get_mut(*row as usize) {
                *kept = false;
            }
        }
        Rows::Some(Rows::All(self.rows).filter(&kept))
    }

    /// Which of these rows are alike; also on all sensitive columns but one, if that one is given.
    pub(super) fn alike(&self, rows: &Rows, but: Option<usize>) -> Result<Alike, AnonymityError> {
        let others = self.sensitive.iter().enumerate().filter(|(at, _)| but.is_some_and(|but| but != *at));
        let all = self.quasi.iter().chain(others.map(|(_, codes)| codes));
        let columns: Vec<(Selected<'_>, u32)> = all.map(|codes| (rows.of(codes), codes.width)).collect();
        let coded: Vec<Coded<'_>> =
            columns.iter().map(|(of, width)| Coded { of: of.as_ref(), width: *width }).collect();
        let classes = classes(rows.len(), &coded);
        let neighbours = match self.requirements.missing {
            Some(Missing::Wildcard) => neighbours(&classes, &coded)?,
            _ => None,
        };
        let of = |class: u32| classes.sizes.get(class as usize).copied().map_or(0, u64::from);
        let sizes: Vec<u64> = match &neighbours {
            None => classes.sizes.iter().copied().map(u64::from).collect(),
            Some(neighbours) => {
                let alike = |class: usize| neighbours.of(class).iter().map(|other| of(*other)).sum();
                (0..classes.sizes.len()).map(alike).collect()
            }
        };
        let people = self.people(rows).map(|persons| People::new(&classes, &persons));
        let persons = match (&people, &neighbours) {
            (None, _) => sizes.clone(),
            (Some(people), None) => {
                (0..classes.sizes.len()).map(|class| people.of(class).len() as u64).collect()
            }
            (Some(people), Some(neighbours)) => people.alike(neighbours, classes.sizes.len())?,
        };
        Ok(Alike { classes, neighbours, sizes, people, persons })
    }

    /// Whom each of these rows is about; `None` if rows are persons.
    pub(super) fn people(&self, rows: &Rows) -> Option<Cow<'_, [u32]>> {
        self.person.as_ref().map(|codes| rows.of(codes).words())
    }

    /// The codes of a sensitive column in these rows.
    pub(super) fn sensitive(&self, rows: &Rows, at: usize) -> (Cow<'_, [u32]>, u32) {
        self.sensitive
            .get(at)
            .map_or((Cow::Borrowed(&[][..]), 0), |codes| (rows.of(codes).words(), codes.width))
    }

    /// For each class of the release and the population together: how many persons it has in each; how many persons of the
    /// release are not in the population's class; and the class of each row of the release.
    pub(super) fn in_population(&self, rows: &Rows) -> (Vec<(u64, u64)>, u64, Vec<u32>) {
        let of_population = |codes: &Codes| -> Vec<u32> {
            let (_, population) = codes.all().split_at(self.rows as usize);
            rows.of(codes).words().iter().chain(population.words().iter()).copied().collect()
        };
        let columns: Vec<(Vec<u32>, u32)> =
            self.quasi.iter().map(|codes| (of_population(codes), codes.width)).collect();
        let coded: Vec<Coded<'_>> =
            columns.iter().map(|(of, width)| Coded { of: Of::Wide(of), width: *width }).collect();
        let both = classes(rows.len() + self.population as usize, &coded);
        let mut counts = vec![(0u64, 0u64); both.sizes.len()];
        let mut outside = 0u64;
        if let Some(codes) = &self.person {
            let persons = of_population(codes);
            let of = |from: usize, to: usize| {
                let (classes, persons) = (both.of.get(from..to), persons.get(from..to));
                distinct(classes.unwrap_or_default(), persons.unwrap_or_default())
            };
            let (release, population) = (of(0, rows.len()), of(rows.len(), both.of.len()));
            outside = release.iter().filter(|pair| population.binary_search(pair).is_err()).count() as u64;
            for pair in release {
                if let Some((release, _)) = counts.get_mut((pair >> 32) as usize) {
                    *release += 1;
                }
            }
            for pair in population {
                if let Some((_, population)) = counts.get_mut((pair >> 32) as usize) {
                    *population += 1;
                }
            }
        } else {
            for (class, place) in both.of.iter().zip(0..) {
                if let Some((release, population)) = counts.get_mut(*class as usize) {
                    if place < rows.len() { *release += 1 } else { *population += 1 }
                }
            }
            outside +=
                counts.iter().map(|(release, population)| release.saturating_sub(*population)).sum::<u64>();
        }
        let mut of_rows = both.of;
        of_rows.truncate(rows.len());
        (counts, outside, of_rows)
    }
}

fn together(label: &Label, table: &Table<'_>, population: Option<&Table<'_>>) -> Result<Codes, Diagnostic> {
    let first = table.column(label)?;
    let second = population.map(|population| population.column(label)).transpose().map_err(|diagnostic| {
        diagnostic.helping("the population needs every quasi-identifier, generalised as in the release")
    })?;
    let parts: Vec<&Column<'_>> = core::iter::once(first).chain(second).collect();
    numbered(&parts)
}

/// The numbers of columns that are compared with each other.
pub(super) fn numbered(parts: &[&Column<'_>]) -> Result<Codes, Diagnostic> {
    let texts = parts.iter().filter(|part| part.is_text()).count();
    if texts != 0 && texts != parts.len() {
        let message = "this column holds texts in one table and whole numbers in another";
        return Err(Diagnostic::new("different-kinds", message).expecting("the same kind of values in both"));
    }
    let (codes, values) = encode(parts);
    spelling::diagnostic(&values).map_or(Ok(codes), Err)
}
