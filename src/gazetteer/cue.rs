//! What the words around a region's name say about its level: “Pilwalkot Bekasi”, “Kab. Bekasi”.

use super::{
    fold,
    level::{Level, of_office_word, of_type_word},
};

/// What stands right before a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameCue {
    None,
    /// One level, by this word as the text has it; `true`: the word of an office or election.
    One(Level, String, bool),
    /// Two levels at once: “Kota dan Kabupaten Bogor”.
    Both,
}

/// How far before a name is looked, in bytes: the longest chain of cue words is far shorter.
const REACH: usize = 120;

/// The cue that ends right before a name; `before` is the text up to it.
pub fn before(before: &str) -> NameCue {
    let mut start = before.len().saturating_sub(REACH);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    let before = &before[start..];
    let before = before.rsplit('\n').next().unwrap_or("");
    let words = fold::words(before);
    let Some((level, at, office)) = last_cue(before, &words, false) else {
        return NameCue::None;
    };
    let first = at.saturating_sub(usize::from(is_mayor(&words, at)));
    // “Kota dan Kabupaten”, “Pilbup dan Pilwalkot”, “bupati/wali kota”: the name belongs to both.
    match last_cue(&before[..words[first].1], &words[..first], true) {
        Some((other, ..)) if other != level => NameCue::Both,
        _ => NameCue::One(level, before[words[first].1..words[at].2].to_owned(), office),
    }
}

/// The last cue among words, its place, and whether it is an office word. Between the cue and the end of the text
/// stand only words that do not part them; `listed`: also the words that join cues.
fn last_cue(text: &str, words: &[(String, usize, usize)], listed: bool) -> Option<(Level, usize, bool)> {
    let mut joined = !listed;
    let mut after = text.len();
    for (skipped, (at, (word, _, end))) in words.iter().enumerate().rev().enumerate() {
        // Full stops, commas and dashes part them; that of “Kab.”, brackets and a joining slash do not.
        let gap = &text[*end..after];
        after = words[at].1;
        joined |= gap.contains('/');
        let parting: &[char] = if listed {
            &[';', ':', '–', '—', '”', '“']
        } else {
            &[',', ';', ':', '–', '—', '”', '“', '/']
        };
        let ended = gap.contains(['.', '!', '?']) && !matches!(word.as_str(), "kab" | "prov");
        if ended || gap.contains(parting) {
            return None;
        }
        if let Some(level) = of_office_word(word) {
            return joined.then_some((level, at, true));
        }
        if let Some(level) = of_type_word(word) {
            let office = is_mayor(words, at);
            return joined.then_some((level, at, office));
        }
        let filler = matches!(word.as_str(), "tahun" | "se") || word.chars().all(|c| c.is_ascii_digit());
        let joining = matches!(word.as_str(), "dan" | "atau" | "serta" | "maupun" | "juga");
        let rank = matches!(word.as_str(), "calon" | "wakil" | "bakal");
        joined |= joining;
        if !(filler || (listed && (joining || rank))) || skipped == 4 {
            return None;
        }
    }
    None
}

/// Whether the word at a place is the second one of “wali kota”.
fn is_mayor(words: &[(String, usize, usize)], at: usize) -> bool {
    matches!(words[at].0.as_str(), "kota" | "kotanya") && at > 0 && words[at - 1].0 == "wali"
}

/// The levels of all office words in a piece of text, each with the byte where it ends and the word itself.
pub fn offices(text: &str) -> Vec<(Level, usize, String)> {
    let words = fold::words(text);
    let office = |at: usize| of_office_word(&words[at].0).or_else(|| is_mayor(&words, at).then_some(Level::City));
    (0..words.len())
        .filter_map(|at| {
            let first = at.saturating_sub(usize::from(is_mayor(&words, at)));
            Some((office(at)?, words[at].2, text[words[first].1..words[at].2].to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, level: Option<Level>, word: &str) {
        match (before(text), level) {
            (NameCue::One(found, said, _), Some(level)) => assert_eq!((found, said.as_str()), (level, word), "{text}"),
            (NameCue::None, None) => assert_eq!(word, "", "{text}"),
            (NameCue::Both, None) => assert_eq!(word, "both", "{text}"),
            (found, _) => panic!("{text}: {found:?}"),
        }
    }

    #[test]
    fn right_before_the_name() {
        check("koalisi di Pilwalkot ", Some(Level::City), "Pilwalkot");
        check("calon wali kota dan calon wakil wali kota ", Some(Level::City), "wali kota");
        check("Pemilihan Bupati (Pilbup) 2024 ", Some(Level::Regency), "Pilbup");
        check("DPRD Kab. ", Some(Level::Regency), "Kab");
        check("Bupati se-", Some(Level::Regency), "Bupati");
        check("cagub dan cawagub ", Some(Level::Province), "cawagub");
        check("Pilwako Solok dan Pilbup ", Some(Level::Regency), "Pilbup");
        for none in [
            "",
            "warga ",
            "kota-kota di ",
            "bupati di ",
            "Pilkada Kota, ",
            "Kota\n",
            "Ia wali kota. ",
            "Bupati Rudi hadir di ",
        ] {
            check(none, None, "");
        }
        for both in ["Kota dan Kabupaten ", "Pilbup dan Pilwalkot ", "bupati/wali kota ", "bupati dan wakil wali kota "]
        {
            check(both, None, "both");
        }
        check("gubernur, bupati dan wali kota ", None, "both");
    }

    #[test]
    fn all_offices_of_a_sentence() {
        let found = offices("Calon wali kotanya dua, cawali hanya satu; tanya saja Bupati");
        let levels: Vec<Level> = found.iter().map(|(level, ..)| *level).collect();
        assert_eq!(levels, [Level::City, Level::City, Level::Regency]);
        assert_eq!(found[0].2, "wali kotanya");
    }
}
