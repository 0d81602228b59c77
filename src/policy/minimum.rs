//! Only law makes a minimum (article 17(3)(b), 6(3)): a minimum term names a row of the law pack, or an act with its
//! article, that binds the party which declares it.

use super::model::{Document, Purpose, Retention};
use super::periods::{exceeds, lasts};
use super::term::Term;
use super::words::{PartyRole, TermKind};
use crate::Diagnostic;
use crate::json::{Id, Text};
use crate::law::{BoundParty, DataKind, Force, Law, NotLaw, RetentionRow, TermBound};

/// Everything that is wrong with what a rule says of law, each with the field that it is about.
pub(super) fn diagnostics(
    document: &Document,
    purpose: &Purpose,
    rule: &Retention,
    law: &Law,
) -> Vec<(&'static str, Diagnostic)> {
    let row = match &rule.law {
        None => None,
        Some(id) => match law.retention(id.as_str()) {
            Some(row) => Some(row),
            None => return vec![("law", no_such_row(id, rule.kind, law))],
        },
    };
    if rule.act.is_some() != rule.article.is_some() {
        let diagnostic =
            Diagnostic::new("act-without-article", "an act of law is cited together with its article")
                .expecting("both fields, `act` and `article`, or neither")
                .helping("to rely on a row of the law pack, name it in `law`");
        return vec![("act", diagnostic)];
    }
    if rule.kind != TermKind::Minimum {
        return Vec::new();
    }
    match (row, &rule.act, &rule.article) {
        (Some(row), ..) => of_row(document, purpose, rule, row),
        (None, Some(act), Some(article)) => {
            let cited = format!("{} {}", act.0, article.0);
            let refused = law.not_law(&cited).map(|why| ("act", no_law(why)));
            refused.into_iter().chain(by_processor(purpose).map(|diagnostic| ("act", diagnostic))).collect()
        }
        _ => match law.not_law(&rule.source.0) {
            Some(why) => vec![("source", no_law(why))],
            None => vec![("kind", without_law())],
        },
    }
}

/// Of a minimum that rests on a row of the pack.
fn of_row(
    document: &Document,
    purpose: &Purpose,
    rule: &Retention,
    row: &RetentionRow,
) -> Vec<(&'static str, Diagnostic)> {
    let article = row.article.as_ref().map_or(String::new(), |article| format!(", {}", article.0));
    let cited = format!("{}{article}", row.act.0);
    if row.force != Force::Law {
        let diagnostic = Diagnostic::new(
            "minimum-is-guideline",
            format!("this row is no law, but a {}: {cited}", row.force.as_str()),
        )
        .expecting("a row of force `law`")
        .helping("declare the term as a guideline, or as a maximum");
        return vec![("law", diagnostic)];
    }
    if row.through.is_some_and(|through| through < document.applies_from) {
        let diagnostic = Diagnostic::new(
            "repealed-source",
            format!("this rule had ended when the version began: {cited}"),
        );
        return vec![("law", diagnostic.expecting("a row that is law on the first day of the version"))];
    }
    if row.bound == Some(TermBound::Maximum) {
        let diagnostic = Diagnostic::new(
            "minimum-without-law",
            format!("this row of law sets a maximum, and no minimum: {cited}"),
        );
        return vec![("law", diagnostic.helping("declare the term as a maximum"))];
    }
    let mut diagnostics = Vec::new();
    match row.term {
        None if rule.term.any(&|term| matches!(term, Term::After(..))) => diagnostics.push((
            "term",
            Diagnostic::new(
                "law-without-number",
                format!("this law names no number, so a term cannot rest on it: {cited}"),
            )
            .expecting("a state or a year end without a period")
            .helping("declare the number as a maximum or a guideline"),
        )),
        Some(least) if !lasts(&rule.term, least) => diagnostics.push((
            "term",
            Diagnostic::new("minimum-too-short", format!("this term is shorter than its law: {cited}"))
                .expecting(format!("at least `{least}` after what it counts from")),
        )),
        _ => {}
    }
    diagnostics.extend(binds(document, purpose, row, &cited).map(|diagnostic| ("law", diagnostic)));
    diagnostics
        .extend(other_data(document, purpose, rule, row, &cited).map(|diagnostic| ("law", diagnostic)));
    diagnostics
}

/// A duty to keep is that of the party it binds, and not of its supplier.
fn binds(document: &Document, purpose: &Purpose, row: &RetentionRow, cited: &str) -> Option<Diagnostic> {
    if row.binds.contains(&BoundParty::Processor) {
        return None;
    }
    if let Some(diagnostic) = by_processor(purpose) {
        return Some(diagnostic);
    }
    let bound: Vec<&str> = row.binds.iter().map(|party| party.as_str()).collect();
    let diagnostic = |message: String| {
        Diagnostic::new("minimum-binds-another", message)
            .expecting(format!("a party that is bound as {}", bound.join(" or ")))
            .helping(
                "say what that party is in its `bound-as`, or declare the term as a maximum or a guideline",
            )
    };
    let in_sector =
        row.sectors.is_empty() || row.sectors.iter().any(|sector| document.sectors.contains(sector));
    if !in_sector {
        let sectors: Vec<&str> = row.sectors.iter().map(|sector| sector.as_str()).collect();
        let message = format!("this law is not for the sectors of this policy: {cited}");
        return Some(diagnostic(message).expecting(format!("one of the sectors {}", sectors.join(", "))));
    }
    let everyone =
        row.binds.iter().any(|party| matches!(party, BoundParty::Anybody | BoundParty::Controller));
    let of_declaring = || document.declaring_party().into_iter().flat_map(|party| &party.bound_as);
    let is_bound = everyone || of_declaring().any(|party| row.binds.contains(party));
    (!is_bound).then(|| {
        diagnostic(format!("this law binds another party than the one that declares the policy: {cited}"))
    })
}

fn by_processor(purpose: &Purpose) -> Option<Diagnostic> {
    matches!(purpose.r#as, PartyRole::Processor | PartyRole::SubProcessor).then(|| {
        Diagnostic::new(
            "minimum-binds-another",
            "a processor keeps data on the instruction of the controller, and not by a law of its own",
        )
        .expecting("a purpose of which the party that declares the policy is the controller")
        .helping("declare the term as a contract term: article 28(3)(g) ends it with the service")
    })
}

/// A law about some kinds of data sets no term for others.
fn other_data(
    document: &Document,
    purpose: &Purpose,
    rule: &Retention,
    row: &RetentionRow,
    cited: &str,
) -> Option<Diagnostic> {
    let of = if rule.of.is_empty() { &purpose.categories } else { &rule.of };
    let kind = |id: &Id| document.categories.get(id).and_then(|category| category.kind);
    let other = of
        .iter()
        .find(|id| !row.data.is_empty() && !kind(id).is_some_and(|kind| row.data.contains(&kind)))?;
    let kinds: Vec<&str> = row.data.iter().map(|kind| kind.as_str()).collect();
    let code = if row.data == [DataKind::Financial] {
        "tax-minimum-on-pupil-data"
    } else {
        "minimum-for-other-data"
    };
    Some(
        Diagnostic::new(code, format!("this law is not about the data in `{other}`: {cited}"))
            .expecting(format!("categories of kind {}", kinds.join(" or ")))
            .helping("mark the category with its `kind`, or name the categories of this rule in `of`"),
    )
}

/// True if a rule keeps its data longer than the row of law behind it allows.
pub(super) fn over_maximum(rule: &Retention, law: &Law) -> bool {
    let Some(row) = rule.law.as_ref().and_then(|id| law.retention(id.as_str())) else { return false };
    let is_maximum =
        matches!(row.bound, Some(TermBound::Maximum | TermBound::Exact)) && row.force == Force::Law;
    is_maximum && row.term.is_some_and(|most| exceeds(&rule.term, most))
}

fn no_such_row(id: &Id, kind: TermKind, law: &Law) -> Diagnostic {
    let code = if kind == TermKind::Minimum { "minimum-without-law" } else { "unknown-law-row" };
    let rows = || law.pack().retention.iter().map(|row| row.id.as_str());
    Diagnostic::new(code, format!("the law pack `{}` has no such row", law.version()))
        .expecting("the name of a retention row of the pack")
        .meaning(id.as_str(), rows())
}

fn without_law() -> Diagnostic {
    Diagnostic::new("minimum-without-law", "only law makes a minimum, and this rule names none")
        .expecting("a field `law` with a row of the law pack, or `act` and `article`")
        .helping("a promise, a contract or a wish is a maximum, a contract term or a guideline")
}

fn no_law(why: &NotLaw) -> Diagnostic {
    let code = match why.code.as_str() {
        "repealed-source" => "repealed-source",
        "foreign-law" => "foreign-law",
        "minimum-is-guideline" => "minimum-is-guideline",
        _ => "minimum-without-law",
    };
    let Text(reason) = &why.why;
    Diagnostic::new(code, format!("what this rule cites carries no minimum: {reason}"))
        .expecting("law of the Union or of the Netherlands that is in force")
        .helping("declare the term as a maximum, a contract term or a guideline")
}
