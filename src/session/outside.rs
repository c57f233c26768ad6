//! Files that others changed while they were open here: taken in, merged by id, never overwritten unseen.

use std::sync::mpsc;

use crate::{
    message::{Message, message},
    model::{Annotations, ArticleId, Conflict, Place, Project, ProjectConflict},
    store::{self, FileStamp, Notice, Precedence, StoreError, Theirs},
};

use super::{Session, Summary};

impl Session {
    /// Looks on other threads whether files were changed by others, those of loaded annotations first; [`Session::poll`]
    /// takes them in. For when the window comes back to the front.
    pub fn check_outside_changes(&mut self) {
        self.read_on();
        self.follow_guidelines();
        let (sender, receiver) = mpsc::channel();
        let reader = self.store.reader();
        let places: Vec<Place> = self.workspace.annotations.keys().cloned().collect();
        let articles: Vec<ArticleId> = self.workspace.articles.keys().cloned().collect();
        // Without the thread a change is still found before that file is written.
        let _ = std::thread::Builder::new().name("outside".into()).spawn(move || {
            let _ = sender.send((reader.changed_underneath(&places), reader.lacking_files(&articles)));
        });
        self.sync.outside = Some(receiver);
    }

    /// The articles in memory whose files another program removed.
    pub fn gone_articles(&self) -> Vec<ArticleId> {
        let mut gone = self.store.gone_articles();
        gone.retain(|id| self.workspace.articles.contains_key(id));
        gone
    }

    /// Writes their files again.
    pub fn write_back(&mut self) -> Result<(), StoreError> {
        let gone = self.gone_articles();
        let articles = gone.iter().filter_map(|id| self.workspace.articles.get(id).cloned()).collect();
        self.store.write_back(articles)
    }

    /// Takes in what was found changed on disk. Returns whether there was anything.
    pub(super) fn take_outside_changes(&mut self) -> bool {
        let told = self.store.take_notices();
        let mut any = !told.is_empty();
        self.notices.extend(told);
        if let Some(receiver) = &self.sync.outside {
            match receiver.try_recv() {
                Ok((places, lacking)) => {
                    self.sync.outside = None;
                    any |= self.reload(&places);
                    let known = self.store.gone_articles();
                    // One that was removed here meanwhile is not missed.
                    let lacking = lacking.into_iter().filter(|id| self.workspace.articles.contains_key(id));
                    known.iter().chain(&Vec::from_iter(lacking)).for_each(|id| self.store.note_gone(id));
                }
                Err(mpsc::TryRecvError::Disconnected) => self.sync.outside = None,
                Err(mpsc::TryRecvError::Empty) => {}
            }
        }
        for change in self.store.outside_changes() {
            any = true;
            match change.theirs {
                Theirs::Annotations { place, base, theirs } => self.merge_annotations(&place, &base, &theirs),
                Theirs::Project { base, theirs } => {
                    let ours = &self.workspace.project;
                    let with = |project: Project| Project {
                        assignments: ours.assignments.clone(),
                        ..project.with_entities_of(ours)
                    };
                    let (base, theirs) = (with(*base), with(*theirs));
                    self.merge_project(&change.path, &base, &theirs);
                }
                Theirs::Entities { base, theirs } => {
                    let ours = &self.workspace.project;
                    let (base, theirs) = (ours.clone().with_entities_of(&base), ours.clone().with_entities_of(&theirs));
                    self.merge_project(&change.path, &base, &theirs);
                }
                Theirs::Assignments { base, theirs } => {
                    let ours = &self.workspace.project;
                    let with = |other: Project| Project { assignments: other.assignments, ..ours.clone() };
                    let (base, theirs) = (with(*base), with(*theirs));
                    self.merge_project(&change.path, &base, &theirs);
                }
                Theirs::Article { id, theirs, .. } => {
                    let id_shown = id.as_str();
                    let message = if theirs.is_some() {
                        message!("article {id} was changed by another program and here; yours stands", id = id_shown)
                    } else {
                        message!(
                            "article {id} was removed by another program and changed here; yours stands",
                            id = id_shown
                        )
                    };
                    let fix = message!("Compare it with Git's version");
                    self.notices.push(Notice::problem(&change.path, message, fix).outside());
                    self.sync.dirty.note_article(id);
                }
                Theirs::Unreadable(error) => self.notices.push(error.into()),
            }
        }
        any
    }

    /// Reads clean annotations again; those with changes of ours are merged when they are written.
    fn reload(&mut self, places: &[Place]) -> bool {
        let mut any = false;
        for place in places {
            if self.sync.dirty.has_place(place) {
                continue;
            }
            let Some(article) = self.workspace.articles.get(&place.article).cloned() else { continue };
            match self.store.annotations(&article, &place.set) {
                Err(error) => self.notices.push(error.into()),
                // One that could not be read and still cannot: nothing is new.
                Ok(loaded)
                    if loaded
                        .frozen
                        .as_ref()
                        .is_some_and(|frozen| Some(&frozen.located()) == self.sync.frozen.get(place)) =>
                {
                    continue;
                }
                Ok(loaded) => {
                    self.notices.extend(loaded.notices);
                    self.sync.note_frozen(place, loaded.frozen);
                    let known = self.workspace.annotations.get(place).is_some_and(|known| !known.is_blank());
                    let gone = known && loaded.annotations.is_blank();
                    self.replace(place, loaded.annotations);
                    let path = Self::path_of(place);
                    let notice = if gone {
                        let fix = message!("If that was not meant, restore it with Recover, or with Git");
                        Notice::problem(path, message!("removed or emptied by another program"), fix)
                    } else {
                        Notice::note(path, message!("changed by another program, and read again"))
                    };
                    self.notices.push(notice.outside());
                }
            }
            any = true;
        }
        any
    }

    fn merge_annotations(&mut self, place: &Place, base: &Annotations, theirs: &Annotations) {
        if theirs.is_blank() && !base.is_blank() {
            // Nobody takes every mark away by removing a file; and if so, it is seen and done again with one key.
            let path = Self::path_of(place);
            let message =
                message!("removed by another program while it was changed here; yours stands, and is written again");
            let fix = message!("Remove the marks here if that was meant");
            self.notices.push(Notice::problem(path, message, fix).outside());
            self.sync.dirty.note_place(place.clone());
            return;
        }
        let ours = self.workspace.annotations.get(place).cloned().unwrap_or_default();
        let (merged, conflicts) = store::merge(base, &ours, theirs, Precedence::Ours);
        let path = format!("annotations/{}/{}.ron", place.set, place.article);
        let kept = match self.workspace.articles.get(&place.article) {
            Some(article) if !conflicts.is_empty() => {
                self.store.keep_conflict(article, &place.set, theirs).map_err(|error| error.located())
            }
            _ => Ok(String::new()),
        };
        self.say_merged(path, conflicts.iter().map(Conflict::record).collect(), kept.map(Message::verbatim));
        self.replace(place, merged);
        self.sync.dirty.note_place(place.clone());
    }

    fn merge_project(&mut self, path: &str, base: &Project, theirs: &Project) {
        let (merged, conflicts) = store::merge_project(base, &self.workspace.project, theirs, Precedence::Ours);
        self.workspace.project = merged;
        self.follow_names();
        self.follow_elections();
        self.say_merged(
            path.to_owned(),
            conflicts.iter().map(ProjectConflict::record).collect(),
            Ok(message!("Git's history")),
        );
        self.history.clear();
        self.derived.revision += 1;
        self.derived.assigned_at = self.derived.revision;
        self.sync.dirty.note_project();
    }

    fn path_of(place: &Place) -> String {
        format!("annotations/{}/{}.ron", place.set, place.article)
    }

    fn say_merged(&mut self, path: String, conflicts: Vec<Message>, kept: Result<Message, Message>) {
        if conflicts.is_empty() {
            let message = message!("changed by another program; both sides' work was joined");
            self.notices.push(Notice::note(path, message).outside());
            return;
        }
        let list = |list: Message, next: Message| message!("{list}, {next}", list = list, next = next);
        let records = conflicts.into_iter().reduce(list).unwrap_or_default();
        let message = message!("changed by another program and here: {records}; yours stands", records = records);
        let fix = match kept {
            Ok(kept) => {
                message!("Theirs is kept in {kept}: compare the two and take over what is missing", kept = kept)
            }
            Err(reason) => message!("Theirs could not be kept ({reason}): take it from Git", reason = reason),
        };
        self.notices.push(Notice::problem(path, message, fix).outside());
    }

    /// Annotations that came from outside. Undo steps speak of records that may be others now, so they are forgotten.
    fn replace(&mut self, place: &Place, annotations: Annotations) {
        if place.set == self.active {
            self.rows.count(&place.article, Summary::of(&annotations), FileStamp::UNSURE);
        }
        self.hold(place, annotations);
        self.derived.touched.insert(place.article.clone());
        self.history.clear();
        self.derived.revision += 1;
        self.derived.note_place(place);
    }
}
