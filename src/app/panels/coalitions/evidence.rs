//! The sentences that show what a card says.

use eframe::egui::{Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::{
    deck::{Deck, Hand, part},
    look::{self, CELL, ROW},
    summary,
};
use crate::{
    app::{
        kit::{glyph, row, text::Words},
        state::{action::Action, command::Command},
    },
    edit::CoalitionField,
    model::{Coalition, Span},
};

/// Characters of a quotation that are looked at: more than two lines hold.
const MOST: usize = 400;

pub fn ui(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    header(ui, deck, card, hand);
    for span in &card.evidence {
        quote(ui, deck, card, *span, hand);
    }
}

/// The label with its key and what to do; a click takes what is selected in the article.
fn header(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, part(card, "evidence"), Sense::click());
    let label_width = look::label_width(ui);
    let label = Rect::from_min_size(rect.min, vec2(label_width - 6.0, ROW));
    let lit = response.hovered() || response.has_focus();
    let colour = if lit { ui.visuals().hyperlink_color } else { deck.theme.weak };
    let keys = deck.keys(Command::AddEvidence);
    look::text_in(ui, label.with_max_x(label.right() - 19.0), deck.say(Words::Evidence), look::small(ui), colour);
    look::key_cap(ui, label, &keys, deck.theme);
    let hint = match keys.as_str() {
        "" => deck.say(Words::EvidenceHintClick).to_owned(),
        keys => deck.fill(Words::EvidenceHint, &[keys]),
    };
    look::text_in(ui, rect.with_min_x(rect.left() + label_width), &hint, look::small(ui), deck.theme.weak);
    let about = format!("{}: {}", deck.say(Words::Evidence), card.evidence.len());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &about));
    if response.on_hover_text(deck.say(Words::AddEvidenceHelp)).clicked() {
        hand.actions.push(Action::Run(Command::AddEvidence));
    }
}

/// At most two lines of a sentence; a click shows it in the article.
fn quote(ui: &mut Ui, deck: &Deck, card: &Coalition, span: Span, hand: &mut Hand) {
    let text = summary::quote(&deck.article.text, span, MOST);
    let width = ui.available_width();
    let galley = look::lines(ui, &text, look::small(ui), deck.theme.text, width - 10.0 - CELL - 4.0, 2);
    let (rect, _) = ui.allocate_exact_size(vec2(width, galley.size().y + 6.0), Sense::hover());
    let id = part(card, "evidence").with((span.start, span.end));
    let response = ui.interact(rect, id, Sense::click());
    let bar = if response.hovered() || response.has_focus() {
        ui.visuals().hyperlink_color
    } else {
        deck.theme.weak.gamma_multiply(0.6)
    };
    ui.painter().rect_filled(Rect::from_min_size(rect.min, vec2(3.0, rect.height())), 1, bar);
    let elided = galley.elided;
    ui.painter().galley(rect.min + vec2(10.0, 3.0), galley, deck.theme.text);
    let cross = Rect::from_min_size(pos2(rect.right() - CELL, rect.top() + 2.0), Vec2::splat(CELL));
    let remove = row::sign_button_at(ui, cross, id.with("remove"), deck.say(Words::RemoveEvidence), glyph::cross);
    let about = format!("{}: “{text}”", deck.say(Words::ShowEvidence));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &about));
    let response = if elided { response.on_hover_text(text) } else { response };
    if remove.clicked() {
        hand.set(card, CoalitionField::RemoveEvidence(span));
    } else if response.clicked() {
        hand.actions.push(Action::Show { article: deck.article.meta.id.clone(), span });
    }
}
