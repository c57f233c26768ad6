//! Through which board a party speaks: national (DPP), of a province (DPW, DPD), of a regency or city (DPD, DPC), as the
//! speaker is named.

use std::collections::BTreeMap;

use super::Stated;
use crate::model::EntityId;

/// A board as speakers are called by it. Which of them is a province's differs from party to party: DPD is Golkar's
/// province and PKS's city. So the word itself is the category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Board {
    Dpp,
    Dpw,
    Dpd,
    Dpc,
    /// Of a district.
    Pac,
    /// The party's members in a council.
    Fraksi,
    /// Somebody is named, and no board with them.
    Other,
    /// The article itself.
    Article,
}

impl Board {
    pub const ALL: [Self; 8] =
        [Self::Dpp, Self::Dpw, Self::Dpd, Self::Dpc, Self::Pac, Self::Fraksi, Self::Other, Self::Article];

    pub fn key(self) -> &'static str {
        match self {
            Self::Dpp => "DPP",
            Self::Dpw => "DPW",
            Self::Dpd => "DPD",
            Self::Dpc => "DPC",
            Self::Pac => "PAC",
            Self::Fraksi => "fraksi",
            Self::Other => "other",
            Self::Article => "article",
        }
    }

    /// The board in the words for a speaker; of several the first.
    pub fn of(speaker: &str) -> Self {
        if speaker.trim().is_empty() {
            return Self::Article;
        }
        let words = speaker.split(|c: char| !c.is_alphanumeric());
        let board = |word: &str| {
            Some(match word.to_lowercase().as_str() {
                "dpp" | "dpn" => Self::Dpp,
                "dpw" => Self::Dpw,
                "dpd" => Self::Dpd,
                "dpc" => Self::Dpc,
                "pac" | "dpac" => Self::Pac,
                "fraksi" => Self::Fraksi,
                _ => return None,
            })
        };
        words.filter_map(board).next().unwrap_or(Self::Other)
    }
}

/// The party that a speaker speaks for: one of the statement's that the words for the speaker name, or its only one where
/// the speaker is of some party's board, or the article itself tells of it. A candidate who hopes for a party is not the
/// party.
pub fn spoken_for<'s>(stated: &Stated<'s>, names: &dyn Fn(&EntityId) -> Vec<String>) -> Option<&'s EntityId> {
    let speaker = stated.statement.speaker.to_lowercase();
    let words: Vec<&str> = speaker.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let named = |id: &&EntityId| {
        names(id).iter().any(|name| {
            let name = name.to_lowercase();
            let own: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
            !own.is_empty() && words.windows(own.len()).any(|window| window == own)
        })
    };
    let mut parties = stated.statement.party_ids();
    stated.statement.party_ids().find(named).or_else(|| {
        if Board::of(&stated.statement.speaker) == Board::Other {
            return None;
        }
        let only = parties.next()?;
        parties.next().is_none().then_some(only)
    })
}

/// Statements by party and board, each story once. `None`: the words do not tell for which party.
pub fn boards<'s>(
    stated: impl Iterator<Item = Stated<'s>>,
    names: &dyn Fn(&EntityId) -> Vec<String>,
) -> BTreeMap<(Option<&'s EntityId>, Board), usize> {
    let mut stories: BTreeMap<_, std::collections::BTreeSet<_>> = BTreeMap::new();
    for one in stated {
        let key = (spoken_for(&one, names), Board::of(&one.statement.speaker));
        stories.entry(key).or_default().insert(one.story);
    }
    stories.into_iter().map(|(key, stories)| (key, stories.len())).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::answers::{
        Ledger,
        testing::{known, statement},
    };

    #[test]
    fn boards_as_they_are_called() {
        let of = ["Ketua DPP PKS Andi", "Sekretaris DPD Golkar", "ketua dpc", "Rina", " ", "Ketua Fraksi-PKB"]
            .map(Board::of);
        assert_eq!(of, [Board::Dpp, Board::Dpd, Board::Dpc, Board::Other, Board::Article, Board::Fraksi]);
    }

    #[test]
    fn for_whom_somebody_speaks() {
        let said = |text: &str, speaker: &str| {
            let mut statement = statement("36 governor 2024", text);
            statement.speaker = speaker.into();
            let article = known("a", "", vec![statement]);
            let ledger = Ledger::of([(&article.0, &article.1)], Arc::default());
            let names = |id: &EntityId| vec![id.local().replace('-', " ")];
            let boards = boards(ledger.all(), &names);
            let ((party, board), stories) = boards.into_iter().next().unwrap();
            format!("{} {} {stories}", party.map_or("?", |id| id.local()), board.key())
        };
        assert_eq!(said("c1 confirmed pks pdi-perjuangan", "Ketua DPC PDI Perjuangan Tegal"), "pdi-perjuangan DPC 1");
        assert_eq!(said("c1 confirmed pks", "Ketua DPW Banten"), "pks DPW 1");
        assert_eq!(said("c1 confirmed pks psi", "Rina"), "? other 1");
        assert_eq!(said("c1 hoped pks", "Rina"), "? other 1", "who hopes for a party is not the party");
        assert_eq!(said("c1 confirmed pksi pks", "Ketua DPD PKS"), "pks DPD 1");
    }
}
