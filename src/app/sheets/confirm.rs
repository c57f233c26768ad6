//! Before something is removed: what goes with it. Both can be undone, so one look and one key are enough.

use eframe::egui::{Label, RichText};

use super::{
    Stage,
    frame::{self, SheetFrame, SheetPlace},
};
use crate::{
    app::{kit::text::Words, state::action::Action},
    model::{ArticleId, EntityId},
};

pub fn remove_entity(stage: &mut Stage, entity: &EntityId) {
    let Some(session) = stage.screen.session.filter(|session| session.entity(entity).is_some()) else {
        stage.close = true;
        return;
    };
    let times = session.rows().totals().get(entity).copied().unwrap_or(0).to_string();
    let question = stage.fill(Words::RemoveEntityQuestion, &[session.entity_label(entity), &times]);
    ask(stage, Words::RemoveEntity, &question, || Action::RemoveEntity(entity.clone()));
}

pub fn remove_article(stage: &mut Stage, article: &ArticleId) {
    let Some(row) = stage.screen.session.and_then(|session| session.rows().get(article)) else {
        stage.close = true;
        return;
    };
    let (mentions, coalitions) = (row.summary.mentions.to_string(), row.summary.coalitions.to_string());
    let title = format!("“{}”", row.meta.shown_title());
    let mut question = stage.fill(Words::RemoveArticleQuestion, &[&title, &mentions, &coalitions]);
    let others = stage.screen.session.map(|session| {
        let sets = session.project().sets.keys().filter(|set| *set != session.active_set());
        sets.map(ToString::to_string).collect::<Vec<_>>().join(", ")
    });
    if let Some(others) = others.filter(|others| !others.is_empty()) {
        question = format!("{question}\n\n{}", stage.fill(Words::RemoveArticleOthers, &[&others]));
    }
    ask(stage, Words::RemoveArticle, &question, || Action::RemoveArticle(article.clone()));
}

fn ask(stage: &mut Stage, title: Words, question: &str, action: impl FnOnce() -> Action) {
    let title = stage.say(title).trim_end_matches('…');
    let mut sure = false;
    SheetFrame { name: "confirm", title, width: 420.0, place: SheetPlace::Top }.show(stage, |ui, stage| {
        ui.add(Label::new(RichText::new(question)).wrap());
        frame::buttons(ui, |ui| {
            let remove = frame::main_button(ui, stage, stage.say(Words::Remove), true);
            if stage.fresh {
                remove.request_focus();
            }
            sure = remove.clicked();
            frame::cancel_button(ui, stage);
        });
    });
    if sure {
        stage.finish(action());
    }
}
