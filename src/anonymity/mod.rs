//! A reading: can someone be found in what we are about to release?
//!
//! An output is never called anonymous here. A [`Check`] holds [`Requirements`] against a [`Table`], and what comes out is a
//! [`AnonymityReport`]: which check, which *k*, which threshold, what was lost, and who holds which secret. Only a check that passed
//! makes a [`Passed`], so whatever asks for one cannot be told that something is anonymised without it. That somebody
//! cannot be found by means reasonably likely to be used (GDPR, recital 26) remains a judgement of people, to which the
//! report is one piece of evidence.
//!
//! ```
//! use waarborg::anonymity::*;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let table = Table::new(&[
//!     ("cohort", Column::texts(&["2019", "2019", "2019", "2020", "2020", "2020", "2021"])),
//!     ("region", Column::texts(&["north", "north", "north", "south", "south", "south", "south"])),
//!     ("mark", Column::integers(&[5, 7, 8, 5, 7, 8, 9])),
//! ])?;
//! let check = Check::new(Requirements::parse(
//!     r#"{ "waarborg-anonymity": 1, "k": 3,
//!          "rows-are-persons": true, "quasi-identifiers": ["cohort", "region"],
//!          "sensitive": [{ "column": "mark", "distinct-l": 3, "t": { "at-most": 0.2, "distance": "ordered" } }],
//!          "withhold-at-most": 0.15 }"#,
//! )?)?;
//! let researcher = Adversary { party: Label::new("researcher").unwrap(), holds: vec![] };
//! let school = Adversary { party: Label::new("school").unwrap(), holds: vec![Secret::SourceTable] };
//!
//! let outcome = check.run("marks 2026", &table, None, &[researcher, school])?;
//! let passed = outcome.passed().expect("it passes without the last row");
//! assert_eq!(passed.withheld(0), [6]);
//! assert_eq!(passed.report().lost.share.get(), 1.0 / 7.0);
//! assert_eq!(passed.holds_nothing("school"), Some(false)); // to the school it is not anonymous
//! println!("{}", passed.report().to_json());
//! # Ok(())
//! # }
//! ```
//!
//! # What is measured
//!
//! A *class* is the rows that are equal on all quasi-identifiers. It has *|E|* persons, a share *q* of them with some sensitive
//! value; the table has a share *p*.
//!
//! | measure | formula | source |
//! |---|---|---|
//! | *k* | min \|E\| | Sweeney, *k-anonymity: a model for protecting privacy*, 2002; persons apart from rows: Wang, Fung, *Anonymizing sequential releases*, KDD 2006 |
//! | (α, *k*) | max *q* | Wong, Li, Fu, Wang, *(α, k)-anonymity*, KDD 2006 |
//! | distinct ℓ | fewest different values | Machanavajjhala, Kifer, Gehrke, Venkitasubramaniam, *ℓ-diversity*, TKDD 2007 |
//! | entropy ℓ | min exp(−Σ *q* ln *q*) | the same |
//! | recursive (*c*, ℓ) | r₁ < *c* (r_ℓ + … + r_m), counts *r* in descending order | the same |
//! | *t*, equal | max ½ Σ \|*q* − *p*\| | Li, Li, Venkatasubramanian, *t-closeness*, ICDE 2007 |
//! | *t*, ordered | max Σᵢ \|Σⱼ≤ᵢ (*qⱼ* − *pⱼ*)\| / (*m* − 1) over the *m* values in order | the same |
//! | β | max (*q* − *p*) / *p* | Cao, Karras, *Publishing microdata with a robust privacy guarantee*, PVLDB 2012 |
//! | enhanced β | (*q* − *p*) / *p* ≤ min(β, −ln *p*) for every value | the same |
//! | δ-disclosure | max \|ln(*q* / *p*)\|, over *q* > 0 | Brickell, Shmatikov, *The cost of privacy*, KDD 2008 |
//! | *k*-map | smallest class in the population | Sweeney 2002 |
//! | δ-presence | rows in the release / rows in the population, per class | Nergiz, Atzori, Clifton, *Hiding the presence of individuals*, SIGMOD 2007 |
//! | *k*, joined | fewest persons with the same rows in every table | as *k*, counted in persons: [`joined`] |
//! | small cells | fewest persons behind a shown number, 10 unless said otherwise, never below 5 | [`Cells`] |
//!
//! Brickell and Shmatikov ask of δ-disclosure that every value occurs in every class; here, as in other tools, a value that
//! is not in a class is not counted. Counts are exact; a ratio is compared with what is required up to one part in 10¹².
//!
//! # What nobody else may decide
//!
//! Every column has a role, or the check is refused. What a person is must be said: `person` names the column that tells
//! persons apart, or `rows-are-persons` states that no two rows are about one. Where a value is missing, the requirements say what that means ([`Missing`]); where a
//! row has no quasi-identifier left, whether it is released at all ([`Suppressed`]); where several columns are sensitive,
//! whether one tells of another ([`Several`]). None of these has a default.
//!
//! # Persons with several rows
//!
//! The papers take every row for one individual. A table of results has many rows of one pupil, and a class of fifty rows may
//! be one of them. So everything here is counted in persons: the size of a class is the number of different persons with a
//! row in it, as in (*X*, *Y*)-anonymity with the person for *Y* (Wang and Fung 2006; Fung, Wang, Chen, Yu, *Privacy-preserving
//! data publishing: a survey*, ACM Computing Surveys 2010, 2.1). A person counts once for each value they have:
//!
//! - α, β and δ compare *shares of persons*: *q* is the part of the persons of a class who have the value, which is how sure
//!   an intruder can be of it about one of them. Such shares may add up to more than one.
//! - Entropy and *t* need a distribution. They are taken over the *pairs* of a person and a value.
//! - Distinct ℓ counts values, and recursive (*c*, ℓ) counts the persons with each. If a value is had by everyone in a class,
//!   each of them is known to have it: ℓ is then 1, whatever other values there are.
//!
//! Where persons have several values, ℓ bounds a share less than it does in the papers: require α as well. The person's
//! column is counted and not released. If rows of one person can be linked in the release, by a pseudonym or otherwise, an
//! intruder knows more than one row: use [`joined`].
//!
//! With [`Missing::Wildcard`] a row is counted among all rows that agree with it wherever both have a value. That is no
//! equivalence: *k* is then the fewest persons with rows alike with some row, and every other measure is taken over the
//! rows alike with each row. It is the kinder reading, and right only if nobody can know the values that are missing.
//!
//! Values are equal if their bytes are. The same text in two Unicode normal forms is refused (`two-spellings`), since two
//! spellings of one sensitive value would make a class look diverse. Zero bytes within texts are bytes like others.
//!
//! # What is left to others
//!
//! Searching for a generalisation that passes is left to ARX: [`Requirements::to_arx`] writes its institutions. Nothing here
//! protects against someone who holds the source, or who combines many releases; and classes protect nobody whose
//! sensitive values are all the same, so *k* alone is seldom enough.

mod arx;
mod cells;
mod check;
mod classes;
mod codes;
mod disclosure;
mod encoded;
mod joined;
mod label;
mod linked;
mod measure;
mod people;
mod report;
mod requirements;
mod spelling;
mod spread;
mod table;
mod wildcard;
mod words;

pub use cells::{Cells, Threshold};
pub use check::Check;
pub use joined::{Linked, joined};
pub use label::{Label, Number};
pub use linked::{JoinedRequirements, JoinedTable};
pub use measure::{Metrics, SensitiveMeasures};
pub use report::{Adversary, AnonymityReport, Failed, Figure, Lost, MetricResult, Outcome, Passed};
pub use requirements::{Closeness, Population, Presence, Recursive, Requirements, Sensitive};
pub use table::{Column, Table};
pub use words::{Comparison, Distance, Metric, Missing, Secret, Several, Suppressed, View};

use crate::diagnostic::error_type;

error_type! {
    /// A table, requirements or parties that cannot be checked. Not the same as a check that failed.
    AnonymityError
}
