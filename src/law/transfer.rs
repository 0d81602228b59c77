use serde_json::{Value as Json, json};

use crate::Diagnostic;
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
}

impl TransferTool {
    /// True if chapter V knows it, in force or not.
    pub fn is_known_to_law(self) -> bool {
        self != TransferTool::Agreements
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
