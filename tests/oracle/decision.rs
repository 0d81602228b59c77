//! A decision and its first reason, in the order that the page gives.

use super::V;
use super::category::Kept;
use super::civil::*;
use super::facts::{How, Oracle, State, walk};
use super::model::*;
use super::record::{On, Standing};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Says {
    Deny,
    Ask,
    Permit,
}

/// A decision, and the codes that its first reason can have. A code that ends in `*` stands for all that begin so.
#[derive(Clone, Debug)]
pub struct Decided {
    pub description: Says,
    pub reason: Vec<&'static str>,
}

/// Why a condition is not Live.
struct Why {
    condition: &'static str,
    value: V,
    reason: Vec<&'static str>,
    /// Whether it can only be asked for; `None` where a term mixes both.
    asks: Option<bool>,
}

impl Decided {
    fn deny(reason: &[&'static str]) -> Decided {
        Decided { description: Says::Deny, reason: reason.to_vec() }
    }

    pub fn allows(&self, code: &str) -> bool {
        self.reason.iter().any(|known| match known.strip_suffix('*') {
            Some(begin) => code.starts_with(begin),
            None => *known == code,
        })
    }
}

/// Why the state under a basis does not hold.
const WHILE: [&str; 3] = ["basis-unknown", "basis-not-begun", "basis-over"];

/// The conditions in the order in which they are given as reasons.
const ORDER: [&str; 11] = [
    "policy",
    "age",
    "lawfulness",
    "basis",
    "article-9-ground",
    "erasure",
    "objection",
    "restriction",
    "agreement",
    "option",
    "term",
];

impl Oracle<'_> {
    /// What is decided of an act about which nothing fails. `None` where the page leaves the reason open.
    pub fn decide(
        &self,
        purpose: usize,
        category: usize,
        on: Option<&On<'_>>,
        at: Micros,
    ) -> Option<Decided> {
        let Some(version) = self.version(at) else { return Some(Decided::deny(&["before-policy"])) };
        let declared = version.purposes[purpose].as_ref();
        let Some(declared) = declared.filter(|declared| declared.categories.contains(&category)) else {
            return Some(Decided::deny(&["purpose-not-for-category"]));
        };
        // The record.
        let standing = on.map(|on| match on.record.created {
            Some(_) => self.standing_for(purpose, category, on, at),
            None => Standing::Sure,
        });
        match standing {
            Some(Standing::ErasedAgain) => return Some(Decided::deny(&["already-erased"])),
            Some(Standing::ErasedYetClaimed) => return Some(Decided::deny(&["erased-yet-claimed"])),
            Some(Standing::Over(Kept::NotAtAll)) => return Some(Decided::deny(&["created-without-claim"])),
            Some(Standing::Over(Kept::Until(end))) => {
                return Some(Decided::deny(&self.why_over(category, on?, end)));
            }
            _ => {}
        }
        // The conditions that deny: Ended or Held before Unknown, the lower value first.
        let mut whys = self.whys(purpose, category, declared, version, on, at);
        let place = |why: &Why| ORDER.iter().position(|condition| *condition == why.condition);
        let rank = |value| match value {
            V::Ended => 0,
            V::Held => 1,
            _ => 2,
        };
        whys.sort_by_key(|why| (rank(why.value), place(why)));
        // Where it is open whether a term denies, the first reason is known only if another condition denies before it.
        let first = whys.iter().find(|why| why.asks != Some(true));
        if let Some(why) = first {
            why.asks?;
            return Some(Decided::deny(&why.reason));
        }
        let unknown_creation = on.is_some_and(|on| on.record.created.is_none());
        if unknown_creation {
            // The earliest there can be: it is not permitted if that one is not.
            let earliest = Rec { created: Some(Moment::At(midnight(day(1900, 1, 1)))), ..on?.record.clone() };
            let earliest = On::new(&earliest, on?.steps);
            let decided = self.decide(purpose, category, Some(&earliest), at)?;
            if decided.description == Says::Deny {
                return Some(Decided::deny(&["created-unknown"]));
            }
        }
        if standing == Some(Standing::Unsettled) {
            return Some(Decided::deny(&["record-unsettled"]));
        }
        if let Some(why) = whys.first() {
            return Some(Decided { description: Says::Ask, reason: why.reason.clone() });
        }
        Some(Decided {
            description: Says::Permit,
            reason: self.ground(purpose, declared, (version, on.map(|on| on.record)), at),
        })
    }

    fn standing_for(&self, purpose: usize, category: usize, on: &On<'_>, at: Micros) -> Standing {
        let asked = |at: Micros| {
            let Some(version) = self.version(at) else { return false };
            let declared = version.purposes[purpose].as_ref();
            declared.filter(|declared| declared.categories.contains(&category)).is_some_and(|declared| {
                let whys = self.whys(purpose, category, declared, version, Some(on), at);
                whys.iter().all(|why| why.asks == Some(true))
            })
        };
        self.standing(purpose, category, on, at, &asked)
    }

    /// Why a record is due: whatever ended then, or had ended before.
    fn why_over(&self, category: usize, on: &On<'_>, end: Micros) -> Vec<&'static str> {
        let mut reason =
            vec!["nothing-declared", "retired", "unknown-to-version", "held-needed", "version-applies"];
        let Some(version) = self.version(end) else { return reason };
        for (purpose, declared) in version.purposes.iter().enumerate() {
            let Some(declared) = declared.as_ref().filter(|of| of.categories.contains(&category)) else {
                continue;
            };
            let whys = self.whys_of(purpose, category, declared, version, Some(on), end, true);
            reason.extend(whys.into_iter().filter(|why| why.value == V::Ended).flat_map(|why| why.reason));
        }
        reason
    }

    /// Why each condition that is not Live is not; a term that is `with-basis` gives no reason where the basis does.
    fn whys(
        &self,
        purpose: usize,
        category: usize,
        declared: &Purpose,
        version: &Version,
        on: Option<&On<'_>>,
        at: Micros,
    ) -> Vec<Why> {
        self.whys_of(purpose, category, declared, version, on, at, false)
    }

    #[allow(clippy::too_many_arguments, reason = "a question has these parts")]
    fn whys_of(
        &self,
        purpose: usize,
        category: usize,
        declared: &Purpose,
        version: &Version,
        on: Option<&On<'_>>,
        at: Micros,
        disposal: bool,
    ) -> Vec<Why> {
        let record = on.map(|on| on.record);
        let how = How { disposal, ..How::default() };
        let timelines = self.timelines(purpose, category, record, at, how);
        // With the states of intake begun: the last list has all of them.
        let begun = on.map_or_else(Vec::new, |on| self.intake_at(purpose, category, on, at, disposal)).pop();
        let with_begun = begun.as_ref().map(|begun| {
            let how = How { begun, ..how };
            let beside = self.limits(purpose, category, record, at, how, true);
            (self.timelines(purpose, category, record, at, how), beside)
        });
        let basis_says = timelines.iter().any(|(name, value)| *name == "basis" && *value != V::Live);
        let mut whys = Vec::new();
        for (condition, value) in timelines {
            let beside = condition == "term" && basis_says && !disposal;
            let value = match beside {
                true => self.limits(purpose, category, record, at, how, true),
                false => value,
            };
            let raised = with_begun.as_ref().filter(|_| matches!(condition, "basis" | "term"));
            let raised = raised.map(|(timelines, of_term)| {
                let part = timelines
                    .iter()
                    .find(|(name, _)| *name == condition)
                    .map_or(V::Ended, |(_, value)| *value);
                if beside { *of_term } else { part }
            });
            if value == V::Live {
                continue;
            }
            let (value, (reason, asks)) = match raised {
                // Only the beginning is missing.
                Some(V::Live) => (V::Held, (vec!["created-before-claim"], Some(false))),
                _ => {
                    let value = raised.map_or(value, |raised| raised.max(value));
                    let why = match condition {
                        "term" => self.why_term(purpose, category, value, at),
                        _ => self.why(condition, value, purpose, declared, (version, record), at),
                    };
                    (value, why)
                }
            };
            whys.push(Why { condition, value, reason, asks });
        }
        whys
    }

    fn why(
        &self,
        condition: &str,
        value: V,
        purpose: usize,
        declared: &Purpose,
        (version, record): (&Version, Option<&Rec>),
        at: Micros,
    ) -> (Vec<&'static str>, Option<bool>) {
        let denies = |code| (vec![code], Some(false));
        match (condition, value) {
            ("age", V::Ended) => denies("age-outside"),
            ("age", _) => (vec!["age-unknown", "age-contradictory"], Some(false)),
            ("lawfulness", _) => denies("unlawful-as-declared"),
            ("basis", _) => self.why_basis(value, purpose, declared, (version, record), at),
            ("policy", _) => denies("not-opened"),
            ("article-9-ground", _) => {
                let Some(named) = declared.explicit_consent else { unreachable!("a ground") };
                (vec![self.consent(named, at).code], Some(!self.a_no_is_possible(named, at)))
            }
            ("erasure", V::Ended) => denies("erasure-granted"),
            ("erasure", _) => (vec!["erasure-granted", "basis-not-bound"], Some(false)),
            ("objection", V::Ended) => (vec!["objection-upheld", "objection-to-marketing"], Some(false)),
            ("objection", V::Held) => denies("objection-pending"),
            ("objection", _) => denies("basis-not-bound"),
            ("restriction", _) => denies("restricted"),
            ("agreement", V::Ended) => denies("agreement-over"),
            ("agreement", V::Held) => (vec!["agreement-ended", "agreement-trial-over"], Some(false)),
            ("agreement", _) => (vec!["agreement-never"], Some(true)),
            ("option", _) => self.why_option(value, declared, version, at),
            _ => unreachable!("{condition}"),
        }
    }

    fn why_basis(
        &self,
        value: V,
        purpose: usize,
        declared: &Purpose,
        (version, record): (&Version, Option<&Rec>),
        at: Micros,
    ) -> (Vec<&'static str>, Option<bool>) {
        match (self.basis(purpose, declared, at), value) {
            (None, _) => (vec!["basis-not-bound"], Some(false)),
            (Some(Basis::Consent), _) => {
                let during = self.during(declared, (version, record), at, How::default());
                let consent = self.consent(purpose, at);
                let no = self.a_no_is_possible(purpose, at);
                // Two parts of one condition: one that denies is the reason.
                match during {
                    V::Live => (vec![consent.code], Some(!no)),
                    _ if consent.value == V::Live || !no => (WHILE.to_vec(), Some(false)),
                    _ => (WHILE.iter().copied().chain([consent.code]).collect(), Some(false)),
                }
            }
            (_, V::Unknown) => (vec!["basis-unknown"], Some(false)),
            (_, V::Ended) => (vec!["basis-not-begun"], Some(false)),
            // Held before it began: it is known never to have begun.
            _ if declared.during.is_some_and(|state| self.state(state, version, record, at) == V::Held) => {
                (vec!["basis-not-begun"], Some(false))
            }
            _ => (vec!["basis-over"], Some(false)),
        }
    }

    /// A switch that is off denies, whatever another holder may still say.
    fn why_option(
        &self,
        value: V,
        declared: &Purpose,
        version: &Version,
        at: Micros,
    ) -> (Vec<&'static str>, Option<bool>) {
        let Some(option) = declared.option else { unreachable!("an option") };
        let switch = &version.options[option];
        let is_off = |user: bool| matches!(walk(&self.switched(OPTIONS[option], user), at), State::Off(_));
        let any_off = (switch.by_institution && is_off(false)) || (switch.by_user && is_off(true));
        match value {
            V::Unknown if any_off && !switch.any => (vec!["option-off", "option-over"], Some(false)),
            V::Unknown => (vec!["option-never"], Some(true)),
            V::Held => (vec!["option-off"], Some(false)),
            _ => (vec!["option-over"], Some(false)),
        }
    }

    /// A term says which fact is missing, or that it is over; a consent in it says what consent says.
    fn why_term(
        &self,
        purpose: usize,
        category: usize,
        value: V,
        at: Micros,
    ) -> (Vec<&'static str>, Option<bool>) {
        let versions = self.world.versions.iter();
        let rules = versions.filter_map(|version| version.purposes[purpose].as_ref());
        let rules = rules.flat_map(|declared| super::claim::limits_of(declared, category));
        let with_basis = rules.into_iter().any(|rule| rule.term.has_basis());
        let of_basis = with_basis.then_some(["consent-*", "basis-*"]).into_iter().flatten();
        let own: &[&str] = match value {
            V::Ended => &["term-over"],
            V::Unknown => &["term-unknown", "term-not-supplied"],
            _ => &["no-backstop", "term-open", "agreement-*", "option-*"],
        };
        let _ = at;
        (own.iter().copied().chain(of_basis).collect(), if with_basis { None } else { Some(false) })
    }

    /// What a permit rests on.
    fn ground(
        &self,
        purpose: usize,
        declared: &Purpose,
        (version, record): (&Version, Option<&Rec>),
        at: Micros,
    ) -> Vec<&'static str> {
        match self.basis(purpose, declared, at) {
            Some(Basis::Consent) => vec!["consent-given", "consent-inherited", "consent-giver-gone"],
            _ => match declared.during {
                Some(state) if self.state(state, version, record, at) != V::Live => {
                    vec!["basis-over-use-through-term"]
                }
                _ => vec!["basis-holds"],
            },
        }
    }
}

impl Term {
    fn has_basis(&self) -> bool {
        match self {
            Term::WithBasis => true,
            Term::Earliest(terms) | Term::Latest(terms) => terms.iter().any(Term::has_basis),
            Term::If(_, then, otherwise) | Term::IfAt(_, _, then, otherwise) => {
                then.has_basis() || otherwise.has_basis()
            }
            _ => false,
        }
    }
}
