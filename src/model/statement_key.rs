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

/// `MinisterPresident`: ids of decisions follow from it, and brat's files have it.
fn write_words(key: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    key.split('_').try_for_each(|part| {
        let (first, rest) = part.split_at(part.len().min(1));
        write!(f, "{}{rest}", first.to_ascii_uppercase())
    })
}

/// The key that is shown as `MinisterPresident`.
fn key_of_words(words: &str) -> String {
    let mut key = String::with_capacity(words.len() + 4);
    for (at, c) in words.char_indices() {
        if at > 0 && c.is_ascii_uppercase() {
            key.push('_');
        }
        key.push(c.to_ascii_lowercase());
    }
    key
}

/// A key in a file, which `make` takes or says why it cannot be one.
struct BareKey<T>(fn(&str) -> Result<T, Message>);

impl<T> de::Visitor<'_> for BareKey<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<T, E> {
        (self.0)(key).map_err(E::custom)
    }
}

impl<'de, T> de::DeserializeSeed<'de> for BareKey<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

/// The same where the value of an enum is expected: bare in RON, a string in JSON.
struct VariantKey<T>(fn(&str) -> Result<T, Message>);

impl<'de, T> de::Visitor<'de> for VariantKey<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_enum<A: de::EnumAccess<'de>>(self, access: A) -> Result<T, A::Error> {
        let (key, rest) = access.variant_seed(BareKey(self.0))?;
        de::VariantAccess::unit_variant(rest)?;
        Ok(key)
    }
}

/// How a type with `new` and `key` is read, written and shown.
macro_rules! as_key {
    ($name:ident) => {
        impl $name {
            /// The key that is shown as `MinisterPresident`.
            pub fn of_words(words: &str) -> Option<Self> {
                Self::new(&key_of_words(words)).ok()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.key())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_words(self.key(), f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_unit_variant(stringify!($name), 0, self.key())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_enum(stringify!($name), &[], VariantKey(Self::new))
            }
        }
    };
}

/// An elected office: `regent`, or one of a project's own.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Office(&'static str);

as_key!(Office);

impl Office {
    pub const GOVERNOR: Self = Self("governor");
    pub const REGENT: Self = Self("regent");
    pub const MAYOR: Self = Self("mayor");
    /// Those of the delivered scheme, in its order.
    pub const DELIVERED: &'static [Self] = &[Self::GOVERNOR, Self::REGENT, Self::MAYOR];

    /// Takes a key as it is, or says why it cannot be one.
    pub fn new(key: &str) -> Result<Self, Message> {
        match Self::DELIVERED.iter().find(|known| known.0 == key) {
            Some(known) => Ok(*known),
            None => own(message!("office"), key).map(|own| Self(own.0)),
        }
    }

    /// As files name it.
    pub fn key(self) -> &'static str {
        self.0
    }

    fn rank(self) -> usize {
        Self::DELIVERED.iter().position(|known| *known == self).unwrap_or(usize::MAX)
    }
}

/// Delivered ones in their order, then others by their letters.
impl Ord for Office {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank().cmp(&other.rank()).then_with(|| self.0.cmp(other.0))
    }
}

impl PartialOrd for Office {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A key that a project adds to those that the program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OwnKey(&'static str);

/// Words that formats have for other relations and roles, and what would not be told from a number behind it.
fn is_taken(key: &str) -> bool {
    const TAKEN: [&str; 8] = ["head", "deputy", "region", "party", "backer", "backing", "ally", "running_mate"];
    TAKEN.contains(&key) || key.ends_with(|c: char| c.is_ascii_digit())
}

/// A key of a project's own. Those of statuses and stances are told beside other words of a statement.
fn own_choice(what: Message, key: &str) -> Result<OwnKey, Message> {
    let own = own(what.clone(), key)?;
    match is_taken(key) {
        false => Ok(own),
        true => {
            let reason = message!("ends with a digit or means something else in exports");
            Err(message!("{what} “{id}” {reason}", what = what, id = key, reason = reason))
        }
    }
}

fn own(what: Message, key: &str) -> Result<OwnKey, Message> {
    match reason_against(key) {
        None => Ok(OwnKey(interned(key))),
        Some(reason) => Err(message!("{what} “{id}” {reason}", what = what, id = key, reason = reason)),
    }
}

/// Makes an enum of keys that the program knows, with room for those of a project's own. Firmer ones go first, `Open` is
/// last: nobody said.
macro_rules! choice {
    (
        $(#[$doc:meta])* $name:ident, $what:expr,
        { $($(#[$about:meta])* $value:ident = $key:literal,)* },
        $(#[$open:meta])* Open
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub enum $name {
            $($(#[$about])* $value,)*
            /// One of a project's own: its scheme tells what it is called and what it means.
            Own(OwnKey),
            $(#[$open])*
            Open,
        }

        as_key!($name);

        impl $name {
            /// Those that the program knows, in their order.
            pub const BUILT_IN: &'static [Self] = &[$(Self::$value,)* Self::Open];

            /// Takes a key as it is, or says why it cannot be one.
            pub fn new(key: &str) -> Result<Self, Message> {
                match key {
                    $($key => Ok(Self::$value),)*
                    "open" => Ok(Self::Open),
                    _ => own_choice($what, key).map(Self::Own),
                }
            }

            /// As files name it.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$value => $key,)*
                    Self::Own(OwnKey(key)) => key,
                    Self::Open => "open",
                }
            }
        }
    };
}

choice!(
    /// How a party stands to a ticket, by the verb of the text.
    Stance, message!("stance"),
    {
        /// mengusung, diusung, mengajukan
        Nominating = "nominating",
        /// mendukung
        Supporting = "supporting",
        /// "satu koalisi"
        #[default]
        Member = "member",
    },
    /// Nobody said how: a file that names parties and no stance. Never a stronger one.
    Open
);

choice!(
    /// How firm a statement is: the `status` of a coalition.
    Certainty, message!("status"),
    {
        /// decided, registered, or stated as decided
        #[default]
        Confirmed = "confirmed",
        /// talks, "kemungkinan", surat tugas
        Exploring = "exploring",
        /// "berharap"
        Hoped = "hoped",
        /// "batal", "menarik dukungan"
        Denied = "denied",
        /// an earlier election, or withdrawn before
        Past = "past",
    },
    /// Nobody said how firm: a file that has no status. Never a stronger one.
    Open
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

    #[test]
    fn statuses_and_stances_of_ones_own_stand_between_the_known_and_what_nobody_said() {
        let own = |key| Certainty::new(key).unwrap();
        let mut all = [Certainty::Open, own("nominated"), Certainty::Past, own("dissolved"), Certainty::Confirmed];
        all.sort();
        assert_eq!(all.map(Certainty::key), ["confirmed", "past", "dissolved", "nominated", "open"]);
        for key in ["confirmed", "open", "surat_tugas"] {
            let status = own(key);
            assert_eq!((status.key(), Certainty::of_words(&format!("{status:?}"))), (key, Some(status)));
            assert_eq!(ron::from_str::<Certainty>(&ron::to_string(&status).unwrap()).unwrap(), status);
            let json = serde_json::to_string(&status).unwrap();
            assert_eq!((json.as_str(), serde_json::from_str(&json).unwrap()), (&*format!("\"{key}\""), status));
        }
        assert_eq!(own("exploring"), Certainty::Exploring, "a key that is known is never one's own");
        for taken in ["Tolerates", "head", "running_mate", "stage2"] {
            assert!(Stance::new(taken).is_err(), "{taken}");
        }
        assert!(Stance::new("a-b").is_err() && ron::from_str::<Stance>("a-b").is_err());
    }
}
