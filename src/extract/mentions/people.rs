//! The people of a text: which names are one person's, and who of them is a candidate.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    hash::Hasher,
};

use rustc_hash::{FxHashMap as Map, FxHasher as Fast};

use super::{
    chunks::{Chunk, pieces},
    evidence::{Bond, Called, ChunkEvidence, ReadPieces, WordTie},
    page::{DraftMention, MentionPage, one_off},
    scan::NameInText,
};
use crate::{
    extract::{
        extractor::{ExtractionContext, Trust},
        rule::{Reason, Rule},
    },
    model::{EntityId, KindKey, Span},
};

/// Least weight of a candidate.
const ENOUGH: f32 = 0.55;

/// How many names of one person are looked for among those who are known.
const NAMES: usize = 4;

/// Somebody, by all the chunks that name them.
#[derive(Debug)]
struct Person {
    chunks: Vec<usize>,
    weight: f32,
    rule: Rule,
}

/// Marks the candidates of a text. `marks`: its parties and regions in reading order.
pub(super) fn candidates(
    page: &MentionPage<'_>,
    hits: &[NameInText<'_>],
    marks: &[DraftMention],
    known: &ExtractionContext<'_>,
) -> Vec<DraftMention> {
    let candidate = KindKey::candidate();
    let names: Vec<&NameInText<'_>> = hits.iter().filter(|hit| hit.pattern.kind == candidate).collect();
    let ranges: Vec<_> = names.iter().map(|hit| hit.words.clone()).collect();
    let (pieces, chunks) = pieces(page, marks, &ranges);
    let reading = ReadPieces::new(page, &pieces, &chunks);
    let (mut evidence, bonds) = reading.evidence();
    let mut people = PeopleInText::of(page, &chunks, &bonds);
    people.aliases(&reading);
    people.pair_nicknames(page, &chunks, &bonds);
    registered(&names, &chunks, marks, known, &reading, &mut evidence);
    decided(&chunks, known, &mut evidence);
    // What is said of one of a pair is said of the other: three steps reach through any list.
    let mut own = vec![0.0_f32; chunks.len()];
    evidence.iter().for_each(|said| own[said.chunk] = own[said.chunk].max(said.weight));
    for _ in 0..3 {
        people.weigh(&evidence);
        for bond in &bonds {
            for (from, to) in [(bond.one, bond.other), (bond.other, bond.one)] {
                let weight = match bond.kind {
                    WordTie::Pair => people.of_chunk(from).weight,
                    WordTie::Company => people.of_chunk(from).weight * 0.9,
                    WordTie::List => own[from],
                };
                let given = weight * 0.95;
                if weight >= ENOUGH && own[to] < given {
                    own[to] = given;
                    evidence.push(ChunkEvidence { chunk: to, weight: given, rule: Rule::NamedBeside });
                }
            }
        }
    }
    people.weigh(&evidence);
    people.misspelt(page, &chunks);
    people.variants(page, &chunks);
    let region = KindKey::region();
    let known_place = |hit: &&NameInText<'_>| {
        hit.pattern.kind == region && hit.pattern.bearers.iter().any(|bearer| bearer.trust > Trust::Cue)
    };
    // A word that is a region's name by itself is nobody's.
    let places: HashSet<usize> =
        hits.iter().filter(known_place).filter(|hit| hit.words.len() == 1).map(|hit| hit.words.start).collect();
    people.leave_out(|chunk: usize| chunks[chunk].words.len() == 1 && places.contains(&chunks[chunk].words.start));
    // "SK", "UU": capitals by themselves are a word's.
    people.leave_out(|chunk: usize| reading.is_abbreviation(chunk));
    people.mark(page, &chunks, marks, known)
}

/// Registered candidates whose race, or whose running mate, is in the article; those who speak as officers are left out.
fn registered(
    names: &[&NameInText<'_>],
    chunks: &[Chunk],
    marks: &[DraftMention],
    known: &ExtractionContext<'_>,
    reading: &ReadPieces<'_, '_>,
    evidence: &mut Vec<ChunkEvidence>,
) {
    let linked: HashSet<&EntityId> = marks.iter().filter_map(|mark| mark.entity.as_ref()).collect();
    for hit in names {
        let Ok(chunk) = chunks.binary_search_by(|chunk| chunk.words.start.cmp(&hit.words.start)) else { continue };
        if chunks[chunk].words.end < hit.words.end {
            continue;
        }
        if hit.pattern.bearers.iter().any(|bearer| bearer.trust == Trust::Own) {
            evidence.push(ChunkEvidence { chunk, weight: 0.95, rule: Rule::ProjectCandidate });
            continue;
        }
        let officer = reading.piece_of(chunk).is_some_and(|at| reading.is_officer(at));
        let here = |entity: &EntityId| (known.facts.running)(entity).iter().any(|race| linked.contains(race));
        if !officer && hit.pattern.bearers.iter().any(|bearer| here(&bearer.entity)) {
            evidence.push(ChunkEvidence { chunk, weight: 0.7, rule: Rule::Registered });
        }
    }
}

fn decided(chunks: &[Chunk], known: &ExtractionContext<'_>, evidence: &mut Vec<ChunkEvidence>) {
    let candidate = KindKey::candidate();
    let decided = known.decided.iter().filter(|(_, kind, _)| *kind == candidate);
    let spans: HashSet<Span> = decided.map(|(span, ..)| *span).collect();
    for (n, chunk) in chunks.iter().enumerate() {
        if spans.contains(&chunk.span) {
            evidence.push(ChunkEvidence { chunk: n, weight: 0.99, rule: Rule::Decided });
        }
    }
}

/// Everybody in a text.
struct PeopleInText {
    people: Vec<Person>,
    /// Whose each chunk is.
    owner: Vec<usize>,
}

impl PeopleInText {
    /// Full names first, then short forms: a name of some words of another is that person's, of the one named last
    /// before it.
    fn of(page: &MentionPage<'_>, chunks: &[Chunk], bonds: &[Bond]) -> Self {
        let words = |n: usize| chunks[n].words.clone().map(|at| page.word(at)).collect::<Vec<_>>();
        let names: Vec<Vec<&str>> = (0..chunks.len()).map(words).collect();
        let mut order: Vec<usize> = (0..chunks.len()).collect();
        order.sort_by_key(|&n| std::cmp::Reverse(names[n].len()));
        let mut people = Self { people: Vec::new(), owner: vec![usize::MAX; chunks.len()] };
        /// How many names that share a word are compared: who is meant by a part of a name was named not long before.
        const COMPARED: usize = 400;
        // The first chunk of each whole name.
        let mut whole: Map<u64, usize> = Map::default();
        // The first chunk of each spelling by its words, so that a name said often is compared once.
        let mut seen: Map<u64, Vec<usize>> = Map::default();
        // "A-B" written as "A B" is two people, and no longer name of one.
        let mut pairs: HashSet<u64> = HashSet::new();
        for bond in bonds.iter().filter(|bond| bond.kind != WordTie::Company) {
            let both = names[bond.one].iter().chain(&names[bond.other]);
            pairs.insert(both.fold(0, |all: u64, word| all.rotate_left(7) ^ folded(word)));
        }
        for n in order {
            let full = names[n].len() > 1;
            let first = names[n].first().map_or(0, |word| folded(word));
            let alike = seen.get(&first).map_or(&[][..], Vec::as_slice);
            let all = names[n].iter().fold(0, |all: u64, word| all.rotate_left(7) ^ folded(word));
            if full && pairs.contains(&all) {
                people.people.push(Person { chunks: Vec::new(), weight: f32::MIN, rule: Rule::NamedBeside });
                people.give(n, people.people.len() - 1);
                continue;
            }
            let same = whole.get(&all).copied().filter(|&other| is_same(&names[n], &names[other]));
            let alike = &alike[alike.len().saturating_sub(COMPARED)..];
            if let Some(other) = same.filter(|_| full) {
                people.give(n, people.owner[other]);
                continue;
            }
            let mut longer: Vec<usize> = alike
                .iter()
                .copied()
                .filter(|&other| names[other].len() > names[n].len() && is_part(&names[n], &names[other]))
                .map(|other| people.owner[other])
                .collect();
            longer.sort_unstable();
            longer.dedup();
            let nearest = longer.iter().copied().max_by_key(|&person| {
                let before =
                    people.people[person].chunks.iter().filter(|&&c| c < n && names[c].len() > names[n].len()).max();
                before.map_or(-1, |&c| c as isize)
            });
            match (nearest, same) {
                (Some(person), _) => people.give(n, person),
                (None, Some(other)) => people.give(n, people.owner[other]),
                (None, None) => {
                    people.people.push(Person { chunks: Vec::new(), weight: 0.0, rule: Rule::NamedBeside });
                    people.give(n, people.people.len() - 1);
                }
            }
            if same.is_none() {
                whole.entry(all).or_insert(n);
                let mut words: Vec<u64> = names[n].iter().map(|word| folded(word)).collect();
                words.sort_unstable();
                words.dedup();
                words.into_iter().for_each(|word| seen.entry(word).or_default().push(n));
            }
        }
        people
    }

    fn give(&mut self, chunk: usize, person: usize) {
        self.owner[chunk] = person;
        self.people[person].chunks.push(chunk);
    }

    fn of_chunk(&self, chunk: usize) -> &Person {
        &self.people[self.owner[chunk]]
    }

    fn merge(&mut self, one: usize, other: usize) {
        if one == other {
            return;
        }
        for chunk in std::mem::take(&mut self.people[other].chunks) {
            self.give(chunk, one);
        }
    }

    /// Brings nicknames to those whom they name.
    fn aliases(&mut self, reading: &ReadPieces<'_, '_>) {
        for chunk in 0..reading.chunks.len() {
            let Some(called) = reading.called(chunk) else { continue };
            let alias = reading.page.word(reading.chunks[chunk].words.start).to_lowercase();
            let person = match called {
                Called::By(one) => Some(one),
                // Who has it in their name ("Wiji", Wijiono), else who was named last.
                Called::Somebody => {
                    let before = || (0..chunk).rev().take(8);
                    let within = |n: &usize| {
                        reading.chunks[*n].words.clone().any(|at| reading.page.word(at).to_lowercase().contains(&alias))
                    };
                    before().find(within).or_else(|| before().next())
                }
            };
            if let Some(one) = person {
                self.merge(self.owner[one], self.owner[chunk]);
            }
        }
        self.initials(reading);
    }

    /// "AW" is the one person of the text whose name begins with these letters.
    fn initials(&mut self, reading: &ReadPieces<'_, '_>) {
        let all = 0..reading.chunks.len();
        let mut short: Map<&str, Vec<usize>> = Map::default();
        for chunk in all.clone().filter(|&chunk| reading.is_abbreviation(chunk)) {
            short.entry(reading.page.word(reading.chunks[chunk].words.start)).or_default().push(chunk);
        }
        if short.is_empty() {
            return;
        }
        let mut meant: Map<&str, BTreeSet<usize>> = Map::default();
        for whole in all.filter(|&chunk| reading.chunks[chunk].words.len() > 1) {
            if let Some((letters, _)) = short.get_key_value(&*reading.initials(whole)) {
                meant.entry(letters).or_default().insert(self.owner[whole]);
            }
        }
        for (letters, people) in meant {
            if let (Some(&person), 1) = (people.first(), people.len()) {
                short[letters].iter().for_each(|&chunk| self.merge(person, self.owner[chunk]));
            }
        }
    }

    /// "Hendi-Ita" beside "Hendra Wijaya dan Yulita Sari": a pair of short names is the pair of whose names both are parts.
    fn pair_nicknames(&mut self, page: &MentionPage<'_>, chunks: &[Chunk], bonds: &[Bond]) {
        const NEAR: usize = 12;
        let words = |chunk: usize| chunks[chunk].words.clone().map(|at| page.word(at).to_lowercase());
        let single = |chunk: usize| chunks[chunk].words.len() == 1;
        let fits = |short: usize, long: usize| {
            let alias: String = words(short).collect();
            let head: String = alias.chars().take(3).collect();
            head.chars().count() == 3 && words(long).any(|word| word.starts_with(&head) || word.contains(&alias))
        };
        for (n, short) in bonds.iter().enumerate().filter(|(_, bond)| bond.kind == WordTie::Pair) {
            let few = |chunk: usize| self.of_chunk(chunk).chunks.len() <= 40;
            if !single(short.one) || !single(short.other) || !few(short.one) || !few(short.other) {
                continue;
            }
            let alone = |chunk: usize| self.of_chunk(chunk).chunks.iter().all(|&c| single(c));
            if !alone(short.one) && !alone(short.other) {
                continue;
            }
            // "Midji-Norsan" beside "Sutarmidji-Ria Norsan": the second is a part of its name, and known by it.
            let fits = |short: usize, long: usize| {
                if alone(short) { fits(short, long) } else { self.owner[short] == self.owner[long] }
            };
            let near = &bonds[n.saturating_sub(NEAR)..(n + NEAR).min(bonds.len())];
            let longer = |chunk: usize| !single(chunk) || page.word(chunks[chunk].words.start).len() > 7;
            let full = near.iter().find(|bond| {
                bond.one != short.one
                    && (longer(bond.one) && longer(bond.other))
                    && (fits(short.one, bond.one) && fits(short.other, bond.other))
            });
            if let Some(&full) = full {
                self.merge(self.owner[full.one], self.owner[short.one]);
                self.merge(self.owner[full.other], self.owner[short.other]);
            }
        }
    }

    fn weigh(&mut self, evidence: &[ChunkEvidence]) {
        for said in evidence {
            let person = &mut self.people[self.owner[said.chunk]];
            if said.weight > person.weight && person.weight > f32::MIN {
                (person.weight, person.rule) = (said.weight, said.rule);
            }
        }
    }

    /// Nobody of whom all names are like this is a candidate.
    fn leave_out(&mut self, unlike: impl Fn(usize) -> bool) {
        for person in &mut self.people {
            if person.chunks.iter().all(|&chunk| unlike(chunk)) {
                person.weight = 0.0;
            }
        }
    }

    /// A single name one letter off is the candidate's whose name it nearly is.
    fn misspelt(&mut self, page: &MentionPage<'_>, chunks: &[Chunk]) {
        // The words of candidates by their first letters, which are right.
        let mut words: Map<Option<char>, BTreeSet<(&str, usize)>> = Map::default();
        let of = |chunk: usize| chunks[chunk].words.clone().map(|at| page.word(at));
        for (chunk, &owner) in self.owner.iter().enumerate().filter(|(_, owner)| self.people[**owner].weight >= ENOUGH)
        {
            for word in of(chunk) {
                words.entry(word.chars().next()).or_default().insert((word, owner));
            }
        }
        for (n, single) in chunks.iter().enumerate() {
            let word = page.word(single.words.start);
            if single.words.len() > 1 || word.len() < 4 || self.of_chunk(n).weight >= ENOUGH {
                continue;
            }
            let near = words.get(&word.chars().next()).into_iter().flatten().filter(|(other, _)| one_off(word, other));
            let near: BTreeSet<usize> = near.map(|(_, person)| *person).collect();
            if let (Some(&person), 1) = (near.first(), near.len()) {
                for chunk in self.people[self.owner[n]].chunks.clone() {
                    for word in of(chunk) {
                        words.entry(word.chars().next()).or_default().insert((word, person));
                    }
                }
                self.merge(person, self.owner[n]);
            }
        }
    }

    /// "Viktor Wijaya Laras" and "Victor Wijaya Laras": candidates whose names differ in one letter are one.
    fn variants(&mut self, page: &MentionPage<'_>, chunks: &[Chunk]) {
        const MOST: usize = 200;
        let candidates = (0..self.people.len()).filter(|&n| self.people[n].weight >= ENOUGH).take(MOST);
        let longest = |n: usize| self.people[n].chunks.iter().copied().max_by_key(|&c| chunks[c].words.len());
        let names: Vec<(usize, Vec<&str>)> = candidates
            .filter_map(|n| Some((n, chunks[longest(n)?].words.clone().map(|at| page.word(at)).collect())))
            .collect();
        let mut same: Vec<(usize, usize)> = Vec::new();
        for (k, (one, words)) in names.iter().enumerate().filter(|(_, (_, words))| words.len() > 1) {
            let near = |other: &Vec<&str>| {
                let mut unlike = words.iter().zip(other).filter(|(a, b)| !alike(a, b));
                let one = unlike.next().is_some_and(|(a, b)| a.len() > 4 && one_off(a, b));
                words.len() == other.len() && one && unlike.next().is_none()
            };
            same.extend(names[..k].iter().filter(|(_, other)| near(other)).map(|(other, _)| (*other, *one)));
        }
        for (one, other) in same {
            self.merge(one, other);
        }
    }

    fn mark(
        &self,
        page: &MentionPage<'_>,
        chunks: &[Chunk],
        marks: &[DraftMention],
        known: &ExtractionContext<'_>,
    ) -> Vec<DraftMention> {
        let candidate = KindKey::candidate();
        let mut linker = (known.linker)();
        marks.iter().filter_map(DraftMention::linked).for_each(|linked| linker.add(&linked));
        known.decided.iter().for_each(|linked| linker.add(linked));
        let mut found = Vec::new();
        let mut ids: BTreeMap<usize, EntityId> = BTreeMap::new();
        let mut taken: HashSet<EntityId> = HashSet::new();
        for (n, person) in self.people.iter().enumerate().filter(|(_, person)| person.weight >= ENOUGH) {
            let Some(&full) =
                person.chunks.iter().max_by_key(|&&c| (chunks[c].words.len(), chunks[c].span.len(), usize::MAX - c))
            else {
                continue;
            };
            // A nickname may be longer than the name that is known: "Sukmara (Dek Mara Jaya)".
            let words = |c: usize| chunks[c].words.clone().map(|at| page.word(at)).collect::<Vec<_>>();
            let whole = words(full);
            let other = |&c: &usize| c == full || !is_part(&words(c), &whole);
            let mut names: Vec<usize> = person.chunks.iter().copied().filter(other).collect();
            names.sort_by_key(|&c| (c != full, usize::MAX - chunks[c].span.len()));
            names.dedup_by_key(|&mut c| page.text.slice(chunks[c].span));
            names.truncate(NAMES);
            let decided = known
                .decided
                .iter()
                .find(|(span, kind, _)| *kind == candidate && person.chunks.iter().any(|&c| chunks[c].span == *span));
            let entity = decided.map(|(.., entity)| entity.clone()).or_else(|| {
                let known = names.iter().filter_map(|&c| linker.link(chunks[c].span, &candidate));
                // Somebody else of the article is not meant.
                known.into_iter().find(|entity| !taken.contains(entity))
            });
            let entity = entity.unwrap_or_else(|| EntityId::from_name(&candidate, page.text.slice(chunks[full].span)));
            taken.insert(entity.clone());
            ids.insert(n, entity);
        }
        for (n, entity) in &ids {
            let person = &self.people[*n];
            for &chunk in &person.chunks {
                let full = chunks[chunk].words.len() > 1;
                found.push(DraftMention {
                    span: chunks[chunk].span,
                    words: chunks[chunk].words.clone(),
                    kind: candidate.clone(),
                    entity: Some(entity.clone()),
                    candidates: Vec::new(),
                    score: if full { person.weight } else { person.weight * 0.95 },
                    rule: Reason { rule: person.rule, by_part: !full },
                });
            }
        }
        found.sort_by_key(|mark| mark.span);
        found
    }
}

/// A number that words which are [`alike`] share, and few others.
fn folded(word: &str) -> u64 {
    let mut hash = Fast::default();
    if word.is_ascii() {
        word.bytes().for_each(|byte| hash.write_u8(byte.to_ascii_lowercase()));
    } else {
        word.replace('’', "'").to_lowercase().bytes().for_each(|byte| hash.write_u8(byte));
    }
    hash.finish()
}

fn is_same(one: &[&str], other: &[&str]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| alike(a, b))
}

/// Whether some words of a name, in their order, are the others.
fn is_part(part: &[&str], whole: &[&str]) -> bool {
    let mut whole = whole.iter();
    part.iter().all(|word| whole.any(|other| alike(word, other)))
}

fn alike(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
        || (!one.is_ascii() && one.replace('’', "'").to_lowercase() == other.replace('’', "'").to_lowercase())
}

/// Whether a span is one of a list.
pub(super) fn overlaps(marks: &[DraftMention], span: Span) -> bool {
    let at = marks.partition_point(|mark| mark.span.end <= span.start);
    marks.get(at).is_some_and(|mark| mark.span.start < span.end)
}
