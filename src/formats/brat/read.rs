//! The files of a folder as articles.

use std::{
    collections::BTreeSet,
    io::{self, Read},
};

use super::{BESIDE, annotation::Standoff};
use crate::formats::{
    format::{Item, ReadError, Reading, Sink},
    kit::{
        in_order::records_in_order,
        lines::{Lines, NumberedLine},
        raw_text::Unit,
        tally::Tally,
    },
    problem::Problem,
    record::foreign::{Foreign, bare_line, line_from},
    source::Source,
};

/// The largest file of an article that is taken, in bytes.
const LARGEST: u64 = 50_000_000;

/// Endings of files with annotations: brat's own, and those of the BioNLP shared tasks.
const ENDINGS: [&str; 3] = [".ann", ".a1", ".a2"];

/// The files of one article.
struct Article {
    /// As a problem names the first file with annotations, else that with the text.
    file: String,
    id: String,
    text: Vec<u8>,
    /// Each with its name.
    annotations: Vec<(String, Vec<u8>)>,
    beside: Option<Vec<u8>>,
}

pub(super) fn read(source: &dyn Source, reading: &Reading, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    let files: BTreeSet<&str> = source.files().iter().map(String::as_str).collect();
    let tally = Tally::default();
    let mut others = Vec::new();
    let mut texts = Vec::new();
    for file in source.files() {
        let name = file.rsplit('/').next().unwrap_or(file);
        let stem = ENDINGS.iter().find_map(|ending| file.strip_suffix(ending));
        match (file.strip_suffix(".txt"), stem) {
            (Some(stem), _) => texts.push(stem),
            (None, Some(stem)) if !files.contains(format!("{stem}.txt").as_str()) => others.push(file),
            (None, Some(_)) => {}
            _ if name.ends_with(".conf") || name.ends_with(BESIDE) || name.starts_with('.') => {}
            _ => tally.no_place(&format!("the file {file}"), (0, 0)),
        }
    }
    for file in others {
        let fix = format!("Put the text beside it, as {}.txt", crate::formats::stem(file));
        sink(Item::Problem(Problem::new(source.called(file), "its text is not there", fix)))?;
    }
    let mut texts = texts.into_iter();
    let mut next = || Ok(texts.next().map(|stem| article(source, stem, &files)));
    let size = |article: &Article| {
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
        let reason = format!("has more than {} MB", LARGEST / 1_000_000);
        return Err(Problem::new(called, reason, "Split the article"));
    }
    Ok(bytes)
}

fn article(source: &dyn Source, stem: &str, files: &BTreeSet<&str>) -> Result<Article, Problem> {
    let text = format!("{stem}.txt");
    let mut annotations = Vec::new();
    for ending in ENDINGS {
        let file = format!("{stem}{ending}");
        if files.contains(file.as_str()) {
            annotations.push((source.called(&file), bytes(source, &file)?));
        }
    }
    let beside = format!("{stem}{BESIDE}");
    let beside = if files.contains(beside.as_str()) { Some(bytes(source, &beside)?) } else { None };
    let file = annotations.first().map_or_else(|| source.called(&text), |(file, _)| file.clone());
    Ok(Article { file, id: stem.to_owned(), text: bytes(source, &text)?, annotations, beside })
}

fn items(article: &Article, reading: &Reading, tally: &Tally) -> Vec<Item> {
    let own = Tally::default();
    let items = checked_items(article, reading, &own);
    tally.merge(&article.file, own);
    items
}

fn checked_items(article: &Article, reading: &Reading, tally: &Tally) -> Vec<Item> {
    let wrong = |reason: String, fix: &str| vec![Item::Problem(Problem::new(article.file.as_str(), reason, fix))];
    let text = match std::str::from_utf8(&article.text) {
        Ok("") => return wrong(format!("{}.txt is empty", article.id), "Leave it out"),
        Ok(text) => text,
        Err(error) => {
            let line = article.text[..error.valid_up_to()].iter().filter(|&&byte| byte == b'\n').count() + 1;
            let reason = format!("line {line} of {}.txt is not UTF-8", article.id);
            return wrong(reason, "Convert it with `iconv -f windows-1252 -t utf-8`");
        }
    };
    let mut made = Vec::new();
    let mut line = bare_line(&article.id);
    if let Some(beside) = &article.beside {
        let read = serde_json::from_slice(beside).map_err(|error| error.to_string()).and_then(|mut value| {
            if let serde_json::Value::Object(fields) = &mut value {
                fields.insert("id".to_owned(), article.id.as_str().into());
            }
            line_from(value)
        });
        match read {
            Ok(read) => line = read,
            Err(reason) => {
                let reason = format!("{}{BESIDE} cannot be read: {reason}", article.id);
                made.extend(wrong(reason, "Its title, source and date are missing; mend it"));
            }
        }
    }
    let mut foreign = Foreign::new(&article.file, (1, 1), line);
    (foreign.line.text, foreign.shows_relations) = (text.to_owned(), false);
    let mut all = Standoff::new(&article.file, tally);
    for (file, bytes) in &article.annotations {
        let (lines, problems) = lines(file, bytes);
        made.extend(problems);
        all.take(&lines);
    }
    made.extend(all.fill(&mut foreign));
    made.extend(foreign.items(Unit::CodePoint, reading, tally));
    made
}

fn lines(file: &str, bytes: &[u8]) -> (Vec<NumberedLine>, Vec<Item>) {
    let (mut lines, mut problems) = (Vec::new(), Vec::new());
    let mut input = Lines::new(file, bytes);
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
