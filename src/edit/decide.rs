//! Plans decisions on suggestions, and keeps the decisions true to what becomes of the records that they made.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    ChangeKind, DecisionBasis, DecisionRequest, NewMention, Put, Refusal, Resolution, Swap,
    fields::{joined, touch},
    plan::Planner,
};
use crate::{
    message::message,
    model::{
        Claim, Coalition, CoalitionId, Decision, DecisionId, Entity, EntityId, FieldOwner, KindKey, MentionId, Origin,
        Outcome, Place, SetId, Span, Suggested, Variables, Verdict, fill_values,
    },
};

/// A suggested coalition as it is taken, the mentions of its source, and the statement that it is added to.
type TakenCoalition = (Coalition, BTreeMap<MentionId, (Span, KindKey)>, Option<CoalitionId>);

/// Mentions by what they cover, with what they mean: those of a set and those that this plan makes.
type There = BTreeMap<(Span, KindKey), (MentionId, Option<EntityId>)>;

impl Planner<'_, '_> {
    pub(super) fn decide(
        &mut self,
        requests: Vec<(Place, DecisionRequest)>,
        entities: Vec<Entity>,
    ) -> Result<(ChangeKind, usize), Refusal> {
        let mut there = self.there(&requests);
        let (mut kind, mut count) = (ChangeKind::Skip, 0);
        let mut seen: BTreeSet<(Place, DecisionId)> = BTreeSet::new();
        let mut agreed: BTreeMap<Place, BTreeSet<SetId>> = BTreeMap::new();
        for (place, request) in requests {
            let id = request.claim.id();
            if request.claim.spans().into_iter().try_for_each(|span| self.fits(&place, span)).is_err()
                || request.from.is_empty()
            {
                return Err(Refusal::Wrong(message!(
                    "a suggestion for {article} does not fit it",
                    article = place.article.as_str()
                )));
            }
            let before = self.annotations(&place).and_then(|a| a.decisions.get(&id)).cloned();
            let done = before.as_ref().is_some_and(|before| before.made.is_some());
            if done || !seen.insert((place.clone(), id)) {
                continue;
            }
            let DecisionRequest { claim, from, basis, resolution } = request;
            let known = there.entry(place.clone()).or_default();
            let (verdict, made) = match resolution {
                Resolution::Mention(new) => self.take_mention(&place, new, &claim, &from, known)?,
                Resolution::Coalition { coalition, mentions, into } => {
                    let taken = (*coalition, mentions, into);
                    self.take_coalition(&place, taken, &claim, &from[0], known)?
                }
                Resolution::Reject => (Verdict::Rejected, None),
                Resolution::Skip => (Verdict::Skipped, None),
            };
            if before.as_ref().is_some_and(|before| before.verdict == verdict && before.made == made) {
                continue;
            }
            if basis == DecisionBasis::Along {
                continue;
            }
            if basis == DecisionBasis::Unanimous {
                agreed.entry(place.clone()).or_default().extend(from.iter().map(|from| from.set.clone()));
            }
            let decision = Decision {
                claim,
                verdict,
                made,
                from,
                unanimous: basis == DecisionBasis::Unanimous,
                who: self.stamp.who.clone(),
                reason: None,
                note: String::new(),
                at: self.stamp.now,
            };
            self.puts.push(Put::Decision { place, id, swap: Box::new(Swap { before, after: Some(decision) }) });
            if basis != DecisionBasis::Rival {
                (kind, count) = (verdict.into(), count + 1);
            }
        }
        agreed.iter().for_each(|(place, sets)| self.put_agreed_values(place, sets));
        if count > 0 {
            let new = |entity: &Entity| !self.workspace.project.entities.contains_key(&entity.id);
            for entity in entities.into_iter().filter(new).collect::<Vec<_>>() {
                self.put_entity(entity.id.clone(), Some(entity));
            }
        }
        Ok((kind, count))
    }

    /// Of what is marked already, what stands at the places that the requests speak of: one look through it.
    fn there(&self, requests: &[(Place, DecisionRequest)]) -> BTreeMap<Place, There> {
        let mut asked: BTreeMap<&Place, BTreeSet<Span>> = BTreeMap::new();
        for (place, request) in requests {
            let asked = asked.entry(place).or_default();
            match &request.resolution {
                Resolution::Mention(new) => drop(asked.insert(new.span)),
                Resolution::Coalition { mentions, .. } => asked.extend(mentions.values().map(|(span, _)| *span)),
                Resolution::Reject | Resolution::Skip => {}
            }
        }
        let at = |(place, spans): (&Place, BTreeSet<Span>)| {
            let mentions = self.annotations(place).into_iter().flat_map(|a| a.mentions.values());
            let there = mentions.filter(|mention| spans.contains(&mention.span));
            let known = there.map(|m| ((m.span, m.kind.clone()), (m.id.clone(), m.entity.clone())));
            (place.clone(), known.collect())
        };
        asked.into_iter().map(at).collect()
    }

    /// The mention that a claim becomes; if it is there already, the decision speaks of that one.
    fn take_mention(
        &mut self,
        place: &Place,
        new: NewMention,
        claim: &Claim,
        from: &[Suggested],
        there: &mut There,
    ) -> Result<(Verdict, Option<Outcome>), Refusal> {
        self.fits(place, new.span)?;
        if self.workspace.project.scheme.kind(&new.kind).is_none() {
            return Err(Refusal::UnknownKind(new.kind.to_string()));
        }
        let verdict = |entity: Option<EntityId>| {
            let says = Claim::Mention { span: new.span, kind: new.kind.clone(), entity };
            if says == *claim { Verdict::Accepted } else { Verdict::Corrected }
        };
        let key = (new.span, new.kind.clone());
        if let Some((id, entity)) = there.get(&key) {
            return Ok((verdict(entity.clone()), Some(Outcome::Mention(id.clone()))));
        }
        let verdict = verdict(new.entity.clone());
        let id = self.fresh_mention(place);
        let new = NewMention { by: origin(verdict, from[0].clone()), ..new };
        let mut fields = self.said_alike(place, claim, from);
        fill_values(&mut fields, &self.defaults(place, FieldOwner::Mention));
        let mention = new.made(id.clone(), self.stamp.now, self.stamp.guidelines, fields);
        there.insert(key, (id.clone(), mention.entity.clone()));
        self.puts.push(Put::Mention { place: place.clone(), id: id.clone(), swap: Swap::add(mention) });
        Ok((verdict, Some(Outcome::Mention(id))))
    }

    /// What every set that makes a claim put alike into the fields of the mention.
    fn said_alike(&self, place: &Place, claim: &Claim, from: &[Suggested]) -> Variables {
        let values = |from: &Suggested| {
            let there = Place { set: from.set.clone(), article: place.article.clone() };
            let mut mentions = self.annotations(&there).into_iter().flat_map(|there| there.mentions.values());
            mentions.find(|mention| Claim::of_mention(mention) == *claim).map(|mention| mention.fields.clone())
        };
        let mut said = from.iter().map(|from| values(from).unwrap_or_default());
        let first = said.next().unwrap_or_default();
        said.fold(first, |mut alike, other| {
            alike.retain(|key, value| other.get(key) == Some(value));
            alike
        })
    }

    /// The coalition that a claim becomes. Its fillers name mentions of the source, which become those of this set that
    /// stand at the same place; others are left out.
    fn take_coalition(
        &mut self,
        place: &Place,
        (mut coalition, mentions, into): TakenCoalition,
        claim: &Claim,
        from: &Suggested,
        there: &There,
    ) -> Result<(Verdict, Option<Outcome>), Refusal> {
        let says = Claim::of_coalition(&coalition, |id| mentions.get(id).map(|(span, _)| *span));
        let verdict = if claim.is_said_by(&says) { Verdict::Accepted } else { Verdict::Corrected };
        for filler in coalition.fillers_mut() {
            let named = filler.mentions.iter().filter_map(|id| there.get(mentions.get(id)?));
            filler.mentions = named.map(|(id, _)| id.clone()).collect();
        }
        self.check_evidence(place, &coalition)?;
        if let Some(into) = into {
            return self.add_to_coalition(place, &coalition, into, claim);
        }
        coalition.id = self.fresh_coalition(place);
        coalition.by = origin(verdict, from.clone());
        (coalition.at, coalition.guidelines) = (self.stamp.now, self.stamp.guidelines);
        coalition.flag = None;
        fill_values(&mut coalition.fields, &self.defaults(place, FieldOwner::Statement));
        let id: CoalitionId = coalition.id.clone();
        let swap = Box::new(Swap::add(coalition));
        self.puts.push(Put::Coalition { place: place.clone(), id: id.clone(), swap });
        Ok((verdict, Some(Outcome::Coalition(id))))
    }

    /// What a suggested coalition says is added to a statement that is there.
    fn add_to_coalition(
        &mut self,
        place: &Place,
        taken: &Coalition,
        into: CoalitionId,
        claim: &Claim,
    ) -> Result<(Verdict, Option<Outcome>), Refusal> {
        let before = self.coalition(place, &into)?;
        let mut after = joined(&before, taken);
        touch(&mut after);
        let verdict = if self.says(place, &after, claim) { Verdict::Accepted } else { Verdict::Corrected };
        self.change_coalition(place, &before, after);
        // What was decided on the statement before may have been mended by that.
        self.follow_decisions();
        Ok((verdict, Some(Outcome::Coalition(into))))
    }

    /// Whether a statement of the set says what was claimed.
    pub(super) fn says(&self, place: &Place, coalition: &Coalition, claim: &Claim) -> bool {
        let mentions = self.annotations(place).map(|there| &there.mentions);
        let says = Claim::of_coalition(coalition, |id| Some(mentions?.get(id)?.span));
        claim.is_said_by(&says)
    }

    /// A record that was accepted and is edited now was corrected; back to what was claimed, it was accepted; removed, the
    /// claim was rejected. Looks through the decisions of an article once, whatever was edited there.
    pub(super) fn follow_decisions(&mut self) {
        let mut edited: BTreeMap<Place, BTreeMap<Outcome, usize>> = BTreeMap::new();
        for (at, put) in self.puts.iter().enumerate() {
            let (place, made) = match put {
                Put::Mention { place, id, swap } if swap.before.is_some() => (place, Outcome::Mention(id.clone())),
                Put::Coalition { place, id, swap } if swap.before.is_some() => (place, Outcome::Coalition(id.clone())),
                _ => continue,
            };
            edited.entry(place.clone()).or_default().insert(made, at);
        }
        for (place, edited) in edited {
            let Some(annotations) = self.annotations(&place) else { continue };
            for (id, before) in &annotations.decisions {
                let Some(&at) = before.made.as_ref().and_then(|made| edited.get(made)) else { continue };
                let span_of = |id: &MentionId| annotations.mentions.get(id).map(|mention| mention.span);
                let Some(verdict) = verdict_on(&mut self.puts[at], before, span_of) else { continue };
                let made = before.made.clone().filter(|_| verdict != Verdict::Rejected);
                let unanimous = before.unanimous && verdict == Verdict::Accepted;
                let after = Decision { verdict, made, unanimous, at: self.stamp.now, ..before.clone() };
                let swap = Box::new(Swap::change(before.clone(), after));
                self.puts.push(Put::Decision { place: place.clone(), id: *id, swap });
            }
        }
    }
}

/// The new verdict on a claim whose record an edit changes, if it is another; the record's origin is put right with it.
fn verdict_on(put: &mut Put, decision: &Decision, span_of: impl Fn(&MentionId) -> Option<Span>) -> Option<Verdict> {
    let (says, by) = match put {
        Put::Mention { swap, .. } => swap.after.as_mut().map(|after| (Claim::of_mention(after), &mut after.by)),
        Put::Coalition { swap, .. } => {
            swap.after.as_mut().map(|after| (Claim::of_coalition(after, span_of), &mut after.by))
        }
        _ => return None,
    }
    .map_or((None, None), |(says, by)| (Some(says), Some(by)));
    let verdict = match says {
        None => Verdict::Rejected,
        Some(says) if decision.claim.is_said_by(&says) => Verdict::Accepted,
        Some(_) => Verdict::Corrected,
    };
    if let Some(by) = by
        && let Origin::Accepted(from) | Origin::Corrected(from) = by.clone()
    {
        *by = origin(verdict, from);
    }
    (verdict != decision.verdict).then_some(verdict)
}

fn origin(verdict: Verdict, from: Suggested) -> Origin {
    if verdict == Verdict::Accepted { Origin::Accepted(from) } else { Origin::Corrected(from) }
}

impl From<Verdict> for ChangeKind {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Accepted => Self::Accept,
            Verdict::Corrected => Self::Correct,
            Verdict::Rejected => Self::Reject,
            Verdict::Skipped => Self::Skip,
        }
    }
}
