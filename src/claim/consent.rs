//! Consent over time: what each speaker's word stands for, and what the words come to together.

use super::Claims;
use super::age::Age;
use crate::calendar::{Period, Time, Zone};
use crate::dossier::{DATA_SUBJECT, Speech, SpeechAct};
use crate::json::Id;
use crate::law::{Act, ReasonCode, Speaker};
use crate::policy::Version;
use crate::timeline::{Reason, Source, Timeline, Value};

/// What is assumed where a fact about who may speak is not known. If every assumption gives the same, that is so.
#[derive(Clone, Copy)]
struct Assumed {
    /// The age, where several are possible: the lowest or the highest of them.
    oldest: bool,
    /// Whether a yes, or a no, of someone whose authority is not known counts.
    yes_counts: bool,
    no_counts: bool,
}

/// A word that stands: one per speaker.
struct Stand {
    by: String,
    yes: bool,
    from: Time,
    source: Source,
    code: ReasonCode,
    expires: Time,
    /// From when it is superseded, and by what.
    superseded: Option<(Time, ReasonCode)>,
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
        self.consent_of(version, purpose, since, false)
    }

    /// Consent in its lowest way, whatever the facts turn out to be that are not known.
    pub(super) fn consent_lowest(&self, version: &Version, purpose: &Id) -> Timeline {
        self.consent_of(version, purpose, Time::MIN, true)
    }

    fn consent_of(&self, version: &Version, purpose: &Id, since: Time, lowest: bool) -> Timeline {
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
        let unsure = if unsure_age { ReasonCode::ConsentHalf } else { ReasonCode::ConsentAuthorityUnknown };
        if lowest {
            return lines.fold(first, |low, line| low.and(&line));
        }
        lines.fold(first, |agreed, line| agreed.where_same(&line, Reason::new(unsure, source)))
    }

    /// Consent nobody has said anything about: never asked, or asked and not answered.
    fn silence(&self, purpose: &Id) -> Timeline {
        let never = Timeline::always(Value::Unknown, Reason::of(ReasonCode::ConsentNeverAsked));
        let asked = self.facts.asked.iter().find(|(_, purposes, _)| purposes.contains(purpose));
        asked.map_or(never.clone(), |(at, _, source)| {
            never.painted_from(*at, Value::Unknown, Reason::new(ReasonCode::ConsentUnanswered, *source))
        })
    }

    /// Live, Ended or Unknown: whether a speaker other than the person had authority when they spoke.
    fn authority(&self, speech: &Speech) -> Value {
        if speech.by == DATA_SUBJECT {
            return Value::Live;
        }
        self.facts.authorities.get(&speech.by).map_or(Value::Unknown, |line| line.at(speech.at).value)
    }

    /// The words under one assumption.
    fn assuming(&self, assumed: Assumed, said: &[&Speech], terms: &Terms<'_>) -> Timeline {
        let zone = self.institution.zone();
        let mut answer_spans: Vec<Time> = said.iter().map(|speech| speech.at).collect();
        answer_spans.extend(terms.age.answer_spans());
        answer_spans.extend(self.facts.succeeded_by_contract.iter().map(|(at, _)| *at));
        answer_spans.extend(
            self.facts.authorities.values().flat_map(|line| line.steps().iter().map(|step| step.from)),
        );
        answer_spans.push(terms.version_from);
        answer_spans.extend(terms.silence.steps().iter().map(|step| step.from));
        answer_spans.extend(said.iter().map(|speech| expiry(speech, terms, zone)));
        answer_spans.retain(|at| at.is_finite());
        if let Some(grace) = terms.grace {
            let graces: Vec<Time> =
                answer_spans.iter().map(|at| zone.after(*at, zone.day_of(*at), grace)).collect();
            answer_spans.extend(graces.into_iter().filter(|at| at.is_finite()));
        }
        answer_spans.sort_unstable();
        answer_spans.dedup();

        let mut words = Words { stands: Vec::new(), void: None, ended: None, held: None };
        let mut line = terms.silence.clone();
        let mut said = said.iter().peekable();
        for at in answer_spans {
            while let Some(speech) = said.next_if(|speech| speech.at <= at) {
                self.hear(&mut words, speech, assumed, terms);
            }
            for (from, source) in &self.facts.succeeded_by_contract {
                if *from == at {
                    words.supersede(at, ReasonCode::ConsentNotCarriedOver, *source);
                }
            }
            line = self.paint(&line, &mut words, at, terms, zone);
        }
        line
    }

    fn hear(&self, words: &mut Words, speech: &Speech, assumed: Assumed, terms: &Terms<'_>) {
        let zone = self.institution.zone();
        if speech.act == SpeechAct::Supersede {
            return words.supersede(speech.at, ReasonCode::ConsentSuperseded, speech.source);
        }
        let gives = speech.act == SpeechAct::Give;
        if let Some(source) = speech.invalid {
            words.void.get_or_insert(Reason::new(ReasonCode::ConsentInvalid, source));
            return;
        }
        let age = &terms.age;
        let candidates = age.candidates(speech.at);
        let years = if assumed.oldest { candidates.last() } else { candidates.first() }.copied().unwrap_or(0);
        let speaker = |act| Speaker::of(act, years, age.capacity(speech.at), speech.day);
        let heard = speaker(if gives { Act::Give } else { Act::Withdraw });
        let may = if speech.by == DATA_SUBJECT {
            heard.includes_self()
        } else {
            let counts = if gives { assumed.yes_counts } else { assumed.no_counts };
            heard.includes_representative()
                && match self.authority(speech) {
                    Value::Live => true,
                    Value::Unknown => counts,
                    _ => false,
                }
        };
        if !may {
            // A yes without authority is Ended from its start; a no without authority has no effect.
            if gives {
                words.void = Some(Reason::new(ReasonCode::ConsentNoAuthority, speech.source));
            }
            return;
        }
        let by_self = speech.by == DATA_SUBJECT;
        if by_self && !gives && !speaker(Act::Give).includes_self() {
            // A minor's own permitted withdrawal ends all earlier yeses; a later one of the representative revives.
            words.stands.clear();
            words.ended = Some(Reason::new(ReasonCode::ConsentWithdrawn, speech.source));
            return;
        }
        if by_self && speaker(Act::Give) == Speaker::DataSubject {
            // The first own word replaces what representatives said before.
            words.stands.clear();
        }
        words.stands.retain(|stand| stand.by != speech.by);
        let code = match speech.act {
            SpeechAct::Give => ReasonCode::ConsentGiven,
            SpeechAct::Refuse => ReasonCode::ConsentRefused,
            _ => ReasonCode::ConsentWithdrawn,
        };
        let other_text = gives && terms.text.is_some() && speech.text.as_deref() != terms.text;
        words.stands.push(Stand {
            by: speech.by.clone(),
            yes: gives,
            from: speech.at,
            source: speech.source,
            code,
            expires: expiry(speech, terms, zone),
            superseded: other_text
                .then(|| (speech.at.max(terms.version_from), ReasonCode::ConsentSuperseded)),
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
        let reason = |stand: &Stand, code| Reason::new(code, stand.source);
        let in_grace = |old: &Stand| {
            let end = |grace| old.superseded.map(|(from, _)| zone.after(from, zone.day_of(from), grace));
            terms.grace.and_then(end).is_none_or(|end| at < end)
        };
        let (value, reason, grace_over) = match (yes, old, no) {
            (Some(_), _, Some(no)) => (
                Value::Held,
                reason(no, ReasonCode::ConsentContested),
                Some(ReasonCode::ConsentContestedOver),
            ),
            // A yes for an older text whose own grace is over stands no longer, and contests nothing.
            (None, Some(old), Some(no)) if in_grace(old) => (
                Value::Held,
                reason(no, ReasonCode::ConsentContested),
                Some(ReasonCode::ConsentContestedOver),
            ),
            (Some(yes), _, None) => (Value::Live, reason(yes, self.standing(yes, at, terms)), None),
            (None, _, Some(no)) => (Value::Ended, reason(no, no.code), None),
            (None, Some(old), None) => {
                let code = old.superseded.map_or(ReasonCode::ConsentSuperseded, |(_, code)| code);
                (Value::Held, reason(old, code), Some(ReasonCode::ConsentSupersededOver))
            }
            (None, None, None) => match (words.ended, expired, words.void) {
                (Some(ended), ..) => (Value::Ended, ended, None),
                (None, Some(expired), _) => (Value::Ended, reason(expired, ReasonCode::ConsentExpired), None),
                (None, None, Some(void)) => (Value::Ended, void, None),
                (None, None, None) => (Value::Unknown, terms.silence.at(at).reason, None),
            },
        };
        let Some(over) = grace_over else {
            words.held = None;
            return line.painted_from(at, value, reason);
        };
        // The grace runs from the first moment it became so, and is not begun anew by what is said meanwhile.
        // A word for an older text has its own grace, from when it was superseded.
        let since = match (words.held, over) {
            (_, ReasonCode::ConsentSupersededOver) => {
                old.and_then(|old| old.superseded).map_or(at, |(from, _)| from)
            }
            (Some((since, code)), _) if code == over => since,
            _ => at,
        };
        words.held = Some((since, over));
        let end = terms.grace.map_or(Time::MAX, |grace| zone.after(since, zone.day_of(since), grace));
        let held = line.painted_from(at, value, reason);
        held.painted_from(end.max(at), Value::Ended, Reason::new(over, reason.source))
    }

    /// A yes that stands, flagged where the one who gave it could not give it today.
    fn standing(&self, yes: &Stand, at: Time, terms: &Terms<'_>) -> ReasonCode {
        if yes.by == DATA_SUBJECT {
            return ReasonCode::ConsentGiven;
        }
        let gone = self.facts.authorities.get(&yes.by).is_some_and(|line| line.at(at).value == Value::Ended);
        match (terms.age.speaker_to_ask(at), gone) {
            (Speaker::DataSubject, _) => ReasonCode::ConsentInherited,
            (_, true) => ReasonCode::ConsentGiverGone,
            (_, false) => ReasonCode::ConsentGiven,
        }
    }
}

/// What has been said and still counts.
struct Words {
    stands: Vec<Stand>,
    /// A yes that never counted, if nothing else was said.
    void: Option<Reason>,
    /// A minor's own withdrawal.
    ended: Option<Reason>,
    /// Since when the words are contested or superseded, and what it becomes when grace is over.
    held: Option<(Time, ReasonCode)>,
}

impl Words {
    fn supersede(&mut self, at: Time, code: ReasonCode, source: Source) {
        for stand in self.stands.iter_mut().filter(|stand| stand.yes) {
            if stand.superseded.is_none_or(|(from, _)| at < from) {
                stand.superseded = Some((at, code));
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
    fn where_same(&self, other: &Timeline, unsure: Reason) -> Timeline {
        let is_no = |reason: Reason| {
            matches!(
                reason.code,
                ReasonCode::ConsentRefused
                    | ReasonCode::ConsentWithdrawn
                    | ReasonCode::ConsentContested
                    | ReasonCode::ConsentContestedOver
                    | ReasonCode::ConsentUnsettled
            )
        };
        self.combine(other, |a, b| {
            let no = [a.reason, b.reason].into_iter().find(|reason| is_no(*reason));
            match no {
                _ if a.value == b.value => (a.value, no.unwrap_or(a.reason)),
                // A no that may count is a no: nobody is asked over the head of someone who refused.
                Some(no) => (Value::Unknown, Reason { code: ReasonCode::ConsentUnsettled, ..no }),
                None => (Value::Unknown, unsure),
            }
        })
    }
}
