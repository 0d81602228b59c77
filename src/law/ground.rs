use crate::json::words;

words! {
    /// The ground on which special categories of data (article 9) or numbers under law (UAVG 46) may be processed.
    pub enum Article9Ground {
        /// 9(2)(a): explicit consent.
        ExplicitConsent = "explicit-consent",
        /// 9(2)(b): employment and social protection law.
        EmploymentLaw = "employment-law",
        /// 9(2)(c): vital interests.
        VitalInterests = "vital-interests",
        /// 9(2)(e): made public by the person.
        MadePublic = "made-public",
        /// 9(2)(f): legal claims.
        LegalClaims = "legal-claims",
        /// 9(2)(g): substantial public interest, in a law.
        SubstantialPublicInterest = "substantial-public-interest",
        /// 9(2)(h): care.
        Care = "care",
        /// 9(2)(j): archives, research, statistics.
        Research = "research",
        /// UAVG 30(2)(a): schools, health data needed to guide pupils or give them facilities.
        SchoolGuidance = "school-guidance",
        /// UAVG 46: a number prescribed by law, to carry out that law.
        NumberPrescribedByLaw = "number-prescribed-by-law",
    }
}

words! {
    /// A ground of article 18(2) on which data may be used while restricted.
    pub enum RestrictionExemption {
        /// Establishing, exercising or defending legal claims.
        LegalClaims = "legal-claims",
        /// Protecting the rights of another person.
        RightsOfOthers = "rights-of-others",
        /// Reasons of important public interest.
        PublicInterest = "public-interest",
    }
}
