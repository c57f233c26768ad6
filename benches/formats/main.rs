//! What reading and writing 10,000 articles with 400,000 mentions costs in every format: `cargo bench
//! --no-default-features --bench formats`.
//!
//! The articles are made up one after another and are never held together; making them is not measured. Every
//! measurement runs in a process of its own, so that its peak of memory is its own, and a second time with a tenth of
//! the articles, so that a memory that grows is seen. Beside it stand the budget and a plain copy of the same bytes.
//! The last rows are the same through a whole project, its files included. Names of formats after it choose;
//! `TANDAI_BENCH_ARTICLES` sets the number of articles. Nothing is asserted but that everything came back: look at the
//! table.

mod measure;
mod news;

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use tandai::formats::ALL;

use measure::{Cost, STAGES};

/// The argument by which this program starts itself for one measurement.
const ONE: &str = "measure-one";
/// Of 10,000 articles, in seconds.
const BUDGET: f64 = 2.0;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let Some(at) = arguments.iter().position(|argument| argument == ONE) {
        return println!("{}", measure::one(&arguments[at + 1..]));
    }
    let quick = !arguments.iter().any(|argument| argument == "--bench");
    let asked = env::var("TANDAI_BENCH_ARTICLES").ok().and_then(|count| count.parse().ok());
    let count: usize = asked.unwrap_or(if quick { 100 } else { 10_000 });
    let chosen: Vec<&str> = arguments.iter().map(String::as_str).filter(|name| !name.starts_with('-')).collect();
    if cfg!(debug_assertions) {
        println!("Not optimised: these figures are many times those of a release build.");
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!(
        "{count} articles, {} mentions, {cores} cores; budget {BUDGET} s for 10,000 articles",
        count * news::MENTIONS
    );
    println!("wall and CPU in seconds; peak memory in MB, with a tenth of the articles behind /\n");
    println!(
        "{:<22} {:>7} | {:>6} {:>6} {:>6} {:>9} | {:>6} {:>6} {:>6} {:>9} | {:>6}",
        "format", "MB", "export", "CPU", "MB/s", "memory", "import", "CPU", "MB/s", "memory", "copy"
    );
    let folder = tempfile::tempdir().expect("a temporary folder");
    for card in ALL.iter().map(|format| format.info()).filter(|card| card.writes) {
        if chosen.is_empty() || chosen.contains(&card.id) {
            row(card.id, card.id, ["write", "read"], card.reads, count, folder.path());
        }
    }
    for id in ["tandai", "conll", "huggingface"] {
        if chosen.is_empty() || chosen.contains(&"project") {
            row(&format!("project, {id}"), id, ["export", "import"], true, count, folder.path());
        }
    }
}

/// One line of the table.
fn row(name: &str, id: &str, [write, read]: [&str; 2], reads: bool, count: usize, folder: &Path) {
    let few = (count / 10).max(1);
    let (small, large) = (folder.join(format!("{write}-{id}-few")), folder.join(format!("{write}-{id}")));
    let pair = |stage: &str| (run(stage, id, few, &small), run(stage, id, count, &large));
    if write == "export" {
        pair("make");
    }
    let (written_few, written) = pair(write);
    let mb = written.bytes as f64 / 1e6;
    let half = |few: &Cost, cost: &Cost| {
        let memory = format!("{:.0}/{:.0}", cost.peak, few.peak);
        format!("{:>6.2} {:>6.2} {:>6.0} {memory:>9}", cost.wall, cost.cpu, mb / cost.wall.max(1e-9))
    };
    let read = if reads {
        let (read_few, read) = pair(read);
        assert_eq!(read.articles, count, "{name}: every article comes back");
        half(&read_few, &read)
    } else {
        format!("{:>6} {:>6} {:>6} {:>9}", "-", "-", "-", "-")
    };
    let copied = copy(&large.join("out"), &folder.join("copy"));
    println!("{name:<22} {mb:>7.1} | {} | {read} | {copied:>6.2}", half(&written_few, &written));
    for folder in [small, large] {
        fs::remove_dir_all(folder).expect("it was made here");
    }
}

/// Starts this program for one measurement.
fn run(stage: &str, id: &str, count: usize, folder: &Path) -> Cost {
    assert!(STAGES.contains(&stage));
    let program = env::current_exe().expect("this program");
    let run = Command::new(program).args([ONE, stage, id, &count.to_string()]).arg(folder).output().expect("it starts");
    let said = String::from_utf8_lossy(&run.stdout);
    said.parse().unwrap_or_else(|()| panic!("{stage} {id}: {said} {}", String::from_utf8_lossy(&run.stderr)))
}

/// Seconds to copy all files of a folder into one file, and to read that.
fn copy(from: &Path, to: &Path) -> f64 {
    let begun = Instant::now();
    let mut out = fs::File::create(to).expect("made");
    for file in files(from) {
        io::copy(&mut fs::File::open(file).expect("there"), &mut out).expect("copied");
    }
    drop(out);
    let bytes = fs::read(to).expect("there");
    let seconds = begun.elapsed().as_secs_f64();
    assert!(!bytes.is_empty());
    seconds
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}
