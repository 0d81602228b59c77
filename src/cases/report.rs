//! What came of running cases, as sentences.

use core::fmt;

use serde_json::{Value as Json, json};

use super::{Case, CaseError, Cases};
use crate::timeline::Reason;

/// What came of running a file of cases. Owned.
#[derive(Clone, PartialEq, Debug)]
pub struct CaseReport {
    /// How many passed.
    pub passed: usize,
    /// Those that failed, in order.
    pub failures: Vec<Failure>,
}

/// A case that failed, and in what.
#[derive(Clone, PartialEq, Debug)]
pub struct Failure {
    /// The case.
    pub case: Case,
    pub(super) differences: Vec<Difference>,
    /// The reasons of the answer that came.
    pub(super) reason: Vec<Reason>,
}

/// One thing that was expected, and what came instead.
#[derive(Clone, PartialEq)]
pub(super) struct Difference {
    what: &'static str,
    expected: String,
    got: String,
}

impl fmt::Debug for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Difference").field("what", &self.what).finish_non_exhaustive()
    }
}

/// Collects differences, and the reasons of the answer.
#[derive(Default)]
pub(super) struct Compare {
    pub(super) differences: Vec<Difference>,
    pub(super) reason: Vec<Reason>,
}

impl Compare {
    pub(super) fn differ(&mut self, what: &'static str, expected: &str, got: &str) {
        self.differences.push(Difference { what, expected: expected.to_owned(), got: got.to_owned() });
    }

    /// A case that could not be set up.
    pub(super) fn not_set_up(error: &CaseError) -> Compare {
        let mut compare = Compare::default();
        compare.differ("the case", "possible", &error.to_string());
        compare
    }

    /// Compares what is expected, if anything is.
    pub(super) fn text(&mut self, what: &'static str, expected: Option<String>, got: Option<String>) {
        if let Some(expected) = expected
            && got.as_ref() != Some(&expected)
        {
            self.differ(what, &expected, got.as_deref().unwrap_or("none"));
        }
    }
}

impl Case {
    /// How it went, as it is written in every report.
    pub(crate) fn json(&self, failure: Option<&Failure>) -> Json {
        let difference = |difference: &Difference| json!({ "what": difference.what, "expected": difference.expected, "got": difference.got });
        let differences = failure.map_or(&[][..], |failure| &failure.differences);
        let reason = failure.map_or(&[][..], |failure| &failure.reason);
        json!({
            "case": self.case,
            "description": self.description.0,
            "asks": question(self),
            "passed": failure.is_none(),
            "differences": differences.iter().map(difference).collect::<Vec<_>>(),
            "reasons": reason.iter().map(|reason| reason.json()).collect::<Vec<_>>(),
        })
    }
}

impl CaseReport {
    /// As a JSON document, version 1, of the cases that were run. Equal reports have equal bytes.
    ///
    /// ```text
    /// {"v":1,"policy","passed","failed",
    ///  "cases":[{"case","description","asks","passed","differences":[{"what","expected","got"}…],"reasons":[R…]}…]}
    /// ```
    ///
    /// R is as of [`Explanation::to_json`](crate::decision::Explanation::to_json): the reasons of the answer that came,
    /// of a case that failed.
    pub fn to_json(&self, cases: &Cases) -> String {
        let failure = |case: &Case| self.failures.iter().find(|failure| failure.case.case == case.case);
        json!({
            "v": 1,
            "policy": cases.policy,
            "passed": self.passed,
            "failed": self.failures.len(),
            "cases": cases.cases.iter().map(|case| case.json(failure(case))).collect::<Vec<_>>(),
        })
        .to_string()
    }
}

impl fmt::Display for Failure {
    /// The case as a sentence, with each difference marked.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let case = &self.case;
        writeln!(f, "✗ {}: {}", case.case, case.description.0)?;
        if !case.institution_entries.is_empty() {
            let kinds = case
                .institution_entries
                .iter()
                .map(|entry| format!("{} {}", entry.body.kind(), entry.body.happened()));
            writeln!(f, "    given for the institution: {}", kinds.collect::<Vec<_>>().join(", then "))?;
        }
        if !case.dossier.is_empty() {
            let kinds =
                case.dossier.iter().map(|entry| format!("{} {}", entry.body.kind(), entry.body.happened()));
            writeln!(f, "    given for the person: {}", kinds.collect::<Vec<_>>().join(", then "))?;
        }
        writeln!(f, "    when asked at {}: {}", case.when, question(case))?;
        for difference in &self.differences {
            writeln!(
                f,
                "    then {} should be «{}», and is «{}»",
                difference.what, difference.expected, difference.got
            )?;
        }
        for reason in &self.reason {
            writeln!(f, "    because: {reason} ({})", reason.code.as_str())?;
        }
        Ok(())
    }
}

fn question(case: &Case) -> String {
    let ask = &case.ask;
    if let Some(may) = &ask.may {
        let recipient = may.recipient.as_ref().map(|id| format!(" to {id}")).unwrap_or_default();
        let (role, verb, category, purpose) = (&may.role, may.verb.as_str(), &may.category, &may.purpose);
        return format!("may {role} {verb} {category} for {purpose}{recipient}?");
    }
    if let Some(due) = &ask.due {
        return format!("until when may {} be kept?", due.category);
    }
    if let Some(fields) = &ask.fields {
        let recipient = fields.recipient.as_ref().map(|id| format!(" to {id}")).unwrap_or_default();
        return format!(
            "which categories may {} {} for {}{recipient}?",
            fields.role,
            fields.verb.as_str(),
            fields.purpose
        );
    }
    if let Some(step) = &ask.step {
        return format!("may `{}` be taken?", step.body.kind());
    }
    if let Some(entry) = ask.request {
        return format!("how far is the request of entry {entry}?");
    }
    if let Some(entry) = ask.plan {
        return format!("what is to be done about the request of entry {entry}?");
    }
    if let Some(applicability) = &ask.applicability {
        return format!(
            "does {} reach {} for {}?",
            applicability.right.as_str(),
            applicability.category,
            applicability.purpose
        );
    }
    format!("what does the policy declare at {}?", ask.text_at.as_ref().map_or("", |text| text.0.as_str()))
}

impl fmt::Display for CaseReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for failure in &self.failures {
            writeln!(f, "{failure}")?;
        }
        write!(f, "{} passed, {} failed", self.passed, self.failures.len())
    }
}
