//! Timeline and network in the ledger: the same drawing that is written as a file.

use eframe::egui::{self, Align2, Color32, FontId, Rect, ScrollArea, Sense, Shape as Painted, Stroke, Ui, pos2, vec2};

use super::{LedgerPane, LedgerState, LookKey, colour};
use crate::{
    answers::{
        CountingOptions, EntityNames, GuessedDates, Mode, Sign,
        pictures::{Anchor, Drawing, PAGE, Picture, PictureFile, PictureShape, PictureSubject, svg},
    },
    app::{
        kit::{fonts::Emphasis, glyph, text::Words},
        state::{action::Action, screen::Screen},
    },
    message::{Language, Message},
    model::{Certainty, ChoiceSign, EntityId, StatementScheme, StatusSense},
    session::Session,
};

pub fn ui(ui: &mut Ui, screen: &Screen, state: &mut LedgerState, actions: &mut Vec<Action>) {
    let language = screen.language();
    let width = (ui.available_width() - 14.0).max(420.0);
    let height = (ui.available_height() - 34.0).max(220.0);
    let Some(session) = screen.session else { return };
    let Some(ledger) = session.ledger() else { return };
    let shown = LookKey {
        revision: ledger.revision(),
        filter: state.filter.clone(),
        look: state.look,
        never_met: false,
        cell: state
            .cell()
            .map(|(race, column)| (race.clone(), column.clone()))
            .filter(|_| state.look == LedgerPane::Timeline),
        // A picture is made anew for another width, not for each point of it while an edge is dragged.
        width: (width / 20.0) as u32 * 20 + (height / 20.0) as u32,
        language,
    };
    if state.picture.as_ref().is_none_or(|(made_for, _)| *made_for != shown) {
        let picture = picture(session, state, (width, height), language);
        state.picture = Some((shown, picture));
    }
    let picture = match &state.picture {
        Some((_, Some(Ok(picture)))) => picture,
        Some((_, Some(Err(problem)))) => {
            ui.label(egui::RichText::new(problem.say(language)).color(screen.theme.warning));
            return;
        }
        _ => return,
    };
    ui.horizontal_wrapped(|ui| {
        ui.label(egui::RichText::new(&picture.drawing.title).bold());
        for (file, words) in [
            (PictureFile::Svg, Words::LedgerSaveSvg),
            (PictureFile::Png, Words::LedgerSavePng),
            (PictureFile::Table, Words::LedgerSaveTable),
        ] {
            if ui.button(screen.say(words)).on_hover_text(screen.say(Words::LedgerSaveHelp)).clicked() {
                actions.push(Action::ChoosePicture(file));
            }
        }
        if ui
            .button(screen.say(Words::LedgerCopyPicture))
            .on_hover_text(screen.say(Words::LedgerCopyPictureHelp))
            .clicked()
        {
            ui.ctx().copy_text(svg(&picture.drawing));
        }
    });
    ScrollArea::both().id_salt("ledger picture").auto_shrink(false).show(ui, |ui| paint(ui, &picture.drawing));
}

/// The picture that is shown, as large as a page: what a file holds, as `tandai report` writes it.
pub fn for_paper(session: &Session, state: &LedgerState, language: Language) -> Option<Result<Picture, Message>> {
    picture(session, state, PAGE, language)
}

/// The picture of the chosen look; `None`: the look is none.
fn picture(
    session: &Session,
    state: &LedgerState,
    size: (f32, f32),
    language: Language,
) -> Option<Result<Picture, Message>> {
    let ledger = session.ledger()?;
    let subject = match state.look {
        LedgerPane::Timeline => {
            let (race, column) = state.cell()?;
            // A party that is asked for alone is followed through all its races.
            match (column.party(), state.filter.parties.len()) {
                (Some(party), 1) if state.filter.region.is_none() => PictureSubject::Party(party, state.filter.at),
                _ => PictureSubject::Race(race, state.filter.at),
            }
        }
        LedgerPane::Network => PictureSubject::Network(
            &state.races,
            counting(&state.filter, ledger.elections().statements(), ledger.guessed_dates()),
        ),
        _ => return None,
    };
    let entity = |id: &EntityId| session.entity(id);
    Some(Picture::of(
        &subject,
        ledger,
        &EntityNames { entity: &entity, elections: session.elections() },
        size,
        language,
    ))
}

/// The ties of the window: decided ones by default; with denials they have a sign.
fn counting(
    filter: &crate::answers::LedgerFilter,
    scheme: &StatementScheme,
    guessed_dates: GuessedDates,
) -> CountingOptions {
    let statuses =
        if filter.statuses.is_empty() { CountingOptions::of_project(scheme).statuses } else { filter.statuses.clone() };
    let refuses = |status: &Certainty| scheme.meaning(*status).sense == StatusSense::Refused;
    // Who stands against a ticket is told by ties that pull apart.
    let opposes = scheme.stances.iter().any(|stance| stance.sign() == ChoiceSign::Minus);
    let signed = opposes || statuses.iter().any(refuses);
    CountingOptions {
        sign: if signed { Sign::Status } else { Sign::None },
        statuses,
        from: filter.changed_since,
        to: filter.at,
        mode: Mode::Parties,
        guessed_dates,
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
            PictureShape::Glyph { at, size, look, about } => {
                glyph::form(&painter, to(*at), *size, look.glyph, colour(look.colour), Color32::WHITE);
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
