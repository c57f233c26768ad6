//! B: every suggestion with the same words in the whole project, with what stands around them, to be accepted or rejected
//! in one step.

use eframe::egui::{
    Button, Checkbox, Context, Rect, RichText, Role, ScrollArea, Sense, Spinner, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::{
    Stage,
    frame::{self, SheetFrame, SheetPlace},
};
use crate::{
    app::{
        kit::{
            concordance,
            task::{self, Task, Tasks},
            text::Words,
        },
        state::action::{Action, SuggestionAction},
    },
    message::Language,
    model::KindKey,
    session::{Hit, PhraseHit, Session},
};

const ROW: f32 = 24.0;
const BOX: f32 = 28.0;

/// Suggestions of one phrase while they come in, and which of them are chosen.
pub struct PhraseDraft {
    pub words: String,
    pub kind: KindKey,
    pub hits: Vec<(PhraseHit, bool)>,
    /// What looks for more of them.
    pub searching: Option<Task<Vec<PhraseHit>>>,
}

impl PhraseDraft {
    /// Looks for suggestions with these words in all articles.
    pub fn search(
        words: String,
        kind: KindKey,
        session: &Session,
        language: Language,
        tasks: &mut Tasks,
        ctx: &Context,
    ) -> Self {
        let search = session.review_job(None);
        let (wanted, of_kind) = (words.clone(), kind.clone());
        let task = tasks.start(ctx, language.say(Words::Searching), move |worker| {
            search.find(&wanted, &of_kind, &worker.cancel, |hits, _, _| worker.tell(hits));
        });
        Self { words, kind, hits: Vec::new(), searching: Some(task) }
    }

    /// Takes in what was found since the last frame: all of it is chosen.
    fn follow(&mut self) {
        let (found, _) = task::answers(&mut self.searching);
        self.hits.extend(found.into_iter().flatten().map(|hit| (hit, true)));
    }
}

pub fn ui(stage: &mut Stage, phrase: &mut PhraseDraft) {
    phrase.follow();
    let Some(session) = stage.screen.session else {
        stage.close = true;
        return;
    };
    let title = stage.fill(Words::PhraseTitle, &[&phrase.words]);
    SheetFrame { name: "phrase", title: &title, width: 980.0, place: SheetPlace::Bottom }.show(stage, |ui, stage| {
        bar(ui, stage, phrase);
        ui.add_space(2.0);
        let height = (stage.ctx.content_rect().height() * 0.34).clamp(120.0, 330.0);
        if phrase.hits.is_empty() {
            ui.allocate_ui(vec2(ui.available_width(), 60.0), |ui| {
                ui.set_min_height(60.0);
                frame::note(
                    ui,
                    stage.say(if phrase.searching.is_some() { Words::Searching } else { Words::NothingFound }),
                );
            });
        } else {
            let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
            ui.spacing_mut().item_spacing.y = 0.0;
            area.show_rows(ui, ROW, phrase.hits.len(), |ui, range| {
                for at in range {
                    hit_row(ui, stage, session, phrase, at);
                }
            });
        }
        frame::buttons(ui, |ui| {
            let chosen: usize = phrase.hits.iter().filter(|(_, chosen)| *chosen).count();
            let accept = stage.fill(Words::AcceptChosen, &[&chosen.to_string()]);
            let button = frame::main_button(ui, stage, &accept, chosen > 0);
            if stage.fresh {
                button.request_focus();
            }
            if button.clicked() {
                finish(stage, phrase, true);
            }
            let reject = stage.fill(Words::RejectChosen, &[&chosen.to_string()]);
            if ui.add_enabled(chosen > 0, Button::new(reject)).clicked() {
                finish(stage, phrase, false);
            }
            frame::cancel_button(ui, stage);
        });
    });
}

fn finish(stage: &mut Stage, phrase: &PhraseDraft, accept: bool) {
    let hits: Vec<PhraseHit> = phrase.hits.iter().filter(|(_, chosen)| *chosen).map(|(hit, _)| hit.clone()).collect();
    stage.finish(Action::Suggestion(SuggestionAction::DecideHits { hits, accept }));
}

/// What was found so far, and choosing all or none.
fn bar(ui: &mut Ui, stage: &mut Stage, phrase: &mut PhraseDraft) {
    ui.horizontal(|ui| {
        let articles = in_articles(phrase.hits.iter().map(|(found, _)| &found.hit));
        let counts = [phrase.hits.len().to_string(), articles.to_string()];
        ui.label(stage.fill(Words::HitsFound, &[&counts[0], &counts[1]]));
        for (words, chosen) in [(Words::All, true), (Words::None, false)] {
            if ui.add_enabled(!phrase.hits.is_empty(), Button::new(stage.say(words)).small()).clicked() {
                phrase.hits.iter_mut().for_each(|hit| hit.1 = chosen);
            }
        }
        if let Some(search) = &phrase.searching {
            ui.add(Spinner::new().size(14.0));
            ui.label(RichText::new(stage.say(Words::Searching)).weak());
            if ui.small_button(stage.say(Words::StopSearch)).clicked() {
                search.cancel();
            }
        }
    });
}

fn hit_row(ui: &mut Ui, stage: &mut Stage, session: &Session, phrase: &mut PhraseDraft, at: usize) {
    let Some((PhraseHit { hit, suggestion }, chosen)) = phrase.hits.get_mut(at) else { return };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let title = if hit.meta.title.is_empty() { hit.meta.id.as_str() } else { hit.meta.title.as_str() };
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 4, ui.visuals().faint_bg_color);
    }
    let box_rect = Rect::from_min_size(rect.min, vec2(24.0, ROW));
    let id = ("phrase", &hit.meta.id, hit.span.start, suggestion.id);
    let mut inner = ui.new_child(UiBuilder::new().max_rect(box_rect).id_salt(id));
    let check = inner.add_sized(box_rect.size(), Checkbox::without_text(chosen));
    check.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, *chosen, format!("{title}: {}", hit.line())));
    let colour = session.project().scheme.kind(&phrase.kind).map_or(stage.theme.text, |kind| stage.theme.kind(kind));
    let row = Rect::from_min_max(pos2(rect.left() + BOX, rect.top()), rect.max);
    concordance::concordance(ui, row, hit, title, Some(colour), stage.theme);
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, format!("{}: {}", stage.say(Words::ShowPlace), hit.line()))
    });
    let entity = suggestion.entity.as_ref().map_or(stage.say(Words::NotLinked), |id| session.entity_label(id));
    let said = suggestion.from.iter().map(|voice| crate::app::article::said(stage.language(), voice));
    let about = format!("{title}\n{entity}\n{}", said.collect::<Vec<_>>().join("\n"));
    if response.on_hover_text(about).clicked() {
        stage.actions.push(Action::Show { article: hit.meta.id.clone(), span: hit.span });
    }
}

/// In how many articles hits lie, which come article by article.
fn in_articles<'a>(hits: impl Iterator<Item = &'a Hit>) -> usize {
    let mut last = None;
    hits.filter(|hit| last.replace(&hit.meta.id) != Some(&hit.meta.id)).count()
}
