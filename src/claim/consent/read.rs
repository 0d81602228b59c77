//! Whose words count at a moment: SEMANTICS §6, rules 1 to 4, read from the groups of persons.

use super::super::age::Heard;
use super::speakers::{Group, Members, Voices, Who, Worth};
use crate::timeline::Value;

/// Who may consent, and who may refuse and withdraw, at a moment.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Now {
    pub(super) consent: Heard,
    pub(super) withdraw: Heard,
}

/// What the words come to. A number is that of the word which says so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Outcome {
    /// Every word that counts is a yes, by someone who may speak now.
    Yes(Worth, usize),
    /// The same, and none of those who said it may speak now.
    Inherited(Worth, usize),
    /// Every word that counts is a no.
    No(usize),
    /// Both, worth so much at best.
    Contested(Worth, usize),
    /// Those who refused may no longer speak: whoever may is asked.
    AskAnew(usize),
    /// Not known, and someone may have refused.
    Unsettled(usize),
    /// Not known, and nobody can have refused; with what the words come to at least.
    Unsure(usize, Value),
    /// A yes that has expired is all there is; `true` if it is sure to have counted.
    Lapsed(usize, bool),
    /// No word counts.
    Nothing,
}

impl Now {
    /// What is known of the authority of a group for a yes, and for a no.
    pub(super) fn authority(self, who: Who) -> (Value, Value) {
        match who {
            Who::Person => (self.consent.own, self.withdraw.own),
            Who::Representative(known) => {
                (known.min(self.consent.representative), known.min(self.withdraw.representative))
            }
        }
    }
}

/// Which rule holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// Someone whose word counts has authority now: only the words of such persons count.
    OfThoseWhoMay,
    /// Nobody has: the words of those who had it stand in.
    OfThoseWhoMight,
    /// One or the other, which is not known.
    Either,
}

/// What the persons' voices can be, taken together.
#[derive(Default)]
struct All {
    sure_yes: Option<(Worth, usize)>,
    best_yes: Option<Worth>,
    last_yes: Option<usize>,
    /// A yes that is worth nothing may be the only voice.
    ended_yes: bool,
    sure_no: bool,
    last_no: Option<usize>,
    /// The last no of someone who may have authority now.
    last_no_of_authority: Option<usize>,
    unsure: bool,
}

pub(super) fn read(speakers: &Voices, now: Now) -> Outcome {
    let rule = rule(speakers, now);
    let possible: usize = speakers
        .groups()
        .filter(|(group, _)| may_have_authority(group, now))
        .map(|(_, members)| members.persons.len())
        .sum();
    let mut all = All::default();
    for (group, members) in speakers.groups() {
        let others = possible > usize::from(may_have_authority(group, now));
        all.adds(group, members, now, rule, others);
    }
    all.outcome(rule).unwrap_or_else(|| lapsed(speakers))
}

fn may_have_authority(group: &Group, now: Now) -> bool {
    let (yes, no) = now.authority(group.who);
    (group.yes.is_some() && yes != Value::Ended) || (group.no && no != Value::Ended)
}

fn rule(speakers: &Voices, now: Now) -> Rule {
    let is_sure = |group: &Group| {
        let (yes, no) = now.authority(group.who);
        let speaks = group.yes.is_some() || group.no;
        let may = (group.yes.is_none() || yes == Value::Live) && (!group.no || no == Value::Live);
        speaks && may && !group.none && !group.lapsed
    };
    if speakers.groups().any(|(group, _)| is_sure(group)) {
        Rule::OfThoseWhoMay
    } else if speakers.groups().any(|(group, _)| may_have_authority(group, now)) {
        Rule::Either
    } else {
        Rule::OfThoseWhoMight
    }
}

impl All {
    fn adds(&mut self, group: &Group, members: &Members, now: Now, rule: Rule, others: bool) {
        let (may_yes, may_no) = now.authority(group.who);
        let (has_yes, has_no) = (group.yes.is_some(), group.no);
        // Whether a word of theirs is heard, and whether it can also not be.
        let heard = |may: Value| match rule {
            Rule::OfThoseWhoMay => (may != Value::Ended, may != Value::Live),
            Rule::OfThoseWhoMight => (true, false),
            Rule::Either => (true, may == Value::Ended || (may == Value::Unknown && others)),
        };
        let ((yes_heard, yes_unheard), (no_heard, no_unheard)) = (heard(may_yes), heard(may_no));
        let yes = has_yes && yes_heard;
        let no = has_no && no_heard;
        let none = group.none || group.lapsed || (has_yes && yes_unheard) || (has_no && no_unheard);
        self.unsure |= [yes, no, none].into_iter().filter(|can_be| *can_be).count() > 1;
        if let (true, Some((least, most))) = (yes, group.yes) {
            let last = members.yes.last().copied();
            self.best_yes = self.best_yes.max(Some(most));
            self.ended_yes |= least == Worth::Ended;
            self.last_yes = self.last_yes.max(last);
            if !no && !none {
                self.sure_yes = self.sure_yes.max(last.map(|last| (least, last)));
            }
        }
        if no {
            let last = members.no.last().copied();
            self.last_no = self.last_no.max(last);
            self.sure_no |= !yes && !none;
            if may_no != Value::Ended {
                self.last_no_of_authority = self.last_no_of_authority.max(last);
            }
        }
    }

    /// What they come to in the lowest way in which nobody refused.
    fn at_least(&self) -> Value {
        match self.sure_yes {
            Some((Worth::Live, _)) => Value::Live,
            Some((Worth::Held, _)) => Value::Held,
            Some((Worth::Ended, _)) => Value::Ended,
            None if self.ended_yes => Value::Ended,
            None => Value::Unknown,
        }
    }

    /// What they come to; `None` if nobody can have a voice.
    fn outcome(&self, rule: Rule) -> Option<Outcome> {
        let settled = self.sure_yes.filter(|(worth, _)| Some(*worth) == self.best_yes);
        if let Some(no) = self.last_no {
            return Some(match rule {
                Rule::OfThoseWhoMight => Outcome::AskAnew(no),
                Rule::Either => self.last_no_of_authority.map_or(Outcome::AskAnew(no), Outcome::Unsettled),
                Rule::OfThoseWhoMay => match (self.last_yes, self.sure_no, self.unsure) {
                    (None, true, _) => Outcome::No(no),
                    (Some(_), _, false) => Outcome::Contested(self.best_yes.unwrap_or(Worth::Ended), no),
                    _ => Outcome::Unsettled(no),
                },
            });
        }
        let last = self.last_yes?;
        Some(match settled {
            Some((worth, word)) if rule == Rule::OfThoseWhoMight => Outcome::Inherited(worth, word),
            Some((worth, word)) => Outcome::Yes(worth, word),
            None => Outcome::Unsure(last, self.at_least()),
        })
    }
}

/// Nobody has a voice: because every yes has expired, or because no word counts.
fn lapsed(speakers: &Voices) -> Outcome {
    let lapsed = speakers.groups().filter(|(group, _)| group.lapsed);
    let last = lapsed.filter_map(|(group, members)| {
        let sure = !group.none && group.yes.is_none() && !group.no;
        members.lapsed.last().map(|word| (sure, *word))
    });
    last.max().map_or(Outcome::Nothing, |(sure, word)| Outcome::Lapsed(word, sure))
}
