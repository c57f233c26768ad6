//! Puts a change into the workspace, or refuses it whole.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Change, Put, Swap,
    refusal::{coalition_of, mention_of},
};
use crate::{
    message::{Message, message},
    model::{Annotations, Article, Misfit, MisfitDecision, Place, Workspace},
};

/// A change that does not fit what is there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub struct Mismatch {
    /// Which record, within a sentence.
    pub record: Message,
}

impl Mismatch {
    pub fn message(&self) -> Message {
        message!("{record} is not what it was when this change was made", record = &self.record)
    }
}

/// Applies every put, or none: if one's "before" is not what is there, those before it are taken back.
///
/// An article that a change brings back needs its text in `texts`, or in the workspace still.
pub fn apply(
    workspace: &mut Workspace,
    change: &Change,
    texts: &dyn Fn(&Put) -> Option<Arc<Article>>,
) -> Result<(), Mismatch> {
    for (done, put) in change.puts.iter().enumerate() {
        if let Err(mismatch) = apply_put(workspace, put, texts) {
            let back = Change { kind: change.kind, count: 0, puts: change.puts[..done].to_vec() }.inverse();
            for put in &back.puts {
                // These records were just written by the loop above, so they match.
                let _ = apply_put(workspace, put, texts);
            }
            return Err(mismatch);
        }
    }
    Ok(())
}

fn apply_put(
    workspace: &mut Workspace,
    put: &Put,
    texts: &dyn Fn(&Put) -> Option<Arc<Article>>,
) -> Result<(), Mismatch> {
    match put {
        Put::Mention { place, id, swap } => {
            swap_in(&mut annotations(workspace, place).mentions, id, swap, || mention_of(id, place))
        }
        Put::Coalition { place, id, swap } => {
            swap_in(&mut annotations(workspace, place).coalitions, id, swap, || coalition_of(id, place))
        }
        Put::Decision { place, id, swap } => swap_in(&mut annotations(workspace, place).decisions, id, swap, || {
            message!(
                "the decision {decision} of {article}",
                decision = id.to_string(),
                article = place.article.as_str()
            )
        }),
        Put::Misfit { place, id, swap } => {
            let misfits = &mut annotations(workspace, place).misfits;
            if !swap_misfit(misfits, swap) {
                return Err(Mismatch { record: mention_of(id, place) });
            }
            Ok(())
        }
        Put::MisfitDecision { place, id, swap } => {
            let misfits = &mut annotations(workspace, place).misfit_decisions;
            if !swap_misfit(misfits, swap) {
                return Err(Mismatch {
                    record: message!(
                        "the decision {decision} of {article}",
                        decision = id.to_string(),
                        article = place.article.as_str()
                    ),
                });
            }
            Ok(())
        }
        Put::Status { place, before, after } => {
            let annotations = annotations(workspace, place);
            if annotations.status != *before {
                return Err(Mismatch { record: message!("the status of {article}", article = place.article.as_str()) });
            }
            annotations.status = *after;
            Ok(())
        }
        Put::Remark { place, before, after } => {
            let record = message!("the note on article {article}", article = place.article.as_str());
            change_value(&mut annotations(workspace, place).remark, before, after, record)
        }
        Put::Name { before, after } => {
            change_value(&mut workspace.project.name, before, after, message!("the project's name"))
        }
        Put::Language { before, after } => {
            change_value(&mut workspace.project.language, before, after, message!("the language of the texts"))
        }
        Put::Options { before, after } => {
            change_value(&mut workspace.project.options, before, after, message!("the options of the project"))
        }
        Put::Assignment { id, swap } => {
            let assignments = Arc::make_mut(&mut workspace.project.assignments);
            swap_in(&mut assignments.articles, id, swap, || {
                message!("the assignment of {article}", article = id.as_str())
            })
        }
        Put::Drawings { before, after } => {
            let assignments = Arc::make_mut(&mut workspace.project.assignments);
            change_value(&mut assignments.drawings, before, after, message!("how articles were drawn"))
        }
        Put::Conflicts { place, before, after } => {
            let annotations = annotations(workspace, place);
            if annotations.conflicts != *before {
                return Err(Mismatch { record: message!("a conflict of {article}", article = place.article.as_str()) });
            }
            annotations.conflicts.clone_from(after);
            Ok(())
        }
        Put::ProjectConflicts { of_entities, before, after } => {
            let project = &mut workspace.project;
            if project.conflicts_of(*of_entities) != *before {
                return Err(Mismatch { record: message!("a conflict of the project") });
            }
            project.set_conflicts_of(*of_entities, after.clone());
            Ok(())
        }
        Put::Entity { id, swap } => {
            swap_in(&mut workspace.project.entities, id, swap, || message!("entity {entity}", entity = id.as_str()))
        }
        Put::Set { id, swap } => {
            swap_in(&mut workspace.project.sets, id, swap, || message!("set {set}", set = id.as_str()))
        }
        Put::Scheme { before, after } => {
            if workspace.project.scheme != *before {
                return Err(Mismatch { record: message!("the scheme") });
            }
            workspace.project.scheme = after.clone();
            Ok(())
        }
        Put::Article { id, swap } => {
            let there = workspace.articles.get(id).map(|article| &article.meta);
            let mismatch = || Mismatch { record: message!("article {article}", article = id.as_str()) };
            if there != swap.before.as_ref() {
                return Err(mismatch());
            }
            match &swap.after {
                None => {
                    workspace.articles.remove(id);
                }
                Some(meta) => {
                    let article = workspace.articles.get(id).cloned().or_else(|| texts(put)).ok_or_else(mismatch)?;
                    let article = Article { meta: meta.clone(), text: article.text.clone() };
                    workspace.articles.insert(id.clone(), Arc::new(article));
                }
            }
            Ok(())
        }
    }
}

/// Replaces one record among those that do not fit; false if what was there before is not. The reason is no part of
/// it: it is found anew whenever the file is read.
pub fn swap_misfit<T: KeptMisfit>(misfits: &mut Vec<T>, swap: &Swap<T>) -> bool {
    let place = |one: &T, misfits: &[T]| misfits.iter().position(|there| there.same(one));
    let taken = match &swap.before {
        None => None,
        Some(before) => match place(before, misfits) {
            None => return false,
            found => found,
        },
    };
    if let Some(after) = &swap.after
        && place(after, misfits).is_some_and(|at| taken != Some(at))
    {
        return false;
    }
    taken.map(|at| misfits.remove(at));
    if let Some(after) = &swap.after {
        let at = misfits.partition_point(|there| there.order() <= after.order());
        misfits.insert(at, after.clone());
    }
    true
}

/// A record that does not fit the text, in the order of the file.
pub trait KeptMisfit: Clone {
    fn same(&self, other: &Self) -> bool;
    fn order(&self) -> (usize, usize, String);
}

impl KeptMisfit for Misfit {
    fn same(&self, other: &Self) -> bool {
        self.mention == other.mention && self.quote == other.quote
    }

    fn order(&self) -> (usize, usize, String) {
        (self.mention.span.start, self.mention.span.end, self.mention.id.to_string())
    }
}

impl KeptMisfit for MisfitDecision {
    fn same(&self, other: &Self) -> bool {
        self.id == other.id && self.decision == other.decision && self.quotes == other.quotes
    }

    fn order(&self) -> (usize, usize, String) {
        let first = self.decision.claim.spans().first().copied();
        (first.map_or(0, |span| span.start), first.map_or(0, |span| span.end), self.id.to_string())
    }
}

fn change_value<T: PartialEq + Clone>(there: &mut T, before: &T, after: &T, record: Message) -> Result<(), Mismatch> {
    if there != before {
        return Err(Mismatch { record });
    }
    there.clone_from(after);
    Ok(())
}

fn annotations<'a>(workspace: &'a mut Workspace, place: &Place) -> &'a mut Annotations {
    Arc::make_mut(workspace.annotations.entry(place.clone()).or_default())
}

fn swap_in<K: Ord + Clone, V: PartialEq + Clone>(
    map: &mut BTreeMap<K, V>,
    key: &K,
    swap: &Swap<V>,
    name: impl Fn() -> Message,
) -> Result<(), Mismatch> {
    if map.get(key) != swap.before.as_ref() {
        return Err(Mismatch { record: name() });
    }
    match &swap.after {
        Some(after) => map.insert(key.clone(), after.clone()),
        None => map.remove(key),
    };
    Ok(())
}
