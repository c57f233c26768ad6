//! What the checks find in an article, with the facts that only an open project has.

use crate::{
    check::{Elects, Facts, Problem, Subject, check_article},
    gazetteer::Gazetteer,
    model::{ArticleId, EntityId},
    store::text_hash,
};

use super::Session;

impl Session {
    /// What every check finds in a loaded article as the active set has it; nothing for one that is not loaded. Reads
    /// the whole text, so not for every frame.
    pub fn problems(&self, article: &ArticleId) -> Vec<Problem> {
        let Some(there) = self.article(article) else { return Vec::new() };
        let annotations = self.annotations(article).cloned().unwrap_or_default();
        let gazetteer = Gazetteer::builtin();
        let facts = Facts {
            elects: &|region| match gazetteer.elects(region) {
                Some(office) => Elects::Office(office),
                None if gazetteer.entity(region).is_some() => Elects::Nothing,
                // What a project's own region elects is not written anywhere.
                None => Elects::Unknown,
            },
            kind_of: &|entity| self.entity(entity).map(|entity| entity.kind.clone()),
            label: &|entity| self.entity_label(entity).to_owned(),
            has_kind: &|kind| self.project().scheme.kind(kind).is_some(),
            text_hash: &|text| text_hash(text),
        };
        check_article(&Subject {
            place: &self.place(article),
            article: there,
            annotations: &annotations,
            facts: &facts,
        })
    }

    /// Whether an entity is the project's alone: no built-in one stands behind it.
    pub fn is_own(&self, entity: &EntityId) -> bool {
        self.project().entities.contains_key(entity) && Gazetteer::builtin().entity(entity).is_none()
    }

    /// The project's annotation rules, as Markdown; `None` if it has none.
    pub fn guidelines(&self) -> Result<Option<String>, crate::store::StoreError> {
        self.store.guidelines()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{KindKey, Span},
        sample,
        session::Who,
    };

    #[test]
    fn the_sample_is_judged_with_the_gazetteer() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut session = sample::make(&dir.path().join("sample"), Who::named("sri")).expect("a sample");
        let article = session.rows().at(0).expect("an article").meta.id.clone();
        assert_eq!(session.problems(&article), [], "not loaded yet");
        session.load(&article).expect("it opens");
        let errors = |session: &Session| {
            let found = session.problems(&article).into_iter();
            found.filter(|problem| problem.severity == crate::check::Severity::Error).collect::<Vec<_>>()
        };
        assert_eq!(errors(&session), []);
        let before = session.problems(&article).len();
        let event = KindKey::new("event").expect("a key");
        assert!(session.tag_spans(&article, &[Span::new(0, 4)], &event, &Default::default()).is_err());
        session.tag_spans(&article, &[Span::new(0, 2)], &KindKey::candidate(), &Default::default()).expect("tagged");
        let found = session.problems(&article);
        assert!(found.len() > before && found.iter().any(|problem| problem.check == "unlinked"), "{found:?}");
    }

    #[test]
    fn guidelines_are_the_projects_own() {
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

    #[test]
    fn built_in_entities_are_not_the_projects_own() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut session = Session::create(&dir.path().join("p"), "P", Who::named("sri")).expect("a project");
        let pks = EntityId::new("party:pks").expect("an id");
        session.add_alias(&pks, "PKS kita").expect("added");
        assert!(session.project().entities.contains_key(&pks));
        assert!(!session.is_own(&pks));
    }
}
