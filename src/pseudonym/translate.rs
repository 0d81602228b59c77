//! From one domain to another: only under a rule that was declared, and never without an entry in the log.

use serde::Serialize;

use super::PseudonymError;
use super::domain::Domain;
use super::escrow::Escrow;
use super::identifier::{Identifier, IdentifierKind};
use super::label::{Label, Names};
use super::register::asked;
use super::rekey::Pair;
use super::wire::Pseudonym;
use crate::Diagnostic;
use crate::calendar::Time;
use crate::json::{self, Id, Map, Node, Reader, Text, object, words};
use crate::law::Basis;

object! {
    /// Which translations a controller allows.
    pub struct TranslationRules {
        /// The version of this format: 1.
        pub waarborg_translations: u32,
        /// The controller whose domains they are between.
        pub controller: Text,
        /// The rules, by name.
        pub rules: Map<TranslationRule>,
    }
}

object! {
    /// One translation that is allowed: in one direction, for one purpose, for a time.
    pub struct TranslationRule {
        /// Who may ask for it.
        pub requester: Id,
        /// The domain whose pseudonyms are had.
        pub from: Text,
        /// The domain whose pseudonyms are asked.
        pub to: Text,
        /// What for.
        pub purpose: Id,
        /// The lawful basis of that purpose.
        pub basis: Basis,
        /// The first moment at which it is allowed.
        pub start: Time,
        /// The moment from which it is allowed no longer.
        pub end: Time,
    }
}

/// What is asked. Borrowed.
#[derive(Clone, Copy, Debug)]
pub struct TranslationAsk<'a> {
    /// Who asks.
    pub requester: &'a str,
    /// The domain whose pseudonyms are had.
    pub from: &'a str,
    /// The domain whose pseudonyms are asked.
    pub to: &'a str,
    /// What for.
    pub purpose: &'a str,
    /// Now.
    pub at: Time,
}

/// A translation that a rule allows, at the moment it was asked. Borrowed from the rules; use it at once.
#[derive(Clone, Debug)]
pub struct Translation<'a> {
    name: &'a Id,
    rule: &'a TranslationRule,
    controller: &'a str,
    at: Time,
}

words! {
    /// What a translation was made from.
    pub enum TranslationWay {
        /// The identifiers themselves.
        Identifiers = "identifiers",
        /// Identifiers from the escrow column.
        Escrow = "escrow",
    }
}

/// What was translated, and the entry for the log that goes with it.
#[derive(Debug)]
#[must_use = "its entry belongs in the log"]
pub struct Translated {
    /// Sorted by the new pseudonym: the order says nothing of the old ones.
    pub pairs: Vec<Pair>,
    /// Those that were refused: the place in the order given, from 0, and why.
    pub refused: Vec<(usize, PseudonymError)>,
    /// The entry.
    pub entry: TranslationEntry,
}

/// Who had what translated, when, why and on what basis, without anyone's pseudonym: an entry for the log. Plain data.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct TranslationEntry {
    /// The version of this format: 1.
    pub waarborg_translation: u32,
    /// The rule that allowed it.
    pub rule: String,
    /// Who asked.
    pub requester: String,
    /// The controller.
    pub controller: String,
    /// The domain whose pseudonyms were had.
    pub from: String,
    /// The domain whose pseudonyms were given.
    pub to: String,
    /// What for.
    pub purpose: String,
    /// The lawful basis.
    pub basis: Basis,
    /// The kind of identifier.
    pub kind: IdentifierKind,
    /// What it was made from.
    pub way: TranslationWay,
    /// When.
    pub at: Time,
    /// How many were given.
    pub given: u64,
    /// How many were refused.
    pub refused: u64,
}

impl TranslationRules {
    /// Reads rules from their JSON document.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it: besides what a document can have wrong, `same-domain`, `window-empty`,
    /// `basis-not-set` for a basis that is left to an agreement, and what a name can have wrong.
    pub fn parse(document: &str) -> Result<TranslationRules, PseudonymError> {
        json::read(document, checked).map_err(PseudonymError::of)
    }

    /// The JSON Schema (draft 2020-12) of these rules.
    pub fn schema() -> serde_json::Value {
        json::schema::<TranslationRules>("waarborg translation rules, version 1")
    }

    /// The translation that is asked, if a rule allows it now.
    ///
    /// # Errors
    ///
    /// `translation-denied` if no rule names this requester, direction and purpose; `translation-window` if one does,
    /// and now is before its start, or at or past its end; `now-out-of-range`.
    pub fn allow(&self, ask: &TranslationAsk<'_>) -> Result<Translation<'_>, PseudonymError> {
        let at = asked(ask.at)?;
        let named = |rule: &TranslationRule| {
            rule.requester.as_str() == ask.requester
                && rule.from.0 == ask.from
                && rule.to.0 == ask.to
                && rule.purpose.as_str() == ask.purpose
        };
        let mut rules = self.rules.iter().filter(|(_, rule)| named(rule)).peekable();
        if rules.peek().is_none() {
            return Err(Diagnostic::new("translation-denied", "no rule allows this translation")
                .expecting(
                    "a rule with this requester, these two domains in this direction, and this purpose",
                )
                .helping("a rule is not turned around, and two are not put end to end")
                .into());
        }
        let within = rules.find(|(_, rule)| rule.start <= at && at < rule.end);
        let (name, rule) = within.ok_or_else(|| {
            Diagnostic::new("translation-window", "the rule for this translation is not in force now")
        })?;
        Ok(Translation { name, rule, controller: &self.controller.0, at })
    }
}

impl Translation<'_> {
    /// Translates by deriving both pseudonyms of each identifier: for the controller, who has them.
    ///
    /// # Errors
    ///
    /// `other-domain` if the domains given are not those of the rule; `no-key-for-kind`, `no-active-key`.
    pub fn of_identifiers<'i>(
        &self,
        from: &Domain,
        to: &Domain,
        kind: &IdentifierKind,
        identifiers: impl IntoIterator<Item = &'i Identifier>,
    ) -> Result<Translated, PseudonymError> {
        self.is_between((from.controller(), from.name()), (to.controller(), to.name()))?;
        let (from, to) = (from.of(kind)?, to.of(kind)?);
        if from.active_key().is_none() || to.active_key().is_none() {
            return Err(Diagnostic::new(
                "no-active-key",
                "one of the domains makes no new pseudonyms of this kind",
            )
            .into());
        }
        let pairs = identifiers
            .into_iter()
            .map(|identifier| Ok(Pair { from: from.pseudonym(identifier)?, to: to.pseudonym(identifier)? }));
        Ok(self.log(kind, TranslationWay::Identifiers, pairs))
    }

    /// Translates pseudonyms with what was sealed beside them in the escrow column of their own domain.
    ///
    /// # Errors
    ///
    /// `other-domain` if the escrow or the domain given are not those of the rule; `no-key-for-kind`,
    /// `no-active-key`.
    pub fn of_escrow<'i>(
        &self,
        from: &Escrow,
        to: &Domain,
        kind: &IdentifierKind,
        rows: impl IntoIterator<Item = (Pseudonym, &'i [u8])>,
    ) -> Result<Translated, PseudonymError> {
        self.is_between((from.controller(), from.domain()), (to.controller(), to.name()))?;
        let to = to.of(kind)?;
        if to.active_key().is_none() {
            return Err(
                Diagnostic::new("no-active-key", "the domain makes no new pseudonyms of this kind").into()
            );
        }
        let pairs = rows.into_iter().map(|(pseudonym, sealed)| {
            let identifier = from.unseal(sealed, &pseudonym)?;
            Ok(Pair { from: pseudonym, to: to.pseudonym(&identifier)? })
        });
        Ok(self.log(kind, TranslationWay::Escrow, pairs))
    }

    fn is_between(&self, from: (&str, &str), to: (&str, &str)) -> Result<(), Diagnostic> {
        let rule = ((self.controller, self.rule.from.0.as_str()), (self.controller, self.rule.to.0.as_str()));
        if (from, to) == rule {
            Ok(())
        } else {
            Err(Diagnostic::new("other-domain", "these are not the domains of the rule")
                .expecting("the domains that the rule names, of its controller, in its direction"))
        }
    }

    fn log(
        &self,
        kind: &IdentifierKind,
        way: TranslationWay,
        all: impl Iterator<Item = Result<Pair, PseudonymError>>,
    ) -> Translated {
        let (mut pairs, mut refused) = (Vec::new(), Vec::new());
        for (at, one) in all.enumerate() {
            match one {
                Ok(pair) => pairs.push(pair),
                Err(error) => refused.push((at, error)),
            }
        }
        pairs.sort_unstable_by_key(|pair| pair.to);
        let text = |text: &str| text.to_owned();
        let entry = TranslationEntry {
            waarborg_translation: 1,
            rule: text(self.name.as_str()),
            requester: text(self.rule.requester.as_str()),
            controller: text(self.controller),
            from: text(&self.rule.from.0),
            to: text(&self.rule.to.0),
            purpose: text(self.rule.purpose.as_str()),
            basis: self.rule.basis,
            kind: kind.clone(),
            way,
            at: self.at,
            given: pairs.len() as u64,
            refused: refused.len() as u64,
        };
        Translated { pairs, refused, entry }
    }
}

impl Translated {
    /// The new pseudonyms alone, sorted.
    pub fn new_pseudonyms(&self) -> impl ExactSizeIterator<Item = Pseudonym> + '_ {
        self.pairs.iter().map(|pair| pair.to)
    }
}

impl TranslationEntry {
    /// One line of JSON: the same bytes for the same entry.
    pub fn to_json(&self) -> String {
        // INVARIANT: it holds text, numbers and times, all of which serialise.
        serde_json::to_string(self).unwrap_or_default()
    }
}

fn checked(rules: TranslationRules, root: &Node<'_>, reader: &mut Reader) -> Option<TranslationRules> {
    if rules.waarborg_translations != 1 {
        let diagnostic =
            Diagnostic::new("unknown-version", "this is not a version of this format").expecting("1");
        reader.report_path(root, &["waarborg-translations"], 0, diagnostic);
    }
    if let Err(diagnostic) = Label::new(&rules.controller.0, Names::Controller) {
        reader.report_path(root, &["controller"], 0, diagnostic);
    }
    for (name, rule) in &rules.rules {
        let mut report = |field: &str, diagnostic: Diagnostic| {
            reader.report_path(root, &["rules", name.as_str(), field], 0, diagnostic)
        };
        for (field, domain) in [("from", &rule.from), ("to", &rule.to)] {
            if let Err(diagnostic) = Label::new(&domain.0, Names::Domain) {
                report(field, diagnostic);
            }
        }
        if rule.from == rule.to {
            report("to", Diagnostic::new("same-domain", "this is the domain it comes from"));
        }
        if rule.end <= rule.start {
            report("end", Diagnostic::new("window-empty", "this rule ends before it starts"));
        }
        if rule.basis == Basis::ByController {
            let diagnostic =
                Diagnostic::new("basis-not-set", "a translation needs a lawful basis of its own");
            report("basis", diagnostic.expecting("one of article 6(1)"));
        }
    }
    Some(rules)
}
