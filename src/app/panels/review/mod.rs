//! The Review tab: whose suggestions are shown and how sure they must be, what waits, and how well each source does. The
//! figures are always in view; what they mean stands with `compare`.

mod ghost;
mod state;

pub use ghost::GhostField;
pub use state::ReviewState;

use std::collections::BTreeSet;

use eframe::egui::{
    Align2, Color32, DragValue, FontId, Id, Label, RichText, Role, ScrollArea, Sense, Slider, TextStyle, Ui,
    WidgetInfo, pos2,
    text::{LayoutJob, TextWrapping},
    vec2,
};

use super::{command_button, empty};
use crate::{
    app::{
        kit::{fonts::Emphasis, names, row, text::Words, theme::Theme},
        state::{action::Action, command::Command, screen::Screen},
    },
    compare::{Judged, JudgedSlot, SourceScore},
    message::Language,
    model::{MOST_HELD_BACK, Options, SetId},
    session::{Queue, Session},
};

/// The tab; `read`: of how many articles it is known what waits, and how many there are, while that is read.
pub fn ui(
    ui: &mut Ui,
    screen: &Screen,
    state: &mut ReviewState,
    read: Option<(usize, usize)>,
    actions: &mut Vec<Action>,
) {
    let Some(session) = screen.session else { return };
    let mut sets: Vec<SetId> = session.sets().into_iter().filter(|set| set != session.active_set()).collect();
    sets.sort_by_key(|set| session.project().sets.get(set).map(|known| known.role != crate::model::SetRole::Extractor));
    if sets.is_empty() {
        return empty(ui, screen.say(Words::NoSources), screen.say(Words::NoSourcesHelp));
    }
    ScrollArea::vertical().id_salt("review").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - 4.0);
        waiting(ui, screen, &state.queue, read, actions);
        ui.add_space(6.0);
        sources(ui, screen, state, &sets);
        ui.add_space(6.0);
        limits(ui, screen, state, actions);
        ui.add_space(10.0);
        scores(ui, screen, &state.queue);
    });
}

/// What waits in this article and in the project.
fn waiting(ui: &mut Ui, screen: &Screen, queue: &Queue, read: Option<(usize, usize)>, actions: &mut Vec<Action>) {
    let (language, theme) = (screen.language(), screen.theme);
    let here = screen.session.zip(screen.desk.article.as_ref()).and_then(|(s, id)| s.suggestions(id));
    if let Some(here) = here {
        let text = match here.held_back() {
            true => language.say(Words::HeldBack).to_owned(),
            false => language.fill(Words::SuggestionsLeft, &[&here.left().to_string()]),
        };
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(text).bold());
            if here.left() > 0 {
                command_button(ui, screen, Command::NextSuggestion, actions);
            }
        });
    }
    let (left, articles) = queue.left();
    let all = language.fill(Words::WaitingInProject, &[&left.to_string(), &articles.to_string()]);
    ui.add(Label::new(RichText::new(all).color(theme.weak)).wrap());
    let held = queue.held_back();
    if held > 0 {
        ui.label(RichText::new(language.fill(Words::HeldBackArticles, &[&held.to_string()])).color(theme.weak));
    }
    if let Some((done, total)) = read {
        let text = language.fill(Words::ReadingReview, &[&done.to_string(), &total.to_string()]);
        ui.label(RichText::new(text).small().color(theme.weak));
    }
}

fn sources(ui: &mut Ui, screen: &Screen, state: &mut ReviewState, sets: &[SetId]) {
    let (language, theme) = (screen.language(), screen.theme);
    let Some(session) = screen.session else { return };
    ui.label(RichText::new(language.say(Words::Sources)).bold());
    let mut chosen: BTreeSet<SetId> = session.sources();
    let before = chosen.clone();
    for set in sets.iter().filter(|set| !session.is_hidden(set)) {
        let known = session.project().sets.get(set);
        let name = known.map_or(set.as_str(), |known| known.name.as_str());
        let mut on = chosen.contains(set);
        ui.horizontal(|ui| {
            let response = row::checkbox(ui, &mut on, name);
            response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, name));
            if let Some(known) = known {
                ui.label(RichText::new(language.say(names::role(known.role))).small().color(theme.weak));
            }
        });
        if on {
            chosen.insert(set.clone())
        } else {
            chosen.remove(set)
        };
    }
    if chosen != before {
        state.sources = Some(chosen);
    }
}

fn limits(ui: &mut Ui, screen: &Screen, state: &mut ReviewState, actions: &mut Vec<Action>) {
    let language = screen.language();
    let least = language.say(Words::LeastScore);
    ui.label(least);
    ui.spacing_mut().slider_width = (ui.available_width() - 70.0).clamp(60.0, 220.0);
    let mut threshold = screen.settings.threshold;
    let slider = ui.add(Slider::new(&mut threshold, 0..=100).suffix("%"));
    slider.widget_info(|| WidgetInfo::slider(true, f64::from(threshold), least));
    let skipped = language.say(Words::ShowSkipped);
    row::checkbox(ui, &mut state.show_skipped, skipped);
    if threshold != screen.settings.threshold {
        actions.push(Action::SetThreshold(threshold));
    }
    options(ui, screen, actions);
}

/// What the project decides for everybody. A number that is being changed is not an edit yet.
fn options(ui: &mut Ui, screen: &Screen, actions: &mut Vec<Action>) {
    let language = screen.language();
    let Some(session) = screen.session else { return };
    let under_way = Id::unique("project options");
    let mut wish: Options = ui.data(|data| data.get_temp(under_way)).unwrap_or_else(|| session.options().clone());
    let mut busy = false;
    ui.horizontal_wrapped(|ui| {
        let help = language.say(Words::HoldBackHelp);
        ui.label(language.say(Words::HoldBack)).on_hover_text(help);
        let share = ui.add(DragValue::new(&mut wish.hold_back).range(0..=MOST_HELD_BACK).suffix("%"));
        share.widget_info(|| {
            WidgetInfo::labeled(
                Role::SpinButton,
                true,
                format!("{} {}", language.say(Words::HoldBack), language.say(Words::OfArticles)),
            )
        });
        busy |= share.dragged() || share.has_focus();
        share.on_hover_text(help);
        ui.label(language.say(Words::OfArticles));
        if wish.hold_back > 0 {
            ui.label(RichText::new(language.say(Words::HoldBackSeed)).weak());
            let number = ui.add(DragValue::new(&mut wish.seed).range(0..=999));
            number.widget_info(|| WidgetInfo::labeled(Role::SpinButton, true, language.say(Words::HoldBackSeed)));
            busy |= number.dragged() || number.has_focus();
        }
    });
    row::checkbox(ui, &mut wish.blind, language.say(Words::Blind)).on_hover_text(language.say(Words::BlindHelp));
    if busy {
        ui.data_mut(|data| data.insert_temp(under_way, wish));
    } else {
        ui.data_mut(|data| data.remove_temp::<Options>(under_way));
        if wish != *session.options() {
            actions.push(Action::SetOptions(wish));
        }
    }
}

fn scores(ui: &mut Ui, screen: &Screen, queue: &Queue) {
    let (language, theme) = (screen.language(), screen.theme);
    let Some(session) = screen.session else { return };
    ui.horizontal(|ui| {
        ui.label(RichText::new(language.say(Words::HowWell)).bold()).on_hover_text(language.say(Words::HowWellHelp));
    });
    let scores = queue.scores();
    for set in session.sources() {
        let name = session.project().sets.get(&set).map_or(set.as_str(), |known| known.name.as_str()).to_owned();
        ui.add_space(4.0);
        ui.label(RichText::new(name).color(theme.weak));
        let nothing = SourceScore::default();
        table(ui, session, theme, language, scores.get(&set).unwrap_or(&nothing));
    }
    ui.add_space(4.0);
    ui.add(Label::new(RichText::new(language.say(Words::HowWellHelp)).small().color(theme.weak)).wrap());
    ui.add_space(16.0);
}

fn table(ui: &mut Ui, session: &Session, theme: &Theme, language: Language, score: &SourceScore) {
    // Each share stands beside its own number: what was decided is not what was marked.
    let header = [Words::Precision, Words::OfSoMany, Words::Recall, Words::OfSoMany, Words::FOne]
        .map(|words| language.say(words).to_owned());
    row(ui, "", &header, theme.weak, theme);
    let mut line = |name: &str, judged: Judged, colour: Color32| {
        // Undefined is no number.
        let shown = |figure: Option<f64>| {
            figure.map_or_else(|| "–".to_owned(), |figure| names::whole_percent(language, figure))
        };
        let figures = [judged.precision(), judged.recall(), judged.f1()].map(shown);
        let [precision, recall, f1] = figures;
        let (decided, marked) = (judged.decided.to_string(), judged.gold.to_string());
        row(ui, name, &[precision, decided, recall, marked, f1], colour, theme);
    };
    line(language.say(Words::AllMentions), score.mentions(), theme.text);
    for kind in &session.project().scheme.kinds {
        if let Some(judged) = score.kinds.get(&kind.key) {
            line(&names::kind(language, kind), *judged, theme.kind(kind));
        }
    }
    line(language.say(Words::AllCoalitions), score.coalitions(), theme.text);
    for (slot, judged) in &score.slots {
        line(language.say(slot_name(*slot)), *judged, theme.weak);
    }
}

/// A name and its figures, right-aligned one below the other; the name gives way where there is little room.
fn row(ui: &mut Ui, name: &str, figures: &[String; 5], colour: Color32, theme: &Theme) {
    const COLUMN: f32 = 37.0;
    const NAME: f32 = 64.0;
    // In a narrow panel the name has a line of its own.
    if !name.is_empty() && ui.available_width() < NAME + COLUMN * figures.len() as f32 {
        ui.add(Label::new(RichText::new(name).size(13.0).color(colour)).truncate());
    }
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 19.0), Sense::hover());
    let font = TextStyle::Body.resolve(ui.style());
    let font = FontId::new(font.size - 1.0, font.family);
    let left = rect.right() - COLUMN * figures.len() as f32;
    if left - rect.left() >= NAME {
        let mut job = LayoutJob::simple_singleline(name.to_owned(), font.clone(), colour);
        job.wrap = TextWrapping::truncate_at_width(left - rect.left());
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, colour);
    }
    for (at, figure) in figures.iter().enumerate() {
        let right = pos2(left + COLUMN * (at + 1) as f32, rect.center().y);
        let of_so_many = at == 1 || at == 3;
        let ink = if of_so_many || name.is_empty() { theme.weak } else { theme.text };
        ui.painter().text(right, Align2::RIGHT_CENTER, figure, font.clone(), ink);
    }
    let said = format!("{name}: {}", figures.join(", "));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
}

fn slot_name(slot: JudgedSlot) -> Words {
    match slot {
        JudgedSlot::Region => Words::Region,
        JudgedSlot::Office => Words::Office,
        JudgedSlot::Head => Words::Head,
        JudgedSlot::Deputy => Words::Deputy,
        JudgedSlot::Party => Words::PartyWord,
        JudgedSlot::Status => Words::Status,
        JudgedSlot::Year => Words::Year,
        JudgedSlot::Stance => Words::Stance,
        JudgedSlot::Offered => Words::Offered,
        JudgedSlot::Speaker => Words::Speaker,
        JudgedSlot::Date => Words::Date,
        JudgedSlot::Hedge => Words::Hedge,
    }
}
