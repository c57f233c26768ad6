//! The near copies of the open article, and what each would get of its labels; those that are chosen get it in one step.

use eframe::egui::{Label, RichText, ScrollArea, Ui};

use super::{
    OpenSheet, Stage,
    frame::{self, Place, Sheet},
};
use crate::{
    app::{
        App,
        dispatch::keys,
        kit::{
            names,
            task::{self, Task},
            text::Words,
        },
        state::{action::Action, command::Command},
    },
    session::LabelsForCopy,
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
    /// Whether it is known that labels would come to a copy that nobody has finished.
    fn offers(&self) -> bool {
        self.looking.is_none() && self.copies.iter().any(|(_, chosen)| *chosen)
    }
}

impl App {
    /// What was offered for the article that was finished last; else looks at the near copies of the open one.
    pub(in crate::app) fn open_copies(&mut self, ctx: &eframe::egui::Context) {
        if let Some(draft) = self.view.offered_copies.take_if(|draft| draft.offers()) {
            return self.open_sheet(OpenSheet::Copies(draft));
        }
        let (Some(session), Some(id)) = (&self.session, &self.view.article) else {
            return self.toast(Words::NoProjectOpen);
        };
        if session.near_copies(id).is_empty() {
            return self.toast(Words::NoNearCopies);
        }
        match self.look_at_copies(ctx) {
            Some(draft) => self.open_sheet(OpenSheet::Copies(draft)),
            None => self.toast(Words::NothingToCopy),
        }
    }

    /// Begins to look at the near copies of the open article; `None`: there are none, or nothing is marked.
    fn look_at_copies(&mut self, ctx: &eframe::egui::Context) -> Option<Box<CopiesDraft>> {
        let (session, id) = (self.session.as_ref()?, self.view.article.as_ref()?);
        let (preview, article) = (session.copy_preview(id)?, session.article(id)?);
        let title = article.meta.title.clone();
        let task = self.tasks.start(ctx, "", move |worker| {
            worker.tell(preview.run(&worker.cancel));
        });
        Some(Box::new(CopiesDraft { title, copies: Vec::new(), looking: Some(task) }))
    }

    /// The open article is about to be finished: its labels are offered to the near copies once it is known what would
    /// come. Nothing opens by itself, since keys are being typed into the next article.
    pub(in crate::app) fn offer_copies(&mut self, ctx: &eframe::egui::Context) {
        self.view.offered_copies = self.look_at_copies(ctx);
    }

    /// Says what is offered.
    pub(in crate::app) fn follow_offered_copies(&mut self) {
        let Some(draft) = self.view.offered_copies.as_mut().filter(|draft| draft.looking.is_some()) else { return };
        draft.follow();
        if draft.looking.is_some() || !draft.offers() {
            return;
        }
        let chosen = draft.copies.iter().filter(|(_, chosen)| *chosen).count().to_string();
        let keys = keys::keys_of(&self.settings, Command::CopyLabels.entry()).map_or_else(String::new, keys::written);
        let said = self.settings.language.fill(Words::CopiesOffered, &[&draft.title, &chosen, &keys]);
        self.view.toasts.say(said);
    }

    /// Copies what was chosen.
    pub(in crate::app) fn copy_labels(&mut self, labels: Vec<LabelsForCopy>) {
        self.close_sheet();
        if let Some(done) = self.try_change(|session| session.copy_labels(labels)) {
            let said = names::deed(self.settings.language, done.kind, done.count);
            self.view.toasts.say(said);
        }
    }
}

pub fn ui(stage: &mut Stage, draft: &mut CopiesDraft) {
    draft.follow();
    let title = stage.say(Words::CopyLabels).trim_end_matches('…');
    Sheet { name: "copies", title, width: 640.0, place: Place::Top }.show(stage, |ui, stage| {
        ui.add(Label::new(RichText::new(&draft.title).strong()).truncate());
        frame::note(ui, stage.say(Words::CopyLabelsHow));
        ui.add_space(4.0);
        if draft.copies.is_empty() {
            frame::note(ui, stage.say(Words::Searching));
        }
        ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
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
    let title = if meta.title.is_empty() { meta.id.as_str() } else { &meta.title };
    ui.horizontal(|ui| {
        ui.add_enabled_ui(labels.brings(), |ui| ui.checkbox(chosen, ""));
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
