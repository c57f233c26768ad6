//! Plans an import: new articles, new sets, and what sets say of articles new and old.

use std::collections::{BTreeMap, BTreeSet};

use super::{ChangeKind, Incoming, Joined, Put, Refusal, Swap, join, plan::Planner};
use crate::{
    message::message,
    model::{Annotations, ArticleId, Entity, Place, Span, Text},
};

impl Planner<'_, '_> {
    pub(super) fn import(&mut self, import: Incoming) -> Result<(ChangeKind, usize), Refusal> {
        let Incoming { articles, sets, entities, marks, metas } = import;
        let mut texts: BTreeMap<ArticleId, Text> = BTreeMap::new();
        let mut touched: BTreeSet<ArticleId> = BTreeSet::new();
        for article in articles {
            let id = article.meta.id.clone();
            if self.workspace.articles.contains_key(&id) {
                return Err(Refusal::Wrong(message!("there is an article {article} already", article = id.as_str())));
            }
            texts.insert(id.clone(), article.text);
            touched.insert(id.clone());
            self.puts.push(Put::Article { id, swap: Swap::add(article.meta) });
        }
        for set in sets {
            if !self.workspace.project.sets.contains_key(&set.id) {
                self.puts.push(Put::Set { id: set.id.clone(), swap: Swap::add(set) });
            }
        }
        // What a person made of one while files were read stays.
        let new = |entity: &Entity| !self.workspace.project.entities.contains_key(&entity.id);
        let entities = entities.into_iter().filter(new).map(|entity| (entity.id.clone(), entity)).collect();
        let entities = self.put_entities(entities)?;
        for (place, annotations) in marks {
            let loaded = self.workspace.articles.get(&place.article).map(|article| article.text.clone());
            let text = texts.get(&place.article).cloned().or(loaded);
            let text = text.ok_or_else(|| Refusal::missing_article(&place.article))?;
            let before = self.puts.len();
            self.marks(&place, annotations, &text)?;
            if self.puts.len() > before {
                touched.insert(place.article);
            }
        }
        for after in metas {
            let id = after.id.clone();
            let there = self.workspace.articles.get(&id).ok_or_else(|| Refusal::missing_article(&id))?;
            if there.meta != after {
                self.puts.push(Put::Article { id: id.clone(), swap: Swap::change(there.meta.clone(), after) });
                touched.insert(id);
            }
        }
        // Names alone are something that came in, too.
        Ok((ChangeKind::Import, if touched.is_empty() { entities } else { touched.len() }))
    }

    /// What is there already stays as it is; the rest comes as [`join`] says.
    fn marks(&mut self, place: &Place, new: Annotations, text: &Text) -> Result<(), Refusal> {
        let unfit =
            |span: Span| Refusal::Unfit { article: place.article.to_string(), start: span.start, end: span.end };
        for mention in new.mentions.values() {
            if !text.fits(mention.span) {
                return Err(unfit(mention.span));
            }
            if self.workspace.project.scheme.kind(&mention.kind).is_none() {
                return Err(Refusal::UnknownKind(mention.kind.to_string()));
            }
        }
        let evidence = new.coalitions.values().flat_map(|coalition| coalition.evidence.iter().copied());
        let claimed = new.decisions.values().flat_map(|decision| decision.claim.spans());
        if let Some(span) = evidence.chain(claimed).find(|&span| !text.fits(span)) {
            return Err(unfit(span));
        }
        let empty = Annotations::default();
        let there = self.annotations(place).unwrap_or(&empty);
        let before = there.status;
        let remarked = there.remark.clone();
        let Joined {
            mentions, filled, coalitions, amended, decisions, misfits, misfit_decisions, status, remark, ..
        } = join(there, new);
        let place = || place.clone();
        self.puts.extend(filled.into_iter().map(|(before, after)| Put::Mention {
            place: place(),
            id: before.id.clone(),
            swap: Swap::change(before, after),
        }));
        self.puts.extend(mentions.into_iter().map(|mention| Put::Mention {
            place: place(),
            id: mention.id.clone(),
            swap: Swap::add(mention),
        }));
        self.puts.extend(amended.into_iter().map(|(before, after)| Put::Coalition {
            place: place(),
            id: before.id.clone(),
            swap: Box::new(Swap::change(before, after)),
        }));
        self.puts.extend(coalitions.into_iter().map(|coalition| Put::Coalition {
            place: place(),
            id: coalition.id.clone(),
            swap: Box::new(Swap::add(coalition)),
        }));
        self.puts.extend(decisions.into_iter().map(|decision| Put::Decision {
            place: place(),
            id: decision.claim.id(),
            swap: Box::new(Swap::add(decision)),
        }));
        self.puts.extend(misfits.into_iter().map(|misfit| Put::Misfit {
            place: place(),
            id: misfit.mention.id.clone(),
            swap: Box::new(Swap::add(misfit)),
        }));
        self.puts.extend(misfit_decisions.into_iter().map(|misfit| Put::MisfitDecision {
            place: place(),
            id: misfit.id,
            swap: Box::new(Swap::add(misfit)),
        }));
        if let Some(after) = status {
            self.puts.push(Put::Status { place: place(), before, after });
        }
        if let Some(after) = remark {
            self.puts.push(Put::Remark { place: place(), before: remarked, after });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        edit::{Change, Edit, EditStamp, apply, plan},
        model::{
            AnnotationSet, Article, ArticleMeta, Coalition, CoalitionId, EntityId, Filler, KindKey, LinkSource,
            Mention, MentionId, Origin, Project, SetId, SetRole, Timestamp, Workspace,
        },
    };
    use std::sync::Arc;

    fn article(id: &str, text: &str) -> Article {
        let meta = ArticleMeta {
            id: ArticleId::new(id).unwrap(),
            title: String::new(),
            source: String::new(),
            url: String::new(),
            date: None,
            variables: Default::default(),
            text_sha256: String::new(),
            length: text.chars().count(),
            import: Default::default(),
        };
        Article { meta, text: Text::new(text) }
    }

    fn marks(spans: &[(&str, usize, usize)]) -> Annotations {
        let mention = |&(id, start, end): &(&str, usize, usize)| {
            let id = MentionId::new(id).unwrap();
            let (span, kind) = (Span::new(start, end), KindKey::party());
            let (linked, by) = (LinkSource::Person, Origin::Person);
            let note = String::new();
            (
                id.clone(),
                Mention {
                    id,
                    span,
                    kind,
                    entity: None,
                    linked,
                    by,
                    at: Timestamp(7),
                    note,
                    fields: Default::default(),
                    flag: None,
                    guidelines: None,
                },
            )
        };
        Annotations { mentions: spans.iter().map(mention).collect(), ..Annotations::default() }
    }

    fn planned(workspace: &Workspace, import: Incoming) -> Result<Change, Refusal> {
        let mut number = 0;
        let mut fresh = || {
            number += 1;
            format!("new{number}")
        };
        plan(
            workspace,
            Edit::Import(import),
            &mut EditStamp { fresh: &mut fresh, now: Timestamp(9), guidelines: None, who: None },
        )
    }

    fn done(workspace: &mut Workspace, import: Incoming) -> Change {
        let articles = import.articles.clone();
        let change = planned(workspace, import).unwrap();
        let texts = |put: &Put| match put {
            Put::Article { id, .. } => articles.iter().find(|a| a.meta.id == *id).cloned().map(Arc::new),
            _ => None,
        };
        apply(workspace, &change, &texts).unwrap();
        change
    }

    #[test]
    fn what_is_there_stays_and_the_rest_comes() {
        let mut workspace = Workspace::new(Project::new("p"));
        let place = Place { set: SetId::new("model").unwrap(), article: ArticleId::new("a").unwrap() };
        let set = AnnotationSet { id: place.set.clone(), name: "Model".into(), role: SetRole::Extractor };
        let first = Incoming {
            articles: vec![article("a", "PKS dan PSI dan PPP")],
            sets: vec![set.clone()],
            marks: vec![(place.clone(), marks(&[("m1", 0, 3)]))],
            ..Incoming::default()
        };
        let change = done(&mut workspace, first);
        assert_eq!(workspace.annotations[&place].mentions.len(), 1);
        assert_eq!(workspace.annotations[&place].mentions.values().next().unwrap().at, Timestamp(7));
        assert_eq!(workspace.project.sets[&set.id], set);
        assert_eq!(change.count, 1);

        let mut again = marks(&[("m1", 8, 11), ("m2", 0, 3)]);
        let mut coalition = Coalition::empty(CoalitionId::new("c1").unwrap(), Timestamp(7));
        let two = ["m1", "m2"].map(|id| MentionId::new(id).unwrap());
        coalition.race.region = Filler { entity: EntityId::new("region:36").ok(), mentions: two.into() };
        again.coalitions.insert(coalition.id.clone(), coalition);
        let import = Incoming { marks: vec![(place.clone(), again)], ..Incoming::default() };
        let change = done(&mut workspace, import.clone());
        let there = &workspace.annotations[&place];
        let spans: Vec<_> = there.in_reading_order().iter().map(|m| (m.id.to_string(), m.span.start)).collect();
        let renamed = spans[1].0.clone();
        assert!(renamed.starts_with("m1-"), "{renamed}");
        assert_eq!(spans, [("m1".to_owned(), 0), (renamed.clone(), 8)]);
        let region = &there.coalitions.values().next().unwrap().race.region;
        assert_eq!(region.mentions.iter().map(ToString::to_string).collect::<Vec<_>>(), ["m1", renamed.as_str()]);

        assert_eq!(planned(&workspace, import), Err(Refusal::Nothing), "twice is once");
        apply(&mut workspace, &change.inverse(), &|_| None).unwrap();
        assert_eq!(workspace.annotations[&place].mentions.len(), 1);
    }

    #[test]
    fn an_import_that_does_not_fit_is_refused_whole() {
        let workspace = Workspace::new(Project::new("p"));
        let place = Place { set: SetId::new("s").unwrap(), article: ArticleId::new("a").unwrap() };
        let with = |articles, marks| Incoming { articles, marks: vec![(place.clone(), marks)], ..Incoming::default() };
        let refused = |import| planned(&workspace, import).unwrap_err().to_string();
        assert!(refused(with(vec![], marks(&[("m1", 0, 3)]))).contains("article a"));
        assert!(refused(with(vec![article("a", "PKS")], marks(&[("m1", 0, 4)]))).contains("bytes 0 to 4"));
        let mut strange = marks(&[("m1", 0, 3)]);
        strange.mentions.values_mut().for_each(|mention| mention.kind = KindKey::new("money").unwrap());
        assert!(refused(with(vec![article("a", "PKS")], strange)).contains("money"));
    }
}
