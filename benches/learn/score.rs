//! Learning from labelled articles, and scoring what is said of others.

use std::{collections::BTreeMap, sync::atomic::AtomicBool};

use super::news::Labelled;
use tandai::{
    compare::{PairCounts, ScoredArticle, Scores},
    extract::Extraction,
    learn::{Example, Learner, Method, Model},
    model::{KindKey, Span},
    session::{Learned, ProjectExtractor, hints},
};

/// The figures by kind.
pub type Figures = Scores;

/// What the rules say of articles before anything was decided in the project.
pub fn by_rules(extracting: &ProjectExtractor<'_>, articles: &[Labelled]) -> Vec<Extraction> {
    articles.iter().map(|labelled| extracting.extract(&labelled.article, &[])).collect()
}

/// Learns from articles; with what the rules say of them, or from the words alone.
pub fn learn(articles: &[Labelled], rules: Option<&[Extraction]>, method: Method) -> Option<Model> {
    let examples = articles.iter().enumerate().map(|(number, labelled)| Example {
        text: labelled.article.text.clone(),
        mentions: labelled.mentions.iter().map(|(span, kind, _)| (*span, kind.clone())).collect(),
        hints: rules.and_then(|rules| rules.get(number)).map_or(Vec::new(), hints),
    });
    Learner { method, ..Learner::default() }.train(examples, &AtomicBool::new(false), |_, _| {})
}

pub fn with_links(model: Model) -> Learned {
    Learned::of_all_kinds(model, BTreeMap::new())
}

/// Scores what is said of each article.
pub fn score(articles: &[Labelled], says: impl Fn(usize, &Labelled) -> Vec<(Span, KindKey)>) -> Figures {
    let mut scores = Scores::default();
    let marked = |mentions: Vec<(Span, KindKey)>| {
        let mentions = mentions.into_iter().map(|(span, kind)| ((kind, span.start, span.end), None)).collect();
        ScoredArticle { mentions, ..ScoredArticle::default() }
    };
    for (number, labelled) in articles.iter().enumerate() {
        let gold = labelled.mentions.iter().map(|(span, kind, _)| (*span, kind.clone())).collect();
        scores.add(&marked(gold), &marked(says(number, labelled)));
    }
    scores
}

/// What the rules and the model say together, as the session puts them together.
pub fn together(
    test: &[Labelled],
    rules: &[Extraction],
    extracting: &ProjectExtractor<'_>,
    learned: Option<&Learned>,
) -> Figures {
    score(test, |number, labelled| {
        let extraction = rules[number].clone();
        let extraction = match learned {
            Some(learned) => learned.read_again(extraction, extracting, &labelled.article, &[]),
            None => extraction,
        };
        extraction.mentions.into_iter().map(|found| (found.span, found.kind)).collect()
    })
}

/// Over all kinds.
pub fn all(figures: &Figures) -> PairCounts {
    let mut all = PairCounts::default();
    for counts in figures.kinds.values() {
        all.both += counts.both;
        all.gold += counts.gold;
        all.predicted += counts.predicted;
    }
    all
}
