//! Consent at a moment: who said what, whether they might, and what of it still stands.

use super::civil::*;
use super::facts::{Change, Counted, Oracle, State, in_order, walk};
use super::model::*;
use super::{V, consensus};

/// What is assumed where something is not known.
#[derive(Clone, Default)]
struct Assumed {
    /// Of age sixteen, wherever the age is not known.
    of_age: bool,
    /// The words whose speaker had authority, wherever that is not known: it may have begun, and it may have ended.
    authorised: Vec<u32>,
}

/// A word that was said.
#[derive(Clone, Copy)]
struct Said<'w> {
    entry: Counted<'w>,
    word: Word,
    by: Name,
    text: Option<Name>,
}

impl Said<'_> {
    fn at(&self) -> Micros {
        self.entry.happened.first()
    }

    fn order(&self) -> (Micros, u32) {
        (self.at(), self.entry.seq)
    }
}

impl<'w> Oracle<'w> {
    /// What consent is worth at a moment; where something is not known, what all possibilities agree on.
    pub fn consent(&self, purpose_ix: usize, consent: Option<&Consent>, minor: bool, at: Micros) -> V {
        consensus(self.consent_ways(purpose_ix, consent, minor, at).into_iter().map(|(value, _)| value))
    }

    /// What it is worth in its lowest way.
    pub fn consent_lowest(&self, purpose_ix: usize, consent: Option<&Consent>, minor: bool, at: Micros) -> V {
        let ways = self.consent_ways(purpose_ix, consent, minor, at);
        ways.into_iter().map(|(value, _)| value).min().unwrap_or(V::Unknown)
    }

    /// Whether, in one way at least, someone says no.
    pub fn a_no_is_possible(
        &self,
        purpose_ix: usize,
        consent: Option<&Consent>,
        minor: bool,
        at: Micros,
    ) -> bool {
        self.consent_ways(purpose_ix, consent, minor, at).into_iter().any(|(_, no)| no)
    }

    /// What it is worth in every way in which the facts that are not known can turn out, and whether a no stands in it.
    fn consent_ways(
        &self,
        purpose_ix: usize,
        consent: Option<&Consent>,
        minor: bool,
        at: Micros,
    ) -> Vec<(V, bool)> {
        let said = self.said(purpose_ix, at);
        let doubtful: Vec<u32> = said
            .iter()
            .filter(|said| said.by != SELF && self.had_authority(said.by, said.at()).is_none())
            .map(|said| said.entry.seq)
            .collect();
        let mut values = Vec::new();
        for of_age in [false, true] {
            for chosen in 0..1usize << doubtful.len() {
                let authorised = (0..doubtful.len()).filter(|n| chosen >> n & 1 == 1).map(|n| doubtful[n]);
                let assumed = Assumed { of_age, authorised: authorised.collect() };
                let value = self.consent_if(purpose_ix, consent, minor, &said, &assumed, at);
                let counts =
                    |said: &Said<'_>| self.counts(said, minor, &assumed) && !self.invalidated(said.entry.seq);
                let no = standing(&said, &counts).iter().any(|said| said.word != Word::Yes);
                values.push((value, no));
            }
        }
        values
    }

    /// Whether a yes that counts and stands was said after something else.
    pub fn consented_after(
        &self,
        purpose_ix: usize,
        consent: Option<&Consent>,
        minor: bool,
        after: (Micros, u32),
        at: Micros,
    ) -> bool {
        let said = self.said(purpose_ix, at);
        // Where the age is not known it must be so for either: what is missing is never read as a yes.
        [false, true].into_iter().all(|of_age| {
            let assumed = Assumed { of_age, ..Assumed::default() };
            let counting =
                |said: &Said<'_>| self.counts(said, minor, &assumed) && !self.invalidated(said.entry.seq);
            standing(&said, &counting).iter().any(|said| {
                let stands = !expired(said, consent, at) && self.superseded(purpose_ix, said, at).is_none();
                said.word == Word::Yes && stands && said.order() > after
            })
        })
    }

    /// Everything said on a purpose up to a moment, in order.
    fn said(&self, purpose_ix: usize, at: Micros) -> Vec<Said<'w>> {
        let mut said: Vec<Said<'w>> = self
            .dossier
            .iter()
            .filter_map(|entry| match entry.what {
                What::Spoken { word, purposes, by, text } if purposes.contains(&PURPOSES[purpose_ix]) => {
                    Some(Said { entry: *entry, word: *word, by, text: *text })
                }
                _ => None,
            })
            .filter(|said| said.at() <= at)
            .collect();
        said.sort_by_key(Said::order);
        said
    }

    fn invalidated(&self, seq: u32) -> bool {
        self.dossier.iter().any(|entry| matches!(entry.what, What::Invalidated { entry } if *entry == seq))
    }

    /// Whether a speaker could speak for the person; `None` if that is not known.
    fn had_authority(&self, by: &str, at: Micros) -> Option<bool> {
        let mut changes = Vec::new();
        let mut never = false;
        for entry in &self.dossier {
            match entry.what {
                What::Authority { by: named, may } if *named == by => {
                    // Another kind of parent has no authority from that day's first instant.
                    changes.push(Change { on: *may == "exercise", ..Change::on(entry, false) });
                }
                What::AuthorityEnded { by: named, never: was_never } if *named == by => {
                    changes.push(Change::off(entry));
                    never |= *was_never && at < entry.happened.past();
                }
                _ => {}
            }
        }
        match walk(&in_order(changes), at) {
            _ if never => Some(false),
            State::Unknown => None,
            state => Some(state == State::On),
        }
    }

    /// Whether the one who spoke might: under sixteen a representative, from sixteen the person.
    fn counts(&self, said: &Said<'_>, minor: bool, assumed: &Assumed) -> bool {
        // One who cannot be a minor is of age, unless the dossier knows better; two birth dates are not knowing.
        let contradictory = self.dossier.iter().any(|entry| matches!(entry.what, What::Born { .. }));
        let settled = !minor && !contradictory;
        let of_age = self.has_applicability(16, said.at()).unwrap_or(settled || assumed.of_age);
        match said.by {
            SELF => of_age,
            by => {
                let authority = self.had_authority(by, said.at());
                !of_age && authority.unwrap_or(assumed.authorised.contains(&said.entry.seq))
            }
        }
    }

    fn consent_if(
        &self,
        purpose_ix: usize,
        consent: Option<&Consent>,
        minor: bool,
        said: &[Said<'w>],
        assumed: &Assumed,
        at: Micros,
    ) -> V {
        let counts = |said: &Said<'_>| self.counts(said, minor, assumed) && !self.invalidated(said.entry.seq);
        let standing = |at: Micros| {
            let up_to: Vec<Said<'w>> = said.iter().filter(|said| said.at() <= at).copied().collect();
            standing(&up_to, &counts)
        };
        let now = standing(at);
        let yes: Vec<Said<'w>> = now
            .iter()
            .filter(|said| said.word == Word::Yes && !expired(said, consent, at))
            .copied()
            .collect();
        if yes.is_empty() {
            // A no, a yes that ran out, or a yes that never counted: all Ended. Nothing said: never asked.
            let void = said.iter().any(|said| said.word == Word::Yes);
            return if now.is_empty() && !void { V::Unknown } else { V::Ended };
        }
        let grace = consent.and_then(|consent| consent.grace);
        let held_until = |since: Moment| match grace {
            Some(grace) if at >= grace.after_moment(since) => V::Ended,
            _ => V::Held,
        };
        let best = yes
            .iter()
            .map(|yes| match self.superseded(purpose_ix, yes, at) {
                Some(since) => held_until(since),
                None => V::Live,
            })
            .max()
            .unwrap_or(V::Unknown);
        let contested = |at: Micros| {
            let now = standing(at);
            now.iter().any(|said| said.word != Word::Yes)
                && now.iter().any(|said| said.word == Word::Yes && !expired(said, consent, at))
        };
        if !contested(at) {
            return best;
        }
        let mut since = at;
        for said in said.iter().rev() {
            if !contested(said.at()) {
                break;
            }
            since = said.at();
        }
        best.min(held_until(Moment::At(since)))
    }

    /// From when on a yes is to something else than what is asked now.
    fn superseded(&self, purpose_ix: usize, yes: &Said<'_>, at: Micros) -> Option<Moment> {
        let changed = self.dossier.iter().filter_map(|entry| match entry.what {
            What::Superseded { purposes } if purposes.contains(&PURPOSES[purpose_ix]) => {
                let order = (entry.happened.first(), entry.seq);
                (order > yes.order() && order.0 <= at).then_some(entry.happened)
            }
            _ => None,
        });
        let mut since: Option<Moment> = changed.min_by_key(|moment| moment.first());
        // The text of the version in force: from when on it has been another one without a break.
        let mut other_since = None;
        let now = self.version_number(at)?;
        for number in (0..=now).rev() {
            let version = &self.world.versions[number];
            let text =
                version.purposes[purpose_ix].as_ref().and_then(|purpose| purpose.consent.as_ref()?.text);
            if text.is_none() || text == yes.text {
                break;
            }
            other_since = Some(Moment::On(version.from));
            if midnight(version.from) <= yes.at() {
                other_since = Some(yes.entry.happened);
                break;
            }
        }
        if let Some(other) = other_since {
            let earlier = since.is_none_or(|since| other.first() < since.first());
            since = if earlier { Some(other) } else { since };
        }
        since
    }
}

/// The last counting word of each speaker; once the person has spoken, only the person's.
fn standing<'w>(said: &[Said<'w>], counts: &impl Fn(&Said<'_>) -> bool) -> Vec<Said<'w>> {
    let counting: Vec<Said<'w>> = said.iter().filter(|said| counts(said)).copied().collect();
    let own = counting.iter().any(|said| said.by == SELF);
    let mut last: Vec<Said<'w>> = Vec::new();
    for said in counting.into_iter().filter(|said| !own || said.by == SELF) {
        last.retain(|earlier| earlier.by != said.by);
        last.push(said);
    }
    last
}

fn expired(said: &Said<'_>, consent: Option<&Consent>, at: Micros) -> bool {
    let valid_for = consent.and_then(|consent| consent.valid_for);
    valid_for.is_some_and(|valid_for| at >= valid_for.after_moment(said.entry.happened))
}
