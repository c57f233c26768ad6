//! What is done only when its keys are pressed a second time: the first time it is said what would come of it.

use super::App;
use crate::model::ArticleId;

/// What was asked for once, and where things stood then: elsewhere, or after any change, it is asked for anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PressAgain {
    wish: Wish,
    article: Option<ArticleId>,
    revision: u64,
}

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

/// Whether the wish was told already; if not, it is remembered as told now.
pub fn was_told(app: &mut App, wish: Wish) -> bool {
    let now = PressAgain::now(app, wish);
    let told = app.view.again.take().is_some_and(|before| before == now);
    if !told {
        app.view.again = Some(now);
    }
    told
}
