//! What cannot work is refused: names that lead nowhere, terms that cannot be computed, rings.

use std::collections::{BTreeMap, BTreeSet};

use super::compiled::{BUILT_IN, anchor_kind};
use super::minimum;
use super::model::*;
use super::term::{Anchored, Term};
use super::unknown::{none_of, some_of};
use super::words::*;
use crate::Diagnostic;
use crate::calendar::Zone;
use crate::json::{Id, Map, Node, Reader, pointer};
use crate::law::{Basis, Law, Scheme};

mod consent;

/// The zone of a policy that names none.
pub(super) const ZONE: &str = "Europe/Amsterdam";

pub(super) fn zone_name(document: &Document) -> &str {
    document.zone.as_ref().map_or(ZONE, |zone| zone.0.as_str())
}

/// Checks a document that was read, with the text at hand for positions.
pub(super) fn check(document: Document, root: &Node<'_>, reader: &mut Reader, law: &Law) -> Option<Document> {
    let mut check = Check { document: &document, root, reader, law, incomplete: BTreeSet::new() };
    check.head();
    check.names();
    check.purposes();
    check.roles();
    check.rest();
    Some(document)
}

/// Checks what only the versions together can show: each diagnostic with the place of the document that it is about.
pub(super) fn check_history(documents: &[Document]) -> Vec<(usize, Diagnostic)> {
    let mut diagnostics = Vec::new();
    if documents.is_empty() {
        diagnostics.push((0, Diagnostic::new("no-version", "a policy needs at least one version")));
    }
    for (index, (earlier, later)) in documents.iter().zip(documents.iter().skip(1)).enumerate() {
        let mut report = |diagnostic: Diagnostic| diagnostics.push((index + 1, diagnostic));
        if earlier.policy != later.policy {
            report(
                Diagnostic::new("other-policy", "these documents are not versions of one policy")
                    .at("/policy"),
            );
        }
        let adopted = |document: &Document| document.adopted.unwrap_or(document.applies_from);
        let description = earlier.adopted.is_some() || later.adopted.is_some();
        if description && adopted(earlier) > adopted(later) {
            report(
                Diagnostic::new(
                    "adopted-out-of-order",
                    "a version cannot be adopted before the one that it follows",
                )
                .at("/adopted")
                .expecting("a day on or after the one on which the earlier version was adopted"),
            );
        }
        if earlier.applies_from >= later.applies_from {
            report(
                Diagnostic::new("versions-out-of-order", "a version must begin after the one before it")
                    .at("/applies-from")
                    .expecting("versions from oldest to newest"),
            );
        }
        if zone_name(earlier) != zone_name(later) {
            report(
                Diagnostic::new("zone-changed", "all versions of a policy count days in one zone")
                    .at("/zone"),
            );
        }
        for (id, _) in later
            .anchors
            .iter()
            .filter(|(id, anchor)| anchor_kind(earlier, id).is_some_and(|kind| kind != anchor.kind))
        {
            report(
                Diagnostic::new("anchor-changed", "an anchor keeps its kind in all versions")
                    .at(format!("/anchors/{id}")),
            );
        }
    }
    diagnostics
}

/// The categories that some rules are about.
struct Ruled<'r> {
    all: bool,
    named: BTreeSet<&'r Id>,
}

impl<'r> Ruled<'r> {
    fn of(rules: impl Iterator<Item = &'r Retention> + Clone) -> Ruled<'r> {
        Ruled {
            all: rules.clone().any(|rule| rule.of.is_empty()),
            named: rules.flat_map(|rule| &rule.of).collect(),
        }
    }

    fn has(&self, category: &Id) -> bool {
        self.all || self.named.contains(category)
    }
}

struct Check<'c, 'n, 'r> {
    document: &'c Document,
    root: &'c Node<'n>,
    reader: &'r mut Reader,
    law: &'c Law,
    /// The purposes of which a category is missing or mistyped: what would follow from it is not told beside it.
    incomplete: BTreeSet<&'c Id>,
}

impl Check<'_, '_, '_> {
    fn head(&mut self) {
        if self.document.waarborg != 1 {
            self.report(
                &["waarborg"],
                Diagnostic::new("unknown-format", "this format is not known").expecting("1"),
            );
        }
        if Zone::named(zone_name(self.document)).is_err() {
            self.report(
                &["zone"],
                Diagnostic::new("unknown-zone", "no such time zone")
                    .expecting("an IANA name such as `Europe/Amsterdam`"),
            );
        }
        for (id, endorsement) in &self.document.schemes {
            if endorsement.scheme.since(&endorsement.version.0).is_none() {
                let versions: Vec<_> = Scheme::versions(endorsement.scheme).collect();
                self.report(
                    &["schemes", id.as_str(), "version"],
                    Diagnostic::new("unknown-version", "this covenant has no such version")
                        .expecting(versions.join(", ")),
                );
            }
        }
        if self.document.purposes.is_empty() {
            self.report(&["purposes"], Diagnostic::new("no-purpose", "a policy needs at least one purpose"));
        }
    }

    fn names(&mut self) {
        for id in self.document.anchors.keys() {
            if self.document.options.contains_key(id) {
                self.report(
                    &["anchors", id.as_str()],
                    Diagnostic::new("name-twice", "an anchor and an option cannot have the same name"),
                );
            }
            if BUILT_IN.iter().any(|(name, _)| *name == id.as_str()) {
                self.report(
                    &["anchors", id.as_str()],
                    Diagnostic::new("name-built-in", "this anchor exists without being declared")
                        .helping("use it, or choose another name"),
                );
            }
        }
        for (id, category) in &self.document.categories {
            let at = ["categories", id.as_str()];
            self.known(&[at[0], at[1], "subject"], "subject", &category.subject, &self.document.subjects);
            if let Some(party) = &category.from_party {
                self.known(&[at[0], at[1], "from-party"], "party", party, &self.document.parties);
            }
            self.all_known(
                &[at[0], at[1], "needed-by"],
                "category",
                &category.needed_by,
                &self.document.categories,
            );
        }
        self.ring();
    }

    /// A ring of needs could never be let go.
    fn ring(&mut self) {
        // Take away what no one left needs, until nothing more goes: what stays is a ring, or hangs on one.
        let needed_by =
            |id: &Id| self.document.categories.get(id).map_or(&[][..], |category| &category.needed_by);
        let mut needs: BTreeMap<&Id, usize> = self.document.categories.keys().map(|id| (id, 0)).collect();
        for other in self.document.categories.values().flat_map(|category| &category.needed_by) {
            if let Some(count) = needs.get_mut(other) {
                *count += 1;
            }
        }
        let mut free: Vec<&Id> = needs.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
        while let Some(id) = free.pop() {
            needs.remove(id);
            for other in needed_by(id) {
                if let Some(count) = needs.get_mut(other) {
                    *count -= 1;
                    if *count == 0 {
                        free.push(other);
                    }
                }
            }
        }
        if let Some(id) = needs.keys().next().copied() {
            self.report(
                &["categories", id.as_str(), "needed-by"],
                Diagnostic::new(
                    "ring-of-needs",
                    "these categories need each other, so none could ever be erased",
                ),
            );
        }
    }

    fn purposes(&mut self) {
        for (id, purpose) in &self.document.purposes {
            let at = ["purposes", id.as_str(), "categories"];
            self.all_known(&at, "category", &purpose.categories, &self.document.categories);
            if self.misses_categories(id) {
                self.incomplete.insert(id);
            }
            self.purpose(id, purpose);
        }
    }

    /// Whether a field of a purpose is none that is known, which may have been meant to name its categories, or one of its
    /// categories is not there.
    fn misses_categories(&self, id: &Id) -> bool {
        let purpose = pointer(&["purposes", id.as_str()]);
        self.reader.diagnostics().any(|diagnostic| {
            let of_purpose = diagnostic.path().strip_prefix(&purpose).and_then(|rest| rest.strip_prefix('/'));
            of_purpose.is_some_and(|rest| match diagnostic.code() {
                "unknown-field" => !rest.contains('/'),
                "unknown-name" => rest.starts_with("categories/"),
                _ => false,
            })
        })
    }

    fn purpose(&mut self, id: &Id, purpose: &Purpose) {
        let (document, complete) = (self.document, !self.incomplete.contains(id));
        let id = id.as_str();
        let at = |field| ["purposes", id, field];
        let categories: BTreeSet<&Id> = purpose.categories.iter().collect();
        self.all_known(&at("preconditions"), "precondition", &purpose.preconditions, &document.preconditions);
        self.all_known(&at("compatible-with"), "purpose", &purpose.compatible_with, &document.purposes);
        if purpose.categories.is_empty() && complete {
            self.report(
                &at("categories"),
                Diagnostic::new("no-category", "a purpose needs at least one category"),
            );
        }
        if let Some(role) = &purpose.decided_by {
            self.known(&at("decided-by"), "role", role, &document.roles);
        }
        if let Some(option) = &purpose.option {
            self.known(&at("option"), "option", option, &document.options);
        }
        if let Some(party) = &purpose.contract_with {
            self.known(&at("contract-with"), "party", party, &document.parties);
        }
        for (party, recipient) in &purpose.recipients {
            self.known(&["purposes", id, "recipients", party.as_str()], "party", party, &document.parties);
            if complete {
                let path = ["purposes", id, "recipients", party.as_str(), "categories"];
                self.all_in(&path, &recipient.categories, &categories);
            }
        }
        if complete {
            let formed: Vec<Id> = purpose.identifiability.keys().cloned().collect();
            self.all_in(&at("identifiability"), &formed, &categories);
        }
        self.basis(id, purpose);
        self.words_of_consent(id, purpose);
        self.retention(id, purpose, &categories, complete);
        if let Some(Ages { from: Some(from), below: Some(below) }) = &purpose.ages
            && from >= below
        {
            self.report(
                &at("ages"),
                Diagnostic::new("no-such-age", "nobody is of these ages").expecting("from < below"),
            );
        }
    }

    fn basis(&mut self, id: &str, purpose: &Purpose) {
        let at = |field| ["purposes", id, field];
        if let Some(state) = &purpose.r#while {
            match anchor_kind(self.document, state) {
                Some(AnchorKind::State) => {}
                Some(AnchorKind::Happening) => self.report(
                    &at("while"),
                    Diagnostic::new("not-a-state", "a basis holds during a state, and this is a happening"),
                ),
                None => {
                    let diagnostic = self.unknown_anchor(state);
                    self.report(&at("while"), diagnostic);
                }
            }
        }
        match (purpose.basis, &purpose.consent) {
            (Basis::Consent, None) => self.report(
                &at("basis"),
                Diagnostic::new("consent-unsaid", "a purpose on consent must say how consent is asked")
                    .expecting("a field `consent`, with at least `how` and `withdrawal`"),
            ),
            (Basis::Contract, _) if purpose.r#while.is_none() => self.report(
                &at("basis"),
                Diagnostic::new(
                    "contract-without-state",
                    "a purpose on a contract must name the state that is the contract",
                )
                .expecting("a field `while`, such as `\"while\": \"contract\"`"),
            ),
            (Basis::Consent | Basis::ByController, _) | (_, None) => {}
            (_, Some(_)) => self.report(
                &at("consent"),
                Diagnostic::new("consent-unused", "this purpose does not rest on consent")
                    .helping("remove `consent`, or set `basis` to `consent`: one purpose has one basis"),
            ),
        }
    }

    fn retention(&mut self, id: &str, purpose: &Purpose, categories: &BTreeSet<&Id>, complete: bool) {
        for (rule_id, rule) in &purpose.retention {
            let path = ["purposes", id, "retention", rule_id.as_str()];
            if complete {
                self.all_in(&[path[0], path[1], path[2], path[3], "of"], &rule.of, categories);
            }
            let path = [path[0], path[1], path[2], path[3], "term"];
            for anchor in rule.term.anchors() {
                if anchor_kind(self.document, anchor).is_none() {
                    let diagnostic = self.unknown_anchor(anchor);
                    self.reader.report_word(self.root, &path, anchor.as_str(), diagnostic);
                }
            }
            self.term(&path, purpose, &rule.term);
            if complete {
                for (field, diagnostic) in minimum::diagnostics(self.document, purpose, rule, self.law) {
                    self.report(&[path[0], path[1], path[2], path[3], field], diagnostic);
                }
            }
        }
        let ruled = Ruled::of(purpose.retention.values());
        for category in purpose.categories.iter().filter(|_| complete) {
            // Minimums alone are the maximum too.
            if !ruled.has(category) {
                let help =
                    "if the document gives none, write `unbounded(\"…\")` with its words: lint reports it";
                self.report(
                    &["purposes", id, "retention"],
                    Diagnostic::new(
                        "no-term",
                        format!("this purpose has no term for its category `{category}`"),
                    )
                    .expecting("a maximum, a contract or a guideline for every category")
                    .helping(help),
                );
            }
        }
    }

    fn term(&mut self, path: &[&str], purpose: &Purpose, term: &Term) {
        match term {
            Term::State(anchored) => {
                if self.kind(anchored) == Some(AnchorKind::Happening) {
                    self.report(
                        path,
                        Diagnostic::new(
                            "happening-without-period",
                            "a happening lasts no time: add a period to it",
                        )
                        .expecting(format!("`{anchored} + P2Y`, for example")),
                    );
                }
                self.unmixed(path, anchored);
            }
            Term::After(anchored, _) => self.unmixed(path, anchored),
            Term::Earliest(terms) | Term::Latest(terms) => {
                terms.iter().for_each(|term| self.term(path, purpose, term));
            }
            Term::If { state, at, then, otherwise } => {
                if anchor_kind(self.document, state) == Some(AnchorKind::Happening) {
                    self.report(
                        path,
                        Diagnostic::new("not-a-state", "`if` asks for a state, and this is a happening"),
                    );
                }
                if at.as_ref().and_then(|at| anchor_kind(self.document, at)) == Some(AnchorKind::State) {
                    let diagnostic =
                        Diagnostic::new("not-a-happening", "`at` asks for a happening, and this is a state")
                            .expecting("an anchor that has a moment, such as `recorded`")
                            .helping("leave out `at` and the name to read the state over time");
                    self.report(path, diagnostic);
                }
                self.term(path, purpose, then);
                self.term(path, purpose, otherwise);
            }
            Term::WithBasis if purpose.r#while.is_none() && purpose.basis != Basis::Consent => self.report(
                path,
                Diagnostic::new("with-endless-basis", "this basis has no end of its own")
                    .expecting("a purpose with `while`, or on consent"),
            ),
            Term::WithBasis | Term::Unbounded(_) => {}
            Term::ByAgreement if self.document.agreement.is_none() => self.report(
                path,
                Diagnostic::new("no-agreement", "this term refers to an agreement, and the policy has none")
                    .expecting("a field `agreement`"),
            ),
            Term::ByAgreement => {}
        }
    }

    fn kind(&self, anchored: &Anchored) -> Option<AnchorKind> {
        anchored.anchors().first().and_then(|id| anchor_kind(self.document, id))
    }

    fn unmixed(&mut self, path: &[&str], anchored: &Anchored) {
        let kinds: Vec<_> =
            anchored.anchors().iter().filter_map(|id| anchor_kind(self.document, id)).collect();
        if kinds.iter().any(|kind| Some(kind) != kinds.first()) {
            self.report(
                path,
                Diagnostic::new("mixed-anchors", "moments can be merged with moments and states with states")
                    .helping("write `latest(state + P…, happening + P…)`, a period on each"),
            );
        }
    }

    fn roles(&mut self) {
        for (id, role) in &self.document.roles {
            let id = id.as_str();
            self.known(&["roles", id, "party"], "party", &role.party, &self.document.parties);
            self.all_known(&["roles", id, "never"], "category", &role.never, &self.document.categories);
            for (key, permission) in &role.may {
                let at = |field| ["roles", id, "may", key.as_str(), field];
                let document = self.document;
                self.all_known(&at("categories"), "category", &permission.categories, &document.categories);
                self.all_known(&at("purposes"), "purpose", &permission.purposes, &document.purposes);
                let never: BTreeSet<&Id> = role.never.iter().collect();
                if let Some(refused) = permission.categories.iter().find(|id| never.contains(id)) {
                    self.report(
                        &at("categories"),
                        Diagnostic::new(
                            "granted-and-refused",
                            format!("`never` refuses what is granted here: `{refused}`"),
                        ),
                    );
                }
                let purposes = document
                    .purposes
                    .iter()
                    .filter(|(id, _)| permission.purposes.is_empty() || permission.purposes.contains(id));
                let incomplete = &self.incomplete;
                let all = purposes.clone().any(|(id, _)| incomplete.contains(id));
                let of_purposes: BTreeSet<&Id> =
                    purposes.flat_map(|(_, purpose)| &purpose.categories).collect();
                let needed = |category: &Id| all || of_purposes.contains(category);
                if let Some(category) = permission
                    .categories
                    .iter()
                    .find(|id| document.categories.contains_key(id.as_str()) && !needed(id))
                {
                    self.report(
                        &at("categories"),
                        Diagnostic::new(
                            "grant-without-purpose",
                            format!("none of these purposes needs `{category}`"),
                        ),
                    );
                }
            }
        }
    }

    fn rest(&mut self) {
        let document = self.document;
        self.transfers_on_consent();
        for (id, duty) in &document.duties {
            self.known(&["duties", id.as_str(), "party"], "party", &duty.party, &document.parties);
        }
        for (id, system) in &document.systems {
            self.known(&["systems", id.as_str(), "party"], "party", &system.party, &document.parties);
            self.all_known(
                &["systems", id.as_str(), "categories"],
                "category",
                &system.categories,
                &document.categories,
            );
            if (system.erases == ErasureMode::Rotates) != system.rotates_in.is_some() {
                self.report(
                    &["systems", id.as_str()],
                    Diagnostic::new(
                        "rotation",
                        "`rotates-in` belongs with `\"erases\": \"rotates\"`, and only with it",
                    ),
                );
            }
        }
        if let Some(rights) = &document.rights {
            self.known(&["rights", "answered-by"], "party", &rights.answered_by, &document.parties);
            for (id, channel) in &rights.channels {
                self.known(
                    &["rights", "channels", id.as_str(), "party"],
                    "party",
                    &channel.party,
                    &document.parties,
                );
            }
        }
        if let Some(changes) = &document.changes {
            self.known(&["changes", "party"], "party", &changes.party, &document.parties);
        }
        for id in &document.retired {
            if document.purposes.contains_key(id) || document.categories.contains_key(id) {
                self.report(
                    &["retired"],
                    Diagnostic::new("retired-and-declared", "this name is declared in this version"),
                );
            }
        }
        if let Some(party) = &document.declared_by {
            self.known(&["declared-by"], "party", party, &document.parties);
        }
        for (id, doubt) in &document.doubts {
            if !self.root.has(&doubt.at.0) {
                self.report(
                    &["doubts", id.as_str(), "at"],
                    Diagnostic::new("dangling-pointer", "there is no such node in this document")
                        .expecting("a JSON Pointer, such as `/purposes/contact/retention`"),
                );
            }
        }
        for (id, option) in &document.options {
            if option.holders.is_empty() {
                self.report(
                    &["options", id.as_str(), "holders"],
                    Diagnostic::new(
                        "no-holder",
                        "an option that nobody holds a switch of can never be switched on",
                    )
                    .expecting("institution, user, or both"),
                );
            }
        }
        for (id, party) in &document.parties {
            if party.acts_as.is_empty() {
                self.report(
                    &["parties", id.as_str(), "acts-as"],
                    Diagnostic::new("no-role", "a party needs at least one role")
                        .helping("if the document never says, name the role it plays and set `role-unsaid`"),
                );
            }
        }
    }

    fn known<T>(&mut self, path: &[&str], what: &str, id: &Id, map: &Map<T>) {
        if !map.contains_key(id) {
            let diagnostic = Diagnostic::new("unknown-name", format!("this {what} is not declared"));
            self.report(path, none_of(diagnostic, map, id));
        }
    }

    fn all_known<T>(&mut self, path: &[&str], what: &str, ids: &[Id], map: &Map<T>) {
        for (index, id) in ids.iter().enumerate() {
            let index = index.to_string();
            let mut item = path.to_vec();
            item.push(&index);
            self.known(&item, what, id, map);
        }
    }

    fn all_in(&mut self, path: &[&str], ids: &[Id], of: &BTreeSet<&Id>) {
        if let Some(id) = ids.iter().find(|id| !of.contains(id)) {
            let diagnostic = Diagnostic::new("not-of-purpose", "this is not a category of the purpose")
                .expecting(format!("one of {}", some_of(of.iter().copied(), of.len())))
                .meaning(id.as_str(), of.iter().map(|id| id.as_str()));
            self.report(path, diagnostic);
        }
    }

    fn unknown_anchor(&self, id: &Id) -> Diagnostic {
        let document = self.document;
        let built_in = BUILT_IN.iter().filter_map(|(name, _)| Id::new(name));
        let declared = document.anchors.keys().chain(document.options.keys()).cloned();
        let all: Map<()> = declared.chain(built_in).map(|id| (id, ())).collect();
        none_of(Diagnostic::new("unknown-anchor", "there is no anchor or option with this name"), &all, id)
    }

    fn report(&mut self, path: &[&str], diagnostic: Diagnostic) {
        self.reader.report_path(self.root, path, 0, diagnostic);
    }
}
