//! Every lint: one row each, with its code, severity, article and a sentence in two languages.

use crate::json::words;

words! {
    /// How bad a finding is.
    pub enum Severity {
        /// Against the law as it stands.
        Violation = "violation",
        /// Likely to be, or impossible to show that it is not.
        Warning = "warning",
        /// To be known.
        Note = "note",
    }
}

words! {
    /// What a finding is about.
    ///
    /// Only the lawfulness of the processing itself (articles 5(1)(a), 6 to 10, 22, 44, 87) stops it. A missing record,
    /// agreement or report breaks a duty of its own, and does not make the processing unlawful (C-60/22).
    pub enum About {
        /// Whether the law allows the processing. As a violation it stops the claims at its path until it is accepted.
        Lawfulness = "lawfulness",
        /// Whether people are told what they must be told.
        Transparency = "transparency",
        /// Whether the document and the organisation behind it are in order.
        Quality = "quality",
    }
}

macro_rules! lints {
    ($($variant:ident = $code:literal, $severity:ident, $about:ident, $article:literal, $nl:literal, $en:literal;)+) => {
        /// A lint. A stable code; a small value.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Lint {
            $(#[doc = $en] $variant),+
        }

        impl Lint {
            /// Every lint, in the order of the table.
            pub const ALL: &'static [Lint] = &[$(Lint::$variant),+];

            /// The stable code.
            pub fn code(self) -> &'static str {
                match self { $(Lint::$variant => $code),+ }
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $(Lint::$variant => Severity::$severity),+ }
            }

            /// What it is about.
            pub fn about(self) -> About {
                match self { $(Lint::$variant => About::$about),+ }
            }

            /// The article, of the GDPR unless another act is named; empty where there is none.
            pub fn article(self) -> &'static str {
                match self { $(Lint::$variant => $article),+ }
            }

            /// A sentence in Dutch.
            pub fn dutch(self) -> &'static str {
                match self { $(Lint::$variant => $nl),+ }
            }

            /// A sentence in English.
            pub fn english(self) -> &'static str {
                match self { $(Lint::$variant => $en),+ }
            }
        }
    };
}

lints! {
    UnboundedTerm = "unbounded-term", Warning, Quality, "5(1)(e)", "Deze bewaartermijn heeft geen einde dat te berekenen is.", "This retention term has no end that can be computed.";
    NoBackstop = "no-backstop", Violation, Quality, "5(1)(e)", "Deze termijn kan altijd open blijven, en er is geen uiterste datum.", "This term can stay open for ever, and there is no backstop.";
    OpenAnchor = "open-anchor", Warning, Quality, "5(1)(e)", "Deze termijn telt vanaf iets dat misschien nooit gebeurt.", "This term counts from something that may never happen.";
    PlannedAnchor = "planned-anchor", Warning, Quality, "5(1)(e)", "Deze termijn telt alleen vanaf iets dat gepland is, niet vanaf iets dat gebeurt.", "This term counts only from something planned, not from something that happens.";
    TermElsewhere = "term-elsewhere", Note, Transparency, "5(1)(e), 13(2)(a)", "De bewaartermijn staat alleen in de overeenkomst, niet in dit document.", "The retention term stands only in the agreement, not in this document.";
    NoGrace = "no-grace", Note, Quality, "5(1)(e)", "Niet gezegd is hoe lang gegevens nog worden vastgehouden als toestemming betwist of achterhaald is.", "It is not said how long data are held when consent is contested or superseded.";
    NoReturnTerm = "no-return-term", Note, Quality, "28(3)(g)", "Niet gezegd is hoe lang gegevens na het einde nog worden vastgehouden.", "It is not said how long data are held after the end.";

    ImpliedConsent = "implied-consent", Violation, Lawfulness, "4(11), 7, recital 32", "Gebruik of zwijgen is geen toestemming.", "Use or silence is no consent.";
    WithdrawalHarder = "withdrawal-harder", Violation, Lawfulness, "7(3)", "Intrekken is moeilijker dan toestemming geven.", "Withdrawing is harder than consenting.";
    WithdrawalUnsaid = "withdrawal-unsaid", Warning, Lawfulness, "7(3)", "Niet gezegd is hoe toestemming wordt ingetrokken.", "It is not said how consent is withdrawn.";
    DeviceWithoutConsent = "device-without-consent", Violation, Lawfulness, "Tw 11.7a", "Dit leest of schrijft op het apparaat zonder toestemming, en is niet noodzakelijk of vrijwel zonder gevolgen.", "This reads or writes on the device without consent, and is neither needed nor of little effect.";
    ContractNotWithPerson = "contract-not-with-person", Warning, Lawfulness, "6(1)(b)", "De overeenkomst is niet met de betrokkene gesloten.", "The contract is not with the data subject.";
    PupilOnContract = "pupil-on-contract", Warning, Lawfulness, "6(1)(b), UAVG 5", "Gegevens van leerlingen op grond van een overeenkomst.", "A pupil's data on the basis of a contract.";
    BasisUnsaid = "basis-unsaid", Warning, Transparency, "13(1)(c)", "Het document noemt geen grondslag voor dit doel.", "The document names no lawful basis for this purpose.";
    BasisByController = "basis-by-controller", Note, Lawfulness, "28(3)(a)", "De grondslag wordt door de verwerkingsverantwoordelijke bepaald, per overeenkomst.", "The controller sets the lawful basis, per agreement.";
    SpecialWithoutGround = "special-without-ground", Violation, Lawfulness, "9(2), UAVG 30", "Bijzondere gegevens zonder grond.", "Special data without a ground.";
    PossiblySpecial = "possibly-special", Warning, Lawfulness, "9", "Deze gegevens kunnen bijzonder zijn, en er is geen grond voor.", "These data can be special, and there is no ground for that.";
    NumberWithoutLaw = "number-without-law", Violation, Lawfulness, "87, UAVG 46", "Een wettelijk voorgeschreven nummer zonder wettelijk voorschrift.", "A number prescribed by law, without a law that prescribes it here.";
    CategoryUnused = "category-unused", Warning, Quality, "5(1)(c)", "Geen doel heeft deze categorie nodig.", "No purpose needs this category.";
    AnonymousWithProcessor = "anonymous-with-processor", Warning, Quality, "4(1), recital 26", "Deze gegevens heten anoniem, maar worden als persoonsgegevens behandeld.", "These data are called anonymous, but handled as personal data.";
    ProfilingOfMinors = "profiling-of-minors", Warning, Lawfulness, "22, recital 71", "Kinderen worden geprofileerd, of er wordt over hen automatisch besloten.", "Children are profiled, or decided about automatically.";
    EffectUnsaid = "effect-unsaid", Note, Transparency, "13(2)(f)", "Niet gezegd is of dit doel profileert of besluit.", "It is not said whether this purpose profiles or decides.";
    SwitchUnclear = "switch-unclear", Warning, Quality, "28(3)(a), 7", "Onduidelijk is wie deze keuze maakt: de instelling of de gebruiker.", "It is unclear who makes this choice: the institution or the user.";
    ProcessorWithOwnPurpose = "processor-with-own-purpose", Warning, Lawfulness, "28(10)", "Dezelfde partij is verwerker en bepaalt ook eigen doelen.", "One party is a processor and sets purposes of its own.";

    RoleUnsaid = "role-unsaid", Warning, Transparency, "13(1)(a), 26, 28", "Het document zegt niet welke rol deze partij heeft.", "The document does not say which role this party has.";
    PartyUnnamed = "party-unnamed", Note, Transparency, "13(1)(e), 28(2)", "Deze ontvanger is alleen naar soort genoemd.", "This recipient is named only by kind.";
    CountryUnsaid = "country-unsaid", Warning, Transparency, "13(1)(f), 44", "Niet gezegd is in welk land deze ontvanger verwerkt.", "It is not said in which country this recipient processes.";
    TransferWithoutTool = "transfer-without-tool", Violation, Lawfulness, "44, 46", "Doorgifte buiten de EER zonder waarborg.", "A transfer out of the EEA without a safeguard.";
    TransferToolNone = "transfer-tool-none", Violation, Lawfulness, "44, 46", "Dit is geen waarborg voor doorgifte.", "This is no safeguard for a transfer.";
    TransferToolLapsed = "transfer-tool-lapsed", Violation, Lawfulness, "45", "Deze waarborg voor doorgifte was vervallen toen de versie inging.", "This safeguard for a transfer had lapsed when the version began.";
    TransferClaimed = "transfer-claimed", Warning, Lawfulness, "46", "Deze waarborg voor doorgifte wordt alleen beweerd.", "This safeguard for a transfer is only claimed.";
    SubProcessorIsItself = "sub-processor-is-itself", Note, Quality, "28(4)", "Een partij staat als haar eigen subverwerker op de lijst.", "A party is on the list as its own sub-processor.";
    NoOfficer = "no-officer", Note, Transparency, "13(1)(b), 37", "Er is geen functionaris gegevensbescherming genoemd.", "No data protection officer is named.";
    NoContact = "no-contact", Violation, Transparency, "13(1)(a)", "Niet gezegd is hoe de opsteller te bereiken is.", "It is not said how to reach the author.";
    MinorsUnsaid = "minors-unsaid", Warning, Transparency, "8, 12(1), UAVG 5", "Het product is voor het onderwijs, maar over minderjarigen wordt niets gezegd.", "The product is for education, but nothing is said of minors.";
    WithoutAgreement = "without-agreement", Violation, Quality, "28(3)", "Er wordt een tijd zonder verwerkersovereenkomst verwerkt.", "There is processing for a time without a processing agreement.";
    NoAgreement = "no-agreement", Violation, Quality, "28(3)", "Er is een verwerker, maar geen verwerkersovereenkomst.", "There is a processor, but no processing agreement.";
    AtEndUnsaid = "at-end-unsaid", Warning, Quality, "28(3)(g)", "Niet gezegd is wat er aan het einde van de overeenkomst met de gegevens gebeurt.", "It is not said what happens to the data when the agreement ends.";
    SchemeReplaced = "scheme-replaced", Warning, Quality, "", "Deze versie van het convenant was al vervangen.", "This version of the covenant had already been replaced.";
    SchemeSector = "scheme-sector", Warning, Quality, "", "Deze sector valt niet onder het convenant.", "This sector is not covered by the covenant.";
    DatesDiffer = "dates-differ", Warning, Quality, "5(1)(d)", "Het document noemt meer dan één datum voor zichzelf.", "The document shows more than one date for itself.";
    Undated = "undated", Warning, Transparency, "12(1)", "Het document heeft geen datum.", "The document has no date.";

    RightMissing = "right-missing", Warning, Transparency, "13(2)(b), 15-22", "Een recht dat bij deze grondslagen hoort, wordt niet genoemd.", "A right that belongs to these lawful bases is not mentioned.";
    NoAnswerTerm = "no-answer-term", Warning, Transparency, "12(3)", "Niet gezegd is binnen welke tijd een verzoek wordt beantwoord.", "It is not said within what time a request is answered.";
    AnswerTooLong = "answer-too-long", Violation, Transparency, "12(3)", "De antwoordtermijn is langer dan de wet toestaat.", "The term for an answer is longer than the law allows.";
    NoChannel = "no-channel", Warning, Transparency, "12(2)", "Niet gezegd is waar een verzoek gedaan kan worden.", "It is not said where to make a request.";
    NoComplaint = "no-complaint", Warning, Transparency, "13(2)(d), 77", "Het recht om een klacht in te dienen wordt niet genoemd.", "The right to complain to the authority is not mentioned.";
    NoRights = "no-rights", Violation, Transparency, "12, 13(2)(b)", "Het document noemt geen rechten.", "The document mentions no rights.";
    NoBreachRule = "no-breach-rule", Warning, Quality, "33, 34", "Het document zegt niets over datalekken.", "The document says nothing about breaches.";
    NoBreachClock = "no-breach-clock", Warning, Quality, "33", "Een melding van een datalek heeft geen termijn.", "A report of a breach has no term.";
    BreachThreshold = "breach-threshold", Warning, Quality, "33(1), 34(1)", "Niet gezegd is vanaf welk risico een datalek wordt gemeld, of de drempel is niet die van de wet.", "It is not said from what risk on a breach is reported, or the threshold is not the law's.";
    BreachReceiverUnsaid = "breach-receiver-unsaid", Warning, Quality, "33, 34", "Niet gezegd is aan wie een datalek wordt gemeld.", "It is not said to whom a breach is reported.";
    ProcessorSkipsController = "processor-skips-controller", Violation, Quality, "33(2)", "Een verwerker meldt een datalek niet aan de verwerkingsverantwoordelijke.", "A processor does not report a breach to the controller.";
    BreachTooLate = "breach-too-late", Violation, Quality, "33(1)", "Deze meldtermijn is langer dan 72 uur.", "This term for a report is longer than 72 hours.";
    NoChanges = "no-changes", Note, Transparency, "12(1), 13(3)", "Niet gezegd is hoe wijzigingen bekend worden gemaakt.", "It is not said how changes are made known.";
    ChangesNotAnnounced = "changes-not-announced", Note, Transparency, "12(1), 13(3)", "Wijzigingen worden alleen gepubliceerd, niet verteld.", "Changes are only published, not told.";
    ErasureUnsaid = "erasure-unsaid", Warning, Transparency, "17, 32", "Niet gezegd is wanneer gegevens uit dit systeem en zijn back-ups weg zijn.", "It is not said when data are gone from this system and its backups.";
    DocumentNotSeen = "document-not-seen", Note, Transparency, "", "Dit document hoort erbij, maar is niet gezien.", "This document belongs to it, but was not seen.";

    KeptOverMaximum = "kept-over-maximum", Violation, Quality, "5(1)(e)", "Deze termijn is langer dan de wet toestaat.", "This term is longer than the law allows.";
    AbsenceShorterThanLaw = "absence-shorter-than-law", Violation, Quality, "17(3)(b), Besluit bekostiging WPO 2022 12(1), WEC 2022 11(1), Uitvoeringsbesluit WVO 2020 8.10(2)", "De wet verplicht de school in- en uitschrijving en verzuim vijf jaar na vertrek te bewaren; deze termijn is korter of noemt die plicht niet.", "The law obliges the school to keep enrolment and absence for five years after leaving; this purpose names no such minimum.";
    FForTask = "f-for-task", Violation, Lawfulness, "6(1), second subparagraph", "Een overheidsorgaan kan zich voor zijn taak niet op een gerechtvaardigd belang beroepen.", "A public authority cannot rely on legitimate interests for its task.";
    FForSchool = "f-for-school", Warning, Lawfulness, "6(1)(e), 6(1)(f)", "Een school beroept zich op een gerechtvaardigd belang zonder dat is gezegd dat dit buiten haar taak valt.", "A school relies on legitimate interests, and the document does not place this outside its task.";
    CWithoutArticle = "c-without-article", Warning, Lawfulness, "6(1)(c), 6(3)", "Een wettelijke plicht staat in een wet; welk artikel dat is, staat er niet.", "A legal obligation stands in a law, and the document does not name the article.";
    EWithoutArticle = "e-without-article", Warning, Lawfulness, "6(1)(e), 6(3)", "Een publieke taak staat in een wet; welk artikel dat is, staat er niet.", "A public task stands in a law, and the document does not name the article.";
    FWithoutBalance = "f-without-balance", Warning, Lawfulness, "6(1)(f), 13(1)(d)", "Niet gezegd is hoe het belang is afgewogen tegen dat van de betrokkene.", "The document does not say how this interest was weighed against those of the data subject.";
    DecidesAloneMinor = "decides-alone-minor", Violation, Lawfulness, "22(1), recital 71, UAVG 40", "Over kinderen wordt uitsluitend automatisch besloten.", "Decisions about children are made by automated means alone.";
    DeciderUnsaid = "decider-unsaid", Warning, Transparency, "22, 13(2)(f)", "Het systeem adviseert, maar wie er besluit staat er niet.", "The system advises, and the document does not say which role decides.";
    SchoolGuidanceByOther = "school-guidance-by-non-school", Violation, Lawfulness, "9(2)(g), UAVG 30(2)(a)", "Alleen een school kan zich voor begeleiding van leerlingen op deze grond beroepen.", "Only a school can rely on this ground for the guidance of pupils.";
    SchoolGuidanceForStaff = "school-guidance-for-staff", Violation, Lawfulness, "9(2)(b), UAVG 30(1), 30(2)(a)", "Deze grond geldt voor leerlingen, niet voor personeel.", "This ground is for pupils, and not for staff.";
    SecrecyUnsaid = "secrecy-unsaid", Warning, Lawfulness, "UAVG 30(4)", "Wie deze gezondheidsgegevens ziet, moet een geheimhoudingsplicht hebben; dat staat er niet.", "Those who see these data on health must be bound to secrecy, and the document does not say so.";
    BiometricWithoutNeed = "biometric-after-2026-09-01", Violation, Lawfulness, "9(2)(a), 9(2)(g), UAVG 29", "Biometrische herkenning mag alleen met uitdrukkelijke toestemming, of als een zwaarwegend belang van toegangsbeveiliging dat vereist.", "Biometric identification needs explicit consent, or a substantial public interest in lawful access.";
    NumberOutsideLaw = "number-outside-law", Violation, Lawfulness, "87, UAVG 46", "Dit nummer mag alleen worden gebruikt ter uitvoering van de wet die het voorschrijft, dus op een wettelijke plicht of taak.", "This number may only be used to carry out the law that prescribes it: under a legal obligation or a public task.";
    NumberToSupplier = "number-to-supplier", Violation, Lawfulness, "UAVG 46, WPO 182, WEC 161, WVO 2020 8.17, WEB 2.5.5a", "Een leverancier van leermiddelen krijgt een pseudoniem, nooit het wettelijke nummer.", "A supplier of learning material gets a pseudonym, and never the number prescribed by law.";
    EmotionInEducation = "emotion-in-education", Violation, Lawfulness, "AI Act 5(1)(f)", "Emoties van leerlingen of personeel afleiden met AI is verboden.", "Inferring emotions of pupils or staff with AI is banned.";
    AnnexThreeNow = "annex-iii-education", Warning, Quality, "AI Act 6(2), annex III(3)", "Dit is een hoogrisicosysteem in het onderwijs.", "This is a high-risk system in education.";
    AnnexThreeSoon = "annex-iii-education-soon", Note, Quality, "AI Act 6(2), annex III(3)", "Dit wordt een hoogrisicosysteem in het onderwijs.", "This becomes a high-risk system in education.";
    LawDateProvisional = "law-date-provisional", Note, Quality, "", "De datum van deze regel staat nog niet vast.", "The date of this rule is not settled yet.";
    ClausesVersionUnsaid = "clauses-version-unsaid", Warning, Lawfulness, "46(2)(c)", "Niet gezegd is welke standaardbepalingen zijn gebruikt.", "The document does not say which standard clauses were used.";
    OldClauses = "old-clauses", Violation, Lawfulness, "46(2)(c), (EU) 2021/914 4", "Deze standaardbepalingen zijn vervallen.", "These standard clauses have lapsed.";
    ClausesNoTool = "915-is-no-tool", Violation, Lawfulness, "28(7), 46(2)(c)", "Deze bepalingen regelen de verwerking en zijn geen waarborg voor doorgifte.", "These clauses govern the processing, and are no safeguard for a transfer.";
    AdequacyConditionUnsaid = "adequacy-condition-unsaid", Violation, Lawfulness, "45", "Het adequaatheidsbesluit geldt alleen voor sommige ontvangers, en dat deze eronder valt staat er niet.", "The adequacy decision covers only some recipients, and the document does not say that it covers this one.";
    AdequacyEnds = "adequacy-ends", Note, Quality, "45(3)", "Deze waarborg voor doorgifte eindigt binnen een jaar.", "This safeguard for a transfer ends within a year.";
    ToolUnderChallenge = "tool-under-challenge", Note, Quality, "45", "Over deze waarborg loopt een zaak bij het Hof van Justitie.", "This safeguard is before the Court of Justice.";
    ConsentTransferForTask = "consent-transfer-for-task", Violation, Lawfulness, "49(1)(a), 49(3)", "Een publieke taak kan niet doorgeven op grond van toestemming.", "A public task cannot rely on consent for a transfer.";
    ChildChannelMissing = "child-channel-missing", Warning, Transparency, "12(2), UAVG 5(3)(b), 5(4)(b)", "Een kind vanaf twaalf jaar kan zelf verzoeken doen, maar alleen ouders kunnen dit kanaal gebruiken.", "A child of twelve can make requests, and only parents can use these channels.";
    PurposeDropped = "purpose-dropped", Warning, Quality, "5(1)(b), 13(3)", "Een eerdere versie had dit doel; deze versie noemt het niet en zegt niet dat het vervallen is.", "An earlier version had this purpose; this version neither declares nor retires it.";
    BasisExchanged = "basis-exchanged", Warning, Lawfulness, "5(1)(a), 7(3), 17(1)(b)", "Dit doel rustte op toestemming en rust nu op een andere grondslag; een intrekking mag daarmee niet worden omzeild.", "This purpose rested on consent and now has another basis; that must not get around a withdrawal.";

    Doubt = "doubt", Note, Quality, "", "Een twijfel die het beleid zelf vastlegt.", "A doubt that the policy itself records.";
}

#[cfg(test)]
mod tests {
    use super::Lint;

    #[test]
    fn codes_are_unique() {
        let mut codes: Vec<_> = Lint::ALL.iter().map(|lint| lint.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Lint::ALL.len());
    }
}
