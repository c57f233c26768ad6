//! What the checks find in a card, said in the card.

use eframe::egui::{Align, Button, Layout, Rect, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

use super::{
    deck::{Deck, Hand},
    look,
};
use crate::{
    app::{
        kit::{glyph, names, row, text::Words},
        panels::problems,
        state::{action::Action, command::Command},
    },
    check::{CheckProblem, Severity},
    model::Coalition,
};

/// Height of the line below the race, in points.
const LINE: f32 = 20.0;

/// The problems of a card, the worst first. A new card is not blamed for being empty.
fn of<'a>(deck: &'a Deck, card: &Coalition) -> impl Iterator<Item = &'a CheckProblem> {
    let begun = !card.evidence.is_empty() || card.fillers().any(|filler| !filler.is_empty());
    deck.problems.iter().filter(move |problem| begun && problem.coalition.as_ref() == Some(&card.id))
}

/// How bad the worst of them is.
pub fn worst(deck: &Deck, card: &Coalition) -> Option<Severity> {
    of(deck, card).map(|problem| problem.severity).max()
}

/// A line of its own below the race, whether anything is found or not, so that what stands below never jumps: the worst,
/// how many more there are, and the way out that one key has. All of them stand whole at the end of the card.
pub fn line(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
    let mut room = rect;
    // One key mends what two links disagree about.
    if deck.session.slots_linked_otherwise(&deck.article.meta.id, None, Some(&card.id)) > 0 {
        let button = Button::new(deck.say(Words::RelinkSlots)).shortcut_text(deck.keys(Command::RelinkSlots)).small();
        let width = row::button_room(ui, deck.say(Words::RelinkSlots)) + 16.0;
        let place = Rect::from_min_max(pos2(rect.right() - width.min(rect.width() - 60.0), rect.top()), rect.max);
        // The line is as high with it as without.
        let beside = UiBuilder::new().max_rect(place).layout(Layout::right_to_left(Align::Center));
        if ui.new_child(beside).add(button).on_hover_text(deck.say(Words::RelinkSlotsHelp)).clicked() {
            hand.actions.push(Action::RelinkSlots(card.id.clone()));
        }
        room.max.x = place.left() - 4.0;
    }
    let mut found: Vec<&CheckProblem> = of(deck, card).collect();
    found.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
    let Some(worst) = found.first() else {
        let inside = room.with_min_x(room.left() + 2.0);
        look::text_in(ui, inside, deck.say(Words::CardIsFine), look::small(ui), deck.theme.weak);
        return;
    };
    let colour = problems::colour_of(worst.severity, deck.theme);
    ui.painter().rect_filled(room.shrink2(vec2(0.0, 1.0)), 4, deck.theme.tint(colour));
    let sign = Rect::from_center_size(pos2(room.left() + 12.0, room.center().y), Vec2::splat(13.0));
    glyph::severity(ui.painter(), sign, worst.severity, colour);
    let more = if found.len() > 1 { format!("+{}", found.len() - 1) } else { String::new() };
    let more = look::lines(ui, &more, look::small(ui), deck.theme.weak, 40.0, 1);
    let left = room.right() - more.size().x - 6.0;
    ui.painter().galley(pos2(left, room.center().y - more.size().y / 2.0), more, deck.theme.weak);
    let inside = Rect::from_min_max(pos2(room.left() + 22.0, room.top()), pos2(left - 4.0, room.bottom()));
    look::text_in(ui, inside, &problems::told(worst, deck.settings.language), look::small(ui), deck.theme.text);
    let all: Vec<String> = found.iter().map(|problem| problems::told(problem, deck.settings.language)).collect();
    response.on_hover_text(all.join("\n"));
}

/// Each whole.
pub fn list(ui: &mut Ui, deck: &Deck, card: &Coalition) {
    for problem in of(deck, card) {
        let colour = problems::colour_of(problem.severity, deck.theme);
        let text = problems::told(problem, deck.settings.language);
        let width = ui.available_width();
        let galley = look::lines(ui, &text, look::small(ui), deck.theme.text, width - 26.0, usize::MAX);
        let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y + 6.0), Sense::hover());
        ui.painter().rect_filled(rect, 4, deck.theme.tint(colour));
        let middle = rect.left_top() + vec2(12.0, 3.0 + galley.rows.first().map_or(7.0, |row| row.height() / 2.0));
        glyph::severity(ui.painter(), Rect::from_center_size(middle, Vec2::splat(13.0)), problem.severity, colour);
        ui.painter().galley(rect.min + vec2(22.0, 3.0), galley, deck.theme.text);
        let kind = deck.say(names::severity(problem.severity));
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{kind}: {text}")));
    }
}
