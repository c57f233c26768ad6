//! What was decided on suggestions, as files tell it: the claim by its content.

use super::{
    RawBacking, RawSpan, RawVariables,
    json::{Odd, record},
    meant,
    mention::word_or_nothing,
    office, stance, status, word,
};
use crate::{
    formats::{document::Document, format::ReadContext, kit::raw_text::OffsetUnit, record::Draft},
    message::message,
    model::{
        Certainty, Claim, ClaimedBacking, ClaimedFiller, CoalitionId, Decision, EntityId, Outcome, Score, Span, Stance,
        Statement, Suggested, Telling, Timestamp, Verdict,
    },
};

/// A decision: `mention` or `coalition` is what was suggested.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawDecision {
    pub verdict: String,
    pub mention: Option<Box<RawClaim>>,
    pub coalition: Option<Box<RawClaimedStatement>>,
    /// Id of the mention or coalition of this article that came of it.
    pub made: String,
    /// Whose suggestion it was, the surest first.
    pub from: Vec<RawSuggested>,
    /// Everybody who coded the article makes the claim, and nobody had to decide.
    pub unanimous: bool,
    /// The set of whoever decided, where that is not the set that was decided into.
    pub who: String,
    /// `ambiguous`, `guideline`, `slip` or `edge_case`.
    pub reason: String,
    pub note: String,
    pub at: String,
    pub odd: Odd,
}

record!(RawDecision {
    "verdict" => verdict: Always,
    "mention" => mention: Some,
    "coalition" => coalition: Some,
    "made" => made: Some,
    "from" => from: Some,
    "unanimous" => unanimous: Some,
    "who" => who: Some,
    "reason" => reason: Some,
    "note" => note: Some,
    "at" => at: Some,
});

/// A set that made the claim, with its rule and score.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawSuggested {
    pub set: String,
    pub rule: String,
    pub score: Option<f64>,
    pub odd: Odd,
}

record!(RawSuggested { "set" => set: Always, "rule" => rule: Some, "score" => score: Some });

/// A mention as it was suggested.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawClaim {
    pub span: RawSpan,
    pub kind: String,
    pub entity: String,
    pub odd: Odd,
}

record!(RawClaim {
    "start" => span.start: Always,
    "end" => span.end: Always,
    "text" => span.quote: Some,
    "kind" => kind: Always,
    "entity" => entity: Some,
});

/// A coalition as it was suggested. A slot whose entity nobody knows has the places that name it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawClaimedStatement {
    pub region: String,
    pub office: String,
    pub year: Option<i64>,
    pub head: String,
    pub deputy: String,
    /// Without ids of mentions.
    pub backings: Vec<RawBacking>,
    pub status: String,
    pub evidence: Vec<RawSpan>,
    /// Who says it, when and how surely; `None`: it was kept without.
    pub telling: Option<Box<RawTelling>>,
    /// The places of region, head, deputy and each party, in this order.
    pub places: Vec<Vec<RawSpan>>,
    pub odd: Odd,
}

record!(RawClaimedStatement {
    "region" => region: OrNull,
    "office" => office: OrNull,
    "year" => year: OrNull,
    "head" => head: OrNull,
    "deputy" => deputy: OrNull,
    "backings" => backings: Always,
    "status" => status: Always,
    "evidence" => evidence: Always,
    "telling" => telling: Some,
    "places" => places: Some,
});

/// What a suggested coalition said besides its content.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawTelling {
    pub speaker: String,
    pub date: String,
    pub hedge: String,
    pub fields: RawVariables,
    pub odd: Odd,
}

record!(RawTelling { "speaker" => speaker: Some, "date" => date: Some, "hedge" => hedge: Some, "fields" => fields: Some });

/// Every decision of a document, in the order of the text.
pub(super) fn decisions_of(document: &Document, unit: OffsetUnit) -> Vec<RawDecision> {
    let mut decisions: Vec<&Decision> = document.annotations.decisions.values().collect();
    decisions.sort_by_key(|decision| (decision.claim.spans().first().copied(), decision.claim.id()));
    decisions.into_iter().map(|decision| RawDecision::of(document, decision, unit)).collect()
}

impl RawDecision {
    fn of(document: &Document, decision: &Decision, unit: OffsetUnit) -> Self {
        let (mention, coalition) = match &decision.claim {
            Claim::Mention { span, kind, entity } => {
                let span = RawSpan::of(document, *span, unit);
                let entity = word_or_nothing(entity.as_ref());
                (Some(Box::new(RawClaim { span, kind: kind.to_string(), entity, odd: Odd::default() })), None)
            }
            Claim::Coalition(statement) => (None, Some(Box::new(RawClaimedStatement::of(document, statement, unit)))),
        };
        let from = decision.from.iter().map(|from| RawSuggested {
            set: from.set.to_string(),
            rule: from.rule.clone(),
            score: from.score.map(Score::get),
            odd: Odd::default(),
        });
        Self {
            verdict: word(&decision.verdict),
            mention,
            coalition,
            made: match &decision.made {
                None => String::new(),
                Some(Outcome::Mention(id)) => id.to_string(),
                Some(Outcome::Coalition(id)) => id.to_string(),
            },
            from: from.collect(),
            unanimous: decision.unanimous,
            who: word_or_nothing(decision.who.as_ref()),
            reason: decision.reason.map_or_else(String::new, |reason| reason.key().to_owned()),
            note: decision.note.clone(),
            at: decision.at.told(),
            odd: Odd::default(),
        }
    }

    /// Adds it to a draft, whose records must be there already.
    pub(super) fn add(self, draft: &mut Draft, reading: &ReadContext) {
        let at = (0, 0);
        self.odd.tell(draft, at, &message!("a decision"));
        let Some(verdict) = meant::<Verdict>(draft, at, || message!("the verdict"), &self.verdict) else {
            if self.verdict.is_empty() {
                draft.part(at, message!("a decision without a verdict was left out"), message!("Decide again"));
            }
            return;
        };
        let told: Option<Timestamp> = meant(draft, at, || message!("the moment"), &self.at);
        let moment = told.filter(|moment| moment.is_known()).unwrap_or(reading.now);
        let mut from = Vec::with_capacity(self.from.len());
        for suggested in &self.from {
            let set = meant(draft, at, || message!("the proposing set"), &suggested.set);
            let (rule, score) = (suggested.rule.clone(), suggested.score.and_then(Score::new));
            from.extend(set.map(|set| Suggested { set, rule, score }));
        }
        let (claim, wanted, made) = match (self.mention, self.coalition) {
            (Some(claim), _) => {
                let Some(kind) = reading.kind(&claim.kind) else {
                    return draft.unknown_label(at, &claim.kind);
                };
                let entity = meant(draft, at, || message!("the entity"), &claim.entity);
                let span = Span::new(claim.span.start, claim.span.end);
                let made = draft.known_mention(&self.made).cloned().map(Outcome::Mention);
                (Claim::Mention { span, kind, entity }, vec![claim.span], made)
            }
            (None, Some(statement)) => {
                let claim = Claim::Coalition(Box::new(statement.read(draft, at, reading)));
                let wanted = claim.spans().into_iter().map(|span| RawSpan::new(span.start, span.end, None));
                let made = CoalitionId::new(&self.made).ok().filter(|id| draft.has_coalition(id));
                (claim.clone(), wanted.collect(), made.map(Outcome::Coalition))
            }
            (None, None) => {
                return draft.part(
                    at,
                    message!("a decision names neither a mention nor a coalition and was left out"),
                    message!("Say what was suggested"),
                );
            }
        };
        let made = made.filter(|_| !self.made.is_empty());
        let who = meant(draft, at, || message!("the set of whoever decided"), &self.who);
        let reason = meant(draft, at, || message!("the reason"), &self.reason);
        let (unanimous, note, at) = (self.unanimous, self.note, moment);
        draft.decision(Decision { claim, verdict, made, from, unanimous, who, reason, note, at }, wanted);
    }
}

impl RawClaimedStatement {
    fn of(document: &Document, statement: &Statement, unit: OffsetUnit) -> Self {
        let span = |span: &Span| RawSpan { quote: None, ..RawSpan::of(document, *span, unit) };
        let entity = |filler: &ClaimedFiller| word_or_nothing(filler.entity.as_ref());
        let backing = |party: &ClaimedBacking| RawBacking {
            party: super::RawFiller { entity: entity(&party.party), mentions: Vec::new() },
            stance: word(&party.stance),
            slot: word(&party.slot),
            odd: Odd::default(),
        };
        let places: Vec<Vec<RawSpan>> = statement.named().map(|named| named.spans.iter().map(span).collect()).collect();
        Self {
            region: entity(&statement.region),
            office: word(&statement.office),
            year: statement.year.map(i64::from),
            head: entity(&statement.head),
            deputy: entity(&statement.deputy),
            backings: statement.parties.iter().map(backing).collect(),
            status: word(&statement.status),
            evidence: statement.evidence.iter().map(span).collect(),
            telling: statement.telling.as_ref().map(|telling| {
                Box::new(RawTelling {
                    speaker: telling.speaker.clone(),
                    date: word_or_nothing(telling.date.as_ref()),
                    hedge: telling.hedge.clone(),
                    fields: RawVariables(telling.fields.clone()),
                    odd: Odd::default(),
                })
            }),
            places: if places.iter().all(Vec::is_empty) { Vec::new() } else { places },
            odd: Odd::default(),
        }
    }

    /// Its spans are what the file says.
    fn read(&self, draft: &mut Draft, at: (usize, usize), reading: &ReadContext) -> Statement {
        let mut places = self.places.iter();
        let mut filler = |draft: &mut Draft, entity: &str| {
            let entity: Option<EntityId> = meant(draft, at, || message!("the entity"), entity);
            let spans = match (places.next(), &entity) {
                (Some(spans), None) => spans.iter().map(|span| Span::new(span.start, span.end)).collect(),
                _ => Default::default(),
            };
            ClaimedFiller { entity, spans }
        };
        let (region, head) = (filler(draft, &self.region), filler(draft, &self.head));
        let deputy = filler(draft, &self.deputy);
        let mut parties = Vec::with_capacity(self.backings.len());
        for backing in &self.backings {
            parties.push(ClaimedBacking {
                party: filler(draft, &backing.party.entity),
                stance: match backing.stance.as_str() {
                    "" => Stance::default(),
                    word => stance(draft, at, word, reading).unwrap_or(Stance::Open),
                },
                slot: meant(draft, at, || message!("the place on the ticket"), &backing.slot),
            });
        }
        parties.sort();
        let mut evidence: Vec<Span> = self.evidence.iter().map(|span| Span::new(span.start, span.end)).collect();
        evidence.sort_unstable();
        Statement {
            region,
            office: office(draft, at, &self.office, reading),
            year: self.year.and_then(|year| i16::try_from(year).ok()),
            head,
            deputy,
            parties,
            status: match self.status.as_str() {
                "" => Certainty::default(),
                word => status(draft, at, word, reading).unwrap_or(Certainty::Open),
            },
            evidence,
            telling: self.telling.as_ref().map(|telling| Telling {
                speaker: telling.speaker.clone(),
                date: meant(draft, at, || message!("the date"), &telling.date),
                hedge: telling.hedge.clone(),
                fields: telling.fields.0.clone(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::record::json::read_record;

    /// What a suggestion said besides its content is not what it said nothing of, nor what nobody kept.
    #[test]
    fn what_was_told_is_read_as_it_was_written() {
        let telling = |speaker: &str| RawTelling { speaker: speaker.to_owned(), ..RawTelling::default() };
        for telling in [None, Some(telling("")), Some(telling("Bima"))] {
            let said = RawClaimedStatement { telling: telling.map(Box::new), ..RawClaimedStatement::default() };
            let line = serde_json::to_string(&said).unwrap();
            assert_eq!(read_record::<RawClaimedStatement>(&line).unwrap(), said, "{line}");
        }
    }
}
