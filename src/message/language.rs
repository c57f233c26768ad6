//! The languages that the window speaks.

/// A language of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    #[default]
    English,
    Indonesian,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::English, Self::Indonesian];

    /// The system's language if it is one of ours.
    pub fn of_system() -> Self {
        let locale = sys_locale::get_locale().unwrap_or_default();
        let language = locale.split(['-', '_']).next().unwrap_or("");
        if matches!(language, "id" | "in" | "ms") { Self::Indonesian } else { Self::English }
    }

    /// Its own name.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Indonesian => "Bahasa Indonesia",
        }
    }
}
