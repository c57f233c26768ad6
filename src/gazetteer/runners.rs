//! Who ran where in 2024: what a shortened or mistyped name in an article may mean.

use super::{
    Gazetteer,
    lexicon::Lexicon,
    runner::{ComparedName, Runner},
};
use crate::model::EntityId;

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
