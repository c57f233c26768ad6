//! Whether an article is about a regional election at all: where it is not, nothing is proposed, and the reason is told.

use rustc_hash::FxHashMap as Map;
use std::sync::LazyLock;

use super::ballot::Ballot;
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
    /// No word of it names an election of the project, which has offices of its own.
    NoOwnElection,
    /// It speaks more of other elections than of the project's.
    AnotherElection,
}

impl Silence {
    /// What a machine reads.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoElection => "no regional election",
            Self::Presidential => "presidential election",
            Self::Foreign => "not Indonesian",
            Self::NoRules => "no rules",
            Self::NoOwnElection => "no election of the project",
            Self::AnotherElection => "another election",
        }
    }

    /// What a person reads.
    pub fn message(self) -> Message {
        match self {
            Self::NoElection => message!("no regional election is named in this article"),
            Self::Presidential => message!("this article is about a presidential election"),
            Self::Foreign => message!("this article is not in Indonesian"),
            Self::NoOwnElection => message!("no election of this project is named in this article"),
            Self::AnotherElection => message!("this article is about another election than those of this project"),
            Self::NoRules => message!("this project does without rules, and none of its names is in this article"),
        }
    }
}

/// What a word is good for here: one bit a table, so that a word is looked up once.
mod bit {
    pub const REGIONAL: u16 = 1;
    pub const PRESIDENTIAL: u16 = 1 << 1;
    pub const INDONESIAN: u16 = 1 << 2;
    pub const FOREIGN: u16 = 1 << 3;
    pub const BEFORE_OFFICE: u16 = 1 << 4;
    pub const OFFICE: u16 = 1 << 5;
    pub const OF_REGION: u16 = 1 << 6;
    pub const PRESIDENT: u16 = 1 << 7;
    pub const DEPUTY: u16 = 1 << 8;
    pub const HEAD: u16 = 1 << 9;
    pub const CALON: u16 = 1 << 10;
    pub const PAIR: u16 = 1 << 11;
    pub const REGION: u16 = 1 << 12;
}

static WORDS: LazyLock<Map<&'static str, u16>> = LazyLock::new(|| {
    let tables: &[(u16, &[&str])] = &[
        (bit::REGIONAL, REGIONAL),
        (bit::PRESIDENTIAL, PRESIDENTIAL),
        (bit::INDONESIAN, INDONESIAN),
        (bit::FOREIGN, FOREIGN),
        (bit::BEFORE_OFFICE, BEFORE_OFFICE),
        (bit::OFFICE, OFFICES),
        (bit::OF_REGION, OF_REGION),
        (bit::PRESIDENT, PRESIDENT),
        (bit::DEPUTY, &["wakil"]),
        (bit::HEAD, &["kepala"]),
        (bit::CALON, &["calon"]),
        (bit::PAIR, &["pasangan"]),
        (bit::REGION, &["kabupaten", "kota", "provinsi", "bupati", "gubernur"]),
    ];
    let mut words: Map<&str, u16> = Map::default();
    for (bit, table) in tables {
        table.iter().for_each(|word| *words.entry(word).or_default() |= bit);
    }
    words
});

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

/// Why an article is to be left alone; `None` where it speaks of an election of the project.
pub fn silence(title: &str, text: &str, ballot: &Ballot) -> Option<Silence> {
    let counts = GateCounts::of(title, text);
    if counts.is_foreign() {
        return Some(Silence::Foreign);
    }
    if let Some(named) = ballot.named(title, text) {
        return match named {
            (0, 0) => Some(Silence::NoOwnElection),
            (own, others) if others > 0 && others >= own => Some(Silence::AnotherElection),
            _ => None,
        };
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
    GateCounts::of(&article.meta.title, &article.text).is_foreign()
}

impl GateCounts {
    fn of(title: &str, text: &str) -> Self {
        let mut counts = Self::default();
        for piece in [title, text] {
            count(piece, &mut counts);
        }
        counts
    }

    /// A list of names has hardly any small words; another language has its own.
    fn is_foreign(&self) -> bool {
        self.foreign > self.indonesian
    }
}

fn count(text: &str, counts: &mut GateCounts) {
    let tables = &*WORDS;
    // What the last word was, and the one before it.
    let (mut low, mut last, mut before) = (String::new(), 0, 0);
    for word in text.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty()) {
        low.clear();
        low.push_str(word);
        low.make_ascii_lowercase();
        let word = tables.get(low.strip_suffix("nya").unwrap_or(&low)).copied().unwrap_or_default();
        let is = |bits: u16| word & bits != 0;
        counts.words += 1;
        if counts.words <= TOLD_BY {
            counts.indonesian += usize::from(is(bit::INDONESIAN));
            counts.foreign += usize::from(is(bit::FOREIGN));
        }
        // "calon wakil bupati": the word before last counts as well.
        let office = match last & (bit::DEPUTY | bit::HEAD) {
            0 => last & bit::BEFORE_OFFICE != 0 && is(bit::OFFICE) && !is(bit::DEPUTY | bit::HEAD),
            _ => is(bit::OF_REGION) && before & bit::BEFORE_OFFICE != 0,
        };
        counts.pairs += usize::from(is(bit::CALON) && last & bit::PAIR != 0);
        counts.regions += usize::from(is(bit::REGION));
        counts.regional += usize::from(is(bit::REGIONAL) || office);
        let running = (last | if last & bit::DEPUTY != 0 { before } else { 0 }) & bit::BEFORE_OFFICE != 0;
        counts.presidential += usize::from(is(bit::PRESIDENTIAL) || is(bit::PRESIDENT) && running);
        (before, last) = (last, word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Office, OfficeScheme, OfficeWords};

    #[track_caller]
    fn check(text: &str, expected: Option<Silence>) {
        assert_eq!(silence("", text, Ballot::delivered()), expected, "{text}");
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
    fn what_is_about_the_elections_of_a_project() {
        let mut scheme = crate::model::StatementScheme::default();
        let words = OfficeWords { election: vec!["pilpres".into()], ..OfficeWords::default() };
        let key = Office::new("president").unwrap();
        scheme.offices = vec![OfficeScheme { words: Some(words), ..OfficeScheme::new(key) }];
        let ballot = Ballot::of(&scheme);
        let silence = |text: &str| silence("", text, &ballot);
        assert_eq!(silence("PKS mengusung Tini untuk maju di Pilpres."), None);
        assert_eq!(silence("PKS mengusung Tini untuk maju di Pilkada."), Some(Silence::AnotherElection));
        assert_eq!(silence("PKS dan PAN rapat di Blora."), Some(Silence::NoOwnElection));
        assert_eq!(silence("The Pilpres was won by the candidate of PKS."), Some(Silence::Foreign));
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
