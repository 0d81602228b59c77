//! A version of the policy as the claims read it: names interned over the whole history, pairs and grants in tables.

use super::model::{Agreement, Consent, Document, Purpose, Retention};
use super::term::Term;
use super::words::{AnchorKind, Form, Holder, PartyRole, Relation, Verb, Weight};
use crate::calendar::{Time, YearEnd, Zone};
use crate::json::Id;

macro_rules! indices {
    ($($(#[doc = $doc:literal])* $name:ident;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub(crate) struct $name(pub(crate) u32);

        impl $name {
            #[allow(dead_code, reason = "one declaration for all kinds of index")]
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
    /// An anchor or option of the history: whatever a term can name.
    AnchorIx;
    /// An option of the history.
    OptionIx;
    /// A purpose and a category that it needs, within one version.
    PairIx;
}

/// No pair.
pub(crate) const NONE: u32 = u32::MAX;

/// The anchors that every policy has without declaring them.
pub(crate) const BUILT_IN: &[(&str, AnchorKind)] = &[
    ("account", AnchorKind::State),
    ("agreement", AnchorKind::State),
    ("contract", AnchorKind::State),
    ("deceased", AnchorKind::Happening),
    ("enrolled", AnchorKind::State),
    ("recorded", AnchorKind::Happening),
];

/// Names of the history, each list sorted: the index of a name is its place.
pub(crate) struct Names {
    pub(crate) purposes: Vec<Id>,
    pub(crate) categories: Vec<Id>,
    pub(crate) roles: Vec<Id>,
    pub(crate) parties: Vec<Id>,
    pub(crate) anchors: Vec<Id>,
    pub(crate) options: Vec<Id>,
    pub(crate) gates: Vec<Id>,
    pub(crate) systems: Vec<Id>,
}

/// One version, compiled.
pub(crate) struct Version {
    pub(crate) document: Document,
    pub(crate) from: Time,
    pub(crate) school_year_end: YearEnd,
    pub(crate) book_year_end: YearEnd,
    /// By purpose of the history; `None` if this version lacks it.
    purposes: Vec<Option<CompiledPurpose>>,
    /// purpose × category -> pair, dense.
    pairs: Vec<u32>,
    /// By pair.
    rules: Vec<PairRules>,
    /// role × pair -> what it may do.
    grants: Vec<Grants>,
    pair_count: usize,
    category_count: usize,
}

struct CompiledPurpose {
    purpose: Purpose,
    needs_agreement: bool,
}

/// How long a purpose may keep a category, and in which form it needs it.
pub(crate) struct PairRules {
    pub(crate) limits: Vec<Rule>,
    pub(crate) floors: Vec<Rule>,
    pub(crate) form: Form,
}

/// One retention rule.
#[derive(Clone)]
pub(crate) struct Rule {
    pub(crate) id: Id,
    pub(crate) retention: Retention,
}

/// What one role may do with one pair: per verb and relation, the most identifiable form. Four bits of form per
/// relation and verb would do; two are enough.
#[derive(Clone, Copy, Default)]
pub(crate) struct Grants([u16; Verb::ALL.len()]);

impl Grants {
    fn grant(&mut self, verb: Verb, relation: Relation, form: Form) {
        if let Some(cell) = self.0.get_mut(verb as usize) {
            let shift = 2 * relation as u16;
            let old = (*cell >> shift) & 3;
            *cell = (*cell & !(3 << shift)) | ((form as u16).max(old) << shift);
        }
    }

    /// The most identifiable form for this verb, given the relations the one who acts has; `Nothing` if not allowed.
    pub(crate) fn form(&self, verb: Verb, relations: &[Relation]) -> Form {
        let cell = self.0.get(verb as usize).copied().unwrap_or(0);
        let of = |relation: Relation| (cell >> (2 * relation as u16)) & 3;
        let best = relations.iter().map(|relation| of(*relation)).fold(of(Relation::Any), u16::max);
        Form::ALL.get(usize::from(best)).copied().unwrap_or(Form::Nothing)
    }

    /// True if some relation would allow the verb.
    pub(crate) fn with_other_relation(&self, verb: Verb) -> bool {
        self.0.get(verb as usize).is_some_and(|cell| *cell != 0)
    }
}

impl Names {
    pub(super) fn of(documents: &[Document]) -> Names {
        let all = |ids: &dyn Fn(&Document) -> Vec<Id>| {
            let mut names: Vec<Id> = documents.iter().flat_map(ids).collect();
            names.sort();
            names.dedup();
            names
        };
        Names {
            purposes: all(&|d| d.purposes.keys().cloned().collect()),
            categories: all(&|d| d.categories.keys().cloned().collect()),
            roles: all(&|d| d.roles.keys().cloned().collect()),
            parties: all(&|d| d.parties.keys().cloned().collect()),
            anchors: all(&|d| {
                let built_in = BUILT_IN.iter().filter_map(|(name, _)| Id::parse(name));
                d.anchors.keys().chain(d.options.keys()).cloned().chain(built_in).collect()
            }),
            options: all(&|d| d.options.keys().cloned().collect()),
            gates: all(&|d| d.gates.keys().cloned().collect()),
            systems: all(&|d| d.systems.keys().cloned().collect()),
        }
    }

    pub(crate) fn purpose(&self, name: &str) -> Option<PurposeIx> {
        find(&self.purposes, name).map(PurposeIx)
    }

    pub(crate) fn category(&self, name: &str) -> Option<CategoryIx> {
        find(&self.categories, name).map(CategoryIx)
    }

    pub(crate) fn role(&self, name: &str) -> Option<RoleIx> {
        find(&self.roles, name).map(RoleIx)
    }

    pub(crate) fn recipient(&self, name: &str) -> Option<RecipientIx> {
        find(&self.parties, name).map(RecipientIx)
    }

    pub(crate) fn anchor(&self, name: &str) -> Option<AnchorIx> {
        find(&self.anchors, name).map(AnchorIx)
    }

    pub(crate) fn option(&self, name: &str) -> Option<OptionIx> {
        find(&self.options, name).map(OptionIx)
    }
}

/// The place of a name in a sorted list.
fn find(names: &[Id], name: &str) -> Option<u32> {
    names.binary_search_by(|id| id.as_str().cmp(name)).ok().map(|at| at as u32)
}

impl Version {
    pub(super) fn compile(document: Document, names: &Names, zone: &Zone) -> Version {
        let category_count = names.categories.len();
        let mut pairs = vec![NONE; names.purposes.len() * category_count];
        let mut rules = Vec::new();
        let purposes: Vec<_> = names
            .purposes
            .iter()
            .enumerate()
            .map(|(row, id)| {
                let purpose = document.purposes.get(id)?;
                for category in &purpose.categories {
                    let column = names.category(category.as_str())?.usize();
                    if let Some(cell) = pairs.get_mut(row * category_count + column) {
                        *cell = rules.len() as u32;
                        rules.push(PairRules::of(purpose, category));
                    }
                }
                let needs_agreement = matches!(purpose.r#as, PartyRole::Processor | PartyRole::SubProcessor);
                Some(CompiledPurpose { purpose: purpose.clone(), needs_agreement })
            })
            .collect();
        let mut version = Version {
            from: zone.start_of(document.applies_from),
            school_year_end: document.school_year_end.unwrap_or(YearEnd::SCHOOL),
            book_year_end: document.book_year_end.unwrap_or(YearEnd::BOOK),
            purposes,
            pairs,
            pair_count: rules.len(),
            rules,
            grants: Vec::new(),
            category_count,
            document,
        };
        version.grants = version.compile_grants(names);
        version
    }

    fn compile_grants(&self, names: &Names) -> Vec<Grants> {
        let mut grants = vec![Grants::default(); names.roles.len() * self.pair_count];
        for (row, id) in names.roles.iter().enumerate() {
            let Some(role) = self.document.roles.get(id) else { continue };
            for permission in role.may.values() {
                let form = permission.form.unwrap_or(Form::Identifiable);
                let relation = permission.relation.unwrap_or(Relation::Any);
                for (purpose_at, purpose) in names.purposes.iter().enumerate() {
                    if !permission.purposes.is_empty() && !permission.purposes.contains(purpose) {
                        continue;
                    }
                    for category in permission.categories.iter().filter(|id| !role.never.contains(id)) {
                        let category = names.category(category.as_str());
                        let pair = category.and_then(|c| self.pair(PurposeIx(purpose_at as u32), c));
                        let Some(pair) = pair else { continue };
                        if let Some(cell) = grants.get_mut(row * self.pair_count + pair.usize()) {
                            permission.verbs.iter().for_each(|verb| cell.grant(*verb, relation, form));
                        }
                    }
                }
            }
        }
        grants
    }

    /// The purpose as this version declares it.
    pub(crate) fn purpose(&self, purpose: PurposeIx) -> Option<&Purpose> {
        self.purposes.get(purpose.usize())?.as_ref().map(|compiled| &compiled.purpose)
    }

    pub(crate) fn needs_agreement(&self, purpose: PurposeIx) -> bool {
        self.purposes.get(purpose.usize()).and_then(Option::as_ref).is_some_and(|compiled| compiled.needs_agreement)
    }

    /// The pair of a purpose and a category that it needs.
    pub(crate) fn pair(&self, purpose: PurposeIx, category: CategoryIx) -> Option<PairIx> {
        if category.usize() >= self.category_count {
            return None;
        }
        let pair = *self.pairs.get(purpose.usize() * self.category_count + category.usize())?;
        (pair != NONE).then_some(PairIx(pair))
    }

    pub(crate) fn rules(&self, pair: PairIx) -> Option<&PairRules> {
        self.rules.get(pair.usize())
    }

    /// What a role may do with a pair.
    pub(crate) fn grants(&self, role: RoleIx, pair: PairIx) -> Grants {
        self.grants.get(role.usize() * self.pair_count + pair.usize()).copied().unwrap_or_default()
    }

    pub(crate) fn consent(&self, purpose: PurposeIx) -> Option<&Consent> {
        self.purpose(purpose)?.consent.as_ref()
    }

    pub(crate) fn agreement(&self) -> Option<&Agreement> {
        self.document.agreement.as_ref()
    }

    /// Whether a name was in an earlier version and is declared to be no more.
    pub(crate) fn is_retired(&self, name: &Id) -> bool {
        self.document.retired.contains(name)
    }

    /// True if a holder has a switch of this option.
    #[allow(dead_code, reason = "read by the next reading")]
    pub(crate) fn holds(&self, option: &Id, holder: Holder) -> bool {
        self.document.options.get(option).is_some_and(|option| option.holders.contains(&holder))
    }
}

impl PairRules {
    /// The rules for a category: floors add up; a limit that names the category replaces limits that name none; a
    /// guideline counts only where there is no ceiling and no contract.
    fn of(purpose: &Purpose, category: &Id) -> PairRules {
        let of_weight = |is: &dyn Fn(Weight) -> bool| -> Vec<Rule> {
            let rules = purpose.retention.iter().filter(|(_, rule)| is(rule.weight));
            let named: Vec<_> = rules.clone().filter(|(_, rule)| rule.of.contains(category)).collect();
            let general = rules.filter(|(_, rule)| rule.of.is_empty());
            let chosen = if named.is_empty() { general.collect() } else { named };
            chosen.into_iter().map(|(id, rule)| Rule { id: id.clone(), retention: rule.clone() }).collect()
        };
        let mut limits = of_weight(&|weight| matches!(weight, Weight::Ceiling | Weight::Contract));
        if limits.is_empty() {
            limits = of_weight(&|weight| weight == Weight::Guideline);
        }
        let floors = purpose
            .retention
            .iter()
            .filter(|(_, rule)| rule.weight == Weight::Floor && (rule.of.is_empty() || rule.of.contains(category)))
            .map(|(id, rule)| Rule { id: id.clone(), retention: rule.clone() })
            .collect();
        PairRules { limits, floors, form: purpose.forms.get(category).copied().unwrap_or(Form::Identifiable) }
    }
}

/// The kind of what a term names, in one document: built in, declared, or an option.
pub(crate) fn anchor_kind(document: &Document, id: &Id) -> Option<AnchorKind> {
    let declared = document.anchors.get(id).map(|anchor| anchor.kind);
    let option = document.options.contains_key(id).then_some(AnchorKind::State);
    let built_in = BUILT_IN.iter().find(|(name, _)| *name == id.as_str()).map(|(_, kind)| *kind);
    declared.or(option).or(built_in)
}

/// True if a term counts from something of one record.
#[allow(dead_code, reason = "read by sweeps")]
pub(crate) fn of_record(document: &Document, term: &Term) -> bool {
    term.anchors().iter().any(|id| {
        id.as_str() == "recorded"
            || document.anchors.get(*id).is_some_and(|a| a.scope == Some(super::words::Scope::Record))
    })
}
