//! An article is done: what is left open in it is said first, and behind the last one come those that are not finished.

use eframe::egui;

use super::{
    App, actions, copies,
    press_again::{self, Wish},
};
use crate::{
    app::{
        kit::text::Words,
        state::{command::Command, keys},
    },
    model::{ArticleId, Origin, Status},
};

/// Marks the open article finished and goes on to the next; with something left open in it only when asked again.
pub fn finish_next(app: &mut App, ctx: &egui::Context) {
    let left = left_open(app);
    if !left.is_empty() {
        let keys = keys::keys_of(&app.settings, Command::FinishNext.entry());
        let keys = keys.map_or_else(String::new, keys::on_keyboard);
        let said = app.settings.language.fill(Words::LeftOpen, &[&left.join(", "), &keys]);
        if !press_again::is_meant(app, Wish::Finish, said) {
            return;
        }
    }
    copies::offer_copies(app, ctx);
    set_status_and_go_on(app, Status::Finished);
}

/// What nobody has decided in the open article; nothing of one that is finished already.
fn left_open(app: &App) -> Vec<String> {
    let (Some(session), Some(id)) = (&app.session, &app.view.desk.article) else { return Vec::new() };
    let Some(row) = session.rows().get(id).filter(|row| row.summary.status != Status::Finished) else {
        return Vec::new();
    };
    let suggestions = session.suggestions(id).filter(|there| !there.held_back()).map_or(0, |there| there.left());
    let cards = session.annotations(id).into_iter().flat_map(|there| there.coalitions.values());
    let drafted = cards.filter(|card| card.by == Origin::Drafted).count();
    let counts = [
        (Words::SuggestionsLeft, suggestions),
        (Words::Unlinked, row.summary.unlinked()),
        (Words::DraftsLeft, drafted),
    ];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    counts.map(|(words, count)| app.settings.language.fill(words, &[&count.to_string()])).collect()
}

/// Sets the open article's status and opens the next one; behind the last, the first that is not finished.
pub fn set_status_and_go_on(app: &mut App, status: Status) {
    let Some(article) = app.view.desk.article.clone() else { return };
    let next = actions::neighbour(app, true);
    let same = app.session.as_ref().and_then(|s| s.rows().get(&article)).map(|row| row.summary.status);
    if same != Some(status) {
        app.edit(|session, article| session.set_status(std::slice::from_ref(article), status));
    }
    if let Some(next) = next {
        return actions::open_article(app, &next);
    }
    match unfinished(app, &article) {
        (Some(first), left) => {
            actions::open_article(app, &first);
            let said = app.settings.language.fill(Words::LastThenUnfinished, &[&left.to_string()]);
            app.view.toasts.say(said);
        }
        (None, _) => app.toast(Words::AllFinished),
    }
}

/// The first article of the list that waits to be worked on, else of all; and how many do.
fn unfinished(app: &App, but: &ArticleId) -> (Option<ArticleId>, usize) {
    let Some(session) = &app.session else { return (None, 0) };
    let rows = session.rows();
    let waits = |row: &&crate::session::Row| {
        matches!(row.summary.status, Status::New | Status::InProgress) && row.meta.id != *but
    };
    let left = rows.iter().filter(waits).count();
    let mut listed = app.view.articles.shown.iter().filter_map(|&position| rows.at(position));
    let first = listed.find(waits).or_else(|| rows.iter().find(waits));
    (first.map(|row| row.meta.id.clone()), left)
}
