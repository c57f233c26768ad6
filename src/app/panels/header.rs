//! Above the article: its title, where and when it appeared, how far the work on it is, and the find bar.

use std::sync::Arc;

use eframe::egui::{
    Align, ComboBox, Frame, Key, Label, Layout, Margin, RichText, Role, TextEdit, TextStyle, Ui, WidgetInfo,
    text::LayoutJob,
};

use crate::{
    app::{
        article::ArticleState,
        kit::{names, row, text::Words},
        panels::problems::{self, ProblemsState},
        state::{action::Action, screen::Screen},
    },
    model::{Article, Status},
};

pub fn ui(
    ui: &mut Ui,
    screen: &Screen,
    article: &Arc<Article>,
    text: &mut ArticleState,
    problems: &mut ProblemsState,
    actions: &mut Vec<Action>,
) {
    let (language, theme) = (screen.language(), screen.theme);
    let meta = &article.meta;
    Frame::new().inner_margin(Margin { left: 24, right: 16, top: 10, bottom: 6 }).show(ui, |ui| {
        headline(ui, screen, meta.shown_title());
        ui.horizontal(|ui| {
            let date =
                meta.date.map_or_else(|| language.say(Words::Dateless).to_owned(), |date| names::date(language, date));
            let source = if meta.source.is_empty() { meta.id.as_str() } else { &meta.source };
            let from = format!("{source} · {date}");
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                status(ui, screen, article, actions);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(Label::new(RichText::new(from).color(theme.weak)).truncate());
                });
            });
        });
        frozen(ui, screen, article, problems, actions);
        if let Some(session) = screen.session {
            let misfits = session
                .annotations(&meta.id)
                .map_or(0, |annotations| annotations.misfits.len() + annotations.misfit_decisions.len());
            if misfits > 0 {
                let words = language.fill(Words::Misfits, &[&misfits.to_string()]);
                if ui.link(RichText::new(words).color(theme.warning)).clicked() {
                    actions.push(Action::ShowProblems);
                }
            }
        }
    });
    find_bar(ui, screen, article, text);
    ui.separator();
}

/// From this height of the window on, in points, there is room for a second line of a headline.
const TWO_LINES: f32 = 560.0;

fn headline(ui: &mut Ui, screen: &Screen, title: &str) {
    let rows = if ui.ctx().content_rect().height() < TWO_LINES { 1 } else { 2 };
    let font = TextStyle::Heading.resolve(ui.style());
    let mut job = LayoutJob::simple(title.to_owned(), font, screen.theme.text, ui.available_width());
    job.wrap.max_rows = rows;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let cut = galley.elided;
    let shown = ui.label(galley);
    if cut {
        shown.on_hover_text(title);
    }
}

/// Why this article cannot be changed, and the way to what can be restored.
fn frozen(ui: &mut Ui, screen: &Screen, article: &Article, state: &mut ProblemsState, actions: &mut Vec<Action>) {
    let Some(session) = screen.session else { return };
    let Some(reason) = session.frozen(&article.meta.id) else { return };
    problems::know_recoverable(state, session);
    let (language, theme) = (screen.language(), screen.theme);
    let path = session.place_path(&article.meta.id);
    ui.label(RichText::new(language.fill(Words::FrozenArticle, &[&reason.say(language)])).color(theme.danger));
    if state.recoverable.1.contains(&path) {
        ui.add_space(2.0);
        if ui.button(language.say(Words::Recover)).on_hover_text(language.say(Words::RecoverHelp)).clicked() {
            actions.push(Action::Recover(path));
        }
    }
}

fn status(ui: &mut Ui, screen: &Screen, article: &Arc<Article>, actions: &mut Vec<Action>) {
    let language = screen.language();
    let Some(row) = screen.session.and_then(|session| session.rows().get(&article.meta.id)) else { return };
    let now = row.summary.status;
    let name = language.say(names::status(now));
    let combo = ComboBox::from_id_salt("article status").selected_text(name).width(104.0).show_ui(ui, |ui| {
        for status in Status::ALL {
            if ui.selectable_label(status == now, language.say(names::status(status))).clicked() && status != now {
                actions.push(Action::SetStatus(vec![article.meta.id.clone()], status));
            }
        }
    });
    let label = format!("{}: {name}", language.say(Words::Status));
    combo.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &label));
}

fn find_bar(ui: &mut Ui, screen: &Screen, article: &Arc<Article>, state: &mut ArticleState) {
    let (language, theme) = (screen.language(), screen.theme);
    let caret = state.select.caret();
    let Some(find) = &mut state.find else { return };
    let (mut shown, mut close) = (None, false);
    Frame::new().inner_margin(Margin { left: 24, right: 16, top: 0, bottom: 6 }).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(language.say(Words::FindLabel));
            let field = ui.add(TextEdit::singleline(&mut find.query).desired_width(240.0));
            row::name_field(&field, &find.query, language.say(Words::FindLabel));
            if !field.has_focus() && !field.lost_focus() && find.is_fresh() {
                row::take_keyboard(ui, &field, &find.query);
            }
            if find.search(&article.text, caret) {
                shown = find.shown();
            }
            if find.goes_on(&article.text) {
                ui.ctx().request_repaint();
            }
            let (enter, escape, shift) = ui
                .input(|input| (input.key_pressed(Key::Enter), input.key_pressed(Key::Escape), input.modifiers.shift));
            if field.lost_focus() && enter {
                shown = find.step(!shift);
                field.request_focus();
            }
            close = escape && (field.has_focus() || field.lost_focus());
            if ui.small_button("<").on_hover_text("Shift+Enter").clicked() {
                shown = find.step(false);
            }
            if ui.small_button(">").on_hover_text("Enter").clicked() {
                shown = find.step(true);
            }
            let text = match find.hits.len() {
                0 if find.query.trim().is_empty() => String::new(),
                0 if find.goes_on(&article.text) => "…".to_owned(),
                0 => language.say(Words::FoundNone).to_owned(),
                count => language.fill(Words::FoundOf, &[&(find.at + 1).to_string(), &count.to_string()]),
            };
            ui.label(RichText::new(text).color(theme.weak));
            close |= ui.small_button(language.say(Words::Close)).clicked();
        });
    });
    if let Some(span) = shown {
        state.select.set_span(span);
        state.reveal(span);
    }
    if close {
        state.find = None;
        state.focus();
    }
}
