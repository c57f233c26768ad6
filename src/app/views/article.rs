//! The open article in the centre: its header and its text; or why there is none.

use eframe::egui::{Frame, Panel, RichText, Ui};

use crate::{
    app::{
        article::{self, ArticleState, ArticleView, SuggestedMarks},
        kit::{row, text::Words, toasts::Toasts},
        panels::{
            coalitions::CardState,
            foot_line, header,
            problems::ProblemsState,
            suggestion_strip::{self, SuggestionStrip},
            text_menu::{self, TextMenu},
            welcome,
        },
        state::{action::Action, screen::Screen},
    },
    model::{Annotations, Coalition, DecisionId, EntityId, Span, SpanIndex},
};

/// What the centre holds between frames, and what it looks at of what stands beside it.
pub struct ArticleRoom<'a> {
    pub text: &'a mut ArticleState,
    pub problems: &'a mut ProblemsState,
    pub cards: &'a CardState,
    /// The suggestion that keys decide on, and its borders if they were moved.
    pub current: Option<DecisionId>,
    pub moved: Option<Span>,
    /// The suggested coalition as it would be accepted.
    pub taken: Option<&'a Coalition>,
    /// Whether nothing floats over it.
    pub free: bool,
    /// What is to be said below it.
    pub toasts: Option<&'a mut Toasts>,
}

pub fn ui(ui: &mut Ui, screen: &Screen, state: ArticleRoom, actions: &mut Vec<Action>) {
    let ArticleRoom { text, problems, cards, current, moved, taken, free, toasts } = state;
    let open = screen.session.zip(screen.desk.article.as_ref());
    let Some((session, article)) = open.and_then(|(session, id)| Some((session, session.article(id)?))) else {
        foot_line::ui(ui, screen, toasts, None);
        return nothing_open(ui, screen, actions);
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
    let about = TextMenu { suggestion: current.is_some(), card: cards.open.is_some(), editable: view.editable };
    let waiting = suggestions.filter(|there| there.left() > 0);
    let told = waiting.map(|suggestions| {
        suggestion_strip::tell(screen, session, &SuggestionStrip { article, suggestions, current, moved, taken })
    });
    let decided = told.as_ref().map(|told| told.keys.clone()).filter(|keys| !keys.is_empty());
    let keys = decided.unwrap_or_else(|| foot_line::keys(screen, &text.select, &about));
    foot_line::ui(ui, screen, toasts, Some(&keys));
    if let Some(told) = told {
        let frame = Frame::new().fill(screen.theme.ground);
        Panel::bottom("suggestion").frame(frame).resizable(false).show(ui, |ui| {
            row::name_panel(ui, screen.say(Words::StripPart));
            suggestion_strip::ui(ui, screen, &told);
        });
    }
    let response = article::article_ui(ui, &view, text, actions);
    response.context_menu(|ui| text_menu::ui(ui, screen, &text.select, &about, actions));
}

/// Why there is no article, and what to do.
fn nothing_open(ui: &mut Ui, screen: &Screen, actions: &mut Vec<Action>) {
    let Some(session) = screen.session else {
        return welcome::no_project(ui, screen, actions);
    };
    if session.rows().is_empty() && session.is_whole() {
        return welcome::no_articles(ui, screen, actions);
    }
    let words = if session.rows().is_empty() { Words::ReadingProject } else { Words::ChooseArticle };
    ui.centered_and_justified(|ui| ui.label(RichText::new(screen.say(words)).weak()));
}
