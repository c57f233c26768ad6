//! What stands behind a cell: every statement with its day, its speaker and its sentence; a click opens the article there.

use eframe::egui::{self, Button, RichText, ScrollArea, Ui};

use super::{LedgerState, grid};
use crate::{
    answers::{LedgerCell, StatementRow, before_and_after, pictures::StatusLook},
    app::{
        kit::{fonts::Emphasis, glyph, names, text::Words},
        state::{action::Action, screen::Screen},
    },
    message::Language,
    model::{Calendar, Certainty},
};

pub fn ui(ui: &mut Ui, screen: &Screen, state: &mut LedgerState, actions: &mut Vec<Action>) {
    let (language, theme) = (screen.language(), screen.theme);
    let Some((race, column)) = state.cell().map(|(race, column)| (race.clone(), column.clone())) else {
        return;
    };
    let Some(row) = super::row_of(screen, state, &race) else { return };
    let title = grid::title(&row, screen.statements());
    let Some(session) = screen.session else { return };
    let Some(ledger) = session.ledger() else { return };
    if !state.has_asked(ledger, &race, &column) {
        actions.push(Action::ReadSentences);
    }
    let Some(book) = ledger.book(&race) else { return };
    let stated = ledger.column(book, &column);
    let at = state.filter.at;
    let entity = |id: &crate::model::EntityId| session.entity(id);
    let names = crate::answers::EntityNames { entity: &entity, elections: session.elections() };
    let mut own = crate::answers::CellRow::of(&race, &column, &stated, &state.filter, true, &names);
    let in_row = row.cells.iter().find(|cell| grid::is_of(cell, &column));
    own.threshold_met = in_row.map_or(own.threshold_met, |cell| cell.threshold_met);
    if own.said.is_empty() {
        ui.label(RichText::new(language.say(Words::LedgerNothingSaid)).weak());
        return;
    }
    let cell = LedgerCell::of(column.party(), &stated, at, row.open);
    let turn = before_and_after(&stated, at).filter(|_| cell.switched).and_then(|(_, after)| {
        let first = after.first()?;
        Some((first.article.id.clone(), first.statement.id.clone()))
    });
    // Head and statements roll together: in a low window there is no room for both.
    ScrollArea::vertical().id_salt("ledger statements").auto_shrink(false).min_scrolled_height(0.0).show(ui, |ui| {
        ui.label(RichText::new(grid::cell_words(&own, &title, &state.filter, screen.statements())).bold());
        ui.label(RichText::new(outcome(&own, &row, session.elections().calendar(), language)).weak().small());
        if let Some(problem) = state.evidence.as_ref().and_then(|evidence| evidence.problem.as_ref()) {
            ui.label(RichText::new(problem.say(language)).color(theme.warning));
        }
        for said in &own.said {
            if turn.as_ref().is_some_and(|turn| (&turn.0, &turn.1) == (&said.article, &said.coalition)) {
                ui.label(RichText::new(format!("↺ {}", language.say(Words::LedgerTurnedHere))).color(theme.warning));
            }
            statement(ui, screen, state, said, actions);
        }
    });
}

/// Whether the ticket was registered, and how long before registration the last word was said.
fn outcome(
    cell: &crate::answers::CellRow,
    row: &crate::answers::RaceRow,
    calendar: &Calendar,
    language: Language,
) -> String {
    let mut parts = Vec::new();
    if !cell.head_name.is_empty() {
        let deputy = if cell.deputy_name.is_empty() { "…" } else { &cell.deputy_name };
        parts.push(format!("{} – {deputy}", cell.head_name));
    }
    match (cell.ticket_registered, cell.ballot_no) {
        ("yes", Some(number)) => {
            let pairs = row.pairs_in_race.map_or_else(|| "?".to_owned(), |pairs| pairs.to_string());
            parts.push(language.fill(Words::LedgerRegistered, &[&number.to_string(), &pairs]));
        }
        ("no", _) => parts.push(language.say(Words::LedgerNeverRegistered).to_owned()),
        _ => {}
    }
    if let Some(days) = cell.days_to_registration {
        let words = if days < 0 { Words::LedgerDaysAfter } else { Words::LedgerDaysToRegistration };
        parts.push(language.fill(words, &[&days.unsigned_abs().to_string()]));
    }
    if let Some(rule) = cell.threshold_rule.as_deref() {
        let name = calendar.thresholds.iter().find(|one| one.key == rule).map_or(rule, |one| one.name.as_str());
        parts.push(language.fill(Words::LedgerRule, &[name]));
    }
    if let Some(enough) = super::looks::enough(cell.threshold_met) {
        parts.push(language.say(enough).to_owned());
    }
    parts.join(" · ")
}

fn statement(ui: &mut Ui, screen: &Screen, state: &LedgerState, said: &StatementRow, actions: &mut Vec<Action>) {
    let (language, theme) = (screen.language(), screen.theme);
    let key = (said.article.clone(), said.coalition.clone());
    let evidence = state.evidence.as_ref().and_then(|evidence| evidence.found.get(&key));
    let status = Certainty::new(said.status).unwrap_or(Certainty::Open);
    let names = screen.statements();
    let day = match (said.day, said.day_is) {
        (Some(day), "beyond") => format!("{} ?", names::date(language, day)),
        (Some(day), "guessed") => format!("{} ({})", names::date(language, day), language.say(Words::Guessed)),
        (Some(day), _) => names::date(language, day),
        (None, _) => language.say(Words::Dateless).to_owned(),
    };
    let hue = names.colour(theme, status);
    let show = || match evidence.and_then(|evidence| evidence.spans.first()) {
        Some((span, _)) => Action::Show { article: said.article.clone(), span: *span },
        None => Action::OpenArticle(said.article.clone()),
    };
    ui.horizontal_wrapped(|ui| {
        let (rect, _) = ui.allocate_exact_size(egui::vec2(14.0, 14.0), egui::Sense::hover());
        let form = StatusLook::of(names.statements, status).glyph;
        glyph::form(ui.painter(), rect.center(), 5.0, form, hue, theme.ground);
        ui.label(screen.statements().certainty(status));
        ui.label(RichText::new(day).weak());
        if said.clashes {
            ui.label(RichText::new("⚠").color(theme.warning)).on_hover_text(language.say(Words::LedgerContradicts));
        }
        ui.label(said.who(names.statements, language));
        if !said.head_name.is_empty() {
            let on = if said.is_for_the_ticket { "→" } else { "/" };
            ui.label(RichText::new(format!("{on} {}", said.head_name)).weak());
        }
        if !said.speaker.is_empty() {
            ui.label(RichText::new(format!("— {}", said.speaker)).weak());
        }
        let title = if said.title.is_empty() { said.article.as_str() } else { &said.title };
        let about = if said.source.is_empty() {
            said.article.to_string()
        } else {
            format!("{} · {}", said.article, said.source)
        };
        if ui.add(Button::new(title).small()).on_hover_text(about).clicked() {
            actions.push(show());
        }
        if said.day.is_none() && ui.add(Button::new(language.say(Words::LedgerSetDate)).small()).clicked() {
            actions.push(Action::AskDate(said.article.clone()));
        }
    });
    for (_, words) in evidence.into_iter().flat_map(|evidence| &evidence.spans) {
        let quoted = egui::Label::new(RichText::new(words.replace('\n', " ")).slanted());
        let response = ui
            .indent(("quote", &said.article, &said.coalition, words), |ui| ui.add(quoted.sense(egui::Sense::click())));
        if response.inner.on_hover_text(language.say(Words::LedgerOpenThere)).clicked() {
            actions.push(show());
        }
    }
}
