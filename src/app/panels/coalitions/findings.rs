//! What the checks find in a card, said in the card.

use eframe::egui::{Button, Rect, Role, Sense, Ui, Vec2, WidgetInfo, vec2};

use super::{
    deck::{Deck, Hand},
    look,
};
use crate::{
    app::{
        kit::{glyph, names, text::Words},
        panels::problems,
        state::{action::Action, command::Command},
    },
    check::{CheckProblem, Severity},
    model::Coalition,
};

/// The problems of a card, the worst first. A new card is not blamed for being empty.
fn of<'a>(deck: &'a Deck, card: &Coalition) -> impl Iterator<Item = &'a CheckProblem> {
    let begun = !card.evidence.is_empty() || card.fillers().any(|filler| !filler.is_empty());
    deck.problems.iter().filter(move |problem| begun && problem.coalition.as_ref() == Some(&card.id))
}

/// How bad the worst of them is.
pub fn worst(deck: &Deck, card: &Coalition) -> Option<Severity> {
    of(deck, card).map(|problem| problem.severity).max()
}

/// Each in at most two lines; the whole and the way out on hover.
pub fn ui(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    for problem in of(deck, card) {
        let colour = problems::colour_of(problem.severity, deck.theme);
        let text = problems::told(problem, deck.settings.language);
        let width = ui.available_width();
        let galley = look::lines(ui, &text, look::small(ui), deck.theme.text, width - 26.0, 2);
        let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y + 6.0), Sense::hover());
        ui.painter().rect_filled(rect, 4, deck.theme.tint(colour));
        let middle = rect.left_top() + vec2(12.0, 3.0 + galley.rows.first().map_or(7.0, |row| row.height() / 2.0));
        glyph::severity(ui.painter(), Rect::from_center_size(middle, Vec2::splat(13.0)), problem.severity, colour);
        ui.painter().galley(rect.min + vec2(22.0, 3.0), galley, deck.theme.text);
        let kind = deck.say(names::severity(problem.severity));
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{kind}: {text}")));
        response.on_hover_text(&text);
    }
    // One key mends what two links disagree about.
    if deck.session.slots_linked_otherwise(&deck.article.meta.id, None, Some(&card.id)) > 0 {
        let button = Button::new(deck.say(Words::RelinkSlots)).shortcut_text(deck.keys(Command::RelinkSlots)).small();
        if ui.add(button).on_hover_text(deck.say(Words::RelinkSlotsHelp)).clicked() {
            hand.actions.push(Action::RelinkSlots(card.id.clone()));
        }
    }
}
