//! What is in the bytes of a project file, in numbers, and how two states of a file differ. Pure.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{
    message::{Message, message},
    model::{Annotations, Status},
    store::{
        StoreError,
        files::{
            assignment_file,
            layout::{FileTarget, article_of_text},
            project_file::{read_entities, read_meta, read_project},
            records::AnnotationFile,
            ron_file::{decode, parse},
            text_file::not_utf8,
        },
    },
};

/// What something that can be restored holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum RecoverableContents {
    Annotations {
        status: Status,
        mentions: usize,
        coalitions: usize,
    },
    Project {
        name: String,
        kinds: usize,
        sets: usize,
    },
    Entities {
        entities: usize,
    },
    Assignments {
        articles: usize,
    },
    Article {
        title: String,
    },
    /// Length in code points.
    Text {
        length: usize,
    },
    /// A whole article, with what every set says about it.
    Removed {
        title: String,
        mentions: usize,
        coalitions: usize,
        sets: usize,
    },
    /// Of a damaged journal: changes that can still be read, and lines that cannot.
    Changes {
        changes: usize,
        unreadable: usize,
    },
    /// It makes no sense as what it should be.
    Unreadable,
}

/// How something differs from what is there now, by ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Difference {
    pub mentions: Delta,
    pub coalitions: Delta,
    /// For `entities.ron`.
    pub entities: Delta,
    /// What the status is now, and what it would be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<(Status, Status)>,
}

/// Records that would come, go, and be another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Delta {
    pub added: usize,
    pub removed: usize,
    pub changed: usize,
}

impl Delta {
    pub(super) fn of<K: Ord, V: PartialEq>(now: &BTreeMap<K, V>, then: &BTreeMap<K, V>) -> Self {
        Self {
            added: then.keys().filter(|id| !now.contains_key(*id)).count(),
            removed: now.keys().filter(|id| !then.contains_key(*id)).count(),
            changed: now.iter().filter(|(id, record)| then.get(*id).is_some_and(|other| other != *record)).count(),
        }
    }
}

impl Difference {
    pub(super) fn between(now: &Annotations, then: &Annotations) -> Self {
        Self {
            mentions: Delta::of(&now.mentions, &then.mentions),
            coalitions: Delta::of(&now.coalitions, &then.coalitions),
            entities: Delta::default(),
            status: (now.status != then.status).then_some((now.status, then.status)),
        }
    }
}

/// What these bytes of the file at `path` hold; an error says where they stop making sense. Whether annotations fit
/// their text is not looked at.
pub(in crate::store) fn contents_of(path: &str, bytes: &[u8]) -> Result<RecoverableContents, StoreError> {
    let Some(target) = FileTarget::parse(path) else {
        let no_text = |_| StoreError::new(path, not_utf8(), message!("Take the file back with Git"));
        return match article_of_text(path) {
            Some(_) => std::str::from_utf8(bytes)
                .map(|text| RecoverableContents::Text { length: text.chars().count() })
                .map_err(no_text),
            None => {
                let message = message!("this is not a file of a project");
                Err(StoreError::new(path, message, message!("Leave it where it is")))
            }
        };
    };
    match target {
        FileTarget::Project => read_project(bytes).map(|project| RecoverableContents::Project {
            name: project.name,
            kinds: project.scheme.kinds.len(),
            sets: project.sets.len(),
        }),
        FileTarget::Entities => {
            read_entities(bytes).map(|(entities, _)| RecoverableContents::Entities { entities: entities.len() })
        }
        FileTarget::Assignments => assignment_file::read(bytes)
            .map(|assignments| RecoverableContents::Assignments { articles: assignments.articles.len() }),
        FileTarget::Article(id) => {
            read_meta(path, id.as_str(), bytes).map(|meta| RecoverableContents::Article { title: meta.title })
        }
        FileTarget::Annotations(place) => {
            let text = decode(path, bytes)?;
            let file: AnnotationFile = parse(path, text)?;
            let mut ids = BTreeSet::new();
            if file.article != place.article || !file.mentions.iter().all(|mention| ids.insert(&mention.id)) {
                let message = message!("this is about another article, or an id stands in it twice");
                return Err(StoreError::new(path, message, Message::default()));
            }
            let (mentions, coalitions) = (file.mentions.len(), file.coalitions.len());
            Ok(RecoverableContents::Annotations { status: file.status, mentions, coalitions })
        }
    }
}
