use super::table::Holds;
use crate::json::words;
use crate::policy::Identifiability;

words! {
    /// How a field comes out.
    pub enum Treatment {
        /// As it is.
        Keep = "keep",
        /// Not at all.
        Drop = "drop",
        /// As a pseudonym.
        Pseudonym = "pseudonym",
        /// A birth date as its year.
        Year = "year",
        /// A birth date as its school year.
        SchoolYear = "school-year",
        /// A birth date as a band of ages.
        AgeBand = "age-band",
        /// A postcode as its four digits.
        Postcode4 = "postcode-4",
        /// A postcode as its first two digits.
        Postcode2 = "postcode-2",
        /// An IP address with its end set to zero.
        Truncate = "truncate",
        /// An e-mail address as the class of its domain.
        MailClass = "mail-class",
        /// A time as a day, week, month or year.
        Coarsen = "coarsen",
        /// A time moved by the person's constant, then as a day, week, month or year.
        Shift = "shift",
        /// A mark as a band of marks.
        Band = "band",
        /// A name, or what a free text says of persons, as numbered tags.
        Tag = "tag",
    }
}

/// What a treatment leaves. Plain data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Properties {
    /// True if it depends on a key.
    pub keyed: bool,
    /// True if what comes out tells records of one person together, in a domain.
    pub joinable: bool,
    /// True if what went in can be had from what comes out, by who holds the key or has the escrow column.
    pub reversible: bool,
    /// The risk that is left, in English.
    pub residual_risk: &'static str,
    /// The risk that is left, in Dutch.
    pub rest_risico: &'static str,
}

impl Treatment {
    /// What it leaves.
    pub fn properties(self) -> Properties {
        let (keyed, joinable, reversible, residual_risk, rest_risico) = match self {
            Treatment::Keep => (
                false,
                true,
                true,
                "All of it: it is as identifying as it was.",
                "Alles: het is even herleidbaar als het was.",
            ),
            Treatment::Drop => (false, false, false, "None from this field.", "Geen uit dit veld."),
            Treatment::Pseudonym => (
                true,
                true,
                true,
                "Whoever holds the key leads it back by trying all identifiers, in seconds for a number under law. \
                 How often one occurs, and what stands beside it, can single someone out.",
                "Wie de sleutel heeft, leidt het terug door alle nummers te proberen, bij een wettelijk nummer in \
                 seconden. Hoe vaak het voorkomt, en wat ernaast staat, kan iemand aanwijzen.",
            ),
            Treatment::Year | Treatment::SchoolYear | Treatment::AgeBand => (
                false,
                false,
                false,
                "With a postcode or a class, a year or band can still single someone out in a small group.",
                "Samen met een postcode of klas kan een jaar of leeftijdsgroep in een kleine groep iemand aanwijzen.",
            ),
            Treatment::Postcode4 | Treatment::Postcode2 => (
                false,
                false,
                false,
                "With a birth date, four digits are often enough to find someone; two digits seldom.",
                "Samen met een geboortedatum zijn vier cijfers vaak genoeg om iemand te vinden; twee cijfers zelden.",
            ),
            Treatment::Truncate => (
                false,
                false,
                false,
                "It names a network of at most 256 addresses (IPv4), or one site (IPv6): with a time, often a household.",
                "Het noemt een netwerk van hooguit 256 adressen (IPv4) of één aansluiting (IPv6): met een tijdstip vaak \
                 een huishouden.",
            ),
            Treatment::MailClass => (
                false,
                false,
                false,
                "A class that few have can single someone out.",
                "Een klasse die weinig voorkomt, kan iemand aanwijzen.",
            ),
            Treatment::Coarsen => (
                false,
                false,
                false,
                "Who knows of a few events of someone can find the record with those times.",
                "Wie een paar gebeurtenissen van iemand kent, kan het record met die tijden vinden.",
            ),
            Treatment::Shift => (
                true,
                false,
                true,
                "Whoever knows one true day of someone has all their days. Intervals, weekends and holidays show through.",
                "Wie één echte dag van iemand kent, heeft al diens dagen. Tussenpozen, weekenden en vakanties blijven \
                 zichtbaar.",
            ),
            Treatment::Band => (
                false,
                false,
                false,
                "If all of a group are in one band, it is known of each of them.",
                "Zit een hele groep in één klasse, dan is die van elk van hen bekend.",
            ),
            Treatment::Tag => (
                false,
                false,
                false,
                "Pseudonymised at best: what no rule knows stays, and a story can be recognised without a name.",
                "Hooguit gepseudonimiseerd: wat geen regel kent blijft staan, en een verhaal is ook zonder naam te \
                 herkennen.",
            ),
        };
        Properties { keyed, joinable, reversible, residual_risk, rest_risico }
    }

    /// What a field must hold for it.
    pub(super) fn fits(self, holds: Holds) -> bool {
        match self {
            Treatment::Keep | Treatment::Drop => true,
            Treatment::Pseudonym => matches!(holds, Holds::Identifier | Holds::Name),
            Treatment::Year | Treatment::SchoolYear | Treatment::AgeBand => holds == Holds::BirthDate,
            Treatment::Postcode4 | Treatment::Postcode2 => holds == Holds::Postcode,
            Treatment::Truncate | Treatment::MailClass => holds == Holds::Identifier,
            Treatment::Coarsen | Treatment::Shift => holds == Holds::Time,
            Treatment::Band => holds == Holds::Mark,
            Treatment::Tag => matches!(holds, Holds::Name | Holds::FreeText),
        }
    }

    /// The most anonymous form in which a field that holds this may come out like this.
    pub(super) fn least_identifiability(self, holds: Holds) -> Identifiability {
        match (self, holds) {
            (Treatment::Drop, _) => Identifiability::Nothing,
            (Treatment::Keep, Holds::Identifier | Holds::Name | Holds::FreeText) => {
                Identifiability::Identifiable
            }
            (Treatment::Keep, Holds::Mark | Holds::Other) => Identifiability::Anonymised,
            (
                Treatment::Keep
                | Treatment::Pseudonym
                | Treatment::Shift
                | Treatment::Tag
                | Treatment::Truncate,
                _,
            ) => Identifiability::Pseudonymised,
            _ => Identifiability::Anonymised,
        }
    }
}
