//! The ledger as rows with names in them: what a person reads and a program takes, the same in the window, on the command
//! line and in reports.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::{
    Book, Day, ElectionFacts, Ledger, LedgerCell, LedgerColumn, LedgerFilter, Met, RaceKey, Registered, Stated,
    clashing, on_day::OnDay, outcome,
};
use crate::{
    message::Language,
    model::{ArticleId, ChoiceSign, CoalitionId, Date, Entity, EntityId, Office, Stance, StatementScheme, StatusSense},
};

/// What entities are called.
pub struct EntityNames<'n> {
    pub entity: &'n dyn Fn(&EntityId) -> Option<&'n Entity>,
    pub elections: &'n ElectionFacts,
}

impl<'n> EntityNames<'n> {
    /// What the project calls what its statements say.
    pub fn statements(&self) -> &'n StatementScheme {
        self.elections.statements()
    }

    /// What a person reads for an entity; its id if nobody knows it.
    pub fn label(&self, id: &EntityId) -> String {
        (self.entity)(id).map_or_else(|| id.to_string(), |entity| entity.label().to_owned())
    }

    /// The full name.
    pub fn name(&self, id: &EntityId) -> String {
        (self.entity)(id).map_or_else(|| id.to_string(), |entity| entity.name.clone())
    }

    fn name_of(&self, id: Option<&EntityId>) -> String {
        id.map_or_else(String::new, |id| self.name(id))
    }
}

/// A race by a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RaceRow {
    /// With `?` for what is open.
    pub race: String,
    pub region: Option<EntityId>,
    pub region_name: String,
    pub office: Option<&'static str>,
    pub year: Option<i16>,
    pub open: bool,
    /// `false`: the region elects no such office.
    pub held: bool,
    /// Whether pairs are registered for such races, and it may be known which.
    #[serde(skip)]
    pub registers: bool,
    /// Registered pairs, where they are known.
    pub pairs_in_race: Option<usize>,
    pub tickets: Vec<TicketRow>,
    pub cells: Vec<CellRow>,
    #[serde(skip)]
    pub key: RaceKey,
}

/// A ticket that some party stands behind by its own words, or in a statement that is no last word for want of a day; or
/// for which others hope that one does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TicketRow {
    pub head: EntityId,
    pub head_name: String,
    pub deputy: Option<EntityId>,
    pub deputy_name: String,
    /// What the parties are called that confirmed or explore it and did not take that back.
    pub parties: Vec<String>,
    /// Parties that others hope for, and that did not answer. They back nobody by that.
    pub hoped_for: Vec<String>,
    /// Parties of which nobody says how firmly they stand for it.
    pub not_said: Vec<String>,
    /// Parties that confirm or explore it in statements only that are no last word, beside those that do with a day.
    pub undated: Vec<String>,
    /// Whether one of the parties decided.
    pub confirmed: bool,
    /// `None`: it stands in statements only that have no day that can be trusted, or on an open race.
    pub last_day: Option<Date>,
    /// Those of the parties that nominate.
    #[serde(skip)]
    pub nominating: Vec<EntityId>,
    pub registered: &'static str,
    pub ballot_no: Option<u8>,
    /// Whether those who nominate it are enough; unknown without a table of councils ([`super::Councils`]).
    pub threshold_met: &'static str,
}

/// A party in a race by a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CellRow {
    pub party: Option<EntityId>,
    /// What it is called; for statements without a linked party what they are.
    pub label: String,
    pub status: Option<&'static str>,
    pub stance: Option<&'static str>,
    pub day: Option<Date>,
    pub head: Option<EntityId>,
    pub head_name: String,
    pub deputy: Option<EntityId>,
    pub deputy_name: String,
    pub statements: usize,
    pub stories: usize,
    pub articles: usize,
    /// Statements without a day that can be trusted, and all of an open race.
    pub open: usize,
    pub contradicts: bool,
    pub switched: bool,
    pub ticket_registered: &'static str,
    pub ballot_no: Option<u8>,
    pub days_to_registration: Option<i64>,
    pub threshold_rule: Option<String>,
    /// As of a ticket, by the rule of the cell's day.
    pub threshold_met: &'static str,
    /// The last word on the day that it is compared with, if there was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<BeforeRow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<StatementRow>,
}

/// An earlier last word.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BeforeRow {
    pub status: &'static str,
    pub day: Date,
    pub head: Option<EntityId>,
    pub head_name: String,
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatementRow {
    pub article: ArticleId,
    pub coalition: CoalitionId,
    /// The first of the article's near copies.
    pub story: ArticleId,
    pub title: String,
    pub source: String,
    pub day: Option<Date>,
    /// `known`; `beyond` the calendar; `guessed` from the first lines of the article; `open`.
    pub day_is: &'static str,
    pub status: &'static str,
    pub parties: Vec<String>,
    /// How each of the parties stands to it, in their order: the firmest of its stances.
    pub stances: Vec<&'static str>,
    /// Whether one of those named, linked or not, is for the ticket; or nobody is named.
    #[serde(skip)]
    pub is_for_the_ticket: bool,
    pub head_name: String,
    pub deputy_name: String,
    pub speaker: String,
    /// Whether another statement of the cell clashes with it.
    pub clashes: bool,
    /// What the article says, where it was asked for.
    pub evidence: Vec<String>,
}

/// The label of a column without a party.
pub const UNLINKED: &str = "party not linked";
pub const NOBODY: &str = "no party named";

impl RaceRow {
    /// The row of a race by a day. `wanted`: which parties' cells; `said`: whether statements come with them.
    pub fn of(
        ledger: &Ledger,
        race: &RaceKey,
        book: &Book,
        filter: &LedgerFilter,
        said: bool,
        names: &EntityNames<'_>,
    ) -> Self {
        let open = ledger.is_open(race);
        let (mut cells, mut words) = (Vec::new(), Vec::new());
        for (column, stated, cell) in ledger.cells(book, open, filter.at) {
            if cell.statements > 0 {
                let row = CellRow::with(race, column, &stated, &cell, filter, said, names);
                words.push((row.label.clone(), column.party(), cell));
                cells.push(row);
            }
        }
        let mut tickets = TicketList::of(names);
        tickets.add_words(&words);
        tickets.add_open(ledger, book, open, filter.at);
        let mut tickets = tickets.rows;
        for ticket in &mut tickets {
            let known = outcome(race, Some(&ticket.head), ticket.deputy.as_ref(), None, names.entity, names.elections);
            (ticket.registered, ticket.ballot_no) = (known.registered.key(), known.ballot);
        }
        tickets.sort_by(|a, b| (a.last_day.is_none(), &a.head_name).cmp(&(b.last_day.is_none(), &b.head_name)));
        Self {
            race: race.to_string(),
            region: race.region.clone(),
            region_name: names.name_of(race.region.as_ref()),
            office: race.office.map(Office::key),
            year: race.year,
            open,
            held: names.elections.may_be_held(race),
            registers: names.elections.registers(race.office),
            pairs_in_race: names.elections.pairs(race).map(<[_]>::len),
            tickets,
            cells,
            key: race.clone(),
        }
    }
}

impl CellRow {
    pub fn of(
        race: &RaceKey,
        column: &LedgerColumn,
        stated: &[Stated<'_>],
        filter: &LedgerFilter,
        said: bool,
        names: &EntityNames<'_>,
    ) -> Self {
        let cell = LedgerCell::of(column.party(), stated, filter.at, names.elections.is_open(race));
        Self::with(race, column, stated, &cell, filter, said, names)
    }

    fn with(
        race: &RaceKey,
        column: &LedgerColumn,
        stated: &[Stated<'_>],
        cell: &LedgerCell,
        filter: &LedgerFilter,
        said: bool,
        names: &EntityNames<'_>,
    ) -> Self {
        let (party, at) = (column.party(), filter.at);
        let last = cell.last.as_ref();
        let (head, deputy) = (last.and_then(|last| last.head.as_ref()), last.and_then(|last| last.deputy.as_ref()));
        let outcome = outcome(race, head, deputy, last.map(|last| last.day), names.entity, names.elections);
        let counted = || stated.iter().filter(|one| one.day.counts_by(at));
        let clashing: Vec<(&ArticleId, &CoalitionId)> = match said && cell.contradicts {
            true => {
                let by_day: Vec<Stated<'_>> = counted().filter(|one| one.day.is_by(at)).copied().collect();
                clashing(&by_day).iter().map(|one| (&one.article.id, &one.statement.id)).collect()
            }
            false => Vec::new(),
        };
        let before = filter.changed_since.and_then(|since| {
            let word = LedgerCell::of(party, stated, Some(since), names.elections.is_open(race)).last?;
            let (status, head_name) = (word.status.key(), names.name_of(word.head.as_ref()));
            Some(BeforeRow { status, day: word.day, head: word.head, head_name })
        });
        let row = |one: &Stated<'_>| StatementRow {
            clashes: clashing.contains(&(&one.article.id, &one.statement.id)),
            ..StatementRow::of(one, names)
        };
        Self {
            party: party.cloned(),
            label: match column {
                LedgerColumn::Party(id) => names.label(id),
                LedgerColumn::Unlinked => UNLINKED.to_owned(),
                LedgerColumn::Nobody => NOBODY.to_owned(),
            },
            status: last.map(|last| last.status.key()),
            stance: last.map(|last| last.stance.key()),
            day: last.map(|last| last.day),
            head: head.cloned(),
            head_name: names.name_of(head),
            deputy: deputy.cloned(),
            deputy_name: names.name_of(deputy),
            statements: cell.statements,
            stories: cell.stories,
            articles: cell.articles,
            open: cell.open,
            contradicts: cell.contradicts,
            switched: cell.switched,
            ticket_registered: outcome.registered.key(),
            ballot_no: outcome.ballot,
            days_to_registration: outcome.days_to_registration,
            threshold_rule: outcome.threshold.map(str::to_owned),
            threshold_met: Met::Unknown.key(),
            before,
            said: if said { counted().map(row).collect() } else { Vec::new() },
        }
    }
}

impl StatementRow {
    pub fn of(one: &Stated<'_>, names: &EntityNames<'_>) -> Self {
        let (day, day_is) = match one.day {
            Day::Known(day) => (Some(day), "known"),
            Day::Beyond(day) => (Some(day), "beyond"),
            Day::Guessed(day) => (Some(day), "guessed"),
            Day::Open => (None, "open"),
        };
        let (said, scheme) = (one.statement, names.statements());
        let stance = |id: &EntityId| said.stance_of(Some(id), scheme).map_or("", |(stance, _)| stance.key());
        Self {
            article: one.article.id.clone(),
            coalition: said.id.clone(),
            story: one.story.clone(),
            title: one.article.title.clone(),
            source: one.article.source.clone(),
            day,
            day_is,
            status: said.status.key(),
            parties: said.party_ids().map(|id| names.label(id)).collect(),
            stances: said.party_ids().map(stance).collect(),
            is_for_the_ticket: said.parties.is_empty() || said.parties.iter().any(|one| is_for(one.stance, scheme)),
            head_name: names.name_of(said.head.as_ref()),
            deputy_name: names.name_of(said.deputy.as_ref()),
            speaker: said.speaker.to_string(),
            clashes: false,
            evidence: Vec::new(),
        }
    }

    /// Its parties for people: `Waldbund, Kante (opposes)`. Who is for the ticket needs no word.
    pub fn who(&self, scheme: &StatementScheme, language: Language) -> String {
        let of = |(party, stance): (&String, Option<Stance>)| match stance.filter(|one| !is_for(*one, scheme)) {
            Some(stance) => format!("{party} ({})", scheme.stance_names(stance).say(language)),
            None => party.clone(),
        };
        let stances = self.stances.iter().map(|key| Stance::new(key).ok());
        self.parties.iter().zip(stances).map(of).collect::<Vec<_>>().join(", ")
    }
}

fn is_for(stance: Stance, scheme: &StatementScheme) -> bool {
    scheme.side(stance) == ChoiceSign::Plus
}

impl TicketRow {
    /// Takes in how firmly a party is said to stand for it.
    fn add(&mut self, label: &str, sense: StatusSense, deputy: Option<&EntityId>, names: &EntityNames<'_>) {
        let own = match sense {
            StatusSense::Decided | StatusSense::Explored => &mut self.parties,
            StatusSense::Wished => &mut self.hoped_for,
            StatusSense::Unsaid => &mut self.not_said,
            StatusSense::Refused | StatusSense::Past | StatusSense::Aside => return,
        };
        if !own.iter().any(|known| known == label) {
            own.push(label.to_owned());
        }
        self.confirmed |= sense == StatusSense::Decided;
        // Who answered is no longer hoped for.
        self.hoped_for.retain(|known| !self.parties.contains(known));
        self.not_said.retain(|known| !self.parties.contains(known));
        if self.deputy.is_none() {
            (self.deputy, self.deputy_name) = (deputy.cloned(), names.name_of(deputy));
        }
    }

    /// Takes in a statement that has no day among those that have one.
    fn add_undated(&mut self, label: &str, sense: StatusSense) {
        let own = match sense {
            StatusSense::Decided | StatusSense::Explored => &mut self.undated,
            StatusSense::Wished => &mut self.hoped_for,
            StatusSense::Unsaid => &mut self.not_said,
            StatusSense::Refused | StatusSense::Past | StatusSense::Aside => return,
        };
        if !own.iter().any(|known| known == label) && !self.parties.iter().any(|known| known == label) {
            own.push(label.to_owned());
        }
    }
}

/// The tickets of a race while they are gathered: an open race may have those of all regions.
struct TicketList<'n, 'e> {
    rows: Vec<TicketRow>,
    /// By head: one for each deputy that is named beside it.
    places: FxHashMap<EntityId, Vec<usize>>,
    names: &'n EntityNames<'e>,
}

impl<'n, 'e> TicketList<'n, 'e> {
    fn of(names: &'n EntityNames<'e>) -> Self {
        Self { rows: Vec::new(), places: FxHashMap::default(), names }
    }

    /// The place of a pair's ticket, which is made if it is not there. Who names no deputy means the pair that was spoken of
    /// last; a deputy that nobody named before is that of a pair without.
    fn ticket(&mut self, head: &EntityId, deputy: Option<&EntityId>) -> usize {
        let known = self.places.get(head).map_or(&[][..], Vec::as_slice);
        let found = match deputy {
            Some(_) => {
                let of = |wanted: Option<&EntityId>| known.iter().find(|at| self.rows[**at].deputy.as_ref() == wanted);
                of(deputy).or_else(|| of(None))
            }
            None => known.iter().max_by_key(|at| self.rows[**at].last_day),
        };
        found.copied().unwrap_or_else(|| {
            self.places.entry(head.clone()).or_default().push(self.rows.len());
            self.rows.push(TicketRow {
                head: head.clone(),
                head_name: self.names.name(head),
                deputy: None,
                deputy_name: String::new(),
                parties: Vec::new(),
                hoped_for: Vec::new(),
                not_said: Vec::new(),
                undated: Vec::new(),
                confirmed: false,
                last_day: None,
                nominating: Vec::new(),
                registered: Registered::Unknown.key(),
                ballot_no: None,
                threshold_met: Met::Unknown.key(),
            });
            self.rows.len() - 1
        })
    }

    /// Adds the tickets that parties stand for, or that others hope they do: those with a deputy first, so that who names
    /// none comes to a pair.
    fn add_words(&mut self, cells: &[(String, Option<&EntityId>, LedgerCell)]) {
        let words = cells.iter().flat_map(|(label, party, cell)| {
            cell.ticket.iter().chain(&cell.wished).map(move |word| (label, *party, word))
        });
        let (pairs, heads): (Vec<_>, Vec<_>) = words.partition(|(.., word)| word.deputy.is_some());
        let names = self.names;
        for (label, party, word) in pairs.into_iter().chain(heads) {
            let Some(head) = &word.head else { continue };
            let at = self.ticket(head, word.deputy.as_ref());
            let ticket = &mut self.rows[at];
            ticket.add(label, word.sense, word.deputy.as_ref(), names);
            ticket.last_day = ticket.last_day.max(Some(word.day));
            if let (Some(party), Stance::Nominating, true) = (party, word.stance, word.sense.affirms()) {
                ticket.nominating.push(party.clone());
            }
        }
    }

    /// Adds the tickets that stand in no last word, from statements that can be none.
    fn add_open(&mut self, ledger: &Ledger, book: &Book, open_race: bool, at: Option<Date>) {
        let (dated, names) = (self.rows.len(), self.names);
        let mut known: FxHashMap<&EntityId, String> = FxHashMap::default();
        let is_open = |one: &Stated<'_>| one.day.known().is_none() || (open_race && one.day.is_by(at));
        let open = ledger.statements(book).filter(is_open).filter(|one| !one.sense().ends());
        let (pairs, heads): (Vec<_>, Vec<_>) = open.partition(|one| one.statement.deputy.is_some());
        for one in pairs.iter().chain(&heads) {
            let said = one.statement;
            let Some(head) = &said.head else { continue };
            let nameless = match (said.parties.is_empty(), said.parties.iter().any(|one| one.party.is_none())) {
                (true, _) => Some(NOBODY),
                (_, true) => Some(UNLINKED),
                _ => None,
            };
            let columns = said.party_ids().map(|id| (Some(id), "")).chain(nameless.map(|label| (None, label)));
            let senses = columns.map(|(id, label)| (id, label, said.meaning_for(id, names.statements()).sense));
            let on_it: Vec<_> = senses.filter(|(.., sense)| sense.affirms() || sense.hopes()).collect();
            if on_it.is_empty() {
                continue;
            }
            let place = self.ticket(head, said.deputy.as_ref());
            let ticket = &mut self.rows[place];
            for (id, nameless, sense) in on_it {
                let label = id.map_or(nameless, |id| known.entry(id).or_insert_with(|| names.label(id)));
                match place < dated {
                    true => ticket.add_undated(label, sense),
                    false => ticket.add(label, sense, said.deputy.as_ref(), names),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
