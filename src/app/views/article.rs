//! The open article in the centre: its header and its text; or why there is none.

use eframe::egui::{RichText, Ui};

use crate::{
    app::{
        App,
        article::{self, ArticleView, Suggested},
        kit::{text::Words, theme::Theme},
        panels::{header, welcome},
        state::action::Action,
    },
    model::{Annotations, EntityId, Span, SpanIndex},
};

pub fn ui(ui: &mut Ui, app: &mut App, theme: &Theme, actions: &mut Vec<Action>) {
    let Some(session) = &app.session else {
        return welcome::no_project(ui, app, actions);
    };
    if session.rows().is_empty() && !session.is_whole() {
        ui.centered_and_justified(|ui| ui.label(RichText::new(app.say(Words::ReadingProject)).weak()));
        return;
    }
    if session.rows().is_empty() {
        return welcome::no_articles(ui, app, actions);
    }
    let opened = app.view.article.clone();
    let Some(article) = opened.as_ref().and_then(|id| session.article(id)) else {
        ui.centered_and_justified(|ui| ui.label(RichText::new(app.say(Words::ChooseArticle)).weak()));
        return;
    };
    let article = article.clone();
    let id = article.meta.id.clone();
    header::ui(ui, app, &article, theme, actions);
    if app.view.welcome {
        welcome::card(ui, app, theme, actions);
    }
    let Some(session) = &app.session else { return };
    let nothing = Annotations::default();
    let annotations = session.annotations(&id).map_or(&nothing, |annotations| &**annotations);
    let nowhere = SpanIndex::default();
    let marks = session.marks(&id).map_or(&nowhere, |marks| &marks.by_place);
    let label = |entity: &EntityId| session.entity_label(entity).to_owned();
    let current = app.current();
    let suggestions = session.suggestions(&id);
    let ghost = current.and_then(|current| suggestions?.ghost(current));
    let evidence: Vec<Span> = app
        .view
        .card
        .open
        .as_ref()
        .and_then(|card| annotations.coalitions.get(card))
        .or(ghost.map(|ghost| &ghost.coalition))
        .map(|card| card.evidence.clone())
        .unwrap_or_default();
    let view = ArticleView {
        article: &article,
        annotations,
        marks,
        suggested: Suggested { all: suggestions, current, moved: app.view.review.span },
        revision: session.revision(&id),
        scheme: &session.project().scheme,
        label: &label,
        evidence: &evidence,
        armed: app.view.armed.as_ref(),
        filling: app.view.card.open.is_some() && app.view.card.armed.is_some(),
        editable: session.read_only().is_none() && session.frozen(&id).is_none(),
        hover: app.view.sheet.is_none(),
        theme: *theme,
        language: app.settings.language,
    };
    article::article_ui(ui, &view, &mut app.view.text, actions);
}
