//! The ledger as rows with names in them: what a person reads and a program takes, the same in the window, on the command
//! line and in reports.

use serde::Serialize;

use super::{
    Book, Day, Ledger, LedgerCell, LedgerColumn, LedgerFilter, Met, RaceKey, Registered, Stated, clashing, office_key,
    outcome, pairs, status_key,
};
use crate::model::{ArticleId, Certainty, CoalitionId, Date, Entity, EntityId, Stance};

/// What entities are called.
pub struct EntityNames<'n> {
    pub entity: &'n dyn Fn(&EntityId) -> Option<&'n Entity>,
}

impl<'n> EntityNames<'n> {
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
    /// Registered pairs, where they are known.
    pub pairs_in_race: Option<usize>,
    pub tickets: Vec<TicketRow>,
    pub cells: Vec<CellRow>,
    #[serde(skip)]
    pub key: RaceKey,
}

/// A ticket that some party stands behind by its last word, or in a statement that is no last word for want of a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TicketRow {
    pub head: EntityId,
    pub head_name: String,
    pub deputy: Option<EntityId>,
    pub deputy_name: String,
    /// What the parties are called whose last word is for it, and is no denial.
    pub parties: Vec<String>,
    /// Whether one of them decided.
    pub confirmed: bool,
    /// `None`: it stands in statements only that have no day that can be trusted, or on an open race.
    pub last_day: Option<Date>,
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
    pub threshold_rule: Option<&'static str>,
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
    /// `known`; `beyond` the calendar; `open`.
    pub day_is: &'static str,
    pub status: &'static str,
    pub parties: Vec<String>,
    pub head_name: String,
    pub deputy_name: String,
    pub speaker: String,
    /// Whether another statement of the cell clashes with it.
    pub clashes: bool,
    /// What the article says, where it was asked for.
    pub evidence: Vec<String>,
}

/// Stances as files name them.
pub fn stance_key(stance: Stance) -> &'static str {
    match stance {
        Stance::Nominating => "nominating",
        Stance::Supporting => "supporting",
        Stance::Member => "member",
        Stance::Open => "open",
    }
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
        let mut cells = Vec::new();
        for (column, stated) in ledger.columns(book) {
            let row = CellRow::of(race, column, &stated, filter, said, names);
            if row.statements > 0 {
                cells.push(row);
            }
        }
        let mut tickets = tickets(&cells);
        open_tickets(ledger, book, race.is_open(), filter.at, names, &mut tickets);
        for ticket in &mut tickets {
            let known = outcome(race, Some(&ticket.head), ticket.deputy.as_ref(), None, names.entity);
            (ticket.registered, ticket.ballot_no) = (known.registered.key(), known.ballot);
        }
        tickets.sort_by(|a, b| (a.last_day.is_none(), &a.head_name).cmp(&(b.last_day.is_none(), &b.head_name)));
        Self {
            race: race.to_string(),
            region: race.region.clone(),
            region_name: names.name_of(race.region.as_ref()),
            office: race.office.map(office_key),
            year: race.year,
            open: race.is_open(),
            held: race.may_be_held(),
            pairs_in_race: pairs(race).map(<[_]>::len),
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
        let (party, at) = (column.party(), filter.at);
        let cell = LedgerCell::of(party, stated, at, race.is_open());
        let last = cell.last.as_ref();
        let (head, deputy) = (last.and_then(|last| last.head.as_ref()), last.and_then(|last| last.deputy.as_ref()));
        let outcome = outcome(race, head, deputy, last.map(|last| last.day), names.entity);
        let counted = || stated.iter().filter(|one| one.day.counts_by(at));
        let clashing: Vec<(&ArticleId, &CoalitionId)> = match said && cell.contradicts {
            true => {
                let by_day: Vec<Stated<'_>> = counted().filter(|one| one.day.is_by(at)).copied().collect();
                clashing(&by_day).iter().map(|one| (&one.article.id, &one.statement.id)).collect()
            }
            false => Vec::new(),
        };
        let before = filter.changed_since.and_then(|since| {
            let word = LedgerCell::of(party, stated, Some(since), race.is_open()).last?;
            let (status, head_name) = (status_key(word.status), names.name_of(word.head.as_ref()));
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
            status: last.map(|last| status_key(last.status)),
            stance: last.map(|last| stance_key(last.stance)),
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
            threshold_rule: outcome.threshold,
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
            Day::Open => (None, "open"),
        };
        Self {
            article: one.article.id.clone(),
            coalition: one.statement.id.clone(),
            story: one.story.clone(),
            title: one.article.title.clone(),
            source: one.article.source.clone(),
            day,
            day_is,
            status: status_key(one.statement.status),
            parties: one.statement.party_ids().map(|id| names.label(id)).collect(),
            head_name: names.name_of(one.statement.head.as_ref()),
            deputy_name: names.name_of(one.statement.deputy.as_ref()),
            speaker: one.statement.speaker.to_string(),
            clashes: false,
            evidence: Vec::new(),
        }
    }
}

/// The tickets that last words are for.
fn tickets(cells: &[CellRow]) -> Vec<TicketRow> {
    let mut tickets: Vec<TicketRow> = Vec::new();
    let denied = [status_key(Certainty::Denied), status_key(Certainty::Past)];
    for cell in cells.iter().filter(|cell| cell.status.is_some_and(|status| !denied.contains(&status))) {
        let (Some(head), Some(day)) = (&cell.head, cell.day) else { continue };
        let confirmed = cell.status == Some(status_key(Certainty::Confirmed));
        match tickets.iter_mut().find(|ticket| ticket.head == *head) {
            Some(ticket) => {
                ticket.parties.push(cell.label.clone());
                ticket.confirmed |= confirmed;
                ticket.last_day = ticket.last_day.max(Some(day));
                if ticket.deputy.is_none() {
                    (ticket.deputy, ticket.deputy_name) = (cell.deputy.clone(), cell.deputy_name.clone());
                }
            }
            None => tickets.push(TicketRow {
                head: head.clone(),
                head_name: cell.head_name.clone(),
                deputy: cell.deputy.clone(),
                deputy_name: cell.deputy_name.clone(),
                parties: vec![cell.label.clone()],
                confirmed,
                last_day: Some(day),
                registered: Registered::Unknown.key(),
                ballot_no: None,
                threshold_met: Met::Unknown.key(),
            }),
        }
    }
    tickets
}

/// Adds the tickets that stand in no last word, from statements that can be none.
fn open_tickets(
    ledger: &Ledger,
    book: &Book,
    open_race: bool,
    at: Option<Date>,
    names: &EntityNames<'_>,
    tickets: &mut Vec<TicketRow>,
) {
    let dated = tickets.len();
    let is_open = |one: &Stated<'_>| one.day.known().is_none() || (open_race && one.day.is_by(at));
    for one in ledger.statements(book).filter(is_open) {
        let said = one.statement;
        let Some(head) = &said.head else { continue };
        let other_way = matches!(said.status, Certainty::Denied | Certainty::Past);
        if other_way || tickets[..dated].iter().any(|ticket| ticket.head == *head) {
            continue;
        }
        let at = tickets[dated..].iter().position(|ticket| ticket.head == *head).unwrap_or_else(|| {
            tickets.push(TicketRow {
                head: head.clone(),
                head_name: names.name(head),
                deputy: None,
                deputy_name: String::new(),
                parties: Vec::new(),
                confirmed: false,
                last_day: None,
                registered: Registered::Unknown.key(),
                ballot_no: None,
                threshold_met: Met::Unknown.key(),
            });
            tickets.len() - 1 - dated
        });
        let ticket = &mut tickets[dated + at];
        for label in said.party_ids().map(|id| names.label(id)) {
            if !ticket.parties.contains(&label) {
                ticket.parties.push(label);
            }
        }
        ticket.confirmed |= said.status == Certainty::Confirmed;
        if ticket.deputy.is_none() {
            (ticket.deputy, ticket.deputy_name) = (said.deputy.clone(), names.name_of(said.deputy.as_ref()));
        }
    }
}
