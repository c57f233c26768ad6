//! What is left out in the same way of several formats.

use super::{
    document::Document,
    format::{ItemKind, LeftOut},
};
use crate::{
    message::{Message, message},
    model::Decision,
};

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

/// What was decided on suggestions, for formats without a place for it: rejected and put-off ones. What was taken is
/// there as a mention or coalition.
pub fn decisions(document: &Document) -> Vec<LeftOut> {
    let taken = |decision: &Decision| decision.made.is_some();
    let decisions = document.annotations.decisions.iter().filter(|(_, decision)| !taken(decision));
    let reason = message!("the format has no place for suggestions that were rejected or put off");
    decisions.map(|(id, _)| item(document, ItemKind::Decision, id, reason.clone())).collect()
}

/// Every coalition of a document as left out, for one reason.
pub fn coalitions(document: &Document, reason: &Message) -> Vec<LeftOut> {
    let ids = document.annotations.coalitions.keys();
    ids.map(|id| item(document, ItemKind::Coalition, id, reason.clone())).collect()
}
