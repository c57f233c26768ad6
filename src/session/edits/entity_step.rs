//! An entity merged into another one, or removed, wherever it is used: the articles that speak of it are read and changed
//! piece by piece, so that no frame waits for it, and it is recorded as one step.

use crate::{
    edit::{Edit, Refusal},
    model::{EntityId, Place},
    session::{Done, Session, edits::large_step::LargeStep, unreadable},
};

enum EntityChange {
    Merge { from: EntityId, into: EntityId },
    Remove(EntityId),
}

/// A merge or removal that is under way; it has to be finished or stopped.
pub struct EntityStep {
    change: EntityChange,
    /// Where the entity may be used.
    places: Vec<Place>,
    /// Of those, how many are in memory.
    loaded: usize,
    /// What is to change, once all of them are.
    step: Option<LargeStep>,
}

impl EntityStep {
    /// How many places are read, of how many.
    pub fn progress(&self) -> (usize, usize) {
        (self.loaded, self.places.len())
    }

    /// Whether changes have begun to come: then it is over in a moment, and no longer stopped.
    pub fn is_changing(&self) -> bool {
        self.step.as_ref().is_some_and(|step| step.in_force() > 0)
    }
}

impl Session {
    /// Begins to let everything that mentions `from`, in every set, mention `into`.
    pub fn begin_merge(&mut self, from: EntityId, into: EntityId) -> Result<EntityStep, Refusal> {
        self.begin_with_entity(from.clone(), EntityChange::Merge { from, into })
    }

    /// Begins to remove an entity of the project; its mentions in every set lose their link.
    pub fn begin_removal(&mut self, entity: EntityId) -> Result<EntityStep, Refusal> {
        self.begin_with_entity(entity.clone(), EntityChange::Remove(entity))
    }

    fn begin_with_entity(&mut self, entity: EntityId, change: EntityChange) -> Result<EntityStep, Refusal> {
        self.refuse_if_read_only()?;
        self.refuse_unless_whole()?;
        let places = self.uses_of(&entity).find().map_err(unreadable)?;
        self.cache.reading_ahead = true;
        Ok(EntityStep { change, places, loaded: 0, step: None })
    }

    /// Goes on as long as there is time; returns whether everything is in force.
    pub fn go_on_with_entity(
        &mut self,
        under_way: &mut EntityStep,
        has_time: impl Fn() -> bool,
    ) -> Result<bool, Refusal> {
        self.cache.reading_ahead = true;
        while let Some(place) = under_way.places.get(under_way.loaded) {
            if !has_time() {
                return Ok(false);
            }
            self.load_place(place).map_err(unreadable)?;
            under_way.loaded += 1;
        }
        // Planned when all is read: until then a person may go on working.
        if under_way.step.is_none() {
            let find = |id: &EntityId| self.entity(id).cloned().ok_or_else(|| Refusal::missing_entity(id));
            let edit = match &under_way.change {
                EntityChange::Merge { from, into } => Edit::MergeEntities { from: find(from)?, into: find(into)? },
                EntityChange::Remove(entity) => Edit::RemoveEntity { entity: entity.clone() },
            };
            let mut step = LargeStep::default();
            step.add(self.plan_without_set(edit)?);
            under_way.step = Some(step);
        }
        let Some(step) = &mut under_way.step else { return Ok(true) };
        self.go_on_with(step, has_time)
    }

    /// Records what is in force now, as one step.
    pub fn finish_with_entity(&mut self, under_way: EntityStep) -> Result<Done, Refusal> {
        self.cache.reading_ahead = false;
        let (done, change) = self.record_step(under_way.step.unwrap_or_default())?;
        self.history.record(change);
        Ok(done)
    }

    /// Nothing is changed, and what was read for it may leave memory again.
    pub fn stop_with_entity(&mut self, under_way: EntityStep) {
        self.cache.reading_ahead = false;
        if let Some(step) = under_way.step {
            self.take_step_back(step);
        }
    }

    /// [`Session::begin_merge`] to its end, for whoever waits for it.
    pub fn merge_entities(&mut self, from: &EntityId, into: &EntityId) -> Result<Done, Refusal> {
        let step = self.begin_merge(from.clone(), into.clone())?;
        self.do_with_entity(step)
    }

    /// [`Session::begin_removal`] to its end.
    pub fn remove_entity(&mut self, entity: &EntityId) -> Result<Done, Refusal> {
        let step = self.begin_removal(entity.clone())?;
        self.do_with_entity(step)
    }

    fn do_with_entity(&mut self, mut step: EntityStep) -> Result<Done, Refusal> {
        match self.go_on_with_entity(&mut step, || true) {
            Ok(_) => self.finish_with_entity(step),
            Err(refusal) => {
                self.stop_with_entity(step);
                Err(refusal)
            }
        }
    }
}
