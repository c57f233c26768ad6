//! Every name that may be linked: the built-in ones, and the project's own on top.

use std::collections::BTreeMap;

use super::{
    Gazetteer, level,
    names::{Bearer, NameTable, Use, key},
};
use crate::model::{Date, Entity, EntityId, KindKey};

/// Built from a project's entities. An entity of the project stands in place of the built-in one of the same id, and a
/// name that it adds means it, whatever that name means in the built-in tables. Making one costs time by the project's
/// own entities only.
pub struct Lexicon {
    pub(super) builtin: &'static Gazetteer,
    pub(super) own: BTreeMap<EntityId, Entity>,
    names: NameTable,
}

/// An entity that a name may mean, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NameHit {
    pub entity: EntityId,
    pub usage: Use,
}

impl Lexicon {
    /// A project's entities over the delivered gazetteer.
    pub fn new(own: &BTreeMap<EntityId, Entity>) -> Self {
        Self::over(own, Gazetteer::builtin())
    }

    /// A project's entities over the gazetteer that it chose.
    pub fn over(own: &BTreeMap<EntityId, Entity>, builtin: &'static Gazetteer) -> Self {
        let mut names = NameTable::default();
        for entity in own.values() {
            let context: Vec<String> = entity.context_aliases.iter().map(|name| key(&entity.kind, name)).collect();
            let usage = |key: &str| if context.iter().any(|other| other == key) { Use::Context } else { Use::Own };
            names.add(entity, &[], |key| builtin.names.usage(key, &entity.id).unwrap_or_else(|| usage(key)));
        }
        Self { builtin, own: own.clone(), names }
    }

    /// What it knows besides the project's own.
    pub fn gazetteer(&self) -> &'static Gazetteer {
        self.builtin
    }

    /// What an entity lies in, or is a part of.
    pub fn parent(&self, id: &EntityId) -> Option<&EntityId> {
        let own = self.own.get(id).and_then(|entity| entity.parent.as_ref());
        own.or_else(|| self.builtin.parent(id))
    }

    pub fn entity(&self, id: &EntityId) -> Option<&Entity> {
        self.own.get(id).or_else(|| self.builtin.entity(id))
    }

    /// All of them: the project's, then the built-in ones that it does not replace.
    pub fn entities(&self) -> impl Iterator<Item = &Entity> {
        self.own.values().chain(self.builtin.entities().filter(|entity| !self.own.contains_key(&entity.id)))
    }

    /// Whether words are a name of a kind, known exactly.
    pub fn is_name(&self, words: &str, kind: &KindKey) -> bool {
        let key = key(kind, words);
        !self.hits(&key, words, kind, None).is_empty()
            || (kind.as_str() == "region" && level::split_type(&key).is_some_and(|(l, rest)| self.has_level(rest, l)))
    }

    /// The kind of words that are a name of this kind and of no other, and no common word either.
    pub fn kind_of(&self, words: &str) -> Option<KindKey> {
        let mut kinds: Vec<KindKey> = self.own.values().map(|entity| entity.kind.clone()).collect();
        kinds.extend([KindKey::party(), KindKey::candidate(), KindKey::region()]);
        kinds.sort();
        kinds.dedup();
        let known: Vec<(KindKey, bool)> = kinds.into_iter().filter_map(|kind| self.is_of(words, kind)).collect();
        match known.as_slice() {
            [(kind, true)] => Some(kind.clone()),
            _ => None,
        }
    }

    /// Whether words name something of a kind; `true` beside it where they can hardly mean anything else.
    fn is_of(&self, words: &str, kind: KindKey) -> Option<(KindKey, bool)> {
        if !self.is_name(words, &kind) {
            return None;
        }
        let key = key(&kind, words);
        let hits = self.hits(&key, words, &kind, None);
        let sure = match kind.as_str() {
            "party" | "region" => hits.iter().all(|hit| matches!(hit.usage, Use::Plain | Use::Own)),
            // One word is a first name or a surname of many people.
            "candidate" => key.contains(' ') || hits.iter().all(|hit| hit.usage == Use::Own),
            _ => true,
        };
        let capital = words.chars().any(char::is_uppercase);
        Some((kind, sure && capital))
    }

    fn has_level(&self, key: &str, level: level::Level) -> bool {
        self.hits(key, key, &KindKey::region(), None).iter().any(|hit| self.level(&hit.entity) == Some(level))
    }

    pub(super) fn level(&self, region: &EntityId) -> Option<level::Level> {
        self.entity(region).and_then(level::Level::of)
    }

    /// Whether the names of an entity mean it on a day; where the day is not known, whether they still do.
    pub fn is_valid(&self, id: &EntityId, day: Option<Date>) -> bool {
        self.entity(id).is_none_or(|entity| match day {
            Some(day) => entity.is_valid_on(day),
            None => entity.valid_to.is_none(),
        })
    }

    /// Who of a kind bears a key on a day, `written` like this in the text. Where the day is not known, those of the past
    /// give way to those of today.
    pub(super) fn hits(&self, key: &str, written: &str, kind: &KindKey, day: Option<Date>) -> Vec<NameHit> {
        let valid = self.bearers(key, written, kind, &|id| self.is_valid(id, day));
        if valid.is_empty() && day.is_none() { self.bearers(key, written, kind, &|_| true) } else { valid }
    }

    /// The project's own words go first, then what is built in, then what is left of longer names.
    fn bearers(&self, key: &str, written: &str, kind: &KindKey, fits: &dyn Fn(&EntityId) -> bool) -> Vec<NameHit> {
        let of_kind = |bearer: &&Bearer| bearer.kind == *kind && fits(&bearer.entity);
        let hit = |bearer: &Bearer| NameHit { entity: bearer.entity.clone(), usage: bearer.usage };
        let own = || self.names.get(key).iter().filter(of_kind);
        let mut hits: Vec<NameHit> = own().filter(|bearer| bearer.usage == Use::Own).map(hit).collect();
        if hits.is_empty() {
            let builtin = self.builtin.names.get(key).iter().filter(of_kind);
            let kept = builtin.filter(|bearer| bearer.allows(written)).filter(|bearer| {
                !self.own.contains_key(&bearer.entity) || self.names.usage(key, &bearer.entity).is_some()
            });
            hits.extend(kept.map(hit));
            // A word that the project says is a name where the words around say so.
            for context in own().filter(|bearer| bearer.usage == Use::Context).map(hit) {
                if hits.iter().all(|known| known.entity != context.entity) {
                    hits.push(context);
                }
            }
        }
        if hits.is_empty() {
            // A project's person, shortened.
            hits.extend(own().filter(|bearer| bearer.usage == Use::Shortened).map(hit));
        }
        hits
    }

    /// The one key of a kind that is a letter away from this one; `None` if there is none or several.
    pub(super) fn respelt(&self, key: &str, kind: &KindKey) -> Option<String> {
        let mut near = self.builtin.names.near(key, kind);
        near.extend(self.names.near(key, kind));
        near.sort_unstable();
        near.dedup();
        // Several keys may still mean one: “partai gerindra” and “gerindra” are never both near.
        match near.as_slice() {
            [one] => Some((*one).to_owned()),
            _ => None,
        }
    }
}
