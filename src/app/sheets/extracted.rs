//! What an extraction did, what did not go in, and what the program said.

use eframe::egui::{Label, RichText, ScrollArea, Ui};

use super::{
    Stage, extract,
    frame::{self, SheetFrame, SheetPlace},
};
use crate::{
    app::{
        kit::{fonts::Emphasis, text::Words},
        state::{action::Action, command::Command},
    },
    formats::{RecordFate, gravest_first},
    session::{Extracted, ProgramEnd},
};

/// Problems that are shown; the rest is counted.
const SHOWN: usize = 200;
/// Room for the bar of a box that scrolls.
const BAR: f32 = 12.0;
/// Articles that are named.
const NAMED: usize = 20;

pub fn ui(stage: &mut Stage) {
    let Some(outcome) = stage.behind.extracted else {
        stage.close = true;
        return;
    };
    let title = stage.say(Words::ExtractedTitle);
    SheetFrame { name: "extracted", title, width: 620.0, place: SheetPlace::Top }.show(stage, |ui, stage| {
        match outcome {
            Err(reason) => frame::problem(ui, stage, &reason.say(stage.language())),
            Ok(extracted) => result(ui, stage, extracted),
        }
        frame::buttons(ui, |ui| {
            let close = frame::main_button(ui, stage, stage.say(Words::Close), true);
            if stage.fresh {
                close.request_focus();
            }
            if close.clicked() {
                stage.close = true;
            }
            if frame::side_button(ui, stage.say(Words::ExtractAgain)).clicked() {
                stage.finish(Action::Run(Command::Extract));
            }
        });
    });
}

fn result(ui: &mut Ui, stage: &Stage, extracted: &Extracted) {
    let (done, all) = (extracted.done.to_string(), extracted.articles.to_string());
    let mut line = vec![stage.fill(Words::ExtractedCount, &[&done, &all])];
    if let Some(session) = stage.screen.session {
        line.extend(extract::counts(extracted, session, stage.language()));
    }
    ui.add(Label::new(RichText::new(line.join(" · ")).bold()).wrap());
    let set = extracted.set.as_str();
    ui.add(
        Label::new(match extracted.changed {
            0 => stage.fill(Words::ExtractedSame, &[set]),
            changed => stage.fill(Words::ExtractedInto, &[set, &changed.to_string()]),
        })
        .wrap(),
    );
    if let Some(program) = extracted.program.as_ref().filter(|program| program.how != ProgramEnd::Well) {
        frame::problem(ui, stage, &program.how.message().say(stage.language()));
    }
    if !extracted.missing.is_empty() {
        let ids: Vec<&str> = extracted.missing.iter().take(NAMED).map(|id| id.as_str()).collect();
        let more = if extracted.missing.len() > NAMED { ", …" } else { "" };
        let missing = extracted.missing.len().to_string();
        let text = stage.fill(Words::LeftAsTheyWere, &[&missing, &format!("{}{more}", ids.join(", "))]);
        ui.add(Label::new(RichText::new(text).color(stage.theme.danger)).wrap());
    }
    // Two boxes share what room there is.
    let said = extracted.program.as_ref().map_or("", |program| program.said.trim_end());
    let room = (stage.ctx.content_rect().height() - 430.0).max(130.0);
    let boxes = f32::from(u8::from(!extracted.problems.is_empty()) + u8::from(!said.is_empty()));
    problems(ui, stage, extracted, room / boxes.max(1.0));
    if !said.is_empty() {
        frame::caption(ui, stage.say(Words::ProgramSaid));
        let area = ScrollArea::vertical()
            .auto_shrink([false, true])
            .id_salt("program said")
            .max_height(room / boxes)
            .stick_to_bottom(true);
        area.auto_shrink([false, true]).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - BAR);
            ui.add(Label::new(RichText::new(said).monospace().small()).wrap());
        });
    }
}

fn problems(ui: &mut Ui, stage: &Stage, extracted: &Extracted, room: f32) {
    if extracted.problems.is_empty() {
        return;
    }
    frame::caption(ui, stage.say(Words::NotAsItWas));
    let area = ScrollArea::vertical().auto_shrink([false, true]).id_salt("problems of the extraction").max_height(room);
    area.auto_shrink([false, true]).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - BAR);
        for problem in gravest_first(&extracted.problems).take(SHOWN) {
            let note = problem.severity == RecordFate::Note;
            let colour = if note { stage.theme.weak } else { stage.theme.text };
            ui.add(Label::new(RichText::new(problem.say(stage.language())).small().color(colour)).wrap());
        }
    });
    let hidden = extracted.problems.len().saturating_sub(SHOWN) + extracted.more_problems;
    if hidden > 0 {
        frame::note(ui, &stage.fill(Words::MoreProblems, &[&hidden.to_string()]));
    }
}
