//! Where a person left off: how large the window was, how wide its panels, and in each project the article, the place in it
//! and what stood beside it. Kept beside the settings; without it everything begins as delivered.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::desk::Tab;

/// So many projects are remembered.
const PROJECTS: usize = 50;

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Places {
    /// Width and height of the window without its frame, in points at a zoom of 1, while it did not fill the screen.
    pub window: Option<(f32, f32)>,
    pub maximized: bool,
    /// Sizes of panels that a person changed, in points.
    pub panels: BTreeMap<String, f32>,
    /// The one that was open last comes first.
    projects: Vec<ProjectPlace>,
    /// Where this is kept; `None`: nowhere, as in tests.
    #[serde(skip)]
    file: Option<PathBuf>,
}

/// Where a person was in a project.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectPlace {
    pub project: PathBuf,
    /// The id of the article that was open.
    pub article: String,
    /// The first byte that was seen of it, and where the caret was.
    pub top: usize,
    pub caret: usize,
    pub tab: Tab,
}

impl Places {
    /// What is not understood is forgotten: it says nothing that a person wrote.
    pub fn load_from(file: &Path) -> Self {
        let read = fs::read_to_string(file).ok().and_then(|text| ron::from_str::<Self>(&text).ok());
        let mut places = Self { file: Some(file.to_owned()), ..read.unwrap_or_default() };
        let sane = |size: &f32| size.is_finite() && (1.0..20_000.0).contains(size);
        places.window = places.window.filter(|(width, height)| sane(width) && sane(height));
        places.panels.retain(|_, size| sane(size));
        places
    }

    /// Where the person was in a project.
    pub fn of(&self, project: &Path) -> Option<&ProjectPlace> {
        self.projects.iter().find(|place| place.project == project)
    }

    pub fn note(&mut self, place: ProjectPlace) {
        self.projects.retain(|there| there.project != place.project);
        self.projects.insert(0, place);
        self.projects.truncate(PROJECTS);
    }

    /// Writes it; of two windows the last one counts, but for the projects that only the other one had open. A failure is
    /// no reason to disturb anybody.
    pub fn save(&mut self) {
        let Some(file) = self.file.clone() else { return };
        for theirs in Self::load_from(&file).projects {
            if self.of(&theirs.project).is_none() && self.projects.len() < PROJECTS {
                self.projects.push(theirs);
            }
        }
        let Ok(text) = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::new().new_line("\n")) else { return };
        let temporary = file.with_extension(format!("ron.new-{}", std::process::id()));
        let dir = file.parent().map(fs::create_dir_all);
        if dir.is_some_and(|made| made.is_ok()) && fs::write(&temporary, text).is_ok() {
            let _ = fs::rename(&temporary, &file);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(project: &str, article: &str) -> ProjectPlace {
        ProjectPlace { project: project.into(), article: article.to_owned(), top: 40, caret: 52, tab: Tab::Review }
    }

    #[test]
    fn places_are_found_again() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("tandai/places.ron");
        let mut places = Places::load_from(&file);
        places.window = Some((1100.0, 700.0));
        places.panels.insert("side".to_owned(), 280.0);
        places.note(place("/a", "one"));
        places.note(place("/b", "two"));
        places.note(place("/a", "three"));
        places.save();
        let read = Places::load_from(&file);
        assert_eq!(read, places);
        assert_eq!(read.of(Path::new("/a")).unwrap().article, "three");
        // A second window had another project open, and knows nothing of what this one did.
        let mut second = Places { file: Some(file.clone()), ..Places::default() };
        second.note(place("/c", "four"));
        second.save();
        let read = Places::load_from(&file);
        assert!(["/a", "/b", "/c"].iter().all(|project| read.of(Path::new(project)).is_some()));
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn what_makes_no_sense_is_forgotten() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("places.ron");
        for odd in ["", "(window: 3)", "(window: Some((inf, 2.0)), panels: {\"side\": NaN})"] {
            fs::write(&file, odd).unwrap();
            let read = Places::load_from(&file);
            assert_eq!((read.window, read.panels.len()), (None, 0), "{odd}");
        }
    }
}
