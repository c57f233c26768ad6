//! The files of a folder as articles.

use std::{
    collections::BTreeMap,
    io::{self, Read},
};

use super::{BESIDE, annotation::Standoff};
use crate::{
    formats::{
        format::{Item, ItemSink, ReadContext, ReadError},
        kit::{
            encoding::{decode, narrowed},
            in_order::records_in_order,
            lines::{Lines, NumberedLine},
            raw_text::OffsetUnit,
            tally::FileTally,
        },
        problem::Problem,
        record::{RawArticle, RecordContext, line_from},
        source::Source,
    },
    message::{Message, message},
};

/// The largest file of an article that is taken, in bytes.
const LARGEST: u64 = 50_000_000;

/// The ending of files with texts.
const TEXT: &str = ".txt";
/// Endings of files with annotations: brat's own, and those of the BioNLP shared tasks.
const ENDINGS: [&str; 3] = [".ann", ".a1", ".a2"];

/// The files of one article.
struct ArticleFiles {
    /// As a problem names the first file with annotations, else that with the text.
    file: String,
    id: String,
    text: Vec<u8>,
    /// Each with its name.
    annotations: Vec<(String, Vec<u8>)>,
    beside: Option<Vec<u8>>,
}

/// The files of a folder by their names without the ending, whose case counts for nothing: `D.TXT` is the text of
/// `d.ann` only if their names are the same else.
struct BratFiles<'s>(BTreeMap<(&'s str, String), &'s str>);

impl<'s> BratFiles<'s> {
    fn of(source: &'s dyn Source) -> Self {
        let named = source.files().iter().filter_map(|file| {
            let ending = ending(file)?;
            Some(((&file[..file.len() - ending.len()], ending), file.as_str()))
        });
        Self(named.collect())
    }

    fn get(&self, stem: &'s str, ending: &str) -> Option<&'s str> {
        self.0.get(&(stem, ending.to_owned())).copied()
    }
}

/// The ending that means something here, in small letters.
fn ending(file: &str) -> Option<String> {
    let known = |ending: &&str| {
        let at = file.len().checked_sub(ending.len());
        at.and_then(|at| file.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(ending))
    };
    [BESIDE, TEXT].iter().chain(&ENDINGS).find(|ending| known(ending)).map(|ending| (*ending).to_owned())
}

pub(super) fn read(source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
    let files = BratFiles::of(source);
    let tally = FileTally::default();
    let mut others = Vec::new();
    let mut texts = Vec::new();
    for file in source.files() {
        let name = file.rsplit('/').next().unwrap_or(file);
        let ending = ending(file);
        let stem = &file[..file.len() - ending.as_ref().map_or(0, String::len)];
        match ending.as_deref() {
            Some(TEXT) => texts.push(stem),
            Some(BESIDE) => {}
            Some(_) if files.get(stem, TEXT).is_none() => others.push((file, stem)),
            Some(_) => {}
            None if name.ends_with(".conf") || name.starts_with('.') => {}
            None => tally.no_place(message!("the file {file}", file = file), (0, 0)),
        }
    }
    for (file, stem) in others {
        let stem = stem.rsplit('/').next().unwrap_or(stem);
        let fix = message!("Put the text beside it, as {stem}.txt", stem = stem);
        sink(Item::Problem(Problem::new(source.called(file), message!("its text is not there"), fix)))?;
    }
    let mut texts = texts.into_iter();
    let mut next = || Ok(texts.next().map(|stem| article(source, stem, &files)));
    let size = |article: &ArticleFiles| {
        article.text.len() + article.annotations.iter().map(|(_, bytes)| bytes.len()).sum::<usize>()
    };
    records_in_order(&mut next, size, &|article| items(article, reading, &tally), sink)?;
    tally.tell(source.name(), sink)
}

fn bytes(source: &dyn Source, file: &str) -> Result<Vec<u8>, Problem> {
    let called = source.called(file);
    let unreadable = |error: &io::Error| Problem::unreadable(&called, error);
    let mut bytes = Vec::new();
    let stream = source.open(file).map_err(|error| unreadable(&error))?;
    stream.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > LARGEST {
        let reason = message!("has more than {limit} MB", limit = LARGEST / 1_000_000);
        return Err(Problem::new(called, reason, message!("Split the article")));
    }
    Ok(bytes)
}

fn article<'s>(source: &dyn Source, stem: &'s str, files: &BratFiles<'s>) -> Result<ArticleFiles, Problem> {
    let text = files.get(stem, TEXT).unwrap_or(stem);
    let mut annotations = Vec::new();
    for file in ENDINGS.iter().filter_map(|ending| files.get(stem, ending)) {
        annotations.push((source.called(file), bytes(source, file)?));
    }
    let beside = files.get(stem, BESIDE).map(|file| bytes(source, file)).transpose()?;
    let file = annotations.first().map_or_else(|| source.called(text), |(file, _)| file.clone());
    Ok(ArticleFiles { file, id: stem.to_owned(), text: bytes(source, text)?, annotations, beside })
}

fn items(article: &ArticleFiles, reading: &ReadContext, tally: &FileTally) -> Vec<Item> {
    let own = FileTally::default();
    let items = checked_items(article, reading, &own);
    tally.merge(&article.file, own);
    items
}

fn checked_items(article: &ArticleFiles, reading: &ReadContext, tally: &FileTally) -> Vec<Item> {
    let (file, id) = (article.file.as_str(), article.id.as_str());
    let wrong = |reason: Message, fix: Message| vec![Item::Problem(Problem::new(file, reason, fix))];
    let text = match std::str::from_utf8(&article.text) {
        Ok("") => return wrong(message!("{stem}.txt is empty", stem = id), message!("Leave it out")),
        Ok(text) => text,
        Err(error) => {
            let line = article.text[..error.valid_up_to()].iter().filter(|&&byte| byte == b'\n').count() + 1;
            let reason = match decode(&article.text) {
                Err(fault) => message!("{stem}.txt: {fault}", stem = id, fault = fault.message()),
                Ok(_) => message!("line {line} of {stem}.txt is not UTF-8", line = line, stem = id),
            };
            return wrong(reason, message!("Then look whether the marks stand where they should"));
        }
    };
    let mut made = Vec::new();
    let mut beside = None;
    if let Some(bytes) = &article.beside {
        let read = serde_json::from_slice(bytes).map_err(|error| error.to_string());
        match read.map(line_from) {
            Ok(Some(line)) => beside = Some(RawArticle { id: id.to_owned(), ..line }),
            Ok(None) => made.extend(wrong(
                message!("{stem}{ending} is not a JSON object", stem = id, ending = BESIDE),
                message!("Its title, source and date are missing; correct it"),
            )),
            Err(reason) => made.extend(wrong(
                message!("{stem}{ending} cannot be read: {reason}", stem = id, ending = BESIDE, reason = reason),
                message!("Its title, source and date are missing; correct it"),
            )),
        }
    }
    let mut record = RawArticle::shown(id, beside);
    text.clone_into(&mut record.text);
    let mut all = Standoff::new(file, tally);
    for (file, bytes) in &article.annotations {
        let (lines, problems) = lines(file, bytes);
        made.extend(problems);
        all.take(&lines);
    }
    made.extend(all.fill(&mut record, &reading.scheme.statements));
    made.extend(record.items(&RecordContext { file, at: (1, 1), unit: OffsetUnit::CodePoint, reading, tally }));
    made
}

fn lines(file: &str, bytes: &[u8]) -> (Vec<NumberedLine>, Vec<Item>) {
    let (mut lines, mut problems) = (Vec::new(), Vec::new());
    let bytes = match narrowed(bytes) {
        Ok(bytes) => bytes,
        Err(fault) => {
            problems.push(Item::Problem(Problem::new(file, fault.message(), Message::default())));
            return (lines, problems);
        }
    };
    let mut input = Lines::new(file, &*bytes);
    loop {
        match input.next_line() {
            Ok(Some(Ok(line))) => lines.push(line),
            Ok(Some(Err(problem))) => problems.push(Item::Problem(problem.part())),
            Ok(None) => return (lines, problems),
            Err(problem) => {
                problems.push(Item::Problem(problem));
                return (lines, problems);
            }
        }
    }
}
