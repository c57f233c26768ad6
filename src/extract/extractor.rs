//! What every extractor gives, built in or not: mentions and coalitions of an article, each with the rule that made it
//! and how sure it is. Does not know where the facts come from, nor what becomes of a suggestion.

use super::{
    ballot::{Ballot, OwnElections},
    gate::Silence,
    rule::{Reason, Rule},
};
use crate::model::{Article, Coalition, EntityId, KindKey, LinkedMention, MentionId, Office, Slot, Span};

/// Finds mentions and coalition statements in an article. The same article and facts give the same extraction.
pub trait Extractor {
    /// Tells this extractor from others in the provenance of a suggestion.
    fn name(&self) -> &str;
    /// Changes whenever the rules do.
    fn version(&self) -> &str;
    fn extract(&self, article: &Article, known: &ExtractionContext<'_>) -> Extraction;
}

/// What an extractor found, in reading order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Extraction {
    pub mentions: Vec<ProposedMention>,
    pub coalitions: Vec<FoundCoalition>,
    /// Why nothing was looked for, if nothing was.
    pub silence: Option<Silence>,
}

/// A mention that an extractor proposes.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposedMention {
    /// What the fillers of the coalitions call it; unique in the extraction.
    pub id: MentionId,
    /// Bytes of the article's text.
    pub span: Span,
    pub kind: KindKey,
    /// What it surely means; a candidate whom nobody knows yet has the id of their longest name in the article.
    pub entity: Option<EntityId>,
    /// What it may mean, best first, where that is not sure.
    pub candidates: Vec<EntityId>,
    /// 0 to 1.
    pub score: f32,
    pub rule: Reason,
}

/// A coalition statement that an extractor proposes.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundCoalition {
    /// Its fillers refer to [`ProposedMention::id`]; its moment is a placeholder.
    pub coalition: Coalition,
    /// 0 to 1.
    pub score: f32,
    pub rule: Rule,
}

/// Says what the mentions of one article mean, by what is linked in it so far.
pub trait Linker {
    /// Takes note of a linked mention.
    fn add(&mut self, linked: &LinkedMention);
    /// What the words of a span surely mean, given that they are of a kind.
    fn link(&self, span: Span, kind: &KindKey) -> Option<EntityId>;
}

/// What is known about entities elsewhere.
pub struct EntityFacts<'a> {
    /// The office that a region elects.
    pub elects: &'a dyn Fn(&EntityId) -> Option<Office>,
    /// Whether the head of a region is appointed, so that nobody is elected there.
    pub appointed: &'a dyn Fn(&EntityId) -> bool,
    /// The regions in which a candidate is known to run.
    pub running: &'a dyn Fn(&EntityId) -> Vec<EntityId>,
    /// The place of a candidate on the ticket registered in a region: region, candidate.
    pub pair_head: &'a dyn Fn(&EntityId, &EntityId) -> Option<Slot>,
    /// The year of the election that they ran in, if it is told.
    pub pairs_of: Option<i16>,
    /// What a project with elections of its own knows of them; `None`: they are Indonesia's regional ones.
    pub own: Option<OwnElections<'a>>,
}

impl<'a> EntityFacts<'a> {
    pub fn ballot(&self) -> &'a Ballot {
        match self.own {
            Some(own) => own.ballot,
            None => Ballot::delivered(),
        }
    }
}

/// What is known besides the article.
pub struct ExtractionContext<'a> {
    pub facts: EntityFacts<'a>,
    /// A linker for the article to which nothing is linked yet.
    pub linker: &'a dyn Fn() -> Box<dyn Linker + 'a>,
    /// The regions that a name may mean, with or without its type word, one slip of the pen forgiven.
    pub regions: &'a dyn Fn(&str) -> Vec<EntityId>,
    /// Whether the names of an entity mean it on the article's day; of an article without one, whether they still do.
    pub valid: &'a dyn Fn(&EntityId) -> bool,
    /// Looks into articles too that are not about a regional election.
    pub anyway: bool,
    /// What has been decided about this article: names in it mean the same elsewhere.
    pub decided: &'a [LinkedMention],
}

/// A name that a scan looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownName {
    pub text: String,
    pub kind: KindKey,
    pub entity: EntityId,
    pub trust: Trust,
    /// Of a region: the office of its level, whether it is elected or not.
    pub level: Option<Office>,
}

/// How far a name stands for its entity by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// A word or another thing as well: only beside a cue.
    Cue,
    /// What news calls it.
    Epithet,
    /// In this spelling only, capitals included.
    Cased,
    Plain,
    /// The project's own.
    Own,
}
