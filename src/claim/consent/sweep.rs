//! The consent of one purpose over time, in one pass over everything that can change it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::Claims;
use super::Consent;
use super::read::{Now, Outcome, read};
use super::rules::Rules;
use super::speakers::{Group, Spent, Voices, Who, Worth};
use super::words::{Item, Word, Words};
use crate::calendar::{Moment, Time};
use crate::json::Id;
use crate::law::{Act, ReasonCode};
use crate::timeline::{Reason, Source, Timeline, Value};

/// What happens at a moment. Of one moment, in this order: who may speak changes, then what a yes is worth, then words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// Age, capacity, law or policy.
    WhoSpeaks,
    /// What is known of the authority of a person.
    Authority(usize, Value),
    /// A yes expires, or its grace is over.
    Turns(usize),
    /// The grace of a contest is over.
    Look,
    Item(usize),
}

struct Sweep<'c, 'w> {
    claims: &'c Claims,
    rules: &'w Rules<'c>,
    words: &'w Words<'c>,
    queue: BinaryHeap<Reverse<(Time, Event)>>,
    speakers: Voices,
    version: usize,
    now: Now,
    /// By word: from when an entry says that it is to something else, and which.
    superseded: Vec<Option<(Time, ReasonCode, Source)>>,
    /// The yeses that no entry has superseded yet.
    current: Vec<usize>,
    /// By word: the withdrawal of the person that it spent.
    over: Vec<Option<Source>>,
    /// By person: their no with the highest number.
    written_no: Vec<Option<usize>>,
    /// A yes of someone who might not give it.
    void: Option<Source>,
    invalid: Option<Source>,
    contested_since: Option<Time>,
}

/// What consent comes to from a moment on.
struct Step {
    value: Value,
    reason: Reason,
    /// The yes that makes it Live, and what that yes spent.
    yes: Option<usize>,
}

pub(super) fn sweep(claims: &Claims, purpose: &Id, category: &Id, silence: &Timeline) -> Consent {
    let rules = Rules::of(claims, purpose);
    let words = Words::of(claims, &rules, purpose, category);
    if words.items.is_empty() {
        return Consent::silent(silence.clone());
    }
    let count = words.words.len();
    let mut sweep = Sweep {
        claims,
        rules: &rules,
        words: &words,
        queue: BinaryHeap::new(),
        speakers: Voices::new(words.persons.len(), count),
        version: 0,
        now: who_speaks(claims, &rules, Time::MIN),
        superseded: vec![None; count],
        current: Vec::new(),
        over: vec![None; count],
        written_no: vec![None; words.persons.len()],
        void: None,
        invalid: None,
        contested_since: None,
    };
    sweep.begin(silence);
    sweep.run(silence)
}

/// Who may consent and withdraw at a moment, by age, capacity, law and policy.
fn who_speaks(claims: &Claims, rules: &Rules<'_>, at: Time) -> Now {
    let (version, promise) = rules.who_speaks(at);
    let age = claims.age(version, rules.purpose);
    Now { consent: age.heard(Act::Consent, at, promise), withdraw: age.heard(Act::Withdraw, at, promise) }
}

impl<'c> Sweep<'c, '_> {
    fn begin(&mut self, silence: &Timeline) {
        let mut events: Vec<(Time, Event)> = Vec::new();
        let items = self.words.items.iter().enumerate();
        events.extend(items.map(|(number, (at, _))| (*at, Event::Item(number))));
        events.extend(self.rules.versions().iter().map(|version| (version.from, Event::WhoSpeaks)));
        let answer_spans = self.claims.age_among(true).answer_spans();
        events.extend(answer_spans.into_iter().map(|at| (at, Event::WhoSpeaks)));
        events.extend(silence.steps().iter().map(|step| (step.from, Event::Look)));
        for (person, name) in self.words.persons.iter().enumerate().skip(1) {
            if let Some(authority) = self.claims.facts.authorities.get(*name) {
                let steps = authority.representative.steps();
                events.extend(steps.iter().map(|step| (step.from, Event::Authority(person, step.value))));
            }
        }
        self.queue = events.into_iter().map(Reverse).collect();
    }

    fn run(&mut self, silence: &Timeline) -> Consent {
        let mut consent = Steps::default();
        while let Some(Reverse((at, first))) = self.queue.pop() {
            let mut next = Some(first);
            while let Some(event) = next {
                self.happens(at, event, &mut consent);
                let same = self.queue.peek().is_some_and(|Reverse((then, _))| *then == at);
                next = if same { self.queue.pop().map(|Reverse((_, event))| event) } else { None };
            }
            let outcome = read(&self.speakers, self.now);
            let step = self.look(at, outcome, silence);
            let lowest = self.lowest(outcome, step.value);
            consent.lowest.push((at, lowest, step.reason));
            consent.adds(at, step, self.words, &self.over);
        }
        consent.into_consent(silence)
    }

    fn happens(&mut self, at: Time, event: Event, consent: &mut Steps) {
        match event {
            Event::WhoSpeaks => {
                self.now = who_speaks(self.claims, self.rules, at);
                self.goes_to_version(at);
            }
            Event::Authority(person, known) => self.speakers.authority(person, known),
            Event::Turns(word) => self.answer_spans(at, word),
            Event::Look => {}
            Event::Item(number) => {
                let Some((_, item)) = self.words.items.get(number) else { return };
                self.item(at, *item, consent);
            }
        }
    }

    /// Another version can change how long a yes is valid, and what it is to.
    fn goes_to_version(&mut self, at: Time) {
        let version = self.rules.number_at(at);
        let changed = self.rules.how(version) != self.rules.how(self.version);
        self.version = version;
        if !changed {
            return;
        }
        for person in 0..self.words.persons.len() {
            for word in self.speakers.standing(person) {
                self.answer_spans(at, word);
            }
        }
    }

    fn item(&mut self, at: Time, item: Item, consent: &mut Steps) {
        match item {
            Item::Said(word) => self.said(at, word, consent),
            Item::Invalid(source) => {
                self.invalid.get_or_insert(source);
            }
            Item::Superseded(code, source) => {
                for word in core::mem::take(&mut self.current) {
                    if let Some(slot) = self.superseded.get_mut(word) {
                        *slot = Some((at, code, source));
                    }
                    self.answer_spans(at, word);
                }
            }
            Item::Erased(source, requester) => {
                self.speakers.spends(Spent::Yes, true, &[], |_| true);
                self.current.clear();
                consent.erased(at, source);
                if let Some(word) = requester {
                    self.said(at, word, consent);
                }
            }
        }
    }

    fn said(&mut self, at: Time, number: usize, consent: &mut Steps) {
        let Some(word) = self.words.words.get(number) else { return };
        let counts = word.may.counts();
        let (is_yes, is_sure) = (word.is_yes(), counts == Value::Live);
        if counts == Value::Ended {
            if is_yes {
                self.void = Some(word.source);
            }
            return;
        }
        let speakers = speakers(word);
        self.spends_words_of_others(&speakers, is_sure);
        if is_yes {
            self.spends_the_persons_no(number, word);
        } else if word.may.own != Value::Ended {
            // The person's own no spends every earlier yes.
            self.speakers.spends(Spent::Yes, word.may.own == Value::Live, &speakers, |_| true);
        }
        let is_sure = is_sure && speakers.len() == 1;
        for person in &speakers {
            let doubted_by = self.written_no.get(*person).copied().flatten();
            if !is_yes {
                self.speakers.says_no(*person, number, is_sure);
                let earlier = doubted_by.and_then(|earlier| self.words.words.get(earlier));
                if earlier.is_none_or(|earlier| earlier.seq < word.seq)
                    && let Some(slot) = self.written_no.get_mut(*person)
                {
                    *slot = Some(number);
                }
                continue;
            }
            let (lapsed, worth) = self.state(at, number, word);
            self.speakers.says_yes(*person, number, is_sure, worth);
            if lapsed {
                self.speakers.answer_spans(&[*person], number, true, worth);
            }
            // A no that was written later and dated before: which of the two is the last word is not known.
            let doubt = doubted_by.filter(|no| self.words.words.get(*no).is_some_and(|no| no.seq > word.seq));
            if let Some(no) = doubt {
                self.speakers.may_be_no(*person, no);
            }
        }
        if is_yes {
            self.current.push(number);
            let code = if is_sure { ReasonCode::NotErased } else { self.unsure(number) };
            consent.yes_after_erasure(at, Reason::new(code, word.source));
        }
    }

    /// A word spends those of others who had no authority when it was spoken.
    fn spends_words_of_others(&mut self, speakers: &[usize], is_sure: bool) {
        let now = self.now;
        let authority = |what, group: &Group| {
            let (yes, no) = now.authority(group.who);
            if what == Spent::Yes { yes } else { no }
        };
        for what in [Spent::Yes, Spent::No] {
            if is_sure {
                self.speakers.spends(what, true, speakers, |group| authority(what, group) == Value::Ended);
                self.speakers.spends(what, false, speakers, |group| authority(what, group) == Value::Unknown);
            } else {
                self.speakers.spends(what, false, speakers, |group| authority(what, group) != Value::Live);
            }
        }
    }

    /// A yes of a representative spends the withdrawal of a person who may not yet give.
    fn spends_the_persons_no(&mut self, number: usize, word: &Word<'_>) {
        let by_representative = word.may.representative;
        let may_give = self.now.consent.own;
        if by_representative == Value::Ended || may_give == Value::Live {
            return;
        }
        let is_sure = by_representative == Value::Live && may_give == Value::Ended;
        let no = self.speakers.no_of(0).and_then(|no| self.words.words.get(no)).map(|no| no.source);
        if let Some(slot) = self.over.get_mut(number).filter(|_| is_sure) {
            *slot = no;
        }
        self.speakers.spends(Spent::No, is_sure, &[], |group| group.who == Who::Person);
    }

    /// A yes may have expired, or be worth something else.
    fn answer_spans(&mut self, at: Time, number: usize) {
        let Some(word) = self.words.words.get(number) else { return };
        let (lapsed, worth) = self.state(at, number, word);
        self.speakers.answer_spans(&speakers(word), number, lapsed, worth);
    }

    /// Whether a yes has expired, and what it is worth. When that changes by itself, it is looked at again.
    fn state(&mut self, at: Time, number: usize, word: &Word<'_>) -> (bool, Worth) {
        let (rules, how) = (self.rules, self.rules.how(self.version));
        let expires = rules.expiry(how, word);
        let grace_over = self.superseded_since(number, word).map(|(since, ..)| {
            let day = rules.zone().day_of(since);
            rules.grace_over(how, since, day)
        });
        for then in
            [Some(expires), grace_over].into_iter().flatten().filter(|then| at < *then && then.is_finite())
        {
            self.queue.push(Reverse((then, Event::Turns(number))));
        }
        let worth = match grace_over {
            None => Worth::Live,
            Some(over) if at < over => Worth::Held,
            Some(_) => Worth::Ended,
        };
        (expires <= at, worth)
    }

    /// From when a yes is to something else, and why.
    fn superseded_since(&self, number: usize, word: &Word<'_>) -> Option<(Time, ReasonCode, Source)> {
        let by_entry = self.superseded.get(number).copied().flatten();
        let since = self.rules.other_text_since(self.version, word);
        let by_text = since.map(|since| {
            let since = match since {
                Moment::At(since) => since.max(word.at),
                Moment::On(_) => word.at,
            };
            (since, ReasonCode::ConsentSuperseded, word.source)
        });
        match (by_entry, by_text) {
            (Some(entry), Some(text)) => Some(if text.0 < entry.0 { text } else { entry }),
            (entry, text) => entry.or(text),
        }
    }

    /// What the words come to at a moment.
    fn look(&mut self, at: Time, outcome: Outcome, silence: &Timeline) -> Step {
        if !matches!(outcome, Outcome::Contested(..)) {
            self.contested_since = None;
        }
        let step = |value, code, number: usize| {
            let source = self.words.words.get(number).map_or(Source::None, |word| word.source);
            Step { value, reason: Reason::new(code, source), yes: None }
        };
        match outcome {
            Outcome::Yes(worth, word) => self.yes(worth, word, ReasonCode::ConsentGiven),
            Outcome::Inherited(worth, word) => self.yes(worth, word, ReasonCode::ConsentGiverGone),
            Outcome::No(word) => step(Value::Ended, self.reason_of(word), word),
            Outcome::Contested(worth, word) => self.contested(at, worth, word),
            Outcome::AskAnew(word) => step(Value::Unknown, ReasonCode::ConsentAskAnew, word),
            Outcome::Unsettled(word) => step(Value::Unknown, ReasonCode::ConsentUnsettled, word),
            Outcome::Unsure(word, _) => step(Value::Unknown, self.unsure(word), word),
            Outcome::Lapsed(word, true) => step(Value::Ended, ReasonCode::ConsentExpired, word),
            Outcome::Lapsed(..) | Outcome::Nothing if self.invalid.is_some() => Step {
                value: Value::Ended,
                reason: Reason::new(ReasonCode::ConsentInvalid, self.invalid.unwrap_or(Source::None)),
                yes: None,
            },
            Outcome::Lapsed(word, false) => step(Value::Unknown, self.unsure(word), word),
            Outcome::Nothing => {
                let void = self.void.map(|source| Reason::new(ReasonCode::ConsentNoAuthority, source));
                let reason = void.unwrap_or_else(|| silence.at(at).reason);
                Step { value: Value::Unknown, reason, yes: None }
            }
        }
    }

    /// The same in its lowest way: someone may have refused, or a yes that may be the only one may be over.
    fn lowest(&self, outcome: Outcome, value: Value) -> Value {
        let may_be_over = || self.invalid.is_some() || self.speakers.groups().any(|(group, _)| group.lapsed);
        match outcome {
            Outcome::Unsettled(_) | Outcome::Lapsed(_, false) => Value::Ended,
            Outcome::Unsure(_, Value::Unknown) if may_be_over() => Value::Ended,
            Outcome::Unsure(_, lowest) => lowest,
            _ => value,
        }
    }

    fn reason_of(&self, word: usize) -> ReasonCode {
        self.words.words.get(word).map_or(ReasonCode::ConsentWithdrawn, |word| word.code)
    }

    /// What is missing where it is not known whether a yes counts: whose authority, or how old the person is.
    fn unsure(&self, number: usize) -> ReasonCode {
        let Some(word) = self.words.words.get(number) else { return ReasonCode::ConsentAuthorityUnknown };
        if word.may.unsure_authority { ReasonCode::ConsentAuthorityUnknown } else { ReasonCode::ConsentHalf }
    }

    fn yes(&self, worth: Worth, number: usize, code: ReasonCode) -> Step {
        let word = self.words.words.get(number);
        let reason = |code| Reason::new(code, word.map_or(Source::None, |word| word.source));
        if worth == Worth::Live {
            return Step { value: Value::Live, reason: reason(code), yes: Some(number) };
        }
        let superseded = word.and_then(|word| self.superseded_since(number, word));
        let (_, code, source) =
            superseded.unwrap_or((Time::MIN, ReasonCode::ConsentSuperseded, Source::None));
        match worth {
            Worth::Held => Step { value: Value::Held, reason: Reason::new(code, source), yes: None },
            _ => Step {
                value: Value::Ended,
                reason: Reason::new(ReasonCode::ConsentSupersededOver, source),
                yes: None,
            },
        }
    }

    /// Held from the first moment of the unbroken contest until the grace is over, then Ended.
    fn contested(&mut self, at: Time, worth: Worth, number: usize) -> Step {
        let since = *self.contested_since.get_or_insert(at);
        let how = self.rules.how(self.version);
        let over = self.rules.grace_over(how, since, self.rules.zone().day_of(since));
        let source = self.words.words.get(number).map_or(Source::None, |word| word.source);
        let step = |value, code| Step { value, reason: Reason::new(code, source), yes: None };
        if over <= at {
            return step(Value::Ended, ReasonCode::ConsentContestedOver);
        }
        if over.is_finite() {
            self.queue.push(Reverse((over, Event::Look)));
        }
        if worth == Worth::Ended {
            return step(Value::Ended, self.reason_of(number));
        }
        step(Value::Held, ReasonCode::ConsentContested)
    }
}

/// The persons of whom a word can be the last: the one who spoke, and the data subject for whom they did.
fn speakers(word: &Word<'_>) -> Vec<usize> {
    let own = (word.may.own != Value::Ended).then_some(0);
    let representative = (word.may.representative != Value::Ended).then_some(word.by);
    own.into_iter().chain(representative).collect()
}

/// Consent as it is put together.
#[derive(Default)]
struct Steps {
    line: Vec<(Time, Value, Reason)>,
    lowest: Vec<(Time, Value, Reason)>,
    yes: Vec<(Time, Option<super::Yes>)>,
    erased: Vec<(Time, Value, Reason)>,
}

impl Steps {
    fn adds(&mut self, at: Time, step: Step, words: &Words<'_>, over: &[Option<Source>]) {
        self.line.push((at, step.value, step.reason));
        let yes = step.yes.and_then(|number| {
            let word = words.words.get(number)?;
            let over = over.get(number).copied().flatten();
            Some(super::Yes { said: (word.at, word.seq), over })
        });
        if self.yes.last().is_none_or(|(_, last)| *last != yes) {
            self.yes.push((at, yes));
        }
    }

    fn erased(&mut self, at: Time, source: Source) {
        self.erased.push((at, Value::Ended, Reason::new(ReasonCode::ErasureGranted, source)));
    }

    /// A new yes ends what an erasure did to the purpose.
    fn yes_after_erasure(&mut self, at: Time, reason: Reason) {
        let last = self.erased.last().map_or(Value::Live, |(_, value, _)| *value);
        let value = if reason.code == ReasonCode::NotErased { Value::Live } else { Value::Unknown };
        if last < value {
            self.erased.push((at, value, reason));
        }
    }

    fn into_consent(self, silence: &Timeline) -> Consent {
        let first = silence.at(Time::MIN);
        Consent {
            line: Timeline::of_steps(first.value, first.reason, self.line),
            lowest: Timeline::of_steps(first.value, first.reason, self.lowest),
            yes: self.yes,
            erased: Timeline::of_steps(Value::Live, Reason::of(ReasonCode::NotErased), self.erased),
        }
    }
}
