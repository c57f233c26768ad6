//! Records that keep the fields they do not know. `#[serde(flatten)]` means the same and holds every value twice before
//! it is understood, which takes most of the time of a file with many mentions.

use std::borrow::Cow;

use serde::Deserialize;

/// A field's name, borrowed from the line where it has no escapes.
#[derive(Deserialize)]
pub(super) struct Key<'k>(#[serde(borrow)] pub Cow<'k, str>);

/// Makes a record readable: which fields must be there, which may be missing; all others go into its field `more`.
macro_rules! open_record {
    ($record:ident: $($must:ident),*; $($may:ident),*) => {
        impl<'de> serde::Deserialize<'de> for $record {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Fields;

                impl<'de> serde::de::Visitor<'de> for Fields {
                    type Value = $record;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("struct ", stringify!($record)))
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$record, A::Error> {
                        $(let mut $must = None;)*
                        $(let mut $may = None;)*
                        let mut more = serde_json::Map::new();
                        while let Some($crate::formats::tandai::open_record::Key(key)) = map.next_key()? {
                            match &*key {
                                $(stringify!($must) => open_record!(put map $must),)*
                                $(stringify!($may) => open_record!(put map $may),)*
                                _ => {
                                    more.insert(key.into_owned(), map.next_value()?);
                                }
                            }
                        }
                        Ok($record {
                            $($must: $must.ok_or_else(|| serde::de::Error::missing_field(stringify!($must)))?,)*
                            $($may: $may.unwrap_or_default(),)*
                            more,
                        })
                    }
                }

                deserializer.deserialize_map(Fields)
            }
        }
    };
    (put $map:ident $field:ident) => {{
        if $field.is_some() {
            return Err(serde::de::Error::duplicate_field(stringify!($field)));
        }
        $field = Some($map.next_value()?);
    }};
}

pub(super) use open_record;
