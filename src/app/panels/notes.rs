//! The Notes tab: what was written down and flagged all over the project, on articles, mentions, statements and entities.
//! A click goes there.

use eframe::egui::{Rect, RichText, Role, ScrollArea, Sense, TextEdit, TextStyle, Ui, WidgetInfo, pos2, vec2};

use super::empty;
use crate::{
    app::{
        kit::{
            names, row,
            task::{self, Task},
            text::Words,
            theme::Theme,
        },
        state::{
            action::{Action, RemarkWish},
            screen::Screen,
        },
    },
    message::Language,
    model::{Flag, Remarked, Span},
    session::{RemarkPlace, RemarkRow},
    store::Notice,
};

/// What was found, and which of it is shown.
#[derive(Default)]
pub struct NotesState {
    pub task: Option<Task<(Vec<RemarkRow>, Vec<Notice>)>>,
    /// What was read, and as of when.
    rows: Vec<RemarkRow>,
    notices: Vec<Notice>,
    pub read_for: Option<u64>,
    words: String,
    flag: Option<Flag>,
}

const ROW: f32 = 40.0;

pub fn ui(ui: &mut Ui, screen: &Screen, state: &mut NotesState, actions: &mut Vec<Action>) {
    let Some(session) = screen.session else { return };
    let (language, theme) = (screen.language(), screen.theme);
    let (found, _) = task::answers(&mut state.task);
    if let Some((rows, notices)) = found.into_iter().next_back() {
        (state.rows, state.notices) = (rows, notices);
    }
    if state.task.is_none() && state.read_for != Some(session.total_revision()) {
        actions.push(Action::Remark(RemarkWish::Read));
    }
    ui.add_space(4.0);
    let hint = language.say(Words::FilterNotes);
    let field = ui.add(TextEdit::singleline(&mut state.words).hint_text(row::hint(hint)).desired_width(f32::INFINITY));
    row::name_field(&field, &state.words, hint);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let all = RichText::new(language.say(Words::AllNotes)).small();
        ui.selectable_value(&mut state.flag, None, all);
        for flag in Flag::ALL {
            let name = RichText::new(language.say(names::flag(flag))).small();
            ui.selectable_value(&mut state.flag, Some(flag), name);
        }
    });
    for notice in &state.notices {
        ui.label(RichText::new(notice.say(language)).small().color(theme.danger));
    }
    ui.separator();
    let words = state.words.trim().to_lowercase();
    let passes = |row: &&RemarkRow| state.flag.is_none_or(|flag| row.flag == Some(flag)) && row.is_about(&words);
    let shown: Vec<&RemarkRow> = state.rows.iter().filter(passes).collect();
    if shown.is_empty() {
        return empty(ui, language.say(Words::NoNotes), language.say(Words::NoNotesHelp));
    }
    ScrollArea::vertical().id_salt("notes").auto_shrink(false).show_rows(ui, ROW, shown.len(), |ui, range| {
        for remark in &shown[range] {
            if row_ui(ui, remark, session.active_set().as_str(), theme, language) {
                actions.extend(open(remark));
            }
        }
    });
}

fn open(remark: &RemarkRow) -> Option<Action> {
    match &remark.on {
        RemarkPlace::Entity(_) => None,
        RemarkPlace::Article { article, span: None, .. } => Some(Action::OpenArticle(article.clone())),
        RemarkPlace::Article { article, span: Some(span), .. } => Some(show(article, *span)),
    }
}

fn show(article: &crate::model::ArticleId, span: Span) -> Action {
    Action::Show { article: article.clone(), span }
}

/// What it is on and what it says; whether it was clicked.
fn row_ui(ui: &mut Ui, remark: &RemarkRow, own: &str, theme: &Theme, language: Language) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    row::ground(ui, rect, &response, false);
    let what = match &remark.on {
        RemarkPlace::Article { on: Remarked::Article, .. } => Words::NoteOnArticle,
        RemarkPlace::Article { on: Remarked::Mention(_), .. } => Words::NoteOnMention,
        RemarkPlace::Article { on: Remarked::Coalition(_), .. } => Words::NoteOnStatement,
        RemarkPlace::Entity(_) => Words::NoteOnEntity,
    };
    let flag = remark.flag.map_or_else(String::new, |flag| format!("⚑ {} · ", language.say(names::flag(flag))));
    let said = format!("{flag}{} “{}”", language.say(what), remark.words);
    let by = match &remark.on {
        RemarkPlace::Article { set, .. } if set.as_str() != own => format!("{set}: "),
        _ => String::new(),
    };
    let article = match &remark.on {
        RemarkPlace::Article { article, .. } => article.as_str(),
        RemarkPlace::Entity(entity) => entity.as_str(),
    };
    let note = crate::session::one_spaced(&remark.note);
    let lower_line = if note.is_empty() { format!("{by}{article}") } else { format!("{by}{note} · {article}") };
    let upper = Rect::from_min_max(rect.min, pos2(rect.right(), rect.center().y + 2.0));
    let lower = Rect::from_min_max(pos2(rect.left(), rect.center().y), rect.max);
    let line = row::one_line(ui, &said, TextStyle::Body, theme.text, rect.width() - 12.0);
    row::put(ui.painter(), rect.left() + 6.0, upper, line, theme.text);
    let line = row::one_line(ui, &lower_line, TextStyle::Small, theme.weak, rect.width() - 12.0);
    row::put(ui.painter(), rect.left() + 6.0, lower, line, theme.weak);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{said}: {by}{note}, {article}")));
    response.on_hover_text(&remark.note).clicked()
}
