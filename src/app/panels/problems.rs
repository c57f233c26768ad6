//! Below the article: what the checks find in it, and what the program had to say since it started.

use std::{
    collections::BTreeSet,
    sync::mpsc::{Receiver, TryRecvError, channel},
};

use eframe::egui::{
    Align, Button, Color32, Context, Id, Layout, Rect, Role, ScrollArea, Sense, TextStyle, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::empty;
use crate::{
    app::{
        kit::{glyph, names, row, text::Words, theme::Theme},
        state::{action::Action, command::Command, screen::Screen},
    },
    check::{CheckProblem, Severity},
    message::{Language, message},
    model::{Article, ArticleId},
    session::Session,
    store::{self, Notice},
};

const ROW: f32 = 24.0;

/// What the checks found in the open article, and what it was found in.
#[derive(Default)]
pub struct ProblemsState {
    pub found: Vec<CheckProblem>,
    pub found_for: Option<(Option<ArticleId>, u64)>,
    /// Where those of a long article come in from the background, and what they are found in.
    pub checking: Option<(u64, Receiver<Vec<CheckProblem>>)>,
    /// Whether messages are shown rather than findings.
    pub messages: bool,
    /// Messages that were there when the panel was drawn last.
    pub seen: usize,
    /// Files of which something can be restored, as it was with so many messages.
    pub recoverable: (usize, BTreeSet<String>),
}

pub fn ui(ui: &mut Ui, screen: &Screen, state: &mut ProblemsState, actions: &mut Vec<Action>) {
    let (language, theme) = (screen.language(), screen.theme);
    let notices = screen.session.map_or(&[][..], Session::notices);
    let article = screen.desk.article.as_ref();
    if let Some(session) = screen.session {
        follow(ui.ctx(), state, session, article);
    }
    // The panel keeps its height, however little there is to say.
    ui.set_min_height(ui.available_height());
    ui.add_space(2.0);
    ui.horizontal(|ui| {
        let parts = [(false, Words::InThisArticle, state.found.len()), (true, Words::Messages, notices.len())];
        for (messages, words, count) in parts {
            let text =
                if count == 0 { language.say(words).to_owned() } else { format!("{}  {count}", language.say(words)) };
            ui.selectable_value(&mut state.messages, messages, text);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if row::sign_button(ui, language.say(Words::Close), glyph::cross).clicked() {
                actions.push(Action::Run(Command::Problems));
            }
        });
    });
    ui.separator();
    ui.spacing_mut().item_spacing.y = 0.0;
    if state.messages {
        actions.extend(messages(ui, notices, &state.recoverable.1, theme, language).map(Action::Recover));
        return;
    }
    if let Some(session) = screen.session {
        let waits = article.is_some_and(|id| !session.conflicts(id).is_empty());
        if waits || !session.project().conflicts.is_empty() {
            let all_cards = state.found.iter().all(CheckProblem::is_conflict);
            // A card is seen whole; the first finding below tells that there are more.
            let below = if all_cards { 0.0 } else { ROW + 6.0 };
            let height = ui.available_height() - below;
            ScrollArea::vertical().id_salt("conflicts").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
                super::conflicts::ui(ui, session, article, theme, language, actions);
            });
        }
    }
    let open = screen.session.zip(article).and_then(|(session, id)| session.article(id));
    let Some(open) = open else { return empty(ui, language.say(Words::NoArticleOpen), "") };
    // Conflicts have cards, which say more.
    let found = &state.found[state.found.partition_point(CheckProblem::is_conflict)..];
    if found.is_empty() && state.found.is_empty() {
        return empty(ui, language.say(Words::NoProblems), "");
    }
    let mut chosen = None;
    ScrollArea::vertical().id_salt("findings").auto_shrink(false).show_rows(ui, ROW, found.len(), |ui, range| {
        for (at, problem) in range.clone().zip(found.get(range).unwrap_or_default()) {
            let text = told(problem, language);
            let clicked = line(ui, at, problem.severity, &text, theme, language);
            if clicked {
                chosen = Some(problem);
            }
        }
    });
    if let Some(problem) = chosen {
        actions.extend(shown(problem, open));
    }
}

/// Checks the article again if anything changed; turns to the messages when there is a new one that matters.
pub fn follow(ctx: &Context, state: &mut ProblemsState, session: &Session, article: Option<&ArticleId>) {
    let revision = session.total_revision();
    if state.found_for.as_ref().is_none_or(|(found_for, _)| found_for.as_ref() != article) {
        let recoverable = std::mem::take(&mut state.recoverable);
        *state = ProblemsState { messages: state.messages, seen: state.seen, recoverable, ..ProblemsState::default() };
    }
    if let Some((found_in, receiver)) = &state.checking {
        match receiver.try_recv() {
            Ok(found) => {
                state.found = found;
                state.found_for = Some((article.cloned(), *found_in));
                state.checking = None;
            }
            // A check that broke off is not tried again before the next change.
            Err(TryRecvError::Disconnected) => {
                state.found_for = Some((article.cloned(), *found_in));
                state.checking = None;
            }
            Err(TryRecvError::Empty) => {}
        }
    }
    let up_to_date = state.found_for.as_ref().is_some_and(|(_, found_in)| *found_in == revision);
    if !up_to_date && state.checking.is_none() {
        state.checking = article.and_then(|article| session.long_checking(article)).and_then(|checking| {
            let (sender, receiver) = channel();
            let ctx = ctx.clone();
            let check = move || {
                let _ = sender.send(sorted(checking.run()));
                ctx.request_repaint();
            };
            std::thread::Builder::new().name("checks".into()).spawn(check).ok()?;
            Some((revision, receiver))
        });
        if state.checking.is_none() {
            state.found = article.map(|article| sorted(session.article_problems(article))).unwrap_or_default();
        }
        // A long article shows what was found in it before until the new findings come in.
        let found_in = if state.checking.is_none() { revision } else { u64::MAX };
        state.found_for = Some((article.cloned(), found_in));
    }
    let notices = session.notices();
    let fresh = notices.get(state.seen..).unwrap_or_default();
    if fresh.iter().any(|notice| notice.severity == store::NoticeSeverity::Problem) {
        state.messages = true;
    }
    state.seen = notices.len();
    know_recoverable(state, session);
}

/// Looks again of which files something can be restored if there is a new message.
pub fn know_recoverable(state: &mut ProblemsState, session: &Session) {
    let messages = session.notices().len();
    if state.recoverable.0 != messages {
        state.recoverable = (messages, session.recoverable());
    }
}

/// Conflicts, then the worst first and in the order of the text.
fn sorted(mut found: Vec<CheckProblem>) -> Vec<CheckProblem> {
    found.sort_by_key(|problem| {
        (!problem.is_conflict(), std::cmp::Reverse(problem.severity), problem.span.map(|span| span.start))
    });
    found
}

/// A finding in one line. Files and the command line name a coalition by its id; here it is the card beside the words.
pub fn told(problem: &CheckProblem, language: Language) -> String {
    let this = message!("this coalition");
    capital(&problem.message.clone().with("coalition", this).say(language))
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Where a finding is looked at: the card, the mention, or the words.
fn shown(problem: &CheckProblem, article: &Article) -> Vec<Action> {
    let mut actions = Vec::new();
    let fitting = problem.span.filter(|span| article.text.fits(*span));
    let show = fitting.map(|span| Action::Show { article: article.meta.id.clone(), span });
    match (&problem.coalition, &problem.mention) {
        (Some(coalition), _) => {
            actions.push(Action::OpenCard(Some(coalition.clone())));
            actions.extend(show);
        }
        // A mention of the file that does not fit the text has no place in it.
        (None, Some(mention)) if fitting.is_some() => actions.push(Action::ShowMention(mention.clone())),
        _ => actions.extend(show),
    }
    actions
}

/// Returns the file that something shall be restored from.
fn messages(
    ui: &mut Ui,
    notices: &[Notice],
    recoverable: &BTreeSet<String>,
    theme: &Theme,
    language: Language,
) -> Option<String> {
    if notices.is_empty() {
        empty(ui, language.say(Words::NoMessages), "");
        return None;
    }
    let mut recover = None;
    let area = ScrollArea::vertical().id_salt("messages").auto_shrink(false).stick_to_bottom(true);
    let told: Vec<(String, f32)> = notices
        .iter()
        .map(|notice| {
            let text = notice.say(language);
            let room =
                if is_offered(notice, recoverable) { row::button_room(ui, language.say(Words::Recover)) } else { 0.0 };
            (text, room)
        })
        .collect();
    area.show_viewport(ui, |ui, view| {
        // As high as each is; those out of view are only measured.
        let width = ui.available_width();
        let mut top = 0.0;
        for (at, (notice, (text, room))) in notices.iter().zip(&told).enumerate() {
            let severity = match notice.severity {
                store::NoticeSeverity::Note => Severity::Note,
                store::NoticeSeverity::Problem => Severity::Warning,
            };
            let words = row::wrapped(ui, text, TextStyle::Body, theme.text, width - 40.0 - room);
            let height = (words.size().y + 8.0).max(ROW);
            let seen = top + height >= view.min.y && top <= view.max.y;
            top += height;
            let (_, row) = ui.allocate_space(vec2(width, height));
            if !seen {
                continue;
            }
            message_ui(ui, at, row, severity, (text, words), theme, language);
            if is_offered(notice, recoverable) {
                let button = Rect::from_min_max(
                    pos2(row.right() - room, row.top() + 2.0),
                    pos2(row.right() - 6.0, row.top() + ROW - 2.0),
                );
                let place = UiBuilder::new().id_salt(("recover", at)).max_rect(button);
                let button = ui.new_child(place).add(Button::new(language.say(Words::Recover)).small());
                if button.on_hover_text(language.say(Words::RecoverHelp)).clicked() {
                    recover = Some(notice.path.clone());
                }
            }
        }
    });
    recover
}

fn is_offered(notice: &Notice, recoverable: &BTreeSet<String>) -> bool {
    notice.severity == store::NoticeSeverity::Problem && recoverable.contains(&notice.path)
}

/// A message with its sign, all of it.
fn message_ui(
    ui: &Ui,
    at: usize,
    row: Rect,
    severity: Severity,
    (text, words): (&str, std::sync::Arc<eframe::egui::Galley>),
    theme: &Theme,
    language: Language,
) {
    let response = ui.interact(row, Id::unique(("message", at)), Sense::hover());
    let sign = Rect::from_center_size(pos2(row.left() + 13.0, row.top() + ROW / 2.0), Vec2::splat(15.0));
    glyph::severity(ui.painter(), sign, severity, colour_of(severity, theme));
    ui.painter().galley(pos2(row.left() + 28.0, row.top() + 4.0), words, theme.text);
    let kind = language.say(names::severity(severity));
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, format!("{kind}: {text}")));
}

/// Paler, the less it matters.
pub fn colour_of(severity: Severity, theme: &Theme) -> Color32 {
    match severity {
        Severity::Error => theme.danger,
        Severity::Warning => theme.warning,
        Severity::Note => theme.weak,
    }
}

/// A finding in one line with its sign; the whole text on hover. Returns whether it was clicked.
fn line(ui: &mut Ui, at: usize, severity: Severity, text: &str, theme: &Theme, language: Language) -> bool {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let response = ui.interact(rect, Id::unique(("finding", at)), Sense::click());
    row::ground(ui, rect, &response, false);
    let sign = Rect::from_center_size(pos2(rect.left() + 13.0, rect.center().y), Vec2::splat(15.0));
    glyph::severity(ui.painter(), sign, severity, colour_of(severity, theme));
    let words = row::one_line(ui, text, TextStyle::Body, theme.text, rect.width() - 34.0);
    row::put(ui.painter(), rect.left() + 28.0, rect, words, theme.text);
    let kind = language.say(names::severity(severity));
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, format!("{kind}: {text}")));
    response.on_hover_text(text).clicked()
}
