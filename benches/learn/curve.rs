//! F1 on articles never learned from, by how many were learned from.

use std::collections::BTreeMap;

use super::{
    news::Labelled,
    score::{Figures, all, by_rules, learn, score, together, with_links},
};
use tandai::{
    gazetteer::Lexicon,
    learn::{Method, Model},
    model::KindKey,
    session::ProjectExtractor,
};

/// What the model says by itself.
fn alone(test: &[Labelled], model: &Model) -> Figures {
    score(test, |_, labelled| {
        let found = model.predict(&labelled.article.text, &[]);
        found.into_iter().map(|predicted| (predicted.span, predicted.kind)).collect()
    })
}

fn figure(value: Option<f64>) -> String {
    value.map_or("  –  ".to_owned(), |value| format!("{value:.3}"))
}

fn row(what: &str, number: usize, figures: &Figures, kinds: &[KindKey]) {
    let all = all(figures);
    print!("{what:<18} {number:>5}  {} {} {} ", figure(all.precision()), figure(all.recall()), figure(all.f1()));
    for kind in kinds {
        print!("  {:>12}", figure(figures.kinds.get(kind).and_then(|counts| counts.f1())));
    }
    println!();
}

/// Prints the curve.
pub fn print(title: &str, train: &[Labelled], test: &[Labelled], sizes: &[usize]) {
    let lexicon = Lexicon::new(&BTreeMap::new());
    let extracting = ProjectExtractor::new(&lexicon);
    let mut kinds: Vec<KindKey> =
        test.iter().flat_map(|labelled| labelled.mentions.iter().map(|(_, kind, _)| kind.clone())).collect();
    kinds.sort();
    kinds.dedup();
    let mentions: usize = test.iter().map(|labelled| labelled.mentions.len()).sum();
    println!("\n{title}: tested on {} articles never learned from, {mentions} mentions", test.len());
    print!("{:<18} {:>5}  {:5} {:5} {:5} ", "", "taught", "P", "R", "F1");
    kinds.iter().for_each(|kind| print!("  {:>12}", kind.as_str()));
    println!();
    let most = sizes.iter().copied().filter(|size| *size <= train.len()).max().unwrap_or(0);
    let (taught, tested) = (by_rules(&extracting, &train[..most]), by_rules(&extracting, test));
    row("rules", 0, &together(test, &tested, &extracting, None), &kinds);
    for &size in sizes.iter().filter(|size| **size <= most) {
        let some = &train[..size];
        for (name, method) in [("chances", Method::Chances), ("mistakes", Method::Mistakes)] {
            if let Some(model) = learn(some, None, method) {
                row(&format!("learner, {name}"), size, &alone(test, &model), &kinds);
            }
            if let Some(model) = learn(some, Some(&taught[..size]), method) {
                let learned = with_links(model);
                row(&format!("both, {name}"), size, &together(test, &tested, &extracting, Some(&learned)), &kinds);
            }
        }
    }
}
