use crate::json::words;

words! {
    /// A lawful basis of article 6(1), or the statement that the controller sets it in the agreement.
    pub enum Basis {
        /// 6(1)(a): consent.
        Consent = "consent",
        /// 6(1)(b): a contract with the data subject, or steps at their request before one.
        Contract = "contract",
        /// 6(1)(c): a legal obligation of the controller.
        LegalObligation = "legal-obligation",
        /// 6(1)(d): vital interests.
        VitalInterests = "vital-interests",
        /// 6(1)(e): a task in the public interest or official authority.
        PublicTask = "public-task",
        /// 6(1)(f): legitimate interests.
        LegitimateInterests = "legitimate-interests",
        /// Not set here: the controller binds it in its agreement entry. Unknown until then.
        ByController = "by-controller",
    }
}

words! {
    /// A right of the data subject under chapter III.
    pub enum Right {
        /// Article 15.
        Access = "access",
        /// Article 16.
        Rectification = "rectification",
        /// Article 17.
        Erasure = "erasure",
        /// Article 18.
        Restriction = "restriction",
        /// Article 20.
        Portability = "portability",
        /// Article 21.
        Objection = "objection",
        /// Article 22.
        HumanIntervention = "human-intervention",
        /// Article 7(3): withdrawal of consent.
        Withdrawal = "withdrawal",
    }
}

impl Basis {
    /// The letter of article 6(1), or `-` where the controller sets it.
    pub fn letter(self) -> &'static str {
        match self {
            Basis::Consent => "a",
            Basis::Contract => "b",
            Basis::LegalObligation => "c",
            Basis::VitalInterests => "d",
            Basis::PublicTask => "e",
            Basis::LegitimateInterests => "f",
            Basis::ByController => "-",
        }
    }

    /// True where article 21(1) gives a right to object: letters (e) and (f). Direct marketing (21(2)) is apart.
    pub fn can_be_objected_to(self) -> bool {
        matches!(self, Basis::PublicTask | Basis::LegitimateInterests)
    }

    /// True where a request for erasure can end the claim: never on letter (c), article 17(3)(b).
    pub fn can_be_erased(self) -> bool {
        self != Basis::LegalObligation
    }

    /// The rights a policy must offer for a purpose on this basis.
    ///
    /// Portability: consent and contract (20(1)). Objection: (e) and (f) (21(1)). Withdrawal: consent (7(3)).
    pub fn rights(self) -> &'static [Right] {
        use Right::*;
        match self {
            Basis::Consent => &[Access, Rectification, Erasure, Restriction, Portability, Withdrawal],
            Basis::Contract => &[Access, Rectification, Erasure, Restriction, Portability],
            Basis::LegalObligation | Basis::VitalInterests => &[Access, Rectification, Restriction],
            Basis::PublicTask | Basis::LegitimateInterests => {
                &[Access, Rectification, Erasure, Restriction, Objection]
            }
            Basis::ByController => &[Access, Rectification, Erasure, Restriction],
        }
    }
}
