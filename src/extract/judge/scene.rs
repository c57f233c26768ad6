//! An article as the rules walk through it: sentence by sentence, forwards and backwards from a selection. A sentence
//! is read once, when it is first asked for, and so is everything that rules find in it by itself.

use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
};

use rustc_hash::FxHashMap as Map;

use super::layout::{Layout, SentencePlace, places};
use crate::{
    extract::{
        ballot::Ballot,
        signals::{places::NameStarts, region::Rank, sentence::Sentence, tokens::tokens},
    },
    model::{Annotations, Article, Date, EntityId, Mention, MentionId, Span, Text},
};

/// How many sentences a rule looks back at the most. What a statement refers to is nearer than that, and an article
/// without line ends would be read over and over.
const LOOK_BACK: usize = 60;

/// An article with the mentions that the rules know.
pub(super) struct Scene<'a> {
    pub article: &'a Article,
    pub text: &'a Text,
    pub ballot: &'a Ballot,
    /// Parties, candidates and regions in reading order; of overlapping ones the first and longest.
    marks: Vec<&'a Mention>,
    places: Vec<SentencePlace>,
    read: Vec<OnceCell<Rc<Sentence<'a>>>>,
    words: OnceCell<NameStarts<'a>>,
    longest: OnceCell<Map<&'a EntityId, &'a str>>,
    parties: OnceCell<Parties<'a>>,
    regions: OnceCell<Vec<&'a EntityId>>,
    /// Of each sentence, whether it begins inside a quotation of its paragraph.
    quoted: OnceCell<Vec<bool>>,
    /// The first day named at the beginning.
    pub head_date: OnceCell<Option<Date>>,
    pub cycle: OnceCell<Option<i16>>,
    capital_race: OnceCell<bool>,
    /// The longer forms of names that were asked for.
    pub forms: RefCell<Map<&'a str, Rc<[NamePlace]>>>,
}

/// A place where a name stands, by itself or in a longer one.
pub(super) struct NamePlace {
    pub place: usize,
    /// Of the longer name; `None` if it is no name, or too long for one.
    pub name: Option<(usize, Span)>,
    pub party: Option<MentionId>,
}

/// The linked parties of an article.
struct Parties<'a> {
    entities: Vec<&'a EntityId>,
    /// Of each mention in reading order, its span and the number of its entity.
    marks: Vec<(Span, usize)>,
}

impl<'a> Scene<'a> {
    pub fn new(article: &'a Article, annotations: &'a Annotations, ballot: &'a Ballot) -> Self {
        let mut marks: Vec<&Mention> = Vec::new();
        for mention in annotations.in_reading_order() {
            let free = marks.last().is_none_or(|last| last.span.end <= mention.span.start);
            let known = matches!(mention.kind.as_str(), "party" | "candidate" | "region");
            if free && known && article.text.fits(mention.span) {
                marks.push(mention);
            }
        }
        let places = places(&article.text);
        Self {
            article,
            text: &article.text,
            ballot,
            marks,
            read: places.iter().map(|_| OnceCell::new()).collect(),
            places,
            words: OnceCell::new(),
            longest: OnceCell::new(),
            parties: OnceCell::new(),
            regions: OnceCell::new(),
            quoted: OnceCell::new(),
            head_date: OnceCell::new(),
            cycle: OnceCell::new(),
            capital_race: OnceCell::new(),
            forms: RefCell::default(),
        }
    }

    /// The marks inside a span.
    pub fn marks_in(&self, span: Span) -> impl Iterator<Item = &'a Mention> {
        let first = self.marks.partition_point(|mention| mention.span.start < span.start);
        self.marks[first..]
            .iter()
            .copied()
            .take_while(move |m| m.span.start < span.end)
            .filter(move |m| span.covers(m.span))
    }

    /// The regions of the article, each once.
    pub fn regions(&self) -> &[&'a EntityId] {
        self.regions.get_or_init(|| {
            let regions = self.marks.iter().filter(|mention| mention.kind.as_str() == "region");
            let mut regions: Vec<&EntityId> = regions.filter_map(|mention| mention.entity.as_ref()).collect();
            regions.sort_unstable();
            regions.dedup();
            regions
        })
    }

    /// The region that the article names most often, by far: at least twice, and twice as often as any other that is not
    /// the province around it.
    pub fn main_region(&self) -> Option<&'a EntityId> {
        let mut counts: Map<&EntityId, usize> = Map::default();
        let regions = self.marks.iter().filter(|mention| mention.kind.as_str() == "region");
        regions
            .filter_map(|mention| mention.entity.as_ref())
            .for_each(|entity| *counts.entry(entity).or_default() += 1);
        let most =
            self.regions().iter().copied().max_by_key(|entity| counts[entity]).filter(|most| counts[most] > 1)?;
        let around =
            |entity: &EntityId| most.local().strip_prefix(entity.local()).is_some_and(|rest| rest.starts_with('.'));
        let clear = |entity: &&EntityId| *entity == most || around(entity) || counts[*entity] * 2 <= counts[most];
        self.regions().iter().all(clear).then_some(most)
    }

    fn read_sentence(&self, span: Span, line: usize) -> Sentence<'a> {
        Sentence::new(span, line, tokens(self.text, span, &self.marks), &self.ballot.signals)
    }

    fn get(&self, n: usize) -> &Sentence<'a> {
        self.shared(n)
    }

    /// The same, to be kept.
    fn shared(&self, n: usize) -> &Rc<Sentence<'a>> {
        let SentencePlace { span, line, .. } = self.places[n];
        self.read[n].get_or_init(|| Rc::new(self.read_sentence(span, line)))
    }

    /// The spans of all sentences, in reading order, with what kind of line each is of.
    pub fn spans_with_layout(&self) -> impl Iterator<Item = (Span, Layout)> {
        self.places.iter().map(|place| (place.span, place.layout))
    }

    /// The spans of all sentences, in reading order.
    #[cfg(test)]
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        self.places.iter().map(|place| place.span)
    }

    /// The spans of the sentences that a span touches.
    pub fn touched(&self, selected: Span) -> impl Iterator<Item = Span> {
        let first = self.places.partition_point(|place| place.span.end <= selected.start);
        let all = self.places[first..].iter().map(|place| place.span);
        all.take_while(move |span| span.start < selected.end).filter(move |span| span.touches(selected))
    }

    /// The sentence at a byte, or the next one.
    pub fn sentence_at(&self, offset: usize) -> Option<&Sentence<'a>> {
        self.shared_at(offset).map(Rc::as_ref)
    }

    /// The same, to be kept.
    pub fn shared_at(&self, offset: usize) -> Option<&Rc<Sentence<'a>>> {
        let n = self.places.partition_point(|place| place.span.end <= offset);
        (n < self.places.len()).then(|| self.shared(n))
    }

    /// All sentences, teasers left out; of an endless text its beginning.
    pub fn all(&self) -> impl Iterator<Item = &Sentence<'a>> {
        const MOST: usize = 2_000;
        let own = (0..self.places.len().min(MOST)).filter(|&n| self.places[n].layout != Layout::Teaser);
        own.map(|n| self.get(n))
    }

    /// The sentences before a byte, nearest first, teasers left out.
    pub fn before(&self, offset: usize) -> impl Iterator<Item = &Sentence<'a>> {
        let end = self.places.partition_point(|place| place.span.start < offset);
        let near = (0..end).rev().take(LOOK_BACK);
        near.filter(|&n| self.places[n].layout != Layout::Teaser).map(|n| self.get(n))
    }

    /// The sentences after a byte.
    pub fn after(&self, offset: usize) -> impl Iterator<Item = &Sentence<'a>> {
        let first = self.places.partition_point(|place| place.span.end <= offset);
        (first..self.places.len()).take(LOOK_BACK).map(|n| self.get(n))
    }

    /// Whether the beginning of the article tells of an election in a region, by its code.
    pub fn tells_of_race_in(&self, code: &str) -> bool {
        *self.capital_race.get_or_init(|| {
            (0..self.places.len().min(LOOK_BACK)).any(|n| {
                let sentence = self.get(n);
                let named = |at: usize| sentence.tokens[at].mention.and_then(|mention| mention.entity.as_ref());
                let regions = sentence.regions().iter().filter(|region| region.rank >= Rank::Office);
                regions.filter_map(|region| named(region.at)).any(|entity| entity.local() == code)
            })
        })
    }

    /// The sentences after a byte in the same paragraph.
    pub fn after_in_paragraph(&self, offset: usize) -> impl Iterator<Item = &Sentence<'a>> {
        let line = self.text.line_of_byte(offset);
        let first = self.places.partition_point(|place| place.span.end <= offset);
        let here = (first..self.places.len()).take_while(move |&n| self.places[n].line == line);
        here.take(LOOK_BACK).map(|n| self.get(n))
    }

    /// Where a name stands in the text as whole words, at most `limit` places.
    pub fn places_of(&self, name: &str, limit: usize) -> Vec<Span> {
        self.words.get_or_init(|| NameStarts::new(self.text)).of(name, limit)
    }

    /// The parties that are named before a byte: how often, and where first.
    pub fn parties_before(&self, offset: usize) -> impl Iterator<Item = (&'a EntityId, usize, usize)> {
        let Parties { entities, marks } = self.parties.get_or_init(|| {
            let (mut entities, mut numbers, mut marks) = (Vec::new(), Map::default(), Vec::new());
            for mention in self.marks.iter().filter(|mention| mention.kind.as_str() == "party") {
                let Some(entity) = &mention.entity else { continue };
                let number = *numbers.entry(entity).or_insert(entities.len());
                if number == entities.len() {
                    entities.push(entity);
                }
                marks.push((mention.span, number));
            }
            Parties { entities, marks }
        });
        let mut counts = vec![(0, 0); entities.len()];
        for (span, number) in marks.iter().take_while(|(span, _)| span.end <= offset) {
            if counts[*number].0 == 0 {
                counts[*number].1 = span.start;
            }
            counts[*number].0 += 1;
        }
        let named = entities.iter().zip(counts).filter(|(_, (count, _))| *count > 0);
        named.map(|(entity, (count, first))| (*entity, count, first))
    }

    /// Whether a sentence begins while quotation marks are open in its paragraph.
    pub fn is_quoted(&self, sentence: Span) -> bool {
        let quoted = self.quoted.get_or_init(|| quoted(self.text, &self.places));
        quoted.get(self.places.partition_point(|place| place.span.start < sentence.start)).is_some_and(|quoted| *quoted)
    }

    /// The longest name by which the article mentions an entity.
    pub fn longest_name(&self, entity: &EntityId) -> Option<&'a str> {
        let longest = self.longest.get_or_init(|| {
            let mut longest: Map<&EntityId, (usize, &str)> = Map::default();
            for mention in &self.marks {
                let Some(entity) = &mention.entity else { continue };
                let name = self.text.slice(mention.span);
                let chars = name.chars().count();
                let known = longest.entry(entity).or_default();
                if chars >= known.0 {
                    *known = (chars, name);
                }
            }
            longest.into_iter().map(|(entity, (_, name))| (entity, name)).collect()
        });
        longest.get(entity).copied()
    }
}

/// Of each sentence, whether quotation marks are open before it in its line.
fn quoted(text: &Text, places: &[SentencePlace]) -> Vec<bool> {
    let mut quoted = Vec::with_capacity(places.len());
    let (mut line, mut at, mut open, mut odd) = (None, 0, 0_isize, false);
    for place in places {
        if line != Some(place.line) {
            (line, open, odd) = (Some(place.line), 0, false);
            at = text.line(place.line).map_or(place.span.start, |line| line.start);
        }
        for c in text.slice(Span::new(at, place.span.start)).chars() {
            match c {
                '“' => open += 1,
                '”' => open -= 1,
                '"' => odd = !odd,
                _ => {}
            }
        }
        at = place.span.start;
        quoted.push(open > 0 || odd);
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::judge::{layout::LONGEST, testing::article};

    #[test]
    fn forwards_and_backwards() {
        let (article, annotations) = article("Satu. Dua.\n\nBaca juga: Tiga\nEmpat [PKS|party:pks]. Lima. Enam.", None);
        let scene = Scene::new(&article, &annotations, Ballot::delivered());
        let at = article.text.find("Lima").unwrap();
        let words = |s: &Sentence<'_>| article.text.slice(s.span).to_owned();
        assert_eq!(scene.before(at).map(words).collect::<Vec<_>>(), ["Empat PKS.", "Dua.", "Satu."]);
        assert_eq!(scene.after_in_paragraph(at).map(words).collect::<Vec<_>>(), ["Lima.", "Enam."]);
        assert_eq!(scene.after_in_paragraph(0).map(words).collect::<Vec<_>>(), ["Satu.", "Dua."]);
        assert_eq!(scene.marks_in(Span::new(0, article.text.len())).count(), 1);
    }

    #[test]
    fn sentences_of_a_selection() {
        let (article, annotations) = article("Satu dua. Tiga empat.\n\n“Lima 😀.” Enam", None);
        let text = &article.text;
        let scene = Scene::new(&article, &annotations, Ballot::delivered());
        let of = |from: &str, to: &str| {
            let selected = Span::new(text.find(from).unwrap(), text.find(to).unwrap() + to.len());
            scene.touched(selected).map(|span| text.slice(span)).collect::<Vec<_>>()
        };
        assert_eq!(of("dua", "dua"), ["Satu dua."]);
        assert_eq!(of("dua", "Lima"), ["Satu dua.", "Tiga empat.", "“Lima 😀.”"]);
        assert_eq!(of("Lima", "Enam"), ["“Lima 😀.”", "Enam"]);
        assert_eq!(scene.touched(Span::new(text.len(), text.len())).count(), 0);
    }

    #[test]
    fn a_text_without_full_stops_is_parted() {
        for piece in ["kata 😀 ", "kata", "😀"] {
            let (article, annotations) = article(&piece.repeat(10_000), None);
            let scene = Scene::new(&article, &annotations, Ballot::delivered());
            assert!(scene.spans().count() > 3 && scene.spans().all(|span| span.len() <= LONGEST));
            assert!(scene.spans().all(|span| article.text.fits(span)));
        }
    }
}
