//! Tables that no article tells alone: the last word of each party in each race, pairs of parties, weeks. Statements are
//! held until all articles are there.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
    io,
    sync::Arc,
};

use super::{
    people,
    rows::{shown, word},
    sheet::{TablePlace, TableSheet},
};
use crate::{
    answers::{
        Book, Counter, CountingOptions, Dyad, InNoWeek, LastWord, Ledger, LedgerCell, LedgerColumn, RaceKey, Stated,
        Stories, TicketOutcome, Week, dyads, in_no_week, outcome, spells, weeks,
    },
    dataset::codebook::statement_id,
    dataset::codebook::status_counts,
    formats::{Document, format::Writing},
    model::{
        AnnotationSet, ArticleId, ArticleMeta, Certainty, Date, EntityId, Stance, StatementScheme, StatementSummary,
        Summary,
    },
};

/// The three tables in the making.
pub struct Across<'a> {
    writing: &'a Writing<'a>,
    counting: CountingOptions,
    sets: BTreeMap<String, Statements>,
    stories: Vec<(ArticleId, ArticleId)>,
    /// Where nobody looked for near copies: the first article of each text.
    first: HashMap<String, ArticleId>,
    race_party: TableSheet,
    dyads: TableSheet,
    panel: TableSheet,
}

/// What one set says.
#[derive(Default)]
struct Statements {
    set: Option<AnnotationSet>,
    articles: Vec<(Arc<ArticleMeta>, Arc<Summary>)>,
}

type Cells<'c> = Option<Cow<'c, str>>;

impl<'a> Across<'a> {
    pub fn new(place: &TablePlace<'_>, writing: &'a Writing<'a>) -> io::Result<Self> {
        let counting = CountingOptions::read(&writing.options, &writing.scheme.statements).map_err(io::Error::other)?;
        let sheet = |name: &str| TableSheet::new(place, name, writing.scheme);
        Ok(Self {
            writing,
            counting,
            sets: BTreeMap::new(),
            stories: Vec::new(),
            first: HashMap::new(),
            race_party: sheet("race_party")?,
            dyads: sheet("dyads")?,
            panel: sheet("panel")?,
        })
    }

    pub fn add(&mut self, document: &Document) {
        let coalitions = &document.annotations.coalitions;
        let meta = &document.article.meta;
        let story = (self.writing.story)(&meta.id)
            .unwrap_or_else(|| self.first.entry(meta.text_sha256.clone()).or_insert_with(|| meta.id.clone()).clone());
        if coalitions.is_empty() {
            return;
        }
        self.stories.push((meta.id.clone(), story));
        let statements: Vec<StatementSummary> = coalitions.values().map(StatementSummary::of).collect();
        let summary = Summary { coalitions: statements.len(), statements, ..Summary::default() };
        let id = document.set.as_ref().map_or_else(String::new, |set| set.id.to_string());
        let own = self.sets.entry(id).or_default();
        own.set = document.set.clone();
        own.articles.push((Arc::new(meta.clone()), Arc::new(summary)));
    }

    pub fn finish(mut self) -> io::Result<()> {
        let stories = Arc::new(Stories::new(std::mem::take(&mut self.stories)));
        for (_, mut own) in std::mem::take(&mut self.sets) {
            own.articles.sort_by(|a, b| a.0.id.cmp(&b.0.id));
            let articles = own.articles.iter().map(|(meta, summary)| (meta, summary));
            let elections = self.writing.elections.clone();
            let ledger = Ledger::with(articles, stories.clone(), self.counting.guessed_dates, elections);
            self.tables(&ledger, own.set.as_ref())?;
        }
        self.race_party.finish()?;
        self.dyads.finish()?;
        self.panel.finish()
    }

    fn tables(&mut self, ledger: &Ledger, set: Option<&AnnotationSet>) -> io::Result<()> {
        let until = ledger.days().map(|(_, last)| last);
        for (race, book) in ledger.races() {
            if ledger.is_open(race) {
                // Each statement is on a race of its own.
                for stated in ledger.statements(book) {
                    let alone = alone(&stated);
                    let articles = [(stated.article, &alone)];
                    let (stories, elections) = (ledger.stories().clone(), ledger.elections().clone());
                    let alone = Ledger::with(articles, stories, ledger.guessed_dates(), elections);
                    if let Some(book) = alone.book(race) {
                        let set_id = set.map_or("", |set| set.id.as_str());
                        let id = statement_id(stated.article.id.as_str(), set_id, stated.statement.id.as_str());
                        self.race(&alone, race, book, set, &format!("open:{id}"))?;
                    }
                }
                continue;
            }
            self.race(ledger, race, book, set, &race.id().unwrap_or_default())?;
            for (column, stated) in ledger.columns(book) {
                let (LedgerColumn::Party(party), Some(until)) = (column, until) else { continue };
                self.weeks(race, party, &stated, set, until)?;
            }
        }
        Ok(())
    }

    /// The rows of one race in `race_party` and `dyads`.
    fn race(
        &mut self,
        ledger: &Ledger,
        race: &RaceKey,
        book: &Book,
        set: Option<&AnnotationSet>,
        key: &str,
    ) -> io::Result<()> {
        let writing = self.writing;
        let mut cells = Vec::new();
        for (column, stated) in ledger.columns(book) {
            let LedgerColumn::Party(party) = column else { continue };
            let cell = LedgerCell::of(Some(party), &stated, None, ledger.is_open(race));
            // A race of one statement has no other word than that one's.
            let last = cell.last.clone().or_else(|| {
                let by_day: Vec<Stated<'_>> = stated.iter().filter(|one| one.day.known().is_some()).copied().collect();
                crate::answers::last_word(Some(party), &by_day)
            });
            cells.push((party, stated, cell, last));
        }
        for (party, stated, cell, last) in &cells {
            let head = last.as_ref().and_then(|last| last.head.as_ref());
            let behind = cells.iter().filter(|(_, _, other, _)| {
                let nominates =
                    |ticket: &&LastWord| ticket.stance == Stance::Nominating && ticket.head.as_ref() == head;
                head.is_some() && other.ticket.as_ref().filter(nominates).is_some()
            });
            let day = last.as_ref().map(|last| last.day);
            let threshold_met = writing.threshold_met(race, behind.map(|(party, ..)| *party), day).key();
            let row = PartyInRace { race, key, set, party, stated, cell, last: last.as_ref(), threshold_met, writing };
            let outcome = row.outcome();
            let counts = status_counts(&row.cell.statuses, &writing.scheme.statements);
            self.race_party.row_with(&|column| row.cell(column, &outcome), &counts)?;
        }
        let weights = weights(ledger, book, &self.counting);
        for dyad in dyads(ledger, race, book, None) {
            let weight = weights.get(&dyad.parties).copied().unwrap_or(0.0);
            let counts = status_counts(&dyad.statuses, &writing.scheme.statements);
            self.dyads.row_with(&|column| dyad_cell(&dyad, key, set, weight, writing, column), &counts)?;
        }
        Ok(())
    }

    fn weeks(
        &mut self,
        race: &RaceKey,
        party: &EntityId,
        stated: &[Stated<'_>],
        set: Option<&AnnotationSet>,
        until: Date,
    ) -> io::Result<()> {
        let writing = self.writing;
        let (apart, stated) = in_no_week(party, stated);
        let spells = spells(party, &stated);
        let election = writing.elections.election(race);
        let monday_of = election.map(|election| election.day.monday());
        for InNoWeek { date, word: said, statements } in apart {
            self.panel.row(&|column| {
                Some(match column {
                    "race_id" => race.id().unwrap_or_default().into(),
                    "period" => date.to_string().into(),
                    "week" | "spell" | "status_to" | "changed" | "weeks_to_election" => "".into(),
                    "status" => word(said.status),
                    "stance" => word(said.stance),
                    "head_id" => shown(said.head.as_ref()),
                    "n_statements" => statements.to_string().into(),
                    "status_from" => date.to_string().into(),
                    _ => return common(race, set, party, writing, column),
                })
            })?;
        }
        for week in weeks(&spells, &stated, election, until) {
            let Some(spell) = week.spell.checked_sub(1).and_then(|at| spells.get(at)) else { continue };
            let Week { monday, spell: number, statements, changed } = week;
            self.panel.row(&|column| {
                Some(match column {
                    "race_id" => race.id().unwrap_or_default().into(),
                    "period" | "week" => monday.to_string().into(),
                    "status" => word(spell.word.status),
                    "stance" => word(spell.word.stance),
                    "head_id" => shown(spell.word.head.as_ref()),
                    "n_statements" => statements.to_string().into(),
                    "spell" => number.to_string().into(),
                    "status_from" => spell.from.to_string().into(),
                    "status_to" => shown(spell.to),
                    "changed" => flag(changed),
                    "weeks_to_election" => shown(monday_of.map(|day| (day.days() - monday.days()) / 7)),
                    _ => return common(race, set, party, writing, column),
                })
            })?;
        }
        Ok(())
    }
}

/// A statement as all that is said of its article.
fn alone(stated: &Stated<'_>) -> Arc<Summary> {
    Arc::new(Summary { coalitions: 1, statements: vec![stated.statement.clone()], ..Summary::default() })
}

/// The weight of each pair in a race, as the settings say.
fn weights(ledger: &Ledger, book: &Book, counting: &CountingOptions) -> HashMap<(EntityId, EntityId), f64> {
    let mut counter = Counter::new(counting.clone(), ledger.elections().clone());
    let mut article = None;
    for stated in ledger.statements(book) {
        if article != Some(&stated.article.id) {
            counter.article();
            article = Some(&stated.article.id);
        }
        counter.statement(stated.statement, stated.article, stated.story);
    }
    let network = counter.finish();
    let id = |at: usize| network.nodes[at].party().cloned();
    let weight = |edge: &crate::answers::Edge| Some(((id(edge.ends.0)?, id(edge.ends.1)?), edge.weight));
    network.edges.iter().filter_map(weight).collect()
}

fn flag<'c>(is: bool) -> Cow<'c, str> {
    if is { "1" } else { "0" }.into()
}

/// Columns that rows of all three tables have.
fn common<'c>(
    race: &'c RaceKey,
    set: Option<&'c AnnotationSet>,
    party: &'c EntityId,
    writing: &'c Writing<'_>,
    column: &str,
) -> Cells<'c> {
    Some(match column {
        "set" => set.map_or("", |set| set.id.as_str()).into(),
        "set_role" => set.map_or_else(|| "".into(), |set| word(set.role)),
        "party_id" => party.as_str().into(),
        "party_short" => writing.label(party).into(),
        "party_name" => writing.name(party).into(),
        _ => return people::race_cell(race, writing, column),
    })
}

/// How many statements have a status; what the scheme does not have is counted with what nobody said.
fn counts<'c>(statuses: &BTreeMap<Certainty, usize>, scheme: &StatementScheme, column: &str) -> Cells<'c> {
    // `n_open` counts statements without a day.
    let wanted = column.strip_prefix("n_")?;
    if wanted == "not_said" {
        let says_nothing = |status: &Certainty| match status {
            Certainty::Own(_) => scheme.status(*status).is_none(),
            status => *status == Certainty::Open,
        };
        let number: usize = statuses.iter().filter(|(status, _)| says_nothing(status)).map(|(_, number)| number).sum();
        return Some(number.to_string().into());
    }
    let status = Certainty::BUILT_IN.iter().find(|one| one.key() == wanted)?;
    Some(statuses.get(status).copied().unwrap_or(0).to_string().into())
}

/// A party in a race.
struct PartyInRace<'c, 'w> {
    race: &'c RaceKey,
    key: &'c str,
    set: Option<&'c AnnotationSet>,
    party: &'c EntityId,
    stated: &'c [Stated<'c>],
    cell: &'c LedgerCell,
    last: Option<&'c LastWord>,
    threshold_met: &'static str,
    writing: &'c Writing<'w>,
}

impl PartyInRace<'_, '_> {
    fn outcome(&self) -> TicketOutcome<'_> {
        let (head, deputy) = self.last.map_or((None, None), |last| (last.head.as_ref(), last.deputy.as_ref()));
        outcome(
            self.race,
            head,
            deputy,
            self.last.map(|last| last.day),
            &|id| (self.writing.entity)(id),
            self.writing.elections,
        )
    }

    fn cell<'c>(&'c self, column: &str, outcome: &TicketOutcome<'c>) -> Cells<'c> {
        let last = self.last;
        let name = |id: Option<&'c EntityId>| id.map_or("", |id| self.writing.name(id)).into();
        let (head, deputy) = (last.and_then(|last| last.head.as_ref()), last.and_then(|last| last.deputy.as_ref()));
        Some(match column {
            "race_key" => self.key.into(),
            "status" => last.map_or_else(|| "".into(), |last| word(last.status)),
            "stance" => last.map_or_else(|| "".into(), |last| word(last.stance)),
            "head_id" => shown(head),
            "head_name" => name(head),
            "deputy_id" => shown(deputy),
            "deputy_name" => name(deputy),
            "first_date" => shown(self.stated.iter().find_map(|one| one.day.known())),
            "last_date" => shown(last.map(|last| last.day)),
            "n_stories" => self.cell.stories.to_string().into(),
            "n_articles" => self.cell.articles.to_string().into(),
            "n_open" => self.stated.iter().filter(|one| one.day.known().is_none()).count().to_string().into(),
            "contradicts" => flag(self.cell.contradicts),
            "switched" => flag(self.cell.switched),
            "threshold_met" => self.threshold_met.into(),
            _ => {
                return counts(&self.cell.statuses, &self.writing.scheme.statements, column)
                    .or_else(|| outcome_cell(outcome, column))
                    .or_else(|| common(self.race, self.set, self.party, self.writing, column));
            }
        })
    }
}

fn dyad_cell<'c>(
    dyad: &'c Dyad,
    key: &'c str,
    set: Option<&'c AnnotationSet>,
    weight: f64,
    writing: &'c Writing<'_>,
    column: &str,
) -> Cells<'c> {
    Some(match column {
        "race_key" => key.into(),
        "party_id_other" => dyad.parties.1.as_str().into(),
        "relation" => dyad.relation.key().into(),
        "relation_confirmed" => flag(dyad.confirmed),
        "weight" => weight.to_string().into(),
        "n_stories" => dyad.stories.to_string().into(),
        "n_articles" => dyad.articles.to_string().into(),
        "first_date" => shown(dyad.first),
        "last_date" => shown(dyad.last),
        _ => {
            return counts(&dyad.statuses, &writing.scheme.statements, column)
                .or_else(|| common(&dyad.race, set, &dyad.parties.0, writing, column));
        }
    })
}

/// What became of a ticket, in the columns that statements and last words share.
pub fn outcome_cell<'c>(outcome: &TicketOutcome<'c>, column: &str) -> Cells<'c> {
    Some(match column {
        "ticket_registered" => outcome.registered.key().into(),
        "ballot_no" => shown(outcome.ballot),
        "pairs_in_race" => shown(outcome.pairs_in_race),
        "days_to_registration" => shown(outcome.days_to_registration),
        "threshold_rule" => outcome.threshold.unwrap_or("").into(),
        _ => return None,
    })
}
