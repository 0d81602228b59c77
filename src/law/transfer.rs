use serde_json::{Value as Json, json};

use crate::Diagnostic;
use crate::calendar::Day;
use crate::json::{Defs, Node, Read, Reader, value_schema, words};

/// A country: two capital letters (ISO 3166-1 alpha-2). A small value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

words! {
    /// What a transfer out of the EEA is said to rest on (chapter V), including what is no tool at all.
    pub enum TransferTool {
        /// Article 45: an adequacy decision for the country.
        Adequacy = "adequacy",
        /// Article 45 for the United States: the recipient takes part in the EU-US Data Privacy Framework.
        DataPrivacyFramework = "data-privacy-framework",
        /// Article 46(2)(c): standard contractual clauses of the Commission.
        StandardClauses = "standard-clauses",
        /// Article 46(2)(b), 47: binding corporate rules.
        BindingCorporateRules = "binding-corporate-rules",
        /// Article 46(2)(a): a binding instrument between public bodies.
        PublicBodies = "public-bodies",
        /// Article 46(2)(e): an approved code of conduct.
        CodeOfConduct = "code-of-conduct",
        /// Article 46(2)(f): an approved certification.
        Certification = "certification",
        /// Article 49(1)(a): explicit consent to the transfer, after being told its risks.
        ExplicitConsent = "explicit-consent",
        /// EU-US Privacy Shield, invalid since 16 July 2020.
        PrivacyShield = "privacy-shield",
        /// Safe Harbor, invalid since 6 October 2015.
        SafeHarbor = "safe-harbor",
        /// "Agreements about the handling of personal data": no tool of chapter V.
        Agreements = "agreements",
    }
}

/// What the law says of a transfer on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Within the EEA: no tool is needed.
    WithinEea,
    /// The tool was in force.
    InForce,
    /// The tool had not begun, or is over.
    Lapsed,
    /// This is no tool of chapter V, or not one for this country.
    NoTool,
}

/// `EU` where a document names no member state. The EEA: the member states, and Iceland, Liechtenstein and Norway. The United Kingdom left on 1 January 2021.
const EEA: &str =
    "AT BE BG CY CZ DE DK EE ES EU FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK";

struct Window {
    from: &'static str,
    through: Option<&'static str>,
}

/// Adequacy decisions (article 45): country, first day, last day if one is set. Sources: the decisions in the OJ.
const ADEQUACY: &[(&str, Window)] = &[
    ("AD", Window { from: "2010-10-19", through: None }), // 2010/625/EU
    ("AR", Window { from: "2003-06-30", through: None }), // 2003/490/EC
    ("BR", Window { from: "2026-01-26", through: None }), // (EU) 2026/179
    ("CA", Window { from: "2001-12-20", through: None }), // 2002/2/EC, commercial organisations under PIPEDA
    ("FO", Window { from: "2010-03-05", through: None }), // 2010/146/EU
    ("GG", Window { from: "2003-11-21", through: None }), // 2003/821/EC
    ("IM", Window { from: "2004-04-28", through: None }), // 2004/411/EC
    ("IL", Window { from: "2011-01-31", through: None }), // 2011/61/EU
    ("JP", Window { from: "2019-01-23", through: None }), // (EU) 2019/419
    ("JE", Window { from: "2008-05-08", through: None }), // 2008/393/EC
    ("NZ", Window { from: "2012-12-19", through: None }), // 2013/65/EU
    ("KR", Window { from: "2021-12-17", through: None }), // (EU) 2022/254
    ("CH", Window { from: "2000-07-26", through: None }), // 2000/518/EC
    ("GB", Window { from: "2021-06-28", through: Some("2031-12-27") }), // (EU) 2021/1772, renewed 2025-12-19
    ("UY", Window { from: "2012-08-21", through: None }), // 2012/484/EU
];

impl Country {
    /// The country with this code. Whether it exists is not checked; whether it is in the EEA is.
    pub fn new(code: &str) -> Option<Country> {
        <[u8; 2]>::try_from(code.as_bytes())
            .ok()
            .filter(|code| code.iter().all(u8::is_ascii_uppercase))
            .map(Country)
    }

    /// Its two letters.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or("")
    }

    /// True for a state of the European Economic Area.
    pub fn in_eea(self) -> bool {
        EEA.split(' ').any(|code| code == self.as_str())
    }
}

impl TransferTool {
    /// True if chapter V knows it, in force or not.
    pub fn is_known_to_law(self) -> bool {
        self != TransferTool::Agreements
    }

    /// The first day of this tool for this country; `None` if it never is one.
    pub fn since(self, country: Country) -> Option<Day> {
        self.window(country)?.from.parse().ok()
    }

    /// The last day of this tool for this country, where one is set.
    pub fn through(self, country: Country) -> Option<Day> {
        self.window(country)?.through.and_then(|through| through.parse().ok())
    }

    /// What the law says of a transfer to `country` that rests on this tool, on `day`.
    pub fn standing(self, country: Country, day: Day) -> Standing {
        if country.in_eea() {
            return Standing::WithinEea;
        }
        match self.window(country) {
            None => Standing::NoTool,
            Some(window) if window.contains(day) => Standing::InForce,
            Some(_) => Standing::Lapsed,
        }
    }

    /// The days on which this tool is one for this country; `None` if it never is.
    fn window(self, country: Country) -> Option<&'static Window> {
        let american = matches!(
            self,
            TransferTool::SafeHarbor | TransferTool::PrivacyShield | TransferTool::DataPrivacyFramework
        );
        if american && country.as_str() != "US" {
            return None;
        }
        Some(match self {
            TransferTool::Agreements => return None,
            TransferTool::Adequacy => &ADEQUACY.iter().find(|(code, _)| *code == country.as_str())?.1,
            // C-362/14 (Schrems I), C-311/18 (Schrems II), (EU) 2023/1795; all for the United States only.
            TransferTool::SafeHarbor => &Window { from: "2000-07-26", through: Some("2015-10-05") },
            TransferTool::PrivacyShield => &Window { from: "2016-07-12", through: Some("2020-07-15") },
            TransferTool::DataPrivacyFramework => &Window { from: "2023-07-10", through: None },
            _ => &Window { from: "2018-05-25", through: None },
        })
    }
}

impl Window {
    fn contains(&self, day: Day) -> bool {
        let from = self.from.parse::<Day>().is_ok_and(|from| from <= day);
        let through =
            self.through.is_none_or(|through| through.parse::<Day>().is_ok_and(|through| day <= through));
        from && through
    }
}

impl core::fmt::Debug for Country {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl serde::Serialize for Country {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> serde::Deserialize<'de> for Country {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Country::new(&text).ok_or_else(|| serde::de::Error::custom("not a country code"))
    }
}

impl Read for Country {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Country> {
        let country = Country::new(node.value.as_string_lit().map_or("", |literal| literal.value.as_ref()));
        if country.is_none() {
            reader.report(node, not_a_country());
        }
        country
    }

    fn schema(defs: &mut Defs) -> Json {
        let schema = json!({ "type": "string", "pattern": "^[A-Z]{2}$" });
        value_schema("Country", "country", &not_a_country(), schema, defs)
    }
}

fn not_a_country() -> Diagnostic {
    Diagnostic::new("not-a-country", "this is not a country code")
        .expecting("two capital letters (ISO 3166-1), such as `NL`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(tool: TransferTool, country: &str, day: &str) -> Standing {
        tool.standing(Country::new(country).unwrap(), day.parse().unwrap())
    }

    #[test]
    fn tools_lapse() {
        assert_eq!(standing(TransferTool::PrivacyShield, "US", "2020-07-15"), Standing::InForce);
        assert_eq!(standing(TransferTool::PrivacyShield, "US", "2020-07-16"), Standing::Lapsed);
        assert_eq!(standing(TransferTool::DataPrivacyFramework, "US", "2023-07-09"), Standing::Lapsed);
        assert_eq!(standing(TransferTool::DataPrivacyFramework, "US", "2023-07-10"), Standing::InForce);
        assert_eq!(standing(TransferTool::DataPrivacyFramework, "IN", "2024-01-01"), Standing::NoTool);
        assert_eq!(standing(TransferTool::Adequacy, "GB", "2031-12-27"), Standing::InForce);
        assert_eq!(standing(TransferTool::Adequacy, "GB", "2031-12-28"), Standing::Lapsed);
        assert_eq!(standing(TransferTool::Agreements, "US", "2026-01-01"), Standing::NoTool);
        assert_eq!(standing(TransferTool::Agreements, "DE", "2026-01-01"), Standing::WithinEea);
    }

    #[test]
    fn every_date_in_the_tables_is_one() {
        for (code, window) in ADEQUACY {
            assert!(Country::new(code).is_some());
            assert!(window.from.parse::<Day>().is_ok());
            assert!(window.through.is_none_or(|through| through.parse::<Day>().is_ok()));
        }
    }
}
