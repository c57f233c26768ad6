//! The rules that a project is annotated by.

use sha2::{Digest, Sha256};

use super::{Done, Session};
use crate::{
    edit::{Edit, Refusal},
    model::{ArticleId, GuidelinesVersion},
    store::StoreError,
};

/// The version of guidelines with this text.
fn version_of(text: &str) -> GuidelinesVersion {
    let hash = Sha256::digest(text.as_bytes());
    GuidelinesVersion(u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]))
}

impl Session {
    /// The project's annotation rules as Markdown, lines ended by LF; `None` if it has none.
    pub fn guidelines(&self) -> Result<Option<String>, StoreError> {
        self.store.guidelines()
    }

    /// The version of the rules of today; `None`: there are none, or they cannot be read.
    pub fn guidelines_version(&self) -> Option<GuidelinesVersion> {
        self.guidelines
    }

    /// The rules as they were in a version that this folder has seen.
    pub fn older_guidelines(&self, version: GuidelinesVersion) -> Option<String> {
        self.store.kept_guidelines(version)
    }

    /// The older versions under which the active set last touched something in an article, the one with most first.
    pub fn older_versions(&self, article: &ArticleId) -> Vec<(GuidelinesVersion, usize)> {
        let (Some(now), Some(row)) = (self.guidelines, self.rows.get(article)) else { return Vec::new() };
        let older = row.summary.guidelines.iter().filter(|(version, _)| **version != now);
        let mut older: Vec<_> = older.map(|(version, count)| (*version, count)).collect();
        older.sort_by_key(|(version, count)| (std::cmp::Reverse(*count), *version));
        older
    }

    /// What the active set marked in an article under older rules is right under those of today.
    pub fn reaffirm(&mut self, article: &ArticleId) -> Result<Done, Refusal> {
        self.perform(Edit::Reaffirm { place: self.place(article) })
    }

    /// Takes in the rules as their file has them now, and keeps their text for whoever compares it with later ones.
    pub fn follow_guidelines(&mut self) {
        let text = self.store.guidelines().ok().flatten();
        let version = text.as_deref().map(version_of);
        if let (Some(text), Some(version)) = (text, version.filter(|version| Some(*version) != self.guidelines)) {
            self.store.keep_guidelines(version, &text);
        }
        if self.guidelines != version {
            self.guidelines = version;
            self.derived.revision += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Who;

    #[test]
    fn they_are_the_projects_own() {
        let dir = tempfile::tempdir().expect("a folder");
        let session = Session::create(&dir.path().join("p"), "P", Who::named("sri")).expect("a project");
        assert!(session.guidelines().expect("readable").is_some_and(|text| text.starts_with("# Pedoman")));
        let file = session.dir().join("guidelines.md");
        std::fs::write(&file, "\u{feff}# Ours\r\n\r\nNo.\r\n").expect("written");
        assert_eq!(session.guidelines().expect("readable").as_deref(), Some("# Ours\n\nNo.\n"));
        std::fs::write(&file, b"# Ours\n\xff").expect("written");
        let error = session.guidelines().expect_err("no UTF-8");
        assert_eq!((error.line, error.column), (2, 1));
        std::fs::remove_file(&file).expect("removed");
        assert_eq!(session.guidelines(), Ok(None));
    }
}
