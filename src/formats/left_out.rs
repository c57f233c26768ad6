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

/// The same of decisions.
pub fn misfit_decisions(document: &Document) -> Vec<LeftOut> {
    let misfits = document.annotations.misfit_decisions.iter().map(|misfit| LeftOut {
        article: document.article.meta.id.clone(),
        what: "decision",
        which: format!("decision {}", misfit.id),
        reason: misfit.reason.clone(),
    });
    misfits.collect()
}

/// Every coalition of a document as left out, for one reason.
pub fn coalitions(document: &Document, reason: &str) -> Vec<LeftOut> {
    let left_out = document.annotations.coalitions.values().map(|coalition| LeftOut {
        article: document.article.meta.id.clone(),
        what: "coalition",
        which: format!("coalition {}", coalition.id),
        reason: reason.to_owned(),
    });
    left_out.collect()
}
