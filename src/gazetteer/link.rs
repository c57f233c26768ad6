//! What a mention means where that is sure. Sure means: a name, a cue in the text or an earlier decision in the
//! article says so, and nothing speaks against it. Everything else is for a person to say.

use super::{
    lexicon::Lexicon,
    names::{Use, key},
    rule::{LinkReason, LinkRule},
    topic::ArticleLinks,
};
use crate::model::{Date, EntityId, KindKey, LinkedMention, Span, Text};

/// What a mention means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// Surely this, by this rule.
    Sure {
        entity: EntityId,
        rule: LinkReason,
    },
    Unsure,
}

/// A mention to link, and what is known around it.
pub(super) struct LinkQuestion<'a> {
    pub topic: &'a ArticleLinks<'a>,
    pub text: &'a Text,
    pub span: Span,
    pub kind: &'a KindKey,
    /// The key of its words.
    pub key: String,
}

impl Link {
    pub(super) fn sure(entity: EntityId, rule: impl Into<LinkReason>) -> Self {
        Self::Sure { entity, rule: rule.into() }
    }

    /// The entity, if it is sure.
    pub fn entity(&self) -> Option<&EntityId> {
        match self {
            Self::Sure { entity, .. } => Some(entity),
            Self::Unsure => None,
        }
    }

    pub(super) fn or_else(self, other: impl FnOnce() -> Self) -> Self {
        match self {
            Self::Unsure => other(),
            sure => sure,
        }
    }
}

impl<'a> LinkQuestion<'a> {
    pub fn words(&self) -> &'a str {
        self.text.slice(self.span)
    }

    /// What the mentions of this kind other than the one asked about are linked to.
    pub fn here(&self) -> impl Iterator<Item = &'a EntityId> {
        self.topic.entities(self.kind, self.span)
    }
}

impl ArticleLinks<'_> {
    /// What the words of `span` mean, given that they are of `kind`. Costs time by the text's length only where a
    /// region's bare name is ambiguous, and once for each such name.
    pub fn link(&self, span: Span, kind: &KindKey) -> Link {
        let (lexicon, text) = (self.lexicon, self.text);
        let key = key(kind, text.slice(span));
        if key.is_empty() {
            return Link::Unsure;
        }
        let asked = LinkQuestion { topic: self, text, span, kind, key };
        match kind.as_str() {
            "party" => lexicon.link_party(&asked),
            "region" => lexicon.link_region(&asked),
            "candidate" => lexicon.link_person(&asked),
            _ => lexicon.link_by_name(&asked).or_else(|| lexicon.link_as_before(&asked)),
        }
        .or_else(|| link_beside(&asked))
    }
}

impl Lexicon {
    /// What the words of `span` mean, given that they are of `kind`. `known`: the linked mentions of the article in
    /// reading order; beside them the article's title and day. Costs time by their number, and by the text's length where a region's bare name is ambiguous.
    pub fn link(
        &self,
        text: &Text,
        span: Span,
        kind: &KindKey,
        known: &[LinkedMention],
        (title, day): (&str, Option<Date>),
    ) -> Link {
        let mut topic = ArticleLinks::new(self, text, title, day);
        topic.add_all(known);
        topic.link(span, kind)
    }

    fn link_by_name(&self, asked: &LinkQuestion) -> Link {
        match self.hits(&asked.key, asked.words(), asked.kind, asked.topic.day).as_slice() {
            [one] => Link::sure(one.entity.clone(), LinkRule::Name),
            _ => Link::Unsure,
        }
    }

    /// The same words, of the same kind, already linked in this article and always to the same.
    pub(super) fn link_as_before(&self, asked: &LinkQuestion) -> Link {
        let mut same = asked.topic.linked_as(&asked.key, asked.kind, asked.span);
        match same.next() {
            Some(first) if same.all(|other| other == first) => Link::sure(first.clone(), LinkRule::AliasHere),
            _ => Link::Unsure,
        }
    }

    fn link_party(&self, asked: &LinkQuestion) -> Link {
        let hits = self.hits(&asked.key, asked.words(), asked.kind, asked.topic.day);
        let by = [
            (&[Use::Own, Use::Plain][..], LinkRule::Name),
            (&[Use::Context], LinkRule::PartyByHand),
            (&[Use::Epithet], LinkRule::Epithet),
        ];
        for (uses, rule) in by {
            let mut fitting = hits.iter().filter(|hit| uses.contains(&hit.usage));
            match (fitting.next(), fitting.next()) {
                (Some(one), None) => return Link::sure(one.entity.clone(), rule),
                (Some(_), Some(_)) => return Link::Unsure,
                (None, _) => {}
            }
        }
        self.link_as_before(asked).or_else(|| self.link_respelt(asked))
    }

    fn link_respelt(&self, asked: &LinkQuestion) -> Link {
        if asked.key.chars().count() < 6 {
            return Link::Unsure;
        }
        let Some(key) = self.respelt(&asked.key, asked.kind) else {
            return Link::Unsure;
        };
        match self.hits(&key, &key, asked.kind, asked.topic.day).as_slice() {
            [one] if one.usage != Use::Epithet => Link::sure(one.entity.clone(), LinkRule::Spelling),
            _ => Link::Unsure,
        }
    }
}

/// “Laksmi Ambarsari (Ami)”, “Siti Qomariyah alias Siqom”: the name right before, of the same kind. Not so with
/// regions: there the brackets hold the province.
fn link_beside(asked: &LinkQuestion) -> Link {
    if asked.kind.as_str() == "region" {
        return Link::Unsure;
    }
    let Some((span, entity)) = asked.topic.last_before(asked.kind, asked.span.start) else {
        return Link::Unsure;
    };
    match asked.text.get(span.end..asked.span.start).map(str::trim) {
        Some("(") if asked.text[asked.span.end..].starts_with(')') => Link::sure(entity.clone(), LinkRule::Brackets),
        Some("alias") => Link::sure(entity.clone(), LinkRule::AliasBefore),
        _ => Link::Unsure,
    }
}
