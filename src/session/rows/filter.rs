//! Which rows of the list pass what was typed and chosen above it.

use super::{Row, Rows};
use crate::model::{EntityId, Flag, GuidelinesVersion, Status, Summary};

/// What rows must have to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// In the title or the source, whatever the case; in the id; what the date begins with; or what a value of one of the
    /// project's own fields begins with, behind its key: `stage=talks`. Empty: anything.
    pub words: String,
    /// Those that are called so: whatever names one of them passes as well.
    pub entities: Vec<EntityId>,
    pub status: Option<Status>,
    pub only: Option<Attention>,
}

/// Why an article is to be looked at, by what the active set says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attention {
    /// Those in which a merge left something to be decided.
    Conflicts,
    /// Those in which anything has this flag.
    Flagged(Flag),
    /// Those in which anything is written down.
    Noted,
    /// Those in which anything was last touched under other guidelines than these.
    OlderThan(GuidelinesVersion),
}

impl Attention {
    pub fn passes(self, summary: &Summary) -> bool {
        match self {
            Self::Conflicts => summary.conflicts > 0,
            Self::Flagged(flag) => summary.flags.contains_key(&flag),
            Self::Noted => summary.notes > 0,
            Self::OlderThan(guidelines) => summary.is_older_than(guidelines),
        }
    }
}

impl Rows {
    /// The places of the rows that pass, in order.
    pub fn passing(&self, filter: &Filter) -> Vec<usize> {
        let words = filter.words.trim().to_lowercase();
        // Making text of a hundred thousand dates takes longer than all the rest.
        let dated = words.starts_with(|c: char| c.is_ascii_digit());
        let coded = words.contains('=');
        let passes = |row: &Row| {
            filter.status.is_none_or(|status| row.summary.status == status)
                && filter.only.is_none_or(|only| only.passes(&row.summary))
                && (words.is_empty()
                    || holds(&row.meta.title, &words)
                    || holds(&row.meta.source, &words)
                    || row.meta.id.as_str().contains(words.as_str())
                    || filter.entities.iter().any(|entity| names(&row.summary, entity))
                    || (coded && row.summary.values.iter().any(|(said, _)| said.starts_with(words.as_str())))
                    || (dated && row.meta.date.is_some_and(|date| date.to_string().starts_with(words.as_str()))))
        };
        self.iter().enumerate().filter(|(_, row)| passes(row)).map(|(at, _)| at).collect()
    }
}

fn names(summary: &Summary, entity: &EntityId) -> bool {
    summary.entities.contains_key(entity) || summary.fillers.contains_key(entity)
}

/// Whether `text` holds `words`, which are in lower case. A hundred thousand times for each key that is typed, so plain
/// letters are compared where they stand.
fn holds(text: &str, words: &str) -> bool {
    if !text.is_ascii() {
        return text.to_lowercase().contains(words);
    }
    let (text, words) = (text.as_bytes(), words.as_bytes());
    let Some((&first, _)) = words.split_first() else { return true };
    let starts = text.iter().enumerate().filter(|(_, byte)| byte.to_ascii_lowercase() == first);
    starts
        .map(|(at, _)| &text[at..])
        .any(|rest| rest.get(..words.len()).is_some_and(|there| there.eq_ignore_ascii_case(words)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_the_case() {
        assert!(holds("PKS usung Andra Soni", "andra s") && holds("abab abac", "abac") && holds("", ""));
        assert!(!holds("PKS", "pksi") && !holds("", "a"));
        assert!(holds("“ÉLAN” Partai", "élan”"), "beyond plain letters as well");
    }
}
