//! What each person's voice can be at a moment, and how many persons are alike in it.
//!
//! A voice is the last word of a person that counts. Where age or authority is not known it can be one of several, and
//! nobody goes through the ways in which those combine: persons whose voices can be the same stand together in one
//! group, and the rules look at the groups, of which there are a few dozen however many speak.

use std::collections::{BTreeMap, BTreeSet};

use crate::timeline::Value;

/// What a yes is worth: less when it was to another text, nothing when its grace is over.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Worth {
    Ended,
    Held,
    Live,
}

/// Whose voice it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Who {
    Person,
    /// A representative, by what is known of their authority at the moment.
    Representative(Value),
}

/// What the voices of a group of persons can be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Group {
    pub(super) who: Who,
    /// A yes, worth at least and at most so much.
    pub(super) yes: Option<(Worth, Worth)>,
    pub(super) no: bool,
    /// A yes that has expired, which is no voice.
    pub(super) lapsed: bool,
    /// Nothing, for another reason.
    pub(super) none: bool,
}

/// The persons of a group, by their last words.
#[derive(Default)]
pub(super) struct Members {
    pub(super) persons: BTreeSet<usize>,
    /// The last possible yes, no, and expired yes of each, by the number of the word.
    pub(super) yes: BTreeSet<usize>,
    pub(super) no: BTreeSet<usize>,
    pub(super) lapsed: BTreeSet<usize>,
}

/// One person: the words that can be the last one that counts.
struct Person {
    who: Who,
    /// Each yes that is not spent and has not expired, by the number of its word, and how many are worth how much.
    yes: BTreeSet<usize>,
    worths: [usize; 3],
    lapsed: BTreeSet<usize>,
    no: Option<usize>,
    none: bool,
}

/// Everyone who has spoken.
pub(super) struct Voices {
    persons: Vec<Person>,
    /// By word: what it is worth.
    worth: Vec<Worth>,
    groups: BTreeMap<Group, Members>,
}

impl Voices {
    /// The first person is the data subject.
    pub(super) fn new(persons: usize, words: usize) -> Voices {
        let person = |place| Person {
            who: if place == 0 { Who::Person } else { Who::Representative(Value::Unknown) },
            yes: BTreeSet::new(),
            worths: [0; 3],
            lapsed: BTreeSet::new(),
            no: None,
            none: true,
        };
        Voices {
            persons: (0..persons).map(person).collect(),
            worth: vec![Worth::Live; words],
            groups: BTreeMap::new(),
        }
    }

    pub(super) fn groups(&self) -> impl Iterator<Item = (&Group, &Members)> {
        self.groups.iter()
    }

    pub(super) fn worth(&self, word: usize) -> Worth {
        self.worth.get(word).copied().unwrap_or(Worth::Ended)
    }

    /// What is known of a representative's authority changes.
    pub(super) fn authority(&mut self, person: usize, known: Value) {
        self.changes(person, |person| person.who = Who::Representative(known));
    }

    /// A person says yes. If it is sure to count, nothing that they said before does.
    pub(super) fn says_yes(&mut self, person: usize, word: usize, sure: bool, worth: Worth) {
        if let Some(slot) = self.worth.get_mut(word) {
            *slot = worth;
        }
        self.changes(person, |person| {
            if sure {
                person.clear(false);
            }
            person.yes.insert(word);
            person.count(worth, true);
        });
    }

    /// A person says no.
    pub(super) fn says_no(&mut self, person: usize, word: usize, sure: bool) {
        self.changes(person, |person| {
            if sure {
                person.clear(false);
            }
            person.no = Some(word);
        });
    }

    /// A no that may be the last word though it was dated before another.
    pub(super) fn may_be_no(&mut self, person: usize, word: usize) {
        self.changes(person, |person| person.no = Some(word));
    }

    /// A yes is worth something else, or has expired, or no longer has; of those of whom it can be the last word.
    pub(super) fn answer_spans(&mut self, persons: &[usize], word: usize, lapsed: bool, worth: Worth) {
        let was = self.worth(word);
        if let Some(slot) = self.worth.get_mut(word) {
            *slot = worth;
        }
        for person in persons {
            let holds = |of: &Person| of.yes.contains(&word) || of.lapsed.contains(&word);
            if !self.persons.get(*person).is_some_and(holds) {
                continue;
            }
            self.changes(*person, |person| {
                if person.yes.remove(&word) {
                    person.count(was, false);
                }
                person.lapsed.remove(&word);
                if lapsed {
                    person.lapsed.insert(word);
                } else {
                    person.yes.insert(word);
                    person.count(worth, true);
                }
            });
        }
    }

    /// The words of a person that stand or have expired, and can be the last.
    pub(super) fn standing(&self, person: usize) -> Vec<usize> {
        self.persons
            .get(person)
            .map_or_else(Vec::new, |person| person.yes.iter().chain(&person.lapsed).copied().collect())
    }

    pub(super) fn no_of(&self, person: usize) -> Option<usize> {
        self.persons.get(person).and_then(|person| person.no)
    }

    /// Spends every yes, or every no, of the persons in some groups; or, if that is not sure, it may.
    pub(super) fn spends(&mut self, what: Spent, sure: bool, but: &[usize], of: impl Fn(&Group) -> bool) {
        let has = |group: &Group| match what {
            Spent::Yes => group.yes.is_some() || group.lapsed,
            Spent::No => group.no,
        };
        // Who may have nothing to say already need not be looked at again.
        let touched = |group: &Group| has(group) && (sure || !group.none) && of(group);
        let groups = self.groups.iter().filter(|(group, _)| touched(group));
        let persons: Vec<usize> =
            groups.flat_map(|(_, members)| &members.persons).copied().filter(|p| !but.contains(p)).collect();
        for person in persons {
            self.changes(person, |person| {
                person.none = true;
                match what {
                    _ if !sure => {}
                    Spent::Yes => person.clear_yes(),
                    Spent::No => person.no = None,
                }
            });
        }
    }

    /// Changes a person, and moves them to the group that they then belong to.
    fn changes(&mut self, place: usize, change: impl FnOnce(&mut Person)) {
        let Some(person) = self.persons.get_mut(place) else { return };
        let before = (person.group(), person.last());
        change(person);
        let after = (person.group(), person.last());
        if before == after {
            return;
        }
        if let (Some(group), last) = before
            && let Some(members) = self.groups.get_mut(&group)
        {
            members.leaves(place, last);
            if members.persons.is_empty() {
                self.groups.remove(&group);
            }
        }
        if let (Some(group), last) = after {
            self.groups.entry(group).or_default().joins(place, last);
        }
    }
}

/// What a later word or an erasure spends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Spent {
    Yes,
    No,
}

/// The last possible yes, no, and expired yes of a person.
type Last = [Option<usize>; 3];

impl Person {
    fn clear(&mut self, none: bool) {
        self.clear_yes();
        self.no = None;
        self.none = none;
    }

    fn clear_yes(&mut self) {
        self.yes.clear();
        self.lapsed.clear();
        self.worths = [0; 3];
    }

    fn count(&mut self, worth: Worth, more: bool) {
        let place = match worth {
            Worth::Ended => 0,
            Worth::Held => 1,
            Worth::Live => 2,
        };
        if let Some(count) = self.worths.get_mut(place) {
            *count = if more { *count + 1 } else { count.saturating_sub(1) };
        }
    }

    /// The group of a person; none, as long as there is nothing of which they could have a voice.
    fn group(&self) -> Option<Group> {
        let (yes, lapsed) = (!self.yes.is_empty(), !self.lapsed.is_empty());
        if !yes && !lapsed && self.no.is_none() {
            return None;
        }
        let levels = [Worth::Ended, Worth::Held, Worth::Live];
        let worths =
            || levels.iter().zip(self.worths).filter(|(_, count)| *count > 0).map(|(worth, _)| *worth);
        let yes = worths().min().zip(worths().max());
        Some(Group { who: self.who, yes, no: self.no.is_some(), lapsed, none: self.none })
    }

    fn last(&self) -> Last {
        [self.yes.last().copied(), self.no, self.lapsed.last().copied()]
    }
}

impl Members {
    fn sets(&mut self) -> [&mut BTreeSet<usize>; 3] {
        [&mut self.yes, &mut self.no, &mut self.lapsed]
    }

    fn joins(&mut self, person: usize, last: Last) {
        self.persons.insert(person);
        for (set, word) in self.sets().into_iter().zip(last) {
            set.extend(word);
        }
    }

    fn leaves(&mut self, person: usize, last: Last) {
        self.persons.remove(&person);
        for (set, word) in self.sets().into_iter().zip(last) {
            if let Some(word) = word {
                set.remove(&word);
            }
        }
    }
}
