//! A claim at a moment: the lowest of its conditions.

use super::V;
use super::civil::*;
use super::facts::{Change, Counted, How, Oracle, State, in_order, walk};
use super::model::*;
use super::term::TermOf;

/// The terms and the bases of an agreement.
pub type Says<'w> = (&'w [(Name, Term)], &'w [(Name, Basis)]);

/// What the agreement comes to at a moment.
pub struct Agreement<'w> {
    pub state: State,
    /// The terms and bases that hold in it: those of the one signed last.
    pub description: Option<Says<'w>>,
    /// How long data are held after its end, if it says so itself.
    pub return_term: Option<Period>,
}

/// The conditions of a claim and their values.
pub type TimelinePicture = Vec<(&'static str, V)>;

impl<'w> Oracle<'w> {
    /// The conditions by themselves.
    pub fn timelines(
        &self,
        purpose_ix: usize,
        category_ix: usize,
        record: Option<&Rec>,
        at: Micros,
        how: How<'_>,
    ) -> TimelinePicture {
        // Nobody said whose dossier it is, or nobody had by then.
        if self.world.opened.is_empty() {
            return vec![("policy", V::Unknown)];
        }
        let Some(now) = self.version_number(at) else { return vec![("policy", V::Unknown)] };
        let version = &self.world.versions[now];
        // Retired until a later version declares it again.
        for version in self.world.versions[..=now].iter().rev() {
            if text_at(version, purpose_ix, category_ix).is_some() {
                break;
            }
            if [PURPOSES[purpose_ix], CATEGORIES[category_ix]]
                .iter()
                .any(|name| version.retired.contains(name))
            {
                return vec![("policy", V::Ended)];
            }
        }
        let term = self.limits(purpose_ix, category_ix, record, at, how, false);
        let Some(purpose) = text_at(version, purpose_ix, category_ix) else {
            // Dropped without a word: Unknown while the old term runs.
            return vec![("policy", V::Unknown), ("term", term)];
        };
        let basis = self.basis(purpose_ix, purpose, at);
        let age = self.age(purpose, at);
        vec![
            ("age", if how.low && age == V::Unknown { V::Ended } else { age }),
            ("lawfulness", self.lawfulness(purpose_ix, purpose, at)),
            ("basis", self.basis_value(purpose_ix, purpose, (version, record), at, how)),
            ("article-9-ground", self.article_9_ground(purpose, category_ix, version, at, how)),
            ("erasure", self.erasure(purpose_ix, basis, record, at)),
            ("objection", self.objection(purpose_ix, purpose, basis, at)),
            ("restriction", self.restriction(purpose_ix, purpose, category_ix, at)),
            ("agreement", if purpose.processor { self.agreement_value(version, at) } else { V::Live }),
            ("option", purpose.option.map_or(V::Live, |option| self.option(option, version, at))),
            ("term", term),
        ]
    }

    /// Whether the age table is for the person: one of those for whom the dossier was opened can be a minor.
    pub fn can_be_minor(&self) -> bool {
        self.world.opened.contains(&"pupil")
    }

    /// Unknown where the version declares what the law does not allow, unless the institution accepted that: the same
    /// words at the same node, from when it was given up to and including its last day.
    fn lawfulness(&self, purpose_ix: usize, purpose: &Purpose, at: Micros) -> V {
        let Some((code, word)) = purpose.finding() else { return V::Live };
        let accepted = self.institution.iter().any(|entry| match entry.what {
            What::Accepted { purpose, code: named, through } => {
                let given = entry.happened.first();
                let same = *purpose == PURPOSES[purpose_ix] && *named == code;
                let versions = &self.world.versions;
                let then = versions.iter().rposition(|version| midnight(version.from) <= given).unwrap_or(0);
                // It is about the version of that day, or the first later one that has the finding.
                let found = versions[then..].iter().find_map(|version| {
                    version.purposes[purpose_ix].as_ref()?.finding().filter(|(of, _)| *of == code)
                });
                same && given <= at && at < end_of(*through) && found == Some((code, word))
            }
            _ => false,
        });
        if accepted { V::Live } else { V::Unknown }
    }

    /// A minimum on a row that nobody read counts once the institution confirmed it.
    pub fn by_law(&self, rule: &Rule, held: V, at: Micros) -> V {
        let confirmed = self.institution.iter().any(|entry| {
            matches!(entry.what, What::Confirmed { row } if *row == rule.row) && entry.happened.first() <= at
        });
        if rule.row == "unread" && !confirmed { held.min(V::Unknown) } else { held }
    }

    fn age(&self, purpose: &Purpose, at: Micros) -> V {
        let known = |reached: Option<bool>, wanted: bool| match reached {
            Some(reached) if reached == wanted => V::Live,
            Some(_) => V::Ended,
            None => V::Unknown,
        };
        let from = purpose.ages.0.map_or(V::Live, |from| known(self.has_reached(from, at), true));
        let until = purpose.ages.1.map_or(V::Live, |until| known(self.has_reached(until, at), false));
        from.min(until)
    }

    /// The basis in force: the controller's own, where the policy leaves it to the controller.
    pub fn basis(&self, purpose_ix: usize, purpose: &Purpose, at: Micros) -> Option<Basis> {
        match purpose.basis {
            Basis::ByController => {
                let (_, bases) = self.agreement(at).description?;
                bases.iter().find(|(name, _)| *name == PURPOSES[purpose_ix]).map(|(_, basis)| *basis)
            }
            basis => Some(basis),
        }
    }

    fn basis_value(
        &self,
        purpose_ix: usize,
        purpose: &Purpose,
        (version, record): (&Version, Option<&Rec>),
        at: Micros,
        how: How<'_>,
    ) -> V {
        match self.basis(purpose_ix, purpose, at) {
            None => V::Unknown,
            Some(Basis::Consent) => {
                let consent = self.consent_in(purpose_ix, at, how);
                consent.min(self.during(purpose, (version, record), at, how))
            }
            Some(_) => self.during(purpose, (version, record), at, how),
        }
    }

    /// What the state under a basis makes of it.
    pub fn during(
        &self,
        purpose: &Purpose,
        (version, record): (&Version, Option<&Rec>),
        at: Micros,
        how: How<'_>,
    ) -> V {
        let Some(state) = purpose.during else { return V::Live };
        match self.state_in(state, version, record, at, how) {
            V::Ended if !self.has_begun(state, version, record, at, how) => V::Ended,
            V::Ended if purpose.through_term => V::Live,
            V::Ended => V::Held,
            other => other,
        }
    }

    /// Whether a state has lasted, or may have, before this moment.
    pub fn has_begun(
        &self,
        state: &str,
        version: &Version,
        record: Option<&Rec>,
        at: Micros,
        how: How<'_>,
    ) -> bool {
        let begun = how.begun.iter().flat_map(|begun| [begun.from, begun.to]);
        let earlier = self.marks(state, version, record).into_iter().chain(begun).chain([ALWAYS]);
        let mut earlier = earlier.filter(|mark| *mark <= at);
        earlier.any(|mark| self.state_in(state, version, record, mark, how) > V::Ended)
    }

    fn consent_in(&self, purpose_ix: usize, at: Micros, how: How<'_>) -> V {
        if how.low { self.consent_lowest(purpose_ix, at) } else { self.consent(purpose_ix, at).value }
    }

    /// For `with-basis`.
    pub fn own_state_of_basis(
        &self,
        purpose_ix: usize,
        purpose: &Purpose,
        version: &Version,
        record: Option<&Rec>,
        at: Micros,
        how: How<'_>,
    ) -> V {
        match self.basis(purpose_ix, purpose, at) {
            None => V::Unknown,
            Some(basis) => {
                let during = |state| self.state_in(state, version, record, at, how);
                let state = purpose.during.map_or(V::Live, during);
                match basis {
                    Basis::Consent => self.consent_in(purpose_ix, at, how).min(state),
                    _ => state,
                }
            }
        }
    }

    /// Everything that happened to the agreement, in order, with the entry.
    fn agreement_changes(&self) -> Vec<(Change, Counted<'w>)> {
        let of = |entry: &Counted<'w>| match entry.what {
            What::Signed { .. } => Some(Change::on(entry, false)),
            What::AgreementEnded => Some(Change::off(entry)),
            _ => None,
        };
        let changes = in_order(self.institution.iter().filter_map(of).collect());
        let entry = |seq: u32| *self.institution.iter().find(|entry| entry.seq == seq).expect("it is there");
        changes.into_iter().map(|change| (change, entry(change.seq))).collect()
    }

    pub fn agreement_marks(&self, version: &Version) -> Vec<Micros> {
        let mut marks = Vec::new();
        for entry in self.institution.iter().filter(|entry| matches!(entry.what, What::Trial)) {
            marks.push(entry.happened.first());
            marks.push(version.window.after_moment(entry.happened));
        }
        for (change, entry) in self.agreement_changes() {
            marks.push(change.at);
            if let What::Signed { until: Some(until), .. } = entry.what {
                marks.push(end_of(*until));
            }
        }
        marks
    }

    /// The agreement at a moment: the one signed last governs, also after its end.
    pub fn agreement(&self, at: Micros) -> Agreement<'w> {
        let mut now = Agreement { state: State::Unknown, description: None, return_term: None };
        let mut until = NEVER;
        for (change, entry) in self.agreement_changes().into_iter().filter(|(change, _)| change.at <= at) {
            if until <= change.at && now.state == State::On {
                now.state = State::Off(Some(until));
            }
            match entry.what {
                What::Signed { terms, bases, until: last_day, return_term } => {
                    now = Agreement {
                        state: State::On,
                        description: Some((terms, bases)),
                        return_term: *return_term,
                    };
                    until = last_day.map_or(NEVER, end_of);
                }
                _ => {
                    if !matches!(now.state, State::Off(_)) {
                        now.state = State::Off(Some(change.at));
                    }
                }
            }
        }
        if until <= at && now.state == State::On {
            now.state = State::Off(Some(until));
        }
        now
    }

    /// The agreement or a time without one, such as a trial: as far as the basis under it goes, the one is as good as
    /// the other.
    pub fn agreement_or_trial(&self, version: &Version, at: Micros) -> State {
        let agreement = self.agreement(at).state;
        let mut over: Option<Micros> = None;
        for entry in self.institution.iter().filter(|entry| matches!(entry.what, What::Trial)) {
            let end = version.window.after_moment(entry.happened);
            if entry.happened.first() <= at && at < end {
                return State::On;
            }
            if entry.happened.first() <= at {
                over = over.max(Some(end));
            }
        }
        match agreement {
            State::On => State::On,
            State::Unknown => over.map_or(State::Unknown, |end| State::Off(Some(end))),
            State::Off(since) => State::Off(since.max(over)),
        }
    }

    fn agreement_value(&self, version: &Version, at: Micros) -> V {
        match self.agreement_or_trial(version, at) {
            State::On => V::Live,
            State::Unknown => V::Unknown,
            State::Off(since) => held_for(self.agreement(at).return_term.or(version.return_term), since, at),
        }
    }

    fn option(&self, option: usize, version: &Version, at: Micros) -> V {
        let switch = &version.options[option];
        self.over_holders(switch, |user| match walk(&self.switched(OPTIONS[option], user), at) {
            State::On => V::Live,
            State::Unknown => V::Unknown,
            State::Off(since) => held_for(switch.return_term, since, at),
        })
    }

    fn objection(&self, purpose_ix: usize, purpose: &Purpose, basis: Option<Basis>, at: Micros) -> V {
        let objectable = matches!(basis, None | Some(Basis::PublicTask | Basis::LegitimateInterests));
        let mut value = V::Live;
        for entry in &self.dossier {
            let What::Objected { purposes } = entry.what else { continue };
            let named = purposes.is_empty() || purposes.contains(&PURPOSES[purpose_ix]);
            if !named || at < entry.happened.first() || !(objectable || purpose.direct_marketing) {
                continue;
            }
            let this = match (self.verdict(entry.seq, at), purpose.direct_marketing) {
                // What has been withdrawn, no later answer revives.
                (_, true) if self.is_withdrawn(entry.seq, at) => V::Live,
                (Some(Verdict::Withdrawn), _) => V::Live,
                (_, true) => V::Ended,
                (None, false) => V::Held,
                (Some(Verdict::Upheld), false) if basis.is_none() => V::Unknown,
                (Some(Verdict::Upheld), false) => V::Ended,
                (Some(Verdict::Rejected), false) => V::Live,
            };
            value = value.min(this);
        }
        value
    }

    fn is_withdrawn(&self, objection: u32, at: Micros) -> bool {
        self.dossier.iter().any(|entry| match entry.what {
            What::Judged { entry: of, verdict: Verdict::Withdrawn } => {
                *of == objection && entry.happened.past() <= at
            }
            _ => false,
        })
    }

    /// What was last judged of an objection.
    fn verdict(&self, objection: u32, at: Micros) -> Option<Verdict> {
        let judged = self.dossier.iter().filter_map(|entry| match entry.what {
            What::Judged { entry: of, verdict } if *of == objection => {
                let effect = match verdict {
                    Verdict::Upheld => entry.happened.first(),
                    Verdict::Rejected | Verdict::Withdrawn => entry.happened.past(),
                };
                Some((effect, entry.seq, *verdict))
            }
            _ => None,
        });
        judged
            .filter(|(effect, ..)| *effect <= at)
            .max_by_key(|(effect, seq, _)| (*effect, *seq))
            .map(|(_, _, verdict)| verdict)
    }

    /// Special data on explicit consent: what that consent comes to.
    fn article_9_ground(
        &self,
        purpose: &Purpose,
        category_ix: usize,
        version: &Version,
        at: Micros,
        how: How<'_>,
    ) -> V {
        let is_special = version.categories[category_ix].as_ref().is_some_and(|category| category.special);
        match purpose.explicit_consent.filter(|_| is_special) {
            Some(named) => self.consent_in(named, at, how),
            None => V::Live,
        }
    }

    fn restriction(&self, purpose_ix: usize, purpose: &Purpose, category_ix: usize, at: Micros) -> V {
        if purpose.restriction_exemption {
            return V::Live;
        }
        let mut value = V::Live;
        for entry in &self.dossier {
            let What::Restricted { categories } = entry.what else { continue };
            let named = categories.is_empty() || categories.contains(&CATEGORIES[category_ix]);
            if !named || !self.lasts(entry, at) {
                continue;
            }
            let since = (entry.happened.first(), entry.seq);
            let consented = self.consent(purpose_ix, at).yes.is_some_and(|yes| yes > since);
            value = value.min(if consented { V::Live } else { V::Held });
        }
        value
    }

    /// The earlier request that one joined: the first for the same right, by the same person, that was not closed when this
    /// one was written, and that had not joined another itself.
    fn joined(&self, entry: &Counted<'_>) -> Option<u32> {
        let What::Requested { right, by, .. } = entry.what else { return None };
        self.dossier.iter().filter(|other| other.seq < entry.seq).find_map(|other| {
            let same = matches!(other.what, What::Requested { right: r, by: b, .. } if r == right && b == by);
            let closed = self.dossier.iter().any(|closing| {
                matches!(closing.what, What::Closed { entry: of } if *of == other.seq)
                    && other.seq < closing.seq
                    && closing.seq < entry.seq
            });
            (same && !closed && self.joined(other).is_none()).then_some(other.seq)
        })
    }

    /// Whether a restriction, hold or request has begun and has not been ended.
    pub fn lasts(&self, entry: &Counted<'_>, at: Micros) -> bool {
        let joined = self.joined(entry);
        let ended = self.dossier.iter().any(|other| match other.what {
            What::Lifted { entry: of } | What::Released { entry: of } => {
                *of == entry.seq && other.happened.past() <= at
            }
            What::Closed { entry: of } => {
                (*of == entry.seq || joined == Some(*of)) && other.happened.past() <= at
            }
            // A request for erasure holds nothing against its own plan.
            What::RequestGranted { entry: of } => *of == entry.seq && other.happened.first() <= at,
            _ => false,
        });
        entry.happened.first() <= at && !ended
    }

    fn erasure(&self, purpose_ix: usize, basis: Option<Basis>, record: Option<&Rec>, at: Micros) -> V {
        // Without a record a purpose on consent is Ended until a new yes.
        if basis == Some(Basis::Consent) && record.is_none() {
            return self.erased_until_a_new_yes(purpose_ix, at);
        }
        let mut value = V::Live;
        for entry in &self.dossier {
            let What::Granted { purposes, through } = entry.what else { continue };
            let named = purposes.is_empty() || purposes.contains(&PURPOSES[purpose_ix]);
            if !named || at < entry.happened.first() {
                continue;
            }
            let covered = match record {
                // One on another basis is read for a record created now.
                None => at <= through.last(),
                Some(record) => match record.created {
                    None => {
                        value = value.min(if basis == Some(Basis::LegalObligation) {
                            V::Live
                        } else {
                            V::Unknown
                        });
                        continue;
                    }
                    Some(created) => created.last() <= through.last(),
                },
            };
            let this = match basis {
                Some(Basis::LegalObligation) => V::Live,
                _ if !covered => V::Live,
                // On letter (c) it would stay as it is.
                None => V::Unknown,
                Some(_) => V::Ended,
            };
            value = value.min(this);
        }
        value
    }

    /// The lowest of the limits of the versions from the moment the record was made, starting anew at each version that
    /// says it applies to earlier records. A version that does not put the two together sets none.
    ///
    /// `beside` leaves out those that are `with-basis`.
    pub fn limits(
        &self,
        purpose_ix: usize,
        category_ix: usize,
        record: Option<&Rec>,
        at: Micros,
        how: How<'_>,
        beside: bool,
    ) -> V {
        let Some(now) = self.version_number(at) else { return V::Unknown };
        let created = record.and_then(|record| record.created);
        let of = |number: usize| text_at(&self.world.versions[number], purpose_ix, category_ix);
        let Some(last) = (0..=now).rev().find(|number| of(*number).is_some()) else { return V::Live };
        // Recorded before a version is: before the later of the day it applies from and the day it was adopted.
        let binds = |number: usize| {
            let version = &self.world.versions[number];
            midnight(version.from.max(version.adopted.unwrap_or(version.from)))
        };
        let first = match created {
            None => last,
            Some(created) => (0..=last).rev().find(|number| binds(*number) <= created.first()).unwrap_or(0),
        };
        let mut value = V::Live;
        for number in (first..=last).rev() {
            let version = &self.world.versions[number];
            let Some(purpose) = of(number) else { continue };
            let rules = limits_of(purpose, category_ix);
            let of = TermOf { version, purpose, purpose_ix, category_ix, record, minimum: false, how };
            for rule in rules.iter().filter(|rule| !(beside && matches!(rule.term, Term::WithBasis))) {
                value = value.min(self.term(&rule.term, of, at));
                if let Some(backstop) = rule.backstop.filter(|_| how.disposal) {
                    let backstop = Term::After(Anchored::Anchor("recorded"), backstop);
                    value = value.min(self.term(&backstop, of, at));
                }
            }
            // A row that is exact is the most, too.
            for rule in
                purpose.rules.iter().filter(|rule| is_minimum(rule, category_ix) && rule.row == "exact")
            {
                value = value.min(self.term(&rule.term, of, at));
            }
            if rules.iter().any(|rule| rule.applies_to_earlier) {
                break;
            }
        }
        value
    }
}

fn is_minimum(rule: &Rule, category: usize) -> bool {
    rule.kind == TermKind::Minimum && (rule.of.is_empty() || rule.of.contains(&category))
}

/// The purpose as a version declares it, if it puts it together with the category.
fn text_at(version: &Version, purpose: usize, category: usize) -> Option<&Purpose> {
    version.purposes[purpose].as_ref().filter(|purpose| purpose.categories.contains(&category))
}

/// The maximums and contracts of a category, or else its guidelines. A rule that names no category is for those that
/// no other rule names.
pub fn limits_of(purpose: &Purpose, category: usize) -> Vec<&Rule> {
    let chosen = |weights: &[TermKind]| -> Vec<&Rule> {
        let rules = purpose.rules.iter().filter(|rule| weights.contains(&rule.kind));
        let (general, named): (Vec<&Rule>, Vec<&Rule>) = rules.partition(|rule| rule.of.is_empty());
        let named: Vec<&Rule> = named.into_iter().filter(|rule| rule.of.contains(&category)).collect();
        if named.is_empty() { general } else { named }
    };
    if !purpose.categories.contains(&category) {
        return Vec::new();
    }
    let limits = chosen(&[TermKind::Maximum, TermKind::Contract]);
    let limits = if limits.is_empty() { chosen(&[TermKind::Guideline]) } else { limits };
    // Minimums alone are the maximum too.
    if limits.is_empty() {
        return purpose.rules.iter().filter(|rule| is_minimum(rule, category)).collect();
    }
    limits
}

/// Held for a term after an end, then Ended; without a term, held.
fn held_for(term: Option<Period>, since: Option<Micros>, at: Micros) -> V {
    match (term, since) {
        (Some(term), Some(since)) if at >= term.after_end(since) => V::Ended,
        _ => V::Held,
    }
}
