//! What is done with whole articles, one or many, each in one step.

use super::{App, actions};
use crate::{
    app::kit::names,
    model::{ArticleId, SetId, Status},
    session::Done,
};

/// Sets how far the work on articles is.
pub fn set_status(app: &mut App, articles: &[ArticleId], status: Status) {
    let done = app.try_change(|session| session.set_status(articles, status));
    tell(app, articles.len(), done);
}

/// Gives articles to whoever codes in this set, or takes them away.
pub fn assign(app: &mut App, articles: &[ArticleId], set: &SetId, give: bool) {
    let done = app.try_change(|session| session.hand(articles, set, give));
    tell(app, articles.len(), done);
}

/// Removes articles; if the open one is among them, the next one that stays is opened.
pub fn remove(app: &mut App, articles: &[ArticleId]) {
    app.view.close_sheet();
    let stays = |id: &ArticleId| !articles.contains(id);
    let open = app.view.desk.article.clone();
    let goes = open.as_ref().is_some_and(|open| !stays(open));
    let next = if goes {
        let after = actions::neighbour_that(app, true, stays);
        after.or_else(|| actions::neighbour_that(app, false, stays))
    } else {
        None
    };
    let done = app.try_change(|session| session.remove_articles(articles));
    if done.is_some() && goes {
        app.view.desk.article = None;
        if let Some(next) = next {
            actions::open_article(app, &next);
        }
    }
    tell(app, articles.len(), done);
}

/// Of many articles not all are seen: what was done with them is said.
fn tell(app: &mut App, articles: usize, done: Option<Done>) {
    if let Some(done) = done.filter(|_| articles > 1) {
        let said = names::deed(app.settings.language, done.kind, done.count);
        app.view.toasts.say(said);
    }
}
