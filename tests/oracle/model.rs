//! A small world: what a policy says, what was written down, what was observed. Renders itself as the library reads it.

use serde_json::{Map, Value as Json, json};
use waarborg::calendar::Time;
use waarborg::claim::{Claims, Institution, Record, StateSpan};
use waarborg::dossier::{Body, Dossier, Observation};
use waarborg::law::Law;
use waarborg::policy::Policy;

use super::civil::*;
use crate::writing::{opened_for, school, stamp};

pub const CATEGORIES: [&str; 3] = ["c0", "c1", "c2"];
pub const PURPOSES: [&str; 3] = ["p0", "p1", "p2"];
pub const OPTIONS: [&str; 2] = ["o0", "o1"];
pub const SELF: &str = "self";

pub type Name = &'static str;

#[derive(Clone, Debug)]
pub enum Term {
    State(Anchored),
    After(Anchored, Period),
    Earliest(Vec<Term>),
    Latest(Vec<Term>),
    If(Name, Box<Term>, Box<Term>),
    /// By a state at the moment of a happening.
    IfAt(Name, Name, Box<Term>, Box<Term>),
    WithBasis,
    ByAgreement,
    Unbounded,
}

#[derive(Clone, Debug)]
pub enum Anchored {
    Anchor(Name),
    LatestOf(Vec<Anchored>),
    SchoolYearEnd(Box<Anchored>),
    BookYearEnd(Box<Anchored>),
}

impl Term {
    pub fn text(&self) -> String {
        let all = |terms: &[Term]| terms.iter().map(Term::text).collect::<Vec<_>>().join(", ");
        match self {
            Term::State(anchored) => anchored.text(),
            Term::After(anchored, period) => format!("{} + {}", anchored.text(), period.text()),
            Term::Earliest(terms) => format!("earliest({})", all(terms)),
            Term::Latest(terms) => format!("latest({})", all(terms)),
            Term::If(state, then, otherwise) => {
                format!("if {state} then {} else {}", then.text(), otherwise.text())
            }
            Term::IfAt(state, at, then, otherwise) => {
                format!("if {state} at {at} then {} else {}", then.text(), otherwise.text())
            }
            Term::WithBasis => "with-basis".to_owned(),
            Term::ByAgreement => "by-agreement".to_owned(),
            Term::Unbounded => "unbounded(\"for ever\")".to_owned(),
        }
    }

    /// The same term with others in the place of some parts.
    pub fn replaced(self, with: &impl Fn(Term) -> Term) -> Term {
        match with(self) {
            Term::Earliest(terms) => {
                Term::Earliest(terms.into_iter().map(|term| term.replaced(with)).collect())
            }
            Term::Latest(terms) => Term::Latest(terms.into_iter().map(|term| term.replaced(with)).collect()),
            Term::If(state, then, otherwise) => {
                Term::If(state, Box::new(then.replaced(with)), Box::new(otherwise.replaced(with)))
            }
            Term::IfAt(state, at, then, otherwise) => {
                Term::IfAt(state, at, Box::new(then.replaced(with)), Box::new(otherwise.replaced(with)))
            }
            other => other,
        }
    }
}

impl Anchored {
    pub fn text(&self) -> String {
        match self {
            Anchored::Anchor(name) => (*name).to_owned(),
            Anchored::LatestOf(parts) => {
                format!("latest({})", parts.iter().map(Anchored::text).collect::<Vec<_>>().join(", "))
            }
            Anchored::SchoolYearEnd(inner) => format!("school-year-end({})", inner.text()),
            Anchored::BookYearEnd(inner) => format!("book-year-end({})", inner.text()),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Basis {
    Consent,
    Contract,
    LegalObligation,
    PublicTask,
    LegitimateInterests,
    ByController,
}

impl Basis {
    pub fn word(self) -> Name {
        match self {
            Basis::Consent => "consent",
            Basis::Contract => "contract",
            Basis::LegalObligation => "legal-obligation",
            Basis::PublicTask => "public-task",
            Basis::LegitimateInterests => "legitimate-interests",
            Basis::ByController => "by-controller",
        }
    }
}

#[derive(Clone, Debug)]
pub struct Consent {
    pub text: Option<Name>,
    pub valid_for: Option<Period>,
    pub grace: Option<Period>,
    /// Valid through the end of the school year.
    pub school_year: bool,
    pub self_from: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TermKind {
    Maximum,
    Contract,
    Guideline,
    Minimum,
}

#[derive(Clone, Debug)]
pub struct Rule {
    pub of: Vec<usize>,
    pub term: Term,
    pub kind: TermKind,
    pub backstop: Option<Period>,
    pub notify: Option<Period>,
    pub applies_to_earlier: bool,
    /// The row of law behind a minimum.
    pub row: Name,
}

#[derive(Clone, Debug)]
pub struct Purpose {
    pub basis: Basis,
    pub during: Option<Name>,
    pub through_term: bool,
    pub processor: bool,
    pub categories: Vec<usize>,
    pub collect_before: Option<Period>,
    pub option: Option<usize>,
    pub direct_marketing: bool,
    pub consent: Option<Consent>,
    pub ages: (Option<u32>, Option<u32>),
    pub restriction_exemption: bool,
    /// Special data on the explicit consent for a purpose.
    pub explicit_consent: Option<usize>,
    pub help_service: bool,
    pub rules: Vec<Rule>,
    /// What it declares that the law does not allow: a word of `consent.how` on consent, else one of `device-access`.
    pub unlawful: Option<Name>,
}

impl Purpose {
    /// The finding about it, if there is one.
    pub fn finding(&self) -> Option<(Name, Name)> {
        let code = if self.basis == Basis::Consent { IMPLIED } else { DEVICE };
        self.unlawful.map(|word| (code, word))
    }
}

pub const IMPLIED: Name = "implied-consent";
pub const DEVICE: Name = "device-without-consent";

/// The law of these worlds.
pub fn law() -> Law {
    let row = |id: Name, bound: Name, sure: Name| {
        json!({ "id": id, "act": "An act", "article": "1", "binds": ["anybody", "processor"], "force": "law",
            "bound": bound, "source": "a test", "seen": "2026-01-01", "sure": sure, "what": "Data", "term": "P0D" })
    };
    let pack = json!({ "waarborg-law": 1, "version": "worlds", "jurisdiction": "NL", "checked-on": "2026-01-01",
        "horizon": "2200-01-01", "retention": [row("read", "minimum", "read"), row("unread", "minimum", "memory"),
        row("exact", "exact", "read")],
        "eea": [{ "id": "nl", "act": "An act", "force": "law", "source": "a test", "seen": "2026-01-01", "sure": "read", "country": "NL" }] });
    Law::parse(&pack.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

#[derive(Clone, Debug)]
pub struct Category {
    pub minors: bool,
    pub special: bool,
    pub needed_by: Vec<usize>,
}

#[derive(Clone, Debug)]
pub struct Switch {
    pub by_institution: bool,
    pub by_user: bool,
    pub any: bool,
    pub return_term: Option<Period>,
}

/// One version of the policy. Names that a version does not have are absent from it.
#[derive(Clone, Debug)]
pub struct Version {
    pub from: DayNo,
    pub adopted: Option<DayNo>,
    pub categories: [Option<Category>; 3],
    pub purposes: [Option<Purpose>; 3],
    pub options: [Switch; 2],
    pub return_term: Option<Period>,
    pub window: Period,
    pub school_year_end: Option<(u32, u32)>,
    pub retired: Vec<Name>,
}

impl Version {
    pub fn json(&self, number: usize) -> Json {
        let subjects = json!({ "pupil": { "kind": "pupil", "minors": true }, "staff": { "kind": "staff" } });
        let named = |of: &[usize], names: &[Name]| of.iter().map(|of| names[*of]).collect::<Vec<_>>();
        let mut categories = Map::new();
        for (name, category) in CATEGORIES.iter().zip(&self.categories) {
            let Some(category) = category else { continue };
            let subject = if category.minors { "pupil" } else { "staff" };
            let needed_by = named(&category.needed_by, &CATEGORIES);
            categories.insert(
                (*name).to_owned(),
                json!({ "description": "data", "subject": subject, "needed-by": needed_by,
                    "sensitivity": if category.special { "special" } else { "ordinary" } }),
            );
        }
        let mut purposes = Map::new();
        for (name, purpose) in PURPOSES.iter().zip(&self.purposes) {
            purposes.extend(purpose.as_ref().map(|purpose| ((*name).to_owned(), purpose.json())));
        }
        let mut options = Map::new();
        for (name, option) in OPTIONS.iter().zip(&self.options) {
            let mut holders = Vec::new();
            holders.extend(option.by_institution.then_some("institution"));
            holders.extend(option.by_user.then_some("user"));
            let mut fields = json!({ "description": "a switch", "holders": holders, "switches": if option.any { "any" } else { "all" } });
            set(&mut fields, "return-term", option.return_term.map(Period::text));
            options.insert((*name).to_owned(), fields);
        }
        let mut agreement = json!({ "description": "an agreement", "at-end": "delete", "without": { "trial": { "at-most": self.window.text() } } });
        set(&mut agreement, "return-term", self.return_term.map(Period::text));
        let used: Vec<&Name> = CATEGORIES
            .iter()
            .enumerate()
            .filter(|(at, _)| self.purposes.iter().flatten().any(|purpose| purpose.categories.contains(at)))
            .map(|(_, name)| name)
            .collect();
        let mut document = json!({
            "waarborg": 1, "policy": "world", "version": format!("v{number}"), "applies-from": day_text(self.from),
            "jurisdiction": "NL", "language": "en", "title": "A small world",
            "declared-by": "school",
            "parties": { "school": { "name": "School", "acts-as": ["controller"], "country": "NL" } },
            "subjects": subjects, "categories": categories, "purposes": purposes, "options": options,
            "agreement": agreement, "retired": self.retired,
            "anchors": {
                "sa": { "kind": "state" },
                "sb": { "kind": "state", "scope": "institution" },
                "sr": { "kind": "state", "scope": "record" },
                "ha": { "kind": "happening", "may-never-happen": true },
                "hb": { "kind": "happening", "may-never-happen": true },
                "hi": { "kind": "happening", "scope": "institution", "may-never-happen": true },
                "hr": { "kind": "happening", "scope": "record", "may-never-happen": true },
            },
            "roles": { "anyone": { "description": "Anyone", "party": "school",
                "may": { "all": { "verbs": ["view"], "categories": used } } } },
        });
        set(&mut document, "adopted", self.adopted.map(day_text));
        set(
            &mut document,
            "school-year-end",
            self.school_year_end.map(|(month, day)| format!("--{month:02}-{day:02}")),
        );
        document
    }
}

impl Purpose {
    fn json(&self) -> Json {
        let named = |of: &[usize]| of.iter().map(|of| CATEGORIES[*of]).collect::<Vec<_>>();
        let mut retention = Map::new();
        for (number, rule) in self.rules.iter().enumerate() {
            let kind = match rule.kind {
                TermKind::Maximum => "maximum",
                TermKind::Contract => "contract",
                TermKind::Guideline => "guideline",
                TermKind::Minimum => "minimum",
            };
            let mut fields = json!({ "of": named(&rule.of), "term": rule.term.text(), "kind": kind, "source": "a law",
                "applies-to-earlier": rule.applies_to_earlier });
            set(&mut fields, "backstop", rule.backstop.map(Period::text));
            set(&mut fields, "notify", rule.notify.map(Period::text));
            set(&mut fields, "law", (rule.kind == TermKind::Minimum).then_some(rule.row));
            retention.insert(format!("r{number}"), fields);
        }
        let mut purpose = json!({
            "description": "a purpose", "basis": self.basis.word(), "as": if self.processor { "processor" } else { "controller" },
            "categories": named(&self.categories), "direct-marketing": self.direct_marketing,
            "use-through-term": self.through_term, "retention": retention,
        });
        let device = self.finding().filter(|(code, _)| *code == DEVICE).map(|(_, word)| word);
        set(&mut purpose, "device-access", device);
        set(&mut purpose, "while", self.during);
        set(&mut purpose, "collect-before", self.collect_before.map(Period::text));
        set(&mut purpose, "option", self.option.map(|option| OPTIONS[option]));
        set(&mut purpose, "restriction-exemption", self.restriction_exemption.then_some("legal-claims"));
        // Special data need a ground; another one than explicit consent asks for nothing.
        let ground = self.explicit_consent.map_or("vital-interests", |_| "explicit-consent");
        set(&mut purpose, "article-9-ground", Some(ground));
        set(&mut purpose, "consent-purpose", self.explicit_consent.map(|named| PURPOSES[named]));
        set(&mut purpose, "help-service", self.help_service.then_some(true));
        if let Some(consent) = &self.consent {
            let how =
                self.finding().filter(|(code, _)| *code == IMPLIED).map_or("explicit", |(_, word)| word);
            let mut fields = json!({ "how": how, "withdrawal": "same" });
            set(&mut fields, "text", consent.text);
            set(&mut fields, "valid-for", consent.valid_for.map(Period::text));
            set(&mut fields, "grace", consent.grace.map(Period::text));
            set(&mut fields, "valid-through", consent.school_year.then_some("school-year-end"));
            set(&mut fields, "self-from", consent.self_from);
            purpose["consent"] = fields;
        }
        if self.ages != (None, None) {
            let mut fields = json!({});
            set(&mut fields, "from", self.ages.0);
            set(&mut fields, "below", self.ages.1);
            purpose["ages"] = fields;
        }
        purpose
    }
}

/// Sets a field that may be absent.
pub fn set(object: &mut Json, field: &str, value: Option<impl Into<Json>>) {
    if let Some(value) = value {
        object[field] = value.into();
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Word {
    Yes,
    Refusal,
    Withdrawal,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    Upheld,
    Rejected,
    Withdrawn,
}

/// What an entry says.
#[derive(Clone, Debug)]
pub enum What {
    Begin {
        state: Name,
        initial: bool,
        /// Which run, where the state has several.
        run: Option<Name>,
    },
    End {
        state: Name,
        run: Option<Name>,
    },
    Occurred {
        anchor: Name,
    },
    Absent {
        anchor: Name,
    },
    Deceased,
    Born {
        date: DayNo,
    },
    Attested {
        at_least: u32,
    },
    Authority {
        by: Name,
        may: Name,
        /// The acts, if it is a mandate.
        mandate: Option<Vec<Name>>,
        through: Option<DayNo>,
    },
    Capacity {
        represented: bool,
    },
    AuthorityEnded {
        by: Name,
        never: bool,
    },
    Spoken {
        word: Word,
        purposes: Vec<Name>,
        by: Name,
        text: Option<Name>,
        for_year: Option<u32>,
    },
    Superseded {
        purposes: Vec<Name>,
    },
    Invalidated {
        entry: u32,
    },
    Switched {
        option: Name,
        on: bool,
    },
    Objected {
        purposes: Vec<Name>,
    },
    Judged {
        entry: u32,
        verdict: Verdict,
    },
    Restricted {
        categories: Vec<Name>,
    },
    Lifted {
        entry: u32,
    },
    Hold {
        categories: Vec<Name>,
    },
    Released {
        entry: u32,
    },
    Requested {
        right: Name,
        by: Name,
        categories: Vec<Name>,
    },
    Closed {
        entry: u32,
    },
    ErasureAsked {
        by: Name,
    },
    RequestGranted {
        entry: u32,
    },
    Granted {
        purposes: Vec<Name>,
        through: Moment,
    },
    Erased {
        category: Name,
        through: Moment,
        system: Option<Name>,
    },
    Signed {
        terms: Vec<(Name, Term)>,
        bases: Vec<(Name, Basis)>,
        until: Option<DayNo>,
        return_term: Option<Period>,
    },
    AgreementEnded,
    Trial,
    Accepted {
        purpose: Name,
        code: Name,
        through: DayNo,
    },
    Confirmed {
        row: Name,
    },
    Voided {
        entry: u32,
    },
    /// Kinds that change nothing.
    Asked {
        purposes: Vec<Name>,
    },
    Imported,
    Succeeded {
        by_law: bool,
    },
}

impl What {
    /// The entry that this one answers.
    pub fn answers(&self) -> Option<u32> {
        match self {
            What::Invalidated { entry }
            | What::Judged { entry, .. }
            | What::Lifted { entry }
            | What::Released { entry }
            | What::Closed { entry }
            | What::RequestGranted { entry }
            | What::Voided { entry } => Some(*entry),
            _ => None,
        }
    }

    pub fn answers_mut(&mut self) -> Option<&mut u32> {
        match self {
            What::Invalidated { entry }
            | What::Judged { entry, .. }
            | What::Lifted { entry }
            | What::Released { entry }
            | What::Closed { entry }
            | What::RequestGranted { entry }
            | What::Voided { entry } => Some(entry),
            _ => None,
        }
    }

    /// Whether this one can answer another.
    pub fn can_answer(&self, other: &What) -> bool {
        match self {
            What::Invalidated { .. } => matches!(other, What::Spoken { word: Word::Yes, .. }),
            What::Judged { .. } => matches!(other, What::Objected { .. }),
            What::Lifted { .. } => matches!(other, What::Restricted { .. }),
            What::Released { .. } => matches!(other, What::Hold { .. }),
            What::Closed { .. } => matches!(other, What::Requested { .. } | What::ErasureAsked { .. }),
            What::RequestGranted { .. } => matches!(other, What::ErasureAsked { .. }),
            What::Voided { .. } => true,
            _ => false,
        }
    }

    fn json(&self) -> Json {
        let decision = json!({ "role": "officer", "article": "21(1)", "text": "weighed" });
        match self {
            What::Begin { state, initial, run } => {
                let mut body = match *state {
                    "enrolled" => json!({ "kind": "enrolled" }),
                    "account" => json!({ "kind": "account-opened" }),
                    "contract" => json!({ "kind": "contract-began" }),
                    state => json!({ "kind": "began", "state": state }),
                };
                set(&mut body, "initial", initial.then_some(true));
                set(&mut body, "ref", *run);
                body
            }
            What::End { state, run } => {
                let mut body = match *state {
                    "enrolled" => json!({ "kind": "left" }),
                    "account" => json!({ "kind": "account-closed" }),
                    "contract" => json!({ "kind": "contract-ended" }),
                    state => json!({ "kind": "ended", "state": state }),
                };
                set(&mut body, "ref", *run);
                body
            }
            What::Occurred { anchor } => json!({ "kind": "occurred", "anchor": anchor }),
            What::Absent { anchor } => json!({ "kind": "absent", "anchor": anchor }),
            What::Deceased => json!({ "kind": "deceased" }),
            What::Born { date } => json!({ "kind": "born", "date": day_text(*date) }),
            What::Attested { at_least } => json!({ "kind": "age-attested", "at-least": at_least }),
            What::Authority { by, may, mandate, through } => {
                let authority = if mandate.is_some() { "mandate" } else { "parental" };
                let mut body =
                    json!({ "kind": "authority", "representative": by, "authority": authority, "may": may });
                set(&mut body, "acts", mandate.clone());
                set(&mut body, "through", through.map(day_text));
                body
            }
            What::Capacity { represented } => {
                json!({ "kind": "capacity", "capacity": if *represented { "represented" } else { "full" } })
            }
            What::AuthorityEnded { by, never } => {
                let mut body = json!({ "kind": "authority-ended", "representative": by });
                set(&mut body, "never", never.then_some(true));
                body
            }
            What::Spoken { word, purposes, by, text, for_year } => {
                let kind = match word {
                    Word::Yes => "consent-given",
                    Word::Refusal => "consent-refused",
                    Word::Withdrawal => "consent-withdrawn",
                };
                let mut body = json!({ "kind": kind, "purposes": purposes, "by": by });
                set(&mut body, "text", text.filter(|_| *word == Word::Yes));
                set(&mut body, "for-school-year", for_year.filter(|_| *word == Word::Yes));
                body
            }
            What::Superseded { purposes } => json!({ "kind": "consent-superseded", "purposes": purposes }),
            What::Invalidated { entry } => json!({ "kind": "consent-invalidated", "entry": entry }),
            What::Switched { option, on } => {
                json!({ "kind": if *on { "option-on" } else { "option-off" }, "option": option })
            }
            What::Objected { purposes } => json!({ "kind": "objected", "purposes": purposes }),
            What::Judged { entry, verdict } => match verdict {
                Verdict::Upheld => {
                    json!({ "kind": "objection-upheld", "entry": entry, "decision": decision })
                }
                Verdict::Rejected => {
                    json!({ "kind": "objection-rejected", "entry": entry, "decision": decision })
                }
                Verdict::Withdrawn => json!({ "kind": "objection-withdrawn", "entry": entry }),
            },
            What::Restricted { categories } => {
                json!({ "kind": "restricted", "ground": "accuracy", "categories": categories })
            }
            What::Lifted { entry } => json!({ "kind": "restriction-lifted", "entry": entry }),
            What::Hold { categories } => json!({ "kind": "hold", "categories": categories }),
            What::Released { entry } => json!({ "kind": "hold-released", "entry": entry }),
            What::Requested { right, by, categories } => {
                json!({ "kind": "requested", "right": right, "by": by, "categories": categories })
            }
            What::Closed { entry } => json!({ "kind": "request-closed", "entry": entry }),
            What::ErasureAsked { by } => {
                json!({ "kind": "requested", "right": "erasure", "categories": [], "by": by })
            }
            What::RequestGranted { entry } => json!({ "kind": "request-granted", "entry": entry }),
            What::Granted { purposes, through } => {
                json!({ "kind": "erasure-granted", "purposes": purposes, "through": through.text() })
            }
            What::Erased { category, through, system } => {
                let mut body = json!({ "kind": "erased", "category": category, "through": through.text() });
                set(&mut body, "system", *system);
                body
            }
            What::Accepted { purpose, code, through } => {
                let node = if *code == IMPLIED { "consent/how" } else { "device-access" };
                json!({ "kind": "finding-accepted", "code": code, "at": format!("/purposes/{purpose}/{node}"),
                    "role": "board", "why": "weighed", "through": day_text(*through) })
            }
            What::Confirmed { row } => json!({ "kind": "law-row-confirmed", "row": row, "role": "board" }),
            What::Signed { terms, bases, until, return_term } => {
                let terms: Map<String, Json> =
                    terms.iter().map(|(name, term)| ((*name).to_owned(), term.text().into())).collect();
                let bases: Map<String, Json> =
                    bases.iter().map(|(name, basis)| ((*name).to_owned(), basis.word().into())).collect();
                let mut body = json!({ "kind": "agreement-signed", "terms": terms, "bases": bases });
                set(&mut body, "through", until.map(day_text));
                set(&mut body, "return-term", return_term.map(Period::text));
                body
            }
            What::AgreementEnded => json!({ "kind": "agreement-ended" }),
            What::Trial => json!({ "kind": "trial-began", "window": "trial" }),
            What::Voided { entry } => json!({ "kind": "voided", "entry": entry, "decision": decision }),
            What::Asked { purposes } => json!({ "kind": "consent-asked", "purposes": purposes }),
            What::Imported => json!({ "kind": "imported", "from": "elsewhere" }),
            What::Succeeded { by_law } => {
                json!({ "kind": "controller-changed", "cause": if *by_law { "law" } else { "contract" } })
            }
        }
    }
}

#[derive(Clone, Debug)]
pub struct Entry {
    pub recorded: Micros,
    pub happened: Moment,
    pub what: What,
}

impl Entry {
    pub fn json(&self) -> Json {
        let mut body = self.what.json();
        body["happened"] = self.happened.text().into();
        body
    }
}

/// Moments that the host passes in.
#[derive(Clone, Debug)]
pub struct Observed {
    pub anchor: Name,
    pub moments: Vec<Moment>,
    pub at: Micros,
}

/// What is known of one record.
#[derive(Clone, Debug, Default)]
pub struct Rec {
    pub created: Option<Moment>,
    pub own: Option<Vec<Moment>>,
    /// The spans of the state `sr`.
    pub spans: Option<Vec<(Moment, Option<Moment>)>>,
    pub system: Option<Name>,
    pub needed_by: Vec<(usize, Vec<Rec>)>,
}

impl Rec {
    pub fn text(&self) -> String {
        let text =
            |moments: &[Moment]| moments.iter().map(|moment| moment.text()).collect::<Vec<_>>().join(" ");
        let created = self.created.as_slice();
        let own = self.own.as_deref().map(text);
        let needed: Vec<_> = self
            .needed_by
            .iter()
            .map(|(category, records)| (*category, records.iter().map(Rec::text).collect::<Vec<_>>()))
            .collect();
        let span = |(from, to): &(Moment, Option<Moment>)| text(&[&[*from][..], to.as_slice()].concat());
        let spans = self.spans.as_ref().map(|spans| spans.iter().map(span).collect::<Vec<_>>());
        format!(
            "made {} hr {own:?} sr {spans:?} system {:?} needed by {needed:?}",
            text(created),
            self.system
        )
    }

    pub fn library(&self) -> Record {
        let own = |moments: &Vec<Moment>| (id("hr"), moments.iter().map(|moment| moment.library()).collect());
        let span = |(from, to): &(Moment, Option<Moment>)| StateSpan {
            from: from.library(),
            to: to.map(Moment::library),
        };
        let needed = self.needed_by.iter().map(|(category, records)| {
            (id(CATEGORIES[*category]), records.iter().map(Rec::library).collect())
        });
        Record {
            created: self.created.map(|created| created.library().into()),
            anchors: self.own.iter().map(own).collect(),
            states: self.spans.iter().map(|spans| (id("sr"), spans.iter().map(span).collect())).collect(),
            system: self.system.map(id),
            needed_by: needed.collect(),
        }
    }
}

pub fn id(name: &str) -> waarborg::policy::Id {
    serde_json::from_value(name.into()).expect("a name")
}

#[derive(Clone)]
pub struct World {
    pub versions: Vec<Version>,
    pub institution: Vec<Entry>,
    pub dossier: Vec<Entry>,
    pub observed: Vec<Observed>,
    pub observed_of_institution: Vec<Observed>,
    /// For whom the dossier was opened; for nobody, it was not.
    pub opened: Vec<Name>,
    /// How far the clocks that state moments may differ.
    pub skew: Micros,
}

/// A world folded by the library.
pub struct Folded {
    pub policy: Policy,
    pub claims: Claims,
}

impl World {
    pub fn documents(&self) -> Vec<Json> {
        self.versions.iter().enumerate().map(|(number, version)| version.json(number)).collect()
    }

    pub fn policy(&self) -> Policy {
        let documents: Vec<String> = self.documents().iter().map(Json::to_string).collect();
        let documents: Vec<&str> = documents.iter().map(String::as_str).collect();
        Policy::parse_history_with(&documents, &law()).unwrap_or_else(|error| panic!("{error}"))
    }

    pub fn fold(&self, known_at: Micros) -> Folded {
        self.fold_with(self.policy(), known_at)
    }

    pub fn fold_with(&self, policy: Policy, known_at: Micros) -> Folded {
        let known_at = library_time(known_at);
        let institution = Institution::fold(
            &policy,
            &self.library_institution(),
            &observations(&self.observed_of_institution),
            known_at,
        );
        let claims = institution.claims(&self.library_dossier(), &observations(&self.observed), known_at);
        Folded { policy, claims }
    }

    /// The institution's own stream as the library reads it.
    pub fn library_institution(&self) -> Dossier {
        written(school(), &self.institution, self.skew)
    }

    /// What was observed, as the library reads it.
    pub fn seen(&self) -> Vec<Observation> {
        observations(&self.observed)
    }

    pub fn seen_of_institution(&self) -> Vec<Observation> {
        observations(&self.observed_of_institution)
    }

    /// The dossier as the library reads it.
    pub fn library_dossier(&self) -> Dossier {
        let dossier = if self.opened.is_empty() {
            Dossier::new()
        } else {
            opened_for(self.opened.iter().map(|name| id(name)).collect())
        };
        written(dossier, &self.dossier, self.skew)
    }

    /// Every pair of a purpose and a category that some version puts together.
    pub fn pairs(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for purpose in 0..3 {
            for category in 0..3 {
                let together = |version: &Version| {
                    version.purposes[purpose]
                        .as_ref()
                        .is_some_and(|purpose| purpose.categories.contains(&category))
                };
                if self.versions.iter().any(together) {
                    pairs.push((purpose, category));
                }
            }
        }
        pairs
    }

    /// A moment of knowledge at which everything is known.
    pub fn all_known(&self) -> Micros {
        let entries = self.institution.iter().chain(&self.dossier).map(|entry| entry.recorded);
        let observed = self.observed.iter().chain(&self.observed_of_institution).map(|observed| observed.at);
        entries.chain(observed).max().unwrap_or(midnight(day(2030, 1, 1)))
    }
}

pub fn library_time(at: Micros) -> Time {
    match at {
        ALWAYS => Time::MIN,
        NEVER => Time::MAX,
        at => instant(at),
    }
}

fn observations(observed: &[Observed]) -> Vec<Observation> {
    let of = |observed: &Observed| Observation {
        anchor: id(observed.anchor),
        moments: observed.moments.iter().map(|moment| moment.library()).collect(),
        at: instant(observed.at),
    };
    observed.iter().map(of).collect()
}

pub fn written(dossier: Dossier, entries: &[Entry], skew: Micros) -> Dossier {
    entries.iter().fold(dossier, |dossier, entry| {
        let body = entry.json().to_string();
        let body = Body::from_json(&body).unwrap_or_else(|error| panic!("{error}: {body}"));
        let appended = dossier
            .append(dossier.head(), body, stamp(&dossier, instant(entry.recorded)).skew(skew))
            .unwrap_or_else(|error| panic!("{error}: {entry:?}"));
        dossier.with(appended).unwrap_or_else(|error| panic!("{error}"))
    })
}

impl core::fmt::Debug for World {
    /// As JSON, so that it can be made into a case.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        for document in self.documents() {
            writeln!(
                f,
                "\nfrom {} retired {} school-year-end {}\n  categories {}\n  options {}\n  agreement {}",
                document["applies-from"],
                document["retired"],
                document["school-year-end"],
                document["categories"],
                document["options"],
                document["agreement"]
            )?;
            for (name, purpose) in document["purposes"].as_object().expect("purposes") {
                writeln!(f, "  {name}: {purpose}")?;
            }
        }
        writeln!(f, "opened for {:?}, skew {}", self.opened, self.skew)?;
        for (stream, entries) in [("institution", &self.institution), ("dossier", &self.dossier)] {
            for (number, entry) in entries.iter().enumerate() {
                writeln!(f, "{stream} {} recorded {} {}", number + 1, show(entry.recorded), entry.json())?;
            }
        }
        for observed in self.observed.iter().chain(&self.observed_of_institution) {
            let moments: Vec<String> = observed.moments.iter().map(|moment| moment.text()).collect();
            writeln!(f, "observed {} {moments:?} at {}", observed.anchor, show(observed.at))?;
        }
        Ok(())
    }
}
