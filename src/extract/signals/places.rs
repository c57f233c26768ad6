//! Where names stand in a text: an index of its words, so that asking for many names costs no more than reading it once.

use crate::model::Span;
use rustc_hash::FxHashMap as Map;

/// The places of the words of a text that can begin a name: all but those in small letters.
pub struct NameStarts<'a> {
    text: &'a str,
    /// Runs of letters and digits, with their first and last places.
    runs: Map<&'a str, (usize, usize)>,
    /// The byte of each place, and the next place of the same run; 0 behind the last.
    places: Vec<(usize, usize)>,
}

impl<'a> NameStarts<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut runs: Map<&str, (usize, usize)> = Map::default();
        let mut places: Vec<(usize, usize)> = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let len = run(&text[at..]);
            if len == 0 {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
            } else {
                if !text.as_bytes()[at].is_ascii_lowercase() {
                    let place = places.len();
                    places.push((at, 0));
                    let (_, last) = runs.entry(&text[at..at + len]).or_insert((place, place));
                    if *last != place {
                        places[*last].1 = place;
                        *last = place;
                    }
                }
                at += len;
            }
        }
        Self { text, runs, places }
    }

    /// Where a run stands.
    fn places_of(&self, run: &str) -> impl Iterator<Item = usize> {
        let first = self.runs.get(run).map(|(first, _)| *first);
        let next = |place: &usize| Some(self.places[*place].1).filter(|next| *next > 0);
        std::iter::successors(first, next).map(|place| self.places[place].0)
    }

    /// Where a name stands as whole words, at most `limit` places, none overlapping.
    pub fn of(&self, name: &str, limit: usize) -> Vec<Span> {
        // A name begins with a letter, or with marks behind which there is one.
        let Some(head) = name.find(char::is_alphanumeric) else { return Vec::new() };
        let first = &name[head..head + run(&name[head..])];
        if first.starts_with(|c: char| c.is_ascii_lowercase()) {
            let all = self.text.match_indices(name).map(|(at, _)| Span::new(at, at + name.len()));
            return all.filter(|span| self.is_whole(span.start, span.end)).take(limit).collect();
        }
        let mut found: Vec<Span> = Vec::new();
        for run in self.places_of(first) {
            let Some(at) = run.checked_sub(head) else { continue };
            let free = found.last().is_none_or(|last| last.end <= at);
            let here = self.text.get(at..).is_some_and(|rest| rest.starts_with(name));
            if free && here && self.is_whole(at, at + name.len()) {
                found.push(Span::new(at, at + name.len()));
                if found.len() == limit {
                    break;
                }
            }
        }
        found
    }

    fn is_whole(&self, start: usize, end: usize) -> bool {
        is_whole(self.text, start, end)
    }
}

/// Whether no letter or digit goes on at the borders of a piece of a text.
pub fn is_whole(text: &str, start: usize, end: usize) -> bool {
    !text[..start].ends_with(char::is_alphanumeric) && !text[end..].starts_with(char::is_alphanumeric)
}

/// How many bytes of letters and digits a text begins with.
pub fn run(text: &str) -> usize {
    let ascii = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    match text.as_bytes().get(ascii) {
        Some(byte) if !byte.is_ascii() => text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len()),
        _ => ascii,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_only() {
        let text = "Ani, Anita dan “Ani Yudo”; é Ani. Ani’";
        let places = NameStarts::new(text);
        let at = |name: &str| places.of(name, 9).iter().map(|span| span.start).collect::<Vec<_>>();
        assert_eq!(at("Ani"), text.match_indices("Ani").map(|(at, _)| at).filter(|&at| at != 5).collect::<Vec<_>>());
        assert_eq!(at("Ani Yudo"), [text.find("Ani Yudo").unwrap()]);
        assert_eq!(at("“Ani"), [text.find('“').unwrap()]);
        assert_eq!(at("dan"), [text.find("dan").unwrap()]);
        assert_eq!((at(""), at("Yud"), places.of("Ani", 2).len()), (vec![], vec![], 2));
    }
}
