//! An annotation file: the records of format 1, and how they become [`Annotations`] and back.
//!
//! ```ron
//! (
//!     format: 1,
//!     article: "000-pks-psi-lebak",
//!     text_sha256: "bba2…",
//!     status: in_progress,
//!     mentions: [
//!         (id: "m01", start: 104, end: 107, text: "PKS", kind: "party", entity: "party:pks", by: person, at: "2024-07-08T02:03:04Z"),
//!     ],
//!     coalitions: [
//!         (id: "c01", race: (region: (entity: "region:36.02", mentions: ["m11"]), office: regent, year: 2024), …),
//!     ],
//!     decisions: [
//!         (id: "3f0c…", claim: mention(start: 104, end: 107, text: "PKS", kind: "party", entity: "party:pks"), verdict: accepted, made: mention("m01"), from: [(set: "rules-1", rule: "gazetteer", score: 0.99)], at: "2024-07-08T02:03:04Z"),
//!     ],
//! )
//! ```
//!
//! Decisions are in `decision_records`. Offsets are **code points** of the text, half-open, and `text` repeats what they cover. Fields that say nothing are
//! left out: no entity, no note, no flag, `link` when a person linked it. Mentions are sorted by (start, end, id), coalitions by
//! id (they have no place of their own in the text).

use std::{borrow::Cow, collections::BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    message::{Message, message},
    model::{
        Annotations, Article, ArticleId, Backing, Certainty, Coalition, CoalitionId, Date, EntityId, Filler, Flag,
        GuidelinesVersion, KindKey, LinkSource, Mention, MentionId, Misfit, Office, Origin, Race, Slot, Span, Stance,
        Status, Ticket, Timestamp, Variables,
    },
    store::{
        Record,
        files::{
            conflict_records::ConflictRecord,
            decision_records::{self, DecisionRecord},
            ron_file::FormatField,
            spots::{Placing, Quoting},
        },
    },
};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::store) struct AnnotationFile<'a> {
    pub(in crate::store) format: FormatField,
    pub(in crate::store) article: ArticleId,
    pub(in crate::store) text_sha256: Cow<'a, str>,
    pub(in crate::store) status: Status,
    /// On the article as a whole.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub(in crate::store) note: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::store) flag: Option<Flag>,
    /// Of the project's own fields, on the article as a whole.
    #[serde(default, skip_serializing_if = "is_none_said")]
    pub(in crate::store) fields: Cow<'a, Variables>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::store) mentions: Vec<MentionRecord<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::store) coalitions: Vec<CoalitionRecord<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::store) decisions: Vec<DecisionRecord<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::store) conflicts: Vec<ConflictRecord<'a>>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::store) struct MentionRecord<'a> {
    pub(in crate::store) id: MentionId,
    pub(in crate::store) start: usize,
    pub(in crate::store) end: usize,
    pub(in crate::store) text: Cow<'a, str>,
    pub(in crate::store) kind: KindKey,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::store) entity: Option<EntityId>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::store) link: LinkSource,
    pub(in crate::store) by: Origin,
    pub(in crate::store) at: Timestamp,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub(in crate::store) note: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "is_none_said")]
    pub(in crate::store) fields: Cow<'a, Variables>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::store) flag: Option<Flag>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::store) guidelines: Option<GuidelinesVersion>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::store) struct CoalitionRecord<'a> {
    pub(in crate::store) id: CoalitionId,
    #[serde(default, skip_serializing_if = "is_default")]
    race: RaceRecord,
    #[serde(default, skip_serializing_if = "is_default")]
    ticket: TicketRecord,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    backings: Vec<BackingRecord>,
    status: Certainty,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    speaker: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    hedge: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<EvidenceRecord<'a>>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    note: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "is_none_said")]
    fields: Cow<'a, Variables>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    flag: Option<Flag>,
    by: Origin,
    at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    guidelines: Option<GuidelinesVersion>,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RaceRecord {
    #[serde(default, skip_serializing_if = "is_default")]
    region: FillerRecord,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    office: Option<Office>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    year: Option<i16>,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TicketRecord {
    #[serde(default, skip_serializing_if = "is_default")]
    head: FillerRecord,
    #[serde(default, skip_serializing_if = "is_default")]
    deputy: FillerRecord,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BackingRecord {
    party: FillerRecord,
    stance: Stance,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    slot: Option<Slot>,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FillerRecord {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    entity: Option<EntityId>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    mentions: BTreeSet<MentionId>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::store) struct EvidenceRecord<'a> {
    pub(in crate::store) start: usize,
    pub(in crate::store) end: usize,
    pub(in crate::store) text: Cow<'a, str>,
}

pub(in crate::store) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

// `serde` hands over a reference to what the field holds.
#[allow(clippy::ptr_arg)]
fn is_none_said(values: &Cow<'_, Variables>) -> bool {
    values.is_empty()
}

/// What the records of an article say of it, ready to be printed; an error names a span that does not fit the text.
pub(in crate::store) fn to_file<'a>(
    article: &'a Article,
    annotations: &'a Annotations,
) -> Result<AnnotationFile<'a>, Message> {
    file_of(article.meta.id.clone(), article.meta.text_sha256.as_str().into(), &article.text, annotations)
}

/// The same of annotations whose spans are quoted by anything.
pub(in crate::store) fn file_of<'a>(
    article: ArticleId,
    text_sha256: Cow<'a, str>,
    text: &'a impl Quoting,
    annotations: &'a Annotations,
) -> Result<AnnotationFile<'a>, Message> {
    let mut mentions = Vec::with_capacity(annotations.mentions.len() + annotations.misfits.len());
    for mention in annotations.mentions.values() {
        mentions.push(MentionRecord::quoted(mention, text)?);
    }
    for Misfit { mention, quote, .. } in &annotations.misfits {
        mentions.push(MentionRecord::of(mention, mention.span.start, mention.span.end, quote));
    }
    mentions.sort_by(|a, b| (a.start, a.end, &a.id).cmp(&(b.start, b.end, &b.id)));
    let coalitions = annotations.coalitions.values().map(|c| CoalitionRecord::of(c, text)).collect::<Result<_, _>>()?;
    let conflicts = annotations.conflicts.iter().map(|c| ConflictRecord::of(c, text)).collect::<Result<_, _>>()?;
    Ok(AnnotationFile {
        format: FormatField,
        article,
        text_sha256,
        status: annotations.status,
        note: annotations.remark.note.as_str().into(),
        flag: annotations.remark.flag,
        fields: Cow::Borrowed(&annotations.remark.fields),
        mentions,
        coalitions,
        decisions: decision_records::all(text, annotations)?,
        conflicts,
    })
}

pub(in crate::store) fn unfit(record: &Record) -> Message {
    message!("{record} does not lie on whole characters of the text", record = record)
}

impl<'a> MentionRecord<'a> {
    pub(in crate::store) fn quoted(mention: &'a Mention, text: &'a impl Quoting) -> Result<Self, Message> {
        let (start, end, words) =
            text.quoted(mention.span).ok_or_else(|| unfit(&Record::Mention(mention.id.clone())))?;
        Ok(Self::of(mention, start, end, words))
    }

    fn of(mention: &'a Mention, start: usize, end: usize, text: &'a str) -> Self {
        Self {
            id: mention.id.clone(),
            start,
            end,
            text: text.into(),
            kind: mention.kind.clone(),
            entity: mention.entity.clone(),
            link: mention.linked.clone(),
            by: mention.by.clone(),
            at: mention.at,
            note: mention.note.as_str().into(),
            fields: Cow::Borrowed(&mention.fields),
            flag: mention.flag,
            guidelines: mention.guidelines,
        }
    }

    /// The mention with its span in bytes, or what does not fit about it.
    pub(in crate::store) fn into_mention(self, text: &impl Placing) -> Result<Mention, Box<Misfit>> {
        let fit = text.place(self.start, self.end, &self.text);
        let mention = Mention {
            id: self.id,
            span: *fit.as_ref().unwrap_or(&Span::new(self.start, self.end)),
            kind: self.kind,
            entity: self.entity,
            linked: self.link,
            by: self.by,
            at: self.at,
            note: self.note.into_owned(),
            fields: self.fields.into_owned(),
            flag: self.flag,
            guidelines: self.guidelines,
        };
        match fit {
            Ok(_) => Ok(mention),
            Err(reason) => Err(Box::new(Misfit { mention, quote: self.text.into_owned(), reason })),
        }
    }
}

impl<'a> CoalitionRecord<'a> {
    pub(in crate::store) fn of(coalition: &'a Coalition, text: &'a impl Quoting) -> Result<Self, Message> {
        let evidence = |span: &Span| {
            let (start, end, words) =
                text.quoted(*span).ok_or_else(|| unfit(&Record::Coalition(coalition.id.clone())))?;
            Ok::<_, Message>(EvidenceRecord { start, end, text: words.into() })
        };
        let backing = |b: &Backing| BackingRecord { party: (&b.party).into(), stance: b.stance, slot: b.slot };
        Ok(Self {
            id: coalition.id.clone(),
            race: RaceRecord {
                region: (&coalition.race.region).into(),
                office: coalition.race.office,
                year: coalition.race.year,
            },
            ticket: TicketRecord { head: (&coalition.ticket.head).into(), deputy: (&coalition.ticket.deputy).into() },
            backings: coalition.backings.iter().map(backing).collect(),
            status: coalition.status,
            speaker: coalition.speaker.as_str().into(),
            date: coalition.date,
            hedge: coalition.hedge.as_str().into(),
            evidence: coalition.evidence.iter().map(evidence).collect::<Result<_, _>>()?,
            note: coalition.note.as_str().into(),
            fields: Cow::Borrowed(&coalition.fields),
            flag: coalition.flag,
            by: coalition.by.clone(),
            at: coalition.at,
            guidelines: coalition.guidelines,
        })
    }

    /// The coalition with its evidence in bytes, and what does not fit of that.
    pub(in crate::store) fn into_coalition(self, text: &impl Placing) -> (Coalition, Vec<Message>) {
        let mut evidence = Vec::with_capacity(self.evidence.len());
        let mut unfit = Vec::new();
        for record in self.evidence {
            match text.place(record.start, record.end, &record.text) {
                Ok(span) => evidence.push(span),
                Err(reason) => unfit.push(reason),
            }
        }
        let backing = |b: BackingRecord| Backing { party: b.party.into(), stance: b.stance, slot: b.slot };
        let coalition = Coalition {
            id: self.id,
            race: Race { region: self.race.region.into(), office: self.race.office, year: self.race.year },
            ticket: Ticket { head: self.ticket.head.into(), deputy: self.ticket.deputy.into() },
            backings: self.backings.into_iter().map(backing).collect(),
            status: self.status,
            speaker: self.speaker.into_owned(),
            date: self.date,
            hedge: self.hedge.into_owned(),
            evidence,
            note: self.note.into_owned(),
            fields: self.fields.into_owned(),
            flag: self.flag,
            by: self.by,
            at: self.at,
            guidelines: self.guidelines,
        };
        (coalition, unfit)
    }
}

impl From<&Filler> for FillerRecord {
    fn from(filler: &Filler) -> Self {
        Self { entity: filler.entity.clone(), mentions: filler.mentions.clone() }
    }
}

impl From<FillerRecord> for Filler {
    fn from(record: FillerRecord) -> Self {
        Self { entity: record.entity, mentions: record.mentions }
    }
}
