//! Linking over whole articles: the samples, with their gold, and the real ones where the corpus lies beside.

use super::*;

/// Mentions of a kind: linked rightly, unsure, wrongly.
#[derive(Default)]
struct Tally([usize; 3]);

/// Title and bracketed text of a sample.
fn sample(file: &str) -> (String, String) {
    let mut parts = file.splitn(3, "\n---\n");
    let title = parts.next().unwrap().lines().find_map(|line| line.strip_prefix("title: ")).unwrap();
    (title.to_owned(), parts.next().unwrap().to_owned())
}

/// Every gold mention is linked to its entity or left unsure, never to another. People of the samples are the
/// project's own, named by their first mention; links known are the gold ones before.
#[test]
fn the_samples() {
    let mut tallies: BTreeMap<KindKey, Tally> = BTreeMap::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ext| ext == "txt"));
    files.sort();
    for path in files {
        let (title, article) = sample(&std::fs::read_to_string(&path).unwrap());
        let (text, marks) = notation::parse(&article).unwrap();
        let mut own = BTreeMap::new();
        for mark in marks.iter().filter(|mark| mark.kind == KindKey::candidate()) {
            let id = mark.entity.clone().unwrap();
            let name = text[mark.span.range()].to_owned();
            own.entry(id.clone()).or_insert_with(|| Entity::new(id, KindKey::candidate(), name));
        }
        for (words, gold, link) in links(&Lexicon::new(&own), &title, &article) {
            let kind = gold.as_ref().map_or(KindKey::region(), |id| KindKey::new(id.prefix()).unwrap());
            let place = match (link.entity(), &gold) {
                (found, gold) if found == gold.as_ref() => 0,
                (None, _) => 1,
                _ => 2,
            };
            tallies.entry(kind).or_default().0[place] += 1;
            if place > 0 {
                println!("{}: “{words}” is {gold:?}, linked {link:?}", path.file_name().unwrap().display());
            }
        }
    }
    for (kind, Tally([right, unsure, wrong])) in &tallies {
        println!("{kind}: {right} right, {unsure} unsure, {wrong} wrong");
        assert_eq!(*wrong, 0, "{kind}");
        // Nicknames are a person's to link.
        let share = if *kind == KindKey::candidate() { 85 } else { 95 };
        assert!(*right * 100 >= (right + unsure) * share, "{kind}");
    }
}
