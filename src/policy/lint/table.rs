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

macro_rules! lints {
    ($($variant:ident = $code:literal, $severity:ident, $article:literal, $nl:literal, $en:literal;)+) => {
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
    UnboundedTerm = "unbounded-term", Warning, "5(1)(e)", "Deze bewaartermijn heeft geen einde dat te berekenen is.", "This retention term has no end that can be computed.";
    NoBackstop = "no-backstop", Violation, "5(1)(e)", "Deze termijn kan altijd open blijven, en er is geen uiterste datum.", "This term can stay open for ever, and there is no backstop.";
    OpenAnchor = "open-anchor", Warning, "5(1)(e)", "Deze termijn telt vanaf iets dat misschien nooit gebeurt.", "This term counts from something that may never happen.";
    PlannedAnchor = "planned-anchor", Warning, "5(1)(e)", "Deze termijn telt alleen vanaf iets dat gepland is, niet vanaf iets dat gebeurt.", "This term counts only from something planned, not from something that happens.";
    TermElsewhere = "term-elsewhere", Note, "5(1)(e), 13(2)(a)", "De bewaartermijn staat alleen in de overeenkomst, niet in dit document.", "The retention term stands only in the agreement, not in this document.";
    NoGrace = "no-grace", Note, "5(1)(e)", "Niet gezegd is hoe lang gegevens nog worden vastgehouden als toestemming betwist of achterhaald is.", "It is not said how long data are held when consent is contested or superseded.";
    NoReturnTerm = "no-return-term", Note, "28(3)(g)", "Niet gezegd is hoe lang gegevens na het einde nog worden vastgehouden.", "It is not said how long data are held after the end.";

    ImpliedConsent = "implied-consent", Violation, "4(11), 7, recital 32", "Gebruik of zwijgen is geen toestemming.", "Use or silence is no consent.";
    WithdrawalHarder = "withdrawal-harder", Violation, "7(3)", "Intrekken is moeilijker dan toestemming geven.", "Withdrawing is harder than consenting.";
    WithdrawalUnsaid = "withdrawal-unsaid", Warning, "7(3)", "Niet gezegd is hoe toestemming wordt ingetrokken.", "It is not said how consent is withdrawn.";
    DeviceWithoutConsent = "device-without-consent", Violation, "Tw 11.7a", "Dit leest of schrijft op het apparaat zonder toestemming, en is niet noodzakelijk of vrijwel zonder gevolgen.", "This reads or writes on the device without consent, and is neither needed nor of little effect.";
    ContractNotWithPerson = "contract-not-with-person", Warning, "6(1)(b)", "De overeenkomst is niet met de betrokkene gesloten.", "The contract is not with the data subject.";
    PupilOnContract = "pupil-on-contract", Warning, "6(1)(b), UAVG 5", "Gegevens van leerlingen op grond van een overeenkomst.", "A pupil's data on the basis of a contract.";
    BasisUnsaid = "basis-unsaid", Warning, "13(1)(c)", "Het document noemt geen grondslag voor dit doel.", "The document names no lawful basis for this purpose.";
    BasisByController = "basis-by-controller", Note, "28(3)(a)", "De grondslag wordt door de verwerkingsverantwoordelijke bepaald, per overeenkomst.", "The controller sets the lawful basis, per agreement.";
    SpecialWithoutGround = "special-without-ground", Violation, "9(2), UAVG 30", "Bijzondere gegevens zonder grond.", "Special data without a ground.";
    PossiblySpecial = "possibly-special", Warning, "9", "Deze gegevens kunnen bijzonder zijn, en er is geen grond voor.", "These data can be special, and there is no ground for that.";
    NumberWithoutLaw = "number-without-law", Violation, "87, UAVG 46", "Een wettelijk voorgeschreven nummer zonder wettelijk voorschrift.", "A number prescribed by law, without a law that prescribes it here.";
    CategoryUnused = "category-unused", Warning, "5(1)(c)", "Geen doel heeft deze categorie nodig.", "No purpose needs this category.";
    AnonymousWithProcessor = "anonymous-with-processor", Warning, "4(1), recital 26", "Deze gegevens heten anoniem, maar worden als persoonsgegevens behandeld.", "These data are called anonymous, but handled as personal data.";
    ProfilingOfMinors = "profiling-of-minors", Warning, "22, recital 71", "Kinderen worden geprofileerd, of er wordt over hen automatisch besloten.", "Children are profiled, or decided about automatically.";
    EffectUnsaid = "effect-unsaid", Note, "13(2)(f)", "Niet gezegd is of dit doel profileert of besluit.", "It is not said whether this purpose profiles or decides.";
    SwitchUnclear = "switch-unclear", Warning, "28(3)(a), 7", "Onduidelijk is wie deze keuze maakt: de instelling of de gebruiker.", "It is unclear who makes this choice: the institution or the user.";
    ProcessorWithOwnPurpose = "processor-with-own-purpose", Warning, "28(10)", "Dezelfde partij is verwerker en bepaalt ook eigen doelen.", "One party is a processor and sets purposes of its own.";

    RoleUnsaid = "role-unsaid", Warning, "13(1)(a), 26, 28", "Het document zegt niet welke rol deze partij heeft.", "The document does not say which role this party has.";
    PartyUnnamed = "party-unnamed", Note, "13(1)(e), 28(2)", "Deze ontvanger is alleen naar soort genoemd.", "This recipient is named only by kind.";
    CountryUnsaid = "country-unsaid", Warning, "13(1)(f), 44", "Niet gezegd is in welk land deze ontvanger verwerkt.", "It is not said in which country this recipient processes.";
    TransferWithoutTool = "transfer-without-tool", Violation, "44, 46", "Doorgifte buiten de EER zonder waarborg.", "A transfer out of the EEA without a safeguard.";
    TransferToolNone = "transfer-tool-none", Violation, "44, 46", "Dit is geen waarborg voor doorgifte.", "This is no safeguard for a transfer.";
    TransferToolLapsed = "transfer-tool-lapsed", Violation, "45", "Deze waarborg voor doorgifte was vervallen toen de versie inging.", "This safeguard for a transfer had lapsed when the version began.";
    TransferClaimed = "transfer-claimed", Warning, "46", "Deze waarborg voor doorgifte wordt alleen beweerd.", "This safeguard for a transfer is only claimed.";
    SubProcessorIsItself = "sub-processor-is-itself", Note, "28(4)", "Een partij staat als haar eigen subverwerker op de lijst.", "A party is on the list as its own sub-processor.";
    NoOfficer = "no-officer", Note, "13(1)(b), 37", "Er is geen functionaris gegevensbescherming genoemd.", "No data protection officer is named.";
    NoContact = "no-contact", Violation, "13(1)(a)", "Niet gezegd is hoe de opsteller te bereiken is.", "It is not said how to reach the author.";
    MinorsUnsaid = "minors-unsaid", Warning, "8, 12(1), UAVG 5", "Het product is voor het onderwijs, maar over minderjarigen wordt niets gezegd.", "The product is for education, but nothing is said of minors.";
    WithoutAgreement = "without-agreement", Violation, "28(3)", "Er wordt een tijd zonder verwerkersovereenkomst verwerkt.", "There is processing for a time without a processing agreement.";
    NoAgreement = "no-agreement", Violation, "28(3)", "Er is een verwerker, maar geen verwerkersovereenkomst.", "There is a processor, but no processing agreement.";
    AtEndUnsaid = "at-end-unsaid", Warning, "28(3)(g)", "Niet gezegd is wat er aan het einde van de overeenkomst met de gegevens gebeurt.", "It is not said what happens to the data when the agreement ends.";
    SchemeReplaced = "scheme-replaced", Warning, "", "Deze versie van het convenant was al vervangen.", "This version of the covenant had already been replaced.";
    SchemeSector = "scheme-sector", Warning, "", "Deze sector valt niet onder het convenant.", "This sector is not covered by the covenant.";
    DatesDiffer = "dates-differ", Warning, "5(1)(d)", "Het document noemt meer dan één datum voor zichzelf.", "The document shows more than one date for itself.";
    Undated = "undated", Warning, "12(1)", "Het document heeft geen datum.", "The document has no date.";

    RightMissing = "right-missing", Warning, "13(2)(b), 15-22", "Een recht dat bij deze grondslagen hoort, wordt niet genoemd.", "A right that belongs to these lawful bases is not mentioned.";
    NoAnswerTerm = "no-answer-term", Warning, "12(3)", "Niet gezegd is binnen welke tijd een verzoek wordt beantwoord.", "It is not said within what time a request is answered.";
    AnswerTooLong = "answer-too-long", Violation, "12(3)", "De antwoordtermijn is langer dan de wet toestaat.", "The term for an answer is longer than the law allows.";
    NoChannel = "no-channel", Warning, "12(2)", "Niet gezegd is waar een verzoek gedaan kan worden.", "It is not said where to make a request.";
    NoComplaint = "no-complaint", Warning, "13(2)(d), 77", "Het recht om een klacht in te dienen wordt niet genoemd.", "The right to complain to the authority is not mentioned.";
    NoRights = "no-rights", Violation, "12, 13(2)(b)", "Het document noemt geen rechten.", "The document mentions no rights.";
    NoBreachRule = "no-breach-rule", Warning, "33, 34", "Het document zegt niets over datalekken.", "The document says nothing about breaches.";
    NoBreachClock = "no-breach-clock", Warning, "33", "Een melding van een datalek heeft geen termijn.", "A report of a breach has no term.";
    BreachThreshold = "breach-threshold", Warning, "33(1), 34(1)", "Niet gezegd is vanaf welk risico een datalek wordt gemeld, of de drempel is niet die van de wet.", "It is not said from what risk on a breach is reported, or the threshold is not the law's.";
    BreachReceiverUnsaid = "breach-receiver-unsaid", Warning, "33, 34", "Niet gezegd is aan wie een datalek wordt gemeld.", "It is not said to whom a breach is reported.";
    ProcessorSkipsController = "processor-skips-controller", Violation, "33(2)", "Een verwerker meldt een datalek niet aan de verwerkingsverantwoordelijke.", "A processor does not report a breach to the controller.";
    BreachTooLate = "breach-too-late", Violation, "33(1)", "Deze meldtermijn is langer dan 72 uur.", "This term for a report is longer than 72 hours.";
    NoChanges = "no-changes", Note, "12(1), 13(3)", "Niet gezegd is hoe wijzigingen bekend worden gemaakt.", "It is not said how changes are made known.";
    ChangesNotAnnounced = "changes-not-announced", Note, "12(1), 13(3)", "Wijzigingen worden alleen gepubliceerd, niet verteld.", "Changes are only published, not told.";
    ErasureUnsaid = "erasure-unsaid", Warning, "17, 32", "Niet gezegd is wanneer gegevens uit dit systeem en zijn back-ups weg zijn.", "It is not said when data are gone from this system and its backups.";
    DocumentNotSeen = "document-not-seen", Note, "", "Dit document hoort erbij, maar is niet gezien.", "This document belongs to it, but was not seen.";

    Doubt = "doubt", Note, "", "Een twijfel die het beleid zelf vastlegt.", "A doubt that the policy itself records.";
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
