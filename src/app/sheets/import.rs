//! Before files come in: what is in them, what would become of it, and what was not understood.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use eframe::egui::{CollapsingHeader, ComboBox, Grid, Response, RichText, Role, ScrollArea, Spinner, Ui, WidgetInfo};

use super::{
    Stage, Work,
    export::combo,
    frame::{self, SheetFrame, SheetPlace},
    pasted::{self, PastedHeader},
};
use crate::{
    app::{
        kit::{
            dialogs::Paths,
            fonts::Emphasis,
            names,
            task::{self, Task, Worker},
            text::Words,
            toasts::Toasts,
        },
        state::action::Action,
    },
    formats::{ALL, FormatInfo, FormatOption, Preview, RecordFate, SETTINGS, Used, format, gravest_first},
    message::Language,
    model::{KindKey, Zone},
    session::{Apart, ImportPreview, ImportRequest, ImportStep, Imported, Overlap, PastedFile, Ready, Session},
};

/// Settings of the table's reader, with their names.
const ROLES: [(&str, Words); 6] = [
    ("text", Words::TextColumn),
    ("title", Words::Title),
    ("date", Words::Date),
    ("source", Words::Source),
    ("url", Words::Address),
    ("id", Words::Identifier),
];

/// Problems that are shown; the rest is counted.
const SHOWN: usize = 200;
/// Pairs of files that may be of two people: so many are shown.
const OVERLAPS: usize = 5;

/// What is known of files before they are imported, and what was chosen for them.
#[derive(Default)]
pub struct ImportDraft {
    pub paths: Vec<PathBuf>,
    /// By its id; recognised if it is not said.
    pub format: Option<&'static str>,
    /// The set that gets the annotations; empty: the files' own, or the person's.
    pub set: String,
    /// Whether each file, or each folder, is a set of its own.
    pub apart: Option<Apart>,
    /// `ORG=party, LOC=region`
    pub labels: String,
    /// How far clocks are ahead of UTC, `+07:00`; empty: as the project has it.
    pub zone: String,
    /// Settings of the format: which column is what.
    pub options: BTreeMap<String, String>,
    pub look: Option<ImportPreview>,
    /// The look under way, and what it looks with.
    pub looking: Option<Task<ImportPreview>>,
    pub looked_for: Option<ImportKey>,
    /// What was pasted and stands in a file for a while.
    pasted: Option<Arc<PastedFile>>,
    /// What is read in its first lines, and what a person says of it.
    header: PastedHeader,
}

/// What a look depends on: format, labels, settings, set, whether each file is a set, and the time zone.
pub type ImportKey = (Option<&'static str>, String, BTreeMap<String, String>, String, Option<Apart>, Option<Zone>);

/// What a task that brings files in answers.
pub enum ImportAnswer {
    /// They are more than plain texts: they are looked at before they come in.
    ToLookAt(Paths),
    Ready(Ready),
}

impl ImportDraft {
    pub fn of(paths: Paths) -> Self {
        Self { paths, ..Self::default() }
    }

    pub fn pasted(file: PastedFile, words: &str) -> Self {
        let (paths, header) = (vec![file.path().to_owned()], PastedHeader::of(words));
        Self { paths, header, pasted: Some(Arc::new(file)), ..Self::default() }
    }

    /// Reads the files and stores nothing.
    pub fn preview(&mut self, work: &mut Work) {
        let Some(importer) = work.session.map(Session::importer) else { return };
        let request = self.request();
        let (pasted, language) = (self.pasted.clone(), work.language);
        let task = work.tasks.start(work.ctx, work.language.say(Words::Looking), move |worker| {
            let look = importer.preview(&request, &worker.cancel, |step| tell_step(worker, language, &step));
            // As long as it was read.
            drop(pasted);
            worker.tell(look);
        });
        (self.look, self.looking) = (None, Some(task));
    }

    /// Brings in what the sheet shows.
    pub fn bring_in(&self, work: &mut Work) -> Option<Task<ImportAnswer>> {
        let (importer, request, pasted) = (work.session?.importer(), self.request(), self.pasted.clone());
        let language = work.language;
        Some(work.tasks.start(work.ctx, work.language.say(Words::ImportWord), move |worker| {
            let ready = importer.run(&request, &worker.cancel, |step| tell_step(worker, language, &step));
            drop(pasted);
            worker.tell(ImportAnswer::Ready(ready));
        }))
    }

    fn request(&self) -> ImportRequest {
        let set = self.set.trim();
        ImportRequest {
            format: self.format.and_then(format),
            set: Some(set.to_owned()).filter(|set| !set.is_empty()),
            apart: self.apart,
            labels: labels(&self.labels),
            options: self.options.clone(),
            zone: self.zone(),
            header: if self.is_plain_paste() { self.header.said() } else { Default::default() },
            ..ImportRequest::of(&self.paths)
        }
    }

    /// Whether one plain text was pasted: it has no marks that labels could mean, and a header to be told.
    fn is_plain_paste(&self) -> bool {
        let name = format(PLAIN).map_or("", |format| format.info().name);
        let plain = |look: &ImportPreview| look.articles == 1 && look.formats.keys().all(|format| *format == name);
        self.pasted.is_some()
            && self.format.is_none_or(|format| format == PLAIN)
            && self.look.as_ref().is_none_or(plain)
    }

    /// The time zone, if one is said.
    pub fn zone(&self) -> Option<Zone> {
        self.zone.parse().ok()
    }

    /// Takes in what the look found.
    fn follow(&mut self) {
        let (looks, _) = task::answers(&mut self.looking);
        if let Some(look) = looks.into_iter().next_back() {
            self.look = Some(look);
        }
    }
}

pub fn ui(stage: &mut Stage, draft: &mut ImportDraft) {
    draft.follow();
    let title = stage.say(Words::ImportFiles).trim_end_matches('…');
    SheetFrame { name: "import", title, width: 620.0, place: SheetPlace::Top }.show(stage, |ui, stage| {
        let shown = |path: &PathBuf| match &draft.pasted {
            Some(_) => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            None => path.display().to_string(),
        };
        let paths: Vec<String> = draft.paths.iter().take(3).map(shown).collect();
        let more = if draft.paths.len() > 3 { ", …" } else { "" };
        frame::note(ui, &format!("{}{more}", paths.join(", ")));
        format_combo(ui, stage, draft);
        let plain = draft.is_plain_paste();
        let fields = if plain { pasted::fields(ui, stage, &mut draft.header) } else { of_marks(ui, stage, draft) };
        let typed = |words: &str| words.trim().to_owned();
        let (set_to, labels_as) = (typed(&draft.set), typed(&draft.labels));
        let wanted = Some((draft.format, labels_as, draft.options.clone(), set_to, draft.apart, draft.zone()));
        if draft.looked_for != wanted && !fields.iter().any(|field| field.has_focus()) {
            draft.looked_for = wanted;
            stage.actions.push(Action::LookAtImport);
        }
        ui.add_space(8.0);
        let height = (stage.ctx.content_rect().height() - 372.0).max(120.0);
        ScrollArea::vertical().id_salt("import").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            let Some(look) = &draft.look else { return waiting(ui, stage) };
            found(ui, stage, look);
            for overlap in look.overlaps.iter().take(OVERLAPS) {
                may_be_two(ui, stage, overlap, &mut draft.set, &mut draft.apart);
            }
            if let Some(table) = &look.table {
                columns(ui, stage, table, &mut draft.options);
            }
            problems(ui, stage, look);
            settings(ui, stage, look, draft.format, &mut draft.options);
        });
        let whole =
            if plain { draft.header.is_right() } else { draft.zone.trim().is_empty() || draft.zone().is_some() };
        let can = whole && draft.look.as_ref().is_some_and(|look| look.articles > 0);
        let mut go = can && fields.iter().any(|field| frame::entered(ui, field));
        frame::buttons(ui, |ui| {
            let button = frame::main_button(ui, stage, stage.say(Words::ImportWord), can);
            if stage.fresh {
                button.request_focus();
            }
            go |= button.clicked();
            frame::cancel_button(ui, stage);
        });
        if go {
            stage.actions.push(Action::ImportChosen);
        }
    });
}

/// Whose the marks are, what their labels mean, and by which clock moments become days.
fn of_marks(ui: &mut Ui, stage: &Stage, draft: &mut ImportDraft) -> [Response; 3] {
    let set = frame::field(ui, stage.say(Words::IntoSet), stage.say(Words::IntoSetHint), &mut draft.set);
    let labels = frame::field(ui, stage.say(Words::LabelsWord), stage.say(Words::LabelsHint), &mut draft.labels);
    let known = stage.screen.session.and_then(|session| session.options().zone());
    let hint = known.map_or_else(|| stage.say(Words::TimeZoneHint).to_owned(), |zone| zone.to_string());
    let zone = frame::field(ui, stage.say(Words::TimeZone), &hint, &mut draft.zone);
    if !draft.zone.trim().is_empty()
        && let Err(wrong) = draft.zone.parse::<Zone>()
    {
        frame::note(ui, &wrong.say(stage.language()));
    }
    [set, labels, zone]
}

/// While files are looked at.
pub fn waiting(ui: &mut Ui, stage: &Stage) {
    ui.horizontal(|ui| {
        ui.add(Spinner::new().size(14.0));
        ui.label(RichText::new(stage.say(Words::Looking)).weak());
    });
}

fn format_combo(ui: &mut Ui, stage: &Stage, draft: &mut ImportDraft) {
    frame::caption(ui, stage.say(Words::FormatWord));
    let recognised = stage.say(Words::Recognised);
    let formats = || ALL.iter().map(|format| format.info()).filter(|card| card.reads);
    let shown = formats().find(|card| Some(card.id) == draft.format).map_or(recognised, |card| card.name);
    let combo = ComboBox::from_id_salt("format of the files").selected_text(shown).width(300.0).show_ui(ui, |ui| {
        ui.selectable_value(&mut draft.format, None, recognised);
        for card in formats() {
            ui.selectable_value(&mut draft.format, Some(card.id), card.name)
                .on_hover_text(card.about_message().say(stage.language()));
        }
    });
    let name = stage.say(Words::FormatWord);
    combo.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{name}: {shown}")));
}

fn found(ui: &mut Ui, stage: &Stage, look: &ImportPreview) {
    if look.articles == 0 && look.problems.is_empty() {
        ui.label(stage.say(Words::NothingReadable));
        return;
    }
    let scheme = stage.screen.session.map(|session| &session.project().scheme);
    let formats: Vec<String> = look.formats.iter().map(|(name, files)| format!("{name} ({files})")).collect();
    let mut line = vec![stage.fill(Words::WouldImport, &[&look.articles.to_string()])];
    if look.known > 0 {
        line.push(stage.fill(Words::KnownAlready, &[&look.known.to_string()]));
    }
    ui.label(RichText::new(format!("{}: {}", formats.join(", "), line.join(", "))).bold());
    let mut marks: Vec<String> = (look.kinds.iter())
        .map(|(kind, number)| {
            let name = scheme.map_or_else(|| kind.to_string(), |scheme| names::kind_of(stage.language(), scheme, kind));
            format!("{number} {name}")
        })
        .collect();
    if look.coalitions > 0 {
        marks.push(stage.fill(Words::CoalitionsCount, &[&look.coalitions.to_string()]));
    }
    if look.entities > 0 {
        ui.label(stage.fill(Words::EntitiesCame, &[&look.entities.to_string()]));
    }
    if !marks.is_empty() {
        let sets: Vec<&str> = look.sets.iter().map(String::as_str).collect();
        ui.label(format!("{} {}", marks.join(", "), stage.fill(Words::IntoSets, &[&sets.join(", ")])));
    }
    if !look.first.is_empty() {
        frame::caption(ui, stage.say(Words::FirstOnes));
        for (title, mentions, coalitions) in &look.first {
            let marks =
                if mentions + coalitions > 0 { format!("   {mentions} · {coalitions}") } else { String::new() };
            ui.add(eframe::egui::Label::new(format!("{title}{marks}")).truncate());
        }
    }
}

/// Says that marks may be of two people, and offers a set for each.
fn may_be_two(ui: &mut Ui, stage: &Stage, overlap: &Overlap, set: &mut String, apart: &mut Option<Apart>) {
    let Overlap { first, second, by, articles, .. } = overlap;
    let articles = articles.to_string();
    let (said, offered) = match first {
        Some(first) => {
            (stage.fill(Words::MarkSameTexts, &[first, second, &articles]), stage.say(Words::SetEach).to_owned())
        }
        None => (stage.fill(Words::MarksBeside, &[second, &articles]), stage.fill(Words::IntoNewSet, &[second])),
    };
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(said).color(stage.theme.danger));
        if ui.button(offered).clicked() {
            match first {
                Some(_) => *apart = Some(*by),
                None => set.clone_from(second),
            }
        }
    });
}

/// Which column is what, and the first rows.
fn columns(ui: &mut Ui, stage: &Stage, table: &Preview, options: &mut BTreeMap<String, String>) {
    frame::caption(ui, stage.say(Words::WhichColumns));
    Grid::new("columns of the table").spacing([8.0, 4.0]).show(ui, |ui| {
        for (at, (role, words)) in ROLES.into_iter().enumerate() {
            if at > 0 && at.is_multiple_of(3) {
                ui.end_row();
            }
            let guessed = table.roles.iter().position(|taken| *taken == Some(role));
            let shown = guessed.and_then(|at| table.columns.get(at)).map_or("–", String::as_str).to_owned();
            let name = stage.say(words);
            ui.label(RichText::new(name).weak());
            let combo = ComboBox::from_id_salt(("column", role)).selected_text(&shown).width(110.0).show_ui(ui, |ui| {
                for column in &table.columns {
                    if ui.selectable_label(*column == shown, column).clicked() {
                        options.insert(role.to_owned(), column.clone());
                    }
                }
            });
            combo.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{name}: {shown}")));
        }
    });
    if let Some(encoding) = table.proposed_encoding
        && ui.button(stage.fill(Words::ReadAs, &[encoding])).clicked()
    {
        options.insert("encoding".to_owned(), encoding.to_owned());
    }
    for row in table.rows.iter().take(3) {
        let cells = row.iter().map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "));
        let short = |cell: String| cell.chars().take(60).collect::<String>();
        let line = cells.map(short).collect::<Vec<_>>().join("  |  ");
        ui.add(eframe::egui::Label::new(RichText::new(line).small()).truncate());
    }
}

/// Settings of the formats that the files are in; open where nothing comes in without one, or one is chosen.
fn settings(
    ui: &mut Ui,
    stage: &Stage,
    look: &ImportPreview,
    format: Option<&'static str>,
    options: &mut BTreeMap<String, String>,
) {
    let used = |card: &&FormatInfo| look.formats.contains_key(card.name) || format == Some(card.id);
    let cards = ALL.iter().map(|format| format.info()).filter(|card| card.reads).filter(used);
    let mut choices: Vec<&FormatOption> = Vec::new();
    for choice in cards.flat_map(|card| card.options).chain(&SETTINGS) {
        let known = choices.iter().any(|known| known.name == choice.name);
        if choice.used == Used::Reading && !choice.values.is_empty() && !known {
            choices.push(choice);
        }
    }
    if choices.is_empty() {
        return;
    }
    ui.add_space(4.0);
    let open = look.articles == 0 || choices.iter().any(|choice| options.contains_key(choice.name));
    CollapsingHeader::new(stage.say(Words::ReadingSettings)).default_open(open).show(ui, |ui| {
        for choice in choices {
            let values: Vec<(String, String)> =
                choice.values.iter().map(|value| ((*value).to_owned(), (*value).to_owned())).collect();
            let first = choice.values[0];
            let mut value = options.get(choice.name).map_or(first, String::as_str).to_owned();
            if combo(ui, choice.name, &mut value, &values) {
                if value == first {
                    options.remove(choice.name);
                } else {
                    options.insert(choice.name.to_owned(), value);
                }
            }
        }
    });
}

fn problems(ui: &mut Ui, stage: &Stage, look: &ImportPreview) {
    if look.problems.is_empty() {
        return;
    }
    let lost = look.problems.iter().filter(|problem| problem.severity > RecordFate::Note).count() + look.more_problems;
    if lost > 0 {
        ui.add_space(4.0);
        let text = stage.fill(Words::SetAsideHere, &[&lost.to_string()]);
        ui.label(RichText::new(text).color(stage.theme.danger));
    }
    for problem in gravest_first(&look.problems).take(SHOWN) {
        let colour = if problem.severity == RecordFate::Note { stage.theme.weak } else { stage.theme.text };
        let text = RichText::new(problem.say(stage.language())).small().color(colour);
        ui.add(eframe::egui::Label::new(text).wrap());
    }
    let hidden = look.problems.len().saturating_sub(SHOWN) + look.more_problems;
    if hidden > 0 {
        frame::note(ui, &stage.fill(Words::MoreProblems, &[&hidden.to_string()]));
    }
}

/// The format of plain texts.
const PLAIN: &str = "text";

/// Reads and stores texts on a thread; what is more than plain texts comes back to be looked at.
pub fn begin(paths: Paths, work: &mut Work) -> Option<Task<ImportAnswer>> {
    let (importer, language) = (work.session?.importer(), work.language);
    Some(work.tasks.start(work.ctx, work.language.say(Words::ImportWord), move |worker| {
        let request = ImportRequest::of(&paths);
        if request.formats().iter().any(|format| *format != PLAIN) {
            worker.tell(ImportAnswer::ToLookAt(paths));
            return;
        }
        let ready = importer.run(&request, &worker.cancel, |step| tell_step(worker, language, &step));
        worker.tell(ImportAnswer::Ready(ready));
    }))
}

/// Says what came in. Returns whether anything was refused.
pub fn tell(imported: &Imported, toasts: &mut Toasts, language: Language) -> bool {
    let count = |words, number: usize| language.fill(words, &[&number.to_string()]);
    let mut said = vec![count(Words::ImportedCount, imported.articles.len())];
    if !imported.known.is_empty() {
        said.push(count(Words::KnownCount, imported.known.len()));
    }
    if imported.mentions + imported.coalitions > 0 {
        said.push(count(Words::MarksCount, imported.mentions + imported.coalitions));
    }
    if imported.entities > 0 {
        said.push(count(Words::EntitiesCame, imported.entities));
    }
    toasts.say(said.join(" · "));
    let refused = imported.left_out().count();
    if refused > 0 {
        toasts.problem(count(Words::ImportProblems, refused));
    }
    refused > 0
}

fn tell_step<T>(worker: &Worker<T>, language: Language, step: &ImportStep<'_>) {
    if step.storing {
        return worker.step(language.fill(Words::Storing, &[&step.articles.to_string()]));
    }
    let file = step.file.rsplit('/').next().unwrap_or_default();
    let (read, all) = step.bytes;
    let percent = read * 100 / all.max(1);
    worker.step(format!("{percent} % · {file}"));
}

/// `ORG=party, LOC=region`: labels with the kinds that they mean. What is no such pair yet is passed over.
pub fn labels(typed: &str) -> BTreeMap<String, KindKey> {
    let pair = |pair: &str| {
        let (label, kind) = pair.split_once('=')?;
        Some((label.trim().to_owned(), KindKey::new(kind.trim()).ok()?))
    };
    typed.split([',', ';', '\n']).filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_pairs() {
        let labels = labels("ORG = party, LOC=region,x, PER=");
        let pairs: Vec<_> = labels.iter().map(|(label, kind)| (label.as_str(), kind.as_str())).collect();
        assert_eq!(pairs, [("LOC", "region"), ("ORG", "party")]);
    }
}
