//! The table of commands behind menu, palette, shortcuts and shortcut sheet.

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use crate::app::kit::text::Words;

/// Something that needs no argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Command {
    NewProject,
    OpenProject,
    OpenSample,
    ImportFiles,
    ImportFolder,
    Export,
    Save,
    Recover,
    Quit,
    Undo,
    Redo,
    Copy,
    Find,
    SearchTexts,
    NextHit,
    PreviousHit,
    SelectSentence,
    RemoveArticle,
    /// Tag as the kind at this place of the scheme, from 0.
    Tag(u8),
    /// Tag with every drag from now on.
    Arm(u8),
    TagEvery,
    TagEveryProject,
    Link,
    Unlink,
    Untag,
    NextMention,
    PreviousMention,
    GrowStart,
    ShrinkStart,
    GrowEnd,
    ShrinkEnd,
    NextSuggestion,
    PreviousSuggestion,
    /// Or put the selected mention into the armed slot, if no suggestion is decided on.
    Accept,
    AcceptAlike,
    Reject,
    SkipSuggestion,
    NextStatus,
    ReviewPhrase,
    ShowReview,
    MakeCoalition,
    EmptyCard,
    NextCard,
    PreviousCard,
    FillSlot,
    AddEvidence,
    ArmRegion,
    ArmHead,
    ArmDeputy,
    ArmParty,
    Extract,
    FinishNext,
    IgnoreArticle,
    NextArticle,
    PreviousArticle,
    ShowEntities,
    ShowCoalitions,
    ShowInspector,
    FocusArticle,
    FocusFilter,
    ThemeToggle,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    SwitchLanguage,
    ManageKinds,
    AnnotateAs,
    Palette,
    Shortcuts,
    Guidelines,
    Problems,
    Welcome,
}

/// Where a command stands in the menu bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    File,
    Edit,
    Annotate,
    Review,
    View,
    Help,
}

/// A row of the table.
pub struct Entry {
    pub command: Command,
    /// Never changes: a person's own keys are kept under it.
    pub id: &'static str,
    pub name: Words,
    pub help: Words,
    pub menu: Menu,
    /// As delivered.
    pub keys: Option<KeyboardShortcut>,
    /// Whether a line stands above it in the menu.
    pub begins_group: bool,
}

impl Menu {
    pub const ALL: [Self; 6] = [Self::File, Self::Edit, Self::Annotate, Self::Review, Self::View, Self::Help];

    pub fn name(self) -> Words {
        match self {
            Self::File => Words::File,
            Self::Edit => Words::EditMenu,
            Self::Annotate => Words::Annotate,
            Self::Review => Words::ReviewMenu,
            Self::View => Words::View,
            Self::Help => Words::Help,
        }
    }
}

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers { alt: false, ctrl: false, shift: true, mac_cmd: false, command: true };
const SHIFT: Modifiers = Modifiers::SHIFT;
const ALT: Modifiers = Modifiers::ALT;
const BARE: Modifiers = Modifiers::NONE;

macro_rules! commands {
    ($($menu:ident { $($(+ $group:tt)? $command:expr, $id:literal, $name:ident, $help:ident $(, $modifiers:ident $key:ident)?;)* })*) => {
        /// Every command, in the order of the menus.
        pub const COMMANDS: &[Entry] = &[$($(
            Entry {
                command: $command,
                id: $id,
                name: Words::$name,
                help: Words::$help,
                menu: Menu::$menu,
                keys: commands!(@keys $($modifiers $key)?),
                begins_group: commands!(@group $($group)?),
            },
        )*)*];
    };
    (@keys) => { None };
    (@keys $modifiers:ident $key:ident) => { Some(KeyboardShortcut::new($modifiers, Key::$key)) };
    (@group) => { false };
    (@group $group:tt) => { true };
}

use Command as C;

commands! {
    File {
        C::NewProject, "new", NewProject, NewProjectHelp, CTRL N;
        C::OpenProject, "open", OpenProject, OpenProjectHelp, CTRL O;
        C::OpenSample, "sample", OpenSample, OpenSampleHelp;
        + g C::ImportFiles, "import-files", ImportFiles, ImportFilesHelp, CTRL I;
        C::ImportFolder, "import-folder", ImportFolder, ImportFolderHelp;
        C::Export, "export", Export, ExportHelp, CTRL E;
        + g C::Save, "save", Save, SaveHelp, CTRL S;
        C::Recover, "recover", Recover, RecoverHelp;
        + g C::Quit, "quit", Quit, QuitHelp, CTRL Q;
    }
    Edit {
        C::Undo, "undo", Undo, UndoHelp, CTRL Z;
        C::Redo, "redo", Redo, RedoHelp, CTRL_SHIFT Z;
        + g C::Copy, "copy", CopyText, CopyTextHelp;
        C::SelectSentence, "sentence", SelectSentence, SelectSentenceHelp, BARE S;
        C::Find, "find", Find, FindHelp, CTRL F;
        C::SearchTexts, "search", SearchTexts, SearchTextsHelp, CTRL_SHIFT F;
        C::NextHit, "next-hit", NextHit, NextHitHelp, BARE F4;
        C::PreviousHit, "previous-hit", PreviousHit, PreviousHitHelp, SHIFT F4;
        + g C::RemoveArticle, "remove-article", RemoveArticle, RemoveArticleHelp;
        + g C::AnnotateAs, "annotate-as", AnnotateAs, AnnotateAsHelp;
        C::ManageKinds, "kinds", ManageKinds, ManageKindsHelp;
    }
    Annotate {
        C::Tag(0), "tag-1", TagKind, TagKindHelp, BARE Num1;
        C::Tag(1), "tag-2", TagKind, TagKindHelp, BARE Num2;
        C::Tag(2), "tag-3", TagKind, TagKindHelp, BARE Num3;
        C::Tag(3), "tag-4", TagKind, TagKindHelp, BARE Num4;
        C::Tag(4), "tag-5", TagKind, TagKindHelp, BARE Num5;
        C::Tag(5), "tag-6", TagKind, TagKindHelp, BARE Num6;
        C::Tag(6), "tag-7", TagKind, TagKindHelp, BARE Num7;
        C::Tag(7), "tag-8", TagKind, TagKindHelp, BARE Num8;
        C::Tag(8), "tag-9", TagKind, TagKindHelp, BARE Num9;
        C::Arm(0), "arm-1", ArmKind, ArmKindHelp, ALT Num1;
        C::Arm(1), "arm-2", ArmKind, ArmKindHelp, ALT Num2;
        C::Arm(2), "arm-3", ArmKind, ArmKindHelp, ALT Num3;
        C::Arm(3), "arm-4", ArmKind, ArmKindHelp, ALT Num4;
        C::Arm(4), "arm-5", ArmKind, ArmKindHelp, ALT Num5;
        C::Arm(5), "arm-6", ArmKind, ArmKindHelp, ALT Num6;
        C::Arm(6), "arm-7", ArmKind, ArmKindHelp, ALT Num7;
        C::Arm(7), "arm-8", ArmKind, ArmKindHelp, ALT Num8;
        C::Arm(8), "arm-9", ArmKind, ArmKindHelp, ALT Num9;
        + g C::TagEvery, "tag-every", TagEvery, TagEveryHelp, BARE A;
        C::TagEveryProject, "tag-every-project", TagEveryProject, TagEveryProjectHelp, SHIFT A;
        + g C::Link, "link", LinkEntity, LinkEntityHelp, BARE E;
        C::Unlink, "unlink", Unlink, UnlinkHelp, SHIFT E;
        C::Untag, "untag", Untag, UntagHelp, BARE Delete;
        C::NextMention, "next-mention", NextMention, NextMentionHelp, BARE Tab;
        C::PreviousMention, "previous-mention", PreviousMention, PreviousMentionHelp, SHIFT Tab;
        C::GrowStart, "grow-start", GrowStart, GrowStartHelp, BARE OpenBracket;
        C::ShrinkStart, "shrink-start", ShrinkStart, ShrinkStartHelp, SHIFT OpenBracket;
        C::GrowEnd, "grow-end", GrowEnd, GrowEndHelp, BARE CloseBracket;
        C::ShrinkEnd, "shrink-end", ShrinkEnd, ShrinkEndHelp, SHIFT CloseBracket;
        + g C::MakeCoalition, "coalition", MakeCoalition, MakeCoalitionHelp, BARE C;
        C::EmptyCard, "empty-card", EmptyCard, EmptyCardHelp, SHIFT C;
        C::NextCard, "next-card", NextCard, NextCardHelp, ALT ArrowRight;
        C::PreviousCard, "previous-card", PreviousCard, PreviousCardHelp, ALT ArrowLeft;
        C::FillSlot, "fill-slot", FillSlot, FillSlotHelp, BARE F;
        C::AddEvidence, "evidence", AddEvidence, AddEvidenceHelp, BARE V;
        C::ArmRegion, "slot-region", ArmRegion, ArmSlotHelp, BARE R;
        C::ArmHead, "slot-head", ArmHead, ArmSlotHelp, BARE H;
        C::ArmDeputy, "slot-deputy", ArmDeputy, ArmSlotHelp, BARE D;
        C::ArmParty, "slot-party", ArmParty, ArmSlotHelp, BARE P;
        + g C::Extract, "extract", ExtractCommand, ExtractHelp, CTRL_SHIFT E;
        + g C::FinishNext, "finish", FinishNext, FinishNextHelp, CTRL Enter;
        C::IgnoreArticle, "ignore", IgnoreArticle, IgnoreArticleHelp;
        C::NextArticle, "next-article", NextArticle, NextArticleHelp, ALT ArrowDown;
        C::PreviousArticle, "previous-article", PreviousArticle, PreviousArticleHelp, ALT ArrowUp;
    }
    Review {
        C::NextSuggestion, "next-suggestion", NextSuggestion, NextSuggestionHelp, BARE Period;
        C::PreviousSuggestion, "previous-suggestion", PreviousSuggestion, PreviousSuggestionHelp, BARE Comma;
        + g C::Accept, "accept", AcceptSuggestion, AcceptSuggestionHelp, BARE Enter;
        C::AcceptAlike, "accept-alike", AcceptAlike, AcceptAlikeHelp, SHIFT Enter;
        C::Reject, "reject", RejectSuggestion, RejectSuggestionHelp, BARE X;
        C::SkipSuggestion, "skip", SkipSuggestion, SkipSuggestionHelp, BARE N;
        C::NextStatus, "next-status", NextStatus, NextStatusHelp, BARE T;
        + g C::ReviewPhrase, "review-phrase", ReviewPhrase, ReviewPhraseHelp, BARE B;
        + g C::ShowReview, "review", ShowReview, ShowReviewHelp, CTRL Num4;
    }
    View {
        C::ShowEntities, "entities", ShowEntities, ShowEntitiesHelp, CTRL Num1;
        C::ShowCoalitions, "coalitions", ShowCoalitions, ShowCoalitionsHelp, CTRL Num2;
        C::ShowInspector, "inspector", ShowInspector, ShowInspectorHelp, CTRL Num3;
        + g C::FocusArticle, "focus-article", FocusArticle, FocusArticleHelp, BARE F6;
        C::FocusFilter, "focus-filter", FocusFilter, FocusFilterHelp, CTRL L;
        + g C::ThemeToggle, "theme", ThemeToggle, ThemeToggleHelp, CTRL T;
        C::ZoomIn, "zoom-in", ZoomIn, ZoomInHelp, CTRL Plus;
        C::ZoomOut, "zoom-out", ZoomOut, ZoomOutHelp, CTRL Minus;
        C::ZoomReset, "zoom-reset", ZoomReset, ZoomResetHelp, CTRL Num0;
        C::SwitchLanguage, "language", SwitchLanguage, SwitchLanguageHelp;
    }
    Help {
        C::Guidelines, "guidelines", ShowGuidelines, ShowGuidelinesHelp, BARE F1;
        C::Problems, "problems", ShowProblems, ShowProblemsHelp, BARE F8;
        + g C::Palette, "commands", Commands, CommandsHelp, CTRL K;
        C::Shortcuts, "shortcuts", Shortcuts, ShortcutsHelp, CTRL Slash;
        C::Welcome, "welcome", ShowWelcome, ShowWelcomeHelp;
    }
}

impl Command {
    pub fn entry(self) -> &'static Entry {
        // Every command has a row: a test holds that.
        COMMANDS.iter().find(|entry| entry.command == self).unwrap_or(&COMMANDS[0])
    }

    /// Whether its keys belong to the article alone: a letter typed into a field is a letter.
    pub fn only_in_article(keys: KeyboardShortcut) -> bool {
        let plain = !keys.modifiers.ctrl && !keys.modifiers.command && !keys.modifiers.alt;
        let function = matches!(keys.logical_key, Key::F1 | Key::F4 | Key::F6 | Key::F8);
        plain && !function
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn ids_commands_and_keys_are_unique() {
        let ids: HashSet<_> = COMMANDS.iter().map(|entry| entry.id).collect();
        let commands: HashSet<_> = COMMANDS.iter().map(|entry| entry.command).collect();
        let keys: Vec<_> = COMMANDS.iter().filter_map(|entry| entry.keys).collect();
        assert_eq!(ids.len(), COMMANDS.len());
        assert_eq!(commands.len(), COMMANDS.len());
        for (at, a) in keys.iter().enumerate() {
            assert!(!keys[at + 1..].contains(a), "{a:?} twice");
        }
    }
}
