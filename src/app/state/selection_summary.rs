//! What the selected mentions are, all together: looked at once for each selection, since thousands may be selected.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    model::{ArticleId, EntityId, KindKey, MentionId},
    session::Session,
};

/// The selected mentions in numbers.
#[derive(Default)]
pub struct SelectionSummary {
    /// Those of them that are there.
    pub count: usize,
    pub linked: usize,
    pub kinds: BTreeMap<KindKey, usize>,
    pub entities: BTreeSet<EntityId>,
    made_for: Option<(u64, Arc<[MentionId]>)>,
}

impl SelectionSummary {
    /// Looks again if the selection is another, or anything changed.
    pub fn follow(&mut self, session: &Session, article: Option<&ArticleId>, selected: &Arc<[MentionId]>) {
        let revision = session.total_revision();
        let same = |made: &(u64, Arc<[MentionId]>)| made.0 == revision && Arc::ptr_eq(&made.1, selected);
        if self.made_for.as_ref().is_some_and(same) {
            return;
        }
        *self = Self { made_for: Some((revision, selected.clone())), ..Self::default() };
        let Some(annotations) = article.and_then(|article| session.annotations(article)) else { return };
        for mention in selected.iter().filter_map(|id| annotations.mentions.get(id)) {
            self.count += 1;
            *self.kinds.entry(mention.kind.clone()).or_default() += 1;
            if let Some(entity) = &mention.entity {
                self.linked += 1;
                self.entities.insert(entity.clone());
            }
        }
    }
}
