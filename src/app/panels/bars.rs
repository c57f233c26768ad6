//! The menu bar above, and the status bar below, which tells the truth.

use eframe::egui::{self, Align, Button, Layout, RichText, TextStyle, Ui, containers::menu::MenuBar};

use super::{
    MenuLook,
    about::MetaField,
    command_item,
    progress::{self, ProgressState},
};
use crate::{
    app::{
        article::ArticleState,
        kit::{glyph, names, tall_menu, task::Tasks, text::Words},
        state::{
            action::{Action, SearchWish},
            command::{COMMANDS, Command, Menu},
            desk::Tab,
            keys,
            screen::Screen,
        },
    },
    session::{EntityStep, HistoryStep, Tagging},
    store::SaveState,
};

pub fn menus(ui: &mut Ui, screen: &Screen, actions: &mut Vec<Action>) {
    MenuBar::new().ui(ui, |ui| {
        for menu in Menu::ALL {
            ui.menu_button(screen.say(menu.name()), |ui| {
                ui.set_min_width(280.0);
                // In a low window a long menu scrolls, and its rows stand closer.
                ui.spacing_mut().item_spacing.y = 1.0;
                tall_menu::ui(ui, |ui| {
                    for entry in COMMANDS.iter().filter(|entry| entry.menu == menu) {
                        if entry.begins_group {
                            ui.separator();
                        }
                        command_item(ui, MenuLook::of(screen), entry, actions);
                        if entry.command == Command::OpenSample {
                            recent(ui, screen, actions);
                        }
                    }
                });
            });
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let keys = keys::keys_of(screen.settings, Command::Palette.entry()).map(keys::on_keyboard);
            let text = format!("{}  {}", screen.say(Words::Commands), keys.unwrap_or_default());
            if ui.button(text).on_hover_text(screen.say(Words::CommandsHelp)).clicked() {
                actions.push(Action::Run(Command::Palette));
            }
            if let Some(session) = screen.session {
                let name = names::shown_name(&session.project().name);
                ui.add(egui::Label::new(RichText::new(name).weak()).truncate());
            }
        });
    });
}

fn recent(ui: &mut Ui, screen: &Screen, actions: &mut Vec<Action>) {
    if screen.settings.recent.is_empty() {
        return;
    }
    ui.menu_button(screen.say(Words::OpenRecent), |ui| {
        for path in &screen.settings.recent {
            if ui.button(path.display().to_string()).clicked() {
                actions.push(Action::OpenProject(path.clone()));
            }
        }
    });
}

/// Below this width of the window, in points, the letters of the status bar are small.
const NARROW: f32 = 900.0;

/// Room for what stands after how saving is.
const AFTER_THE_STATE: f32 = 420.0;

/// What the status bar looks at besides the screen.
pub struct StatusBar<'a> {
    pub text: &'a ArticleState,
    /// Something is typed that no edit has yet.
    pub typing: bool,
    /// A field of the article whose words cannot be taken as they stand.
    pub refused: Option<MetaField>,
    /// How many of the project's messages were seen in their panel.
    pub seen: usize,
    pub tagging: Option<&'a Tagging>,
    pub history: Option<&'a HistoryStep>,
    pub entity: Option<&'a EntityStep>,
    pub tasks: &'a Tasks,
    /// A project is being opened.
    pub opening: bool,
    pub progress: &'a mut ProgressState,
}

pub fn status(ui: &mut Ui, screen: &Screen, status: &mut StatusBar, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.set_min_height(22.0);
        if ui.available_width() < NARROW {
            ui.style_mut().override_text_style = Some(TextStyle::Small);
        }
        match screen.session {
            _ if status.opening => {}
            None => drop(ui.label(RichText::new(screen.say(Words::NoProjectOpen)).weak())),
            Some(_) => parts(ui, screen, status, actions),
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| jobs(ui, screen, status, actions));
    });
}

fn jobs(ui: &mut Ui, screen: &Screen, status: &mut StatusBar, actions: &mut Vec<Action>) {
    if let Some(tagging) = status.tagging {
        if !tagging.is_marking() && ui.small_button(screen.say(Words::Cancel)).clicked() {
            actions.push(Action::Search(SearchWish::StopTagging));
        }
        let (done, all) = tagging.progress();
        ui.label(format!("{} {done} / {all}", screen.say(Words::TaggingPlaces)));
        ui.add(egui::Spinner::new().size(14.0));
    }
    if let Some(step) = status.history {
        let (done, all) = step.progress();
        let words = if step.is_back() { Words::UndoingStep } else { Words::RedoingStep };
        ui.label(format!("{} {done} / {all}", screen.say(words)));
        ui.add(egui::Spinner::new().size(14.0));
    }
    if let Some(step) = status.entity {
        if !step.is_changing() && ui.small_button(screen.say(Words::Cancel)).clicked() {
            actions.push(Action::StopEntityStep);
        }
        let (done, all) = step.progress();
        ui.label(format!("{} {done} / {all}", screen.say(Words::ChangingEntity)));
        ui.add(egui::Spinner::new().size(14.0));
    }
    for task in status.tasks.running() {
        let step = task.step();
        // Nameless work shows only while it says where it is.
        if task.name.is_empty() && step.is_empty() {
            continue;
        }
        if ui.small_button(screen.say(Words::Cancel)).clicked() {
            actions.push(Action::CancelTask(task.id));
        }
        ui.label(format!("{} {step}", task.name).trim_start());
        ui.add(egui::Spinner::new().size(14.0));
    }
}

fn parts(ui: &mut Ui, screen: &Screen, status: &mut StatusBar, actions: &mut Vec<Action>) {
    let Some(session) = screen.session else { return };
    let (language, theme, desk) = (screen.language(), screen.theme, screen.desk);
    let flat = |text: RichText| Button::new(text).frame(false);
    if let Some(reason) = session.read_only() {
        let text = RichText::new(language.fill(Words::ReadOnly, &[&reason.say(language)])).color(theme.warning);
        if ui.add(flat(text)).clicked() {
            actions.push(Action::ShowProblems);
        }
    } else {
        let state = match session.save_state() {
            SaveState::Saved if status.typing => SaveState::Saving { pending: 0 },
            state => state,
        };
        let (text, colour) = match &state {
            SaveState::Saved | SaveState::Saving { .. } if status.refused.is_some() => {
                let field = status.refused.map_or("", |field| language.say(field.name()));
                (language.fill(Words::FieldNotTaken, &[field]), theme.warning)
            }
            SaveState::Saved | SaveState::Saving { .. } if status.typing => {
                (language.say(Words::TypingNotSaved).to_owned(), theme.weak)
            }
            SaveState::Saved => (language.say(Words::Saved).to_owned(), theme.accepted),
            SaveState::Saving { .. } => (language.say(Words::Saving).to_owned(), theme.weak),
            SaveState::Failed { message, .. } => {
                (language.fill(Words::NotSaved, &[&message.say(language)]), theme.danger)
            }
        };
        let clicked = ui.horizontal(|ui| {
            // What is wrong may be long: what else stands here keeps its room, and all of it is to be had by pointing.
            ui.set_max_width((ui.available_width() - AFTER_THE_STATE).max(120.0));
            let (rect, _) = ui.allocate_exact_size(egui::vec2(12.0, 12.0), egui::Sense::hover());
            glyph::saved(ui.painter(), rect, &state, colour);
            let button = flat(RichText::new(&text).color(colour)).truncate();
            ui.add(button).on_hover_text(text).clicked()
        });
        if clicked.inner {
            actions.push(Action::Run(Command::Save));
        }
    }
    let news = session.notices().len().saturating_sub(status.seen);
    if news > 0 && !desk.problems {
        ui.separator();
        let text = RichText::new(language.fill(Words::NewMessages, &[&news.to_string()])).color(theme.warning);
        if ui.add(flat(text)).on_hover_text(language.say(Words::NewMessagesHelp)).clicked() {
            actions.push(Action::ShowMessages);
        }
    }
    let here = desk.article.as_ref().map_or(0, |id| session.conflicts(id).len());
    let conflicts = session.project().conflicts.len() + here;
    if conflicts > 0 && !desk.problems {
        ui.separator();
        let text = RichText::new(language.fill(Words::ConflictsLeft, &[&conflicts.to_string()])).color(theme.warning);
        if ui.add(flat(text)).on_hover_text(language.say(Words::ConflictsLeftHelp)).clicked() {
            actions.push(Action::ShowProblems);
        }
    }
    let gone = session.gone_articles().len();
    if gone > 0 {
        ui.separator();
        let text = RichText::new(language.fill(Words::GoneArticles, &[&gone.to_string()])).color(theme.danger);
        if ui.add(flat(text)).on_hover_text(language.say(Words::GoneArticlesHelp)).clicked() {
            actions.push(Action::WriteBack);
        }
    }
    if let Some(missing) = session.missing() {
        let (words, count) = match missing.articles {
            0 => (Words::NotAllCounted, missing.annotations),
            articles => (Words::NotAllRead, articles),
        };
        ui.separator();
        let text = RichText::new(language.fill(words, &[&count.to_string()])).color(theme.warning);
        if ui.add(flat(text)).on_hover_text(language.say(Words::ReadOnHelp)).clicked() {
            actions.push(Action::ReadOn);
        }
    }
    ui.separator();
    if ui
        .add(flat(RichText::new(session.active_set().as_str())))
        .on_hover_text(language.say(Words::AnnotateAsHelp))
        .clicked()
    {
        actions.push(Action::Run(Command::AnnotateAs));
    }
    let Some(id) = &desk.article else { return };
    let Some(row) = session.rows().get(id) else { return };
    ui.separator();
    let counts = [row.summary.mentions.to_string(), row.summary.coalitions.to_string()];
    if ui.add(flat(RichText::new(language.fill(Words::Counts, &[&counts[0], &counts[1]])))).clicked() {
        actions.push(Action::ShowTab(Tab::Entities));
    }
    let unlinked = row.summary.unlinked();
    if unlinked > 0 {
        ui.separator();
        let text = RichText::new(language.fill(Words::Unlinked, &[&unlinked.to_string()])).color(theme.warning);
        if ui.add(flat(text)).clicked() {
            let mut marks = session.marks(id).into_iter().flat_map(|marks| marks.by_place.iter());
            let first = marks.find(|(_, mark)| mark.entity.is_none());
            actions.extend(first.map(|(_, mark)| Action::ShowMention(mark.id.clone())));
        }
    }
    if let Some(suggestions) = session.suggestions(id) {
        let text = match (suggestions.held_back(), suggestions.left()) {
            (true, _) => Some(language.say(Words::HeldBack).to_owned()),
            (false, 0) => None,
            (false, left) => Some(language.fill(Words::SuggestionsLeft, &[&left.to_string()])),
        };
        if let Some(text) = text {
            ui.separator();
            let help = if suggestions.held_back() { Words::HeldBackHelp } else { Words::NextSuggestionHelp };
            if ui.add(flat(RichText::new(text))).on_hover_text(language.say(help)).clicked() {
                actions.push(Action::Run(Command::NextSuggestion));
            }
        }
    }
    ui.separator();
    let at = session.rows().position(id).map_or(0, |at| at + 1).to_string();
    ui.label(language.fill(Words::ArticleOf, &[&at, &session.rows().len().to_string()]));
    ui.separator();
    progress::ui(ui, screen, session, status.progress, actions);
    if let (Some(span), Some(article)) = (status.text.select.span(), session.article(id)) {
        ui.separator();
        let count = article.text.chars_of_span(span).map_or(0, |(start, end)| end - start).to_string();
        ui.label(RichText::new(language.fill(Words::Selected, &[&count])).weak());
    }
    if let Some(kind) = &desk.armed {
        ui.separator();
        let name = names::kind_of(language, &session.project().scheme, kind);
        let colour = session.project().scheme.kind(kind).map_or(theme.weak, |kind| theme.kind(kind));
        ui.label(RichText::new(language.fill(Words::Tagging, &[&name])).color(colour));
    }
}
