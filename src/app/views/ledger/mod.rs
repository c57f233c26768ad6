//! The ledger in the centre: a row a race, a column a party, in each cell the last word by the chosen day; below it what
//! stands behind a cell, and other looks at the same races.

mod detail;
mod filters;
mod grid;
mod looks;
mod picture;

pub use picture::for_paper;

use std::{collections::HashMap, sync::Arc};

use eframe::egui::{self, Panel, RichText, ScrollArea, Ui};

use crate::{
    answers::{Ledger, LedgerColumn, LedgerFilter, RaceKey, RaceRow, pictures::Picture},
    app::{
        kit::{
            task::{Task, Tasks, answers},
            text::Words,
        },
        state::{action::Action, screen::Screen},
    },
    message::Message,
    model::{Date, EntityId},
    session::{Sentences, Session},
};

/// What the lower part of the ledger shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LedgerPane {
    /// The statements of the chosen cell.
    #[default]
    Cell,
    Tickets,
    Pairs,
    Speakers,
    Provinces,
    Timeline,
    Network,
}

impl LedgerPane {
    const ALL: [Self; 7] =
        [Self::Cell, Self::Tickets, Self::Pairs, Self::Speakers, Self::Provinces, Self::Timeline, Self::Network];

    fn words(self) -> Words {
        match self {
            Self::Cell => Words::LedgerCell,
            Self::Tickets => Words::LedgerTickets,
            Self::Pairs => Words::LedgerPairs,
            Self::Speakers => Words::LedgerSpeakers,
            Self::Provinces => Words::LedgerProvinces,
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
    look: LedgerPane,
    /// Races that pass and parties that speak on them, and what both were made from.
    races: Vec<RaceKey>,
    columns: Vec<LedgerColumn>,
    /// Statements on the races that pass, by the chosen day.
    statements: usize,
    /// Statements whose day is a guessed date.
    guessed: usize,
    made_for: Option<(u64, LedgerFilter)>,
    /// The first column that is shown beside the names of the races.
    first_column: usize,
    /// Rows that were drawn, and the state of the project that they are of: a frame computes none of them again.
    rows: HashMap<RaceKey, Arc<RaceRow>>,
    rows_for: u64,
    /// The chosen cell, by places in the two lists.
    cursor: (usize, usize),
    reveal: bool,
    focus: bool,
    /// Sentences of the chosen cell, as they come.
    evidence: Option<Evidences>,
    /// Of the pairs of parties, only those that never meet.
    never_met: bool,
    /// What the lower part shows, made once for a state of the ledger.
    shown: Option<(LookKey, looks::LookTable)>,
    picture: Option<(LookKey, Option<Result<Picture, Message>>)>,
}

/// Sentences are read for so many statements of a cell at once.
const MOST_READ: usize = 300;

/// What a look was made for.
#[derive(Debug, Clone, PartialEq)]
struct LookKey {
    revision: u64,
    filter: LedgerFilter,
    look: LedgerPane,
    never_met: bool,
    cell: Option<(RaceKey, LedgerColumn)>,
    width: u32,
    language: crate::message::Language,
}

struct Evidences {
    of: (u64, RaceKey, LedgerColumn),
    task: Option<Task<Result<Sentences, Message>>>,
    found: Sentences,
    problem: Option<Message>,
}

impl LedgerState {
    /// The chosen cell.
    fn cell(&self) -> Option<(&RaceKey, &LedgerColumn)> {
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
        (self.cursor, self.look, self.made_for) = ((0, 0), LedgerPane::Cell, None);
    }

    /// Finds races and columns again if the ledger or the filter changed.
    fn refresh(&mut self, session: &Session) {
        let Some(ledger) = session.ledger() else { return };
        let made_for = (ledger.revision(), self.filter.clone());
        if self.made_for.as_ref() == Some(&made_for) {
            return;
        }
        let chosen = self.cell().map(|(race, column)| (race.clone(), column.clone()));
        self.races = ledger.passing(&self.filter).into_iter().cloned().collect();
        let books = self.races.iter().filter_map(|race| ledger.book(race));
        self.statements = books.map(|book| book.len_by(self.filter.at)).sum();
        self.guessed = ledger.number_guessed();
        let wanted = &self.filter.parties;
        let mut columns: Vec<LedgerColumn> =
            ledger.busiest_in(&self.races).into_iter().map(|(column, _)| column.clone()).collect();
        // The parties that are asked for stand first.
        columns.sort_by_key(|column| !column.party().is_some_and(|party| wanted.contains(party)));
        self.columns = columns;
        // An edit moves nothing; for another question, a cell that is what it asks for stays chosen.
        let same_question = self.made_for.as_ref().is_some_and(|(_, filter)| *filter == self.filter);
        let place = chosen.and_then(|(race, column)| {
            let row = self.races.iter().position(|own| *own == race)?;
            let place = self.columns.iter().position(|own| *own == column)?;
            let mut asked = self.filter.columns(ledger, &self.races[row], ledger.book(&race)?);
            (same_question || asked.any(|own| *own == column)).then_some((row, place))
        });
        // What was asked for is shown without a further click: the first cell that passes.
        let first = |state: &Self| {
            let race = state.races.first()?;
            let asked: Vec<&LedgerColumn> = state.filter.columns(ledger, race, ledger.book(race)?).collect();
            state.columns.iter().position(|column| asked.contains(&column))
        };
        self.cursor = place.unwrap_or_else(|| (0, first(self).unwrap_or(0)));
        self.first_column = self.first_column.min(self.columns.len().saturating_sub(1));
        self.made_for = Some(made_for);
        self.rows.clear();
    }

    /// Whether the sentences of a cell are there or being read.
    fn has_asked(&self, ledger: &Ledger, race: &RaceKey, column: &LedgerColumn) -> bool {
        let of =
            |evidence: &Evidences| (evidence.of.0, &evidence.of.1, &evidence.of.2) == (ledger.revision(), race, column);
        self.evidence.as_ref().is_some_and(of)
    }

    /// Begins to read the sentences of the chosen cell.
    pub fn read_sentences(&mut self, session: &Session, tasks: &mut Tasks, ctx: &egui::Context) {
        let (Some(ledger), Some((race, column))) = (session.ledger(), self.cell()) else { return };
        let of = (ledger.revision(), race.clone(), column.clone());
        let Some(book) = ledger.book(race) else { return };
        let stated: Vec<_> = ledger.column(book, column).into_iter().take(MOST_READ).collect();
        // What is wanted crosses to another thread by itself, without the ledger.
        let wanted: Vec<_> = stated.iter().map(|one| (one.article.clone(), one.statement.id.clone())).collect();
        let reader = session.answers_reader(session.ledger_set());
        let task = tasks.start(ctx, "", move |worker| {
            worker.tell(reader.evidence_of(&wanted).map_err(Message::from));
        });
        self.evidence = Some(Evidences { of, task: Some(task), found: Default::default(), problem: None });
    }

    /// Takes sentences in that were read.
    pub fn follow(&mut self) {
        let Some(evidence) = &mut self.evidence else { return };
        for answer in answers(&mut evidence.task).0 {
            match answer {
                Ok(found) => evidence.found = found,
                Err(problem) => evidence.problem = Some(problem),
            }
        }
    }
}

/// What keeps the view off the panels beside it.
const BORDER: egui::Margin = egui::Margin { left: 10, right: 6, top: 4, bottom: 0 };

/// The lower part is at least so high: its tabs in two rows, and two lines.
const PANE: f32 = 110.0;

/// The share of the height that filters may take.
const FILTERS: f32 = 0.36;

/// The ledger; `free`: nothing floats over it.
pub fn ui(ui: &mut Ui, screen: &Screen, state: &mut LedgerState, free: bool, actions: &mut Vec<Action>) {
    let Some(session) = screen.session else {
        ui.centered_and_justified(|ui| ui.label(RichText::new(screen.say(Words::NoProjectOpen)).weak()));
        return;
    };
    state.refresh(session);
    // In a low window the filters roll, so that table and pane have room.
    let most = ui.available_height() * FILTERS;
    egui::Frame::new().inner_margin(BORDER).show(ui, |ui| {
        let area = ScrollArea::vertical().id_salt("ledger filters").max_height(most).auto_shrink([false, true]);
        area.show(ui, |ui| filters::ui(ui, screen, state, actions));
    });
    if session.ledger().is_none_or(Ledger::is_empty) {
        let words = if session.is_reading() || session.is_reading_ledger() {
            Words::ReadingProject
        } else {
            Words::LedgerEmpty
        };
        ui.centered_and_justified(|ui| ui.label(RichText::new(screen.say(words)).weak()));
        return;
    }
    let room = ui.available_height();
    // The head of the table and a row stay, and below them the tabs.
    let most = (room - grid::LEAST).max(PANE);
    let pane = Panel::bottom("ledger look")
        .resizable(true)
        .size_range(PANE.min(most)..=most)
        .default_size((room * 0.45).clamp(PANE, most))
        .show(ui, |ui| {
            // It keeps its height whatever is in it: what is higher is cut off, or the pane would be taken for lower down.
            let rect = ui.available_rect_before_wrap();
            ui.advance_cursor_after_rect(rect);
            let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(rect));
            inside.shrink_clip_rect(rect);
            tabs(&mut inside, screen, state);
            match state.look {
                LedgerPane::Cell => detail::ui(&mut inside, screen, state, actions),
                LedgerPane::Timeline | LedgerPane::Network => picture::ui(&mut inside, screen, state, actions),
                LedgerPane::Tickets | LedgerPane::Pairs | LedgerPane::Speakers | LedgerPane::Provinces => {
                    looks::ui(&mut inside, screen, state, actions)
                }
            }
        });
    // What does not fit above the pane is cut off there, not painted over it.
    let mut rect = ui.available_rect_before_wrap();
    rect.max.y = rect.max.y.min(pane.response.rect.top());
    let mut above = ui.new_child(egui::UiBuilder::new().max_rect(rect - BORDER));
    above.shrink_clip_rect(rect);
    grid::ui(&mut above, screen, state, free);
}

fn tabs(ui: &mut Ui, screen: &Screen, state: &mut LedgerState) {
    let language = screen.language();
    ui.horizontal_wrapped(|ui| {
        for look in LedgerPane::ALL {
            ui.selectable_value(&mut state.look, look, language.say(look.words()));
        }
    });
}

/// So many rows are kept at most.
const MOST_KEPT: usize = 1_000;

/// The row of a race, with names.
fn row_of(screen: &Screen, state: &mut LedgerState, race: &RaceKey) -> Option<Arc<RaceRow>> {
    let session = screen.session?;
    let ledger = session.ledger()?;
    if state.rows_for != session.total_revision() || state.rows.len() > MOST_KEPT {
        (state.rows, state.rows_for) = (HashMap::new(), session.total_revision());
    }
    if let Some(row) = state.rows.get(race) {
        return Some(row.clone());
    }
    let entity = |id: &EntityId| session.entity(id);
    let names = crate::answers::EntityNames { entity: &entity, elections: session.elections() };
    let mut row = RaceRow::of(ledger, race, ledger.book(race)?, &state.filter, false, &names);
    if let Some(table) = session.councils() {
        table.councils.tell(std::slice::from_mut(&mut row), session.elections());
    }
    let row = Arc::new(row);
    state.rows.insert(race.clone(), row.clone());
    Some(row)
}

/// The colour of a drawing.
fn colour((red, green, blue): crate::answers::pictures::Rgb) -> egui::Color32 {
    egui::Color32::from_rgb(red, green, blue)
}
