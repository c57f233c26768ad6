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
pub mod import;
pub mod kinds;
pub mod link_list;
mod list;
pub mod merge;
pub mod names;
pub mod new_project;
pub mod note;
pub mod palette;
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

use eframe::egui::{Context, Event, Key, Modifiers, Popup};

use self::{
    annotate_as::AnnotateAsDraft, assign::AssignDraft, copies::CopiesDraft, entity::EntityDraft, export::ExportDraft,
    extract::ExtractDraft, fields::FieldsDraft, import::ImportDraft, kinds::KindsDraft, link_list::LinkDraft,
    merge::MergeDraft, names::NamesDraft, new_project::NewProjectDraft, note::NoteDraft, palette::PaletteDraft,
    path::PathDraft, phrase::PhraseDraft, reason::ReasonDraft, recover::RecoverDraft, save_picture::SavePictureDraft,
    scheme::SchemeDraft, shortcuts::ShortcutsDraft, sure::SureDraft, unsaved::UnsavedDraft,
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

/// What floats over the window; one at a time.
pub enum OpenSheet {
    Palette(PaletteDraft),
    Shortcuts(ShortcutsDraft),
    LinkList(Box<LinkDraft>),
    Phrase(Box<PhraseDraft>),
    Sure(Box<SureDraft>),
    Copies(Box<CopiesDraft>),
    Path(PathDraft),
    NewProject(NewProjectDraft),
    Merge(Box<MergeDraft>),
    Entity(Box<EntityDraft>),
    Names(Box<NamesDraft>),
    RemoveEntity(EntityId),
    RemoveArticle(ArticleId),
    AnnotateAs(AnnotateAsDraft),
    Kinds(KindsDraft),
    Fields(Box<FieldsDraft>),
    Scheme(Box<SchemeDraft>),
    Assign(Box<AssignDraft>),
    Note(Box<NoteDraft>),
    Reason(Box<ReasonDraft>),
    Import(Box<ImportDraft>),
    Export(Box<ExportDraft>),
    Extract(Box<ExtractDraft>),
    /// What the last extraction did.
    Extracted,
    Recover(Box<RecoverDraft>),
    SavePicture(SavePictureDraft),
    /// Work is not saved, and the window was to be closed.
    Unsaved(Box<UnsavedDraft>),
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
    pub open: Option<&'a ArticleId>,
    pub tasks: &'a mut Tasks,
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
            Which::Open => Some(self.open.into_iter().cloned().collect()),
        }
    }
}

/// What sheets keep between frames besides their drafts.
#[derive(Default)]
pub struct SheetMemory {
    /// Commands chosen in the palette, the latest first; outlives a sheet.
    pub recent: Vec<Command>,
    /// Notes that Escape left before they were kept: their words are there when they are written again.
    pub left_notes: Vec<NoteDraft>,
    shown: Option<Discriminant<OpenSheet>>,
    /// Frames since it was opened.
    frames: u8,
    /// Keys that were down when it was opened: what they repeat is not typed into it.
    held: Vec<Key>,
    /// How the path that is typed may go on.
    candidates: Vec<String>,
}

/// What sheets look at besides the screen.
#[derive(Clone, Copy)]
pub struct Behind<'a> {
    pub text: &'a ArticleState,
    /// Positions of the articles that pass the list's filter.
    pub listed: &'a [usize],
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
        *self = Self { recent: take(&mut self.recent), shown: Some(discriminant(sheet)), held, ..Self::default() };
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
    let mut stage = Stage { ctx, screen, theme: screen.theme, behind, memory, actions, fresh, close: false };
    if escape {
        stage.close = true;
        if let OpenSheet::Note(draft) = sheet
            && draft.note != draft.kept
        {
            stage.memory.left_notes.push(NoteDraft::clone(draft));
        }
    } else {
        draw(&mut stage, sheet);
    }
    if stage.close {
        // Before what was chosen, so that it may open the next one.
        stage.actions.insert(0, Action::CloseSheet);
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
        OpenSheet::RemoveArticle(article) => confirm::remove_article(stage, article),
        OpenSheet::AnnotateAs(draft) => annotate_as::ui(stage, draft),
        OpenSheet::Kinds(draft) => kinds::ui(stage, draft),
        OpenSheet::Fields(draft) => fields::ui(stage, draft),
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
