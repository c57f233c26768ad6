//! How far people agree: figures at the left, the chosen difference in the middle, the list of differences at the right.
//! Every figure lists what is behind it.

mod beside;
mod confusion;
mod figures;
mod state;

pub use state::{CompareState, Compared};

use eframe::egui::{
    Align, Button, Key, Label, Layout, Modifiers, Rect, RichText, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo,
    vec2,
};

use crate::{
    app::{
        kit::{fonts::Emphasis, names, row, text::Words},
        panels::empty,
        state::{action::Action, screen::Screen},
    },
    message::Language,
    model::{Portion, SetRole},
    session::{Differing, Disagreement},
};

const LEFT: f32 = 330.0;
const RIGHT: f32 = 280.0;
const ROW: f32 = 40.0;

pub fn ui(ui: &mut Ui, screen: &Screen, state: &mut CompareState, actions: &mut Vec<Action>) {
    state.follow();
    if screen.session.is_none() {
        return empty(ui, screen.say(Words::NoProjectOpen), "");
    }
    keys(ui, state, actions);
    let whole = ui.available_rect_before_wrap().shrink2(vec2(8.0, 6.0));
    let right = RIGHT.min(whole.width() / 4.0);
    let left = LEFT.min(whole.width() / 3.0);
    let part = |from: f32, to: f32| Rect::from_x_y_ranges(whole.left() + from..=whole.left() + to, whole.y_range());
    let column = |ui: &mut Ui, name: &str, rect: Rect| {
        let mut column =
            ui.new_child(UiBuilder::new().id_salt(name).max_rect(rect).layout(Layout::top_down(Align::Min)));
        column.set_clip_rect(rect.expand(2.0).intersect(ui.clip_rect()));
        column
    };
    let mut figures_column = column(ui, "compare figures", part(0.0, left));
    chooser(&mut figures_column, screen, state, actions);
    figures::ui(&mut figures_column, screen, state);
    let mut middle = column(ui, "compare middle", part(left + 14.0, whole.width() - right - 14.0));
    beside::ui(&mut middle, screen, state, actions);
    let mut list = column(ui, "compare list", part(whole.width() - right, whole.width()));
    differences(&mut list, screen, state);
    let lines = [left + 7.0, whole.width() - right - 7.0];
    for x in lines {
        ui.painter().vline(whole.left() + x, whole.y_range(), ui.visuals().widgets.noninteractive.bg_stroke);
    }
}

/// Up and down step through the differences, Enter opens the article there.
fn keys(ui: &mut Ui, state: &mut CompareState, actions: &mut Vec<Action>) {
    if ui.memory(|memory| memory.focused().is_some()) {
        return;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowDown) && state.chosen + 1 < state.listed.len() {
        (state.chosen, state.reveal) = (state.chosen + 1, true);
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowUp)) && state.chosen > 0 {
        (state.chosen, state.reveal) = (state.chosen - 1, true);
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
        actions.extend(open(state));
    }
}

/// Opens the article of the chosen difference.
fn open(state: &CompareState) -> Option<Action> {
    let (compared, difference) = chosen(state)?;
    let article = compared.comparison.coded.get(difference.coded)?.article.clone();
    Some(Action::Show { article, span: difference.place() })
}

fn chosen(state: &CompareState) -> Option<(&Compared, &Disagreement)> {
    let compared = state.compared.as_deref()?;
    let at = *state.listed.get(state.chosen)?;
    Some((compared, compared.differences.get(state.pair)?.get(at)?))
}

/// Whose work is compared.
fn chooser(ui: &mut Ui, screen: &Screen, state: &mut CompareState, actions: &mut Vec<Action>) {
    let (language, theme) = (screen.language(), screen.theme);
    let Some(session) = screen.session else { return };
    ui.label(RichText::new(language.say(Words::Compare)).bold());
    let sets = &screen.desk.sets;
    let hidden = session.project().options.blind && !session.is_gold();
    let before = (state.sets.clone(), state.unfinished, state.training);
    ScrollArea::vertical().id_salt("compare sets").max_height(120.0).auto_shrink([false, true]).show(ui, |ui| {
        for set in sets {
            ui.horizontal(|ui| {
                let mut on = state.sets.contains(&set.id);
                let response = row::checkbox(ui, &mut on, &set.name);
                response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, &set.name));
                let work = screen.desk.work.get(&set.id).copied().unwrap_or_default();
                let articles = language.fill(Words::SoManyArticles, &[&work.to_string()]);
                let about = format!("{} · {articles}", language.say(names::role(set.role)));
                ui.add(Label::new(RichText::new(about).small().color(theme.weak)).truncate());
                if on {
                    state.sets.insert(set.id.clone())
                } else {
                    state.sets.remove(&set.id)
                };
            });
        }
    });
    row::checkbox(ui, &mut state.unfinished, language.say(Words::CompareUnfinished));
    let training = |assigned: &crate::model::Assignment| assigned.part == Portion::Training;
    if session.project().assignments.articles.values().any(training) {
        row::checkbox(ui, &mut state.training, language.say(Words::CompareTraining));
    }
    if (state.sets.clone(), state.unfinished, state.training) != before {
        actions.push(Action::Compare);
    }
    let people = sets.iter().filter(|set| set.role == SetRole::Person && state.sets.contains(&set.id)).count();
    if hidden && people > 1 {
        ui.label(RichText::new(language.say(Words::CompareBlind)).small().color(theme.warning));
    }
    ui.separator();
}

/// The list of differences, worst article first.
fn differences(ui: &mut Ui, screen: &Screen, state: &mut CompareState) {
    let (language, theme) = (screen.language(), screen.theme);
    let Some(compared) = state.compared.clone() else { return };
    let title = language.fill(Words::Differences, &[&state.listed.len().to_string()]);
    ui.label(RichText::new(title).bold());
    let all = compared.differences.get(state.pair).map_or(&[][..], Vec::as_slice);
    if state.listed.is_empty() {
        return without_difference(ui, screen, state);
    }
    let mut area = ScrollArea::vertical().id_salt("differences").auto_shrink(false);
    if std::mem::take(&mut state.reveal) {
        let top = state.chosen as f32 * (ROW + ui.spacing().item_spacing.y);
        area = area.vertical_scroll_offset((top - ui.available_height() / 2.0).max(0.0));
    }
    area.show_rows(ui, ROW, state.listed.len(), |ui, range| {
        for at in range {
            let Some(difference) = state.listed.get(at).and_then(|&at| all.get(at)) else { continue };
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
            row::ground(ui, rect, &response, at == state.chosen);
            let (what, words) = described(&compared, difference, language);
            let coded = &compared.comparison.coded[difference.coded];
            let line = row::one_line(
                ui,
                &format!("{what}: {words}"),
                eframe::egui::TextStyle::Body,
                theme.text,
                rect.width() - 12.0,
            );
            let upper = Rect::from_min_max(rect.min, rect.center_bottom()).with_max_y(rect.center().y + 2.0);
            let upper = Rect::from_min_max(upper.min, eframe::egui::pos2(rect.right(), upper.bottom()));
            row::put(ui.painter(), rect.left() + 6.0, upper, line, theme.text);
            let article = row::one_line(
                ui,
                coded.article.as_str(),
                eframe::egui::TextStyle::Small,
                theme.weak,
                rect.width() - 12.0,
            );
            let lower = Rect::from_min_max(eframe::egui::pos2(rect.left(), rect.center().y + 2.0), rect.max);
            row::put(ui.painter(), rect.left() + 6.0, lower, article, theme.weak);
            response.widget_info(|| {
                WidgetInfo::selected(
                    Role::ListItem,
                    true,
                    at == state.chosen,
                    format!("{what}: {words}, {}", coded.article),
                )
            });
            if response.clicked() {
                state.chosen = at;
            }
        }
    });
}

/// There is nothing to list: both say the same, or no article was there to be compared.
pub(super) fn without_difference(ui: &mut Ui, screen: &Screen, state: &CompareState) {
    let pair = state.compared.as_ref().and_then(|compared| compared.pairs.get(state.pair));
    if pair.is_some_and(|pair| pair.all.articles > 0) {
        return empty(ui, screen.say(Words::NoDifferences), "");
    }
    let help = if state.unfinished { Words::NothingComparedBegun } else { Words::NothingComparedHelp };
    empty(ui, screen.say(Words::NothingCompared), screen.say(help));
}

/// What kind of difference it is, and the words that it is about.
pub(super) fn described(compared: &Compared, difference: &Disagreement, language: Language) -> (String, String) {
    let text = &compared.comparison.texts[difference.coded];
    let words = crate::session::one_spaced(text.slice(difference.place()));
    let what = match &difference.what {
        Differing::Mention(pair) => language.say(match pair.relation() {
            "link" => Words::DiffersLink,
            "kind" => Words::DiffersKind,
            "boundary" => Words::DiffersBoundary,
            "boundary_and_kind" => Words::DiffersBoth,
            "only_first" => Words::OnlyFirst,
            _ => Words::OnlySecond,
        }),
        Differing::Statement { one: Some(_), other: Some(_), .. } => language.say(Words::DiffersStatement),
        Differing::Statement { one: Some(_), .. } => language.say(Words::StatementOnlyFirst),
        Differing::Statement { .. } => language.say(Words::StatementOnlySecond),
        Differing::Article { one, other } => {
            let keys = crate::compare::differing(one, other).join(", ");
            return (language.say(Words::DiffersArticle).to_owned(), keys);
        }
    };
    (what.to_owned(), words)
}

/// A button with a name of its own.
pub(super) fn button(ui: &mut Ui, words: &str) -> bool {
    ui.add(Button::new(words)).clicked()
}
