//! What one key makes of a selection: a coalition statement, filled as far as the text says it.

use std::collections::BTreeSet;

use super::sentences::{merged, touched};
use crate::model::{
    Annotations, Article, Backing, Coalition, CoalitionId, EntityId, Filler, KindKey, Mention, MentionId, Office, Slot,
    Span, Stance, Timestamp,
};

/// What is known about entities elsewhere.
pub struct Facts<'a> {
    /// The office that a region elects.
    pub elects: &'a dyn Fn(&EntityId) -> Option<Office>,
    /// The regions in which a candidate is known to run.
    pub running: &'a dyn Fn(&EntityId) -> Vec<EntityId>,
    /// The place of a candidate on the ticket registered in a region: region, candidate.
    pub pair_head: &'a dyn Fn(&EntityId, &EntityId) -> Option<Slot>,
}

/// A coalition statement filled from a selection (bytes) or from mentions picked one by one. Its id and time are
/// placeholders: planning the edit gives them.
pub fn draft(
    article: &Article,
    annotations: &Annotations,
    selection: Option<Span>,
    chosen: &[MentionId],
    facts: &Facts<'_>,
) -> Coalition {
    let text = &article.text;
    let mut coalition = Coalition::empty(CoalitionId::new("draft").expect("letters are an id"), Timestamp::default());
    let picked: Vec<&Mention> = chosen.iter().filter_map(|id| annotations.mentions.get(id)).collect();
    let spans = selection.into_iter().chain(picked.iter().map(|mention| mention.span));
    let sentences: Vec<Span> = spans.flat_map(|span| touched(text, span)).collect();
    coalition.evidence = merged(text, sentences);
    let inside = |mention: &Mention| coalition.evidence.iter().any(|evidence| evidence.covers(mention.span));
    let mentions: Vec<&Mention> = annotations.in_reading_order().into_iter().filter(|m| inside(m)).collect();
    let fillers = |kind: KindKey| {
        let mut fillers: Vec<Filler> = Vec::new();
        for mention in mentions.iter().filter(|mention| mention.kind == kind) {
            let same = fillers.iter_mut().find(|f| f.entity.is_some() && f.entity == mention.entity);
            match same {
                Some(filler) => _ = filler.mentions.insert(mention.id.clone()),
                None => fillers
                    .push(Filler { entity: mention.entity.clone(), mentions: BTreeSet::from([mention.id.clone()]) }),
            }
        }
        fillers
    };
    coalition.race.region = fillers(KindKey::region()).into_iter().next().unwrap_or_default();
    coalition.race.office = coalition.race.region.entity.as_ref().and_then(|region| (facts.elects)(region));
    let mut candidates = fillers(KindKey::candidate()).into_iter();
    coalition.ticket.head = candidates.next().unwrap_or_default();
    coalition.ticket.deputy = candidates.next().unwrap_or_default();
    let parties = fillers(KindKey::party()).into_iter();
    coalition.backings = parties.map(|party| Backing { party, stance: Stance::default(), slot: None }).collect();
    coalition
}
