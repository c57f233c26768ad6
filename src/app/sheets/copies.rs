//! The near copies of the open article, and what each would get of its labels; those that are chosen get it in one step.

use eframe::egui::{Context, Label, RichText, ScrollArea, Ui};

use super::{
    Stage,
    frame::{self, SheetFrame, SheetPlace},
};
use crate::{
    app::{
        kit::{
            fonts::Emphasis,
            names, row,
            task::{self, Task, Tasks},
            text::Words,
        },
        state::{action::Action, command::Command, keys, settings::Settings},
    },
    model::ArticleId,
    session::{LabelsForCopy, Session},
};

/// What copies would get, as it comes in, and which of them are chosen.
pub struct CopiesDraft {
    title: String,
    copies: Vec<(LabelsForCopy, bool)>,
    looking: Option<Task<Vec<LabelsForCopy>>>,
}

impl CopiesDraft {
    /// Everything that can come is chosen, but for copies that somebody has finished.
    fn follow(&mut self) {
        let (found, _) = task::answers(&mut self.looking);
        let chosen = |labels: &LabelsForCopy| labels.brings() && labels.status != crate::model::Status::Finished;
        self.copies.extend(found.into_iter().flatten().map(|labels| {
            let chosen = chosen(&labels);
            (labels, chosen)
        }));
    }
}

impl CopiesDraft {
    /// Begins to look at the near copies of an article; `None`: there are none, or nothing is marked.
    pub fn preview(session: &Session, id: &ArticleId, tasks: &mut Tasks, ctx: &Context) -> Option<Box<Self>> {
        let (preview, article) = (session.copy_preview(id)?, session.article(id)?);
        let title = article.meta.shown_title().to_owned();
        let task = tasks.start(ctx, "", move |worker| {
            worker.tell(preview.run(&worker.cancel));
        });
        Some(Box::new(Self { title, copies: Vec::new(), looking: Some(task) }))
    }

    /// What is offered, when it has just become known.
    pub fn news(&mut self, settings: &Settings) -> Option<String> {
        self.looking.as_ref()?;
        self.follow();
        if !self.offers() {
            return None;
        }
        let chosen = self.copies.iter().filter(|(_, chosen)| *chosen).count().to_string();
        let keys = keys::keys_of(settings, Command::CopyLabels.entry()).map_or_else(String::new, keys::on_keyboard);
        Some(settings.language.fill(Words::CopiesOffered, &[&self.title, &chosen, &keys]))
    }

    /// Whether it is known that labels would come to a copy that nobody has finished.
    pub fn offers(&self) -> bool {
        self.looking.is_none() && self.copies.iter().any(|(_, chosen)| *chosen)
    }
}

pub fn ui(stage: &mut Stage, draft: &mut CopiesDraft) {
    draft.follow();
    let title = stage.say(Words::CopyLabels).trim_end_matches('…');
    SheetFrame { name: "copies", title, width: 640.0, place: SheetPlace::Top }.show(stage, |ui, stage| {
        ui.add(Label::new(RichText::new(&draft.title).bold()).truncate());
        frame::note(ui, stage.say(Words::CopyLabelsHow));
        ui.add_space(4.0);
        if draft.copies.is_empty() {
            frame::note(ui, stage.say(Words::Searching));
        }
        ScrollArea::vertical().auto_shrink([false, true]).max_height(300.0).show(ui, |ui| {
            for (labels, chosen) in &mut draft.copies {
                copy(ui, stage, labels, chosen);
            }
        });
        frame::buttons(ui, |ui| {
            let chosen = draft.copies.iter().filter(|(_, chosen)| *chosen).count();
            let words = stage.fill(Words::CopyLabelsTo, &[&chosen.to_string()]);
            let button = frame::main_button(ui, stage, &words, chosen > 0);
            if stage.fresh {
                button.request_focus();
            }
            if button.clicked() {
                let chosen = draft.copies.iter().filter(|(_, chosen)| *chosen).map(|(labels, _)| labels.clone());
                let chosen = chosen.collect();
                stage.finish(Action::CopyLabels(chosen));
            }
            frame::cancel_button(ui, stage);
        });
    });
}

fn copy(ui: &mut Ui, stage: &Stage, labels: &LabelsForCopy, chosen: &mut bool) {
    let meta = &labels.meta;
    let title = meta.shown_title();
    ui.horizontal(|ui| {
        ui.add_enabled_ui(labels.brings(), |ui| row::checkbox(ui, chosen, ""));
        ui.vertical(|ui| {
            ui.add(Label::new(title).truncate()).on_hover_text(meta.id.as_str());
            let status = stage.say(names::status(labels.status));
            let from = if meta.source.is_empty() { meta.id.to_string() } else { meta.source.clone() };
            let told = match &labels.refused {
                Some(reason) => reason.say(stage.language()),
                None => {
                    let counts = [labels.mentions, labels.statements].map(|count| count.to_string());
                    stage.fill(Words::CopyBrings, &[&counts[0], &counts[1]])
                }
            };
            let mut words = format!("{from} · {status} · {told}");
            if labels.refused.is_none() && labels.mentions_left + labels.statements_left > 0 {
                let counts = [labels.mentions_left, labels.statements_left].map(|count| count.to_string());
                words += &format!("; {}", stage.fill(Words::CopyLeaves, &[&counts[0], &counts[1]]));
            }
            ui.add(Label::new(RichText::new(words).small().weak()).wrap());
        });
    });
}
