//! Which names a project knows besides its own: none, those that come with the program, or a folder of its own. What a
//! change would do is counted before it is made.

use eframe::egui::{Margin, Role, ScrollArea, TextEdit, Ui, WidgetInfo};

use super::{
    Stage,
    frame::{self, SheetFrame, SheetPlace},
};
use crate::{
    app::{
        kit::{
            row,
            task::{self, Task},
            text::Words,
        },
        state::action::Action,
    },
    message::Message,
    model::{DELIVERED, GazetteerChoice},
    session::{GazetteerChange, Session},
};

/// Entities without a name that are listed.
const SHOWN: usize = 100;

/// What is chosen, as far as it needs no words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum GazetteerSort {
    None,
    Delivered,
    Folder,
}

/// A choice while it is made.
pub struct GazetteerDraft {
    sort: GazetteerSort,
    folder: String,
    /// Whether the names that are in use become the project's own.
    keep: bool,
    /// Counting what it would change.
    pub looking: Option<Task<GazetteerChange>>,
    /// What it would change, of the choice as it was then.
    change: Option<GazetteerChange>,
    pub problem: String,
}

impl GazetteerDraft {
    pub fn of(session: &Session) -> Self {
        let (sort, folder) = match &session.options().gazetteer {
            GazetteerChoice::None => (GazetteerSort::None, String::new()),
            GazetteerChoice::Delivered(_) => (GazetteerSort::Delivered, String::new()),
            GazetteerChoice::Folder(folder) => (GazetteerSort::Folder, folder.clone()),
        };
        Self { sort, folder, keep: true, looking: None, change: None, problem: String::new() }
    }

    /// What is chosen; or why it cannot be.
    pub fn choice(&self) -> Result<GazetteerChoice, Message> {
        match self.sort {
            GazetteerSort::None => Ok(GazetteerChoice::None),
            GazetteerSort::Delivered => Ok(GazetteerChoice::default()),
            GazetteerSort::Folder => GazetteerChoice::folder(self.folder.trim()),
        }
    }

    fn forget(&mut self) {
        self.problem.clear();
        (self.change, self.looking) = (None, None);
    }
}

pub fn ui(stage: &mut Stage, draft: &mut GazetteerDraft) {
    let Some(session) = stage.screen.session else {
        stage.close = true;
        return;
    };
    if let Some(change) = task::answers(&mut draft.looking).0.pop() {
        draft.change = Some(change);
    }
    let title = stage.say(Words::ManageGazetteer).trim_end_matches('…');
    SheetFrame { name: "gazetteer", title, width: 520.0, place: SheetPlace::Top }.show(stage, |ui, stage| {
        frame::note(ui, stage.say(Words::GazetteerHelp));
        ui.add_space(4.0);
        let delivered = stage.fill(Words::GazetteerDelivered, &[DELIVERED]);
        let before = draft.sort;
        ui.radio_value(&mut draft.sort, GazetteerSort::Delivered, delivered);
        ui.radio_value(&mut draft.sort, GazetteerSort::None, stage.say(Words::GazetteerNone));
        ui.radio_value(&mut draft.sort, GazetteerSort::Folder, stage.say(Words::GazetteerFolder));
        let mut look = draft.sort != before;
        if look {
            draft.forget();
        }
        if draft.sort == GazetteerSort::Folder {
            look = folder_field(ui, stage, draft);
        }
        told(ui, stage, session, draft);
        frame::problem(ui, stage, &draft.problem);
        let anything = draft.change.as_ref().is_some_and(|change| !change.same);
        let can = anything && draft.looking.is_none() && session.read_only().is_none();
        frame::buttons(ui, |ui| {
            if frame::main_button(ui, stage, stage.say(Words::GazetteerChoose), can).clicked()
                && let Some(change) = draft.change.take()
            {
                stage.finish(Action::PutGazetteer(Box::new(change), draft.keep));
            }
            frame::cancel_button(ui, stage);
        });
        if look && !(draft.sort == GazetteerSort::Folder && draft.folder.trim().is_empty()) {
            stage.actions.push(Action::LookAtGazetteer);
        }
    });
}

/// The folder; returns whether it is to be looked at.
fn folder_field(ui: &mut Ui, stage: &Stage, draft: &mut GazetteerDraft) -> bool {
    let label = stage.say(Words::GazetteerFolderName);
    let field = TextEdit::singleline(&mut draft.folder).desired_width(f32::INFINITY).margin(Margin::symmetric(6, 4));
    let field = ui.add(field.hint_text(row::hint(stage.say(Words::GazetteerFolderHint))));
    row::name_field(&field, draft.folder.as_str(), label);
    if field.changed() {
        draft.forget();
    }
    field.changed()
}

/// What the choice would change.
fn told(ui: &mut Ui, stage: &Stage, session: &Session, draft: &mut GazetteerDraft) {
    let Some(change) = &draft.change else { return };
    ui.add_space(6.0);
    if change.same {
        ui.label(stage.say(Words::GazetteerSame));
        return;
    }
    let (before, after) = (change.known.0, change.known_after(draft.keep));
    ui.label(stage.fill(Words::GazetteerKnows, &[&after.to_string(), &before.to_string()]));
    change.unread.iter().for_each(|notice| frame::problem(ui, stage, &notice.say(stage.language())));
    if change.nameless.is_empty() {
        return;
    }
    frame::problem(ui, stage, &stage.fill(Words::GazetteerNameless, &[&change.nameless.len().to_string()]));
    let names =
        change.nameless.keys().take(SHOWN).map(|id| session.entity(id).map_or(id.as_str(), |known| known.label()));
    let more = change.nameless.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" +{more}") } else { String::new() };
    let names = names.collect::<Vec<_>>().join(", ") + &more;
    ScrollArea::vertical()
        .auto_shrink([false, true])
        .id_salt("nameless")
        .max_height(90.0)
        .show(ui, |ui| frame::note(ui, &names));
    let label = stage.say(Words::GazetteerKeep);
    let response = row::checkbox(ui, &mut draft.keep, label);
    let on = draft.keep;
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, label));
}
