//! A document as a line.

use serde_json::Value;

use super::decision::decisions_of;
use super::line::{self, Decided, Line, LineBacking, LineCoalition, LineMention, LineSpan};
use super::line_meta::LineMeta;
use crate::{
    formats::document::Document,
    model::{Backing, Coalition, Filler, Import, Linked, Mention, Origin, SetId, SetRole, Status},
};

/// Everything that a document says.
pub fn line_of(document: &Document) -> Line {
    let Document { article, set, annotations, .. } = document;
    let meta = &article.meta;
    Line {
        id: meta.id.to_string(),
        text: article.text.to_string(),
        title: meta.title.clone(),
        source: meta.source.clone(),
        url: meta.url.clone(),
        date: meta.date,
        meta: LineMeta::of(&meta.variables),
        set: set.as_ref().map_or_else(String::new, |set| set.id.to_string()),
        set_name: set
            .as_ref()
            .filter(|set| set.name != set.id.as_str())
            .map_or_else(String::new, |set| set.name.clone()),
        set_role: set.as_ref().map(|set| set.role).filter(|role| *role != SetRole::Person),
        import: Some(meta.import.clone()).filter(|import| *import != Import::default()),
        status: Some(annotations.status).filter(|status| *status != Status::New),
        mentions: annotations.in_reading_order().into_iter().map(|mention| mention_of(document, mention)).collect(),
        coalitions: annotations.coalitions.values().map(|coalition| coalition_of(document, coalition)).collect(),
        decisions: decisions_of(document),
        more: Default::default(),
    }
}

/// The same without the article's words: ids, offsets, and the hash of the text that they are of.
pub(super) fn without_words(document: &Document) -> serde_json::Result<Value> {
    let mut line = line_of(document);
    line.without_quotes();
    let mut value = serde_json::to_value(line)?;
    if let Some(fields) = value.as_object_mut() {
        fields.remove("text");
        fields.remove("title");
        fields.insert("text_sha256".to_owned(), document.article.meta.text_sha256.as_str().into());
    }
    Ok(value)
}

fn mention_of(document: &Document, mention: &Mention) -> LineMention {
    let (start, end) = document.chars(mention.span);
    let made = Made::of(&mention.by);
    LineMention {
        id: mention.id.to_string(),
        start,
        end,
        text: document.words(mention.span).to_owned(),
        kind: mention.kind.clone(),
        entity: mention.entity.clone(),
        candidates: Vec::new(),
        score: made.score,
        by: made.by,
        decision: made.decision,
        proposed_by: made.proposed_by,
        at: Some(mention.at),
        linked_by: match &mention.linked {
            Linked::Person => String::new(),
            Linked::Rule(rule) => rule.clone(),
        },
        note: mention.note.clone(),
        more: Default::default(),
    }
}

fn coalition_of(document: &Document, coalition: &Coalition) -> LineCoalition {
    let ids = |filler: &Filler| filler.mentions.iter().map(ToString::to_string).collect::<Vec<_>>();
    let backing = |backing: &Backing| LineBacking {
        party: backing.party.entity.clone(),
        stance: backing.stance,
        slot: backing.slot,
        mentions: ids(&backing.party),
        more: Default::default(),
    };
    let made = Made::of(&coalition.by);
    LineCoalition {
        id: coalition.id.to_string(),
        region: coalition.race.region.entity.clone(),
        office: coalition.race.office,
        year: coalition.race.year,
        head: coalition.ticket.head.entity.clone(),
        deputy: coalition.ticket.deputy.entity.clone(),
        backings: coalition.backings.iter().map(backing).collect(),
        status: coalition.status,
        speaker: coalition.speaker.clone(),
        date: coalition.date,
        hedge: coalition.hedge.clone(),
        note: coalition.note.clone(),
        evidence: coalition.evidence.iter().filter_map(|&span| LineSpan::of(&document.article.text, span)).collect(),
        score: made.score,
        by: made.by,
        decision: made.decision,
        proposed_by: made.proposed_by,
        at: Some(coalition.at),
        region_mentions: ids(&coalition.race.region),
        head_mentions: ids(&coalition.ticket.head),
        deputy_mentions: ids(&coalition.ticket.deputy),
        more: Default::default(),
    }
}

/// How a record came to be, in the fields of a line.
pub(in crate::formats) struct Made {
    pub by: String,
    pub score: Option<f64>,
    pub decision: Option<Decided>,
    pub proposed_by: Option<SetId>,
}

impl Made {
    pub fn of(origin: &Origin) -> Self {
        let by_hand = |by: &str| Self { by: by.to_owned(), score: None, decision: None, proposed_by: None };
        match origin {
            Origin::Person => by_hand(""),
            Origin::EveryOccurrence => by_hand(line::EVERY),
            Origin::Machine(made) => {
                let by = if made.rule.is_empty() { line::MACHINE } else { &made.rule };
                Self { score: made.score.map(|score| score.get()), ..by_hand(by) }
            }
            Origin::Accepted(from) | Origin::Corrected(from) => {
                let accepted = matches!(origin, Origin::Accepted(_));
                Self {
                    by: from.rule.clone(),
                    score: from.score.map(|score| score.get()),
                    decision: Some(if accepted { Decided::Accepted } else { Decided::Corrected }),
                    proposed_by: Some(from.set.clone()),
                }
            }
        }
    }
}
