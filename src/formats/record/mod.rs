//! What a file tells in words and numbers, and what a file is told: the records of formats that keep them as fields with
//! names (Parquet, feature structures). Whatever a word cannot mean is noted and left open. Knows no format.

mod article;
pub(in crate::formats) mod foreign;
mod statement;

use serde::{
    Deserialize, Serialize,
    de::{IntoDeserializer, value::StrDeserializer},
};

use super::document::Draft;

pub(super) use article::ToldArticle;
pub(super) use statement::{
    ToldBacking, ToldCoalition, ToldFiller, ToldMaking, ToldMention, add_coalition, add_mention,
};

/// The word that stands for a value in files: `in_progress`, `2024-07-08`; empty if it has none.
pub(super) fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The value that a word stands for; none for an empty one, a note for one that means nothing.
fn meant<T: for<'de> Deserialize<'de>>(draft: &mut Draft, at: (usize, usize), what: &str, word: &str) -> Option<T> {
    if word.is_empty() {
        return None;
    }
    let deserializer: StrDeserializer<'_, serde::de::value::Error> = word.into_deserializer();
    match T::deserialize(deserializer) {
        Ok(value) => Some(value),
        Err(error) => {
            draft.note(
                at,
                format!("{what} “{word}” means nothing here ({error}) and was left open"),
                "Choose it again",
            );
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        formats::kit::raw_text::Unit,
        model::{Certainty, Date, EntityId, Status},
    };

    #[test]
    fn words_mean_what_they_were_made_of() {
        let mut draft = Draft::new("a", (3, 1), "a", "PKS").unwrap();
        for status in Status::ALL {
            assert_eq!(meant(&mut draft, (0, 0), "the status", &word(&status)), Some(status));
        }
        for status in Certainty::ALL {
            assert_eq!(meant(&mut draft, (0, 0), "the status", &word(&status)), Some(status));
        }
        assert_eq!(meant::<Date>(&mut draft, (0, 0), "the date", ""), None);
        assert_eq!(meant::<Date>(&mut draft, (0, 0), "the date", "2024-02-30"), None);
        assert_eq!(meant::<EntityId>(&mut draft, (7, 2), "the entity", "B-PER\n"), None);
        let told: Vec<String> = draft.finish(Unit::CodePoint).1.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 2);
        assert!(told[0].starts_with("a:3:1: the date “2024-02-30” means nothing here (“2024-02-30” is no date"));
        assert!(told[1].starts_with("a:7:2: the entity “B-PER\n” means nothing here"));
    }
}
