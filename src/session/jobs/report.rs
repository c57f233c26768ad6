//! The facts of a report, gathered from the whole project article by article; and sentences in which nobody marked anything.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    answers::{
        Cell, Column, Counting, Ledger, LedgerFilter, Names, RaceRow, elusion,
        report::{LedgerFacts, ReportFacts, SetFacts, SuggestionFacts},
    },
    formats::text_hash,
    model::{ArticleId, Certainty, Date, EntityId, SetId, SetRole, Span, Status, Verdict, sentences},
    session::{Session, Summary},
    store::{Notice, StoreError},
};

/// A sentence of an article that a person shall read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnmarkedSentence {
    pub article: ArticleId,
    /// Code points of the article's text.
    pub start: usize,
    pub end: usize,
    pub text: String,
}

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
        let near_copies = ledger.stories().number_of_copies();
        let name = |id: &SetId| self.project().sets.get(id).map_or_else(|| id.to_string(), |set| set.name.clone());
        let facts = ReportFacts {
            project: self.project().name.clone(),
            application: format!("Tandai {}", env!("CARGO_PKG_VERSION")),
            set: name(set),
            at,
            articles: self.rows().len(),
            undated: metas().filter(|meta| meta.date.is_none()).count(),
            first: metas().filter_map(|meta| meta.date).min(),
            last: metas().filter_map(|meta| meta.date).max(),
            stories: self.rows().len() - near_copies,
            near_copies,
            sources,
            without_source,
            sets: sets.into_values().collect(),
            double_coded,
            finished,
            guidelines_sha256: self.guidelines()?.map(|text| text_hash(&text)),
            suggestions: suggestions
                .into_iter()
                .map(|(id, facts)| SuggestionFacts { source: name(&id), ..facts })
                .collect(),
            ledger: self.ledger_facts(ledger, at),
            counting: Counting::default().settings(),
        };
        Ok((facts, unread))
    }

    fn set_facts(&self, id: &SetId) -> SetFacts {
        let known = self.project().sets.get(id);
        let role = match known.map(|set| set.role) {
            Some(SetRole::Extractor) => "extractor",
            Some(SetRole::Gold) => "gold",
            Some(SetRole::Person) | None => "person",
        };
        SetFacts { name: known.map_or_else(|| id.to_string(), |set| set.name.clone()), role, ..SetFacts::default() }
    }

    fn ledger_facts(&self, ledger: &Ledger, at: Option<Date>) -> LedgerFacts {
        let mut facts = LedgerFacts { statements: ledger.len(), ..LedgerFacts::default() };
        for one in ledger.all() {
            let open = one.day.known().is_none() || crate::answers::RaceKey::of(one.statement).is_open();
            facts.open_statements += usize::from(open);
            if let Some(at) = Certainty::ALL.iter().position(|status| *status == one.statement.status) {
                facts.statuses[at] += 1;
            }
        }
        let entity = |id: &EntityId| self.entity(id);
        let (names, filter) = (Names { entity: &entity }, LedgerFilter { at, ..LedgerFilter::default() });
        let mut sum = crate::answers::Explored::default();
        for (race, book) in ledger.races() {
            if race.is_open() {
                facts.open_races += 1;
                continue;
            }
            facts.races += 1;
            for (column, stated) in ledger.columns(book) {
                let Column::Party(party) = column else { continue };
                let cell = Cell::of(Some(party), &stated, at, false);
                facts.cells += usize::from(cell.statements > 0);
                facts.contradicting += usize::from(cell.contradicts);
                facts.turned += usize::from(cell.switched);
            }
            crate::answers::explored(ledger, race, book, at, &mut sum);
            let row = RaceRow::of(ledger, race, book, &filter, false, &names);
            let announced = row.tickets.iter().filter(|ticket| ticket.confirmed);
            facts.tickets_announced += announced.clone().count();
            facts.tickets_never_registered += announced.filter(|ticket| ticket.registered == "no").count();
        }
        (facts.explored, facts.explored_confirmed) = (sum.explored, sum.confirmed);
        facts
    }

    /// Draws sentences of finished articles in which the set marked nothing: neither a mention nor evidence. Returns also
    /// how many there are in all, and what could not be read.
    pub fn draw_unmarked(&self, set: &SetId, wanted: usize, seed: u64) -> (Vec<UnmarkedSentence>, usize, Vec<Notice>) {
        let corpus = self.corpus([set.clone()]);
        let (mut all, mut unread) = (Vec::new(), Vec::new());
        for row in self.rows().iter().filter(|row| corpus.is_annotated(&row.meta.id)) {
            let read = match corpus.read(&row.meta) {
                Ok(read) => read,
                Err(error) => {
                    unread.push(error.into());
                    continue;
                }
            };
            let text = &read.article.text;
            for (_, loaded) in &read.said {
                unread.extend(loaded.notices.iter().cloned());
                let annotations = &loaded.annotations;
                if loaded.frozen.is_some() || annotations.status != Status::Finished {
                    continue;
                }
                let marked = || {
                    let evidence =
                        annotations.coalitions.values().flat_map(|coalition| coalition.evidence.iter().copied());
                    annotations.mentions.values().map(|mention| mention.span).chain(evidence)
                };
                let mut from = 0;
                for line in text.as_str().split_inclusive('\n') {
                    let span = Span::new(from, from + line.trim_end_matches('\n').len());
                    from += line.len();
                    for sentence in sentences(text, span) {
                        let touched = marked().any(|mark| mark.start < sentence.end && sentence.start < mark.end);
                        if let Some((start, end)) = text.chars_of_span(sentence).filter(|_| !touched) {
                            let text = text.slice(sentence).to_owned();
                            all.push(UnmarkedSentence { article: row.meta.id.clone(), start, end, text });
                        }
                    }
                }
            }
        }
        let names: Vec<String> = all.iter().map(|one| format!("{}#{}", one.article, one.start)).collect();
        let drawn = elusion::draw(names.iter().map(String::as_str), wanted, seed);
        (drawn.iter().map(|at| all[*at].clone()).collect(), all.len(), unread)
    }
}
