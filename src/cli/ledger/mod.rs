//! `tandai ledger`: who stands with whom across all articles, by a day.

mod csv;
mod json;
mod rows;
mod words;

use std::{collections::BTreeSet, path::PathBuf, sync::atomic::AtomicBool};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{Failure, Report, open, say, who};
use crate::{
    answers::{
        Board, CellRow, Councils, EntityNames, Explored, GuessedDates, Ledger, LedgerFilter, Provinces, RaceRow,
        StatementRow, TicketRow, boards, explored, never_met, provinces, read_statuses,
    },
    model::{Date, Entity, EntityId, KindKey, Office},
    session::{AnswersReader, Session},
};

/// Show the last word of every party in every race by a day, from all articles; nothing is merged
///
/// A cell is a party in a race: its last word, how many statements and stories (near copies count once) stand behind it,
/// and whether they contradict each other. Statements without a day that can be trusted, and all on a race that is not
/// fully told, are shown as open. A file that cannot be read is named (exit status 1).
#[derive(Args)]
pub struct LedgerCommand {
    /// The project: its folder, or the project.ron in it
    dir: PathBuf,
    /// The last day that counts, as 2024-08-20 [default: all]
    #[arg(long, value_name = "DATE")]
    at: Option<Date>,
    /// What one row is
    #[arg(long, value_name = "WHAT", default_value = "race")]
    by: RowArg,
    /// Only what lies in this region: its name or its code, as Banten or 36.02
    #[arg(long, value_name = "REGION")]
    region: Option<String>,
    /// Only this office
    #[arg(long, value_name = "OFFICE")]
    office: Option<String>,
    /// Only the election of this year
    #[arg(long, value_name = "YEAR")]
    year: Option<i16>,
    /// Only races on which this party speaks: its name or its id; may be given again, then all of them must
    #[arg(long = "party", value_name = "PARTY")]
    parties: Vec<String>,
    /// Only last words of this status, by its key or its name in the project: as delivered confirmed, exploring, hoped, denied
    /// or past; several with commas between
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
    /// Only cells whose last word is another than on this day
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// Only what is of this kind
    #[arg(long, value_name = "KIND")]
    only: Option<Only>,
    /// Show every statement behind a cell, with its sentence
    #[arg(long)]
    statements: bool,
    /// A CSV table of seats and votes in councils, to tell whether those who nominate are enough (threshold_met): the
    /// columns region, party, seats, votes, council_seats, valid_votes, voters; what is empty is not known
    #[arg(long, value_name = "FILE")]
    councils: Option<PathBuf>,
    /// Let guessed dates count: those that were read from an article's first lines and that nobody said
    #[arg(long)]
    guessed_dates: bool,
    /// Whose annotations [default: your own]
    #[arg(long, value_name = "NAME")]
    set: Option<String>,
    /// Whose set is yours [default: your account's name]
    #[arg(long = "as", value_name = "NAME")]
    author: Option<String>,
    /// Print one JSON array
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Print a CSV table
    #[arg(long)]
    csv: bool,
}

/// What one row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RowArg {
    /// A race, its tickets and parties below it
    Race,
    /// A party, its races below it
    Party,
    /// Two parties: where with each other, where against
    Pair,
    /// A party and the board it speaks through
    Speaker,
    /// A province and what lies in it: how much is said, month by month
    Province,
    /// What became of exploring statements
    Exploring,
}

/// What cells, tickets or pairs must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Only {
    /// Statements that contradict each other
    Contradictions,
    /// Parties that turned: what they said before, and after
    Switches,
    /// Tickets that were announced and never registered
    Unregistered,
    /// Statements without a trusted day, and races not fully told
    Open,
    /// Pairs of parties that never stand in one statement (with --by pair)
    NeverMet,
}

/// An office of the project's by its key.
fn office(session: &Session, key: &str) -> Result<Office, Failure> {
    let offices = &session.project().scheme.statements.offices;
    let known = offices.iter().map(|office| office.key).find(|office| office.key() == key);
    known.ok_or_else(|| {
        let all: Vec<&str> = offices.iter().map(|office| office.key.key()).collect();
        Failure::from(format!("the project has no office “{key}”; it has {}", all.join(", ")))
    })
}

/// What is printed.
enum LedgerOutput {
    Races(Vec<RaceRow>),
    /// Cells with the race of each.
    Cells(Vec<(RaceRow, CellRow)>),
    Tickets(Vec<(RaceRow, TicketRow)>),
    Pairs(Vec<PairRow>),
    Speakers(Vec<SpeakerRow>),
    Provinces(Provinces),
    Exploring(ExploringRow),
}

/// Two parties in a race.
#[derive(Serialize)]
struct PairRow {
    party: EntityId,
    label: String,
    other: EntityId,
    other_label: String,
    /// `None`: the pair never met.
    race: Option<String>,
    region_name: String,
    office: Option<&'static str>,
    year: Option<i16>,
    relation: &'static str,
    confirmed: bool,
    /// Of both together.
    stories: usize,
    articles: usize,
    first: Option<Date>,
    last: Option<Date>,
}

/// A party and a board.
#[derive(Serialize)]
struct SpeakerRow {
    /// `None`: the words for the speaker do not tell for whom.
    party: Option<EntityId>,
    label: String,
    board: &'static str,
    stories: usize,
}

/// Parties in races that were said to explore.
#[derive(Serialize)]
struct ExploringRow {
    explored: usize,
    confirmed: usize,
    denied: usize,
    open: usize,
    share_confirmed: Option<f64>,
    undated: usize,
}

impl LedgerCommand {
    pub fn run(self) -> Result<Report, Failure> {
        let mut session = open(&self.dir, who(self.author.clone()))?;
        let set = match &self.set {
            None => session.active_set().clone(),
            Some(name) => session.find_set(name).ok_or_else(|| {
                let known: Vec<String> = session.sets().iter().map(ToString::to_string).collect();
                format!("there is no set “{name}”; these are: {}", known.join(", "))
            })?,
        };
        self.refuse_idle()?;
        let filter = self.filter(&session)?;
        if self.guessed_dates {
            session.set_guessed_dates(GuessedDates::Count);
        }
        let reader = session.answers_reader(&set);
        let (ledger, unread) =
            reader.ledger(&AtomicBool::new(false)).map_err(|error| Failure::of_project(session.dir(), error))?;
        let mut findings = !unread.is_empty();
        unread.iter().for_each(|notice| say(&notice.to_string()));
        let guessed = ledger.number_guessed();
        if guessed > 0 && !self.guessed_dates {
            say(&format!(
                "{} no day but a guessed date and {} as open: mend the date of the article, or let it count with --guessed-dates",
                if guessed == 1 { "1 statement has".to_owned() } else { format!("{guessed} statements have") },
                if guessed == 1 { "stands" } else { "stand" },
            ));
        }
        if ledger.is_empty() {
            let others: Vec<String> =
                session.sets().iter().filter(|other| **other != set).map(ToString::to_string).collect();
            let hint =
                if others.is_empty() { String::new() } else { format!("; --set takes another: {}", others.join(", ")) };
            say(&format!("the set {set} has no coalition statement{hint}"));
            // An answer of nothing must not look like an answer.
            findings |= !others.is_empty();
        }
        if self.only == Some(Only::Unregistered) && !session.elections().registers(None) {
            return Err("--only unregistered: nobody knows who is registered for the elections of this project".into());
        }
        let entity = |id: &EntityId| session.entity(id);
        let names = EntityNames { entity: &entity, elections: session.elections() };
        let councils = self.councils.as_ref().map(|file| super::councils(file, &session)).transpose()?;
        findings |= councils.as_ref().is_some_and(|(_, unknown)| *unknown);
        let councils = councils.as_ref().map(|(table, _)| &table.councils);
        let mut answer = self.answer(&ledger, &filter, &names, councils);
        if self.says_sentences() {
            self.add_sentences(&mut answer, &ledger, &reader)
                .map_err(|error| Failure::of_project(session.dir(), error))?;
        }
        let text = match (self.json, self.csv) {
            (true, _) => json::print(&answer)?,
            (_, true) => csv::table(&answer, self.says_sentences())?,
            _ => words::text(&answer, &filter, self.by, names.statements()),
        };
        Ok(Report { text, findings })
    }

    /// Refuses options that would do nothing with the others.
    fn refuse_idle(&self) -> Result<(), Failure> {
        let by_cell = matches!(self.by, RowArg::Race | RowArg::Party);
        let reason = match self.only {
            Some(Only::NeverMet) if self.by != RowArg::Pair => "--only never-met is about pairs: add --by pair",
            Some(Only::Unregistered) if !by_cell => {
                "--only unregistered is about tickets: it goes with --by race or --by party"
            }
            Some(Only::Unregistered) if self.since.is_some() => {
                "--since is about last words, --only unregistered about tickets: give one of them, or --at for a day"
            }
            Some(Only::Unregistered) if self.statements => {
                "--statements shows what stands behind cells, --only unregistered shows tickets: give one of them"
            }
            _ if self.councils.is_some() && !by_cell => {
                "--councils is about tickets and cells: it goes with --by race or --by party"
            }
            _ if self.statements && !by_cell => {
                "--statements shows what stands behind cells: it goes with --by race or --by party"
            }
            _ => return Ok(()),
        };
        Err(reason.into())
    }

    fn says_sentences(&self) -> bool {
        self.statements || matches!(self.only, Some(Only::Contradictions | Only::Switches))
    }

    fn filter(&self, session: &Session) -> Result<LedgerFilter, Failure> {
        let find = |name: &String| find(session, name, &KindKey::party());
        if let (Some(since), Some(at)) = (self.since, self.at)
            && since >= at
        {
            return Err(format!("--since {since} is not before --at {at}").into());
        }
        Ok(LedgerFilter {
            region: self.region.as_ref().map(|name| self::find(session, name, &KindKey::region())).transpose()?,
            office: self.office.as_ref().map(|key| office(session, key)).transpose()?,
            year: self.year,
            parties: self.parties.iter().map(find).collect::<Result<_, _>>()?,
            statuses: match &self.status {
                Some(list) => read_statuses(list, &session.project().scheme.statements)?,
                None => BTreeSet::new(),
            },
            at: self.at,
            changed_since: self.since,
            contradictions: self.only == Some(Only::Contradictions),
            switches: self.only == Some(Only::Switches),
            open: self.only == Some(Only::Open),
        })
    }

    fn answer(
        &self,
        ledger: &Ledger,
        filter: &LedgerFilter,
        names: &EntityNames<'_>,
        councils: Option<&Councils>,
    ) -> LedgerOutput {
        let races = || ledger.passing(filter).into_iter().filter_map(|race| Some((race, ledger.book(race)?)));
        match self.by {
            RowArg::Speaker => {
                let of = |id: &EntityId| {
                    (names.entity)(id).map_or_else(Vec::new, |entity| entity.names().map(str::to_owned).collect())
                };
                let stated = races().flat_map(|(_, book)| ledger.statements(book)).filter(|one| {
                    (one.day.known().is_none() || one.day.is_by(filter.at))
                        && (filter.parties.is_empty()
                            || one.statement.party_ids().any(|id| filter.parties.contains(id)))
                });
                let row = |((party, board), stories): ((Option<&EntityId>, Board), usize)| SpeakerRow {
                    party: party.cloned(),
                    label: party.map_or_else(|| "not told".to_owned(), |id| names.label(id)),
                    board: board.key(),
                    stories,
                };
                LedgerOutput::Speakers(boards(stated, &of).into_iter().map(row).collect())
            }
            RowArg::Province => LedgerOutput::Provinces(provinces(ledger, &ledger.passing(filter), filter.at, names)),
            RowArg::Exploring => {
                let mut sum = Explored::default();
                for (race, book) in races() {
                    explored(ledger, race, book, filter.at, &mut sum);
                }
                let Explored { explored, confirmed, denied, open, undated } = sum;
                LedgerOutput::Exploring(ExploringRow {
                    explored,
                    confirmed,
                    denied,
                    open,
                    share_confirmed: sum.share(),
                    undated,
                })
            }
            RowArg::Pair if self.only == Some(Only::NeverMet) => {
                let wanted = |pair: &(EntityId, EntityId)| {
                    filter.parties.is_empty() || filter.parties.contains(&pair.0) || filter.parties.contains(&pair.1)
                };
                let row = |(one, two): (EntityId, EntityId)| PairRow {
                    label: names.label(&one),
                    other_label: names.label(&two),
                    party: one,
                    other: two,
                    race: None,
                    region_name: String::new(),
                    office: None,
                    year: None,
                    relation: "never met",
                    confirmed: false,
                    stories: 0,
                    articles: 0,
                    first: None,
                    last: None,
                };
                // A party chooses pairs here, not races: whom it shares no race with it never met either.
                let races = ledger.passing(&LedgerFilter { parties: BTreeSet::new(), ..filter.clone() });
                let never = never_met(ledger, races, filter.at);
                LedgerOutput::Pairs(never.into_iter().filter(wanted).map(row).collect())
            }
            RowArg::Pair => LedgerOutput::Pairs(rows::pairs(ledger, filter, races(), names)),
            RowArg::Race | RowArg::Party => {
                let said = self.says_sentences();
                let rows = races().map(|(race, book)| RaceRow::of(ledger, race, book, filter, said, names));
                let mut rows: Vec<RaceRow> = rows.collect();
                if let Some(councils) = councils {
                    councils.tell(&mut rows, names.elections);
                }
                match (self.by, self.only) {
                    (_, Some(Only::Unregistered)) => LedgerOutput::Tickets(rows::unregistered(rows)),
                    (RowArg::Race, None) if filter.statuses.is_empty() && filter.changed_since.is_none() && !said => {
                        LedgerOutput::Races(rows)
                    }
                    (by, _) => LedgerOutput::Cells(rows::cells(ledger, filter, rows, by)),
                }
            }
        }
    }

    /// Adds what the articles say to every statement.
    fn add_sentences(
        &self,
        answer: &mut LedgerOutput,
        ledger: &Ledger,
        reader: &AnswersReader,
    ) -> Result<(), crate::store::StoreError> {
        let LedgerOutput::Cells(cells) = answer else { return Ok(()) };
        let wanted: BTreeSet<_> = cells
            .iter()
            .flat_map(|(_, cell)| cell.said.iter().map(|said| (said.article.clone(), said.coalition.clone())))
            .collect();
        let stated: Vec<_> =
            ledger.all().filter(|one| wanted.contains(&(one.article.id.clone(), one.statement.id.clone()))).collect();
        let evidence = reader.evidence(&stated)?;
        for (_, cell) in cells {
            for said in &mut cell.said {
                let own = evidence.get(&(said.article.clone(), said.coalition.clone()));
                let words = own.into_iter().flat_map(|evidence| &evidence.spans);
                said.evidence = words.map(|(_, words)| words.clone()).collect();
            }
        }
        Ok(())
    }
}

/// The party or region that a name means: an id, a code, or a name that no other one has.
fn find(session: &Session, name: &str, kind: &KindKey) -> Result<EntityId, Failure> {
    let by_id = [name.to_owned(), format!("{kind}:{name}")].into_iter().filter_map(|id| EntityId::new(id).ok());
    if let Some(known) = by_id.into_iter().find(|id| session.entity(id).is_some()) {
        return Ok(known);
    }
    let wanted = name.trim().to_lowercase();
    let named = |entity: &&Entity| entity.kind == *kind && entity.names().any(|name| name.to_lowercase() == wanted);
    let found: Vec<&Entity> = session.lexicon().entities().filter(named).collect();
    match found.as_slice() {
        [] => {
            Err(format!("no {kind} is called “{name}”: give a name as lists show it, or an id such as {kind}:…").into())
        }
        [one] => Ok(one.id.clone()),
        several => {
            let names: Vec<String> = several.iter().map(|entity| format!("{} ({})", entity.name, entity.id)).collect();
            Err(format!("“{name}” may be {}: give one of these", names.join(" or ")).into())
        }
    }
}

/// Where a statement stands, in a few words.
fn day_of(said: &StatementRow) -> String {
    match (said.day, said.day_is) {
        (Some(day), "beyond" | "guessed") => format!("{day}?"),
        (Some(day), _) => day.to_string(),
        (None, _) => "no date".to_owned(),
    }
}
