//! Suggestions for articles: the sheet's wish is run on a thread, and what was found comes in piece by piece, so that the
//! window waits for nothing.

use std::time::{Duration, Instant};

use eframe::egui;

use super::importing;
use crate::{
    app::{
        App,
        kit::{jobs::News, names, text::Words},
        state::{
            settings::OwnProgram,
            view::{ExtractDraft, Overlay, Which},
        },
    },
    model::slug,
    session::{Extracted, ExtractionJob, ExtractionRequest, ExtractionResult, Program, Session},
};

/// How long a frame reads what suggestions take the place of.
const PATIENCE: Duration = Duration::from_millis(6);

impl App {
    /// Opens the sheet: the built-in rules over all articles.
    pub(in crate::app) fn begin_extract(&mut self) {
        let Some(session) = &self.session else {
            self.toast(Words::NoProjectOpen);
            return;
        };
        if let Some(reason) = session.read_only() {
            let reason = reason.to_owned();
            return self.view.toasts.problem(reason);
        }
        if !session.is_whole() {
            self.toast(Words::StillReading);
            return;
        }
        let programs = self.settings.programs.clone();
        let (chosen, learn, set, problem) = Default::default();
        let lessons = session.teacher().articles();
        let draft = ExtractDraft { programs, chosen, learn, lessons, which: Which::All, set, problem };
        self.overlay(Overlay::Extract(Box::new(draft)));
    }

    /// Runs the open extraction; the sheet closes and the status bar shows how far it is.
    pub(in crate::app) fn extract(&mut self, ctx: &egui::Context) {
        let Some(Overlay::Extract(draft)) = &self.view.overlay else { return };
        let Some(session) = &self.session else { return };
        let run = match self.run_of(draft, session) {
            Ok(run) => run,
            Err(reason) => {
                if let Some(Overlay::Extract(draft)) = &mut self.view.overlay {
                    draft.problem = reason;
                }
                return;
            }
        };
        if self.settings.programs != draft.programs {
            self.settings.programs = draft.programs.clone();
            self.settings.save();
        }
        self.close_overlay();
        let name = self.say(Words::Extracting);
        self.jobs.start(ctx, name, move |handle| {
            let mut told = Instant::now();
            let step = |done: usize, all: usize| {
                if done == 0 || done == all || told.elapsed() > Duration::from_millis(50) {
                    told = Instant::now();
                    handle.tell(News::Step(handle.id, format!("{done} / {all}")));
                }
            };
            let found = run.run(&handle.cancel, step);
            handle.tell(News::Found(found));
        });
    }

    fn run_of(&self, draft: &ExtractDraft, session: &Session) -> Result<ExtractionJob, String> {
        let own = draft.chosen.and_then(|at| draft.programs.get(at));
        let program = own.map(|own| program_of(own).map_err(|bad| bad.unwrap_or_else(|| self.no_number(own))));
        let program = program.transpose()?;
        let articles = match draft.which {
            Which::Listed => {
                let shown = self.view.articles.shown.iter().filter_map(|at| session.rows().at(*at));
                Some(shown.map(|row| row.meta.id.clone()).collect())
            }
            Which::Open => Some(self.view.article.iter().cloned().collect()),
            Which::All | Which::Finished => None,
        };
        let set = Some(draft.set.trim().to_owned()).filter(|set| !set.is_empty()).or_else(|| own_set(own));
        let labels = own.map(|own| importing::labels(&own.labels)).unwrap_or_default();
        let learn = draft.learn && own.is_none();
        session.extraction_job(ExtractionRequest { articles, set, program, learn, labels })
    }

    fn no_number(&self, own: &OwnProgram) -> String {
        self.settings.tongue.fill(Words::NoWholeNumber, &[own.seconds.trim()])
    }

    pub(in crate::app) fn found(&mut self, found: Result<ExtractionResult, String>) {
        match found {
            // Of two that end at once the first goes in whole.
            Ok(found) => {
                if let Some(first) = self.view.found.replace(found) {
                    self.add_extracted(first);
                }
            }
            Err(reason) => self.extracted(Err(reason)),
        }
    }

    /// Goes on bringing in what was found, if anything was.
    pub(in crate::app) fn bring_in(&mut self, ctx: &egui::Context) {
        let (Some(session), Some(mut found)) = (&mut self.session, self.view.found.take()) else { return };
        if found.dir() != session.dir() {
            return;
        }
        let begun = Instant::now();
        if session.prepare(&mut found, || begun.elapsed() < PATIENCE) {
            self.add_extracted(found);
        } else {
            self.view.found = Some(found);
        }
        ctx.request_repaint();
    }

    fn add_extracted(&mut self, found: ExtractionResult) {
        let Some(session) = self.session.as_mut().filter(|session| session.dir() == found.dir()) else { return };
        let extracted = session.add_extracted(found).map_err(|refusal| refusal.to_string());
        self.changed = Instant::now();
        self.extracted(extracted);
    }

    /// Says what was done; where there is something to look at, it is shown, unless that would cover other work.
    fn extracted(&mut self, extracted: Result<Extracted, String>) {
        let look = extracted.as_ref().map_or(true, Extracted::worth_a_look) && self.view.overlay.is_none();
        match &extracted {
            _ if look => {}
            Ok(extracted) => {
                let tongue = self.settings.tongue;
                let (done, all) = (extracted.done.to_string(), extracted.articles.to_string());
                let mut said = vec![tongue.fill(Words::ExtractedCount, &[&done, &all])];
                if let Some(from) = extracted.learned_from {
                    said.push(tongue.fill(Words::LearnedFrom, &[&from.to_string()]));
                }
                if let Some(session) = &self.session {
                    said.extend(counts(extracted, session, tongue));
                }
                self.view.toasts.say(said.join(" · "));
            }
            Err(reason) => self.view.toasts.problem(reason.clone()),
        }
        self.view.extracted = Some(extracted);
        if look {
            self.overlay(Overlay::Extracted);
        }
    }
}

/// How many of each kind, and how many coalitions.
pub(in crate::app) fn counts(extracted: &Extracted, session: &Session, tongue: crate::app::Tongue) -> Vec<String> {
    let scheme = &session.project().scheme;
    let kinds = extracted.mentions.iter();
    let mut counts: Vec<String> =
        kinds.map(|(kind, number)| format!("{number} {}", names::kind_of(tongue, scheme, kind))).collect();
    if extracted.coalitions > 0 {
        counts.push(tongue.fill(Words::CoalitionsCount, &[&extracted.coalitions.to_string()]));
    }
    counts
}

/// The set that gets the work of a person's program, if the program has a name.
pub(in crate::app) fn own_set(own: Option<&OwnProgram>) -> Option<String> {
    let name = slug(&own?.name);
    (!name.is_empty()).then(|| format!("auto-{name}"))
}

/// What runs; the error is empty where the seconds are no number.
fn program_of(own: &OwnProgram) -> Result<Program, Option<String>> {
    let seconds: u64 = own.seconds.trim().parse().ok().filter(|seconds| *seconds > 0).ok_or(None)?;
    Program::new(&own.command, Duration::from_secs(seconds)).map_err(Some)
}
