//! `tandai report`: what a paper needs of a project, as files.

use std::{io::Write, path::PathBuf, sync::atomic::AtomicBool};

use clap::Args;

use super::{Failure, Report, cancel::cancelled_by_keys, open, say, who};
use crate::{
    answers::{
        BookHead, CellRow, CountingOptions, EntityNames, GuessedDates, Ledger, LedgerFilter, RaceKey, RaceRow, Stated,
        evidence_book,
        pictures::{PAGE, Picture, PictureFile, PictureSubject},
        report::{ReportFacts, methods, summary, tex_of},
    },
    formats::{Target, spreadsheet_safe},
    message::{Language, Message},
    model::{Date, EntityId},
    session::{AnswersReader, Destination, DiskTarget},
};

/// Timelines are drawn of so many races, those with the most statements.
const TIMELINES: usize = 24;

/// Write methods (Markdown, LaTeX), tables, figures, numbers and the evidence book of a project into a folder
///
/// Everything is derived from the statements of one set; the same project gives the same bytes. The evidence book is one
/// HTML page that opens from a file and prints.
#[derive(Args)]
pub struct ReportCommand {
    /// The project: its folder, or the project.ron in it
    dir: PathBuf,
    /// Where to: a new folder
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// The last day that counts, as 2024-08-20 [default: all]
    #[arg(long, value_name = "DATE")]
    at: Option<Date>,
    /// A CSV table of seats and votes in councils, as `tandai ledger --councils` takes it
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
    /// Replace the names of annotators by A1, A2 …
    #[arg(long)]
    anonymous: bool,
    /// Quote evidence only: no titles of articles
    #[arg(long)]
    no_titles: bool,
    /// Replace a report that is there
    #[arg(long)]
    force: bool,
}

impl ReportCommand {
    pub fn run(self) -> Result<Report, Failure> {
        let mut session = open(&self.dir, who(self.author.clone()))?;
        if self.guessed_dates {
            session.set_guessed_dates(GuessedDates::Count);
        }
        let set = match &self.set {
            None => session.active_set().clone(),
            Some(name) => session.find_set(name).ok_or_else(|| {
                let known: Vec<String> = session.sets().iter().map(ToString::to_string).collect();
                format!("there is no set “{name}”; these are: {}", known.join(", "))
            })?,
        };
        let failed = |error| Failure::of_project(session.dir(), error);
        let reader = session.answers_reader(&set);
        let (ledger, mut unread) = reader.ledger(&AtomicBool::new(false)).map_err(failed)?;
        let (mut facts, more) = session.report_facts(&set, &ledger, self.at).map_err(failed)?;
        unread.extend(more);
        if self.anonymous {
            facts.without_names();
        }
        let entity = |id: &EntityId| session.entity(id);
        let names = EntityNames { entity: &entity, elections: session.elections() };
        let filter = LedgerFilter { at: self.at, ..LedgerFilter::default() };
        let mut rows: Vec<RaceRow> = ledger
            .passing(&filter)
            .into_iter()
            .filter_map(|race| Some(RaceRow::of(&ledger, race, ledger.book(race)?, &filter, true, &names)))
            .filter(|row| !row.cells.is_empty())
            .collect();
        let councils = self.councils.as_ref().map(|file| super::councils(file, &session)).transpose()?;
        if let Some((table, _)) = &councils {
            table.councils.tell(&mut rows, session.elections());
            facts.councils = Some(table.told());
        }
        add_sentences(&mut rows, &ledger, &reader).map_err(failed)?;
        let (cancel, out) = (cancelled_by_keys(), Destination::Folder(self.out.clone(), String::new()));
        let target = DiskTarget::new(out, self.force)?.cancelled_by(cancel);
        let mut files = ReportFiles { target: &target, written: Vec::new() };
        let text = methods(&facts);
        files.put("methods.md", &text)?;
        files.put("methods.tex", tex_of(&text))?;
        files.put("summary.json", &summary(&facts)?)?;
        let head = BookHead {
            project: facts.project.clone(),
            set: facts.set.clone(),
            at: self.at.map_or_else(String::new, |at| at.to_string()),
            with_titles: !self.no_titles,
            guidelines_sha256: facts.guidelines_sha256.clone(),
            application: facts.application.clone(),
            statements: ledger.elections().statements().clone(),
        };
        files.put("evidence.html", evidence_book(&head, &rows))?;
        files.put("tables/ledger.csv", &ledger_table(&rows)?)?;
        files.put("tables/tickets.csv", &ticket_table(&rows)?)?;
        files.put("tables/agreement.csv", &agreement_table(&facts)?)?;
        figures(&mut files, &ledger, &filter, &names)?;
        let written = std::mem::take(&mut files.written);
        target
            .list_files()
            .map_err(|error| format!("the list of files cannot be written: {}", Message::from(error)))?;
        target.finish()?;
        unread.iter().for_each(|notice| say(&notice.to_string()));
        let list: String = written.iter().map(|file| format!("  {file}\n")).collect();
        let text = format!("{}written to {}\n", list, self.out.display());
        Ok(Report {
            text: super::table::visible(&text),
            findings: !unread.is_empty() || councils.is_some_and(|(_, unknown)| unknown),
        })
    }
}

struct ReportFiles<'t> {
    target: &'t DiskTarget,
    written: Vec<String>,
}

impl ReportFiles<'_> {
    fn put(&mut self, name: &str, content: impl AsRef<[u8]>) -> Result<(), Failure> {
        let write = || {
            let mut out = self.target.create(name)?;
            out.write_all(content.as_ref())?;
            out.flush()
        };
        write().map_err(|error| format!("{name} cannot be written: {}", Message::from(error)))?;
        self.written.push(name.to_owned());
        Ok(())
    }
}

/// Adds what the articles say to every statement.
fn add_sentences(
    rows: &mut [RaceRow],
    ledger: &Ledger,
    reader: &AnswersReader,
) -> Result<(), crate::store::StoreError> {
    let stated: Vec<Stated<'_>> = ledger.all().collect();
    let evidence = reader.evidence(&stated)?;
    for said in rows.iter_mut().flat_map(|row| &mut row.cells).flat_map(|cell| &mut cell.said) {
        let own = evidence.get(&(said.article.clone(), said.coalition.clone()));
        said.evidence = own.into_iter().flat_map(|own| &own.spans).map(|(_, words)| words.clone()).collect();
    }
    Ok(())
}

/// Pictures as SVG and PNG, each with the table behind it.
fn figures(
    files: &mut ReportFiles<'_>,
    ledger: &Ledger,
    filter: &LedgerFilter,
    names: &EntityNames<'_>,
) -> Result<(), Failure> {
    let all: Vec<RaceKey> = ledger.races().map(|(race, _)| race.clone()).collect();
    let known = ledger.passing(filter).into_iter().filter(|race| !ledger.is_open(race));
    let mut races: Vec<_> = known.filter_map(|race| Some((race, ledger.book(race)?.len_by(filter.at)))).collect();
    races.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let counting = CountingOptions {
        to: filter.at,
        guessed_dates: ledger.guessed_dates(),
        ..CountingOptions::of_project(ledger.elections().statements())
    };
    let timelines = races.into_iter().take(TIMELINES).map(|(race, _)| PictureSubject::Race(race, filter.at));
    for subject in std::iter::once(PictureSubject::Network(&all, counting)).chain(timelines) {
        let picture = Picture::of(&subject, ledger, names, PAGE, Language::English)?;
        for file in PictureFile::ALL {
            files.put(&format!("figures/{}.{}", picture.name, file.extension()), picture.file(file)?)?;
        }
    }
    Ok(())
}

fn table<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> Result<String, Failure> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    let failed = |error: csv::Error| error.to_string();
    csv.write_record(head).map_err(failed)?;
    for row in rows {
        csv.write_record(row).map_err(failed)?;
    }
    let bytes = csv.into_inner()?;
    String::from_utf8(bytes).map_err(Failure::from)
}

fn shown<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn ledger_table(rows: &[RaceRow]) -> Result<String, Failure> {
    let head = [
        "race",
        "region",
        "office",
        "year",
        "party_id",
        "party",
        "status",
        "stance",
        "day",
        "head",
        "deputy",
        "n_statements",
        "n_stories",
        "n_articles",
        "n_open",
        "contradicts",
        "switched",
        "ticket_registered",
        "ballot_no",
        "pairs_in_race",
        "days_to_registration",
        "threshold_rule",
        "threshold_met",
    ];
    let cells = rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row, cell)));
    let row = |(race, cell): (&RaceRow, &CellRow)| {
        [
            race.race.clone(),
            spreadsheet_safe(&race.region_name),
            shown(race.office),
            shown(race.year),
            shown(cell.party.as_ref()),
            spreadsheet_safe(&cell.label),
            shown(cell.status),
            shown(cell.stance),
            shown(cell.day),
            spreadsheet_safe(&cell.head_name),
            spreadsheet_safe(&cell.deputy_name),
            cell.statements.to_string(),
            cell.stories.to_string(),
            cell.articles.to_string(),
            cell.open.to_string(),
            u8::from(cell.contradicts).to_string(),
            u8::from(cell.switched).to_string(),
            cell.ticket_registered.to_owned(),
            shown(cell.ballot_no),
            shown(race.pairs_in_race),
            shown(cell.days_to_registration),
            shown(cell.threshold_rule.as_deref()),
            cell.threshold_met.to_owned(),
        ]
    };
    table(head, cells.map(row))
}

fn ticket_table(rows: &[RaceRow]) -> Result<String, Failure> {
    let head = [
        "race",
        "region",
        "office",
        "year",
        "head",
        "deputy",
        "parties",
        "hoped_for",
        "not_said",
        "undated",
        "confirmed",
        "last_day",
        "ticket_registered",
        "ballot_no",
        "threshold_met",
    ];
    let tickets = rows.iter().flat_map(|row| row.tickets.iter().map(move |ticket| (row, ticket)));
    table(
        head,
        tickets.map(|(race, ticket)| {
            [
                race.race.clone(),
                spreadsheet_safe(&race.region_name),
                shown(race.office),
                shown(race.year),
                spreadsheet_safe(&ticket.head_name),
                spreadsheet_safe(&ticket.deputy_name),
                spreadsheet_safe(&ticket.parties.join(";")),
                spreadsheet_safe(&ticket.hoped_for.join(";")),
                spreadsheet_safe(&ticket.not_said.join(";")),
                spreadsheet_safe(&ticket.undated.join(";")),
                u8::from(ticket.confirmed).to_string(),
                shown(ticket.last_day),
                ticket.registered.to_owned(),
                shown(ticket.ballot_no),
                ticket.threshold_met.to_owned(),
            ]
        }),
    )
}

fn agreement_table(facts: &ReportFacts) -> Result<String, Failure> {
    let head = ["first", "second", "of", "measure", "label", "n", "value", "low", "high", "held_back", "assisted"];
    let figures = facts.agreement.iter().flat_map(|pair| pair.measures.iter().map(move |figure| (pair, figure)));
    let row = |(pair, figure): (&crate::answers::report::AgreementFacts, &crate::answers::report::FigureFacts)| {
        [
            spreadsheet_safe(&pair.first),
            spreadsheet_safe(&pair.second),
            figure.of.to_owned(),
            figure.measure.to_owned(),
            figure.label.clone(),
            figure.n.to_string(),
            shown(figure.value),
            shown(figure.low),
            shown(figure.high),
            shown(figure.held_back),
            shown(figure.assisted),
        ]
    };
    table(head, figures.map(row))
}
