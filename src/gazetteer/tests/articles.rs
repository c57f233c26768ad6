//! Linking over whole articles: the samples, with their gold, and the real ones where the corpus lies beside.

use super::*;

/// Mentions of a kind: linked rightly, unsure, wrongly.
#[derive(Default)]
struct LinkTally([usize; 3]);

/// Title and bracketed text of a sample.
fn sample(file: &str) -> (String, String) {
    let mut parts = file.splitn(3, "\n---\n");
    let title = parts.next().unwrap().lines().find_map(|line| line.strip_prefix("title: ")).unwrap();
    (title.to_owned(), parts.next().unwrap().to_owned())
}

/// What is known while a sample is linked, besides the built-in names.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Knowing {
    /// The gold mentions before, and the people as the project's own, named by their first mention.
    Before,
    /// All gold mentions, and the people.
    All,
    /// Nothing: every mention for itself, and the people are strangers.
    Nothing,
}

/// Right, unsure and wrong links by kind, over all samples; `tell`: prints what is not right.
fn tally(knowing: Knowing, tell: bool) -> BTreeMap<KindKey, LinkTally> {
    let mut tallies: BTreeMap<KindKey, LinkTally> = BTreeMap::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ext| ext == "txt"));
    files.sort();
    for path in files {
        let (title, article) = sample(&std::fs::read_to_string(&path).unwrap());
        let (text, marks) = notation::parse(&article).unwrap();
        let text = Text::new(text);
        let mut own = BTreeMap::new();
        let strangers = knowing == Knowing::Nothing;
        for mark in marks.iter().filter(|mark| mark.kind == KindKey::candidate() && !strangers) {
            let id = mark.entity.clone().unwrap();
            let name = text.slice(mark.span);
            own.entry(id.clone()).or_insert_with(|| Entity::new(id, KindKey::candidate(), name));
        }
        let lexicon = Lexicon::new(&own);
        let linked = marks.iter().filter_map(|mark| Some((mark.span, mark.kind.clone(), mark.entity.clone()?)));
        let gold: Vec<LinkedMention> = linked.collect();
        for mark in &marks {
            let before = gold.partition_point(|(span, ..)| span.start < mark.span.start);
            let known = match knowing {
                Knowing::Before => &gold[..before],
                Knowing::All => &gold,
                Knowing::Nothing => &[],
            };
            let link = lexicon.link(&text, mark.span, &mark.kind, known, (&title, None));
            let place = match link.entity() {
                found if found == mark.entity.as_ref() => 0,
                None => 1,
                Some(_) => 2,
            };
            tallies.entry(mark.kind.clone()).or_default().0[place] += 1;
            if place == 2 || (place == 1 && tell) {
                let name = path.file_name().unwrap().display();
                println!("{name}: “{}” is {:?}, linked {link:?}", text.slice(mark.span), mark.entity);
            }
        }
    }
    tallies
}

/// Every gold mention is linked to its entity or left unsure, never to another.
#[test]
fn the_samples() {
    for knowing in [Knowing::Before, Knowing::All, Knowing::Nothing] {
        for (kind, LinkTally([right, unsure, wrong])) in tally(knowing, knowing == Knowing::Before) {
            println!("knowing {knowing:?}, {kind}: {right} right, {unsure} unsure, {wrong} wrong");
            assert_eq!(wrong, 0, "{kind}");
            // Nicknames, and strangers, are a person's to link.
            let share = match (kind.as_str(), knowing) {
                ("candidate", Knowing::Nothing) => 0,
                ("candidate", _) => 85,
                _ => 95,
            };
            assert!(right * 100 >= (right + unsure) * share, "{kind}");
        }
    }
}

/// The folder of the real articles: named by `TANDAI_SHARED`, or beside the project or one of the folders above it.
fn real_articles() -> Option<std::path::PathBuf> {
    let named = std::env::var_os("TANDAI_SHARED").map(std::path::PathBuf::from);
    let above = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let shared = named.into_iter().chain(above.map(|folder| folder.join("shared")));
    shared.map(|shared| shared.join("corpus/seeds")).find(|seeds| seeds.is_dir())
}

/// The beginning of a real article's file name; of some names in it: which of their occurrences (from 0), and what
/// they mean.
type Real = (&'static str, &'static [(&'static str, usize, &'static str)]);

const REAL: &[Real] = &[
    (
        "000_",
        &[
            ("Partai Keadilan Sejahtera", 0, "party:pks"),
            ("PSI", 0, "party:psi"),
            ("Jakarta", 0, "region:31"),
            ("Jakarta Selatan", 0, "region:31.74"),
            ("Kabupaten Lebak", 0, "region:36.02"),
            ("Banten", 0, "region:36"),
            ("Provinsi Banten", 0, "region:36"),
            ("Andra Soni", 0, "candidate:andra-soni"),
            ("Dimyati Natakusumah", 0, "candidate:r-achmad-dimyati-natakusumah"),
            ("Partai NasDem", 0, "party:nasdem"),
            ("PPP", 0, "party:ppp"),
            ("Kota Bekasi", 0, "region:32.75"),
            ("Bekasi", 1, "region:32.75"),
            ("Bekasi", 2, "region:32.75"),
        ],
    ),
    (
        "001_",
        &[
            ("BEKASI", 1, "region:32.16"),
            ("Provinsi Jawa Barar", 0, "region:32"),
            ("partai NasDem", 0, "party:nasdem"),
            ("Kabupaten Bekasi", 0, "region:32.16"),
            ("Jawa Barat", 0, "region:32"),
            ("NasDem", 3, "party:nasdem"),
            ("Bekasi", 3, "region:32.16"),
        ],
    ),
    (
        "002_",
        &[
            ("DKI", 0, "region:31"),
            ("Jakarta Selatan", 0, "region:31.74"),
            ("DKI Jakarta", 0, "region:31"),
            ("PKS", 0, "party:pks"),
            ("Provinsi Jakarta", 0, "region:31"),
            ("Jakarta", 6, "region:31"),
        ],
    ),
    (
        "003_",
        &[
            ("Banjarmasin", 0, "region:63.71"),
            ("PDI Perjuangan", 0, "party:pdip"),
            ("Kalimantan Selatan", 0, "region:63"),
            ("Partai Golkar", 0, "party:golkar"),
            ("Kota Banjarmasin", 0, "region:63.71"),
            ("Arifin Noor", 0, "candidate:arifin-noor"),
            ("Erna Lisa Halaby", 0, "candidate:erna-lisa-halaby"),
            ("Kota Banjarbaru", 0, "region:63.72"),
            ("Wartono", 0, "candidate:wartono"),
            ("Kabupaten Tanah Laut", 0, "region:63.01"),
            ("Kabupaten Barito Kuala", 0, "region:63.04"),
            ("Kabupaten Kotabaru", 0, "region:63.02"),
            ("Nasdem", 0, "party:nasdem"),
            ("PKB", 0, "party:pkb"),
            ("Kalsel", 0, "region:63"),
        ],
    ),
    (
        "004_",
        &[("DKI Jakarta", 0, "region:31"), ("Daerah Istimewa Yogyakarta", 0, "region:34"), ("DIY", 0, "region:34")],
    ),
];

#[test]
fn the_real_articles() {
    let Some(folder) = real_articles() else {
        println!("skipped: there is no ../shared/corpus/seeds");
        return;
    };
    let lexicon = lexicon(&[]);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().display().to_string();
        let Some((_, mentions)) = REAL.iter().find(|(start, _)| name.starts_with(start)) else {
            continue;
        };
        let text = Text::new(std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n"));
        let title = text.lines().find(|line| !line.trim().is_empty()).unwrap();
        let mut known: Vec<LinkedMention> = Vec::new();
        for &(words, nth, gold) in *mentions {
            let (at, _) = text.match_indices(words).nth(nth).unwrap_or_else(|| panic!("{name}: {words}"));
            let (span, gold) = (crate::model::Span::new(at, at + words.len()), id(gold));
            let kind = KindKey::new(gold.prefix()).unwrap();
            let link = lexicon.link(&text, span, &kind, &known, (title, None));
            assert_eq!(link.entity(), Some(&gold), "{name}: “{words}” {nth}: {link:?}");
            known.push((span, kind, gold));
        }
    }
}
