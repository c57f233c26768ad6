//! Web archives (WARC, also compressed): each page that a server answered with is an article, read like a saved page.
//! Source: ISO 28500, <https://iipc.github.io/warc-specifications/>.

use std::{
    collections::BTreeMap,
    io::{self, BufRead, BufReader, Read},
};

use flate2::{
    bufread::MultiGzDecoder,
    read::{GzDecoder, ZlibDecoder},
};

use super::{
    format::{DiskShape, Format, FormatInfo, Item, ItemSink, ReadContext, ReadError},
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

static INFO: FormatInfo = FormatInfo {
    id: "warc",
    name: "web archive",
    extensions: &["warc", "gz"],
    about: "Pages that a crawler archived (.warc, .warc.gz: Heritrix, wget, Browsertrix, Common Crawl): an article a page",
    shape: DiskShape::File,
    reads: true,
    ..FormatInfo::NOTHING
};

/// Bytes of all headers of one record.
const HEADERS: usize = 1 << 20;

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
                archive.read(&mut BufReader::with_capacity(1 << 16, MultiGzDecoder::new(stream)), sink)
            } else {
                archive.read(&mut stream, sink)
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

/// Names in small letters.
type Headers = BTreeMap<String, String>;

impl Archive<'_> {
    fn read(&mut self, stream: &mut dyn BufRead, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        loop {
            let broken = |number: usize, reason: String| {
                let reason = message!("record {number} cannot be read: {reason}", number = number, reason = reason);
                Problem::new(self.file, reason, message!("What stands before it went in; fetch the archive again"))
            };
            let next = self.number + 1;
            let Some(headers) = record_headers(stream).map_err(|error| broken(next, error.to_string()))? else {
                return Ok(());
            };
            self.number = next;
            let said = |name: &str| headers.get(name).map(String::as_str).unwrap_or_default();
            let Ok(length) = said("content-length").parse::<u64>() else {
                return Err(broken(next, "it does not say how long it is".to_owned()).into());
            };
            let kind = said("warc-type");
            let wanted = matches!(kind, "response" | "resource" | "conversion") && length <= MAX_BYTES as u64;
            let mut block = Vec::new();
            let mut limited = stream.take(length);
            let read = if wanted {
                limited.read_to_end(&mut block).map(|read| read as u64)
            } else {
                io::copy(&mut limited, &mut io::sink())
            };
            let read = read.map_err(|error| broken(next, error.to_string()))?;
            if wanted || matches!(kind, "response" | "resource") {
                if length > MAX_BYTES as u64 {
                    let reason =
                        message!("a record of more than {limit} MB was left out", limit = MAX_BYTES / 1_000_000);
                    self.tally.part(reason, message!("Fetch the page alone if it is an article"), (0, 0));
                } else {
                    self.page(&headers, block).into_iter().try_for_each(&mut *sink)?;
                }
            }
            if read < length {
                return Err(broken(next, "the file ends within it".to_owned()).into());
            }
        }
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
        let page_in = PageIn { file: self.file, at: (0, 0), id: &id, name: self.name, url, title };
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

/// The headers of the next record; `None` at the end.
fn record_headers(stream: &mut dyn BufRead) -> io::Result<Option<Headers>> {
    let mut line = Vec::new();
    loop {
        line.clear();
        if stream.take(HEADERS as u64).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        match line.trim_ascii() {
            [] => {}
            version if version.starts_with(b"WARC/") => break,
            _ => return Err(io::Error::other("it does not begin with WARC/")),
        }
    }
    let mut bytes = Vec::new();
    loop {
        line.clear();
        let read = stream.take(HEADERS as u64).read_until(b'\n', &mut line)?;
        if read == 0 || line.trim_ascii().is_empty() {
            return Ok(Some(headers(&bytes)));
        }
        bytes.extend_from_slice(&line);
        if bytes.len() > HEADERS {
            return Err(io::Error::other("its headers have no end"));
        }
    }
}

fn headers(bytes: &[u8]) -> Headers {
    let text = String::from_utf8_lossy(bytes);
    let pair = |line: &str| {
        line.split_once(':').map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
    };
    text.lines().filter_map(pair).collect()
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
