//! Labels of an article on a near copy of it: the two texts are laid over one another word by word, and what stands on
//! words that both have comes along. What differs is left to whoever reads the copy. Pure.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use crate::model::{Annotations, Coalition, Mention, MentionId, Span};

/// A mention needs so many words beside it that both texts have: one word alone is found anywhere.
const CONTEXT: usize = 2;

/// Texts that are laid over one another no sooner are not: their words count as different.
const PATIENCE: Duration = Duration::from_secs(2);

/// What comes along.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Carried {
    /// Of the copy; without a status.
    pub annotations: Annotations,
    /// Mentions and statements on words that the copy does not have.
    pub mentions_left: usize,
    pub statements_left: usize,
}

/// The words of a text that the other one has at the same place.
struct Alignment {
    /// Words and signs of the first text.
    words: Vec<Span>,
    /// Runs of words that both have: the first word there, the first word here, how many.
    runs: Vec<(usize, usize, usize)>,
    other: Vec<Span>,
}

/// What `said` says of `from`, as far as `to` has the words.
pub fn carry(said: &Annotations, from: &str, to: &str) -> Carried {
    let alignment = Alignment::of(from, to);
    let mut carried = Carried::default();
    let mut there: BTreeSet<&MentionId> = BTreeSet::new();
    for mention in said.mentions.values() {
        match alignment.span(mention.span, CONTEXT) {
            Some(span) => {
                there.insert(&mention.id);
                let id = mention.id.clone();
                carried.annotations.mentions.insert(id, Mention { span, ..mention.clone() });
            }
            None => carried.mentions_left += 1,
        }
    }
    for coalition in said.coalitions.values() {
        let evidence: Option<Vec<Span>> = coalition.evidence.iter().map(|span| alignment.span(*span, 0)).collect();
        let whole = coalition.fillers().flat_map(|filler| &filler.mentions).all(|mention| there.contains(mention));
        match evidence.filter(|_| whole) {
            Some(evidence) => {
                let id = coalition.id.clone();
                carried.annotations.coalitions.insert(id, Coalition { evidence, ..coalition.clone() });
            }
            None => carried.statements_left += 1,
        }
    }
    carried
}

impl Alignment {
    fn of(from: &str, to: &str) -> Self {
        let (words, other) = (words(from), words(to));
        let of = |text: &'_ str, spans: &[Span]| -> Vec<String> {
            spans.iter().map(|span| text[span.start..span.end].to_owned()).collect()
        };
        let ends = Some(Instant::now() + PATIENCE);
        let found = capture_diff_slices_deadline(Algorithm::Patience, &of(from, &words), &of(to, &other), ends);
        let equal = |op: DiffOp| match op {
            DiffOp::Equal { old_index, new_index, len } => Some((old_index, new_index, len)),
            _ => None,
        };
        let runs = found.into_iter().filter_map(equal).collect();
        Self { words, runs, other }
    }

    /// Where the other text has the words of `span`, with at least so many words around them; in a text that ends there,
    /// or in one that is shorter, as many as there are.
    fn span(&self, span: Span, context: usize) -> Option<Span> {
        let first = self.words.partition_point(|word| word.end <= span.start);
        let last = self.words.partition_point(|word| word.start < span.end).checked_sub(1)?;
        if first > last {
            return None;
        }
        let run = self.runs.partition_point(|(start, ..)| *start <= first).checked_sub(1)?;
        let (start, there, len) = self.runs[run];
        let beside = len.checked_sub(last + 1 - first)?;
        if last >= start + len || beside < context.min(self.words.len() - (last + 1 - first)) {
            return None;
        }
        // A mark may begin or end within a word.
        let (head, tail) = (self.other[first - start + there], self.other[last - start + there]);
        let into = span.start.saturating_sub(self.words[first].start);
        let short = self.words[last].end.saturating_sub(span.end);
        Some(Span::new(head.start + into, tail.end - short))
    }
}

/// Runs of letters and digits, and every other sign but white space by itself.
fn words(text: &str) -> Vec<Span> {
    let mut words: Vec<Span> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let letter = c.is_alphanumeric();
        match words.last_mut().filter(|_| open && letter) {
            Some(word) => word.end = end,
            None if !c.is_whitespace() => words.push(Span::new(at, end)),
            None => {}
        }
        open = letter;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: &str = "BANDUNG – PKS dan PSI resmi mengusung Rahmat di Kota Bekasi. “Kami solid,” kata Sari, Rabu.\n\
                        Golkar belum bersikap.";
    /// Another dateline, wrapped lines, a sentence in between, another last sentence.
    const TO: &str = "Jakarta (Kabar) — Redaksi.\nPKS dan PSI\nresmi mengusung Rahmat di Kota Bekasi. Baca juga: Golkar lain.\n\
                      “Kami solid,” kata Sari, Rabu.\nGolkar sudah mendukung.";

    fn on(words: &str, context: usize) -> Option<String> {
        let at = FROM.find(words).unwrap();
        let span = Alignment::of(FROM, TO).span(Span::new(at, at + words.len()), context)?;
        Some(TO[span.start..span.end].to_owned())
    }

    #[test]
    fn the_same_words_and_nothing_else() {
        assert_eq!(on("PKS", CONTEXT).as_deref(), Some("PKS"));
        assert_eq!(on("PKS dan PSI resmi", CONTEXT).as_deref(), Some("PKS dan PSI\nresmi"));
        assert_eq!(on("“Kami solid,” kata Sari", CONTEXT).as_deref(), Some("“Kami solid,” kata Sari"));
        assert_eq!(on("ota Bek", CONTEXT).as_deref(), Some("ota Bek"));
        assert_eq!(on("BANDUNG", CONTEXT), None);
        assert_eq!(on("belum", CONTEXT), None);
        assert_eq!(on("Bekasi. “Kami", CONTEXT), None, "another sentence stands between");
        assert_eq!(on("Golkar belum bersikap.", 0), None);
        assert_eq!(Alignment::of("PKS", "PKS").span(Span::new(0, 3), CONTEXT), Some(Span::new(0, 3)));
        assert_eq!(
            Alignment::of("a PKS b", "x PKS y").span(Span::new(2, 5), CONTEXT),
            None,
            "a word alone is anywhere"
        );
        assert_eq!(Alignment::of("", "PKS").span(Span::new(0, 0), 0), None);
        assert_eq!(Alignment::of("PKS  x", "PKS x").span(Span::new(4, 4), 0), None, "nothing but white space");
    }
}
