//! Reads beside the window how quickly the work goes.

use eframe::egui::Context;

use super::App;
use crate::{
    app::{
        kit::{names, task::answers},
        panels::progress,
    },
    model::Timestamp,
};

pub fn read(app: &mut App, ctx: &Context) {
    let Some(session) = &app.session else { return };
    let reader = session.pace_reader();
    let midnight = names::midnight(Timestamp::now());
    let state = &mut app.view.progress;
    state.pace = Some((progress::key(session), None));
    state.reading = Some(app.tasks.start(ctx, "", move |worker| match reader.run(midnight, &worker.cancel) {
        Some(Ok(pace)) => drop(worker.tell(pace)),
        Some(Err(error)) => tracing::warn!("the pace is not known: {error}"),
        None => {}
    }));
}

pub fn follow(app: &mut App) {
    let state = &mut app.view.progress;
    let (found, _) = answers(&mut state.reading);
    if let (Some(pace), Some((_, kept))) = (found.into_iter().next_back(), &mut state.pace) {
        *kept = Some(pace);
    }
}
