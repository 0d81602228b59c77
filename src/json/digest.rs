//! A SHA-256 as documents write it.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::{Value as Json, json};

use super::{Defs, Node, Read, Reader, value_schema};
use crate::Diagnostic;

/// A SHA-256, as 64 lower-case hexadecimal digits. Plain data.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Digest(String);

impl Digest {
    /// The digest with these digits; `None` if they are not 64, in lower case.
    pub fn new(digits: &str) -> Option<Digest> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        (digits.len() == 64 && digits.bytes().all(is_digit)).then(|| Digest(digits.to_owned()))
    }

    /// Its digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Digest, D::Error> {
        Digest::new(&String::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("not a digest"))
    }
}

fn not_a_digest() -> Diagnostic {
    Diagnostic::new("not-a-digest", "this is not a digest")
        .expecting("a SHA-256 as 64 lower-case hexadecimal digits")
}

impl Read for Digest {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Digest> {
        let digest = Digest::new(node.text(reader, "a text")?);
        if digest.is_none() {
            reader.report(node, not_a_digest());
        }
        digest
    }

    fn schema(defs: &mut Defs) -> Json {
        let schema = json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" });
        value_schema("Digest", "digest", &not_a_digest(), schema, defs)
    }
}
