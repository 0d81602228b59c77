//! A version of the policy as the claims read it: names interned over the whole history, pairs and grants in tables.

use super::acts::Acts;
use super::blocks::Block;
use super::model::{Agreement, Document, Purpose, Retention};
use super::sorted::Sorted;
use super::words::{AnchorKind, ErasureMode, Identifiability, PartyRole, Scope, TermKind};
use crate::calendar::{Period, Time, YearEnd, Zone};
use crate::json::Id;
use crate::law::{Law, Sure, TermBound};

macro_rules! indices {
    ($($(#[doc = $doc:literal])* $name:ident;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub(crate) struct $name(pub(crate) u32);

        impl $name {
            #[allow(dead_code, reason = "one declaration for all kinds of index")]
            #[inline]
            pub(crate) fn usize(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

indices! {
    /// A purpose of the history.
    PurposeIx;
    /// A category of the history.
    CategoryIx;
    /// A role of the history.
    RoleIx;
    /// A party of the history, as a recipient.
    RecipientIx;
    /// A purpose and a category that some version says it needs.
    PairIx;
}

/// No pair.
pub(crate) const NONE: u32 = u32::MAX;

/// The anchors that every policy has without declaring them.
pub(crate) const BUILT_IN: &[(&str, AnchorKind)] = &[
    ("account", AnchorKind::State),
    ("account-opened", AnchorKind::Happening),
    ("agreement", AnchorKind::State),
    ("contract", AnchorKind::State),
    ("deceased", AnchorKind::Happening),
    ("enrolled", AnchorKind::State),
    ("recorded", AnchorKind::Happening),
];

/// Names of the history: the index of a name is its place.
pub(crate) struct Names {
    pub(crate) purposes: Sorted,
    pub(crate) categories: Sorted,
    pub(crate) roles: Sorted,
    pub(crate) parties: Sorted,
    pub(crate) anchors: Sorted,
    pub(crate) options: Sorted,
    pub(crate) preconditions: Sorted,
    pub(crate) systems: Sorted,
    /// Every purpose and category that belong together in some version.
    pub(crate) pairs: Vec<(PurposeIx, CategoryIx)>,
    /// purpose × category -> pair, dense.
    pair_of: Vec<u32>,
    /// category -> its pairs.
    pairs_of: Vec<Vec<PairIx>>,
}

/// One version, compiled.
pub(crate) struct Version {
    pub(crate) document: Document,
    pub(crate) from: Time,
    /// A reading as known before this does not see the version: the day it was adopted, or else applies from.
    pub(crate) known_from: Time,
    /// What was recorded before this was recorded before the version: the later of the two days.
    pub(crate) binds_from: Time,
    pub(crate) school_year_end: YearEnd,
    pub(crate) book_year_end: YearEnd,
    /// By purpose of the history: done as a processor, so that it needs an agreement.
    needs_agreement: Vec<bool>,
    /// By pair; `None` where this version does not put the two together.
    rules: Vec<Option<PairRules>>,
    /// By category: the systems that hold it, by name.
    holding: Vec<Vec<Holding>>,
    /// What the policy itself declares that the law does not allow.
    pub(crate) blocks: Vec<Block>,
    pub(crate) acts: Acts,
}

/// A system that holds a category.
pub(crate) struct Holding {
    pub(crate) system: Id,
    /// How long its backups keep what was erased, if they roll off.
    pub(crate) rotates: Option<Period>,
}

/// How long a purpose may keep a category, and in which form it needs it.
pub(crate) struct PairRules {
    pub(crate) limits: Vec<Retention>,
    pub(crate) minimums: Vec<Minimum>,
    pub(crate) identifiability: Identifiability,
    /// True if a limit, or a minimum, counts from each record, so that without one it can only be Unknown.
    pub(crate) limits_count_from_records: bool,
    pub(crate) minimums_count_from_records: bool,
}

/// A minimum term, with what the law says of it.
pub(crate) struct Minimum {
    pub(crate) rule: Retention,
    /// What the institution must confirm before it counts: a row that nobody read in its current text, or an act that is
    /// not in the pack.
    pub(crate) unconfirmed: Option<String>,
    /// The most that the same row allows.
    pub(crate) most: Most,
}

/// The maximum that a row of law sets beside its minimum.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Most {
    /// None.
    Open,
    /// The minimum itself.
    Same,
    /// The minimum, and so long to destroy.
    Within(Period),
}

impl Names {
    pub(super) fn of(documents: &[Document]) -> Names {
        let all = |ids: &dyn Fn(&Document) -> Vec<Id>| Sorted::of(documents.iter().flat_map(ids).collect());
        let mut names = Names {
            purposes: all(&|d| d.purposes.keys().cloned().collect()),
            categories: all(&|d| d.categories.keys().cloned().collect()),
            roles: all(&|d| d.roles.keys().cloned().collect()),
            parties: all(&|d| d.parties.keys().cloned().collect()),
            anchors: all(&|d| {
                let built_in = BUILT_IN.iter().filter_map(|(name, _)| Id::new(name));
                d.anchors.keys().chain(d.options.keys()).cloned().chain(built_in).collect()
            }),
            options: all(&|d| d.options.keys().cloned().collect()),
            preconditions: all(&|d| d.preconditions.keys().cloned().collect()),
            systems: all(&|d| d.systems.keys().cloned().collect()),
            pairs: Vec::new(),
            pair_of: Vec::new(),
            pairs_of: Vec::new(),
        };
        names.pair_up(documents);
        names
    }

    fn pair_up(&mut self, documents: &[Document]) {
        for (purpose_at, purpose) in self.purposes.iter().enumerate() {
            for (category_at, category) in self.categories.iter().enumerate() {
                let together = documents
                    .iter()
                    .filter_map(|document| document.purposes.get(purpose))
                    .any(|purpose| purpose.categories.contains(category));
                self.pair_of.push(if together { self.pairs.len() as u32 } else { NONE });
                if together {
                    self.pairs.push((PurposeIx(purpose_at as u32), CategoryIx(category_at as u32)));
                }
            }
        }
        self.pairs_of = self.categories.iter().map(|_| Vec::new()).collect();
        for (pair, (_, category)) in self.pairs.iter().enumerate() {
            if let Some(pairs) = self.pairs_of.get_mut(category.usize()) {
                pairs.push(PairIx(pair as u32));
            }
        }
    }

    /// The pairs of a category, in the order of their purposes' names.
    pub(crate) fn pairs_of(&self, category: CategoryIx) -> &[PairIx] {
        self.pairs_of.get(category.usize()).map_or(&[], Vec::as_slice)
    }

    /// The names of a pair.
    pub(crate) fn ids(&self, (purpose, category): (PurposeIx, CategoryIx)) -> Option<(&Id, &Id)> {
        self.purposes.get(purpose.usize()).zip(self.categories.get(category.usize()))
    }

    /// The pair of a purpose and a category, if some version puts them together.
    #[inline]
    pub(crate) fn pair(&self, purpose: PurposeIx, category: CategoryIx) -> Option<PairIx> {
        // INVARIANT: an index is the place of a name among these, so one row does not run into the next.
        debug_assert!(category.usize() < self.categories.len());
        let pair = *self.pair_of.get(purpose.usize() * self.categories.len() + category.usize())?;
        (pair != NONE).then_some(PairIx(pair))
    }

    pub(crate) fn purpose(&self, name: &str) -> Option<PurposeIx> {
        self.purposes.find(name).map(PurposeIx)
    }

    pub(crate) fn category(&self, name: &str) -> Option<CategoryIx> {
        self.categories.find(name).map(CategoryIx)
    }

    pub(crate) fn role(&self, name: &str) -> Option<RoleIx> {
        self.roles.find(name).map(RoleIx)
    }

    pub(crate) fn recipient(&self, name: &str) -> Option<RecipientIx> {
        self.parties.find(name).map(RecipientIx)
    }
}

impl Version {
    pub(super) fn compile(
        document: Document,
        names: &Names,
        zone: &Zone,
        law: &Law,
        blocks: Vec<Block>,
    ) -> Version {
        let as_processor = |id: &Id| {
            let role = document.purposes.get(id).map(|purpose| purpose.r#as);
            matches!(role, Some(PartyRole::Processor | PartyRole::SubProcessor))
        };
        let needs_agreement = names.purposes.iter().map(as_processor).collect();
        let rules = names
            .pairs
            .iter()
            .map(|(purpose, category)| {
                let purpose = document.purposes.get(names.purposes.get(purpose.usize())?)?;
                let category = names.categories.get(category.usize())?;
                purpose
                    .categories
                    .contains(category)
                    .then(|| PairRules::of(&document, purpose, category, law))
            })
            .collect();
        let acts = Acts::compile(&document, names, zone, law);
        let holding = Holding::by_category(&document, names);
        Version {
            from: zone.start_of(document.applies_from),
            known_from: zone.start_of(document.adopted.unwrap_or(document.applies_from)),
            binds_from: zone.start_of(
                document.adopted.map_or(document.applies_from, |day| day.max(document.applies_from)),
            ),
            school_year_end: document.school_year_end.unwrap_or(YearEnd::SCHOOL),
            book_year_end: document.book_year_end.unwrap_or(YearEnd::BOOK),
            needs_agreement,
            rules,
            holding,
            blocks,
            acts,
            document,
        }
    }

    /// The systems that hold a category, by name.
    pub(crate) fn holding(&self, category: CategoryIx) -> &[Holding] {
        self.holding.get(category.usize()).map_or(&[], Vec::as_slice)
    }

    /// True if this version does it as a processor.
    pub(crate) fn needs_agreement(&self, purpose: PurposeIx) -> bool {
        self.needs_agreement.get(purpose.usize()).copied().unwrap_or(false)
    }

    /// How long a pair is kept and in which form; `None` if this version does not put the two together.
    pub(crate) fn rules(&self, pair: PairIx) -> Option<&PairRules> {
        self.rules.get(pair.usize())?.as_ref()
    }

    pub(crate) fn agreement(&self) -> Option<&Agreement> {
        self.document.agreement.as_ref()
    }

    /// Whether a name was in an earlier version and is declared to be no more.
    pub(crate) fn is_retired(&self, name: &Id) -> bool {
        self.document.retired.contains(name)
    }
}

impl Holding {
    fn by_category(document: &Document, names: &Names) -> Vec<Vec<Holding>> {
        let mut holding: Vec<Vec<Holding>> = names.categories.iter().map(|_| Vec::new()).collect();
        for (id, system) in &document.systems {
            let rotates = system.rotates_in.filter(|_| system.erases == ErasureMode::Rotates);
            for category in system.categories.iter().filter_map(|category| names.category(category.as_str()))
            {
                let Some(systems) = holding.get_mut(category.usize()) else { continue };
                if systems.last().is_none_or(|last| last.system != *id) {
                    systems.push(Holding { system: id.clone(), rotates });
                }
            }
        }
        holding
    }
}

impl PairRules {
    /// The rules for a category: minimums add up; a limit that names the category replaces limits that name none; a
    /// guideline counts only where there is no maximum and no contract. Minimums alone are the maximum too.
    fn of(document: &Document, purpose: &Purpose, category: &Id, law: &Law) -> PairRules {
        let of_kind = |is: &dyn Fn(TermKind) -> bool| -> Vec<Retention> {
            let rules = purpose.retention.iter().filter(|(_, rule)| is(rule.kind));
            let named: Vec<_> = rules.clone().filter(|(_, rule)| rule.of.contains(category)).collect();
            let general = rules.filter(|(_, rule)| rule.of.is_empty());
            let chosen = if named.is_empty() { general.collect() } else { named };
            chosen.into_iter().map(|(_, rule)| rule.clone()).collect()
        };
        let mut limits = of_kind(&|kind| matches!(kind, TermKind::Maximum | TermKind::Contract));
        if limits.is_empty() {
            limits = of_kind(&|kind| kind == TermKind::Guideline);
        }
        let minimums: Vec<Retention> = purpose
            .retention
            .iter()
            .filter(|(_, rule)| {
                rule.kind == TermKind::Minimum && (rule.of.is_empty() || rule.of.contains(category))
            })
            .map(|(_, rule)| rule.clone())
            .collect();
        if limits.is_empty() {
            limits.clone_from(&minimums);
        }
        PairRules {
            limits_count_from_records: count_from_records(document, &limits),
            minimums_count_from_records: count_from_records(document, &minimums),
            limits,
            minimums: minimums.into_iter().map(|rule| Minimum::of(rule, law)).collect(),
            identifiability: purpose
                .identifiability
                .get(category)
                .copied()
                .unwrap_or(Identifiability::Identifiable),
        }
    }
}

impl Minimum {
    fn of(rule: Retention, law: &Law) -> Minimum {
        let row = rule.law.as_ref().and_then(|id| law.retention(id.as_str()));
        let unconfirmed = match row {
            Some(row) => (row.sure != Sure::Read).then(|| row.id.as_str().to_owned()),
            None => Some(cited(&rule)),
        };
        let most = match row {
            Some(row) => match (row.destroyed_within, row.bound) {
                (Some(within), _) => Most::Within(within),
                (None, Some(TermBound::Exact)) => Most::Same,
                _ => Most::Open,
            },
            None => Most::Open,
        };
        Minimum { rule, unconfirmed, most }
    }
}

/// The act and article that a rule cites, as an entry that confirms them names them.
pub(crate) fn cited(rule: &Retention) -> String {
    let part = |text: &Option<crate::json::Text>| {
        text.as_ref().map_or(String::new(), |text| text.0.trim().to_owned())
    };
    format!("{} {}", part(&rule.act), part(&rule.article))
}

fn count_from_records(document: &Document, rules: &[Retention]) -> bool {
    let of_record = |anchor: &Id| {
        let declared = document.anchors.get(anchor);
        anchor.as_str() == "recorded" || declared.is_some_and(|a| a.scope == Some(Scope::Record))
    };
    rules.iter().any(|rule| rule.term.anchors().into_iter().any(of_record))
}

/// The kind of what a term names, in one document: built in, declared, or an option.
pub(crate) fn anchor_kind(document: &Document, id: &Id) -> Option<AnchorKind> {
    let declared = document.anchors.get(id).map(|anchor| anchor.kind);
    let option = document.options.contains_key(id).then_some(AnchorKind::State);
    let built_in = BUILT_IN.iter().find(|(name, _)| *name == id.as_str()).map(|(_, kind)| *kind);
    declared.or(option).or(built_in)
}
