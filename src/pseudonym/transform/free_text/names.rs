//! The list of names: the best that can be done for names without a model.

use core::fmt;
use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Detection, Hit};

/// A person whose name a text may hold, such as a pupil of the class. Personal data: `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct KnownPerson {
    names: Vec<String>,
}

/// Whose a name is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// One person's, by number.
    Person(usize),
    /// Several persons'.
    Several,
}

/// All names, by their words without accents and capitals.
#[derive(Default)]
pub(super) struct KnownNames {
    names: BTreeMap<Vec<String>, Who>,
    people: usize,
    longest: usize,
}

/// Words that a surname may begin with and be called without.
const PREFIXES: &[&str] = &[
    "'s", "'t", "aan", "al", "ben", "bij", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "het",
    "in", "la", "le", "op", "s", "t", "te", "ten", "ter", "tot", "uit", "van", "vd", "von", "voor", "zu",
];

impl KnownPerson {
    /// A person with these names, each as people write it: first name, nickname, surname, the whole. What is not given
    /// is not found.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> KnownPerson {
        KnownPerson { names: names.into_iter().map(str::to_owned).collect() }
    }
}

impl KnownNames {
    pub(super) fn of(people: &[KnownPerson]) -> KnownNames {
        let mut known = KnownNames::default();
        for person in people {
            known.person(person.names.iter().map(String::as_str));
        }
        known
    }

    /// A name of someone who may be on the list already.
    pub(super) fn add(&mut self, name: &str) {
        if !self.names.contains_key(&words(name)) {
            self.person([name].into_iter());
        }
    }

    fn person<'a>(&mut self, names: impl Iterator<Item = &'a str>) {
        let number = self.people;
        self.people += 1;
        for name in names {
            let whole = words(name);
            let bare = whole.iter().skip_while(|word| PREFIXES.contains(&word.as_str()));
            let bare: Vec<String> = bare.cloned().collect();
            for form in [whole, bare] {
                // One letter is no name: it would be found everywhere.
                if form.iter().map(|word| word.chars().count()).sum::<usize>() < 2 {
                    continue;
                }
                self.longest = self.longest.max(form.len());
                let who = self.names.entry(form).or_insert(Who::Person(number));
                if *who != Who::Person(number) {
                    *who = Who::Several;
                }
            }
        }
    }

    /// Whose a whole name is.
    pub(super) fn whole(&self, name: &str) -> Option<Who> {
        self.names.get(&words(name)).copied()
    }

    /// The longest name at the start of a text.
    pub(super) fn at(&self, text: &str) -> Option<Hit> {
        let (mut said, mut best, mut end) = (Vec::new(), None, 0);
        while said.len() < self.longest {
            let Some((start, length)) = next_word(text.get(end..)?, said.is_empty()) else { break };
            let word = text.get(end + start..end + start + length)?;
            end += start + length;
            said.push(folded(word));
            if let Some(hit) = self.hit(&said, end) {
                best = Some(hit);
            }
            // A genitive: *Noors tekening*.
            if let Some(bare) = said.last().and_then(|word| word.strip_suffix('s')).map(str::to_owned) {
                let mut bare_said = said.clone();
                bare_said.pop();
                bare_said.push(bare);
                if best.as_ref().is_none_or(|best: &Hit| best.length < end)
                    && let Some(hit) = self.hit(&bare_said, end)
                {
                    best = Some(hit);
                }
            }
        }
        best
    }

    fn hit(&self, said: &[String], length: usize) -> Option<Hit> {
        Some(match self.names.get(said)? {
            Who::Person(person) => Hit { found: Detection::Person, key: person.to_string(), length },
            Who::Several => Hit { found: Detection::Name, key: said.join(" "), length },
        })
    }
}

/// Where the next word of a name begins, and how long it is, in bytes. Between two words stand at most two signs.
fn next_word(text: &str, first: bool) -> Option<(usize, usize)> {
    let of_word = |c: char| c.is_alphabetic() || is_combining_mark(c);
    let between = |c: char| matches!(c, ' ' | '\u{a0}' | '-' | '.' | '\'' | '\u{2019}');
    let gap = text.chars().take(3).take_while(|c| !of_word(*c));
    let start: usize = gap.clone().map(char::len_utf8).sum();
    let apostrophes = gap.clone().all(|c| c == '\'' || c == '\u{2019}');
    let allowed = if first { apostrophes } else { start > 0 && gap.clone().all(between) };
    if !allowed || gap.count() > 2 {
        return None;
    }
    let word = text.get(start..)?;
    let length = word.find(|c| !of_word(c)).unwrap_or(word.len());
    if length == 0 {
        return None;
    }
    // A word with a digit in it is none.
    let ends = !word.get(length..)?.starts_with(|c: char| c.is_alphanumeric());
    ends.then_some((start, length))
}

/// The words of a name, folded.
fn words(name: &str) -> Vec<String> {
    let of_word = |c: char| c.is_alphabetic() || is_combining_mark(c);
    name.split(|c| !of_word(c)).filter(|word| !word.is_empty()).map(folded).collect()
}

/// Without accents and capitals.
pub(super) fn folded(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

impl fmt::Debug for KnownPerson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KnownPerson({} names)", self.names.len())
    }
}
