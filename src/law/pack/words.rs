//! The closed lists of words in which the law pack is written.

use crate::json::words;

words! {
    /// What stands behind a row.
    pub enum Force {
        /// Union or Member State law (article 6(3), 17(3)(b)): only this carries a minimum term.
        Law = "law",
        /// The text of an authority or a sector body, or of a repealed rule.
        Guideline = "guideline",
        /// A custom that no text supports.
        Practice = "practice",
    }
}

words! {
    /// Which side of a term a row fixes.
    pub enum TermBound {
        /// At least so long.
        Minimum = "minimum",
        /// At most so long.
        Maximum = "maximum",
        /// Neither shorter nor longer.
        Exact = "exact",
    }
}

words! {
    /// How sure a row is.
    pub enum Sure {
        /// The consolidated text was read, in the state of the day in `seen`.
        Read = "read",
        /// A text of an older state was read: number and currency must be checked.
        OldText = "old-text",
        /// A page about the text was read.
        Secondary = "secondary",
        /// From memory; nothing was read.
        Memory = "memory",
    }
}

words! {
    /// A party as the laws see it that bind only some.
    pub enum BoundParty {
        /// Everybody who keeps an administration, for that administration.
        Anybody = "anybody",
        /// A legal person under Book 2 of the Civil Code.
        LegalPerson = "legal-person",
        /// An entrepreneur for value-added tax.
        VatEntrepreneur = "vat-entrepreneur",
        /// An electronic interface that facilitates supplies.
        Platform = "platform",
        /// An employer, or another who withholds wage tax.
        Employer = "employer",
        /// The board of a school or institution; the sectors of the policy say of which kind.
        SchoolBoard = "school-board",
        /// A public authority, such as the board of a public school (*openbaar*): article 6(1)(f) is not for its tasks.
        PublicBody = "public-body",
        /// A partnership of schools (*samenwerkingsverband*).
        Partnership = "partnership",
        /// A care provider under the WGBO, such as a school doctor. Not a teacher.
        CareProvider = "care-provider",
        /// A provider of youth care.
        YouthCareProvider = "youth-care-provider",
        /// One who assesses a person at the order of another.
        Assessor = "assessor",
        /// A child-care centre.
        Childcare = "childcare",
        /// A supplier of learning material, tests or analytics: it gets a pseudonym, never the national number.
        LearningSupplier = "learning-supplier",
        /// Every controller.
        Controller = "controller",
        /// Every processor.
        Processor = "processor",
    }
}

words! {
    /// What kind of data a category holds, in the eyes of laws that speak of some kinds only.
    pub enum DataKind {
        /// Enrolment and leaving.
        Enrolment = "enrolment",
        /// Absence and attendance.
        Attendance = "attendance",
        /// Data needed to compute the funding.
        Funding = "funding",
        /// Statements of admissibility (*toelaatbaarheidsverklaring*).
        Admissibility = "admissibility",
        /// Exams, and the works made for them.
        ExamWork = "exam-work",
        /// Reports and health data on the support of a pupil.
        Support = "support",
        /// The file of a pupil beside all this.
        PupilFile = "pupil-file",
        /// Books and records of the administration.
        Financial = "financial",
        /// Staff and applicants.
        Personnel = "personnel",
        /// The file of a patient or client.
        Care = "care",
        /// Health, outside a care file.
        Health = "health",
        /// Biometric data that identify a person.
        Biometric = "biometric",
        /// Logs of systems, cameras, visitors.
        Logs = "logs",
    }
}

words! {
    /// Clauses of the Commission, by the decision that holds them.
    pub enum ClauseSet {
        /// 2001/497/EC, controller to controller, set I.
        C2001 = "2001-497",
        /// 2002/16/EC, controller to processor.
        C2002 = "2002-16",
        /// 2004/915/EC, controller to controller, set II.
        C2004 = "2004-915",
        /// 2010/87/EU, controller to processor.
        C2010 = "2010-87",
        /// (EU) 2021/914, modules 1 to 4.
        C2021 = "2021-914",
        /// (EU) 2021/915: clauses under article 28, no transfer tool.
        Processing2021 = "2021-915",
    }
}

words! {
    /// A number prescribed by law (UAVG 46).
    pub enum NationalNumber {
        /// *Burgerservicenummer*.
        Bsn = "bsn",
        /// *Persoonsgebonden nummer*: the education number.
        Pgn = "pgn",
    }
}

words! {
    /// A calendar of holidays.
    pub enum HolidayList {
        /// The list of the Netherlands in the Official Journal (Regulation 1182/71, article 2).
        OfficialJournal = "official-journal",
        /// Days put on a par by royal decree (*Algemene termijnenwet*, article 3(3)).
        Atw = "atw",
    }
}
