//! All known names in one pass over a text: leftmost, longest, whole words.

use std::{borrow::Cow, collections::HashMap};

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};

use super::words::Word;
use crate::{
    extract::{Name, Trust},
    model::{EntityId, KindKey, Office, Span},
};

/// Names made ready to be looked for.
pub struct Scanner {
    automaton: Option<AhoCorasick>,
    patterns: Vec<Pattern>,
    /// Which bytes names begin with.
    firsts: [bool; 256],
    by_text: HashMap<String, usize>,
}

/// One spelling, and everything that it may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    pub kind: KindKey,
    pub bearers: Vec<Bearer>,
}

/// One meaning of a spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bearer {
    pub entity: EntityId,
    pub trust: Trust,
    pub level: Option<Office>,
}

/// A name in a text.
#[derive(Debug, Clone)]
pub(super) struct Hit<'a> {
    pub span: Span,
    /// Numbers of its words.
    pub words: std::ops::Range<usize>,
    pub pattern: &'a Pattern,
}

impl Scanner {
    /// Takes every name in the spellings of news: as it stands, in capitals, and with one capital a word.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a Name>) -> Self {
        let mut scanner = Self { automaton: None, patterns: Vec::new(), firsts: [false; 256], by_text: HashMap::new() };
        for name in names {
            for spelling in spellings(name) {
                scanner.add(spelling, name);
            }
        }
        let mut texts = vec![""; scanner.patterns.len()];
        scanner.by_text.iter().for_each(|(text, &at)| texts[at] = text);
        // It is refused only for more names than its numbers reach.
        let mut builder = AhoCorasick::builder();
        scanner.automaton =
            builder.match_kind(MatchKind::LeftmostLongest).start_kind(StartKind::Both).build(&texts).ok();
        texts.iter().filter_map(|text| text.bytes().next()).for_each(|first| scanner.firsts[usize::from(first)] = true);
        scanner
    }

    fn add(&mut self, spelling: String, name: &Name) {
        let at = *self.by_text.entry(spelling).or_insert_with(|| {
            self.patterns.push(Pattern { kind: name.kind.clone(), bearers: Vec::with_capacity(1) });
            self.patterns.len() - 1
        });
        let pattern = &mut self.patterns[at];
        // A spelling that is of two kinds keeps the one that it had first.
        if pattern.kind == name.kind && !pattern.bearers.iter().any(|bearer| bearer.entity == name.entity) {
            pattern.bearers.push(Bearer { entity: name.entity.clone(), trust: name.trust, level: name.level });
        }
    }

    /// What a spelling may mean.
    pub(super) fn get(&self, text: &str) -> Option<&Pattern> {
        self.by_text.get(text).map(|&at| &self.patterns[at])
    }

    /// Every name in a text; `words` are all words of it.
    pub(super) fn scan<'a>(&'a self, text: &str, words: &[Word]) -> Vec<Hit<'a>> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let plain = Plain::of(text);
        let mut hits: Vec<Hit<'a>> = Vec::new();
        let mut word = 0;
        // A name begins where a word does: nothing is looked for anywhere else.
        while let Some(first) = words.get(word) {
            let start = plain.folded(first.span.start);
            let found = Some(plain.text.as_bytes()[start])
                .filter(|byte| self.firsts[usize::from(*byte)])
                .and_then(|_| automaton.find(Input::new(plain.text.as_ref()).range(start..).anchored(Anchored::Yes)));
            let end = found.map_or(0, |found| plain.original(found.end()));
            let last = words[word..].iter().take_while(|word| word.span.end <= end).count();
            match found {
                Some(found) if last > 0 && words[word + last - 1].span.end == end => {
                    let pattern = &self.patterns[found.pattern().as_usize()];
                    hits.push(Hit { span: Span::new(first.span.start, end), words: word..word + last, pattern });
                    word += last;
                }
                _ => word += 1,
            }
        }
        hits
    }

    /// A scan that only counts: what a bare automaton takes.
    pub fn count(&self, text: &str) -> usize {
        self.automaton.as_ref().map_or(0, |automaton| automaton.find_iter(text).count())
    }
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

    fn original(&self, at: usize) -> usize {
        let n = self.longer.partition_point(|(end, _)| *end <= at);
        at + n.checked_sub(1).map_or(0, |n| self.longer[n].1)
    }

    fn folded(&self, original: usize) -> usize {
        let n = self.longer.partition_point(|(end, more)| end + more <= original);
        original - n.checked_sub(1).map_or(0, |n| self.longer[n].1)
    }
}

fn spellings(name: &Name) -> Vec<String> {
    let text = name.text.replace(['’', '‘', 'ʼ'], "'");
    let upper = text.to_uppercase();
    if name.trust == Trust::Cased || text == upper {
        // “PAN” is no “Pan”.
        return vec![text];
    }
    let title: String = text.split_inclusive([' ', '-']).map(titled).collect();
    let mut spellings = vec![text, upper, title];
    if let Some(rest) = spellings[0].strip_prefix("Partai ") {
        let low = format!("partai {rest}");
        spellings.push(low);
    }
    spellings.sort();
    spellings.dedup();
    spellings
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
    use crate::extract::mentions::words::words;

    fn name(text: &str, kind: &str, trust: Trust) -> Name {
        let kind = KindKey::new(kind).unwrap();
        Name { text: text.into(), entity: EntityId::from_name(&kind, text), kind, trust, level: None }
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
        ];
        let scanner = Scanner::new(&names);
        let found: Vec<&str> =
            scanner.scan(text, &words(text)).iter().map(|hit| &text[hit.span.start..hit.span.end]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn whole_words_in_the_cases_of_news() {
        check("NASDEM-PAN dan Nasdem: Partai\u{a0}NasDem", &["NASDEM", "PAN", "Nasdem", "Partai\u{a0}NasDem"]);
        check("PANTURA, PANPAN PAN, Pan, Tegalan TEGAL, RADARTEGAL.ID", &["PAN", "TEGAL"]);
        check("‘’ Asy’ari Halim’s 😀 PDI-P", &["PDI-P"]);
        check("‘’ Asy’ari\u{a0}Halim 😀 PDI-P.", &["Asy’ari\u{a0}Halim", "PDI-P"]);
    }
}
