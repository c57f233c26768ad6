//! The article as a screen reader has it: a document of lines of text, with the caret and the selection, both of which it
//! may move; mentions, which it may select; and what is selected, to be said.

use eframe::egui::{
    Context, Id, Rect, Response, Ui, UiBuilder,
    accesskit::{self, ActionData, Live, NodeId, Role, TextPosition, TextSelection},
};

use super::{
    ArticleState, ArticleView, Select,
    paint::{self, PlacedParagraph},
};
use crate::{
    app::kit::{names, text::Words},
    model::{Mention, Span, Text},
};

/// So many bytes before and behind what is in view are told as well: all of most articles.
const AROUND: usize = 20_000;

/// What tells word starts in a run counts in bytes of 8 bits.
const LONGEST: usize = 255;

/// What was told in the last frame.
#[derive(Default)]
pub struct Spoken {
    /// Every run of letters with its node, in the order of the text.
    runs: Vec<(NodeId, Span)>,
}

/// Letters on one line.
struct Run {
    span: Span,
    /// Where they stand, and the left and right edge of each, if they are in view.
    place: Option<(Rect, Vec<(f32, f32)>)>,
    /// Whether the line goes on in the next run.
    goes_on: bool,
}

impl Spoken {
    /// The byte of the article that a screen reader means.
    fn byte_of(&self, text: &Text, position: &TextPosition) -> Option<usize> {
        let (_, span) = self.runs.iter().find(|(node, _)| *node == position.node)?;
        let piece = text.slice(*span);
        Some(span.start + piece.char_indices().nth(position.character_index).map_or(piece.len(), |(at, _)| at))
    }

    fn position_of(&self, text: &Text, offset: usize) -> Option<TextPosition> {
        let at = self.runs.partition_point(|(_, span)| span.start <= offset).checked_sub(1)?;
        let (node, span) = self.runs.get(at)?;
        // Behind the last run is text that was not told.
        if offset > span.end && at + 1 == self.runs.len() && offset < text.len() {
            return None;
        }
        let before = text.slice(Span::new(span.start, offset.min(span.end)));
        Some(TextPosition { node: *node, character_index: before.chars().count() })
    }
}

/// Moves the caret or the selection as a screen reader asks.
pub fn listen(ui: &Ui, view: &ArticleView, state: &mut ArticleState, response: &Response) {
    let mut asked: Option<TextSelection> = None;
    ui.input_mut(|input| {
        input.consume_accesskit_action_requests(response.id, |request| match &request.data {
            Some(ActionData::SetTextSelection(selection)) => {
                asked = Some(*selection);
                true
            }
            _ => false,
        });
    });
    let Some(asked) = asked else { return };
    let text = &view.article.text;
    let bytes = (state.spoken.byte_of(text, &asked.anchor), state.spoken.byte_of(text, &asked.focus));
    if let (Some(anchor), Some(head)) = bytes {
        state.select.set_ends(anchor, head);
        state.reveal(Span::new(head, head));
        ui.ctx().request_repaint();
    }
}

/// Tells the article; nothing is done unless something listens.
pub fn tell(
    ui: &mut Ui,
    view: &ArticleView,
    state: &mut ArticleState,
    response: &Response,
    placed: &[PlacedParagraph],
) {
    let ctx = ui.ctx().clone();
    let document = response.id;
    let listens = ctx.accesskit_node_builder(document, |node| {
        node.set_role(Role::Document);
        node.set_label(view.article.meta.shown_title());
        node.set_read_only();
        node.add_action(accesskit::Action::SetTextSelection);
    });
    state.spoken.runs.clear();
    let (Some(()), Some(first), Some(last)) = (listens, placed.first(), placed.last()) else { return };
    status(ui, document, &selected_in_words(view, &state.select));
    let from = state.pages.at_byte(first.span.start.saturating_sub(AROUND));
    let in_view = state.pages.at_byte(first.span.start);
    for number in from..state.pages.len() {
        let paragraph = state.pages.paragraph(number);
        let (span, goes_on) = (paragraph.span, paragraph.goes_on);
        if span.start > last.span.end + AROUND {
            break;
        }
        let seen = number.checked_sub(in_view).and_then(|at| placed.get(at));
        let id = document.with(("paragraph", span.start));
        let builder = UiBuilder::new().scope_id(id).accessibility_parent(document).accessibility_role(Role::Paragraph);
        let mut inside = ui.new_child(builder.max_rect(Rect::ZERO));
        if let Some(seen) = seen {
            let rect = seen.galley.rect.translate(seen.at.to_vec2());
            ctx.accesskit_node_builder(id, |node| node.set_bounds(bounds(rect)));
        }
        let runs = runs(&view.article.text, span, seen);
        let end = !goes_on && number + 1 < state.pages.len();
        for (at, run) in runs.iter().enumerate() {
            let line_end = end && at + 1 == runs.len();
            let node = name(&mut inside, &view.article.text, id, run, line_end, at.checked_sub(1).map(|at| &runs[at]));
            state.spoken.runs.push((node, run.span));
        }
    }
    let text = &view.article.text;
    let (anchor, head) = state.select.ends();
    if let (Some(anchor), Some(focus)) = (state.spoken.position_of(text, anchor), state.spoken.position_of(text, head))
    {
        ctx.accesskit_node_builder(document, |node| node.set_text_selection(TextSelection { anchor, focus }));
    }
}

/// What is to be said when it changes.
fn status(ui: &mut Ui, document: Id, said: &str) {
    let id = document.with("said");
    let builder = UiBuilder::new().scope_id(id).accessibility_parent(document).accessibility_role(Role::Status);
    ui.new_child(builder.max_rect(Rect::ZERO));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_live(Live::Polite);
        node.set_label(said);
    });
}

/// The lines of a paragraph: as they are laid out if it is in view, else in one piece.
fn runs(text: &Text, span: Span, seen: Option<&PlacedParagraph>) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut start = span.start;
    // Where letters run both ways they are told in the order of the text, without their places.
    let rows = seen.filter(|seen| seen.galley.cells.is_none()).map(|seen| (seen.at, &seen.galley.rows));
    let Some((at, rows)) = rows else {
        cut(text, span, None, &mut runs);
        return runs;
    };
    for row in rows {
        let count = row.char_count_excluding_newline().0;
        let rest = Span::new(start, span.end);
        let length = text.slice(rest).char_indices().nth(count).map_or(rest.len(), |(at, _)| at);
        let x = |column: usize| row.x_offset(column.into());
        let edges = (0..count).map(|column| (x(column), x(column + 1))).collect();
        let line = Span::new(start, start + length);
        cut(text, line, Some((row.rect().translate(at.to_vec2()), edges)), &mut runs);
        start = line.end;
    }
    runs
}

/// Cuts a line where it is longer than a run may be.
fn cut(text: &Text, line: Span, place: Option<(Rect, Vec<(f32, f32)>)>, runs: &mut Vec<Run>) {
    let borders: Vec<usize> = text.slice(line).char_indices().map(|(at, _)| line.start + at).collect();
    let mut column = 0;
    loop {
        let next = column + LONGEST;
        let start = borders.get(column).copied().unwrap_or(line.end);
        let end = borders.get(next).copied().unwrap_or(line.end);
        let place = place.as_ref().map(|(rect, edges)| {
            let edges = edges.get(column..next.min(edges.len())).unwrap_or_default();
            let left = edges.first().map_or(0.0, |(left, _)| *left);
            let right = edges.last().map_or(left, |(_, right)| *right);
            let part = Rect::from_x_y_ranges(rect.left() + left..=rect.left() + right, rect.y_range());
            (part, edges.iter().map(|(from, to)| (from - left, to - left)).collect())
        });
        let goes_on = end < line.end;
        runs.push(Run { span: Span::new(start, end), place, goes_on });
        if !goes_on {
            return;
        }
        column = next;
    }
}

/// Makes a run's node within its paragraph.
fn name(inside: &mut Ui, text: &Text, paragraph: Id, run: &Run, line_end: bool, before: Option<&Run>) -> NodeId {
    let id_of = |run: &Run| paragraph.with(("run", run.span.start));
    let id = id_of(run);
    let builder = UiBuilder::new().scope_id(id).accessibility_parent(paragraph).accessibility_role(Role::TextRun);
    inside.new_child(builder.max_rect(Rect::ZERO));
    let mut value = paint::show(text.slice(run.span));
    let mut lengths: Vec<u8> = value.chars().map(|c| c.len_utf8() as u8).collect();
    let mut words = Vec::new();
    let mut within = false;
    for (at, c) in value.chars().enumerate() {
        if c.is_alphanumeric() && !within {
            words.push(at as u8);
        }
        within = c.is_alphanumeric();
    }
    let mut edges = run.place.as_ref().map(|(_, edges)| edges.clone());
    if line_end {
        value.push('\n');
        lengths.push(1);
        if let Some(edges) = &mut edges {
            let end = edges.last().map_or(0.0, |(_, right)| *right);
            edges.push((end, end));
        }
    }
    inside.ctx().accesskit_node_builder(id, |node| {
        node.set_value(value);
        node.set_character_lengths(lengths);
        node.set_word_starts(words);
        node.set_text_direction(accesskit::TextDirection::LeftToRight);
        if let (Some((rect, _)), Some(edges)) = (&run.place, edges) {
            node.set_bounds(bounds(*rect));
            node.set_character_positions(edges.iter().map(|(left, _)| *left).collect::<Vec<_>>());
            node.set_character_widths(edges.iter().map(|(left, right)| right - left).collect::<Vec<_>>());
        }
        if let Some(before) = before.filter(|before| before.goes_on) {
            node.set_previous_on_line(id_of(before).accesskit_id());
        }
        if run.goes_on {
            node.set_next_on_line(paragraph.with(("run", run.span.end)).accesskit_id());
        }
    });
    id.accesskit_id()
}

fn bounds(rect: Rect) -> accesskit::Rect {
    accesskit::Rect { x0: rect.min.x.into(), y0: rect.min.y.into(), x1: rect.max.x.into(), y1: rect.max.y.into() }
}

/// Whether a screen reader clicks this: something that is painted, and not a widget for the mouse.
pub fn clicked(ctx: &Context, id: Id) -> bool {
    ctx.accesskit_node_builder(id, |node| node.add_action(accesskit::Action::Click));
    ctx.input(|input| input.has_accesskit_action_request(id, accesskit::Action::Click))
}

/// What a screen reader says of a mention, by its place among all.
pub fn in_words(view: &ArticleView, mention: &Mention, at: usize) -> String {
    let kind = names::kind_of(view.language, view.scheme, &mention.kind);
    let entity = mention.entity.as_ref().map(|entity| (view.label)(entity));
    let entity = entity.unwrap_or_else(|| view.language.say(Words::NotLinked).to_owned());
    let words = view.article.text.slice(mention.span);
    let (number, count) = ((at + 1).to_string(), view.marks.len().to_string());
    view.language.fill(Words::MentionName, &[&kind, words, &entity, &number, &count])
}

/// What is said of the selected mentions.
fn selected_in_words(view: &ArticleView, select: &Select) -> String {
    match &**select.mentions() {
        [] => String::new(),
        [id] => {
            let Some(mention) = view.annotations.mentions.get(id) else { return String::new() };
            let mut place = 0;
            view.marks.touching(mention.span, |at, _, mark| {
                if mark.id == *id {
                    place = at;
                }
            });
            in_words(view, mention, place)
        }
        many => view.language.fill(Words::MentionsSelected, &[&many.len().to_string()]),
    }
}
