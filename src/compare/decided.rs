//! How good a source set is, by what a person decided on its suggestions.
//!
//! - **Precision**: of the decided suggestions of the source, the share that was accepted as it was:
//!   accepted / (accepted + corrected + rejected). Skipped ones are not decided.
//! - **Recall**: over the articles that are finished, the share of the person's marks that the source has as they are
//!   (same span and kind), whether it was asked or not. Marks by hand that the source does not have are misses.
//! - **F1**: their harmonic mean; undefined where one of them is.
//!
//! Of coalitions each slot is counted by itself: region, office, year, head, deputy, each party, its stance and the place
//! that it is offered, status, speaker, date and hedge. For precision, every filled slot of a decided suggestion is right
//! if what the person made of it says the same there, and wrong if the suggestion was rejected. For recall, a coalition of
//! a finished article is laid beside the source's coalition on the same sentence that agrees with it in most slots, each
//! of them used once.
//!
//! Agreement that came about with suggestions in view measures anchoring as well; articles that are held back do not.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::{Annotations, Claim, Coalition, KindKey, MentionId, Outcome, SetId, Statement, Status, Verdict};

/// A slot of a coalition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum JudgedSlot {
    Region,
    Office,
    Year,
    Head,
    Deputy,
    Party,
    Stance,
    Offered,
    Status,
    Speaker,
    Date,
    Hedge,
}

/// How often a source was right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Judged {
    /// Decided, and right as it was.
    pub right: usize,
    pub decided: usize,
    /// Of what the person has in finished articles, what the source has as well.
    pub found: usize,
    pub gold: usize,
}

/// The figures of one source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceScore {
    pub kinds: BTreeMap<KindKey, Judged>,
    pub slots: BTreeMap<JudgedSlot, Judged>,
}

impl JudgedSlot {
    pub const ALL: [Self; 12] = [
        Self::Region,
        Self::Office,
        Self::Year,
        Self::Head,
        Self::Deputy,
        Self::Party,
        Self::Stance,
        Self::Offered,
        Self::Status,
        Self::Speaker,
        Self::Date,
        Self::Hedge,
    ];
}

impl Judged {
    /// Undefined where nothing was decided.
    pub fn precision(self) -> Option<f64> {
        share(self.right, self.decided)
    }

    /// Undefined where no finished article has such a mark.
    pub fn recall(self) -> Option<f64> {
        share(self.found, self.gold)
    }

    /// Undefined where precision or recall is.
    pub fn f1(self) -> Option<f64> {
        let (precision, recall) = (self.precision()?, self.recall()?);
        let sum = precision + recall;
        Some(if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 })
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.decided += other.decided;
        self.found += other.found;
        self.gold += other.gold;
    }

    fn take(&mut self, other: Self) {
        self.right = self.right.saturating_sub(other.right);
        self.decided = self.decided.saturating_sub(other.decided);
        self.found = self.found.saturating_sub(other.found);
        self.gold = self.gold.saturating_sub(other.gold);
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

impl SourceScore {
    /// Adds the figures of another article.
    pub fn add(&mut self, other: &Self) {
        other.kinds.iter().for_each(|(kind, judged)| self.kinds.entry(kind.clone()).or_default().add(*judged));
        other.slots.iter().for_each(|(slot, judged)| self.slots.entry(*slot).or_default().add(*judged));
    }

    /// Takes the figures of an article out that were added before.
    pub fn take(&mut self, other: &Self) {
        other.kinds.iter().for_each(|(kind, judged)| self.kinds.entry(kind.clone()).or_default().take(*judged));
        other.slots.iter().for_each(|(slot, judged)| self.slots.entry(*slot).or_default().take(*judged));
        self.kinds.retain(|_, judged| *judged != Judged::default());
        self.slots.retain(|_, judged| *judged != Judged::default());
    }

    /// All kinds together.
    pub fn mentions(&self) -> Judged {
        sum(self.kinds.values())
    }

    /// All slots together.
    pub fn coalitions(&self) -> Judged {
        sum(self.slots.values())
    }

    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty() && self.slots.is_empty()
    }
}

fn sum<'a>(all: impl Iterator<Item = &'a Judged>) -> Judged {
    let mut sum = Judged::default();
    all.for_each(|judged| sum.add(*judged));
    sum
}

/// What a slot says, to be compared: one value, of parties one each.
type SlotValues = BTreeSet<(JudgedSlot, String)>;

/// The figures of a source in one article, where `own` has what a person marked and decided.
pub fn source_score(set: &SetId, source: &Annotations, own: &Annotations) -> SourceScore {
    let mut score = SourceScore::default();
    let ours = statements(own);
    let asked = |decision: &&crate::model::Decision| {
        decision.verdict != Verdict::Skipped && decision.from.iter().any(|from| from.set == *set)
    };
    for decision in own.decisions.values().filter(asked) {
        match &decision.claim {
            Claim::Mention { kind, .. } => {
                let judged = score.kinds.entry(kind.clone()).or_default();
                judged.decided += 1;
                judged.right += usize::from(decision.verdict == Verdict::Accepted);
            }
            Claim::Coalition(claimed) => {
                let made = match &decision.made {
                    Some(Outcome::Coalition(id)) => ours.get(id).map(said),
                    _ => None,
                };
                let made = made.unwrap_or_default();
                for value in said(claimed) {
                    let judged = score.slots.entry(value.0).or_default();
                    judged.decided += 1;
                    judged.right += usize::from(made.contains(&value));
                }
            }
        }
    }
    if own.status == Status::Finished {
        recall(&mut score, source, own, ours.values());
    }
    score
}

fn recall<'a>(
    score: &mut SourceScore,
    source: &Annotations,
    own: &Annotations,
    ours: impl Iterator<Item = &'a Statement>,
) {
    let theirs: BTreeSet<_> = source.mentions.values().map(|mention| (mention.span, &mention.kind)).collect();
    for mention in own.mentions.values() {
        let judged = score.kinds.entry(mention.kind.clone()).or_default();
        judged.gold += 1;
        judged.found += usize::from(theirs.contains(&(mention.span, &mention.kind)));
    }
    let mut theirs: Vec<Statement> = statements(source).into_values().collect();
    for statement in ours {
        let wanted = said(statement);
        let agree = |other: &Statement| said(other).intersection(&wanted).count();
        let beside = theirs.iter().enumerate().filter(|(_, other)| on_one_sentence(statement, other));
        // Of several that agree as much the first.
        let best = beside.max_by_key(|(at, other)| (agree(other), std::cmp::Reverse(*at))).map(|(at, _)| at);
        let found = best.map(|at| said(&theirs.remove(at))).unwrap_or_default();
        for value in wanted {
            let judged = score.slots.entry(value.0).or_default();
            judged.gold += 1;
            judged.found += usize::from(found.contains(&value));
        }
    }
}

fn on_one_sentence(one: &Statement, other: &Statement) -> bool {
    one.evidence.is_empty()
        || other.evidence.is_empty()
        || one.evidence.iter().any(|span| other.evidence.iter().any(|other| span.touches(*other)))
}

fn statements(annotations: &Annotations) -> BTreeMap<crate::model::CoalitionId, Statement> {
    let span_of = |id: &MentionId| annotations.mentions.get(id).map(|mention| mention.span);
    let statement = |coalition: &Coalition| match Claim::of_coalition(coalition, span_of) {
        Claim::Coalition(statement) => Some((coalition.id.clone(), *statement)),
        Claim::Mention { .. } => None,
    };
    annotations.coalitions.values().filter_map(statement).collect()
}

fn said(statement: &Statement) -> SlotValues {
    let mut said = SlotValues::new();
    let named = [
        (JudgedSlot::Region, &statement.region),
        (JudgedSlot::Head, &statement.head),
        (JudgedSlot::Deputy, &statement.deputy),
    ];
    let parties = statement.parties.iter().map(|party| (JudgedSlot::Party, &party.party));
    for (slot, named) in named.into_iter().chain(parties).filter(|(_, named)| !named.is_empty()) {
        said.insert((slot, named.to_string()));
    }
    for party in statement.parties.iter().filter(|party| !party.party.is_empty()) {
        said.insert((JudgedSlot::Stance, format!("{}: {:?}", party.party, party.stance)));
        said.extend(party.slot.map(|slot| (JudgedSlot::Offered, format!("{}: {slot:?}", party.party))));
    }
    said.extend(statement.office.map(|office| (JudgedSlot::Office, format!("{office:?}"))));
    said.extend(statement.year.map(|year| (JudgedSlot::Year, year.to_string())));
    if let Some(telling) = &statement.telling {
        let spoken = |words: &str| words.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ");
        for (slot, words) in [(JudgedSlot::Speaker, &telling.speaker), (JudgedSlot::Hedge, &telling.hedge)] {
            said.extend((!words.is_empty()).then(|| (slot, spoken(words))));
        }
        said.extend(telling.date.map(|date| (JudgedSlot::Date, date.to_string())));
    }
    said.insert((JudgedSlot::Status, format!("{:?}", statement.status)));
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Backing, Certainty, CoalitionId, Decision, EntityId, Filler, LinkSource, Mention, Origin, Span, Stance,
        Suggested, Timestamp,
    };

    fn set() -> SetId {
        SetId::new("rules").unwrap()
    }

    fn marks(spans: &[(usize, usize)]) -> Annotations {
        let mention = |&(start, end): &(usize, usize)| {
            let id = MentionId::new(format!("m{start}")).unwrap();
            let (kind, entity, note) = (KindKey::party(), None, String::new());
            let (linked, by, at) = (LinkSource::Person, Origin::Person, Timestamp(0));
            let (flag, guidelines) = (None, None);
            (
                id.clone(),
                Mention {
                    id,
                    span: Span::new(start, end),
                    kind,
                    entity,
                    linked,
                    by,
                    at,
                    note,
                    fields: Default::default(),
                    flag,
                    guidelines,
                },
            )
        };
        Annotations { mentions: spans.iter().map(mention).collect(), ..Annotations::default() }
    }

    fn decide(own: &mut Annotations, claim: Claim, verdict: Verdict, made: Option<Outcome>) {
        let from = vec![Suggested { set: set(), rule: String::new(), score: None }];
        let (who, reason, note) = (None, None, String::new());
        let decision = Decision { claim, verdict, made, from, unanimous: false, who, reason, note, at: Timestamp(0) };
        own.decisions.insert(decision.claim.id(), decision);
    }

    #[test]
    fn mentions() {
        let source = marks(&[(0, 3), (10, 13), (20, 23), (30, 33)]);
        let mut own = marks(&[(0, 3), (10, 15), (40, 43)]);
        let claim = |start, end| Claim::Mention { span: Span::new(start, end), kind: KindKey::party(), entity: None };
        decide(&mut own, claim(0, 3), Verdict::Accepted, None);
        decide(&mut own, claim(10, 13), Verdict::Corrected, None);
        decide(&mut own, claim(20, 23), Verdict::Rejected, None);
        decide(&mut own, claim(30, 33), Verdict::Skipped, None);
        let score = source_score(&set(), &source, &own).mentions();
        assert_eq!(score, Judged { right: 1, decided: 3, found: 0, gold: 0 });
        assert_eq!((score.recall(), score.f1()), (None, None), "no article is finished");
        own.status = Status::Finished;
        let score = source_score(&set(), &source, &own).mentions();
        assert_eq!(score, Judged { right: 1, decided: 3, found: 1, gold: 3 });
        assert_eq!(score.f1().map(|f1| (f1 * 1000.0).round()), Some(333.0));
        let other = source_score(&SetId::new("other").unwrap(), &Annotations::default(), &own).mentions();
        assert_eq!((other.precision(), other.recall()), (None, Some(0.0)));
    }

    #[test]
    fn slots() {
        let mut source = Annotations::default();
        let mut coalition = Coalition::empty(CoalitionId::new("c1").unwrap(), Timestamp(0));
        coalition.race.region = Filler::of(EntityId::new("region:36.02").unwrap());
        let party =
            |id: &str| Backing { party: Filler::of(EntityId::new(id).unwrap()), stance: Stance::Member, slot: None };
        coalition.backings = vec![party("party:pks"), party("party:psi")];
        coalition.evidence = vec![Span::new(0, 50)];
        source.coalitions.insert(coalition.id.clone(), coalition.clone());
        let claim = Claim::of_coalition(&coalition, |_| None);
        let mut own = Annotations { status: Status::Finished, ..Annotations::default() };
        coalition.status = Certainty::Exploring;
        coalition.backings.push(party("party:ppp"));
        own.coalitions.insert(coalition.id.clone(), coalition.clone());
        decide(&mut own, claim, Verdict::Corrected, Some(Outcome::Coalition(coalition.id.clone())));
        let score = source_score(&set(), &source, &own);
        let slot = |slot| score.slots.get(&slot).copied().unwrap_or_default();
        assert_eq!(slot(JudgedSlot::Party), Judged { right: 2, decided: 2, found: 2, gold: 3 });
        assert_eq!(slot(JudgedSlot::Status), Judged { right: 0, decided: 1, found: 0, gold: 1 });
        assert_eq!(slot(JudgedSlot::Region), Judged { right: 1, decided: 1, found: 1, gold: 1 });
        assert_eq!(slot(JudgedSlot::Head), Judged::default(), "nobody says anything");
        let mut all = SourceScore::default();
        all.add(&score);
        all.add(&score);
        // Region, two parties with their stances, and the status.
        assert_eq!(all.coalitions().decided, 12);
        assert_eq!(slot(JudgedSlot::Stance), Judged { right: 2, decided: 2, found: 2, gold: 3 });
        all.take(&score);
        assert_eq!(all, score);
        all.take(&score);
        assert!(all.is_empty());
    }
}
