//! Mentions and coalitions in words and numbers.

use super::{meant, word};
use crate::{
    formats::{
        document::{Document, Draft, new_mention},
        format::Reading,
        kit::{anchor::Wanted, raw_text::Unit},
        tandai::{self, Decided, Made},
    },
    model::{
        Backing, Coalition, Filler, Linked, Mention, MentionId, Origin, Race, SetId, Span, Text, Ticket, Timestamp,
    },
};

/// A mention; an empty word means that nothing was told.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::formats) struct ToldMention {
    pub id: String,
    /// Half-open, in the unit that the draft is finished with.
    pub start: usize,
    pub end: usize,
    pub quote: Option<String>,
    pub kind: String,
    pub entity: String,
    pub linked_by: String,
    pub note: String,
    pub making: ToldMaking,
}

/// How a record came to be: the fields of the same names in Tandai JSON Lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::formats) struct ToldMaking {
    pub by: String,
    pub score: Option<f64>,
    pub decision: String,
    pub proposed_by: String,
    pub at: String,
}

/// An entity and the ids of the mentions that name it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::formats) struct ToldFiller {
    pub entity: String,
    pub mentions: Vec<String>,
}

/// A party of a coalition.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::formats) struct ToldBacking {
    pub party: ToldFiller,
    pub stance: String,
    pub slot: String,
}

/// A coalition.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::formats) struct ToldCoalition {
    pub id: String,
    pub region: ToldFiller,
    pub office: String,
    pub year: Option<i64>,
    pub head: ToldFiller,
    pub deputy: ToldFiller,
    pub backings: Vec<ToldBacking>,
    pub status: String,
    pub speaker: String,
    pub date: String,
    pub hedge: String,
    pub note: String,
    pub evidence: Vec<Wanted>,
    pub making: ToldMaking,
}

impl ToldMaking {
    /// Of a record made so, at that moment.
    pub(in crate::formats) fn of(by: &Origin, at: Timestamp) -> Self {
        let Made { by, score, decision, proposed_by } = Made::of(by);
        let proposed_by = proposed_by.map_or_else(String::new, |set| set.to_string());
        Self { by, score, decision: decision.map_or_else(String::new, |it| word(&it)), proposed_by, at: word(&at) }
    }

    /// Whether a program says this and nobody decided yet.
    pub(in crate::formats) fn is_proposal(&self) -> bool {
        self.decision.is_empty() && (self.score.is_some() || !matches!(self.by.as_str(), "" | tandai::EVERY))
    }

    fn origin(&self, draft: &mut Draft, at: (usize, usize)) -> Origin {
        let decision: Option<Decided> = meant(draft, at, "the decision", &self.decision);
        let set: Option<SetId> = meant(draft, at, "the proposing set", &self.proposed_by);
        tandai::origin(draft, &self.by, self.score, decision, set)
    }
}

/// Adds a mention; one whose label means no kind is set aside.
pub(in crate::formats) fn add_mention(draft: &mut Draft, told: ToldMention, reading: &Reading, at: (usize, usize)) {
    let Some(kind) = reading.kind(&told.kind) else {
        return draft.unknown_label(at, &told.kind, told.quote.as_deref().unwrap_or_default());
    };
    let by = told.making.origin(draft, at);
    let moment = meant(draft, at, "the moment", &told.making.at).unwrap_or(reading.now);
    let entity = meant(draft, at, "the entity", &told.entity);
    let id = draft.own_mention_id(&told.id, at);
    let mut mention: Mention = new_mention(id, kind, moment);
    (mention.entity, mention.note, mention.by) = (entity, told.note, by);
    if !told.linked_by.is_empty() {
        mention.linked = Linked::Rule(told.linked_by);
    }
    draft.mention(mention, Wanted { start: told.start, end: told.end, quote: told.quote }, at);
}

/// Adds a coalition, after all mentions.
pub(in crate::formats) fn add_coalition(draft: &mut Draft, told: ToldCoalition, reading: &Reading, at: (usize, usize)) {
    let by = told.making.origin(draft, at);
    let id = draft.coalition_id(&told.id);
    let year = told.year.and_then(|year| i16::try_from(year).ok());
    if let Some(wrong) = told.year.filter(|_| year.is_none()) {
        draft.note(at, format!("the year {wrong} is none and was left open"), "Choose it again");
    }
    let backings = told.backings.into_iter().map(|backing| Backing {
        party: filler(draft, backing.party, at),
        stance: meant(draft, at, "the stance", &backing.stance).unwrap_or_default(),
        slot: meant(draft, at, "the slot", &backing.slot),
    });
    let backings = backings.collect();
    let coalition = Coalition {
        id,
        race: Race {
            region: filler(draft, told.region, at),
            office: meant(draft, at, "the office", &told.office),
            year,
        },
        ticket: Ticket { head: filler(draft, told.head, at), deputy: filler(draft, told.deputy, at) },
        backings,
        status: meant(draft, at, "the status", &told.status).unwrap_or_default(),
        speaker: told.speaker,
        date: meant(draft, at, "the date", &told.date),
        hedge: told.hedge,
        evidence: Vec::new(),
        note: told.note,
        by,
        at: meant(draft, at, "the moment", &told.making.at).unwrap_or(reading.now),
    };
    draft.coalition(coalition, told.evidence, at);
}

fn filler(draft: &mut Draft, told: ToldFiller, at: (usize, usize)) -> Filler {
    let entity = meant(draft, at, "the entity", &told.entity);
    let mentions = told.mentions.iter().filter_map(|name| known(draft, name, at)).collect();
    Filler { entity, mentions }
}

/// A mention that a coalition names; one that is not there is noted.
fn known(draft: &mut Draft, name: &str, at: (usize, usize)) -> Option<MentionId> {
    let known = draft.known_mention(name).cloned();
    if known.is_none() {
        draft.note(at, format!("a coalition names the mention {name}, which is not there"), "Choose it again");
    }
    known
}

/// Half-open offsets of a span that fits.
fn offsets(text: &Text, span: Span, unit: Unit) -> (usize, usize) {
    let offset = |byte: usize| match unit {
        Unit::CodePoint => text.char_of_byte(byte).unwrap_or_default(),
        Unit::Utf16 => text.utf16_of_byte(byte).unwrap_or_default(),
        Unit::Byte => byte,
    };
    (offset(span.start), offset(span.end))
}

fn told_id<T: ToString>(id: &Option<T>) -> String {
    id.as_ref().map_or_else(String::new, T::to_string)
}

impl ToldMention {
    /// All that a document says of one of its mentions.
    pub(in crate::formats) fn of(document: &Document, mention: &Mention, unit: Unit) -> Self {
        let (start, end) = offsets(&document.article.text, mention.span, unit);
        Self {
            id: mention.id.to_string(),
            start,
            end,
            quote: Some(document.words(mention.span).to_owned()),
            kind: mention.kind.to_string(),
            entity: told_id(&mention.entity),
            linked_by: match &mention.linked {
                Linked::Person => String::new(),
                Linked::Rule(rule) => rule.clone(),
            },
            note: mention.note.clone(),
            making: ToldMaking::of(&mention.by, mention.at),
        }
    }
}

impl ToldCoalition {
    /// All that a document says of one of its coalitions.
    pub(in crate::formats) fn of(document: &Document, coalition: &Coalition, unit: Unit) -> Self {
        let Coalition { race, ticket, .. } = coalition;
        let backing = |backing: &Backing| ToldBacking {
            party: ToldFiller::of(&backing.party),
            stance: word(&backing.stance),
            slot: word(&backing.slot),
        };
        let evidence = |&span: &Span| {
            let (start, end) = offsets(&document.article.text, span, unit);
            Wanted { start, end, quote: Some(document.words(span).to_owned()) }
        };
        Self {
            id: coalition.id.to_string(),
            region: ToldFiller::of(&race.region),
            office: word(&race.office),
            year: race.year.map(i64::from),
            head: ToldFiller::of(&ticket.head),
            deputy: ToldFiller::of(&ticket.deputy),
            backings: coalition.backings.iter().map(backing).collect(),
            status: word(&coalition.status),
            speaker: coalition.speaker.clone(),
            date: told_id(&coalition.date),
            hedge: coalition.hedge.clone(),
            note: coalition.note.clone(),
            evidence: coalition.evidence.iter().map(evidence).collect(),
            making: ToldMaking::of(&coalition.by, coalition.at),
        }
    }
}

impl ToldFiller {
    /// What fills a slot.
    fn of(filler: &Filler) -> Self {
        let mentions = filler.mentions.iter().map(ToString::to_string).collect();
        Self { entity: told_id(&filler.entity), mentions }
    }
}
