//! Timeline and network in the ledger: the same drawing that is written as a file.

use eframe::egui::{self, Align2, Color32, FontId, Rect, ScrollArea, Sense, Shape as Painted, Stroke, Ui, pos2, vec2};

use super::{LedgerPane, LedgerState, LookKey, colour, grid};
use crate::{
    answers::{
        Counter, CountingOptions, EntityNames, Mode, Sign,
        pictures::{
            Anchor, Drawing, PictureShape, network_picture, status_colour, svg, timeline_of_party, timeline_of_race,
            timeline_picture,
        },
    },
    app::{kit::text::Words, state::screen::Screen},
    model::{Certainty, EntityId},
};

pub fn ui(ui: &mut Ui, screen: &Screen, state: &mut LedgerState) {
    let language = screen.language();
    let width = (ui.available_width() - 14.0).max(420.0);
    let height = (ui.available_height() - 34.0).max(220.0);
    let Some(session) = screen.session else { return };
    let Some(ledger) = session.ledger() else { return };
    let shown = LookKey {
        revision: ledger.revision(),
        filter: state.filter.clone(),
        look: state.look,
        cell: state
            .cell()
            .map(|(race, column)| (race.clone(), column.clone()))
            .filter(|_| state.look == LedgerPane::Timeline),
        // A picture is made anew for another width, not for each point of it while an edge is dragged.
        width: (width / 20.0) as u32 * 20 + (height / 20.0) as u32,
        language,
    };
    if state.picture.as_ref().is_none_or(|(made_for, _)| *made_for != shown) {
        let entity = |id: &EntityId| session.entity(id);
        let names = EntityNames { entity: &entity };
        let drawing = match (&shown.look, &shown.cell) {
            (LedgerPane::Timeline, Some((race, column))) => {
                // A party that is asked for alone is followed through all its races.
                let timeline = match (column.party(), state.filter.parties.len(), ledger.book(race)) {
                    (Some(party), 1, _) if state.filter.region.is_none() => timeline_of_party(ledger, party, &names),
                    (_, _, Some(book)) => timeline_of_race(ledger, race, book, &names),
                    _ => Default::default(),
                };
                timeline_picture(&timeline, width, language)
            }
            _ => {
                let counting = counting(&shown.filter);
                let mut counter = Counter::new(counting.clone());
                let books = state.races.iter().filter_map(|race| ledger.book(race));
                for stated in books.flat_map(|book| ledger.statements(book)) {
                    counter.article();
                    counter.statement(stated.statement, stated.article, stated.story);
                }
                network_picture(&counter.finish(), &counting, &names, (width, height), language).drawing
            }
        };
        state.picture = Some((shown, drawing));
    }
    let Some((_, drawing)) = &state.picture else { return };
    ui.horizontal(|ui| {
        ui.label(egui::RichText::new(&drawing.title).strong());
        if ui
            .button(screen.say(Words::LedgerCopyPicture))
            .on_hover_text(screen.say(Words::LedgerCopyPictureHelp))
            .clicked()
        {
            ui.ctx().copy_text(svg(drawing));
        }
    });
    ScrollArea::both().id_salt("ledger picture").auto_shrink(false).show(ui, |ui| paint(ui, drawing));
}

/// The ties of the window: decided ones by default; with denials they have a sign.
fn counting(filter: &crate::answers::LedgerFilter) -> CountingOptions {
    let statuses =
        if filter.statuses.is_empty() { CountingOptions::default().statuses } else { filter.statuses.clone() };
    let signed = statuses.contains(&Certainty::Denied);
    CountingOptions {
        sign: if signed { Sign::Status } else { Sign::None },
        statuses,
        from: filter.changed_since,
        to: filter.at,
        mode: Mode::Parties,
        ..CountingOptions::default()
    }
}

/// Paints a drawing on the paper that it was made for: its colours are those of the file.
fn paint(ui: &mut Ui, drawing: &Drawing) {
    let (rect, response) = ui.allocate_exact_size(vec2(drawing.width, drawing.height), Sense::hover());
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 4, Color32::WHITE);
    let to = |(x, y): (f32, f32)| pos2(rect.left() + x, rect.top() + y);
    let pointer = response.hover_pos();
    let mut told = None;
    for shape in &drawing.shapes {
        match shape {
            PictureShape::Line { from, to: end, width, colour: hue, dashed } => {
                let stroke = Stroke::new(*width, colour(*hue));
                if *dashed {
                    painter.extend(Painted::dashed_line(&[to(*from), to(*end)], stroke, 5.0, 4.0));
                } else {
                    painter.line_segment([to(*from), to(*end)], stroke);
                }
            }
            PictureShape::Rect { at, size, fill } => {
                painter.rect_filled(Rect::from_min_size(to(*at), vec2(size.0, size.1)), 0, colour(*fill));
            }
            PictureShape::Circle { at, radius, fill, edge, about } => {
                painter.circle(to(*at), *radius, colour(*fill), Stroke::new(1.0, colour(*edge)));
                if pointer.is_some_and(|pointer| pointer.distance(to(*at)) <= *radius) {
                    told = Some(about);
                }
            }
            PictureShape::Glyph { at, size, status, about } => {
                grid::glyph(&painter, to(*at), *size, *status, colour(status_colour(*status)), Color32::WHITE);
                if !about.is_empty() && pointer.is_some_and(|pointer| pointer.distance(to(*at)) <= size + 2.0) {
                    told = Some(about);
                }
            }
            PictureShape::Text { at, size, colour: hue, anchor, text } => {
                let align = match anchor {
                    Anchor::Start => Align2::LEFT_BOTTOM,
                    Anchor::Middle => Align2::CENTER_BOTTOM,
                    Anchor::End => Align2::RIGHT_BOTTOM,
                };
                painter.text(to(*at) + vec2(0.0, 3.0), align, text, FontId::proportional(*size), colour(*hue));
            }
        }
    }
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &drawing.title));
    if let Some(about) = told {
        response.on_hover_text_at_pointer(about);
    }
}
