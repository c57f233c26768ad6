//! An editing session to try disks on, and what a project says when it is opened again.

use std::{path::Path, sync::Arc};

use crate::{
    edit::{Edit, EditStamp, Incoming, NewMention, Put, apply, plan},
    formats::text_hash,
    message::Message,
    model::{
        AnnotationSet, Article, ArticleId, ArticleMeta, Coalition, CoalitionId, Entity, EntityId, Filler, Import,
        KindKey, LinkSource, Origin, Place, Project, SetId, SetRole, Span, Stance, Status, Text, Timestamp, Workspace,
    },
    store::{
        Mode, Notice, NoticeSeverity, SaveState, Snapshot, Store, StoreError, create::create, open::open,
        tests::sim::SimDisk,
    },
};

pub(super) const DIR: &str = "/p";

pub(super) fn article(id: &str, text: &str) -> Article {
    let text = Text::new(text);
    let meta = ArticleMeta {
        id: ArticleId::new(id).unwrap(),
        title: format!("Berita “{id}”"),
        source: String::new(),
        url: String::new(),
        date: None,
        variables: Default::default(),
        text_sha256: text_hash(&text),
        length: text.chars_len(),
        import: Import::default(),
    };
    Article { meta, text }
}

/// Flags, a no-break space, a combining accent: offsets that differ in every unit.
pub(super) fn articles() -> [Article; 2] {
    [
        article("satu", "💡 PKS\u{a0}dan PSI 🇮🇩 mengusung Andra Soni di Banten.\nKata Rene\u{301}: “siap”."),
        article("dua", "Golkar menolak Wijiono di Kota Tegal."),
    ]
}

pub(super) fn project() -> Project {
    let mut project = Project::new("Uji");
    for (id, role) in [("sri", SetRole::Person), ("mesin", SetRole::Extractor)] {
        let id = SetId::new(id).unwrap();
        project.sets.insert(id.clone(), AnnotationSet { name: id.to_string(), id, role });
    }
    project
}

pub(super) fn place(set: &str, article: &str) -> Place {
    Place { set: SetId::new(set).unwrap(), article: ArticleId::new(article).unwrap() }
}

/// A person at work: what is in memory, and the store beneath.
pub(super) struct ScriptedSession {
    pub(super) disk: SimDisk,
    pub(super) store: Store,
    pub(super) workspace: Workspace,
    /// The workspace after each edit, from before the first.
    pub(super) states: Vec<Workspace>,
    counter: u64,
    pub(super) failures: usize,
}

/// Tries once more after a failure: a single one must not stop anything.
fn twice<T, E>(mut f: impl FnMut() -> Result<T, E>) -> (Result<T, E>, usize) {
    match f() {
        Ok(done) => (Ok(done), 0),
        Err(_) => (f(), 1),
    }
}

impl ScriptedSession {
    /// Makes and opens a project.
    pub(super) fn begin(disk: SimDisk) -> Result<Self, StoreError> {
        let (created, failed) = twice(|| match create(&disk, Path::new(DIR), &project()) {
            Err(error) if error.message.to_string().contains("in this folder already") => Ok(()),
            other => other,
        });
        created?;
        let (opened, refused) = twice(|| match open(Arc::new(disk.clone()), Path::new(DIR))? {
            opened if opened.mode == Mode::ReadWrite && problems(&opened.notices).is_empty() => Ok(opened),
            opened => Err(StoreError::new(DIR, Message::verbatim(format!("{:?}", opened.mode)), Message::default())),
        });
        let opened = opened?;
        let workspace = Workspace::new(opened.project);
        disk.mark(0, 0);
        let states = vec![workspace.clone()];
        Ok(Self { disk, store: opened.store, workspace, states, counter: 0, failures: failed + refused })
    }

    pub(super) fn edit(&mut self, edit: Edit) {
        self.hand_over(edit);
        self.flush();
    }

    /// Plans, applies and records, without waiting.
    pub(super) fn hand_over(&mut self, edit: Edit) {
        if let Edit::Import(Incoming { articles, .. }) = &edit {
            self.add_texts(articles);
        }
        let articles = if let Edit::Import(Incoming { articles, .. }) = &edit { articles.clone() } else { Vec::new() };
        let mut fresh = || {
            self.counter += 1;
            format!("{:03}", self.counter)
        };
        let mut stamp = EditStamp { fresh: &mut fresh, now: Timestamp(1_720_000_000), guidelines: None, who: None };
        let change = plan(&self.workspace, edit, &mut stamp).expect("the script is right");
        self.perform(change, &articles);
    }

    pub(super) fn perform(&mut self, change: crate::edit::Change, texts: &[Article]) {
        let text = |put: &Put| match put {
            Put::Article { id, .. } => texts.iter().find(|a| a.meta.id == *id).cloned().map(Arc::new),
            _ => None,
        };
        apply(&mut self.workspace, &change, &text).expect("planned on the same");
        self.states.push(self.workspace.clone());
        self.disk.mark(self.states.len() - 1, self.acknowledged());
        self.store.record(Arc::new(change));
    }

    fn add_texts(&mut self, articles: &[Article]) {
        let (added, failed) = twice(|| self.store.add_texts(articles.to_vec()));
        added.expect("a second try works");
        self.failures += failed;
    }

    fn acknowledged(&self) -> usize {
        let mark = self.disk.log().into_iter().rev().find_map(|op| match op {
            super::sim::Op::Mark { acknowledged, .. } => Some(acknowledged),
            _ => None,
        });
        mark.unwrap_or(0)
    }

    /// Everything is acknowledged after this; a failure is visible, and the next try works.
    pub(super) fn flush(&mut self) {
        if let Err(error) = self.store.flush() {
            self.failures += 1;
            let SaveState::Failed { message, .. } = self.store.state() else {
                panic!("a failure is not shown: {error}");
            };
            assert!(!message.is_empty());
            self.store.flush().expect("a second try works");
        }
        assert_eq!(self.store.state(), SaveState::Saved);
        let all = self.states.len() - 1;
        self.disk.mark(all, all);
    }

    pub(super) fn fold(&mut self, only: impl Fn(&Place) -> bool) {
        let snapshot = snapshot(&self.workspace, &self.states, only);
        self.store.fold(snapshot);
        self.flush();
    }

    /// Keeps an index of the files as they are.
    pub(super) fn keep_index(&self) {
        super::index::keep(&self.store);
    }

    /// Undoes a removal as a session does: the text first.
    pub(super) fn undo(&mut self, change: crate::edit::Change) {
        let inverse = change.inverse();
        let mut texts = Vec::new();
        for put in &inverse.puts {
            if let Put::Article { swap, .. } = put
                && let Some(meta) = &swap.after
            {
                // One call may be made to fail here, too.
                let (text, failed) = twice(|| self.store.trashed_text(meta).ok_or(()));
                texts.push(Article { meta: meta.clone(), text: text.expect("the text is in the trash") });
                self.failures += failed;
            }
        }
        self.add_texts(&texts);
        self.perform(inverse, &texts);
        self.flush();
    }
}

pub(super) fn snapshot(workspace: &Workspace, states: &[Workspace], only: impl Fn(&Place) -> bool) -> Snapshot {
    let ever = states.iter().flat_map(|state| state.articles.keys()).collect::<std::collections::BTreeSet<_>>();
    let removed = ever.into_iter().filter(|id| !workspace.articles.contains_key(*id)).cloned().collect();
    let annotations =
        workspace.annotations.iter().filter(|(place, _)| only(place)).filter_map(|(place, annotations)| {
            Some((place.clone(), workspace.articles.get(&place.article)?.clone(), annotations.clone()))
        });
    Snapshot {
        project: Some(workspace.project.clone()),
        articles: workspace.articles.values().map(|article| article.meta.clone()).collect(),
        removed,
        annotations: annotations.collect(),
    }
}

pub(super) fn mark(article: &Article, words: &str, kind: KindKey) -> NewMention {
    let start = article.text.find(words).expect("the words are there");
    NewMention {
        span: Span::new(start, start + words.len()),
        kind,
        entity: None,
        linked: LinkSource::Rule("unik".into()),
        by: Origin::Person,
    }
}

/// Every sort of edit, with folds in between; gives the session before it is closed.
pub(super) fn work(disk: SimDisk) -> Result<ScriptedSession, StoreError> {
    let mut s = ScriptedSession::begin(disk)?;
    let [satu, dua] = articles();
    s.edit(Edit::Import(Incoming { articles: vec![satu.clone(), dua.clone()], ..Incoming::default() }));
    let party = KindKey::party;
    s.edit(Edit::Tag {
        place: place("sri", "satu"),
        mentions: vec![mark(&satu, "PKS", party()), mark(&satu, "PSI", party())],
    });
    s.edit(Edit::Tag { place: place("sri", "dua"), mentions: vec![mark(&dua, "Golkar", party())] });
    s.fold(|_| true);
    let mut coalition = Coalition::empty(CoalitionId::new("x").unwrap(), Timestamp(0));
    coalition.backings.push(crate::model::Backing {
        party: Filler::of(EntityId::new("party:pks").unwrap()),
        stance: Stance::Nominating,
        slot: None,
    });
    coalition.evidence = vec![mark(&satu, "mengusung Andra Soni", party()).span];
    coalition.speaker = "René".into();
    s.edit(Edit::AddCoalition { place: place("sri", "satu"), coalition: Box::new(coalition) });
    // One change in four files, and one with the project's own entity.
    s.hand_over(Edit::TagAcross {
        mentions: vec![
            (place("sri", "dua"), mark(&dua, "Wijiono", KindKey::candidate())),
            (place("mesin", "satu"), mark(&satu, "Banten", KindKey::region())),
            (place("mesin", "dua"), mark(&dua, "Kota Tegal", KindKey::region())),
        ],
    });
    let wijiono = s.workspace.annotations[&place("sri", "dua")].mentions.keys().last().cloned();
    let entity = Entity::new(EntityId::new("candidate:wijiono").unwrap(), KindKey::candidate(), "Wijiono");
    s.hand_over(Edit::Link {
        place: place("sri", "dua"),
        mentions: wijiono.into_iter().collect(),
        entity: Some(entity.id.clone()),
        linked: LinkSource::Person,
        new: Some(entity),
    });
    s.flush();
    s.fold(|place| place.article.as_str() == "satu");
    s.edit(Edit::SetStatus { places: vec![place("sri", "satu"), place("sri", "dua")], status: Status::Finished });
    let first = s.workspace.annotations[&place("sri", "satu")].mentions.keys().next().cloned();
    s.edit(Edit::Untag { place: place("sri", "satu"), mentions: first.into_iter().collect() });
    s.fold(|_| true);
    let mut stamp = EditStamp {
        fresh: &mut || unreachable!("a removal makes no ids"),
        now: Timestamp(1_720_000_001),
        guidelines: None,
        who: None,
    };
    let removal = Edit::RemoveArticles { articles: vec![dua.meta.id.clone()] };
    let removal = plan(&s.workspace, removal, &mut stamp).expect("the article is there");
    s.perform(removal.clone(), &[]);
    s.flush();
    s.fold(|_| true);
    s.keep_index();
    s.undo(removal);
    s.edit(Edit::SetStatus { places: vec![place("sri", "dua")], status: Status::InProgress });
    s.fold(|_| true);
    // Back to a blank file, which goes.
    let all = s.workspace.annotations[&place("mesin", "satu")].mentions.keys().cloned().collect();
    s.edit(Edit::Untag { place: place("mesin", "satu"), mentions: all });
    s.edit(Edit::SetStatus { places: vec![place("mesin", "satu")], status: Status::New });
    s.fold(|_| true);
    s.edit(Edit::SetStatus { places: vec![place("mesin", "satu")], status: Status::Ignored });
    Ok(s)
}

pub(super) fn problems(notices: &[Notice]) -> Vec<String> {
    notices.iter().filter(|notice| notice.severity == NoticeSeverity::Problem).map(ToString::to_string).collect()
}

/// Opens a project and reads everything; what is wrong is an error.
pub(super) fn read_all(disk: &SimDisk) -> Result<(Workspace, Vec<Notice>), String> {
    let opened = open(Arc::new(disk.clone()), Path::new(DIR)).map_err(|error| error.to_string())?;
    if opened.mode != Mode::ReadWrite {
        return Err(format!("{:?}", opened.mode));
    }
    let mut workspace = Workspace::new(opened.project);
    let mut notices = opened.notices;
    for meta in &opened.articles {
        let article = Arc::new(opened.store.article(meta).map_err(|error| error.to_string())?);
        for set in opened.store.sets_on_disk() {
            let loaded = opened.store.annotations(&article, &set).map_err(|error| error.to_string())?;
            notices.extend(loaded.notices);
            let place = Place { set, article: meta.id.clone() };
            workspace.annotations.insert(place, Arc::new(loaded.annotations));
        }
        workspace.articles.insert(meta.id.clone(), article);
    }
    match problems(&notices).first() {
        Some(problem) => Err(problem.clone()),
        None => Ok((without_blanks(&workspace), notices)),
    }
}

/// A blank one and none are the same.
pub(super) fn without_blanks(workspace: &Workspace) -> Workspace {
    let mut workspace = workspace.clone();
    workspace.annotations.retain(|_, annotations| !annotations.is_blank());
    workspace
}
