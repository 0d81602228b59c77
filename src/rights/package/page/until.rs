//! Until when the records of a category are kept, once this request is answered, and what keeps them.

use super::super::contents::Contents;
use super::words;
use crate::calendar::{Moment, Time};
use crate::claim::{Claims, Record};
use crate::json::Id;
use crate::law::ReasonCode;
use crate::policy::{Document, Identifiability, Language, PairIx};
use crate::timeline::Value;

/// Until when.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// The time is up.
    Over,
    /// Until this instant.
    At(Time),
    /// Something still lasts of which the end is not known.
    Open,
    /// A fact is missing.
    Unknown(ReasonCode),
}

/// The ends of the records of a category, and what keeps the newest.
pub(super) struct Ends {
    /// When the first of them goes.
    pub(super) first: Until,
    /// When the last of them goes.
    pub(super) last: Until,
    pub(super) retaining_claims: Vec<RetainingClaim>,
}

/// Something that keeps records now.
pub(super) struct RetainingClaim {
    /// The purpose; `None` for what keeps them whatever the purposes say.
    pub(super) purpose: Option<Id>,
    pub(super) value: Value,
    pub(super) code: ReasonCode,
    pub(super) to: Option<Time>,
    /// The terms in words, each with where it comes from.
    pub(super) terms: Vec<(String, String)>,
}

impl Until {
    fn rank(self) -> Time {
        match self {
            Until::Over => Time::MIN,
            Until::At(at) => at,
            Until::Open | Until::Unknown(_) => Time::MAX,
        }
    }
}

pub(super) fn ends(
    claims: &Claims,
    document: &Document,
    category: &Id,
    contents: &[&Contents],
    at: Time,
    language: Language,
) -> Option<Ends> {
    let ix = claims.history().names.category(category.as_str())?;
    let mut untils = Vec::new();
    let mut newest: Option<Record> = None;
    for contents in contents {
        let mut moments: Vec<Option<Moment>> =
            [contents.first, contents.last].into_iter().flatten().map(Some).collect();
        if moments.is_empty() || contents.undated > 0 {
            moments.insert(0, None);
        }
        for created in moments {
            let record = Record {
                created: created.map(Into::into),
                system: contents.system.clone(),
                ..Record::default()
            };
            let held = claims.held_after_requests(ix, &record);
            let end = held.end(claims, Identifiability::Anonymised, created.unwrap_or(Moment::At(at)));
            untils.push(match (end.at, end.value) {
                (Time::MAX, Value::Unknown) => Until::Unknown(end.reason.code),
                (Time::MAX, _) => Until::Open,
                (to, _) if to <= at => Until::Over,
                (to, _) => Until::At(to),
            });
            newest = Some(record);
        }
    }
    let first = untils.iter().copied().min_by_key(|until| until.rank())?;
    let last = untils.iter().copied().max_by_key(|until| until.rank())?;
    Some(Ends {
        first,
        last,
        retaining_claims: retaining_claims(claims, document, ix, &newest?, at, language),
    })
}

fn retaining_claims(
    claims: &Claims,
    document: &Document,
    ix: crate::policy::CategoryIx,
    record: &Record,
    at: Time,
    language: Language,
) -> Vec<RetainingClaim> {
    let held = claims.held_after_requests(ix, record);
    let retaining = |purpose: Option<Id>, line: &crate::timeline::Timeline, terms| {
        let step = line.at(at);
        let to = line.run(at, Value::Unknown)?.to;
        let to = Some(to).filter(|to| to.is_finite());
        Some(RetainingClaim { purpose, value: step.value, code: step.reason.code, to, terms })
    };
    let of_purposes = held.claims.iter().filter_map(|(pair, line)| {
        retaining(claims.purpose_of(*pair).cloned(), line, terms(claims, document, *pair, at, language))
    });
    let needed = retaining(None, &held.needed, Vec::new());
    let own = retaining(None, &held.own, Vec::new());
    // Only claims of its own keep a record that is due.
    let is_over = record.moment().is_some_and(|created| held.end_of_use(claims, created).at <= at);
    let claimed = of_purposes.chain(needed).filter(|_| !is_over);
    let mut retaining_claims: Vec<RetainingClaim> = claimed.chain(own).collect();
    // What keeps them longest comes first.
    retaining_claims.sort_by_key(|retaining| core::cmp::Reverse(retaining.to.unwrap_or(Time::MAX)));
    retaining_claims
}

/// The terms of a purpose for a category, in words.
fn terms(
    claims: &Claims,
    document: &Document,
    pair: PairIx,
    at: Time,
    language: Language,
) -> Vec<(String, String)> {
    let rules = claims.version_at(at).and_then(|version| version.rules(pair));
    let Some(rules) = rules else { return Vec::new() };
    let said = |text: &str| text.trim_end_matches('.').to_owned();
    let limits =
        rules.limits.iter().map(|rule| (words::term(&rule.term, document, language), said(&rule.source.0)));
    let minimums = rules.minimums.iter().map(|minimum| &minimum.rule).map(|rule| {
        let term = words::term(&rule.term, document, language);
        (words::filled(super::sentence::Sentence::TermMinimum, language, &[&term]), said(&rule.source.0))
    });
    limits.chain(minimums).collect()
}
