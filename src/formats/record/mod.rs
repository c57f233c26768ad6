//! The one record of what another program says, and of what it is told: an article with mentions, coalitions and
//! decisions in words and numbers, as JSON, Parquet, feature structures and standoff files have them. Nothing in it is
//! checked; [`RawArticle::items`] makes a document of it, and tells every doubt. Knows no format.

pub(super) mod anchor;
mod article;
mod build;
mod decision;
mod draft;
pub(super) mod found;
pub(super) mod found_marks;
mod json;
mod marks;
mod mention;
mod pieces;
mod statement;
mod variables;

use serde::{
    Deserialize, Serialize,
    de::{IntoDeserializer, value::StrDeserializer},
};

use super::format::ReadContext;
use crate::{
    message::{Message, message},
    model::{Certainty, Office, Stance},
};

pub(super) use article::{KEY, line_beside, line_from};
pub use article::{RawArticle, RawImport, RawRelation, ShownByOthers, line_of, mention_of, statement_of};
pub(super) use build::RecordContext;
pub use decision::{RawClaim, RawClaimedStatement, RawDecision, RawSuggested, RawTelling};
pub use draft::Draft;
pub use json::{Odd, Wrong};
pub(super) use json::{from_fields, read_record};
pub(super) use mention::{ACCEPTED, MACHINE};
pub use mention::{RawMaking, RawMention, RawSpan};
pub use pieces::write_in_pieces;
pub use statement::{RawBacking, RawFiller, RawStatement};
pub use variables::RawVariables;
pub(super) use variables::variable_of;

/// The word that stands for a value in files: `in_progress`, `2024-07-08`; empty if it has none.
pub fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The value that a word stands for, if it stands for one.
pub fn meaning<T: for<'de> Deserialize<'de>>(word: &str) -> Option<T> {
    let deserializer: StrDeserializer<'_, serde::de::value::Error> = word.into_deserializer();
    T::deserialize(deserializer).ok().filter(|_| !word.is_empty())
}

/// The value that a word stands for; none for an empty one, and a problem for one that means nothing.
fn meant<T: for<'de> Deserialize<'de>>(
    draft: &mut Draft,
    at: (usize, usize),
    what: impl FnOnce() -> Message,
    word: &str,
) -> Option<T> {
    if word.is_empty() {
        return None;
    }
    let deserializer: StrDeserializer<'_, serde::de::value::Error> = word.into_deserializer();
    match T::deserialize(deserializer) {
        Ok(value) => Some(value),
        Err(error) => {
            draft.part(
                at,
                message!(
                    "{what} “{word}” means nothing here ({reason}) and was left open",
                    what = what(),
                    word = word,
                    reason = error.to_string()
                ),
                message!("Choose it again"),
            );
            None
        }
    }
}

/// The office that a word stands for; a problem for one that the project does not have.
fn office(draft: &mut Draft, at: (usize, usize), word: &str, reading: &ReadContext) -> Option<Office> {
    let office: Office = meant(draft, at, || message!("the office"), word)?;
    let statements = &reading.scheme.statements;
    if statements.office(office).is_some() {
        return Some(office);
    }
    let known: Vec<&str> = statements.offices.iter().map(|office| office.key.key()).collect();
    draft.part(
        at,
        message!(
            "the project has no office “{office}” (it has {known}), and it was left open",
            office = office.key(),
            known = known.join(", ")
        ),
        message!("Add the office to the project’s scheme and import again, or choose it again"),
    );
    None
}

/// The status that a word stands for; a problem for one that the project does not have. What the program knows goes in
/// also where cards do not offer it: a check names it.
fn status(draft: &mut Draft, at: (usize, usize), word: &str, reading: &ReadContext) -> Option<Certainty> {
    let status: Certainty = meant(draft, at, || message!("the status"), word)?;
    let statements = &reading.scheme.statements;
    if !matches!(status, Certainty::Own(_)) || statements.status(status).is_some() {
        return Some(status);
    }
    let known = statements.statuses.iter().map(|one| (one.key.key(), one.names.en.as_str()));
    tell_unknown(draft, at, message!("status"), word, known);
    None
}

/// The same of a stance.
fn stance(draft: &mut Draft, at: (usize, usize), word: &str, reading: &ReadContext) -> Option<Stance> {
    let stance: Stance = meant(draft, at, || message!("the stance"), word)?;
    let statements = &reading.scheme.statements;
    if !matches!(stance, Stance::Own(_)) || statements.stance(stance).is_some() {
        return Some(stance);
    }
    let known = statements.stances.iter().map(|one| (one.key.key(), one.names.en.as_str()));
    tell_unknown(draft, at, message!("stance"), word, known);
    None
}

fn tell_unknown<'k>(
    draft: &mut Draft,
    at: (usize, usize),
    what: Message,
    word: &str,
    known: impl Iterator<Item = (&'k str, &'k str)>,
) {
    let told = |(key, name): (&str, &str)| if key == name { key.to_owned() } else { format!("{key} (“{name}”)") };
    let known: Vec<String> = known.map(told).collect();
    draft.part(
        at,
        message!(
            "the project has no {what} “{word}” (it has {known}), and it was left open",
            what = what,
            word = word,
            known = known.join(", ")
        ),
        message!("Add it to the project’s scheme and import again, or choose it again"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        formats::kit::raw_text::OffsetUnit,
        model::{Certainty, Date, EntityId, Status},
    };

    #[test]
    fn words_mean_what_they_were_made_of() {
        let mut draft = Draft::new("a", (3, 1), "a", "PKS").unwrap();
        let what = || message!("the status");
        for status in Status::ALL {
            assert_eq!(meant(&mut draft, (0, 0), what, &word(&status)), Some(status));
        }
        for status in Certainty::BUILT_IN {
            assert_eq!(meant(&mut draft, (0, 0), what, &word(status)), Some(*status));
        }
        let date = || message!("the date");
        assert_eq!(meant::<Date>(&mut draft, (0, 0), date, ""), None);
        assert_eq!(meant::<Date>(&mut draft, (0, 0), date, "2024-02-30"), None);
        assert_eq!(meant::<EntityId>(&mut draft, (7, 2), || message!("the entity"), "B-PER\n"), None);
        let told: Vec<String> = draft.finish(OffsetUnit::CodePoint).1.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 2);
        assert!(told[0].starts_with("a:3:1: the date “2024-02-30” means nothing here ("), "{}", told[0]);
        assert!(told[1].starts_with("a:7:2: the entity “B-PER\n” means nothing here"));
    }
}
