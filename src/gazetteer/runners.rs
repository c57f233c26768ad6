//! Who ran where in 2024, with their names as words: what a shortened or mistyped name in an article may mean.

use super::{Gazetteer, fold, lexicon::Lexicon, person};
use crate::model::{Entity, EntityId};

/// Somebody who ran, and the names they go by.
pub(super) struct Runner {
    pub id: EntityId,
    pub names: Vec<ComparedName>,
}

/// A name as it is compared.
pub(super) struct ComparedName {
    words: Vec<String>,
    key: String,
    letters: u64,
}

impl Runner {
    fn of(entity: &Entity) -> Self {
        Self { id: entity.id.clone(), names: entity.names().map(ComparedName::of).collect() }
    }
}

impl ComparedName {
    fn of(name: &str) -> Self {
        let words = person::words(name);
        let key = words.join(" ");
        Self { letters: fold::letters(&key), key, words }
    }

    /// Whether some words, of these letters, are some of its own in their order.
    pub fn has_part(&self, words: &[String], letters: u64) -> bool {
        letters & !self.letters == 0 && person::is_part(words, &self.words)
    }

    /// Whether a key with these letters is one slip of the pen away.
    pub fn is_near(&self, key: &str, letters: u64) -> bool {
        fold::may_be_near(self.letters, letters) && fold::one_apart(key, &self.key)
    }
}

impl Gazetteer {
    /// Those who ran in some regions.
    pub(super) fn runners<'r>(&self, races: impl Iterator<Item = &'r EntityId>) -> Vec<&Runner> {
        let by_region = self.runners.get_or_init(|| {
            let runner = |id: &EntityId| Some(Runner::of(self.entity(id)?));
            let races = self.entities().map(|entity| &entity.id).filter(|id| !self.pairs(id).is_empty());
            let of = |race: &EntityId| self.pairs(race).iter().flat_map(|pair| [&pair.head, &pair.deputy]);
            races.map(|race| (race.clone(), of(race).filter_map(runner).collect())).collect()
        });
        races.filter_map(|race| by_region.get(race)).flatten().collect()
    }
}

impl Lexicon {
    /// Those who have a name that fits.
    pub(super) fn fitting(&self, runners: &[&'static Runner], fits: impl Fn(&ComparedName) -> bool) -> Vec<EntityId> {
        let fit = |runner: &Runner| match self.own.get(&runner.id) {
            // The project calls them by other names.
            Some(own) => Runner::of(own).names.iter().any(&fits),
            None => runner.names.iter().any(&fits),
        };
        runners.iter().filter(|runner| fit(runner)).map(|runner| runner.id.clone()).collect()
    }
}
