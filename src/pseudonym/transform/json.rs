//! Records as documents: read, transformed, and written.

use serde_json::{Map as JsonMap, Value as Json, json};

use super::free_text::KnownPerson;
use super::record::{Context, Transformed, Transformer};
use crate::json::{Text, Texts, read_personal};
use crate::pseudonym::PseudonymError;

/// The version of the documents that are written.
const VERSION: u32 = 1;

impl Transformer<'_> {
    /// One record as a JSON object, its values texts or null, to its JSON document.
    ///
    /// # Errors
    ///
    /// What a document can have wrong: a number is no text, since it has several. What [`Transformer::record`] refuses.
    pub fn json(&self, record: &str, context: &Context<'_>) -> Result<String, PseudonymError> {
        let read = read_personal(record, |Texts(fields), _, _| Some(fields));
        let fields = read.map_err(PseudonymError::of)?;
        let fields = fields.iter().map(|(name, value)| (name.as_str(), value.as_deref()));
        self.record(fields, context).map(|transformed| transformed.to_json())
    }

    /// What each field's treatment leaves, as one line of JSON.
    pub fn properties_json(&self) -> String {
        let fields = self.properties().map(|(name, treatment, of)| {
            let field = json!({
                "as": treatment,
                "keyed": of.keyed,
                "joinable": of.joinable,
                "reversible": of.reversible,
                "nl": of.rest_risico,
                "en": of.residual_risk,
            });
            (name.to_owned(), field)
        });
        let fields: JsonMap<String, Json> = fields.collect();
        json!({ "waarborg-treatments": VERSION, "identifiability": self.identifiability(), "fields": fields })
            .to_string()
    }
}

impl Transformed {
    /// The record as one line of JSON: the same bytes for the same record. Personal data, as it is.
    pub fn to_json(&self) -> String {
        let found: JsonMap<String, Json> =
            self.found.iter().map(|(found, times)| (found.as_str().to_owned(), json!(times))).collect();
        json!({ "waarborg-record": VERSION, "identifiability": self.identifiability, "fields": self.fields, "found": found })
            .to_string()
    }
}

impl KnownPerson {
    /// Reads people from a JSON list: of each, a list of their names.
    ///
    /// # Errors
    ///
    /// What a document can have wrong; an empty name.
    pub fn list_from_json(document: &str) -> Result<Vec<KnownPerson>, PseudonymError> {
        let person = |names: &Vec<Text>| KnownPerson::new(names.iter().map(|name| name.0.as_str()));
        read_personal(document, |people: Vec<Vec<Text>>, _, _| Some(people.iter().map(person).collect()))
            .map_err(PseudonymError::of)
    }
}
