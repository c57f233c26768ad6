//! The project's annotation rules beside the text. Nothing in them is a link that opens.

use std::path::PathBuf;

use eframe::egui::{
    Align, Color32, FontFamily, FontId, Frame, Label, Layout, RichText, Role, ScrollArea, Sense, Stroke, TextFormat,
    Ui, WidgetInfo, text::LayoutJob, vec2,
};

use similar::ChangeTag;

use super::command_button;
use crate::{
    app::{
        kit::{
            fonts::{self, Emphasis},
            glyph,
            markdown::{self, PageBlock, StyledRun},
            row,
            text::Words,
            theme::Theme,
        },
        state::{action::Action, command::Command, screen::Screen},
    },
    message::Language,
    model::GuidelinesVersion,
    session::Session,
};

const ENGLISH: &str = include_str!("../../../assets/guidelines/en.md");
const INDONESIAN: &str = include_str!("../../../assets/guidelines/id.md");

/// The page that is shown, and when it was drawn last.
#[derive(Default)]
pub struct GuidelinesState {
    pub page: Vec<PageBlock>,
    /// The file is not there: the page is the built-in one.
    pub built_in: bool,
    pub problem: Option<String>,
    pub read_for: Option<(PathBuf, Language)>,
    pub frame: u64,
    /// The lines that changed since an older version, and what they were compared for.
    changed: Vec<(ChangeTag, String)>,
    compared: Option<(GuidelinesVersion, GuidelinesVersion)>,
}

pub fn ui(ui: &mut Ui, screen: &Screen, state: &mut GuidelinesState, actions: &mut Vec<Action>) {
    let (language, theme) = (screen.language(), screen.theme);
    let frame = ui.ctx().cumulative_frame_nr();
    // Read again when the panel comes up or the window comes back: somebody may have written in it meanwhile.
    let back = ui.input(|input| input.events.contains(&eframe::egui::Event::WindowFocused(true)));
    if back || frame > state.frame + 1 {
        state.read_for = None;
    }
    state.frame = frame;
    if read(state, screen.session, language) {
        // What is marked from now on is marked under what is read here.
        actions.push(Action::FollowGuidelines);
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.label(RichText::new(language.say(Words::ShowGuidelines)).bold())
            .on_hover_text(language.say(Words::GuidelinesFile));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if row::sign_button(ui, language.say(Words::Close), glyph::cross).clicked() {
                actions.push(Action::Run(Command::Guidelines));
            }
        });
    });
    ui.separator();
    older(ui, screen, state, actions);
    ScrollArea::vertical().id_salt("guidelines").auto_shrink(false).show(ui, |ui| {
        if let Some(problem) = &state.problem {
            ui.add(Label::new(RichText::new(problem).color(theme.danger)).wrap());
        } else if state.built_in {
            ui.add(Label::new(RichText::new(language.say(Words::GuidelinesBuiltIn)).small().color(theme.weak)).wrap());
        }
        ui.spacing_mut().item_spacing.y = 3.0;
        for block in &state.page {
            show(ui, block, theme);
        }
        ui.add_space(16.0);
    });
}

/// What the open article has that was last touched under older guidelines, and what changed in them since.
fn older(ui: &mut Ui, screen: &Screen, state: &mut GuidelinesState, actions: &mut Vec<Action>) {
    let (language, theme) = (screen.language(), screen.theme);
    let (Some(session), Some(article)) = (screen.session, &screen.desk.article) else { return };
    let older = session.older_versions(article);
    let (Some((version, _)), Some(now)) = (older.first().copied(), session.guidelines_version()) else { return };
    let count: usize = older.iter().map(|(_, count)| count).sum();
    let versions: Vec<String> = older.iter().map(|(version, _)| version.to_string()).collect();
    let told = language.fill(Words::MarkedUnderOlder, &[&count.to_string(), &versions.join(", ")]);
    ui.add(Label::new(RichText::new(format!("⚠ {told}")).color(theme.warning)).wrap());
    command_button(ui, screen, Command::StillRight, actions);
    if state.compared != Some((version, now)) {
        let texts = session.older_guidelines(version).zip(session.guidelines().ok().flatten());
        state.changed = texts.map(|(old, new)| changed_lines(&old, &new)).unwrap_or_default();
        state.compared = Some((version, now));
    }
    if state.changed.is_empty() {
        ui.add(Label::new(RichText::new(language.say(Words::OlderNotKept)).small().color(theme.weak)).wrap());
        ui.separator();
        return;
    }
    ui.label(RichText::new(language.say(Words::WhatChanged)).small().color(theme.weak));
    ScrollArea::vertical().id_salt("what changed").max_height(170.0).auto_shrink([false, true]).show(ui, |ui| {
        for (tag, line) in &state.changed {
            // Never by the colour alone.
            let (sign, colour) = match tag {
                ChangeTag::Delete => ("−", theme.danger),
                ChangeTag::Insert => ("+", theme.accepted),
                ChangeTag::Equal => ("\u{2007}", theme.weak),
            };
            ui.add(Label::new(RichText::new(format!("{sign} {line}")).color(colour)).wrap());
        }
    });
    ui.separator();
}

/// The lines that went and came.
fn changed_lines(old: &str, new: &str) -> Vec<(ChangeTag, String)> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let operations = similar::capture_diff_slices(similar::Algorithm::Myers, &old, &new);
    let changes = operations.iter().flat_map(|operation| operation.iter_changes(&old, &new));
    let changed = changes.filter(|change| change.tag() != ChangeTag::Equal);
    changed
        .map(|change| (change.tag(), change.value().to_string()))
        .filter(|(_, line)| !line.trim().is_empty())
        .collect()
}

/// Reads the page, unless that was done; whether it was read now.
fn read(state: &mut GuidelinesState, session: Option<&Session>, language: Language) -> bool {
    let dir = session.map(|session| session.dir().to_owned()).unwrap_or_default();
    let key = (dir, language);
    if state.read_for.as_ref() == Some(&key) {
        return false;
    }
    let built_in = if language == Language::Indonesian { INDONESIAN } else { ENGLISH };
    let read = session.map_or(Ok(None), Session::guidelines);
    state.problem = read.as_ref().err().map(ToString::to_string);
    let own = read.ok().flatten();
    state.built_in = own.is_none();
    state.page = markdown::parse(own.as_deref().unwrap_or(built_in));
    state.read_for = Some(key);
    true
}

fn show(ui: &mut Ui, block: &PageBlock, theme: &Theme) {
    match block {
        PageBlock::Heading(level, runs) => {
            let size = [20.0, 17.0, 15.5].get(level - 1).copied().unwrap_or(14.5);
            ui.add_space(if *level == 1 { 2.0 } else { 9.0 });
            let runs: Vec<StyledRun> = runs.iter().map(|run| StyledRun { bold: true, ..run.clone() }).collect();
            paragraph(ui, &runs, size, theme.text, theme);
            ui.add_space(2.0);
        }
        PageBlock::Paragraph(runs) => {
            paragraph(ui, runs, 14.0, theme.text, theme);
            ui.add_space(4.0);
        }
        PageBlock::Item { depth, marker, runs } => item(ui, *depth, marker, runs, theme),
        PageBlock::Quote(runs) => {
            let left = ui.cursor().left_top();
            let inner = Frame::new().inner_margin(vec2(12.0, 2.0)).show(ui, |ui| {
                paragraph(ui, runs, 14.0, theme.weak, theme);
            });
            let bottom = inner.response.rect.bottom();
            ui.painter().vline(left.x + 3.0, left.y..=bottom, Stroke::new(2.0, theme.weak));
        }
        PageBlock::Code(text) => {
            Frame::new().fill(ui.visuals().faint_bg_color).corner_radius(4).inner_margin(6.0).show(ui, |ui| {
                ScrollArea::horizontal().id_salt(("code", text)).show(ui, |ui| {
                    ui.add(Label::new(RichText::new(text).monospace().size(12.5)).extend());
                });
            });
        }
        PageBlock::Rule => drop(ui.separator()),
    }
}

fn item(ui: &mut Ui, depth: usize, marker: &str, runs: &[StyledRun], theme: &Theme) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(4.0 + 16.0 * depth as f32);
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 19.0), Sense::hover());
        if marker.is_empty() {
            let at = rect.left_center() + vec2(4.0, 0.0);
            if depth.is_multiple_of(2) {
                ui.painter().circle_filled(at, 2.2, theme.text);
            } else {
                ui.painter().circle_stroke(at, 2.2, Stroke::new(1.0, theme.text));
            }
        } else {
            let galley = row::one_line(ui, marker, eframe::egui::TextStyle::Body, theme.weak, 40.0);
            row::put(ui.painter(), rect.left(), rect, galley, theme.weak);
        }
        ui.vertical(|ui| paragraph(ui, runs, 14.0, theme.text, theme));
    });
}

/// Lays out runs as one paragraph.
fn paragraph(ui: &mut Ui, runs: &[StyledRun], size: f32, colour: Color32, theme: &Theme) {
    let mut job = LayoutJob::default();
    job.wrap.max_width = ui.available_width();
    for run in runs {
        let font = if run.code { FontFamily::Monospace } else { FontFamily::Proportional };
        let format = TextFormat {
            font_id: FontId::new(if run.code { size - 1.5 } else { size }, font),
            color: if run.code { theme.accepted } else { colour },
            coords: fonts::style(run.bold, run.italic),
            line_height: Some((size * 1.38).round()),
            ..TextFormat::default()
        };
        job.append(&run.text, 0.0, format);
    }
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, galley.text()));
    ui.painter().galley(rect.min, galley.clone(), colour);
}
