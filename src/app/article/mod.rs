//! The article beside which everything stands: text, highlights, caret. It looks at the session and speaks in actions.

mod arabic;
mod bidi;
mod caret;
mod drag_hint;
mod find;
mod gestures;
mod hover;
mod lanes;
mod layout;
mod map;
mod marks;
mod paint;
mod select;
mod spoken;
mod suggested;

use std::sync::Arc;

use eframe::egui::{
    self, Id, Rect, ScrollArea, Sense, Ui, pos2,
    scroll_area::{DragScroll, ScrollBarVisibility, ScrollSource},
    vec2,
};

pub use find::Find;
pub use marks::next as next_mention;
pub use paint::{PlacedParagraph, lay_out, rule};
pub use select::{Select, Step};
pub use suggested::{SuggestedMarks, said};

use self::{layout::Pages, map::Map, marks::ShownMarks};
use super::{
    kit::{
        text::Words,
        theme::{MEASURE, TEXT_SIZE, Theme},
    },
    state::action::Action,
};
use crate::{
    message::Language,
    model::{Annotations, Article, ArticleId, KindKey, MentionId, Scheme, Span, SpanIndex},
    session::Mark,
};

/// What the article view looks at.
pub struct ArticleView<'a> {
    pub article: &'a Arc<Article>,
    pub annotations: &'a Annotations,
    /// The same mentions by place.
    pub marks: &'a SpanIndex<Mark>,
    /// What waits for a decision.
    pub suggested: SuggestedMarks<'a>,
    /// Grows when `annotations` change.
    pub revision: u64,
    pub scheme: &'a Scheme,
    /// What a person reads for a mention's entity.
    pub label: &'a dyn Fn(&crate::model::EntityId) -> String,
    /// Spans that the open card shows as evidence.
    pub evidence: &'a [Span],
    pub armed: Option<&'a KindKey>,
    /// Whether a click on a mention fills the armed slot of the open card.
    pub filling: bool,
    pub editable: bool,
    /// Whether nothing floats over the article: a card for what the mouse rests on may.
    pub hover: bool,
    pub theme: Theme,
    pub language: Language,
}

/// What is half done in the article view, and what it keeps between frames.
#[derive(Default)]
pub struct ArticleState {
    open: Option<ArticleId>,
    pages: Pages,
    pub select: Select,
    pub find: Option<Find>,
    shown: ShownMarks,
    /// The revision in which the selected mentions were last known to be there.
    kept_for: Option<u64>,
    map: Map,
    /// Bytes to bring into view in the next frame.
    reveal: Option<Span>,
    /// Points to scroll in the next frame because something above the view was measured.
    nudge: f32,
    offset: f32,
    /// Where the caret wants to be when it goes up or down, in points from the left.
    goal: Option<f32>,
    want_focus: bool,
    /// The mention that the last click selected: the next one there goes outward.
    clicked: Option<MentionId>,
    /// What the last frame laid out, where it stood on the screen.
    placed: Vec<PlacedParagraph>,
    /// The mouse moved since the article was opened or a key was pressed: a card for what it rests on.
    pointed: bool,
    /// What a drag that is under way would do.
    outcome: Option<select::Dragged>,
    /// What screen readers were told in the last frame.
    spoken: spoken::Spoken,
    /// Changes whenever the map must be gathered again.
    layout_key: u64,
}

/// The one widget that has the keyboard while a person works in the text.
pub fn widget_id() -> Id {
    Id::unique("article text")
}

impl ArticleState {
    /// Goes to another article: nothing is selected there yet.
    pub fn open(&mut self) {
        *self = Self { want_focus: true, ..Self::default() };
    }

    /// Brings bytes into view in the next frame.
    pub fn reveal(&mut self, span: Span) {
        self.reveal = Some(span);
    }

    pub fn focus(&mut self) {
        self.want_focus = true;
    }

    /// Whether the text takes the keyboard in the next frame.
    pub fn wants_focus(&self) -> bool {
        self.want_focus
    }

    /// The first byte that is seen, and where the caret is.
    pub fn place(&self) -> (usize, usize) {
        (self.shown.first_shown.unwrap_or(0), self.select.caret())
    }

    /// Shows the article from this byte on, with the caret there.
    pub fn return_to(&mut self, top: usize, caret: usize) {
        self.shown.first_shown = Some(top);
        self.reveal = Some(Span::new(top, top));
        self.select.place(caret);
    }

    /// The keyboard is wanted elsewhere.
    pub fn leave(&mut self) {
        self.want_focus = false;
    }

    /// Where bytes of the article stood on the screen in the last frame: one rectangle a row; none if out of view.
    pub fn rects(&self, text: &crate::model::Text, span: Span) -> Vec<Rect> {
        let touching = self.placed.iter().filter(|paragraph| paragraph.span.touches(span));
        touching.flat_map(|paragraph| paragraph.rects(text, span)).collect()
    }
}

/// Draws the text; a menu may be opened on what it returns.
pub fn article_ui(
    ui: &mut Ui,
    view: &ArticleView,
    state: &mut ArticleState,
    actions: &mut Vec<Action>,
) -> egui::Response {
    if state.open.as_ref() != Some(&view.article.meta.id) {
        state.open = Some(view.article.meta.id.clone());
        state.pages = Pages::new(&view.article.text);
        state.layout_key += 1;
    }
    if state.kept_for != Some(view.revision) {
        state.select.keep_mentions(|id| view.annotations.mentions.contains_key(id));
        state.kept_for = Some(view.revision);
    }

    let whole = ui.available_rect_before_wrap();
    let map_rect = Rect::from_min_max(pos2(whole.right() - map::WIDTH, whole.top()), whole.max);
    let text_rect = Rect::from_min_max(whole.min, pos2(map_rect.left(), whole.bottom()));
    ui.painter().rect_filled(whole, 0, view.theme.ground);

    let width = (text_rect.width() - 56.0).clamp(120.0, MEASURE * TEXT_SIZE * 0.5);
    if state.pages.fit(width, paint::line_height()) {
        state.layout_key += 1;
        // The view stays on what it showed.
        if state.reveal.is_none()
            && let Some(top) = state.shown.first_shown
        {
            state.reveal = Some(Span::new(top, top));
        }
    }
    let shown =
        ui.scope_builder(egui::UiBuilder::new().max_rect(text_rect), |ui| scroll(ui, view, state, width, actions));
    let (height, response) = shown.inner;
    overview(ui, map_rect, view, state, height);
    ui.allocate_rect(whole, Sense::hover());
    response
}

/// The scrolled text. Returns the height of the view, and what the mouse did in it.
fn scroll(
    ui: &mut Ui,
    view: &ArticleView,
    state: &mut ArticleState,
    width: f32,
    actions: &mut Vec<Action>,
) -> (f32, egui::Response) {
    let height = ui.available_height();
    // Its last line is read like any other.
    ui.spacing_mut().scroll.fade.strength = 0.0;
    let mut area = ScrollArea::vertical()
        // However low the room is, it ends where it ends.
        .min_scrolled_height(0.0)
        .id_salt(("article", &view.article.meta.id))
        .auto_shrink(false)
        // The map beside the text is its bar.
        .scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden)
        .scroll_source(ScrollSource { drag: DragScroll::Never, ..ScrollSource::ALL });
    if let Some(span) = state.reveal.take() {
        area = area.vertical_scroll_offset(offset_showing(ui, view, state, span, width, height));
    } else if state.nudge != 0.0 {
        area = area.vertical_scroll_offset((state.offset + state.nudge).max(0.0));
    }
    state.nudge = 0.0;
    let output = area.show_viewport(ui, |ui, viewport| {
        let total = state.pages.height() + TOP + BOTTOM;
        let left = ui.max_rect().left() + ((ui.max_rect().width() - width) / 2.0).max(24.0);
        let origin = pos2(left, ui.max_rect().top());
        let mut content =
            Rect::from_min_size(ui.max_rect().min, vec2(ui.max_rect().width(), total.max(viewport.height())));
        // The edge of the panel beside it is dragged from both of its sides.
        content.min.x += 4.0;
        let response = ui.interact(content, widget_id(), Sense::click_and_drag());
        let placed = place(ui, view, state, width, origin, viewport);
        spoken::listen(ui, view, state, &response);
        gestures::keyboard(ui, view, state, &response, &placed);
        gestures::mouse(ui, view, state, &response, &placed, actions);
        spoken::tell(ui, view, state, &response, &placed);
        marks::paint(ui, view, state, &response, &placed, actions);
        hover::card(ui, view, state, &response, &placed);
        drag_hint::ui(ui, view, state);
        state.placed = placed;
        ui.set_min_size(content.size());
        response
    });
    state.offset = output.state.clamped_offset().y;
    (height, output.inner)
}

/// Room above and below the text, in points.
const TOP: f32 = 14.0;
const BOTTOM: f32 = 120.0;

/// Lays out what is in view, and only that; measures it, and holds the view still if something above its top edge grew.
fn place(
    ui: &Ui,
    view: &ArticleView,
    state: &mut ArticleState,
    width: f32,
    origin: egui::Pos2,
    viewport: Rect,
) -> Vec<PlacedParagraph> {
    let mut placed = Vec::new();
    if state.pages.is_empty() {
        return placed;
    }
    // Half a point is no more than a rounding.
    let mut at = state.pages.at_y(viewport.top() - TOP + 0.5);
    let mut shift = 0.0;
    while at < state.pages.len() {
        let top = state.pages.top(at) + TOP;
        if top > viewport.bottom() {
            break;
        }
        let span = state.pages.paragraph(at).span;
        if !span.is_empty() {
            let galley = paint::lay_out(ui, view.article.text.slice(span), width, view.theme.text);
            let grown = state.pages.measure(at, galley.size().y);
            if top < viewport.top() {
                shift += grown;
            }
            placed.push(PlacedParagraph { span, galley, at: pos2(origin.x, origin.y + top - shift) });
        } else {
            placed.push(PlacedParagraph {
                span,
                galley: paint::lay_out(ui, "", width, view.theme.text),
                at: pos2(origin.x, origin.y + top - shift),
            });
        }
        at += 1;
    }
    if shift != 0.0 {
        state.nudge = shift;
        ui.ctx().request_repaint();
    }
    state.shown.first_shown = placed.first().map(|first| first.span.start);
    placed
}

/// The scroll offset that shows a span: unchanged if it is in view, else a third from the top.
fn offset_showing(ui: &Ui, view: &ArticleView, state: &mut ArticleState, span: Span, width: f32, height: f32) -> f32 {
    let at = state.pages.at_byte(span.start);
    let paragraph = state.pages.paragraph(at).span;
    let galley = paint::lay_out(ui, view.article.text.slice(paragraph), width, view.theme.text);
    let top = state.pages.top(at) + TOP;
    let row = PlacedParagraph { span: paragraph, galley, at: pos2(0.0, top) }.caret(&view.article.text, span.start);
    if span.is_empty() && state.shown.first_shown == Some(span.start) {
        // A paragraph above it would be the first one shown in the next frame, and so on upwards.
        return if at == 0 { 0.0 } else { top };
    }
    let margin = paint::line_height();
    if row.top() - margin >= state.offset && row.bottom() + margin <= state.offset + height {
        return state.offset;
    }
    (row.top() - height / 3.0).max(0.0)
}

fn overview(ui: &mut Ui, rect: Rect, view: &ArticleView, state: &mut ArticleState, height: f32) {
    let key = state.layout_key.wrapping_mul(1_000_003).wrapping_add(view.revision * 2 + u64::from(view.theme.dark));
    let length = view.article.text.len();
    let colour = |mark: &Mark| view.scheme.kind(&mark.kind).map_or(view.theme.weak, |kind| view.theme.kind(kind));
    state.map.gather(key, rect.height(), length, view.marks, colour);
    let total = (state.pages.height() + TOP + BOTTOM).max(height);
    let shown = (state.offset / total, (state.offset + height) / total);
    if let Some(part) = state.map.ui(ui, rect, shown, view.language.say(Words::OverviewMap)) {
        state.nudge = (part * total - height / 2.0).clamp(0.0, (total - height).max(0.0)) - state.offset;
        ui.ctx().request_repaint();
    }
}
