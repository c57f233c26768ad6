//! What comparing two people over a large project costs, without a window: `cargo bench --bench compare`.
//!
//! `TANDAI_BENCH_ARTICLES` sets the number of articles (10,000; `cargo test --benches` takes 500): invented, some 1,200
//! bytes each with twenty mentions and two statements a person, of which every seventh differs. The table tells what was
//! measured (on the wall and in CPU time of all cores), the budget, and a ratio to the plain reading of the same files.
//! Nothing is asserted: look at the table.

use std::{
    fs,
    hint::black_box,
    path::Path,
    sync::atomic::AtomicBool,
    time::{Duration, Instant},
};

use tandai::{
    model::SetId,
    session::{CompareRequest, ImportRequest, Session, Who},
};

const NAMES: [(&str, &str); 8] = [
    ("PKS", "party:pks"),
    ("PSI", "party:psi"),
    ("Golkar", "party:golkar"),
    ("PAN", "party:pan"),
    ("Gerindra", "party:gerindra"),
    ("NasDem", "party:nasdem"),
    ("PKB", "party:pkb"),
    ("PPP", "party:ppp"),
];

fn main() {
    let quick = std::env::args().any(|argument| argument == "--test") || !std::env::args().any(|a| a == "--bench");
    let asked = std::env::var("TANDAI_BENCH_ARTICLES").ok().and_then(|count| count.parse().ok());
    let count: usize = asked.unwrap_or(if quick { 500 } else { 10_000 });
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dir = folder.path().join("project");
    let begun = Instant::now();
    drop(Session::create(&dir, "Uji", Who::named("ani")).expect("a project"));
    for (number, who) in ["ani", "budi"].into_iter().enumerate() {
        let file = folder.path().join(format!("{who}.jsonl"));
        let lines: Vec<String> = (0..count).map(|at| line(at, number)).collect();
        fs::write(&file, lines.join("\n")).expect("written");
        let mut session = Session::open(&dir, Who::named(who)).expect("it opens");
        let request = ImportRequest { set: Some(who.into()), ..ImportRequest::of(&[file]) };
        let ready = session.importer().run(&request, &AtomicBool::new(false), |_| {});
        session.add_articles(ready).expect("it comes in");
        session.save().expect("saved");
    }
    println!("{count} articles by two people, made in {:.1?}", begun.elapsed());
    let mut session = Session::open(&dir, Who::named("ani")).expect("it opens");
    session.wait_until_read();
    let (plain, plain_cpu) = measured(|| {
        black_box(read_all(&dir));
    });
    println!("{:<34} {:>11} {:>11}   {:<8} ratio", "what", "wall", "CPU", "budget");
    row("plain reading of the same files", plain, plain_cpu, "", plain);
    let sets = ["ani", "budi"].map(|name| SetId::new(name).expect("an id")).to_vec();
    let comparer = session.comparer(CompareRequest { sets, unfinished: true, training: false });
    let begun = (Instant::now(), cpu());
    let comparison = comparer.run(&AtomicBool::new(false), |_, _| {}).expect("not stopped");
    let (read, read_cpu) = (begun.0.elapsed(), cpu() - begun.1);
    assert_eq!(comparison.coded.len(), count, "what was made is what is compared");
    let pairs = comparison.pairs();
    let (whole, whole_cpu) = (begun.0.elapsed(), cpu() - begun.1);
    row("read and laid beside one another", read, read_cpu, "", plain);
    row("figures with 1,000 draws", whole - read, whole_cpu - read_cpu, "", plain);
    row("both", whole, whole_cpu, "2 s", plain);
    let (listed, listed_cpu) = measured(|| {
        black_box(comparison.differences((0, 1)));
    });
    row("the list of differences", listed, listed_cpu, "", plain);
    let strict = pairs[0].all.measures.iter().find(|measure| (measure.name, &*measure.label) == ("strict_f1", "all"));
    println!("strict F1 {:.3}", strict.and_then(|measure| measure.value).unwrap_or(f64::NAN));
}

fn row(what: &str, wall: Duration, cpu: Duration, budget: &str, plain: Duration) {
    let ms = |time: Duration| format!("{:.0} ms", time.as_secs_f64() * 1e3);
    let ratio = wall.as_secs_f64() / plain.as_secs_f64().max(1e-9);
    println!("{what:<34} {:>11} {:>11}   {budget:<8} {ratio:.2} ×", ms(wall), ms(cpu));
}

fn measured(work: impl FnOnce()) -> (Duration, Duration) {
    let begun = (Instant::now(), cpu());
    work();
    (begun.0.elapsed(), cpu() - begun.1)
}

/// CPU time of the whole process so far; where it is not known, nothing.
fn cpu() -> Duration {
    #[cfg(target_os = "linux")]
    {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        Duration::new(time.tv_sec.try_into().unwrap_or_default(), time.tv_nsec.try_into().unwrap_or_default())
    }
    #[cfg(not(target_os = "linux"))]
    Duration::ZERO
}

fn read_all(dir: &Path) -> usize {
    let mut bytes = 0;
    for folder in ["articles", "annotations/ani", "annotations/budi"] {
        for entry in fs::read_dir(dir.join(folder)).expect("a folder") {
            bytes += fs::read(entry.expect("an entry").path()).expect("readable").len();
        }
    }
    bytes
}

/// What one of the two says of an article.
fn line(at: usize, who: usize) -> String {
    let mut text = String::new();
    let mut mentions = Vec::new();
    for number in 0..20 {
        let (name, entity) = NAMES[(at * 3 + number) % NAMES.len()];
        text += &format!("Pengurus nomor {} di daerah {} menyebut ", at * 20 + number, at % 97);
        let start = text.chars().count();
        text += name;
        // In every seventh the second person marks one letter less, or nothing.
        let differs = who == 1 && (at + number).is_multiple_of(7);
        let end = start + name.chars().count() - usize::from(differs);
        if !(differs && number.is_multiple_of(2)) {
            mentions.push(serde_json::json!({"start": start, "end": end, "kind": "party", "entity": entity}));
        }
        text += " hari itu. ";
    }
    let coalitions: Vec<_> = (0..2)
        .map(|number| {
            let parties = [NAMES[(at + number) % NAMES.len()], NAMES[(at + number + 3) % NAMES.len()]];
            let firm = who == 1 && (at + number).is_multiple_of(7);
            serde_json::json!({
                "region": "region:36", "office": "governor", "year": 2024,
                "status": if firm { "hoped" } else { "confirmed" },
                "backings": parties.map(|(_, entity)| serde_json::json!({"party": entity, "stance": "nominating"})),
                "evidence": [{"start": number * 60, "end": number * 60 + 50}],
            })
        })
        .collect();
    let id = format!("a{at:05}");
    serde_json::json!({"id": id, "text": text, "status": "finished", "mentions": mentions, "coalitions": coalitions})
        .to_string()
}
