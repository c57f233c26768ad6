//! First minutes: without a project, without articles, and the card over the first article.

use std::path::Path;

use eframe::egui::{
    Align, Button, CornerRadius, Frame, Label, Layout, Margin, ProgressBar, RichText, ScrollArea, Stroke, StrokeKind,
    Ui, vec2,
};

use crate::app::{
    kit::{fonts::Emphasis, glyph, row, text::Words},
    state::{
        action::Action,
        command::{Command, Digit},
        keys,
        screen::Screen,
    },
};

pub fn no_project(ui: &mut Ui, screen: &Screen, actions: &mut Vec<Action>) {
    centred(ui, |ui| {
        ui.label(RichText::new("Tandai").size(30.0).bold());
        ui.add(Label::new(RichText::new(screen.say(Words::WelcomeAbout)).weak()).wrap());
        ui.add_space(14.0);
        for command in [Command::NewProject, Command::OpenProject, Command::OpenSample] {
            large_button(ui, screen, command, actions);
        }
        if !screen.settings.recent.is_empty() {
            ui.add_space(12.0);
            ui.label(RichText::new(screen.say(Words::RecentProjects)).bold());
            for path in &screen.settings.recent {
                recent(ui, path, actions);
            }
        }
    });
}

/// In place of a project that is being opened: what is done, and the share of it that is done.
pub fn opening(ui: &mut Ui, screen: &Screen, name: &str, step: &str, share: f32) {
    centred(ui, |ui| {
        let title = screen.language().fill(Words::Opening, &[name]);
        ui.add(Label::new(RichText::new(title).size(20.0).bold()).wrap());
        ui.add_space(6.0);
        ui.add(Label::new(screen.say(Words::OpeningHelp)).wrap());
        ui.add_space(14.0);
        ui.add(ProgressBar::new(share).desired_height(12.0));
        ui.add_space(4.0);
        ui.label(step);
    });
}

fn recent(ui: &mut Ui, path: &Path, actions: &mut Vec<Action>) {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let folder = path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
    let button = Button::new(RichText::new(&name)).right_text(RichText::new(folder).small().weak());
    let button = button.truncate().min_size(vec2(ui.available_width(), 26.0));
    if ui.add(button).on_hover_text(path.display().to_string()).clicked() {
        actions.push(Action::OpenProject(path.to_owned()));
    }
}

pub fn no_articles(ui: &mut Ui, screen: &Screen, actions: &mut Vec<Action>) {
    let hovering = ui.input(|input| !input.raw.hovered_files.is_empty());
    centred(ui, |ui| {
        let stroke =
            if hovering { ui.visuals().selection.stroke } else { Stroke::new(1.0, ui.visuals().weak_text_color()) };
        let frame = Frame::new().inner_margin(Margin::same(22)).corner_radius(CornerRadius::same(10));
        let inner = frame.show(ui, |ui| {
            ui.vertical_centered(|ui| {
                ui.label(RichText::new(screen.say(Words::DropThem)).size(20.0));
                ui.add(Label::new(RichText::new(screen.say(Words::OneFileOneArticle)).weak()).wrap());
            });
            ui.add_space(10.0);
            for command in [Command::ImportFiles, Command::ImportFolder, Command::PasteArticle] {
                large_button(ui, screen, command, actions);
            }
        });
        ui.painter().rect_stroke(inner.response.rect, 10, stroke, StrokeKind::Inside);
        ui.add_space(10.0);
        large_button(ui, screen, Command::OpenSample, actions);
    });
}

/// A column in the middle, that scrolls where the window is low.
fn centred(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let room = ui.available_size();
    ScrollArea::vertical().id_salt("welcome").auto_shrink(false).show(ui, |ui| {
        let width = (room.x - 48.0).clamp(120.0, 420.0);
        ui.add_space((room.y * 0.14).max(16.0));
        ui.horizontal_top(|ui| {
            ui.add_space((room.x - width) / 2.0);
            ui.vertical(|ui| {
                ui.set_width(width);
                content(ui);
                ui.add_space(16.0);
            });
        });
    });
}

/// A command over the whole width, with its keys.
fn large_button(ui: &mut Ui, screen: &Screen, command: Command, actions: &mut Vec<Action>) {
    let entry = command.entry();
    let button = Button::new(RichText::new(screen.say(entry.name)).size(15.0));
    let button = keys::on_button(button, screen.settings, entry).min_size(vec2(ui.available_width(), 32.0));
    if ui.add(button).on_hover_text(screen.say(entry.help)).clicked() {
        actions.push(Action::Run(command));
    }
}

/// Below this height of the room everything but its title scrolls in the card, in points.
const LOW: f32 = 440.0;

/// Over the first article: what to press first.
pub fn card(ui: &mut Ui, screen: &Screen, actions: &mut Vec<Action>) {
    let theme = screen.theme;
    // In a low window some of the text is still to be seen below it.
    let height = ui.available_height();
    let low = height < LOW;
    let most = if low { height * 0.28 } else { height * 0.4 };
    let margin = Margin { left: 20, right: 16, top: 8, bottom: 6 };
    let mut close = false;
    Frame::new().outer_margin(margin).show(ui, |ui| {
        let ground = theme.ground.lerp_to_gamma(theme.accepted, 0.08);
        let frame = Frame::new().fill(ground).stroke(Stroke::new(1.0, theme.accepted)).corner_radius(8);
        frame.inner_margin(Margin::symmetric(14, 8)).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    close = row::sign_button(ui, screen.say(Words::Close), glyph::cross).clicked();
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        let title = RichText::new(screen.say(Words::Welcome)).size(16.0).bold();
                        ui.add(Label::new(title).truncate());
                    });
                });
            });
            let mut own_work = |ui: &mut Ui| {
                ui.horizontal_wrapped(|ui| {
                    ui.label(RichText::new(screen.say(Words::OwnWork)).weak());
                    for command in [Command::NewProject, Command::OpenProject, Command::ImportFiles] {
                        super::command_button(ui, screen, command, actions);
                    }
                })
            };
            let area = ScrollArea::vertical().id_salt("first steps").auto_shrink([false, true]);
            area.max_height(most).min_scrolled_height(0.0).show(ui, |ui| {
                steps(ui, screen);
                if low {
                    own_work(ui);
                }
            });
            if !low {
                own_work(ui);
            }
        });
    });
    if close {
        actions.push(Action::CloseWelcome);
    }
}

/// What to press first: keys and what they do, in two columns where there is room.
fn steps(ui: &mut Ui, screen: &Screen) {
    let key = |command: Command| keys::keys_of(screen.settings, command.entry()).map(keys::on_keyboard);
    let steps = [
        (vec![], Words::WelcomeSelect),
        (
            vec![Command::Tag(Digit::ALL[0]), Command::Tag(Digit::ALL[1]), Command::Tag(Digit::ALL[2])],
            Words::WelcomeTag,
        ),
        (vec![Command::TagEvery], Words::WelcomeEvery),
        (vec![Command::Link], Words::WelcomeLink),
        (vec![Command::MakeCoalition], Words::WelcomeCoalition),
        (vec![Command::NextSuggestion], Words::WelcomeReview),
        (vec![Command::Undo], Words::WelcomeUndo),
        (vec![Command::FinishNext], Words::WelcomeNext),
        (vec![Command::Palette], Words::WelcomePalette),
    ];
    let one = |ui: &mut Ui, (commands, words): &(Vec<Command>, Words)| {
        ui.horizontal_top(|ui| {
            for keys in commands.iter().filter_map(|command| key(*command)) {
                row::key_cap(ui, &keys);
            }
            ui.vertical(|ui| {
                ui.add_space(1.0);
                ui.add(Label::new(screen.say(*words)).wrap());
            });
        });
    };
    if ui.available_width() > 560.0 {
        ui.columns(2, |columns| {
            let (left, right) = steps.split_at(steps.len().div_ceil(2));
            left.iter().for_each(|step| one(&mut columns[0], step));
            right.iter().for_each(|step| one(&mut columns[1], step));
        });
    } else {
        steps.iter().for_each(|step| one(ui, step));
    }
}
