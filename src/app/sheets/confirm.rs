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

pub fn remove_articles(stage: &mut Stage, articles: &[ArticleId]) {
    let there = stage.screen.session.into_iter().flat_map(|session| articles.iter().map(|id| session.rows().get(id)));
    let Some(rows) = there.collect::<Option<Vec<_>>>().filter(|rows| !rows.is_empty()) else {
        stage.close = true;
        return;
    };
    let mentions = rows.iter().map(|row| row.summary.mentions).sum::<usize>().to_string();
    let coalitions = rows.iter().map(|row| row.summary.coalitions).sum::<usize>().to_string();
    let what = match rows[..] {
        [row] => format!("“{}”", row.meta.shown_title()),
        _ => stage.fill(Words::SoManyArticles, &[&rows.len().to_string()]),
    };
    let mut question = stage.fill(Words::RemoveArticleQuestion, &[&what, &mentions, &coalitions]);
    let others = stage.screen.session.map(|session| {
        let sets = session.project().sets.keys().filter(|set| *set != session.active_set());
        sets.map(ToString::to_string).collect::<Vec<_>>().join(", ")
    });
    if let Some(others) = others.filter(|others| !others.is_empty()) {
        question = format!("{question}\n\n{}", stage.fill(Words::RemoveArticleOthers, &[&others]));
    }
    let title = if rows.len() == 1 { Words::RemoveArticle } else { Words::RemoveArticles };
    ask(stage, title, &question, || Action::RemoveArticles(articles.to_vec()));
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
