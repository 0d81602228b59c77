//! What is checked: columns of equal length, borrowed from the host.

use core::fmt;
use std::collections::BTreeMap;

use super::{AnonymityError, Label};
use crate::Diagnostic;

/// The most rows of a table: they are numbered in 32 bits.
pub(super) const MOST_ROWS: usize = u32::MAX as usize - 1;

/// A column: its values, and which of them are missing. Borrows the host's memory; copy it freely.
///
/// Two values are equal if their bytes are. Upper and lower case, spaces and leading zeros make a difference; so prepare
/// values first. Only one thing is checked about that, because it would quietly count one value as two: a column that
/// holds the same text in two Unicode normal forms is refused (`two-spellings`).
#[derive(Clone, Copy)]
pub struct Column<'a> {
    pub(super) values: Values<'a>,
    valid: Option<&'a [bool]>,
    mark: Option<&'a str>,
}

/// What takes the values of a column. Not an iterator over them: a column has several forms, and which one it has is asked
/// once for all values.
pub(super) trait Sink<T> {
    fn take(&mut self, value: Option<T>);
}

impl<T> Sink<T> for Vec<Option<T>> {
    fn take(&mut self, value: Option<T>) {
        self.push(value);
    }
}

#[derive(Clone, Copy)]
pub(super) enum Values<'a> {
    Texts(&'a [&'a str]),
    Packed { offsets: &'a [u32], text: &'a str },
    Integers(&'a [i64]),
}

impl<'a> Column<'a> {
    /// A column of texts.
    pub fn texts(values: &'a [&'a str]) -> Column<'a> {
        Column { values: Values::Texts(values), valid: None, mark: None }
    }

    /// A column of texts laid end to end, as Arrow keeps them: value *i* is `text[offsets[i]..offsets[i + 1]]`. One more
    /// offset than there are values. An offset that cuts a character in two is found when the column is read.
    pub fn packed(offsets: &'a [u32], text: &'a str) -> Column<'a> {
        Column { values: Values::Packed { offsets, text }, valid: None, mark: None }
    }

    /// A column of whole numbers. Only these have an order of their own.
    pub fn integers(values: &'a [i64]) -> Column<'a> {
        Column { values: Values::Integers(values), valid: None, mark: None }
    }

    /// Says of each value whether it is there: a value with `false` is missing, whatever stands in its place.
    pub fn valid(self, valid: &'a [bool]) -> Column<'a> {
        Column { valid: Some(valid), ..self }
    }

    /// Says which text stands for a missing value, such as the `*` of ARX. Without it, and without [`Column::valid`], no
    /// value is missing; an empty text is a value.
    pub fn missing_as(self, mark: &'a str) -> Column<'a> {
        Column { mark: Some(mark), ..self }
    }

    /// True for texts, in either form.
    pub(super) fn is_text(&self) -> bool {
        !matches!(self.values, Values::Integers(_))
    }

    pub(super) fn rows(&self) -> usize {
        match self.values {
            Values::Texts(values) => values.len(),
            Values::Packed { offsets, .. } => offsets.len().saturating_sub(1),
            Values::Integers(values) => values.len(),
        }
    }

    /// Gives each value of a text column, as bytes; `None` where it is missing.
    pub(super) fn texts_into(&self, sink: &mut impl Sink<&'a [u8]>) {
        match self.values {
            Values::Texts(values) => self.give(values.iter().map(|text| text.as_bytes()), sink),
            Values::Packed { offsets, text } => {
                let ends = offsets.get(1..).unwrap_or_default();
                let cut = |(from, to): (&u32, &u32)| text.as_bytes().get(*from as usize..*to as usize);
                // INVARIANT: offsets cut the text, or there would be no table.
                self.give(offsets.iter().zip(ends).map(|ends| cut(ends).unwrap_or_default()), sink);
            }
            Values::Integers(_) => {}
        }
    }

    fn give(&self, values: impl Iterator<Item = &'a [u8]>, sink: &mut impl Sink<&'a [u8]>) {
        match (self.valid, self.mark.map(str::as_bytes)) {
            (None, None) => values.for_each(|value| sink.take(Some(value))),
            (None, Some(mark)) => {
                values.for_each(|value| sink.take(Some(value).filter(|value| *value != mark)))
            }
            (Some(valid), mark) => values.zip(valid).for_each(|(value, is_there)| {
                sink.take(is_there.then_some(value).filter(|value| Some(*value) != mark));
            }),
        }
    }

    /// Gives each value of a column of whole numbers; `None` where it is missing.
    pub(super) fn numbers_into(&self, sink: &mut impl Sink<i64>) {
        let Values::Integers(values) = self.values else { return };
        match self.valid {
            None => values.iter().for_each(|value| sink.take(Some(*value))),
            Some(valid) => {
                values.iter().zip(valid).for_each(|(value, is_there)| sink.take(is_there.then_some(*value)));
            }
        }
    }

    fn diagnostic(&self, rows: usize) -> Option<Diagnostic> {
        if let Values::Packed { offsets, text } = self.values {
            let Some(ends) = offsets.get(1..) else {
                return Some(Diagnostic::new("no-offsets", "a packed column has no offsets").expecting(
                    "one offset more than there are values, the first of them 0, so at least one",
                ));
            };
            // No early end, so that many are looked at at once.
            let in_order = offsets.iter().zip(ends).fold(true, |so_far, (from, to)| so_far & (from <= to));
            let within = offsets.last().is_some_and(|end| *end as usize <= text.len());
            if !in_order || !within {
                let message = "the offsets of a packed column do not cut its text into values";
                return Some(
                    Diagnostic::new("bad-offsets", message)
                        .expecting("offsets in bytes that never go down and end within the text"),
                );
            }
        }
        if self.rows() != rows {
            let message = format!("this column has {} values, and the first has {rows}", self.rows());
            return Some(
                Diagnostic::new("unequal-columns", message).expecting("columns of one table, equally long"),
            );
        }
        let valid = self.valid.map_or(rows, <[bool]>::len);
        (valid != rows).then(|| {
            let message =
                format!("this column has {rows} values, and says of {valid} whether they are there");
            Diagnostic::new("unequal-validity", message).expecting("one truth value for each value")
        })
    }
}

impl fmt::Debug for Column<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Column").field("rows", &self.rows()).finish_non_exhaustive()
    }
}

/// Columns of equal length, by name. Borrows the host's memory.
#[derive(Clone)]
pub struct Table<'a> {
    rows: u32,
    columns: Vec<Column<'a>>,
    /// The place of each column.
    places: BTreeMap<Label, usize>,
}

impl<'a> Table<'a> {
    /// A table of these columns.
    ///
    /// Everything that is wrong is told at once: `no-columns`, `no-rows`, `too-many-rows` (2³² − 2 at most), `not-a-label`,
    /// `duplicate-column`, `unequal-columns`, `unequal-validity`, `no-offsets`, `bad-offsets`.
    pub fn new(columns: &[(&str, Column<'a>)]) -> Result<Table<'a>, AnonymityError> {
        let rows = columns.first().map_or(0, |(_, column)| column.rows());
        let mut diagnostics = Vec::new();
        let mut places = BTreeMap::new();
        for (index, (name, column)) in columns.iter().enumerate() {
            let path = format!("/columns/{index}");
            diagnostics.extend(column.diagnostic(rows).map(|diagnostic| diagnostic.at(&path)));
            match Label::parse(name, &path) {
                Ok(name) => {
                    if places.insert(name, index).is_some() {
                        let diagnostic =
                            Diagnostic::new("duplicate-column", "an earlier column has the same name");
                        diagnostics.push(diagnostic.at(path));
                    }
                }
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
        if columns.is_empty() {
            diagnostics
                .push(Diagnostic::new("no-columns", "this table has no columns").expecting("at least one"));
        } else if rows == 0 && diagnostics.is_empty() {
            let help = "publish nothing, or check the table that you do publish";
            diagnostics.push(
                Diagnostic::new("no-rows", "this table has no rows, so nothing is known of it").helping(help),
            );
        } else if rows > MOST_ROWS {
            diagnostics.push(Diagnostic::new("too-many-rows", "a table has at most 4 294 967 294 rows"));
        }
        match u32::try_from(rows) {
            Ok(rows) if diagnostics.is_empty() => {
                Ok(Table { rows, columns: columns.iter().map(|(_, column)| *column).collect(), places })
            }
            _ => Err(AnonymityError::of(diagnostics)),
        }
    }

    /// How many rows it has, from 1.
    pub fn rows(&self) -> usize {
        self.rows as usize
    }

    /// The names of its columns, with their places, in the order of the names.
    pub(super) fn names(&self) -> impl Iterator<Item = (&Label, usize)> {
        self.places.iter().map(|(name, place)| (name, *place))
    }

    /// The column with this name, or the diagnostic that there is none.
    pub(super) fn column(&self, name: &Label) -> Result<&Column<'a>, Diagnostic> {
        self.places.get(name).and_then(|place| self.columns.get(*place)).ok_or_else(|| {
            Diagnostic::new("unknown-column", "this table has no column of that name")
                .meaning(name.as_str(), self.places.keys().map(Label::as_str))
        })
    }
}

impl fmt::Debug for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table").field("rows", &self.rows).field("columns", &self.columns.len()).finish()
    }
}
