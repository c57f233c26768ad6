//! The mentions of an article by place and by name, kept in step with every change put by put: a frame, or an edit of
//! one mention, never looks through all of them.

use std::{collections::BTreeMap, sync::OnceLock};

use crate::{
    edit::{Change, Put},
    model::{Annotations, ArticleId, EntityId, KindKey, Mention, MentionId, Place, SpanIndex, Text},
};

use super::Session;

/// What is asked of a mention where it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    pub id: MentionId,
    pub kind: KindKey,
    pub entity: Option<EntityId>,
}

/// What one set says of one article, mention by mention.
#[derive(Debug, Default)]
pub struct Marks {
    /// In reading order: by start, longest first, then id.
    pub by_place: SpanIndex<Mark>,
    /// How often each entity is mentioned.
    pub entities: BTreeMap<EntityId, usize>,
    /// How often words are marked as a kind and linked to nobody; as [`one_spaced`] has them.
    pub words: BTreeMap<(KindKey, String), usize>,
}

/// Those of every loaded place; made when somebody asks, followed from then on.
pub(super) type AllMarks = BTreeMap<Place, OnceLock<Marks>>;

/// Words as lists show them: a line break within a name is a space.
pub fn one_spaced(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Mark {
    fn of(mention: &Mention) -> Self {
        Self { id: mention.id.clone(), kind: mention.kind.clone(), entity: mention.entity.clone() }
    }
}

impl Marks {
    /// Those of annotations, looked through once.
    pub fn of(annotations: &Annotations, text: &Text) -> Self {
        let mentions = annotations.mentions.values();
        let mut marks = Self {
            by_place: SpanIndex::new(mentions.clone().map(|mention| (mention.span, Mark::of(mention)))),
            ..Self::default()
        };
        for mention in mentions {
            marks.count(mention, text, true);
        }
        marks
    }

    fn put(&mut self, before: Option<&Mention>, after: Option<&Mention>, text: &Text) {
        if let Some(before) = before {
            self.by_place.remove(before.span, &Mark::of(before));
            self.count(before, text, false);
        }
        if let Some(after) = after {
            self.by_place.insert(after.span, Mark::of(after));
            self.count(after, text, true);
        }
    }

    fn count(&mut self, mention: &Mention, text: &Text, comes: bool) {
        match &mention.entity {
            Some(entity) => step(&mut self.entities, entity.clone(), comes),
            None => {
                let words = one_spaced(text.get(mention.span.range()).unwrap_or_default());
                step(&mut self.words, (mention.kind.clone(), words), comes);
            }
        }
    }
}

fn step<K: Ord + Clone>(counts: &mut BTreeMap<K, usize>, key: K, up: bool) {
    let number = counts.entry(key.clone()).or_default();
    *number = if up { *number + 1 } else { number.saturating_sub(1) };
    if *number == 0 {
        counts.remove(&key);
    }
}

impl Session {
    /// The mentions of a loaded article in the active set, by place and by name; `None` if the set says nothing yet.
    pub fn marks(&self, id: &ArticleId) -> Option<&Marks> {
        let place = self.place(id);
        let (article, annotations) = (self.article(id)?, self.workspace.annotations.get(&place)?);
        Some(self.derived.marks.get(&place)?.get_or_init(|| Marks::of(annotations, &article.text)))
    }

    /// Follows a change that was applied.
    pub(super) fn follow_marks(&mut self, change: &Change) {
        for put in &change.puts {
            let Some(place) = put.place() else { continue };
            let marks = self.derived.marks.entry(place.clone()).or_default();
            let Some(article) = self.workspace.articles.get(&place.article) else {
                // The article went with its mentions.
                *marks = OnceLock::new();
                continue;
            };
            if let (Put::Mention { swap, .. }, Some(marks)) = (put, marks.get_mut()) {
                marks.put(swap.before.as_ref(), swap.after.as_ref(), &article.text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::Span, session::Who};

    #[track_caller]
    fn assert_in_step(session: &Session, id: &ArticleId) {
        let Some(marks) = session.marks(id) else { return assert!(session.article(id).is_none()) };
        let annotations = session.annotations(id).expect("it is loaded");
        let fresh = Marks::of(annotations, &session.article(id).expect("it is loaded").text);
        assert!(marks.by_place.iter().eq(fresh.by_place.iter()));
        assert_eq!((&marks.entities, &marks.words), (&fresh.entities, &fresh.words));
        let order: Vec<&MentionId> = annotations.in_reading_order().into_iter().map(|mention| &mention.id).collect();
        assert!(marks.by_place.iter().map(|(_, mark)| &mark.id).eq(order));
    }

    #[test]
    fn follow_every_change() {
        let dir = tempfile::tempdir().expect("a folder");
        let source = dir.path().join("a.txt");
        std::fs::write(&source, "PKS dan PSI berkoalisi di Kabupaten Lebak. PXY belum.\n".repeat(30)).expect("written");
        let mut session = Session::create(&dir.path().join("p"), "P", Who::named("sri")).expect("a project");
        let ready = session.importer().run(&crate::session::ImportRequest::of(&[source]), &Default::default(), |_| {});
        let id = session.add_articles(ready).expect("it goes in").articles[0].clone();
        session.load(&id).expect("it loads");
        let mut random = fastrand::Rng::with_seed(5);
        let kinds = [KindKey::party(), KindKey::candidate(), KindKey::region()];
        for _ in 0..400 {
            let text = session.article(&id).map_or(0, |article| article.text.len());
            let kind = random.choice(&kinds).expect("there are three");
            let known: Vec<MentionId> =
                session.annotations(&id).into_iter().flat_map(|a| a.mentions.keys().cloned()).collect();
            let some: Vec<MentionId> = random.choice(&known).into_iter().cloned().collect();
            let start = random.usize(0..text.max(1));
            let span = Span::new(start, (start + random.usize(1..30)).min(text));
            // What cannot be done, since nothing is there, changes nothing.
            match random.u8(0..12) {
                0..=3 => drop(session.tag(&id, span, kind)),
                4 => drop(session.tag_every(&id, span, kind)),
                5 => drop(session.perform(crate::edit::Edit::Untag { place: session.place(&id), mentions: some })),
                6 => drop(session.retag(&id, &some, kind)),
                7 => drop(session.link_new(&id, &some, "Siapa Saja")),
                8 => drop(session.link(&id, &some, None)),
                9 => drop(session.remove_articles(std::slice::from_ref(&id))),
                _ if random.bool() => drop(session.undo()),
                _ => drop(session.redo()),
            }
            if session.article(&id).is_none() {
                drop(session.undo());
            }
            assert_in_step(&session, &id);
        }
        assert!(session.marks(&id).is_some_and(|marks| marks.by_place.len() > 20));
    }
}
