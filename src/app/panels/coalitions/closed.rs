//! A card at a glance: its race, how firm, the ticket, the parties, and the first words of its evidence.

use eframe::egui::{
    Frame, Label, Margin, Response, RichText, Role, Sense, TextWrapMode, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use super::{
    deck::{Deck, part},
    findings, look, summary,
};
use crate::{
    app::{
        kit::{fonts::Emphasis, glyph, names, text::Words},
        panels::problems,
    },
    check::Severity,
    model::{Backing, Coalition, Office, Origin},
};

/// The clickable part of a card: all of a closed one, the first line of an open one.
pub fn head(ui: &mut Ui, deck: &Deck, number: usize, card: &Coalition, open: bool) -> Response {
    let race = summary::race(deck.statements(), deck.label(&card.race.region), card.race.office, card.race.year);
    let builder = UiBuilder::new().scope_id(part(card, "head")).sense(Sense::click());
    let response = ui.scope_builder(builder, |ui| {
        Frame::new().inner_margin(Margin::symmetric(8, 6)).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
            ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
            ui.horizontal(|ui| {
                ui.label(RichText::new(number.to_string()).color(deck.theme.weak));
                warning(ui, deck, card);
                if card.by == Origin::Drafted {
                    let badge = RichText::new(deck.say(Words::ByRules)).small().color(deck.theme.warning);
                    ui.label(badge).on_hover_text(deck.say(Words::DraftedHelp));
                }
                ui.add(Label::new(RichText::new(&race).bold()).truncate());
            });
            if !open {
                lines(ui, deck, card);
            }
        });
    });
    let response = response.response;
    let state = deck.say(if open { Words::CardOpen } else { Words::CardClosed });
    let number = deck.fill(Words::CoalitionNumber, &[&number.to_string()]);
    let status = deck.statements().certainty(card.status);
    let drafted = match card.by {
        Origin::Drafted => format!(", {}", deck.say(Words::ByRules)),
        _ => String::new(),
    };
    response.widget_info(|| {
        WidgetInfo::selected(Role::Button, true, open, format!("{number}: {race}, {status}, {state}{drafted}"))
    });
    response
}

/// A sign if the checks find something in the card that is probably wrong.
fn warning(ui: &mut Ui, deck: &Deck, card: &Coalition) {
    let Some(worst) = findings::worst(deck, card).filter(|&worst| worst >= Severity::Warning) else { return };
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(14.0), Sense::hover());
    glyph::severity(ui.painter(), rect, worst, problems::colour_of(worst, deck.theme));
    let kind = deck.say(names::severity(worst));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, kind));
    response.on_hover_text(kind);
}

fn lines(ui: &mut Ui, deck: &Deck, card: &Coalition) {
    let ticket = summary::ticket(deck.label(&card.ticket.head), deck.label(&card.ticket.deputy));
    if ticket.is_empty() {
        ui.horizontal_wrapped(|ui| {
            badge(ui, deck, card);
            chips(ui, deck, card);
        });
    } else {
        ui.horizontal(|ui| {
            badge(ui, deck, card);
            ui.add(Label::new(RichText::new(ticket).color(deck.theme.text)).truncate());
        });
        ui.horizontal_wrapped(|ui| chips(ui, deck, card));
    }
    if let Some(first) = card.evidence.first() {
        let quote = summary::quoted(&deck.article.text, *first, 120);
        ui.add(Label::new(RichText::new(quote).small().color(deck.theme.weak)).truncate());
    }
}

/// How firm: a sign of its own and the word, never colour alone.
fn badge(ui: &mut Ui, deck: &Deck, card: &Coalition) {
    let colour = look::certainty_colour(deck.theme, deck.statements().statements, card.status);
    let name = deck.statements().certainty(card.status);
    let galley = look::lines(ui, name, look::small(ui), colour, f32::INFINITY, 1);
    let size = vec2(galley.size().x + 24.0, 18.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    ui.painter().rect_filled(rect, 9, deck.theme.tint(colour));
    let sign = eframe::egui::Rect::from_center_size(pos2(rect.left() + 10.0, rect.center().y), Vec2::splat(12.0));
    let scheme = deck.statements().statements;
    look::certainty_sign(ui.painter(), sign, card.status, scheme, (colour, deck.theme.ground));
    ui.painter().galley(pos2(rect.left() + 18.0, rect.center().y - galley.size().y / 2.0), galley, colour);
    response.on_hover_text(deck.statements().certainty_help(card.status));
}

fn chips(ui: &mut Ui, deck: &Deck, card: &Coalition) {
    if card.backings.is_empty() {
        ui.label(RichText::new(deck.say(Words::NoParties)).small().color(deck.theme.weak));
    }
    ui.spacing_mut().item_spacing.x = 4.0;
    for backing in &card.backings {
        chip(ui, deck, card.race.office, backing);
    }
}

fn chip(ui: &mut Ui, deck: &Deck, office: Option<Office>, backing: &Backing) {
    let mut text = deck.label(&backing.party).to_owned();
    if backing.slot.is_some() {
        text = format!("{text} · {}", deck.statements().slot(office, backing.slot));
    }
    let widest = ui.max_rect().width() - 14.0;
    let galley = look::lines(ui, &text, look::small(ui), deck.theme.text, widest, 1);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(14.0, 4.0), Sense::hover());
    let ink = look::chip(ui.painter(), rect, deck, backing);
    ui.painter().galley_with_override_text_color(rect.min + vec2(7.0, 2.0), galley, ink);
    let stance = deck.statements().stance(backing.stance);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{text}: {stance}")));
    response.on_hover_ui(|ui| {
        ui.label(deck.about(&backing.party));
        ui.label(deck.statements().stance_help(backing.stance));
        if backing.slot.is_some() {
            ui.label(deck.fill(Words::SlotOffered, &[&deck.statements().slot(office, backing.slot)]));
        }
    });
}
