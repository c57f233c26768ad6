//! Which region names in a text are regions, with their type words, and what they mean.

use std::collections::{HashMap, HashSet};

use super::{
    page::{DraftMention, MentionPage, one_off},
    scan::{NameInText, Scanner, SpellingMeaning},
    words::WordCase,
};
use crate::{
    extract::{
        extractor::{ExtractionContext, Trust},
        rule::Rule,
    },
    lexicon::classes::WordClasses,
    model::{EntityId, KindKey, Office, Span},
};

/// A region name with its borders, before it is known whether it is one.
struct RegionName {
    words: std::ops::Range<usize>,
    span: Span,
    bearers: Vec<SpellingMeaning>,
    stale: bool,
    /// A type word is part of it.
    typed: bool,
}

const TYPE: WordClasses = WordClasses::PROVINCE.or(WordClasses::REGENCY).or(WordClasses::CITY);

/// Marks the regions among the names of a text. `others`: the marks that are there already.
pub(super) fn regions(
    page: &MentionPage<'_>,
    hits: &[NameInText<'_>],
    scanner: &[&Scanner],
    others: &[DraftMention],
    known: &ExtractionContext<'_>,
) -> Vec<DraftMention> {
    let region = KindKey::region();
    let mut named: Vec<RegionName> = hits
        .iter()
        .filter(|hit| hit.pattern.kind == region)
        .map(|hit| bordered(page, hit, scanner))
        .filter(|named| !is_thing(page, &named.words))
        .filter(|named| named.typed || !(ends_name(page, named.words.start, others) || begins_name(page, &named.words)))
        .collect();
    let sure: Vec<bool> = named.iter().map(|named| is_sure(page, named, others)).collect();
    // A word that is a region once is one in the whole article, where it has a capital.
    let told: HashSet<EntityId> = named
        .iter()
        .zip(&sure)
        .filter(|(_, sure)| **sure)
        .flat_map(|(named, _)| named.bearers.iter().map(|bearer| bearer.entity.clone()))
        .collect();
    let mut sure = sure.into_iter();
    named.retain(|named| {
        sure.next().unwrap_or(false) || named.bearers.iter().any(|bearer| told.contains(&bearer.entity))
    });
    let mut marks: Vec<DraftMention> = named.into_iter().map(|named| mark(page, named)).collect();
    marks.extend(misspelt(page, hits, known));
    marks.sort_by_key(|mark| mark.span);
    link(&mut marks, known);
    marks
}

fn mark(page: &MentionPage<'_>, named: RegionName) -> DraftMention {
    let own = named.bearers.iter().find(|bearer| bearer.trust == Trust::Own);
    let one = own.or(if named.bearers.len() == 1 { named.bearers.first() } else { None });
    let entity = one.filter(|_| !named.stale).map(|bearer| bearer.entity.clone());
    let (score, rule) = match (&entity, named.typed) {
        (Some(_), true) => (0.97, Rule::RegionTyped),
        (Some(_), false) => (0.93, Rule::RegionName),
        (None, _) => (0.8, Rule::RegionSeveral),
    };
    DraftMention {
        span: Span::new(page.words[named.words.start].span.start, named.span.end),
        words: named.words,
        kind: KindKey::region(),
        candidates: if entity.is_some() { Vec::new() } else { named.bearers.into_iter().map(|b| b.entity).collect() },
        entity,
        score,
        rule: rule.into(),
    }
}

/// A name with the type word before it, and without the office word "Wali Kota".
fn bordered(page: &MentionPage<'_>, hit: &NameInText<'_>, scanners: &[&Scanner]) -> RegionName {
    let mut words = hit.words.clone();
    let mut span = hit.span;
    let mut bearers = hit.pattern.bearers.clone();
    let is_office = |at: usize| {
        page.is(at, WordClasses::CITY)
            && at > 0
            && page.is_low(at - 1, &["wali", "ibu", "walikota"])
            && page.joined(at - 1)
    };
    let mut typed = false;
    if words.len() > 1 && page.is(words.start, TYPE) {
        typed = true;
        if is_office(words.start) {
            let rest = Span::new(page.words[words.start + 1].span.start, span.end);
            if let Some(pattern) = scanners.iter().find_map(|scanner| scanner.get(page.text.slice(rest))) {
                typed = false;
                words.start += 1;
                span = rest;
                bearers.clone_from(&pattern.bearers);
            }
        }
    } else if let Some(level) = level_before(page, words.start).filter(|_| !is_office(words.start - 1)) {
        let fitting: Vec<SpellingMeaning> =
            bearers.iter().filter(|bearer| bearer.level == Some(level)).cloned().collect();
        if !fitting.is_empty() {
            typed = true;
            bearers = fitting;
            words.start -= 1;
        }
    }
    RegionName { words, span, bearers, stale: hit.stale, typed }
}

/// What the type word right before a word says.
fn level_before(page: &MentionPage<'_>, at: usize) -> Option<Office> {
    let before = at.checked_sub(1).filter(|&before| page.joined(before))?;
    let word = page.words[before];
    let mut class = word.class;
    // “Kabupten Solok”
    if class.is_none() && word.case == WordCase::Capital && word.span.len() > 6 {
        let low = page.word(before).to_lowercase();
        let typed = [("kabupaten", WordClasses::REGENCY), ("provinsi", WordClasses::PROVINCE)];
        class = typed.into_iter().find(|(right, _)| one_off(&low, right)).map_or(class, |(_, class)| class);
    }
    let levels = [
        (WordClasses::PROVINCE, Office::GOVERNOR),
        (WordClasses::REGENCY, Office::REGENT),
        (WordClasses::CITY, Office::MAYOR),
    ];
    levels.into_iter().find(|(word, _)| class.has(*word)).map(|(_, office)| office)
}

/// Part of the name of a thing: "Polres Tegal", "Radar Bekasi", "Lampung Post".
fn is_thing(page: &MentionPage<'_>, words: &std::ops::Range<usize>) -> bool {
    let mut at = words.start;
    // Through the capitalised words before it, three at the most.
    for _ in 0..3 {
        let Some(before) = at.checked_sub(1).filter(|&before| page.joined(before)) else { break };
        let word = page.words[before];
        let capital = matches!(word.case, WordCase::Capital | WordCase::Upper);
        if word.class.has(WordClasses::THING) || (capital && word.class.has(WordClasses::MEDIA)) {
            return true;
        }
        if !capital || !(word.class.is_none() || page.is_low(before, &["negeri", "islam", "tinggi", "agama"])) {
            break;
        }
        at = before;
    }
    let after = words.end;
    // In capitals among capitals: "JABAR SELARAS –".
    let shouted = |at: usize| {
        page.words.get(at).is_some_and(|word| {
            word.case == WordCase::Upper
                && word.span.len() > 3
                && (word.class.is_none() || word.class.has(WordClasses::MEDIA))
        })
    };
    if page.words[words.start].case == WordCase::Upper
        && words.len() == 1
        && (shouted(after) && page.joined(after - 1)
            || words.start > 0 && shouted(words.start - 1) && page.joined(words.start - 1))
    {
        return true;
    }
    page.joined(after - 1)
        && page.is(after, WordClasses::MEDIA)
        && page.words.get(after).is_some_and(|word| matches!(word.case, WordCase::Capital | WordCase::Upper))
}

/// The last part of a person's name: "Andi Baso Manggarai", "calon bupati Umar Bima". Two unknown words with capitals
/// before it are one, or one behind a word that a name follows.
fn ends_name(page: &MentionPage<'_>, start: usize, others: &[DraftMention]) -> bool {
    let unknown = |at: usize| {
        let word = page.words[at];
        word.class.is_none() && word.case == WordCase::Capital && word.span.len() > 1 && !page.opens(at)
    };
    let marked = |at: usize| {
        let next = others.partition_point(|mark| mark.words.end <= at);
        others.get(next).is_some_and(|mark| mark.words.contains(&at))
    };
    let run = (0..start).rev().take(4).take_while(|&at| page.joined(at) && unknown(at) && !marked(at)).count();
    let before = (start - run).checked_sub(1).filter(|&before| page.joined(before));
    let named = WordClasses::TITLE.or(WordClasses::NOMINATES).or(WordClasses::RUNNER);
    run > 1 || run == 1 && before.is_some_and(|before| page.is(before, named))
}

/// The first part of a person's name: "pasangan Bima Nugraha-Siti", "mengusung Bima Nugraha".
fn begins_name(page: &MentionPage<'_>, words: &std::ops::Range<usize>) -> bool {
    let before = words.start.checked_sub(1).filter(|&before| page.joined(before));
    let named = before.is_some_and(|before| {
        page.is(before, WordClasses::TITLE.or(WordClasses::NOMINATES))
            || page.is_low(before, &["pasangan", "duet", "paslon", "kandidat"])
    });
    let next = page.words.get(words.end).filter(|_| page.joined(words.end - 1));
    words.len() == 1 && named && next.is_some_and(|next| next.class.is_none() && next.case == WordCase::Capital)
}

/// Whether a name is a region by itself: always, but for words that mean other things as well.
fn is_sure(page: &MentionPage<'_>, named: &RegionName, others: &[DraftMention]) -> bool {
    if named.typed || named.bearers.iter().any(|bearer| bearer.trust > Trust::Cue) {
        return true;
    }
    let at = named.words.start;
    let Some(before) = at.checked_sub(1) else { return is_dateline(page, named) };
    let cue = WordClasses::OFFICE
        .or(WordClasses::ELECTION)
        .or(WordClasses::PLACE)
        .or(WordClasses::BOARD)
        .or(TYPE)
        .or(WordClasses::RUNNER);
    (page.joined(before) && (page.is(before, cue) || others.binary_search_by(|mark| mark.words.end.cmp(&at)).is_ok()))
        || is_dateline(page, named)
}

/// "MALANG, KABAR KITA –" at the beginning of a line.
fn is_dateline(page: &MentionPage<'_>, named: &RegionName) -> bool {
    let before = page.gap_before(named.words.start);
    let opens = named.words.start == 0 || before.contains('\n') || before.trim() == ",";
    let rest = &page.text[named.span.end..];
    let mut end = rest.len().min(60);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    let head = rest[..end].lines().next().unwrap_or("");
    opens && named.words.start < 40 && [" – ", " — ", " - ", "– ", "- "].iter().any(|dash| head.contains(dash))
}

/// Regions behind a type word that no name spells like this: "Kabupaten Pringswu".
fn misspelt(page: &MentionPage<'_>, hits: &[NameInText<'_>], known: &ExtractionContext<'_>) -> Vec<DraftMention> {
    let mut found = Vec::new();
    let mut asked: HashMap<&str, Vec<EntityId>> = HashMap::new();
    for at in 0..page.words.len() {
        let word = page.words[at];
        if !word.class.has(TYPE)
            || word.case == WordCase::Lower
            || !page.joined(at)
            || page.is_low(at.wrapping_sub(1), &["wali", "ibu"])
        {
            continue;
        }
        let is_name =
            |n: usize| page.words.get(n).is_some_and(|word| word.case == WordCase::Capital && word.class.is_none());
        // "Kabupaten Lawu barat Daya": small letters inside a name of two or more words.
        let inside = |n: usize| n > 1 && n < 3 && is_name(at + n + 1) && page.joined(at + n);
        let len = (1..=3).take_while(|&n| (is_name(at + n) || inside(n)) && page.joined(at + n - 1)).count();
        let hit = hits.partition_point(|hit| hit.words.end <= at + 1);
        if len == 0 || hits.get(hit).is_some_and(|hit| hit.words.start <= at + 1) {
            continue;
        }
        for n in (1..=len).rev() {
            let span = Span::new(word.span.start, page.words[at + n].span.end);
            let words = page.text.slice(span);
            let meant = asked.entry(words).or_insert_with(|| (known.regions)(words));
            if let [one] = meant.as_slice() {
                found.push(DraftMention {
                    span,
                    words: at..at + n + 1,
                    kind: KindKey::region(),
                    entity: Some(one.clone()),
                    candidates: Vec::new(),
                    score: 0.8,
                    rule: Rule::RegionMisspelt.into(),
                });
                break;
            }
        }
    }
    found
}

/// Links what several regions are called, by the words around it and what else is linked.
fn link(marks: &mut [DraftMention], known: &ExtractionContext<'_>) {
    let mut linker = (known.linker)();
    marks.iter().filter_map(DraftMention::linked).for_each(|linked| linker.add(&linked));
    let region = KindKey::region();
    known.decided.iter().filter(|(_, kind, _)| *kind == region).for_each(|linked| linker.add(linked));
    for mark in marks.iter_mut().filter(|mark| mark.entity.is_none()) {
        let Some(entity) = linker.link(mark.span, &mark.kind) else { continue };
        mark.entity = Some(entity);
        mark.linked().into_iter().for_each(|linked| linker.add(&linked));
        mark.candidates.clear();
        mark.score = 0.9;
        mark.rule = Rule::RegionResolved.into();
    }
}
