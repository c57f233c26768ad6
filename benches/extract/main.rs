//! How fast the built-in extractor reads: `cargo bench --no-default-features --bench extract`.
//!
//! The articles are made up and held in memory; a bare Aho-Corasick scan for the same names over the same texts is the
//! measure. One core means seconds of CPU of one thread, so that a busy machine says the same as an idle one; all cores
//! are seconds on the clock. Below the table: how the cost grows with the length of one article, which it should not.
//! With TANDAI_SPACY=/path/to/python, of a Python that has spaCy, its PhraseMatcher runs over the same files in the
//! same run (`benches/extract/phrase_matcher.py`, which can be called by hand as well). Nothing is asserted: look at the
//! table.

mod news;

use std::{collections::BTreeMap, env, fs, hint::black_box, path::Path, process::Command, time::Instant};

use rayon::prelude::*;
use tandai::{gazetteer::Lexicon, model::Article, session::ProjectExtractor};

use news::Names;

fn main() {
    let quick = !env::args().any(|argument| argument == "--bench");
    let count = if quick { 20 } else { 4_000 };
    if cfg!(debug_assertions) {
        println!("Not optimised: these figures are many times those of a release build.");
    }
    let names = Names::builtin();
    let articles: Vec<Article> = (0..count).map(|n| names.article(n)).collect();
    let mb = megabytes(&articles);
    let lexicon = Lexicon::new(&BTreeMap::new());
    let extracting = ProjectExtractor::new(&lexicon);
    let scan = |article: &Article| ProjectExtractor::scan(&article.text);
    let mentions = |article: &Article| extracting.mentions(article).len();
    let all = |article: &Article| {
        let extraction = extracting.extract(article, &[]);
        extraction.mentions.len() + extraction.coalitions.len()
    };
    let found: usize = articles.iter().map(mentions).sum();
    let statements = articles.iter().map(all).sum::<usize>() - found;
    println!("{count} articles, {mb:.1} MB, {found} mentions and {statements} coalitions found\n");
    println!("{:<44} {:>8} {:>10}", "", "MB/s", "of a scan");
    let bare = mb / on_one(&articles, &scan);
    let row = |what: &str, speed: f64| println!("{what:<44} {speed:>8.1} {:>10.3}", speed / bare);
    row("bare Aho-Corasick scan, one core", bare);
    row("mentions, one core", mb / on_one(&articles, &mentions));
    row("mentions and coalitions, one core", mb / on_one(&articles, &all));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    row(&format!("mentions and coalitions, all {cores} cores"), mb / on_all(&articles, &all));
    match env::var_os("TANDAI_SPACY") {
        Some(python) => {
            let (version, both, matching) = spacy(Path::new(&python), &articles);
            row(&format!("spaCy {version} PhraseMatcher, one core"), mb / both);
            row("… without tokenising", mb / matching);
        }
        None => println!("spaCy's PhraseMatcher: set TANDAI_SPACY to a Python that has spaCy"),
    }
    println!("\n{:<44} {:>8}", "one article of", "MB/s");
    for bytes in [2_400, 10_000, 100_000, 1_000_000] {
        let times = (1_000_000 / bytes).min(if quick { 1 } else { 100 });
        let long: Vec<Article> = (0..times.max(1)).map(|n| names.article_of(n, bytes)).collect();
        println!("{:<44} {:>8.1}", format!("{bytes} bytes"), megabytes(&long) / on_one(&long, &all));
    }
}

fn megabytes(articles: &[Article]) -> f64 {
    articles.iter().map(|article| article.text.len()).sum::<usize>() as f64 / 1e6
}

/// Seconds of CPU, after a few articles to warm up.
fn on_one(articles: &[Article], work: &dyn Fn(&Article) -> usize) -> f64 {
    let run = |articles: &[Article]| black_box(articles.iter().map(work).sum::<usize>());
    run(&articles[..articles.len().min(20)]);
    let begun = cpu();
    run(articles);
    (cpu() - begun).max(1e-9)
}

/// Seconds on the clock.
fn on_all(articles: &[Article], work: &(dyn Fn(&Article) -> usize + Sync)) -> f64 {
    let begun = Instant::now();
    black_box(articles.par_iter().map(work).sum::<usize>());
    begun.elapsed().as_secs_f64()
}

/// Seconds of CPU of this thread; on the clock where the system does not tell.
fn cpu() -> f64 {
    #[cfg(target_os = "linux")]
    {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
    }
    #[cfg(not(target_os = "linux"))]
    {
        static BEGUN: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
        BEGUN.elapsed().as_secs_f64()
    }
}

/// Version, seconds of tokenising and matching, seconds of matching alone.
fn spacy(python: &Path, articles: &[Article]) -> (String, f64, f64) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (names, texts) = (folder.path().join("names.txt"), folder.path().join("articles.jsonl"));
    let listed: Vec<String> = Lexicon::builtin_names().into_iter().map(|name| name.text).collect();
    fs::write(&names, listed.join("\n")).expect("written");
    let lines = articles.iter().map(|article| serde_json::json!({ "text": article.text.as_str() }).to_string() + "\n");
    fs::write(&texts, lines.collect::<String>()).expect("written");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/extract/phrase_matcher.py");
    let run = Command::new(python).arg(script).args([names, texts]).output().expect("Python starts");
    let said = String::from_utf8_lossy(&run.stdout);
    let told: serde_json::Value = serde_json::from_str(&said)
        .unwrap_or_else(|error| panic!("{error}: {said}{}", String::from_utf8_lossy(&run.stderr)));
    let seconds = |field: &str| told[field].as_f64().expect("a number");
    (told["version"].as_str().unwrap_or("?").to_owned(), seconds("all"), seconds("matching"))
}
