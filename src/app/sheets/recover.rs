//! What is damaged, and what can be restored: a list, what the chosen thing holds against what is there now, and a button.

use std::{path::PathBuf, sync::Arc};

use eframe::egui::{Label, RichText, ScrollArea, Ui, vec2};

use super::{
    Stage, Work,
    frame::{self, SheetFrame, SheetPlace},
    import,
    list::{self, ListRow, ROW},
};
use crate::{
    app::{
        kit::{
            names,
            task::{self, Task},
            text::Words,
        },
        state::action::Action,
    },
    message::{Language, Message},
    model::ArticleId,
    session::{
        Choice, Delta, Difference, FileState, Recoverable, RecoverableContents, Recovery, RecoverySource, Session,
        Taken,
    },
};

/// Letters of a title that leave room for what is said beside it.
const TITLE: usize = 34;

/// What can be restored, and what was.
#[derive(Default)]
pub struct RecoverDraft {
    /// The project's folder; it need not be open.
    pub dir: PathBuf,
    /// The file to begin with.
    pub about: Option<String>,
    pub found: Option<Arc<Vec<Recoverable>>>,
    pub looking: Option<Task<Result<Vec<Recoverable>, Message>>>,
    pub taken: Option<Taken>,
    pub problem: String,
    /// What filters the list, and the row that the keyboard is on.
    filter: String,
    at: usize,
}

/// A line of the list: a file, and which of its choices; `None`: there is none.
type FileLine = (usize, Option<usize>);

impl RecoverDraft {
    /// `about`: the file that it begins with, relative to the project's folder.
    pub fn of(dir: PathBuf, about: Option<String>) -> Self {
        Self { dir, about, ..Self::default() }
    }

    /// Looks what there is, on a thread.
    pub fn preview(&mut self, work: &mut Work) {
        let dir = self.dir.clone();
        let task = work.tasks.start(work.ctx, work.language.say(Words::Looking), move |worker| {
            let found = Recovery::of(&dir).map(|recovery| recovery.preview(&worker.cancel));
            worker.tell(found.map_err(Message::from));
        });
        self.looking = Some(task);
    }

    /// What was restored, or why nothing was; the list is made anew.
    pub fn answer(&mut self, taken: Result<Vec<Taken>, Message>, language: Language) {
        (self.found, self.looking, self.problem) = (None, None, String::new());
        match taken {
            Ok(taken) => self.taken = taken.into_iter().next(),
            Err(problem) => (self.taken, self.problem) = (None, problem.say(language)),
        }
    }

    /// Takes in what was found.
    fn follow(&mut self, language: Language) {
        let (found, _) = task::answers(&mut self.looking);
        match found.into_iter().next_back() {
            None => {}
            Some(Ok(found)) => self.found = Some(Arc::new(found)),
            Some(Err(problem)) => (self.found, self.problem) = (Some(Arc::default()), problem.say(language)),
        }
    }
}

pub fn ui(stage: &mut Stage, draft: &mut RecoverDraft) {
    draft.follow(stage.language());
    let folder = draft.dir.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let title = stage.fill(Words::RecoverOf, &[&folder]);
    let title = title.as_str();
    let whose = draft.dir.display().to_string();
    if draft.looking.is_none() && draft.found.is_none() {
        stage.actions.push(Action::LookAtRecovery);
    }
    let found = draft.found.clone();
    let mut take = None;
    SheetFrame { name: "recover", title, width: 760.0, place: SheetPlace::Top }.show(stage, |ui, stage| {
        ui.add(Label::new(RichText::new(&whose).small().weak()).truncate()).on_hover_text(&whose);
        if let Some(taken) = &draft.taken {
            take = told(ui, stage, taken);
        }
        frame::problem(ui, stage, &draft.problem);
        let Some(found) = &found else {
            import::waiting(ui, stage);
            frame::buttons(ui, |ui| close(ui, stage));
            return;
        };
        let before = draft.filter.clone();
        let (hint, mut filter) = (stage.say(Words::TypeToFilter), before.clone());
        frame::first_field(ui, stage.fresh, "recover", title, hint, &mut filter);
        let lines = lines(stage.screen.session, found, &filter);
        if filter != before {
            draft.at = 0;
        }
        if let Some(about) = draft.about.take() {
            draft.at = lines.iter().position(|(file, _)| found[*file].path == about).unwrap_or(0);
        }
        draft.filter = filter;
        let mut at = draft.at;
        let steered = list::steer(stage.ctx, frame::first_id("recover"), &mut at, lines.len());
        ui.add_space(4.0);
        if lines.is_empty() {
            frame::note(ui, stage.say(if found.is_empty() { Words::NothingToRecover } else { Words::NothingFound }));
        }
        let height = (stage.ctx.content_rect().height() - 330.0).clamp(ROW * 3.0, ROW * 11.0);
        let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
        ui.spacing_mut().item_spacing.y = 1.0;
        let area = if steered.moved { area.vertical_scroll_offset(above(at, height)) } else { area };
        area.show_rows(ui, ROW, lines.len(), |ui, range| {
            for number in range {
                if row(ui, stage, found, lines[number], number == at).clicked() {
                    at = number;
                }
            }
        });
        draft.at = at;
        ui.spacing_mut().item_spacing.y = 3.0;
        let chosen = lines.get(at).map(|&(file, choice)| (&found[file], choice.map(|at| &found[file].choices[at])));
        if let Some((file, choice)) = chosen {
            ui.separator();
            preview(ui, stage, file, choice);
        }
        let choice = chosen.and_then(|(_, choice)| choice);
        frame::buttons(ui, |ui| {
            let restore = frame::main_button(ui, stage, stage.say(Words::HaveBack), choice.is_some());
            // In the field only, so that Enter on a button is not two wishes.
            let in_field = stage.ctx.memory(|memory| memory.focused()) == Some(frame::first_id("recover"));
            if restore.clicked() || (steered.enter && in_field) {
                take = choice.map(|choice| choice.id.clone());
            }
            close(ui, stage);
        });
    });
    stage.actions.extend(take.map(Action::TakeBack));
}

/// The scroll offset at which a row stands in the middle.
fn above(at: usize, height: f32) -> f32 {
    (at as f32 * (ROW + 1.0) - height / 2.0).max(0.0)
}

fn close(ui: &mut Ui, stage: &mut Stage) {
    if frame::side_button(ui, stage.say(Words::Close)).clicked() {
        stage.close = true;
    }
}

/// What was restored, and the way back from that; what to restore instead.
fn told(ui: &mut Ui, stage: &Stage, taken: &Taken) -> Option<String> {
    let paths: Vec<String> = taken.paths.iter().take(3).map(|path| called(stage.screen.session, path, TITLE)).collect();
    let said = match (taken.applied, taken.left_out) {
        (0, 0) => stage.fill(Words::HadBack, &[&paths.join(", ")]),
        (applied, left_out) => stage.fill(Words::HadBackChanges, &[&applied.to_string(), &left_out.to_string()]),
    };
    let mut take = None;
    ui.horizontal(|ui| {
        let back = taken.set_aside.first();
        let room = ui.available_width() - if back.is_some() { 150.0 } else { 0.0 };
        let text = RichText::new(&said).color(stage.theme.accepted);
        ui.allocate_ui(vec2(room, 20.0), |ui| ui.add(Label::new(text).truncate())).inner.on_hover_text(&said);
        if let Some(id) = back
            && ui.button(stage.say(Words::TakeThatBack)).on_hover_text(stage.say(Words::TakeThatBackHelp)).clicked()
        {
            take = Some(id.clone());
        }
    });
    take
}

fn lines(session: Option<&Session>, found: &[Recoverable], filter: &str) -> Vec<FileLine> {
    let filter = filter.trim().to_lowercase();
    let mut lines = Vec::new();
    for (file, one) in found.iter().enumerate() {
        if !filter.is_empty()
            && !format!("{} {}", one.path, called(session, &one.path, usize::MAX)).to_lowercase().contains(&filter)
        {
            continue;
        }
        if one.choices.is_empty() {
            lines.push((file, None));
        }
        lines.extend((0..one.choices.len()).map(|choice| (file, Some(choice))));
    }
    lines
}

fn row(
    ui: &mut Ui,
    stage: &Stage,
    found: &[Recoverable],
    (file, choice): FileLine,
    chosen: bool,
) -> eframe::egui::Response {
    let language = stage.language();
    let one = &found[file];
    let name = called(stage.screen.session, &one.path, TITLE);
    let weak = match choice.map(|at| &one.choices[at]) {
        None => stage.say(Words::NothingKept).to_owned(),
        Some(choice) => {
            let made = choice.made.map(|made| names::moment(language, made));
            // Where most come from need not be said in every line.
            let usual =
                matches!(choice.source, RecoverySource::Saved | RecoverySource::Trash | RecoverySource::Journal);
            let from = (!usual).then(|| stage.say(source(choice.source)).to_owned());
            let differs = choice.difference.as_ref().map(|difference| compared(language, difference));
            let parts = [from, made, Some(held(language, &choice.contents)), differs];
            parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
        }
    };
    let sign = match one.state {
        FileState::Unreadable | FileState::GitConflict | FileState::Missing => Some(stage.theme.danger),
        FileState::Removed => Some(stage.theme.warning),
        FileState::Whole => Some(stage.theme.weak),
    };
    ListRow { sign, text: &name, weak: &weak, right: stage.say(state(one.state)), ..ListRow::default() }.show(
        ui,
        stage.theme,
        chosen,
    )
}

/// What is there now, and what would be there instead.
fn preview(ui: &mut Ui, stage: &Stage, file: &Recoverable, choice: Option<&Choice>) {
    let language = stage.language();
    let now = file
        .contents
        .as_ref()
        .map_or_else(|| stage.say(state(file.state)).to_owned(), |held_now| held(language, held_now));
    let line = |ui: &mut Ui, text: String| ui.add(Label::new(RichText::new(&text)).truncate()).on_hover_text(text);
    line(ui, stage.fill(Words::IsNow, &[&file.path, &now]));
    if let Some(problem) = &file.problem {
        let problem = problem.say(language);
        let text = RichText::new(&problem).color(stage.theme.danger).small();
        ui.add(Label::new(text).truncate()).on_hover_text(problem);
    }
    let Some(choice) = choice else { return };
    let size = format!("{} B", choice.size);
    line(ui, stage.fill(Words::WouldBe, &[&held(language, &choice.contents), stage.say(source(choice.source)), &size]));
    if let Some(difference) = &choice.difference {
        let said = compared(language, difference);
        let said = if said.is_empty() { stage.say(Words::SameRecords).to_owned() } else { said };
        line(ui, stage.fill(Words::Differs, &[&said]));
    }
    frame::note(ui, stage.say(Words::RecoverKeeps));
}

/// A file as people know it: so many letters of the article's title, and whose annotations.
fn called(session: Option<&Session>, path: &str, most: usize) -> String {
    let title = |stem: &str| {
        let row = ArticleId::new(stem).ok().and_then(|id| session?.rows().get(&id));
        let title = row.map_or(stem, |row| row.meta.shown_title());
        if title.chars().count() <= most { title.to_owned() } else { title.chars().take(most).chain(['…']).collect() }
    };
    let stem = |name: &str| name.strip_suffix(".ron").or_else(|| name.strip_suffix(".txt")).map(str::to_owned);
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["annotations", set, name] => stem(name).map(|stem| format!("{} · {set}", title(&stem))),
        ["articles", name] => stem(name).map(|stem| format!("{} · {}", title(&stem), &name[stem.len()..])),
        _ => None,
    }
    .unwrap_or_else(|| path.to_owned())
}

fn state(state: FileState) -> Words {
    match state {
        FileState::Unreadable => Words::StateUnreadable,
        FileState::GitConflict => Words::StateGitConflict,
        FileState::Missing => Words::StateMissing,
        FileState::Removed => Words::StateRemoved,
        FileState::Whole => Words::StateWhole,
    }
}

fn source(source: RecoverySource) -> Words {
    match source {
        RecoverySource::Saved => Words::SourceSaved,
        RecoverySource::Replaced => Words::SourceReplaced,
        RecoverySource::Removed => Words::SourceRemoved,
        RecoverySource::SetAside => Words::SourceSetAside,
        RecoverySource::Conflict => Words::SourceConflict,
        RecoverySource::SyncCopy => Words::SourceSyncCopy,
        RecoverySource::GitOurs => Words::SourceGitOurs,
        RecoverySource::GitTheirs => Words::SourceGitTheirs,
        RecoverySource::Trash => Words::SourceTrash,
        RecoverySource::Journal => Words::SourceJournal,
    }
}

/// What something holds, in numbers.
fn held(language: Language, contents: &RecoverableContents) -> String {
    let counts = |mentions: &usize, coalitions: &usize| {
        language.fill(Words::Counts, &[&mentions.to_string(), &coalitions.to_string()])
    };
    match contents {
        RecoverableContents::Annotations { status, mentions, coalitions } => {
            format!("{}, {}", counts(mentions, coalitions), language.say(names::status(*status)).to_lowercase())
        }
        RecoverableContents::Project { name, kinds, sets } => {
            language.fill(Words::HoldsProject, &[name, &kinds.to_string(), &sets.to_string()])
        }
        RecoverableContents::Entities { entities } => language.fill(Words::HoldsEntities, &[&entities.to_string()]),
        RecoverableContents::Assignments { articles } => {
            language.fill(Words::HoldsAssignments, &[&articles.to_string()])
        }
        RecoverableContents::Article { title } => format!("“{title}”"),
        RecoverableContents::Text { length } => language.fill(Words::HoldsText, &[&length.to_string()]),
        RecoverableContents::Removed { title, mentions, coalitions, .. } => {
            format!("“{title}”, {}", counts(mentions, coalitions))
        }
        RecoverableContents::Changes { changes, unreadable } => {
            language.fill(Words::HoldsChanges, &[&changes.to_string(), &unreadable.to_string()])
        }
        RecoverableContents::Unreadable => language.say(Words::StateUnreadable).to_owned(),
    }
}

/// “+3 −1 mentions”, against what is there now; empty if the records are the same.
fn compared(language: Language, difference: &Difference) -> String {
    let Difference { mentions, coalitions, entities, status } = difference;
    let parts = [(mentions, Words::MentionsWord), (coalitions, Words::CoalitionsWord), (entities, Words::EntitiesWord)];
    let said = parts.into_iter().filter_map(|(delta, what)| Some(format!("{} {}", signs(delta)?, language.say(what))));
    let then = status.map(|(_, then)| language.say(names::status(then)).to_lowercase());
    said.chain(then).collect::<Vec<_>>().join(", ")
}

fn signs(delta: &Delta) -> Option<String> {
    let parts = [("+", delta.added), ("−", delta.removed), ("±", delta.changed)];
    let said: Vec<String> = parts.into_iter().filter(|(_, n)| *n > 0).map(|(sign, n)| format!("{sign}{n}")).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_in_words() {
        let delta = |added, removed, changed| Delta { added, removed, changed };
        let difference = Difference { mentions: delta(3, 1, 0), coalitions: delta(0, 0, 2), ..Difference::default() };
        assert_eq!(compared(Language::English, &difference), "+3 −1 mentions, ±2 coalitions");
        assert_eq!(compared(Language::Indonesian, &Difference::default()), "");
    }
}
