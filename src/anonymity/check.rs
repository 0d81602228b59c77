//! Requirements held against a table.

use super::disclosure::{
    alpha, distinct_l, enhanced_gain, entropy_l, equal_distance, gain, log_ratio, ordered_distance,
    recursive_c,
};
use super::encoded::{Alike, Encoded, Rows};
use super::measure::{at_least, at_most};
use super::people::count;
use super::report::holders;
use super::spread::{Counts, Spread};
use super::{
    Adversary, AnonymityError, AnonymityReport, Comparison, Distance, Figure, Label, Lost, Metric,
    MetricResult, Metrics, Number, Outcome, Requirements, Sensitive, Table, View,
};
use crate::Diagnostic;

/// The most times that rows are withheld and the rest is measured again.
const MOST_ROUNDS: usize = 100;

/// Requirements that can be held against a table.
#[derive(Clone, PartialEq, Debug)]
pub struct Check {
    requirements: Requirements,
}

impl Check {
    /// Takes requirements that ask something and do not contradict themselves.
    ///
    /// Everything that is wrong is told at once, with its path: `unknown-version`, `out-of-range`, `no-quasi-identifiers`,
    /// `no-person`, `two-persons`, `two-roles`, `several-sensitive`, `nothing-required`, `no-wildcard`.
    pub fn new(requirements: Requirements) -> Result<Check, AnonymityError> {
        let diagnostics = requirements.diagnostics();
        if diagnostics.is_empty() { Ok(Check { requirements }) } else { Err(AnonymityError::of(diagnostics)) }
    }

    /// The requirements.
    pub fn requirements(&self) -> &Requirements {
        &self.requirements
    }

    /// Measures a table without judging it; a sensitive column needs no requirement for that, and a required population is
    /// not looked at. The roles of columns and the policies are those of the requirements, and the errors those of
    /// [`Check::run`].
    pub fn measure(&self, table: &Table<'_>) -> Result<Metrics, AnonymityError> {
        let alone = Requirements { population: None, ..self.requirements.clone() };
        let encoded = Encoded::new(&alone, table, None)?;
        let kept = encoded.kept();
        let ordered = |(sensitive, codes): (&Sensitive, &super::codes::Codes)| {
            table.column(&sensitive.column).is_ok_and(|column| !column.is_text()) && !kept.miss(codes)
        };
        let ordered: Vec<bool> = alone.sensitive.iter().zip(&encoded.sensitive).map(ordered).collect();
        encoded.measures(&ordered)
    }

    /// Holds the requirements against a table, under a name for the release, and says who holds which secret.
    ///
    /// The population is the table from which the release was drawn, with the same quasi-identifiers in the same
    /// generalisation; given if and only if something is required of it.
    ///
    /// If rows may be withheld, classes that fail are withheld and the rest is measured again, until it passes or the limit
    /// is reached. A release of no rows never passes.
    ///
    /// Errors, none of which is an outcome: `unknown-column`, `no-role`, `no-subject`, `no-order`, `two-spellings`, `bad-offsets`, `missing-policy`,
    /// `suppressed-policy`, `no-wildcard`, `too-costly`, `nothing-required`, `no-population`, `no-requirement`,
    /// `not-in-population`, `different-kinds`, `no-rows`, `too-many-rows`, `not-a-label`, `no-holders`, `duplicate-party`.
    pub fn run(
        &self,
        release: &str,
        table: &Table<'_>,
        population: Option<&Table<'_>>,
        parties: &[Adversary],
    ) -> Result<Outcome, AnonymityError> {
        let release = Label::parse(release, "/release")?;
        let parties = holders(parties)?;
        let idle = self.requirements.sensitive.iter().zip(0..).filter(|(of, _)| of.requires_nothing());
        let idle: Vec<Diagnostic> = idle
            .map(|(_, at)| super::requirements::nothing_required().at(format!("/sensitive/{at}")))
            .collect();
        if !idle.is_empty() {
            return Err(AnonymityError::of(idle));
        }
        let encoded = Encoded::new(&self.requirements, table, population)?;
        let mut rows = encoded.kept();
        let first = judge(&encoded, &rows)?;
        let mut last = None;
        for _ in 0..MOST_ROUNDS {
            let judged = last.as_ref().unwrap_or(&first);
            if judged.hold() {
                break;
            }
            let left = rows.filter(&judged.failing.iter().map(|fails| !fails).collect::<Vec<_>>());
            let withheld = u64::from(encoded.rows) - encoded.suppressed.len() as u64 - left.len() as u64;
            let share = withheld as f64 / f64::from(encoded.rows);
            let limit = self.requirements.withhold_at_most.map_or(0.0, Number::get);
            if left.is_empty() || left.len() == rows.len() || !at_most(share, limit) {
                break;
            }
            rows = Rows::Some(left);
            last = Some(judge(&encoded, &rows)?);
        }
        let passed = last.as_ref().unwrap_or(&first).hold();
        let all = encoded.kept();
        let mut lacking = vec![true; encoded.rows as usize];
        if passed {
            mark(&mut lacking, &rows.filter(&vec![true; rows.len()]), false);
        } else {
            // What was withheld in vain is told with what fails still.
            let failing = last.as_ref().map(|judged| rows.filter(&judged.failing));
            mark(&mut lacking, &rows.filter(&vec![true; rows.len()]), false);
            mark(&mut lacking, &encoded.suppressed, false);
            mark(&mut lacking, &all.filter(&first.failing), true);
            mark(&mut lacking, &failing.unwrap_or_default(), true);
        }
        let judged = if passed { last.unwrap_or(first) } else { first };
        let report = AnonymityReport {
            waarborg_anonymity_report: 1,
            release,
            passed,
            view: View::Table,
            lost: judged.lost,
            checks: judged.judgements,
            holders: parties,
            requirements: Some(self.requirements.clone()),
        };
        Ok(Outcome::of(report, vec![Rows::All(encoded.rows).filter(&lacking)]))
    }
}

fn mark(of: &mut [bool], rows: &[u32], with: bool) {
    for row in rows {
        if let Some(of) = of.get_mut(*row as usize) {
            *of = with;
        }
    }
}

/// What came of some rows of a table.
struct Judged {
    judgements: Vec<MetricResult>,
    /// Of each of those rows, whether some requirement does not hold for it.
    failing: Vec<bool>,
    /// Whom each of those rows is about, if rows are not persons.
    people: Option<Vec<u32>>,
    lost: Lost,
}

impl Judged {
    fn hold(&self) -> bool {
        self.judgements.iter().all(|judgement| judgement.holds)
    }

    /// Adds a judgement over the classes of rows: what was found in each, and whether that is enough.
    fn add(&mut self, judgement: MetricResult, of: &[u32], fails: &[bool]) {
        let mut failing = 0;
        let mut persons = Vec::new();
        for ((row, class), at) in self.failing.iter_mut().zip(of).zip(0..) {
            if fails.get(*class as usize).copied().unwrap_or(true) {
                *row = true;
                failing += 1;
                persons.extend(self.people.as_ref().and_then(|people| people.get::<usize>(at)));
            }
        }
        if self.people.is_some() {
            failing = count(persons);
        }
        self.judgements.push(MetricResult { failing, ..judgement });
    }
}

fn judge(encoded: &Encoded<'_>, rows: &Rows) -> Result<Judged, AnonymityError> {
    let requirements = encoded.requirements;
    let alike = encoded.alike(rows, None)?;
    let mut judged = Judged {
        judgements: Vec::new(),
        failing: vec![false; rows.len()],
        people: encoded.people(rows).map(|people| people.into_owned()),
        lost: lost(encoded, rows, &alike),
    };
    let required = u64::from(requirements.k);
    let fails: Vec<bool> = alike.persons.iter().map(|persons| *persons < required).collect();
    let k = alike.persons.iter().copied().min().unwrap_or(0);
    judged.add(at_least_count(Metric::KAnonymity, required, k), &alike.classes.of, &fails);
    for (at, sensitive) in requirements.sensitive.iter().enumerate() {
        encoded.with_spread(rows, &alike, at, |alike, spread| {
            let bounds = bounds(sensitive);
            let mut fails = vec![Vec::with_capacity(alike.sizes.len()); bounds.len()];
            let mut worst: Vec<Option<f64>> = vec![None; bounds.len()];
            for class in 0..alike.sizes.len() {
                let counts = spread.counts(class, alike.neighbours.as_ref());
                for ((bound, fails), worst) in bounds.iter().zip(&mut fails).zip(&mut worst) {
                    let found = bound.found(&counts, spread);
                    fails.push(!bound.holds(found));
                    *worst = Some(worst.map_or(found, |worst| bound.worse(worst, found)));
                }
            }
            for ((bound, fails), worst) in bounds.iter().zip(&fails).zip(worst) {
                let worst = worst.unwrap_or(f64::NAN);
                let judgement = MetricResult {
                    measure: bound.measure,
                    column: Some(sensitive.column.clone()),
                    is: bound.is,
                    required: bound.figure(bound.required).unwrap_or(Figure::Count(0)),
                    l: bound.l,
                    found: bound.figure(worst),
                    holds: bound.holds(worst),
                    failing: 0,
                    source: bound.measure.source(),
                };
                judged.add(judgement, &alike.classes.of, fails);
            }
        })?;
    }
    against_population(encoded, rows, &mut judged)?;
    Ok(judged)
}

/// One bound on one sensitive column.
struct Bound {
    measure: Metric,
    is: Comparison,
    required: f64,
    l: Option<u32>,
    distance: Distance,
}

fn bounds(of: &Sensitive) -> Vec<Bound> {
    let bound = |measure, is, required| Bound { measure, is, required, l: None, distance: Distance::Equal };
    let number = |measure, is, number: Option<Number>| number.map(|number| bound(measure, is, number.get()));
    [
        number(Metric::AlphaKAnonymity, Comparison::AtMost, of.alpha),
        of.distinct_l.map(|l| bound(Metric::DistinctLDiversity, Comparison::AtLeast, f64::from(l))),
        number(Metric::EntropyLDiversity, Comparison::AtLeast, of.entropy_l),
        of.recursive.as_ref().map(|recursive| Bound {
            l: Some(recursive.l),
            ..bound(Metric::RecursiveCLDiversity, Comparison::LessThan, recursive.c.get())
        }),
        of.t.as_ref().map(|t| Bound {
            distance: t.distance,
            ..bound(Metric::TCloseness, Comparison::AtMost, t.at_most.get())
        }),
        number(Metric::BetaLikeness, Comparison::AtMost, of.beta),
        number(Metric::EnhancedBetaLikeness, Comparison::AtMost, of.enhanced_beta),
        number(Metric::DeltaDisclosure, Comparison::LessThan, of.delta),
    ]
    .into_iter()
    .flatten()
    .collect()
}

impl Bound {
    fn found(&self, counts: &Counts, spread: &Spread) -> f64 {
        match (self.measure, self.distance) {
            (Metric::AlphaKAnonymity, _) => alpha(counts),
            (Metric::DistinctLDiversity, _) => distinct_l(counts) as f64,
            (Metric::EntropyLDiversity, _) => entropy_l(counts),
            (Metric::RecursiveCLDiversity, _) => recursive_c(counts, self.l.unwrap_or(u32::MAX)),
            (Metric::TCloseness, Distance::Equal) => equal_distance(counts, spread),
            (Metric::TCloseness, Distance::Ordered) => ordered_distance(counts, spread),
            (Metric::BetaLikeness, _) => gain(counts, spread),
            (Metric::EnhancedBetaLikeness, _) => enhanced_gain(counts, spread),
            (Metric::DeltaDisclosure, _) => log_ratio(counts, spread),
            // Not of a sensitive column: fails any bound.
            _ => f64::NAN,
        }
    }

    fn holds(&self, found: f64) -> bool {
        match self.is {
            Comparison::AtLeast => at_least(found, self.required),
            Comparison::AtMost => at_most(found, self.required),
            Comparison::LessThan => found < self.required,
        }
    }

    fn worse(&self, a: f64, b: f64) -> f64 {
        if self.is == Comparison::AtLeast { a.min(b) } else { a.max(b) }
    }

    fn figure(&self, number: f64) -> Option<Figure> {
        match self.measure {
            Metric::DistinctLDiversity => Some(Figure::Count(number as u64)),
            _ => Figure::ratio(number),
        }
    }
}

/// A judgement of a smallest count; how many rows fail is filled in with the rows.
pub(super) fn at_least_count(measure: Metric, required: u64, found: u64) -> MetricResult {
    MetricResult {
        measure,
        column: None,
        is: Comparison::AtLeast,
        required: Figure::Count(required),
        l: None,
        found: Some(Figure::Count(found)),
        holds: found >= required,
        failing: 0,
        source: measure.source(),
    }
}

fn against_population(encoded: &Encoded<'_>, rows: &Rows, judged: &mut Judged) -> Result<(), AnonymityError> {
    let Some(population) = &encoded.requirements.population else { return Ok(()) };
    let (counts, outside, of) = encoded.in_population(rows);
    if outside > 0 {
        let message = format!("the release has {outside} persons more than the population in some classes");
        let help = "give the population from which the release was drawn, generalised in the same way";
        return Err(Diagnostic::new("not-in-population", message).at("/population").helping(help).into());
    }
    if let Some(required) = population.k_map.map(u64::from) {
        let fails: Vec<bool> = counts.iter().map(|(_, population)| *population < required).collect();
        let released = counts.iter().filter(|(release, _)| *release > 0);
        let found = released.map(|(_, population)| *population).min().unwrap_or(0);
        judged.add(at_least_count(Metric::KMap, required, found), &of, &fails);
    }
    if let Some(presence) = &population.presence {
        let shares: Vec<f64> =
            counts.iter().map(|(release, population)| *release as f64 / *population as f64).collect();
        let least = shares.iter().copied().fold(f64::INFINITY, f64::min);
        let most = shares.iter().copied().fold(0.0, f64::max);
        let mut add = |is, required: Number, found: f64, holds: fn(f64, f64) -> bool| {
            let judgement = MetricResult {
                measure: Metric::DeltaPresence,
                column: None,
                is,
                required: Figure::Ratio(required),
                l: None,
                found: Figure::ratio(found),
                holds: holds(found, required.get()),
                failing: 0,
                source: Metric::DeltaPresence.source(),
            };
            let fails: Vec<bool> = shares.iter().map(|share| !holds(*share, required.get())).collect();
            judged.add(judgement, &of, &fails);
        };
        add(Comparison::AtLeast, presence.at_least, least, at_least);
        add(Comparison::AtMost, presence.at_most, most, at_most);
    }
    Ok(())
}

fn lost(encoded: &Encoded<'_>, rows: &Rows, alike: &Alike) -> Lost {
    let given = u64::from(encoded.rows);
    let (released, suppressed) = (rows.len() as u64, encoded.suppressed.len() as u64);
    let each = alike.classes.sizes.iter().copied().map(u64::from).zip(alike.sizes.iter().copied());
    let discernibility: u128 = each.map(|(own, size)| u128::from(own) * u128::from(size)).sum();
    let discernibility = discernibility + u128::from(given - released) * u128::from(given);
    let persons = || (0..).map(|class| alike.own(class)).zip(alike.persons.iter().copied());
    let risk: f64 = persons().map(|(own, persons)| own as f64 / persons as f64).sum();
    let in_classes: u64 = persons().map(|(own, _)| own).sum();
    let k = alike.persons.iter().copied().min().unwrap_or(0);
    let classes = alike.sizes.len();
    Lost {
        given,
        suppressed,
        withheld: given - suppressed - released,
        released,
        share: share(given - released, given),
        classes: Some(classes as u64),
        persons: Some(encoded.people(rows).map_or(released, |people| count(people.into_owned()))),
        average_class_size: Number::new(in_classes as f64 / classes as f64),
        discernibility: Some(u64::try_from(discernibility).unwrap_or(u64::MAX)),
        unique: alike.persons.iter().filter(|persons| **persons == 1).count() as u64,
        highest_risk: Number::new(1.0 / k as f64),
        average_risk: Number::new(risk / in_classes as f64),
    }
}

/// A part of a whole that is not 0.
pub(super) fn share(part: u64, whole: u64) -> Number {
    Number::new(part as f64 / whole as f64).unwrap_or(Number::ONE)
}
