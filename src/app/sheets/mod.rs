//! What floats over the window: one at a time, and none holds up the work behind it. Each has a file of its own; here is
//! what they share: opening with the keyboard in the first field, closing by Esc.

mod annotate_as;
mod completion;
mod confirm;
mod dropping;
mod export;
mod exporting;
mod extract;
mod extracted;
mod extracting;
mod frame;
mod import;
mod importing;
mod kinds;
mod link_list;
mod list;
mod merge;
mod new_project;
mod palette;
mod path;
mod path_field;
mod phrase;
mod recover;
mod recovering;
mod shortcuts;

use std::mem::{Discriminant, discriminant, take};

use eframe::egui::{Context, Event, Key, Modifiers, Popup, Rect};

use super::{
    App,
    kit::{
        text::{Tongue, Words},
        theme::Theme,
    },
    state::{action::Action, command::Command, view::Overlay},
};
use crate::model::KindKey;

/// What overlays keep between frames besides what [`Overlay`] holds.
#[derive(Default)]
pub struct Memory {
    /// Commands chosen in the palette, the latest first; the only part that outlives an overlay.
    pub recent: Vec<Command>,
    shown: Option<Discriminant<Overlay>>,
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
struct Stage<'a> {
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
    fn tongue(&self) -> Tongue {
        self.app.settings.tongue
    }

    fn say(&self, words: Words) -> &'static str {
        self.tongue().say(words)
    }

    fn fill(&self, words: Words, values: &[&str]) -> String {
        self.tongue().fill(words, values)
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
    fn follow(&mut self, ctx: &Context, overlay: &Overlay) {
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
    let Some(mut overlay) = app.view.overlay.take() else {
        app.view.overlays.shown = None;
        return;
    };
    let mut memory = take(&mut app.view.overlays);
    memory.follow(ctx, &overlay);
    memory.drop_repeats(ctx);
    let waits = matches!(overlay, Overlay::Shortcuts { waiting: Some(_), .. });
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
        let job = match &overlay {
            Overlay::Phrase(sheet) => Some(sheet.job).filter(|_| sheet.searching),
            Overlay::Import(draft) => draft.looking,
            Overlay::Export(draft) => draft.looking,
            Overlay::Recover(draft) => draft.looking,
            _ => None,
        };
        stage.actions.extend(job.map(Action::CancelJob));
        // Before what was chosen, so that it may open the next one.
        let at = stage.actions.iter().position(|action| !matches!(action, Action::CancelJob(_))).unwrap_or(0);
        stage.actions.insert(at, Action::Overlay(None));
    }
    app.view.overlays = memory;
    app.view.overlay = Some(overlay);
}

fn draw(stage: &mut Stage, overlay: &mut Overlay) {
    match overlay {
        Overlay::Palette { query, at } => palette::ui(stage, query, at),
        Overlay::Shortcuts { waiting, message } => shortcuts::ui(stage, waiting, message),
        Overlay::LinkList { whose, query, at } => link_list::ui(stage, whose, query, at),
        Overlay::Phrase(sheet) => phrase::ui(stage, sheet),
        Overlay::Path { purpose, path, problem } => path::ui(stage, *purpose, path, problem),
        Overlay::NewProject { dir, name, problem } => new_project::ui(stage, dir, name, problem),
        Overlay::Merge { from, query, into } => merge::ui(stage, from, query, into),
        Overlay::RemoveEntity(entity) => confirm::remove_entity(stage, entity),
        Overlay::RemoveArticle(article) => confirm::remove_article(stage, article),
        Overlay::AnnotateAs(name) => annotate_as::ui(stage, name),
        Overlay::Kinds(draft) => kinds::ui(stage, draft),
        Overlay::Import(draft) => import::ui(stage, draft),
        Overlay::Export(draft) => export::ui(stage, draft),
        Overlay::Extract(draft) => extract::ui(stage, draft),
        Overlay::Extracted => extracted::ui(stage),
        Overlay::Recover(draft) => recover::ui(stage, draft),
    }
}
