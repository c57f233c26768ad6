//! All known names in one pass over the words of a text: the longest at each word, none overlapping.

use std::{
    borrow::Cow,
    collections::HashSet,
    hash::{BuildHasherDefault, Hasher},
    sync::OnceLock,
};

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::{FxHashMap as Map, FxHasher as Fast};

use super::words::{TextWord, words};
use crate::{
    extract::{
        ballot::Ballot,
        extractor::{KnownName, Trust},
    },
    lexicon::{WordSign, WordSigns},
    model::{EntityId, KindKey, Office, Span},
};

/// Names made ready to be looked for: a tree of their words.
pub struct Scanner {
    /// From a node and a word to the node behind it. The root is 0.
    nodes: Map<(usize, u64), usize>,
    /// The first words of names: most words of a text begin none.
    first: WordSigns,
    /// Of each node, the pattern that ends there.
    ends: Vec<Option<usize>>,
    patterns: Vec<Pattern>,
    by_text: Map<String, usize>,
    /// The letters and digits with which spellings begin.
    heads: HashSet<Box<str>, BuildHasherDefault<Fast>>,
    /// The same names for a bare scan, made when one is asked for.
    automaton: OnceLock<Option<AhoCorasick>>,
}

/// One spelling, and everything that it may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct Pattern {
    text: Box<str>,
    pub kind: KindKey,
    pub bearers: Vec<SpellingMeaning>,
}

/// One meaning of a spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct SpellingMeaning {
    pub entity: EntityId,
    pub trust: Trust,
    pub level: Option<Office>,
}

/// A name in a text.
#[derive(Debug, Clone)]
pub(super) struct NameInText<'a> {
    pub span: Span,
    /// Numbers of its words.
    pub words: std::ops::Range<usize>,
    pub pattern: Cow<'a, Pattern>,
    /// None of those that it names is known under this name on the article's day.
    pub stale: bool,
}

impl NameInText<'_> {
    /// The name with those of its bearers alone that have it on the article's day; stale if nobody has.
    pub fn on_the_day(mut self, valid: &dyn Fn(&EntityId) -> bool) -> Self {
        let has = |bearer: &SpellingMeaning| valid(&bearer.entity);
        let those = self.pattern.bearers.iter().filter(|bearer| has(bearer)).count();
        self.stale = those == 0;
        if !self.stale && those < self.pattern.bearers.len() {
            self.pattern.to_mut().bearers.retain(has);
        }
        self
    }
}

impl Scanner {
    /// Takes every name in the spellings of news: as it stands, in capitals, and with one capital a word.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a KnownName>) -> Self {
        let mut scanner = Self {
            nodes: Map::default(),
            first: WordSigns::of(std::iter::empty()),
            ends: vec![None],
            patterns: Vec::new(),
            by_text: Map::default(),
            heads: HashSet::default(),
            automaton: OnceLock::new(),
        };
        for name in names {
            for spelling in spellings(name) {
                scanner.add(spelling, name);
            }
            // “Pan” is a party in a list of parties.
            if name.trust == Trust::Cased && name.kind.as_str() == "party" && name.text.len() <= 4 {
                let capital = name.text.chars().take(1).chain(name.text.to_lowercase().chars().skip(1)).collect();
                scanner.add(capital, &KnownName { trust: Trust::Cue, ..name.clone() });
            }
        }
        for at in 0..scanner.patterns.len() {
            scanner.grow(at);
        }
        let texts = || scanner.patterns.iter().map(|pattern| &*pattern.text);
        let first = texts()
            .filter_map(|text| Some(WordSign::of(&text[words(text, Ballot::delivered()).first()?.span.range()])));
        scanner.first = WordSigns::of(first);
        scanner.heads = scanner.patterns.iter().map(|pattern| head(&pattern.text).into()).collect();
        scanner
    }

    /// Takes the words of a pattern into the tree.
    fn grow(&mut self, pattern: usize) {
        let text = &self.patterns[pattern].text;
        let mut node = 0;
        for word in words(text, Ballot::delivered()) {
            let key = (node, hash(&text[word.span.range()]));
            node = *self.nodes.entry(key).or_insert(self.ends.len());
            if node == self.ends.len() {
                self.ends.push(None);
            }
        }
        // Two names of the same words, "PDI-P" and "PDI P": a chain of such ends hangs on one node.
        while node > 0 && self.ends[node].is_some() {
            node = *self.nodes.entry((node, SAME)).or_insert(self.ends.len());
            if node == self.ends.len() {
                self.ends.push(None);
            }
        }
        if node > 0 {
            self.ends[node] = Some(pattern);
        }
    }

    fn add(&mut self, spelling: String, name: &KnownName) {
        let at = *self.by_text.entry(spelling).or_insert_with_key(|text| {
            let text = text.as_str().into();
            self.patterns.push(Pattern { text, kind: name.kind.clone(), bearers: Vec::with_capacity(1) });
            self.patterns.len() - 1
        });
        let pattern = &mut self.patterns[at];
        // A spelling that is of two kinds keeps the one that it had first.
        if pattern.kind == name.kind && !pattern.bearers.iter().any(|bearer| bearer.entity == name.entity) {
            pattern.bearers.push(SpellingMeaning { entity: name.entity.clone(), trust: name.trust, level: name.level });
        }
    }

    /// What a spelling may mean.
    pub(in crate::extract) fn get(&self, text: &str) -> Option<&Pattern> {
        self.by_text.get(text).map(|&at| &self.patterns[at])
    }

    /// Whether a spelling begins with these letters and digits.
    pub(in crate::extract) fn begins(&self, letters: &str) -> bool {
        self.heads.contains(letters)
    }

    /// Every name in a text; `words` are all words of it.
    pub(super) fn scan<'a>(&'a self, text: &str, words: &[TextWord]) -> Vec<NameInText<'a>> {
        let plain = Plain::of(text);
        let mut hits: Vec<NameInText<'a>> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            if !self.first.may_have(WordSign::of(plain.slice(words[at].span))) {
                at += 1;
                continue;
            }
            let mut longest = None;
            let mut node = 0;
            for (n, word) in words.iter().enumerate().skip(at) {
                let span = Span::new(words[at].span.start, word.span.end);
                let next = self.nodes.get(&(node, hash(plain.slice(word.span)))).copied();
                let whole = next.and_then(|next| self.ending(next, plain.slice(span)));
                longest = match whole {
                    Some(pattern) => Some((span, n + 1, pattern)),
                    None => longest.filter(|_| !self.ends_inside(node, plain.slice(span), plain.slice(word.span))),
                };
                let Some(next) = next else { break };
                node = next;
            }
            match longest {
                Some((span, end, pattern)) => {
                    hits.push(NameInText { span, words: at..end, pattern: Cow::Borrowed(pattern), stale: false });
                    at = end;
                }
                None => at += 1,
            }
        }
        hits
    }

    /// Whether a name ends inside the last word of a text: who writes "Padang Lawass" does not mean Padang.
    fn ends_inside(&self, node: usize, text: &str, last: &str) -> bool {
        let before = text.len() - last.len();
        last.char_indices().skip(1).any(|(at, _)| {
            let node = self.nodes.get(&(node, hash(&last[..at])));
            node.is_some_and(|&node| self.ending(node, &text[..before + at]).is_some())
        })
    }

    /// The pattern that ends at a node and is exactly this.
    fn ending(&self, mut node: usize, text: &str) -> Option<&Pattern> {
        loop {
            let pattern = &self.patterns[self.ends[node]?];
            if *pattern.text == *text {
                return Some(pattern);
            }
            node = *self.nodes.get(&(node, SAME))?;
        }
    }

    /// Counts names, parts of words too, as an automaton without rules does: a measure of speed.
    pub fn count(&self, text: &str) -> usize {
        let automaton = self.automaton.get_or_init(|| {
            let texts = self.patterns.iter().map(|pattern| &*pattern.text);
            // It is refused only for more names than its numbers reach.
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(texts).ok()
        });
        automaton.as_ref().map_or(0, |automaton| automaton.find_iter(text).count())
    }
}

/// The plain letters and digits with which a text begins.
fn head(text: &str) -> &str {
    &text[..text.bytes().take_while(u8::is_ascii_alphanumeric).count()]
}

/// In place of a word: behind it is another name of the same words.
const SAME: u64 = 0;

fn hash(word: &str) -> u64 {
    let mut hash = Fast::default();
    hash.write(word.as_bytes());
    // 0 is taken.
    hash.finish() | 1
}

/// A text with plain spaces and apostrophes, and the way back.
struct Plain<'a> {
    text: Cow<'a, str>,
    /// Bytes of `text` behind which the original has more bytes, and how many in all.
    longer: Vec<(usize, usize)>,
}

impl<'a> Plain<'a> {
    fn of(text: &'a str) -> Self {
        let odd = |c: char| match c {
            '\u{a0}' | '\u{202f}' | '\u{2007}' => Some(' '),
            '’' | '‘' | 'ʼ' => Some('\''),
            _ => None,
        };
        if text.is_ascii() || !text.contains(|c| odd(c).is_some()) {
            return Self { text: Cow::Borrowed(text), longer: Vec::new() };
        }
        let (mut plain, mut longer, mut more) = (String::with_capacity(text.len()), Vec::new(), 0);
        for c in text.chars() {
            plain.push(odd(c).unwrap_or(c));
            if odd(c).is_some() {
                more += c.len_utf8() - 1;
                longer.push((plain.len(), more));
            }
        }
        Self { text: Cow::Owned(plain), longer }
    }

    /// The plain text of a span of the original.
    fn slice(&self, span: Span) -> &str {
        if self.longer.is_empty() {
            return self.text.get(span.range()).unwrap_or("");
        }
        self.text.get(self.folded(span.start)..self.folded(span.end)).unwrap_or("")
    }

    fn folded(&self, original: usize) -> usize {
        let n = self.longer.partition_point(|(end, more)| end + more <= original);
        original - n.checked_sub(1).map_or(0, |n| self.longer[n].1)
    }
}

fn spellings(name: &KnownName) -> Vec<String> {
    let text = name.text.replace(['’', '‘', 'ʼ'], "'");
    let upper = text.to_uppercase();
    if name.trust == Trust::Cased || text == upper {
        // “PAN” is no “Pan”.
        let mut spellings = vec![text];
        if name.kind.as_str() == "party" {
            dashes(&mut spellings);
        }
        return spellings;
    }
    let title: String = text.split_inclusive([' ', '-']).map(titled).collect();
    let mut spellings = vec![text, upper, title];
    if name.kind.as_str() == "region" {
        joints(&mut spellings);
    }
    if name.kind.as_str() == "party" {
        dashes(&mut spellings);
    }
    if let Some(rest) = spellings[0].strip_prefix("Partai ") {
        let low = format!("partai {rest}");
        spellings.push(low);
    }
    spellings.sort();
    spellings.dedup();
    spellings
}

/// An abbreviation and its second half, as news joins them: "ABC Baru", "ABC-B" → "ABC-Baru", "ABC - Baru", "ABC - B".
fn dashes(spellings: &mut Vec<String>) {
    for text in spellings.clone() {
        let Some((first, last)) = text.split_once([' ', '-']) else { continue };
        let abbreviation = (2..=4).contains(&first.len()) && first.chars().all(char::is_uppercase);
        if abbreviation && !last.is_empty() && !last.contains([' ', '-']) {
            spellings.extend([format!("{first}-{last}"), format!("{first} - {last}")]);
        }
    }
}

/// The last two words of a place as news joins them: "Kota Ujung Lembah" → "Kota Ujung-Lembah", "Kota Ujung-lembah",
/// "Kota Ujunglembah".
fn joints(spellings: &mut Vec<String>) {
    const LEVELS: &[&str] = &["Kabupaten", "Kab", "Kab.", "Kota", "Administrasi", "Provinsi"];
    for text in spellings.clone() {
        let Some(at) = text.rfind([' ', '-']) else { continue };
        let (before, last) = (&text[..at], &text[at + 1..]);
        let first = before.rsplit(' ').next().unwrap_or(before);
        if LEVELS.iter().any(|level| level.eq_ignore_ascii_case(first)) || first.is_empty() || last.is_empty() {
            continue;
        }
        let upper = text.chars().all(|c| !c.is_lowercase());
        let low = if upper { last.to_owned() } else { last.to_lowercase() };
        spellings.extend([
            format!("{before} {last}"),
            format!("{before}-{last}"),
            format!("{before}-{low}"),
            format!("{before}{low}"),
        ]);
    }
}

/// `NasDem ` → `Nasdem `; abbreviations of two or three letters stay.
fn titled(word: &str) -> String {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return String::new() };
    let rest = chars.as_str();
    let short = word.trim_end().chars().count() <= 5 && rest.trim_end().chars().all(char::is_uppercase);
    let rest = if short { rest.to_owned() } else { rest.to_lowercase() };
    first.to_uppercase().chain(rest.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str, kind: &str, trust: Trust) -> KnownName {
        let kind = KindKey::new(kind).unwrap();
        KnownName { text: text.into(), entity: EntityId::from_name(&kind, text), kind, trust, level: None }
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let names = [
            name("NasDem", "party", Trust::Plain),
            name("Partai NasDem", "party", Trust::Plain),
            name("PAN", "party", Trust::Cased),
            name("Tegal", "region", Trust::Plain),
            name("Asy'ari Halim", "candidate", Trust::Plain),
            name("PDI-P", "party", Trust::Plain),
            name("PDI Perjuangan", "party", Trust::Plain),
        ];
        let scanner = Scanner::new(&names);
        let found: Vec<&str> = scanner
            .scan(text, &words(text, Ballot::delivered()))
            .iter()
            .map(|hit| &text[hit.span.start..hit.span.end])
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn whole_words_in_the_cases_of_news() {
        check("NASDEM-PAN dan Nasdem: Partai\u{a0}NasDem", &["NASDEM", "PAN", "Nasdem", "Partai\u{a0}NasDem"]);
        check("PANTURA, PANPAN PAN, Pan, Tegalan TEGAL, RADARTEGAL.ID", &["PAN", "Pan", "TEGAL"]);
        check("‘’ Asy’ari Halim’s 😀 PDI-P", &["PDI-P"]);
        check("Partai NasDemokrat, PAN-PDI P; Tegal Tegal", &["PAN", "Tegal", "Tegal"]);
        check("PDI-Perjuangan, PDI - Perjuangan dan PDI - P", &["PDI-Perjuangan", "PDI - Perjuangan", "PDI - P"]);
        check("‘’ Asy’ari\u{a0}Halim 😀 PDI-P.", &["Asy’ari\u{a0}Halim", "PDI-P"]);
    }
}
