//! A journal read as a stream, however large it is: which articles it speaks of, and where in the file each of its
//! records stands. In memory is a table of places; the records come in when their article's turn has come.

use std::{
    collections::{BTreeMap, HashMap},
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom},
};

use crate::{
    edit::{Change, ChangeKind, Put},
    message::Message,
    model::ArticleId,
    store::{
        StoreError,
        files::{disk::SeekableFile, folder::Folder, ron_file::parse_line},
        journal::{
            JournalEnd, LineIn, SUM, Texts, aside,
            split::{LineCheck, Splitter},
        },
    },
};

/// Bytes that are read in one go.
const PIECE: usize = 64 << 10;
/// A longer line is read twice, for its checksum and for its records, rather than held.
const HELD: u64 = 1 << 20;

/// Records of one article (or of the project) that stand beside each other in one line.
#[derive(Clone, Copy)]
struct RecordRun {
    /// From 0.
    line: u32,
    /// Bytes of them.
    length: u32,
    from: u64,
    /// The text that they were made on, by its place in [`Stream::identities`].
    text: Option<u32>,
}

/// What a whole line says beside its records.
struct LineHead {
    kind: ChangeKind,
    count: usize,
}

/// A journal that was looked through once.
pub(in crate::store) struct Stream {
    source: BufReader<Box<dyn SeekableFile>>,
    heads: Vec<LineHead>,
    /// What is about no article: sets, entities, the scheme.
    project: Vec<RecordRun>,
    articles: BTreeMap<ArticleId, Vec<RecordRun>>,
    identities: Vec<String>,
    /// Bytes of whole lines, and of everything.
    pub(in crate::store) good: u64,
    pub(in crate::store) length: u64,
    pub(in crate::store) end: JournalEnd,
}

/// A change, or the part of it that is about some articles: its line from 0, and the texts that it was made on.
pub(in crate::store) type ChangePart = (usize, Change, Texts);

impl Stream {
    /// Reads as far as the journal is whole; `progress` hears of the bytes that were read.
    pub(in crate::store) fn read(
        source: Box<dyn SeekableFile>,
        progress: &mut dyn FnMut(u64, u64),
    ) -> io::Result<Self> {
        let mut source = BufReader::with_capacity(PIECE, source);
        let length = source.get_mut().seek(SeekFrom::End(0))?;
        source.seek(SeekFrom::Start(0))?;
        let (heads, project, articles, identities) = Default::default();
        let mut stream = Self { source, heads, project, articles, identities, good: 0, length, end: JournalEnd::Whole };
        let mut reading = LineReading::default();
        progress(0, length);
        while stream.end == JournalEnd::Whole && stream.good < length {
            stream.read_line(&mut reading, progress)?;
            progress(stream.good, length);
        }
        Ok(stream)
    }

    /// How many changes there are.
    pub(in crate::store) fn changes(&self) -> usize {
        self.heads.len()
    }

    /// Every article that it speaks of, with the bytes of what it says.
    pub(in crate::store) fn articles(&self) -> impl Iterator<Item = (&ArticleId, u64)> {
        let bytes = |runs: &Vec<RecordRun>| runs.iter().map(|run| u64::from(run.length)).sum();
        self.articles.iter().map(move |(id, runs)| (id, bytes(runs)))
    }

    /// What each article's text was when it was marked last.
    pub(in crate::store) fn texts(&self) -> impl Iterator<Item = (&ArticleId, &str)> {
        self.articles.iter().filter_map(|(id, runs)| {
            let text = runs.iter().rev().find_map(|run| run.text)?;
            Some((id, self.identities[text as usize].as_str()))
        })
    }

    /// What it says of no article, in the order of its lines.
    pub(in crate::store) fn of_project(&mut self) -> io::Result<Vec<ChangePart>> {
        self.parts(self.project.iter().map(|run| (*run, None)).collect())
    }

    /// What it says of these articles, in the order of its lines.
    pub(in crate::store) fn of_articles(&mut self, articles: &[ArticleId]) -> io::Result<Vec<ChangePart>> {
        let of = |id| Some((id, self.articles.get(id)?));
        let runs = articles.iter().filter_map(of).flat_map(|(id, runs)| runs.iter().map(move |run| (*run, Some(id))));
        self.parts(runs.collect())
    }

    /// Keeps everything after the whole lines aside; where, and how many bytes.
    pub(in crate::store) fn set_rest_aside(&mut self, folder: &Folder) -> Result<(String, u64), StoreError> {
        aside::set_aside(folder, &mut self.source, self.good)
    }

    fn parts(&mut self, mut runs: Vec<(RecordRun, Option<&ArticleId>)>) -> io::Result<Vec<ChangePart>> {
        runs.sort_by_key(|(run, _)| run.from);
        let mut parts: Vec<ChangePart> = Vec::new();
        let (mut bytes, mut here) = (Vec::new(), self.source.seek(SeekFrom::Start(0))?);
        for (run, article) in runs {
            bytes.clear();
            bytes.push(b'[');
            self.source.seek_relative(run.from as i64 - here as i64)?;
            here = run.from + self.source.by_ref().take(run.length.into()).read_to_end(&mut bytes)? as u64;
            bytes.push(b']');
            let line = run.line as usize;
            let text = std::str::from_utf8(&bytes).map_err(io::Error::other)?;
            // They were read once already.
            let puts: Vec<Put> = parse_line(text).map_err(|reason| io::Error::other(reason.to_string()))?;
            if parts.last().is_none_or(|(last, ..)| *last != line) {
                let LineHead { kind, count } = self.heads[line];
                parts.push((line, Change { kind, count, puts: Vec::new() }, Texts::new()));
            }
            let Some((_, change, texts)) = parts.last_mut() else { continue };
            change.puts.extend(puts);
            if let (Some(article), Some(text)) = (article, run.text) {
                texts.insert(article.clone(), self.identities[text as usize].clone());
            }
        }
        Ok(parts)
    }

    /// Reads a line, or says how the journal ends.
    fn read_line(&mut self, reading: &mut LineReading, progress: &mut dyn FnMut(u64, u64)) -> io::Result<()> {
        let line = self.heads.len() + 1;
        let (body, right, begun) = reading.look(&mut self.source)?;
        if !right {
            let ended = body < reading.length;
            self.end = if ended || !begun { JournalEnd::Damaged { line } } else { JournalEnd::Torn };
            return Ok(());
        }
        let end = self.good + reading.length;
        match self.take_line(reading, body, progress) {
            Ok(Ok(())) => {
                self.good = end;
                // One that was held was read once, to its end.
                if reading.held { Ok(()) } else { self.source.seek(SeekFrom::Start(end)).map(drop) }
            }
            Ok(Err(reason)) => {
                self.end = JournalEnd::Unknown { line, reason };
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// Notes the records of a line whose checksum is right; `body`: its bytes without the line end.
    fn take_line(
        &mut self,
        reading: &LineReading,
        body: u64,
        progress: &mut dyn FnMut(u64, u64),
    ) -> io::Result<Result<(), Message>> {
        let first = SUM as u64;
        let mut splitter = Splitter::new(self.good + first);
        let mut found = Vec::new();
        let mut take = |from: u64, piece: &[u8]| {
            let piece = std::str::from_utf8(piece).map_err(|error| Message::verbatim(error.to_string()))?;
            let put: Put = parse_line(piece)?;
            let article = put.article().cloned();
            let to = from + piece.len() as u64;
            match found.last_mut() {
                // Only the comma is between them.
                Some((last, _, end)) if *last == article && *end + 1 == from => *end = to,
                _ => found.push((article, from, to)),
            }
            Ok(())
        };
        if reading.held {
            let split = splitter.feed(&reading.line[SUM..body as usize], &mut take);
            if split.is_err() {
                return Ok(split);
            }
        } else {
            self.source.seek(SeekFrom::Start(self.good + first))?;
            let mut rest = self.source.by_ref().take(body - first);
            loop {
                let piece = rest.fill_buf()?;
                if piece.is_empty() {
                    break;
                }
                let split = splitter.feed(piece, &mut take);
                if split.is_err() {
                    return Ok(split);
                }
                let length = piece.len();
                rest.consume(length);
                progress(self.good + body - rest.limit(), self.length);
            }
        }
        let skeleton = match splitter.skeleton() {
            Ok(skeleton) => skeleton,
            Err(reason) => return Ok(Err(reason)),
        };
        let LineIn { deed: kind, count, texts, .. } = match parse_line(&skeleton) {
            Ok(head) => head,
            Err(reason) => return Ok(Err(reason)),
        };
        let identities: HashMap<ArticleId, u32> =
            texts.into_iter().map(|(id, text)| (id, self.identity(text))).collect();
        let line = self.heads.len() as u32;
        for (article, from, to) in found {
            let text = article.as_ref().and_then(|id| identities.get(id).copied());
            let run = RecordRun { line, length: (to - from) as u32, from, text };
            match article {
                None => self.project.push(run),
                Some(id) => self.articles.entry(id).or_default().push(run),
            }
        }
        self.heads.push(LineHead { kind, count });
        Ok(Ok(()))
    }

    /// The place of a text's identity. Lines that follow each other are mostly about one text, and a long line names
    /// each of many once: no more than the last is looked at.
    fn identity(&mut self, text: String) -> u32 {
        if self.identities.last() != Some(&text) {
            self.identities.push(text);
        }
        (self.identities.len() - 1) as u32
    }
}

/// The look at one line.
#[derive(Default)]
struct LineReading {
    /// Its bytes with the line end, if it is held.
    line: Vec<u8>,
    held: bool,
    /// Bytes of it with the line end.
    length: u64,
}

impl LineReading {
    /// Reads to the line's end. Bytes without the line end, whether its checksum is right, and whether it can be the
    /// beginning of a line.
    fn look(&mut self, source: &mut impl BufRead) -> io::Result<(u64, bool, bool)> {
        self.line.clear();
        (self.held, self.length) = (true, 0);
        let mut begun = LineCheck::default();
        loop {
            let piece = source.fill_buf()?;
            let (piece, ended) = match piece.iter().position(|&byte| byte == b'\n') {
                Some(at) => (&piece[..=at], true),
                None => (piece, false),
            };
            self.length += piece.len() as u64;
            begun.feed(piece.strip_suffix(b"\n").unwrap_or(piece));
            self.held &= self.length <= HELD;
            if self.held {
                self.line.extend_from_slice(piece);
            }
            let length = piece.len();
            source.consume(length);
            if ended || length == 0 {
                return Ok((self.length - u64::from(ended), begun.is_right(), begun.is_begun()));
            }
        }
    }
}
