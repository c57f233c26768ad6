//! What the ledger of a large project costs: `cargo bench --bench answers`.
//!
//! `TANDAI_BENCH_ARTICLES` sets the number of articles (100,000; `cargo test --benches` takes 2,000), with three statements
//! each: invented, in memory, as the index hands them over. The table tells what was measured and the budget. Nothing is
//! asserted: look at the table.

use std::{
    hint::black_box,
    sync::Arc,
    time::{Duration, Instant},
};

use tandai::{
    answers::{CountingOptions, EntityNames, Ledger, LedgerFilter, RaceKey, RaceRow, Stories},
    gazetteer::Gazetteer,
    model::{
        ArticleId, ArticleMeta, Certainty, CoalitionId, Date, EntityId, Import, Office, PartySummary, Stance,
        StatementSummary, Summary,
    },
};

const PARTIES: [&str; 18] = [
    "pks", "psi", "pan", "golkar", "gerindra", "nasdem", "pkb", "ppp", "demokrat", "hanura", "perindo", "pbb",
    "garuda", "gelora", "ummat", "buruh", "pdip", "pkn",
];

type Articles = Vec<(Arc<ArticleMeta>, Arc<Summary>)>;

fn main() {
    let quick = std::env::args().any(|argument| argument == "--test") || !std::env::args().any(|a| a == "--bench");
    let asked = std::env::var("TANDAI_BENCH_ARTICLES").ok().and_then(|count| count.parse().ok());
    let count: usize = asked.unwrap_or(if quick { 2_000 } else { 100_000 });
    let mut articles = corpus(count);
    // Every seventh article is a near copy of the one before it.
    let copies =
        (0..count).filter(|at| at % 7 == 3).map(|at| (articles[at].0.id.clone(), articles[at - 1].0.id.clone()));
    let stories = Arc::new(Stories::new(copies.collect::<Vec<_>>()));
    println!("{count} articles, {} statements, {} copies", count * 3, stories.number_of_copies());
    println!("{:<44} {:>12}   budget", "what", "measured");
    let pairs = |articles: &Articles| {
        articles.iter().map(|(meta, summary)| (meta.clone(), summary.clone())).collect::<Vec<_>>()
    };
    let of = |articles: &Articles| {
        let own = pairs(articles);
        Ledger::of(own.iter().map(|(meta, summary)| (meta, summary)), stories.clone())
    };
    let begun = Instant::now();
    let mut ledger = of(&articles);
    row("the ledger made from what the index holds", begun.elapsed(), "0.5 s");
    let (races, open) = (ledger.races().count(), ledger.races().filter(|(race, _)| ledger.is_open(race)).count());
    println!("{races} races, {open} of them open");

    let mut edits = Vec::new();
    for at in (0..20).map(|n| n * count / 20) {
        let mut summary = (*articles[at].1).clone();
        summary.statements[0].status = Certainty::Denied;
        articles[at].1 = Arc::new(summary);
        let (meta, summary) = &articles[at];
        let begun = Instant::now();
        black_box(ledger.follow_known([(meta, summary)]));
        edits.push(begun.elapsed());
    }
    row("an edit followed, the slowest of 20", edits.into_iter().max().unwrap_or_default(), "16 ms (a frame)");
    let begun = Instant::now();
    ledger.follow(articles.iter().map(|(meta, summary)| (meta, summary)));
    row("all articles looked through, nothing changed", begun.elapsed(), "");

    let id = |id: &str| EntityId::new(id).expect("an id");
    let day = |day: &str| day.parse::<Date>().ok();
    let filters = [
        ("filter: nothing", LedgerFilter::default()),
        ("filter: a province", LedgerFilter { region: Some(id("region:32")), ..LedgerFilter::default() }),
        (
            "filter: two parties",
            LedgerFilter { parties: [id("party:pks"), id("party:psi")].into(), ..LedgerFilter::default() },
        ),
        (
            "filter: denied by a day",
            LedgerFilter { statuses: [Certainty::Denied].into(), at: day("2024-08-20"), ..LedgerFilter::default() },
        ),
        ("filter: contradictions", LedgerFilter { contradictions: true, ..LedgerFilter::default() }),
        (
            "filter: changed since May",
            LedgerFilter { changed_since: day("2024-05-31"), at: day("2024-08-31"), ..LedgerFilter::default() },
        ),
    ];
    for (name, filter) in &filters {
        let begun = Instant::now();
        let passing = black_box(ledger.passing(filter)).len();
        row(&format!("{name} ({passing} races)"), begun.elapsed(), "50 ms");
    }
    let names = EntityNames {
        entity: &|id| Gazetteer::builtin().entity(id),
        elections: tandai::answers::ElectionFacts::delivered(),
    };
    let shown: Vec<RaceKey> = ledger.races().map(|(race, _)| race.clone()).take(14).collect();
    let begun = Instant::now();
    for race in &shown {
        if let Some(book) = ledger.book(race) {
            black_box(RaceRow::of(&ledger, race, book, &LedgerFilter::default(), false, &names));
        }
    }
    row("the 14 rows of a screen", begun.elapsed(), "4 ms (a frame)");
    let begun = Instant::now();
    let network = black_box(ledger.network(None, CountingOptions::default()));
    row(&format!("the network of all ({} ties)", network.edges.len()), begun.elapsed(), "50 ms");
}

fn row(what: &str, measured: Duration, budget: &str) {
    println!("{what:<44} {:>9.1} ms   {budget}", measured.as_secs_f64() * 1e3);
}

/// Statements on all races of 2024, from April to November, of one to four parties; every fortieth is open.
fn corpus(count: usize) -> Articles {
    let regions: Vec<(EntityId, Office)> = Gazetteer::builtin()
        .entities()
        .filter_map(|entity| Some((entity.id.clone(), Gazetteer::builtin().elects(&entity.id)?)))
        .collect();
    let parties: Vec<EntityId> =
        PARTIES.iter().filter_map(|party| EntityId::new(format!("party:{party}")).ok()).collect();
    let mut random = 7_u64;
    let mut next = move |below: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % below
    };
    let mut article = |at: usize| {
        let date = Date::new(2024, 4 + next(8) as u8, 1 + next(28) as u8);
        let statements = (0..3).map(|n| {
            let (region, office) = regions[next(regions.len())].clone();
            let pairs = Gazetteer::builtin().pairs(&region);
            let pair = (!pairs.is_empty() && next(3) > 0).then(|| pairs[next(pairs.len())].clone());
            let first = next(parties.len());
            let party = |n: usize| PartySummary {
                party: Some(parties[(first + n * 5) % parties.len()].clone()),
                stance: Stance::BUILT_IN[n % 3],
                slot: None,
            };
            StatementSummary {
                id: CoalitionId::new(format!("c{n}")).expect("an id"),
                region: (next(40) > 0).then_some(region),
                office: Some(office),
                year: Some(2024),
                head: pair.as_ref().map(|pair| pair.head.clone()),
                deputy: pair.map(|pair| pair.deputy),
                parties: (0..1 + next(4)).map(party).collect(),
                status: Certainty::BUILT_IN[next(5)],
                speaker: "Ketua DPD".into(),
                date: None,
            }
        });
        let statements: Vec<StatementSummary> = statements.collect();
        let meta = ArticleMeta {
            id: ArticleId::new(format!("a{at:06}")).expect("an id"),
            title: format!("Berita {at}"),
            source: "kabar".into(),
            url: String::new(),
            date,
            variables: Default::default(),
            text_sha256: String::new(),
            length: 0,
            import: Import::default(),
        };
        let summary = Summary { coalitions: statements.len(), statements, ..Summary::default() };
        (Arc::new(meta), Arc::new(summary))
    };
    (0..count).map(&mut article).collect()
}
