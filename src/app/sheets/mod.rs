//! What floats over the window: one at a time, and none holds up the work behind it. Each has a file of its own; here is
//! what they share: opening with the keyboard in the first field, closing by Esc.

pub mod annotate_as;
pub mod assign;
mod completion;
mod confirm;
pub mod copies;
mod dropping;
pub mod entity;
pub mod export;
pub mod extract;
mod extracted;
mod field_form;
pub mod fields;
mod frame;
pub mod gazetteer;
pub mod import;
pub mod kinds;
pub mod link_list;
mod list;
pub mod merge;
pub mod names;
pub mod new_project;
pub mod note;
pub mod palette;
mod pasted;
pub mod path;
mod path_field;
pub mod phrase;
pub mod reason;
pub mod recover;
pub mod save_picture;
pub mod scheme;
mod scheme_choices;
mod scheme_days;
mod scheme_words;
pub mod shortcuts;
pub mod sure;
pub mod unsaved;

use std::{
    collections::BTreeSet,
    mem::{Discriminant, discriminant, take},
    path::PathBuf,
};

use eframe::egui::{Context, Event, FocusDirection, Id, Key, Modifiers, Popup};
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

use self::{
    annotate_as::AnnotateAsDraft, assign::AssignDraft, copies::CopiesDraft, entity::EntityDraft, export::ExportDraft,
    extract::ExtractDraft, fields::FieldsDraft, gazetteer::GazetteerDraft, import::ImportDraft, kinds::KindsDraft,
    link_list::LinkDraft, merge::MergeDraft, names::NamesDraft, new_project::NewProjectDraft, note::NoteDraft,
    palette::PaletteDraft, path::PathDraft, phrase::PhraseDraft, reason::ReasonDraft, recover::RecoverDraft,
    save_picture::SavePictureDraft, scheme::SchemeDraft, shortcuts::ShortcutsDraft, sure::SureDraft,
    unsaved::UnsavedDraft,
};
use super::{
    article::ArticleState,
    kit::{task::Tasks, text::Words, theme::Theme},
    state::{action::Action, command::Command, screen::Screen},
};
use crate::{
    answers::pictures::PictureFile,
    message::{Language, Message},
    model::{ArticleId, EntityId},
    session::{Extracted, Session},
};

/// What floats over the window; one at a time. Of those that a person types into at length, the words are kept in a file
/// until they are in the project.
#[derive(Serialize, Deserialize)]
pub enum OpenSheet {
    Entity(Box<EntityDraft>),
    Kinds(KindsDraft),
    Fields(Box<FieldsDraft>),
    Scheme(Box<SchemeDraft>),
    Note(Box<NoteDraft>),
    Reason(Box<ReasonDraft>),
    #[serde(skip)]
    Palette(PaletteDraft),
    #[serde(skip)]
    Shortcuts(ShortcutsDraft),
    #[serde(skip)]
    LinkList(Box<LinkDraft>),
    #[serde(skip)]
    Phrase(Box<PhraseDraft>),
    #[serde(skip)]
    Sure(Box<SureDraft>),
    #[serde(skip)]
    Copies(Box<CopiesDraft>),
    #[serde(skip)]
    Path(PathDraft),
    #[serde(skip)]
    NewProject(NewProjectDraft),
    #[serde(skip)]
    Merge(Box<MergeDraft>),
    #[serde(skip)]
    Names(Box<NamesDraft>),
    #[serde(skip)]
    RemoveEntity(EntityId),
    #[serde(skip)]
    RemoveArticles(Vec<ArticleId>),
    #[serde(skip)]
    AnnotateAs(AnnotateAsDraft),
    #[serde(skip)]
    Gazetteer(Box<GazetteerDraft>),
    #[serde(skip)]
    Assign(Box<AssignDraft>),
    #[serde(skip)]
    Import(Box<ImportDraft>),
    #[serde(skip)]
    Export(Box<ExportDraft>),
    #[serde(skip)]
    Extract(Box<ExtractDraft>),
    /// What the last extraction did.
    #[serde(skip)]
    Extracted,
    #[serde(skip)]
    Recover(Box<RecoverDraft>),
    #[serde(skip)]
    SavePicture(SavePictureDraft),
    /// Work is not saved, and the window was to be closed.
    #[serde(skip)]
    Unsaved(Box<UnsavedDraft>),
}

impl OpenSheet {
    /// Whether a person typed something into it that is not kept yet.
    pub fn holds_words(&self) -> bool {
        match self {
            Self::Note(draft) => draft.note != draft.kept,
            Self::Reason(draft) => draft.note != draft.kept,
            Self::Entity(draft) => draft.is_changed(),
            Self::Kinds(draft) => draft.is_begun(),
            Self::Fields(draft) => draft.is_begun(),
            Self::Scheme(draft) => draft.is_changed(),
            _ => false,
        }
    }

    /// Whether what is typed in it becomes an edit while it is open.
    fn is_edit(&self) -> bool {
        matches!(self, Self::Note(_) | Self::Reason(_))
    }

    /// What it is, and of whom or what, for a person who left it.
    fn told(&self, language: Language) -> String {
        let about = match self {
            Self::Entity(draft) => draft.about(),
            Self::Note(draft) => Some(draft.about.as_str()),
            Self::Reason(draft) => Some(draft.about.as_str()),
            _ => None,
        };
        let name = language.say(match self {
            Self::Entity(draft) if draft.about().is_none() => Words::AddEntity,
            Self::Entity(_) => Words::EditEntity,
            Self::Kinds(_) => Words::ManageKinds,
            Self::Fields(_) => Words::ManageFields,
            Self::Scheme(_) => Words::ManageScheme,
            Self::Reason(_) => Words::WhyDecided,
            _ => Words::WriteNote,
        });
        let name = name.trim_end_matches('…');
        about.map_or_else(|| name.to_owned(), |about| format!("{name} “{about}”"))
    }

    fn is_about_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Note(one), Self::Note(two)) => (&one.article, &one.on) == (&two.article, &two.on),
            (Self::Reason(one), Self::Reason(two)) => (&one.article, one.decision) == (&two.article, two.decision),
            (Self::Entity(one), Self::Entity(two)) => one.began_as(two),
            (Self::Kinds(_), Self::Kinds(_)) => true,
            (Self::Fields(one), Self::Fields(two)) => one.began_as(two),
            (Self::Scheme(one), Self::Scheme(two)) => one.began_as(two),
            _ => false,
        }
    }
}

/// What the last extraction did, or why it did nothing.
pub type ExtractionOutcome = Result<Extracted, Message>;

/// This path, or one with a number behind its name (before the ending of a picture), that nothing is at.
pub fn not_there_yet(path: PathBuf) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let ends = PictureFile::ALL.iter().map(|file| format!(".{}", file.extension()));
    let end = ends.into_iter().find(|end| name.ends_with(end.as_str())).unwrap_or_default();
    let stem = name.strip_suffix(end.as_str()).unwrap_or(&name);
    let mut free = path.clone();
    for number in 2.. {
        if !free.exists() {
            break;
        }
        free = path.with_file_name(format!("{stem}-{number}{end}"));
    }
    free
}

/// Which articles are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Which {
    #[default]
    All,
    Finished,
    /// Those that pass the list's filter.
    Listed,
    /// Those that are chosen in the list.
    Chosen,
    /// The open one.
    Open,
}

/// What a sheet's request is made with: the open project, what is listed and open, and what runs beside the window.
pub struct Work<'a> {
    pub ctx: &'a Context,
    pub session: Option<&'a Session>,
    pub language: Language,
    /// Positions of the articles that pass the list's filter.
    pub listed: &'a [usize],
    /// Articles that are chosen in the list.
    pub chosen: &'a BTreeSet<ArticleId>,
    pub open: Option<&'a ArticleId>,
    pub tasks: &'a mut Tasks,
}

impl Which {
    /// What is meant to begin with: what is chosen in the list, if anything is.
    pub fn among(chosen: &BTreeSet<ArticleId>) -> Self {
        if chosen.is_empty() { Self::All } else { Self::Chosen }
    }
}

impl Work<'_> {
    /// The articles that are meant; `None`: all.
    fn articles(&self, which: Which) -> Option<BTreeSet<ArticleId>> {
        match which {
            Which::All | Which::Finished => None,
            Which::Listed => {
                let rows = self.session.map(Session::rows);
                let listed = self.listed.iter().filter_map(|at| rows?.at(*at));
                Some(listed.map(|row| row.meta.id.clone()).collect())
            }
            Which::Chosen => Some(self.chosen.clone()),
            Which::Open => Some(self.open.into_iter().cloned().collect()),
        }
    }
}

/// What sheets keep between frames besides their drafts.
#[derive(Default)]
pub struct SheetMemory {
    /// Commands chosen in the palette, the latest first; outlives a sheet.
    pub recent: Vec<Command>,
    /// Sheets that were left before what was typed in them was kept: their words are there when they are opened again.
    left: Vec<OpenSheet>,
    shown: Option<Discriminant<OpenSheet>>,
    /// Frames since it was opened.
    frames: u8,
    /// Keys that were down when it was opened: what they repeat is not typed into it.
    held: Vec<Key>,
    /// Where the keyboard goes from a field that takes Tab for itself: told before the field is drawn again.
    pass_on: Option<FocusDirection>,
    /// What had the keyboard in the last frame.
    focused: Option<Id>,
    /// How the path that is typed may go on.
    candidates: Vec<String>,
}

/// What sheets look at besides the screen.
#[derive(Clone, Copy)]
pub struct Behind<'a> {
    pub text: &'a ArticleState,
    /// Positions of the articles that pass the list's filter.
    pub listed: &'a [usize],
    /// Articles that are chosen in the list.
    pub chosen: &'a BTreeSet<ArticleId>,
    pub extracted: Option<&'a ExtractionOutcome>,
}

/// What a sheet sees while it is drawn, and where it puts its wishes.
pub struct Stage<'a> {
    ctx: &'a Context,
    screen: Screen<'a>,
    theme: &'a Theme,
    behind: Behind<'a>,
    memory: &'a mut SheetMemory,
    actions: &'a mut Vec<Action>,
    /// Just opened: the first field takes the keyboard.
    fresh: bool,
    close: bool,
    /// Closed without a word whether what was typed is wanted.
    left: bool,
}

impl Stage<'_> {
    fn language(&self) -> Language {
        self.screen.language()
    }

    fn say(&self, words: Words) -> &'static str {
        self.screen.say(words)
    }

    fn fill(&self, words: Words, values: &[&str]) -> String {
        self.screen.fill(words, values)
    }

    /// Closes the sheet and does this.
    fn finish(&mut self, action: Action) {
        self.close = true;
        self.actions.push(action);
    }
}

/// Frames until fields can take the keyboard: egui measures a new overlay in the first one.
const SETTLING: u8 = 3;

impl SheetMemory {
    /// Whether what is open had time to take the keyboard.
    pub fn settled(&self) -> bool {
        self.shown.is_some() && self.frames >= SETTLING
    }

    /// Another sheet than in the last frame: nothing of the old one is left.
    fn follow(&mut self, ctx: &Context, sheet: &OpenSheet) {
        if self.shown == Some(discriminant(sheet)) {
            self.frames = self.frames.saturating_add(1);
            return;
        }
        let held = ctx.input(|input| input.keys_down.iter().copied().collect());
        let (recent, left) = (take(&mut self.recent), take(&mut self.left));
        *self = Self { recent, left, shown: Some(discriminant(sheet)), held, ..Self::default() };
    }

    /// The sheet as it was left, if one about the same was; else this one.
    pub fn resume(&mut self, sheet: OpenSheet) -> OpenSheet {
        let at = self.left.iter().position(|left| left.is_about_same(&sheet));
        at.map_or(sheet, |at| self.left.remove(at))
    }

    /// Words in sheets that are in no edit yet, as a file keeps them; nothing if there are none.
    pub fn written(&self, open: Option<&OpenSheet>) -> String {
        let open = open.filter(|sheet| sheet.holds_words() && !sheet.is_edit());
        let sheets: Vec<&OpenSheet> = self.left.iter().chain(open).collect();
        let written =
            (!sheets.is_empty()).then(|| ron::ser::to_string_pretty(&sheets, PrettyConfig::new().new_line("\n")));
        written.and_then(Result::ok).unwrap_or_default()
    }

    /// The sheets of a file that was written so are there when they are opened again. Which they are, in words; `None`: the
    /// file is not understood.
    pub fn take_written(&mut self, written: &str, language: Language) -> Option<Vec<String>> {
        let sheets: Vec<OpenSheet> = ron::from_str(written).ok()?;
        self.left.extend(sheets.into_iter().filter(OpenSheet::holds_words));
        Some(self.left.iter().map(|sheet| sheet.told(language)).collect())
    }

    /// Another takes its place: words in it are there when it is opened again.
    pub fn leave(&mut self, sheet: OpenSheet) {
        if sheet.holds_words() {
            self.left.push(sheet);
        }
    }

    /// The key that opened a sheet may still be down.
    fn drop_repeats(&mut self, ctx: &Context) {
        if self.held.is_empty() {
            return;
        }
        ctx.input_mut(|input| {
            self.held.retain(|key| input.keys_down.contains(key));
            let mut typed_too = false;
            input.events.retain(|event| match event {
                Event::Key { key, pressed: true, repeat: true, .. } if self.held.contains(key) => {
                    typed_too = true;
                    false
                }
                Event::Text(_) if typed_too => {
                    typed_too = false;
                    false
                }
                _ => true,
            });
        });
    }
}

pub fn ui(
    ctx: &Context,
    screen: Screen,
    behind: Behind,
    open: &mut Option<OpenSheet>,
    memory: &mut SheetMemory,
    actions: &mut Vec<Action>,
) {
    dropping::ui(ctx, &screen);
    let Some(sheet) = open else {
        memory.shown = None;
        return;
    };
    memory.follow(ctx, sheet);
    memory.drop_repeats(ctx);
    let waits = matches!(sheet, OpenSheet::Shortcuts(draft) if draft.waiting.is_some());
    // Esc first closes a list that hangs from a field.
    let escape =
        !waits && !Popup::is_any_open(ctx) && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    let fresh = memory.frames < SETTLING;
    let theme = screen.theme;
    let (memory_of, wishes) = (&mut *memory, &mut *actions);
    let mut stage =
        Stage { ctx, screen, theme, behind, memory: memory_of, actions: wishes, fresh, close: escape, left: escape };
    let focused = ctx.memory(|memory| memory.focused());
    if !escape {
        draw(&mut stage, sheet);
    }
    // A field of one line lets go of the keyboard at Enter. As long as the sheet stays, the next words go there.
    if let Some(field) = focused
        && !stage.close
        && ctx.memory(|memory| memory.focused()).is_none()
        && ctx.input(|input| input.key_pressed(Key::Enter))
    {
        ctx.memory_mut(|memory| memory.request_focus(field));
    }
    let Stage { close, left, .. } = stage;
    if left && let Some(sheet) = open.take() {
        memory.leave(sheet);
    }
    if close {
        // Before what was chosen, so that it may open the next one.
        actions.insert(0, Action::CloseSheet);
    }
}

fn draw(stage: &mut Stage, sheet: &mut OpenSheet) {
    match sheet {
        OpenSheet::Palette(draft) => palette::ui(stage, draft),
        OpenSheet::Shortcuts(draft) => shortcuts::ui(stage, draft),
        OpenSheet::LinkList(draft) => link_list::ui(stage, draft),
        OpenSheet::Phrase(draft) => phrase::ui(stage, draft),
        OpenSheet::Sure(draft) => sure::ui(stage, draft),
        OpenSheet::Copies(draft) => copies::ui(stage, draft),
        OpenSheet::Path(draft) => path::ui(stage, draft),
        OpenSheet::NewProject(draft) => new_project::ui(stage, draft),
        OpenSheet::Merge(draft) => merge::ui(stage, draft),
        OpenSheet::Entity(draft) => entity::ui(stage, draft),
        OpenSheet::Names(draft) => names::ui(stage, draft),
        OpenSheet::RemoveEntity(entity) => confirm::remove_entity(stage, entity),
        OpenSheet::RemoveArticles(articles) => confirm::remove_articles(stage, articles),
        OpenSheet::AnnotateAs(draft) => annotate_as::ui(stage, draft),
        OpenSheet::Kinds(draft) => kinds::ui(stage, draft),
        OpenSheet::Fields(draft) => fields::ui(stage, draft),
        OpenSheet::Gazetteer(draft) => gazetteer::ui(stage, draft),
        OpenSheet::Scheme(draft) => scheme::ui(stage, draft),
        OpenSheet::Assign(draft) => assign::ui(stage, draft),
        OpenSheet::Note(draft) => note::ui(stage, draft),
        OpenSheet::Reason(draft) => reason::ui(stage, draft),
        OpenSheet::Import(draft) => import::ui(stage, draft),
        OpenSheet::Export(draft) => export::ui(stage, draft),
        OpenSheet::Extract(draft) => extract::ui(stage, draft),
        OpenSheet::Extracted => extracted::ui(stage),
        OpenSheet::Recover(draft) => recover::ui(stage, draft),
        OpenSheet::SavePicture(draft) => save_picture::ui(stage, draft),
        OpenSheet::Unsaved(draft) => unsaved::ui(stage, draft),
    }
}
