//! Two become one: statements of an article, and entities of the project.

use super::{
    ChangeKind, Put, Refusal, Swap,
    fields::{join_backings, joined, touch},
    plan::Planner,
};
use crate::{
    message::message,
    model::{
        Annotations, Claim, Coalition, CoalitionId, Decision, Entity, EntityId, LinkSource, Outcome, Place, Variable,
        Variables, Verdict, repoint_values,
    },
};
use std::collections::BTreeMap;

/// Lets whatever says one entity say another one, as `instead` has them.
pub fn repoint(annotations: &mut Annotations, instead: &BTreeMap<EntityId, EntityId>) {
    if instead.is_empty() {
        return;
    }
    let moved = |entity: &mut Option<EntityId>| {
        if let Some(other) = entity.as_ref().and_then(|entity| instead.get(entity)) {
            *entity = Some(other.clone());
        }
    };
    let values = |values: &mut Variables| {
        for value in values.values_mut() {
            if let Variable::Entity(entity) = value
                && let Some(other) = instead.get(entity)
            {
                *entity = other.clone();
            }
        }
    };
    let misfits = annotations.misfits.iter_mut().map(|misfit| &mut misfit.mention);
    for mention in annotations.mentions.values_mut().chain(misfits) {
        moved(&mut mention.entity);
        values(&mut mention.fields);
    }
    values(&mut annotations.remark.fields);
    for coalition in annotations.coalitions.values_mut() {
        if coalition.entities().any(|entity| instead.contains_key(entity)) {
            coalition.fillers_mut().for_each(|filler| moved(&mut filler.entity));
            values(&mut coalition.fields);
            join_backings(coalition);
        }
    }
    // Their ids follow from what was claimed.
    let decisions = std::mem::take(&mut annotations.decisions).into_values().map(|mut decision| {
        match &mut decision.claim {
            Claim::Mention { entity, .. } => moved(entity),
            Claim::Coalition(statement) => {
                moved(&mut statement.region.entity);
                moved(&mut statement.head.entity);
                moved(&mut statement.deputy.entity);
                statement.parties.iter_mut().for_each(|backing| moved(&mut backing.party.entity));
                statement.parties.sort();
                statement.telling.iter_mut().for_each(|telling| values(&mut telling.fields));
            }
        }
        (decision.claim.id(), decision)
    });
    annotations.decisions = decisions.collect();
}

impl Planner<'_, '_> {
    /// Two statements become one; what was decided on the one that goes is kept with the one that stays.
    pub(super) fn merge_coalitions(
        &mut self,
        place: &Place,
        from: &CoalitionId,
        into: &CoalitionId,
    ) -> Result<(ChangeKind, usize), Refusal> {
        if from == into {
            return Err(Refusal::Wrong(message!("a coalition cannot be merged with itself")));
        }
        let (going, before) = (self.coalition(place, from)?, self.coalition(place, into)?);
        let mut after = joined(&before, &going);
        touch(&mut after);
        self.change_coalition(place, &before, after.clone());
        self.follow_decisions();
        let swap = Box::new(Swap::remove(going));
        self.puts.push(Put::Coalition { place: place.clone(), id: from.clone(), swap });
        self.move_decisions(place, from, &after);
        Ok((ChangeKind::MergeCoalitions, 1))
    }

    /// Decisions that made a statement speak of the one that it was merged into.
    fn move_decisions(&mut self, place: &Place, from: &CoalitionId, into: &Coalition) {
        let made = Some(Outcome::Coalition(from.clone()));
        let decisions = self.annotations(place).into_iter().flat_map(|there| &there.decisions);
        for (id, before) in decisions.filter(|(_, decision)| decision.made == made) {
            let same = self.says(place, into, &before.claim);
            let after = Decision {
                verdict: if same { Verdict::Accepted } else { Verdict::Corrected },
                made: Some(Outcome::Coalition(into.id.clone())),
                unanimous: before.unanimous && same,
                at: self.stamp.now,
                ..before.clone()
            };
            let swap = Box::new(Swap::change(before.clone(), after));
            self.puts.push(Put::Decision { place: place.clone(), id: *id, swap });
        }
    }

    pub(super) fn merge_entities(&mut self, from: Entity, into: Entity) -> Result<(ChangeKind, usize), Refusal> {
        if from.id == into.id {
            return Err(Refusal::Wrong(message!("an entity cannot be merged with itself")));
        }
        if from.kind != into.kind {
            return Err(Refusal::Wrong(message!(
                "a {kind} cannot be merged into a {other}",
                kind = from.kind.as_str(),
                other = into.kind.as_str()
            )));
        }
        let count = self.repoint(&from.id, Some(&into.id));
        let mut merged = into.clone();
        for name in from.names() {
            if !merged.names().any(|known| known == name) {
                let context = from.context_aliases.iter().any(|known| known == name);
                let names = if context { &mut merged.context_aliases } else { &mut merged.aliases };
                names.push(name.to_owned());
            }
        }
        // Nothing is a part of itself, nor of its parts.
        let outside = |parent: &EntityId| {
            let own = self.workspace.project.entities.get(parent);
            *parent != from.id && *parent != into.id && !own.is_some_and(|parent| self.lies_in(parent, &into.id))
        };
        merged.parent = merged.parent.filter(outside).or(from.parent.clone().filter(outside));
        let ids = from.same_as.iter().filter(|id| !into.same_as.contains(id));
        merged.same_as.extend(ids.cloned());
        self.move_parts(&from.id, Some(&merged));
        if self.workspace.project.entities.contains_key(&from.id) {
            self.put_entity(from.id, None);
        }
        self.put_entity(merged.id.clone(), Some(merged));
        Ok((ChangeKind::MergeEntities, count.max(1)))
    }

    /// Moves every mention, filler and value in the loaded annotations from one entity to another, or to none.
    pub(super) fn repoint(&mut self, from: &EntityId, into: Option<&EntityId>) -> usize {
        let mut count = 0;
        let workspace = self.workspace;
        for (place, annotations) in &workspace.annotations {
            for before in annotations.mentions.values() {
                let mut after = before.clone();
                if after.entity.as_ref() == Some(from) {
                    (after.entity, after.linked) = (into.cloned(), LinkSource::Person);
                    count += 1;
                }
                repoint_values(&mut after.fields, from, into);
                if after != *before {
                    self.put_mention(place, before.clone(), Some(after));
                }
            }
            let before = &annotations.remark;
            let mut after = before.clone();
            repoint_values(&mut after.fields, from, into);
            self.put_remark(place.clone(), before.clone(), after);
            for before in annotations.coalitions.values() {
                let mut after = before.clone();
                for filler in after.fillers_mut().filter(|filler| filler.entity.as_ref() == Some(from)) {
                    filler.entity = into.cloned();
                }
                repoint_values(&mut after.fields, from, into);
                join_backings(&mut after);
                self.change_coalition(place, before, after);
            }
        }
        count
    }
}
