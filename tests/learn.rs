//! The learner on invented news that shares no sentence, person, region or local party with what it learned from.

#[path = "../benches/learn/news.rs"]
mod news;
#[path = "../benches/learn/score.rs"]
mod score;

use std::collections::BTreeMap;

use news::{World, article};
use tandai::{
    gazetteer::Lexicon,
    learn::{Method, Model},
    session::ProjectExtractor,
};

/// Short ones: the rules are slow without optimisation.
const BYTES: usize = 500;

#[test]
fn fifty_articles_are_better_than_none() {
    let lexicon = Lexicon::new(&BTreeMap::new());
    let extracting = ProjectExtractor::new(&lexicon);
    let taught: Vec<_> = (0..50).map(|n| article(World::ToLearn, n, BYTES)).collect();
    let tests: Vec<_> = (0..40).map(|n| article(World::ToTest, n, BYTES)).collect();
    let (said, found) = (score::by_rules(&extracting, &taught), score::by_rules(&extracting, &tests));
    let model = score::learn(&taught, Some(&said), Method::default()).unwrap();
    let before = score::all(&score::together(&tests, &found, &extracting, None));
    let learned = score::with_links(model.clone());
    let after = score::all(&score::together(&tests, &found, &extracting, Some(&learned)));
    println!("F1 {:.3} by rules, {:.3} after fifty articles", before.f1().unwrap(), after.f1().unwrap());
    assert!(after.f1() > before.f1() && after.recall() > before.recall());

    let again = score::learn(&taught, Some(&said), Method::default()).unwrap();
    let bytes = model.to_bytes();
    assert!(bytes == again.to_bytes(), "learning twice gives the same bytes");
    assert!(Model::from_bytes(&bytes).unwrap() == model, "what is kept is what was learned");
    assert!(Model::from_bytes(&bytes[..bytes.len() / 2]).is_err());
    println!("{} bytes", bytes.len());
}
