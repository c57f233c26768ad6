//! Precision, recall and F1 of predictions against gold: mentions by exact span and kind, links of the mentions found,
//! and what coalitions say of each party.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    MarkedSpan, PairCounts, Share,
    cards::{CardScores, StatementCard},
    span_figures,
};
use crate::model::{Certainty, EntityId, KindKey, Office, Span, Stance};

/// A mention as it is compared: kind, start and end, in whatever unit both sides count.
pub type MentionKey = (KindKey, usize, usize);

/// What a coalition says of a party: region, office, party, stance, status.
pub type BackingKey = (Option<EntityId>, Option<Office>, Option<EntityId>, Stance, Certainty);

/// What one side says of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScoredArticle {
    pub mentions: BTreeMap<MentionKey, Option<EntityId>>,
    pub backings: BTreeSet<BackingKey>,
    pub cards: Vec<StatementCard>,
}

/// The figures over all articles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scores {
    pub articles: usize,
    pub kinds: BTreeMap<KindKey, PairCounts>,
    /// Of the mentions that both sides have and at least one links.
    pub links: Share,
    pub backings: PairCounts,
    /// Whole coalitions.
    pub cards: CardScores,
}

impl Scores {
    /// Adds an article.
    pub fn add(&mut self, gold: &ScoredArticle, predicted: &ScoredArticle) {
        self.articles += 1;
        let figures = span_figures(&gold.spans(), &predicted.spans());
        for (kind, counts) in figures.strict {
            self.kinds.entry(kind).or_default().add(counts);
        }
        self.cards.add(&gold.cards, &predicted.cards);
        self.links.add(figures.links);
        self.backings.gold += gold.backings.len();
        self.backings.predicted += predicted.backings.len();
        self.backings.both += gold.backings.intersection(&predicted.backings).count();
    }
}

impl ScoredArticle {
    fn spans(&self) -> Vec<MarkedSpan> {
        let mark = |((kind, start, end), entity): (&MentionKey, &Option<EntityId>)| MarkedSpan {
            span: Span::new(*start, *end),
            kind: kind.clone(),
            entity: entity.clone(),
        };
        self.mentions.iter().map(mark).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(mentions: &[(&str, usize, usize, Option<&str>)]) -> ScoredArticle {
        let one = |&(kind, start, end, entity): &(&str, usize, usize, Option<&str>)| {
            ((KindKey::new(kind).unwrap(), start, end), entity.map(|id| EntityId::new(id).unwrap()))
        };
        ScoredArticle { mentions: mentions.iter().map(one).collect(), backings: BTreeSet::new(), cards: Vec::new() }
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
        let mut all = PairCounts::default();
        for counts in scores.kinds.values() {
            all.add(*counts);
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
