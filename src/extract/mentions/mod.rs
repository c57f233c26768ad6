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

use super::{
    extractor::{ExtractionContext, ProposedMention, Trust},
    rule::Rule,
};
use crate::model::{Article, EntityId, MentionId};
use page::{DraftMention, MentionPage};
use people::overlaps;

/// All mentions of an article in reading order, none overlapping; ids are `x1`, `x2` …
pub(super) fn mentions(
    article: &Article,
    scanners: &[&Scanner],
    known: &ExtractionContext<'_>,
) -> Vec<ProposedMention> {
    let page = MentionPage::new(&article.text, known.facts.ballot());
    // The scanner that comes first goes before the others where names overlap.
    let mut hits: Vec<scan::NameInText<'_>> = Vec::new();
    let mut stale: Vec<scan::NameInText<'_>> = Vec::new();
    for scanner in scanners {
        let more = scanner.scan(&article.text, &page.words).into_iter();
        let (old, more) = more.map(|hit| hit.on_the_day(known.valid)).partition(|hit| hit.stale);
        add_free(&mut hits, more);
        stale.extend::<Vec<_>>(old);
    }
    // A name of old is one where nothing of today has it.
    add_free(&mut hits, stale);
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

/// The names of an article alone, of whatever kind, by no rule but that they stand there: for texts that the rules are
/// not made for. Names that are words as well are left out.
pub fn names_alone(article: &Article, scanners: &[&Scanner], known: &ExtractionContext<'_>) -> Vec<ProposedMention> {
    let words = words::words(&article.text, known.facts.ballot());
    let mut hits: Vec<scan::NameInText<'_>> = Vec::new();
    for scanner in scanners {
        let found = scanner.scan(&article.text, &words).into_iter();
        let sure = |hit: &scan::NameInText<'_>| {
            !hit.stale && hit.pattern.bearers.iter().any(|bearer| !matches!(bearer.trust, Trust::Cue | Trust::Epithet))
        };
        add_free(&mut hits, found.map(|hit| hit.on_the_day(known.valid)).filter(sure).collect());
    }
    let proposed = hits.into_iter().enumerate().filter_map(|(n, hit)| {
        let mut bearers: Vec<EntityId> = hit.pattern.bearers.iter().map(|bearer| bearer.entity.clone()).collect();
        let entity = if bearers.len() == 1 { bearers.pop() } else { None };
        Some(ProposedMention {
            id: MentionId::new(format!("x{}", n + 1)).ok()?,
            span: hit.span,
            kind: hit.pattern.kind.clone(),
            entity,
            candidates: bearers,
            score: NAME_ALONE,
            rule: Rule::NameOfProject.into(),
        })
    });
    proposed.collect()
}

/// How sure a name is that stands in a text and of which nothing else is known.
const NAME_ALONE: f32 = 0.9;

/// Adds the names that stand where none stands yet.
fn add_free<'a>(hits: &mut Vec<scan::NameInText<'a>>, more: Vec<scan::NameInText<'a>>) {
    for hit in more {
        let next = hits.partition_point(|other| other.span.end <= hit.span.start);
        if hits.get(next).is_none_or(|other| !other.span.touches(hit.span)) {
            hits.insert(next, hit);
        }
    }
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
