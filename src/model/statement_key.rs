//! What statements are coded with: small keys whose meaning the project's scheme tells. A key that no scheme knows is kept
//! as it is.

use std::{
    cmp::Ordering,
    collections::HashSet,
    fmt,
    sync::{Mutex, PoisonError},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::message::{Message, message};

/// Words that mean something else in the project's files.
const RESERVED: [&str; 6] = ["true", "false", "inf", "nan", "none", "some"];

/// Why a word cannot be a key. Keys stand bare in the project's files and, without their `_`, as values in brat's: two
/// keys must never look alike there.
fn reason_against(key: &str) -> Option<Message> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if key.is_empty() {
        return Some(message!("is empty"));
    }
    if key.len() > 40 {
        return Some(message!("is longer than 40 letters"));
    }
    if !key.chars().all(plain) || !key.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Some(message!("may hold small letters from a to z, digits and “_” only, and begins with a letter"));
    }
    let parts_begin_with_letters = key.split('_').all(|part| part.starts_with(|c: char| c.is_ascii_lowercase()));
    if !parts_begin_with_letters {
        return Some(message!("has a “_” that no letter follows"));
    }
    RESERVED.contains(&key).then(|| message!("means something else in the project’s files"))
}

/// The one string in memory that a key is. Keys are few and short, and are never let go.
fn interned(key: &str) -> &'static str {
    static ALL: Mutex<Option<HashSet<&'static str>>> = Mutex::new(None);
    let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
    let all = all.get_or_insert_default();
    match all.get(key) {
        Some(known) => known,
        None => {
            let kept: &'static str = Box::leak(key.into());
            all.insert(kept);
            kept
        }
    }
}

macro_rules! key {
    ($(#[$doc:meta])* $name:ident, $what:expr, [$($delivered:ident = $key:literal),*]) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $name(&'static str);

        impl $name {
            $(pub const $delivered: Self = Self($key);)*
            /// Those of the delivered scheme, in its order.
            pub const DELIVERED: &'static [Self] = &[$(Self::$delivered),*];

            /// Takes a key as it is, or says why it cannot be one.
            pub fn new(key: &str) -> Result<Self, Message> {
                if let Some(known) = Self::DELIVERED.iter().find(|known| known.0 == key) {
                    return Ok(*known);
                }
                match reason_against(key) {
                    None => Ok(Self(interned(key))),
                    Some(reason) => {
                        Err(message!("{what} “{id}” {reason}", what = $what, id = key, reason = reason))
                    }
                }
            }

            /// As files name it.
            pub fn key(self) -> &'static str {
                self.0
            }

            /// The key that is shown as `MinisterPresident`.
            pub fn of_words(words: &str) -> Option<Self> {
                let mut key = String::with_capacity(words.len() + 4);
                for (at, c) in words.char_indices() {
                    if at > 0 && c.is_ascii_uppercase() {
                        key.push('_');
                    }
                    key.push(c.to_ascii_lowercase());
                }
                Self::new(&key).ok()
            }

            fn rank(self) -> usize {
                Self::DELIVERED.iter().position(|known| *known == self).unwrap_or(usize::MAX)
            }
        }

        /// Delivered ones in their order, then others by their letters.
        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                self.rank().cmp(&other.rank()).then_with(|| self.0.cmp(other.0))
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.0)
            }
        }

        /// `MinisterPresident`: ids of decisions follow from it, and brat's files have it.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.split('_').try_for_each(|part| {
                    let (first, rest) = part.split_at(part.len().min(1));
                    write!(f, "{}{rest}", first.to_ascii_uppercase())
                })
            }
        }

        /// As the value of an enum is written: bare in RON, a string in JSON.
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_unit_variant(stringify!($name), 0, self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Bare;
                impl de::Visitor<'_> for Bare {
                    type Value = $name;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("a key")
                    }

                    fn visit_str<E: de::Error>(self, key: &str) -> Result<$name, E> {
                        $name::new(key).map_err(E::custom)
                    }
                }
                impl<'de> de::DeserializeSeed<'de> for Bare {
                    type Value = $name;

                    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<$name, D::Error> {
                        deserializer.deserialize_identifier(self)
                    }
                }
                struct Variant;
                impl<'de> de::Visitor<'de> for Variant {
                    type Value = $name;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("a key")
                    }

                    fn visit_enum<A: de::EnumAccess<'de>>(self, access: A) -> Result<$name, A::Error> {
                        let (key, rest) = access.variant_seed(Bare)?;
                        de::VariantAccess::unit_variant(rest)?;
                        Ok(key)
                    }
                }
                deserializer.deserialize_enum(stringify!($name), &[], Variant)
            }
        }
    };
}

key!(
    /// An elected office: `regent`, or one of a project's own.
    Office, message!("office"), [GOVERNOR = "governor", REGENT = "regent", MAYOR = "mayor"]
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_words_that_stand_bare_and_alike_nowhere() {
        for bad in ["", "2024", "Regent", "_a", "a_", "a__b", "a_1", "a-b", "a b", "none", "true", &"a".repeat(41)] {
            assert!(Office::new(bad).is_err(), "{bad:?}");
        }
        for good in ["regent", "minister_president", "a1", "ministerin"] {
            let office = Office::new(good).unwrap();
            assert_eq!((office.key(), Office::of_words(&format!("{office:?}"))), (good, Some(office)));
            assert_eq!(serde_json::to_string(&office).unwrap(), format!("\"{good}\""));
            assert_eq!(serde_json::from_str::<Office>(&format!("\"{good}\"")).unwrap(), office);
            assert_eq!(ron::to_string(&office).unwrap(), good);
            assert_eq!(ron::from_str::<Office>(good).unwrap(), office);
        }
        assert_eq!(format!("{:?}", Office::new("minister_president").unwrap()), "MinisterPresident");
        assert!(serde_json::from_str::<Office>("\"Minister\"").is_err() && ron::from_str::<Office>("a-b").is_err());
    }

    #[test]
    fn delivered_ones_go_before_others() {
        let office = |key| Office::new(key).unwrap();
        let mut all = [office("president"), Office::MAYOR, office("chancellor"), Office::GOVERNOR];
        all.sort();
        assert_eq!(all, [Office::GOVERNOR, Office::MAYOR, office("chancellor"), office("president")]);
    }
}
