//! Another gazetteer for a project: which entities that marks use would lose their names is counted before anything
//! changes, and they can be kept as the project's own.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, atomic::AtomicBool},
};

use crate::{
    edit::{Edit, Refusal},
    gazetteer::{Gazetteer, Lexicon},
    message::Message,
    model::{ArticleId, Entity, EntityId, GazetteerChoice, SetId, Summary},
    session::{AnswersReader, Done, Session, names},
    store::Notice,
};

/// What another gazetteer would do to a project; nothing is changed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GazetteerChange {
    pub choice: GazetteerChoice,
    /// Whether the project has it already.
    pub same: bool,
    /// How many entities the project knows, and how many it would know.
    pub known: (usize, usize),
    /// Entities that marks or fields use and that nobody would know any more, with how often they are used.
    pub nameless: BTreeMap<EntityId, usize>,
    /// Those, with what they are parts of, as they are known now.
    kept: Vec<Entity>,
    /// What cannot be read, so that nobody knows what it uses.
    pub unread: Vec<Notice>,
}

/// Counts what a gazetteer would change; run it on another thread.
pub struct GazetteerReader {
    readers: Vec<(SetId, AnswersReader)>,
    /// The set that is worked on, and what it says in memory: not all of that need be in files yet.
    active: SetId,
    now: HashMap<ArticleId, Arc<Summary>>,
    own: BTreeMap<EntityId, Entity>,
    before: &'static Gazetteer,
    after: &'static Gazetteer,
    choice: GazetteerChoice,
    same: bool,
}

impl GazetteerChange {
    /// Whether names would be gone, or may be.
    pub fn is_doubtful(&self) -> bool {
        !self.nameless.is_empty() || !self.unread.is_empty()
    }

    /// How many entities the project would know; `keep`: with those in use that become its own.
    pub fn known_after(&self, keep: bool) -> usize {
        self.known.1 + if keep { self.kept.len() } else { 0 }
    }
}

impl GazetteerReader {
    /// Reads what every set uses.
    pub fn read(&self, cancel: &AtomicBool) -> GazetteerChange {
        let [before, after] = [self.before, self.after].map(|gazetteer| Lexicon::over(&self.own, gazetteer));
        let (mut nameless, mut unread) = (BTreeMap::new(), Vec::new());
        for (set, reader) in &self.readers {
            let said = reader.said(cancel);
            unread.extend(said.unread);
            for (meta, summary) in &said.articles {
                let now = self.now.get(&meta.id).filter(|_| *set == self.active);
                let summary = now.unwrap_or(summary);
                for (entity, count) in summary.entities.iter().chain(summary.fillers.iter()) {
                    if before.entity(entity).is_some() && after.entity(entity).is_none() {
                        *nameless.entry(entity.clone()).or_default() += count;
                    }
                }
            }
        }
        let mut kept: BTreeMap<EntityId, Entity> = BTreeMap::new();
        let mut next: Vec<&EntityId> = nameless.keys().collect();
        while let Some(id) = next.pop() {
            if let Some(entity) = before.entity(id).filter(|_| after.entity(id).is_none() && !kept.contains_key(id)) {
                kept.insert(id.clone(), entity.clone());
                next.extend(&entity.parent);
            }
        }
        GazetteerChange {
            choice: self.choice.clone(),
            same: self.same,
            known: (before.entities().count(), after.entities().count()),
            nameless,
            kept: kept.into_values().collect(),
            unread,
        }
    }
}

impl Session {
    /// What looking at another gazetteer needs. The error: it cannot be read.
    pub fn gazetteer_reader(&self, choice: GazetteerChoice) -> Result<GazetteerReader, Message> {
        let after = names::gazetteer(&choice, &self.store.reader()).map_err(|notice| notice.located())?;
        let before = self.lexicon.gazetteer();
        let same = self.options().gazetteer == choice;
        let readers = self.sets().into_iter().map(|set| (set.clone(), self.answers_reader(&set))).collect();
        let now = self.rows.counted().into_iter().map(|counted| (counted.article, counted.summary)).collect();
        let own = self.project().entities.clone();
        Ok(GazetteerReader { readers, active: self.active.clone(), now, own, before, after, choice, same })
    }

    /// Chooses what was looked at; `keep`: the names in use that it does not have become the project's own. One undo step.
    pub fn put_gazetteer(&mut self, change: GazetteerChange, keep: bool) -> Result<Done, Refusal> {
        let new = |entity: &Entity| !self.project().entities.contains_key(&entity.id);
        let entities: Vec<Entity> = change.kept.into_iter().filter(|entity| keep && new(entity)).collect();
        if entities.is_empty() {
            return self.choose_gazetteer(change.choice);
        }
        self.perform(Edit::PutEntities { entities })?;
        match self.choose_gazetteer(change.choice) {
            Ok(done) => {
                self.join_last_steps();
                Ok(done)
            }
            Err(refusal) => {
                let _ = self.undo();
                Err(refusal)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        edit::NewMention,
        model::{KindKey, LinkSource, Origin, Span},
        session::{ImportRequest, Who},
    };

    #[test]
    fn names_in_use_are_told_and_kept_in_one_step() {
        let folder = tempfile::tempdir().expect("a folder");
        let source = folder.path().join("satu.txt");
        std::fs::write(&source, "PKS bertemu di Lebak.").expect("written");
        let mut session = Session::create(&folder.path().join("p"), "P", Who::named("sri")).expect("a project");
        let ready = session.importer().run(&ImportRequest::of(&[source]), &AtomicBool::new(false), |_| {});
        session.add_articles(ready).expect("it goes in");
        let id = session.rows().iter().next().expect("an article").meta.id.clone();
        session.load(&id).expect("loaded");
        let [pks, lebak] = ["party:pks", "region:36.02"].map(|id| EntityId::new(id).expect("an id"));
        let mark = |(start, end), kind, entity: &EntityId| NewMention {
            span: Span::new(start, end),
            kind,
            entity: Some(entity.clone()),
            linked: LinkSource::Person,
            by: Origin::Person,
        };
        let place = session.place(&id);
        let mentions = [mark((0, 3), KindKey::party(), &pks), mark((15, 20), KindKey::region(), &lebak)];
        session.perform(Edit::Tag { place, mentions: mentions.to_vec() }).expect("tagged");
        let look = |session: &Session| {
            let reader = session.gazetteer_reader(GazetteerChoice::None).expect("it can be");
            reader.read(&AtomicBool::new(false))
        };
        let change = look(&session);
        assert!(change.is_doubtful() && !change.same && change.known.0 > 500 && change.known.1 == 0);
        assert_eq!(change.nameless, [(pks.clone(), 1), (lebak.clone(), 1)].into());
        session.put_gazetteer(change.clone(), true).expect("it goes in");
        let kept: Vec<&str> = session.project().entities.keys().map(EntityId::as_str).collect();
        assert_eq!(kept, ["party:pks", "region:36", "region:36.02"], "with what they are parts of");
        assert_eq!(session.options().gazetteer, GazetteerChoice::None);
        assert!(!look(&session).is_doubtful() && look(&session).same);
        session.undo().expect("a step").expect("undone");
        assert!(session.project().entities.is_empty() && session.options().gazetteer == GazetteerChoice::default());
        session.put_gazetteer(change, false).expect("it goes in");
        assert!(session.project().entities.is_empty() && session.entity(&pks).is_none());
        let folder = GazetteerChoice::Folder("names".into());
        let refused = session.gazetteer_reader(folder).err().expect("there is no such folder").to_string();
        assert!(refused.contains("there is none of parties.ron"), "{refused}");
    }
}
