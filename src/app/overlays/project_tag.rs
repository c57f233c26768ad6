//! Shift+A: the same words in every article, with what stands around them, to be chosen and tagged in one step.

use eframe::egui::{
    Align2, Checkbox, Color32, ComboBox, FontId, Rect, RichText, Role, ScrollArea, Sense, Spinner, TextStyle, Ui,
    UiBuilder, WidgetInfo, pos2,
    text::{LayoutJob, TextWrapping},
    vec2,
};

use super::{
    Stage,
    sheet::{self, Place, Sheet},
};
use crate::{
    app::{action::Action, names, text::Words, theme::Theme, view::ProjectTag},
    session::{Hit, Session},
};

pub(super) const ROW: f32 = 24.0;

/// Numbers of the chosen hits, counted again only when hits came or were chosen.
#[derive(Default)]
pub struct Chosen {
    counted: Option<(u64, usize)>,
    places: usize,
    articles: usize,
}

impl Chosen {
    fn count(&mut self, tag: &ProjectTag) {
        let now = Some((tag.job, tag.hits.len()));
        if self.counted != now {
            let chosen = || tag.hits.iter().filter(|(_, chosen)| *chosen);
            (self.places, self.articles) = (chosen().count(), in_articles(tag.hits.iter().map(|(hit, _)| hit)));
            self.counted = now;
        }
    }

    fn forget(&mut self) {
        self.counted = None;
    }
}

/// In how many articles hits lie, which come article by article.
pub(super) fn in_articles<'a>(hits: impl Iterator<Item = &'a Hit>) -> usize {
    let mut last = None;
    hits.filter(|hit| last.replace(&hit.article) != Some(&hit.article)).count()
}

pub fn ui(stage: &mut Stage, tag: &mut ProjectTag) {
    let app = stage.app;
    let Some(session) = &app.session else {
        stage.close = true;
        return;
    };
    stage.memory.chosen.count(tag);
    let title = stage.fill(Words::ProjectWide, &[&tag.words]);
    Sheet { name: "project tag", title: &title, width: 980.0, place: Place::Bottom }.show(stage, |ui, stage| {
        bar(ui, stage, tag);
        ui.add_space(2.0);
        let height = (stage.ctx.content_rect().height() * 0.34).clamp(120.0, 330.0);
        if tag.hits.is_empty() {
            ui.allocate_ui(vec2(ui.available_width(), 60.0), |ui| {
                ui.set_min_height(60.0);
                sheet::note(ui, stage.say(if tag.searching { Words::Searching } else { Words::NothingFound }));
            });
        } else {
            let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
            ui.spacing_mut().item_spacing.y = 0.0;
            area.show_rows(ui, ROW, tag.hits.len(), |ui, range| {
                for at in range {
                    hit_row(ui, stage, session, tag, at);
                }
            });
        }
        sheet::buttons(ui, |ui| {
            let kind = names::kind_of(stage.tongue(), &session.project().scheme, &tag.kind);
            let places = stage.memory.chosen.places;
            let text = stage.fill(Words::TagChosen, &[&places.to_string(), &kind]);
            let button = sheet::main_button(ui, stage, &text, places > 0);
            if stage.fresh {
                button.request_focus();
            }
            if button.clicked() {
                let hits = tag.hits.iter().filter(|(_, chosen)| *chosen).map(|(hit, _)| hit.clone()).collect();
                stage.finish(Action::TagHits { hits, kind: tag.kind.clone() });
            }
            kind_combo(ui, stage, session, tag);
            sheet::cancel_button(ui, stage);
        });
    });
}

/// What was found so far, and choosing all or none.
fn bar(ui: &mut Ui, stage: &mut Stage, tag: &mut ProjectTag) {
    ui.horizontal(|ui| {
        let counts = [tag.hits.len().to_string(), stage.memory.chosen.articles.to_string()];
        ui.label(stage.fill(Words::HitsFound, &[&counts[0], &counts[1]]));
        for (words, chosen) in [(Words::All, true), (Words::None, false)] {
            if ui.add_enabled(!tag.hits.is_empty(), eframe::egui::Button::new(stage.say(words)).small()).clicked() {
                tag.hits.iter_mut().for_each(|hit| hit.1 = chosen);
                stage.memory.chosen.forget();
            }
        }
        if tag.searching {
            ui.add(Spinner::new().size(14.0));
            ui.label(RichText::new(stage.say(Words::Searching)).weak());
            if ui.small_button(stage.say(Words::StopSearch)).clicked() {
                stage.actions.push(Action::CancelJob(tag.job));
            }
        }
    });
}

/// Another kind is another search: other places are marked with it already.
fn kind_combo(ui: &mut Ui, stage: &mut Stage, session: &Session, tag: &ProjectTag) {
    let tongue = stage.tongue();
    let scheme = &session.project().scheme;
    let shown = names::kind_of(tongue, scheme, &tag.kind);
    let combo = ComboBox::from_id_salt("kind of the hits").selected_text(&shown).width(110.0).show_ui(ui, |ui| {
        for kind in &scheme.kinds {
            let clicked = ui.selectable_label(kind.key == tag.kind, names::kind(tongue, kind)).clicked();
            if clicked && kind.key != tag.kind {
                stage.actions.push(Action::CancelJob(tag.job));
                stage.actions.push(Action::SearchProject { words: tag.words.clone(), kind: kind.key.clone() });
            }
        }
    });
    let name = stage.say(Words::KindWord);
    combo.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{name}: {shown}")));
}

fn hit_row(ui: &mut Ui, stage: &mut Stage, session: &Session, tag: &mut ProjectTag, at: usize) {
    let Some((hit, chosen)) = tag.hits.get_mut(at) else { return };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let title = session.rows().get(&hit.article).map_or(hit.article.as_str(), |row| row.meta.title.as_str());
    let line = format!("{}{}{}", hit.before, tag.words, hit.after);
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 4, ui.visuals().faint_bg_color);
    }
    let box_rect = Rect::from_min_size(rect.min, vec2(24.0, ROW));
    let mut inner = ui.new_child(UiBuilder::new().max_rect(box_rect).id_salt(("hit", &hit.article, hit.span.start)));
    let check = inner.add_sized(box_rect.size(), Checkbox::without_text(chosen));
    check.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, *chosen, format!("{title}: {line}")));
    if check.changed() {
        stage.memory.chosen.forget();
    }
    let colour = session.project().scheme.kind(&tag.kind).map_or(stage.theme.text, |kind| stage.theme.kind(kind));
    concordance(ui, rect, title, hit, &tag.words, colour, stage.theme);
    response
        .widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{}: {line}", stage.say(Words::ShowPlace))));
    let response = response.on_hover_text(format!("{title}\n{}", stage.say(Words::ShowPlace)));
    if response.clicked() {
        stage.actions.push(Action::Show { article: hit.article.clone(), span: hit.span });
    }
}

/// Title, then the line around the words, with the words of all rows one below the other.
pub(super) fn concordance(ui: &Ui, rect: Rect, title: &str, hit: &Hit, words: &str, colour: Color32, theme: &Theme) {
    let middle = rect.center().y;
    let body = TextStyle::Body.resolve(ui.style());
    let lay = |text: &str, font: FontId, colour: Color32, width: f32| {
        let mut job = LayoutJob::simple_singleline(text.to_owned(), font, colour);
        job.wrap = TextWrapping::truncate_at_width(width);
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let title_width = (rect.width() * 0.2).clamp(90.0, 190.0);
    let left = rect.left() + 28.0;
    let galley = lay(title, FontId::proportional(12.0), theme.weak, title_width);
    ui.painter().galley(pos2(left, middle - galley.size().y / 2.0), galley, theme.weak);
    let text = Rect::from_min_max(pos2(left + title_width + 12.0, rect.top()), rect.max - vec2(6.0, 0.0));
    let galley = lay(words, body.clone(), colour, text.width() * 0.6);
    let size = galley.size();
    let room = ((text.width() - size.x) / 2.0).max(20.0);
    let start = text.left() + room;
    // A second time a little to the right: the default fonts have no bold.
    let top = middle - size.y / 2.0;
    ui.painter().galley(pos2(start, top), galley.clone(), colour);
    ui.painter().galley(pos2(start + 0.5, top), galley, colour);
    let before = ui.painter_at(Rect::from_min_max(text.min, pos2(start - 1.0, text.bottom())));
    before.text(pos2(start, middle), Align2::RIGHT_CENTER, &hit.before, body.clone(), theme.text);
    let after = ui.painter_at(Rect::from_min_max(pos2(start + size.x, text.top()), text.max));
    after.text(pos2(start + size.x + 1.0, middle), Align2::LEFT_CENTER, &hit.after, body, theme.text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ArticleId, KindKey, Span};

    fn tag(articles: &[&str]) -> ProjectTag {
        let hit = |article: &&str| {
            let article = ArticleId::new(article).unwrap();
            (Hit { article, span: Span::new(0, 3), before: String::new(), after: String::new() }, true)
        };
        let hits = articles.iter().map(hit).collect();
        ProjectTag { words: "PKS".into(), kind: KindKey::party(), hits, searching: false, job: 1 }
    }

    #[test]
    fn chosen_hits_are_counted() {
        let mut tag = tag(&["a", "a", "b", "c"]);
        let mut chosen = Chosen::default();
        chosen.count(&tag);
        assert_eq!((chosen.places, chosen.articles), (4, 3));
        tag.hits[0].1 = false;
        chosen.count(&tag);
        assert_eq!(chosen.places, 4, "not counted again until it is told");
        chosen.forget();
        chosen.count(&tag);
        assert_eq!((chosen.places, chosen.articles), (3, 3));
    }
}
