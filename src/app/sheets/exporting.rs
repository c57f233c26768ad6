//! Taking datasets out: the sheet's wish becomes a request, which is looked at or written on a thread.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use eframe::egui;

use crate::{
    app::{
        App,
        kit::{jobs::News, text::Words},
        state::view::{Divide, ExportDraft, ExportWish, Overlay, Which},
    },
    dataset::{By, Plan},
    formats::{Shape, format},
    model::{Date, slug},
    session::{ExportProblem, ExportRequest, Exported, Session},
};

impl App {
    /// Opens the sheet; everything in it has a sensible value.
    pub(in crate::app) fn begin_export(&mut self) {
        let Some(session) = &self.session else {
            self.toast(Words::NoProjectOpen);
            return;
        };
        if !session.is_whole() {
            self.toast(Words::StillReading);
            return;
        }
        let wish = ExportWish {
            format: "tandai",
            set: session.active_set().clone(),
            which: Which::All,
            divide: Divide::Not,
            shares: "train=80, validation=10, test=10".to_owned(),
            days: String::new(),
            seed: "0".to_owned(),
            with_text: true,
            options: Default::default(),
        };
        let path = suggested(session, wish.format, true);
        let (own_path, licence, problem) = Default::default();
        let (look, looking, looked_for) = Default::default();
        let path_for = (wish.format, true);
        let draft = ExportDraft { wish, own_path, path, path_for, licence, look, looking, looked_for, problem };
        self.overlay(Overlay::Export(Box::new(draft)));
    }

    /// Counts what the open export would hold and leave out.
    pub(in crate::app) fn look_at_export(&mut self, ctx: &egui::Context) {
        let Some((request, session)) = self.export_request() else { return };
        let (request, exporter) = match request {
            Ok(request) => (request, session.exporter()),
            Err(reason) => {
                if let Some(Overlay::Export(draft)) = &mut self.view.overlay {
                    draft.look = Some(Err(reason));
                }
                return;
            }
        };
        let name = self.say(Words::Looking);
        let job = self.jobs.start(ctx, name, move |handle| {
            let step = |done: usize, all: usize| {
                handle.tell(News::Step(handle.id, format!("{done} / {all}")));
            };
            match exporter.look(&request, &handle.cancel, step) {
                Err(ExportProblem::Cancelled) => {}
                look => drop(handle.tell(News::ExportLooked(handle.id, look.map_err(|problem| problem.to_string())))),
            }
        });
        if let Some(Overlay::Export(draft)) = &mut self.view.overlay {
            draft.look = None;
            if let Some(old) = draft.looking.replace(job) {
                self.jobs.cancel(old);
            }
        }
    }

    /// Writes the open export; the sheet closes and the status bar shows how far it is.
    pub(in crate::app) fn export(&mut self, ctx: &egui::Context) {
        let Some((request, session)) = self.export_request() else { return };
        let Some(Overlay::Export(draft)) = &self.view.overlay else { return };
        let path = PathBuf::from(draft.path.trim());
        let exporter = session.exporter();
        let request = match request {
            Ok(request) => request,
            Err(reason) => {
                if let Some(Overlay::Export(draft)) = &mut self.view.overlay {
                    draft.problem = reason;
                }
                return;
            }
        };
        self.close_overlay();
        let name = self.say(Words::ExportWord);
        self.jobs.start(ctx, name, move |handle| {
            let destination = request.destination(&path, exporter.project());
            let step = |done: usize, all: usize| {
                handle.tell(News::Step(handle.id, format!("{done} / {all}")));
            };
            let exported = exporter.run(&request, destination, false, &handle.cancel, step);
            handle.tell(News::Exported(path, exported.map_err(|problem| problem.to_string())));
        });
    }

    pub(in crate::app) fn exported(&mut self, path: &Path, exported: Result<Exported, String>) {
        let tongue = self.settings.tongue;
        match exported {
            Err(reason) => self.view.toasts.problem(format!("{}: {reason}", path.display())),
            Ok(exported) => {
                let articles = exported.articles.to_string();
                self.view.toasts.say(tongue.fill(Words::ExportedTo, &[&articles, &path.display().to_string()]));
                let left_out: usize = exported.left_out.total() + exported.unreadable.len();
                if left_out > 0 {
                    self.view.toasts.problem(tongue.fill(Words::ExportLeftOut, &[&left_out.to_string()]));
                }
            }
        }
    }

    /// What the open export asks for, or why it cannot be asked.
    fn export_request(&self) -> Option<(Result<ExportRequest, String>, &Session)> {
        let Some(Overlay::Export(draft)) = &self.view.overlay else { return None };
        let session = self.session.as_ref()?;
        Some((self.request_of(draft, session), session))
    }

    fn request_of(&self, draft: &ExportDraft, session: &Session) -> Result<ExportRequest, String> {
        let wish = &draft.wish;
        let format = format(wish.format).ok_or_else(|| format!("“{}” is no format", wish.format))?;
        let mut request = ExportRequest::of(format, wish.set.clone());
        request.articles = match wish.which {
            Which::All => None,
            Which::Finished => {
                request.statuses.insert(crate::model::Status::Finished);
                None
            }
            Which::Listed => {
                let rows = session.rows();
                let shown = self.view.articles.shown.iter().filter_map(|at| rows.at(*at));
                Some(shown.map(|row| row.meta.id.clone()).collect())
            }
            Which::Open => Some(self.view.article.iter().cloned().collect::<BTreeSet<_>>()),
        };
        request.split = plan(wish)?;
        request.with_text = wish.with_text || !format.card().text_free;
        request.licence = Some(draft.licence.trim().to_owned()).filter(|licence| !licence.is_empty());
        request.options = wish.options.clone();
        Ok(request)
    }
}

fn plan(wish: &ExportWish) -> Result<Option<Plan>, String> {
    let by = match wish.divide {
        Divide::Not => return Ok(None),
        Divide::Chance => By::Chance,
        Divide::Source => By::Source(Default::default()),
        Divide::Region => By::Region(Default::default()),
        Divide::Date => {
            let days = wish.days.split(',').map(str::trim).filter(|day| !day.is_empty());
            By::Date(days.map(str::parse).collect::<Result<Vec<Date>, _>>()?)
        }
    };
    let seed = wish.seed.trim().parse().map_err(|_| format!("“{}” is no whole number", wish.seed.trim()))?;
    let plan = Plan::read(&wish.shares, seed).map_err(|bad| bad.to_string())?;
    let plan = Plan { by, ..plan };
    plan.check().map_err(|bad| bad.to_string())?;
    Ok(Some(plan))
}

/// A path beside the project that nothing is at yet; `whole`: not divided, so that one file can be enough.
pub(in crate::app) fn suggested(session: &Session, id: &str, whole: bool) -> String {
    let Some(format) = format(id) else { return String::new() };
    let card = format.card();
    let dir = session.dir().parent().unwrap_or(session.dir());
    let stem = slug(&session.project().name);
    let stem = if stem.is_empty() { "tandai" } else { &stem };
    let end = if whole && card.shape == Shape::File { format!(".{}", card.extensions[0]) } else { String::new() };
    let numbered = (2..1000).map(|number| dir.join(format!("{stem}-{id}-{number}{end}")));
    let mut names = std::iter::once(dir.join(format!("{stem}-{id}{end}"))).chain(numbered);
    names.find(|path| !path.exists()).map_or_else(String::new, |path| path.display().to_string())
}
