//! A text as it comes, made plain for the rules: wrapped lines joined, invisible characters and Markdown marks left out,
//! text in capitals or without any written as news writes it. Spans lead back to the text as it is.

use rustc_hash::FxHashSet as Set;

use super::{
    extractor::Extraction,
    mentions::Scanner,
    wrapping::{goes_on_in_word, joins, unquoted, wrapped_at},
};
use crate::{
    lexicon::{
        case::{SMALL, is_affixed},
        classes::class_of,
    },
    model::{Article, HYPHENS, LinkedMention, Span, Text, is_invisible, is_odd_space},
};

/// An article as the rules read it, and the way back.
pub struct ReadableText {
    pub article: Article,
    /// Where the plain text goes on with something left out before it: its byte and the byte of the original.
    turns: Vec<(usize, usize)>,
    /// The text as it is.
    original: Text,
}

/// Shortest text of capitals, or of small letters, that is written anew: letters.
const LEAST: usize = 60;

impl ReadableText {
    /// The article made plain; `None` if it is so already, as most are.
    pub fn of(article: &Article, scanners: &[&Scanner]) -> Option<Self> {
        let text: &str = &article.text;
        let width = wrapped_at(text);
        let case = LetterCase::of(text);
        let marks = has_odd_signs(text)
            || text.bytes().any(|byte| matches!(byte, b'*' | b'_' | b'#' | b'>'))
                && ["**", "__", "\n#", "\n>"].iter().any(|mark| text.contains(mark));
        if width.is_none() && case == LetterCase::Mixed && !marks {
            return None;
        }
        let (mut plain, mut turns) = left_out(text, width);
        match case {
            LetterCase::Mixed => {}
            LetterCase::Upper => plain = cased(&plain, &|word, _, _| small_of_capitals(word, scanners)),
            LetterCase::Lower => {
                let names = names_in(&plain, scanners);
                plain = cased(&plain, &|word, at, _| {
                    let next = names.partition_point(|(span, _)| span.end <= at);
                    let here = names.get(next).filter(|(span, _)| span.holds(at));
                    let (start, upper) = here.map_or((false, false), |(_, upper)| (true, *upper));
                    let capital = if upper { word.to_ascii_uppercase() } else { titled(word) };
                    start.then_some(capital)
                });
            }
        }
        turns.dedup();
        let meta = crate::model::ArticleMeta { length: plain.chars().count(), ..article.meta.clone() };
        Some(Self { article: Article { meta, text: Text::new(plain) }, turns, original: article.text.clone() })
    }

    /// A byte of the original for a byte of the plain text.
    fn origin(&self, at: usize) -> usize {
        let turn = self.turns.partition_point(|(plain, _)| *plain <= at);
        self.turns.get(turn.wrapping_sub(1)).map_or(at, |(plain, original)| original + (at - plain))
    }

    /// A span of the original: from its first character to the end of its last.
    fn back(&self, span: Span) -> Span {
        let last = self.article.text[..span.end].chars().next_back().map_or(1, char::len_utf8);
        if span.is_empty() {
            return Span::new(self.origin(span.start), self.origin(span.start));
        }
        let end = self.origin(span.end - last);
        Span::new(self.origin(span.start), end + self.original[end..].chars().next().map_or(last, char::len_utf8))
    }

    /// A span of the plain text; `None` if nothing of it is left.
    fn forth(&self, span: Span) -> Option<Span> {
        let plain = |original: usize| {
            let turn = self.turns.partition_point(|(_, known)| *known <= original);
            match turn.checked_sub(1).map(|turn| self.turns[turn]) {
                Some((plain, known)) => plain + (original - known),
                None => original,
            }
        };
        let (start, end) = (plain(span.start), plain(span.end).min(self.article.text.len()));
        (start < end && self.article.text.fits(Span::new(start, end))).then(|| Span::new(start, end))
    }

    /// What is linked already, on the plain text.
    pub fn decided(&self, decided: &[LinkedMention]) -> Vec<LinkedMention> {
        let one = |(span, kind, entity): &LinkedMention| Some((self.forth(*span)?, kind.clone(), entity.clone()));
        decided.iter().filter_map(one).collect()
    }

    /// What was found, on the text as it is.
    pub fn found(&self, mut extraction: Extraction) -> Extraction {
        extraction.mentions.iter_mut().for_each(|found| found.span = self.back(found.span));
        for found in &mut extraction.coalitions {
            found.coalition.evidence.iter_mut().for_each(|span| *span = self.back(*span));
        }
        extraction
    }
}

/// Whether a text has characters that are left out, or written otherwise.
fn has_odd_signs(text: &str) -> bool {
    let mut at = 0;
    while let Some(next) = text.as_bytes()[at..].iter().position(|byte| *byte >= 0x80) {
        let mut rest = text[at + next..].chars();
        let Some(c) = rest.next() else { break };
        let before = text[..at + next].chars().next_back();
        if is_invisible(c) || plain_sign(c, before, rest.next()) != c {
            return true;
        }
        at += next + c.len_utf8();
    }
    false
}

/// What stands for a character: a hyphen within a name, whatever sign it is, and a space of whatever width.
fn plain_sign(c: char, before: Option<char>, after: Option<char>) -> char {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    match c {
        _ if c.is_ascii() => c,
        _ if HYPHENS.contains(&c) && letter(before) && letter(after) => '-',
        _ if is_odd_space(c) => ' ',
        _ => c,
    }
}

/// The text without what is left out, and with spaces for line ends inside sentences.
fn left_out(text: &str, width: Option<usize>) -> (String, Vec<(usize, usize)>) {
    let mut plain = String::with_capacity(text.len());
    let mut turns: Vec<(usize, usize)> = Vec::new();
    let lines: Vec<&str> = text.split('\n').collect();
    let (mut at, mut joined) = (0, false);
    for (number, line) in lines.iter().enumerate() {
        let mut skip = heading_mark(line);
        if joined {
            // An indented line that goes on does so behind one space.
            skip += line[skip..].len() - line[skip..].trim_start().len();
        }
        let mut rest = line.char_indices().peekable();
        while let Some((offset, c)) = rest.next() {
            let doubled = matches!(c, '*' | '_') && rest.peek().is_some_and(|(_, next)| *next == c);
            if offset < skip || is_invisible(c) || doubled {
                if doubled {
                    skip = offset + 2;
                }
                continue;
            }
            let original = at + offset;
            let expected = turns.last().map_or(plain.len(), |(from, to)| to + (plain.len() - from));
            if original != expected {
                turns.push((plain.len(), original));
            }
            if c.is_ascii() {
                plain.push(c);
                continue;
            }
            let after = rest.clone().map(|(_, next)| next).find(|next| !is_invisible(*next));
            plain.push(plain_sign(c, plain.chars().next_back(), after));
        }
        let original = at + line.len();
        at = original + 1;
        if let Some(next) = lines.get(number + 1) {
            let (line, next) = (unquoted(line), unquoted(next));
            joined = width.is_some() && plain.ends_with('-') && goes_on_in_word(&plain, next.trim_start());
            if joined {
                plain.pop();
                if turns.last().is_some_and(|(from, _)| *from > plain.len()) {
                    turns.pop();
                }
                continue;
            }
            let expected = turns.last().map_or(plain.len(), |(from, to)| to + (plain.len() - from));
            if original != expected {
                turns.push((plain.len(), original));
            }
            joined = joins(line, next, width);
            plain.push(if joined { ' ' } else { '\n' });
        }
    }
    (plain, turns)
}

/// How many bytes of Markdown stand before the words of a line.
fn heading_mark(line: &str) -> usize {
    let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&hashes) && line[hashes..].starts_with(' ') {
        return hashes + 1;
    }
    line.len() - unquoted(line).len()
}

/// The letters of a whole text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LetterCase {
    Mixed,
    /// Capitals only.
    Upper,
    /// No capitals.
    Lower,
}

impl LetterCase {
    fn of(text: &str) -> Self {
        let (mut upper, mut lower) = (0_usize, 0_usize);
        for c in text.chars() {
            upper += usize::from(c.is_uppercase());
            lower += usize::from(c.is_lowercase());
            // A text of both kinds is known after a few lines.
            if upper + lower > 4_000 && upper * 10 > lower / 10 && lower * 10 > upper {
                return Self::Mixed;
            }
        }
        match upper + lower {
            letters if letters < LEAST => Self::Mixed,
            letters if lower * 12 < letters => Self::Upper,
            letters if upper * 400 < letters => Self::Lower,
            _ => Self::Mixed,
        }
    }
}

/// The text with some words written otherwise, each of as many bytes.
fn cased(text: &str, write: &dyn Fn(&str, usize, bool) -> Option<String>) -> String {
    let mut cased = String::with_capacity(text.len());
    let (mut at, mut opens) = (0, true);
    while at < text.len() {
        let rest = &text[at..];
        let len = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        if len == 0 {
            let c = rest.chars().next().unwrap_or(' ');
            opens |= matches!(c, '.' | '!' | '?' | '\n');
            cased.push(c);
            at += c.len_utf8();
            continue;
        }
        let word = &rest[..len];
        match write(word, at, opens).filter(|written| written.len() == word.len()) {
            Some(written) => cased.push_str(&written),
            None => cased.push_str(word),
        }
        opens = false;
        at += len;
    }
    cased
}

fn titled(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars.as_str().to_lowercase().chars()).collect())
}

/// How news writes a word that stands in capitals: abbreviations and names of parties stay, common words are small, and
/// all others are names.
fn small_of_capitals(word: &str, scanners: &[&Scanner]) -> Option<String> {
    let low = word.to_lowercase();
    let vowel = low.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let known = |word: &str| scanners.iter().any(|scanner| scanner.get(word).is_some());
    let class = class_of(&low);
    if is_small(&low) || !class.is_none() && low.len() > 3 {
        return Some(low);
    }
    if known(word) && word.len() <= 5 || !vowel || word.len() <= 3 && !class.is_none() {
        return None;
    }
    if is_affixed(&low) && !known(&titled(word)) {
        return Some(low);
    }
    Some(titled(word))
}

/// A word that no name has.
fn is_small(word: &str) -> bool {
    static WORDS: std::sync::LazyLock<Set<&'static str>> = std::sync::LazyLock::new(|| SMALL.iter().copied().collect());
    WORDS.contains(word)
}

/// The names in a text of small letters: known ones, and pairs behind a word for tickets; `true`: in capitals.
fn names_in(text: &str, scanners: &[&Scanner]) -> Vec<(Span, bool)> {
    let mut words: Vec<Span> = Vec::new();
    let mut at = 0;
    for piece in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        if !piece.is_empty() {
            words.push(Span::new(at, at + piece.len()));
        }
        at += piece.len() + text[at + piece.len()..].chars().next().map_or(0, char::len_utf8);
    }
    let word = |n: usize| &text[words[n].range()];
    let known = |words: &str| scanners.iter().any(|scanner| scanner.get(words).is_some());
    let (mut names, mut n) = (Vec::new(), 0);
    while n < words.len() {
        let begins = |word: &str| scanners.iter().any(|scanner| scanner.begins(word));
        if !begins(&titled(word(n))) && !begins(&word(n).to_uppercase()) {
            n += 1;
            continue;
        }
        let reach = (1..=5.min(words.len() - n)).rev().find_map(|len| {
            let span = Span::new(words[n].start, words[n + len - 1].end);
            let piece = &text[span.range()];
            if piece.contains('\n') || len == 1 && is_small(piece) {
                return None;
            }
            let title: String = piece.split_inclusive([' ', '-']).map(titled).collect();
            let upper = piece.to_uppercase();
            match (known(&title), known(&upper)) {
                (_, true) if len == 1 => Some((len, span, true)),
                (true, _) => Some((len, span, false)),
                _ => None,
            }
        });
        if let Some((len, span, upper)) = reach {
            names.push((span, upper && piece_is_short(&text[span.range()])));
            n += len;
            continue;
        }
        n += 1;
    }
    // "pasangan budi santoso-tini": names on both sides of a hyphen, as far as no common word stands.
    let free = |n: usize| {
        let word = word(n);
        word.len() > 2 && class_of(word).is_none() && !is_small(word) && !is_affixed(word)
    };
    for n in 1..words.len() {
        let gap = &text[words[n - 1].end..words[n].start];
        if gap.trim() != "-" || !free(n - 1) || !free(n) || word(n - 1) == word(n) {
            continue;
        }
        let joined = |a: usize, b: usize| &text[words[a].end..words[b].start] == " ";
        let mut first = n - 1;
        while first > 0 && n - first < 4 && joined(first - 1, first) && free(first - 1) {
            first -= 1;
        }
        let mut last = n;
        while last + 1 < words.len() && last - n < 3 && joined(last, last + 1) && free(last + 1) {
            last += 1;
        }
        let told = first > 0
            && matches!(
                word(first - 1),
                "pasangan" | "paslon" | "duet" | "mengusung" | "mendukung" | "usung" | "dukung" | "ke" | "dari"
            );
        if told {
            names.extend((first..=last).map(|n| (words[n], false)));
        }
    }
    names.sort();
    names.dedup_by(|later, earlier| earlier.0.covers(later.0));
    names
}

/// Abbreviations are short.
fn piece_is_short(word: &str) -> bool {
    word.len() <= 5
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::judge::testing::article;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let (article, _) = article(text, None);
        let read = ReadableText::of(&article, &[]);
        assert_eq!(read.as_ref().map_or(&*article.text, |read| &read.article.text), expected);
        let Some(read) = read else { return };
        // Every word of the plain text leads back to itself.
        for (at, word) in expected.split_word_indices() {
            let span = read.back(Span::new(at, at + word.len()));
            let original: String = article.text.slice(span).chars().filter(|c| !is_invisible(*c)).collect();
            assert!(
                original.eq_ignore_ascii_case(word) || original.replace("-\n", "") == word,
                "{original} for {word}"
            );
        }
    }

    trait Words {
        fn split_word_indices(&self) -> Vec<(usize, &str)>;
    }

    impl Words for str {
        fn split_word_indices(&self) -> Vec<(usize, &str)> {
            let at = |word: &str| word.as_ptr() as usize - self.as_ptr() as usize;
            self.split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(|word| (at(word), word))
                .collect()
        }
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let wrapped = "Partai Amanat Nasional mengusung Budi Santoso\ndan Tini Wardhani untuk Pilkada Kabupaten Blora\nyang digelar serentak pada bulan November oleh\nKPU setempat.\nKalimat kedua.";
        check(wrapped, &wrapped.replacen('\n', " ", 3));
        // A title above it that was not, and that does not end a sentence.
        let titled = format!(
            "Partai Amanat Nasional Akhirnya Mengusung Budi Santoso dan Tini Wardhani untuk Pilkada Kabupaten Blora\n{wrapped}"
        );
        let (title, _) = titled.split_once('\n').unwrap();
        check(&titled, &format!("{title}\n{}", wrapped.replacen('\n', " ", 3)));
        // A list below it ends where it ends.
        let listed = format!("{wrapped}\n\n{}", "- Blora: Budi – Tini\n1. Demak: Asep – Neni\n".repeat(6));
        check(&listed, &listed.replacen('\n', " ", 3));
        // In a mail, quoted or indented.
        let lines: Vec<&str> = wrapped.split('\n').collect();
        for mark in ["> ", ">> ", "> > ", "    "] {
            let quoted: String = lines.iter().map(|line| format!("\n{mark}{line}")).collect();
            let first = if mark.trim().is_empty() { mark } else { "" };
            check(
                &quoted,
                &format!("\n{first}{}", wrapped.replacen('\n', " ", 3).replace('\n', &format!("\n{first}"))),
            );
        }
        let plain = "Judul berita hari ini\nPKS mengusung Budi.\nPAN mengusung Tini.";
        check(plain, plain);
    }

    #[test]
    fn what_nobody_sees_is_left_out() {
        check("Par\u{ad}tai Ke\u{200b}adilan **Sejah\u{ad}tera** maju", "Partai Keadilan Sejahtera maju");
        check("PDI\u{2011}P, PDI–P dan P\u{ad}\u{2010}K – Jakarta\u{a0}Barat", "PDI-P, PDI-P dan P-K – Jakarta Barat");
        check("Satu baris\n# Judul\n> Kata\n**Tebal**", "Satu baris\nJudul\nKata\nTebal");
    }

    #[test]
    fn capitals_are_written_as_news_writes_them() {
        check(
            "PARTAI ITU MENGUSUNG PASANGAN BUDI SANTOSO-TINI WARDHANI UNTUK PILKADA DI DAERAH TERSEBUT.",
            "partai itu mengusung pasangan Budi Santoso-Tini Wardhani untuk pilkada di daerah tersebut.",
        );
    }

    #[test]
    fn small_letters_get_their_names() {
        check(
            "hari ini partai itu mengalihkan dukungan dari pasangan budi santoso-tini wardhani ke pasangan jajang-rini.",
            "hari ini partai itu mengalihkan dukungan dari pasangan Budi Santoso-Tini Wardhani ke pasangan Jajang-Rini.",
        );
    }
}
