//! A person at the window: opens a project, moves the mouse, presses keys, and looks at what is on disk.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, Vec2, pos2};
use egui_kittest::{
    Harness,
    kittest::{NodeT, Queryable},
};
use tandai::{
    app::{App, Dialogs, Scripted, Settings, Start},
    model::{Annotations, ArticleId, Coalition, Mention, Span, notation},
    session::{ImportRequest, Session, Who},
};

/// The window over a project in a throw-away folder.
pub struct Desk {
    pub harness: Harness<'static, Option<App>>,
    dir: PathBuf,
    _folder: Option<tempfile::TempDir>,
    /// Keys pressed and mouse gestures made, for "at most so many actions".
    pub actions: usize,
}

/// How long a journey waits for what goes on behind the window.
const PATIENCE: Duration = Duration::from_secs(3);

pub fn settings() -> Settings {
    Settings::unsaved("sri", tandai::message::Language::English)
}

/// The folder that real articles lie in beside the project, if it is there.
pub fn seeds() -> Option<PathBuf> {
    let shared = std::env::var_os("TANDAI_SHARED").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|dir| dir.join("shared"));
    let found = shared.into_iter().chain(beside).map(|dir| dir.join("corpus/seeds")).find(|dir| dir.is_dir());
    if found.is_none() {
        println!("skipped: the real articles are not here");
    }
    found
}

impl Desk {
    /// A project with one article that has this text.
    pub fn with_text(text: &str) -> Self {
        Self::with_texts(&[("artikel", text)])
    }

    pub fn with_texts(texts: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("texts");
        std::fs::create_dir(&source).unwrap();
        for (name, text) in texts {
            std::fs::write(source.join(format!("{name}.txt")), text).unwrap();
        }
        let dir = folder.path().join("project");
        let mut session = Session::create(&dir, "Uji", Who::named("sri")).unwrap();
        let ready = session.importer().run(&ImportRequest::of(&[source]), &Default::default(), |_| {});
        session.add_articles(ready).unwrap();
        session.save().unwrap();
        drop(session);
        Self::open(folder, dir)
    }

    /// A project with articles and statements as Tandai JSON Lines have them; the marks are Sri's own.
    pub fn with_lines(lines: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("artikel.jsonl");
        std::fs::write(&file, lines).unwrap();
        let dir = folder.path().join("project");
        let mut session = Session::create(&dir, "Uji", Who::named("sri")).unwrap();
        let request = ImportRequest { set: Some("sri".into()), ..ImportRequest::of(&[file]) };
        let ready = session.importer().run(&request, &Default::default(), |_| {});
        session.add_articles(ready).unwrap();
        session.save().unwrap();
        drop(session);
        Self::open(folder, dir)
    }

    pub fn with_seeds(seeds: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("project");
        drop(Session::create(&dir, "Benih", Who::named("sri")).unwrap());
        let mut desk = Self::open(folder, dir);
        desk.drop_files(&[seeds.to_owned()]);
        desk
    }

    pub fn with_sample() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("project");
        drop(tandai::sample::make(&dir, Who::named("sri")).unwrap());
        Self::open(folder, dir)
    }

    /// A window over a project in a folder that goes with it.
    pub fn within(folder: tempfile::TempDir, dir: PathBuf) -> Self {
        Self::open(folder, dir)
    }

    fn open(folder: tempfile::TempDir, dir: PathBuf) -> Self {
        Self { harness: window(&dir, None), dir, _folder: Some(folder), actions: 0 }
    }

    /// A window over a project that is there.
    pub fn at(dir: &Path) -> Self {
        Self { harness: window(dir, None), dir: dir.to_owned(), _folder: None, actions: 0 }
    }

    /// The same with its first frame only.
    pub fn opening(dir: &Path) -> Self {
        Self { harness: window_after(dir, None, 1), dir: dir.to_owned(), _folder: None, actions: 0 }
    }

    /// Closes the window.
    pub fn close(&mut self) {
        self.harness.state_mut().take();
    }

    /// Runs a command by its name, from the palette.
    pub fn command(&mut self, name: &str) {
        self.ctrl(Key::K);
        self.settle();
        self.type_text(name);
        self.key(Key::Enter);
        self.settle();
    }

    /// Closes the window and opens it again on the same project.
    pub fn reopen(&mut self) {
        self.harness.state_mut().take();
        self.harness = window(&self.dir, None);
    }

    /// The same with other settings of the person.
    pub fn reopen_with(&mut self, settings: Settings) {
        self.harness.state_mut().take();
        self.harness = window_with(&self.dir, None, 10, settings);
        self.settle();
    }

    /// Closes the window and starts the program without saying which project.
    pub fn start_again(&mut self, settings: Settings) {
        self.harness.state_mut().take();
        self.harness = window_on(None, Arc::new(Scripted(None)), 10, settings);
        self.settle();
        self.dir = self.session().dir().to_owned();
    }

    /// The next native dialogs answer this.
    pub fn dialogs_answer(&mut self, paths: Option<Vec<PathBuf>>) {
        self.harness.state_mut().take();
        self.harness = window(&self.dir, paths);
    }

    /// Native dialogs are these.
    pub fn dialogs_are(&mut self, dialogs: impl Dialogs + 'static) {
        self.harness.state_mut().take();
        self.harness = window_on(Some(&self.dir), Arc::new(dialogs), 10, settings());
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    pub fn app(&self) -> &App {
        self.harness.state().as_ref().unwrap()
    }

    pub fn session(&self) -> &Session {
        self.app().session().unwrap()
    }

    pub fn article(&self) -> ArticleId {
        self.app().open_id().unwrap().clone()
    }

    pub fn text(&self) -> String {
        self.session().article(&self.article()).unwrap().text.to_string()
    }

    pub fn annotations(&self) -> Annotations {
        self.session().annotations(&self.article()).map(|a| (**a).clone()).unwrap_or_default()
    }

    /// The article with its mentions in brackets.
    pub fn marked(&self) -> String {
        notation::print(&self.text(), &self.annotations())
    }

    /// Mentions with these words, in reading order.
    pub fn mentions(&self, words: &str) -> Vec<Mention> {
        let text = self.text();
        let annotations = self.annotations();
        annotations.in_reading_order().into_iter().filter(|m| &text[m.span.range()] == words).cloned().collect()
    }

    pub fn only_coalition(&self) -> Coalition {
        let annotations = self.annotations();
        assert_eq!(annotations.coalitions.len(), 1);
        annotations.coalitions.into_values().next().unwrap()
    }

    pub fn message(&self) -> String {
        self.app().latest_message().unwrap_or_default().to_owned()
    }

    /// Draws frames until background work has settled. Work that cannot end (on a full disk, say) is not waited for long.
    pub fn settle(&mut self) {
        let frame = |desk: &mut Self| {
            desk.harness.run_steps(1);
            std::thread::sleep(Duration::from_millis(5));
        };
        (0..40).for_each(|_| frame(self));
        let begun = Instant::now();
        while self.harness.state().as_ref().is_some_and(App::is_working) && begun.elapsed() < PATIENCE {
            // What has ended is shown a frame later.
            (0..5).for_each(|_| frame(self));
        }
    }

    /// Draws frames until something is so; at the longest a good while, as on a machine that does ten other things.
    pub fn waits(&mut self, until: impl Fn(&Self) -> bool) -> bool {
        let begun = Instant::now();
        while !until(self) {
            if begun.elapsed() > 10 * PATIENCE {
                return false;
            }
            self.harness.run_steps(1);
            std::thread::sleep(Duration::from_millis(5));
        }
        true
    }

    /// Whether this comes to be seen: as [`Self::sees`], for what background work may still bring.
    pub fn comes(&mut self, label: &str) -> bool {
        self.waits(|desk| desk.sees(label))
    }

    /// The bytes of the `nth` place (from 0) where words stand in the open article.
    pub fn span_of(&self, words: &str, nth: usize) -> Span {
        let text = self.text();
        let at = text.match_indices(words).nth(nth).unwrap_or_else(|| panic!("“{words}” is not there")).0;
        Span::new(at, at + words.len())
    }

    /// Where words stand on the screen: left end, middle of the first row, right end. Scrolls to them by keys if needed.
    fn place(&mut self, words: &str, nth: usize) -> (Pos2, Pos2, Pos2) {
        let span = self.span_of(words, nth);
        if self.app().rects(span).is_empty() {
            // From the top down it is found, wherever the view stands.
            self.wheel(100_000.0);
        }
        for _ in 0..60 {
            let rects = self.app().rects(span);
            let screen = self.harness.ctx.content_rect();
            if let (Some(first), Some(last)) = (rects.first(), rects.last())
                && screen.shrink(90.0).y_range().contains(first.center().y)
                && screen.shrink(60.0).y_range().contains(last.center().y)
            {
                let left = pos2(first.left() + 1.0, first.center().y);
                let right = pos2(last.right() - 1.0, last.center().y);
                return (left, first.center(), right);
            }
            let below = rects.first().is_none_or(|rect| rect.center().y > screen.center().y);
            self.wheel(if below { -120.0 } else { 120.0 });
        }
        panic!("“{words}” cannot be brought into view");
    }

    fn wheel(&mut self, y: f32) {
        let centre = self.harness.ctx.content_rect().center();
        self.harness.event(Event::PointerMoved(centre));
        self.harness.event(Event::MouseWheel {
            unit: eframe::egui::MouseWheelUnit::Point,
            delta: Vec2::new(0.0, y),
            phase: eframe::egui::TouchPhase::Move,
            source: eframe::egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        });
        self.harness.run_steps(12);
    }

    fn button(&mut self, pos: Pos2, pressed: bool, modifiers: Modifiers) {
        self.harness.event_modifiers(
            Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers },
            modifiers,
        );
        self.harness.run_steps(1);
    }

    /// Drags over words, from their first letter to their last.
    pub fn drag(&mut self, words: &str, nth: usize) {
        self.drag_with(words, nth, Modifiers::NONE);
    }

    pub fn drag_with(&mut self, words: &str, nth: usize, modifiers: Modifiers) {
        let (left, _, right) = self.place(words, nth);
        self.drag_between(left, right, modifiers);
    }

    pub fn drag_between(&mut self, from: Pos2, to: Pos2, modifiers: Modifiers) {
        self.actions += 1;
        self.harness.event(Event::PointerMoved(from));
        self.harness.run_steps(1);
        self.button(from, true, modifiers);
        for step in 1..=4 {
            self.harness.event(Event::PointerMoved(from.lerp(to, step as f32 / 4.0)));
            self.harness.run_steps(1);
        }
        self.button(to, false, modifiers);
        self.harness.run_steps(2);
        self.rest();
    }

    pub fn click(&mut self, words: &str, nth: usize) {
        self.click_times(words, nth, 1, Modifiers::NONE);
    }

    pub fn double_click(&mut self, words: &str, nth: usize) {
        self.click_times(words, nth, 2, Modifiers::NONE);
    }

    pub fn triple_click(&mut self, words: &str, nth: usize) {
        self.click_times(words, nth, 3, Modifiers::NONE);
    }

    pub fn click_times(&mut self, words: &str, nth: usize, times: usize, modifiers: Modifiers) {
        self.actions += 1;
        let (_, middle, _) = self.place(words, nth);
        self.harness.event(Event::PointerMoved(middle));
        self.harness.run_steps(1);
        for _ in 0..times {
            self.button(middle, true, modifiers);
            self.button(middle, false, modifiers);
        }
        self.harness.run_steps(2);
        self.rest();
    }

    /// Opens the menu of words in the text.
    pub fn right_click(&mut self, words: &str, nth: usize) {
        let (_, middle, _) = self.place(words, nth);
        self.right_click_at(middle);
    }

    /// Opens the menu of the one thing whose accessible name begins so.
    pub fn right_click_on(&mut self, label: &str) {
        let label = label.to_owned();
        let begins = move |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            node.label().is_some_and(|name| name.starts_with(&label))
        };
        let middle = self.harness.get_by(begins).rect().center();
        self.right_click_at(middle);
    }

    /// Clicks the one thing whose accessible name begins so, with keys held.
    pub fn click_on(&mut self, label: &str, modifiers: Modifiers) {
        self.actions += 1;
        let label = label.to_owned();
        let begins = move |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            node.label().is_some_and(|name| name.starts_with(&label))
        };
        let middle = self.harness.get_by(begins).rect().center();
        self.harness.event_modifiers(Event::PointerMoved(middle), modifiers);
        self.harness.run_steps(1);
        self.button(middle, true, modifiers);
        self.button(middle, false, modifiers);
        self.harness.run_steps(2);
        self.rest();
    }

    fn right_click_at(&mut self, pos: Pos2) {
        self.actions += 1;
        self.harness.event(Event::PointerMoved(pos));
        self.harness.run_steps(1);
        for pressed in [true, false] {
            let (button, modifiers) = (PointerButton::Secondary, Modifiers::NONE);
            self.harness.event(Event::PointerButton { pos, button, pressed, modifiers });
            self.harness.run_steps(1);
        }
        self.harness.run_steps(3);
    }

    /// Long enough that the next click is no second one of a double click.
    fn rest(&mut self) {
        self.harness.run_steps(40);
    }

    /// The edge of a mention's words, to be dragged.
    pub fn drag_edge(&mut self, words: &str, nth: usize, end: bool, to_words: &str, to_nth: usize) {
        let (left, _, right) = self.place(words, nth);
        let (to_left, _, to_right) = self.place(to_words, to_nth);
        let (from, to) = if end { (right, to_right) } else { (left, to_left) };
        self.drag_between(from, to, Modifiers::NONE);
    }

    pub fn key(&mut self, key: Key) {
        self.keys(Modifiers::NONE, key);
    }

    pub fn ctrl(&mut self, key: Key) {
        self.keys(Modifiers { ctrl: true, command: true, ..Modifiers::NONE }, key);
    }

    pub fn ctrl_shift(&mut self, key: Key) {
        self.keys(Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE }, key);
    }

    pub fn shift(&mut self, key: Key) {
        self.keys(Modifiers::SHIFT, key);
    }

    pub fn alt(&mut self, key: Key) {
        self.keys(Modifiers::ALT, key);
    }

    /// A key with what it would type, in one frame, as a keyboard sends it.
    pub fn keys(&mut self, modifiers: Modifiers, key: Key) {
        self.actions += 1;
        let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        let plain = !modifiers.ctrl && !modifiers.command && !modifiers.alt;
        let name = key.name();
        let types = plain && name.chars().count() == 1;
        let typed = if modifiers.shift { name.to_owned() } else { name.to_lowercase() };
        let input = self.harness.input_mut();
        input.events.push(event(true));
        input.events.extend(types.then_some(Event::Text(typed)));
        self.harness.run_steps(1);
        let input = self.harness.input_mut();
        input.events.push(event(false));
        self.harness.run_steps(2);
        while self.app().input_waits() {
            self.harness.run_steps(1);
        }
    }

    /// Types into whatever has the keyboard.
    pub fn type_text(&mut self, text: &str) {
        self.harness.event(Event::Text(text.to_owned()));
        self.harness.run_steps(3);
    }

    /// Clicks something by its accessible name.
    pub fn press(&mut self, label: &str) {
        self.actions += 1;
        self.harness.get_by_label(label).click();
        self.harness.run_steps(4);
        self.rest();
    }

    /// Clicks what was drawn last of what has these words in its accessible name: a menu's row is above all else.
    pub fn press_containing(&mut self, label: &str) {
        self.actions += 1;
        let last = self.harness.query_all_by_label_contains(label).last();
        last.unwrap_or_else(|| panic!("“{label}” is not there")).click();
        self.harness.run_steps(4);
        self.rest();
    }

    /// Clicks something and waits until something is so; at the longest a while.
    pub fn press_for(&mut self, label: &str, until: impl Fn(&Self) -> bool) {
        self.actions += 1;
        self.harness.get_by_label(label).click();
        for _ in 0..200 {
            self.harness.run_steps(1);
            if until(self) {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("“{label}” did not do it");
    }

    /// What the last frame asked the system for.
    pub fn asked(&self) -> Vec<eframe::egui::ViewportCommand> {
        let output = &self.harness.output().viewport_output;
        output.get(&eframe::egui::ViewportId::ROOT).map(|output| output.commands.clone()).unwrap_or_default()
    }

    /// The text fields of the window that have no accessible name; adds how many there are.
    pub fn nameless_fields(&self, fields: &mut usize) -> Vec<String> {
        use eframe::egui::accesskit::Role;
        let field = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            matches!(node.role(), Role::TextInput | Role::MultilineTextInput | Role::SearchInput)
        };
        let all = self.harness.query_all_by(field).map(|node| node.accesskit_node());
        let mut nameless = Vec::new();
        for node in all {
            *fields += 1;
            if node.label().is_none_or(|name| name.trim().is_empty()) {
                nameless.push(format!("{:?} {:?}", node.placeholder(), node.value()));
            }
        }
        nameless
    }

    /// Gives a text field the keyboard.
    pub fn focus_field(&mut self, name: &str) {
        use eframe::egui::accesskit::Role;
        let one_line = self.harness.query_by_role_and_label(Role::TextInput, name);
        let field = one_line.or_else(|| self.harness.query_by_role_and_label(Role::MultilineTextInput, name));
        field.unwrap_or_else(|| panic!("there is no field “{name}”")).focus();
        self.harness.run_steps(4);
    }

    /// A path beside the project that nothing is at.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.dir.with_file_name(name)
    }

    pub fn sees(&self, label: &str) -> bool {
        self.harness.query_all_by_label_contains(label).next().is_some()
    }

    /// Whether these words stand in the window as plain text.
    pub fn reads(&self, words: &str) -> bool {
        let words = words.to_owned();
        let holds = move |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            node.value().is_some_and(|value| value.contains(&words))
        };
        self.harness.query_all_by(holds).next().is_some()
    }

    /// Whether something in the window has exactly this accessible name.
    pub fn harness_has(&self, label: &str) -> bool {
        self.harness.query_all_by_label(label).next().is_some()
    }

    pub fn drop_files(&mut self, paths: &[PathBuf]) {
        let files = paths.iter().map(|path| Arc::new(Dropped(path.clone())) as eframe::egui::DroppedFileHandle);
        self.harness.input_mut().dropped_files = files.collect();
        self.harness.run_steps(1);
        self.harness.input_mut().dropped_files.clear();
        self.settle();
    }

    /// Pastes as the system hands it over.
    pub fn paste(&mut self, words: &str) {
        self.harness.event(Event::Paste(words.to_owned()));
        self.harness.run_steps(1);
        self.settle();
    }

    /// Everything that is on disk once it is saved: path inside the project and content.
    pub fn on_disk(&mut self) -> std::collections::BTreeMap<String, String> {
        self.ctrl(Key::S);
        self.settle();
        let mut files = std::collections::BTreeMap::new();
        let mut folders = vec![self.dir.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.strip_prefix(&self.dir).unwrap().to_string_lossy().into_owned();
                if path.is_dir() {
                    if name != ".local" {
                        folders.push(path);
                    }
                } else {
                    files.insert(name, std::fs::read_to_string(&path).unwrap());
                }
            }
        }
        files
    }

    /// The annotation file of the open article.
    pub fn annotation_file(&mut self) -> String {
        let name = format!("annotations/sri/{}.ron", self.article());
        self.on_disk().remove(&name).unwrap_or_default()
    }
}

fn window(dir: &Path, paths: Option<Vec<PathBuf>>) -> Harness<'static, Option<App>> {
    window_after(dir, paths, 10)
}

fn window_after(dir: &Path, paths: Option<Vec<PathBuf>>, frames: usize) -> Harness<'static, Option<App>> {
    window_with(dir, paths, frames, settings())
}

fn window_with(
    dir: &Path,
    paths: Option<Vec<PathBuf>>,
    frames: usize,
    settings: Settings,
) -> Harness<'static, Option<App>> {
    window_on(Some(dir), Arc::new(Scripted(paths)), frames, settings)
}

/// A window that opens with a project, or with the one that was open last.
fn window_on(
    dir: Option<&Path>,
    dialogs: Arc<dyn Dialogs>,
    frames: usize,
    settings: Settings,
) -> Harness<'static, Option<App>> {
    let dir = dir.map(Path::to_owned);
    let mut harness = Harness::builder()
        .allow_missing_glyphs()
        .with_size(Vec2::new(1280.0, 800.0))
        .with_step_dt(1.0 / 60.0)
        .build_ui_state(
            move |ui, app: &mut Option<App>| {
                let start = || dir.clone().map_or(Start::LastProject, Start::Project);
                let app = app.get_or_insert_with(|| App::new(ui.ctx(), start(), settings.clone(), dialogs.clone()));
                app.frame(ui);
            },
            None,
        );
    harness.run_steps(frames);
    harness
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl eframe::egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}
