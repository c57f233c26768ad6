//! The records of an archive, one after another, also behind one that is damaged: each begins with a line `WARC/`, and
//! of a compressed archive most are compressed alone.

use std::{
    collections::BTreeMap,
    io::{self, BufRead, Cursor, Read},
};

use flate2::bufread::GzDecoder;

use crate::message::message;

/// Bytes of all headers of one record.
const HEADERS: usize = 1 << 20;
/// How each record begins.
const BEGINS: &[u8] = b"WARC/";
const VERSION: &[u8] = b"WARC/1.";
/// How what is compressed begins.
const GZIP: &[u8] = b"\x1F\x8B\x08";

/// Names in small letters.
pub type Headers = BTreeMap<String, String>;

/// A record; its block is whole, or nothing if nobody wants it.
pub struct WarcRecord {
    pub headers: Headers,
    /// As long as it says to be.
    pub length: u64,
    pub block: Vec<u8>,
    /// Whether the file ends within it.
    pub cut: bool,
}

/// Reads records.
pub struct WarcRecords<R> {
    stream: WayBack<R>,
    /// Why the next record cannot be read, if that was met behind the last one.
    damage: Option<io::Error>,
}

impl<R: BufRead> WarcRecords<R> {
    pub fn new(stream: R) -> Self {
        Self { stream: WayBack { stream, back: Cursor::default() }, damage: None }
    }

    /// The next record, its block if it is `wanted`; `None` at the end. After an error the next one can be asked for.
    pub fn next_record(&mut self, wanted: &dyn Fn(&Headers, u64) -> bool) -> io::Result<Option<WarcRecord>> {
        let read = self.damage.take().map_or_else(|| self.record(wanted), Err);
        if read.is_err() {
            self.find_next();
        }
        read
    }

    fn record(&mut self, wanted: &dyn Fn(&Headers, u64) -> bool) -> io::Result<Option<WarcRecord>> {
        let Some((first, _)) = self.line_with_words()? else { return Ok(None) };
        if !first.starts_with(BEGINS) {
            return Err(io::Error::other(message!("it does not begin with WARC/")));
        }
        let headers = self.headers()?;
        let length = headers.get("content-length").and_then(|length| length.parse::<u64>().ok());
        let length = length.ok_or_else(|| io::Error::other(message!("it does not say how long it is")))?;
        let mut block = Vec::new();
        let mut limited = (&mut self.stream).take(length);
        let read = if wanted(&headers, length) {
            limited.read_to_end(&mut block).map(|read| read as u64)?
        } else {
            io::copy(&mut limited, &mut io::sink())?
        };
        match self.line_with_words() {
            // Two line ends stand behind a block; what follows them is for the next record.
            Ok(Some((line, blank))) if blank || line.starts_with(BEGINS) => self.stream.push_back(line),
            Ok(Some((line, _))) => {
                block.extend(line);
                self.stream.push_back(block);
                return Err(io::Error::other(message!("it is longer or shorter than it says")));
            }
            Ok(None) => {}
            Err(error) => self.damage = Some(error),
        }
        Ok(Some(WarcRecord { headers, length, block, cut: read < length }))
    }

    /// The next line that is not blank, and whether one that is stands before it.
    fn line_with_words(&mut self) -> io::Result<Option<(Vec<u8>, bool)>> {
        let (mut line, mut blank) = (Vec::new(), false);
        loop {
            line.clear();
            if (&mut self.stream).take(HEADERS as u64).read_until(b'\n', &mut line)? == 0 {
                return Ok(None);
            }
            if !line.trim_ascii().is_empty() {
                return Ok(Some((line, blank)));
            }
            blank = true;
        }
    }

    fn headers(&mut self) -> io::Result<Headers> {
        let (mut bytes, mut line) = (Vec::new(), Vec::new());
        loop {
            line.clear();
            let read = (&mut self.stream).take(HEADERS as u64).read_until(b'\n', &mut line)?;
            if read == 0 || line.trim_ascii().is_empty() {
                return Ok(headers(&bytes));
            }
            if line.starts_with(BEGINS) {
                self.stream.push_back(line);
                return Err(io::Error::other(message!("its headers have no end")));
            }
            // One goes on after a blank.
            if !line.contains(&b':') && !line.starts_with(b" ") && !line.starts_with(b"\t") {
                return Err(io::Error::other(message!("its headers are damaged")));
            }
            bytes.extend_from_slice(&line);
            if bytes.len() > HEADERS {
                return Err(io::Error::other(message!("its headers have no end")));
            }
        }
    }

    /// Goes to the line with which the next record begins.
    fn find_next(&mut self) {
        let mut line = Vec::new();
        loop {
            line.clear();
            match (&mut self.stream).take(HEADERS as u64).read_until(b'\n', &mut line) {
                Ok(0) => return,
                Ok(_) => {
                    // Behind a record that is too short it stands within a line.
                    if let Some(at) = line.windows(VERSION.len()).position(|part| part == VERSION) {
                        return self.stream.push_back(line.split_off(at));
                    }
                }
                // What is compressed goes on with the next piece; another stream has no more.
                Err(error) if error.kind() == io::ErrorKind::InvalidData => {}
                Err(_) => return,
            }
        }
    }
}

/// Names and values of lines.
pub fn headers(bytes: &[u8]) -> Headers {
    let text = String::from_utf8_lossy(bytes);
    let pair = |line: &str| {
        line.split_once(':').map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
    };
    text.lines().filter_map(pair).collect()
}

/// A stream into which what was read can be put back.
struct WayBack<R> {
    stream: R,
    back: Cursor<Vec<u8>>,
}

impl<R> WayBack<R> {
    fn push_back(&mut self, mut bytes: Vec<u8>) {
        let rest = usize::try_from(self.back.position()).unwrap_or(usize::MAX);
        bytes.extend_from_slice(self.back.get_ref().get(rest..).unwrap_or_default());
        self.back = Cursor::new(bytes);
    }

    fn has_back(&self) -> bool {
        (self.back.position() as usize) < self.back.get_ref().len()
    }
}

impl<R: BufRead> BufRead for WayBack<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.has_back() { self.back.fill_buf() } else { self.stream.fill_buf() }
    }

    fn consume(&mut self, count: usize) {
        if self.has_back() { self.back.consume(count) } else { self.stream.consume(count) }
    }
}

impl<R: BufRead> Read for WayBack<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

/// What is compressed in pieces, as one stream. A piece that is damaged is an error once, and the next one follows.
pub struct GzipPieces<R: BufRead> {
    piece: Option<GzDecoder<R>>,
}

impl<R: BufRead> GzipPieces<R> {
    pub fn new(stream: R) -> Self {
        Self { piece: Some(GzDecoder::new(stream)) }
    }
}

impl<R: BufRead> Read for GzipPieces<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let Some(piece) = &mut self.piece else { return Ok(0) };
            match piece.read(into) {
                Ok(0) if !into.is_empty() => {
                    let mut stream = self.piece.take().expect("it was read just now").into_inner();
                    if !stream.fill_buf()?.is_empty() {
                        self.piece = Some(GzDecoder::new(stream));
                    }
                }
                Ok(count) => return Ok(count),
                Err(error) => {
                    let stream = self.piece.take().expect("it was read just now").into_inner();
                    self.piece = next_piece(stream)?.map(GzDecoder::new);
                    return Err(io::Error::new(io::ErrorKind::InvalidData, error.to_string()));
                }
            }
        }
    }
}

/// The stream where the next piece begins.
fn next_piece<R: BufRead>(mut stream: R) -> io::Result<Option<R>> {
    loop {
        let there = stream.fill_buf()?;
        if there.is_empty() {
            return Ok(None);
        }
        match there.windows(GZIP.len()).position(|start| start == GZIP) {
            Some(at) => {
                stream.consume(at);
                return Ok(Some(stream));
            }
            // Half of the sign may stand at the end of what is there.
            None => {
                let count = there.len().saturating_sub(GZIP.len() - 1).max(1);
                stream.consume(count);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::{BufReader, Write};

    fn record(words: &str) -> Vec<u8> {
        format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\n{words}\r\n\r\n", words.len())
            .into_bytes()
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    fn read(stream: impl BufRead) -> Vec<String> {
        let mut records = WarcRecords::new(stream);
        let mut said = Vec::new();
        loop {
            match records.next_record(&|_, _| true) {
                Ok(None) => return said,
                Ok(Some(record)) => said.push(String::from_utf8_lossy(&record.block).into_owned()),
                Err(_) => said.push("lost".to_owned()),
            }
            assert!(said.len() < 20, "{said:?}");
        }
    }

    #[test]
    fn what_stands_behind_a_damaged_record_is_read() {
        let (one, two, three) = (record("satu"), record("dua"), record("tiga"));
        let all = |middle: &[u8]| [&one, middle, &three].concat();
        assert_eq!(read(all(&two).as_slice()), ["satu", "dua", "tiga"]);
        assert_eq!(read(all(&two[..two.len() - 6]).as_slice()), ["satu", "lost", "tiga"]);
        assert_eq!(read(all(b"rusak\n").as_slice()), ["satu", "lost", "tiga"]);
        let unsaid = String::from_utf8(two.clone()).unwrap().replace("Content-Length", "Content-Lenght");
        assert_eq!(read(all(unsaid.as_bytes()).as_slice()), ["satu", "lost", "tiga"]);
        let damaged = String::from_utf8(two).unwrap().replace("WARC-Type: ", "WARC-Ty\n");
        assert_eq!(read(all(damaged.as_bytes()).as_slice()), ["satu", "lost", "tiga"]);
    }

    #[test]
    fn what_stands_behind_a_damaged_piece_is_read() {
        let words = "dua ".repeat(400);
        let pieces = [packed(&record("satu")), packed(&record(&words)), packed(&record("tiga"))];
        let good = pieces.concat();
        assert_eq!(read(BufReader::new(GzipPieces::new(good.as_slice()))).len(), 3);
        let mut broken = pieces.clone();
        let middle = broken[1].len() / 2;
        broken[1][middle..].iter_mut().take(12).for_each(|byte| *byte ^= 0x55);
        let said = read(BufReader::new(GzipPieces::new(broken.concat().as_slice())));
        assert_eq!((said.first().map(String::as_str), said.last().map(String::as_str)), (Some("satu"), Some("tiga")));
        assert!(said.contains(&"lost".to_owned()), "{said:?}");
        let cut = read(BufReader::new(GzipPieces::new(&good[..pieces[0].len() + 30])));
        assert_eq!(cut, ["satu", "lost"]);
    }
}
