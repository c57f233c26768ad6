//! What a project of a hundred thousand articles costs, without a window: `cargo bench --bench project`.
//!
//! `TANDAI_BENCH_ARTICLES` sets the number of articles (100,000; `cargo test --benches` takes 2,000). They are invented
//! and written to a temporary folder: some 2,400 bytes of text each, four mentions in each of them. The table tells what
//! was measured, the budget, and a ratio to something plain that the same machine did in the same run. Nothing is
//! asserted: look at the table.

use std::{
    fmt::Write as _,
    fs,
    path::Path,
    sync::atomic::AtomicBool,
    time::{Duration, Instant},
};

use tandai::{
    edit::{Edit, NewMention},
    formats::text_hash,
    model::{ArticleId, KindKey, LinkSource, Origin, Span, Status},
    session::{Filter, Review, Session, Who},
    store::SaveState,
};

fn main() {
    let quick = std::env::args().any(|argument| argument == "--test") || !std::env::args().any(|a| a == "--bench");
    let asked = std::env::var("TANDAI_BENCH_ARTICLES").ok().and_then(|count| count.parse().ok());
    let count: usize = asked.unwrap_or(if quick { 2_000 } else { 100_000 });
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dir = folder.path().join("project");
    let begun = Instant::now();
    let bytes = generate(&dir, count);
    println!("{count} articles, {:.0} MB of text and RON, made in {:.1?}", bytes as f64 / 1e6, begun.elapsed());
    // Files that changed within the last seconds are looked at again; these are to be old.
    std::thread::sleep(Duration::from_secs(4));
    let plain = read_all(&dir);
    println!("{:<44} {:>12}   {:<22} ratio", "what", "measured", "budget");
    first(&dir, plain);
    again(&dir, plain);
    large(&folder.path().join("large"));
}

fn row(what: &str, measured: impl std::fmt::Display, budget: &str, ratio: &str) {
    println!("{what:<44} {measured:>12}   {budget:<22} {ratio}");
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

fn beside(time: Duration, other: Duration, what: &str) -> String {
    format!("{:.2} × {what}", time.as_secs_f64() / other.as_secs_f64().max(1e-9))
}

/// The first opening, which builds the index.
fn first(dir: &Path, plain: Duration) {
    let begun = Instant::now();
    let mut session = Session::open_at_once(dir, who()).expect("it opens");
    let there = begun.elapsed();
    let longest = read(&mut session);
    let whole = begun.elapsed();
    let read = beside(whole, plain, "reading the same bytes on one core");
    row("first opening: window usable", ms(there), "0.5 s", "");
    row("first opening: everything read", ms(whole), "20 s", &read);
    row("first opening: longest hold of a frame", ms(longest), "", "");
    let begun = Instant::now();
    drop(session);
    row("closing", ms(begun.elapsed()), "", "");
    memory("first opening");
}

/// Every later opening, and work.
fn again(dir: &Path, plain: Duration) {
    let begun = Instant::now();
    let mut session = Session::open_at_once(dir, who()).expect("it opens");
    let there = begun.elapsed();
    let mentions: usize = session.rows().iter().map(|row| row.summary.mentions).sum();
    assert_eq!(mentions, session.rows().len() * 4, "the index was kept, and what was made is what was meant");
    row("open again: list there", ms(there), "0.5 s", &beside(there, plain, "reading the same bytes"));
    let longest = read(&mut session);
    row("open again: everything compared", ms(begun.elapsed()), "in the background", "");
    row("open again: longest hold of a frame", ms(longest), "", "");
    memory("open again");
    filters(&session);
    work(&mut session);
}

fn filters(session: &Session) {
    for (what, words, status) in [
        ("filter: a word in few titles", "banten 77", None),
        ("filter: a letter in all titles", "e", None),
        ("filter: status", "", Some(Status::Finished)),
    ] {
        let filter = Filter { words: words.into(), status, ..Filter::default() };
        let begun = Instant::now();
        let found = session.rows().passing(&filter).len();
        let time = begun.elapsed();
        let begun = Instant::now();
        let bytes: usize = session.rows().iter().map(|row| row.meta.title.bytes().filter(|b| *b == b'e').count()).sum();
        let bare = begun.elapsed();
        let ratio = format!("{} ({found} found, {bytes})", beside(time, bare, "counting one byte in all titles"));
        row(what, ms(time), "50 ms", &ratio);
    }
}

/// Marks in many articles: until the journal has them, and undone.
fn work(session: &mut Session) {
    let ids: Vec<ArticleId> = session.rows().iter().map(|row| row.meta.id.clone()).take(200).collect();
    let (mut opening, mut durable, mut undone) = (Vec::new(), Vec::new(), Vec::new());
    let fsync = plain_fsync(session.dir());
    for id in &ids {
        let begun = Instant::now();
        session.load(id).expect("it loads");
        opening.push(begun.elapsed());
        let begun = Instant::now();
        session.tag_spans(id, &[Span::new(0, 7)], &KindKey::party(), &Origin::Person).expect("it is free");
        while session.save_state() != SaveState::Saved {
            std::thread::sleep(Duration::from_micros(50));
        }
        durable.push(begun.elapsed());
        let begun = Instant::now();
        session.undo().expect("there is one").expect("undone");
        undone.push(begun.elapsed());
        session.fold();
        session.poll();
    }
    let of = |times: &mut Vec<Duration>, hundredths: usize| {
        times.sort_unstable();
        times[(times.len() * hundredths / 100).min(times.len() - 1)]
    };
    row("open an article: median", ms(of(&mut opening, 50)), "5 ms", "");
    row("open an article: 99th", ms(of(&mut opening, 99)), "5 ms", "");
    let median = of(&mut durable, 50);
    row("edit to durable: median", ms(median), "20 ms", &beside(median, fsync, "one append and sync"));
    row("edit to durable: 99th", ms(of(&mut durable, 99)), "20 ms", "");
    row("edit undone, in memory: median", ms(of(&mut undone, 50)), "a frame", "");
    row("edit undone, in memory: 99th", ms(of(&mut undone, 99)), "a frame", "");
    session.save().expect("saved");
    session.poll();
    memory("after work in 200 articles");
}

/// Runs the reading on a thread and polls as a window does; returns the longest poll.
fn read(session: &mut Session) -> Duration {
    let mut longest = Duration::ZERO;
    let reading = session.take_reading().expect("it is due");
    let thread = std::thread::spawn(move || reading.run(&AtomicBool::new(false), |_| {}));
    while session.is_reading() || !thread.is_finished() {
        let begun = Instant::now();
        session.poll();
        longest = longest.max(begun.elapsed());
        std::thread::sleep(Duration::from_millis(5));
    }
    thread.join().expect("it reads");
    longest
}

/// An article of 5 MB with 50,000 mentions, on the thread that opens it.
fn large(dir: &Path) {
    for (bytes, mentions, budget) in [(1_000_000, 10_000, "50 ms"), (5_000_000, 50_000, "200 ms")] {
        let dir = dir.join(bytes.to_string());
        drop(Session::create(&dir, "Besar", who()).expect("a project"));
        let mut text = String::new();
        while text.len() < bytes {
            let _ = write!(text, "PKS dan PSI berkoalisi di Pilbup Kabupaten Lebak, Banten, {}. ", text.len());
            if text.len().is_multiple_of(7) {
                text.push_str("\n\n");
            }
        }
        write_article(&dir, "besar", "Besar", &text);
        let mut session = Session::open(&dir, who()).expect("it opens");
        let id = ArticleId::new("besar").expect("an id");
        session.load(&id).expect("it loads");
        let ends: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
        let spans = ends.windows(2).step_by((ends.len() / mentions).max(1)).take(mentions);
        let mention = |span: &[usize]| NewMention {
            span: Span::new(span[0] + 1, span[1].max(span[0] + 2)),
            kind: KindKey::party(),
            entity: None,
            linked: LinkSource::Person,
            by: Origin::Person,
        };
        let mentions: Vec<NewMention> =
            spans.filter(|span| !text[span[0] + 1..span[1]].trim().is_empty()).map(mention).collect();
        let count = mentions.len();
        session.perform(Edit::Tag { place: session.place(&id), mentions }).expect("marked");
        session.save().expect("saved");
        drop(session);
        let mut session = Session::open(&dir, who()).expect("it opens");
        let begun = Instant::now();
        session.load(&id).expect("it loads");
        let time = begun.elapsed();
        let plain = read_all(&dir);
        let what = format!("open {} MB, {count} mentions", bytes / 1_000_000);
        row(&what, ms(time), budget, &beside(time, plain, "reading the same bytes"));
        reviewed(session, &id);
    }
}

/// Somebody else decides on all of these mentions as suggestions.
fn reviewed(mut session: Session, id: &ArticleId) {
    let sources = session.active_set().clone();
    session.annotate_as(Who::named("budi"));
    session.load(id).expect("it loads");
    session.set_review(Review { sources: Some([sources].into()), ..Review::default() });
    let begun = Instant::now();
    let left = session.suggestions(id).expect("it is loaded").left();
    row(&format!("compare {left} suggestions"), ms(begun.elapsed()), "", "");
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..200 {
        let one = session.suggestions(id).and_then(|there| there.at(there.left() / 2)).expect("one waits").id;
        let begun = Instant::now();
        session.accept(id, &[one]).expect("accepted");
        let next = session.suggestions(id).and_then(|there| there.step(there.spot(one)?, true));
        times.push(begun.elapsed());
        assert!(next.is_some());
    }
    times.sort();
    row(&format!("accept one of {left}, find the next"), ms(times[times.len() / 2]), "one frame, 16.7 ms", "");
    let rest: Vec<_> = session.suggestions(id).expect("it is loaded").iter().map(|one| one.id).collect();
    let begun = Instant::now();
    session.accept(id, &rest).expect("accepted");
    row(&format!("accept {} at once", rest.len()), ms(begun.elapsed()), "", "");
    let begun = Instant::now();
    let standing = session.standing(id).expect("it is loaded");
    row(&format!("score a source by {} decisions", standing.decided), ms(begun.elapsed()), "", "");
}

fn who() -> Who {
    Who::named("sri")
}

/// Writes a project's files as Tandai would, since making it edit by edit would take longer than all that is measured;
/// returns their bytes.
fn generate(dir: &Path, count: usize) -> usize {
    drop(Session::create(dir, "Besar", who()).expect("a project"));
    fs::create_dir_all(dir.join("annotations/sri")).expect("a folder");
    (0..count).map(|n| generate_article(dir, n)).sum()
}

fn generate_article(dir: &Path, n: usize) -> usize {
    const PLACES: [&str; 5] = ["Banten", "Lebak", "Tegal", "Bekasi", "Jawa Timur"];
    let place = PLACES[n % PLACES.len()];
    let mut text = format!("Wijiono {n} diusung PKS dan PSI di {place}.\n\n");
    while text.len() < 2_350 {
        let _ = writeln!(text, "“Kami masih menjajaki kemungkinan itu,” kata Rukmana {}, Senin.", text.len() + n);
    }
    let id = format!("{n:06}-wijiono-{}", place.to_lowercase().replace(' ', "-"));
    let meta = write_article(dir, &id, &format!("Wijiono {n} diusung dua partai di {place} {}", n % 1_000), &text);
    let status = ["in_progress", "finished", "in_progress"][n % 3];
    let mut said = format!(
        "(\n    format: 1,\n    article: \"{id}\",\n    text_sha256: \"{}\",\n    status: {status},\n    mentions: [\n",
        text_hash(&text)
    );
    let names = [
        (format!("Wijiono {n}"), "candidate", format!("candidate:wijiono-{}", n % 5_000)),
        ("PKS".into(), "party", "party:pks".into()),
        ("PSI".into(), "party", "party:psi".into()),
        (place.to_owned(), "region", format!("region:r{}", n % PLACES.len())),
    ];
    for (at, (words, kind, entity)) in names.iter().enumerate() {
        let start = text.find(words.as_str()).expect("it is there");
        let start = text[..start].chars().count();
        let end = start + words.chars().count();
        let _ = writeln!(
            said,
            "        (id: \"m{n}x{at}\", start: {start}, end: {end}, text: \"{words}\", kind: \"{kind}\", \
             entity: \"{entity}\", link: person, by: person, at: \"2024-07-09T08:15:00Z\"),"
        );
    }
    said.push_str("    ],\n)\n");
    fs::write(dir.join(format!("annotations/sri/{id}.ron")), &said).expect("written");
    text.len() + meta + said.len()
}

/// Returns the bytes of the metadata.
fn write_article(dir: &Path, id: &str, title: &str, text: &str) -> usize {
    let (hash, length) = (text_hash(text), text.chars().count());
    let meta = format!(
        "(\n    format: 1,\n    id: \"{id}\",\n    title: \"{title}\",\n    source: \"Kabar Banten\",\n    url: \
         \"https://kabar.example/pilkada/2024/{id}.html\",\n    date: \"2024-07-08\",\n    text_sha256: \"{hash}\",\n    \
         length: {length},\n    import: (file: \"{id}.txt\", line_ends: lf),\n)\n"
    );
    fs::write(dir.join(format!("articles/{id}.txt")), text).expect("written");
    fs::write(dir.join(format!("articles/{id}.ron")), &meta).expect("written");
    meta.len()
}

/// What merely reading every file of the project takes on one core.
fn read_all(dir: &Path) -> Duration {
    let begun = Instant::now();
    let mut bytes = 0;
    for folder in ["articles", "annotations/sri"] {
        for entry in fs::read_dir(dir.join(folder)).expect("there") {
            bytes += fs::read(entry.expect("there").path()).expect("there").len();
        }
    }
    assert!(bytes > 0);
    begun.elapsed()
}

/// The median of appending a line to a file and syncing it.
fn plain_fsync(dir: &Path) -> Duration {
    use std::io::Write as _;
    let mut file = fs::File::create(dir.join(".local/bench")).expect("made");
    let mut times: Vec<Duration> = (0..50)
        .map(|_| {
            let begun = Instant::now();
            file.write_all(&[b'x'; 200]).and_then(|()| file.sync_data()).expect("synced");
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}

/// What the process holds, and the most that it ever held, the making of the data and the first opening included.
fn memory(when: &str) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let megabytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.split_whitespace().next()?.parse::<f64>().ok()? / 1024.0)
    };
    match (megabytes("VmRSS:"), megabytes("VmHWM:")) {
        (Some(now), Some(most)) => {
            row(&format!("memory, {when}"), format!("{now:.0} MB"), "300 MB", &format!("{most:.0} MB at the most"));
        }
        _ => row(&format!("memory, {when}"), "unknown", "300 MB", "told by Linux only"),
    }
}
