//! Where a package is, to take it up again: counts, examples, and the running digests.

#![allow(unreachable_pub, reason = "the declaration of a readable type makes it pub")]

use sha2::Sha256;
use sha2::digest::common::hazmat::{SerializableState, SerializedState};

use super::contents::{Contents, Example};
use super::{Package, diagnostic, hex};
use crate::Diagnostic;
use crate::calendar::{Moment, Time};
use crate::dossier::ItemOutcome;
use crate::json::{self, Text, object};
use crate::rights::RightsError;
use crate::rights::hex::unhex;

object! {
    /// A package that is not finished.
    pub personal struct Saved {
        /// The version of this format: 1.
        pub waarborg_package_checkpoint: u32,
        /// The digest of the manifest.
        pub manifest: Text,
        /// When the package was begun.
        pub created_at: Time,
        /// How many bytes were written.
        pub bytes: u64,
        /// How many items were begun.
        pub begun: u64,
        /// The item that is open, by its place.
        pub open: Option<u32>,
        /// The running digest of all bytes.
        pub whole: Text,
        /// The running digest of the open item.
        pub of_part: Text,
        /// One per item, in the order of the plan.
        pub parts: Vec<SavedPart>,
    }
}

object! {
    /// What was packed of one item.
    pub personal struct SavedPart {
        /// The item.
        pub item: Text,
        /// What became of it.
        pub outcome: Option<ItemOutcome>,
        /// How many records.
        pub records: u64,
        /// How many are about others too.
        pub with_others: u64,
        /// How many are undated.
        pub undated: u64,
        /// When the first was made.
        pub first: Option<Moment>,
        /// When the last was made.
        pub last: Option<Moment>,
        /// The digest of its records.
        pub sha256: Option<Text>,
        /// Fields that were left out.
        pub redacted: Vec<Text>,
        /// Examples.
        pub examples: Vec<SavedExample>,
    }
}

object! {
    /// A record in short.
    pub personal struct SavedExample {
        /// Its fields: JSON, a list of names and values.
        pub fields: Text,
        /// How many more there are.
        pub more: u64,
    }
}

/// The state of a package as JSON.
pub(super) fn write(package: &Package) -> String {
    let saved = Saved {
        waarborg_package_checkpoint: 1,
        manifest: Text(hex(&package.manifest)),
        created_at: package.created_at,
        bytes: package.bytes,
        begun: package.begun,
        open: package.open.and_then(|open| u32::try_from(open).ok()),
        whole: Text(hex(&package.whole.serialize())),
        of_part: Text(hex(&package.of_part.serialize())),
        parts: package.contents().map(SavedPart::of).collect(),
    };
    // INVARIANT: text, numbers and lists, all of which serialise.
    without_nulls(serde_json::to_value(&saved).unwrap_or_default())
}

/// A field that is not there is not written: what is read knows no `null`.
fn without_nulls(mut value: serde_json::Value) -> String {
    fn strip(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(map) => {
                map.retain(|_, value| !value.is_null());
                map.values_mut().for_each(strip);
            }
            serde_json::Value::Array(list) => list.iter_mut().for_each(strip),
            _ => {}
        }
    }
    strip(&mut value);
    value.to_string()
}

/// Reads the state of a package.
pub(super) fn read(text: &str) -> Result<Saved, RightsError> {
    let read = json::read_personal(text, |saved: Saved, root, reader| {
        if saved.waarborg_package_checkpoint != 1 {
            let diagnostic = Diagnostic::new("unknown-format", "this format is not known").expecting("1");
            reader.report_path(root, &["waarborg-package-checkpoint"], 0, diagnostic);
        }
        Some(saved)
    });
    read.map_err(RightsError::of)
}

impl Saved {
    /// Puts the state into a package of which nothing is written yet.
    pub(super) fn into_package(self, mut package: Package) -> Result<Package, RightsError> {
        if self.manifest.0 != hex(&package.manifest) {
            return Err(diagnostic("other-package", "this checkpoint is that of another package")
                .expecting("the policy, dossier, request, plan and names that the package was begun with")
                .helping("fold the dossier as it was, or begin anew")
                .into());
        }
        let open = self.open.map(|open| open as usize);
        let is_whole = self.parts.len() == package.parts.len()
            && open.is_none_or(|open| open < package.parts.len())
            && self.parts.iter().zip(package.contents()).all(|(saved, part)| saved.item.0 == part.item);
        let digests = running(&self.whole.0).zip(running(&self.of_part.0));
        let (true, Some((whole, of_part))) = (is_whole, digests) else { return Err(broken()) };
        for (part, saved) in package.parts.iter_mut().zip(self.parts) {
            saved.into_contents(&mut part.contents).ok_or_else(broken)?;
        }
        Ok(Package { open, begun: self.begun, bytes: self.bytes, whole, of_part, ..package })
    }
}

fn broken() -> RightsError {
    diagnostic("broken-checkpoint", "this checkpoint is not as this library writes it")
        .helping("keep it byte for byte; or begin anew")
        .into()
}

impl SavedPart {
    fn of(contents: &Contents) -> SavedPart {
        let example = |example: &Example| SavedExample {
            fields: Text(serde_json::to_string(&example.fields).unwrap_or_default()),
            more: example.more as u64,
        };
        SavedPart {
            item: Text(contents.item.clone()),
            outcome: contents.outcome,
            records: contents.records,
            with_others: contents.with_others,
            undated: contents.undated,
            first: contents.first,
            last: contents.last,
            sha256: contents.sha256.as_ref().map(|digest| Text(hex(digest))),
            redacted: contents.redacted.iter().cloned().map(Text).collect(),
            examples: contents.examples.iter().map(example).collect(),
        }
    }

    fn into_contents(self, contents: &mut Contents) -> Option<()> {
        contents.outcome = self.outcome;
        contents.records = self.records;
        contents.with_others = self.with_others;
        contents.undated = self.undated;
        (contents.first, contents.last) = (self.first, self.last);
        contents.sha256 = match self.sha256 {
            Some(digits) => Some(unhex(&digits.0)?),
            None => None,
        };
        contents.redacted = self.redacted.into_iter().map(|field| field.0).collect();
        contents.examples = Vec::new();
        for saved in self.examples {
            let fields = serde_json::from_str(&saved.fields.0).ok()?;
            contents.examples.push(Example { fields, more: usize::try_from(saved.more).ok()? });
        }
        Some(())
    }
}

/// A digest that runs on from where it was.
fn running(digits: &str) -> Option<Sha256> {
    let state = SerializedState::<Sha256>::from(unhex(digits)?);
    Sha256::deserialize(&state).ok()
}

#[cfg(test)]
mod tests {
    use sha2::Digest;

    use super::*;

    /// A checkpoint carries the state of SHA-256 as its crate writes it. This one was written once, after 70 letters: if
    /// a later version of the crate reads it otherwise, this fails, and the format of checkpoints needs a new version.
    #[test]
    fn a_digest_of_before_runs_on() {
        let mut hash = Sha256::new();
        hash.update("a".repeat(70));
        assert_eq!(
            hex(&hash.serialize()),
            "1cb85bdf26061ee894a845fb310fd44f16685eb2c199d4d6294990ab665e6300010000000000000006616161616161000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
        );
        let mut again = running("1cb85bdf26061ee894a845fb310fd44f16685eb2c199d4d6294990ab665e6300010000000000000006616161616161000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000").unwrap();
        again.update("b".repeat(70));
        // echo -n "$(printf 'a%.0s' {1..70})$(printf 'b%.0s' {1..70})" | sha256sum
        assert_eq!(
            hex(&again.finalize()),
            "6d88346f36b36b29812b23934cc1b8279b2f1296216e2aafc7e9ecfabfe78fee"
        );
    }
}
