//! A person's own settings, beside no project: theme, size, language, keys, projects opened lately.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Path, PathBuf},
    rc::Rc,
};

use serde::{Deserialize, Serialize};

use crate::{
    message::Language,
    model::Score,
    session::{MOST_HELD_BACK, Who},
};

const RECENT: usize = 10;

/// The fields by their names.
type Fields = serde_json::Map<String, serde_json::Value>;

/// Projects opened lately are joined one by one.
const RECENT_FIELD: &str = "recent";

/// Kept as RON in the person's configuration folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    #[serde(alias = "tongue")]
    pub language: Language,
    /// `None`: as the system has it.
    pub dark: Option<bool>,
    pub zoom: f32,
    /// Under which name marks are made; empty: the account's.
    pub name: String,
    /// Keys by command id; an empty string takes a command's keys away.
    pub keys: BTreeMap<String, String>,
    pub recent: Vec<PathBuf>,
    /// Programs of the person that find suggestions. A project never names one.
    pub programs: Vec<OwnProgram>,
    /// Suggestions below this percentage are not shown.
    pub threshold: u8,
    /// In so many of a hundred articles no suggestions are shown, and which number chooses them.
    pub hold_back: u8,
    pub hold_back_seed: u64,
    /// Whether the first steps were closed once.
    pub welcomed: bool,
    /// Where settings are kept; `None`: nowhere, as in tests.
    #[serde(skip)]
    file: Option<PathBuf>,
    /// What this window read or wrote last: what differs from it is its own change.
    #[serde(skip)]
    written: Rc<RefCell<Fields>>,
    /// A file that could not be read, where it is kept.
    #[serde(skip)]
    pub set_aside: Option<PathBuf>,
    /// Where the sample project goes, if not to the person's data folder.
    #[serde(skip)]
    pub sample: Option<PathBuf>,
}

/// A program of the person that finds suggestions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnProgram {
    /// As the person calls it; the set of its work is named so.
    pub name: String,
    /// The program with its arguments.
    pub command: String,
    /// How many seconds it may neither take nor answer anything.
    pub seconds: String,
    /// `ORG=party, LOC=region`
    pub labels: String,
}

impl Default for OwnProgram {
    fn default() -> Self {
        Self { name: String::new(), command: String::new(), seconds: "60".to_owned(), labels: String::new() }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::of_system(),
            dark: None,
            zoom: 1.0,
            name: String::new(),
            keys: BTreeMap::new(),
            recent: Vec::new(),
            programs: Vec::new(),
            threshold: 0,
            hold_back: 0,
            hold_back_seed: 0,
            welcomed: false,
            file: None,
            written: Rc::default(),
            set_aside: None,
            sample: None,
        }
    }
}

impl Settings {
    /// Settings that are kept nowhere, of somebody who has seen the first steps.
    pub fn unsaved(name: &str, language: Language) -> Self {
        Self { language, name: name.to_owned(), welcomed: true, ..Self::default() }
    }

    /// The person's settings, or those as delivered. A file that cannot be read is set aside, never written over.
    pub fn load() -> Self {
        let file = directories::ProjectDirs::from("", "", "tandai").map(|dirs| dirs.config_dir().join("settings.ron"));
        match file {
            Some(file) => Self::of_file(file),
            None => Self::default(),
        }
    }

    fn of_file(file: PathBuf) -> Self {
        let mut settings = match Self::read(&file) {
            Ok(read) => read.unwrap_or_default(),
            Err(()) => {
                let aside = crate::app::sheets::not_there_yet(file.with_extension("ron.broken"));
                // What cannot be moved away is not written over either.
                let moved = fs::rename(&file, &aside).is_ok();
                tracing::warn!("the settings could not be read; set aside: {moved}");
                let kept = if moved { &aside } else { &file };
                let set_aside = Some(kept.clone());
                return Self { file: moved.then_some(file), set_aside, ..Self::default() };
            }
        };
        settings.threshold = settings.threshold.min(100);
        settings.hold_back = settings.hold_back.min(MOST_HELD_BACK);
        settings.zoom = if settings.zoom.is_finite() { settings.zoom.clamp(0.8, 3.0) } else { 1.0 };
        let written = Rc::new(RefCell::new(settings.fields()));
        Self { file: Some(file), written, ..settings }
    }

    /// `None`: there is no such file.
    fn read(file: &Path) -> Result<Option<Self>, ()> {
        match fs::read_to_string(file) {
            Ok(text) => ron::from_str(&text).map(Some).map_err(drop),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(_) => Err(()),
        }
    }

    fn fields(&self) -> Fields {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::Object(fields)) => fields,
            _ => Fields::new(),
        }
    }

    /// These settings, with what another window changed meanwhile.
    fn joined(&self, file: &Path) -> Self {
        let Ok(Some(theirs)) = Self::read(file) else { return self.clone() };
        let (mut fields, base) = (self.fields(), self.written.borrow());
        for (name, theirs) in theirs.fields() {
            if name != RECENT_FIELD && fields.get(&name) == base.get(&name) {
                fields.insert(name, theirs);
            }
        }
        let Ok(mut joined) = serde_json::from_value::<Self>(fields.into()) else { return self.clone() };
        for project in theirs.recent {
            if !joined.recent.contains(&project) {
                joined.recent.push(project);
            }
        }
        joined.recent.truncate(RECENT);
        joined
    }

    /// Writes them, joined with what another window wrote; a failure is no reason to disturb anybody.
    pub fn save(&self) {
        let Some(file) = &self.file else { return };
        let joined = self.joined(file);
        let Ok(text) = ron::ser::to_string_pretty(&joined, ron::ser::PrettyConfig::new().new_line("\n")) else {
            return;
        };
        match write_durably(file, text.as_bytes()) {
            Ok(()) => *self.written.borrow_mut() = self.fields(),
            Err(error) => tracing::warn!("the settings cannot be written: {:?}", error.kind()),
        }
    }

    /// Less sure suggestions are not shown; `None`: all are.
    pub fn threshold(&self) -> Option<Score> {
        (self.threshold > 0).then(|| Score::new(f64::from(self.threshold) / 100.0)).flatten()
    }

    /// Under which name marks are made.
    pub fn who(&self) -> Who {
        if self.name.trim().is_empty() { Who::of_system() } else { Who::named(self.name.trim()) }
    }

    /// Where the copy of the sample project lives.
    pub fn sample_dir(&self) -> PathBuf {
        match &self.sample {
            Some(dir) => dir.clone(),
            None => directories::ProjectDirs::from("", "", "tandai")
                .map_or_else(|| std::env::temp_dir().join("tandai-sample"), |dirs| dirs.data_dir().join("sample")),
        }
    }

    pub fn note_recent(&mut self, project: &Path) {
        let project = project.canonicalize().unwrap_or_else(|_| project.to_owned());
        self.recent.retain(|there| *there != project);
        self.recent.insert(0, project);
        self.recent.truncate(RECENT);
        self.save();
    }
}

/// All or nothing, also when the power goes.
fn write_durably(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let dir = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(dir)?;
    let temporary = file.with_extension(format!("ron.{}.new", std::process::id()));
    let mut new = fs::File::create(&temporary)?;
    new.write_all(bytes)?;
    new.sync_all()?;
    drop(new);
    fs::rename(&temporary, file)?;
    #[cfg(unix)]
    fs::File::open(dir)?.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_cannot_be_read_are_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("settings.ron");
        fs::write(&file, "(name: \"sri\", threshold: 400)").expect("written");
        let mut settings = Settings::of_file(file.clone());
        assert_eq!(settings.name, "");
        let aside = settings.set_aside.clone().expect("it is set aside");
        assert_eq!(fs::read_to_string(&aside).expect("there"), "(name: \"sri\", threshold: 400)");
        settings.note_recent(folder.path());
        assert_eq!(fs::read_to_string(aside).expect("still there"), "(name: \"sri\", threshold: 400)");
        assert_eq!(Settings::of_file(file).recent.len(), 1);
    }

    #[test]
    fn two_windows_keep_what_the_other_changed() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("settings.ron");
        let (mut one, mut two) = (Settings::of_file(file.clone()), Settings::of_file(file.clone()));
        two.zoom = 1.1;
        two.programs.push(OwnProgram { name: "mine".into(), ..OwnProgram::default() });
        two.note_recent(Path::new("/b"));
        one.dark = Some(true);
        one.note_recent(Path::new("/a"));
        let read = Settings::of_file(file);
        assert_eq!((read.zoom, read.dark, read.programs.len()), (1.1, Some(true), 1));
        assert_eq!(read.recent, [Path::new("/a"), Path::new("/b")]);
    }
}
