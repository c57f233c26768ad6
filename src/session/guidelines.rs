//! The rules that a project is annotated by.

use super::Session;
use crate::store::StoreError;

impl Session {
    /// The project's annotation rules as Markdown, lines ended by LF; `None` if it has none.
    pub fn guidelines(&self) -> Result<Option<String>, StoreError> {
        self.store.guidelines()
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
