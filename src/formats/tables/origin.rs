//! Who made a record and how sure it was, in the columns that mentions and coalitions share.

use std::borrow::Cow;

use crate::{
    formats::document::Document,
    model::{Origin, Score, Timestamp},
};

/// The cell of one of these columns.
pub fn cell<'a>(document: &'a Document, by: &'a Origin, at: Timestamp, column: &str) -> Option<Cow<'a, str>> {
    let score = |score: Option<Score>| Cow::from(score.map_or_else(String::new, |score| score.to_string()));
    let named = |rule: &'a str, set: Option<&'a str>| if rule.is_empty() { set.unwrap_or("machine") } else { rule };
    Some(match column {
        "by" => Cow::from(match by {
            Origin::Person => "person",
            Origin::EveryOccurrence => "every-occurrence",
            Origin::Drafted => "drafted",
            Origin::Machine(made) => named(&made.rule, document.set.as_ref().map(|set| set.id.as_str())),
            Origin::Accepted(from) | Origin::Corrected(from) => named(&from.rule, Some(from.set.as_str())),
        }),
        "score" => match by {
            Origin::Person | Origin::EveryOccurrence | Origin::Drafted => "".into(),
            Origin::Machine(made) => score(made.score),
            Origin::Accepted(from) | Origin::Corrected(from) => score(from.score),
        },
        "accepted" => if matches!(by, Origin::Machine(_) | Origin::Drafted) { "0" } else { "1" }.into(),
        "decided_at" => at.to_string().into(),
        _ => return None,
    })
}
