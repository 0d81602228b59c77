//! The retention term: a short expression with one meaning. What can be said in it stands in `term.md`, which is also where
//! `docs/TERMS.md` comes from.

mod parse;
mod print;

use core::str::FromStr;

use serde_json::{Value as Json, json};

use crate::calendar::Period;
use crate::diagnostic::error_type;
use crate::json::{Defs, Id, Node, Read, Reader, shared};

error_type! {
    /// A retention term that is not one.
    TermError
}

/// A term: an expression over anchors. Prints in its canonical form, which reads back as the same term.
///
#[doc = include_str!("term.md")]
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Term {
    /// A state by itself: while it lasts.
    State(Anchored),
    /// An anchor and a period after it.
    After(Anchored, Period),
    /// The lowest of terms.
    Earliest(Vec<Term>),
    /// The highest of terms.
    Latest(Vec<Term>),
    /// One term while a state lasts, another while it does not; or, with `at`, one of the two for good.
    If {
        /// The state.
        state: Id,
        /// The happening at whose moment the state decides. Without it, the state is read over time.
        at: Option<Id>,
        /// The term while it lasts, or if it lasted then.
        then: Box<Term>,
        /// The term while it does not, or if it did not last then.
        otherwise: Box<Term>,
    },
    /// As long as the basis itself.
    WithBasis,
    /// What the agreement entry supplies.
    ByAgreement,
    /// No end that can be computed; the text says when.
    Unbounded(String),
}

/// Anchors, perhaps moved to the end of a year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Anchored {
    /// One anchor, or a switch.
    Anchor(Id),
    /// The merged moments of several happenings.
    LatestOf(Vec<Anchored>),
    /// Moved to the end of the school year.
    SchoolYearEnd(Box<Anchored>),
    /// Moved to the end of the book year.
    BookYearEnd(Box<Anchored>),
}

impl Term {
    /// Every anchor it names, in order.
    pub fn anchors(&self) -> Vec<&Id> {
        let mut found = Vec::new();
        self.visit(&mut |id| found.push(id));
        found
    }

    /// True if some part of it has no end that can be computed.
    pub fn unbounded(&self) -> Option<&str> {
        match self {
            Term::Unbounded(text) => Some(text),
            Term::Earliest(terms) | Term::Latest(terms) => terms.iter().find_map(Term::unbounded),
            Term::If { then, otherwise, .. } => then.unbounded().or_else(|| otherwise.unbounded()),
            _ => None,
        }
    }

    /// True if it can stay open for ever, given the parts by themselves that can.
    pub(crate) fn stays_open(&self, can: &impl Fn(&Term) -> bool) -> bool {
        match self {
            // Another part can still end it.
            Term::Earliest(terms) => terms.iter().all(|term| term.stays_open(can)),
            Term::Latest(terms) => terms.iter().any(|term| term.stays_open(can)),
            Term::If { then, otherwise, .. } => then.stays_open(can) || otherwise.stays_open(can),
            part => can(part),
        }
    }

    /// True if some part of it is one for which `is` holds.
    pub(crate) fn any(&self, is: &impl Fn(&Term) -> bool) -> bool {
        is(self)
            || match self {
                Term::Earliest(terms) | Term::Latest(terms) => terms.iter().any(|term| term.any(is)),
                Term::If { then, otherwise, .. } => then.any(is) || otherwise.any(is),
                _ => false,
            }
    }

    fn visit<'a>(&'a self, see: &mut impl FnMut(&'a Id)) {
        match self {
            Term::State(anchored) | Term::After(anchored, _) => anchored.visit(see),
            Term::Earliest(terms) | Term::Latest(terms) => terms.iter().for_each(|term| term.visit(see)),
            Term::If { state, at, then, otherwise } => {
                see(state);
                at.iter().for_each(&mut *see);
                then.visit(see);
                otherwise.visit(see);
            }
            Term::WithBasis | Term::ByAgreement | Term::Unbounded(_) => {}
        }
    }
}

impl Anchored {
    /// Every anchor it names, in order.
    pub fn anchors(&self) -> Vec<&Id> {
        let mut found = Vec::new();
        self.visit(&mut |id| found.push(id));
        found
    }

    fn visit<'a>(&'a self, see: &mut impl FnMut(&'a Id)) {
        match self {
            Anchored::Anchor(id) => see(id),
            Anchored::LatestOf(parts) => parts.iter().for_each(|part| part.visit(see)),
            Anchored::SchoolYearEnd(inner) | Anchored::BookYearEnd(inner) => inner.visit(see),
        }
    }
}

impl FromStr for Term {
    type Err = TermError;

    fn from_str(text: &str) -> Result<Term, TermError> {
        parse::parse(text).map_err(|(offset, diagnostic)| {
            let column = text.get(..offset).map_or(0, |before| before.chars().count()) as u32 + 1;
            diagnostic.on(Some((1, column))).into()
        })
    }
}

impl Read for Term {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Term> {
        let text = node.text(reader, "a term, such as `enrolled + P2Y`")?;
        match parse::parse(text) {
            Ok(term) => Some(term),
            Err((offset, diagnostic)) => {
                reader.report_within(node, offset, diagnostic);
                None
            }
        }
    }

    fn schema(defs: &mut Defs) -> Json {
        shared("Term", defs, |_| {
            let words: Vec<_> = parse::FUNCTIONS.iter().chain(&parse::KEYWORDS).collect();
            let words = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
            json!({
                "title": "term",
                "description": format!("Anchors, periods and the words {words}, such as `enrolled + P2Y`."),
                "type": "string",
                "pattern": "\\S",
            })
        })
    }
}

impl serde::Serialize for Term {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Term {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(|_| serde::de::Error::custom("not a term"))
    }
}

#[cfg(test)]
mod tests {
    use crate::policy::AnchorKind;
    use crate::policy::compiled::BUILT_IN;

    #[test]
    fn every_anchor_that_needs_no_declaration_is_told() {
        let page = include_str!("term.md");
        for (name, kind) in BUILT_IN {
            let kind = if *kind == AnchorKind::State { "a state" } else { "a happening" };
            assert!(page.contains(&format!("| `{name}` | {kind} |")), "{name}");
        }
    }
}
