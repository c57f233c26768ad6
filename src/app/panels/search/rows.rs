//! The concordance: one line a hit, the words of all lines one below the other. Only lines that are seen are drawn.

use eframe::egui::{
    Color32, EventFilter, Id, Key, Modifiers, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
    pos2, vec2,
};

use super::{
    leave,
    state::{Focus, SearchState},
    taken, typed, typed_sign,
};
use crate::{
    app::{
        kit::{concordance, glyph, names, text::Words, theme::Theme},
        panels::empty,
        state::{
            action::{Action, SearchWish},
            command::DIGITS,
        },
    },
    message::Language,
    session::{Hit, Session},
};

const ROW: f32 = 23.0;
/// Room for the box that chooses a row.
const BOX: f32 = 28.0;

/// What the rows are drawn with.
struct HitLook<'a> {
    theme: &'a Theme,
    language: Language,
    /// Of the chosen kind.
    colour: Color32,
    /// The keyboard is on the rows.
    focused: bool,
}

pub fn ui(
    ui: &mut Ui,
    session: &Session,
    search: &mut SearchState,
    theme: &Theme,
    language: Language,
    actions: &mut Vec<Action>,
) {
    if search.is_empty() {
        // While letters are typed there is nothing to say yet.
        let nothing = search.bad.is_none() && !search.is_searching() && !search.query.words.trim().is_empty();
        if nothing {
            empty(ui, language.say(Words::NothingFound), language.say(Words::NothingFoundHelp));
        }
        return;
    }
    let id = Id::unique("search hits");
    let list = ui.interact(ui.max_rect(), id, Sense::focusable_noninteractive());
    list.widget_info(|| WidgetInfo::labeled(Role::List, true, language.say(Words::SearchHits)));
    if search.focus == Some(Focus::List) {
        search.focus = None;
        list.request_focus();
    }
    let page = (ui.available_height() / ROW).floor().max(1.0) as isize;
    let focused = list.has_focus();
    if focused {
        let keys =
            EventFilter { vertical_arrows: true, horizontal_arrows: true, escape: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, keys));
        keyboard(ui, session, search, page, actions);
    }
    let scheme = &session.project().scheme;
    let kind = search.kind.as_ref().and_then(|kind| scheme.kind(kind));
    let look = HitLook { theme, language, colour: kind.map_or(theme.text, |kind| theme.kind(kind)), focused };
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut area = ScrollArea::vertical().id_salt("search hits").auto_shrink(false);
    if std::mem::take(&mut search.reveal) {
        // Only as far as needed to see it.
        let (top, height) = (search.at as f32 * ROW, ui.available_height());
        let offset = ui.data(|data| data.get_temp::<f32>(id)).unwrap_or(0.0);
        if top < offset {
            area = area.vertical_scroll_offset(top);
        } else if top + ROW > offset + height {
            area = area.vertical_scroll_offset(top + ROW - height);
        }
    }
    let output = area.show_rows(ui, ROW, search.len(), |ui, range| {
        for at in range {
            line(ui, search, at, &look, actions);
        }
    });
    ui.data_mut(|data| data.insert_temp(id, output.state.clamped_offset().y));
}

/// What keys do while the rows have the keyboard.
fn keyboard(ui: &Ui, session: &Session, search: &mut SearchState, page: isize, actions: &mut Vec<Action>) {
    let last = isize::try_from(search.len()).unwrap_or(isize::MAX);
    for (key, by) in [
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, page),
        (Key::PageUp, -page),
        (Key::Home, -last),
        (Key::End, last),
    ] {
        // Shift first: without it the same key would be taken for the bare one.
        if taken(ui, key, Modifiers::SHIFT) {
            search.choose(search.at, true, false);
            search.step(by);
            search.choose(search.at, true, true);
        } else if taken(ui, key, Modifiers::NONE) {
            search.step(by);
        }
    }
    if typed(ui, Key::Space) {
        let chosen = search.choice.is_chosen(search.number(search.at));
        search.choose(search.at, !chosen, false);
    }
    if taken(ui, Key::A, Modifiers::COMMAND) {
        search.choose_all(true);
    }
    for (key, kind) in DIGITS.iter().zip(&session.project().scheme.kinds) {
        if typed_sign(ui, *key) {
            search.kind = Some(kind.key.clone());
        }
    }
    if taken(ui, Key::Enter, Modifiers::NONE) {
        actions.push(Action::Search(SearchWish::Show(search.at)));
    }
    if taken(ui, Key::Escape, Modifiers::NONE) {
        actions.push(Action::Search(leave(search)));
    }
}

fn line(ui: &mut Ui, search: &mut SearchState, at: usize, look: &HitLook, actions: &mut Vec<Action>) {
    let number = search.number(at);
    let (chosen, marked) = (search.choice.is_chosen(number), search.choice.is_marked(number));
    let Some(hit) = search.hits.get(number) else { return };
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let id = Id::unique(("hit", &hit.meta.id, hit.span.start));
    // Reached by mouse and by screen readers; by keys the list is one widget.
    let response = ui.interact(rect, id, Sense::CLICK);
    let here = search.at == at;
    if here {
        let visuals = ui.visuals();
        ui.painter().rect_filled(rect, 4, visuals.faint_bg_color);
        let stroke = if look.focused {
            Stroke::new(1.0, visuals.text_color())
        } else {
            Stroke::new(1.0, visuals.weak_text_color())
        };
        ui.painter().rect_stroke(rect.shrink(0.5), 4, stroke, StrokeKind::Inside);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 4, ui.visuals().faint_bg_color);
    }
    let square = Rect::from_min_size(rect.min, vec2(BOX, ROW));
    let tick = ui.interact(square, id.with("chosen"), Sense::CLICK);
    paint_box(ui, square, chosen, tick.hovered());
    let title = title(hit, look.language);
    tick.widget_info(|| {
        WidgetInfo::selected(Role::CheckBox, true, chosen, format!("{}: {}", hit.meta.shown_title(), hit.line()))
    });
    let line = Rect::from_min_max(pos2(rect.left() + BOX, rect.top()), rect.max);
    concordance::concordance(ui, line, hit, &title, marked.then_some(look.colour), look.theme);
    let said = if marked { look.language.say(Words::MarkedAlready) } else { look.language.say(Words::ShowPlace) };
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, format!("{said}: {}", hit.line())));
    let response = response.on_hover_text(format!("{title}\n{said}"));
    let shift = ui.input(|input| input.modifiers.shift);
    if tick.clicked() || (response.clicked() && shift) {
        search.choose(at, shift || !chosen, shift);
        search.at = at;
        search.focus = Some(Focus::List);
    } else if response.clicked() {
        search.focus = Some(Focus::List);
        actions.push(Action::Search(SearchWish::Show(at)));
    }
}

fn paint_box(ui: &Ui, rect: Rect, chosen: bool, hovered: bool) {
    let visuals = ui.visuals();
    let square = Rect::from_center_size(rect.center(), Vec2::splat(14.0));
    let style = if hovered { &visuals.widgets.hovered } else { &visuals.widgets.inactive };
    ui.painter().rect(square, 3, style.bg_fill, Stroke::new(1.0, visuals.weak_text_color()), StrokeKind::Inside);
    if chosen {
        glyph::tick(ui.painter(), square, style.text_color());
    }
}

/// What article it is in: title, source, day.
fn title(hit: &Hit, language: Language) -> String {
    let meta = &hit.meta;
    let mut title = meta.shown_title().to_owned();
    if !meta.source.is_empty() {
        title.extend([" · ", &meta.source]);
    }
    if let Some(date) = meta.date {
        title.extend([" · ", &names::date(language, date)]);
    }
    title
}
