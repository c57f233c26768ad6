//! Web archives (WARC, also compressed): each page that a server answered with is an article, read like a saved page.
//! Source: ISO 28500, <https://iipc.github.io/warc-specifications/>.

mod records;

use std::io::{self, BufRead, BufReader, Read};

use flate2::read::{GzDecoder, ZlibDecoder};

use self::records::{GzipPieces, Headers, WarcRecords, headers};
use super::{
    format::{Format, FormatInfo, Item, ItemSink, ReadContext, ReadError},
    html::{PageIn, page_items},
    kit::{encoding::MAX_BYTES, tally::FileTally},
    problem::Problem,
    source::Source,
    stem,
};
use crate::{
    formats::sniff::Sniff,
    message::{Message, message},
    model::{Variable, slug},
};

/// The format.
pub struct Warc;

static INFO: FormatInfo = FormatInfo::of_articles(
    "warc",
    "web archive",
    &["warc", "gz"],
    "Pages that a crawler archived (.warc, .warc.gz: Heritrix, wget, Browsertrix, Common Crawl): an article a page",
);

/// Records that cannot be read and are told one by one; more are counted.
const TOLD: usize = 100;

impl Format for Warc {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        if head.bytes.starts_with(b"\x1F\x8B") {
            let mut first = [0; 5];
            let read = GzDecoder::new(head.bytes.as_slice()).read_exact(&mut first);
            return read.is_ok() && &first == b"WARC/";
        }
        head.bytes.starts_with(b"WARC/")
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        for name in source.files() {
            let file = source.called(name);
            let unreadable = |error: &io::Error| Problem::unreadable(&*file, error);
            let mut stream = BufReader::with_capacity(1 << 16, source.open(name).map_err(|error| unreadable(&error))?);
            let packed = stream.fill_buf().map_err(|error| unreadable(&error))?.starts_with(b"\x1F\x8B");
            let tally = FileTally::default();
            let mut archive = Archive { file: &file, name, number: 0, reading, tally: &tally };
            let read = if packed {
                archive.read(BufReader::with_capacity(1 << 16, GzipPieces::new(stream)), sink)
            } else {
                archive.read(stream, sink)
            };
            tally.tell(&file, sink)?;
            read?;
        }
        Ok(())
    }
}

struct Archive<'a> {
    file: &'a str,
    name: &'a str,
    /// Of the record, from 1.
    number: usize,
    reading: &'a ReadContext,
    tally: &'a FileTally,
}

impl Archive<'_> {
    fn read(&mut self, stream: impl BufRead, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        let mut records = WarcRecords::new(stream);
        let page = |headers: &Headers| matches!(kind_of(headers), "response" | "resource" | "conversion");
        let (mut read, mut lost) = (0, 0);
        loop {
            self.number += 1;
            let record = match records.next_record(&|headers, length| page(headers) && length <= MAX_BYTES as u64) {
                Ok(Some(record)) => record,
                Ok(None) => break,
                // The disk, and not the archive.
                Err(error) if !matches!(error.kind(), io::ErrorKind::Other | io::ErrorKind::InvalidData) => {
                    return Err(Problem::unreadable(self.file, &error).into());
                }
                Err(error) => {
                    lost += 1;
                    self.tell_lost(lost, Message::from(&error), sink)?;
                    continue;
                }
            };
            read += 1;
            if page(&record.headers) {
                if record.length > MAX_BYTES as u64 {
                    let reason =
                        message!("a record of more than {limit} MB was left out", limit = MAX_BYTES / 1_000_000);
                    self.tally.part(reason, message!("Fetch the page alone if it is an article"), (0, 0));
                } else {
                    self.page(&record.headers, record.block).into_iter().try_for_each(&mut *sink)?;
                }
            }
            if record.cut {
                let reason =
                    message!("the file ends within record {number}: its article may be cut off", number = self.number);
                sink(Item::Problem(Problem::new(self.file, reason, message!("Fetch the archive again")).part()))?;
            }
        }
        if lost > 0 {
            let reason =
                message!("the archive is damaged; records read: {read}, lost: {lost}", read = read, lost = lost);
            sink(Item::Problem(Problem::new(self.file, reason, message!("Fetch the archive again")).part()))?;
        }
        Ok(())
    }

    fn tell_lost(&self, nth: usize, reason: Message, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        if nth > TOLD {
            let reason = message!("a record cannot be read: {reason}", reason = reason);
            self.tally.part(reason, message!("Fetch the archive again"), (0, 0));
            return Ok(());
        }
        let reason = message!("record {number} cannot be read: {reason}", number = self.number, reason = reason);
        sink(Item::Problem(Problem::new(self.file, reason, message!("The others went in; fetch the archive again"))))
    }

    fn page(&self, headers: &Headers, block: Vec<u8>) -> Vec<Item> {
        let said = |name: &str| headers.get(name).map(String::as_str).unwrap_or_default();
        let (http, body) = if said("content-type").starts_with("application/http") {
            match answer(&block) {
                Some((status, http, body)) if (200..300).contains(&status) => (http, body),
                Some(_) => {
                    self.left(message!("an answer other than a page (moved, not found)"));
                    return Vec::new();
                }
                None => {
                    self.left(message!("an answer that is not HTTP"));
                    return Vec::new();
                }
            }
        } else {
            (Headers::from([("content-type".to_owned(), said("content-type").to_owned())]), block)
        };
        let kind = http.get("content-type").map(String::as_str).unwrap_or_default().to_ascii_lowercase();
        let url = said("warc-target-uri").trim_matches(['<', '>']);
        if !(kind.contains("html") || (kind.is_empty() && body.trim_ascii_start().starts_with(b"<"))) {
            self.left(message!("a picture, a script or something else that is not a page"));
            return Vec::new();
        }
        let charset = kind.split("charset=").nth(1).map(|name| name.trim_matches(['"', '\'', ' ', ';']).to_owned());
        let last = url
            .split(['?', '#'])
            .next()
            .unwrap_or_default()
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or_default();
        let id = Some(slug(stem(last))).filter(|id| (8..=100).contains(&id.len()));
        let id = id.unwrap_or_else(|| format!("{}-{}", stem(self.name), self.number));
        let title = "";
        let page_in = PageIn { file: self.file, at: (0, 0), id: &id, name: self.name, url, title, in_mail: false };
        let fetched = said("warc-date").to_owned();
        page_items(&page_in, &body, charset.as_deref(), self.reading, &mut |draft| {
            if let Some(day) = Variable::of_cell(fetched.get(..10).unwrap_or_default()) {
                draft.variables.insert("fetched".to_owned(), day);
            }
        })
    }

    fn left(&self, what: Message) {
        let reason = message!("{what} was passed over", what = what);
        self.tally.note(reason, message!("Nothing is to be done"), (0, 0));
    }
}

/// What a record is: `response`, `request` …
fn kind_of(headers: &Headers) -> &str {
    headers.get("warc-type").map(String::as_str).unwrap_or_default()
}

/// Status, headers and body of an HTTP answer, the body as it was before it was packed.
fn answer(block: &[u8]) -> Option<(u16, Headers, Vec<u8>)> {
    let end = block.windows(4).position(|four| four == b"\r\n\r\n").map(|at| (at, at + 4));
    let (end, start) = end.or_else(|| block.windows(2).position(|two| two == b"\n\n").map(|at| (at, at + 2)))?;
    let head = &block[..end];
    let first = String::from_utf8_lossy(head.split(|byte| *byte == b'\n').next()?).into_owned();
    let status = first.strip_prefix("HTTP/")?.split_ascii_whitespace().nth(1)?.parse().ok()?;
    let http = headers(head);
    let has = |name: &str, word: &str| http.get(name).is_some_and(|value| value.to_ascii_lowercase().contains(word));
    let mut body = block[start..].to_vec();
    // Crawlers that take the chunks apart leave the header.
    if has("transfer-encoding", "chunked")
        && let Some(whole) = joined(&body)
    {
        body = whole;
    }
    let unpack = |reader: &mut dyn Read| {
        let mut bytes = Vec::new();
        reader.take(MAX_BYTES as u64).read_to_end(&mut bytes).ok().map(|_| bytes)
    };
    let plain = if has("content-encoding", "gzip") && body.starts_with(b"\x1F\x8B") {
        unpack(&mut GzDecoder::new(body.as_slice()))
    } else if has("content-encoding", "deflate") {
        unpack(&mut ZlibDecoder::new(body.as_slice()))
    } else {
        None
    };
    Some((status, http, plain.unwrap_or(body)))
}

/// A body in chunks as a whole; `None` if it is not in chunks.
fn joined(body: &[u8]) -> Option<Vec<u8>> {
    let (mut rest, mut whole) = (body, Vec::new());
    loop {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let length = std::str::from_utf8(rest[..end].trim_ascii()).ok()?;
        let length = usize::from_str_radix(length.split(';').next()?.trim(), 16).ok()?;
        rest = &rest[end + 1..];
        if length == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(rest.get(..length)?);
        rest = rest[length..].strip_prefix(b"\r\n").or(rest[length..].strip_prefix(b"\n"))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_in_chunks() {
        let block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<p>P\r\n2;x\r\nKS\r\n0\r\n\r\n";
        let (status, http, body) = answer(block).unwrap();
        assert_eq!((status, http["content-type"].as_str(), body.as_slice()), (200, "text/html", &b"<p>PKS"[..]));
        assert_eq!(joined(b"<html>"), None);
        assert_eq!(joined(b"ffffffffffffffff\r\nx"), None);
        assert!(answer(b"x\r\n\r\n").is_none());
    }
}
