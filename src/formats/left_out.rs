//! What is left out in the same way of several formats.

use super::{anchor::shortened, document::Document, format::LeftOut};

/// The misfits of a document as things left out: they have no place in the text.
pub fn misfits(document: &Document) -> Vec<LeftOut> {
    let misfits = document.annotations.misfits.iter().map(|misfit| LeftOut {
        article: document.article.meta.id.clone(),
        what: "mention",
        which: format!("mention {} “{}”", misfit.mention.id, shortened(&misfit.quote)),
        reason: misfit.reason.clone(),
    });
    misfits.collect()
}
