//! A person's own settings, beside no project: theme, size, language, keys, projects opened lately.

use std::{
    collections::BTreeMap,
    fs,
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::places::Places;
use crate::{
    message::{Language, Message, message},
    model::Score,
    session::Who,
};

const RECENT: usize = 10;

/// Kept as RON in the person's configuration folder. A file that cannot be understood is set aside and told of; of two
/// windows each saves only what was changed in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// What the window speaks: what was chosen, else the system's language of today.
    #[serde(skip, default = "Language::of_system")]
    pub language: Language,
    /// Only once somebody chose one; until then the system decides at each start.
    #[serde(
        rename = "language",
        alias = "tongue",
        skip_serializing_if = "Option::is_none",
        serialize_with = "write_chosen",
        deserialize_with = "read_chosen"
    )]
    chosen_language: Option<Language>,
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
    /// As the file was when it was read or written here last.
    #[serde(skip)]
    saved: Option<Box<Settings>>,
    /// What is to be told about the file.
    #[serde(skip)]
    pub trouble: Option<Message>,
    /// Where the sample project goes, if not to the person's data folder.
    #[serde(skip)]
    pub sample: Option<PathBuf>,
    /// Where it is kept where the person left off, if not beside them.
    #[serde(skip)]
    pub places: Option<PathBuf>,
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
            chosen_language: None,
            dark: None,
            zoom: 1.0,
            name: String::new(),
            keys: BTreeMap::new(),
            recent: Vec::new(),
            programs: Vec::new(),
            threshold: 0,
            welcomed: false,
            file: None,
            saved: None,
            trouble: None,
            sample: None,
            places: None,
        }
    }
}

/// Written as it was before it could be left open.
fn write_chosen<S: Serializer>(chosen: &Option<Language>, serializer: S) -> Result<S::Ok, S::Error> {
    chosen.unwrap_or_default().serialize(serializer)
}

fn read_chosen<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Language>, D::Error> {
    Language::deserialize(deserializer).map(Some)
}

impl Settings {
    /// The person wants this language, whatever the system's is.
    pub fn choose_language(&mut self, language: Language) {
        (self.language, self.chosen_language) = (language, Some(language));
    }

    /// Settings that are kept nowhere, of somebody who has seen the first steps.
    pub fn unsaved(name: &str, language: Language) -> Self {
        Self { language, name: name.to_owned(), welcomed: true, ..Self::default() }
    }

    /// The person's settings, or those as delivered.
    pub fn load() -> Self {
        let dirs = directories::ProjectDirs::from("", "", "tandai");
        dirs.map_or_else(Self::default, |dirs| Self::load_from(&dirs.config_dir().join("settings.ron")))
    }

    fn load_from(file: &Path) -> Self {
        let (read, trouble) = match fs::read_to_string(file) {
            Ok(text) => match ron::from_str::<Self>(&text) {
                Ok(read) => (Some(read), None),
                Err(error) => return Self::set_aside(file, Message::verbatim(error)),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => (None, None),
            Err(error) if error.kind() == ErrorKind::InvalidData => return Self::set_aside(file, error.into()),
            // It may be there tomorrow; it is not written over.
            Err(error) => {
                let trouble = message!(
                    "{file} cannot be read: {reason}. Settings are as delivered, and what is changed is not kept",
                    file = file.display(),
                    reason = error
                );
                return Self { trouble: Some(trouble), ..Self::default() };
            }
        };
        let mut settings = Self { file: Some(file.to_owned()), trouble, ..read.unwrap_or_default() };
        settings.within_bounds();
        settings.language = settings.chosen_language.unwrap_or_else(Language::of_system);
        settings.saved = Some(Box::new(settings.clone()));
        settings
    }

    /// Those as delivered, after a file that makes no sense was given another name.
    fn set_aside(file: &Path, reason: Message) -> Self {
        let Some(kept) = Self::move_aside(file) else {
            let trouble = message!(
                "{file} cannot be understood: {reason}. Settings are as delivered, and what is changed is not kept",
                file = file.display(),
                reason = reason
            );
            return Self { trouble: Some(trouble), ..Self::default() };
        };
        let trouble = message!(
            "The settings could not be understood and are as delivered now: {reason}. Your name, keys and programs are \
             still in {kept}: mend it there and give it its old name back",
            reason = reason,
            kept = kept.display()
        );
        let mut settings = Self { file: Some(file.to_owned()), trouble: Some(trouble), ..Self::default() };
        settings.saved = Some(Box::new(settings.clone()));
        settings
    }

    /// Gives a file another name, where none is.
    fn move_aside(file: &Path) -> Option<PathBuf> {
        let free = |number: usize| {
            let end = if number == 1 { "ron.broken".to_owned() } else { format!("ron.broken-{number}") };
            Some(file.with_extension(end)).filter(|kept| kept.symlink_metadata().is_err())
        };
        (1..1000).find_map(free).filter(|kept| fs::rename(file, kept).is_ok())
    }

    fn within_bounds(&mut self) {
        self.threshold = self.threshold.min(100);
        self.zoom = if self.zoom.is_finite() { self.zoom.clamp(0.8, 3.0) } else { 1.0 };
    }

    /// Writes them, joined with what another window wrote meanwhile; a failure is no reason to disturb anybody.
    pub fn save(&mut self) {
        let Some(file) = self.file.clone() else { return };
        // Where somebody keeps them elsewhere, the link stays.
        let file = file.canonicalize().unwrap_or(file);
        let Some(dir) = file.parent() else { return };
        if fs::create_dir_all(dir).is_err() {
            return;
        }
        // One window after the other; without the lock the last one wins.
        let lock = fs::File::create(file.with_extension("ron.lock")).ok().filter(|lock| lock.lock().is_ok());
        let theirs = match fs::read_to_string(&file).map(|text| ron::from_str::<Self>(&text)) {
            Ok(Ok(theirs)) => Some(theirs),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            // Somebody is mending it by hand, or a disk is: what is in it is not written over.
            Ok(Err(reason)) => match Self::move_aside(&file) {
                Some(kept) => {
                    let trouble = message!(
                        "The settings were changed by another program and make no sense: {reason}. They are in {kept} \
                         now, and those of this window count",
                        reason = Message::verbatim(reason),
                        kept = kept.display()
                    );
                    self.trouble = Some(trouble);
                    None
                }
                None => return,
            },
            Err(_) => return,
        };
        if let (Some(mut theirs), Some(base)) = (theirs, self.saved.take()) {
            theirs.within_bounds();
            self.join(&base, theirs);
        }
        let written = self.write(&file, dir);
        drop(lock);
        if written.is_ok() {
            self.saved = None;
            self.saved = Some(Box::new(self.clone()));
        }
    }

    fn write(&self, file: &Path, dir: &Path) -> std::io::Result<()> {
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::new().new_line("\n"));
        let text = text.map_err(std::io::Error::other)?;
        let temporary = file.with_extension("ron.new");
        let mut out = fs::File::create(&temporary)?;
        out.write_all(text.as_bytes())?;
        // A power cut leaves the old ones or the new ones.
        out.sync_all()?;
        fs::rename(&temporary, file)?;
        if cfg!(unix) { fs::File::open(dir)?.sync_all() } else { Ok(()) }
    }

    /// Takes over what somebody else changed since `base`, where it was not changed here.
    fn join(&mut self, base: &Self, theirs: Self) {
        macro_rules! take {
            ($($field:ident),*) => {$(
                if self.$field == base.$field {
                    self.$field = theirs.$field;
                }
            )*};
        }
        if self.chosen_language == base.chosen_language
            && let Some(language) = theirs.chosen_language.filter(|theirs| base.chosen_language != Some(*theirs))
        {
            self.choose_language(language);
        }
        take!(dark, zoom, name, threshold, welcomed);
        for (command, keys) in &theirs.keys {
            if base.keys.get(command) != Some(keys) && self.keys.get(command) == base.keys.get(command) {
                self.keys.insert(command.clone(), keys.clone());
            }
        }
        self.keys.retain(|command, keys| theirs.keys.contains_key(command) || base.keys.get(command) != Some(keys));
        let new = |program: &&OwnProgram| !base.programs.contains(program) && !self.programs.contains(program);
        let new: Vec<OwnProgram> = theirs.programs.iter().filter(new).cloned().collect();
        self.programs.retain(|program| theirs.programs.contains(program) || !base.programs.contains(program));
        self.programs.extend(new);
        let opened_here: Vec<PathBuf> =
            self.recent.iter().take_while(|path| base.recent.first() != Some(path)).cloned().collect();
        let mut recent = opened_here;
        for path in theirs.recent.into_iter().chain(self.recent.drain(..)) {
            if !recent.contains(&path) {
                recent.push(path);
            }
        }
        recent.truncate(RECENT);
        self.recent = recent;
    }

    /// Where the person left off.
    pub fn places(&self) -> Places {
        let beside = || self.file.as_ref().map(|file| file.with_file_name("places.ron"));
        self.places.clone().or_else(beside).map_or_else(Places::default, |file| Places::load_from(&file))
    }

    /// The folder of what is typed in sheets and is in no project yet.
    pub fn drafts(&self) -> Option<PathBuf> {
        self.places.as_ref().or(self.file.as_ref()).map(|file| file.with_file_name("drafts"))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("tandai/settings.ron");
        (dir, file)
    }

    #[test]
    fn settings_that_make_no_sense_are_set_aside_and_told() {
        for odd in ["(name: \"Sri\", threshold: 400)", "(name: \"Sri\"", ""] {
            let (_dir, file) = place();
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, odd).unwrap();
            for number in ["", "-2"] {
                let mut settings = Settings::load_from(&file);
                let trouble = settings.trouble.clone().expect("it is told").to_string();
                let kept = file.with_extension(format!("ron.broken{number}"));
                assert!(trouble.contains(&kept.display().to_string()), "{trouble}");
                settings.note_recent(Path::new("/p"));
                assert_eq!(fs::read_to_string(&kept).unwrap(), odd, "nothing of it is lost");
                assert!(Settings::load_from(&file).trouble.is_none(), "told once");
                fs::write(&file, odd).unwrap();
            }
        }
    }

    #[test]
    fn settings_that_make_no_sense_any_more_are_not_written_over() {
        let (_dir, file) = place();
        let mut settings = Settings::load_from(&file);
        settings.note_recent(Path::new("/satu"));
        fs::write(&file, "(name: \"Sri\", thresh").unwrap();
        settings.note_recent(Path::new("/dua"));
        assert_eq!(fs::read_to_string(file.with_extension("ron.broken")).unwrap(), "(name: \"Sri\", thresh");
        assert!(settings.trouble.take().expect("it is told").to_string().contains("ron.broken"));
        let there = Settings::load_from(&file);
        assert_eq!((there.recent.len(), there.trouble), (2, None));
        settings.zoom = 1.5;
        settings.save();
        assert_eq!((Settings::load_from(&file).zoom, settings.trouble), (1.5, None));
    }

    #[cfg(unix)]
    #[test]
    fn settings_behind_a_link_stay_there() {
        let (dir, file) = place();
        let real = dir.path().join("dotfiles.ron");
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&real, "(name: \"Sri\")").unwrap();
        std::os::unix::fs::symlink(&real, &file).unwrap();
        let mut settings = Settings::load_from(&file);
        settings.zoom = 1.5;
        settings.save();
        assert!(file.is_symlink() && fs::read_to_string(&real).unwrap().contains("1.5"));
        assert_eq!(Settings::load_from(&file).name, "Sri");
    }

    #[test]
    fn settings_that_cannot_be_read_are_not_written_over() {
        let (_dir, file) = place();
        fs::create_dir_all(&file).unwrap();
        let mut settings = Settings::load_from(&file);
        assert!(settings.trouble.is_some());
        settings.zoom = 2.0;
        settings.save();
        assert!(file.is_dir());
    }

    #[test]
    fn a_language_is_kept_only_once_it_is_chosen() {
        let (_dir, file) = place();
        let mut settings = Settings::load_from(&file);
        settings.note_recent(Path::new("/p"));
        let text = fs::read_to_string(&file).unwrap();
        assert!(!text.contains("language"), "tomorrow the system may speak another one: {text}");
        assert_eq!(Settings::load_from(&file).language, Language::of_system());
        settings.choose_language(Language::Indonesian);
        settings.save();
        assert!(fs::read_to_string(&file).unwrap().contains("language: indonesian"));
        assert_eq!(Settings::load_from(&file).language, Language::Indonesian);
        // As settings were written before.
        for old in ["(language: english, zoom: 1.0)", "(tongue: english)"] {
            fs::write(&file, old).unwrap();
            let read = Settings::load_from(&file);
            assert_eq!((read.language, read.trouble), (Language::English, None));
        }
    }

    #[test]
    fn two_windows_keep_each_others_settings() {
        let (_dir, file) = place();
        let mut first = Settings::load_from(&file);
        first.note_recent(Path::new("/satu"));
        first.keys.insert("undo".into(), "Ctrl+U".into());
        first.programs = vec![OwnProgram { name: "lama".into(), ..OwnProgram::default() }];
        first.save();
        let mut second = Settings::load_from(&file);
        // Each changes something.
        second.zoom = 1.5;
        second.programs.push(OwnProgram { name: "baru".into(), ..OwnProgram::default() });
        second.note_recent(Path::new("/dua"));
        first.dark = Some(true);
        first.keys.insert("redo".into(), "Ctrl+R".into());
        first.programs.clear();
        first.note_recent(Path::new("/tiga"));
        let there = Settings::load_from(&file);
        assert_eq!((there.zoom, there.dark), (1.5, Some(true)));
        let programs: Vec<&str> = there.programs.iter().map(|program| program.name.as_str()).collect();
        assert_eq!(programs, ["baru"], "one was added there, one was removed here");
        assert_eq!(there.keys.len(), 2);
        let recent: Vec<String> = there.recent.iter().map(|path| path.display().to_string()).collect();
        assert_eq!(recent, ["/tiga", "/dua", "/satu"]);
        // And what was joined is known here as well.
        assert_eq!(first.zoom, 1.5);
        second.save();
        assert_eq!(Settings::load_from(&file).dark, Some(true));
    }
}
