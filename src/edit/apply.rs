//! Puts a change into the workspace, or refuses it whole.

use std::{collections::BTreeMap, sync::Arc};

use super::{Change, Put, Swap};
use crate::model::{Annotations, Article, Place, Workspace};

/// A change that does not fit what is there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{record} is not what it was when this change was made")]
pub struct Mismatch {
    pub record: String,
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
        Put::Mention { place, id, swap } => swap_in(&mut annotations(workspace, place).mentions, id, swap, || {
            format!("mention {id} of {}", place.article)
        }),
        Put::Coalition { place, id, swap } => swap_in(&mut annotations(workspace, place).coalitions, id, swap, || {
            format!("coalition {id} of {}", place.article)
        }),
        Put::Decision { place, id, swap } => swap_in(&mut annotations(workspace, place).decisions, id, swap, || {
            format!("the decision {id} of {}", place.article)
        }),
        Put::Status { place, before, after } => {
            let annotations = annotations(workspace, place);
            if annotations.status != *before {
                return Err(Mismatch { record: format!("the status of {}", place.article) });
            }
            annotations.status = *after;
            Ok(())
        }
        Put::Name { before, after } => change_value(&mut workspace.project.name, before, after, "the project's name"),
        Put::Language { before, after } => {
            change_value(&mut workspace.project.language, before, after, "the language of the texts")
        }
        Put::Options { before, after } => change_value(&mut workspace.project.options, before, after, "the options"),
        Put::Assignment { id, swap } => {
            let assignments = Arc::make_mut(&mut workspace.project.assignments);
            swap_in(&mut assignments.articles, id, swap, || format!("the assignment of {id}"))
        }
        Put::Drawings { before, after } => {
            let assignments = Arc::make_mut(&mut workspace.project.assignments);
            change_value(&mut assignments.drawings, before, after, "the drawings")
        }
        Put::Conflicts { place, before, after } => {
            let annotations = annotations(workspace, place);
            if annotations.conflicts != *before {
                return Err(Mismatch { record: format!("a conflict of {}", place.article) });
            }
            annotations.conflicts.clone_from(after);
            Ok(())
        }
        Put::ProjectConflicts { of_entities, before, after } => {
            let project = &mut workspace.project;
            if project.conflicts_of(*of_entities) != *before {
                return Err(Mismatch { record: "a conflict of the project".into() });
            }
            project.set_conflicts_of(*of_entities, after.clone());
            Ok(())
        }
        Put::Entity { id, swap } => swap_in(&mut workspace.project.entities, id, swap, || format!("entity {id}")),
        Put::Set { id, swap } => swap_in(&mut workspace.project.sets, id, swap, || format!("set {id}")),
        Put::Scheme { before, after } => {
            if workspace.project.scheme != *before {
                return Err(Mismatch { record: "the scheme".into() });
            }
            workspace.project.scheme = after.clone();
            Ok(())
        }
        Put::Article { id, swap } => {
            let there = workspace.articles.get(id).map(|article| &article.meta);
            let mismatch = || Mismatch { record: format!("article {id}") };
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

fn change_value<T: PartialEq + Clone>(there: &mut T, before: &T, after: &T, name: &str) -> Result<(), Mismatch> {
    if there != before {
        return Err(Mismatch { record: name.into() });
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
    name: impl Fn() -> String,
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
