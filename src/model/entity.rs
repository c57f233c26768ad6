//! Real parties, candidates and regions.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Colour, Date, EntityId, Flag, KindKey};
use crate::message::{Message, message};

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
    /// Names that are words or other things as well: they mean it only where a person, or the words around, say so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub context_aliases: Vec<String>,
    /// Official code: Kemendagri's for a region.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// Who it is in public registers: `wikidata:Q1511101`, `partyfacts:2556`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same_as: Vec<String>,
    /// What it lies in or is a part of: the province of a regency, the party of its branch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<EntityId>,
    /// Its rank among its kind, in the project's words: `province`, `dpd`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub level: String,
    /// The first and the last day on which its names mean it; open where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
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
            context_aliases: Vec::new(),
            parent: None,
            level: String::new(),
            valid_from: None,
            valid_to: None,
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
        std::iter::once(self.name.as_str()).chain(short).chain(self.other_names())
    }

    /// The names beside the full and the short one, each once.
    pub fn other_names(&self) -> impl Iterator<Item = &str> {
        let known = |name: &&str| *name != self.name && *name != self.short && !self.aliases.iter().any(|a| a == name);
        let context = self.context_aliases.iter().map(String::as_str).filter(known);
        self.aliases.iter().map(String::as_str).chain(context)
    }

    /// Whether its names may mean it in a text of this day, as far as the two are known.
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from.first_day() <= day.last_day())
            && self.valid_to.is_none_or(|to| day.first_day() <= to.last_day())
    }

    /// Whether its last day comes before its first one.
    pub fn ends_before_it_begins(&self) -> bool {
        self.valid_from.zip(self.valid_to).is_some_and(|(from, to)| to.last_day() < from.first_day())
    }
}

/// An entity that is a part of itself, by way of what it is a part of; each such circle once, beginning with its
/// smallest id. `parent` tells what one is a part of.
pub fn circles<'e>(
    ids: impl IntoIterator<Item = &'e EntityId>,
    parent: impl Fn(&EntityId) -> Option<EntityId>,
) -> Vec<Vec<EntityId>> {
    let mut found: BTreeSet<Vec<EntityId>> = BTreeSet::new();
    let mut seen: BTreeSet<EntityId> = BTreeSet::new();
    for id in ids {
        let mut way: Vec<EntityId> = Vec::new();
        let mut next = Some(id.clone());
        while let Some(id) = next {
            if let Some(at) = way.iter().position(|before| *before == id) {
                let mut circle = way.split_off(at);
                let first = (0..circle.len()).min_by_key(|&at| &circle[at]).unwrap_or_default();
                circle.rotate_left(first);
                found.insert(circle);
                break;
            }
            if !seen.insert(id.clone()) {
                break;
            }
            next = parent(&id);
            way.push(id);
        }
    }
    found.into_iter().collect()
}

/// In words: entities of which each would be a part of the next, and the last of the first.
pub fn circle_of_parts(circle: &[EntityId]) -> Message {
    let names: Vec<&str> = circle.iter().chain(circle.first()).map(EntityId::as_str).collect();
    message!(
        "the parents go in a circle: {entities}. Say another parent of one of them, or none",
        entities = names.join(" → ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(name: &str) -> Entity {
        Entity::new(EntityId::from_name(&KindKey::party(), name), KindKey::party(), name)
    }

    #[test]
    fn valid_as_far_as_both_days_are_known() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let mut party = party("Partai Lama");
        assert!(party.is_valid_on(day("1900")));
        party.valid_to = Some(day("2021"));
        assert!(party.is_valid_on(day("2021-12-31")) && !party.is_valid_on(day("2022-01-01")));
        assert!(party.is_valid_on(day("2021")) && party.is_valid_on(day("2018-06")));
        party.valid_from = Some(day("2018-06-15"));
        assert!(
            party.is_valid_on(day("2018")) && party.is_valid_on(day("2018-06")) && !party.is_valid_on(day("2018-05"))
        );
        assert!(!party.ends_before_it_begins());
        party.valid_from = Some(day("2022"));
        assert!(party.ends_before_it_begins());
    }

    #[test]
    fn every_name_once() {
        let mut party = party("Partai Pekerja");
        (party.short, party.context_aliases) = ("Pekerja".into(), vec!["Pekerja".into(), "PP".into()]);
        assert_eq!(party.names().collect::<Vec<_>>(), ["Partai Pekerja", "Pekerja", "PP"]);
    }

    #[test]
    fn circles_are_found_once() {
        let id = |name: &str| EntityId::new(format!("region:{name}")).unwrap();
        let parents = [("a", "b"), ("b", "c"), ("c", "b"), ("d", "d"), ("e", "f")];
        let parent = |of: &EntityId| parents.iter().find(|(child, _)| id(child) == *of).map(|(_, parent)| id(parent));
        let ids: Vec<EntityId> = parents.iter().map(|(child, _)| id(child)).collect();
        assert_eq!(circles(&ids, parent), [vec![id("b"), id("c")], vec![id("d")]]);
    }
}
