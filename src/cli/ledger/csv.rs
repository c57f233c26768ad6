//! The ledger as a CSV table.

use super::LedgerOutput;
use crate::{
    answers::{CellRow, RaceRow, TicketRow},
    cli::Failure,
};

const RACE: [&str; 8] =
    ["race", "region_id", "region_name", "office", "year", "race_open", "race_held", "pairs_in_race"];

const CELL: [&str; 23] = [
    "party_id",
    "party",
    "status",
    "stance",
    "day",
    "head_id",
    "head_name",
    "deputy_id",
    "deputy_name",
    "n_statements",
    "n_stories",
    "n_articles",
    "n_open",
    "contradicts",
    "switched",
    "ticket_registered",
    "ballot_no",
    "days_to_registration",
    "threshold_rule",
    "threshold_met",
    "status_before",
    "day_before",
    "head_before",
];

const STATEMENT: [&str; 12] = [
    "article_id",
    "coalition_id",
    "story_id",
    "source",
    "said_day",
    "said_day_is",
    "said_status",
    "said_parties",
    "said_head",
    "speaker",
    "clashes",
    "evidence",
];

const TICKET: [&str; 12] = [
    "head_id",
    "head_name",
    "deputy_id",
    "deputy_name",
    "parties",
    "hoped_for",
    "not_said",
    "undated",
    "last_day",
    "ticket_registered",
    "ballot_no",
    "threshold_met",
];

const PAIR: [&str; 14] = [
    "party_id",
    "party",
    "party_id_other",
    "party_other",
    "race",
    "region_name",
    "office",
    "year",
    "relation",
    "relation_confirmed",
    "n_stories",
    "n_articles",
    "first_date",
    "last_date",
];

pub(super) fn table(answer: &LedgerOutput, said: bool) -> Result<String, Failure> {
    let mut csv = ::csv::Writer::from_writer(Vec::new());
    write(&mut csv, answer, said)?;
    let bytes = csv.into_inner()?;
    String::from_utf8(bytes).map_err(Failure::from)
}

fn write(csv: &mut ::csv::Writer<Vec<u8>>, answer: &LedgerOutput, said: bool) -> ::csv::Result<()> {
    match answer {
        LedgerOutput::Races(rows) => {
            csv.write_record(RACE.iter().chain(&CELL))?;
            for row in rows {
                for cell in &row.cells {
                    csv.write_record(race(row).into_iter().chain(cells(cell)))?;
                }
            }
        }
        LedgerOutput::Cells(found) if said => {
            csv.write_record(RACE.iter().chain(&CELL).chain(&STATEMENT))?;
            for (row, cell) in found {
                for said in &cell.said {
                    let own = [
                        said.article.to_string(),
                        said.coalition.to_string(),
                        said.story.to_string(),
                        said.source.clone(),
                        shown(said.day),
                        said.day_is.to_owned(),
                        said.status.to_owned(),
                        said.parties.join(";"),
                        said.head_name.clone(),
                        said.speaker.clone(),
                        flag(said.clashes),
                        said.evidence.join(" … "),
                    ];
                    csv.write_record(race(row).into_iter().chain(cells(cell)).chain(own.map(safe)))?;
                }
            }
        }
        LedgerOutput::Cells(found) => {
            csv.write_record(RACE.iter().chain(&CELL))?;
            for (row, cell) in found {
                csv.write_record(race(row).into_iter().chain(cells(cell)))?;
            }
        }
        LedgerOutput::Tickets(found) => {
            csv.write_record(RACE.iter().chain(&TICKET))?;
            for (row, ticket) in found {
                csv.write_record(race(row).into_iter().chain(tickets(ticket)))?;
            }
        }
        LedgerOutput::Pairs(rows) => {
            csv.write_record(PAIR)?;
            for row in rows {
                csv.write_record([
                    row.party.to_string(),
                    safe(row.label.clone()),
                    row.other.to_string(),
                    safe(row.other_label.clone()),
                    row.race.clone().unwrap_or_default(),
                    safe(row.region_name.clone()),
                    row.office.unwrap_or_default().to_owned(),
                    shown(row.year),
                    row.relation.to_owned(),
                    flag(row.confirmed),
                    row.stories.to_string(),
                    row.articles.to_string(),
                    shown(row.first),
                    shown(row.last),
                ])?;
            }
        }
        LedgerOutput::Speakers(rows) => {
            csv.write_record(["party_id", "party", "board", "n_stories"])?;
            for row in rows {
                let own = [shown(row.party.as_ref()), safe(row.label.clone()), row.board.to_owned()];
                csv.write_record(own.into_iter().chain([row.stories.to_string()]))?;
            }
        }
        LedgerOutput::Provinces(found) => {
            let head =
                ["province_id", "province", "n_races", "n_statements", "n_stories", "n_undated"].map(str::to_owned);
            csv.write_record(head.iter().chain(&found.months))?;
            for row in &found.rows {
                let counts = [row.races, row.statements, row.stories, row.open].into_iter().chain(row.by_month.clone());
                let name = [shown(row.province.as_ref()), safe(row.province_name.clone())];
                csv.write_record(name.into_iter().chain(counts.map(|count| count.to_string())))?;
            }
        }
        LedgerOutput::Exploring(row) => {
            csv.write_record(["explored", "confirmed", "denied", "open", "share_confirmed", "undated"])?;
            let counts = [row.explored, row.confirmed, row.denied, row.open].map(|count| count.to_string());
            csv.write_record(counts.into_iter().chain([shown(row.share_confirmed), row.undated.to_string()]))?;
        }
    }
    csv.flush()?;
    Ok(())
}

fn shown<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn flag(is: bool) -> String {
    u8::from(is).to_string()
}

/// Words of strangers, which no spreadsheet shall compute.
fn safe(words: String) -> String {
    crate::formats::spreadsheet_safe(&words)
}

fn race(row: &RaceRow) -> Vec<String> {
    vec![
        row.race.clone(),
        shown(row.region.as_ref()),
        safe(row.region_name.clone()),
        row.office.unwrap_or_default().to_owned(),
        shown(row.year),
        flag(row.open),
        flag(row.held),
        shown(row.pairs_in_race),
    ]
}

fn cells(cell: &CellRow) -> Vec<String> {
    vec![
        shown(cell.party.as_ref()),
        safe(cell.label.clone()),
        cell.status.unwrap_or_default().to_owned(),
        cell.stance.unwrap_or_default().to_owned(),
        shown(cell.day),
        shown(cell.head.as_ref()),
        safe(cell.head_name.clone()),
        shown(cell.deputy.as_ref()),
        safe(cell.deputy_name.clone()),
        cell.statements.to_string(),
        cell.stories.to_string(),
        cell.articles.to_string(),
        cell.open.to_string(),
        flag(cell.contradicts),
        flag(cell.switched),
        cell.ticket_registered.to_owned(),
        shown(cell.ballot_no),
        shown(cell.days_to_registration),
        cell.threshold_rule.clone().unwrap_or_default(),
        cell.threshold_met.to_owned(),
        cell.before.as_ref().map_or_else(String::new, |before| before.status.to_owned()),
        shown(cell.before.as_ref().map(|before| before.day)),
        safe(cell.before.as_ref().map_or_else(String::new, |before| before.head_name.clone())),
    ]
}

fn tickets(ticket: &TicketRow) -> Vec<String> {
    vec![
        ticket.head.to_string(),
        safe(ticket.head_name.clone()),
        shown(ticket.deputy.as_ref()),
        safe(ticket.deputy_name.clone()),
        safe(ticket.parties.join(";")),
        safe(ticket.hoped_for.join(";")),
        safe(ticket.not_said.join(";")),
        safe(ticket.undated.join(";")),
        shown(ticket.last_day),
        ticket.registered.to_owned(),
        shown(ticket.ballot_no),
        ticket.threshold_met.to_owned(),
    ]
}
