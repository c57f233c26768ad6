//! Labels of an article for the near copies of its story: looked at away from the window, then one change.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use crate::{
    dataset::carry::carry,
    edit::{Edit, Refusal, join},
    message::{Message, message},
    model::{Annotations, Article, ArticleId, ArticleMeta, SetId, Status},
    session::{Done, Session, unreadable},
    store::Reader,
};

/// Looks at the near copies of an article, ready to be sent to another thread.
pub struct CopyPreview {
    reader: Reader,
    set: SetId,
    article: Arc<Article>,
    said: Arc<Annotations>,
    copies: Vec<Arc<ArticleMeta>>,
}

/// What one near copy would get.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelsForCopy {
    pub meta: Arc<ArticleMeta>,
    /// How far the work on the copy is.
    pub status: Status,
    /// Mentions and statements that it does not have yet.
    pub mentions: usize,
    pub statements: usize,
    /// Those of the article on words that the copy does not have.
    pub mentions_left: usize,
    pub statements_left: usize,
    /// Why nothing can come to it.
    pub refused: Option<Message>,
    said: Annotations,
    text_sha256: String,
    /// Whose labels they are.
    set: SetId,
}

impl LabelsForCopy {
    /// Whether anything would come.
    pub fn brings(&self) -> bool {
        self.refused.is_none() && self.mentions + self.statements > 0
    }
}

impl Session {
    /// The other articles of this one's story, as far as near copies are known.
    pub fn near_copies(&self, article: &ArticleId) -> Vec<ArticleId> {
        self.stories().whole(article).filter(|other| *other != article).cloned().collect()
    }

    /// What a look at the near copies of a loaded article needs; `None`: there are none, or nothing is marked.
    pub fn copy_preview(&self, article: &ArticleId) -> Option<CopyPreview> {
        let said = self.annotations(article).filter(|said| !said.mentions.is_empty() || !said.coalitions.is_empty())?;
        let copies: Vec<Arc<ArticleMeta>> =
            self.near_copies(article).iter().filter_map(|id| Some(self.rows().get(id)?.meta.clone())).collect();
        let article = self.article(article)?.clone();
        let (reader, set) = (self.store.reader(), self.active_set().clone());
        (!copies.is_empty()).then(|| CopyPreview { reader, set, article, said: said.clone(), copies })
    }

    /// Copies labels to near copies as they were looked at; one undo step. A copy that changed meanwhile is refused.
    pub fn copy_labels(&mut self, labels: Vec<LabelsForCopy>) -> Result<Done, Refusal> {
        let mut marks = Vec::with_capacity(labels.len());
        for labels in labels.into_iter().filter(LabelsForCopy::brings) {
            let place = self.place(&labels.meta.id);
            // Somebody else works here by now: one person's labels never become another's.
            if place.set != labels.set {
                return Err(Refusal::Nothing);
            }
            self.load_place(&place).map_err(unreadable)?;
            let there = self.loaded(&place.article)?;
            if there.meta.text_sha256 != labels.text_sha256 {
                return Err(Refusal::Wrong(message!(
                    "the text of {article} changed meanwhile: look again",
                    article = place.article.as_str()
                )));
            }
            let mut said = labels.said;
            let now = crate::model::Timestamp::now();
            said.mentions.values_mut().for_each(|mention| mention.at = now);
            said.coalitions.values_mut().for_each(|coalition| coalition.at = now);
            marks.push((place, said));
        }
        self.perform(Edit::CopyLabels { marks })
    }
}

impl CopyPreview {
    /// What each copy would get, in their order; fewer once `cancel` is set.
    pub fn run(self, cancel: &AtomicBool) -> Vec<LabelsForCopy> {
        let copies = self.copies.iter().take_while(|_| !cancel.load(Ordering::Relaxed));
        copies.map(|meta| self.look(meta)).collect()
    }

    fn look(&self, meta: &Arc<ArticleMeta>) -> LabelsForCopy {
        let mut labels = LabelsForCopy {
            meta: meta.clone(),
            status: Status::New,
            mentions: 0,
            statements: 0,
            mentions_left: 0,
            statements_left: 0,
            refused: None,
            said: Annotations::default(),
            text_sha256: String::new(),
            set: self.set.clone(),
        };
        let read = self.reader.article(meta).and_then(|article| {
            let loaded = self.reader.annotations(&article, &self.set)?;
            Ok((article, loaded))
        });
        let (copy, loaded) = match read {
            Ok(read) => read,
            Err(error) => return LabelsForCopy { refused: Some(error.located()), ..labels },
        };
        labels.status = loaded.annotations.status;
        labels.refused = loaded.frozen.map(|error| error.located());
        labels.text_sha256.clone_from(&copy.meta.text_sha256);
        let carried = carry(&self.said, self.article.text.as_str(), copy.text.as_str());
        (labels.mentions_left, labels.statements_left) = (carried.mentions_left, carried.statements_left);
        labels.said = carried.annotations;
        let joined = join(&loaded.annotations, labels.said.clone());
        (labels.mentions, labels.statements) = (joined.mentions.len() + joined.filled.len(), joined.coalitions.len());
        labels
    }
}
