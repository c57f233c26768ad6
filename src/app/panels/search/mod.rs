//! Below the article: the search over all texts. What is looked for above, a concordance of the places in the middle,
//! what can be done with the chosen ones below.

mod rows;
pub mod state;
mod tagging;

use eframe::egui::{
    Align, Button, ComboBox, Event, Key, Layout, Modifiers, Response, RichText, Role, Spinner, TextEdit, Ui, UiBuilder,
    WidgetInfo, text::CCursorRange, vec2,
};

use self::state::{Focus, SearchState};
use crate::{
    app::{
        kit::{glyph, names, row, text::Words, theme::Theme},
        state::{
            action::{Action, SearchWish},
            keys::KeyPress,
            screen::Screen,
        },
    },
    message::Language,
    search::{BadPattern, ExpressionFault},
    session::{MOST_HITS, Order},
};

/// Room for what stands below the rows.
const FOOT: f32 = 38.0;

pub fn ui(ui: &mut Ui, screen: &Screen, search: &mut SearchState, actions: &mut Vec<Action>) {
    let (language, theme) = (screen.language(), screen.theme);
    let Some(session) = screen.session else { return };
    // The panel keeps its height, however little there is to say.
    ui.set_min_height(ui.available_height());
    ui.add_space(4.0);
    head(ui, search, language, actions);
    ui.add_space(1.0);
    said(ui, search, theme, language, actions);
    ui.add_space(2.0);
    // In rooms of their own, which what is in them cannot widen: the panel would grow from frame to frame.
    let room = ui.available_rect_before_wrap();
    let foot = if search.is_empty() { 0.0 } else { FOOT };
    let (above, below) = room.split_top_bottom_at_y(room.bottom() - foot);
    let inside = |ui: &mut Ui, name: &str, rect| ui.new_child(UiBuilder::new().max_rect(rect).id_salt(name));
    rows::ui(&mut inside(ui, "hits", above), session, search, theme, language, actions);
    if !search.is_empty() {
        tagging::ui(&mut inside(ui, "tagging", below), session, search, theme, language, actions);
    }
}

/// The field, what counts, in which articles, in which order.
fn head(ui: &mut Ui, search: &mut SearchState, language: Language, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let before = (search.query.clone(), search.listed_only);
        let width = (ui.available_width() * 0.32).clamp(150.0, 380.0);
        field(ui, search, language, width, actions);
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let query = &mut search.query;
            toggle(ui, &mut query.match_case, "Aa", true, language.say(Words::MatchCase));
            let accents = if query.regex { Words::AccentsAlwaysCount } else { Words::MatchAccents };
            toggle(ui, &mut query.match_accents, "á", !query.regex, language.say(accents));
            toggle(ui, &mut query.whole_words, "|ab|", true, language.say(Words::OnlyWhole));
            toggle(ui, &mut query.regex, ".*", true, language.say(Words::RegularExpression));
        });
        ui.add_space(4.0);
        let listed = row::checkbox(ui, &mut search.listed_only, language.say(Words::SearchListed));
        listed.on_hover_text(language.say(Words::SearchListedHelp));
        if before != (search.query.clone(), search.listed_only) {
            actions.push(Action::Search(SearchWish::Begin));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if row::sign_button(ui, language.say(Words::Close), glyph::cross).clicked() {
                actions.push(Action::Search(SearchWish::Close));
            }
            order(ui, search, language, actions);
        });
    });
}

/// Where the words are typed. Enter and Down go on to the hits.
fn field(ui: &mut Ui, search: &mut SearchState, language: Language, width: f32, actions: &mut Vec<Action>) {
    let name = language.say(Words::SearchTexts);
    let field = TextEdit::singleline(&mut search.query.words).hint_text(row::hint(name)).desired_width(width);
    let response = ui.add(field);
    row::name_field(&response, &search.query.words, name);
    if search.focus == Some(Focus::Field) {
        search.focus = None;
        response.request_focus();
        let mut state = TextEdit::load_state(ui.ctx(), response.id).unwrap_or_default();
        state.cursor.set_char_range(Some(CCursorRange::select_all_str(&search.query.words)));
        TextEdit::store_state(ui.ctx(), response.id, state);
    }
    let (enter, down, escape) = ui.input(|input| {
        let pressed = |key| input.key_pressed(key);
        (pressed(Key::Enter), pressed(Key::ArrowDown), pressed(Key::Escape))
    });
    if response.lost_focus() && enter && !search.is_empty() {
        search.focus = Some(Focus::List);
        actions.push(Action::Search(SearchWish::Show(search.at)));
    } else if response.has_focus() && down && !search.is_empty() {
        search.focus = Some(Focus::List);
    } else if response.lost_focus() && escape {
        actions.push(Action::Search(leave(search)));
    }
}

/// What Esc does: first it ends a search under way.
fn leave(search: &SearchState) -> SearchWish {
    if search.is_searching() { SearchWish::Stop } else { SearchWish::Close }
}

fn toggle(ui: &mut Ui, on: &mut bool, sign: &str, enabled: bool, name: &str) -> Response {
    let button = Button::new(sign).selected(*on && enabled).min_size(vec2(30.0, 22.0));
    let response = ui.add_enabled(enabled, button);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, enabled, *on, name));
    if response.clicked() {
        *on = !*on;
    }
    response.on_hover_text(name).on_disabled_hover_text(name)
}

fn order(ui: &mut Ui, search: &SearchState, language: Language, actions: &mut Vec<Action>) {
    let name = |order| match order {
        Order::Article => language.say(Words::ByArticle),
        Order::Before => language.say(Words::ByWordBefore),
        Order::After => language.say(Words::ByWordAfter),
    };
    let shown = name(search.order);
    let combo = ComboBox::from_id_salt("order of the hits").selected_text(shown).width(132.0).show_ui(ui, |ui| {
        for order in [Order::Article, Order::Before, Order::After] {
            if ui.selectable_label(order == search.order, name(order)).clicked() {
                actions.push(Action::Search(SearchWish::Sort(order)));
            }
        }
    });
    let label = format!("{}: {shown}", language.say(Words::SortHits));
    combo.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &label));
}

/// One line: what was found, how far the search is, or why there is none.
fn said(ui: &mut Ui, search: &SearchState, theme: &Theme, language: Language, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.set_min_height(20.0);
        if let Some(bad) = &search.bad {
            let text = fault(bad, language);
            let label = RichText::new(&text).color(theme.danger);
            ui.add(eframe::egui::Label::new(label).truncate()).on_hover_text(&text);
            return;
        }
        let number = |number| names::number(language, number);
        let found = &search.found;
        if search.is_searching() {
            ui.add(Spinner::new().size(14.0));
            let part = language.fill(Words::SearchedOf, &[&number(found.done), &number(found.total)]);
            if ui.small_button(language.say(Words::StopSearch)).clicked() {
                actions.push(Action::Search(SearchWish::Stop));
            }
            ui.label(RichText::new(part).weak());
        } else if search.query.words.is_empty() {
            ui.label(RichText::new(language.say(Words::SearchHint)).weak());
            return;
        }
        let mut parts = vec![language.fill(Words::HitsFound, &[&number(found.places), &number(found.articles)])];
        if found.places > search.len() {
            parts.push(language.fill(Words::FirstListed, &[&number(MOST_HITS)]));
        }
        if found.unread > 0 {
            parts.push(language.fill(Words::NotRead, &[&number(found.unread)]));
        }
        if search.stopped {
            parts.push(language.fill(Words::SearchStopped, &[&number(found.done), &number(found.total)]));
        }
        if search.is_sorting() {
            parts.push(language.say(Words::Sorting).to_owned());
        }
        ui.add(eframe::egui::Label::new(parts.join(" · ")).truncate());
    });
}

/// Where an expression is at fault, and the way out.
fn fault(bad: &BadPattern, language: Language) -> String {
    let words = match &bad.fault {
        ExpressionFault::OpenGroup => language.say(Words::FaultOpenGroup),
        ExpressionFault::ShutGroup => language.say(Words::FaultShutGroup),
        ExpressionFault::OpenClass => language.say(Words::FaultOpenClass),
        ExpressionFault::NothingToRepeat => language.say(Words::FaultNothingToRepeat),
        ExpressionFault::BadCount => language.say(Words::FaultBadCount),
        ExpressionFault::BadEscape => language.say(Words::FaultBadEscape),
        ExpressionFault::BadRange => language.say(Words::FaultBadRange),
        ExpressionFault::NotOffered => language.say(Words::FaultNotOffered),
        ExpressionFault::TooBig => language.say(Words::FaultTooBig),
        ExpressionFault::Other(said) => said,
    };
    bad.at.map_or_else(|| words.to_owned(), |at| language.fill(Words::FaultAt, &[&(at + 1).to_string(), words]))
}

/// Keys that the rows take, out of this frame's input.
fn taken(ui: &Ui, key: Key, modifiers: Modifiers) -> bool {
    ui.input_mut(|input| input.consume_key(modifiers, key))
}

/// A letter or digit, with what it would type.
fn typed(ui: &Ui, key: Key) -> bool {
    let pressed = taken(ui, key, Modifiers::NONE);
    if pressed {
        ui.input_mut(|input| input.events.retain(|event| !matches!(event, Event::Text(_))));
    }
    pressed
}

/// A digit, wherever this keyboard has it, with what it would type.
fn typed_sign(ui: &Ui, key: Key) -> bool {
    ui.input_mut(|input| {
        let is = |at: usize, events: &[Event]| match (&events[at], events.get(at + 1)) {
            (Event::Key { key: pressed, physical_key, pressed: true, modifiers, .. }, next) => {
                let text = if let Some(Event::Text(text)) = next { Some(text.as_str()) } else { None };
                KeyPress::of(*pressed, *physical_key, *modifiers, text).is_bare(key)
            }
            _ => false,
        };
        let Some(at) = (0..input.events.len()).find(|at| is(*at, &input.events)) else { return false };
        input.events.remove(at);
        if matches!(input.events.get(at), Some(Event::Text(_))) {
            input.events.remove(at);
        }
        true
    })
}
