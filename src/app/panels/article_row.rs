//! A row of the list of articles: what it says, cut to its room, and how many near copies stand behind it.

use std::sync::Arc;

use eframe::egui::{
    Button, Color32, Galley, Id, Rect, Response, RichText, Role, Sense, TextStyle, Ui, UiBuilder, Vec2, WidgetInfo,
    pos2, vec2,
};

use crate::{
    app::kit::{
        glyph, names, row,
        text::Words,
        theme::{ROW_HEIGHT, Theme},
    },
    message::Language,
    model::{ArticleId, Status},
    session::Row,
};

/// Room for the number of near copies, at the right of a title.
const COPIES: f32 = 86.0;

/// Room at both ends of a line, and between what stands in it.
const GAP: f32 = 6.0;

/// What is known of a row besides the article.
#[derive(Clone, Copy)]
pub struct RowLook<'a> {
    /// It is chosen; if none is, it is the open one.
    pub selected: bool,
    /// It stands beside the list.
    pub open: bool,
    /// Near copies that it stands for.
    pub copies: usize,
    pub theme: &'a Theme,
    pub language: Language,
}

/// Under which the row of an article has the keyboard, wherever it stands.
pub fn id_of(article: &ArticleId) -> Id {
    Id::unique(("article row", article.as_str()))
}

pub fn ui(ui: &mut Ui, article: &Row, look: RowLook) -> Response {
    let RowLook { selected, theme, language, .. } = look;
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW_HEIGHT));
    let response = ui.interact(rect, id_of(&article.meta.id), Sense::click());
    row::ground(ui, rect, &response, selected);
    if look.open && !selected {
        // Others are chosen: which one is open is still to be seen.
        let bar = Rect::from_min_size(rect.left_top() + vec2(0.0, 6.0), vec2(3.0, rect.height() - 12.0));
        ui.painter().rect_filled(bar, 1, ui.visuals().selection.bg_fill);
    }
    let visuals = ui.style().interact_selectable(&response, selected);
    let colour = if selected { visuals.text_color() } else { theme.text };
    let weak = if selected { colour } else { theme.weak };
    let painter = ui.painter_at(rect);
    let sign = Rect::from_center_size(pos2(rect.left() + 13.0, rect.center().y), Vec2::splat(15.0));
    let sign_colour = if article.summary.status == Status::Finished { theme.accepted } else { theme.weak };
    glyph::status(&painter, sign, article.summary.status, sign_colour);
    let left = rect.left() + 27.0;
    let width = rect.right() - left - GAP;
    let beside = if look.copies > 0 { COPIES + 4.0 } else { 0.0 };
    let title = row::one_line(ui, article.meta.shown_title(), TextStyle::Body, colour, (width - beside).max(20.0));
    painter.galley(pos2(left, rect.top() + 4.0), title, colour);
    let counts = row::one_line(ui, &counts(article), TextStyle::Small, weak, width);
    let room = width - counts.size().x - GAP;
    let mut at = left;
    for piece in about(ui, article, language, weak, room) {
        let end = at + piece.size().x;
        painter.galley(pos2(at, rect.top() + 23.0), piece, weak);
        at = end;
    }
    painter.galley(pos2(rect.right() - GAP - counts.size().x, rect.top() + 23.0), counts, weak);
    let said = said(article, language);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, selected, &said));
    let date = article.meta.date.map_or_else(String::new, |date| format!("{}\n", names::date(language, date)));
    response.on_hover_text(format!("{}\n{date}{}", article.meta.shown_title(), article.meta.id))
}

/// What is to be looked at, before the numbers of mentions and coalitions.
fn counts(article: &Row) -> String {
    let summary = &article.summary;
    let signs = [
        (summary.conflicts > 0).then(|| format!("⚠ {}", summary.conflicts)),
        (summary.flags.total() > 0).then(|| "⚑".to_owned()),
        match (summary.mentions, summary.coalitions) {
            (0, 0) => None,
            (mentions, 0) => Some(mentions.to_string()),
            (mentions, coalitions) => Some(format!("{mentions} · {coalitions}")),
        },
    ];
    signs.into_iter().flatten().collect::<Vec<_>>().join("  ")
}

/// Where it is from and when, as pieces of one line: the source gives way before the date, and day and month before the
/// year.
fn about(ui: &Ui, article: &Row, language: Language, colour: Color32, room: f32) -> Vec<Arc<Galley>> {
    let line = |words: &str, room: f32| row::one_line(ui, words, TextStyle::Small, colour, room);
    let meta = &article.meta;
    let date = meta.date.map_or_else(|| language.say(Words::Dateless).to_owned(), |date| names::date(language, date));
    let whole = line(&date, f32::INFINITY);
    if whole.size().x > room {
        let year = meta.date.map_or(date, |date| date.year().to_string());
        return vec![line(&year, room)];
    }
    let end = line(&format!(" · {date}"), f32::INFINITY);
    let left = room - end.size().x;
    // Of a source that is cut to a letter or two nothing is understood.
    if meta.source.is_empty() || left < 30.0 {
        return vec![whole];
    }
    vec![line(&meta.source, left), end]
}

fn said(article: &Row, language: Language) -> String {
    let summary = &article.summary;
    let mut said = format!("{}, {}", article.meta.shown_title(), language.say(names::status(summary.status)));
    if summary.conflicts > 0 {
        said += &format!(", {}", language.fill(Words::OnlyConflicts, &[&summary.conflicts.to_string()]));
    }
    for (flag, _) in summary.flags.iter() {
        said += &format!(", {}", language.say(names::flag(*flag)));
    }
    said
}

/// In the row that stands for a story, how many near copies it has; a click shows or hides them.
pub fn copies(ui: &mut Ui, article: &Row, number: usize, open: bool, language: Language) -> bool {
    let words = names::copies(language, number);
    let sign = if open { "▾" } else { "▸" };
    let salt = ("copies", article.meta.id.as_str());
    let row = Rect::from_min_size(
        pos2(ui.min_rect().left(), ui.cursor().top() - ROW_HEIGHT - ui.spacing().item_spacing.y),
        vec2(ui.available_width(), ROW_HEIGHT),
    );
    let place = Rect::from_min_size(pos2(row.right() - COPIES - GAP, row.top() + 2.0), vec2(COPIES, 18.0));
    let button = Button::new(RichText::new(format!("{sign} {words}")).small());
    // In a place of its own, so that the list goes on below the row and not below the button.
    let inside = UiBuilder::new().id_salt(salt).max_rect(place);
    ui.new_child(inside).add_sized(place.size(), button).clicked()
}
