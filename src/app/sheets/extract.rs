//! Before suggestions are extracted: by whom, for which articles, into which set.

use eframe::egui::{Button, Checkbox, RichText, ScrollArea, TextEdit, Ui};

use super::{
    Stage, export, extracting,
    frame::{self, Place, Sheet},
};
use crate::{
    app::{
        kit::text::Words,
        state::{
            action::Action,
            settings::OwnProgram,
            view::{ExtractDraft, Overlay, Which},
        },
    },
    session::{ExtractionRequest, Session},
};

/// As far as the fields are wide.
const FIELD: f32 = 400.0;

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
                let hint = extracting::own_set(own).unwrap_or_else(|| match own {
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
                stage.finish(Action::Overlay(Some(Overlay::Extracted)));
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
