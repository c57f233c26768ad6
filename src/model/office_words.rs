//! Words by which texts name an office, its election, and whoever runs for it.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Office;
use crate::message::{Message, message};

/// Words and phrases in small letters; the rules take them with `-nya` behind them as well.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OfficeWords {
    /// The election itself: `pilbup`, `pemilihan bupati`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub election: Vec<String>,
    /// Whoever runs for the first place: `cabup`, `calon bupati`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidate: Vec<String>,
    /// Whoever runs for the second one: `cawabup`, `calon wakil bupati`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub running_mate: Vec<String>,
    /// The bare office, which is the incumbent's unless a party is offered it: `bupati`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holder: Vec<String>,
    /// The same of the second place: `wakil bupati`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deputy: Vec<String>,
    /// The level of government: `tingkat kabupaten`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub level: Vec<String>,
}

/// The longest word or phrase, in bytes.
const LONGEST: usize = 60;

impl OfficeWords {
    /// Those of a delivered office; none of another.
    pub fn delivered(office: Office) -> &'static Self {
        let at = Office::DELIVERED.iter().position(|known| *known == office);
        at.map_or(&*NONE, |at| &DELIVERED[at])
    }

    /// The lists in their order.
    pub fn lists(&self) -> [&Vec<String>; 6] {
        [&self.election, &self.candidate, &self.running_mate, &self.holder, &self.deputy, &self.level]
    }

    pub fn lists_mut(&mut self) -> [&mut Vec<String>; 6] {
        [
            &mut self.election,
            &mut self.candidate,
            &mut self.running_mate,
            &mut self.holder,
            &mut self.deputy,
            &mut self.level,
        ]
    }

    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.lists().into_iter().flatten()
    }

    pub fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }

    /// The first word that cannot be one, with the reason.
    pub(super) fn fault(&self) -> Option<(String, Message)> {
        let letter = |c: char| c.is_alphabetic() && !c.is_uppercase() || matches!(c, '-' | '\'');
        let good = |phrase: &str| {
            phrase.len() <= LONGEST && phrase.split(' ').all(|word| !word.is_empty() && word.chars().all(letter))
        };
        let wrong = self.all().find(|phrase| !good(phrase))?;
        let told = message!(
            "“{word}” is not a word or phrase in small letters, with one space between words",
            word = wrong.as_str()
        );
        Some((wrong.clone(), told))
    }
}

static NONE: LazyLock<OfficeWords> = LazyLock::new(OfficeWords::default);

/// In the order of [`Office::DELIVERED`].
static DELIVERED: LazyLock<[OfficeWords; 3]> = LazyLock::new(|| {
    let list = |words: &str| words.split(", ").map(str::to_owned).collect();
    let office = |[election, candidate, running_mate, holder, deputy, level]: [&str; 6]| OfficeWords {
        election: list(election),
        candidate: list(candidate),
        running_mate: list(running_mate),
        holder: list(holder),
        deputy: list(deputy),
        level: list(level),
    };
    [
        office([
            "pilgub, pemilihan gubernur, pilkada provinsi",
            "calon gubernur, cagub, bacagub",
            "calon wakil gubernur, cawagub, bacawagub",
            "gubernur",
            "wakil gubernur",
            "di provinsi, tingkat provinsi",
        ]),
        office([
            "pilbup, pemilihan bupati, pilkada kabupaten",
            "calon bupati, cabup, bacabup",
            "calon wakil bupati, cawabup, bacawabup",
            "bupati",
            "wakil bupati",
            "di kabupaten, tingkat kabupaten",
        ]),
        office([
            "pilwalkot, pilwalkota, pilwakot, pilwako, pilwali, pilkot, pemilihan wali kota, pemilihan walikota, pilkada kota",
            "calon wali kota, calon walikota, cawalkot, cawali, cawalikota, bacawalkot, bacawali",
            "calon wakil wali kota, calon wakil walikota, cawawalkot, cawawali, bacawawali",
            "wali kota, walikota",
            "wakil wali kota, wakil walikota",
            "di kota, tingkat kota",
        ]),
    ]
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delivered_ones_are_words() {
        for office in Office::DELIVERED {
            assert_eq!(OfficeWords::delivered(*office).fault(), None);
            assert!(OfficeWords::delivered(*office).lists().iter().all(|list| !list.is_empty()));
        }
        assert!(OfficeWords::delivered(Office::new("president").unwrap()).is_empty());
    }

    #[test]
    fn what_is_no_word_is_told() {
        for wrong in ["", "Capres", "calon  presiden", " capres", "capres 2024", "capres, cawapres", &"a".repeat(61)] {
            let words = OfficeWords { candidate: vec![wrong.to_owned()], ..OfficeWords::default() };
            assert_eq!(words.fault().map(|(word, _)| word).as_deref(), Some(wrong));
        }
    }
}
