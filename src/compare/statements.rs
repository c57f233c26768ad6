//! Statements of one article by two sides: laid beside one another so that together they agree as much as they can, and
//! compared slot by slot.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{ComparedValues, PairCounts, coded, matching};
use crate::model::{
    Annotations, Certainty, Claim, ClaimedFiller, Coalition, CoalitionId, Date, DecisionId, MentionId, Office, Slot,
    Span, Stance, Statement,
};

/// A statement as it is compared: whose entity is not known is told by the places that name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    pub id: CoalitionId,
    /// By its content: who says the very same makes the same claim.
    pub claim: DecisionId,
    pub region: String,
    pub office: Option<Office>,
    pub year: Option<i16>,
    pub head: String,
    pub deputy: String,
    pub parties: BTreeMap<String, (Stance, Option<Slot>)>,
    pub status: Certainty,
    pub date: Option<Date>,
    /// In lower case, single spaces.
    pub speaker: String,
    /// Of the project's own fields.
    pub fields: ComparedValues,
    /// Bytes of the article's text, sorted.
    pub evidence: Vec<Span>,
}

/// What is compared of a statement. A party is one item each, and so is its stance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StatementSlot {
    Region,
    Office,
    Year,
    Head,
    Deputy,
    Party,
    Stance,
    Status,
    Date,
    Speaker,
}

impl StatementSlot {
    pub const ALL: [Self; 10] = [
        Self::Region,
        Self::Office,
        Self::Year,
        Self::Head,
        Self::Deputy,
        Self::Party,
        Self::Stance,
        Self::Status,
        Self::Date,
        Self::Speaker,
    ];

    /// As tables name it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Office => "office",
            Self::Year => "year",
            Self::Head => "head",
            Self::Deputy => "deputy",
            Self::Party => "party",
            Self::Stance => "stance",
            Self::Status => "status",
            Self::Date => "date",
            Self::Speaker => "speaker",
        }
    }
}

impl Told {
    pub fn of(coalition: &Coalition, span_of: impl Fn(&MentionId) -> Option<Span>) -> Self {
        let (id, speaker, date) = (coalition.id.clone(), coalition.speaker.clone(), coalition.date);
        let fields = coded::compared(&coalition.fields);
        let claim = Claim::of_coalition(coalition, span_of);
        let number = claim.id();
        match claim {
            Claim::Coalition(statement) => {
                Self { fields, ..Self::of_statement(id, number, &statement, &speaker, date) }
            }
            Claim::Mention { .. } => unreachable!("a coalition claims a coalition"),
        }
    }

    fn of_statement(
        id: CoalitionId,
        claim: DecisionId,
        statement: &Statement,
        speaker: &str,
        date: Option<Date>,
    ) -> Self {
        let named = |named: &ClaimedFiller| if named.is_empty() { String::new() } else { named.to_string() };
        let parties = statement.parties.iter().filter(|party| !party.party.is_empty());
        let speaker = speaker.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ");
        Self {
            id,
            claim,
            region: named(&statement.region),
            office: statement.office,
            year: statement.year,
            head: named(&statement.head),
            deputy: named(&statement.deputy),
            parties: parties.map(|party| (named(&party.party), (party.stance, party.slot))).collect(),
            status: statement.status,
            date,
            speaker,
            fields: ComparedValues::new(),
            evidence: statement.evidence.clone(),
        }
    }

    /// All statements of annotations.
    pub fn all(annotations: &Annotations) -> Vec<Self> {
        let span_of = |id: &MentionId| annotations.mentions.get(id).map(|mention| mention.span);
        annotations.coalitions.values().map(|coalition| Self::of(coalition, span_of)).collect()
    }

    /// What a slot says: nothing, a value, or several.
    pub fn values(&self, slot: StatementSlot) -> BTreeSet<String> {
        let text = |value: &String| Some(value.clone()).filter(|value| !value.is_empty()).into_iter().collect();
        match slot {
            StatementSlot::Region => text(&self.region),
            StatementSlot::Office => self.office.map(Office::key).map(str::to_owned).into_iter().collect(),
            StatementSlot::Year => self.year.map(|year| year.to_string()).into_iter().collect(),
            StatementSlot::Head => text(&self.head),
            StatementSlot::Deputy => text(&self.deputy),
            StatementSlot::Party => self.parties.keys().cloned().collect(),
            StatementSlot::Stance => {
                self.parties.iter().map(|(party, (stance, _))| format!("{party} {}", stance.key())).collect()
            }
            StatementSlot::Status => BTreeSet::from([self.status.to_string()]),
            StatementSlot::Date => self.date.map(|date| date.to_string()).into_iter().collect(),
            StatementSlot::Speaker => text(&self.speaker),
        }
    }

    /// The slots in which two statements differ.
    pub fn differing(&self, other: &Self) -> Vec<StatementSlot> {
        StatementSlot::ALL.into_iter().filter(|slot| self.values(*slot) != other.values(*slot)).collect()
    }

    /// The project's own fields in which they differ.
    pub fn differing_fields<'t>(&'t self, other: &'t Self) -> Vec<&'t str> {
        coded::differing(&self.fields, &other.fields)
    }

    /// How much speaks for the two being one statement: race, ticket, parties, evidence. 0 where they have neither a
    /// party, nor a person, nor a word of evidence in common.
    fn likeness(&self, other: &Self) -> i64 {
        let same = |one: &str, other: &str| !one.is_empty() && one == other;
        let ticket = [
            (self.head.as_str(), other.head.as_str(), 4_000),
            (&self.deputy, &other.deputy, 3_000),
            (&self.head, &other.deputy, 1_000),
            (&self.deputy, &other.head, 1_000),
        ];
        let ticket: i64 = ticket.iter().filter(|(one, other, _)| same(one, other)).map(|(.., weight)| weight).sum();
        let common = self.parties.keys().filter(|party| other.parties.contains_key(*party)).count();
        let either = self.parties.len() + other.parties.len() - common;
        let parties = if either == 0 { 0 } else { 6_000 * common as i64 / either as i64 };
        let evidence = evidence_in_common(&self.evidence, &other.evidence);
        if ticket + parties + evidence == 0 {
            return 0;
        }
        let race = 4_000 * i64::from(same(&self.region, &other.region))
            + 2_000 * i64::from(self.office.is_some() && self.office == other.office)
            + 1_000 * i64::from(self.year.is_some() && self.year == other.year);
        1 + ticket + parties + evidence + race
    }

    /// What it says, without its id.
    fn hash(&self) -> u64 {
        let said = format!(
            "{}|{:?}|{:?}|{}|{}|{:?}|{:?}|{:?}|{}|{:?}",
            self.region,
            self.office,
            self.year,
            self.head,
            self.deputy,
            self.parties,
            self.status,
            self.date,
            self.speaker,
            self.evidence
        );
        let fields = if self.fields.is_empty() { String::new() } else { format!("|{:?}", self.fields) };
        let said = said + &fields;
        said.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }
}

/// 4,000 for the same words, less the more of either is not of both.
fn evidence_in_common(ones: &[Span], others: &[Span]) -> i64 {
    let length = |spans: &[Span]| spans.iter().map(|span| span.len()).sum::<usize>();
    let common: usize = ones
        .iter()
        .flat_map(|one| others.iter().map(|other| one.end.min(other.end).saturating_sub(one.start.max(other.start))))
        .sum();
    let either = (length(ones) + length(others)).saturating_sub(common);
    if common == 0 || either == 0 { 0 } else { (4_000 * common / either).clamp(1, 4_000) as i64 }
}

/// The statements that lie beside one another, by their places in the two lists. Of several ways that agree as much the
/// same one is taken, whatever the order of lists and sides.
pub fn align(ones: &[Told], others: &[Told]) -> Vec<(usize, usize)> {
    let hash = |all: &[Told]| all.iter().map(Told::hash).collect::<Vec<u64>>();
    let (hashes, other_hashes) = (hash(ones), hash(others));
    matching::best(ones.len(), others.len(), |one, other| match ones[one].likeness(&others[other]) {
        0 => 0,
        likeness => {
            let mut z = hashes[one] ^ other_hashes[other];
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            // Of several ways that are as good the one in which more slots agree, then the one that chance gives.
            let agreeing = StatementSlot::ALL.len() - ones[one].differing(&others[other]).len();
            (likeness << 32) + ((agreeing as i64) << 24) + (z >> 48) as i64
        }
    })
}

/// How the statements of two sides agree in one article, or in many.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatementFigures {
    /// Those that lie beside one another.
    pub aligned: PairCounts,
    /// Those that say the same in every slot and in every field of the project's own.
    pub same: PairCounts,
    pub slots: BTreeMap<StatementSlot, PairCounts>,
    /// Whether no statement of either side lacks its like.
    pub all_same: bool,
}

pub fn statement_figures(ones: &[Told], others: &[Told]) -> StatementFigures {
    let pairs = align(ones, others);
    let counts = |both| PairCounts { both, gold: ones.len(), predicted: others.len() };
    let is_same = |(one, other): &&(usize, usize)| {
        let (one, other) = (&ones[*one], &others[*other]);
        one.differing(other).is_empty() && one.differing_fields(other).is_empty()
    };
    let same = pairs.iter().filter(is_same).count();
    let mut slots: BTreeMap<StatementSlot, PairCounts> = BTreeMap::new();
    for slot in StatementSlot::ALL {
        let said = |all: &[Told]| all.iter().map(|told| told.values(slot).len()).sum();
        let common =
            |(one, other): &(usize, usize)| ones[*one].values(slot).intersection(&others[*other].values(slot)).count();
        let both = pairs.iter().map(common).sum();
        slots.insert(slot, PairCounts { both, gold: said(ones), predicted: said(others) });
    }
    let all_same = same == ones.len() && same == others.len();
    StatementFigures { aligned: counts(pairs.len()), same: counts(same), slots, all_same }
}
