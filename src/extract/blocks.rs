//! A text too long to be read as one is read in blocks: what the rules remember is what one block holds, and nothing
//! takes longer by the square of a text. A block stands under the beginning of the article, where its day and its
//! election are told, and behind what comes before it, which its first sentences go on with.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap as Map, FxHashSet as Set, FxHasher};

use super::extractor::{Extraction, ProposedMention};
use crate::model::{Article, ArticleMeta, Coalition, CoalitionId, LinkedMention, MentionId, Span, Text};

/// How texts are cut: all in bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct BlockSizes {
    /// Longest text that is read as one. News is a hundred times shorter.
    pub whole: usize,
    /// How much of the beginning every block stands under.
    pub head: usize,
    /// How much of what comes before it is read with a block.
    pub before: usize,
}

const SIZES: BlockSizes = BlockSizes { whole: 256 << 10, head: 8 << 10, before: 8 << 10 };

/// A block of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct TextBlock {
    /// The beginning of the article that it stands under.
    head: usize,
    /// Where it begins, with what comes before it.
    start: usize,
    /// Where its own text begins and ends.
    own: Span,
}

/// What stands between the beginning of the article and a block.
const BETWEEN: &str = "\n\n";

/// Whether an article is read in blocks.
pub fn is_long(article: &Article) -> bool {
    article.text.len() > SIZES.whole
}

/// Reads an article, block by block if it is long. `read` gets each block as an article of its own, with what has been
/// decided about it; `told` hears how many more bytes of the text have been read.
pub fn by_blocks(
    article: &Article,
    decided: &[LinkedMention],
    read: &mut dyn FnMut(&Article, &[LinkedMention]) -> Extraction,
    told: &dyn Fn(usize),
) -> Extraction {
    by_blocks_of(SIZES, article, decided, read, told)
}

fn by_blocks_of(
    sizes: BlockSizes,
    article: &Article,
    decided: &[LinkedMention],
    read: &mut dyn FnMut(&Article, &[LinkedMention]) -> Extraction,
    told: &dyn Fn(usize),
) -> Extraction {
    if article.text.len() <= sizes.whole {
        let extraction = read(article, decided);
        told(article.text.len());
        return extraction;
    }
    let mut joined = JoinedBlocks::default();
    let mut next = TextBlock::first(&article.text, sizes);
    while let Some(block) = next {
        let inside =
            decided.iter().filter_map(|(span, kind, entity)| Some((block.forth(*span)?, kind.clone(), entity.clone())));
        joined.add(&block, read(&block.article(article), &inside.collect::<Vec<_>>()));
        joined.make_room(block.own.end, article.text.len());
        told(block.own.len());
        next = block.next(&article.text, sizes);
    }
    joined.extraction
}

impl TextBlock {
    fn first(text: &str, sizes: BlockSizes) -> Option<Self> {
        (!text.is_empty()).then(|| Self { head: 0, start: 0, own: Span::new(0, end_of(text, 0, sizes)) })
    }

    fn next(self, text: &str, sizes: BlockSizes) -> Option<Self> {
        let own = self.own.end;
        let head = cut(text, sizes.head / 2, sizes.head);
        let start = cut(text, own.saturating_sub(sizes.before), own.saturating_sub(sizes.before / 2)).max(head);
        (own < text.len()).then(|| Self { head, start, own: Span::new(own, end_of(text, own, sizes)) })
    }

    /// The block as an article.
    fn article(self, whole: &Article) -> Article {
        let mut text = String::with_capacity(self.shift() + self.own.end - self.start);
        text.push_str(&whole.text[..self.head]);
        text.push_str(if self.head > 0 { BETWEEN } else { "" });
        text.push_str(&whole.text[self.start..self.own.end]);
        let text = Text::new(text);
        Article { meta: ArticleMeta { length: text.chars_len(), ..whole.meta.clone() }, text }
    }

    /// How many bytes of the block's text stand before its `start`.
    fn shift(self) -> usize {
        if self.head > 0 { self.head + BETWEEN.len() } else { 0 }
    }

    /// A span of the article in the block; `None` if it is not in it.
    fn forth(self, span: Span) -> Option<Span> {
        if self.start <= span.start && span.end <= self.own.end {
            let moved = |at: usize| at - self.start + self.shift();
            return Some(Span::new(moved(span.start), moved(span.end)));
        }
        (span.end <= self.head).then_some(span)
    }

    /// A span of the block in the article.
    fn back(self, span: Span) -> Span {
        let moved = |at: usize| if at < self.shift() { at.min(self.head) } else { at - self.shift() + self.start };
        Span::new(moved(span.start), moved(span.end))
    }
}

/// Where a block that begins at a byte ends.
fn end_of(text: &str, start: usize, sizes: BlockSizes) -> usize {
    let most = start + sizes.whole - sizes.head - sizes.before;
    if most >= text.len() { text.len() } else { cut(text, start + (most - start) / 2, most) }
}

/// The best place between two bytes to part a text: behind a paragraph, a line, a sentence, a word; the last of its kind.
fn cut(text: &str, from: usize, to: usize) -> usize {
    let border = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (from, to) = (border(from.min(text.len())), border(to.min(text.len())));
    let between = &text[from..to];
    ["\n\n", "\n", ". ", " "].iter().find_map(|mark| between.rfind(mark).map(|at| from + at + mark.len())).unwrap_or(to)
}

/// What the blocks say, put together.
#[derive(Default)]
struct JoinedBlocks {
    extraction: Extraction,
    /// What was said, so that it is not said again.
    said: Set<u64>,
    blocks: usize,
}

impl JoinedBlocks {
    /// Makes room for as much as the rest of the text may say by what was read of it; twice as much, as a list grows by
    /// itself, would be the most that is held.
    fn make_room(&mut self, read: usize, all: usize) {
        fn room<T>(list: &mut Vec<T>, read: usize, all: usize) {
            const SPARE: usize = 16;
            let expected = list.len() * (all - read) / read.max(1);
            if list.capacity() - list.len() < expected {
                list.reserve_exact(expected + expected / SPARE);
            }
        }
        room(&mut self.extraction.mentions, read, all);
        room(&mut self.extraction.coalitions, read, all);
    }

    fn add(&mut self, block: &TextBlock, found: Extraction) {
        let Extraction { mentions, coalitions, silence } = found;
        let extraction = &mut self.extraction;
        // An article is silent if all of it is.
        extraction.silence = if self.blocks == 0 { silence } else { extraction.silence.and(silence) };
        self.blocks += 1;
        let known = extraction.mentions.len();
        let mut names: Map<MentionId, MentionId> = Map::default();
        for mut mention in mentions {
            let span = block.back(mention.span);
            // A name may stand across the border of two blocks.
            let free = extraction.mentions[..known].last().is_none_or(|last| last.span.end <= span.start);
            if span.end > block.own.start && free {
                let Some(id) = numbered(mention.id.as_str(), extraction.mentions.len() + 1) else { continue };
                names.insert(std::mem::replace(&mut mention.id, id.clone()), id);
                extraction.mentions.push(ProposedMention { span, ..mention });
            } else if let Some(id) = found_before(&extraction.mentions[..known], span) {
                names.insert(mention.id, id.clone());
            }
        }
        for mut found in coalitions {
            let coalition = &mut found.coalition;
            coalition.evidence.iter_mut().for_each(|span| *span = block.back(*span));
            let own = coalition.evidence.iter().any(|span| span.end > block.own.start);
            if !own || !self.said.insert(what_is_said(coalition)) {
                continue;
            }
            for filler in coalition.fillers_mut() {
                filler.mentions = filler.mentions.iter().filter_map(|id| names.get(id).cloned()).collect();
            }
            let Some(id) = numbered(coalition.id.as_str(), extraction.coalitions.len() + 1) else { continue };
            let Ok(id) = CoalitionId::new(id.as_str()) else { continue };
            coalition.id = id;
            extraction.coalitions.push(found);
        }
    }
}

/// An id with the same letter and a number of its own.
fn numbered(id: &str, number: usize) -> Option<MentionId> {
    let letters = id.trim_end_matches(|c: char| c.is_ascii_digit());
    MentionId::new(format!("{letters}{number}")).ok()
}

/// The mention of a span that an earlier block found.
fn found_before(mentions: &[ProposedMention], span: Span) -> Option<&MentionId> {
    let at = mentions.partition_point(|mention| mention.span.start < span.start);
    mentions.get(at).filter(|mention| mention.span == span).map(|mention| &mention.id)
}

/// A number for all that a statement says, whatever shows it.
fn what_is_said(coalition: &Coalition) -> u64 {
    let mut hash = FxHasher::default();
    let Coalition { race, ticket, backings, status, speaker, date, hedge, .. } = coalition;
    (&race.region.entity, race.office, race.year, &ticket.head.entity, &ticket.deputy.entity).hash(&mut hash);
    backings.iter().for_each(|backing| (&backing.party.entity, backing.stance, backing.slot).hash(&mut hash));
    (status, speaker, date, hedge).hash(&mut hash);
    hash.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        extract::{Reason, Rule, extractor::FoundCoalition, judge::testing::article},
        model::{Filler, KindKey, Timestamp},
    };

    const SMALL: BlockSizes = BlockSizes { whole: 200, head: 20, before: 40 };

    /// Marks every `PKS`, and says a statement of every sentence with one.
    fn read(article: &Article) -> Extraction {
        let mut extraction = Extraction::default();
        for (n, (at, name)) in article.text.match_indices("PKS").enumerate() {
            let span = Span::new(at, at + name.len());
            let id = MentionId::new(format!("x{}", n + 1)).unwrap();
            let mut coalition =
                Coalition::empty(CoalitionId::new(format!("y{}", n + 1)).unwrap(), Timestamp::default());
            coalition.race.region = Filler { entity: None, mentions: [id.clone()].into() };
            coalition.evidence = vec![span];
            coalition.speaker = article.text[span.end..].split(['.', '…']).next().unwrap_or_default().to_owned();
            let rule = Rule::PartyName;
            extraction.coalitions.push(FoundCoalition { coalition, score: 1.0, rule });
            let (kind, rule) = (KindKey::party(), Reason::from(rule));
            extraction.mentions.push(ProposedMention {
                id,
                span,
                kind,
                entity: None,
                candidates: Vec::new(),
                score: 1.0,
                rule,
            });
        }
        extraction
    }

    #[track_caller]
    fn check(text: &str) {
        let (article, _) = article(text, None);
        let whole = read(&article);
        let (mut longest, heard) = (0, std::cell::Cell::new(0));
        let mut read = |block: &Article, _: &[LinkedMention]| {
            longest = longest.max(block.text.len());
            read(block)
        };
        let blocks = by_blocks_of(SMALL, &article, &[], &mut read, &|bytes| heard.set(heard.get() + bytes));
        assert_eq!(heard.get(), article.text.len());
        assert_eq!(blocks, whole);
        assert!(longest <= SMALL.whole + BETWEEN.len(), "{longest}");
    }

    #[test]
    fn blocks_say_what_the_whole_says() {
        for end in [". ", ".\n", ".\n\n", "… "] {
            let text: String = (0..60).map(|n| format!("Kata 😀 PKS di kota {n}{end}")).collect();
            check(&text);
        }
        check(&"kata ".repeat(500));
        check(&"😀".repeat(500));
        check("");
    }

    #[test]
    fn what_is_said_again_is_said_once() {
        let (article, _) = article(&"Kata PKS di kota. ".repeat(60), None);
        let mut brief = |block: &Article, _: &[LinkedMention]| {
            let mut found = read(block);
            found.coalitions.truncate(3);
            found
        };
        let found = by_blocks_of(SMALL, &article, &[], &mut brief, &|_| {});
        assert_eq!((found.mentions.len(), found.coalitions.len()), (60, 1));
    }

    #[test]
    fn what_is_decided_goes_with_its_block() {
        let (article, _) = article(&"Kata PKS di kota.\n".repeat(60), None);
        let decided: Vec<LinkedMention> = (article.text.match_indices("PKS"))
            .map(|(at, _)| (Span::new(at, at + 3), KindKey::party(), crate::model::EntityId::new("party:pks").unwrap()))
            .collect();
        let mut look = |block: &Article, decided: &[LinkedMention]| {
            assert!(decided.iter().all(|(span, ..)| block.text.slice(*span) == "PKS"));
            assert_eq!(decided.len(), block.text.matches("PKS").count());
            Extraction::default()
        };
        by_blocks_of(SMALL, &article, &decided, &mut look, &|_| {});
    }
}
