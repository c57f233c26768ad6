//! Before suggestions are extracted: by whom, for which articles, into which set.

use std::time::{Duration, Instant};

use eframe::egui::{self, Button, Checkbox, RichText, ScrollArea, TextEdit, Ui};

use super::{
    OpenSheet, Stage, Which, export,
    frame::{self, Place, Sheet},
    import,
};
use crate::app::kit::task::answers_of_all;
use crate::message::{Language, Message, message};
use crate::{
    app::{
        App,
        kit::{names, text::Words},
        state::{action::Action, settings::OwnProgram},
    },
    model::slug,
    session::{Extracted, ExtractionJob, ExtractionRequest, ExtractionResult, Program, Session},
};

/// As far as the fields are wide.
const FIELD: f32 = 400.0;

/// What an extraction shall be.
pub struct ExtractDraft {
    /// The person's programs while they are typed; stored when one is run.
    pub programs: Vec<OwnProgram>,
    /// Which of them; `None`: the built-in rules.
    pub chosen: Option<usize>,
    /// The rules learn first from the person's finished articles, of which there are so many.
    pub learn: bool,
    pub lessons: usize,
    /// Articles too that are not about a regional election.
    pub anyway: bool,
    pub which: Which,
    /// The set that gets what is found; empty: one named after the extractor.
    pub set: String,
    pub problem: String,
}

pub fn ui(stage: &mut Stage, draft: &mut ExtractDraft) {
    let app = stage.app;
    let Some(session) = &app.session else {
        stage.close = true;
        return;
    };
    let title = stage.say(Words::ExtractCommand).trim_end_matches('…');
    Sheet { name: "extract", title, width: 580.0, place: Place::Top }.show(stage, |ui, stage| {
        let height = (stage.ctx.content_rect().height() - 190.0).max(160.0);
        ScrollArea::vertical()
            .id_salt("extract")
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                extractor(ui, stage, draft);
                if let Some(own) = draft.chosen.and_then(|at| draft.programs.get_mut(at)) {
                    program(ui, stage, own);
                } else {
                    frame::note(ui, stage.say(Words::RulesAbout));
                    learning(ui, stage, draft);
                }
                ui.add_space(6.0);
                articles(ui, stage, session, draft);
                let own = draft.chosen.and_then(|at| draft.programs.get(at));
                let hint = own_set(own).unwrap_or_else(|| match own {
                    None => ExtractionRequest { learn: draft.learn, ..ExtractionRequest::default() }.own_set(),
                    Some(_) => "auto-…".to_owned(),
                });
                line(ui, stage.say(Words::IntoSuggestions), &hint, &mut draft.set);
                frame::note(ui, stage.say(Words::ReplacesSet));
            });
        frame::problem(ui, stage, &draft.problem);
        frame::buttons(ui, |ui| {
            let own = draft.chosen.and_then(|at| draft.programs.get(at));
            let can = own.is_none_or(|own| !own.command.trim().is_empty());
            let button = frame::main_button(ui, stage, stage.say(Words::ExtractWord), can);
            if stage.fresh {
                button.request_focus();
            }
            if button.clicked() {
                stage.actions.push(Action::Extract);
            }
            frame::cancel_button(ui, stage);
            if app.view.extracted.is_some() && frame::side_button(ui, stage.say(Words::LastExtraction)).clicked() {
                stage.finish(Action::Sheet(Some(OpenSheet::Extracted)));
            }
        });
    });
}

/// The built-in rules, the person's programs, or a new one.
fn extractor(ui: &mut Ui, stage: &Stage, draft: &mut ExtractDraft) {
    let unnamed = stage.say(Words::UnnamedProgram);
    let mut choices = vec![(None, stage.say(Words::BuiltInRules).to_owned())];
    choices.extend(draft.programs.iter().enumerate().map(|(at, own)| {
        let name = own.name.trim();
        let name = if name.is_empty() { own.command.trim() } else { name };
        (Some(at), if name.is_empty() { unnamed } else { name }.to_owned())
    }));
    let new = draft.programs.len();
    choices.push((Some(new), stage.say(Words::AnotherProgram).to_owned()));
    if export::combo(ui, stage.say(Words::Extractor), &mut draft.chosen, &choices) {
        draft.problem.clear();
        if draft.chosen == Some(new) {
            draft.programs.push(OwnProgram::default());
        }
    }
    if let Some(at) = draft.chosen {
        ui.horizontal(|ui| {
            export::named(ui, "");
            let forget = ui.add(Button::new(RichText::new(stage.say(Words::ForgetProgram)).small()));
            if forget.clicked() {
                draft.programs.remove(at);
                draft.chosen = None;
            }
        });
    }
}

/// Whether the rules are read again by what the person has finished.
fn learning(ui: &mut Ui, stage: &Stage, draft: &mut ExtractDraft) {
    ui.horizontal(|ui| {
        export::named(ui, "");
        let text = stage.fill(Words::LearnFirst, &[&draft.lessons.to_string()]);
        let tick = ui.add_enabled(draft.lessons > 0, Checkbox::new(&mut draft.learn, text));
        if tick.on_disabled_hover_text(stage.say(Words::NothingToLearn)).changed() {
            draft.problem.clear();
        }
    });
    frame::note(ui, stage.say(Words::LearnAbout));
    ui.horizontal(|ui| {
        export::named(ui, "");
        ui.checkbox(&mut draft.anyway, stage.say(Words::ExtractAnyway));
    });
    frame::note(ui, stage.say(Words::ExtractAnywayAbout));
}

fn program(ui: &mut Ui, stage: &Stage, own: &mut OwnProgram) {
    line(ui, stage.say(Words::ProgramName), "", &mut own.name);
    line(ui, stage.say(Words::ProgramCommand), stage.say(Words::CommandHint), &mut own.command);
    frame::note(ui, stage.say(Words::CommandNote));
    frame::note(ui, stage.say(Words::ProgramAbout));
    line(ui, stage.say(Words::ItsLabels), stage.say(Words::LabelsHint), &mut own.labels);
    line(ui, stage.say(Words::Patience), "60", &mut own.seconds);
}

fn articles(ui: &mut Ui, stage: &Stage, session: &Session, draft: &mut ExtractDraft) {
    let listed = stage.app.view.articles.shown.len();
    let which = [
        (Which::All, format!("{} ({})", stage.say(Words::AllArticles), session.rows().len())),
        (Which::Listed, format!("{} ({listed})", stage.say(Words::ListedOnly))),
        (Which::Open, stage.say(Words::OpenOnly).to_owned()),
    ];
    export::combo(ui, stage.say(Words::WhichArticles), &mut draft.which, &which);
}

/// A field with its name before it.
fn line(ui: &mut Ui, name: &str, hint: &str, text: &mut String) {
    ui.horizontal(|ui| {
        let label = export::named(ui, name);
        let width = FIELD.min(ui.available_width());
        let field = TextEdit::singleline(text).id_salt(("extract", name)).hint_text(hint.to_owned());
        ui.add(field.desired_width(width)).labelled_by(label.id);
    });
}

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
            let reason = reason.say(self.settings.language);
            return self.view.toasts.problem(reason);
        }
        if !session.is_whole() {
            self.toast(Words::StillReading);
            return;
        }
        let programs = self.settings.programs.clone();
        let (chosen, learn, anyway, set, problem) = Default::default();
        let lessons = session.teacher().articles();
        let draft = ExtractDraft { programs, chosen, learn, lessons, anyway, which: Which::All, set, problem };
        self.open_sheet(OpenSheet::Extract(Box::new(draft)));
    }

    /// Runs the open extraction; the sheet closes and the status bar shows how far it is.
    pub(in crate::app) fn extract(&mut self, ctx: &egui::Context) {
        let Some(OpenSheet::Extract(draft)) = &self.view.sheet else { return };
        let Some(session) = &self.session else { return };
        let run = match self.run_of(draft, session) {
            Ok(run) => run,
            Err(reason) => {
                if let Some(OpenSheet::Extract(draft)) = &mut self.view.sheet {
                    draft.problem = reason.say(self.settings.language);
                }
                return;
            }
        };
        if self.settings.programs != draft.programs {
            self.settings.programs = draft.programs.clone();
            self.settings.save();
        }
        self.close_sheet();
        let name = self.say(Words::Extracting);
        let task = self.tasks.start(ctx, name, move |worker| {
            let mut told = Instant::now();
            let step = |done: usize, all: usize| {
                if done == 0 || done == all || told.elapsed() > Duration::from_millis(50) {
                    told = Instant::now();
                    worker.step(format!("{done} / {all}"));
                }
            };
            let found = run.run(&worker.cancel, step);
            worker.tell(found);
        });
        self.awaited.extractions.push(task);
    }

    fn run_of(&self, draft: &ExtractDraft, session: &Session) -> Result<ExtractionJob, Message> {
        let own = draft.chosen.and_then(|at| draft.programs.get(at));
        let program = own.map(program_of).transpose()?;
        let articles = match draft.which {
            Which::Listed => {
                let shown = self.view.articles.shown.iter().filter_map(|at| session.rows().at(*at));
                Some(shown.map(|row| row.meta.id.clone()).collect())
            }
            Which::Open => Some(self.view.article.iter().cloned().collect()),
            Which::All | Which::Finished => None,
        };
        let set = Some(draft.set.trim().to_owned()).filter(|set| !set.is_empty()).or_else(|| own_set(own));
        let labels = own.map(|own| import::labels(&own.labels)).unwrap_or_default();
        let learn = draft.learn && own.is_none();
        session.extraction_job(ExtractionRequest {
            articles,
            set,
            program,
            learn,
            learned: None,
            anyway: draft.anyway,
            labels,
        })
    }

    /// Takes in what extractions found, or why they could not begin.
    pub(in crate::app) fn take_extractions(&mut self) {
        for found in answers_of_all(&mut self.awaited.extractions) {
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
        let extracted = session.add_extracted(found).map_err(Message::from);
        self.changed = Instant::now();
        self.extracted(extracted);
    }

    /// Says what was done; where there is something to look at, it is shown, unless that would cover other work.
    fn extracted(&mut self, extracted: Result<Extracted, Message>) {
        let look = extracted.as_ref().map_or(true, Extracted::worth_a_look) && self.view.sheet.is_none();
        match &extracted {
            _ if look => {}
            Ok(extracted) => {
                let language = self.settings.language;
                let (done, all) = (extracted.done.to_string(), extracted.articles.to_string());
                let mut said = vec![language.fill(Words::ExtractedCount, &[&done, &all])];
                if extracted.silent > 0 {
                    said.push(language.fill(Words::SilentArticles, &[&extracted.silent.to_string()]));
                }
                if let Some(from) = extracted.learned_from {
                    said.push(language.fill(Words::LearnedFrom, &[&from.to_string()]));
                }
                if let Some(session) = &self.session {
                    said.extend(counts(extracted, session, language));
                }
                self.view.toasts.say(said.join(" · "));
            }
            Err(reason) => self.tell(reason.clone()),
        }
        self.view.extracted = Some(extracted);
        if look {
            self.open_sheet(OpenSheet::Extracted);
        }
    }
}

/// How many of each kind, and how many coalitions.
pub(in crate::app) fn counts(extracted: &Extracted, session: &Session, language: Language) -> Vec<String> {
    let scheme = &session.project().scheme;
    let kinds = extracted.mentions.iter();
    let mut counts: Vec<String> =
        kinds.map(|(kind, number)| format!("{number} {}", names::kind_of(language, scheme, kind))).collect();
    if extracted.coalitions > 0 {
        counts.push(language.fill(Words::CoalitionsCount, &[&extracted.coalitions.to_string()]));
    }
    counts
}

/// The set that gets the work of a person's program, if the program has a name.
pub(in crate::app) fn own_set(own: Option<&OwnProgram>) -> Option<String> {
    let name = slug(&own?.name);
    (!name.is_empty()).then(|| format!("auto-{name}"))
}

/// What runs.
fn program_of(own: &OwnProgram) -> Result<Program, Message> {
    let text = own.seconds.trim();
    let seconds = text.parse().ok().filter(|seconds| *seconds > 0);
    let seconds = seconds.ok_or_else(|| message!("“{text}” is not a whole number of seconds", text = text))?;
    Program::new(&own.command, Duration::from_secs(seconds))
}
