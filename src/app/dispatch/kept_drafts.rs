//! What is typed in a sheet and is in no edit yet is written beside the settings a moment after the last key: it is there
//! when the project is opened again, however the window ended.

use std::time::{Duration, Instant};

use eframe::egui::Context;

use super::App;
use crate::app::{kit::text::Words, sheets::OpenSheet, state::drafts::DraftFile};

/// How long after the last key it is written.
const MOMENT: Duration = Duration::from_secs(1);

/// The file of the open project's drafts, what was typed when it was looked at last, and since when it is so.
#[derive(Default)]
pub struct KeptDrafts {
    file: DraftFile,
    typed: String,
    since: Option<Instant>,
    /// What is said of it until such a sheet is opened.
    said: String,
}

/// Takes up what was left in sheets of the project that was just opened, and says so.
pub fn take_up(app: &mut App) {
    let file = DraftFile::of(app.settings.drafts(), &app.remembered.project);
    let language = app.settings.language;
    let mut said = String::new();
    if !file.written().is_empty() {
        match app.view.sheet_memory.take_written(file.written(), language) {
            Some(told) if told.is_empty() => {}
            Some(told) => {
                said = language.fill(Words::DraftsKept, &[&told.join(", ")]);
                app.view.toasts.until_changed(said.as_str());
            }
            None => file.put_aside(),
        }
    }
    app.drafts = KeptDrafts { typed: file.written().to_owned(), file, since: None, said };
}

/// Writes what is typed once nothing was typed for a moment. Once a frame.
pub fn follow(app: &mut App, ctx: &Context) {
    if !app.drafts.file.is_kept() {
        return;
    }
    if !app.drafts.said.is_empty() && app.view.sheet.as_ref().is_some_and(OpenSheet::holds_words) {
        app.view.toasts.withdraw(&std::mem::take(&mut app.drafts.said));
    }
    let now = app.view.sheet_memory.written(app.view.sheet.as_ref());
    let drafts = &mut app.drafts;
    if drafts.typed != now {
        (drafts.typed, drafts.since) = (now, Some(Instant::now()));
    }
    let Some(since) = drafts.since else { return };
    match MOMENT.checked_sub(since.elapsed()) {
        Some(wait) if !wait.is_zero() => ctx.request_repaint_after(wait),
        _ => {
            drafts.since = None;
            drafts.file.write(&drafts.typed);
        }
    }
}

/// Writes what is typed now: before another project takes this one's place, and at the end.
pub fn save(app: &mut App) {
    if app.drafts.file.is_kept() {
        let typed = app.view.sheet_memory.written(app.view.sheet.as_ref());
        app.drafts.file.write(&typed);
    }
}
