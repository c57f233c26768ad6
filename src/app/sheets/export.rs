//! Before a dataset is written: what it shall be, what it would hold, and what its format cannot carry.

use std::{collections::BTreeMap, path::PathBuf};

use eframe::egui::{Align, ComboBox, Layout, Response, RichText, Role, ScrollArea, TextEdit, Ui, WidgetInfo, vec2};

use super::{
    Stage, Which, Work, completion,
    frame::{self, SheetFrame, SheetPlace},
    import,
    path_field::PathField,
};
use crate::{
    app::{
        kit::{
            dialogs::Purpose,
            fonts::Emphasis,
            names, row,
            task::{self, Task},
            text::Words,
            toasts::Toasts,
        },
        state::action::Action,
    },
    dataset::{PartBasis, SplitPlan},
    formats::{ALL, DiskShape, FormatInfo, Used, format},
    message::{Language, Message, message},
    model::{Date, KindKey, SetId, slug},
    session::{ExportProblem, ExportRequest, Exported, Session},
};

/// What an export shall be, and what it would hold.
pub struct ExportDraft {
    pub wish: ExportWish,
    /// The path was typed or chosen, so it does not follow the format any more.
    pub own_path: bool,
    pub path: String,
    /// The format that `path` was proposed for, and whether in one piece.
    pub path_for: (&'static str, bool),
    pub licence: String,
    pub look: Option<Result<Exported, Message>>,
    /// The look under way.
    pub looking: Option<Task<Result<Exported, Message>>>,
    pub looked_for: Option<ExportWish>,
    pub problem: String,
}

/// Everything that decides what is in an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportWish {
    /// By its id.
    pub format: &'static str,
    pub set: SetId,
    pub which: Which,
    pub divide: Divide,
    /// `train=80, validation=10, test=10`
    pub shares: String,
    /// First days of all parts but the first, for a division by date.
    pub days: String,
    pub seed: String,
    pub with_text: bool,
    pub options: BTreeMap<String, String>,
}

/// By what articles are divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Divide {
    #[default]
    Not,
    Chance,
    Date,
    Source,
    Region,
}

/// What a task that writes a dataset answers: where it is, and what is in it; or why there is none.
pub struct ExportAnswer {
    pub path: PathBuf,
    pub exported: Result<Exported, Message>,
}

impl ExportDraft {
    /// Everything in it has a sensible value.
    pub fn new(session: &Session) -> Self {
        let wish = ExportWish {
            format: "tandai",
            set: session.active_set().clone(),
            which: Which::All,
            divide: Divide::Not,
            shares: "train=80, validation=10, test=10".to_owned(),
            days: String::new(),
            seed: "0".to_owned(),
            with_text: true,
            options: Default::default(),
        };
        let path = suggested(session, wish.format, true);
        let (own_path, licence, problem) = Default::default();
        let (look, looking, looked_for) = Default::default();
        let path_for = (wish.format, true);
        Self { wish, own_path, path, path_for, licence, look, looking, looked_for, problem }
    }

    /// Counts what the export would hold and leave out.
    pub fn preview(&mut self, work: &mut Work) {
        let Some(session) = work.session else { return };
        let (request, exporter) = match self.request(work) {
            Ok(request) => (request, session.exporter()),
            Err(reason) => {
                self.look = Some(Err(reason));
                return;
            }
        };
        let task = work.tasks.start(work.ctx, work.language.say(Words::Looking), move |worker| {
            let step = |done: usize, all: usize| worker.step(format!("{done} / {all}"));
            match exporter.preview(&request, &worker.cancel, step) {
                Err(ExportProblem::Cancelled) => {}
                look => drop(worker.tell(look.map_err(Message::from))),
            }
        });
        (self.look, self.looking) = (None, Some(task));
    }

    /// Writes the dataset; `None`: it cannot be asked for, and the sheet says why.
    pub fn write(&mut self, work: &mut Work) -> Option<Task<ExportAnswer>> {
        let exporter = work.session?.exporter();
        let path = PathBuf::from(self.path.trim());
        let request = self.request(work).map_err(|reason| self.problem = reason.say(work.language)).ok()?;
        Some(work.tasks.start(work.ctx, work.language.say(Words::ExportWord), move |worker| {
            let destination = request.destination(&path, exporter.project());
            let step = |done: usize, all: usize| worker.step(format!("{done} / {all}"));
            let exported = exporter.run(&request, destination, false, &worker.cancel, step);
            worker.tell(ExportAnswer { path, exported: exported.map_err(Message::from) });
        }))
    }

    /// What is asked for, or why it cannot be asked.
    fn request(&self, work: &Work) -> Result<ExportRequest, Message> {
        let wish = &self.wish;
        let format = format(wish.format).ok_or_else(|| message!("“{format}” is not a format", format = wish.format))?;
        let mut request = ExportRequest::of(format, wish.set.clone());
        request.articles = work.articles(wish.which);
        if wish.which == Which::Finished {
            request.statuses.insert(crate::model::Status::Finished);
        }
        request.split = plan(wish)?;
        request.with_text = wish.with_text || !format.info().text_free;
        request.licence = Some(self.licence.trim().to_owned()).filter(|licence| !licence.is_empty());
        request.options = wish.options.clone();
        // What the ledger tells of seats and votes, an export tells as well.
        let councils = work.session.and_then(|session| session.councils());
        request.councils = councils.filter(|_| format.info().tells_thresholds).cloned();
        Ok(request)
    }

    /// Takes in what the look found.
    fn follow(&mut self) {
        let (looks, _) = task::answers(&mut self.looking);
        if let Some(look) = looks.into_iter().next_back() {
            self.look = Some(look);
        }
    }
}

impl ExportAnswer {
    /// Says what became of an export.
    pub fn tell(self, toasts: &mut Toasts, language: Language) {
        match self.exported {
            Err(reason) => toasts.problem(format!("{}: {}", self.path.display(), reason.say(language))),
            Ok(exported) => {
                let articles = exported.articles.to_string();
                toasts.say(language.fill(Words::ExportedTo, &[&articles, &self.path.display().to_string()]));
                let left_out: usize = exported.left_out.total() + exported.unreadable.len();
                if left_out > 0 {
                    toasts.problem(language.fill(Words::ExportLeftOut, &[&left_out.to_string()]));
                }
            }
        }
    }
}

pub fn ui(stage: &mut Stage, draft: &mut ExportDraft) {
    draft.follow();
    let Some(session) = stage.screen.session else {
        stage.close = true;
        return;
    };
    let Some(card) = format(draft.wish.format).map(|format| format.info()) else { return };
    let title = stage.say(Words::Export).trim_end_matches('…');
    SheetFrame { name: "export", title, width: 640.0, place: SheetPlace::Top }.show(stage, |ui, stage| {
        let height = (stage.ctx.content_rect().height() - 230.0).max(160.0);
        let mut typing = false;
        ScrollArea::vertical().id_salt("export").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            choices(ui, stage, session, draft, card);
            typing = division(ui, stage, draft);
            let made_for = (draft.wish.format, draft.wish.divide == Divide::Not);
            if !draft.own_path && draft.path_for != made_for {
                draft.path_for = made_for;
                draft.path = suggested(session, made_for.0, made_for.1);
            }
            settings(ui, stage, draft, card);
            ui.add_space(8.0);
            ui.separator();
            if draft.looked_for.as_ref() != Some(&draft.wish) && !typing {
                draft.looked_for = Some(draft.wish.clone());
                stage.actions.push(Action::LookAtExport);
            }
            let losses: Vec<String> = card.losses().map(|loss| loss.say(stage.language())).collect();
            let loses = if losses.is_empty() {
                stage.say(Words::CarriesAll).to_owned()
            } else {
                stage.fill(Words::CannotCarry, &[&losses.join("; ")])
            };
            frame::note(ui, &loses);
            match &draft.look {
                None => import::waiting(ui, stage),
                Some(Err(reason)) => frame::problem(ui, stage, &reason.say(stage.language())),
                Some(Ok(exported)) => would_hold(ui, stage, session, exported),
            }
        });
        let label = stage.say(Words::WriteTo);
        frame::caption(ui, label);
        let before = draft.path.clone();
        let field =
            PathField { overlay: "export", name: label, several: false, files: true }.show(ui, stage, &mut draft.path);
        if draft.path != before {
            draft.own_path = true;
            draft.problem.clear();
        }
        frame::problem(ui, stage, &draft.problem);
        let mut go = frame::entered(ui, &field);
        frame::buttons(ui, |ui| {
            let can = !draft.path.trim().is_empty() && !matches!(draft.look, Some(Err(_)));
            go = frame::main_button(ui, stage, stage.say(Words::ExportWord), can).clicked() || (go && can);
            if frame::side_button(ui, stage.say(Words::Browse)).clicked() {
                stage.actions.push(Action::Choose(Purpose::ExportTo));
            }
            frame::cancel_button(ui, stage);
        });
        if go {
            draft.path = completion::expand(&draft.path, completion::home().as_deref()).display().to_string();
            stage.actions.push(Action::Export);
        }
    });
}

/// The name before a field.
pub fn named(ui: &mut Ui, name: &str) -> Response {
    let layout = Layout::left_to_right(Align::Center);
    let label = ui.allocate_ui_with_layout(vec2(130.0, 20.0), layout, |ui| {
        ui.set_width(130.0);
        ui.add(eframe::egui::Label::new(RichText::new(name).weak()).truncate())
    });
    label.inner
}

/// A list to choose from, with its name before it.
pub fn combo<T: PartialEq + Clone>(ui: &mut Ui, name: &str, value: &mut T, choices: &[(T, String)]) -> bool {
    let before = value.clone();
    ui.horizontal(|ui| {
        named(ui, name);
        let shown = choices.iter().find(|(choice, _)| choice == value).map_or("", |(_, text)| text.as_str());
        let list = ComboBox::from_id_salt(("export", name)).selected_text(shown).width(320.0).height(420.0).show_ui(
            ui,
            |ui| {
                for (choice, text) in choices {
                    ui.selectable_value(value, choice.clone(), text);
                }
            },
        );
        list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{name}: {shown}")));
    });
    *value != before
}

fn choices(ui: &mut Ui, stage: &Stage, session: &Session, draft: &mut ExportDraft, card: &FormatInfo) {
    let formats: Vec<(&'static str, String)> = (ALL.iter())
        .map(|format| format.info())
        .filter(|card| card.writes)
        .map(|card| (card.id, card.name.to_owned()))
        .collect();
    if combo(ui, stage.say(Words::FormatWord), &mut draft.wish.format, &formats) {
        draft.wish.options.clear();
    }
    frame::note(ui, &card.about_message().say(stage.language()));
    let mut sets: Vec<_> = session.project().sets.values().map(|set| (set.id.clone(), set.name.clone())).collect();
    let own = session.active_set();
    if !sets.iter().any(|(id, _)| id == own) {
        sets.push((own.clone(), own.to_string()));
    }
    combo(ui, stage.say(Words::AnnotationsOf), &mut draft.wish.set, &sets);
    let all = session.rows().len();
    let listed = stage.behind.listed.len();
    let mut which = vec![
        (Which::All, format!("{} ({all})", stage.say(Words::AllArticles))),
        (Which::Finished, stage.say(Words::FinishedOnly).to_owned()),
        (Which::Listed, format!("{} ({listed})", stage.say(Words::ListedOnly))),
        (Which::Open, stage.say(Words::OpenOnly).to_owned()),
    ];
    which.extend(chosen(stage, draft.wish.which));
    combo(ui, stage.say(Words::WhichArticles), &mut draft.wish.which, &which);
}

/// The articles that are chosen in the list, as a choice; `None`: none are.
pub fn chosen(stage: &Stage, which: Which) -> Option<(Which, String)> {
    let number = stage.behind.chosen.len();
    let offered = number > 0 || which == Which::Chosen;
    offered.then(|| (Which::Chosen, format!("{} ({number})", stage.say(Words::ChosenOnly))))
}

/// Returns whether something is being typed.
fn division(ui: &mut Ui, stage: &Stage, draft: &mut ExportDraft) -> bool {
    let say = |words: Words| stage.say(words).to_owned();
    let ways = [
        (Divide::Not, say(Words::NotDivided)),
        (Divide::Chance, say(Words::ByChance)),
        (Divide::Date, say(Words::ByDate)),
        (Divide::Source, say(Words::BySource)),
        (Divide::Region, say(Words::ByRegion)),
    ];
    combo(ui, stage.say(Words::Divide), &mut draft.wish.divide, &ways);
    if draft.wish.divide == Divide::Not {
        return false;
    }
    let mut typing = false;
    let mut line = |ui: &mut Ui, name: &str, hint: &str, text: &mut String| {
        ui.horizontal(|ui| {
            named(ui, name);
            let field =
                TextEdit::singleline(text).id_salt(("export", name)).hint_text(row::hint(hint)).desired_width(320.0);
            let response = ui.add(field);
            row::name_field(&response, text.as_str(), name);
            typing |= response.has_focus();
        });
    };
    let example = |example: &str| stage.fill(Words::ForExample, &[example]);
    line(ui, stage.say(Words::Shares), &example("train=80, validation=10, test=10"), &mut draft.wish.shares);
    if draft.wish.divide == Divide::Date {
        line(ui, stage.say(Words::FirstDays), &example("2024-08-01, 2024-10-01"), &mut draft.wish.days);
    } else {
        line(ui, stage.say(Words::Seed), "0", &mut draft.wish.seed);
    }
    frame::note(ui, stage.say(Words::NearCopiesTogether));
    typing
}

/// Settings of the format itself.
fn settings(ui: &mut Ui, stage: &Stage, draft: &mut ExportDraft, card: &FormatInfo) {
    let writing = card.options.iter().filter(|choice| choice.used == Used::Writing && !choice.values.is_empty());
    for choice in writing {
        let values: Vec<(String, String)> =
            choice.values.iter().map(|value| ((*value).to_owned(), (*value).to_owned())).collect();
        let first = choice.values.first().copied().unwrap_or_default();
        let mut value = draft.wish.options.get(choice.name).map_or(first, String::as_str).to_owned();
        if combo(ui, choice.name, &mut value, &values) {
            draft.wish.options.insert(choice.name.to_owned(), value);
        }
    }
    let councils = stage.screen.session.and_then(|session| session.councils()).filter(|_| card.tells_thresholds);
    if let Some(table) = councils {
        ui.label(format!("{}: {}", stage.say(Words::LedgerCouncils).trim_end_matches('…'), table.name));
    }
    if card.text_free {
        row::checkbox(ui, &mut draft.wish.with_text, stage.say(Words::WithText));
    }
    if card.describes {
        let name = stage.say(Words::Licence);
        ui.horizontal(|ui| {
            named(ui, name);
            let field = TextEdit::singleline(&mut draft.licence)
                .hint_text(row::hint(stage.fill(Words::ForExample, &["cc-by-4.0"])))
                .desired_width(320.0);
            let response = ui.add(field);
            row::name_field(&response, &draft.licence, name);
        });
    }
}

fn would_hold(ui: &mut Ui, stage: &Stage, session: &Session, exported: &Exported) {
    let scheme = &session.project().scheme;
    let mut parts = vec![stage.fill(Words::WouldImport, &[&exported.articles.to_string()])];
    parts.extend(exported.mentions.iter().map(|(kind, number)| {
        let name =
            KindKey::new(kind).map_or_else(|_| kind.clone(), |key| names::kind_of(stage.language(), scheme, &key));
        format!("{number} {name}")
    }));
    parts.push(stage.fill(Words::CoalitionsCount, &[&exported.coalitions.to_string()]));
    ui.label(RichText::new(format!("{}: {}", stage.say(Words::WouldHold), parts.join(", "))).bold());
    if !exported.parts.is_empty() {
        let sizes: Vec<String> = exported.parts.iter().map(|(name, number)| format!("{name}: {number}")).collect();
        ui.label(sizes.join("   "));
    }
    for count in exported.left_out.iter() {
        let what = count.to_string();
        let text = stage.fill(Words::LeftOutHere, &[&count.number.to_string(), &what]);
        ui.add(eframe::egui::Label::new(RichText::new(text).color(stage.theme.danger)).wrap());
    }
    if !exported.unreadable.is_empty() {
        let text = stage.fill(Words::Unreadable, &[&exported.unreadable.len().to_string()]);
        ui.label(RichText::new(text).color(stage.theme.danger));
    }
    if !exported.without_part.is_empty() {
        let text = stage.fill(Words::WithoutPart, &[&exported.without_part.len().to_string()]);
        ui.label(RichText::new(text).color(stage.theme.danger));
    }
    if !exported.undecided.is_empty() {
        let text = stage.fill(Words::Undecided, &[&exported.undecided.len().to_string()]);
        ui.add(eframe::egui::Label::new(RichText::new(text).color(stage.theme.danger)).wrap());
    }
}

fn plan(wish: &ExportWish) -> Result<Option<SplitPlan>, Message> {
    let by = match wish.divide {
        Divide::Not => return Ok(None),
        Divide::Chance => PartBasis::Chance,
        Divide::Source => PartBasis::Source(Default::default()),
        Divide::Region => PartBasis::Region(Default::default()),
        Divide::Date => {
            let days = wish.days.split(',').map(str::trim).filter(|day| !day.is_empty());
            PartBasis::Date(days.map(str::parse).collect::<Result<Vec<Date>, _>>()?)
        }
    };
    let seed = wish.seed.trim();
    let seed = seed.parse().map_err(|_| message!("“{text}” is not a whole number", text = seed))?;
    let plan = SplitPlan::read(&wish.shares, seed)?;
    let plan = SplitPlan { by, ..plan };
    plan.check()?;
    Ok(Some(plan))
}

/// A path beside the project that nothing is at yet; `whole`: not divided, so that one file can be enough.
fn suggested(session: &Session, id: &str, whole: bool) -> String {
    let Some(format) = format(id) else { return String::new() };
    let card = format.info();
    let dir = session.dir().parent().unwrap_or(session.dir());
    let stem = slug(&session.project().name);
    let stem = if stem.is_empty() { "tandai" } else { &stem };
    let end = if whole && card.shape == DiskShape::File { format!(".{}", card.extensions[0]) } else { String::new() };
    let numbered = (2..1000).map(|number| dir.join(format!("{stem}-{id}-{number}{end}")));
    let mut names = std::iter::once(dir.join(format!("{stem}-{id}{end}"))).chain(numbered);
    names.find(|path| !path.exists()).map_or_else(String::new, |path| path.display().to_string())
}
