//! What the learner gains, and what it costs: `cargo bench --bench learn`.
//!
//! Prints F1 on articles that were never learned from after 10, 50 and 200 that were: of the rules, of the learner, and
//! of both together. The articles are invented (`news.rs`); `TANDAI_NER` names a folder with `train.txt` and `test.txt`
//! of a public set in the CoNLL notation (`conll.rs`), such as IDNer-News-2K. Nothing is asserted: look at the table.

#[path = "../frame/clock.rs"]
mod clock;
mod conll;
mod curve;
mod news;
mod score;

use std::{collections::BTreeMap, path::Path};

use tandai::{
    gazetteer::Lexicon,
    learn::Method,
    session::{ProjectExtractor, extract_with},
};

const SIZES: &[usize] = &[10, 50, 200];

/// As long as the articles of the design's budgets.
const BYTES: usize = 2_400;

/// So many sentences of a set without articles are one: some 700 bytes.
const SENTENCES: usize = 5;

fn main() {
    let quick = !std::env::args().any(|argument| argument == "--bench");
    let (sizes, tests) = if quick { (&SIZES[..1], 10) } else { (SIZES, 120) };
    let train: Vec<_> =
        (0..if quick { 10 } else { 1_000 }).map(|n| news::article(news::World::ToLearn, n, BYTES)).collect();
    let test: Vec<_> = (0..tests).map(|n| news::article(news::World::ToTest, n, BYTES)).collect();
    curve::print("invented news", &train, &test, sizes);
    match std::env::var_os("TANDAI_NER") {
        Some(folder) => public(Path::new(&folder), sizes),
        None => println!("\nno public set: TANDAI_NER names no folder"),
    }
    cost(&train, &test);
}

fn public(folder: &Path, sizes: &[usize]) {
    let lexicon = Lexicon::new(&BTreeMap::new());
    let read = |name: &str| conll::read(&folder.join(name), SENTENCES, &lexicon);
    match (read("train.txt"), read("test.txt")) {
        (Ok(train), Ok(test)) => curve::print(&folder.display().to_string(), &train, &test, sizes),
        (Err(reason), _) | (_, Err(reason)) => println!("\n{reason}"),
    }
}

/// Milliseconds of CPU that work takes on this thread, beside what it gives.
fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let begun = clock::thread();
    let done = work();
    (clock::thread() - begun, done)
}

fn cost(train: &[news::Labelled], test: &[news::Labelled]) {
    let lexicon = Lexicon::new(&BTreeMap::new());
    let extracting = ProjectExtractor::new(&lexicon);
    let bytes = |articles: &[news::Labelled]| {
        articles.iter().map(|labelled| labelled.article.text.len()).sum::<usize>() as f64 / 1e6
    };
    println!("\n{} articles, {:.1} MB; CPU time of one core", train.len(), bytes(train));
    let (time, rules) = timed(|| score::by_rules(&extracting, train));
    println!("rules over them       {:>8.2} s", time / 1e3);
    let rate = |rounds: u8, work: &mut dyn FnMut(&news::Labelled)| {
        let (time, ()) = timed(|| (0..rounds).for_each(|_| test.iter().for_each(&mut *work)));
        bytes(test) * f64::from(rounds) / (time / 1e3)
    };
    let own = rate(1, &mut |labelled| drop(extracting.extract(&labelled.article, &[])));
    for (name, method) in [("chances", Method::Chances), ("mistakes", Method::Mistakes)] {
        let (time, model) = timed(|| score::learn(train, Some(&rules), method));
        let Some(model) = model else { continue };
        println!("learning by {name:<8}  {:>8.2} s, without the rules; {} bytes", time / 1e3, model.to_bytes().len());
        let learned = score::with_links(model);
        let both = rate(1, &mut |labelled| drop(extract_with(&extracting, Some(&learned), &labelled.article, &[])));
        let alone = rate(10, &mut |labelled| drop(learned.model.predict(&labelled.article.text, &[])));
        println!("  rules {own:.2} MB/s, learner {alone:.2} MB/s, both {both:.2} MB/s");
    }
    println!("all of this took {:.0} s of CPU", clock::process() / 1e3);
}
