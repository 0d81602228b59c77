//! What was said about one purpose, in the order in which it counts, and whether who said it might.

use std::collections::BTreeMap;

use super::super::Claims;
use super::rules::Rules;
use crate::calendar::{Day, Moment, Time};
use crate::dossier::{DATA_SUBJECT, Erasure, Speech, SpeechAct};
use crate::json::Id;
use crate::law::{Act, ReasonCode};
use crate::timeline::{Source, Value};

/// A yes or a no.
pub(super) struct Word<'c> {
    pub(super) seq: u32,
    /// When it was said: a bare day, or an instant.
    pub(super) moment: Moment,
    /// Where it stands in the order of its purpose.
    pub(super) at: Time,
    pub(super) source: Source,
    pub(super) code: ReasonCode,
    /// Whose word it is, as a representative; by [`Words::person`]. The person's own words are the first's.
    pub(super) by: usize,
    pub(super) text: Option<&'c str>,
    pub(super) for_school_year: Option<u32>,
    pub(super) may: RepresentativePower,
}

/// Whether the one who spoke might, when they spoke.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct RepresentativePower {
    /// As the person, or by a mandate of the person.
    pub(super) own: Value,
    /// As a legal representative.
    pub(super) representative: Value,
    /// True if it is an authority that is not known, and not only the age.
    pub(super) unsure_authority: bool,
}

impl RepresentativePower {
    /// Live if the word counts, Ended if it does not, Unknown if a fact is missing.
    pub(super) fn counts(self) -> Value {
        self.own.max(self.representative)
    }
}

impl Word<'_> {
    pub(super) fn is_yes(&self) -> bool {
        self.code == ReasonCode::ConsentGiven
    }
}

/// Something that happens to the consent of one purpose.
#[derive(Clone, Copy)]
pub(super) enum Item {
    Said(usize),
    /// What was consented to is another thing from now on.
    Superseded(ReasonCode, Source),
    /// Every yes is spent; the requester's own withdrawal with it, if they might withdraw.
    Erased(Source, Option<usize>),
    /// Said, and found to be no consent from its start.
    Invalid(Source),
}

/// Everything said about one purpose.
pub(super) struct Words<'c> {
    pub(super) words: Vec<Word<'c>>,
    /// In order: the moment, then the number.
    pub(super) items: Vec<(Time, Item)>,
    /// Who spoke; the first is the person.
    pub(super) persons: Vec<&'c str>,
}

/// An item before it has its place in the day.
struct Unplaced<'c> {
    seq: u32,
    moment: Moment,
    what: Unread<'c>,
}

enum Unread<'c> {
    Speech(&'c Speech),
    NotCarriedOver(Source),
    Erasure(&'c Erasure),
}

impl<'c> Words<'c> {
    pub(super) fn of(claims: &'c Claims, rules: &Rules<'c>, purpose: &Id, category: &Id) -> Words<'c> {
        let facts = &claims.facts;
        let speech = facts.speech.iter().filter(|speech| speech.purposes.contains(purpose));
        let speech = speech.map(|speech| Unplaced {
            seq: speech.seq,
            moment: speech.moment,
            what: Unread::Speech(speech),
        });
        let succeeded = facts.not_carried_over.iter().map(|(moment, seq, source)| Unplaced {
            seq: *seq,
            moment: *moment,
            what: Unread::NotCarriedOver(*source),
        });
        let erasures = facts.erasures.iter().filter(|erasure| erasure.covers(purpose, category));
        let erasures = erasures.map(|erasure| Unplaced {
            seq: erasure.of.seq,
            moment: erasure.moment,
            what: Unread::Erasure(erasure),
        });
        let mut unplaced: Vec<Unplaced<'c>> = speech.chain(succeeded).chain(erasures).collect();
        unplaced.sort_by_key(|item| item.seq);
        let mut placed = in_order(claims, unplaced);
        placed.sort_by_key(|(at, item)| (*at, item.seq));
        let mut read = Reader {
            claims,
            rules,
            words: Words { words: Vec::new(), items: Vec::new(), persons: vec![DATA_SUBJECT] },
            by_name: BTreeMap::from([(DATA_SUBJECT, 0)]),
            known: BTreeMap::new(),
        };
        for (at, item) in placed {
            read.item(at, item);
        }
        read.words
    }

    /// The person and everyone who spoke for them.
    pub(super) fn person(&self, by: usize) -> &'c str {
        self.persons.get(by).copied().unwrap_or(DATA_SUBJECT)
    }
}

/// Gives items, sorted by number, their place: an instant stands where it is; a bare day at the latest instant of that
/// day among the lower-numbered ones, or else at its first.
fn in_order<'c>(claims: &Claims, items: Vec<Unplaced<'c>>) -> Vec<(Time, Unplaced<'c>)> {
    let zone = claims.institution.zone();
    let mut latest: BTreeMap<Day, Time> = BTreeMap::new();
    let place = |item: Unplaced<'c>| {
        let last = latest.entry(item.moment.day(zone)).or_insert(Time::MIN);
        let first = item.moment.first(zone);
        let at = if matches!(item.moment, Moment::On(_)) { first.max(*last) } else { first };
        *last = at.max(*last);
        (at, item)
    };
    items.into_iter().map(place).collect()
}

struct Reader<'c, 'r> {
    claims: &'c Claims,
    rules: &'r Rules<'c>,
    words: Words<'c>,
    by_name: BTreeMap<&'c str, usize>,
    /// What was found for one speaker, act and bare day: the same for every word of it.
    known: BTreeMap<(usize, Act, Day), RepresentativePower>,
}

impl<'c> Reader<'c, '_> {
    fn item(&mut self, at: Time, item: Unplaced<'c>) {
        let item = match item.what {
            Unread::Speech(speech) => match (speech.act, speech.invalid) {
                (SpeechAct::Supersede, _) => Item::Superseded(ReasonCode::ConsentSuperseded, speech.source),
                (_, Some(source)) => Item::Invalid(source),
                _ => Item::Said(self.word(at, speech)),
            },
            Unread::NotCarriedOver(source) => Item::Superseded(ReasonCode::ConsentNotCarriedOver, source),
            Unread::Erasure(erasure) => {
                let requester = erasure.requester.as_deref().map(|who| {
                    let by = self.person(who);
                    let may = self.may(by, Act::Withdraw, erasure.moment);
                    self.adds(Word {
                        seq: erasure.of.seq,
                        moment: erasure.moment,
                        at,
                        source: erasure.of.source,
                        code: ReasonCode::ConsentWithdrawn,
                        by,
                        text: None,
                        for_school_year: None,
                        may,
                    })
                });
                Item::Erased(erasure.of.source, requester)
            }
        };
        self.words.items.push((at, item));
    }

    fn word(&mut self, at: Time, speech: &'c Speech) -> usize {
        let (act, code) = match speech.act {
            SpeechAct::Give => (Act::Consent, ReasonCode::ConsentGiven),
            SpeechAct::Refuse => (Act::Withdraw, ReasonCode::ConsentRefused),
            SpeechAct::Withdraw | SpeechAct::Supersede => (Act::Withdraw, ReasonCode::ConsentWithdrawn),
        };
        let by = self.person(&speech.by);
        let may = self.may(by, act, speech.moment);
        self.adds(Word {
            seq: speech.seq,
            moment: speech.moment,
            at,
            source: speech.source,
            code,
            by,
            text: speech.text.as_deref(),
            for_school_year: speech.for_school_year,
            may,
        })
    }

    fn adds(&mut self, word: Word<'c>) -> usize {
        self.words.words.push(word);
        self.words.words.len() - 1
    }

    fn person(&mut self, who: &'c str) -> usize {
        let next = self.words.persons.len();
        let place = *self.by_name.entry(who).or_insert(next);
        if place == next {
            self.words.persons.push(who);
        }
        place
    }

    /// Whether someone might do this when they did. A dated word has authority if its speaker had it at some moment of
    /// that day.
    fn may(&mut self, by: usize, act: Act, moment: Moment) -> RepresentativePower {
        let who = self.words.person(by);
        match moment {
            Moment::At(at) => self.may_at(who, act, at),
            Moment::On(day) => {
                if let Some(known) = self.known.get(&(by, act, day)) {
                    return *known;
                }
                let moments = self.claims.moments_of_day(who, day);
                let mays = moments.into_iter().map(|at| self.may_at(who, act, at));
                let best = mays.reduce(|a, b| RepresentativePower {
                    own: a.own.max(b.own),
                    representative: a.representative.max(b.representative),
                    unsure_authority: if b.counts() > a.counts() {
                        b.unsure_authority
                    } else {
                        a.unsure_authority
                    },
                });
                let none = RepresentativePower {
                    own: Value::Ended,
                    representative: Value::Ended,
                    unsure_authority: false,
                };
                let may = best.unwrap_or(none);
                self.known.insert((by, act, day), may);
                may
            }
        }
    }

    fn may_at(&self, who: &str, act: Act, at: Time) -> RepresentativePower {
        let (version, promise) = self.rules.who_speaks(at);
        let age = self.claims.age(version, self.rules.purpose);
        let spoken = self.claims.spoken(who, act, at, &age, promise);
        RepresentativePower {
            own: spoken.own,
            representative: spoken.representative,
            unsure_authority: spoken.unsure_authority,
        }
    }
}
