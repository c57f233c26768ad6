//! How well the built-in extractor does on gold: the sample, and the test articles in `tests/gold`.
//!
//! `cargo test --test gold -- --nocapture` prints the figures; TANDAI_WRONG=1 also prints what is wrong. A figure that
//! falls below its floor fails: the aims of the extractor, and what was reached with a little room. Gold in Tandai JSON
//! Lines from elsewhere is taken from the file that TANDAI_GOLD names, and its cards are told by year and kind of article.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::atomic::AtomicBool,
};

use tandai::{
    compare::Scores,
    formats::{RawArticle, RawBacking, RawFiller, RawMention, RawSpan, RawStatement, read_line, word},
    gazetteer::Lexicon,
    learn::Example,
    model::{EntityId, Span, Text},
    sample::{self, Sample},
    session::{LessonArticle, ProjectExtractor, article_of, extract_with, hints, learn_from, line_of, marked},
};

/// A sample article as a line of gold.
fn gold(id: &str, sample: &Sample) -> RawArticle {
    let text = Text::new(sample.text.as_str());
    let named = |id: &Option<EntityId>| id.as_ref().map_or_else(String::new, ToString::to_string);
    let place = |span: Span, quote: Option<String>| {
        let (start, end) = text.chars_of_span(span).unwrap();
        RawSpan { start, end, quote, ..RawSpan::default() }
    };
    let mentions = sample.marks.iter().enumerate().map(|(n, mark)| RawMention {
        id: format!("m{n}"),
        span: place(mark.span, Some(text.slice(mark.span).to_owned())),
        kind: mark.kind.to_string(),
        entity: named(&mark.entity),
        ..RawMention::default()
    });
    let filler = |entity: String| RawFiller { entity, mentions: Vec::new() };
    let coalitions = sample.coalitions.iter().map(|c| RawStatement {
        id: c.id.clone(),
        region: filler(named(&c.region)),
        office: word(&c.office),
        year: c.year.map(i64::from),
        head: filler(named(&c.head)),
        deputy: filler(named(&c.deputy)),
        backings: (c.backings.iter())
            .map(|(party, stance, slot)| RawBacking {
                party: filler(party.to_string()),
                stance: word(stance),
                slot: word(slot),
                ..RawBacking::default()
            })
            .collect(),
        status: word(&c.status),
        speaker: c.speaker.clone(),
        date: word(&c.date),
        hedge: c.hedge.clone(),
        note: c.note.clone(),
        evidence: c.evidence.iter().map(|quote| place(sample.find(quote).unwrap(), None)).collect(),
        ..RawStatement::default()
    });
    RawArticle {
        id: id.to_owned(),
        text: sample.text.clone(),
        title: sample.title.clone(),
        source: sample.source.clone(),
        date: word(&sample.date),
        mentions: mentions.collect(),
        coalitions: coalitions.collect(),
        ..RawArticle::default()
    }
}

fn figure(value: Option<f64>) -> String {
    value.map_or("undefined".into(), |value| format!("{value:.3}"))
}

/// The year of the races that an article tells of, the last if there are several.
fn year_of(line: &RawArticle) -> String {
    let year = line.coalitions.iter().filter_map(|statement| statement.year).max();
    year.map_or("no year".to_owned(), |year| year.to_string())
}

/// What kind of article gold is.
fn kind_of(line: &RawArticle) -> String {
    let races: BTreeSet<_> = line.coalitions.iter().map(|s| (&s.region.entity, &s.office)).collect();
    let left = line.coalitions.iter().any(|s| matches!(&*s.status, "denied" | "past"));
    let firm = line.coalitions.iter().any(|s| s.status == "confirmed" || s.status.is_empty());
    match (races.len(), left, firm) {
        (0, ..) => "no statement",
        (_, true, _) => "changes of side, and what was",
        (1, _, true) => "one race",
        (_, _, true) => "several races",
        _ => "hopes and talks only",
    }
    .to_owned()
}

/// The cards of some articles, group by group.
fn by_group(title: &str, lines: &[RawArticle], group: &dyn Fn(&RawArticle) -> String) {
    let lexicon = Lexicon::new(&BTreeMap::new());
    let extracting = ProjectExtractor::new(&lexicon);
    let mut groups: BTreeMap<String, Scores> = BTreeMap::new();
    for line in lines {
        let article = article_of(line);
        let extraction = extracting.extract(&article, &[]);
        let predicted = line_of(line.clone(), article, extraction);
        groups.entry(group(line)).or_default().add(&marked(line), &marked(&predicted));
    }
    println!("cards by {title}");
    for (name, scores) in groups {
        let (right, found) = (scores.cards.right, scores.cards.found);
        println!(
            "  {name:<30} {:>3} articles, right {} ({} of {}), found {} ({} of {})",
            scores.articles,
            figure(right.share()),
            right.right,
            right.all,
            figure(found.share()),
            found.right,
            found.all
        );
    }
}

fn measure(title: &str, lines: &[RawArticle]) -> Scores {
    let lexicon = Lexicon::new(&BTreeMap::new());
    let extracting = ProjectExtractor::new(&lexicon);
    let mut scores = Scores::default();
    let aloud = std::env::var_os("TANDAI_WRONG").is_some();
    for line in lines {
        let article = article_of(line);
        let extraction = extracting.extract(&article, &[]);
        let predicted = line_of(line.clone(), article, extraction);
        let (want, got) = (marked(line), marked(&predicted));
        if aloud {
            let text = Text::new(line.text.as_str());
            let show = |start, end| text.slice(text.span_of_chars(start, end).unwrap()).to_owned();
            for ((kind, start, end), entity) in &got.mentions {
                match want.mentions.get(&(kind.clone(), *start, *end)) {
                    None => println!(
                        "{}: not gold: {kind} “{}” {start} {entity:?} {:?}",
                        line.id,
                        show(*start, *end),
                        predicted.mentions.iter().find(|m| m.span.start == *start).map(|m| &m.making.by)
                    ),
                    Some(other) if other != entity => {
                        println!("{}: link “{}” {start}: {entity:?} for {other:?}", line.id, show(*start, *end))
                    }
                    Some(_) => {}
                }
            }
            for (kind, start, end) in want.mentions.keys().filter(|key| !got.mentions.contains_key(key)) {
                println!("{}: missed: {kind} “{}” {start}", line.id, show(*start, *end));
            }
            for backing in got.backings.difference(&want.backings) {
                println!("{}: backing not gold: {backing:?}", line.id);
            }
            for backing in want.backings.difference(&got.backings) {
                println!("{}: backing missed:   {backing:?}", line.id);
            }
            for c in &predicted.coalitions {
                let shown: Vec<String> = c.evidence.iter().map(|s| show(s.start, s.end)).collect();
                println!(
                    "{}: statement {:?} {:?} {:?}/{:?} {:?} {:?} {} | {}",
                    line.id,
                    c.region.entity,
                    c.office,
                    c.head.entity,
                    c.deputy.entity,
                    c.status,
                    c.backings.iter().map(|b| (&b.party.entity, &b.stance, &b.slot)).collect::<Vec<_>>(),
                    c.speaker,
                    shown.join(" || ")
                );
            }
        }
        scores.add(&want, &got);
    }
    println!("{title}: {} articles", scores.articles);
    for (kind, counts) in &scores.kinds {
        println!(
            "  {:10} P {} R {} F1 {} ({} of {}, {} predicted)",
            kind.as_str(),
            figure(counts.precision()),
            figure(counts.recall()),
            figure(counts.f1()),
            counts.both,
            counts.gold,
            counts.predicted
        );
    }
    println!("  links      {} ({} of {})", figure(scores.links.share()), scores.links.right, scores.links.all);
    let b = scores.backings;
    println!(
        "  backings   P {} R {} F1 {} ({} of {}, {} predicted)",
        figure(b.precision()),
        figure(b.recall()),
        figure(b.f1()),
        b.both,
        b.gold,
        b.predicted
    );
    let cards = &scores.cards;
    println!("  cards right {} ({} of {})", figure(cards.right.share()), cards.right.right, cards.right.all);
    println!(
        "  statements found exactly {} ({} of {})",
        figure(cards.found.share()),
        cards.found.right,
        cards.found.all
    );
    for (fault, count) in &cards.faults {
        println!("    {} {count}", fault.words());
    }
    for (n, bin) in cards.bins.iter().enumerate().filter(|(_, bin)| bin.all > 0) {
        println!("    score .{n}: {} of {} right", bin.right, bin.all);
    }
    println!("  calibration error {}", figure(cards.calibration_error()));
    scores
}

/// The least that may be measured: F1 of each kind and of backings, share of right links.
struct Floors {
    party: f64,
    region: f64,
    candidate: f64,
    links: f64,
    backings: f64,
    cards: f64,
    statements: f64,
}

/// What the extractor aims at on articles that it never saw.
const AIMS: Floors =
    Floors { party: 0.97, region: 0.93, candidate: 0.85, links: 0.95, backings: 0.85, cards: 0.70, statements: 0.65 };

impl Floors {
    #[track_caller]
    fn hold(&self, scores: &Scores) {
        for (kind, floor) in [("party", self.party), ("region", self.region), ("candidate", self.candidate)] {
            let counts = scores.kinds.iter().find(|(key, _)| key.as_str() == kind).map(|(_, counts)| counts);
            let f1 = counts.and_then(|counts| counts.f1()).unwrap_or(0.0);
            assert!(f1 >= floor, "{kind}: F1 {f1:.3} is below {floor}");
        }
        let links = scores.links.share().unwrap_or(0.0);
        assert!(links >= self.links, "links: {links:.3} is below {}", self.links);
        let backings = scores.backings.f1().unwrap_or(0.0);
        assert!(backings >= self.backings, "backings: F1 {backings:.3} is below {}", self.backings);
        let cards = scores.cards.right.share().unwrap_or(0.0);
        assert!(cards >= self.cards, "cards right as they stand: {cards:.3} is below {}", self.cards);
        let found = scores.cards.found.share().unwrap_or(0.0);
        assert!(found >= self.statements, "statements found exactly: {found:.3} is below {}", self.statements);
    }
}

fn samples(which: impl Fn(&str) -> bool) -> Vec<RawArticle> {
    let all = sample::ARTICLES.iter().filter(|(id, _)| which(id));
    all.map(|(id, source)| gold(id, &sample::parse(source).unwrap())).collect()
}

#[test]
fn the_sample() {
    let reached = Floors {
        party: 0.98,
        region: 0.97,
        candidate: 0.97,
        links: 0.98,
        backings: 0.95,
        cards: 0.70,
        statements: 0.70,
    };
    reached.hold(&measure("sample 01–04", &samples(|id| id < "05")));
    if std::env::var_os("TANDAI_HELD_OUT").is_some() {
        measure("sample 05–08", &samples(|id| id > "05"));
    }
}

#[test]
fn the_test_articles() {
    let reached = Floors {
        party: 0.99,
        region: 0.96,
        candidate: 0.96,
        links: 0.99,
        backings: 0.96,
        cards: 0.70,
        statements: 0.70,
    };
    reached.hold(&measure("test articles 01–06", &test_articles(|id| id < "07")));
    // These were written later, and no rule was made for them.
    AIMS.hold(&measure("test articles 07–12", &test_articles(|id| id > "07")));
}

/// What the learner makes of other articles after so many: each of four parts is read once by what others taught.
#[test]
fn what_gold_teaches() {
    const PARTS: usize = 4;
    let lexicon = Lexicon::new(&BTreeMap::new());
    let extracting = ProjectExtractor::new(&lexicon);
    let mut all: Vec<(String, Sample)> = sample::ARTICLES
        .iter()
        .filter(|(id, _)| *id < "05")
        .map(|(id, source)| ((*id).to_owned(), sample::parse(source).unwrap()))
        .collect();
    all.extend(test_samples(|_| true));
    let line = |(id, sample): &(String, Sample)| gold(id, sample);
    let mut curve = Vec::new();
    for taught in [0, 5, 10] {
        let mut scores = Scores::default();
        for part in 0..PARTS {
            let apart: Vec<_> = all.iter().enumerate().collect();
            let (tested, others): (Vec<_>, Vec<_>) = apart.into_iter().partition(|(n, _)| n % PARTS == part);
            let lessons: Vec<LessonArticle> = (others.iter().take(taught))
                .map(|(_, (id, sample))| {
                    let article = article_of(&gold(id, sample));
                    let extraction = extracting.extract(&article, &[]);
                    let mentions = sample.marks.iter().map(|mark| (mark.span, mark.kind.clone())).collect();
                    let example = Example { text: article.text.clone(), mentions, hints: hints(&extraction) };
                    LessonArticle { article, example, extraction }
                })
                .collect();
            let (learned, trial) =
                learn_from(lessons, BTreeMap::new(), &extracting, &AtomicBool::new(false), |_, _| {});
            assert_eq!(trial.is_some(), taught > 0, "nobody learns from nothing, and anybody from something");
            for (_, article) in tested {
                let line = line(article);
                let article = article_of(&line);
                let said = extract_with(&extracting, learned.as_ref(), &article, &[]);
                scores.add(&marked(&line), &marked(&line_of(line.clone(), article, said)));
            }
        }
        let (both, sum) = scores
            .kinds
            .values()
            .fold((0, 0), |(both, sum), counts| (both + counts.both, sum + counts.gold + counts.predicted));
        let f1 = 2.0 * both as f64 / sum as f64;
        let cards = scores.cards.right;
        println!(
            "taught by {taught:>2}: mentions F1 {f1:.3}, cards right {} ({} of {}), statements found {}, calibration error {}",
            figure(cards.share()),
            cards.right,
            cards.all,
            figure(scores.cards.found.share()),
            figure(scores.cards.calibration_error()),
        );
        curve.push((f1, cards.share().unwrap_or(0.0)));
    }
    // Never worse than the rules by themselves, a hair's breadth aside.
    assert!(curve.iter().all(|(f1, cards)| *f1 >= curve[0].0 - 0.005 && *cards >= curve[0].1 - 0.02), "{curve:?}");
}

fn test_articles(which: impl Fn(&str) -> bool) -> Vec<RawArticle> {
    test_samples(which).iter().map(|(id, sample)| gold(id, sample)).collect()
}

fn test_samples(which: impl Fn(&str) -> bool) -> Vec<(String, Sample)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    let mut files: Vec<_> = std::fs::read_dir(dir).unwrap().flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "txt"));
    files.sort();
    let line = |file: &std::path::PathBuf| {
        let id = file.file_stem().unwrap().to_string_lossy();
        which(&id).then(|| (id.to_string(), sample::parse(&std::fs::read_to_string(file).unwrap()).unwrap()))
    };
    files.iter().filter_map(line).collect()
}

#[test]
fn gold_from_elsewhere() {
    let Some(path) = std::env::var_os("TANDAI_GOLD") else {
        println!("skipped: TANDAI_GOLD names no file");
        return;
    };
    let text = std::fs::read_to_string(Path::new(&path)).unwrap();
    let lines: Vec<RawArticle> = text.lines().map(|line| read_line(line).unwrap()).collect();
    measure("gold from elsewhere", &lines);
    by_group("year", &lines, &year_of);
    by_group("kind", &lines, &kind_of);
}
