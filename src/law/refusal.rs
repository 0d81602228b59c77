//! The closed list of grounds on which a request may be refused, in whole or for some data.

use serde_json::Value as Json;

use super::Right;
use super::reason::with_article;
use crate::json::{Defs, Node, Read, Reader, words_schema};

macro_rules! grounds {
    ($($(#[doc = $doc:literal])* $variant:ident = $word:literal, $article:literal, $rights:expr, $nl:literal, $en:literal;)+) => {
        /// A ground of refusal. A small value.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum RefusalGround {
            $(#[doc = concat!("`", $word, "`, ", $article, ": ", $en)] $variant),+
        }

        impl RefusalGround {
            /// Every ground, in the order of the table.
            pub const ALL: &'static [RefusalGround] = &[$(RefusalGround::$variant),+];

            /// The word for it.
            pub fn as_str(self) -> &'static str {
                match self { $(RefusalGround::$variant => $word),+ }
            }

            /// The article; of the GDPR unless another act is named.
            pub fn article(self) -> &'static str {
                match self { $(RefusalGround::$variant => $article),+ }
            }

            /// The rights that can be refused on it; every right if empty.
            pub fn rights(self) -> &'static [Right] {
                match self { $(RefusalGround::$variant => $rights),+ }
            }

            /// A sentence in Dutch.
            pub fn dutch(self) -> &'static str {
                match self { $(RefusalGround::$variant => $nl),+ }
            }

            /// A sentence in English.
            pub fn english(self) -> &'static str {
                match self { $(RefusalGround::$variant => $en),+ }
            }
        }
    };
}

const ANY: &[Right] = &[];
const ERASURE: &[Right] = &[Right::Erasure];
/// UAVG 41 lets a controller leave articles 12 to 21 aside; 44 leaves 15, 16 and 18; 45 leaves 15, 16, 18(1)(a) and 20;
/// 47 leaves 15, 16, 18, 19, 21.
const OF_41: &[Right] = &[
    Right::Access,
    Right::Rectification,
    Right::Erasure,
    Right::Restriction,
    Right::Portability,
    Right::Objection,
];
const OF_44: &[Right] = &[Right::Access, Right::Rectification, Right::Restriction];
const OF_45: &[Right] = &[Right::Access, Right::Rectification, Right::Restriction, Right::Portability];
const OF_47: &[Right] = &[Right::Access, Right::Rectification, Right::Restriction, Right::Objection];

grounds! {
    CannotIdentify = "cannot-identify", "11(2)", &[Right::Access, Right::Rectification, Right::Erasure, Right::Restriction, Right::Portability], "Wij kunnen niet vaststellen welke gegevens over u gaan.", "We cannot tell which data are about you.";
    ManifestlyUnfounded = "manifestly-unfounded", "12(5)", ANY, "Het verzoek is kennelijk ongegrond.", "The request is manifestly unfounded.";
    Excessive = "excessive", "12(5)", ANY, "Het verzoek is buitensporig, omdat het steeds opnieuw wordt gedaan.", "The request is excessive, because it is made again and again.";
    IdentityNotShown = "identity-not-shown", "12(6)", ANY, "Er was reden voor twijfel over wie het verzoek deed, en die is niet weggenomen.", "There was reason to doubt who made the request, and the doubt was not taken away.";
    NotAuthorised = "not-authorised", "UAVG 5(4)", ANY, "Wie het verzoek deed mag niet voor deze persoon spreken.", "Whoever made the request may not speak for this person.";
    RightsOfOthers = "rights-of-others", "15(4)", &[Right::Access], "Met een kopie zouden wij de rechten van anderen schaden.", "A copy would harm the rights of others.";
    AccuracyNotShown = "accuracy-not-shown", "16", &[Right::Rectification], "Niet is gebleken dat de gegevens onjuist zijn.", "The data have not been shown to be wrong.";
    NoGroundForErasure = "no-ground-for-erasure", "17(1)", ERASURE, "De wet verplicht in dit geval niet tot wissen.", "The law does not oblige us to erase in this case.";
    FreeExpression = "free-expression", "17(3)(a)", ERASURE, "De gegevens zijn nodig voor de vrijheid van meningsuiting en informatie.", "The data are needed for the freedom of expression and information.";
    LegalDuty = "legal-duty", "17(3)(b)", ERASURE, "Een wet verplicht ons de gegevens te bewaren, of ze zijn nodig voor een taak van algemeen belang.", "A law obliges us to keep the data, or a task in the public interest needs them.";
    PublicHealth = "public-health", "17(3)(c)", ERASURE, "De gegevens zijn nodig voor de volksgezondheid.", "The data are needed for public health.";
    Archive = "archive", "17(3)(d)", ERASURE, "De gegevens zijn nodig voor archief, onderzoek of statistiek.", "The data are needed for archives, research or statistics.";
    LegalClaims = "legal-claims", "17(3)(e)", ERASURE, "De gegevens zijn nodig voor een rechtsvordering.", "The data are needed for a legal claim.";
    NoGroundForRestriction = "no-ground-for-restriction", "18(1)", &[Right::Restriction], "Geen van de vier gronden om het gebruik stil te zetten is er.", "None of the four grounds to have the use stopped is there.";
    NotPortable = "not-portable", "20(1)", &[Right::Portability], "De gegevens zijn niet door u verstrekt, of rusten niet op toestemming of een contract.", "The data were not provided by you, or do not rest on consent or a contract.";
    PortabilityOfOthers = "portability-of-others", "20(4)", &[Right::Portability], "Met de overdracht zouden wij de rechten van anderen schaden.", "Handing the data over would harm the rights of others.";
    CompellingGrounds = "compelling-grounds", "21(1)", &[Right::Objection], "Er zijn dwingende redenen die zwaarder wegen dan het bezwaar.", "There are compelling grounds that outweigh the objection.";
    NoAutomatedDecision = "no-automated-decision", "22(1)", &[Right::HumanIntervention], "Geen beslissing is door een computer alleen genomen.", "No decision was taken by a computer alone.";
    AutomatedAllowed = "automated-allowed", "22(2)", &[Right::HumanIntervention], "De geautomatiseerde beslissing is toegestaan.", "The automated decision is allowed.";
    AutomatedByLaw = "automated-by-law", "UAVG 40", &[Right::HumanIntervention], "De geautomatiseerde beslissing is nodig voor een wettelijke plicht of taak, en maakt geen profiel.", "The automated decision is needed for a duty or task under law, and is no profiling.";
    GeneralInterest = "general-interest", "UAVG 41", OF_41, "Een zwaarwegend belang dat de wet noemt gaat voor.", "A weighty interest that the law names goes first.";
    Journalism = "journalism", "UAVG 43", ANY, "De gegevens worden alleen gebruikt voor journalistiek, kunst, literatuur of wetenschap.", "The data are used only for journalism, art, literature or academic expression.";
    Research = "research", "UAVG 44", OF_44, "De gegevens worden alleen gebruikt voor onderzoek of statistiek.", "The data are used only for research or statistics.";
    Archived = "archived", "UAVG 45", OF_45, "De gegevens berusten in een archiefbewaarplaats.", "The data are kept in a public records archive.";
    PublicRegister = "public-register", "UAVG 47", OF_47, "De gegevens staan in een openbaar register met een eigen regeling.", "The data are in a public register with rules of its own.";
}

impl RefusalGround {
    /// Whether a right can be refused on it.
    pub fn fits(self, right: Right) -> bool {
        self.rights().is_empty() || self.rights().contains(&right)
    }

    /// The ground with this word.
    pub fn from_word(word: &str) -> Option<RefusalGround> {
        Self::ALL.iter().copied().find(|ground| ground.as_str() == word)
    }
}

impl Read for RefusalGround {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<RefusalGround> {
        node.word(reader, RefusalGround::ALL, RefusalGround::as_str)
    }

    fn schema(defs: &mut Defs) -> Json {
        let meaning =
            |ground: &RefusalGround| (ground.as_str(), with_article(ground.english(), ground.article()));
        let doc = "A ground on which a request may be refused.";
        words_schema("RefusalGround", doc, RefusalGround::ALL.iter().map(meaning), defs)
    }
}

impl serde::Serialize for RefusalGround {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> serde::Deserialize<'de> for RefusalGround {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<RefusalGround, D::Error> {
        let word = <&str>::deserialize(deserializer)?;
        RefusalGround::from_word(word).ok_or_else(|| serde::de::Error::custom("unknown word"))
    }
}
