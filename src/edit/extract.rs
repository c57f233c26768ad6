//! Plans an extraction: what a program's set says of articles takes the place of what it said of them before.
//!
//! Records are told apart by their ids, so a program whose ids follow from what it found changes only what it finds
//! otherwise than last time. A person's decisions stand in that person's set and are not touched.

use super::{ChangeKind, Incoming, Put, Refusal, Swap, plan::Planner};
use crate::model::{Annotations, Coalition, Mention, Place};

impl Planner<'_, '_> {
    pub(super) fn extract(&mut self, found: Incoming) -> Result<(ChangeKind, usize), Refusal> {
        let sets = &self.workspace.project.sets;
        for set in found.sets {
            if !sets.contains_key(&set.id) {
                self.puts.push(Put::Set { id: set.id.clone(), swap: Swap::add(set) });
            }
        }
        let mut changed = 0;
        for (place, new) in found.marks {
            let before = self.puts.len();
            self.replace(&place, new)?;
            changed += usize::from(self.puts.len() > before);
        }
        Ok((ChangeKind::Extract, changed))
    }

    /// The mentions and coalitions of a place become `new`'s; what is the same keeps its moment.
    fn replace(&mut self, place: &Place, new: Annotations) -> Result<(), Refusal> {
        let workspace = self.workspace;
        let article = workspace.articles.get(&place.article).ok_or_else(|| Refusal::missing_article(&place.article))?;
        let spans = new.mentions.values().map(|mention| mention.span);
        let evidence = new.coalitions.values().flat_map(|coalition| coalition.evidence.iter().copied());
        if let Some(span) = spans.chain(evidence).find(|&span| !article.text.fits(span)) {
            let (start, end) = (span.start, span.end);
            return Err(Refusal::Unfit { article: place.article.to_string(), start, end });
        }
        if let Some(strange) = new.mentions.values().find(|m| workspace.project.scheme.kind(&m.kind).is_none()) {
            return Err(Refusal::UnknownKind(strange.kind.to_string()));
        }
        let empty = Annotations::default();
        // As many as there can be: of a long article there are many.
        self.puts.reserve_exact(new.mentions.len() + new.coalitions.len());
        let there = self.annotations(place).unwrap_or(&empty);
        for (id, before) in &there.coalitions {
            if !new.coalitions.contains_key(id) {
                let swap = Box::new(Swap::remove(before.clone()));
                self.puts.push(Put::Coalition { place: place.clone(), id: id.clone(), swap });
            }
        }
        for (id, before) in &there.mentions {
            if !new.mentions.contains_key(id) {
                let swap = Swap::remove(before.clone());
                self.puts.push(Put::Mention { place: place.clone(), id: id.clone(), swap });
            }
        }
        for (id, after) in new.mentions {
            let before = there.mentions.get(&id).cloned();
            if before.as_ref().is_none_or(|before| Mention { at: before.at, ..after.clone() } != *before) {
                let swap = Swap { before, after: Some(after) };
                self.puts.push(Put::Mention { place: place.clone(), id, swap });
            }
        }
        for (id, after) in new.coalitions {
            let before = there.coalitions.get(&id).cloned();
            if before.as_ref().is_none_or(|before| Coalition { at: before.at, ..after.clone() } != *before) {
                let swap = Box::new(Swap { before, after: Some(after) });
                self.puts.push(Put::Coalition { place: place.clone(), id, swap });
            }
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
            AnnotationSet, Article, ArticleId, ArticleMeta, CoalitionId, KindKey, LinkSource, MentionId, Origin,
            Project, Proposal, Score, SetId, SetRole, Span, Text, Timestamp, Workspace,
        },
    };
    use std::sync::Arc;

    fn workspace(text: &str) -> Workspace {
        let mut workspace = Workspace::new(Project::new("p"));
        let meta = ArticleMeta {
            id: ArticleId::new("a").unwrap(),
            title: String::new(),
            source: String::new(),
            url: String::new(),
            date: None,
            variables: Default::default(),
            text_sha256: String::new(),
            length: text.chars().count(),
            import: Default::default(),
        };
        workspace.articles.insert(meta.id.clone(), Arc::new(Article { meta, text: Text::new(text) }));
        workspace
    }

    fn found(marks: &[(&str, usize, usize, f64)], coalitions: &[&str], at: u64) -> Incoming {
        let place = Place { set: SetId::new("auto-x-1").unwrap(), article: ArticleId::new("a").unwrap() };
        let mut said = Annotations::default();
        for &(id, start, end, score) in marks {
            let (id, by) = (
                MentionId::new(id).unwrap(),
                Origin::Machine(Proposal { rule: String::new(), score: Score::new(score) }),
            );
            let (span, kind, linked) = (Span::new(start, end), KindKey::party(), LinkSource::Person);
            let (at, note) = (Timestamp(at), String::new());
            said.mentions.insert(
                id.clone(),
                Mention {
                    id,
                    span,
                    kind,
                    entity: None,
                    linked,
                    by,
                    at,
                    note,
                    fields: Default::default(),
                    flag: None,
                    guidelines: None,
                },
            );
        }
        for id in coalitions {
            let id = CoalitionId::new(id).unwrap();
            said.coalitions.insert(id.clone(), Coalition::empty(id, Timestamp(at)));
        }
        let set = AnnotationSet { id: place.set.clone(), name: "auto-x-1".into(), role: SetRole::Extractor };
        Incoming { sets: vec![set], marks: vec![(place, said)], ..Incoming::default() }
    }

    fn planned(workspace: &Workspace, found: Incoming) -> Result<Change, Refusal> {
        let mut fresh = || unreachable!("an extraction brings its ids");
        plan(
            workspace,
            Edit::Extract(found),
            &mut EditStamp { fresh: &mut fresh, now: Timestamp(9), guidelines: None, who: None },
        )
    }

    #[test]
    fn a_second_run_replaces_the_first_and_the_same_run_changes_nothing() {
        let mut workspace = workspace("PKS dan PSI dan PPP");
        let first = found(&[("m1", 0, 3, 0.5), ("m2", 8, 11, 0.5)], &["c1"], 1);
        let change = planned(&workspace, first.clone()).unwrap();
        assert_eq!((change.kind, change.count), (ChangeKind::Extract, 1));
        apply(&mut workspace, &change, &|_| None).unwrap();
        let place = first.marks[0].0.clone();
        assert_eq!(workspace.project.sets[&place.set].role, SetRole::Extractor);
        let later = found(&[("m1", 0, 3, 0.5), ("m2", 8, 11, 0.5)], &["c1"], 2);
        assert_eq!(planned(&workspace, later), Err(Refusal::Nothing), "another moment is no change");

        let old = workspace.annotations[&place].clone();
        let second = found(&[("m1", 0, 3, 0.9), ("m3", 16, 19, 0.5)], &["c2"], 2);
        let change = planned(&workspace, second.clone()).unwrap();
        apply(&mut workspace, &change, &|_| None).unwrap();
        let there = &workspace.annotations[&place];
        assert_eq!(**there, second.marks[0].1);
        apply(&mut workspace, &change.inverse(), &|_| None).unwrap();
        assert_eq!(workspace.annotations[&place], old);
        planned(&workspace, found(&[], &[], 3)).unwrap();
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let workspace = workspace("PKS");
        let refused = |found| planned(&workspace, found).unwrap_err().to_string();
        assert!(refused(found(&[("m1", 0, 4, 0.5)], &[], 1)).contains("bytes 0 to 4"));
        let mut strange = found(&[("m1", 0, 3, 0.5)], &[], 1);
        for mention in strange.marks[0].1.mentions.values_mut() {
            mention.kind = KindKey::new("money").unwrap();
        }
        assert!(refused(strange).contains("money"));
    }
}
