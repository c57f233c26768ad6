//! What the checks say of an article, with the facts that they need: the scheme, the entities, the gazetteer.

use crate::{
    check::{self, Elects, Facts, Problem, Subject},
    formats::text_hash,
    gazetteer::Gazetteer,
    model::{Annotations, Article, ArticleId, EntityId, Place},
};

use super::Session;

impl Session {
    /// What the checks find in annotations of an article, whichever set they are of.
    pub fn problems(&self, place: &Place, article: &Article, annotations: &Annotations) -> Vec<Problem> {
        let facts = Facts {
            elects: &elects,
            kind_of: &|id| self.entity(id).map(|entity| entity.kind.clone()),
            label: &|id| self.entity_label(id).to_owned(),
            has_kind: &|kind| self.project().scheme.kind(kind).is_some(),
            text_hash: &|text| text_hash(text),
        };
        check::check_article(&Subject { place, article, annotations, facts: &facts })
    }

    /// What the checks find in a loaded article, in the active set; nothing if it is not loaded.
    pub fn article_problems(&self, id: &ArticleId) -> Vec<Problem> {
        let Some(article) = self.article(id) else { return Vec::new() };
        let blank = Annotations::default();
        let annotations = self.annotations(id).map_or(&blank, |annotations| &**annotations);
        self.problems(&self.place(id), article, annotations)
    }
}

/// A region that the gazetteer knows and that elects nobody has an appointed head.
fn elects(region: &EntityId) -> Elects {
    let gazetteer = Gazetteer::builtin();
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
        let elects = |id: &str| elects(&EntityId::new(id).unwrap());
        assert_eq!(elects("region:36.02"), Elects::Office(Office::Regent));
        assert_eq!(elects("region:34"), Elects::Nothing, "the governor of Yogyakarta is appointed");
        assert_eq!(elects("region:nowhere"), Elects::Unknown);
    }
}
