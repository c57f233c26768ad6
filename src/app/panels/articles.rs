//! The list on the left: rows are drawn only where they are seen, and filtered only when something changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use eframe::egui::{
    self, Align, Align2, FontId, Layout, Rect, Response, RichText, Role, ScrollArea, Sense, TextEdit, TextStyle, Ui,
    WidgetInfo, pos2, vec2,
};

use super::{
    MenuLook,
    article_order::ArticleOrder,
    command_button, command_groups, empty,
    only::{self, OnlyState},
};
use crate::{
    answers::Stories,
    app::{
        kit::{
            glyph, names, row,
            text::Words,
            theme::{ROW_HEIGHT, Theme},
        },
        state::{action::Action, command::Command, screen::Screen},
    },
    model::{ArticleId, Status},
    session::{Filter, Queue, Row, Rows, Session},
};

/// What the rows of the list were made from: filter, revision of the list, review, what is assigned and the order, number
/// of near copies, the stories that are unfolded, the open article.
pub type ShownFor = (Filter, u64, ((bool, bool, u64), Option<u64>, ArticleOrder), usize, usize, Option<ArticleId>);

/// The list on the left.
#[derive(Default)]
pub struct ArticlesState {
    pub filter: String,
    pub status: Option<Status>,
    /// Only those that have something to be looked at.
    pub only: OnlyState,
    /// Only articles with suggestions that wait.
    pub waiting: bool,
    /// Only articles that are assigned to whoever works here; counts where anything is.
    pub all: bool,
    /// Whether anything is, and as of when that was looked up.
    pub assigned: (bool, u64),
    /// Those with the least sure suggestions first.
    pub uncertain: bool,
    pub order: ArticleOrder,
    /// Positions that pass the filter, and what they were made from.
    pub shown: Vec<usize>,
    pub shown_for: Option<ShownFor>,
    /// Of rows that stand for near copies, how many of those that pass are not shown.
    pub hidden_copies: BTreeMap<usize, usize>,
    /// Stories whose copies are shown, by their first article.
    pub unfolded: BTreeSet<ArticleId>,
    pub focus_filter: bool,
    /// Scroll so that the open article is seen.
    pub reveal: bool,
}

/// The list; `queue` knows what waits for a decision.
pub fn ui(ui: &mut Ui, screen: &Screen, state: &mut ArticlesState, queue: &Queue, actions: &mut Vec<Action>) {
    let Some(session) = screen.session else {
        ui.add_space(6.0);
        ui.label(RichText::new(screen.say(Words::Articles)).strong());
        return;
    };
    let (language, theme) = (screen.language(), screen.theme);
    let rows = session.rows();
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        ui.label(RichText::new(language.say(Words::Articles)).strong());
        ui.label(RichText::new(rows.len().to_string()).weak());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| state.order.choose(ui, language));
    });
    let hint = language.say(Words::FilterArticles);
    let field = ui.add(TextEdit::singleline(&mut state.filter).hint_text(row::hint(hint)).desired_width(f32::INFINITY));
    row::name_field(&field, &state.filter, hint);
    if std::mem::take(&mut state.focus_filter) {
        field.request_focus();
    }
    status_filter(ui, state, language);
    only::ui(ui, session, &mut state.only, language);
    if queue.left().0 > 0 || state.waiting || state.uncertain {
        waiting_filter(ui, state, language);
    }
    if state.assigned.1 != session.assigned_at() {
        state.assigned = (session.has_assignments(), session.assigned_at());
    }
    if state.assigned.0 {
        let mut mine = !state.all;
        let words = RichText::new(language.say(Words::Mine)).small();
        ui.toggle_value(&mut mine, words).on_hover_text(language.say(Words::MineHelp));
        state.all = !mine;
    }
    ui.separator();
    filter(session, state, queue, screen.desk.article.as_ref());
    if rows.is_empty() && !session.is_whole() {
        empty(ui, language.say(Words::ReadingProject), "");
        return;
    }
    if rows.is_empty() {
        empty(ui, language.say(Words::NoArticles), language.say(Words::NoArticlesHelp));
        ui.vertical_centered(|ui| command_button(ui, screen, Command::ImportFiles, actions));
        return;
    }
    if state.shown.is_empty() {
        empty(ui, language.say(Words::NoMatch), "");
        ui.vertical_centered(|ui| {
            if ui.button(language.say(Words::ClearFilter)).clicked() {
                state.filter.clear();
                (state.status, state.waiting, state.all, state.only.chosen) = (None, false, true, None);
            }
        });
        return;
    }
    let open = screen.desk.article.as_ref().and_then(|id| rows.position(id));
    let mut area = ScrollArea::vertical().id_salt("article list").auto_shrink(false);
    if std::mem::take(&mut state.reveal)
        && let Some(at) = open.and_then(|open| state.shown.iter().position(|&position| position == open))
    {
        // Only as far as needed to see it.
        let top = at as f32 * (ROW_HEIGHT + ui.spacing().item_spacing.y);
        let height = ui.available_height();
        let offset = ui.data(|data| data.get_temp::<f32>(offset_id())).unwrap_or(0.0);
        if top < offset || top + ROW_HEIGHT > offset + height {
            area = area.vertical_scroll_offset((top - height / 2.0).max(0.0));
        }
    }
    let mut unfold = None;
    let output = area.show_rows(ui, ROW_HEIGHT, state.shown.len(), |ui, range| {
        for at in range {
            let Some(row) = state.shown.get(at).and_then(|&position| rows.at(position)) else { continue };
            let selected = open == state.shown.get(at).copied();
            let hidden = state.shown.get(at).and_then(|at| state.hidden_copies.get(at)).copied().unwrap_or(0);
            let open = state.unfolded.contains(&row.meta.id);
            let copies = if open { session.stories().copies(&row.meta.id).len() } else { hidden };
            let response = row_ui(ui, row, selected, copies, theme, language);
            // Its menu is about the article that is open.
            if response.clicked() || response.secondary_clicked() && !selected {
                actions.push(Action::OpenArticle(row.meta.id.clone()));
            }
            response.context_menu(|ui| menu(ui, screen, row, actions));
            if copies > 0 && copies_ui(ui, row, copies, open, language) {
                unfold = Some(row.meta.id.clone());
            }
        }
    });
    ui.data_mut(|data| data.insert_temp(offset_id(), output.state.clamped_offset().y));
    if let Some(story) = unfold.map(|id| session.stories().of(&id).clone())
        && !state.unfolded.remove(&story)
    {
        state.unfolded.insert(story);
    }
}

/// Room for the number of near copies, at the right of a title.
const COPIES: f32 = 86.0;

/// In the row that stands for a story, how many near copies it has; a click shows or hides them.
fn copies_ui(ui: &mut Ui, row: &Row, number: usize, open: bool, language: crate::message::Language) -> bool {
    let words = names::copies(language, number);
    let sign = if open { "▾" } else { "▸" };
    let salt = ("copies", row.meta.id.as_str());
    let row = Rect::from_min_size(
        pos2(ui.min_rect().left(), ui.cursor().top() - ROW_HEIGHT - ui.spacing().item_spacing.y),
        vec2(ui.available_width(), ROW_HEIGHT),
    );
    let place = Rect::from_min_size(pos2(row.right() - COPIES - 6.0, row.top() + 2.0), vec2(COPIES, 18.0));
    let button = egui::Button::new(RichText::new(format!("{sign} {words}")).small());
    // In a place of its own, so that the list goes on below the row and not below the button.
    let inside = egui::UiBuilder::new().id_salt(salt).max_rect(place);
    let response = ui.new_child(inside).add_sized(place.size(), button);
    response.clicked()
}

fn offset_id() -> egui::Id {
    egui::Id::unique("article list offset")
}

fn status_filter(ui: &mut Ui, state: &mut ArticlesState, language: crate::message::Language) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let all = RichText::new(language.say(Words::AnyStatus)).small();
        ui.selectable_value(&mut state.status, None, all);
        for status in Status::ALL {
            let name = language.say(names::status(status));
            let chosen = state.status == Some(status);
            let (rect, response) = ui.allocate_exact_size(vec2(22.0, 20.0), Sense::click());
            let style = ui.style().interact_selectable(&response, chosen);
            if chosen || response.hovered() {
                ui.painter().rect_filled(rect, 4, style.weak_bg_fill);
            }
            let inner = Rect::from_center_size(rect.center(), vec2(13.0, 13.0));
            glyph::status(ui.painter(), inner, status, style.text_color());
            response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, chosen, name));
            if response.on_hover_text(name).clicked() {
                state.status = if chosen { None } else { Some(status) };
            }
        }
    });
}

/// Finds the rows that pass, unless nothing changed since it was done last.
fn filter(session: &Session, state: &mut ArticlesState, queue: &Queue, open: Option<&ArticleId>) {
    let (rows, stories) = (session.rows(), session.stories());
    let mine = (state.assigned.0 && !state.all).then(|| session.assigned_at());
    let filter =
        Filter { words: state.filter.clone(), entities: Vec::new(), status: state.status, only: state.only.chosen };
    let by_review = state.waiting || state.uncertain;
    let review = (state.waiting, state.uncertain, if by_review { queue.revision() } else { 0 });
    let (copies, unfolded) = (stories.number_of_copies(), state.unfolded.len());
    // A copy that is open is in the list, whatever story it belongs to.
    let open = open.filter(|open| copies > 0 && stories.of(open) != *open);
    let key = (filter, rows.list_revision(), (review, mine, state.order), copies, unfolded, open.cloned());
    if state.shown_for.as_ref() != Some(&key) {
        let entities = session.entities_called(&state.filter);
        state.shown = rows.passing(&Filter { entities, ..key.0.clone() });
        if mine.is_some() {
            let own = |position: &usize| rows.at(*position).is_some_and(|row| session.is_mine(&row.meta.id));
            state.shown.retain(own);
        }
        let standing = |position: &usize| queue.get(&rows.at(*position)?.meta.id);
        if state.waiting {
            state.shown.retain(|position| standing(position).is_some_and(|standing| standing.left > 0));
        }
        if state.uncertain {
            let doubt = |position: &usize| standing(position).map(|standing| (standing.doubt, standing.left));
            state.shown.sort_by_key(|position| std::cmp::Reverse(doubt(position)));
        }
        let mut shown = std::mem::take(&mut state.shown);
        state.order.sort(rows, &mut shown);
        state.shown = shown;
        fold_copies(rows, state, stories, open);
        state.shown_for = Some(key);
    }
}

/// Near copies are one row, that of the first of them that passes; those of an unfolded story follow it.
fn fold_copies(rows: &Rows, state: &mut ArticlesState, stories: &Stories, open: Option<&ArticleId>) {
    state.hidden_copies.clear();
    if stories.number_of_copies() == 0 {
        return;
    }
    let mut heads: HashMap<&ArticleId, usize> = HashMap::new();
    let (unfolded, hidden) = (&state.unfolded, &mut state.hidden_copies);
    state.shown.retain(|position| {
        let Some(row) = rows.at(*position) else { return false };
        let story = stories.of(&row.meta.id);
        match heads.get(story) {
            None => {
                heads.insert(story, *position);
                true
            }
            Some(_) if unfolded.contains(story) || open == Some(&row.meta.id) => true,
            Some(head) => {
                *hidden.entry(*head).or_default() += 1;
                false
            }
        }
    });
}

/// What waits for a decision, and in which order.
fn waiting_filter(ui: &mut Ui, state: &mut ArticlesState, language: crate::message::Language) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 2.0);
        let waiting = RichText::new(language.say(Words::WithSuggestions)).small();
        ui.toggle_value(&mut state.waiting, waiting);
        let uncertain = RichText::new(language.say(Words::MostUncertain)).small();
        ui.toggle_value(&mut state.uncertain, uncertain);
    });
}

fn row_ui(
    ui: &mut Ui,
    row: &Row,
    selected: bool,
    copies: usize,
    theme: &Theme,
    language: crate::message::Language,
) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
    let visuals = ui.style().interact_selectable(&response, selected);
    let painter = ui.painter_at(rect);
    if selected || response.hovered() || response.has_focus() {
        let fill = if selected { ui.visuals().selection.bg_fill } else { ui.visuals().faint_bg_color };
        painter.rect_filled(rect, 5, fill);
    }
    let colour = if selected { visuals.text_color() } else { theme.text };
    let sign = Rect::from_center_size(pos2(rect.left() + 13.0, rect.center().y), vec2(15.0, 15.0));
    let sign_colour = if row.summary.status == Status::Finished { theme.accepted } else { theme.weak };
    glyph::status(&painter, sign, row.summary.status, sign_colour);
    let left = rect.left() + 27.0;
    let width = rect.right() - left - 6.0;
    let line = |text: &str, style: TextStyle, colour, width| {
        let font: FontId = style.resolve(ui.style());
        let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, colour);
        job.wrap = egui::text::TextWrapping::truncate_at_width(width);
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let beside = if copies > 0 { COPIES + 4.0 } else { 0.0 };
    let title = line(row.meta.shown_title(), TextStyle::Body, colour, (width - beside).max(20.0));
    painter.galley(pos2(left, rect.top() + 4.0), title, colour);
    let mut about =
        row.meta.date.map_or_else(|| language.say(Words::Dateless).to_owned(), |date| names::date(language, date));
    if !row.meta.source.is_empty() {
        about = format!("{} · {about}", row.meta.source);
    }
    let weak = if selected { colour } else { theme.weak };
    // What is to be looked at stands before the numbers.
    let conflicts = row.summary.conflicts;
    let flagged = row.summary.flags.total() > 0;
    let signs = [(conflicts > 0, format!("⚠ {conflicts}")), (flagged, "⚑".to_owned())];
    let signs = signs.into_iter().filter(|(shown, _)| *shown).map(|(_, sign)| sign);
    let counts = match (row.summary.mentions, row.summary.coalitions) {
        (0, 0) => String::new(),
        (mentions, 0) => format!("{mentions}"),
        (mentions, coalitions) => format!("{mentions} · {coalitions}"),
    };
    let counts = signs.chain([counts].into_iter().filter(|counts| !counts.is_empty())).collect::<Vec<_>>().join("  ");
    let small = TextStyle::Small.resolve(ui.style());
    painter.galley(pos2(left, rect.top() + 23.0), line(&about, TextStyle::Small, weak, width), weak);
    if !counts.is_empty() {
        let at = pos2(rect.right() - 6.0, rect.bottom() - 5.0);
        let galley = painter.layout_no_wrap(counts.clone(), small.clone(), weak);
        let behind = Align2::RIGHT_BOTTOM.anchor_size(at, galley.size()).expand2(vec2(4.0, 0.0));
        let ground = match (selected, response.hovered()) {
            (true, _) => ui.visuals().selection.bg_fill,
            (false, true) => ui.visuals().faint_bg_color,
            (false, false) => ui.visuals().panel_fill,
        };
        painter.rect_filled(behind, 0, ground);
        painter.text(at, Align2::RIGHT_BOTTOM, counts, small, weak);
    }
    let status = language.say(names::status(row.summary.status));
    let mut said = format!("{}, {status}", row.meta.shown_title());
    if conflicts > 0 {
        said += &format!(", {}", language.fill(Words::OnlyConflicts, &[&conflicts.to_string()]));
    }
    for (flag, _) in row.summary.flags.iter() {
        said += &format!(", {}", language.say(names::flag(*flag)));
    }
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, selected, &said));
    response.on_hover_text(format!("{}\n{}", row.meta.shown_title(), row.meta.id))
}

fn menu(ui: &mut Ui, screen: &Screen, row: &Row, actions: &mut Vec<Action>) {
    let groups: [&[Command]; 2] =
        [&[Command::FinishNext, Command::IgnoreArticle], &[Command::CopyLabels, Command::AnnotateAs]];
    command_groups(ui, MenuLook::of(screen), &groups, actions);
    ui.separator();
    if ui.button(screen.say(Words::CopyTitle)).clicked() {
        ui.ctx().copy_text(row.meta.shown_title().to_owned());
    }
    if ui.button(screen.say(Words::CopyId)).clicked() {
        ui.ctx().copy_text(row.meta.id.to_string());
    }
    ui.separator();
    command_groups(ui, MenuLook::of(screen), &[&[Command::RemoveArticle]], actions);
}
