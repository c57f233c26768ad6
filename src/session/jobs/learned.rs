//! The rules' extraction, read again by what a project has taught: mentions that the rules missed come in, wrong ones
//! go, and every score is that of the model.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::extractor::ProjectExtractor;
use crate::{
    extract::{Extraction, ProposedMention, RULES_VERSION, Rule},
    formats::{calm, place_of_panic},
    learn::{BadModel, Model, RuleHint},
    message::{Message, message},
    model::{Article, EntityId, Filler, KindKey, LinkedMention, MentionId, Span, Text},
};

/// Why a file is not something learned that can be used here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadLearned {
    #[error("this is not what Tandai learned. Make it with: tandai extract DIR --learn --keep FILE")]
    Other,
    #[error(
        "this was learned by the rules of version {0}; those of today are version {RULES_VERSION}. Let it learn again: tandai extract DIR --learn --keep FILE"
    )]
    Rules(String),
    #[error(transparent)]
    Model(#[from] BadModel),
}

/// The rule that learned mentions name, and the prefix of one that was asked twice.
pub const LEARNER: &str = Rule::Learner.key();

/// A mention less likely than this is not proposed, unless a coalition statement needs it.
pub const LEAST: f32 = 0.5;

/// What was learned from a project's finished articles: names, contexts, and what the names were linked to.
#[derive(Debug, Clone, PartialEq)]
pub struct Learned {
    pub model: Model,
    /// What words of a kind were always linked to; words as [`key`] has them.
    pub links: BTreeMap<(KindKey, String), EntityId>,
    /// The kinds of which it decides; of the others the rules do.
    pub kinds: BTreeSet<KindKey>,
}

/// What the rules find in an article, and what the model makes of it. `decided`: what is known of the article already.
pub fn extract_with(
    extracting: &ProjectExtractor<'_>,
    learned: Option<&Learned>,
    article: &Article,
    decided: &[LinkedMention],
) -> Extraction {
    extract_telling(extracting, learned, article, decided, &|_| {})
}

/// The same; `told` hears how many more bytes of the article have been read.
pub(in crate::session) fn extract_telling(
    extracting: &ProjectExtractor<'_>,
    learned: Option<&Learned>,
    article: &Article,
    decided: &[LinkedMention],
    told: &dyn Fn(usize),
) -> Extraction {
    let again = |extraction, article: &Article, decided: &[LinkedMention]| match learned {
        Some(learned) => learned.read_again(extraction, extracting, article, decided),
        None => extraction,
    };
    extracting.extract_and(article, decided, &again, told)
}

/// What comes of work at one article, or that it broke off there: the others then go on.
pub(in crate::session) fn unbroken<T>(work: impl FnOnce() -> T) -> Result<T, Message> {
    calm(work).map_err(|_| message!("the rules broke off at this article ({place})", place = place_of_panic()))
}

/// What the model is told of an extraction.
pub fn hints(extraction: &Extraction) -> Vec<RuleHint> {
    let hint = |found: &ProposedMention| RuleHint {
        span: found.span,
        kind: found.kind.clone(),
        rule: found.rule.to_string(),
        score: found.score,
    };
    extraction.mentions.iter().map(hint).collect()
}

/// Words as they are looked up: without case, with single spaces.
pub fn key(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// What the file of what was learned begins with; the rules' version follows, whose names the model knows.
const HEAD: &str = "tandai learned 2, rules ";

/// What it began with while what was learned decided of all kinds.
const HEAD_OF_ALL: &str = "tandai learned 1, rules ";

impl Learned {
    /// Decides of all kinds that were learned.
    pub fn of_all_kinds(model: Model, links: BTreeMap<(KindKey, String), EntityId>) -> Self {
        let kinds = model.kinds().iter().cloned().collect();
        Self { model, links, kinds }
    }

    /// All of it, with the version of the rules: a line of its kinds, a line of links, then the model.
    pub fn to_bytes(&self) -> Vec<u8> {
        let links: Vec<(&str, &str, &str)> =
            self.links.iter().map(|((kind, words), entity)| (kind.as_str(), words.as_str(), entity.as_str())).collect();
        let links = serde_json::to_string(&links).unwrap_or_else(|_| "[]".to_owned());
        let kinds: Vec<&str> = self.kinds.iter().map(KindKey::as_str).collect();
        let kinds = serde_json::to_string(&kinds).unwrap_or_else(|_| "[]".to_owned());
        let mut bytes = format!("{HEAD}{RULES_VERSION}\n{kinds}\n{links}\n").into_bytes();
        bytes.extend(self.model.to_bytes());
        bytes
    }

    /// Reads what [`Learned::to_bytes`] made by the rules of this version.
    pub fn is_one(bytes: &[u8]) -> bool {
        [HEAD, HEAD_OF_ALL].iter().any(|head| bytes.starts_with(head.as_bytes()))
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadLearned> {
        fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
            let end = bytes.iter().position(|byte| *byte == b'\n')?;
            Some((&bytes[..end], &bytes[end + 1..]))
        }
        let (head, rest) = split(bytes).ok_or(BadLearned::Other)?;
        let head = std::str::from_utf8(head).map_err(|_| BadLearned::Other)?;
        let (version, of_all) = match (head.strip_prefix(HEAD), head.strip_prefix(HEAD_OF_ALL)) {
            (Some(version), _) => (version, false),
            (None, version) => (version.ok_or(BadLearned::Other)?, true),
        };
        if version != RULES_VERSION {
            return Err(BadLearned::Rules(version.chars().take(20).collect()));
        }
        let (kinds, rest) = if of_all {
            (None, rest)
        } else {
            split(rest).map(|(kinds, rest)| (Some(kinds), rest)).ok_or(BadLearned::Other)?
        };
        let (links, model) = split(rest).ok_or(BadLearned::Other)?;
        let links: Vec<(String, String, String)> = serde_json::from_slice(links).map_err(|_| BadLearned::Other)?;
        let mut known = BTreeMap::new();
        for (kind, words, entity) in links {
            let (Ok(kind), Ok(entity)) = (KindKey::new(kind), EntityId::new(entity)) else {
                return Err(BadLearned::Other);
            };
            known.insert((kind, words), entity);
        }
        let model = Model::from_bytes(model)?;
        let Some(kinds) = kinds else { return Ok(Self::of_all_kinds(model, known)) };
        let kinds: Vec<String> = serde_json::from_slice(kinds).map_err(|_| BadLearned::Other)?;
        let kinds: Result<BTreeSet<KindKey>, _> = kinds.into_iter().map(KindKey::new).collect();
        Ok(Self { model, links: known, kinds: kinds.map_err(|_| BadLearned::Other)? })
    }

    /// What the model makes of what the rules found in an article.
    pub fn read_again(
        &self,
        mut extraction: Extraction,
        extracting: &ProjectExtractor<'_>,
        article: &Article,
        decided: &[LinkedMention],
    ) -> Extraction {
        let text = &article.text;
        let reading = self.model.read(text, &hints(&extraction));
        let mut mentions: Vec<ProposedMention> = extraction.mentions;
        let decides = |kind: &KindKey| self.kinds.contains(kind);
        for (found, score) in mentions.iter_mut().zip(&reading.hints).filter(|(found, _)| decides(&found.kind)) {
            found.score = *score;
        }
        let known = |mentions: &[ProposedMention], span: Span, kind: &KindKey| {
            mentions.iter().any(|found| found.span == span && found.kind == *kind)
        };
        let mut fresh = Vec::new();
        for (number, predicted) in reading.predictions.into_iter().enumerate() {
            let (span, kind) = (predicted.span, predicted.kind);
            if predicted.score < LEAST || !decides(&kind) || known(&mentions, span, &kind) {
                continue;
            }
            let in_its_way: Vec<&ProposedMention> = mentions.iter().filter(|found| found.span.touches(span)).collect();
            // What the rules decide of, nothing that was learned takes the place of.
            if in_its_way.iter().any(|found| found.score >= predicted.score || !decides(&found.kind)) {
                continue;
            }
            // A mended border keeps the name under which coalitions know the mention.
            let id = match in_its_way.as_slice() {
                [one] if one.kind == kind => Some(one.id.clone()),
                _ => MentionId::new(format!("l{}", number + 1)).ok(),
            };
            mentions.retain(|found| !found.span.touches(span));
            let Some(id) = id else { continue };
            let rule = Rule::Learner.into();
            fresh.push(ProposedMention {
                id,
                span,
                kind,
                entity: None,
                candidates: Vec::new(),
                score: predicted.score,
                rule,
            });
        }
        let fillers = extraction.coalitions.iter().flat_map(|known| known.coalition.fillers());
        let used: BTreeSet<&MentionId> = fillers.flat_map(|filler| &filler.mentions).collect();
        let in_use = |found: &ProposedMention| used.contains(&found.id);
        mentions.retain(|found| found.score >= LEAST || !decides(&found.kind) || in_use(found));
        self.link(&mut fresh, &mentions, extracting, article, decided);
        let learned_any = !fresh.is_empty();
        mentions.append(&mut fresh);
        mentions.sort_by_key(|found| (found.span.start, Reverse(found.span.end)));
        extraction.mentions = mentions;
        forget_what_went(&mut extraction);
        // What was learned takes part in statements; a text that is made plain first keeps those of the rules.
        if learned_any && extraction.silence.is_none() && extracting.rules().reading(article).is_none() {
            extraction.coalitions = extracting.statements(article, &extraction.mentions);
        }
        extraction
    }

    /// Says what learned mentions mean: the longest names first, so that their parts are known by them.
    fn link(
        &self,
        fresh: &mut [ProposedMention],
        others: &[ProposedMention],
        extracting: &ProjectExtractor<'_>,
        article: &Article,
        decided: &[LinkedMention],
    ) {
        let text = &article.text;
        let mut known: Vec<LinkedMention> = decided.to_vec();
        let of_rules = others.iter().filter_map(|found| Some((found.span, found.kind.clone(), found.entity.clone()?)));
        known.extend(of_rules.filter(|(span, ..)| !decided.iter().any(|(other, ..)| other == span)));
        known.sort_by_key(|(span, ..)| *span);
        let mut order: Vec<usize> = (0..fresh.len()).collect();
        order.sort_by_key(|&at| (Reverse(fresh[at].span.len()), fresh[at].span));
        for at in order {
            let found = &mut fresh[at];
            let words = text.slice(found.span);
            let before = self.links.get(&(found.kind.clone(), key(words))).cloned();
            let entity = extracting.link(article, found.span, &found.kind, &known).or(before);
            found.entity = entity.or_else(|| person(text, found, &known));
            if let Some(entity) = &found.entity {
                let place = known.partition_point(|(span, ..)| *span < found.span);
                known.insert(place, (found.span, found.kind.clone(), entity.clone()));
            }
        }
    }
}

/// A candidate whom nobody knows: the one linked person of whose name these words are a part, or somebody new with the
/// id of their name.
fn person(text: &Text, found: &ProposedMention, known: &[LinkedMention]) -> Option<EntityId> {
    let candidate = KindKey::candidate();
    if found.kind != candidate {
        return None;
    }
    let own = key(text.slice(found.span));
    let mut whole: Vec<&EntityId> = Vec::new();
    for (span, kind, entity) in known.iter().filter(|(span, ..)| *span != found.span) {
        let name = key(text.slice(*span));
        if *kind == candidate && own.split(' ').all(|word| name.split(' ').any(|other| other == word)) {
            whole.push(entity);
        }
    }
    whole.sort();
    whole.dedup();
    match whole.as_slice() {
        [one] => Some((*one).clone()),
        [] => Some(EntityId::from_name(&candidate, text.slice(found.span))),
        _ => None,
    }
}

/// Coalitions keep what fills their slots; only the mentions that are no more are taken out.
fn forget_what_went(extraction: &mut Extraction) {
    let known: BTreeSet<&MentionId> = extraction.mentions.iter().map(|found| &found.id).collect();
    let there = |id: &MentionId| known.contains(id);
    for known in &mut extraction.coalitions {
        let coalition = &mut known.coalition;
        let tickets = [&mut coalition.race.region, &mut coalition.ticket.head, &mut coalition.ticket.deputy];
        let parties = coalition.backings.iter_mut().map(|backing| &mut backing.party);
        tickets.into_iter().chain(parties).for_each(|filler: &mut Filler| filler.mentions.retain(there));
    }
}
