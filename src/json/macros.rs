//! The two declarations a readable type is made with.

/// A closed list of words: an enum that is read from, and printed as, exactly these words.
macro_rules! words {
    ($(#[doc = $doc:literal])* pub enum $name:ident {
        $($(#[doc = $vdoc:literal])* $variant:ident = $word:literal),+ $(,)?
    }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name {
            $($(#[doc = $vdoc])* $variant),+
        }

        impl $name {
            /// Every value, in the order of the declaration.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word for it.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// The value with this word.
            #[allow(dead_code, reason = "not every list is looked up by word")]
            pub fn from_word(word: &str) -> Option<$name> {
                Self::ALL.iter().copied().find(|value| value.as_str() == word)
            }
        }

        impl $crate::json::Read for $name {
            fn read(node: &$crate::json::Node<'_>, reader: &mut $crate::json::Reader) -> Option<Self> {
                node.word(reader, Self::ALL, Self::as_str)
            }

            fn schema(defs: &mut $crate::json::Defs) -> serde_json::Value {
                let words = [$(($word, concat!($($vdoc),*))),+];
                $crate::json::words_schema(stringify!($name), concat!($($doc),*), words, defs)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Word;
                impl serde::de::Visitor<'_> for Word {
                    type Value = $name;
                    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                        f.write_str(concat!("a ", stringify!($name)))
                    }
                    fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<$name, E> {
                        $name::from_word(word).ok_or_else(|| E::custom("unknown word"))
                    }
                }
                deserializer.deserialize_str(Word)
            }
        }
    };
}

/// An object with exactly these fields, in kebab case, and a `note`: a struct that is read, written and described.
///
/// Written `personal struct`, its `Debug` shows the name of the type and nothing of what it holds.
macro_rules! object {
    ($(#[doc = $doc:literal])* pub personal struct $name:ident $fields:tt) => {
        object! { @declare ($(#[doc = $doc])*) [] $name $fields }

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(concat!(stringify!($name), " { .. }"))
            }
        }
    };
    ($(#[doc = $doc:literal])* pub struct $name:ident $fields:tt) => {
        object! { @declare ($(#[doc = $doc])*) [#[derive(Debug)]] $name $fields }
    };
    (@declare ($(#[doc = $doc:literal])*) [$(#[$derive:meta])?] $name:ident {
        $($(#[doc = $fdoc:literal])* $(#[serde($($serde:tt)*)])? pub $field:ident : $ty:ty),* $(,)?
    }) => {
        $(#[doc = $doc])*
        $(#[$derive])?
        #[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "kebab-case", deny_unknown_fields)]
        pub struct $name {
            $($(#[doc = $fdoc])* $(#[serde($($serde)*)])? pub $field: $ty,)*
        }

        impl $crate::json::Read for $name {
            fn read(node: &$crate::json::Node<'_>, reader: &mut $crate::json::Reader) -> Option<Self> {
                let names = [$($crate::json::Name::of(stringify!($field))),*];
                let known: Vec<&str> = names.iter().map($crate::json::Name::as_str).collect();
                let fields = $crate::json::Fields::of(node, reader, &known)?;
                let mut names = known.iter();
                $(let $field = fields.get::<$ty>(names.next()?, reader);)*
                Some(Self { $($field: $field?,)* })
            }

            fn schema(defs: &mut $crate::json::Defs) -> serde_json::Value {
                $crate::json::object_schema(
                    stringify!($name),
                    concat!($($doc),*),
                    &[$((
                        $crate::json::Name::of(stringify!($field)),
                        concat!($($fdoc),*),
                        <$ty as $crate::json::Read>::absent().is_none(),
                        <$ty as $crate::json::Read>::schema as fn(&mut $crate::json::Defs) -> serde_json::Value,
                    )),*],
                    defs,
                )
            }
        }
    };
}

pub(crate) use {object, words};
