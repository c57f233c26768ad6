//! What came from the background, and the work that is sent there.

use std::path::PathBuf;

use eframe::egui;

use super::{
    App,
    jobs::News,
    text::Words,
    view::{Overlay, ProjectTag, Purpose},
};
use crate::{model::KindKey, session::ImportRequest};

impl App {
    /// Takes in what jobs told since the last frame.
    pub(super) fn take_news(&mut self, ctx: &egui::Context) {
        for news in self.jobs.news() {
            match news {
                News::Step(..) => {}
                News::Chosen { purpose, paths, at_once } => self.chosen(ctx, purpose, paths, at_once),
                News::Imported(ready) => self.imported(ready),
                News::Hits(job, hits) => {
                    if let Some(Overlay::ProjectTag(tag)) = &mut self.view.overlay
                        && tag.job == job
                    {
                        tag.hits.extend(hits.into_iter().map(|hit| (hit, true)));
                    }
                }
                News::Ended(job) => {
                    if let Some(Overlay::ProjectTag(tag)) = &mut self.view.overlay
                        && tag.job == job
                    {
                        tag.searching = false;
                    }
                }
            }
        }
    }

    fn chosen(&mut self, ctx: &egui::Context, purpose: Purpose, paths: Option<Vec<PathBuf>>, at_once: bool) {
        let first = paths.as_ref().and_then(|paths| paths.first().cloned());
        match (purpose, first) {
            // Nobody cancels that fast: no dialog could be shown, so a path can be typed.
            (_, None) if at_once => self.type_path(purpose),
            (_, None) => {}
            (Purpose::OpenProject, Some(path)) => self.open_project(&path),
            (Purpose::NewProject, Some(path)) => {
                let chosen = path.display().to_string();
                match &mut self.view.overlay {
                    Some(Overlay::NewProject { dir, problem, .. }) => {
                        *dir = chosen;
                        problem.clear();
                    }
                    _ => self.overlay(Overlay::NewProject { dir: chosen, name: String::new(), problem: String::new() }),
                }
            }
            (Purpose::ImportFiles | Purpose::ImportFolder, Some(_)) => self.import(ctx, paths.unwrap_or_default()),
        }
    }

    /// Asks for a path in the window itself; what is typed already stays.
    fn type_path(&mut self, asked: Purpose) {
        let no_dialog = self.say(Words::NoDialog).to_owned();
        match (&mut self.view.overlay, asked) {
            (Some(Overlay::NewProject { problem, .. }), Purpose::NewProject) => *problem = no_dialog,
            (Some(Overlay::Path { purpose, problem, .. }), _) if *purpose == asked => *problem = no_dialog,
            (_, Purpose::NewProject) => {
                self.overlay(Overlay::NewProject { dir: String::new(), name: String::new(), problem: String::new() });
            }
            _ => self.overlay(Overlay::Path { purpose: asked, path: String::new(), problem: String::new() }),
        }
    }

    /// Reads and stores texts on a thread; they become articles when it is done.
    pub(super) fn import(&mut self, ctx: &egui::Context, paths: Vec<PathBuf>) {
        let Some(session) = &self.session else {
            self.toast(Words::NoProjectOpen);
            return;
        };
        if let Some(reason) = session.read_only() {
            let reason = reason.to_owned();
            self.view.toasts.problem(reason);
            return;
        }
        if !session.is_whole() {
            self.toast(Words::StillReading);
            return;
        }
        let importer = session.importer();
        let name = self.say(Words::ImportWord);
        self.jobs.start(ctx, name, move |handle| {
            let request = ImportRequest::of(&paths);
            let ready = importer.run(&request, &handle.cancel, |step| {
                let file = step.file.rsplit('/').next().unwrap_or_default().to_owned();
                handle.tell(News::Step(handle.id, file));
            });
            handle.tell(News::Imported(ready));
        });
    }

    fn imported(&mut self, ready: crate::session::Ready) {
        let Some(session) = &mut self.session else { return };
        let added = session.add_articles(ready);
        self.changed = std::time::Instant::now();
        let imported = match added {
            Ok(imported) => imported,
            Err(refusal) => return self.view.toasts.problem(refusal.to_string()),
        };
        let tongue = self.settings.tongue;
        let count = |words, number: usize| tongue.fill(words, &[&number.to_string()]);
        let mut said = vec![count(Words::ImportedCount, imported.articles.len())];
        if !imported.known.is_empty() {
            said.push(count(Words::KnownCount, imported.known.len()));
        }
        self.view.toasts.say(said.join(" · "));
        let refused = imported.set_aside().count();
        if refused > 0 {
            self.view.toasts.problem(count(Words::ImportProblems, refused));
            self.view.problems = true;
        }
        if let Some(first) = imported.articles.first() {
            self.view.articles.filter.clear();
            self.view.articles.status = None;
            self.open_article(first);
        }
    }

    /// Looks for the same words in every article on a thread; hits come into a list as they are found.
    pub(super) fn search_project(&mut self, ctx: &egui::Context, words: String, kind: KindKey) {
        let Some(session) = &self.session else { return };
        let search = session.search_for(&words, &kind);
        let name = self.say(Words::Searching);
        let job = self.jobs.start(ctx, name, move |handle| {
            search.run(&handle.cancel, |hits| handle.tell(News::Hits(handle.id, hits)));
        });
        self.overlay(Overlay::ProjectTag(ProjectTag { words, kind, hits: Vec::new(), searching: true, job }));
    }
}
