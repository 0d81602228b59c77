//! Fields that were left out: that they are really not there.

use std::borrow::Cow;

use super::scan::Watch;

/// Looks for the names and places that a host says it has left out of a record.
///
/// A field is told by its name, and may then stand nowhere in the record, at any depth; or by a JSON Pointer (RFC 6901,
/// it begins with `/`), and may then not stand in that place.
pub(super) struct Redaction<'f> {
    fields: &'f [&'f str],
    /// The way to where the walk is; one step per open object or list.
    path: Vec<Step>,
    has_pointers: bool,
    found: bool,
}

enum Step {
    Name(String),
    /// `None` before the first.
    Element(Option<u64>),
}

impl<'f> Redaction<'f> {
    pub(super) fn of(fields: &'f [&'f str]) -> Redaction<'f> {
        let has_pointers = fields.iter().any(|field| field.starts_with('/'));
        Redaction { fields, path: Vec::new(), has_pointers, found: false }
    }

    /// True if a field that was left out is still there.
    pub(super) fn found(&self) -> bool {
        self.found
    }

    fn look(&mut self) {
        if self.has_pointers && !self.found {
            let here: String = self.path.iter().map(Step::pointer).collect();
            self.found = self.fields.iter().any(|field| **field == here);
        }
    }
}

impl Step {
    fn pointer(&self) -> String {
        match self {
            Step::Name(name) => format!("/{}", name.replace('~', "~0").replace('/', "~1")),
            Step::Element(index) => format!("/{}", index.unwrap_or(0)),
        }
    }
}

/// The name itself, without its escapes; the walk has seen that they are good.
fn meant(raw: &str) -> Cow<'_, str> {
    if !raw.contains('\\') {
        return Cow::Borrowed(raw);
    }
    serde_json::from_str(&format!("\"{raw}\"")).map_or(Cow::Borrowed(raw), Cow::Owned)
}

impl Watch for Redaction<'_> {
    fn open(&mut self, object: bool) {
        self.path.push(if object { Step::Name(String::new()) } else { Step::Element(None) });
    }

    fn name(&mut self, raw: &str) {
        let name = meant(raw);
        self.found |= self.fields.contains(&name.as_ref());
        if !self.has_pointers {
            return;
        }
        if let Some(step) = self.path.last_mut() {
            *step = Step::Name(name.into_owned());
        }
        self.look();
    }

    fn element(&mut self) {
        if let Some(Step::Element(index)) = self.path.last_mut() {
            *index = Some(index.map_or(0, |index| index + 1));
        }
        self.look();
    }

    fn close(&mut self) {
        self.path.pop();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::scan;
    use super::*;

    fn stays(record: &str, fields: &[&str]) -> bool {
        let mut redaction = Redaction::of(fields);
        scan::object(record.as_bytes(), &mut redaction).unwrap();
        redaction.found()
    }

    #[test]
    fn a_name_stays_wherever_it_stands() {
        assert!(stays(r#"{"a":1}"#, &["a"]));
        assert!(stays(r#"{"b":[{"c":{"a":1}}]}"#, &["x", "a"]));
        assert!(stays(r#"{"\u0061":1}"#, &["a"]), "an escape hides nothing");
        assert!(!stays(r#"{"b":"a","c":["a"]}"#, &["a"]), "a value is no name");
        assert!(!stays(r#"{"a":1}"#, &["A", "", "a "]));
    }

    #[test]
    fn a_pointer_is_one_place_as_another_reader_of_pointers_finds_it() {
        let record =
            json!({"pupils": [{"name": "x"}, {}], "a/b": {"~": 1}, "list": [1, [2, 3], []], "": {"": 0}});
        let pointers = [
            "/pupils",
            "/pupils/0",
            "/pupils/0/name",
            "/pupils/1",
            "/pupils/1/name",
            "/pupils/2",
            "/a~1b",
            "/a~1b/~0",
            "/a/b",
            "/list/1/1",
            "/list/1/2",
            "/list/2",
            "/list/2/0",
            "/list/3",
            "/",
            "//",
            "/name",
            "/list/01",
        ];
        for pointer in pointers {
            assert_eq!(
                stays(&record.to_string(), &[pointer]),
                record.pointer(pointer).is_some(),
                "{pointer}"
            );
        }
        // A name that occurs twice is seen both times.
        assert!(stays(r#"{"a":{"b":1},"a":{}}"#, &["/a/b"]));
    }
}
