//! From intent to effect; pure.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Change, ChangeKind, CoalitionField, Edit, Incoming, NewMention, Put, Refusal, Swap,
    fields::{set_field, touch},
    refusal,
};
use crate::{
    message::message,
    model::{
        Annotations, ArticleId, Assignments, Coalition, CoalitionId, Entity, EntityId, FieldOwner, GuidelinesVersion,
        KindKey, LinkSource, MOST_HELD_BACK, Mention, MentionId, Place, Remark, Scheme, SetId, Span, Status, Timestamp,
        Workspace, fill_values,
    },
};

/// What a plan takes from outside, so that it stays pure: fresh id parts and the time.
pub struct EditStamp<'a> {
    /// Gives a new string of letters and digits at each call.
    pub fresh: &'a mut dyn FnMut() -> String,
    pub now: Timestamp,
    /// The rules of today, where there are any.
    pub guidelines: Option<GuidelinesVersion>,
    /// Who decides, where marks go to a set that is nobody's own.
    pub who: Option<SetId>,
}

type Planned = Result<Change, Refusal>;

/// Plans an edit on what is loaded. The session sees to it that everything the edit touches is loaded.
pub fn plan(workspace: &Workspace, edit: Edit, stamp: &mut EditStamp) -> Planned {
    let mut planner = Planner { workspace, stamp, puts: Vec::new(), taken: BTreeSet::new() };
    let (kind, count) = planner.edit(edit)?;
    let by_hand = [
        ChangeKind::Untag,
        ChangeKind::Retag,
        ChangeKind::Resize,
        ChangeKind::Link,
        ChangeKind::ChangeCoalition,
        ChangeKind::RemoveCoalition,
    ];
    if by_hand.contains(&kind) {
        planner.follow_decisions();
    }
    // Work on a new article begins with the first mark on it.
    let touched: BTreeSet<Place> = (planner.puts)
        .iter()
        .filter(|put| match put {
            Put::Mention { .. } | Put::Coalition { .. } | Put::Decision { .. } => true,
            Put::Remark { .. } => kind == ChangeKind::Value,
            _ => false,
        })
        .filter_map(|put| put.place().cloned())
        .collect();
    if !matches!(kind, ChangeKind::RemoveArticles | ChangeKind::Import | ChangeKind::Extract) {
        for place in touched {
            let status = workspace.annotations.get(&place).map_or(Status::New, |a| a.status);
            if status == Status::New {
                planner.put_article_defaults(&place);
                planner.puts.push(Put::Status { place, before: Status::New, after: Status::InProgress });
            }
        }
    }
    let puts = planner.puts;
    if puts.is_empty() {
        return Err(Refusal::Nothing);
    }
    Ok(Change { kind, count, puts })
}

pub(super) struct Planner<'a, 'b> {
    pub(super) workspace: &'a Workspace,
    pub(super) stamp: &'a mut EditStamp<'b>,
    pub(super) puts: Vec<Put>,
    /// Ids given out in this plan.
    taken: BTreeSet<String>,
}

impl<'a> Planner<'a, '_> {
    fn edit(&mut self, edit: Edit) -> Result<(ChangeKind, usize), Refusal> {
        match edit {
            Edit::Tag { place, mentions } => {
                self.tag(mentions.into_iter().map(|mention| (place.clone(), mention)).collect())
            }
            Edit::TagAcross { mentions } => self.tag(mentions),
            Edit::Untag { place, mentions } => self.untag(&place, &mentions),
            Edit::Retag { place, mentions, kind } => {
                if self.workspace.project.scheme.kind(&kind).is_none() {
                    return Err(Refusal::UnknownKind(kind.to_string()));
                }
                let mut count = 0;
                for (id, link) in mentions {
                    let before = self.mention(&place, &id)?;
                    if before.kind == kind {
                        continue;
                    }
                    let mut after = before.clone();
                    after.kind = kind.clone();
                    (after.entity, after.linked) = match link {
                        Some((entity, linked)) => (Some(entity), linked),
                        None => (None, LinkSource::Person),
                    };
                    self.put_mention(&place, before, Some(after));
                    count += 1;
                }
                Ok((ChangeKind::Retag, count))
            }
            Edit::Resize { place, mention, span } => {
                self.fits(&place, span)?;
                let before = self.mention(&place, &mention)?;
                if before.span != span {
                    let after = Mention { span, ..before.clone() };
                    self.put_mention(&place, before, Some(after));
                }
                Ok((ChangeKind::Resize, 1))
            }
            Edit::Link { place, mentions, entity, linked, new } => {
                if let Some(new) = new
                    && !self.workspace.project.entities.contains_key(&new.id)
                {
                    self.put_entity(new.id.clone(), Some(new));
                }
                let mut count = 0;
                for id in mentions {
                    let before = self.mention(&place, &id)?;
                    if before.entity != entity {
                        let after = Mention { entity: entity.clone(), linked: linked.clone(), ..before.clone() };
                        self.put_mention(&place, before, Some(after));
                        count += 1;
                    }
                }
                Ok((ChangeKind::Link, count))
            }
            Edit::Note { place, mention, note } => {
                let before = self.mention(&place, &mention)?;
                if before.note != note {
                    let after = Mention { note, ..before.clone() };
                    self.put_mention(&place, before, Some(after));
                }
                Ok((ChangeKind::Note, 1))
            }
            Edit::NoteArticle { place, note } => self.note_article(place, note),
            Edit::Flag { place, on, flag } => self.flag(place, on, flag),
            Edit::SetValue { place, records, key, value } => self.set_values(&place, records, &key, value.as_ref()),
            Edit::Explain { place, decisions, reason, note } => self.explain(&place, &decisions, reason, &note),
            Edit::Reaffirm { place } => self.reaffirm(&place),
            Edit::AddCoalition { place, coalition } => {
                let mut coalition = *coalition;
                coalition.id = self.fresh_coalition(&place);
                self.check_evidence(&place, &coalition)?;
                fill_values(&mut coalition.fields, &self.defaults(&place, FieldOwner::Statement));
                (coalition.at, coalition.guidelines) = (self.stamp.now, self.stamp.guidelines);
                let id = coalition.id.clone();
                self.puts.push(Put::Coalition { place, id, swap: Box::new(Swap::add(coalition)) });
                Ok((ChangeKind::AddCoalition, 1))
            }
            Edit::SetCoalition { place, coalition, fields } => {
                let before = self.coalition(&place, &coalition)?;
                let mut after = before.clone();
                for field in fields {
                    if let CoalitionField::Value(key, value) = &field {
                        self.fits_field(FieldOwner::Statement, key, value.as_ref())?;
                    }
                    set_field(&mut after, field)?;
                }
                if after != before {
                    touch(&mut after);
                    self.check_evidence(&place, &after)?;
                    (after.at, after.guidelines) = (self.stamp.now, self.stamp.guidelines);
                    self.puts.push(Put::Coalition {
                        place,
                        id: coalition,
                        swap: Box::new(Swap::change(before, after)),
                    });
                }
                Ok((ChangeKind::ChangeCoalition, 1))
            }
            Edit::RemoveCoalition { place, coalition } => {
                let before = self.coalition(&place, &coalition)?;
                self.puts.push(Put::Coalition { place, id: coalition, swap: Box::new(Swap::remove(before)) });
                Ok((ChangeKind::RemoveCoalition, 1))
            }
            Edit::MergeCoalitions { place, from, into } => self.merge_coalitions(&place, &from, &into),
            Edit::Decide { requests, entities } => self.decide(requests, entities),
            Edit::SettleConflict { place, conflict, take } => self.settle_conflict(&place, &conflict, take),
            Edit::SettleProjectConflict { conflict, take } => self.settle_project_conflict(&conflict, take),
            Edit::SetStatus { places, status } => {
                let mut count = 0;
                for place in places {
                    self.article(&place)?;
                    let before = self.workspace.annotations.get(&place).map_or(Status::New, |a| a.status);
                    if before != status {
                        self.puts.push(Put::Status { place, before, after: status });
                        count += 1;
                    }
                }
                Ok((ChangeKind::Status, count))
            }
            Edit::PutEntity { entity } => {
                let is_new = !self.workspace.project.entities.contains_key(&entity.id);
                self.put_entities([(entity.id.clone(), entity)].into())?;
                Ok((if is_new { ChangeKind::AddEntity } else { ChangeKind::ChangeEntity }, 1))
            }
            Edit::PutEntities { entities } => {
                // Of two with one id the last is meant: a record is put once.
                let entities = entities.into_iter().map(|entity| (entity.id.clone(), entity)).collect();
                Ok((ChangeKind::ImportEntities, self.put_entities(entities)?))
            }
            Edit::MergeEntities { from, into } => self.merge_entities(from, into),
            Edit::RemoveEntity { entity } => {
                let there = self.workspace.project.entities.contains_key(&entity);
                if !there {
                    return Err(Refusal::missing_entity(&entity));
                }
                self.repoint(&entity, None);
                self.move_parts(&entity, None);
                self.put_entity(entity, None);
                Ok((ChangeKind::RemoveEntity, 1))
            }
            Edit::SetOptions { options } => {
                if options.hold_back > MOST_HELD_BACK {
                    return Err(Refusal::Wrong(message!(
                        "at most {most} % of the articles can be held back",
                        most = MOST_HELD_BACK
                    )));
                }
                let before = self.workspace.project.options.clone();
                if before != options {
                    self.puts.push(Put::Options { before, after: options });
                }
                Ok((ChangeKind::Options, 1))
            }
            Edit::Assign { assignments } => self.assign(&assignments),
            Edit::PutSet { set } => {
                let before = self.workspace.project.sets.get(&set.id).cloned();
                if before.as_ref() != Some(&set) {
                    self.puts.push(Put::Set { id: set.id.clone(), swap: Swap { before, after: Some(set) } });
                }
                Ok((ChangeKind::AddSet, 1))
            }
            Edit::PutKind { kind } => {
                let before = self.workspace.project.scheme.clone();
                let mut after = before.clone();
                match after.position(&kind.key) {
                    Some(at) => after.kinds[at] = kind,
                    None if after.kinds.len() == 9 => {
                        return Err(Refusal::Wrong(message!("a scheme has at most nine kinds, one for each digit")));
                    }
                    None => after.kinds.push(kind),
                }
                if after != before {
                    self.puts.push(Put::Scheme { before, after });
                }
                Ok((ChangeKind::Scheme, 1))
            }
            Edit::SetFields { fields } => self.set_fields(fields),
            Edit::PutStatements { statements } => {
                if let Some(fault) = statements.fault() {
                    return Err(Refusal::Wrong(fault.message));
                }
                let before = self.workspace.project.scheme.clone();
                if before.statements != statements {
                    let after = Scheme { statements, ..before.clone() };
                    self.puts.push(Put::Scheme { before, after });
                }
                Ok((ChangeKind::Scheme, 1))
            }
            Edit::CopyLabels { marks } => {
                let (_, count) = self.import(Incoming { marks, ..Incoming::default() })?;
                Ok((ChangeKind::CopyLabels, count))
            }
            Edit::Import(import) => self.import(import),
            Edit::Extract(found) => self.extract(found),
            Edit::ChangeArticle { meta } => {
                let there = self.workspace.articles.get(&meta.id);
                let before = there.map(|a| a.meta.clone()).ok_or_else(|| Refusal::missing_article(&meta.id))?;
                if before != meta {
                    self.puts.push(Put::Article { id: meta.id.clone(), swap: Swap::change(before, meta) });
                }
                Ok((ChangeKind::ChangeArticle, 1))
            }
            Edit::RemoveArticles { articles } => self.remove_articles(&articles),
        }
    }

    fn assign(&mut self, after: &Assignments) -> Result<(ChangeKind, usize), Refusal> {
        let before = self.workspace.project.assignments.clone();
        let articles: BTreeSet<_> = before.articles.keys().chain(after.articles.keys()).collect();
        let mut count = 0;
        for id in articles {
            let swap = Swap { before: before.articles.get(id).cloned(), after: after.articles.get(id).cloned() };
            if swap.before != swap.after {
                count += 1;
                self.puts.push(Put::Assignment { id: id.clone(), swap });
            }
        }
        if before.drawings != after.drawings {
            self.puts.push(Put::Drawings { before: before.drawings.clone(), after: after.drawings.clone() });
        }
        Ok((ChangeKind::Assign, count))
    }

    fn tag(&mut self, mentions: Vec<(Place, NewMention)>) -> Result<(ChangeKind, usize), Refusal> {
        // Of what is marked there already, only the spans asked for matter: one look through it, nothing copied.
        let mut asked: BTreeMap<&Place, BTreeSet<Span>> = BTreeMap::new();
        for (place, new) in &mentions {
            asked.entry(place).or_default().insert(new.span);
        }
        let workspace = self.workspace;
        let mut marked: BTreeMap<Place, BTreeSet<(Span, KindKey)>> = BTreeMap::new();
        for (place, spans) in asked {
            let there = workspace.annotations.get(place).into_iter().flat_map(|a| a.mentions.values());
            let same = there.filter(|mention| spans.contains(&mention.span));
            marked.insert(place.clone(), same.map(|mention| (mention.span, mention.kind.clone())).collect());
        }
        let mut count = 0;
        for (place, new) in mentions {
            self.fits(&place, new.span)?;
            if self.workspace.project.scheme.kind(&new.kind).is_none() {
                return Err(Refusal::UnknownKind(new.kind.to_string()));
            }
            let there = marked.entry(place.clone()).or_default();
            if !there.insert((new.span, new.kind.clone())) {
                continue;
            }
            let id = self.fresh_mention(&place);
            let fields = self.defaults(&place, FieldOwner::Mention);
            let mention = new.made(id.clone(), self.stamp.now, self.stamp.guidelines, fields);
            self.puts.push(Put::Mention { place, id, swap: Swap::add(mention) });
            count += 1;
        }
        Ok((ChangeKind::Tag, count))
    }

    /// Removes mentions, and their names from the slots that they filled; the slots keep their entities.
    fn untag(&mut self, place: &Place, mentions: &[MentionId]) -> Result<(ChangeKind, usize), Refusal> {
        let gone: BTreeSet<&MentionId> = mentions.iter().collect();
        for id in &gone {
            let before = self.mention(place, id)?;
            self.put_mention(place, before, None);
        }
        for before in self.annotations(place).into_iter().flat_map(|a| a.coalitions.values()) {
            let mut after = before.clone();
            for filler in after.fillers_mut() {
                filler.mentions.retain(|id| !gone.contains(id));
            }
            self.change_coalition(place, before, after);
        }
        Ok((ChangeKind::Untag, gone.len()))
    }

    fn remove_articles(&mut self, articles: &[ArticleId]) -> Result<(ChangeKind, usize), Refusal> {
        for id in articles {
            let there = self.workspace.articles.get(id).ok_or_else(|| Refusal::missing_article(id))?;
            let workspace = self.workspace;
            for (place, annotations) in workspace.annotations.iter().filter(|(place, _)| place.article == *id) {
                for (id, coalition) in &annotations.coalitions {
                    let swap = Box::new(Swap::remove(coalition.clone()));
                    self.puts.push(Put::Coalition { place: place.clone(), id: id.clone(), swap });
                }
                for mention in annotations.mentions.values() {
                    self.put_mention(place, mention.clone(), None);
                }
                for (id, decision) in &annotations.decisions {
                    let swap = Box::new(Swap::remove(decision.clone()));
                    self.puts.push(Put::Decision { place: place.clone(), id: *id, swap });
                }
                if !annotations.remark.is_empty() {
                    let (before, after) = (annotations.remark.clone(), Remark::default());
                    self.puts.push(Put::Remark { place: place.clone(), before, after });
                }
                if annotations.status != Status::New {
                    let (before, after) = (annotations.status, Status::New);
                    self.puts.push(Put::Status { place: place.clone(), before, after });
                }
            }
            self.puts.push(Put::Article { id: id.clone(), swap: Swap::remove(there.meta.clone()) });
        }
        Ok((ChangeKind::RemoveArticles, articles.len()))
    }

    pub(super) fn article(&self, place: &Place) -> Result<&crate::model::Article, Refusal> {
        self.workspace
            .articles
            .get(&place.article)
            .map(|a| &**a)
            .ok_or_else(|| Refusal::missing_article(&place.article))
    }

    pub(super) fn fits(&self, place: &Place, span: crate::model::Span) -> Result<(), Refusal> {
        if self.article(place)?.text.fits(span) {
            return Ok(());
        }
        Err(Refusal::Unfit { article: place.article.to_string(), start: span.start, end: span.end })
    }

    pub(super) fn check_evidence(&self, place: &Place, coalition: &Coalition) -> Result<(), Refusal> {
        coalition.evidence.iter().try_for_each(|&span| self.fits(place, span))
    }

    pub(super) fn annotations(&self, place: &Place) -> Option<&'a Annotations> {
        self.workspace.annotations.get(place).map(|a| &**a)
    }

    pub(super) fn mention(&self, place: &Place, id: &MentionId) -> Result<Mention, Refusal> {
        let found = self.annotations(place).and_then(|a| a.mentions.get(id)).cloned();
        found.ok_or_else(|| Refusal::Missing(refusal::mention_of(id, place)))
    }

    pub(super) fn coalition(&self, place: &Place, id: &CoalitionId) -> Result<Coalition, Refusal> {
        let found = self.annotations(place).and_then(|a| a.coalitions.get(id)).cloned();
        found.ok_or_else(|| Refusal::Missing(refusal::coalition_of(id, place)))
    }

    pub(super) fn put_mention(&mut self, place: &Place, before: Mention, after: Option<Mention>) {
        let id = before.id.clone();
        let (at, guidelines) = (self.stamp.now, self.stamp.guidelines);
        let after = after.map(|after| Mention { at, guidelines, ..after });
        self.puts.push(Put::Mention { place: place.clone(), id, swap: Swap { before: Some(before), after } });
    }

    pub(super) fn change_coalition(&mut self, place: &Place, before: &Coalition, mut after: Coalition) {
        if after != *before {
            (after.at, after.guidelines) = (self.stamp.now, self.stamp.guidelines);
            let swap = Box::new(Swap::change(before.clone(), after));
            self.puts.push(Put::Coalition { place: place.clone(), id: before.id.clone(), swap });
        }
    }

    pub(super) fn put_entity(&mut self, id: EntityId, after: Option<Entity>) {
        let before = self.workspace.project.entities.get(&id).cloned();
        if before != after {
            self.puts.push(Put::Entity { id, swap: Swap { before, after } });
        }
    }

    pub(super) fn fresh_mention(&mut self, place: &Place) -> MentionId {
        let there = self.workspace.annotations.get(place);
        self.fresh("m", |id| {
            let id = MentionId::new(id).expect("letters and digits are an id");
            let used = there.is_some_and(|a| {
                a.mentions.contains_key(&id) || a.misfits.iter().any(|misfit| misfit.mention.id == id)
            });
            (!used).then_some(id)
        })
    }

    pub(super) fn fresh_coalition(&mut self, place: &Place) -> CoalitionId {
        let there = self.workspace.annotations.get(place);
        self.fresh("c", |id| {
            let id = CoalitionId::new(id).expect("letters and digits are an id");
            (!there.is_some_and(|a| a.coalitions.contains_key(&id))).then_some(id)
        })
    }

    /// An id that neither the article nor this plan has used.
    pub(super) fn fresh<T>(&mut self, prefix: &str, mut unused: impl FnMut(&str) -> Option<T>) -> T {
        loop {
            let id = format!("{prefix}{}", (self.stamp.fresh)());
            if !self.taken.contains(&id)
                && let Some(found) = unused(&id)
            {
                self.taken.insert(id);
                return found;
            }
        }
    }
}
