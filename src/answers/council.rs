//! Whether those who nominate are enough, by the rule of the day: from a table of seats and votes that a person brings,
//! for none comes with the program. What the table does not tell is unknown.

use std::collections::{BTreeMap, BTreeSet};

use super::{CellRow, ElectionFacts, RaceKey, RaceRow, TicketRow, outcome::Met};
use crate::{
    message::{Message, message},
    model::{Date, EntityId, Office},
};

/// The councils of some regions at their last election.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Councils(BTreeMap<EntityId, Council>);

/// A council; what the table leaves empty is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Council {
    seats: Option<u64>,
    valid_votes: Option<u64>,
    voters: Option<u64>,
    /// Seats and votes of each party.
    parties: BTreeMap<EntityId, (Option<u64>, Option<u64>)>,
}

/// The columns of the table: a row a party in a region; the last three are the region's.
pub const COLUMNS: [&str; 7] = ["region", "party", "seats", "votes", "council_seats", "valid_votes", "voters"];

impl Councils {
    /// Reads a CSV table. Regions by code or id, parties by id or the end of it (`pks`).
    pub fn read(table: &str) -> Result<Self, Message> {
        let broken = |error: csv::Error| message!("the table cannot be read: {reason}", reason = error.to_string());
        // A spreadsheet in Indonesian writes semicolons, for its commas are decimal.
        let head = table.lines().next().unwrap_or_default();
        let delimiter = if head.contains(';') && !head.contains(',') { b';' } else { b',' };
        let mut csv = csv::ReaderBuilder::new()
            .flexible(true)
            .trim(csv::Trim::All)
            .delimiter(delimiter)
            .from_reader(table.as_bytes());
        let head = csv.headers().map_err(broken)?.clone();
        let place = |name: &str| head.iter().position(|own| own.trim_start_matches('\u{feff}') == name);
        let columns = COLUMNS.map(place);
        if columns[0].and(columns[1]).is_none() {
            let wanted = COLUMNS.join(", ");
            return Err(message!(
                "the table has no columns region and party; its columns are {columns}",
                columns = wanted
            ));
        }
        let mut councils = Self::default();
        for row in csv.records() {
            let row = row.map_err(broken)?;
            let line = row.position().map_or(0, csv::Position::line);
            let cell = |at: usize| columns[at].and_then(|at| row.get(at)).unwrap_or_default();
            let id = |kind: &str, text: &str| {
                let whole = if text.contains(':') { text.to_owned() } else { format!("{kind}:{text}") };
                EntityId::new(whole).ok().filter(|_| !text.is_empty()).ok_or_else(|| {
                    message!("line {line}: “{text}” is no {kind}", line = line, text = text, kind = kind)
                })
            };
            let number = |at: usize| match cell(at) {
                "" => Ok(None),
                text => text.parse::<u64>().map(Some).map_err(|_| {
                    message!(
                        "line {line}: “{text}” is no whole number ({column})",
                        line = line,
                        text = text,
                        column = COLUMNS[at]
                    )
                }),
            };
            let council = councils.0.entry(id("region", cell(0))?).or_default();
            for (at, known) in [(4, &mut council.seats), (5, &mut council.valid_votes), (6, &mut council.voters)] {
                let new = number(at)?;
                if known.is_some_and(|known| new.is_some_and(|new| new != known)) {
                    let column = COLUMNS[at];
                    return Err(message!(
                        "line {line}: {column} of a region is another number than above",
                        line = line,
                        column = column
                    ));
                }
                *known = known.or(new);
            }
            if council.parties.insert(id("party", cell(1))?, (number(2)?, number(3)?)).is_some() {
                return Err(message!("line {line}: this party stands in this region already", line = line));
            }
        }
        Ok(councils)
    }

    /// The regions and parties that it names.
    pub fn ids(&self) -> BTreeSet<&EntityId> {
        self.0.iter().flat_map(|(region, council)| std::iter::once(region).chain(council.parties.keys())).collect()
    }

    /// Whether these parties may nominate in a race on a day.
    pub fn met<'p>(
        &self,
        race: &RaceKey,
        parties: impl Iterator<Item = &'p EntityId>,
        day: Option<Date>,
        elections: &ElectionFacts,
    ) -> Met {
        let rule = day.and_then(|day| elections.calendar().threshold(day, race.office));
        let council = race.region.as_ref().and_then(|region| self.0.get(region));
        let (Some(council), Some(rule), Some(office)) = (council, rule, race.office) else {
            return Met::Unknown;
        };
        let parties: Vec<&EntityId> = parties.collect();
        if parties.is_empty() {
            return Met::Unknown;
        }
        council.met(rule, office, &parties)
    }

    /// Tells it of every cell and every ticket: of the parties that nominate it by their own words.
    pub fn tell(&self, rows: &mut [RaceRow], elections: &ElectionFacts) {
        for row in rows {
            let of_cell = |cell: &CellRow| {
                let is_its = |ticket: &&TicketRow| {
                    Some(&ticket.head) == cell.head.as_ref() && (cell.deputy.is_none() || ticket.deputy == cell.deputy)
                };
                let nominating = row.tickets.iter().filter(is_its).flat_map(|ticket| &ticket.nominating);
                self.met(&row.key, nominating, cell.day, elections).key()
            };
            let of_ticket =
                |ticket: &TicketRow| self.met(&row.key, ticket.nominating.iter(), ticket.last_day, elections).key();
            let cells: Vec<&'static str> = row.cells.iter().map(of_cell).collect();
            let tickets: Vec<&'static str> = row.tickets.iter().map(of_ticket).collect();
            row.cells.iter_mut().zip(cells).for_each(|(cell, met)| cell.threshold_met = met);
            row.tickets.iter_mut().zip(tickets).for_each(|(ticket, met)| ticket.threshold_met = met);
        }
    }
}

impl Council {
    /// By seats where the rule takes seats, else by votes; either is enough.
    fn met(&self, rule: &crate::model::Threshold, office: Office, parties: &[&EntityId]) -> Met {
        let strengths = || parties.iter().map(|party| self.parties.get(*party).copied().unwrap_or_default());
        let seats = rule.seats.map(|least| reaches(strengths().map(|(seats, _)| seats), self.seats, least));
        let least = rule.votes_for(office, self.voters);
        let votes =
            least.map_or(Met::Unknown, |least| reaches(strengths().map(|(_, votes)| votes), self.valid_votes, least));
        match seats {
            Some(Met::Yes) => Met::Yes,
            // Seats alone say no more than that votes may.
            Some(seats) if votes != Met::Yes && (seats == Met::Unknown || votes == Met::Unknown) => Met::Unknown,
            _ => votes,
        }
    }
}

/// Whether parts are so many thousandths of a whole. A part that is not known can only add.
fn reaches(parts: impl Iterator<Item = Option<u64>>, whole: Option<u64>, least: u64) -> Met {
    let Some(whole) = whole.filter(|whole| *whole > 0) else { return Met::Unknown };
    let (mut sum, mut all_known) = (0_u64, true);
    for part in parts {
        all_known &= part.is_some();
        sum = sum.saturating_add(part.unwrap_or(0));
    }
    match (u128::from(sum) * 1000 >= u128::from(whole) * u128::from(least), all_known) {
        (true, _) => Met::Yes,
        (false, true) => Met::No,
        (false, false) => Met::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::testing::{day, entity};

    const TABLE: &str = "region,party,seats,votes,council_seats,valid_votes,voters\n\
                         36.02,pks,7,90000,50,900000,1000001\n36.02,psi,3,,,,\n36.02,golkar,10,200000,,,\n36,pks,13,,100,,\n";

    fn met(region: &str, parties: &[&str], at: &str) -> &'static str {
        let councils = Councils::read(TABLE).unwrap();
        let office = if region.contains('.') { Office::REGENT } else { Office::GOVERNOR };
        let race =
            RaceKey { region: Some(entity(&format!("region:{region}"))), office: Some(office), year: Some(2024) };
        let parties: Vec<EntityId> = parties.iter().map(|party| entity(&format!("party:{party}"))).collect();
        councils.met(&race, parties.iter(), Some(day(at)), ElectionFacts::delivered()).key()
    }

    #[test]
    fn by_the_rule_of_the_day() {
        // Until 19 August a fifth of the seats, or a quarter of the votes.
        assert_eq!(met("36.02", &["golkar"], "2024-08-19"), "yes", "10 of 50 seats");
        assert_eq!(met("36.02", &["pks", "psi"], "2024-08-19"), "yes", "7 + 3 of 50");
        assert_eq!(met("36.02", &["pks"], "2024-08-19"), "no", "7 of 50 seats, and a tenth of the votes");
        assert_eq!(met("36.02", &["psi"], "2024-08-19"), "unknown", "3 of 50 seats, and nobody says how many votes");
        // From then on votes alone, by the number of voters: here more than a million, so 6.5 %.
        assert_eq!(met("36.02", &["pks"], "2024-08-20"), "yes", "10 % of the votes");
        assert_eq!(met("36.02", &["psi"], "2024-08-20"), "unknown");
        assert_eq!(met("36", &["pks"], "2024-08-20"), "unknown", "no votes, no voters");
        assert_eq!(met("36", &["pks"], "2024-08-19"), "unknown", "13 of 100 seats");
        for (region, parties, at) in [
            ("36.03", &["pks"][..], "2024-08-19"),
            ("36.02", &[][..], "2024-08-19"),
            ("36.02", &["pks"][..], "2016-06-30"),
        ] {
            assert_eq!(met(region, parties, at), "unknown", "{region} {parties:?} {at}");
        }
        // A party that the table does not have can only add.
        assert_eq!(met("36.02", &["golkar", "pan"], "2024-08-19"), "yes");
        assert_eq!(met("36.02", &["pks", "pan"], "2024-08-19"), "unknown");
    }

    #[test]
    fn tables_that_say_nothing_say_where() {
        let says = |table: &str, part: &str| {
            let said = Councils::read(table).unwrap_err().to_string();
            assert!(said.contains(part), "{said:?} lacks {part:?}");
        };
        says("partai,kursi\npks,3\n", "no columns region and party");
        says("region,party,seats\n36,pks,tiga\n", "line 2: “tiga” is no whole number (seats)");
        says("region,party,seats\n36,pks,3\n36,pks,4\n", "line 3: this party stands in this region already");
        says(
            "region,party,council_seats\n36,pks,50\n36,psi,55\n",
            "line 3: council_seats of a region is another number",
        );
        says("region,party\n36,\n", "line 2: “” is no party");
    }
}
