//! What the checks say of an article, with the facts that they need: the scheme, the entities, the gazetteer.

use std::sync::Arc;

use crate::{
    answers::{ElectionFacts, RegionElects},
    check::{self, CheckContext, CheckProblem, Elects, Subject},
    formats::text_hash,
    gazetteer::Lexicon,
    model::{Annotations, Article, ArticleId, Entity, EntityId, Place, Project, SetRole},
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
    elections: Arc<ElectionFacts>,
}

impl Checking {
    pub fn run(&self) -> Vec<CheckProblem> {
        let lexicon = Lexicon::over(&self.project.entities, self.elections.gazetteer());
        problems(&lexicon, &self.project, &self.elections, &self.place, &self.article, &self.annotations)
    }
}

fn problems(
    lexicon: &Lexicon,
    project: &Project,
    elections: &ElectionFacts,
    place: &Place,
    article: &Article,
    annotations: &Annotations,
) -> Vec<CheckProblem> {
    let facts = CheckContext {
        statements: &project.scheme.statements,
        elects: &|region| elects(elections, region),
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
        problems(&self.lexicon, self.project(), self.elections(), place, article, annotations)
    }

    /// For a long article, whose checks should not keep a window waiting; `None` if it is short, or not loaded.
    pub fn long_checking(&self, id: &ArticleId) -> Option<Checking> {
        let (article, annotations) = (self.article(id)?, self.annotations(id)?);
        if article.text.len() <= SHORT.0 && annotations.mentions.len() <= SHORT.1 {
            return None;
        }
        let (article, annotations) = (article.clone(), annotations.clone());
        let (project, elections) = (self.project().clone(), self.elections().clone());
        Some(Checking { place: self.place(id), article, annotations, project, elections })
    }

    /// What the checks find in a loaded article, in the active set; nothing if it is not loaded.
    pub fn article_problems(&self, id: &ArticleId) -> Vec<CheckProblem> {
        let Some(article) = self.article(id) else { return Vec::new() };
        let blank = Annotations::default();
        let annotations = self.annotations(id).map_or(&blank, |annotations| &**annotations);
        self.problems(&self.place(id), article, annotations)
    }
}

fn elects(elections: &ElectionFacts, region: &EntityId) -> Elects {
    match elections.elects(region) {
        RegionElects::Office(office) => Elects::Office(office),
        RegionElects::NoOffice(level) => Elects::NoOffice(level),
        RegionElects::Nothing => Elects::Nothing,
        RegionElects::Unknown => Elects::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Office;

    #[test]
    fn what_regions_elect() {
        let elects = |id: &str| elects(ElectionFacts::delivered(), &EntityId::new(id).unwrap());
        assert_eq!(elects("region:36.02"), Elects::Office(Office::REGENT));
        assert_eq!(elects("region:34"), Elects::Nothing, "the governor of Yogyakarta is appointed");
        assert_eq!(elects("region:nowhere"), Elects::Unknown);
    }
}
