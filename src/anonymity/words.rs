//! The closed lists of words of this module.

use crate::json::words;

words! {
    /// What is measured. [`Metric::formula`] and [`Metric::source`] say how and after whom.
    pub enum Metric {
        /// The smallest class.
        KAnonymity = "k-anonymity",
        /// The largest share of one sensitive value in a class.
        AlphaKAnonymity = "alpha-k-anonymity",
        /// The fewest different sensitive values in a class.
        DistinctLDiversity = "distinct-l-diversity",
        /// The least diverse class, by entropy.
        EntropyLDiversity = "entropy-l-diversity",
        /// How far the most frequent value of a class outweighs the rare ones.
        RecursiveCLDiversity = "recursive-c-l-diversity",
        /// The class whose distribution is farthest from the table's.
        TCloseness = "t-closeness",
        /// The largest relative gain in belief about a value.
        BetaLikeness = "beta-likeness",
        /// The same, with a bound of its own for frequent values.
        EnhancedBetaLikeness = "enhanced-beta-likeness",
        /// The largest change in belief about a value, either way.
        DeltaDisclosure = "delta-disclosure",
        /// The smallest class in the population.
        KMap = "k-map",
        /// How surely someone of the population is in the release.
        DeltaPresence = "delta-presence",
        /// The smallest class of persons over several linked tables.
        JoinedKAnonymity = "joined-k-anonymity",
        /// The smallest number that is shown in an aggregate.
        SmallCells = "small-cells",
    }
}

impl Metric {
    /// How it is computed. A class *E* has *|E|* rows, a share *q* of them with a value; the table has a share *p*.
    pub fn formula(self) -> &'static str {
        match self {
            Metric::KAnonymity => "min |E|",
            Metric::AlphaKAnonymity => "max q",
            Metric::DistinctLDiversity => "min |{v in E}|",
            Metric::EntropyLDiversity => "min exp(-sum q ln q)",
            Metric::RecursiveCLDiversity => "r1 < c (rl + ... + rm), counts r in descending order",
            Metric::TCloseness => {
                "max d(q, p); equal: 1/2 sum |q - p|; ordered: sum |cumulated q - p| / (m - 1)"
            }
            Metric::BetaLikeness => "max (q - p) / p",
            Metric::EnhancedBetaLikeness => "(q - p) / p <= min(beta, -ln p) for every value",
            Metric::DeltaDisclosure => "max |ln(q / p)|, over q > 0",
            Metric::KMap => "min over classes of the release of |E in the population|",
            Metric::DeltaPresence => "|E in the release| / |E in the population|",
            Metric::JoinedKAnonymity => "min over persons of how many have the same rows in every table",
            Metric::SmallCells => "min over shown cells of the number of persons",
        }
    }

    /// Where it was defined.
    pub fn source(self) -> &'static str {
        match self {
            Metric::KAnonymity | Metric::KMap => "Sweeney 2002, counted in persons (Wang and Fung 2006)",
            Metric::AlphaKAnonymity => "Wong, Li, Fu and Wang 2006",
            Metric::DistinctLDiversity | Metric::EntropyLDiversity | Metric::RecursiveCLDiversity => {
                "Machanavajjhala, Kifer, Gehrke and Venkitasubramaniam 2007"
            }
            Metric::TCloseness => "Li, Li and Venkatasubramanian 2007",
            Metric::BetaLikeness | Metric::EnhancedBetaLikeness => "Cao and Karras 2012",
            Metric::DeltaDisclosure => "Brickell and Shmatikov 2008",
            Metric::DeltaPresence => "Nergiz, Atzori and Clifton 2007",
            Metric::JoinedKAnonymity => "Sweeney 2002, counted in persons",
            Metric::SmallCells => "minimum frequency rule of statistical disclosure control",
        }
    }
}

words! {
    /// What a missing value is taken for.
    pub enum Missing {
        /// Any value: a quasi-identifier that is missing matches every row; a sensitive value that is missing may be the
        /// one that gives away most.
        Wildcard = "wildcard",
        /// A value of its own: rows that miss it are alike.
        OwnCategory = "own-category",
    }
}

words! {
    /// What a row is whose quasi-identifiers are all missing.
    pub enum Suppressed {
        /// No part of the release: it is counted nowhere, and must not be published.
        LeftOut = "left-out",
        /// Published: all such rows are one class, or match every row, as missing values do.
        Published = "published",
    }
}

words! {
    /// How several sensitive columns are measured together.
    pub enum Several {
        /// Each in the classes of the quasi-identifiers.
        Generalised = "generalised",
        /// Each in the classes of the quasi-identifiers and all other sensitive columns: an intruder who knows those.
        OthersAreQuasi = "others-are-quasi",
    }
}

words! {
    /// How far apart two values of a sensitive column are.
    pub enum Distance {
        /// All equally far.
        Equal = "equal",
        /// By their place in the order of the values in the table; whole numbers only.
        Ordered = "ordered",
    }
}

words! {
    /// Something by which a party can lead a release back to persons, wholly or in part.
    pub enum Secret {
        /// The table from which the release was made.
        SourceTable = "source-table",
        /// A key of pseudonyms.
        PseudonymKey = "pseudonym-key",
        /// A table from pseudonyms to persons, or to other pseudonyms.
        TranslationTable = "translation-table",
        /// Identifiers kept sealed beside pseudonyms, with the key to them.
        SealedIdentifiers = "sealed-identifiers",
        /// The rows that were withheld.
        WithheldRows = "withheld-rows",
    }
}

words! {
    /// What was checked.
    pub enum View {
        /// One table; what is counted are persons, by a column that tells them apart or because each row is one.
        Table = "table",
        /// Several tables linked by a subject key; what is counted are persons.
        Joined = "joined",
        /// Aggregates; what is counted are cells.
        Cells = "cells",
    }
}

words! {
    /// How what was found must stand to what is required.
    pub enum Comparison {
        /// Not lower.
        AtLeast = "at-least",
        /// Not higher.
        AtMost = "at-most",
        /// Lower.
        LessThan = "less-than",
    }
}
