//! A version of the policy as the claims read it: names interned over the whole history, pairs and grants in tables.

use std::collections::{BTreeMap, BTreeSet};

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

/// The most cells of a dense table of purposes and categories: four megabytes.
const DENSE: usize = 1 << 20;

/// The anchors that every policy has without declaring them.
pub(crate) const BUILT_IN: &[(&str, AnchorKind)] = &[
    ("account", AnchorKind::State),
    ("account-opened", AnchorKind::Happening),
    ("agreement", AnchorKind::State),
    ("born", AnchorKind::Happening),
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
    /// purpose × category -> pair, dense; empty if that would be a table out of proportion to the policy.
    pair_of: Vec<u32>,
    /// purpose -> the place of its first pair, and one place more.
    first_of: Vec<u32>,
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
            first_of: vec![0],
            pairs_of: Vec::new(),
        };
        names.pair_up(documents);
        names
    }

    fn pair_up(&mut self, documents: &[Document]) {
        for (purpose_at, purpose) in self.purposes.iter().enumerate() {
            let declared = documents.iter().filter_map(|document| document.purposes.get(purpose));
            let categories = declared.flat_map(|purpose| &purpose.categories);
            let mut categories: Vec<CategoryIx> =
                categories.filter_map(|category| self.category(category.as_str())).collect();
            categories.sort_unstable();
            categories.dedup();
            let pairs = categories.into_iter().map(|category| (PurposeIx(purpose_at as u32), category));
            self.pairs.extend(pairs);
            self.first_of.push(self.pairs.len() as u32);
        }
        let cells = self.purposes.len().saturating_mul(self.categories.len());
        if cells <= DENSE {
            let mut pair_of = vec![NONE; cells];
            for (pair, (purpose, category)) in self.pairs.iter().enumerate() {
                let place = purpose.usize() * self.categories.len() + category.usize();
                pair_of.get_mut(place).into_iter().for_each(|cell| *cell = pair as u32);
            }
            self.pair_of = pair_of;
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
        if self.pair_of.is_empty() {
            return self.sparse_pair(purpose, category);
        }
        let pair = *self.pair_of.get(purpose.usize() * self.categories.len() + category.usize())?;
        (pair != NONE).then_some(PairIx(pair))
    }

    #[cold]
    #[inline(never)]
    fn sparse_pair(&self, purpose: PurposeIx, category: CategoryIx) -> Option<PairIx> {
        let first = *self.first_of.get(purpose.usize())?;
        let past = *self.first_of.get(purpose.usize() + 1)?;
        let of_purpose = self.pairs.get(first as usize..past as usize)?;
        let place = of_purpose.binary_search_by_key(&category, |(_, category)| *category).ok()?;
        Some(PairIx(first + place as u32))
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
        let mut rules = Vec::with_capacity(names.pairs.len());
        // Pairs stand together by purpose, so each purpose is indexed once.
        for pairs in names.pairs.chunk_by(|(a, _), (b, _)| a == b) {
            let id = pairs.first().and_then(|(purpose, _)| names.purposes.get(purpose.usize()));
            let of_purpose = id.and_then(|id| document.purposes.get(id)).map(RulesOf::purpose);
            rules.extend(pairs.iter().map(|(_, category)| {
                let (of_purpose, category) =
                    of_purpose.as_ref().zip(names.categories.get(category.usize()))?;
                of_purpose
                    .categories
                    .contains(category)
                    .then(|| PairRules::of(&document, of_purpose, category, law))
            }));
        }
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

/// The rules of a purpose by category, in the order of their names.
struct RulesOf<'p> {
    purpose: &'p Purpose,
    categories: BTreeSet<&'p Id>,
    named: BTreeMap<&'p Id, Vec<(usize, &'p Retention)>>,
    general: Vec<(usize, &'p Retention)>,
}

impl<'p> RulesOf<'p> {
    fn purpose(purpose: &'p Purpose) -> RulesOf<'p> {
        let mut rules = RulesOf {
            purpose,
            categories: purpose.categories.iter().collect(),
            named: BTreeMap::new(),
            general: Vec::new(),
        };
        for rule in purpose.retention.values().enumerate() {
            for category in &rule.1.of {
                rules.named.entry(category).or_default().push(rule);
            }
            if rule.1.of.is_empty() {
                rules.general.push(rule);
            }
        }
        rules
    }

    /// The rules that name a category, and those that name none.
    fn of(&self, category: &Id) -> [&[(usize, &'p Retention)]; 2] {
        [self.named.get(category).map_or(&[][..], Vec::as_slice), &self.general]
    }
}

impl PairRules {
    /// The rules for a category: minimums add up; a limit that names the category replaces limits that name none; a
    /// guideline counts only where there is no maximum and no contract. Minimums alone are the maximum too.
    fn of(document: &Document, rules: &RulesOf<'_>, category: &Id, law: &Law) -> PairRules {
        let [named, general] = rules.of(category);
        let chosen = |is: fn(TermKind) -> bool| -> Vec<Retention> {
            let of = |rules: &[(usize, &Retention)]| -> Vec<Retention> {
                rules.iter().filter(|(_, rule)| is(rule.kind)).map(|(_, rule)| (*rule).clone()).collect()
            };
            let named = of(named);
            if named.is_empty() { of(general) } else { named }
        };
        let mut limits = chosen(|kind| matches!(kind, TermKind::Maximum | TermKind::Contract));
        if limits.is_empty() {
            limits = chosen(|kind| kind == TermKind::Guideline);
        }
        let mut minimums: Vec<_> =
            named.iter().chain(general).filter(|(_, rule)| rule.kind == TermKind::Minimum).collect();
        minimums.sort_by_key(|(place, _)| *place);
        minimums.dedup_by_key(|(place, _)| *place);
        let minimums: Vec<Retention> = minimums.into_iter().map(|(_, rule)| (*rule).clone()).collect();
        if limits.is_empty() {
            limits.clone_from(&minimums);
        }
        PairRules {
            limits_count_from_records: count_from_records(document, &limits),
            minimums_count_from_records: count_from_records(document, &minimums),
            limits,
            minimums: minimums.into_iter().map(|rule| Minimum::of(rule, law)).collect(),
            identifiability: rules
                .purpose
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
