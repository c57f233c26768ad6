//! Drawing who codes what, beside the window, and how far everybody is.

use std::sync::atomic::{AtomicBool, Ordering};

use eframe::egui;

use super::App;
use crate::{
    app::{
        kit::text::Words,
        sheets::{OpenSheet, assign::AssignDraft},
    },
    edit::{Edit, Refusal},
};

pub fn open(app: &mut App) {
    match &app.session {
        Some(session) => {
            let draft = AssignDraft::of(session);
            app.view.open_sheet(OpenSheet::Assign(Box::new(draft)));
        }
        None => app.toast(Words::NoProjectOpen),
    }
}

/// Reads how far everybody is.
pub fn look(app: &mut App, ctx: &egui::Context) {
    let (Some(session), Some(OpenSheet::Assign(draft))) = (&app.session, &mut app.view.sheet) else { return };
    let problems = session.assignment_problems();
    draft.strays = problems.iter().map(|notice| notice.say(app.settings.language)).collect();
    let reader = session.progress_reader();
    draft.looking = Some(app.tasks.start(ctx, "", move |worker| {
        worker.tell(reader.run());
    }));
}

/// Begins to draw as the sheet says.
pub fn draw(app: &mut App, ctx: &egui::Context) {
    let language = app.settings.language;
    let (Some(session), Some(OpenSheet::Assign(draft))) = (&app.session, &mut app.view.sheet) else { return };
    let (draw, new) = match draft.draw(session) {
        Ok(drawn) => drawn,
        Err(problem) => {
            draft.problem = problem.say(language);
            return;
        }
    };
    let assigner = session.assigner(draw);
    let name = language.say(Words::AssignArticles).trim_end_matches('…');
    let task = app.tasks.start(ctx, name, move |worker| {
        let step = |done: usize, all: usize| {
            worker.step(language.fill(Words::ReadingReview, &[&done.to_string(), &all.to_string()]));
        };
        let cancel: &AtomicBool = &worker.cancel;
        if let Some(drawn) = assigner.run(cancel, step).filter(|_| !cancel.load(Ordering::Relaxed)) {
            worker.tell(drawn);
        }
    });
    draft.drawing = Some((task, new));
}

/// Assigns what was drawn, with the sets of whoever is new, as one step.
pub fn follow(app: &mut App) {
    let language = app.settings.language;
    let (Some(session), Some(OpenSheet::Assign(draft))) = (&mut app.session, &mut app.view.sheet) else { return };
    let Some((task, _)) = &draft.drawing else { return };
    let (mut answers, over) = task.take();
    if !over && answers.is_empty() {
        return;
    }
    let Some((_, new)) = draft.drawing.take() else { return };
    let drawn = match answers.pop() {
        None => return,
        Some(Err(reason)) => {
            draft.problem = reason.say(language);
            return;
        }
        Some(Ok(drawn)) => drawn,
    };
    let mut steps = 0;
    let mut done = Ok(0);
    let named: Vec<_> = new.iter().map(|set| set.id.clone()).collect();
    for set in new {
        match session.perform(Edit::PutSet { set }) {
            Ok(_) => steps += 1,
            Err(refusal) => done = Err(refusal),
        }
    }
    if done.is_ok() {
        done = session.assign(drawn).map(|done| done.count);
        steps += usize::from(done.is_ok());
    }
    (1..steps).for_each(|_| session.join_last_steps());
    if done.is_ok() {
        draft.drawn(named);
    }
    match done {
        Ok(count) => {
            let said = language.fill(Words::AssignDone, &[&count.to_string()]);
            app.view.toasts.say(said);
        }
        Err(Refusal::Nothing) => app.toast(Words::NothingToDo),
        Err(refusal) => {
            draft.problem = crate::message::Message::from(refusal).say(language);
        }
    }
}
