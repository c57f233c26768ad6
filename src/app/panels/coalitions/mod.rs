//! The Coalitions tab: one card for each statement of the open article, in the order of their evidence. One card is
//! open, with its typed slots. Knows nothing of how slots are filled: it returns actions.

mod choices;
mod closed;
mod deck;
mod evidence;
mod fields;
mod findings;
mod ghosts;
mod look;
mod merging;
mod open;
mod order;
mod parties;
mod repeats;
mod said_before;
mod search;
mod slots;
mod state;
mod summary;

use eframe::egui::{Align, CornerRadius, Frame, Label, Layout, Margin, RichText, ScrollArea, Stroke, Ui, vec2};

pub use fields::changed_field;
pub use look::{stance_colour, stance_sign};
pub use merging::{lost_in, mergeable, number_of};
pub use order::neighbour;
pub use repeats::said_already;
pub use state::CardState;
pub use summary::{parties as parties_in_words, race as race_in_words, ticket as ticket_in_words};

use self::deck::{Deck, Hand, part};
use super::{
    MenuLook, command_button, command_groups, empty,
    problems::{self, ProblemsState},
};
use crate::{
    app::{
        kit::{row, text::Words},
        panels::review::ReviewState,
        state::{action::Action, command::Command, screen::Screen},
    },
    model::{Annotations, Coalition, DecisionId},
};

/// From so many cards on, those out of view are not drawn.
const MANY: usize = 40;

/// What the tab holds between frames, and what it shares with the panel of problems and with the review.
pub struct Cards<'a> {
    pub cards: &'a mut CardState,
    pub problems: &'a mut ProblemsState,
    pub review: &'a mut ReviewState,
    /// The suggestion that keys decide on.
    pub current: Option<DecisionId>,
}

pub fn ui(ui: &mut Ui, screen: &Screen, state: Cards, actions: &mut Vec<Action>) {
    let (language, theme, settings) = (screen.language(), screen.theme, screen.settings);
    let Cards { cards, problems, review, current } = state;
    let (Some(session), Some(id)) = (screen.session, &screen.desk.article) else {
        return empty(ui, language.say(Words::ChooseArticle), "");
    };
    let Some(article) = session.article(id) else { return };
    let nothing = Annotations::default();
    let annotations = session.annotations(id).map_or(&nothing, |annotations| &**annotations);
    let editable = session.read_only().is_none() && session.frozen(id).is_none();
    let count = annotations.coalitions.len();
    let suggested = session.suggestions(id).map_or(&[][..], |suggestions| suggestions.ghosts());
    let mut counts = language.fill(Words::CoalitionCount, &[&count.to_string()]);
    if !suggested.is_empty() {
        counts = format!("{counts} · {}", language.fill(Words::SuggestedCoalitions, &[&suggested.len().to_string()]));
    }
    // Where both do not fit, the button has a line of its own.
    let button = row::button_room(ui, screen.say(Words::EmptyCard));
    let apart = row::button_room(ui, &counts) + button > ui.available_width();
    if apart {
        ui.label(RichText::new(&counts).color(theme.weak));
    }
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_enabled_ui(editable, |ui| command_button(ui, screen, Command::EmptyCard, actions));
            if apart {
                return;
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(RichText::new(&counts).color(theme.weak)).truncate()).on_hover_text(&counts);
            });
        });
    });
    ui.add_space(2.0);
    if count == 0 && suggested.is_empty() {
        return empty(ui, language.say(Words::NoCoalitions), language.say(Words::NoCoalitionsHelp));
    }
    problems::follow(ui.ctx(), problems, session, Some(id));
    let deck = Deck { session, article, annotations, settings, theme, problems: &problems.found };
    let table = ghosts::GhostTable { session, article, own: annotations, settings, theme, ghosts: suggested, current };
    let hand = &mut Hand { state: cards, actions };
    ScrollArea::vertical().id_salt("coalition cards").auto_shrink(false).show(ui, |ui| {
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
    // Its menu is about the card that is open.
    if head.secondary_clicked() && !open {
        hand.actions.push(Action::OpenCard(Some(card.id.clone())));
    }
    if editable {
        head.context_menu(|ui| menu(ui, deck, card, hand));
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

fn menu(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    let groups: [&[Command]; 2] =
        [&[Command::ConfirmCard, Command::FillSlot, Command::AddEvidence], &[Command::MergeCards]];
    command_groups(ui, MenuLook { settings: deck.settings, scheme: None }, &groups, hand.actions);
    ui.separator();
    if ui.button(deck.say(Words::RemoveCoalition)).clicked() {
        hand.actions.push(Action::RemoveCoalition(card.id.clone()));
    }
}
