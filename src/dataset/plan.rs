//! How a dataset is to be divided: the parts, and by what. Does not know the articles.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    message::{Message, message},
    model::Date,
};

/// A wish: which parts there are and by what an article comes into one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitPlan {
    pub parts: Vec<Part>,
    pub by: PartBasis,
    /// Another seed, another draw; nothing else is random.
    pub seed: u64,
    pub sizes: Sizes,
    /// Whether all articles on one race stay together. One article on many races joins them all.
    pub races_together: bool,
}

/// A named part and its share of the articles, relative to the other shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Letters, digits and `_`: what Hugging Face takes for a split.
    pub name: String,
    pub share: u32,
}

/// By what an article comes into a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartBasis {
    Chance,
    /// The first day of each part but the first, ascending: before the first of them is the first part.
    Date(Vec<Date>),
    /// Source → part; sources that are not named are drawn, each as a whole.
    Source(BTreeMap<String, String>),
    /// Region → part, by the entity's id; regions that are not named are drawn, each as a whole.
    Region(BTreeMap<String, String>),
}

/// What a draw keeps when the corpus grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sizes {
    /// The shares, as near as whole groups allow: what people expect who write 80, 10 and 10. A new article moves
    /// about one other for each border between parts.
    #[default]
    Exact,
    /// The place of each article: only what the new one itself joins can move. Sizes vary by chance: a tenth of 500 is
    /// 50 ± 7.
    Stable,
}

/// Why a plan cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub enum BadPlan {
    NoParts,
    Name(String),
    Share(String),
    Twice(String),
    NoShare,
    Dates { parts: usize, dates: usize },
    Order(Date, Date),
    UnknownPart { of: String, part: String, parts: String },
    Folds(usize),
}

impl BadPlan {
    /// In words, in no language yet.
    pub fn message(&self) -> Message {
        match self {
            Self::NoParts => message!("a split needs at least one part: for example train=80, validation=10, test=10"),
            Self::Name(name) => {
                message!("“{name}” cannot name a part: use letters, digits and “_”, at most 60 of them", name = name)
            }
            Self::Share(share) => message!("“{share}” is not NAME=SHARE with a whole number", share = share),
            Self::Twice(name) => message!("the part “{name}” is named twice", name = name),
            Self::NoShare => message!("the shares of all parts are 0: give at least one part a share"),
            Self::Dates { parts, dates } => message!(
                "{parts} parts need so many dates between them: {needed}, not {dates}",
                parts = *parts,
                needed = parts.saturating_sub(1),
                dates = *dates
            ),
            Self::Order(first, second) => message!(
                "{second} does not come after {first}: put the dates in order",
                second = second.to_string(),
                first = first.to_string()
            ),
            Self::UnknownPart { of, part, parts } => message!(
                "“{of}” is sent to the part “{part}”, which is not among {parts}",
                of = of,
                part = part,
                parts = parts
            ),
            Self::Folds(number) => {
                message!("{number} folds cannot be made: give a number from 2 to 1000", number = *number)
            }
        }
    }
}

impl From<BadPlan> for Message {
    fn from(bad: BadPlan) -> Self {
        bad.message()
    }
}

impl SplitPlan {
    /// Parts by chance, with shares.
    pub fn by_chance(parts: &[(&str, u32)], seed: u64) -> Self {
        Self { seed, ..Self::of(parts, PartBasis::Chance) }
    }

    /// Parts by chance, as people write them: `train=80, validation=10, test=10`; a share that is left out is 1.
    pub fn read(parts: &str, seed: u64) -> Result<Self, BadPlan> {
        let part = |part: &str| {
            let (name, share) = part.split_once('=').unwrap_or((part, "1"));
            let share = share.trim().trim_end_matches('%').trim().parse();
            let share = share.map_err(|_| BadPlan::Share(part.trim().to_owned()))?;
            Ok(Part { name: name.trim().to_owned(), share })
        };
        let parts = parts.split(',').map(part).collect::<Result<_, BadPlan>>()?;
        Ok(Self { parts, by: PartBasis::Chance, seed, sizes: Sizes::default(), races_together: false })
    }

    /// Parts by something else; the shares are for what must be drawn.
    pub fn of(parts: &[(&str, u32)], by: PartBasis) -> Self {
        let parts = parts.iter().map(|(name, share)| Part { name: (*name).to_owned(), share: *share }).collect();
        Self { parts, by, seed: 0, sizes: Sizes::default(), races_together: false }
    }

    /// `fold_1` to `fold_k`, of equal size.
    pub fn folds(k: usize, seed: u64) -> Result<Self, BadPlan> {
        if !(2..=1_000).contains(&k) {
            return Err(BadPlan::Folds(k));
        }
        let parts = (1..=k).map(|n| Part { name: format!("fold_{n}"), share: 1 }).collect();
        Ok(Self { parts, by: PartBasis::Chance, seed, sizes: Sizes::default(), races_together: false })
    }

    /// Whether it can be followed.
    pub fn check(&self) -> Result<(), BadPlan> {
        let mut names = BTreeSet::new();
        for Part { name, .. } in &self.parts {
            let good = |c: char| c.is_ascii_alphanumeric() || c == '_';
            if name.is_empty() || name.len() > 60 || !name.chars().all(good) {
                return Err(BadPlan::Name(name.clone()));
            }
            if !names.insert(name.as_str()) {
                return Err(BadPlan::Twice(name.clone()));
            }
        }
        if self.parts.is_empty() {
            return Err(BadPlan::NoParts);
        }
        match &self.by {
            PartBasis::Chance => {}
            PartBasis::Date(dates) => return self.check_dates(dates),
            PartBasis::Source(held) | PartBasis::Region(held) => {
                let unknown = held.iter().find(|(_, part)| !names.contains(part.as_str()));
                if let Some((of, part)) = unknown {
                    let parts = self.parts.iter().map(|part| part.name.as_str()).collect::<Vec<_>>().join(", ");
                    return Err(BadPlan::UnknownPart { of: of.clone(), part: part.clone(), parts });
                }
            }
        }
        if self.parts.iter().all(|part| part.share == 0) {
            return Err(BadPlan::NoShare);
        }
        Ok(())
    }

    fn check_dates(&self, dates: &[Date]) -> Result<(), BadPlan> {
        if dates.len() + 1 != self.parts.len() {
            return Err(BadPlan::Dates { parts: self.parts.len(), dates: dates.len() });
        }
        match dates.windows(2).find(|pair| pair[1] <= pair[0]) {
            Some(pair) => Err(BadPlan::Order(pair[0], pair[1])),
            None => Ok(()),
        }
    }

    /// The place of a part by its name.
    pub(super) fn part(&self, name: &str) -> Option<usize> {
        self.parts.iter().position(|part| part.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_that_cannot_be_followed_say_why() {
        let says = |plan: SplitPlan, part: &str| {
            let said = plan.check().map_err(|bad| bad.to_string());
            assert!(said.as_ref().is_err_and(|said| said.contains(part)), "{said:?} lacks {part:?}");
        };
        let day = |text: &str| text.parse::<Date>().ok().into_iter();
        says(SplitPlan::by_chance(&[], 0), "at least one part");
        says(SplitPlan::by_chance(&[("a-b", 1)], 0), "“a-b” cannot name a part");
        says(SplitPlan::by_chance(&[("a", 1), ("a", 1)], 0), "“a” is named twice");
        says(SplitPlan::by_chance(&[("a", 0), ("b", 0)], 0), "give at least one");
        let three = &[("a", 1), ("b", 0), ("c", 1)];
        says(
            SplitPlan::of(three, PartBasis::Date(day("2024-08-20").collect())),
            "3 parts need so many dates between them: 2, not 1",
        );
        let back = day("2024-08-20").chain(day("2024-08-19")).collect();
        says(SplitPlan::of(three, PartBasis::Date(back)), "2024-08-19 does not come after 2024-08-20");
        let held = [("koran.id".to_owned(), "d".to_owned())].into();
        says(SplitPlan::of(three, PartBasis::Source(held)), "“d”, which is not among a, b, c");
        assert_eq!(SplitPlan::folds(1, 0), Err(BadPlan::Folds(1)));
        assert!(SplitPlan::folds(5, 0).is_ok_and(|plan| plan.check().is_ok() && plan.parts[4].name == "fold_5"));
    }
}
