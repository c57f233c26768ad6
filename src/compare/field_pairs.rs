//! What two sides put into the project's own fields of the same records, side by side.

use std::collections::BTreeSet;

use super::{ComparedArticle, ComparedValues, MarkedSpan, align, pair_spans};
use crate::model::FieldOwner;

/// What both sides say of one record in one field; empty: nothing.
pub(super) struct FieldPair {
    pub owner: FieldOwner,
    pub key: String,
    pub is_choice: bool,
    pub one: String,
    pub other: String,
}

/// What a side put into the fields of a mention.
fn of_mention<'s>(side: &'s ComparedArticle, mark: &MarkedSpan, nothing: &'s ComparedValues) -> &'s ComparedValues {
    let at = side.mentions.iter().position(|there| there == mark);
    at.and_then(|at| side.coded.mentions.get(at)).unwrap_or(nothing)
}

/// Of an article that both coded, its own fields, and those of mentions and statements that lie beside one another; each
/// field that occurs on either side.
pub(super) fn of_both(one: &ComparedArticle, other: &ComparedArticle) -> Vec<FieldPair> {
    let nothing = ComparedValues::new();
    let mut records = vec![(FieldOwner::Article, &one.coded.article, &other.coded.article)];
    for (a, b) in align(&one.statements, &other.statements) {
        records.push((FieldOwner::Statement, &one.statements[a].fields, &other.statements[b].fields));
    }
    let has = |side: &ComparedArticle| side.coded.mentions.iter().any(|values| !values.is_empty());
    if has(one) || has(other) {
        for pair in pair_spans(&one.mentions, &other.mentions) {
            let (Some(first), Some(second)) = (&pair.one, &pair.other) else { continue };
            records.push((FieldOwner::Mention, of_mention(one, first, &nothing), of_mention(other, second, &nothing)));
        }
    }
    let mut found = Vec::new();
    for (owner, first, second) in records {
        let keys: BTreeSet<&String> = first.keys().chain(second.keys()).collect();
        for key in keys {
            let choice = (owner, key.clone());
            let is_choice = one.coded.choices.contains(&choice) || other.coded.choices.contains(&choice);
            let said = |values: &ComparedValues| values.get(key).cloned().unwrap_or_default();
            let (key, one, other) = (key.clone(), said(first), said(second));
            found.push(FieldPair { owner, key, is_choice, one, other });
        }
    }
    found
}
