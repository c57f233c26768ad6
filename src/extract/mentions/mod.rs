//! Mentions by rules: names from the gazetteer in one scan, then people by their place in the sentence.
//!
//! ```text
//! mod ── page ── words                   the text as words with classes
//!   ├── scan                             all known names at once
//!   ├── parties                          … less what only looks like a party
//!   ├── regions                          … with type words, resolved by what is around them
//!   └── people ── evidence ── chunks     … and whom the text treats as running
//! ```

mod chunks;
mod evidence;
mod page;
mod parties;
mod people;
mod regions;
mod scan;
mod words;

pub use scan::Scanner;

use super::extractor::{ExtractionContext, ProposedMention};
use crate::model::{Article, MentionId};
use page::{DraftMention, MentionPage};
use people::overlaps;

/// All mentions of an article in reading order, none overlapping; ids are `x1`, `x2` …
pub(super) fn mentions(
    article: &Article,
    scanners: &[&Scanner],
    known: &ExtractionContext<'_>,
) -> Vec<ProposedMention> {
    let page = MentionPage::new(&article.text);
    // The scanner that comes first goes before the others where names overlap.
    let mut hits: Vec<scan::NameInText<'_>> = Vec::new();
    for scanner in scanners {
        let more = scanner.scan(&article.text, &page.words);
        let free = |hit: &scan::NameInText<'_>| {
            let next = hits.partition_point(|other| other.span.end <= hit.span.start);
            hits.get(next).is_none_or(|other| !other.span.touches(hit.span))
        };
        let more: Vec<_> = more.into_iter().filter(free).collect();
        hits.extend(more);
        hits.sort_by_key(|hit| hit.span);
    }
    let mut marks = parties::parties(&page, &hits);
    let regions = regions::regions(&page, &hits, scanners, &marks, known);
    marks.extend(regions);
    marks.sort_by_key(|mark| mark.span);
    marks.dedup_by(|later, earlier| earlier.span.end > later.span.start);
    let people = people::candidates(&page, &hits, &marks, known);
    let people: Vec<DraftMention> = people.into_iter().filter(|mark| !overlaps(&marks, mark.span)).collect();
    marks.extend(people);
    marks.sort_by_key(|mark| mark.span);
    marks.into_iter().enumerate().filter_map(|(n, mark)| found(n, mark)).collect()
}

fn found(n: usize, mark: DraftMention) -> Option<ProposedMention> {
    Some(ProposedMention {
        id: MentionId::new(format!("x{}", n + 1)).ok()?,
        span: mark.span,
        kind: mark.kind,
        entity: mark.entity,
        candidates: mark.candidates,
        score: mark.score,
        rule: mark.rule,
    })
}
