//! Marking what was found: every occurrence of the same words in an article, or chosen places all over the project.

use crate::{
    edit::{Edit, NewMention, Refusal},
    gazetteer::Lexicon,
    message::message,
    model::{ArticleId, KindKey, LinkSource, LinkedMention, Origin, Place, Span},
    search::{Matcher, Query},
};

use crate::session::{
    Done, Hit, Session,
    edits::{gestures, large_step::LargeStep},
    jobs::{extractor::ProjectExtractor, search::covered},
    unreadable,
};

impl Session {
    /// Marks every occurrence of the words under `span` in the article, as one step. Occurrences inside a longer mention
    /// of the same kind are that mention's own words and stay as they are, and so are those inside a longer name that is
    /// known, unless it is part of one under `span` as well. Where all are marked, those under the other names of what is
    /// marked there follow.
    pub fn tag_every(&mut self, article: &ArticleId, span: Span, kind: &KindKey) -> Result<Done, Refusal> {
        let there = self.loaded(article)?;
        let matcher = Matcher::new(&Query::exactly(there.text.slice(span)));
        let matcher = matcher.map_err(|_| Refusal::Wrong(message!("these are too many words to look for")))?;
        let mut spans = matcher.all(&there.text);
        if let Some(marks) = self.marks(article) {
            let same_kind = marks.by_place.iter().filter(|(_, mark)| mark.kind == *kind);
            let same_kind = crate::model::SpanIndex::new(same_kind.map(|(span, _)| (span, ())));
            spans.retain(|span| !covered(&same_kind, *span));
        }
        let text = there.text.as_str();
        if longer_name(&self.lexicon, text, span, kind).is_none() {
            spans.retain(|span| longer_name(&self.lexicon, text, *span, kind).is_none());
        }
        if spans.is_empty() {
            return self.tag_other_names(article, span, kind);
        }
        self.tag_spans(article, &spans, kind, &Origin::EveryOccurrence)
    }

    /// The longer names that [`Self::tag_every`] leaves as they are: those that hold the words and are not marked.
    pub fn longer_names(&self, article: &ArticleId, span: Span, kind: &KindKey) -> Vec<Span> {
        let Some(there) = self.article(article) else { return Vec::new() };
        let text = there.text.as_str();
        let Ok(matcher) = Matcher::new(&Query::exactly(there.text.slice(span))) else { return Vec::new() };
        if longer_name(&self.lexicon, text, span, kind).is_some() {
            return Vec::new();
        }
        let is_marked = |name: &Span| {
            let marks = self.marks(article).into_iter().flat_map(|marks| marks.by_place.iter());
            marks.filter(|(_, mark)| mark.kind == *kind).any(|(marked, _)| marked.touches(*name))
        };
        let names = matcher.all(&there.text).into_iter();
        let mut names: Vec<Span> = names.filter_map(|at| longer_name(&self.lexicon, text, at, kind)).collect();
        names.retain(|name| !is_marked(name));
        names.dedup();
        names
    }

    /// Marks the places where the article surely means the entity of a mark by another name, as one step. Where suggestions
    /// are held back, rules find nothing either.
    fn tag_other_names(&mut self, article: &ArticleId, span: Span, kind: &KindKey) -> Result<Done, Refusal> {
        let there = self.loaded(article)?;
        let known = gestures::known(self.marks(article));
        let here = known.iter().find(|(marked, of, _)| *marked == span && of == kind);
        let read = there.text.as_str().len() <= READ_AT_ONCE && !self.holds_back(article);
        let (Some((_, _, entity)), true) = (here, read) else { return Err(Refusal::Nothing) };
        let own = self.annotations(article).cloned().unwrap_or_default();
        let is_free = |span: Span| !own.mentions.values().any(|mention| mention.span.touches(span));
        let found =
            ProjectExtractor::of(&self.lexicon, self.elections.clone()).anyway(true).extract(&there, &known).mentions;
        let sure = found.into_iter().filter(|found| {
            let same = found.kind == *kind && found.entity.as_ref() == Some(entity);
            same && found.score >= SURE && is_free(found.span)
        });
        let mentions: Vec<NewMention> = sure
            .map(|found| NewMention {
                span: found.span,
                kind: found.kind,
                linked: LinkSource::Rule(format!("rule:{}", found.rule)),
                entity: found.entity,
                by: Origin::EveryOccurrence,
            })
            .collect();
        if mentions.is_empty() {
            return Err(Refusal::Nothing);
        }
        self.perform(Edit::Tag { place: self.place(article), mentions })
    }

    /// Marks hits in many articles as one step; sure names are linked at once.
    pub fn tag_hits(&mut self, hits: &[Hit], kind: &KindKey) -> Result<Done, Refusal> {
        let mut tagging = Tagging::new(hits.to_vec(), kind.clone());
        match self.go_on_tagging(&mut tagging, || true) {
            Ok(_) => self.tag_prepared(tagging),
            Err(refusal) => {
                self.stop_tagging(tagging);
                Err(refusal)
            }
        }
    }

    /// Gets places ready to be marked as long as there is time: articles are read, names linked, marks planned and put in
    /// force. Nothing of it is recorded, and nothing else can be edited once marks begin to come. Returns whether all are.
    pub fn go_on_tagging(&mut self, tagging: &mut Tagging, has_time: impl Fn() -> bool) -> Result<bool, Refusal> {
        self.cache.reading_ahead = true;
        while let Some(hit) = tagging.hits.get(tagging.mentions.len()) {
            if !has_time() {
                return Ok(false);
            }
            let article = &hit.meta.id;
            // Names are linked by what the article has: that is gathered once an article.
            if tagging.known.as_ref().is_none_or(|(there, _)| there != article) {
                self.load_place(&self.place(article)).map_err(unreadable)?;
                tagging.known = Some((article.clone(), gestures::known(self.marks(article))));
            }
            let there = self.loaded(article)?;
            if !there.text.fits(hit.span) {
                return Err(Refusal::Wrong(message!(
                    "the text of article {article} changed: search again",
                    article = article.as_str()
                )));
            }
            let known = tagging.known.as_ref().map_or(&[][..], |(_, known)| known);
            let link = gestures::link(&self.lexicon, &there, known, hit.span, &tagging.kind);
            let (entity, linked) = link.map_or((None, LinkSource::Person), |(entity, linked)| (Some(entity), linked));
            let by = Origin::EveryOccurrence;
            let new = NewMention { span: hit.span, kind: tagging.kind.clone(), entity, linked, by };
            tagging.mentions.push((self.place(article), new));
        }
        while tagging.planned < tagging.mentions.len() {
            if !has_time() {
                return Ok(false);
            }
            self.plan_some(tagging)?;
        }
        self.go_on_with(&mut tagging.step, has_time)
    }

    /// Plans the marks of the next articles.
    fn plan_some(&mut self, tagging: &mut Tagging) -> Result<(), Refusal> {
        let rest = &tagging.mentions[tagging.planned..];
        let many = rest.get(PLANNED).map(|(place, _)| place);
        // An article is planned whole.
        let length = rest.iter().enumerate().skip(PLANNED).find(|(_, (place, _))| Some(place) != many);
        let mentions = rest[..length.map_or(rest.len(), |(at, _)| at)].to_vec();
        tagging.planned += mentions.len();
        match self.plan_without_set(Edit::TagAcross { mentions }) {
            Ok(change) => tagging.step.add(change),
            Err(Refusal::Nothing) => {}
            Err(refusal) => return Err(refusal),
        }
        Ok(())
    }

    /// Records what is in force now, as one step.
    pub fn tag_prepared(&mut self, tagging: Tagging) -> Result<Done, Refusal> {
        self.cache.reading_ahead = false;
        let (done, change) = self.record_step(tagging.step)?;
        self.history.record(change);
        Ok(done)
    }

    /// Nothing is marked, and what was read for it may leave memory again.
    pub fn stop_tagging(&mut self, tagging: Tagging) {
        self.cache.reading_ahead = false;
        self.take_step_back(tagging.step);
    }
}

/// The longer name of the kind that is known and that words are part of: *Jakarta Selatan* of *Jakarta*.
fn longer_name(lexicon: &Lexicon, text: &str, span: Span, kind: &KindKey) -> Option<Span> {
    let (mut starts, mut ends) = (vec![span.start], vec![span.end]);
    for _ in 0..WORDS_AROUND {
        let before =
            starts.last().and_then(|at| text[..*at].strip_suffix(' ')).filter(|before| !before.ends_with('\n'));
        starts.extend(before.map(|before| before.rfind([' ', '\n', '(']).map_or(0, |at| at + 1)));
        let after = ends.last().map(|at| (*at, &text[*at..])).filter(|(_, after)| after.starts_with(' '));
        ends.extend(after.map(|(at, after)| {
            let word = after[1..].find(|sign: char| !sign.is_alphanumeric() && sign != '-');
            at + 1 + word.unwrap_or(after.len() - 1)
        }));
        starts.dedup();
        ends.dedup();
    }
    let longer = |start: usize, end: usize| (start, end) != (span.start, span.end);
    let around = starts.iter().flat_map(|&start| ends.iter().map(move |&end| (start, end)));
    let mut names = around.filter(|&(start, end)| longer(start, end) && lexicon.is_name(&text[start..end], kind));
    names.next().map(|(start, end)| Span::new(start, end))
}

/// Words on either side of which a longer name may consist.
const WORDS_AROUND: usize = 2;

/// The longest text that rules read while a key waits for its answer, in bytes.
const READ_AT_ONCE: usize = 256 << 10;

/// The least score with which a name is marked without being looked at first: that of a part of a candidate's name.
const SURE: f32 = 0.895;

/// Places that are planned in one go, at least.
const PLANNED: usize = 200;

/// Places in many articles that are to be marked, as far as they are ready.
pub struct Tagging {
    hits: Vec<Hit>,
    kind: KindKey,
    mentions: Vec<(Place, NewMention)>,
    /// What the names of the article that is worked on are linked by.
    known: Option<(ArticleId, Vec<LinkedMention>)>,
    /// How many of the mentions are planned.
    planned: usize,
    step: LargeStep,
}

impl Tagging {
    pub fn new(hits: Vec<Hit>, kind: KindKey) -> Self {
        Self { hits, kind, mentions: Vec::new(), known: None, planned: 0, step: LargeStep::default() }
    }

    /// How many places are done, of how many: of reading, planning and marking each counts for a third.
    pub fn progress(&self) -> (usize, usize) {
        ((self.mentions.len() + self.planned + self.step.in_force()) / 3, self.hits.len())
    }

    /// Whether marks have begun to come: then it is over in a moment, and no longer stopped.
    pub fn is_marking(&self) -> bool {
        self.step.in_force() > 0
    }
}
