//! What came from the background, and the work that is sent there.

use std::path::PathBuf;

use eframe::egui;

use crate::app::{
    App,
    kit::{jobs::News, text::Words},
    state::view::{ImportDraft, Overlay, Purpose},
};

impl App {
    /// Takes in what jobs told since the last frame.
    pub(in crate::app) fn take_news(&mut self, ctx: &egui::Context) {
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
                News::RecoveryLooked(job, found) => self.recovery_looked(job, found),
                News::Exported(path, exported) => self.exported(&path, exported),
                News::Found(found) => self.found(found),
                News::Search(job, news) => self.take_search_news(job, news),
                News::PhraseHits(job, hits) => {
                    if let Some(Overlay::Phrase(sheet)) = &mut self.view.overlay
                        && sheet.job == job
                    {
                        sheet.hits.extend(hits.into_iter().map(|hit| (hit, true)));
                    }
                }
                News::Standing { job, found, done, total } => self.stands(job, found, done, total),
                News::Ended(job) => match &mut self.view.overlay {
                    Some(Overlay::Phrase(sheet)) if sheet.job == job => sheet.searching = false,
                    Some(Overlay::Import(draft)) if draft.looking == Some(job) => draft.looking = None,
                    Some(Overlay::Export(draft)) if draft.looking == Some(job) => draft.looking = None,
                    _ => self.search_ended(ctx, job),
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
}
