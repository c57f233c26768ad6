//! Plans what becomes of a conflict that a merge left: what stands is kept, or the other version takes its place.

use super::{ChangeKind, Put, Refusal, Swap, plan::Planner};
use crate::{
    message::message,
    model::{Annotations, Conflict, Place, ProjectConflict},
};

impl Planner<'_, '_> {
    pub(super) fn settle_conflict(
        &mut self,
        place: &Place,
        conflict: &Conflict,
        take: bool,
    ) -> Result<(ChangeKind, usize), Refusal> {
        let there = self.annotations(place).cloned().unwrap_or_default();
        let after = without(&there.conflicts, conflict)?;
        if take {
            self.take_other(place, &there, conflict)?;
        }
        self.puts.push(Put::Conflicts { place: place.clone(), before: there.conflicts, after });
        Ok((ChangeKind::SettleConflict, 1))
    }

    fn take_other(&mut self, place: &Place, there: &Annotations, conflict: &Conflict) -> Result<(), Refusal> {
        let place = place.clone();
        match conflict.clone() {
            Conflict::Status(after) => {
                if there.status != after {
                    self.puts.push(Put::Status { place, before: there.status, after });
                }
            }
            Conflict::Remark(after) => {
                if there.remark != after {
                    self.puts.push(Put::Remark { place, before: there.remark.clone(), after });
                }
            }
            Conflict::Mention { id, other } => {
                if let Some(other) = &other {
                    self.fits(&place, other.span)?;
                }
                let swap = Swap { before: there.mentions.get(&id).cloned(), after: other.map(|other| *other) };
                if swap.before != swap.after {
                    self.puts.push(Put::Mention { place, id, swap });
                }
            }
            Conflict::Coalition { id, other } => {
                if let Some(other) = &other {
                    self.check_evidence(&place, other)?;
                }
                let swap = Swap { before: there.coalitions.get(&id).cloned(), after: other.map(|other| *other) };
                if swap.before != swap.after {
                    self.puts.push(Put::Coalition { place, id, swap: Box::new(swap) });
                }
            }
            Conflict::Decision { id, other } => {
                let swap = Swap { before: there.decisions.get(&id).cloned(), after: other.map(|other| *other) };
                if swap.before != swap.after {
                    self.puts.push(Put::Decision { place, id, swap: Box::new(swap) });
                }
            }
        }
        Ok(())
    }

    pub(super) fn settle_project_conflict(
        &mut self,
        conflict: &ProjectConflict,
        take: bool,
    ) -> Result<(ChangeKind, usize), Refusal> {
        let project = &self.workspace.project;
        let of_entities = conflict.of_entities();
        let before = project.conflicts_of(of_entities);
        let after = without(&before, conflict)?;
        if take {
            match conflict.clone() {
                ProjectConflict::Name(after) => {
                    let before = project.name.clone();
                    self.puts.push(Put::Name { before, after });
                }
                ProjectConflict::Language(after) => {
                    let before = project.language;
                    self.puts.push(Put::Language { before, after });
                }
                ProjectConflict::Kinds(after) => {
                    let before = project.scheme.clone();
                    self.puts.push(Put::Scheme { before, after });
                }
                ProjectConflict::Options(after) => {
                    let before = project.options.clone();
                    self.puts.push(Put::Options { before, after });
                }
                ProjectConflict::Set { id, other } => {
                    let before = project.sets.get(&id).cloned();
                    self.puts.push(Put::Set { id, swap: Swap { before, after: other } });
                }
                ProjectConflict::Entity { id, other } => self.put_entity(id, other.map(|other| *other)),
            }
        }
        self.puts.push(Put::ProjectConflicts { of_entities, before, after });
        Ok((ChangeKind::SettleConflict, 1))
    }
}

/// The others; an error if it is not among them.
fn without<C: PartialEq + Clone>(conflicts: &[C], settled: &C) -> Result<Vec<C>, Refusal> {
    let mut left = conflicts.to_vec();
    let at = left.iter().position(|conflict| conflict == settled);
    left.remove(at.ok_or_else(|| Refusal::Missing(message!("the conflict")))?);
    Ok(left)
}
