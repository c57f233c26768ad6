//! What floats over the window: one at a time, and none holds up the work behind it. Each has a file of its own; here is
//! what they share: opening with the keyboard in the first field, closing by Esc.

mod annotate_as;
mod completion;
mod confirm;
pub mod copies;
mod dropping;
pub mod export;
pub mod extract;
mod extracted;
mod frame;
pub mod import;
pub mod kinds;
pub mod link_list;
mod list;
mod merge;
mod new_project;
mod palette;
mod path;
mod path_field;
pub mod phrase;
pub mod recover;
mod shortcuts;
pub mod unsaved;

use std::{
    mem::{Discriminant, discriminant, take},
    path::PathBuf,
};

use eframe::egui::{Context, Event, Key, Modifiers, Popup, Rect};

use super::{
    App,
    kit::{dialogs::Purpose, text::Words, theme::Theme},
    sheets::{
        copies::CopiesDraft, export::ExportDraft, extract::ExtractDraft, import::ImportDraft, kinds::KindDraft,
        link_list::Linking, phrase::PhraseDraft, recover::RecoverDraft, unsaved::UnsavedDraft,
    },
    state::{action::Action, command::Command},
};
use crate::{
    message::Language,
    model::{ArticleId, EntityId, KindKey},
};

/// What floats over the window; one at a time.
pub enum OpenSheet {
    Palette {
        query: String,
        at: usize,
    },
    Shortcuts {
        waiting: Option<&'static str>,
        message: String,
    },
    LinkList {
        whose: Linking,
        query: String,
        at: usize,
    },
    Phrase(Box<PhraseDraft>),
    Copies(Box<CopiesDraft>),
    Path {
        purpose: Purpose,
        path: String,
        problem: String,
    },
    NewProject {
        dir: String,
        name: String,
        problem: String,
    },
    Merge {
        from: EntityId,
        query: String,
        into: Option<EntityId>,
    },
    RemoveEntity(EntityId),
    RemoveArticle(ArticleId),
    AnnotateAs(String),
    Kinds(KindDraft),
    Import(Box<ImportDraft>),
    Export(Box<ExportDraft>),
    Extract(Box<ExtractDraft>),
    /// What the last extraction did.
    Extracted,
    Recover(Box<RecoverDraft>),
    /// Work is not saved, and the window was to be closed.
    Unsaved(Box<UnsavedDraft>),
}

/// This path, or one with a number behind it, that nothing is at.
pub fn not_there_yet(path: PathBuf) -> PathBuf {
    let mut free = path.clone();
    for number in 2.. {
        if !free.exists() {
            break;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        free = path.with_file_name(format!("{name}-{number}"));
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

/// What overlays keep between frames besides what [`OpenSheet`] holds.
#[derive(Default)]
pub struct Memory {
    /// Commands chosen in the palette, the latest first; the only part that outlives an overlay.
    pub recent: Vec<Command>,
    shown: Option<Discriminant<OpenSheet>>,
    /// Frames since it was opened.
    frames: u8,
    /// Keys that were down when it was opened: what they repeat is not typed into it.
    held: Vec<Key>,
    /// The row that the keyboard is on, and what filters the rows, where the overlay itself does not hold them.
    at: usize,
    filter: String,
    /// Where the list stands, so that it does not move while it is open.
    anchor: Option<Rect>,
    found: palette::Found,
    offers: list::Offers,
    renaming: Option<(KindKey, String)>,
    recolouring: Option<(KindKey, [u8; 3])>,
    candidates: Vec<String>,
}

/// What an overlay sees while it is drawn, and where it puts its wishes.
pub struct Stage<'a> {
    ctx: &'a Context,
    app: &'a App,
    theme: &'a Theme,
    memory: &'a mut Memory,
    actions: &'a mut Vec<Action>,
    /// Just opened: the first field takes the keyboard.
    fresh: bool,
    close: bool,
}

impl Stage<'_> {
    fn language(&self) -> Language {
        self.app.settings.language
    }

    fn say(&self, words: Words) -> &'static str {
        self.language().say(words)
    }

    fn fill(&self, words: Words, values: &[&str]) -> String {
        self.language().fill(words, values)
    }

    /// Closes the overlay and does this.
    fn finish(&mut self, action: Action) {
        self.close = true;
        self.actions.push(action);
    }
}

/// Frames until fields can take the keyboard: egui measures a new overlay in the first one.
const SETTLING: u8 = 3;

impl Memory {
    /// Whether what is open had time to take the keyboard.
    pub fn settled(&self) -> bool {
        self.shown.is_some() && self.frames >= SETTLING
    }

    /// Another overlay than in the last frame: nothing of the old one is left.
    fn follow(&mut self, ctx: &Context, overlay: &OpenSheet) {
        if self.shown == Some(discriminant(overlay)) {
            self.frames = self.frames.saturating_add(1);
            return;
        }
        let held = ctx.input(|input| input.keys_down.iter().copied().collect());
        *self = Self { recent: take(&mut self.recent), shown: Some(discriminant(overlay)), held, ..Self::default() };
    }

    /// The key that opened an overlay may still be down.
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

pub fn ui(ctx: &Context, app: &mut App, theme: &Theme, actions: &mut Vec<Action>) {
    dropping::ui(ctx, app, theme);
    let Some(mut overlay) = app.view.sheet.take() else {
        app.view.sheet_memory.shown = None;
        return;
    };
    let mut memory = take(&mut app.view.sheet_memory);
    memory.follow(ctx, &overlay);
    memory.drop_repeats(ctx);
    let waits = matches!(overlay, OpenSheet::Shortcuts { waiting: Some(_), .. });
    // Esc first closes a list that hangs from a field.
    let escape =
        !waits && !Popup::is_any_open(ctx) && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    let fresh = memory.frames < SETTLING;
    let mut stage = Stage { ctx, app, theme, memory: &mut memory, actions, fresh, close: false };
    if escape {
        stage.close = true;
    } else {
        draw(&mut stage, &mut overlay);
    }
    if stage.close {
        // Before what was chosen, so that it may open the next one.
        stage.actions.insert(0, Action::Sheet(None));
    }
    app.view.sheet_memory = memory;
    app.view.sheet = Some(overlay);
}

fn draw(stage: &mut Stage, overlay: &mut OpenSheet) {
    match overlay {
        OpenSheet::Palette { query, at } => palette::ui(stage, query, at),
        OpenSheet::Shortcuts { waiting, message } => shortcuts::ui(stage, waiting, message),
        OpenSheet::LinkList { whose, query, at } => link_list::ui(stage, whose, query, at),
        OpenSheet::Phrase(sheet) => phrase::ui(stage, sheet),
        OpenSheet::Copies(draft) => copies::ui(stage, draft),
        OpenSheet::Path { purpose, path, problem } => path::ui(stage, *purpose, path, problem),
        OpenSheet::NewProject { dir, name, problem } => new_project::ui(stage, dir, name, problem),
        OpenSheet::Merge { from, query, into } => merge::ui(stage, from, query, into),
        OpenSheet::RemoveEntity(entity) => confirm::remove_entity(stage, entity),
        OpenSheet::RemoveArticle(article) => confirm::remove_article(stage, article),
        OpenSheet::AnnotateAs(name) => annotate_as::ui(stage, name),
        OpenSheet::Kinds(draft) => kinds::ui(stage, draft),
        OpenSheet::Import(draft) => import::ui(stage, draft),
        OpenSheet::Export(draft) => export::ui(stage, draft),
        OpenSheet::Extract(draft) => extract::ui(stage, draft),
        OpenSheet::Extracted => extracted::ui(stage),
        OpenSheet::Recover(draft) => recover::ui(stage, draft),
        OpenSheet::Unsaved(draft) => unsaved::ui(stage, draft),
    }
}
