//! One walk over the JSON of a record: is it one value, an object, not too deep; and which names stand in it.
//!
//! A record is copied byte for byte into the package, so it must be JSON by itself (RFC 8259), of text that every
//! reader can read (RFC 7493: no half characters). The walk allocates nothing, and what is not watched costs nothing.

/// The deepest nesting of a record, the record itself being the first level.
pub(super) const DEEPEST: u32 = 64;

/// What is wrong with a record, by the code of its diagnostic.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wrong {
    NotUtf8,
    NotJson,
    NotAnObject,
    TooDeep,
}

/// Sees the names and places that a walk passes.
pub(super) trait Watch {
    /// An object or a list opens.
    fn open(&mut self, object: bool);
    /// The name of the next value of an object, between its quotes, escapes and all.
    fn name(&mut self, raw: &str);
    /// Another value of a list, the first too.
    fn element(&mut self);
    /// What was opened last closes.
    fn close(&mut self);
}

/// Sees nothing.
impl Watch for () {
    #[inline(always)]
    fn open(&mut self, _: bool) {}
    #[inline(always)]
    fn name(&mut self, _: &str) {}
    #[inline(always)]
    fn element(&mut self) {}
    #[inline(always)]
    fn close(&mut self) {}
}

/// The record as text without the white space around it, if it is one object.
pub(super) fn object<'r>(record: &'r [u8], watch: &mut impl Watch) -> Result<&'r str, Wrong> {
    let text = core::str::from_utf8(record).map_err(|_| Wrong::NotUtf8)?;
    let text = text.trim_matches([' ', '\t', '\n', '\r']);
    let mut walk = Walk { text, at: 0, depth: 0, objects: 0 };
    match walk.whole(watch) {
        // A list or a word is JSON too; say which of the two is wrong.
        Ok(()) if text.starts_with('{') => Ok(text),
        Ok(()) => Err(Wrong::NotAnObject),
        Err(wrong) => Err(wrong),
    }
}

struct Walk<'r> {
    text: &'r str,
    /// Where the walk is.
    at: usize,
    depth: u32,
    /// One bit per open level, the innermost lowest: set for an object.
    objects: u64,
}

impl<'r> Walk<'r> {
    fn whole(&mut self, watch: &mut impl Watch) -> Result<(), Wrong> {
        loop {
            // A value, or the first value of what it opens.
            match self.after_space() {
                Some(b'{') => {
                    self.open(true, watch)?;
                    if self.after_space() != Some(b'}') {
                        self.name(watch)?;
                        continue;
                    }
                    self.close(watch);
                }
                Some(b'[') => {
                    self.open(false, watch)?;
                    if self.after_space() != Some(b']') {
                        watch.element();
                        continue;
                    }
                    self.close(watch);
                }
                Some(b'"') => self.string()?,
                Some(b't') => self.word(b"true")?,
                Some(b'f') => self.word(b"false")?,
                Some(b'n') => self.word(b"null")?,
                Some(_) => self.number()?,
                None => return Err(Wrong::NotJson),
            }
            // What comes after a value: the end of what is open, as often as it ends, or the next value.
            loop {
                match self.after_space() {
                    None if self.depth == 0 => return Ok(()),
                    Some(b',') if self.depth > 0 => {
                        self.at += 1;
                        if self.in_object() {
                            self.after_space();
                            self.name(watch)?;
                        } else {
                            watch.element();
                        }
                        break;
                    }
                    Some(b'}') if self.depth > 0 && self.in_object() => self.close(watch),
                    Some(b']') if self.depth > 0 && !self.in_object() => self.close(watch),
                    _ => return Err(Wrong::NotJson),
                }
            }
        }
    }

    #[inline]
    fn in_object(&self) -> bool {
        self.objects & 1 == 1
    }

    #[inline]
    fn open(&mut self, object: bool, watch: &mut impl Watch) -> Result<(), Wrong> {
        if self.depth == DEEPEST {
            return Err(Wrong::TooDeep);
        }
        self.at += 1;
        self.depth += 1;
        self.objects = self.objects << 1 | u64::from(object);
        watch.open(object);
        Ok(())
    }

    #[inline]
    fn close(&mut self, watch: &mut impl Watch) {
        self.at += 1;
        self.depth -= 1;
        self.objects >>= 1;
        watch.close();
    }

    #[inline]
    fn rest(&self) -> &'r [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or(&[])
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn after_space(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                byte => return byte,
            }
        }
    }

    /// A name and its colon.
    #[inline]
    fn name(&mut self, watch: &mut impl Watch) -> Result<(), Wrong> {
        if self.byte() != Some(b'"') {
            return Err(Wrong::NotJson);
        }
        let start = self.at + 1;
        self.string()?;
        watch.name(self.text.get(start..self.at - 1).ok_or(Wrong::NotJson)?);
        if self.after_space() != Some(b':') {
            return Err(Wrong::NotJson);
        }
        self.at += 1;
        Ok(())
    }

    #[inline]
    fn word(&mut self, word: &[u8]) -> Result<(), Wrong> {
        if !self.rest().starts_with(word) {
            return Err(Wrong::NotJson);
        }
        self.at += word.len();
        Ok(())
    }

    #[inline]
    fn number(&mut self) -> Result<(), Wrong> {
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        match self.byte() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits()?,
            _ => return Err(Wrong::NotJson),
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    /// One digit or more.
    #[inline]
    fn digits(&mut self) -> Result<(), Wrong> {
        let start = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at > start { Ok(()) } else { Err(Wrong::NotJson) }
    }

    /// A string, from its first quote past its last.
    #[inline]
    fn string(&mut self) -> Result<(), Wrong> {
        self.at += 1;
        loop {
            self.at += plain(self.rest());
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.escape()?,
                _ => return Err(Wrong::NotJson),
            }
        }
    }

    fn escape(&mut self) -> Result<(), Wrong> {
        let escaped = self.text.as_bytes().get(self.at + 1).copied();
        let length = match escaped {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 2,
            Some(b'u') => match self.unit(self.at).ok_or(Wrong::NotJson)? {
                // The first half of a character must be followed by the second.
                0xd800..=0xdbff => match self.unit(self.at + 6) {
                    Some(0xdc00..=0xdfff) => 12,
                    _ => return Err(Wrong::NotJson),
                },
                0xdc00..=0xdfff => return Err(Wrong::NotJson),
                _ => 6,
            },
            _ => return Err(Wrong::NotJson),
        };
        self.at += length;
        Ok(())
    }

    /// The number of the escape `\uXXXX` that stands at `at`.
    fn unit(&self, at: usize) -> Option<u16> {
        let digits = self.text.get(at..at + 6)?.strip_prefix("\\u")?;
        // The digits are looked at first: `from_str_radix` takes a sign for one.
        digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
    }
}

/// How many bytes come before the first that ends a string, escapes, or must not stand in one: eight at a time.
#[inline]
fn plain(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    // The lowest bit set is that of the first byte that is zero; those above it may be set wrongly.
    let zero = |word: u64| word.wrapping_sub(ONES) & !word & HIGHS;
    let (eights, tail) = bytes.as_chunks::<8>();
    for (index, eight) in eights.iter().enumerate() {
        let word = u64::from_le_bytes(*eight);
        let control = word.wrapping_sub(ONES * 0x20) & !word & HIGHS;
        let found = zero(word ^ (ONES * u64::from(b'"'))) | zero(word ^ (ONES * u64::from(b'\\'))) | control;
        if found != 0 {
            return index * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let of_tail = tail.iter().position(|byte| *byte < 0x20 || matches!(byte, b'"' | b'\\'));
    bytes.len() - tail.len() + of_tail.unwrap_or(tail.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;
    use serde_json::Value as Json;

    use super::*;

    /// What another parser says: the same verdict on every text, deep ones aside, which it limits elsewhere.
    fn agrees(text: &str) {
        let ours = object(text.as_bytes(), &mut ()).is_ok();
        let theirs = serde_json::from_str::<Json>(text);
        let too_large = theirs.as_ref().is_err_and(|error| error.to_string().contains("out of range"));
        if !too_large {
            assert_eq!(ours, theirs.is_ok_and(|value| value.is_object()), "{text:?}");
        }
    }

    #[test]
    fn a_record_is_one_object_as_another_parser_reads_it() {
        let values = [
            "null",
            "true",
            "tru",
            "nul",
            "truex",
            "0",
            "-0",
            "-",
            "01",
            "1.",
            ".1",
            "1.5e3",
            "1e",
            "1e+",
            "1E-2",
            "+1",
            "NaN",
            "Infinity",
            "0x1",
            "\"a\"",
            "\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\u+123\"",
            "\"\\ud800\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\\u0041\"",
            "\"\\udc00\"",
            "\"\\u0000\"",
            "\"\t\"",
            "\"\u{7f}\"",
            "\"é\"",
            "[]",
            "[1,]",
            "[,1]",
            "[1 2]",
            "[1,2]",
            "[",
            "]",
            "{}",
            "{\"a\":1}",
            "{\"a\":1,}",
            "{,}",
            "{a:1}",
            "{'a':1}",
            "{\"a\" 1}",
            "{\"a\":}",
            "{\"a\":1 \"b\":2}",
            "[{]}",
            "{[}]",
            "//",
            "/**/1",
            "\u{feff}1",
            "1 // a",
        ];
        for value in values {
            agrees(value);
            agrees(&format!("{{\"v\":{value}}}"));
            agrees(&format!(" {{ \"v\" : [ {value} , {value} ] }} \n"));
            agrees(&format!("{{}}{value}"));
        }
        assert_eq!(object(b"{\"a\":\"\xff\"}", &mut ()), Err(Wrong::NotUtf8));
        assert_eq!(object(b"[1]", &mut ()), Err(Wrong::NotAnObject));
        assert_eq!(object(b"", &mut ()), Err(Wrong::NotJson));
    }

    #[test]
    fn depth_has_an_edge() {
        let deep = |levels: usize| format!("{{\"a\":{}{}}}", "[".repeat(levels - 1), "]".repeat(levels - 1));
        assert!(object(deep(DEEPEST as usize).as_bytes(), &mut ()).is_ok());
        assert_eq!(object(deep(DEEPEST as usize + 1).as_bytes(), &mut ()), Err(Wrong::TooDeep));
        // A million levels take no more room than sixty-four.
        assert_eq!(object(deep(1_000_000).as_bytes(), &mut ()), Err(Wrong::TooDeep));
    }

    /// Any JSON, printed.
    fn json() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            any::<i64>().prop_map(Json::from),
            (-1e9..1e9).prop_map(|number: f64| Json::from(number)),
            "\\PC{0,8}|[\\x00-\\x1f\"\\\\]{0,4}".prop_map(Json::from),
        ];
        let value = leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
                prop::collection::vec(("\\PC{0,4}", inner), 0..4)
                    .prop_map(|fields| Json::Object(fields.into_iter().collect())),
            ]
        });
        value.prop_map(|value| value.to_string())
    }

    /// The same texts every time, unless `WAARBORG_SEED` is given, as in tests/random.rs.
    fn config() -> ProptestConfig {
        let seed = std::env::var("WAARBORG_SEED").ok().and_then(|seed| seed.parse().ok());
        ProptestConfig {
            cases: 2_000,
            rng_seed: RngSeed::Fixed(seed.unwrap_or(0x5eed)),
            failure_persistence: None,
            ..ProptestConfig::default()
        }
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn it_agrees_with_another_parser_on_json_and_on_what_was_json(
            text in json(), at in any::<prop::sample::Index>(), with in "[\\[\\]{}:,\"\\\\0-9eE.+\\- tfnu]?"
        ) {
            agrees(&text);
            let mut broken: Vec<char> = text.chars().collect();
            let at = at.index(broken.len());
            match with.chars().next() {
                Some(c) => broken[at] = c,
                None => { broken.remove(at); }
            }
            agrees(&broken.into_iter().collect::<String>());
        }
    }
}
