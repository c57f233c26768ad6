//! What came from the background, and the work that is sent there.

use std::path::PathBuf;

use eframe::egui;

use super::{
    App,
    jobs::News,
    text::Words,
    view::{ImportDraft, Overlay, ProjectTag, Purpose},
};
use crate::model::KindKey;

impl App {
    /// Takes in what jobs told since the last frame.
    pub(super) fn take_news(&mut self, ctx: &egui::Context) {
        for news in self.jobs.news() {
            match news {
                News::Step(..) => {}
                News::Chosen { purpose, paths, at_once } => self.chosen(ctx, purpose, paths, at_once),
                News::Imported(ready) => self.imported(ready),
                News::ToLookAt(paths) => {
                    self.overlay(Overlay::Import(Box::new(ImportDraft { paths, ..Default::default() })))
                }
                News::Looked(job, look) => {
                    if let Some(Overlay::Import(draft)) = &mut self.view.overlay
                        && draft.looking == Some(job)
                    {
                        draft.look = Some(look);
                    }
                }
                News::ExportLooked(job, look) => {
                    if let Some(Overlay::Export(draft)) = &mut self.view.overlay
                        && draft.looking == Some(job)
                    {
                        draft.look = Some(look);
                    }
                }
                News::Exported(path, exported) => self.exported(&path, exported),
                News::Hits(job, hits) => {
                    if let Some(Overlay::ProjectTag(tag)) = &mut self.view.overlay
                        && tag.job == job
                    {
                        tag.hits.extend(hits.into_iter().map(|hit| (hit, true)));
                    }
                }
                News::PhraseHits(job, hits) => {
                    if let Some(Overlay::Phrase(sheet)) = &mut self.view.overlay
                        && sheet.job == job
                    {
                        sheet.hits.extend(hits.into_iter().map(|hit| (hit, true)));
                    }
                }
                News::Standing { job, found, done, total } => self.stands(job, found, done, total),
                News::Ended(job) => match &mut self.view.overlay {
                    Some(Overlay::ProjectTag(tag)) if tag.job == job => tag.searching = false,
                    Some(Overlay::Phrase(sheet)) if sheet.job == job => sheet.searching = false,
                    Some(Overlay::Import(draft)) if draft.looking == Some(job) => draft.looking = None,
                    Some(Overlay::Export(draft)) if draft.looking == Some(job) => draft.looking = None,
                    _ => {}
                },
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
            (Purpose::ExportTo, Some(path)) => {
                if let Some(Overlay::Export(draft)) = &mut self.view.overlay {
                    (draft.path, draft.own_path) = (path.display().to_string(), true);
                    draft.problem.clear();
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
            (Some(Overlay::Export(draft)), Purpose::ExportTo) => draft.problem = no_dialog,
            (Some(Overlay::Path { purpose, problem, .. }), _) if *purpose == asked => *problem = no_dialog,
            (_, Purpose::NewProject) => {
                self.overlay(Overlay::NewProject { dir: String::new(), name: String::new(), problem: String::new() });
            }
            _ => self.overlay(Overlay::Path { purpose: asked, path: String::new(), problem: String::new() }),
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
