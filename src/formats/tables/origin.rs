//! Who made a record, how sure it was and who stands behind it, in the columns that mentions and coalitions share.

use std::borrow::Cow;

use crate::{
    formats::document::Document,
    model::{GuidelinesVersion, Origin, Outcome, Score, Timestamp},
};

/// A record, and how it was made.
pub struct MadeRecord<'a> {
    pub record: Outcome,
    pub by: &'a Origin,
    pub at: Timestamp,
    pub guidelines: Option<GuidelinesVersion>,
}

/// The cell of one of these columns.
pub fn cell<'a>(document: &'a Document, made: &MadeRecord<'a>, column: &str) -> Option<Cow<'a, str>> {
    let MadeRecord { record, by, at, guidelines } = made;
    let by = *by;
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
        "guidelines" => guidelines.map_or_else(String::new, |version| version.to_string()).into(),
        "settled" => document.settled(record, by).map_or("", |settled| settled.key()).into(),
        "decided_by" => {
            document.decision(record).and_then(|one| one.who.as_ref()).map_or("", |set| set.as_str()).into()
        }
        "reason" => document.decision(record).and_then(|one| one.reason).map_or("", |reason| reason.key()).into(),
        "reason_note" => document.decision(record).map_or("", |one| one.note.as_str()).into(),
        _ => return None,
    })
}
