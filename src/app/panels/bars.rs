//! The menu bar above, and the status bar below, which tells the truth.

use eframe::egui::{self, Align, Button, Layout, Panel, RichText, Ui, containers::menu::MenuBar};

use crate::{
    app::{
        App,
        dispatch::{
            catch_panic::{self, Part},
            keys,
        },
        kit::{names, text::Words, theme::Theme},
        panels::search::state::SearchWish,
        state::{
            action::Action,
            command::{COMMANDS, Command, Entry, Menu},
            settings::Settings,
            view::Tab,
        },
    },
    model::Scheme,
    store::SaveState,
};

/// The name of a command: those of a kind name it. `None`: the scheme has no such kind.
pub fn command_name(settings: &Settings, scheme: Option<&Scheme>, entry: &Entry) -> Option<String> {
    match entry.command {
        Command::Tag(digit) | Command::Arm(digit) => {
            let kind = scheme?.kinds.get(digit.place())?;
            Some(settings.language.fill(entry.name, &[&names::kind(settings.language, kind)]))
        }
        _ => Some(settings.language.say(entry.name).to_owned()),
    }
}

pub fn menu_bar(ui: &mut Ui, app: &mut App, theme: &Theme, actions: &mut Vec<Action>) {
    Panel::top("menu").show(ui, |ui| catch_panic::part(ui, app, theme, Part::Menu, actions, menus));
}

fn menus(ui: &mut Ui, app: &mut App, _: &Theme, actions: &mut Vec<Action>) {
    let scheme = app.session.as_ref().map(|session| session.project().scheme.clone());
    MenuBar::new().ui(ui, |ui| {
        for menu in Menu::ALL {
            ui.menu_button(app.say(menu.name()), |ui| {
                ui.set_min_width(280.0);
                for entry in COMMANDS.iter().filter(|entry| entry.menu == menu) {
                    let Some(name) = command_name(&app.settings, scheme.as_ref(), entry) else { continue };
                    if entry.begins_group {
                        ui.separator();
                    }
                    let button = keys::on_button(Button::new(name), &app.settings, entry);
                    if ui.add(button).on_hover_text(app.say(entry.help)).clicked() {
                        actions.push(Action::Run(entry.command));
                    }
                    if entry.command == Command::OpenSample {
                        recent(ui, app, actions);
                    }
                }
            });
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let keys = keys::keys_of(&app.settings, Command::Palette.entry()).map(keys::written);
            let text = format!("{}  {}", app.say(Words::Commands), keys.unwrap_or_default());
            if ui.button(text).on_hover_text(app.say(Words::CommandsHelp)).clicked() {
                actions.push(Action::Run(Command::Palette));
            }
            if let Some(session) = &app.session {
                let name = shown_name(&session.project().name);
                ui.add(egui::Label::new(RichText::new(name).weak()).truncate());
            }
        });
    });
}

/// A name as one line may show it: no signs that turn, break or end it, and no more of it than anybody reads.
pub fn shown_name(name: &str) -> String {
    const MOST: usize = 120;
    let plain = |c: &char| {
        !c.is_control() && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut shown: String = name.chars().filter(plain).take(MOST + 1).collect();
    if let Some((at, _)) = shown.char_indices().nth(MOST) {
        shown.truncate(at);
        shown.push('…');
    }
    shown
}

fn recent(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    if app.settings.recent.is_empty() {
        return;
    }
    ui.menu_button(app.say(Words::OpenRecent), |ui| {
        for path in &app.settings.recent {
            if ui.button(path.display().to_string()).clicked() {
                actions.push(Action::OpenProject(path.clone()));
            }
        }
    });
}

pub fn status_bar(ui: &mut Ui, app: &mut App, theme: &Theme, actions: &mut Vec<Action>) {
    Panel::bottom("status").show(ui, |ui| catch_panic::part(ui, app, theme, Part::Status, actions, status));
}

fn status(ui: &mut Ui, app: &mut App, theme: &Theme, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.set_min_height(22.0);
        match &app.session {
            _ if app.awaited.opening.is_some() => {}
            None => drop(ui.label(RichText::new(app.say(Words::NoProjectOpen)).weak())),
            Some(_) => parts(ui, app, theme, actions),
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| jobs(ui, app, actions));
    });
}

fn jobs(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    if let Some(tagging) = &app.view.tagging {
        if !tagging.is_marking() && ui.small_button(app.say(Words::Cancel)).clicked() {
            actions.push(Action::Search(SearchWish::StopTagging));
        }
        let (done, all) = tagging.progress();
        ui.label(format!("{} {done} / {all}", app.say(Words::TaggingPlaces)));
        ui.add(egui::Spinner::new().size(14.0));
    }
    for task in app.tasks.running() {
        let step = task.step();
        // Nameless work shows only while it says where it is.
        if task.name.is_empty() && step.is_empty() {
            continue;
        }
        if ui.small_button(app.say(Words::Cancel)).clicked() {
            actions.push(Action::CancelTask(task.id));
        }
        ui.label(format!("{} {step}", task.name).trim_start());
        ui.add(egui::Spinner::new().size(14.0));
    }
}

fn parts(ui: &mut Ui, app: &mut App, theme: &Theme, actions: &mut Vec<Action>) {
    let Some(session) = &app.session else { return };
    let language = app.settings.language;
    let flat = |text: RichText| Button::new(text).frame(false);
    if let Some(reason) = session.read_only() {
        let text = RichText::new(language.fill(Words::ReadOnly, &[&reason.say(language)])).color(theme.warning);
        if ui.add(flat(text)).clicked() {
            app.view.problems = true;
        }
    } else {
        let (text, colour) = match session.save_state() {
            SaveState::Saved | SaveState::Saving { .. } if app.is_typing() => {
                (language.say(Words::TypingNotSaved).to_owned(), theme.weak)
            }
            SaveState::Saved => (language.say(Words::Saved).to_owned(), theme.accepted),
            SaveState::Saving { .. } => (language.say(Words::Saving).to_owned(), theme.weak),
            SaveState::Failed { message, .. } => {
                (language.fill(Words::NotSaved, &[&message.say(language)]), theme.danger)
            }
        };
        let clicked = ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(12.0, 12.0), egui::Sense::hover());
            crate::app::kit::glyph::saved(ui.painter(), rect, &session.save_state(), colour);
            ui.add(flat(RichText::new(text).color(colour))).clicked()
        });
        if clicked.inner {
            actions.push(Action::Run(Command::Save));
        }
    }
    let news = session.notices().len().saturating_sub(app.view.problems_state.seen);
    if news > 0 && !app.view.problems {
        ui.separator();
        let text = RichText::new(language.fill(Words::NewMessages, &[&news.to_string()])).color(theme.warning);
        if ui.add(flat(text)).on_hover_text(language.say(Words::NewMessagesHelp)).clicked() {
            (app.view.problems, app.view.problems_state.messages) = (true, true);
            app.view.search_open = false;
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
    let Some(id) = &app.view.article else { return };
    let Some(row) = session.rows().get(id) else { return };
    ui.separator();
    let counts = [row.summary.mentions.to_string(), row.summary.coalitions.to_string()];
    let mut tab = None;
    if ui.add(flat(RichText::new(language.fill(Words::Counts, &[&counts[0], &counts[1]])))).clicked() {
        tab = Some(Tab::Entities);
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
    if let (Some(span), Some(article)) = (app.view.text.select.span(), session.article(id)) {
        ui.separator();
        let count = article.text.chars_of_span(span).map_or(0, |(start, end)| end - start).to_string();
        ui.label(RichText::new(language.fill(Words::Selected, &[&count])).weak());
    }
    if let Some(kind) = &app.view.armed {
        ui.separator();
        let name = names::kind_of(language, &session.project().scheme, kind);
        let colour = session.project().scheme.kind(kind).map_or(theme.weak, |kind| theme.kind(kind));
        ui.label(RichText::new(language.fill(Words::Tagging, &[&name])).color(colour));
    }
    if let Some(tab) = tab {
        app.view.tab = tab;
    }
}

#[cfg(test)]
mod tests {
    use super::shown_name;

    #[test]
    fn names_are_one_plain_line() {
        assert_eq!(shown_name("A\u{0}B\n\u{202e}C"), "ABC");
        assert_eq!(shown_name(&"x".repeat(3_000_000)).chars().count(), 121);
        assert_eq!(shown_name("Pilkada 2024"), "Pilkada 2024");
    }
}
