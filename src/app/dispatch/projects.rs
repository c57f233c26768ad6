//! Opening projects in the window.

use std::path::{Path, PathBuf};

use eframe::egui;

use super::{App, Start, view::View};
use super::{actions, coming_back, kept_drafts, large_steps, opening, pending_edits, recovery};
use crate::{
    app::{
        kit::{names, text::Words},
        sheets::{self, OpenSheet},
        state::desk::{Centre, Desk},
    },
    message::Message,
    session::{OpenProblem, ReadingPart, Session, Who},
    store::NoticeSeverity,
};

/// So many messages come as toasts at once.
const MOST_SAID: usize = 3;

/// From so many articles on the first making of a ledger would hold a frame up: it is left to who opens the ledger.
const MOST_AT_ONCE: usize = 10_000;

pub fn start(app: &mut App, start: Start) {
    match start {
        Start::Project(path) => open_project(app, &path),
        Start::LastProject => open_last(app),
        Start::Sample => open_sample(app),
    }
}

fn open_last(app: &mut App) {
    let last = app.settings.recent.first().cloned();
    match last {
        Some(last) if Session::find(&last).is_ok() => open_project(app, &last),
        Some(last) => {
            open_sample(app);
            let said = app.settings.language.fill(Words::LastProjectGone, &[&last.display().to_string()]);
            app.view.toasts.problem(said);
        }
        None => open_sample(app),
    }
}

pub fn open_project(app: &mut App, path: &Path) {
    let path = &whole(path);
    if Session::waits_long(path) {
        return opening::open_beside(app, path);
    }
    let found = Session::open_at_once(path, app.settings.who());
    opened(app, path, found);
}

/// The path from the root: what is shown and proposed says where it is.
fn whole(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

pub fn opened(app: &mut App, path: &Path, opened: Result<Session, OpenProblem>) {
    let refused = opened.is_err();
    take_session(app, opened);
    if refused {
        recovery::offer_recovery(app, path);
    }
}

pub fn create_project(app: &mut App, dir: &Path, name: &str, annotator: &str) {
    let dir = &whole(dir);
    let name = if name.trim().is_empty() {
        dir.file_name().map_or_else(|| "Tandai".into(), |name| name.to_string_lossy().into_owned())
    } else {
        name.trim().to_owned()
    };
    let who = Who::named(annotator);
    let made = Session::create_in(dir, &name, who, app.settings.language);
    if made.is_ok() && annotator != app.settings.name {
        app.settings.name = annotator.to_owned();
        app.settings.save();
    }
    take_session(app, made);
}

/// Opens the person's sample where their data are kept; it is made if there is none.
pub fn open_sample(app: &mut App) {
    let dir = crate::sample::dir_of(&app.settings.sample_dir(), &app.settings.who());
    if crate::sample::is_made(&dir) {
        return open_project(app, &dir);
    }
    take_session(app, crate::sample::make_in(&dir, app.settings.who(), app.settings.language));
}

fn take_session(app: &mut App, opened: Result<Session, impl Into<Message>>) {
    match opened {
        Err(error) => refuse(app, error),
        Ok(mut session) => {
            pending_edits::finish_typing(app);
            large_steps::settle_large_steps(app);
            if let Some(old) = &mut app.session
                && let Err(error) = old.save()
            {
                // The project that is open stays open rather than lose anything.
                refuse(app, error);
                return;
            }
            kept_drafts::save(app);
            let ctx = app.ctx.clone();
            session.set_waker(Box::new(move || ctx.request_repaint()));
            let title = window_title(&session.project().name);
            app.ctx.send_viewport_cmd(egui::ViewportCommand::Title(title));
            app.settings.note_recent(session.dir());
            let toasts = std::mem::take(&mut app.view.toasts);
            let mut sheet_memory = sheets::SheetMemory::default();
            sheet_memory.recent = std::mem::take(&mut app.view.sheet_memory.recent);
            let desk = Desk { welcome: app.view.desk.welcome, ..Desk::default() };
            app.view = View { toasts, sheet_memory, ..View::of(desk) };
            app.session = Some(session);
            coming_back::open_where_left(app);
            kept_drafts::take_up(app);
            actions::look_for_others(app);
        }
    }
}

/// One plain line, whatever is in the project's name: some systems end a program whose title has a zero in it.
pub fn window_title(name: &str) -> String {
    format!("{} – Tandai", names::shown_name(name))
}

/// Says what is new: merges and conflicts with changes from outside, what was restored or could not be read.
pub fn follow_notices(app: &mut App) {
    let Some(session) = &app.session else { return };
    let notices = session.notices();
    // The latest ones; the panel has them all, and the status bar their number.
    for notice in notices.get(app.view.told..).unwrap_or_default().iter().rev().take(MOST_SAID).rev() {
        let said = notice.say(app.settings.language);
        match notice.severity {
            NoticeSeverity::Note => app.view.toasts.say(said),
            NoticeSeverity::Problem => app.view.toasts.problem(said),
        }
    }
    app.view.told = notices.len();
}

/// The ledger is made where it is looked at: in its view, and in an open card, which tells what was said before.
pub fn keep_ledger(app: &mut App) {
    let (shown, card) = (app.view.desk.centre == Centre::Ledger, app.view.card.open.is_some());
    let wanted = |session: &&mut Session| shown || (card && session.rows().len() <= MOST_AT_ONCE);
    if let Some(session) = app.session.as_mut().filter(wanted) {
        session.open_ledger();
    }
}

/// Runs the reading of files that the session asks for, and opens the first article of a list that fills up.
pub fn read_project(app: &mut App, ctx: &egui::Context) {
    let Some(session) = &mut app.session else { return };
    let language = app.settings.language;
    if let Some(reading) = session.take_reading() {
        // Nameless: it shows only if there is anything to be read.
        let task = app.tasks.start(ctx, "", move |worker| {
            reading.run(&worker.cancel, |progress| {
                let words = match progress.what {
                    ReadingPart::Articles => Words::ReadingArticles,
                    ReadingPart::Annotations => Words::ReadingNumbers,
                    ReadingPart::OtherSets => Words::ReadingOtherSets,
                };
                let (done, total) = (progress.done.to_string(), progress.total.to_string());
                worker.step(language.fill(words, &[&done, &total]));
            });
        });
        app.awaited.readings.push(task);
    }
    if session.is_reading() {
        // A frame takes in no more than it has time for.
        ctx.request_repaint_after(std::time::Duration::from_millis(30));
    }
    if std::mem::take(&mut app.view.nothing_yet) {
        let first = session.rows().at(0).map(|row| row.meta.id.clone());
        app.view.nothing_yet = first.is_none() && !session.is_whole();
        if let Some(first) = first.filter(|_| app.view.desk.article.is_none()) {
            actions::open_article(app, &first);
        }
    }
}

/// Says why in the overlay that asked, which stays open; or beside it.
fn refuse(app: &mut App, reason: impl Into<Message>) {
    let reason = reason.into().say(app.settings.language);
    match &mut app.view.sheet {
        Some(OpenSheet::Path(draft)) => draft.problem = reason,
        Some(OpenSheet::NewProject(draft)) => draft.problem = reason,
        _ => app.view.toasts.problem(reason),
    }
}

#[cfg(test)]
mod tests {
    use super::window_title;

    #[test]
    fn the_title_is_one_plain_line() {
        assert_eq!(window_title("Pilkada 2024"), "Pilkada 2024 – Tandai");
        assert_eq!(window_title("A\u{0}B\n\u{202e}C"), "ABC – Tandai");
        assert!(window_title(&"x".repeat(400)).chars().count() < 140);
    }
}
