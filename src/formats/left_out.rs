//! What is left out in the same way of several formats.

use super::{
    document::Document,
    format::{Format, ItemKind, LeftOut},
};
use crate::{
    message::{Message, message},
    model::{Annotations, Decision, FieldOwner, Scheme, Variables},
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

/// What the project's own fields hold, by the record that they are of: its id there.
fn values(annotations: &Annotations, article: &str) -> Vec<(String, FieldOwner, Variables)> {
    let of_article = (article.to_owned(), FieldOwner::Article, annotations.remark.fields.clone());
    let mentions = annotations.mentions.values();
    let mentions = mentions.map(|one| (one.id.to_string(), FieldOwner::Mention, one.fields.clone()));
    let statements = annotations.coalitions.values();
    let statements = statements.map(|one| (one.id.to_string(), FieldOwner::Statement, one.fields.clone()));
    [of_article].into_iter().chain(mentions).chain(statements).filter(|(.., values)| !values.is_empty()).collect()
}

/// What the project's own fields hold and what else is known of an article, and a format has no place for.
pub fn unheld_values(format: &dyn Format, document: &Document) -> Vec<LeftOut> {
    let mut left_out = Vec::new();
    if format.info().own_fields {
        return left_out;
    }
    for name in document.article.meta.variables.keys() {
        let reason = message!("the format has no place for the variable {name} of articles", name = name);
        left_out.push(item(document, ItemKind::Field, &document.article.meta.id, reason));
    }
    for (id, _, values) in values(&document.annotations, document.article.meta.id.as_str()) {
        for key in values.keys() {
            let reason = message!("the format has no place for the field {field}", field = key);
            left_out.push(item(document, ItemKind::Field, &id, reason));
        }
    }
    left_out
}

/// What no column can hold: values of fields that the project does not have, and those that their fields do not take.
pub fn misfit_values(document: &Document, scheme: &Scheme) -> Vec<LeftOut> {
    let mut left_out = Vec::new();
    for (id, owner, values) in values(&document.annotations, document.article.meta.id.as_str()) {
        for (key, value) in &values {
            let reason = match scheme.field(owner, key) {
                None => message!("the project has no field {field}", field = key),
                Some(field) => match field.misfit(value, &|_| None) {
                    None => continue,
                    Some(reason) => message!("the field {field}: {reason}", field = key, reason = reason),
                },
            };
            left_out.push(item(document, ItemKind::Field, &id, reason));
        }
    }
    left_out
}

/// Every coalition of a document as left out, for one reason.
pub fn coalitions(document: &Document, reason: &Message) -> Vec<LeftOut> {
    let ids = document.annotations.coalitions.keys();
    ids.map(|id| item(document, ItemKind::Coalition, id, reason.clone())).collect()
}
