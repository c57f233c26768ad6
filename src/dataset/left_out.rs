//! What an export could not carry, item by item (`left_out.jsonl`) and counted.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use crate::{
    message::{Message, message},
    model::ArticleId,
};

/// One thing that a format could not carry; a line of [`super::manifest::LEFT_OUT`], its fields in the order of their
/// names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    pub article: ArticleId,
    /// Of the item in the article: a mention's, coalition's or decision's; of the article itself, its own. A backing has
    /// that of its coalition, a field that of the record it is in.
    pub id: String,
    pub reason: Message,
    pub what: ItemKind,
}

/// What can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    Article,
    Mention,
    Coalition,
    Backing,
    Decision,
    /// One value of a record; the rest of the record is there.
    Field,
}

/// How many items of a kind were left out for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOutCount {
    pub what: ItemKind,
    pub reason: Message,
    pub number: usize,
}

/// All that was left out, counted by what and why.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeftOutCounts(BTreeMap<String, LeftOutCount>);

impl ItemKind {
    pub fn message(self) -> Message {
        match self {
            Self::Article => message!("article"),
            Self::Mention => message!("mention"),
            Self::Coalition => message!("coalition"),
            Self::Backing => message!("backing"),
            Self::Decision => message!("decision"),
            Self::Field => message!("field"),
        }
    }
}

impl LeftOutCount {
    /// `mention: it covers white space only`.
    pub fn message(&self) -> Message {
        message!("{what}: {reason}", what = self.what.message(), reason = &self.reason)
    }
}

/// As in the manifest, in English.
impl fmt::Display for LeftOutCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl LeftOutCounts {
    pub fn add(&mut self, item: &LeftOut) {
        let one = LeftOutCount { what: item.what, reason: item.reason.clone(), number: 0 };
        self.0.entry(one.to_string()).or_insert(one).number += 1;
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In the order of their English words.
    pub fn iter(&self) -> impl Iterator<Item = &LeftOutCount> {
        self.0.values()
    }

    /// How many items there are.
    pub fn total(&self) -> usize {
        self.0.values().map(|count| count.number).sum()
    }

    /// As the manifest and programs have it: reason → number.
    pub fn by_reason(&self) -> BTreeMap<String, usize> {
        self.0.iter().map(|(reason, count)| (reason.clone(), count.number)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_the_item_and_counts_go_by_reason() {
        let item = |what, id: &str, reason| {
            let article = ArticleId::new("000").expect("an id");
            LeftOut { article, id: id.to_owned(), reason, what }
        };
        let decision = item(ItemKind::Decision, "d-1", message!("the text says otherwise"));
        let line = serde_json::to_string(&decision).expect("it is written");
        assert_eq!(line, r#"{"article":"000","id":"d-1","reason":"the text says otherwise","what":"decision"}"#);
        let mut counts = LeftOutCounts::default();
        for item in [&decision, &decision, &item(ItemKind::Mention, "m1", Message::verbatim("no"))] {
            counts.add(item);
        }
        assert_eq!(counts.total(), 3);
        let by_reason: Vec<(String, usize)> = counts.by_reason().into_iter().collect();
        assert_eq!(by_reason, [("decision: the text says otherwise".into(), 2), ("mention: no".into(), 1)]);
    }
}
