//! The closed lists of words that entries are written in.

use crate::json::words;

words! {
    /// What makes someone a legal representative.
    pub enum Authority {
        /// Parental authority (*ouderlijk gezag*).
        Parental = "parental",
        /// Guardianship of a person (*voogdij*).
        Guardian = "guardian",
        /// Guardianship of an institution.
        GuardianInstitution = "guardian-institution",
        /// *Curatele*.
        Curatele = "curatele",
        /// *Bewind*.
        Bewind = "bewind",
        /// *Mentorschap*.
        Mentorschap = "mentorschap",
        /// A mandate: written authority by a person of eighteen or older who speaks for themself, for named acts and with
        /// an end (BW 3:60).
        Mandate = "mandate",
    }
}

words! {
    /// What a representative or parent may do.
    pub enum RepresentativePower {
        /// Speaks for the person: consents, withdraws, asks.
        Exercise = "exercise",
        /// Is owed information, and no more (article 1:377c of the Dutch civil code).
        Informed = "informed",
        /// Nothing.
        Nothing = "nothing",
    }
}

words! {
    /// The ground of a restriction: article 18(1)(a) to (d).
    pub enum RestrictionReason {
        /// 18(1)(a): accuracy is contested.
        Accuracy = "accuracy",
        /// 18(1)(b): unlawful, but the person wants no erasure.
        Unlawful = "unlawful",
        /// 18(1)(c): the person needs the data for a legal claim.
        Claims = "claims",
        /// 18(1)(d): an objection is being weighed.
        Objection = "objection",
    }
}

words! {
    /// How one controller succeeds another.
    pub enum ChangeCause {
        /// By operation of law, such as a merger: everything goes over.
        Law = "law",
        /// By contract: consents do not go over by themselves.
        Contract = "contract",
    }
}

words! {
    /// What a request waits for (article 12(6), recital 63).
    pub enum Awaiting {
        /// Proof of who asks, where there is reasonable doubt.
        Identity = "identity",
        /// What is meant, where there is much.
        Clarification = "clarification",
    }
}

words! {
    /// Why an answer takes longer (article 12(3)): a closed list.
    pub enum ExtensionGround {
        /// The request is complex.
        Complexity = "complexity",
        /// There are many requests.
        Number = "number",
    }
}

words! {
    /// What became of an item of a plan.
    pub enum ItemOutcome {
        /// It was done.
        Done = "done",
        /// There was nothing to do it to.
        NothingFound = "nothing-found",
        /// It could not be done, and must be tried again.
        Failed = "failed",
        /// Telling this recipient is impossible, or takes a disproportionate effort (article 19). A judgement.
        Disproportionate = "disproportionate",
    }
}

words! {
    /// What a controller instructs its processor to make for a request (article 28(3)(a) and (e)).
    pub enum InstructedAct {
        /// The plan: the processor looks up, corrects, erases or restricts what it holds.
        Plan = "plan",
        /// The package of a request for access or portability. It needs a plan, which this includes.
        Package = "package",
    }
}
