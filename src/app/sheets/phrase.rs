//! B: every suggestion with the same words in the whole project, with what stands around them, to be accepted or rejected
//! in one step. What near copies of a story say in the same line is one row, and is decided in all of them.

use std::collections::HashMap;

use eframe::egui::{
    Button, Checkbox, Context, Rect, RichText, Role, ScrollArea, Sense, Spinner, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::{
    Stage,
    frame::{self, SheetFrame, SheetPlace},
};
use crate::{
    answers::Stories,
    app::{
        kit::{
            concordance, names,
            task::{self, Task, Tasks},
            text::Words,
        },
        state::action::{Action, SuggestionAction},
    },
    message::Language,
    model::{ArticleId, EntityId, KindKey},
    session::{PhraseHit, Session},
};

const ROW: f32 = 24.0;
const BOX: f32 = 28.0;

/// Suggestions of one phrase while they come in, and which of them are chosen.
pub struct PhraseDraft {
    pub words: String,
    pub kind: KindKey,
    rows: Vec<PhraseRow>,
    /// Where a place of a story has its row: by the line around it, what it is linked to, and the how manieth it is of these.
    places: HashMap<(ArticleId, String, Option<EntityId>, usize), usize>,
    /// What looks for more of them.
    searching: Option<Task<Vec<PhraseHit>>>,
}

/// A place, in every near copy of its story.
struct PhraseRow {
    /// The first one is shown.
    first: PhraseHit,
    copies: Vec<PhraseHit>,
    chosen: bool,
}

impl PhraseRow {
    fn hits(&self) -> impl Iterator<Item = &PhraseHit> {
        std::iter::once(&self.first).chain(&self.copies)
    }
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
        Self { words, kind, rows: Vec::new(), places: HashMap::new(), searching: Some(task) }
    }

    /// Takes in what was found since the last frame: all of it is chosen.
    fn follow(&mut self, stories: &Stories) {
        let (found, _) = task::answers(&mut self.searching);
        found.into_iter().flatten().for_each(|hit| self.take(hit, stories));
    }

    fn take(&mut self, found: PhraseHit, stories: &Stories) {
        let PhraseHit { hit, suggestion } = &found;
        let story = stories.of(&hit.meta.id).clone();
        let mut place = (story, hit.line().to_owned(), suggestion.entity.clone(), 0);
        // The same line twice in one article is two places.
        while let Some(at) = self.places.get(&place) {
            let row = &mut self.rows[*at];
            if row.hits().all(|other| other.hit.meta.id != hit.meta.id) {
                return row.copies.push(found);
            }
            place.3 += 1;
        }
        self.places.insert(place, self.rows.len());
        self.rows.push(PhraseRow { first: found, copies: Vec::new(), chosen: true });
    }

    fn chosen(&self) -> impl Iterator<Item = &PhraseHit> {
        self.rows.iter().filter(|row| row.chosen).flat_map(PhraseRow::hits)
    }
}

pub fn ui(stage: &mut Stage, phrase: &mut PhraseDraft) {
    let Some(session) = stage.screen.session else {
        stage.close = true;
        return;
    };
    phrase.follow(session.stories());
    let title = stage.fill(Words::PhraseTitle, &[&phrase.words]);
    SheetFrame { name: "phrase", title: &title, width: 980.0, place: SheetPlace::Bottom }.show(stage, |ui, stage| {
        bar(ui, stage, phrase);
        ui.add_space(2.0);
        let height = (stage.ctx.content_rect().height() * 0.34).clamp(120.0, 330.0);
        if phrase.rows.is_empty() {
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
            area.show_rows(ui, ROW, phrase.rows.len(), |ui, range| {
                for at in range {
                    hit_row(ui, stage, session, phrase, at);
                }
            });
        }
        frame::buttons(ui, |ui| {
            let chosen = phrase.chosen().count();
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
    let hits: Vec<PhraseHit> = phrase.chosen().cloned().collect();
    stage.finish(Action::Suggestion(SuggestionAction::DecideHits { hits, accept }));
}

/// What was found so far, and choosing all or none.
fn bar(ui: &mut Ui, stage: &mut Stage, phrase: &mut PhraseDraft) {
    ui.horizontal(|ui| {
        let hits = || phrase.rows.iter().flat_map(PhraseRow::hits);
        let articles: std::collections::HashSet<&ArticleId> = hits().map(|found| &found.hit.meta.id).collect();
        let counts = [hits().count().to_string(), articles.len().to_string()];
        ui.label(stage.fill(Words::HitsFound, &[&counts[0], &counts[1]]));
        for (words, chosen) in [(Words::All, true), (Words::None, false)] {
            if ui.add_enabled(!phrase.rows.is_empty(), Button::new(stage.say(words)).small()).clicked() {
                phrase.rows.iter_mut().for_each(|row| row.chosen = chosen);
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
    let Some(PhraseRow { first: PhraseHit { hit, suggestion }, copies, chosen }) = phrase.rows.get_mut(at) else {
        return;
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let title = hit.meta.shown_title();
    let more = names::copies(stage.language(), copies.len());
    let title = if copies.is_empty() { title.to_owned() } else { format!("{more} · {title}") };
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
    concordance::concordance(ui, row, hit, &title, Some(colour), stage.theme);
    response.widget_info(|| {
        let words = format!("{}: {} {more}", stage.say(Words::ShowPlace), hit.line());
        WidgetInfo::labeled(Role::Button, true, words.trim_end())
    });
    let entity = suggestion.entity.as_ref().map_or(stage.say(Words::NotLinked), |id| session.entity_label(id));
    let said = suggestion.from.iter().map(|voice| crate::app::article::said(stage.language(), voice));
    let about = format!("{title}\n{entity}\n{}", said.collect::<Vec<_>>().join("\n"));
    if response.on_hover_text(about).clicked() {
        stage.actions.push(Action::Show { article: hit.meta.id.clone(), span: hit.span });
    }
}
