//! What two sides put into the project's own fields of the same records: κ for a choice, equality for the rest.

use std::collections::{BTreeMap, BTreeSet};

use super::{ComparedArticle, MarkedSpan, align, pair_spans};
use crate::model::{FieldOwner, Scheme, Variable, Variables};

/// Values as they are compared, by the keys of their fields.
pub type ComparedValues = BTreeMap<String, String>;

/// What one side put into the fields of an article and of its mentions; those of a statement stand with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodedFields {
    pub article: ComparedValues,
    /// Those of the mentions, in their order.
    pub mentions: Vec<ComparedValues>,
    /// The fields whose values are one of few.
    pub choices: BTreeSet<(FieldOwner, String)>,
}

impl CodedFields {
    /// The fields of a scheme whose values are one of few.
    pub fn choices_of(scheme: &Scheme) -> BTreeSet<(FieldOwner, String)> {
        let choices = scheme.fields.iter().filter(|field| field.kind.is_choice());
        choices.map(|field| (field.on, field.key.as_str().to_owned())).collect()
    }
}

/// Values as they are compared: spaces and the order of a list make no difference.
pub fn compared(values: &Variables) -> ComparedValues {
    let said = |value: &Variable| match value {
        Variable::List(entries) => {
            let sorted: BTreeSet<&str> = entries.iter().map(String::as_str).collect();
            Vec::from_iter(sorted).join("; ")
        }
        other => other.to_string().split_whitespace().collect::<Vec<_>>().join(" "),
    };
    values.iter().map(|(key, value)| (key.clone(), said(value))).collect()
}

/// The keys under which two records say different things, or one of them nothing.
pub fn differing<'v>(one: &'v ComparedValues, other: &'v ComparedValues) -> Vec<&'v str> {
    let keys: BTreeSet<&str> = one.keys().chain(other.keys()).map(String::as_str).collect();
    keys.into_iter().filter(|key| one.get(*key) != other.get(*key)).collect()
}

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
pub(super) fn pairs(one: &ComparedArticle, other: &ComparedArticle) -> Vec<FieldPair> {
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
