//! What the checks say of an article, with the facts that they need: the scheme, the entities, the gazetteer.

use std::sync::Arc;

use crate::{
    check::{self, CheckContext, CheckProblem, Elects, Subject},
    formats::text_hash,
    gazetteer::{Gazetteer, Lexicon},
    model::{Annotations, Article, ArticleId, Entity, EntityId, Office, Place, Project, SetRole, StatementScheme},
};

use crate::session::Session;

/// An article of at most so many bytes and mentions is checked in a few milliseconds.
const SHORT: (usize, usize) = (200_000, 2_000);

/// What the checks look at in one article, ready to be sent to another thread.
pub struct Checking {
    place: Place,
    article: Arc<Article>,
    annotations: Arc<Annotations>,
    project: Project,
    gazetteer: &'static Gazetteer,
}

impl Checking {
    pub fn run(&self) -> Vec<CheckProblem> {
        let lexicon = Lexicon::over(&self.project.entities, self.gazetteer);
        problems(&lexicon, &self.project, &self.place, &self.article, &self.annotations)
    }
}

fn problems(
    lexicon: &Lexicon,
    project: &Project,
    place: &Place,
    article: &Article,
    annotations: &Annotations,
) -> Vec<CheckProblem> {
    let facts = CheckContext {
        statements: &project.scheme.statements,
        elects: &|region| elects(lexicon.gazetteer(), region, &project.scheme.statements),
        kind_of: &|id| lexicon.entity(id).map(|entity| entity.kind.clone()),
        label: &|id| lexicon.entity(id).map_or(id.as_str(), Entity::label).to_owned(),
        proposes: project.sets.get(&place.set).is_some_and(|set| set.role == SetRole::Extractor),
        scheme: &project.scheme,
        has_kind: &|kind| project.scheme.kind(kind).is_some(),
        text_hash: &|text| text_hash(text),
    };
    check::check_article(&Subject { place, article, annotations, facts: &facts })
}

impl Session {
    /// What the checks find in annotations of an article, whichever set they are of.
    pub fn problems(&self, place: &Place, article: &Article, annotations: &Annotations) -> Vec<CheckProblem> {
        problems(&self.lexicon, self.project(), place, article, annotations)
    }

    /// For a long article, whose checks should not keep a window waiting; `None` if it is short, or not loaded.
    pub fn long_checking(&self, id: &ArticleId) -> Option<Checking> {
        let (article, annotations) = (self.article(id)?, self.annotations(id)?);
        if article.text.len() <= SHORT.0 && annotations.mentions.len() <= SHORT.1 {
            return None;
        }
        let (article, annotations) = (article.clone(), annotations.clone());
        let (project, gazetteer) = (self.project().clone(), self.lexicon.gazetteer());
        Some(Checking { place: self.place(id), article, annotations, project, gazetteer })
    }

    /// What the checks find in a loaded article, in the active set; nothing if it is not loaded.
    pub fn article_problems(&self, id: &ArticleId) -> Vec<CheckProblem> {
        let Some(article) = self.article(id) else { return Vec::new() };
        let blank = Annotations::default();
        let annotations = self.annotations(id).map_or(&blank, |annotations| &**annotations);
        self.problems(&self.place(id), article, annotations)
    }
}

/// A region that the gazetteer knows and that elects nobody has an appointed head. Where a project has none of the offices
/// that the gazetteer knows of, nothing follows from it.
fn elects(gazetteer: &Gazetteer, region: &EntityId, statements: &StatementScheme) -> Elects {
    if Office::DELIVERED.iter().all(|office| statements.office(*office).is_none()) {
        return Elects::Unknown;
    }
    match gazetteer.elects(region) {
        Some(office) => Elects::Office(office),
        None if gazetteer.entity(region).is_some() => Elects::Nothing,
        None => Elects::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Office;

    #[test]
    fn what_regions_elect() {
        let elects = |id: &str| elects(Gazetteer::builtin(), &EntityId::new(id).unwrap(), StatementScheme::delivered());
        assert_eq!(elects("region:36.02"), Elects::Office(Office::REGENT));
        assert_eq!(elects("region:34"), Elects::Nothing, "the governor of Yogyakarta is appointed");
        assert_eq!(elects("region:nowhere"), Elects::Unknown);
    }
}
