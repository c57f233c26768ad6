//! Letters that came broken into a file: told once a file, with their first place, and put back only where a person asks
//! for it. Whatever the format, it is looked at where documents leave their reader.

mod letters;
mod misread;

use std::collections::BTreeMap;

use self::letters::{BrokenPlaces, Replaced, broken, mended};
use super::{
    document::Document,
    format::{FormatOption, Item, ItemSink, ReadContext, ReadError},
    problem::Problem,
    text_hash,
};
use crate::{
    message::{Message, message},
    model::{Annotations, Span, Text, Variable},
};

/// The setting, the same for every format.
pub const BROKEN_LETTERS: FormatOption = FormatOption::reading(
    "broken-letters",
    &["keep", "repair"],
    "letters that a wrong encoding broke (“cafÃ©”): keep them and tell, or put them back in the articles where all of them can be",
);

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
    /// Whether all of the article can be put back.
    mendable: bool,
}

impl Mojibake {
    pub fn new(reading: &ReadContext) -> Self {
        Self { repair: reading.option(BROKEN_LETTERS.name) == Some("repair"), files: BTreeMap::new() }
    }

    /// Looks at a document, and mends it if that is asked for.
    pub fn look(&mut self, document: &mut Document) {
        let Some((number, first)) = found_in(document) else { return };
        let file = self.files.entry(document.file.clone()).or_default();
        if self.repair && repair(document) {
            file.repaired += number;
            file.first_repaired.get_or_insert(first);
        } else {
            file.articles += 1;
            file.left += number;
            file.first_left.get_or_insert(first);
        }
    }

    /// Says what was found, a line a file.
    pub fn tell(self, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        for (name, InFile { articles, left, first_left, repaired, first_repaired }) in self.files {
            if let Some(FirstPlace { line, article, character, found, .. }) = first_repaired {
                let reason = message!(
                    "{number} place{s} where a wrong encoding had broken letters {was|were} put back, first “{shown}” as “{meant}” at character {character} of {article}",
                    number = repaired,
                    shown = found.shown,
                    meant = found.meant.first().map_or("", String::as_str),
                    character = character,
                    article = article
                );
                let fix = message!("Look whether the words are right now");
                sink(Item::Problem(Problem::new(name.as_str(), reason, fix).at(line, 0).note()))?;
            }
            let Some(first) = first_left else { continue };
            let fix = if self.repair {
                message!(
                    "Get the file again as UTF-8 from where it comes from: the article is as it was, since not all of it can be put back for certain"
                )
            } else if first.mendable {
                message!(
                    "Get the file again as UTF-8, or import it with --option {name}=repair, which puts back what can be without loss",
                    name = BROKEN_LETTERS.name
                )
            } else {
                message!("Get the file again as UTF-8 from where it comes from")
            };
            let line = first.line;
            let problem = Problem::new(name, first.reason(left, articles), fix).at(line, 0);
            sink(Item::Problem(problem.doubted()))?;
        }
        Ok(())
    }
}

impl FirstPlace {
    /// What is wrong at this place, and at so many others.
    fn reason(self, number: usize, articles: usize) -> Message {
        let Self { article, character, found, .. } = self;
        let BrokenPlaces { shown, meant, lost, .. } = found;
        match &meant[..] {
            [] if lost => message!(
                "letters were lost at {number} place{s} in {articles} article{s}, first “{shown}” at character {character} of {article}",
                number = number,
                articles = articles,
                shown = shown,
                character = character,
                article = article
            ),
            [] => message!(
                "a wrong encoding broke letters at {number} place{s} in {articles} article{s}, first “{shown}” at character {character} of {article}",
                number = number,
                articles = articles,
                shown = shown,
                character = character,
                article = article
            ),
            [meant] => message!(
                "a wrong encoding broke letters at {number} place{s} in {articles} article{s}, first “{shown}” for “{meant}” at character {character} of {article}",
                number = number,
                articles = articles,
                shown = shown,
                meant = meant.as_str(),
                character = character,
                article = article
            ),
            [one, other, ..] => message!(
                "a wrong encoding broke letters at {number} place{s} in {articles} article{s}, first “{shown}” for “{one}” or “{other}” at character {character} of {article}",
                number = number,
                articles = articles,
                shown = shown,
                one = one.as_str(),
                other = other.as_str(),
                character = character,
                article = article
            ),
        }
    }
}

/// The words of a document, its text first.
fn words_of(document: &Document) -> impl Iterator<Item = &str> {
    let meta = &document.article.meta;
    let variables = meta.variables.values().filter_map(|variable| match variable {
        Variable::Text(words) => Some(words.as_str()),
        _ => None,
    });
    [&*document.article.text, meta.title.as_str(), meta.source.as_str()].into_iter().chain(variables)
}

/// How many places of a document are broken, and the first: in its text, else in its title, source or variables.
fn found_in(document: &Document) -> Option<(usize, FirstPlace)> {
    let mut all = words_of(document).filter_map(|words| Some((words, broken(words)?)));
    let (words, found) = all.next()?;
    let (mut number, mut mendable) = (found.number, found.mendable);
    for (_, other) in all {
        (number, mendable) = (number + other.number, mendable && other.mendable);
    }
    let character = words[..found.first].chars().count() + 1;
    let article = document.article.meta.id.to_string();
    Some((
        number,
        FirstPlace { line: document.line, article, character, found, mendable: mendable && is_open(document) },
    ))
}

/// Whether the text may change: what somebody decided, or what did not fit the text, speaks of the text as it was.
fn is_open(document: &Document) -> bool {
    let Annotations { decisions, misfits, misfit_decisions, conflicts, .. } = &document.annotations;
    decisions.is_empty() && misfits.is_empty() && misfit_decisions.is_empty() && conflicts.is_empty()
}

/// Puts letters back in words and text, and moves what is marked: all of a document, or nothing of it.
fn repair(document: &mut Document) -> bool {
    let whole = words_of(document).all(|words| broken(words).is_none_or(|found| found.mendable));
    if !whole || !is_open(document) {
        return false;
    }
    let better = |words: &str| {
        let steps = broken(words).and_then(|_| mended(words));
        steps.and_then(|mut steps| steps.pop()).map(|(words, _)| words)
    };
    let meta = &mut document.article.meta;
    let variables = meta.variables.values_mut().filter_map(|variable| match variable {
        Variable::Text(words) => Some(words),
        _ => None,
    });
    for words in [&mut meta.title, &mut meta.source].into_iter().chain(variables) {
        if let Some(better) = better(words) {
            *words = better;
        }
    }
    let steps = broken(&document.article.text).and_then(|_| mended(&document.article.text));
    for (text, replaced) in steps.unwrap_or_default() {
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
    true
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
        let (new, replaced) = mended(text).unwrap().remove(0);
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
