//! Typed ids: shared strings that cannot be mixed up. An id is never reused and never renumbered.

use std::{
    fmt,
    sync::{Arc, LazyLock},
};

use serde::{Deserialize, Deserializer, Serialize};

use crate::message::{Message, message};

/// Why a string cannot be an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadId(Message);

impl From<BadId> for Message {
    fn from(bad: BadId) -> Self {
        bad.0
    }
}

/// Ids become file names and stand in one-line records, so only letters, digits and `-_.:` are taken; none begins
/// with a dot or holds `..`, so that no id reaches outside the project's folder.
fn reason_against(id: &str, colon: bool) -> Option<Message> {
    if id.is_empty() {
        return Some(message!("is empty"));
    }
    if id.len() > 120 {
        return Some(message!("is longer than 120 bytes"));
    }
    if id.starts_with('.') || id.contains("..") {
        return Some(message!("begins with a dot or holds two in a row"));
    }
    let good = |c: char| c.is_alphanumeric() || "-_.".contains(c) || (colon && c == ':');
    if !id.chars().all(good) {
        return Some(if colon {
            message!("may hold letters, digits, “-”, “_”, “.” and “:” only")
        } else {
            message!("may hold letters, digits, “-”, “_” and “.” only")
        });
    }
    None
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $what:expr, colon: $colon:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes an id as it is, or says why it cannot be one.
            pub fn new(id: impl AsRef<str>) -> Result<Self, BadId> {
                let id = id.as_ref();
                match reason_against(id, $colon) {
                    None => Ok(Self(id.into())),
                    Some(reason) => {
                        Err(BadId(message!("{what} “{id}” {reason}", what = $what, id = id, reason = reason)))
                    }
                }
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let id = String::deserialize(deserializer)?;
                Self::new(&id).map_err(serde::de::Error::custom)
            }
        }
    };
}

id!(
    /// An article: the name of its files.
    ArticleId, message!("article id"), colon: false
);
id!(
    /// An annotation set: the name of its folder.
    SetId, message!("set id"), colon: false
);
id!(
    /// A mention, unique within a set and article.
    MentionId, message!("mention id"), colon: false
);
id!(
    /// A coalition statement, unique within a set and article.
    CoalitionId, message!("coalition id"), colon: false
);
id!(
    /// A kind of the scheme: `party`, `candidate`, `region`, or one that the project adds.
    KindKey, message!("kind"), colon: false
);
id!(
    /// An entity, content-derived: `party:pks`, `region:36.02`, `candidate:andra-soni`.
    EntityId, message!("entity id"), colon: true
);

// Asked for all the time: clones of one string.
static PARTY: LazyLock<KindKey> = LazyLock::new(|| KindKey("party".into()));
static CANDIDATE: LazyLock<KindKey> = LazyLock::new(|| KindKey("candidate".into()));
static REGION: LazyLock<KindKey> = LazyLock::new(|| KindKey("region".into()));

impl KindKey {
    pub fn party() -> Self {
        PARTY.clone()
    }
    pub fn candidate() -> Self {
        CANDIDATE.clone()
    }
    pub fn region() -> Self {
        REGION.clone()
    }
}

impl EntityId {
    /// The id that two people who add the same name of the same kind agree on.
    pub fn from_name(kind: &KindKey, name: &str) -> Self {
        let slug = slug(name);
        let slug = if slug.is_empty() { "unnamed" } else { &slug };
        Self(format!("{kind}:{slug}").into())
    }

    /// The part before the colon: the kind that the id was made for.
    pub fn prefix(&self) -> &str {
        self.0.split_once(':').map_or("", |(prefix, _)| prefix)
    }

    /// The part after the colon: a slug or an official code.
    pub fn local(&self) -> &str {
        self.0.split_once(':').map_or(&*self.0, |(_, local)| local)
    }

    /// The same as a name would be written, where no name is known: `candidate:andra-soni` is “Andra Soni”.
    pub fn in_words(&self) -> String {
        let words = self.local().split('-').filter(|word| !word.is_empty());
        let written = words.map(|word| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        });
        written.collect::<Vec<String>>().join(" ")
    }
}

/// Lower-case letters and digits of `name`, everything else folded into single hyphens; at most 80 bytes.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if c != '\'' && c != '’' && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= 80 {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stay_inside_the_folder() {
        for bad in ["", "..", ".hidden", "a/b", "a\\b", "a b", "a..b", "a\n"] {
            assert!(ArticleId::new(bad).is_err(), "{bad:?}");
        }
        assert!(ArticleId::new("000-pks_psi.1").is_ok());
        assert!(ArticleId::new("a:b").is_err(), "a colon is no file name everywhere");
        assert!(EntityId::new("region:36.02").is_ok());
    }

    #[test]
    fn slugs() {
        assert_eq!(slug("Andra Soni"), "andra-soni");
        assert_eq!(slug("  H. Asy’ari, S.H. "), "h-asyari-s-h");
        assert_eq!(EntityId::from_name(&KindKey::candidate(), "!").as_str(), "candidate:unnamed");
    }
}
