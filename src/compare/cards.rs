//! Whole coalition cards: how many of those proposed are right as they stand, how many statements of gold are found
//! exactly, which slots are at fault, and whether a card's score is its chance of being right.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Share;
use crate::model::{Certainty, EntityId, Office, Slot, Stance};

/// A statement as it is compared: all slots that a person would have to mend.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatementCard {
    pub region: Option<EntityId>,
    pub office: Option<Office>,
    pub year: Option<i16>,
    pub head: Option<EntityId>,
    pub deputy: Option<EntityId>,
    pub backings: BTreeSet<(Option<EntityId>, Stance, Option<Slot>)>,
    pub status: Certainty,
    /// In thousandths; `None` if the card has no score.
    pub score: Option<u16>,
}

/// What is wrong with a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CardFault {
    /// No statement of gold is like it.
    NoStatement,
    Ticket,
    WrongParty,
    PartyMissing,
    Stance,
    Race,
    Year,
    Status,
}

impl CardFault {
    pub const ALL: [Self; 8] = [
        Self::NoStatement,
        Self::Ticket,
        Self::WrongParty,
        Self::PartyMissing,
        Self::Stance,
        Self::Race,
        Self::Year,
        Self::Status,
    ];

    /// In English, for the command line.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NoStatement => "no such statement",
            Self::Ticket => "ticket",
            Self::WrongParty => "a wrong party",
            Self::PartyMissing => "a party missing",
            Self::Stance => "stance or place",
            Self::Race => "race",
            Self::Year => "year",
            Self::Status => "status",
        }
    }
}

/// Cards with a score in one tenth, and how many of them are right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Bin {
    pub right: usize,
    pub all: usize,
    /// The sum of their scores, in thousandths.
    pub sum: usize,
}

/// The figures over all articles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CardScores {
    /// Of the cards that were proposed.
    pub right: Share,
    /// Of the statements of gold.
    pub found: Share,
    /// A card may have several.
    pub faults: BTreeMap<CardFault, usize>,
    /// By tenths of the score.
    pub bins: [Bin; 10],
}

impl CardScores {
    /// Adds an article.
    pub fn add(&mut self, gold: &[StatementCard], predicted: &[StatementCard]) {
        let pairs = aligned(gold, predicted);
        let mut found = vec![false; gold.len()];
        for (card, pair) in predicted.iter().zip(&pairs) {
            let faults = match pair {
                Some(statement) => faults(&gold[*statement], card),
                None => vec![CardFault::NoStatement],
            };
            let right = faults.is_empty();
            if let (true, Some(statement)) = (right, pair) {
                found[*statement] = true;
            }
            self.right.all += 1;
            self.right.right += usize::from(right);
            for fault in faults {
                *self.faults.entry(fault).or_default() += 1;
            }
            if let Some(score) = card.score {
                let bin = &mut self.bins[usize::from(score / 100).min(9)];
                bin.all += 1;
                bin.right += usize::from(right);
                bin.sum += usize::from(score);
            }
        }
        self.found.all += gold.len();
        self.found.right += found.iter().filter(|found| **found).count();
    }

    /// How far scores are from the share of right cards, on average over cards; undefined without scores.
    pub fn calibration_error(&self) -> Option<f64> {
        let all: usize = self.bins.iter().map(|bin| bin.all).sum();
        let error = |bin: &Bin| (bin.sum as f64 / 1000.0 - bin.right as f64).abs();
        (all > 0).then(|| self.bins.iter().map(error).sum::<f64>() / all as f64)
    }
}

/// The statement of gold with which each card is compared: pairs without a fault first, then those with the fewest.
fn aligned(gold: &[StatementCard], predicted: &[StatementCard]) -> Vec<Option<usize>> {
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (p, card) in predicted.iter().enumerate() {
        for (g, statement) in gold.iter().enumerate() {
            let faults = faults(statement, card);
            let alike = statement.backings.iter().any(|(party, ..)| card.has(party.as_ref()))
                && !(faults.contains(&CardFault::Ticket) && faults.contains(&CardFault::Race));
            if faults.is_empty() || alike {
                pairs.push((faults.len() * 2 + usize::from(faults.contains(&CardFault::Ticket)), p, g));
            }
        }
    }
    pairs.sort_unstable();
    let (mut of_card, mut taken) = (vec![None; predicted.len()], vec![false; gold.len()]);
    for (_, p, g) in pairs {
        if of_card[p].is_none() && !taken[g] {
            (of_card[p], taken[g]) = (Some(g), true);
        }
    }
    of_card
}

impl StatementCard {
    fn has(&self, party: Option<&EntityId>) -> bool {
        self.backings.iter().any(|(other, ..)| other.as_ref() == party)
    }
}

fn faults(gold: &StatementCard, card: &StatementCard) -> Vec<CardFault> {
    let mut faults = Vec::new();
    let wrong = card.backings.iter().any(|(party, ..)| !gold.has(party.as_ref()));
    let missing = gold.backings.iter().any(|(party, ..)| !card.has(party.as_ref()));
    let both = card.backings.iter().filter(|(party, ..)| gold.has(party.as_ref()));
    let stance = both.into_iter().any(|backing| !gold.backings.contains(backing));
    for (is, fault) in [
        (gold.head != card.head || gold.deputy != card.deputy, CardFault::Ticket),
        (wrong, CardFault::WrongParty),
        (missing, CardFault::PartyMissing),
        (stance, CardFault::Stance),
        (gold.region != card.region || gold.office != card.office, CardFault::Race),
        (gold.year != card.year, CardFault::Year),
        (gold.status != card.status, CardFault::Status),
    ] {
        if is {
            faults.push(fault);
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(head: &str, parties: &[&str], score: u16) -> StatementCard {
        let backing = |party: &&str| (Some(EntityId::new(format!("party:{party}")).unwrap()), Stance::Nominating, None);
        StatementCard {
            head: Some(EntityId::new(format!("candidate:{head}")).unwrap()),
            backings: parties.iter().map(backing).collect(),
            score: Some(score),
            ..StatementCard::default()
        }
    }

    #[test]
    fn right_as_they_stand() {
        let gold = [card("a", &["pks", "pan"], 0), card("b", &["golkar"], 0)];
        let predicted = [card("b", &["golkar", "pkb"], 900), card("a", &["pks", "pan"], 900), card("c", &["ppp"], 500)];
        let mut scores = CardScores::default();
        scores.add(&gold, &predicted);
        assert_eq!((scores.right, scores.found), (Share { right: 1, all: 3 }, Share { right: 1, all: 2 }));
        assert_eq!(scores.faults, BTreeMap::from([(CardFault::NoStatement, 1), (CardFault::WrongParty, 1)]));
        // Two cards of .9, of which one is right, and one of .5 that is not.
        assert!((scores.calibration_error().unwrap() - (0.8 + 0.5) / 3.0).abs() < 1e-9);
        assert_eq!(CardScores::default().calibration_error(), None);
    }

    #[test]
    fn the_best_pair_is_compared() {
        let gold = [card("a", &["pks"], 0), card("a", &["pan"], 0)];
        let predicted = [card("a", &["pan"], 800), card("a", &["pks", "pan"], 800)];
        let mut scores = CardScores::default();
        scores.add(&gold, &predicted);
        assert_eq!(scores.right, Share { right: 1, all: 2 });
        assert_eq!(scores.faults, BTreeMap::from([(CardFault::WrongParty, 1)]));
    }
}
