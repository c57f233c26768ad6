//! What one side put into the project's own fields, as it is compared.

use std::collections::{BTreeMap, BTreeSet};

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
