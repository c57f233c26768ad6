//! Letters that came broken into a file: told once a file, with their first place, and put back only where a person asks
//! for it. Whatever the format, it is looked at where documents leave their reader.

mod letters;

use std::collections::BTreeMap;

use self::letters::{BrokenPlaces, Replaced, broken, mended, mended_words};
use super::{
    document::Document,
    format::{FormatOption, Item, ItemSink, ReadContext, ReadError},
    problem::Problem,
    text_hash,
};
use crate::{
    message::message,
    model::{Annotations, Span, Text, Variable},
};

/// The setting, the same for every format.
pub const BROKEN_LETTERS: FormatOption = FormatOption::reading(
    "broken-letters",
    &["keep", "repair"],
    "letters that a wrong encoding broke (“cafÃ©”): keep them and tell, or put them back where that loses nothing",
);

/// Broken as often as this, a text is not mended whole.
const TIMES: usize = 3;

/// What was found in the documents of a source.
pub struct Mojibake {
    repair: bool,
    /// By the file, as problems name it.
    files: BTreeMap<String, InFile>,
}

/// The same of one file.
#[derive(Default)]
struct InFile {
    articles: usize,
    left: usize,
    first_left: Option<FirstPlace>,
    repaired: usize,
    first_repaired: Option<FirstPlace>,
}

/// Where the first of them stands.
struct FirstPlace {
    line: usize,
    article: String,
    character: usize,
    found: BrokenPlaces,
}

impl Mojibake {
    pub fn new(reading: &ReadContext) -> Self {
        Self { repair: reading.option(BROKEN_LETTERS.name) == Some("repair"), files: BTreeMap::new() }
    }

    /// Looks at a document, and mends it if that is asked for.
    pub fn look(&mut self, document: &mut Document) {
        let Some((found, first)) = found_in(document) else { return };
        if self.repair {
            repair(document);
        }
        let file = self.files.entry(document.file.clone()).or_default();
        let left = found_in(document);
        let number = left.as_ref().map_or(0, |(number, _)| *number);
        if found > number {
            file.repaired += found - number;
            file.first_repaired.get_or_insert(first);
        }
        if let Some((_, first)) = left {
            file.articles += 1;
            file.left += number;
            file.first_left.get_or_insert(first);
        }
    }

    /// Says what was found, a line a file.
    pub fn tell(self, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        for (name, InFile { articles, left, first_left, repaired, first_repaired }) in self.files {
            if let Some(FirstPlace { line, article, character, found }) = first_repaired {
                let reason = message!(
                    "{number} place{s} where a wrong encoding had broken letters {was|were} put back, first “{shown}” as “{meant}” at character {character} of {article}",
                    number = repaired,
                    shown = found.shown,
                    meant = found.meant.unwrap_or_default(),
                    character = character,
                    article = article
                );
                let fix = message!("Look whether the words are right now");
                sink(Item::Problem(Problem::new(name.as_str(), reason, fix).at(line, 0).note()))?;
            }
            let Some(FirstPlace { line, article, character, found }) = first_left else { continue };
            let again = || message!("Get the file again as UTF-8 from where it comes from");
            let (reason, fix) = match found.meant {
                Some(meant) => {
                    let reason = message!(
                        "a wrong encoding broke letters at {number} place{s} in {articles} article{s}, first “{shown}” for “{meant}” at character {character} of {article}",
                        number = left,
                        articles = articles,
                        shown = found.shown,
                        meant = meant,
                        character = character,
                        article = article
                    );
                    let repair = message!(
                        "Get the file again as UTF-8, or import it with --option {name}=repair, which puts back what can be without loss",
                        name = BROKEN_LETTERS.name
                    );
                    (reason, if self.repair { again() } else { repair })
                }
                None => {
                    let reason = message!(
                        "letters were lost at {number} place{s} in {articles} article{s}, first “{shown}” at character {character} of {article}",
                        number = left,
                        articles = articles,
                        shown = found.shown,
                        character = character,
                        article = article
                    );
                    (reason, again())
                }
            };
            sink(Item::Problem(Problem::new(name, reason, fix).at(line, 0).doubted()))?;
        }
        Ok(())
    }
}

/// How many places of a document are broken, and the first: in its text, else in its title or source.
fn found_in(document: &Document) -> Option<(usize, FirstPlace)> {
    let meta = &document.article.meta;
    let words = [&*document.article.text, &meta.title, &meta.source];
    let mut all = words.into_iter().filter_map(|words| Some((words, broken(words)?)));
    let (words, found) = all.next()?;
    let number = found.number + all.map(|(_, found)| found.number).sum::<usize>();
    let character = words[..found.first].chars().count() + 1;
    Some((number, FirstPlace { line: document.line, article: meta.id.to_string(), character, found }))
}

/// Puts letters back in words and text, and moves what is marked. What somebody decided, or what did not fit the text,
/// speaks of the text as it was: there the text stays.
fn repair(document: &mut Document) {
    let meta = &mut document.article.meta;
    for words in [&mut meta.title, &mut meta.source] {
        if let Some(better) = mended_words(words) {
            *words = better;
        }
    }
    for variable in meta.variables.values_mut() {
        if let Variable::Text(words) = variable
            && let Some(better) = mended_words(words)
        {
            *words = better;
        }
    }
    let Annotations { decisions, misfits, misfit_decisions, conflicts, .. } = &document.annotations;
    if !(decisions.is_empty() && misfits.is_empty() && misfit_decisions.is_empty() && conflicts.is_empty()) {
        return;
    }
    for _ in 0..TIMES {
        let Some((text, replaced)) = mended(&document.article.text) else { break };
        let text = Text::new(text);
        let meta = &mut document.article.meta;
        (meta.text_sha256, meta.length) = (text_hash(&text), text.chars_len());
        document.article.text = text;
        let annotations = &mut document.annotations;
        for mention in annotations.mentions.values_mut() {
            mention.span = moved(mention.span, &replaced);
        }
        for coalition in annotations.coalitions.values_mut() {
            coalition.evidence.iter_mut().for_each(|span| *span = moved(*span, &replaced));
        }
    }
}

/// Where a span lies in the mended text: a letter that it holds a part of, it holds whole.
fn moved(span: Span, replaced: &[Replaced]) -> Span {
    let byte = |at: usize, to_end: bool| {
        let next = replaced.partition_point(|(old, _)| old.end <= at);
        let inside = replaced.get(next).filter(|(old, _)| old.start < at);
        if let Some((_, new)) = inside {
            return if to_end { new.end } else { new.start };
        }
        let (old, new): (usize, usize) =
            next.checked_sub(1).and_then(|last| replaced.get(last)).map_or((0, 0), |(old, new)| (old.end, new.end));
        new + (at - old)
    };
    Span::new(byte(span.start, false), byte(span.end, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_keep_their_words() {
        let text = "a â€œPKSâ€\u{9d} dan cafÃ©";
        let (new, replaced) = mended(text).unwrap();
        assert_eq!(new, "a “PKS” dan café");
        for (words, expected) in
            [("PKS", "PKS"), ("â€œPKSâ€\u{9d}", "“PKS”"), ("cafÃ©", "café"), ("dan", "dan"), ("Ã", "é")]
        {
            let start = text.find(words).unwrap();
            let span = moved(Span::new(start, start + words.len()), &replaced);
            assert_eq!(&new[span.start..span.end], expected, "{words}");
        }
    }
}
