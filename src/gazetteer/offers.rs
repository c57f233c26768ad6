//! What a mention may mean, best first: for a person to choose from.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{AtomKind, CaseMatching, Normalization, Pattern},
};

use super::{fold, lexicon::Lexicon, link::Link, names::key};
use crate::model::{Date, Entity, EntityId, KindKey, LinkedMention, Span, Text};

/// How many offers are made at the most.
const MOST: usize = 50;

/// Points for a region of the level that elects the office in question: less than an exact name, more than letters.
const OF_LEVEL: u32 = 400;

/// How much of a query is read, in characters: a name is shorter.
const QUERY: usize = 80;

/// What lies around the choice.
#[derive(Clone, Copy, Default)]
pub struct OfferContext<'a> {
    /// The mention that is to be linked, if there is one.
    pub mention: Option<(&'a Text, Span)>,
    /// The article's title.
    pub title: &'a str,
    /// The article's day: who had gone by then, or was not there yet, comes last.
    pub day: Option<Date>,
    /// The linked mentions of the article, in reading order.
    pub known: &'a [LinkedMention],
    /// Entities chosen lately, the latest first.
    pub recent: &'a [EntityId],
    /// The level of the regions that are looked for; empty: of any.
    pub level: &'a str,
}

/// One entity to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub entity: EntityId,
    /// What it is and why it is offered, for faces to put into their words: Kabupaten, 32.16, Jawa Barat.
    pub hints: Vec<OfferHint>,
}

/// One thing to say of an offered entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfferHint {
    /// A name, code or type word as it stands.
    Name(String),
    Kind(KindKey),
    /// The other one of a candidate's pair.
    With(String),
    Historical,
    /// So many mentions in the article.
    TimesHere(u32),
    /// Chosen lately.
    Recent,
    /// The project's own.
    Project,
}

/// What speaks for an entity besides its name.
#[derive(Default)]
struct OfferEvidence {
    /// Mentions in the article.
    times: BTreeMap<EntityId, u32>,
    /// Those who bear the query as a name.
    exact: Vec<EntityId>,
    /// What the mention may mean, sure or not.
    meant: Vec<EntityId>,
    sure: Option<EntityId>,
    /// Those who run in a region of the article, and the regions in which a candidate of the article runs.
    race: Vec<EntityId>,
    /// The other ones of pairs of which one is linked in the article.
    partners: Vec<EntityId>,
    /// Those who run in a region that was typed.
    typed_race: Vec<EntityId>,
}

impl OfferEvidence {
    /// Points by the races and tickets of the article: they decide between those who share a word with the mention.
    fn by_ticket(&self, entity: &Entity, asked: &[String]) -> u32 {
        let shares = || {
            let named = entity.names().flat_map(fold::words).map(|(word, ..)| word);
            let like = |word: &String| {
                let same = |asked: &String| asked == word || (asked.len() >= 5 && fold::one_apart(asked, word));
                word.chars().count() >= 3 && asked.iter().any(same)
            };
            named.into_iter().any(|word| like(&word))
        };
        match () {
            () if self.partners.contains(&entity.id) => {
                if shares() {
                    5_000
                } else {
                    150
                }
            }
            () if self.race.contains(&entity.id) && shares() => 700,
            () if self.typed_race.contains(&entity.id) => 400,
            () => 0,
        }
    }
}

/// Whether letters found in a name may be how somebody shortens it: they stand together, or begin its words. Letters that
/// are scattered over a name are in nearly every long one. `places`: of the letters found, counted in code points.
fn is_meant(name: &str, places: &mut Vec<u32>) -> bool {
    places.sort_unstable();
    places.dedup();
    let letters: Vec<char> = name.chars().collect();
    let starts_word = |at: usize| at == 0 || !letters[at - 1].is_alphanumeric();
    let mut begun = usize::MAX;
    let runs: Vec<&[u32]> = places.chunk_by(|one, next| one + 1 == *next).collect();
    let word_of = |at: usize| (0..=at).rev().find(|at| starts_word(*at)).unwrap_or(0);
    runs.len() < 2
        || runs.iter().all(|run| {
            let at = run[0] as usize;
            let word = word_of(at);
            let is_meant = run.len() > 2 || word == at || word == begun;
            let last = word_of(run[run.len() - 1] as usize);
            if word == at || last != word {
                begun = last;
            }
            is_meant
        })
}

/// Points for a name that is nearly spelled like the words asked for (“Raudhatul Jannah”, “Raudatul Jannah”): every word
/// has its like, one letter apart at most. Of somebody known to run where the article tells of, one word in two is enough.
fn resemblance(asked: &[String], entity: &Entity, runs_here: bool) -> u32 {
    if asked.is_empty() || asked.len() > 8 {
        return 0;
    }
    let like = |a: &str, b: &str| a == b || (a.len() >= 5 && b.len() >= 5 && fold::one_apart(a, b));
    let points = |name: &str| {
        let words = fold::words(name);
        let alike = asked.iter().filter(|asked| words.iter().any(|(word, ..)| like(asked, word))).count();
        let all = alike == asked.len() && (alike > 1 || asked[0].len() >= 5);
        let half = runs_here && 2 * alike >= asked.len() && alike > 0;
        match () {
            () if all => 300 + 200 * alike / words.len().max(1),
            () if half => 250 * alike / asked.len(),
            () => 0,
        }
    };
    entity.names().map(points).max().unwrap_or(0) as u32
}

impl Lexicon {
    /// Entities of a kind that fit `query` (typed, or the words of the mention), at most 50, best first: what the mention
    /// surely means, exact names, the article's own, recent ones, then how well letters match. While the query is the
    /// mention's words, or empty, the article's and the recent ones stay in the list whether they match or not.
    pub fn offers(&self, query: &str, kind: &KindKey, context: &OfferContext) -> Vec<Offer> {
        let query: String = query.trim().chars().take(QUERY).collect();
        let folded = key(kind, &query);
        let words = context.mention.map(|(text, span)| key(kind, text.slice(span)));
        let typed = !query.is_empty() && words.as_ref() != Some(&folded);
        let mut evidence = self.evidence(kind, context, typed);
        if typed && kind.as_str() == "candidate" {
            evidence.typed_race = self.running_in(&query);
        }
        evidence.exact = self.hits(&folded, &query, kind, context.day).into_iter().map(|hit| hit.entity).collect();
        let pattern = Pattern::new(&query, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let (mut buffer, mut places) = (Vec::new(), Vec::new());
        let asked_words: Vec<String> = fold::words(&query).into_iter().map(|(word, ..)| word).collect();
        let mut fitting: Vec<(Reverse<u32>, usize, &Entity)> = Vec::new();
        for entity in self.entities().filter(|entity| entity.kind == *kind) {
            let mut letters = || {
                let names = entity.names().chain((!entity.code.is_empty()).then_some(entity.code.as_str()));
                let points = |name| {
                    places.clear();
                    let points = pattern.indices(Utf32Str::new(name, &mut buffer), &mut matcher, &mut places)?;
                    is_meant(name, &mut places).then_some(points)
                };
                names.filter_map(points).max()
            };
            let matching = if query.is_empty() { None } else { letters() };
            let near = resemblance(&asked_words, entity, evidence.race.contains(&entity.id));
            let favour = self.favour(entity, &evidence, context) + near + evidence.by_ticket(entity, &asked_words);
            let stays = near > 0 || (!typed && favour > 0) || evidence.typed_race.contains(&entity.id);
            if matching.is_some() || stays {
                let historical = u32::from(self.is_past(entity, context.day));
                let score = (matching.unwrap_or(0) + favour).saturating_sub(60 * historical);
                fitting.push((Reverse(score), entity.label().chars().count(), entity));
            }
        }
        // Nothing typed and nothing known: the kind's first ones are better than an empty list.
        if fitting.is_empty() && query.is_empty() {
            let all = self.entities().filter(|entity| entity.kind == *kind).take(MOST);
            fitting.extend(all.map(|entity| (Reverse(0), 0, entity)));
        }
        fitting.sort_by(|a, b| (a.0, a.1, &a.2.id).cmp(&(b.0, b.1, &b.2.id)));
        fitting.truncate(MOST);
        fitting.into_iter().map(|(.., entity)| self.offer(entity, &evidence, context)).collect()
    }

    fn evidence(&self, kind: &KindKey, context: &OfferContext, typed: bool) -> OfferEvidence {
        let mut evidence = OfferEvidence::default();
        let mut told = BTreeSet::new();
        for (_, known, entity) in context.known {
            if known == kind {
                *evidence.times.entry(entity.clone()).or_default() += 1;
            }
            if !told.insert(entity) {
                continue;
            }
            if kind.as_str() == "candidate" {
                let pairs = self.builtin.pairs(entity).iter();
                evidence.race.extend(pairs.flat_map(|pair| [pair.head.clone(), pair.deputy.clone()]));
                evidence.partners.extend(self.partner(entity));
            } else if kind.as_str() == "region" {
                evidence.race.extend_from_slice(self.builtin.races_of(entity));
            }
        }
        let Some((text, span)) = context.mention.filter(|_| !typed) else {
            return evidence;
        };
        // What is linked here already is no new one of its pair.
        evidence.partners.retain(|partner| !evidence.times.contains_key(partner));
        if let Link::Sure { entity, .. } = self.link(text, span, kind, context.known, (context.title, context.day)) {
            evidence.sure = Some(entity);
        }
        evidence.meant = self.meant(kind, text.slice(span), context.day);
        evidence
    }

    /// Who stands on the ballot with a candidate.
    fn partner(&self, candidate: &EntityId) -> Option<EntityId> {
        let pairs = self.builtin.races_of(candidate).iter().flat_map(|race| self.builtin.pairs(race));
        let mut mates = pairs.filter_map(|pair| match candidate {
            _ if pair.head == *candidate => Some(pair.deputy.clone()),
            _ if pair.deputy == *candidate => Some(pair.head.clone()),
            _ => None,
        });
        mates.next()
    }

    /// Those who run in the regions that a typed name means: “lebak” finds who ran there.
    fn running_in(&self, query: &str) -> Vec<EntityId> {
        let regions = self.regions_of(&fold::key(query), query, None).0;
        let pairs = regions.iter().flat_map(|region| self.builtin.pairs(region));
        pairs.flat_map(|pair| [pair.head.clone(), pair.deputy.clone()]).collect()
    }

    /// What the words may mean, sure or not.
    fn meant(&self, kind: &KindKey, words: &str, day: Option<Date>) -> Vec<EntityId> {
        let key = key(kind, words);
        match kind.as_str() {
            "region" => self.regions_of(&key, words, day).0,
            _ => self.hits(&key, words, kind, day).into_iter().map(|hit| hit.entity).collect(),
        }
    }

    /// Whether an entity is one of another time than an article.
    fn is_past(&self, entity: &Entity, day: Option<Date>) -> bool {
        self.builtin.is_historical(&entity.id) || !self.is_valid(&entity.id, day)
    }

    /// Points on top of those of the matching letters, which are some 20 a letter.
    fn favour(&self, entity: &Entity, evidence: &OfferEvidence, context: &OfferContext) -> u32 {
        let mut points = 0;
        if evidence.sure.as_ref() == Some(&entity.id) {
            points += 10_000;
        }
        if evidence.meant.contains(&entity.id) {
            points += 2_000;
        }
        if evidence.exact.contains(&entity.id) {
            points += 1_000;
        }
        if let Some(times) = evidence.times.get(&entity.id) {
            points += 60 + 2 * times.min(&20);
        }
        if evidence.race.contains(&entity.id) {
            points += 40;
        }
        if entity.kind == KindKey::region() && !context.level.is_empty() && entity.level == context.level {
            points += OF_LEVEL;
        }
        if let Some(place) = context.recent.iter().position(|recent| *recent == entity.id) {
            points += 50u32.saturating_sub(place as u32).max(20);
        }
        points
    }

    fn offer(&self, entity: &Entity, evidence: &OfferEvidence, context: &OfferContext) -> Offer {
        let mut hints = Vec::new();
        // Codes of other countries look like ours.
        let of_project = self.own.contains_key(&entity.id) && !entity.level.is_empty();
        let level = super::level::Level::of(entity).filter(|level| !of_project || entity.level == level.key());
        match (entity.kind.as_str(), level) {
            ("region", None) if of_project => {
                hints.push(OfferHint::Name(entity.level.clone()));
                hints.extend((!entity.code.is_empty()).then(|| OfferHint::Name(entity.code.clone())));
                let parent = self.parent(&entity.id).and_then(|id| self.entity(id));
                hints.extend(parent.map(|parent| OfferHint::Name(parent.name.clone())));
            }
            ("region", Some(level)) => {
                hints.push(OfferHint::Name(level.word().into()));
                hints.extend((!entity.code.is_empty()).then(|| OfferHint::Name(entity.code.clone())));
                let province = self.parent(&entity.id).and_then(|id| self.entity(id));
                hints.extend(province.map(|province| OfferHint::Name(province.name.clone())));
            }
            ("candidate", _) => match self.race_of(entity) {
                Some((race, mate)) => hints.extend([OfferHint::Name(race), OfferHint::With(mate)]),
                None => hints.push(OfferHint::Kind(entity.kind.clone())),
            },
            _ => {
                hints.push(OfferHint::Kind(entity.kind.clone()));
                hints.extend((entity.label() != entity.name).then(|| OfferHint::Name(entity.name.clone())));
            }
        }
        if self.is_past(entity, context.day) {
            hints.push(OfferHint::Historical);
        }
        match evidence.times.get(&entity.id) {
            Some(&times) => hints.push(OfferHint::TimesHere(times)),
            None if context.recent.contains(&entity.id) => hints.push(OfferHint::Recent),
            None if self.own.contains_key(&entity.id) => hints.push(OfferHint::Project),
            None => {}
        }
        Offer { entity: entity.id.clone(), hints }
    }

    /// “Kab. Lebak 2024” and “Amir Hamzah”.
    fn race_of(&self, candidate: &Entity) -> Option<(String, String)> {
        let race = self.builtin.races_of(&candidate.id).first()?;
        let pairs = self.builtin.pairs(race);
        let pair = pairs.iter().find(|pair| pair.head == candidate.id || pair.deputy == candidate.id)?;
        let mate = if pair.head == candidate.id { &pair.deputy } else { &pair.head };
        let label = self.entity(race)?.label();
        let race = self.builtin.pairs_of().map_or_else(|| label.to_owned(), |year| format!("{label} {year}"));
        Some((race, self.entity(mate)?.name.clone()))
    }
}
