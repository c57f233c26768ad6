//! A coalition as files tell it.

use serde_json::Value;

use super::{
    RawMaking, RawSpan, RawVariables,
    json::{Odd, from_fields, record},
    meant,
    mention::word_or_nothing,
    office, stance, status, word,
};
use crate::{
    formats::{document::Document, format::ReadContext, kit::raw_text::OffsetUnit, record::Draft},
    message::message,
    model::{Backing, Certainty, Coalition, FieldOwner, Filler, MentionId, Outcome, Race, Stance, Ticket},
};

/// An entity, and the ids of the mentions that name it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawFiller {
    pub entity: String,
    pub mentions: Vec<String>,
}

/// A party of a coalition.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawBacking {
    pub party: RawFiller,
    pub stance: String,
    pub slot: String,
    pub odd: Odd,
}

record!(RawBacking {
    "party" => party.entity: OrNull,
    "stance" => stance: Always,
    "slot" => slot: OrNull,
    "mentions" => party.mentions: Always,
}, words: RawBacking::called);

/// A coalition statement; empty words mean that nothing is known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawStatement {
    pub id: String,
    pub region: RawFiller,
    pub office: String,
    pub year: Option<i64>,
    pub head: RawFiller,
    pub deputy: RawFiller,
    pub backings: Vec<RawBacking>,
    pub status: String,
    pub speaker: String,
    pub date: String,
    pub hedge: String,
    pub note: String,
    /// `discuss` or `unsure`.
    pub flag: String,
    /// Of the project's own fields.
    pub fields: RawVariables,
    pub evidence: Vec<RawSpan>,
    pub making: RawMaking,
    /// Line and column, or zeros for those of the article.
    pub at: (usize, usize),
    pub odd: Odd,
}

record!(RawStatement {
    "id" => id: Some,
    "region" => region.entity: OrNull,
    "office" => office: OrNull,
    "year" => year: OrNull,
    "head" => head.entity: OrNull,
    "deputy" => deputy.entity: OrNull,
    "backings" => backings: Always,
    "status" => status: Always,
    "speaker" => speaker: Always,
    "date" => date: OrNull,
    "hedge" => hedge: Always,
    "note" => note: Always,
    "evidence" => evidence: Always,
    "score" => making.score: Some,
    "by" => making.by: Some,
    "decision" => making.decision: Some,
    "proposed_by" => making.proposed_by: Some,
    "at" => making.at: Some,
    "region_mentions" => region.mentions: Some,
    "head_mentions" => head.mentions: Some,
    "deputy_mentions" => deputy.mentions: Some,
    "flag" => flag: Some,
    "fields" => fields: Some,
    "guidelines" => making.guidelines: Some,
    "settled" => making.settled: Some,
});

impl RawBacking {
    /// A party of which only this is known: its entity, or the mention that names it.
    fn called(words: &str) -> Self {
        let party = RawFiller { entity: words.trim().to_owned(), mentions: Vec::new() };
        Self { party, ..Self::default() }
    }

    /// What stands where a party is expected: its entity, or an object that says nothing else than backings do.
    fn of_value(value: &Value) -> Option<Self> {
        match value {
            Value::String(words) if !words.trim().is_empty() => Some(Self::called(words)),
            Value::Object(fields) => {
                let mut fields = fields.clone();
                if !fields.contains_key("party")
                    && let Some(entity) = fields.remove("entity")
                {
                    fields.insert("party".to_owned(), entity);
                }
                from_fields(fields).filter(|backing: &Self| backing.odd.is_empty())
            }
            _ => None,
        }
    }
}

impl RawFiller {
    fn of(filler: &Filler) -> Self {
        let mentions = filler.mentions.iter().map(ToString::to_string).collect();
        Self { entity: word_or_nothing(filler.entity.as_ref()), mentions }
    }

    fn read(&self, draft: &mut Draft, at: (usize, usize)) -> Filler {
        // The name of a mention stands for what it is linked to.
        if let Some((mention, entity)) = draft.named_mention(&self.entity) {
            let others = self.mentions.iter().filter_map(|name| known(draft, name, at));
            return Filler { entity, mentions: others.chain([mention.clone()]).collect() };
        }
        let entity = meant(draft, at, || message!("the entity"), &self.entity);
        let mentions = self.mentions.iter().filter_map(|name| known(draft, name, at)).collect();
        Filler { entity, mentions }
    }
}

/// A mention that a coalition names; one that is not there is told.
fn known(draft: &mut Draft, name: &str, at: (usize, usize)) -> Option<MentionId> {
    let known = draft.known_mention(name).cloned();
    if known.is_none() {
        draft.part(
            at,
            message!("a coalition names the mention {name}, which is not there", name = name),
            message!("Choose it again"),
        );
    }
    known
}

impl RawStatement {
    /// All that a document says of one of its coalitions.
    pub(in crate::formats) fn of(document: &Document, coalition: &Coalition, unit: OffsetUnit) -> Self {
        let Coalition { race, ticket, .. } = coalition;
        let backing = |backing: &Backing| RawBacking {
            party: RawFiller::of(&backing.party),
            stance: word(&backing.stance),
            slot: word(&backing.slot),
            odd: Odd::default(),
        };
        Self {
            id: coalition.id.to_string(),
            region: RawFiller::of(&race.region),
            office: word(&race.office),
            year: race.year.map(i64::from),
            head: RawFiller::of(&ticket.head),
            deputy: RawFiller::of(&ticket.deputy),
            backings: coalition.backings.iter().map(backing).collect(),
            status: word(&coalition.status),
            speaker: coalition.speaker.clone(),
            date: word_or_nothing(coalition.date.as_ref()),
            hedge: coalition.hedge.clone(),
            note: coalition.note.clone(),
            flag: coalition.flag.map_or_else(String::new, |flag| flag.key().to_owned()),
            fields: RawVariables(coalition.fields.clone()),
            evidence: coalition.evidence.iter().map(|span| RawSpan::of(document, *span, unit)).collect(),
            making: RawMaking::of(&coalition.by, coalition.at).told(
                document,
                &Outcome::Coalition(coalition.id.clone()),
                &coalition.by,
                coalition.guidelines,
            ),
            at: (0, 0),
            odd: Odd::default(),
        }
    }

    /// Takes parties under names that mean nothing else than backings, if every one of them can be read.
    pub(super) fn take_parties(&mut self) {
        for name in ["parties", "party"] {
            let Some(value) = self.odd.more.get(name) else { continue };
            let list = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            let read: Option<Vec<RawBacking>> = list.iter().map(RawBacking::of_value).collect();
            if let Some(read) = read {
                self.backings.extend(read);
                self.odd.more.remove(name);
            }
        }
    }

    /// Forgets the fields that nobody knows, where they were told already.
    pub(in crate::formats) fn forget_unknown(&mut self) {
        self.odd.more.clear();
        self.backings.iter_mut().for_each(|backing| backing.odd.more.clear());
        self.evidence.iter_mut().for_each(|span| span.odd.more.clear());
    }

    /// Adds it to a draft, whose mentions must be there already.
    pub(super) fn add(self, draft: &mut Draft, reading: &ReadContext) {
        let at = self.at;
        let id = draft.coalition_id(&self.id);
        self.odd.tell(draft, at, &message!("the coalition “{id}”", id = id.as_str()));
        let by = self.making.origin(draft, at);
        let moment = self.making.moment(draft, at, reading);
        let year = self.year.and_then(|year| i16::try_from(year).ok());
        if let Some(wrong) = self.year.filter(|_| year.is_none()) {
            draft.part(
                at,
                message!("{year} is not a year and was left open", year = wrong),
                message!("Choose it again"),
            );
        }
        let mut backings = Vec::with_capacity(self.backings.len());
        for backing in &self.backings {
            backing.odd.tell(draft, at, &message!("a party of the coalition “{id}”", id = id.as_str()));
            backings.push(Backing {
                party: backing.party.read(draft, at),
                stance: stance(draft, at, &backing.stance, reading).unwrap_or(Stance::Open),
                slot: meant(draft, at, || message!("the place on the ticket"), &backing.slot),
            });
        }
        // Never the strongest: nobody said that it is decided.
        let status = status(draft, at, &self.status, reading).unwrap_or(Certainty::Open);
        let coalition = Coalition {
            id,
            race: Race { region: self.region.read(draft, at), office: office(draft, at, &self.office, reading), year },
            ticket: Ticket { head: self.head.read(draft, at), deputy: self.deputy.read(draft, at) },
            backings,
            status,
            speaker: self.speaker,
            date: meant(draft, at, || message!("the date"), &self.date),
            hedge: self.hedge,
            evidence: Vec::new(),
            note: self.note,
            fields: self.fields.of_fields(&reading.scheme, FieldOwner::Statement),
            flag: meant(draft, at, || message!("the flag"), &self.flag),
            by,
            at: moment,
            guidelines: self.making.version(draft, at),
        };
        draft.coalition(coalition, self.evidence, at);
    }
}
