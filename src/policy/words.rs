//! The closed lists of words a policy is written in.

use crate::json::words;

words! {
    /// A country whose law applies. Others are refused: their law is not in this library.
    pub enum Jurisdiction {
        /// The Netherlands in Europe. Not the Dutch Caribbean, which has a law of its own (Wbp BES).
        Netherlands = "NL",
    }
}

words! {
    /// The language of a policy's own texts.
    pub enum Language {
        /// Dutch.
        Dutch = "nl",
        /// English.
        English = "en",
    }
}

words! {
    /// What a party is under the GDPR (article 4(7), (8); 26; 28).
    pub enum PartyRole {
        /// Decides on purposes and means.
        Controller = "controller",
        /// Decides together with another controller (article 26).
        JointController = "joint-controller",
        /// Receives data and decides for itself what to do with it.
        IndependentController = "independent-controller",
        /// Processes on a controller's instructions.
        Processor = "processor",
        /// Processes on a processor's instructions (article 28(2), (4)).
        SubProcessor = "sub-processor",
    }
}

words! {
    /// What kind of person the data are about.
    pub enum SubjectKind {
        /// A pupil or student.
        Pupil = "pupil",
        /// A parent or guardian.
        Parent = "parent",
        /// Staff of the institution.
        Staff = "staff",
        /// Someone who answers a questionnaire.
        Respondent = "respondent",
        /// Someone who speaks for an organisation.
        ContactPerson = "contact-person",
        /// A visitor of a website.
        Visitor = "visitor",
        /// A user of a product who is none of these.
        User = "user",
    }
}

words! {
    /// How far data can be led back to a person; each needs less than the one before. An *output form*, too.
    pub enum Identifiability {
        /// Neither.
        Nothing = "nothing",
        /// Not led back to a person by anyone, with reasonable means (recital 26).
        Anonymised = "anonymised",
        /// Led back only with additional data kept apart (article 4(5)).
        Pseudonymised = "pseudonymised",
        /// Led back.
        Identifiable = "identifiable",
    }
}

words! {
    /// How sensitive a category is.
    pub enum Sensitivity {
        /// Ordinary.
        Ordinary = "ordinary",
        /// Treated as sensitive by the policy itself.
        Sensitive = "sensitive",
        /// Can hold special data, such as free text (article 9).
        PossiblySpecial = "possibly-special",
        /// Special data (article 9).
        Special = "special",
        /// A number prescribed by law (article 87, UAVG 46).
        NumberUnderLaw = "number-under-law",
    }
}

words! {
    /// Where data come from (articles 13 and 14; 20 covers what is provided and observed).
    pub enum Origin {
        /// The person provides them.
        Provided = "provided",
        /// Observed while the person uses something.
        Observed = "observed",
        /// Concluded from other data.
        Derived = "derived",
        /// Received from another party.
        FromParty = "from-party",
    }
}

words! {
    /// What a role does with data.
    pub enum Verb {
        /// Looks at it.
        View = "view",
        /// Makes it.
        Create = "create",
        /// Changes it.
        Change = "change",
        /// Deletes it.
        Delete = "delete",
        /// Gives it to a recipient.
        Share = "share",
        /// Works out something from it.
        Analyse = "analyse",
        /// Approaches the person with it.
        Contact = "contact",
        /// Keeps it, or places it on a device.
        Store = "store",
        /// Makes it public.
        Publish = "publish",
    }
}

words! {
    /// What the one who acts is to the data subject.
    pub enum ActorRelation {
        /// The data subject.
        DataSubject = "self",
        /// The data subject's legal representative.
        Representative = "representative",
        /// Someone of the same organisation or tenant.
        OwnOrganisation = "own-organisation",
        /// The one who made the material in question.
        Maker = "maker",
        /// Anyone with the role.
        Any = "any",
    }
}

words! {
    /// Who holds a switch, or who has to give consent or an order.
    pub enum OptionHolder {
        /// The institution.
        Institution = "institution",
        /// The data subject, or whoever speaks for them.
        User = "user",
    }
}

words! {
    /// How many of its holders must have switched an option on.
    pub enum Switches {
        /// Every holder.
        All = "all",
        /// One of them is enough.
        Any = "any",
    }
}

words! {
    /// How consent is obtained (article 4(11), 7).
    pub enum ConsentHow {
        /// A statement or a clear affirmative act.
        Explicit = "explicit",
        /// By going on using the product: no consent (recital 32).
        ByUse = "by-use",
        /// By not switching it off: no consent (recital 32).
        OptOut = "opt-out",
    }
}

words! {
    /// Until what consent is valid.
    pub enum ValidThrough {
        /// The end of a school year.
        SchoolYearEnd = "school-year-end",
    }
}

words! {
    /// How easily consent is withdrawn, against how it is given (article 7(3)).
    pub enum WithdrawalEase {
        /// As easily as given.
        Same = "same",
        /// Less easily, such as by writing to someone.
        Harder = "harder",
        /// Not said.
        Unsaid = "unsaid",
    }
}

words! {
    /// What the purpose does to the person (article 22, profiling 4(4)).
    pub enum Effect {
        /// Nothing beyond the use itself.
        None = "none",
        /// Evaluates personal aspects automatically.
        Profiling = "profiling",
        /// Advises a human, who decides.
        Advises = "advises",
        /// Decides alone, with legal or similarly significant effect.
        DecidesAlone = "decides-alone",
    }
}

words! {
    /// What artificial intelligence does for a purpose (Regulation (EU) 2024/1689).
    pub enum AiUse {
        /// Infers emotions of a person: banned in education and at work (article 5(1)(f)).
        Emotions = "emotions",
        /// Decides or advises on admission or assignment (annex III(3)(a)).
        Admission = "admission",
        /// Evaluates what was learned, or steers learning by it (annex III(3)(b)).
        Outcomes = "outcomes",
        /// Assesses the level of education that a person gets (annex III(3)(c)).
        Level = "level",
        /// Watches for cheating in tests (annex III(3)(d)).
        Cheating = "cheating",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// What is read from or written to a person's device (article 11.7a *Telecommunicatiewet*).
    pub enum DeviceAccess {
        /// Needed for the service asked for: no consent.
        Functional = "functional",
        /// Measures quality with little effect on privacy: no consent.
        LowImpactAnalytics = "low-impact-analytics",
        /// Makes the site more pleasant: consent.
        Comfort = "comfort",
        /// Measures use otherwise: consent.
        Analytics = "analytics",
        /// Follows or profiles people: consent.
        Tracking = "tracking",
        /// Not said what for: consent.
        Unsaid = "unsaid",
    }
}

words! {
    /// The weight of a term.
    pub enum TermKind {
        /// A law sets the least: a claim of its own, which holds but does not use. Needs `law`, or `act` and `article`.
        Minimum = "minimum",
        /// A law or the policy sets the most.
        Maximum = "maximum",
        /// A contract sets the most.
        Contract = "contract",
        /// A custom of the field; only where there is no maximum and no contract.
        Guideline = "guideline",
    }
}

words! {
    /// What an anchor is.
    pub enum AnchorKind {
        /// Something that lasts: enrolled, an account.
        State = "state",
        /// Something that happens at a moment: a login, an invoice.
        Happening = "happening",
    }
}

words! {
    /// Whose anchor it is; also where its value is looked up.
    pub enum Scope {
        /// Of one record.
        Record = "record",
        /// Of the person.
        Person = "person",
        /// Of the institution.
        Institution = "institution",
    }
}

words! {
    /// Why data go to a recipient.
    pub enum DisclosureGround {
        /// It processes for us (article 28).
        Processor = "processor",
        /// It carries out a contract with the person.
        Contract = "contract",
        /// The person consented to the disclosure.
        Consent = "consent",
        /// A legitimate interest.
        LegitimateInterest = "legitimate-interest",
        /// A legal duty, such as a demand by the police.
        LegalDuty = "legal-duty",
        /// The person, or whoever the data belong to, is that recipient.
        Own = "own",
        /// On the controller's instruction.
        Instruction = "instruction",
    }
}

words! {
    /// What happens to data when the agreement ends (article 28(3)(g)).
    pub enum AtEnd {
        /// They are deleted.
        Delete = "delete",
        /// They are returned, then deleted.
        Return = "return",
        /// Not said.
        Unsaid = "unsaid",
    }
}

words! {
    /// Whom a breach is reported to.
    pub enum BreachTo {
        /// The controller, by a processor (article 33(2)).
        Controller = "controller",
        /// The supervisory authority (article 33(1)).
        Authority = "authority",
        /// The persons concerned (article 34).
        Persons = "persons",
        /// Not said.
        Unsaid = "unsaid",
    }
}

words! {
    /// From what risk on a breach is reported.
    pub enum BreachThreshold {
        /// Every breach.
        Any = "any",
        /// Unless a risk is unlikely (article 33(1)).
        Risk = "risk",
        /// A high risk (article 34(1)).
        HighRisk = "high-risk",
        /// Not said.
        Unsaid = "unsaid",
    }
}

words! {
    /// How a system lets go of data.
    pub enum ErasureMode {
        /// At once.
        AtOnce = "at-once",
        /// When its backups have rotated.
        Rotates = "rotates",
        /// Not said.
        Unsaid = "unsaid",
    }
}
