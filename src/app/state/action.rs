//! What panels return; performed after the frame, so that drawing only looks.

use std::{collections::BTreeMap, path::PathBuf};

use super::{command::Command, desk::Tab};
use crate::{
    answers::{GuessedDates, RaceKey, pictures::PictureFile},
    app::kit::dialogs::Purpose,
    edit::CoalitionField,
    model::{
        ArticleId, CoalitionId, Conflict, DecisionId, DecisionReason, Entity, EntityId, Field, Flag, Kind, KindKey,
        MentionId, Options, ProjectConflict, Remarked, SetId, Span, StatementScheme, Status, Variable,
    },
    session::{CardSlot, EntityImport, GazetteerChange, LabelsForCopy, Order, PhraseHit},
};

/// One wish of the person at the window.
pub enum Action {
    Run(Command),
    /// Move an edge of the selected mention, by one character if `exact`.
    Nudge {
        command: Command,
        exact: bool,
    },
    OpenProject(PathBuf),
    CreateProject {
        dir: PathBuf,
        name: String,
        annotator: String,
    },
    /// Bring files in: texts at once, anything else after a look.
    Import(Vec<PathBuf>),
    /// Look at words that were pasted as at a file.
    PasteArticle(String),
    /// Look at the files of the open import with what is chosen there.
    LookAtImport,
    /// Bring them in as chosen.
    ImportChosen,
    /// Look at what the open export would hold.
    LookAtExport,
    Export,
    /// Run the open extraction.
    Extract,
    /// Go on reading a project where it was stopped.
    ReadOn,
    /// Read how quickly the work goes.
    ReadPace,
    /// Write files of articles again that another program removed.
    WriteBack,
    OpenArticle(ArticleId),
    /// Show what is said of a race and a party.
    ShowLedger {
        race: RaceKey,
        party: Option<EntityId>,
    },
    /// Open an article if need be, and scroll to these bytes.
    Show {
        article: ArticleId,
        span: Span,
    },
    /// Select a mention and scroll to it.
    ShowMention(MentionId),
    /// Select mentions of the open article, given in reading order, and show the first; if they are selected already,
    /// the next one.
    SelectMentions(Vec<MentionId>),
    /// Open an article if need be, and do the same with all mentions of an entity there.
    ShowEntity {
        article: ArticleId,
        entity: EntityId,
    },
    /// Mark a span of the open article.
    Tag {
        span: Span,
        kind: KindKey,
    },
    Resize {
        mention: MentionId,
        span: Span,
    },
    Retag {
        mentions: Vec<MentionId>,
        kind: KindKey,
    },
    Untag(Vec<MentionId>),
    Link {
        mentions: Vec<MentionId>,
        entity: Option<EntityId>,
    },
    LinkNew {
        mentions: Vec<MentionId>,
        name: String,
    },
    Search(SearchWish),
    /// About suggestions.
    Suggestion(SuggestionAction),
    /// Put a mention into the open card.
    Fill(MentionId),
    /// Put an entity that no mention names into a slot of the open card.
    FillWith {
        slot: CardSlot,
        entity: EntityId,
    },
    OpenCard(Option<CoalitionId>),
    Arm(Option<CardSlot>),
    SetCoalition {
        coalition: CoalitionId,
        fields: Vec<CoalitionField>,
    },
    /// Put a value into one of the project's own fields of records of the open article, or empty it.
    SetValue {
        records: Vec<Remarked>,
        key: String,
        value: Option<Variable>,
    },
    /// Make one statement of two.
    MergeCoalitions {
        from: CoalitionId,
        into: CoalitionId,
    },
    /// What rules filled in is right as it stands.
    ConfirmCoalition(CoalitionId),
    /// Put what its mentions are linked to into the slots of a statement.
    RelinkSlots(CoalitionId),
    RemoveCoalition(CoalitionId),
    RenameEntity {
        entity: EntityId,
        name: String,
    },
    AddAlias {
        entity: EntityId,
        alias: String,
    },
    /// Gives up a merge or removal that has changed nothing yet.
    StopEntityStep,
    MergeEntities {
        from: EntityId,
        into: EntityId,
    },
    RemoveEntity(EntityId),
    /// Decide a conflict of a merge in the open article: keep what stands, or take the other version.
    SettleConflict(Box<Conflict>, bool),
    SettleProjectConflict(Box<ProjectConflict>, bool),
    SetOptions(Options),
    /// Compare the chosen sets anew.
    Compare,
    DecideIntoGold,
    Remark(RemarkWish),
    /// Take in the guidelines as their file has them now.
    FollowGuidelines,
    /// Look how far everybody is, for the open sheet.
    LookAtProgress,
    /// Draw who codes what, as the open sheet says.
    Assign,
    /// Copy labels to near copies, as they were looked at.
    CopyLabels(Vec<LabelsForCopy>),
    SetStatus(Vec<ArticleId>, Status),
    /// Give articles to whoever codes in this set, or take them away.
    AssignTo {
        articles: Vec<ArticleId>,
        set: SetId,
        give: bool,
    },
    /// Show the date of an article, to be typed.
    AskDate(ArticleId),
    /// Ask whether articles are to be removed.
    AskRemoveArticles(Vec<ArticleId>),
    RemoveArticles(Vec<ArticleId>),
    /// Show what can be restored of a file, by its path in the project's folder.
    Recover(String),
    /// Look what can be restored, for the open sheet.
    LookAtRecovery,
    /// Have back what goes by this id.
    TakeBack(String),
    PutKind(Kind),
    /// Which fields of its own the project has.
    SetFields(Vec<Field>),
    /// Count what the gazetteer of the open sheet would change.
    LookAtGazetteer,
    /// Choose it; whether the names in use that it does not have become the project's own.
    PutGazetteer(Box<GazetteerChange>, bool),
    /// Count what the scheme of the open sheet would orphan.
    LookAtScheme,
    PutStatements(Box<StatementScheme>),
    /// Marks go to the set of this name from now on.
    AnnotateAs(String),
    /// The set that marks go to is called so.
    RenameSet(String),
    ShowTab(Tab),
    ShowProblems,
    /// What the program had to say, in the place of the problems.
    ShowMessages,
    /// The first steps were read.
    CloseWelcome,
    /// Give the keyboard to the text.
    FocusText,
    /// Read the sentences behind the chosen cell of the ledger.
    ReadSentences,
    /// Ask where the picture that the ledger shows is to be saved as such a file.
    ChoosePicture(PictureFile),
    /// Save it here.
    SavePicture(PathBuf),
    /// Show the ledger of this set.
    ShowLedgerOf(SetId),
    CountGuessedDates(GuessedDates),
    /// Asks for a table of seats and votes.
    ChooseCouncils,
    ReadCouncils(PathBuf),
    ForgetCouncils,
    /// Suggestions below this percentage are not shown.
    SetThreshold(u8),
    /// The person's own keys, by command id.
    SetKeys(BTreeMap<String, String>),
    /// Ask which entity another one is to become.
    AskMerge(EntityId),
    /// Open an entity to be changed.
    AskEntity(EntityId),
    /// Keep an entity as it was typed, new or changed.
    PutEntity(Box<Entity>),
    /// Asks for a table of entities with the system's dialog.
    ChooseNames,
    BringInNames(Box<EntityImport>),
    /// The project's own entities, or all that it knows, into a new table.
    WriteNames {
        path: PathBuf,
        builtin: bool,
    },
    AskRemoveEntity(EntityId),
    /// What the last extraction did.
    ShowExtracted,
    CloseSheet,
    CancelTask(u64),
    /// Ask for a path.
    Choose(Purpose),
    /// Leave although something is not saved.
    Leave(Leave),
}

/// A wish about what is written down.
#[derive(Debug, Clone)]
pub enum RemarkWish {
    Note {
        article: ArticleId,
        on: Remarked,
        note: String,
    },
    /// Why it was decided so.
    Explain {
        article: ArticleId,
        decision: DecisionId,
        reason: Option<DecisionReason>,
        note: String,
    },
    /// Flag an entity, or take that flag off.
    FlagEntity {
        entity: EntityId,
        flag: Flag,
    },
    /// Look what is written down all over the project.
    Read,
}

/// A wish about suggestions.
#[derive(Debug, Clone)]
pub enum SuggestionAction {
    /// Take up a suggestion: keys decide on it.
    TakeUp(DecisionId),
    /// Take a suggestion with other borders.
    AcceptSpan {
        id: DecisionId,
        span: Span,
    },
    /// Take it linked to another entity.
    AcceptEntity {
        id: DecisionId,
        entity: EntityId,
    },
    AcceptNewEntity {
        id: DecisionId,
        name: String,
    },
    /// Decide on a suggested coalition.
    Choose(DecisionId, ReviewChoice),
    /// Add what a suggested coalition says to a statement.
    AddTo(DecisionId, CoalitionId),
    /// Accept these of the open article, as one step.
    AcceptAll(Vec<DecisionId>),
    /// Decide on suggestions in many articles.
    DecideHits {
        hits: Vec<PhraseHit>,
        accept: bool,
    },
}

/// What the panel asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchWish {
    /// Look anew for what the fields say.
    Begin,
    Stop,
    /// Go to the hit in this row.
    Show(usize),
    Sort(Order),
    /// Find out which places are marked with the chosen kind already.
    LookForMarked,
    TagChosen,
    /// Leave off tagging; nothing of it is done.
    StopTagging,
    Close,
}

/// What a person decides with one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewChoice {
    Accept,
    Alike,
    /// No to all in this article that say the same of the same words.
    RejectAlike,
    Reject,
    Skip,
}

/// What a person wants done with what is not saved.
pub enum Leave {
    TryAgain,
    SaveCopy(PathBuf),
    Discard,
}
