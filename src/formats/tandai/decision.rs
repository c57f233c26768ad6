//! What was decided on suggestions, as a line has it: the claim by its content, offsets in code points.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    line::{LineBacking, LineSpan},
    open_record::open_record,
};
use crate::{
    formats::{
        document::{Document, Draft},
        format::Reading,
        kit::anchor::Wanted,
    },
    model::{
        Certainty, Claim, ClaimedBacking, ClaimedFiller, CoalitionId, Decision, EntityId, KindKey, Office, Outcome,
        Span, Statement, Suggested, Timestamp, Verdict,
    },
};

/// A decision: `mention` or `coalition` is what was suggested.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LineDecision {
    pub verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mention: Option<LineClaim>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coalition: Option<LineStatement>,
    /// Id of the mention or coalition of this line that came of it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub made: String,
    /// Whose suggestion it was, with rule and score, the surest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<Suggested>,
    /// Everybody who coded the article makes the claim, and nobody had to decide.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unanimous: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

open_record!(LineDecision: verdict; mention, coalition, made, from, unanimous, at);

/// A mention as it was suggested.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LineClaim {
    /// Code points.
    pub start: usize,
    pub end: usize,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    pub kind: KindKey,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<EntityId>,
}

/// A coalition as it was suggested. A slot whose entity nobody knows has the places that name it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct LineStatement {
    pub region: Option<EntityId>,
    pub office: Option<Office>,
    pub year: Option<i16>,
    pub head: Option<EntityId>,
    pub deputy: Option<EntityId>,
    /// Without ids of mentions.
    pub backings: Vec<LineBacking>,
    pub status: Certainty,
    pub evidence: Vec<LineSpan>,
    /// The places of region, head, deputy and each party, in this order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Vec<LineSpan>>,
}

/// Every decision of a document.
pub(super) fn decisions_of(document: &Document) -> Vec<LineDecision> {
    let decision = |decision: &Decision| {
        let mut line = LineDecision {
            verdict: decision.verdict,
            mention: None,
            coalition: None,
            made: match &decision.made {
                None => String::new(),
                Some(Outcome::Mention(id)) => id.to_string(),
                Some(Outcome::Coalition(id)) => id.to_string(),
            },
            from: decision.from.clone(),
            unanimous: decision.unanimous,
            at: Some(decision.at),
            more: Map::default(),
        };
        match &decision.claim {
            Claim::Mention { span, kind, entity } => {
                let (start, end) = document.chars(*span);
                let text = document.words(*span).to_owned();
                line.mention = Some(LineClaim { start, end, text, kind: kind.clone(), entity: entity.clone() });
            }
            Claim::Coalition(statement) => line.coalition = Some(statement_of(document, statement)),
        }
        line
    };
    let mut decisions: Vec<&Decision> = document.annotations.decisions.values().collect();
    decisions.sort_by_key(|decision| (decision.claim.spans().first().copied(), decision.claim.id()));
    decisions.into_iter().map(decision).collect()
}

fn statement_of(document: &Document, statement: &Statement) -> LineStatement {
    let span = |&span: &Span| LineSpan::of(&document.article.text, span);
    let backing = |party: &ClaimedBacking| LineBacking {
        party: party.party.entity.clone(),
        stance: party.stance,
        slot: party.slot,
        mentions: Vec::new(),
        more: Map::default(),
    };
    let places: Vec<Vec<LineSpan>> =
        statement.named().map(|named| named.spans.iter().filter_map(span).collect()).collect();
    LineStatement {
        region: statement.region.entity.clone(),
        office: statement.office,
        year: statement.year,
        head: statement.head.entity.clone(),
        deputy: statement.deputy.entity.clone(),
        backings: statement.parties.iter().map(backing).collect(),
        status: statement.status,
        evidence: statement.evidence.iter().filter_map(span).collect(),
        places: if places.iter().all(Vec::is_empty) { Vec::new() } else { places },
    }
}

/// Adds a decision, whose record must be there already; one on a kind that means nothing here is left out with a note.
pub(in crate::formats) fn add_decision(draft: &mut Draft, line: LineDecision, reading: &Reading) {
    let made = (!line.made.is_empty()).then(|| made(draft, &line)).flatten();
    let (claim, wanted) = match (line.mention, line.coalition) {
        (Some(mention), _) => {
            let Some(kind) = reading.kind(mention.kind.as_str()) else {
                return draft.unknown_label((0, 0), mention.kind.as_str(), &mention.text);
            };
            let span = Span::new(mention.start, mention.end);
            let quote = Some(mention.text).filter(|text| !text.is_empty());
            let wanted = vec![Wanted { start: span.start, end: span.end, quote }];
            (Claim::Mention { span, kind, entity: mention.entity }, wanted)
        }
        (None, Some(statement)) => {
            let claim = Claim::Coalition(Box::new(statement.into_statement()));
            let wanted = claim.spans().into_iter();
            let wanted = wanted.map(|span| Wanted { start: span.start, end: span.end, quote: None }).collect();
            (claim, wanted)
        }
        (None, None) => {
            let reason = "a decision names neither a mention nor a coalition, and was left out";
            return draft.part((0, 0), reason, "Say what was suggested");
        }
    };
    let LineDecision { verdict, from, unanimous, .. } = line;
    let at = line.at.unwrap_or(reading.now);
    draft.decision(Decision { claim, verdict, made, from, unanimous, at }, wanted);
}

fn made(draft: &Draft, line: &LineDecision) -> Option<Outcome> {
    match line.mention {
        Some(_) => draft.known_mention(&line.made).cloned().map(Outcome::Mention),
        None => CoalitionId::new(&line.made).ok().filter(|id| draft.has_coalition(id)).map(Outcome::Coalition),
    }
}

impl LineStatement {
    fn into_statement(self) -> Statement {
        let mut places = self.places.into_iter();
        let mut named = |entity: Option<EntityId>| ClaimedFiller {
            spans: match (places.next(), &entity) {
                (Some(spans), None) => spans.into_iter().map(|span| Span::new(span.start, span.end)).collect(),
                _ => Default::default(),
            },
            entity,
        };
        let (region, head, deputy) = (named(self.region), named(self.head), named(self.deputy));
        let party = |backing: LineBacking| ClaimedBacking {
            party: named(backing.party),
            stance: backing.stance,
            slot: backing.slot,
        };
        let mut parties: Vec<ClaimedBacking> = self.backings.into_iter().map(party).collect();
        parties.sort();
        let mut evidence: Vec<Span> = self.evidence.iter().map(|span| Span::new(span.start, span.end)).collect();
        evidence.sort_unstable();
        let (office, year, status) = (self.office, self.year, self.status);
        Statement { region, office, year, head, deputy, parties, status, evidence }
    }
}
