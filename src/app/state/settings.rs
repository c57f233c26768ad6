//! A person's own settings, beside no project: theme, size, language, keys, projects opened lately.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{message::Language, model::Score, session::Who};

const RECENT: usize = 10;

/// Kept as RON in the person's configuration folder. A file that cannot be read counts as none and is not overwritten
/// until something is changed.
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
    /// Whether the first steps were closed once.
    pub welcomed: bool,
    /// Where settings are kept; `None`: nowhere, as in tests.
    #[serde(skip)]
    file: Option<PathBuf>,
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
            welcomed: false,
            file: None,
            sample: None,
        }
    }
}

impl Settings {
    /// Settings that are kept nowhere, of somebody who has seen the first steps.
    pub fn unsaved(name: &str, language: Language) -> Self {
        Self { language, name: name.to_owned(), welcomed: true, ..Self::default() }
    }

    /// The person's settings, or those as delivered.
    pub fn load() -> Self {
        let file = directories::ProjectDirs::from("", "", "tandai").map(|dirs| dirs.config_dir().join("settings.ron"));
        let text = file.as_deref().and_then(|file| fs::read_to_string(file).ok());
        let read: Option<Self> = text.and_then(|text| ron::from_str(&text).ok());
        let mut settings = Self { file, ..read.unwrap_or_default() };
        settings.threshold = settings.threshold.min(100);
        settings.zoom = if settings.zoom.is_finite() { settings.zoom.clamp(0.8, 3.0) } else { 1.0 };
        settings
    }

    /// Writes them; a failure is no reason to disturb anybody.
    pub fn save(&self) {
        let Some(file) = &self.file else { return };
        let Ok(text) = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::new().new_line("\n")) else { return };
        let temporary = file.with_extension("ron.new");
        let written =
            file.parent().is_some_and(|dir| fs::create_dir_all(dir).is_ok()) && fs::write(&temporary, text).is_ok();
        if written {
            let _ = fs::rename(&temporary, file);
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
