//! Free text: what is about persons becomes numbered tags. Rules and a list of names, no model; nothing is promised.

mod detect;
mod names;

use core::fmt;
use std::collections::BTreeMap;

pub use names::KnownPerson;

use unicode_normalization::char::is_combining_mark;

use crate::json::words;
use names::KnownNames;

words! {
    /// What was found in a text; its word is the tag's.
    pub enum Detection {
        /// A person of the list of names.
        Person = "PERSOON",
        /// A name that several persons of the list have.
        Name = "NAAM",
        /// A BSN (*burgerservicenummer*).
        Bsn = "BSN",
        /// An onderwijsnummer.
        Onderwijsnummer = "ONDERWIJSNUMMER",
        /// An ECK iD or stampseudoniem.
        EckId = "ECKID",
        /// A bank account (IBAN) of the Netherlands.
        Iban = "IBAN",
        /// A Dutch telephone number.
        Phone = "TELEFOON",
        /// An e-mail address.
        Mail = "MAIL",
        /// An address on the web.
        Url = "URL",
        /// An IPv4 address.
        Ip = "IP",
        /// A Dutch postcode.
        Postcode = "POSTCODE",
        /// A date.
        Date = "DATUM",
        /// The number of a school (BRIN).
        Brin = "BRIN",
        /// Any other number of six digits or more.
        Number = "NUMMER",
    }
}

/// Tags what is about persons in the names and texts of one document: the same person, number or address gets the same
/// tag all through it. Owned.
///
/// What comes out is pseudonymised at best. What no rule knows stays: a name that is not on the list, a nickname, a
/// story that only fits one child. Dropping a text is safer than tagging it.
#[derive(Default)]
pub struct Tagger {
    names: KnownNames,
    /// The number of each thing that was found, by what it is and its one form.
    numbers: BTreeMap<(Detection, String), usize>,
    /// How many different ones there are.
    last: BTreeMap<Detection, usize>,
    found: BTreeMap<Detection, usize>,
}

/// A text with its tags. Personal data still: `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Tagged {
    /// The text.
    pub text: String,
    /// What was found, and how often.
    pub found: BTreeMap<Detection, usize>,
}

impl Tagger {
    /// A tagger for one document, with the people whose names it may hold.
    pub fn new(people: &[KnownPerson]) -> Tagger {
        Tagger { names: KnownNames::of(people), ..Tagger::default() }
    }

    /// Adds a name that stands in a field of the document itself.
    pub fn know(&mut self, name: &str) {
        self.names.add(name);
    }

    /// The tag for a whole field that holds a name.
    pub fn name(&mut self, name: &str) -> String {
        let (found, key) = match self.names.whole(name) {
            Some(names::Who::Person(person)) => (Detection::Person, person.to_string()),
            Some(names::Who::Several) | None => (Detection::Name, names::folded(name)),
        };
        self.tag(found, key)
    }

    /// The text with tags, such as `[BSN-1]`, for what was found in it. A tag that stands in the text already is put in
    /// round brackets, so that none is taken for another.
    pub fn text(&mut self, text: &str) -> String {
        let text = with_round_tags(text);
        let mut out = String::with_capacity(text.len());
        let mut last = None;
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let before = text.get(..at).unwrap_or("");
            let of_word = |c: char| c.is_alphanumeric() || is_combining_mark(c);
            let starts = !before.chars().next_back().is_some_and(of_word);
            let hit = if starts { detect::first(before, rest).or_else(|| self.names.at(rest)) } else { None };
            match hit {
                Some(hit) => {
                    let person = hit.found == Detection::Person;
                    // The parts of one person's name, one after the other, are one tag.
                    if person && last.as_ref() == Some(&hit.key) && out.ends_with([' ', '-']) {
                        out.pop();
                    } else {
                        let key = hit.key.clone();
                        out.push_str(&self.tag(hit.found, key));
                    }
                    last = person.then_some(hit.key);
                    at += hit.length;
                }
                None => {
                    let c = rest.chars().next().unwrap_or(' ');
                    if c != ' ' && c != '-' {
                        last = None;
                    }
                    out.push(c);
                    at += c.len_utf8();
                }
            }
        }
        out
    }

    /// A whole document that is one text.
    pub fn document(mut self, text: &str) -> Tagged {
        let text = self.text(text);
        Tagged { text, found: self.found }
    }

    /// What was found in all of the document, and how often.
    pub fn into_found(self) -> BTreeMap<Detection, usize> {
        self.found
    }

    fn tag(&mut self, found: Detection, key: String) -> String {
        *self.found.entry(found).or_default() += 1;
        let number = *self.numbers.entry((found, key)).or_insert_with(|| {
            let last = self.last.entry(found).or_default();
            *last += 1;
            *last
        });
        format!("[{}-{number}]", found.as_str())
    }
}

/// Something that was found at the start of a text.
struct Hit {
    found: Detection,
    /// Its one form: what is equal gets one number.
    key: String,
    /// How many bytes it takes.
    length: usize,
}

/// The text with `[BSN-1]` as `(BSN-1)`.
fn with_round_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        let near = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let tag = near
            .and_then(|end| after.split_at_checked(end))
            .filter(|(tag, rest)| rest.starts_with(']') && is_tag(tag))
            .map(|(tag, _)| tag);
        out.push_str(before);
        match tag {
            Some(tag) => {
                out.push_str(&format!("({tag})"));
                rest = after.get(tag.len() + 1..).unwrap_or("");
            }
            None => {
                out.push('[');
                rest = after;
            }
        }
    }
    out + rest
}

fn is_tag(text: &str) -> bool {
    text.rsplit_once('-').is_some_and(|(word, number)| {
        Detection::from_word(word).is_some()
            && !number.is_empty()
            && number.bytes().all(|b| b.is_ascii_digit())
    })
}

impl fmt::Debug for Tagger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tagger").field("found", &self.found).finish_non_exhaustive()
    }
}

impl fmt::Debug for Tagged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tagged").field("found", &self.found).finish_non_exhaustive()
    }
}
