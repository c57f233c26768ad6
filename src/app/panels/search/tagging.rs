//! Below the hits: choosing all or none, as what the chosen ones are to be tagged, and how many of them are already.

use eframe::egui::{
    Align, Button, ComboBox, Layout, RichText, Role, Spinner, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use super::state::{Focus, SearchState};
use crate::{
    app::{
        kit::{fonts::Emphasis, names, text::Words, theme::Theme},
        state::action::{Action, SearchWish},
    },
    message::Language,
    session::Session,
};

pub fn ui(
    ui: &mut Ui,
    session: &Session,
    search: &mut SearchState,
    theme: &Theme,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let scheme = &session.project().scheme;
    if search.kind.as_ref().is_none_or(|kind| scheme.kind(kind).is_none()) {
        search.kind = scheme.kinds.first().map(|kind| kind.key.clone());
    }
    let Some(kind) = search.kind.clone() else { return };
    let (chosen, marked) = search.choice.counts();
    let revision = session.total_revision();
    // Which are marked is found out when it matters: something is chosen, and no more comes in.
    if chosen > 0 && !search.is_searching() && !search.choice.is_asked(&kind, revision) {
        actions.push(Action::Search(SearchWish::LookForMarked));
    }
    let knows = !search.is_searching() && search.choice.knows(&kind, revision);
    let number = |number| names::number(language, number);
    ui.separator();
    ui.horizontal(|ui| {
        for (words, all) in [(Words::All, true), (Words::None, false)] {
            if ui.small_button(language.say(words)).clicked() {
                search.choose_all(all);
            }
        }
        ui.label(language.fill(Words::ChosenHits, &[&number(chosen)]));
        if chosen > 0 && !knows {
            ui.add(Spinner::new().size(14.0));
        } else if marked > 0 {
            ui.label(RichText::new(language.fill(Words::ChosenMarked, &[&number(marked)])).weak());
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let shown = names::kind_of(language, scheme, &kind);
            let left = chosen - marked;
            let text = language.fill(Words::TagChosen, &[&number(left), &shown]);
            let can = knows && left > 0 && session.read_only().is_none();
            let (fill, ink) = (ui.visuals().selection.bg_fill, ui.visuals().selection.stroke.color);
            let button = Button::new(RichText::new(text).bold().color(ink)).fill(fill).min_size(vec2(84.0, 24.0));
            let button = ui.add_enabled(can, button);
            if button.has_focus() {
                let stroke = Stroke::new(1.5, theme.focus);
                ui.painter().rect_stroke(button.rect.expand(1.0), 6, stroke, StrokeKind::Outside);
            }
            if search.focus == Some(Focus::Tag) && can {
                search.focus = None;
                button.request_focus();
            }
            if button.on_hover_text(language.say(Words::TagChosenHelp)).clicked() {
                actions.push(Action::Search(SearchWish::TagChosen));
            }
            let combo =
                ComboBox::from_id_salt("kind of the hits").selected_text(&shown).width(110.0).show_ui(ui, |ui| {
                    for kind in &scheme.kinds {
                        let chosen = search.kind.as_ref() == Some(&kind.key);
                        if ui.selectable_label(chosen, names::kind(language, kind)).clicked() {
                            search.kind = Some(kind.key.clone());
                        }
                    }
                });
            let name = language.say(Words::KindWord);
            combo.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{name}: {shown}")));
        });
    });
}
