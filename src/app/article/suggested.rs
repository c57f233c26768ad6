//! Suggestions in the text: dots above and the kind's line below, beside the filled marks of the person, fainter where a source is less
//! sure. Nothing stands at the sides, where it would lie over a comma, a bracket or a blank.

use eframe::egui::{self, Color32, CornerRadius, Id, Painter, Rect, RichText, Role, Sense, Shape, Ui, WidgetInfo};

use super::{
    ArticleState, ArticleView,
    lanes::lanes,
    marks::edge,
    paint::{self, PlacedParagraph},
    select::{Dragged, Owner},
    spoken,
};
use crate::{
    app::kit::{fonts::Emphasis, names, rules, text::Words},
    message::Language,
    model::{DecisionId, LineStyle, Score, Span, Suggested as Voice},
    session::{Suggestion, Suggestions},
};

/// What waits for a decision, and which of it the keys decide on.
#[derive(Clone, Copy, Default)]
pub struct SuggestedMarks<'a> {
    pub all: Option<&'a Suggestions>,
    pub current: Option<DecisionId>,
    /// Its borders, if they were moved and not yet accepted.
    pub moved: Option<Span>,
}

impl<'a> SuggestedMarks<'a> {
    pub fn get(&self, id: DecisionId) -> Option<&'a Suggestion> {
        self.all?.get(id)
    }

    pub fn innermost_at(&self, byte: usize) -> Option<DecisionId> {
        Some(self.all?.innermost_at(byte)?.id)
    }

    /// The bytes that it would be accepted with.
    pub fn span_of(&self, id: DecisionId) -> Option<Span> {
        let moved = self.moved.filter(|_| self.current == Some(id));
        moved.or_else(|| Some(self.get(id)?.span))
    }
}

/// A suggestion where it stands on the screen.
pub struct Outline<'a> {
    suggestion: &'a Suggestion,
    rows: Vec<Rect>,
    lane: usize,
    /// Of the dots.
    colour: Color32,
    /// Of the kind's line, and how it is drawn.
    line: (Color32, LineStyle),
    fill: Option<Color32>,
    is_current: bool,
}

/// The outlines of a paragraph.
pub fn outlines<'a>(view: &ArticleView<'a>, state: &ArticleState, paragraph: &PlacedParagraph) -> Vec<Outline<'a>> {
    let mut here: Vec<(Span, &Suggestion)> = Vec::new();
    let Some(all) = view.suggested.all else { return Vec::new() };
    all.touching(paragraph.span, |one| here.push((one.span, one)));
    let dragged = match &state.outcome {
        Some(Dragged::Edge(Owner::Suggestion(id), span)) => Some((*id, *span)),
        _ => view.suggested.current.zip(view.suggested.moved),
    };
    if let Some((id, span)) = dragged {
        here.iter_mut().filter(|(_, one)| one.id == id).for_each(|(there, _)| *there = span);
    }
    let spans: Vec<Span> = here.iter().map(|(span, _)| *span).collect();
    let outline = |((span, suggestion), lane): ((Span, &'a Suggestion), usize)| {
        let kind = view.scheme.kind(&suggestion.kind);
        let current = view.suggested.current == Some(suggestion.id);
        let hovered = state.shown.hovered_suggestion == Some(suggestion.id);
        let strength = if current || hovered { 1.0 } else { strength(suggestion.score()) };
        let towards = |colour: Color32| view.theme.ground.lerp_to_gamma(colour, strength);
        let fill = kind.filter(|_| current || hovered);
        Outline {
            suggestion,
            rows: paragraph.rects(&view.article.text, span),
            lane,
            colour: towards(view.theme.weak),
            line: (
                towards(kind.map_or(view.theme.weak, |kind| view.theme.kind(kind))),
                kind.map_or(LineStyle::DashDot, |kind| kind.line),
            ),
            fill: fill.map(|kind| view.theme.fill(kind, if current { 0.16 } else { 0.08 })),
            is_current: current,
        }
    };
    here.iter().copied().zip(lanes(&spans)).map(outline).collect()
}

/// Least sure, still seen: 3:1 on either ground.
fn strength(score: Option<Score>) -> f32 {
    0.62 + 0.38 * score.map_or(1.0, |score| score.get() as f32)
}

impl Outline<'_> {
    pub fn fill(&self, painter: &Painter) {
        let Some(fill) = self.fill else { return };
        for &row in &self.rows {
            painter.rect_filled(paint::letters(row, self.lane), CornerRadius::same(3), fill);
        }
    }

    /// `ring`: around the one that keys decide on.
    pub fn paint(&self, painter: &Painter, ring: Color32) {
        for &row in &self.rows {
            let around = paint::letters(row, self.lane);
            let above = [around.left_top(), around.right_top()];
            painter.extend(Shape::dotted_line(&above, self.colour, 3.4, 0.9));
            let below = around.bottom() - 2.4;
            let ends = [egui::pos2(around.left() + 1.0, below), egui::pos2(around.right() - 1.0, below)];
            paint::rule(painter, ends, self.line.0.gamma_multiply(0.85), self.line.1);
            if self.is_current {
                paint::brackets(painter, around, ring);
            }
        }
    }

    /// The edges of the current one, which can be dragged.
    pub fn edges(&self) -> Vec<(Owner, bool, Rect)> {
        let ends = self.rows.first().zip(self.rows.last()).filter(|_| self.is_current);
        let edges = ends.map(|(first, last)| {
            let owner = || Owner::Suggestion(self.suggestion.id);
            [(owner(), false, edge(*first, first.left())), (owner(), true, edge(*last, last.right()))]
        });
        edges.into_iter().flatten().collect()
    }
}

/// Each in view is a node of its own: "Party, PKS, PKS, not reviewed, 3 of 12". The one that a screen reader clicks.
pub fn name(ui: &mut Ui, view: &ArticleView, outlines: Vec<Outline>, parent: Id) -> Option<DecisionId> {
    let all = view.suggested.all?;
    let mut taken_up = None;
    let count = all.left().to_string();
    for Outline { suggestion, rows, .. } in outlines {
        let Some(first) = rows.first() else { continue };
        let response = ui.interact(*first, parent.with(("suggestion", suggestion.id)), Sense::hover());
        response.widget_info(|| {
            let kind = names::kind_of(view.language, view.scheme, &suggestion.kind);
            let entity = suggestion.entity.as_ref().map(|entity| (view.label)(entity));
            let entity = entity.unwrap_or_else(|| view.language.say(Words::NotLinked).to_owned());
            let words = view.article.text.slice(suggestion.span);
            let number = all.position(suggestion).map_or(0, |at| at + 1).to_string();
            let name = view.language.fill(Words::SuggestionName, &[&kind, words, &entity, &number, &count]);
            WidgetInfo::labeled(Role::Mark, true, name)
        });
        if spoken::clicked(ui.ctx(), response.id) {
            taken_up = Some(suggestion.id);
        }
    }
    taken_up
}

/// Who suggests it, by which rule, how sure.
pub fn about(ui: &mut Ui, view: &ArticleView, suggestion: &Suggestion) {
    ui.set_max_width(320.0);
    let weak = view.theme.weak;
    match &suggestion.entity {
        Some(entity) => {
            ui.label(RichText::new((view.label)(entity)).bold());
            ui.label(RichText::new(entity.as_str()).small().color(weak));
        }
        None => drop(ui.label(RichText::new(view.language.say(Words::NotLinked)).slanted())),
    }
    let colour = view.scheme.kind(&suggestion.kind).map_or(weak, |kind| view.theme.kind(kind));
    let kind = names::kind_of(view.language, view.scheme, &suggestion.kind);
    let suggested = view.language.fill(Words::SuggestedAs, &[&kind]);
    ui.label(RichText::new(suggested).small().color(colour));
    for voice in &suggestion.from {
        ui.label(RichText::new(said(view.language, voice)).small().color(weak));
    }
}

/// "auto-rules-2 · party name · 97%"
pub fn said(language: Language, voice: &Voice) -> String {
    let score = voice.score.map(|score| names::percent(language, score.get()));
    let rule = rules::suggested_by(language, &voice.rule);
    let parts = [Some(voice.set.to_string()), Some(rule).filter(|rule| !rule.is_empty()), score];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
