//! Whether an article is about a regional election at all: where it is not, nothing is proposed, and the reason is told.

use rustc_hash::FxHashSet as Set;
use std::sync::LazyLock;

use crate::{
    lexicon::gate::{BEFORE_OFFICE, FOREIGN, INDONESIAN, OF_REGION, OFFICES, PRESIDENT, PRESIDENTIAL, REGIONAL},
    message::{Message, message},
    model::Article,
};

/// Why nothing is proposed in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Silence {
    /// No word of it names a regional election.
    NoElection,
    /// It speaks more of a presidential election than of a regional one.
    Presidential,
    /// It is in another language.
    Foreign,
    /// The project does without the rules for Indonesian.
    NoRules,
}

impl Silence {
    /// What a machine reads.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoElection => "no regional election",
            Self::Presidential => "presidential election",
            Self::Foreign => "not Indonesian",
            Self::NoRules => "no rules",
        }
    }

    /// What a person reads.
    pub fn message(self) -> Message {
        match self {
            Self::NoElection => message!("no regional election is named in this article"),
            Self::Presidential => message!("this article is about a presidential election"),
            Self::Foreign => message!("this article is not in Indonesian"),
            Self::NoRules => message!("this project does without rules, and none of its names is in this article"),
        }
    }
}

static WORDS: LazyLock<GateWords> = LazyLock::new(GateWords::new);

/// The tables as sets.
struct GateWords {
    regional: Set<&'static str>,
    presidential: Set<&'static str>,
    indonesian: Set<&'static str>,
    foreign: Set<&'static str>,
}

impl GateWords {
    fn new() -> Self {
        let set = |words: &[&'static str]| words.iter().copied().collect();
        Self {
            regional: set(REGIONAL),
            presidential: set(PRESIDENTIAL),
            indonesian: set(INDONESIAN),
            foreign: set(FOREIGN),
        }
    }
}

/// What has been read so far.
#[derive(Default)]
struct GateCounts {
    words: usize,
    regional: usize,
    presidential: usize,
    /// "pasangan calon", and words for the regions that elect.
    pairs: usize,
    regions: usize,
    indonesian: usize,
    foreign: usize,
}

/// How many words tell a language: a longer text is not read to its end for it.
const TOLD_BY: usize = 2_000;

/// Why an article is to be left alone; `None` where it speaks of a regional election.
pub fn silence(title: &str, text: &str) -> Option<Silence> {
    let mut counts = GateCounts::default();
    for piece in [title, text] {
        count(piece, &mut counts);
    }
    // A list of names has hardly any small words; another language has its own.
    if counts.foreign > counts.indonesian {
        return Some(Silence::Foreign);
    }
    // "Lima pasangan calon … untuk Kabupaten Blora"
    let regional = counts.regional.max(counts.pairs.min(counts.regions));
    match (regional, counts.presidential) {
        (0, 0) => Some(Silence::NoElection),
        (regional, presidential) if presidential > 0 && presidential >= regional => Some(Silence::Presidential),
        _ => None,
    }
}

/// Whether an article is in a language that the rules are not made for.
pub fn is_foreign(article: &Article) -> bool {
    let mut counts = GateCounts::default();
    for piece in [article.meta.title.as_str(), &article.text] {
        count(piece, &mut counts);
    }
    counts.foreign > counts.indonesian
}

fn count(text: &str, counts: &mut GateCounts) {
    let tables = &*WORDS;
    let (mut low, mut last, mut before) = (String::new(), String::new(), String::new());
    for word in text.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty()) {
        low.clear();
        low.push_str(word);
        low.make_ascii_lowercase();
        let word = low.strip_suffix("nya").unwrap_or(&low);
        counts.words += 1;
        if counts.words <= TOLD_BY {
            counts.indonesian += usize::from(tables.indonesian.contains(word));
            counts.foreign += usize::from(tables.foreign.contains(word));
        }
        // "calon wakil bupati": the word before last counts as well.
        let office = match last.as_str() {
            "wakil" | "kepala" => OF_REGION.contains(&word) && BEFORE_OFFICE.contains(&before.as_str()),
            last => BEFORE_OFFICE.contains(&last) && OFFICES.contains(&word) && !matches!(word, "wakil" | "kepala"),
        };
        counts.pairs += usize::from(word == "calon" && last == "pasangan");
        counts.regions += usize::from(matches!(word, "kabupaten" | "kota" | "provinsi" | "bupati" | "gubernur"));
        counts.regional += usize::from(tables.regional.contains(word) || office);
        let president = PRESIDENT.contains(&word)
            && (BEFORE_OFFICE.contains(&last.as_str()) || last == "wakil" && BEFORE_OFFICE.contains(&before.as_str()));
        counts.presidential += usize::from(tables.presidential.contains(word) || president);
        std::mem::swap(&mut before, &mut last);
        last.clear();
        last.push_str(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<Silence>) {
        assert_eq!(silence("", text), expected, "{text}");
    }

    #[test]
    fn what_is_about_a_regional_election() {
        check("PKS mengusung Tini Wardhani di Pilbup Blora.", None);
        check("Calon wakil bupati itu diusung PKS.", None);
        check("PAN menyerahkan rekomendasi kepada bakal calon wali kota Blitar.", None);
        check("PKS Usung Tini di Pilkada Blora", None);
        check("PKS memberi surat rekomendasi kepada pasangan calon Toni-Sari untuk Kabupaten Blora.", None);
        check("Pada Pilpres lalu ia diam. Pilkada kini dekat, dan calon gubernur sudah ada.", None);
    }

    #[test]
    fn what_is_not() {
        check("Ganda putra Rian/Fajar menang atas pasangan Korea di Bekasi.", Some(Silence::NoElection));
        check("PKS mengusung calon presiden dan cawapres sendiri di Pilpres.", Some(Silence::Presidential));
        check("Bupati Blora meresmikan jembatan bersama ketua PKS.", Some(Silence::NoElection));
        check("The Pilkada of Bogor was won by the candidate of PKS and PAN.", Some(Silence::Foreign));
        check("Die Wahl zum Bürgermeister von Düsseldorf und die Koalition der Grünen.", Some(Silence::Foreign));
        check("", Some(Silence::NoElection));
    }
}
