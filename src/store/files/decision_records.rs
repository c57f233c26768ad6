//! The decisions of an annotation file: one record a line, the claim by its content with the words that its spans cover.
//!
//! ```ron
//! (id: "3f0c…", claim: mention(start: 104, end: 107, text: "PKS", kind: "party", entity: "party:pks"), verdict: accepted, made: mention("m01"), from: [(set: "rules-1", rule: "gazetteer", score: 0.99)], at: "2024-07-08T02:03:04Z"),
//! (id: "a71b…", claim: coalition(region: (entity: "region:36.02"), office: regent, parties: [(party: (entity: "party:pks"), stance: nominating)], status: confirmed, evidence: [(start: 290, end: 405, text: "…")]), verdict: rejected, from: [(set: "rules-1")], at: "2024-07-08T02:03:09Z"),
//! ```
//!
//! Offsets are **code points**, half-open. A slot that no entity is known for has the places that name it as `spans`.
//! Sorted by the first span of the claim, then by id; the id follows from the claim, and is there to be referred to.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{
    message::{Message, message},
    model::{
        Annotations, Certainty, Claim, ClaimedBacking, ClaimedFiller, Decision, DecisionId, DecisionReason, EntityId,
        KindKey, MisfitDecision, Office, Outcome, SetId, Slot, Span, Stance, Statement, Suggested, Telling, Timestamp,
        Verdict,
    },
    store::{
        Record,
        files::{
            records::{EvidenceRecord, is_default, unfit},
            spots::{Placing, Quoting},
        },
    },
};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::store) struct DecisionRecord<'a> {
    pub(in crate::store) id: DecisionId,
    claim: ClaimRecord<'a>,
    verdict: Verdict,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    made: Option<Outcome>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    from: Vec<Suggested>,
    #[serde(default, skip_serializing_if = "is_default")]
    unanimous: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    who: Option<SetId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<DecisionReason>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    note: Cow<'a, str>,
    at: Timestamp,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(clippy::large_enum_variant, reason = "records are written and read one at a time")]
enum ClaimRecord<'a> {
    Mention {
        start: usize,
        end: usize,
        text: Cow<'a, str>,
        kind: KindKey,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entity: Option<EntityId>,
    },
    Coalition {
        #[serde(default, skip_serializing_if = "is_default")]
        region: NamedRecord<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        office: Option<Office>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        year: Option<i16>,
        #[serde(default, skip_serializing_if = "is_default")]
        head: NamedRecord<'a>,
        #[serde(default, skip_serializing_if = "is_default")]
        deputy: NamedRecord<'a>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        parties: Vec<PartyRecord<'a>>,
        status: Certainty,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<EvidenceRecord<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        telling: Option<Telling>,
    },
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NamedRecord<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    entity: Option<EntityId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    spans: Vec<EvidenceRecord<'a>>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartyRecord<'a> {
    party: NamedRecord<'a>,
    stance: Stance,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    slot: Option<Slot>,
}

/// The records of all decisions, misfits in their places.
pub(in crate::store) fn all<'a>(
    text: &'a impl Quoting,
    annotations: &'a Annotations,
) -> Result<Vec<DecisionRecord<'a>>, Message> {
    let mut records = Vec::with_capacity(annotations.decisions.len() + annotations.misfit_decisions.len());
    for (id, decision) in &annotations.decisions {
        records.push(DecisionRecord::quoted(*id, decision, text)?);
    }
    for MisfitDecision { id, decision, quotes, .. } in &annotations.misfit_decisions {
        let mut quotes = quotes.iter();
        let mut quoted = |Span { start, end }| {
            let text = quotes.next().map_or("", String::as_str).into();
            Ok(EvidenceRecord { start, end, text })
        };
        records.push(DecisionRecord::of(*id, decision, &mut quoted)?);
    }
    records.sort_by_key(|record| (record.place(), record.id));
    Ok(records)
}

/// A span of the claim, in code points with its words.
type Quoted<'q, 'a> = &'q mut dyn FnMut(Span) -> Result<EvidenceRecord<'a>, Message>;

impl<'a> DecisionRecord<'a> {
    pub(in crate::store) fn quoted(
        id: DecisionId,
        decision: &'a Decision,
        text: &'a impl Quoting,
    ) -> Result<Self, Message> {
        let mut quoted = |span: Span| {
            let (start, end, words) = text.quoted(span).ok_or_else(|| unfit(&Record::Decision(id)))?;
            Ok(EvidenceRecord { start, end, text: words.into() })
        };
        Self::of(id, decision, &mut quoted)
    }

    fn of(id: DecisionId, decision: &'a Decision, quoted: Quoted<'_, 'a>) -> Result<Self, Message> {
        Ok(Self {
            id,
            claim: ClaimRecord::of(&decision.claim, quoted)?,
            verdict: decision.verdict,
            made: decision.made.clone(),
            from: decision.from.clone(),
            unanimous: decision.unanimous,
            who: decision.who.clone(),
            reason: decision.reason,
            note: decision.note.as_str().into(),
            at: decision.at,
        })
    }

    pub(in crate::store) fn place(&self) -> (usize, usize) {
        match &self.claim {
            ClaimRecord::Mention { start, end, .. } => (*start, *end),
            ClaimRecord::Coalition { evidence, .. } => {
                evidence.first().map_or((usize::MAX, usize::MAX), |first| (first.start, first.end))
            }
        }
    }

    /// The decision with its spans in bytes, or what does not fit about it.
    pub(in crate::store) fn into_decision(self, text: &impl Placing) -> Result<Decision, Box<MisfitDecision>> {
        let mut quotes = Vec::new();
        let Self { id, claim, verdict, made, from, unanimous, who, reason, note, at } = self;
        let note = note.into_owned();
        let raw = claim.into_claim(&mut quotes);
        let mut words = quotes.iter();
        let mut unfit = None;
        let placed = raw.with_spans(|Span { start, end }| {
            let quote = words.next()?;
            text.place(start, end, quote).map_err(|why| unfit = Some(why)).ok()
        });
        match placed {
            Some(claim) => Ok(Decision { claim, verdict, made, from, unanimous, who, reason, note, at }),
            None => {
                let decision = Decision { claim: raw, verdict, made, from, unanimous, who, reason, note, at };
                let reason = unfit.unwrap_or_else(|| message!("two of its places are the same"));
                Err(Box::new(MisfitDecision { id, decision, quotes, reason }))
            }
        }
    }
}

impl<'a> ClaimRecord<'a> {
    /// Asks for the words of each span in the order of [`Claim::spans`].
    fn of(claim: &'a Claim, quoted: Quoted<'_, 'a>) -> Result<Self, Message> {
        Ok(match claim {
            Claim::Mention { span, kind, entity } => {
                let EvidenceRecord { start, end, text } = quoted(*span)?;
                Self::Mention { start, end, text, kind: kind.clone(), entity: entity.clone() }
            }
            Claim::Coalition(statement) => {
                let evidence = statement.evidence.iter().map(|&span| quoted(span)).collect::<Result<_, _>>()?;
                let (region, head) = (NamedRecord::of(&statement.region, quoted)?, &statement.head);
                let head = NamedRecord::of(head, quoted)?;
                let deputy = NamedRecord::of(&statement.deputy, quoted)?;
                let party = |ClaimedBacking { party, stance, slot }: &ClaimedBacking| {
                    Ok::<_, Message>(PartyRecord {
                        party: NamedRecord::of(party, quoted)?,
                        stance: *stance,
                        slot: *slot,
                    })
                };
                let parties = statement.parties.iter().map(party).collect::<Result<_, _>>()?;
                let Statement { office, year, status, .. } = **statement;
                let telling = statement.telling.clone();
                Self::Coalition { region, office, year, head, deputy, parties, status, evidence, telling }
            }
        })
    }

    /// The claim with what the file says as spans, and the words of each in the order of [`Claim::spans`].
    fn into_claim(self, quotes: &mut Vec<String>) -> Claim {
        match self {
            Self::Mention { start, end, text, kind, entity } => {
                quotes.push(text.into_owned());
                Claim::Mention { span: Span::new(start, end), kind, entity }
            }
            Self::Coalition { region, office, year, head, deputy, parties, status, evidence, telling } => {
                let evidence = evidence.into_iter().map(|record| raw(record, quotes)).collect();
                let (region, head) = (region.into_named(quotes), head.into_named(quotes));
                let deputy = deputy.into_named(quotes);
                let party = |PartyRecord { party, stance, slot }: PartyRecord<'_>| ClaimedBacking {
                    party: party.into_named(quotes),
                    stance,
                    slot,
                };
                let parties = parties.into_iter().map(party).collect();
                Claim::Coalition(Box::new(Statement {
                    region,
                    office,
                    year,
                    head,
                    deputy,
                    parties,
                    status,
                    evidence,
                    telling,
                }))
            }
        }
    }
}

fn raw(record: EvidenceRecord<'_>, quotes: &mut Vec<String>) -> Span {
    quotes.push(record.text.into_owned());
    Span::new(record.start, record.end)
}

impl<'a> NamedRecord<'a> {
    fn of(named: &ClaimedFiller, quoted: Quoted<'_, 'a>) -> Result<Self, Message> {
        let spans = named.spans.iter().map(|&span| quoted(span)).collect::<Result<_, _>>()?;
        Ok(Self { entity: named.entity.clone(), spans })
    }

    fn into_named(self, quotes: &mut Vec<String>) -> ClaimedFiller {
        let spans = self.spans.into_iter().map(|record| raw(record, quotes)).collect();
        ClaimedFiller { entity: self.entity, spans }
    }
}
