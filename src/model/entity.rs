//! Real parties, candidates and regions.

use serde::{Deserialize, Serialize};

use super::{Colour, EntityId, Flag, KindKey};

/// One real party, candidate or region (or something of a kind that the project adds).
///
/// A project stores only what it adds to the built-in gazetteer, or changes in it: an entity of the project with
/// the id of a built-in one stands in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    pub id: EntityId,
    pub kind: KindKey,
    /// The full name.
    pub name: String,
    /// What lists show if it is shorter: `PKS`. Empty: the name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub short: String,
    /// Other names under which texts mention it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Official code: Kemendagri's for a region.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// Who it is in public registers: `wikidata:Q1511101`, `partyfacts:2556`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same_as: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<Colour>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flag: Option<Flag>,
}

/// Whether words are an id in a public register: the register in small letters and digits, a colon, and the id there
/// without spaces.
pub fn is_authority_id(words: &str) -> bool {
    words.split_once(':').is_some_and(|(register, id)| {
        let small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        !register.is_empty() && register.chars().all(small) && !id.is_empty() && !id.contains(char::is_whitespace)
    })
}

impl Entity {
    pub fn new(id: EntityId, kind: KindKey, name: impl Into<String>) -> Self {
        Self {
            id,
            kind,
            name: name.into(),
            short: String::new(),
            aliases: Vec::new(),
            code: String::new(),
            same_as: Vec::new(),
            colour: None,
            note: String::new(),
            flag: None,
        }
    }

    /// What lists show.
    pub fn label(&self) -> &str {
        if self.short.is_empty() { &self.name } else { &self.short }
    }

    /// Every name under which it goes, the full one first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let short = Some(self.short.as_str()).filter(|short| !short.is_empty());
        std::iter::once(self.name.as_str()).chain(short).chain(self.aliases.iter().map(String::as_str))
    }
}
