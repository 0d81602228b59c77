//! The rows of the law pack: one struct per table, each with the same fields of provenance.

use super::words::*;
use crate::calendar::{Day, Period};
use crate::json::{Id, Text, object};
use crate::law::{
    Act, Article9Ground, Capacity, CountedBy, Country, LegalTerm, Sector, Speaker, TransferTool,
};
use crate::policy::Jurisdiction;

/// A row: what every table has, then what this one has besides.
macro_rules! row {
    ($(#[doc = $doc:literal])* pub struct $name:ident { $($fields:tt)* }) => {
        object! {
            $(#[doc = $doc])*
            pub struct $name {
                /// Its name, unique in the pack.
                pub id: Id,
                /// The act.
                pub act: Text,
                /// The article, as the text numbers it today.
                pub article: Option<Text>,
                /// The number of the act in the *Basiswettenbestand*.
                pub bwb: Option<Text>,
                /// Whom it binds.
                #[serde(default)]
                pub binds: Vec<BoundParty>,
                /// In which sectors; in all if empty.
                #[serde(default)]
                pub sectors: Vec<Sector>,
                /// The first day on which it is law; not established if absent.
                pub from: Option<Day>,
                /// The last, if it is over.
                pub through: Option<Day>,
                /// What stands behind it.
                pub force: Force,
                /// Which side of a term it fixes.
                pub bound: Option<TermBound>,
                /// Where it was read.
                pub source: Text,
                /// The day on which it was seen there.
                pub seen: Day,
                /// How sure it is.
                pub sure: Sure,
                /// What else a reader should know.
                pub remark: Option<Text>,
                $($fields)*
            }
        }

        impl $name {
            /// True on the days on which the row is law.
            pub fn holds_on(&self, day: Day) -> bool {
                self.from.is_none_or(|from| from <= day) && self.through.is_none_or(|through| day <= through)
            }
        }
    };
}

object! {
    /// A law pack: dated facts of law, each with its source.
    pub struct Pack {
        /// The version of this format: 1.
        pub waarborg_law: u32,
        /// The name of this pack, such as `nl-2026-12-01`.
        pub version: Id,
        /// Whose law it is.
        pub jurisdiction: Jurisdiction,
        /// The day on which the rows were last held against their sources.
        pub checked_on: Day,
        /// The last day for which the pack speaks without reserve: later answers are provisional.
        pub horizon: Day,
        /// How long data must or may be kept.
        #[serde(default)]
        pub retention: Vec<RetentionRow>,
        /// Grounds for special categories of data.
        #[serde(default)]
        pub grounds: Vec<GroundRow>,
        /// Who may use a national number.
        #[serde(default)]
        pub numbers: Vec<NumberRow>,
        /// Adequacy decisions (article 45).
        #[serde(default)]
        pub adequacy: Vec<AdequacyRow>,
        /// Other tools of chapter V.
        #[serde(default)]
        pub tools: Vec<ToolRow>,
        /// Standard contractual clauses, by generation.
        #[serde(default)]
        pub clauses: Vec<ClauseRow>,
        /// States that need no transfer tool.
        #[serde(default)]
        pub eea: Vec<MemberRow>,
        /// Who may speak for a person.
        #[serde(default)]
        pub speaker: Vec<SpeakerRow>,
        /// Public holidays.
        #[serde(default)]
        pub holidays: Vec<HolidayRow>,
        /// Terms for acting.
        #[serde(default)]
        pub terms: Vec<ActingRow>,
        /// Duties and bans with a date.
        #[serde(default)]
        pub duties: Vec<DutyRow>,
        /// What a policy may cite and is no law.
        #[serde(default)]
        pub not_law: Vec<NotLaw>,
    }
}

row! {
    /// How long data must or may be kept.
    pub struct RetentionRow {
        /// What it is about.
        pub what: Text,
        /// The kinds of data it speaks of; of every kind if empty.
        #[serde(default)]
        pub data: Vec<DataKind>,
        /// The term; a row without one cannot carry a number.
        pub term: Option<Period>,
        /// Within what time after the term data must be destroyed, where the row is a maximum too.
        pub destroyed_within: Option<Period>,
        /// What the term counts from.
        pub anchor: Option<Text>,
    }
}

row! {
    /// A ground for special categories of data.
    pub struct GroundRow {
        /// The word for it in a policy.
        pub ground: Option<Article9Ground>,
        /// The kinds of data it speaks of.
        #[serde(default)]
        pub data: Vec<DataKind>,
        /// What it allows.
        pub allows: Text,
        /// What it does not allow.
        pub not_for: Option<Text>,
    }
}

row! {
    /// Who may use a national number.
    pub struct NumberRow {
        /// The number.
        pub number: NationalNumber,
        /// What it allows.
        pub allows: Text,
        /// What it does not allow.
        pub not_for: Option<Text>,
    }
}

row! {
    /// An adequacy decision.
    pub struct AdequacyRow {
        /// The country.
        pub country: Country,
        /// What must be so of the recipient; nothing if absent.
        pub condition: Option<Text>,
        /// True while it is before the Court.
        pub challenged: Option<bool>,
    }
}

row! {
    /// A tool of chapter V beside adequacy and clauses.
    pub struct ToolRow {
        /// The tool.
        pub tool: TransferTool,
        /// The country it is for; any if absent.
        pub country: Option<Country>,
        /// What must be so of the recipient; nothing if absent.
        pub condition: Option<Text>,
        /// True while it is before the Court.
        pub challenged: Option<bool>,
    }
}

row! {
    /// A generation of standard contractual clauses.
    pub struct ClauseRow {
        /// The decision.
        pub clauses: ClauseSet,
        /// The first day on which no new contract could be made with them.
        pub no_new_since: Option<Day>,
        /// True for a transfer tool (article 46(2)(c)); clauses under article 28 are none.
        pub tool: bool,
    }
}

row! {
    /// A state to which data go without a transfer tool.
    pub struct MemberRow {
        /// The country.
        pub country: Country,
    }
}

row! {
    /// Who may speak for a person.
    pub struct SpeakerRow {
        /// What is done.
        pub acts: Act,
        /// From this age.
        pub from_age: u32,
        /// Until the day this age is reached.
        pub below_age: Option<u32>,
        /// Of persons with this legal capacity.
        pub capacity: Capacity,
        /// Who speaks.
        pub speaker: Speaker,
    }
}

row! {
    /// The holidays of one year that no rule gives.
    pub struct HolidayRow {
        /// The list.
        pub calendar: HolidayList,
        /// The days.
        #[serde(default)]
        pub days: Vec<Day>,
    }
}

row! {
    /// A term for acting.
    pub struct ActingRow {
        /// Which term.
        pub term: LegalTerm,
        /// What it runs from.
        pub event: Text,
        /// How long it is.
        pub length: Period,
        /// The act that counts it.
        pub counted: CountedBy,
        /// True if it stands still while an answer is awaited.
        pub pauses: Option<bool>,
        /// What the law asks sooner.
        pub sooner: Option<Text>,
    }
}

row! {
    /// A duty or a ban with a date.
    pub struct DutyRow {
        /// What it says.
        pub description: Text,
        /// True while the date itself is not sure.
        pub provisional: Option<bool>,
    }
}

object! {
    /// Words by which policies cite what is no law.
    pub struct NotLaw {
        /// Its name.
        pub id: Id,
        /// The words, in lower case.
        #[serde(default)]
        pub words: Vec<Text>,
        /// The error that a minimum gets which cites it.
        pub code: Id,
        /// Why it is no law.
        pub why: Text,
    }
}
