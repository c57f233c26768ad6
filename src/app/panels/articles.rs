//! The list on the left: rows are drawn only where they are seen, and filtered only when something changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use eframe::egui::{
    self, Align, Event, EventFilter, Key, Layout, Modifiers, Rect, Response, RichText, Role, ScrollArea, Sense,
    TextEdit, Ui, WidgetInfo, vec2,
};

use super::{
    article_menu,
    article_order::ArticleOrder,
    article_row::{self, RowLook},
    chosen_articles::{ChosenArticles, Listed, Pick},
    command_button, empty,
    only::{self, OnlyState},
};
use crate::{
    answers::Stories,
    app::{
        kit::{fonts::Emphasis, glyph, names, row, text::Words, theme::ROW_HEIGHT},
        state::{action::Action, command::Command, screen::Screen},
    },
    message::Language,
    model::{ArticleId, Status},
    session::{Filter, Queue, Rows, Session},
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
    /// What is chosen besides the open article.
    pub chosen: ChosenArticles,
    pub focus_filter: bool,
    /// Scroll so that the open article is seen.
    pub reveal: bool,
}

/// The list; `queue` knows what waits for a decision.
pub fn ui(ui: &mut Ui, screen: &Screen, state: &mut ArticlesState, queue: &Queue, actions: &mut Vec<Action>) {
    let Some(session) = screen.session else {
        ui.add_space(6.0);
        ui.label(RichText::new(screen.say(Words::Articles)).bold());
        return;
    };
    let language = screen.language();
    let rows = session.rows();
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        ui.set_min_height(24.0);
        // In the same place, so that rows stay under the mouse that chooses them.
        if !state.chosen.ids().is_empty() {
            return several(ui, screen, session, state, actions);
        }
        ui.label(RichText::new(language.say(Words::Articles)).bold());
        ui.label(RichText::new(rows.len().to_string()).weak());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| state.order.choose(ui, language));
    });
    let hint = language.say(Words::FilterArticles);
    let field = ui.add(TextEdit::singleline(&mut state.filter).hint_text(row::hint(hint)).desired_width(f32::INFINITY));
    row::name_field(&field, &state.filter, hint);
    if std::mem::take(&mut state.focus_filter) {
        field.request_focus();
    }
    // From the field the list is one key away.
    if field.has_focus() && ui.input(|input| input.key_pressed(Key::ArrowDown)) {
        state.chosen.at = screen.desk.article.clone();
        state.chosen.focus = true;
    }
    status_filter(ui, state, language);
    if state.assigned.1 != session.assigned_at() {
        state.assigned = (session.has_assignments(), session.assigned_at());
    }
    filters(ui, session, state, queue, language);
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
    list(ui, screen, session, state, actions);
}

/// Says how many are chosen, with what can be done with them.
fn several(ui: &mut Ui, screen: &Screen, session: &Session, state: &mut ArticlesState, actions: &mut Vec<Action>) {
    let words = screen.fill(Words::ChosenArticles, &[&state.chosen.ids().len().to_string()]);
    ui.menu_button(RichText::new(format!("{words} ▾")).bold(), |ui| {
        article_menu::several(ui, screen, session, &state.chosen, actions);
    });
    if row::sign_button(ui, screen.say(Words::ChooseNone), glyph::cross).clicked() {
        state.chosen.clear();
    }
}

/// The rows in view; scrolled so that what is to be seen is.
fn list(ui: &mut Ui, screen: &Screen, session: &Session, state: &mut ArticlesState, actions: &mut Vec<Action>) {
    let (rows, language, open) = (session.rows(), screen.language(), screen.desk.article.as_ref());
    let shown = std::mem::take(&mut state.shown);
    let listed = Listed { rows, shown: &shown };
    let mut area = ScrollArea::vertical().id_salt("article list").auto_shrink(false);
    let focus = std::mem::take(&mut state.chosen.focus);
    if focus {
        state.chosen.begin_listed(listed);
    }
    let sought = if focus { state.chosen.at.as_ref() } else { open.filter(|_| state.reveal) };
    state.reveal = false;
    let height = ui.available_height();
    if let Some(at) = sought.and_then(|id| listed.place(id)) {
        // Only as far as needed to see it.
        let top = at as f32 * (ROW_HEIGHT + ui.spacing().item_spacing.y);
        let offset = ui.data(|data| data.get_temp::<f32>(offset_id())).unwrap_or(0.0);
        if top < offset || top + ROW_HEIGHT > offset + height {
            area = area.vertical_scroll_offset((top - height / 2.0).max(0.0));
        }
    }
    let mut unfold = None;
    let output = area.show_rows(ui, ROW_HEIGHT, shown.len(), |ui, range| {
        for at in range {
            let Some(row) = listed.at(at) else { continue };
            let id = &row.meta.id;
            let hidden = shown.get(at).and_then(|at| state.hidden_copies.get(at)).copied().unwrap_or(0);
            let unfolded = state.unfolded.contains(id);
            let copies = if unfolded { session.stories().copies(id).len() } else { hidden };
            let several = !state.chosen.ids().is_empty();
            let selected = if several { state.chosen.holds(id) } else { open == Some(id) };
            let look = RowLook { selected, open: open == Some(id), copies, theme: screen.theme, language };
            let response = article_row::ui(ui, row, look);
            // The key that brought the keyboard here was for where it was before.
            let has_keyboard = response.has_focus();
            if focus && state.chosen.at.as_ref() == Some(id) {
                response.request_focus();
            }
            if response.gained_focus() {
                state.chosen.at = Some(id.clone());
            }
            if has_keyboard {
                keyboard(ui, &response, listed, state, open, height, actions);
            }
            clicks(ui, &response, id, listed, state, open, actions);
            response.context_menu(|ui| {
                if state.chosen.ids().is_empty() {
                    article_menu::one(ui, screen, row, actions);
                } else {
                    article_menu::several(ui, screen, session, &state.chosen, actions);
                }
            });
            if copies > 0 && article_row::copies(ui, row, copies, unfolded, language) {
                unfold = Some(id.clone());
            }
        }
    });
    ui.data_mut(|data| data.insert_temp(offset_id(), output.state.clamped_offset().y));
    state.shown = shown;
    if let Some(story) = unfold.map(|id| session.stories().of(&id).clone())
        && !state.unfolded.remove(&story)
    {
        state.unfolded.insert(story);
    }
}

/// A click opens an article; with Ctrl or Shift it chooses several, as keys with them do. A menu is about those that are
/// chosen, or about the article that is open.
fn clicks(
    ui: &Ui,
    response: &Response,
    id: &ArticleId,
    listed: Listed,
    state: &mut ArticlesState,
    open: Option<&ArticleId>,
    actions: &mut Vec<Action>,
) {
    // Space and Enter click as well, with what is held down with them.
    let modifiers = ui.input(|input| {
        let by_key = input.events.iter().find_map(|event| match event {
            Event::Key { key: Key::Space | Key::Enter, pressed: true, modifiers, .. } => Some(*modifiers),
            _ => None,
        });
        by_key.unwrap_or(input.modifiers)
    });
    let elsewhere = response.secondary_clicked() && !state.chosen.holds(id);
    if response.clicked() && modifiers.shift {
        state.chosen.pick(listed, id, Pick::Range, open);
    } else if response.clicked() && modifiers.command {
        state.chosen.pick(listed, id, Pick::Toggle, open);
    } else if response.clicked() || elsewhere {
        state.chosen.clear();
        if response.clicked() || open != Some(id) {
            actions.push(Action::OpenArticle(id.clone()));
        }
    }
}

/// Arrows go from row to row, with Shift they choose; Ctrl+A chooses all that are listed, Delete asks to remove them.
fn keyboard(
    ui: &Ui,
    row: &Response,
    listed: Listed,
    state: &mut ArticlesState,
    open: Option<&ArticleId>,
    height: f32,
    actions: &mut Vec<Action>,
) {
    let filter = EventFilter { vertical_arrows: true, escape: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(row.id, filter));
    let pressed: Vec<(Key, Modifiers)> = ui.input(|input| {
        let keys = input.events.iter().filter_map(|event| match event {
            Event::Key { key, pressed: true, modifiers, .. } => Some((*key, *modifiers)),
            _ => None,
        });
        keys.collect()
    });
    let page = (height / ROW_HEIGHT).max(2.0) as isize - 1;
    let last = isize::try_from(listed.shown.len()).unwrap_or(isize::MAX);
    for (key, held) in pressed {
        let by = match key {
            _ if held.alt => continue,
            Key::ArrowDown => 1,
            Key::ArrowUp => -1,
            Key::PageDown => page,
            Key::PageUp => -page,
            Key::Home => -last,
            Key::End => last,
            Key::A if held.command => {
                state.chosen.all(listed);
                continue;
            }
            Key::Delete if !state.chosen.ids().is_empty() => {
                actions.push(Action::AskRemoveArticles(state.chosen.ids().iter().cloned().collect()));
                continue;
            }
            Key::Escape if state.chosen.ids().is_empty() => {
                actions.push(Action::FocusText);
                continue;
            }
            Key::Escape => {
                state.chosen.clear();
                continue;
            }
            _ => continue,
        };
        state.chosen.step(listed, by, held.shift, open);
    }
}

fn offset_id() -> egui::Id {
    egui::Id::unique("article list offset")
}

fn status_filter(ui: &mut Ui, state: &mut ArticlesState, language: Language) {
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
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, name));
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
        state.chosen.keep_listed(Listed { rows, shown: &state.shown });
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

/// What else narrows the list: only those with something to look at, or in which order.
fn filters(ui: &mut Ui, session: &Session, state: &mut ArticlesState, queue: &Queue, language: Language) {
    if ui.ctx().content_rect().height() >= LOW {
        ui.horizontal_wrapped(|ui| chips(ui, session, state, queue, language));
        return;
    }
    // A low window has its room for the list.
    let reviewed = queue.left().0 > 0 || state.waiting || state.uncertain;
    if !reviewed && !state.assigned.0 && !state.only.has_any(session) {
        return;
    }
    let chosen = [state.only.chosen.is_some(), state.waiting, state.uncertain, state.assigned.0 && !state.all];
    let chosen = chosen.into_iter().filter(|on| *on).count();
    let words = language.say(Words::Filters);
    let words = if chosen == 0 { format!("{words} ▾") } else { format!("{words} ({chosen}) ▾") };
    ui.menu_button(RichText::new(words).small(), |ui| chips(ui, session, state, queue, language));
}

/// Below this height of the window the filters are a menu, in points.
const LOW: f32 = 560.0;

fn chips(ui: &mut Ui, session: &Session, state: &mut ArticlesState, queue: &Queue, language: Language) {
    ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
    only::ui(ui, session, &mut state.only, language);
    if queue.left().0 > 0 || state.waiting || state.uncertain {
        row::chip(ui, &mut state.waiting, language.say(Words::WithSuggestions));
        row::chip(ui, &mut state.uncertain, language.say(Words::MostUncertain));
    }
    if state.assigned.0 {
        let mut mine = !state.all;
        row::chip(ui, &mut mine, language.say(Words::Mine)).on_hover_text(language.say(Words::MineHelp));
        state.all = !mine;
    }
}
