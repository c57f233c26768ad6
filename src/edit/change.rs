//! The effect of an edit: what every record was and will be.

use serde::{Deserialize, Serialize};

use crate::model::{
    AnnotationSet, ArticleId, ArticleMeta, Assignment, Coalition, CoalitionId, Conflict, Decision, DecisionId, Entity,
    EntityId, Mention, MentionId, Misfit, MisfitDecision, Options, Place, ProjectConflict, Remark, SamplingDraw,
    Scheme, SetId, Span, Status, TextLanguage,
};

/// Before and after of one record; `None` is "not there".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Swap<T> {
    pub before: Option<T>,
    pub after: Option<T>,
}

/// One record replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Put {
    Mention {
        place: Place,
        id: MentionId,
        swap: Swap<Mention>,
    },
    Coalition {
        place: Place,
        id: CoalitionId,
        swap: Box<Swap<Coalition>>,
    },
    Decision {
        place: Place,
        id: DecisionId,
        swap: Box<Swap<Decision>>,
    },
    /// A mention that does not fit the text, kept beside the others.
    Misfit {
        place: Place,
        id: MentionId,
        swap: Box<Swap<Misfit>>,
    },
    /// The same of a decision.
    MisfitDecision {
        place: Place,
        id: DecisionId,
        swap: Box<Swap<MisfitDecision>>,
    },
    Status {
        place: Place,
        before: Status,
        after: Status,
    },
    /// What is written down on the article as a whole.
    Remark {
        place: Place,
        before: Remark,
        after: Remark,
    },
    Entity {
        id: EntityId,
        swap: Swap<Entity>,
    },
    Set {
        id: SetId,
        swap: Swap<AnnotationSet>,
    },
    Scheme {
        before: Scheme,
        after: Scheme,
    },
    /// The project's name.
    Name {
        before: String,
        after: String,
    },
    /// The language of the texts.
    Language {
        before: TextLanguage,
        after: TextLanguage,
    },
    /// What the project decides for all.
    Options {
        before: Options,
        after: Options,
    },
    /// Who codes an article.
    Assignment {
        id: ArticleId,
        swap: Swap<Assignment>,
    },
    /// How articles were drawn.
    Drawings {
        before: Vec<SamplingDraw>,
        after: Vec<SamplingDraw>,
    },
    /// Conflicts of a merge that wait to be settled.
    Conflicts {
        place: Place,
        before: Vec<Conflict>,
        after: Vec<Conflict>,
    },
    /// The same of `entities.ron`, or of `project.ron`.
    ProjectConflicts {
        of_entities: bool,
        before: Vec<ProjectConflict>,
        after: Vec<ProjectConflict>,
    },
    /// The text of an article is not in the journal: `store` writes its file before this and sets it aside after.
    Article {
        id: ArticleId,
        swap: Swap<ArticleMeta>,
    },
}

/// What was done, for "undid: …" and the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    Tag,
    Untag,
    Retag,
    Resize,
    Link,
    Note,
    Flag,
    /// A value of one of the project's own fields.
    Value,
    Explain,
    Reaffirm,
    AddCoalition,
    ChangeCoalition,
    RemoveCoalition,
    MergeCoalitions,
    Accept,
    Correct,
    Reject,
    Skip,
    SettleConflict,
    CopyLabels,
    Options,
    Assign,
    Status,
    AddEntity,
    ChangeEntity,
    ImportEntities,
    MergeEntities,
    RemoveEntity,
    AddSet,
    Scheme,
    /// Which fields of its own the project has.
    Fields,
    Import,
    /// An import whose new articles are not in the journal: see `store::Staging`.
    ImportMany,
    Extract,
    ChangeArticle,
    RemoveArticles,
}

/// The effect of one edit, applied whole or not at all; a line of the journal, a step of undo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Journals call it `deed`.
    #[serde(rename = "deed")]
    pub kind: ChangeKind,
    /// How many things it was done to, as a person counts them.
    pub count: usize,
    pub puts: Vec<Put>,
}

impl<T> Swap<T> {
    pub fn add(after: T) -> Self {
        Self { before: None, after: Some(after) }
    }

    pub fn remove(before: T) -> Self {
        Self { before: Some(before), after: None }
    }

    pub fn change(before: T, after: T) -> Self {
        Self { before: Some(before), after: Some(after) }
    }

    fn inverse(self) -> Self {
        Self { before: self.after, after: self.before }
    }
}

impl Put {
    fn inverse(self) -> Self {
        match self {
            Self::Mention { place, id, swap } => Self::Mention { place, id, swap: swap.inverse() },
            Self::Coalition { place, id, swap } => Self::Coalition { place, id, swap: Box::new(swap.inverse()) },
            Self::Decision { place, id, swap } => Self::Decision { place, id, swap: Box::new(swap.inverse()) },
            Self::Misfit { place, id, swap } => Self::Misfit { place, id, swap: Box::new(swap.inverse()) },
            Self::MisfitDecision { place, id, swap } => {
                Self::MisfitDecision { place, id, swap: Box::new(swap.inverse()) }
            }
            Self::Status { place, before, after } => Self::Status { place, before: after, after: before },
            Self::Remark { place, before, after } => Self::Remark { place, before: after, after: before },
            Self::Entity { id, swap } => Self::Entity { id, swap: swap.inverse() },
            Self::Set { id, swap } => Self::Set { id, swap: swap.inverse() },
            Self::Scheme { before, after } => Self::Scheme { before: after, after: before },
            Self::Name { before, after } => Self::Name { before: after, after: before },
            Self::Language { before, after } => Self::Language { before: after, after: before },
            Self::Options { before, after } => Self::Options { before: after, after: before },
            Self::Assignment { id, swap } => Self::Assignment { id, swap: swap.inverse() },
            Self::Drawings { before, after } => Self::Drawings { before: after, after: before },
            Self::Conflicts { place, before, after } => Self::Conflicts { place, before: after, after: before },
            Self::ProjectConflicts { of_entities, before, after } => {
                Self::ProjectConflicts { of_entities, before: after, after: before }
            }
            Self::Article { id, swap } => Self::Article { id, swap: swap.inverse() },
        }
    }

    /// The article that it is about; none if it is about the project.
    pub fn article(&self) -> Option<&ArticleId> {
        match self {
            Self::Article { id, .. } => Some(id),
            put => put.place().map(|place| &place.article),
        }
    }

    /// The article that it removes, if it removes one.
    pub fn removed_article(&self) -> Option<&ArticleId> {
        match self {
            Self::Article { id, swap } if swap.after.is_none() => Some(id),
            _ => None,
        }
    }

    /// Takes over what a later put makes of the same record. `false`: it is about another one.
    fn absorb(&mut self, later: &Self) -> bool {
        match (self, later) {
            (Self::Mention { place, id, swap }, Self::Mention { place: there, id: its, swap: next })
                if place == there && id == its =>
            {
                swap.after.clone_from(&next.after);
            }
            (Self::Coalition { place, id, swap }, Self::Coalition { place: there, id: its, swap: next })
                if place == there && id == its =>
            {
                swap.after.clone_from(&next.after);
            }
            (Self::Decision { place, id, swap }, Self::Decision { place: there, id: its, swap: next })
                if place == there && id == its =>
            {
                swap.after.clone_from(&next.after);
            }
            (Self::Status { place, after, .. }, Self::Status { place: there, after: next, .. }) if place == there => {
                *after = *next;
            }
            (Self::Remark { place, after, .. }, Self::Remark { place: there, after: next, .. }) if place == there => {
                after.clone_from(next);
            }
            (Self::Article { id, swap }, Self::Article { id: its, swap: next }) if id == its => {
                swap.after.clone_from(&next.after);
            }
            _ => return false,
        }
        true
    }

    /// The set and article that it changes, if it changes annotations.
    pub fn place(&self) -> Option<&Place> {
        match self {
            Self::Mention { place, .. }
            | Self::Coalition { place, .. }
            | Self::Decision { place, .. }
            | Self::Misfit { place, .. }
            | Self::MisfitDecision { place, .. }
            | Self::Status { place, .. }
            | Self::Remark { place, .. }
            | Self::Conflicts { place, .. } => Some(place),
            _ => None,
        }
    }
}

impl Change {
    /// The change that takes this one back: the inverse puts in reverse order.
    pub fn inverse(mut self) -> Self {
        self.puts.reverse();
        self.puts = self.puts.into_iter().map(Put::inverse).collect();
        self
    }

    /// This change and one that came right after it, as one step.
    pub(super) fn followed_by(mut self, later: &Self) -> Self {
        for put in &later.puts {
            if !self.puts.iter_mut().any(|there| there.absorb(put)) {
                self.puts.push(put.clone());
            }
        }
        self
    }

    /// Where to look to see it: the first place whose annotations change, and the bytes that changed there.
    pub fn focus(&self) -> Option<(&Place, Option<Span>)> {
        let spot = |put: &Put| match put {
            Put::Mention { swap, .. } => swap.after.as_ref().or(swap.before.as_ref()).map(|mention| mention.span),
            Put::Coalition { swap, .. } => {
                swap.after.as_ref().or(swap.before.as_ref()).and_then(|c| c.evidence.first().copied())
            }
            Put::Decision { swap, .. } => {
                let decision = swap.after.as_ref().or(swap.before.as_ref());
                decision.and_then(|decision| decision.claim.spans().first().copied())
            }
            _ => None,
        };
        let first = self.puts.iter().find_map(Put::place)?;
        let span = self.puts.iter().filter(|put| put.place() == Some(first)).filter_map(spot).min();
        Some((first, span))
    }

    /// The sets and articles whose annotations it changes, each once.
    pub fn places(&self) -> Vec<&Place> {
        let mut places: Vec<&Place> = self.puts.iter().filter_map(Put::place).collect();
        places.sort();
        places.dedup();
        places
    }
}
