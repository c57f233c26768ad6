//! Whether an article is about a regional election at all: where it is not, nothing is proposed, and the reason is told.

use rustc_hash::FxHashMap as Map;
use std::sync::LazyLock;

use super::ballot::Ballot;
use crate::{
    lexicon::{
        WordSign, WordSigns,
        gate::{BEFORE_OFFICE, FOREIGN, INDONESIAN, OF_REGION, OFFICES, PRESIDENT, PRESIDENTIAL, REGIONAL},
    },
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

/// The words of all tables with their bits.
struct GateWords {
    bits: Map<&'static str, u16>,
    signs: WordSigns,
}

static WORDS: LazyLock<GateWords> = LazyLock::new(|| {
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
    let with_suffix = words.keys().flat_map(|word| [(*word).to_owned(), format!("{word}{NYA}")]);
    let signs = WordSigns::of(with_suffix.map(|word| WordSign::of_any_case(&word)));
    GateWords { bits: words, signs }
});

/// "the, his" behind a word.
const NYA: &str = "nya";

impl GateWords {
    /// The bits of a word, whatever its case.
    fn get(&self, word: &str) -> u16 {
        if !self.signs.may_have(WordSign::of_any_case(word)) {
            return 0;
        }
        let low = word.to_ascii_lowercase();
        self.bits.get(low.strip_suffix(NYA).unwrap_or(&low)).copied().unwrap_or_default()
    }
}

/// The runs of letters, digits and hyphens of a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    let part = |at: usize| {
        let byte = *text.as_bytes().get(at)?;
        if byte < 0x80 {
            return Some((byte.is_ascii_alphanumeric() || byte == b'-', 1));
        }
        text[at..].chars().next().map(|c| (c.is_alphanumeric(), c.len_utf8()))
    };
    std::iter::from_fn(move || {
        while let Some((false, len)) = part(at) {
            at += len;
        }
        let start = at;
        while let Some((true, len)) = part(at) {
            at += len;
        }
        (at > start).then(|| &text[start..at])
    })
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

/// Why an article is to be left alone; `None` where it speaks of an election of the project.
pub fn silence(article: &Article, ballot: &Ballot) -> Option<Silence> {
    silence_of(&article.meta.title, &article.text, ballot)
}

fn silence_of(title: &str, text: &str, ballot: &Ballot) -> Option<Silence> {
    let counts = GateCounts::of(title, text, usize::MAX);
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
    GateCounts::of(&article.meta.title, &article.text, TOLD_BY).is_foreign()
}

impl GateCounts {
    /// Of a title and a text, as far as so many words.
    fn of(title: &str, text: &str, most: usize) -> Self {
        let mut counts = Self::default();
        for piece in [title, text] {
            count(piece, &mut counts, most);
        }
        counts
    }

    /// A list of names has hardly any small words; another language has its own.
    fn is_foreign(&self) -> bool {
        self.foreign > self.indonesian
    }
}

fn count(text: &str, counts: &mut GateCounts, most: usize) {
    let tables = &*WORDS;
    // What the last word was, and the one before it.
    let (mut last, mut before) = (0, 0);
    for word in words(text) {
        let word = tables.get(word);
        let is = |bits: u16| word & bits != 0;
        if counts.words == most {
            return;
        }
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
        assert_eq!(silence_of("", text, Ballot::delivered()), expected, "{text}");
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
        let silence = |text: &str| silence_of("", text, &ballot);
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
