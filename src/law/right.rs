//! Which right reaches which claim: by the lawful basis of its purpose.

use super::{Basis, Right};
use crate::json::words;

words! {
    /// Whether a right reaches a claim.
    pub enum Applicability {
        /// It does not.
        No = "no",
        /// It does if what the article asks is so.
        If = "if",
        /// It does.
        Yes = "yes",
    }
}

/// How a right reaches claims on one basis, and why. Plain data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ApplicabilityRule {
    /// Whether it does.
    pub applicability: Applicability,
    /// The article.
    pub article: &'static str,
    /// A sentence in Dutch.
    pub dutch: &'static str,
    /// A sentence in English.
    pub english: &'static str,
}

struct Row {
    right: Right,
    /// On every basis not named by an earlier row, if empty.
    on: &'static [Basis],
    applies: ApplicabilityRule,
}

const fn row(
    right: Right,
    on: &'static [Basis],
    applicability: Applicability,
    article: &'static str,
    dutch: &'static str,
    english: &'static str,
) -> Row {
    Row { right, on, applies: ApplicabilityRule { applicability, article, dutch, english } }
}

/// Right, basis, reach, article and why. The first row that fits counts.
#[rustfmt::skip]
const ROWS: &[Row] = &[
    row(Right::Access, &[], Applicability::Yes, "15", "U mag altijd inzien welke gegevens er zijn.", "You may always see which data there are."),
    row(Right::Rectification, &[], Applicability::Yes, "16", "U mag altijd onjuiste gegevens laten verbeteren.", "You may always have wrong data corrected."),
    row(Right::Restriction, &[], Applicability::If, "18(1)", "U mag het gebruik laten stilzetten als een van de vier gronden van de wet er is.", "You may have the use stopped on one of the four grounds of the law."),
    row(Right::Erasure, &[Basis::Consent], Applicability::Yes, "17(1)(b)", "Uw verzoek trekt de toestemming in; zonder toestemming moeten de gegevens weg.", "Your request withdraws the consent; without it the data must go."),
    row(Right::Erasure, &[Basis::Contract], Applicability::If, "17(1)(a)", "De gegevens moeten weg zodra zij voor het contract niet meer nodig zijn.", "The data must go as soon as the contract does not need them any more."),
    row(Right::Erasure, &[Basis::LegalObligation], Applicability::No, "17(3)(b)", "Een wet verplicht ons deze gegevens te bewaren.", "A law obliges us to keep these data."),
    row(Right::Erasure, &[Basis::VitalInterests], Applicability::If, "17(1)(a)", "De gegevens moeten weg zodra er geen levensbelang meer is.", "The data must go as soon as no life depends on them."),
    row(Right::Erasure, &[Basis::PublicTask], Applicability::If, "17(1)(c), 17(3)(b)", "Zolang de taak van algemeen belang de gegevens nodig heeft, blijven zij; na een gegrond bezwaar gaan zij weg.", "As long as the task in the public interest needs the data, they stay; after an objection that was upheld, they go."),
    row(Right::Erasure, &[Basis::LegitimateInterests], Applicability::If, "17(1)(c)", "Na een bezwaar gaan de gegevens weg, tenzij ons belang dwingend is.", "After an objection the data go, unless our interest is compelling."),
    row(Right::Erasure, &[], Applicability::If, "17(1)", "De school heeft de grondslag nog niet vastgelegd.", "The school has not set the lawful basis yet."),
    row(Right::Portability, &[Basis::Consent, Basis::Contract], Applicability::Yes, "20(1)", "Wat u zelf hebt gegeven of wat over uw gebruik is vastgelegd, mag u meenemen.", "What you gave yourself, or what was recorded of your use, you may take with you."),
    row(Right::Portability, &[Basis::ByController], Applicability::If, "20(1)", "De school heeft de grondslag nog niet vastgelegd.", "The school has not set the lawful basis yet."),
    row(Right::Portability, &[], Applicability::No, "20(1)", "Meenemen kan alleen bij toestemming of een contract.", "Taking data with you is only possible with consent or a contract."),
    row(Right::Objection, &[Basis::PublicTask, Basis::LegitimateInterests], Applicability::Yes, "21(1)", "U mag bezwaar maken; zolang wij het wegen, gebruiken wij de gegevens niet.", "You may object; while we weigh it, we do not use the data."),
    row(Right::Objection, &[Basis::ByController], Applicability::If, "21(1)", "De school heeft de grondslag nog niet vastgelegd.", "The school has not set the lawful basis yet."),
    row(Right::Objection, &[Basis::Consent], Applicability::No, "7(3)", "Bezwaar is niet nodig: u kunt de toestemming intrekken.", "No objection is needed: you can withdraw the consent."),
    row(Right::Objection, &[], Applicability::No, "21(1)", "Bezwaar kan alleen bij een taak van algemeen belang of een eigen belang.", "Objecting is only possible against a public task or an interest of ours."),
    row(Right::HumanIntervention, &[Basis::Consent, Basis::Contract], Applicability::Yes, "22(3)", "Een mens moet opnieuw kijken naar een beslissing die een computer alleen nam.", "A human must look again at a decision that a computer took alone."),
    row(Right::HumanIntervention, &[Basis::LegalObligation, Basis::PublicTask], Applicability::If, "22(2)(b), UAVG 40", "Een wet kan de beslissing door een computer toestaan, met waarborgen.", "A law can allow the decision by a computer, with safeguards."),
    row(Right::HumanIntervention, &[], Applicability::Yes, "22(1)", "Een computer mag zo'n beslissing niet alleen nemen.", "A computer may not take such a decision alone."),
    row(Right::Withdrawal, &[Basis::Consent], Applicability::Yes, "7(3)", "U kunt de toestemming altijd intrekken.", "You can always withdraw the consent."),
    row(Right::Withdrawal, &[Basis::ByController], Applicability::If, "7(3)", "De school heeft de grondslag nog niet vastgelegd.", "The school has not set the lawful basis yet."),
    row(Right::Withdrawal, &[], Applicability::No, "7(3)", "Er is geen toestemming om in te trekken.", "There is no consent to withdraw."),
];

/// Direct marketing can always be objected to, whatever the basis (article 21(2)).
const MARKETING: ApplicabilityRule = ApplicabilityRule {
    applicability: Applicability::Yes,
    article: "21(2)",
    dutch: "Tegen reclame mag u altijd bezwaar maken; dan stopt zij.",
    english: "You may always object to direct marketing; then it stops.",
};

/// Article 20(1) is about what the person provided: not what was concluded, or came from another party.
pub(crate) const NOT_PROVIDED: ApplicabilityRule = ApplicabilityRule {
    applicability: Applicability::No,
    article: "20(1)",
    dutch: "Meenemen kan alleen wat u zelf hebt gegeven of wat over uw gebruik is vastgelegd.",
    english: "You may only take with you what you gave yourself, or what was recorded of your use.",
};

/// The policy does not say whether the person provided it.
pub(crate) const ORIGIN_UNSAID: ApplicabilityRule = ApplicabilityRule {
    applicability: Applicability::If,
    article: "20(1)",
    dutch: "Wat u zelf hebt gegeven of wat over uw gebruik is vastgelegd, mag u meenemen; niet gezegd is wat dat is.",
    english: "What you gave yourself, or what was recorded of your use, you may take with you; which that is, is not said.",
};

/// Article 22(1) is about decisions that are taken by a computer alone.
pub(crate) const NOT_DECIDED_ALONE: ApplicabilityRule = ApplicabilityRule {
    applicability: Applicability::No,
    article: "22(1)",
    dutch: "Hiermee neemt geen computer alleen een beslissing over u.",
    english: "No computer takes a decision about you with this alone.",
};

/// The policy does not say what the purpose does to the person.
pub(crate) const EFFECT_UNSAID: ApplicabilityRule = ApplicabilityRule {
    applicability: Applicability::If,
    article: "22(1)",
    dutch: "Niet gezegd is of hiermee een computer alleen beslist.",
    english: "It is not said whether a computer decides alone with this.",
};

/// No row: the right does not reach it. Every right has a last row for any basis, so this is never given.
const NONE: ApplicabilityRule =
    ApplicabilityRule { applicability: Applicability::No, article: "", dutch: "", english: "" };

impl Right {
    /// How the right reaches the claims of a purpose on this basis.
    pub fn applies(self, basis: Basis, direct_marketing: bool) -> ApplicabilityRule {
        if self == Right::Objection && direct_marketing {
            return MARKETING;
        }
        let fits = |row: &&Row| row.right == self && (row.on.is_empty() || row.on.contains(&basis));
        ROWS.iter().find(fits).map_or(NONE, |row| row.applies)
    }

    /// The article of the right.
    pub fn article(self) -> &'static str {
        match self {
            Right::Access => "15",
            Right::Rectification => "16",
            Right::Erasure => "17",
            Right::Restriction => "18",
            Right::Portability => "20",
            Right::Objection => "21",
            Right::HumanIntervention => "22",
            Right::Withdrawal => "7(3)",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_right_says_something_of_every_basis() {
        for right in Right::ALL {
            for basis in Basis::ALL {
                assert_ne!(right.applies(*basis, false).article, "", "{right:?} on {basis:?}");
            }
        }
    }

    #[test]
    fn a_row_that_never_counts_is_a_mistake() {
        for (index, row) in ROWS.iter().enumerate() {
            let counts = Basis::ALL.iter().any(|basis| {
                ROWS.iter().position(|row2| {
                    row2.right == row.right && (row2.on.is_empty() || row2.on.contains(basis))
                }) == Some(index)
            });
            assert!(counts, "row {index}");
        }
    }
}
