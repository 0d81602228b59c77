//! Every reason an answer can give: one row per reason, with its code, the article, and a sentence in two languages.

use serde_json::Value as Json;

use crate::json::{Defs, Node, Read, Reader, words_schema};

macro_rules! reasons {
    ($([$group:literal] $($variant:ident = $code:literal, $article:literal, $nl:literal, $en:literal;)+)+) => {
        reasons! { @all $($($variant = $code, $article, $nl, $en;)+)+ }

        impl ReasonCode {
            /// The reasons by what they are about, each group with its title, in the order of [`ReasonCode::ALL`].
            pub const GROUPS: &'static [(&'static str, &'static [ReasonCode])] =
                &[$(($group, &[$(ReasonCode::$variant),+])),+];
        }
    };
    (@all $($variant:ident = $code:literal, $article:literal, $nl:literal, $en:literal;)+) => {
        /// Why something holds, or does not. A stable code; a small value.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[repr(u8)]
        pub enum ReasonCode {
            $(#[doc = concat!("`", $code, "`: ", $en)] $variant),+
        }

        impl ReasonCode {
            /// Every reason, in the order of the table.
            pub const ALL: &'static [ReasonCode] = &[$(ReasonCode::$variant),+];

            /// The stable code.
            pub fn as_str(self) -> &'static str {
                match self { $(ReasonCode::$variant => $code),+ }
            }

            /// The article it rests on; empty where it rests on a fact alone. Of the GDPR unless another act is named.
            pub fn article(self) -> &'static str {
                match self { $(ReasonCode::$variant => $article),+ }
            }

            /// A sentence in Dutch.
            pub fn dutch(self) -> &'static str {
                match self { $(ReasonCode::$variant => $nl),+ }
            }

            /// A sentence in English.
            pub fn english(self) -> &'static str {
                match self { $(ReasonCode::$variant => $en),+ }
            }

            /// The reason with this code.
            pub fn from_code(code: &str) -> Option<ReasonCode> {
                Self::ALL.iter().copied().find(|reason| reason.as_str() == code)
            }
        }
    };
}

reasons! {
    ["No purpose"]
    NothingDeclared = "nothing-declared", "5(1)(b)", "Geen doel in het beleid vraagt om deze gegevens.", "No purpose in the policy asks for these data.";

    ["The policy and the dossier"]
    VersionApplies = "version-applies", "", "Het beleid geldt op dit moment.", "The policy applies at this moment.";
    BeforePolicy = "before-policy", "", "Op dit moment gold nog geen versie van het beleid.", "No version of the policy applied yet at this moment.";
    UnknownToVersion = "unknown-to-version", "", "De versie van het beleid die op dit moment gold, kent dit doel of deze categorie niet.", "The version of the policy in force at this moment does not know this purpose or category.";
    Retired = "retired", "5(1)(b)", "Dit doel of deze categorie is in het beleid vervallen.", "This purpose or category was retired from the policy.";
    NotOpened = "not-opened", "5(2)", "Het dossier begint niet met een regel die zegt van wie het is, of het is van een andere instelling.", "The dossier does not begin with an entry that says whose it is, or it is another institution's.";
    BodyErased = "body-erased", "5(2)", "De inhoud van een belangrijke regel in het dossier is gewist.", "The body of a critical entry in the dossier was erased.";
    Unreadable = "unreadable-entry", "5(2)", "Het dossier bevat een belangrijke regel die deze versie niet kan lezen.", "The dossier holds a critical entry that this version cannot read.";

    ["Age"]
    AgeFits = "age-fits", "", "De persoon heeft de leeftijd waarvoor dit doel bedoeld is.", "The person has the age this purpose is meant for.";
    AgeOutside = "age-outside", "8", "De persoon heeft niet de leeftijd waarvoor dit doel bedoeld is.", "The person does not have the age this purpose is meant for.";
    AgeUnknown = "age-unknown", "8", "De leeftijd van de persoon is niet bekend.", "The person's age is not known.";
    AgeContradictory = "age-contradictory", "5(1)(d)", "Het dossier bevat verschillende geboortedatums.", "The dossier holds different birth dates.";

    ["Findings about the policy"]
    LawfulAsDeclared = "lawful-as-declared", "5(1)(a)", "Het beleid bevat voor dit doel geen bevinding die de verwerking tegenhoudt.", "No finding about the policy stops this processing.";
    UnlawfulAsDeclared = "unlawful-as-declared", "5(1)(a), 5(2)", "Zoals het beleid dit beschrijft, mag het niet; de instelling heeft die bevinding niet aanvaard.", "The law does not allow this the way the policy declares it, and the institution has not accepted that finding.";
    FindingAccepted = "finding-accepted", "5(2)", "De instelling heeft een bevinding over dit doel aanvaard en draagt daarvoor de verantwoordelijkheid.", "The institution has accepted a finding about this purpose and answers for it.";

    ["The lawful basis"]
    BasisHolds = "basis-holds", "6(1)", "De grondslag geldt op dit moment.", "The lawful basis holds at this moment.";
    BasisNotBegun = "basis-not-begun", "6(1)", "De grondslag is nog niet ontstaan.", "The lawful basis has not begun yet.";
    BasisOver = "basis-over", "6(1)", "De grondslag is voorbij; bewaren mag nog, gebruiken niet meer.", "The lawful basis is over; the data may still be held, not used.";
    BasisOverUse = "basis-over-use-through-term", "6(1)", "De grondslag is voorbij, maar het beleid staat gebruik toe tot het einde van de termijn.", "The lawful basis is over, but the policy allows use until the end of the term.";
    BasisUnknown = "basis-unknown", "6(1)", "Niet bekend is of de grondslag geldt.", "It is not known whether the lawful basis holds.";
    BasisContradictory = "basis-contradictory", "5(1)(d)", "De feiten onder de grondslag spreken elkaar tegen.", "The facts under the lawful basis contradict each other.";
    BasisNotBound = "basis-not-bound", "28(3)", "De verwerkingsverantwoordelijke heeft in de overeenkomst nog geen grondslag voor dit doel vastgelegd.", "The controller has not yet set a lawful basis for this purpose in the agreement.";

    ["Consent"]
    ConsentGiven = "consent-given", "6(1)(a)", "Er is toestemming gegeven.", "Consent was given.";
    ConsentGiverGone = "consent-giver-gone", "7, UAVG 5", "De toestemming geldt nog, maar niemand van wie haar gaf mag nu nog toestemming geven.", "The consent stands, but nobody who gave it may still give consent.";
    ConsentOverWithdrawal = "consent-over-withdrawal", "UAVG 5(1), 5(3)(b)", "De persoon trok de toestemming zelf in; daarna gaf een vertegenwoordiger haar opnieuw.", "The person withdrew consent, and a representative gave it again after that.";
    ConsentNeverAsked = "consent-never-asked", "7(1)", "Om toestemming is nog niet gevraagd.", "Consent has never been asked.";
    ConsentUnanswered = "consent-unanswered", "7(1)", "Om toestemming is gevraagd; er is nog geen antwoord.", "Consent was asked, and has not been answered yet.";
    ConsentRefused = "consent-refused", "7", "Toestemming is geweigerd.", "Consent was refused.";
    ConsentWithdrawn = "consent-withdrawn", "7(3)", "De toestemming is ingetrokken.", "Consent was withdrawn.";
    ConsentExpired = "consent-expired", "7", "De toestemming is verlopen en kan opnieuw gevraagd worden.", "Consent has expired and can be asked again.";
    ConsentSuperseded = "consent-superseded", "7(2)", "De tekst waarop toestemming was gegeven is wezenlijk veranderd; vraag opnieuw toestemming.", "The text that was consented to has materially changed; ask again.";
    ConsentSupersededOver = "consent-superseded-over", "7(2)", "De toestemming gold een oudere tekst en is niet op tijd vernieuwd.", "The consent was to an older text and was not renewed in time.";
    ConsentContested = "consent-contested", "UAVG 5", "De ouders of verzorgers zijn het oneens over de toestemming.", "Those who may speak disagree about the consent.";
    ConsentContestedOver = "consent-contested-over", "UAVG 5", "De ouders of verzorgers zijn het niet op tijd eens geworden.", "Those who may speak did not come to agree in time.";
    ConsentInvalid = "consent-invalid", "4(11), 7", "De toestemming is ongeldig verklaard.", "The consent was found invalid.";
    ConsentNoAuthority = "consent-no-authority", "8, UAVG 5", "Wie toestemming gaf, mocht dat niet.", "The one who gave consent had no authority to.";
    ConsentAuthorityUnknown = "consent-authority-unknown", "8, UAVG 5", "Niet bekend is of wie toestemming gaf of introk dat mocht.", "It is not known whether the one who gave or withdrew consent had authority to.";
    ConsentHalf = "consent-half", "8, UAVG 5", "De leeftijd van de persoon is niet bekend, en daarom ook niet of deze toestemming telt.", "The age of the person is not known, so it is not known whether this consent counts.";
    ConsentAskAnew = "consent-ask-anew", "7, UAVG 5", "Wie weigerde of introk, mag niet meer namens de persoon spreken; vraag het opnieuw.", "The one who refused or withdrew may no longer speak for the person; ask again.";
    ConsentUnsettled = "consent-unsettled", "8, UAVG 5", "Iemand die misschien het laatste woord heeft, heeft geweigerd of ingetrokken.", "Someone who may have the last word has refused or withdrawn.";
    ConsentNotCarriedOver = "consent-not-carried-over", "7(1)", "De toestemming is gegeven aan een andere verantwoordelijke en ging niet mee over.", "The consent was given to another controller and was not carried over.";

    ["The agreement"]
    AgreementInForce = "agreement-in-force", "28(3)", "De verwerkersovereenkomst geldt.", "The processing agreement is in force.";
    AgreementTrial = "agreement-trial", "28(3)", "Er is geen verwerkersovereenkomst; de proefperiode loopt.", "There is no processing agreement; the trial is running.";
    AgreementTrialOver = "agreement-trial-over", "28(3)", "De proefperiode is voorbij en er is geen verwerkersovereenkomst.", "The trial is over and there is no processing agreement.";
    AgreementEnded = "agreement-ended", "28(3)(g)", "De verwerkersovereenkomst is beëindigd; de gegevens worden nog vastgehouden om terug te geven.", "The processing agreement has ended; the data are held to be returned.";
    AgreementOver = "agreement-over", "28(3)(g)", "De verwerkersovereenkomst is beëindigd en de teruggavetermijn is voorbij.", "The processing agreement has ended and the return term is over.";
    AgreementNever = "agreement-never", "28(3)", "Er is geen verwerkersovereenkomst vastgelegd.", "No processing agreement has been recorded.";
    AgreementUnneeded = "agreement-unneeded", "", "Voor dit doel is geen verwerkersovereenkomst nodig.", "This purpose needs no processing agreement.";

    ["Options"]
    OptionOn = "option-on", "", "De keuze staat aan.", "The option is switched on.";
    OptionOff = "option-off", "28(3)(a)", "De keuze staat uit; de gegevens worden nog vastgehouden.", "The option is switched off; the data are still held.";
    OptionOver = "option-over", "28(3)(a)", "De keuze staat uit en de teruggavetermijn is voorbij.", "The option is switched off and the return term is over.";
    OptionNever = "option-never", "28(3)(a)", "De keuze is nooit vastgelegd.", "The option has never been recorded.";
    OptionInseparable = "option-inseparable", "", "Dit hoort onlosmakelijk bij de dienst.", "This is an inseparable part of the service.";

    ["Objections"]
    NotObjected = "not-objected", "", "Er is geen bezwaar.", "There is no objection.";
    ObjectionPending = "objection-pending", "18(1)(d), 21(1)", "Er is bezwaar gemaakt dat nog gewogen wordt.", "An objection is being weighed.";
    ObjectionUpheld = "objection-upheld", "21(1)", "Het bezwaar is gegrond.", "The objection was upheld.";
    ObjectionRejected = "objection-rejected", "21(1)", "Het bezwaar is afgewezen.", "The objection was rejected.";
    ObjectionToMarketing = "objection-to-marketing", "21(2), 21(3)", "Er is bezwaar gemaakt tegen direct marketing; dat is absoluut.", "There is an objection to direct marketing, which is absolute.";

    ["Restrictions"]
    NotRestricted = "not-restricted", "", "De verwerking is niet beperkt.", "Processing is not restricted.";
    Restricted = "restricted", "18", "De verwerking is beperkt: alleen bewaren.", "Processing is restricted: storage only.";
    RestrictedGround = "restricted-with-ground", "18(2)", "De verwerking is beperkt, maar voor dit doel mag zij doorgaan.", "Processing is restricted, but may go on for this purpose.";
    RestrictedConsent = "restricted-with-consent", "18(2)", "De verwerking is beperkt, maar de persoon stemde daarna in met dit gebruik.", "Processing is restricted, but the person has since consented to this use.";

    ["Erasure"]
    NotErased = "not-erased", "", "Er is geen wissing toegewezen.", "No erasure was granted.";
    ErasureGranted = "erasure-granted", "17(1)", "Een verzoek om wissing is toegewezen.", "A request for erasure was granted.";

    ["The retention term"]
    WithinTerm = "within-term", "5(1)(e)", "De bewaartermijn loopt.", "The retention term is running.";
    TermOver = "term-over", "5(1)(e)", "De bewaartermijn is voorbij.", "The retention term is over.";
    TermOpen = "term-open", "5(1)(e)", "De bewaartermijn is nog niet begonnen te lopen.", "The retention term has not started to run.";
    NoBackstop = "no-backstop", "5(1)(e)", "Vast staat dat dit nooit is begonnen. De bewaartermijn gaat dus niet lopen, en een uiterste datum ontbreekt.", "This is known never to have begun. The retention term therefore does not start to run, and no backstop ends it.";
    TermUnknown = "term-unknown", "5(1)(e)", "Een feit waarvan de bewaartermijn afhangt, is niet bekend.", "A fact the retention term depends on is not known.";
    TermUnbounded = "term-unbounded", "5(1)(e)", "De bewaartermijn heeft geen einde dat te berekenen is.", "The retention term has no end that can be computed.";
    TermNotSupplied = "term-not-supplied", "28(3)", "De overeenkomst noemt geen bewaartermijn voor deze gegevens.", "The agreement names no retention term for these data.";

    ["What holds data beside the purposes"]
    MinimumHolds = "minimum-holds", "17(3)(b)", "Een wettelijke bewaarplicht loopt.", "A statutory duty to keep is running.";
    LawRowUnconfirmed = "law-row-unconfirmed", "6(3), 17(3)(b)", "Het beleid beroept zich op een wettelijke bewaarplicht waarvan de tekst niet is gelezen; de instelling heeft haar nog niet bevestigd.", "The policy relies on a statutory duty to keep whose text was not read, and the institution has not confirmed it yet.";
    LegalHold = "legal-hold", "17(3)(e)", "De gegevens worden vastgehouden voor een rechtsvordering.", "The data are held for a legal claim.";
    HeldRestricted = "held-restricted", "18(1)", "De gegevens worden vastgehouden omdat de verwerking beperkt is.", "The data are held because processing is restricted.";
    HeldRequest = "held-open-request", "12(3)", "Er loopt een verzoek over deze gegevens.", "A request about these data is open.";
    HeldNeeded = "held-needed", "5(1)(c)", "Andere gegevens die nog bestaan, kunnen niet zonder deze.", "Other data that still exist cannot do without these.";

    ["What a role may do"]
    PurposeNotForCategory = "purpose-not-for-category", "5(1)(b), 5(1)(c)", "Dit doel vraagt niet om deze categorie.", "This purpose does not need this category.";
    RoleNotPermitted = "role-not-permitted", "29, 32(4)", "Deze rol mag dit niet met deze gegevens.", "This role may not do this with these data.";
    RoleNever = "role-never", "29, 32(4)", "Deze rol ziet deze gegevens nooit.", "This role never sees these data.";
    RelationMissing = "relation-missing", "29, 32(4)", "Wie handelt, heeft niet de vereiste verhouding tot de persoon.", "The one who acts lacks the required relation to the person.";
    TooIdentifiable = "too-identifiable", "5(1)(c), 25", "De gevraagde vorm is herleidbaarder dan nodig.", "The form asked for is more identifiable than is needed.";
    PreconditionNotMet = "precondition-not-met", "25", "De handeling die vooraf moet gaan, is er nog niet geweest.", "What has to happen first has not happened yet.";
    RecipientNotNamed = "recipient-not-named", "13(1)(e)", "Deze ontvanger krijgt deze gegevens niet voor dit doel.", "This recipient does not get these data for this purpose.";
    RecipientMissing = "recipient-missing", "13(1)(e)", "Delen kan alleen met een ontvanger.", "Sharing needs a recipient.";
    TransferNoTool = "transfer-no-tool", "44, 46", "Voor doorgifte naar dit land is er geen passende waarborg.", "There is no appropriate safeguard for a transfer to this country.";
    TransferClaimed = "transfer-claimed", "44, 46", "De waarborg voor doorgifte wordt alleen beweerd.", "The safeguard for the transfer is only claimed.";
    TransferLapsed = "transfer-lapsed", "45, 46", "De waarborg voor doorgifte is vervallen.", "The safeguard for the transfer has lapsed.";
    TransferConditionUnsaid = "transfer-condition-unsaid", "45", "Het adequaatheidsbesluit geldt alleen voor sommige ontvangers, en dat deze ontvanger daaronder valt is niet vermeld.", "The adequacy decision covers only some recipients, and the policy does not say that it covers this one.";
    TransferCountryUnknown = "transfer-country-unknown", "44", "Niet bekend is in welk land deze ontvanger verwerkt.", "It is not known in which country this recipient processes.";

    ["The record"]
    NotDueErased = "already-erased", "17", "Dit gegeven is volgens het dossier al gewist; als het nog bestaat, mag het opnieuw gewist worden.", "The dossier says that this record was already erased; if it still exists, it may be erased again.";
    CreatedUnknown = "created-unknown", "5(1)(e)", "Niet bekend is wanneer dit gegeven is vastgelegd.", "It is not known when this record was made.";
    CreatedBeforeClaim = "created-before-claim", "5(1)(e)", "Dit gegeven is vastgelegd voordat begon waarop het doel berust; het wordt tot dat begin bewaard en niet gebruikt.", "This record was created before what the purpose rests on began; it is kept until that beginning and not used.";
    NeverSettled = "never-settled", "5(1)(e)", "Of begonnen is waarop het doel berust, staat nergens vast en dit gegeven wacht daar al te lang op; leg vast dat het er niet is, of het begin.", "No entry says whether what the purpose rests on ever began, and this record has waited too long for it; record its absence, or its beginning.";
    ErasedYetClaimed = "erased-yet-claimed", "5(1)(d), 17", "Dit gegeven is volgens het dossier gewist, maar het bestaat en er is nog een doel voor; iemand moet ernaar kijken.", "The dossier says that this record was erased, yet it exists and a purpose still claims it; a person must look at it.";
    RecordUnsettled = "record-unsettled", "5(1)(a), 5(2)", "Of dit gegeven nog bewaard mag worden, hangt af van een feit dat niet bekend is; daarom mag het niet gebruikt worden.", "Whether this record may still be kept depends on a fact that is not known, so it may not be used.";
    CreatedWithoutClaim = "created-without-claim", "6(1)", "Dit gegeven is vastgelegd toen geen doel erom vroeg.", "This record was made while no purpose had a claim on it.";
}

/// A sentence and the article it rests on.
pub(super) fn with_article(sentence: &str, article: &str) -> String {
    if article.is_empty() { sentence.to_owned() } else { format!("{sentence} ({article})") }
}

impl Read for ReasonCode {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<ReasonCode> {
        node.word(reader, ReasonCode::ALL, ReasonCode::as_str)
    }

    fn schema(defs: &mut Defs) -> Json {
        let meaning =
            |reason: &ReasonCode| (reason.as_str(), with_article(reason.english(), reason.article()));
        let doc = "Why something holds, or does not.";
        words_schema("Reason", doc, ReasonCode::ALL.iter().map(meaning), defs)
    }
}

impl serde::Serialize for ReasonCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> serde::Deserialize<'de> for ReasonCode {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        ReasonCode::from_code(&code).ok_or_else(|| serde::de::Error::custom("not a reason"))
    }
}

#[cfg(test)]
mod tests {
    use super::ReasonCode;

    #[test]
    fn codes_are_unique_and_every_row_is_whole() {
        let mut codes: Vec<_> = ReasonCode::ALL.iter().map(|reason| reason.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), ReasonCode::ALL.len());
        for reason in ReasonCode::ALL {
            assert_eq!(ReasonCode::from_code(reason.as_str()), Some(*reason));
            assert!(reason.dutch().ends_with('.') && reason.english().ends_with('.'), "{}", reason.as_str());
        }
    }
}
