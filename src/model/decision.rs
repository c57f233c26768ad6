//! What was suggested and what a person decided on it. A claim is told by its content alone, so that a decision outlives
//! the record that made the claim: an extractor that runs again gives everything new ids, and says the same.

use crate::message::{Message, message};
use std::{collections::BTreeSet, fmt, fmt::Write as _, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{
    Certainty, Coalition, CoalitionId, Date, EntityId, Filler, KindKey, Mention, MentionId, Office, SetId, Slot, Span,
    Stance, Suggested, Timestamp, Variables,
};

/// The claim's own number: equal claims of one article have equal ids, whoever makes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DecisionId(u64);

/// A claim, whose it was, and what became of it. Law: its key in `Annotations` is [`Claim::id`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    pub claim: Claim,
    pub verdict: Verdict,
    /// The mention or coalition of this set that came of it.
    pub made: Option<Outcome>,
    /// Every set that made the claim when it was decided, the surest first.
    pub from: Vec<Suggested>,
    /// Everybody who coded the article makes the claim, and it was taken for that: nobody had to decide.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unanimous: bool,
    /// Whose decision it was, where others' marks were decided into a set that is nobody's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<SetId>,
    /// Why people had said different things, or why it was decided so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<DecisionReason>,
    /// The same in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    pub at: Timestamp,
}

/// What a difference came from, as far as it tells what to mend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionReason {
    /// The text can be read in either way.
    Ambiguous,
    /// The guidelines do not say.
    Guideline,
    /// Somebody overlooked something or mistook a key.
    Slip,
    /// The guidelines say, and hardly anything is like it.
    EdgeCase,
}

/// What a set says of an article, without the ids of that set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    Mention {
        /// Bytes of the article's text.
        span: Span,
        kind: KindKey,
        entity: Option<EntityId>,
    },
    Coalition(Box<Statement>),
}

/// A coalition by its content. Whoever says it and when, hedges and notes are not what makes it another one: its id does
/// not follow from them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    pub region: ClaimedFiller,
    pub office: Option<Office>,
    pub year: Option<i16>,
    pub head: ClaimedFiller,
    pub deputy: ClaimedFiller,
    /// Sorted.
    pub parties: Vec<ClaimedBacking>,
    pub status: Certainty,
    /// Bytes of the article's text, sorted.
    pub evidence: Vec<Span>,
    /// Who says it, when and how surely: shown and decided with it, though none of it makes it another claim. `None`: a
    /// decision that was kept without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telling: Option<Telling>,
}

/// What a coalition says besides its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Telling {
    /// As the text names them; empty: the article itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub speaker: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hedge: String,
    /// Of the project's own fields, by their keys.
    #[serde(default, skip_serializing_if = "Variables::is_empty")]
    pub fields: Variables,
}

/// Who or what fills a slot: an entity or, of one that nobody knows, the places that name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct ClaimedFiller {
    pub entity: Option<EntityId>,
    /// Bytes of the article's text; empty where there is an entity.
    pub spans: BTreeSet<Span>,
}

/// A party of a statement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimedBacking {
    pub party: ClaimedFiller,
    pub stance: Stance,
    pub slot: Option<Slot>,
}

/// What a person decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Taken as it was.
    Accepted,
    /// Taken and mended.
    Corrected,
    Rejected,
    /// Put off: it comes back when it is asked for.
    Skipped,
}

/// What came of a claim.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Mention(MentionId),
    Coalition(CoalitionId),
}

/// A decision of the file whose offsets or words are not those of the text: shown, kept, never moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MisfitDecision {
    /// As the file has it.
    pub id: DecisionId,
    /// Its spans hold what the file said, in **code points**, unchecked.
    pub decision: Decision,
    /// The words that the file said its spans cover, in the order of [`Claim::spans`].
    pub quotes: Vec<String>,
    #[serde(skip_deserializing)]
    pub reason: Message,
}

impl Claim {
    /// What a mention says.
    pub fn of_mention(mention: &Mention) -> Self {
        Self::Mention { span: mention.span, kind: mention.kind.clone(), entity: mention.entity.clone() }
    }

    /// What a coalition says; `span_of` finds the mentions of its set.
    pub fn of_coalition(coalition: &Coalition, span_of: impl Fn(&MentionId) -> Option<Span>) -> Self {
        let named = |filler: &Filler| ClaimedFiller {
            entity: filler.entity.clone(),
            spans: match filler.entity {
                Some(_) => BTreeSet::new(),
                None => filler.mentions.iter().filter_map(&span_of).collect(),
            },
        };
        let party = |backing: &super::Backing| ClaimedBacking {
            party: named(&backing.party),
            stance: backing.stance,
            slot: backing.slot,
        };
        let mut parties: Vec<ClaimedBacking> = coalition.backings.iter().map(party).collect();
        parties.sort();
        let mut evidence = coalition.evidence.clone();
        evidence.sort_unstable();
        Self::Coalition(Box::new(Statement {
            region: named(&coalition.race.region),
            office: coalition.race.office,
            year: coalition.race.year,
            head: named(&coalition.ticket.head),
            deputy: named(&coalition.ticket.deputy),
            parties,
            status: coalition.status,
            evidence,
            telling: Some(Telling {
                speaker: coalition.speaker.clone(),
                date: coalition.date,
                hedge: coalition.hedge.clone(),
                fields: coalition.fields.clone(),
            }),
        }))
    }

    /// Whether what was made of it says the same. What is not known of a claim is not compared.
    pub fn is_said_by(&self, made: &Self) -> bool {
        match (self, made) {
            (Self::Coalition(claimed), Self::Coalition(made)) => {
                let told = claimed.telling.as_ref().zip(made.telling.as_ref());
                told.is_none_or(|(claimed, made)| claimed.is_said_by(made))
                    && **made == Statement { telling: made.telling.clone(), ..(**claimed).clone() }
            }
            (claimed, made) => claimed == made,
        }
    }

    /// The 64-bit FNV-1a hash of its content (<http://www.isthe.com/chongo/tech/comp/fnv/>): there are far fewer claims
    /// in an article than would let two of them meet.
    pub fn id(&self) -> DecisionId {
        let mut hash = Fnv(0xcbf2_9ce4_8422_2325);
        // Writing into a hash does not fail.
        let _ = match self {
            Self::Mention { span, kind, entity } => {
                write!(hash, "mention|{}|{}|{kind}|{}", span.start, span.end, Or(entity.as_ref()))
            }
            Self::Coalition(statement) => statement.write(&mut hash),
        };
        DecisionId(hash.0)
    }

    /// Every span that it speaks of, in an order of its own.
    pub fn spans(&self) -> Vec<Span> {
        match self {
            Self::Mention { span, .. } => vec![*span],
            Self::Coalition(statement) => {
                let named = statement.named().flat_map(|named| named.spans.iter());
                statement.evidence.iter().chain(named).copied().collect()
            }
        }
    }

    /// The same claim with each span replaced, in the order of [`Self::spans`]; `None` if one cannot be.
    pub fn with_spans(&self, mut replace: impl FnMut(Span) -> Option<Span>) -> Option<Self> {
        let mut claim = self.clone();
        match &mut claim {
            Self::Mention { span, .. } => *span = replace(*span)?,
            Self::Coalition(statement) => {
                for span in &mut statement.evidence {
                    *span = replace(*span)?;
                }
                for named in statement.named_mut() {
                    named.spans = named.spans.iter().map(|&span| replace(span)).collect::<Option<_>>()?;
                }
            }
        }
        Some(claim)
    }
}

impl Statement {
    /// Region, head, deputy, parties.
    pub fn named(&self) -> impl Iterator<Item = &ClaimedFiller> {
        [&self.region, &self.head, &self.deputy].into_iter().chain(self.parties.iter().map(|party| &party.party))
    }

    fn named_mut(&mut self) -> impl Iterator<Item = &mut ClaimedFiller> {
        let parties = self.parties.iter_mut().map(|party| &mut party.party);
        [&mut self.region, &mut self.head, &mut self.deputy].into_iter().chain(parties)
    }

    fn write(&self, hash: &mut Fnv) -> fmt::Result {
        write!(hash, "coalition|{}|{:?}|{}", self.region, self.office, Or(self.year))?;
        write!(hash, "|{}|{}|{:?}", self.head, self.deputy, self.status)?;
        for ClaimedBacking { party, stance, slot } in &self.parties {
            write!(hash, "|{party}|{stance:?}|{slot:?}")?;
        }
        self.evidence.iter().try_for_each(|span| write!(hash, "|{}-{}", span.start, span.end))
    }

    /// Whether both say the same, whatever sentence shows it.
    pub fn same_but_evidence(&self, other: &Self) -> bool {
        let (evidence, telling) = (self.evidence.clone(), self.telling.clone());
        *self == Self { evidence, telling, ..other.clone() }
    }
}

impl Telling {
    /// Whether another says the same. What a claim leaves open of the project's own fields may be coded later.
    fn is_said_by(&self, made: &Self) -> bool {
        self.fields.iter().all(|(key, value)| made.fields.get(key) == Some(value))
            && *self == Self { fields: self.fields.clone(), ..made.clone() }
    }
}

impl ClaimedFiller {
    pub fn is_empty(&self) -> bool {
        self.entity.is_none() && self.spans.is_empty()
    }
}

impl fmt::Display for ClaimedFiller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Or(self.entity.as_ref()))?;
        self.spans.iter().try_for_each(|span| write!(f, "+{}-{}", span.start, span.end))
    }
}

/// A value, or a mark that no value looks like.
struct Or<T>(Option<T>);

impl<T: fmt::Display> fmt::Display for Or<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(value) => value.fmt(f),
            None => f.write_str("/"),
        }
    }
}

struct Fnv(u64);

impl fmt::Write for Fnv {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Ok(())
    }
}

impl DecisionReason {
    pub const ALL: [Self; 4] = [Self::Ambiguous, Self::Guideline, Self::Slip, Self::EdgeCase];

    /// As files and tables name it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Ambiguous => "ambiguous",
            Self::Guideline => "guideline",
            Self::Slip => "slip",
            Self::EdgeCase => "edge_case",
        }
    }
}

impl Verdict {
    pub const ALL: [Self; 4] = [Self::Accepted, Self::Corrected, Self::Rejected, Self::Skipped];
}

impl fmt::Display for DecisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for DecisionId {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        let number = (text.len() == 16).then(|| u64::from_str_radix(text, 16).ok()).flatten();
        number
            .map(Self)
            .ok_or_else(|| message!("“{text}” is not the id of a decision: 16 hexadecimal digits", text = text))
    }
}

impl Serialize for DecisionId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DecisionId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mention(start: usize, end: usize, kind: KindKey, entity: Option<&str>) -> Claim {
        Claim::Mention { span: Span::new(start, end), kind, entity: entity.and_then(|id| EntityId::new(id).ok()) }
    }

    #[test]
    fn equal_claims_have_equal_ids_for_ever() {
        let claim = mention(2, 5, KindKey::party(), Some("party:pks"));
        assert_eq!(claim.id().to_string(), "714414faa7512cb0", "files refer to it");
        let others = [
            mention(2, 6, KindKey::party(), Some("party:pks")),
            mention(2, 5, KindKey::party(), None),
            mention(2, 5, KindKey::region(), Some("party:pks")),
        ];
        assert!(others.iter().all(|other| other.id() != claim.id()));
        assert_eq!(claim.id().to_string().parse(), Ok(claim.id()));
        assert!("xyz".parse::<DecisionId>().is_err());
    }

    #[test]
    fn a_statement_is_told_by_its_content() {
        let mut one = Coalition::empty(CoalitionId::new("c1").unwrap(), Timestamp(1));
        let filler = |entity: &str, mention: &str| Filler {
            entity: EntityId::new(entity).ok(),
            mentions: [MentionId::new(mention).unwrap()].into(),
        };
        let backing = |party| super::super::Backing { party, stance: Stance::Member, slot: None };
        one.backings = vec![backing(filler("party:psi", "m2")), backing(filler("party:pks", "m1"))];
        one.evidence = vec![Span::new(0, 9)];
        let nowhere = |_: &MentionId| None;
        let mut other = one.clone();
        other.id = CoalitionId::new("x9").unwrap();
        other.speaker = "Ketua".into();
        other.backings = vec![backing(filler("party:pks", "a")), backing(filler("party:psi", "b"))];
        assert_eq!(Claim::of_coalition(&one, nowhere).id(), Claim::of_coalition(&other, nowhere).id());
        other.status = Certainty::Hoped;
        assert_ne!(Claim::of_coalition(&one, nowhere).id(), Claim::of_coalition(&other, nowhere).id());
        one.backings = vec![backing(Filler { entity: None, mentions: [MentionId::new("m1").unwrap()].into() })];
        let at = |_: &MentionId| Some(Span::new(3, 6));
        let claim = Claim::of_coalition(&one, at);
        assert_eq!(claim.spans(), [Span::new(0, 9), Span::new(3, 6)]);
        assert_eq!(claim.with_spans(Some), Some(claim.clone()));
        assert_eq!(claim.with_spans(|_| None), None);
        assert_ne!(claim.id(), Claim::of_coalition(&one, nowhere).id());
    }
}
