//! What came of a check, as a document; and the proof that it passed.

use std::collections::BTreeSet;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{AnonymityError, Comparison, Label, Metric, Number, Requirements, Secret, View};
use crate::Diagnostic;
use crate::json::{self, Defs, Fields, Node, Read, Reader};

/// A party, and what it holds by which it can lead the release back to persons.
///
/// Data are not anonymous in themselves but to someone (CJEU C-413/23 P, EDPS v SRB, 4 September 2025; recital 26), so a
/// report says who holds what. A party that holds nothing has an empty list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Adversary {
    /// The party.
    pub party: Label,
    /// What it holds.
    pub holds: Vec<Secret>,
}

impl Adversary {
    /// Reads parties from a JSON list, in the form in which a report names them: `[{"party", "holds": [...]}]`. Who holds
    /// nothing says so.
    ///
    /// Errors: what a document can have wrong.
    pub fn list_from_json(document: &str) -> Result<Vec<Adversary>, AnonymityError> {
        json::read(document, |read: Vec<Adversary>, _, _| Some(read)).map_err(AnonymityError::of)
    }
}

impl Read for Adversary {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Adversary> {
        let fields = Fields::of(node, reader, &["party", "holds"])?;
        let party = fields.get("party", reader);
        // A list that is absent would be read as an empty one.
        if node.field("holds").is_none() {
            let diagnostic = Diagnostic::new("missing-field", "it is not said what this party holds");
            reader.report(node, diagnostic.expecting("a field `holds`; an empty list for nothing"));
            return None;
        }
        Some(Adversary { party: party?, holds: fields.get("holds", reader)? })
    }

    fn schema(defs: &mut Defs) -> serde_json::Value {
        serde_json::json!({
            "type": "object",
            "required": ["party", "holds"],
            "properties": { "party": Label::schema(defs), "holds": Vec::<Secret>::schema(defs) },
            "additionalProperties": false,
        })
    }
}

/// What came of one requirement.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct MetricResult {
    /// What was measured.
    pub measure: Metric,
    /// In which column, for a sensitive one.
    pub column: Option<Label>,
    /// How what was found must stand to what is required.
    pub is: Comparison,
    /// What is required.
    pub required: Figure,
    /// For recursive diversity: from which place on values count as rare.
    pub l: Option<u32>,
    /// What was found in the release: the worst of all classes. `None` if no number would do.
    pub found: Option<Figure>,
    /// Whether it holds.
    pub holds: bool,
    /// How many persons (for aggregates: cells) are in classes for which it does not hold.
    pub failing: u64,
    /// Where the measure was defined.
    pub source: &'static str,
}

/// A count or a ratio.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
#[serde(untagged)]
pub enum Figure {
    /// A whole number.
    Count(u64),
    /// A number with decimals, never NaN or infinite.
    Ratio(Number),
}

impl Figure {
    pub(super) fn ratio(number: f64) -> Option<Figure> {
        Number::new(number).map(Figure::Ratio)
    }
}

/// What the release lost against the table that was given, and how alike it is. What is given and lost is counted in rows for
/// a table, in persons for a joined view, in cells for aggregates; what is alike is counted in persons.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Lost {
    /// How many were given.
    pub given: u64,
    /// How many of them had been suppressed already, and are no part of the release.
    pub suppressed: u64,
    /// How many were withheld so that it passes.
    pub withheld: u64,
    /// How many are left: the release.
    pub released: u64,
    /// How many persons the release is about; not known of aggregates.
    pub persons: Option<u64>,
    /// (suppressed + withheld) / given.
    pub share: Number,
    /// How many classes the release has; not known of aggregates.
    pub classes: Option<u64>,
    /// How many persons a class has on average. A person with rows in several classes is in each of them.
    pub average_class_size: Option<Number>,
    /// Σ |E|² over the classes, in rows, and for each row lost the number given (Bayardo and Agrawal 2005): the lower, the more the
    /// rows still differ. With wildcards, the sum over rows of how many are alike with it.
    pub discernibility: Option<u64>,
    /// How many classes are one person.
    pub unique: u64,
    /// The surest that anyone can be whose a row is: 1 / k.
    pub highest_risk: Option<Number>,
    /// The same on average over the persons of each class: classes / their persons together.
    pub average_risk: Option<Number>,
}

/// What came of a check. Serialises to one versioned form of JSON, the same bytes on every machine; it repeats no value of
/// the table. Only a check makes one.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct AnonymityReport {
    /// The version of this form of document: 1.
    pub waarborg_anonymity_report: u32,
    /// The name that the host gave to what was checked.
    pub release: Label,
    /// Whether every requirement holds. Not a statement that anyone complies with anything, nor that nobody can be found.
    pub passed: bool,
    /// What was checked.
    pub view: View,
    /// Each requirement, and what came of it.
    pub checks: Vec<MetricResult>,
    /// What was lost.
    pub lost: Lost,
    /// Who holds which secret.
    pub holders: Vec<Adversary>,
    /// The requirements as they were given, for a check of a table.
    pub requirements: Option<Requirements>,
}

impl AnonymityReport {
    /// The SHA-256 of the report's JSON, in lower-case hexadecimal: what an `anonymised` entry of a dossier names it by.
    pub fn digest(&self) -> String {
        Sha256::digest(self.to_json()).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The report as one line of JSON.
    pub fn to_json(&self) -> String {
        // Nothing in it can fail: every number is finite, every key a text.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The result of a check: the proof that it passed, or what failed.
#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    /// Every requirement holds for what is left after withholding.
    Passed(Passed),
    /// Some requirement does not hold.
    Failed(Failed),
}

impl Outcome {
    /// What came of it, either way.
    pub fn report(&self) -> &AnonymityReport {
        match self {
            Outcome::Passed(passed) => &passed.report,
            Outcome::Failed(failed) => &failed.report,
        }
    }

    /// The proof, if there is one.
    pub fn passed(self) -> Option<Passed> {
        match self {
            Outcome::Passed(passed) => Some(passed),
            Outcome::Failed(_) => None,
        }
    }

    pub(super) fn of(report: AnonymityReport, rows: Vec<Vec<u32>>) -> Outcome {
        match report.passed {
            true => Outcome::Passed(Passed { report, withheld: rows }),
            false => Outcome::Failed(Failed { report, rows }),
        }
    }
}

/// The proof that a check passed. Only a passing check makes one, so whatever takes one cannot be given anything else:
///
/// ```compile_fail,E0451
/// let passed = waarborg::anonymity::Passed { report: todo!(), withheld: vec![] };
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Passed {
    report: AnonymityReport,
    withheld: Vec<Vec<u32>>,
}

impl Passed {
    /// The report; its `passed` is true.
    pub fn report(&self) -> &AnonymityReport {
        &self.report
    }

    /// The rows of a table, from 0 and in order, that must not be released: those withheld, and those that had been
    /// suppressed. The table is counted from 0 in the order in which it was given; it is 0 unless several were joined.
    pub fn withheld(&self, table: usize) -> &[u32] {
        self.withheld.get(table).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether this party holds nothing by which it can lead the release back to persons. `None` for a party that the
    /// report does not name.
    pub fn holds_nothing(&self, party: &str) -> Option<bool> {
        let holder = self.report.holders.iter().find(|holder| holder.party.as_str() == party)?;
        Some(holder.holds.is_empty())
    }
}

/// What failed.
#[derive(Clone, PartialEq, Debug)]
pub struct Failed {
    report: AnonymityReport,
    rows: Vec<Vec<u32>>,
}

impl Failed {
    /// The report; its `passed` is false.
    pub fn report(&self) -> &AnonymityReport {
        &self.report
    }

    /// The rows of a table, from 0 and in order, for which some requirement does not hold, or would not have held had they
    /// not been withheld. The table is counted as for [`Passed::withheld`].
    pub fn rows(&self, table: usize) -> &[u32] {
        self.rows.get(table).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Refuses parties named twice, secrets named twice, and a report that nobody is named in.
pub(super) fn holders(given: &[Adversary]) -> Result<Vec<Adversary>, AnonymityError> {
    let mut diagnostics = Vec::new();
    if given.is_empty() {
        diagnostics.push(
            Diagnostic::new("no-holders", "nobody is named who has the release or made it")
                .expecting("each party that will have the release, and each that holds a secret")
                .helping("name a party that holds nothing with an empty list"),
        );
    }
    let mut known: Vec<Adversary> = Vec::with_capacity(given.len());
    let mut parties = BTreeSet::new();
    for (holder, at) in given.iter().zip(0..) {
        if !parties.insert(&holder.party) {
            let diagnostic = Diagnostic::new("duplicate-party", "an earlier holder is the same party");
            diagnostics.push(diagnostic.at(format!("/holders/{at}")));
        }
        let mut holds = holder.holds.clone();
        holds.sort_unstable();
        holds.dedup();
        known.push(Adversary { party: holder.party.clone(), holds });
    }
    if diagnostics.is_empty() { Ok(known) } else { Err(AnonymityError::of(diagnostics)) }
}
