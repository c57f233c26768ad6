//! The table of the ledger: rows and columns are drawn only where they are seen. Arrow keys move the chosen cell.

use eframe::egui::{
    self, Align2, Color32, Id, Key, Modifiers, Rect, Role, ScrollArea, Sense, Stroke, TextStyle, Ui, WidgetInfo, pos2,
    vec2,
};

use super::{LedgerPane, LedgerState, row_of};
use crate::{
    answers::{CellRow, LedgerColumn, LedgerFilter, NOBODY, RaceRow, UNLINKED, pictures::StatusLook},
    app::{
        kit::{
            glyph,
            names::{self, StatementNames},
            text::Words,
            theme::Theme,
        },
        panels::coalitions,
        state::screen::Screen,
    },
    model::{Certainty, Office, Stance},
};

/// A race that is not fully told may have the tickets of all regions: so many are named.
const MOST_TICKETS: usize = 30;

const NAME: f32 = 230.0;
const CELL: f32 = 68.0;
const ROW: f32 = 40.0;
const HEAD: f32 = 24.0;
/// The head and a row, with what keeps them apart.
pub const LEAST: f32 = HEAD + ROW + 12.0;

/// The table; `free`: nothing floats over it, so that arrow keys are its own.
pub fn ui(ui: &mut Ui, screen: &Screen, state: &mut LedgerState, free: bool) {
    let language = screen.language();
    let fit = (((ui.available_width() - NAME - 16.0) / CELL) as usize).max(1);
    if state.races.is_empty() {
        ui.centered_and_justified(|ui| ui.label(egui::RichText::new(language.say(Words::NoMatch)).weak()));
        return;
    }
    keys(ui, state, fit, free);
    let first = state.first_column;
    let last = (first + fit).min(state.columns.len());
    head(ui, screen, state, first, last);
    let mut area = ScrollArea::vertical().id_salt("ledger rows").auto_shrink(false).min_scrolled_height(0.0);
    if std::mem::take(&mut state.reveal) {
        let top = state.cursor.0 as f32 * ROW;
        let height = ui.available_height();
        let offset = ui.data(|data| data.get_temp::<f32>(offset_id())).unwrap_or(0.0);
        if top < offset || top + ROW > offset + height {
            area = area.vertical_scroll_offset((top - height / 2.0).max(0.0));
        }
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let count = state.races.len();
    let output = area.show_rows(ui, ROW, count, |ui, range| {
        for at in range {
            let Some(race) = state.races.get(at).cloned() else { continue };
            let Some(row) = row_of(screen, state, &race) else { continue };
            race_ui(ui, screen, state, at, &row, first..last);
        }
    });
    ui.data_mut(|data| data.insert_temp(offset_id(), output.state.clamped_offset().y));
}

fn offset_id() -> Id {
    Id::unique("ledger offset")
}

fn table_id() -> Id {
    Id::unique("ledger table")
}

/// Arrows move the cell while nothing is typed into a field.
fn keys(ui: &mut Ui, state: &mut LedgerState, fit: usize, free: bool) {
    if std::mem::take(&mut state.focus) {
        ui.memory_mut(|memory| memory.stop_text_input());
    }
    let typing = ui.memory(|memory| memory.focused()).is_some_and(|id| id != table_id());
    if typing || !free {
        return;
    }
    let pressed = |key: Key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
    let (rows, columns) = (state.races.len() as isize, state.columns.len() as isize);
    let down = pressed(Key::ArrowDown) as isize - pressed(Key::ArrowUp) as isize
        + 10 * (pressed(Key::PageDown) as isize - pressed(Key::PageUp) as isize);
    let right = pressed(Key::ArrowRight) as isize - pressed(Key::ArrowLeft) as isize;
    if down == 0 && right == 0 {
        return;
    }
    let moved = |at: usize, by: isize, end: isize| (at as isize + by).clamp(0, (end - 1).max(0)) as usize;
    state.cursor = (moved(state.cursor.0, down, rows), moved(state.cursor.1, right, columns));
    state.first_column = state.first_column.clamp((state.cursor.1 + 1).saturating_sub(fit), state.cursor.1);
    (state.reveal, state.look) = (true, LedgerPane::Cell);
}

fn head(ui: &mut Ui, screen: &Screen, state: &mut LedgerState, first: usize, last: usize) {
    let (language, theme) = (screen.language(), screen.theme);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let (rect, _) = ui.allocate_exact_size(vec2(NAME - 52.0, HEAD), Sense::hover());
        let font = TextStyle::Small.resolve(ui.style());
        ui.painter().text(
            rect.left_center(),
            Align2::LEFT_CENTER,
            language.say(Words::LedgerRace),
            font.clone(),
            theme.weak,
        );
        let total = state.columns.len();
        for (sign, words, by, can) in
            [("◀", Words::LedgerPreviousColumns, -1, first > 0), ("▶", Words::LedgerNextColumns, 1, last < total)]
        {
            let button = ui.add_enabled(can, egui::Button::new(sign).small().min_size(vec2(24.0, 18.0)));
            button.widget_info(|| WidgetInfo::labeled(Role::Button, can, language.say(words)));
            if button.on_hover_text(language.say(words)).clicked() {
                let step = (last - first).max(1) as isize * by;
                let most = total.saturating_sub(1) as isize;
                state.first_column = (first as isize + step).clamp(0, most) as usize;
            }
            ui.add_space(1.0);
        }
        for at in first..last {
            let Some(column) = state.columns.get(at) else { continue };
            let (rect, response) = ui.allocate_exact_size(vec2(CELL, HEAD), Sense::hover());
            let label = column_label(screen, column);
            let chosen = state.cursor.1 == at;
            let colour = if chosen { theme.text } else { theme.weak };
            fitted(ui, rect.shrink(2.0), &label, colour);
            response.on_hover_text(label);
        }
    });
}

fn column_label(screen: &Screen, column: &LedgerColumn) -> String {
    let language = screen.language();
    match column {
        LedgerColumn::Party(id) => {
            screen.session.map_or_else(String::new, |session| session.entity_label(id).to_owned())
        }
        LedgerColumn::Unlinked => language.say(Words::LedgerUnlinked).to_owned(),
        LedgerColumn::Nobody => language.say(Words::LedgerNobody).to_owned(),
    }
}

/// A text in the middle of a place, cut where it does not fit.
fn fitted(ui: &Ui, rect: Rect, text: &str, colour: Color32) {
    let font = TextStyle::Small.resolve(ui.style());
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width());
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, colour);
}

/// `Banten`, `Governor 2024 · Andra Soni – A. Dimyati`.
fn race_ui(
    ui: &mut Ui,
    screen: &Screen,
    state: &mut LedgerState,
    at: usize,
    row: &RaceRow,
    columns: std::ops::Range<usize>,
) {
    let (language, theme) = (screen.language(), screen.theme);
    let title = title(row, screen.statements());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let (rect, response) = ui.allocate_exact_size(vec2(NAME, ROW), Sense::click());
        let chosen = state.cursor.0 == at;
        if chosen {
            ui.painter().rect_filled(rect, 3, ui.visuals().faint_bg_color);
        }
        let mut pairs: Vec<String> = row
            .tickets
            .iter()
            .take(MOST_TICKETS)
            .map(|ticket| match ticket.ballot_no {
                Some(number) => format!("{} ({number})", ticket.head_name),
                None => ticket.head_name.clone(),
            })
            .collect();
        if row.tickets.len() > MOST_TICKETS {
            pairs.push("…".to_owned());
        }
        for (text, style, y, colour) in
            [(&title, TextStyle::Body, 3.0, theme.text), (&pairs.join(" · "), TextStyle::Small, 22.0, theme.weak)]
        {
            let font = style.resolve(ui.style());
            let mut job = egui::text::LayoutJob::simple_singleline(text.clone(), font, colour);
            job.wrap = egui::text::TextWrapping::truncate_at_width(NAME - 8.0);
            let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
            ui.painter().galley(rect.left_top() + vec2(2.0, y), galley, colour);
        }
        response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, chosen, &title));
        if response.on_hover_text(format!("{title}\n{}\n{}", row.race, pairs.join("\n"))).clicked() {
            state.cursor.0 = at;
        }
        for number in columns {
            let Some(column) = state.columns.get(number).cloned() else { continue };
            let (rect, response) = ui.allocate_exact_size(vec2(CELL, ROW), Sense::click());
            let chosen = state.cursor == (at, number);
            let stroke = Stroke::new(0.5, ui.visuals().widgets.noninteractive.bg_stroke.color);
            ui.painter().hline(rect.x_range(), rect.bottom(), stroke);
            let cell = row.cells.iter().find(|cell| is_of(cell, &column));
            if let Some(cell) = cell {
                cell_ui(ui, rect, cell, state.filter.changed_since.is_some(), screen.statements(), theme);
            }
            if chosen || response.has_focus() {
                let stroke = Stroke::new(1.5, theme.focus);
                ui.painter().rect_stroke(rect.shrink(1.0), 3, stroke, egui::StrokeKind::Inside);
            }
            let said = cell.map_or_else(
                || format!("{}, {title}: {}", column_label(screen, &column), language.say(Words::LedgerNothingSaid)),
                |cell| cell_words(cell, &title, &state.filter, screen.statements()),
            );
            response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, chosen, &said));
            if response.on_hover_text(said).clicked() {
                (state.cursor, state.look) = ((at, number), LedgerPane::Cell);
            }
        }
    });
}

pub fn is_of(cell: &CellRow, column: &LedgerColumn) -> bool {
    match column {
        LedgerColumn::Party(id) => cell.party.as_ref() == Some(id),
        LedgerColumn::Unlinked => cell.party.is_none() && cell.label == UNLINKED,
        LedgerColumn::Nobody => cell.party.is_none() && cell.label == NOBODY,
    }
}

/// What a race is called in the window's language.
pub fn title(row: &RaceRow, names: StatementNames<'_>) -> String {
    let language = names.language;
    let region = if row.region_name.is_empty() { language.say(Words::LedgerRegionOpen) } else { &row.region_name };
    let office = row.office.and_then(|key| Office::new(key).ok());
    let year = row.year.map_or_else(|| "?".to_owned(), |year| year.to_string());
    let title = format!("{region} · {} {year}", names.office(office));
    if row.held { title } else { format!("{title} · {}", language.say(Words::LedgerNotHeld)) }
}

fn status_of(key: Option<&str>) -> Option<Certainty> {
    Certainty::new(key?).ok()
}

/// The stance that has a sign, that of the cards: who joins without more is told by the cell alone.
fn shown_stance(cell: &CellRow) -> Option<Stance> {
    Stance::new(cell.stance?).ok().filter(|stance| !matches!(stance, Stance::Member | Stance::Open))
}

/// A cell in words: what a pointer and a screen reader are told.
pub fn cell_words(cell: &CellRow, title: &str, filter: &LedgerFilter, statements: StatementNames<'_>) -> String {
    let language = statements.language;
    let dated = |status, day| format!("{}, {}", statements.certainty(status), names::date(language, day));
    let word = match (status_of(cell.status), cell.day) {
        (Some(status), Some(day)) => dated(status, day),
        _ => language.say(Words::LedgerOpen).to_owned(),
    };
    let counts = language.fill(Words::LedgerBehind, &[&cell.statements.to_string(), &cell.stories.to_string()]);
    let mut words = format!("{}, {title}: {word}; {counts}", cell.label);
    for (is, more) in [(cell.contradicts, Words::LedgerContradicts), (cell.switched, Words::LedgerTurned)] {
        if is {
            words += &format!("; {}", language.say(more));
        }
    }
    if let Some(stance) = shown_stance(cell) {
        words += &format!("; {}", statements.stance(stance));
    }
    if filter.changed_since.is_some() {
        let before = cell.before.as_ref().and_then(|before| Some(dated(status_of(Some(before.status))?, before.day)));
        let before = before.unwrap_or_else(|| language.say(Words::LedgerNothingSaid).to_owned());
        words += &format!("; {}", language.fill(Words::LedgerBefore, &[&before]));
    }
    words
}

/// `compares`: what was the last word before stands before what is.
fn cell_ui(ui: &Ui, rect: Rect, cell: &CellRow, compares: bool, statements: StatementNames<'_>, theme: &Theme) {
    let painter = ui.painter();
    let status = status_of(cell.status);
    let look =
        |status: Certainty| (StatusLook::of(statements.statements, status).glyph, statements.colour(theme, status));
    let hue = status.map_or(theme.weak, |status| look(status).1);
    painter.rect_filled(rect.shrink(2.0), 4, theme.tint(hue));
    let mut centre = pos2(rect.left() + 16.0, rect.top() + 14.0);
    if compares {
        let small = TextStyle::Small.resolve(ui.style());
        match status_of(cell.before.as_ref().map(|before| before.status)) {
            Some(before) => {
                let (form, hue) = look(before);
                glyph::form(painter, centre, 4.0, form, hue, theme.tint(hue));
            }
            None => drop(painter.text(centre, Align2::CENTER_CENTER, "·", small.clone(), theme.weak)),
        }
        painter.text(centre + vec2(12.0, 0.0), Align2::CENTER_CENTER, "→", small, theme.weak);
        centre.x += 24.0;
    }
    match status {
        Some(status) => glyph::form(painter, centre, 5.0, look(status).0, hue, theme.tint(hue)),
        None => {
            let font = TextStyle::Body.resolve(ui.style());
            painter.text(centre, Align2::CENTER_CENTER, "?", font, theme.weak);
        }
    }
    let font = TextStyle::Small.resolve(ui.style());
    if let Some(stance) = shown_stance(cell) {
        let hue = coalitions::stance_colour(theme, statements.statements, stance).unwrap_or(theme.text);
        let place = Rect::from_center_size(pos2(centre.x + 17.0, centre.y), vec2(12.0, 12.0));
        coalitions::stance_sign(painter, place, stance, statements.statements, hue);
    }
    let stories = format!("×{}", cell.stories);
    let at = pos2(rect.left() + 10.0, rect.bottom() - 10.0);
    painter.text(at, Align2::LEFT_CENTER, stories, font.clone(), theme.weak);
    let marks = match (cell.contradicts, cell.switched) {
        (true, true) => "⚠↺",
        (true, false) => "⚠",
        (false, true) => "↺",
        (false, false) => "",
    };
    // Beside two signs there is no room for a third.
    let height = if compares || shown_stance(cell).is_some() { at.y } else { centre.y };
    painter.text(pos2(rect.right() - 6.0, height), Align2::RIGHT_CENTER, marks, font, theme.warning);
}
