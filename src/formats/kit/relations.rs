//! Coalitions as relations between two mentions, for programs that know no others, and back.
//!
//! Of a coalition each party points at the head of the ticket with its stance (`nominating`, `supporting`, `member`), or,
//! if nobody heads it, each that is for it at the first of these with `ally`; the head points at the deputy with `running mate`; the head (else
//! the first party) points at the region with `region`. Of several mentions the first one in the text stands for all.

use std::collections::{BTreeMap, BTreeSet};

use super::tally::FileTally;
use crate::formats::document::Document;
use crate::message::message;
use crate::model::{
    Backing, Certainty, ChoiceSign, Coalition, CoalitionId, Filler, MentionId, Origin, Proposal, SetRole, Stance,
    StatementScheme, Timestamp,
};

/// The labels of what the program knows.
const LABELS: [&str; 7] = ["nominating", "supporting", "member", "backing", ALLY, MATE, REGION];

const ALLY: &str = "ally";
const MATE: &str = "running mate";
const REGION: &str = "region";

/// A relation from one mention to another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RelationPair {
    pub from: MentionId,
    pub to: MentionId,
    pub label: String,
}

/// What the coalitions of a document are as relations, each once, in the order of the coalitions.
pub fn pairs_of(document: &Document, scheme: &StatementScheme) -> Vec<RelationPair> {
    let mut pairs: Vec<RelationPair> = Vec::new();
    let mut seen = BTreeSet::new();
    for coalition in document.annotations.coalitions.values() {
        for pair in pairs_of_one(document, coalition, scheme) {
            if pair.from != pair.to && seen.insert(pair.clone()) {
                pairs.push(pair);
            }
        }
    }
    pairs
}

/// The same without those that would not come back where relations are all that is carried: a deputy or region of nobody
/// whom a party backs or goes with, or a second one.
pub fn lasting_pairs_of(document: &Document, scheme: &StatementScheme) -> Vec<RelationPair> {
    let mut pairs = pairs_of(document, scheme);
    let mut leading: BTreeSet<MentionId> = BTreeSet::new();
    for RelationPair { from, to, label } in &pairs {
        if label == ALLY {
            leading.insert(from.clone());
        }
        if label != MATE && label != REGION {
            leading.insert(to.clone());
        }
    }
    let mut said = BTreeSet::new();
    pairs.retain(|pair| {
        let further = pair.label == MATE || pair.label == REGION;
        !further || leading.contains(&pair.from) && said.insert((pair.from.clone(), pair.label.clone()))
    });
    pairs
}

fn pairs_of_one(document: &Document, coalition: &Coalition, scheme: &StatementScheme) -> Vec<RelationPair> {
    let first = |filler: &Filler| {
        let mentions = filler.mentions.iter().filter_map(|id| document.annotations.mentions.get(id));
        mentions.min_by_key(|mention| (mention.span, mention.id.clone())).map(|mention| mention.id.clone())
    };
    let pair = |from: &MentionId, to: &MentionId, label: &str| RelationPair {
        from: from.clone(),
        to: to.clone(),
        label: label.to_owned(),
    };
    let head = first(&coalition.ticket.head);
    let parties: Vec<(MentionId, Stance)> =
        coalition.backings.iter().filter_map(|backing| Some((first(&backing.party)?, backing.stance))).collect();
    // Who opposes what has no head is nobody's ally.
    let is_for = |(_, stance): &&(MentionId, Stance)| scheme.side(*stance) == ChoiceSign::Plus;
    let leading = parties.iter().find(is_for).map(|(party, _)| party);
    let mut pairs = Vec::new();
    match (&head, leading) {
        (Some(head), _) => pairs.extend(parties.iter().map(|(party, stance)| pair(party, head, name(*stance)))),
        (None, Some(leading)) => {
            pairs.extend(parties.iter().filter(is_for).map(|(party, _)| pair(party, leading, ALLY)));
        }
        (None, None) => {}
    }
    if let (Some(head), Some(deputy)) = (&head, first(&coalition.ticket.deputy)) {
        pairs.push(pair(head, &deputy, MATE));
    }
    if let (Some(from), Some(region)) = (head.as_ref().or(leading), first(&coalition.race.region)) {
        pairs.push(pair(from, &region, REGION));
    }
    pairs
}

/// The label of a stance: its key, but of one that nobody said.
pub fn name(stance: Stance) -> &'static str {
    if stance == Stance::Open { "backing" } else { stance.key() }
}

/// Every label that a project's statements may have.
pub fn labels_of(scheme: &StatementScheme) -> Vec<&'static str> {
    let own = scheme.stances.iter().map(|stance| name(stance.key)).filter(|label| !LABELS.contains(label));
    LABELS.into_iter().chain(own).collect()
}

/// The label as it is written here, if it is one of ours whatever its case and its hyphens.
fn known(label: &str, scheme: &StatementScheme) -> Option<&'static str> {
    let plain = |label: &str| label.trim().to_lowercase().replace(['-', '_'], " ");
    labels_of(scheme).into_iter().find(|known| plain(known) == plain(label))
}

fn spoken(pair: RelationPair, scheme: &StatementScheme) -> RelationPair {
    RelationPair { label: known(&pair.label, scheme).map_or(pair.label, str::to_owned), ..pair }
}

/// Counts relations of coalitions that are not among those of the file any more.
pub fn tell_missing(
    document: &Document,
    pairs: &[RelationPair],
    scheme: &StatementScheme,
    tally: &FileTally,
    at: (usize, usize),
) {
    let expected = pairs_of(document, scheme);
    if expected.is_empty() {
        return;
    }
    let there: BTreeSet<RelationPair> = pairs.iter().cloned().map(|pair| spoken(pair, scheme)).collect();
    for pair in expected.iter().filter(|pair| !there.contains(pair)) {
        tally.note(
            message!("a relation “{label}” of a coalition is not there any more", label = pair.label.as_str()),
            message!("The coalitions are as they were; change them here"),
            at,
        );
    }
}

/// Makes coalitions of relations that those of the document do not have yet. One coalition for each mention that
/// parties nominate, support or are members for; one for each group of allies without such a mention.
pub fn take_pairs(
    document: &mut Document,
    pairs: Vec<RelationPair>,
    scheme: &StatementScheme,
    tally: &FileTally,
    at: (usize, usize),
    now: Timestamp,
) {
    let expected: BTreeSet<RelationPair> = pairs_of(document, scheme).into_iter().collect();
    let pairs: Vec<RelationPair> = pairs.into_iter().map(|pair| spoken(pair, scheme)).collect();
    let mut made: Vec<Coalition> = Vec::new();
    let new = pairs.into_iter().filter(|pair| !expected.contains(pair));
    let (stances, others): (Vec<RelationPair>, Vec<RelationPair>) =
        new.partition(|pair| stance_of(&pair.label, scheme).is_some());
    let (allies, others): (Vec<RelationPair>, Vec<RelationPair>) =
        others.into_iter().partition(|pair| pair.label == ALLY);
    let filler = |id: &MentionId| Filler {
        entity: document.annotations.mentions.get(id).and_then(|mention| mention.entity.clone()),
        mentions: [id.clone()].into(),
    };
    let backing = |id: &MentionId, stance| Backing { party: filler(id), stance, slot: None };
    let empty = || {
        let nowhere = CoalitionId::new("c0").expect("letters are an id");
        Coalition { by: origin(document), status: Certainty::Open, ..Coalition::empty(nowhere, now) }
    };
    // Where a mention leads a coalition, or is one of a group of allies.
    let (mut heads, mut groups) = (BTreeMap::<MentionId, usize>::new(), BTreeMap::<MentionId, usize>::new());
    for pair in stances {
        let at = *heads.entry(pair.to.clone()).or_insert_with(|| {
            let mut coalition = empty();
            coalition.ticket.head = filler(&pair.to);
            made.push(coalition);
            made.len() - 1
        });
        made[at].backings.push(backing(&pair.from, stance_of(&pair.label, scheme).unwrap_or_default()));
    }
    for pair in allies {
        let at = groups.get(&pair.to).or(groups.get(&pair.from)).copied().unwrap_or_else(|| {
            made.push(empty());
            made.len() - 1
        });
        for id in [&pair.to, &pair.from] {
            if groups.insert(id.clone(), at).is_none() {
                made[at].backings.push(backing(id, Stance::Member));
            }
        }
    }
    for pair in others {
        let at_coalition = heads.get(&pair.from).or(groups.get(&pair.from)).and_then(|&at| made.get_mut(at));
        match (pair.label.as_str(), at_coalition) {
            (MATE, Some(coalition)) if coalition.ticket.deputy.is_empty() => {
                coalition.ticket.deputy = filler(&pair.to);
            }
            (REGION, Some(coalition)) if coalition.race.region.is_empty() => coalition.race.region = filler(&pair.to),
            _ => tally.lost(message!("a relation “{label}”", label = super::tally::shortened(&pair.label)), at),
        }
    }
    for mut coalition in made {
        let coalitions = &mut document.annotations.coalitions;
        let mut free = (coalitions.len() + 1..).filter_map(|n| CoalitionId::new(format!("c{n}")).ok());
        if let Some(id) = free.find(|id| !coalitions.contains_key(id)) {
            coalition.id = id.clone();
            coalitions.insert(id, coalition);
        }
    }
}

fn stance_of(label: &str, scheme: &StatementScheme) -> Option<Stance> {
    Stance::BUILT_IN.iter().copied().chain(scheme.all_stances()).find(|stance| name(*stance) == label)
}

fn origin(document: &Document) -> Origin {
    match &document.set {
        Some(set) if set.role == SetRole::Extractor => Origin::Machine(Proposal::default()),
        _ => Origin::Person,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        formats::{OffsetUnit, RawSpan, document::new_mention, record::Draft},
        model::{KindKey, Mention},
    };

    fn document(words: &[&str]) -> Document {
        let mut draft = Draft::new("x", (1, 1), "x", &words.join(" ")).unwrap();
        let mut start = 0;
        for word in words {
            let id = draft.mention_id(&word.to_lowercase());
            let mention: Mention = new_mention(id, KindKey::party(), Timestamp(0));
            draft.mention(mention, RawSpan::new(start, start + word.len(), None), (0, 0));
            start += word.len() + 1;
        }
        draft.finish(OffsetUnit::CodePoint).0
    }

    fn pair(from: &str, to: &str, label: &str) -> RelationPair {
        RelationPair { from: MentionId::new(from).unwrap(), to: MentionId::new(to).unwrap(), label: label.to_owned() }
    }

    #[test]
    fn relations_become_coalitions_and_relations_again() {
        let mut document = document(&["PKS", "PSI", "Andra", "Dimyati", "Banten", "PAN", "PPP"]);
        let pairs = vec![
            pair("pks", "andra", "nominating"),
            pair("psi", "andra", "supporting"),
            pair("andra", "dimyati", "running mate"),
            pair("andra", "banten", "region"),
            pair("ppp", "pan", "ally"),
        ];
        let tally = FileTally::default();
        take_pairs(&mut document, pairs.clone(), StatementScheme::delivered(), &tally, (1, 1), Timestamp(0));
        assert_eq!(document.annotations.coalitions.len(), 2);
        assert_eq!(pairs_of(&document, StatementScheme::delivered()), pairs);
        // What is there already makes nothing new; other words for the same label are the same.
        let mut again = pairs;
        again[2].label = "Running_Mate".to_owned();
        take_pairs(&mut document, again, StatementScheme::delivered(), &tally, (1, 1), Timestamp(0));
        assert_eq!(document.annotations.coalitions.len(), 2);
    }
}
