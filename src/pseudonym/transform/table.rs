use std::collections::BTreeSet;

use super::mark::Bands;
use super::shift::Coarse;
use super::treatment::Treatment;
use crate::Diagnostic;
use crate::calendar::{Time, Zone};
use crate::json::{self, Id, Map, Node, Reader, Text, object, words};
use crate::policy::{Identifiability, Policy};
use crate::pseudonym::PseudonymError;
use crate::pseudonym::identifier::Kind;
use crate::pseudonym::register::asked;

object! {
    /// Which fields a record has, and how each comes out, per purpose and form. Immutable once read.
    pub struct FieldTable {
        /// The version of this format: 1.
        pub waarborg_fields: u32,
        /// The IANA time zone in which days are counted; `Europe/Amsterdam` if absent.
        pub zone: Option<Text>,
        /// The field that says whom the record is about: an identifier.
        pub subject: Option<Id>,
        /// The fields, by name.
        pub fields: Map<Field>,
        /// What comes out.
        pub outputs: Vec<Output>,
    }
}

object! {
    /// A field of a record.
    pub struct Field {
        /// What it holds.
        pub holds: Holds,
        /// The kind of identifier, for an identifier; for a name, the kind under which it is made a pseudonym.
        pub kind: Option<Kind>,
        /// The category of the policy that it belongs to.
        pub category: Option<Id>,
        /// What it is.
        pub description: Option<Text>,
    }
}

words! {
    /// What a field holds.
    pub enum Holds {
        /// An identifier of a person, of a kind.
        Identifier = "identifier",
        /// A name of a person, or a part of it.
        Name = "name",
        /// A birth date.
        BirthDate = "birth-date",
        /// A Dutch postcode.
        Postcode = "postcode",
        /// A day or an instant at which something happened.
        Time = "time",
        /// A mark or score.
        Mark = "mark",
        /// A text that someone wrote; anything else that cannot be read by a rule, such as an image.
        FreeText = "free-text",
        /// Something else that identifies nobody by itself: a sex, a level.
        Other = "other",
    }
}

object! {
    /// How fields come out for one purpose, in one form. Every field is named.
    pub struct Output {
        /// The purpose.
        pub purpose: Id,
        /// The most identifiable form of what comes out.
        pub identifiability: Identifiability,
        /// How each field comes out.
        pub fields: Map<Treated>,
    }
}

object! {
    /// How a field comes out.
    pub struct Treated {
        /// How.
        pub r#as: Treatment,
        /// For `age-band`: how many years a band has.
        pub width: Option<u32>,
        /// For `shift`: how many days a person is moved at most, either way.
        pub days: Option<u32>,
        /// For `coarsen` and `shift`: how coarse it comes out; `day` if absent.
        pub to: Option<Coarse>,
        /// For `band`: the lowest mark of each band but the first.
        pub limits: Vec<Text>,
        /// For `mail-class`: the organisation's own domains.
        pub own: Vec<Text>,
    }
}

const ZONE: &str = "Europe/Amsterdam";

impl FieldTable {
    /// Reads a table from its JSON document.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it. Besides what a document can have wrong: `unknown-zone`; `unknown-field-name`
    /// for a subject or an output that names no field; `field-unsaid` for an output that does not say how a field
    /// comes out; `output-twice`; `kind-missing`, `kind-unneeded`; `treatment-unfit` for a field that does not hold
    /// what the treatment needs; `too-identifiable` if it would come out more identifiable than the output;
    /// `setting-missing`, `setting-unneeded`, and what a setting can have wrong; `subject-missing` for a shift without
    /// a subject.
    pub fn parse(document: &str) -> Result<FieldTable, PseudonymError> {
        json::read(document, checked).map_err(PseudonymError::of)
    }

    /// The JSON Schema (draft 2020-12) of a table.
    pub fn schema() -> serde_json::Value {
        json::schema::<FieldTable>("waarborg fields, version 1")
    }

    /// The output for this purpose and form.
    ///
    /// # Errors
    ///
    /// `unknown-output`.
    pub fn output(&self, purpose: &str, identifiability: Identifiability) -> Result<&Output, PseudonymError> {
        let found = self
            .outputs
            .iter()
            .find(|o| o.purpose.as_str() == purpose && o.identifiability == identifiability);
        found.ok_or_else(|| {
            Diagnostic::new("unknown-output", "the table has no output for this purpose and form")
                .expecting("a purpose and form of the table: what is not declared does not come out")
                .into()
        })
    }

    /// Compares the table with a policy, as it applies at a moment: each purpose must be one of the policy's, must need
    /// the category of every field that comes out, and must need it in this form.
    ///
    /// # Errors
    ///
    /// All that differ: `no-policy-yet`, `unknown-purpose`, `category-unsaid`, `category-unneeded`, `too-identifiable`;
    /// `now-out-of-range`.
    pub fn check(&self, policy: &Policy, at: Time) -> Result<(), PseudonymError> {
        let Some(document) = policy.version_at(asked(at)?) else {
            return Err(
                Diagnostic::new("no-policy-yet", "no version of the policy applies at this moment").into()
            );
        };
        let mut diagnostics = Vec::new();
        for (index, output) in self.outputs.iter().enumerate() {
            let path = format!("/outputs/{index}");
            let Some(purpose) = document.purposes.get(&output.purpose) else {
                let known = document.purposes.keys().map(Id::as_str);
                let diagnostic = Diagnostic::new("unknown-purpose", "the policy has no such purpose");
                diagnostics
                    .push(diagnostic.meaning(output.purpose.as_str(), known).at(format!("{path}/purpose")));
                continue;
            };
            for (name, treated) in &output.fields {
                if treated.r#as == Treatment::Drop {
                    continue;
                }
                let mut report =
                    |diagnostic: Diagnostic| diagnostics.push(diagnostic.at(format!("{path}/fields/{name}")));
                let Some(category) = self.fields.get(name).and_then(|field| field.category.as_ref()) else {
                    report(
                        Diagnostic::new("category-unsaid", "this field comes out, and has no category")
                            .expecting("a category of the policy on the field"),
                    );
                    continue;
                };
                if !purpose.categories.contains(category) {
                    report(
                        Diagnostic::new(
                            "category-unneeded",
                            "the purpose does not need the category of this field",
                        )
                        .helping("drop it, or let the policy say that the purpose needs it"),
                    );
                    continue;
                }
                let held = document.categories.get(category).and_then(|category| category.identifiability);
                let needed = purpose.identifiability.get(category).copied();
                let most = held.into_iter().chain(needed).min().unwrap_or(Identifiability::Identifiable);
                if output.identifiability > most {
                    report(
                        Diagnostic::new(
                            "too-identifiable",
                            "the policy allows a less identifiable form only",
                        )
                        .expecting(format!("a form of at most `{}`", most.as_str())),
                    );
                }
            }
        }
        if diagnostics.is_empty() { Ok(()) } else { Err(PseudonymError::of(diagnostics)) }
    }

    pub(super) fn zone(&self) -> Result<Zone, Diagnostic> {
        let name = self.zone.as_ref().map_or(ZONE, |zone| zone.0.as_str());
        Zone::named(name).map_err(|_| Diagnostic::new("unknown-zone", "there is no such time zone"))
    }
}

fn checked(table: FieldTable, root: &Node<'_>, reader: &mut Reader) -> Option<FieldTable> {
    let mut report = |path: &[&str], diagnostic: Diagnostic| reader.report_path(root, path, 0, diagnostic);
    if table.waarborg_fields != 1 {
        let diagnostic =
            Diagnostic::new("unknown-version", "this is not a version of this format").expecting("1");
        report(&["waarborg-fields"], diagnostic);
    }
    if let Err(diagnostic) = table.zone() {
        report(&["zone"], diagnostic);
    }
    let unknown = |name: &Id| {
        Diagnostic::new("unknown-field-name", "the table has no field with this name")
            .meaning(name.as_str(), table.fields.keys().map(Id::as_str))
    };
    if let Some(subject) = &table.subject {
        match table.fields.get(subject) {
            None => report(&["subject"], unknown(subject)),
            Some(field) if field.holds != Holds::Identifier => {
                report(
                    &["subject"],
                    Diagnostic::new("subject-no-identifier", "the subject's field holds no identifier"),
                );
            }
            Some(_) => {}
        }
    }
    for (name, field) in &table.fields {
        let path = ["fields", name.as_str(), "kind"];
        match (field.holds, &field.kind) {
            (Holds::Identifier, None) => {
                report(
                    &path,
                    Diagnostic::new("kind-missing", "this identifier has no kind").expecting("a kind"),
                );
            }
            (Holds::Identifier | Holds::Name, _) | (_, None) => {}
            (_, Some(_)) => {
                report(&path, Diagnostic::new("kind-unneeded", "only an identifier or a name has a kind"));
            }
        }
    }
    let mut seen = BTreeSet::new();
    for (index, output) in table.outputs.iter().enumerate() {
        let at = index.to_string();
        if !seen.insert((&output.purpose, output.identifiability)) {
            report(
                &["outputs", &at],
                Diagnostic::new("output-twice", "this purpose and form have an output already"),
            );
        }
        for name in table.fields.keys().filter(|name| !output.fields.contains_key(name.as_str())) {
            let diagnostic =
                Diagnostic::new("field-unsaid", format!("it is not said how the field `{name}` comes out"));
            report(&["outputs", &at, "fields"], diagnostic.helping("say `drop` if it does not"));
        }
        for (name, treated) in &output.fields {
            let path = ["outputs", &at, "fields", name.as_str()];
            match table.fields.get(name) {
                None => report(&path, unknown(name)),
                Some(field) => {
                    for diagnostic in unfit(field, treated, output.identifiability, table.subject.is_some()) {
                        report(&path, diagnostic);
                    }
                }
            }
        }
    }
    Some(table)
}

/// What is wrong with letting this field come out like this.
fn unfit(
    field: &Field,
    treated: &Treated,
    identifiability: Identifiability,
    subject: bool,
) -> Vec<Diagnostic> {
    use Treatment::*;
    let mut diagnostics = Vec::new();
    let how = treated.r#as;
    let of_kind = match how {
        Pseudonym => field.kind.is_some(),
        Truncate => field.kind == Some(Kind::Ip),
        MailClass => matches!(field.kind, Some(Kind::Mail(_))),
        _ => true,
    };
    if !how.fits(field.holds) || !of_kind {
        diagnostics.push(
            Diagnostic::new("treatment-unfit", format!("a field that holds this cannot come out as `{}`", how.as_str()))
                .helping("see what each treatment needs: `truncate` an IP address, `mail-class` a mail address, `pseudonym` a kind"),
        );
    } else if how.least_identifiability(field.holds) > identifiability {
        diagnostics.push(
            Diagnostic::new(
                "too-identifiable",
                "what comes out would be more identifiable than this output is",
            )
            .expecting(format!("a treatment that is at most `{}`", identifiability.as_str())),
        );
    }
    if how == Shift && !subject {
        diagnostics.push(
            Diagnostic::new("subject-missing", "a shift needs to know whose time it is")
                .expecting("a `subject` in the table"),
        );
    }
    let institutions = [
        ("width", how == AgeBand, how == AgeBand, treated.width.is_some()),
        ("days", how == Shift, how == Shift, treated.days.is_some()),
        ("to", false, matches!(how, Shift | Coarsen), treated.to.is_some()),
        ("limits", how == Band, how == Band, !treated.limits.is_empty()),
        ("own", false, how == MailClass, !treated.own.is_empty()),
    ];
    for (name, needed, allowed, given) in institutions {
        if needed && !given {
            diagnostics
                .push(Diagnostic::new("setting-missing", format!("`{}` needs `{name}`", how.as_str())));
        }
        if given && !allowed {
            diagnostics
                .push(Diagnostic::new("setting-unneeded", format!("`{}` has no `{name}`", how.as_str())));
        }
    }
    if treated.width.is_some_and(|width| !(1..=50).contains(&width)) {
        diagnostics.push(
            Diagnostic::new("band-width", "this is no width of a band of ages").expecting("1 to 50 years"),
        );
    }
    if treated.days.is_some_and(|days| !(1..=3_650).contains(&days)) {
        diagnostics.push(
            Diagnostic::new("shift-days", "this is no range to move days in").expecting("1 to 3650 days"),
        );
    }
    if !treated.limits.is_empty()
        && let Err(error) = Bands::new(treated.limits.iter().map(|limit| limit.0.as_str()))
    {
        diagnostics.extend(error.diagnostics().iter().cloned());
    }
    diagnostics
}
