//! A place that was found, with the line around it: a row of a concordance (keyword in context).

use std::{cmp::Ordering, sync::Arc};

use crate::model::{ArticleMeta, Fold, Span, is_invisible, is_mark};

/// Characters kept of what stands before the words, and after them.
const AROUND: usize = 70;
/// Characters kept of the words themselves: an expression can find a whole text.
const WORDS: usize = 160;

/// Where something stands in some article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub meta: Arc<ArticleMeta>,
    /// Bytes of its text.
    pub span: Span,
    /// The words with what stands around them on their line; white space is spaces, what does not show is left out.
    line: Box<str>,
    /// Bytes of `line` at which the words begin and end.
    words: (u16, u16),
}

impl Hit {
    pub(super) fn new(meta: Arc<ArticleMeta>, text: &str, span: Span) -> Self {
        let (before, words, after) = (&text[..span.start], &text[span.range()], &text[span.end..]);
        let start = before.char_indices().rev().take(AROUND).take_while(|(_, c)| *c != '\n').last();
        let mut line = String::with_capacity(words.len().min(WORDS) + 2 * AROUND + 8);
        push_shown(&mut line, start.map_or("", |(at, _)| &before[at..]));
        let begins = line.len();
        match words.char_indices().nth(WORDS) {
            Some((cut, _)) => {
                push_shown(&mut line, &words[..cut]);
                line.push('…');
            }
            None => push_shown(&mut line, words),
        }
        let ends = line.len();
        let rest = after.char_indices().take(AROUND).take_while(|(_, c)| *c != '\n').last();
        push_shown(&mut line, rest.map_or("", |(at, c)| &after[..at + c.len_utf8()]));
        // Four bytes a character at the most: both fit.
        Self { meta, span, line: line.into(), words: (begins as u16, ends as u16) }
    }

    pub fn before(&self) -> &str {
        &self.line[..usize::from(self.words.0)]
    }

    pub fn words(&self) -> &str {
        &self.line[usize::from(self.words.0)..usize::from(self.words.1)]
    }

    pub fn after(&self) -> &str {
        &self.line[usize::from(self.words.1)..]
    }

    /// The whole line.
    pub fn line(&self) -> &str {
        &self.line
    }
}

/// By what the rows of a concordance are in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Article by article.
    #[default]
    Article,
    /// By the words before, the nearest first.
    Before,
    /// By the words after.
    After,
}

/// The numbers of the hits in an order; equal ones stay article by article.
pub fn ordered(hits: &[Hit], order: Order) -> Vec<u32> {
    let key = |hit: &Hit| match order {
        Order::Article => String::new(),
        Order::Before => folded_words(hit.before(), true),
        Order::After => folded_words(hit.after(), false),
    };
    let mut numbers: Vec<u32> = (0..hits.len() as u32).collect();
    if order != Order::Article {
        let keys: Vec<String> = hits.iter().map(key).collect();
        let compare = |a: &u32, b: &u32| -> Ordering { keys[*a as usize].cmp(&keys[*b as usize]) };
        numbers.sort_by(compare);
    }
    numbers
}

/// Words as they are sorted: letters and digits in lower case and without accents; from the right if `back`.
fn folded_words(line: &str, back: bool) -> String {
    let words =
        line.split(|c: char| !c.is_alphanumeric() && !is_mark(c) && !is_invisible(c)).filter(|word| !word.is_empty());
    let mut words: Vec<&str> = words.collect();
    if back {
        words.reverse();
    }
    let mut key = String::with_capacity(line.len());
    for word in words.into_iter().take(5) {
        word.chars().for_each(|c| Fold::BOTH.fold(c, |c| key.push(c)));
        key.push(' ');
    }
    key
}

/// Adds what can be shown in one line: white space as spaces, nothing that turns the direction of writing around.
fn push_shown(line: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            _ if c.is_whitespace() => line.push(' '),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            _ if c.is_control() => {}
            _ => line.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ArticleId, Import};

    fn hit(text: &str, words: &str) -> Hit {
        let meta = ArticleMeta {
            id: ArticleId::new("a").expect("an id"),
            title: String::new(),
            source: String::new(),
            url: String::new(),
            date: None,
            variables: Default::default(),
            text_sha256: String::new(),
            length: text.chars().count(),
            import: Import::default(),
        };
        let start = text.find(words).expect("it is there");
        Hit::new(Arc::new(meta), text, Span::new(start, start + words.len()))
    }

    #[test]
    fn a_line_is_cut_where_it_ends() {
        let found = hit("satu\ndua\u{a0}tiga\tPKS\u{202e} empat\nlima", "PKS");
        assert_eq!((found.before(), found.words(), found.after()), ("dua tiga ", "PKS", " empat"));
        let long = format!("{}PKS\nPSI{}", "é".repeat(200), "💡".repeat(200));
        let found = hit(&long, "PKS\nPSI");
        assert_eq!((found.before().chars().count(), found.words(), found.after().chars().count()), (70, "PKS PSI", 70));
        let whole = "ab".repeat(500);
        assert_eq!(hit(&whole, &whole).words().chars().count(), WORDS + 1);
    }

    #[test]
    fn concordances_have_an_order() {
        let hits: Vec<Hit> =
            ["dua – PKS akhir", "tiga PKS baru", "Élan PKS (awal)", "satu dua PKS c"].map(|t| hit(t, "PKS")).into();
        assert_eq!(ordered(&hits, Order::Article), [0, 1, 2, 3]);
        assert_eq!(ordered(&hits, Order::Before), [0, 3, 2, 1], "dua; dua satu; elan; tiga");
        assert_eq!(ordered(&hits, Order::After), [0, 2, 1, 3]);
    }
}
