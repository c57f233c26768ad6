//! Precision, recall and F1 of predictions against gold: mentions by exact span and kind, links of the mentions found,
//! and what coalitions say of each party.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::cards::{Card, CardScores};
use crate::model::{Certainty, EntityId, KindKey, Office, Stance};

/// A mention as it is compared: kind, start and end, in whatever unit both sides count.
pub type MentionKey = (KindKey, usize, usize);

/// What a coalition says of a party: region, office, party, stance, status.
pub type BackingKey = (Option<EntityId>, Option<Office>, Option<EntityId>, Stance, Certainty);

/// What one side says of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marked {
    pub mentions: BTreeMap<MentionKey, Option<EntityId>>,
    pub backings: BTreeSet<BackingKey>,
    pub cards: Vec<Card>,
}

/// How many items both sides have, and each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub both: usize,
    pub gold: usize,
    pub predicted: usize,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    pub right: usize,
    pub all: usize,
}

/// The figures over all articles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scores {
    pub articles: usize,
    pub kinds: BTreeMap<KindKey, Counts>,
    /// Of the mentions that both sides have and at least one links.
    pub links: Share,
    pub backings: Counts,
    /// Whole coalitions.
    pub cards: CardScores,
}

impl Scores {
    /// Adds an article.
    pub fn add(&mut self, gold: &Marked, predicted: &Marked) {
        self.articles += 1;
        for (kind, ..) in gold.mentions.keys() {
            self.kinds.entry(kind.clone()).or_default().gold += 1;
        }
        for (key, entity) in &predicted.mentions {
            let counts = self.kinds.entry(key.0.clone()).or_default();
            counts.predicted += 1;
            let Some(meant) = gold.mentions.get(key) else { continue };
            counts.both += 1;
            if meant.is_some() || entity.is_some() {
                self.links.all += 1;
                self.links.right += usize::from(meant == entity);
            }
        }
        self.cards.add(&gold.cards, &predicted.cards);
        self.backings.gold += gold.backings.len();
        self.backings.predicted += predicted.backings.len();
        self.backings.both += gold.backings.intersection(&predicted.backings).count();
    }
}

impl Counts {
    /// Undefined where nothing is predicted.
    pub fn precision(self) -> Option<f64> {
        share(self.both, self.predicted)
    }

    /// Undefined where there is no gold.
    pub fn recall(self) -> Option<f64> {
        share(self.both, self.gold)
    }

    /// Undefined where neither side has anything.
    pub fn f1(self) -> Option<f64> {
        share(2 * self.both, self.gold + self.predicted)
    }
}

impl Share {
    /// Undefined of nothing.
    pub fn share(self) -> Option<f64> {
        share(self.right, self.all)
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// As a machine reads it: the counts and what follows from them, `null` where that is undefined.
impl Serialize for Counts {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut counts = serializer.serialize_struct("Counts", 6)?;
        counts.serialize_field("both", &self.both)?;
        counts.serialize_field("gold", &self.gold)?;
        counts.serialize_field("predicted", &self.predicted)?;
        counts.serialize_field("precision", &self.precision())?;
        counts.serialize_field("recall", &self.recall())?;
        counts.serialize_field("f1", &self.f1())?;
        counts.end()
    }
}

impl Serialize for Share {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut share = serializer.serialize_struct("Share", 3)?;
        share.serialize_field("right", &self.right)?;
        share.serialize_field("all", &self.all)?;
        share.serialize_field("share", &self.share())?;
        share.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(mentions: &[(&str, usize, usize, Option<&str>)]) -> Marked {
        let one = |&(kind, start, end, entity): &(&str, usize, usize, Option<&str>)| {
            ((KindKey::new(kind).unwrap(), start, end), entity.map(|id| EntityId::new(id).unwrap()))
        };
        Marked { mentions: mentions.iter().map(one).collect(), backings: BTreeSet::new(), cards: Vec::new() }
    }

    /// The fixture of the design: strict span F1 .286 over all kinds.
    #[test]
    fn the_fixture() {
        let a = marked(&[
            ("party", 2, 4, None),
            ("candidate", 4, 6, None),
            ("candidate", 7, 8, None),
            ("region", 9, 11, None),
        ]);
        let b = marked(&[("party", 1, 4, None), ("candidate", 4, 6, None), ("party", 7, 8, None)]);
        let mut scores = Scores::default();
        scores.add(&a, &b);
        let mut all = Counts::default();
        for counts in scores.kinds.values() {
            all.both += counts.both;
            all.gold += counts.gold;
            all.predicted += counts.predicted;
        }
        assert!((all.f1().unwrap() - 0.286).abs() < 0.001);
        assert_eq!(scores.links.share(), None, "nothing is linked");
        assert_eq!(scores.backings.f1(), None);
        assert_eq!(scores.kinds[&KindKey::region()].precision(), None);
        assert_eq!(scores.kinds[&KindKey::region()].recall(), Some(0.0));
    }

    #[test]
    fn links_of_what_was_found() {
        let gold = marked(&[("party", 0, 3, Some("party:pks")), ("region", 4, 9, None), ("region", 20, 22, None)]);
        let predicted = marked(&[
            ("party", 0, 3, Some("party:psi")),
            ("region", 4, 9, Some("region:36")),
            ("region", 20, 22, None),
        ]);
        let mut scores = Scores::default();
        scores.add(&gold, &predicted);
        assert_eq!(scores.links, Share { right: 0, all: 2 });
    }
}
