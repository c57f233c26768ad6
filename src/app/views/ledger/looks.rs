//! Other looks at the races that pass: tickets and what became of them, pairs of parties, speakers.

use std::collections::BTreeSet;

use eframe::egui::{Grid, RichText, ScrollArea, Ui};

use super::{LedgerPane, LedgerState, LookKey};
use crate::{
    answers::{
        Board, DyadRelation, EntityNames, Explored, LedgerFilter, ProvinceRow, RaceKey, RaceRow, boards, dyads,
        explored, never_met, provinces, sparkline,
    },
    app::{
        kit::{
            names::{self, StatementNames},
            text::Words,
        },
        state::{action::Action, screen::Screen},
    },
    message::Language,
    model::EntityId,
    session::Session,
};

/// Rows beyond so many are counted only: the filter makes them fewer.
const MOST: usize = 500;

/// What a look shows: a heading and rows of cells.
#[derive(Default)]
pub struct LookTable {
    heading: String,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

pub fn ui(ui: &mut Ui, screen: &Screen, state: &mut LedgerState, actions: &mut Vec<Action>) {
    let language = screen.language();
    let Some(session) = screen.session else { return };
    let Some(ledger) = session.ledger() else { return };
    let revision = ledger.revision();
    if state.look == LedgerPane::Pairs {
        let words = RichText::new(language.say(Words::LedgerNeverMet)).small();
        let help = language.say(Words::LedgerNeverMetHelp);
        ui.toggle_value(&mut state.never_met, words).on_hover_text(help);
    }
    if state.look == LedgerPane::Tickets {
        councils(ui, session, language, actions);
    }
    let shown = LookKey {
        revision,
        filter: state.filter.clone(),
        look: state.look,
        never_met: state.never_met,
        cell: None,
        width: 0,
        language,
    };
    if state.shown.as_ref().is_none_or(|(made_for, _)| *made_for != shown) {
        let answer = match shown.look {
            LedgerPane::Tickets => tickets(session, state, language),
            LedgerPane::Pairs => pairs(session, &shown, &state.races),
            LedgerPane::Provinces => by_province(session, &shown.filter, &state.races, language),
            _ => speakers(session, &shown.filter, &state.races, language),
        };
        state.shown = Some((shown, answer));
    }
    let Some((_, answer)) = &state.shown else { return };
    ui.label(RichText::new(&answer.heading).weak());
    ScrollArea::both().id_salt("ledger answer").auto_shrink(false).show(ui, |ui| {
        Grid::new("ledger answer").striped(true).num_columns(answer.head.len()).show(ui, |ui| {
            for word in &answer.head {
                ui.label(RichText::new(word).weak().small());
            }
            ui.end_row();
            for row in answer.rows.iter().take(MOST) {
                for cell in row {
                    ui.label(cell);
                }
                ui.end_row();
            }
        });
        if answer.rows.len() > MOST {
            let more = (answer.rows.len() - MOST).to_string();
            ui.label(RichText::new(language.fill(Words::LedgerMore, &[&more])).weak());
        }
    });
}

/// The table of seats and votes, which tells whether those who nominate are enough.
fn councils(ui: &mut Ui, session: &Session, language: Language, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        let choose = RichText::new(language.say(Words::LedgerCouncils)).small();
        if ui.button(choose).on_hover_text(language.say(Words::LedgerCouncilsHelp)).clicked() {
            actions.push(Action::ChooseCouncils);
        }
        if let Some(table) = session.councils() {
            let button = ui.button(RichText::new(format!("{} ×", table.name)).small());
            if button.on_hover_text(language.say(Words::LedgerRemoveCouncils)).clicked() {
                actions.push(Action::ForgetCouncils);
            }
        }
    });
}

/// What the project calls what its statements say.
fn statements(session: &Session, language: Language) -> StatementNames<'_> {
    StatementNames { statements: &session.project().scheme.statements, language }
}

fn said(language: Language, words: &[Words]) -> Vec<String> {
    words.iter().map(|words| language.say(*words).to_owned()).collect()
}

/// Tickets that last words are for, those that were never registered first.
fn tickets(session: &Session, state: &LedgerState, language: Language) -> LookTable {
    let Some(ledger) = session.ledger() else { return LookTable::default() };
    let entity = |id: &EntityId| session.entity(id);
    let names = EntityNames { entity: &entity, elections: session.elections() };
    let row = |race: &RaceKey| Some(RaceRow::of(ledger, race, ledger.book(race)?, &state.filter, false, &names));
    let mut races: Vec<RaceRow> = state.races.iter().filter_map(row).collect();
    let councils = session.councils();
    if let Some(table) = councils {
        table.councils.tell(&mut races, session.elections());
    }
    let mut found: Vec<_> =
        races.iter().flat_map(|race| race.tickets.iter().map(move |ticket| (race, ticket))).collect();
    found.sort_by_key(|(_, ticket)| ["no", "unknown", "yes"].iter().position(|key| *key == ticket.registered));
    let announced = found.iter().filter(|(_, ticket)| ticket.confirmed);
    let never = announced.clone().filter(|(_, ticket)| ticket.registered == "no").count();
    let registers = races.iter().any(|race| race.registers);
    let (announced, never) = (announced.count().to_string(), never.to_string());
    let heading = match registers {
        true => language.fill(Words::LedgerTicketsHeading, &[&announced, &never]),
        false => language.fill(Words::LedgerTicketsAnnounced, &[&announced]),
    };
    let row = |(race, ticket): &(&RaceRow, &crate::answers::TicketRow)| {
        let registered = match (ticket.registered, ticket.ballot_no) {
            _ if !race.registers => String::new(),
            ("yes", Some(number)) => format!("✓ {number}"),
            ("no", _) => format!("✗ {}", language.say(Words::LedgerNeverRegistered)),
            _ => "?".to_owned(),
        };
        let deputy = if ticket.deputy_name.is_empty() { "…" } else { &ticket.deputy_name };
        // What became of it stands first: in a narrow window the rest may lie to the right.
        let mut cells = vec![
            registered,
            format!("{} – {deputy}", ticket.head_name),
            super::grid::title(race, statements(session, language)),
            parties(ticket, language),
            ticket.last_day.map_or_else(|| language.say(Words::Dateless).to_owned(), |day| names::date(language, day)),
        ];
        if !registers {
            cells.remove(0);
        }
        if councils.is_some() {
            cells.insert(
                usize::from(registers),
                language.say(enough(ticket.threshold_met).unwrap_or(Words::LedgerNotKnown)).to_owned(),
            );
        }
        cells
    };
    let mut head = vec![
        Words::LedgerRegisteredHead,
        Words::LedgerTicket,
        Words::LedgerRace,
        Words::LedgerPartiesHead,
        Words::LedgerLastWord,
    ];
    if !registers {
        head.remove(0);
    }
    if councils.is_some() {
        head.insert(usize::from(registers), Words::LedgerThreshold);
    }
    LookTable { heading, head: said(language, &head), rows: found.iter().map(row).collect() }
}

/// Whether those who nominate are enough, if that is known.
pub fn enough(key: &str) -> Option<Words> {
    match key {
        "yes" => Some(Words::LedgerEnough),
        "no" => Some(Words::LedgerTooFew),
        _ => None,
    }
}

/// Who stands for a ticket; who is only hoped for stands apart.
fn parties(ticket: &crate::answers::TicketRow, language: Language) -> String {
    let more = [
        (Words::LedgerWithoutDate, &ticket.undated),
        (Words::LedgerHopedFor, &ticket.hoped_for),
        (Words::LedgerNotSaid, &ticket.not_said),
    ];
    let mut parts = vec![ticket.parties.join(", ")];
    let more = more.into_iter().filter(|(_, names)| !names.is_empty());
    parts.extend(more.map(|(words, names)| format!("{}: {}", language.say(words), names.join(", "))));
    parts.retain(|part| !part.is_empty());
    parts.join("; ")
}

fn pairs(session: &Session, shown: &LookKey, races: &[RaceKey]) -> LookTable {
    let Some(ledger) = session.ledger() else { return LookTable::default() };
    let (filter, language) = (&shown.filter, shown.language);
    let label = |id: &EntityId| session.entity_label(id).to_owned();
    let wanted = |one: &EntityId, two: &EntityId| match filter.parties.len() {
        0 => true,
        1 => filter.parties.contains(one) || filter.parties.contains(two),
        _ => filter.parties.contains(one) && filter.parties.contains(two),
    };
    let mut rows = Vec::new();
    for race in races {
        let Some(book) = ledger.book(race) else { continue };
        for dyad in dyads(ledger, race, book, filter.at) {
            if !wanted(&dyad.parties.0, &dyad.parties.1) {
                continue;
            }
            let region = race.region.as_ref().map_or_else(|| "?".to_owned(), label);
            let year = race.year.map_or_else(|| "?".to_owned(), |year| year.to_string());
            let place = DyadRelation::ALL.iter().position(|relation| *relation == dyad.relation);
            let relation = match dyad.relation {
                DyadRelation::Together => Words::LedgerTogether,
                DyadRelation::Against => Words::LedgerAgainst,
                DyadRelation::Apart => Words::LedgerApart,
                DyadRelation::Open => Words::LedgerOpen,
            };
            let cells = vec![
                format!("{} + {}", label(&dyad.parties.0), label(&dyad.parties.1)),
                language.say(relation).to_owned(),
                format!("{region} · {} {year}", statements(session, language).office(race.office)),
                if dyad.confirmed { "✓".to_owned() } else { String::new() },
                dyad.stories.to_string(),
            ];
            rows.push((dyad.parties, place, cells));
        }
    }
    rows.sort_by(|a, b| (&a.0, a.1, &a.2[2]).cmp(&(&b.0, b.1, &b.2[2])));
    let mut rows: Vec<Vec<String>> = rows.into_iter().map(|(.., cells)| cells).collect();
    // A party chooses pairs here, not races: whom it shares no race with it never met either.
    let met = ledger.passing(&LedgerFilter { parties: BTreeSet::new(), ..filter.clone() });
    let never: Vec<Vec<String>> = never_met(ledger, met, filter.at)
        .into_iter()
        .filter(|(one, two)| wanted(one, two))
        .map(|(one, two)| {
            vec![format!("{} + {}", label(&one), label(&two)), language.say(Words::LedgerNeverMet).to_owned()]
        })
        .collect();
    let heading = language.fill(Words::LedgerPairsHeading, &[&rows.len().to_string(), &never.len().to_string()]);
    if shown.never_met {
        rows.clear();
    }
    rows.extend(never);
    let head =
        [Words::LedgerPairs, Words::LedgerRelation, Words::LedgerRace, Words::LedgerBothDecided, Words::LedgerStories];
    LookTable { heading, head: said(language, &head), rows }
}

fn speakers(session: &Session, filter: &LedgerFilter, races: &[RaceKey], language: Language) -> LookTable {
    let Some(ledger) = session.ledger() else { return LookTable::default() };
    let of =
        |id: &EntityId| session.entity(id).map_or_else(Vec::new, |entity| entity.names().map(str::to_owned).collect());
    let books = || races.iter().filter_map(|race| Some((race, ledger.book(race)?)));
    let stated = books().flat_map(|(_, book)| ledger.statements(book)).filter(|one| {
        (one.day.known().is_none() || one.day.is_by(filter.at))
            && (filter.parties.is_empty() || one.statement.party_ids().any(|id| filter.parties.contains(id)))
    });
    let counted = boards(stated, &of);
    let parties: BTreeSet<Option<&EntityId>> = counted.keys().map(|(party, _)| *party).collect();
    let mut rows: Vec<Vec<String>> = parties
        .into_iter()
        .map(|party| {
            let label = party.map_or_else(
                || language.say(Words::LedgerNotTold).to_owned(),
                |id| session.entity_label(id).to_owned(),
            );
            let count = |board: Board| counted.get(&(party, board)).map_or_else(String::new, ToString::to_string);
            std::iter::once(label).chain(Board::ALL.map(count)).collect()
        })
        .collect();
    rows.sort();
    let mut sum = Explored::default();
    for (race, book) in books() {
        explored(ledger, race, book, filter.at, &mut sum);
    }
    let share = sum.share().map_or_else(|| "–".to_owned(), |share| names::percent(language, share));
    let mut heading =
        language.fill(Words::LedgerExplored, &[&sum.explored.to_string(), &sum.confirmed.to_string(), &share]);
    if sum.undated > 0 {
        heading += &format!("; {}", language.fill(Words::LedgerExploredUndated, &[&sum.undated.to_string()]));
    }
    let boards = Board::ALL.map(|board| match board {
        Board::Other => language.say(Words::LedgerOtherSpeaker).to_owned(),
        Board::Article => language.say(Words::LedgerArticleSpeaks).to_owned(),
        board => board.key().to_owned(),
    });
    let head = std::iter::once(language.say(Words::LedgerPartyHead).to_owned()).chain(boards).collect();
    LookTable { heading, head, rows }
}

/// How much is said of the races of each province, month by month.
fn by_province(session: &Session, filter: &LedgerFilter, races: &[RaceKey], language: Language) -> LookTable {
    let Some(ledger) = session.ledger() else { return LookTable::default() };
    let entity = |id: &EntityId| session.entity(id);
    let races: Vec<&RaceKey> = races.iter().collect();
    let found = provinces(ledger, &races, filter.at, &EntityNames { entity: &entity, elections: session.elections() });
    let largest = found.rows.iter().flat_map(|row| &row.by_month).copied().max().unwrap_or(0);
    let row = |row: &ProvinceRow| {
        let open = || language.say(Words::LedgerNotTold).to_owned();
        let name = if row.province.is_some() { row.province_name.clone() } else { open() };
        let counts = [row.races, row.statements, row.stories, row.open].map(|count| count.to_string());
        std::iter::once(name).chain(counts).chain([sparkline(&row.by_month, largest)]).collect()
    };
    let months = match (found.months.first(), found.months.last()) {
        (Some(first), Some(last)) => format!("{first} – {last}"),
        _ => String::new(),
    };
    let heading = language.fill(Words::LedgerProvincesHeading, &[&found.rows.len().to_string(), &months]);
    let head = [
        Words::LedgerProvince,
        Words::LedgerRaces,
        Words::LedgerStatements,
        Words::LedgerStories,
        Words::LedgerUndated,
        Words::LedgerByMonth,
    ];
    LookTable { heading, head: said(language, &head), rows: found.rows.iter().map(row).collect() }
}
