//! The ledger in the centre: a row a race, a column a party, in each cell the last word by the chosen day; below it what
//! stands behind a cell, and other looks at the same races.

mod detail;
mod filters;
mod grid;
mod looks;
mod picture;

use eframe::egui::{self, Panel, RichText, Ui};

use crate::{
    answers::{Column, LedgerFilter, RaceKey, RaceRow, pictures::Drawing},
    app::{
        App,
        kit::{
            task::{Task, answers},
            text::Words,
            theme::Theme,
        },
        state::action::Action,
    },
    message::Message,
    model::{Date, EntityId},
    session::Sentences,
};

/// What the lower part of the ledger shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// The statements of the chosen cell.
    #[default]
    Cell,
    Tickets,
    Pairs,
    Speakers,
    Timeline,
    Network,
}

impl Look {
    const ALL: [Self; 6] = [Self::Cell, Self::Tickets, Self::Pairs, Self::Speakers, Self::Timeline, Self::Network];

    fn words(self) -> Words {
        match self {
            Self::Cell => Words::LedgerCell,
            Self::Tickets => Words::LedgerTickets,
            Self::Pairs => Words::LedgerPairs,
            Self::Speakers => Words::LedgerSpeakers,
            Self::Timeline => Words::LedgerTimeline,
            Self::Network => Words::LedgerNetwork,
        }
    }
}

/// The state of the ledger in the window.
#[derive(Default)]
pub struct LedgerState {
    filter: LedgerFilter,
    /// What was typed for a region and for parties, and what it may mean.
    region: String,
    party: String,
    look: Look,
    /// Races that pass and parties that speak on them, and what both were made from.
    races: Vec<RaceKey>,
    columns: Vec<Column>,
    made_for: Option<(u64, LedgerFilter)>,
    /// The first column that is shown beside the names of the races.
    first_column: usize,
    /// The chosen cell, by places in the two lists.
    cursor: (usize, usize),
    reveal: bool,
    focus: bool,
    /// Sentences of the chosen cell, as they come.
    evidence: Option<Evidences>,
    /// What the lower part shows, made once for a state of the ledger.
    shown: Option<(Shown, looks::Answer)>,
    picture: Option<(Shown, Drawing)>,
}

/// What a look was made for.
#[derive(Debug, Clone, PartialEq)]
struct Shown {
    revision: u64,
    filter: LedgerFilter,
    look: Look,
    cell: Option<(RaceKey, Column)>,
    width: u32,
    language: crate::message::Language,
}

struct Evidences {
    of: (u64, RaceKey, Column),
    task: Option<Task<Result<Sentences, Message>>>,
    found: Sentences,
    problem: Option<Message>,
}

impl LedgerState {
    /// The chosen cell.
    fn cell(&self) -> Option<(&RaceKey, &Column)> {
        Some((self.races.get(self.cursor.0)?, self.columns.get(self.cursor.1)?))
    }

    /// Moves the keyboard to the table.
    pub fn take_focus(&mut self) {
        self.focus = true;
    }

    /// Shows what is said of a race and a party, whatever was filtered before.
    pub fn show(&mut self, race: RaceKey, party: Option<EntityId>) {
        let at: Option<Date> = None;
        self.filter = LedgerFilter {
            region: race.region.clone(),
            office: race.office,
            year: race.year,
            at,
            ..LedgerFilter::default()
        };
        self.filter.parties.extend(party);
        (self.cursor, self.look, self.made_for) = ((0, 0), Look::Cell, None);
    }
}

/// What keeps the view off the panels beside it.
const BORDER: egui::Margin = egui::Margin { left: 10, right: 6, top: 4, bottom: 0 };

pub fn ui(ui: &mut Ui, app: &mut App, theme: &Theme, actions: &mut Vec<Action>) {
    let Some(session) = &mut app.session else {
        ui.centered_and_justified(|ui| ui.label(RichText::new(app.say(Words::NoProjectOpen)).weak()));
        return;
    };
    session.open_ledger();
    refresh(app);
    egui::Frame::new().inner_margin(BORDER).show(ui, |ui| filters::ui(ui, app, theme));
    let (statements, empty) = app
        .session
        .as_ref()
        .and_then(|session| session.ledger())
        .map_or((0, true), |ledger| (ledger.len(), ledger.is_empty()));
    if empty {
        let words = if app.session.as_ref().is_some_and(|session| session.is_reading()) {
            Words::ReadingProject
        } else {
            Words::LedgerEmpty
        };
        ui.centered_and_justified(|ui| ui.label(RichText::new(app.say(words)).weak()));
        return;
    }
    let height = (ui.available_height() * 0.45).max(140.0);
    Panel::bottom("ledger look")
        .resizable(true)
        .default_size(height)
        .size_range(90.0..=ui.available_height() - 90.0)
        .show(ui, |ui| {
            tabs(ui, app, statements);
            match app.view.ledger.look {
                Look::Cell => detail::ui(ui, app, theme, actions),
                Look::Timeline | Look::Network => picture::ui(ui, app, theme, actions),
                Look::Tickets | Look::Pairs | Look::Speakers => looks::ui(ui, app, theme, actions),
            }
        });
    egui::Frame::new().inner_margin(BORDER).show(ui, |ui| grid::ui(ui, app, theme));
}

fn tabs(ui: &mut Ui, app: &mut App, statements: usize) {
    let language = app.settings.language;
    ui.horizontal_wrapped(|ui| {
        for look in Look::ALL {
            ui.selectable_value(&mut app.view.ledger.look, look, language.say(look.words()));
        }
        let races = app.view.ledger.races.len().to_string();
        let words = language.fill(Words::LedgerCounts, &[&races, &statements.to_string()]);
        ui.label(RichText::new(words).weak().small());
    });
}

/// Finds races and columns again if the ledger or the filter changed.
fn refresh(app: &mut App) {
    let Some(ledger) = app.session.as_ref().and_then(|session| session.ledger()) else { return };
    let state = &mut app.view.ledger;
    let made_for = (ledger.revision(), state.filter.clone());
    if state.made_for.as_ref() == Some(&made_for) {
        return;
    }
    let chosen = state.cell().map(|(race, column)| (race.clone(), column.clone()));
    state.races = ledger.passing(&state.filter).into_iter().cloned().collect();
    let wanted = &state.filter.parties;
    let mut columns: Vec<Column> =
        ledger.busiest_in(&state.races).into_iter().map(|(column, _)| column.clone()).collect();
    // The parties that are asked for stand first.
    columns.sort_by_key(|column| !column.party().is_some_and(|party| wanted.contains(party)));
    state.columns = columns;
    let place = chosen.and_then(|(race, column)| {
        let row = state.races.iter().position(|own| *own == race)?;
        Some((row, state.columns.iter().position(|own| *own == column)?))
    });
    let first = |state: &LedgerState| {
        let race = state.races.first()?;
        let book = ledger.book(race)?;
        state.columns.iter().position(|column| ledger.has_column(book, column))
    };
    state.cursor = place.unwrap_or_else(|| (0, first(state).unwrap_or(0)));
    state.first_column = state.first_column.min(state.columns.len().saturating_sub(1));
    state.made_for = Some(made_for);
}

/// The row of a race, with names.
fn row_of(app: &App, race: &RaceKey, said: bool) -> Option<RaceRow> {
    let session = app.session.as_ref()?;
    let ledger = session.ledger()?;
    let entity = |id: &EntityId| session.entity(id);
    let names = crate::answers::Names { entity: &entity };
    Some(RaceRow::of(ledger, race, ledger.book(race)?, &app.view.ledger.filter, said, &names))
}

impl App {
    /// Takes sentences in that were read for the ledger.
    pub(in crate::app) fn follow_ledger(&mut self) {
        let Some(evidence) = &mut self.view.ledger.evidence else { return };
        for answer in answers(&mut evidence.task).0 {
            match answer {
                Ok(found) => evidence.found = found,
                Err(problem) => evidence.problem = Some(problem),
            }
        }
    }
}

/// The colour of a drawing.
fn colour((red, green, blue): crate::answers::pictures::Rgb) -> egui::Color32 {
    egui::Color32::from_rgb(red, green, blue)
}
