//! Consent over time: what each giver's word stands for, and what the words come to together.

use super::Claims;
use super::age::Age;
use crate::calendar::{Period, Time, Zone};
use crate::dossier::{DATA_SUBJECT, Speech, SpeechAct};
use crate::json::Id;
use crate::law::{Act, Reason, Voice};
use crate::policy::Version;
use crate::timeline::{Because, Source, Timeline, Value};

/// What is assumed where a fact about who may speak is not known. If every assumption gives the same, that is so.
#[derive(Clone, Copy)]
struct Assumed {
    /// The age, where several are possible: the lowest or the highest of them.
    oldest: bool,
    /// Whether a yes, or a no, of someone whose authority is not known counts.
    yes_counts: bool,
    no_counts: bool,
}

/// A word that stands: one per giver.
struct Stand {
    giver: String,
    yes: bool,
    from: Time,
    source: Source,
    reason: Reason,
    expires: Time,
    /// From when it is superseded, and by what.
    superseded: Option<(Time, Reason)>,
}

/// The rules of one version for one purpose's consent.
struct Terms<'v> {
    valid_for: Option<Period>,
    grace: Option<Period>,
    text: Option<&'v str>,
    version_from: Time,
    age: Age<'v>,
    /// What there is before anyone has spoken.
    silence: Timeline,
}

impl Claims {
    /// Consent for a purpose as a version of the policy reads it; only what was said at or after `since`.
    pub(super) fn consent(&self, version: &Version, purpose: &Id, since: Time) -> Timeline {
        let said: Vec<&Speech> = self
            .facts
            .speech
            .iter()
            .filter(|speech| speech.at >= since && speech.purposes.contains(purpose))
            .collect();
        let silence = self.silence(purpose);
        if said.is_empty() {
            return silence;
        }
        let consent = version.document.purposes.get(purpose).and_then(|purpose| purpose.consent.as_ref());
        let terms = Terms {
            valid_for: consent.and_then(|consent| consent.valid_for),
            grace: consent.and_then(|consent| consent.grace),
            text: consent.and_then(|consent| consent.text.as_ref()).map(|text| text.0.as_str()),
            version_from: version.from,
            age: self.age(Some(version), purpose),
            silence,
        };
        let unsure_age = said.iter().any(|speech| terms.age.candidates(speech.at).len() > 1);
        let unsure_authority = said.iter().any(|speech| self.authority(speech) == Value::Unknown);
        let ages: &[bool] = if unsure_age { &[false, true] } else { &[false] };
        let counts: &[(bool, bool)] = if unsure_authority {
            &[(true, true), (true, false), (false, true), (false, false)]
        } else {
            &[(true, true)]
        };
        let mut lines = ages.iter().flat_map(|oldest| {
            counts.iter().map(|(yes_counts, no_counts)| {
                self.assuming(
                    Assumed { oldest: *oldest, yes_counts: *yes_counts, no_counts: *no_counts },
                    &said,
                    &terms,
                )
            })
        });
        let first = lines.next();
        let first = first.unwrap_or_else(|| terms.silence.clone());
        let doubtful = said.iter().find(|speech| self.authority(speech) == Value::Unknown).or(said.first());
        let source = doubtful.map_or(Source::None, |speech| speech.source);
        let unsure = if unsure_age { Reason::ConsentHalf } else { Reason::ConsentAuthorityUnknown };
        lines.fold(first, |agreed, line| agreed.where_same(&line, Because::new(unsure, source)))
    }

    /// Consent nobody has said anything about: never asked, or asked and not answered.
    fn silence(&self, purpose: &Id) -> Timeline {
        let never = Timeline::always(Value::Unknown, Because::of(Reason::ConsentNeverAsked));
        let asked = self.facts.asked.iter().find(|(_, purposes, _)| purposes.contains(purpose));
        asked.map_or(never.clone(), |(at, _, source)| {
            never.painted_from(*at, Value::Unknown, Because::new(Reason::ConsentUnanswered, *source))
        })
    }

    /// Live, Ended or Unknown: whether a giver other than the person had authority when they spoke.
    fn authority(&self, speech: &Speech) -> Value {
        if speech.giver == DATA_SUBJECT {
            return Value::Live;
        }
        self.facts.authorities.get(&speech.giver).map_or(Value::Unknown, |line| line.at(speech.at).value)
    }

    /// The words under one assumption.
    fn assuming(&self, assumed: Assumed, said: &[&Speech], terms: &Terms<'_>) -> Timeline {
        let zone = self.setting.zone();
        let mut turns: Vec<Time> = said.iter().map(|speech| speech.at).collect();
        turns.extend(terms.age.turns());
        turns.extend(self.facts.succeeded_by_contract.iter().map(|(at, _)| *at));
        turns.extend(
            self.facts.authorities.values().flat_map(|line| line.steps().iter().map(|step| step.from)),
        );
        turns.push(terms.version_from);
        turns.extend(terms.silence.steps().iter().map(|step| step.from));
        turns.extend(said.iter().map(|speech| expiry(speech, terms, zone)));
        turns.retain(|at| at.is_finite());
        if let Some(grace) = terms.grace {
            let graces: Vec<Time> = turns.iter().map(|at| zone.after(*at, zone.day_of(*at), grace)).collect();
            turns.extend(graces.into_iter().filter(|at| at.is_finite()));
        }
        turns.sort_unstable();
        turns.dedup();

        let mut words = Words { stands: Vec::new(), void: None, ended: None, held: None };
        let mut line = terms.silence.clone();
        let mut said = said.iter().peekable();
        for at in turns {
            while let Some(speech) = said.next_if(|speech| speech.at <= at) {
                self.hear(&mut words, speech, assumed, terms);
            }
            for (from, source) in &self.facts.succeeded_by_contract {
                if *from == at {
                    words.supersede(at, Reason::ConsentNotCarriedOver, *source);
                }
            }
            line = self.paint(&line, &mut words, at, terms, zone);
        }
        line
    }

    fn hear(&self, words: &mut Words, speech: &Speech, assumed: Assumed, terms: &Terms<'_>) {
        let zone = self.setting.zone();
        if speech.act == SpeechAct::Supersede {
            return words.supersede(speech.at, Reason::ConsentSuperseded, speech.source);
        }
        let gives = speech.act == SpeechAct::Give;
        if let Some(source) = speech.invalid {
            words.void.get_or_insert(Because::new(Reason::ConsentInvalid, source));
            return;
        }
        let age = &terms.age;
        let candidates = age.candidates(speech.at);
        let years = if assumed.oldest { candidates.last() } else { candidates.first() }.copied().unwrap_or(0);
        let voice = |act| Voice::of(act, years, age.capacity(speech.at), speech.day);
        let heard = voice(if gives { Act::Give } else { Act::Withdraw });
        let may = if speech.giver == DATA_SUBJECT {
            heard.hears_self()
        } else {
            let counts = if gives { assumed.yes_counts } else { assumed.no_counts };
            heard.hears_representative()
                && match self.authority(speech) {
                    Value::Live => true,
                    Value::Unknown => counts,
                    _ => false,
                }
        };
        if !may {
            // A yes without authority is Ended from its start; a no without authority has no effect.
            if gives {
                words.void = Some(Because::new(Reason::ConsentNoAuthority, speech.source));
            }
            return;
        }
        let by_self = speech.giver == DATA_SUBJECT;
        if by_self && !gives && !voice(Act::Give).hears_self() {
            // A minor's own permitted withdrawal ends all earlier yeses; a later one of the representative revives.
            words.stands.clear();
            words.ended = Some(Because::new(Reason::ConsentWithdrawn, speech.source));
            return;
        }
        if by_self && voice(Act::Give) == Voice::DataSubject {
            // The first own word replaces what representatives said before.
            words.stands.clear();
        }
        words.stands.retain(|stand| stand.giver != speech.giver);
        let reason = match speech.act {
            SpeechAct::Give => Reason::ConsentGiven,
            SpeechAct::Refuse => Reason::ConsentRefused,
            _ => Reason::ConsentWithdrawn,
        };
        let other_text = gives && terms.text.is_some() && speech.text.as_deref() != terms.text;
        words.stands.push(Stand {
            giver: speech.giver.clone(),
            yes: gives,
            from: speech.at,
            source: speech.source,
            reason,
            expires: expiry(speech, terms, zone),
            superseded: other_text.then(|| (speech.at.max(terms.version_from), Reason::ConsentSuperseded)),
        });
    }

    /// What the words come to from `at` on, until something changes.
    fn paint(
        &self,
        line: &Timeline,
        words: &mut Words,
        at: Time,
        terms: &Terms<'_>,
        zone: &Zone,
    ) -> Timeline {
        let valid = |stand: &&Stand| stand.yes && at < stand.expires;
        let superseded =
            |stand: &&Stand| valid(stand) && stand.superseded.is_some_and(|(from, _)| from <= at);
        let yes = words
            .stands
            .iter()
            .filter(|stand| valid(stand) && !superseded(stand))
            .max_by_key(|stand| stand.from);
        let old = words.stands.iter().filter(superseded).max_by_key(|stand| stand.from);
        let no = words.stands.iter().filter(|stand| !stand.yes).max_by_key(|stand| stand.from);
        let expired = words.stands.iter().find(|stand| stand.yes && at >= stand.expires);
        let because = |stand: &Stand, reason| Because::new(reason, stand.source);
        let in_grace = |old: &Stand| {
            let end = |grace| old.superseded.map(|(from, _)| zone.after(from, zone.day_of(from), grace));
            terms.grace.and_then(end).is_none_or(|end| at < end)
        };
        let (value, because, grace_over) = match (yes, old, no) {
            (Some(_), _, Some(no)) => {
                (Value::Held, because(no, Reason::ConsentContested), Some(Reason::ConsentContestedOver))
            }
            // A yes for an older text whose own grace is over stands no longer, and contests nothing.
            (None, Some(old), Some(no)) if in_grace(old) => {
                (Value::Held, because(no, Reason::ConsentContested), Some(Reason::ConsentContestedOver))
            }
            (Some(yes), _, None) => (Value::Live, because(yes, self.standing(yes, at, terms)), None),
            (None, _, Some(no)) => (Value::Ended, because(no, no.reason), None),
            (None, Some(old), None) => {
                let reason = old.superseded.map_or(Reason::ConsentSuperseded, |(_, reason)| reason);
                (Value::Held, because(old, reason), Some(Reason::ConsentSupersededOver))
            }
            (None, None, None) => match (words.ended, expired, words.void) {
                (Some(ended), ..) => (Value::Ended, ended, None),
                (None, Some(expired), _) => (Value::Ended, because(expired, Reason::ConsentExpired), None),
                (None, None, Some(void)) => (Value::Ended, void, None),
                (None, None, None) => (Value::Unknown, terms.silence.at(at).because, None),
            },
        };
        let Some(over) = grace_over else {
            words.held = None;
            return line.painted_from(at, value, because);
        };
        // The grace runs from the first moment it became so, and is not begun anew by what is said meanwhile.
        // A word for an older text has its own grace, from when it was superseded.
        let since = match (words.held, over) {
            (_, Reason::ConsentSupersededOver) => {
                old.and_then(|old| old.superseded).map_or(at, |(from, _)| from)
            }
            (Some((since, reason)), _) if reason == over => since,
            _ => at,
        };
        words.held = Some((since, over));
        let end = terms.grace.map_or(Time::MAX, |grace| zone.after(since, zone.day_of(since), grace));
        let held = line.painted_from(at, value, because);
        held.painted_from(end.max(at), Value::Ended, Because::new(over, because.source))
    }

    /// A yes that stands, flagged where the one who gave it could not give it today.
    fn standing(&self, yes: &Stand, at: Time, terms: &Terms<'_>) -> Reason {
        if yes.giver == DATA_SUBJECT {
            return Reason::ConsentGiven;
        }
        let gone =
            self.facts.authorities.get(&yes.giver).is_some_and(|line| line.at(at).value == Value::Ended);
        match (terms.age.voice_to_ask(at), gone) {
            (Voice::DataSubject, _) => Reason::ConsentInherited,
            (_, true) => Reason::ConsentGiverGone,
            (_, false) => Reason::ConsentGiven,
        }
    }
}

/// What has been said and still counts.
struct Words {
    stands: Vec<Stand>,
    /// A yes that never counted, if nothing else was said.
    void: Option<Because>,
    /// A minor's own withdrawal.
    ended: Option<Because>,
    /// Since when the words are contested or superseded, and what it becomes when grace is over.
    held: Option<(Time, Reason)>,
}

impl Words {
    fn supersede(&mut self, at: Time, reason: Reason, source: Source) {
        for stand in self.stands.iter_mut().filter(|stand| stand.yes) {
            if stand.superseded.is_none_or(|(from, _)| at < from) {
                stand.superseded = Some((at, reason));
                stand.source = source;
            }
        }
    }
}

fn expiry(speech: &Speech, terms: &Terms<'_>, zone: &Zone) -> Time {
    terms.valid_for.map_or(Time::MAX, |valid_for| zone.after(speech.at, speech.day, valid_for))
}

impl Timeline {
    /// This timeline where the other has the same value, Unknown where it has another.
    fn where_same(&self, other: &Timeline, unsure: Because) -> Timeline {
        let is_no = |because: Because| {
            let no = [Reason::ConsentRefused, Reason::ConsentWithdrawn, Reason::ConsentUnsettled];
            no.contains(&because.reason)
        };
        self.combine(other, |a, b| {
            let no = [a.because, b.because].into_iter().find(|because| is_no(*because));
            match no {
                _ if a.value == b.value => (a.value, no.unwrap_or(a.because)),
                // A no that may count is a no: nobody is asked over the head of someone who refused.
                Some(no) => (Value::Unknown, Because { reason: Reason::ConsentUnsettled, ..no }),
                None => (Value::Unknown, unsure),
            }
        })
    }
}
