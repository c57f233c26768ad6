//! What the chosen source sets say of an article and the active set has not decided, kept in step with every change put
//! by put: an edit of one mention looks only at the claims that it touches.
//!
//! A claim is decided if there is a decision on it, if the active set has a mention of the same kind that overlaps it,
//! or any mention of exactly its span. The same claim of several sets is one suggestion.

mod ghosts;
mod queue;
mod review;
mod rivals;
mod steps;

use std::collections::{BTreeMap, BTreeSet};

pub use ghosts::Ghost;
pub use queue::{PhraseHit, Queue, ReviewJob, Standing};
pub(super) use review::AllSuggestions;
pub use review::Review;
pub use steps::Spot;

use super::{Marks, one_spaced};
use crate::model::{
    Annotations, Claim, DecisionId, EntityId, KindKey, Mention, MentionId, Origin, Score, SetId, Span, SpanIndex,
    Suggested, Text, Verdict,
};

/// A mention that sources claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    pub id: DecisionId,
    /// Bytes of the article's text.
    pub span: Span,
    pub kind: KindKey,
    pub entity: Option<EntityId>,
    /// The surest first, each set once; never empty.
    pub from: Vec<Suggested>,
    /// The mentions that make the claim.
    sources_of: BTreeSet<(SetId, MentionId)>,
}

/// The suggestions of one article.
#[derive(Debug, Default)]
pub struct Suggestions {
    claims: BTreeMap<DecisionId, Suggestion>,
    /// All claims, decided or not.
    all: SpanIndex<DecisionId>,
    /// Those that are waiting.
    open: SpanIndex<DecisionId>,
    ghosts: Vec<Ghost>,
    limits: Limits,
}

/// What is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Limits {
    /// Nothing of this article.
    held_back: bool,
    threshold: Option<Score>,
    show_skipped: bool,
}

impl Limits {
    /// Whether a claim may be shown: what nobody scored is as sure as anything.
    fn admit(&self, from: &[Suggested], verdict: Option<Verdict>) -> bool {
        let score = from.first().and_then(|first| first.score);
        !self.held_back
            && score.is_none_or(|score| self.threshold.is_none_or(|threshold| score >= threshold))
            && verdict.is_none_or(|verdict| verdict == Verdict::Skipped && self.show_skipped)
    }
}

/// What the active set says of an article.
#[derive(Clone, Copy)]
struct Own<'a> {
    annotations: &'a Annotations,
    marks: &'a Marks,
}

impl Suggestion {
    /// How sure the surest source is, if it says so.
    pub fn score(&self) -> Option<Score> {
        self.from.first().and_then(|first| first.score)
    }
}

impl Suggestions {
    /// Every mention that waits for a decision, in reading order.
    pub fn iter(&self) -> impl Iterator<Item = &Suggestion> {
        self.open.iter().filter_map(|(_, id)| self.claims.get(id))
    }

    /// Every mention that is claimed, decided or not.
    pub(in crate::session) fn claimed(&self) -> impl Iterator<Item = &Suggestion> {
        self.claims.values()
    }

    /// What an entity that nobody knows yet would be called: the longest name that is claimed for it here.
    pub fn name_of(&self, entity: &EntityId, text: &Text) -> Option<String> {
        let named = self.claims.values().filter(|claim| claim.entity.as_ref() == Some(entity));
        let names = named.map(|claim| one_spaced(text.slice(claim.span)));
        // Of several as long the first in the alphabet, so that it is always the same.
        names.max_by_key(|name| (name.chars().count(), std::cmp::Reverse(name.clone())))
    }

    /// Coalitions that wait for a decision, in the order of their evidence.
    pub fn ghosts(&self) -> &[Ghost] {
        &self.ghosts
    }

    /// How many mentions are claimed, decided or not.
    pub fn len(&self) -> usize {
        self.claims.len()
    }

    pub fn is_empty(&self) -> bool {
        self.claims.is_empty()
    }

    /// How many mentions and coalitions wait.
    pub fn left(&self) -> usize {
        self.open.len() + self.ghosts.len()
    }

    /// Whether none of this article are shown, to measure what people mark without them.
    pub fn held_back(&self) -> bool {
        self.limits.held_back
    }

    /// A mention that waits.
    pub fn get(&self, id: DecisionId) -> Option<&Suggestion> {
        self.claims.get(&id).filter(|claim| self.position(claim).is_some())
    }

    /// A coalition that waits.
    pub fn ghost(&self, id: DecisionId) -> Option<&Ghost> {
        self.ghosts.iter().find(|ghost| ghost.id == id)
    }

    /// The one at a position in reading order, from 0.
    pub fn at(&self, position: usize) -> Option<&Suggestion> {
        self.claims.get(self.open.get(position)?.1)
    }

    /// Where it stands in reading order, from 0; `None` if it does not wait.
    pub fn position(&self, claim: &Suggestion) -> Option<usize> {
        let mut at = self.open.starting_before(claim.span.start);
        while let Some((span, id)) = self.open.get(at).filter(|(span, _)| span.start == claim.span.start) {
            if (span, *id) == (claim.span, claim.id) {
                return Some(at);
            }
            at += 1;
        }
        None
    }

    /// Calls `found` with every waiting mention that shares a byte with `range`, in reading order.
    pub fn touching<'a>(&'a self, range: Span, mut found: impl FnMut(&'a Suggestion)) {
        self.open.touching(range, |_, _, id| {
            if let Some(claim) = self.claims.get(id) {
                found(claim);
            }
        });
    }

    /// The shortest that holds the byte at `offset`.
    pub fn innermost_at(&self, offset: usize) -> Option<&Suggestion> {
        self.claims.get(self.open.innermost_at(offset)?.1)
    }

    /// Compares everything: when an article is opened, and when what is shown changes.
    fn new<'a>(
        sources: impl Iterator<Item = (&'a SetId, &'a Annotations)> + Clone,
        own: Own<'_>,
        limits: Limits,
    ) -> Self {
        let mut made = Self { limits, ..Self::default() };
        for (set, annotations) in sources.clone() {
            for mention in annotations.mentions.values() {
                made.add_source(set, mention);
            }
        }
        made.all = SpanIndex::new(made.claims.values().map(|claim| (claim.span, claim.id)));
        let open = made.claims.values().filter(|claim| made.is_open(claim, own));
        made.open = SpanIndex::new(open.map(|claim| (claim.span, claim.id)));
        made.ghosts = ghosts::ghosts(sources, own.annotations, limits);
        made
    }

    /// A mention of a source makes its claim; returns whether nobody had made it yet.
    fn add_source(&mut self, set: &SetId, mention: &Mention) -> Option<(Span, DecisionId)> {
        let id = Claim::of_mention(mention).id();
        let mut new = false;
        let claim = self.claims.entry(id).or_insert_with(|| {
            new = true;
            let (span, kind, entity) = (mention.span, mention.kind.clone(), mention.entity.clone());
            Suggestion { id, span, kind, entity, from: Vec::new(), sources_of: BTreeSet::new() }
        });
        claim.sources_of.insert((set.clone(), mention.id.clone()));
        add_suggested(&mut claim.from, suggested(set, &mention.by));
        new.then_some((claim.span, id))
    }

    fn is_open(&self, claim: &Suggestion, own: Own<'_>) -> bool {
        let verdict = own.annotations.decisions.get(&claim.id).map(|decision| decision.verdict);
        if !self.limits.admit(&claim.from, verdict) {
            return false;
        }
        let mut marked = false;
        own.marks.by_place.touching(claim.span, |_, span, mark| {
            marked |= mark.kind == claim.kind || span == claim.span;
        });
        !marked
    }

    /// A claim may wait now, or no longer.
    fn refresh(&mut self, id: DecisionId, own: Own<'_>) {
        let Some(claim) = self.claims.get(&id) else { return };
        let (open, span) = (self.is_open(claim, own), claim.span);
        let was = self.position(claim).is_some();
        if open && !was {
            self.open.insert(span, id);
        } else if was && !open {
            self.open.remove(span, &id);
        }
    }

    /// The active set marked or unmarked this span.
    fn own_mention(&mut self, span: Span, own: Own<'_>) {
        let mut touched = Vec::new();
        self.all.touching(span, |_, _, id| touched.push(*id));
        touched.into_iter().for_each(|id| self.refresh(id, own));
    }

    /// A mention of a source is another now.
    fn source_mention(
        &mut self,
        set: &SetId,
        before: Option<&Mention>,
        after: Option<&Mention>,
        source: &Annotations,
        own: Own<'_>,
    ) {
        if let Some(before) = before {
            self.remove_source(set, before, source, own);
        }
        if let Some(after) = after {
            if let Some((span, id)) = self.add_source(set, after) {
                self.all.insert(span, id);
            }
            self.refresh(Claim::of_mention(after).id(), own);
        }
    }

    fn remove_source(&mut self, set: &SetId, before: &Mention, source: &Annotations, own: Own<'_>) {
        let id = Claim::of_mention(before).id();
        let Some(claim) = self.claims.get_mut(&id) else { return };
        claim.sources_of.remove(&(set.clone(), before.id.clone()));
        let others = claim.sources_of.iter().filter(|(other, _)| other == set);
        let others = others.filter_map(|(_, id)| source.mentions.get(id));
        let still: Vec<Suggested> = others.map(|mention| suggested(set, &mention.by)).collect();
        claim.from.retain(|from| from.set != *set);
        still.into_iter().for_each(|one| add_suggested(&mut claim.from, one));
        if claim.sources_of.is_empty() {
            let span = claim.span;
            self.all.remove(span, &id);
            self.open.remove(span, &id);
            self.claims.remove(&id);
        } else {
            self.refresh(id, own);
        }
    }
}

/// What a set says of its own record.
fn suggested(set: &SetId, by: &Origin) -> Suggested {
    let (rule, score) = match by {
        Origin::Machine(made) => (made.rule.clone(), made.score),
        _ => Default::default(),
    };
    Suggested { set: set.clone(), rule, score }
}

/// Each set once, with the surest of what it says; the surest set first.
fn add_suggested(from: &mut Vec<Suggested>, one: Suggested) {
    from.push(one);
    from.sort_by(|a, b| (b.score, &a.set, &a.rule).cmp(&(a.score, &b.set, &b.rule)));
    let mut known: BTreeSet<SetId> = BTreeSet::new();
    from.retain(|one| known.insert(one.set.clone()));
}
