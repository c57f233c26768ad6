//! What is left out in the same way of several formats.

use super::{
    document::Document,
    format::{ItemKind, LeftOut},
};
use crate::message::Message;

/// Something of a document that could not be carried.
pub fn item(document: &Document, what: ItemKind, id: impl ToString, reason: Message) -> LeftOut {
    LeftOut { article: document.article.meta.id.clone(), id: id.to_string(), reason, what }
}

/// The whole article.
pub fn article(document: &Document, reason: Message) -> LeftOut {
    item(document, ItemKind::Article, &document.article.meta.id, reason)
}

/// The misfits of a document as things left out: they have no place in the text.
pub fn misfits(document: &Document) -> Vec<LeftOut> {
    let misfits = document.annotations.misfits.iter();
    let left_out = misfits.map(|misfit| {
        let reason = misfit.reason.clone();
        item(document, ItemKind::Mention, &misfit.mention.id, reason)
    });
    left_out.collect()
}

/// The same of decisions.
pub fn misfit_decisions(document: &Document) -> Vec<LeftOut> {
    let misfits = document.annotations.misfit_decisions.iter();
    let left_out = misfits.map(|misfit| {
        let reason = misfit.reason.clone();
        item(document, ItemKind::Decision, misfit.id, reason)
    });
    left_out.collect()
}

/// Every coalition of a document as left out, for one reason.
pub fn coalitions(document: &Document, reason: &Message) -> Vec<LeftOut> {
    let ids = document.annotations.coalitions.keys();
    ids.map(|id| item(document, ItemKind::Coalition, id, reason.clone())).collect()
}
