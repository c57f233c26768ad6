//! What the person meant.

use std::{collections::BTreeMap, sync::Arc};

use super::{CoalitionField, Incoming};
use crate::model::{
    AnnotationSet, Annotations, ArticleId, ArticleMeta, Assignments, Claim, Coalition, CoalitionId, Conflict,
    DecisionId, DecisionReason, Entity, EntityId, Field, Flag, GuidelinesVersion, Kind, KindKey, LinkSource, Mention,
    MentionId, Options, Origin, Place, ProjectConflict, Remarked, Span, StatementScheme, Status, Suggested, Timestamp,
    Variable, Variables,
};

/// A mention to be made; its id and time are given when it is planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMention {
    /// Bytes of the article's text.
    pub span: Span,
    pub kind: KindKey,
    pub entity: Option<EntityId>,
    pub linked: LinkSource,
    pub by: Origin,
}

/// What a person decides on a suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRequest {
    pub claim: Claim,
    /// The sets that make the claim, the surest first; at least one.
    pub from: Vec<Suggested>,
    pub basis: DecisionBasis,
    pub resolution: Resolution,
}

/// Why a claim is taken or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DecisionBasis {
    /// Somebody decided on it.
    #[default]
    Person,
    /// Everybody who coded the article makes it: nobody had to decide.
    Unanimous,
    /// It is a mention that a unanimous statement needs. Nobody decided on it, and no decision is kept.
    Along,
    /// It is the other side of a difference that is decided: kept, and not counted by itself.
    Rival,
}

/// What becomes of a claim. Whether it was accepted or corrected follows from whether what is made says the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// This mention; its `by` is given when it is planned.
    Mention(NewMention),
    /// This coalition, whose fillers name the source's `mentions`; they become this set's at the same places.
    Coalition {
        coalition: Box<Coalition>,
        mentions: BTreeMap<MentionId, (Span, KindKey)>,
        /// What it says is added to this statement of the set.
        into: Option<CoalitionId>,
    },
    Reject,
    Skip,
}

impl NewMention {
    /// `fields`: what the project's own fields hold in a new mention.
    pub(super) fn made(
        self,
        id: MentionId,
        at: Timestamp,
        guidelines: Option<GuidelinesVersion>,
        fields: Variables,
    ) -> Mention {
        let Self { span, kind, entity, linked, by } = self;
        Mention { id, span, kind, entity, linked, by, at, note: String::new(), fields, flag: None, guidelines }
    }
}

/// One intention, whole; a bulk action is one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Mark spans. Those that are there already with the same kind are passed over.
    Tag {
        place: Place,
        mentions: Vec<NewMention>,
    },
    /// The same in many articles.
    TagAcross {
        mentions: Vec<(Place, NewMention)>,
    },
    Untag {
        place: Place,
        mentions: Vec<MentionId>,
    },
    /// Change the kind; a link to an entity of another kind goes, `entity` comes.
    Retag {
        place: Place,
        mentions: Vec<(MentionId, Option<(EntityId, LinkSource)>)>,
        kind: KindKey,
    },
    Resize {
        place: Place,
        mention: MentionId,
        span: Span,
    },
    /// Link to an entity (and add it to the project if it is given), or cut the link.
    Link {
        place: Place,
        mentions: Vec<MentionId>,
        entity: Option<EntityId>,
        linked: LinkSource,
        new: Option<Entity>,
    },
    Note {
        place: Place,
        mention: MentionId,
        note: String,
    },
    /// A note on the article as a whole.
    NoteArticle {
        place: Place,
        note: String,
    },
    /// Flags what is to be looked at again, or takes the flag off.
    Flag {
        place: Place,
        on: Remarked,
        flag: Option<Flag>,
    },
    /// Puts a value into one of the project's own fields of records, or empties it.
    SetValue {
        place: Place,
        records: Vec<Remarked>,
        key: String,
        value: Option<Variable>,
    },
    /// Says why it was decided so.
    Explain {
        place: Place,
        decisions: Vec<DecisionId>,
        reason: Option<DecisionReason>,
        note: String,
    },
    /// What was marked under older guidelines is right under those of today.
    Reaffirm {
        place: Place,
    },
    /// A new statement; its id and time are given when it is planned.
    AddCoalition {
        place: Place,
        coalition: Box<Coalition>,
    },
    /// Fields of a statement, in this order.
    SetCoalition {
        place: Place,
        coalition: CoalitionId,
        fields: Vec<CoalitionField>,
    },
    RemoveCoalition {
        place: Place,
        coalition: CoalitionId,
    },
    /// Make one statement of two: `from` goes, and `into` has what both say.
    MergeCoalitions {
        place: Place,
        from: CoalitionId,
        into: CoalitionId,
    },
    /// Decide on suggestions, in this order. What was decided already is passed over, unless it was rejected or skipped.
    Decide {
        requests: Vec<(Place, DecisionRequest)>,
        /// Come into the project if it does not have them.
        entities: Vec<Entity>,
    },
    /// Decide a conflict of a merge: keep what stands, or take the other version in its place.
    SettleConflict {
        place: Place,
        conflict: Conflict,
        take: bool,
    },
    /// The same of what the project shares.
    SettleProjectConflict {
        conflict: ProjectConflict,
        take: bool,
    },
    SetStatus {
        places: Vec<Place>,
        status: Status,
    },
    PutEntity {
        entity: Entity,
    },
    /// Entities from elsewhere, as they will be; one step.
    PutEntities {
        entities: Vec<Entity>,
    },
    /// All mentions and fillers of `from` become `into`'s; `from`'s names become its aliases.
    MergeEntities {
        from: Entity,
        into: Entity,
    },
    /// Remove an entity of the project; its mentions and fillers lose the link.
    RemoveEntity {
        entity: EntityId,
    },
    /// What the project decides for all.
    SetOptions {
        options: Options,
    },
    /// Who codes what from now on, and how that was drawn.
    Assign {
        assignments: Arc<Assignments>,
    },
    PutSet {
        set: AnnotationSet,
    },
    /// Add or change a kind.
    PutKind {
        kind: Kind,
    },
    /// Which fields of its own the project has, in their order. What was coded in one that goes stays in the files.
    SetFields {
        fields: Vec<Field>,
    },
    /// What statements may say from now on; those that are there stay as they are.
    PutStatements {
        statements: StatementScheme,
    },
    /// What a set says of near copies of an article, as far as they have its words; what they say already stays.
    CopyLabels {
        marks: Vec<(Place, Annotations)>,
    },
    /// Articles, and what sets say of them.
    Import(Incoming),
    /// What a program's sets say of articles, in place of all that they said of them before.
    Extract(Incoming),
    ChangeArticle {
        meta: ArticleMeta,
    },
    /// Articles, and what every loaded set says of them.
    RemoveArticles {
        articles: Vec<ArticleId>,
    },
}
