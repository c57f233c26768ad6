//! The facts of a report, gathered from the whole project article by article.

mod people;
mod unmarked;

pub use unmarked::{DrawnSentences, FinishedSentence};

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    answers::{
        CountingOptions, EntityNames, GuessedDates, Ledger, LedgerCell, LedgerColumn, LedgerFilter, RaceRow, Stated,
        report::{GoldFacts, LedgerFacts, ReportFacts, SetFacts, SuggestionFacts},
    },
    formats::text_hash,
    model::{
        Annotations, Certainty, Date, EntityId, Outcome, SetId, SetRole, Settled, SettledRecords, StatementScheme,
        Status, StatusSense, Verdict,
    },
    session::{Session, Summary, jobs::working_time},
    store::{Notice, StoreError},
};

impl Session {
    /// The facts of a report on a set's statements by a day, with what could not be read.
    pub fn report_facts(
        &self,
        set: &SetId,
        ledger: &Ledger,
        at: Option<Date>,
    ) -> Result<(ReportFacts, Vec<Notice>), StoreError> {
        let mut unread = Vec::new();
        let mut sets: BTreeMap<SetId, SetFacts> =
            self.sets().into_iter().map(|id| (id.clone(), self.set_facts(&id))).collect();
        let people: BTreeSet<SetId> =
            sets.iter().filter(|(_, facts)| facts.role == "person").map(|(id, _)| id.clone()).collect();
        let mut suggestions: BTreeMap<SetId, SuggestionFacts> = BTreeMap::new();
        let mut minutes: BTreeMap<SetId, Vec<f64>> = BTreeMap::new();
        let mut gold: BTreeMap<SetId, GoldFacts> = BTreeMap::new();
        let (mut finished, mut double_coded) = (0, 0);
        let corpus = self.corpus(sets.keys().cloned());
        for row in self.rows().iter().filter(|row| corpus.is_annotated(&row.meta.id)) {
            let read = match corpus.read(&row.meta) {
                Ok(read) => read,
                Err(error) => {
                    unread.push(error.into());
                    continue;
                }
            };
            let mut coders = 0;
            for (place, loaded) in read.said {
                unread.extend(loaded.notices);
                let annotations = &loaded.annotations;
                let summary = Summary::of(annotations);
                let is_finished = annotations.status == Status::Finished;
                coders += usize::from(is_finished && people.contains(&place.set));
                if let Some(facts) = sets.get_mut(&place.set) {
                    facts.articles += 1;
                    facts.finished += usize::from(is_finished);
                    facts.mentions += summary.mentions;
                    facts.statements += summary.coalitions;
                }
                if is_finished && people.contains(&place.set) {
                    minutes.entry(place.set.clone()).or_default().extend(working_time::minutes(annotations));
                }
                if self.role(&place.set) == SetRole::Gold {
                    let facts = gold.entry(place.set.clone()).or_default();
                    count_gold(facts, annotations);
                }
                if place.set != *set {
                    continue;
                }
                for decision in annotations.decisions.values() {
                    let Some(from) = decision.from.first() else { continue };
                    let entry = suggestions.entry(from.set.clone()).or_default();
                    match decision.verdict {
                        Verdict::Accepted => entry.accepted += 1,
                        Verdict::Corrected => entry.mended += 1,
                        Verdict::Rejected => entry.rejected += 1,
                        Verdict::Skipped => {}
                    }
                }
            }
            finished += usize::from(coders > 0);
            double_coded += usize::from(coders > 1);
        }
        let mut sources: BTreeMap<&str, usize> = BTreeMap::new();
        let metas = || self.rows().iter().map(|row| &row.meta);
        metas().for_each(|meta| *sources.entry(meta.source.as_str()).or_default() += 1);
        let without_source = sources.remove("").unwrap_or(0);
        let mut sources: Vec<(String, usize)> = sources.into_iter().map(|(name, n)| (name.to_owned(), n)).collect();
        sources.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        for (id, mut minutes) in minutes {
            if let Some(facts) = sets.get_mut(&id) {
                minutes.sort_by(f64::total_cmp);
                facts.minutes = working_time::median(&minutes);
            }
        }
        let (agreement, more) = self.agreement_facts(people.iter().cloned().collect());
        unread.extend(more);
        let near_copies = ledger.stories().number_of_copies();
        let name = |id: &SetId| self.project().sets.get(id).map_or_else(|| id.to_string(), |set| set.name.clone());
        let facts = ReportFacts {
            project: self.project().name.clone(),
            application: format!("Tandai {}", env!("CARGO_PKG_VERSION")),
            set: name(set),
            at,
            articles: self.rows().len(),
            undated: metas().filter(|meta| meta.date.is_none()).count(),
            guessed: metas().filter(|meta| meta.is_date_guessed()).count(),
            guessed_count: ledger.guessed_dates() == GuessedDates::Count,
            first: metas().filter_map(|meta| meta.date).min(),
            last: metas().filter_map(|meta| meta.date).max(),
            stories: self.rows().len() - near_copies,
            near_copies,
            sources,
            without_source,
            sets: sets.into_values().collect(),
            drawings: self.drawing_facts(),
            options: self.options_facts(),
            agreement,
            gold: gold.into_iter().map(|(id, facts)| GoldFacts { set: name(&id), ..facts }).collect(),
            double_coded,
            finished,
            guidelines_sha256: self.guidelines()?.map(|text| text_hash(&text)),
            suggestions: suggestions
                .into_iter()
                .map(|(id, facts)| SuggestionFacts { source: name(&id), ..facts })
                .collect(),
            ledger: self.ledger_facts(ledger, at),
            councils: None,
            counting: CountingOptions {
                to: at,
                guessed_dates: ledger.guessed_dates(),
                ..CountingOptions::of_project(ledger.elections().statements())
            }
            .settings(),
        };
        Ok((facts, unread))
    }

    /// Whose set it is; one that the project does not list is a person's.
    fn role(&self, id: &SetId) -> SetRole {
        self.project().sets.get(id).map_or(SetRole::Person, |set| set.role)
    }

    fn set_facts(&self, id: &SetId) -> SetFacts {
        let known = self.project().sets.get(id);
        let role = match self.role(id) {
            SetRole::Extractor => "extractor",
            SetRole::Gold => "gold",
            SetRole::Person => "person",
        };
        SetFacts { name: known.map_or_else(|| id.to_string(), |set| set.name.clone()), role, ..SetFacts::default() }
    }

    fn ledger_facts(&self, ledger: &Ledger, at: Option<Date>) -> LedgerFacts {
        let (mut facts, mut never_registered) = (LedgerFacts::default(), 0);
        let mut counts: BTreeMap<Certainty, usize> = BTreeMap::new();
        // By a day stands what was said by then; what has no day that can be trusted was said by none.
        let stands = |one: &Stated<'_>| at.is_none() || one.day.is_by(at);
        for one in ledger.all() {
            let undated = one.day.known().is_none();
            let open = stands(&one) && ledger.is_open(&crate::answers::RaceKey::of(one.statement));
            facts.open_statements += usize::from(undated || open);
            if !stands(&one) {
                continue;
            }
            facts.statements += 1;
            *counts.entry(one.statement.status).or_default() += 1;
        }
        count_statuses(&mut facts, &counts, &self.project().scheme.statements);
        let entity = |id: &EntityId| self.entity(id);
        let (names, filter) = (
            EntityNames { entity: &entity, elections: self.elections() },
            LedgerFilter { at, ..LedgerFilter::default() },
        );
        let mut sum = crate::answers::Explored::default();
        for (race, book) in ledger.races() {
            crate::answers::explored(ledger, race, book, at, &mut sum);
            let stands = usize::from(ledger.statements(book).any(|one| stands(&one)));
            if ledger.is_open(race) {
                facts.open_races += stands;
                continue;
            }
            facts.races += stands;
            for (column, stated) in ledger.columns(book) {
                let LedgerColumn::Party(party) = column else { continue };
                let cell = LedgerCell::of(Some(party), &stated, at, false);
                facts.cells += usize::from(cell.statements > 0);
                facts.contradicting += usize::from(cell.contradicts);
                facts.turned += usize::from(cell.switched);
            }
            let row = RaceRow::of(ledger, race, book, &filter, false, &names);
            let announced = row.tickets.iter().filter(|ticket| ticket.confirmed);
            facts.tickets_announced += announced.clone().count();
            never_registered += announced.filter(|ticket| ticket.registered == "no").count();
        }
        if self.elections.registers(None) {
            facts.tickets_never_registered = Some(never_registered);
            facts.pairs_of = self.elections.gazetteer().pairs_of();
        }
        (facts.explored, facts.explored_confirmed) = (sum.explored, sum.confirmed);
        facts.explored_undated = sum.undated;
        facts
    }
}

/// How often each status is said: those that the project has, and others that stand in its files.
fn count_statuses(facts: &mut LedgerFacts, counts: &BTreeMap<Certainty, usize>, scheme: &StatementScheme) {
    let number = |status: &Certainty| counts.get(status).copied().unwrap_or(0);
    facts.statuses = Certainty::BUILT_IN.iter().map(number).collect();
    let own = scheme.statuses.iter().map(|status| status.key).chain(counts.keys().copied());
    let own = own.filter(|status| matches!(status, Certainty::Own(_)));
    facts.own_statuses = own.map(|status| (status.to_string(), number(&status))).collect();
    let listed: Vec<Certainty> = scheme.all_statuses().collect();
    let others = counts.keys().copied().filter(|status| !listed.contains(status));
    let name = |status: Certainty| match status {
        Certainty::Open => status.to_string(),
        _ => scheme.status_names(status).en,
    };
    facts.named_statuses = listed.iter().copied().chain(others).map(|one| (name(one), number(&one))).collect();
    let of = |sense: StatusSense| {
        let statuses = listed.iter().filter(|status| scheme.meaning(**status).sense == sense);
        statuses.map(|status| name(*status)).collect()
    };
    (facts.decided, facts.exploring) = (of(StatusSense::Decided), of(StatusSense::Explored));
}

/// How what stands in gold came to stand there, and why people had differed.
fn count_gold(facts: &mut GoldFacts, said: &Annotations) {
    let settled = SettledRecords::of(said);
    let mentions = said.mentions.values().map(|one| settled.get(&Outcome::Mention(one.id.clone()), &one.by));
    let statements = said.coalitions.values().map(|one| settled.get(&Outcome::Coalition(one.id.clone()), &one.by));
    for settled in mentions.chain(statements) {
        *match settled {
            Settled::Unanimous => &mut facts.unanimous,
            Settled::Single => &mut facts.single,
            Settled::Decided => &mut facts.decided,
            Settled::Open => &mut facts.open,
        } += 1;
    }
    for decision in said.decisions.values() {
        facts.rejected += usize::from(decision.verdict == Verdict::Rejected);
        if let Some(reason) = decision.reason {
            *facts.reasons.entry(reason.key()).or_default() += 1;
        }
        if !decision.note.is_empty() {
            let reason = decision.reason.map_or_else(String::new, |reason| format!("{}: ", reason.key()));
            *facts.reason_notes.entry(format!("{reason}{}", decision.note)).or_default() += 1;
        }
    }
}
