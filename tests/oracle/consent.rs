//! Consent at a moment: who said what, whether they might, and what of it still stands. Written from SEMANTICS §6: it
//! goes through every way in which what is not known may be, which a world of three speakers allows.

use std::collections::BTreeSet;

use super::V;
use super::civil::*;
use super::facts::{Counted, Oracle};
use super::model::*;
use super::order::stands;

/// What consent comes to, and the code of why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Agreed {
    pub value: V,
    pub code: Name,
    /// The last yes that makes it Live, by its place and number.
    pub yes: Option<(Micros, u32)>,
}

/// Something said on a purpose, at its place in the order of the day.
#[derive(Clone, Copy)]
struct Said {
    place: Micros,
    seq: u32,
    happened: Moment,
    what: Saying,
}

#[derive(Clone, Copy)]
enum Saying {
    Word(Spoken),
    Invalid,
    /// From now on it is something else; `true`: another controller.
    Changed(bool),
    /// Erased, and who asked for it.
    Erased(Option<Name>),
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Spoken {
    place: Micros,
    seq: u32,
    word: SpokenWord,
    by: Name,
    text: Option<Name>,
    for_year: Option<u32>,
    happened: Moment,
    doubtful_authority: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum SpokenWord {
    Yes,
    Refused,
    Withdrawn,
}

impl Spoken {
    fn is_yes(&self) -> bool {
        self.word == SpokenWord::Yes
    }

    fn act(&self) -> &'static str {
        if self.is_yes() { "consent" } else { "withdraw" }
    }
}

/// What was said last and counts, for each person: every possibility. `None`: nothing.
type Possible = Vec<(Name, Vec<Option<Spoken>>)>;

/// A moment after everything up to it was said.
struct After {
    possible: Possible,
    void: bool,
    invalid: bool,
    /// The child's withdrawals that a yes spent, by the number of the yes.
    over: Vec<u32>,
    /// Live, Unknown or Ended: what an erasure without a record does to the purpose.
    erased: V,
}

/// A last word that can be, and whether its speaker has authority for it now.
type Now = Option<(Spoken, bool)>;

/// What someone may: as the person (or by their mandate), and as a representative.
#[derive(Clone, Copy)]
struct Mays {
    own: V,
    representative: V,
    doubtful_authority: bool,
}

impl<'w> Oracle<'w> {
    /// What consent is worth at a moment.
    pub fn consent(&self, purpose_ix: usize, at: Micros) -> Agreed {
        let after = self.after(purpose_ix, at);
        let agreed = self.read(purpose_ix, &after, at);
        if agreed.code != "consent-contested" {
            return agreed;
        }
        // From the first moment of the unbroken contest until the grace is over.
        let mut since = at;
        for mark in self.marks_of_consent(purpose_ix).into_iter().rev().filter(|mark| *mark <= at) {
            if self.read(purpose_ix, &self.after(purpose_ix, mark), mark).code != "consent-contested" {
                break;
            }
            since = mark;
        }
        match self.rules_of(purpose_ix, at).and_then(|consent| consent.grace) {
            Some(grace) if at >= grace.after_moment(Moment::At(since)) => {
                Agreed { value: V::Ended, code: "consent-contested-over", yes: None }
            }
            // A yes whose own grace is over, and a no: nothing is left to contest.
            _ if agreed.value == V::Ended => {
                let code = self.last_no(&after);
                Agreed { code, ..agreed }
            }
            _ => agreed,
        }
    }

    /// What it is worth in its lowest way. Where someone may have refused, or a yes that may be the only voice may be over,
    /// that is nothing; where a yes may not count at all, it was never asked.
    pub fn consent_lowest(&self, purpose_ix: usize, at: Micros) -> V {
        let agreed = self.consent(purpose_ix, at);
        let after = self.after(purpose_ix, at);
        match agreed.code {
            "consent-unsettled" => V::Ended,
            "consent-half" | "consent-authority-unknown" => {
                let (sure, any) = self.yeses(purpose_ix, &after, at);
                let over = |word: &Spoken| self.expired(purpose_ix, word, at);
                let lapsed = after.possible.iter().flat_map(|(_, can_be)| can_be.iter().flatten()).any(over);
                match sure {
                    Some(worth) => worth,
                    None if lapsed || after.invalid || any == Some(V::Ended) || any.is_none() => V::Ended,
                    None => V::Unknown,
                }
            }
            _ => agreed.value,
        }
    }

    /// What a yes that is certain is worth at least, and what any yes that is possible is; nobody can have refused.
    fn yeses(&self, purpose_ix: usize, after: &After, at: Micros) -> (Option<V>, Option<V>) {
        let heard = self.heard(purpose_ix, after, at);
        let worth = |word: &Spoken| self.worth(purpose_ix, word, at);
        let sure = heard.iter().filter(|voices| voices.iter().all(Option::is_some));
        let sure = sure.filter_map(|voices| voices.iter().flatten().map(worth).min()).max();
        (sure, heard.iter().flatten().flatten().map(worth).min())
    }

    /// Whether someone may have said no whose word may count.
    pub fn a_no_is_possible(&self, purpose_ix: usize, at: Micros) -> bool {
        let no = [
            "consent-refused",
            "consent-withdrawn",
            "consent-contested",
            "consent-contested-over",
            "consent-unsettled",
        ];
        no.contains(&self.consent(purpose_ix, at).code)
    }

    /// What a granted erasure does to a purpose on consent without a record: Ended until a new yes.
    pub fn erased_until_a_new_yes(&self, purpose_ix: usize, at: Micros) -> V {
        self.after(purpose_ix, at).erased
    }

    fn last_no(&self, after: &After) -> Name {
        let words = after.possible.iter().flat_map(|(_, can_be)| can_be.iter().flatten());
        match words.filter(|word| !word.is_yes()).max().map(|no| no.word) {
            Some(SpokenWord::Refused) => "consent-refused",
            _ => "consent-withdrawn",
        }
    }

    /// The rules of the version in force for the purpose's consent.
    fn rules_of(&self, purpose_ix: usize, at: Micros) -> Option<&'w Consent> {
        self.version(at)?.purposes[purpose_ix].as_ref()?.consent.as_ref()
    }

    /// The purpose as the version in force declares it, or else the next that does, or the last before.
    fn declared(&self, purpose_ix: usize, at: Micros) -> Option<&'w Purpose> {
        let now = self.version_number(at).unwrap_or(0);
        let versions = &self.world.versions;
        let later = (now..versions.len()).chain((0..now).rev());
        later.map(|n| &versions[n]).find_map(|version| version.purposes[purpose_ix].as_ref())
    }

    /// Everything said on a purpose, in order: by number first, to give a bare day its place; then by place and number.
    fn said(&self, purpose_ix: usize) -> Vec<Said> {
        let purpose = PURPOSES[purpose_ix];
        let mut said: Vec<Said> = Vec::new();
        for entry in &self.dossier {
            let what = match entry.what {
                What::Spoken { purposes, .. }
                    if purposes.contains(&purpose) && self.invalidated(entry.seq) =>
                {
                    Saying::Invalid
                }
                What::Spoken { word, purposes, by, text, for_year } if purposes.contains(&purpose) => {
                    Saying::Word(Spoken {
                        place: 0,
                        seq: entry.seq,
                        word: match word {
                            Word::Yes => SpokenWord::Yes,
                            Word::Refusal => SpokenWord::Refused,
                            Word::Withdrawal => SpokenWord::Withdrawn,
                        },
                        by,
                        text: *text,
                        for_year: *for_year,
                        happened: entry.happened,
                        doubtful_authority: false,
                    })
                }
                What::Superseded { purposes } if purposes.contains(&purpose) => Saying::Changed(false),
                What::Succeeded { by_law: false } => Saying::Changed(true),
                What::Granted { purposes, .. } if purposes.is_empty() || purposes.contains(&purpose) => {
                    Saying::Erased(self.requester(entry.seq))
                }
                _ => continue,
            };
            let of_day = said.iter().filter(|earlier| earlier.happened.day() == entry.happened.day());
            let latest = of_day.map(|earlier| earlier.place).max();
            let place = match entry.happened {
                Moment::At(at) => at,
                Moment::On(_) => latest.unwrap_or(ALWAYS).max(entry.happened.first()),
            };
            said.push(Said { place, seq: entry.seq, happened: entry.happened, what });
        }
        said.sort_by_key(|said| (said.place, said.seq));
        said
    }

    fn invalidated(&self, seq: u32) -> bool {
        self.dossier.iter().any(|entry| matches!(entry.what, What::Invalidated { entry } if *entry == seq))
    }

    /// Who asked for the erasure: the newest request for one that was granted before and is not closed.
    fn requester(&self, before: u32) -> Option<Name> {
        let earlier = || self.dossier.iter().filter(|entry| entry.seq < before);
        let mut asked: Vec<(u32, Name)> = Vec::new();
        for entry in earlier() {
            if let What::ErasureAsked { by } = entry.what {
                let granted = earlier().any(
                    |other| matches!(other.what, What::RequestGranted { entry: of } if *of == entry.seq),
                );
                // Granting it again after it was closed opens nothing.
                let closed = earlier()
                    .any(|other| matches!(other.what, What::Closed { entry: of } if *of == entry.seq));
                if granted && !closed {
                    asked.push((entry.seq, by));
                }
            }
        }
        asked.into_iter().max().map(|(_, by)| by)
    }

    /// What each person's last word can be after everything up to a moment.
    fn after(&self, purpose_ix: usize, at: Micros) -> After {
        let mut after = After {
            possible: vec![(SELF, vec![None])],
            void: false,
            invalid: false,
            over: Vec::new(),
            erased: V::Live,
        };
        let mut spoken_nos: Vec<(Name, Spoken)> = Vec::new();
        for said in self.said(purpose_ix).into_iter().filter(|said| said.place <= at) {
            match said.what {
                Saying::Word(word) => {
                    let word = Spoken { place: said.place, ..word };
                    self.speaks(purpose_ix, word, &mut after, &mut spoken_nos);
                }
                Saying::Invalid => after.invalid = true,
                Saying::Changed(_) => {}
                Saying::Erased(requester) => {
                    // Every yes spoken up to it, by whoever, is spent.
                    for (_, can_be) in &mut after.possible {
                        for word in can_be.iter_mut().filter(|word| word.is_some_and(|word| word.is_yes())) {
                            *word = None;
                        }
                    }
                    after.erased = V::Ended;
                    if let Some(by) = requester {
                        let word = Spoken {
                            place: said.place,
                            seq: said.seq,
                            word: SpokenWord::Withdrawn,
                            by,
                            text: None,
                            for_year: None,
                            happened: said.happened,
                            doubtful_authority: false,
                        };
                        self.speaks(purpose_ix, word, &mut after, &mut spoken_nos);
                    }
                }
            }
        }
        after
    }

    fn speaks(
        &self,
        purpose_ix: usize,
        word: Spoken,
        after: &mut After,
        spoken_nos: &mut Vec<(Name, Spoken)>,
    ) {
        let mays = self.might(purpose_ix, word);
        let counts = mays.own.max(mays.representative);
        if counts == V::Ended {
            after.void |= word.is_yes();
            return;
        }
        let word = Spoken { doubtful_authority: mays.doubtful_authority, ..word };
        // Whose word it is: the person's own, if by mandate; or the representative's.
        let mut whose: Vec<Name> = Vec::new();
        whose.extend((mays.own != V::Ended).then_some(SELF));
        whose.extend((mays.representative != V::Ended).then_some(word.by));
        for (name, can_be) in &mut after.possible {
            if whose.contains(name) {
                continue;
            }
            let mut spent_perhaps = false;
            for earlier in can_be.iter_mut() {
                let Some(spoken) = *earlier else { continue };
                // A later word that counts, while its own speaker had no authority.
                let had = self.authority_now(purpose_ix, name, spoken.act(), word.place);
                let without = match had {
                    V::Live => V::Ended,
                    V::Ended => V::Live,
                    other => other,
                };
                let mut spent = counts.min(without);
                // The person's own withdrawal.
                if spoken.is_yes() && !word.is_yes() {
                    spent = spent.max(mays.own);
                }
                // A representative's yes after the withdrawal of one who may not yet give.
                if *name == SELF && !spoken.is_yes() && word.is_yes() {
                    let may_not_give = match self.table_now(purpose_ix, "consent", word.place).0 {
                        V::Live => V::Ended,
                        V::Ended => V::Live,
                        other => other,
                    };
                    let by_representative = mays.representative.min(may_not_give);
                    if by_representative == V::Live {
                        after.over.push(word.seq);
                    }
                    spent = spent.max(by_representative);
                }
                match spent {
                    V::Live => *earlier = None,
                    V::Ended => {}
                    _ => spent_perhaps = true,
                }
            }
            if spent_perhaps {
                can_be.push(None);
            }
        }
        for name in &whose {
            if !after.possible.iter().any(|(known, _)| known == name) {
                after.possible.push((name, vec![None]));
            }
            let (_, can_be) = after.possible.iter_mut().find(|(known, _)| known == name).expect("just added");
            if counts == V::Live && whose.len() == 1 {
                can_be.clear();
            }
            can_be.push(Some(word));
            // A no that was written after this yes and dated before it: which one is the last is not known.
            let later =
                spoken_nos.iter().filter(|(of, no)| of == name && no.seq > word.seq).map(|(_, no)| *no);
            if let Some(no) = later.max_by_key(|no| no.seq).filter(|_| word.is_yes()) {
                can_be.push(Some(no));
            }
            if !word.is_yes() {
                spoken_nos.push((name, word));
            }
        }
        if word.is_yes() {
            let sure = counts == V::Live && whose.len() == 1;
            after.erased = after.erased.max(if sure { V::Live } else { V::Unknown });
        }
    }

    /// What each person's voice can be, over every way in which what is not known may be.
    fn heard(&self, purpose_ix: usize, after: &After, at: Micros) -> Vec<Vec<Option<Spoken>>> {
        let mut ways: Vec<Vec<Now>> = vec![Vec::new()];
        for (name, can_be) in &after.possible {
            let mut all: Vec<Now> = Vec::new();
            for word in can_be {
                match word.filter(|word| !self.expired(purpose_ix, word, at)) {
                    None => all.push(None),
                    Some(word) => match self.authority_now(purpose_ix, name, word.act(), at) {
                        V::Live => all.push(Some((word, true))),
                        V::Ended => all.push(Some((word, false))),
                        _ => all.extend([Some((word, true)), Some((word, false))]),
                    },
                }
            }
            let alike = |word: &Now| word.map(|(word, has)| (has, self.worth(purpose_ix, &word, at)));
            let mut kept: Vec<Now> = Vec::new();
            for word in all {
                if !kept.iter().any(|other| alike(other) == alike(&word)) {
                    kept.push(word);
                }
            }
            let with = |way: Vec<Now>| {
                kept.iter().map(move |word| [way.clone(), vec![*word]].concat()).collect::<Vec<_>>()
            };
            ways = ways.into_iter().flat_map(with).collect();
        }
        let mut heard = vec![Vec::new(); after.possible.len()];
        for way in ways {
            let any = way.iter().flatten().any(|(_, has)| *has);
            for (voices, word) in heard.iter_mut().zip(way) {
                voices.push(word.filter(|(_, has)| *has || !any).map(|(word, _)| word));
            }
        }
        heard
    }

    /// Rules 1 to 4, over every way in which what is not known may be.
    fn read(&self, purpose_ix: usize, after: &After, at: Micros) -> Agreed {
        let agreed = |value, code| Agreed { value, code, yes: None };
        // What each can be, with what their authority is for that word now.
        let persons: Vec<(Name, Vec<Now>)> = after
            .possible
            .iter()
            .map(|(name, can_be)| {
                let mut all: Vec<Now> = Vec::new();
                for word in can_be {
                    match word.filter(|word| !self.expired(purpose_ix, word, at)) {
                        None => all.push(None),
                        Some(word) => match self.authority_now(purpose_ix, name, word.act(), at) {
                            V::Live => all.push(Some((word, true))),
                            V::Ended => all.push(Some((word, false))),
                            _ => all.extend([Some((word, true)), Some((word, false))]),
                        },
                    }
                }
                // Words that are alike here stand for each other; of each kind the last one is named.
                let alike = |word: &Option<(Spoken, bool)>| {
                    word.map(|(word, has)| (word.is_yes(), has, self.worth(purpose_ix, &word, at)))
                };
                let mut kept: Vec<Now> = Vec::new();
                all.sort_by_key(|word| word.map(|(word, has)| (word.place, word.seq, has)));
                for word in all.into_iter().rev() {
                    if !kept.iter().any(|other| alike(other) == alike(&word)) {
                        kept.push(word);
                    }
                }
                (*name, kept)
            })
            .collect();
        let mut ways = vec![Vec::new()];
        for (name, can_be) in &persons {
            ways = ways
                .into_iter()
                .flat_map(|way: Vec<(Name, Option<(Spoken, bool)>)>| {
                    can_be.iter().map(move |word| way.iter().copied().chain([(*name, *word)]).collect())
                })
                .collect();
        }
        let mut heard: Vec<BTreeSet<Option<bool>>> = vec![BTreeSet::new(); persons.len()];
        let (mut with_authority, mut without) = (false, false);
        let (mut denied, mut worths) = (false, BTreeSet::new());
        let mut words: BTreeSet<Spoken> = BTreeSet::new();
        let mut sure_words: Vec<(V, Spoken)> = Vec::new();
        for way in &ways {
            let any = way.iter().any(|(_, word)| word.is_some_and(|(_, has)| has));
            let speaks =
                |word: &Option<(Spoken, bool)>| word.filter(|(_, has)| *has || !any).map(|(word, _)| word);
            let voices: Vec<Option<Spoken>> = way.iter().map(|(_, word)| speaks(word)).collect();
            if any {
                with_authority = true;
            } else {
                without |= true;
            }
            denied |= any && voices.iter().flatten().any(|word| !word.is_yes());
            let worth = voices
                .iter()
                .flatten()
                .filter(|word| word.is_yes())
                .map(|word| self.worth(purpose_ix, word, at));
            worths.insert(worth.max());
            for (set, voice) in heard.iter_mut().zip(&voices) {
                set.insert(voice.map(|word| word.is_yes()));
            }
            words.extend(voices.iter().flatten());
        }
        let is_sure = |yes: bool| heard.iter().any(|set| set.len() == 1 && set.contains(&Some(yes)));
        let possible = |yes: bool| heard.iter().any(|set| set.contains(&Some(yes)));
        for (set, (name, can_be)) in heard.iter().zip(&persons) {
            if set.len() == 1 && set.contains(&Some(true)) {
                let own = can_be.iter().flatten().map(|(word, _)| *word).filter(|word| words.contains(word));
                let least = own.clone().map(|word| self.worth(purpose_ix, &word, at)).min();
                sure_words.extend(least.zip(own.max()).filter(|_| !name.is_empty()));
            }
        }
        let settled = heard.iter().all(|set| set.len() == 1);
        let last = |yes: bool| words.iter().rev().find(|word| word.is_yes() == yes);
        if possible(false) {
            let code = match last(false).map(|no| no.word) {
                Some(SpokenWord::Refused) => "consent-refused",
                _ => "consent-withdrawn",
            };
            return match (denied, without) {
                (false, _) => agreed(V::Unknown, "consent-ask-anew"),
                (true, false) if is_sure(false) && !possible(true) => agreed(V::Ended, code),
                (true, false) if settled => {
                    let worth = worths.into_iter().flatten().max().unwrap_or(V::Ended);
                    agreed(worth.min(V::Held), "consent-contested")
                }
                _ => agreed(V::Unknown, "consent-unsettled"),
            };
        }
        if possible(true) {
            let one = (worths.len() == 1).then(|| worths.into_iter().next().flatten()).flatten();
            let best =
                sure_words.iter().filter(|(worth, _)| Some(*worth) == one).map(|(_, word)| *word).max();
            let Some(word) = best.filter(|_| is_sure(true)) else {
                let word = last(true).expect("a yes is possible");
                return agreed(V::Unknown, unsure(word));
            };
            return match one {
                Some(V::Live) => Agreed {
                    value: V::Live,
                    code: if with_authority { "consent-given" } else { "consent-giver-gone" },
                    yes: Some((word.place, word.seq)),
                },
                Some(V::Held) => {
                    agreed(V::Held, self.superseded(purpose_ix, &word, at).map_or("", |(_, code)| code))
                }
                _ => agreed(V::Ended, "consent-superseded-over"),
            };
        }
        // No voice: every yes has expired, or no word counts.
        let expired = |word: &Option<Spoken>| word.is_some_and(|word| self.expired(purpose_ix, &word, at));
        if after.possible.iter().any(|(_, can_be)| can_be.iter().all(expired)) {
            return agreed(V::Ended, "consent-expired");
        }
        if after.invalid {
            return agreed(V::Ended, "consent-invalid");
        }
        let perhaps =
            after.possible.iter().flat_map(|(_, can_be)| can_be).filter(|word| expired(word)).flatten();
        if let Some(word) = perhaps.max() {
            return agreed(V::Unknown, unsure(word));
        }
        let purpose = PURPOSES[purpose_ix];
        let asked = self.dossier.iter().any(|entry| {
            matches!(entry.what, What::Asked { purposes } if purposes.contains(&purpose))
                && entry.happened.first() <= at
        });
        let silence = if asked { "consent-unanswered" } else { "consent-never-asked" };
        agreed(V::Unknown, if after.void { "consent-no-authority" } else { silence })
    }

    fn expired(&self, purpose_ix: usize, word: &Spoken, at: Micros) -> bool {
        let Some(consent) = self.rules_of(purpose_ix, at).filter(|_| word.is_yes()) else { return false };
        let by_period =
            consent.valid_for.is_some_and(|valid_for| at >= valid_for.after_moment(word.happened));
        let by_year = consent.school_year && {
            let end = self.version(at).and_then(|version| version.school_year_end).unwrap_or((7, 31));
            at >= end_of(last_day_of_school_year(end, word.happened.day(), word.for_year))
        };
        by_period || by_year
    }

    /// What a yes is worth: less when it was to something else.
    fn worth(&self, purpose_ix: usize, word: &Spoken, at: Micros) -> V {
        if !word.is_yes() {
            return V::Ended;
        }
        let grace = self.rules_of(purpose_ix, at).and_then(|consent| consent.grace);
        match (self.superseded(purpose_ix, word, at), grace) {
            (None, _) => V::Live,
            (Some((since, _)), Some(grace)) if at >= grace.after_moment(Moment::At(since)) => V::Ended,
            (Some(_), _) => V::Held,
        }
    }

    /// From when on a yes is to something else than what is asked now, and why.
    fn superseded(&self, purpose_ix: usize, yes: &Spoken, at: Micros) -> Option<(Micros, Name)> {
        let changed = self.said(purpose_ix).into_iter().filter_map(|said| match said.what {
            Saying::Changed(controller)
                if (said.place, said.seq) > (yes.place, yes.seq) && said.place <= at =>
            {
                Some((said.place, if controller { "consent-not-carried-over" } else { "consent-superseded" }))
            }
            _ => None,
        });
        let changed = changed.min_by_key(|(place, _)| *place);
        // The text of the version in force: from when on it has been another one without a break.
        let mut other_since: Option<Micros> = None;
        for number in (0..=self.version_number(at)?).rev() {
            let version = &self.world.versions[number];
            let text =
                version.purposes[purpose_ix].as_ref().and_then(|purpose| purpose.consent.as_ref()?.text);
            if text.is_none() || text == yes.text {
                break;
            }
            other_since = Some(midnight(version.from).max(yes.place));
            if midnight(version.from) <= yes.happened.first() {
                break;
            }
        }
        match (changed, other_since) {
            (Some((changed, _)), Some(other)) if other < changed => Some((other, "consent-superseded")),
            (None, Some(other)) => Some((other, "consent-superseded")),
            (changed, _) => changed,
        }
    }

    /// Whether a person has authority now for the act of a word: Live, Unknown or Ended.
    fn authority_now(&self, purpose_ix: usize, who: &str, act: &str, at: Micros) -> V {
        let (own, representative) = self.table_now(purpose_ix, act, at);
        if who == SELF { own } else { representative.min(self.represents(who, at)) }
    }

    /// Whether the person, and whether a representative, may do an act at a moment.
    fn table_now(&self, purpose_ix: usize, act: &str, at: Micros) -> (V, V) {
        let promised = self.declared(purpose_ix, at);
        let self_from = promised.and_then(|purpose| purpose.consent.as_ref()?.self_from);
        let help = promised.is_some_and(|purpose| purpose.help_service);
        let ways: Vec<(bool, bool)> = self
            .ages(at)
            .into_iter()
            .map(|age| may_by_age(act, age, self.is_represented(at), self_from, help, at))
            .collect();
        let agree = |of: &dyn Fn(&(bool, bool)) -> bool| match (ways.iter().any(of), ways.iter().all(of)) {
            (_, true) => V::Live,
            (true, false) => V::Unknown,
            (false, _) => V::Ended,
        };
        (agree(&|way| way.0), agree(&|way| way.1))
    }

    /// Ages that the person can have, one of each band.
    fn ages(&self, at: Micros) -> Vec<u32> {
        let born = self.dossier.iter().any(|entry| matches!(entry.what, What::Born { .. }));
        if !self.can_be_minor() && !born {
            return vec![18];
        }
        let bands = [0, 12, 16, 17, 18];
        let is_possible = |(n, band): (usize, &u32)| {
            let reached = *band == 0 || self.has_reached(*band, at) != Some(false);
            let below = bands.get(n + 1).is_none_or(|next| self.has_reached(*next, at) != Some(true));
            reached && below
        };
        bands.iter().enumerate().filter(|band| is_possible(*band)).map(|(_, band)| *band).collect()
    }

    fn is_represented(&self, at: Micros) -> bool {
        let changes = self.dossier.iter().filter_map(|entry| match entry.what {
            What::Capacity { represented } if entry.happened.first() <= at => {
                Some((entry.happened.first(), entry.seq, *represented))
            }
            _ => None,
        });
        changes.max().is_some_and(|(_, _, represented)| represented)
    }

    /// What is written of someone's authority, where it stands, in order.
    fn of_authority(&self, who: &str) -> Vec<(Micros, u32, &'w What)> {
        let of = self.dossier.iter().filter_map(|entry| match entry.what {
            What::Authority { by, .. } if *by == who => Some((*entry, true)),
            What::AuthorityEnded { by, .. } if *by == who => Some((*entry, false)),
            _ => None,
        });
        let of: Vec<(Counted<'w>, bool)> = of.collect();
        let placed = of.iter().filter_map(|(entry, starts)| {
            stands(entry, *starts, &of).map(|place| (place, entry.seq, entry.what))
        });
        let mut placed: Vec<(Micros, u32, &'w What)> = placed.collect();
        placed.sort_by_key(|(place, seq, _)| (*place, *seq));
        placed
    }

    /// Whether it is known that there never was any authority before a moment.
    fn never_before(&self, who: &str, at: Micros) -> bool {
        self.dossier.iter().any(|entry| match entry.what {
            What::AuthorityEnded { by, never: true } => *by == who && at < entry.happened.past(),
            _ => false,
        })
    }

    /// Whether someone is a legal representative who may speak; Unknown before anything is recorded of it.
    fn represents(&self, who: &str, at: Micros) -> V {
        if self.never_before(who, at) {
            return V::Ended;
        }
        let (mut value, mut until) = (V::Unknown, None);
        for (place, _, what) in self.of_authority(who).into_iter().filter(|(place, ..)| *place <= at) {
            match what {
                What::Authority { may, mandate: None, through, .. } => {
                    value = if *may == "exercise" { V::Live } else { V::Ended };
                    until = through.map(|day| end_of(day).max(place));
                }
                What::AuthorityEnded { .. } => (value, until) = (V::Ended, None),
                _ => {}
            }
        }
        if until.is_some_and(|end| end <= at) { V::Ended } else { value }
    }

    /// Whether someone has a mandate for an act, written by the person at eighteen or older, who speaks for themself; and
    /// whether it states no end.
    fn mandated(&self, who: &str, act: &str, at: Micros) -> (V, bool) {
        if self.never_before(who, at) {
            return (V::Ended, false);
        }
        let mut last: Option<(Micros, Option<Micros>)> = None;
        for (place, _, what) in self.of_authority(who).into_iter().filter(|(place, ..)| *place <= at) {
            match what {
                What::Authority { mandate: Some(acts), may, through, .. } if acts.contains(&act) => {
                    let end = through.map(|day| end_of(day).max(place));
                    last = Some((place, if *may == "exercise" { end } else { Some(place) }));
                }
                What::AuthorityEnded { .. } => {
                    last = last.map(|(begins, end)| (begins, Some(end.unwrap_or(place).min(place))));
                }
                _ => {}
            }
        }
        let Some((begins, end)) = last.filter(|(begins, _)| !self.never_before(who, *begins)) else {
            return (V::Ended, false);
        };
        let lasts = match end {
            None => V::Unknown,
            Some(end) if at < end => V::Live,
            Some(_) => V::Ended,
        };
        let major = match self.ages(begins) {
            ages if ages.iter().all(|age| *age >= 18) => V::Live,
            ages if ages.iter().any(|age| *age >= 18) => V::Unknown,
            _ => V::Ended,
        };
        let speaks = if self.is_represented(begins) || self.is_represented(at) { V::Ended } else { V::Live };
        (lasts.min(major).min(speaks), lasts == V::Unknown)
    }

    /// Whether the one who spoke might: at the moment, or at some moment of the day.
    fn might(&self, purpose_ix: usize, word: Spoken) -> Mays {
        let mut moments = vec![word.happened.first()];
        if let Moment::On(day) = word.happened {
            let entries =
                self.dossier.iter().flat_map(|entry| [entry.happened.first(), entry.happened.past()]);
            moments.extend(entries.filter(|at| midnight(day) < *at && *at < end_of(day)));
        }
        moments.sort_unstable();
        let mut best = Mays { own: V::Ended, representative: V::Ended, doubtful_authority: false };
        for at in moments {
            let (own, representative) = self.table_now(purpose_ix, word.act(), at);
            let now = if word.by == SELF {
                Mays { own, representative: V::Ended, doubtful_authority: false }
            } else {
                let known = self.represents(word.by, at);
                let (mandated, endless) = self.mandated(word.by, word.act(), at);
                let (own, representative) = (own.min(mandated), representative.min(known));
                let doubtful_authority =
                    (representative == V::Unknown && known == V::Unknown) || (own == V::Unknown && endless);
                Mays { own, representative, doubtful_authority }
            };
            let more = now.own.max(now.representative) > best.own.max(best.representative);
            best = Mays {
                own: best.own.max(now.own),
                representative: best.representative.max(now.representative),
                doubtful_authority: if more { now.doubtful_authority } else { best.doubtful_authority },
            };
        }
        best
    }

    /// Moments at which consent can change: more than enough.
    fn marks_of_consent(&self, purpose_ix: usize) -> Vec<Micros> {
        let mut marks: Vec<Micros> = self.said(purpose_ix).iter().map(|said| said.place).collect();
        marks.extend(self.world.versions.iter().map(|version| midnight(version.from)));
        marks.push(midnight(day(2026, 9, 1)));
        let mut words: Vec<Spoken> = Vec::new();
        for entry in &self.dossier {
            marks.extend([entry.happened.first(), entry.happened.past()]);
            match entry.what {
                What::Born { date } => {
                    marks.extend([12, 16, 17, 18].map(|years| midnight(add_months(*date, years * 12))));
                }
                What::Attested { .. } => {
                    let on = entry.happened.day();
                    marks.extend((0..7).map(|years| midnight(add_months(on, years * 12))));
                }
                What::Authority { through: Some(day), .. } => marks.push(end_of(*day)),
                _ => {}
            }
        }
        words.extend(self.said(purpose_ix).iter().filter_map(|said| match said.what {
            Saying::Word(word) => Some(Spoken { place: said.place, ..word }),
            _ => None,
        }));
        for (number, version) in self.world.versions.iter().enumerate() {
            let Some(consent) =
                version.purposes[purpose_ix].as_ref().and_then(|purpose| purpose.consent.as_ref())
            else {
                continue;
            };
            let starts = marks.clone();
            if let Some(grace) = consent.grace {
                marks.extend(starts.into_iter().map(|at| grace.after_moment(Moment::At(at))));
            }
            for word in &words {
                marks.extend(consent.valid_for.map(|valid_for| valid_for.after_moment(word.happened)));
                if consent.school_year {
                    let end = self.world.versions[number].school_year_end.unwrap_or((7, 31));
                    marks.push(end_of(last_day_of_school_year(end, word.happened.day(), word.for_year)));
                }
            }
        }
        marks.sort_unstable();
        marks.dedup();
        marks
    }
}

/// What is missing where it is not known whether a yes counts.
fn unsure(word: &Spoken) -> Name {
    if word.doubtful_authority { "consent-authority-unknown" } else { "consent-half" }
}

/// The table of the UAVG before and after 1 September 2026: whether the person, and whether a representative, may.
fn may_by_age(
    act: &str,
    age: u32,
    represented: bool,
    self_from: Option<u32>,
    help: bool,
    at: Micros,
) -> (bool, bool) {
    let new = at >= midnight(day(2026, 9, 1));
    if help {
        return (true, false);
    }
    if represented {
        return (false, true);
    }
    let gives = age >= self_from.unwrap_or(16).max(16);
    let (own, representative) = match act {
        "consent" => return (gives, !gives),
        _ if age >= 16 => (true, false),
        _ if new && age >= 12 => (true, true),
        _ => (false, true),
    };
    // Whoever may give may also withdraw.
    (own || gives, representative || !gives)
}

/// The last day of the school year of a day, or of a later one that is named by the year in which it begins.
fn last_day_of_school_year((month, of_month): (u32, u32), given: DayNo, named: Option<u32>) -> DayNo {
    let last_of = |year: i32| day(year, month, of_month.min(days_in(year, month)));
    let (year, ..) = parts(given);
    let own = if last_of(year) >= given { last_of(year) } else { last_of(year + 1) };
    let begins_with_year = (month, of_month) == (12, 31);
    let named = named.map(|year| last_of(year as i32 + i32::from(!begins_with_year)));
    named.map_or(own, |named| named.max(own))
}
