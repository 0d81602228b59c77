use core::fmt;
use std::collections::BTreeMap;

use super::free_text::{Detection, KnownPerson, Tagger};
use super::mark::{Bands, Mark};
use super::place::{Postcode, mail_class, truncated_text};
use super::shift::{Coarse, Shift, local_day};
use super::table::{Field, FieldTable, Holds, Output, Treated};
use super::treatment::{Properties, Treatment};
use super::{age_band, birth_year, school_year};
use crate::Diagnostic;
use crate::calendar::{Day, Zone};
use crate::json::Id;
use crate::policy::Identifiability;
use crate::pseudonym::domain::Domain;
use crate::pseudonym::identifier::Identifier;
use crate::pseudonym::{PseudonymError, Pseudonymiser};

/// Lets records come out as a table declares, for one purpose and identifiability. Made by [`FieldTable::open`]; borrows the table
/// and the domain.
#[derive(Debug)]
pub struct Transformer<'a> {
    output: &'a Output,
    subject: Option<(&'a Id, &'a Field)>,
    zone: Zone,
    fields: BTreeMap<&'a str, Prepared<'a>>,
}

/// A field, with all that its treatment needs.
#[derive(Debug)]
struct Prepared<'a> {
    name: &'a Id,
    field: &'a Field,
    treated: &'a Treated,
    keys: Option<&'a Pseudonymiser>,
    shift: Option<Shift<'a>>,
    bands: Option<Bands>,
}

/// What a record alone does not say. Borrowed.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The day on which ages are counted.
    pub on: Day,
    /// The people whose names a free text may hold, such as those of the class.
    pub people: &'a [KnownPerson],
}

/// A record as it comes out. Personal data still, in every form but `nothing`: `Debug` shows the fields' names alone.
#[derive(Clone, PartialEq)]
pub struct Transformed {
    /// The fields that come out, by name; `None` for a field without a value.
    pub fields: BTreeMap<Id, Option<String>>,
    /// The form that was asked. `anonymised` says that no treatment stands in its way; whether nobody can be singled
    /// out is a question about the whole table, and is not answered here.
    pub identifiability: Identifiability,
    /// What was found in names and free texts, and how often.
    pub found: BTreeMap<Detection, usize>,
}

impl FieldTable {
    /// Prepares an output. The domain is needed if a field comes out as a pseudonym or is moved in time.
    ///
    /// # Errors
    ///
    /// `unknown-output`; `domain-missing` if one is needed; `no-key-for-kind`, `no-active-key`.
    pub fn open<'a>(
        &'a self,
        purpose: &str,
        identifiability: Identifiability,
        domain: Option<&'a Domain>,
    ) -> Result<Transformer<'a>, PseudonymError> {
        let output = self.output(purpose, identifiability)?;
        let needed = || {
            domain.ok_or_else(|| {
                Diagnostic::new(
                    "domain-missing",
                    "this output needs a pseudonymisation domain, and none was given",
                )
                .helping("there is no default: pseudonyms of different domains must never be the same")
            })
        };
        let subject = self.subject.as_ref().and_then(|name| self.fields.get(name).map(|field| (name, field)));
        let mut fields = BTreeMap::new();
        for (name, treated) in &output.fields {
            // INVARIANT: checked where tables are read.
            let Some(field) = self.fields.get(name) else { continue };
            let keys = match (treated.r#as, &field.kind) {
                (Treatment::Pseudonym, Some(kind)) => {
                    let keys = needed()?.of(kind)?;
                    if keys.active_key().is_none() {
                        return Err(Diagnostic::new(
                            "no-active-key",
                            "the domain makes no new pseudonyms of this kind",
                        )
                        .at(format!("/fields/{name}"))
                        .into());
                    }
                    Some(keys)
                }
                _ => None,
            };
            let shift = match (treated.r#as, treated.days) {
                (Treatment::Shift, Some(days)) => match subject.and_then(|(_, field)| field.kind.as_ref()) {
                    Some(kind) => Some(needed()?.of(kind)?.shift(days)?),
                    None => None,
                },
                _ => None,
            };
            let bands = match treated.r#as {
                Treatment::Band => Some(Bands::new(treated.limits.iter().map(|limit| limit.0.as_str()))?),
                _ => None,
            };
            fields.insert(name.as_str(), Prepared { name, field, treated, keys, shift, bands });
        }
        Ok(Transformer { output, subject, zone: self.zone()?, fields })
    }
}

impl Transformer<'_> {
    /// One record: its fields by name, `None` for one without a value. A field that is absent has no value either.
    ///
    /// # Errors
    ///
    /// All that is wrong with it, with the field as the path; nothing comes out then. `unknown-field-name` for a field
    /// that the table does not have; `field-twice`; `subject-unknown` if a time is to be moved and the subject has no
    /// value; what a treatment refuses.
    pub fn record<'r>(
        &self,
        record: impl IntoIterator<Item = (&'r str, Option<&'r str>)>,
        context: &Context<'_>,
    ) -> Result<Transformed, PseudonymError> {
        let mut diagnostics = Vec::new();
        let mut values: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        for (name, value) in record {
            // What the table does not name may be about someone, so it is not repeated.
            let Some(known) = self.fields.get(name).map(|prepared| prepared.name) else {
                diagnostics.push(
                    Diagnostic::new(
                        "unknown-field-name",
                        "the record has a field that the table does not have",
                    )
                    .expecting(format!("fields of {}", self.names().collect::<Vec<_>>().join(", ")))
                    .meaning(name, self.names()),
                );
                continue;
            };
            if values.insert(known.as_str(), value).is_some() {
                diagnostics.push(
                    Diagnostic::new("field-twice", "this field is in the record twice")
                        .at(format!("/{known}")),
                );
            }
        }
        let value = |name: &Id| values.get(name.as_str()).copied().flatten();
        let subject = self.subject.and_then(|(name, field)| {
            let read = field.kind.as_ref()?.read(value(name)?);
            read.map_err(|error| located(&mut diagnostics, name, error)).ok()
        });
        let mut tagger = Tagger::new(context.people);
        let names = self.fields.values().filter(|prepared| prepared.field.holds == Holds::Name);
        names.filter_map(|prepared| value(prepared.name)).for_each(|name| tagger.know(name));
        let mut fields = BTreeMap::new();
        for prepared in self.fields.values() {
            let name = prepared.name;
            if prepared.treated.r#as == Treatment::Drop {
                continue;
            }
            let out =
                value(name).map(|text| self.field(prepared, text, subject.as_ref(), &mut tagger, context));
            match out.transpose() {
                Ok(out) => _ = fields.insert(name.clone(), out),
                // A malformed subject has been told of.
                Err(error)
                    if diagnostics
                        .iter()
                        .any(|f| f.path() == format!("/{name}") && f.code() == error.code()) => {}
                Err(error) => located(&mut diagnostics, name, error),
            }
        }
        if !diagnostics.is_empty() {
            return Err(PseudonymError::of(diagnostics));
        }
        Ok(Transformed { fields, identifiability: self.output.identifiability, found: tagger.into_found() })
    }

    /// What each field's treatment leaves, for the record of what was done and for those who decide on it.
    pub fn properties(&self) -> impl ExactSizeIterator<Item = (&str, Treatment, Properties)> + '_ {
        self.fields
            .iter()
            .map(|(name, prepared)| (*name, prepared.treated.r#as, prepared.treated.r#as.properties()))
    }

    pub(super) fn identifiability(&self) -> Identifiability {
        self.output.identifiability
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.keys().copied()
    }

    fn field(
        &self,
        prepared: &Prepared<'_>,
        text: &str,
        subject: Option<&Identifier>,
        tagger: &mut Tagger,
        context: &Context<'_>,
    ) -> Result<String, PseudonymError> {
        let Prepared { field, treated, keys, shift, bands, .. } = prepared;
        let coarse = treated.to.unwrap_or(Coarse::Day);
        let born =
            || text.trim().parse::<Day>().map_err(|error| PseudonymError::of(error.diagnostics().to_vec()));
        // INVARIANT: what a treatment needs was checked where the table was read, and prepared where it was opened.
        let unprepared = || Diagnostic::new("treatment-unfit", "this field cannot come out like this");
        Ok(match treated.r#as {
            Treatment::Keep => text.to_owned(),
            Treatment::Drop => String::new(),
            Treatment::Pseudonym => {
                let kind = field.kind.as_ref().ok_or_else(unprepared)?;
                keys.ok_or_else(unprepared)?.pseudonym(&kind.read(text)?)?.to_string()
            }
            Treatment::Year => birth_year(born()?),
            Treatment::SchoolYear => school_year(born()?)?,
            Treatment::AgeBand => age_band(born()?, context.on, treated.width.ok_or_else(unprepared)?)?,
            Treatment::Postcode4 => text.parse::<Postcode>()?.four(),
            Treatment::Postcode2 => text.parse::<Postcode>()?.two(),
            Treatment::Truncate => truncated_text(text)?,
            Treatment::MailClass => {
                mail_class(text, treated.own.iter().map(|own| own.0.as_str()))?.as_str().to_owned()
            }
            Treatment::Coarsen => coarse.of(local_day(text, &self.zone)?),
            Treatment::Shift => {
                let subject = subject.ok_or_else(|| {
                    Diagnostic::new("subject-unknown", "it is not known whose time this is")
                        .helping("a time that is not moved would come out as it was")
                })?;
                let shift = shift.as_ref().ok_or_else(unprepared)?;
                coarse.of(shift.day(subject, local_day(text, &self.zone)?)?)
            }
            Treatment::Band => bands.as_ref().ok_or_else(unprepared)?.of(text.parse::<Mark>()?),
            Treatment::Tag if field.holds == Holds::Name => tagger.name(text),
            Treatment::Tag => tagger.text(text),
        })
    }
}

fn located(diagnostics: &mut Vec<Diagnostic>, name: &Id, error: PseudonymError) {
    diagnostics
        .extend(error.diagnostics().iter().map(|diagnostic| diagnostic.clone().at(format!("/{name}"))));
}

impl fmt::Debug for Transformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.fields.keys().map(Id::as_str).collect();
        f.debug_struct("Transformed")
            .field("fields", &names)
            .field("identifiability", &self.identifiability)
            .finish_non_exhaustive()
    }
}
