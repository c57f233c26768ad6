//! Which names a project knows besides its own.

use std::path::{Component, Path};

use serde::{Deserialize, Serialize};

use crate::message::{Message, message};

/// The built-in names that a project uses: those of a delivered gazetteer, those of a folder of its own, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GazetteerChoice {
    /// Only what the project itself holds; the rules for Indonesian propose nothing.
    None,
    /// One that comes with the program, by its name.
    Delivered(String),
    /// A folder inside the project, as `names` or `data/names`.
    Folder(String),
}

/// The name of the gazetteer that a project has if it says nothing else.
pub const DELIVERED: &str = "id-2024";

impl Default for GazetteerChoice {
    fn default() -> Self {
        Self::Delivered(DELIVERED.to_owned())
    }
}

impl GazetteerChoice {
    /// Whether a folder is one that stays inside the project.
    pub fn stays_inside(folder: &str) -> bool {
        let mut parts = Path::new(folder).components();
        let plain = |part: Component<'_>| matches!(part, Component::Normal(name) if name.to_str() != Some(".local"));
        !folder.is_empty() && !folder.contains(['\\', ':']) && parts.all(plain)
    }

    /// As people name it: `none`, one that is delivered, or a folder inside the project.
    pub fn named(text: &str) -> Result<Self, Message> {
        match text {
            "none" => Ok(Self::None),
            DELIVERED => Ok(Self::default()),
            folder => Self::folder(folder),
        }
    }

    /// A folder inside the project.
    pub fn folder(folder: &str) -> Result<Self, Message> {
        if Self::stays_inside(folder) {
            return Ok(Self::Folder(folder.to_owned()));
        }
        Err(message!(
            "“{folder}” is not a folder inside the project: name one that lies in it, as names or data/names",
            folder = folder
        ))
    }

    /// As exports name it.
    pub fn told(&self) -> String {
        match self {
            Self::None => "none".to_owned(),
            Self::Delivered(name) => name.clone(),
            Self::Folder(folder) => format!("folder {folder}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_stays_inside() {
        for good in ["names", "data/names", "nama.2029"] {
            assert!(GazetteerChoice::stays_inside(good), "{good}");
        }
        for bad in ["", "/etc", "../names", "a/../b", "./a", "c:/x", "a\\b", ".local", ".local/x"] {
            assert!(!GazetteerChoice::stays_inside(bad), "{bad}");
        }
    }
}
