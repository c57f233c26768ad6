//! Every name with what it stands for: for those who look for names in a text.

use super::{
    Gazetteer,
    lexicon::Lexicon,
    names::{Use, key},
};
use crate::model::{Entity, Office};

/// A name of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedName<'a> {
    pub text: String,
    pub entity: &'a Entity,
    pub usage: Use,
    /// It counts in this spelling only.
    pub cased: bool,
    /// Of a region: the office of its level.
    pub level: Option<Office>,
}

impl Lexicon {
    /// The names of a gazetteer. Parties go with and without “Partai”; single names of people, which
    /// are many people's, are left out.
    pub fn names_in(gazetteer: &'static Gazetteer) -> Vec<ListedName<'static>> {
        let none = Self::over(&std::collections::BTreeMap::new(), gazetteer);
        gazetteer.entities().flat_map(|entity| none.names_of(entity)).collect()
    }

    /// The names that come with the program.
    pub fn builtin_names() -> Vec<ListedName<'static>> {
        Self::names_in(Gazetteer::builtin())
    }

    /// The names of the project's own entities.
    pub fn own_names(&self) -> Vec<ListedName<'_>> {
        self.own.values().flat_map(|entity| self.names_of(entity)).collect()
    }

    fn names_of<'e>(&self, entity: &'e Entity) -> Vec<ListedName<'e>> {
        let own = self.own.contains_key(&entity.id);
        let mut listed = Vec::new();
        for name in entity.names() {
            let key = key(&entity.kind, name);
            let builtin = self.builtin.names.get(&key).iter().find(|bearer| bearer.entity == entity.id);
            let usage = match builtin {
                Some(bearer) => bearer.usage,
                None if entity.context_aliases.iter().any(|alias| alias == name) => Use::Context,
                None if own => Use::Own,
                None => Use::Plain,
            };
            if entity.kind.as_str() == "candidate" && !own && !key.contains(' ') {
                continue;
            }
            let cased = builtin.is_some_and(|bearer| !bearer.allows(&name.to_lowercase()));
            let level = self.level(&entity.id).map(super::level::Level::office);
            listed.push(ListedName { text: name.to_owned(), entity, usage, cased, level });
            // A word that is no party by itself is one behind “Partai”.
            if entity.kind.as_str() == "party" && !key.starts_with("partai ") {
                let usage = if usage == Use::Context { Use::Plain } else { usage };
                listed.push(ListedName { text: format!("Partai {name}"), entity, usage, cased: false, level });
            }
        }
        listed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_their_use() {
        let names = Lexicon::builtin_names();
        let of = |text: &str| names.iter().filter(|name| name.text == text).collect::<Vec<_>>();
        assert_eq!(of("Buruh")[0].usage, Use::Context);
        assert_eq!(of("Partai Buruh")[0].usage, Use::Plain);
        assert!(of("PAN")[0].cased && !of("Golkar")[0].cased);
        assert_eq!(of("Bekasi").len(), 2);
        assert!(of("Wartono").is_empty() && of("Partai PKS").len() == 1);
    }
}
