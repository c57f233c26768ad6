//! What a search over all texts costs beside ripgrep on the same folder: `cargo bench --bench search`.
//!
//! `TANDAI_BENCH_ARTICLES` sets the number of articles (10,000; `cargo test --benches` takes 500): invented news of some
//! 2,400 bytes each in a temporary folder, one in twenty with accents or emoji. Both read from the system's cache; the
//! best of five runs counts. Without `rg` on the PATH its column says so. Nothing is asserted but that both find the
//! same: look at the table.

use std::{
    fmt::Write as _,
    fs,
    path::Path,
    process::{Command, Stdio},
    sync::atomic::AtomicBool,
    time::{Duration, Instant},
};

use tandai::{
    formats::text_hash,
    search::{Matcher, Query},
    session::{Session, Who},
};

const RUNS: usize = 5;

/// What is looked for: its name, the query, and what ripgrep takes for the same (without a pattern: it has nothing like
/// it, and looks for the words with the case passed over).
struct Case {
    name: &'static str,
    query: Query,
    rg: &'static [&'static str],
    /// Whether ripgrep finds the very same places.
    same: bool,
}

fn cases() -> Vec<Case> {
    let query = |words: &str| Query { words: words.into(), ..Query::default() };
    let exact = |words: &str| Query { match_case: true, match_accents: true, ..query(words) };
    let case = |name, query, rg, same| Case { name, query, rg, same };
    vec![
        case("words, rare", exact("Pandeglang"), &["-F", "Pandeglang"], true),
        case("words, common", exact("koalisi"), &["-F", "koalisi"], true),
        case("words, nowhere", exact("Wolverhampton"), &["-F", "Wolverhampton"], true),
        case("case folded", Query { match_accents: true, ..query("pandeglang") }, &["-i", "-F", "pandeglang"], true),
        case("case and accents folded, rare", query("pandeglang"), &["-i", "-F", "pandeglang"], false),
        case("case and accents folded, two words", query("kabupaten lebak"), &["-i", "-F", "kabupaten lebak"], false),
        case("case and accents folded, common", query("koalisi"), &["-i", "-F", "koalisi"], false),
        case("whole words", Query { whole_words: true, ..exact("PKS") }, &["-w", "-F", "PKS"], true),
        case(
            "expression",
            Query { regex: true, match_case: true, ..query(r"[Bb]upati [A-Z]\w+") },
            &["-e", r"[Bb]upati [A-Z]\w+"],
            true,
        ),
        case(
            "expression, case folded",
            Query { regex: true, ..query(r"\bpilbup \w+") },
            &["-i", "-e", r"\bpilbup \w+"],
            true,
        ),
        case(
            "expression, no plain words in it",
            Query { regex: true, match_case: true, ..query(r"\d+ \w+ [A-Z]{3}\b") },
            &["-e", r"\d+ \w+ [A-Z]{3}\b"],
            true,
        ),
    ]
}

fn main() {
    let quick = std::env::args().any(|argument| argument == "--test") || !std::env::args().any(|a| a == "--bench");
    let asked = std::env::var("TANDAI_BENCH_ARTICLES").ok().and_then(|count| count.parse().ok());
    let count: usize = asked.unwrap_or(if quick { 500 } else { 10_000 });
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dir = folder.path().join("project");
    drop(Session::create(&dir, "Cari", Who::named("sri")).expect("a project"));
    let bytes = generate(&dir, count);
    let session = Session::open(&dir, Who::named("sri")).expect("it opens");
    assert_eq!(session.rows().len(), count);
    let rg = Command::new("rg").arg("--version").output().is_ok();
    println!("{count} articles, {:.0} MB of text", bytes as f64 / 1e6);
    println!("{:<36} {:>9} {:>10} {:>10}   {:<16} ratio", "what", "places", "tandai", "rg", "budget");
    for case in cases() {
        let (mut best, mut places) = (Duration::MAX, 0);
        let mut first = Duration::MAX;
        for _ in 0..RUNS {
            let (time, to_first, found) = ours(&session, &case.query);
            (best, first, places) = (best.min(time), first.min(to_first), found);
        }
        let theirs = rg.then(|| (0..RUNS).map(|_| theirs(&dir, case.rg)).min()).flatten();
        if rg && case.same {
            assert_eq!(count_theirs(&dir, case.rg), places, "{}", case.name);
        }
        let ms = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
        let (theirs, ratio) = match theirs {
            Some(theirs) => (ms(theirs), format!("{:.2} × rg", best.as_secs_f64() / theirs.as_secs_f64())),
            None => ("none".into(), "rg is not on the PATH".into()),
        };
        let first = if places > 0 { format!(", first places after {}", ms(first)) } else { String::new() };
        println!("{:<36} {places:>9} {:>10} {theirs:>10}   {:<16} {ratio}{first}", case.name, ms(best), "2 × rg");
    }
}

/// From the question to the last answer; to the first one; how many places.
fn ours(session: &Session, query: &Query) -> (Duration, Duration, usize) {
    let begun = Instant::now();
    let matcher = Matcher::new(query).expect("it is fine");
    let (mut first, mut places) = (Duration::MAX, 0);
    session.search(matcher, None).run(&AtomicBool::new(false), |found| {
        if found.places > 0 && first == Duration::MAX {
            first = begun.elapsed();
        }
        places = found.places;
        true
    });
    (begun.elapsed(), first, places)
}

fn rg(dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("rg");
    command.args(["--no-config", "--color=never", "--glob=*.txt"]).args(arguments).arg(dir.join("articles"));
    command.stdin(Stdio::null());
    command
}

/// Lines with their files, as it prints them when nobody asks for anything else; what it prints is read.
fn theirs(dir: &Path, arguments: &[&str]) -> Duration {
    let begun = Instant::now();
    let output = rg(dir, arguments).output().expect("rg runs");
    assert!(output.stderr.is_empty());
    begun.elapsed()
}

fn count_theirs(dir: &Path, arguments: &[&str]) -> usize {
    let output = rg(dir, arguments).args(["-o", "--no-filename"]).output().expect("rg runs");
    output.stdout.iter().filter(|byte| **byte == b'\n').count()
}

/// Writes texts and their metadata as Tandai would; returns the bytes of the texts.
fn generate(dir: &Path, count: usize) -> usize {
    let mut random = fastrand::Rng::with_seed(7);
    (0..count)
        .map(|n| {
            let text = text(&mut random, n);
            let (id, hash, length) = (format!("{n:06}-berita"), text_hash(&text), text.chars().count());
            let meta = format!(
                "(\n    format: 1,\n    id: \"{id}\",\n    title: \"Berita {n}\",\n    source: \"Kabar Banten\",\n    date: \
                 \"2024-07-08\",\n    text_sha256: \"{hash}\",\n    length: {length},\n    import: (file: \"{id}.txt\", \
                 line_ends: lf),\n)\n"
            );
            fs::write(dir.join(format!("articles/{id}.txt")), &text).expect("written");
            fs::write(dir.join(format!("articles/{id}.ron")), meta).expect("written");
            text.len()
        })
        .sum()
}

fn text(random: &mut fastrand::Rng, n: usize) -> String {
    const WORDS: &[&str] = &[
        "yang",
        "dan",
        "di",
        "dengan",
        "untuk",
        "pada",
        "partai",
        "koalisi",
        "calon",
        "pasangan",
        "mendukung",
        "mengusung",
        "kata",
        "ketua",
        "bupati",
        "wakil",
        "pilkada",
        "pilbup",
        "Pilgub",
        "Kabupaten",
        "Lebak",
        "Tegal",
        "Banten",
        "PKS",
        "PSI",
        "PKB",
        "Golkar",
        "PKS-PSI",
        "NasDem",
        "warga",
        "rapat",
        "keputusan",
        "sudah",
        "belum",
        "akan",
        "Senin",
        "Selasa",
        "kursi",
        "suara",
        "rekomendasi",
        "Andra",
        "Soni",
        "Rukmana",
        "Wijiono",
        "Bupati",
        "surat",
        "2024",
        "12",
        "dukungan",
        "menurut",
        "dia",
        "kami",
        "masih",
        "menunggu",
        "hasil",
        "musyawarah",
        "daerah",
        "tingkat",
        "pusat",
        "“Kami",
        "siap,”",
    ];
    let mut text = format!("Berita {n}\n\n");
    while text.len() < 2_380 {
        for at in 0..random.usize(8..18) {
            let word = random.choice(WORDS).copied().unwrap_or("dan");
            let _ = write!(text, "{}{word}", if at == 0 { "" } else { " " });
        }
        text.push_str(if random.u8(0..4) == 0 { ".\n\n" } else { ". " });
    }
    if n.is_multiple_of(20) {
        text.push_str("José dan Kafé Élan 🇮🇩 di Lébak.\n");
    }
    if n.is_multiple_of(50) {
        text.push_str("Rapat di Pandeglang, kata Bupati PANDEGLANG.\n");
    }
    text
}
