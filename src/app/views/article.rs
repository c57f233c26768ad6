//! The open article in the centre: its header and its text; or why there is none.

use eframe::egui::{Frame, Panel, RichText, Ui};

use crate::{
    app::{
        article::{self, ArticleState, ArticleView, SuggestedMarks},
        kit::text::Words,
        panels::{
            coalitions::CardState,
            header,
            problems::ProblemsState,
            suggestion_strip::{self, SuggestionStrip},
            text_menu::{self, TextMenu},
            welcome,
        },
        state::{action::Action, screen::Screen},
    },
    model::{Annotations, DecisionId, EntityId, Span, SpanIndex},
};

/// What the centre holds between frames, and what it looks at of what stands beside it.
pub struct ArticleRoom<'a> {
    pub text: &'a mut ArticleState,
    pub problems: &'a mut ProblemsState,
    pub cards: &'a CardState,
    /// The suggestion that keys decide on, and its borders if they were moved.
    pub current: Option<DecisionId>,
    pub moved: Option<Span>,
    /// Whether nothing floats over it.
    pub free: bool,
}

pub fn ui(ui: &mut Ui, screen: &Screen, state: ArticleRoom, actions: &mut Vec<Action>) {
    let ArticleRoom { text, problems, cards, current, moved, free } = state;
    let Some(session) = screen.session else {
        return welcome::no_project(ui, screen, actions);
    };
    if session.rows().is_empty() && !session.is_whole() {
        ui.centered_and_justified(|ui| ui.label(RichText::new(screen.say(Words::ReadingProject)).weak()));
        return;
    }
    if session.rows().is_empty() {
        return welcome::no_articles(ui, screen, actions);
    }
    let Some(article) = screen.desk.article.as_ref().and_then(|id| session.article(id)) else {
        ui.centered_and_justified(|ui| ui.label(RichText::new(screen.say(Words::ChooseArticle)).weak()));
        return;
    };
    let id = article.meta.id.clone();
    header::ui(ui, screen, article, text, problems, actions);
    if screen.desk.welcome {
        welcome::card(ui, screen, actions);
    }
    let nothing = Annotations::default();
    let annotations = session.annotations(&id).map_or(&nothing, |annotations| &**annotations);
    let nowhere = SpanIndex::default();
    let marks = session.marks(&id).map_or(&nowhere, |marks| &marks.by_place);
    let label = |entity: &EntityId| session.suggested_label(&id, entity);
    let suggestions = session.suggestions(&id);
    let ghost = current.and_then(|current| suggestions?.ghost(current));
    let evidence: Vec<Span> = cards
        .open
        .as_ref()
        .and_then(|card| annotations.coalitions.get(card))
        .or(ghost.map(|ghost| &ghost.coalition))
        .map(|card| card.evidence.clone())
        .unwrap_or_default();
    let view = ArticleView {
        article,
        annotations,
        marks,
        suggested: SuggestedMarks { all: suggestions, current, moved },
        revision: session.revision(&id),
        scheme: &session.project().scheme,
        label: &label,
        evidence: &evidence,
        armed: screen.desk.armed.as_ref(),
        filling: cards.open.is_some() && cards.armed.is_some(),
        editable: session.read_only().is_none() && session.frozen(&id).is_none(),
        hover: free,
        theme: *screen.theme,
        language: screen.language(),
    };
    if let Some(suggestions) = suggestions.filter(|there| there.left() > 0) {
        let frame = Frame::new().fill(screen.theme.ground);
        Panel::bottom("suggestion").frame(frame).resizable(false).show(ui, |ui| {
            suggestion_strip::ui(ui, screen, &SuggestionStrip { article, suggestions, current, moved });
        });
    }
    let about = TextMenu { suggestion: current.is_some(), card: cards.open.is_some(), editable: view.editable };
    let response = article::article_ui(ui, &view, text, actions);
    response.context_menu(|ui| text_menu::ui(ui, screen, &text.select, &about, actions));
}
