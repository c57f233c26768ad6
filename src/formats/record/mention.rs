//! A mention as files tell it, and how any record came to be.

use super::{
    RawVariables,
    json::{Odd, record},
    meant,
};
use crate::{
    formats::{
        document::{Document, new_mention},
        format::ReadContext,
        kit::raw_text::OffsetUnit,
        record::Draft,
    },
    message::message,
    model::{
        EntityId, FieldOwner, GuidelinesVersion, LinkSource, Mention, MentionId, Origin, Outcome, Proposal, Score,
        SetId, Span, Suggested, Text, Timestamp,
    },
};

/// `by` of a mark made with all others of the same words, and of a proposal that does not say which rule made it.
pub(in crate::formats) const EVERY: &str = "every-occurrence";
pub(in crate::formats) const DRAFTED: &str = "drafted";
pub(in crate::formats) const MACHINE: &str = "machine";
/// `decision` of a proposal that a person took as it was.
pub(in crate::formats) const ACCEPTED: &str = "accepted";

/// A place as a file tells it: half-open, in that file's unit, with the words that it covers if it tells them.
#[derive(Debug, Clone, PartialEq)]
pub struct RawSpan {
    pub start: usize,
    pub end: usize,
    pub quote: Option<String>,
    pub odd: Odd,
}

record!(RawSpan { "start" => start: Always, "end" => end: Always, "text" => quote: Some });

/// How a record came to be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawMaking {
    /// The rule or model that proposed it; of a mark made by hand nothing, or `every-occurrence`.
    pub by: String,
    pub score: Option<f64>,
    /// `accepted` or `corrected`, if a person took the proposal as it was or mended it.
    pub decision: String,
    /// The set that had proposed it.
    pub proposed_by: String,
    /// When it was made or last decided.
    pub at: String,
    /// The version of the guidelines under which a person last touched it.
    pub guidelines: String,
    /// Of a record of a gold set how it came to stand there; told, and never read.
    pub settled: String,
}

/// A mention; empty words mean that nothing is known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawMention {
    pub id: String,
    pub span: RawSpan,
    /// The label, as the file has it.
    pub kind: String,
    pub entity: String,
    /// Other entities that it may be.
    pub candidates: Vec<String>,
    pub making: RawMaking,
    /// The rule that linked it; nothing if a person did.
    pub linked_by: String,
    pub note: String,
    /// `discuss` or `unsure`.
    pub flag: String,
    /// Of the project's own fields.
    pub fields: RawVariables,
    /// As relations of the file name it, if not by its id.
    pub name: String,
    /// Line and column, or zeros for those of the article.
    pub at: (usize, usize),
    pub odd: Odd,
}

record!(RawMention {
    "id" => id: Some,
    "start" => span.start: Always,
    "end" => span.end: Always,
    "text" => span.quote: Some,
    "kind" => kind: Always,
    "entity" => entity: Some,
    "candidates" => candidates: Some,
    "score" => making.score: Some,
    "by" => making.by: Some,
    "decision" => making.decision: Some,
    "proposed_by" => making.proposed_by: Some,
    "at" => making.at: Some,
    "linked_by" => linked_by: Some,
    "note" => note: Some,
    "flag" => flag: Some,
    "fields" => fields: Some,
    "guidelines" => making.guidelines: Some,
    "settled" => making.settled: Some,
});

/// Nowhere: offsets that a file does not tell must not become the beginning of its text.
impl Default for RawSpan {
    fn default() -> Self {
        Self { start: Self::UNKNOWN, end: Self::UNKNOWN, quote: None, odd: Odd::default() }
    }
}

impl RawSpan {
    /// An offset that is not told.
    pub const UNKNOWN: usize = u32::MAX as usize;

    pub(in crate::formats) fn new(start: usize, end: usize, quote: Option<String>) -> Self {
        Self { start, end, quote, odd: Odd::default() }
    }

    /// A span of a document, in a unit, with its words.
    pub(in crate::formats) fn of(document: &Document, span: Span, unit: OffsetUnit) -> Self {
        let (start, end) = offsets(&document.article.text, span, unit);
        Self::new(start, end, Some(document.words(span).to_owned()))
    }
}

/// Half-open offsets of a span that fits.
fn offsets(text: &Text, span: Span, unit: OffsetUnit) -> (usize, usize) {
    let offset = |byte: usize| match unit {
        OffsetUnit::CodePoint => text.char_of_byte(byte).unwrap_or_default(),
        OffsetUnit::Utf16 => text.utf16_of_byte(byte).unwrap_or_default(),
        OffsetUnit::Byte => byte,
    };
    (offset(span.start), offset(span.end))
}

impl RawMaking {
    pub(super) fn of(origin: &Origin, at: Timestamp) -> Self {
        let made = |by: &str| Self { by: by.to_owned(), at: at.told(), ..Self::default() };
        match origin {
            Origin::Person => made(""),
            Origin::EveryOccurrence => made(EVERY),
            Origin::Drafted => made(DRAFTED),
            Origin::Machine(proposal) => Self {
                score: proposal.score.map(Score::get),
                ..made(if proposal.rule.is_empty() { MACHINE } else { &proposal.rule })
            },
            Origin::Accepted(from) | Origin::Corrected(from) => Self {
                score: from.score.map(Score::get),
                decision: if matches!(origin, Origin::Accepted(_)) { ACCEPTED } else { "corrected" }.to_owned(),
                proposed_by: from.set.to_string(),
                ..made(&from.rule)
            },
        }
    }

    /// With the guidelines of the record, and how it came to stand in a gold set.
    pub(super) fn told(
        self,
        document: &Document,
        record: &Outcome,
        by: &Origin,
        guidelines: Option<GuidelinesVersion>,
    ) -> Self {
        let settled = document.settled(record, by).map_or_else(String::new, |settled| settled.key().to_owned());
        Self { guidelines: word_or_nothing(guidelines.as_ref()), settled, ..self }
    }

    /// Whether a program says this and nobody decided yet.
    pub(in crate::formats) fn is_proposal(&self) -> bool {
        self.decision.is_empty() && (self.score.is_some() || !matches!(self.by.as_str(), "" | EVERY | DRAFTED))
    }

    pub(super) fn origin(&self, draft: &mut Draft, at: (usize, usize)) -> Origin {
        let sure = self.score.and_then(Score::new);
        if let Some(score) = self.score.filter(|_| sure.is_none()) {
            draft.part(
                at,
                message!("the score {score} is not a number from 0 to 1 and was left out", score = score),
                message!("Scale the scores"),
            );
        }
        let set: Option<SetId> = meant(draft, at, || message!("the proposing set"), &self.proposed_by);
        let rule = self.by.clone();
        match (self.decision.as_str(), set) {
            (ACCEPTED, Some(set)) => return Origin::Accepted(Suggested { set, rule, score: sure }),
            ("corrected", Some(set)) => return Origin::Corrected(Suggested { set, rule, score: sure }),
            ("" | ACCEPTED | "corrected", _) => {}
            (other, _) => draft.part(
                at,
                message!("the decision “{word}” is neither “accepted” nor “corrected” and was left open", word = other),
                message!("Choose it again"),
            ),
        }
        match self.by.as_str() {
            EVERY if self.score.is_none() => Origin::EveryOccurrence,
            DRAFTED if self.score.is_none() => Origin::Drafted,
            "" if self.score.is_none() => Origin::Person,
            by => {
                let rule = if by == MACHINE { String::new() } else { rule };
                Origin::Machine(Proposal { rule, score: sure })
            }
        }
    }

    pub(super) fn version(&self, draft: &mut Draft, at: (usize, usize)) -> Option<GuidelinesVersion> {
        meant(draft, at, || message!("the version of the guidelines"), &self.guidelines)
    }

    pub(super) fn moment(&self, draft: &mut Draft, at: (usize, usize), reading: &ReadContext) -> Timestamp {
        let told: Option<Timestamp> = meant(draft, at, || message!("the moment"), &self.at);
        told.filter(|moment| moment.is_known()).unwrap_or(reading.now)
    }
}

impl RawMention {
    /// A mark of which nothing else is known.
    pub(in crate::formats) fn mark(name: &str, start: usize, end: usize, label: &str) -> Self {
        let span = RawSpan::new(start, end, None);
        Self { name: name.to_owned(), span, kind: label.to_owned(), ..Self::default() }
    }

    /// All that a document says of one of its mentions.
    pub(in crate::formats) fn of(document: &Document, mention: &Mention, unit: OffsetUnit) -> Self {
        Self {
            id: mention.id.to_string(),
            span: RawSpan::of(document, mention.span, unit),
            kind: mention.kind.to_string(),
            entity: mention.entity.as_ref().map_or_else(String::new, EntityId::to_string),
            making: RawMaking::of(&mention.by, mention.at).told(
                document,
                &Outcome::Mention(mention.id.clone()),
                &mention.by,
                mention.guidelines,
            ),
            linked_by: match &mention.linked {
                LinkSource::Person => String::new(),
                LinkSource::Rule(rule) => rule.clone(),
            },
            note: mention.note.clone(),
            flag: mention.flag.map_or_else(String::new, |flag| flag.key().to_owned()),
            fields: RawVariables(mention.fields.clone()),
            ..Self::default()
        }
    }

    /// The words that it covers, if the file quotes them.
    pub fn words(&self) -> &str {
        self.span.quote.as_deref().unwrap_or_default()
    }

    /// Adds it to a draft; one whose label means no kind is left out, and no id is returned.
    pub(super) fn add(self, draft: &mut Draft, reading: &ReadContext) -> Option<MentionId> {
        let at = self.at;
        let Some(kind) = reading.kind(&self.kind) else {
            draft.unknown_label(at, &self.kind);
            return None;
        };
        self.odd.tell(draft, at, &message!("the mention “{id}”", id = self.id.as_str()));
        let by = self.making.origin(draft, at);
        let moment = self.making.moment(draft, at, reading);
        let entity = meant(draft, at, || message!("the entity"), &self.entity);
        let id = draft.own_mention_id(&self.id, at);
        let mut mention = new_mention(id.clone(), kind, moment);
        (mention.entity, mention.note, mention.by) = (entity, self.note, by);
        mention.flag = meant(draft, at, || message!("the flag"), &self.flag);
        mention.guidelines = self.making.version(draft, at);
        mention.fields = self.fields.of_fields(&reading.scheme, FieldOwner::Mention);
        if !self.linked_by.is_empty() {
            mention.linked = LinkSource::Rule(self.linked_by);
        }
        draft.mention(mention, self.span, at);
        Some(id)
    }
}

/// The word of a value that may be missing.
pub(super) fn word_or_nothing<T: ToString>(value: Option<&T>) -> String {
    value.map_or_else(String::new, T::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_making_is_what_it_was() {
        let from = || Suggested { set: SetId::new("rules").unwrap(), rule: "r".into(), score: Score::new(0.5) };
        let machine = |rule: &str| Origin::Machine(Proposal { rule: rule.into(), score: Score::new(0.25) });
        for origin in [
            Origin::Person,
            Origin::EveryOccurrence,
            Origin::Drafted,
            machine("ticket"),
            machine(""),
            Origin::Accepted(from()),
            Origin::Corrected(from()),
        ] {
            let mut draft = Draft::new("a", (1, 1), "a", "PKS").unwrap();
            assert_eq!(RawMaking::of(&origin, Timestamp(7)).origin(&mut draft, (0, 0)), origin);
        }
        // A person's set in which rules filled something in stays a person's.
        assert!(!RawMaking::of(&Origin::Drafted, Timestamp(7)).is_proposal());
        assert_eq!(super::super::word(&crate::model::Stance::Member), "member");
    }
}
