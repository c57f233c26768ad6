//! What hands do, turned into edits with the gazetteer's help.

use crate::{
    edit::{Edit, NewMention, Refusal},
    gazetteer::{Lexicon, Link, Offer, OfferContext, split_list},
    message::message,
    model::{
        Article, ArticleId, Entity, EntityId, KindKey, LinkSource, MentionId, Origin, Place, Span, Status,
        step_grapheme, step_word,
    },
};

use crate::session::{Done, Marks, Session, unreadable};

/// Linked mentions of an article in reading order, as linking looks at them.
pub(in crate::session) fn known(marks: Option<&Marks>) -> Vec<(Span, KindKey, EntityId)> {
    let marks = marks.into_iter().flat_map(|marks| marks.by_place.iter());
    marks.filter_map(|(span, mark)| Some((span, mark.kind.clone(), mark.entity.clone()?))).collect()
}

/// The entity of a span if its name is sure.
pub(in crate::session) fn link(
    lexicon: &Lexicon,
    article: &Article,
    known: &[(Span, KindKey, EntityId)],
    span: Span,
    kind: &KindKey,
) -> Option<(EntityId, LinkSource)> {
    let Article { meta, text } = article;
    match lexicon.link(text, span, kind, known, (&meta.title, meta.date)) {
        Link::Sure { entity, rule } => Some((entity, LinkSource::Rule(rule.to_string()))),
        Link::Unsure => None,
    }
}

impl Session {
    /// Marks a span. A list of names becomes one mention each; a sure name is linked at once.
    pub fn tag(&mut self, article: &ArticleId, span: Span, kind: &KindKey) -> Result<Done, Refusal> {
        let there = self.loaded(article)?;
        let spans = split_list(&there.text, span, &|name| self.lexicon.is_name(name, kind));
        self.tag_spans(article, &spans, kind, &Origin::Person)
    }

    /// Marks spans as they are.
    pub fn tag_spans(
        &mut self,
        article: &ArticleId,
        spans: &[Span],
        kind: &KindKey,
        by: &Origin,
    ) -> Result<Done, Refusal> {
        let there = self.loaded(article)?;
        let mut known = known(self.marks(article));
        let mut mentions = Vec::with_capacity(spans.len());
        for &span in spans {
            let link = link(&self.lexicon, &there, &known, span, kind);
            let (entity, linked) = link.map_or((None, LinkSource::Person), |(entity, linked)| (Some(entity), linked));
            if let Some(entity) = &entity {
                let at = known.partition_point(|(other, ..)| other.start < span.start);
                known.insert(at, (span, kind.clone(), entity.clone()));
            }
            mentions.push(NewMention { span, kind: kind.clone(), entity, linked, by: by.clone() });
        }
        self.perform(Edit::Tag { place: self.place(article), mentions })
    }

    /// Changes the kind of mentions; a sure name of the new kind is linked at once.
    pub fn retag(&mut self, article: &ArticleId, ids: &[MentionId], kind: &KindKey) -> Result<Done, Refusal> {
        let there = self.loaded(article)?;
        let annotations = self.annotations(article);
        let known = known(self.marks(article));
        let relink = |id: &MentionId| {
            let mention = annotations?.mentions.get(id)?;
            link(&self.lexicon, &there, &known, mention.span, kind)
        };
        let mentions = ids.iter().map(|id| (id.clone(), relink(id))).collect();
        self.perform(Edit::Retag { place: self.place(article), mentions, kind: kind.clone() })
    }

    /// Links mentions to an entity that is known, or cuts their links.
    pub fn link(&mut self, article: &ArticleId, ids: &[MentionId], entity: Option<EntityId>) -> Result<Done, Refusal> {
        let place = self.place(article);
        self.perform(Edit::Link { place, mentions: ids.to_vec(), entity, linked: LinkSource::Person, new: None })
    }

    /// Links mentions to a new entity of the project with this name; one with the same id is taken if it is there.
    pub fn link_new(&mut self, article: &ArticleId, ids: &[MentionId], name: &str) -> Result<Done, Refusal> {
        let annotations = self.annotations(article);
        let first = annotations.and_then(|annotations| ids.iter().find_map(|id| annotations.mentions.get(id)));
        let kind = first.map(|mention| mention.kind.clone());
        let kind = kind.ok_or_else(|| Refusal::Missing(message!("the mention")))?;
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err(Refusal::Wrong(message!("an entity needs a name")));
        }
        let id = EntityId::from_name(&kind, &name);
        let new = self.entity(&id).is_none().then(|| Entity::new(id.clone(), kind, name));
        let place = self.place(article);
        let (mentions, entity) = (ids.to_vec(), Some(id));
        self.perform(Edit::Link { place, mentions, entity, linked: LinkSource::Person, new })
    }

    /// Entities for a mention, best first; `query` is what was typed, or empty for the mention's own words.
    pub fn offers(&self, article: &ArticleId, mention: &MentionId, query: &str) -> Vec<Offer> {
        let annotations = self.annotations(article).map(|a| &**a);
        let Some(mention) = annotations.and_then(|a| a.mentions.get(mention)) else { return Vec::new() };
        self.offers_at(article, mention.span, &mention.kind, query)
    }

    pub(in crate::session) fn offers_at(
        &self,
        article: &ArticleId,
        span: Span,
        kind: &KindKey,
        query: &str,
    ) -> Vec<Offer> {
        let Some(there) = self.article(article) else { return Vec::new() };
        let known = known(self.marks(article));
        let recent: Vec<EntityId> = self.derived.recent.iter().cloned().collect();
        let (title, day) = (there.meta.title.as_str(), there.meta.date);
        let mention = Some((&there.text, span));
        let context = OfferContext { mention, title, day, known: &known, recent: &recent, level: self.only_level() };
        let query = if query.trim().is_empty() { there.text.slice(span) } else { query };
        self.lexicon.offers(query, kind, &context)
    }

    /// The level of the regions that are spoken of, where all offices of the project are of one.
    fn only_level(&self) -> &str {
        let mut levels = self.project().scheme.statements.offices.iter().map(|office| office.level());
        let first = levels.next().unwrap_or("");
        if levels.all(|level| level == first) { first } else { "" }
    }

    /// Renames an entity; one of the gazetteer becomes the project's own.
    pub fn rename_entity(&mut self, id: &EntityId, name: &str) -> Result<Done, Refusal> {
        let mut entity = self.entity(id).cloned().ok_or_else(|| Refusal::missing_entity(id))?;
        let old = std::mem::replace(&mut entity.name, name.trim().to_owned());
        if entity.short == old {
            entity.short.clear();
        }
        // Texts go on using the old name.
        if !entity.names().any(|known| known == old) {
            entity.aliases.push(old);
        }
        self.perform(Edit::PutEntity { entity })
    }

    /// Adds a name under which texts mention an entity; one of the gazetteer becomes the project's own.
    pub fn add_alias(&mut self, id: &EntityId, alias: &str) -> Result<Done, Refusal> {
        let mut entity = self.entity(id).cloned().ok_or_else(|| Refusal::missing_entity(id))?;
        let alias = alias.trim();
        if alias.is_empty() || entity.names().any(|known| known == alias) {
            return Err(Refusal::Nothing);
        }
        entity.aliases.push(alias.to_owned());
        self.perform(Edit::PutEntity { entity })
    }

    /// Keeps an entity as it is; one of the gazetteer becomes the project's own.
    pub fn put_entity(&mut self, entity: Entity) -> Result<Done, Refusal> {
        self.perform(Edit::PutEntity { entity })
    }

    /// Whether an entity is the project's alone, so that it can be removed: no built-in one stands behind it.
    pub fn is_own(&self, id: &EntityId) -> bool {
        self.project().entities.contains_key(id) && self.lexicon.gazetteer().entity(id).is_none()
    }

    /// Moves one end of a mention by a word, or by one character if `exact`.
    pub fn nudge(
        &mut self,
        article: &ArticleId,
        mention: &MentionId,
        end: bool,
        outward: bool,
        exact: bool,
    ) -> Result<Done, Refusal> {
        let there = self.loaded(article)?;
        let there_is = self.annotations(article).and_then(|annotations| annotations.mentions.get(mention));
        let mut span = there_is.ok_or_else(|| Refusal::Missing(message!("the mention")))?.span;
        let forward = end == outward;
        let from = if end { span.end } else { span.start };
        let to =
            if exact { step_grapheme(&there.text, from, forward) } else { step_word(&there.text, from, forward, end) };
        if end {
            span.end = to;
        } else {
            span.start = to;
        }
        if span.is_empty() {
            return Err(Refusal::Nothing);
        }
        let place = self.place(article);
        self.perform(Edit::Resize { place, mention: mention.clone(), span })
    }

    /// Sets how far the work on articles is.
    pub fn set_status(&mut self, articles: &[ArticleId], status: Status) -> Result<Done, Refusal> {
        let places: Vec<Place> = articles.iter().map(|article| self.place(article)).collect();
        for place in &places {
            self.load_place(place).map_err(unreadable)?;
        }
        self.perform(Edit::SetStatus { places, status })
    }

    pub(in crate::session) fn loaded(&self, article: &ArticleId) -> Result<std::sync::Arc<Article>, Refusal> {
        self.article(article).cloned().ok_or_else(|| Refusal::missing_article(article))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Who;

    #[test]
    fn a_changed_built_in_entity_is_not_the_projects_own() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut session = Session::create(&dir.path().join("p"), "P", Who::named("sri")).expect("a project");
        let pks = EntityId::new("party:pks").expect("an id");
        session.add_alias(&pks, "PKS kita").expect("added");
        assert!(session.project().entities.contains_key(&pks));
        assert!(!session.is_own(&pks));
    }
}
