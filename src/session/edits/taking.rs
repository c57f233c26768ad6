//! What a suggested coalition takes along: the mentions that its slots name or, where none of them can be had, another
//! one that names the same, so that nothing is stored that no word of the article shows.

use std::collections::BTreeMap;

use crate::{
    edit::{DecisionBasis, DecisionRequest, Resolution},
    model::{Coalition, CoalitionId, EntityId, KindKey, MentionId, Place, Span, Verdict},
    session::{Ghost, Session, Suggestion},
};

/// A mention for a slot: one that is marked, or one that is suggested and taken along.
enum SlotMention<'a> {
    Marked(Span, KindKey),
    Suggested(&'a Suggestion),
}

impl SlotMention<'_> {
    fn place(&self) -> (Span, KindKey) {
        match self {
            Self::Marked(span, kind) => (*span, kind.clone()),
            Self::Suggested(one) => (one.span, one.kind.clone()),
        }
    }
}

impl Session {
    /// A suggested coalition as it is to be taken, behind those of its mentions that wait; `into`: the statement that it
    /// is added to.
    pub(super) fn with_mentions(
        &self,
        place: &Place,
        ghost: &Ghost,
        mut coalition: Coalition,
        into: Option<CoalitionId>,
    ) -> Vec<(Place, DecisionRequest)> {
        let mut mentions = ghost.mentions.clone();
        let mut taken: BTreeMap<Span, &Suggestion> = BTreeMap::new();
        let evidence = coalition.evidence.clone();
        for filler in coalition.fillers_mut() {
            let entity = filler.entity.as_ref();
            let mut named = false;
            for id in &filler.mentions {
                let Some((span, kind)) = ghost.mentions.get(id) else { continue };
                let Some(found) = self.naming_at(place, *span, kind, entity) else { continue };
                named = true;
                mentions.insert(id.clone(), found.place());
                if let SlotMention::Suggested(one) = found {
                    taken.insert(one.span, one);
                }
            }
            let Some(entity) = entity.filter(|_| !named) else { continue };
            let Some(found) = self.naming_nearest(place, entity, &evidence) else { continue };
            let (span, kind) = found.place();
            let Ok(id) = MentionId::new(format!("beside-{}-{}", span.start, span.end)) else { continue };
            mentions.insert(id.clone(), (span, kind));
            filler.mentions.insert(id);
            if let SlotMention::Suggested(one) = found {
                taken.insert(one.span, one);
            }
        }
        let requests = taken.into_values().map(|one| (place.clone(), one.as_claimed()));
        let mut requests: Vec<(Place, DecisionRequest)> = requests.collect();
        let resolution = Resolution::Coalition { coalition: Box::new(coalition), mentions, into };
        let (claim, from) = (ghost.claim(), ghost.from.clone());
        requests.push((place.clone(), DecisionRequest { claim, from, basis: DecisionBasis::Person, resolution }));
        requests
    }

    /// The mention at this place: as it is marked, with other borders too, else as it is suggested, however sure.
    fn naming_at(
        &self,
        place: &Place,
        span: Span,
        kind: &KindKey,
        entity: Option<&EntityId>,
    ) -> Option<SlotMention<'_>> {
        let mut marked: Option<Span> = None;
        if let Some(marks) = self.marks(&place.article) {
            marks.by_place.touching(span, |_, there, mark| {
                let fits =
                    mark.kind == *kind && (mark.entity.is_none() || entity.is_none() || mark.entity.as_ref() == entity);
                if (there == span && mark.kind == *kind) || (fits && marked != Some(span)) {
                    marked = Some(there);
                }
            });
        }
        if let Some(span) = marked {
            return Some(SlotMention::Marked(span, kind.clone()));
        }
        let here = self.suggestions(&place.article)?.claimed().filter(|one| (one.span, &one.kind) == (span, kind));
        // Of several entities for one span the slot's own, else the surest.
        let waiting = here.filter(|one| self.may_be_taken(place, one));
        waiting.max_by_key(|one| (one.entity.as_ref() == entity, one.score())).map(SlotMention::Suggested)
    }

    /// The mention of an entity that lies nearest to what shows the statement.
    fn naming_nearest(&self, place: &Place, entity: &EntityId, evidence: &[Span]) -> Option<SlotMention<'_>> {
        let away = |span: Span| {
            let from = |shown: &Span| if shown.touches(span) { 0 } else { shown.start.abs_diff(span.start) };
            (evidence.iter().map(from).min(), span.start)
        };
        let marks = self.marks(&place.article).into_iter().flat_map(|marks| marks.by_place.iter());
        let marked = marks.filter(|(_, mark)| mark.entity.as_ref() == Some(entity));
        let marked = marked.map(|(span, mark)| SlotMention::Marked(span, mark.kind.clone()));
        let suggested = self.suggestions(&place.article).into_iter().flat_map(|there| there.claimed());
        let suggested = suggested.filter(|one| one.entity.as_ref() == Some(entity) && self.may_be_taken(place, one));
        // What is marked already goes before what would be new.
        let nearest = |found: &SlotMention<'_>| away(found.place().0);
        marked.min_by_key(nearest).or_else(|| suggested.map(SlotMention::Suggested).min_by_key(nearest))
    }

    /// Whether nobody decided against it, nor marked something of its kind there.
    fn may_be_taken(&self, place: &Place, one: &Suggestion) -> bool {
        let verdict = self.annotations(&place.article).and_then(|own| Some(own.decisions.get(&one.id)?.verdict));
        let mut marked = false;
        if let Some(marks) = self.marks(&place.article) {
            marks.by_place.touching(one.span, |_, _, mark| marked |= mark.kind == one.kind);
        }
        !marked && verdict.is_none_or(|verdict| verdict == Verdict::Skipped)
    }
}
