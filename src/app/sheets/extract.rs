//! Before suggestions are extracted: by whom, for which articles, into which set.

use std::time::{Duration, Instant};

use eframe::egui::{Button, RichText, ScrollArea, TextEdit, Ui};

use super::{
    Stage, Which, Work, export,
    frame::{self, SheetFrame, SheetPlace},
    import,
};
use crate::{
    app::{
        kit::{names, row, task::Task, text::Words},
        state::{
            action::Action,
            settings::{OwnProgram, Settings},
        },
    },
    message::{Language, Message, message},
    model::slug,
    session::{Extracted, ExtractionJob, ExtractionProgress, ExtractionRequest, ExtractionResult, Program, Session},
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
    let Some(session) = stage.screen.session else {
        stage.close = true;
        return;
    };
    let title = stage.say(Words::ExtractCommand).trim_end_matches('…');
    SheetFrame { name: "extract", title, width: 580.0, place: SheetPlace::Top }.show(stage, |ui, stage| {
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
            if stage.behind.extracted.is_some() && frame::side_button(ui, stage.say(Words::LastExtraction)).clicked() {
                stage.finish(Action::ShowExtracted);
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
        let tick = ui.add_enabled_ui(draft.lessons > 0, |ui| row::checkbox(ui, &mut draft.learn, text)).inner;
        if tick.on_disabled_hover_text(stage.say(Words::NothingToLearn)).changed() {
            draft.problem.clear();
        }
    });
    frame::note(ui, stage.say(Words::LearnAbout));
    ui.horizontal(|ui| {
        export::named(ui, "");
        row::checkbox(ui, &mut draft.anyway, stage.say(Words::ExtractAnyway));
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
    let listed = stage.behind.listed.len();
    let mut which = vec![
        (Which::All, format!("{} ({})", stage.say(Words::AllArticles), session.rows().len())),
        (Which::Listed, format!("{} ({listed})", stage.say(Words::ListedOnly))),
        (Which::Open, stage.say(Words::OpenOnly).to_owned()),
    ];
    which.extend(export::chosen(stage, draft.which));
    export::combo(ui, stage.say(Words::WhichArticles), &mut draft.which, &which);
}

/// A field with its name before it.
fn line(ui: &mut Ui, name: &str, hint: &str, text: &mut String) {
    ui.horizontal(|ui| {
        let label = export::named(ui, name);
        let width = FIELD.min(ui.available_width());
        let field = TextEdit::singleline(text).id_salt(("extract", name)).hint_text(row::hint(hint));
        ui.add(field.desired_width(width)).labelled_by(label.id);
    });
}

impl ExtractDraft {
    /// The built-in rules over all articles.
    pub fn new(session: &Session, settings: &Settings) -> Self {
        let programs = settings.programs.clone();
        let (chosen, learn, anyway, set, problem) = Default::default();
        let lessons = session.teacher().articles();
        Self { programs, chosen, learn, lessons, anyway, which: Which::All, set, problem }
    }

    /// Runs the extraction; `None`: it cannot begin, and the sheet says why.
    pub fn run(&mut self, work: &mut Work) -> Option<Task<Result<ExtractionResult, Message>>> {
        let job = self.job(work).map_err(|reason| self.problem = reason.say(work.language)).ok()?;
        Some(work.tasks.start(work.ctx, work.language.say(Words::Extracting), move |worker| {
            let mut told = Instant::now();
            let step = |ExtractionProgress { done, all, percent }| {
                if done == 0 || done == all || told.elapsed() > Duration::from_millis(50) {
                    told = Instant::now();
                    worker.step(format!("{percent} % · {done} / {all}"));
                }
            };
            let found = job.run(&worker.cancel, step);
            worker.tell(found);
        }))
    }

    fn job(&self, work: &Work) -> Result<ExtractionJob, Message> {
        let session = work.session.ok_or_else(|| message!("no project is open"))?;
        let own = self.chosen.and_then(|at| self.programs.get(at));
        let program = own.map(program_of).transpose()?;
        let set = Some(self.set.trim().to_owned()).filter(|set| !set.is_empty()).or_else(|| own_set(own));
        let labels = own.map(|own| import::labels(&own.labels)).unwrap_or_default();
        session.extraction_job(ExtractionRequest {
            articles: work.articles(self.which),
            set,
            program,
            learn: self.learn && own.is_none(),
            learned: None,
            anyway: self.anyway,
            labels,
        })
    }
}

/// What an extraction did, in one line.
pub fn told(extracted: &Extracted, session: Option<&Session>, language: Language) -> String {
    let (done, all) = (extracted.done.to_string(), extracted.articles.to_string());
    let mut said = vec![language.fill(Words::ExtractedCount, &[&done, &all])];
    if extracted.silent > 0 {
        said.push(language.fill(Words::SilentArticles, &[&extracted.silent.to_string()]));
    }
    if let Some(from) = extracted.learned_from {
        said.push(language.fill(Words::LearnedFrom, &[&from.to_string()]));
    }
    if extracted.trial.as_ref().is_some_and(|trial| !trial.is_passed()) {
        said.push(language.fill(Words::LearnedWorse, &[]));
    }
    if let Some(session) = session {
        said.extend(counts(extracted, session, language));
    }
    said.join(" · ")
}

/// How many of each kind, and how many coalitions.
pub fn counts(extracted: &Extracted, session: &Session, language: Language) -> Vec<String> {
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
pub fn own_set(own: Option<&OwnProgram>) -> Option<String> {
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
