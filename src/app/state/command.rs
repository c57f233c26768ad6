//! The table of commands behind menu, palette, shortcuts and shortcut sheet.

use std::sync::LazyLock;

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use super::settings::Settings;
use crate::{
    app::kit::{names, text::Words},
    message::Language,
    model::Scheme,
};

/// Where a command stands in the menu bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    File,
    Edit,
    Annotate,
    Coalition,
    Article,
    Review,
    View,
    Help,
}

/// A row of the table.
pub struct CommandEntry {
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
    pub const ALL: [Self; 8] =
        [Self::File, Self::Edit, Self::Annotate, Self::Coalition, Self::Article, Self::Review, Self::View, Self::Help];

    pub fn name(self) -> Words {
        match self {
            Self::File => Words::File,
            Self::Edit => Words::EditMenu,
            Self::Annotate => Words::Annotate,
            Self::Coalition => Words::CoalitionMenu,
            Self::Article => Words::ArticleMenu,
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

/// A digit from 1 to 9, for commands of which there is one for each kind of a scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digit(u8);

impl Digit {
    pub const ALL: [Self; 9] = [Self(0), Self(1), Self(2), Self(3), Self(4), Self(5), Self(6), Self(7), Self(8)];

    /// The place that it stands for, from 0.
    pub fn place(self) -> usize {
        self.0.into()
    }
}

/// The commands, each once: what makes the variant makes its row as well. A row is the command; the id under which a
/// person's own keys are kept, which never changes; its name; what it does; its keys as delivered. `(line)`: a line stands
/// above it in the menu. Of a numbered one there are nine, with the digits as keys; they stand first in their menu.
macro_rules! commands {
    (
        numbered $numbered_menu:ident { $(
            $(#[$numbered_doc:meta])*
            $numbered:ident, $numbered_id:literal, $numbered_name:ident, $numbered_help:ident, $held:ident;
        )* }
        $($menu:ident { $(
            $(#[$doc:meta])*
            $(($line:ident))? $command:ident, $id:literal, $name:ident, $help:ident $(, $modifiers:ident $key:ident)?;
        )* })*
    ) => {
        /// Something that needs no argument.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Command {
            $($(#[$numbered_doc])* $numbered(Digit),)*
            $($($(#[$doc])* $command,)*)*
        }

        /// Every command, in the order of the menus.
        pub static COMMANDS: LazyLock<Vec<CommandEntry>> = LazyLock::new(|| {
            let mut numbered: Vec<CommandEntry> = Vec::new();
            $(
                let ids = [
                    concat!($numbered_id, "-1"), concat!($numbered_id, "-2"), concat!($numbered_id, "-3"),
                    concat!($numbered_id, "-4"), concat!($numbered_id, "-5"), concat!($numbered_id, "-6"),
                    concat!($numbered_id, "-7"), concat!($numbered_id, "-8"), concat!($numbered_id, "-9"),
                ];
                numbered.extend(Digit::ALL.into_iter().zip(ids).zip(DIGITS).map(|((digit, id), key)| CommandEntry {
                    command: Command::$numbered(digit),
                    id,
                    name: Words::$numbered_name,
                    help: Words::$numbered_help,
                    menu: Menu::$numbered_menu,
                    keys: Some(KeyboardShortcut::new($held, key)),
                    begins_group: false,
                }));
            )*
            let mut entries = Vec::new();
            $(
                if Menu::$menu == Menu::$numbered_menu {
                    entries.append(&mut numbered);
                }
                $(
                    entries.push(CommandEntry {
                        command: Command::$command,
                        id: $id,
                        name: Words::$name,
                        help: Words::$help,
                        menu: Menu::$menu,
                        keys: commands!(@keys $($modifiers $key)?),
                        begins_group: commands!(@line $($line)?),
                    });
                )*
            )*
            entries
        });
    };
    (@keys) => { None };
    (@keys $modifiers:ident $key:ident) => { Some(KeyboardShortcut::new($modifiers, Key::$key)) };
    (@line) => { false };
    (@line line) => { true };
}

/// The keys of the digits from 1 to 9.
pub const DIGITS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

commands! {
    numbered Annotate {
        /// Tag as the kind at this place of the scheme.
        Tag, "tag", TagKind, TagKindHelp, BARE;
        /// Tag with every drag from now on.
        Arm, "arm", ArmKind, ArmKindHelp, ALT;
    }
    File {
        NewProject, "new", NewProject, NewProjectHelp, CTRL N;
        OpenProject, "open", OpenProject, OpenProjectHelp, CTRL O;
        OpenSample, "sample", OpenSample, OpenSampleHelp;
        (line) ImportFiles, "import-files", ImportFiles, ImportFilesHelp, CTRL I;
        ImportFolder, "import-folder", ImportFolder, ImportFolderHelp;
        PasteArticle, "paste-article", PasteArticle, PasteArticleHelp, CTRL_SHIFT V;
        Export, "export", Export, ExportHelp, CTRL E;
        (line) Save, "save", Save, SaveHelp, CTRL S;
        Recover, "recover", Recover, RecoverHelp;
        (line) Quit, "quit", Quit, QuitHelp, CTRL Q;
    }
    Edit {
        Undo, "undo", Undo, UndoHelp, CTRL Z;
        Redo, "redo", Redo, RedoHelp, CTRL_SHIFT Z;
        (line) Copy, "copy", CopyText, CopyTextHelp;
        SelectSentence, "sentence", SelectSentence, SelectSentenceHelp, BARE S;
        Find, "find", Find, FindHelp, CTRL F;
        SearchTexts, "search", SearchTexts, SearchTextsHelp, CTRL_SHIFT F;
        NextHit, "next-hit", NextHit, NextHitHelp, BARE F4;
        PreviousHit, "previous-hit", PreviousHit, PreviousHitHelp, SHIFT F4;
        (line) AnnotateAs, "annotate-as", AnnotateAs, AnnotateAsHelp;
        ManageKinds, "kinds", ManageKinds, ManageKindsHelp;
        NamesTable, "names-table", NamesTable, NamesTableHelp;
        ManageGazetteer, "gazetteer", ManageGazetteer, ManageGazetteerHelp;
        ManageScheme, "scheme", ManageScheme, ManageSchemeHelp;
        ManageFields, "fields", ManageFields, ManageFieldsHelp;
        AssignArticles, "assign", AssignArticles, AssignArticlesHelp;
    }
    Annotate {
        (line) TagEvery, "tag-every", TagEvery, TagEveryHelp, BARE A;
        TagEveryProject, "tag-every-project", TagEveryProject, TagEveryProjectHelp, SHIFT A;
        (line) Link, "link", LinkEntity, LinkEntityHelp, BARE E;
        Unlink, "unlink", Unlink, UnlinkHelp, SHIFT E;
        NewEntity, "new-entity", AddEntity, AddEntityHelp;
        EditEntity, "edit-entity", EditEntity, EditEntityHelp;
        MergeEntity, "merge-entity", MergeEntity, MergeEntityHelp;
        RelinkSlots, "relink-slots", RelinkSlots, RelinkSlotsHelp, BARE U;
        Untag, "untag", Untag, UntagHelp, BARE Delete;
        NextMention, "next-mention", NextMention, NextMentionHelp, BARE Tab;
        PreviousMention, "previous-mention", PreviousMention, PreviousMentionHelp, SHIFT Tab;
        GrowStart, "grow-start", GrowStart, GrowStartHelp, BARE OpenBracket;
        ShrinkStart, "shrink-start", ShrinkStart, ShrinkStartHelp, SHIFT OpenBracket;
        GrowEnd, "grow-end", GrowEnd, GrowEndHelp, BARE CloseBracket;
        ShrinkEnd, "shrink-end", ShrinkEnd, ShrinkEndHelp, SHIFT CloseBracket;
        (line) WriteNote, "note", WriteNote, WriteNoteHelp, BARE W;
        FlagDiscuss, "flag-discuss", FlagToDiscuss, FlagToDiscussHelp, BARE Q;
        FlagUnsure, "flag-unsure", FlagAsUnsure, FlagAsUnsureHelp, SHIFT Q;
        StillRight, "still-right", StillRight, StillRightHelp, BARE G;
    }
    Coalition {
        MakeCoalition, "coalition", MakeCoalition, MakeCoalitionHelp, BARE C;
        EmptyCard, "empty-card", EmptyCard, EmptyCardHelp, SHIFT C;
        (line) NextCard, "next-card", NextCard, NextCardHelp, ALT ArrowRight;
        PreviousCard, "previous-card", PreviousCard, PreviousCardHelp, ALT ArrowLeft;
        MergeCards, "merge-cards", MergeCards, MergeCardsHelp, BARE M;
        ConfirmCard, "confirm-card", ConfirmCard, ConfirmCardHelp;
        (line) FillSlot, "fill-slot", FillSlot, FillSlotHelp, BARE F;
        AddEvidence, "evidence", AddEvidence, AddEvidenceHelp, BARE V;
        (line) ArmRegion, "slot-region", ArmRegion, ArmSlotHelp, BARE R;
        ArmHead, "slot-head", ArmHead, ArmSlotHelp, BARE H;
        ArmDeputy, "slot-deputy", ArmDeputy, ArmSlotHelp, BARE D;
        ArmParty, "slot-party", ArmParty, ArmSlotHelp, BARE P;
        OtherPlace, "other-place", OtherPlace, OtherPlaceHelp, SHIFT D;
    }
    Article {
        FinishNext, "finish", FinishNext, FinishNextHelp, CTRL Enter;
        NextArticle, "next-article", NextArticle, NextArticleHelp, ALT ArrowDown;
        PreviousArticle, "previous-article", PreviousArticle, PreviousArticleHelp, ALT ArrowUp;
        (line) CopyLabels, "copy-labels", CopyLabels, CopyLabelsHelp, CTRL_SHIFT C;
        IgnoreArticle, "ignore", IgnoreArticle, IgnoreArticleHelp;
        (line) RemoveArticle, "remove-article", RemoveArticle, RemoveArticleHelp;
    }
    Review {
        NextSuggestion, "next-suggestion", NextSuggestion, NextSuggestionHelp, BARE Period;
        PreviousSuggestion, "previous-suggestion", PreviousSuggestion, PreviousSuggestionHelp, BARE Comma;
        /// Or put the selected mention into the armed slot, if no suggestion is decided on.
        (line) Accept, "accept", AcceptSuggestion, AcceptSuggestionHelp, BARE Enter;
        AcceptAlike, "accept-alike", AcceptAlike, AcceptAlikeHelp, SHIFT Enter;
        AcceptSure, "accept-sure", AcceptSure, AcceptSureHelp, CTRL_SHIFT Enter;
        Reject, "reject", RejectSuggestion, RejectSuggestionHelp, BARE X;
        RejectAlike, "reject-alike", RejectAlike, RejectAlikeHelp, SHIFT X;
        SkipSuggestion, "skip", SkipSuggestion, SkipSuggestionHelp, BARE N;
        NextStatus, "next-status", NextStatus, NextStatusHelp, BARE T;
        WhyDecided, "why", WhyDecided, WhyDecidedHelp, BARE Y;
        (line) ReviewPhrase, "review-phrase", ReviewPhrase, ReviewPhraseHelp, BARE B;
        ShowReview, "review", ShowReview, ShowReviewHelp, CTRL Num4;
        (line) Extract, "extract", ExtractCommand, ExtractHelp, CTRL_SHIFT E;
    }
    View {
        ShowEntities, "entities", ShowEntities, ShowEntitiesHelp, CTRL Num1;
        ShowCoalitions, "coalitions", ShowCoalitions, ShowCoalitionsHelp, CTRL Num2;
        ShowInspector, "inspector", ShowInspector, ShowInspectorHelp, CTRL Num3;
        ShowNotes, "notes", ShowNotes, ShowNotesHelp, CTRL Num6;
        (line) ShowCompare, "compare", ShowCompare, ShowCompareHelp, CTRL Num5;
        (line) FocusArticle, "focus-article", FocusArticle, FocusArticleHelp, BARE F6;
        FocusFilter, "focus-filter", FocusFilter, FocusFilterHelp, CTRL_SHIFT L;
        Ledger, "ledger", Ledger, LedgerHelp, CTRL L;
        (line) ThemeToggle, "theme", ThemeToggle, ThemeToggleHelp, CTRL T;
        ZoomIn, "zoom-in", ZoomIn, ZoomInHelp, CTRL Plus;
        ZoomOut, "zoom-out", ZoomOut, ZoomOutHelp, CTRL Minus;
        ZoomReset, "zoom-reset", ZoomReset, ZoomResetHelp, CTRL Num0;
        SwitchLanguage, "language", SwitchLanguage, SwitchLanguageHelp;
    }
    Help {
        Guidelines, "guidelines", ShowGuidelines, ShowGuidelinesHelp, BARE F1;
        Problems, "problems", ShowProblems, ShowProblemsHelp, BARE F8;
        (line) Palette, "commands", Commands, CommandsHelp, CTRL K;
        Shortcuts, "shortcuts", Shortcuts, ShortcutsHelp, CTRL Slash;
        Welcome, "welcome", ShowWelcome, ShowWelcomeHelp;
        (line) OpenLog, "log", OpenLog, OpenLogHelp;
    }
}

impl Command {
    pub fn entry(self) -> &'static CommandEntry {
        // One macro makes both, so there is no command without a row.
        COMMANDS.iter().find(|entry| entry.command == self).expect("every command has a row")
    }

    /// Whether nothing is opened, closed, moved or changed by it, looks and saving apart.
    pub fn leaves_all_as_it_is(self) -> bool {
        use Command::{Quit, Save, SwitchLanguage, ThemeToggle, ZoomIn, ZoomOut, ZoomReset};
        matches!(self, Save | Quit | ThemeToggle | ZoomIn | ZoomOut | ZoomReset | SwitchLanguage)
    }

    /// Whether its keys belong to the article alone: a letter typed into a field is a letter.
    pub fn only_in_article(keys: KeyboardShortcut) -> bool {
        let plain = !keys.modifiers.ctrl && !keys.modifiers.command && !keys.modifiers.alt;
        let function = matches!(keys.logical_key, Key::F1 | Key::F4 | Key::F6 | Key::F8);
        plain && !function
    }
}

impl CommandEntry {
    /// Its keys as delivered. A letter that stands beside a word of a card is one of that word: *wIlayah*, *caLon*,
    /// *waKil*.
    pub fn keys_in(&self, language: Language) -> Option<KeyboardShortcut> {
        let letter = match (language, self.command) {
            (Language::Indonesian, Command::ArmRegion) => Key::I,
            (Language::Indonesian, Command::ArmHead) => Key::L,
            (Language::Indonesian, Command::ArmDeputy) => Key::K,
            (Language::Indonesian, Command::OtherPlace) => return Some(KeyboardShortcut::new(SHIFT, Key::K)),
            _ => return self.keys,
        };
        Some(KeyboardShortcut::new(BARE, letter))
    }
}

/// The name of a command: those of a kind name it. `None`: the scheme has no such kind.
pub fn command_name(settings: &Settings, scheme: Option<&Scheme>, entry: &CommandEntry) -> Option<String> {
    match entry.command {
        Command::Tag(digit) | Command::Arm(digit) => {
            let kind = scheme?.kinds.get(digit.place())?;
            Some(settings.language.fill(entry.name, &[&names::kind(settings.language, kind)]))
        }
        _ => Some(settings.language.say(entry.name).to_owned()),
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
        for language in Language::ALL {
            let keys: Vec<_> = COMMANDS.iter().filter_map(|entry| entry.keys_in(language)).collect();
            for (at, a) in keys.iter().enumerate() {
                assert!(!keys[at + 1..].contains(a), "{a:?} twice");
            }
        }
        assert_eq!(ids.len(), COMMANDS.len());
        assert_eq!(commands.len(), COMMANDS.len());
    }

    #[test]
    fn a_letter_beside_a_word_is_one_of_it() {
        for language in Language::ALL {
            let delivered = crate::model::StatementScheme::delivered();
            let place = |slot| delivered.place(None, slot).say(language).to_lowercase();
            let words = [
                (Command::ArmRegion, language.say(Words::Region).to_lowercase()),
                (Command::ArmHead, place(crate::model::Slot::Head)),
                (Command::ArmDeputy, place(crate::model::Slot::Deputy)),
                (Command::ArmParty, language.say(Words::Parties).to_lowercase()),
            ];
            for (command, word) in words {
                let letter = command.entry().keys_in(language).expect("it has a key").logical_key.name().to_lowercase();
                assert!(word.contains(&letter), "{language:?}: {letter} is not in {word}");
            }
        }
    }
}
