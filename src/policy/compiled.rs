//! A version of the policy as the claims read it: names interned over the whole history, pairs and grants in tables.

use std::collections::{BTreeMap, BTreeSet};

use super::acts::Acts;
use super::model::{Agreement, Document, Purpose, Retention};
use super::sorted::Sorted;
use super::words::{AnchorKind, ErasureMode, Identifiability, PartyRole, Scope, TermKind};
use crate::calendar::{Period, Time, YearEnd, Zone};
use crate::json::Id;

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
/// The most places of a dense table of pairs: 4 MiB.
const MOST_PLACES: usize = 1 << 20;

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
    /// purpose × category -> pair, dense; empty if that would be too many places.
    pair_of: Vec<u32>,
    /// category -> its pairs.
    pairs_of: Vec<Vec<PairIx>>,
}

/// One version, compiled.
pub(crate) struct Version {
    pub(crate) document: Document,
    pub(crate) from: Time,
    pub(crate) school_year_end: YearEnd,
    pub(crate) book_year_end: YearEnd,
    /// By purpose of the history: done as a processor, so that it needs an agreement.
    needs_agreement: Vec<bool>,
    /// By pair; `None` where this version does not put the two together.
    rules: Vec<Option<PairRules>>,
    /// By category: the systems that hold it, by name.
    holding: Vec<Vec<Holding>>,
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
    pub(crate) minimums: Vec<Retention>,
    pub(crate) identifiability: Identifiability,
    /// True if a limit, or a minimum, counts from each record, so that without one it can only be Unknown.
    pub(crate) limits_count_from_records: bool,
    pub(crate) minimums_count_from_records: bool,
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
        let mut pairs: Vec<(PurposeIx, CategoryIx)> = Vec::new();
        for (purpose, declared) in documents.iter().flat_map(|document| &document.purposes) {
            let Some(purpose) = self.purpose(purpose.as_str()) else { continue };
            let categories = declared.categories.iter().filter_map(|id| self.category(id.as_str()));
            pairs.extend(categories.map(|category| (purpose, category)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        self.pairs_of = self.categories.iter().map(|_| Vec::new()).collect();
        for (pair, (_, category)) in pairs.iter().enumerate() {
            if let Some(of_category) = self.pairs_of.get_mut(category.usize()) {
                of_category.push(PairIx(pair as u32));
            }
        }
        // A policy with thousands of both has millions of places for a few thousand pairs: it is searched instead.
        let places = self.purposes.len().saturating_mul(self.categories.len());
        if places <= MOST_PLACES {
            self.pair_of = vec![NONE; places];
            for (pair, (purpose, category)) in pairs.iter().enumerate() {
                let place = purpose.usize() * self.categories.len() + category.usize();
                if let Some(of_place) = self.pair_of.get_mut(place) {
                    *of_place = pair as u32;
                }
            }
        }
        self.pairs = pairs;
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
        match self.pair_of.get(purpose.usize() * self.categories.len() + category.usize()) {
            Some(pair) => (*pair != NONE).then_some(PairIx(*pair)),
            None => self.pair_searched(purpose, category),
        }
    }

    #[inline(never)]
    fn pair_searched(&self, purpose: PurposeIx, category: CategoryIx) -> Option<PairIx> {
        self.pairs.binary_search(&(purpose, category)).ok().map(|pair| PairIx(pair as u32))
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
    pub(super) fn compile(document: Document, names: &Names, zone: &Zone) -> Version {
        let as_processor = |id: &Id| {
            let role = document.purposes.get(id).map(|purpose| purpose.r#as);
            matches!(role, Some(PartyRole::Processor | PartyRole::SubProcessor))
        };
        let needs_agreement = names.purposes.iter().map(as_processor).collect();
        let declared: BTreeMap<&Id, Declared<'_>> =
            document.purposes.iter().map(|(id, purpose)| (id, Declared::of(purpose))).collect();
        let rules = names
            .pairs
            .iter()
            .map(|(purpose, category)| {
                let declared = declared.get(names.purposes.get(purpose.usize())?)?;
                let category = names.categories.get(category.usize())?;
                let needed = declared.categories.contains(category);
                needed.then(|| PairRules::of(&document, declared, category))
            })
            .collect();
        let acts = Acts::compile(&document, names, zone);
        let holding = Holding::by_category(&document, names);
        Version {
            from: zone.start_of(document.applies_from),
            school_year_end: document.school_year_end.unwrap_or(YearEnd::SCHOOL),
            book_year_end: document.book_year_end.unwrap_or(YearEnd::BOOK),
            needs_agreement,
            rules,
            holding,
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

/// A purpose with its categories and rules, each found without a walk over all of them.
struct Declared<'d> {
    purpose: &'d Purpose,
    categories: BTreeSet<&'d Id>,
    /// The rules that name no category, and those that name one, each with its place among the rules.
    general: Vec<(usize, &'d Retention)>,
    named: BTreeMap<&'d Id, Vec<(usize, &'d Retention)>>,
}

impl<'d> Declared<'d> {
    fn of(purpose: &'d Purpose) -> Declared<'d> {
        let (mut general, mut named) = (Vec::new(), BTreeMap::<_, Vec<_>>::new());
        for (place, rule) in purpose.retention.values().enumerate() {
            if rule.of.is_empty() {
                general.push((place, rule));
            }
            for category in &rule.of {
                let rules = named.entry(category).or_default();
                if rules.last().is_none_or(|(last, _)| *last != place) {
                    rules.push((place, rule));
                }
            }
        }
        Declared { purpose, categories: purpose.categories.iter().collect(), general, named }
    }

    /// The rules about a category, in the order of their names.
    fn rules_of(&self, category: &Id) -> Vec<&'d Retention> {
        let named = self.named.get(category).map_or(&[][..], Vec::as_slice);
        let mut rules = [&self.general[..], named].concat();
        rules.sort_by_key(|(place, _)| *place);
        rules.into_iter().map(|(_, rule)| rule).collect()
    }
}

impl PairRules {
    /// The rules for a category: minimums add up; a limit that names the category replaces limits that name none; a
    /// guideline counts only where there is no maximum and no contract.
    fn of(document: &Document, declared: &Declared<'_>, category: &Id) -> PairRules {
        let of_category = declared.rules_of(category);
        let of_kind = |is: &dyn Fn(TermKind) -> bool| -> Vec<Retention> {
            let rules = of_category.iter().filter(|rule| is(rule.kind));
            let (general, named): (Vec<&Retention>, Vec<&Retention>) =
                rules.partition(|rule| rule.of.is_empty());
            let chosen = if named.is_empty() { general } else { named };
            chosen.into_iter().cloned().collect()
        };
        let mut limits = of_kind(&|kind| matches!(kind, TermKind::Maximum | TermKind::Contract));
        if limits.is_empty() {
            limits = of_kind(&|kind| kind == TermKind::Guideline);
        }
        let minimums = of_category.iter().filter(|rule| rule.kind == TermKind::Minimum);
        let minimums: Vec<Retention> = minimums.map(|rule| (*rule).clone()).collect();
        PairRules {
            limits_count_from_records: count_from_records(document, &limits),
            minimums_count_from_records: count_from_records(document, &minimums),
            limits,
            minimums,
            identifiability: declared
                .purpose
                .identifiability
                .get(category)
                .copied()
                .unwrap_or(Identifiability::Identifiable),
        }
    }
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
