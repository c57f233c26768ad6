//! What a person says of a pasted article before it comes in.

use crate::model::{ArticleMeta, Date};

/// Title, source and day; what is empty is as it is read from the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArticleHeader {
    pub title: String,
    pub source: String,
    pub date: Option<Date>,
}

impl ArticleHeader {
    pub(super) fn put_into(&self, meta: &mut ArticleMeta) {
        let Self { title, source, date } = self;
        for (said, there) in [(title, &mut meta.title), (source, &mut meta.source)] {
            if !said.is_empty() {
                there.clone_from(said);
            }
        }
        meta.date = date.or(meta.date);
    }
}
