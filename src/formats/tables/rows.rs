//! What stands in a row, by the names of the columns. Each row answers for a column or hands it on to the one it
//! belongs to: a backing to its statement, a statement to its article.

use std::{borrow::Cow, collections::BTreeSet};

use serde::Serialize;

use super::{
    across::outcome_cell,
    origin::{self, MadeRecord},
    people,
};
use crate::{
    answers::{Day, RaceKey, TicketOutcome, is_guessed, outcome},
    dataset::codebook::{first_day, province_code, statement_id},
    formats::{document::Document, format::Writing, network::guessed_dates},
    model::{
        Backing, Coalition, EntityId, Flag, KindKey, LinkSource, Mention, Outcome, Span, Stance, StatementSummary,
    },
};

/// A cell; `None`: no column of this row.
type CsvCell<'a> = Option<Cow<'a, str>>;

/// A value of the model under the name that files give it.
pub fn word<'a>(value: impl Serialize) -> Cow<'a, str> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word.into(),
        _ => "".into(),
    }
}

pub fn shown<'a, T: ToString>(value: Option<T>) -> Cow<'a, str> {
    value.map_or_else(String::new, |value| value.to_string()).into()
}

fn flag<'a>(is_so: bool) -> Cow<'a, str> {
    if is_so { "1" } else { "0" }.into()
}

/// An article.
pub struct ArticleRow<'a> {
    pub document: &'a Document,
    /// The part of the dataset that it is in.
    pub part: &'a str,
    /// The first of its near copies.
    pub story: &'a str,
    pub with_text: bool,
}

impl<'a> ArticleRow<'a> {
    pub fn cell(&self, column: &str) -> CsvCell<'a> {
        let Document { article, annotations, .. } = self.document;
        let (meta, text) = (&article.meta, |text: &'a str| Cow::from(if self.with_text { text } else { "" }));
        Some(match column {
            "status" => word(annotations.status),
            "title" => text(&meta.title),
            "url" => meta.url.as_str().into(),
            "n_mentions" => annotations.mentions.len().to_string().into(),
            "n_coalitions" => annotations.coalitions.len().to_string().into(),
            "length" => meta.length.to_string().into(),
            "text_sha256" => meta.text_sha256.as_str().into(),
            "text" => text(article.text.as_str()),
            "note" => annotations.remark.note.as_str().into(),
            "flag" => annotations.remark.flag.map_or("", Flag::key).into(),
            _ => return self.shared(column),
        })
    }

    /// Columns that rows of other tables have as well.
    pub(super) fn shared(&self, column: &str) -> CsvCell<'a> {
        let Document { article, set, .. } = self.document;
        Some(match column {
            "article_id" => article.meta.id.as_str().into(),
            "set" => set.as_ref().map_or("", |set| set.id.as_str()).into(),
            "set_role" => set.as_ref().map_or_else(|| "".into(), |set| word(set.role)),
            "source" => article.meta.source.as_str().into(),
            "article_date" => shown(article.meta.date),
            "date_guessed" => flag(article.meta.is_date_guessed()),
            "split" => self.part.into(),
            "story_id" => self.story.into(),
            _ => return None,
        })
    }

    /// The words of a span, if words go with the export.
    pub(super) fn words(&self, span: Span) -> Cow<'a, str> {
        if self.with_text { self.document.words(span).into() } else { "".into() }
    }
}

/// A mention.
pub struct MentionRow<'a, 'w> {
    pub article: &'a ArticleRow<'a>,
    pub mention: &'a Mention,
    pub writing: &'a Writing<'w>,
}

impl<'a> MentionRow<'a, '_> {
    pub fn cell(&self, column: &str) -> CsvCell<'a> {
        let Mention { id, span, kind, entity, linked, by, at, note, flag, guidelines, .. } = self.mention;
        let document = self.article.document;
        Some(match column {
            "mention_id" => id.as_str().into(),
            "start" => document.chars(*span).0.to_string().into(),
            "end" => document.chars(*span).1.to_string().into(),
            "text" => self.article.words(*span),
            "kind" => kind.as_str().into(),
            "entity_id" => entity.as_ref().map_or("", |id| id.as_str()).into(),
            "entity_name" => entity.as_ref().map_or("", |id| self.writing.name(id)).into(),
            "linked_by" => match (entity, linked) {
                (None, _) => "",
                (_, LinkSource::Person) => "person",
                (_, LinkSource::Rule(rule)) => rule,
            }
            .into(),
            "note" => note.as_str().into(),
            "flag" => flag.map_or("", Flag::key).into(),
            _ => {
                let (record, at, guidelines) = (Outcome::Mention(id.clone()), *at, *guidelines);
                let made = MadeRecord { record, by, at, guidelines };
                return self.article.shared(column).or_else(|| origin::cell(document, &made, column));
            }
        })
    }
}

/// A coalition statement.
pub struct CoalitionRow<'a, 'w> {
    article: &'a ArticleRow<'a>,
    coalition: &'a Coalition,
    writing: &'a Writing<'w>,
    id: String,
    n_parties: usize,
    n_nominating: usize,
    /// Sorted, with `;` between.
    party_ids: String,
    /// Whether the day cannot be right, or was guessed.
    doubtful: bool,
    race: RaceKey,
    outcome: TicketOutcome<'a>,
    threshold_met: &'static str,
}

impl<'a, 'w> CoalitionRow<'a, 'w> {
    pub fn new(article: &'a ArticleRow<'a>, coalition: &'a Coalition, writing: &'a Writing<'w>) -> Self {
        let set = article.document.set.as_ref().map_or("", |set| set.id.as_str());
        let id = statement_id(article.document.article.meta.id.as_str(), set, coalition.id.as_str());
        // Parties that are named but not linked cannot be told to be the same: each counts.
        let count = |wanted: Option<Stance>| {
            let backings = coalition.backings.iter().filter(|one| wanted.is_none_or(|stance| one.stance == stance));
            let (linked, open): (Vec<_>, Vec<_>) = backings.partition(|backing| backing.party.entity.is_some());
            let linked: BTreeSet<_> = linked.iter().map(|backing| &backing.party.entity).collect();
            linked.len() + open.iter().filter(|backing| !backing.party.is_empty()).count()
        };
        let parties: BTreeSet<&str> =
            coalition.backings.iter().filter_map(|one| one.party.entity.as_ref()).map(EntityId::as_str).collect();
        let party_ids = parties.into_iter().collect::<Vec<_>>().join(";");
        let (n_parties, n_nominating) = (count(None), count(Some(Stance::Nominating)));
        let said = StatementSummary::of(coalition);
        let (race, meta) = (RaceKey::of(&said), &article.document.article.meta);
        let day = Day::of(&said, meta, guessed_dates(writing), writing.elections.calendar());
        let (head, deputy) = (said.head.as_ref(), said.deputy.as_ref());
        let outcome = outcome(&race, head, deputy, day.known(), &|id| (writing.entity)(id), writing.elections);
        let doubtful = matches!(day, Day::Beyond(_)) || is_guessed(&said, meta);
        let threshold_met = writing.threshold_met(&race, said.nominating(), day.known()).key();
        Self {
            article,
            coalition,
            writing,
            id,
            n_parties,
            n_nominating,
            party_ids,
            doubtful,
            race,
            outcome,
            threshold_met,
        }
    }

    pub fn cell(&self, column: &str) -> CsvCell<'_> {
        let coalition = self.coalition;
        let document = self.article.document;
        let first = coalition.evidence.first().copied();
        let place = first.map(|span| document.chars(span));
        Some(match column {
            "status" => word(coalition.status),
            "speaker" => coalition.speaker.as_str().into(),
            "hedge" => coalition.hedge.as_str().into(),
            "statement_date" => shown(coalition.date),
            "n_parties" => self.n_parties.to_string().into(),
            "n_nominating" => self.n_nominating.to_string().into(),
            "party_ids" => self.party_ids.as_str().into(),
            "event_date" => shown(first_day(coalition.date, document.article.meta.date)),
            "event_date_doubtful" => flag(self.doubtful),
            "n_evidence" => coalition.evidence.len().to_string().into(),
            "evidence_start" => shown(place.map(|(start, _)| start)),
            "evidence_end" => shown(place.map(|(_, end)| end)),
            "evidence_text" => first.map_or_else(|| "".into(), |span| self.article.words(span)),
            "note" => coalition.note.as_str().into(),
            "flag" => coalition.flag.map_or("", Flag::key).into(),
            "threshold_met" => self.threshold_met.into(),
            _ => {
                return self
                    .key(column)
                    .or_else(|| people::race_cell(&self.race, self.writing, column))
                    .or_else(|| people::ticket_cell(self.race.id().as_deref(), coalition, self.writing, column))
                    .or_else(|| outcome_cell(&self.outcome, column))
                    .or_else(|| origin::cell(document, &self.made(), column));
            }
        })
    }

    fn made(&self) -> MadeRecord<'_> {
        let Coalition { id, by, at, guidelines, .. } = self.coalition;
        MadeRecord { record: Outcome::Coalition(id.clone()), by, at: *at, guidelines: *guidelines }
    }

    /// Columns that tell the statement in every table about it.
    fn key(&self, column: &str) -> CsvCell<'_> {
        Some(match column {
            "statement_id" => self.id.as_str().into(),
            "coalition_id" => self.coalition.id.as_str().into(),
            _ => return self.article.shared(column),
        })
    }
}

/// A party of a statement.
pub struct BackingRow<'a, 'w> {
    pub statement: &'a CoalitionRow<'a, 'w>,
    /// From 0.
    pub at: usize,
    pub backing: &'a Backing,
}

impl<'a> BackingRow<'a, '_> {
    pub fn cell(&self, column: &str) -> CsvCell<'a> {
        let Backing { party, stance, slot } = self.backing;
        let writing = self.statement.writing;
        Some(match column {
            "backing" => (self.at + 1).to_string().into(),
            "party_id" => party.entity.as_ref().map_or("", |id| id.as_str()).into(),
            "party_short" => party.entity.as_ref().map_or("", |id| writing.label(id)).into(),
            "party_name" => party.entity.as_ref().map_or("", |id| writing.name(id)).into(),
            "stance" => word(stance),
            "slot" => slot.map_or_else(|| "".into(), word),
            "mention_ids" => party.mentions.iter().map(ToString::to_string).collect::<Vec<_>>().join(";").into(),
            _ => return self.statement.cell(column),
        })
    }
}

/// A span that shows a statement.
pub struct EvidenceRow<'a, 'w> {
    pub statement: &'a CoalitionRow<'a, 'w>,
    /// From 0.
    pub at: usize,
    pub span: Span,
}

impl<'a> EvidenceRow<'a, '_> {
    pub fn cell(&self, column: &str) -> CsvCell<'a> {
        let article = self.statement.article;
        Some(match column {
            "evidence" => (self.at + 1).to_string().into(),
            "start" => article.document.chars(self.span).0.to_string().into(),
            "end" => article.document.chars(self.span).1.to_string().into(),
            "text" => article.words(self.span),
            _ => return self.statement.key(column),
        })
    }
}

/// How often an entity was met in the export.
#[derive(Debug, Clone, Copy, Default)]
pub struct SeenEntity {
    pub mentions: usize,
    pub articles: usize,
    pub statements: usize,
}

/// A party, candidate, region or other entity.
pub struct EntityRow<'a, 'w> {
    pub id: &'a EntityId,
    pub seen: &'a SeenEntity,
    pub writing: &'a Writing<'w>,
}

impl<'a> EntityRow<'a, '_> {
    pub fn cell(&self, column: &str) -> CsvCell<'a> {
        let Self { id, seen, writing } = *self;
        let known = (writing.entity)(id);
        let kind = known.map_or(id.prefix(), |entity| entity.kind.as_str());
        let is_region = kind == KindKey::region().as_str();
        let code = if is_region { people::region_code(id, writing) } else { "" };
        Some(match column {
            "entity_id" => id.as_str().into(),
            "kind" => kind.into(),
            "name" => writing.name(id).into(),
            "short" => known.map_or("", |entity| &entity.short).into(),
            "aliases" => {
                known.map_or_else(String::new, |entity| Vec::from_iter(entity.other_names()).join("; ")).into()
            }
            "code" if is_region => code.into(),
            "code" => known.map_or("", |entity| &entity.code).into(),
            "same_as" => known.map_or_else(String::new, |entity| entity.same_as.join("; ")).into(),
            "region_level" if is_region => people::level_of(id, writing).into(),
            "region_level" => "".into(),
            "province_code" => province_code(code).unwrap_or("").into(),
            "n_mentions" => seen.mentions.to_string().into(),
            "n_articles" => seen.articles.to_string().into(),
            "n_statements" => seen.statements.to_string().into(),
            "note" => known.map_or("", |entity| &entity.note).into(),
            "flag" => known.and_then(|entity| entity.flag).map_or("", Flag::key).into(),
            _ => return None,
        })
    }
}
