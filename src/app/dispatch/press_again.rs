//! What is done only when its keys are pressed a second time: the first time it is said what would come of it.

use super::App;
use crate::model::ArticleId;

/// What was asked for once, and where things stood then: elsewhere, or after any change, it is asked for anew.
#[derive(Debug, Clone, PartialEq, Eq)]
struct PressAgain {
    wish: Wish,
    article: Option<ArticleId>,
    revision: u64,
}

/// What was told, until it is done or something else is.
#[derive(Debug, Default)]
pub struct ToldWish(Option<(PressAgain, String)>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Undo,
    Redo,
    Finish,
}

impl PressAgain {
    fn now(app: &App, wish: Wish) -> Self {
        let revision = app.session.as_ref().map_or(0, |session| session.total_revision());
        Self { wish, article: app.view.desk.article.clone(), revision }
    }
}

/// Whether the wish was told already; if not, this is said of it now. What was said goes with the wish.
pub fn is_meant(app: &mut App, wish: Wish, said: String) -> bool {
    let now = PressAgain::now(app, wish);
    let told = app.view.again.0.as_ref().is_some_and(|(before, _)| *before == now);
    forget(app);
    if !told {
        app.view.toasts.problem(said.clone());
        app.view.again.0 = Some((now, said));
    }
    told
}

/// Something else is done: what was told counts no more.
pub fn forget(app: &mut App) {
    if let Some((_, said)) = app.view.again.0.take() {
        app.view.toasts.withdraw(&said);
    }
}
