//! The ledger for people at a terminal.

use super::{LedgerOutput, PairRow, RowArg, day_of};
use crate::{
    answers::{BeforeRow, CellRow, LedgerFilter, ProvinceRow, RaceRow, StatementRow, TicketRow, sparkline},
    cli::table::{columns, counted, elided, visible},
    message::Language,
    model::{Certainty, Office, Stance, StatementScheme},
};

/// Offices, statuses and stances are called as the project calls them; programs get their keys.
pub(super) fn text(answer: &LedgerOutput, filter: &LedgerFilter, by: RowArg, scheme: &StatementScheme) -> String {
    let text = match answer {
        LedgerOutput::Races(rows) => {
            let races: String = rows.iter().map(|row| race(row, scheme)).collect();
            format!("{races}{}\n", sum(rows.len(), "race", filter))
        }
        LedgerOutput::Cells(cells) => {
            // A heading stands once, above all that is of it.
            let heading = |(race, own): &(RaceRow, CellRow)| match by {
                RowArg::Party => own.label.clone(),
                _ => title(race, scheme),
            };
            let of_one = cells.chunk_by(|a, b| heading(a) == heading(b));
            let groups: String =
                of_one.map(|own| format!("{}\n{}\n", heading(&own[0]), group(own, filter, by, scheme))).collect();
            format!("{groups}{}\n", sum(cells.len(), "cell", filter))
        }
        LedgerOutput::Tickets(tickets) => {
            let rows: Vec<[String; 4]> = tickets.iter().map(|(race, own)| ticket(race, own, scheme)).collect();
            format!("{}{}\n", columns(&rows), sum(tickets.len(), "ticket", filter))
        }
        LedgerOutput::Pairs(rows) => pairs(rows, filter, scheme),
        LedgerOutput::Speakers(rows) => {
            let row =
                |row: &super::SpeakerRow| [row.label.clone(), row.board.to_owned(), counted(row.stories, "story")];
            columns(&rows.iter().map(row).collect::<Vec<_>>()).replace("storys", "stories")
        }
        LedgerOutput::Provinces(found) => {
            let largest = found.rows.iter().flat_map(|row| &row.by_month).copied().max().unwrap_or(0);
            let row = |row: &ProvinceRow| {
                [
                    if row.province.is_some() { row.province_name.clone() } else { "region open".to_owned() },
                    counted(row.races, "race"),
                    counted(row.statements, "statement"),
                    counted(row.stories, "story").replace("storys", "stories"),
                    if row.open > 0 { format!("{} undated", row.open) } else { String::new() },
                    sparkline(&row.by_month, largest),
                ]
            };
            let months = match (found.months.first(), found.months.last()) {
                (Some(first), Some(last)) => format!("statements by month, {first} to {last}\n"),
                _ => String::new(),
            };
            columns(&found.rows.iter().map(row).collect::<Vec<_>>()) + &months
        }
        LedgerOutput::Exploring(row) => {
            let share = row.share_confirmed.map_or("–".to_owned(), |share| format!("{:.1} %", share * 100.0));
            let undated = match row.undated {
                0 => String::new(),
                number => format!("{number} without a date or on an open race, not counted\n"),
            };
            format!(
                "{} of {} that were said to explore were confirmed later: {share}\n{} denied last, {} not decided\n{undated}",
                row.confirmed,
                counted(row.explored, "party in a race")
                    .replace("races", "race")
                    .replace("party", plural(row.explored)),
                row.denied,
                row.open
            )
        }
    };
    visible(&text)
}

fn plural(number: usize) -> &'static str {
    if number == 1 { "party" } else { "parties" }
}

/// “2 races by 2024-08-20”.
fn sum(number: usize, what: &str, filter: &LedgerFilter) -> String {
    let by = filter.at.map_or_else(String::new, |at| format!(" by {at}"));
    format!("{}{by}", counted(number, what))
}

fn title(race: &RaceRow, scheme: &StatementScheme) -> String {
    let office = office(race.office, scheme);
    let region = if race.region_name.is_empty() { "region open" } else { &race.region_name };
    let year = race.year.map_or_else(|| "year open".to_owned(), |year| year.to_string());
    let pairs = race.pairs_in_race.map_or_else(String::new, |pairs| format!(", {} registered", counted(pairs, "pair")));
    let held = if race.held { "" } else { ", not held" };
    format!("{region}, {office} {year} ({}){held}{pairs}", race.race)
}

fn race(race: &RaceRow, scheme: &StatementScheme) -> String {
    let mut text = format!("{}\n", title(race, scheme));
    for ticket in &race.tickets {
        let enough = match ticket.threshold_met {
            "yes" => "enough to nominate",
            "no" => "too few to nominate",
            _ => "",
        };
        let undated = if ticket.last_day.is_some() { "" } else { "no date" };
        let parties = parties(ticket);
        let told = [registered(ticket, race), enough.to_owned(), undated.to_owned()];
        let told = told.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let dash = if told.is_empty() { "" } else { " — " };
        text += &format!("  {}: {parties}{dash}{told}\n", pair(ticket));
    }
    let rows: Vec<[String; 5]> = race.cells.iter().map(|cell| cell_row(cell, race.open, scheme)).collect();
    text + &columns(&rows) + "\n"
}

fn pair(ticket: &TicketRow) -> String {
    let deputy = if ticket.deputy_name.is_empty() { "…" } else { &ticket.deputy_name };
    format!("{} – {deputy}", ticket.head_name)
}

/// Who stands for a ticket; who is only hoped for stands apart.
fn parties(ticket: &TicketRow) -> String {
    let mut parts = vec![ticket.parties.join(", ")];
    for (words, names) in [
        ("without a date", &ticket.undated),
        ("hoped for", &ticket.hoped_for),
        ("not said how firmly", &ticket.not_said),
    ] {
        if !names.is_empty() {
            parts.push(format!("{words}: {}", names.join(", ")));
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("; ")
}

fn last_word(ticket: &TicketRow) -> String {
    ticket.last_day.map_or_else(|| "no date".to_owned(), |day| format!("last word {day}"))
}

fn registered(ticket: &TicketRow, race: &RaceRow) -> String {
    match (ticket.registered, ticket.ballot_no) {
        _ if !race.registers => String::new(),
        ("yes", Some(number)) => format!("registered, number {number}"),
        ("no", _) => "never registered".to_owned(),
        _ => "not known whether registered".to_owned(),
    }
}

fn office(key: Option<&str>, scheme: &StatementScheme) -> String {
    let office = key.and_then(|key| Office::new(key).ok());
    office.map_or_else(|| "office open".to_owned(), |office| scheme.office_names(office).en)
}

fn status(key: &str, scheme: &StatementScheme) -> String {
    match Certainty::new(key) {
        Ok(Certainty::Open) | Err(_) => key.to_owned(),
        Ok(status) => scheme.status_names(status).en,
    }
}

fn stance(key: &str, scheme: &StatementScheme) -> String {
    match Stance::new(key) {
        Ok(Stance::Open) | Err(_) => key.to_owned(),
        Ok(stance) => scheme.stance_names(stance).en,
    }
}

fn cell_row(cell: &CellRow, open_race: bool, scheme: &StatementScheme) -> [String; 5] {
    let word = match (cell.status, cell.day) {
        (Some(key), Some(day)) => format!("{} {day}", status(key, scheme)),
        _ if open_race => "open".to_owned(),
        _ => "no date".to_owned(),
    };
    let stance = cell.stance.map_or_else(String::new, |key| stance(key, scheme));
    let mut numbers = format!("{}, {}", counted(cell.statements, "statement"), stories(cell.stories));
    if cell.open > 0 && !open_race {
        numbers += &format!(", {} without a trusted day", cell.open);
    }
    let marks = [(cell.contradicts, "⚠ contradicts"), (cell.switched, "↺ turned")];
    let marks: Vec<&str> = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
    [format!("    {}", cell.label), word, stance, numbers, marks.join(" ")]
}

fn stories(number: usize) -> String {
    if number == 1 { "1 story".to_owned() } else { format!("{number} stories") }
}

/// Cells under one heading, each with what was said before and what stands behind it.
fn group(cells: &[(RaceRow, CellRow)], filter: &LedgerFilter, by: RowArg, scheme: &StatementScheme) -> String {
    let row = |(race, cell): &(RaceRow, CellRow)| {
        let [label, word, stance, numbers, marks] = cell_row(cell, race.open, scheme);
        let first = if by == RowArg::Party { format!("    {}", title(race, scheme)) } else { label };
        // What stands behind a row follows its line: a name must not make two of one.
        [first, word, stance, numbers, marks].map(|cell| cell.replace('\n', " "))
    };
    let table = columns(&cells.iter().map(row).collect::<Vec<[String; 5]>>());
    table.lines().zip(cells).map(|(line, (_, cell))| format!("{line}\n{}", behind(cell, filter, scheme))).collect()
}

fn behind(cell: &CellRow, filter: &LedgerFilter, scheme: &StatementScheme) -> String {
    let mut text = String::new();
    if let Some(since) = filter.changed_since {
        let before = match &cell.before {
            Some(BeforeRow { status: key, day, head_name, .. }) => {
                let of = if head_name.is_empty() { String::new() } else { format!(" for {head_name}") };
                format!("{} {day}{of}", status(key, scheme))
            }
            None => "nothing said".to_owned(),
        };
        text += &format!("      by {since}: {before}\n");
    }
    cell.said.iter().for_each(|said| text += &statement(said, scheme));
    text
}

fn statement(said: &StatementRow, scheme: &StatementScheme) -> String {
    let mut who = vec![said.who(scheme, Language::English)];
    if !said.head_name.is_empty() {
        let what = if said.is_for_the_ticket { "for" } else { "on" };
        who.push(format!("{what} {}", said.head_name));
    }
    if !said.speaker.is_empty() {
        who.push(format!("says {}", said.speaker));
    }
    let mark = if said.clashes { "⚠" } else { " " };
    let from = if said.source.is_empty() { String::new() } else { format!(", {}", said.source) };
    let mut text = format!(
        "     {mark} {} {}: {} [{}{from}]\n",
        day_of(said),
        status(said.status, scheme),
        who.join("; "),
        said.article
    );
    for evidence in &said.evidence {
        text += &format!("         “{}”\n", elided(evidence, 200));
    }
    text
}

fn ticket(race: &RaceRow, ticket: &TicketRow, scheme: &StatementScheme) -> [String; 4] {
    [title(race, scheme), pair(ticket), parties(ticket), last_word(ticket)]
}

fn pairs(rows: &[PairRow], filter: &LedgerFilter, scheme: &StatementScheme) -> String {
    let row = |row: &PairRow| {
        let race = match &row.race {
            Some(race) => {
                let region = if row.region_name.is_empty() { "region open" } else { &row.region_name };
                format!("{region}, {} ({race})", office(row.office, scheme))
            }
            None => String::new(),
        };
        let firm = if row.confirmed { "confirmed" } else { "" };
        let met = if row.stories > 0 { format!("in {} together", stories(row.stories)) } else { String::new() };
        [format!("{} + {}", row.label, row.other_label), row.relation.to_owned(), race, firm.to_owned(), met]
    };
    let table = columns(&rows.iter().map(row).collect::<Vec<_>>());
    format!("{table}{}\n", sum(rows.len(), "row", filter))
}
