//! Decisions on suggestions: accept, correct, reject, skip, one or many at once, as one step of undo.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    edit::{DecisionBasis, DecisionRequest, Edit, NewMention, Refusal, Resolution},
    message::message,
    model::{
        ArticleId, Claim, Coalition, CoalitionId, DecisionId, DecisionReason, Entity, EntityId, KindKey, LinkSource,
        Origin, Place, Span, Suggested,
    },
    session::{Done, Session, Suggestion, edits::gestures, one_spaced, unreadable},
};

impl Suggestion {
    /// What is claimed.
    pub fn claim(&self) -> Claim {
        Claim::Mention { span: self.span, kind: self.kind.clone(), entity: self.entity.clone() }
    }

    fn requested(&self, resolution: Resolution) -> DecisionRequest {
        DecisionRequest { claim: self.claim(), from: self.from.clone(), basis: DecisionBasis::Person, resolution }
    }

    pub(super) fn as_claimed(&self) -> DecisionRequest {
        self.requested(Resolution::Mention(NewMention {
            span: self.span,
            kind: self.kind.clone(),
            entity: self.entity.clone(),
            linked: linked(&self.from),
            by: Origin::Person,
        }))
    }
}

/// The source linked it, by its rule.
fn linked(from: &[Suggested]) -> LinkSource {
    match from.first() {
        Some(first) if !first.rule.is_empty() => LinkSource::Rule(first.rule.clone()),
        _ => LinkSource::Person,
    }
}

impl Session {
    /// Takes suggestions as they are: mentions, and coalitions with those mentions of theirs that still wait.
    pub fn accept(&mut self, article: &ArticleId, ids: &[DecisionId]) -> Result<Done, Refusal> {
        self.accept_across(&[(article.clone(), ids.to_vec())])
    }

    /// The same in many articles, as one step.
    pub fn accept_across(&mut self, chosen: &[(ArticleId, Vec<DecisionId>)]) -> Result<Done, Refusal> {
        self.decide(chosen, |session, place, id, requests| {
            let Some(suggestions) = session.suggestions(&place.article) else { return };
            if let Some(suggestion) = suggestions.get(id) {
                requests.push((place.clone(), suggestion.as_claimed()));
            } else if let Some(ghost) = suggestions.ghost(id) {
                requests.extend(session.with_mentions(place, ghost, ghost.coalition.clone(), None));
            }
        })
    }

    /// Takes what everybody who coded the articles says, as one step; nobody had to decide it, and that is kept with it.
    pub fn accept_unanimous(&mut self, agreed: &[(ArticleId, Vec<DecisionId>)]) -> Result<Done, Refusal> {
        self.decide(agreed, |session, place, id, requests| {
            let Some(suggestions) = session.suggestions(&place.article) else { return };
            if let Some(suggestion) = suggestions.get(id) {
                let basis = DecisionBasis::Unanimous;
                requests.push((place.clone(), DecisionRequest { basis, ..suggestion.as_claimed() }));
            } else if let Some(ghost) = suggestions.ghost(id) {
                let mut all = session.with_mentions(place, ghost, ghost.coalition.clone(), None);
                // Its mentions are taken with it, whoever marked them: that is nobody's decision on them.
                all.iter_mut().for_each(|(_, request)| request.basis = DecisionBasis::Along);
                all.last_mut().into_iter().for_each(|(_, request)| request.basis = DecisionBasis::Unanimous);
                // Those on which people differ wait for a decision: marked, they would hide the difference.
                all.retain(|(_, request)| {
                    request.basis != DecisionBasis::Along
                        || session.rivals(&place.article, request.claim.id()).is_empty()
                });
                requests.append(&mut all);
            }
        })
    }

    /// Says no: the claim never comes back, whoever makes it.
    pub fn reject(&mut self, article: &ArticleId, ids: &[DecisionId]) -> Result<Done, Refusal> {
        self.reject_across(&[(article.clone(), ids.to_vec())])
    }

    /// The same in many articles, as one step.
    pub fn reject_across(&mut self, chosen: &[(ArticleId, Vec<DecisionId>)]) -> Result<Done, Refusal> {
        self.decide_plainly(chosen, &Resolution::Reject)
    }

    /// Puts suggestions off, until skipped ones are asked for.
    pub fn skip(&mut self, article: &ArticleId, ids: &[DecisionId]) -> Result<Done, Refusal> {
        self.decide_plainly(&[(article.clone(), ids.to_vec())], &Resolution::Skip)
    }

    /// Takes a suggestion with another span.
    pub fn accept_span(&mut self, article: &ArticleId, id: DecisionId, span: Span) -> Result<Done, Refusal> {
        let suggestion = self.waiting(article, id)?;
        let (kind, entity, linked) = (suggestion.kind.clone(), suggestion.entity.clone(), linked(&suggestion.from));
        self.correct(article, id, NewMention { span, kind, entity, linked, by: Origin::Person })
    }

    /// Takes a suggestion as another kind; a sure name of that kind is linked at once. `span`: where its borders were
    /// moved to.
    pub fn accept_kind(
        &mut self,
        article: &ArticleId,
        id: DecisionId,
        span: Option<Span>,
        kind: &KindKey,
    ) -> Result<Done, Refusal> {
        let there = self.loaded(article)?;
        let suggestion = self.waiting(article, id)?;
        if suggestion.kind == *kind {
            return match span {
                Some(span) => self.accept_span(article, id, span),
                None => self.accept(article, &[id]),
            };
        }
        let span = span.unwrap_or(suggestion.span);
        let link = gestures::link(&self.lexicon, &there, &gestures::known(self.marks(article)), span, kind);
        let (entity, linked) = link.map_or((None, LinkSource::Person), |(entity, linked)| (Some(entity), linked));
        self.correct(article, id, NewMention { span, kind: kind.clone(), entity, linked, by: Origin::Person })
    }

    /// Takes a suggestion linked to another entity, or to none. `span`: where its borders were moved to.
    pub fn accept_entity(
        &mut self,
        article: &ArticleId,
        id: DecisionId,
        span: Option<Span>,
        entity: Option<EntityId>,
    ) -> Result<Done, Refusal> {
        let suggestion = self.waiting(article, id)?;
        let (span, kind) = (span.unwrap_or(suggestion.span), suggestion.kind.clone());
        self.correct(article, id, NewMention { span, kind, entity, linked: LinkSource::Person, by: Origin::Person })
    }

    /// Takes a suggestion linked to an entity of this name, which the project gets if nobody knows it.
    /// `span`: where its borders were moved to.
    pub fn accept_new_entity(
        &mut self,
        article: &ArticleId,
        id: DecisionId,
        span: Option<Span>,
        name: &str,
    ) -> Result<Done, Refusal> {
        let suggestion = self.waiting(article, id)?;
        let name = one_spaced(name);
        if name.is_empty() {
            return Err(Refusal::Wrong(message!("an entity needs a name")));
        }
        let (span, kind) = (span.unwrap_or(suggestion.span), suggestion.kind.clone());
        let entity = EntityId::from_name(&kind, &name);
        let new = NewMention {
            span,
            kind: kind.clone(),
            entity: Some(entity.clone()),
            linked: LinkSource::Person,
            by: Origin::Person,
        };
        let mut requests = vec![(self.place(article), suggestion.requested(Resolution::Mention(new)))];
        requests.extend(self.rivals_of(&requests));
        let entities = match self.entity(&entity) {
            Some(_) => Vec::new(),
            None => vec![Entity::new(entity, kind, name)],
        };
        self.perform(Edit::Decide { requests, entities })
    }

    /// Entities for a suggestion whose borders stand here now, best first; `query` is what was typed, or empty for the words
    /// within.
    pub fn offers_for(
        &self,
        article: &ArticleId,
        id: DecisionId,
        span: Span,
        query: &str,
    ) -> Vec<crate::gazetteer::Offer> {
        match self.waiting(article, id) {
            Ok(suggestion) => self.offers_at(article, span, &suggestion.kind, query),
            Err(_) => Vec::new(),
        }
    }

    fn correct(&mut self, article: &ArticleId, id: DecisionId, new: NewMention) -> Result<Done, Refusal> {
        let request = self.waiting(article, id)?.requested(Resolution::Mention(new));
        self.perform_requests(vec![(self.place(article), request)])
    }

    /// Takes a suggested coalition as it is or mended, with those mentions of it that still wait. The fillers of
    /// `coalition` name the mentions of the ghost. `into`: what it says is added to this statement.
    pub fn accept_ghost(
        &mut self,
        article: &ArticleId,
        id: DecisionId,
        coalition: Coalition,
        into: Option<CoalitionId>,
    ) -> Result<Done, Refusal> {
        let missing = || Refusal::Missing(message!("the suggestion"));
        let ghost = self.suggestions(article).and_then(|there| there.ghost(id)).ok_or_else(missing)?;
        let requests = self.with_mentions(&self.place(article), ghost, coalition, into);
        self.perform_requests(requests)
    }

    /// The waiting mentions of an article that say the same of the same words; this one among them.
    pub fn alike(&self, article: &ArticleId, id: DecisionId) -> Vec<DecisionId> {
        let (Some(there), Some(suggestions)) = (self.article(article), self.suggestions(article)) else {
            return Vec::new();
        };
        let Some(one) = suggestions.get(id) else { return Vec::new() };
        let words = there.text.slice(one.span);
        let same = |other: &&Suggestion| {
            (&other.kind, &other.entity) == (&one.kind, &one.entity) && there.text.slice(other.span) == words
        };
        suggestions.iter().filter(same).map(|suggestion| suggestion.id).collect()
    }

    fn waiting(&self, article: &ArticleId, id: DecisionId) -> Result<&Suggestion, Refusal> {
        let found = self.suggestions(article).and_then(|suggestions| suggestions.get(id));
        found.ok_or_else(|| Refusal::Missing(message!("the suggestion")))
    }

    fn decide_plainly(
        &mut self,
        chosen: &[(ArticleId, Vec<DecisionId>)],
        resolution: &Resolution,
    ) -> Result<Done, Refusal> {
        self.decide(chosen, |session, place, id, requests| {
            let Some(suggestions) = session.suggestions(&place.article) else { return };
            let mention = suggestions.get(id).map(|suggestion| suggestion.requested(resolution.clone()));
            let ghost = || {
                let ghost = suggestions.ghost(id)?;
                let (claim, from) = (ghost.claim(), ghost.from.clone());
                Some(DecisionRequest { claim, from, basis: DecisionBasis::Person, resolution: resolution.clone() })
            };
            requests.extend(mention.or_else(ghost).map(|request| (place.clone(), request)));
        })
    }

    fn decide(
        &mut self,
        chosen: &[(ArticleId, Vec<DecisionId>)],
        perform_requests: impl Fn(&Self, &Place, DecisionId, &mut Vec<(Place, DecisionRequest)>),
    ) -> Result<Done, Refusal> {
        let mut requests = Vec::new();
        for (article, ids) in chosen {
            let place = self.place(article);
            self.load_place(&place).map_err(unreadable)?;
            if !self.derived.suggestions.contains_key(article) {
                self.load_sources(article);
            }
            for id in ids {
                perform_requests(self, &place, *id, &mut requests);
            }
        }
        self.perform_requests(requests)
    }

    fn perform_requests(&mut self, mut requests: Vec<(Place, DecisionRequest)>) -> Result<Done, Refusal> {
        requests.extend(self.rivals_of(&requests));
        let entities = self.unknown_entities(&requests);
        self.perform(Edit::Decide { requests, entities })
    }

    /// Whoever decides a difference into gold decides on all of its sides: taking one, and taking none, rejects the others.
    fn rivals_of(&self, requests: &[(Place, DecisionRequest)]) -> Vec<(Place, DecisionRequest)> {
        if !self.is_gold() {
            return Vec::new();
        }
        let decided = |request: &DecisionRequest| {
            request.basis == DecisionBasis::Person && request.resolution != Resolution::Skip
        };
        let mut rivals = Vec::new();
        for (place, request) in requests.iter().filter(|(_, request)| decided(request)) {
            let Some(suggestions) = self.suggestions(&place.article) else { continue };
            for id in self.rivals(&place.article, request.claim.id()) {
                let claimed = suggestions.get(id).map(|one| (one.claim(), one.from.clone()));
                let claimed =
                    claimed.or_else(|| suggestions.ghost(id).map(|ghost| (ghost.claim(), ghost.from.clone())));
                let rival = claimed.map(|(claim, from)| DecisionRequest {
                    claim,
                    from,
                    basis: DecisionBasis::Rival,
                    resolution: Resolution::Reject,
                });
                rivals.extend(rival.map(|rival| (place.clone(), rival)));
            }
        }
        rivals
    }

    /// Says why it was decided so.
    pub fn explain(
        &mut self,
        article: &ArticleId,
        decisions: Vec<DecisionId>,
        reason: Option<DecisionReason>,
        note: &str,
    ) -> Result<Done, Refusal> {
        self.perform(Edit::Explain { place: self.place(article), decisions, reason, note: one_spaced(note) })
    }

    /// Entities that nobody knows yet come into the project with the first mention that is accepted: under the longest
    /// name that the suggestions of the article have for them.
    fn unknown_entities(&self, requests: &[(Place, DecisionRequest)]) -> Vec<Entity> {
        let mut names: BTreeMap<EntityId, (KindKey, String)> = BTreeMap::new();
        let mut name = |place: &Place, entity: &EntityId, kind: &KindKey, span: Span| {
            let words = self.article(&place.article).map(|article| one_spaced(article.text.slice(span)));
            let words = words.unwrap_or_default();
            let longest = names.entry(entity.clone()).or_insert_with(|| (kind.clone(), String::new()));
            if words.chars().count() > longest.1.chars().count() {
                longest.1 = words;
            }
        };
        let mut wanted: BTreeSet<&EntityId> = BTreeSet::new();
        for (place, request) in requests {
            let Resolution::Mention(NewMention { entity: Some(entity), kind, span, .. }) = &request.resolution else {
                continue;
            };
            if self.entity(entity).is_some() {
                continue;
            }
            name(place, entity, kind, *span);
            if wanted.insert(entity)
                && let Some(suggestions) = self.suggestions(&place.article)
            {
                for other in suggestions.iter().filter(|other| other.entity.as_ref() == Some(entity)) {
                    name(place, entity, &other.kind, other.span);
                }
            }
        }
        names.into_iter().map(|(id, (kind, name))| Entity::new(id, kind, name)).collect()
    }
}
