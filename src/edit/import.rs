//! Plans an import: new articles, new sets, and what sets say of articles new and old.

use std::collections::{BTreeMap, BTreeSet};

use super::{ChangeKind, Put, Refusal, Swap, plan::Planner};
use crate::{
    message::message,
    model::{
        AnnotationSet, Annotations, Article, ArticleId, Coalition, CoalitionId, Mention, MentionId, Outcome, Place,
        Status, Text,
    },
};

/// What comes in together, as one step of undo. Texts are safe on disk already.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Incoming {
    pub articles: Vec<Article>,
    /// Sets that the project may not have yet.
    pub sets: Vec<AnnotationSet>,
    /// What sets say; articles that are not among `articles` must be loaded, and so must what their sets say already.
    pub marks: Vec<(Place, Annotations)>,
}

impl Planner<'_, '_> {
    pub(super) fn import(&mut self, import: Incoming) -> Result<(ChangeKind, usize), Refusal> {
        let Incoming { articles, sets, marks } = import;
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
        Ok((ChangeKind::Import, touched.len()))
    }

    /// What is there already (the same span and kind, the same statement) stays as it is.
    fn marks(&mut self, place: &Place, new: Annotations, text: &Text) -> Result<(), Refusal> {
        let empty = Annotations::default();
        let there = self.annotations(place).unwrap_or(&empty);
        let marked: BTreeMap<_, &MentionId> =
            there.mentions.values().map(|mention| ((mention.span, &mention.kind), &mention.id)).collect();
        let mut renamed: BTreeMap<MentionId, MentionId> = BTreeMap::new();
        let mut coming: BTreeSet<MentionId> = BTreeSet::new();
        for (id, mention) in new.mentions {
            if !text.fits(mention.span) {
                let (start, end) = (mention.span.start, mention.span.end);
                return Err(Refusal::Unfit { article: place.article.to_string(), start, end });
            }
            if self.workspace.project.scheme.kind(&mention.kind).is_none() {
                return Err(Refusal::UnknownKind(mention.kind.to_string()));
            }
            if let Some(known) = marked.get(&(mention.span, &mention.kind)) {
                renamed.insert(id, (*known).clone());
                continue;
            }
            let used = |id: &MentionId| there.mentions.contains_key(id) || coming.contains(id);
            let own = if used(&id) {
                self.fresh("m", |id| MentionId::new(id).ok().filter(|id| !used(id)))
            } else {
                id.clone()
            };
            coming.insert(own.clone());
            let mention = Mention { id: own.clone(), ..mention };
            self.puts.push(Put::Mention { place: place.clone(), id: own.clone(), swap: Swap::add(mention) });
            renamed.insert(id, own);
        }
        let mut renamed_coalitions: BTreeMap<CoalitionId, CoalitionId> = BTreeMap::new();
        for (id, mut coalition) in new.coalitions {
            for filler in coalition.fillers_mut() {
                filler.mentions = filler.mentions.iter().filter_map(|id| renamed.get(id).cloned()).collect();
            }
            if let Some(span) = coalition.evidence.iter().find(|&&span| !text.fits(span)) {
                let (start, end) = (span.start, span.end);
                return Err(Refusal::Unfit { article: place.article.to_string(), start, end });
            }
            if let Some(same) = there.coalitions.values().find(|other| same_statement(other, &coalition)) {
                renamed_coalitions.insert(id, same.id.clone());
                continue;
            }
            let used = |id: &CoalitionId| there.coalitions.contains_key(id);
            let own = if used(&id) {
                self.fresh("c", |id| CoalitionId::new(id).ok().filter(|id| !used(id)))
            } else {
                id.clone()
            };
            renamed_coalitions.insert(id, own.clone());
            coalition.id = own.clone();
            let swap = Box::new(Swap::add(coalition));
            self.puts.push(Put::Coalition { place: place.clone(), id: own, swap });
        }
        // What was decided here stays decided so.
        for mut decision in new.decisions.into_values() {
            let id = decision.claim.id();
            if let Some(span) = decision.claim.spans().into_iter().find(|&span| !text.fits(span)) {
                let (start, end) = (span.start, span.end);
                return Err(Refusal::Unfit { article: place.article.to_string(), start, end });
            }
            if there.decisions.contains_key(&id) {
                continue;
            }
            decision.made = decision.made.and_then(|made| match made {
                Outcome::Mention(id) => renamed.get(&id).cloned().map(Outcome::Mention),
                Outcome::Coalition(id) => renamed_coalitions.get(&id).cloned().map(Outcome::Coalition),
            });
            self.puts.push(Put::Decision { place: place.clone(), id, swap: Box::new(Swap::add(decision)) });
        }
        if new.status != there.status && there.status == Status::New {
            self.puts.push(Put::Status { place: place.clone(), before: there.status, after: new.status });
        }
        Ok(())
    }
}

/// Whether two say the same, whoever said it and when.
fn same_statement(one: &Coalition, other: &Coalition) -> bool {
    let other = Coalition { id: one.id.clone(), by: one.by.clone(), at: one.at, ..other.clone() };
    *one == other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        edit::{Change, Edit, Stamp, apply, plan},
        model::{
            ArticleMeta, EntityId, Filler, KindKey, Linked, Origin, Project, SetId, SetRole, Span, Timestamp, Workspace,
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
            let (linked, by) = (Linked::Person, Origin::Person);
            let note = String::new();
            (id.clone(), Mention { id, span, kind, entity: None, linked, by, at: Timestamp(7), note })
        };
        Annotations { mentions: spans.iter().map(mention).collect(), ..Annotations::default() }
    }

    fn planned(workspace: &Workspace, import: Incoming) -> Result<Change, Refusal> {
        let mut number = 0;
        let mut fresh = || {
            number += 1;
            format!("new{number}")
        };
        plan(workspace, Edit::Import(import), &mut Stamp { fresh: &mut fresh, now: Timestamp(9) })
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
        assert_eq!(spans, [("m1".to_owned(), 0), ("mnew1".to_owned(), 8)]);
        let region = &there.coalitions.values().next().unwrap().race.region;
        assert_eq!(region.mentions.iter().map(ToString::to_string).collect::<Vec<_>>(), ["m1", "mnew1"]);

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
