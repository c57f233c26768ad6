//! The Coalitions tab: one card for each statement of the open article, in the order of their evidence. One card is
//! open, with its typed slots. Knows nothing of how slots are filled: it returns actions.

mod cards;
mod closed;
mod deck;
mod evidence;
mod fields;
mod findings;
mod ghosts;
mod look;
mod open;
mod order;
mod parties;
mod said_before;
mod search;
mod slots;
mod summary;

use eframe::egui::{Align, CornerRadius, Frame, Label, Layout, Margin, RichText, ScrollArea, Stroke, Ui, vec2};

pub use fields::changed_field;
pub use order::neighbour;

use self::deck::{Deck, Hand, part};
use super::{command_button, empty, problems};
use crate::{
    app::{
        App,
        kit::{text::Words, theme::Theme},
        state::{action::Action, command::Command},
    },
    model::{Annotations, Coalition},
};

/// From so many cards on, those out of view are not drawn.
const MANY: usize = 40;

pub fn ui(ui: &mut Ui, app: &mut App, theme: &Theme, actions: &mut Vec<Action>) {
    let language = app.settings.language;
    keep_ledger(app);
    let (Some(session), Some(id)) = (&app.session, &app.view.article) else {
        return empty(ui, language.say(Words::ChooseArticle), "");
    };
    let Some(article) = session.article(id) else { return };
    let nothing = Annotations::default();
    let annotations = session.annotations(id).map_or(&nothing, |annotations| &**annotations);
    let editable = session.read_only().is_none() && session.frozen(id).is_none();
    let count = annotations.coalitions.len();
    let current = app.current();
    let suggested = session.suggestions(id).map_or(&[][..], |suggestions| suggestions.ghosts());
    let mut counts = language.fill(Words::CoalitionCount, &[&count.to_string()]);
    if !suggested.is_empty() {
        counts = format!("{counts} · {}", language.fill(Words::SuggestedCoalitions, &[&suggested.len().to_string()]));
    }
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_enabled_ui(editable, |ui| command_button(ui, app, Command::EmptyCard, actions));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(RichText::new(&counts).color(theme.weak)).truncate()).on_hover_text(&counts);
            });
        });
    });
    ui.add_space(2.0);
    if count == 0 && suggested.is_empty() {
        return empty(ui, language.say(Words::NoCoalitions), language.say(Words::NoCoalitionsHelp));
    }
    problems::follow(ui.ctx(), &mut app.view.problems_state, session, Some(id));
    let problems = &app.view.problems_state.found;
    let deck = Deck { session, article, annotations, settings: &app.settings, theme, problems };
    let settings = &app.settings;
    let table = ghosts::Table { session, article, settings, theme, ghosts: suggested, current };
    let review = &mut app.view.review;
    let hand = &mut Hand { state: &mut app.view.card, actions };
    ScrollArea::vertical().id_salt("coalition cards").auto_shrink(false).show(ui, |ui| {
        // The scroll bar lies beside the cards.
        ui.set_max_width(ui.available_width() - 4.0);
        ghosts::ui(ui, &table, review, editable, hand.actions);
        let cards = order::ordered(annotations);
        for (at, card) in cards.iter().enumerate() {
            let open = hand.state.open.as_ref() == Some(&card.id);
            if !open && cards.len() > MANY && skipped(ui, card) {
                continue;
            }
            let top = ui.cursor().top();
            card_ui(ui, &deck, at + 1, card, editable, hand);
            let height = ui.cursor().top() - top - ui.spacing().item_spacing.y;
            ui.data_mut(|data| data.insert_temp(part(card, "height"), height));
        }
        ui.add_space(24.0);
    });
}

/// From so many articles on the first making of a ledger would hold a frame up: it is left to who opens the ledger.
const MOST_AT_ONCE: usize = 10_000;

/// An open card tells what was said before: that needs the ledger.
fn keep_ledger(app: &mut App) {
    let open = app.view.card.open.is_some();
    if let Some(session) = app.session.as_mut().filter(|session| open && session.rows().len() <= MOST_AT_ONCE) {
        session.open_ledger();
    }
}

/// Leaves room for a closed card that is out of view and whose height is known.
fn skipped(ui: &mut Ui, card: &Coalition) -> bool {
    let Some(height) = ui.data(|data| data.get_temp::<f32>(part(card, "height"))) else { return false };
    let top = ui.cursor().top();
    let seen = ui.clip_rect().y_range().intersects(eframe::egui::Rangef::new(top, top + height));
    if !seen {
        ui.allocate_space(vec2(ui.available_width(), height));
    }
    !seen
}

fn card_ui(ui: &mut Ui, deck: &Deck, number: usize, card: &Coalition, editable: bool, hand: &mut Hand) {
    let open = hand.state.open.as_ref() == Some(&card.id);
    let line = ui.visuals().widgets.noninteractive.bg_stroke;
    let stroke = if open { Stroke::new(1.5, ui.visuals().hyperlink_color) } else { line };
    let frame = Frame::new().fill(deck.theme.ground).stroke(stroke).corner_radius(CornerRadius::same(6));
    let mut prepared = frame.begin(ui);
    let head = closed::head(&mut prepared.content_ui, deck, number, card, open);
    if head.clicked() {
        hand.actions.push(Action::OpenCard((!open).then(|| card.id.clone())));
    }
    if open {
        let margin = Margin { left: 8, right: 8, top: 0, bottom: 8 };
        Frame::new().inner_margin(margin).show(&mut prepared.content_ui, |ui| {
            ui.add_enabled_ui(editable, |ui| open::body(ui, deck, card, hand));
        });
    } else if head.hovered() || head.has_focus() {
        prepared.frame.stroke = Stroke::new(1.0, deck.theme.weak);
    }
    let response = prepared.end(ui);
    if open && std::mem::take(&mut hand.state.reveal) {
        // A card that is taller than the view shows its beginning.
        let tall = response.rect.height() > ui.clip_rect().height();
        response.scroll_to_me(tall.then_some(Align::Min));
    }
}
